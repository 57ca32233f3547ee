/* linear_formulas.c -- rotations, reflections and further solutions of linear systems.  */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/numeric.h"

#include <gsl/gsl_linalg.h>

static Value call_givens(Call *call) {
  return formula(call, "x y", "c s",
                 "r = hypot(x, y);\n"
                 "if y == 0, c = 1; s = 0; elseif x == 0, c = 0; s = 1;\n"
                 "else, c = x / r; s = conj(y) / r; end\n"
                 "if wanted < 2, c = [c s; -s' c]; end");
}

static Value call_planerot(Call *call) {
  return formula(call, "x", "G y",
                 "if numel(x) ~= 2, error('a vector of two numbers is needed'); end\n"
                 "G = givens(x(1), x(2));\n"
                 "y = G * x(:);");
}

static Value call_housh(Call *call) {
  return formula(call, "x j z", "housv beta zer",
                 "if ~isvector(x), error('a vector is needed'); end\n"
                 "housv = x; m = max(abs(housv)); beta = 0; zer = false;\n"
                 "if m ~= 0\n"
                 "  housv = housv / m; alpha = norm(housv);\n"
                 "  if alpha > z\n"
                 "    beta = 1 / (alpha * (alpha + abs(housv(j))));\n"
                 "    sg = sign(housv(j)); if sg == 0, sg = 1; end\n"
                 "    housv(j) = housv(j) + alpha * sg;\n"
                 "  else, zer = true; end\n"
                 "else, zer = true; end\n"
                 "if zer, housv = x; beta = 0; end");
}

static Value call_subspace(Call *call) {
  return formula(call, "A B", "angle",
                 "if size(A, 1) ~= size(B, 1)\n"
                 "  error('both matrices must have the same number of rows'); end\n"
                 "if ~any(A(:)) || ~any(B(:))\n"
                 "  error('a zero vector has no direction and so no angle'); end\n"
                 "A = orth(A); B = orth(B);\n"
                 "C = A' * B; s = svd(C); c = min(s);\n"
                 "if c^2 < 0.5\n"
                 "  angle = acos(min(c, 1));\n"
                 "elseif size(A, 2) < size(B, 2)\n"
                 "  angle = asin(min(norm(A - B * C'), 1));\n"
                 "else, angle = asin(min(norm(B - A * C), 1)); end");
}

static Value call_poweriter(Call *call) {
  return formula(call, "A x steps", "lambda v",
                 "if rows(A) ~= columns(A), error('A must be square'); end\n"
                 "if given < 2 || isempty(x), x = ones(rows(A), 1); end\n"
                 "if given < 3, steps = 20; end\n"
                 "if numel(x) ~= rows(A), error('x must have as many entries as A has rows'); end\n"
                 "v = x(:); lambda = NaN;\n"
                 "for k = 1:steps\n"
                 "  y = A * v; [~, i] = max(abs(y)); lambda = y(i);\n"
                 "  if lambda == 0, error('A takes the start to 0: choose another one'); end\n"
                 "  v = y / lambda;\n"
                 "end");
}

static Value call_linsolve(Call *call) {
  return formula(call, "A b options", "x",
                 "if given > 2 && isfield(options, 'TRANSA') && options.TRANSA, A = A'; end\n"
                 "x = A \\ b;");
}

static Value call_lscov(Call *call) {
  return formula(call, "A b V", "x deviation mse",
                 "[m, n] = size(A); p = size(b, 2);\n"
                 "if size(b, 1) ~= m, error('A and b must have the same number of rows'); end\n"
                 "if given > 2 && ~isempty(V)\n"
                 "  if isvector(V)\n"
                 "    if numel(V) ~= m || any(V < 0)\n"
                 "      error('a weight from 0 on is needed for each row'); end\n"
                 "    w = sqrt(V(:)); A = w .* A; b = w .* b;\n"
                 "  else, B = chol(V)'; A = B \\ A; b = B \\ b; end\n"
                 "end\n"
                 "P = pinv(A); x = P * b;\n"
                 "mse = sumsq(b - A * x, 1) / (m - n);\n"
                 "deviation = sqrt(diag(P * P')) * sqrt(mse);");
}

static Value call_ols(Call *call) {
  return formula(call, "y X", "beta sigma r",
                 "if size(X, 1) ~= size(y, 1)\n"
                 "  error('y and X must have the same number of rows'); end\n"
                 "beta = X \\ y; r = y - X * beta;\n"
                 "sigma = r' * r / (size(y, 1) - rank(X));");
}

static Value call_cholinv(Call *call) {
  return formula(call, "A", "X", "R = chol(A); S = R \\ eye(size(R, 1)); X = S * S';");
}
static Value call_chol2inv(Call *call) {
  return formula(call, "R", "X", "R = triu(R); S = R \\ eye(size(R, 1)); X = S * S';");
}
static Value call_cholupdate(Call *call) {
  return formula(call, "R x op", "R1 err",
                 "if given < 3, op = '+'; end\n"
                 "s = 1 - 2 * strcmp(op, '-');\n"
                 "if ~any(strcmp(op, {'+', '-'})), error('the operation is \"+\" or \"-\"'); end\n"
                 "A = R' * R + s * (x(:) * x(:)'); A = (A + A') / 2;\n"
                 "[R1, err] = chol(A);\n"
                 "if err, err = 1; R1 = R;\n"
                 "  if wanted < 2, error('the changed matrix is not positive definite'); end\n"
                 "end");
}

static Value call_normest(Call *call) {
  return formula(call, "A", "n count", "n = norm(A); count = 1;");
}
static Value call_normest1(Call *call) {
  return formula(call, "A", "n", "n = norm(A, 1);");
}

static Value call_commutation_matrix(Call *call) {
  return formula(call, "m n", "K",
                 "if given < 2, n = m; end\n"
                 "if m < 1 || n < 1 || m ~= fix(m) || n ~= fix(n)\n"
                 "  error('the sizes must be whole and positive'); end\n"
                 "K = eye(m * n)(vec(reshape(1:m*n, m, n)'), :);");
}

static Value call_duplication_matrix(Call *call) {
  return formula(call, "n", "D",
                 "if n < 1 || n ~= fix(n), error('the size must be whole and positive'); end\n"
                 "D = zeros(n^2, n*(n + 1)/2); at = 0;\n"
                 "for j = 1:n\n"
                 "  for i = j:n\n"
                 "    at += 1; D(i + (j - 1)*n, at) = 1; D(j + (i - 1)*n, at) = 1;\n"
                 "  end\n"
                 "end");
}

static Value call_polyvalm(Call *call) {
  return formula(call, "p A", "Y",
                 "if ndims(A) ~= 2 || size(A, 1) ~= size(A, 2)\n"
                 "  error('a square matrix is needed'); end\n"
                 "n = size(A, 1); Y = zeros(n);\n"
                 "for k = 1:numel(p), Y = Y * A + p(k) * eye(n); end");
}

static Value call_lsqnonneg(Call *call) {
  return formula(call, "A b x0", "x resnorm residual exitflag",
                 "n = size(A, 2); x = zeros(n, 1); P = false(n, 1); b = b(:);\n"
                 "tol = 10 * eps * norm(A, 1) * max(size(A));\n"
                 "w = A' * (b - A * x); exitflag = 1;\n"
                 "for turn = 1:10*n + 10\n"
                 "  free = find(~P); [best, at] = max(w(free));\n"
                 "  if isempty(free) || best <= tol, break; end\n"
                 "  P(free(at)) = true;\n"
                 "  while true\n"
                 "    s = zeros(n, 1); s(P) = A(:, P) \\ b;\n"
                 "    if ~any(P) || min(s(P)) > 0, break; end\n"
                 "    bad = P & s <= 0;\n"
                 "    alpha = min(x(bad) ./ (x(bad) - s(bad)));\n"
                 "    x = x + alpha * (s - x); P = P & x > tol; x(~P) = 0;\n"
                 "  end\n"
                 "  x = s; w = A' * (b - A * x);\n"
                 "end\n"
                 "residual = b - A * x; resnorm = sumsq(residual);");
}

static Value call_vech(Call *call) {
  return formula(call, "A", "v",
                 "if ndims(A) ~= 2 || size(A, 1) ~= size(A, 2)\n"
                 "  error('a square matrix is needed'); end\n"
                 "v = A(logical(tril(ones(size(A)))));");
}

static Value call_balance(Call *call) {
  Work w = work_begin(call);
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  gsl_matrix *a = work_finite_argument(&w, 0);
  gsl_vector *d = a ? work_vector(&w, a->size1) : NULL;
  if (!d) return work_done(&w, VALUE_FAILED);
  if (a->size1 > 0) gsl_linalg_balance_matrix(a, d);
  if (call->wanted < 2) return work_done(&w, numeric_value(a));
  gsl_matrix *scales = work_matrix(&w, a->size1, a->size1);
  for (size_t k = 0; scales && k < a->size1; k++) gsl_matrix_set(scales, k, k, d->data[k]);
  call_result(call, 1, numeric_value(a));
  return work_done(&w, scales ? numeric_value(scales) : VALUE_FAILED);
}

static Value call_condest(Call *call) {
  return formula(call, "A", "c", "c = cond(A, 1);");
}

static Value call_condeig(Call *call) {
  return formula(call, "A", "c",
                 "if rows(A) ~= columns(A), error('A is %dx%d, not square', rows(A), "
                 "columns(A)); end\n"
                 "c = [];\n"
                 "[v, d] = eig(A); left = inv(v)';\n"
                 "c = 1 ./ abs(sum(conj(left ./ sqrt(sum(abs(left) .^ 2))) .* "
                 "(v ./ sqrt(sum(abs(v) .^ 2)))));\n"
                 "c = c(:);");
}

static Value call_gls(Call *call) {
  return formula(call, "y X O", "beta v r",
                 "if rows(X) ~= rows(y)\n"
                 "  error('y has %d rows but X has %d', rows(y), rows(X)); end\n"
                 "n = numel(y);\n"
                 "if rows(O) ~= n || columns(O) ~= n\n"
                 "  error('O is %dx%d, but %dx%d is needed', rows(O), columns(O), n, n); end\n"
                 "[q, l] = eig((O + O') / 2); w = q * diag(1 ./ sqrt(diag(l))) * q';\n"
                 "z = w * kron(eye(columns(y)), X);\n"
                 "beta = reshape(z \\ (w * y(:)), columns(X), columns(y));\n"
                 "r = y - X * beta;\n"
                 "v = sum((w * r(:)) .^ 2) / (rows(X) * columns(y) - rank(z));");
}

const Builtin linear_formulas_family[] = {
  { .name = "givens",
    .signature = "x: scalar, y: scalar -> c: array, s: scalar",
    .call = call_givens,
    .summary =
        "The 2x2 rotation that turns (x, y) onto the first axis; [c, s] gives its cosine and sine.",
    .numpy = "scipy.linalg.lapack.dlartg(x, y)  # c, s and the length",
    .see = "planerot rotation qr",
    .examples = { { "givens(3, 4)", "[0.6 0.8; -0.8 0.6]" },
                  { "givens(3, 4) * [3; 4]", "[5; 0]" } } },
  { .name = "planerot",
    .signature = "x: vector -> G: matrix, y: vector",
    .call = call_planerot,
    .summary = "The rotation G that turns the vector x onto the first axis, and y = G*x.",
    .see = "givens",
    .examples = { { "[G, y] = planerot([3; 4]); y", "[5; 0]" } } },
  { .name = "housh",
    .signature = "x: vector, j: scalar, z: scalar -> housv: vector, beta: scalar, zer: logical",
    .call = call_housh,
    .summary =
        "The Householder reflection eye - beta*housv*housv' that clears all of x but entry j.",
    .numpy = "scipy.linalg.qr(x)",
    .see = "qr givens",
    .examples = { { "[v, b] = housh([3; 4], 1, 0); (eye(2) - b*v*v') * [3; 4]", "[-5; 0]" } } },
  { .name = "subspace",
    .signature = "A: matrix, B: matrix -> scalar",
    .call = call_subspace,
    .summary =
        "The largest angle between the spaces that the columns of A and of B span, in radians.",
    .numpy = "scipy.linalg.subspace_angles(A, B)[0]",
    .see = "orth svd",
    .examples = { { "subspace([1; 0], [1; 1])", "pi/4" } } },
  { .name = "linsolve",
    .signature = "A: array, b: array, options?: record -> array",
    .call = call_linsolve,
    .summary = "The solution of A*x = b, the same as A \\ b; with options.TRANSA of A'*x = b.",
    .numpy = "np.linalg.solve(A, b)",
    .see = "mldivide lscov inv",
    .examples = { { "linsolve([2 0; 0 4], [2; 4])", "[1; 1]" } } },
  { .name = "lscov",
    .signature = "A: matrix, b: array, V?: array -> x: array, deviation: array, mse: array",
    .call = call_lscov,
    .summary = "Least squares with weights (a vector) or a covariance (a matrix) of the rows; also "
               "standard errors and the mean squared error.",
    .numpy = "statsmodels.WLS(b, A, weights).fit()",
    .see = "mldivide ols regress",
    .examples = { { "lscov([1; 1; 1], [1; 2; 6])", "3" },
                  { "lscov([1; 1], [0; 4], [3; 1])", "1" } } },
  { .name = "ols",
    .signature = "y: array, X: matrix -> beta: array, sigma: array, residuals: array",
    .call = call_ols,
    .summary = "Ordinary least squares of y on the columns of X: coefficients, variance of the "
               "errors, residuals.",
    .numpy = "np.linalg.lstsq(X, y, rcond=None)[0]",
    .see = "mldivide lscov",
    .examples = { { "ols([1; 2; 3], [1 1; 1 2; 1 3])", "[0; 1]" } } },
  { .name = "cholinv",
    .signature = "A: matrix -> matrix",
    .call = call_cholinv,
    .summary = "The inverse of a symmetric positive definite matrix by its Cholesky factor.",
    .numpy = "np.linalg.inv(A)",
    .see = "inv chol chol2inv",
    .examples = { { "cholinv([2 0; 0 4])", "[0.5 0; 0 0.25]" } } },
  { .name = "chol2inv",
    .signature = "R: matrix -> matrix",
    .call = call_chol2inv,
    .summary = "The inverse of R'*R, R being a Cholesky factor.",
    .numpy = "scipy.linalg.cho_solve((R, False), np.eye(n))",
    .see = "chol cholinv",
    .examples = { { "chol2inv([2 0; 0 1])", "[0.25 0; 0 1]" } } },
  { .name = "cholupdate",
    .signature = "R: matrix, x: vector, op?: string -> R1: matrix, err: scalar",
    .call = call_cholupdate,
    .summary = "The Cholesky factor of R'*R + x*x', or with \"-\" of R'*R - x*x'.",
    .see = "chol",
    .examples = { { "cholupdate(3, 4)", "5" }, { "cholupdate(5, 4, '-')", "3" } } },
  { .name = "normest",
    .signature = "A: matrix, tolerance?: scalar -> n: scalar, count: scalar",
    .call = call_normest,
    .summary = "The 2-norm of a matrix, the same as norm(A).",
    .numpy = "np.linalg.norm(A, 2)",
    .see = "norm cond",
    .examples = { { "normest([3 0; 0 4])", "4" } } },
  { .name = "normest1",
    .signature = "A: matrix -> scalar",
    .call = call_normest1,
    .summary = "The 1-norm of a matrix, the same as norm(A, 1).",
    .numpy = "np.linalg.norm(A, 1)",
    .see = "norm",
    .examples = { { "normest1([1 2; -3 4])", "6" } } },
  { .name = "commutation_matrix",
    .signature = "m: scalar, n?: scalar -> matrix",
    .call = call_commutation_matrix,
    .summary = "The matrix K with K*vec(A) = vec(A') for every m x n matrix A.",
    .see = "duplication_matrix vec",
    .examples = { { "commutation_matrix(1, 2)", "eye(2)" } } },
  { .name = "duplication_matrix",
    .signature = "n: scalar -> matrix",
    .call = call_duplication_matrix,
    .summary = "The matrix D with D*vech(A) = vec(A) for every symmetric n x n matrix A.",
    .see = "vech commutation_matrix",
    .examples = { { "duplication_matrix(2) * [1; 2; 3]", "[1; 2; 2; 3]" } } },
  { .name = "vech",
    .signature = "A: array -> vector",
    .call = call_vech,
    .summary = "The lower triangle of a square matrix as one column.",
    .numpy = "A[np.tril_indices(n)]",
    .see = "vec tril duplication_matrix",
    .examples = { { "vech([1 2; 3 4])", "[1; 3; 4]" } } },
  { .name = "polyvalm",
    .signature = "p: vector, A: array -> matrix",
    .call = call_polyvalm,
    .summary = "The polynomial p of a square matrix, with matrix powers.",
    .numpy = "np.polyval with @",
    .see = "polyval poly",
    .examples = { { "polyvalm([1 0 -2], [1 1; 0 1])", "[-1 2; 0 -1]" },
                  { "polyvalm(poly([1 2; 3 4]), [1 2; 3 4]) + 1", "ones(2)" } } },
  { .name = "poweriter",
    .signature = "A: square, x?: vector, steps?: integer -> lambda: scalar, v: array",
    .call = call_poweriter,
    .summary = "Power iteration: multiplies x (all ones) by A again and again, each time scaled so "
               "that its largest entry is 1, and gives the number it was divided by last and the "
               "direction: the eigenvalue of largest size and its eigenvector.",
    .see = "eig explain",
    .examples = { { "poweriter([2 1; 1 2], [1; 0], 30)", "3" },
                  { "[l, v] = poweriter([4 0; 0 1], [1; 1], 40); v", "[1; 0]" },
                  { "poweriter([0 1; 0 0], [1; 0])",
                    "error: poweriter: A takes the start to 0" } } },
  { .name = "lsqnonneg",
    .signature = "A: matrix, b: array, x0?: array -> x: array, resnorm: scalar, residual: array, "
                 "exitflag: scalar",
    .call = call_lsqnonneg,
    .summary = "The least squares solution of A*x = b with no negative entry.",
    .numpy = "scipy.optimize.nnls(A, b)[0]",
    .see = "mldivide lscov",
    .examples = { { "lsqnonneg([1 0; 0 1], [1; -2])", "[1; 0]" } } },
  { .name = "balance",
    .signature = "A: matrix -> D: matrix, B: matrix",
    .call = call_balance,
    .summary = "Scales rows and columns so that they are of a size: B = D \\ A * D has the "
               "eigenvalues of A. One result alone is B.",
    .numpy = "scipy.linalg.matrix_balance(A)",
    .see = "eig cond",
    .examples = { { "[D, B] = balance([1 1e4; 1e-4 1]); D*B/D", "[1 1e4; 1e-4 1]" } } },
  { .name = "condest",
    .signature = "A: matrix -> scalar",
    .call = call_condest,
    .summary = "The condition number in the 1-norm, cond(A, 1); other systems estimate it.",
    .numpy = "np.linalg.cond(A, 1)",
    .see = "cond rcond",
    .examples = { { "condest([1 0; 0 4])", "4" } } },
  { .name = "condeig",
    .signature = "A: matrix -> array",
    .call = call_condeig,
    .summary = "How sensitive each eigenvalue is to changes of A: 1 at best, large where "
               "eigenvectors are nearly parallel.",
    .see = "eig cond",
    .examples = { { "condeig([2 1; 1 2])", "[1; 1]" } } },
  { .name = "gls",
    .signature = "y: matrix, X: matrix, O: matrix -> beta: matrix, v: scalar, r: matrix",
    .call = call_gls,
    .summary = "Generalised least squares: the coefficients of y on the columns of X when the "
               "errors have covariance v*O; then v and the residuals.",
    .formula = "(X^T O^{-1} X)^{-1} X^T O^{-1} y",
    .numpy = "np.linalg.solve(X.T @ np.linalg.solve(O, X), X.T @ np.linalg.solve(O, y))",
    .see = "ols lscov regress",
    .examples = { { "gls([1; 2; 4], [1 0; 1 1; 1 2], eye(3))", "[5/6; 1.5]" } } },
  { 0 }
};
