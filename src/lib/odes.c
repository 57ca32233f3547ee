/* odes.c -- ordinary differential equations, and further integrals.  */

#include "config.h"
#include "lang/trap.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/numeric.h"
#include "value/cell.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct System {
  Call *call;
  size_t n;
} System;

/* y' = f(t, y). */
static int slopes(double t, const double *y, double *dy, void *self) {
  const System *s = self;
  if (!call_alive(s->call)) return GSL_EFAILED;
  Value args[2] = { value_scalar(t), value_array(array_column(y, s->n)) }, result;
  bool good =
      args[1].kind != VALUE_ERROR && call_function(s->call, s->call->args[0], args, 2, &result, 1);
  value_release(args[1]);
  if (!good) return GSL_EFAILED;
  View v;
  if (!value_view(&result, &v) || v.complex || v.count != s->n) {
    call_fail_at(s->call, 0, ERROR_SHAPE,
                 "f(t, y) must give %zu number%s, the slopes of y, but gave %zu", s->n,
                 s->n == 1 ? "" : "s", value_count(result));
    value_release(result);
    return GSL_EFAILED;
  }
  memcpy(dy, v.data, s->n * sizeof *dy);
  value_release(result);
  return GSL_SUCCESS;
}

typedef struct Settings {
  double relative, absolute, longest, first;
} Settings;

static bool read_settings(Call *call, size_t i, Settings *s) {
  *s = (Settings){ .relative = 1e-6, .absolute = 1e-9 };
  if (!call_given(call, i) || value_is_empty(call->args[i])) return true;
  if (call->args[i].kind != VALUE_RECORD) {
    call_fail_at(call, i, ERROR_TYPE, "the settings are made by odeset");
    return false;
  }
  const Record *r = call->args[i].record;
  for (size_t k = 0; k < r->count; k++) {
    double *to = strcmp(r->names[k], "RelTol") == 0        ? &s->relative
                 : strcmp(r->names[k], "AbsTol") == 0      ? &s->absolute
                 : strcmp(r->names[k], "MaxStep") == 0     ? &s->longest
                 : strcmp(r->names[k], "InitialStep") == 0 ? &s->first
                                                           : NULL;
    View v;
    if (!to || !value_view(&r->values[k], &v) || v.count == 0) continue;
    *to = v.data[0];
    for (size_t j = 1; j < v.count; j++) *to = fmin(*to, v.data[j]);
    if (!(*to > 0)) {
      call_fail_at(call, i, ERROR_DOMAIN, "%s must be positive", r->names[k]);
      return false;
    }
  }
  return true;
}

/* What has been reached so far: t, and y behind it, for each point. */
typedef struct Path {
  double *points;
  size_t count, cap, width;
} Path;

static void add_point(Path *p, double t, const double *y, size_t n) {
  p->width = n + 1;
  if (p->count == p->cap) {
    p->cap = p->cap ? 2 * p->cap : 64;
    p->points = mem_resize(p->points, p->cap * p->width * sizeof *p->points);
  }
  p->points[p->count * p->width] = t;
  memcpy(p->points + p->count * p->width + 1, y, n * sizeof *y);
  p->count++;
}

static Value column_of_path(const Path *p, size_t first, size_t width, bool turned) {
  Array *a = turned ? array_new_matrix(width, p->count) : array_new_matrix(p->count, width);
  for (size_t i = 0; a && i < p->count; i++)
    for (size_t j = 0; j < width; j++)
      a->data[turned ? i * width + j : j * p->count + i] = p->points[i * p->width + first + j];
  return value_array(a);
}

static bool follow(Call *call, System *s, const View *span, const Settings *set,
                   const gsl_odeiv2_step_type *type, double *y, Path *path) {
  gsl_odeiv2_system system = { slopes, NULL, s->n, s };
  gsl_odeiv2_step *step = gsl_odeiv2_step_alloc(type, s->n);
  gsl_odeiv2_control *control = gsl_odeiv2_control_standard_new(set->absolute, set->relative, 1, 0);
  gsl_odeiv2_evolve *evolve = gsl_odeiv2_evolve_alloc(s->n);
  double t = span->data[0], whole = span->data[span->count - 1] - t;
  double longest = set->longest > 0 ? set->longest : fabs(whole) / (span->count == 2 ? 40 : 1);
  double h = copysign(set->first > 0 ? fmin(set->first, longest) : longest / 100, whole);
  int status = step && control && evolve ? GSL_SUCCESS : GSL_ENOMEM;
  add_point(path, t, y, s->n);
  for (size_t k = 1; k < span->count && status == GSL_SUCCESS; k++) {
    double to = span->data[k];
    while (t != to && status == GSL_SUCCESS) {
      if (!call_step(call, 1)) status = GSL_EFAILED;
      if (fabs(h) > longest) h = copysign(longest, whole);
      if (status == GSL_SUCCESS)
        status = gsl_odeiv2_evolve_apply(evolve, control, step, &system, &t, to, &h, y);
      if (status == GSL_SUCCESS && !isfinite(y[0])) status = GSL_ESING;
      if (fabs(h) < 1e-15 * fmax(fabs(t), fabs(whole)) && t != to) status = GSL_ESING;
      if (status == GSL_SUCCESS && span->count == 2) add_point(path, t, y, s->n);
    }
    if (status == GSL_SUCCESS && span->count > 2) add_point(path, t, y, s->n);
  }
  if (evolve) gsl_odeiv2_evolve_free(evolve);
  if (control) gsl_odeiv2_control_free(control);
  if (step) gsl_odeiv2_step_free(step);
  if (status == GSL_SUCCESS) return true;
  if (call_alive(call))
    call_fail(call, ERROR_NUMERIC,
              "the solution could not be followed beyond t = %g; it may have no end there", t);
  return false;
}

static Value solve(Call *call, const gsl_odeiv2_step_type *type) {
  View span = call_view(call, 1), start = call_view(call, 2);
  Settings set;
  if (!numeric_is_real(call, 1) || !numeric_is_real(call, 2) || !read_settings(call, 3, &set))
    return VALUE_FAILED;
  if (span.count < 2 || start.count == 0)
    return call_fail_at(call, 1, ERROR_SHAPE,
                        "the times are [first last] or more, and y needs a start");
  bool up = span.data[1] > span.data[0];
  for (size_t k = 1; k < span.count; k++)
    if (up ? !(span.data[k] > span.data[k - 1]) : !(span.data[k] < span.data[k - 1]))
      return call_fail_at(call, 1, ERROR_DOMAIN, "the times must all rise, or all fall");
  double *y = mem_new(start.count * sizeof *y);
  memcpy(y, start.data, start.count * sizeof *y);
  Path path = { 0 };
  System system = { call, start.count };
  TrapState before = trap_take();
  bool good = follow(call, &system, &span, &set, type, y, &path);
  trap_take();
  trap_restore(before);
  Value result = VALUE_FAILED;
  if (good && call->wanted < 2) {
    Record *r = record_new();
    record_set(r, "x", column_of_path(&path, 0, 1, true));
    record_set(r, "y", column_of_path(&path, 1, start.count, true));
    record_set(r, "solver", value_string(call->builtin->name));
    result = value_record(r);
  } else if (good) {
    call_result(call, 1, column_of_path(&path, 1, start.count, false));
    result = column_of_path(&path, 0, 1, false);
  }
  free(path.points);
  free(y);
  return result;
}

static Value call_ode45(Call *call) {
  return solve(call, gsl_odeiv2_step_rkf45);
}
static Value call_ode23(Call *call) {
  return solve(call, gsl_odeiv2_step_rk2);
}

/* ------------------------------------------------------------------ further integrals */

/* Gauss and Kronrod with 7 and 15 places on halved intervals, for functions with arrays as values.
 */
static Value call_quadv(Call *call) {
  return formula(
      call, "f a b tol", "q count",
      "if isempty(tol), tol = 1e-10; end\n"
      "x = [0.991455371120812639206854697526329 0.949107912342758524526189684047851 ...\n"
      "  0.864864423359769072789712788640926 0.741531185599394439863864773280788 ...\n"
      "  0.586087235467691130294144691693013 0.405845151377397166906606412076961 ...\n"
      "  0.207784955007898467600689403773245 0];\n"
      "wk = [0.022935322010529224963732008058970 0.063092092629978553290700663189204 ...\n"
      "  0.104790010322250183839876322541518 0.140653259715525918745189590510238 ...\n"
      "  0.169004726639267902826583426598550 0.190350578064785409913256402421014 ...\n"
      "  0.204432940075298892414161999234649 0.209482141084727828012999174891714];\n"
      "wg = [0 0.129484966168869693270611432679082 0 0.279705391489276667901467771423780 0 ...\n"
      "  0.381830050505118944950369775488975 0 0.417959183673469387755102040816327];\n"
      "x = [-x, x(7:-1:1)]; wk = [wk, wk(7:-1:1)]; wg = [wg, wg(7:-1:1)];\n"
      "todo = [a b]; q = 0; count = 0; turn = 0;\n"
      "while ~isempty(todo)\n"
      "  l = todo(end, 1); r = todo(end, 2); todo(end, :) = []; m = (l + r)/2; h = (r - l)/2;\n"
      "  k = 0; g = 0; turn += 1;\n"
      "  for i = 1:15, y = f(m + h*x(i)); k = k + wk(i)*y; g = g + wg(i)*y; end\n"
      "  count += 15; off = max(abs(vec((k - g)*h)));\n"
      "  if off <= tol * max(1, abs(h/(b - a))) || turn > 2000 || isempty(off), q = q + k*h;\n"
      "  else, todo = [todo; l m; m r]; end\n"
      "end");
}
static Value call_triplequad(Call *call) {
  return formula(call, "f xa xb ya yb za zb", "q",
                 "q = integral(@(x) integral2(@(y, z) f(x, y, z), ya, yb, za, zb), xa, xb);");
}
static Value call_integral3(Call *call) {
  return formula(call, "f xa xb ya yb za zb", "q",
                 "if ~is_function_handle(ya), ya = @(x) ya; end\n"
                 "if ~is_function_handle(yb), yb = @(x) yb; end\n"
                 "if ~is_function_handle(za), za = @(x, y) za; end\n"
                 "if ~is_function_handle(zb), zb = @(x, y) zb; end\n"
                 "q = integral(@(x) integral2(@(y, z) f(x, y, z), ya(x), yb(x), ...\n"
                 "  @(y) za(x, y), @(y) zb(x, y)), xa, xb);");
}
static Value call_quadl(Call *call) {
  return formula(
      call, "f a b tol", "q",
      "if isempty(tol), q = integral(f, a, b); else, q = integral(f, a, b, 'AbsTol', tol); end");
}

static Value call_lsode(Call *call) {
  return formula(call, "f x0 t", "x state message",
                 "if ischar(f), f = str2func(f); end\n"
                 "if numel(t) < 2, error('at least two times are needed'); end\n"
                 "times = t(:)'; if numel(times) == 2, times = [times(1) mean(times) times(2)]; "
                 "end\n"
                 "options = odeset('RelTol', 1e-9, 'AbsTol', 1e-9);\n"
                 "[~, x] = ode45(@(t, x) f(x, t)(:), times, x0(:), options);\n"
                 "if numel(t) == 2, x = x([1 3], :); end\n"
                 "state = 2; message = 'successful exit';");
}

static Value call_quad2d(Call *call) {
  return formula(call, "f xa xb ya yb", "q", "q = integral2(f, xa, xb, ya, yb);");
}

const Builtin odes_family[] = {
  { .name = "ode45",
    .signature = "f: function, t: array, y0: array, options?: any -> t: any, y: array",
    .call = call_ode45,
    .summary = "The solution of y' = f(t, y) from y0 on, by Runge-Kutta steps of order 4 and 5: "
               "times in t, one row of y for each. Two times give every step, more only these. One "
               "result alone is a record with x and y.",
    .numpy = "scipy.integrate.solve_ivp(f, [t0, t1], y0)",
    .see = "ode23 odeset integral",
    .examples = { { "[t, y] = ode45(@(t, y) -y, [0 1 2], 1); round(1e5*y)",
                    "[100000; 36788; 13534]" },
                  { "[t, y] = ode45(@(t, y) [y(2); -y(1)], [0 pi], [0; 1]); round(1e4*y(end, :))",
                    "[0 -10000]" } } },
  { .name = "ode23",
    .signature = "f: function, t: array, y0: array, options?: any -> t: any, y: array",
    .call = call_ode23,
    .summary = "The solution of y' = f(t, y) from y0 on, by Runge-Kutta steps of order 2 and 3.",
    .numpy = "scipy.integrate.solve_ivp(f, [t0, t1], y0, method=\"RK23\")",
    .see = "ode45 odeset",
    .examples = { { "[t, y] = ode23(@(t, y) 2*t, [0 1 3], 0); round(1e4*y)",
                    "[0; 10000; 90000]" } } },
  { .name = "quadl",
    .signature = "f: function, a: scalar, b: scalar, tol?: array, trace?: any -> scalar",
    .call = call_quadl,
    .summary = "The area under f from a to b: another name of integral.",
    .numpy = "scipy.integrate.quad(f, a, b)[0]",
    .see = "integral",
    .examples = { { "quadl(@(x) x.^2, 0, 3)", "9" } } },
  { .name = "quadv",
    .signature =
        "f: function, a: scalar, b: scalar, tol?: array, trace?: any -> q: array, count: scalar",
    .call = call_quadv,
    .summary = "The integral from a to b of a function whose values are arrays, entry by entry.",
    .numpy = "scipy.integrate.quad_vec(f, a, b)[0]",
    .see = "integral",
    .examples = { { "quadv(@(x) [x x^2], 0, 3)", "[4.5 9]" } } },
  { .name = "triplequad",
    .signature = "f: function, xa: scalar, xb: scalar, ya: scalar, yb: scalar, za: scalar, zb: "
                 "scalar -> scalar",
    .call = call_triplequad,
    .summary = "The integral of f(x, y, z) over a box.",
    .numpy = "scipy.integrate.tplquad(lambda z, y, x: f(x, y, z), xa, xb, ya, yb, za, zb)[0]",
    .see = "integral3 integral2",
    .examples = { { "triplequad(@(x, y, z) x + y + z, 0, 1, 0, 1, 0, 1)", "1.5" } } },
  { .name = "integral3",
    .signature =
        "f: function, xa: scalar, xb: scalar, ya: any, yb: any, za: any, zb: any -> scalar",
    .call = call_integral3,
    .summary = "The integral of f(x, y, z); limits of y may be functions of x, limits of z "
               "functions of x and y.",
    .numpy = "scipy.integrate.tplquad(lambda z, y, x: f(x, y, z), xa, xb, ya, yb, za, zb)[0]",
    .see = "integral2 integral",
    .examples = { { "integral3(@(x, y, z) 1, 0, 1, 0, @(x) x, 0, 2)", "1" } } },
  { .name = "lsode",
    .signature = "f: any, x0: array, t: array -> array, state: scalar, message: string",
    .call = call_lsode,
    .summary = "The solution of x' = f(x, t) from x0 at the times t, one row a time.",
    .numpy = "scipy.integrate.odeint(f, x0, t)",
    .see = "ode45 ode23",
    .warning = "the state comes first in f(x, t); for ode45 it is f(t, x)",
    .examples = { { "x = lsode(@(x, t) -x, 1, [0 1]); round(x(2)*1e6)/1e6", "0.367879" } } },
  { .name = "quad2d",
    .signature = "f: function, xa: scalar, xb: scalar, ya: any, yb: any -> scalar",
    .call = call_quad2d,
    .summary = "The integral of f(x, y); the limits of y may be functions of x: as integral2.",
    .numpy = "scipy.integrate.dblquad(lambda y, x: f(x, y), xa, xb, ya, yb)[0]",
    .see = "integral2 integral3",
    .examples = { { "quad2d(@(x, y) x .* y, 0, 1, 0, 2)", "1" } } },
  { 0 }
};
