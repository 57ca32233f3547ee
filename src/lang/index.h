/* index.h -- x(i), x(i,j) = v, x(i) = [], [a, b; c, d].

   An index is a number, an array of whole numbers from 1, a logical mask, or VALUE_NONE for the
   bare colon.  Failures are recorded without a place; messages name the index, the size it must
   stay within and, where NAME is given, the variable.  */

#ifndef LANG_INDEX_H
#define LANG_INDEX_H

#include "base/error.h"
#include "value/value.h"

/* OBJECT(INDICES...) for arrays, texts, cells (a cell again) and scalars.  NAME may be NULL. */
Value index_get(Value object, const Value *indices, size_t count, const char *name, Error *error);

/* The same of an array of these sizes whose entries are the numbers of their places: 1, 2, 3 ... */
Value index_places(size_t rank, const size_t *dims, const Value *indices, size_t count,
                   const char *name, Error *error);

/* OBJECT(INDICES...) = RIGHT.  *OBJECT is owned by the caller and changed in place when it is the
   only reference; VALUE_NONE starts from [].  Grows with zeros as Octave does. */
bool index_set(Value *object, const Value *indices, size_t count, Value right, const char *name,
               Error *error);

/* OBJECT(INDICES...) = [] */
bool index_delete(Value *object, const Value *indices, size_t count, const char *name,
                  Error *error);

/* OBJECT{INDICES...}: all items as a cell, or the one; and its assignment. */
Value index_items(Value object, const Value *indices, size_t count, const char *name, Error *error);
Value index_item(Value object, const Value *indices, size_t count, const char *name, Error *error);
bool index_set_item(Value *object, const Value *indices, size_t count, Value right,
                    const char *name, Error *error);

/* Where OBJECT{k} lies, if that is one item of a plain cell that exists; else NULL. */
Value *index_plain_item(Value object, const Value *indices, size_t count);

/* Whether all these places exist. */
bool index_within(Value object, const Value *indices, size_t count);

/* What `end` means as index POSITION (from 0) of COUNT in OBJECT. */
double index_end(Value object, size_t position, size_t count);

/* [a, b, c] (dimension 1) and [a; b; c] (dimension 0), and cat(3, ...) (dimension 2).  Texts,
   numbers and cells mix as in Octave; vertical texts of different length fail. */
Value concatenate(const Value *items, size_t count, size_t dimension, Error *error);

#endif
