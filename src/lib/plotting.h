/* plotting.h -- what the plot families share.

   A plot builtin makes a figure and hands it to the host, who shows it and remembers it; so title()
   and its kin can change the figure shown last and hand it over once more.  */

#ifndef LIB_PLOTTING_H
#define LIB_PLOTTING_H

#include "lib/objective.h"
#include "plot/figure.h"

/* A number of four digits, for use in a printf argument: number_plain(x).text. */
typedef struct Number {
  char text[32];
} Number;
Number number_plain(double x);  /* for words */
Number number_pretty(double x); /* for pictures: with a true minus sign */

/* A new figure with one panel; or, after hold on, a copy of the last one, to be drawn into.  A
   figure made by figure_new, too, finds its place in a subplot or a held panel: see plotting_show.
 */
Figure *plotting_begin(Call *call, Panel **panel);

/* Shows the figure, or what it becomes as part of the last one, and frees it.  The value for the
 * builtin to return. */
Value plotting_show(Call *call, Figure *f);

/* A copy of the figure shown last; NULL, with the call failed, when there is none. */
Figure *plotting_last(Call *call);

/* Append a function as a book prints it: "x² + 10·y²"; its name in FALLBACK when that is too long
   for a title. */
void plotting_formula(Value function, const char *fallback, Text *out);

/* Append a title or a name with its x^2, x_1 and \\alpha as signs; what has no sign stays as typed.
 */
void plotting_notation(const char *typed, Text *out);

/* The name of parameter I of an anonymous function, or FALLBACK. */
void plotting_parameter(Value function, size_t i, const char *fallback, Text *out);

/* Argument I as two numbers, the smaller first, that differ and are finite. */
bool plotting_range(Call *call, size_t i, double *low, double *high);

/* A line style as Octave writes it: "r--o". */
typedef struct LineStyle {
  Style style;
  bool line, marker; /* what is to be drawn */
  const char *name;  /* "...;name;", in the arena */
} LineStyle;

/* False when TEXT is no line style. */
bool plotting_style(const char *text, Arena *arena, LineStyle *out);

/* Read options such as 'linewidth', 2 from argument *I on; false with the call failed. */
bool plotting_options(Call *call, size_t *i, Arena *arena, LineStyle *style);

/* A curve or points as the line style says. */
Layer *plotting_curve(Panel *p, const double *x, const double *y, size_t n, const LineStyle *style);

/* A word beyond the tip of an arrow from (X, Y) by (DX, DY), where the arrow does not lie under it;
   SPAN is the height of the panel. */
void plotting_tip(Panel *p, double x, double y, double dx, double dy, double span, Style style,
                  const char *word);

/* Two-variable functions on a grid of N x N points; NULL with the call failed.  Infinite and
   complex values become NaN. */
Objective plotting_plane(Call *call, Value function, double *room_for_two);
double *plotting_grid(Work *w, const Objective *o, size_t n, double x0, double x1, double y0,
                      double y1);

/* The smallest and largest finite number; false when there is none. */
bool plotting_reach(const double *values, size_t n, double *low, double *high);

/* About N round levels between LOW and HIGH; the number of them, at most N + 2.  */
size_t plotting_levels(double low, double high, unsigned n, double *levels);

#endif
