/* tape_sums.c -- adjoints of sums, means and what is made of them, and of the largest.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/reductions.h"
#include "lang/vectorise.h"

#include <math.h>

/* All entries alike: no need to write them down. */
static bool is_even(const Tape *t, Operand g) {
  return tape_is_plain(t) && g.v.kind == VALUE_SCALAR;
}

static Operand spread(Tape *t, const Note *n, Operand g) {
  return is_even(t, g) ? g : op_spread(t, g, n->shapes[0]);
}

static void rule_sum(Tape *t, Note *n, Operand g) {
  give(t, n, 0, spread(t, n, g));
}

static double size_of(const Tape *t, uint32_t shape) {
  return (double)tape_shape(t, shape)->count;
}

static void rule_mean(Tape *t, Note *n, Operand g) {
  double share = size_of(t, n->shape) / size_of(t, n->shapes[0]);
  give(t, n, 0, spread(t, n, op_times(t, g, op_number(share))));
}

static void rule_sumsq(Tape *t, Note *n, Operand g) {
  Operand twice = op_times(t, g, op_number(2));
  give(t, n, 0, op_weigh(t, spread(t, n, twice), n->operands[0]));
}

/* Vectors may lie across each other; of matrices it is done column by column. */
static void rule_dot(Tape *t, Note *n, Operand g) {
  if (is_even(t, g) && n->operands[0].m == n->operands[1].m) { /* with itself */
    give(t, n, 0, op_weigh(t, op_number(2 * g.v.scalar), n->operands[0]));
    return;
  }
  for (size_t i = 0; i < 2; i++)
    if (wanted(n, i)) {
      Operand other = op_reshape(t, n->operands[1 - i], n->shapes[i]);
      give(t, n, i, op_weigh(t, is_even(t, g) ? g : op_spread(t, g, n->shapes[i]), other));
    }
}

/* ------------------------------------------------------------------ spread about the mean */

/* G .* (x - mean(x)) times FACTOR over what the sum of squares was divided by. */
static void give_deviations(Tape *t, Note *n, Operand g, double factor) {
  size_t dimension = tape_dimension(t, n, 2);
  View option;
  bool whole = n->count > 1 && value_view(&n->operands[1].v, &option) && option.count == 1 &&
               option.data[0] != 0;
  if (n->count > 1 && value_count(n->operands[1].v) > 1) {
    tape_fail(t, n->site, ERROR_TYPE, "%s with weights has no derivative that is known here",
              n->name);
    return;
  }
  double many = (double)tape_runs(t, n->shapes[0], dimension).length;
  double share = factor / fmax(whole ? many : many - 1, 1);
  Operand args[2] = { n->operands[0], op_number((double)dimension + 1) };
  Operand away = op_formula(t, "@(x, d) x - mean(x, d)", args, 2);
  give(t, n, 0, op_weigh(t, spread(t, n, op_times(t, g, op_number(share))), away));
}

static void rule_var(Tape *t, Note *n, Operand g) {
  give_deviations(t, n, g, 2);
}
static void rule_std(Tape *t, Note *n, Operand g) {
  View y;
  for (size_t k = 0; value_view(&n->result.v, &y) && k < y.count; k++)
    if (y.data[k] == 0) t->noted.kink = n->name;
  give_deviations(t, n, op_divide(t, g, n->result), 1);
}

static void rule_cov(Tape *t, Note *n, Operand g) {
  const FollowedShape *s = tape_shape(t, n->shapes[0]);
  if (s->rank > 2 || s->dims[0] == 1 || s->dims[1] == 1) { /* the variance of a vector */
    give_deviations(t, n, g, 2);
    return;
  }
  Operand args[2] = { n->operands[0], g };
  give(t, n, 0, op_formula(t, "@(x, G) (x - mean(x, 1))*((G + G.')/(size(x, 1) - 1))", args, 2));
}

/* The slopes of R, the correlation of X and Y, by the first, from what is left of both without the
   means and divided by its length: (b - R a)/|x|. */
static Value corr_slopes(const View *x, const View *y, double r) {
  size_t count = x->count;
  Array *slopes = array_new(x->rank, x->dims, ELEMENT_REAL, false);
  double many = (double)count;
  double of_x = reductions_sum(x->data, count) / many, of_y = reductions_sum(y->data, count) / many;
  double x_length = sqrt(reductions_deviations(x->data, of_x, count));
  double y_length = sqrt(reductions_deviations(y->data, of_y, count));
  for (size_t k = 0; slopes && k < count; k++) {
    double a = (x->data[k] - of_x) / x_length, b = (y->data[k] - of_y) / y_length;
    slopes->data[k] = (b - r * a) / x_length;
  }
  return value_array(slopes);
}

/* Of two vectors, or of the columns of two matrices. */
static void rule_corr(Tape *t, Note *n, Operand g) {
  View v[2];
  bool vectors = n->shape == 0, plain = vectors && !t->remembering;
  for (size_t i = 0; i < 2; i++) plain = plain && value_view(&n->operands[i].v, &v[i]);
  if (plain && v[0].count == v[1].count) {
    for (size_t i = 0; i < 2; i++)
      if (wanted(n, i)) {
        Value slopes = corr_slopes(&v[i], &v[1 - i], n->result.v.scalar);
        give(t, n, i, op_times(t, g, op_constant(t, slopes)));
      }
    return;
  }
  Operand lengths[2], parts[2]; /* what is left, divided by its length */
  for (size_t i = 0; i < 2; i++) {
    Operand away =
        op_formula(t, vectors ? "@(x) x(:) - mean(x(:))" : "@(x) x - mean(x)", &n->operands[i], 1);
    lengths[i] = op_formula(t, "@(x) sqrt(sum(x.^2, 1))", &away, 1);
    parts[i] = op_divide(t, away, lengths[i]);
  }
  for (size_t i = 0; i < 2; i++) {
    if (!wanted(n, i)) continue;
    Operand args[5] = { parts[i], parts[1 - i], i ? op_turn(t, g) : g,
                        i ? op_turn(t, n->result) : n->result, lengths[i] };
    Operand slopes = op_formula(t, "@(a, b, G, R, s) (b*G.' - a.*sum(R.*G, 2).')./s", args, 5);
    give(t, n, i, op_reshape(t, slopes, n->shapes[i]));
  }
}

/* ------------------------------------------------------------------ differences of two */

/* FACTOR * G times a - b (its signs where SIGNS) to both; they have as many entries. */
static void give_difference(Tape *t, Note *n, Operand g, double factor, bool signs) {
  Operand b = op_reshape(t, n->operands[1], n->shapes[0]);
  Operand away = op_subtract(t, n->operands[0], b);
  if (signs) away = op_call1(t, "sign", away);
  double share = factor / fmax(size_of(t, n->shapes[0]), 1);
  Operand part = op_weigh(t, op_times(t, g, op_number(share)), away);
  if (wanted(n, 1)) give(t, n, 1, op_reshape(t, op_negate(t, part), n->shapes[1]));
  if (wanted(n, 0)) give(t, n, 0, part);
}

static void rule_mse(Tape *t, Note *n, Operand g) {
  give_difference(t, n, g, 2, false);
}
static void rule_rmse(Tape *t, Note *n, Operand g) {
  give_difference(t, n, op_divide(t, g, n->result), 1, false);
}
static void rule_mae(Tape *t, Note *n, Operand g) {
  give_difference(t, n, g, 1, true);
}

/* ------------------------------------------------------------------ the largest */

VECTORISED static void mark_equal(const double *x, double y, double *to, size_t n) {
  VECTOR_LOOP
  for (size_t k = 0; k < n; k++) to[k] = x[k] == y;
}

/* Of each run of X the entries that equal its extreme, with even shares of 1; owned. */
static Value shares(Tape *t, Note *n, const View *x, const View *y) {
  Value w = tape_zeros(t, n->shapes[0]);
  if (w.kind == VALUE_SCALAR) return value_scalar(1);
  if (w.kind != VALUE_ARRAY) return w;
  double *to = w.array->data;
  Runs r = tape_runs(t, n->shapes[0], tape_dimension(t, n, 2));
  for (size_t k = 0; k < y->count && k < r.outer * r.stride; k++) {
    size_t first = k / r.stride * r.stride * r.length + k % r.stride, hits = 0;
    if (r.stride == 1) {
      mark_equal(x->data + first, y->data[k], to + first, r.length);
      hits = reductions_count(to + first, r.length);
    } else
      for (size_t i = 0; i < r.length; i++)
        hits += to[first + i * r.stride] = x->data[first + i * r.stride] == y->data[k];
    if (hits > 1) t->noted.kink = n->name;
    for (size_t i = 0; hits > 1 && i < r.length; i++) to[first + i * r.stride] /= (double)hits;
  }
  return w;
}

/* Entries that equal the result share its adjoint evenly. */
static void rule_extreme(Tape *t, Note *n, Operand g) {
  View x, y;
  if (!value_view(&n->operands[0].v, &x) || !value_view(&n->result.v, &y)) return;
  Operand share = op_constant(t, shares(t, n, &x, &y));
  bool alone = tape_is_plain(t) && g.v.kind == VALUE_SCALAR && g.v.scalar == 1;
  give(t, n, 0, alone ? share : op_weigh(t, op_spread(t, g, n->shapes[0]), share));
}

/* max(a, b): a constant wins a tie, two that are not share it. */
static void extreme_of_two(Tape *t, Note *n, Operand g, Operator better) {
  Operand a = { n->operands[0].v, MARK_NONE }, b = { n->operands[1].v, MARK_NONE };
  Operand tie = op_binary(t, OPERATE_EQUAL, a, b);
  double share = wanted(n, 0) && wanted(n, 1) ? 0.5 : 0;
  View ties;
  for (size_t k = 0; value_view(&tie.v, &ties) && k < ties.count; k++)
    if (ties.data[k] != 0) t->noted.kink = n->name;
  for (size_t i = 0; i < 2; i++) {
    if (!wanted(n, i)) continue;
    Operand w = i == 0 ? op_binary(t, better, a, b) : op_binary(t, better, b, a);
    if (share > 0) w = op_add(t, w, op_times(t, tie, op_number(share)));
    give(t, n, i, op_gather(t, op_weigh(t, g, w), n->shapes[i]));
  }
}

static void rule_max(Tape *t, Note *n, Operand g) {
  if (n->count == 2)
    extreme_of_two(t, n, g, OPERATE_GREATER);
  else
    rule_extreme(t, n, g);
}
static void rule_min(Tape *t, Note *n, Operand g) {
  if (n->count == 2)
    extreme_of_two(t, n, g, OPERATE_LESS);
  else
    rule_extreme(t, n, g);
}

/* The entries that are the middle one, or the two beside the middle; equal ones share evenly. */
static void rule_median(Tape *t, Note *n, Operand g) {
  View x;
  if (n->shape != 0 || !value_view(&n->operands[0].v, &x)) {
    tape_fail(t, n->site, ERROR_TYPE, "median has a derivative here only for a vector");
    return;
  }
  double y = n->result.v.scalar, low = -INFINITY, high = INFINITY, lows = 0, highs = 0;
  for (size_t k = 0; k < x.count; k++) {
    if (x.data[k] <= y) low = fmax(low, x.data[k]);
    if (x.data[k] >= y) high = fmin(high, x.data[k]);
  }
  for (size_t k = 0; k < x.count; k++) lows += x.data[k] == low, highs += x.data[k] == high;
  if (lows > 1 || highs > 1) t->noted.kink = n->name;
  Value w = tape_zeros(t, n->shapes[0]);
  for (size_t k = 0; w.kind == VALUE_ARRAY && k < x.count; k++)
    w.array->data[k] = (x.data[k] == low) / (2 * lows) + (x.data[k] == high) / (2 * highs);
  if (w.kind == VALUE_SCALAR) w = value_scalar(1);
  give(t, n, 0, op_weigh(t, g, op_constant(t, w)));
}

const BuiltinRule sum_rules[] = {
  { "sum", TAKES_EVEN, rule_sum, NULL, -1 },
  { "mean", TAKES_EVEN, rule_mean, NULL, 1 },
  { "mean", TAKES_EVEN, rule_mean, NULL, 2 },
  { "sumsq", KEEP_OPERANDS | TAKES_EVEN, rule_sumsq, NULL, -1 },
  { "dot", KEEP_OPERANDS, rule_dot, NULL, -1 },
  { "var", KEEP_OPERANDS, rule_var, NULL, -1 },
  { "std", KEEP_OPERANDS | KEEP_RESULT, rule_std, NULL, -1 },
  { "cov", KEEP_OPERANDS, rule_cov, NULL, 1 },
  { "corr", KEEP_OPERANDS | KEEP_RESULT, rule_corr, NULL, 2 },
  { "mse", KEEP_OPERANDS, rule_mse, NULL, 2 },
  { "rmse", KEEP_OPERANDS | KEEP_RESULT, rule_rmse, NULL, 2 },
  { "mae", KEEP_OPERANDS, rule_mae, NULL, 2 },
  { "max", KEEP_OPERANDS | KEEP_RESULT | SEVERAL_RESULTS, rule_max, NULL, -1 },
  { "min", KEEP_OPERANDS | KEEP_RESULT | SEVERAL_RESULTS, rule_min, NULL, -1 },
  { "median", KEEP_OPERANDS | KEEP_RESULT, rule_median, NULL, 1 },
  { 0 }
};
