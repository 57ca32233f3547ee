/* plot_curves.c -- curves and points: plot and what is written like it.  */

#include "config.h"
#include "base/interrupt.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/plotting.h"
#include "plot/sample.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* How one builtin of this family draws a column of numbers. */
typedef struct Drawing {
  Work *w;
  Panel *panel;
  size_t next; /* argument to be read */
  Layer *(*draw)(Panel *p, const double *x, const double *y, size_t n, const LineStyle *style);
} Drawing;

static Layer *draw_stairs(Panel *p, const double *x, const double *y, size_t n,
                          const LineStyle *style) {
  Layer *l = panel_steps(p, x, y, n, style->style);
  if (style->name) layer_name(l, "%s", style->name);
  return l;
}

static Layer *draw_stems(Panel *p, const double *x, const double *y, size_t n,
                         const LineStyle *style) {
  Layer *l = panel_impulses(p, x, y, n, style->style);
  if (style->name) layer_name(l, "%s", style->name);
  return l;
}

static bool is_numbers(const Value *v) {
  View view;
  return value_view(v, &view) && view.element != ELEMENT_CHAR;
}

/* A style and options behind the data; false with the call failed. */
static bool read_style(Drawing *d, LineStyle *style) {
  Call *call = d->w->call;
  *style = (LineStyle){ .line = true };
  if (d->next < call->count && value_is_string(call->args[d->next]) &&
      plotting_style(call_string(call, d->next), &d->w->arena, style))
    d->next++;
  return plotting_options(call, &d->next, &d->w->arena, style);
}

/* ------------------------------------------------------------------ functions */

typedef struct Asked {
  Call *call;
  Value function;
} Asked;

static double ask(void *self, double x) {
  Asked *a = self;
  return call_real(a->call, a->function, x);
}

/* Poles would squeeze the rest of the graph: the range leaves them out. */
static void show_range(Panel *p, const Samples *s) {
  double low, high, room = (s->high - s->low) * 0.05;
  if (!plotting_reach(s->y, s->count, &low, &high)) return;
  if (low >= s->low && high <= s->high) return;
  double from = s->low - room, to = s->high + room;
  if (!isnan(p->y.low)) from = fmin(from, p->y.low), to = fmax(to, p->y.high);
  panel_yrange(p, from, to);
}

static bool draw_function(Drawing *d) {
  Call *call = d->w->call;
  Value function = call->args[d->next++];
  double a = -5, b = 5;
  bool separate = d->next + 1 < call->count && value_is_scalar(call->args[d->next]) &&
                  value_is_scalar(call->args[d->next + 1]);
  if (separate) {
    a = call_scalar(call, d->next);
    b = call_scalar(call, d->next + 1);
    if (!isfinite(a) || !isfinite(b) || a == b) {
      call_fail_at(call, d->next, ERROR_DOMAIN, "the range must run between two different numbers");
      return false;
    }
    d->next += 2;
  } else if (d->next < call->count && is_numbers(&call->args[d->next])) {
    if (!plotting_range(call, d->next, &a, &b)) return false;
    d->next++;
  }
  LineStyle style;
  Samples s;
  if (!read_style(d, &style)) return false;
  Asked asked = { call, function };
  sample_function(ask, &asked, a, b, 0, interrupt_pending, &s);
  bool good = call_alive(call);
  if (good) {
    Layer *l = plotting_curve(d->panel, s.x, s.y, s.count, &style);
    Text formula = TEXT_EMPTY, variable = TEXT_EMPTY;
    plotting_formula(function, "f", &formula);
    plotting_parameter(function, 0, "x", &variable);
    if (!style.name) layer_name(l, "%s", text_string(&formula));
    if (!d->panel->x.label[0]) panel_labels(d->panel, text_string(&variable), NULL);
    show_range(d->panel, &s);
    text_free(&formula);
    text_free(&variable);
  }
  samples_free(&s);
  return good;
}

/* ------------------------------------------------------------------ numbers */

static bool mismatch(Call *call, size_t i, const View *x, const View *y) {
  call_fail_at(call, i, ERROR_SHAPE, "x has %zu numbers and y has %zu: one y for each x is needed",
               x->count, y->count);
  return false;
}

/* A vector is one curve, a matrix one for each column; X may be one vector for all of them. */
static bool draw_columns(Drawing *d, const View *x, const View *y, size_t where,
                         const LineStyle *style) {
  bool vector = view_is_vector(y);
  size_t rows = vector ? y->count : view_rows(y), columns = vector ? 1 : view_columns(y);
  bool own_x = x && x->count == y->count;
  if (x && !own_x && x->count == columns && !vector && x->count != rows) {
    call_fail_at(d->w->call, where, ERROR_SHAPE,
                 "y has %zu rows, but x has %zu numbers: the columns of y are the curves", rows,
                 x->count);
    call_hint(d->w->call, "write y' to turn rows into columns");
    return false;
  }
  if (x && !own_x && x->count != rows) return mismatch(d->w->call, where, x, y);
  if (columns > 64) {
    call_fail_at(d->w->call, where, ERROR_LIMIT, "%zu curves are too many for one picture",
                 columns);
    return false;
  }
  double *counted = x ? NULL : work_numbers(d->w, rows);
  if (!x && !counted) return false;
  for (size_t i = 0; !x && i < rows; i++) counted[i] = (double)(i + 1);
  for (size_t j = 0; j < columns; j++) {
    const double *at = !x ? counted : own_x ? x->data + j * rows : x->data;
    d->draw(d->panel, at, y->data + j * rows, rows, style);
  }
  return true;
}

/* What was typed for argument I, when it is short and says more than numbers do. */
static const char *typed_name(Drawing *d, size_t i) {
  Text typed = TEXT_EMPTY;
  const char *name = NULL;
  bool telling = call_typed(d->w->call, i, &typed) && typed.len <= 20 &&
                 isalpha((unsigned char)*text_string(&typed)) &&
                 !strpbrk(text_string(&typed), "'\"");
  if (telling) name = arena_copy_string(&d->w->arena, text_string(&typed));
  text_free(&typed);
  return name;
}

static bool is_word(const char *s) {
  for (; s && *s; s++)
    if (!isalnum((unsigned char)*s) && *s != '_') return false;
  return s != NULL;
}

static bool draw_numbers(Drawing *d) {
  Call *call = d->w->call;
  size_t first = d->next;
  bool pair = first + 1 < call->count && is_numbers(&call->args[first + 1]);
  for (size_t i = first; i <= first + pair; i++)
    if (!arguments_real(call, i)) return false;
  View a = call_view(call, first), b = pair ? call_view(call, first + 1) : a;
  if (b.rank > 2 || a.rank > 2) {
    call_fail_at(call, first, ERROR_SHAPE, "only vectors and matrices can be plotted");
    return false;
  }
  d->next += pair ? 2 : 1;
  LineStyle style;
  if (!read_style(d, &style)) return false;
  const char *x = pair ? typed_name(d, first) : NULL, *y = typed_name(d, first + pair);
  if (is_word(x) && !d->panel->x.label[0]) panel_labels(d->panel, x, NULL);
  if (!style.name && view_is_vector(&b)) style.name = y;
  return draw_columns(d, pair ? &a : NULL, &b, first, &style);
}

/* A single curve names the upright axis instead of itself. */
static void name_axis(Panel *p) {
  if (p->layer_count != 1 || !p->layers->name || p->y.label[0]) return;
  panel_labels(p, NULL, p->layers->name);
  panel_legend(p, LEGEND_NONE);
}

static Value draw_all(Call *call, bool log_x, bool log_y,
                      Layer *(*draw)(Panel *, const double *, const double *, size_t,
                                     const LineStyle *)) {
  Work w = work_begin(call);
  Drawing d = { .w = &w, .draw = draw };
  Figure *f = plotting_begin(call, &d.panel);
  if (log_x || log_y) panel_log(d.panel, log_x, log_y);
  bool good = true;
  while (good && d.next < call->count) {
    Value v = call->args[d.next];
    if (v.kind == VALUE_FUNCTION) {
      good = draw_function(&d);
    } else if (is_numbers(&v)) {
      good = draw_numbers(&d);
    } else {
      call_fail_at(call, d.next, ERROR_TYPE, "numbers or a function such as @(x) x^2 belong here");
      good = false;
    }
  }
  if (!good) {
    figure_free(f);
    return work_done(&w, VALUE_FAILED);
  }
  name_axis(d.panel);
  return work_done(&w, plotting_show(call, f));
}

static Value call_plot(Call *call) {
  return draw_all(call, false, false, plotting_curve);
}
static Value call_semilogx(Call *call) {
  return draw_all(call, true, false, plotting_curve);
}
static Value call_semilogy(Call *call) {
  return draw_all(call, false, true, plotting_curve);
}
static Value call_loglog(Call *call) {
  return draw_all(call, true, true, plotting_curve);
}
static Value call_stairs(Call *call) {
  return draw_all(call, false, false, draw_stairs);
}
static Value call_stem(Call *call) {
  return draw_all(call, false, false, draw_stems);
}

/* ------------------------------------------------------------------ scatter */

enum { MOST_GROUPS = 12 };

/* The different numbers of a grouping, rising; MOST_GROUPS + 1 when there are more. */
static size_t groups_of(const View *g, double *values) {
  size_t count = 0;
  for (size_t i = 0; i < g->count; i++) {
    size_t k = 0;
    while (k < count && values[k] < g->data[i]) k++;
    if (k < count && values[k] == g->data[i]) continue;
    if (count == MOST_GROUPS) return count + 1;
    memmove(values + k + 1, values + k, (count - k) * sizeof *values);
    values[k] = g->data[i];
    count++;
  }
  return count;
}

static bool scatter_groups(Call *call, Work *w, Panel *p, const View *x, const View *y,
                           const View *g) {
  double values[MOST_GROUPS + 1];
  size_t count = groups_of(g, values);
  if (g->count != x->count) {
    call_fail_at(call, 2, ERROR_SHAPE, "there are %zu points, but %zu group numbers", x->count,
                 g->count);
    return false;
  }
  if (count > MOST_GROUPS) {
    call_fail_at(call, 2, ERROR_LIMIT, "at most %d groups can be told apart by colour",
                 MOST_GROUPS);
    return false;
  }
  double *class = work_numbers(w, g->count);
  const char *names[MOST_GROUPS + 1];
  if (!class) return false;
  for (size_t k = 0; k < count; k++) names[k] = arena_printf(&w->arena, "%g", values[k]);
  for (size_t i = 0; i < g->count; i++)
    while (class[i] < (double)count && values[(size_t) class[i]] != g->data[i]) class[i]++;
  panel_classes(p, x->data, y->data, class, x->count, count, count > 1 ? names : NULL);
  return true;
}

static Value call_scatter(Call *call) {
  for (size_t i = 0; i < 2; i++)
    if (!numeric_is_real(call, i)) return VALUE_FAILED;
  if (!numeric_same_count(call, 0, 1)) return VALUE_FAILED;
  Work w = work_begin(call);
  Panel *p;
  Figure *f = plotting_begin(call, &p);
  View x = call_view(call, 0), y = call_view(call, 1);
  bool grouped = call_given(call, 2) && is_numbers(&call->args[2]) &&
                 !value_is_empty(call->args[2]) && value_count(call->args[2]) > 1;
  bool good;
  if (grouped) {
    View g = call_view(call, 2);
    good = scatter_groups(call, &w, p, &x, &y, &g);
  } else {
    Drawing d = { .w = &w, .panel = p, .next = 2 };
    LineStyle style;
    double size = NAN;
    while (d.next < call->count && is_numbers(&call->args[d.next])) {
      if (value_is_scalar(call->args[d.next])) size = call_scalar(call, d.next);
      d.next++;
    }
    if (call_string_is(call, d.next, "filled")) d.next++;
    good = read_style(&d, &style);
    style.line = false;
    style.marker = true;
    if (size > 0) style.style.size = fmin(fmax(sqrt(size) / 6, 0.3), 4);
    if (good) plotting_curve(p, x.data, y.data, x.count, &style);
  }
  if (good) return work_done(&w, plotting_show(call, f));
  figure_free(f);
  return work_done(&w, VALUE_FAILED);
}

const Builtin plot_curves_family[] = {
  { .name = "plot",
    .signature = "data: any, more?: any... -> any",
    .call = call_plot,
    .summary =
        "Draws curves: plot(y), plot(x, y), several pairs one after the other, or a function with "
        "its range, plot(@(x) x^2, [-1 1]). Each column of a matrix is a curve. A style may "
        "follow each pair: a colour (b r g m c y k), a line (- -- : -.) and a marker (o . + * x s "
        "d ^), as in 'r--o'.",
    .numpy = "matplotlib.pyplot.plot(x, y, 'r--o')",
    .see = "fplot scatter semilogy title legend",
    .warning = "a marker without a line style draws points only: 'o', but 'o-' joins them",
    .examples = { { "plot([1 4 9]); 1", "1" },
                  { "plot(0:2, [0 1 4], 'r--o', 0:2, [0 1 2]); 1", "1" },
                  { "plot([1 2], [1 2 3])", "error: plot: x has 2 numbers" } } },
  { .name = "fplot",
    .signature = "f: function, range?: any, more?: any... -> any",
    .call = call_plot,
    .summary =
        "Draws the graph of a function over a range, [-5 5] when it is left out: dense where "
        "it bends, with gaps at poles and jumps.",
    .numpy = "matplotlib.pyplot.plot(x, f(x))",
    .see = "plot",
    .examples = { { "fplot(@(x) x^2, [-1 1]); 1", "1" },
                  { "fplot(@sin, [2 2])", "error: fplot: a range is two different numbers" } } },
  { .name = "semilogy",
    .signature = "data: any, more?: any... -> any",
    .call = call_semilogy,
    .summary = "Draws curves as plot does, with powers of ten evenly spaced upwards: what falls by "
               "the same factor in each step is a straight line.",
    .numpy = "matplotlib.pyplot.semilogy(x, y)",
    .see = "plot semilogx loglog",
    .warning = "numbers that are not positive have no place on this axis and are left out",
    .examples = { { "semilogy([100 10 1]); 1", "1" } } },
  { .name = "semilogx",
    .signature = "data: any, more?: any... -> any",
    .call = call_semilogx,
    .summary = "Draws curves as plot does, with powers of ten evenly spaced to the right.",
    .numpy = "matplotlib.pyplot.semilogx(x, y)",
    .see = "plot semilogy loglog",
    .examples = { { "semilogx([1 10 100], [1 2 3]); 1", "1" } } },
  { .name = "loglog",
    .signature = "data: any, more?: any... -> any",
    .call = call_loglog,
    .summary = "Draws curves as plot does, with powers of ten evenly spaced on both axes: a power "
               "of x is a straight line.",
    .numpy = "matplotlib.pyplot.loglog(x, y)",
    .see = "plot semilogx semilogy",
    .examples = { { "loglog([1 10 100], [1 100 10000]); 1", "1" } } },
  { .name = "stairs",
    .signature = "data: any, more?: any... -> any",
    .call = call_stairs,
    .summary = "Draws steps: each y holds from its x to the next.",
    .numpy = "matplotlib.pyplot.step(x, y, where='post')",
    .see = "plot stem bar",
    .examples = { { "stairs([1 3 2]); 1", "1" } } },
  { .name = "stem",
    .signature = "data: any, more?: any... -> any",
    .call = call_stem,
    .summary = "Draws a stick with a dot for each number: for values that belong to whole numbers.",
    .numpy = "matplotlib.pyplot.stem(x, y)",
    .see = "plot bar stairs",
    .examples = { { "stem(0:2, [0.25 0.5 0.25]); 1", "1" } } },
  { .name = "scatter",
    .signature = "x: real, y: real, group?: any, more?: any... -> any",
    .call = call_scatter,
    .summary = "Draws points. The third argument may be a number for each point, its group: each "
               "group has its own colour and marker.",
    .numpy = "matplotlib.pyplot.scatter(x, y, c=group)",
    .see = "plot boundary corr",
    .examples = { { "scatter([1 2 3], [2 1 3]); 1", "1" },
                  { "scatter([1 2 3], [2 1 3], [0 0 1]); 1", "1" },
                  { "scatter([1 2 3], [2 1])", "error: scatter needs as many numbers" } } },
  { 0 }
};
