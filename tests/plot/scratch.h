/* scratch.h -- a folder for one test, programs in it, and what became of child processes.  */

#ifndef TESTS_PLOT_SCRATCH_H
#define TESTS_PLOT_SCRATCH_H

#include <stdbool.h>

const char *scratch_enter(void); /* makes a folder and changes into it; its path */
void scratch_leave(void);        /* removes it with the files in it */
int scratch_files(void);         /* how many files it holds */

/* Put a shell script called gnuplot into a folder of its own and that folder first in PATH. */
void scratch_fake_gnuplot(const char *body);
void scratch_path(const char *path); /* set PATH; NULL brings the real one back */

bool have_gnuplot(void);
bool no_children_left(void); /* neither running nor waiting to be reaped */

#endif
