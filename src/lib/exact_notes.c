/* exact_notes.c -- what must be said beside a derivative: kinks, conditions, assumptions.  */

#include "config.h"
#include "lib/exact_notes.h"
#include "algebra/print.h"

#include <stdlib.h>
#include <string.h>

/* "x ~= 1" for x - 1 ~= 0 */
static void put_equation(Formula *f, Id e, const char *relation, Text *out) {
  const Expr *x = expr_at(f->a, e);
  PrintStyle style = { .dotted = f->dotted };
  bool shifted = x->kind == EXPR_SUM && x->count == 1;
  expression_print(f->a, shifted ? x->args[0] : e, &style, out);
  text_printf(out, " %s ", relation);
  number_print(shifted ? number_negate(x->number) : number_whole(0), out);
}

/* ------------------------------------------------------------------ kinks */

Id exact_kink(Formula *f) {
  const Expr *x = f->a->kink ? expr_at(f->a, f->a->kink) : NULL;
  if (!x) return EXPR_NONE;
  if (strcmp(x->name, "abs") == 0 || strcmp(x->name, "relu") == 0) return x->args[0];
  if (strcmp(x->name, "norm") == 0) return f->a->kink;
  if (strcmp(x->name, "max") == 0 || strcmp(x->name, "min") == 0)
    return expr_subtract(f->a, x->args[0], x->args[1]);
  return EXPR_NONE;
}

void exact_note_kink(Call *call, Formula *f) {
  Algebra *a = f->a;
  if (!a->kink) return;
  const Expr *x = expr_at(a, a->kink);
  Text whole = TEXT_EMPTY, inside = TEXT_EMPTY;
  PrintStyle style = { .dotted = f->dotted };
  expression_print(a, a->kink, &style, &whole);
  if (x->count > 0) put_equation(f, x->args[0], "is", &inside);
  if (whole.len > 60)
    call_note(call,
              "%s has a kink or a jump; there the slope follows a convention: help conventions",
              x->name);
  else if (strcmp(x->name, "abs") == 0 || strcmp(x->name, "relu") == 0 ||
           strcmp(x->name, "norm") == 0)
    call_note(call, "%s has a kink where %s; there its slope is taken as 0", text_string(&whole),
              text_string(&inside));
  else if (strcmp(x->name, "max") == 0 || strcmp(x->name, "min") == 0)
    call_note(call, "%s has a kink where both are equal; there %s", text_string(&whole),
              expr_depends(a, x->args[0], EXPR_NONE) && expr_depends(a, x->args[1], EXPR_NONE)
                  ? "they share the slope evenly"
                  : "the constant wins");
  else
    call_note(call, "%s jumps; between its jumps the slope is 0", text_string(&whole));
  text_free(&whole);
  text_free(&inside);
}

/* x*abs(x) has no kink: no sign(x) is left of it. */
static bool kink_is_gone(Formula *f, Id result) {
  Algebra *a = f->a;
  if (!a->kink || !expr_is_call(a, a->kink, "abs") || !result) return false;
  Id slope = expr_call1(a, "sign", expr_at(a, a->kink)->args[0]);
  return expr_substitute(a, result, slope, expr_whole(a, 0)) == result;
}

/* ------------------------------------------------------------------ conditions */

/* Is what E stands for undefined anyway where BASE is 0? */
static bool excludes_zero(const Algebra *a, Id e, Id base) {
  static const char *const names[] = { "log", "log2", "log10", "gamma", "psi",
                                       "cot", "csc",  "coth",  "csch" };
  bool *seen = mem_new(e + 1), found = false;
  seen[e] = true;
  for (Id i = e; i > 0 && !found; i--) {
    if (!seen[i]) continue;
    const Expr *x = expr_at(a, i);
    Id inside;
    if (x->kind == EXPR_POWER)
      found = number_sign(expr_exponent(a, i, &inside)) < 0 && inside == base;
    for (size_t k = 0; x->kind == EXPR_CALL && k < sizeof names / sizeof *names; k++)
      found |= x->count > 0 && x->args[0] == base && strcmp(x->name, names[k]) == 0;
    for (size_t k = 0; k < x->count; k++) seen[x->args[k]] = true;
  }
  free(seen);
  return found;
}

/* Where the function is not defined, or what was written is not, but the derivative is. */
static void note_conditions(Call *call, Formula *f, Id result, size_t read) {
  Algebra *a = f->a;
  Text list = TEXT_EMPTY;
  for (size_t i = 0; i < a->nonzero_count; i++) {
    Id base = a->nonzero[i];
    if (excludes_zero(a, result, base)) continue;
    if (i >= read && !excludes_zero(a, f->body, base)) continue;
    size_t before = list.len;
    text_puts(&list, before ? " and " : "");
    put_equation(f, base, "~=", &list);
    if (list.len > 100) {
      text_truncate(&list, before);
      break;
    }
  }
  if (list.len) call_note(call, "valid where %s", text_string(&list));
  text_free(&list);
}

/* Of several parameters nobody has said which are arrays: the formula has. */
static void note_shapes(Call *call, Formula *f) {
  Text list = TEXT_EMPTY;
  for (size_t i = 0; i < f->count && f->count > 1; i++) {
    const Expr *x = f->parameters[i] ? expr_at(f->a, f->parameters[i]) : NULL;
    if (!x || x->rows >= SIZE_OPEN || x->columns >= SIZE_OPEN || x->rows * x->columns <= 1)
      continue;
    text_printf(&list, "%s%s as %ux%u", list.len ? " and " : "", f->names[i], (unsigned)x->rows,
                (unsigned)x->columns);
  }
  if (list.len) call_note(call, "taking %s, so that the shapes fit", text_string(&list));
  text_free(&list);
}

void exact_notes(Call *call, Formula *f, Id result, size_t read) {
  if (!kink_is_gone(f, result)) exact_note_kink(call, f);
  note_conditions(call, f, result, read);
  if (f->a->note) call_note(call, "%s", f->a->note);
  note_shapes(call, f);
  for (size_t i = 0; f->guessed && i < f->count; i++) {
    const Expr *x = f->parameters[i] ? expr_at(f->a, f->parameters[i]) : NULL;
    if (x && (x->rows >= SIZE_OPEN || x->columns >= SIZE_OPEN))
      call_note(call, "%s is taken as a %s", f->names[i],
                x->columns == 1 ? "column of any length" : "matrix of any size");
  }
}
