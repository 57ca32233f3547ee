/* test-board-topics.c -- explanations of calculus and statistics: every check passes, every
   printed line can be calculated again, for many functions and random data.  */

#include "config.h"
#include "base/random.h"
#include "tests/board/blackboard.h"
#include "tests/tap.h"

#include <string.h>

static Random chance;
static Blackboard board;

static int draw(int low, int high) {
  return low + (int)(random_bits(&chance) % (uint64_t)(high - low + 1));
}

/* x, y: lists of N numbers; p, q: probabilities; k: a small count; n: a larger one. */
static void assign(bool decimals, Text *out) {
  int count = draw(3, 7);
  for (int list = 0; list < 2; list++) {
    text_printf(out, "%c = [", "xy"[list]);
    for (int i = 0; i < count; i++) {
      text_printf(out, "%s%d", i ? " " : "", draw(-9, 20));
      if (decimals) text_printf(out, ".%d", draw(1, 9));
    }
    text_puts(out, "]; ");
  }
  text_printf(out, "p = 0.%02d; q = 0.%02d; r = 0.%02d; k = %d; n = %d; m = %d; ", draw(1, 99),
              draw(1, 99), draw(1, 99), draw(0, 5), draw(6, 12), draw(1, 9));
}

static const char *const topics[] = {
  "mean(x)",
  "median(x)",
  "var(x)",
  "var(x, 1)",
  "std(x)",
  "cov(x, y)",
  "corr(x', y')",
  "corrcoef(x, y)",
  "polyfit(x, y, 1)",
  "binopdf(k, n, p)",
  "binocdf(k, n, p)",
  "poisspdf(k, m)",
  "poisscdf(k, m)",
  "normcdf(k, m, n)",
  "normcdf(k, m, n, 'upper')",
  "normpdf(k, m, n)",
  "norminv(p, m, n)",
  "bayes(p, q, r)",
  "bayes([p 1-p], [q r])",
  "ttest(x, m)",
  "ttest(x, y)",
  "ttest2(x, y)",
  "ztest(x, m, n)",
  "chi2test([k+1 n; m 3])",
  "anova1([x; y])",
  "ttest2(x, y, 'vartype', 'unequal')",
  "ttest(x, m, 'tail', 'left', 'alpha', 0.01)",
  "sum(x)",
  "cumsum(x)",
  "center(x)",
  "zscore(x)",
  "mad(x)",
  "range(x)",
  "mode(x)",
  "ranks(x)",
  "iqr(x)",
  "quantile(x, [p q])",
  "quantile(x, p, 2, 7)",
  "prctile(x, 100*r)",
  "spearman(x, y)",
  "polyfit(x, y, 2)",
  "polyval(x, m)",
  "roots([m k n])",
  "roots([1 -m -n])",
  "ridge(y', [x' ones(numel(x), 1)], m)",
  "geopdf(k + 1, p)",
  "geocdf(k + 1, p)",
  "nbinpdf(k, m, p)",
  "hygepdf(min(k, 3), 20, m, 5)",
  "hygecdf(k, 20, m, 5)",
  "binoinv(p, n, q)",
  "poissinv(p, m)",
  "binocdf(k, n, p, 'upper')",
  "expcdf(k, m)",
  "exppdf(k, m)",
  "expinv(p, m)",
  "unifcdf(k, -1, n)",
  "unifinv(p, m, m + n)",
  "tcdf(x(1)/10, m)",
  "chi2cdf(m, n)",
  "fcdf(m, k + 1, n, 'upper')",
  "tinv(p, m + 1)",
  "chi2inv(p, m)",
  "finv(p, m + 2, n)",
  "nchoosek(n, k)",
  "entropy([p q r]/(p + q + r))",
  "crossentropy([p 1-p], [q 1-q])",
  "kldiv([p 1-p], [q 1-q])",
  "gini([p q r]/(p + q + r))",
  "logloss([1 0 1], [p q r])",
  "softmax([p q r])",
  "softmax(x)",
  "logsumexp(x)",
  "confusionmat(mod(round(x), 3), mod(round(y), 3))",
  "accuracy(mod(round(x), 2), mod(round(y), 2))",
  "mae(x, y)",
  "mse(x, y)",
  "rmse(x, y)",
  "auc([1 0 1 0], [p q r p])",
  "knn([x; y]', 1:numel(x), [k m], 2)",
  "kmeans([x; y]', 2, [0 0; 10 10])",
  "kmeans([x; y]', 2)",
  "binofit(k, n)",
  "binotest(k, n, p)",
  "permtest(x(1:3), y(1:2))",
  "bootstrap(x, @mean, 60)",
};

/* Functions of x, and what is asked about them at a random place. */
static const char *const functions[] = {
  "x^2*sin(3*x + 1)",
  "3*x^2 - 5*x + 2",
  "x/(1 + x^2)",
  "exp(-x^2/2)",
  "sin(exp(x))",
  "(x^2 + 1)^3",
  "sqrt(x^2 + 1)*log(x^2 + 2)",
  "-log(sigmoid(2*x))",
  "2^x",
  "x^4 - x",
  "cos(x)^2",
  "tanh(x)/x^2",
  "5",
  "4*x + 1",
  "exp(2*x)*(x - 1)",
  "atan(x)*x",
  "1/(1 + exp(-x))",
  "x*sin(x)*exp(x)",
  "(2*x - 1)*(x + 3)",
  "log(1 + exp(x))",
};
static const char *const questions[] = {
  "diff(@(x) %s)",
  "diff(@(x) %s, 2)",
  "deriv(@(x) %s, m/2)",
  "taylor(@(x) %s, 1, 3)",
  "integral(@(x) %s, 1, 2)",
  "limit(@(x) %s, 2)",
  "gd(@(x) %s, 1, 0.01, 3)",
  "deriv(@(x) %s, 1, 0.1)",
  "momentum(@(x) %s, 1, 0.01, 0.9, 4)",
  "adam(@(x) %s, 1, 0.05, 4)",
  "simplify(@(x) %s)",
  "expand(@(x) %s)",
  "grad(@(x) %s, 1)",
  "gradcheck(@(x) %s, 1)",
  "hessian(@(x) %s, 1)",
  "limit(@(x) (%s)/x, 1, 'left')",
};
static const char *const gradients[] = {
  "gradient(@(v) v(1)^2*v(2) + v(2)^2)",
  "gradient(@(x, y) (1 - x)^2 + 100*(y - x^2)^2)",
  "gradient(@(v) exp(v(1)*v(2)) - 3*v(1))",
  "gradient(@(x) x(1)*x(2)*x(3)*x(4)*x(5)*x(6)*x(7)*x(8))",
  "gradient(@(x) x'*[2 1; 1 3]*x - [1; 2]'*x + 4)",
  "gradient(@(w) sum(w.^2))",
  "gradient(@(X) trace([1 2; 3 4]*X*[2 0; 1 1]))",
  "gradient(@(X) [1 2]*X*[1; 2] + log(det(X)))",
  "gradient(@(X) trace([1 2; 3 4]*X'*[2 0; 1 1]*X) - 3*det(X))",
  "gradient(@(X) norm(X, 'fro')^2 + trace([1 2; 3 4]*X))",
  "gradient(@(X) trace([1 2; 3 4]*inv(X)))",
  "hessian(@(x) x'*[2 1; 1 3]*x)",
  "grad(@(w) -sum([1; 0].*log(sigmoid([1 2; 3 4]*w))), [0.1; 0.2])",
  "gradient(@(x, y) (1 - x)^2 + 100*(y - x^2)^2, [1 2])",
  "grad(@(v) v(1)^2*v(2) + v(2)^2, [1; 2])",
  "grad(@(x, y, z) x*y + sin(z), [1; 2; 0])",
  "directional(@(x, y) x^2 + 3*y, [0.6 0.8], [1 2])",
  "directional(@(x, y) x^2*y, [3 4])",
  "hessian(@(x, y) x^2*y)",
  "hessian(@(x, y) x^2 + x*y + y^2, [0 0])",
  "hessian(@(x, y) x^2 - y^2, [1 1])",
  "hessian(@(x, y, z) x*y*z - exp(x), [1 2 3])",
  "jacobian(@(x, y) [x*y; x + y; x^2], [2 3])",
  "jacobian(@(v) [v(1)^2 - v(2); sin(v(2))])",
  "diff(@(x, y) x^2*y, 'y')",
  "diff(@(x) abs(x^2 - 1))",
  "diff(@(x) max(x^2, 2*x))",
  "diff(@(x) max(0, 1 - x)^2)",
  "diff(@(x) relu(2*x - 1)*x)",
  "diff(@(x) exp(sin(x^2)))",
  "diff(@(x) log(cos(exp(x))))",
  "diff(@(x) exp(sin(x))*sin(x))",
  "diff(@(x) x^sin(x))",
  "diff(@(x) 3^(2*x + 1))",
  "diff(@(x) acos(x^2))",
  "diff(@(x) log2(x)/x)",
  "diff(@(x) (2*x + 1)*(x - 3)*(x^2 + 4)*exp(x))",
  "diff(@(u) sin(u*exp(u)))",
  "diff(@(x) floor(x) + sign(x))",
  "newton(@(x) x^2 - 2, 1)",
  "newton(@(x) exp(x) - 3, 1)",
  "newton(@(x) x^3 - 2*x + 2, 0)",
  "newton(@(x) x^3, 1, 4)",
  "newton(@(v) v(1)^2 + 2*v(2)^2 + v(1)*v(2), [3 1], 2, 'min')",
  "newton(@(x) x^4 - x, 1, 5, 'min')",
  "fzero(@(x) x^2 - 2, [0 2])",
  "fzero(@cos, 1)",
  "fminbnd(@(x) x^2 - 2*x, 0, 5)",
  "fminbnd(@cos, 0, 6)",
  "fminbnd(@(x) abs(x - m), -9, 9)",
  "fminbnd(@(x) x^3, -1, 2)",
  "fminsearch(@(x) (x - 3)^2, 1)",
  "fminsearch(@(v) (v(1) - 1)^2 + 10*(v(2) + 2)^2, [0 0])",
  "fminsearch(@(x) abs(x - m) + x^2, 5)",
  "fminunc(@(x) x^4 - 3*x, 2)",
  "fminunc(@(x) (x - m)^2, 0)",
  "fminunc(@(x) x^2, 0)",
  "fminunc(@(v) (1 - v(1))^2 + 100*(v(2) - v(1)^2)^2, [-1.2; 1])",
  "fminunc(@(w) sum(([1 2; 3 4; 5 6]*w - [1; 0; 2]).^2), [0; 0])",
  "fsolve(@(v) [v(1)^2 - 4; v(2) - v(1)], [1; 1])",
  "fsolve(@(v) [v(1)^2 + v(2)^2 - 1; v(1) - v(2)], [1; 0.5])",
  "gd(@(v) v(1)^2 + 3*v(2)^2, [1; 1], 0.1, 5)",
  "gd(@(x) x^2, 1, 1.1, 5)",
  "gd(@(x, y) (x - 1)^2 + x*y + y^2, [0 0], 0.1, 40)",
  "momentum(@(x, y) x^2 + 2*y^2, [1 1], 0.1, 0.9, 6)",
  "adam(@(x, y) x^2 + 20*y^2, [1 1], 0.1, 6)",
  "gradcheck(@(v) sin(v(1))*exp(v(2)), [1 2])",
  "gradcheck(@(v) v(1)^2 + v(2)^2, [1 2], [2 5])",
  "gradcheck(@(v) v(1)^2 + v(2)^2, [1 2], @(v) 2*v)",
  "taylor(@(x, y) exp(x)*y, [0 1], 2)",
  "taylor(@(x) sqrt(x), 4, 3)",
  "limit(@(x) sin(x)/x, 0)",
  "limit(@(x) (1 - cos(x))/x^2, 0)",
  "limit(@(x) x^2/exp(x), Inf)",
  "limit(@(x) 1/x, 0, 'right')",
  "limit(@(x) (2*x + 1)/(x - 3), -Inf)",
  "integral(@(x) exp(-x), 0, Inf)",
  "integral(@(x) x.*exp(x), 0, 1)",
  "integral(@(x) exp(-x.^2), -Inf, Inf)",
  "integral(@(x) 1./(1 + x.^2), -Inf, Inf)",
  "integral(@(x) (2*x + 1).^3, 0, 1)",
  "integral(@(x) sin(x), 0, pi)",
  "sigmoid(m)",
  "softmax([m 2 3])",
  "softmax([1000 1001])",
  "logsumexp([m 2 -3])",
  "crossentropy([0 1 0], [0.2 0.5 0.3])",
  "crossentropy([0.5 0.5], [0.9 0.1])",
  "expand(@(x) (x + 1)*(x - 2)*(x + 3))",
  "expand(@(x, y) (x + y)^2)",
  "expand(@(x) (x + 1)^20)",
  "simplify(@(x) sin(x)^2 + cos(x)^2 + 2*x + 3*x)",
  "factor(360)",
  "factor(97)",
  "h(m)",
  "2*h(3) - h(-1)/3",
};

static void judge(const char *typed, Text *bad, size_t *relations) {
  Text copy = TEXT_EMPTY, wrong = TEXT_EMPTY;
  text_puts(&copy, blackboard_run(&board, typed));
  const char *printed = text_string(&copy);
  if (board.error.kind != ERROR_NONE)
    text_printf(bad, "%s: %s", typed, board.error.message);
  else if (strstr(printed, "own check") || strstr(printed, "no steps for this"))
    text_printf(bad, "%s: %.400s", typed, printed);
  *relations += blackboard_recompute(&board, printed, &wrong);
  if (wrong.len > 0 && bad->len == 0) text_printf(bad, "%s: %s", typed, text_string(&wrong));
  text_free(&copy);
  text_free(&wrong);
}

static void verdict(Text *bad, size_t relations, const char *name) {
  if (!tap_ok(bad->len == 0, "%s: every check holds, %zu lines calculated again", name, relations))
    tap_note("%s", text_string(bad));
  text_free(bad);
}

static void try_topic(const char *topic, bool decimals) {
  Text bad = TEXT_EMPTY;
  size_t relations = 0;
  for (int turn = 0; turn < 30 && bad.len == 0; turn++) {
    Text typed = TEXT_EMPTY;
    assign(decimals, &typed);
    text_printf(&typed, "explain full %s", topic);
    judge(text_string(&typed), &bad, &relations);
    text_free(&typed);
  }
  verdict(&bad, relations, topic);
}

static void try_question(const char *question) {
  Text bad = TEXT_EMPTY;
  size_t relations = 0;
  for (size_t i = 0; i < sizeof functions / sizeof *functions && bad.len == 0; i++) {
    Text typed = TEXT_EMPTY;
    const char *place = strstr(question, "%s");
    text_printf(&typed, "m = %d; explain full %.*s%s%s", draw(1, 5), (int)(place - question),
                question, functions[i], place + 2);
    judge(text_string(&typed), &bad, &relations);
    text_free(&typed);
  }
  verdict(&bad, relations, question);
}

static size_t lines_of(const char *s) {
  size_t n = 0;
  for (; *s; s++) n += *s == '\n';
  return n;
}

/* Each form says more than the one before, and every step can be opened. */
static void try_forms(void) {
  static const char *const rows[] = {
    "diff(@(x) x^2*sin(3*x + 1))",
    "gradient(@(x, y) (1 - x)^2 + 100*(y - x^2)^2)",
    "hessian(@(x, y) x^2*y + y^3, [1 2])",
    "jacobian(@(x, y) [x*y; x^2])",
    "gd(@(v) v(1)^2 + 3*v(2)^2, [1; 1], 0.1, 9)",
    "newton(@(x) atan(x), 1.4, 9)",
    "fzero(@(x) x^2 - 2, [0 2])",
    "fminbnd(@(x) x^2 - 2*x, 0, 5)",
    "fminsearch(@(v) (v(1) - 1)^2 + 10*(v(2) + 2)^2, [0 0])",
    "fminunc(@(x) x^4 - 3*x, 2)",
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    static const char *const forms[] = { "terse ", "", "full " };
    size_t lines[3];
    Text typed = TEXT_EMPTY;
    for (size_t k = 0; k < 3; k++) {
      text_clear(&typed);
      text_printf(&typed, "explain %s%s;", forms[k], rows[i]);
      lines[k] = lines_of(blackboard_run(&board, text_string(&typed)));
    }
    tap_ok(lines[0] < lines[1] && lines[1] < lines[2], "%s: %zu, %zu and %zu lines", rows[i],
           lines[0], lines[1], lines[2]);
    const char *opened = blackboard_run(&board, "why('1')");
    tap_ok(board.error.kind == ERROR_NONE && strncmp(opened, "1  ", 3) == 0, "%s: why 1", rows[i]);
    text_free(&typed);
  }
  blackboard_run(&board, "explain diff(@(x) x^2*sin(3*x + 1));");
  const char *opened = blackboard_run(&board, "why('1.2')");
  tap_ok(strstr(opened, "1.2  v' — sin of something") != NULL, "why 1.2 opens a part");
}

/* What has to stand in an explanation, and what must not. */
static void try_words(void) {
  static const struct {
    const char *typed, *said, *unsaid;
  } rows[] = {
    { "explain diff(@(x) exp(3*x^2 - 2*x))", "2  Put the pieces into the chain rule", "own check" },
    { "explain diff(@(x) x^2*sin(3*x + 1))", "f'(x)  = u'·v + u·v'", NULL },
    { "explain diff(@(x) x^2*sin(3*x + 1))", "u' = 2x\n", "2·x" },
    { "explain diff(@(x) sin(sin(sin(x))))", "(h(t))' = h'(t)·t'", "g'(t)" },
    { "explain diff(@(x) exp(sin(x^2))*sin(x^2))", "as in 1.", NULL },
    { "explain diff(@(u) sin(u*exp(u)))", "v = u      w = exp(u)", "u = u" },
    { "explain diff(@(x) abs(x))", "where x < 0:  abs(x) is −x,  slope −1", NULL },
    { "explain diff(@(x) sigmoid(x))", "1/(1 + exp(−x))", NULL },
    { "X = [1 1; 1 2; 1 4]; y = [2; 3; 7]; explain gradient(@(w) norm(X*w - y)^2/2)", "dL = r'·dr",
      "1 · r'" },
    { "X = [1 1; 1 2; 1 4]; y = [2; 3; 7]; explain gradient(@(w) mean((X*w - y).^2))",
      "the mean of 3 squares is 1/3 of their sum", NULL },
    { "X = [1 1; 1 2; 1 4]; y = [2; 3; 7]; explain gradient(@(w) mean((X*w - y).^2))",
      "X is 3×2, y is 3×1, so w must be 2×1", NULL },
    { "explain newton(@(x) x^3 - 2*x + 2, 0)", "in circles", NULL },
    { "explain fminbnd(@(x) x^2 - 2*x, 0, 5)", "right:  5 − 0.382·5 = 3.09", "own check" },
    { "explain fminunc(@(x) x^4 - 3*x, 2)", "lowest near 0.90856", "itself" }, /* (3/4)^(1/3) */
    { "explain fminsearch(@(v) (v(1) - 1)^2 + 10*(v(2) + 2)^2, [0 0])", "lowest near (1, −2)",
      "itself" },
    { "explain newton(@(x) atan(x), 1.5, 5)", "runs away", NULL },
    { "explain gd(@(x) x^2, 1, 1.1, 5)", "f grows", "✓" },
    { "explain limit(@(x) abs(x)/x, 0)", "no limit", "same place" },
    { "explain limit(@(x) 1/x, 0)", "from the left    −∞", "same place" },
    { "explain hessian(@(x, y) x^2 - y^2, [1 1])", "indefinite", NULL },
    { "explain hessian(@(x, y) x^2 + y^2, [1 1])", "in every direction (positive", NULL },
    { "explain integral(@(x) 1./x.^2, 1, Inf)", "F(x) goes to 0 as x goes to ∞", NULL },
    { "explain integral(@(x) sin(x), 0, pi/2)", "from 0 to π/2", NULL },
    { "explain simplify(@(x) (x^2 - 1)/(x - 1))", "This holds where x ≠ 1", NULL },
    { "explain simplify(@(x) (2*x^2 - x)/(2*x - 1))", "This holds where x ≠ 1/2", NULL },
    { "explain diff(@(x) (x^2 - 1)/(x - 1))", "This holds where x ≠ 1", "with numbers at x = 1\n" },
    { "explain diff(@(x) x/(x - 1))", "= −1/(x − 1)²", "This holds" },
    { "explain taylor(@(x) cos(x), 0, 4)",
      "At 0.5 the function is 0.8775826 and the polynomial 0.8776042: 2.2e−5 too", NULL },
    { "explain taylor(@(x) exp(x), 0, 1)",
      "At 0.1 the function is 1.10517 and the polynomial 1.1: 0.0052 too little", NULL },
    { "explain taylor(@(x) x^2, 0, 3)", "both are 100", "too" },
    { "explain limit(@(x) sin(x)/x, 0)", "0.0001   0.999999998   0.999999998\n", "0.001   1 " },
    { "explain limit(@(x) sin(x)/x, 0)", "1e−5     ≈ 1           ≈ 1\n", NULL },
    { "explain gradient(@(x) x(1)*x(2)*x(3)*x(4)*x(5)*x(6)*x(7)*x(8))",
      "By x(4) to x(7): the same way", "By x(5):" },
    { "explain fzero(@(x) 1/x, [-1 1])", "has a pole", "own check" },
    { "explain limit(@(x) sin(1/x), 0)", "jump about", "They differ" },
    { "explain gradient(@(x) x'*[2 1; 1 3]*x)", "dx'·[2, 1; 1, 3]·x", NULL },
    { "X = [1; 2; 3]; y = [2; 4; 5]; explain gradient(@(w) norm(X*w - y)^2)",
      "its entries change with w by the slopes X", "rules for matrices" },
    { "A = [1 2; 3 4]; B = [2 0; 1 1]; explain gradient(@(X) trace(A*X*B))",
      "trace(A·dX·B) = trace(B·A·dX)", "No steps" },
    { "A = [1 2; 3 4]; B = [2 0; 1 1]; explain gradient(@(X) trace(A*X'*B*X))",
      "trace(A·dX'·B·X) = trace(B·X·A·dX') = trace(A'·X'·B'·dX)", "No steps" },
    { "a = [1; 2]; explain gradient(@(X) a'*X*a - 2*det(X))", "−2·det(X)·trace(X\\dX)",
      "No steps" },
    { "A = [1 2; 3 4]; explain gradient(@(X) exp(trace(A*X)))", "No steps", "dX" },
    { "h = @(x) x^2 + 1; explain h(3)", "1  Put 3 in for x", NULL },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *printed = blackboard_run(&board, rows[i].typed);
    bool good = strstr(printed, rows[i].said) != NULL;
    good &= !rows[i].unsaid || !strstr(printed, rows[i].unsaid);
    if (!tap_ok(good, "%s says '%s'", rows[i].typed, rows[i].said)) tap_note("%.700s", printed);
  }
}

/* What cannot be explained says so, and the value or the error of the plain evaluation stays. */
static void try_refusals(void) {
  static const struct {
    const char *typed, *said;
  } rows[] = {
    { "explain mean([1 NaN 3])", "No steps" },
    { "explain 2", "no steps for this" },
    { "explain var(5)", "does not vary" },
    { "explain mean(ones(3))", "one list" },
    { "explain mean(1:40)", "twenty" },
    { "explain corr([1;1;1], [1;2;3])", "" },
    { "explain polyfit([1 1 1], [1 2 3], 1)", "" },
    { "explain binopdf(11, 10, 0.5)", "can happen" },
    { "explain binocdf(20, 40, 0.5)", "twelve" },
    { "explain ttest([3 3 3], 2)", "not vary" },
    { "explain anova1([1 2 3])", "" },
    { "explain diff(@(x) floor(x) + besselj(0, x))", "" },
    { "explain diff([1 4 9])", "" },
    { "explain gradient(@(w) exp(sum(w.^2)))", "" },
    { "explain integral(@(x) 1./(x.^2 - 4), 0, 3)", "" },
    { "explain taylor(@(x) log(x), 0, 3)", "" },
    { "explain bayes(0.5, 0, 0)", "" },
    { "explain diff(diff(@(x) exp(sin(x))/(1 + x^2), 8));", "too many" },
    { "explain diff(diff(@(x) tan(x)*exp(x^2)/(1 + x), 5), 3);", "too many" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *printed = blackboard_run(&board, rows[i].typed);
    bool told = board.error.kind != ERROR_NONE || strstr(printed, "ans") || strstr(printed, "\n");
    if (!tap_ok(told && !strstr(printed, "own check") && strstr(printed, rows[i].said), "%s",
                rows[i].typed))
      tap_note("%.300s", printed);
  }
}

/* Drawings that have no room give way to lines. */
static void try_narrow(void) {
  Blackboard narrow;
  blackboard_open(&narrow, true, false, 40);
  const char *printed = blackboard_run(&narrow, "explain bayes(0.01, 0.9, 0.05);");
  bool fits = *printed != 0;
  for (const char *line = printed; *line;) {
    size_t len = strcspn(line, "\n"), columns = 0;
    for (size_t i = 0; i < len; i++) columns += ((unsigned char)line[i] & 0xC0) != 0x80;
    fits &= columns <= 40;
    line += len + (line[len] == '\n');
  }
  if (!tap_ok(fits && strstr(printed, "healthy 99 %: 9 900") && !strstr(printed, "┌"),
              "the tree of bayes becomes lines at 40 columns"))
    tap_note("%s", printed);
  blackboard_close(&narrow);
}

int main(void) {
  random_seed(&chance, 7);
  blackboard_open(&board, true, false, 1000);
  for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
    try_topic(topics[i], false);
    try_topic(topics[i], true);
  }
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) try_question(questions[i]);
  for (size_t i = 0; i < sizeof gradients / sizeof *gradients; i++) {
    Text bad = TEXT_EMPTY, typed = TEXT_EMPTY;
    size_t relations = 0;
    text_printf(&typed, "h = @(x) x^2 + 1; m = 2; explain full %s", gradients[i]);
    judge(text_string(&typed), &bad, &relations);
    verdict(&bad, relations, gradients[i]);
    text_free(&typed);
  }
  try_forms();
  try_words();
  try_refusals();
  try_narrow();
  blackboard_close(&board);
  return tap_done();
}
