/* linear.c -- linear algebra with plain GSL: lines of `name size seconds`, each the best of several
   runs.  cc -O2 linear.c $(pkg-config --cflags --libs gsl)  */

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static gsl_matrix *a, *b, *s, *tall, *x, *y, *z;
static gsl_vector *right, *long_right, *v, *w, *tau, *rest;
static gsl_permutation *p;
static size_t n;
static volatile double sink;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void factor(void) {
  int sign;
  gsl_matrix_memcpy(x, a);
  gsl_linalg_LU_decomp(x, p, &sign);
}

static void product(void) {
  gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, a, b, 0, x);
}
static void solve(void) {
  factor();
  gsl_linalg_LU_solve(x, p, right, v);
}
static void inverse(void) {
  factor();
  gsl_linalg_LU_invert(x, p, y);
}
static void determinant(void) {
  int sign;
  gsl_matrix_memcpy(x, a);
  gsl_linalg_LU_decomp(x, p, &sign);
  sink = gsl_linalg_LU_det(x, sign);
}
static void qr(void) {
  gsl_matrix_memcpy(x, a);
  gsl_linalg_QR_decomp(x, tau);
  gsl_linalg_QR_unpack(x, tau, y, z);
}
static void least_squares(void) {
  gsl_matrix *t = gsl_matrix_alloc(2 * n, n);
  gsl_matrix_memcpy(t, tall);
  gsl_linalg_QR_decomp(t, tau);
  gsl_linalg_QR_lssolve(t, tau, long_right, v, rest);
  gsl_matrix_free(t);
}
static void symmetric(void) {
  gsl_eigen_symmv_workspace *space = gsl_eigen_symmv_alloc(n);
  gsl_matrix_memcpy(x, s);
  gsl_eigen_symmv(x, v, y, space);
  gsl_eigen_symmv_free(space);
}
static void singular(void) {
  gsl_matrix_memcpy(x, a);
  gsl_linalg_SV_decomp(x, y, v, w);
}
static void general(void) {
  gsl_eigen_nonsymmv_workspace *space = gsl_eigen_nonsymmv_alloc(n);
  gsl_vector_complex *values = gsl_vector_complex_alloc(n);
  gsl_matrix_complex *vectors = gsl_matrix_complex_alloc(n, n);
  gsl_matrix_memcpy(x, a);
  gsl_eigen_nonsymmv(x, values, vectors, space);
  gsl_eigen_nonsymmv_free(space);
  gsl_vector_complex_free(values);
  gsl_matrix_complex_free(vectors);
}

static const struct {
  const char *name;
  void (*run)(void);
} all[] = { { "product", product },     { "solve", solve },      { "inv", inverse },
            { "det", determinant },     { "lu", factor },        { "qr", qr },
            { "lstsq", least_squares }, { "eigsym", symmetric }, { "svd", singular },
            { "eig", general } };

static gsl_matrix *random_matrix(size_t rows, size_t columns) {
  gsl_matrix *m = gsl_matrix_alloc(rows, columns);
  for (size_t i = 0; i < rows * columns; i++) m->data[i] = rand() / (double)RAND_MAX - 0.5;
  return m;
}

static void measure(void) {
  a = random_matrix(n, n), b = random_matrix(n, n), s = random_matrix(n, n);
  tall = random_matrix(2 * n, n);
  x = random_matrix(n, n), y = random_matrix(n, n), z = random_matrix(n, n);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < i; j++) gsl_matrix_set(s, i, j, gsl_matrix_get(s, j, i));
  right = gsl_vector_alloc(n), v = gsl_vector_alloc(n), w = gsl_vector_alloc(n);
  tau = gsl_vector_alloc(n), long_right = gsl_vector_alloc(2 * n), rest = gsl_vector_alloc(2 * n);
  gsl_vector_set_all(right, 1);
  gsl_vector_set_all(long_right, 1);
  p = gsl_permutation_alloc(n);
  int turns = (int)(2e6 / ((double)n * n * n + 2000)), runs = n < 500 ? 5 : 1;
  if (turns < 1) turns = 1;
  for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
    double best = 1e300;
    for (int r = 0; r < runs; r++) {
      double start = now();
      for (int t = 0; t < turns; t++) all[k].run();
      double took = (now() - start) / turns;
      if (took < best) best = took;
    }
    printf("%s %zu %.4g\n", all[k].name, n, best);
    fflush(stdout);
  }
}

int main(int count, char **words) {
  static const size_t usual[] = { 2, 10, 100, 256, 500 };
  for (size_t i = 0; count < 2 && i < sizeof usual / sizeof *usual; i++) n = usual[i], measure();
  for (int i = 1; i < count; i++) n = (size_t)atoi(words[i]), measure();
  return 0;
}
