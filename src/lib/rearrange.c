/* rearrange.c -- the same entries in another order or shape.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/gather.h"

#include <math.h>
#include <string.h>

/* The sizes of argument I; fails for functions and records. */
static bool shape_of(Call *call, size_t i, size_t *rank, const size_t **dims) {
  const Value *v = &call->args[i];
  if (v->kind != VALUE_FUNCTION && v->kind != VALUE_RECORD && value_dims(v, rank, dims))
    return true;
  call_fail_at(call, i, ERROR_TYPE, "this works on arrays and cells");
  return false;
}

static Value reshaped(Call *call, size_t rank, const size_t *dims) {
  Value x = call->args[0];
  if (x.kind == VALUE_ARRAY) return value_array(array_reshape(array_retain(x.array), rank, dims));
  Gather g;
  if (!gather_begin(&g, call, rank, dims)) return VALUE_FAILED;
  for (size_t k = 0; k < g.count; k++) g.from[k] = k;
  return gather_finish(&g, x);
}

/* reshape(x, m, [], k): the open size follows from the others. */
static bool open_sizes(Call *call, size_t *rank, size_t *dims) {
  size_t open = call->count, product = 1;
  *rank = 0;
  for (size_t i = 1; i < call->count && *rank < MAX_RANK; i++) {
    View v = call_view(call, i);
    if (v.count == 0 && open == call->count) {
      open = i;
      dims[(*rank)++] = 1;
      continue;
    }
    if (v.count != 1 || !(v.data[0] >= 0 && v.data[0] == floor(v.data[0]) && v.data[0] < 1e15)) {
      call_fail_at(call, i, ERROR_TYPE, "sizes are whole numbers; only one may be left open as []");
      return false;
    }
    dims[*rank] = (size_t)v.data[0];
    if (__builtin_mul_overflow(product, dims[(*rank)++], &product)) product = 0;
  }
  size_t count = value_count(call->args[0]);
  if (open == call->count) return true;
  if (product == 0 || count % product != 0) {
    call_fail(call, ERROR_SHAPE, "%zu entries cannot be laid out in groups of %zu", count, product);
    return false;
  }
  dims[open - 1] = count / product;
  return true;
}

static Value call_reshape(Call *call) {
  size_t rank, dims[MAX_RANK], own_rank, count = 1;
  const size_t *own;
  if (!shape_of(call, 0, &own_rank, &own)) return VALUE_FAILED;
  bool good;
  if (call->count == 2)
    good = value_count(call->args[1]) >= 2
               ? arguments_sizes(call, 1, &rank, dims)
               : (call_fail_at(call, 1, ERROR_TYPE, "write the sizes as m, n or as [m n]"), false);
  else
    good = open_sizes(call, &rank, dims);
  if (!good) return VALUE_FAILED;
  for (size_t d = 0; d < rank; d++)
    if (__builtin_mul_overflow(count, dims[d], &count)) count = SIZE_MAX;
  if (count != value_count(call->args[0])) {
    Text from = TEXT_EMPTY;
    value_shape(call->args[0], &from);
    call_fail(call, ERROR_SHAPE, "%s has %zu entries, and %zu do not fit", text_string(&from),
              value_count(call->args[0]), count);
    text_free(&from);
    return VALUE_FAILED;
  }
  return reshaped(call, rank, dims);
}

static Value call_vec(Call *call) {
  size_t dims[2] = { value_count(call->args[0]), 1 }, rank;
  const size_t *own;
  return shape_of(call, 0, &rank, &own) ? reshaped(call, 2, dims) : VALUE_FAILED;
}

static Value call_squeeze(Call *call) {
  size_t rank, kept = 0, dims[MAX_RANK];
  const size_t *own;
  if (!shape_of(call, 0, &rank, &own)) return VALUE_FAILED;
  if (rank == 2) return value_retain(call->args[0]);
  for (size_t d = 0; d < rank; d++)
    if (own[d] != 1) dims[kept++] = own[d];
  while (kept < 2) dims[kept++] = 1;
  return reshaped(call, kept, dims);
}

/* ------------------------------------------------------------------ moved entries */

static Value permuted(Call *call, bool inverse) {
  size_t rank, dims[MAX_RANK], steps[MAX_RANK], order[MAX_RANK], at[MAX_RANK] = { 0 };
  const size_t *own;
  View p = call_view(call, 1);
  bool seen[MAX_RANK] = { false };
  if (!shape_of(call, 0, &rank, &own)) return VALUE_FAILED;
  size_t n = p.count;
  bool good = n >= rank && n <= MAX_RANK && !p.complex;
  for (size_t d = 0; good && d < n; d++) {
    good = p.data[d] >= 1 && p.data[d] <= (double)n && p.data[d] == floor(p.data[d]) &&
           !seen[(size_t)p.data[d] - 1];
    if (!good) break;
    size_t target = (size_t)p.data[d] - 1;
    seen[target] = true;
    if (inverse)
      order[target] = d;
    else
      order[d] = target;
  }
  if (!good)
    return call_fail_at(call, 1, ERROR_DOMAIN,
                        "the order must name each dimension once, such as [2 1]");
  for (size_t d = 0; d < n; d++) {
    size_t source = order[d];
    dims[d] = source < rank ? own[source] : 1;
    steps[d] = 1;
    for (size_t k = 0; k < source && k < rank; k++) steps[d] *= own[k];
  }
  Gather g;
  if (!gather_begin(&g, call, n, dims)) return VALUE_FAILED;
  for (size_t k = 0; k < g.count; k++) {
    size_t place = 0;
    for (size_t d = 0; d < n; d++) place += at[d] * steps[d];
    g.from[k] = place;
    for (size_t d = 0; d < n && ++at[d] == dims[d]; d++) at[d] = 0;
  }
  return gather_finish(&g, call->args[0]);
}

static Value call_permute(Call *call) {
  return permuted(call, false);
}
static Value call_ipermute(Call *call) {
  return permuted(call, true);
}

/* Along DIMENSION the entry I of the result is the entry (I + SHIFT) mod length, or its mirror. */
static Value turned(Call *call, Value x, size_t dimension, double shift, bool mirror) {
  size_t rank, step = 1;
  const size_t *own;
  value_dims(&x, &rank, &own);
  if (dimension >= rank) return value_retain(x);
  Gather g;
  if (!gather_begin(&g, call, rank, own)) return VALUE_FAILED;
  size_t length = own[dimension];
  for (size_t d = 0; d < dimension; d++) step *= own[d];
  double by = length > 0 ? fmod(shift, (double)length) : 0;
  size_t offset = by < 0 ? (size_t)(by + (double)length) : (size_t)by;
  for (size_t k = 0; k < g.count; k++) {
    size_t at = k / step % length;
    size_t source = mirror ? length - 1 - at : (at + offset) % length;
    g.from[k] = k - at * step + source * step;
  }
  return gather_finish(&g, x);
}

static size_t first_dimension(Value x) {
  size_t d = 0;
  while (d < value_rank(x) && value_size(x, d) == 1) d++;
  return d == value_rank(x) ? 0 : d;
}

static Value call_flip(Call *call) {
  size_t rank, dimension = first_dimension(call->args[0]);
  const size_t *own;
  if (!shape_of(call, 0, &rank, &own) || !arguments_dimension(call, 1, &dimension))
    return VALUE_FAILED;
  return turned(call, call->args[0], dimension, 0, true);
}

static Value call_flipud(Call *call) {
  size_t rank;
  const size_t *own;
  return shape_of(call, 0, &rank, &own) ? turned(call, call->args[0], 0, 0, true) : VALUE_FAILED;
}
static Value call_fliplr(Call *call) {
  size_t rank;
  const size_t *own;
  return shape_of(call, 0, &rank, &own) ? turned(call, call->args[0], 1, 0, true) : VALUE_FAILED;
}

static Value call_circshift(Call *call) {
  size_t rank, dimension = first_dimension(call->args[0]);
  const size_t *own;
  View n = call_view(call, 1);
  if (!shape_of(call, 0, &rank, &own) || !arguments_dimension(call, 2, &dimension) ||
      !arguments_real(call, 1))
    return VALUE_FAILED;
  for (size_t k = 0; k < n.count; k++)
    if (n.data[k] != floor(n.data[k]) || !isfinite(n.data[k]))
      return call_fail_at(call, 1, ERROR_DOMAIN, "the shift must be a whole number");
  if (n.count > 1 && (n.count > rank || call_given(call, 2)))
    return call_fail_at(call, 1, ERROR_SHAPE, "give one shift for each dimension");
  if (n.count == 1) return turned(call, call->args[0], dimension, -n.data[0], false);
  Value x = value_retain(call->args[0]);
  for (size_t d = 0; d < n.count && x.kind != VALUE_ERROR; d++) {
    Value next = turned(call, x, d, -n.data[d], false);
    value_release(x);
    x = next;
  }
  return x;
}

static Value call_rot90(Call *call) {
  size_t rank;
  const size_t *own;
  double turns = call_scalar_or(call, 1, 1);
  if (!shape_of(call, 0, &rank, &own)) return VALUE_FAILED;
  if (turns != floor(turns) || !isfinite(turns))
    return call_fail_at(call, 1, ERROR_DOMAIN, "the number of quarter turns must be whole");
  size_t quarter = (size_t)(fmod(fmod(turns, 4) + 4, 4)), m = own[0], n = own[1];
  size_t dims[MAX_RANK] = { quarter % 2 ? n : m, quarter % 2 ? m : n };
  for (size_t d = 2; d < rank; d++) dims[d] = own[d];
  Gather g;
  if (!gather_begin(&g, call, rank, dims)) return VALUE_FAILED;
  for (size_t k = 0; k < g.count; k++) {
    size_t r = k % dims[0], c = k / dims[0] % dims[1], page = k / (m * n) * (m * n);
    switch (quarter) {
    case 0: g.from[k] = k; break;
    case 1: g.from[k] = c + (n - 1 - r) * m; break;
    case 2: g.from[k] = (m - 1 - r) + (n - 1 - c) * m; break;
    default: g.from[k] = (m - 1 - c) + r * m; break;
    }
    if (quarter != 0) g.from[k] += page;
  }
  return gather_finish(&g, call->args[0]);
}

/* ------------------------------------------------------------------ parts and padding */

static Value triangle(Call *call, bool upper) {
  View v = call_view(call, 0);
  double k = call_scalar_or(call, 1, 0);
  if (v.rank != 2) return call_fail_at(call, 0, ERROR_SHAPE, "a triangle is part of a matrix");
  Gather g;
  if (!gather_begin(&g, call, 2, v.dims)) return VALUE_FAILED;
  for (size_t i = 0; i < g.count; i++) {
    double above = (double)(i / v.dims[0]) - (double)(i % v.dims[0]) - k;
    g.from[i] = (upper ? above >= 0 : above <= 0) ? i : GATHER_NOTHING;
  }
  return gather_finish(&g, call->args[0]);
}

static Value call_triu(Call *call) {
  return triangle(call, true);
}
static Value call_tril(Call *call) {
  return triangle(call, false);
}

static Value call_resize(Call *call) {
  size_t rank, dims[MAX_RANK], own_rank, at[MAX_RANK] = { 0 };
  const size_t *own;
  if (!shape_of(call, 0, &own_rank, &own) || !arguments_sizes(call, 1, &rank, dims))
    return VALUE_FAILED;
  Gather g;
  if (!gather_begin(&g, call, rank, dims)) return VALUE_FAILED;
  for (size_t k = 0; k < g.count; k++) {
    size_t place = 0, step = 1;
    bool inside = true;
    for (size_t d = 0; d < rank || d < own_rank; d++) {
      size_t size = d < own_rank ? own[d] : 1, here = d < rank ? at[d] : 0;
      inside &= here < size;
      place += here * step;
      step *= size;
    }
    g.from[k] = inside ? place : GATHER_NOTHING;
    for (size_t d = 0; d < rank && ++at[d] == dims[d]; d++) at[d] = 0;
  }
  return gather_finish(&g, call->args[0]);
}

/* LENGTH entries along a dimension, cut or filled up behind or, with FRONT, before. */
static Value padded(Call *call, bool front) {
  View v = call_view(call, 0);
  long length;
  double fill = call_scalar_or(call, 2, 0);
  size_t dimension, dims[MAX_RANK], step = 1;
  if (!arguments_along(call, &v, 3, &dimension) || !call_integer(call, 1, 0, 1e15, &length))
    return VALUE_FAILED;
  size_t rank = dimension < v.rank ? v.rank : dimension + 1;
  for (size_t d = 0; d < rank; d++) dims[d] = d < v.rank ? v.dims[d] : 1;
  size_t old = dims[dimension], wanted = (size_t)length;
  dims[dimension] = wanted;
  for (size_t d = 0; d < dimension; d++) step *= dims[d];
  Array *a = array_new(rank, dims, v.element, v.complex);
  if (!a || !call_step(call, a->count)) {
    array_release(a);
    return VALUE_FAILED;
  }
  size_t width = v.complex ? 2 : 1;
  for (size_t k = 0; k < a->count; k++) {
    size_t block = k / (step * wanted), at = k / step % wanted;
    bool inside = front ? at + old >= wanted : at < old;
    size_t source = front ? at + old - wanted : at;
    size_t from = block * step * old + source * step + k % step;
    for (size_t part = 0; part < width; part++)
      a->data[k * width + part] = inside ? v.data[from * width + part] : part ? 0 : fill;
  }
  return value_array(a);
}

static Value call_postpad(Call *call) {
  return padded(call, false);
}
static Value call_prepad(Call *call) {
  return padded(call, true);
}

const Builtin rearrange_family[] = {
  { .name = "reshape",
    .signature = "A: any, sizes: real... -> array",
    .call = call_reshape,
    .summary = "The same entries, column after column, in another shape; one size may be [].",
    .numpy = "A.reshape((m, n), order='F')",
    .see = "vec permute resize",
    .warning = "entries are taken down the columns; NumPy takes them along the rows",
    .examples = { { "reshape(1:6, 2, 3)", "[1 3 5; 2 4 6]" },
                  { "reshape(1:6, [], 2)", "[1 4; 2 5; 3 6]" },
                  { "reshape(1:6, 4, 2)", "error: reshape: 1x6 has 6 entries" } } },
  { .name = "vec",
    .signature = "A: any -> array",
    .call = call_vec,
    .summary = "All entries in one column, as A(:) does.",
    .formula = "\\operatorname{vec}(A)",
    .numpy = "A.ravel(order='F')[:, None]",
    .see = "reshape",
    .examples = { { "vec([1 2; 3 4])", "[1; 3; 2; 4]" } } },
  { .name = "squeeze",
    .signature = "A: any -> array",
    .call = call_squeeze,
    .summary = "Drops the dimensions of size 1 from an array with more than two.",
    .numpy = "np.squeeze(A)",
    .see = "reshape permute",
    .examples = { { "size(squeeze(ones(2, 1, 3)))", "[2 3]" } } },
  { .name = "permute",
    .signature = "A: any, order: vector -> array",
    .call = call_permute,
    .summary = "Exchanges dimensions: permute(A, [2 1]) is the transpose.",
    .numpy = "np.transpose(A, list(order - 1))",
    .see = "ipermute transpose",
    .examples = { { "permute([1 2; 3 4], [2 1])", "[1 3; 2 4]" },
                  { "size(permute(ones(2, 3, 4), [3 1 2]))", "[4 2 3]" } } },
  { .name = "ipermute",
    .signature = "A: any, order: vector -> array",
    .call = call_ipermute,
    .summary = "Undoes permute with the same order.",
    .numpy = "np.transpose(A, list(np.argsort(order)))",
    .see = "permute",
    .examples = { { "size(ipermute(ones(4, 2, 3), [3 1 2]))", "[2 3 4]" } } },
  { .name = "flip",
    .signature = "x: any, dim?: scalar -> array",
    .call = call_flip,
    .summary = "Reverses the order along a dimension.",
    .numpy = "np.flip(x, axis=dim - 1)",
    .see = "fliplr flipud rot90",
    .examples = { { "flip([1 2 3])", "[3 2 1]" }, { "flip([1 2; 3 4])", "[3 4; 1 2]" } } },
  { .name = "fliplr",
    .signature = "A: any -> array",
    .call = call_fliplr,
    .summary = "The columns in reverse order.",
    .numpy = "np.fliplr(A)",
    .see = "flipud flip",
    .examples = { { "fliplr([1 2; 3 4])", "[2 1; 4 3]" } } },
  { .name = "flipud",
    .signature = "A: any -> array",
    .call = call_flipud,
    .summary = "The rows in reverse order.",
    .numpy = "np.flipud(A)",
    .see = "fliplr flip",
    .examples = { { "flipud([1 2; 3 4])", "[3 4; 1 2]" } } },
  { .name = "circshift",
    .signature = "x: any, n: array, dim?: scalar -> array",
    .call = call_circshift,
    .summary = "Moves the entries n places on; what leaves at the end comes in at the front.",
    .numpy = "np.roll(x, n, axis=dim - 1)",
    .see = "flip",
    .examples = { { "circshift([1 2 3 4], 1)", "[4 1 2 3]" } } },
  { .name = "rot90",
    .signature = "A: any, k?: scalar -> matrix",
    .call = call_rot90,
    .summary = "The matrix turned counterclockwise by k quarter turns.",
    .numpy = "np.rot90(A, k)",
    .see = "flip transpose",
    .examples = { { "rot90([1 2; 3 4])", "[2 4; 1 3]" } } },
  { .name = "triu",
    .signature = "A: array, k?: scalar -> matrix",
    .call = call_triu,
    .summary = "The upper triangle, zeros below; k counts diagonals upwards.",
    .numpy = "np.triu(A, k)",
    .see = "tril diag",
    .examples = { { "triu([1 2; 3 4])", "[1 2; 0 4]" } } },
  { .name = "tril",
    .signature = "A: array, k?: scalar -> matrix",
    .call = call_tril,
    .summary = "The lower triangle, zeros above; k counts diagonals upwards.",
    .numpy = "np.tril(A, k)",
    .see = "triu diag",
    .examples = { { "tril([1 2; 3 4], -1)", "[0 0; 3 0]" } } },
  { .name = "resize",
    .signature = "A: any, sizes: real... -> array",
    .call = call_resize,
    .summary = "A cut or filled with zeros to the given sizes.",
    .see = "postpad reshape",
    .examples = { { "resize([1 2; 3 4], 3, 1)", "[1; 3; 0]" } } },
  { .name = "postpad",
    .signature = "x: array, length: scalar, fill?: scalar, dim?: scalar -> array",
    .call = call_postpad,
    .summary = "Cut or filled up at the end to the given length.",
    .numpy = "np.pad(x, (0, length - len(x)))  # for a larger length",
    .see = "prepad resize",
    .examples = { { "postpad([1 2], 4)", "[1 2 0 0]" }, { "postpad([1 2 3], 2)", "[1 2]" } } },
  { .name = "prepad",
    .signature = "x: array, length: scalar, fill?: scalar, dim?: scalar -> array",
    .call = call_prepad,
    .summary = "Cut or filled up at the front to the given length.",
    .numpy = "np.pad(x, (length - len(x), 0))  # for a larger length",
    .see = "postpad resize",
    .examples = { { "prepad([1 2], 4, 9)", "[9 9 1 2]" } } },
  { 0 }
};
