/* blackboard.h -- an interpreter whose explanations are caught as text.  */

#ifndef TESTS_BOARD_BLACKBOARD_H
#define TESTS_BOARD_BLACKBOARD_H

#include "lang/interp.h"

typedef struct Blackboard {
  Registry *registry;
  Interp *in;
  Scope *scope;
  Text said;
  Error error;
} Blackboard;

void blackboard_open(Blackboard *b, bool utf8, bool plain, unsigned width);
void blackboard_close(Blackboard *b);
/* What running TEXT prints; the error, if any, is kept.  Borrowed until the next run. */
const char *blackboard_run(Blackboard *b, const char *text);
/* The value of TEXT; VALUE_NONE when it has none. */
Value blackboard_value(Blackboard *b, const char *text);

/* How many relations of PRINTED (a = b, a ≈ b with numbers on both sides) were calculated again by
   the language; the first wrong one is copied to WRONG, which else is emptied. */
size_t blackboard_recompute(Blackboard *b, const char *printed, Text *wrong);

#endif
