/* registry.c -- every builtin, by name.  */

#include "config.h"
#include "lang/registry.h"
#include "base/dict.h"
#include "base/memory.h"

#include <stdlib.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

struct Registry {
  Entry *entries;
  bool *parsed;
  size_t count;
  uint16_t *slots; /* open addressing over the names: 0 is empty, else index + 1 */
  size_t mask;
};

static size_t probe(const Registry *r, const char *name, size_t len) {
  size_t i = hash_bytes(name, len, 0) & r->mask;
  for (;; i = (i + 1) & r->mask) {
    uint16_t s = r->slots[i];
    if (s == 0) return i;
    const char *k = r->entries[s - 1].builtin->name;
    if (strncmp(k, name, len) == 0 && k[len] == '\0') return i;
  }
}

Registry *registry_new(const Family *families) {
  Registry *r = mem_new(sizeof *r);
  size_t size = 16;
  for (const Family *f = families; f->title; f++)
    for (const Builtin *b = f->builtins; b->name; b++) r->count++;
  while (size < r->count * 2) size *= 2;
  r->entries = mem_new((r->count + 1) * sizeof *r->entries);
  r->parsed = mem_new(r->count + 1);
  r->slots = mem_new(size * sizeof *r->slots);
  r->mask = size - 1;
  size_t n = 0;
  for (const Family *f = families; f->title; f++)
    for (const Builtin *b = f->builtins; b->name; b++) {
      r->entries[n++] = (Entry){ .builtin = b, .family = f };
      size_t slot = probe(r, b->name, strlen(b->name));
      if (r->slots[slot] == 0) r->slots[slot] = (uint16_t)n;
    }
  return r;
}

void registry_free(Registry *r) {
  if (!r) return;
  free(r->entries);
  free(r->parsed);
  free(r->slots);
  free(r);
}

const Entry *registry_at(const Registry *r, size_t i) {
  Entry *e = &r->entries[i];
  if (!r->parsed[i]) {
    r->parsed[i] = true;
    signature_parse(&e->signature, e->builtin->signature);
  }
  return e;
}

const Entry *registry_find(const Registry *r, const char *name, size_t len) {
  uint16_t s = r->slots[probe(r, name, len)];
  return s ? registry_at(r, s - 1u) : NULL;
}

size_t registry_count(const Registry *r) {
  return r->count;
}

bool registry_check(const Registry *r, Text *complaint) {
  bool good = true;
  for (size_t i = 0; i < r->count; i++) {
    const Builtin *b = r->entries[i].builtin;
    Signature sig;
    if (!b->signature || !signature_parse(&sig, b->signature)) {
      text_printf(complaint, "%s: the signature '%s' does not parse\n", b->name,
                  b->signature ? b->signature : "");
      good = false;
    }
    if (registry_find(r, b->name, strlen(b->name)) != registry_at(r, i)) {
      text_printf(complaint, "%s: the name is taken twice\n", b->name);
      good = false;
    }
    if (!b->call == !b->map) {
      text_printf(complaint, "%s: exactly one of call and map is needed\n", b->name);
      good = false;
    }
  }
  return good;
}

/* What people type who come from elsewhere; of several rows the first that exists counts. */
static const char *const synonyms[][2] = {
  { "ln", "log" },
  { "lg", "log10" },
  { "arcsin", "asin" },
  { "arccos", "acos" },
  { "arctan", "atan" },
  { "arctan2", "atan2" },
  { "tg", "tan" },
  { "average", "mean" },
  { "avg", "mean" },
  { "len", "numel" },
  { "count", "numel" },
  { "stdev", "std" },
  { "sd", "std" },
  { "stddev", "std" },
  { "variance", "var" },
  { "inverse", "inv" },
  { "invert", "inv" },
  { "determinant", "det" },
  { "eigenvalues", "eig" },
  { "eigenvals", "eig" },
  { "eigh", "eig" },
  { "eigvals", "eig" },
  { "argmax", "max" },
  { "argmin", "min" },
  { "maximum", "max" },
  { "minimum", "min" },
  { "concat", "horzcat" },
  { "concatenate", "horzcat" },
  { "hstack", "horzcat" },
  { "vstack", "vertcat" },
  { "arange", "colon" },
  { "arange", "linspace" },
  { "range", "colon" },
  { "range", "linspace" },
  { "length", "numel" },
  { "size", "numel" },
  { "solve", "mldivide" },
  { "lstsq", "mldivide" },
  { "percentile", "prctile" },
  { "cosine", "cos" },
  { "sine", "sin" },
  { "absolute", "abs" },
  { "fabs", "abs" },
  { "pow", "power" },
  { "magnitude", "norm" },
  { "length2", "norm" },
  { "expit", "sigmoid" },
  { "logistic", "sigmoid" },
  { "print", "disp" },
  { "echo", "disp" },
  { "println", "disp" },
  { "input", "disp" },
  { "random", "rand" },
  { "randint", "randi" },
  { "normal", "randn" },
  { "uniform", "rand" },
  { "shuffle", "randperm" },
  { "permutation", "randperm" },
  { "identity", "eye" },
  { "array", "zeros" },
  { "matrix", "zeros" },
  { "transpose2", "transpose" },
  { "ptp", "range" },
  { "nansum", "sum" },
  { "comb", "nchoosek" },
  { "binom", "nchoosek" },
  { "choose", "nchoosek" },
  { "fact", "factorial" },
  { "derivative", "deriv" },
  { "integrate", "integral" },
  { "quadrature", "integral" },
  { "root", "fzero" },
  { "brentq", "fzero" },
  { "minimize", "fminsearch" },
  { "crossproduct", "cross" },
  { "dotproduct", "dot" },
  { "inner", "dot" },
  { "matmul", "mtimes" },
  { "append", "horzcat" },
  { "str", "num2str" },
  { "float", "double" },
  { "int", "fix" },
  { "trunc", "fix" },
  { "isnumber", "isnumeric" },
  { "cosine_similarity", "cossim" },
  { "heaviside", "sign" },
  { "normal_cdf", "normcdf" },
  { "normal_pdf", "normpdf" },
  { "normal_inv", "norminv" },
  { "norm_cdf", "normcdf" },
  { "norm_pdf", "normpdf" },
  { "gaussian", "normpdf" },
  { "pnorm", "normcdf" },
  { "dnorm", "normpdf" },
  { "qnorm", "norminv" },
  { "rnorm", "randn" },
  { "runif", "rand" },
  { "cdf", "normcdf" },
  { "pdf", "normpdf" },
  { "ppf", "norminv" },
  { "quantile", "prctile" },
  { "corrcoef", "corr" },
  { "arcsinh", "asinh" },
  { "arccosh", "acosh" },
  { "arctanh", "atanh" },
  { "ctg", "cot" },
  { "sgn", "sign" },
  { "ceiling", "ceil" },
  { "square", "power" },
  { "modulo", "mod" },
  { "remainder", "rem" },
  { "ndim", "ndims" },
  { "shape", "size" },
  { "flip_lr", "fliplr" },
  { "full", "repmat" },
  { "tile", "repmat" },
  { "where", "find" },
  { "nonzero", "find" },
  { "argwhere", "find" },
  { "argsort", "sort" },
  { "sorted", "sort" },
  { "outer", "kron" },
  { "multiply", "times" },
  { "divide", "rdivide" },
  { "subtract", "minus" },
  { "add", "plus" },
  { "sumproduct", "dot" },
  { "transposed", "transpose" },
  { "T", "transpose" },
  { "pseudoinverse", "pinv" },
  { "matrix_rank", "rank" },
  { "matrix_power", "mpower" },
  { "cholesky", "chol" },
  { "polynomial", "polyval" },
  { "loge", "log" },
  { "logarithm", "log" },
  { "squareroot", "sqrt" },
  { "strlen", "numel" },
  { "type", "class" },
};

/* np.dot, numpy.dot and math.log without the module. */
static const char *without_module(const char *name) {
  static const char *const modules[] = { "np.linalg.", "np.random.", "np.",
                                         "numpy.",     "math.",      "scipy.stats.",
                                         "scipy.",     "torch.",     "statistics." };
  for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
    size_t len = strlen(modules[i]);
    if (strncmp(name, modules[i], len) == 0) return name + len;
  }
  return name;
}

/* Two letters in the wrong order are the likeliest mistake. */
static bool same_letters(const char *a, const char *b) {
  int sum = 0;
  for (const char *s = a; *s; s++) sum += *s * *s;
  for (const char *s = b; *s; s++) sum -= *s * *s;
  return sum == 0 && strlen(a) == strlen(b);
}

const char *registry_nearest(const Registry *r, const char *name) {
  const char *bare = without_module(name);
  const Entry *same = bare != name ? registry_find(r, bare, strlen(bare)) : NULL;
  if (same) return same->builtin->name;
  name = bare;
  for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
    if (strcmp(synonyms[i][0], name) == 0 &&
        registry_find(r, synonyms[i][1], strlen(synonyms[i][1])))
      return synonyms[i][1];
  size_t len = strlen(name);
  if (len < 2) return NULL; /* one letter is as near to any other */
  int limit = len < 5 ? 1 : 2, least = limit + 1;
  const char *best = NULL;
  for (size_t i = 0; i < r->count; i++) {
    const char *candidate = r->entries[i].builtin->name;
    if (strcasecmp(name, candidate) == 0) return candidate;
    /* In a short word another first letter makes another word. */
    bool other = tolower((unsigned char)*name) != tolower((unsigned char)*candidate);
    if (len < 3 || (len < 5 && other)) continue;
    int distance = edit_distance(name, candidate, other ? 1 : limit);
    if (other && distance > 1) continue;
    /* Of two that are as near, the one that begins as the name does. */
    bool begins = best && distance == least && !same_letters(name, best) &&
                  strncmp(name, candidate, strlen(candidate)) == 0;
    if (distance > 0 && (distance < least || begins)) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}
