/* tape_spectral.c -- adjoints of eigenvalues and singular values.

   The slopes of the values are made of the vectors; where going backwards is remembered, so is how
   the vectors turn, which divides by the gaps between the values.

   Sources: M. Giles, Collected matrix derivative results for forward and reverse mode algorithmic
   differentiation, 2008; J. Townsend, Differentiating the singular value decomposition, 2016.  */

#include "config.h"
#include "algebra/tape_parts.h"

#include <math.h>

static double largest_size(const View *v) {
  double most = 0;
  for (size_t i = 0; i < v->count; i++) most = fmax(most, fabs(v->data[i]));
  return most;
}

/* Equal values cannot be told apart: fine where that makes no difference, because their adjoints G
   agree (and only slopes are wanted, not how they turn). */
static bool refuse_equal(Tape *t, const Note *n, const View *v, const View *g, const char *what) {
  double size = largest_size(v), adjoint = largest_size(g);
  for (size_t i = 1; i < v->count; i++) {
    double gap = fabs(v->data[i] - v->data[i - 1]);
    bool agree = !t->remembering && fabs(g->data[i] - g->data[i - 1]) <= 1e-12 * adjoint;
    if (gap > 1e-10 * size || agree) continue;
    tape_fail(
        t, n->site, ERROR_DOMAIN,
        "two %s are equal here (%.6g and %.6g, a gap of %.2g), so that they have no derivative",
        what, v->data[i - 1], v->data[i], gap);
    error_hint(tape_error(t), "start where they differ; trace(A), det(A) and norm(A, 'fro') have "
                              "derivatives everywhere");
    return false;
  }
  return true;
}

/* Of NAME, with WANTED results, of the matrix A. */
static bool decompose(Tape *t, const Note *n, const char *name, Value a, Value *r, size_t wanted) {
  for (size_t i = 0; i < wanted; i++) r[i] = VALUE_NOTHING;
  return function_apply(t->call, name, n->site, &a, 1, r, wanted);
}

/* PARTS, made from A, as one operand that turns with it by RULE. */
static Operand turning(Tape *t, Rule *rule, const char *name, Operand a, Value parts,
                       Operand values) {
  Operand r = op_constant(t, parts);
  if (!t->remembering || a.m == MARK_NONE || r.v.kind == VALUE_ERROR) return r;
  Operand operands[2] = { a, { values.v, MARK_NONE } };
  r.m = tape_note(t, rule, name, KEEP_OPERANDS | KEEP_RESULT, operands, 2, parts, NULL);
  return r.m == MARK_FAILED ? op_constant(t, VALUE_FAILED) : r;
}

/* ------------------------------------------------------------------ eigenvalues */

/* dV = V (F .* (V^-1 dA V)), F(i,j) = 1/(l(j) - l(i)), 0 on the diagonal. */
static void rule_eigenvectors(Tape *t, Note *n, Operand g) {
  Operand args[3] = { n->result, n->operands[1], g };
  give(t, n, 0,
       op_formula(t, "@(V, l, G) V.' \\ ((V.'*G) ./ (l.' - l + diag(inf(numel(l), 1))) * V.')",
                  args, 3));
}

static bool is_symmetric(Tape *t, Value a) {
  Operand turned = op_turn(t, (Operand){ a, MARK_NONE });
  return value_equal(turned.v, a);
}

static void rule_eig(Tape *t, Note *n, Operand g) {
  Operand a = n->operands[0];
  View values;
  if (value_is_scalar(a.v)) {
    give(t, n, 0, g);
    return;
  }
  View adjoint;
  bool symmetric = is_symmetric(t, a.v);
  if (!value_view(&n->result.v, &values) || !value_view(&g.v, &adjoint) ||
      !refuse_equal(t, n, &values, &adjoint, "eigenvalues"))
    return;
  Value r[2];
  if (!decompose(t, n, "eig", a.v, r, 2)) return;
  value_release(r[1]);
  Operand v = turning(t, rule_eigenvectors, "eig", a, r[0], n->result);
  Operand args[2] = { v, g };
  bool quick = symmetric && !t->remembering; /* the inverse of V is its transpose */
  give(t, n, 0,
       op_formula(t, quick ? "@(V, g) (V .* g.')*V.'" : "@(V, g) V.' \\ (g .* V.')", args, 2));
}

/* ------------------------------------------------------------------ singular values */

/* The vectors U above V. */
static Operand singular_vectors(Tape *t, const Note *n);

/* The part of G that is not in the space of U, over the values; 0 stays 0. */
static Operand outside(Tape *t, Operand u, Operand g, Operand values) {
  Operand rest = op_formula(t, "@(U, G) G - U*(U'*G)", (Operand[]){ u, g }, 2);
  return op_weigh(t, rest, op_formula(t, "@(G, s) (G == G) ./ s.'", (Operand[]){ g, values }, 2));
}

/* How U and V turn; Z is U above V, s the values, G the adjoint of Z. */
static void rule_singular_vectors(Tape *t, Note *n, Operand g) {
  View s;
  size_t rows = value_size(n->operands[0].v, 0), columns = value_size(n->operands[0].v, 1);
  if (!value_view(&n->operands[1].v, &s)) return;
  Operand z = n->result, at = op_number((double)rows);
  Operand up[2] = { z, at }, of_up[2] = { g, at };
  const char *above = "@(Z, m) Z(1:m, :)", *below = "@(Z, m) Z(m+1:end, :)";
  Operand u = op_formula(t, above, up, 2), v = op_formula(t, below, up, 2);
  Operand gu = op_formula(t, above, of_up, 2), gv = op_formula(t, below, of_up, 2);
  Operand values = op_constant(t, value_retain(n->operands[1].v));
  /* F(i,j) = 1/(s(j)^2 - s(i)^2), where something is to be divided */
  Operand f = op_formula(t, "@(s) 1 ./ ((s.^2).' - s.^2 + diag(inf(numel(s), 1)))", &values, 1);
  const char *skew = "@(U, G) U'*G - G'*U";
  Operand ku = op_weigh(t, op_formula(t, skew, (Operand[]){ u, gu }, 2), f);
  Operand kv = op_weigh(t, op_formula(t, skew, (Operand[]){ v, gv }, 2), f);
  Operand inner = op_formula(t, "@(s, K, L) K .* s.' + s .* L", (Operand[]){ values, ku, kv }, 3);
  Operand sum = op_product(t, u, op_product(t, inner, op_turn(t, v)));
  if (rows > s.count) /* U also turns out of its own space */
    sum = op_add(t, sum,
                 op_product(t,
                            op_formula(t, "@(U, G, s) (G - U*(U'*G)) ./ s.'",
                                       (Operand[]){ u, gu, values }, 3),
                            op_turn(t, v)));
  if (columns > s.count)
    sum = op_add(t, sum, op_product(t, u, op_turn(t, outside(t, v, gv, values))));
  give(t, n, 0, sum);
}

static Operand singular_vectors(Tape *t, const Note *n) {
  Operand a = n->operands[0];
  Value r[3];
  if (!decompose(t, n, "svd", a.v, r, 3)) return op_constant(t, VALUE_FAILED);
  Operand parts[3] = { op_constant(t, r[0]), op_constant(t, r[1]), op_constant(t, r[2]) };
  Operand k = op_number(
      (double)(value_size(a.v, 0) < value_size(a.v, 1) ? value_size(a.v, 0) : value_size(a.v, 1)));
  Operand stacked =
      op_formula(t, "@(U, V, k) [U(:, 1:k); V(:, 1:k)]", (Operand[]){ parts[0], parts[2], k }, 3);
  Operand s = op_formula(t, "@(S, k) diag(S(1:k, 1:k))", (Operand[]){ parts[1], k }, 2);
  if (stacked.v.kind == VALUE_ERROR || s.v.kind == VALUE_ERROR) return op_constant(t, VALUE_FAILED);
  return turning(t, rule_singular_vectors, "svd", a, value_retain(stacked.v), s);
}

static void give_outer(Tape *t, Note *n, Operand z, Operand g, const char *formula) {
  Operand args[3] = { z, g, op_number((double)value_size(n->operands[0].v, 0)) };
  if (z.v.kind != VALUE_ERROR) give(t, n, 0, op_formula(t, formula, args, 3));
}

static void rule_svd(Tape *t, Note *n, Operand g) {
  View s, adjoint;
  if (!value_view(&n->result.v, &s) || !value_view(&g.v, &adjoint) ||
      !refuse_equal(t, n, &s, &adjoint, "singular values"))
    return;
  for (size_t i = 0; i < s.count; i++)
    if (s.data[i] <= 1e-10 * s.data[0] && (t->remembering || adjoint.data[i] != 0)) {
      tape_fail(t, n->site, ERROR_DOMAIN,
                "a singular value is 0 here, where it has a corner as abs has, and no derivative");
      error_hint(tape_error(t), "svd(A)(1) and others that are not 0 have one; or start elsewhere");
      return;
    }
  if (!t->remembering) {
    Value r[3];
    if (!decompose(t, n, "svd", n->operands[0].v, r, 3)) return;
    value_release(r[1]);
    Operand args[4] = { op_constant(t, r[0]), op_constant(t, r[2]), g, op_number((double)s.count) };
    give(t, n, 0, op_formula(t, "@(U, V, g, k) (U(:, 1:k) .* g.')*V(:, 1:k).'", args, 4));
    return;
  }
  give_outer(t, n, singular_vectors(t, n), g, "@(Z, g, m) (Z(1:m, :) .* g.')*Z(m+1:end, :).'");
}

/* The largest singular value; several that are equal share evenly. */
void rule_spectral_norm(Tape *t, Note *n, Operand g) {
  double norm = n->result.v.scalar, equal = 0;
  if (norm == 0) {
    t->noted.kink = n->name;
    return;
  }
  Value s;
  View v;
  if (!decompose(t, n, "svd", n->operands[0].v, &s, 1)) return;
  for (size_t k = 0; value_view(&s, &v) && k < v.count; k++)
    equal += fabs(v.data[k] - norm) <= 1e-10 * norm;
  value_release(s);
  if (equal > 1 && t->remembering) {
    tape_fail(t, n->site, ERROR_DOMAIN,
              "the largest singular values are equal here, so that the norm has a corner");
    error_hint(tape_error(t), "start where they differ, or take norm(A, 'fro')");
    return;
  }
  if (equal > 1) t->noted.kink = n->name;
  Operand args[4] = { singular_vectors(t, n), op_times(t, g, op_number(1 / equal)),
                      op_number((double)value_size(n->operands[0].v, 0)), op_number(equal) };
  if (args[0].v.kind == VALUE_ERROR) return;
  give(t, n, 0, op_formula(t, "@(Z, g, m, k) g*Z(1:m, 1:k)*Z(m+1:end, 1:k).'", args, 4));
}

const BuiltinRule spectral_rules[] = {
  { "eig", KEEP_OPERANDS | KEEP_RESULT, rule_eig, NULL, 1 },
  { "svd", KEEP_OPERANDS | KEEP_RESULT, rule_svd, NULL, 1 },
  { 0 },
};
