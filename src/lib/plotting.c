/* plotting.c -- what the plot families share.  */

#include "config.h"
#include "lib/plotting.h"
#include "lang/interp.h"
#include "lib/arguments.h"
#include "plot/scale.h"
#include "value/callable.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ figures and the host */

static const Figure *last_figure(Call *call) {
  const Host *host = call_host(call);
  const Figure *last = host->last_figure ? host->last_figure(host->self) : NULL;
  return last && !last->closed ? last : NULL;
}

/* A copy that is about to be changed, and seen. */
static Figure *copy_last(const Figure *last) {
  Figure *f = figure_copy(last);
  f->quiet = false;
  return f;
}

static bool goes_on(const Figure *last) {
  return last && figure_current(last)->held && (last->laid || last->rows * last->columns == 1);
}

/* The only curve gave its name to the axis; with a second one beside it both need a legend. */
static void give_name_back(Panel *p) {
  const Layer *l = p->layers;
  if (p->layer_count != 1 || !l->name || strcmp(l->name, p->y.label) != 0) return;
  p->y.label = "";
  panel_legend(p, LEGEND_AUTO);
}

Figure *plotting_begin(Call *call, Panel **panel) {
  const Figure *last = last_figure(call);
  bool go_on = goes_on(last);
  Figure *f = go_on ? copy_last(last) : figure_new(1, 1);
  *panel = figure_current(f);
  if (!go_on) return f;
  f->revision++;
  f->words = (*panel)->words = ""; /* said of less than is there now */
  give_name_back(*panel);
  return f;
}

Figure *plotting_last(Call *call) {
  const Figure *last = last_figure(call);
  if (last) return copy_last(last);
  call_fail(call, ERROR_NAME, "nothing was plotted yet");
  call_hint(call, "draw something first, as in plot([1 3 2])");
  return NULL;
}

/* A figure of one panel that was made on its own has its place in the last one, when that was laid
   out by subplot or is held.  The figure to be shown instead of F, which is freed then. */
static Figure *find_place(Call *call, Figure *f) {
  const Figure *last = last_figure(call);
  bool single = f->rows * f->columns == 1 && !f->laid && f->revision == 0 && f->frame_count == 0;
  bool empty = last && figure_is_empty(last) && !last->laid;
  if (!last || !single || f->quiet || (!goes_on(last) && !last->laid && !empty)) return f;
  Figure *whole = copy_last(last);
  Panel *place = figure_current(whole);
  if (goes_on(last)) {
    give_name_back(place);
    panel_join(place, f->panels);
    whole->words = place->words = "";
  } else {
    panel_copy(place, f->panels);
    if (f->title[0] && !f->panels[0].title[0]) panel_title(place, "%s", f->title);
    if (f->words[0]) place->words = arena_copy_string(&whole->arena, f->words);
  }
  whole->revision++;
  figure_free(f);
  return whole;
}

Value plotting_show(Call *call, Figure *f) {
  const Host *host = call_host(call);
  Error error = { 0 };
  f = find_place(call, f);
  bool shown = call_alive(call) && (!host->show_figure || host->show_figure(host->self, f, &error));
  figure_free(f);
  if (shown) return VALUE_NOTHING;
  return call_alive(call) ? arguments_failure(call, &error) : VALUE_FAILED;
}

/* ------------------------------------------------------------------ numbers and formulas */

static Number shortest(double x) {
  Number n;
  if (x == 0) x = 0; /* no minus before it */
  snprintf(n.text, sizeof n.text, "%.4g", x);
  return n;
}

Number number_plain(double x) {
  return shortest(x);
}

Number number_pretty(double x) {
  Number plain = shortest(x), n = { "" };
  size_t len = 0;
  for (const char *s = plain.text; *s && len + 4 < sizeof n.text; s++)
    if (*s == '-') {
      memcpy(n.text + len, "−", 3);
      len += 3;
    } else {
      n.text[len++] = *s;
    }
  return n;
}

/* Where the parameters of "@(x, y) x + y" end, or NULL. */
static const char *parameters_end(const char *text) {
  if (strncmp(text, "@(", 2) != 0) return NULL;
  return strchr(text, ')');
}

static const char *const SUPERSCRIPTS[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

/* One sign of a formula or several; how many bytes of S were used. */
static size_t put_sign(const char *s, char before, Text *out) {
  static const struct {
    const char *typed, *printed;
  } signs[] = {
    { " .* ", "·" }, { " * ", "·" }, { " ./ ", "/" }, { " / ", "/" }, { " - ", " − " }
  };
  static const char *const powers[] = { " .^ ", " ^ " };
  for (size_t i = 0; i < 2; i++) {
    size_t len = strlen(powers[i]);
    if (strncmp(s, powers[i], len) != 0) continue;
    const char *exponent = s + len;
    bool digit = isdigit((unsigned char)*exponent) && !isalnum((unsigned char)exponent[1]) &&
                 exponent[1] != '.';
    text_puts(out, digit ? SUPERSCRIPTS[*exponent - '0'] : "^");
    return len + (digit ? 1 : 0);
  }
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (strncmp(s, signs[i].typed, strlen(signs[i].typed)) != 0) continue;
    text_puts(out, signs[i].printed);
    return strlen(signs[i].typed);
  }
  if (strncmp(s, " (", 2) == 0 && isalnum((unsigned char)before)) return 1; /* sin (x) */
  if (*s == '-' && !isalnum((unsigned char)before))
    text_puts(out, "−");
  else
    text_putc(out, *s);
  return 1;
}

void plotting_formula(Value function, const char *fallback, Text *out) {
  enum { LONGEST = 42 };
  Text shown = TEXT_EMPTY;
  if (function.kind == VALUE_FUNCTION) function.function->class->show(function.function, &shown);
  const char *text = text_string(&shown), *end = parameters_end(text);
  if (end && strlen(end + 1) <= LONGEST && !strpbrk(end, "'\"\n")) {
    const char *s = end + 1 + strspn(end + 1, " ");
    for (char before = ' '; *s;) {
      size_t used = put_sign(s, before, out);
      before = s[used - 1];
      s += used;
    }
  } else if (text[0] == '@' && !end) {
    text_puts(out, text + 1);
  } else {
    text_puts(out, fallback);
  }
  text_free(&shown);
}

void plotting_parameter(Value function, size_t i, const char *fallback, Text *out) {
  Text shown = TEXT_EMPTY;
  if (function.kind == VALUE_FUNCTION) function.function->class->show(function.function, &shown);
  const char *text = text_string(&shown), *end = parameters_end(text);
  const char *s = end ? text + 2 : "";
  for (; i > 0 && s < end; i--) {
    s += strcspn(s, ",)");
    s += *s == ',';
    s += strspn(s, " ");
  }
  size_t len = strcspn(s, ",)");
  if (end && s < end && len > 0)
    text_append(out, s, len);
  else
    text_puts(out, fallback);
  text_free(&shown);
}

bool plotting_range(Call *call, size_t i, double *low, double *high) {
  View v = call_view(call, i);
  bool numbers = v.count == 2 && !v.complex && v.element != ELEMENT_CHAR;
  if (!numbers || !isfinite(v.data[0]) || !isfinite(v.data[1]) || v.data[0] == v.data[1]) {
    call_fail_at(call, i, ERROR_SHAPE, "a range is two different numbers, such as [-3 3]");
    return false;
  }
  *low = fmin(v.data[0], v.data[1]);
  *high = fmax(v.data[0], v.data[1]);
  return true;
}

/* ------------------------------------------------------------------ line styles */

static bool read_colour(char c, Style *s) {
  static const char letters[] = "brgmycrkw";
  static const Role roles[] = { ROLE_MODEL, ROLE_ACCENT, ROLE_GOOD, ROLE_OTHER, ROLE_WARM,
                                ROLE_LIGHT, ROLE_ACCENT, ROLE_INK,  ROLE_PAPER };
  const char *found = c ? strchr(letters, c) : NULL;
  if (found) s->role = roles[found - letters];
  return found != NULL;
}

static bool read_marker(char c, Style *s) {
  static const char signs[] = "o.*xs+d^v<>ph";
  static const Marker markers[] = { MARKER_RING,     MARKER_DISC,     MARKER_DISC,
                                    MARKER_CROSS,    MARKER_SQUARE,   MARKER_PLUS,
                                    MARKER_DIAMOND,  MARKER_TRIANGLE, MARKER_TRIANGLE,
                                    MARKER_TRIANGLE, MARKER_TRIANGLE, MARKER_DIAMOND,
                                    MARKER_DIAMOND };
  const char *found = c ? strchr(signs, c) : NULL;
  if (!found) return false;
  s->marker = markers[found - signs];
  if (c == '.') s->size = 0.6;
  return true;
}

bool plotting_style(const char *text, Arena *arena, LineStyle *out) {
  LineStyle l = { .line = false };
  for (const char *s = text; *s;) {
    if (*s == ';') {
      const char *end = strchr(s + 1, ';');
      if (!end) return false;
      l.name = arena_copy(arena, s + 1, (size_t)(end - s - 1));
      s = end + 1;
    } else if (*s == '-' || *s == ':') {
      if (l.line) return false;
      l.line = true;
      l.style.dash = *s == ':' ? DASH_DOT : s[1] == '-' || s[1] == '.' ? DASH_LONG : DASH_SOLID;
      s += *s == '-' && (s[1] == '-' || s[1] == '.') ? 2 : 1;
    } else if (read_marker(*s, &l.style)) {
      if (l.marker) return false;
      l.marker = true;
      s++;
    } else if (read_colour(*s, &l.style)) {
      s++;
    } else {
      return false;
    }
  }
  if (!l.line && !l.marker) l.line = true;
  *out = l;
  return true;
}

static bool colour_name(const char *word, Style *s) {
  static const struct {
    const char *name;
    Role role;
  } names[] = { { "blue", ROLE_MODEL },    { "red", ROLE_ACCENT },   { "green", ROLE_GOOD },
                { "magenta", ROLE_OTHER }, { "purple", ROLE_OTHER }, { "yellow", ROLE_WARM },
                { "orange", ROLE_WARM },   { "cyan", ROLE_LIGHT },   { "black", ROLE_INK },
                { "gray", ROLE_MUTED },    { "grey", ROLE_MUTED } };
  if (strlen(word) == 1 && read_colour(*word, s)) return true;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(word, names[i].name) == 0) {
      s->role = names[i].role;
      return true;
    }
  return false;
}

static bool bad_option(Call *call, size_t i) {
  call_fail_at(call, i, ERROR_TYPE, "'%s' is neither a line style nor an option here",
               call_string(call, i));
  call_hint(call, "styles look like 'r--o' or 'b.'; options are 'linewidth', 'markersize', "
                  "'marker', 'color', 'displayname'");
  return false;
}

static bool bad_value(Call *call, size_t i) {
  call_fail_at(call, i + 1, ERROR_TYPE, "this is no value for '%s'", call_string(call, i));
  return false;
}

static bool is_option(Call *call, size_t i) {
  static const char *const names[] = { "linewidth", "markersize", "displayname",
                                       "color",     "marker",     "linestyle" };
  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    if (call_string_is(call, i, names[k])) return true;
  return false;
}

static bool read_option(Call *call, size_t i, Arena *arena, LineStyle *style) {
  double number = call_scalar(call, i + 1);
  bool text = value_is_string(call->args[i + 1]);
  const char *word = text ? arena_copy_string(arena, call_string(call, i + 1)) : "";
  if (call_string_is(call, i, "linewidth") && number > 0) {
    style->style.width = number / 2 < 0.5 ? 0.5 : number / 2;
  } else if (call_string_is(call, i, "markersize") && number > 0) {
    style->style.size = number / 6;
  } else if (call_string_is(call, i, "displayname") && text) {
    style->name = word;
  } else if (call_string_is(call, i, "color") && text) {
    if (!colour_name(word, &style->style)) {
      call_fail_at(call, i + 1, ERROR_TYPE, "there is no colour '%s' here", word);
      call_hint(call, "try 'blue', 'red', 'green', 'magenta', 'orange', 'cyan' or 'black'");
      return false;
    }
  } else if (call_string_is(call, i, "marker") && text && read_marker(word[0], &style->style)) {
    style->marker = true;
  } else if (call_string_is(call, i, "linestyle") && text) {
    LineStyle read;
    if (strcmp(word, "none") == 0) {
      style->line = false;
    } else if (plotting_style(word, arena, &read) && !read.marker) {
      style->line = true;
      style->style.dash = read.style.dash;
    } else {
      return bad_value(call, i);
    }
  } else {
    return bad_value(call, i);
  }
  return true;
}

bool plotting_options(Call *call, size_t *i, Arena *arena, LineStyle *style) {
  while (*i < call->count && value_is_string(call->args[*i])) {
    if (!is_option(call, *i)) return bad_option(call, *i);
    if (*i + 1 == call->count) {
      call_fail_at(call, *i, ERROR_TYPE, "the value of '%s' is missing", call_string(call, *i));
      return false;
    }
    if (!read_option(call, *i, arena, style)) return false;
    *i += 2;
  }
  return true;
}

Layer *plotting_curve(Panel *p, const double *x, const double *y, size_t n,
                      const LineStyle *style) {
  Layer *l = style->line && style->marker ? panel_line_points(p, x, y, n, style->style)
             : style->marker || n == 1    ? panel_points(p, x, y, n, style->style)
                                          : panel_line(p, x, y, n, style->style);
  if (style->name) layer_name(l, "%s", style->name);
  return l;
}

/* ------------------------------------------------------------------ grids */

Objective plotting_plane(Call *call, Value function, double *room_for_two) {
  return (Objective){ .call = call,
                      .function = function,
                      .n = 2,
                      .separate = function_arity(function) != 1,
                      .column = true,
                      .space = room_for_two };
}

double *plotting_grid(Work *w, const Objective *o, size_t n, double x0, double x1, double y0,
                      double y1) {
  double *z = work_numbers(w, n * n);
  if (!z) return NULL;
  for (size_t j = 0; j < n; j++) {
    for (size_t i = 0; i < n; i++) {
      double part_x = (double)i / (double)(n - 1), part_y = (double)j / (double)(n - 1);
      double at[2] = { x0 + (x1 - x0) * part_x, y0 + (y1 - y0) * part_y };
      double value = objective_value(o, at);
      z[j * n + i] = isfinite(value) ? value : NAN;
    }
    if (!call_alive(w->call) || !call_step(w->call, n)) return NULL;
  }
  return z;
}

bool plotting_reach(const double *values, size_t n, double *low, double *high) {
  *low = INFINITY;
  *high = -INFINITY;
  for (size_t i = 0; i < n; i++)
    if (isfinite(values[i])) {
      *low = fmin(*low, values[i]);
      *high = fmax(*high, values[i]);
    }
  return *low <= *high;
}

size_t plotting_levels(double low, double high, unsigned n, double *levels) {
  double step = nice_step(high - low, n);
  size_t count = 0;
  for (double k = ceil(low / step); k * step <= high && count < n + 2; k++)
    if (k * step > low) levels[count++] = k * step;
  return count;
}

void plotting_tip(Panel *p, double x, double y, double dx, double dy, double span, Style style,
                  const char *word) {
  double length = hypot(dx, dy), right = length > 0 ? dx / length : 0,
         up = length > 0 ? dy / length : 1;
  bool aside = fabs(right) > 0.4;
  style.anchor = !aside ? ANCHOR_CENTER : right < 0 ? ANCHOR_RIGHT : ANCHOR_LEFT;
  double drop = aside ? -0.02 * up : up < 0 ? 0.085 : 0;
  panel_text(p, x + dx, y + dy - drop * span, style, "%s", word);
}
