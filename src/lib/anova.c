/* anova.c -- whether groups differ: analysis of variance, plain and of ranks.  */

#include "config.h"
#include "lib/families.h"
#include "lib/hypothesis.h"

#include <math.h>
#include <string.h>

/* A table as Octave returns it: COLUMNS cells a row, texts and numbers; NULL text and NaN: ''. */
static void put_row(Cell *c, size_t row, const char *name, const double *x, size_t columns) {
  cell_set(c, row, value_string(name));
  for (size_t j = 1; j < columns; j++)
    cell_set(c, j * c->dims[0] + row, isnan(x[j - 1]) ? value_string("") : value_scalar(x[j - 1]));
}

static void put_head(Cell *c, const char *const *names, size_t columns) {
  for (size_t j = 0; j < columns; j++) cell_set(c, j * c->dims[0], value_string(names[j]));
}

static void print_table(Call *call, const char *title, const Cell *c) {
  Text t = TEXT_EMPTY;
  text_printf(&t, "%s\n\n", title);
  for (size_t i = 0; i < c->dims[0]; i++) {
    for (size_t j = 0; j < c->dims[1]; j++) {
      Value v = c->items[j * c->dims[0] + i];
      Text word = TEXT_EMPTY;
      if (v.kind == VALUE_SCALAR)
        text_printf(&word, "%.5g", v.scalar);
      else
        value_append_text(v, &word);
      text_printf(&t, j == 0 ? "%-12s" : "%12s", text_string(&word));
      text_free(&word);
    }
    text_putc(&t, '\n');
  }
  text_putc(&t, '\n');
  call_print(call, text_string(&t));
  text_free(&t);
}

static double sum_of(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i];
  return sum;
}

typedef struct Split {
  double between, within, total, df, error_df;
} Split;

/* The squares between and within the groups, from numbers centred first. */
static Split split_squares(const Groups *g) {
  Split s = { 0 };
  double mean = sum_of(g->x, g->n) / (double)g->n;
  for (size_t k = 0; k < g->count; k++)
    s.between += g->size[k] * (g->mean[k] - mean) * (g->mean[k] - mean);
  for (size_t i = 0; i < g->n; i++) {
    double d = g->x[i] - g->mean[g->group[i]], e = g->x[i] - mean;
    s.within += d * d;
    s.total += e * e;
  }
  s.df = (double)g->count - 1;
  s.error_df = (double)g->n - (double)g->count;
  return s;
}

/* The numbers in groups, at least two of them. */
static bool grouped(Work *w, Groups *g) {
  Call *call = w->call;
  if (!test_groups(w, 0, 1, g)) return false;
  if (g->count >= 2 && g->n > g->count) return true;
  value_release(g->names);
  call_fail_at(call, 0, ERROR_SHAPE, "%s: there must be two groups or more, with enough numbers",
               call->builtin->name);
  call_hint(call, "each column is a group; or give a group for every number: %s(x, g)",
            call->builtin->name);
  return false;
}

static Value call_anova1(Call *call) {
  Work w = work_begin(call);
  Groups g;
  if (!grouped(&w, &g)) return work_done(&w, VALUE_FAILED);
  bool welch = call_given(call, 3) && call_string_is(call, 3, "unequal");
  Split s = split_squares(&g);
  double ms = s.between / s.df, mse = s.within / s.error_df, f = ms / mse, p;
  if (welch) {
    double weights = 0, centre = 0, sum = 0, spread = 0, k = (double)g.count;
    for (size_t j = 0; j < g.count; j++) {
      double weight = g.size[j] / g.variance[j];
      weights += weight;
      centre += weight * g.mean[j];
    }
    centre /= weights;
    for (size_t j = 0; j < g.count; j++) {
      double weight = g.size[j] / g.variance[j], rest = 1 - weight / weights;
      sum += weight * (g.mean[j] - centre) * (g.mean[j] - centre);
      spread += rest * rest / (g.size[j] - 1);
    }
    f = sum / (k - 1) / (1 + 2 * (k - 2) / (k * k - 1) * spread);
    s.error_df = (k * k - 1) / (3 * spread);
    mse = NAN;
  }
  p = s.within == 0 ? (s.between == 0 ? 1 : 0) : test_above("f", f, s.df, s.error_df);
  if (s.within == 0) f = s.between == 0 ? 0 : INFINITY;
  static const char *const plain[6] = { "Source", "SS", "df", "MS", "F", "Prob>F" };
  static const char *const other[6] = { "Source", "F", "df", "dfe", "F", "Prob>F" };
  Cell *table = cell_new_matrix(welch ? 2 : 4, 6);
  if (!table) return work_done(&w, (value_release(g.names), VALUE_FAILED));
  put_head(table, welch ? other : plain, 6);
  if (welch) {
    put_row(table, 1, "Groups", (double[]){ s.between, s.df, s.error_df, f, p }, 6);
  } else {
    put_row(table, 1, "Groups", (double[]){ s.between, s.df, ms, f, p }, 6);
    put_row(table, 2, "Error", (double[]){ s.within, s.error_df, mse, NAN, NAN }, 6);
    put_row(table, 3, "Total", (double[]){ s.total, s.df + s.error_df, NAN, NAN, NAN }, 6);
  }
  bool shown = !(call_given(call, 2) && call_string_is(call, 2, "off"));
  if (call->wanted == 0 && shown) print_table(call, welch ? "Welch's ANOVA" : "ANOVA", table);
  Record *r = record_new();
  record_set(r, "gnames", g.names);
  record_set(r, "n", numeric_row(g.size, g.count));
  record_set(r, "source", value_string("anova1"));
  record_set(r, "vartype", value_string(welch ? "unequal" : "equal"));
  record_set(r, "means", numeric_row(g.mean, g.count));
  record_set(r, "vars", numeric_row(g.variance, g.count));
  record_set(r, "df", value_scalar(s.error_df));
  record_set(r, "s", value_scalar(sqrt(mse)));
  call_result(call, 1, value_cell(table));
  call_result(call, 2, value_record(r));
  return work_done(&w, value_scalar(p));
}

static Value call_kruskalwallis(Call *call) {
  Work w = work_begin(call);
  Groups g;
  if (!grouped(&w, &g)) return work_done(&w, VALUE_FAILED);
  double *ranks = work_numbers(&w, g.n), n = (double)g.n, ties = 0;
  gsl_permutation *order = work_permutation(&w, g.n);
  if (!ranks) return work_done(&w, (value_release(g.names), VALUE_FAILED));
  rank_numbers(g.x, g.n, order->data, ranks);
  for (size_t i = 0, j; i < g.n; i = j) { /* ORDER is sorted by x */
    for (j = i; j < g.n && g.x[order->data[j]] == g.x[order->data[i]]; j++)
      ;
    double t = (double)(j - i);
    ties += t * t * t - t;
  }
  memcpy(g.x, ranks, g.n * sizeof *ranks);
  memset(g.mean, 0, g.count * sizeof *g.mean);
  for (size_t i = 0; i < g.n; i++) g.mean[g.group[i]] += g.x[i] / g.size[g.group[i]];
  Split s = split_squares(&g);
  double chi = 12 * s.between / (n * (n + 1)) / (1 - ties / (n * n * n - n));
  double p = test_above("chi2", chi, s.df, 0);
  static const char *const head[6] = { "Source", "SS", "df", "MS", "Chi-sq", "Prob>Chi-sq" };
  Cell *table = cell_new_matrix(4, 6);
  if (!table) return work_done(&w, (value_release(g.names), VALUE_FAILED));
  put_head(table, head, 6);
  put_row(table, 1, "Groups", (double[]){ s.between, s.df, s.between / s.df, chi, p }, 6);
  put_row(table, 2, "Error", (double[]){ s.within, s.error_df, s.within / s.error_df, NAN, NAN },
          6);
  put_row(table, 3, "Total", (double[]){ s.total, s.df + s.error_df, NAN, NAN, NAN }, 6);
  bool shown = !(call_given(call, 2) && call_string_is(call, 2, "off"));
  if (call->wanted == 0 && shown) print_table(call, "Kruskal-Wallis test", table);
  Record *r = record_new();
  record_set(r, "gnames", g.names);
  record_set(r, "n", numeric_row(g.size, g.count));
  record_set(r, "source", value_string("kruskalwallis"));
  record_set(r, "meanranks", numeric_row(g.mean, g.count));
  record_set(r, "sumt", value_scalar(ties));
  call_result(call, 1, value_cell(table));
  call_result(call, 2, value_record(r));
  return work_done(&w, value_scalar(p));
}

/* Two factors: columns, and rows in blocks of REPS. */
static Value call_anova2(Call *call) {
  long reps = 1;
  Work w = work_begin(call);
  gsl_matrix *x = work_finite_argument(&w, 0);
  if (!x || (call_given(call, 1) && !call_integer(call, 1, 1, 1e6, &reps)))
    return work_done(&w, VALUE_FAILED);
  size_t each = (size_t)reps, columns = x->size2, blocks = x->size1 / each;
  if (x->size1 % each != 0 || columns < 2 || blocks < 2)
    return work_done(&w, call_fail_at(call, 0, ERROR_SHAPE,
                                      "anova2: x needs two columns or more, and two blocks of %ld "
                                      "rows or more",
                                      reps));
  double *column = work_numbers(&w, columns), *block = work_numbers(&w, blocks);
  double *cell = work_numbers(&w, columns * blocks), mean = 0, n = (double)(x->size1 * columns);
  if (!column || !block || !cell || !call_step(call, x->size1 * columns))
    return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < x->size1; i++)
    for (size_t j = 0; j < columns; j++) {
      double v = gsl_matrix_get(x, i, j);
      mean += v / n;
      column[j] += v / (double)x->size1;
      block[i / each] += v / (double)(each * columns);
      cell[i / each * columns + j] += v / (double)each;
    }
  double total = 0, between[3] = { 0 }, within = 0;
  for (size_t i = 0; i < x->size1; i++)
    for (size_t j = 0; j < columns; j++) {
      double v = gsl_matrix_get(x, i, j), c = cell[i / each * columns + j];
      double both = c - column[j] - block[i / each] + mean;
      total += (v - mean) * (v - mean);
      within += (v - c) * (v - c);
      between[2] += both * both;
    }
  for (size_t j = 0; j < columns; j++)
    between[0] += (double)x->size1 * (column[j] - mean) * (column[j] - mean);
  for (size_t i = 0; i < blocks; i++)
    between[1] += (double)(each * columns) * (block[i] - mean) * (block[i] - mean);
  double df[3] = { (double)columns - 1, (double)blocks - 1,
                   ((double)columns - 1) * ((double)blocks - 1) };
  bool repeated = each > 1;
  double error = repeated ? within : between[2];
  double error_df = repeated ? (double)(columns * blocks) * ((double)each - 1) : df[2];
  size_t effects = repeated ? 3 : 2;
  static const char *const head[6] = { "Source", "SS", "df", "MS", "F", "Prob>F" };
  static const char *const names[3] = { "Columns", "Rows", "Interaction" };
  Cell *table = cell_new_matrix(effects + 3, 6);
  if (!table) return work_done(&w, VALUE_FAILED);
  put_head(table, head, 6);
  double p[3];
  for (size_t k = 0; k < effects; k++) {
    double ms = between[k] / df[k], f = ms / (error / error_df);
    p[k] = test_above("f", f, df[k], error_df);
    put_row(table, k + 1, names[k], (double[]){ between[k], df[k], ms, f, p[k] }, 6);
  }
  put_row(table, effects + 1, "Error", (double[]){ error, error_df, error / error_df, NAN, NAN },
          6);
  put_row(table, effects + 2, "Total", (double[]){ total, n - 1, NAN, NAN, NAN }, 6);
  bool shown = !(call_given(call, 2) && call_string_is(call, 2, "off"));
  if (call->wanted == 0 && shown) print_table(call, "ANOVA of two factors", table);
  call_result(call, 1, value_cell(table));
  return work_done(&w, numeric_row(p, effects));
}

const Builtin anova_family[] = {
  { .name = "anova1",
    .signature =
        "x: array, group?: any, display?: string, vartype?: string -> p: scalar, table: cell, "
        "stats: record",
    .call = call_anova1,
    .summary = "One-way analysis of variance: do the columns of x, or the groups named for each "
               "number of x, have the same mean? 'unequal' as the fourth argument gives Welch's "
               "version. Without a result the table is printed.",
    .formula = "F = \\frac{SS_B / (k - 1)}{SS_W / (n - k)}",
    .numpy = "scipy.stats.f_oneway(a, b, c)",
    .see = "anova2 kruskalwallis ttest2 fcdf",
    .examples = { { "[p, t] = anova1([1 2 4; 2 3 5; 3 4 6]); t{2, 5}", "7" },
                  { "[p, t, s] = anova1([1 2 6 8], {'a', 'a', 'b', 'b'}); s.means", "[1.5 7]" } } },
  { .name = "anova2",
    .signature = "x: matrix, reps?: array, display?: string -> p: array, table: cell",
    .call = call_anova2,
    .summary = "Two-way analysis of variance: columns are one factor, blocks of reps rows (1) the "
               "other. The p-values are those of columns, rows and, with repetitions, of their "
               "interaction.",
    .numpy = "statsmodels.stats.anova.anova_lm(...)",
    .see = "anova1",
    .examples = { { "[p, t] = anova2([1 2 4; 2 3 5; 3 5 6]); round(t{2, 5}*100)", "6100" } } },
  { .name = "kruskalwallis",
    .signature = "x: array, group?: any, display?: string -> p: scalar, table: cell, stats: record",
    .call = call_kruskalwallis,
    .summary = "Do groups lie at the same height? One-way analysis of variance of the ranks; the "
               "groups as in anova1.",
    .numpy = "scipy.stats.kruskal(a, b, c)",
    .see = "anova1 ranksum",
    .examples = { { "[p, t] = kruskalwallis([1 4; 2 5; 3 6]); round(t{2, 5}*1e4)", "38571" } } },
  { 0 }
};
