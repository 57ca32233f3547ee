/* rational_waves.c -- sin, cos and their relatives as unknowns of a quotient.  */

#include "config.h"
#include "algebra/rational_parts.h"
#include "algebra/tidy.h"

#include <string.h>

static const char *const wave_names[] = { "sin",  "cos",  "sec",  "tan",  "csc",  "cot",
                                          "sinh", "cosh", "sech", "tanh", "csch", "coth" };
enum { SIN, COS, SEC, TAN, CSC, COT, CIRCLE_END, WAVE_COUNT = 12 };

/* Which of wave_names a call is; WAVE_COUNT: none. */
static size_t wave_of(const Expr *x) {
  size_t k = 0;
  if (x->kind != EXPR_CALL || x->count != 1) return WAVE_COUNT;
  while (k < WAVE_COUNT && strcmp(x->name, wave_names[k]) != 0) k++;
  return k;
}

bool rational_is_wave(const Expr *x) {
  return wave_of(x) < WAVE_COUNT;
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
        bool first = q->waves != WAVES_SINE && q->waves != WAVES_SINE_ALONE;
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

/* ------------------------------------------------------------------ by sine and cosine */

bool rational_by_sine(Rational *q, const Expr *x, Form *out) {
  static const int powers[][2] = { { 1, 0 }, { 0, 1 }, { 0, -1 }, { 1, -1 }, { -1, 0 }, { -1, 1 } };
  size_t wave = wave_of(x), kind = wave % CIRCLE_END;
  bool circle = wave < CIRCLE_END;
  if (q->waves < WAVES_COSINE_ALONE || wave == WAVE_COUNT || kind <= COS) return false;
  if (q->waves == WAVES_DOUBLE && rational_by_double(q, x, out)) return true;
  Id sine = expr_call1(q->a, circle ? "sin" : "sinh", x->args[0]);
  Id cosine = expr_call1(q->a, circle ? "cos" : "cosh", x->args[0]);
  if (!sine || !cosine) return false;
  *out = (Form){ .c = number_whole(1) };
  const Id parts[] = { sine, cosine };
  for (size_t i = 0; i < 2; i++) {
    if (!powers[kind][i]) continue;
    size_t place = rational_unknown(q, parts[i], EXPR_NONE, number_whole(1));
    out->e[place] += (int16_t)powers[kind][i];
    q->below[place] |= powers[kind][i] < 0;
  }
  return true;
}

/* ------------------------------------------------------------------ half an angle */

static Id doubled(Algebra *a, Id u) {
  return expand(a, expr_scale(a, number_whole(2), u));
}

static bool is_half(Algebra *a, Id u) {
  Id rest;
  return rational_exponent(a, u, &rest).bottom % 2 == 0 && expr_at(a, u)->kind != EXPR_NUMBER;
}

/* Does a function with this angle occur? */
static bool occurs(const Algebra *a, Id e, Id angle) {
  const Expr *x = expr_at(a, e);
  if (wave_of(x) < WAVE_COUNT) return x->args[0] == angle;
  if (x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT || x->kind == EXPR_POWER)
    for (size_t i = 0; i < x->count; i++)
      if (occurs(a, x->args[i], angle)) return true;
  return false;
}

static void relate(Rational *q, size_t place, Poly value) {
  size_t i = q->pool_unknown[place];
  if (q->ring.degree[i]) return;
  q->ring.value[i] = value;
  q->ring.degree[i] = 2;
}

bool rational_by_double(Rational *q, const Expr *x, Form *out) {
  Algebra *a = q->a;
  size_t wave = wave_of(x), kind = wave % CIRCLE_END;
  if (q->waves != WAVES_DOUBLE || wave == WAVE_COUNT || rational_failed(q)) return false;
  Id angle = doubled(a, x->args[0]);
  if (!angle || (!is_half(a, x->args[0]) && !occurs(a, q->whole, angle))) return false;
  bool circle = wave < CIRCLE_END;
  Number one = number_whole(1);
  Ring *r = &q->ring;
  size_t sine = rational_unknown(q, expr_call1(a, circle ? "sin" : "sinh", angle), EXPR_NONE, one);
  size_t cosine =
      rational_unknown(q, expr_call1(a, circle ? "cos" : "cosh", angle), EXPR_NONE, one);
  size_t half =
      rational_unknown(q, expr_call1(a, circle ? "cos" : "cosh", x->args[0]), EXPR_NONE, one);
  if (rational_failed(q)) return false;
  Poly square = poly_power(r, q->pool[cosine], 2);
  Poly above = poly_add(r, q->pool[cosine], poly_number(r, one));
  relate(q, sine,
         poly_add(r, poly_number(r, number_whole(circle ? 1 : -1)),
                  poly_scale(r, square, number_whole(circle ? -1 : 1))));
  relate(q, half, poly_scale(r, above, number_fraction(1, 2)));
  size_t place = rational_place(q, above);
  if (rational_failed(q)) return false;
  *out = (Form){ .c = one };
  if (kind == SIN || kind == CSC) {
    q->halved = true;
    q->half[half] = q->half[place] = true;
    q->half[sine] |= kind == CSC;
  }
  switch (kind) {
  case SIN:
    out->c = number_fraction(1, 2);
    out->e[sine] = 1;
    out->e[half] = -1;
    break;
  case COS: out->e[half] = 1; break;
  case SEC: out->e[half] = -1; break;
  case TAN:
    out->e[sine] = 1;
    out->e[place] = -1;
    break;
  case CSC:
    out->c = number_whole(2);
    out->e[sine] = -1;
    out->e[half] = 1;
    break;
  default:
    out->e[sine] = -1;
    out->e[place] = 1;
    break;
  }
  return true;
}

bool rational_double_holds(const Rational *q, const Form *f) {
  for (size_t k = 0; q->halved && k < q->pool_count; k++)
    if (q->half[k] && f->e[k] < 0) return false;
  return true;
}

/* ------------------------------------------------------------------ is it worth it? */

typedef struct Found {
  bool quotient;  /* a power that is negative or no whole number, or a sum in a product */
  unsigned waves; /* a bit for each of wave_names */
  Id angles[8];
  size_t angle_count;
} Found;

static void look(const Algebra *a, Id e, bool inside, Found *f) {
  const Expr *x = expr_at(a, e);
  size_t wave = wave_of(x);
  if (wave < WAVE_COUNT) {
    f->waves |= 1u << wave;
    size_t k = 0;
    while (k < f->angle_count && f->angles[k] != x->args[0]) k++;
    if (k == f->angle_count && k < sizeof f->angles / sizeof *f->angles)
      f->angles[f->angle_count++] = x->args[0];
  }
  if (x->kind == EXPR_POWER) {
    Number n = expr_at(a, x->args[1])->number;
    f->quotient |= expr_at(a, x->args[1])->kind != EXPR_NUMBER || !number_is_whole(n) || n.top < 0;
    look(a, x->args[0], true, f);
  }
  f->quotient |= x->kind == EXPR_SUM && inside;
  if (x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT)
    for (size_t k = 0; k < x->count; k++) look(a, x->args[k], inside || x->kind == EXPR_PRODUCT, f);
}

/* Half an angle, or an angle and its double. */
static bool has_halves(Algebra *a, const Found *f) {
  for (size_t i = 0; i < f->angle_count; i++) {
    if (is_half(a, f->angles[i])) return true;
    Id twice = f->angle_count > 1 ? doubled(a, f->angles[i]) : EXPR_NONE;
    for (size_t k = 0; twice && k < f->angle_count; k++)
      if (f->angles[k] == twice) return true;
  }
  return false;
}

bool rational_helps(Algebra *a, Id e, RationalWaves waves) {
  if (expr_size(a, e, MAX_PARTS) > MAX_PARTS) return false;
  Found f = { 0 };
  look(a, e, false, &f);
  unsigned plain = (1u << SIN | 1u << COS) * (1u + (1u << CIRCLE_END));
  bool others = f.waves & ~plain, pair = (f.waves & (f.waves - 1)) != 0;
  if (waves == WAVES_FREE) return f.quotient;
  if (waves == WAVES_DOUBLE) return f.waves && has_halves(a, &f);
  return waves <= WAVES_SINE ? pair : others && pair;
}
