/* matrix_tidy.c -- vectors and matrices in the form a person would choose.

   Of several forms the one with the fewest parts is taken: common factors on the left or right of
   products of matrices collected, brackets multiplied out where something cancels.  */

#include "config.h"
#include "algebra/matrix_parts.h"
#include "algebra/tidy.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TERMS = 24, TOO_LARGE = 400, MOST_WRITTEN_OUT = 8 };

/* ------------------------------------------------------------------ multiplying out */

/* The sum that is factor AT of E distributed over the other factors; a DOT's order is kept. */
static Id distribute(Algebra *a, Id e, size_t at) {
  const Expr *x = expr_at(a, e);
  Id f = x->args[at];
  size_t n = expr_term_count(a, f);
  bool dot = x->kind == EXPR_DOT;
  if (n > MOST_TERMS || expr_at(a, f)->kind != EXPR_SUM) return e;
  Id *terms = arena_new(&a->arena, n * sizeof *terms);
  Id *args = arena_new(&a->arena, x->count * sizeof *args);
  memcpy(args, x->args, x->count * sizeof *args);
  for (size_t t = 0; t < n; t++) {
    args[at] = dot ? matrix_fit(a, expr_term(a, f, t), shape_of(a, f)) : expr_term(a, f, t);
    terms[t] = expr_rebuild(a, e, args);
  }
  Id r = expr_sum(a, terms, n);
  return r == EXPR_NONE ? e : matrix_fit(a, r, shape_of(a, e));
}

/* All sums among the factors of a term multiplied out. */
static Id spread_term(Algebra *a, Id e, int depth) {
  const Expr *x = expr_at(a, e);
  if ((x->kind != EXPR_PRODUCT && x->kind != EXPR_DOT) || depth > 4) return e;
  for (size_t i = 0; i < x->count; i++) {
    if (expr_at(a, x->args[i])->kind != EXPR_SUM) continue;
    Id sum = distribute(a, e, i);
    size_t n = expr_term_count(a, sum);
    if (sum == e || n > MOST_TERMS) return e;
    Id terms[MOST_TERMS];
    for (size_t t = 0; t < n; t++) terms[t] = spread_term(a, expr_term(a, sum, t), depth + 1);
    Id r = expr_sum(a, terms, n);
    return r == EXPR_NONE ? e : matrix_fit(a, r, shape_of(a, e));
  }
  for (size_t i = 0; i < x->count && x->kind == EXPR_PRODUCT; i++) {
    if (expr_at(a, x->args[i])->kind != EXPR_DOT) continue;
    Id *args = arena_new(&a->arena, x->count * sizeof *args);
    memcpy(args, x->args, x->count * sizeof *args);
    args[i] = spread_term(a, args[i], depth + 1);
    if (args[i] != x->args[i]) return spread_term(a, expr_rebuild(a, e, args), depth + 1);
  }
  return e;
}

static Id spread(Algebra *a, Id e) {
  size_t n = expr_term_count(a, e);
  if (n > MOST_TERMS) return e;
  Id terms[MOST_TERMS];
  for (size_t i = 0; i < n; i++) terms[i] = spread_term(a, expr_term(a, e, i), 0);
  Id r = expr_sum(a, terms, n);
  return r == EXPR_NONE ? e : matrix_fit(a, r, shape_of(a, e));
}

/* ------------------------------------------------------------------ norms and diagonals */

/* norm(u)^p * (u'*u)^q as one power, where neither makes u = 0 better or worse. */
Id matrix_join_norms(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  if (x->kind != EXPR_PRODUCT) return e;
  for (size_t i = 0; i < x->count; i++) {
    Id norm, square;
    Number p = expr_exponent(a, x->args[i], &norm);
    if (!expr_is_call(a, norm, "norm")) continue;
    Id u = expr_at(a, norm)->args[0];
    bool column = expr_at(a, u)->columns == 1;
    Id turned = expr_transpose(a, u),
       wanted = column ? expr_dot(a, turned, u) : expr_dot(a, u, turned);
    for (size_t k = 0; k < x->count; k++) {
      Number q = expr_exponent(a, x->args[k], &square);
      Number both = number_add(p, number_multiply(q, number_whole(2)));
      if (square != wanted || number_sign(q) == 0) continue;
      if (number_sign(p) != number_sign(q)) {
        if (number_sign(both) <= 0 || number_sign(p) > 0) continue;
        algebra_exclude_zero(a, norm); /* u'*u/norm(u) */
      }
      Id *args = arena_new(&a->arena, x->count * sizeof *args);
      memcpy(args, x->args, x->count * sizeof *args);
      args[k] = expr_whole(a, 1);
      args[i] =
          expr_power(a, norm, expr_number(a, number_add(p, number_multiply(q, number_whole(2)))));
      return expr_rebuild(a, e, args);
    }
  }
  return e;
}

/* diag(u) + c*diag(v) as diag(u + c*v). */
static Id join_diagonals(Algebra *a, Id e) {
  size_t n = expr_term_count(a, e), inner = 0, outer = 0;
  if (n < 2 || n > MOST_TERMS) return e;
  Id inside[MOST_TERMS], outside[MOST_TERMS + 1];
  for (size_t i = 0; i < n; i++) {
    Id t = expr_term(a, e, i), matrix, scale = expr_split_scalar(a, t, &matrix);
    const Expr *x = expr_at(a, matrix);
    if (expr_is_call(a, matrix, "diag") && x->columns != 1 && expr_at(a, x->args[0])->columns == 1)
      inside[inner++] = expr_times(a, scale, x->args[0]);
    else
      outside[outer++] = t;
  }
  if (inner < 2) return e;
  outside[outer++] = expr_call1(a, "diag", expr_sum(a, inside, inner));
  Id r = expr_sum(a, outside, outer);
  return r == EXPR_NONE ? e : r;
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
  size_t n = expr_term_count(a, e);
  if (n < 2 || n > MOST_TERMS) return e;
  Chain chains[MOST_TERMS];
  bool done[MOST_TERMS] = { false };
  for (size_t i = 0; i < n; i++) chains[i] = chain_of(a, expr_term(a, e, i));
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
      all[groups++] = expr_term(a, e, i);
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
  size_t n = expr_term_count(a, e);
  if (n < 2 || n > MOST_TERMS) return e;
  Id rest, inside[MOST_TERMS], common = EXPR_NONE;
  Number content = number_whole(1);
  for (size_t i = 0; i < n; i++) {
    Id t = expr_term(a, e, i);
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
  for (size_t i = 0; i < n; i++) inside[i] = expr_times(a, expr_term(a, e, i), under);
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

/* [a; b; c] with a number in each place. */
static bool is_written_out(const Algebra *a, Id e, size_t size) {
  const Expr *x = expr_at(a, e);
  if (!expr_is_call(a, e, "vcat") && !expr_is_call(a, e, "hcat")) return false;
  for (size_t i = 0; i < x->count; i++)
    if (!expr_is_scalar(a, x->args[i])) return false;
  return x->count == size;
}

/* A short column of single entries as [a; b; 0]. */
static Id written_out(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  uint32_t size = x->rows == 1 ? x->columns : x->rows;
  size_t n = expr_term_count(a, e);
  if (!shape_is_vector(shape_of(a, e)) || size > MOST_WRITTEN_OUT || size < 2) return e;
  Id entries[MOST_WRITTEN_OUT], rest[MOST_TERMS], g;
  size_t rests = 0, found = 0, columns = 0;
  for (size_t k = 0; k < size; k++) entries[k] = expr_whole(a, 0);
  for (size_t k = 0; k < n && n <= MOST_TERMS; k++) {
    int64_t i;
    if (is_written_out(a, expr_term(a, e, k), size)) {
      const Expr *y = expr_at(a, expr_term(a, e, k));
      for (size_t j = 0; j < size; j++) entries[j] = expr_add(a, entries[j], y->args[j]);
      found++;
      columns++;
      continue;
    }
    if (!single_entry(a, expr_term(a, e, k), &g, &i) || i < 1 || i > (int64_t)size) {
      rest[rests++] = expr_term(a, e, k);
      continue;
    }
    entries[i - 1] = expr_add(a, entries[i - 1], g);
    found++;
  }
  if (found == 0 || (columns == 1 && found == 1)) return e;
  Id column = expr_call(a, x->rows == 1 ? "hcat" : "vcat", entries, size);
  rest[rests++] = column;
  return expr_sum(a, rest, rests);
}

/* ------------------------------------------------------------------ stretching */

static bool is_ones(const Algebra *a, Id e) {
  return expr_is_call(a, e, "ones");
}

/* E without the factors that only stretch it: r.*ones(m, n) is r, with DOTS u*ones(1, n) is u. */
static Id unstretched(Algebra *a, Id e, bool dots) {
  const Expr *x = expr_at(a, e);
  if (dots && x->kind == EXPR_DOT && x->count >= 2) {
    bool first = is_ones(a, x->args[0]) && expr_at(a, x->args[0])->columns == 1;
    bool last = is_ones(a, x->args[x->count - 1]) && expr_at(a, x->args[x->count - 1])->rows == 1;
    if (!first && !last) return e;
    size_t from = first, to = x->count - (last && (!first || x->count > 2));
    Id r = x->args[from];
    for (size_t i = from + 1; i < to; i++) r = expr_dot(a, r, x->args[i]);
    return r;
  }
  if (x->kind != EXPR_PRODUCT) return e;
  Id *args = arena_new(&a->arena, x->count * sizeof *args);
  for (size_t i = 0; i < x->count; i++)
    args[i] = is_ones(a, x->args[i]) ? expr_whole(a, 1) : unstretched(a, x->args[i], dots);
  return expr_rebuild(a, e, args);
}

/* The terms (or factors) of E one by one without what stretches them, as long as the others keep
   the shape. */
static Id less_stretched(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  Id *args = arena_new(&a->arena, (x->count + 1) * sizeof *args), best = e;
  memcpy(args, x->args, x->count * sizeof *args);
  for (size_t i = 0; i < x->count; i++) {
    Id old = args[i];
    args[i] = unstretched(a, old, x->kind != EXPR_SUM); /* a sum is clearer with u*ones(1, n) */
    if (args[i] == old) continue;
    Id r = expr_rebuild(a, e, args);
    bool fits = r && shape_equal(shape_of(a, r), shape_of(a, e)) &&
                expr_size(a, r, TOO_LARGE) < expr_size(a, best, TOO_LARGE);
    if (fits)
      best = r;
    else
      args[i] = old;
  }
  return best;
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

/* No products of matrices among the terms. */
static bool is_entrywise(Algebra *a, Id e) {
  for (size_t i = 0; i < expr_term_count(a, e); i++) {
    const Expr *x = expr_at(a, expr_term(a, e, i));
    if (x->kind == EXPR_DOT) return false;
    for (size_t k = 0; x->kind == EXPR_PRODUCT && k < x->count; k++)
      if (expr_at(a, x->args[k])->kind == EXPR_DOT && !expr_is_scalar(a, x->args[k])) return false;
  }
  return true;
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
  Id plain = less_stretched(a, e);
  if (plain != e) return plain;
  Id expanded = spread(a, e), forms[] = { e, expanded };
  consider(&b, expanded);
  if (sum) consider(&b, join_diagonals(a, e));
  for (size_t i = 0; !sum && i < x->count && x->count < MOST_TERMS; i++)
    consider(&b, distribute(a, e, i));
  for (size_t i = 0; i < 2 && !algebra_failed(a); i++) {
    if (expr_at(a, forms[i])->kind != EXPR_SUM) continue;
    Id right = collect(a, forms[i], false), left = collect(a, forms[i], true);
    consider(&b, right);
    consider(&b, left);
    consider(&b, collect(a, right, true));
    consider(&b, collect(a, left, false));
    consider(&b, scalars_outside(a, forms[i]));
    if (is_entrywise(a, forms[i])) {
      consider(&b, tidy_pull_out(a, forms[i], false));
      consider(&b, tidy_pull_out(a, forms[i], true));
    }
  }
  if (b.e != e && expr_at(a, b.e)->kind == EXPR_SUM) consider(&b, scalars_outside(a, b.e));
  return b.e;
}
