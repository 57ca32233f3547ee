/* measure.c -- whole programs beside each other: wall-clock time and the most memory they held.

     measure ROUNDS NAME - LABEL COMMAND... - LABEL COMMAND... ...

   Every round runs each command once, output thrown away, so that a noisy moment hits all of them.
   A LABEL that ends in @TEXT runs its command on a terminal and measures until TEXT appears there.
   For every round and command a line "LABEL <tab> NAME <tab> nanoseconds" goes to standard output,
   and at the end "LABEL <tab> NAME, memory <tab> kilobytes".  */

#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 16 };

typedef struct Subject {
  char *label, *until; /* until: NULL, or what to wait for */
  char **command;
  long memory;
} Subject;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static void become(char **command, int in, int out) {
  dup2(in, 0);
  dup2(out, 1);
  dup2(out, 2);
  execvp(command[0], command);
  _exit(127);
}

/* The side of a new terminal that a person would sit at; *OTHER is the program's. */
static int open_terminal(int *other) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0 || grantpt(terminal) || unlockpt(terminal)) return -1;
  *other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
  return terminal;
}

static void wait_for(int terminal, const char *text) {
  char seen[1 << 14];
  size_t len = 0;
  ssize_t n;
  while (len + 1 < sizeof seen && (n = read(terminal, seen + len, sizeof seen - 1 - len)) > 0) {
    len += (size_t)n;
    seen[len] = '\0';
    if (strstr(seen, text)) return;
  }
}

static double run(Subject *s) {
  int other = open("/dev/null", O_RDWR), terminal = -1;
  if (s->until) {
    close(other);
    terminal = open_terminal(&other);
  }
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    if (terminal >= 0) close(terminal), setsid();
    become(s->command, other, other);
  }
  close(other);
  if (s->until) wait_for(terminal, s->until);
  double took = now() - start;
  if (s->until) kill(child, SIGKILL);
  struct rusage used;
  int status;
  wait4(child, &status, 0, &used);
  if (s->until)
    close(terminal);
  else
    took = now() - start;
  if (used.ru_maxrss > s->memory) s->memory = used.ru_maxrss;
  return took;
}

int main(int argc, char **argv) {
  Subject subjects[MOST];
  size_t count = 0;
  int rounds = argc > 3 ? atoi(argv[1]) : 0;
  for (int i = 3; i + 2 < argc && count < MOST; i++) {
    if (strcmp(argv[i], "-") != 0) continue;
    argv[i] = NULL; /* ends the command before */
    Subject *s = &subjects[count++];
    *s = (Subject){ .label = argv[i + 1], .command = argv + i + 2 };
    s->until = strchr(s->label, '@');
    if (s->until) *s->until++ = '\0';
  }
  if (rounds < 1 || count == 0) {
    fprintf(stderr, "usage: measure ROUNDS NAME - LABEL COMMAND... - LABEL COMMAND...\n");
    return 2;
  }
  for (int r = 0; r < rounds; r++)
    for (size_t k = 0; k < count; k++)
      printf("%s\t%s\t%.0f\n", subjects[k].label, argv[2], run(&subjects[k]));
  for (size_t k = 0; k < count; k++)
    printf("%s\t%s, memory\t%ld\n", subjects[k].label, argv[2], subjects[k].memory);
  return 0;
}
