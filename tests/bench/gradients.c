/* gradients.c -- the work of gradients.m in C, with gradients written by hand.  */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static volatile double sink;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Mean of log(1 + exp(-t .* (Z*w))), Z of M x N column by column, and its gradient to G unless that
   is NULL. */
static double logistic(const double *z, const double *t, const double *w, size_t m, size_t n,
                       double *margin, double *g) {
  double loss = 0;
  for (size_t i = 0; i < m; i++) margin[i] = 0;
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i < m; i++) margin[i] += z[i + j * m] * w[j];
  for (size_t i = 0; i < m; i++) {
    double e = exp(-t[i] * margin[i]);
    loss += log(1 + e);
    margin[i] = -t[i] * e / (1 + e) / (double)m;
  }
  for (size_t j = 0; g && j < n; j++) {
    double sum = 0;
    for (size_t i = 0; i < m; i++) sum += z[i + j * m] * margin[i];
    g[j] = sum;
  }
  return loss / (double)m;
}

static void report(const char *name, size_t m, size_t n, int gradient) {
  double *z = malloc(m * n * sizeof *z), *t = malloc(m * sizeof *t), *w = malloc(n * sizeof *w);
  double *g = malloc(n * sizeof *g), *margin = malloc(m * sizeof *margin);
  if (!z || !t || !w || !g || !margin) exit(1);
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i < m; i++) z[i + j * m] = sin((double)((i + 1) * (j + 1)));
  for (size_t i = 0; i < m; i++) t[i] = cos((double)(i + 1)) > 0 ? 1 : -1;
  for (size_t j = 0; j < n; j++) w[j] = n == 3 ? 0.1 * (double)(j + 1) : cos((double)(j + 1)) / 100;
  double best = INFINITY, spent = 0;
  while (spent < 0.3) {
    double start = now();
    sink = logistic(z, t, w, m, n, margin, gradient ? g : NULL);
    double took = now() - start;
    if (took < best) best = took;
    spent += took;
  }
  sink = g[0];
  printf("%s\t%.6g\n", name, best * 1e9);
  free(z);
  free(t);
  free(w);
  free(g);
  free(margin);
}

int main(void) {
  report("logistic loss, 100x3: f", 100, 3, 0);
  report("logistic loss, 100x3: grad", 100, 3, 1);
  report("logistic loss, 500x10000: f", 500, 10000, 0);
  report("logistic loss, 500x10000: grad", 500, 10000, 1);
  return 0;
}
