/* layout.c -- how many digits a number or a whole matrix is shown with.

   The rules were found by comparing with GNU Octave 7.3 over many values.  */

#include "config.h"
#include "value/layout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_DIGITS = 5, LONG_DIGITS = 16, SHORT_LIMIT = 7, LONG_LIMIT = 16 };

/* Digits before the point; 0 for 0.5, -1 for 0.05. */
static int digits_of(double x) {
  return x == 0 ? 0 : (int)floor(log10(x)) + 1;
}

static int largest(int a, int b) {
  return a > b ? a : b;
}

/* Places before and behind the point that show PRECISION digits of a number with DIGITS. */
static void places(int digits, int precision, int *left, int *right) {
  *left = digits > 0 ? digits : 1;
  if (digits > 0)
    *right = precision > digits ? precision - digits : precision;
  else if (digits < 0)
    *right = precision - digits;
  else
    *right = precision > 1 ? precision - 1 : precision;
}

static int exponent_width(int high, int low) {
  int extreme = largest(abs(high - 1), abs(low - 1));
  return extreme >= 100 ? 5 : 4;
}

/* Of the least real and imaginary part, the one with more digits; Inf stands for none. */
static double deciding(const double least[2]) {
  double re = isinf(least[0]) ? 0 : least[0], im = isinf(least[1]) ? 0 : least[1];
  return digits_of(re) > digits_of(im) ? re : im;
}

Layout layout_choose(const double *data, size_t count, bool complex, bool single,
                     const ShowOptions *options) {
  bool finite = false, special = false;
  double most = 0, least[2] = { INFINITY, INFINITY }; /* of the real and imaginary parts */
  Layout l = { .whole = true, .rational = options->format == SHOW_RAT };
  for (size_t i = 0; i < count * (complex ? 2 : 1); i++) {
    double x = fabs(data[i]);
    if (!isfinite(x)) {
      special = true;
      continue;
    }
    finite = true;
    l.whole &= x == floor(x);
    if (x > most) most = x;
    if (x < least[complex && i % 2]) least[complex && i % 2] = x;
  }
  if (!finite) most = 0;
  /* Where there are many complex numbers, the part with the larger least one decides. */
  if (complex && !single) least[0] = deciding(least);
  if (single && least[1] < least[0]) least[0] = least[1];
  if (isinf(least[0])) least[0] = 0;
  int precision = options->format == SHOW_LONG ? LONG_DIGITS : SHORT_DIGITS;
  int limit = options->format == SHOW_LONG ? LONG_LIMIT : SHORT_LIMIT;
  int high = digits_of(most), low = digits_of(least[0]);
  if (l.rational) {
    l.width = single ? 0 : 9;
    return l;
  }
  if (l.whole) {
    l.left = high > 0 ? high : 1;
    l.width = l.left + 1;
    l.exponent = l.left + (single || complex ? 0 : 1) > limit;
  } else {
    int left, right;
    places(high, precision, &l.left, &l.right);
    places(low, precision, &left, &right);
    l.left = largest(l.left, left);
    l.right = largest(l.right, right);
    l.width = l.left + l.right + 2;
    l.exponent = l.left + l.right > limit;
  }
  if (l.exponent) {
    l.right = precision - 1;
    l.width = 1 + 2 + l.right + exponent_width(high, low);
  }
  if (special && l.width < 4) l.width = 4;
  return l;
}

/* A fraction near X, by continued fractions, as long as it fits: a number alone may take more room
   than one among others, where a star stands for what does not fit. */
static void put_fraction(double x, bool alone, Text *out) {
  enum { ALONE = 10, AMONG = 8, WHOLE_AMONG = 6 };
  const double largest = 2147483647.0;
  char best[400];
  if (isnan(x) || isinf(x)) {
    text_puts(out, isnan(x) ? "0/0" : x > 0 ? "1/0" : "-1/0");
    return;
  }
  double n = round(x), d = 1, last_n = 1, last_d = 0, rest = x - n;
  snprintf(best, sizeof best, "%.0f", n == 0 ? 0.0 : n);
  bool fraction = fabs(x) <= largest && rest != 0;
  size_t limit = alone ? ALONE : AMONG;
  while (fraction) {
    double flipped = 1 / rest, step = round(flipped), old_n = n, old_d = d;
    if (fabs(flipped) > largest) break;
    rest = flipped - step;
    n = step * n + last_n;
    d = step * d + last_d;
    last_n = old_n;
    last_d = old_d;
    char next[400];
    int sign = d < 0 ? -1 : 1;
    snprintf(next, sizeof next, "%.0f/%.0f", sign * n, sign * d);
    if (strlen(next) > limit || fabs(n) > largest || fabs(d) > largest) break;
    strcpy(best, next);
  }
  bool long_whole = !alone && !strchr(best, '/') && strlen(best) - (n < 0) > WHOLE_AMONG;
  bool lost = strcmp(best, "0") == 0 && x != 0;
  text_puts(out, lost || long_whole ? "*" : best);
}

void layout_put(const Layout *l, double x, int width, Text *out) {
  char buffer[400];
  if (l->rational) {
    Text fraction = TEXT_EMPTY;
    put_fraction(x, width == 0 && l->width == 0, &fraction);
    text_printf(out, "%*s", width, text_string(&fraction));
    text_free(&fraction);
    return;
  }
  if (isnan(x))
    snprintf(buffer, sizeof buffer, "NaN");
  else if (isinf(x))
    snprintf(buffer, sizeof buffer, x > 0 ? "Inf" : "-Inf");
  else if (x == 0)
    snprintf(buffer, sizeof buffer, "0");
  else if (l->exponent)
    snprintf(buffer, sizeof buffer, "%.*e", l->right, x);
  else
    snprintf(buffer, sizeof buffer, "%.*f", l->right, x);
  int gap = width - (int)strlen(buffer);
  if (gap > 0) text_repeat(out, " ", (size_t)gap);
  text_puts(out, buffer);
}

int layout_complex_width(const Layout *l) {
  return l->rational ? 23 : 2 * l->width + 3;
}

void layout_put_complex(const Layout *l, double re, double im, Text *out) {
  bool minus = signbit(im) && !isnan(im);
  layout_put(l, re, l->width, out);
  text_puts(out, minus ? " - " : " + ");
  int width = l->rational ? l->width : l->width - 1;
  layout_put(l, minus ? -im : im, l->width > 0 ? width : 0, out);
  text_putc(out, 'i');
}
