/* textplot_space.c -- a surface in perspective: coloured half blocks, or a wire frame.

   Every dot remembers the depth of what is drawn there, so that the front hides the back.  */

#include "config.h"
#include "plot/plate.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

typedef struct Point {
  double x, y, depth; /* in dots; larger depth is farther away */
} Point;

typedef struct Space {
  Plate *plate;
  double turn, tilt; /* radians */
  double scale_x, scale_y, middle_x, middle_y;
  long width, height; /* in dots */
  double *depth;
  double *value; /* z of what is in front; NaN: nothing */
} Space;

/* The data box becomes 1 x 1 x 0.6 around the origin, then is turned and tilted. */
static Point rotate(const Space *s, double x, double y, double z) {
  const Extent *e = &s->plate->e;
  double bx = (x - e->x0) / (e->x1 - e->x0) - 0.5, by = (y - e->y0) / (e->y1 - e->y0) - 0.5;
  double bz = ((z - e->z0) / (e->z1 - e->z0) - 0.5) * 0.6;
  double away = by * cos(s->turn) - bx * sin(s->turn);
  return (Point){ bx * cos(s->turn) + by * sin(s->turn), away * cos(s->tilt) + bz * sin(s->tilt),
                  away * sin(s->tilt) - bz * cos(s->tilt) };
}

static Point project(const Space *s, double x, double y, double z) {
  Point p = rotate(s, x, y, z);
  p.x = s->middle_x + p.x * s->scale_x;
  p.y = s->middle_y - p.y * s->scale_y;
  return p;
}

/* Scale so that the corners of the data box fill the plate, with room for labels below. */
static void fit(Space *s) {
  const Extent *e = &s->plate->e;
  double left = DBL_MAX, right = -DBL_MAX, low = DBL_MAX, high = -DBL_MAX;
  for (int corner = 0; corner < 8; corner++) {
    Point p = rotate(s, corner & 1 ? e->x1 : e->x0, corner & 2 ? e->y1 : e->y0,
                     corner & 4 ? e->z1 : e->z0);
    left = fmin(left, p.x);
    right = fmax(right, p.x);
    low = fmin(low, p.y);
    high = fmax(high, p.y);
  }
  double room_x = (double)s->width - 34, room_y = (double)s->height - 6;
  s->scale_x = room_x / (right - left);
  s->scale_y = room_y / fmax(high - low, 0.1);
  if (s->scale_x > 2 * s->scale_y) s->scale_x = 2 * s->scale_y;
  s->middle_x = (double)s->width / 2 - (left + right) / 2 * s->scale_x + 4;
  s->middle_y = 1 + high * s->scale_y;
}

static void put_dot(Space *s, long x, long y, double depth, double value) {
  if (x < 0 || y < 0 || x >= s->width || y >= s->height) return;
  size_t at = (size_t)y * (size_t)s->width + (size_t)x;
  if (depth >= s->depth[at]) return;
  s->depth[at] = depth;
  s->value[at] = value;
}

static void put_triangle(Space *s, const Point p[3], const double value[3]) {
  double area = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[2].x - p[0].x) * (p[1].y - p[0].y);
  if (!isfinite(area) || area == 0) return;
  long left = lround(floor(fmax(fmin(fmin(p[0].x, p[1].x), p[2].x), 0)));
  long right = lround(ceil(fmin(fmax(fmax(p[0].x, p[1].x), p[2].x), (double)s->width)));
  long top = lround(floor(fmax(fmin(fmin(p[0].y, p[1].y), p[2].y), 0)));
  long bottom = lround(ceil(fmin(fmax(fmax(p[0].y, p[1].y), p[2].y), (double)s->height)));
  for (long y = top; y <= bottom; y++)
    for (long x = left; x <= right; x++) {
      double px = (double)x, py = (double)y;
      double a = ((p[1].x - px) * (p[2].y - py) - (p[2].x - px) * (p[1].y - py)) / area;
      double b = ((p[2].x - px) * (p[0].y - py) - (p[0].x - px) * (p[2].y - py)) / area;
      double c = 1 - a - b;
      if (a < -1e-9 || b < -1e-9 || c < -1e-9) continue;
      put_dot(s, x, y, a * p[0].depth + b * p[1].depth + c * p[2].depth,
              a * value[0] + b * value[1] + c * value[2]);
    }
}

static double grid_x(const Grid *g, size_t i) {
  return g->x0 + (g->x1 - g->x0) * (double)i / (double)(g->nx - 1);
}

static double grid_y(const Grid *g, size_t j) {
  return g->y0 + (g->y1 - g->y0) * (double)j / (double)(g->ny - 1);
}

static void put_surface(Space *s, const Grid *g) {
  size_t step_x = g->nx / 160 + 1, step_y = g->ny / 160 + 1;
  for (size_t j = 0; j + step_y < g->ny; j += step_y)
    for (size_t i = 0; i + step_x < g->nx; i += step_x) {
      Point p[4];
      double z[4];
      bool whole = true;
      for (int k = 0; k < 4; k++) {
        size_t at_x = i + (k == 1 || k == 2 ? step_x : 0), at_y = j + (k >= 2 ? step_y : 0);
        z[k] = g->z[at_y * g->nx + at_x];
        whole &= isfinite(z[k]);
        if (whole) p[k] = project(s, grid_x(g, at_x), grid_y(g, at_y), z[k]);
      }
      if (!whole) continue;
      put_triangle(s, p, z);
      put_triangle(s, (Point[]){ p[0], p[2], p[3] }, (double[]){ z[0], z[2], z[3] });
    }
}

/* A line in space, hidden where the surface is clearly in front of it. */
static void put_line(Space *s, Point a, Point b, Pen pen, double slack, Dash dash) {
  const Plate *p = s->plate;
  if (!isfinite(a.x + a.y + b.x + b.y)) return;
  int steps = (int)fmin(ceil(fmax(fabs(b.x - a.x), fabs(b.y - a.y))), 4000);
  for (int i = 0; i <= steps; i++) {
    double t = steps > 0 ? (double)i / steps : 0;
    long x = lround(a.x + (b.x - a.x) * t), y = lround(a.y + (b.y - a.y) * t);
    if (x < 0 || y < 0 || x >= s->width || y >= s->height || (dash == DASH_DOT && i % 3 != 0))
      continue;
    if (s->depth[(size_t)y * (size_t)s->width + (size_t)x] <
        a.depth + (b.depth - a.depth) * t - slack)
      continue;
    canvas_dot(p->canvas, 2 * p->column + x, 4 * p->line + y, pen);
  }
}

static void draw_colours(Space *s, const Layer *l) {
  double low, high;
  layer_palette_range(l, &low, &high);
  for (long y = 0; y < s->height; y += 2)
    for (long x = 0; x < s->width; x += 2) {
      double sum = 0;
      int count = 0;
      for (int k = 0; k < 4; k++) {
        double value = s->value[(size_t)(y + k / 2) * (size_t)s->width + (size_t)(x + k % 2)];
        if (isnan(value)) continue;
        sum += value;
        count++;
      }
      if (count < 2) continue;
      canvas_half(s->plate->canvas, s->plate->column + x / 2, 2 * s->plate->line + y / 2,
                  palette_colour(l->palette, THEME_LIGHT, sum / count, low, high));
    }
}

static void draw_wires(Space *s, const Grid *g, Pen pen) {
  /* As many as leave room between them, counted on the picture. */
  size_t wires_x = (size_t)fmin(fmax(s->plate->width / 4.0, 5), 18);
  size_t wires_y = (size_t)fmin(fmax(s->plate->height * 0.7, 4), 14);
  for (size_t k = 0; k < wires_x + wires_y; k++) {
    bool along_y = k < wires_x;
    size_t n = along_y ? g->ny : g->nx;
    size_t fixed =
        along_y ? k * (g->nx - 1) / (wires_x - 1) : (k - wires_x) * (g->ny - 1) / (wires_y - 1);
    for (size_t i = 0; i + 1 < n; i++) {
      size_t i0 = along_y ? fixed : i, j0 = along_y ? i : fixed;
      size_t i1 = along_y ? fixed : i + 1, j1 = along_y ? i + 1 : fixed;
      put_line(s, project(s, grid_x(g, i0), grid_y(g, j0), g->z[j0 * g->nx + i0]),
               project(s, grid_x(g, i1), grid_y(g, j1), g->z[j1 * g->nx + i1]), pen, 0.02,
               DASH_SOLID);
    }
  }
}

static void label_at(const Space *s, Point at, int columns, int lines, const char *text) {
  const Plate *p = s->plate;
  Pen pen = { .role = ROLE_MUTED };
  long width = canvas_width(p->canvas, text);
  long column = p->column + lround(at.x / 2) + columns -
                (columns < 0    ? width
                 : columns == 0 ? width / 2
                                : 0);
  long line = p->line + lround(at.y / 4) + lines;
  if (column < 0) column = 0;
  if (line < (long)p->canvas->lines) canvas_text(p->canvas, column, line, text, pen);
}

/* The floor, the upright edge at the left, and the ends of the three axes. */
static void draw_box(Space *s) {
  const Panel *panel = s->plate->panel;
  const Extent *e = &s->plate->e;
  Pen pen = { .role = ROLE_MUTED, .sign = '.' };
  double z = e->z0;
  Point a = project(s, e->x0, e->y0, z), b = project(s, e->x1, e->y0, z);
  Point c = project(s, e->x1, e->y1, z), d = project(s, e->x0, e->y1, z);
  Point top = project(s, e->x0, e->y0, e->z1);
  put_line(s, a, b, pen, 0, DASH_SOLID);
  put_line(s, b, c, pen, 0, DASH_SOLID);
  put_line(s, c, d, pen, 0, DASH_DOT);
  put_line(s, d, a, pen, 0, DASH_DOT);
  put_line(s, a, top, pen, 0, DASH_SOLID);
  const double ends[6] = { e->x0, e->x1, e->y0, e->y1, e->z0, e->z1 };
  char label[6][SCALE_LABEL];
  for (int i = 0; i < 6; i++) {
    double step = nice_step(ends[i | 1] - ends[i & ~1], 100);
    scale_number(round(ends[i] / step) * step, step, label[i]);
  }
  Point half_x = { (a.x + b.x) / 2, (a.y + b.y) / 2, 0 },
        half_y = { (b.x + c.x) / 2, (b.y + c.y) / 2, 0 };
  Point half_z = { (a.x + top.x) / 2, (a.y + top.y) / 2, 0 };
  label_at(s, a, 0, 1, label[0]);
  label_at(s, b, -1, 1, label[1]);
  label_at(s, half_x, -1, 1, panel->x.label);
  label_at(s, b, 2, 0, label[2]);
  label_at(s, c, 2, 0, label[3]);
  label_at(s, half_y, 2, 0, panel->y.label);
  label_at(s, a, -2, 0, label[4]);
  label_at(s, top, -2, 0, label[5]);
  label_at(s, half_z, -2, 0, panel->z.label);
}

/* A line with marks at its ends, unless they would be small, and its name behind it. */
static void draw_path(Space *s, const Layer *l) {
  Pen pen = { l->style.role, 0, '*' };
  double lift = (s->plate->e.z1 - s->plate->e.z0) * 0.012;
  Plate *p = s->plate;
  for (size_t i = 0; i < l->count; i++) {
    Point at = project(s, l->x[i], l->y[i], l->z[i] + lift);
    if (i > 0)
      put_line(s, project(s, l->x[i - 1], l->y[i - 1], l->z[i - 1] + lift), at, pen, 0.05,
               l->style.dash);
    if (!isfinite(at.x + at.y) || (l->count > 1 && i > 0 && i + 1 < l->count)) continue;
    if (at.x < 0 || at.y < 0 || at.x >= (double)s->width || at.y >= (double)s->height) continue;
    if (l->name != NULL && l->count > 1 && i > 0)
      canvas_text(p->canvas, p->column + (long)(at.x / 2) + 2, p->line + (long)(at.y / 4), l->name,
                  pen);
    if (l->style.size > 0 && l->style.size < SMALL_MARK) continue;
    canvas_text(p->canvas, p->column + (long)(at.x / 2), p->line + (long)(at.y / 4),
                marker_sign(i == 0 && l->count > 1 ? MARKER_RING : MARKER_DISC, p->canvas->ascii),
                pen);
  }
}

void plate_space(Plate *p) {
  Space s = { .plate = p,
              .turn = p->panel->turn * M_PI / 180,
              .tilt = p->panel->tilt * M_PI / 180 };
  s.width = 2 * (long)p->width;
  s.height = 4 * (long)p->height;
  size_t dots = (size_t)s.width * (size_t)s.height;
  s.depth = mem_new(dots * sizeof *s.depth);
  s.value = mem_new(dots * sizeof *s.value);
  for (size_t i = 0; i < dots; i++) {
    s.depth[i] = DBL_MAX;
    s.value[i] = NAN;
  }
  fit(&s);
  for (const Layer *l = p->panel->layers; l != NULL; l = l->next) {
    if (l->kind != LAYER_SURFACE || l->grid.nx < 2 || l->grid.ny < 2) continue;
    put_surface(&s, &l->grid);
    if (p->canvas->colours != TEXT_COLOURLESS)
      draw_colours(&s, l);
    else
      draw_wires(&s, &l->grid, (Pen){ .role = ROLE_MODEL, .sign = '.' });
  }
  draw_box(&s);
  for (const Layer *l = p->panel->layers; l != NULL; l = l->next)
    if (l->kind == LAYER_PATH) draw_path(&s, l);
  free(s.depth);
  free(s.value);
}
