/* order.c -- the order in which terms and factors are shown.  */

#include "config.h"
#include "algebra/order.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 500 };

/* ------------------------------------------------------------------ any two formulas */

/* sin before cos, sec before tan, as people say it; the others by their names. */
static int place_of(const char *name) {
  static const char *const names[] = { "exp", "log", "sec",  "csc",  "sin",
                                       "cos", "tan", "sinh", "cosh", "tanh" };
  size_t k = 0, n = sizeof names / sizeof *names;
  while (k < n && strcmp(names[k], name) != 0) k++;
  return (int)k;
}

static int compare_names(const char *x, const char *y) {
  int places = place_of(x) - place_of(y);
  return places ? places : strcmp(x, y);
}

static int compare_numbers(Number x, Number y) {
  double p = number_value(x), q = number_value(y);
  return (p > q) - (p < q);
}

/* Different formulas are never equal, and one way down decides: the first parts that differ. */
static int compare(const Algebra *a, Id x, Id y) {
  for (int levels = 0; x != y; levels++) {
    const Expr *p = expr_at(a, x), *q = expr_at(a, y);
    if (p->kind != q->kind) return p->kind < q->kind ? -1 : 1;
    if (p->name != q->name) return compare_names(p->name, q->name);
    if (p->count != q->count) return p->count < q->count ? -1 : 1;
    int numbers = compare_numbers(p->number, q->number);
    if (numbers) return numbers;
    if (p->kind == EXPR_SUM || p->kind == EXPR_PRODUCT || p->count == 0)
      return (p->digest > q->digest) - (p->digest < q->digest);
    size_t i = 0;
    while (i + 1 < p->count && p->args[i] == q->args[i]) i++;
    x = p->args[i];
    y = q->args[i];
  }
  return 0;
}

/* ------------------------------------------------------------------ factors */

/* Where a factor stands: constants, powers of variables, roots, exp, logs, other functions, sums.
 */
static int rank_of(Algebra *a, Id e) {
  Id base;
  Number n = expr_exponent(a, e, &base);
  const Expr *x = expr_at(a, base);
  if (x->kind == EXPR_DOT || x->kind == EXPR_TRANSPOSE) return expr_is_scalar(a, e) ? 7 : 11;
  if (!expr_is_scalar(a, e))
    return x->kind == EXPR_SUM ? 10 : expr_depends(a, e, EXPR_NONE) ? 9 : 8;
  if (number_exact(n) && n.bottom != 1 && x->kind != EXPR_SYMBOL) return 3;
  switch (x->kind) {
  case EXPR_NUMBER: return 0;
  case EXPR_SYMBOL: return x->flag ? 2 : 1;
  case EXPR_SUM: return 7;
  case EXPR_POWER: return 2;
  case EXPR_CALL:
    if (x->count == 0) return 0;
    if (strcmp(x->name, "exp") == 0) return 4;
    if (strcmp(x->name, "log") == 0) return 5;
    return 6;
  default: return 6;
  }
}

static const char *label(Algebra *a, Id e) {
  Id base;
  expr_exponent(a, e, &base);
  const Expr *x = expr_at(a, base);
  return x->kind == EXPR_SYMBOL ? x->name : "";
}

void order_factors(Algebra *a, Id *f, size_t n) {
  for (size_t i = 1; i < n; i++)
    for (size_t k = i; k > 0; k--) {
      int x = rank_of(a, f[k - 1]), y = rank_of(a, f[k]), by_name;
      bool numbers = expr_is_scalar(a, f[k]) && expr_is_scalar(a, f[k - 1]);
      by_name = x == y && x < 3 ? strcmp(label(a, f[k - 1]), label(a, f[k])) : 0;
      if (x == y && by_name == 0 && numbers) {
        Id one, other;
        int powers =
            compare_numbers(expr_exponent(a, f[k], &other), expr_exponent(a, f[k - 1], &one));
        size_t length = expr_size(a, one, LONGEST), width = expr_size(a, other, LONGEST);
        by_name = length != width ? (length > width ? 1 : -1)
                  : powers        ? powers
                                  : compare(a, one, other);
      }
      if (x < y || (x == y && by_name <= 0)) break;
      Id t = f[k];
      f[k] = f[k - 1];
      f[k - 1] = t;
    }
}

/* ------------------------------------------------------------------ terms */

/* The degree of a monomial in variables; -1 of anything else. */
static double degree(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  if (x->kind == EXPR_NUMBER) return 0;
  if (x->kind == EXPR_PRODUCT) {
    double d = 0;
    for (size_t i = 0; i < x->count; i++) {
      double one = degree(a, x->args[i]);
      if (one < 0) return -1;
      d += one;
    }
    return d;
  }
  Id base;
  Number n = expr_exponent(a, e, &base);
  const Expr *b = expr_at(a, base);
  if (b->kind == EXPR_SYMBOL && b->flag) return number_sign(n) > 0 ? number_value(n) : -1;
  if (b->kind == EXPR_SUM && number_is_whole(n) && number_sign(n) > 0) {
    double best = 0;
    for (size_t i = 0; i < b->count; i++) {
      double one = degree(a, b->args[i]);
      if (one < 0) return -1;
      best = one > best ? one : best;
    }
    return best * number_value(n);
  }
  if (!expr_depends(a, e, EXPR_NONE)) return 0;
  return -1;
}

/* The whole power of a symbol in a monomial. */
static double power_in(Algebra *a, Id e, Id symbol) {
  const Expr *x = expr_at(a, e);
  size_t count = x->kind == EXPR_PRODUCT ? x->count : 1;
  for (size_t i = 0; i < count; i++) {
    Id base;
    Number n = expr_exponent(a, x->kind == EXPR_PRODUCT ? x->args[i] : e, &base);
    if (base == symbol) return number_value(n);
  }
  return 0;
}

/* The first symbol by its name in which two monomials differ. */
static void first_difference(Algebra *a, Id x, Id y, Id *found) {
  const Expr *e = expr_at(a, x);
  size_t count = e->kind == EXPR_PRODUCT ? e->count : 1;
  for (size_t i = 0; i < count; i++) {
    Id base;
    expr_exponent(a, e->kind == EXPR_PRODUCT ? e->args[i] : x, &base);
    const Expr *s = expr_at(a, base);
    if (s->kind != EXPR_SYMBOL || power_in(a, x, base) == power_in(a, y, base)) continue;
    const Expr *f = *found ? expr_at(a, *found) : NULL;
    if (!f || s->flag > f->flag || (s->flag == f->flag && strcmp(s->name, f->name) < 0))
      *found = base;
  }
}

/* Of equal degree: x^2, x*y, y^2.  Structure alone decides, not the order in which they were made.
 */
static bool stands_after(Algebra *a, Id x, Id y) {
  Id symbol = EXPR_NONE;
  first_difference(a, x, y, &symbol);
  first_difference(a, y, x, &symbol);
  return symbol && power_in(a, x, symbol) < power_in(a, y, symbol);
}

typedef struct Term {
  Id e, rest;
  double degree;
  size_t size;
} Term;

/* Does Y stand before X, which is before it now? */
static bool is_after(Algebra *a, const Term *x, const Term *y, bool polynomial, bool ascending) {
  if (polynomial || (x->degree >= 0 && y->degree >= 0 && x->size && y->size)) {
    if (x->degree != y->degree) return ascending ? x->degree > y->degree : x->degree < y->degree;
    return stands_after(a, x->e, y->e);
  }
  if (!x->size || !y->size) return !x->size && y->size;
  if ((x->degree >= 0) != (y->degree >= 0)) return y->degree >= 0;
  if (x->size != y->size) return x->size > y->size;
  return compare(a, x->rest, y->rest) > 0;
}

void order_terms(Algebra *a, Id *terms, size_t count, bool ascending) {
  Term *t = mem_new((count + 1) * sizeof *t);
  bool polynomial = true;
  for (size_t i = 0; i < count; i++) {
    t[i].e = terms[i];
    expr_coefficient(a, terms[i], &t[i].rest);
    t[i].degree = degree(a, terms[i]);
    polynomial &= t[i].degree >= 0;
    bool number = expr_at(a, terms[i])->kind == EXPR_NUMBER;
    t[i].size = number ? 0 : expr_size(a, t[i].rest, LONGEST);
  }
  for (size_t i = 1; i < count; i++) {
    Term one = t[i];
    size_t k = i;
    for (; k > 0 && is_after(a, &t[k - 1], &one, polynomial, ascending); k--) t[k] = t[k - 1];
    t[k] = one;
  }
  for (size_t i = 0; i < count; i++) terms[i] = t[i].e;
  free(t);
}
