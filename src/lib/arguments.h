/* arguments.h -- what builtins read their arguments with: sizes, dimensions, texts, broadcasting.
 */

#ifndef LIB_ARGUMENTS_H
#define LIB_ARGUMENTS_H

#include "lang/builtin.h"
#include "lang/operate.h"

/* The sizes in arguments FIRST.. of the call: none is 1x1, n is n x n, then [m n ...] or m, n, ...;
   negative sizes count as 0, a final 'double' is ignored.  False with the call failed. */
bool arguments_sizes(Call *call, size_t first, size_t *rank, size_t *dims);

/* A new array of those sizes, every number X.  VALUE_FAILED with the call failed. */
Value arguments_fill(Call *call, size_t first, double x, ElementKind element);

/* Argument I as a dimension, counted from 0 in *DIMENSION; left alone when it is absent or [].
   False with the call failed. */
bool arguments_dimension(Call *call, size_t i, size_t *dimension);

/* The dimension given as argument I, or else the first of V that is not 1. */
bool arguments_along(Call *call, const View *v, size_t i, size_t *dimension);

/* False, with the call failed, when argument I is complex. */
bool arguments_real(Call *call, size_t i);

/* False, with the call failed, when an entry of argument I is complex, below LOW or above HIGH:
   WHAT
   ("probabilities lie between 0 and 1") begins the message.  NaN passes. */
bool arguments_within(Call *call, size_t i, double low, double high, const char *what);

/* The arguments 0 .. count-1 (at most 3, real) entry by entry, sizes of 1 stretched. */
typedef double Entrywise(const double *x, const void *context);
Value arguments_map(Call *call, size_t count, Entrywise *f, const void *context);

/* The call of a builtin that is nothing but its `pair`. */
Value arguments_pairs(Call *call);

/* The common size of two shapes with sizes of 1 stretched; false with the call failed. */
bool arguments_common(Call *call, const View *a, const View *b, size_t *rank, size_t *dims);
/* Where the entry K of an array of these sizes is found in V, which is stretched to them. */
size_t arguments_place(const View *v, size_t rank, const size_t *dims, size_t k);

/* The operators of the language, with their complaints handed to the call. */
Value arguments_binary(Call *call, Operator op, Value a, Value b);
Value arguments_unary(Call *call, Operator op, Value a);
Value arguments_range(Call *call, Value base, Value step, Value limit);
Value arguments_concatenate(Call *call, const Value *items, size_t count, size_t dimension);
Value arguments_index(Call *call, Value object, const Value *indices, size_t count);

/* A failure recorded in ERROR becomes the call's. */
Value arguments_failure(Call *call, const Error *error);

/* An array of COUNT numbers as a column, or as a row when LIKE is a row. */
Value arguments_vector(const double *x, size_t count, bool row);
bool view_is_row(const View *v);    /* 1 x n */
bool view_is_column(const View *v); /* n x 1 */

/* The items of a cell of texts: item I as a string value; false for other items. */
bool cell_is_texts(Value v);

#endif
