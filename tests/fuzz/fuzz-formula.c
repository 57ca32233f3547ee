/* fuzz-formula.c -- any bytes as an answer to a question of every kind.  */

#include "config.h"
#include "base/memory.h"
#include "learn/judge_table.h"
#include "lib/library.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Kind, model and options; the bytes are what was typed. */
static const char *const questions[] = {
  "formula\t2*x*sin(y) + x^2\t\t",
  "number\tpi\tsigfigs=3\t",
  "vector\t[1 2 3]\tpartial=entries\t",
  "set\t{x + 1, x - 1}\t\t",
  "interval\tx < 2 or x >= 5\t\t",
  "equation\ty = 2*x + 1\t\t",
  "antiderivative\t2*x\tconstant=required\t",
  "basis\t[1 0; 0 1; 0 0]\t\t",
  "pmf\ta: 1/4, b: 3/4\t\t",
  "function\t@(x) x^2\t\t",
  "order\tcab\tchoices=one|two|three\t",
  "choices\tac\tchoices=one|two|three\t",
  "text\t/gr[ae]y/ or 'silver'\t\t",
};

enum { QUESTIONS = sizeof questions / sizeof *questions, LONGEST = 2000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Registry *registry;
  if (!registry) registry = library_new();
  if (size > LONGEST) size = LONGEST;
  Interp *in = interp_new(registry, (Host){ 0 });
  for (size_t i = 0; i < QUESTIONS; i++) {
    Text row = TEXT_EMPTY, first = TEXT_EMPTY, second = TEXT_EMPTY;
    text_puts(&row, questions[i]);
    text_append(&row, (const char *)data, size);
    judge_table_row(in, text_string(&row), row.len, &first, NULL);
    interp_seed(in, 7); /* a verdict depends on no seed */
    judge_table_row(in, text_string(&row), row.len, &second, NULL);
    bool late = strstr(text_string(&first), "too long") || strstr(text_string(&second), "too long");
    if (!late && strcmp(text_string(&first), text_string(&second)) != 0) abort();
    text_free(&row);
    text_free(&first);
    text_free(&second);
  }
  interp_free(in);
  if (array_bytes_in_use() != 0) abort(); /* a leak */
  return 0;
}
