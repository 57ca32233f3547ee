/* rational.c -- expressions as one quotient of products.

   A Form is a number times whole powers of polynomials of a pool.  Products of forms add exponents;
   a sum takes the smallest exponents out, multiplies the rest out, and divides what comes by the
   polynomials of the pool as often as they divide it.  So denominators stay factored.  */

#include "config.h"
#include "algebra/rational_parts.h"
#include "algebra/shape.h"

#include <stdlib.h>
#include <string.h>

Form form_give_up(Rational *q) {
  q->failed = true;
  return (Form){ .c = number_whole(1) };
}

/* ------------------------------------------------------------------ unknowns and the pool */

size_t rational_place(Rational *q, Poly p) {
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

size_t rational_unknown(Rational *q, Id power, Id base, Number unit) {
  for (size_t i = 0; i < q->ring.unknowns; i++)
    if (q->unknown[i] == power) return rational_place(q, poly_unknown(&q->ring, i));
  if (q->ring.unknowns == MAX_UNKNOWNS) {
    q->failed = true;
    return 0;
  }
  size_t i = q->ring.unknowns++;
  q->unknown[i] = power;
  q->base[i] = base;
  q->unit[i] = unit;
  size_t place = rational_place(q, poly_unknown(&q->ring, i));
  if (!q->failed) q->pool_unknown[place] = i;
  return place;
}

Form form_number(Rational *q, Number n) {
  if (!number_exact(n)) return form_give_up(q);
  return (Form){ .c = n };
}

Form form_pool(size_t place, int exponent) {
  Form f = { .c = number_whole(1) };
  f.e[place] = (int16_t)exponent;
  return f;
}

/* A polynomial: its number, powers of unknowns, the factors it shares with the pool, the rest. */
Form form_poly(Rational *q, Poly p, Form f) {
  if (poly_is_zero(p)) return form_number(q, number_whole(0));
  f.c = number_multiply(f.c, poly_primitive(&q->ring, &p));
  for (size_t i = 0; i < q->ring.unknowns && p.count > 0; i++) {
    int n = poly_take(&q->ring, &p, i);
    if (n) f.e[rational_place(q, poly_unknown(&q->ring, i))] += (int16_t)n;
  }
  Poly quotient;
  for (size_t i = 0; i < q->pool_count && p.count > 1 && !rational_failed(q); i++)
    while (q->pool[i].count > 1 && poly_divide(&q->ring, p, q->pool[i], &quotient)) {
      p = quotient;
      f.c = number_multiply(f.c, poly_primitive(&q->ring, &p));
      f.e[i]++;
    }
  if (!poly_is_number(&q->ring, p)) {
    int n = 1;
    for (int k = 6; k >= 2 && n == 1 && p.count > 2; k--)
      if (poly_root(&q->ring, p, k, &quotient)) n = k;
    size_t place = rational_place(q, n > 1 ? quotient : p);
    f.e[place] = (int16_t)(f.e[place] + n);
  }
  if (!number_exact(f.c)) return form_give_up(q);
  return f;
}

/* The product of the pool's polynomials with the exponents of F, none of them negative. */
Poly form_multiplied_out(Rational *q, const Form *f) {
  Poly p = poly_number(&q->ring, f->c);
  for (size_t i = 0; i < q->pool_count && !rational_failed(q); i++)
    if (f->e[i] > 0) {
      if (f->e[i] > MAX_POWER) q->failed = true;
      p = poly_multiply(&q->ring, p, poly_power(&q->ring, q->pool[i], f->e[i]));
    }
  return p;
}

/* ------------------------------------------------------------------ powers of unknowns */

/* The part of exponent that is no number: x^(n + 1) = x^n * x. */
static Form symbolic_power(Rational *q, Id base, Id exponent) {
  Algebra *a = q->a;
  const Expr *e = expr_at(a, exponent);
  int64_t whole = 0;
  if (e->kind == EXPR_SUM && number_is_whole(e->number)) whole = e->number.top;
  if (llabs(whole) > MAX_POWER) return form_give_up(q);
  Id rest = expr_subtract(a, exponent, expr_whole(a, whole));
  Form f = form_pool(rational_unknown(q, expr_power(a, base, rest), EXPR_NONE, number_whole(1)), 1);
  if (whole) {
    Form b = rational_form(q, base);
    for (size_t i = 0; i < q->pool_count; i++) f.e[i] += (int16_t)(b.e[i] * whole);
    Number n;
    if (!number_power(b.c, number_whole(whole), &n)) return form_give_up(q);
    f.c = number_multiply(f.c, n);
  }
  return f;
}

static Form of_power(Rational *q, const Expr *x) {
  Algebra *a = q->a;
  const Expr *e = expr_at(a, x->args[1]);
  if (e->kind != EXPR_NUMBER) return symbolic_power(q, x->args[0], x->args[1]);
  if (!number_exact(e->number)) return form_give_up(q);
  if (!number_is_whole(e->number)) return rational_root(q, x->args[0], e->number);
  if (llabs(e->number.top) > MAX_POWER) return form_give_up(q);
  Form f = rational_form(q, x->args[0]);
  if (rational_failed(q) || number_is(f.c, 0) || !number_power(f.c, e->number, &f.c))
    return form_give_up(q);
  for (size_t i = 0; i < q->pool_count; i++) {
    q->below[i] |= f.e[i] != 0 && number_sign(e->number) < 0;
    f.e[i] = (int16_t)(f.e[i] * e->number.top);
  }
  return f;
}

/* exp(2*x) is the square of exp(x) if that occurs: units are found beforehand. */
static Form of_exponential(Rational *q, Id e) {
  Algebra *a = q->a;
  Id rest;
  Number n = rational_exponent(a, expr_at(a, e)->args[0], &rest);
  for (size_t i = 0; i < q->ring.unknowns; i++) {
    if (q->base[i] != rest || !expr_is_call(a, q->unknown[i], "exp")) continue;
    Number times = number_divide(n, q->unit[i]);
    if (!number_is_whole(times) || llabs(times.top) > MAX_POWER) return form_give_up(q);
    return form_pool(rational_place(q, poly_unknown(&q->ring, i)), (int)times.top);
  }
  return form_pool(rational_unknown(q, e, EXPR_NONE, number_whole(1)), 1);
}

/* ------------------------------------------------------------------ sums */

static Form of_sum(Rational *q, const Expr *x, Id whole) {
  size_t n = x->count + 1;
  Form *terms = arena_new(&q->arena, n * sizeof *terms), least = { .c = number_whole(1) };
  for (size_t i = 0; i < x->count && !rational_failed(q); i++)
    terms[i] = rational_form(q, x->args[i]);
  terms[x->count] = form_number(q, x->number);
  if (rational_failed(q)) return form_give_up(q);
  bool any = false;
  for (size_t i = 0; i < n; i++) {
    if (number_is(terms[i].c, 0)) continue;
    for (size_t k = 0; k < q->pool_count; k++)
      if (!any || terms[i].e[k] < least.e[k]) least.e[k] = terms[i].e[k];
    any = true;
  }
  Poly sum = { 0 };
  for (size_t i = 0; i < n && !rational_failed(q); i++) {
    if (number_is(terms[i].c, 0)) continue;
    for (size_t k = 0; k < q->pool_count; k++)
      terms[i].e[k] = (int16_t)(terms[i].e[k] - least.e[k]);
    sum = poly_add(&q->ring, sum, form_multiplied_out(q, &terms[i]));
  }
  if (rational_failed(q)) return form_give_up(q);
  size_t before = q->pool_count;
  Form f = form_poly(q, sum, least);
  if (!rational_failed(q) && q->pool_count == before + 1 && q->pool[before].count > 1) {
    /* new: it will be shown as it stands here */
    bool alone = true;
    for (size_t k = 0; k < before; k++) alone &= f.e[k] == 0;
    alone &= q->pool[before].count == x->count + !number_is(x->number, 0);
    if (alone && f.e[before] == 1 && (number_is(f.c, 1) || number_is(f.c, -1))) {
      q->shown[before] = whole;
      q->shown_scale[before] = f.c;
    }
  }
  return f;
}

static Form of_product(Rational *q, const Expr *x) {
  Form f = form_number(q, x->number);
  for (size_t i = 0; i < x->count && !rational_failed(q); i++) {
    Form g = rational_form(q, x->args[i]);
    f.c = number_multiply(f.c, g.c);
    for (size_t k = 0; k < q->pool_count; k++) f.e[k] = (int16_t)(f.e[k] + g.e[k]);
  }
  return number_exact(f.c) ? f : form_give_up(q);
}

Form rational_form(Rational *q, Id e) {
  Form f;
  Algebra *a = q->a;
  if (rational_failed(q)) return form_give_up(q);
  const Expr *x = expr_at(a, e);
  if (!expr_is_scalar(a, e)) return form_give_up(q);
  switch (x->kind) {
  case EXPR_NUMBER: return form_number(q, x->number);
  case EXPR_SUM: return of_sum(q, x, e);
  case EXPR_PRODUCT: return of_product(q, x);
  case EXPR_POWER: return of_power(q, x);
  case EXPR_CALL:
    if (strcmp(x->name, "exp") == 0) return of_exponential(q, e);
    if (rational_by_sine(q, x, &f) || rational_by_double(q, x, &f) || rational_absolute(q, x, &f))
      return f;
    return form_pool(rational_unknown(q, e, EXPR_NONE, number_whole(1)), 1);
  default: return form_pool(rational_unknown(q, e, EXPR_NONE, number_whole(1)), 1);
  }
}

/* ------------------------------------------------------------------ back again */

Id rational_of_poly(Rational *q, Poly p) {
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
  Id factors[MAX_POOL + 1], absolutes[MAX_UNKNOWNS];
  int exponents[MAX_UNKNOWNS];
  size_t n = 0, groups = 0;
  Number c = f->c, scale;
  for (size_t i = 0; i < q->pool_count; i++) {
    if (f->e[i] == 0) continue;
    Id base = q->shown[i];
    size_t unknown = q->pool_unknown[i];
    if (unknown != MAX_UNKNOWNS && q->absolute[unknown]) { /* abs(a)*abs(x) is abs(a*x) */
      Id inside = expr_at(a, q->unknown[unknown])->args[0];
      size_t k = 0;
      while (k < groups && exponents[k] != f->e[i]) k++;
      if (k == groups) {
        exponents[groups] = f->e[i];
        absolutes[groups++] = inside;
      } else
        absolutes[k] = expr_times(a, absolutes[k], inside);
      continue;
    }
    if (base) {
      if (!number_power(q->shown_scale[i], number_whole(-f->e[i]), &scale)) return EXPR_NONE;
      c = number_multiply(c, scale);
    } else
      base = rational_of_poly(q, q->pool[i]);
    factors[n++] = expr_raise(a, base, f->e[i]);
  }
  if (!number_exact(c)) return EXPR_NONE;
  for (size_t k = 0; k < groups; k++)
    factors[n++] = expr_raise(a, expr_call1(a, "abs", absolutes[k]), exponents[k]);
  return expr_scale(a, c, expr_product(a, factors, n));
}

/* A polynomial of the numerator may hold one of the denominator. */
static Form cancelled(Rational *q, Form f) {
  Poly quotient;
  for (size_t i = 0; i < q->pool_count && !rational_failed(q); i++)
    for (size_t k = 0; k < q->pool_count && f.e[i] > 0 && !rational_failed(q); k++)
      while (f.e[i] > 0 && f.e[k] < 0 && q->pool[i].count > 1 && q->pool[k].count > 1 && i != k &&
             poly_divide(&q->ring, q->pool[i], q->pool[k], &quotient)) {
        Form rest = f;
        rest.e[i]--;
        rest.e[k]++;
        f = form_poly(q, quotient, rest);
      }
  return rational_failed(q) ? f : rational_cancel_roots(q, f);
}

/* Is an unknown in it that obeys a relation? */
static bool has_relation(const Ring *r, Poly p) {
  for (size_t i = 0; i < p.count; i++)
    for (size_t k = 0; k < r->unknowns; k++)
      if (p.terms[i].e[k] && r->degree[k]) return true;
  return false;
}

/* (x^2 - sqrt(2)*x + 1)*(x^2 + sqrt(2)*x + 1) is x^4 + 1: factors of equal exponents together where
   their product is no longer than one of them. */
static bool join_factors(Rational *q, Form *f) {
  bool joined = false;
  for (size_t i = 0; i < q->pool_count; i++)
    for (size_t k = i + 1; k < q->pool_count && !rational_failed(q); k++) {
      if (f->e[i] == 0 || f->e[i] != f->e[k] || q->pool[i].count < 2 || q->pool[k].count < 2)
        continue;
      if (q->pool[i].count * q->pool[k].count > MOST_JOINED) continue;
      if (!has_relation(&q->ring, q->pool[i])) continue; /* (x - 1)*(x + 1) stays */
      Poly p = poly_multiply(&q->ring, q->pool[i], q->pool[k]);
      if (rational_failed(q) || p.count >= q->pool[i].count + q->pool[k].count) continue;
      Number content = poly_primitive(&q->ring, &p), scale;
      int e = f->e[i];
      if (poly_is_number(&q->ring, p) || !number_power(content, number_whole(e), &scale)) continue;
      size_t place = rational_place(q, p);
      if (rational_failed(q)) return false;
      f->e[i] = f->e[k] = 0;
      f->e[place] = (int16_t)(f->e[place] + e);
      f->c = number_multiply(f->c, scale);
      joined = true;
      break;
    }
  return joined;
}

/* What stood below a line and does not any more: the result holds where it is not 0. */
static void note_cancelled(Rational *q, const Form *f) {
  Poly quotient;
  for (size_t i = 0; i < q->pool_count && !rational_failed(q); i++) {
    if (!q->below[i] || f->e[i] < 0) continue;
    Poly gone = q->pool[i];
    for (size_t k = 0; k < q->pool_count; k++)
      while (f->e[k] < 0 && gone.count > 1 && poly_divide(&q->ring, gone, q->pool[k], &quotient))
        gone = quotient;
    if (!poly_is_number(&q->ring, gone) && !rational_failed(q))
      algebra_exclude_zero(q->a, rational_of_poly(q, gone));
  }
}

Id rational(Algebra *a, Id e, RationalWaves waves) {
  if (e == EXPR_NONE || !rational_helps(a, e, waves)) return EXPR_NONE;
  Rational q = { .a = a, .waves = waves, .whole = e };
  q.ring.arena = &q.arena;
  Id result = EXPR_NONE;
  rational_scan(&q, e);
  if (!rational_failed(&q)) {
    if (waves != WAVES_FREE) rational_relate_waves(&q);
    rational_relate_roots(&q);
    Form f = cancelled(&q, rational_form(&q, e));
    if (!rational_failed(&q) && rational_double_holds(&q, &f))
      result = number_is(f.c, 0) ? expr_number(a, f.c) : back(&q, &f);
    if (result && number_sign(f.c) != 0 && join_factors(&q, &f) && !rational_failed(&q)) {
      Id joined = back(&q, &f);
      if (joined && expr_size(a, joined, MAX_PARTS) < expr_size(a, result, MAX_PARTS))
        result = joined;
    }
    if (result) note_cancelled(&q, &f);
  }
  if (result && q.real && !a->note) a->note = "valid where all roots are real";
  arena_free(&q.arena);
  return result;
}
