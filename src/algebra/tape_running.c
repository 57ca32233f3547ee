/* tape_running.c -- adjoints of what runs along a dimension: sums and products (right where there
   are zeros), differences, polynomials.  */

#include "config.h"
#include "algebra/tape_parts.h"

#include <float.h>
#include <math.h>

/* Runs and the direction in which each is gone through; "before" means that direction. */
typedef struct Walk {
  Runs runs;
  bool backwards;
} Walk;

/* Where run K begins in the direction of W, and the step from entry to entry. */
static size_t run_start(const Walk *w, size_t k, ptrdiff_t *step) {
  const Runs *r = &w->runs;
  size_t first = k / r->stride * r->stride * r->length + k % r->stride;
  *step = w->backwards ? -(ptrdiff_t)r->stride : (ptrdiff_t)r->stride;
  return w->backwards && r->length > 0 ? first + (r->length - 1) * r->stride : first;
}

/* y(i) = x(1) x(2) ... x(i-1). */
static void products_before(const Walk *w, const double *x, double *y) {
  for (size_t k = 0; k < w->runs.outer * w->runs.stride; k++) {
    ptrdiff_t step;
    size_t at = run_start(w, k, &step);
    double product = 1;
    for (size_t i = 0; i < w->runs.length; i++, at += (size_t)step) {
      y[at] = product;
      product *= x[at];
    }
  }
}

/* y(i) = g(i) + x(i-1) y(i-1), or with x(i) y(i-1) where OWN. */
static void recur(const Walk *w, const double *g, const double *x, bool own, double *y) {
  for (size_t k = 0; k < w->runs.outer * w->runs.stride; k++) {
    ptrdiff_t step;
    size_t at = run_start(w, k, &step);
    double last = 0, factor = 0;
    for (size_t i = 0; i < w->runs.length; i++, at += (size_t)step) {
      y[at] = last = g[at] + (i == 0 ? 0 : (own ? x[at] : factor) * last);
      factor = x[at];
    }
  }
}

/* y(i) = x(1) + ... + x(i). */
static void sums_up_to(const Walk *w, const double *x, double *y) {
  for (size_t k = 0; k < w->runs.outer * w->runs.stride; k++) {
    ptrdiff_t step;
    size_t at = run_start(w, k, &step);
    double sum = 0;
    for (size_t i = 0; i < w->runs.length; i++, at += (size_t)step) y[at] = sum += x[at];
  }
}

/* y(i) = x(i-1) and 0 in front. */
static void shift(const Walk *w, const double *x, double *y) {
  for (size_t k = 0; k < w->runs.outer * w->runs.stride; k++) {
    ptrdiff_t step;
    size_t at = run_start(w, k, &step);
    for (size_t i = 0; i < w->runs.length; i++, at += (size_t)step)
      y[at] = i == 0 ? 0 : x[at - (size_t)step];
  }
}

/* What a note of these keeps of its walk. */
static Operand walk_operand(const Walk *w, size_t dimension) {
  double code = (double)(dimension + 1);
  return op_number(w->backwards ? -code : code);
}

static Walk walk_of(Tape *t, const Note *n, size_t i) {
  double code = n->operands[i].v.scalar;
  size_t dimension = (size_t)(code < 0 ? -code : code) - 1;
  return (Walk){ tape_runs(t, n->shapes[0], dimension), code < 0 };
}

static Walk turned(Walk w) {
  return (Walk){ w.runs, !w.backwards };
}

static Operand noted(Tape *t, Rule *rule, const char *name, const Operand *operands, size_t count,
                     Value result) {
  Operand r = op_constant(t, result);
  if (!t->remembering || r.v.kind == VALUE_ERROR) return r;
  r.m = tape_note(t, rule, name, KEEP_OPERANDS | KEEP_RESULT, operands, count, result, NULL);
  return r.m == MARK_FAILED ? op_constant(t, VALUE_FAILED) : r;
}

/* Numbers like X, or a single one. */
static double *room_like(Tape *t, uint32_t shape, Value *v) {
  *v = tape_zeros(t, shape);
  return v->kind == VALUE_ARRAY ? v->array->data : v->kind == VALUE_SCALAR ? &v->scalar : NULL;
}

static void rule_before(Tape *t, Note *n, Operand g) {
  Walk w = walk_of(t, n, 1), back = turned(w);
  Value from, sums;
  double *a = room_like(t, n->shapes[0], &from), *b = room_like(t, n->shapes[0], &sums);
  View x, vg;
  if (a && b && value_view(&n->operands[0].v, &x) && value_view(&g.v, &vg)) {
    shift(&back, vg.data, a);
    recur(&back, a, x.data, false, b);
  }
  give(t, n, 0, op_weigh(t, op_constant(t, sums), n->result));
  value_release(from);
}

/* What LOOP makes of X along DIMENSION. */
static Operand op_walk(Tape *t, void (*loop)(const Walk *w, const double *x, double *y), Rule *rule,
                       const char *name, Operand x, uint32_t shape, size_t dimension,
                       bool backwards) {
  Walk w = { tape_runs(t, shape, dimension), backwards };
  Value result;
  double *to = room_like(t, shape, &result);
  View v;
  if (to && value_view(&x.v, &v)) loop(&w, v.data, to);
  return noted(t, rule, name, (Operand[]){ x, walk_operand(&w, dimension) }, 2, result);
}

static Operand op_before(Tape *t, Operand x, uint32_t shape, size_t dimension, bool backwards) {
  return op_walk(t, products_before, rule_before, "prod", x, shape, dimension, backwards);
}

static void rule_recur(Tape *t, Note *n, Operand g) {
  Walk w = walk_of(t, n, 2), back = turned(w);
  Value of_g, of_x;
  double *a = room_like(t, n->shapes[0], &of_g), *b = room_like(t, n->shapes[0], &of_x);
  View x, y, vg;
  if (a && b && value_view(&n->operands[1].v, &x) && value_view(&n->result.v, &y) &&
      value_view(&g.v, &vg)) {
    recur(&back, vg.data, x.data, true, a);
    shift(&back, a, b);
    for (size_t k = 0; k < y.count; k++) b[k] *= y.data[k];
  }
  give(t, n, 0, op_constant(t, of_g));
  give(t, n, 1, op_constant(t, of_x));
}

static Operand op_recur(Tape *t, Operand g, Operand x, uint32_t shape, size_t dimension,
                        bool backwards) {
  Walk w = { tape_runs(t, shape, dimension), backwards };
  Value result;
  double *to = room_like(t, shape, &result);
  View vg, vx;
  if (to && value_view(&g.v, &vg) && value_view(&x.v, &vx)) recur(&w, vg.data, vx.data, false, to);
  return noted(t, rule_recur, "cumprod", (Operand[]){ g, x, walk_operand(&w, dimension) }, 3,
               result);
}

static void rule_sums(Tape *t, Note *n, Operand g);

static Operand op_sums(Tape *t, Operand x, uint32_t shape, size_t dimension, bool backwards) {
  return op_walk(t, sums_up_to, rule_sums, "cumsum", x, shape, dimension, backwards);
}

static void rule_sums(Tape *t, Note *n, Operand g) {
  double code = n->operands[1].v.scalar;
  give(t, n, 0, op_sums(t, g, n->shapes[0], (size_t)fabs(code) - 1, code > 0));
}

static void rule_cumsum(Tape *t, Note *n, Operand g) {
  give(t, n, 0, op_sums(t, g, n->shapes[0], tape_dimension(t, n, 1), true));
}

/* Whether products may be divided by their factors: nothing is 0 or has left the range. */
static bool is_regular(Value products) {
  View v;
  bool good = value_view(&products, &v);
  for (size_t k = 0; good && k < v.count; k++)
    good = fabs(v.data[k]) >= DBL_MIN && fabs(v.data[k]) <= DBL_MAX;
  return good;
}

/* The product of all the others, by products from both ends. */
static void rule_prod(Tape *t, Note *n, Operand g) {
  size_t dimension = tape_dimension(t, n, 1);
  Operand x = n->operands[0];
  if (!t->remembering && is_regular(n->result.v)) {
    Operand whole = op_weigh(t, g, n->result);
    give(t, n, 0, op_divide(t, op_spread(t, whole, n->shapes[0]), x));
    return;
  }
  Operand before = op_before(t, x, n->shapes[0], dimension, false);
  Operand behind = op_before(t, x, n->shapes[0], dimension, true);
  Operand spread = op_spread(t, g, n->shapes[0]);
  give(t, n, 0, op_weigh(t, op_weigh(t, before, behind), spread));
}

/* The sum over k >= i of g(k) times the factors between, times those before. */
static void rule_cumprod(Tape *t, Note *n, Operand g) {
  size_t dimension = tape_dimension(t, n, 1);
  Operand x = n->operands[0];
  if (!t->remembering && is_regular(n->result.v)) {
    Operand sums = op_sums(t, op_weigh(t, g, n->result), n->shapes[0], dimension, true);
    give(t, n, 0, op_divide(t, sums, x));
    return;
  }
  Operand before = op_before(t, x, n->shapes[0], dimension, false);
  give(t, n, 0, op_weigh(t, before, op_recur(t, g, x, n->shapes[0], dimension, true)));
}

/* ------------------------------------------------------------------ differences */

static void rule_turned_difference(Tape *t, Note *n, Operand g) {
  Operand args[2] = { g, n->operands[1] };
  give(t, n, 0, op_formula(t, "@(x, d) diff(x, 1, d)", args, 2));
}

/* y(i) = g(i-1) - g(i), of one entry more than G has along DIMENSION; SIZES are those of Y. */
static Operand op_turned_difference(Tape *t, Operand g, const FollowedShape *s, size_t *sizes,
                                    size_t dimension) {
  uint32_t shape = follow_shape_of(&t->follower, s->rank, sizes);
  Runs r = tape_runs(t, shape, dimension);
  Value result;
  double *to = room_like(t, shape, &result);
  View v;
  bool good = to && value_view(&g.v, &v) && r.length > 1;
  for (size_t k = 0; good && k < r.outer * r.stride; k++) {
    size_t from = k / r.stride * r.stride * (r.length - 1) + k % r.stride;
    size_t at = k / r.stride * r.stride * r.length + k % r.stride;
    for (size_t i = 0; i < r.length; i++, at += r.stride, from += r.stride)
      to[at] = (i > 0 ? v.data[from - r.stride] : 0) - (i + 1 < r.length ? v.data[from] : 0);
  }
  Operand operands[2] = { g, op_number((double)dimension + 1) };
  return noted(t, rule_turned_difference, "diff", operands, 2, result);
}

/* diff(x), diff(x, order), diff(x, order, dimension). */
static void rule_diff(Tape *t, Note *n, Operand g) {
  const FollowedShape *s = tape_shape(t, n->shapes[0]);
  size_t dimension = tape_dimension(t, n, 2), sizes[MAX_RANK];
  size_t order = n->count > 1 ? (size_t)n->operands[1].v.scalar : 1;
  for (size_t d = 0; d < s->rank; d++) sizes[d] = s->dims[d];
  if (dimension >= s->rank || (order >= s->dims[dimension] && tape_shape(t, n->shape)->count > 0)) {
    tape_fail(t, n->site, ERROR_TYPE, "diff over several dimensions has no derivative here");
    return;
  }
  if (order >= s->dims[dimension]) return;
  for (size_t k = order; k-- > 0;) {
    sizes[dimension] = s->dims[dimension] - k;
    g = op_turned_difference(t, g, s, sizes, dimension);
  }
  give(t, n, 0, g);
}

/* Half of the first and of the last, and all between. */
static void rule_trapz(Tape *t, Note *n, Operand g) {
  const FollowedShape *s = tape_shape(t, n->shapes[0]);
  if (n->shape != 0 || s->rank > 2) {
    tape_fail(t, n->site, ERROR_TYPE, "trapz has a derivative here only for a vector");
    return;
  }
  Value w;
  double *to = room_like(t, n->shapes[0], &w);
  for (size_t k = 0; to && k < s->count; k++)
    to[k] = s->count == 1 ? 0 : k == 0 || k + 1 == s->count ? 0.5 : 1;
  give(t, n, 0, op_weigh(t, g, op_constant(t, w)));
}

/* ------------------------------------------------------------------ polynomials */

/* The powers of x that belong to the coefficients; and the slope of the polynomial. */
static void rule_polyval(Tape *t, Note *n, Operand g) {
  Operand p = n->operands[0], x = n->operands[1], both[3] = { p, x, g };
  View vp, vx, vg;
  if (wanted(n, 1)) {
    Operand slope =
        op_formula(t, "@(p, x) polyval(p(1:end-1)(:).*(numel(p)-1:-1:1)(:), x)", both, 2);
    if (value_count(p.v) < 2) slope = op_number(0);
    give(t, n, 1, op_weigh(t, g, slope));
  }
  if (!wanted(n, 0)) return;
  if (t->remembering || !value_view(&p.v, &vp) || !value_view(&x.v, &vx) ||
      !value_view(&g.v, &vg)) {
    give(t, n, 0,
         op_formula(t, "@(p, x, g) reshape((x(:).^(numel(p)-1:-1:0)).'*g(:), size(p))", both, 3));
    return;
  }
  Value result;
  double *to = room_like(t, n->shapes[0], &result);
  for (size_t k = 0; to && k < vx.count; k++) {
    double power = vg.data[k];
    for (size_t i = vp.count; i-- > 0; power *= vx.data[k]) to[i] += power;
  }
  give(t, n, 0, op_constant(t, result));
}

const BuiltinRule running_rules[] = {
  { "diff", KEEP_NOTHING, rule_diff, NULL, -1 },
  { "polyval", KEEP_OPERANDS, rule_polyval, NULL, 2 },
  { "trapz", KEEP_NOTHING, rule_trapz, NULL, 1 },
  { "cumsum", KEEP_NOTHING, rule_cumsum, NULL, -1 },
  { "prod", KEEP_OPERANDS | KEEP_RESULT, rule_prod, NULL, -1 },
  { "cumprod", KEEP_OPERANDS | KEEP_RESULT, rule_cumprod, NULL, -1 },
  { 0 },
};
