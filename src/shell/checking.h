/* checking.h -- many lessons checked at once, each in a process of its own.  */

#ifndef SHELL_CHECKING_H
#define SHELL_CHECKING_H

#include "learn/check.h"
#include "shell/shell.h"

typedef struct CheckReport {
  size_t files;  /* lessons */
  size_t beside; /* track.md, quizzes.md */
  size_t errors, warnings;
  size_t exercises, variants;
  double seconds;      /* from the first to the last */
  double acceptance;   /* the least of all */
  char strictest[256]; /* whose where: that is: "la-dot.md:12" */
} CheckReport;

/* Check the lessons (and track.md files) at PATHS; a folder stands for all in it, "-" for standard
   input.  The findings of each go to OUT in the order of the paths, or to standard output as soon
   as they are known when OUT is NULL.  A lesson that brings the checker down is a finding. */
void checking_run(Shell *shell, const char *const *paths, size_t count, FindingsForm form,
                  CheckReport *report, Text *out);

/* "1 error, 2 warnings; 3 lessons, ..." and a line end. */
void checking_sum_up(const CheckReport *report, Text *out);

#endif
