/* array.h -- dense arrays of any rank, column-major.

   One allocation holds the header, the sizes and the numbers.  Every element is a double, or a pair
   (real, imaginary) when `complex` is set; logical and character arrays hold 0/1 and character
   codes as doubles and differ only in `element`, so one kernel serves all.  A column-major matrix
   read by row-major code (GSL) is its transpose, at no cost.

   References are counted.  An array is immutable once shared: change it only when refs == 1.

   Memory is budgeted: array_new answers NULL when the result would exceed the limit, and every
   caller hands that on (value_array(NULL) is VALUE_ERROR, which the evaluator reports).  */

#ifndef VALUE_ARRAY_H
#define VALUE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_RANK = 32 };

typedef enum ElementKind { ELEMENT_REAL, ELEMENT_LOGICAL, ELEMENT_CHAR } ElementKind;

typedef struct Array {
  uint32_t refs;
  uint8_t element; /* an ElementKind */
  bool complex;    /* data holds count pairs; element is ELEMENT_REAL then */
  bool range;      /* made by a:b and not changed since; only the display cares */
  bool diagonal;   /* made by eye, diag, eig ... and not changed since; the same */
  bool quoted;     /* characters from "..." (they concatenate to "..." again) */
  size_t rank;     /* at least 2; no trailing sizes of 1 beyond the second */
  size_t count;    /* product of dims */
  size_t bytes;    /* what the budget was charged */
  size_t *dims;    /* inside this allocation */
  double *data;    /* inside this allocation */
} Array;

/* New arrays have refs == 1 and undefined numbers (array_zeros clears them).  NULL over budget or
   when the product of DIMS overflows.  Trailing sizes of 1 beyond the second are dropped. */
Array *array_new(size_t rank, const size_t *dims, ElementKind element, bool complex);
Array *array_new_matrix(size_t rows, size_t columns);
Array *array_new_complex(size_t rows, size_t columns);
Array *array_zeros(size_t rank, const size_t *dims, ElementKind element, bool complex);
Array *array_like(const Array *shape, ElementKind element, bool complex); /* same dims */
Array *array_copy(const Array *a); /* about to be changed: neither a range nor diagonal */
Array *array_string(const char *text, size_t len);  /* 1 x len (0 x 0 when empty), one byte each */
Array *array_row(const double *data, size_t count); /* 1 x count */
Array *array_column(const double *data, size_t count); /* count x 1 */

/* One owner more; A itself. */
Array *array_retain(Array *a);
void array_release(Array *a); /* NULL is allowed */

/* The same numbers under other sizes (the product must agree); takes over the reference, changes in
   place when it is the only one. */
Array *array_reshape(Array *a, size_t rank, const size_t *dims);

/* Whether A can become a matrix of these sizes with all its numbers staying where they are, because
   it has one owner and only columns are added, or entries to a vector. */
bool array_extends(const Array *a, size_t rank, const size_t *dims);
/* Then do it, the new places 0.  More memory than that is taken at once, so that a loop which adds
   one entry after the other copies little.  NULL, with A as it was, when there is none. */
Array *array_extend(Array *a, const size_t *dims);

/* One number more at the end of a row, where there is room left by the above; false, with nothing
   done, elsewhere. */
static inline bool array_append(Array *a, double x) {
  size_t held = (size_t)((const char *)(a->data + a->count) - (const char *)a);
  if (a->refs != 1 || a->rank != 2 || a->dims[0] != 1 || a->bytes - held < sizeof x) return false;
  a->data[a->count] = x;
  a->dims[1] = ++a->count;
  a->range = a->diagonal = false;
  return true;
}

/* Real array of the same shape and element when every imaginary part is zero, else A itself; takes
   over the reference.  Octave narrows the results of operations this way. */
Array *array_narrow(Array *a);
/* A copy with imaginary parts, owned by the caller; NULL over budget. */
Array *array_to_complex(const Array *a);

size_t array_rows(const Array *a);
size_t array_columns(const Array *a); /* product of all sizes but the first */
bool array_same_shape(const Array *a, const Array *b);

/* Bytes arrays may hold together from now on, and what they hold; the default limit is 1 GiB. */
void array_set_budget(size_t bytes);
size_t array_budget(void);
size_t array_bytes_in_use(void);
/* Whether an array of COUNT doubles would still fit; false also when COUNT * 8 overflows. */
bool array_fits(size_t count);

/* Account for memory held beside arrays (cells); false over budget. */
bool array_charge(size_t bytes);
void array_discharge(size_t bytes);

#endif
