/* conditions.c -- where a result holds: what was cancelled must not be 0.  */

#include "config.h"
#include "algebra/conditions.h"
#include "algebra/print.h"
#include "algebra/rational.h"

#include <stdlib.h>
#include <string.h>

void conditions_equation(Formula *f, Id e, const char *relation, Text *out) {
  const Expr *x = expr_at(f->a, e);
  PrintStyle style = { .dotted = f->dotted };
  bool shifted = x->kind == EXPR_SUM && x->count == 1;
  expression_print(f->a, shifted ? x->args[0] : e, &style, out);
  text_printf(out, " %s ", relation);
  number_print(shifted ? number_negate(x->number) : number_whole(0), out);
}

/* Is INSIDE a multiple of BASE, so that it is 0 wherever that is? */
static bool is_multiple(Algebra *a, Id inside, Id base) {
  if (inside == base) return true;
  size_t before = a->nonzero_count;
  Id ratio = rational(a, expr_divide(a, inside, base), WAVES_FREE);
  a->nonzero_count = before;
  bool whole = ratio != EXPR_NONE && expr_at(a, ratio)->kind != EXPR_CALL;
  const Expr *x = expr_at(a, ratio); /* of nothing: nothing */
  if (whole && x->kind == EXPR_POWER) whole = number_sign(expr_exponent(a, ratio, &base)) > 0;
  for (size_t i = 0; whole && x->kind == EXPR_PRODUCT && i < x->count; i++)
    whole = number_sign(expr_exponent(a, x->args[i], &base)) > 0;
  return whole;
}

/* Is what E stands for undefined anyway where BASE is 0? */
static bool excludes_zero(Algebra *a, Id e, Id base) {
  static const char *const waves[][3] = { { "cos", "tan", "sec" },
                                          { "sin", "cot", "csc" },
                                          { "sinh", "coth", "csch" } };
  const Expr *b = expr_at(a, base);
  static const char *const names[] = { "log", "log2", "log10", "gamma", "psi",
                                       "cot", "csc",  "coth",  "csch" };
  bool *seen = mem_new(e + 1), found = false;
  seen[e] = true;
  for (Id i = e; i > 0 && !found; i--) {
    if (!seen[i]) continue;
    const Expr *x = expr_at(a, i);
    Id inside;
    if (x->kind == EXPR_POWER)
      found = number_sign(expr_exponent(a, i, &inside)) < 0 && is_multiple(a, inside, base);
    for (size_t k = 0; x->kind == EXPR_CALL && k < sizeof names / sizeof *names; k++)
      found |= x->count > 0 && x->args[0] == base && strcmp(x->name, names[k]) == 0;
    for (size_t k = 0; b->kind == EXPR_CALL && x->kind == EXPR_CALL && k < 3; k++)
      found |= strcmp(b->name, waves[k][0]) == 0 && x->count > 0 && x->args[0] == b->args[0] &&
               (strcmp(x->name, waves[k][1]) == 0 || strcmp(x->name, waves[k][2]) == 0);
    for (size_t k = 0; k < x->count; k++) seen[x->args[k]] = true;
  }
  free(seen);
  return found;
}

/* x - 1/2 for 2*x - 1 */
static Id by_itself(Algebra *a, Id base) {
  const Expr *x = expr_at(a, base);
  if (x->kind != EXPR_SUM || x->count != 1 || !number_exact(x->number)) return base;
  Id rest;
  Number c = expr_coefficient(a, x->args[0], &rest);
  Number shift = number_divide(x->number, c);
  return number_exact(shift) ? expr_add(a, rest, expr_number(a, shift)) : base;
}

void conditions_print(Formula *f, Id result, size_t read, Text *list) {
  Algebra *a = f->a;
  size_t count = a->nonzero_count;
  for (size_t i = 0; i < count; i++) {
    Id base = a->nonzero[i];
    if (excludes_zero(a, result, base)) continue;
    if (i >= read && !excludes_zero(a, f->body, base)) continue;
    size_t before = list->len;
    text_puts(list, before ? " and " : "");
    conditions_equation(f, by_itself(a, base), "~=", list);
    if (list->len > 100) {
      text_truncate(list, before);
      break;
    }
  }
}
