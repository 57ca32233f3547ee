/* author.h -- for those who write lessons: --check, --preview, --new, --judge, --reference.  */

#ifndef SHELL_AUTHOR_H
#define SHELL_AUTHOR_H

#include "shell/options.h"

/* The exit statuses. */
int author_check(const Options *options);
int author_preview(const Options *options);
int author_new(const Options *options);
int author_judge(const Options *options);
int author_reference(void);

#endif
