/* plotter.h -- shows figures: the face of this floor for the rest of the program.  */

#ifndef PLOT_PLOTTER_H
#define PLOT_PLOTTER_H

#include "plot/figure.h"
#include "plot/terminal.h"

typedef struct Plotter Plotter;

typedef struct PlotterOptions {
  const char *mode;           /* as typed: "auto", "text", "png:FOLDER" ...; NULL means "auto" */
  TerminalAbilities terminal; /* what terminal_look found */
  bool plain;                 /* --plain: neither colours nor graphics; words are enough */
  bool dark;                  /* pictures on a dark background */
  unsigned columns, lines;    /* of text pictures; 0: those of the terminal */
  unsigned width, height;     /* of pictures in pixels; 0: as wide as the terminal, at most 1000 */
  bool (*interrupted)(void);  /* NULL: interrupt_pending */
} PlotterOptions;

/* NULL, with a sentence in ERROR, when the mode is unknown.  Starts nothing yet. */
Plotter *plotter_new(const PlotterOptions *options, Error *error);

/* Ends gnuplot; its windows close. */
void plotter_free(Plotter *p);

bool plotter_set_mode(Plotter *p, const char *mode, Error *error);
const char *
plotter_mode(const Plotter *p); /* as it is used now: never "auto" after the first plot */
void plotter_set_size(Plotter *p, unsigned columns, unsigned lines); /* the window was resized */

/* Show the figure.  OUT gets what belongs on the screen: the picture in text or in escape
   sequences, "plot written to ...", a remark when a better mode failed, and the words.  A copy of
   the figure is kept for plotter_again and plotter_save.  False, with ERROR, only for Ctrl-C and
   when a mode that was asked for by name cannot be used; then OUT has the words alone. */
bool plotter_show(Plotter *p, const Figure *f, Text *out, Error *error);

bool plotter_again(Plotter *p, Text *out, Error *error); /* the last figure */

/* Write the last figure to PATH; ".png", ".svg" and ".txt" say how. */
bool plotter_save(Plotter *p, const char *path, Error *error);

/* Append the gnuplot script of the last figure, readable by people. */
bool plotter_script(Plotter *p, Text *out, Error *error);

/* Is the picture in OUT made of escape sequences that a pager must not cut?  After plotter_show. */
bool plotter_is_graphic(const Plotter *p);

#endif
