/* pty.h -- the real program on a terminal of its own, typed at and read by a test.  */

#ifndef TESTS_SHELL_PTY_H
#define TESTS_SHELL_PTY_H

#include <stdbool.h>

enum { PTY_ROWS = 24, PTY_COLUMNS = 80 };

typedef struct Pty {
  int fd;
  int pid;
  char *seen; /* all that was printed */
  unsigned long length, room;
  unsigned long read; /* of it, by pty_expect */
} Pty;

/* Start $MATHTUTOR with ARGUMENTS (NULL at the end, without the program) and TERM.  Skips the whole
   test where there are no pseudo-terminals.  The test ends after two minutes whatever happens. */
Pty pty_start(const char *term, const char *const *arguments);

/* Wait until TEXT was printed behind what was already looked at; false after five seconds.  What is
   behind it is looked at the next time. */
bool pty_expect(Pty *p, const char *text);
/* What was printed since, or NULL. */
const char *pty_find(const Pty *p, const char *text);
void pty_send(Pty *p, const char *keys);
/* Type a line and wait for the prompt. */
bool pty_line(Pty *p, const char *line, const char *prompt);
void pty_resize(Pty *p, int rows, int columns);
void pty_pause(int milliseconds);
double pty_clock(void); /* milliseconds */

/* Wait for the end; its exit status, 128 plus the signal, or -1 when it does not end. */
int pty_end(Pty *p);

#endif
