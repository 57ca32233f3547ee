/* test-optimised.c -- large matrices: the optimised library and GSL both do what mathematics says.

   The same questions are put to a session that may use the library and, in a child process, to one
   that may not.  What is expected are residuals near rounding and values known in closed form; the
   functions that call the library are then asked directly, for they must answer at these sizes.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/interp.h"
#include "lang/optimised.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <dlfcn.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
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
  "[Q, R] = qr(T'); norm(Q*R - T', 1) / n", "[Q, R, p] = qr(T, 0); norm(Q*R - T(:, p), 1) / n",
  "[Q, R, p] = qr(T'); norm(Q*R - T'*p, 1) / n",
  "norm(sort(abs(diag(R)), 'descend') - abs(diag(R)))", "[L, U, p] = lu(A); norm(L*U - p*A, 1) / n",
  "[L, U] = lu(T); norm(L*U - T, 1) / n",
  "[L, U, p] = lu(T', 'vector'); norm(L*U - T'(p, :), 1) / n", "det(K)/(n + 1) - 1",
  "[L, U, p] = lu(A); s = sum(log(abs(diag(U)))); log(abs(det(A))) - s",
  /* least squares */
  "x = T\\(1:n+7)'; norm(T'*(T*x - (1:n+7)')) / n^2", "x = T'\\b; norm(x - pinv(T')*b) / norm(x)",
  "D = [T T(:, 1)]; x = D\\(1:n+7)'; norm(x - pinv(D)*(1:n+7)') / norm(x)",
  "D = T(:, 1:n-3)*T(1:n-3, 1:n-3)'; rank([D, D]) - (n - 3)",
  "N = null(T'); norm(T'*N, 1) + norm(N'*N - eye(7), 1)", "O = orth(T); norm(O*(O'*T) - T, 1) / n",
  /* eigenvalues of any matrix */
  "[V, D] = eig(A); norm(A*V - V*D, 1) / n", "max(abs(sqrt(sum(abs(V).^2)) - 1))",
  "norm(sort(abs(eig(A))) - sort(abs(diag(D)))) / n", "abs(real(sum(eig(A))) - trace(A)) / n",
  "[U, F] = schur(A); norm(U*F*U' - A, 1) / n", "norm(tril(F, -2), 1)",
  "norm(U'*U - eye(n), 1) / n", "[U, F] = schur(A, 'complex'); norm(U*F*U' - A, 1) / n",
  "norm(tril(F, -1), 1)", "[U, F] = hess(A); norm(U*F*U' - A, 1) / n", "norm(tril(F, -2), 1)",
  "[V, D] = eig(S, P); norm(S*V - P*V*D, 1) / norm(P, 1) / n", "norm(V'*P*V - eye(n), 1) / n",
  /* complex matrices */
  "Z = A + 2i*B; norm(Z*(Z\\b) - b) / norm(Z\\b) / n",
  "norm(Z*inv(Z) - eye(n), 1) / norm(inv(Z), 1)", "[L, U, p] = lu(Z); norm(L*U - p*Z, 1) / n",
  "[Q, R] = qr(Z); norm(Q*R - Z, 1) / n", "norm(Q'*Q - eye(n), 1) / n",
  "H = Z*Z' + eye(n); R = chol(H); norm(R'*R - H, 1) / norm(H, 1)",
  "[V, D] = eig(H); norm(H*V - V*D, 1) / norm(H, 1) / n", "norm(V'*V - eye(n), 1) / n",
  "[V, D] = eig(Z); norm(Z*V - V*D, 1) / n^2",
  "[U, D, V] = svd(Z(:, 3:n)); norm(U*D*V' - Z(:, 3:n), 1) / n", "norm(U'*U - eye(n), 1) / n",
  "norm(svd(Z)(1:2) - sqrt(flipud(eig(Z*Z'))(1:2))) / n",
  "W = Z(:, 1:n-5); x = W\\b; norm(W'*(W*x - b)) / n^2",
  "x = W'\\b(6:n); norm(W'*x - b(6:n)) / n^2",
  /* functions of a matrix */
  "norm(expm(logm(P)) - P, 1) / norm(P, 1) / n", "norm(P^-1.5*P^1.5 - eye(n), 1) / norm(P, 1) / n",
  "norm(sqrtm(P)^2 - P, 1) / norm(P, 1)", "X = 2^(A/n); norm(X - expm(log(2)/n*A), 1) / n"
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

/* Numbers that are known exactly, whatever the route. */
static const struct {
  const char *text, *answer;
} known[] = {
  { "2^[1 2; 3 4]",
    "[10.48273938962865 14.15187882832063; 21.22781824248095 31.71055763210961]" }, /* Octave */
  { "[4 1; 1 3]^0.5",
    "[1.981577633135316 0.270832206094179; 0.270832206094179 1.710745427041136]" },
  { "[1 1; 0 1]^0.5", "[1 0.5; 0 1]" }, /* too few eigenvectors, and a root all the same */
  { "[1 1; 0 1]^-2.5", "[1 -2.5; 0 1]" },
  { "2^[0 1; 0 0]", "[1 log(2); 0 1]" },
  { "[0 -1; 1 0]^0.5", "[1 -1; 1 1]/sqrt(2)" },
  { "[4 0; 0 9]^(1i)", "diag([4 9].^1i)" },
  { "(-2)^[1 0; 0 2]", "[-2 0; 0 4]" },
  { "sqrtm([1 1 0; 0 1 1; 0 0 1])", "[1 0.5 -0.125; 0 1 0.5; 0 0 1]" },
  { "logm([1 1 0; 0 1 1; 0 0 1])", "[0 1 -0.5; 0 0 1; 0 0 0]" },
  { "expm([0 1; -1 0])", "[cos(1) sin(1); -sin(1) cos(1)]" },
  { "expm(1i*pi*eye(2))", "-eye(2)" },
  { "[1 2; 2 4]\\[1; 2]", "[0.2; 0.4]" },
  { "[1 2i; 2i -4]\\[1; 2]", "[0.04 - 0.16i; -0.32 - 0.08i]" },
  { "[1 2i 3]\\14", "[1; -2i; 3]" },
  { "eig([1 2; 3 4], [1 0; 0 0])(1)", "-0.5" },
  { "eig(zeros(0, 0))", "zeros(0, 0)" },
  { "svd(zeros(0, 3))", "zeros(0, 1)" },
  { "lu(zeros(3, 0))", "zeros(3, 0)" },
  { "qr(zeros(0, 3))", "zeros(0, 3)" },
  { "chol(zeros(0, 0))", "zeros(0, 0)" },
  { "schur(zeros(0, 0))", "zeros(0, 0)" },
  { "zeros(0, 0)^0.5", "zeros(0, 0)" },
  { "zeros(0, 3)\\zeros(0, 2)", "zeros(3, 2)" },
  { "det([1 2i; 3 4])", "4 - 6i" },
  { "chol([2 1i; -1i 2])", "[sqrt(2) 1i/sqrt(2); 0 sqrt(1.5)]" },
  { "eig([1 2; 3 4], 'vector')(2)", "(5 + sqrt(33))/2" },
  { "all(isnan([1 NaN; 2 3; 4 5]\\[1; 2; 3]))", "true" },
  { "[r, p] = chol([4 2 1; 2 1 1; 1 1 1]); {r, p}{2}", "2" },
};

/* Fail, with and without the library. */
static const char *const failing[] = {
  "eig([1 NaN; 2 3])",     "svd([1 Inf])",     "schur([1 NaN; 2 3])",   "eig([1 2 3])",
  "chol([1 2; 2 1])",      "[0 1; 0 0]^0.5",   "[1 2; 3 4]^[1 2; 3 4]", "2^[1 2 3]",
  "eig(ones(2), ones(3))", "qr(ones(2), 'x')", "expm([1 NaN; 2 3])",    "rank([1 NaN])",
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

static void ask_known(void) {
  Registry *registry = library_new();
  Interp *in = interp_new(registry, (Host){ 0 });
  Scope *scope = scope_new();
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char text[400];
    const char *last = strrchr(known[i].text, ';'), *bracket = strrchr(known[i].text, ']');
    bool whole = !last || (bracket && bracket > last);
    int before = whole ? 0 : (int)(last - known[i].text + 1);
    snprintf(text, sizeof text,
             "%.*s x = %s; y = %s; isequal(size(x), size(y)) && "
             "all(abs(x(:) - y(:)) <= 4e-15*(1 + abs(y(:))))",
             before, known[i].text, known[i].text + before, known[i].answer);
    judge(answer(in, scope, text) == 1, 0, known[i].text);
  }
  for (size_t i = 0; i < sizeof failing / sizeof *failing; i++) {
    Value v = VALUE_NOTHING;
    Error error;
    judge(!interp_evaluate(in, scope, failing[i], &v, &error), 0, failing[i]);
    value_release(v);
  }
  scope_free(scope);
  interp_free(in);
  registry_free(registry);
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
enum { FUNCTIONS = 14 };
static const char *const names[FUNCTIONS] = {
  "multiply", "multiply_complex", "solve", "inverse", "svd",   "symmetric_eigen", "cholesky",
  "qr",       "solve_triangular", "lu",    "eigen",   "schur", "hessenberg",      "least_squares"
};

static void ask_directly(size_t n, bool said[FUNCTIONS]) {
  double *a = calloc(n * n, 2 * sizeof *a), *x = calloc(n * n, 2 * sizeof *x),
         *y = calloc(n * n, sizeof *y), *s = calloc(2 * n, sizeof *s), rcond;
  int *order = calloc(n, sizeof *order);
  size_t dims[2] = { n, n }, rank;
  View v = { .rank = 2, .count = n * n, .dims = dims, .data = a };
  said[1] = optimised_multiply_complex(a, a, x, n, n, n);
  for (size_t i = 0; i < n; i++) {
    a[i + i * n] = 2;
    if (i > 0) a[i + (i - 1) * n] = a[i - 1 + i * n] = 1;
  }
  said[0] = optimised_multiply(a, a, x, n, n, n);
  said[2] = optimised_solve(&v, x, 1, &rcond);
  said[3] = optimised_inverse(&v, x);
  said[4] = optimised_svd(&v, false, x, s, y);
  said[5] = optimised_symmetric_eigen(&v, s, x);
  said[6] = optimised_cholesky(&v, true, x);
  said[7] = optimised_qr(&v, n, x, y, NULL);
  said[8] = optimised_solve_triangular(&v, true, x, n);
  said[9] = optimised_lu(&v, x, order);
  said[10] = optimised_eigen(&v, s, x);
  said[11] = optimised_schur(&v, y, x);
  said[12] = optimised_hessenberg(&v, y, x);
  said[13] = optimised_least_squares(&v, &v, x, &rank) && rank == n;
  free(a);
  free(x);
  free(y);
  free(s);
  free(order);
}

/* All of them answer at this size, or none does. */
static void judge_answers(size_t n, bool expected) {
  bool said[FUNCTIONS];
  ask_directly(n, said);
  for (int i = 0; i < FUNCTIONS; i++) judge(said[i] == expected, n, names[i]);
}

/* ------------------------------------------------------------------ stopping */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void press(int signal_number) {
  (void)signal_number;
  interrupt_raise();
}

/* Ctrl-C, or a limit of 200 ms, in the middle of what takes seconds; then all is as before. */
static void stop(const char *text, bool by_limit) {
  Registry *registry = library_new();
  Interp *in = interp_new(registry, (Host){ 0 });
  Scope *scope = scope_new();
  Error error;
  Value v = VALUE_NOTHING;
  interp_run(in, scope, "A = rand(1200);", RUN_QUIET, NULL, &error);
  if (by_limit)
    interp_set_limits(in, (Limits){ .milliseconds = 200 });
  else {
    struct itimerval when = { .it_value = { .tv_usec = 200000 } };
    signal(SIGALRM, press);
    setitimer(ITIMER_REAL, &when, NULL);
  }
  double start = now();
  bool stopped = !interp_evaluate(in, scope, text, &v, &error);
  double took = now() - start;
  value_release(v);
  interrupt_clear();
  judge(stopped && error.kind == (by_limit ? ERROR_LIMIT : ERROR_INTERRUPT), 1200, text);
  judge(took < 2, 1200, "and soon");
  interp_set_limits(in, (Limits){ 0 });
  judge(answer(in, scope, "sum(svd(diag([3 4])))") == 7, 1200, "and the next line works");
  judge(waitpid(-1, NULL, WNOHANG) < 0, 1200, "and no child is left");
  scope_free(scope);
  interp_free(in);
  registry_free(registry);
}

static void stop_all(void) {
  stop("sum(eig([A A; A A]))", false);
  stop("norm([A A; A A]^9 * [A A; A A]^7, 1)", false);
  stop("sum(sum([A A; A A+1]^-0.5))", true);
}

static bool without_the_library(void) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    in_child = true;
    setenv("MATHTUTOR_BLAS", "none", 1);
    judge_answers(200, false);
    ask_known();
    stop_all();
    ask_all(12);
    ask_all(40);
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
    judge_answers(15, false);
    judge_answers(64, true);
    ask_known();
    stop_all();
    ask_all(30);
    ask_all(65);
    ask_all(200);
    tap_ok(!getenv("OPENBLAS_NUM_THREADS"), "the environment is as it was");
  } else {
    tap_skip("the same with an optimised library", "there is none");
  }
  tap_ok(array_bytes_in_use() == 0, "every array was given back");
  return tap_done();
}
