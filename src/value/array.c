/* array.c -- dense arrays of any rank, column-major.  */

#include "config.h"
#include "value/array.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static size_t bytes_limit = (size_t)1 << 30, bytes_used;

void array_set_budget(size_t bytes) {
  bytes_limit = bytes;
}
size_t array_budget(void) {
  return bytes_limit;
}
size_t array_bytes_in_use(void) {
  return bytes_used;
}

bool array_charge(size_t bytes) {
  if (bytes > bytes_limit || bytes_used > bytes_limit - bytes) return false;
  bytes_used += bytes;
  return true;
}

void array_discharge(size_t bytes) {
  bytes_used -= bytes;
}

bool array_fits(size_t count) {
  return count <= SIZE_MAX / sizeof(double) && count * sizeof(double) <= bytes_limit &&
         bytes_used <= bytes_limit - count * sizeof(double);
}

/* The product of the sizes, or false when it overflows. */
static bool count_of(size_t rank, const size_t *dims, size_t *count) {
  *count = 1;
  for (size_t i = 0; i < rank; i++)
    if (dims[i] == 0) {
      *count = 0;
      return true;
    }
  for (size_t i = 0; i < rank; i++)
    if (__builtin_mul_overflow(*count, dims[i], count)) return false;
  return true;
}

/* Memory for large arrays.  By habit the C library would give every one of them back to the system
   at once, and the next would be paid for page by page again; it may keep 64 MB. */
static void *large(size_t bytes) {
#ifdef __GLIBC__
  static bool told;
  if (!told) {
    mallopt(M_MMAP_THRESHOLD, 256 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    told = true;
  }
#endif
  return malloc(bytes);
}

Array *array_new(size_t rank, const size_t *dims, ElementKind element, bool complex) {
  size_t count, numbers, bytes;
  while (rank > 2 && dims[rank - 1] == 1) rank--;
  if (rank < 1 || rank > MAX_RANK || !count_of(rank, dims, &count)) return NULL;
  size_t held = rank < 2 ? 2 : rank;
  /* The data begin at a multiple of 16 bytes, as GSL's complex numbers and SSE like them. */
  size_t head = (sizeof(Array) + held * sizeof(size_t) + 15) / 16 * 16;
  if (__builtin_mul_overflow(count, complex ? 2 : 1, &numbers) ||
      __builtin_mul_overflow(numbers, sizeof(double), &bytes) ||
      __builtin_add_overflow(bytes, head, &bytes) || !array_charge(bytes))
    return NULL;
  Array *a = bytes > 1 << 20 ? large(bytes) : malloc(bytes);
  if (!a) {
    array_discharge(bytes);
    return NULL;
  }
  *a = (Array){ .refs = 1,
                .element = (uint8_t)element,
                .complex = complex,
                .rank = held,
                .count = count,
                .bytes = bytes };
  a->dims = (size_t *)(a + 1);
  a->data = (double *)((char *)a + head);
  for (size_t i = 0; i < held; i++) a->dims[i] = i < rank ? dims[i] : 1;
  return a;
}

Array *array_new_matrix(size_t rows, size_t columns) {
  return array_new(2, (size_t[]){ rows, columns }, ELEMENT_REAL, false);
}

Array *array_new_complex(size_t rows, size_t columns) {
  return array_new(2, (size_t[]){ rows, columns }, ELEMENT_REAL, true);
}

static size_t data_bytes(const Array *a) {
  return a->count * (a->complex ? 2 : 1) * sizeof(double);
}

Array *array_zeros(size_t rank, const size_t *dims, ElementKind element, bool complex) {
  Array *a = array_new(rank, dims, element, complex);
  if (a && a->count > 0) memset(a->data, 0, data_bytes(a));
  return a;
}

Array *array_like(const Array *shape, ElementKind element, bool complex) {
  return array_new(shape->rank, shape->dims, element, complex);
}

Array *array_copy(const Array *a) {
  Array *copy = array_new(a->rank, a->dims, a->element, a->complex);
  if (!copy) return NULL;
  copy->quoted = a->quoted;
  if (a->count > 0) memcpy(copy->data, a->data, data_bytes(a));
  return copy;
}

/* The bytes before the numbers. */
static size_t head_of(const Array *a) {
  return (size_t)((const char *)a->data - (const char *)a);
}

/* The same array with memory for ROOM bytes of numbers; NULL, with A untouched, over budget. */
static Array *resized(Array *a, size_t room) {
  size_t head = head_of(a), old = a->bytes, bytes;
  if (__builtin_add_overflow(room, head, &bytes) || !array_charge(bytes - old)) return NULL;
  Array *r = realloc(a, bytes);
  if (!r) {
    array_discharge(bytes - old);
    return NULL;
  }
  r->bytes = bytes;
  r->dims = (size_t *)(r + 1);
  r->data = (double *)((char *)r + head);
  return r;
}

bool array_extends(const Array *a, size_t rank, const size_t *dims) {
  if (a->refs != 1 || a->rank != 2 || rank != 2) return false;
  bool columns = dims[0] == a->dims[0] && dims[1] >= a->dims[1];
  bool rows = a->dims[1] == 1 && dims[1] == 1 && dims[0] >= a->dims[0];
  return columns || rows || (a->count == 0 && dims[0] == 1);
}

Array *array_extend(Array *a, const size_t *dims) {
  size_t count, bytes, held = data_bytes(a), width = (a->complex ? 2 : 1) * sizeof(double);
  if (!count_of(2, dims, &count) || __builtin_mul_overflow(count, width, &bytes)) return NULL;
  if (bytes > a->bytes - head_of(a)) {
    size_t generous = bytes + bytes / 2;
    Array *r = generous > bytes ? resized(a, generous) : NULL;
    if (!r) r = resized(a, bytes);
    if (!r) return NULL;
    a = r;
  }
  memset((char *)a->data + held, 0, bytes - held);
  a->dims[0] = dims[0];
  a->dims[1] = dims[1];
  a->count = count;
  a->range = a->diagonal = false;
  return a;
}

Array *array_string(const char *text, size_t len) {
  Array *a = array_new(2, (size_t[]){ len > 0, len }, ELEMENT_CHAR, false);
  for (size_t i = 0; a && i < len; i++) a->data[i] = (unsigned char)text[i];
  return a;
}

static Array *from_data(size_t rows, size_t columns, const double *data) {
  Array *a = array_new_matrix(rows, columns);
  if (a && a->count > 0) memcpy(a->data, data, data_bytes(a));
  return a;
}

Array *array_row(const double *data, size_t count) {
  return from_data(1, count, data);
}
Array *array_column(const double *data, size_t count) {
  return from_data(count, 1, data);
}

Array *array_retain(Array *a) {
  a->refs++;
  return a;
}

void array_release(Array *a) {
  if (!a || --a->refs > 0) return;
  array_discharge(a->bytes);
  free(a);
}

Array *array_reshape(Array *a, size_t rank, const size_t *dims) {
  if (!a) return NULL;
  while (rank > 2 && dims[rank - 1] == 1) rank--;
  size_t room = (size_t)((char *)a->data - (char *)a->dims) / sizeof *a->dims;
  if (a->refs == 1 && rank >= 2 && rank <= room) {
    memmove(a->dims, dims, rank * sizeof *dims);
    a->rank = rank;
    a->range = a->diagonal = false;
    return a;
  }
  Array *fresh = array_new(rank, dims, a->element, a->complex);
  if (fresh) {
    fresh->quoted = a->quoted;
    if (a->count > 0) memcpy(fresh->data, a->data, data_bytes(a));
  }
  array_release(a);
  return fresh;
}

Array *array_narrow(Array *a) {
  if (!a || !a->complex) return a;
  for (size_t i = 0; i < a->count; i++)
    if (a->data[2 * i + 1] != 0) return a;
  Array *real = array_new(a->rank, a->dims, a->element, false);
  for (size_t i = 0; real && i < a->count; i++) real->data[i] = a->data[2 * i];
  array_release(a);
  return real;
}

Array *array_to_complex(const Array *a) {
  if (a->complex) return array_copy(a);
  Array *c = array_new(a->rank, a->dims, ELEMENT_REAL, true);
  for (size_t i = 0; c && i < a->count; i++) {
    c->data[2 * i] = a->data[i];
    c->data[2 * i + 1] = 0;
  }
  return c;
}

size_t array_rows(const Array *a) {
  return a->dims[0];
}

size_t array_columns(const Array *a) {
  size_t columns = 1;
  for (size_t i = 1; i < a->rank; i++) columns *= a->dims[i];
  return columns;
}

bool array_same_shape(const Array *a, const Array *b) {
  return a->rank == b->rank && memcmp(a->dims, b->dims, a->rank * sizeof *a->dims) == 0;
}
