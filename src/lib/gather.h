/* gather.h -- results whose entries are entries of an argument, in another order.

   Everything that only moves entries (permute, flip, repmat, sort ...) says where each entry of the
   result comes from; one function then copies numbers, texts, complex numbers and cells alike.  */

#ifndef LIB_GATHER_H
#define LIB_GATHER_H

#include "lang/builtin.h"

#define GATHER_NOTHING SIZE_MAX /* a zero, or [] in a cell */

typedef struct Gather {
  Call *call;
  size_t rank, count;
  size_t dims[MAX_RANK];
  size_t *from; /* the position in the source of each entry of the result */
} Gather;

/* FROM gets room for the product of DIMS.  False, with the call failed, when that is too much. */
bool gather_begin(Gather *g, Call *call, size_t rank, const size_t *dims);
/* The result; gives the memory back. */
Value gather_finish(Gather *g, Value source);

#endif
