/* plot_sketch.h -- pictures whose numbers are worked out in the language and drawn here.

     Sketch s = sketch_begin(call);
     if (!sketch_run(&s, "x y", "b = [ones(numel(x), 1) x(:)] \\ y(:); fit = b(1) + b(2) * x;"))
       return sketch_fail(&s);
     Figure *f = figure_new(1, 1);
     Panel *p = figure_panel(f, 0, 0);
     sketch_line(&s, p, "x fit", (Style){ .role = ROLE_MODEL });
     return sketch_show(&s, f);

   Variables are told by their names; one that is missing counts as empty.  */

#ifndef LIB_PLOT_SKETCH_H
#define LIB_PLOT_SKETCH_H

#include "lib/plotting.h"

typedef struct Sketch {
  Call *call;
  Work work;
  struct Scope *scope;
  bool seeded; /* the generator is to be put back */
  Random before;
  unsigned long seed;
} Sketch;

/* A scope of its own for statements in the language; sketch_show or sketch_fail ends it. */
Sketch sketch_begin(Call *call);

/* Until the end all draws come from a generator of its own, started with the number in argument I;
   when that is left out, with one drawn now.  False with the call failed. */
bool sketch_seed(Sketch *s, size_t i);

/* Run statements; the arguments of the call are there under the names INPUTS, those left out as [].
   `error ('...')` complains about the arguments.  May be done several times. */
bool sketch_run(Sketch *s, const char *inputs, const char *text);

Value sketch_fail(Sketch *s);            /* gives everything back */
Value sketch_show(Sketch *s, Figure *f); /* the same, with the figure shown */

/* The numbers of variable NAME, borrowed until the next sketch_run; empty where it has no real
 * ones. */
View sketch_view(Sketch *s, const char *name);
double sketch_number(Sketch *s, const char *name); /* the first; NaN when empty */
Number sketch_plain(Sketch *s, const char *name);  /* the same for words and for pictures */
Number sketch_pretty(Sketch *s, const char *name);
const char *sketch_string(Sketch *s, const char *name);
/* A cell of texts, or NULL. */
const char *const *sketch_strings(Sketch *s, const char *name, size_t *count);

/* Layers from variables whose names stand in one string; the shortest decides how many. */
Layer *sketch_line(Sketch *s, Panel *p, const char *xy, Style style);
Layer *sketch_points(Sketch *s, Panel *p, const char *xy, Style style);
Layer *sketch_line_points(Sketch *s, Panel *p, const char *xy, Style style);
Layer *sketch_steps(Sketch *s, Panel *p, const char *xy, Style style);
Layer *sketch_impulses(Sketch *s, Panel *p, const char *xy, Style style);
Layer *sketch_area(Sketch *s, Panel *p, const char *xy, double base, Style style);
Layer *sketch_between(Sketch *s, Panel *p, const char *xyy, Style style);
Layer *sketch_bars(Sketch *s, Panel *p, const char *xy, double width, Style style);
Layer *sketch_boxes(Sketch *s, Panel *p, const char *x0_x1_y0_y1, Style style);
Layer *sketch_segments(Sketch *s, Panel *p, const char *x0_y0_x1_y1, Style style);
Layer *sketch_arrows(Sketch *s, Panel *p, const char *x_y_dx_dy, Style style);
Layer *sketch_path(Sketch *s, Panel *p, const char *xyz, Style style);
/* Classes counted from 1. */
void sketch_classes(Sketch *s, Panel *p, const char *x_y_class, const char *const *names);
/* A matrix as a grid: columns from the first to the last number of X, rows of Y. */
Grid sketch_grid(Sketch *s, const char *x_y_z);

/* How many numbers a variable holds. */
size_t sketch_count(Sketch *s, const char *name);

#endif
