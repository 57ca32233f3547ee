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

void trap_install(void);
TrapState trap_take(void);          /* what was caught, and clear */
void trap_restore(TrapState state); /* put back what was caught before a callback */
ErrorKind trap_kind(int number);

#endif
