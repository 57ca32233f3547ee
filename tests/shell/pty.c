/* pty.c -- the real program on a terminal of its own.  */

#include "config.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef HAVE_PTY_H
#include <pty.h>
#elif defined HAVE_UTIL_H
#include <util.h>
#endif

enum { PATIENCE = 5000, LIFETIME = 120 };

double pty_clock(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

void pty_pause(int milliseconds) {
  poll(NULL, 0, milliseconds);
}

Pty pty_start(const char *term, const char *const *arguments) {
#ifdef HAVE_FORKPTY
  Pty p = { .room = 1 << 16 };
  struct winsize size = { .ws_row = PTY_ROWS, .ws_col = PTY_COLUMNS };
  const char *program = getenv("MATHTUTOR");
  const char *command[16] = { program };
  if (!program) tap_skip_all("MATHTUTOR names no program");
  for (int i = 0; arguments[i]; i++) command[i + 1] = arguments[i];
  alarm(LIFETIME);
  fflush(stdout);
  p.pid = forkpty(&p.fd, NULL, NULL, &size);
  if (p.pid < 0) tap_skip_all("there are no pseudo-terminals here");
  if (p.pid == 0) {
    setenv("TERM", term, 1);
    execv(program, (char *const *)(void *)command);
    _exit(127);
  }
  p.seen = calloc(1, p.room);
  return p;
#else
  (void)term, (void)arguments;
  tap_skip_all("there is no forkpty here");
#endif
}

/* Read what is there within MILLISECONDS; false at the end. */
static bool take(Pty *p, int milliseconds) {
  struct pollfd wait = { .fd = p->fd, .events = POLLIN };
  if (poll(&wait, 1, milliseconds) <= 0) return true;
  if (p->length + 4096 > p->room) {
    p->seen = realloc(p->seen, p->room *= 2);
    if (!p->seen) abort();
  }
  ssize_t n = read(p->fd, p->seen + p->length, 4095);
  if (n <= 0) return false;
  p->length += (unsigned long)n;
  p->seen[p->length] = '\0';
  return true;
}

const char *pty_find(const Pty *p, const char *text) {
  return strstr(p->seen + p->read, text);
}

bool pty_expect(Pty *p, const char *text) {
  for (double end = pty_clock() + PATIENCE; pty_clock() < end;) {
    const char *found = pty_find(p, text);
    if (found) {
      p->read = (unsigned long)(found - p->seen) + strlen(text);
      return true;
    }
    if (!take(p, 20) && !pty_find(p, text)) break;
  }
  tap_note("'%s' was not printed, but: %s", text, p->seen + p->read);
  return false;
}

void pty_send(Pty *p, const char *keys) {
  for (size_t len = strlen(keys), done = 0; done < len;) {
    ssize_t n = write(p->fd, keys + done, len - done);
    if (n <= 0) return;
    done += (size_t)n;
  }
}

bool pty_line(Pty *p, const char *line, const char *prompt) {
  pty_send(p, line);
  pty_send(p, "\r");
  return pty_expect(p, "\n") && pty_expect(p, prompt);
}

void pty_resize(Pty *p, int rows, int columns) {
  struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
  ioctl(p->fd, TIOCSWINSZ, &size);
}

int pty_end(Pty *p) {
  int status = 0, result = -1;
  for (double end = pty_clock() + PATIENCE; pty_clock() < end && result < 0;) {
    take(p, 10);
    if (waitpid(p->pid, &status, WNOHANG) == p->pid)
      result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  if (result < 0) {
    kill(p->pid, SIGKILL);
    waitpid(p->pid, &status, 0);
  }
  close(p->fd);
  free(p->seen);
  p->seen = NULL;
  return result;
}
