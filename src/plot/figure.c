/* figure.c -- building figures: everything handed in is copied into the figure's arena.  */

#include "config.h"
#include "plot/figure.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

Role role_cycle(size_t index) {
  return ROLE_MODEL + (Role)(index % (ROLE_LIGHT - ROLE_MODEL + 1));
}

static const double *keep_numbers(Arena *a, const double *numbers, size_t n) {
  if (numbers == NULL) return NULL;
  double *copy = arena_new(a, (n + 1) * sizeof *copy);
  if (n > 0) memcpy(copy, numbers, n * sizeof *copy);
  return copy;
}

static const char *keep_string(Arena *a, const char *s) {
  return s == NULL ? NULL : arena_copy_string(a, s);
}

static const char *keep_format(Arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static const char *keep_format(Arena *a, const char *format, va_list args) {
  Text t = TEXT_EMPTY;
  text_vprintf(&t, format, args);
  const char *kept = arena_copy_string(a, text_string(&t));
  text_free(&t);
  return kept;
}

#define KEEP_FORMAT(target, arena, format)                                                         \
  do {                                                                                             \
    va_list args;                                                                                  \
    va_start(args, format);                                                                        \
    (target) = keep_format((arena), (format), args);                                               \
    va_end(args);                                                                                  \
  } while (0)

/* Figures.  */

static unsigned between(unsigned n, unsigned low, unsigned high) {
  return n < low ? low : n > high ? high : n;
}

Figure *figure_new(unsigned rows, unsigned columns) {
  Figure *f = mem_new(sizeof *f);
  f->rows = between(rows, 1, FIGURE_MOST_ROWS);
  f->columns = between(columns, 1, FIGURE_MOST_COLUMNS);
  f->title = f->words = f->setting = "";
  f->panels = arena_new(&f->arena, f->rows * f->columns * sizeof *f->panels);
  for (unsigned i = 0; i < f->rows * f->columns; i++) {
    f->panels[i].figure = f;
    f->panels[i].high = f->panels[i].wide = 1;
    panel_clear(&f->panels[i]);
  }
  return f;
}

void figure_free(Figure *f) {
  if (f == NULL) return;
  for (size_t i = 0; i < f->frame_count; i++) figure_free(f->frames[i]);
  free(f->frames);
  arena_free(&f->arena);
  free(f);
}

Panel *figure_panel(Figure *f, unsigned row, unsigned column) {
  row = between(row, 0, f->rows - 1);
  column = between(column, 0, f->columns - 1);
  return &f->panels[row * f->columns + column];
}

Panel *figure_current(const Figure *f) {
  unsigned panels = f->rows * f->columns;
  return &f->panels[f->current < panels ? f->current : panels - 1];
}

bool figure_is_empty(const Figure *f) {
  for (unsigned i = 0; i < f->rows * f->columns; i++)
    if (f->panels[i].layers != NULL) return false;
  return true;
}

static bool meets(const Figure *f, const Panel *p, const Panel *q) {
  unsigned a = (unsigned)(p - f->panels), b = (unsigned)(q - f->panels);
  unsigned a_row = a / f->columns, a_column = a % f->columns;
  unsigned b_row = b / f->columns, b_column = b % f->columns;
  return a_row < b_row + q->high && b_row < a_row + p->high && a_column < b_column + q->wide &&
         b_column < a_column + p->wide;
}

void figure_span(Figure *f, unsigned high, unsigned wide) {
  Panel *p = figure_current(f);
  unsigned place = (unsigned)(p - f->panels);
  high = between(high, 1, f->rows - place / f->columns);
  wide = between(wide, 1, f->columns - place % f->columns);
  if (p->high != high || p->wide != wide) panel_clear(p);
  p->high = high;
  p->wide = wide;
  for (unsigned i = 0; i < f->rows * f->columns; i++) {
    Panel *q = &f->panels[i];
    if (q == p || !meets(f, p, q)) continue;
    panel_clear(q);
    q->high = q->wide = 1;
  }
}

void figure_finish(Figure *f) {
  for (unsigned i = 0; i < f->rows * f->columns; i++) f->panels[i].held = false;
  f->laid = false;
}

bool figure_has_panel(const Figure *f, unsigned i) {
  return f->rows * f->columns == 1 || f->panels[i].layers != NULL;
}

void figure_title(Figure *f, const char *format, ...) {
  KEEP_FORMAT(f->title, &f->arena, format);
}

void figure_words(Figure *f, const char *format, ...) {
  KEEP_FORMAT(f->words, &f->arena, format);
}

static void keep_axis(Arena *a, Axis *axis) {
  axis->label = keep_string(a, axis->label);
  axis->at = keep_numbers(a, axis->at, axis->tics);
  if (axis->tic_labels == NULL) return;
  const char **labels = arena_new(a, (axis->tics + 1) * sizeof *labels);
  for (size_t i = 0; i < axis->tics; i++) labels[i] = keep_string(a, axis->tic_labels[i]);
  axis->tic_labels = labels;
}

static Layer *add_copy(Panel *p, const Layer *from) {
  Arena *a = &p->figure->arena;
  Layer *l = arena_new(a, sizeof *l);
  *l = *from;
  l->next = NULL;
  l->panel = p;
  l->x = keep_numbers(a, from->x, from->count);
  l->y = keep_numbers(a, from->y, from->count);
  l->z = keep_numbers(a, from->z, from->count);
  l->x2 = keep_numbers(a, from->x2, from->count);
  l->y2 = keep_numbers(a, from->y2, from->count);
  l->grid.z = keep_numbers(a, from->grid.z, from->grid.nx * from->grid.ny);
  l->name = keep_string(a, from->name);
  l->text = keep_string(a, from->text);
  l->colorbar_label = keep_string(a, from->colorbar_label);
  if (p->last == NULL)
    p->layers = l;
  else
    p->last->next = l;
  p->last = l;
  p->layer_count++;
  return l;
}

static Figure *copy_still(const Figure *f) {
  Figure *copy = figure_new(f->rows, f->columns);
  copy->title = keep_string(&copy->arena, f->title);
  copy->words = keep_string(&copy->arena, f->words);
  copy->revision = f->revision;
  copy->laid = f->laid;
  copy->current = f->current;
  copy->number = f->number;
  copy->quiet = f->quiet;
  copy->closed = f->closed;
  copy->fps = f->fps;
  figure_settings(copy, f->setting, f->settings, f->setting_count);
  for (unsigned i = 0; i < f->rows * f->columns; i++) {
    panel_copy(&copy->panels[i], &f->panels[i]);
    copy->panels[i].high = f->panels[i].high;
    copy->panels[i].wide = f->panels[i].wide;
  }
  return copy;
}

Figure *figure_copy(const Figure *f) {
  Figure *copy = copy_still(f);
  for (size_t i = 0; i < f->frame_count; i++) figure_add_frame(copy, f->frames[i]);
  return copy;
}

bool figure_add_frame(Figure *f, const Figure *frame) {
  if (f->frame_count == FIGURE_MOST_FRAMES) return false;
  if (f->frames == NULL) f->frames = mem_new(FIGURE_MOST_FRAMES * sizeof(Figure *));
  Figure *still = copy_still(frame); /* it may be the figure itself */
  f->frames[f->frame_count++] = still;
  return true;
}

void figure_settings(Figure *f, const char *name, const double *values, size_t count) {
  f->setting = keep_string(&f->arena, name);
  f->settings = keep_numbers(&f->arena, values, count);
  f->setting_count = count;
}

void figure_frame_name(const Figure *f, size_t i, bool brief, Text *out) {
  size_t steps = f->setting_count > 0 ? f->frame_count / f->setting_count : f->frame_count;
  if (f->setting_count > 0)
    text_printf(out, "%s = %.4g%s", f->setting, f->settings[i / steps], brief ? "  " : ", ");
  text_printf(out, brief ? "%zu/%zu" : "frame %zu of %zu", i % steps + 1, steps);
}

/* Panels.  */

void panel_clear(Panel *p) {
  *p = (Panel){ .figure = p->figure,
                .high = p->high,
                .wide = p->wide,
                .title = "",
                .words = "",
                .grid = true,
                .tilt = 36,
                .turn = 28 };
  p->x.label = p->y.label = p->z.label = "";
  p->x.low = p->x.high = p->y.low = p->y.high = p->z.low = p->z.high = NAN;
}

void panel_copy(Panel *to, const Panel *from) {
  Figure *f = to->figure;
  unsigned high = to->high, wide = to->wide;
  *to = *from;
  to->figure = f;
  to->high = high;
  to->wide = wide;
  to->layers = to->last = NULL;
  to->layer_count = 0;
  to->title = keep_string(&f->arena, from->title);
  to->words = keep_string(&f->arena, from->words);
  keep_axis(&f->arena, &to->x);
  keep_axis(&f->arena, &to->y);
  keep_axis(&f->arena, &to->z);
  for (const Layer *l = from->layers; l != NULL; l = l->next) add_copy(to, l);
}

static void join_axis(Arena *a, Axis *to, const Axis *from) {
  if (to->label[0] == '\0') to->label = keep_string(a, from->label);
  if (!isnan(to->low) && !isnan(from->low)) to->low = fmin(to->low, from->low);
  if (!isnan(to->high) && !isnan(from->high)) to->high = fmax(to->high, from->high);
}

void panel_join(Panel *to, const Panel *from) {
  bool held = to->held;
  if (to->layers == NULL && to->title[0] == '\0') {
    panel_copy(to, from);
    to->held = held;
    return;
  }
  Arena *a = &to->figure->arena;
  if (to->title[0] == '\0') to->title = keep_string(a, from->title);
  join_axis(a, &to->x, &from->x);
  join_axis(a, &to->y, &from->y);
  join_axis(a, &to->z, &from->z);
  for (const Layer *l = from->layers; l != NULL; l = l->next) add_copy(to, l);
}

void panel_title(Panel *p, const char *format, ...) {
  KEEP_FORMAT(p->title, &p->figure->arena, format);
}

void panel_labels(Panel *p, const char *x, const char *y) {
  if (x != NULL) p->x.label = keep_string(&p->figure->arena, x);
  if (y != NULL) p->y.label = keep_string(&p->figure->arena, y);
}

void panel_zlabel(Panel *p, const char *z) {
  p->z.label = keep_string(&p->figure->arena, z);
}

static void set_range(Axis *axis, double low, double high) {
  axis->low = isfinite(low) ? low : NAN;
  axis->high = isfinite(high) ? high : NAN;
  if (axis->low > axis->high) {
    axis->low = high;
    axis->high = low;
  }
}

void panel_xrange(Panel *p, double low, double high) {
  set_range(&p->x, low, high);
}

void panel_yrange(Panel *p, double low, double high) {
  set_range(&p->y, low, high);
}

void panel_zrange(Panel *p, double low, double high) {
  set_range(&p->z, low, high);
}

static void set_tics(Panel *p, Axis *axis, const double *at, const char *const *labels, size_t n) {
  axis->tics = n;
  axis->at = at;
  axis->tic_labels = labels;
  const char *label = axis->label;
  keep_axis(&p->figure->arena, axis);
  axis->label = label;
}

void panel_xtics(Panel *p, const double *at, const char *const *labels, size_t n) {
  set_tics(p, &p->x, at, labels, n);
}

void panel_ytics(Panel *p, const double *at, const char *const *labels, size_t n) {
  set_tics(p, &p->y, at, labels, n);
}

void panel_no_tics(Panel *p) {
  p->x.no_tics = p->y.no_tics = true;
}

void panel_log(Panel *p, bool x, bool y) {
  p->x.logarithmic = x;
  p->y.logarithmic = y;
}

void panel_down(Panel *p) {
  p->y.reversed = true;
}

void panel_equal(Panel *p) {
  p->equal = true;
}

void panel_grid(Panel *p, bool on) {
  p->grid = on;
}

void panel_axes(Panel *p, AxesKind kind) {
  p->axes = kind;
}

void panel_legend(Panel *p, LegendKind kind) {
  p->legend = kind;
}

void panel_view(Panel *p, double tilt, double turn) {
  p->tilt = isfinite(tilt) ? fmin(fmax(tilt, 0), 90) : 36;
  p->turn = isfinite(turn) ? turn - 360 * floor(turn / 360) : 28;
}

/* Layers.  */

static Layer *add(Panel *p, LayerKind kind, size_t n, const double *x, const double *y, Style s) {
  if (s.role == ROLE_AUTO && kind != LAYER_TEXT) {
    size_t curves = 0;
    for (const Layer *l = p->layers; l != NULL; l = l->next)
      curves += l->kind < LAYER_TEXT && l->kind != LAYER_FILL && l->kind != LAYER_POLYGON;
    s.role = role_cycle(curves);
  }
  return add_copy(p, &(Layer){ .kind = kind,
                               .style = s,
                               .count = n,
                               .x = x,
                               .y = y,
                               .low = NAN,
                               .high = NAN,
                               .decimals = -1 });
}

static Layer *add_pairs(Panel *p, LayerKind kind, size_t n, const double *x, const double *y,
                        const double *x2, const double *y2, Style s) {
  Layer *l = add(p, kind, n, x, y, s);
  l->x2 = keep_numbers(&p->figure->arena, x2, n);
  l->y2 = keep_numbers(&p->figure->arena, y2, n);
  return l;
}

Layer *panel_line(Panel *p, const double *x, const double *y, size_t n, Style s) {
  return add(p, LAYER_LINE, n, x, y, s);
}

Layer *panel_points(Panel *p, const double *x, const double *y, size_t n, Style s) {
  return add(p, LAYER_POINTS, n, x, y, s);
}

Layer *panel_line_points(Panel *p, const double *x, const double *y, size_t n, Style s) {
  return add(p, LAYER_LINE_POINTS, n, x, y, s);
}

Layer *panel_steps(Panel *p, const double *x, const double *y, size_t n, Style s) {
  return add(p, LAYER_STEPS, n, x, y, s);
}

Layer *panel_impulses(Panel *p, const double *x, const double *y, size_t n, Style s) {
  return add(p, LAYER_IMPULSES, n, x, y, s);
}

Layer *panel_boxes(Panel *p, const double *x0, const double *x1, const double *y0, const double *y1,
                   size_t n, Style s) {
  return add_pairs(p, LAYER_BOXES, n, x0, y0, x1, y1, s);
}

Layer *panel_bars(Panel *p, const double *x, const double *y, size_t n, double width, Style s) {
  double *corners = mem_new((3 * n + 1) * sizeof *corners);
  double *left = corners, *right = corners + n, *base = corners + 2 * n;
  for (size_t i = 0; i < n; i++) {
    left[i] = x[i] - width / 2;
    right[i] = x[i] + width / 2;
  }
  Layer *l = panel_boxes(p, left, right, base, y, n, s);
  free(corners);
  return l;
}

Layer *panel_between(Panel *p, const double *x, const double *y, const double *y2, size_t n,
                     Style s) {
  return add_pairs(p, LAYER_FILL, n, x, y, NULL, y2, s);
}

Layer *panel_area(Panel *p, const double *x, const double *y, size_t n, double base, Style s) {
  double *floor_line = mem_new((n + 1) * sizeof *floor_line);
  for (size_t i = 0; i < n; i++) floor_line[i] = base;
  Layer *l = panel_between(p, x, y, floor_line, n, s);
  free(floor_line);
  return l;
}

Layer *panel_polygon(Panel *p, const double *x, const double *y, size_t n, Style s) {
  return add(p, LAYER_POLYGON, n, x, y, s);
}

Layer *panel_arrows(Panel *p, const double *x, const double *y, const double *dx, const double *dy,
                    size_t n, Style s) {
  double *tips = mem_new((2 * n + 1) * sizeof *tips);
  for (size_t i = 0; i < n; i++) {
    tips[i] = x[i] + dx[i];
    tips[n + i] = y[i] + dy[i];
  }
  Layer *l = add_pairs(p, LAYER_ARROWS, n, x, y, tips, tips + n, s);
  free(tips);
  return l;
}

Layer *panel_arrow(Panel *p, double x, double y, double to_x, double to_y, Style s) {
  return add_pairs(p, LAYER_ARROWS, 1, &x, &y, &to_x, &to_y, s);
}

Layer *panel_segments(Panel *p, const double *x0, const double *y0, const double *x1,
                      const double *y1, size_t n, Style s) {
  return add_pairs(p, LAYER_SEGMENTS, n, x0, y0, x1, y1, s);
}

static Style reference(Style s) {
  if (s.role == ROLE_AUTO) s.role = ROLE_MUTED;
  return s;
}

Layer *panel_across(Panel *p, double y, Style s) {
  return add(p, LAYER_ACROSS, 1, NULL, &y, reference(s));
}

Layer *panel_upright(Panel *p, double x, Style s) {
  return add(p, LAYER_UPRIGHT, 1, &x, NULL, reference(s));
}

static Layer *add_text(Panel *p, double x, double y, Style s, bool relative) {
  if (s.role == ROLE_AUTO) s.role = ROLE_INK;
  Layer *l = add(p, LAYER_TEXT, 1, &x, &y, s);
  l->relative = relative;
  return l;
}

Layer *panel_text(Panel *p, double x, double y, Style s, const char *format, ...) {
  Layer *l = add_text(p, x, y, s, false);
  KEEP_FORMAT(l->text, &p->figure->arena, format);
  return l;
}

Layer *panel_note(Panel *p, double x, double y, Style s, const char *format, ...) {
  Layer *l = add_text(p, x, y, s, true);
  KEEP_FORMAT(l->text, &p->figure->arena, format);
  return l;
}

void panel_classes(Panel *p, const double *x, const double *y, const double *class, size_t n,
                   size_t classes, const char *const *names) {
  double *chosen = mem_new((2 * n + 1) * sizeof *chosen);
  for (size_t k = 0; k < classes; k++) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
      if (class[i] == (double)k) {
        chosen[count] = x[i];
        chosen[n + count++] = y[i];
      }
    Style s = { .role = role_cycle(k), .marker = (Marker)(k % MARKER_CROSS) };
    Layer *l = panel_points(p, chosen, chosen + n, count, s);
    if (names != NULL && names[k] != NULL) layer_name(l, "%s", names[k]);
  }
  free(chosen);
}

static Layer *add_grid(Panel *p, LayerKind kind, Grid grid, Style s) {
  Layer *l = add(p, kind, 0, NULL, NULL, s);
  l->grid = grid;
  if (grid.z == NULL) l->grid.nx = l->grid.ny = 0;
  l->grid.z = keep_numbers(&p->figure->arena, grid.z, l->grid.nx * l->grid.ny);
  return l;
}

Layer *panel_field(Panel *p, Grid grid, Palette palette) {
  Layer *l = add_grid(p, LAYER_FIELD, grid, (Style){ .role = ROLE_MODEL });
  l->palette = palette;
  return l;
}

static Layer *levels_between(Panel *p, Layer *l, size_t n) {
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < l->grid.nx * l->grid.ny; i++)
    if (isfinite(l->grid.z[i])) {
      low = fmin(low, l->grid.z[i]);
      high = fmax(high, l->grid.z[i]);
    }
  double *levels = arena_new(&p->figure->arena, (n + 1) * sizeof *levels);
  for (size_t i = 0; i < n; i++) levels[i] = low + (high - low) * ((double)i + 0.5) / (double)n;
  l->x = levels;
  l->count = low < high ? n : 0;
  return l;
}

Layer *panel_contours(Panel *p, Grid grid, const double *levels, size_t n, Style s) {
  if (s.role == ROLE_AUTO) s.role = ROLE_MUTED;
  Layer *l = add_grid(p, LAYER_CONTOURS, grid, s);
  if (levels == NULL) return levels_between(p, l, n);
  l->x = keep_numbers(&p->figure->arena, levels, n);
  l->count = n;
  return l;
}

Layer *panel_surface(Panel *p, Grid grid, Palette palette) {
  Layer *l = add_grid(p, LAYER_SURFACE, grid, (Style){ .role = ROLE_MODEL });
  l->palette = palette;
  return l;
}

Layer *panel_path(Panel *p, const double *x, const double *y, const double *z, size_t n, Style s) {
  if (s.role == ROLE_AUTO) s.role = ROLE_ACCENT;
  Layer *l = add(p, LAYER_PATH, n, x, y, s);
  l->z = keep_numbers(&p->figure->arena, z, n);
  return l;
}

Layer *layer_name(Layer *l, const char *format, ...) {
  KEEP_FORMAT(l->name, &l->panel->figure->arena, format);
  return l;
}

void layer_limits(Layer *l, double low, double high) {
  l->low = low;
  l->high = high;
}

void layer_colorbar(Layer *l, const char *label) {
  l->colorbar = true;
  l->colorbar_label = keep_string(&l->panel->figure->arena, label);
}

void layer_numbers(Layer *l, int decimals) {
  l->decimals = decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
}
