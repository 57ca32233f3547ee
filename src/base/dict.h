/* dict.h -- a map from strings to small numbers, in insertion order.

   The keys are copied and owned.  Values are indices into an array the caller keeps beside it, so
   one Dict serves every table in the program.  */

#ifndef BASE_DICT_H
#define BASE_DICT_H

#include <stddef.h>
#include <stdint.h>

typedef struct Dict {
  char **keys; /* in insertion order; keys[i] belongs to index i */
  size_t count, cap;
  uint32_t *slots; /* open addressing; 0 is empty, else index + 1 */
  size_t mask;
} Dict;

#define DICT_NONE SIZE_MAX

size_t dict_find(const Dict *d, const char *key, size_t len); /* index or DICT_NONE */
size_t dict_intern(Dict *d, const char *key, size_t len);     /* finds or adds */
size_t dict_find_string(const Dict *d, const char *key);
size_t dict_intern_string(Dict *d, const char *key);
void dict_free(Dict *d);

uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed); /* FNV-1a, mixed */

/* Edits (insert, delete, change, swap neighbours) from A to B; stops counting beyond LIMIT and
   answers LIMIT + 1.  For "did you mean". */
int edit_distance(const char *a, const char *b, int limit);

#endif
