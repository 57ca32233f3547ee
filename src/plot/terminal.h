/* terminal.h -- where pictures can be shown, and how PNG bytes reach a terminal.  */

#ifndef PLOT_TERMINAL_H
#define PLOT_TERMINAL_H

#include "base/error.h"
#include "plot/canvas.h"

typedef enum PlotMode {
  PLOT_AUTO,
  PLOT_KITTY,
  PLOT_SIXEL,
  PLOT_ITERM,
  PLOT_QT,
  PLOT_WXT,
  PLOT_X11,
  PLOT_TEXT,
  PLOT_DUMB, /* text in plain ASCII */
  PLOT_PNG,  /* files in a folder */
  PLOT_SVG,
  PLOT_NONE /* words only */
} PlotMode;

/* Read "auto", "kitty", ... or "png:DIR", "svg:DIR".  FOLDER points into TEXT behind the colon, or
   is NULL.  False, with a sentence that names the modes, for anything else. */
bool plot_mode_parse(const char *text, PlotMode *mode, const char **folder, Error *error);
const char *plot_mode_name(PlotMode mode);

typedef struct TerminalAbilities {
  bool tty;   /* standard input and output are a terminal */
  bool asked; /* the terminal was asked and answered */
  bool busy;  /* it was not asked, because something typed was waiting: to be done another time */
  bool kitty, sixel, iterm;
  bool windows, x11; /* a display answers */
  bool ssh, tmux, utf8;
  TextColours colours;
  unsigned columns, lines;
  unsigned cell_width, cell_height; /* pixels */
} TerminalAbilities;

/* Look at the environment and the display; with ASK and on a terminal also ask the terminal itself,
   waiting at most TIMEOUT_MS (a second is right: late answers would show up as typed text).  To be
   called before readline starts. */
void terminal_look(TerminalAbilities *a, bool ask, int timeout_ms);

/* Read the terminal's ANSWERS to the questions into A; true when the last one is there.  Apart from
   terminal_look only for tests. */
bool terminal_read_answers(TerminalAbilities *a, const char *answers);

/* The I-th best mode for this terminal, from 0; PLOT_NONE at the end. */
PlotMode terminal_preference(const TerminalAbilities *a, unsigned i);

/* Append the PNG wrapped so that the terminal shows it at the cursor, and a newline. */
void terminal_wrap_kitty(const char *png, size_t len, Text *out);
void terminal_wrap_iterm(const char *png, size_t len, Text *out);

/* Does a display answer that could show a window?  X11: only one of the X Window System counts.
   False with a sentence in ERROR. */
bool terminal_display(bool x11, Error *error);

#endif
