/* test-interrupt.c -- Ctrl-C sets a flag, wakes a poll loop, and twice in a row ends the program.
 */

#include "config.h"
#include "base/interrupt.h"
#include "tests/tap.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static bool readable(void) {
  struct pollfd p = { .fd = interrupt_descriptor(), .events = POLLIN };
  return poll(&p, 1, 0) == 1;
}

static void check_twice(void) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    raise(SIGINT);
    raise(SIGINT); /* restores the default action */
    raise(SIGINT);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  tap_ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT,
         "pressed again and again with nobody looking, it ends the program");
}

int main(void) {
  tap_ok(interrupt_descriptor() == -1, "nothing to poll before it is installed");
  interrupt_raise();
  tap_ok(interrupt_pending(), "the flag can be raised even then");
  interrupt_clear();
  interrupt_install();
  tap_ok(!interrupt_pending() && !readable(), "quiet at first");
  raise(SIGINT);
  tap_ok(interrupt_pending(), "Ctrl-C sets the flag");
  tap_ok(readable(), "and wakes a poll loop");
  interrupt_clear();
  tap_ok(!interrupt_pending() && !readable(), "cleared, both are quiet");
  interrupt_raise();
  tap_ok(interrupt_pending() && readable(), "raised by hand, it is the same");
  interrupt_clear();

  bool survived = true;
  for (int i = 0; i < 500; i++) {
    raise(SIGINT);
    if (i % 3 == 0) raise(SIGINT);
    survived = survived && interrupt_pending();
    interrupt_clear();
  }
  tap_ok(survived, "clearing arms it again, five hundred times");

  errno = EDOM;
  raise(SIGINT);
  tap_ok(errno == EDOM, "errno is left alone");
  interrupt_clear();
  int before = interrupt_descriptor();
  interrupt_install();
  tap_ok(interrupt_descriptor() == before, "installing twice keeps the pipe");
  check_twice();

  int ends[2];
  if (pipe(ends) == 0) {
    close(ends[0]);
    errno = 0;
    tap_ok(write(ends[1], "x", 1) == -1 && errno == EPIPE,
           "a reader that went away is an error of write, not a signal");
    close(ends[1]);
  }
  return tap_done();
}
