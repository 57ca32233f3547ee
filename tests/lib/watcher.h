/* watcher.h -- a host that keeps the figure shown last, and what tests ask of it.  */

#ifndef TESTS_LIB_WATCHER_H
#define TESTS_LIB_WATCHER_H

#include "lang/interp.h"
#include "plot/figure.h"

void watcher_begin(void);
void watcher_end(void);

/* Draw TEXT from a clean start; NULL, with a failed test, when nothing was shown. */
const Figure *watcher_draw(const char *text);

/* TEXT draws something whose words contain PART. */
void watcher_says(const char *text, const char *part);

/* TEXT fails with MESSAGE and draws nothing. */
void watcher_fails(const char *text, const char *message);

/* The layer of a kind, counted from 0, in a panel; an empty one when there is none. */
const Layer *watcher_layer(const Figure *f, unsigned panel, LayerKind kind, unsigned number);

#endif
