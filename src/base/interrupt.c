/* interrupt.c -- Ctrl-C as a question the evaluator asks, not a jump.  */

#include "config.h"
#include "base/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

volatile sig_atomic_t interrupt_flag;
static int ends[2] = { -1, -1 };

static void arm(void (*handler)(int)) {
  struct sigaction action = { .sa_handler = handler };
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
}

/* Safe in a signal handler. */
static void raise_flag(void) {
  int saved = errno;
  interrupt_flag = 1;
  if (ends[1] >= 0 && write(ends[1], "", 1) < 0) { /* a full pipe already says it */
  }
  errno = saved;
}

static void note(int signal_number) {
  (void)signal_number;
  if (interrupt_flag) arm(SIG_DFL);
  raise_flag();
}

static bool prepare(int fd) {
  int flags = fcntl(fd, F_GETFL);
  return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 &&
         fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

void interrupt_install(void) {
  if (ends[0] < 0 && (pipe(ends) != 0 || !prepare(ends[0]) || !prepare(ends[1])))
    ends[0] = ends[1] = -1;
  arm(note);
  signal(SIGPIPE, SIG_IGN);
}

void interrupt_raise(void) {
  raise_flag();
}

void interrupt_clear(void) {
  char sink[64];
  while (ends[0] >= 0 && read(ends[0], sink, sizeof sink) > 0) {
  }
  interrupt_flag = 0;
  if (ends[0] >= 0) arm(note);
}

int interrupt_descriptor(void) {
  return ends[0];
}
