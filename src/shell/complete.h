/* complete.h -- what the word before the cursor could become.  */

#ifndef SHELL_COMPLETE_H
#define SHELL_COMPLETE_H

#include "shell/line.h"

/* For LineSetup; SELF is the Shell. */
void complete_word(void *self, const char *line, size_t start, const char *word,
                   LineCandidates *out);
size_t complete_start(void *self, const char *line, size_t len);

#endif
