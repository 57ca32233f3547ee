/* plate.h -- the drawing area of one panel on a canvas; for textplot*.c only.  */

#ifndef PLOT_PLATE_H
#define PLOT_PLATE_H

#include "plot/canvas.h"
#include "plot/legend.h"
#include "plot/textplot.h"

typedef struct Plate {
  Canvas *canvas;
  const Panel *panel;
  Extent e;
  long column, line;      /* upper left cell */
  unsigned width, height; /* in cells */
  LegendLayout legend;
  unsigned curves; /* drawn so far */
} Plate;

/* Below this a marker is left out, or a dot. */
#define SMALL_MARK 0.5

/* Dashes that only curves without colours need. */
enum { DASH_MIXED = DASH_DOT + 1, DASH_SPARSE, DASH_WIDE, DASH_KINDS };

/* Role, tint and, without colours, the sign of a layer's curve. */
Pen plate_pen(const Plate *p, const Layer *l);

/* Dots right of the left edge and below the upper one; false where the axis has no place. */
bool plate_dot(const Plate *p, double x, double y, double *dot_x, double *dot_y);
void plate_line(const Plate *p, double x0, double y0, double x1, double y1, Pen pen, Dash dash);
/* The same in dots. */
void plate_stroke(const Plate *p, double ax, double ay, double bx, double by, Pen pen, Dash dash);
void plate_mark(const Plate *p, double x, double y, Marker marker, Pen pen);
/* The small sign of a crowd, where nothing else stands. */
void plate_speck(const Plate *p, double x, double y, Pen pen);
/* Text beside a place, moved to where there is room. */
void plate_text(const Plate *p, double x, double y, const char *text, Anchor anchor, Pen pen);

/* The character that stands for a marker; static. */
const char *marker_sign(Marker marker, bool ascii);
/* The sign of a layer's points: a small one for a crowd in a picture without axes. */
const char *plate_sign(const Plate *p, const Layer *l);
/* Are there too many points for a sign each? */
bool plate_crowded(const Plate *p, const Layer *l);

/* How a curve is told from the others: by colour, or else by its dashes. */
Dash plate_dash(const Plate *p, const Layer *l);

/* Draw a layer of its kind: curves and points, a field of colours, lines of equal height. */
void plate_layer(Plate *p, const Layer *l);
void plate_field(Plate *p, const Layer *l);
void plate_contours(Plate *p, const Layer *l);
void plate_space(Plate *p); /* all of a panel with a surface */

#endif
