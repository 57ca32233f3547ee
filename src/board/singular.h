/* singular.h -- singular values, for what is made of them.  */

#ifndef BOARD_SINGULAR_H
#define BOARD_SINGULAR_H

#include "board/explain.h"

/* The steps from A to its largest and its smallest singular value; one that A does not have is 0.
   False, with a refusal, when A has more than three columns and more than three rows. */
bool singular_steps(Steps *s, const Subject *subject, const Exact *a, double values[2]);

#endif
