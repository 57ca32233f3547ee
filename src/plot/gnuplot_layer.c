/* gnuplot_layer.c -- each kind of layer as elements of gnuplot's plot command.  */

#include "config.h"
#include "plot/gnuplot_layer.h"
#include "plot/contour.h"
#include "plot/thin.h"

#include <math.h>
#include <stdlib.h>

enum { MANY = 20000, VERY_MANY = 200000 };

static double or_one(double x) {
  return x > 0 && isfinite(x) ? fmin(x, 20) : 1;
}

static void put_name(Script *s, const Layer *l) {
  bool in_key = s->legend.place > PLACE_ENDS && l->name != NULL && l->name[0] != '\0';
  if (!in_key) return;
  text_puts(&s->plot, " title ");
  script_quote(s, &s->plot, l->name);
}

static void put_line_style(Script *s, const Layer *l, double width) {
  static const char *const DASHES[] = { "", " dt 2", " dt 3" };
  text_printf(&s->plot, " lw %.3g%s", width * or_one(l->style.width), DASHES[l->style.dash]);
  script_colour(s, style_colour(&l->style, s->theme));
}

/* A white line under a coloured one keeps it readable on a field. */
static bool wants_halo(const Script *s, const Layer *l) {
  Role r = l->style.role;
  return (s->on_field || s->in_space) && r >= ROLE_MODEL && r <= ROLE_LIGHT;
}

static void put_curve(Script *s, const Layer *l, const Source *source, const char *with) {
  const char *columns = s->in_space ? "1:2:3" : "1:2";
  if (wants_halo(s, l)) {
    script_element(s, source);
    text_printf(&s->plot, " using %s with %s lw %.3g", columns, with,
                2 * or_one(l->style.width) + 1.8);
    script_colour(s, role_colour(ROLE_PAPER, s->theme));
  }
  script_element(s, source);
  text_printf(&s->plot, " using %s with %s", columns, with);
  put_line_style(s, l, 2);
}

static void put_markers(Script *s, const Layer *l, const Source *source, double size, bool name) {
  static const int SHAPES[MARKER_COUNT] = { 7, 9, 5, 13, 2, 1, 7 };
  static const char LETTERS[MARKER_COUNT] = { 'o', 'A', '#', '%', 'x', '+', 'O' };
  static const double SIZES[MARKER_COUNT] = { 1, 1.25, 0.95, 1.35, 1.15, 1.2, 1.15 };
  const char *columns = s->in_space ? "1:2:3" : "1:2";
  Marker m = l->style.marker;
  double full = size * SIZES[m] * or_one(l->style.size);
  if (s->target->terminal == GNUPLOT_DUMB) {
    script_element(s, source);
    text_printf(&s->plot, " using %s with points pt \"%c\"", columns, LETTERS[m]);
    if (name) put_name(s, l);
    return;
  }
  bool solid = m <= MARKER_DIAMOND;
  if (solid && wants_halo(s, l)) {
    script_element(s, source);
    text_printf(&s->plot, " using %s with points pt %d ps %.3g", columns, SHAPES[m],
                full * 1.25 + 0.15);
    script_colour(s, role_colour(ROLE_PAPER, s->theme));
  }
  script_element(s, source);
  text_printf(&s->plot, " using %s with points pt %d ps %.3g%s", columns, SHAPES[m], full,
              solid || m == MARKER_RING ? "" : " lw 2");
  script_colour(s, style_colour(&l->style, s->theme));
  if (name) put_name(s, l);
  if (m != MARKER_RING) return;
  script_element(s, source);
  text_printf(&s->plot, " using %s with points pt 7 ps %.3g", columns, full * 0.62);
  script_colour(s, role_colour(ROLE_PAPER, s->theme));
}

/* A line with points on it, for the legend: what is drawn in several turns is one there. */
static void put_sample(Script *s, const Layer *l) {
  static const int SHAPES[MARKER_COUNT] = { 7, 9, 5, 13, 2, 1, 6 };
  if (s->plot.len > 0) text_puts(&s->plot, ", ");
  text_printf(&s->plot, "NaN with linespoints pt %d ps 0.9", SHAPES[l->style.marker]);
  put_line_style(s, l, 2);
  put_name(s, l);
}

/* A copy in which numbers without a place on a logarithmic axis are gaps. */
static double *on_axis(const double *values, size_t n, const Axis *axis, double instead) {
  double *copy = mem_new((n + 1) * sizeof *copy);
  for (size_t i = 0; i < n; i++)
    copy[i] = axis->logarithmic && values[i] <= 0 ? instead : values[i];
  return copy;
}

/* Beside a pole a number may be so large that gnuplot, cutting the line, loses its direction. */
static void tame(double *values, size_t n, double low, double high) {
  double room = 1000 * (high - low);
  for (size_t i = 0; i < n; i++)
    if (isfinite(values[i])) values[i] = fmin(fmax(values[i], low - room), high + room);
}

static void draw_curve(Script *s, const Layer *l) {
  const Panel *p = s->panel;
  double *x = on_axis(l->x, l->count, &p->x, NAN), *y = on_axis(l->y, l->count, &p->y, NAN);
  if (!p->y.logarithmic && !s->in_space) tame(y, l->count, s->e.y0, s->e.y1);
  const double *columns[3] = { x, y, l->z };
  Thinned t = thin_line(p, &s->e, x, y, l->count, s->width, s->height);
  Source source = source_columns(s, t.kept, t.count, s->in_space ? 3 : 2, columns);
  if (source.rows > 0) {
    put_curve(s, l, &source, l->kind == LAYER_STEPS ? "steps" : "lines");
    if (l->kind != LAYER_LINE_POINTS) put_name(s, l);
    bool marked = l->kind == LAYER_LINE_POINTS && t.count <= 400;
    bool dumb = s->target->terminal == GNUPLOT_DUMB;
    if (marked) put_markers(s, l, &source, 0.9, dumb);
    if (l->kind == LAYER_LINE_POINTS && !dumb && l->name != NULL) put_sample(s, l);
  }
  source_free(&source);
  free(t.kept);
  free(x);
  free(y);
}

static void draw_points(Script *s, const Layer *l) {
  const double *columns[2] = { l->x, l->y };
  /* The smallest mark is wider than that. */
  unsigned each = l->count > VERY_MANY ? 3 : l->count > MANY ? 2 : 1;
  Thinned t = thin_points(s->panel, &s->e, l->x, l->y, l->count, s->width / each, s->height / each);
  double size = t.count > 5000 ? 0.3 : t.count > 600 ? 0.6 : t.count > 150 ? 0.8 : 1;
  Source source = source_columns(s, t.kept, t.count, 2, columns);
  if (source.rows > 0) put_markers(s, l, &source, size, true);
  source_free(&source);
  free(t.kept);
}

static void draw_impulses(Script *s, const Layer *l) {
  const double *columns[2] = { l->x, l->y };
  Source source = source_columns(s, NULL, l->count, 2, columns);
  if (source.rows == 0) return;
  script_element(s, &source);
  text_puts(&s->plot, " using 1:2 with impulses");
  put_line_style(s, l, 2);
  if (l->count <= 120) put_markers(s, l, &source, 1, true);
  source_free(&source);
}

static void draw_boxes(Script *s, const Layer *l) {
  const Panel *p = s->panel;
  size_t n = l->count;
  double *x0 = on_axis(l->x, n, &p->x, s->e.x0), *x1 = on_axis(l->x2, n, &p->x, s->e.x0);
  double *y0 = on_axis(l->y, n, &p->y, s->e.y0), *y1 = on_axis(l->y2, n, &p->y, s->e.y0);
  for (size_t i = 0; i < n; i++) {
    double left = fmin(x0[i], x1[i]), low = fmin(y0[i], y1[i]);
    x1[i] = isnan(x0[i]) || isnan(x1[i]) ? NAN : fmax(x0[i], x1[i]);
    y1[i] = isnan(y0[i]) || isnan(y1[i]) ? NAN : fmax(y0[i], y1[i]);
    x0[i] = left;
    y0[i] = low;
  }
  const double *columns[4] = { x0, x1, y0, y1 };
  Source source = source_columns(s, NULL, n, 4, columns);
  if (source.rows > 0) {
    script_element(s, &source);
    bool edges = (double)n < s->width / 6.0;
    text_printf(&s->plot, " using 1:3:1:2:3:4 with boxxyerror fs solid 1 %s",
                edges ? "border" : "noborder");
    if (edges) text_printf(&s->plot, " lc rgb 0x%06X lw 1", role_colour(ROLE_PAPER, s->theme));
    text_printf(&s->plot, " fc rgb 0x%06X", style_colour(&l->style, s->theme));
    put_name(s, l);
  }
  source_free(&source);
  free(x0);
  free(x1);
  free(y0);
  free(y1);
}

static void draw_fill(Script *s, const Layer *l) {
  const Panel *p = s->panel;
  double *x = on_axis(l->x, l->count, &p->x, NAN);
  double *y = on_axis(l->y, l->count, &p->y, s->e.y0);
  double *y2 = on_axis(l->y2, l->count, &p->y, s->e.y0);
  Thinned t = thin_line(p, &s->e, x, y, l->count, s->width, s->height);
  const double *columns[3] = { x, y, y2 };
  Source source = source_columns(s, t.kept, t.count, 3, columns);
  if (source.rows > 0) {
    script_element(s, &source);
    text_puts(&s->plot, " using 1:2:3 with filledcurves fs solid 1 noborder");
    text_printf(&s->plot, " fc rgb 0x%06X", style_colour(&l->style, s->theme));
    put_name(s, l);
  }
  source_free(&source);
  free(t.kept);
  free(x);
  free(y);
  free(y2);
}

static void draw_polygon(Script *s, const Layer *l) {
  const double *columns[2] = { l->x, l->y };
  if (l->count < 3) return;
  Source source = source_columns(s, NULL, l->count, 2, columns);
  if (source.rows == 0) return;
  script_element(s, &source);
  text_printf(&s->plot, " using 1:2 with filledcurves closed fs solid 1 noborder fc rgb 0x%06X",
              style_colour(&l->style, s->theme));
  put_name(s, l);
  source_free(&source);
}

/* Arrows and segments.  A head never is longer than its arrow. */
static void draw_vectors(Script *s, const Layer *l) {
  size_t n = l->count;
  double *dx = mem_new((n + 1) * sizeof *dx), *dy = mem_new((n + 1) * sizeof *dy);
  for (size_t i = 0; i < n; i++) {
    bool placed = isfinite(axis_part(&s->panel->x, s->e.x0, s->e.x1, l->x[i])) &&
                  isfinite(axis_part(&s->panel->y, s->e.y0, s->e.y1, l->y[i])) &&
                  isfinite(axis_part(&s->panel->x, s->e.x0, s->e.x1, l->x2[i])) &&
                  isfinite(axis_part(&s->panel->y, s->e.y0, s->e.y1, l->y2[i]));
    dx[i] = placed ? l->x2[i] - l->x[i] : NAN;
    dy[i] = placed ? l->y2[i] - l->y[i] : NAN;
  }
  const double *columns[4] = { l->x, l->y, dx, dy };
  Source source = source_columns(s, NULL, n, 4, columns);
  if (source.rows > 0) {
    script_element(s, &source);
    text_puts(&s->plot, " using 1:2:3:4 with vectors ");
    double head = (n > 20 ? 0.010 : 0.018) * sqrt(or_one(l->style.size));
    if (l->kind == LAYER_ARROWS)
      text_printf(&s->plot, "head filled size screen %.3g,%d,60", head, n > 20 ? 22 : 18);
    else
      text_puts(&s->plot, "nohead");
    put_line_style(s, l, l->kind == LAYER_ARROWS && n <= 20 ? 2.6 : 1.7);
    put_name(s, l);
  }
  source_free(&source);
  free(dx);
  free(dy);
}

static void draw_contours(Script *s, const Layer *l) {
  Curves curves = { 0 };
  for (size_t i = 0; i < l->count; i++) contour_trace(&l->grid, l->x[i], &curves);
  const double *columns[2] = { curves.x, curves.y };
  Source source = source_columns(s, NULL, curves.count, 2, columns);
  if (source.rows > 0) {
    script_element(s, &source);
    text_puts(&s->plot, " using 1:2 with lines");
    put_line_style(s, l, 1);
    put_name(s, l);
  }
  source_free(&source);
  curves_free(&curves);
}

static void draw_path(Script *s, const Layer *l) {
  double lift = (s->e.z1 - s->e.z0) * 0.012;
  double *z = mem_new((l->count + 1) * sizeof *z);
  for (size_t i = 0; i < l->count; i++) z[i] = l->z[i] + lift;
  const double *columns[3] = { l->x, l->y, z };
  Source source = source_columns(s, NULL, l->count, 3, columns);
  if (source.rows > 0) {
    if (l->count > 1) put_curve(s, l, &source, "lines");
    bool sample = l->count > 1 && l->name != NULL && s->target->terminal != GNUPLOT_DUMB;
    if (sample) put_sample(s, l);
    if (l->count <= 60) put_markers(s, l, &source, l->count > 1 ? 0.8 : 1.6, !sample);
  }
  source_free(&source);
  free(z);
}

void script_layer(Script *s, const Layer *l) {
  if (s->in_space != (l->kind == LAYER_PATH || l->kind == LAYER_SURFACE)) return;
  switch (l->kind) {
  case LAYER_LINE:
  case LAYER_LINE_POINTS:
  case LAYER_STEPS: draw_curve(s, l); break;
  case LAYER_POINTS: draw_points(s, l); break;
  case LAYER_IMPULSES: draw_impulses(s, l); break;
  case LAYER_BOXES: draw_boxes(s, l); break;
  case LAYER_FILL: draw_fill(s, l); break;
  case LAYER_POLYGON: draw_polygon(s, l); break;
  case LAYER_ARROWS:
  case LAYER_SEGMENTS: draw_vectors(s, l); break;
  case LAYER_CONTOURS: draw_contours(s, l); break;
  case LAYER_PATH: draw_path(s, l); break;
  case LAYER_FIELD: script_field(s, l); break;
  case LAYER_SURFACE: script_surface(s, l); break;
  case LAYER_TEXT:
  case LAYER_ACROSS:
  case LAYER_UPRIGHT: break;
  }
}
