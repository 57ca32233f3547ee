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
  double fps;                 /* of animations; 0: what they ask for */
  bool keys;                  /* the terminal may be drawn over, and somebody presses keys */
  int patience_ms;            /* for gnuplot's first answer; 0: the usual 8 seconds */
  bool (*interrupted)(void);  /* NULL: interrupt_pending */
} PlotterOptions;

/* NULL, with a sentence in ERROR, when the mode is unknown.  Starts nothing yet. */
Plotter *plotter_new(const PlotterOptions *options, Error *error);

/* Ends gnuplot; its windows close. */
void plotter_free(Plotter *p);

/* A gnuplot that did not answer in time is not waited for again until a mode is chosen anew. */
bool plotter_set_mode(Plotter *p, const char *mode, Error *error);
const char *
plotter_mode(const Plotter *p); /* as it is used now: never "auto" after the first plot */
/* Another look was taken; the mode is as typed again. */
void plotter_set_terminal(Plotter *p, const TerminalAbilities *terminal);
void plotter_set_size(Plotter *p, unsigned columns, unsigned lines); /* the window was resized */

/* Show the figure.  OUT gets what belongs on the screen: the picture in text or in escape
   sequences, "plot written to ...", a remark when a better mode failed, and the words.  A copy of
   the figure is kept for plotter_again and plotter_save.  False, with ERROR, only for Ctrl-C and
   when a mode that was asked for by name cannot be used; then OUT has the words alone. */
bool plotter_show(Plotter *p, const Figure *f, Text *out, Error *error);

/* Can a figure with frames be played, rather than shown? */
bool plotter_can_play(const Plotter *p, const Figure *f);

/* Play it on the terminal until the last frame was seen and a key is pressed, or it is left.  OUT
   gets the words.  The figure is kept as by plotter_show.  Ctrl-C leaves at once: false, with
   ERROR_INTERRUPT. */
bool plotter_play(Plotter *p, const Figure *f, Text *out, Error *error);

double plotter_fps(const Plotter *p, const Figure *f); /* the speed it is played with */
const Figure *plotter_last(const Plotter *p);          /* NULL before the first */

/* Windows close; the next plot opens one again. */
void plotter_close(Plotter *p);

bool plotter_again(Plotter *p, Text *out, Error *error); /* the last figure */

/* Write the last figure to PATH; ".png", ".svg", ".pdf", ".txt" and ".gif", which keeps an
   animation, say how. */
bool plotter_save(Plotter *p, const char *path, Error *error);

/* Append the gnuplot script of the last figure, readable by people and by gnuplot alone. */
bool plotter_script(Plotter *p, Text *out, Error *error);

/* Is the picture in OUT made of escape sequences that a pager must not cut?  After plotter_show. */
bool plotter_is_graphic(const Plotter *p);

#endif
