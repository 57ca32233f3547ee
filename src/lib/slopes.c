/* slopes.c -- derivatives by extrapolated differences, with the digits they deserve.

   Richardson's extrapolation as arranged by C. Ridders, Accurate computation of F'(x) and
   F'(x) F''(x), Advances in Engineering Software 4 (1982).  Steps are powers of two, by which most
   numbers can be moved exactly: of a quadratic the quotients are then exact, too.  */

#include "config.h"
#include "lib/slopes.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7, MOST_STEPS = 72, PATIENCE = 5 };

/* One quotient on its way to the limit. */
typedef struct Tableau {
  double row[COLUMNS]; /* the newest row: quotients, then their extrapolations */
  size_t rows;
  double value, off, h; /* the best entry of this run of rows and its step, not yet confirmed */
  double settled, settled_off; /* confirmed, or the last that was not */
  double plain;                /* the quotient at that step */
  size_t since;                /* rows since then */
  bool done;
} Tableau;

static double power_of_two_near(double x) {
  int exponent;
  frexp(x, &exponent);
  return ldexp(1, exponent - 1);
}

double slopes_first(double x) {
  return isfinite(x) ? power_of_two_near(fmax(1, fabs(x))) / 8 : 0.125;
}

double slopes_last(double x) {
  double size = isfinite(x) && x != 0 ? fabs(x) : 1;
  return power_of_two_near(fmax(fmin(1, size), DBL_MIN)) * 0x1p-26;
}

double slopes_noise(double size, double width) {
  return 4 * DBL_EPSILON * size / width;
}

/* VALUE to the decimal place of OFF. */
static double justified(double value, double off) {
  if (!isfinite(value) || !isfinite(off) || off == 0 || value == 0) return value;
  if (fabs(value) <= off) return 0;
  int place = (int)ceil(log10(off)), leading = (int)floor(log10(fabs(value)));
  int digits = leading - place + 1;
  if (digits > 15) return value;
  if (digits < 1) digits = 1;
  char text[40];
  snprintf(text, sizeof text, "%.*e", digits - 1, value);
  return strtod(text, NULL);
}

static void restart(Tableau *t) {
  t->rows = t->since = 0;
  t->value = NAN;
  t->off = INFINITY;
}

static void add_row(Tableau *t, double h, double quotient, double noise) {
  double before[COLUMNS];
  memcpy(before, t->row, sizeof before);
  size_t columns = t->rows < COLUMNS ? t->rows + 1 : COLUMNS;
  t->row[0] = quotient;
  double weight = 1;
  for (size_t k = 1; k < columns; k++) {
    weight *= 4;
    t->row[k] = t->row[k - 1] + (t->row[k - 1] - before[k - 1]) / (weight - 1);
    double off = fmax(fabs(t->row[k] - t->row[k - 1]), fabs(t->row[k] - before[k - 1]));
    off = fmax(off, noise);
    if (off <= t->off && t->rows >= 2) {
      t->off = off;
      t->value = t->row[k];
      t->h = h;
      t->plain = quotient;
      t->since = 0;
    }
  }
  t->rows++;
  t->since++;
}

/* Good enough to be worth a second opinion. */
static bool promising(const Tableau *t, double noise) {
  return t->off <= noise || t->off <= 4e-14 * fabs(t->value);
}

/* Of a wave whose length divides the steps every quotient is the same wrong number: a much smaller
   step, no power of two, must agree as far as it can. */
static bool agrees(const Tableau *t, double quotient, double noise) {
  double allowed = 1e-3 * (fabs(t->value) + fabs(t->plain - t->value)) + 10 * noise + t->off;
  return fabs(quotient - t->value) <= allowed;
}

bool slopes_limit(Work *w, Difference difference, void *self, size_t m, double first, double last,
                  double *result, double *off) {
  Tableau *tableaux = mem_new((m ? m : 1) * sizeof *tableaux);
  double *d = work_numbers(w, m), *noise = work_numbers(w, m);
  double *small = work_numbers(w, m), *small_noise = work_numbers(w, m);
  bool good = d && noise && small && small_noise;
  size_t open = m;
  for (size_t i = 0; i < m; i++) {
    restart(&tableaux[i]);
    tableaux[i].settled = NAN;
    tableaux[i].settled_off = INFINITY;
  }
  double h = first;
  for (size_t step = 0; good && open > 0 && step < MOST_STEPS && h >= last; step++, h /= 2) {
    good = difference(self, h, d, noise);
    double asked = 0;
    for (size_t i = 0; good && i < m; i++) {
      Tableau *t = &tableaux[i];
      if (t->done) continue;
      if (!isfinite(d[i])) {
        restart(t);
        continue;
      }
      add_row(t, h, d[i], noise[i]);
      bool end = h / 2 < last || step + 1 == MOST_STEPS || t->since > PATIENCE;
      if (t->rows < 3 || !(end || promising(t, noise[i]))) continue;
      if (asked != t->h) good = difference(self, 1.375 / 1024 * t->h, small, small_noise);
      asked = t->h;
      if (!good) break;
      bool confirmed = !isfinite(small[i]) || agrees(t, small[i], small_noise[i]);
      t->settled = t->value;
      t->settled_off = t->off;
      if (confirmed) {
        t->done = true;
        open--;
      } else
        restart(t);
    }
  }
  for (size_t i = 0; i < m; i++) {
    result[i] = justified(tableaux[i].settled, tableaux[i].settled_off);
    off[i] = isnan(result[i]) ? NAN : tableaux[i].settled_off;
  }
  free(tableaux);
  return good;
}
