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
  double *slopes; /* lengths of the gradients, for the table; NULL when none is wanted */
} Descent;

/* The function and start in arguments 0 and 1, the number of steps in argument STEPS. */
static bool descent_begin(Work *w, size_t steps, long standard, Descent *d) {
  long n = standard;
  if (call_given(w->call, steps) && !call_integer(w->call, steps, 0, 1e7, &n)) return false;
  if (!objective_begin(w, 0, 1, &d->objective, &d->x)) return false;
  d->steps = (size_t)n;
  d->slopes = NULL;
  d->gradient = work_numbers(w, d->objective.n);
  d->path = work_matrix(w, d->steps + 1, d->objective.n);
  d->values = work_numbers(w, d->steps + 1);
  return d->gradient && d->path && d->values;
}

/* Argument I asks for the iterations as a table: 'table'.  False with the call failed. */
static bool descent_report(Work *w, size_t i, Descent *d) {
  if (!call_given(w->call, i)) return true;
  if (!call_string_is(w->call, i, "table")) {
    call_fail_at(w->call, i, ERROR_TYPE, "the only word here is 'table', to see every step");
    return false;
  }
  d->slopes = work_numbers(w, d->steps + 1);
  return d->slopes != NULL;
}

/* Which rows of a long table are shown: the first ones, then ever fewer, and the last. */
static bool is_shown(size_t k, size_t last) {
  if (last <= 20 || k <= 10 || k == last) return true;
  size_t stride = 10;
  while (k >= 10 * stride) stride *= 10;
  return k % stride == 0;
}

static void descent_table(Descent *d) {
  enum { MOST_COLUMNS = 4 };
  size_t n = d->objective.n, columns = n > MOST_COLUMNS ? MOST_COLUMNS : n;
  Text t = TEXT_EMPTY;
  text_printf(&t, "%6s", "step");
  for (size_t i = 0; i < columns; i++)
    if (n == 1)
      text_printf(&t, " %11s", "x");
    else
      text_printf(&t, " %10s%zu", "x", i + 1);
  text_printf(&t, "%s %11s %11s\n", n > columns ? " ..." : "", "f(x)", "|slope|");
  for (size_t k = 0; k <= d->steps; k++) {
    if (!is_shown(k, d->steps)) continue;
    text_printf(&t, "%6zu", k);
    for (size_t i = 0; i < columns; i++) text_printf(&t, " %11.5g", gsl_matrix_get(d->path, k, i));
    text_printf(&t, "%s %11.5g %11.5g\n", n > columns ? " ..." : "", d->values[k], d->slopes[k]);
  }
  call_print(d->objective.call, text_string(&t));
  text_free(&t);
}

/* Note iterate K; false once the call has failed. */
static bool note(Descent *d, size_t k) {
  memcpy(d->path->data + k * d->objective.n, d->x, d->objective.n * sizeof(double));
  d->values[k] = objective_value(&d->objective, d->x);
  return call_alive(d->objective.call) && call_step(d->objective.call, 1);
}

/* The gradient before step K. */
static bool slope_here(Descent *d, size_t k) {
  objective_gradient(&d->objective, d->x, d->gradient);
  for (size_t i = 0; d->slopes && i < d->objective.n; i++)
    d->slopes[k - 1] = hypot(d->slopes[k - 1], d->gradient[i]);
  return call_alive(d->objective.call);
}

static Value descent_done(Work *w, Descent *d) {
  if (d->slopes) {
    if (!slope_here(d, d->steps + 1)) return work_done(w, VALUE_FAILED);
    descent_table(d);
  }
  call_result(w->call, 1, numeric_column(d->values, d->steps + 1));
  return work_done(w, numeric_value(d->path));
}

static Value call_gd(Call *call) {
  Work w = work_begin(call);
  Descent d;
  double eta = call_scalar(call, 2);
  if (!descent_begin(&w, 3, 100, &d) || !descent_report(&w, 4, &d) || !note(&d, 0))
    return work_done(&w, VALUE_FAILED);
  for (size_t k = 1; k <= d.steps; k++) {
    if (!slope_here(&d, k)) return work_done(&w, VALUE_FAILED);
    for (size_t i = 0; i < d.objective.n; i++) d.x[i] -= eta * d.gradient[i];
    if (!note(&d, k)) return work_done(&w, VALUE_FAILED);
  }
  return descent_done(&w, &d);
}

/* What is kept of the past: with 1 or more it would never fade. */
static bool is_share(double beta) {
  return beta >= 0 && beta < 1;
}

static Value call_momentum(Call *call) {
  Work w = work_begin(call);
  Descent d;
  double eta = call_scalar(call, 2), beta = call_scalar(call, 3);
  if (!is_share(beta)) {
    call_fail_at(call, 3, ERROR_DOMAIN, "the share of the speed that is kept lies between 0 and 1");
    call_hint(call, "it stands before the steps: momentum(f, start, rate, 0.9, 100)");
    return work_done(&w, VALUE_FAILED);
  }
  if (!descent_begin(&w, 4, 100, &d) || !descent_report(&w, 5, &d) || !note(&d, 0))
    return work_done(&w, VALUE_FAILED);
  double *velocity = work_numbers(&w, d.objective.n);
  if (!velocity) return work_done(&w, VALUE_FAILED);
  for (size_t k = 1; k <= d.steps; k++) {
    if (!slope_here(&d, k)) return work_done(&w, VALUE_FAILED);
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
  bool table = call_string_is(call, 4, "table");
  if (!table && call_given(call, 4) &&
      !(value_is_numeric(call->args[4]) && value_is_scalar(call->args[4]) &&
        !value_is_complex(call->args[4])))
    return work_done(&w, call_fail_at(call, 4, ERROR_TYPE,
                                      "behind the steps stand two numbers, such as 0.9 and 0.999, "
                                      "or the word 'table'"));
  double eta = call_scalar(call, 2), b1 = table ? 0.9 : call_scalar_or(call, 4, 0.9);
  double b2 = call_scalar_or(call, 5, 0.999), p1 = 1, p2 = 1;
  for (size_t i = 4; i < 6; i++)
    if (!is_share(i == 4 ? b1 : b2))
      return work_done(&w, call_fail_at(call, i, ERROR_DOMAIN,
                                        "the share of an average that is kept lies between 0 "
                                        "and 1"));
  if (!descent_begin(&w, 3, 100, &d) || !descent_report(&w, table ? 4 : 6, &d) || !note(&d, 0))
    return work_done(&w, VALUE_FAILED);
  size_t n = d.objective.n;
  double *m = work_numbers(&w, n), *v = work_numbers(&w, n);
  if (!m || !v) return work_done(&w, VALUE_FAILED);
  for (size_t k = 1; k <= d.steps; k++) {
    if (!slope_here(&d, k)) return work_done(&w, VALUE_FAILED);
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
static bool newton_step(Work *w, Descent *d, size_t k) {
  size_t n = d->objective.n;
  Work passing = work_begin(w->call);
  gsl_matrix *h = work_matrix(&passing, n, n);
  gsl_vector *step = work_vector(&passing, n);
  gsl_permutation *p = work_permutation(&passing, n);
  bool good = h && step && slope_here(d, k);
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

static bool root_step(Call *call, Descent *d, size_t k) {
  double value = d->values[k - 1], slope = objective_slope(call, call->args[0], d->x[0]);
  if (d->slopes) d->slopes[k - 1] = fabs(slope);
  if (!call_alive(call)) return false;
  if (value == 0) return true;
  if (slope == 0) {
    call_fail(call, ERROR_NUMERIC, "newton: the tangent at %g is flat and never meets the axis",
              d->x[0]);
    call_hint(call, "start where the curve slopes: newton(f, 1)");
    return false;
  }
  d->x[0] -= value / slope;
  return true;
}

static Value call_newton(Call *call) {
  Work w = work_begin(call);
  Descent d;
  bool table = call_string_is(call, 3, "table"), minimum = call_given(call, 3) && !table;
  if (minimum && !call_string_is(call, 3, "min"))
    return call_fail_at(call, 3, ERROR_TYPE,
                        "newton: the options are 'min', to look for a minimum, and 'table'");
  if (!descent_begin(&w, 2, 10, &d) || !descent_report(&w, table ? 3 : 4, &d) || !note(&d, 0))
    return work_done(&w, VALUE_FAILED);
  if (!minimum && d.objective.n != 1)
    return work_done(&w, call_fail_at(call, 1, ERROR_SHAPE,
                                      "newton: a zero is sought in one variable; "
                                      "add 'min' to look for a minimum in several"));
  for (size_t k = 1; k <= d.steps; k++) {
    bool good = minimum ? newton_step(&w, &d, k) : root_step(call, &d, k);
    if (!good || !note(&d, k)) return work_done(&w, VALUE_FAILED);
  }
  return descent_done(&w, &d);
}

const Builtin descend_family[] = {
  { .name = "gd",
    .signature =
        "f: function, start: array, rate: scalar, steps?: array, show?: string -> path: matrix, "
        "values: array",
    .call = call_gd,
    .summary =
        "Gradient descent: from the start, step after step (100) against the gradient. Each row "
        "of the path is one iterate; the second result holds the values of f. Slopes are exact "
        "where f can be followed (see grad). With 'table' as the last word every step is shown.",
    .formula = "x_{k+1} = x_k - \\eta \\nabla f(x_k)",
    .see = "grad momentum adam fminunc",
    .examples = { { "round(gd(@(x) x^2, 1, 0.25, 2)*1e8)/1e8", "[1; 0.5; 0.25]" },
                  { "p = gd(@(v) v(1)^2 + v(2)^2, [1 2], 0.5, 1); round(p*1e8)/1e8",
                    "[1 2; 0 0]" } } },
  { .name = "descend",
    .signature =
        "f: function, start: array, rate: scalar, steps?: array, show?: string -> path: matrix, "
        "values: array",
    .call = call_gd,
    .summary = "Gradient descent: another name of gd.",
    .see = "gd",
    .examples = { { "round(descend(@(x, y) x^2 + y^2, [1 2], 0.5, 1)*1e8)/1e8", "[1 2; 0 0]" } } },
  { .name = "momentum",
    .signature =
        "f: function, start: array, rate: scalar, beta: scalar, steps?: array, show?: string "
        "-> path: matrix, values: array",
    .call = call_momentum,
    .summary =
        "Gradient descent that keeps the share beta of its speed: rolls through flat stretches "
        "and damps zigzags. With 'table' as the last word every step is shown.",
    .formula = "v \\leftarrow \\beta v + \\nabla f, \\quad x \\leftarrow x - \\eta v",
    .numpy = "torch.optim.SGD(params, lr=rate, momentum=beta)",
    .see = "gd adam",
    .examples = { { "round(momentum(@(x) x, 0, 0.1, 0.9, 3)*1e8)/1e8",
                    "[0; -0.1; -0.29; -0.561]" } } },
  { .name = "adam",
    .signature =
        "f: function, start: array, rate: scalar, steps?: array, beta1?: any, beta2?: scalar, "
        "show?: string -> path: matrix, values: array",
    .call = call_adam,
    .summary =
        "Adam: momentum with a step width of its own for each variable, from running averages "
        "of the gradient and of its square: beta1 (0.9) and beta2 (0.999) are kept of them. With "
        "'table' as the last word every step is shown.",
    .formula = "x \\leftarrow x - \\eta \\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)",
    .numpy = "torch.optim.Adam(params, lr=rate)",
    .see = "gd momentum",
    .examples = { { "round(adam(@(x) 1000*x, 0, 0.1, 2)*1e6)/1e6", "[0; -0.1; -0.2]" } } },
  { .name = "newton",
    .signature =
        "f: function, start: array, steps?: array, goal?: string, show?: string -> path: matrix, "
        "values: array",
    .call = call_newton,
    .summary =
        "Newton's method: follow the tangent to the axis, again and again (10 steps). With "
        "'min' it looks for a minimum, of several variables too. Each row of the path is one "
        "iterate. With 'table' as the last word every step is shown.",
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
