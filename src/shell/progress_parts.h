/* progress_parts.h -- shared by what shows progress and reviews.  */

#ifndef SHELL_PROGRESS_PARTS_H
#define SHELL_PROGRESS_PARTS_H

#include "learn/progress.h"
#include "plot/figure.h"
#include "screen/style.h"

int64_t progress_now(void); /* milliseconds since 1970 */

/* SHARE (0 to 1) of WIDTH columns and a blank; nothing in plain style, where the number says it. */
void progress_bar(const ScreenStyle *style, double share, size_t width, Text *out);

/* For other programs (progress_tables.c). */
void progress_json(const Progress *p, Text *out);
void progress_csv(const Progress *p, Text *out);
Figure *progress_figure(const Progress *p);

#endif
