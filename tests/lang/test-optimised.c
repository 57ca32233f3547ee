/* test-optimised.c -- large matrices: the optimised library and GSL both do what mathematics says.

   The same questions are put to a session that may use the library and, in a child process, to one
   that may not.  What is expected are residuals near rounding and values known in closed form; the
   functions that call the library are then asked directly, for they must answer at these sizes.  */

#include "config.h"
#include "lang/interp.h"
#include "lang/optimised.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* N is given before; every line is a number that is zero but for rounding, or a truth. */
static const char *const preparation =
    "rand('seed', 3); A = rand(n) - 0.5; B = rand(n) - 0.5; T = rand(n + 7, n) - 0.5;"
    "S = A + A'; P = A*A' + eye(n); b = (1:n)'; k = (1:n)';"
    "K = 2*eye(n) - diag(ones(n-1,1),1) - diag(ones(n-1,1),-1);" /* -x'' on n points */
    "M = min(k*ones(1,n), ones(n,1)*k');"                        /* its factor is all ones */
    "L = 2 - 2*cos(k*pi/(n+1));";

static const char *const small_numbers[] = {
  /* products */
  "C = A*B; abs(C(n, n) - sum(A(n, :) .* B(:, n)'))", "norm(A*B*b - A*(B*b)) / norm(b)",
  "Z = (A + 2i*B)*(B - 1i*A); max(max(abs(real(Z) - (A*B + 2*(B*A)))))",
  "Z = (A + 2i*B)*A; max(max(abs(imag(Z) - 2*(B*A))))", "C = T*A; norm(C(2, :) - T(2, :)*A)",
  /* systems and inverses */
  "norm(A*(A\\b) - b) / norm(A\\b)", "norm((b'/A)*A - b') / norm(b'/A)",
  "norm(K*(K\\b) - b) / norm(K\\b)", "norm(A*inv(A) - eye(n), 1) / norm(inv(A), 1)",
  "max(max(abs(inv(K) - M .* (n + 1 - max(k*ones(1,n), ones(n,1)*k')) / (n + 1)))) / n^2",
  /* singular values */
  "norm(svd(K) - flipud(L)) / n", "[U, D, V] = svd(A); norm(U*D*V' - A, 1) / n",
  "norm(U'*U - eye(n), 1) / n", "norm(V*V' - eye(n), 1) / n", "norm(svd(A) - diag(D)) / n",
  "[U, D, V] = svd(T); norm(U*D*V' - T, 1) / n", "norm(U'*U - eye(n + 7), 1) / n",
  "[U, D, V] = svd(T', 'econ'); norm(U*D*V' - T', 1) / n", "norm(V'*V - eye(n), 1) / n",
  "s = svd(T); [U, D, V] = svd(T'); norm(s - diag(D)) / n", "abs(norm(A) - max(svd(A))) / n",
  /* eigenvalues of symmetric matrices */
  "norm(eig(K) - L) / n", "[V, D] = eig(S); norm(S*V - V*D, 1) / n", "norm(V'*V - eye(n), 1) / n",
  "norm(diag(D) - sort(diag(D)))", "norm(eig(S) - diag(D)) / n",
  /* factors */
  "norm(chol(M) - triu(ones(n)), 1) / n", "R = chol(P); norm(R'*R - P, 1) / norm(P, 1)",
  "norm(tril(R, -1), 1)", "R = chol(P, 'lower'); norm(R*R' - P, 1) / norm(P, 1)",
  "[Q, R] = qr(T); norm(Q*R - T, 1) / n", "norm(Q'*Q - eye(n + 7), 1) / n", "norm(tril(R, -1), 1)",
  "norm(qr(T) - R, 1)", "[Q, R] = qr(T, 0); norm(Q*R - T, 1) / n", "norm(Q'*Q - eye(n), 1) / n",
  "[Q, R] = qr(T'); norm(Q*R - T', 1) / n"
};

static const char *const truths[] = {
  "isequal(P, P')",
  "isequal(T'*T, (T'*T)')",
  "Z = (A + 1i*B)*(A + 1i*B)'; isequal(Z, Z')",
  "isequal(round(10*A) * eye(n), round(10*A))",
  "C = A; C(2, 3) = NaN; C = C*B; isequal(isnan(C), repmat(k == 2, 1, n))",
  "C = A; C(2, 3) = Inf; C = C*abs(B); all(isinf(C(2, :)))",
  "[V, D] = eig(S); n < 32 || all(V(n, :) > -1e-12)", /* this program's sign */
  "C = M; C(n, n) = 0; [R, p] = chol(C); p == n && isequal(size(R), [n-1, n-1])",
  "C = A; C(:, 4) = 0; all(all(isinf(inv(C))))",
  "C = A; C(1, 1) = NaN; all(isnan(C \\ b))",
  "[U, D, V] = svd(ones(n)); norm(U'*U - eye(n), 1) < 1e-10",
};

static bool in_child;
static int failed;

/* A child says only what went wrong: the plan is its parent's. */
static void judge(bool good, size_t n, const char *what) {
  if (!good) failed++;
  if (!in_child)
    tap_ok(good, "%zu: %s", n, what);
  else if (!good)
    tap_note("without the library, %zu: %s", n, what);
}

/* All statements before the last semicolon run; what is behind it is the answer. */
static double answer(Interp *in, Scope *scope, const char *text) {
  Value v = VALUE_NOTHING;
  Error error;
  char before[600];
  const char *last = strrchr(text, ';');
  snprintf(before, sizeof before, "%.*s", last ? (int)(last - text + 1) : 0, text);
  bool good = interp_run(in, scope, before, RUN_QUIET, NULL, &error) &&
              interp_evaluate(in, scope, last ? last + 1 : text, &v, &error);
  if (!good) tap_note("%s", error.message);
  double result = v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ? v.scalar : NAN;
  value_release(v);
  return result;
}

static void ask_all(size_t n) {
  Registry *registry = library_new();
  Interp *in = interp_new(registry, (Host){ 0 });
  Scope *scope = scope_new();
  Error error;
  scope_set(scope, "n", value_scalar((double)n));
  judge(interp_run(in, scope, preparation, RUN_QUIET, NULL, &error), n, "the matrices");
  for (size_t i = 0; i < sizeof small_numbers / sizeof *small_numbers; i++) {
    double x = answer(in, scope, small_numbers[i]);
    judge(fabs(x) < 2e-13, n, small_numbers[i]);
    if (!(fabs(x) < 2e-13)) tap_note("%g", x);
  }
  for (size_t i = 0; i < sizeof truths / sizeof *truths; i++)
    judge(answer(in, scope, truths[i]) == 1, n, truths[i]);
  scope_free(scope);
  interp_free(in);
  registry_free(registry);
}

/* Whether each function answers for the matrix with 2 on the diagonal and 1 beside it. */
enum { FUNCTIONS = 8 };
static const char *const names[FUNCTIONS] = { "multiply", "multiply_complex", "solve",    "inverse",
                                              "svd",      "symmetric_eigen",  "cholesky", "qr" };

static void ask_directly(size_t n, bool said[FUNCTIONS]) {
  double *a = calloc(n * n, 2 * sizeof *a), *x = calloc(n * n, 2 * sizeof *x),
         *y = calloc(n * n, sizeof *y), *s = calloc(n, sizeof *s), rcond;
  said[1] = optimised_multiply_complex(a, a, x, n, n, n);
  for (size_t i = 0; i < n; i++) {
    a[i + i * n] = 2;
    if (i > 0) a[i + (i - 1) * n] = a[i - 1 + i * n] = 1;
  }
  said[0] = optimised_multiply(a, a, x, n, n, n);
  said[2] = optimised_solve(a, x, n, 1, &rcond);
  said[3] = optimised_inverse(a, x, n);
  said[4] = optimised_svd(a, n, n, x, s, y);
  said[5] = optimised_symmetric_eigen(a, n, s, x);
  said[6] = optimised_cholesky(a, x, n);
  said[7] = optimised_qr(a, n, n, n, x, y);
  free(a);
  free(x);
  free(y);
  free(s);
}

/* All of them answer at this size, or none does. */
static void judge_answers(size_t n, bool expected) {
  bool said[FUNCTIONS];
  ask_directly(n, said);
  for (int i = 0; i < FUNCTIONS; i++) judge(said[i] == expected, n, names[i]);
}

static bool without_the_library(void) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    in_child = true;
    setenv("MATHTUTOR_BLAS", "none", 1);
    judge_answers(200, false);
    ask_all(30);
    ask_all(100);
    fflush(stdout);
    _exit(failed > 0);
  }
  int status = 1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

int main(void) {
  unsetenv("MATHTUTOR_BLAS");
  tap_ok(without_the_library(),
         "GSL alone gives the same, and MATHTUTOR_BLAS=none leaves it alone");
#ifdef OPTIMISED_BLAS
  bool there = dlopen(OPTIMISED_BLAS, RTLD_NOW | RTLD_LOCAL) != NULL;
#else
  bool there = false;
#endif
  if (there) {
    judge_answers(20, false);
    judge_answers(64, true);
    ask_all(30);
    ask_all(65);
    ask_all(256);
    tap_ok(!getenv("OPENBLAS_NUM_THREADS"), "the environment is as it was");
  } else {
    tap_skip("the same with an optimised library", "there is none");
  }
  tap_ok(array_bytes_in_use() == 0, "every array was given back");
  return tap_done();
}
