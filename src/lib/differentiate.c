/* differentiate.c -- derivatives by differences.  */

#include "config.h"
#include "lib/families.h"
#include "lib/objective.h"
#include "lib/slopes.h"

#include <math.h>
#include <string.h>

/* A function of one variable, moved along that variable. */
typedef struct Line {
  Call *call;
  Value function;
  double x;
} Line;

static bool line_quotient(void *self, double h, double *d, double *noise) {
  const Line *l = self;
  double up = l->x + h, down = l->x - h;
  double above = call_real(l->call, l->function, up);
  double below = call_real(l->call, l->function, down);
  *d = (above - below) / (up - down);
  *noise = slopes_noise(fmax(fabs(above), fabs(below)), up - down);
  return call_alive(l->call);
}

static Value call_deriv(Call *call) {
  View x = call_view(call, 1);
  if (!numeric_is_real(call, 1)) return VALUE_FAILED;
  double h = call_scalar_or(call, 2, 0);
  Work w = work_begin(call);
  Array *d = array_new(x.rank, x.dims, ELEMENT_REAL, false);
  Array *errors = d ? array_new(x.rank, x.dims, ELEMENT_REAL, false) : NULL;
  for (size_t k = 0; errors && k < x.count && call_step(call, 1); k++) {
    Line line = { call, call->args[0], x.data[k] };
    if (h > 0) {
      double up = call_real(call, call->args[0], x.data[k] + h);
      d->data[k] = (up - call_real(call, call->args[0], x.data[k] - h)) / (2 * h);
      errors->data[k] = NAN;
    } else if (!slopes_limit(&w, line_quotient, &line, 1, slopes_first(line.x), slopes_last(line.x),
                             &d->data[k], &errors->data[k]))
      break;
  }
  if (!errors || !call_alive(call)) {
    array_release(d);
    array_release(errors);
    return work_done(&w, VALUE_FAILED);
  }
  call_result(call, 1, value_array(errors));
  return work_done(&w, value_array(d));
}

/* A function of several variables, moved along variables i and, for second derivatives, j. */
typedef struct Bend {
  Objective *o;
  double *x;
  size_t i, j, m; /* m results */
  double scale_i, scale_j;
  double here;
} Bend;

/* The value with x_i moved by HI and x_j by HJ. */
static double bent(const Bend *b, double hi, double hj) {
  double xi = b->x[b->i], xj = b->x[b->j];
  b->x[b->i] += hi;
  b->x[b->j] += hj;
  double value = objective_value(b->o, b->x);
  b->x[b->j] = xj;
  b->x[b->i] = xi;
  return value;
}

static bool first_quotient(void *self, double h, double *d, double *noise) {
  const Bend *b = self;
  double here = b->x[b->i], up = here + h, down = here - h;
  b->x[b->i] = up;
  double above = objective_value(b->o, b->x);
  b->x[b->i] = down;
  double below = objective_value(b->o, b->x);
  b->x[b->i] = here;
  *d = (above - below) / (up - down);
  *noise = slopes_noise(fmax(fabs(above), fabs(below)), up - down);
  return call_alive(b->o->call);
}

bool differences_gradient(Work *w, Objective *o, double *x, double *g) {
  double off;
  Bend b = { .o = o, .x = x };
  for (b.i = 0; b.i < o->n; b.i++)
    if (!slopes_limit(w, first_quotient, &b, 1, slopes_first(x[b.i]), slopes_last(x[b.i]), &g[b.i],
                      &off))
      return false;
  return call_alive(o->call);
}

static double *results_at(Work *w, const Bend *b, double x) {
  size_t count = 0;
  double here = b->x[b->i];
  b->x[b->i] = x;
  double *y = objective_values(w, b->o, b->x, &count);
  b->x[b->i] = here;
  if (y && count != b->m) {
    call_fail(b->o->call, ERROR_SHAPE, "jacobian: the function answers now %zu numbers, now %zu",
              b->m, count);
    return NULL;
  }
  return y;
}

static bool column_quotient(void *self, double h, double *d, double *noise) {
  const Bend *b = self;
  double up = b->x[b->i] + h, down = b->x[b->i] - h;
  Work passing = work_begin(b->o->call);
  double *above = results_at(&passing, b, up);
  double *below = above ? results_at(&passing, b, down) : NULL;
  for (size_t r = 0; below && r < b->m; r++) {
    d[r] = (above[r] - below[r]) / (up - down);
    noise[r] = slopes_noise(fmax(fabs(above[r]), fabs(below[r])), up - down);
  }
  arena_free(&passing.arena);
  return below && call_step(b->o->call, b->m);
}

static Value call_jacobian(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x;
  if (!objective_begin(&w, 0, 1, &o, &x)) return work_done(&w, VALUE_FAILED);
  Bend b = { .o = &o, .x = x };
  if (!objective_values(&w, &o, x, &b.m)) return work_done(&w, VALUE_FAILED);
  gsl_matrix *j = work_matrix(&w, b.m, o.n);
  double *column = work_numbers(&w, b.m), *off = work_numbers(&w, b.m);
  if (!j || !column || !off) return work_done(&w, VALUE_FAILED);
  for (b.i = 0; b.i < o.n; b.i++) {
    if (!slopes_limit(&w, column_quotient, &b, b.m, slopes_first(x[b.i]), slopes_last(x[b.i]),
                      column, off))
      return work_done(&w, VALUE_FAILED);
    for (size_t r = 0; r < b.m; r++) gsl_matrix_set(j, r, b.i, column[r]);
  }
  return work_done(&w, numeric_value(j));
}

static bool second_quotient(void *self, double h, double *d, double *noise) {
  const Bend *b = self;
  double hi = h * b->scale_i, hj = h * b->scale_j;
  if (b->i == b->j) {
    double up = bent(b, hi, 0), down = bent(b, -hi, 0);
    *d = ((up - b->here) - (b->here - down)) / (hi * hi);
    *noise = slopes_noise(fmax(fabs(b->here), fmax(fabs(up), fabs(down))), hi * hi);
  } else {
    double pp = bent(b, hi, hj), pm = bent(b, hi, -hj);
    double mp = bent(b, -hi, hj), mm = bent(b, -hi, -hj);
    double size = fmax(fmax(fabs(pp), fabs(pm)), fmax(fabs(mp), fabs(mm)));
    *d = ((pp - pm) - (mp - mm)) / (4 * hi * hj);
    *noise = slopes_noise(size, 2 * hi * hj);
  }
  return call_alive(b->o->call);
}

static Value call_hessian(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x, value, off;
  if (!objective_begin(&w, 0, 1, &o, &x)) return work_done(&w, VALUE_FAILED);
  gsl_matrix *h = work_matrix(&w, o.n, o.n);
  if (!h) return work_done(&w, VALUE_FAILED);
  Bend b = { .o = &o, .x = x, .here = objective_value(&o, x) };
  for (b.i = 0; b.i < o.n; b.i++)
    for (b.j = 0; b.j <= b.i; b.j++) {
      b.scale_i = 8 * slopes_first(x[b.i]);
      b.scale_j = 8 * slopes_first(x[b.j]);
      double last = fmin(slopes_last(x[b.i]) / b.scale_i, slopes_last(x[b.j]) / b.scale_j);
      if (!slopes_limit(&w, second_quotient, &b, 1, 0.125, last, &value, &off))
        return work_done(&w, VALUE_FAILED);
      gsl_matrix_set(h, b.i, b.j, value);
      gsl_matrix_set(h, b.j, b.i, value);
    }
  return work_done(&w, call_alive(call) ? numeric_value(h) : VALUE_FAILED);
}

const Builtin differentiate_family[] = {
  { .name = "deriv",
    .signature = "f: function, x: array, h?: scalar -> d: array, error: array",
    .call = call_deriv,
    .summary = "The slope of f at x by small differences, to the digits they justify; the second "
               "result estimates the error. With h the plain difference over that step.",
    .formula = "f'(x) \\approx \\frac{f(x+h) - f(x-h)}{2h}",
    .numpy = "scipy.differentiate.derivative(f, x).df",
    .see = "grad jacobian hessian polyder",
    .examples = { { "deriv(@(x) x^2, 3)", "6" },
                  { "deriv(@sin, [0 pi])", "[1 -1]" },
                  { "deriv(@(x) x^3, 1, 0.1)", "3.01" } } },
  { .name = "jacobian",
    .signature = "f: function, x: array -> matrix",
    .call = call_jacobian,
    .summary = "All slopes of a function with several results: one row for each result, one column "
               "for each variable.",
    .formula = "J_{ij} = \\partial f_i / \\partial x_j",
    .numpy = "scipy.differentiate.jacobian(f, x).df",
    .see = "grad hessian",
    .examples = { { "jacobian(@(v) [v(1)*v(2); v(1)^2], [3; 2])", "[2 3; 6 0]" } } },
  { .name = "hessian",
    .signature = "f: function, x: array -> matrix",
    .call = call_hessian,
    .summary = "The matrix of second derivatives: how the gradient changes.",
    .formula = "H_{ij} = \\frac{\\partial^2 f}{\\partial x_i \\, \\partial x_j}",
    .numpy = "scipy.differentiate.hessian(f, x).ddf",
    .see = "grad eig newton",
    .examples = { { "hessian(@(v) v(1)^2*v(2) + v(2)^2, [1 2])", "[4 2; 2 2]" } } },
  { 0 }
};
