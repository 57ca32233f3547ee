/* calculator.h -- the value of arithmetic as it is printed on the board.  */

#ifndef BOARD_CALCULATOR_H
#define BOARD_CALCULATOR_H

#include "algebra/number.h"
#include <stddef.h>

/* Numbers, + − · × ÷ / √ ( ) and small raised digits; a fraction bar binds closer than · and ÷.
   False when TEXT is anything else, or divides by zero. */
bool calculator_value(const char *text, size_t len, Number *out);

#endif
