/* elementary.c -- powers, roots, exponentials, logarithms, rounding, parts of complex numbers.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"

#include <math.h>

typedef double _Complex Complex;

/* ------------------------------------------------------------------ of one number */

static double sign_of(double x) {
  return isnan(x) ? x : (x > 0) - (x < 0);
}

static Complex complex_abs(Complex z) {
  return cabs(z);
}
static Complex complex_sign(Complex z) {
  double size = cabs(z);
  return size == 0 ? 0 : z / size;
}
static Complex complex_expm1(Complex z) {
  return cexp(z) - 1;
}
static Complex complex_log1p(Complex z) {
  return clog(1 + z);
}
static Complex complex_log2(Complex z) {
  return clog(z) / M_LN2;
}
static Complex complex_log10(Complex z) {
  return clog(z) / M_LN10;
}

static Complex complex_floor(Complex z) {
  return CMPLX(floor(creal(z)), floor(cimag(z)));
}
static Complex complex_ceil(Complex z) {
  return CMPLX(ceil(creal(z)), ceil(cimag(z)));
}
static Complex complex_round(Complex z) {
  return CMPLX(round(creal(z)), round(cimag(z)));
}
static Complex complex_fix(Complex z) {
  return CMPLX(trunc(creal(z)), trunc(cimag(z)));
}

static double real_part(double x) {
  return x;
}
static double imaginary_part(double x) {
  (void)x;
  return 0;
}
static double angle_of(double x) {
  return isnan(x) ? x : signbit(x) ? M_PI : 0;
}
static Complex complex_real(Complex z) {
  return creal(z);
}
static Complex complex_imag(Complex z) {
  return cimag(z);
}
static Complex complex_angle(Complex z) {
  return carg(z);
}

static double sigmoid(double x) {
  if (x >= 0) return 1 / (1 + exp(-x));
  double small = exp(x);
  return small / (1 + small);
}
static double relu(double x) {
  return x > 0 ? x : isnan(x) ? x : 0;
}
static double softplus(double x) {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/* ------------------------------------------------------------------ of several */

static double hypotenuse(const double *x, const void *context) {
  (void)context;
  return hypot(x[0], x[1]);
}

static Value call_hypot(Call *call) {
  Value sides[2];
  Value result = VALUE_FAILED;
  const Value *given = call->args;
  for (size_t i = 0; i < 2; i++) {
    View v = call_view(call, i);
    Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, false);
    for (size_t k = 0; a && k < v.count; k++)
      a->data[k] = v.complex ? hypot(v.data[2 * k], v.data[2 * k + 1]) : v.data[k];
    sides[i] = value_array(a);
  }
  if (sides[0].kind != VALUE_ERROR && sides[1].kind != VALUE_ERROR) {
    call->args = sides;
    result = arguments_map(call, 2, hypotenuse, NULL);
    call->args = given;
  }
  value_release(sides[0]);
  value_release(sides[1]);
  return result;
}

static double root_of(const double *x, const void *context) {
  (void)context;
  double n = x[1], size = fabs(x[0]);
  bool odd = fmod(fabs(n), 2) == 1;
  double y = n == 3 ? cbrt(size) : pow(size, 1 / n);
  if (isfinite(y) && y != 0 && isfinite(n) && n != 3)
    y = ((size / pow(y, n - 1)) + y * (n - 1)) / n; /* one Newton step makes 2 of 16^(1/4) */
  return x[0] < 0 && odd ? -y : y;
}

static Value call_nthroot(Call *call) {
  double n = call_scalar(call, 1);
  View v = call_view(call, 0);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  if (n == 0 || isnan(n)) return call_fail_at(call, 1, ERROR_DOMAIN, "n must not be 0 or NaN");
  for (size_t k = 0; k < v.count; k++)
    if (v.data[k] < 0 && fmod(fabs(n), 2) != 1) {
      call_fail_at(call, 0, ERROR_DOMAIN, "a negative number has a real n-th root only for odd n");
      call_hint(call, "x ^ (1/n) gives the complex root");
      return VALUE_FAILED;
    }
  return arguments_map(call, 2, root_of, NULL);
}

/* [f, e] = log2(x): x = f * 2^e. */
static Value call_log2(Call *call) {
  View v = call_view(call, 0);
  bool real = !v.complex, split = call->wanted > 1;
  for (size_t k = 0; real && !split && k < v.count; k++) real = !(v.data[k] < 0);
  if (split && !arguments_real(call, 0)) return VALUE_FAILED;
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, !real && !split);
  Array *powers = split ? array_new(v.rank, v.dims, ELEMENT_REAL, false) : NULL;
  if (!a || (split && !powers)) {
    array_release(a);
    array_release(powers);
    return VALUE_FAILED;
  }
  for (size_t k = 0; k < v.count; k++) {
    int e = 0;
    if (split) {
      a->data[k] = frexp(v.data[k], &e);
      powers->data[k] = isfinite(v.data[k]) ? e : 0;
    } else if (real)
      a->data[k] = log2(v.data[k]);
    else {
      Complex z = v.complex ? CMPLX(v.data[2 * k], v.data[2 * k + 1]) : CMPLX(v.data[k], 0);
      if (v.complex || !isnan(v.data[k])) z = complex_log2(z);
      a->data[2 * k] = creal(z);
      a->data[2 * k + 1] = cimag(z);
    }
  }
  if (split) call_result(call, 1, value_array(powers));
  return value_array(array_narrow(a));
}

const Builtin elementary_family[] = {
  { .name = "abs",
    .signature = "x: array -> array",
    .map = fabs,
    .map_complex = complex_abs,
    .derivative = "sign(x)",
    .summary = "The distance of each number from zero; for a complex number its length in the "
               "plane.",
    .formula = "|x|",
    .numpy = "np.abs(x)",
    .see = "sign hypot norm",
    .warning = "entry by entry; the length of a whole vector is norm(v)",
    .examples = { { "abs([-2 0 3])", "[2 0 3]" }, { "abs(3+4i)", "5" } } },
  { .name = "sign",
    .signature = "x: array -> array",
    .map = sign_of,
    .map_complex = complex_sign,
    .derivative = "0",
    .summary = "-1 for negative numbers, 0 for zero, 1 for positive ones.",
    .numpy = "np.sign(x)",
    .see = "abs",
    .examples = { { "sign([-7 0 0.2])", "[-1 0 1]" } } },
  { .name = "sqrt",
    .signature = "x: array -> array",
    .map = sqrt,
    .map_complex = csqrt,
    .low = 0,
    .high = INFINITY,
    .derivative = "1 ./ (2*sqrt(x))",
    .summary = "The square root of each entry; a negative number has an imaginary one.",
    .formula = "\\sqrt{x}",
    .numpy = "np.sqrt(x)",
    .see = "cbrt nthroot power",
    .warning = "NumPy answers NaN for negative numbers; here sqrt(-4) is 2i",
    .examples = { { "sqrt([9 2.25])", "[3 1.5]" }, { "sqrt(-4)", "2i" } } },
  { .name = "cbrt",
    .signature = "x: real -> array",
    .map = cbrt,
    .derivative = "1 ./ (3*cbrt(x).^2)",
    .summary = "The real cube root of each entry, negative for negative numbers.",
    .formula = "\\sqrt[3]{x}",
    .numpy = "np.cbrt(x)",
    .see = "nthroot sqrt",
    .warning = "(-8)^(1/3) is the complex root, not -2",
    .examples = { { "cbrt([-8 27])", "[-2 3]" } } },
  { .name = "nthroot",
    .signature = "x: array, n: scalar -> array",
    .call = call_nthroot,
    .derivative = "nthroot(x, n) ./ (n*x); none",
    .summary = "The real n-th root of each entry; for odd n of negative numbers, too.",
    .formula = "\\sqrt[n]{x}",
    .numpy = "np.sign(x) * np.abs(x) ** (1/n)",
    .see = "cbrt sqrt",
    .examples = { { "nthroot(-27, 3)", "-3" },
                  { "nthroot(16, 4)", "2" },
                  { "nthroot(-16, 4)", "error: nthroot: a negative number has a real" } } },
  { .name = "exp",
    .signature = "x: array -> array",
    .map = exp,
    .map_complex = cexp,
    .derivative = "exp(x)",
    .summary = "e to the power of each entry.",
    .formula = "e^x",
    .numpy = "np.exp(x)",
    .see = "log expm1 expm",
    .warning = "entry by entry; the exponential of a matrix is expm(A)",
    .examples = { { "exp([0 1])", "[1 2.718281828459045]" }, { "exp(1i*pi)", "-1" } } },
  { .name = "expm1",
    .signature = "x: array -> array",
    .map = expm1,
    .map_complex = complex_expm1,
    .derivative = "exp(x)",
    .summary = "exp(x) - 1, accurate also where x is tiny and the subtraction would lose digits.",
    .formula = "e^x - 1",
    .numpy = "np.expm1(x)",
    .see = "exp log1p",
    .examples = { { "expm1(1e-10) * 1e10", "1.00000000005" } } },
  { .name = "log",
    .signature = "x: array -> array",
    .map = log,
    .map_complex = clog,
    .low = 0,
    .high = INFINITY,
    .derivative = "1 ./ x",
    .summary = "The natural logarithm of each entry: the power of e that gives it.",
    .formula = "\\ln x",
    .numpy = "np.log(x)",
    .see = "log2 log10 log1p exp",
    .warning = "log is the natural logarithm, with base e; log(-1) is complex here, NaN in NumPy",
    .examples = { { "log([1 e])", "[0 1]" }, { "log(-1)", "pi*1i" } } },
  { .name = "log1p",
    .signature = "x: array -> array",
    .map = log1p,
    .map_complex = complex_log1p,
    .low = -1,
    .high = INFINITY,
    .derivative = "1 ./ (1 + x)",
    .summary = "log(1 + x), accurate also where x is tiny and 1 + x would lose its digits.",
    .formula = "\\ln(1 + x)",
    .numpy = "np.log1p(x)",
    .see = "log expm1 softplus",
    .examples = { { "log1p(1e-10) * 1e10", "0.99999999995" } } },
  { .name = "log2",
    .signature = "x: array -> f: array, e: array",
    .call = call_log2,
    .derivative = "1 ./ (x*log(2))",
    .summary = "The logarithm with base 2: how often one must double. [f, e] = log2(x) splits x "
               "into f * 2^e.",
    .formula = "\\log_2 x",
    .numpy = "np.log2(x)",
    .see = "log log10",
    .examples = { { "log2([1 8 0.5])", "[0 3 -1]" },
                  { "[f, e] = log2(10); [f e]", "[0.625 4]" } } },
  { .name = "log10",
    .signature = "x: array -> array",
    .map = log10,
    .map_complex = complex_log10,
    .low = 0,
    .high = INFINITY,
    .derivative = "1 ./ (x*log(10))",
    .summary = "The logarithm with base 10: roughly the number of digits.",
    .formula = "\\log_{10} x",
    .numpy = "np.log10(x)",
    .see = "log log2 logspace",
    .examples = { { "log10([1000 0.01])", "[3 -2]" } } },
  { .name = "hypot",
    .signature = "x: array, y: array -> array",
    .call = call_hypot,
    .pair = hypot,
    .derivative = "x ./ hypot(x, y); y ./ hypot(x, y)",
    .summary = "The long side of a right triangle with the sides x and y, without overflow.",
    .formula = "\\sqrt{x^2 + y^2}",
    .numpy = "np.hypot(x, y)",
    .see = "norm abs",
    .examples = { { "hypot(3, [4; 0])", "[5; 3]" }, { "hypot(3e200, 4e200)/1e200", "5" } } },
  { .name = "floor",
    .signature = "x: array -> array",
    .map = floor,
    .map_complex = complex_floor,
    .derivative = "0",
    .summary = "The largest whole number that is not above x.",
    .formula = "\\lfloor x \\rfloor",
    .numpy = "np.floor(x)",
    .see = "ceil round fix",
    .examples = { { "floor([-2.5 2.5])", "[-3 2]" } } },
  { .name = "ceil",
    .signature = "x: array -> array",
    .map = ceil,
    .map_complex = complex_ceil,
    .derivative = "0",
    .summary = "The smallest whole number that is not below x.",
    .formula = "\\lceil x \\rceil",
    .numpy = "np.ceil(x)",
    .see = "floor round fix",
    .examples = { { "ceil([-2.5 2.1])", "[-2 3]" } } },
  { .name = "round",
    .signature = "x: array -> array",
    .map = round,
    .map_complex = complex_round,
    .derivative = "0",
    .summary = "The nearest whole number; a half is rounded away from zero.",
    .numpy = "np.sign(x) * np.floor(np.abs(x) + 0.5)",
    .see = "floor ceil fix",
    .warning = "np.round(2.5) is 2 (halves go to the even neighbour); here round(2.5) is 3",
    .examples = { { "round([-2.5 0.5 1.2])", "[-3 1 1]" } } },
  { .name = "fix",
    .signature = "x: array -> array",
    .map = trunc,
    .map_complex = complex_fix,
    .derivative = "0",
    .summary = "The number without its digits behind the point: rounding towards zero.",
    .numpy = "np.trunc(x)",
    .see = "floor ceil round",
    .examples = { { "fix([-2.5 2.5])", "[-2 2]" } } },
  { .name = "real",
    .signature = "z: array -> array",
    .map = real_part,
    .map_complex = complex_real,
    .derivative = "1",
    .summary = "The real part of each entry.",
    .formula = "\\operatorname{Re} z",
    .numpy = "np.real(z)",
    .see = "imag conj abs arg",
    .examples = { { "real([3-4i 5])", "[3 5]" } } },
  { .name = "imag",
    .signature = "z: array -> array",
    .map = imaginary_part,
    .map_complex = complex_imag,
    .derivative = "0",
    .summary = "The imaginary part of each entry.",
    .formula = "\\operatorname{Im} z",
    .numpy = "np.imag(z)",
    .see = "real conj",
    .examples = { { "imag([3-4i 5])", "[-4 0]" } } },
  { .name = "conj",
    .signature = "z: array -> array",
    .map = real_part,
    .map_complex = conj,
    .derivative = "1",
    .summary = "The complex conjugate: the sign of the imaginary part is turned.",
    .formula = "\\bar{z}",
    .numpy = "np.conj(z)",
    .see = "real imag ctranspose",
    .examples = { { "conj(3-4i)", "3+4i" } } },
  { .name = "arg",
    .signature = "z: array -> array",
    .map = angle_of,
    .map_complex = complex_angle,
    .derivative = "0",
    .summary = "The angle of each number in the complex plane, from -pi to pi.",
    .formula = "\\arg z",
    .numpy = "np.angle(z)",
    .see = "abs angle atan2",
    .examples = { { "arg([1i -1 2])", "[pi/2 pi 0]" } } },
  { .name = "angle",
    .signature = "z: array -> array",
    .map = angle_of,
    .map_complex = complex_angle,
    .derivative = "0",
    .summary = "The angle of each number in the complex plane, from -pi to pi; the same as arg.",
    .formula = "\\arg z",
    .numpy = "np.angle(z)",
    .see = "arg",
    .examples = { { "angle(1+1i)", "pi/4" } } },
  { .name = "sigmoid",
    .signature = "x: real -> array",
    .map = sigmoid,
    .derivative = "sigmoid(x) .* (1 - sigmoid(x))",
    .summary = "Squeezes any number into a probability: 0.5 at zero, towards 1 above and 0 below.",
    .formula = "\\sigma(x) = \\frac{1}{1 + e^{-x}}",
    .numpy = "scipy.special.expit(x)",
    .see = "softmax relu softplus tanh",
    .examples = { { "sigmoid([0 log(3)])", "[0.5 0.75]" }, { "sigmoid([-800 800])", "[0 1]" } } },
  { .name = "relu",
    .signature = "x: real -> array",
    .map = relu,
    .derivative = "x > 0",
    .summary = "Keeps positive numbers and turns negative ones into 0: the usual bend in a neural "
               "network.",
    .formula = "\\max(0, x)",
    .numpy = "np.maximum(0, x)",
    .see = "softplus sigmoid",
    .examples = { { "relu([-2 0 3])", "[0 0 3]" } } },
  { .name = "softplus",
    .signature = "x: real -> array",
    .map = softplus,
    .derivative = "sigmoid(x)",
    .summary = "A smooth version of relu; computed so that large numbers do not overflow.",
    .formula = "\\ln(1 + e^x)",
    .numpy = "np.logaddexp(0, x)",
    .see = "relu sigmoid log1p",
    .examples = { { "softplus([0 1000])", "[log(2) 1000]" } } },
  { 0 }
};
