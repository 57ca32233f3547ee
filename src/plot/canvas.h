/* canvas.h -- a sheet of terminal cells to draw on: 2 x 4 dots, a half-block background and one
   sign of text in each.  Colours stay roles until the end, because a colour that is readable
   depends on what lies under it.  */

#ifndef PLOT_CANVAS_H
#define PLOT_CANVAS_H

#include "base/text.h"
#include "plot/palette.h"

typedef enum TextColours { TEXT_COLOURLESS, TEXT_COLOURS_256, TEXT_COLOURS_TRUE } TextColours;

typedef struct Pen {
  Role role;
  double tint;
  char sign; /* in ASCII: what its dots look like; 0: slanted strokes */
} Pen;

typedef struct Cell {
  char sign[12];       /* UTF-8 with combining marks; "" when the cell holds no text */
  bool covered;        /* the right half of a wide sign */
  bool shade;          /* the sign stands for a colour: everything else goes before it */
  unsigned char dots;  /* of lines and points */
  unsigned char solid; /* of areas and bars */
  char stroke;         /* ASCII: the pen's sign, or 0 */
  Pen pen, area;       /* of text and dots; of solid */
  int64_t top, bottom; /* colours of the two halves, or -1 */
} Cell;

typedef struct Canvas {
  unsigned columns, lines;
  bool ascii;
  TextColours colours;
  Cell *cells;
} Canvas;

/* Empty; owned by the caller. */
Canvas canvas_new(unsigned columns, unsigned lines, bool ascii, TextColours colours);
void canvas_free(Canvas *c);

/* Dots count from the upper left corner of the canvas; outside nothing happens. */
void canvas_dot(Canvas *c, long x, long y, Pen pen);
void canvas_solid(Canvas *c, long x, long y, Pen pen);
void canvas_half(Canvas *c, long column, long half_line, uint32_t colour);

/* Text from a cell on, cut at the right edge; the columns it took.  Control characters and other
   unsafe signs are left out; in ASCII, mathematical signs are spelled out. */
unsigned canvas_text(Canvas *c, long column, long line, const char *text, Pen pen);
unsigned canvas_width(const Canvas *c, const char *text); /* what canvas_text would take */

/* How many bytes of TEXT fill a line of WIDTH columns, up to a blank; all of them when there is no
   blank where it could be broken. */
size_t canvas_break(const Canvas *c, const char *text, unsigned width);

/* A sign in place of a colour, behind text and lines. */
void canvas_shade(Canvas *c, long column, long line, const char *sign, Pen pen);

/* Is there text in this stretch of a line? */
bool canvas_has_text(const Canvas *c, long column, long line, unsigned columns);
/* Remove dots and shades (not the background) under a stretch of text. */
void canvas_clear(Canvas *c, long column, long line, unsigned columns);

/* Remove areas and text as well, for words that belong to no place in the picture. */
void canvas_blank(Canvas *c, long column, long line, unsigned columns);

/* Remove shades alone, so that a word stands free. */
void canvas_unshade(Canvas *c, long column, long line, unsigned columns);

/* Append all lines, without trailing blanks. */
void canvas_write(const Canvas *c, Text *out);

#endif
