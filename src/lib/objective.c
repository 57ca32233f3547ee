/* objective.c -- a learner's function of several variables.  */

#include "config.h"
#include "lib/objective.h"
#include "algebra/tape.h"
#include "lang/trap.h"

#include <gsl/gsl_deriv.h>
#include <math.h>
#include <string.h>

enum { MOST_SEPARATE = 16 }; /* numbers a function takes one by one */

bool objective_begin(Work *w, size_t f, size_t x, Objective *o, double **start) {
  Call *call = w->call;
  if (!numeric_is_real(call, x) || !numeric_is_matrix(call, x)) return false;
  View v = call_view(call, x);
  if (v.count == 0) {
    call_fail_at(call, x, ERROR_SHAPE, "%s: the start has no numbers", call->builtin->name);
    return false;
  }
  int arity = function_arity(call->args[f]);
  *o = (Objective){ .call = call,
                    .function = call->args[f],
                    .n = v.count,
                    .separate = arity > 1,
                    .column = v.dims[1] == 1 };
  if (arity > 1 && (size_t)arity != v.count) {
    call_fail_at(call, x, ERROR_SHAPE, "%s: the function takes %d numbers, but the start has %zu",
                 call->builtin->name, arity, v.count);
    return false;
  }
  *start = work_numbers(w, v.count);
  o->space = work_numbers(w, v.count);
  if (!*start || !o->space) return false;
  memcpy(*start, v.data, v.count * sizeof **start);
  return true;
}

Value objective_point(const Objective *o, const double *x) {
  return o->column ? numeric_column(x, o->n) : numeric_row(x, o->n);
}

/* One vector in, whatever comes out; VALUE_FAILED on failure. */
static Value evaluate(const Objective *o, const double *x) {
  if (!call_alive(o->call)) return VALUE_FAILED;
  Value result = VALUE_NOTHING;
  Value point = o->separate ? VALUE_NOTHING : objective_point(o, x);
  bool good;
  if (o->separate) {
    Value args[MOST_SEPARATE];
    if (o->n > MOST_SEPARATE) {
      call_fail(o->call, ERROR_TYPE,
                "%s: a function of so many numbers must take them as one vector",
                o->call->builtin->name);
      return VALUE_FAILED;
    }
    for (size_t i = 0; i < o->n; i++) args[i] = value_scalar(x[i]);
    good = call_function(o->call, o->function, args, o->n, &result, 1);
  } else {
    good = point.kind != VALUE_ERROR && call_function(o->call, o->function, &point, 1, &result, 1);
    value_release(point);
  }
  return good ? result : VALUE_FAILED;
}

double objective_value(const Objective *o, const double *x) {
  if (o->n == 1) return call_real(o->call, o->function, x[0]);
  if (o->separate) return call_real_many(o->call, o->function, x, o->n);
  Value v = evaluate(o, x);
  double y = NAN;
  if (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL)
    y = v.scalar;
  else if (v.kind != VALUE_ERROR && !value_is_complex(v))
    call_fail(o->call, ERROR_TYPE, "%s: the function must answer one number",
              o->call->builtin->name);
  value_release(v);
  return y;
}

double *objective_values(Work *w, const Objective *o, const double *x, size_t *count) {
  Value v = evaluate(o, x);
  View view;
  double *y = NULL;
  if (v.kind != VALUE_ERROR && value_view(&v, &view) && !view.complex) {
    y = work_numbers(w, view.count);
    if (y) memcpy(y, view.data, view.count * sizeof *y);
    *count = view.count;
  } else if (call_alive(o->call)) {
    call_fail(o->call, ERROR_TYPE, "%s: the function must answer real numbers",
              o->call->builtin->name);
  }
  value_release(v);
  return y;
}

static double shifted(const Objective *o, const double *x, size_t i, double h, size_t j, double k) {
  memcpy(o->space, x, o->n * sizeof *x);
  o->space[i] += h;
  o->space[j] += k;
  return objective_value(o, o->space);
}

/* A step near SHARE of x by which most numbers can be moved exactly: a power of two. */
static double step_for(double x, double share) {
  double h = share * fmax(1, fabs(x));
  int exponent;
  if (!isfinite(h)) return h;
  frexp(h, &exponent);
  return ldexp(1, exponent - 1);
}

/* The arguments of the function at X, owned; their number. */
static size_t arguments_at(const Objective *o, const double *x, Value *args) {
  if (o->separate && o->n <= MOST_SEPARATE) {
    for (size_t i = 0; i < o->n; i++) args[i] = value_scalar(x[i]);
    return o->n;
  }
  args[0] = o->n == 1 ? value_scalar(x[0]) : objective_point(o, x);
  return 1;
}

/* After a failure on the way to an exact derivative: is it one that differences do not share?  Then
   it is forgotten. */
static bool turn_to_differences(Objective *o) {
  Error error;
  if (call_alive(o->call) || !call_take_failure(o->call, &error)) return false;
  if (error.kind == ERROR_INTERRUPT || error.kind == ERROR_LIMIT) {
    call_fail_as(o->call, &error);
    return false;
  }
  o->rough = true;
  return true;
}

static void release_all(Value *values, size_t count) {
  for (size_t i = 0; i < count; i++) value_release(values[i]);
}

/* The numbers of COUNT gradients one after the other. */
static void take_gradients(const Value *g, size_t count, double *to) {
  for (size_t i = 0; i < count; i++) {
    View v;
    if (!value_view(&g[i], &v)) continue;
    memcpy(to, v.data, v.count * sizeof *to);
    to += v.count;
  }
}

static bool exact_gradient_at(Objective *o, const double *x, double *value, double *gradient) {
  Value args[MOST_SEPARATE], g[MOST_SEPARATE], y = VALUE_NOTHING;
  if (o->rough || !call_alive(o->call)) return false;
  size_t count = arguments_at(o, x, args);
  bool good = tape_gradient(o->call, o->function, args, count, &y, g);
  release_all(args, count);
  if (!good) {
    turn_to_differences(o);
    return false;
  }
  take_gradients(g, count, gradient);
  release_all(g, count);
  *value = y.scalar;
  return true;
}

double objective_both(Objective *o, const double *x, double *gradient) {
  double value = NAN;
  if (exact_gradient_at(o, x, &value, gradient)) return value;
  objective_gradient(o, x, gradient);
  return objective_value(o, x);
}

bool objective_jacobian(Objective *o, const double *x, size_t m, double *jacobian) {
  Value args[MOST_SEPARATE], j = VALUE_NOTHING;
  if (o->rough || !call_alive(o->call)) return false;
  size_t count = arguments_at(o, x, args);
  bool good = tape_jacobian(o->call, o->function, args, count, NULL, &j);
  release_all(args, count);
  View v;
  if (!good) {
    turn_to_differences(o);
    return false;
  }
  good = value_view(&j, &v) && v.count == m * o->n;
  for (size_t r = 0; good && r < m; r++)
    for (size_t c = 0; c < o->n; c++) jacobian[r * o->n + c] = v.data[r + c * m];
  value_release(j);
  return good;
}

static bool exact_hessian_at(Objective *o, const double *x, double *hessian) {
  Value args[MOST_SEPARATE], h = VALUE_NOTHING;
  if (o->rough || !call_alive(o->call)) return false;
  size_t count = arguments_at(o, x, args);
  bool good = tape_hessian(o->call, o->function, args, count, NULL, NULL, &h), rough = o->rough;
  release_all(args, count);
  View v;
  if (!good) { /* the gradient may be exact yet */
    if (turn_to_differences(o)) o->rough = rough;
    return false;
  }
  if (value_view(&h, &v)) memcpy(hessian, v.data, v.count * sizeof *hessian);
  value_release(h);
  return true;
}

void objective_gradient(Objective *o, const double *x, double *gradient) {
  double value;
  if (exact_gradient_at(o, x, &value, gradient)) return;
  for (size_t i = 0; i < o->n; i++) {
    double h = step_for(x[i], 1e-3);
    double near = shifted(o, x, i, h, i, 0) - shifted(o, x, i, -h, i, 0);
    double far = shifted(o, x, i, 2 * h, i, 0) - shifted(o, x, i, -2 * h, i, 0);
    gradient[i] = (8 * near - far) / (12 * h);
    if (!isnan(gradient[i]) || !call_alive(o->call)) continue;
    h = step_for(x[i], 1e-6); /* close to the edge of the domain */
    gradient[i] = (shifted(o, x, i, h, i, 0) - shifted(o, x, i, -h, i, 0)) / (2 * h);
  }
}

static double second(const Objective *o, const double *x, size_t i, size_t j, double h, double k,
                     double here) {
  if (i == j) return (shifted(o, x, i, h, i, 0) - 2 * here + shifted(o, x, i, -h, i, 0)) / (h * h);
  return (shifted(o, x, i, h, j, k) - shifted(o, x, i, h, j, -k) - shifted(o, x, i, -h, j, k) +
          shifted(o, x, i, -h, j, -k)) /
         (4 * h * k);
}

void objective_hessian(Objective *o, const double *x, double *hessian) {
  if (exact_hessian_at(o, x, hessian)) return;
  double here = objective_value(o, x);
  for (size_t i = 0; i < o->n; i++)
    for (size_t j = 0; j <= i; j++) {
      double h = step_for(x[i], 4e-3), k = step_for(x[j], 4e-3);
      double near = second(o, x, i, j, h, k, here), far = second(o, x, i, j, 2 * h, 2 * k, here);
      hessian[i * o->n + j] = hessian[j * o->n + i] = (4 * near - far) / 3;
      if (!call_alive(o->call)) return;
    }
}

typedef struct Line {
  Call *call;
  Value function;
} Line;

static double on_line(double x, void *self) {
  const Line *l = self;
  return call_real(l->call, l->function, x);
}

double objective_slope(Call *call, Value function, double x) {
  Objective o = { .call = call, .function = function, .n = 1 };
  Line line = { call, function };
  gsl_function f = { on_line, &line };
  double slope = NAN, off = NAN, value;
  if (exact_gradient_at(&o, &x, &value, &slope)) return slope;
  TrapState before = trap_take();
  for (double h = 1e-3 * fmax(1, fabs(x)); h > 1e-9 * fmax(1, fabs(x)) && call_alive(call);
       h /= 100) {
    gsl_deriv_central(&f, x, h, &slope, &off);
    if (isfinite(slope)) break;
  }
  trap_take();
  trap_restore(before);
  return slope;
}
