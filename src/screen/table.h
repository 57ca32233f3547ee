/* table.h -- rows and columns for the terminal.  */

#ifndef SCREEN_TABLE_H
#define SCREEN_TABLE_H

#include "screen/style.h"

typedef struct Table Table;

/* ALIGN is md4c's: 0 default, 1 left, 2 centre, 3 right. */
Table *table_new(size_t columns);
void table_row(Table *t);
void table_cell(Table *t, const char *text, int align, bool heading);
/* Lines of at most WIDTH columns; cells that are too wide are wrapped. */
void table_render(const Table *t, const ScreenStyle *style, unsigned width, Text *out);
void table_free(Table *t);

#endif
