/* front_matter.h -- the `key: value` lines between --- and --- at the head of a lesson.  */

#ifndef LEARN_FRONT_MATTER_H
#define LEARN_FRONT_MATTER_H

#include "learn/lesson.h"

/* Read it from the lesson's source; the byte behind it (0 when there is none), and its number of
   lines in *LINES. */
size_t front_matter_read(Lesson *lesson, uint32_t *lines, Findings *findings);

#endif
