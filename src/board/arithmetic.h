/* arithmetic.h -- what nobody explains as a whole, operation by operation.  */

#ifndef BOARD_ARITHMETIC_H
#define BOARD_ARITHMETIC_H

#include "board/explain.h"

/* False when there is a single operation about which there is nothing to say. */
bool explain_arithmetic(Steps *s, const Subject *subject);

#endif
