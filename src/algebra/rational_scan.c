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

void rational_relate_waves(Rational *q) {
  static const struct {
    const char *one, *other;
    int constant, sign; /* one^2 = constant + sign * other^2 */
  } pairs[] = { { "sin", "cos", 1, -1 },   { "sec", "tan", 1, 1 },    { "csc", "cot", 1, 1 },
                { "sinh", "cosh", -1, 1 }, { "sech", "tanh", 1, -1 }, { "csch", "coth", -1, 1 } };
  Algebra *a = q->a;
  for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++)
    for (size_t i = 0; i < q->ring.unknowns; i++) {
      if (!expr_is_call(a, q->unknown[i], pairs[p].one)) continue;
      for (size_t j = 0; j < q->ring.unknowns; j++) {
        if (!expr_is_call(a, q->unknown[j], pairs[p].other) ||
            expr_at(a, q->unknown[i])->args[0] != expr_at(a, q->unknown[j])->args[0])
          continue;
        bool first = q->waves == WAVES_COSINE || q->waves == WAVES_COSINE_ALONE;
        size_t from = first ? i : j, to = first ? j : i;
        /* other^2 = (one^2 - constant) / sign */
        int constant = first ? pairs[p].constant : -pairs[p].constant * pairs[p].sign;
        Poly square = poly_power(&q->ring, poly_unknown(&q->ring, to), 2);
        q->ring.value[from] = poly_add(&q->ring, poly_number(&q->ring, number_whole(constant)),
                                       poly_scale(&q->ring, square, number_whole(pairs[p].sign)));
        q->ring.degree[from] = 2;
      }
    }
}

static const char *const wave_names[] = { "sin",  "cos",  "sec",  "tan",  "csc",  "cot",
                                          "sinh", "cosh", "sech", "tanh", "csch", "coth" };
enum { SINE, COSINE, CIRCLE_END = 6, WAVE_COUNT = 12 };

/* Which of wave_names a call is; WAVE_COUNT: none. */
static size_t wave_of(const Expr *x) {
  size_t k = 0;
  if (x->kind != EXPR_CALL || x->count != 1) return WAVE_COUNT;
  while (k < WAVE_COUNT && strcmp(x->name, wave_names[k]) != 0) k++;
  return k;
}

void rational_scan(Rational *q, Id e) {
  Algebra *a = q->a;
  const Expr *x = expr_at(a, e);
  Id rest;
  if (rational_failed(q)) return;
  if (x->kind == EXPR_POWER && expr_at(a, x->args[1])->kind == EXPR_NUMBER) {
    Number n = expr_at(a, x->args[1])->number;
    if (number_exact(n) && n.bottom > 1 && n.bottom <= 12) {
      rational_radicand(a, x->args[0], &rest);
      note_unit(q, rest, number_fraction(1, n.bottom), false);
    }
    rational_scan(q, x->args[0]);
  } else if (expr_is_call(a, e, "exp")) {
    Number n = expr_coefficient(a, x->args[0], &rest);
    if (number_exact(n) && expr_at(a, rest)->kind != EXPR_NUMBER) note_unit(q, rest, n, true);
  } else if (x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT)
    for (size_t k = 0; k < x->count; k++) rational_scan(q, x->args[k]);
  else if (q->waves != WAVES_FREE && wave_of(x) < WAVE_COUNT &&
           !rational_by_sine(q, x, &(Form){ .c = number_whole(1) }))
    rational_unknown(q, e, EXPR_NONE, number_whole(1));
}

typedef struct Found {
  bool quotient;  /* a power that is negative or no whole number, or a sum in a product */
  unsigned waves; /* a bit for each of wave_names */
} Found;

static void look(const Algebra *a, Id e, bool inside, Found *f) {
  const Expr *x = expr_at(a, e);
  size_t wave = wave_of(x);
  if (wave < WAVE_COUNT) f->waves |= 1u << wave;
  if (x->kind == EXPR_POWER) {
    Number n = expr_at(a, x->args[1])->number;
    f->quotient |= expr_at(a, x->args[1])->kind != EXPR_NUMBER || !number_is_whole(n) || n.top < 0;
    look(a, x->args[0], true, f);
  }
  f->quotient |= x->kind == EXPR_SUM && inside;
  if (x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT)
    for (size_t k = 0; k < x->count; k++) look(a, x->args[k], inside || x->kind == EXPR_PRODUCT, f);
}

bool rational_helps(const Algebra *a, Id e, RationalWaves waves) {
  if (expr_size(a, e, MAX_PARTS) > MAX_PARTS) return false;
  Found f = { 0 };
  look(a, e, false, &f);
  bool circle = f.waves & ((1u << CIRCLE_END) - (1u << (COSINE + 1)));
  bool pair = (f.waves & (f.waves - 1)) != 0;
  if (waves == WAVES_FREE) return f.quotient;
  return waves <= WAVES_SINE ? pair : circle && pair;
}
