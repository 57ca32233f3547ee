/* matrices.c -- matrices with a name: Hankel, Hilbert, Pascal, Hadamard and others.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <math.h>
#include <string.h>

/* An n x n matrix of zeros, n in argument 0. */
static Array *square_zeros(Call *call, long *n) {
  if (!call_integer(call, 0, 0, 1e6, n)) return NULL;
  size_t size = (size_t)*n;
  return array_zeros(2, (size_t[]){ size, size }, ELEMENT_REAL, false);
}

static double entry(const View *v, size_t k, size_t part) {
  return v->complex ? v->data[2 * k + part] : part == 0 ? v->data[k] : 0;
}

/* hankel(c) and hankel(c, r): constant along the anti-diagonals. */
static Value call_hankel(Call *call) {
  View c = call_view(call, 0), r = c;
  if (call_given(call, 1)) r = call_view(call, 1);
  for (size_t i = 0; i < 2 && call_given(call, i); i++) {
    View v = call_view(call, i);
    if (!view_is_vector(&v) && v.count > 0)
      return call_fail_at(call, i, ERROR_SHAPE, "the numbers must be a vector");
  }
  bool own = call_given(call, 1), wide = c.complex || r.complex;
  if (own && c.count > 0 && r.count > 0 && entry(&c, c.count - 1, 0) != entry(&r, 0, 0))
    call_warn(call, "hankel: the last number of the column wins over the first of the row");
  Array *a = array_new(2, (size_t[]){ c.count, r.count }, ELEMENT_REAL, wide);
  size_t width = wide ? 2 : 1;
  for (size_t j = 0; a && j < r.count; j++)
    for (size_t i = 0; i < c.count; i++)
      for (size_t part = 0; part < width; part++) {
        size_t at = i + j;
        double x = at < c.count ? entry(&c, at, part) : own ? entry(&r, at - c.count + 1, part) : 0;
        a->data[(i + j * c.count) * width + part] = x;
      }
  return value_array(array_narrow(a));
}

/* The inverse of hilb(n), which has whole entries. */
static Value call_invhilb(Call *call) {
  long n;
  Array *a = square_zeros(call, &n);
  double p = (double)n;
  for (long i = 1; a && i <= n; i++) {
    if (i > 1)
      p *= ((double)(n - i + 1) * (double)(n + i - 1)) / ((double)(i - 1) * (double)(i - 1));
    double r = p * p;
    a->data[(i - 1) * (n + 1)] = r / (double)(2 * i - 1);
    for (long j = i + 1; j <= n; j++) {
      r = -r * ((double)(n - j + 1) * (double)(n + j - 1)) / ((double)(j - 1) * (double)(j - 1));
      a->data[(i - 1) + (j - 1) * n] = a->data[(j - 1) + (i - 1) * n] = r / (double)(i + j - 1);
    }
  }
  return value_array(a);
}

static Value call_pascal(Call *call) {
  long n, kind = 0;
  if (call_given(call, 1) && !call_integer(call, 1, -1, 1, &kind)) return VALUE_FAILED;
  Array *a = square_zeros(call, &n);
  for (long j = 0; a && j < n; j++)
    for (long i = 0; i < n; i++) {
      double *to = &a->data[i + j * n];
      if (kind == 0)
        *to = i == 0 || j == 0 ? 1 : to[-1] + to[-n];
      else if (i >= j) {
        *to = j == 0 || i == j ? 1 : fabs(to[-1]) + fabs(to[-1 - n]);
        if (kind == 1 && j % 2 == 1) *to = -*to;
      }
    }
  return value_array(a);
}

static Value call_rosser(Call *call) {
  static const double rows[8][8] = {
    { 611, 196, -192, 407, -8, -52, -49, 29 }, { 196, 899, 113, -192, -71, -43, -8, -44 },
    { -192, 113, 899, 196, 61, 49, 8, 52 },    { 407, -192, 196, 611, 8, 44, 59, -23 },
    { -8, -71, 61, 8, 411, -599, 208, 208 },   { -52, -43, 49, 44, -599, 411, 208, 208 },
    { -49, -8, 8, 59, 208, 208, 99, -911 },    { 29, -44, 52, -23, 208, 208, -911, 99 },
  };
  (void)call;
  Array *a = array_new_matrix(8, 8);
  if (a) memcpy(a->data, rows, sizeof rows); /* it is symmetric */
  return value_array(a);
}

static Value call_wilkinson(Call *call) {
  long n;
  Array *a = square_zeros(call, &n);
  for (long i = 0; a && i < n; i++) {
    a->data[i * (n + 1)] = fabs((double)(n - 1) / 2 - (double)i);
    if (i > 0) a->data[i * n + i - 1] = a->data[(i - 1) * n + i] = 1;
  }
  return value_array(a);
}

static Value call_compan(Call *call) {
  View c = call_view(call, 0);
  if (!view_is_vector(&c) || c.count == 0)
    return call_fail_at(call, 0, ERROR_SHAPE, "the coefficients must be a vector");
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  size_t n = c.count - 1;
  Array *a = array_zeros(2, (size_t[]){ n, n }, ELEMENT_REAL, false);
  for (size_t j = 0; a && j < n; j++) {
    a->data[j * n] = -c.data[j + 1] / c.data[0];
    if (j + 1 < n) a->data[j * n + j + 1] = 1;
  }
  return value_array(a);
}

/* ------------------------------------------------------------------ Hadamard */

/* Whether n is 2^k times 1, 12, 20 or 28; *BASE is the start. */
static bool hadamard_size(long n, long *base) {
  static const long starts[] = { 1, 12, 20, 28 };
  for (size_t i = 0; i < 4; i++)
    for (long size = starts[i]; size <= n; size *= 2)
      if (size == n) {
        *base = starts[i];
        return true;
      }
  return false;
}

static bool is_square_modulo(long a, long p) {
  for (long x = 1; x < p; x++)
    if (x * x % p == a) return true;
  return false;
}

/* The start of order 12 or 20 after Paley: squares modulo 11 or 19. */
static double paley(long n, long i, long j) {
  long p = n - 1;
  if (i == 0 || j == 0) return 1;
  if (i == j) return -1;
  return is_square_modulo(((i - j) % p + p) % p, p) ? 1 : -1;
}

/* The start of order 28 after Paley: two by two blocks of squares modulo 13, which are symmetric.
 */
static double paley_blocks(long i, long j) {
  long r = i % 14, c = j % 14;
  double sign = i >= 14 && j >= 14 ? -1 : 1;
  if (r == c) return i >= 14 && j < 14 ? -1 : i < 14 && j >= 14 ? -1 : sign;
  if (r == 0 || c == 0) return sign;
  return is_square_modulo(((r - c) % 13 + 13) % 13, 13) ? sign : -sign;
}

static Value call_hadamard(Call *call) {
  long n, base;
  if (!call_integer(call, 0, 1, 4096, &n)) return VALUE_FAILED;
  if (!hadamard_size(n, &base))
    return call_fail_at(call, 0, ERROR_DOMAIN,
                        "the size must be 2^k, or that times 12, 20 or 28, but it is %ld", n);
  Array *a = array_new_matrix((size_t)n, (size_t)n);
  for (long j = 0; a && j < n; j++)
    for (long i = 0; i < n; i++) {
      double sign =
          __builtin_popcountl((unsigned long)(i / base) & (unsigned long)(j / base)) % 2 ? -1 : 1;
      a->data[i + j * n] = sign * (base == 1    ? 1
                                   : base == 28 ? paley_blocks(i % 28, j % 28)
                                                : paley(base, i % base, j % base));
    }
  return value_array(a);
}

/* ------------------------------------------------------------------ blocks and rotations */

static Value call_blkdiag(Call *call) {
  size_t rows = 0, columns = 0;
  bool wide = false;
  for (size_t i = 0; i < call->count; i++) {
    if (!numeric_is_matrix(call, i)) return VALUE_FAILED;
    rows += value_size(call->args[i], 0);
    columns += value_size(call->args[i], 1);
    wide |= value_is_complex(call->args[i]);
  }
  Array *a = array_zeros(2, (size_t[]){ rows, columns }, ELEMENT_REAL, wide);
  size_t width = wide ? 2 : 1, row = 0, column = 0;
  for (size_t i = 0; a && i < call->count; i++) {
    View v = call_view(call, i);
    for (size_t c = 0; c < v.dims[1]; c++)
      for (size_t r = 0; r < v.dims[0]; r++)
        for (size_t part = 0; part < width; part++)
          a->data[(row + r + (column + c) * rows) * width + part] =
              entry(&v, r + c * v.dims[0], part);
    row += v.dims[0];
    column += v.dims[1];
  }
  return value_array(a);
}

/* The rotation by an angle in degrees about one of the three axes. */
static Value turn(Call *call, size_t axis) {
  double angle = call_scalar(call, 0) * M_PI / 180, c = cos(angle), s = sin(angle);
  size_t p = (axis + 1) % 3, q = (axis + 2) % 3;
  double quarter = call_scalar(call, 0) / 90;
  if (quarter == floor(quarter)) c = round(c), s = round(s);
  Array *a = array_zeros(2, (size_t[]){ 3, 3 }, ELEMENT_REAL, false);
  if (!a) return VALUE_FAILED;
  a->data[axis * 4] = 1;
  a->data[p * 4] = a->data[q * 4] = c;
  a->data[q + 3 * p] = s;
  a->data[p + 3 * q] = -s;
  return value_array(a);
}
static Value call_rotx(Call *call) {
  return turn(call, 0);
}
static Value call_roty(Call *call) {
  return turn(call, 1);
}
static Value call_rotz(Call *call) {
  return turn(call, 2);
}

const Builtin matrices_family[] = {
  { .name = "hankel",
    .signature = "c: array, r?: array -> matrix",
    .call = call_hankel,
    .summary = "The matrix with constant anti-diagonals: c down the first column, r along the last "
               "row (zeros when it is left out).",
    .numpy = "scipy.linalg.hankel(c, r)",
    .see = "toeplitz vander",
    .examples = { { "hankel([1 2 3])", "[1 2 3; 2 3 0; 3 0 0]" },
                  { "hankel([1 2], [2 5 6])", "[1 2 5; 2 5 6]" } } },
  { .name = "invhilb",
    .signature = "n: scalar -> matrix",
    .call = call_invhilb,
    .summary = "The exact inverse of the Hilbert matrix hilb(n): all its entries are whole.",
    .numpy = "scipy.linalg.invhilbert(n)",
    .see = "hilb inv cond",
    .examples = { { "invhilb(2)", "[4 -6; -6 12]" } } },
  { .name = "pascal",
    .signature = "n: scalar, kind?: scalar -> matrix",
    .call = call_pascal,
    .summary = "Pascal's triangle as a symmetric matrix; kind -1 is its lower triangular factor, "
               "kind 1 the same with alternating signs.",
    .numpy = "scipy.linalg.pascal(n)",
    .see = "nchoosek chol",
    .examples = { { "pascal(3)", "[1 1 1; 1 2 3; 1 3 6]" },
                  { "pascal(3, -1)", "[1 0 0; 1 1 0; 1 2 1]" } } },
  { .name = "rosser",
    .signature = "-> matrix",
    .call = call_rosser,
    .summary = "Rosser's 8x8 matrix, whose eigenvalues lie close together: a classic test of "
               "eigenvalue programs.",
    .see = "wilkinson eig",
    .examples = { { "trace(rosser())", "4040" } } },
  { .name = "wilkinson",
    .signature = "n: scalar -> matrix",
    .call = call_wilkinson,
    .summary =
        "Wilkinson's symmetric matrix with three diagonals, whose eigenvalues come in close pairs.",
    .see = "rosser eig",
    .examples = { { "wilkinson(3)", "[1 1 0; 1 0 1; 0 1 1]" } } },
  { .name = "compan",
    .signature = "c: array -> matrix",
    .call = call_compan,
    .summary = "The companion matrix of a polynomial: its eigenvalues are the roots.",
    .numpy = "scipy.linalg.companion(c)",
    .see = "roots poly eig",
    .examples = { { "compan([1 -3 2])", "[3 -2; 1 0]" } } },
  { .name = "hadamard",
    .signature = "n: scalar -> matrix",
    .call = call_hadamard,
    .summary = "A matrix of 1 and -1 with columns at right angles; n is a power of 2, or that "
               "times 12, 20 or 28.",
    .numpy = "scipy.linalg.hadamard(n)  # powers of 2 only",
    .see = "kron orth",
    .examples = { { "hadamard(2)", "[1 1; 1 -1]" },
                  { "hadamard(12)' * hadamard(12) - 12*eye(12)", "zeros(12)" } } },
  { .name = "blkdiag",
    .signature = "A: array... -> matrix",
    .call = call_blkdiag,
    .summary = "The matrices along the diagonal of a large one, with zeros elsewhere.",
    .numpy = "scipy.linalg.block_diag(A, B)",
    .see = "diag kron horzcat",
    .examples = { { "blkdiag([1 2], 3)", "[1 2 0; 0 0 3]" } } },
  { .name = "rotx",
    .signature = "angle: scalar -> matrix",
    .call = call_rotx,
    .summary = "The rotation of space about the x axis by an angle in degrees.",
    .numpy = "scipy.spatial.transform.Rotation.from_euler(\"x\", angle, degrees=True).as_matrix()",
    .see = "roty rotz rotation",
    .examples = { { "rotx(90)", "[1 0 0; 0 0 -1; 0 1 0]" } } },
  { .name = "roty",
    .signature = "angle: scalar -> matrix",
    .call = call_roty,
    .summary = "The rotation of space about the y axis by an angle in degrees.",
    .numpy = "scipy.spatial.transform.Rotation.from_euler(\"y\", angle, degrees=True).as_matrix()",
    .see = "rotx rotz rotation",
    .examples = { { "roty(90)", "[0 0 1; 0 1 0; -1 0 0]" } } },
  { .name = "rotz",
    .signature = "angle: scalar -> matrix",
    .call = call_rotz,
    .summary = "The rotation of space about the z axis by an angle in degrees.",
    .numpy = "scipy.spatial.transform.Rotation.from_euler(\"z\", angle, degrees=True).as_matrix()",
    .see = "rotx roty rotation",
    .examples = { { "rotz(90)", "[0 -1 0; 1 0 0; 0 0 1]" } } },
  { 0 }
};
