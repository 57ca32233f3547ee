/* exact_notes.c -- what must be said beside a derivative: kinks, conditions, assumptions.  */

#include "config.h"
#include "lib/exact_notes.h"
#include "algebra/conditions.h"
#include "algebra/print.h"

#include <stdlib.h>
#include <string.h>

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
  if (x->count > 0) conditions_equation(f, x->args[0], "is", &inside);
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
  Text conditions = TEXT_EMPTY;
  conditions_print(f, result, read, &conditions);
  if (conditions.len) call_note(call, "valid where %s", text_string(&conditions));
  text_free(&conditions);
  if (f->a->note) call_note(call, "%s", f->a->note);
  note_shapes(call, f);
  for (size_t i = 0; f->guessed && i < f->count; i++) {
    const Expr *x = f->parameters[i] ? expr_at(f->a, f->parameters[i]) : NULL;
    if (x && (x->rows >= SIZE_OPEN || x->columns >= SIZE_OPEN))
      call_note(call, "%s is taken as a %s", f->names[i],
                x->columns == 1 ? "column of any length" : "matrix of any size");
  }
}
