/* drills.h -- which operations are being practised, so that they are shown with all arithmetic.  */

#ifndef SHELL_DRILLS_H
#define SHELL_DRILLS_H

#include "shell/shell.h"

/* From now on `explain` knows.  An operation is practised while a lesson that names it in `drills:`
   is open, or was begun and not finished; not any more when another lesson with it is finished, or
   the lesson at hand rests on such a lesson. */
void drills_watch(Shell *shell);

#endif
