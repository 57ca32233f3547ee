/* selection.h -- which entries of an array are not 0, as bits, and what lies at their places.

   True and false take eight bytes an entry in an array; read once into bits they can be counted and
   then used without reading them again, and 64 entries that are alike are passed at once.  */

#ifndef LANG_SELECTION_H
#define LANG_SELECTION_H

#include <stddef.h>
#include <stdint.h>

enum { SELECTION_FEW = 16 };

typedef struct Selection {
  size_t count; /* of the entries that are not 0 */
  size_t words;
  uint64_t *bits; /* the entry k is bit k % 64 of word k / 64 */
  uint64_t few[SELECTION_FEW];
} Selection;

/* NaN is not 0.  Release with selection_free; the Selection must stay where it is until then. */
void selection_read(Selection *s, const double *x, size_t n);
void selection_free(Selection *s);

/* What lies in FROM where the bits are; their positions from 0; the same from 1 as numbers.  There
   is room for s->count of them, and FROM has an entry for each that was read. */
void selection_take(const Selection *s, const double *from, double *to);
void selection_positions(const Selection *s, size_t *at);
void selection_places(const Selection *s, double *to);

#endif
