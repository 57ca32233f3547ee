/* descend.c -- downhill step by step, with the whole path kept.  */

#include "config.h"
#include "lib/decompose.h"
#include "lib/families.h"
#include "lib/objective.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

typedef struct Descent {
  Objective objective;
  size_t steps;
  double *x, *gradient;
  gsl_matrix *path; /* one row an iterate, the start first */
  double *values;
} Descent;

/* The function and start in arguments 0 and 1, the number of steps in argument STEPS. */
static bool descent_begin(Work *w, size_t steps, long standard, Descent *d) {
  long n = standard;
  if (call_given(w->call, steps) && !call_integer(w->call, steps, 0, 1e7, &n)) return false;
  if (!objective_begin(w, 0, 1, &d->objective, &d->x)) return false;
  d->steps = (size_t)n;
  d->gradient = work_numbers(w, d->objective.n);
  d->path = work_matrix(w, d->steps + 1, d->objective.n);
  d->values = work_numbers(w, d->steps + 1);
  return d->gradient && d->path && d->values;
}

/* Note iterate K; false once the call has failed. */
static bool note(Descent *d, size_t k) {
  memcpy(d->path->data + k * d->objective.n, d->x, d->objective.n * sizeof(double));
  d->values[k] = objective_value(&d->objective, d->x);
  return call_alive(d->objective.call) && call_step(d->objective.call, 1);
}

static bool slope_here(Descent *d) {
  objective_gradient(&d->objective, d->x, d->gradient);
  return call_alive(d->objective.call);
}

static Value descent_done(Work *w, const Descent *d) {
  call_result(w->call, 1, numeric_column(d->values, d->steps + 1));
  return work_done(w, numeric_value(d->path));
}

static Value call_gd(Call *call) {
  Work w = work_begin(call);
  Descent d;
  double eta = call_scalar(call, 2);
  if (!descent_begin(&w, 3, 100, &d) || !note(&d, 0)) return work_done(&w, VALUE_FAILED);
  for (size_t k = 1; k <= d.steps; k++) {
    if (!slope_here(&d)) return work_done(&w, VALUE_FAILED);
    for (size_t i = 0; i < d.objective.n; i++) d.x[i] -= eta * d.gradient[i];
    if (!note(&d, k)) return work_done(&w, VALUE_FAILED);
  }
  return descent_done(&w, &d);
}

static Value call_momentum(Call *call) {
  Work w = work_begin(call);
  Descent d;
  double eta = call_scalar(call, 2), beta = call_scalar(call, 3);
  if (!descent_begin(&w, 4, 100, &d) || !note(&d, 0)) return work_done(&w, VALUE_FAILED);
  double *velocity = work_numbers(&w, d.objective.n);
  if (!velocity) return work_done(&w, VALUE_FAILED);
  for (size_t k = 1; k <= d.steps; k++) {
    if (!slope_here(&d)) return work_done(&w, VALUE_FAILED);
    for (size_t i = 0; i < d.objective.n; i++) {
      velocity[i] = beta * velocity[i] + d.gradient[i];
      d.x[i] -= eta * velocity[i];
    }
    if (!note(&d, k)) return work_done(&w, VALUE_FAILED);
  }
  return descent_done(&w, &d);
}

/* Source: Kingma, Ba: Adam: a method for stochastic optimization, ICLR 2015. */
static Value call_adam(Call *call) {
  Work w = work_begin(call);
  Descent d;
  double eta = call_scalar(call, 2), b1 = call_scalar_or(call, 4, 0.9);
  double b2 = call_scalar_or(call, 5, 0.999), p1 = 1, p2 = 1;
  if (!descent_begin(&w, 3, 100, &d) || !note(&d, 0)) return work_done(&w, VALUE_FAILED);
  size_t n = d.objective.n;
  double *m = work_numbers(&w, n), *v = work_numbers(&w, n);
  if (!m || !v) return work_done(&w, VALUE_FAILED);
  for (size_t k = 1; k <= d.steps; k++) {
    if (!slope_here(&d)) return work_done(&w, VALUE_FAILED);
    p1 *= b1;
    p2 *= b2;
    for (size_t i = 0; i < n; i++) {
      double g = d.gradient[i];
      m[i] = b1 * m[i] + (1 - b1) * g;
      v[i] = b2 * v[i] + (1 - b2) * g * g;
      d.x[i] -= eta * (m[i] / (1 - p1)) / (sqrt(v[i] / (1 - p2)) + 1e-8);
    }
    if (!note(&d, k)) return work_done(&w, VALUE_FAILED);
  }
  return descent_done(&w, &d);
}

/* One Newton step towards a minimum: x - H \ g. */
static bool newton_step(Work *w, Descent *d) {
  size_t n = d->objective.n;
  Work passing = work_begin(w->call);
  gsl_matrix *h = work_matrix(&passing, n, n);
  gsl_vector *step = work_vector(&passing, n);
  gsl_permutation *p = work_permutation(&passing, n);
  bool good = h && step && slope_here(d);
  if (good) objective_hessian(&d->objective, d->x, h->data);
  good = good && call_alive(w->call);
  if (good) {
    gsl_vector_view g = gsl_vector_view_array(d->gradient, n);
    lu_decompose(h, p);
    double pivots = 1;
    for (size_t i = 0; i < n; i++) pivots *= gsl_matrix_get(h, i, i) == 0 ? 0 : 1;
    if (pivots == 0) {
      call_fail(w->call, ERROR_NUMERIC, "newton: the second derivative vanishes on the way");
      good = false;
    } else {
      gsl_linalg_LU_solve(h, p, &g.vector, step);
      for (size_t i = 0; i < n; i++) d->x[i] -= step->data[i];
    }
  }
  arena_free(&passing.arena);
  return good;
}

static bool root_step(Call *call, Descent *d, double value) {
  double slope = objective_slope(call, call->args[0], d->x[0], NULL);
  if (!call_alive(call)) return false;
  if (value == 0) return true;
  if (slope == 0) {
    call_fail(call, ERROR_NUMERIC, "newton: the tangent at %g is flat and never meets the axis",
              d->x[0]);
    return false;
  }
  d->x[0] -= value / slope;
  return true;
}

static Value call_newton(Call *call) {
  Work w = work_begin(call);
  Descent d;
  bool minimum = call_given(call, 3);
  if (minimum && !call_string_is(call, 3, "min"))
    return call_fail_at(call, 3, ERROR_TYPE,
                        "newton: the only option is 'min', to look for a minimum");
  if (!descent_begin(&w, 2, 10, &d) || !note(&d, 0)) return work_done(&w, VALUE_FAILED);
  if (!minimum && d.objective.n != 1)
    return work_done(&w, call_fail_at(call, 1, ERROR_SHAPE,
                                      "newton: a zero is sought in one variable; "
                                      "add 'min' to look for a minimum in several"));
  for (size_t k = 1; k <= d.steps; k++) {
    bool good = minimum ? newton_step(&w, &d) : root_step(call, &d, d.values[k - 1]);
    if (!good || !note(&d, k)) return work_done(&w, VALUE_FAILED);
  }
  return descent_done(&w, &d);
}

const Builtin descend_family[] = {
  { .name = "gd",
    .signature =
        "f: function, start: array, rate: scalar, steps?: array -> path: matrix, values: array",
    .call = call_gd,
    .summary =
        "Gradient descent: from the start, step after step (100) against the gradient. Each row "
        "of the path is one iterate; the second result holds the values of f.",
    .formula = "x_{k+1} = x_k - \\eta \\nabla f(x_k)",
    .see = "grad momentum adam fminunc",
    .examples = { { "round(gd(@(x) x^2, 1, 0.25, 2)*1e8)/1e8", "[1; 0.5; 0.25]" },
                  { "p = gd(@(v) v(1)^2 + v(2)^2, [1 2], 0.5, 1); round(p*1e8)/1e8",
                    "[1 2; 0 0]" } } },
  { .name = "descend",
    .signature =
        "f: function, start: array, rate: scalar, steps?: array -> path: matrix, values: array",
    .call = call_gd,
    .summary = "Gradient descent: another name of gd.",
    .see = "gd",
    .examples = { { "round(descend(@(x, y) x^2 + y^2, [1 2], 0.5, 1)*1e8)/1e8", "[1 2; 0 0]" } } },
  { .name = "momentum",
    .signature =
        "f: function, start: array, rate: scalar, beta: scalar, steps?: array -> path: matrix, "
        "values: array",
    .call = call_momentum,
    .summary =
        "Gradient descent that keeps the share beta of its speed: rolls through flat stretches "
        "and damps zigzags.",
    .formula = "v \\leftarrow \\beta v + \\nabla f, \\quad x \\leftarrow x - \\eta v",
    .numpy = "torch.optim.SGD(params, lr=rate, momentum=beta)",
    .see = "gd adam",
    .examples = { { "round(momentum(@(x) x, 0, 0.1, 0.9, 3)*1e8)/1e8",
                    "[0; -0.1; -0.29; -0.561]" } } },
  { .name = "adam",
    .signature =
        "f: function, start: array, rate: scalar, steps?: array, beta1?: scalar, beta2?: scalar "
        "-> path: matrix, values: array",
    .call = call_adam,
    .summary =
        "Adam: momentum with a step width of its own for each variable, from running averages "
        "of the gradient and of its square.",
    .formula = "x \\leftarrow x - \\eta \\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)",
    .numpy = "torch.optim.Adam(params, lr=rate)",
    .see = "gd momentum",
    .examples = { { "round(adam(@(x) 1000*x, 0, 0.1, 2)*1e6)/1e6", "[0; -0.1; -0.2]" } } },
  { .name = "newton",
    .signature =
        "f: function, start: array, steps?: array, goal?: string -> path: matrix, values: array",
    .call = call_newton,
    .summary =
        "Newton's method: follow the tangent to the axis, again and again (10 steps). With "
        "'min' it looks for a minimum, of several variables too. Each row of the path is one "
        "iterate.",
    .formula = "x_{k+1} = x_k - f(x_k) / f'(x_k)",
    .numpy = "scipy.optimize.newton(f, start)",
    .see = "fzero deriv hessian gd",
    .examples = { { "p = newton(@(x) x^2 - 2, 1, 6); p(end)", "sqrt(2)" },
                  { "round(newton(@(x) x^2 - 2, 1, 1)*1e8)/1e8", "[1; 1.5]" },
                  { "p = newton(@(v) v(1)^2 + 2*v(2)^2, [3 1], 2, 'min'); round(p(end, :)*1e6)",
                    "[0 "
                    "0]" } } },
  { 0 }
};
