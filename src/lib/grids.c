/* grids.c -- evenly spaced numbers, grids, tilings and matrices with a pattern.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "value/cell.h"
#include "lib/gather.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ evenly spaced */

/* Filled from both ends, so that the ends are exact and the whole is symmetric. */
static void fill_evenly(double a, double b, size_t n, double *x, size_t stride) {
  double step = n > 1 ? (b - a) / (double)(n - 1) : 0;
  if (isinf(step)) step = b / (double)(n - 1) - a / (double)(n - 1);
  for (size_t i = 0; i < (n + 1) / 2; i++) {
    x[i * stride] = a + (double)i * step;
    x[(n - 1 - i) * stride] = b - (double)i * step;
  }
  if (n % 2 == 1) x[n / 2 * stride] = n == 1 ? b : a == -b ? 0 : (a + b) / 2;
}

/* COUNT numbers from argument 0 to argument 1; columns of starts give one row each. */
static Value spaced(Call *call, double standard, bool powers) {
  View a = call_view(call, 0), b = call_view(call, 1);
  double points = standard;
  if (!arguments_real(call, 0) || !arguments_real(call, 1)) return VALUE_FAILED;
  if (call_given(call, 2)) points = floor(call_scalar(call, 2));
  if (isnan(points)) return call_fail_at(call, 2, ERROR_DOMAIN, "the number of points is NaN");
  if (a.count == 0 || b.count == 0 || a.rank > 2 || b.rank > 2 ||
      (a.count > 1 && b.count > 1 && a.count != b.count))
    return call_fail(call, ERROR_SHAPE, "the ends must be numbers, or vectors of one length");
  if (points < 1) points = 1;
  size_t rows = a.count > b.count ? a.count : b.count;
  if (points > 1e12 || !array_fits((size_t)points))
    return call_fail_at(call, 2, ERROR_LIMIT, "%g points need more memory than is allowed", points);
  Array *x = array_new_matrix(rows, (size_t)points);
  if (!x || !call_step(call, x->count)) {
    array_release(x);
    return VALUE_FAILED;
  }
  for (size_t r = 0; r < rows; r++)
    fill_evenly(a.data[a.count > 1 ? r : 0], b.data[b.count > 1 ? r : 0], (size_t)points,
                x->data + r, rows);
  for (size_t k = 0; powers && k < x->count; k++) x->data[k] = pow(10, x->data[k]);
  return value_array(x);
}

static Value call_linspace(Call *call) {
  return spaced(call, 100, false);
}
static Value call_logspace(Call *call) {
  return spaced(call, 50, true);
}

/* ------------------------------------------------------------------ grids */

/* The numbers of V spread over a grid so that they run along DIMENSION. */
static Value spread(Call *call, Value source, size_t rank, const size_t *dims, size_t dimension) {
  Gather g;
  size_t step = 1;
  if (!gather_begin(&g, call, rank, dims)) return VALUE_FAILED;
  for (size_t d = 0; d < dimension; d++) step *= dims[d];
  for (size_t k = 0; k < g.count; k++) g.from[k] = k / step % dims[dimension];
  return gather_finish(&g, source);
}

/* meshgrid has x along the columns; ndgrid has the first along the rows. */
static Value make_grid(Call *call, bool mesh) {
  size_t given = call->count, wanted = call->wanted > 1 ? call->wanted : 1, dims[MAX_RANK];
  size_t rank = given == 1 ? (wanted > 2 ? wanted : 2) : given;
  if (mesh && (rank > 3 || wanted > 3))
    return call_fail(call, ERROR_TYPE, "meshgrid makes grids of two or three dimensions");
  if (wanted > rank || rank > MAX_RESULTS)
    return call_fail(call, ERROR_TYPE, "there are only %zu grids", rank);
  for (size_t d = 0; d < rank; d++) {
    size_t i = given == 1 ? 0 : d;
    size_t along = mesh && d < 2 ? 1 - d : d;
    dims[along] = value_count(call->args[i]);
  }
  Value first = VALUE_NOTHING;
  for (size_t d = 0; d < wanted; d++) {
    Value grid =
        spread(call, call->args[given == 1 ? 0 : d], rank, dims, mesh && d < 2 ? 1 - d : d);
    if (grid.kind == VALUE_ERROR) {
      value_release(first);
      return grid;
    }
    if (d == 0)
      first = grid;
    else
      call_result(call, d, grid);
  }
  return first;
}

static Value call_meshgrid(Call *call) {
  return make_grid(call, true);
}
static Value call_ndgrid(Call *call) {
  return make_grid(call, false);
}

static Value call_repmat(Call *call);

static Value repeat_record(Call *call) {
  Value args[MAX_RANK + 2] = { { 0 } };
  for (size_t i = 1; i < call->count && i < MAX_RANK + 2; i++) args[i] = call->args[i];
  args[0] =
      (Value){ .kind = VALUE_CELL, .cell = records_arranged(call->args[0], call->args[0].record) };
  if (!args[0].cell) return VALUE_FAILED;
  Call inner = *call;
  inner.args = args;
  Value r = call_repmat(&inner);
  cell_release(args[0].cell);
  return r;
}

/* A matrix, DOWN x BESIDE times: whole columns are copied. */
static Value repeat_matrix(Call *call, const View *v, size_t down, size_t beside,
                           const size_t *dims) {
  size_t width = (v->complex ? 2 : 1) * sizeof *v->data, piece = v->dims[0] * width;
  size_t whole = v->count * down * width, total;
  if (__builtin_mul_overflow(dims[0], dims[1], &total) || !array_fits(total))
    return call_fail(call, ERROR_LIMIT, "the result would need more memory than is allowed");
  Array *a = call_step(call, total) ? array_new(2, dims, v->element, v->complex) : NULL;
  if (!a) return VALUE_FAILED;
  if (call->args[0].kind == VALUE_ARRAY) a->quoted = call->args[0].array->quoted;
  char *to = (char *)a->data;
  const char *from = (const char *)v->data;
  for (size_t c = 0; a->count > 0 && c < v->dims[1]; c++, from += piece)
    for (size_t k = 0; k < down; k++, to += piece) memcpy(to, from, piece);
  for (size_t k = 1; a->count > 0 && k < beside; k++, to += whole) memcpy(to, a->data, whole);
  return value_array(array_narrow(a));
}

static Value call_repmat(Call *call) {
  if (call->args[0].kind == VALUE_RECORD && call->count <= MAX_RANK) return repeat_record(call);
  size_t rank, times[MAX_RANK], dims[MAX_RANK], source_rank;
  const size_t *source;
  if (call->count < 2) return call_fail(call, ERROR_TYPE, "repmat needs the numbers of copies");
  if (!arguments_sizes(call, 1, &rank, times)) return VALUE_FAILED;
  Value single = call->args[0];
  Value tile = single.kind == VALUE_FUNCTION || single.kind == VALUE_RECORD ? VALUE_FAILED : single;
  if (tile.kind == VALUE_ERROR || !value_dims(&tile, &source_rank, &source))
    return call_fail_at(call, 0, ERROR_TYPE, "repmat repeats arrays, texts and cells");
  if (source_rank > rank) {
    for (size_t d = rank; d < source_rank; d++) times[d] = 1;
    rank = source_rank;
  }
  for (size_t d = 0; d < rank; d++) {
    size_t size = d < source_rank ? source[d] : 1;
    if (__builtin_mul_overflow(size, times[d], &dims[d])) dims[d] = SIZE_MAX;
  }
  View v;
  if (rank == 2 && source_rank == 2 && value_view(&tile, &v))
    return repeat_matrix(call, &v, times[0], times[1], dims);
  Gather g;
  if (!gather_begin(&g, call, rank, dims)) return VALUE_FAILED;
  size_t at[MAX_RANK] = { 0 };
  for (size_t k = 0; k < g.count; k++) {
    size_t place = 0, step = 1;
    for (size_t d = 0; d < rank; d++) {
      size_t size = d < source_rank ? source[d] : 1;
      place += at[d] % size * step;
      step *= size;
    }
    g.from[k] = place;
    for (size_t d = 0; d < rank && ++at[d] == dims[d]; d++) at[d] = 0;
  }
  return gather_finish(&g, tile);
}

/* ------------------------------------------------------------------ patterns */

static void magic_odd(double *m, size_t n, size_t rows, double more) {
  for (size_t r = 0; r < n; r++)
    for (size_t c = 0; c < n; c++) {
      size_t a = (r + 1 + c + 1 + n - (n + 3) / 2 % n) % n, b = (r + 1 + 2 * (c + 1) + n - 2) % n;
      m[r + c * rows] = (double)(n * a + b + 1) + more;
    }
}

static void magic_four(double *m, size_t n) {
  for (size_t r = 0; r < n; r++)
    for (size_t c = 0; c < n; c++) {
      double plain = (double)(r * n + c + 1);
      bool turned = (r + 1) % 4 / 2 == (c + 1) % 4 / 2;
      m[r + c * n] = turned ? (double)(n * n + 1) - plain : plain;
    }
}

static void swap_halves(double *m, size_t n, size_t row, size_t column) {
  double *x = &m[row + column * n], *y = &m[row + n / 2 + column * n], kept = *x;
  *x = *y;
  *y = kept;
}

/* Four odd squares, of which some rows are exchanged. */
static void magic_even(double *m, size_t n) {
  size_t p = n / 2, k = (n - 2) / 4;
  double square = (double)(p * p);
  magic_odd(m, p, n, 0);
  magic_odd(m + p + p * n, p, n, square);
  magic_odd(m + p * n, p, n, 2 * square);
  magic_odd(m + p, p, n, 3 * square);
  for (size_t c = 0; c < n; c++)
    if (c < k || c + k > n)
      for (size_t r = 0; r < p; r++) swap_halves(m, n, r, c);
  swap_halves(m, n, k, 0);
  swap_halves(m, n, k, k);
}

static Value call_magic(Call *call) {
  double size = floor(call_scalar(call, 0));
  if (isnan(size) || size > 1e6)
    return call_fail_at(call, 0, ERROR_LIMIT, "n must be a whole number of a sensible size");
  size_t n = size > 0 ? (size_t)size : 0;
  Array *a = array_new_matrix(n, n);
  if (!a || !call_step(call, a->count)) {
    array_release(a);
    return VALUE_FAILED;
  }
  static const double two[] = { 4, 1, 3, 2 };
  if (n == 2)
    memcpy(a->data, two, sizeof two);
  else if (n % 2 == 1)
    magic_odd(a->data, n, n, 0);
  else if (n % 4 == 0)
    magic_four(a->data, n);
  else
    magic_even(a->data, n);
  return value_array(a);
}

static Value call_hilb(Call *call) {
  long n;
  if (!call_integer(call, 0, 0, 1e5, &n)) return VALUE_FAILED;
  Array *a = array_new_matrix((size_t)n, (size_t)n);
  for (long r = 0; a && r < n; r++)
    for (long c = 0; c < n; c++) a->data[r + c * n] = 1 / (double)(r + c + 1);
  return value_array(a);
}

static Value call_vander(Call *call) {
  View v = call_view(call, 0);
  long n = (long)v.count;
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  if (call_given(call, 1) && !call_integer(call, 1, 0, 1e9, &n)) return VALUE_FAILED;
  Array *a = array_new_matrix(v.count, (size_t)n);
  if (!a || !call_step(call, a->count)) {
    array_release(a);
    return VALUE_FAILED;
  }
  for (size_t r = 0; r < v.count; r++)
    for (long c = 0; c < n; c++)
      a->data[r + (size_t)c * v.count] = pow(v.data[r], (double)(n - 1 - c));
  return value_array(a);
}

/* toeplitz(c) of complex numbers is Hermitian with the row c. */
static Value call_toeplitz(Call *call) {
  View c = call_view(call, 0), r = call_view(call, call_given(call, 1) ? 1 : 0);
  bool wide = c.complex || r.complex, alone = !call_given(call, 1);
  size_t width = wide ? 2 : 1;
  Array *a = array_new(2, (size_t[]){ c.count, r.count }, ELEMENT_REAL, wide);
  for (size_t i = 0; a && i < c.count; i++)
    for (size_t k = 0; k < r.count; k++) {
      const View *from = i >= k && !(alone && i == k) ? &c : &r;
      size_t at = i >= k ? i - k : k - i;
      double *to = a->data + width * (i + k * c.count);
      to[0] = from->data[from->complex ? 2 * at : at];
      if (wide) to[1] = !from->complex ? 0 : from->data[2 * at + 1];
      if (wide && alone && i > k) to[1] = -to[1];
    }
  return value_array(a);
}

static Value call_onehot(Call *call) {
  View v = call_view(call, 0);
  double classes = 0;
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  for (size_t k = 0; k < v.count; k++) {
    if (!(v.data[k] >= 1 && v.data[k] == floor(v.data[k])))
      return call_fail_at(call, 0, ERROR_DOMAIN, "labels are whole numbers from 1, but one is %g",
                          v.data[k]);
    if (v.data[k] > classes) classes = v.data[k];
  }
  if (call_given(call, 1)) {
    double count = call_scalar(call, 1);
    if (!(count >= classes && count == floor(count)))
      return call_fail_at(call, 1, ERROR_DOMAIN, "the label %g needs at least as many classes",
                          classes);
    classes = count;
  }
  if (classes > 1e9) return call_fail_at(call, 0, ERROR_LIMIT, "there are too many classes");
  Array *a = array_zeros(2, (size_t[]){ v.count, (size_t)classes }, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < v.count; k++) a->data[k + ((size_t)v.data[k] - 1) * v.count] = 1;
  return value_array(a);
}

const Builtin grids_family[] = {
  { .name = "linspace",
    .signature = "a: real, b: real, n?: scalar -> vector",
    .call = call_linspace,
    .summary = "n evenly spaced numbers from a to b, both included; 100 when n is left out.",
    .numpy = "np.linspace(a, b, n)",
    .see = "logspace colon meshgrid",
    .examples = { { "linspace(0, 1, 5)", "[0 0.25 0.5 0.75 1]" } } },
  { .name = "logspace",
    .signature = "a: real, b: real, n?: scalar -> vector",
    .call = call_logspace,
    .summary = "n numbers from 10^a to 10^b with equal ratios; 50 when n is left out.",
    .numpy = "np.logspace(a, b, n)",
    .see = "linspace log10",
    .examples = { { "logspace(0, 2, 3)", "[1 10 100]" } } },
  { .name = "meshgrid",
    .signature = "x: vector, y?: vector, z?: vector -> X: array, Y: array, Z: array",
    .call = call_meshgrid,
    .summary = "The coordinates of all points of a grid: x runs along the columns of X, y down "
               "the rows of Y.",
    .numpy = "np.meshgrid(x, y)",
    .see = "ndgrid linspace",
    .examples = { { "[X, Y] = meshgrid(1:3, 1:2); [X; Y]", "[1 2 3; 1 2 3; 1 1 1; 2 2 2]" } } },
  { .name = "ndgrid",
    .signature = "x: vector, y?: vector... -> X: array, Y: array",
    .call = call_ndgrid,
    .summary = "The coordinates of all points of a grid; the first vector runs down the rows.",
    .numpy = "np.meshgrid(x, y, indexing='ij')",
    .see = "meshgrid",
    .examples = { { "[X, Y] = ndgrid(1:2, 1:3); [X; Y]", "[1 1 1; 2 2 2; 1 2 3; 1 2 3]" } } },
  { .name = "repmat",
    .signature = "A: any, copies: real... -> array",
    .call = call_repmat,
    .summary = "Copies of A laid out like tiles, m down and n across.",
    .numpy = "np.tile(A, (m, n))",
    .see = "kron ones",
    .examples = { { "repmat([1 2], 2, 2)", "[1 2 1 2; 1 2 1 2]" },
                  { "repmat('ab', 1, 2)", "'abab'" } } },
  { .name = "magic",
    .signature = "n: scalar -> matrix",
    .call = call_magic,
    .summary = "A square of the numbers 1 to n^2 whose rows, columns and diagonals have one sum.",
    .see = "hilb",
    .examples = { { "magic(3)", "[8 1 6; 3 5 7; 4 9 2]" },
                  { "sum(magic(6))", "111*ones(1, 6)" } } },
  { .name = "hilb",
    .signature = "n: scalar -> matrix",
    .call = call_hilb,
    .summary = "The Hilbert matrix, the classic example of a badly conditioned one.",
    .formula = "H_{ij} = \\frac{1}{i + j - 1}",
    .numpy = "scipy.linalg.hilbert(n)",
    .see = "cond inv",
    .examples = { { "hilb(2)", "[1 1/2; 1/2 1/3]" } } },
  { .name = "vander",
    .signature = "c: vector, n?: scalar -> matrix",
    .call = call_vander,
    .summary = "The Vandermonde matrix: the powers of each number in a row, highest first.",
    .formula = "V_{ij} = c_i^{\\,n-j}",
    .numpy = "np.vander(c, n)",
    .see = "polyfit polyval",
    .examples = { { "vander([2 3 5])", "[4 2 1; 9 3 1; 25 5 1]" } } },
  { .name = "toeplitz",
    .signature = "c: vector, r?: vector -> matrix",
    .call = call_toeplitz,
    .summary = "The matrix with constant diagonals, first column c and first row r.",
    .numpy = "scipy.linalg.toeplitz(c, r)",
    .see = "conv vander",
    .examples = { { "toeplitz([1 2 3])", "[1 2 3; 2 1 2; 3 2 1]" } } },
  { .name = "onehot",
    .signature = "labels: vector, k?: scalar -> matrix",
    .call = call_onehot,
    .summary = "One row for each label, with a single 1 in the column of that label.",
    .numpy = "np.eye(k)[labels - 1]",
    .see = "eye crossentropy",
    .warning = "labels count from 1",
    .examples = { { "onehot([2 1 3])", "[0 1 0; 1 0 0; 0 0 1]" },
                  { "onehot([1 2], 3)", "[1 0 0; 0 1 0]" } } },
  { 0 }
};
