/* rational.c -- expressions as one quotient of products.

   A Form is a number times whole powers of polynomials of a pool.  Products of forms add exponents;
   a sum takes the smallest exponents out, multiplies the rest out, and divides what comes by the
   polynomials of the pool as often as they divide it.  So denominators stay factored.  */

#include "config.h"
#include "algebra/polynomial.h"
#include "algebra/rational.h"
#include "algebra/shape.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_POOL = 28, MAX_PARTS = 600, MAX_POWER = 24 };

typedef struct Form {
  Number c; /* 0: the whole is 0 */
  int16_t e[MAX_POOL];
} Form;

typedef struct Rational {
  Algebra *a;
  Arena arena;
  Ring ring;
  RationalWaves waves;
  Id unknown[MAX_UNKNOWNS];  /* what it is, as a power: x, exp(x/2), (x + 1)^(1/2) */
  Id base[MAX_UNKNOWNS];     /* of roots and exponentials: x + 1, x */
  Number unit[MAX_UNKNOWNS]; /* 1/2 */
  Poly pool[MAX_POOL];
  size_t pool_unknown[MAX_POOL]; /* the unknown it is, or MAX_UNKNOWNS */
  Id shown[MAX_POOL];            /* how it was written, as shown_scale * polynomial */
  Number shown_scale[MAX_POOL];
  size_t pool_count;
  bool failed;
} Rational;

static bool failed(Rational *q) {
  return q->failed || q->ring.failed || algebra_failed(q->a);
}

static Form give_up(Rational *q) {
  q->failed = true;
  return (Form){ .c = number_whole(1) };
}

/* ------------------------------------------------------------------ unknowns and the pool */

static size_t in_pool(Rational *q, Poly p) {
  for (size_t i = 0; i < q->pool_count; i++)
    if (poly_equal(q->pool[i], p)) return i;
  if (q->pool_count == MAX_POOL) {
    q->failed = true;
    return 0;
  }
  q->pool[q->pool_count] = p;
  q->pool_unknown[q->pool_count] = MAX_UNKNOWNS;
  return q->pool_count++;
}

/* The pool's place of an unknown, which is made when it is new. */
static size_t unknown(Rational *q, Id power, Id base, Number unit) {
  for (size_t i = 0; i < q->ring.unknowns; i++)
    if (q->unknown[i] == power) return in_pool(q, poly_unknown(&q->ring, i));
  if (q->ring.unknowns == MAX_UNKNOWNS) {
    q->failed = true;
    return 0;
  }
  size_t i = q->ring.unknowns++;
  q->unknown[i] = power;
  q->base[i] = base;
  q->unit[i] = unit;
  size_t place = in_pool(q, poly_unknown(&q->ring, i));
  if (!q->failed) q->pool_unknown[place] = i;
  return place;
}

static Form form_number(Rational *q, Number n) {
  if (!number_exact(n)) return give_up(q);
  return (Form){ .c = n };
}

static Form form_pool(size_t place, int exponent) {
  Form f = { .c = number_whole(1) };
  f.e[place] = (int16_t)exponent;
  return f;
}

/* A polynomial: its number, powers of unknowns, the factors it shares with the pool, the rest. */
static Form form_poly(Rational *q, Poly p, Form f) {
  if (poly_is_zero(p)) return form_number(q, number_whole(0));
  f.c = number_multiply(f.c, poly_primitive(&q->ring, &p));
  for (size_t i = 0; i < q->ring.unknowns && p.count > 0; i++) {
    int n = poly_take(&q->ring, &p, i);
    if (n) f.e[in_pool(q, poly_unknown(&q->ring, i))] += (int16_t)n;
  }
  Poly quotient;
  for (size_t i = 0; i < q->pool_count && p.count > 1 && !failed(q); i++)
    while (q->pool[i].count > 1 && poly_divide(&q->ring, p, q->pool[i], &quotient)) {
      p = quotient;
      f.c = number_multiply(f.c, poly_primitive(&q->ring, &p));
      f.e[i]++;
    }
  if (!poly_is_number(&q->ring, p)) f.e[in_pool(q, p)]++;
  if (!number_exact(f.c)) return give_up(q);
  return f;
}

/* The product of the pool's polynomials with the exponents of F, none of them negative. */
static Poly multiplied_out(Rational *q, const Form *f) {
  Poly p = poly_number(&q->ring, f->c);
  for (size_t i = 0; i < q->pool_count && !failed(q); i++)
    if (f->e[i] > 0) {
      if (f->e[i] > MAX_POWER) q->failed = true;
      p = poly_multiply(&q->ring, p, poly_power(&q->ring, q->pool[i], f->e[i]));
    }
  return p;
}

/* ------------------------------------------------------------------ powers of unknowns */

/* root^degree = base as a polynomial, where that has a form without denominators. */
static Form of(Rational *q, Id e);

static void relate_root(Rational *q, size_t place, Id base, int degree) {
  size_t i = q->pool_unknown[place];
  if (i == MAX_UNKNOWNS || q->ring.degree[i]) return;
  Form f = of(q, base);
  for (size_t k = 0; k < q->pool_count; k++)
    if (f.e[k] < 0) return;
  Poly value = multiplied_out(q, &f);
  if (failed(q)) return;
  q->ring.value[i] = value;
  q->ring.degree[i] = degree;
}

/* The part of exponent that is no number: x^(n + 1) = x^n * x. */
static Form symbolic_power(Rational *q, Id base, Id exponent) {
  Algebra *a = q->a;
  const Expr *e = expr_at(a, exponent);
  int64_t whole = 0;
  if (e->kind == EXPR_SUM && number_is_whole(e->number)) whole = e->number.top;
  if (llabs(whole) > MAX_POWER) return give_up(q);
  Id rest = expr_subtract(a, exponent, expr_whole(a, whole));
  Form f = form_pool(unknown(q, expr_power(a, base, rest), EXPR_NONE, number_whole(1)), 1);
  if (whole) {
    Form b = of(q, base);
    for (size_t i = 0; i < q->pool_count; i++) f.e[i] += (int16_t)(b.e[i] * whole);
    Number n;
    if (!number_power(b.c, number_whole(whole), &n)) return give_up(q);
    f.c = number_multiply(f.c, n);
  }
  return f;
}

/* A radicand as |number| * rest, the rest with whole coefficients without a common factor. */
static Number radicand(Algebra *a, Id base, Id *rest) {
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

static Form root_power(Rational *q, Id base, Number exponent);

/* The power of a number: a number, or a root of it. */
static Form power_of_number(Rational *q, Number n, Number exponent) {
  Number value;
  if (number_power(n, exponent, &value)) return form_number(q, value);
  Form f = { .c = number_whole(1) };
  int64_t parts[] = { n.top, n.bottom };
  for (int i = 0; i < 2; i++) {
    if (parts[i] == 1) continue;
    Form g = root_power(q, expr_whole(q->a, parts[i]), i == 0 ? exponent : number_negate(exponent));
    for (size_t k = 0; k < q->pool_count; k++) f.e[k] = (int16_t)(f.e[k] + g.e[k]);
  }
  return f;
}

static Form of_root(Rational *q, Id base, Number exponent) {
  const Expr *x = expr_at(q->a, base);
  if (x->kind == EXPR_NUMBER)
    return number_exact(x->number) && number_sign(x->number) > 0
               ? power_of_number(q, x->number, exponent)
               : root_power(q, base, exponent);
  Id rest;
  Number content = radicand(q->a, base, &rest);
  Form f = root_power(q, rest, exponent);
  if (number_is(content, 1)) return f;
  Form g = power_of_number(q, content, exponent);
  f.c = number_multiply(f.c, g.c);
  for (size_t k = 0; k < q->pool_count; k++) f.e[k] = (int16_t)(f.e[k] + g.e[k]);
  return f;
}

/* How many units of an unknown with this base an exponent is; the unknown is made when new. */
static Form root_power(Rational *q, Id base, Number exponent) {
  Algebra *a = q->a;
  for (size_t i = 0; i < q->ring.unknowns; i++) {
    if (q->base[i] != base) continue;
    Number n = number_divide(exponent, q->unit[i]);
    if (number_is_whole(n) && llabs(n.top) <= MAX_POWER * 4)
      return form_pool(in_pool(q, poly_unknown(&q->ring, i)), (int)n.top);
  }
  if (exponent.bottom > 12 || llabs(exponent.top) > MAX_POWER * 4) return give_up(q);
  Number unit = number_fraction(1, exponent.bottom);
  size_t place = unknown(q, expr_power(a, base, expr_number(a, unit)), base, unit);
  if (failed(q)) return give_up(q);
  relate_root(q, place, base, (int)exponent.bottom);
  return form_pool(place, (int)exponent.top);
}

static Form of_power(Rational *q, const Expr *x) {
  Algebra *a = q->a;
  const Expr *e = expr_at(a, x->args[1]);
  if (e->kind != EXPR_NUMBER) return symbolic_power(q, x->args[0], x->args[1]);
  if (!number_exact(e->number)) return give_up(q);
  if (!number_is_whole(e->number)) return of_root(q, x->args[0], e->number);
  if (llabs(e->number.top) > MAX_POWER) return give_up(q);
  Form f = of(q, x->args[0]);
  if (failed(q) || number_is(f.c, 0) || !number_power(f.c, e->number, &f.c)) return give_up(q);
  for (size_t i = 0; i < q->pool_count; i++) f.e[i] = (int16_t)(f.e[i] * e->number.top);
  return f;
}

/* exp(2*x) is the square of exp(x) if that occurs: units are found beforehand. */
static Form of_exponential(Rational *q, Id e) {
  Algebra *a = q->a;
  Id rest;
  Number n = expr_coefficient(a, expr_at(a, e)->args[0], &rest);
  for (size_t i = 0; i < q->ring.unknowns; i++) {
    if (q->base[i] != rest || !expr_is_call(a, q->unknown[i], "exp")) continue;
    Number times = number_divide(n, q->unit[i]);
    if (!number_is_whole(times) || llabs(times.top) > MAX_POWER) return give_up(q);
    return form_pool(in_pool(q, poly_unknown(&q->ring, i)), (int)times.top);
  }
  return form_pool(unknown(q, e, EXPR_NONE, number_whole(1)), 1);
}

/* ------------------------------------------------------------------ sums */

static Form of_sum(Rational *q, const Expr *x, Id whole) {
  size_t n = x->count + 1;
  Form *terms = arena_new(&q->arena, n * sizeof *terms), least = { .c = number_whole(1) };
  for (size_t i = 0; i < x->count && !failed(q); i++) terms[i] = of(q, x->args[i]);
  terms[x->count] = form_number(q, x->number);
  if (failed(q)) return give_up(q);
  bool any = false;
  for (size_t i = 0; i < n; i++) {
    if (number_is(terms[i].c, 0)) continue;
    for (size_t k = 0; k < q->pool_count; k++)
      if (!any || terms[i].e[k] < least.e[k]) least.e[k] = terms[i].e[k];
    any = true;
  }
  Poly sum = { 0 };
  for (size_t i = 0; i < n && !failed(q); i++) {
    if (number_is(terms[i].c, 0)) continue;
    for (size_t k = 0; k < q->pool_count; k++)
      terms[i].e[k] = (int16_t)(terms[i].e[k] - least.e[k]);
    sum = poly_add(&q->ring, sum, multiplied_out(q, &terms[i]));
  }
  if (failed(q)) return give_up(q);
  size_t before = q->pool_count;
  Form f = form_poly(q, sum, least);
  if (!failed(q) && q->pool_count == before + 1 && q->pool[before].count > 1) {
    /* new: it will be shown as it stands here */
    bool alone = true;
    for (size_t k = 0; k < before; k++) alone &= f.e[k] == 0;
    if (alone && (number_is(f.c, 1) || number_is(f.c, -1))) {
      q->shown[before] = whole;
      q->shown_scale[before] = f.c;
    }
  }
  return f;
}

static Form of_product(Rational *q, const Expr *x) {
  Form f = form_number(q, x->number);
  for (size_t i = 0; i < x->count && !failed(q); i++) {
    Form g = of(q, x->args[i]);
    f.c = number_multiply(f.c, g.c);
    for (size_t k = 0; k < q->pool_count; k++) f.e[k] = (int16_t)(f.e[k] + g.e[k]);
  }
  return number_exact(f.c) ? f : give_up(q);
}

/* tan(u) as sin(u) * cos(u)^-1, and so on; false for other functions. */
static bool by_sine(Rational *q, const Expr *x, Form *out) {
  static const struct {
    const char *name;
    int sine, cosine;
  } names[] = { { "tan", 1, -1 }, { "cot", -1, 1 }, { "sec", 0, -1 }, { "csc", -1, 0 } };
  if (q->waves != WAVES_COSINE_ALONE && q->waves != WAVES_SINE_ALONE) return false;
  for (size_t i = 0; x->count == 1 && i < sizeof names / sizeof *names; i++) {
    if (strcmp(x->name, names[i].name) != 0) continue;
    Id sine = expr_call1(q->a, "sin", x->args[0]), cosine = expr_call1(q->a, "cos", x->args[0]);
    if (!sine || !cosine) return false;
    *out = form_number(q, number_whole(1));
    out->e[unknown(q, sine, EXPR_NONE, number_whole(1))] += (int16_t)names[i].sine;
    out->e[unknown(q, cosine, EXPR_NONE, number_whole(1))] += (int16_t)names[i].cosine;
    return true;
  }
  return false;
}

static Form of(Rational *q, Id e) {
  Form f;
  Algebra *a = q->a;
  if (failed(q)) return give_up(q);
  const Expr *x = expr_at(a, e);
  if (!expr_is_scalar(a, e)) return give_up(q);
  switch (x->kind) {
  case EXPR_NUMBER: return form_number(q, x->number);
  case EXPR_SUM: return of_sum(q, x, e);
  case EXPR_PRODUCT: return of_product(q, x);
  case EXPR_POWER: return of_power(q, x);
  case EXPR_CALL:
    if (strcmp(x->name, "exp") == 0) return of_exponential(q, e);
    if (by_sine(q, x, &f)) return f;
    return form_pool(unknown(q, e, EXPR_NONE, number_whole(1)), 1);
  default: return form_pool(unknown(q, e, EXPR_NONE, number_whole(1)), 1);
  }
}

/* ------------------------------------------------------------------ what is found beforehand */

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
  if (!algebra_failed(a)) unknown(q, power, base, unit);
}

/* Both sin(u) and cos(u) occur: a relation. */
static void relate_waves(Rational *q) {
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

/* The units of roots and exponentials, and the waves, of the expression.  It is small. */
static void scan(Rational *q, Id e) {
  Algebra *a = q->a;
  const Expr *x = expr_at(a, e);
  Id rest;
  if (failed(q)) return;
  if (x->kind == EXPR_POWER && expr_at(a, x->args[1])->kind == EXPR_NUMBER) {
    Number n = expr_at(a, x->args[1])->number;
    if (number_exact(n) && n.bottom > 1 && n.bottom <= 12) {
      radicand(a, x->args[0], &rest);
      note_unit(q, rest, number_fraction(1, n.bottom), false);
    }
    scan(q, x->args[0]);
  } else if (expr_is_call(a, e, "exp")) {
    Number n = expr_coefficient(a, x->args[0], &rest);
    if (number_exact(n) && expr_at(a, rest)->kind != EXPR_NUMBER) note_unit(q, rest, n, true);
  } else if (x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT)
    for (size_t k = 0; k < x->count; k++) scan(q, x->args[k]);
  else if (q->waves != WAVES_FREE && wave_of(x) < WAVE_COUNT &&
           !by_sine(q, x, &(Form){ .c = number_whole(1) }))
    unknown(q, e, EXPR_NONE, number_whole(1));
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

static bool rational_helps(const Algebra *a, Id e, RationalWaves waves) {
  if (expr_size(a, e, MAX_PARTS) > MAX_PARTS) return false;
  Found f = { 0 };
  look(a, e, false, &f);
  bool circle = f.waves & ((1u << CIRCLE_END) - (1u << (COSINE + 1)));
  bool pair = (f.waves & (f.waves - 1)) != 0;
  if (waves == WAVES_FREE) return f.quotient;
  return waves <= WAVES_SINE ? pair : circle && pair;
}

/* ------------------------------------------------------------------ back again */

static Id of_poly(Rational *q, Poly p) {
  Algebra *a = q->a;
  Id *terms = arena_new(&a->arena, (p.count + 1) * sizeof *terms);
  for (size_t i = 0; i < p.count; i++) {
    Id factors[MAX_UNKNOWNS + 1];
    size_t n = 0;
    factors[n++] = expr_number(a, p.terms[i].c);
    for (size_t k = 0; k < q->ring.unknowns; k++)
      if (p.terms[i].e[k]) factors[n++] = expr_raise(a, q->unknown[k], p.terms[i].e[k]);
    terms[i] = expr_product(a, factors, n);
  }
  return expr_sum(a, terms, p.count);
}

static Id back(Rational *q, const Form *f) {
  Algebra *a = q->a;
  Id factors[MAX_POOL + 1];
  size_t n = 0;
  Number c = f->c, scale;
  for (size_t i = 0; i < q->pool_count; i++) {
    if (f->e[i] == 0) continue;
    Id base = q->shown[i];
    if (base) {
      if (!number_power(q->shown_scale[i], number_whole(-f->e[i]), &scale)) return EXPR_NONE;
      c = number_multiply(c, scale);
    } else
      base = of_poly(q, q->pool[i]);
    factors[n++] = expr_raise(a, base, f->e[i]);
  }
  if (!number_exact(c)) return EXPR_NONE;
  return expr_scale(a, c, expr_product(a, factors, n));
}

/* A polynomial of the numerator may hold one of the denominator; a root may stand above and its
   radicand below. */
static Form cancelled(Rational *q, Form f) {
  Poly quotient;
  for (size_t i = 0; i < q->pool_count && !failed(q); i++)
    for (size_t k = 0; k < q->pool_count && f.e[i] > 0 && !failed(q); k++)
      while (f.e[i] > 0 && f.e[k] < 0 && q->pool[i].count > 1 && q->pool[k].count > 1 && i != k &&
             poly_divide(&q->ring, q->pool[i], q->pool[k], &quotient)) {
        Form rest = f;
        rest.e[i]--;
        rest.e[k]++;
        f = form_poly(q, quotient, rest);
      }
  for (size_t i = 0; i < q->pool_count && !failed(q); i++) {
    size_t u = q->pool_unknown[i];
    if (u == MAX_UNKNOWNS || q->ring.degree[u] == 0 || f.e[i] == 0) continue;
    Poly value = q->ring.value[u];
    Number content = poly_primitive(&q->ring, &value), scale;
    for (size_t k = 0; k < q->pool_count; k++)
      while (k != i && poly_equal(q->pool[k], value) && f.e[k] * f.e[i] < 0 &&
             abs(f.e[i]) >= q->ring.degree[u]) {
        int step = f.e[i] > 0 ? 1 : -1;
        f.e[i] = (int16_t)(f.e[i] - step * q->ring.degree[u]);
        f.e[k] = (int16_t)(f.e[k] + step);
        if (!number_power(content, number_whole(step), &scale)) return give_up(q);
        f.c = number_multiply(f.c, scale);
      }
  }
  return f;
}

Id rational(Algebra *a, Id e, RationalWaves waves) {
  if (e == EXPR_NONE || !rational_helps(a, e, waves)) return EXPR_NONE;
  Rational q = { .a = a, .waves = waves };
  q.ring.arena = &q.arena;
  Id result = EXPR_NONE;
  scan(&q, e);
  if (!failed(&q)) {
    if (waves != WAVES_FREE) relate_waves(&q);
    for (size_t i = 0; i < q.ring.unknowns && !failed(&q); i++)
      if (q.base[i] && !expr_is_call(a, q.unknown[i], "exp")) /* a root */
        relate_root(&q, in_pool(&q, poly_unknown(&q.ring, i)), q.base[i], (int)q.unit[i].bottom);
    Form f = cancelled(&q, of(&q, e));
    if (!failed(&q)) result = number_is(f.c, 0) ? expr_number(a, f.c) : back(&q, &f);
  }
  arena_free(&q.arena);
  return result;
}
