/* contour.c -- level curves by marching squares, joined to lines.

   A cell's four edges are bottom, right, top and left.  A cell holds up to two segments, each from
   one edge to another.  A curve is followed from segment to segment through shared edges.  */

#include "config.h"
#include "plot/contour.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { BOTTOM, RIGHT, TOP, LEFT, NO_EDGE };

typedef struct Tracer {
  const Grid *grid;
  double level;
  uint8_t *used; /* bit s: segment s of this cell was drawn */
} Tracer;

static void curves_add(Curves *c, double x, double y) {
  if (c->count == c->cap) {
    c->cap = c->cap > 0 ? c->cap * 2 : 256;
    c->x = mem_resize(c->x, c->cap * sizeof *c->x);
    c->y = mem_resize(c->y, c->cap * sizeof *c->y);
  }
  c->x[c->count] = x;
  c->y[c->count++] = y;
}

void curves_free(Curves *c) {
  free(c->x);
  free(c->y);
  *c = (Curves){ 0 };
}

static double corner(const Tracer *t, size_t i, size_t j) {
  return t->grid->z[j * t->grid->nx + i];
}

/* The segments of a cell as pairs of edges; the number of them. */
static int segments(const Tracer *t, size_t i, size_t j, int pairs[2][2]) {
  double a = corner(t, i, j), b = corner(t, i + 1, j);
  double c = corner(t, i + 1, j + 1), d = corner(t, i, j + 1);
  if (!isfinite(a) || !isfinite(b) || !isfinite(c) || !isfinite(d)) return 0;
  int shape = (a >= t->level) | (b >= t->level) << 1 | (c >= t->level) << 2 | (d >= t->level) << 3;
  static const int8_t TABLE[16][4] = {
    { NO_EDGE, 0, NO_EDGE, 0 },  { LEFT, BOTTOM, NO_EDGE, 0 },  { BOTTOM, RIGHT, NO_EDGE, 0 },
    { LEFT, RIGHT, NO_EDGE, 0 }, { RIGHT, TOP, NO_EDGE, 0 },    { LEFT, BOTTOM, RIGHT, TOP },
    { BOTTOM, TOP, NO_EDGE, 0 }, { LEFT, TOP, NO_EDGE, 0 },     { TOP, LEFT, NO_EDGE, 0 },
    { TOP, BOTTOM, NO_EDGE, 0 }, { BOTTOM, RIGHT, TOP, LEFT },  { TOP, RIGHT, NO_EDGE, 0 },
    { RIGHT, LEFT, NO_EDGE, 0 }, { RIGHT, BOTTOM, NO_EDGE, 0 }, { BOTTOM, LEFT, NO_EDGE, 0 },
    { NO_EDGE, 0, NO_EDGE, 0 },
  };
  bool saddle = shape == 5 || shape == 10;
  if (saddle && (a + b + c + d) / 4 >= t->level) shape = 15 - shape;
  int count = TABLE[shape][0] == NO_EDGE ? 0 : TABLE[shape][2] == NO_EDGE ? 1 : 2;
  for (int s = 0; s < count; s++) {
    pairs[s][0] = TABLE[shape][2 * s];
    pairs[s][1] = TABLE[shape][2 * s + 1];
  }
  return count;
}

static void crossing(const Tracer *t, size_t i, size_t j, int edge, double *x, double *y) {
  size_t i0 = i + (edge == RIGHT), j0 = j + (edge == TOP);
  bool flat = edge == BOTTOM || edge == TOP;
  double z0 = corner(t, i0, j0), z1 = corner(t, i0 + flat, j0 + !flat);
  double part = z1 != z0 ? (t->level - z0) / (z1 - z0) : 0.5;
  const Grid *g = t->grid;
  *x = g->x0 + (g->x1 - g->x0) * ((double)i0 + (flat ? part : 0)) / (double)(g->nx - 1);
  *y = g->y0 + (g->y1 - g->y0) * ((double)j0 + (flat ? 0 : part)) / (double)(g->ny - 1);
}

/* Step over EDGE to the next cell and take the unused segment that starts there; false at the end
   of the curve. */
static bool cross_over(Tracer *t, size_t *i, size_t *j, int *edge) {
  size_t cells_x = t->grid->nx - 1, cells_y = t->grid->ny - 1;
  if ((*edge == LEFT && *i == 0) || (*edge == RIGHT && *i + 1 == cells_x) ||
      (*edge == BOTTOM && *j == 0) || (*edge == TOP && *j + 1 == cells_y))
    return false;
  *i += (*edge == RIGHT) - (size_t)(*edge == LEFT);
  *j += (*edge == TOP) - (size_t)(*edge == BOTTOM);
  int entered = (*edge + 2) % 4, pairs[2][2];
  int count = segments(t, *i, *j, pairs);
  uint8_t *used = &t->used[*j * cells_x + *i];
  for (int s = 0; s < count; s++) {
    if ((*used >> s & 1) != 0 || (pairs[s][0] != entered && pairs[s][1] != entered)) continue;
    *used |= (uint8_t)(1 << s);
    *edge = pairs[s][0] == entered ? pairs[s][1] : pairs[s][0];
    return true;
  }
  return false;
}

static void follow(Tracer *t, size_t i, size_t j, int edge, Curves *half) {
  double x, y;
  do {
    crossing(t, i, j, edge, &x, &y);
    curves_add(half, x, y);
  } while (cross_over(t, &i, &j, &edge));
}

static void draw_from(Tracer *t, size_t i, size_t j, const int pair[2], Curves *out) {
  Curves back = { 0 };
  follow(t, i, j, pair[0], &back);
  for (size_t k = back.count; k > 0; k--) curves_add(out, back.x[k - 1], back.y[k - 1]);
  follow(t, i, j, pair[1], out);
  curves_add(out, NAN, NAN);
  curves_free(&back);
}

void contour_trace(const Grid *grid, double level, Curves *out) {
  if (grid->nx < 2 || grid->ny < 2 || !isfinite(level)) return;
  size_t cells_x = grid->nx - 1, cells_y = grid->ny - 1;
  Tracer t = { grid, level, mem_new(cells_x * cells_y) };
  for (size_t j = 0; j < cells_y; j++)
    for (size_t i = 0; i < cells_x; i++) {
      int pairs[2][2];
      int count = segments(&t, i, j, pairs);
      for (int s = 0; s < count; s++) {
        uint8_t *used = &t.used[j * cells_x + i];
        if ((*used >> s & 1) != 0) continue;
        *used |= (uint8_t)(1 << s);
        draw_from(&t, i, j, pairs[s], out);
      }
    }
  free(t.used);
}
