/* translate.c -- the learner's line in Python.  */

#include "config.h"
#include "board/numpy.h"
#include "lib/families.h"

static Value call_numpy(Call *call) {
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  bool good = numpy_translate(call, call_string(call, 0), call->spans[0], &out, NULL, NULL, &error);
  if (good) call_print(call, text_string(&out));
  text_free(&out);
  return good ? VALUE_NOTHING : call_fail_as(call, &error);
}

const Builtin translate_family[] = {
  { .name = "numpy",
    .signature = "code: string -> any",
    .call = call_numpy,
    .summary =
        "Prints the same computation in Python with NumPy and SciPy: `numpy A \\ b`. Indices "
        "count from 0, rows and columns become arrays of one axis, and variables are written "
        "out above it.",
    .see = "explain",
    .examples = { { "numpy 1 + 2; 3", "3" } } },
  { 0 },
};
