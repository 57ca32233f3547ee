/* tidy.c -- the form a person would choose.  */

#include "config.h"
#include "algebra/tidy.h"
#include "algebra/matrix_parts.h"
#include "algebra/rational.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TERMS = 500, TOO_LARGE = 1500, MOST_FACTORS = 60 };

/* ------------------------------------------------------------------ multiplying out */

static Id multiply_out(Algebra *a, Id x, Id y) {
  size_t m = expr_term_count(a, x), n = expr_term_count(a, y);
  if (m * n > MOST_TERMS || algebra_failed(a)) return expr_times(a, x, y);
  Id *terms = arena_new(&a->arena, m * n * sizeof *terms);
  for (size_t i = 0; i < m; i++)
    for (size_t k = 0; k < n; k++)
      terms[i * n + k] = expr_times(a, expr_term(a, x, i), expr_term(a, y, k));
  return expr_sum(a, terms, m * n);
}

/* The outermost products and powers multiplied out; nothing inside functions is touched. */
/* Of a sum: how far expand multiplies out. */
enum { MOST_POWER = 20, MOST_POWER_OF_TWO = 60 };

static Id expand_to(Algebra *a, Id e, int64_t most) {
  const Expr *x = expr_at(a, e);
  if (!expr_is_scalar(a, e)) return e;
  if (x->kind == EXPR_SUM) {
    Id *terms = arena_new(&a->arena, (x->count + 1) * sizeof *terms);
    for (size_t i = 0; i < x->count; i++) terms[i] = expand_to(a, x->args[i], most);
    terms[x->count] = expr_number(a, x->number);
    return expr_sum(a, terms, x->count + 1);
  }
  if (x->kind == EXPR_PRODUCT) {
    Id r = expr_number(a, x->number);
    for (size_t i = 0; i < x->count; i++) r = multiply_out(a, r, expand_to(a, x->args[i], most));
    return r;
  }
  Id base;
  Number n = expr_exponent(a, e, &base);
  if (!number_is_whole(n) || n.top < 2 || expr_at(a, base)->kind != EXPR_SUM) return e;
  const Expr *sum = expr_at(a, base);
  size_t terms = sum->count + !number_is(sum->number, 0);
  if (most >= MOST_POWER && terms <= 2) most = MOST_POWER_OF_TWO;
  if (n.top > most) {
    if (most >= MOST_POWER)
      a->note = "powers of sums above 20, and above 60 of two terms, are left as they are";
    return e;
  }
  Id b = expand_to(a, base, most), r = b;
  for (int64_t k = 1; k < n.top; k++) r = multiply_out(a, r, b);
  return r;
}

Id expand(Algebra *a, Id e) {
  return e == EXPR_NONE ? e : expand_to(a, e, MOST_POWER);
}

/* ------------------------------------------------------------------ common factors */

typedef struct Factor {
  Id base;
  Number least;
  size_t seen;
} Factor;

static size_t factors_in(Algebra *a, Id e, Id *out) {
  Id rest;
  expr_coefficient(a, e, &rest);
  const Expr *x = expr_at(a, rest);
  if (x->kind == EXPR_NUMBER || rest == EXPR_NONE) return 0;
  if (x->kind != EXPR_PRODUCT) {
    out[0] = rest;
    return 1;
  }
  memcpy(out, x->args, x->count * sizeof *out);
  return x->count;
}

static bool too_many(const Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  return x->kind == EXPR_PRODUCT && x->count > MOST_FACTORS;
}

static void collect(Algebra *a, Id e, Factor *f, size_t *count, size_t most) {
  Id parts[MOST_FACTORS + 1];
  size_t n = factors_in(a, e, parts);
  for (size_t i = 0; i < n; i++) {
    Id base;
    Number p = expr_exponent(a, parts[i], &base);
    size_t k = 0;
    while (k < *count && f[k].base != base) k++;
    if (k == *count) {
      if (*count == most) return;
      f[(*count)++] = (Factor){ .base = base, .least = p };
    } else if (number_sign(number_add(p, number_negate(f[k].least))) < 0)
      f[k].least = p;
    f[k].seen++;
  }
}

/* A sum as content * common factors * rest; DENOMINATORS: over one denominator, too. */
Id tidy_pull_out(Algebra *a, Id e, bool denominators) {
  size_t n = expr_term_count(a, e), count = 0;
  if (n > MOST_FACTORS) return e;
  Factor f[40];
  Number content = number_whole(0);
  for (size_t i = 0; i < n; i++) {
    Id rest, t = expr_term(a, e, i);
    if (too_many(a, t)) return e;
    Number c = expr_coefficient(a, t, &rest);
    content = i == 0 ? c : number_content(content, c);
    collect(a, t, f, &count, 40);
  }
  if (number_sign(content) < 0) content = number_negate(content);
  if (!number_exact(content) || number_sign(content) == 0) content = number_whole(1);
  Id outside = expr_whole(a, 1);
  for (size_t k = 0; k < count; k++) {
    bool everywhere = f[k].seen == n;
    if (!everywhere && (!denominators || number_sign(f[k].least) > 0)) continue;
    if (!everywhere && expr_is_call(a, f[k].base, "exp")) continue;
    outside = expr_times(a, outside, expr_power(a, f[k].base, expr_number(a, f[k].least)));
  }
  if (algebra_failed(a) || (expr_at(a, outside)->kind == EXPR_NUMBER && number_is(content, 1)))
    return e;
  Id under = expr_raise(a, outside, -1), *terms = arena_new(&a->arena, n * sizeof *terms);
  size_t before = a->nonzero_count; /* the factor stays where it is: nothing is lost */
  Number share = number_divide(number_whole(1), content);
  for (size_t i = 0; i < n; i++)
    terms[i] = expr_scale(a, share, expr_times(a, expr_term(a, e, i), under));
  Id inside = expr_sum(a, terms, n);
  a->nonzero_count = before;
  if (denominators) inside = expand_to(a, inside, 2);
  return inside == EXPR_NONE ? e : expr_scale(a, content, expr_times(a, outside, inside));
}

/* ------------------------------------------------------------------ squares of sine and cosine */

/* Term T = REST * name(u)^2. */
static bool has_square(Algebra *a, Id t, const char *name, Id *u, Id *rest) {
  Id parts[MOST_FACTORS + 1], dummy;
  if (too_many(a, t)) return false;
  size_t n = factors_in(a, t, parts);
  for (size_t i = 0; i < n; i++) {
    Id base;
    Number p = expr_exponent(a, parts[i], &base);
    if (!number_is(p, 2) || !expr_is_call(a, base, name)) continue;
    *u = expr_at(a, base)->args[0];
    parts[i] = expr_whole(a, 1);
    *rest = expr_scale(a, expr_coefficient(a, t, &dummy), expr_product(a, parts, n));
    return true;
  }
  return false;
}

static Id pythagoras(Algebra *a, Id e) {
  static const struct {
    const char *one, *other;
    int sign; /* one^2 + sign*other^2 = 1 */
  } pairs[] = { { "sin", "cos", 1 }, { "cosh", "sinh", -1 } };
  const Expr *x = expr_at(a, e);
  if (x->kind != EXPR_SUM || x->count > 40) return e;
  Id u, rest, v, other;
  for (size_t p = 0; p < 2; p++)
    for (size_t i = 0; i < x->count; i++) {
      if (!has_square(a, x->args[i], pairs[p].one, &u, &rest)) continue;
      for (size_t k = 0; k < x->count; k++) {
        if (k == i || !has_square(a, x->args[k], pairs[p].other, &v, &other) || v != u) continue;
        if (other != expr_scale(a, number_whole(pairs[p].sign), rest)) continue;
        Id less = expr_subtract(a, e, expr_add(a, x->args[i], x->args[k]));
        return expr_add(a, less, rest);
      }
    }
  for (int sine = 0; sine < 2 && x->count == 1; sine++) /* 1 - sin(u)^2 */
    if (has_square(a, x->args[0], sine ? "sin" : "cos", &u, &rest) &&
        rest == expr_number(a, number_negate(x->number)))
      return expr_scale(a, x->number, expr_raise(a, expr_call1(a, sine ? "cos" : "sin", u), 2));
  return e;
}

/* ------------------------------------------------------------------ choosing */

typedef struct Best {
  Algebra *a;
  Id e;
  size_t size;
} Best;

/* A polynomial in symbols, whole powers only. */
static bool is_polynomial(const Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  Id base;
  Number n = expr_exponent(a, e, &base);
  if (x->kind == EXPR_POWER)
    return base != e && number_is_whole(n) && number_sign(n) > 0 && is_polynomial(a, base);
  if (x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT) {
    for (size_t i = 0; i < x->count; i++)
      if (!is_polynomial(a, x->args[i])) return false;
    return true;
  }
  return x->kind == EXPR_NUMBER || x->kind == EXPR_SYMBOL;
}

/* x*(2*sin(x) + x*cos(x)): people leave such sums as they are. */
static bool is_odd_bracket(const Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  bool variable = false, waves = false;
  if (x->kind != EXPR_PRODUCT) return false;
  for (size_t i = 0; i < x->count; i++) {
    Id base;
    Number n = expr_exponent(a, x->args[i], &base);
    const Expr *b = expr_at(a, base);
    if (b->kind == EXPR_SYMBOL && number_sign(n) > 0)
      variable |= b->flag;
    else if (b->kind == EXPR_SUM && number_is(n, 1) && !waves)
      waves = !is_polynomial(a, base);
    else if (expr_depends(a, base, EXPR_NONE))
      return false;
  }
  return variable && waves;
}

/* Has every term a denominator with the variable, and some term more than powers above it? */
static bool is_split_quotient(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  if (x->kind != EXPR_SUM || number_sign(x->number) != 0) return false;
  bool calls = false;
  for (size_t i = 0; i < x->count; i++) {
    Id parts[MOST_FACTORS + 1], base;
    if (too_many(a, x->args[i])) return false;
    size_t n = factors_in(a, x->args[i], parts), below = 0;
    for (size_t k = 0; k < n; k++) {
      Number p = expr_exponent(a, parts[k], &base);
      if (!expr_depends(a, base, EXPR_NONE)) continue;
      if (number_sign(p) < 0 && number_is_whole(p))
        below++;
      else
        calls |= !is_polynomial(a, parts[k]);
    }
    if (!below) return false;
  }
  return calls;
}

static bool has_absolute(const Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  if (expr_is_call(a, e, "abs")) return true;
  for (size_t i = 0; x->kind != EXPR_CALL && i < x->count; i++)
    if (has_absolute(a, x->args[i])) return true;
  return false;
}

/* What people would rather not read must be so much shorter. */
static size_t penalty(Best *b, Id candidate) {
  return has_absolute(b->a, candidate) && !has_absolute(b->a, b->e) ? 2 : 0;
}

static void consider(Best *b, Id candidate) {
  if (candidate == EXPR_NONE || candidate == b->e || is_odd_bracket(b->a, candidate)) return;
  size_t size = expr_size(b->a, candidate, TOO_LARGE);
  bool joined = is_split_quotient(b->a, b->e) && !is_split_quotient(b->a, candidate);
  if (size + penalty(b, candidate) < b->size + (joined ? 3 : 0)) {
    b->size = size;
    b->e = candidate;
  }
}

/* Over one denominator, with everything cancelled that can be. */
static void consider_rational(Best *b, Id e) {
  for (int waves = WAVES_FREE; waves < RATIONAL_WAVES; waves++) {
    size_t conditions = b->a->nonzero_count;
    const char *note = b->a->note;
    Id before = b->e;
    consider(b, rational(b->a, e, (RationalWaves)waves));
    if (b->e != before) continue;
    b->a->nonzero_count = conditions;
    b->a->note = note;
  }
}

static Id tidy_sum(Algebra *a, Id e) {
  Best b = { a, e, expr_size(a, e, TOO_LARGE) };
  if (b.size >= TOO_LARGE || e < a->source) return e; /* the learner's own sums stay */
  consider(&b, pythagoras(a, e));
  Id expanded = expand_to(a, e, 3), forms[] = { e, expanded, b.e };
  consider(&b, expanded);
  if (expanded) consider(&b, pythagoras(a, expanded));
  for (size_t i = 0; i < 3; i++)
    if (forms[i] && expr_at(a, forms[i])->kind == EXPR_SUM) {
      consider(&b, tidy_pull_out(a, forms[i], false));
      consider(&b, tidy_pull_out(a, forms[i], true));
    }
  consider_rational(&b, e);
  return b.e;
}

/* sin(u)^n / cos(u)^n is tan(u)^n. */
static Id tangents(Algebra *a, Id e) {
  static const char *const names[][3] = { { "sin", "cos", "tan" }, { "sinh", "cosh", "tanh" } };
  const Expr *x = expr_at(a, e);
  for (size_t p = 0; x->kind == EXPR_PRODUCT && p < 2; p++)
    for (size_t i = 0; i < x->count; i++)
      for (size_t k = 0; k < x->count; k++) {
        Id s, c;
        Number m = expr_exponent(a, x->args[i], &s), n = expr_exponent(a, x->args[k], &c);
        if (!expr_is_call(a, s, names[p][0]) || !expr_is_call(a, c, names[p][1]) ||
            expr_at(a, s)->args[0] != expr_at(a, c)->args[0] || number_sign(m) <= 0 ||
            !number_equal(m, number_negate(n)) || !number_is_whole(m))
          continue;
        Id *f = arena_new(&a->arena, x->count * sizeof *f);
        memcpy(f, x->args, x->count * sizeof *f);
        f[i] = expr_power(a, expr_call1(a, names[p][2], expr_at(a, s)->args[0]), expr_number(a, m));
        f[k] = expr_whole(a, 1);
        return expr_scale(a, x->number, expr_product(a, f, x->count));
      }
  return e;
}

static Id tidy_product(Algebra *a, Id e) {
  Best b = { a, e, expr_size(a, e, TOO_LARGE) };
  if (b.size >= TOO_LARGE) return e;
  if (b.size < 60) consider(&b, expand_to(a, e, 1));
  consider_rational(&b, e);
  consider(&b, tangents(a, b.e));
  return b.e;
}

/* Bottom-up over the whole graph, each part once. */
static Id pass(Algebra *a, Id e, Id *memo) {
  if (memo[e]) return memo[e];
  const Expr *x = expr_at(a, e);
  if (x->count == 0) return memo[e] = e;
  Id *args = arena_new(&a->arena, x->count * sizeof *args);
  bool changed = false;
  for (size_t i = 0; i < x->count; i++) {
    args[i] = pass(a, x->args[i], memo);
    if (args[i] == EXPR_NONE) return EXPR_NONE;
    changed |= args[i] != x->args[i];
  }
  Id r = changed ? expr_rebuild(a, e, args) : e;
  if (r == EXPR_NONE) return EXPR_NONE;
  r = matrix_join_norms(a, r);
  if (!expr_is_scalar(a, r))
    r = matrix_tidy(a, r);
  else if (expr_at(a, r)->kind == EXPR_SUM)
    r = tidy_sum(a, r);
  else if (expr_at(a, r)->kind == EXPR_PRODUCT)
    r = tidy_product(a, r);
  return memo[e] = r;
}

Id tidy(Algebra *a, Id e) {
  for (int round = 0; round < 4 && e != EXPR_NONE; round++) {
    Id *memo = mem_new((e + 1) * sizeof *memo), before = e;
    e = pass(a, e, memo);
    free(memo);
    if (e == before) break;
  }
  return e;
}
