/* plot_descent.c -- gradient descent on a map: the path, its start, its end and the minimum.  */

#include "config.h"
#include "base/interrupt.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/plotting.h"
#include "plot/sample.h"

#include <math.h>
#include <stdio.h>

enum { MOST_RATES = 6, MAP_SIDE = 121, LOOK_SIDE = 25, MOST_STEPS = 100000, LEVELS = 11 };

typedef struct Walk {
  double rate;
  size_t count;   /* of points, the start first; fewer than asked for when it ran out of numbers */
  double *x, *y;  /* coordinates; in one variable y is f */
  double *values; /* f there */
  bool wild;      /* f ended above its start, or stopped being a number */
} Walk;

typedef struct Box {
  double x0, x1, y0, y1;
} Box;

typedef struct Trip {
  Work *w;
  Objective o;
  const double *start;
  long steps;
  size_t count;
  Walk walks[MOST_RATES];
  bool found; /* the minimum */
  double minimum[2], lowest;
  Box box;
} Trip;

/* ------------------------------------------------------------------ walking */

static bool walk(Trip *t, Walk *k) {
  size_t most = (size_t)t->steps + 1, n = t->o.n;
  double at[2] = { t->start[0], n > 1 ? t->start[1] : 0 }, slope[2];
  k->x = work_numbers(t->w, most);
  k->y = work_numbers(t->w, most);
  k->values = work_numbers(t->w, most);
  if (!k->x || !k->y || !k->values) return false;
  for (k->count = 0; k->count < most; k->count++) {
    double value = objective_value(&t->o, at);
    if (!call_alive(t->w->call) || !call_step(t->w->call, 1)) return false;
    if (!isfinite(value) || !isfinite(at[0]) || !isfinite(at[1])) break;
    k->x[k->count] = at[0];
    k->y[k->count] = n > 1 ? at[1] : value;
    k->values[k->count] = value;
    if (k->count + 1 == most) {
      k->count++;
      break;
    }
    objective_gradient(&t->o, at, slope);
    if (!call_alive(t->w->call)) return false;
    for (size_t i = 0; i < n; i++) at[i] -= k->rate * slope[i];
  }
  if (k->count == 0) {
    call_fail_at(t->w->call, 1, ERROR_DOMAIN, "the function has no real value at the start");
    return false;
  }
  k->wild = k->count < most || k->values[k->count - 1] > k->values[0];
  return true;
}

/* ------------------------------------------------------------------ the minimum */

static void box_add(Box *b, double x, double y) {
  b->x0 = fmin(b->x0, x);
  b->x1 = fmax(b->x1, x);
  b->y0 = fmin(b->y0, y);
  b->y1 = fmax(b->y1, y);
}

/* Is a place so near that the map may be widened to it?  A walk that left at once gives no measure
   of its own. */
static bool near_box(const Box *b, const double *at, double times) {
  double size = fmax(b->x1 - b->x0, b->y1 - b->y0);
  double place = 1 + hypot(b->x0, b->y0);
  double room = size > 1e-3 * place ? times * size : 1000 * place;
  return at[0] >= b->x0 - room && at[0] <= b->x1 + room && at[1] >= b->y0 - room &&
         at[1] <= b->y1 + room;
}

/* Newton's steps towards a minimum from AT; true when they end in one. */
static bool newton(Objective *o, double *at) {
  double g[2], h[4], size = INFINITY;
  for (int i = 0; i < 30; i++) {
    objective_gradient(o, at, g);
    objective_hessian(o, at, h);
    double det = h[0] * h[3] - h[1] * h[2];
    if (!(h[0] > 0) || !(det > 0) || !call_alive(o->call)) return false;
    double dx = (h[3] * g[0] - h[1] * g[1]) / det, dy = (h[0] * g[1] - h[2] * g[0]) / det;
    at[0] -= dx;
    at[1] -= dy;
    size = hypot(dx, dy);
    if (!isfinite(size)) return false;
    if (size < 1e-9 * (1 + hypot(at[0], at[1]))) break;
  }
  return size < 1e-5 * (1 + hypot(at[0], at[1]));
}

/* From the end of the calmest walk, and from the lowest place of a coarse look around. */
static bool find_minimum(Trip *t) {
  const Walk *best = &t->walks[0];
  double lowest = INFINITY, at[2];
  size_t where = 0;
  for (size_t i = 0; i < t->count; i++)
    for (size_t k = 0; k < t->walks[i].count; k++)
      if (t->walks[i].values[k] < lowest) {
        lowest = t->walks[i].values[k];
        best = &t->walks[i];
        where = k;
      }
  at[0] = best->x[where];
  at[1] = best->y[where];
  double wide = fmax(fmax(t->box.x1 - t->box.x0, t->box.y1 - t->box.y0), 1);
  bool found = newton(&t->o, at) && near_box(&t->box, at, 4);
  if (!found) {
    Box b = { t->box.x0 - wide, t->box.x1 + wide, t->box.y0 - wide, t->box.y1 + wide };
    double *z = plotting_grid(t->w, &t->o, LOOK_SIDE, b.x0, b.x1, b.y0, b.y1);
    size_t low = 0;
    for (size_t k = 0; z && k < LOOK_SIDE * LOOK_SIDE; k++)
      if (z[k] < z[low] || isnan(z[low])) low = k;
    at[0] = b.x0 + (b.x1 - b.x0) * (double)(low % LOOK_SIDE) / (LOOK_SIDE - 1);
    at[1] = b.y0 + (b.y1 - b.y0) * (double)(low / LOOK_SIDE) / (LOOK_SIDE - 1);
    found = z && newton(&t->o, at) && near_box(&b, at, 0);
  }
  if (!call_alive(t->w->call)) return false;
  t->found = found;
  if (found) {
    for (int i = 0; i < 2; i++) t->minimum[i] = fabs(at[i]) < 1e-9 ? 0 : at[i];
    t->lowest = objective_value(&t->o, at);
  }
  return call_alive(t->w->call);
}

/* ------------------------------------------------------------------ the map */

/* All points below the start's height are on the map, and the first steps of a walk that climbs, so
   that its swinging can be seen; then it leaves the map. */
static bool on_map(const Walk *k, size_t i) {
  return k->values[i] <= k->values[0] || (i <= 3 && k->values[i] <= 4 * fabs(k->values[0]));
}

static void box_of_walks(Trip *t) {
  t->box = (Box){ t->start[0], t->start[0], t->start[1], t->start[1] };
  for (size_t i = 0; i < t->count; i++) {
    const Walk *k = &t->walks[i];
    for (size_t j = 0; j < k->count; j++)
      if (on_map(k, j)) box_add(&t->box, k->x[j], k->y[j]);
  }
}

static void widen(double *low, double *high, double span) {
  double more = fmax(0, (span - (*high - *low)) / 2);
  *low -= more;
  *high += more;
}

/* Room at the edges.  True when both axes can have the same scale. */
static bool settle_box(Box *b) {
  double wide = b->x1 - b->x0, tall = b->y1 - b->y0, large = fmax(wide, tall);
  if (large == 0) large = fmax(1, fmax(fabs(b->x0), fabs(b->y0)));
  bool equal = wide > 0.03 * tall && tall > 0.03 * wide;
  bool straight = fmin(wide, tall) <= 1e-6 * large;
  equal |= straight;
  widen(&b->x0, &b->x1, large * (equal ? 0.5 : 0));
  widen(&b->y0, &b->y1, large * (equal ? 0.5 : 0));
  widen(&b->x0, &b->x1, (b->x1 - b->x0) * 1.3);
  widen(&b->y0, &b->y1, (b->y1 - b->y0) * 1.3);
  return equal;
}

/* The part of a walk that is near the map; a segment that leads far away is cut. */
static size_t cut_walk(const Box *b, Walk *k) {
  double room_x = 3 * (b->x1 - b->x0), room_y = 3 * (b->y1 - b->y0);
  for (size_t i = 1; i < k->count; i++) {
    double part = 1, dx = k->x[i] - k->x[i - 1], dy = k->y[i] - k->y[i - 1];
    if (k->x[i] > b->x1 + room_x) part = fmin(part, (b->x1 + room_x - k->x[i - 1]) / dx);
    if (k->x[i] < b->x0 - room_x) part = fmin(part, (b->x0 - room_x - k->x[i - 1]) / dx);
    if (k->y[i] > b->y1 + room_y) part = fmin(part, (b->y1 + room_y - k->y[i - 1]) / dy);
    if (k->y[i] < b->y0 - room_y) part = fmin(part, (b->y0 - room_y - k->y[i - 1]) / dy);
    if (part >= 1) continue;
    k->x[i] = k->x[i - 1] + part * dx;
    k->y[i] = k->y[i - 1] + part * dy;
    return i + 1;
  }
  return k->count;
}

/* Heights for the eye: logarithms of the height above the lowest place, so that the floor of the
   valley has curves of its own. */
static void compress(double *z, size_t n, double lowest, double *levels) {
  double low, high;
  if (!plotting_reach(z, n, &low, &high)) return;
  low = fmin(low, lowest);
  double span = high > low ? high - low : 1, least = 0.002;
  for (size_t i = 0; i < n; i++) z[i] = log(fmax((z[i] - low) / span, 0) + least);
  double bottom = log(2 * least), top = log(1 + least);
  for (size_t i = 0; i < LEVELS; i++)
    levels[i] = bottom + (top - bottom) * ((double)i + 0.5) / LEVELS;
}

static void mark(Panel *p, double x, double y, Style s) {
  panel_points(p, &x, &y, 1, s);
}

/* A word above or below a mark, where the path seldom runs. */
static void say(const Trip *t, Panel *p, double x, double y, bool over, Role role,
                const char *words) {
  double drop = over ? 0 : 0.1 * (t->box.y1 - t->box.y0);
  panel_text(p, x, y - drop, (Style){ .role = role, .anchor = ANCHOR_CENTER }, "%s", words);
}

static void draw_walk(Trip *t, Panel *p, Walk *k, bool alone) {
  const Box *b = &t->box;
  size_t last = k->count - 1;
  double end_x = k->x[last], end_y = k->y[last];
  bool inside = end_x >= b->x0 && end_x <= b->x1 && end_y >= b->y0 && end_y <= b->y1;
  size_t drawn = cut_walk(b, k);
  Style s = { .role = ROLE_ACCENT, .size = k->count > 60 ? 0.5 : 0.7 };
  panel_line_points(p, k->x, k->y, drawn, s);
  if (t->found)
    mark(p, t->minimum[0], t->minimum[1],
         (Style){ .role = ROLE_INK, .marker = MARKER_CROSS, .size = 1.2 });
  mark(p, k->x[0], k->y[0], (Style){ .role = ROLE_INK, .marker = MARKER_RING, .size = 1.3 });
  if (inside && last > 0)
    mark(p, end_x, end_y, (Style){ .role = ROLE_ACCENT, .marker = MARKER_RING, .size = 1.3 });
  if (!alone) return;
  say(t, p, k->x[0], k->y[0], true, ROLE_INK, "start");
  double tall = b->y1 - b->y0, wide = b->x1 - b->x0;
  bool apart =
      !t->found || hypot((end_x - t->minimum[0]) / wide, (end_y - t->minimum[1]) / tall) > 0.06;
  bool told = inside && last > 0 && apart;
  if (t->found)
    say(t, p, t->minimum[0], t->minimum[1], told && end_y < t->minimum[1] - 0.02 * tall, ROLE_INK,
        "minimum");
  if (!told) return;
  char words[40];
  snprintf(words, sizeof words, "after %zu steps", last);
  bool came_down = k->y[last] < k->y[last - 1] - 0.02 * tall;
  say(t, p, end_x, end_y, !came_down && t->o.n > 1, ROLE_INK, words);
}

/* Where the walk ended, in parts of the map from the minimum. */
static double way_left(const Trip *t, const Walk *k) {
  double dx = (k->x[k->count - 1] - t->minimum[0]) / (t->box.x1 - t->box.x0);
  double dy = (k->y[k->count - 1] - t->minimum[1]) / (t->box.y1 - t->box.y0);
  return hypot(dx, dy);
}

static void put_end(const Trip *t, const Walk *k, Text *out) {
  double first = k->values[0], last = k->values[k->count - 1];
  if (k->count < (size_t)t->steps + 1)
    text_printf(out, "after %zu steps f is no number any more: it diverges", k->count);
  else if (k->wild)
    text_printf(out, "f rises from %s to %s in %ld steps: it diverges", number_plain(first).text,
                number_plain(last).text, t->steps);
  else
    text_printf(out, "f from %s to %s in %ld steps", number_plain(first).text,
                number_plain(last).text, t->steps);
  if (!k->wild && t->found)
    text_puts(out, way_left(t, k) > 0.03 ? ", still above the minimum" : ", close to the minimum");
}

/* Rounding errors of the size of the map's last digit are no news. */
static double snapped(const Trip *t, double x) {
  double size = fmax(t->box.x1 - t->box.x0, t->box.y1 - t->box.y0);
  return fabs(x) < 1e-9 * size ? 0 : x;
}

static void trip_words(const Trip *t, Figure *f, const char *formula) {
  Text words = TEXT_EMPTY;
  if (t->o.n > 1)
    text_printf(&words, "Gradient descent on %s from (%s, %s)", formula,
                number_plain(t->start[0]).text, number_plain(t->start[1]).text);
  else
    text_printf(&words, "Gradient descent on %s from %s", formula, number_plain(t->start[0]).text);
  for (size_t i = 0; i < t->count; i++) {
    const Walk *k = &t->walks[i];
    text_printf(&words, "%s rate %s: ", i == 0 ? "," : ";", number_plain(k->rate).text);
    put_end(t, k, &words);
    if (t->o.n > 1 && !k->wild)
      text_printf(&words, ", at (%s, %s)", number_plain(snapped(t, k->x[k->count - 1])).text,
                  number_plain(snapped(t, k->y[k->count - 1])).text);
  }
  if (t->found && t->o.n > 1)
    text_printf(&words, ". The minimum is at (%s, %s)", number_plain(t->minimum[0]).text,
                number_plain(t->minimum[1]).text);
  text_putc(&words, '.');
  figure_words(f, "%s", text_string(&words));
  text_free(&words);
}

static void walk_title(const Trip *t, Panel *p, const Walk *k) {
  Number rate = number_pretty(k->rate), last = number_pretty(k->values[k->count - 1]);
  if (t->count > 3)
    panel_title(p, k->wild ? "η = %s: diverges" : "η = %s", rate.text);
  else if (k->wild)
    panel_title(p, "η = %s: diverges", rate.text);
  else if (t->count > 1)
    panel_title(p, "η = %s: f = %s", rate.text, last.text);
  else
    panel_title(p, "η = %s: %ld steps to f = %s", rate.text, t->steps, last.text);
}

static Figure *trip_figure(const Trip *t, const char *formula) {
  size_t columns = t->count < 4 ? t->count : (t->count + 1) / 2;
  Figure *f = figure_new(t->count < 4 ? 1 : 2, (unsigned)columns);
  if (t->count > 1) figure_title(f, "Gradient descent on %s", formula);
  return f;
}

static Figure *draw_plane(Trip *t, const char *formula, const char *x, const char *y) {
  box_of_walks(t);
  if (!find_minimum(t)) return NULL;
  if (t->found) box_add(&t->box, t->minimum[0], t->minimum[1]);
  bool equal = settle_box(&t->box);
  const Box *b = &t->box;
  double levels[LEVELS] = { 0 };
  double *z = plotting_grid(t->w, &t->o, MAP_SIDE, b->x0, b->x1, b->y0, b->y1);
  if (!z) return NULL;
  compress(z, MAP_SIDE * MAP_SIDE, t->found ? t->lowest : INFINITY, levels);
  double floor_shade = 1.5 * log(0.002);
  Grid g = { MAP_SIDE, MAP_SIDE, b->x0, b->x1, b->y0, b->y1, z };
  Figure *f = trip_figure(t, formula);
  trip_words(t, f, formula);
  for (size_t i = 0; i < t->count; i++) {
    Panel *p = figure_panel(f, (unsigned)(i / f->columns), (unsigned)(i % f->columns));
    walk_title(t, p, &t->walks[i]);
    panel_labels(p, x, y);
    panel_xrange(p, b->x0, b->x1);
    panel_yrange(p, b->y0, b->y1);
    if (equal) panel_equal(p);
    layer_limits(panel_field(p, g, PALETTE_DEPTH), floor_shade, log(1.002)); /* not too dark */
    panel_contours(p, g, levels, LEVELS, (Style){ .role = ROLE_PAPER, .width = 1.1 });
    draw_walk(t, p, &t->walks[i], t->count == 1);
  }
  return f;
}

/* ------------------------------------------------------------------ one variable */

static double height(void *self, double x) {
  return objective_value(self, &x);
}

static Figure *draw_line(Trip *t, const char *formula, const char *x) {
  double low = t->start[0], high = low, highest = t->walks[0].values[0];
  for (size_t i = 0; i < t->count; i++)
    for (size_t j = 0; j < t->walks[i].count; j++)
      if (on_map(&t->walks[i], j)) {
        highest = fmax(highest, t->walks[i].values[j]);
        low = fmin(low, t->walks[i].x[j]);
        high = fmax(high, t->walks[i].x[j]);
      }
  double span = high > low ? high - low : fmax(1, fabs(low));
  low -= 0.35 * span;
  high += 0.35 * span;
  Samples s;
  sample_function(height, &t->o, low, high, 0, interrupt_pending, &s);
  if (!call_alive(t->w->call)) {
    samples_free(&s);
    return NULL;
  }
  Figure *f = trip_figure(t, formula);
  trip_words(t, f, formula);
  double bottom = s.low, top = fmax(bottom, highest);
  top = fmin(s.high, top + 0.3 * (top - bottom));
  double room = (top - bottom) * 0.15;
  t->box = (Box){ low, high, bottom - room, top + room };
  for (size_t i = 0; i < t->count; i++) {
    Panel *p = figure_panel(f, (unsigned)(i / f->columns), (unsigned)(i % f->columns));
    walk_title(t, p, &t->walks[i]);
    panel_labels(p, x, t->count == 1 ? formula : NULL);
    panel_xrange(p, low, high);
    panel_yrange(p, bottom - room, top + room);
    panel_line(p, s.x, s.y, s.count, (Style){ .role = ROLE_MODEL });
    draw_walk(t, p, &t->walks[i], t->count == 1);
  }
  samples_free(&s);
  return f;
}

/* ------------------------------------------------------------------ the builtin */

static bool trip_begin(Trip *t, double **start) {
  Call *call = t->w->call;
  View rates = call_view(call, 2);
  t->steps = 20;
  if (call_given(call, 3) && !call_integer(call, 3, 1, MOST_STEPS, &t->steps)) return false;
  if (rates.count == 0 || rates.count > MOST_RATES || rates.complex) {
    call_fail_at(call, 2, ERROR_SHAPE, "eta is one rate or up to %d of them, each for its own map",
                 MOST_RATES);
    return false;
  }
  t->count = rates.count;
  for (size_t i = 0; i < t->count; i++) {
    t->walks[i].rate = rates.data[i];
    if (isfinite(rates.data[i])) continue;
    call_fail_at(call, 2, ERROR_DOMAIN, "a rate must be a number such as 0.1");
    return false;
  }
  if (!objective_begin(t->w, 0, 1, &t->o, start)) return false;
  if (t->o.n <= 2) return true;
  call_fail_at(call, 1, ERROR_SHAPE, "a map has one or two variables, but the start has %zu",
               t->o.n);
  call_hint(call, "draw the values instead: [path, v] = gd(f, x0, eta, n); semilogy(v)");
  return false;
}

static Value call_gdpath(Call *call) {
  Work w = work_begin(call);
  Trip t = { .w = &w };
  double *start;
  if (!trip_begin(&t, &start)) return work_done(&w, VALUE_FAILED);
  t.start = start;
  for (size_t i = 0; i < t.count; i++)
    if (!walk(&t, &t.walks[i])) return work_done(&w, VALUE_FAILED);
  Text formula = TEXT_EMPTY, x = TEXT_EMPTY, y = TEXT_EMPTY;
  plotting_formula(call->args[0], "f", &formula);
  plotting_parameter(call->args[0], 0, "x", &x);
  if (t.o.separate)
    plotting_parameter(call->args[0], 1, "y", &y);
  else if (t.o.n > 1)
    text_printf(&y, "%s(2)", text_string(&x)), text_puts(&x, "(1)");
  Figure *f = t.o.n == 1 ? draw_line(&t, text_string(&formula), text_string(&x))
                         : draw_plane(&t, text_string(&formula), text_string(&x), text_string(&y));
  text_free(&formula);
  text_free(&x);
  text_free(&y);
  return work_done(&w, f ? plotting_show(call, f) : VALUE_FAILED);
}

const Builtin plot_descent_family[] = {
  { .name = "gdpath",
    .signature = "f: function, x0: array, eta: real, n?: array -> any",
    .call = call_gdpath,
    .summary =
        "Draws n steps (20) of gradient descent from x0 at the rate eta: on a map with level "
        "curves for two variables, on the graph for one. Several rates give a map each. A path "
        "that climbs above its start leaves the map.",
    .formula = "x_{k+1} = x_k - \\eta \\nabla f(x_k)",
    .see = "gd contour grad",
    .examples = { { "gdpath(@(x, y) x^2 + 4*y^2, [2 1], 0.1, 10); 1", "1" },
                  { "gdpath(@(x) x^2, 1, [0.1 1.1]); 1", "1" },
                  { "gdpath(@(x, y) x + y, [1 2 3], 0.1)", "error: gdpath: " } } },
  { 0 }
};
