/* tex_box.h -- rectangles of cells, and a formula laid out in them; inside of src/screen only.  */

#ifndef SCREEN_TEX_BOX_H
#define SCREEN_TEX_BOX_H

#include "screen/tex_tree.h"

enum {
  TEX_CELLS = 1 << 18,
  TEX_LOWERED = 16,
  TEX_MIDDLE = 128 /* attribute: this column grows with its bracket */
};

typedef struct Cell {
  uint32_t point; /* 0: the right half of a wide character */
  uint16_t marks[2];
  uint8_t attributes;
} Cell;

/* How a box looks to a neighbour. */
typedef struct Edge {
  uint8_t class, flags;
} Edge;

enum {
  EDGE_WORD = 1,      /* several letters that are one name */
  EDGE_ALNUM = 2,     /* a letter or a digit */
  EDGE_RULE = 4,      /* the stroke of a fraction or root */
  EDGE_SCRIPT = 8,    /* a script on the row: x_i */
  EDGE_NORM = 16,     /* bars */
  EDGE_BLANK = 32,    /* text that brings its own blank */
  EDGE_TRANSPOSE = 64 /* X^T */
};

typedef struct Box {
  size_t w, h, base; /* the row of the axis, from the top */
  bool tall;         /* brackets round it grow */
  bool grown;        /* scripts go to its first and last row */
  Cell *cells;
  Edge left, right;
} Box;

typedef enum Style { STYLE_DISPLAY, STYLE_LINE, STYLE_TIGHT } Style;

typedef struct Typesetter {
  Arena *arena;
  bool ascii, attributes;
  size_t cells;                     /* used so far */
  bool full;                        /* more were needed than there may be */
  const char *lowered[TEX_LOWERED]; /* letters with a subscript that has no characters */
  size_t lowered_count;
} Typesetter;

/* ------------------------------------------------------------------ boxes */

Box *box_new(Typesetter *t, size_t w, size_t h, size_t base);
Box *box_text(Typesetter *t, const char *text, uint8_t attributes);
Box *box_sign(Typesetter *t, const char *utf8, const char *ascii);
void box_put(Box *to, const Box *from, size_t x, size_t y);
void box_set(Box *b, size_t x, size_t y, uint32_t point);
void box_fill(Box *b, size_t x, size_t y, size_t count, uint32_t point); /* to the right */
Box *box_beside(Typesetter *t, const Box *left, const Box *right, size_t gap);
Box *box_above(Typesetter *t, const Box *top, const Box *bottom, bool base_below);
Box *box_brackets(Typesetter *t, const Box *inner); /* ( ) on the axis */
/* Append a row with its attributes, without trailing blanks. */
void box_print_row(const Typesetter *t, const Box *b, size_t row, Text *out);

/* ------------------------------------------------------------------ layout */

Box *tex_layout(Typesetter *t, Node *n, Style style, unsigned depth);

/* Items from FIRST up to STOP side by side; BEFORE is what stands left of them. */
Box *tex_layout_items(Typesetter *t, Node *first, const Node *stop, Style style, unsigned depth,
                      Edge before);
Box *tex_layout_group(Typesetter *t, Node *group, Style style, unsigned depth);

/* The group has one item that needs no brackets as a script (ABOVE), a denominator or a radicand.
 */

Box *tex_layout_script(Typesetter *t, Node *n, Style style, unsigned depth);
/* Find the letters whose subscripts must all leave the row, so that W_f and W_i look alike. */
void tex_find_lowered(Typesetter *t, Node *n);
Box *tex_layout_fraction(Typesetter *t, Node *n, Style style, unsigned depth);
bool tex_fraction_stands(const Node *n, Style style, unsigned depth); /* has a bar */
Box *tex_layout_fence(Typesetter *t, Node *n, Style style, unsigned depth);
Box *tex_grow(Typesetter *t, Delimiter left, Delimiter right, const Box *inner);
Box *tex_layout_table(Typesetter *t, Node *n, Style style, unsigned depth);
Box *tex_layout_ornament(Typesetter *t, Node *n, Style style, unsigned depth);
Box *tex_layout_root(Typesetter *t, Node *n, Style style, unsigned depth);

/* The column at which the line after a break inside the outermost bracket begins, before a sign or
   after a comma, at most ROOM columns from START; 0 when there is none.  PAST is the column after
   that bracket. */
size_t tex_cut_in_bracket(const Typesetter *t, const Box *b, size_t start, size_t room,
                          size_t *past);
/* A copy of some columns of a box. */
Box *tex_columns(Typesetter *t, const Box *b, size_t from, size_t to);

/* The matrix that N is, alone or in brackets; NULL when it is something else. */
const TexTable *tex_matrix_in(const Node *n);
/* As many of its columns from FROM on as fit, under a line that numbers them; NULL when not even
   one fits.  TO is the column after the last. */
Box *tex_matrix_block(Typesetter *t, const Node *n, size_t from, size_t width, size_t *to);

/* A whole formula as lines of at most WIDTH columns. */
void tex_break(Typesetter *t, Node *formula, size_t width, Text *out);

#endif
