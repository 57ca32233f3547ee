/* render.h -- an explanation as text.  */

#ifndef BOARD_RENDER_H
#define BOARD_RENDER_H

#include "board/steps.h"

typedef enum BoardLevel { BOARD_TERSE, BOARD_NORMAL, BOARD_FULL } BoardLevel;

typedef struct BoardStyle {
  bool utf8;      /* else ASCII stand-ins */
  bool plain;     /* for screen readers: one line an event, nothing lined up */
  unsigned width; /* columns; 0 is 80 */
  BoardLevel level;
} BoardStyle;

/* Each line is ended by a newline. */
void steps_render(Steps *s, const BoardStyle *style, Text *out);

/* A paragraph, broken to the width. */
void render_prose(const BoardStyle *style, const char *text, Text *out);

/* One step, "2" or "1.2", with all that is below it; false when there is none of that number. */
bool steps_render_step(Steps *s, const char *number, const BoardStyle *style, Text *out);

/* Used between the files of this folder: TEXT with its signs as the style can show them. */
void render_signs(const BoardStyle *style, const char *text, size_t len, Text *out);
/* A line that holds grids: its lines, each INDENT columns from the left. */
void render_grids(Steps *s, const BoardStyle *style, const Line *line, unsigned indent, Text *out);
void render_grid_plain(const BoardStyle *style, const Grid *grid, Text *out);
/* COUNT neighbouring rows with their columns lined up. */
void render_rows(const BoardStyle *style, const Line *const *lines, size_t count, unsigned indent,
                 Text *out);

#endif
