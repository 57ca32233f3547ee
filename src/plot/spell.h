/* spell.h -- mathematical text for a terminal that knows only ASCII.  */

#ifndef PLOT_SPELL_H
#define PLOT_SPELL_H

#include <stdbool.h>
#include <stdint.h>

/* How a code point beyond ASCII is written with ASCII; "?" when there is no way.  *RAISED: the sign
   before was a raised one, so that this one needs no ^ of its own; false at the beginning and
   behind ASCII. */
const char *spell_point(uint32_t point, bool *raised);

#endif
