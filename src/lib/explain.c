/* explain.c -- a computation shown step by step.  */

#include "config.h"
#include "board/explain.h"
#include "lib/families.h"

const Builtin explain_family[] = {
  { .name = "explain",
    .signature = "manner?: string, text?: string -> any",
    .call = explain_call,
    .summary = "Shows how an expression is calculated, step by step, and answers its value: "
               "explain A\\b, explain full inv(A) with all arithmetic, explain terse det(A) with "
               "one line a step.",
    .see = "why rref",
    .examples = { { "explain det([2 1; 1 3])", "5" },
                  { "explain terse [2 1; 1 3]\\[3; 4]", "[1; 1]" } } },
  { .name = "why",
    .signature = "step: string -> any",
    .call = explain_step_call,
    .summary = "Opens one step of the last explanation: why('2') shows step 2 with all its "
               "arithmetic, why('1.2') the second part of step 1. At the prompt: why 2.",
    .see = "explain",
    .examples = { { "explain terse [2 1; 1 3]\\[3; 4]; why('5')",
                    "error: why: there is no step 5" } } },
  { 0 },
};
