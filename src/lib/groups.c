/* groups.c -- counting by groups, and summaries of each.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/hypothesis.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* value, count, percent for each different entry, as text when nobody takes the table. */
static Value call_tabulate(Call *call) {
  Work w = work_begin(call);
  Value names = VALUE_NOTHING;
  size_t n, count, *group = test_labels(&w, 0, &n, &count, &names);
  bool texts = call->args[0].kind == VALUE_CELL;
  if (!group || !call_step(call, n)) return work_done(&w, (value_release(names), VALUE_FAILED));
  double *times = work_numbers(&w, count), *values = work_numbers(&w, count), total = 0;
  View v = { 0 };
  if (!texts) v = call_view(call, 0);
  for (size_t i = 0; times && values && i < n; i++) {
    if (group[i] == SIZE_MAX) continue;
    times[group[i]]++;
    total++;
    if (!texts) values[group[i]] = v.data[i];
  }
  if (call->wanted == 0) {
    Text t = TEXT_EMPTY;
    text_printf(&t, "%12s %8s %9s\n", "Value", "Count", "Percent");
    for (size_t k = 0; k < count; k++) {
      Text name = TEXT_EMPTY;
      value_append_text(names.cell->items[k], &name);
      text_printf(&t, "%12s %8g %8.2f%%\n", text_string(&name), times[k], 100 * times[k] / total);
      text_free(&name);
    }
    call_print(call, text_string(&t));
    text_free(&t);
    value_release(names);
    return work_done(&w, VALUE_NOTHING);
  }
  if (texts) {
    Cell *c = cell_new_matrix(count, 3);
    for (size_t k = 0; c && k < count; k++) {
      cell_set(c, k, cell_get(names.cell, k));
      cell_set(c, count + k, value_scalar(times[k]));
      cell_set(c, 2 * count + k, value_scalar(100 * times[k] / total));
    }
    value_release(names);
    return work_done(&w, value_cell(c));
  }
  value_release(names);
  Array *a = array_new_matrix(count, 3);
  for (size_t k = 0; a && k < count; k++) {
    a->data[k] = values[k];
    a->data[count + k] = times[k];
    a->data[2 * count + k] = 100 * times[k] / total;
  }
  return work_done(&w, value_array(a));
}

static Value call_crosstab(Call *call) {
  Work w = work_begin(call);
  Value rows = VALUE_NOTHING, columns = VALUE_NOTHING;
  size_t m, n, a = 0, b = 0, *x = test_labels(&w, 0, &m, &a, &rows);
  size_t *y = x ? test_labels(&w, 1, &n, &b, &columns) : NULL;
  Array *t = NULL;
  if (y && m != n)
    call_fail(call, ERROR_SHAPE, "crosstab: x has %zu entries and y has %zu", m, n);
  else if (y)
    t = array_zeros(2, (size_t[]){ a, b }, ELEMENT_REAL, false);
  Cell *labels = t ? cell_new_matrix(a > b ? a : b, 2) : NULL;
  if (!labels || !call_step(call, n)) {
    array_release(t);
    value_release(rows);
    value_release(columns);
    return work_done(&w, VALUE_FAILED);
  }
  double total = 0, chi = 0;
  for (size_t i = 0; i < n; i++)
    if (x[i] != SIZE_MAX && y[i] != SIZE_MAX) t->data[y[i] * a + x[i]]++, total++;
  for (size_t i = 0; i < a; i++)
    for (size_t j = 0; j < b; j++) {
      double row = 0, column = 0;
      for (size_t k = 0; k < b; k++) row += t->data[k * a + i];
      for (size_t k = 0; k < a; k++) column += t->data[j * a + k];
      double e = row * column / total, d = t->data[j * a + i] - e;
      chi += e > 0 ? d * d / e : 0;
    }
  for (size_t i = 0; i < a; i++) cell_set(labels, i, cell_get(rows.cell, i));
  for (size_t j = 0; j < b; j++) cell_set(labels, labels->dims[0] + j, cell_get(columns.cell, j));
  value_release(rows);
  value_release(columns);
  double df = ((double)a - 1) * ((double)b - 1);
  call_result(call, 1, value_scalar(chi));
  call_result(call, 2, value_scalar(test_above("chi2", chi, df, 0)));
  call_result(call, 3, value_cell(labels));
  return work_done(&w, value_array(t));
}

static Value call_grp2idx(Call *call) {
  Work w = work_begin(call);
  Value names = VALUE_NOTHING;
  size_t n, count, *group = test_labels(&w, 0, &n, &count, &names);
  Array *a = group ? array_new_matrix(n, 1) : NULL;
  for (size_t i = 0; a && i < n; i++)
    a->data[i] = group[i] == SIZE_MAX ? NAN : (double)group[i] + 1;
  if (!a) return work_done(&w, (value_release(names), VALUE_FAILED));
  call_result(call, 1, names);
  return work_done(&w, value_array(a));
}

enum { OF_MEAN, OF_STD, OF_VAR, OF_SEM, OF_NUMEL, OF_MIN, OF_MAX, OF_MEDIAN, OF_RANGE };

/* One summary of N numbers without NaN, which may be sorted here. */
static double summary(double *x, size_t n, int what) {
  double mean = 0, square = 0, m = (double)n;
  if (what == OF_NUMEL) return m;
  if (n == 0) return NAN;
  for (size_t i = 0; i < n; i++) mean += x[i] / m;
  for (size_t i = 0; i < n; i++) square += (x[i] - mean) * (x[i] - mean);
  double variance = n > 1 ? square / (m - 1) : 0;
  gsl_sort(x, 1, n);
  switch (what) {
  case OF_MEAN: return mean;
  case OF_STD: return sqrt(variance);
  case OF_VAR: return variance;
  case OF_SEM: return sqrt(variance / m);
  case OF_MIN: return x[0];
  case OF_MAX: return x[n - 1];
  case OF_RANGE: return x[n - 1] - x[0];
  default: return x[(n - 1) / 2] / 2 + x[n / 2] / 2;
  }
}

static int summary_named(Call *call, const char *name) {
  static const char *const names[] = { "mean", "std", "var",    "sem",  "numel",
                                       "min",  "max", "median", "range" };
  for (int k = 0; k < 9; k++)
    if (strcmp(names[k], name) == 0) return k;
  call_fail_at(call, 2, ERROR_TYPE,
               "grpstats: '%.20s' is none of mean, median, std, var, sem, min, max, range, numel "
               "and gname",
               name);
  return -1;
}

static Value call_grpstats(Call *call) {
  if (!numeric_is_real(call, 0) || !numeric_is_matrix(call, 0)) return VALUE_FAILED;
  Work w = work_begin(call);
  View x = call_view(call, 0);
  Value names = VALUE_NOTHING;
  size_t n, count, *group = test_labels(&w, 1, &n, &count, &names);
  bool vector = view_is_vector(&x);
  size_t rows = vector ? x.count : view_rows(&x), columns = vector ? 1 : view_columns(&x);
  if (group && n != rows)
    call_fail_at(call, 1, ERROR_SHAPE, "grpstats: give one group for each of the %zu rows", rows);
  double *part = group ? work_numbers(&w, rows) : NULL;
  if (!part || n != rows || !call_step(call, x.count))
    return work_done(&w, (value_release(names), VALUE_FAILED));
  size_t wanted = 1;
  Value which = call->args[2];
  if (call_given(call, 2) && which.kind == VALUE_CELL) wanted = which.cell->count;
  Value first = VALUE_NOTHING;
  for (size_t r = 0; r < wanted && call_alive(call); r++) {
    Text name = TEXT_EMPTY;
    if (!call_given(call, 2))
      text_puts(&name, "mean");
    else
      value_append_text(which.kind == VALUE_CELL ? which.cell->items[r] : which, &name);
    bool naming = strcmp(text_string(&name), "gname") == 0;
    int what = naming ? 0 : summary_named(call, text_string(&name));
    text_free(&name);
    Array *a = what >= 0 && !naming ? array_new_matrix(count, columns) : NULL;
    for (size_t j = 0; a && j < columns; j++)
      for (size_t k = 0; k < count; k++) {
        size_t kept = 0;
        for (size_t i = 0; i < rows; i++)
          if (group[i] == k && !isnan(x.data[j * rows + i])) part[kept++] = x.data[j * rows + i];
        a->data[j * count + k] = summary(part, kept, what);
      }
    Value v = naming ? value_retain(names) : value_array(a);
    if (r == 0)
      first = v;
    else
      call_result(call, r, v);
  }
  value_release(names);
  if (call_alive(call)) return work_done(&w, first);
  value_release(first);
  return work_done(&w, VALUE_FAILED);
}

/* ------------------------------------------------------------------ kernel density */

static Value call_ksdensity(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = test_numbers(&w, 0, &n);
  if (!x) return work_done(&w, VALUE_FAILED);
  gsl_sort(x, 1, n);
  double *away = work_numbers(&w, n), middle = x[(n - 1) / 2] / 2 + x[n / 2] / 2;
  for (size_t i = 0; away && i < n; i++) away[i] = fabs(x[i] - middle);
  if (!away) return work_done(&w, VALUE_FAILED);
  gsl_sort(away, 1, n);
  double sigma = (away[(n - 1) / 2] / 2 + away[n / 2] / 2) / 0.6744897501960817;
  if (!(sigma > 0)) sigma = x[n - 1] - x[0];
  double width = sigma > 0 ? sigma * pow(4 / (3 * (double)n), 0.2) : 1;
  View at = { 0 };
  size_t option = call->count > 1 && !value_is_text(call->args[1]) ? 2 : 1;
  if (option == 2 && !value_is_empty(call->args[1])) at = call_view(call, 1);
  if (option + 1 < call->count && call_string_is(call, option, "bandwidth"))
    width = call_scalar(call, option + 1);
  else if (option < call->count)
    return work_done(&w, call_fail_at(call, option, ERROR_TYPE,
                                      "ksdensity: the option is 'Bandwidth' and its value"));
  if (!(width > 0))
    return work_done(&w,
                     call_fail(call, ERROR_DOMAIN, "ksdensity: the bandwidth must be positive"));
  size_t points = at.data ? at.count : 100;
  double *t = work_numbers(&w, points), *f = work_numbers(&w, points);
  if (!t || !f || !call_step(call, n * points)) return work_done(&w, VALUE_FAILED);
  for (size_t k = 0; k < points; k++) {
    double low = x[0] - 3 * width, high = x[n - 1] + 3 * width;
    t[k] = at.data ? at.data[k] : low + (high - low) * (double)k / 99;
    for (size_t i = 0; i < n; i++) {
      double z = (t[k] - x[i]) / width;
      f[k] += exp(-z * z / 2);
    }
    f[k] /= (double)n * width * sqrt(2 * 3.14159265358979323846);
  }
  bool column = at.data && view_is_column(&at) && points > 1;
  call_result(call, 1, arguments_vector(t, points, !column));
  call_result(call, 2, value_scalar(width));
  return work_done(&w, arguments_vector(f, points, !column));
}

const Builtin groups_family[] = {
  { .name = "tabulate",
    .signature = "x: any -> table: any",
    .call = call_tabulate,
    .summary = "How often each value occurs: rows of value, count, percent. Without a result the "
               "table is printed.",
    .numpy = "np.unique(x, return_counts=True)",
    .see = "crosstab hist mode unique",
    .warning = "Octave's tabulate also lists whole numbers that do not occur, and running counts",
    .examples = { { "t = tabulate([2 1 2 2]); t", "[1 1 25; 2 3 75]" } } },
  { .name = "crosstab",
    .signature = "x: any, y: any -> table: matrix, chisq: scalar, p: scalar, labels: cell",
    .call = call_crosstab,
    .summary = "The table of how often each pair of values occurs, with the chi-squared test of "
               "independence and the labels of rows and columns.",
    .numpy = "pandas.crosstab(x, y)",
    .see = "tabulate chi2test confusionmat",
    .examples = { { "crosstab([1 1 2 2 2], [1 2 1 1 2])", "[1 1; 2 1]" } } },
  { .name = "grp2idx",
    .signature = "g: any -> index: array, names: cell",
    .call = call_grp2idx,
    .summary = "Groups as numbers from 1, and their names: numbers in order, texts as they first "
               "come.",
    .numpy = "pandas.factorize(g)",
    .see = "grpstats crosstab unique",
    .examples = { { "grp2idx({'b', 'a', 'b'})", "[1; 2; 1]" } } },
  { .name = "grpstats",
    .signature =
        "x: array, group: any, which?: any -> array, more: any, more2: any, more3: any, more4: any",
    .call = call_grpstats,
    .summary = "A summary of each group, column by column: the mean, or what the third argument "
               "names: 'mean', 'median', 'std', 'var', 'sem', 'min', 'max', 'range', 'numel', "
               "'gname', or several in a cell, a result for each.",
    .numpy = "pandas.DataFrame(x).groupby(g).mean()",
    .see = "grp2idx accumarray anova1",
    .examples = { { "grpstats([1; 3; 5; 9], [1; 1; 2; 2])", "[2; 7]" },
                  { "[m, n] = grpstats([1; 3; 5], {'a'; 'a'; 'b'}, {'mean', 'numel'}); [m n]",
                    "[2 2; 5 1]" } } },
  { .name = "ksdensity",
    .signature =
        "x: array, points?: any, options?: any... -> f: array, points: array, bandwidth: scalar",
    .call = call_ksdensity,
    .summary = "A smooth estimate of the density: a small bell curve on every number, averaged. "
               "'Bandwidth' sets their width.",
    .formula = "\\hat f(t) = \\frac{1}{nh} \\sum_i \\varphi\\left(\\frac{t - x_i}{h}\\right)",
    .numpy = "scipy.stats.gaussian_kde(x)(t)",
    .see = "hist ecdf",
    .examples = { { "ksdensity([0 0], 0, 'Bandwidth', 1)", "1/sqrt(2*pi)" } } },
  { 0 }
};
