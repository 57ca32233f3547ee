/* interrupt.h -- Ctrl-C as a question the evaluator asks, not a jump.

   The handler only sets a flag and writes a byte to a pipe that a poll loop may watch.  The
   evaluator looks at the flag at every call and loop turn, so nothing is ever torn down half-built.
   A second Ctrl-C before the first was noticed restores the default action: that is the way out of
   a long computation inside a library.  */

#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

extern volatile sig_atomic_t interrupt_flag; /* read it through interrupt_pending */

void interrupt_install(void); /* also ignores SIGPIPE */
static inline bool interrupt_pending(void) {
  return interrupt_flag != 0;
}
void interrupt_raise(void); /* as if Ctrl-C had been pressed; for tests and hosts */
void interrupt_clear(void); /* also drains the pipe and arms the handler again */

/* Readable when Ctrl-C was pressed, for poll(2); -1 before interrupt_install. */
int interrupt_descriptor(void);

#endif
