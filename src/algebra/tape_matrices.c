/* tape_matrices.c -- adjoints of linear algebra and of what nets are made of.

   Source: M. Giles, Collected matrix derivative results for forward and reverse mode algorithmic
   differentiation, 2008.  */

#include "config.h"
#include "algebra/tape_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void rule_inv(Tape *t, Note *n, Operand g) {
  Operand y = op_turn(t, n->result);
  give(t, n, 0, op_negate(t, op_product(t, op_product(t, y, g), y)));
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

static void rule_det(Tape *t, Note *n, Operand g) {
  Operand a = n->operands[0];
  if (value_is_scalar(a.v)) {
    give(t, n, 0, g);
    return;
  }
  if (n->result.v.kind == VALUE_SCALAR && n->result.v.scalar == 0) {
    if (t->remembering)
      tape_fail(t, n->site, ERROR_DOMAIN, "second derivatives of det need a regular matrix here");
    else
      give(t, n, 0, op_times(t, g, cofactors(t, n)));
    return;
  }
  Operand inverse = op_turn(t, op_call1(t, "inv", a));
  give(t, n, 0, op_times(t, op_times(t, g, n->result), inverse));
}

/* Lengths: sum of x .* dx over the length; 0 at the origin. */
static void rule_norm(Tape *t, Note *n, Operand g) {
  Operand x = n->operands[0];
  if (n->result.v.kind == VALUE_SCALAR && n->result.v.scalar == 0) return;
  give(t, n, 0, op_times(t, op_divide(t, g, n->result), x));
}

/* The two-norm of a matrix: its largest singular value. */
static void rule_spectral_norm(Tape *t, Note *n, Operand g) {
  Value r[3] = { { .kind = VALUE_NONE }, { .kind = VALUE_NONE }, { .kind = VALUE_NONE } };
  Value a = n->operands[0].v;
  if (!function_apply(t->call, "svd", n->site, &a, 1, r, 3)) return;
  Operand u = op_formula(t, "@(U) U(:, 1)", (Operand[]){ op_constant(t, r[0]) }, 1);
  Operand v = op_formula(t, "@(V) V(:, 1)", (Operand[]){ op_constant(t, r[2]) }, 1);
  value_release(r[1]);
  give(t, n, 0, op_times(t, g, op_product(t, u, op_turn(t, v))));
}

static bool is_vector(Value v) {
  return value_rank(v) == 2 && (value_size(v, 0) == 1 || value_size(v, 1) == 1);
}

static void rule_norm_one(Tape *t, Note *n, Operand g) {
  if (is_vector(n->operands[0].v) || value_is_scalar(n->operands[0].v))
    rule_norm(t, n, g);
  else if (t->remembering)
    tape_fail(t, n->site, ERROR_TYPE,
              "second derivatives of the norm of a matrix are known here for norm(A, 'fro') only");
  else
    rule_spectral_norm(t, n, g);
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

static void rule_logsumexp(Tape *t, Note *n, Operand g) {
  Operand z = n->operands[0];
  Operand p = op_call1(t, "exp", op_subtract(t, z, n->result));
  give(t, n, 0, op_weigh(t, op_spread(t, g, n->shapes[0]), p));
}

/* Bilinear: entry by entry of the result, what was multiplied. */
static void rule_conv2(Tape *t, Note *n, Operand g) {
  Value a = n->operands[0].v, k = n->operands[1].v;
  size_t ar = value_size(a, 0), ac = value_size(a, 1), kr = value_size(k, 0), kc = value_size(k, 1);
  size_t top = 0, left = 0; /* of the result inside the full one */
  if (n->count > 2 && value_is_string(n->operands[2].v)) {
    Text word = TEXT_EMPTY;
    value_append_text(n->operands[2].v, &word);
    if (strcmp(text_string(&word), "same") == 0) top = kr / 2, left = kc / 2;
    if (strcmp(text_string(&word), "valid") == 0) top = kr - 1, left = kc - 1;
    text_free(&word);
  }
  View va, vk, vg;
  Value of_a = tape_zeros(t, n->shapes[0]), of_k = tape_zeros(t, n->shapes[1]);
  if (!value_view(&a, &va) || !value_view(&k, &vk) || !value_view(&g.v, &vg)) return;
  const FollowedShape *s = tape_shape(t, n->shape);
  double one_a = 0, one_k = 0;
  double *da = of_a.kind == VALUE_ARRAY ? of_a.array->data : &one_a;
  double *dk = of_k.kind == VALUE_ARRAY ? of_k.array->data : &one_k;
  bool good = of_a.kind != VALUE_ERROR && of_k.kind != VALUE_ERROR;
  for (size_t c = 0; good && c < s->dims[1]; c++)
    for (size_t r = 0; r < s->dims[0]; r++) {
      double adjoint = vg.data[r + c * s->dims[0]];
      if (adjoint == 0) continue;
      for (size_t j = 0; j < kc; j++) {
        size_t column = c + left - j;
        if (c + left < j || column >= ac) continue;
        for (size_t i = 0; i < kr; i++) {
          size_t row = r + top - i;
          if (r + top < i || row >= ar) continue;
          da[row + column * ar] += adjoint * vk.data[i + j * kr];
          dk[i + j * kr] += adjoint * va.data[row + column * ar];
        }
      }
    }
  give(t, n, 0, op_constant(t, of_a.kind == VALUE_ARRAY ? of_a : value_scalar(one_a)));
  give(t, n, 1, op_constant(t, of_k.kind == VALUE_ARRAY ? of_k : value_scalar(one_k)));
}

/* R'R = A: S = R^-1 phi(R G') R'^-1, phi halving the diagonal of the lower triangle. */
static void rule_chol(Tape *t, Note *n, Operand g) {
  Operand args[2] = { n->result, g };
  give(t, n, 0,
       op_formula(t,
                  "@(R, G) R \\ ((tril(R*G', -1) + tril(R*G', -1)' + diag(diag(R*G'))) / 2) / R'",
                  args, 2));
}

static bool distinct(const View *v, double scale) {
  for (size_t i = 1; i < v->count; i++)
    if (fabs(v->data[i] - v->data[i - 1]) <= 1e-10 * scale) return false;
  return true;
}

static void rule_eig(Tape *t, Note *n, Operand g) {
  Value a = n->operands[0].v, r[2] = { { .kind = VALUE_NONE }, { .kind = VALUE_NONE } };
  View values;
  if (value_is_scalar(a)) {
    give(t, n, 0, g);
    return;
  }
  Operand turned = op_turn(t, (Operand){ a, MARK_NONE });
  if (!value_equal(turned.v, a)) {
    tape_fail(t, n->site, ERROR_TYPE,
              "eigenvalues have a derivative here only for a matrix that equals its transpose");
    error_hint(tape_error(t), "symmetric by construction: (A + A')/2");
    return;
  }
  if (value_view(&n->result.v, &values) &&
      !distinct(&values, fmax(fabs(values.data[0]), fabs(values.data[values.count - 1])))) {
    tape_fail(t, n->site, ERROR_DOMAIN,
              "two eigenvalues are equal here, so that they have no derivative");
    return;
  }
  if (!function_apply(t->call, "eig", n->site, &a, 1, r, 2)) return;
  Operand args[2] = { op_constant(t, r[0]), g };
  value_release(r[1]);
  give(t, n, 0, op_formula(t, "@(V, g) V * diag(g) * V'", args, 2));
}

static void rule_svd(Tape *t, Note *n, Operand g) {
  Value a = n->operands[0].v;
  Value r[3] = { { .kind = VALUE_NONE }, { .kind = VALUE_NONE }, { .kind = VALUE_NONE } };
  View s;
  if (value_view(&n->result.v, &s) && s.count > 0 && !distinct(&s, s.data[0])) {
    tape_fail(t, n->site, ERROR_DOMAIN,
              "two singular values are equal here, so that they have no derivative");
    return;
  }
  if (!function_apply(t->call, "svd", n->site, &a, 1, r, 3)) return;
  Operand args[3] = { op_constant(t, r[0]), g, op_constant(t, r[2]) };
  value_release(r[1]);
  give(t, n, 0,
       op_formula(t, "@(U, g, V) U(:, 1:numel(g)) * diag(g) * V(:, 1:numel(g))'", args, 3));
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

const BuiltinRule matrix_rules[] = {
  { "atan2", KEEP_OPERANDS, rule_atan2, NULL, 2 },
  { "inv", KEEP_RESULT, rule_inv, NULL, 1 },
  { "det", KEEP_OPERANDS | KEEP_RESULT, rule_det, NULL, 1 },
  { "norm", KEEP_OPERANDS | KEEP_RESULT, rule_norm_one, NULL, 1 },
  { "norm", KEEP_OPERANDS | KEEP_RESULT, rule_norm_two, NULL, 2 },
  { "softmax", KEEP_RESULT, rule_softmax, NULL, -1 },
  { "logsumexp", KEEP_OPERANDS | KEEP_RESULT, rule_logsumexp, NULL, -1 },
  { "conv2", KEEP_OPERANDS | ONLY_ONCE, rule_conv2, NULL, 2 },
  { "conv2", KEEP_OPERANDS | ONLY_ONCE, rule_conv2, NULL, 3 },
  { "chol", KEEP_RESULT, rule_chol, NULL, 1 },
  { "eig", KEEP_OPERANDS | KEEP_RESULT | ONLY_ONCE, rule_eig, NULL, 1 },
  { "svd", KEEP_OPERANDS | KEEP_RESULT | ONLY_ONCE, rule_svd, NULL, 1 },
  { 0 }
};
