/* figure.h -- a picture as data: panels, and layers of numbers and labels in them.

   A figure knows what is to be seen, not how it is drawn: colours are roles, text is text,
   positions are data coordinates.  gnuplot.h turns it into a script, textplot.h into characters.

     Figure *f = figure_new(1, 1);
     Panel *p = figure_panel(f, 0, 0);
     panel_title(p, "A line through %zu points", n);
     panel_labels(p, "x", "y");
     panel_points(p, x, y, n, (Style){ .role = ROLE_ACCENT });
     layer_name(panel_line(p, ends, fitted, 2, (Style){ .role = ROLE_MODEL }), "fit");
     figure_words(f, "The points lie close to a rising line.");

   The figure owns an arena; every array and string handed in is copied, and panels and layers live
   as long as the figure.  Numbers may be NaN or infinite: a line has a gap there, a point is left
   out.  Layers are drawn in the order they were added, fields always first, text always last.  */

#ifndef PLOT_FIGURE_H
#define PLOT_FIGURE_H

#include "base/memory.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* What a colour means.  Okabe and Ito's colours, told apart by every kind of colour vision. */
typedef enum Role {
  ROLE_AUTO,   /* the next of MODEL .. LIGHT in this panel */
  ROLE_MODEL,  /* blue: a value, a model, the first curve */
  ROLE_ACCENT, /* vermillion: the thing to look at */
  ROLE_GOOD,   /* green: a result, a target reached */
  ROLE_OTHER,  /* purple */
  ROLE_WARM,   /* orange */
  ROLE_LIGHT,  /* sky blue */
  ROLE_INK,    /* near black: text, data points */
  ROLE_MUTED,  /* grey: reference lines, remarks */
  ROLE_FAINT,  /* pale grey: grids */
  ROLE_PAPER,  /* the background: marks on a dark field */
  ROLE_COUNT
} Role;

Role role_cycle(size_t index); /* MODEL, ACCENT, GOOD, OTHER, WARM, LIGHT, MODEL, ... */

typedef enum Dash { DASH_SOLID, DASH_LONG, DASH_DOT } Dash;

typedef enum Marker {
  MARKER_DISC,
  MARKER_TRIANGLE,
  MARKER_SQUARE,
  MARKER_DIAMOND,
  MARKER_CROSS, /* an x */
  MARKER_PLUS,
  MARKER_RING, /* an open disc */
  MARKER_COUNT
} Marker;

typedef enum Anchor { ANCHOR_LEFT, ANCHOR_CENTER, ANCHOR_RIGHT } Anchor;

/* Zero is a good value for every member. */
typedef struct Style {
  Role role;
  double tint;  /* towards the paper: 0 is the full colour, 0.6 pale, 1 invisible */
  double width; /* of lines, against the usual one; 0 means 1 */
  double size;  /* of markers and text, against the usual one; 0 means 1 */
  Dash dash;
  Marker marker;
  Anchor anchor; /* of text: which end of it is at the position */
} Style;

typedef enum Palette {
  PALETTE_HEAT,      /* pale to dark blue: more is darker */
  PALETTE_DEPTH,     /* dark to pale blue: valleys are dark */
  PALETTE_DIVERGING, /* blue, white at 0, vermillion */
  PALETTE_CLASSES,   /* whole numbers 0, 1, 2, ...: pale MODEL, ACCENT, GOOD, ... */
  PALETTE_GREY,      /* white to black */
  PALETTE_VIRIDIS    /* purple, green, yellow: surfaces */
} Palette;

/* Values on a regular grid.  z[j * nx + i] is the value at column i, row j; the first column is at
   x0, the last at x1, the first row at y0, the last at y1 (these are centres of cells). */
typedef struct Grid {
  size_t nx, ny;
  double x0, x1, y0, y1;
  const double *z;
} Grid;

typedef enum LayerKind {
  LAYER_LINE,        /* x, y */
  LAYER_POINTS,      /* x, y */
  LAYER_LINE_POINTS, /* x, y */
  LAYER_STEPS,       /* x, y: y[i] holds from x[i] to x[i + 1] */
  LAYER_IMPULSES,    /* x, y: a stick from 0 to y with a marker on it */
  LAYER_BOXES,       /* x, y, x2, y2: opposite corners */
  LAYER_FILL,        /* x, y, y2: the area between y and y2 */
  LAYER_POLYGON,     /* x, y: filled */
  LAYER_ARROWS,      /* x, y, x2, y2: tail and tip */
  LAYER_SEGMENTS,    /* x, y, x2, y2 */
  LAYER_TEXT,        /* x[0], y[0], text; fractions of the panel when `relative` */
  LAYER_ACROSS,      /* y[0]: a horizontal line from side to side */
  LAYER_UPRIGHT,     /* x[0]: a vertical line from bottom to top */
  LAYER_FIELD,       /* grid as an image */
  LAYER_CONTOURS,    /* grid and levels (in x) as lines */
  LAYER_SURFACE,     /* grid, seen in perspective */
  LAYER_PATH         /* x, y, z: a line with points in a panel with a surface */
} LayerKind;

typedef struct Layer {
  struct Panel *panel;
  LayerKind kind;
  Style style;
  const char *name; /* for the legend, or NULL */
  const char *text; /* LAYER_TEXT */
  bool relative;    /* LAYER_TEXT */
  size_t count;
  const double *x, *y, *z, *x2, *y2; /* COUNT numbers each, or NULL */
  Grid grid;
  Palette palette;
  double low, high; /* of z for the palette; NaN: from the data */
  bool colorbar;    /* LAYER_FIELD */
  const char *colorbar_label;
  int decimals; /* LAYER_FIELD: write the values in the cells; -1: do not */
  struct Layer *next;
} Layer;

typedef enum AxesKind {
  AXES_FRAME,  /* along the left and the bottom */
  AXES_ORIGIN, /* crossing at (0, 0), for vectors */
  AXES_NONE
} AxesKind;

typedef enum LegendKind {
  LEGEND_AUTO, /* at the ends of up to three curves where they keep apart, else in a free corner */
  LEGEND_CORNER,
  LEGEND_NONE,
  LEGEND_TOP_RIGHT,
  LEGEND_TOP_LEFT,
  LEGEND_BOTTOM_RIGHT,
  LEGEND_BOTTOM_LEFT,
  LEGEND_OUTSIDE
} LegendKind;

typedef struct Axis {
  const char *label;
  double low, high; /* NaN: from the data */
  bool logarithmic; /* base 10; numbers that are not positive are left out */
  bool reversed;    /* grows to the left or downwards */
  size_t tics;      /* given tics; 0 means the usual ones */
  const double *at;
  const char *const *tic_labels; /* NULL: the numbers themselves */
  bool no_tics;
} Axis;

typedef struct Panel {
  struct Figure *figure;
  unsigned high, wide; /* the rows and columns of the figure it fills, 1 as a rule */
  const char *title;
  const char *words; /* what is to be seen in this panel, when it came from a figure of its own */
  bool held;         /* hold on: the next curves are drawn into this panel */
  Axis x, y, z;      /* z only with a surface */
  bool equal;        /* one unit is as long in x as in y */
  bool grid;
  AxesKind axes;
  LegendKind legend;
  double tilt, turn; /* of a surface, degrees */
  Layer *layers, *last;
  size_t layer_count;
} Panel;

typedef struct Figure {
  Arena arena;
  unsigned rows, columns; /* of panels */
  Panel *panels;          /* rows * columns, row by row */
  const char *title;      /* over all panels; "" when there is none */
  const char *words;      /* what is to be seen, one line; "" until figure_words */
  unsigned revision;      /* how often it was changed after it was first shown */
  bool laid;              /* by subplot: the panels are filled one by one */
  unsigned current;       /* the panel that is drawn into and changed */
  unsigned number;        /* figure(2) */
  bool quiet;             /* to be kept, but not to be drawn: nothing about it can be seen */
  bool closed;            /* its window, if there is one, is to go away */
  struct Figure **frames; /* of an animation, in their order; the figure itself is the last one */
  size_t frame_count;     /* 0: a still picture */
  double fps;             /* of an animation; 0: the usual one */
  const char *setting;    /* what the learner may change while it is played, such as "eta"; "" */
  const double *settings; /* its values; the frames of the first one come first, and so on */
  size_t setting_count;   /* 0: there is nothing to change */
} Figure;

enum { FIGURE_MOST_ROWS = 8, FIGURE_MOST_COLUMNS = 8, FIGURE_MOST_FRAMES = 500 };

Figure *figure_new(unsigned rows, unsigned columns); /* each 1 .. 8, cut to that */
Figure *figure_copy(const Figure *f);
void figure_free(Figure *f);
Panel *figure_panel(Figure *f, unsigned row, unsigned column); /* from 0; cut to the last */
Panel *figure_current(const Figure *f);
bool figure_is_empty(const Figure *f); /* no panel has a layer */
/* Let the current panel fill so many rows and columns, cut to what there is.  Panels that would lie
   under it, or reach into it, are emptied. */
void figure_span(Figure *f, unsigned high, unsigned wide);
/* What is drawn next begins a new figure: nothing is held, no panel of a subplot is waiting. */
void figure_finish(Figure *f);
/* Panel I can be seen: it has something in it, or is the only one. */
bool figure_has_panel(const Figure *f, unsigned i);
void figure_title(Figure *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
void figure_words(Figure *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Append the words of the figure on one line, without a newline; made from titles, labels and
   numbers when figure_words was never called. */
void figure_describe(const Figure *f, Text *out);

/* An animation.  Each frame is copied; FIGURE_MOST_FRAMES of them at most, false beyond.  When all
   are there, figure_align gives them the same axes, so that what moves is the picture. */
bool figure_add_frame(Figure *f, const Figure *frame);
/* COUNT values of NAME, for each of which the same number of frames was, or will be, added. */
void figure_settings(Figure *f, const char *name, const double *values, size_t count);
/* "eta = 0.1, frame 3 of 20"; in pictures that are played, SHORT: "eta = 0.1  3/20". */
void figure_frame_name(const Figure *f, size_t i, bool brief, Text *out);
void figure_align(Figure *f);

/* All of FROM, its place in the figure excepted, becomes TO. */
void panel_copy(Panel *to, const Panel *from);
void panel_clear(Panel *p); /* as new */
/* The layers of FROM behind those of TO; titles and names where TO has none. */
void panel_join(Panel *to, const Panel *from);

void panel_title(Panel *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void panel_labels(Panel *p, const char *x, const char *y); /* NULL leaves one as it is */
void panel_zlabel(Panel *p, const char *z);
void panel_xrange(Panel *p, double low, double high); /* NaN for an end to be found */
void panel_yrange(Panel *p, double low, double high);
void panel_zrange(Panel *p, double low, double high);
void panel_xtics(Panel *p, const double *at, const char *const *labels, size_t n);
void panel_ytics(Panel *p, const double *at, const char *const *labels, size_t n);
void panel_no_tics(Panel *p);
void panel_log(Panel *p, bool x, bool y);
void panel_down(Panel *p); /* y grows downwards, as the rows of a matrix do */
void panel_equal(Panel *p);
void panel_grid(Panel *p, bool on); /* on from the start */
void panel_axes(Panel *p, AxesKind kind);
void panel_legend(Panel *p, LegendKind kind);
void panel_view(Panel *p, double tilt, double turn); /* of surfaces: 36, 28 from the start */

/* Each adds a layer and answers it, so that it can be named.  N numbers in each array. */
Layer *panel_line(Panel *p, const double *x, const double *y, size_t n, Style s);
Layer *panel_points(Panel *p, const double *x, const double *y, size_t n, Style s);
Layer *panel_line_points(Panel *p, const double *x, const double *y, size_t n, Style s);
Layer *panel_steps(Panel *p, const double *x, const double *y, size_t n, Style s);
Layer *panel_impulses(Panel *p, const double *x, const double *y, size_t n, Style s);
/* Bars from 0 to y, WIDTH wide, with x in the middle. */
Layer *panel_bars(Panel *p, const double *x, const double *y, size_t n, double width, Style s);
/* Rectangles: lying bars, stacked bars, the boxes of a box plot. */
Layer *panel_boxes(Panel *p, const double *x0, const double *x1, const double *y0, const double *y1,
                   size_t n, Style s);
/* The area between the curve and BASE, or between two curves. */
Layer *panel_area(Panel *p, const double *x, const double *y, size_t n, double base, Style s);
Layer *panel_between(Panel *p, const double *x, const double *y, const double *y2, size_t n,
                     Style s);
Layer *panel_polygon(Panel *p, const double *x, const double *y, size_t n, Style s);
Layer *panel_arrows(Panel *p, const double *x, const double *y, const double *dx, const double *dy,
                    size_t n, Style s);
Layer *panel_arrow(Panel *p, double x, double y, double to_x, double to_y, Style s);
Layer *panel_segments(Panel *p, const double *x0, const double *y0, const double *x1,
                      const double *y1, size_t n, Style s);
Layer *panel_across(Panel *p, double y, Style s);  /* a horizontal line */
Layer *panel_upright(Panel *p, double x, Style s); /* a vertical line */
Layer *panel_text(Panel *p, double x, double y, Style s, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Text that does not follow the data: (0, 0) is the lower left corner, (1, 1) the upper right. */
Layer *panel_note(Panel *p, double x, double y, Style s, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Points in the colour and marker of their class, a whole number from 0; one layer for each class.
   NAMES (one for each of CLASSES) may be NULL. */
void panel_classes(Panel *p, const double *x, const double *y, const double *class, size_t n,
                   size_t classes, const char *const *names);

Layer *panel_field(Panel *p, Grid grid, Palette palette);
/* Lines of equal height.  LEVELS may be NULL: then about N round ones are chosen. */
Layer *panel_contours(Panel *p, Grid grid, const double *levels, size_t n, Style s);
Layer *panel_surface(Panel *p, Grid grid, Palette palette);
/* A line with points in space; one point when N is 1. */
Layer *panel_path(Panel *p, const double *x, const double *y, const double *z, size_t n, Style s);

Layer *layer_name(Layer *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
void layer_limits(Layer *l, double low, double high); /* of the palette */
void layer_colorbar(Layer *l, const char *label);     /* LABEL may be NULL */
void layer_numbers(Layer *l, int decimals);           /* write the values in the cells */

#endif
