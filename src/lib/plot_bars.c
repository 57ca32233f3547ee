/* plot_bars.c -- bars and histograms.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/plotting.h"
#include "plot/scale.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BINS = 1000, MOST_BAR_SERIES = 12, MOST_BAR_LABELS = 40 };

/* ------------------------------------------------------------------ hist */

static int by_size(const void *a, const void *b) {
  double p = *(const double *)a, q = *(const double *)b;
  return (p > q) - (p < q);
}

/* Freedman and Diaconis: bins twice the quartile distance wide, over the cube root of n, rounded so
   that the edges are easy to read. */
static double bin_width(const double *sorted, size_t n) {
  double span = sorted[n - 1] - sorted[0];
  double middle = sorted[n * 3 / 4] - sorted[n / 4];
  double width = 2 * middle / cbrt((double)n);
  double least = span / 60, most = span / (1 + log2((double)n));
  if (!(width > least)) width = most;
  if (width > most) width = most;
  return span > 0 ? nice_step(width, 1) : 1;
}

typedef struct Bins {
  size_t count;
  double *edges; /* count + 1 */
  double *heights;
} Bins;

static bool bins_by_edges(Work *w, const View *edges, Bins *b) {
  b->count = edges->count - 1;
  b->edges = work_numbers(w, edges->count);
  if (!b->edges) return false;
  memcpy(b->edges, edges->data, edges->count * sizeof *b->edges);
  for (size_t i = 0; i < b->count; i++)
    if (!(b->edges[i] < b->edges[i + 1])) {
      call_fail_at(w->call, 1, ERROR_DOMAIN, "the edges of the bins must rise");
      return false;
    }
  return true;
}

static bool bins_even(Work *w, double low, double high, size_t count, Bins *b) {
  b->count = count;
  b->edges = work_numbers(w, count + 1);
  if (!b->edges) return false;
  for (size_t i = 0; i <= count; i++) b->edges[i] = low + (high - low) * (double)i / (double)count;
  return true;
}

static bool choose_bins(Work *w, const double *sorted, size_t n, Bins *b) {
  Call *call = w->call;
  double low = sorted[0], high = sorted[n - 1];
  if (call_given(call, 1) && value_count(call->args[1]) > 1) {
    View edges = call_view(call, 1);
    return bins_by_edges(w, &edges, b);
  }
  if (call_given(call, 1)) {
    long count;
    if (!call_integer(call, 1, 1, MOST_BINS, &count)) return false;
    if (low == high) low -= 0.5, high += 0.5;
    return bins_even(w, low, high, (size_t)count, b);
  }
  double width = bin_width(sorted, n);
  bool whole = high - low <= 30;
  for (size_t i = 0; whole && i < n; i++) whole = sorted[i] == floor(sorted[i]);
  if (whole) return bins_even(w, low - 0.5, high + 0.5, (size_t)(high - low) + 1, b);
  low = floor(low / width) * width;
  size_t count = (size_t)fmin(floor((high - low) / width + 1e-9) + 1, MOST_BINS);
  return bins_even(w, low, low + width * (double)count, count, b);
}

static void fill_bins(const double *sorted, size_t n, Bins *b) {
  for (size_t i = 0; i < n; i++) {
    double x = sorted[i];
    if (x < b->edges[0] || x > b->edges[b->count]) continue;
    size_t low = 0, high = b->count;
    while (high - low > 1) {
      size_t middle = (low + high) / 2;
      if (x < b->edges[middle])
        high = middle;
      else
        low = middle;
    }
    b->heights[low]++;
  }
}

static void moments(const double *x, size_t n, double *mean, double *sd) {
  *mean = 0;
  for (size_t i = 0; i < n; i++) *mean += x[i] / (double)n;
  double squares = 0;
  for (size_t i = 0; i < n; i++) squares += (x[i] - *mean) * (x[i] - *mean);
  *sd = n > 1 ? sqrt(squares / (double)(n - 1)) : 0;
}

static Figure *draw_hist(Work *w, const double *sorted, size_t n, const Bins *b, bool density) {
  double mean, sd, *zeros = work_numbers(w, b->count + 1);
  if (!zeros) return NULL;
  size_t highest = 0;
  for (size_t i = 0; i < b->count; i++) {
    if (density) b->heights[i] /= (double)n * (b->edges[i + 1] - b->edges[i]);
    if (b->heights[i] > b->heights[highest]) highest = i;
  }
  moments(sorted, n, &mean, &sd);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  panel_boxes(p, b->edges, b->edges + 1, zeros, b->heights, b->count,
              (Style){ .role = ROLE_MODEL, .tint = 0.35 });
  panel_upright(p, mean, (Style){ .role = ROLE_ACCENT, .dash = DASH_LONG });
  panel_note(p, 0.98, 0.95, (Style){ .role = ROLE_ACCENT, .anchor = ANCHOR_RIGHT },
             "mean %s, sd %s", number_pretty(mean).text, number_pretty(sd).text);
  panel_labels(p, "value", density ? "density" : "count");
  double top = 0;
  for (size_t i = 0; i < b->count; i++) top = fmax(top, b->heights[i]);
  panel_yrange(p, 0, top > 0 ? top * 1.15 : 1);
  panel_title(p, "%zu value%s", n, n == 1 ? "" : "s");
  figure_words(f,
               "Histogram of %zu values from %s to %s in %zu bins: mean %s, standard deviation "
               "%s; most lie between %s and %s.",
               n, number_plain(sorted[0]).text, number_plain(sorted[n - 1]).text, b->count,
               number_plain(mean).text, number_plain(sd).text, number_plain(b->edges[highest]).text,
               number_plain(b->edges[highest + 1]).text);
  return f;
}

/* Counts instead of a picture, with Octave's rule that a number or a vector gives the middles. */
static Value hist_counts(Call *call) {
  return formula(
      call, "y x norm", "n centers",
      "column = ~isvector(y); if ~column, y = y(:); end\n"
      "if ischar(norm), norm = []; end\n"
      "low = min(y(:)); high = max(y(:)); if isempty(x), x = 10; end\n"
      "if isscalar(x)\n"
      "  if ~(x >= 1), error('the number of bins must be positive'); end\n"
      "  m = fix(x); d = (high - low) / m / 2; x = linspace(low + d, high - d, m);\n"
      "end\n"
      "x = sort(x(:)); m = numel(x); cut = (x(1:m - 1) + x(2:m)) / 2;\n"
      "n = zeros(m, columns(y));\n"
      "for k = 1:columns(y)\n"
      "  v = y(:, k); v = v(~isnan(v));\n"
      "  below = [arrayfun(@(c) sum(v <= c), cut); numel(v)]; n(:, k) = diff([0; below]);\n"
      "end\n"
      "if ~isempty(norm), n = n ./ sum(n, 1) .* norm; end\n"
      "centers = x; if ~column, n = n'; centers = x'; end");
}

static Value call_hist(Call *call) {
  if (call->wanted > 0) return hist_counts(call);
  if (!numeric_is_real(call, 0) || !numeric_is_not_text(call, 0)) return VALUE_FAILED;
  bool density = false;
  if (call_given(call, 2) && !value_is_text(call->args[2]))
    return call_fail_at(call, 2, ERROR_TYPE, "the choices are 'count' and 'density'");
  if (call_given(call, 2)) {
    if (!call_string_is(call, 2, "density") && !call_string_is(call, 2, "count"))
      return call_fail_at(call, 2, ERROR_TYPE, "the choices are 'count' and 'density'");
    density = call_string_is(call, 2, "density");
  }
  Work w = work_begin(call);
  View v = call_view(call, 0);
  double *sorted = work_numbers(&w, v.count + 1);
  if (!sorted) return work_done(&w, VALUE_FAILED);
  size_t n = 0;
  for (size_t i = 0; i < v.count; i++)
    if (isfinite(v.data[i])) sorted[n++] = v.data[i];
  if (n == 0) {
    call_fail_at(call, 0, ERROR_SHAPE, "there are no numbers to count");
    return work_done(&w, VALUE_FAILED);
  }
  qsort(sorted, n, sizeof *sorted, by_size);
  Bins b;
  if (!choose_bins(&w, sorted, n, &b)) return work_done(&w, VALUE_FAILED);
  b.heights = work_numbers(&w, b.count + 1);
  if (!b.heights) return work_done(&w, VALUE_FAILED);
  fill_bins(sorted, n, &b);
  Figure *f = draw_hist(&w, sorted, n, &b, density);
  return work_done(&w, f ? plotting_show(call, f) : VALUE_FAILED);
}

/* ------------------------------------------------------------------ bar */

/* Names of the bars from a cell of texts; NULL with the call failed. */
static const char **bar_names(Work *w, size_t i, size_t bars) {
  Value v = w->call->args[i];
  if (!cell_is_texts(v) || value_count(v) != bars) {
    call_fail_at(w->call, i, ERROR_SHAPE, "the names must be a cell of %zu texts", bars);
    return NULL;
  }
  const char **names = arena_new(&w->arena, (bars + 1) * sizeof *names);
  for (size_t k = 0; k < bars; k++) {
    Text t = TEXT_EMPTY;
    value_append_text(v.cell->items[k], &t);
    names[k] = arena_copy_string(&w->arena, text_string(&t));
    text_free(&t);
  }
  return names;
}

static void bar_values(Panel *p, const double *x, const double *y, size_t n) {
  double low, high;
  if (n > 24 || !plotting_reach(y, n, &low, &high)) return;
  for (size_t i = 0; i < n; i++)
    if (isfinite(y[i]) && y[i] >= 0)
      panel_text(p, x[i], y[i], (Style){ .role = ROLE_INK, .size = 0.9, .anchor = ANCHOR_CENTER },
                 "%s", number_pretty(y[i]).text);
}

static void bar_words(Figure *f, const View *y, size_t bars, size_t series,
                      const char *const *names) {
  Text words = TEXT_EMPTY;
  text_printf(&words, "%zu bars", bars * series);
  if (series > 1) text_printf(&words, " in %zu groups of %zu", bars, series);
  size_t low = 0, high = 0;
  for (size_t i = 1; i < y->count; i++) {
    if (!(y->data[i] >= y->data[low])) low = i;
    if (y->data[i] > y->data[high]) high = i;
  }
  for (int end = 0; end < 2; end++) {
    size_t k = end == 0 ? high : low;
    text_printf(&words, end == 0 ? ": the highest is %s" : ", the lowest %s",
                number_plain(y->data[k]).text);
    if (names)
      text_printf(&words, " (%s)", names[k % bars]);
    else
      text_printf(&words, " (number %zu)", k % bars + 1);
  }
  text_putc(&words, '.');
  figure_words(f, "%s", text_string(&words));
  text_free(&words);
}

static Value call_bar(Call *call) {
  if (!numeric_is_matrix(call, 0)) return VALUE_FAILED;
  Work w = work_begin(call);
  bool named = call->args[0].kind == VALUE_CELL;
  size_t at = call->count > 1 && !value_is_string(call->args[1]) && call->args[1].kind != VALUE_CELL
                  ? 1
                  : 0;
  View y = call_view(call, at);
  bool flat = y.rank == 2 && y.count > 0;
  size_t bars = !flat ? 0 : view_is_vector(&y) ? y.count : view_rows(&y);
  size_t series = !flat || view_is_vector(&y) ? 1 : view_columns(&y);
  if (!flat || series > MOST_BAR_SERIES || y.complex || y.element == ELEMENT_CHAR) {
    call_fail_at(call, at, ERROR_SHAPE,
                 "the heights must be real numbers, at most %d series of them", MOST_BAR_SERIES);
    return work_done(&w, VALUE_FAILED);
  }
  const char **names = NULL;
  size_t name_at = named ? 0 : at + 1;
  if (named || (call->count > name_at && call->args[name_at].kind == VALUE_CELL)) {
    names = bar_names(&w, name_at, bars);
    if (!names) return work_done(&w, VALUE_FAILED);
  }
  double *x = work_numbers(&w, bars + 1), *shifted = work_numbers(&w, bars + 1), step = 1;
  if (!x || !shifted) return work_done(&w, VALUE_FAILED);
  View given = call_view(call, 0);
  bool own = at == 1 && !named;
  if (own && (given.count != bars || given.complex)) {
    call_fail_at(call, 0, ERROR_SHAPE, "there are %zu places for %zu bars", given.count, bars);
    return work_done(&w, VALUE_FAILED);
  }
  for (size_t i = 0; i < bars; i++) x[i] = own ? given.data[i] : (double)(i + 1);
  for (size_t i = 0; own && i + 1 < bars; i++)
    step = i == 0 ? fabs(x[1] - x[0]) : fmin(step, fabs(x[i + 1] - x[i]));
  if (!(step > 0)) step = 1;
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double width = step * 0.8 / (double)series;
  for (size_t k = 0; k < series; k++) {
    for (size_t i = 0; i < bars; i++)
      shifted[i] = x[i] + ((double)k - (double)(series - 1) / 2) * width;
    panel_bars(p, shifted, y.data + k * bars, bars, width, (Style){ .role = role_cycle(k) });
    if (series == 1) bar_values(p, shifted, y.data, bars);
  }
  if (names)
    panel_xtics(p, x, names, bars);
  else if (bars <= MOST_BAR_LABELS / 2)
    panel_xtics(p, x, NULL, bars);
  panel_across(p, 0, (Style){ .role = ROLE_MUTED });
  bar_words(f, &y, bars, series, names);
  return work_done(&w, plotting_show(call, f));
}

const Builtin plot_bars_family[] = {
  { .name = "hist",
    .signature = "x: real, bins?: real, kind?: array -> n: any, centers: array",
    .call = call_hist,
    .summary = "Draws a histogram: how many of the numbers fall into each bin. The bins are chosen "
               "to fit, or given by their number or their edges; 'density' scales the bars so that "
               "their areas add up to 1. The mean is marked. n = hist(x, bins) "
               "counts instead, in bins around middles; [n, m] = hist(x) gives these, too.",
    .numpy = "matplotlib.pyplot.hist(x, bins)",
    .see = "histc bar dist",
    .warning =
        "in the picture two bins or more are given by their edges, not by their middles as in "
        "Octave",
    .examples = { { "hist([1 2 2 3 3 3]); 1", "1" },
                  { "hist([1 2 3], 2, 'density'); 1", "1" },
                  { "hist([1 2 3], 0)", "error: hist: bins must be a whole number" } } },
  { .name = "bar",
    .signature = "y: any, more?: any... -> any",
    .call = call_bar,
    .summary =
        "Draws bars: bar(y), or bar(x, y) with places; the columns of a matrix stand side by "
        "side. A cell of texts names the bars: bar({'a', 'b'}, [1 2]).",
    .numpy = "matplotlib.pyplot.bar(x, y)",
    .see = "hist stem",
    .examples = { { "bar([3 1 2]); 1", "1" }, { "bar({'a', 'b'}, [3 1]); 1", "1" } } },
  { 0 }
};
