/* scale.c -- round ranges, tics and their numbers.  */

#include "config.h"
#include "plot/scale.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double nice_step(double span, unsigned count) {
  if (!(span > 0) || !isfinite(span)) return 1;
  double rough = span / (count > 0 ? count : 1);
  double power = pow(10, floor(log10(rough)));
  if (!(power > 0) || !isfinite(power)) return rough > 0 ? rough : 1;
  double lead = rough / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

/* Make a range that can be drawn: finite, not empty, not so narrow that doubles run out. */
static void repair(double *low, double *high) {
  if (!isfinite(*low) || !isfinite(*high) || *low > *high) {
    *low = 0;
    *high = 1;
  }
  *low = fmax(*low, -1e300);
  *high = fmin(*high, 1e300);
  double size = fmax(fabs(*low), fabs(*high));
  if (*high - *low > size * 1e-12) return;
  double half = size > 0 ? size * 0.1 : 1;
  *low -= half;
  *high += half;
}

void nice_range(double *low, double *high, unsigned count) {
  repair(low, high);
  double step = nice_step(*high - *low, count);
  *low = floor(*low / step + 1e-9) * step;
  *high = ceil(*high / step - 1e-9) * step;
}

/* The process may run in a locale with a decimal comma; its sign may be several bytes long. */
static void point_for_comma(char *number) {
  const char *sign = localeconv()->decimal_point;
  size_t len = strlen(sign);
  char *at = len > 0 ? strstr(number, sign) : NULL;
  if (at == NULL || (len == 1 && *sign == '.')) return;
  *at = '.';
  memmove(at + 1, at + len, strlen(at + len) + 1);
}

static void true_minus(char label[SCALE_LABEL]) {
  char plain[SCALE_LABEL];
  point_for_comma(label);
  snprintf(plain, sizeof plain, "%s", label);
  size_t used = 0;
  for (const char *s = plain; *s != '\0' && used + 4 < SCALE_LABEL; s++) {
    if (*s == '-') {
      memcpy(label + used, "\xe2\x88\x92", 3);
      used += 3;
    } else {
      label[used++] = *s;
    }
  }
  label[used] = '\0';
}

void number_put(Text *out, double value) {
  if (!isfinite(value)) {
    text_puts(out, "NaN");
    return;
  }
  char digits[40];
  for (int precision = 15; precision <= 17; precision++) {
    snprintf(digits, sizeof digits, "%.*g", precision, value);
    if (strtod(digits, NULL) == value) break;
  }
  point_for_comma(digits);
  text_puts(out, digits);
}

void number_round(Text *out, double value, int decimals) {
  char label[SCALE_LABEL];
  bool huge = fabs(value) >= 1e7;
  snprintf(label, sizeof label, huge ? "%.*g" : "%.*f", huge ? decimals + 1 : decimals, value);
  true_minus(label);
  text_puts(out, label);
}

void scale_number(double value, double step, char label[SCALE_LABEL]) {
  if (fabs(value) < fabs(step) * 1e-9) value = 0;
  double size = fmax(fabs(value), fabs(step));
  if (!isfinite(value)) {
    snprintf(label, SCALE_LABEL, "%g", value);
  } else if (size >= 1e6 || (value != 0 && fabs(step) < 1e-4)) {
    int digits = step != 0 ? (int)ceil(log10(size / fabs(step)) + 1e-9) : 3;
    snprintf(label, SCALE_LABEL, "%.*g", digits < 1 ? 1 : digits > 10 ? 10 : digits + 1, value);
  } else {
    snprintf(label, SCALE_LABEL, "%.6g", value);
  }
  true_minus(label);
}

static void add_tic(Tics *tics, double at, double step) {
  if (tics->count >= SCALE_MOST_TICS) return;
  tics->at[tics->count] = fabs(at) < step * 1e-9 ? 0 : at;
  scale_number(at, step, tics->label[tics->count++]);
}

/* "0.02", and where zeros would have to be counted "2·10⁻⁶". */
static void label_power(int lead, int power, char label[SCALE_LABEL]) {
  static const char *const RAISED[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  if (power >= -4 && power < 6) {
    snprintf(label, SCALE_LABEL, "%g", lead * pow(10, power));
    return;
  }
  const char *sign = power < 0 ? "⁻" : "";
  size_t used = (size_t)(lead > 1 ? snprintf(label, SCALE_LABEL, "%d·10%s", lead, sign)
                                  : snprintf(label, SCALE_LABEL, "10%s", sign));
  char digits[16];
  snprintf(digits, sizeof digits, "%d", power < 0 ? -power : power);
  for (const char *d = digits; *d != '\0' && used + 4 < SCALE_LABEL; d++)
    used += (size_t)snprintf(label + used, SCALE_LABEL - used, "%s", RAISED[*d - '0']);
}

static void powers_of_ten(double low, double high, unsigned count, Tics *tics) {
  double decades = log10(high) - log10(low);
  int first = (int)ceil(log10(low) - 1e-9), last = (int)floor(log10(high) + 1e-9);
  int stride = (int)ceil(decades / (count > 0 ? count : 1));
  if (stride < 1) stride = 1;
  bool between = stride == 1 && decades * 3 <= count * 1.5;
  for (int k = first - 1; k <= last; k++)
    for (int lead = 1; lead <= 5; lead = lead == 1 ? 2 : lead == 2 ? 5 : 6) {
      double at = lead * pow(10, k);
      if (at < low * (1 - 1e-9) || at > high * (1 + 1e-9)) continue;
      if (lead > 1 ? !between : ((k - first) % stride + stride) % stride != 0) continue;
      if (tics->count >= SCALE_MOST_TICS) return;
      tics->at[tics->count] = at;
      label_power(lead, k, tics->label[tics->count++]);
    }
}

static bool all_whole(const double *values, size_t n) {
  for (size_t i = 0; values != NULL && i < n; i++)
    if (isfinite(values[i]) && values[i] != floor(values[i])) return false;
  return true;
}

unsigned scale_whole(const Panel *p, char letter, double low, double high, unsigned count) {
  double most = floor(high - low);
  if (!(most >= 1 && most < count)) return count;
  for (const Layer *l = p->layers; l != NULL; l = l->next) {
    if (l->kind >= LAYER_FIELD) return count;
    if (l->kind == LAYER_TEXT) continue;
    if (l->kind == LAYER_LINE && l->count <= 2) return count; /* a line is not only at its ends */
    if (letter == 'x' ? !all_whole(l->x, l->count) || !all_whole(l->x2, l->count)
                      : !all_whole(l->y, l->count) || !all_whole(l->y2, l->count))
      return count;
  }
  return (unsigned)most;
}

void scale_tics(double low, double high, bool logarithmic, unsigned count, Tics *tics) {
  tics->count = 0;
  if (count > 30) count = 30;
  if (logarithmic && low > 0) {
    powers_of_ten(low, high, count, tics);
    if (tics->count >= 2) return;
    tics->count = 0;
  }
  if (!(high > low)) return;
  double step = nice_step(high - low, count);
  double first = ceil(low / step - 1e-9);
  for (unsigned i = 0; i < SCALE_MOST_TICS; i++) {
    double at = (first + i) * step;
    if (at > high + step * 1e-9) break;
    add_tic(tics, at, step);
  }
}

/* Extents.  */

typedef struct Reach {
  double low, high;
  bool logarithmic;
} Reach;

static void reach(Reach *r, double value) {
  if (!isfinite(value) || (r->logarithmic && value <= 0)) return;
  r->low = fmin(r->low, value);
  r->high = fmax(r->high, value);
}

static void reach_all(Reach *r, const double *values, size_t n) {
  if (values != NULL)
    for (size_t i = 0; i < n; i++) reach(r, values[i]);
}

static void reach_grid(Reach *r, double first, double last, size_t cells, bool to_edges) {
  double half = to_edges && cells > 1 ? (last - first) / (double)(cells - 1) / 2
                : to_edges            ? 0.5
                                      : 0;
  reach(r, first - half);
  reach(r, last + half);
}

/* What a layer needs; TIGHT is set when the picture should end where the data end. */
static void reach_layer(const Layer *l, Reach *x, Reach *y, Reach *z, bool *tight_x, bool *tight_y,
                        bool *on_base) {
  bool grid = l->kind == LAYER_FIELD || l->kind == LAYER_CONTOURS || l->kind == LAYER_SURFACE;
  if (grid && l->grid.nx > 0 && l->grid.ny > 0) {
    bool edges = l->kind == LAYER_FIELD;
    reach_grid(x, l->grid.x0, l->grid.x1, l->grid.nx, edges);
    reach_grid(y, l->grid.y0, l->grid.y1, l->grid.ny, edges);
    if (l->kind == LAYER_SURFACE) reach_all(z, l->grid.z, l->grid.nx * l->grid.ny);
    *tight_x = *tight_y = true;
  }
  if (grid || l->relative) return;
  reach_all(x, l->x, l->count);
  reach_all(x, l->x2, l->count);
  reach_all(y, l->y, l->count);
  reach_all(y, l->y2, l->count);
  reach_all(z, l->z, l->count);
  if (l->kind == LAYER_LINE || l->kind == LAYER_FILL || l->kind == LAYER_STEPS) *tight_x = true;
  if (l->kind == LAYER_IMPULSES) {
    reach(y, 0);
    *on_base = true;
  }
  if (l->kind == LAYER_FILL || l->kind == LAYER_BOXES) *on_base = true;
}

static void settle(Reach r, const Axis *axis, bool tight, bool on_base, double *low, double *high) {
  *low = r.low;
  *high = r.high;
  if (!isfinite(r.low) && r.logarithmic) *low = 1, *high = 10;
  if (r.logarithmic && *low == *high) *low /= 10, *high *= 10;
  repair(low, high);
  if (r.logarithmic && !tight) {
    double room = pow(*high / *low, 0.04);
    *low /= room;
    *high *= room;
  } else if (!tight) {
    double room = (*high - *low) * 0.05;
    if (!on_base || *low != 0) *low -= room;
    if (!on_base || *high != 0) *high += room;
  }
  if (!isnan(axis->low) && (!r.logarithmic || axis->low > 0)) *low = axis->low;
  if (!isnan(axis->high) && (!r.logarithmic || axis->high > 0)) *high = axis->high;
  if (*low >= *high) {
    if (!isnan(axis->low))
      *high = r.logarithmic ? *low * 10 : *low + fmax(fabs(*low), 1);
    else
      *low = r.logarithmic ? *high / 10 : *high - fmax(fabs(*high), 1);
  }
  repair(low, high);
  if (r.logarithmic && *low <= 0) *low = *high > 0 ? *high / 10 : (*high = 10, 1);
}

static Extent extent(const Panel *p, bool tight) {
  Reach x = { INFINITY, -INFINITY, p->x.logarithmic };
  Reach y = { INFINITY, -INFINITY, p->y.logarithmic };
  Reach z = { INFINITY, -INFINITY, false };
  bool tight_x = tight, tight_y = tight, on_base = false;
  for (const Layer *l = p->layers; l != NULL; l = l->next)
    reach_layer(l, &x, &y, &z, &tight_x, &tight_y, &on_base);
  if (p->axes == AXES_ORIGIN) {
    reach(&x, 0);
    reach(&y, 0);
    tight_x = tight;
  }
  Extent e;
  settle(x, &p->x, tight_x, false, &e.x0, &e.x1);
  settle(y, &p->y, tight_y, on_base, &e.y0, &e.y1);
  settle(z, &p->z, true, false, &e.z0, &e.z1);
  return e;
}

Extent panel_extent(const Panel *p) {
  return extent(p, false);
}

Extent panel_reach(const Panel *p) {
  return extent(p, true);
}

void layer_palette_range(const Layer *l, double *low, double *high) {
  *low = INFINITY;
  *high = -INFINITY;
  for (size_t i = 0; i < l->grid.nx * l->grid.ny; i++)
    if (isfinite(l->grid.z[i])) {
      *low = fmin(*low, l->grid.z[i]);
      *high = fmax(*high, l->grid.z[i]);
    }
  if (!isnan(l->low)) *low = l->low;
  if (!isnan(l->high)) *high = l->high;
  if (l->palette == PALETTE_DIVERGING && isfinite(*low) && isnan(l->low) && isnan(l->high)) {
    *high = fmax(fabs(*low), fabs(*high));
    *low = -*high;
  }
  repair(low, high);
}
