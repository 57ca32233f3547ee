/* plot_change.c -- titles, names and axes of the figure shown last.

   The figure is copied, changed and shown again; a host that draws only at the end of the input
   draws it once.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/plotting.h"
#include "plot/scale.h"

#include <math.h>
#include <string.h>

static size_t panels_of(const Figure *f) {
  return (size_t)f->rows * f->columns;
}

static Value show_changed(Call *call, Figure *f) {
  f->revision++;
  return plotting_show(call, f);
}

/* ------------------------------------------------------------------ texts */

static Value call_title(Call *call) {
  Figure *f = plotting_last(call);
  if (!f) return VALUE_FAILED;
  if (panels_of(f) == 1)
    panel_title(f->panels, "%s", call_string(call, 0));
  else
    figure_title(f, "%s", call_string(call, 0));
  return show_changed(call, f);
}

static Value call_label(Call *call) {
  Figure *f = plotting_last(call);
  if (!f) return VALUE_FAILED;
  const char *text = call_string(call, 0);
  char axis = call->builtin->name[0];
  for (unsigned r = 0; r < f->rows; r++)
    for (unsigned c = 0; c < f->columns; c++) {
      Panel *p = figure_panel(f, r, c);
      if (axis == 'z') {
        panel_zlabel(p, text);
      } else if (axis == 'x' ? r + 1 == f->rows : c == 0) {
        panel_labels(p, axis == 'x' ? text : NULL, axis == 'y' ? text : NULL);
      }
    }
  return show_changed(call, f);
}

static bool can_be_named(const Layer *l) {
  return l->kind <= LAYER_BOXES || l->kind == LAYER_ARROWS;
}

static Value call_legend(Call *call) {
  Figure *f = plotting_last(call);
  if (!f) return VALUE_FAILED;
  Panel *p = f->panels;
  if (call->count == 1 && call_string_is(call, 0, "off")) {
    panel_legend(p, LEGEND_NONE);
    return show_changed(call, f);
  }
  size_t i = 0;
  if (call->count == 1 && call_string_is(call, 0, "show")) i = 1;
  Layer *l = p->layers;
  for (; i < call->count; i++) {
    if (call_string_is(call, i, "location")) {
      i++;
      continue;
    }
    while (l && !can_be_named(l)) l = l->next;
    if (!l) {
      size_t count = i;
      figure_free(f);
      return call_fail_at(call, i, ERROR_TYPE, "there %s to be named",
                          count == 1 ? "is only 1 curve" : "are fewer curves");
    }
    layer_name(l, "%s", call_string(call, i));
    l = l->next;
  }
  panel_legend(p, LEGEND_AUTO);
  return show_changed(call, f);
}

/* ------------------------------------------------------------------ axes */

static bool set_axis(Call *call, Panel *p, size_t i) {
  if (!value_is_string(call->args[i])) {
    View v = call_view(call, i);
    bool even = (v.count == 4 || v.count == 2) && !v.complex;
    for (size_t k = 0; even && k < v.count; k += 2) even = v.data[k] < v.data[k + 1];
    if (!even) {
      call_fail_at(call, i, ERROR_SHAPE, "the ranges are written as [xmin xmax ymin ymax]");
      return false;
    }
    panel_xrange(p, v.data[0], v.data[1]);
    if (v.count == 4) panel_yrange(p, v.data[2], v.data[3]);
    return true;
  }
  if (call_string_is(call, i, "equal") || call_string_is(call, i, "image") ||
      call_string_is(call, i, "square")) {
    panel_equal(p);
  } else if (call_string_is(call, i, "tight")) {
    Extent e = panel_extent(p);
    panel_xrange(p, e.x0, e.x1);
  } else if (call_string_is(call, i, "auto") || call_string_is(call, i, "normal")) {
    panel_xrange(p, NAN, NAN);
    panel_yrange(p, NAN, NAN);
    p->equal = false;
  } else if (call_string_is(call, i, "off")) {
    panel_axes(p, AXES_NONE);
  } else if (call_string_is(call, i, "on")) {
    panel_axes(p, AXES_FRAME);
  } else {
    call_fail_at(call, i, ERROR_TYPE, "'%s' is unknown here", call_string(call, i));
    call_hint(call, "write axis equal, axis off, or axis([xmin xmax ymin ymax])");
    return false;
  }
  return true;
}

static Value call_axis(Call *call) {
  Figure *f = plotting_last(call);
  if (!f) return VALUE_FAILED;
  for (size_t k = 0; k < panels_of(f); k++)
    for (size_t i = 0; i < call->count; i++)
      if (!set_axis(call, &f->panels[k], i)) {
        figure_free(f);
        return VALUE_FAILED;
      }
  return show_changed(call, f);
}

static Value call_limits(Call *call) {
  double low, high;
  if (!plotting_range(call, 0, &low, &high)) return VALUE_FAILED;
  Figure *f = plotting_last(call);
  if (!f) return VALUE_FAILED;
  for (size_t k = 0; k < panels_of(f); k++) {
    if (call->builtin->name[0] == 'x')
      panel_xrange(&f->panels[k], low, high);
    else
      panel_yrange(&f->panels[k], low, high);
  }
  return show_changed(call, f);
}

static bool on_or_off(Call *call, bool now, bool *on) {
  *on = !now;
  if (!call_given(call, 0)) return true;
  *on = call_string_is(call, 0, "on");
  if (*on || call_string_is(call, 0, "off")) return true;
  call_fail_at(call, 0, ERROR_TYPE, "the choices are on and off");
  return false;
}

static Value call_grid(Call *call) {
  Figure *f = plotting_last(call);
  if (!f) return VALUE_FAILED;
  bool on;
  if (!on_or_off(call, f->panels->grid, &on)) {
    figure_free(f);
    return VALUE_FAILED;
  }
  for (size_t k = 0; k < panels_of(f); k++) panel_grid(&f->panels[k], on);
  return show_changed(call, f);
}

/* Also before the first curve, as programs brought from Octave do. */
static Value call_hold(Call *call) {
  const Host *host = call_host(call);
  const Figure *last = host->last_figure ? host->last_figure(host->self) : NULL;
  bool on;
  if (!on_or_off(call, last && last->held, &on)) return VALUE_FAILED;
  if (!last && !on) return VALUE_NOTHING;
  Figure *f = last ? figure_copy(last) : figure_new(1, 1);
  f->held = on;
  return show_changed(call, f);
}

const Builtin plot_change_family[] = {
  { .name = "title",
    .signature = "text: string -> any",
    .call = call_title,
    .summary = "Writes a title over the last figure.",
    .numpy = "matplotlib.pyplot.title(text)",
    .see = "xlabel ylabel legend plot",
    .examples = { { "title('a')", "error: title: nothing was plotted yet" } } },
  { .name = "xlabel",
    .signature = "text: string -> any",
    .call = call_label,
    .summary = "Names the horizontal axis of the last figure.",
    .numpy = "matplotlib.pyplot.xlabel(text)",
    .see = "ylabel title legend",
    .examples = { { "xlabel('a')", "error: xlabel: nothing was plotted yet" } } },
  { .name = "ylabel",
    .signature = "text: string -> any",
    .call = call_label,
    .summary = "Names the upright axis of the last figure.",
    .numpy = "matplotlib.pyplot.ylabel(text)",
    .see = "xlabel title legend",
    .examples = { { "ylabel('a')", "error: ylabel: nothing was plotted yet" } } },
  { .name = "zlabel",
    .signature = "text: string -> any",
    .call = call_label,
    .summary = "Names the third axis of the last surface.",
    .numpy = "ax.set_zlabel(text)",
    .see = "xlabel ylabel surf",
    .examples = { { "zlabel('a')", "error: zlabel: nothing was plotted yet" } } },
  { .name = "legend",
    .signature = "names?: string... -> any",
    .call = call_legend,
    .summary = "Names the curves of the last figure, in the order in which they were drawn; legend "
               "off takes the names away.",
    .numpy = "matplotlib.pyplot.legend(names)",
    .see = "plot title",
    .examples = { { "legend('a')", "error: legend: nothing was plotted yet" } } },
  { .name = "axis",
    .signature = "how: any, more?: any... -> any",
    .call = call_axis,
    .summary = "Sets the ranges of the last figure, axis([xmin xmax ymin ymax]), or how its axes "
               "look: equal (one unit is as long in x as in y), off, auto.",
    .numpy = "matplotlib.pyplot.axis([xmin, xmax, ymin, ymax])",
    .see = "xlim ylim grid",
    .examples = { { "axis equal", "error: axis: nothing was plotted yet" } } },
  { .name = "xlim",
    .signature = "range: vector -> any",
    .call = call_limits,
    .summary = "Sets the horizontal range of the last figure.",
    .numpy = "matplotlib.pyplot.xlim(range)",
    .see = "ylim axis",
    .examples = { { "xlim([0 1])", "error: xlim: nothing was plotted yet" } } },
  { .name = "ylim",
    .signature = "range: vector -> any",
    .call = call_limits,
    .summary = "Sets the upright range of the last figure.",
    .numpy = "matplotlib.pyplot.ylim(range)",
    .see = "xlim axis",
    .examples = { { "ylim([0 1])", "error: ylim: nothing was plotted yet" } } },
  { .name = "grid",
    .signature = "how?: string -> any",
    .call = call_grid,
    .summary = "Draws pale lines behind the last figure, or takes them away: grid on, grid off.",
    .numpy = "matplotlib.pyplot.grid(True)",
    .see = "axis",
    .examples = { { "grid on", "error: grid: nothing was plotted yet" } } },
  { .name = "hold",
    .signature = "how?: string -> any",
    .call = call_hold,
    .summary = "After hold on the next curves are drawn into the last figure, until hold off.",
    .numpy = "matplotlib.pyplot.plot(...) again",
    .see = "plot scatter",
    .examples = { { "hold on; 1", "1" } } },
  { 0 }
};
