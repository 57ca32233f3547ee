/* legend.c -- where names of curves go.  */

#include "config.h"
#include "plot/legend.h"
#include "base/utf8.h"
#include "plot/thin.h"

#include <math.h>
#include <string.h>

enum { CORNERS = 4 };

static bool named(const Layer *l) {
  return l->name != NULL && l->name[0] != '\0' && l->kind != LAYER_TEXT;
}

static bool is_curve(const Layer *l) {
  return l->kind == LAYER_LINE || l->kind == LAYER_LINE_POINTS || l->kind == LAYER_STEPS;
}

bool legend_end(const Panel *p, const Extent *e, const Layer *l, double *x, double *y) {
  bool found = false;
  double best = -INFINITY;
  for (size_t i = 0; i < l->count; i++) {
    double fx = axis_part(&p->x, e->x0, e->x1, l->x[i]);
    double fy = axis_part(&p->y, e->y0, e->y1, l->y[i]);
    if (!(fx >= 0 && fx <= 1 + 1e-9 && fy >= 0 && fy <= 1) || fx < best) continue;
    best = fx;
    *x = l->x[i];
    *y = l->y[i];
    found = true;
  }
  return found;
}

/* Names at the ends: up to three curves that all end at the right side, far enough apart. */
static bool ends_work(const Panel *p, const Extent *e, double line_height, unsigned names) {
  double at[3];
  unsigned count = 0;
  if (names == 0 || names > 3 || p->x.reversed) return false;
  for (const Layer *l = p->layers; l != NULL; l = l->next) {
    if (l->kind >= LAYER_FIELD) return false;
    if (!named(l)) continue;
    double x, y;
    if (!is_curve(l) || !legend_end(p, e, l, &x, &y)) return false;
    if (axis_part(&p->x, e->x0, e->x1, x) < 0.93) return false;
    double height = axis_part(&p->y, e->y0, e->y1, y);
    for (unsigned i = 0; i < count; i++)
      if (fabs(at[i] - height) < line_height * 1.1) return false;
    at[count++] = height;
  }
  return true;
}

typedef struct CornerSearch {
  const Panel *p;
  const Extent *e;
  double width, height;    /* of the legend, in parts of the panel */
  double covered[CORNERS]; /* how much each corner would hide */
} CornerSearch;

static void cover(CornerSearch *s, double x, double y, double weight) {
  double fx = axis_part(&s->p->x, s->e->x0, s->e->x1, x);
  double fy = axis_part(&s->p->y, s->e->y0, s->e->y1, y);
  if (!(fx >= 0 && fx <= 1 && fy >= 0 && fy <= 1)) return;
  if (s->p->x.reversed) fx = 1 - fx;
  if (s->p->y.reversed) fy = 1 - fy;
  bool right = fx > 1 - s->width, left = fx < s->width;
  bool top = fy > 1 - s->height, bottom = fy < s->height;
  s->covered[0] += right && top ? weight : 0;
  s->covered[1] += left && top ? weight : 0;
  s->covered[2] += right && bottom ? weight : 0;
  s->covered[3] += left && bottom ? weight : 0;
}

static void cover_between(CornerSearch *s, double x0, double y0, double x1, double y1) {
  for (int k = 0; k <= 24; k++) cover(s, x0 + (x1 - x0) * k / 24, y0 + (y1 - y0) * k / 24, 0.2);
}

static void cover_layer(CornerSearch *s, const Layer *l) {
  if (l->kind >= LAYER_FIELD) return;
  if (l->kind == LAYER_ACROSS || l->kind == LAYER_UPRIGHT) {
    bool across = l->kind == LAYER_ACROSS;
    cover_between(s, across ? s->e->x0 : l->x[0], across ? l->y[0] : s->e->y0,
                  across ? s->e->x1 : l->x[0], across ? l->y[0] : s->e->y1);
    return;
  }
  if (l->kind == LAYER_TEXT) {
    if (!l->relative) cover(s, l->x[0], l->y[0], 3);
    return;
  }
  size_t stride = l->count / 4000 + 1;
  for (size_t i = 0; i < l->count; i += stride) {
    double to_x = l->x2 != NULL ? l->x2[i] : l->x[i];
    double to_y = l->y2 != NULL ? l->y2[i] : l->kind == LAYER_IMPULSES ? 0 : l->y[i];
    if (l->x2 != NULL || l->y2 != NULL || l->kind == LAYER_IMPULSES)
      cover_between(s, l->x[i], l->y[i], to_x, to_y);
    else
      cover(s, l->x[i], l->y[i], 1);
    bool joined = is_curve(l) || l->kind == LAYER_POLYGON;
    if (joined && i + stride < l->count && l->count < 400)
      cover_between(s, l->x[i], l->y[i], l->x[i + stride], l->y[i + stride]);
  }
}

LegendLayout legend_layout(const Panel *p, const Extent *e, double line_height, double letter_width,
                           unsigned ends_width) {
  LegendLayout layout = { PLACE_NOWHERE, 0, 0 };
  for (const Layer *l = p->layers; l != NULL; l = l->next)
    if (named(l)) {
      unsigned columns = (unsigned)utf8_columns_string(l->name);
      if (columns > layout.columns) layout.columns = columns;
      layout.names++;
    }
  if (layout.names == 0 || p->legend == LEGEND_NONE) return layout;
  if (p->legend >= LEGEND_TOP_RIGHT) {
    layout.place = PLACE_TOP_RIGHT + (LegendPlace)(p->legend - LEGEND_TOP_RIGHT);
    return layout;
  }
  if (p->legend == LEGEND_AUTO && layout.columns <= ends_width &&
      ends_work(p, e, line_height, layout.names)) {
    layout.place = PLACE_ENDS;
    return layout;
  }
  CornerSearch s = { .p = p, .e = e };
  s.width = fmin(letter_width * (layout.columns + 7), 0.5);
  s.height = fmin(line_height * (layout.names + 0.7), 0.6);
  for (const Layer *l = p->layers; l != NULL; l = l->next) cover_layer(&s, l);
  unsigned best = 0;
  for (unsigned i = 1; i < CORNERS; i++)
    if (s.covered[i] < s.covered[best]) best = i;
  layout.place = PLACE_TOP_RIGHT + best;
  if (s.covered[best] > 6 && letter_width * (layout.columns + 6) < 0.4)
    layout.place = PLACE_OUTSIDE;
  return layout;
}
