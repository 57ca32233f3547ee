/* matrix_tidy.c -- vectors and matrices in the form a person would choose.

   Of several forms the one with the fewest parts is taken: common factors on the left or right of
   products of matrices collected, brackets multiplied out where something cancels.  */

#include "config.h"
#include "algebra/matrix_parts.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TERMS = 24, TOO_LARGE = 400, MOST_WRITTEN_OUT = 8 };

static size_t terms_of(const Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  return x->kind == EXPR_SUM ? x->count + (number_sign(x->number) != 0) : 1;
}

static Id term(Algebra *a, Id e, size_t i) {
  const Expr *x = expr_at(a, e);
  if (x->kind != EXPR_SUM) return e;
  return i < x->count ? x->args[i] : expr_number(a, x->number);
}

/* ------------------------------------------------------------------ multiplying out */

/* One term with its factors that are sums, and a DOT's, multiplied out. */
static Id spread_term(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  if (x->kind != EXPR_PRODUCT && x->kind != EXPR_DOT) return e;
  bool dot = x->kind == EXPR_DOT;
  Id *sums = arena_new(&a->arena, (MOST_TERMS + 1) * sizeof *sums);
  size_t n = 1;
  sums[0] = dot ? EXPR_NONE : expr_number(a, x->number);
  for (size_t i = 0; i < x->count; i++) {
    Id f = x->args[i];
    if (!dot && expr_at(a, f)->kind == EXPR_DOT) f = spread_term(a, f);
    size_t m = terms_of(a, f);
    if (dot && number_sign(expr_at(a, f)->number) != 0 && expr_at(a, f)->kind == EXPR_SUM) m = 1;
    if (n * m > MOST_TERMS) return e;
    Id *next = arena_new(&a->arena, (n * m + 1) * sizeof *next);
    for (size_t k = 0; k < n; k++)
      for (size_t t = 0; t < m; t++) {
        Id one = m == 1 ? f : term(a, f, t);
        if (dot && !shape_equal(shape_of(a, one), shape_of(a, f)))
          one = expr_times(a, one, matrix_ones(a, shape_of(a, f)));
        next[k * m + t] = sums[k] == EXPR_NONE ? one
                          : dot                ? expr_dot(a, sums[k], one)
                                               : expr_times(a, sums[k], one);
      }
    sums = next;
    n *= m;
  }
  Id r = expr_sum(a, sums, n);
  return r == EXPR_NONE ? e : matrix_fit(a, r, shape_of(a, e));
}

static Id spread(Algebra *a, Id e) {
  size_t n = terms_of(a, e);
  if (n > MOST_TERMS) return e;
  Id terms[MOST_TERMS];
  for (size_t i = 0; i < n; i++) terms[i] = spread_term(a, term(a, e, i));
  Id r = expr_sum(a, terms, n);
  return r == EXPR_NONE ? e : matrix_fit(a, r, shape_of(a, e));
}

/* ------------------------------------------------------------------ common factors of products */

typedef struct Chain {
  Id scale;       /* a number or an expression that is one */
  const Id *args; /* of the product of matrices */
  size_t count;
} Chain;

static Chain chain_of(Algebra *a, Id e) {
  Id matrix, scale = expr_split_scalar(a, e, &matrix);
  const Expr *x = expr_at(a, matrix);
  if (x->kind == EXPR_DOT) return (Chain){ scale, x->args, x->count };
  Id *one = arena_new(&a->arena, sizeof *one);
  *one = matrix;
  return (Chain){ scale, one, 1 };
}

static Id product_of(Algebra *a, Id scale, const Id *args, size_t count) {
  Id r = args[0];
  for (size_t i = 1; i < count; i++) r = expr_dot(a, r, args[i]);
  return expr_times(a, scale, r);
}

/* A*x + B*x + c as (A + B)*x + c: terms with the same last (or first) factor together. */
static Id collect(Algebra *a, Id e, bool left) {
  size_t n = terms_of(a, e);
  if (n < 2 || n > MOST_TERMS) return e;
  Chain chains[MOST_TERMS];
  bool done[MOST_TERMS] = { false };
  for (size_t i = 0; i < n; i++) chains[i] = chain_of(a, term(a, e, i));
  Id all[MOST_TERMS];
  size_t groups = 0;
  for (size_t i = 0; i < n; i++) {
    if (done[i]) continue;
    const Chain *c = &chains[i];
    Id inside[MOST_TERMS], f = left ? c->args[0] : c->args[c->count - 1];
    size_t m = 0;
    for (size_t k = i; k < n && c->count > 1; k++) {
      const Chain *d = &chains[k];
      if (done[k] || d->count < 2 || (left ? d->args[0] : d->args[d->count - 1]) != f) continue;
      done[k] = true;
      inside[m++] = product_of(a, d->scale, d->args + left, d->count - 1);
    }
    if (m < 2) {
      done[i] = true;
      all[groups++] = term(a, e, i);
      continue;
    }
    Id sum = expr_sum(a, inside, m);
    if (sum == EXPR_NONE) return e;
    sum = collect(a, sum, left);
    all[groups++] = left ? expr_dot(a, f, sum) : expr_dot(a, sum, f);
  }
  Id r = expr_sum(a, all, groups);
  return r == EXPR_NONE ? e : matrix_fit(a, r, shape_of(a, e));
}

/* c*A + c*B as c*(A + B), with numbers and scalars c. */
static Id scalars_outside(Algebra *a, Id e) {
  size_t n = terms_of(a, e);
  if (n < 2 || n > MOST_TERMS) return e;
  Id rest, inside[MOST_TERMS], common = EXPR_NONE;
  Number content = number_whole(1);
  for (size_t i = 0; i < n; i++) {
    Id t = term(a, e, i);
    Number c = expr_coefficient(a, t, &rest);
    content = i == 0 ? c : number_content(content, c);
    Id matrix, scale = expr_is_scalar(a, t) ? rest : expr_split_scalar(a, rest, &matrix);
    if (expr_is_scalar(a, t)) scale = rest;
    common = i == 0 ? scale : common == scale ? common : expr_whole(a, 1);
  }
  if (number_sign(content) < 0) content = number_negate(content);
  if (!number_exact(content) || number_sign(content) == 0) content = number_whole(1);
  Id outside = expr_times(a, expr_number(a, content), common);
  if (outside == EXPR_NONE || expr_is_number(a, outside, 1)) return e;
  size_t before = a->nonzero_count; /* the factor stays where it is: nothing is lost */
  Id under = expr_raise(a, outside, -1);
  for (size_t i = 0; i < n; i++) inside[i] = expr_times(a, term(a, e, i), under);
  Id r = expr_times(a, outside, expr_sum(a, inside, n));
  a->nonzero_count = before;
  return r == EXPR_NONE ? e : matrix_fit(a, r, shape_of(a, e));
}

/* ------------------------------------------------------------------ columns written out */

/* E = g * ((1:n)' == i): its I and G. */
static bool single_entry(Algebra *a, Id e, Id *g, int64_t *i) {
  Id matrix, scale = expr_split_scalar(a, e, &matrix);
  const Expr *x = expr_at(a, matrix);
  if (!expr_is_call(a, matrix, "==") || !expr_is_scalar(a, x->args[1])) return false;
  Id positions = x->args[0];
  if (expr_at(a, positions)->kind == EXPR_TRANSPOSE) positions = expr_at(a, positions)->args[0];
  const Expr *y = expr_at(a, x->args[1]);
  if (!expr_is_call(a, positions, "range") || y->kind != EXPR_NUMBER) return false;
  *g = scale;
  *i = y->number.top;
  return true;
}

/* A short column of single entries as [a; b; 0]. */
static Id written_out(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  uint32_t size = x->rows == 1 ? x->columns : x->rows;
  size_t n = terms_of(a, e);
  if (!shape_is_vector(shape_of(a, e)) || size > MOST_WRITTEN_OUT || size < 2) return e;
  Id entries[MOST_WRITTEN_OUT], rest[MOST_TERMS], g;
  size_t rests = 0, found = 0;
  for (size_t k = 0; k < size; k++) entries[k] = expr_whole(a, 0);
  for (size_t k = 0; k < n && n <= MOST_TERMS; k++) {
    int64_t i;
    if (!single_entry(a, term(a, e, k), &g, &i) || i < 1 || i > (int64_t)size) {
      rest[rests++] = term(a, e, k);
      continue;
    }
    entries[i - 1] = expr_add(a, entries[i - 1], g);
    found++;
  }
  if (found == 0) return e;
  Id column = expr_call(a, x->rows == 1 ? "hcat" : "vcat", entries, size);
  rest[rests++] = column;
  return expr_sum(a, rest, rests);
}

/* ------------------------------------------------------------------ choosing */

typedef struct Best {
  Algebra *a;
  Id e;
  size_t size;
} Best;

static void consider(Best *b, Id candidate) {
  if (candidate == EXPR_NONE || candidate == b->e) return;
  if (!shape_equal(shape_of(b->a, candidate), shape_of(b->a, b->e))) return;
  size_t size = expr_size(b->a, candidate, TOO_LARGE);
  if (size < b->size) {
    b->size = size;
    b->e = candidate;
  }
}

Id matrix_tidy(Algebra *a, Id e) {
  if (e == EXPR_NONE) return e;
  const Expr *x = expr_at(a, e);
  bool sum = x->kind == EXPR_SUM;
  if (!sum && x->kind != EXPR_PRODUCT && x->kind != EXPR_CALL) return e;
  Id r = written_out(a, e);
  if (r != e || x->kind == EXPR_CALL) return r;
  Best b = { a, e, expr_size(a, e, TOO_LARGE) };
  if (b.size >= TOO_LARGE) return e;
  Id expanded = spread(a, e), forms[] = { e, expanded };
  consider(&b, expanded);
  for (size_t i = 0; i < 2 && !algebra_failed(a); i++) {
    if (expr_at(a, forms[i])->kind != EXPR_SUM) continue;
    Id right = collect(a, forms[i], false), left = collect(a, forms[i], true);
    consider(&b, right);
    consider(&b, left);
    consider(&b, collect(a, right, true));
    consider(&b, collect(a, left, false));
    consider(&b, scalars_outside(a, forms[i]));
  }
  if (b.e != e && expr_at(a, b.e)->kind == EXPR_SUM) consider(&b, scalars_outside(a, b.e));
  return b.e;
}
