/* generators.c -- drawing the numbers of exercises.  */

#include "config.h"
#include "lib/families.h"
#include "lib/random_numbers.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

static Value whole_numbers(Call *call, bool zero) {
  double low, high;
  if (!random_bounds(call, 0, &low, &high)) return VALUE_FAILED;
  if (!zero && low == 0 && high == 0)
    return call_fail_at(call, 0, ERROR_DOMAIN, "%s: between 0 and 0 there is no number but 0",
                        call->builtin->name);
  Array *a = random_sized(call, 2);
  Random *r = call_random(call);
  bool gap = !zero && low <= 0 && high >= 0;
  for (size_t k = 0; a && k < a->count; k++) {
    double x = random_whole(r, low, gap ? high - 1 : high);
    a->data[k] = gap && x >= 0 ? x + 1 : x;
  }
  return a ? value_array(a) : VALUE_FAILED;
}

static Value call_ri(Call *call) {
  return whole_numbers(call, true);
}

static Value call_nonzero(Call *call) {
  return whole_numbers(call, false);
}

static Value call_pick(Call *call) {
  Value v = call->args[0];
  size_t count = value_count(v);
  if (v.kind != VALUE_CELL && !value_is_text(v) && !value_is_numeric(v))
    return call_fail_at(call, 0, ERROR_TYPE, "pick: choose from numbers, a text or a cell array");
  if (v.kind == VALUE_CELL) count = v.cell->count;
  if (count == 0)
    return call_fail_at(call, 0, ERROR_DOMAIN, "pick: there is nothing to choose from");
  size_t k = (size_t)random_below(call_random(call), count);
  if (v.kind == VALUE_CELL) return cell_get(v.cell, k);
  View view = call_view(call, 0);
  if (view.complex) return value_complex(view.data[2 * k], view.data[2 * k + 1]);
  if (view.element == ELEMENT_LOGICAL) return value_logical(view.data[k] != 0);
  if (view.element == ELEMENT_CHAR) return value_string_bytes((char[]){ (char)view.data[k] }, 1);
  return value_scalar(view.data[k]);
}

/* The first K of N indices in random order; NULL with the call failed. */
static size_t *shuffled(Work *w, size_t n, size_t k) {
  if (!call_step(w->call, n) || !array_fits(n)) return NULL;
  gsl_permutation *p = work_permutation(w, n);
  Random *r = call_random(w->call);
  for (size_t i = 0; i < k; i++) {
    size_t j = i + (size_t)random_below(r, n - i), chosen = p->data[j];
    p->data[j] = p->data[i];
    p->data[i] = chosen;
  }
  return p->data;
}

static Value call_pickn(Call *call) {
  View v = call_view(call, 0);
  long k;
  if (!numeric_is_real(call, 0) || !call_integer(call, 1, 0, (double)v.count, &k))
    return VALUE_FAILED;
  Work w = work_begin(call);
  size_t *order = shuffled(&w, v.count, (size_t)k);
  double *x = order ? work_numbers(&w, (size_t)k) : NULL;
  if (!x) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < (size_t)k; i++) x[i] = v.data[order[i]];
  return work_done(&w, numeric_vector_like(&v, x, (size_t)k));
}

static Value call_distinct(Call *call) {
  double low, high;
  long k;
  if (!random_bounds(call, 1, &low, &high)) return VALUE_FAILED;
  if (high - low >= 1e6)
    return call_fail_at(call, 1, ERROR_DOMAIN,
                        "distinct: the bounds must be closer than a million");
  if (!call_integer(call, 0, 0, high - low + 1, &k)) return VALUE_FAILED;
  Work w = work_begin(call);
  size_t *order = shuffled(&w, (size_t)(high - low) + 1, (size_t)k);
  double *x = order ? work_numbers(&w, (size_t)k) : NULL;
  if (!x) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < (size_t)k; i++) x[i] = low + (double)order[i];
  return work_done(&w, numeric_row(x, (size_t)k));
}

static Value call_decimal(Call *call) {
  double low = call_scalar(call, 0), high = call_scalar(call, 1), step = call_scalar(call, 2);
  if (!(step > 0) || !isfinite(low) || !isfinite(high) || !(low <= high) ||
      (high - low) / step > 1e9)
    return call_fail(call, ERROR_DOMAIN, "%s: write low, high, step with low <= high and step > 0",
                     call->builtin->name);
  Array *a = random_sized(call, 3);
  Random *r = call_random(call);
  double steps = floor((high - low) / step + 1e-9);
  for (size_t k = 0; a && k < a->count; k++) {
    double x = low + step * random_whole(r, 0, steps);
    a->data[k] = fabs(x) < 1e6 ? round(x * 1e9) / 1e9 : x; /* 0.3, not 0.30000000000000004 */
  }
  return a ? value_array(a) : VALUE_FAILED;
}

static Value call_pyth(Call *call) {
  static const double triples[][3] = { { 3, 4, 5 },   { 4, 3, 5 },   { 6, 8, 10 },  { 8, 6, 10 },
                                       { 5, 12, 13 }, { 12, 5, 13 }, { 8, 15, 17 }, { 15, 8, 17 },
                                       { 9, 12, 15 }, { 12, 9, 15 }, { 7, 24, 25 }, { 24, 7, 25 } };
  size_t k = (size_t)random_below(call_random(call), sizeof triples / sizeof *triples);
  return numeric_row(triples[k], 3);
}

enum { LARGEST_UNIMOD = 12, MOST_TRIES = 20000 };

/* Rows added to rows, so that the determinant stays 1; redrawn until no entry exceeds MOST.  M is
   n x n by columns. */
static bool unimodular(Call *call, size_t n, double most, double *m) {
  Random *r = call_random(call);
  for (int tries = 0; tries < MOST_TRIES; tries++) {
    if (!call_step(call, n * n)) return false;
    for (size_t k = 0; k < n * n; k++) m[k] = k % (n + 1) == 0;
    for (size_t t = 0; t < 2 * n; t++) {
      size_t i = (size_t)random_below(r, n), j = (size_t)random_below(r, n);
      static const double factors[] = { -2, -1, 1, 2 };
      double factor = factors[random_below(r, 4)];
      for (size_t c = 0; i != j && c < n; c++) m[c * n + i] += factor * m[c * n + j];
    }
    double largest = 0;
    size_t filled = 0;
    for (size_t k = 0; k < n * n; k++) largest = fmax(largest, fabs(m[k])), filled += m[k] != 0;
    if (largest <= most && (filled > n || n == 1)) return true;
  }
  call_fail(call, ERROR_NUMERIC, "%s: found no such matrix; allow larger entries",
            call->builtin->name);
  return false;
}

static Value call_unimod(Call *call) {
  long n;
  double most = call_scalar_or(call, 1, 4);
  if (!call_integer(call, 0, 1, LARGEST_UNIMOD, &n)) return VALUE_FAILED;
  Array *a = array_new_matrix((size_t)n, (size_t)n);
  if (a && unimodular(call, (size_t)n, most, a->data)) return value_array(a);
  array_release(a);
  return VALUE_FAILED;
}

static Value call_eigmat2(Call *call) {
  double l1 = call_scalar(call, 0), l2 = call_scalar(call, 1), most = call_scalar_or(call, 2, 20);
  if (l1 != floor(l1) || l2 != floor(l2) || fabs(l1) > 1e6 || fabs(l2) > 1e6)
    return call_fail_at(call, 0, ERROR_DOMAIN, "eigmat2: the eigenvalues must be whole numbers");
  if (l1 == l2)
    return call_fail_at(call, 1, ERROR_DOMAIN,
                        "eigmat2: the eigenvalues must differ, or the matrix "
                        "would only scale");
  for (int tries = 0; tries < MOST_TRIES; tries++) {
    double p[4];
    if (!unimodular(call, 2, 3, p)) return VALUE_FAILED;
    if (tries % 300 == 299) most += 5;
    /* With determinant 1 the inverse is [d -b; -c a]. */
    double a = p[0], c = p[1], b = p[2], d = p[3];
    double m[4] = { l1 * a * d - l2 * b * c, (l1 - l2) * c * d, (l2 - l1) * a * b,
                    l2 * a * d - l1 * b * c };
    bool fits = m[1] != 0 && m[2] != 0;
    for (int i = 0; i < 4; i++) fits = fits && fabs(m[i]) <= most;
    if (!fits) continue;
    Array *result = array_new_matrix(2, 2), *vectors = array_new_matrix(2, 2);
    if (result) memcpy(result->data, m, sizeof m);
    if (vectors) memcpy(vectors->data, p, sizeof p);
    call_result(call, 1, value_array(vectors));
    return value_array(result);
  }
  return call_fail(call, ERROR_NUMERIC, "eigmat2: found no such matrix; allow larger entries");
}

const Builtin generators_family[] = {
  { .name = "nonzero",
    .signature = "low: scalar, high: scalar, sizes?: array... -> array",
    .call = call_nonzero,
    .summary = "Random whole numbers from low to high, never 0; sizes as for rand.",
    .see = "randi pick distinct",
    .examples = { { "unique(nonzero(-1, 1, 1, 100))", "[-1 1]" },
                  { "nonzero(0, 0)", "error: nonzero: between 0 and 0" } } },
  { .name = "nz",
    .signature = "low: scalar, high: scalar, sizes?: array... -> array",
    .call = call_nonzero,
    .summary = "Short for nonzero: random whole numbers from low to high, never 0.",
    .see = "nonzero ri",
    .examples = { { "nz(0, 1)", "1" } } },
  { .name = "ri",
    .signature = "low: scalar, high: scalar, sizes?: array... -> array",
    .call = call_ri,
    .summary = "Random whole numbers from low to high: randi([low high], ...) in short.",
    .numpy = "rng.integers(low, high + 1)",
    .see = "randi nz",
    .examples = { { "ri(3, 3)", "3" }, { "size(ri(1, 9, 2, 3))", "[2 3]" } } },
  { .name = "pick",
    .signature = "v: any -> any",
    .call = call_pick,
    .summary = "One element of v at random; v may be a cell array.",
    .numpy = "rng.choice(v)",
    .see = "pickn randi",
    .examples = { { "any(pick([2 5 7]) == [2 5 7])", "true" }, { "pick({'a'})", "'a'" } } },
  { .name = "pickn",
    .signature = "v: real, k: array -> array",
    .call = call_pickn,
    .summary = "k different elements of v in random order.",
    .numpy = "rng.choice(v, k, replace=False)",
    .see = "pick randperm distinct",
    .examples = { { "sort(pickn([4 5 6], 3))", "[4 5 6]" } } },
  { .name = "distinct",
    .signature = "k: array, low: scalar, high: scalar -> array",
    .call = call_distinct,
    .summary = "k different whole numbers from low to high, as a row in random order.",
    .numpy = "rng.choice(np.arange(low, high + 1), k, replace=False)",
    .see = "pickn randperm",
    .examples = { { "sort(distinct(3, 5, 7))", "[5 6 7]" } } },
  { .name = "decimal",
    .signature = "low: scalar, high: scalar, step: scalar, sizes?: array... -> array",
    .call = call_decimal,
    .summary = "A random number from low, low + step, ... up to high.",
    .see = "randi nonzero",
    .examples = { { "x = decimal(0, 1, 0.25); any(x == 0:0.25:1)", "true" },
                  { "decimal(0, 1, -1)", "error: decimal: write low, high, step" } } },
  { .name = "rdec",
    .signature = "low: scalar, high: scalar, step: scalar, sizes?: array... -> array",
    .call = call_decimal,
    .summary = "Short for decimal: a random number on a grid.",
    .see = "decimal ri",
    .examples = { { "rdec(0.3, 0.3, 0.1)", "0.3" } } },
  { .name = "pyth",
    .signature = "-> array",
    .call = call_pyth,
    .summary = "The sides of a right triangle in whole numbers: [leg leg hypotenuse].",
    .formula = "a^2 + b^2 = c^2",
    .see = "pick norm",
    .examples = { { "t = pyth(); t(1)^2 + t(2)^2 - t(3)^2", "0" } } },
  { .name = "unimod",
    .signature = "n: array, largest?: scalar -> matrix",
    .call = call_unimod,
    .summary =
        "A random matrix of whole numbers with determinant 1, so that its inverse is whole as "
        "well; no entry above largest (4).",
    .see = "eigmat2 inv det",
    .examples = { { "det(unimod(3))", "1" } } },
  { .name = "eigmat2",
    .signature = "l1: scalar, l2: scalar, largest?: scalar -> A: matrix, P: matrix",
    .call = call_eigmat2,
    .summary =
        "A random 2x2 matrix of whole numbers with the eigenvalues l1 and l2; the second result "
        "has the eigenvectors in its columns.",
    .formula = "A = P \\, \\mathrm{diag}(\\lambda_1, \\lambda_2) \\, P^{-1}",
    .see = "unimod eig",
    .examples = { { "[A, P] = eigmat2(2, 5); A*P - P*diag([2 5])", "zeros(2)" } } },
  { 0 }
};
