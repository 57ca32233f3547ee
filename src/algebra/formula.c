/* formula.c -- formulas back to functions of the learner's.  */

#include "config.h"
#include "algebra/print.h"
#include "algebra/read_parts.h"
#include "lang/interp.h"

#include <stdlib.h>
#include <string.h>

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

/* The text of a handle, with what it takes along, becomes a function that prints as SHOWN. */
static bool evaluated(Formula *f, const char *text, const char *shown, Value *out) {
  Scope *scope = scope_new();
  for (size_t i = 0; i < f->captured_count; i++)
    scope_set(scope, f->captured[i].name, value_retain(f->captured[i].value));
  Error error = { 0 };
  bool good = interp_evaluate(f->a->interp, scope, text, out, &error);
  scope_free(scope);
  if (good)
    function_set_text(*out, shown);
  else
    algebra_fail(f->a, error.kind, (Span){ 0, 0 }, "%s", error.message);
  return good;
}

static bool is_taken(const Formula *f, const char *name) {
  for (size_t i = 0; i < f->count; i++)
    if (strcmp(f->names[i], name) == 0) return true;
  for (size_t i = 0; i < f->captured_count; i++)
    if (strcmp(f->captured[i].name, name) == 0) return true;
  return false;
}

/* A function or constant of E whose name is one of the learner's own variables: the text would be
   about the variable.  NULL: none. */
static const char *hidden_function(const Formula *f, Id e) {
  bool *seen = mem_new(e + 1);
  const char *name = NULL;
  seen[e] = true;
  for (Id i = e; i > 0 && !name; i--) {
    if (!seen[i]) continue;
    const Expr *x = expr_at(f->a, i);
    if (x->kind == EXPR_CALL && is_taken(f, x->name)) name = x->name;
    for (size_t k = 0; k < x->count; k++) seen[x->args[k]] = true;
  }
  free(seen);
  return name;
}

bool formula_handle(Formula *f, Id e, bool ascending, Value *out) {
  *out = VALUE_FAILED;
  if (algebra_failed(f->a) || e == EXPR_NONE) return false;
  const char *hidden = hidden_function(f, e);
  if (hidden) {
    algebra_fail(f->a, ERROR_NAME, (Span){ 0, 0 },
                 "the result needs the %s of the language, but here %s is a variable", hidden,
                 hidden);
    error_hint(&f->a->error, "give the variable another name than %s", hidden);
    return false;
  }
  Text text = TEXT_EMPTY, shown = TEXT_EMPTY;
  bool good = true;
  if (expr_size(f->a, e, MAX_PRINTED) > MAX_PRINTED)
    good = formula_program(f, e, &text, &shown);
  else {
    formula_print(f, e, ascending, &text);
    text_puts(&shown, text_string(&text));
  }
  good = good && evaluated(f, text_string(&text), text_string(&shown), out);
  text_free(&text);
  text_free(&shown);
  return good;
}
