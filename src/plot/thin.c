/* thin.c -- a million points as the few thousand a picture can show.  */

#include "config.h"
#include "plot/thin.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

double axis_part(const Axis *axis, double low, double high, double value) {
  if (!isfinite(value)) return NAN;
  if (!axis->logarithmic) return (value - low) / (high - low);
  return value > 0 ? log10(value / low) / log10(high / low) : NAN;
}

static void keep(Thinned *t, size_t i) {
  if (t->count == 0 || t->kept[t->count - 1] < i) t->kept[t->count++] = i;
}

static bool rises(const double *x, size_t n) {
  double last = -INFINITY;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) continue;
    if (x[i] < last) return false;
    last = x[i];
  }
  return true;
}

/* First, lowest, highest and last of from .. to, in their order. */
static void keep_column(Thinned *t, const double *y, size_t from, size_t to) {
  size_t low = from, high = from;
  for (size_t i = from; i <= to; i++) {
    if (y[i] < y[low]) low = i;
    if (y[i] > y[high]) high = i;
  }
  keep(t, from);
  keep(t, low < high ? low : high);
  keep(t, low < high ? high : low);
  keep(t, to);
}

static void thin_rising(Thinned *t, const Panel *p, const Extent *e, const double *x,
                        const double *y, size_t n, unsigned width) {
  for (size_t i = 0; i < n;) {
    double column = floor(axis_part(&p->x, e->x0, e->x1, x[i]) * width);
    if (isnan(column) || !isfinite(y[i])) {
      keep(t, i++);
      continue;
    }
    size_t last = i;
    while (last + 1 < n && isfinite(y[last + 1]) &&
           floor(axis_part(&p->x, e->x0, e->x1, x[last + 1]) * width) == column)
      last++;
    keep_column(t, y, i, last);
    i = last + 1;
  }
}

Thinned thin_line(const Panel *p, const Extent *e, const double *x, const double *y, size_t n,
                  unsigned width, unsigned height) {
  Thinned t = { mem_new((n + 1) * sizeof *t.kept), 0 };
  if (n <= 4 * (size_t)width) {
    for (size_t i = 0; i < n; i++) keep(&t, i);
  } else if (rises(x, n)) {
    thin_rising(&t, p, e, x, y, n, width);
  } else {
    double last_x = NAN, last_y = NAN;
    for (size_t i = 0; i < n; i++) {
      double px = axis_part(&p->x, e->x0, e->x1, x[i]) * width;
      double py = axis_part(&p->y, e->y0, e->y1, y[i]) * height;
      if (fabs(px - last_x) < 0.5 && fabs(py - last_y) < 0.5 && i + 1 < n) continue;
      keep(&t, i);
      last_x = px;
      last_y = py;
    }
  }
  return t;
}

Thinned thin_points(const Panel *p, const Extent *e, const double *x, const double *y, size_t n,
                    unsigned width, unsigned height) {
  Thinned t = { mem_new((n + 1) * sizeof *t.kept), 0 };
  size_t pixels = (size_t)width * height;
  uint8_t *seen = n > 1000 ? mem_new(pixels / 8 + 1) : NULL;
  for (size_t i = 0; i < n; i++) {
    double fx = axis_part(&p->x, e->x0, e->x1, x[i]), fy = axis_part(&p->y, e->y0, e->y1, y[i]);
    if (!(fx >= 0 && fx <= 1 && fy >= 0 && fy <= 1)) continue;
    size_t at = (size_t)(fy * (height - 1)) * width + (size_t)(fx * (width - 1));
    if (seen != NULL && (seen[at / 8] >> at % 8 & 1) != 0) continue;
    if (seen != NULL) seen[at / 8] |= (uint8_t)(1 << at % 8);
    keep(&t, i);
  }
  free(seen);
  return t;
}
