/* stepper.h -- something shown in stages on a terminal, a key each.  */

#ifndef SHELL_STEPPER_H
#define SHELL_STEPPER_H

#include "shell/host.h"

/* Steps through STAGES; what was drawn is gone at the end.  False where nobody can press keys. */
bool stepper_run(World *world, const Stages *stages);

#endif
