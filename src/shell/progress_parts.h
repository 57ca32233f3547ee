/* progress_parts.h -- shared by what shows progress and reviews.  */

#ifndef SHELL_PROGRESS_PARTS_H
#define SHELL_PROGRESS_PARTS_H

#include "learn/progress.h"
#include "plot/figure.h"
#include "screen/style.h"

int64_t progress_now(void); /* milliseconds since 1970 */

/* For other programs (progress_tables.c). */
void progress_json(const Progress *p, Text *out);
void progress_csv(const Progress *p, Text *out);
Figure *progress_figure(const Progress *p);

#endif
