/* python_results.c -- [a, b] = f(x): whole lines, as each function needs them.  */

#include "config.h"
#include "board/python.h"

#include <string.h>

typedef struct Form {
  const char *name;
  size_t arguments, wanted; /* how many it is written for */
  int rank;                 /* of the first argument; RANK_UNKNOWN: any */
  const char *lines;        /* $1.. arguments, #1.. targets */
} Form;

static const Form forms[] = {
  { "max", 1, 2, 1, "#1, #2 = np.max($1), np.argmax($1) + 1" },
  { "min", 1, 2, 1, "#1, #2 = np.min($1), np.argmin($1) + 1" },
  { "max", 1, 2, 2, "#1, #2 = np.max($1, axis=0), np.argmax($1, axis=0) + 1" },
  { "min", 1, 2, 2, "#1, #2 = np.min($1, axis=0), np.argmin($1, axis=0) + 1" },
  { "sort", 1, 2, 1, "#1, #2 = np.sort($1), np.argsort($1, kind=\"stable\") + 1" },
  { "sort", 1, 2, 2, "#1, #2 = np.sort($1, axis=0), np.argsort($1, axis=0, kind=\"stable\") + 1" },
  { "size", 1, 2, 2, "#1, #2 = $1.shape" },
  { "find", 1, 2, 2, "#2, #1 = (i + 1 for i in np.nonzero($1.T))" },
  { "meshgrid", 2, 2, 1, "#1, #2 = np.meshgrid($1, $2)" },
  { "ndgrid", 2, 2, 1, "#1, #2 = np.meshgrid($1, $2, indexing=\"ij\")" },
  { "svd", 1, 3, 2,
    "#1, s, Vt = np.linalg.svd($1)\n#2 = np.zeros($1.shape)\nnp.fill_diagonal(#2, s)\n#3 = Vt.T" },
  { "qr", 1, 2, 2, "#1, #2 = np.linalg.qr($1, mode=\"complete\")" },
  { "lu", 1, 3, 2, "P, #1, #2 = scipy.linalg.lu($1)\n#3 = P.T" },
  { "deal", 2, 2, RANK_UNKNOWN, "#1, #2 = $1, $2" },
  { "unique", 1, 2, 1, "#1, #2 = np.unique($1, return_index=True)\n#2 = #2 + 1" },
  { "integral", 3, 2, RANK_UNKNOWN, "#1, #2 = scipy.integrate.quad($1, $2, $3)" },
  { "deconv", 2, 2, 1, "#1, #2 = np.polydiv($1, $2)" },
  { "cart2pol", 2, 2, RANK_UNKNOWN, "#1, #2 = np.arctan2($2, $1), np.hypot($1, $2)" },
  { "pol2cart", 2, 2, RANK_UNKNOWN, "#1, #2 = $2 * np.cos($1), $2 * np.sin($1)" },
  { "meshgrid", 1, 2, 1, "#1, #2 = np.meshgrid($1, $1)" },
  { "bounds", 1, 2, 1, "#1, #2 = np.min($1), np.max($1)" },
  { "ind2sub", 2, 2, RANK_UNKNOWN,
    "#1, #2 = (i + 1 for i in np.unravel_index($2 - 1, $1, order=\"F\"))" },
  { "size", 1, 2, 1, "#1, #2 = np.atleast_2d($1).shape" },
  { "bandwidth", 1, 2, 2, "#1, #2 = scipy.linalg.bandwidth($1)" },
  { "balance", 1, 2, 2, "#2, #1 = scipy.linalg.matrix_balance($1)" },
  { "schur", 1, 2, 2, "#2, #1 = scipy.linalg.schur($1)" },
  { "hess", 1, 2, 2, "#2, #1 = scipy.linalg.hessenberg($1, calc_q=True)" },
  { "corrtest", 2, 2, 1, "#1, #2 = scipy.stats.pearsonr($1, $2)" },
  { "normfit", 1, 2, 1, "#1, #2 = np.mean($1), np.std($1, ddof=1)" },
  { "unifit", 1, 2, 1, "#1, #2 = np.min($1), np.max($1)" },
  { "cart2sph", 3, 3, RANK_UNKNOWN,
    "#1, #2 = np.arctan2($2, $1), np.arctan2($3, np.hypot($1, $2))\n#3 = np.sqrt($1 ** 2 + $2 ** "
    "2 + $3 ** 2)" },
  { "sph2cart", 3, 3, RANK_UNKNOWN,
    "#1 = $3 * np.cos($2) * np.cos($1)\n#2 = $3 * np.cos($2) * np.sin($1)\n#3 = $3 * np.sin($2)" },
  { "residue", 2, 2, 1, "#1, #2, _ = scipy.signal.residue($1, $2)" },
  { "ttest2", 2, 2, 1, "#2 = scipy.stats.ttest_ind($1, $2).pvalue\n#1 = #2 < 0.05" },
  { "ttest", 2, 2, 1, "#2 = scipy.stats.ttest_1samp($1, $2).pvalue\n#1 = #2 < 0.05" },
  { "kstest", 1, 2, 1, "#2 = scipy.stats.kstest($1, \"norm\").pvalue\n#1 = #2 < 0.05" },
  { "kstest2", 2, 2, 1,
    "#2 = scipy.stats.ks_2samp($1, $2).pvalue  # exact for small samples\n#1 = #2 < 0.05" },
  { "fishertest", 1, 2, 2, "#2 = scipy.stats.fisher_exact($1)[1]\n#1 = #2 < 0.05" },
  { "ode45", 3, 2, RANK_UNKNOWN,
    "found = scipy.integrate.solve_ivp($1, [$2[0], $2[-1]], np.atleast_1d($3), t_eval=$2, "
    "rtol=1e-6)\n#1, #2 = found.t, found.y.T" },
  { "ode23", 3, 2, RANK_UNKNOWN,
    "found = scipy.integrate.solve_ivp($1, [$2[0], $2[-1]], np.atleast_1d($3), t_eval=$2, "
    "method=\"RK23\")\n#1, #2 = found.t, found.y.T" },
  { "chi2test", 1, 3, 2, "#2, #1, #3, _ = scipy.stats.chi2_contingency($1, correction=False)" },
  { "chi2test", 1, 2, 2, "#2, #1 = scipy.stats.chi2_contingency($1, correction=False)[:2]" },
  { "binotest", 2, 2, RANK_UNKNOWN, "#2 = scipy.stats.binomtest($1, $2).pvalue\n#1 = #2 < 0.05" },
  { "anova1", 1, 1, 2, "#1 = scipy.stats.f_oneway(*$1.T).pvalue" },
  { "strtok", 1, 2, 0, "#1, _, #2 = $1.partition(\" \")\n#2 = \" \" + #2" },
  { "deal", 3, 3, RANK_UNKNOWN, "#1, #2, #3 = $1, $2, $3" },
  { "deal", 4, 4, RANK_UNKNOWN, "#1, #2, #3, #4 = $1, $2, $3, $4" },
  { "deal", 1, 2, RANK_UNKNOWN, "#1 = #2 = $1" },
  { "ttest", 2, 3, 1,
    "found = scipy.stats.ttest_1samp($1, $2)\n#2 = found.pvalue\n#1 = #2 < 0.05\n#3 = "
    "np.array(found.confidence_interval())" },
  { "ttest", 2, 4, 1,
    "found = scipy.stats.ttest_1samp($1, $2)\n#2 = found.pvalue\n#1 = #2 < 0.05\n#3 = "
    "np.array(found.confidence_interval())\n#4 = {\"tstat\": found.statistic, \"df\": found.df, "
    "\"sd\": np.std($1, ddof=1)}" },
  { "ttest", 1, 2, 1, "found = scipy.stats.ttest_1samp($1, 0)\n#2 = found.pvalue\n#1 = #2 < 0.05" },
  { "ttest", 1, 3, 1,
    "found = scipy.stats.ttest_1samp($1, 0)\n#2 = found.pvalue\n#1 = #2 < 0.05\n#3 = "
    "np.array(found.confidence_interval())" },
  { "ttest", 1, 4, 1,
    "found = scipy.stats.ttest_1samp($1, 0)\n#2 = found.pvalue\n#1 = #2 < 0.05\n#3 = "
    "np.array(found.confidence_interval())\n#4 = {\"tstat\": found.statistic, \"df\": found.df, "
    "\"sd\": np.std($1, ddof=1)}" },
  { "ttest2", 2, 3, 1,
    "found = scipy.stats.ttest_ind($1, $2)\n#2 = found.pvalue\n#1 = #2 < 0.05\ndf = len($1) + "
    "len($2) - 2\nspread = (len($1) * np.var($1) + len($2) * np.var($2)) / df\nerror = "
    "np.sqrt(spread * (1 / len($1) + 1 / len($2)))\n#3 = np.mean($1) - np.mean($2) + error * "
    "np.array(scipy.stats.t.interval(0.95, df))" },
  { "ttest2", 2, 4, 1,
    "found = scipy.stats.ttest_ind($1, $2)\n#2 = found.pvalue\n#1 = #2 < 0.05\ndf = len($1) + "
    "len($2) - 2\nspread = (len($1) * np.var($1) + len($2) * np.var($2)) / df\nerror = "
    "np.sqrt(spread * (1 / len($1) + 1 / len($2)))\n#3 = np.mean($1) - np.mean($2) + error * "
    "np.array(scipy.stats.t.interval(0.95, df))\n#4 = {\"tstat\": found.statistic, \"df\": df, "
    "\"sd\": np.sqrt(spread)}" },
  { "kstest", 1, 3, 1,
    "found = scipy.stats.kstest($1, \"norm\")\n#2 = found.pvalue\n#1 = #2 < 0.05\n#3 = "
    "found.statistic" },
  { "kstest2", 2, 3, 1,
    "found = scipy.stats.ks_2samp($1, $2)  # p exact for small samples\n#2 = found.pvalue\n#1 = #2 "
    "< 0.05\n#3 = "
    "found.statistic" },
  { "ztest", 3, 2, 1,
    "z = (np.mean($1) - $2) / ($3 / np.sqrt(len($1)))\n#2 = 2 * scipy.stats.norm.sf(np.abs(z))\n#1 "
    "= #2 < 0.05" },
  { "ztest", 3, 3, 1,
    "z = (np.mean($1) - $2) / ($3 / np.sqrt(len($1)))\n#2 = 2 * scipy.stats.norm.sf(np.abs(z))\n#1 "
    "= #2 < 0.05\n#3 = scipy.stats.norm.interval(0.95, np.mean($1), $3 / np.sqrt(len($1)))" },
  { "ztest", 3, 4, 1,
    "z = (np.mean($1) - $2) / ($3 / np.sqrt(len($1)))\n#2 = 2 * scipy.stats.norm.sf(np.abs(z))\n#1 "
    "= #2 < 0.05\n#3 = scipy.stats.norm.interval(0.95, np.mean($1), $3 / np.sqrt(len($1)))\n#4 = "
    "z" },
  { "vartest", 2, 2, 1,
    "law = scipy.stats.chi2(len($1) - 1)\nsquares = np.sum(($1 - np.mean($1)) ** 2)\nratio = "
    "squares / $2\n#2 = 2 * min(law.cdf(ratio), law.sf(ratio))\n#1 = #2 < 0.05" },
  { "vartest", 2, 3, 1,
    "law = scipy.stats.chi2(len($1) - 1)\nsquares = np.sum(($1 - np.mean($1)) ** 2)\nratio = "
    "squares / $2\n#2 = 2 * min(law.cdf(ratio), law.sf(ratio))\n#1 = #2 < 0.05\n#3 = squares / "
    "law.ppf([0.975, 0.025])" },
  { "vartest", 2, 4, 1,
    "law = scipy.stats.chi2(len($1) - 1)\nsquares = np.sum(($1 - np.mean($1)) ** 2)\nratio = "
    "squares / $2\n#2 = 2 * min(law.cdf(ratio), law.sf(ratio))\n#1 = #2 < 0.05\n#3 = squares / "
    "law.ppf([0.975, 0.025])\n#4 = {\"chisqstat\": ratio, \"df\": len($1) - 1}" },
  { "vartest2", 2, 2, 1,
    "law = scipy.stats.f(len($1) - 1, len($2) - 1)\nratio = np.var($1, ddof=1) / np.var($2, "
    "ddof=1)\n#2 = 2 * min(law.cdf(ratio), law.sf(ratio))\n#1 = #2 < 0.05" },
  { "vartest2", 2, 3, 1,
    "law = scipy.stats.f(len($1) - 1, len($2) - 1)\nratio = np.var($1, ddof=1) / np.var($2, "
    "ddof=1)\n#2 = 2 * min(law.cdf(ratio), law.sf(ratio))\n#1 = #2 < 0.05\n#3 = ratio / "
    "law.ppf([0.975, 0.025])" },
  { "vartest2", 2, 4, 1,
    "law = scipy.stats.f(len($1) - 1, len($2) - 1)\nratio = np.var($1, ddof=1) / np.var($2, "
    "ddof=1)\n#2 = 2 * min(law.cdf(ratio), law.sf(ratio))\n#1 = #2 < 0.05\n#3 = ratio / "
    "law.ppf([0.975, 0.025])\n#4 = {\"fstat\": ratio, \"df1\": len($1) - 1, \"df2\": len($2) - "
    "1}" },
  { "ranksum", 2, 2, 1, "#1 = scipy.stats.mannwhitneyu($1, $2).pvalue\n#2 = #1 < 0.05" },
  { "signrank", 1, 2, 1, "#1 = scipy.stats.wilcoxon($1).pvalue\n#2 = #1 < 0.05" },
  { "planerot", 1, 2, 1,
    "#1 = np.array([[$1[0], $1[1]], [-$1[1], $1[0]]]) / np.hypot($1[0], $1[1])\n#2 = #1 @ $1" },
  { "corr", 2, 2, 1, "#1, #2 = scipy.stats.pearsonr($1, $2)" },
  { "confusionmat", 2, 2, 1,
    "#2 = np.union1d($1, $2)\n#1 = np.array([[np.sum(($1 == i) & ($2 == j)) for j in #2] for i in "
    "#2])" },
  { "polyfit", 3, 2, 1,
    "#1 = np.polyfit($1, $2, $3)\n#2 = {\"normr\": np.linalg.norm($2 - np.polyval(#1, $1))}" },
  { "eig", 2, 2, 2, "values, #1 = scipy.linalg.eig($1, $2)\n#2 = np.diag(values)" },
  { "meshgrid", 3, 3, 1, "#1, #2, #3 = np.meshgrid($1, $2, $3)" },
  { "ndgrid", 3, 3, 1, "#1, #2, #3 = np.meshgrid($1, $2, $3, indexing=\"ij\")" },
  { "lu", 1, 2, 2, "#1, #2 = scipy.linalg.lu($1, permute_l=True)" },
  { "cummax", 1, 2, 1, "#1 = np.maximum.accumulate($1)\n#2 = np.searchsorted(#1, #1) + 1" },
  { "qr", 2, 2, 2, "#1, #2 = np.linalg.qr($1)" },
  { "svd", 2, 3, 2,
    "#1, s, Vt = np.linalg.svd($1, full_matrices=False)\n#2, #3 = np.diag(s), Vt.T" },
  { "hist", 1, 2, 1, "#1, edges = np.histogram($1)\n#2 = (edges[:-1] + edges[1:]) / 2" },
  { "hist", 2, 2, 1, "#1, edges = np.histogram($1, $2)\n#2 = (edges[:-1] + edges[1:]) / 2" },
  { "unique", 1, 3, 1,
    "#1, #2, #3 = np.unique($1, return_index=True, return_inverse=True)\n#2, #3 = #2 + 1, #3 + 1" },
  { "mode", 1, 2, 1, "#1, #2 = scipy.stats.mode($1)" },
  { "zscore", 1, 3, 1, "#2, #3 = np.mean($1), np.std($1, ddof=1)\n#1 = ($1 - #2) / #3" },
  { "zscore", 1, 3, 2,
    "#2, #3 = np.mean($1, axis=0), np.std($1, axis=0, ddof=1)\n#1 = ($1 - #2) / #3" },
  { "fminsearch", 2, 2, RANK_UNKNOWN,
    "found = scipy.optimize.minimize($1, $2, method=\"Nelder-Mead\")\n#1, #2 = found.x, "
    "found.fun" },
  { "fminunc", 2, 2, RANK_UNKNOWN,
    "found = scipy.optimize.minimize($1, $2, method=\"BFGS\")\n#1, #2 = found.x, found.fun" },
};

static void put_lines(Numpy *np, const Form *f, const Piece *args, const char *const *targets,
                      Text *out) {
  for (const char *s = f->lines; *s; s++) {
    if ((*s == '$' || *s == '#') && s[1] >= '1' && s[1] <= '9') {
      size_t i = (size_t)(s[1] - '1');
      bool alone = s > f->lines && strchr("(", s[-1]) && strchr(",)", s[2]);
      if (*s == '#')
        text_puts(out, targets[i]);
      else
        text_puts(out, alone ? args[i].text : piece_in(np, args[i], BIND_ATOM));
      s++;
    } else
      text_putc(out, *s);
  }
  text_putc(out, '\n');
}

static bool is_symmetric(Numpy *np, const Node *n, const Piece *a) {
  Value v = python_evaluate(np, n, "issymmetric", a, 1);
  return v.kind == VALUE_LOGICAL && v.scalar != 0;
}

bool python_results(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count,
                    const char *const *targets, size_t wanted, Text *out) {
  if (strcmp(name, "eig") == 0 && wanted == 2 && count == 1 && args[0].rank == 2) {
    bool symmetric = is_symmetric(np, n, &args[0]);
    python_comment(np, symmetric
                           ? "eigenvectors may have the other sign"
                           : "eigenvalues may come in another order, vectors with the other sign");
    text_printf(out, "values, %s = np.linalg.%s(%s)\n%s = np.diag(values)\n", targets[0],
                symmetric ? "eigh" : "eig", args[0].text, targets[1]);
    return true;
  }
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const Form *f = &forms[i];
    if (strcmp(f->name, name) != 0 || f->arguments != count || f->wanted != wanted) continue;
    if (f->rank != RANK_UNKNOWN && args[0].rank != f->rank) continue;
    if (strcmp(name, "svd") == 0 || strcmp(name, "qr") == 0)
      python_comment(np, "columns may have the other sign");
    put_lines(np, f, args, targets, out);
    return true;
  }
  size_t letters = strlen(name);
  if (wanted == 2 && letters > 4 && strcmp(name + letters - 4, "stat") == 0) {
    Piece p = python_call(np, n, name, args, count);
    const char *first = piece_failed(p) ? NULL : strstr(p.text, ".stats()[0]");
    if (first) {
      text_printf(out, "%s, %s = %.*s.stats()\n", targets[0], targets[1], (int)(first - p.text),
                  p.text);
      return true;
    }
    if (piece_failed(p)) return false;
  }
  if (wanted == 1) {
    Piece p = python_call(np, n, name, args, count);
    if (piece_failed(p)) return false;
    text_printf(out, "%s = %s\n", targets[0], p.text);
    return true;
  }
  const Builtin *b = python_builtin(np, name);
  piece_fail(np, n, "%zu results of %s have no short NumPy form here", wanted, name);
  if (b && b->numpy) error_hint(&np->error, "the nearest in NumPy and SciPy: %s", b->numpy);
  return false;
}
