/* bessel.c -- Bessel functions of real order and Airy functions, of real numbers.

   GSL has them for orders and numbers from 0 on; reflection does the rest.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <gsl/gsl_sf_airy.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>
#include <string.h>

typedef double _Complex Complex;
typedef enum Kind { BESSEL_J, BESSEL_Y, BESSEL_I, BESSEL_K } Kind;

/* cos(pi a) and sin(pi a), exact at the quarters of a turn. */
static double cosine_turns(double a) {
  double r = fmod(fabs(a), 2);
  return r == 0.5 || r == 1.5 ? 0 : r == 1 ? -1 : cos(M_PI * r);
}
static double sine_turns(double a) {
  double r = fmod(a, 2);
  return fmod(r, 1) == 0 ? 0 : sin(M_PI * r);
}
static Complex unit_turns(double a) {
  return CMPLX(cosine_turns(a), sine_turns(a));
}

/* Orders and numbers from 0 on.  I and K come scaled by exp(-x) and exp(x). */
static double plain(Kind kind, double order, double x) {
  bool whole = order == floor(order) && order < 1e6;
  if (isnan(x) || isnan(order)) return NAN;
  switch (kind) {
  case BESSEL_J:
    if (x == 0) return order == 0;
    if (isinf(x)) return 0;
    return whole && x > 1e-3 ? jn((int)order, x) : gsl_sf_bessel_Jnu(order, x);
  case BESSEL_Y:
    if (x == 0) return -INFINITY;
    if (isinf(x)) return 0;
    return whole ? yn((int)order, x) : gsl_sf_bessel_Ynu(order, x);
  case BESSEL_I:
    if (x == 0) return order == 0;
    if (isinf(x)) return 0;
    return gsl_sf_bessel_Inu_scaled(order, x);
  case BESSEL_K:
    if (x == 0) return INFINITY;
    if (isinf(x)) return 0;
    return gsl_sf_bessel_Knu_scaled(order, x);
  }
  return NAN;
}

/* Any order, numbers from 0 on; scaled like plain. */
static double any_order(Kind kind, double order, double x) {
  if (order >= 0) return plain(kind, order, x);
  double a = -order, c = cosine_turns(a), s = sine_turns(a);
  double first =
      c == 0 ? 0 : c * plain(kind == BESSEL_I || kind == BESSEL_K ? BESSEL_K : kind, a, x);
  switch (kind) {
  case BESSEL_J: return first - (s == 0 ? 0 : s * plain(BESSEL_Y, a, x));
  case BESSEL_Y: return first + (s == 0 ? 0 : s * plain(BESSEL_J, a, x));
  case BESSEL_I:
    return plain(BESSEL_I, a, x) + (s == 0 ? 0 : M_2_PI * s * plain(BESSEL_K, a, x) * exp(-2 * x));
  case BESSEL_K: return plain(BESSEL_K, a, x);
  }
  return NAN;
}

static Complex bessel(Kind kind, double order, double x, bool scaled) {
  double size = fabs(x), grow = scaled ? 1 : exp(size), shrink = scaled ? 1 : exp(-size);
  double here = any_order(kind, order, size);
  if (kind == BESSEL_I && isinf(grow))
    here = here == 0 ? 0 : copysign(exp(log(fabs(here)) + size), here);
  else if (kind == BESSEL_I)
    here *= grow;
  if (kind == BESSEL_I && isinf(size)) here = INFINITY;
  if (kind == BESSEL_K) here *= here == 0 ? 1 : shrink;
  if (x >= 0 || isnan(x)) return here;
  switch (kind) {
  case BESSEL_J:
  case BESSEL_I: return unit_turns(order) * here;
  case BESSEL_Y:
    if (isinf(here)) return here;
    return unit_turns(-order) * here +
           CMPLX(0, 2 * cosine_turns(order) * any_order(BESSEL_J, order, size));
  case BESSEL_K: {
    double other = any_order(BESSEL_I, order, size) * exp(size);
    if (scaled)
      return exp(-size) * (unit_turns(-order) * here * exp(-size) - CMPLX(0, M_PI * other));
    return unit_turns(-order) * here - CMPLX(0, M_PI * other);
  }
  }
  return NAN;
}

/* A row of orders and a column of numbers make a table; else the sizes are stretched. */
static Value entrywise(Call *call, Kind kind) {
  View order = call_view(call, 0), x = call_view(call, 1);
  size_t rank, dims[MAX_RANK];
  bool scaled = false;
  if (!arguments_real(call, 0) || !arguments_real(call, 1)) return VALUE_FAILED;
  if (call_given(call, 2)) {
    bool known;
    scaled = value_truth(call->args[2], &known);
  }
  if (!arguments_common(call, &order, &x, &rank, dims)) return VALUE_FAILED;
  Array *a = array_new(rank, dims, ELEMENT_REAL, true);
  if (!a || !call_step(call, a->count)) {
    array_release(a);
    return VALUE_FAILED;
  }
  for (size_t k = 0; k < a->count; k++) {
    Complex z = bessel(kind, order.data[arguments_place(&order, rank, dims, k)],
                       x.data[arguments_place(&x, rank, dims, k)], scaled);
    a->data[2 * k] = creal(z);
    a->data[2 * k + 1] = cimag(z);
  }
  return value_array(array_narrow(a));
}

static Value call_besselj(Call *call) {
  return entrywise(call, BESSEL_J);
}
static Value call_bessely(Call *call) {
  return entrywise(call, BESSEL_Y);
}
static Value call_besseli(Call *call) {
  return entrywise(call, BESSEL_I);
}
static Value call_besselk(Call *call) {
  return entrywise(call, BESSEL_K);
}

static double airy_of(long kind, double x) {
  const gsl_mode_t mode = GSL_PREC_DOUBLE;
  if (isnan(x)) return x;
  switch (kind) {
  case 0: return x > 100 ? 0 : gsl_sf_airy_Ai(x, mode);
  case 1: return x > 100 ? 0 : gsl_sf_airy_Ai_deriv(x, mode);
  case 2: return x > 100 ? INFINITY : gsl_sf_airy_Bi(x, mode);
  default: return x > 100 ? INFINITY : gsl_sf_airy_Bi_deriv(x, mode);
  }
}

/* airy(z) or airy(kind, z). */
static Value call_airy(Call *call) {
  long kind = 0;
  size_t i = call_given(call, 1) ? 1 : 0;
  if ((i == 1 && !call_integer(call, 0, 0, 3, &kind)) || !arguments_real(call, i))
    return VALUE_FAILED;
  View x = call_view(call, i);
  Array *a = array_new(x.rank, x.dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < x.count; k++) a->data[k] = airy_of(kind, x.data[k]);
  return value_array(a);
}

const Builtin bessel_family[] = {
  { .name = "besselj",
    .signature = "order: array, x: array, scaled?: any -> array",
    .call = call_besselj,
    .derivative = "none; (besselj(order - 1, x) - besselj(order + 1, x))/2",
    .summary = "Bessel functions of the first kind: how a drum vibrates. A row of orders and a "
               "column of numbers make a table.",
    .numpy = "scipy.special.jv(order, x)",
    .see = "bessely besseli besselk",
    .examples = { { "besselj(0, [0 1])", "[1 0.7651976865579666]" } } },
  { .name = "bessely",
    .signature = "order: array, x: array, scaled?: any -> array",
    .call = call_bessely,
    .derivative = "none; (bessely(order - 1, x) - bessely(order + 1, x))/2",
    .summary = "Bessel functions of the second kind.",
    .numpy = "scipy.special.yv(order, x)",
    .see = "besselj",
    .examples = { { "bessely(0, 1)", "0.08825696421567698" } } },
  { .name = "besseli",
    .signature = "order: array, x: array, scaled?: any -> array",
    .call = call_besseli,
    .derivative = "none; (besseli(order - 1, x) + besseli(order + 1, x))/2",
    .summary =
        "Modified Bessel functions of the first kind; with 1 as third argument times exp(-abs(x)).",
    .numpy = "scipy.special.iv(order, x)",
    .see = "besselk besselj",
    .examples = { { "besseli(0, 1)", "1.2660658777520082" } } },
  { .name = "besselk",
    .signature = "order: array, x: array, scaled?: any -> array",
    .call = call_besselk,
    .derivative = "none; -(besselk(order - 1, x) + besselk(order + 1, x))/2",
    .summary =
        "Modified Bessel functions of the second kind; with 1 as third argument times exp(x).",
    .numpy = "scipy.special.kv(order, x)",
    .see = "besseli besselj",
    .examples = { { "besselk(0, 1)", "0.42102443824070834" } } },
  { .name = "airy",
    .signature = "kind: array, x?: array -> array",
    .call = call_airy,
    .summary = "Airy functions of x: airy(x) is Ai, airy(1, x) its derivative, airy(2, x) is Bi "
               "and airy(3, x) its derivative.",
    .numpy = "scipy.special.airy(x)",
    .see = "besselj",
    .examples = { { "airy(0)", "0.3550280538878172" }, { "airy(2, 0)", "0.6149266274460007" } } },
  { 0 }
};
