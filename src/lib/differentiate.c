/* differentiate.c -- derivatives by differences.  */

#include "config.h"
#include "lib/families.h"
#include "lib/objective.h"

#include <math.h>
#include <string.h>

static Value call_deriv(Call *call) {
  View x = call_view(call, 1);
  if (!numeric_is_real(call, 1)) return VALUE_FAILED;
  double h = call_scalar_or(call, 2, 0);
  Array *d = array_new(x.rank, x.dims, ELEMENT_REAL, false);
  Array *errors = d ? array_new(x.rank, x.dims, ELEMENT_REAL, false) : NULL;
  for (size_t k = 0; errors && k < x.count && call_step(call, 1); k++) {
    if (h > 0) {
      double up = call_real(call, call->args[0], x.data[k] + h);
      d->data[k] = (up - call_real(call, call->args[0], x.data[k] - h)) / (2 * h);
      errors->data[k] = NAN;
    } else {
      d->data[k] = objective_slope(call, call->args[0], x.data[k], &errors->data[k]);
    }
  }
  if (!errors || !call_alive(call)) {
    array_release(d);
    array_release(errors);
    return VALUE_FAILED;
  }
  call_result(call, 1, value_array(errors));
  return value_array(d);
}

static Value call_grad(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x;
  if (!objective_begin(&w, 0, 1, &o, &x)) return work_done(&w, VALUE_FAILED);
  double *g = work_numbers(&w, o.n);
  if (!g) return work_done(&w, VALUE_FAILED);
  objective_gradient(&o, x, g);
  return work_done(&w, call_alive(call) ? objective_point(&o, g) : VALUE_FAILED);
}

static Value call_jacobian(Call *call) {
  static const double shifts[4] = { 1, -1, 2, -2 }, weights[4] = { 8, -8, -1, 1 };
  Work w = work_begin(call);
  Objective o;
  double *x;
  if (!objective_begin(&w, 0, 1, &o, &x)) return work_done(&w, VALUE_FAILED);
  size_t m = 0, count;
  if (!objective_values(&w, &o, x, &m)) return work_done(&w, VALUE_FAILED);
  gsl_matrix *j = work_matrix(&w, m, o.n);
  if (!j) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < o.n; i++) {
    double here = x[i], h = 1e-3 * fmax(1, fabs(here));
    if (!call_step(call, m)) return work_done(&w, VALUE_FAILED);
    for (int k = 0; k < 4; k++) {
      x[i] = here + shifts[k] * h;
      double *y = objective_values(&w, &o, x, &count);
      if (!y) return work_done(&w, VALUE_FAILED);
      if (count != m)
        return work_done(&w, call_fail(call, ERROR_SHAPE,
                                       "jacobian: the function answers now %zu "
                                       "numbers, now %zu",
                                       m, count));
      for (size_t r = 0; r < m; r++)
        gsl_matrix_set(j, r, i, gsl_matrix_get(j, r, i) + weights[k] * y[r] / (12 * h));
    }
    x[i] = here;
  }
  return work_done(&w, numeric_value(j));
}

static Value call_hessian(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x;
  if (!objective_begin(&w, 0, 1, &o, &x)) return work_done(&w, VALUE_FAILED);
  gsl_matrix *h = work_matrix(&w, o.n, o.n);
  if (!h) return work_done(&w, VALUE_FAILED);
  objective_hessian(&o, x, h->data);
  return work_done(&w, call_alive(call) ? numeric_value(h) : VALUE_FAILED);
}

/* The relative difference between a gradient worked out by hand and the numeric one. */
static Value call_gradcheck(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x, *own, *g;
  size_t count = 0;
  if (!objective_begin(&w, 0, 1, &o, &x) || !(g = work_numbers(&w, o.n)))
    return work_done(&w, VALUE_FAILED);
  if (call->args[2].kind == VALUE_FUNCTION) {
    Objective by_hand = o;
    by_hand.function = call->args[2];
    by_hand.separate = function_arity(call->args[2]) > 1;
    own = objective_values(&w, &by_hand, x, &count);
  } else {
    View v;
    if (!value_view(&call->args[2], &v))
      return work_done(&w, call_fail_at(call, 2, ERROR_TYPE,
                                        "gradcheck: the gradient is a function or a "
                                        "list of numbers"));
    if (!numeric_is_real(call, 2)) return work_done(&w, VALUE_FAILED);
    count = v.count;
    own = work_numbers(&w, count);
    if (own) memcpy(own, v.data, count * sizeof *own);
  }
  if (!own) return work_done(&w, VALUE_FAILED);
  if (count != o.n)
    return work_done(&w, call_fail_at(call, 2, ERROR_SHAPE,
                                      "gradcheck: the gradient has %zu numbers, "
                                      "but there are %zu variables",
                                      count, o.n));
  objective_gradient(&o, x, g);
  if (!call_alive(call)) return work_done(&w, VALUE_FAILED);
  double away = 0, size = 0;
  for (size_t i = 0; i < o.n; i++) {
    away = hypot(away, g[i] - own[i]);
    size = fmax(size, fmax(fabs(g[i]), fabs(own[i])));
  }
  call_result(call, 1, objective_point(&o, g));
  return work_done(&w, value_scalar(size > 0 ? away / size : away));
}

const Builtin differentiate_family[] = {
  { .name = "deriv",
    .signature = "f: function, x: array, h?: scalar -> d: array, error: array",
    .call = call_deriv,
    .summary = "The slope of f at x by small differences, with an estimate of its error as second "
               "result. With h the plain difference over that step.",
    .formula = "f'(x) \\approx \\frac{f(x+h) - f(x-h)}{2h}",
    .numpy = "scipy.differentiate.derivative(f, x).df",
    .see = "grad jacobian hessian polyder",
    .examples = { { "deriv(@(x) x^2, 3)", "6" },
                  { "round(deriv(@sin, [0 pi])*1e8)/1e8", "[1 -1]" },
                  { "deriv(@(x) x^3, 1, 0.1)", "3.01" } } },
  { .name = "grad",
    .signature = "f: function, x: array -> array",
    .call = call_grad,
    .summary =
        "The gradient of f at x: one slope for each variable, in the shape of x. f takes one "
        "vector, or as many numbers as x has.",
    .formula =
        "\\nabla f = \\left( \\partial f / \\partial x_1, \\dots, \\partial f / \\partial x_n "
        "\\right)",
    .numpy = "scipy.optimize.approx_fprime(x, f)",
    .see = "deriv hessian gd gradcheck",
    .warning = "np.gradient differentiates samples, not functions",
    .examples = { { "round(grad(@(v) v(1)^2 + 3*v(2), [2 1])*1e8)/1e8", "[4 3]" },
                  { "round(grad(@(x, y) x*y, [2; 5])*1e8)/1e8", "[5; 2]" } } },
  { .name = "jacobian",
    .signature = "f: function, x: array -> matrix",
    .call = call_jacobian,
    .summary = "All slopes of a function with several results: one row for each result, one column "
               "for each variable.",
    .formula = "J_{ij} = \\partial f_i / \\partial x_j",
    .numpy = "scipy.differentiate.jacobian(f, x).df",
    .see = "grad hessian",
    .examples = { { "round(jacobian(@(v) [v(1)*v(2); v(1)^2], [3; 2])*1e8)/1e8", "[2 3; 6 0]" } } },
  { .name = "hessian",
    .signature = "f: function, x: array -> matrix",
    .call = call_hessian,
    .summary = "The matrix of second derivatives: how the gradient changes.",
    .formula = "H_{ij} = \\frac{\\partial^2 f}{\\partial x_i \\, \\partial x_j}",
    .numpy = "scipy.differentiate.hessian(f, x).ddf",
    .see = "grad eig newton",
    .examples = { { "round(hessian(@(v) v(1)^2*v(2) + v(2)^2, [1 2])*1e6)/1e6", "[4 2; 2 2]" } } },
  { .name = "gradcheck",
    .signature = "f: function, x: array, g: any -> error: scalar, numeric: array",
    .call = call_gradcheck,
    .summary =
        "Compare a gradient worked out by hand (numbers or a function) with the numeric one: "
        "below 1e-6 it is right, above 1e-3 it is not.",
    .numpy = "scipy.optimize.check_grad(f, g, x)",
    .see = "grad deriv",
    .examples = { { "gradcheck(@(v) v(1)^2 + v(2)^2, [1 2], [2 4]) < 1e-8", "true" },
                  { "gradcheck(@(v) v(1)^2 + v(2)^2, [1 2], @(v) v) > 0.1", "true" } } },
  { 0 }
};
