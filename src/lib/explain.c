/* explain.c -- a computation shown step by step.  */

#include "config.h"
#include "board/explain.h"
#include "board/outline.h"
#include "lib/families.h"

const Builtin explain_family[] = {
  { .name = "explain",
    .signature = "manner?: string, text?: string -> any",
    .call = explain_call,
    .summary = "Shows how an expression is calculated, step by step, and answers its value: "
               "explain A\\b, explain full inv(A) with all arithmetic, explain terse det(A) with "
               "one line a step.",
    .see = "why outline rref",
    .examples = { { "explain det([2 1; 1 3])", "5" },
                  { "explain terse [2 1; 1 3]\\[3; 4]", "[1; 1]" } } },
  { .name = "why",
    .signature = "step: string -> any",
    .call = explain_step_call,
    .summary = "Opens one step of the last explanation: why('2') shows step 2 with all its "
               "arithmetic, why('1.2') the second part of step 1. A name is a node of the last "
               "graph: its formula with numbers, its value, its slopes, and what its gradient is "
               "the sum of. At the prompt: why 2, why z.",
    .see = "explain graph",
    .examples = { { "explain terse [2 1; 1 3]\\[3; 4]; why('5')",
                    "error: why: there is no step 5" } } },
  { .name = "outline",
    .signature = "text: string -> cell",
    .call = outline_call,
    .summary = "The way to a result without the result: a cell with the headings of the steps that "
               "explain would show, and beside each the value it reaches. Empty where explain has "
               "nothing to say. Hints are made of it.",
    .see = "explain why",
    .examples = { { "size(outline('[2 1; 1 3]\\[3; 4]'), 2)", "2" },
                  { "isempty(outline('3 + 4'))", "true" } } },
  { 0 },
};
