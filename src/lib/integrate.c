/* integrate.c -- areas under functions.  */

#include "config.h"
#include "lang/trap.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/numeric.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <string.h>

enum { MOST_INTERVALS = 1000 };

typedef struct Integrand {
  Call *call;
  Value function;
} Integrand;

static double integrand(double x, void *self) {
  const Integrand *i = self;
  return call_real(i->call, i->function, x);
}

typedef struct Tolerance {
  double absolute, relative;
  View waypoints;
} Tolerance;

/* Options from argument FIRST on: names with values, or a bare tolerance as quad takes it. */
static bool read_options(Call *call, size_t first, Tolerance *t) {
  *t = (Tolerance){ .absolute = 1e-11, .relative = 1e-10 };
  for (size_t i = first; i < call->count; i++) {
    if (!value_is_text(call->args[i])) {
      if (value_is_scalar(call->args[i]) && !value_is_complex(call->args[i]))
        t->absolute = fabs(call_scalar(call, i));
      continue;
    }
    double *to = call_string_is(call, i, "AbsTol")   ? &t->absolute
                 : call_string_is(call, i, "RelTol") ? &t->relative
                                                     : NULL;
    bool points = call_string_is(call, i, "Waypoints");
    if ((!to && !points && !call_string_is(call, i, "ArrayValued")) || i + 1 == call->count) {
      call_fail_at(call, i, ERROR_TYPE,
                   "%s: the options are 'AbsTol', 'RelTol' and 'Waypoints', each "
                   "followed by its value",
                   call->builtin->name);
      return false;
    }
    i++;
    if (points && numeric_is_real(call, i)) t->waypoints = call_view(call, i);
    if (!to) continue;
    *to = value_is_scalar(call->args[i]) && !value_is_text(call->args[i]) ? call_scalar(call, i)
                                                                          : NAN;
    if (!(*to >= 0)) {
      call_fail_at(call, i, ERROR_DOMAIN, "%s: a tolerance must be positive", call->builtin->name);
      return false;
    }
  }
  if (t->relative < 1e-14) t->relative = 1e-14;
  return call_alive(call);
}

static int with_waypoints(gsl_function *f, double a, double b, const Tolerance *t,
                          gsl_integration_workspace *space, double *result, double *error) {
  double points[64];
  size_t count = 0;
  points[count++] = a;
  for (size_t i = 0; i < t->waypoints.count && count < 63; i++)
    if (t->waypoints.data[i] > points[count - 1] && t->waypoints.data[i] < b)
      points[count++] = t->waypoints.data[i];
  points[count++] = b;
  return gsl_integration_qagp(f, points, count, t->absolute, t->relative, MOST_INTERVALS, space,
                              result, error);
}

/* The integral from A to B, either of which may be infinite.  False with the call failed. */
static bool quadrature(Call *call, gsl_function *f, double a, double b, const Tolerance *t,
                       double *result, double *error) {
  *result = *error = 0;
  if (isnan(a) || isnan(b)) {
    *result = NAN;
    return true;
  }
  if (a == b) return true;
  double sign = a > b ? -1 : 1, low = fmin(a, b), high = fmax(a, b);
  gsl_integration_workspace *space = gsl_integration_workspace_alloc(MOST_INTERVALS);
  if (!space) return false;
  TrapState before = trap_take();
  int status;
  if (isinf(low) && isinf(high))
    status =
        gsl_integration_qagi(f, t->absolute, t->relative, MOST_INTERVALS, space, result, error);
  else if (isinf(low))
    status = gsl_integration_qagil(f, high, t->absolute, t->relative, MOST_INTERVALS, space, result,
                                   error);
  else if (isinf(high))
    status = gsl_integration_qagiu(f, low, t->absolute, t->relative, MOST_INTERVALS, space, result,
                                   error);
  else if (t->waypoints.count > 0)
    status = with_waypoints(f, low, high, t, space, result, error);
  else
    status = gsl_integration_qags(f, low, high, t->absolute, t->relative, MOST_INTERVALS, space,
                                  result, error);
  trap_take();
  trap_restore(before);
  gsl_integration_workspace_free(space);
  *result *= sign;
  if (!call_alive(call)) return false;
  /* Rounding limits many harmless integrals; what counts is how much was lost. */
  if (status == GSL_SUCCESS || *error <= 1e-7 * fabs(*result) + 1e-9) return true;
  call_fail(call, ERROR_NUMERIC,
            "%s: the integral did not settle (about %g, give or take %g); it may "
            "not exist",
            call->builtin->name, *result, *error);
  return false;
}

/* The option 'ArrayValued', true. */
static bool wants_arrays(Call *call) {
  for (size_t i = 3; i + 1 < call->count; i++) {
    bool known;
    if (value_is_text(call->args[i]) && call_string_is(call, i, "ArrayValued"))
      return value_truth(call->args[i + 1], &known);
  }
  return false;
}

static Value call_integral(Call *call) {
  Tolerance t;
  if (wants_arrays(call)) return formula(call, "f a b", "q", "q = quadv(f, a, b);");
  Integrand i = { call, call->args[0] };
  gsl_function f = { integrand, &i };
  double result, error;
  if (!read_options(call, 3, &t) ||
      !quadrature(call, &f, call_scalar(call, 1), call_scalar(call, 2), &t, &result, &error))
    return VALUE_FAILED;
  call_result(call, 1, value_scalar(error));
  return value_scalar(result);
}

/* The outer integrand of a double integral: the inner integral at x. */
typedef struct Inner {
  Call *call;
  const Tolerance *tolerance;
  double x;
} Inner;

static double along_y(double y, void *self) {
  const Inner *i = self;
  return call_real_many(i->call, i->call->args[0], (double[2]){ i->x, y }, 2);
}

static double limit_at(Call *call, size_t i, double x) {
  return call->args[i].kind == VALUE_FUNCTION ? call_real(call, call->args[i], x)
                                              : call_scalar(call, i);
}

static double across_x(double x, void *self) {
  Inner *i = self;
  double result, error;
  gsl_function f = { along_y, i };
  i->x = x;
  if (!call_alive(i->call)) return NAN;
  double low = limit_at(i->call, 3, x), high = limit_at(i->call, 4, x);
  return quadrature(i->call, &f, low, high, i->tolerance, &result, &error) ? result : NAN;
}

static Value call_integral2(Call *call) {
  Tolerance t;
  for (size_t i = 3; i < 5; i++)
    if (call->args[i].kind != VALUE_FUNCTION && call->args[i].kind != VALUE_SCALAR)
      return call_fail_at(call, i, ERROR_TYPE, "%s: the limits of y are numbers or functions of x",
                          call->builtin->name);
  if (!read_options(call, 5, &t)) return VALUE_FAILED;
  Inner inner = { call, &t, 0 };
  gsl_function f = { across_x, &inner };
  double result, error;
  if (!quadrature(call, &f, call_scalar(call, 1), call_scalar(call, 2), &t, &result, &error))
    return VALUE_FAILED;
  call_result(call, 1, value_scalar(error));
  return value_scalar(result);
}

const Builtin integrate_family[] = {
  { .name = "integral",
    .signature =
        "f: function, a: scalar, b: scalar, options?: array... -> q: scalar, error: scalar",
    .call = call_integral,
    .summary = "The area under f from a to b; either may be Inf. The second result estimates the "
               "error. Options 'AbsTol', 'RelTol' and 'Waypoints'.",
    .formula = "\\int_a^b f(x) \\, dx",
    .numpy = "scipy.integrate.quad(f, a, b)[0]",
    .see = "trapz polyint integral2 deriv",
    .examples = { { "integral(@(x) x.^2, 0, 3)", "9" },
                  { "integral(@(x) exp(-x.^2), -Inf, Inf)", "sqrt(pi)" },
                  { "integral(@(x) 1./sqrt(x), 0, 4)", "4" } } },
  { .name = "quad",
    .signature =
        "f: function, a: scalar, b: scalar, options?: array... -> q: scalar, error: scalar",
    .call = call_integral,
    .summary = "The area under f from a to b: another name of integral.",
    .numpy = "scipy.integrate.quad(f, a, b)[0]",
    .see = "integral",
    .examples = { { "quad(@(x) 2*x, 0, 1)", "1" } } },
  { .name = "quadgk",
    .signature =
        "f: function, a: scalar, b: scalar, options?: array... -> q: scalar, error: scalar",
    .call = call_integral,
    .summary = "The area under f from a to b by Gauss-Kronrod rules: another name of integral.",
    .numpy = "scipy.integrate.quad(f, a, b)[0]",
    .see = "integral",
    .examples = { { "quadgk(@(x) exp(-x), 0, Inf)", "1" } } },
  { .name = "quadcc",
    .signature =
        "f: function, a: scalar, b: scalar, options?: array... -> q: scalar, error: scalar",
    .call = call_integral,
    .summary = "The area under f from a to b with a bound of the error: another name of integral.",
    .numpy = "scipy.integrate.quad(f, a, b)[0]",
    .see = "integral",
    .examples = { { "quadcc(@(x) exp(-x), 0, Inf)", "1" } } },
  { .name = "integral2",
    .signature = "f: function, xa: scalar, xb: scalar, ya: any, yb: any, options?: array... -> q: "
                 "scalar, error: scalar",
    .call = call_integral2,
    .summary = "The volume under f(x, y) over a rectangle; the limits of y may be functions of x.",
    .formula = "\\int_{a}^{b} \\int_{c(x)}^{d(x)} f(x, y) \\, dy \\, dx",
    .numpy = "scipy.integrate.dblquad(lambda y, x: f(x, y), xa, xb, ya, yb)[0]",
    .see = "integral",
    .examples = { { "integral2(@(x, y) x.*y, 0, 1, 0, 2)", "1" },
                  { "integral2(@(x, y) 1, 0, 1, 0, @(x) x)", "0.5" } } },
  { .name = "dblquad",
    .signature = "f: function, xa: scalar, xb: scalar, ya: any, yb: any, options?: array... -> q: "
                 "scalar, error: scalar",
    .call = call_integral2,
    .summary = "The volume under f(x, y) over a rectangle: another name of integral2.",
    .numpy = "scipy.integrate.dblquad(lambda y, x: f(x, y), xa, xb, ya, yb)[0]",
    .see = "integral2",
    .examples = { { "dblquad(@(x, y) x + y, 0, 1, 0, 1)", "1" } } },
  { 0 }
};
