/* rational_scan.c -- which unknowns a quotient has: roots, exponentials, waves.  */

#include "config.h"
#include "algebra/rational_parts.h"

#include <string.h>

Number rational_radicand(Algebra *a, Id base, Id *rest) {
  const Expr *x = expr_at(a, base);
  *rest = base;
  Number content = number_whole(1);
  if (x->kind == EXPR_PRODUCT) content = x->number;
  if (x->kind == EXPR_SUM) {
    Id dummy;
    content = x->number;
    for (size_t i = 0; i < x->count; i++)
      content = number_content(content, expr_coefficient(a, x->args[i], &dummy));
  }
  if (number_sign(content) < 0) content = number_negate(content);
  if (number_is(content, 1) || !number_exact(content) || number_sign(content) == 0)
    return number_whole(1);
  Number share = number_divide(number_whole(1), content);
  if (x->kind == EXPR_PRODUCT)
    *rest = expr_scale(a, share, base);
  else {
    Id *terms = arena_new(&a->arena, (x->count + 1) * sizeof *terms);
    for (size_t i = 0; i < x->count; i++) terms[i] = expr_scale(a, share, x->args[i]);
    terms[x->count] = expr_number(a, number_multiply(share, x->number));
    *rest = expr_sum(a, terms, x->count + 1);
  }
  return content;
}

/* A root of this degree, or an exponential of this unit, of the base. */
static void note_unit(Rational *q, Id base, Number unit, bool exponential) {
  Algebra *a = q->a;
  for (size_t i = 0; i < q->ring.unknowns; i++)
    if (q->base[i] == base && expr_is_call(a, q->unknown[i], "exp") == exponential) {
      Number common = number_content(q->unit[i], unit);
      bool both = number_sign(q->unit[i]) < 0 && number_sign(unit) < 0;
      if ((number_sign(common) < 0) != both) common = number_negate(common);
      if (number_equal(common, q->unit[i])) return;
      q->unit[i] = common;
      q->unknown[i] = exponential ? expr_call1(a, "exp", expr_scale(a, common, base))
                                  : expr_power(a, base, expr_number(a, common));
      return;
    }
  Id power = exponential ? expr_call1(a, "exp", expr_scale(a, unit, base))
                         : expr_power(a, base, expr_number(a, unit));
  if (!algebra_failed(a)) rational_unknown(q, power, base, unit);
}

Number rational_exponent(Algebra *a, Id exponent, Id *rest) {
  Number n = expr_coefficient(a, exponent, rest), content;
  const Expr *x = expr_at(a, *rest);
  if (x->kind != EXPR_SUM) return n;
  content = rational_radicand(a, *rest, rest);
  Id dummy;
  x = expr_at(a, *rest);
  bool minus = x->kind == EXPR_SUM && number_sign(x->number) <= 0;
  for (size_t i = 0; minus && i < x->count; i++)
    minus = number_sign(expr_coefficient(a, x->args[i], &dummy)) < 0;
  if (minus) {
    *rest = expr_turned(a, *rest);
    content = number_negate(content);
  }
  return number_multiply(n, content);
}

void rational_scan(Rational *q, Id e) {
  Algebra *a = q->a;
  const Expr *x = expr_at(a, e);
  Id rest;
  Form form;
  if (rational_failed(q)) return;
  if (x->kind == EXPR_POWER && expr_at(a, x->args[1])->kind == EXPR_NUMBER) {
    Number n = expr_at(a, x->args[1])->number;
    if (number_exact(n) && n.bottom > 1 && n.bottom <= 12) {
      rational_radicand(a, x->args[0], &rest);
      note_unit(q, rest, number_fraction(1, n.bottom), false);
    }
    rational_scan(q, x->args[0]);
  } else if (expr_is_call(a, e, "exp")) {
    Number n = rational_exponent(a, x->args[0], &rest);
    if (number_exact(n) && expr_at(a, rest)->kind != EXPR_NUMBER) note_unit(q, rest, n, true);
  } else if (x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT)
    for (size_t k = 0; k < x->count; k++) rational_scan(q, x->args[k]);
  else if (q->waves != WAVES_FREE && rational_is_wave(x) && !rational_by_sine(q, x, &form) &&
           !rational_by_double(q, x, &form))
    rational_unknown(q, e, EXPR_NONE, number_whole(1));
}
