/* resample.c -- drawing again from the data: bootstrap, jackknife, permutations, samples.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/hypothesis.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

/* The data of argument I as observations: entries of a vector, rows of a matrix. */
typedef struct Rows {
  View v;
  size_t n;
  bool vector;
} Rows;

static bool rows_argument(Call *call, size_t i, Rows *r) {
  if (!numeric_is_real(call, i) || !numeric_is_matrix(call, i)) return false;
  r->v = call_view(call, i);
  r->vector = view_is_vector(&r->v);
  r->n = r->vector ? r->v.count : view_rows(&r->v);
  if (r->n > 0) return true;
  call_fail_at(call, i, ERROR_DOMAIN, "%s: there are no data", call->builtin->name);
  return false;
}

/* COUNT of the observations, those at AT. */
static Value rows_pick(const Rows *r, const size_t *at, size_t count) {
  size_t columns = r->vector ? 1 : view_columns(&r->v);
  bool lying = r->vector && view_is_row(&r->v);
  Array *a = lying ? array_new_matrix(1, count) : array_new_matrix(count, columns);
  for (size_t j = 0; a && j < columns; j++)
    for (size_t i = 0; i < count; i++) a->data[j * count + i] = r->v.data[j * r->n + at[i]];
  return value_array(a);
}

/* f of those observations of all data, as numbers appended to OUT (COLUMNS a row, set by the
   first); false with the call failed. */
static bool statistic(Call *call, Value f, const Rows *data, size_t sets, const size_t *at,
                      size_t count, double **out, size_t *columns, size_t row, size_t total,
                      Work *w) {
  Value args[4], result = VALUE_NOTHING;
  View v;
  for (size_t k = 0; k < sets; k++) args[k] = rows_pick(&data[k], at, count);
  bool good = call_step(call, count) && call_function(call, f, args, sets, &result, 1);
  for (size_t k = 0; k < sets; k++) value_release(args[k]);
  if (good && (!value_view(&result, &v) || v.complex)) {
    call_fail(call, ERROR_TYPE, "%s: the function must answer numbers", call->builtin->name);
    good = false;
  }
  if (good && !*out) {
    *columns = v.count;
    *out = work_numbers(w, total * v.count);
    good = *out != NULL;
  }
  if (good && v.count != *columns) {
    call_fail(call, ERROR_SHAPE, "%s: the function answers %zu numbers once and %zu another time",
              call->builtin->name, *columns, v.count);
    good = false;
  }
  for (size_t j = 0; good && j < *columns; j++) (*out)[j * total + row] = v.data[j];
  value_release(result);
  return good;
}

/* Up to four sets of data from argument FIRST on, as many observations in each. */
static bool data_sets(Call *call, size_t first, Rows *data, size_t *sets) {
  *sets = 0;
  for (size_t i = first; i < call->count && *sets < 4 && !value_is_text(call->args[i]); i++) {
    if (!rows_argument(call, i, &data[*sets])) return false;
    if (data[*sets].n != data[0].n) {
      call_fail_at(call, i, ERROR_SHAPE, "%s: the data have %zu and %zu observations",
                   call->builtin->name, data[0].n, data[*sets].n);
      return false;
    }
    ++*sets;
  }
  if (*sets > 0) return true;
  call_fail(call, ERROR_TYPE, "%s: there are no data", call->builtin->name);
  return false;
}

static double *replicates(Work *w, long times, Value f, const Rows *data, size_t sets,
                          size_t *columns) {
  double *out = NULL;
  Random *r = call_random(w->call);
  size_t n = data[0].n, *at = arena_new(&w->arena, n * sizeof *at);
  for (long t = 0; t < times; t++) {
    for (size_t i = 0; i < n; i++) at[i] = (size_t)random_below(r, n);
    if (!statistic(w->call, f, data, sets, at, n, &out, columns, (size_t)t, (size_t)times, w))
      return NULL;
  }
  return out;
}

static Value matrix_of(const double *x, size_t rows, size_t columns) {
  Array *a = array_new_matrix(rows, columns);
  if (a && rows * columns > 0) memcpy(a->data, x, rows * columns * sizeof *x);
  return value_array(a);
}

static Value call_bootstrp(Call *call) {
  long times;
  Rows data[4];
  size_t sets, columns = 0;
  if (!call_integer(call, 0, 1, 1e7, &times) || !data_sets(call, 2, data, &sets))
    return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = replicates(&w, times, call->args[1], data, sets, &columns);
  return work_done(&w, x ? matrix_of(x, (size_t)times, columns) : VALUE_FAILED);
}

/* bootstrap(x, f, times): the curriculum's order, data first. */
static Value call_bootstrap(Call *call) {
  long times = 1000;
  Rows data[1];
  size_t columns = 0;
  if (!rows_argument(call, 0, data) ||
      (call_given(call, 2) && !call_integer(call, 2, 1, 1e7, &times)))
    return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = replicates(&w, times, call->args[1], data, 1, &columns);
  return work_done(&w, x ? matrix_of(x, (size_t)times, columns) : VALUE_FAILED);
}

/* Rule 7 of sorted numbers. */
static double quantile_of(const double *x, size_t n, double q) {
  double at = q * ((double)n - 1);
  size_t k = (size_t)at;
  return k + 1 < n ? x[k] + (at - (double)k) * (x[k + 1] - x[k]) : x[n - 1];
}

/* The leave-one-out values of f in *OUT. */
static double *left_out(Work *w, Value f, const Rows *data, size_t sets, size_t *columns) {
  double *out = NULL;
  size_t n = data[0].n, *at = arena_new(&w->arena, n * sizeof *at);
  for (size_t k = 0; k < n; k++) {
    for (size_t i = 0, j = 0; i < n; i++)
      if (i != k) at[j++] = i;
    if (!statistic(w->call, f, data, sets, at, n - 1, &out, columns, k, n, w)) return NULL;
  }
  return out;
}

/* Bias corrected and accelerated: Efron, Better bootstrap confidence intervals (1987). */
static void corrected_levels(double alpha, const double *boot, size_t times, double seen,
                             const double *left, size_t n, double *low, double *high) {
  double below = 0, mean = 0, cube = 0, square = 0;
  for (size_t i = 0; i < times; i++) below += (boot[i] < seen) + 0.5 * (boot[i] == seen);
  for (size_t i = 0; i < n; i++) mean += left[i] / (double)n;
  for (size_t i = 0; i < n; i++) {
    double d = mean - left[i];
    cube += d * d * d;
    square += d * d;
  }
  double bias = test_quantile("norm", below / (double)times, 0, 1);
  double bend = square > 0 ? cube / (6 * pow(square, 1.5)) : 0;
  const double z[2] = { test_quantile("norm", alpha / 2, 0, 1),
                        test_quantile("norm", 1 - alpha / 2, 0, 1) };
  double levels[2];
  for (int k = 0; k < 2; k++) {
    double x = bias + (bias + z[k]) / (1 - bend * (bias + z[k]));
    levels[k] = isfinite(bias) ? 1 - test_above("norm", x, 0, 1)
                : k == 0       ? alpha / 2
                               : 1 - alpha / 2;
  }
  *low = levels[0];
  *high = levels[1];
}

static Value call_bootci(Call *call) {
  long times;
  Rows data[4];
  size_t sets, columns = 0, options = 2;
  TestOptions o;
  while (options < call->count && !value_is_text(call->args[options])) options++;
  if (!call_integer(call, 0, 2, 1e7, &times) || !test_options(call, options, &o) ||
      !data_sets(call, 2, data, &sets))
    return VALUE_FAILED;
  bool plain = o.method[0] == 'p';
  Work w = work_begin(call);
  double *x = replicates(&w, times, call->args[1], data, sets, &columns), *left = NULL,
         *seen = NULL;
  size_t n = data[0].n, *all = arena_new(&w.arena, n * sizeof *all);
  for (size_t i = 0; i < n; i++) all[i] = i;
  if (!x || !statistic(call, call->args[1], data, sets, all, n, &seen, &columns, 0, 1, &w))
    return work_done(&w, VALUE_FAILED);
  if (!plain && n > 2 && !(left = left_out(&w, call->args[1], data, sets, &columns)))
    return work_done(&w, VALUE_FAILED);
  Array *ci = array_new_matrix(2, columns);
  Value boot = matrix_of(x, (size_t)times, columns);
  for (size_t j = 0; ci && j < columns; j++) {
    double *b = x + j * (size_t)times, low = o.alpha / 2, high = 1 - o.alpha / 2;
    if (left) corrected_levels(o.alpha, b, (size_t)times, seen[j], left + j * n, n, &low, &high);
    gsl_sort(b, 1, (size_t)times);
    ci->data[2 * j] = quantile_of(b, (size_t)times, low);
    ci->data[2 * j + 1] = quantile_of(b, (size_t)times, high);
  }
  call_result(call, 1, boot);
  return work_done(&w, value_array(ci));
}

static Value call_jackknife(Call *call) {
  Rows data[4];
  size_t sets, columns = 0;
  if (!data_sets(call, 1, data, &sets)) return VALUE_FAILED;
  if (data[0].n < 2)
    return call_fail_at(call, 1, ERROR_DOMAIN, "jackknife: two observations or more");
  Work w = work_begin(call);
  double *x = left_out(&w, call->args[0], data, sets, &columns);
  if (!x) return work_done(&w, VALUE_FAILED);
  return work_done(&w, columns == 1 ? numeric_row(x, data[0].n) : matrix_of(x, data[0].n, columns));
}

/* ------------------------------------------------------------------ permutations */

/* mean(first M of X) - mean(the rest), by the total of all. */
static double gap(double part, double total, double m, double n) {
  return part / m - (total - part) / n;
}

static double next_choice(size_t *at, size_t m, size_t all) {
  size_t i = m;
  while (i > 0 && at[i - 1] == all - m + i - 1) i--;
  if (i == 0) return false;
  at[i - 1]++;
  for (; i < m; i++) at[i] = at[i - 1] + 1;
  return true;
}

static Value call_permtest(Call *call) {
  Work w = work_begin(call);
  size_t m, n;
  TestOptions o;
  long times = 9999;
  size_t first = 2;
  if (call->count > 2 && !value_is_text(call->args[2])) {
    if (!call_integer(call, 2, 1, 1e7, &times)) return work_done(&w, VALUE_FAILED);
    first = 3;
  }
  double *x = test_options(call, first, &o) ? test_numbers(&w, 0, &m) : NULL;
  double *y = x ? test_numbers(&w, 1, &n) : NULL, *all = y ? work_numbers(&w, m + n) : NULL;
  if (!all) return work_done(&w, VALUE_FAILED);
  double total = 0, part = 0, ways = 1, hits = 0, a = (double)m, b = (double)n, scale = 0;
  memcpy(all, x, m * sizeof *x);
  memcpy(all + m, y, n * sizeof *y);
  for (size_t i = 0; i < m + n; i++) total += all[i], scale += fabs(all[i]);
  for (size_t i = 0; i < m; i++) part += all[i];
  double seen = gap(part, total, a, b), slack = 1e-12 * scale;
  for (size_t k = 1; k <= m; k++) ways *= (b + (double)k) / (double)k;
  bool every = round(ways) <= 200000 && first == 2;
  Random *r = call_random(call);
  size_t *at = arena_new(&w.arena, m * sizeof *at);
  for (size_t i = 0; i < m; i++) at[i] = i;
  for (double t = 0; t < (every ? round(ways) : (double)times); t++) {
    if (!call_step(call, every ? m : m + n)) return work_done(&w, VALUE_FAILED);
    part = 0;
    if (every) {
      for (size_t i = 0; i < m; i++) part += all[at[i]];
      next_choice(at, m, m + n);
    } else {
      for (size_t i = 0; i < m; i++) {
        size_t j = i + (size_t)random_below(r, m + n - i);
        double swap = all[i];
        all[i] = all[j];
        all[j] = swap;
        part += all[i];
      }
    }
    double d = gap(part, total, a, b);
    hits += o.tail == 0  ? fabs(d) >= fabs(seen) - slack
            : o.tail > 0 ? d >= seen - slack
                         : d <= seen + slack;
  }
  double p = every ? hits / round(ways) : (hits + 1) / ((double)times + 1);
  call_result(call, 1, value_scalar(seen));
  call_result(call, 2, value_scalar(every ? round(ways) : (double)times));
  return work_done(&w, value_scalar(p));
}

/* ------------------------------------------------------------------ samples */

/* K places of N, with or without putting back, by WEIGHTS (NULL: all alike). */
static size_t *draw_places(Work *w, size_t n, size_t k, bool again, const double *weights) {
  Random *r = call_random(w->call);
  size_t *at = arena_new(&w->arena, (k + 1) * sizeof *at);
  if (!call_step(w->call, n + k)) return NULL;
  if (!weights && again) {
    for (size_t i = 0; i < k; i++) at[i] = (size_t)random_below(r, n);
    return at;
  }
  if (!weights) {
    size_t *pool = arena_new(&w->arena, (n + 1) * sizeof *pool);
    for (size_t i = 0; i < n; i++) pool[i] = i;
    for (size_t i = 0; i < k; i++) {
      size_t j = i + (size_t)random_below(r, n - i);
      at[i] = pool[j];
      pool[j] = pool[i];
    }
    return at;
  }
  double *left = work_numbers(w, n);
  if (!left) return NULL;
  memcpy(left, weights, n * sizeof *left);
  for (size_t i = 0; i < k; i++) {
    double total = 0;
    size_t j = 0, last = 0;
    for (size_t c = 0; c < n; c++) total += left[c], last = left[c] > 0 ? c : last;
    if (!(total > 0) || !call_step(w->call, n)) {
      if (call_alive(w->call))
        call_fail(w->call, ERROR_DOMAIN, "%s: too few weights are above zero",
                  w->call->builtin->name);
      return NULL;
    }
    for (double rest = random_uniform(r) * total; j < last && (rest -= left[j]) >= 0;) j++;
    at[i] = j;
    if (!again) left[j] = 0;
  }
  return at;
}

static bool weights_argument(Call *call, size_t i, size_t n, const double **weights) {
  *weights = NULL;
  if (!call_given(call, i) || value_is_empty(call->args[i])) return true;
  View v = call_view(call, i);
  bool good = !v.complex && v.count == n;
  for (size_t k = 0; good && k < n; k++) good = v.data[k] >= 0;
  if (good) return *weights = v.data, true;
  call_fail_at(call, i, ERROR_DOMAIN, "%s: give %zu weights, none negative", call->builtin->name,
               n);
  return false;
}

static Value call_randsample(Call *call) {
  View v = call_view(call, 0);
  long k;
  const double *weights;
  bool single = v.count == 1, again = call_given(call, 2) && call_scalar(call, 2) != 0;
  if (single && !(v.data[0] >= 1 && v.data[0] <= 1e9))
    return call_fail_at(call, 0, ERROR_DOMAIN,
                        "randsample: the first argument is the data, or how many there are");
  size_t n = single ? (size_t)v.data[0] : v.count;
  if (!numeric_is_real(call, 0) || !call_integer(call, 1, 0, 1e9, &k) ||
      !weights_argument(call, 3, n, &weights))
    return VALUE_FAILED;
  if (!again && (size_t)k > n)
    return call_fail_at(call, 1, ERROR_DOMAIN,
                        "randsample: %ld of %zu only with putting back: randsample(x, k, true)", k,
                        n);
  Work w = work_begin(call);
  size_t *at = draw_places(&w, n, (size_t)k, again, weights);
  bool column = !single && view_is_column(&v);
  Array *a = at ? array_new_matrix(column ? (size_t)k : 1, column ? 1 : (size_t)k) : NULL;
  for (size_t i = 0; a && i < (size_t)k; i++)
    a->data[i] = single ? (double)at[i] + 1 : v.data[at[i]];
  return work_done(&w, a ? value_array(a) : VALUE_FAILED);
}

static Value call_datasample(Call *call) {
  Rows r;
  long k;
  bool again = true;
  const double *weights = NULL;
  if (!rows_argument(call, 0, &r) || !call_integer(call, 1, 0, 1e9, &k)) return VALUE_FAILED;
  for (size_t i = 2; i < call->count; i += 2) {
    if (call_string_is(call, i, "replace") && i + 1 < call->count)
      again = call_scalar(call, i + 1) != 0;
    else if (call_string_is(call, i, "weights") && i + 1 < call->count) {
      if (!weights_argument(call, i + 1, r.n, &weights)) return VALUE_FAILED;
    } else
      return call_fail_at(call, i, ERROR_TYPE,
                          "datasample: the options are 'Replace' and 'Weights', each with a value");
  }
  if (!again && (size_t)k > r.n)
    return call_fail_at(call, 1, ERROR_DOMAIN, "datasample: %ld of %zu only with putting back", k,
                        r.n);
  Work w = work_begin(call);
  size_t *at = draw_places(&w, r.n, (size_t)k, again, weights);
  if (!at) return work_done(&w, VALUE_FAILED);
  Value picked = rows_pick(&r, at, (size_t)k);
  double *places = work_numbers(&w, (size_t)k + 1);
  for (long i = 0; places && i < k; i++) places[i] = (double)at[i] + 1;
  call_result(call, 1, places ? numeric_column(places, (size_t)k) : VALUE_NOTHING);
  return work_done(&w, picked);
}

const Builtin resample_family[] = {
  { .name = "bootstrap",
    .signature = "x: array, f: function, times?: array -> array",
    .call = call_bootstrap,
    .summary = "Bootstrap: f of samples drawn from x with putting back, 1000 times unless told "
               "otherwise; one row each. Their spread estimates the standard error of f(x).",
    .numpy = "[f(rng.choice(x, len(x))) for _ in range(1000)]",
    .see = "bootci bootstrp jackknife permtest quantile",
    .examples = { { "b = bootstrap([2 2 2], @mean, 5)", "[2; 2; 2; 2; 2]" },
                  { "size(bootstrap([1 5 7], @median))", "[1000 1]" } } },
  { .name = "bootstrp",
    .signature = "times: array, f: function, data: any... -> array",
    .call = call_bootstrp,
    .summary = "The same as bootstrap with the arguments in MATLAB's order; several data of one "
               "length are drawn together, so that pairs stay pairs.",
    .numpy = "scipy.stats.bootstrap((x,), f)",
    .see = "bootstrap bootci",
    .examples = { { "size(bootstrp(20, @corr, 1:9, [2 1 4 3 6 5 8 7 9]))", "[20 1]" } } },
  { .name = "bootci",
    .signature = "times: array, f: function, data: any... -> ci: matrix, replicates: matrix",
    .call = call_bootci,
    .summary = "A 95% bootstrap confidence interval of f(x), bias corrected and accelerated; "
               "'type', 'percentile' for the plain one, 'alpha' for another level.",
    .numpy = "scipy.stats.bootstrap((x,), f).confidence_interval",
    .see = "bootstrap quantile",
    .examples = { { "bootci(50, @mean, [3 3 3 3])", "[3; 3]" } } },
  { .name = "jackknife",
    .signature = "f: function, data: any... -> array",
    .call = call_jackknife,
    .summary = "f of the data with one observation left out, for each in turn.",
    .numpy = "[f(np.delete(x, i)) for i in range(len(x))]",
    .see = "bootstrap",
    .examples = { { "jackknife(@mean, [1 2 6])", "[4 3.5 1.5]" } } },
  { .name = "permtest",
    .signature =
        "x: array, y: array, options?: any... -> p: scalar, difference: scalar, count: scalar",
    .call = call_permtest,
    .summary = "The permutation test of the difference of two means: how often a split of all "
               "numbers at random differs as much. All splits are tried when there are not many; "
               "otherwise 9999 random ones, or as many as the third argument says. 'tail' for one "
               "side.",
    .formula = "p = \\frac{c + 1}{B + 1}",
    .numpy = "scipy.stats.permutation_test((x, y), f)",
    .see = "ttest2 ranksum bootstrap",
    .examples = { { "permtest([8 9 10], [5 6 7], 'tail', 'right')", "0.05" },
                  { "permtest([8 9 10], [5 6 7])", "0.1" } } },
  { .name = "randsample",
    .signature = "x: array, k: array, replace?: array, weights?: array -> array",
    .call = call_randsample,
    .summary = "k of the numbers in x at random, or of 1 to n; with putting back when replace is "
               "true, and with chances in proportion to weights.",
    .numpy = "rng.choice(x, k, replace=False, p=weights)",
    .see = "datasample randperm randi",
    .warning = "NumPy's choice puts back unless replace=False; randsample does not unless asked",
    .examples = { { "sort(randsample([4 5 6], 3))", "[4 5 6]" },
                  { "randsample(3, 5, true, [0 1 0])", "[2 2 2 2 2]" } } },
  { .name = "datasample",
    .signature = "x: array, k: array, options?: any... -> y: array, rows: array",
    .call = call_datasample,
    .summary = "k rows of x at random, with putting back unless 'Replace', false; and where they "
               "come from. 'Weights' for unequal chances.",
    .numpy = "rng.choice(x, k, axis=0)",
    .see = "randsample bootstrap",
    .examples = { { "size(datasample([1 2; 3 4; 5 6], 4))", "[4 2]" } } },
  { 0 }
};
