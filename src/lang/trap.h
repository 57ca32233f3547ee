/* trap.h -- GSL's error handler, tamed.

   GSL's default handler aborts the program.  Ours only remembers the first complaint since the trap
   was cleared and lets GSL return; the dispatcher looks at it once, after every builtin.  Underflow
   to zero is not a mistake and is not remembered.  Callbacks save and restore it.  */

#ifndef LANG_TRAP_H
#define LANG_TRAP_H

#include "base/error.h"

typedef struct TrapState {
  int number;         /* GSL's error number, 0 for none */
  const char *reason; /* GSL's own static text */
} TrapState;

extern TrapState trap_caught; /* for the functions below */

/* From now on errors of GSL are remembered and nothing else happens.  Once, when a program starts.
 */
void trap_install(void);
/* What an error NUMBER of GSL is for the learner. */
ErrorKind trap_kind(int number);

/* What was caught, and clear. */
static inline TrapState trap_take(void) {
  TrapState state = trap_caught;
  trap_caught = (TrapState){ 0, 0 };
  return state;
}

/* Put back what was caught before a callback. */
static inline void trap_restore(TrapState state) {
  trap_caught = state;
}

#endif
