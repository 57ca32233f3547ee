/* chance_formulas.c -- distributions by name, of listed values and of data; ranks and principal
   axes.  */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"

/* The function of a distribution called NAME that ends in WHAT. */
#define BY_NAME(what)                                                                              \
  "long = {'normal', 'gaussian', 'exponential', 'uniform', 'binomial', 'poisson', 'geometric', "   \
  "'beta', 'gamma', 'chisquare', 'chi2', 'student', 't', 'f', 'lognormal', 'weibull', "            \
  "'rayleigh', 'hypergeometric', 'negative binomial', 'discrete uniform', 'laplace', "             \
  "'logistic', 'cauchy', 'norm', 'exp', 'unif', 'bino', 'poiss', 'geo', 'gam', 'logn', "           \
  "'wbl', 'rayl', 'hyge', 'nbin', 'unid'};\n"                                                      \
  "short = {'norm', 'norm', 'exp', 'unif', 'bino', 'poiss', 'geo', 'beta', 'gam', 'chi2', "        \
  "'chi2', 't', 't', 'f', 'logn', 'wbl', 'rayl', 'hyge', 'nbin', 'unid', 'laplace', "              \
  "'logi', 'cauchy', 'norm', 'exp', 'unif', 'bino', 'poiss', 'geo', 'gam', 'logn', 'wbl', "        \
  "'rayl', 'hyge', 'nbin', 'unid'};\n"                                                             \
  "k = find(strcmpi(name, long), 1);\n"                                                            \
  "if isempty(k), error('there is no distribution ''%s''; for example ''normal''', name); end\n"   \
  "f = [short{k}, '" what "'];\n"                                                                  \
  "more = {a, b, c}; more = more(1:max(0, given - first));\n"

static Value call_pdf(Call *call) {
  return formula(call, "name x a b c", "y",
                 "first = 2;\n" BY_NAME("pdf") "y = feval(f, x, more{:});");
}

static Value call_cdf(Call *call) {
  return formula(call, "name x a b c", "y",
                 "first = 2;\n" BY_NAME("cdf") "y = feval(f, x, more{:});");
}

static Value call_icdf(Call *call) {
  return formula(call, "name x a b c", "y",
                 "first = 2;\n" BY_NAME("inv") "y = feval(f, x, more{:});");
}

/* ------------------------------------------------------------------ values with chances */

#define LISTED                                                                                     \
  "if ~isvector(v) || ~isvector(p) || numel(v) ~= numel(p)\n"                                      \
  "  error('every value needs one chance: here are %d and %d', numel(v), numel(p)); end\n"         \
  "if any(isnan(v)) || any(p < 0) || ~any(p)\n"                                                    \
  "  error('chances are not negative, and not all of them are 0'); end\n"                          \
  "[v, order] = sort(v(:)); p = p(:)(order) / sum(p);\n"

static Value call_discrete_pdf(Call *call) {
  return formula(call, "x v p", "y",
                 LISTED "y = zeros(size(x));\n"
                        "for k = 1:numel(v), y(x == v(k)) += p(k); end\n"
                        "y(isnan(x)) = NaN;");
}

static Value call_discrete_cdf(Call *call) {
  return formula(call, "x v p", "y",
                 LISTED "y = zeros(size(x));\n"
                        "for k = 1:numel(v), y(x >= v(k)) += p(k); end\n"
                        "y(isnan(x)) = NaN;");
}

static Value call_discrete_inv(Call *call) {
  return formula(call, "q v p", "x",
                 LISTED "total = cumsum(p); x = NaN(size(q));\n"
                        "for i = find(q(:) >= 0 & q(:) <= 1)'\n"
                        "  k = find(total >= q(i) - 4 * eps, 1);\n"
                        "  if isempty(k), k = numel(v); end\n"
                        "  x(i) = v(k);\n"
                        "end");
}

static Value call_discrete_rnd(Call *call) {
  return formula(call, "v p r c", "x",
                 "if given < 3, r = 1; end\n"
                 "if given < 4 && isscalar(r), c = r; end\n"
                 "if given < 4, s = [r(:)' c]; else, s = [r c]; end\n"
                 "x = discrete_inv(rand(s), v, p);");
}

static Value call_empirical_pdf(Call *call) {
  return formula(call, "x data", "y", "y = discrete_pdf(x, data, ones(size(data)));");
}
static Value call_empirical_cdf(Call *call) {
  return formula(call, "x data", "y", "y = discrete_cdf(x, data, ones(size(data)));");
}
static Value call_empirical_inv(Call *call) {
  return formula(call, "q data", "x", "x = discrete_inv(q, data, ones(size(data)));");
}
static Value call_empirical_rnd(Call *call) {
  return formula(call, "data r c", "x",
                 "if given < 2, x = discrete_rnd(data, ones(size(data)), size(data));\n"
                 "elseif given < 3, x = discrete_rnd(data, ones(size(data)), r);\n"
                 "else, x = discrete_rnd(data, ones(size(data)), r, c); end");
}

/* ------------------------------------------------------------------ odds, runs, ranks, axes */

static Value call_logit(Call *call) {
  return formula(call, "p", "x", "x = log(p ./ (1 - p)); x(p < 0 | p > 1) = NaN;");
}
static Value call_probit(Call *call) {
  return formula(call, "p", "x", "x = norminv(p);");
}

static Value call_runlength(Call *call) {
  return formula(call, "x", "n v",
                 "if ~isvector(x), error('this must be a list of numbers'); end\n"
                 "x = x(:).'; last = [find(x(1:end - 1) ~= x(2:end)), numel(x)];\n"
                 "n = diff([0 last]); v = x(last);");
}

static Value call_tiedrank(Call *call) {
  return formula(call, "x", "r",
                 "if ~isvector(x), error('this must be a list of numbers'); end\n"
                 "r = NaN(size(x)); known = ~isnan(x); r(known) = ranks(x(known));");
}

static Value call_combnk(Call *call) {
  return formula(call, "v k", "C", "C = nchoosek(v, k);");
}

static Value call_pcacov(Call *call) {
  return formula(call, "S", "axes latent explained",
                 "if size(S, 1) ~= size(S, 2), error('a covariance matrix is square'); end\n"
                 "[axes, D, ~] = svd(S); latent = diag(D);\n"
                 "explained = 100 * latent / sum(latent);");
}

static Value call_princomp(Call *call) {
  return formula(call, "X", "axes scores latent",
                 "centred = X - mean(X, 1); [~, D, axes] = svd(centred, 'econ');\n"
                 "scores = centred * axes; latent = diag(D' * D) / (size(X, 1) - 1);");
}

static Value call_mcnemar_test(Call *call) {
  return formula(call, "x", "p chisq df",
                 "n = size(x, 1);\n"
                 "if n < 2 || size(x, 2) ~= n || any(x(:) < 0) || any(x(:) ~= fix(x(:)))\n"
                 "  error('a square table of counts is wanted'); end\n"
                 "apart = abs(x - x'); if n == 2, apart = max(apart - 1, 0); end\n"
                 "both = x + x'; above = triu(ones(n), 1) & both > 0;\n"
                 "chisq = sum(apart(above).^2 ./ both(above)); df = n * (n - 1) / 2;\n"
                 "p = chi2cdf(chisq, df, 'upper');");
}

static Value call_friedman(Call *call) {
  return formula(call, "X", "p chisq df",
                 "[n, k] = size(X);\n"
                 "if n < 2 || k < 2, error('rows are blocks, columns treatments'); end\n"
                 "R = zeros(n, k); ties = 0;\n"
                 "for i = 1:n\n"
                 "  R(i, :) = ranks(X(i, :));\n"
                 "  [m, ~] = runlength(sort(X(i, :))); ties += sum(m.^3 - m);\n"
                 "end\n"
                 "spread = sum((sum(R, 1) - n * (k + 1) / 2).^2);\n"
                 "chisq = 12 * spread / (n * k * (k + 1) - ties / (k - 1)); df = k - 1;\n"
                 "p = chi2cdf(chisq, df, 'upper');");
}

const Builtin chance_formulas_family[] = {
  { .name = "pdf",
    .signature = "name: string, x: array, a?: array, b?: array, c?: array -> array",
    .call = call_pdf,
    .summary = "The density, or chance, of a distribution by its name: 'normal', 'binomial', "
               "'exponential', 't' ...",
    .numpy = "scipy.stats.norm.pdf(x, a, b)",
    .see = "cdf icdf normpdf",
    .examples = { { "pdf('binomial', 1, 2, 0.5)", "0.5" } } },
  { .name = "cdf",
    .signature = "name: string, x: array, a?: array, b?: array, c?: array -> array",
    .call = call_cdf,
    .summary = "The chance of at most x of a distribution by its name.",
    .numpy = "scipy.stats.norm.cdf(x, a, b)",
    .see = "pdf icdf normcdf",
    .examples = { { "cdf('normal', 2, 2, 1)", "0.5" } } },
  { .name = "icdf",
    .signature = "name: string, q: array, a?: array, b?: array, c?: array -> array",
    .call = call_icdf,
    .summary = "The quantile of a distribution by its name.",
    .numpy = "scipy.stats.norm.ppf(q, a, b)",
    .see = "cdf pdf norminv",
    .examples = { { "icdf('uniform', 0.25, 0, 8)", "2" } } },
  { .name = "discrete_pdf",
    .signature = "x: array, v: array, p: array -> array",
    .call = call_discrete_pdf,
    .summary = "The chance of x where the values v have chances in the ratio p.",
    .numpy = "scipy.stats.rv_discrete(values=(v, p / np.sum(p))).pmf(x)",
    .see = "discrete_cdf discrete_inv discrete_rnd empirical_pdf",
    .examples = { { "discrete_pdf([1 5], [1 2 5], [1 1 2])", "[0.25 0.5]" } } },
  { .name = "discrete_cdf",
    .signature = "x: array, v: array, p: array -> array",
    .call = call_discrete_cdf,
    .summary = "The chance of at most x where the values v have chances in the ratio p.",
    .numpy = "scipy.stats.rv_discrete(values=(v, p / np.sum(p))).cdf(x)",
    .see = "discrete_pdf discrete_inv",
    .examples = { { "discrete_cdf([0 2 9], [1 2 5], [1 1 2])", "[0 0.5 1]" } } },
  { .name = "discrete_inv",
    .signature = "q: array, v: array, p: array -> array",
    .call = call_discrete_inv,
    .summary = "The least of the values v, which have chances in the ratio p, whose cdf reaches q.",
    .numpy = "scipy.stats.rv_discrete(values=(v, p / np.sum(p))).ppf(q)",
    .see = "discrete_cdf discrete_rnd",
    .examples = { { "discrete_inv([0.2 0.6], [1 2 5], [1 1 2])", "[1 5]" } } },
  { .name = "discrete_rnd",
    .signature = "v: array, p: array, r?: array, c?: scalar -> array",
    .call = call_discrete_rnd,
    .summary = "Draws of the values v with chances in the ratio p.",
    .numpy = "rng.choice(v, size=(r, c), p=p / np.sum(p))",
    .see = "randsample discrete_pdf",
    .examples = { { "size(discrete_rnd([1 2], [1 3], 2, 5))", "[2 5]" } } },
  { .name = "empirical_pdf",
    .signature = "x: array, data: array -> array",
    .call = call_empirical_pdf,
    .summary = "The share of the data that equals x.",
    .numpy = "np.mean(data == np.asarray(x)[:, None], axis=1)",
    .see = "empirical_cdf discrete_pdf hist",
    .examples = { { "empirical_pdf([1 2], [1 2 2 4])", "[0.25 0.5]" } } },
  { .name = "empirical_cdf",
    .signature = "x: array, data: array -> array",
    .call = call_empirical_cdf,
    .summary = "The share of the data that is at most x.",
    .numpy = "np.searchsorted(np.sort(data), x, side='right') / data.size",
    .see = "empirical_inv ecdf quantile",
    .examples = { { "empirical_cdf([1 3], [1 2 2 4])", "[0.25 0.75]" } } },
  { .name = "empirical_inv",
    .signature = "q: array, data: array -> array",
    .call = call_empirical_inv,
    .summary = "The least of the data up to which there is the share q.",
    .numpy = "np.quantile(data, q, method='inverted_cdf')",
    .see = "empirical_cdf quantile",
    .examples = { { "empirical_inv(0.6, [1 2 2 4])", "2" } } },
  { .name = "empirical_rnd",
    .signature = "data: array, r?: array, c?: scalar -> array",
    .call = call_empirical_rnd,
    .summary = "Draws from the data, each put back: a bootstrap sample.",
    .numpy = "np.random.choice(data, size=(r, c))",
    .see = "randsample bootstrp",
    .examples = { { "size(empirical_rnd([1 2 3]))", "[1 3]" } } },
  { .name = "logit",
    .signature = "p: array -> array",
    .call = call_logit,
    .summary = "The logarithm of the odds of p, which turns the logistic curve round.",
    .formula = "\\ln \\frac{p}{1 - p}",
    .numpy = "scipy.special.logit(p)",
    .see = "sigmoid probit log",
    .examples = { { "logit([0.5 0.75])", "[0 log(3)]" } } },
  { .name = "probit",
    .signature = "p: array -> array",
    .call = call_probit,
    .summary = "The point below which a standard normal variable falls with chance p.",
    .numpy = "scipy.stats.norm.ppf(p)",
    .see = "norminv logit",
    .examples = { { "probit(0.5)", "0" } } },
  { .name = "runlength",
    .signature = "x: array -> n: array, v: array",
    .call = call_runlength,
    .summary = "How long each run of equal numbers is; the second result is the number itself.",
    .numpy = "[len(list(g)) for _, g in itertools.groupby(x)]",
    .see = "diff unique",
    .examples = { { "runlength([2 2 0 4 4 4])", "[2 1 3]" } } },
  { .name = "tiedrank",
    .signature = "x: array -> array",
    .call = call_tiedrank,
    .summary = "The ranks of the numbers; equal ones share the middle of their places, NaN has "
               "none.",
    .numpy = "scipy.stats.rankdata(x)",
    .see = "ranks sort spearman",
    .examples = { { "tiedrank([10 20 20 5])", "[2 3.5 3.5 1]" } } },
  { .name = "combnk",
    .signature = "v: any, k: scalar -> any",
    .call = call_combnk,
    .summary = "All choices of k entries of a list, one in each row.",
    .numpy = "list(itertools.combinations(v, k))",
    .see = "nchoosek perms",
    .examples = { { "combnk([1 2 3], 2)", "[1 2; 1 3; 2 3]" } } },
  { .name = "pcacov",
    .signature = "S: matrix -> axes: matrix, latent: array, explained: array",
    .call = call_pcacov,
    .summary = "The principal axes of a covariance matrix as columns, their variances, and the "
               "percentage that each explains.",
    .numpy = "np.linalg.eigh(S)",
    .see = "pca princomp eig",
    .examples = { { "nthargout(3, @pcacov, [3 0; 0 1])", "[75; 25]" } } },
  { .name = "princomp",
    .signature = "X: matrix -> axes: matrix, scores: matrix, latent: array",
    .call = call_princomp,
    .summary = "The principal axes of data, one observation in a row: axes, coordinates along "
               "them, and variances.",
    .numpy = "np.linalg.svd(X - X.mean(0), full_matrices=False)",
    .see = "pca pcacov svd",
    .examples = { { "nthargout(3, @princomp, [1 1; 2 2; 3 3])(1)", "2" } } },
  { .name = "mcnemar_test",
    .signature = "x: matrix -> p: scalar, chisq: scalar, df: scalar",
    .call = call_mcnemar_test,
    .summary = "Whether a square table of counts before and after is symmetric: the p-value, the "
               "statistic, which is corrected for continuity in 2x2 tables, and its degrees of "
               "freedom.",
    .numpy = "statsmodels.stats.contingency_tables.mcnemar(x, exact=False)",
    .see = "chi2test fishertest",
    .examples = { { "nthargout(2, @mcnemar_test, [10 20; 5 15])", "196/25" } } },
  { .name = "friedman",
    .signature = "X: matrix -> p: scalar, chisq: scalar, df: scalar",
    .call = call_friedman,
    .summary = "Whether treatments, the columns, differ, by their ranks within each block, the "
               "rows: the p-value, the statistic and its degrees of freedom.",
    .numpy = "scipy.stats.friedmanchisquare(*X.T)",
    .see = "kruskalwallis anova2 ranks",
    .examples = { { "nthargout(2, @friedman, [1 2 3; 2 3 4; 1 3 4])", "6" } } },
  { 0 }
};
