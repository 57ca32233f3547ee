/* interpolate.c -- values between given points.  */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/numeric.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

typedef enum Method { LINEAR, NEAREST, PREVIOUS, NEXT } Method;

typedef struct Points {
  double *x, *y;
  size_t count;
  Method method;
  bool extrapolate;
  double outside;
} Points;

/* The index of the interval [x[i], x[i+1]] that holds T. */
static size_t interval(const Points *p, double t) {
  size_t low = 0, high = p->count - 1;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (p->x[middle] <= t)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static double between(const Points *p, double t) {
  if (isnan(t)) return NAN;
  if (!p->extrapolate && (t < p->x[0] || t > p->x[p->count - 1])) return p->outside;
  size_t i = interval(p, t);
  double x0 = p->x[i], x1 = p->x[i + 1], y0 = p->y[i], y1 = p->y[i + 1];
  switch (p->method) {
  case NEAREST: return t - x0 < x1 - t ? y0 : y1;
  case PREVIOUS: return t >= x1 ? y1 : y0;
  case NEXT: return t <= x0 ? y0 : y1;
  case LINEAR: break;
  }
  if (t == x0) return y0;
  if (t == x1) return y1;
  return y0 + (t - x0) / (x1 - x0) * (y1 - y0);
}

static bool options(Call *call, size_t first, Points *p) {
  static const char *const names[] = { "linear", "nearest", "previous", "next" };
  for (size_t i = first; i < call->count; i++) {
    bool known = false;
    if (!value_is_text(call->args[i])) {
      p->outside = value_is_scalar(call->args[i]) ? call_scalar(call, i) : NAN;
      continue;
    }
    if (call_string_is(call, i, "extrap")) p->extrapolate = known = true;
    for (size_t m = 0; m < 4; m++)
      if (call_string_is(call, i, names[m])) p->method = (Method)m, known = true;
    if (!known) {
      call_fail_at(call, i, ERROR_TYPE,
                   "interp1: the methods are 'linear', 'nearest', 'previous', 'next', "
                   "'pchip', 'cubic' and 'spline', and 'extrap' goes beyond the ends");
      return false;
    }
  }
  return true;
}

/* Methods through all points at once, and several columns y. */
static Value smooth(Call *call, size_t numbers, const char *method) {
  bool own_x = numbers == 3, extrapolate = false;
  double outside = NAN;
  for (size_t i = numbers; i < call->count; i++) {
    if (call_string_is(call, i, "extrap"))
      extrapolate = true;
    else if (!value_is_text(call->args[i]))
      outside = call_scalar(call, i);
  }
  Value five[6] = { own_x ? call->args[0] : VALUE_NOTHING,
                    call->args[own_x ? 1 : 0],
                    call->args[own_x ? 2 : 1],
                    value_string(method),
                    value_logical(extrapolate),
                    value_scalar(outside) };
  const Value *given = call->args;
  size_t count = call->count;
  call->args = five;
  call->count = 6;
  Value r = formula(call, "x y xi method beyond outside", "yi",
                    "if isempty(x), if isvector(y), x = 1:numel(y); else, x = 1:rows(y); end, end\n"
                    "if isvector(y), y = y(:); end\n"
                    "n = columns(y); s = size(xi); yi = zeros(numel(xi), n);\n"
                    "for k = 1:n\n"
                    "  switch method\n"
                    "    case 'spline', v = spline(x, y(:, k), xi(:));\n"
                    "    case {'pchip', 'cubic'}, v = pchip(x, y(:, k), xi(:));\n"
                    "    otherwise, v = interp1(x, y(:, k), xi(:), method, 'extrap');\n"
                    "  end\n"
                    "  if ~beyond, v(xi(:) < min(x) | xi(:) > max(x)) = outside; end\n"
                    "  yi(:, k) = v;\n"
                    "end\n"
                    "if n == 1, yi = reshape(yi, s);\n"
                    "elseif numel(s) > 2 || min(s) > 1, yi = reshape(yi, [s, n]); end");
  call->args = given;
  call->count = count;
  value_release(five[3]);
  return r;
}

static Value call_interp1(Call *call) {
  size_t numbers = 0;
  while (numbers < call->count && numbers < 3 && !value_is_text(call->args[numbers])) {
    if (!numeric_is_real(call, numbers)) return VALUE_FAILED;
    numbers++;
  }
  if (numbers < 2) return call_fail(call, ERROR_TYPE, "interp1: write interp1(x, y, where)");
  bool own_x = numbers == 3;
  const char *method = "linear";
  static const char *const curves[] = { "spline", "pchip", "cubic" };
  bool curved = false;
  for (size_t i = numbers; i < call->count; i++) {
    if (!value_is_text(call->args[i])) continue;
    if (!call_string_is(call, i, "extrap")) method = call_string(call, i);
    for (size_t m = 0; m < 3; m++)
      if (call_string_is(call, i, curves[m])) method = curves[m], curved = true;
  }
  if (curved || (value_rank(call->args[own_x]) == 2 && value_size(call->args[own_x], 0) > 1 &&
                 value_size(call->args[own_x], 1) > 1))
    return smooth(call, numbers, method);
  View y = call_view(call, own_x ? 1 : 0), t = call_view(call, own_x ? 2 : 1);
  Points p = { .count = y.count, .outside = NAN };
  if (!options(call, numbers, &p)) return VALUE_FAILED;
  if (y.count < 2 || !view_is_vector(&y))
    return call_fail_at(call, own_x ? 1 : 0, ERROR_SHAPE,
                        "interp1: y must be a vector of at least 2 "
                        "numbers");
  if (own_x && !numeric_same_count(call, 0, 1)) return VALUE_FAILED;
  Work w = work_begin(call);
  p.x = work_numbers(&w, y.count);
  p.y = work_numbers(&w, y.count);
  if (!p.x || !p.y || !call_step(call, y.count + t.count)) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < y.count; i++) p.x[i] = own_x ? call_view(call, 0).data[i] : (double)i + 1;
  memcpy(p.y, y.data, y.count * sizeof *p.y);
  gsl_sort2(p.x, 1, p.y, 1, y.count);
  for (size_t i = 1; i < y.count; i++)
    if (!(p.x[i - 1] < p.x[i]))
      return work_done(&w, call_fail_at(call, 0, ERROR_DOMAIN,
                                        "interp1: the numbers in x must all "
                                        "differ"));
  Array *r = array_new(t.rank, t.dims, ELEMENT_REAL, false);
  for (size_t k = 0; r && k < t.count; k++) r->data[k] = between(&p, t.data[k]);
  return work_done(&w, value_array(r));
}

const Builtin interpolate_family[] = {
  { .name = "interp1",
    .signature = "x: array, y: array, where?: array, method?: array, beyond?: array -> array",
    .call = call_interp1,
    .summary = "Read a table between its points: on straight lines, on a curve ('spline' or "
               "'pchip'), or the "
               "'nearest', 'previous' or 'next' value. Outside the table the answer is NaN unless "
               "'extrap' is given.",
    .numpy = "np.interp(where, x, y)",
    .see = "polyfit trapz",
    .warning = "np.interp takes the new points first and repeats the end values outside",
    .examples = { { "interp1([1 2 3], [4 5 9], 2.5)", "7" },
                  { "interp1([1 2 3], [4 5 9], [1.5 2.4], 'nearest')", "[5 5]" },
                  { "interp1([1 2 3], [4 5 9], [0 4], 'linear', 'extrap')", "[3 13]" } } },
  { 0 }
};
