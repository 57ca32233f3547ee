/* matrix_rules.c -- how functions of whole vectors and matrices hand back their adjoint.

   Rules as in the table of M. B. Giles, "Collected matrix derivative results for forward and
   reverse mode algorithmic differentiation", 2008; G is the adjoint of the call.  */

#include "config.h"
#include "algebra/matrix_parts.h"

#include <string.h>

/* The call X is the expression E. */
typedef void Rule(Reverse *r, const Expr *x, Id e, Id g);

/* The symbol, to the shape of the argument: sums, which give every entry the same. */
static void back_sum(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  reverse_add(r, x->args[0], expr_times(r->a, g, matrix_ones(r->a, shape_of(r->a, x->args[0]))));
}

static void back_trace(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  Id eye = expr_eye(r->a, expr_at(r->a, x->args[0])->rows, x->args[0]);
  reverse_add(r, x->args[0], expr_times(r->a, g, eye));
}

static Id inverse_turned(Algebra *a, Id u) {
  return expr_transpose(a, expr_call1(a, "inv", u));
}

static void back_det(Reverse *r, const Expr *x, Id e, Id g) {
  Id u = x->args[0];
  reverse_add(r, u, expr_product(r->a, (Id[]){ g, e, inverse_turned(r->a, u) }, 3));
  r->a->note = "the entries count as independent, also where the matrix is symmetric; where it is "
               "singular this gives NaN, and grad(f, x0) the slope";
}

static void back_logdet(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  reverse_add(r, x->args[0], expr_times(r->a, g, inverse_turned(r->a, x->args[0])));
  r->a->note = "the entries count as independent, also where the matrix is symmetric";
}

static void back_inv(Reverse *r, const Expr *x, Id e, Id g) {
  Algebra *a = r->a;
  Id turned = expr_transpose(a, e);
  reverse_add(r, x->args[0], expr_negate(a, expr_dot(a, expr_dot(a, turned, g), turned)));
}

/* A\B of an A that is not square: the least squares solution, or the shortest of many, with
   full rank (G. H. Golub and V. Pereyra, 1973). */
static void back_solve(Reverse *r, const Expr *x, Id e, Id g) {
  Algebra *a = r->a;
  Id m = x->args[0], turned = expr_transpose(a, m);
  Id h = expr_call2(a, "\\", turned, g);
  reverse_add(r, x->args[1], h);
  if (!r->depends[m]) return;
  Id y = expr_transpose(a, e), own = expr_negate(a, expr_dot(a, h, y));
  Shape s = shape_of(a, m);
  if (s.rows > s.columns) {
    Id rest = expr_subtract(a, x->args[1], expr_dot(a, m, e));
    Id v = expr_dot(a, expr_call1(a, "inv", expr_dot(a, turned, m)), g);
    reverse_add(r, m, expr_dot(a, rest, expr_transpose(a, v)));
  } else {
    Id v = expr_dot(a, expr_call1(a, "inv", expr_dot(a, m, turned)), x->args[1]);
    Id rest = expr_subtract(a, g, expr_dot(a, turned, h));
    reverse_add(r, m, expr_dot(a, v, expr_transpose(a, rest)));
  }
  reverse_add(r, m, own);
}

/* x/norm(x): unit(x), which is 0 at the kink, unless what is around it removes the kink or makes it
   a pole. */
static void back_norm(Reverse *r, const Expr *x, Id e, Id g) {
  Algebra *a = r->a;
  Id u = x->args[0], slope = expr_times(a, g, expr_divide(a, u, e)), below = expr_raise(a, e, -1);
  const Expr *s = expr_at(a, slope);
  Id square = expr_raise(a, e, 2), base;
  bool kink = false, pole = false;
  for (size_t i = 0; s->kind == EXPR_PRODUCT && i < s->count; i++) {
    kink |= s->args[i] == below;
    pole |= number_sign(expr_exponent(a, s->args[i], &base)) < 0 && base == square;
  }
  if (kink && !pole && x->count == 1 && shape_is_vector(shape_of(a, u))) {
    slope = expr_times(a, g, expr_call1(a, "unit", u));
    a->kinks = true;
    if (!a->kink) a->kink = e;
  } else {
    algebra_exclude_zero(a, e);
    a->note = "where that norm is 0 this gives NaN; grad(f, x0) takes the slope there as 0";
  }
  reverse_add(r, u, slope);
}

/* Largest and smallest entries: those that tie share evenly. */
static void back_extreme(Reverse *r, const Expr *x, Id e, Id g) {
  Algebra *a = r->a;
  Id u = x->args[0], mask = expr_call2(a, "==", u, e);
  Id winners = x->count == 2 ? matrix_sum(a, mask, expr_is_number(a, x->args[1], 1) ? 1 : 2)
                             : matrix_total(a, mask);
  reverse_add(r, u, expr_times(a, g, expr_divide(a, mask, winners)));
  a->note = "entries that tie share the slope evenly";
}

static void back_prod(Reverse *r, const Expr *x, Id e, Id g) {
  Algebra *a = r->a;
  reverse_add(r, x->args[0], expr_times(a, g, expr_divide(a, e, x->args[0])));
  a->note = "valid where no entry is 0";
}

/* Of a matrix each row has its own. */
static void back_softmax(Reverse *r, const Expr *x, Id e, Id g) {
  Algebra *a = r->a;
  Id weighted = expr_times(a, e, g);
  Id level =
      shape_is_vector(shape_of(a, e)) ? matrix_total(a, weighted) : matrix_sum(a, weighted, 2);
  reverse_add(r, x->args[0], expr_times(a, e, expr_subtract(a, g, level)));
}

/* Of a matrix each column has its own. */
static void back_logsumexp(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  Algebra *a = r->a;
  Id u = x->args[0];
  Id p = shape_is_vector(shape_of(a, u))
             ? expr_call1(a, "softmax", u)
             : expr_transpose(a, expr_call1(a, "softmax", expr_transpose(a, u)));
  reverse_add(r, u, expr_times(a, g, p));
}

/* Functions that only move entries, and lead back by themselves: flip, triu, tril, diag. */
static void back_same(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  Id args[3] = { g };
  for (size_t i = 1; i < x->count && i < 3; i++) args[i] = x->args[i];
  reverse_add(r, x->args[0], expr_call(r->a, x->name, args, x->count));
}

static void back_diag(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  Algebra *a = r->a;
  Shape s = shape_of(a, x->args[0]);
  if (!shape_is_vector(s) && s.rows != s.columns) {
    algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 },
                 "diag of a matrix that is not square has no derivative rule here");
    return;
  }
  Id d = expr_call1(a, "diag", g);
  reverse_add(r, x->args[0], s.rows == 1 ? expr_transpose(a, d) : d);
}

static void back_cumsum(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  Algebra *a = r->a;
  Id args[2] = { g, x->count > 1 ? x->args[1] : EXPR_NONE };
  args[0] = expr_call(a, "flip", args, x->count);
  args[0] = expr_call(a, "cumsum", args, x->count);
  reverse_add(r, x->args[0], expr_call(a, "flip", args, x->count));
}

static void back_reshape(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  reverse_add(r, x->args[0], matrix_reshape(r->a, g, shape_of(r->a, x->args[0])));
}

/* G with zeros above and below (or beside) it, where it came from a range of N entries. */
static Id padded(Algebra *a, Id g, Id index, uint32_t n, bool beside) {
  const Expr *x = expr_at(a, index);
  if (!expr_is_call(a, index, "range") || x->count != 2 || n >= SIZE_OPEN) return EXPR_NONE;
  Shape s = shape_of(a, g);
  int64_t first = expr_at(a, x->args[0])->number.top, last = expr_at(a, x->args[1])->number.top;
  Id parts[3];
  size_t count = 0;
  Shape before = s, after = s;
  *(beside ? &before.columns : &before.rows) = (uint32_t)(first - 1);
  *(beside ? &after.columns : &after.rows) = n - (uint32_t)last;
  if (first > 1) parts[count++] = matrix_zeros(a, before);
  parts[count++] = g;
  if (last < (int64_t)n) parts[count++] = matrix_zeros(a, after);
  return count == 1 ? g : expr_call(a, beside ? "hcat" : "vcat", parts, count);
}

/* The entries go back to where they came from; those taken twice are added. */
static void back_index(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  Algebra *a = r->a;
  Id u = x->args[0], index[2] = { x->args[1], x->count > 2 ? x->args[2] : EXPR_NONE };
  Shape s = shape_of(a, u);
  if (x->count == 2 && s.rows == 1) {
    index[1] = index[0];
    index[0] = EXPR_NONE;
  }
  for (int k = 0; k < 2; k++) {
    if (!index[k] || expr_is_call(a, index[k], "colon")) continue;
    uint32_t size = k == 0 ? s.rows : s.columns;
    Id block = padded(a, g, index[k], size, k == 1);
    if (!block) {
      Id selection = matrix_selection(a, size, index[k], u);
      block = k == 0 ? expr_dot(a, selection, g) : expr_dot(a, g, expr_transpose(a, selection));
    }
    g = block;
  }
  reverse_add(r, u, g);
}

/* [A, B] and [A; B] cut their adjoint apart. */
static void back_join(Reverse *r, const Expr *x, Id e, Id g) {
  Algebra *a = r->a;
  bool beside = *x->name == 'h';
  bool vector = shape_is_vector(shape_of(a, e));
  uint32_t from = 0;
  for (size_t i = 0; i < x->count && !algebra_failed(a); i++) {
    Shape s = shape_of(a, x->args[i]);
    uint32_t size = beside ? s.columns : s.rows;
    if (r->depends[x->args[i]]) {
      Id range = matrix_range(a, from + 1, from + size), colon = matrix_colon(a);
      Id both[] = { g, beside ? colon : range, beside ? range : colon };
      if (vector) both[1] = range;
      reverse_add(r, x->args[i], expr_call(a, "index", both, vector ? 2 : 3));
    }
    from += size;
  }
}

/* The blocks of G beside each other as rows: the rearrangement of C. F. Van Loan and N. Pitsianis,
   "Approximation with Kronecker products", 1993. */
static void back_kron(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  Algebra *a = r->a;
  Id p = x->args[0], q = x->args[1];
  Shape s = shape_of(a, p), t = shape_of(a, q);
  Id sizes[5] = { g, expr_whole(a, s.rows), expr_whole(a, s.columns), expr_whole(a, t.rows),
                  expr_whole(a, t.columns) };
  Id blocks = expr_call(a, "blocks", sizes, 5);
  reverse_add(r, p, matrix_reshape(a, expr_dot(a, blocks, expr_call1(a, "vec", q)), s));
  reverse_add(
      r, q, matrix_reshape(a, expr_dot(a, expr_transpose(a, blocks), expr_call1(a, "vec", p)), t));
}

/* Where the condition holds the first gets the adjoint, elsewhere the second: selected, not
   multiplied, so that an infinite slope on the other side does no harm. */
static void back_merge(Reverse *r, const Expr *x, Id e, Id g) {
  (void)e;
  Algebra *a = r->a;
  Id zero = expr_whole(a, 0);
  a->note = "valid where the condition does not change";
  reverse_add(r, x->args[1], expr_call(a, "merge", (Id[]){ x->args[0], g, zero }, 3));
  reverse_add(r, x->args[2], expr_call(a, "merge", (Id[]){ x->args[0], zero, g }, 3));
}

bool reverse_call(Reverse *r, Id e, Id g) {
  static const struct {
    const char *name;
    Rule *rule;
  } rules[] = {
    { "sum", back_sum },          { "total", back_sum },
    { "trace", back_trace },      { "det", back_det },
    { "logdet", back_logdet },    { "logabsdet", back_logdet },
    { "inv", back_inv },          { "\\", back_solve },
    { "norm", back_norm },        { "max", back_extreme },
    { "min", back_extreme },      { "largest", back_extreme },
    { "smallest", back_extreme }, { "prod", back_prod },
    { "softmax", back_softmax },  { "logsumexp", back_logsumexp },
    { "flip", back_same },        { "triu", back_same },
    { "tril", back_same },        { "diag", back_diag },
    { "cumsum", back_cumsum },    { "vec", back_reshape },
    { "reshape", back_reshape },  { "index", back_index },
    { "hcat", back_join },        { "vcat", back_join },
    { "kron", back_kron },        { "merge", back_merge },
  };
  const Expr *x = expr_at(r->a, e);
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (strcmp(rules[i].name, x->name) == 0) {
      rules[i].rule(r, x, e, g);
      return !algebra_failed(r->a);
    }
  algebra_fail(r->a, ERROR_TYPE, (Span){ 0, 0 },
               "%s has no derivative that could be written with matrices", x->name);
  error_hint(&r->a->error, "grad(f, x0) gives the slopes at a point");
  return false;
}
