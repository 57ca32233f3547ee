/* author.h -- for those who write lessons: --check, --preview, --new, --install, --judge,
   --reference.  */

#ifndef SHELL_AUTHOR_H
#define SHELL_AUTHOR_H

#include "shell/options.h"

/* The exit statuses. */
int author_check(const Options *options);
int author_preview(const Options *options);
int author_new(const Options *options);
int author_install(const Options *options);
/* --check --stats: what was answered wrong most often. */
int statistics_main(const Options *options);
int author_judge(const Options *options);
int author_reference(void);
/* --import, --export (exchange.c). */
int exchange_import(const Options *options);
int exchange_export(const Options *options);

#endif
