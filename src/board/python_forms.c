/* python_forms.c -- calls that are written one way for one kind of arguments.

   In a form $1 is the first argument, put in brackets where it needs them.  */

#include "config.h"
#include "board/python_special.h"
#include "value/cell.h"

#include <string.h>

typedef struct Form {
  const char *name;
  const char *kinds; /* a letter for each argument: see is_kind */
  const char *text;
  Binds binds;
} Form;

#define A BIND_ATOM
static const Form forms[] = {
  { "postpad", "vn", "np.pad($1, (0, max(0, $2 - len($1))))[:$2]", A },
  { "complex", "nn", "complex($1, $2)", A },
  { "nthroot", "n3", "np.cbrt($1)", A },
  { "nthroot", "v3", "np.cbrt($1)", A },
  { "psi", ".", "scipy.special.digamma($1)", A },
  { "legendre", "n.", "np.array([scipy.special.lpmv(m, $1, $2) for m in range($1 + 1)])", A },
  { "airy", ".", "scipy.special.airy($1)[0]", A },
  { "polyvalm", "vm", "sum(c * np.linalg.matrix_power($2, k) for k, c in enumerate($1[::-1]))", A },
  { "nanstd", "vu", "np.nanstd($1)", A },
  { "randi", "v", "rng.integers($1[0], $1[1] + 1)", A },
  { "randi", "nnn", "rng.integers(1, $1 + 1, size=($2, $3))", A },
  { "mahal", "mm",
    "scipy.spatial.distance.cdist($1, [np.mean($2, axis=0)], \"mahalanobis\", "
    "VI=np.linalg.inv(np.cov($2, rowvar=False))).ravel() ** 2",
    BIND_POWER },
  { "mahal", "vm",
    "scipy.spatial.distance.mahalanobis($1, np.mean($2, axis=0), np.linalg.inv(np.cov($2, "
    "rowvar=False))) ** 2",
    BIND_POWER },
  { "grad", "fv", "scipy.optimize.approx_fprime($2, $1)  # by differences; exactly: jax.grad(f)(x)",
    A },
  { "chi2test", "m", "scipy.stats.chi2_contingency($1, correction=False)[1]", A },
  { "stdout", "", "sys.stdout", A },
  { "stderr", "", "sys.stderr", A },
  { "toc", ".", "time.perf_counter() - $1", BIND_SUM },
  { "list_primes", "n", "np.array(list(sympy.primerange(sympy.prime($1) + 1)))", A },
  { "bitset", "nn", "$1 | 1 << ($2 - 1)", BIND_BIT_OR },
  { "dec2hex", "n", "format($1, \"X\")", A },
  { "hex2dec", "t", "int($1, 16)", A },
  { "hex2dec", "c", "np.array([int(s, 16) for s in $1])", A },
  { "blkdiag", "..", "scipy.linalg.block_diag($1, $2)", A },
  { "blkdiag", "...", "scipy.linalg.block_diag($1, $2, $3)", A },
  { "issquare", "m", "$1.shape[0] == $1.shape[1]", BIND_COMPARE },
  { "islogical", "n", "isinstance($1, bool)", A },
  { "islogical", "l", "isinstance($1, (bool, np.bool_))", A },
  { "islogical", "v", "$1.dtype == bool", BIND_COMPARE },
  { "islogical", "m", "$1.dtype == bool", BIND_COMPARE },
  { "isbool", "n", "isinstance($1, (bool, np.bool_))", A },
  { "isbool", "l", "isinstance($1, (bool, np.bool_))", A },
  { "iscell", ".", "isinstance($1, list)", A },
  { "isstruct", ".", "isinstance($1, dict)", A },
  { "ischar", ".", "isinstance($1, str)", A },
  { "iscellstr", "c", "all(isinstance(s, str) for s in $1)", A },
  { "isspace", "t", "np.array([c.isspace() for c in $1])", A },
  { "isdigit", "t", "np.array([c.isdigit() for c in $1])", A },
  { "isalpha", "t", "np.array([c.isalpha() for c in $1])", A },
  { "isletter", "t", "np.array([c.isalpha() for c in $1])", A },
  { "isupper", "t", "np.array([c.isupper() for c in $1])", A },
  { "islower", "t", "np.array([c.islower() for c in $1])", A },
  { "isalnum", "t", "np.array([c.isalnum() for c in $1])", A },
  { "ispunct", "t", "np.array([c in string.punctuation for c in $1])", A },
  { "isprint", "t", "np.array([c.isprintable() for c in $1])", A },
  { "isgraph", "t", "np.array([c.isprintable() and c != \" \" for c in $1])", A },
  { "iscntrl", "t", "np.array([ord(c) < 32 for c in $1])", A },
  { "isxdigit", "t", "np.array([c in string.hexdigits for c in $1])", A },
  { "logical", "n", "bool($1)", A },
  { "logical", "v", "$1.astype(bool)", A },
  { "logical", "m", "$1.astype(bool)", A },
  { "double", "n", "float($1)", A },
  { "double", "l", "float($1)", A },
  { "double", "v", "$1.astype(float)", A },
  { "double", "m", "$1.astype(float)", A },
  { "double", "1", "ord($1)", A },
  { "double", "t", "np.array([ord(c) for c in $1])", A },
  { "toascii", "1", "ord($1)", A },
  { "toascii", "t", "np.array([ord(c) for c in $1])", A },
  { "newline", "", "\"\\n\"", A },
  { "erase", "tt", "$1.replace($2, \"\")", A },
  { "ismember", "n.", "np.isin($1, $2)", A },
  { "ismember", "v.", "np.isin($1, $2)", A },
  { "ismember", "m.", "np.isin($1, $2)", A },
  { "ismember", "tc", "$1 in $2", BIND_COMPARE },
  { "any", "n", "bool($1)", A },
  { "all", "n", "bool($1)", A },
  { "schur", "m", "scipy.linalg.schur($1)[0]", A },
  { "hess", "m", "scipy.linalg.hessenberg($1)", A },
  { "chol2inv", "m", "scipy.linalg.cho_solve(($1, False), np.eye(len($1)))", A },
  { "vech", "m", "$1.T[np.triu_indices(len($1))]", A },
  { "rotation", "n",
    "scipy.spatial.transform.Rotation.from_euler(\"z\", $1, degrees=True).as_matrix()[:2, :2]", A },
  { "nanstd", "v", "np.nanstd($1, ddof=1)", A },
  { "nanvar", "v", "np.nanvar($1, ddof=1)", A },
  { "movsum", "vn", "np.convolve($1, np.ones($2), \"same\")", A },
  { "movmax", "vn", "scipy.ndimage.maximum_filter1d($1, $2, mode=\"nearest\")", A },
  { "movmin", "vn", "scipy.ndimage.minimum_filter1d($1, $2, mode=\"nearest\")", A },
  { "movmean", "vn",
    "np.convolve($1, np.ones($2), \"same\") / np.convolve(np.ones(len($1)), np.ones($2), \"same\")",
    BIND_PRODUCT },
  { "normalize", "v", "scipy.stats.zscore($1, ddof=1)", A },
  { "fillmissing", "vt",
    "np.interp(np.arange(len($1)), np.flatnonzero(~np.isnan($1)), $1[~np.isnan($1)])", A },
  { "regress", "vm", "np.linalg.lstsq($2, $1, rcond=None)[0]", A },
  { "lscov", "m.", "np.linalg.lstsq($1, $2, rcond=None)[0]", A },
  { "mnpdf", "vv", "scipy.stats.multinomial.pmf($1, np.sum($1), $2)", A },
  { "jackknife", "fv", "np.array([$1(np.delete($2, i)) for i in range(len($2))])", A },
  { "runlength", "v", "np.array([len(list(g)) for _, g in itertools.groupby($1)])", A },
  { "logloss", "vv", "-np.mean($1 * np.log($2) + (1 - $1) * np.log(1 - $2))", BIND_SIGN },
  { "precision", "vv", "np.sum(($1 == 1) & ($2 == 1)) / np.sum($2 == 1)", BIND_PRODUCT },
  { "recall", "vv", "np.sum(($1 == 1) & ($2 == 1)) / np.sum($1 == 1)", BIND_PRODUCT },
  { "f1", "vv", "2 * np.sum(($1 == 1) & ($2 == 1)) / (np.sum($1 == 1) + np.sum($2 == 1))",
    BIND_PRODUCT },
  { "auc", "vv",
    "scipy.stats.mannwhitneyu($2[$1 == 1], $2[$1 == 0]).statistic / (np.sum($1 == 1) * np.sum($1 "
    "== 0))",
    BIND_PRODUCT },
  { "rectint", "vv",
    "np.prod(np.maximum(0, np.minimum($1[:2] + $1[2:], $2[:2] + $2[2:]) - np.maximum($1[:2], "
    "$2[:2])))",
    A },
  { "triplequad", "fnnnnnn",
    "scipy.integrate.tplquad(lambda z, y, x: $1(x, y, z), $2, $3, $4, $5, $6, $7)[0]", A },
  { "integral3", "fnnnnnn",
    "scipy.integrate.tplquad(lambda z, y, x: $1(x, y, z), $2, $3, $4, $5, $6, $7)[0]", A },
  { "pcacov", "m", "np.linalg.eigh($1)[1][:, ::-1]  # columns may have the other sign", A },
  { "perms", "v", "np.array(list(itertools.permutations($1[::-1])))", A },
  { "factor", "n", "np.array([p for p, k in sympy.factorint($1).items() for _ in range(k)])", A },
  { "speye", "n", "np.eye($1)", A },
  { "speye", "nn", "np.eye($1, $2)", A },
  { "histc", "vv", "np.histogram($1, np.append($2, np.nextafter($2[-1], np.inf)))[0]", A },
  { "rref", "m", "np.array(sympy.Matrix($1).rref()[0]).astype(float)", A },
  { "givens", "nn", "np.array([[$1, $2], [-$2, $1]]) / np.hypot($1, $2)", BIND_PRODUCT },
  { "mad", "v", "np.mean(np.abs($1 - np.mean($1)))", A },
  { "eomday", "nv", "np.array([calendar.monthrange($1, m)[1] for m in $2])", A },
  { "confusionmat", "vv",
    "np.array([[np.sum(($1 == i) & ($2 == j)) for j in np.union1d($1, $2)] for i in np.union1d($1, "
    "$2)])",
    A },
  { "crosstab", "vv", "scipy.stats.contingency.crosstab($1, $2).count", A },
  { "signtest", "v", "scipy.stats.binomtest(np.sum($1 > 0), np.count_nonzero($1)).pvalue", A },
  { "pca", "m",
    "np.linalg.svd($1 - np.mean($1, axis=0), full_matrices=False)[2].T  # columns may have the "
    "other sign",
    A },
  { "prepad", "vnn", "np.pad($1, ($2 - len($1), 0), constant_values=$3)", A },
  { "isbanded", "mnn", "np.array_equal($1, np.triu(np.tril($1, $3), -$2))", A },
  { "isindex", "v", "np.all(($1 > 0) & ($1 == np.floor($1)))", A },
  { "interp2", "mnn",
    "scipy.ndimage.map_coordinates($1.astype(float), [[$3 - 1], [$2 - 1]], order=1)[0]", A },
  { "lscov", "vv", "np.linalg.lstsq($1[:, None], $2, rcond=None)[0]", A },
  { "mad", "vu", "scipy.stats.median_abs_deviation($1)", A },
  { "rmmissing", "v", "$1[~np.isnan($1)]", A },
  { "rmmissing", "m", "$1[~np.isnan($1).any(axis=1)]", A },
  { "lognfit", "v", "np.array([np.mean(np.log($1)), np.std(np.log($1), ddof=1)])", A },
  { "expfit", "v", "np.mean($1)", A },
  { "raylfit", "v", "np.sqrt(np.mean($1 ** 2) / 2)", A },
  { "binofit", "nn", "$1 / $2", BIND_PRODUCT },
  { "ranksum", "vv", "scipy.stats.mannwhitneyu($1, $2).pvalue", A },
  { "signrank", "v", "scipy.stats.wilcoxon($1).pvalue", A },
  { "gradcheck", "fvv", "scipy.optimize.check_grad($1, lambda _: $3, $2)  # less exact", A },
  { "linkage", "v", "scipy.cluster.hierarchy.linkage($1[:, None])[:, :3] + [1, 1, 0]", BIND_SUM },
  { "char", "n", "chr($1)", A },
  { "char", "v", "\"\".join(chr(c) for c in $1)", A },
  { "strfind", "tt",
    "np.array([m.start() + 1 for m in re.finditer(\"(?=\" + re.escape($2) + \")\", $1)])", A },
  { "regexp", "tt", "np.array([m.start() + 1 for m in re.finditer($2, $1)])", A },
  { "regexpi", "tt", "np.array([m.start() + 1 for m in re.finditer($2, $1, re.IGNORECASE)])", A },
  { "linkage", "m", "scipy.cluster.hierarchy.linkage($1)[:, :3] + [1, 1, 0]", BIND_SUM },
  { "cstrcat", "tt", "$1 + $2", BIND_SUM },
  { "cstrcat", "ttt", "$1 + $2 + $3", BIND_SUM },
  { "strsplit", "tt", "$1.split($2)", A },
  { "strsplit", "t", "$1.split(\" \")", A },
  { "ostrsplit", "tt", "re.split(\"[\" + $2 + \"]\", $1)", A },
  { "strjoin", "ct", "$2.join($1)", A },
  { "strjoin", "c", "\" \".join($1)", A },
  { "startsWith", "tt", "$1.startswith($2)", A },
  { "startsWith", "ct", "np.array([s.startswith($2) for s in $1])", A },
  { "endsWith", "tt", "$1.endswith($2)", A },
  { "endsWith", "ct", "np.array([s.endswith($2) for s in $1])", A },
  { "validatestring", "tc", "next(o for o in $2 if o.startswith($1))", A },
  { "strvcat", "tt", "[$1, $2]", A },
  { "strchr", "tt", "np.array([k + 1 for k, c in enumerate($1) if c in $2])", A },
  { "strcmpi", "tt", "$1.lower() == $2.lower()", BIND_COMPARE },
  { "strcmp", "tt", "$1 == $2", BIND_COMPARE },
  { "strcmp", "ct", "np.array([s == $2 for s in $1])", A },
  { "str2num", "t", "np.fromstring($1.strip(\"[]\"), sep=\" \")", A },
  { "int2str", "n", "str(round($1))", A },
  { "fliplr", "t", "$1[::-1]", A },
  { "isempty", "t", "len($1) == 0", BIND_COMPARE },
  { "isempty", "c", "len($1) == 0", BIND_COMPARE },
  { "isempty", "v", "len($1) == 0", BIND_COMPARE },
  { "isempty", "m", "$1.size == 0", BIND_COMPARE },
  { "fieldnames", "r", "list($1)", A },
  { "numfields", "r", "len($1)", A },
  { "isfield", "rt", "$2 in $1", BIND_COMPARE },
  { "getfield", "rt", "$1[$2]", A },
  { "setfield", "rt.", "{**$1, $2: $3}", A },
  { "rmfield", "rt", "{k: v for k, v in $1.items() if k != $2}", A },
  { "orderfields", "r", "dict(sorted($1.items()))", A },
  { "struct2cell", "r", "list($1.values())", A },
  { "cell2struct", "cc", "dict(zip($2, $1))", A },
  { "cell2struct", "ccn", "dict(zip($2, $1))", A },
  { "structfun", "fr", "np.array([$1(v) for v in $2.values()])", A },
  { "struct", "", "{}", A },
  { "cell", "un", "[[] for _ in range($2)]", A },
  { "cell", "nu", "[[] for _ in range($1)]", A },
  { "cell", "nn", "[[[] for _ in range($2)] for _ in range($1)]", A },
  { "cell2mat", "g", "np.block($1)", A },
  { "rows", "g", "len($1)", A },
  { "columns", "g", "len($1[0])", A },
  { "size", "g", "np.array([len($1), len($1[0])])", A },
  { "size", "gu", "len($1)", A },
  { "size", "gn", "len($1[0])", A },
  { "numel", "g", "len($1) * len($1[0])", BIND_PRODUCT },
  { "iscell", "g", "isinstance($1, list)", A },
  { "datenum", "nnn", "datetime.date($1, $2, $3).toordinal() + 366", BIND_SUM },
  { "cputime", "", "time.process_time()", A },
  { "time", "", "time.time()", A },
  { "tic", "", "start = time.perf_counter()", BIND_LAMBDA },
  { "toc", "", "print(\"Elapsed time is\", time.perf_counter() - start, \"seconds\")", A },
  { "ode45", "fvn", "scipy.integrate.solve_ivp($1, $2, [$3]).y[0]", A },
  { "fflush", ".", "sys.stdout.flush()", A },
  { "fputs", ".t", "print($2, end=\"\")", A },
  { "puts", "t", "print($1, end=\"\")", A },
  { "fdisp", "..", "print($2)", A },
  { "rethrow", ".", "raise", BIND_LAMBDA },
  { "assert", ".", "assert $1", BIND_LAMBDA },
  { "assert", "..", "np.testing.assert_array_equal($1, $2)", A },
  { "warning", "t", "warnings.warn($1)", A },
  { "seed", "n", "rng = np.random.default_rng($1)", BIND_LAMBDA },
  { "rng", "n", "rng = np.random.default_rng($1)", BIND_LAMBDA },
  { "randi", "n", "rng.integers(1, $1 + 1)", A },
  { "mod", "nN", "$1 % $2", BIND_PRODUCT },
};
#undef A

static bool is_kind(Piece p, char kind) {
  bool known = piece_known(p), text = known && value_is_text(p.value);
  switch (kind) {
  case '.': return true;
  case '1': return text && value_count(p.value) == 1;
  case 't': return text;
  case 'c': return known && value_is_cell(p.value) && !python_is_grid(p.value);
  case 'g': return python_is_grid(p.value);
  case 'r': return p.value.kind == VALUE_RECORD;
  case 'f': return p.value.kind == VALUE_FUNCTION;
  case 'l': return p.value.kind == VALUE_LOGICAL;
  case 'N': return p.value.kind == VALUE_SCALAR && p.value.scalar != 0;
  case 'u': return p.value.kind == VALUE_SCALAR && p.value.scalar == 1;
  case '3': return p.value.kind == VALUE_SCALAR && p.value.scalar == 3;
  case 'n': return p.rank == 0 && p.value.kind == VALUE_SCALAR;
  case 'v': return p.rank == 1 && !text;
  default: return p.rank == 2;
  }
}

static bool suits(const Form *f, const Request *r) {
  if (strcmp(f->name, r->name) != 0 || strlen(f->kinds) != r->count) return false;
  for (size_t i = 0; i < r->count; i++)
    if (!is_kind(r->args[i], f->kinds[i])) return false;
  return true;
}

Piece special_by_form(const Request *r) {
  const Form *f = NULL;
  for (size_t i = 0; i < sizeof forms / sizeof *forms && !f; i++)
    if (suits(&forms[i], r)) f = &forms[i];
  if (!f) return NO_PIECE;
  const char *comment = strstr(f->text, "  # ");
  if (comment) python_comment(r->np, comment + 4);
  Piece args[MAX_PARAMETERS];
  for (size_t i = 0; i < r->count; i++) {
    const char *first = strstr(f->text, arena_printf(&r->np->arena, "$%zu", i + 1));
    bool again = first && strstr(first + 2, arena_printf(&r->np->arena, "$%zu", i + 1));
    args[i] = again ? python_named(r->np, r->args[i], i == 0 ? "x" : "y") : r->args[i];
  }
  Text t = TEXT_EMPTY;
  for (const char *s = f->text; *s && s != comment; s++) {
    if (*s != '$') {
      text_putc(&t, *s);
      continue;
    }
    size_t i = (size_t)(*++s - '1');
    char before = t.len ? t.data[t.len - 1] : '(', after = s[1] ? s[1] : ')';
    bool statement = strcmp(text_string(&t), "assert ") == 0;
    bool alone =
        (strchr("([", before) || (before == ' ' && t.len > 1 && t.data[t.len - 2] == ',')) &&
        strchr(",)]", after);
    text_puts(&t, alone || statement ? args[i].text : piece_in(r->np, args[i], BIND_ATOM));
  }
  Piece p = piece_new(r->np, f->binds, value_retain(r->value), "%s", text_string(&t));
  text_free(&t);
  return p;
}
