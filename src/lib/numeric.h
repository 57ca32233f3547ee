/* numeric.h -- what the numeric families share: working memory, GSL matrices, slices along a
   dimension.

   GSL reads row by row, arrays are stored column by column; the copies made here translate.  All
   working memory of one call lives in one Work and goes with it, so that every way out of a builtin
   is `return work_done(&w, value)`.  */

#ifndef LIB_NUMERIC_H
#define LIB_NUMERIC_H

#include "base/memory.h"
#include "lang/builtin.h"
#undef complex /* <complex.h> would hide the member of Array and View; write _Complex */
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_permutation.h>

typedef struct Work {
  Call *call;
  Arena arena;
} Work;

static inline Work work_begin(Call *call) {
  return (Work){ .call = call };
}
/* Gives all working memory back and hands V through. */
Value work_done(Work *w, Value v);

/* Zero-filled memory.  NULL when it would exceed the array budget; the call has failed then. */
double *work_numbers(Work *w, size_t count);
gsl_matrix *work_matrix(Work *w, size_t rows, size_t columns);
gsl_vector *work_vector(Work *w, size_t count);
gsl_permutation *work_permutation(Work *w, size_t count);

/* Argument I as a matrix of its own.  NULL, with the call failed, when it is complex, has more than
   two dimensions or holds Inf or NaN (finite variant). */
gsl_matrix *work_argument(Work *w, size_t i);
gsl_matrix *work_finite_argument(Work *w, size_t i);
gsl_matrix *work_view(Work *w, const View *v); /* of any real rank-2 view */
gsl_matrix *work_copy(Work *w, const gsl_matrix *m);
gsl_matrix *work_transpose(Work *w, const gsl_matrix *m);

/* Copies out of working memory into values. */
Value numeric_value(const gsl_matrix *m);
Value numeric_column(const double *data, size_t count);
Value numeric_row(const double *data, size_t count);
Value numeric_scalar_matrix(size_t rows, size_t columns, double fill);
Value numeric_vector_like(const View *shape, const double *data, size_t count); /* row or column */

/* False, with the call failed, when argument I is complex / has other than two dimensions / is not
   square / holds Inf or NaN / is made of characters. */
bool numeric_is_real(Call *call, size_t i);
bool numeric_is_matrix(Call *call, size_t i);
bool numeric_is_square(Call *call, size_t i);
bool numeric_is_finite(Call *call, size_t i);
bool numeric_is_not_text(Call *call, size_t i);
bool numeric_same_count(Call *call, size_t i, size_t j);
bool view_is_vector(const View *v);
bool view_all_finite(const View *v);
double view_max_abs(const View *v);

/* What is behind a GSL status other than success: fails the call. */
bool numeric_status(Call *call, int status, const char *what);

/* "2x3" of argument I, for messages; lives in a buffer of the caller. */
const char *numeric_shape(const Call *call, size_t i, char *buffer, size_t size);

/* An array cut along one dimension: COUNT slices of LENGTH numbers, STRIDE apart. */
typedef struct Slices {
  size_t count, length, stride;
  size_t dimension, rank;
  size_t dims[MAX_RANK];
} Slices;

/* Along the dimension given as argument I (from 1), or the first that is not 1 when it is absent or
   empty. */
bool slices_of(Call *call, const View *v, size_t i, Slices *s);
void slices_along(const View *v, size_t dimension, Slices *s);
size_t slices_offset(const Slices *s, size_t k); /* of the first number of slice K */
void slices_get(const Slices *s, const double *data, size_t k, double *out);
void slices_put(const Slices *s, double *data, size_t k, const double *in);
Array *slices_result(const Slices *s, size_t length); /* the same sizes, LENGTH along the slices */

/* One number of each slice; the slice is a copy the function may spoil.  OF_NOTHING answers for the
   0x0 array. */
typedef double (*SliceFunction)(double *x, size_t count, const void *context);
Value slices_reduce(Call *call, const View *v, const Slices *s, SliceFunction function,
                    const void *context, double of_nothing);

/* Ranks from 1; equal numbers share the average of theirs.  ORDER has room for n indices. */
void rank_numbers(const double *x, size_t n, size_t *order, double *ranks);

#endif
