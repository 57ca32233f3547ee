/* optimise.c -- zeros and minima.  */

#include "config.h"
#include "lang/trap.h"
#include "lib/families.h"
#include "lib/objective.h"
#include "value/cell.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_multiroots.h>
#include <math.h>
#include <string.h>

typedef struct Line {
  Call *call;
  Value function;
} Line;

static double on_line(double x, void *self) {
  const Line *l = self;
  return call_real(l->call, l->function, x);
}

/* From one point outwards, as far as Octave looks, until f changes its sign. */
static bool bracket(Line *l, double *a, double *b) {
  static const double far[] = { -0.01, 0.025, -0.05, 0.1, -0.25, 0.5, -1,
                                2.5,   -5,    10,    -50, 100,   500, 1000 };
  double fa = on_line(*a, l), unit = *a == 0 ? 1 : *a;
  for (size_t i = 0; i < sizeof far / sizeof *far && call_alive(l->call); i++) {
    *b = unit + unit * far[i];
    double fb = on_line(*b, l);
    if ((fa <= 0 && fb >= 0) || (fa >= 0 && fb <= 0)) return true;
  }
  return false;
}

/* A place known so far, and the value there. */
typedef struct Point {
  double x, y;
} Point;

/* How far to go from B, where |f| is least so far, when the zero lies between it and C: by the line
   or the parabola through A, B and C if that leads inside and gains, else half the way. */
static double step_to_zero(Point a, Point b, Point c, double last, double near) {
  double half = (c.x - b.x) / 2, p, q, s = b.y / a.y;
  if (fabs(last) < near || fabs(a.y) <= fabs(b.y)) return half;
  if (a.x == c.x) {
    p = 2 * half * s;
    q = 1 - s;
  } else {
    double t = b.y / c.y;
    q = a.y / c.y;
    p = s * (2 * half * q * (q - t) - (b.x - a.x) * (t - 1));
    q = (q - 1) * (t - 1) * (s - 1);
  }
  if (p > 0) q = -q;
  p = fabs(p);
  return 2 * p < fmin(3 * half * q - fabs(near * q), fabs(last * q)) ? p / q : half;
}

/* The zero between A and B, where f has different signs.  Source: Brent, Algorithms for
   Minimization Without Derivatives, chapter 4. */
static Point brent_root(Line *l, Point a, Point b) {
  Point c = a;
  double step = b.x - a.x, before = step;
  for (int i = 0; i < 500 && call_step(l->call, 1); i++) {
    if ((b.y > 0) == (c.y > 0)) {
      c = a;
      step = before = b.x - a.x;
    }
    if (fabs(c.y) < fabs(b.y)) {
      a = b;
      b = c;
      c = a;
    }
    double near = 0x1p-52 * fabs(b.x), half = (c.x - b.x) / 2;
    if (fabs(half) <= near || b.y == 0 || isnan(b.y)) break;
    double next = step_to_zero(a, b, c, before, near);
    before = next == half ? half : step;
    step = next;
    a = b;
    b.x += fabs(step) > near ? step : copysign(fmax(near, 0x1p-1074), half);
    b.y = on_line(b.x, l);
  }
  return b;
}

static Value call_fzero(Call *call) {
  View start = call_view(call, 1);
  if (!numeric_is_real(call, 1) || !numeric_is_finite(call, 1)) return VALUE_FAILED;
  if (start.count != 1 && start.count != 2)
    return call_fail_at(call, 1, ERROR_TYPE,
                        "fzero: give one number to start from, or [a b] around "
                        "the zero");
  Line l = { call, call->args[0] };
  double a = start.data[0], b = start.data[start.count - 1];
  bool good = true;
  if (start.count == 1 && on_line(a, &l) != 0) good = bracket(&l, &a, &b);
  double fa = on_line(a, &l), fb = on_line(b, &l);
  if (!call_alive(call)) return VALUE_FAILED;
  good = good && ((fa <= 0 && fb >= 0) || (fa >= 0 && fb <= 0));
  if (!good) {
    Value failed =
        start.count == 1
            ? call_fail_at(call, 1, ERROR_DOMAIN, "fzero: f does not change its sign near %g", a)
            : call_fail_at(call, 1, ERROR_DOMAIN,
                           "fzero: f has the same sign at both ends: %g and %g", fa, fb);
    call_hint(call, "give [a b] with f(a) and f(b) of different sign");
    return failed;
  }
  Point zero = fa == 0   ? (Point){ a, fa }
               : fb == 0 ? (Point){ b, fb }
                         : brent_root(&l, (Point){ a, fa }, (Point){ b, fb });
  if (!call_alive(call)) return VALUE_FAILED;
  call_result(call, 1, value_scalar(zero.y));
  call_result(call, 2, value_scalar(1));
  return value_scalar(zero.x);
}

/* Brent's search for a minimum: golden sections, and parabolas where they help.  Source: Brent,
   Algorithms for Minimization Without Derivatives, chapter 5. */
static double brent_minimum(Line *l, double a, double b, double *value) {
  const double golden = (3 - sqrt(5)) / 2;
  double x = a + golden * (b - a), w = x, v = x, d = 0, e = 0;
  double fx = on_line(x, l), fw = fx, fv = fx;
  for (int i = 0; i < 500 && call_step(l->call, 1); i++) {
    double middle = 0.5 * (a + b), near = 1e-9 * fabs(x) + 1e-11, p = 0, q = 0, r = 0;
    if (fabs(x - middle) <= 2 * near - 0.5 * (b - a)) break;
    if (fabs(e) > near) {
      r = (x - w) * (fx - fv);
      q = (x - v) * (fx - fw);
      p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      p = q > 0 ? -p : p;
      q = fabs(q);
      r = e;
      e = d;
    }
    if (fabs(p) < fabs(0.5 * q * r) && p > q * (a - x) && p < q * (b - x)) {
      d = p / q;
      if (x + d - a < 2 * near || b - x - d < 2 * near) d = x < middle ? near : -near;
    } else {
      e = x < middle ? b - x : a - x;
      d = golden * e;
    }
    double u = x + (fabs(d) >= near ? d : copysign(near, d)), fu = on_line(u, l);
    if (fu <= fx) {
      *(u < x ? &b : &a) = x;
      v = w, fv = fw, w = x, fw = fx, x = u, fx = fu;
    } else {
      *(u < x ? &a : &b) = u;
      if (fu <= fw || w == x)
        v = w, fv = fw, w = u, fw = fu;
      else if (fu <= fv || v == x || v == w)
        v = u, fv = fu;
    }
  }
  *value = fx;
  return x;
}

static Value call_fminbnd(Call *call) {
  double a = call_scalar(call, 1), b = call_scalar(call, 2), value;
  if (!isfinite(a) || !isfinite(b) || a > b)
    return call_fail_at(call, 1, ERROR_DOMAIN,
                        "fminbnd: the interval must be finite, its lower end "
                        "first");
  Line l = { call, call->args[0] };
  double x = brent_minimum(&l, a, b, &value);
  if (!call_alive(call)) return VALUE_FAILED;
  call_result(call, 1, value_scalar(value));
  call_result(call, 2, value_scalar(1));
  return value_scalar(x);
}

static double multi_value(const gsl_vector *x, void *self) {
  double y = objective_value(self, x->data); /* vectors of GSL's minimisers have stride 1 */
  return isnan(y) ? INFINITY : y;
}

static void multi_gradient(const gsl_vector *x, void *self, gsl_vector *g) {
  objective_gradient(self, x->data, g->data);
}

static void multi_both(const gsl_vector *x, void *self, double *value, gsl_vector *g) {
  double y = objective_both(self, x->data, g->data);
  *value = isnan(y) ? INFINITY : y;
}

/* One descent of the simplex from X, which is replaced by the lowest point. */
static bool simplex(Objective *o, double *x, double scale, double *value) {
  gsl_multimin_function f = { multi_value, o->n, o };
  gsl_multimin_fminimizer *m =
      gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, o->n);
  gsl_vector *step = gsl_vector_alloc(o->n);
  gsl_vector_view start = gsl_vector_view_array(x, o->n);
  bool settled = false;
  if (m && step) {
    for (size_t i = 0; i < o->n; i++) step->data[i] = scale * (x[i] != 0 ? fabs(x[i]) : 1);
    gsl_multimin_fminimizer_set(m, &f, &start.vector, step);
    for (size_t i = 0; i < 2000 * o->n && !settled && call_step(o->call, 1); i++) {
      if (gsl_multimin_fminimizer_iterate(m) != 0) break;
      settled = gsl_multimin_test_size(m->size, 1e-10) == GSL_SUCCESS;
    }
    memcpy(x, m->x->data, o->n * sizeof *x);
    *value = m->fval;
  }
  gsl_multimin_fminimizer_free(m);
  gsl_vector_free(step);
  return settled;
}

/* Is argument I the word 'table', or options with Display 'iter' as optimset makes them? */
static bool shows_steps(Call *call, size_t i) {
  if (call_string_is(call, i, "table")) return true;
  if (!call_given(call, i) || call->args[i].kind != VALUE_RECORD) return false;
  Value word = record_get(call->args[i].record, "Display");
  Text t = TEXT_EMPTY;
  if (value_is_string(word)) value_append_text(word, &t);
  bool shown = strcmp(text_string(&t), "iter") == 0;
  text_free(&t);
  value_release(word);
  return shown;
}

static double length(const gsl_vector *v) {
  double sum = 0;
  for (size_t i = 0; i < v->size; i++) sum = hypot(sum, gsl_vector_get(v, i));
  return sum;
}

/* One line of the table of iterations, the first with its heading. */
static void show_step(Call *call, bool shown, size_t step, const gsl_vector *x, double value,
                      const gsl_vector *g, const char *title) {
  enum { MOST_COLUMNS = 4 };
  if (!shown || (step > 50 && step % 10 != 0)) return;
  size_t columns = x->size > MOST_COLUMNS ? MOST_COLUMNS : x->size;
  const char *more = x->size > columns ? " ..." : "";
  bool valued = !isnan(value);
  Text t = TEXT_EMPTY;
  if (step == 0) {
    text_printf(&t, "%6s", "step");
    for (size_t i = 0; i < columns; i++) text_printf(&t, " %10s%zu", "x", i + 1);
    text_puts(&t, more);
    if (valued) text_printf(&t, " %11s", "f(x)");
    text_printf(&t, " %11s\n", title);
  }
  text_printf(&t, "%6zu", step);
  for (size_t i = 0; i < columns; i++) text_printf(&t, " %11.5g", gsl_vector_get(x, i));
  text_puts(&t, more);
  if (valued) text_printf(&t, " %11.5g", value);
  text_printf(&t, " %11.5g\n", length(g));
  call_print(call, text_string(&t));
  text_free(&t);
}

static bool finish(const Objective *o, const double *x, double value, bool settled, Value *result) {
  *result = VALUE_FAILED;
  if (!call_alive(o->call)) return false;
  call_result(o->call, 1, value_scalar(value));
  call_result(o->call, 2, value_scalar(settled));
  *result = objective_point(o, x);
  return true;
}

static Value call_fminsearch(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x, value = NAN;
  Value result;
  if (!objective_begin(&w, 0, 1, &o, &x)) return work_done(&w, VALUE_FAILED);
  TrapState before = trap_take();
  simplex(&o, x, 0.1, &value);
  bool settled = call_alive(call) && simplex(&o, x, 0.01, &value); /* a fresh one may get on */
  trap_take();
  trap_restore(before);
  finish(&o, x, value, settled, &result);
  return work_done(&w, result);
}

static Value call_fminunc(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x, value = NAN;
  Value result;
  bool shown = shows_steps(call, 2);
  if (!objective_begin(&w, 0, 1, &o, &x)) return work_done(&w, VALUE_FAILED);
  gsl_multimin_function_fdf f = { multi_value, multi_gradient, multi_both, o.n, &o };
  gsl_multimin_fdfminimizer *m =
      gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, o.n);
  gsl_vector_view start = gsl_vector_view_array(x, o.n);
  bool settled = false;
  TrapState before = trap_take();
  if (m && isfinite(multi_value(&start.vector, &o))) {
    gsl_multimin_fdfminimizer_set(m, &f, &start.vector, 0.01, 0.1);
    show_step(call, shown, 0, m->x, m->f, m->gradient, "|slope|");
    for (int i = 0; i < 2000 && !settled && call_step(call, 1); i++) {
      if (gsl_multimin_fdfminimizer_iterate(m) != 0) { /* no progress left within rounding */
        settled =
            gsl_multimin_test_gradient(m->gradient, 1e-3 * fmax(1, fabs(m->f))) == GSL_SUCCESS;
        break;
      }
      settled = gsl_multimin_test_gradient(m->gradient, 1e-9) == GSL_SUCCESS;
      show_step(call, shown, (size_t)i + 1, m->x, m->f, m->gradient, "|slope|");
    }
    memcpy(x, m->x->data, o.n * sizeof *x);
    value = m->f;
  } else if (m && call_alive(call)) {
    call_fail_at(call, 1, ERROR_DOMAIN, "fminunc: f has no finite value at the start");
  }
  trap_take();
  trap_restore(before);
  gsl_multimin_fdfminimizer_free(m);
  if (!settled && call_alive(call))
    call_warn(call,
              "fminunc: no minimum found from here; f may fall for ever, or try another start");
  finish(&o, x, value, settled, &result);
  return work_done(&w, result);
}

typedef struct Equations {
  Objective objective;
  Work *work;
  bool by_slopes; /* exact ones: when they end, so does the search */
} Equations;

static int residuals(const gsl_vector *x, void *self, gsl_vector *f) {
  Equations *e = self;
  size_t count = 0;
  if (e->by_slopes && e->objective.rough) return GSL_EBADFUNC;
  Work passing = work_begin(e->work->call);
  double *y = objective_values(&passing, &e->objective, x->data, &count);
  int status = GSL_EBADFUNC;
  if (y && count == f->size) {
    memcpy(f->data, y, count * sizeof *y);
    status = GSL_SUCCESS;
  } else if (y) {
    call_fail(e->work->call, ERROR_SHAPE,
              "fsolve: %zu unknowns need %zu equations, and here are %zu", f->size, f->size, count);
  }
  arena_free(&passing.arena);
  return status;
}

static int slopes(const gsl_vector *x, void *self, gsl_matrix *j) {
  Equations *e = self;
  return objective_jacobian(&e->objective, x->data, j->size1, j->data) ? GSL_SUCCESS : GSL_EBADFUNC;
}

static int residuals_and_slopes(const gsl_vector *x, void *self, gsl_vector *f, gsl_matrix *j) {
  int status = residuals(x, self, f);
  return status == GSL_SUCCESS ? slopes(x, self, j) : status;
}

/* What the two kinds of solver have in common. */
typedef struct Search {
  Call *call;
  bool shown, settled;
  double *x, *residual;
} Search;

static bool look(Search *s, size_t step, const gsl_vector *x, const gsl_vector *f) {
  s->settled = gsl_multiroot_test_residual(f, 1e-13) == GSL_SUCCESS;
  show_step(s->call, s->shown, step, x, NAN, f, "|f(x)|");
  return !s->settled && step < 1000 && call_step(s->call, 1);
}

static void end_search(Search *s, const gsl_vector *x, const gsl_vector *f) {
  s->settled = s->settled || gsl_multiroot_test_residual(f, 1e-7) == GSL_SUCCESS;
  memcpy(s->x, x->data, x->size * sizeof *s->x);
  memcpy(s->residual, f->data, f->size * sizeof *s->x);
}

/* With exact slopes; false where there are none, or where it led nowhere. */
static bool search_by_slopes(Equations *e, Search *s) {
  size_t n = e->objective.n;
  double *first = work_numbers(e->work, n * n);
  if (!first || !objective_jacobian(&e->objective, s->x, n, first)) return !call_alive(s->call);
  e->by_slopes = true;
  gsl_multiroot_function_fdf f = { residuals, slopes, residuals_and_slopes, n, e };
  gsl_multiroot_fdfsolver *m = gsl_multiroot_fdfsolver_alloc(gsl_multiroot_fdfsolver_hybridsj, n);
  gsl_vector_view start = gsl_vector_view_array(s->x, n);
  if (m && gsl_multiroot_fdfsolver_set(m, &f, &start.vector) == GSL_SUCCESS) {
    for (size_t i = 0; !e->objective.rough && look(s, i, m->x, m->f); i++)
      if (gsl_multiroot_fdfsolver_iterate(m) != 0) break;
    if (!e->objective.rough) end_search(s, m->x, m->f);
  }
  gsl_multiroot_fdfsolver_free(m);
  e->by_slopes = false;
  return s->settled || !call_alive(s->call);
}

static void search_by_differences(Equations *e, Search *s) {
  size_t n = e->objective.n;
  gsl_multiroot_function f = { residuals, n, e };
  gsl_multiroot_fsolver *m = gsl_multiroot_fsolver_alloc(gsl_multiroot_fsolver_hybrids, n);
  gsl_vector_view start = gsl_vector_view_array(s->x, n);
  if (m && gsl_multiroot_fsolver_set(m, &f, &start.vector) == GSL_SUCCESS) {
    for (size_t i = 0; look(s, i, m->x, m->f); i++)
      if (gsl_multiroot_fsolver_iterate(m) != 0) break;
    end_search(s, m->x, m->f);
  }
  gsl_multiroot_fsolver_free(m);
}

static Value call_fsolve(Call *call) {
  Work w = work_begin(call);
  Equations e = { .work = &w };
  double *x;
  if (!objective_begin(&w, 0, 1, &e.objective, &x)) return work_done(&w, VALUE_FAILED);
  size_t n = e.objective.n;
  Search s = { .call = call, .shown = shows_steps(call, 2), .x = x };
  double *start = work_numbers(&w, n);
  s.residual = work_numbers(&w, n);
  if (!start || !s.residual) return work_done(&w, VALUE_FAILED);
  memcpy(start, x, n * sizeof *x);
  TrapState before = trap_take();
  if (!search_by_slopes(&e, &s)) {
    memcpy(x, start, n * sizeof *x);
    search_by_differences(&e, &s);
  }
  trap_take();
  trap_restore(before);
  if (!call_alive(call)) return work_done(&w, VALUE_FAILED);
  if (!s.settled) call_warn(call, "fsolve: no solution found from here; try another start");
  call_result(call, 1, objective_point(&e.objective, s.residual));
  call_result(call, 2, value_scalar(s.settled));
  return work_done(&w, objective_point(&e.objective, x));
}

const Builtin optimise_family[] = {
  { .name = "fzero",
    .signature =
        "f: function, start: array, options?: any -> x: scalar, value: scalar, info: scalar",
    .call = call_fzero,
    .summary =
        "A zero of f between a and b, where f has different signs, or near one starting point.",
    .formula = "f(x) = 0",
    .numpy = "scipy.optimize.brentq(f, a, b)",
    .see = "roots newton fsolve fminbnd",
    .examples = { { "fzero(@(x) x^2 - 2, [0 2])", "sqrt(2)" },
                  { "fzero(@cos, 1)", "pi/2" },
                  { "fzero(@(x) x^2 + 1, [0 1])", "error: fzero: f has the same sign" } } },
  { .name = "fminbnd",
    .signature =
        "f: function, a: scalar, b: scalar, options?: any -> x: scalar, value: scalar, info: "
        "scalar",
    .call = call_fminbnd,
    .summary = "Where f is least between a and b; the second result is its value there.",
    .numpy = "scipy.optimize.minimize_scalar(f, bounds=(a, b), method='bounded').x",
    .see = "fminsearch fminunc fzero",
    .examples = { { "[x, v] = fminbnd(@(x) (x - 1)^2 + 3, 0, 3); v", "3" },
                  { "abs(fminbnd(@(x) (x - 1)^2, 0, 3) - 1) < 1e-7", "true" } } },
  { .name = "fminsearch",
    .signature =
        "f: function, start: array, options?: any -> x: array, value: scalar, info: scalar",
    .call = call_fminsearch,
    .summary =
        "A minimum of a function of several variables without slopes: a simplex that tumbles "
        "downhill (Nelder and Mead).",
    .numpy = "scipy.optimize.minimize(f, start, method='Nelder-Mead').x",
    .see = "fminunc gd fminbnd",
    .examples = { { "round(fminsearch(@(v) (v(1) - 1)^2 + (v(2) - 2)^2, [0 0])*1e6)/1e6",
                    "[1 2]" } } },
  { .name = "fminunc",
    .signature =
        "f: function, start: array, options?: any -> x: array, value: scalar, info: scalar",
    .call = call_fminunc,
    .summary =
        "A minimum of a smooth function of several variables by quasi-Newton steps (BFGS), "
        "with exact slopes where f can be followed (see grad). The option 'table' shows every "
        "step, as optimset('Display', 'iter') does.",
    .numpy = "scipy.optimize.minimize(f, start, method='BFGS').x",
    .see = "fminsearch gd grad",
    .examples = { { "round(fminunc(@(v) (v(1) - 1)^2 + 9*(v(2) - 2)^2, [0; 0])*1e6)/1e6",
                    "[1; 2]" } } },
  { .name = "fsolve",
    .signature =
        "f: function, start: array, options?: any -> x: array, residual: array, info: scalar",
    .call = call_fsolve,
    .summary = "A common zero of as many equations as there are unknowns, with exact slopes where "
               "f can be followed (see grad). The option 'table' shows every step.",
    .numpy = "scipy.optimize.fsolve(f, start)",
    .see = "fzero mldivide newton",
    .examples = { { "fsolve(@(v) [v(1)^2 - 4; v(2) - v(1)], [1; 1])", "[2; 2]" } } },
  { 0 }
};
