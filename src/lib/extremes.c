/* extremes.c -- the largest and the smallest, where they stand, and running ones.  */

#include "config.h"
#include "lang/reductions.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <math.h>
#include <string.h>

/* NaN never wins; complex numbers are compared by their size, then by their angle. */
static bool beats(const View *v, size_t a, size_t b, bool largest) {
  if (!v->complex) return largest ? v->data[a] > v->data[b] : v->data[a] < v->data[b];
  const double *p = v->data + 2 * a, *q = v->data + 2 * b;
  double x = hypot(p[0], p[1]), y = hypot(q[0], q[1]);
  if (x == y) {
    x = atan2(p[1], p[0]);
    y = atan2(q[1], q[0]);
  }
  return largest ? x > y : x < y;
}

static bool unknown(const View *v, size_t k) {
  return v->complex ? isnan(v->data[2 * k]) || isnan(v->data[2 * k + 1]) : isnan(v->data[k]);
}

static void copy_entry(Array *to, size_t k, const View *from, size_t at) {
  if (to->complex) {
    to->data[2 * k] = from->data[2 * at];
    to->data[2 * k + 1] = from->data[2 * at + 1];
  } else
    to->data[k] = from->data[at];
}

/* Of real numbers, when nobody asks where they stand. */
static void extremes_only(const View *v, const Slices *s, bool largest, double *best) {
  if (s->stride == 1) {
    for (size_t k = 0; k < s->count; k++)
      best[k] = reductions_extreme(v->data + k * s->length, s->length, largest);
    return;
  }
  for (size_t k = 0; k < s->count; k += s->stride) {
    const double *x = v->data + k * s->length;
    memcpy(best + k, x, s->stride * sizeof *best);
    for (size_t i = 1; i < s->length; i++)
      reductions_extreme_into(x + i * s->stride, best + k, s->stride, largest);
  }
}

static Value along(Call *call, bool largest) {
  View v = call_view(call, 0);
  Slices s;
  size_t dimension, dims[MAX_RANK + 1], rank = v.rank;
  if (!arguments_along(call, &v, 2, &dimension) || !call_step(call, v.count)) return VALUE_FAILED;
  slices_along(&v, dimension, &s);
  memcpy(dims, v.dims, rank * sizeof *dims);
  if (dimension < rank && dims[dimension] != 0) dims[dimension] = 1;
  ElementKind element = v.element == ELEMENT_CHAR ? ELEMENT_REAL : v.element;
  Array *best = array_new(rank, dims, element, v.complex);
  Array *places = call->wanted > 1 ? array_new(rank, dims, ELEMENT_REAL, false) : NULL;
  if (!best || (call->wanted > 1 && !places)) {
    array_release(best);
    array_release(places);
    return VALUE_FAILED;
  }
  if (!v.complex && !places && s.length > 0) {
    extremes_only(&v, &s, largest, best->data);
    return value_array(best);
  }
  for (size_t k = 0; s.length > 0 && k < s.count; k++) {
    size_t start = slices_offset(&s, k), winner = 0;
    for (size_t i = 1; i < s.length; i++) {
      size_t at = start + i * s.stride, to_beat = start + winner * s.stride;
      if (unknown(&v, at)) continue;
      if (unknown(&v, to_beat) || beats(&v, at, to_beat, largest)) winner = i;
    }
    copy_entry(best, k, &v, start + winner * s.stride);
    if (places) places->data[k] = (double)winner + 1;
  }
  if (places) call_result(call, 1, value_array(places));
  return value_array(array_narrow(best));
}

static double larger(double x, double y) {
  return isnan(x) ? y : isnan(y) ? x : x >= y ? x : y;
}
static double smaller(double x, double y) {
  return isnan(x) ? y : isnan(y) ? x : x <= y ? x : y;
}

/* max(a, b) with a complex part: the two are compared by their sizes. */
static Value complex_pairs(Call *call, bool largest) {
  size_t rank, dims[MAX_RANK];
  Array *a = value_to_array(call->args[0]), *b = value_to_array(call->args[1]), *result = NULL;
  Array *x = a ? array_to_complex(a) : NULL, *y = b ? array_to_complex(b) : NULL;
  Value vx = value_array(x), vy = value_array(y);
  View p, q;
  if (x && y && value_view(&vx, &p) && value_view(&vy, &q) &&
      arguments_common(call, &p, &q, &rank, dims))
    result = array_new(rank, dims, ELEMENT_REAL, true);
  for (size_t k = 0; result && k < result->count; k++) {
    double pair[4];
    size_t i = arguments_place(&p, rank, dims, k), j = arguments_place(&q, rank, dims, k);
    memcpy(pair, p.data + 2 * i, 2 * sizeof *pair);
    memcpy(pair + 2, q.data + 2 * j, 2 * sizeof *pair);
    View both = { .complex = true, .data = pair };
    bool second = unknown(&both, 0) || (!unknown(&both, 1) && beats(&both, 1, 0, largest));
    memcpy(result->data + 2 * k, pair + (second ? 2 : 0), 2 * sizeof *pair);
  }
  array_release(a);
  array_release(b);
  value_release(vx);
  value_release(vy);
  return value_array(array_narrow(result));
}

static Value extreme(Call *call, bool largest) {
  if (call->count == 1 || value_is_empty(call->args[1])) {
    if (call->count == 2) { /* max(x, []) */
      View v = call_view(call, 0);
      if (v.count > 1) return value_array(array_new_matrix(0, 0));
    }
    return along(call, largest);
  }
  if (call->count == 3) {
    call_fail_at(call, 1, ERROR_TYPE, "a dimension comes third: %s(x, [], dim)",
                 call->builtin->name);
    return VALUE_FAILED;
  }
  if (call->wanted > 1)
    return call_fail(call, ERROR_TYPE, "two results come only from one array, not from two");
  if (value_is_complex(call->args[0]) || value_is_complex(call->args[1]))
    return complex_pairs(call, largest);
  return arguments_pairs(call);
}

static Value call_max(Call *call) {
  return extreme(call, true);
}
static Value call_min(Call *call) {
  return extreme(call, false);
}

/* ------------------------------------------------------------------ running */

static Value running(Call *call, bool largest) {
  View v = call_view(call, 0);
  Slices s;
  size_t dimension;
  if (!arguments_along(call, &v, 1, &dimension) || !call_step(call, v.count)) return VALUE_FAILED;
  slices_along(&v, dimension, &s);
  ElementKind element = v.element == ELEMENT_CHAR ? ELEMENT_REAL : v.element;
  Array *best = array_new(v.rank, v.dims, element, v.complex);
  Array *places = call->wanted > 1 ? array_new(v.rank, v.dims, ELEMENT_REAL, false) : NULL;
  if (!best || (call->wanted > 1 && !places)) {
    array_release(best);
    array_release(places);
    return VALUE_FAILED;
  }
  for (size_t k = 0; k < s.count; k++) {
    size_t start = slices_offset(&s, k), winner = 0;
    for (size_t i = 0; i < s.length; i++) {
      size_t at = start + i * s.stride, to_beat = start + winner * s.stride;
      if (!unknown(&v, at) && (unknown(&v, to_beat) || beats(&v, at, to_beat, largest))) winner = i;
      copy_entry(best, at, &v, start + winner * s.stride);
      if (places) places->data[at] = (double)winner + 1;
    }
  }
  if (places) call_result(call, 1, value_array(places));
  return value_array(array_narrow(best));
}

static Value call_cummax(Call *call) {
  return running(call, true);
}
static Value call_cummin(Call *call) {
  return running(call, false);
}

const Builtin extremes_family[] = {
  { .name = "max",
    .signature = "x: array, y?: array, dim?: scalar -> m: array, i: array",
    .call = call_max,
    .pair = larger,
    .derivative = "(1 + sign(x - y))/2; (1 - sign(x - y))/2",
    .summary = "The largest entry of each column or of a vector, and where it stands; max(x, y) "
               "compares entry by entry. NaN is passed over.",
    .formula = "\\max_i x_i",
    .numpy = "np.nanmax(x, axis=dim - 1)",
    .see = "min cummax sort range",
    .warning =
        "the dimension comes third: max(x, [], 2); the place counts from 1, unlike np.argmax",
    .examples = { { "max([3 9 4])", "9" },
                  { "[m, i] = max([3 9 4]); [m i]", "[9 2]" },
                  { "max([1 5; 7 2], [], 2)", "[5; 7]" } } },
  { .name = "min",
    .signature = "x: array, y?: array, dim?: scalar -> m: array, i: array",
    .call = call_min,
    .pair = smaller,
    .derivative = "(1 - sign(x - y))/2; (1 + sign(x - y))/2",
    .summary = "The smallest entry of each column or of a vector, and where it stands; min(x, y) "
               "compares entry by entry. NaN is passed over.",
    .formula = "\\min_i x_i",
    .numpy = "np.nanmin(x, axis=dim - 1)",
    .see = "max cummin sort",
    .warning = "the dimension comes third: min(x, [], 2)",
    .examples = { { "min([3 9 4])", "3" }, { "min([1 5 3], 2)", "[1 2 2]" } } },
  { .name = "cummax",
    .signature = "x: array, dim?: scalar -> m: array, i: array",
    .call = call_cummax,
    .summary = "The largest entry so far, down each column or along a vector.",
    .numpy = "np.maximum.accumulate(x)",
    .see = "max cummin cumsum",
    .examples = { { "cummax([1 3 2 5])", "[1 3 3 5]" } } },
  { .name = "cummin",
    .signature = "x: array, dim?: scalar -> m: array, i: array",
    .call = call_cummin,
    .summary = "The smallest entry so far, down each column or along a vector.",
    .numpy = "np.minimum.accumulate(x)",
    .see = "min cummax",
    .examples = { { "cummin([4 2 3 1])", "[4 2 2 1]" } } },
  { 0 }
};
