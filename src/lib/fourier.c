/* fourier.c -- the discrete Fourier transform, digital filters, windows.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/numeric.h"

#include <gsl/gsl_fft_complex.h>
#include <math.h>
#include <string.h>

/* Argument 0, of N numbers each after cutting or filling with zeros, along argument 2. */
static Value transform(Call *call, bool back) {
  View v = call_view(call, 0);
  size_t dimension;
  long n = -1;
  if (!arguments_along(call, &v, 2, &dimension)) return VALUE_FAILED;
  if (call_given(call, 1) && !value_is_empty(call->args[1]) && !call_integer(call, 1, 1, 1e8, &n))
    return VALUE_FAILED;
  Slices s;
  slices_along(&v, dimension, &s);
  size_t length = n >= 0 ? (size_t)n : s.length, dims[MAX_RANK + 1], rank = s.rank;
  memcpy(dims, s.dims, sizeof s.dims);
  while (rank <= dimension && rank < MAX_RANK) dims[rank++] = 1;
  dims[dimension] = length;
  Array *a = array_zeros(rank, dims, ELEMENT_REAL, true);
  if (!a || a->count == 0) {
    if (a) a->complex = false;
    return value_array(a);
  }
  gsl_fft_complex_wavetable *table = gsl_fft_complex_wavetable_alloc(length);
  gsl_fft_complex_workspace *space = gsl_fft_complex_workspace_alloc(length);
  for (size_t k = 0; table && space && k < s.count && call_step(call, length); k++) {
    size_t from = slices_offset(&s, k), to = k / s.stride * s.stride * length + k % s.stride;
    for (size_t i = 0; i < length && i < s.length; i++) {
      size_t at = from + i * s.stride;
      double *z = a->data + 2 * (to + i * s.stride);
      z[0] = v.complex ? v.data[2 * at] : v.data[at];
      z[1] = v.complex ? v.data[2 * at + 1] : 0;
    }
    if (back)
      gsl_fft_complex_inverse(a->data + 2 * to, s.stride, length, table, space);
    else
      gsl_fft_complex_forward(a->data + 2 * to, s.stride, length, table, space);
  }
  if (table) gsl_fft_complex_wavetable_free(table);
  if (space) gsl_fft_complex_workspace_free(space);
  return value_array(array_narrow(a));
}

/* The transform of real numbers is its own mirror image, and so is what comes back real. */
static bool mirrored(const View *v, size_t dimension) {
  Slices s;
  slices_along(v, dimension, &s);
  size_t unit = v->complex ? 2 : 1;
  for (size_t k = 0; k < s.count; k++)
    for (size_t i = 0; i < s.length; i++) {
      size_t from = slices_offset(&s, k), a = unit * (from + i * s.stride);
      size_t b = unit * (from + (i == 0 ? 0 : s.length - i) * s.stride);
      if (v->data[a] != v->data[b] || (v->complex && v->data[a + 1] != -v->data[b + 1]))
        return false;
    }
  return true;
}

static Value call_fft(Call *call) {
  Value y = transform(call, false);
  View x = call_view(call, 0), v;
  if (x.complex || !value_view(&y, &v) || !v.complex) return y;
  /* Rounding must not tell one half from the other. */
  size_t dimension;
  Slices s;
  arguments_along(call, &x, 2, &dimension);
  slices_along(&v, dimension, &s);
  double *data = y.array->data;
  for (size_t k = 0; k < s.count; k++)
    for (size_t i = 0; i <= s.length / 2; i++) {
      size_t from = slices_offset(&s, k), a = from + i * s.stride;
      size_t b = from + (i == 0 ? 0 : s.length - i) * s.stride;
      data[2 * b] = data[2 * a];
      if (a == b)
        data[2 * a + 1] = 0;
      else
        data[2 * b + 1] = -data[2 * a + 1];
    }
  return y;
}

static Value call_ifft(Call *call) {
  Value y = transform(call, true);
  View x = call_view(call, 0);
  size_t dimension;
  if (y.kind != VALUE_ARRAY || !y.array->complex || !arguments_along(call, &x, 2, &dimension))
    return y;
  if (!mirrored(&x, dimension)) return y;
  for (size_t k = 0; k < y.array->count; k++) y.array->data[2 * k + 1] = 0;
  return value_array(array_narrow(y.array));
}

static Value call_fft2(Call *call) {
  return formula(call, "A m n", "B",
                 "if given > 1, A = postpad(A, m, 0, 1); A = postpad(A, n, 0, 2); end\n"
                 "B = fft(fft(A, [], 1), [], 2);");
}
static Value call_ifft2(Call *call) {
  return formula(call, "A", "B", "B = ifft(ifft(A, [], 1), [], 2);");
}

#define SHIFT(amount)                                                                              \
  "if given < 2\n"                                                                                 \
  "  if isvector(x), n = numel(x); y = circshift(x, " amount ", find(size(x) > 1, 1));\n"          \
  "    if n == 1, y = x; end\n"                                                                    \
  "  else, y = x; for d = 1:ndims(x), n = size(x, d); y = circshift(y, " amount ", d); end, end\n" \
  "else, n = size(x, dim); y = circshift(x, " amount ", dim); end"

static Value call_fftshift(Call *call) {
  return formula(call, "x dim", "y", SHIFT("floor(n / 2)"));
}
static Value call_ifftshift(Call *call) {
  return formula(call, "x dim", "y", SHIFT("ceil(n / 2)"));
}

/* ------------------------------------------------------------------ filters */

/* One slice through the difference equation b, a; STATE holds ORDER numbers. */
static void run_filter(const double *b, const double *a, size_t order, double *state,
                       const double *x, double *y, size_t count, size_t stride) {
  for (size_t i = 0; i < count; i++) {
    double in = x[i * stride], out = b[0] * in + (order > 0 ? state[0] : 0);
    for (size_t k = 0; k < order; k++)
      state[k] = (k + 1 < order ? state[k + 1] : 0) + b[k + 1] * in - a[k + 1] * out;
    y[i * stride] = out;
  }
}

static Value call_filter(Call *call) {
  View b = call_view(call, 0), a = call_view(call, 1), x = call_view(call, 2);
  size_t dimension;
  for (size_t i = 0; i < 3; i++)
    if (!arguments_real(call, i)) return VALUE_FAILED;
  if (!view_is_vector(&b) || !view_is_vector(&a) || b.count == 0 || a.count == 0)
    return call_fail(call, ERROR_SHAPE, "b and a must be vectors");
  if (a.data[0] == 0) return call_fail_at(call, 1, ERROR_DOMAIN, "a must not begin with 0");
  if (!arguments_along(call, &x, 4, &dimension)) return VALUE_FAILED;
  Slices s;
  slices_along(&x, dimension, &s);
  size_t size = b.count > a.count ? b.count : a.count, order = size - 1;
  bool start = call_given(call, 3) && !value_is_empty(call->args[3]);
  if (start && value_count(call->args[3]) != order * s.count)
    return call_fail_at(call, 3, ERROR_SHAPE, "the start needs %zu numbers, not %zu",
                        order * s.count, value_count(call->args[3]));
  Work w = work_begin(call);
  double *bn = work_numbers(&w, size), *an = work_numbers(&w, size);
  double *state = work_numbers(&w, order * s.count);
  Array *y = array_new(x.rank, x.dims, ELEMENT_REAL, false);
  if (!bn || !an || !state || !y) {
    array_release(y);
    return work_done(&w, VALUE_FAILED);
  }
  for (size_t k = 0; k < b.count; k++) bn[k] = b.data[k] / a.data[0];
  for (size_t k = 0; k < a.count; k++) an[k] = a.data[k] / a.data[0];
  if (start) memcpy(state, call_view(call, 3).data, order * s.count * sizeof *state);
  for (size_t k = 0; k < s.count && call_step(call, s.length * size); k++) {
    size_t at = slices_offset(&s, k);
    run_filter(bn, an, order, state + k * order, x.data + at, y->data + at, s.length, s.stride);
  }
  if (call->wanted > 1) {
    Array *end = array_new_matrix(order, s.count);
    if (end) memcpy(end->data, state, order * s.count * sizeof *state);
    call_result(call, 1, value_array(end));
  }
  return work_done(&w, value_array(y));
}

static Value call_filter2(Call *call) {
  return formula(call, "b x shape", "y",
                 "if given < 3, shape = 'same'; end\n"
                 "y = conv2(x, rot90(b, 2), shape);");
}
static Value call_fftfilt(Call *call) {
  return formula(call, "b x", "y", "y = filter(b, 1, x);");
}
static Value call_fftconv(Call *call) {
  return formula(call, "x y", "z", "z = conv(x, y);");
}

static Value call_detrend(Call *call) {
  return formula(call, "x p", "y",
                 "if given < 2, p = 1; end\n"
                 "if ischar(p)\n"
                 "  if strcmp(p, 'constant'), p = 0; elseif strcmp(p, 'linear'), p = 1;\n"
                 "  else, error('the choices are \"constant\", \"linear\" and a degree'); end\n"
                 "end\n"
                 "s = size(x); if isvector(x), x = x(:); end\n"
                 "r = size(x, 1);\n"
                 "b = ((1:r)' * ones(1, p + 1)) .^ (ones(r, 1) * (0:p));\n"
                 "y = reshape(x - b * (b \\ x), s);");
}

/* ------------------------------------------------------------------ windows */

static Value window(Call *call, double c0, double c1, double c2) {
  long m;
  if (!call_integer(call, 0, 1, 1e8, &m)) return VALUE_FAILED;
  Array *a = array_new_matrix((size_t)m, 1);
  bool periodic = call_string_is(call, 1, "periodic");
  if (call_given(call, 1) && !periodic && !call_string_is(call, 1, "symmetric")) {
    array_release(a);
    return call_fail_at(call, 1, ERROR_TYPE, "the choices are \"symmetric\" and \"periodic\"");
  }
  double n = (double)(periodic ? m : m - 1);
  for (long i = 0; a && i < m; i++) {
    double t = 2 * M_PI * (double)i / n;
    a->data[i] = m == 1 ? 1 : c0 - c1 * cos(t) + c2 * cos(2 * t);
  }
  return value_array(a);
}
static Value call_hamming(Call *call) {
  return window(call, 0.54, 0.46, 0);
}
static Value call_hanning(Call *call) {
  return window(call, 0.5, 0.5, 0);
}
static Value call_blackman(Call *call) {
  return window(call, 0.42, 0.5, 0.08);
}

static double sinc_of(double x) {
  return x == 0 ? 1 : sin(M_PI * x) / (M_PI * x);
}

static Value call_unwrap(Call *call) {
  return formula(call, "x tol dim", "y",
                 "if given < 2 || isempty(tol), tol = pi; end\n"
                 "tol = abs(tol); s = size(x);\n"
                 "if given < 3, dim = find(s > 1, 1); if isempty(dim), dim = 1; end, end\n"
                 "if size(x, dim) < 2, y = x; else\n"
                 "  z = s; z(dim) = 1;\n"
                 "  d = cat(dim, zeros(z), diff(x, 1, dim)); p = 2 * pi;\n"
                 "  r = round(abs(d) / p) * p .* ((d > tol) - (d < -tol));\n"
                 "  y = x - cumsum(r, dim);\n"
                 "end");
}

static Value call_periodogram(Call *call) {
  return formula(
      call, "x window n Fs", "Pxx w",
      "if ~isvector(x), error('the samples must be a vector'); end\n"
      "x = x(:); r = numel(x);\n"
      "if ~isempty(window), x = x .* window(:) / norm(window) * sqrt(r); end\n"
      "if isempty(n), n = max(256, 2^nextpow2(r)); end\n"
      "if r > n, rr = mod(r, n); x = sum(reshape(postpad(x, r + mod(n - rr, n)), n, []), 2); end\n"
      "P = abs(fft(x, n)).^2 / r;\n"
      "if isempty(Fs), P = P / (2 * pi); Fs = 2 * pi; else, P = P / Fs; end\n"
      "half = fix(n / 2) + 1;\n"
      "Pxx = P(1:half) + [0; P(n:-1:half + 1); zeros(rem(n + 1, 2), 1)];\n"
      "w = (0:half - 1)' * Fs / n;");
}

static Value call_interpft(Call *call) {
  return formula(call, "x n dim", "z",
                 "if n ~= fix(n) || n < 1, error('n is a whole number from 1'); end\n"
                 "if given < 3, dim = 1; if isrow(x), dim = 2; end, end\n"
                 "if dim == 2, x = x.'; end\n"
                 "m = rows(x); inc = ceil(m / n); y = fft(x, [], 1) / m; k = ceil(m / 2);\n"
                 "extra = n * inc - m;\n"
                 "z = [y(1:k, :); zeros(extra, columns(x)); y(k + 1:m, :)];\n"
                 "if extra > 0 && k == m / 2\n" /* half of the highest frequency on each side */
                 "  half = z(n * inc - k + 1, :) / 2;\n"
                 "  z(n * inc - k + 1, :) = half; z(k + 1, :) = half;\n"
                 "end\n"
                 "z = n * ifft(z, [], 1);\n"
                 "if inc ~= 1, z = inc * z(1:inc:end, :); end\n"
                 "if isreal(x), z = real(z); end\n"
                 "if dim == 2, z = z.'; end");
}

const Builtin fourier_family[] = {
  { .name = "fft",
    .signature = "x: array, n?: array, dim?: array -> array",
    .call = call_fft,
    .summary = "The discrete Fourier transform of each column: which frequencies the numbers are "
               "made of. n cuts or fills with zeros.",
    .formula = "X_k = \\sum_{j=0}^{n-1} x_j e^{-2\\pi i jk/n}",
    .numpy = "np.fft.fft(x)",
    .see = "ifft fft2 fftshift filter",
    .examples = { { "fft([1 0 0 0])", "[1 1 1 1]" },
                  { "abs(fft(cos(2*pi*(0:3)/4)))", "[0 2 0 2]" } } },
  { .name = "ifft",
    .signature = "x: array, n?: array, dim?: array -> array",
    .call = call_ifft,
    .summary = "The numbers whose discrete Fourier transform is x.",
    .numpy = "np.fft.ifft(x)",
    .see = "fft",
    .examples = { { "ifft(fft([1 2 5]))", "[1 2 5]" } } },
  { .name = "fft2",
    .signature = "A: array, m?: scalar, n?: scalar -> array",
    .call = call_fft2,
    .summary = "The discrete Fourier transform in two directions.",
    .numpy = "np.fft.fft2(A)",
    .see = "fft ifft2",
    .examples = { { "fft2([1 2; 3 4])", "[10 -2; -4 0]" } } },
  { .name = "ifft2",
    .signature = "A: array -> array",
    .call = call_ifft2,
    .summary = "The matrix whose two-dimensional Fourier transform is A.",
    .numpy = "np.fft.ifft2(A)",
    .see = "fft2 ifft",
    .examples = { { "ifft2(fft2([1 2; 3 4]))", "[1 2; 3 4]" } } },
  { .name = "fftshift",
    .signature = "x: array, dim?: scalar -> array",
    .call = call_fftshift,
    .summary = "Moves the frequency zero to the middle.",
    .numpy = "np.fft.fftshift(x)",
    .see = "ifftshift fft",
    .examples = { { "fftshift(1:5)", "[4 5 1 2 3]" } } },
  { .name = "ifftshift",
    .signature = "x: array, dim?: scalar -> array",
    .call = call_ifftshift,
    .summary = "Undoes fftshift.",
    .numpy = "np.fft.ifftshift(x)",
    .see = "fftshift",
    .examples = { { "ifftshift([4 5 1 2 3])", "1:5" } } },
  { .name = "filter",
    .signature =
        "b: array, a: array, x: array, start?: array, dim?: array -> y: array, state: array",
    .call = call_filter,
    .summary = "Each number of x after a digital filter: a weighted sum (weights b) of this and "
               "earlier ones, minus one (weights a) of earlier results.",
    .formula = "a_1 y_i = \\sum_k b_k x_{i-k+1} - \\sum_{k>1} a_k y_{i-k+1}",
    .numpy = "scipy.signal.lfilter(np.atleast_1d(b), np.atleast_1d(a), x)",
    .see = "conv filter2 fft movmean",
    .examples = { { "filter([1 1]/2, 1, [1 3 5])", "[0.5 2 4]" },
                  { "filter(1, [1 -0.5], [1 0 0])", "[1 0.5 0.25]" } } },
  { .name = "filter2",
    .signature = "b: matrix, x: matrix, shape?: string -> matrix",
    .call = call_filter2,
    .summary = "Two-dimensional filtering: conv2 with b turned half round.",
    .numpy = "scipy.signal.correlate2d(x, b, mode=\"same\")",
    .see = "conv2 filter",
    .examples = { { "filter2([1 2 3], [1 1 1])", "[5 6 3]" } } },
  { .name = "fftfilt",
    .signature = "b: vector, x: array -> array",
    .call = call_fftfilt,
    .summary = "The filter with the weights b and no feedback: filter(b, 1, x).",
    .numpy = "scipy.signal.oaconvolve(x, b)[:len(x)]",
    .see = "filter conv",
    .examples = { { "fftfilt([1 1], [1 2 3])", "[1 3 5]" } } },
  { .name = "fftconv",
    .signature = "x: vector, y: vector -> vector",
    .call = call_fftconv,
    .summary = "The convolution of two vectors, the same as conv.",
    .numpy = "scipy.signal.fftconvolve(x, y)",
    .see = "conv",
    .examples = { { "fftconv([1 2], [1 3])", "[1 5 6]" } } },
  { .name = "detrend",
    .signature = "x: array, p?: any -> array",
    .call = call_detrend,
    .summary = "The numbers without their straight line (or polynomial of degree p, or with "
               "\"constant\" the mean).",
    .numpy = "scipy.signal.detrend(x)",
    .see = "polyfit center",
    .examples = { { "detrend([1 2 4])", "[1 -2 1]/6" } } },
  { .name = "hamming",
    .signature = "m: scalar, kind?: string -> vector",
    .call = call_hamming,
    .summary = "A Hamming window of m numbers.",
    .numpy = "np.hamming(m)",
    .see = "hanning blackman fft",
    .examples = { { "hamming(3)", "[0.08; 1; 0.08]" } } },
  { .name = "hanning",
    .signature = "m: scalar, kind?: string -> vector",
    .call = call_hanning,
    .summary = "A Hann window of m numbers.",
    .numpy = "np.hanning(m)",
    .see = "hamming blackman",
    .examples = { { "hanning(3)", "[0; 1; 0]" } } },
  { .name = "blackman",
    .signature = "m: scalar, kind?: string -> vector",
    .call = call_blackman,
    .summary = "A Blackman window of m numbers.",
    .numpy = "np.blackman(m)",
    .see = "hamming hanning",
    .examples = { { "blackman(3)", "[0; 1; 0]" } } },
  { .name = "sinc",
    .signature = "x: real -> array",
    .map = sinc_of,
    .derivative = "(cos(pi*x) - sinc(x)) ./ x",
    .summary = "sin(pi x) / (pi x), and 1 at zero.",
    .numpy = "np.sinc(x)",
    .see = "sin fft",
    .examples = { { "sinc([0 0.5 1])", "[1 2/pi 0]" } } },
  { .name = "unwrap",
    .signature = "x: array, tol?: array, dim?: scalar -> array",
    .call = call_unwrap,
    .summary = "Angles in radians without jumps of more than pi.",
    .numpy = "np.unwrap(x)",
    .see = "angle rem",
    .examples = { { "unwrap([0 4])", "[0 4-2*pi]" } } },
  { .name = "periodogram",
    .signature = "x: array, window?: array, n?: array, Fs?: array -> P: vector, w: vector",
    .call = call_periodogram,
    .summary = "How much of the variance of x belongs to each frequency.",
    .numpy = "scipy.signal.periodogram(x)  # frequencies and powers, scaled otherwise",
    .see = "fft",
    .examples = { { "size(periodogram([1 2 3]))", "[129 1]" } } },
  { .name = "interpft",
    .signature = "x: matrix, n: scalar, dim?: scalar -> matrix",
    .call = call_interpft,
    .summary = "One period of a curve read at n equally spaced places, by its frequencies.",
    .numpy = "scipy.signal.resample(x, n, axis=-1)",
    .see = "interp1 fft",
    .examples = { { "interpft(cos(2*pi*(0:3)/4), 8)", "cos(2*pi*(0:7)/8)" } } },
  { 0 }
};
