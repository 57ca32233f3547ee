/* subscript.h -- index values read once, for the files that get, set and delete parts.  */

#ifndef LANG_SUBSCRIPT_H
#define LANG_SUBSCRIPT_H

#include "base/error.h"
#include "value/value.h"

/* One index, ready for use: either everything, or COUNT positions from 0. */
typedef struct Subscript {
  bool all; /* a bare colon; count is then the extent it was read with */
  size_t count;
  bool run;       /* COUNT positions from SINGLE on */
  size_t *at;     /* owned, NULL when all, single or a run */
  size_t single;  /* the position when count is 1 and at is NULL */
  size_t largest; /* largest position + 1; 0 when count is 0 */
  size_t rank;    /* shape of the index value, for the shape of the result */
  size_t dims[MAX_RANK];
} Subscript;

/* What is indexed, for messages. */
typedef struct Indexed {
  const char *name; /* or NULL */
  size_t rank;
  const size_t *dims;
  size_t position, positions; /* this index among how many */
} Indexed;

/* EXTENT is how many positions a colon or a mask covers.  False with an error.  Positions may
   exceed the extent: the caller decides whether that is allowed. */
bool subscript_read(Subscript *s, Value index, size_t extent, const Indexed *about, Error *error);
void subscript_free(Subscript *s);
/* Count and shape of what a mask of LENGTH entries selects, COUNT of which are true. */
void subscript_mask_shape(Subscript *s, size_t rank, const size_t *dims, size_t length,
                          size_t count);

static inline size_t subscript_at(const Subscript *s, size_t i) {
  return s->all ? i : s->at ? s->at[i] : s->run ? s->single + i : s->single;
}

bool subscript_outside(const Subscript *s, size_t extent, const Indexed *about, Error *error);

/* The sizes of an array of RANK dims seen through COUNT subscripts: the last one folds the rest. */
void subscript_extents(size_t rank, const size_t *dims, size_t count, size_t *extents);

#endif
