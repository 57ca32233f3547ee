/* textplot_layer.c -- each kind of layer as dots, blocks and signs.  */

#include "config.h"
#include "plot/plate.h"
#include "plot/contour.h"
#include "plot/thin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void draw_curve(Plate *p, const Layer *l) {
  Pen pen = plate_pen(p, l);
  Dash dash = plate_dash(p, l);
  Thinned t = thin_line(p->panel, &p->e, l->x, l->y, l->count, 2 * p->width, 4 * p->height);
  for (size_t k = 0; k + 1 < t.count; k++) {
    size_t i = t.kept[k], j = t.kept[k + 1];
    if (l->kind == LAYER_STEPS) {
      plate_line(p, l->x[i], l->y[i], l->x[j], l->y[i], pen, dash);
      plate_line(p, l->x[j], l->y[i], l->x[j], l->y[j], pen, dash);
    } else {
      plate_line(p, l->x[i], l->y[i], l->x[j], l->y[j], pen, dash);
    }
  }
  if (l->kind == LAYER_LINE_POINTS && l->count <= p->width / 2)
    for (size_t i = 0; i < l->count; i++) plate_mark(p, l->x[i], l->y[i], l->style.marker, pen);
  free(t.kept);
  p->curves++;
}

static void draw_points(Plate *p, const Layer *l) {
  Pen pen = plate_pen(p, l);
  pen.sign = marker_sign(l->style.marker, true)[0];
  bool crowded = plate_crowded(p, l), free_standing = crowded && p->panel->axes == AXES_NONE;
  for (size_t i = 0; i < l->count; i++) {
    double x, y;
    if (free_standing) {
      plate_speck(p, l->x[i], l->y[i], pen);
    } else if (!crowded) {
      plate_mark(p, l->x[i], l->y[i], l->style.marker, pen);
    } else if (plate_dot(p, l->x[i], l->y[i], &x, &y) && x >= -0.5 && y >= -0.5 &&
               x < 2 * p->width && y < 4 * p->height) {
      canvas_dot(p->canvas, 2 * p->column + lround(x), 4 * p->line + lround(y), pen);
    }
  }
}

static double base_of(const Plate *p) {
  return p->panel->y.logarithmic ? p->e.y0 : 0;
}

static void draw_impulses(Plate *p, const Layer *l) {
  Pen pen = plate_pen(p, l);
  pen.sign = '|';
  for (size_t i = 0; i < l->count; i++) {
    plate_line(p, l->x[i], base_of(p), l->x[i], l->y[i], pen, DASH_SOLID);
    if (!plate_crowded(p, l)) plate_mark(p, l->x[i], l->y[i], l->style.marker, pen);
  }
}

/* Fill dots of one column between two heights, both in dots. */
static void fill_column(const Plate *p, long x, double from, double to, Pen pen) {
  if (!isfinite(from) || !isfinite(to) || x < 0 || x >= 2 * (long)p->width) return;
  double low = fmin(from, to), high = fmax(from, to), most = 4.0 * p->height - 1;
  if (high < -0.5 || low > most + 0.5) return;
  for (long y = lround(fmax(low, 0)); y <= lround(fmin(high, most)); y++)
    canvas_solid(p->canvas, 2 * p->column + x, 4 * p->line + y, pen);
}

static double or_edge(const Axis *axis, double value, double edge) {
  return axis->logarithmic && value <= 0 ? edge : value;
}

static void draw_boxes(Plate *p, const Layer *l) {
  Pen pen = { l->style.role, l->style.tint, 0 };
  const Axis *ax = &p->panel->x, *ay = &p->panel->y;
  for (size_t i = 0; i < l->count; i++) {
    double x0, y0, x1, y1;
    if (!plate_dot(p, or_edge(ax, l->x[i], p->e.x0), or_edge(ay, l->y[i], p->e.y0), &x0, &y0) ||
        !plate_dot(p, or_edge(ax, l->x2[i], p->e.x0), or_edge(ay, l->y2[i], p->e.y0), &x1, &y1))
      continue;
    if (l->y[i] == l->y2[i]) continue;
    double left = fmax(fmin(x0, x1), 0), right = fmin(fmax(x0, x1), 2.0 * p->width - 1);
    long first = lround(left), last = lround(right) - (right - left >= 3.5 ? 2
                                                       : right - left >= 2 ? 1
                                                                           : 0);
    if (fmin(x0, x1) < -1e-6 && first > 0) first = 0;
    for (long x = first; x <= last; x++) fill_column(p, x, y0, y1, pen);
  }
}

static void draw_fill(Plate *p, const Layer *l) {
  Pen pen = { l->style.role, l->style.tint, l->style.tint > 0.3 ? ':' : '#' };
  const Axis *axis = &p->panel->y;
  for (size_t i = 0; i + 1 < l->count; i++) {
    double ax, ay, bx, by, cx, cy, dx, dy;
    if (!plate_dot(p, l->x[i], or_edge(axis, l->y[i], p->e.y0), &ax, &ay) ||
        !plate_dot(p, l->x[i + 1], or_edge(axis, l->y[i + 1], p->e.y0), &bx, &by) ||
        !plate_dot(p, l->x[i], or_edge(axis, l->y2[i], p->e.y0), &cx, &cy) ||
        !plate_dot(p, l->x[i + 1], or_edge(axis, l->y2[i + 1], p->e.y0), &dx, &dy))
      continue;
    double left = fmax(fmin(ax, bx), 0), right = fmin(fmax(ax, bx), 2.0 * p->width - 1);
    for (long x = (long)ceil(left - 0.5); x <= lround(right); x++) {
      double t = bx != ax ? fmin(fmax(((double)x - ax) / (bx - ax), 0), 1) : 0;
      fill_column(p, x, ay + t * (by - ay), cy + t * (dy - cy), pen);
    }
  }
}

static int by_value(const void *a, const void *b) {
  double p = *(const double *)a, q = *(const double *)b;
  return (p > q) - (p < q);
}

/* Even-odd filling, dot column by dot column. */
static void draw_polygon(Plate *p, const Layer *l) {
  Pen pen = { l->style.role, l->style.tint, l->style.tint > 0.3 ? ':' : '#' };
  double *crossings = mem_new((l->count + 1) * sizeof *crossings);
  for (long x = 0; x < 2 * (long)p->width; x++) {
    size_t found = 0;
    for (size_t i = 0; i < l->count; i++) {
      size_t j = (i + 1) % l->count;
      double ax, ay, bx, by, at = (double)x + 0.01;
      if (!plate_dot(p, l->x[i], l->y[i], &ax, &ay) || !plate_dot(p, l->x[j], l->y[j], &bx, &by) ||
          (ax < at) == (bx < at))
        continue;
      crossings[found++] = ay + (at - ax) / (bx - ax) * (by - ay);
    }
    qsort(crossings, found, sizeof *crossings, by_value);
    for (size_t i = 0; i + 1 < found; i += 2)
      fill_column(p, x, crossings[i], crossings[i + 1], pen);
  }
  free(crossings);
}

static const char *arrow_sign(double dx, double dy, bool ascii) {
  static const char *const SIGNS[] = { "→", "↗", "↑", "↖", "←", "↙", "↓", "↘" };
  static const char *const ASCII[] = { ">", "^", "^", "^", "<", "v", "v", "v" };
  int octant = (int)lround(atan2(dy, dx) / (M_PI / 4));
  octant = (octant % 8 + 8) % 8;
  return ascii ? ASCII[octant] : SIGNS[octant];
}

/* A short arrow is only its head, and of many of those some are left out, so that each can be seen.
   Too many lying strokes for the lines of the plate become a texture, in which others stand out. */
static void draw_vectors(Plate *p, const Layer *l) {
  enum { MANY = 30 };
  Pen pen = plate_pen(p, l);
  bool head = l->kind == LAYER_ARROWS;
  bool hatched = !head && l->count > 2 * p->height && l->y[0] == l->y2[0];
  for (size_t i = 0; i < l->count; i++) {
    double ax, ay, bx, by;
    if (!plate_dot(p, l->x[i], l->y[i], &ax, &ay) || !plate_dot(p, l->x2[i], l->y2[i], &bx, &by))
      continue;
    double length = hypot(bx - ax, by - ay);
    if (head && length < 0.7 && l->count > 1) continue;
    if (!head || length >= 4)
      plate_stroke(p, ax, ay, bx, by, pen, hatched ? DASH_DOT : l->style.dash);
    if (!head || bx < -1 || by < -1 || bx > 2 * p->width || by > 4 * p->height) continue;
    long column = p->column + (long)fmin(fmax(floor(bx / 2), 0), p->width - 1.0);
    long line = p->line + (long)fmin(fmax(floor(by / 4), 0), p->height - 1.0);
    if (l->count > MANY && length < 4 && canvas_has_text(p->canvas, column - 1, line, 3)) continue;
    canvas_clear(p->canvas, column, line, 1);
    canvas_text(p->canvas, column, line, arrow_sign(bx - ax, ay - by, p->canvas->ascii), pen);
  }
}

void plate_contours(Plate *p, const Layer *l) {
  Pen pen = { l->style.role, l->style.tint, '.' };
  size_t stride = l->count * 2 / (p->height + 2) + 1; /* a small map has room for a few curves */
  for (size_t k = stride / 2; k < l->count; k += stride) {
    Curves c = { 0 };
    contour_trace(&l->grid, l->x[k], &c);
    for (size_t i = 0; i + 1 < c.count; i++)
      plate_line(p, c.x[i], c.y[i], c.x[i + 1], c.y[i + 1], pen, l->style.dash);
    curves_free(&c);
  }
}

static void draw_text(Plate *p, const Layer *l) {
  Pen pen = { l->style.role, 0, 0 };
  if (!l->relative) {
    plate_text(p, l->x[0], l->y[0], l->text, l->style.anchor, pen);
    return;
  }
  long width = canvas_width(p->canvas, l->text);
  long column = p->column + lround(fmin(fmax(l->x[0], 0), 1) * (p->width - 1.0));
  long line = p->line + lround((1 - fmin(fmax(l->y[0], 0), 1)) * (p->height - 1.0));
  if (l->style.anchor == ANCHOR_CENTER) column -= width / 2;
  if (l->style.anchor == ANCHOR_RIGHT) column -= width;
  while (line + 1 < p->line + (long)p->height &&
         canvas_has_text(p->canvas, column, line, (unsigned)width))
    line++;
  canvas_clear(p->canvas, column, line, (unsigned)width);
  canvas_text(p->canvas, column, line, l->text, pen);
}

static void draw_reference(Plate *p, const Layer *l) {
  Pen pen = { l->style.role, l->style.tint, l->kind == LAYER_ACROSS ? '-' : ':' };
  Dash dash = l->style.dash == DASH_SOLID ? DASH_SOLID : DASH_DOT;
  if (l->kind == LAYER_ACROSS)
    plate_line(p, p->e.x0, l->y[0], p->e.x1, l->y[0], pen, dash);
  else
    plate_line(p, l->x[0], p->e.y0, l->x[0], p->e.y1, pen, dash);
}

void plate_layer(Plate *p, const Layer *l) {
  switch (l->kind) {
  case LAYER_LINE:
  case LAYER_LINE_POINTS:
  case LAYER_STEPS: draw_curve(p, l); break;
  case LAYER_POINTS: draw_points(p, l); break;
  case LAYER_IMPULSES: draw_impulses(p, l); break;
  case LAYER_BOXES: draw_boxes(p, l); break;
  case LAYER_FILL: draw_fill(p, l); break;
  case LAYER_POLYGON: draw_polygon(p, l); break;
  case LAYER_ARROWS:
  case LAYER_SEGMENTS: draw_vectors(p, l); break;
  case LAYER_TEXT: draw_text(p, l); break;
  case LAYER_ACROSS:
  case LAYER_UPRIGHT: draw_reference(p, l); break;
  case LAYER_FIELD: plate_field(p, l); break;
  case LAYER_CONTOURS: plate_contours(p, l); break;
  case LAYER_SURFACE:
  case LAYER_PATH: break;
  }
}
