/* test-numeric.c -- the numeric builtins against values from elsewhere, and by what must hold.  */

#include "config.h"
#include "base/memory.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Interp *interp;

static bool value_of(const char *text, Value *v, Error *error) {
  Scope *scope = scope_new();
  *error = (Error){ 0 };
  *v = VALUE_NOTHING;
  bool good = interp_run(interp, scope, text, RUN_QUIET, v, error);
  scope_free(scope);
  return good;
}

static bool near(double a, double b, double tolerance) {
  if (isnan(a) || isnan(b)) return isnan(a) && isnan(b);
  if (a == b) return true;
  return fabs(a - b) <= tolerance * fabs(b) + (b == 0 ? 1e-12 : 0);
}

/* Entry by entry; an entry that is tiny against the largest may differ by rounding of that. */
static bool values_near(Value a, Value b, double tolerance, char *why, size_t size) {
  View x, y;
  if (!value_view(&a, &x) || !value_view(&b, &y)) {
    snprintf(why, size, "not a number");
    return false;
  }
  if (x.count != y.count || view_rows(&x) != view_rows(&y)) {
    snprintf(why, size, "%zux%zu, not %zux%zu", view_rows(&x), view_columns(&x), view_rows(&y),
             view_columns(&y));
    return false;
  }
  double largest = 0;
  for (size_t k = 0; k < y.count * (y.complex ? 2 : 1); k++)
    largest = fmax(largest, fabs(y.data[k]));
  for (size_t k = 0; k < x.count; k++)
    for (int part = 0; part < 2; part++) {
      double p = x.complex ? x.data[2 * k + (size_t)part] : part ? 0 : x.data[k];
      double q = y.complex ? y.data[2 * k + (size_t)part] : part ? 0 : y.data[k];
      bool rounding = y.count > 1 && isfinite(largest) && fabs(p - q) <= 1e-13 * largest;
      if (near(p, q, tolerance) || rounding || (y.complex && fabs(p - q) < 1e-9 * largest))
        continue;
      snprintf(why, size, "entry %zu is %.17g, not %.17g", k + 1, p, q);
      return false;
    }
  return true;
}

static void check(const char *expression, const char *expected, double tolerance) {
  Error error;
  Value a, b;
  char why[sizeof error.message] = "";
  bool good = value_of(expression, &a, &error);
  if (!good) snprintf(why, sizeof why, "%s", error.message);
  if (good) {
    good = value_of(expected, &b, &error) && values_near(a, b, tolerance, why, sizeof why);
    value_release(b);
  }
  value_release(a);
  if (!tap_ok(good, "%s", expression)) tap_note("%s", why);
}

/* The table: `expression => expected`, with `~ tolerance` where the default is too strict. */
static void check_table(const char *name) {
  char *text = tap_file(name);
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
    char *arrow = strstr(line, " => ");
    if (line[0] == '#' || !arrow) continue;
    *arrow = '\0';
    char *expected = arrow + 4, *tilde = strstr(expected, " ~ ");
    double tolerance = 1e-11;
    if (tilde) {
      *tilde = '\0';
      tolerance = strtod(tilde + 3, NULL);
    }
    check(line, expected, tolerance);
  }
  free(text);
}

/* Statements whose last expression must be true. */
static const char *const facts[] = {
  /* decompositions give back what they took apart */
  "A = randn(5); [Q, R] = qr(A); norm(Q*R - A) < 1e-13 && norm(Q'*Q - eye(5)) < 1e-13",
  "A = randn(7, 3); [Q, R] = qr(A); norm(Q*R - A) < 1e-13 && isequal(size(Q), [7 7])",
  "A = randn(7, 3); [Q, R] = qr(A, 0); norm(Q*R - A) < 1e-13 && isequal(size(Q), [7 3])",
  "A = randn(3, 7); [Q, R] = qr(A); norm(Q*R - A) < 1e-13 && isequal(size(R), [3 7])",
  "A = randn(6, 4); [Q, R, P] = qr(A); norm(Q*R - A*P) < 1e-13",
  "A = randn(6, 4); [Q, R, p] = qr(A, 0); norm(Q*R - A(:, p)) < 1e-13",
  "A = zeros(3, 2); [Q, R] = qr(A); norm(Q*R) == 0 && norm(Q'*Q - eye(3)) < 1e-14",
  "[Q, R] = qr([]); isempty(Q) && isempty(R)",
  "A = randn(6); [L, U, P] = lu(A); norm(P*A - L*U) < 1e-13",
  "A = randn(6, 3); [L, U, P] = lu(A); norm(P*A - L*U) < 1e-13 && isequal(size(L), [6 3])",
  "A = randn(3, 6); [L, U, P] = lu(A); norm(P*A - L*U) < 1e-13 && isequal(size(U), [3 6])",
  "A = randn(5); [L, U] = lu(A); norm(A - L*U) < 1e-13",
  "A = randn(5); [L, U, p] = lu(A, 'vector'); norm(A(p, :) - L*U) < 1e-13",
  "A = ones(4); [L, U, P] = lu(A); norm(P*A - L*U) < 1e-14",
  "A = randn(5); B = A'*A + eye(5); R = chol(B); norm(R'*R - B) < 1e-12 && R(2, 1) == 0",
  "A = randn(5); B = A'*A + eye(5); L = chol(B, 'lower'); norm(L*L' - B) < 1e-12",
  "A = randn(6); [U, S, V] = svd(A); norm(U*S*V' - A) < 1e-12 && norm(U'*U - eye(6)) < 1e-13",
  "A = randn(7, 3); [U, S, V] = svd(A); norm(U*S*V' - A) < 1e-12 && isequal(size(U), [7 7])",
  "A = randn(3, 7); [U, S, V] = svd(A); norm(U*S*V' - A) < 1e-12 && norm(V'*V - eye(7)) < 1e-13",
  "A = randn(3, 7); [U, S, V] = svd(A, 'econ'); norm(U*S*V' - A) < 1e-12 && isequal(size(V), [7 "
  "3])",
  "A = zeros(3, 2); [U, S, V] = svd(A); norm(U'*U - eye(3)) < 1e-13 && norm(V'*V - eye(2)) < 1e-13",
  "A = [1 2; 2 4; 3 6]; [U, S, V] = svd(A); norm(U*S*V' - A) < 1e-13 && norm(U'*U - eye(3)) < "
  "1e-13",
  "A = [0; 0]; [U, S, V] = svd(A); norm(U'*U - eye(2)) < 1e-14",
  "A = 1e300*[1 2; 3 4]; s = svd(A); abs(s(1)/5.464985704219043e300 - 1) < 1e-12",
  "A = randn(40, 25); s = svd(A); [U, S, V] = svd(A, 0); norm(U*S*V' - A) < 1e-11",
  "A = randn(6); B = A + A'; [V, D] = eig(B); norm(B*V - V*D) < 1e-12 && norm(V'*V - eye(6)) < "
  "1e-12",
  "A = randn(6); [V, D] = eig(A); norm(A*V - V*D, 1) < 1e-11",
  "A = [2 1 0; 0 2 1; 0 0 2]; [V, D] = eig(A); norm(A*V - V*D) < 1e-11",
  "A = [16 2 3 13; 5 11 10 8; 9 7 6 12; 4 14 15 1]; [V, D] = eig(A); norm(A*V - V*D) < 1e-11",
  "A = [0 1 0; 0 0 1; 1 0 0]; [V, D] = eig(A); norm(A*V - V*D, 1) < 1e-13",
  "A = [2 1i; -1i 2]; [V, D] = eig(A); norm(abs(A*V - V*D), 1) < 1e-13",
  "det(ones(4)) == 0 && det([0 1; 0 2]) == 0 && det([1i 1; -1 1i]) == 0",
  "A = randn(5); norm(A*inv(A) - eye(5)) < 1e-10",
  "A = randn(4, 6); X = pinv(A); norm(A*X*A - A) < 1e-12 && norm(X*A*X - X) < 1e-12",
  "A = randn(4, 2)*randn(2, 5); rank(A) == 2 && norm(A*null(A)) < 1e-12 && columns(null(A)) == 3",
  "A = randn(4, 2)*randn(2, 5); Q = orth(A); norm(Q*(Q'*A) - A) < 1e-12",
  "A = randn(5, 3); Q = gs(A); norm(Q'*Q - eye(3)) < 1e-13 && norm(Q*(Q'*A) - A) < 1e-12",
  "isequal(inv([1 2; 2 4]), Inf(2))",
  "isequal(size(null(eye(2))), [2 0])",
  /* probabilities and their inverses */
  "x = -4:0.5:4; max(abs(norminv(normcdf(x)) - x)) < 1e-12",
  "p = [1e-12 1e-5 0.01 0.3 0.5 0.9 0.999]; max(abs(tcdf(tinv(p, 3), 3)./p - 1)) < 1e-11",
  "p = [1e-12 1e-5 0.01 0.3 0.5 0.9 0.999]; max(abs(tcdf(tinv(p, 45.5), 45.5)./p - 1)) < 1e-11",
  "p = [1e-12 1e-5 0.01 0.3 0.5 0.9 0.999]; max(abs(chi2cdf(chi2inv(p, 0.5), 0.5)./p - 1)) < 1e-10",
  "p = [1e-12 1e-5 0.01 0.3 0.5 0.9 0.999]; max(abs(chi2cdf(chi2inv(p, 200), 200)./p - 1)) < 1e-10",
  "p = [1e-8 1e-5 0.01 0.3 0.5 0.9 0.999]; max(abs(fcdf(finv(p, 3, 7), 3, 7)./p - 1)) < 1e-9",
  "p = [1e-8 1e-5 0.01 0.3 0.5 0.9 0.999]; max(abs(betacdf(betainv(p, 0.5, 3), 0.5, 3)./p - 1)) < "
  "1e-9",
  "p = [1e-8 1e-5 0.01 0.3 0.5 0.9 0.999]; max(abs(gamcdf(gaminv(p, 2.5, 4), 2.5, 4)./p - 1)) < "
  "1e-10",
  "abs(integral(@(x) tpdf(x, 5), -Inf, 1) - tcdf(1, 5)) < 1e-9",
  "abs(integral(@(x) fpdf(x, 4, 9), 0, 2) - fcdf(2, 4, 9)) < 1e-9",
  "abs(integral(@(x) wblpdf(x, 2, 3), 0, 2) - wblcdf(2, 2, 3)) < 1e-9",
  "abs(binocdf(5e7, 1e8, 0.5) - 0.5 - 0.5/sqrt(2*pi*2.5e7)) < 1e-6",
  "abs(binoinv(0.3, 2e9, 0.5) - (1e9 + norminv(0.3)*sqrt(5e8))) < 3",
  "abs(sum(hygepdf(0:12, 50, 10, 12)) - 1) < 1e-12",
  "isnan(normpdf(1, 0, -1)) && isnan(tcdf(1, 0)) && isnan(binopdf(1, 2.5, 0.5)) && isnan(expcdf(1, "
  "-2))",
  "isequal(normcdf([-Inf Inf NaN](1:2)), [0 1])",
  "isequal(size(normpdf(zeros(2, 3), 0, ones(2, 3))), [2 3])",
  "isequal(binopdf([0.5 -1 4 NaN](1:3), 3, 0.5), [0 0 0])",
  "tinv(0.5, 7) == 0 && isequal(chi2inv([0 1], 3), [0 Inf]) && isequal(unifinv([0 1], -2, 3), [-2 "
  "3])",
  "abs(tcdf(2, 1e9) - normcdf(2)) < 1e-9",
  /* draws repeat and have the moments they should */
  "rand('seed', 5); a = [rand randn randi(9)]; rand('twister', 5); isequal(a, [rand randn "
  "randi(9)])",
  "seed(1); x = randn(1, 20000); abs(mean(x)) < 0.03 && abs(std(x) - 1) < 0.03",
  "seed(2); x = rand(100); abs(mean(x(:)) - 0.5) < 0.01 && min(x(:)) > 0 && max(x(:)) < 1",
  "seed(3); x = binornd(10, 0.3, 1, 20000); abs(mean(x) - 3) < 0.05 && abs(var(x) - 2.1) < 0.1",
  "seed(4); x = poissrnd(4, 1, 20000); abs(mean(x) - 4) < 0.08 && abs(var(x) - 4) < 0.2",
  "seed(5); x = exprnd(2, 1, 20000); abs(mean(x) - 2) < 0.08",
  "seed(6); x = geornd(0.25, 1, 20000); abs(mean(x) - 4) < 0.15 && min(x) == 1",
  "seed(7); x = gamrnd(2, 3, 1, 20000); abs(mean(x) - 6) < 0.2",
  "seed(8); x = betarnd(2, 3, 1, 20000); abs(mean(x) - 0.4) < 0.01",
  "seed(9); x = trnd(8, 1, 20000); abs(mean(x)) < 0.05",
  "seed(10); x = mvnrnd([1 2], [2 1; 1 3], 20000); max(max(abs(cov(x) - [2 1; 1 3]))) < 0.15",
  "seed(11); x = nbinrnd(3, 0.5, 1, 20000); abs(mean(x) - 3) < 0.1",
  "seed(12); x = hygernd(50, 10, 12, 1, 5000); abs(mean(x) - 2.4) < 0.1",
  "x = randi([-3 3], 50); min(x(:)) == -3 && max(x(:)) == 3",
  "isempty(rand(0, 3)) && isequal(size(rand(-1, 3)), [0 3]) && isequal(size(rand([2 3 4])), [2 3 "
  "4])",
  "isempty(randperm(0)) && isequal(sort(randperm(6)), 1:6)",
  "ok = true; for k = 1:50, A = unimod(3); ok = ok && abs(det(A) - 1) < 1e-9 && max(abs(A(:))) <= "
  "4; "
  "end, ok",
  "ok = true; for k = 1:50, [A, P] = eigmat2(2, -3); ok = ok && isequal(A*P, P*[2 0; 0 -3]); end, "
  "ok",
  "x = nonzero(-2, 2, 20); all(x(:) ~= 0) && min(x(:)) == -2 && max(x(:)) == 2",
  "x = distinct(4, 1, 9); numel(x) == 4 && isequal(sort(x), sort([x(1) x(2) x(3) x(4)])) && x(1) "
  "~= x(2)",
  /* numeric methods */
  "abs(deriv(@(x) (3*x.^2 + 1).^4, 1) - 1536) < 1e-6",
  "abs(deriv(@exp, 1) - e) < 1e-10 && abs(deriv(@log, 0.001) - 1000) < 1e-4",
  "g = grad(@(v) 100*(v(2) - v(1)^2)^2 + (1 - v(1))^2, [-1.2 1]); norm(g - [-215.6 -88]) < 1e-7",
  "H = hessian(@(v) 100*(v(2) - v(1)^2)^2 + (1 - v(1))^2, [1 1]); norm(H - [802 -400; -400 200]) < "
  "1e-5",
  "J = jacobian(@(v) [v(1)^2*v(2); 5*v(1) + sin(v(2))], [1 2]); norm(J - [4 1; 5 cos(2)]) < 1e-9",
  "f = @(v) 100*(v(2) - v(1)^2)^2 + (1 - v(1))^2; norm(fminunc(f, [-1.2 1]) - [1 1]) < 1e-5",
  "f = @(v) 100*(v(2) - v(1)^2)^2 + (1 - v(1))^2; norm(fminsearch(f, [-1.2 1]) - [1 1]) < 1e-5",
  "[x, v, info] = fminsearch(@(x, y) (x - 3)^2 + y^4 + 2, [0; 1]); abs(v - 2) < 1e-9 && rows(x) == "
  "2",
  "[x, v] = fminbnd(@cos, 3, 4); abs(x - pi) < 1e-7 && abs(v + 1) < 1e-12",
  "[x, fx, info] = fsolve(@(v) [v(1)^2 + v(2)^2 - 25; v(1) - v(2) - 1], [5; 2]); norm(x - [4; 3]) "
  "< 1e-8",
  "[x, fx, info] = fzero(@(x) x^3 - 8, 0); abs(x - 2) < 1e-12 && info == 1",
  "[p, v] = gd(@(v) v(1)^2 + 2*v(2)^2, [4 1], 0.1, 50); isequal(size(p), [51 2]) && v(end) < 1e-3",
  "p = momentum(@(x) x, 0, 0.1, 0.9, 2); norm(p - [0; -0.1; -0.29]) < 1e-9",
  "p = adam(@(v) 1000*v(1) - v(2), [0 0], 0.01, 1); norm(p(2, :) - [-0.01 0.01]) < 1e-8",
  "p = newton(@(x) x^2 - 2, 1, 3); norm(p - [1; 1.5; 17/12; 577/408]) < 1e-9",
  "[q, err] = integral(@(x) 1 ./ x, 1, e); abs(q - 1) < 1e-12 && err < 1e-8",
  "abs(integral(@(x) abs(x - 0.3), 0, 1, 'Waypoints', 0.3) - 0.29) < 1e-12",
  "p = power_iter([2 1; 1 3], [1 0], 60); norm(abs(p(end, :)) - [0.5257311121191336 "
  "0.8506508083520399]) "
  "< 1e-9",
  /* learning */
  "abs(sum(softmax(randn(1, 6))) - 1) < 1e-14 && all(abs(sum(softmax(randn(4, 3)), 2) - 1) < "
  "1e-14)",
  "abs(entropy([0.9 0.1]) - 0.4689955935892812) < 1e-12",
  "abs(crossentropy([0.5 0.5], [0.9 0.1]) - 1.203972804325936) < 1e-12",
  "abs(kldiv([0.5 0.5], [0.9 0.1]) - 0.7369655941662062) < 1e-12",
  "abs(logloss([1 0 1], [0.9 0.2 0.6]) + (log(0.9) + log(0.8) + log(0.6))/3) < 1e-14",
  "y = [1*ones(1, 12) zeros(1, 88)]; p = [ones(1, 8) zeros(1, 4) 1 1 zeros(1, 86)]; "
  "norm([accuracy(y, p) precision(y, p) recall(y, p) f1(y, p)] - [0.94 0.8 2/3 8/11]) < 1e-14",
  "abs(auc([0 0 1 1 1], [1 2 2 3 0]) - 3.5/6) < 1e-14",
  "seed(1); X = [randn(30, 2); randn(30, 2) + 20]; [c, m, s, h] = kmeans(X, 2); "
  "all(c(1:30) == c(1)) && all(c(31:60) ~= c(1)) && h(end) <= h(1)",
  "X = randn(20, 3)*[2 0 0; 1 1 0; 0 0 0.1]; [V, S, v] = pca(X); norm(V'*cov(X)*V - diag(v)) < "
  "1e-12 && "
  "norm(S*V' - center(X)) < 1e-12",
  "X = randn(9, 3); y = randn(9, 1); norm(ridge(y, X, 2) - (X'*X + 2*eye(3))\\(X'*y)) < 1e-12",
  "f = kfold(10, 3); n = [sum(f == 1) sum(f == 2) sum(f == 3)]; isequal(sort(n), [3 3 4])",
};

/* What must be refused, and how the message begins. */
static const struct {
  const char *input, *message;
} refusals[] = {
  { "dot([1 2], [1 2 3])", "dot" },
  { "cross([1 2], [3 4])", "cross" },
  { "det([1 2 3])", "det needs a square matrix" },
  { "chol([1 2; 2 1])", "chol: the matrix must be positive definite" },
  { "eig([1 NaN; 1 1])", "eig cannot work with Inf or NaN" },
  { "svd([1 Inf])", "svd cannot work with Inf or NaN" },
  { "svd(zeros(2, 2, 2))", "svd" },
  { "mean('abc')", "mean needs numbers" },
  { "var([1 2 3], 2)", "var: the second argument" },
  { "mean([1 2], 0)", "mean" },
  { "quantile([], 0.5)", "quantile: there are no numbers" },
  { "normpdf([1 2], [1 2 3])", "normpdf" },
  { "normcdf(1, 'lower')", "normcdf" },
  { "randi([5 1])", "randi: the lowest number 5 is above" },
  { "randi(1.5)", "randi: the bounds must be whole" },
  { "rand(1e300)", "rand" },
  { "rand(NaN)", "rand" },
  { "rand(1e6, 1e6)", "rand" },
  { "randperm(-1)", "" },
  { "randperm(1e300)", "" },
  { "randperm(3, 5)", "" },
  { "unimod(1e9)", "" },
  { "eigmat2(2, 2)", "eigmat2: the eigenvalues must differ" },
  { "distinct(5, 1, 3)", "" },
  { "distinct(1, -1e300, 1e300)", "distinct" },
  { "decimal(0, 1, 0)", "decimal" },
  { "pick([])", "pick: there is nothing" },
  { "qr(ones(200000, 1))*1; [Q, R] = qr(ones(200000, 1));", "qr: this needs more memory" },
  { "[U, S, V] = svd(ones(200000, 1));", "svd needs more memory" },
  { "kron(ones(1e4, 1), ones(1e4, 1)', ones(100))", "" },
  { "conv2(ones(3000), ones(3000))", "conv2" },
  { "roots([1 NaN])", "roots cannot work" },
  { "roots(ones(2))", "roots" },
  { "polyfit([1 2], [1 2 3], 1)", "polyfit" },
  { "polyfit([1 2], [1 2], 1e9)", "" },
  { "interp1([1 1 2], [1 2 3], 1.5)", "interp1: the numbers in x must all differ" },
  { "fzero(@(x) x^2 + 1, [0 1])", "fzero: f has the same sign" },
  { "fzero(@(x) x^2 + 1, 1)", "fzero: f does not change its sign" },
  { "integral(@(x) 1/x, 0, 1)", "integral: the integral did not settle" },
  { "integral(@(x) nosuchname, 0, 1)", "" },
  { "grad(@(x, y, z) x, [1 2])", "grad: the function takes 3 arguments" },
  { "fminsearch(@(v) v, [1 2])", "fminsearch: the function must answer one number" },
  { "gd(@(v) error('stop'), [1 2], 0.1, 5)", "stop" },
  { "fsolve(@(v) [v; 1], [1; 2])", "fsolve: 2 unknowns need 2 equations" },
  { "gd(@(x) x^2, 1, 0.1, 1e300)", "" },
  { "entropy([0.5 -0.5])", "entropy: a probability cannot be" },
  { "auc([1 1], [0.1 0.2])", "auc: both classes" },
  { "kmeans([1; 2], 3)", "" },
  { "knn([1; 2], [1; 2], [1 2])", "knn: the new points have 2 columns" },
  { "mvnpdf([0 0], [0 0], [1 2; 2 1])", "mvnpdf: the covariance must be positive definite" },
  { "cossim([0 0], [1 2])", "cossim: the zero vector" },
  { "logloss([5; 1], [0.5 0.5; 0.5 0.5])", "logloss: the class 5" },
};

static void check_refusal(const char *input, const char *message) {
  Error error;
  Value v;
  bool failed = !value_of(input, &v, &error);
  value_release(v);
  bool good = failed && strncmp(error.message, message, strlen(message)) == 0;
  if (!tap_ok(good, "refused: %s", input)) tap_note("%s", failed ? error.message : "no error");
}

int main(void) {
  Registry *registry = registry_new(library_families);
  interp = interp_new(registry, (Host){ 0 });
  interp_seed(interp, 12345);
  check_table("tests/lib/numeric.txt");
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) check(facts[i], "true", 0);
  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
    check_refusal(refusals[i].input, refusals[i].message);
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
