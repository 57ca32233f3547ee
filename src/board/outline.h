/* outline.h -- the headings of an explanation, without what comes out.  */

#ifndef BOARD_OUTLINE_H
#define BOARD_OUTLINE_H

#include "lang/builtin.h"

/* The builtin outline: a cell with a row a step, its heading and the value that it claims to reach
   ([] where there is none). */
Value outline_call(Call *call);

#endif
