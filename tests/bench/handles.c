/* handles.c -- the work of handles.m in C: the same algorithms of GSL on functions of C.  */

#include <gsl/gsl_integration.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

static volatile double sink;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void report(const char *name, int n, void (*work)(double)) {
  double best = INFINITY, spent = 0;
  while (spent < 0.1) {
    double start = now();
    for (int k = 1; k <= n; k++) work(k * 1e-4);
    double took = now() - start;
    if (took < best) best = took;
    spent += took;
  }
  printf("%s\t%.6g\n", name, best / n * 1e9);
}

static double wave(double x, void *nothing) {
  (void)nothing;
  return sin(x) * sin(x) + exp(-x) * x;
}

static double fast(double x, void *nothing) {
  (void)nothing;
  return exp(-x * x) * cos(20 * x);
}

static double crossing(double x, void *nothing) {
  (void)nothing;
  return cos(x) - x;
}

static double valley(const gsl_vector *v, void *nothing) {
  (void)nothing;
  double x = gsl_vector_get(v, 0), y = gsl_vector_get(v, 1);
  return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
}

static void integrate(double (*f)(double, void *), double high) {
  gsl_function g = { f, NULL };
  double result, error;
  gsl_integration_workspace *space = gsl_integration_workspace_alloc(2000);
  gsl_integration_qags(&g, 0, high, 1e-11, 1e-10, 2000, space, &result, &error);
  gsl_integration_workspace_free(space);
  sink = result;
}

static void integrate_wave(double d) {
  integrate(wave, 10 + d);
}
static void integrate_fast(double d) {
  integrate(fast, 5 + d);
}

static void find_root(double d) {
  gsl_function g = { crossing, NULL };
  gsl_root_fsolver *s = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  gsl_root_fsolver_set(s, &g, 0, 1 + d);
  for (int k = 0; k < 200 && gsl_root_fsolver_iterate(s) == 0; k++) {
    double low = gsl_root_fsolver_x_lower(s), high = gsl_root_fsolver_x_upper(s);
    if (gsl_root_test_interval(low, high, 0, 0x1p-51) == GSL_SUCCESS || low == high) break;
  }
  sink = gsl_root_fsolver_root(s);
  gsl_root_fsolver_free(s);
}

static void simplex(double *x, double scale) {
  gsl_multimin_function f = { valley, 2, NULL };
  gsl_multimin_fminimizer *m = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, 2);
  double steps[2] = { scale * fabs(x[0]), scale * fabs(x[1]) };
  gsl_vector_view start = gsl_vector_view_array(x, 2), step = gsl_vector_view_array(steps, 2);
  gsl_multimin_fminimizer_set(m, &f, &start.vector, &step.vector);
  for (int k = 0; k < 4000 && gsl_multimin_fminimizer_iterate(m) == 0; k++)
    if (gsl_multimin_test_size(m->size, 1e-10) == GSL_SUCCESS) break;
  x[0] = gsl_vector_get(m->x, 0);
  x[1] = gsl_vector_get(m->x, 1);
  gsl_multimin_fminimizer_free(m);
}

static void descend(double d) {
  double x[2] = { -1.2 + d, 1 };
  simplex(x, 0.1);
  simplex(x, 0.01);
  sink = x[0];
}

int main(void) {
  report("integral(sin(x)^2 + exp(-x)*x, 0, 10)", 400, integrate_wave);
  report("integral(exp(-x^2)*cos(20*x), 0, 5)", 400, integrate_fast);
  report("fzero(cos(x) - x, [0 1])", 400, find_root);
  report("fminsearch of Rosenbrock's valley", 40, descend);
  return 0;
}
