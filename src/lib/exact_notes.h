/* exact_notes.h -- what must be said beside a derivative.  */

#ifndef LIB_EXACT_NOTES_H
#define LIB_EXACT_NOTES_H

#include "algebra/read.h"

/* Notes on conditions, kinks and assumptions behind RESULT, made from F; the first READ conditions
   were met while the formula was read. */
void exact_notes(Call *call, Formula *f, Id result, size_t read);

/* What is 0 at the first kink that was met; EXPR_NONE without one.  And what is to be said of it.
 */
Id exact_kink(Formula *f);
void exact_note_kink(Call *call, Formula *f);

#endif
