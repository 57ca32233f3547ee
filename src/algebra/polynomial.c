/* polynomial.c -- polynomials with exact coefficients in several unknowns.  */

#include "config.h"
#include "algebra/polynomial.h"

#include <stdlib.h>
#include <string.h>

/* By the exponents, the first unknown first. */
static int compare(const Term *x, const Term *y) {
  for (size_t i = 0; i < MAX_UNKNOWNS; i++)
    if (x->e[i] != y->e[i]) return x->e[i] > y->e[i] ? -1 : 1;
  return 0;
}

static int by_exponents(const void *x, const void *y) {
  return compare(x, y);
}

static Number checked(Ring *r, Number n) {
  if (!number_exact(n)) r->failed = true;
  return n;
}

Poly poly_number(Ring *r, Number n) {
  Term *t = arena_new(r->arena, sizeof *t);
  t->c = checked(r, n);
  return (Poly){ t, !number_is(n, 0) };
}

Poly poly_unknown(Ring *r, size_t i) {
  Term *t = arena_new(r->arena, sizeof *t);
  t->c = number_whole(1);
  t->e[i] = 1;
  return (Poly){ t, 1 };
}

/* Sort and join terms that are alike. */
static Poly collected(Ring *r, Term *t, size_t count) {
  if (count > 1) qsort(t, count, sizeof *t, by_exponents);
  size_t n = 0;
  for (size_t i = 0; i < count;) {
    Term one = t[i++];
    while (i < count && compare(&one, &t[i]) == 0) one.c = number_add(one.c, t[i++].c);
    if (!number_is(checked(r, one.c), 0)) t[n++] = one;
  }
  if (n > MAX_TERMS) r->failed = true;
  return (Poly){ t, r->failed ? 0 : n };
}

Poly poly_add(Ring *r, Poly x, Poly y) {
  Term *t = arena_new(r->arena, (x.count + y.count + 1) * sizeof *t);
  if (x.count) memcpy(t, x.terms, x.count * sizeof *t);
  if (y.count) memcpy(t + x.count, y.terms, y.count * sizeof *t);
  return collected(r, t, x.count + y.count);
}

Poly poly_scale(Ring *r, Poly x, Number n) {
  Term *t = arena_new(r->arena, (x.count + 1) * sizeof *t);
  for (size_t i = 0; i < x.count; i++) {
    t[i] = x.terms[i];
    t[i].c = checked(r, number_multiply(t[i].c, n));
  }
  return (Poly){ t, r->failed ? 0 : x.count };
}

/* The relations applied until none applies. */
static Poly reduced(Ring *r, Poly x) {
  for (size_t k = 0; k < r->unknowns; k++) {
    if (r->degree[k] == 0) continue;
    for (size_t i = 0; i < x.count && !r->failed; i++) {
      if (x.terms[i].e[k] < r->degree[k]) continue;
      Term *one = arena_new(r->arena, sizeof *one);
      *one = x.terms[i];
      int times = one->e[k] / r->degree[k];
      one->e[k] = (int16_t)(one->e[k] % r->degree[k]);
      Term *others = arena_new(r->arena, x.count * sizeof *others);
      memcpy(others, x.terms, i * sizeof *others);
      memcpy(others + i, x.terms + i + 1, (x.count - i - 1) * sizeof *others);
      Poly rest = { others, x.count - 1 }, put = { one, 1 };
      x = poly_add(r, rest, poly_multiply(r, put, poly_power(r, r->value[k], times)));
      i = (size_t)-1;
    }
  }
  return x;
}

Poly poly_multiply(Ring *r, Poly x, Poly y) {
  if (r->failed || x.count * y.count > (size_t)MAX_TERMS * 8) {
    r->failed = true;
    return (Poly){ 0 };
  }
  Term *t = arena_new(r->arena, (x.count * y.count + 1) * sizeof *t);
  size_t n = 0;
  for (size_t i = 0; i < x.count; i++)
    for (size_t j = 0; j < y.count; j++, n++) {
      t[n].c = checked(r, number_multiply(x.terms[i].c, y.terms[j].c));
      for (size_t k = 0; k < r->unknowns; k++) {
        t[n].e[k] = (int16_t)(x.terms[i].e[k] + y.terms[j].e[k]);
        if (t[n].e[k] > MAX_DEGREE) r->failed = true;
      }
    }
  return reduced(r, collected(r, t, n));
}

Poly poly_power(Ring *r, Poly x, int n) {
  Poly p = poly_number(r, number_whole(1));
  for (int k = 0; k < n && !r->failed; k++) p = poly_multiply(r, p, x);
  return p;
}

static bool divides(const Ring *r, const Term *y, const Term *x) {
  for (size_t k = 0; k < r->unknowns; k++)
    if (x->e[k] < y->e[k]) return false;
  return true;
}

bool poly_divide(Ring *r, Poly x, Poly y, Poly *quotient) {
  if (r->failed || y.count == 0 || x.count == 0) return false;
  if (!divides(r, &y.terms[0], &x.terms[0])) return false;
  if (!divides(r, &y.terms[y.count - 1], &x.terms[x.count - 1])) return false;
  Term *q = NULL;
  size_t n = 0, room = 0;
  for (; x.count > 0; n++) {
    if (n >= MAX_TERMS) return false;
    if (n == room) {
      Term *more = arena_new(r->arena, (room = 2 * room + 4) * sizeof *more);
      if (n) memcpy(more, q, n * sizeof *more);
      q = more;
    }
    Term t = x.terms[0];
    if (!divides(r, &y.terms[0], &t)) return false;
    t.c = checked(r, number_divide(t.c, y.terms[0].c));
    for (size_t k = 0; k < r->unknowns; k++) t.e[k] = (int16_t)(t.e[k] - y.terms[0].e[k]);
    q[n] = t;
    /* x - t*y, the relations left alone */
    Term *rest = arena_new(r->arena, (x.count + y.count) * sizeof *rest);
    memcpy(rest, x.terms, x.count * sizeof *rest);
    for (size_t j = 0; j < y.count; j++) {
      Term *one = &rest[x.count + j];
      one->c = checked(r, number_negate(number_multiply(t.c, y.terms[j].c)));
      for (size_t k = 0; k < r->unknowns; k++) one->e[k] = (int16_t)(t.e[k] + y.terms[j].e[k]);
    }
    x = collected(r, rest, x.count + y.count);
    if (r->failed) return false;
  }
  *quotient = (Poly){ q, n };
  return true;
}

/* The N-th root of a single term. */
static bool root_of_term(const Ring *r, const Term *x, int n, Term *out) {
  *out = (Term){ .c = number_whole(1) };
  if (!number_power(x->c, number_fraction(1, n), &out->c)) return false;
  for (size_t k = 0; k < r->unknowns; k++) {
    if (x->e[k] % n != 0) return false;
    out->e[k] = (int16_t)(x->e[k] / n);
  }
  return true;
}

static bool find_root(Ring *r, Poly x, int n, Poly *root) {
  Term first, last;
  if (r->failed || x.count == 0 || !root_of_term(r, &x.terms[0], n, &first) ||
      !root_of_term(r, &x.terms[x.count - 1], n, &last))
    return false;
  Poly y = { &first, 1 }, power = poly_power(r, y, n), slope;
  slope = poly_scale(r, poly_power(r, y, n - 1), number_whole(n));
  /* Newton's steps, each of them one term: what is missing, divided by n*y^(n-1) */
  for (size_t step = 0; step < 12 && !r->failed; step++) {
    Poly rest = poly_add(r, x, poly_scale(r, power, number_whole(-1)));
    if (poly_is_zero(rest)) {
      Term *terms = arena_new(r->arena, (y.count + 1) * sizeof *terms);
      memcpy(terms, y.terms, y.count * sizeof *terms);
      *root = (Poly){ terms, y.count };
      return !r->failed;
    }
    if (slope.count != 1 || !divides(r, &slope.terms[0], &rest.terms[0])) return false;
    Term t = rest.terms[0];
    t.c = number_divide(t.c, slope.terms[0].c);
    if (!number_exact(t.c)) return false;
    for (size_t k = 0; k < r->unknowns; k++) t.e[k] = (int16_t)(t.e[k] - slope.terms[0].e[k]);
    if (compare(&y.terms[y.count - 1], &t) >= 0) return false; /* terms descend */
    y = poly_add(r, y, (Poly){ &t, 1 });
    power = poly_power(r, y, n);
    if (power.count > 4 * x.count + 8) return false;
  }
  return false;
}

bool poly_root(Ring *r, Poly x, int n, Poly *root) {
  if (r->failed) return false;
  bool found = find_root(r, x, n, root);
  r->failed = false; /* powers on the way may be too large */
  return found;
}

bool poly_equal(Poly x, Poly y) {
  if (x.count != y.count) return false;
  for (size_t i = 0; i < x.count; i++)
    if (compare(&x.terms[i], &y.terms[i]) != 0 || !number_equal(x.terms[i].c, y.terms[i].c))
      return false;
  return true;
}

bool poly_is_number(const Ring *r, Poly x) {
  for (size_t k = 0; x.count == 1 && k < r->unknowns; k++)
    if (x.terms[0].e[k] != 0) return false;
  return x.count <= 1;
}

Number poly_primitive(Ring *r, Poly *x) {
  if (x->count == 0) return number_whole(1);
  Number content = x->terms[0].c;
  for (size_t i = 1; i < x->count; i++) content = number_content(content, x->terms[i].c);
  if (number_sign(content) != number_sign(x->terms[0].c)) content = number_negate(content);
  if (!number_is(content, 1)) *x = poly_scale(r, *x, number_divide(number_whole(1), content));
  return content;
}

int poly_take(Ring *r, Poly *x, size_t i) {
  int least = MAX_DEGREE;
  for (size_t k = 0; k < x->count; k++)
    if (x->terms[k].e[i] < least) least = x->terms[k].e[i];
  if (x->count == 0 || least == 0) return 0;
  Term *t = arena_new(r->arena, x->count * sizeof *t);
  memcpy(t, x->terms, x->count * sizeof *t);
  for (size_t k = 0; k < x->count; k++) t[k].e[i] = (int16_t)(t[k].e[i] - least);
  *x = (Poly){ t, x->count };
  return least;
}
