/* tape_matrices.c -- adjoints of linear algebra and of what nets are made of.

   Source: M. Giles, Collected matrix derivative results for forward and reverse mode algorithmic
   differentiation, 2008.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/factors.h"
#include "lang/map_kernels.h"
#include "lang/reductions.h"
#include "lang/vectorise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ADJUGATE = 20 };

static void rule_inv(Tape *t, Note *n, Operand g) {
  Operand y = op_turn(t, n->result);
  give(t, n, 0, op_negate(t, op_product(t, op_product(t, y, g), y)));
}

/* Whether P, which pinv makes of the smaller side of A, is the identity. */
static bool is_identity(Value p) {
  View v;
  size_t size = value_size(p, 0);
  if (!value_view(&p, &v)) return false;
  for (size_t k = 0; k < v.count; k++)
    if (!(fabs(v.data[k] - (k % (size + 1) == 0)) < 1e-6)) return false;
  return true;
}

/* Of full rank: what A reaches turns as for the inverse, and what it does not reach turns as well.
   Source: G. Golub, V. Pereyra, The differentiation of pseudo-inverses, 1973. */
static void rule_pinv(Tape *t, Note *n, Operand g) {
  Operand a = n->operands[0], y = n->result, w, beside;
  bool tall = value_size(a.v, 0) >= value_size(a.v, 1);
  if (!is_identity(tall ? op_product(t, y, a).v : op_product(t, a, y).v)) {
    tape_fail(t, n->site, ERROR_DOMAIN, "pinv jumps at this matrix, whose %s depend on each other",
              tall ? "columns" : "rows");
    error_hint(tape_error(t), "start at a matrix of full rank");
    return;
  }
  if (tall) {
    w = op_turned_product(t, g, true, op_turned_product(t, y, false, y, true), false);
    beside = op_product(t, a, op_product(t, y, w));
  } else {
    w = op_turned_product(t, op_turned_product(t, y, true, y, false), false, g, true);
    beside = op_product(t, op_product(t, w, y), a);
  }
  Operand within = op_turned_product(t, y, true, op_turned_product(t, g, false, y, true), false);
  give(t, n, 0, op_subtract(t, op_subtract(t, w, beside), within));
}

/* The determinants of A without one row and one column, with their signs: right for singular A. */
static Operand cofactors(Tape *t, const Note *n) {
  Operand a = { n->operands[0].v, MARK_NONE };
  size_t size = value_size(a.v, 0);
  Value c = tape_zeros(t, n->shapes[0]);
  View v;
  if (c.kind != VALUE_ARRAY || !value_view(&a.v, &v)) return op_constant(t, c);
  for (size_t i = 0; i < size; i++)
    for (size_t j = 0; j < size && !tape_failed(t); j++) {
      Array *minor = array_new_matrix(size - 1, size - 1);
      double *to = minor ? minor->data : NULL;
      for (size_t q = 0; minor && q < size; q++)
        for (size_t p = 0; p < size; p++)
          if (p != i && q != j) *to++ = v.data[p + q * size];
      Value m = value_array(minor), d = VALUE_NOTHING;
      if (function_apply(t->call, "det", n->site, &m, 1, &d, 1))
        c.array->data[i + j * size] = (i + j) % 2 ? -d.scalar : d.scalar;
      value_release(m);
    }
  return op_constant(t, c);
}

/* The same as what the matrix itself is put into, whose slopes are known, by Faddeev and LeVerrier:
   M(1) = I, M(k+1) = A M(k) - trace(A M(k))/k I, and the last is the adjugate but for its sign. */
static Operand adjugate(Tape *t, Operand a, size_t size) {
  Operand one = op_call1(t, "eye", op_number((double)size)), m = one;
  for (size_t k = 1; k < size; k++) {
    Operand product = op_product(t, a, m);
    Operand trace = op_formula(t, "@(M) sum(diag(M))", &product, 1);
    m = op_subtract(t, product, op_times(t, op_divide(t, trace, op_number((double)k)), one));
  }
  return size % 2 ? m : op_negate(t, m);
}

/* Is what is left of the determinant rounding, measured by what its columns could span?  The
   inverse is of no use then. */
static bool is_rounding(Value a, double det) {
  View v;
  size_t size = value_size(a, 0);
  if (size > MOST_ADJUGATE || !value_view(&a, &v)) return false;
  double span = 1;
  for (size_t j = 0; j < size; j++) {
    double length = 0;
    for (size_t i = 0; i < size; i++) length = hypot(length, v.data[i + j * size]);
    span *= length;
  }
  return fabs(det) <= 1e-12 * span;
}

/* The determinant times the inverse, turned. */
static void rule_det(Tape *t, Note *n, Operand g) {
  Operand a = n->operands[0];
  if (value_is_scalar(a.v)) {
    give(t, n, 0, g);
    return;
  }
  double det = n->result.v.scalar;
  if (det == 0 || (t->remembering && is_rounding(a.v, det))) {
    size_t size = value_size(a.v, 0);
    if (!t->remembering)
      give(t, n, 0, op_times(t, g, cofactors(t, n)));
    else if (size <= MOST_ADJUGATE)
      give(t, n, 0, op_times(t, g, op_turn(t, adjugate(t, a, size))));
    else {
      tape_fail(t, n->site, ERROR_DOMAIN,
                "second derivatives of the determinant 0 are known here up to %dx%d", MOST_ADJUGATE,
                MOST_ADJUGATE);
      error_hint(tape_error(t), "start at a matrix that has an inverse");
    }
    return;
  }
  const FollowedShape *s = tape_shape(t, n->shapes[0]);
  Array *slopes = t->remembering || !n->factors ? NULL : array_new(2, s->dims, ELEMENT_REAL, false);
  if (slopes && factors_inverse_turned(n->factors, g.v.scalar * det, slopes->data)) {
    give(t, n, 0, op_constant(t, value_array(slopes)));
    return;
  }
  array_release(slopes);
  Operand inverse = op_turn(t, op_call1(t, "inv", a));
  give(t, n, 0, op_times(t, op_times(t, g, n->result), inverse));
}

/* Lengths: sum of x .* dx over the length; 0 at the origin. */
static void rule_norm(Tape *t, Note *n, Operand g) {
  Operand x = n->operands[0];
  if (n->result.v.kind == VALUE_SCALAR && n->result.v.scalar == 0) {
    t->noted.kink = n->name;
    return;
  }
  give(t, n, 0, op_times(t, op_divide(t, g, n->result), x));
}

static bool is_vector(Value v) {
  return value_rank(v) == 2 && (value_size(v, 0) == 1 || value_size(v, 1) == 1);
}

static void rule_norm_one(Tape *t, Note *n, Operand g) {
  if (is_vector(n->operands[0].v) || value_is_scalar(n->operands[0].v))
    rule_norm(t, n, g);
  else
    rule_spectral_norm(t, n, g);
}

/* Entries 0 under the sum of sizes; several largest ones. */
static void note_corners(Tape *t, const Note *n, bool largest) {
  View x;
  size_t hits = 0;
  if (!value_view(&n->operands[0].v, &x) || n->result.v.kind != VALUE_SCALAR) return;
  for (size_t k = 0; k < x.count; k++)
    hits += fabs(x.data[k]) == (largest ? n->result.v.scalar : 0);
  if (hits > (largest ? 1 : 0)) t->noted.kink = n->name;
}

/* norm(x, p) by what p is. */
static void rule_norm_two(Tape *t, Note *n, Operand g) {
  Operand x = n->operands[0];
  Value p = n->operands[1].v;
  bool vector = is_vector(x.v) || value_is_scalar(x.v), infinite = false, frobenius = false;
  if (value_is_string(p)) {
    Text word = TEXT_EMPTY;
    value_append_text(p, &word);
    frobenius = strcmp(text_string(&word), "fro") == 0;
    infinite = strcmp(text_string(&word), "inf") == 0 || strcmp(text_string(&word), "Inf") == 0;
    text_free(&word);
  } else if (p.kind == VALUE_SCALAR)
    infinite = p.scalar == INFINITY;
  double power = p.kind == VALUE_SCALAR ? p.scalar : 0;
  if (frobenius || (vector && power == 2)) {
    rule_norm(t, n, g);
    return;
  }
  if (!vector && power == 2) {
    rule_norm_one(t, n, g);
    return;
  }
  if ((vector && power == 1) || infinite) note_corners(t, n, infinite);
  const char *formula = NULL;
  if (vector && power == 1) formula = "@(x) sign(x)";
  if (vector && infinite)
    formula = "@(x) sign(x) .* (abs(x) == max(abs(x))) / nnz(abs(x) == max(abs(x)))";
  if (!vector && power == 1)
    formula =
        "@(x) sign(x) .* (sum(abs(x)) == max(sum(abs(x)))) / nnz(sum(abs(x)) == max(sum(abs(x))))";
  if (!vector && infinite)
    formula = "@(x) sign(x) .* (sum(abs(x), 2) == max(sum(abs(x), 2))) / nnz(sum(abs(x), 2) == "
              "max(sum(abs(x), 2)))";
  if (formula) {
    give(t, n, 0, op_weigh(t, g, op_formula(t, formula, &x, 1)));
    return;
  }
  if (vector && power > 1) {
    Operand args[3] = { x, { p, MARK_NONE }, n->result };
    if (n->result.v.kind == VALUE_SCALAR && n->result.v.scalar == 0) return;
    give(t, n, 0,
         op_weigh(t, g, op_formula(t, "@(x, p, y) sign(x) .* (abs(x) / y) .^ (p - 1)", args, 3)));
    return;
  }
  tape_fail(t, n->site, ERROR_TYPE, "this norm has no derivative that is known here");
}

static void rule_softmax(Tape *t, Note *n, Operand g) {
  Operand p = n->result, weighed = op_times(t, p, g), total;
  bool vector = is_vector(p.v) || value_is_scalar(p.v);
  if (n->count > 1 && n->operands[1].v.kind == VALUE_SCALAR)
    total = op_call(t, "sum", (Operand[]){ weighed, { n->operands[1].v, MARK_NONE } }, 2);
  else if (vector)
    total = op_gather(t, weighed, 0);
  else
    total = op_call(t, "sum", (Operand[]){ weighed, op_number(2) }, 2);
  give(t, n, 0, op_times(t, p, op_subtract(t, g, total)));
}

/* P = exp(Z - SUM). */
static void shares_of_sum(const double *z, double sum, double *p, size_t n) {
  MapKernel *quick = map_kernel(exp, n);
  for (size_t k = 0; k < n; k++) p[k] = z[k] - sum;
  if (quick)
    quick(p, p, n);
  else
    for (size_t k = 0; k < n; k++) p[k] = exp(p[k]);
}

static void rule_logsumexp(Tape *t, Note *n, Operand g) {
  Operand z = n->operands[0];
  if (!t->remembering && z.v.kind == VALUE_ARRAY && n->shape == 0) {
    Array *p = array_like(z.v.array, ELEMENT_REAL, false);
    if (p) shares_of_sum(z.v.array->data, n->result.v.scalar, p->data, p->count);
    Operand r = op_constant(t, value_array(p));
    if (p && plain_weigh_into(p, g.v)) give(t, n, 0, r);
    return;
  }
  Operand p = op_call1(t, "exp", op_subtract(t, z, n->result));
  give(t, n, 0, op_weigh(t, op_spread(t, g, n->shapes[0]), p));
}

/* G, the adjoint of the upper R with R'R = A, becomes in its upper triangle that of A.
   Source: I. Murray, Differentiation of the Cholesky decomposition, 2016, section 3.1. */
VECTORISED static void chol_back(const double *r, double *restrict g, size_t n) {
  for (size_t j = n; j-- > 0;) {
    const double pivot = r[j + j * n], *top = r + j * n;
    double *own = g + j * n, sum = own[j];
    for (size_t i = j + 1; i < n; i++) {
      sum -= r[j + i * n] * g[j + i * n] / pivot;
      g[j + i * n] /= pivot;
    }
    sum /= pivot;
    own[j] = sum / 2;
    VECTOR_LOOP
    for (size_t k = 0; k < j; k++) own[k] -= sum * top[k];
    for (size_t i = j + 1; i < n; i++) {
      const double share = g[j + i * n], *from = r + i * n;
      double *restrict to = g + i * n;
      for (size_t k = 0; k < j; k++) {
        own[k] -= share * from[k];
        to[k] -= share * top[k];
      }
    }
  }
}

/* R'R = A: S = R^-1 phi(R G') R'^-1, phi halving the diagonal of the lower triangle. */
static void rule_chol(Tape *t, Note *n, Operand g) {
  Operand args[2] = { n->result, g };
  if (t->remembering || g.v.kind != VALUE_ARRAY) {
    give(t, n, 0,
         op_formula(t,
                    "@(R, G) R \\ ((tril(R*G', -1) + tril(R*G', -1)' + diag(diag(R*G'))) / 2) / R'",
                    args, 2));
    return;
  }
  Array *a = array_copy(g.v.array);
  size_t size = value_size(g.v, 0);
  if (a) chol_back(n->result.v.array->data, a->data, size);
  for (size_t j = 0; a && j < size; j++)
    for (size_t i = 0; i < j; i++) {
      double half = a->data[i + j * size] / 2;
      a->data[i + j * size] = a->data[j + i * size] = half;
    }
  give(t, n, 0, op_constant(t, value_array(a)));
}

static void rule_atan2(Tape *t, Note *n, Operand g) {
  Operand y = n->operands[0], x = n->operands[1];
  Operand square = op_add(t, op_times(t, x, x), op_times(t, y, y));
  if (wanted(n, 0))
    give(t, n, 0, op_gather(t, op_weigh(t, g, op_divide(t, x, square)), n->shapes[0]));
  if (wanted(n, 1))
    give(t, n, 1,
         op_gather(t, op_weigh(t, g, op_negate(t, op_divide(t, y, square))), n->shapes[1]));
}

/* Each entry of A times the whole of B, block by block. */
static void kron_back(Tape *t, Note *n, const View *g) {
  View a, b;
  Value of_a = tape_zeros(t, n->shapes[0]), of_b = tape_zeros(t, n->shapes[1]);
  if (!value_view(&n->operands[0].v, &a) || !value_view(&n->operands[1].v, &b)) return;
  double *da = of_a.kind == VALUE_ARRAY ? of_a.array->data : &of_a.scalar;
  double *db = of_b.kind == VALUE_ARRAY ? of_b.array->data : &of_b.scalar;
  bool good = of_a.kind != VALUE_ERROR && of_b.kind != VALUE_ERROR;
  size_t rows = b.dims[0];
  const double *from = g->data; /* column by column: each is cut by the rows of A */
  for (size_t j = 0; good && j < a.dims[1]; j++)
    for (size_t q = 0; q < b.dims[1]; q++)
      for (size_t i = 0; i < a.dims[0]; i++, from += rows) {
        da[i + j * a.dims[0]] += reductions_product_sum(from, b.data + q * rows, rows);
        for (size_t p = 0; p < rows; p++) db[p + q * rows] += a.data[i + j * a.dims[0]] * from[p];
      }
  give(t, n, 0, op_constant(t, of_a));
  give(t, n, 1, op_constant(t, of_b));
}

/* The same in operations: blocks, brought beside each other as columns. */
static void rule_kron(Tape *t, Note *n, Operand g) {
  View v;
  if (!t->remembering && value_view(&g.v, &v)) {
    kron_back(t, n, &v);
    return;
  }
  Operand args[3] = { g, n->operands[0], n->operands[1] };
  Operand blocks = op_formula(t,
                              "@(G, A, B) reshape(permute(reshape(G, [size(B, 1), size(A, 1), "
                              "size(B, 2), size(A, 2)]), [1 3 2 4]), numel(B), numel(A))",
                              args, 3);
  if (wanted(n, 0)) {
    Operand of[2] = { blocks, args[2] };
    give(t, n, 0, op_reshape(t, op_formula(t, "@(G, B) B(:).'*G", of, 2), n->shapes[0]));
  }
  if (wanted(n, 1)) {
    Operand of[2] = { blocks, args[1] };
    give(t, n, 1, op_reshape(t, op_formula(t, "@(G, A) G*A(:)", of, 2), n->shapes[1]));
  }
}

const BuiltinRule matrix_rules[] = {
  { "kron", KEEP_OPERANDS, rule_kron, NULL, 2 },
  { "atan2", KEEP_OPERANDS, rule_atan2, NULL, 2 },
  { "inv", KEEP_RESULT, rule_inv, NULL, 1 },
  { "pinv", KEEP_OPERANDS | KEEP_RESULT, rule_pinv, NULL, 1 },
  { "det", KEEP_OPERANDS | KEEP_RESULT | KEEP_FACTORS, rule_det, NULL, 1 },
  { "norm", KEEP_OPERANDS | KEEP_RESULT, rule_norm_one, NULL, 1 },
  { "norm", KEEP_OPERANDS | KEEP_RESULT, rule_norm_two, NULL, 2 },
  { "softmax", KEEP_RESULT, rule_softmax, NULL, -1 },
  { "logsumexp", KEEP_OPERANDS | KEEP_RESULT, rule_logsumexp, NULL, -1 },
  { "chol", KEEP_RESULT, rule_chol, NULL, 1 },
  { 0 }
};
