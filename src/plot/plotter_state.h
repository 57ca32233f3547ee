/* plotter_state.h -- what the parts of the plotter share; for plotter*.c and player.c only.  */

#ifndef PLOT_PLOTTER_STATE_H
#define PLOT_PLOTTER_STATE_H

#include "plot/gnuplot.h"
#include "plot/pipe.h"
#include "plot/plotter.h"
#include "plot/textplot.h"

struct Plotter {
  PlotterOptions options;
  char *typed;         /* the mode as typed; OPTIONS.mode and FOLDER point into it */
  PlotMode mode, used; /* asked for; in use */
  const char *folder;
  unsigned candidate; /* PLOT_AUTO: which preference is in use */
  unsigned number;    /* of the last file written */
  unsigned high;      /* of the last picture, in pixels */
  Figure *last;
  bool mute_pictures, mute_windows; /* gnuplot did not answer in time: it is not asked again */
  Pipe *pipe;
  Pipe *window;  /* the process that owns the window */
  int opened_by; /* the process that was told which terminal, and which one */
  GnuplotTerminal opened_as;
};

TextTarget plotter_text_target(const Plotter *p, bool ascii);
GnuplotTarget plotter_picture_target(const Plotter *p, const Figure *f, GnuplotTerminal terminal);

/* Let gnuplot draw a figure, or the frames of one that moves when the terminal can keep them. */
PipeResult plotter_draw(Plotter *p, const Figure *f, GnuplotTerminal terminal, Text *picture,
                        Error *error);

/* The picture alone, in the mode in use or the best that works. */
bool plotter_picture(Plotter *p, const Figure *f, Text *out, Error *error);

/* The words behind a picture, as lines of the screen. */
void plotter_words(const Plotter *p, const Figure *f, Text *out);

/* Write a picture, or each frame of one, into the folder of the mode, under the next numbers. */
bool plotter_write_numbered(Plotter *p, const Figure *f, Text *out, Error *error);

/* Whether a figure was shown; else false with the error set. */
bool plotter_need_last(const Plotter *p, Error *error);

#endif
