/* check.h -- whether an explanation holds: every claim of every step is recomputed.  */

#ifndef BOARD_CHECK_H
#define BOARD_CHECK_H

#include "board/steps.h"
#include "lang/builtin.h"

/* A step whose claim fails is taken out together with its neighbours: what is above it stays.  At
   the top nothing is above: the Steps are `broken` then.  CALL calls functions.  True when all
   claims hold; else `failures` counts and `failure` names the first. */
bool steps_check(Steps *s, Call *call);

#endif
