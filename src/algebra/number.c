/* number.c -- exact fractions.  */

#include "config.h"
#include "algebra/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef __int128 Wide;

static Wide wide_gcd(Wide a, Wide b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) {
    Wide r = a % b;
    a = b;
    b = r;
  }
  return a;
}

static Number reduce(Wide top, Wide bottom) {
  if (bottom < 0) {
    top = -top;
    bottom = -bottom;
  }
  Wide g = wide_gcd(top, bottom);
  if (g > 1) {
    top /= g;
    bottom /= g;
  }
  if (top > INT64_MAX || top < -INT64_MAX || bottom > INT64_MAX)
    return (Number){ .inexact = (double)top / (double)bottom };
  return (Number){ .top = (int64_t)top, .bottom = (int64_t)bottom };
}

Number number_whole(int64_t n) {
  return (Number){ .top = n, .bottom = 1 };
}

Number number_fraction(int64_t top, int64_t bottom) {
  return reduce(top, bottom);
}

Number number_double(double x) {
  if (x == floor(x) && fabs(x) < 1e15 && !(x == 0 && signbit(x))) return number_whole((int64_t)x);
  return (Number){ .inexact = x };
}

Number number_typed(double x) {
  if (!isfinite(x) || fabs(x) >= 1e15 || (x != 0 && fabs(x) < 1e-12)) return number_double(x);
  if (x == floor(x)) return number_double(x);
  char text[40];
  int digits = 1;
  for (; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*e", digits - 1, x);
    if (strtod(text, NULL) == x) break;
  }
  char *e = strchr(text, 'e');
  int exponent = atoi(e + 1) - (digits - 1);
  if (digits > 15 || exponent < -15) return number_double(x);
  int64_t top = 0, bottom = 1;
  for (char *p = text; p < e; p++)
    if (*p >= '0' && *p <= '9') top = top * 10 + (*p - '0');
  if (*text == '-') top = -top;
  for (; exponent < 0; exponent++) bottom *= 10;
  for (; exponent > 0; exponent--) top *= 10;
  return reduce(top, bottom);
}

Number number_computed(double x) {
  if (!isfinite(x) || fabs(x) >= 1e9) return number_double(x);
  /* The convergents of the continued fraction. */
  double rest = fabs(x);
  int64_t p0 = 0, q0 = 1, p1 = 1, q1 = 0;
  for (int step = 0; step < 40; step++) {
    int64_t whole = (int64_t)floor(rest);
    int64_t p2 = whole * p1 + p0, q2 = whole * q1 + q0;
    if (q2 > 10000 || p2 > 1000000000000) break;
    if ((double)p2 / (double)q2 == fabs(x)) return reduce(x < 0 ? -p2 : p2, q2);
    if (rest == floor(rest)) break;
    rest = 1 / (rest - floor(rest));
    p0 = p1;
    q0 = q1;
    p1 = p2;
    q1 = q2;
  }
  return number_typed(x);
}

double number_value(Number n) {
  return n.bottom ? (double)n.top / (double)n.bottom : n.inexact;
}

bool number_is(Number n, int64_t whole) {
  return n.bottom == 1 && n.top == whole;
}

bool number_is_whole(Number n) {
  return n.bottom == 1;
}

bool number_equal(Number a, Number b) {
  if (a.bottom != b.bottom) return false;
  return a.bottom ? a.top == b.top : memcmp(&a.inexact, &b.inexact, sizeof a.inexact) == 0;
}

int number_sign(Number n) {
  double x = number_value(n);
  return (x > 0) - (x < 0);
}

Number number_add(Number a, Number b) {
  if (!a.bottom || !b.bottom) return number_double(number_value(a) + number_value(b));
  return reduce((Wide)a.top * b.bottom + (Wide)b.top * a.bottom, (Wide)a.bottom * b.bottom);
}

Number number_multiply(Number a, Number b) {
  if (!a.bottom || !b.bottom) {
    if (number_is(a, 1)) return b;
    if (number_is(b, 1)) return a;
    return number_double(number_value(a) * number_value(b));
  }
  return reduce((Wide)a.top * b.top, (Wide)a.bottom * b.bottom);
}

Number number_divide(Number a, Number b) {
  if (!a.bottom || !b.bottom || b.top == 0) return number_double(number_value(a) / number_value(b));
  return reduce((Wide)a.top * b.bottom, (Wide)a.bottom * b.top);
}

Number number_negate(Number a) {
  if (a.bottom) return (Number){ .top = -a.top, .bottom = a.bottom };
  return (Number){ .inexact = -a.inexact };
}

/* The ROOT-th root of N, if whole. */
static bool whole_root(int64_t n, int64_t root, int64_t *out) {
  if (n < 0) return false;
  double guess = round(pow((double)n, 1.0 / (double)root));
  Wide power = 1;
  for (int64_t k = 0; k < root; k++) {
    power *= (Wide)guess;
    if (power > INT64_MAX) return false;
  }
  *out = (int64_t)guess;
  return power == n;
}

bool number_power(Number b, Number e, Number *out) {
  if (!b.bottom || !e.bottom || e.bottom > 20 || e.top > 200 || e.top < -200) return false;
  if (b.top == 0 && e.top <= 0) return false;
  int64_t top = b.top, bottom = b.bottom;
  if (e.bottom > 1 && !(whole_root(top, e.bottom, &top) && whole_root(bottom, e.bottom, &bottom)))
    return false;
  Number base = { .top = top, .bottom = bottom }, result = number_whole(1);
  for (int64_t k = 0; k < llabs(e.top); k++) {
    result = number_multiply(result, base);
    if (!result.bottom) return false;
  }
  *out = e.top < 0 ? number_divide(number_whole(1), result) : result;
  return out->bottom != 0;
}

Number number_content(Number a, Number b) {
  if (!a.bottom || !b.bottom) return number_whole(1);
  if (a.top == 0) return b;
  if (b.top == 0) return a;
  Wide g = wide_gcd(a.top, b.top);
  Wide l = (Wide)a.bottom / wide_gcd(a.bottom, b.bottom) * b.bottom;
  Number r = reduce(g, l);
  return r.bottom ? r : number_whole(1);
}

void number_print(Number n, Text *out) {
  if (n.bottom == 1)
    text_printf(out, "%lld", (long long)n.top);
  else if (n.bottom)
    text_printf(out, "%lld/%lld", (long long)n.top, (long long)n.bottom);
  else if (isnan(n.inexact))
    text_puts(out, "NaN");
  else if (isinf(n.inexact))
    text_puts(out, n.inexact > 0 ? "Inf" : "-Inf");
  else {
    char text[40];
    for (int digits = 1; digits <= 17; digits++) {
      snprintf(text, sizeof text, "%.*g", digits, n.inexact);
      if (strtod(text, NULL) == n.inexact) break;
    }
    text_puts(out, text);
  }
}
