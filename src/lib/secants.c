/* secants.c -- the less common angles: hyperbolic secants, secants in degrees, and the inverses. */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"

#include <math.h>

typedef double _Complex Complex;

static double hyperbolic_secant(double x) {
  return 1 / cosh(x);
}
static double hyperbolic_cosecant(double x) {
  return 1 / sinh(x);
}
static double hyperbolic_cotangent(double x) {
  return 1 / tanh(x);
}
static Complex complex_sech(Complex z) {
  return 1 / ccosh(z);
}
static Complex complex_csch(Complex z) {
  return 1 / csinh(z);
}
static Complex complex_coth(Complex z) {
  return 1 / ctanh(z);
}

/* ------------------------------------------------------------------ inverses */

/* An inverse of 1/f is the inverse of f at 1/x.  Where that is real it is taken as real. */
typedef struct Inverse {
  double (*real)(double x);
  Complex (*complex_)(Complex z);
  double low, high; /* of 1/x: real between them */
  double scale;
} Inverse;

static Complex acos_above(Complex z) {
  Complex y = cacos(z);
  return cimag(z) == 0 && creal(z) > 1 ? conj(y) : y;
}
static Complex asin_above(Complex z) {
  Complex y = casin(z);
  return cimag(z) == 0 && creal(z) > 1 ? conj(y) : y;
}

static Value inverse(Call *call, const Inverse *how) {
  View v = call_view(call, 0);
  bool real = !v.complex;
  for (size_t k = 0; real && k < v.count; k++)
    real = !(1 / v.data[k] < how->low || 1 / v.data[k] > how->high);
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, !real);
  for (size_t k = 0; a && k < v.count; k++) {
    if (real) {
      a->data[k] = how->real(1 / v.data[k]) * how->scale;
      continue;
    }
    Complex z = v.complex ? CMPLX(v.data[2 * k], v.data[2 * k + 1]) : CMPLX(v.data[k], 0);
    if (cimag(z) == 0 && !(1 / creal(z) < how->low || 1 / creal(z) > how->high))
      z = how->real(1 / creal(z));
    else
      z = how->complex_(cimag(z) == 0 ? CMPLX(1 / creal(z), 0) : 1 / z);
    a->data[2 * k] = creal(z) * how->scale;
    a->data[2 * k + 1] = cimag(z) * how->scale;
  }
  return value_array(array_narrow(a));
}

static const double DEGREES = 180 / M_PI;

static Value call_asec(Call *call) {
  return inverse(call, &(Inverse){ acos, acos_above, -1, 1, 1 });
}
static Value call_acsc(Call *call) {
  return inverse(call, &(Inverse){ asin, asin_above, -1, 1, 1 });
}
static Value call_acot(Call *call) {
  return inverse(call, &(Inverse){ atan, catan, -INFINITY, INFINITY, 1 });
}
static Value call_asecd(Call *call) {
  return inverse(call, &(Inverse){ acos, acos_above, -1, 1, DEGREES });
}
static Value call_acscd(Call *call) {
  return inverse(call, &(Inverse){ asin, asin_above, -1, 1, DEGREES });
}
static Value call_acotd(Call *call) {
  return inverse(call, &(Inverse){ atan, catan, -INFINITY, INFINITY, DEGREES });
}
static Value call_asech(Call *call) {
  return inverse(call, &(Inverse){ acosh, cacosh, 1, INFINITY, 1 });
}
static Value call_acsch(Call *call) {
  return inverse(call, &(Inverse){ asinh, casinh, -INFINITY, INFINITY, 1 });
}
static Value call_acoth(Call *call) {
  return inverse(call, &(Inverse){ atanh, catanh, -1, 1, 1 });
}

/* ------------------------------------------------------------------ degrees */

/* 1/f of an angle in degrees; exact zeros of f give Inf. */
static Value reciprocal_degrees(Call *call, double (*real)(double), double zero, double period) {
  View v = call_view(call, 0);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < v.count; k++) {
    double x = v.data[k];
    bool at_zero = fmod(x - zero, period) == 0;
    a->data[k] = at_zero ? INFINITY : 1 / real(x * M_PI / 180);
  }
  return value_array(a);
}

static Value call_secd(Call *call) {
  return reciprocal_degrees(call, cos, 90, 180);
}
static Value call_cscd(Call *call) {
  return reciprocal_degrees(call, sin, 0, 180);
}
static Value call_cotd(Call *call) {
  return reciprocal_degrees(call, tan, 0, 180);
}

static double angle_in_degrees(const double *x, const void *context) {
  (void)context;
  return atan2(x[0], x[1]) * DEGREES;
}
static Value call_atan2d(Call *call) {
  return arguments_map(call, 2, angle_in_degrees, NULL);
}

const Builtin secants_family[] = {
  { .name = "sech",
    .signature = "x: array -> array",
    .map = hyperbolic_secant,
    .map_complex = complex_sech,
    .derivative = "-sech(x) .* tanh(x)",
    .summary = "The hyperbolic secant, 1/cosh(x).",
    .numpy = "1/np.cosh(x)",
    .see = "cosh csch coth",
    .examples = { { "sech([0 log(2)])", "[1 0.8]" } } },
  { .name = "csch",
    .signature = "x: array -> array",
    .map = hyperbolic_cosecant,
    .map_complex = complex_csch,
    .derivative = "-csch(x) .* coth(x)",
    .summary = "The hyperbolic cosecant, 1/sinh(x).",
    .numpy = "1/np.sinh(x)",
    .see = "sinh sech coth",
    .examples = { { "csch(log(2))", "4/3" } } },
  { .name = "coth",
    .signature = "x: array -> array",
    .map = hyperbolic_cotangent,
    .map_complex = complex_coth,
    .derivative = "-csch(x).^2",
    .summary = "The hyperbolic cotangent, 1/tanh(x).",
    .numpy = "1/np.tanh(x)",
    .see = "tanh sech csch",
    .examples = { { "coth(log(2))", "5/3" } } },
  { .name = "asec",
    .signature = "x: array -> array",
    .call = call_asec,
    .derivative = "1 ./ (abs(x) .* sqrt(x.^2 - 1))",
    .summary = "The angle in radians whose secant is x.",
    .numpy = "np.arccos(1/x)",
    .see = "sec asecd",
    .examples = { { "asec([1 2])", "[0 pi/3]" } } },
  { .name = "acsc",
    .signature = "x: array -> array",
    .call = call_acsc,
    .derivative = "-1 ./ (abs(x) .* sqrt(x.^2 - 1))",
    .summary = "The angle in radians whose cosecant is x.",
    .numpy = "np.arcsin(1/x)",
    .see = "csc acscd",
    .examples = { { "acsc([1 2])", "[pi/2 pi/6]" } } },
  { .name = "acot",
    .signature = "x: array -> array",
    .call = call_acot,
    .derivative = "-1 ./ (1 + x.^2)",
    .summary = "The angle in radians whose cotangent is x.",
    .numpy = "np.arctan(1/x)",
    .see = "cot acotd",
    .examples = { { "acot([1 -1])", "[pi/4 -pi/4]" } } },
  { .name = "asecd",
    .signature = "x: array -> array",
    .call = call_asecd,
    .derivative = "180/pi ./ (abs(x) .* sqrt(x.^2 - 1))",
    .summary = "The angle in degrees whose secant is x.",
    .numpy = "np.degrees(np.arccos(1/x))",
    .see = "secd asec",
    .examples = { { "asecd(2)", "60" } } },
  { .name = "acscd",
    .signature = "x: array -> array",
    .call = call_acscd,
    .derivative = "-180/pi ./ (abs(x) .* sqrt(x.^2 - 1))",
    .summary = "The angle in degrees whose cosecant is x.",
    .numpy = "np.degrees(np.arcsin(1/x))",
    .see = "cscd acsc",
    .examples = { { "acscd(2)", "30" } } },
  { .name = "acotd",
    .signature = "x: array -> array",
    .call = call_acotd,
    .derivative = "-180/pi ./ (1 + x.^2)",
    .summary = "The angle in degrees whose cotangent is x.",
    .numpy = "np.degrees(np.arctan(1/x))",
    .see = "cotd acot",
    .examples = { { "acotd(1)", "45" } } },
  { .name = "asech",
    .signature = "x: array -> array",
    .call = call_asech,
    .derivative = "-1 ./ (x .* sqrt(1 - x.^2))",
    .summary = "The number whose hyperbolic secant is x.",
    .numpy = "np.arccosh(1/x)",
    .see = "sech",
    .examples = { { "asech(0.8)", "log(2)" } } },
  { .name = "acsch",
    .signature = "x: array -> array",
    .call = call_acsch,
    .derivative = "-1 ./ (abs(x) .* sqrt(1 + x.^2))",
    .summary = "The number whose hyperbolic cosecant is x.",
    .numpy = "np.arcsinh(1/x)",
    .see = "csch",
    .examples = { { "acsch(4/3)", "log(2)" } } },
  { .name = "acoth",
    .signature = "x: array -> array",
    .call = call_acoth,
    .derivative = "1 ./ (1 - x.^2)",
    .summary = "The number whose hyperbolic cotangent is x.",
    .numpy = "np.arctanh(1/x)",
    .see = "coth",
    .examples = { { "acoth(5/3)", "log(2)" } } },
  { .name = "secd",
    .signature = "x: real -> array",
    .call = call_secd,
    .derivative = "secd(x) .* tand(x)*pi/180",
    .summary = "The secant of an angle in degrees.",
    .numpy = "1/np.cos(np.radians(x))",
    .see = "sec asecd",
    .examples = { { "secd([0 60])", "[1 2]" } } },
  { .name = "cscd",
    .signature = "x: real -> array",
    .call = call_cscd,
    .derivative = "-cscd(x) .* cotd(x)*pi/180",
    .summary = "The cosecant of an angle in degrees.",
    .numpy = "1/np.sin(np.radians(x))",
    .see = "csc acscd",
    .examples = { { "cscd([30 90])", "[2 1]" } } },
  { .name = "cotd",
    .signature = "x: real -> array",
    .call = call_cotd,
    .derivative = "-cscd(x).^2*pi/180",
    .summary = "The cotangent of an angle in degrees.",
    .numpy = "1/np.tan(np.radians(x))",
    .see = "cot acotd",
    .examples = { { "cotd(45)", "1" } } },
  { .name = "atan2d",
    .signature = "y: real, x: real -> array",
    .call = call_atan2d,
    .derivative = "180/pi*x ./ (x.^2 + y.^2); -180/pi*y ./ (x.^2 + y.^2)",
    .summary =
        "The angle in degrees at which the point (x, y) is seen from the origin, from -180 to 180.",
    .numpy = "np.degrees(np.arctan2(y, x))",
    .see = "atan2 atand",
    .examples = { { "atan2d([1 -1], [1 -1])", "[45 -135]" } } },
  { 0 }
};
