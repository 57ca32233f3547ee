/* frames.c -- the frames of an animation on the same axes.  */

#include "config.h"
#include "plot/scale.h"

#include <math.h>

static bool alike(const Figure *f) {
  for (size_t i = 0; i < f->frame_count; i++)
    if (f->frames[i]->rows != f->rows || f->frames[i]->columns != f->columns) return false;
  return f->frame_count > 0;
}

/* Frame I, or the figure itself behind the last one. */
static Panel *panel_of(const Figure *f, size_t i, unsigned k) {
  return &(i < f->frame_count ? f->frames[i] : f)->panels[k];
}

static Axis *axis_of(Panel *p, unsigned a) {
  return a == 0 ? &p->x : a == 1 ? &p->y : &p->z;
}

/* One axis of panel K in all frames.  What each frame leaves open becomes the range of all; what
   some frames give differently, too, unless both ends move: that is a frame that zooms. */
static void align_axis(const Figure *f, unsigned k, unsigned a) {
  double low = INFINITY, high = -INFINITY;
  const Axis *first = axis_of(panel_of(f, 0, k), a);
  bool low_moves = false, high_moves = false;
  for (size_t i = 0; i <= f->frame_count; i++) {
    Panel *p = panel_of(f, i, k);
    if (p->layers == NULL) continue;
    Extent e = panel_extent(p);
    low = fmin(low, a == 0 ? e.x0 : a == 1 ? e.y0 : e.z0);
    high = fmax(high, a == 0 ? e.x1 : a == 1 ? e.y1 : e.z1);
    const Axis *axis = axis_of(p, a);
    low_moves |= !isnan(axis->low) && axis->low != first->low;
    high_moves |= !isnan(axis->high) && axis->high != first->high;
  }
  if (!(low < high) || (low_moves && high_moves)) return;
  for (size_t i = 0; i <= f->frame_count; i++) {
    Axis *axis = axis_of(panel_of(f, i, k), a);
    axis->low = low;
    axis->high = high;
  }
}

void figure_align(Figure *f) {
  if (!alike(f)) return;
  for (unsigned k = 0; k < f->rows * f->columns; k++)
    for (unsigned a = 0; a < 3; a++) align_axis(f, k, a);
}
