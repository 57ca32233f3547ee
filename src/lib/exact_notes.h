/* exact_notes.h -- what must be said beside a derivative.  */

#ifndef LIB_EXACT_NOTES_H
#define LIB_EXACT_NOTES_H

#include "algebra/read.h"

/* Notes on conditions, kinks and assumptions; the first READ conditions were met while the formula
   was read. */
void exact_notes(Call *call, Formula *f, size_t read);

#endif
