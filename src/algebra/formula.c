/* formula.c -- formulas back to functions of the learner's.  */

#include "config.h"
#include "algebra/print.h"
#include "algebra/read.h"
#include "lang/interp.h"

#include <stdlib.h>

enum { MAX_PRINTED = 2000 };

void formula_end(Formula *f) {
  free(f->captured);
  f->captured = NULL;
}

void formula_print(Formula *f, Id e, bool ascending, Text *out) {
  Id like[MAX_FORMULA_PARAMETERS];
  PrintStyle style = { .dotted = f->dotted, .ascending = ascending, .like = like };
  text_puts(out, "@(");
  for (size_t i = 0; i < f->count; i++) {
    text_printf(out, "%s%s", i > 0 ? ", " : "", f->names[i]);
    if (f->parameters[i]) like[style.like_count++] = f->parameters[i];
  }
  text_puts(out, ") ");
  expression_print(f->a, e, &style, out);
}

bool formula_handle(Formula *f, Id e, bool ascending, Value *out) {
  *out = VALUE_FAILED;
  if (algebra_failed(f->a) || e == EXPR_NONE) return false;
  size_t size = expr_size(f->a, e, MAX_PRINTED);
  if (size > MAX_PRINTED) {
    algebra_fail(f->a, ERROR_LIMIT, (Span){ 0, 0 },
                 "the derivative has more than %d terms, too many to write down", MAX_PRINTED);
    error_hint(&f->a->error, "grad(f, x0) gives the numbers at a point without a formula");
    return false;
  }
  Text text = TEXT_EMPTY;
  formula_print(f, e, ascending, &text);
  Scope *scope = scope_new();
  for (size_t i = 0; i < f->captured_count; i++)
    scope_set(scope, f->captured[i].name, value_retain(f->captured[i].value));
  Error error = { 0 };
  bool good = interp_evaluate(f->a->interp, scope, text_string(&text), out, &error);
  scope_free(scope);
  if (good)
    function_set_text(*out, text_string(&text));
  else
    algebra_fail(f->a, error.kind, (Span){ 0, 0 }, "%s", error.message);
  text_free(&text);
  return good;
}
