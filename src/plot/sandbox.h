/* sandbox.h -- what a drawing process needs no right to do.  */

#ifndef PLOT_SANDBOX_H
#define PLOT_SANDBOX_H

#include <stdbool.h>

/* From here on this process and what it executes can start no further process (threads it can),
   open no file for writing, remove or rename none, and reach no network.  For a child just before
   exec.  False where the system has no such filter (only Linux on x86_64 and aarch64 does); then
   nothing changed. */
bool sandbox_enter(void);

#endif
