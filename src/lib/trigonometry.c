/* trigonometry.c -- sine and its relatives, in radians and degrees, and the hyperbolic ones.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"

#include <math.h>

typedef double _Complex Complex;

static double secant(double x) {
  return 1 / cos(x);
}
static double cosecant(double x) {
  return 1 / sin(x);
}
static double cotangent(double x) {
  return 1 / tan(x);
}
static Complex complex_secant(Complex z) {
  return 1 / ccos(z);
}
static Complex complex_cosecant(Complex z) {
  return 1 / csin(z);
}
static Complex complex_cotangent(Complex z) {
  return 1 / ctan(z);
}

/* Right of 1 on the real line the side of the cut is chosen as Octave chooses it. */
static Complex complex_asin(Complex z) {
  Complex y = casin(z);
  return cimag(z) == 0 && creal(z) > 1 ? conj(y) : y;
}
static Complex complex_acos(Complex z) {
  Complex y = cacos(z);
  return cimag(z) == 0 && creal(z) > 1 ? conj(y) : y;
}

/* ------------------------------------------------------------------ degrees */

/* Exact where a school book is exact. */
static double sine_degrees(double x) {
  double r = fmod(x, 360), size = fabs(r);
  double sign = r < 0 ? -1 : 1;
  if (isnan(r)) return r;
  if (size >= 180) {
    size -= 180;
    sign = -sign;
  }
  if (size == 0) return 0;
  if (size == 90) return sign;
  if (size == 30 || size == 150) return sign / 2;
  return sign * sin((size > 90 ? 180 - size : size) * M_PI / 180);
}

static double cosine_degrees(double x) {
  double r = fmod(fabs(x), 360);
  if (r > 180) r = 360 - r;
  if (r == 90) return 0;
  if (r == 60) return 0.5;
  if (r == 120) return -0.5;
  return r > 90 ? -cos((180 - r) * M_PI / 180) : cos(r * M_PI / 180);
}

static double tangent_degrees(double x) {
  double r = fmod(x, 180);
  if (r < 0) r += 180;
  if (r == 0) return 0;
  if (r == 90) return fmod(fmod(x, 360) + 360, 360) == 90 ? INFINITY : -INFINITY;
  if (r == 45) return 1;
  if (r == 135) return -1;
  return tan(x * M_PI / 180);
}

static double arcsine_degrees(double x) {
  return x == 0.5 ? 30 : x == -0.5 ? -30 : asin(x) * 180 / M_PI;
}
static double arccosine_degrees(double x) {
  return x == 0.5 ? 60 : x == -0.5 ? 120 : acos(x) * 180 / M_PI;
}
static double arctangent_degrees(double x) {
  return atan(x) * 180 / M_PI;
}
static Complex complex_asind(Complex z) {
  return complex_asin(z) * (180 / M_PI);
}
static Complex complex_acosd(Complex z) {
  return complex_acos(z) * (180 / M_PI);
}

static double to_radians(double x) {
  return x * (M_PI / 180);
}
static double to_degrees(double x) {
  return x * (180 / M_PI);
}

const Builtin trigonometry_family[] = {
  { .name = "sin",
    .signature = "x: array -> array",
    .map = sin,
    .map_complex = csin,
    .derivative = "cos(x)",
    .summary = "The sine of each angle, in radians.",
    .formula = "\\sin x",
    .numpy = "np.sin(x)",
    .see = "cos tan asin sind",
    .examples = { { "sin([0 pi/6 pi/2])", "[0 0.5 1]" } } },
  { .name = "cos",
    .signature = "x: array -> array",
    .map = cos,
    .map_complex = ccos,
    .derivative = "-sin(x)",
    .summary = "The cosine of each angle, in radians.",
    .formula = "\\cos x",
    .numpy = "np.cos(x)",
    .see = "sin tan acos cosd",
    .examples = { { "cos([0 pi/3 pi])", "[1 0.5 -1]" } } },
  { .name = "tan",
    .signature = "x: array -> array",
    .map = tan,
    .map_complex = ctan,
    .derivative = "1 ./ cos(x).^2",
    .summary = "The tangent of each angle, in radians: the slope of a line at that angle.",
    .formula = "\\tan x",
    .numpy = "np.tan(x)",
    .see = "sin cos atan tand",
    .examples = { { "tan([0 pi/4])", "[0 1]" } } },
  { .name = "sec",
    .signature = "x: array -> array",
    .map = secant,
    .map_complex = complex_secant,
    .derivative = "sec(x) .* tan(x)",
    .summary = "The secant, one over the cosine.",
    .formula = "\\sec x = \\frac{1}{\\cos x}",
    .numpy = "1 / np.cos(x)",
    .see = "cos csc cot",
    .examples = { { "sec(pi/3)", "2" } } },
  { .name = "csc",
    .signature = "x: array -> array",
    .map = cosecant,
    .map_complex = complex_cosecant,
    .derivative = "-csc(x) .* cot(x)",
    .summary = "The cosecant, one over the sine.",
    .formula = "\\csc x = \\frac{1}{\\sin x}",
    .numpy = "1 / np.sin(x)",
    .see = "sin sec cot",
    .examples = { { "csc(pi/6)", "2" } } },
  { .name = "cot",
    .signature = "x: array -> array",
    .map = cotangent,
    .map_complex = complex_cotangent,
    .derivative = "-csc(x).^2",
    .summary = "The cotangent, one over the tangent.",
    .formula = "\\cot x = \\frac{1}{\\tan x}",
    .numpy = "1 / np.tan(x)",
    .see = "tan sec csc",
    .examples = { { "cot(pi/4)", "1" } } },
  { .name = "asin",
    .signature = "x: array -> array",
    .map = asin,
    .map_complex = complex_asin,
    .low = -1,
    .high = 1,
    .derivative = "1 ./ sqrt(1 - x.^2)",
    .summary = "The angle whose sine is x, from -pi/2 to pi/2; complex outside of [-1, 1].",
    .formula = "\\arcsin x",
    .numpy = "np.arcsin(x)",
    .see = "sin acos atan asind",
    .examples = { { "asin([0 1])", "[0 pi/2]" }, { "sin(asin(2))", "2" } } },
  { .name = "acos",
    .signature = "x: array -> array",
    .map = acos,
    .map_complex = complex_acos,
    .low = -1,
    .high = 1,
    .derivative = "-1 ./ sqrt(1 - x.^2)",
    .summary = "The angle whose cosine is x, from 0 to pi; complex outside of [-1, 1].",
    .formula = "\\arccos x",
    .numpy = "np.arccos(x)",
    .see = "cos asin acosd cossim",
    .examples = { { "acos([1 0 -1])", "[0 pi/2 pi]" } } },
  { .name = "atan",
    .signature = "x: array -> array",
    .map = atan,
    .map_complex = catan,
    .derivative = "1 ./ (1 + x.^2)",
    .summary = "The angle whose tangent is x, from -pi/2 to pi/2.",
    .formula = "\\arctan x",
    .numpy = "np.arctan(x)",
    .see = "atan2 tan atand",
    .examples = { { "atan([0 1 Inf])", "[0 pi/4 pi/2]" } } },
  { .name = "atan2",
    .signature = "y: real, x: real -> array",
    .call = arguments_pairs,
    .pair = atan2,
    .derivative = "x ./ (x.^2 + y.^2); -y ./ (x.^2 + y.^2)",
    .summary = "The angle of the point (x, y), from -pi to pi; the signs tell the quadrant.",
    .formula = "\\operatorname{atan2}(y, x)",
    .numpy = "np.arctan2(y, x)",
    .see = "atan arg hypot",
    .warning = "y comes first",
    .examples = { { "atan2([1 -1], -1)", "[3*pi/4 -3*pi/4]" } } },
  { .name = "sinh",
    .signature = "x: array -> array",
    .map = sinh,
    .map_complex = csinh,
    .derivative = "cosh(x)",
    .summary = "The hyperbolic sine.",
    .formula = "\\sinh x = \\frac{e^x - e^{-x}}{2}",
    .numpy = "np.sinh(x)",
    .see = "cosh tanh asinh",
    .examples = { { "sinh(log(2))", "0.75" } } },
  { .name = "cosh",
    .signature = "x: array -> array",
    .map = cosh,
    .map_complex = ccosh,
    .derivative = "sinh(x)",
    .summary = "The hyperbolic cosine: the curve of a hanging chain.",
    .formula = "\\cosh x = \\frac{e^x + e^{-x}}{2}",
    .numpy = "np.cosh(x)",
    .see = "sinh tanh acosh",
    .examples = { { "cosh(log(2))", "1.25" } } },
  { .name = "tanh",
    .signature = "x: array -> array",
    .map = tanh,
    .map_complex = ctanh,
    .derivative = "1 - tanh(x).^2",
    .summary = "The hyperbolic tangent: squeezes any number into the interval from -1 to 1.",
    .formula = "\\tanh x = \\frac{e^x - e^{-x}}{e^x + e^{-x}}",
    .numpy = "np.tanh(x)",
    .see = "sigmoid sinh cosh atanh",
    .examples = { { "tanh([0 log(2)])", "[0 0.6]" } } },
  { .name = "asinh",
    .signature = "x: array -> array",
    .map = asinh,
    .map_complex = casinh,
    .derivative = "1 ./ sqrt(x.^2 + 1)",
    .summary = "The number whose hyperbolic sine is x.",
    .formula = "\\operatorname{arsinh} x",
    .numpy = "np.arcsinh(x)",
    .see = "sinh acosh atanh",
    .examples = { { "asinh(0.75)", "log(2)" } } },
  { .name = "acosh",
    .signature = "x: array -> array",
    .map = acosh,
    .map_complex = cacosh,
    .low = 1,
    .high = INFINITY,
    .derivative = "1 ./ sqrt(x.^2 - 1)",
    .summary = "The number from 0 on whose hyperbolic cosine is x; complex below 1.",
    .formula = "\\operatorname{arcosh} x",
    .numpy = "np.arccosh(x)",
    .see = "cosh asinh atanh",
    .examples = { { "acosh(1.25)", "log(2)" } } },
  { .name = "atanh",
    .signature = "x: array -> array",
    .map = atanh,
    .map_complex = catanh,
    .low = -1,
    .high = 1,
    .derivative = "1 ./ (1 - x.^2)",
    .summary = "The number whose hyperbolic tangent is x; complex outside of [-1, 1].",
    .formula = "\\operatorname{artanh} x",
    .numpy = "np.arctanh(x)",
    .see = "tanh asinh acosh",
    .examples = { { "atanh(0.6)", "log(2)" } } },
  { .name = "sind",
    .signature = "x: real -> array",
    .map = sine_degrees,
    .derivative = "cosd(x)*pi/180",
    .summary = "The sine of each angle in degrees, exact at 30, 90, 180 ...",
    .numpy = "np.sin(np.deg2rad(x))",
    .see = "sin cosd tand asind",
    .examples = { { "sind([0 30 90 180])", "[0 0.5 1 0]" } } },
  { .name = "cosd",
    .signature = "x: real -> array",
    .map = cosine_degrees,
    .derivative = "-sind(x)*pi/180",
    .summary = "The cosine of each angle in degrees, exact at 60, 90, 180 ...",
    .numpy = "np.cos(np.deg2rad(x))",
    .see = "cos sind tand acosd",
    .examples = { { "cosd([0 60 90 180])", "[1 0.5 0 -1]" } } },
  { .name = "tand",
    .signature = "x: real -> array",
    .map = tangent_degrees,
    .derivative = "(1 + tand(x).^2)*pi/180",
    .summary = "The tangent of each angle in degrees, exact at 45, 90 ...",
    .numpy = "np.tan(np.deg2rad(x))  # not exact at multiples of 90 degrees",
    .see = "tan sind cosd atand",
    .examples = { { "tand([0 45 90])", "[0 1 Inf]" } } },
  { .name = "asind",
    .signature = "x: array -> array",
    .map = arcsine_degrees,
    .map_complex = complex_asind,
    .low = -1,
    .high = 1,
    .derivative = "180/pi ./ sqrt(1 - x.^2)",
    .summary = "The angle in degrees whose sine is x.",
    .numpy = "np.rad2deg(np.arcsin(x))",
    .see = "asin sind",
    .examples = { { "asind([0.5 1])", "[30 90]" } } },
  { .name = "acosd",
    .signature = "x: array -> array",
    .map = arccosine_degrees,
    .map_complex = complex_acosd,
    .low = -1,
    .high = 1,
    .derivative = "-180/pi ./ sqrt(1 - x.^2)",
    .summary = "The angle in degrees whose cosine is x.",
    .numpy = "np.rad2deg(np.arccos(x))",
    .see = "acos cosd",
    .examples = { { "acosd([0.5 0])", "[60 90]" } } },
  { .name = "atand",
    .signature = "x: real -> array",
    .map = arctangent_degrees,
    .derivative = "180/pi ./ (1 + x.^2)",
    .summary = "The angle in degrees whose tangent is x.",
    .numpy = "np.rad2deg(np.arctan(x))",
    .see = "atan tand",
    .examples = { { "atand(1)", "45" } } },
  { .name = "deg2rad",
    .signature = "x: real -> array",
    .map = to_radians,
    .derivative = "pi/180",
    .summary = "Degrees turned into radians.",
    .numpy = "np.deg2rad(x)",
    .see = "rad2deg",
    .examples = { { "deg2rad(180)", "pi" } } },
  { .name = "rad2deg",
    .signature = "x: real -> array",
    .map = to_degrees,
    .derivative = "180/pi",
    .summary = "Radians turned into degrees.",
    .numpy = "np.rad2deg(x)",
    .see = "deg2rad",
    .examples = { { "rad2deg(pi/2)", "90" } } },
  { 0 }
};
