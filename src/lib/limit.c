/* limit.c -- limits of functions, by going ever closer.

   Values at shrinking distances are extrapolated to distance 0 by Neville's scheme for
   polynomials; the estimate whose neighbours agree best is taken.  A limit must be the same from
   both sides, unless one side was asked for.  */

#include "config.h"
#include "lib/families.h"
#include "value/show.h"

#include <math.h>
#include <string.h>

enum { MOST = 16 };

typedef struct Approach {
  Call *call;
  Value function;
  double at, side; /* at infinite: x = side/h */
} Approach;

static double value_near(const Approach *a, double h) {
  return call_real(a->call, a->function, isinf(a->at) ? a->side / h : a->at + a->side * h);
}

/* The limit for h towards 0; NaN when it does not settle. */
static double approach(const Approach *a) {
  double table[MOST], best = NAN, spread = INFINITY, h = isinf(a->at) ? 0.125 : 0.25;
  double x[MOST];
  for (size_t k = 0; k < MOST && call_alive(a->call); k++, h /= 2) {
    x[k] = h;
    table[k] = value_near(a, h);
    if (!isfinite(table[k])) break;
    for (size_t j = k; j-- > 0;) {
      double kept = table[j];
      table[j] = table[j + 1] + (table[j + 1] - kept) * x[k] / (x[j] - x[k]);
      double off = fmax(fabs(table[j] - table[j + 1]), fabs(table[j] - kept));
      if (k >= 3 && off < spread) {
        spread = off;
        best = table[j];
      }
    }
  }
  double far = value_near(a, 1e-9), farther = value_near(a, 1e-12);
  if (!call_alive(a->call)) return NAN;
  if (fabs(far) > 1e6 && fabs(farther) > 10 * fabs(far) && far * farther > 0)
    return copysign(INFINITY, far);
  bool settled = isfinite(best) && spread <= 1e-7 * fmax(1, fabs(best));
  if (settled) return best;
  /* x*log(x) and its like go their way too slowly to be extrapolated */
  double near = value_near(a, 1e-7);
  bool slow = fabs(far - farther) <= 1e-7 * fmax(1, fabs(farther)) &&
              fabs(near - farther) <= 1e-4 * fmax(1, fabs(farther));
  return slow ? (fabs(farther) < 1e-9 ? 0 : farther) : NAN;
}

static Value call_limit(Call *call) {
  Approach a = { .call = call, .function = call->args[0], .at = call_scalar(call, 1) };
  if (isnan(a.at)) return call_fail_at(call, 1, ERROR_DOMAIN, "limit: there is no point NaN");
  bool left = call_given(call, 2) && call_string_is(call, 2, "left");
  bool right = call_given(call, 2) && call_string_is(call, 2, "right");
  if (call_given(call, 2) && !left && !right)
    return call_fail_at(call, 2, ERROR_DOMAIN, "limit: the side is 'left' or 'right'");
  if (isinf(a.at)) {
    a.side = a.at > 0 ? 1 : -1;
    left = right = false;
  } else
    a.side = left ? -1 : 1;
  double one = approach(&a);
  if (!call_alive(call)) return VALUE_FAILED;
  if (!isinf(a.at) && !left && !right) {
    a.side = -1;
    double other = approach(&a);
    if (!call_alive(call)) return VALUE_FAILED;
    bool same = one == other || (isfinite(one) && isfinite(other) &&
                                 fabs(one - other) <= 1e-6 * fmax(1, fabs(one)));
    if (!isnan(one) && !isnan(other) && !same) {
      Text sides = TEXT_EMPTY;
      show_number(other, 6, &sides);
      text_puts(&sides, " from the left, ");
      show_number(one, 6, &sides);
      Value v = call_fail(call, ERROR_DOMAIN, "limit: %s from the right", text_string(&sides));
      text_free(&sides);
      call_hint(call, "limit(f, a, 'left') and limit(f, a, 'right') take one side");
      return v;
    }
    if (isnan(other)) one = NAN;
  }
  if (isnan(one)) {
    Value v = call_fail(call, ERROR_NUMERIC, "limit: the values do not settle");
    call_hint(call, "plot the function near that point, or take one side: limit(f, a, 'right')");
    return v;
  }
  double rounded = round(one * 1e9) / 1e9; /* what differs by rounding only is meant to be round */
  bool close =
      isfinite(one) && fabs(one - rounded) <= 1e-11 * fmax(1, fabs(one)) && fabs(one) < 1e5;
  return value_scalar(close && rounded == round(rounded) ? rounded + 0.0 : one);
}

const Builtin limit_family[] = {
  { .name = "limit",
    .signature = "f: function, a: scalar, side?: string -> scalar",
    .call = call_limit,
    .summary =
        "Where f(x) goes as x goes to a (a number, Inf or -Inf), from both sides or from the "
        "'left' or the 'right'. Found by numbers: values ever closer to a, extrapolated.",
    .formula = "\\lim_{x \\to a} f(x)",
    .see = "deriv taylor integral",
    .warning = "numbers can be deceived: sin(1/x) has no limit at 0, and sin(1e20*x) looks wild",
    .examples = { { "abs(limit(@(x) sin(x)/x, 0) - 1) < 1e-9", "true" },
                  { "abs(limit(@(n) (1 + 1/n)^n, Inf) - e) < 1e-7", "true" },
                  { "limit(@(x) abs(x)/x, 0)", "error: limit: -1 from the left, 1" } } },
  { 0 },
};
