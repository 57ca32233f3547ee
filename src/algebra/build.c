/* build.c -- sums, products and powers in standard form.

   What is done here holds for all real numbers at which the parts are defined.  Where a factor is
   cancelled against itself the condition is noted.  */

#include "config.h"
#include "algebra/expression.h"
#include "algebra/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A growing list of (coefficient, rest) or (exponent, base). */
typedef struct Part {
  Number number;
  Id id, exponent;
} Part;

typedef struct Parts {
  Part *items;
  size_t count, cap;
} Parts;

static void put(Parts *p, Part part) {
  MEM_GROW(p->items, p->count, p->cap);
  p->items[p->count++] = part;
}

static int by_id(const void *x, const void *y) {
  const Part *a = x, *b = y;
  return (a->id > b->id) - (a->id < b->id);
}

/* ------------------------------------------------------------------ sums */

/* N times E into the list; its number part to *CONSTANT. */
static void take_term(Algebra *a, Parts *terms, Number *constant, Number n, Id e) {
  Id rest;
  n = number_multiply(n, expr_coefficient(a, e, &rest));
  const Expr *x = expr_at(a, rest);
  if (x->kind == EXPR_NUMBER)
    *constant = number_add(*constant, number_multiply(n, x->number));
  else if (expr_is_call(a, rest, "ones")) /* the shape is restored at the end */
    *constant = number_add(*constant, n);
  else if (x->kind == EXPR_SUM) {
    *constant = number_add(*constant, number_multiply(n, x->number));
    for (size_t i = 0; i < x->count; i++) take_term(a, terms, constant, n, x->args[i]);
  } else if (number_sign(n) != 0 || !number_exact(n))
    put(terms, (Part){ .number = n, .id = rest });
}

/* 1/x - 1/x is 0 only where x is not 0. */
static void exclude_poles(Algebra *a, Id gone) {
  const Expr *x = expr_at(a, gone);
  size_t n = x->kind == EXPR_PRODUCT ? x->count : 1;
  for (size_t i = 0; i < n; i++) {
    Id base;
    Number exponent = expr_exponent(a, x->kind == EXPR_PRODUCT ? x->args[i] : gone, &base);
    if (number_sign(exponent) < 0 && expr_is_scalar(a, base)) algebra_exclude_zero(a, base);
  }
}

Id expr_sum(Algebra *a, const Id *args, size_t count) {
  Parts terms = { 0 };
  Number constant = number_whole(0);
  Shape shape = { 1, 1 }, left = { 1, 1 };
  for (size_t i = 0; i < count; i++) {
    if (args[i] == EXPR_NONE) {
      free(terms.items);
      return EXPR_NONE;
    }
    if (!shape_join(a, &shape, shape_of(a, args[i]), "+")) {
      free(terms.items);
      return EXPR_NONE;
    }
    if (!expr_is_call(a, args[i], "zeros"))
      take_term(a, &terms, &constant, number_whole(1), args[i]);
  }
  if (terms.count) qsort(terms.items, terms.count, sizeof *terms.items, by_id);
  Id *ids = mem_new((terms.count + 1) * sizeof *ids);
  size_t n = 0;
  for (size_t i = 0; i < terms.count;) {
    Part p = terms.items[i++];
    while (i < terms.count && terms.items[i].id == p.id)
      p.number = number_add(p.number, terms.items[i++].number);
    if (number_sign(p.number) == 0 && number_exact(p.number)) {
      exclude_poles(a, p.id);
      continue;
    }
    ids[n] = expr_scale(a, p.number, p.id);
    if (ids[n] == EXPR_NONE) break; /* interning refuses below, too */
    shape_join(a, &left, shape_of(a, ids[n]), "+");
    n++;
  }
  Id result;
  bool stretched = shape.rows == left.rows && shape.columns == left.columns;
  if (n == 0)
    result = expr_filled(a, constant, shape.rows, shape.columns);
  else if (n == 1 && number_is(constant, 0) && stretched)
    result = ids[0];
  else {
    if (!stretched) {
      ids[n++] = expr_filled(a, constant, shape.rows, shape.columns);
      constant = number_whole(0);
    }
    result = expr_intern(a, (Expr){ .kind = EXPR_SUM,
                                    .number = constant,
                                    .args = ids,
                                    .count = (uint32_t)n,
                                    .rows = shape.rows,
                                    .columns = shape.columns });
  }
  free(ids);
  free(terms.items);
  return result;
}

Id expr_add(Algebra *a, Id x, Id y) {
  return expr_sum(a, (Id[]){ x, y }, 2);
}
Id expr_negate(Algebra *a, Id x) {
  return expr_scale(a, number_whole(-1), x);
}
Id expr_subtract(Algebra *a, Id x, Id y) {
  return expr_add(a, x, expr_negate(a, y));
}

Id expr_turned(Algebra *a, Id sum) {
  const Expr *x = expr_at(a, sum);
  Id *terms = arena_new(&a->arena, (x->count + 1) * sizeof *terms);
  for (size_t i = 0; i < x->count; i++) terms[i] = expr_negate(a, x->args[i]);
  terms[x->count] = expr_number(a, number_negate(x->number));
  return expr_sum(a, terms, x->count + 1);
}

/* ------------------------------------------------------------------ products */

void algebra_exclude_zero(Algebra *a, Id base) {
  if (!expr_depends(a, base, EXPR_NONE) || expr_positive(a, base)) return;
  for (size_t i = 0; i < a->nonzero_count; i++)
    if (a->nonzero[i] == base) return;
  MEM_GROW(a->nonzero, a->nonzero_count, a->nonzero_cap);
  a->nonzero[a->nonzero_count++] = base;
}

/* Is E 0 or 1 everywhere? */
static bool is_mask(const Algebra *a, Id e) {
  static const char *const names[] = { "<", "<=", "==", "!=", ">=", ">", "&", "|", "!" };
  const Expr *x = expr_at(a, e);
  for (size_t i = 0; x->kind == EXPR_CALL && i < sizeof names / sizeof *names; i++)
    if (strcmp(x->name, names[i]) == 0) return true;
  return false;
}

static void take_factor(Algebra *a, Parts *factors, Number *n, Id e, Id *exponents) {
  const Expr *x = expr_at(a, e);
  if (x->kind == EXPR_NUMBER)
    *n = number_multiply(*n, x->number);
  else if (x->kind == EXPR_PRODUCT) {
    *n = number_multiply(*n, x->number);
    for (size_t i = 0; i < x->count; i++) take_factor(a, factors, n, x->args[i], exponents);
  } else if (x->kind == EXPR_POWER)
    put(factors, (Part){ .id = x->args[0], .exponent = x->args[1] });
  else if (expr_is_call(a, e, "ones"))
    ; /* the shape is restored at the end */
  else if (expr_is_call(a, e, "exp"))
    *exponents = *exponents ? expr_add(a, *exponents, x->args[0]) : x->args[0];
  else
    put(factors, (Part){ .id = e, .exponent = expr_whole(a, 1) });
}

static bool is_call_of(const Algebra *a, Id e, const char *name, Id arg) {
  return expr_is_call(a, e, name) && expr_at(a, e)->args[0] == arg;
}

static size_t find_factor(const Parts *p, Id base) {
  for (size_t i = 0; i < p->count; i++)
    if (p->items[i].id == base) return i;
  return SIZE_MAX;
}

/* sign(u) * u^n = abs(u) * u^(n - 1) for n = 1, 2, ... */
static void pair_sign_with_power(Algebra *a, Parts *f) {
  Id one = expr_whole(a, 1);
  for (size_t i = 0; i < f->count; i++) {
    if (!expr_is_call(a, f->items[i].id, "sign") || f->items[i].exponent != one) continue;
    Id u = expr_at(a, f->items[i].id)->args[0];
    size_t j = find_factor(f, u);
    const Expr *n =
        j == SIZE_MAX || !f->items[j].exponent ? NULL : expr_at(a, f->items[j].exponent);
    if (!n || n->kind != EXPR_NUMBER || !number_is_whole(n->number) || n->number.top < 1) continue;
    f->items[i].id = expr_call1(a, "abs", u);
    f->items[j].exponent = n->number.top == 1 ? EXPR_NONE : expr_whole(a, n->number.top - 1);
  }
}

/* sign(u) * abs(u) = u, sign(u) / abs(u) = 1/u, u / abs(u) = sign(u). */
static void pair_signs(Algebra *a, Parts *f) {
  Id one = expr_whole(a, 1), minus = expr_whole(a, -1);
  for (size_t i = 0; i < f->count; i++) {
    if (!expr_is_call(a, f->items[i].id, "abs")) continue;
    Id u = expr_at(a, f->items[i].id)->args[0];
    size_t j = find_factor(f, u);
    if (j != SIZE_MAX && f->items[i].exponent == minus && f->items[j].exponent == one) {
      f->items[i] = (Part){ .id = expr_call1(a, "sign", u), .exponent = one };
      f->items[j].exponent = EXPR_NONE;
      algebra_exclude_zero(a, u);
      continue;
    }
    for (j = 0; j < f->count; j++)
      if (is_call_of(a, f->items[j].id, "sign", u) && f->items[j].exponent == one &&
          (f->items[i].exponent == one || f->items[i].exponent == minus)) {
        f->items[i].id = u;
        f->items[j].exponent = EXPR_NONE;
        break;
      }
  }
}

/* Equal bases together; those that cancel have no exponent afterwards. */
static void join_factors(Algebra *a, Parts *f) {
  if (f->count) qsort(f->items, f->count, sizeof *f->items, by_id);
  size_t n = 0;
  for (size_t i = 0; i < f->count; n++) {
    Part p = f->items[i++];
    bool up = false, down = false;
    const Expr *x = expr_at(a, p.exponent);
    if (x->kind == EXPR_NUMBER) *(number_sign(x->number) > 0 ? &up : &down) = true;
    for (; i < f->count && f->items[i].id == p.id; i++) {
      x = expr_at(a, f->items[i].exponent);
      if (x->kind == EXPR_NUMBER) *(number_sign(x->number) > 0 ? &up : &down) = true;
      p.exponent = expr_add(a, p.exponent, f->items[i].exponent);
      if (p.exponent == EXPR_NONE) break;
    }
    if (p.exponent && is_mask(a, p.id) && up && !down) p.exponent = expr_whole(a, 1);
    if (up && down && p.exponent) {
      x = expr_at(a, p.exponent);
      if (x->kind == EXPR_NUMBER && number_sign(x->number) >= 0) algebra_exclude_zero(a, p.id);
    }
    f->items[n] = p;
  }
  f->count = n;
}

Id expr_product(Algebra *a, const Id *args, size_t count) {
  Parts factors = { 0 };
  Number number = number_whole(1);
  Shape shape = { 1, 1 }, left = { 1, 1 };
  Id exponents = EXPR_NONE;
  for (size_t i = 0; i < count; i++) {
    if (args[i] == EXPR_NONE || !shape_join(a, &shape, shape_of(a, args[i]), ".*")) {
      free(factors.items);
      return EXPR_NONE;
    }
    if (!expr_is_call(a, args[i], "ones") && !expr_is_call(a, args[i], "zeros"))
      take_factor(a, &factors, &number, args[i], &exponents);
    if (expr_is_call(a, args[i], "zeros")) number = number_whole(0);
  }
  join_factors(a, &factors);
  pair_signs(a, &factors);
  pair_sign_with_power(a, &factors);
  Id *ids = mem_new((factors.count + 2) * sizeof *ids);
  size_t n = 0;
  for (size_t i = 0; i < factors.count && !algebra_failed(a); i++) {
    if (factors.items[i].exponent == EXPR_NONE) continue;
    Id p = expr_power(a, factors.items[i].id, factors.items[i].exponent);
    if (p == EXPR_NONE) break;
    const Expr *x = expr_at(a, p);
    if (expr_is_call(a, p, "ones")) continue; /* the shape is restored at the end */
    if (x->kind == EXPR_NUMBER) {
      number = number_multiply(number, x->number);
      continue;
    }
    if (x->kind == EXPR_PRODUCT) { /* numbers came out of the power */
      number = number_multiply(number, x->number);
      for (size_t k = 0; k < x->count; k++) {
        ids = mem_resize(ids, (factors.count + n + x->count + 4) * sizeof *ids);
        ids[n++] = x->args[k];
      }
      continue;
    }
    ids[n++] = p;
  }
  if (exponents) {
    Id e = expr_call1(a, "exp", exponents);
    if (e && expr_at(a, e)->kind == EXPR_NUMBER)
      number = number_multiply(number, expr_at(a, e)->number);
    else
      ids[n++] = e;
  }
  Id result = EXPR_NONE;
  for (size_t i = 0; i < n && ids[i]; i++) shape_join(a, &left, shape_of(a, ids[i]), ".*");
  if (algebra_failed(a))
    ;
  else if (n == 0 || (number_sign(number) == 0 && number_exact(number)))
    result = expr_filled(a, number, shape.rows, shape.columns);
  else {
    if (left.rows != shape.rows || left.columns != shape.columns)
      ids[n++] = expr_filled(a, number_whole(1), shape.rows, shape.columns);
    for (size_t i = 1; i < n; i++) /* few: in order */
      for (size_t k = i; k > 0 && ids[k - 1] > ids[k]; k--) {
        Id swap = ids[k];
        ids[k] = ids[k - 1];
        ids[k - 1] = swap;
      }
    result = n == 1 && number_is(number, 1) ? ids[0]
                                            : expr_intern(a, (Expr){ .kind = EXPR_PRODUCT,
                                                                     .number = number,
                                                                     .args = ids,
                                                                     .count = (uint32_t)n,
                                                                     .rows = shape.rows,
                                                                     .columns = shape.columns });
  }
  free(ids);
  free(factors.items);
  return result;
}

Id expr_times(Algebra *a, Id x, Id y) {
  return expr_product(a, (Id[]){ x, y }, 2);
}

Id expr_scale(Algebra *a, Number n, Id e) {
  if (e == EXPR_NONE || number_is(n, 1)) return e;
  const Expr *x = expr_at(a, e);
  if (number_is(n, 0)) return expr_filled(a, n, x->rows, x->columns);
  if (expr_is_call(a, e, "zeros")) return e;
  if (x->kind == EXPR_NUMBER) return expr_number(a, number_multiply(n, x->number));
  Expr p = { .kind = EXPR_PRODUCT,
             .number = n,
             .args = &e,
             .count = 1,
             .rows = x->rows,
             .columns = x->columns };
  if (x->kind == EXPR_PRODUCT) {
    p.number = number_multiply(n, x->number);
    p.args = x->args;
    p.count = x->count;
    if (number_is(p.number, 1) && p.count == 1) return x->args[0];
    if (number_is(p.number, 0)) return expr_filled(a, p.number, x->rows, x->columns);
  }
  return expr_intern(a, p);
}

Id expr_divide(Algebra *a, Id x, Id y) {
  return expr_times(a, x, expr_raise(a, y, -1));
}

/* ------------------------------------------------------------------ powers */

Id expr_raise(Algebra *a, Id base, int64_t exponent) {
  return expr_power(a, base, expr_whole(a, exponent));
}

/* The largest square (for 1/2; cube for 1/3 ...) that divides N comes out. */
static Id root_of_whole(Algebra *a, Number n, Number exponent) {
  int64_t outside = 1, inside = n.top, root = exponent.bottom;
  if (root > 6 || inside > 1000000000000) return EXPR_NONE;
  for (int64_t d = 2; d <= 1000; d++) {
    int64_t power = 1;
    bool fits = true;
    for (int64_t k = 0; k < root && fits; k++) {
      power *= d;
      fits = power <= inside;
    }
    if (!fits) break;
    while (inside % power == 0) {
      inside /= power;
      outside *= d;
    }
  }
  if (outside == 1) return EXPR_NONE;
  Number factor;
  if (!number_power(number_whole(outside), number_whole(exponent.top), &factor)) return EXPR_NONE;
  return expr_scale(a, factor, expr_power(a, expr_whole(a, inside), expr_number(a, exponent)));
}

static Id power_of_number(Algebra *a, Number base, Number exponent) {
  Number n;
  if (number_power(base, exponent, &n)) return expr_number(a, n);
  if (!number_exact(base) && number_is_whole(exponent)) {
    double v = number_value(base), r = 1;
    for (int64_t k = 0; k < llabs(exponent.top) && k < 1000; k++) r *= v;
    return expr_number(a, number_double(exponent.top < 0 ? 1 / r : r));
  }
  if (number_is_whole(base) && base.top > 1 && number_exact(exponent) && exponent.bottom > 1) {
    if (exponent.top > exponent.bottom) { /* 2^(3/2) = 2 * 2^(1/2) */
      int64_t whole = exponent.top / exponent.bottom;
      if (number_power(base, number_whole(whole), &n))
        return expr_scale(a, n,
                          expr_power(a, expr_number(a, base),
                                     expr_number(a, number_add(exponent, number_whole(-whole)))));
    }
    return exponent.top > 0 ? root_of_whole(a, base, exponent) : EXPR_NONE;
  }
  return EXPR_NONE;
}

static bool is_even(Number n) {
  return number_is_whole(n) && n.top % 2 == 0;
}

/* (u^p)^q where both are exact numbers. */
static Id power_of_power(Algebra *a, Id u, Number p, Number q) {
  Number product = number_multiply(p, q);
  if (number_is_whole(q) || expr_nonnegative(a, u))
    return expr_power(a, u, expr_number(a, product));
  if (is_even(p)) return expr_power(a, expr_call1(a, "abs", u), expr_number(a, product));
  return EXPR_NONE;
}

static Id power_of_product(Algebra *a, const Expr *x, Number q) {
  Id *args = arena_new(&a->arena, (x->count + 1) * sizeof *args);
  if (number_is_whole(q)) {
    for (size_t i = 0; i < x->count; i++) args[i] = expr_power(a, x->args[i], expr_number(a, q));
    args[x->count] = expr_power(a, expr_number(a, x->number), expr_number(a, q));
    return expr_product(a, args, x->count + 1);
  }
  Number outside;
  if (number_sign(x->number) > 0 && !number_is(x->number, 1) &&
      number_power(x->number, q, &outside)) {
    for (size_t i = 0; i < x->count; i++) args[i] = x->args[i];
    return expr_scale(a, outside,
                      expr_power(a, expr_product(a, args, x->count), expr_number(a, q)));
  }
  return EXPR_NONE;
}

Id expr_power(Algebra *a, Id base, Id exponent) {
  if (base == EXPR_NONE || exponent == EXPR_NONE) return EXPR_NONE;
  const Expr *b = expr_at(a, base), *e = expr_at(a, exponent);
  Shape shape = shape_of(a, base);
  if (!shape_join(a, &shape, shape_of(a, exponent), ".^")) return EXPR_NONE;
  Id r = EXPR_NONE;
  if (e->kind == EXPR_NUMBER) {
    if (number_is(e->number, 0)) return expr_filled(a, number_whole(1), shape.rows, shape.columns);
    if (number_is(e->number, 1)) return base;
    if (expr_is_number(a, base, 0) && number_sign(e->number) < 0)
      r = expr_number(a, number_double(INFINITY));
    else if (b->kind == EXPR_NUMBER)
      r = power_of_number(a, b->number, e->number);
    if (b->kind == EXPR_POWER && number_exact(e->number)) {
      const Expr *inner = expr_at(a, b->args[1]);
      if (inner->kind == EXPR_NUMBER && number_exact(inner->number))
        r = power_of_power(a, b->args[0], inner->number, e->number);
      else if (number_is_whole(e->number))
        r = expr_power(a, b->args[0], expr_times(a, b->args[1], exponent));
    }
    if (b->kind == EXPR_PRODUCT && number_exact(e->number)) r = power_of_product(a, b, e->number);
    if (expr_is_call(a, base, "exp"))
      return expr_call1(a, "exp", expr_times(a, b->args[0], exponent));
    if (expr_is_call(a, base, "abs") && is_even(e->number))
      return expr_power(a, b->args[0], exponent);
    if (expr_is_call(a, base, "sign") && is_even(e->number)) {
      algebra_exclude_zero(a, b->args[0]);
      return expr_filled(a, number_whole(1), shape.rows, shape.columns);
    }
    if (expr_is_call(a, base, "ones")) return base;
    if (is_mask(a, base) && number_is_whole(e->number) && e->number.top > 0) return base;
    if (expr_is_call(a, base, "norm") && is_even(e->number) && b->count == 1) {
      Id u = b->args[0]; /* no kink at 0 any more */
      const Expr *x = expr_at(a, u);
      if (x->columns == 1 || x->rows == 1) {
        Id square = x->columns == 1 ? expr_dot(a, expr_transpose(a, u), u)
                                    : expr_dot(a, u, expr_transpose(a, u));
        return expr_power(a, square,
                          expr_number(a, number_multiply(e->number, number_fraction(1, 2))));
      }
    }
  }
  if (r != EXPR_NONE || algebra_failed(a)) return r;
  if (b->kind == EXPR_NUMBER && number_is(b->number, 1))
    return expr_filled(a, number_whole(1), shape.rows, shape.columns);
  if (expr_is_call(a, base, "e") && b->count == 0) return expr_call1(a, "exp", exponent);
  return expr_intern(a, (Expr){ .kind = EXPR_POWER,
                                .args = (Id[]){ base, exponent },
                                .count = 2,
                                .rows = shape.rows,
                                .columns = shape.columns });
}
