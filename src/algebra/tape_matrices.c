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
  if (n->result.v.kind == VALUE_SCALAR && n->result.v.scalar == 0) {
    t->kink = n->name;
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

/* R'R = A: S = R^-1 phi(R G') R'^-1, phi halving the diagonal of the lower triangle. */
static void rule_chol(Tape *t, Note *n, Operand g) {
  Operand args[2] = { n->result, g };
  give(t, n, 0,
       op_formula(t,
                  "@(R, G) R \\ ((tril(R*G', -1) + tril(R*G', -1)' + diag(diag(R*G'))) / 2) / R'",
                  args, 2));
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
  { "chol", KEEP_RESULT, rule_chol, NULL, 1 },
  { 0 }
};
