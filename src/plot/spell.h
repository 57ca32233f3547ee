/* spell.h -- mathematical text for a terminal that knows only ASCII.  */

#ifndef PLOT_SPELL_H
#define PLOT_SPELL_H

#include <stdint.h>

/* How a code point beyond ASCII is written with ASCII; "?" when there is no way. */
const char *spell_point(uint32_t point);

#endif
