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

/* What one builtin changes; false with the call failed. */
typedef bool Change(Call *call, Figure *f);

/* Change the last figure, and every frame of an animation alike, and show it again. */
static Value change_last(Call *call, Change *change) {
  Figure *f = plotting_last(call);
  if (!f) return VALUE_FAILED;
  bool good = change(call, f);
  for (size_t i = 0; good && i < f->frame_count; i++) good = change(call, f->frames[i]);
  if (!good) {
    figure_free(f);
    return VALUE_FAILED;
  }
  f->revision++;
  f->quiet = figure_is_empty(f);
  return plotting_show(call, f);
}

/* The panels that a change means: the current one of a subplot, or all that a kind has made. */
static Panel *first_panel(const Figure *f, size_t *count) {
  *count = f->laid ? 1 : (size_t)f->rows * f->columns;
  return f->laid ? figure_current(f) : f->panels;
}

/* ------------------------------------------------------------------ texts */

/* Argument I as it is printed, in the arena of the figure. */
static const char *printed(Call *call, Figure *f, size_t i) {
  Text out = TEXT_EMPTY;
  plotting_notation(call_string(call, i), &out);
  const char *copy = arena_copy_string(&f->arena, text_string(&out));
  text_free(&out);
  return copy;
}

static bool set_title(Call *call, Figure *f) {
  size_t count;
  Panel *p = first_panel(f, &count);
  if (count == 1)
    panel_title(p, "%s", printed(call, f, 0));
  else
    figure_title(f, "%s", printed(call, f, 0));
  return true;
}

static Value call_title(Call *call) {
  return change_last(call, set_title);
}

static bool set_figure_title(Call *call, Figure *f) {
  figure_title(f, "%s", printed(call, f, 0));
  return true;
}

static Value call_sgtitle(Call *call) {
  return change_last(call, set_figure_title);
}

static bool set_label(Call *call, Figure *f) {
  const char *text = printed(call, f, 0);
  char axis = call->builtin->name[0];
  for (unsigned r = 0; r < f->rows; r++)
    for (unsigned c = 0; c < f->columns; c++) {
      Panel *p = figure_panel(f, r, c);
      if (f->laid && p != figure_current(f)) continue;
      if (axis == 'z') {
        panel_zlabel(p, text);
      } else if (f->laid || (axis == 'x' ? r + 1 == f->rows : c == 0)) {
        panel_labels(p, axis == 'x' ? text : NULL, axis == 'y' ? text : NULL);
      }
    }
  return true;
}

static Value call_label(Call *call) {
  return change_last(call, set_label);
}

static bool can_be_named(const Layer *l) {
  return l->kind <= LAYER_BOXES || l->kind == LAYER_ARROWS;
}

/* Octave's places, by the points of the compass; others are left to the program. */
static LegendKind read_place(const char *word) {
  static const struct {
    const char *name;
    LegendKind kind;
  } places[] = { { "northeast", LEGEND_TOP_RIGHT },      { "northwest", LEGEND_TOP_LEFT },
                 { "southeast", LEGEND_BOTTOM_RIGHT },   { "southwest", LEGEND_BOTTOM_LEFT },
                 { "northeastoutside", LEGEND_OUTSIDE }, { "eastoutside", LEGEND_OUTSIDE } };
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (strcmp(places[i].name, word) == 0) return places[i].kind;
  return LEGEND_AUTO;
}

static bool set_legend(Call *call, Figure *f) {
  size_t count;
  Panel *p = first_panel(f, &count);
  if (call->count == 1 && (call_string_is(call, 0, "off") || call_string_is(call, 0, "hide"))) {
    panel_legend(p, LEGEND_NONE);
    return true;
  }
  size_t i = 0;
  if (call->count == 1 && (call_string_is(call, 0, "show") || call_string_is(call, 0, "on"))) i = 1;
  Layer *l = p->layers;
  LegendKind place = LEGEND_AUTO;
  for (; i < call->count; i++) {
    if (call_string_is(call, i, "location")) {
      if (++i < call->count) place = read_place(call_string(call, i));
      continue;
    }
    while (l && !can_be_named(l)) l = l->next;
    if (!l) {
      call_fail_at(call, i, ERROR_TYPE, "there %s to be named",
                   i == 1 ? "is only 1 curve" : "are fewer curves");
      return false;
    }
    layer_name(l, "%s", printed(call, f, i));
    l = l->next;
  }
  panel_legend(p, place);
  return true;
}

static Value call_legend(Call *call) {
  return change_last(call, set_legend);
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
  } else if (call_string_is(call, i, "ij") || call_string_is(call, i, "xy")) {
    p->y.reversed = call_string_is(call, i, "ij");
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

static bool set_axes(Call *call, Figure *f) {
  size_t count;
  Panel *p = first_panel(f, &count);
  for (size_t k = 0; k < count; k++)
    for (size_t i = 0; i < call->count; i++)
      if (!set_axis(call, &p[k], i)) return false;
  return true;
}

/* The ranges of the current panel, when they are asked for. */
static Value tell_limits(Call *call, size_t first, size_t count) {
  Figure *f = plotting_last(call);
  if (!f) return VALUE_FAILED;
  Extent e = panel_extent(figure_current(f));
  double ends[] = { e.x0, e.x1, e.y0, e.y1, e.z0, e.z1 };
  figure_free(f);
  return arguments_vector(ends + first, count, true);
}

static Value call_axis(Call *call) {
  if (call->count == 0) return tell_limits(call, 0, 4);
  return change_last(call, set_axes);
}

static bool set_limits(Call *call, Figure *f) {
  double low, high;
  size_t count;
  if (!plotting_range(call, 0, &low, &high)) return false;
  Panel *p = first_panel(f, &count);
  for (size_t k = 0; k < count; k++) switch (call->builtin->name[0]) {
    case 'x': panel_xrange(&p[k], low, high); break;
    case 'y': panel_yrange(&p[k], low, high); break;
    default: panel_zrange(&p[k], low, high); break;
    }
  return true;
}

static Value call_limits(Call *call) {
  if (call->count == 0) return tell_limits(call, 2 * (size_t)(call->builtin->name[0] - 'x'), 2);
  return change_last(call, set_limits);
}

/* ------------------------------------------------------------------ marks */

/* Horizontal alignment is the only option of a text that is heeded. */
static bool add_text(Call *call, Figure *f) {
  Style s = { .role = ROLE_INK };
  for (size_t i = 3; i + 1 < call->count; i += 2)
    if (call_string_is(call, i, "horizontalalignment"))
      s.anchor = call_string_is(call, i + 1, "center")  ? ANCHOR_CENTER
                 : call_string_is(call, i + 1, "right") ? ANCHOR_RIGHT
                                                        : ANCHOR_LEFT;
  panel_text(figure_current(f), call_scalar(call, 0), call_scalar(call, 1), s, "%s",
             printed(call, f, 2));
  return true;
}

static Value call_text(Call *call) {
  return change_last(call, add_text);
}

/* A style behind the place, as in xline(2, 'r--'), then perhaps a name. */
static bool add_reference(Call *call, Figure *f) {
  Arena arena = { 0 };
  LineStyle style = { .style = { .role = ROLE_MUTED, .dash = DASH_LONG } };
  bool good = true;
  if (call_given(call, 1) && !plotting_style(call_string(call, 1), &arena, &style)) {
    call_fail_at(call, 1, ERROR_TYPE, "'%.40s' is no line style", call_string(call, 1));
    call_hint(call, "styles look like 'r--' or 'k:'");
    good = false;
  }
  double at = call_scalar(call, 0);
  Panel *p = figure_current(f);
  if (good) {
    Layer *l = call->builtin->name[0] == 'x' ? panel_upright(p, at, style.style)
                                             : panel_across(p, at, style.style);
    if (call_given(call, 2)) layer_name(l, "%s", printed(call, f, 2));
  }
  arena_free(&arena);
  return good;
}

static Value call_reference(Call *call) {
  return change_last(call, add_reference);
}

static bool add_line(Call *call, Figure *f) {
  View x = call_view(call, 0), y = call_view(call, 1);
  Arena arena = { 0 };
  LineStyle style = { .line = true };
  size_t next = 2;
  bool good = plotting_options(call, &next, &arena, &style);
  if (good) plotting_curve(figure_current(f), x.data, y.data, x.count, &style);
  arena_free(&arena);
  return good;
}

/* Into the last figure also without hold on; into a new one when there is none. */
static Value call_line(Call *call) {
  if (!numeric_is_real(call, 0) || !numeric_is_real(call, 1) || !numeric_same_count(call, 0, 1))
    return VALUE_FAILED;
  const Host *host = call_host(call);
  const Figure *last = host->last_figure ? host->last_figure(host->self) : NULL;
  if (last && !last->closed) return change_last(call, add_line);
  Figure *f = figure_new(1, 1);
  if (add_line(call, f)) return plotting_show(call, f);
  figure_free(f);
  return VALUE_FAILED;
}

/* ------------------------------------------------------------------ grid, hold */

static bool on_or_off(Call *call, bool now, bool *on) {
  *on = !now;
  if (!call_given(call, 0)) return true;
  *on = call_string_is(call, 0, "on");
  if (*on || call_string_is(call, 0, "off")) return true;
  call_fail_at(call, 0, ERROR_TYPE, "the choices are on and off");
  return false;
}

static bool set_grid(Call *call, Figure *f) {
  size_t count;
  bool on;
  Panel *p = first_panel(f, &count);
  if (!on_or_off(call, p->grid, &on)) return false;
  for (size_t k = 0; k < count; k++) panel_grid(&p[k], on);
  return true;
}

static Value call_grid(Call *call) {
  return change_last(call, set_grid);
}

/* Also before the first curve, as programs brought from Octave do; nothing is drawn for it. */
static Value call_hold(Call *call) {
  const Host *host = call_host(call);
  const Figure *last = host->last_figure ? host->last_figure(host->self) : NULL;
  bool on;
  if (last && last->closed) last = NULL;
  if (!on_or_off(call, last && figure_current(last)->held, &on)) return VALUE_FAILED;
  if (!last && !on) return VALUE_NOTHING;
  Figure *f = last ? figure_copy(last) : figure_new(1, 1);
  figure_current(f)->held = on;
  f->revision++;
  f->quiet = true;
  return plotting_show(call, f);
}

const Builtin plot_change_family[] = {
  { .name = "title",
    .signature = "text: string -> any",
    .call = call_title,
    .summary =
        "Writes a title over the last figure, or over the current panel of a subplot. As in all "
        "names in pictures, x^2, x_1, 10^{-k} and \\eta are printed as signs.",
    .numpy = "matplotlib.pyplot.title(text)",
    .see = "xlabel ylabel legend plot",
    .examples = { { "title('a')", "error: title: nothing was plotted yet" } } },
  { .name = "sgtitle",
    .signature = "text: string -> any",
    .call = call_sgtitle,
    .summary = "Writes a title over all panels of the last figure.",
    .numpy = "matplotlib.pyplot.suptitle(text)",
    .see = "title subplot",
    .examples = { { "sgtitle('a')", "error: sgtitle: nothing was plotted yet" } } },
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
    .signature = "how?: any, more?: any... -> any",
    .call = call_axis,
    .summary = "Sets the ranges of the last figure, axis([xmin xmax ymin ymax]), or how its axes "
               "look: equal (one unit is as long in x as in y), off, auto.",
    .numpy = "matplotlib.pyplot.axis([xmin, xmax, ymin, ymax])",
    .see = "xlim ylim grid",
    .examples = { { "axis equal", "error: axis: nothing was plotted yet" } } },
  { .name = "xlim",
    .signature = "range?: vector -> any",
    .call = call_limits,
    .summary = "Sets the horizontal range of the last figure.",
    .numpy = "matplotlib.pyplot.xlim(range)",
    .see = "ylim axis",
    .examples = { { "xlim([0 1])", "error: xlim: nothing was plotted yet" } } },
  { .name = "ylim",
    .signature = "range?: vector -> any",
    .call = call_limits,
    .summary = "Sets the upright range of the last figure.",
    .numpy = "matplotlib.pyplot.ylim(range)",
    .see = "xlim axis",
    .examples = { { "ylim([0 1])", "error: ylim: nothing was plotted yet" } } },
  { .name = "zlim",
    .signature = "range?: vector -> any",
    .call = call_limits,
    .summary = "Sets the third range of the last surface.",
    .numpy = "ax.set_zlim(range)",
    .see = "xlim ylim surf",
    .examples = { { "zlim([0 1])", "error: zlim: nothing was plotted yet" } } },
  { .name = "grid",
    .signature = "how?: string -> any",
    .call = call_grid,
    .summary = "Draws pale lines behind the last figure, or takes them away: grid on, grid off.",
    .numpy = "matplotlib.pyplot.grid(True)",
    .see = "axis",
    .examples = { { "grid on", "error: grid: nothing was plotted yet" } } },
  { .name = "text",
    .signature = "x: scalar, y: scalar, text: string, more?: any... -> any",
    .call = call_text,
    .summary = "Writes a text into the last figure, beside the point (x, y).",
    .numpy = "matplotlib.pyplot.text(x, y, text)",
    .see = "title legend xline",
    .examples = { { "text(1, 2, 'a')", "error: text: nothing was plotted yet" } } },
  { .name = "line",
    .signature = "x: real, y: real, more?: any... -> any",
    .call = call_line,
    .summary = "Draws a curve through points into the last figure, whether it is held or not.",
    .numpy = "matplotlib.pyplot.plot(x, y)",
    .see = "plot hold xline yline",
    .examples = { { "line([0 1], [1 0]); 1", "1" } } },
  { .name = "xline",
    .signature = "x: scalar, style?: string, name?: string -> any",
    .call = call_reference,
    .summary = "Draws an upright line at x from the bottom of the last figure to its top.",
    .numpy = "matplotlib.pyplot.axvline(x)",
    .see = "yline line text",
    .examples = { { "xline(1)", "error: xline: nothing was plotted yet" } } },
  { .name = "yline",
    .signature = "y: scalar, style?: string, name?: string -> any",
    .call = call_reference,
    .summary = "Draws a level line at y from the left of the last figure to its right.",
    .numpy = "matplotlib.pyplot.axhline(y)",
    .see = "xline line text",
    .examples = { { "yline(1)", "error: yline: nothing was plotted yet" } } },
  { .name = "hold",
    .signature = "how?: string -> any",
    .call = call_hold,
    .summary =
        "After hold on the next curves are drawn into the last figure, or the current panel of a "
        "subplot, until hold off.",
    .numpy = "matplotlib.pyplot.plot(...) again",
    .see = "plot scatter",
    .examples = { { "hold on; 1", "1" } } },
  { 0 }
};
