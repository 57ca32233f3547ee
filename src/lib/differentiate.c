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

/* A function of several variables, moved along variable i. */
typedef struct Bend {
  Objective *o;
  double *x;
  size_t i;
} Bend;

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
  { 0 }
};
