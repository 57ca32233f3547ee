/* host.h -- what the language asks of the world, answered by a terminal or a pipe.  */

#ifndef SHELL_HOST_H
#define SHELL_HOST_H

#include "lang/interp.h"
#include "plot/plotter.h"
#include "shell/options.h"
#include "shell/pager.h"

typedef struct World {
  const Options *options;
  ScreenStyle style;
  bool interactive; /* somebody sits at a terminal */
  /* A program of somebody else (a lesson) may not send commands to the terminal. */
  bool guarded;
  const char *folder; /* where data files may lie, besides the working directory; or NULL */
  Pager *pager;       /* told of what is printed; NULL: there is none */
  Plotter *plotter;   /* made at the first figure */
  bool unasked;       /* the terminal could not be asked yet */
  Figure *figure;     /* the latest */
  bool pending;       /* it was not shown yet */
  bool failed;        /* a figure could not be shown as it was asked for */
  /* Told of every figure that is shown; NULL: nobody is. */
  void (*seen)(void *self, const Figure *figure);
  void *seen_self;
  /* The lesson under way that drills an operation, as Host.drilled_in; NULL: nobody knows. */
  const char *(*drilled_in)(void *self, const char *operation);
  void *drilled_self;
  Text complaint; /* about plotting, said last: once is enough */
} World;

/* False, with ERROR, when --plot names no mode. */
bool world_open(World *world, const Options *options, Error *error);
void world_close(World *world);
Host world_host(World *world);
/* The same without a voice: nothing is printed or drawn. */
Host world_silent_host(World *world);

/* The plotter, made now if there is none. */
Plotter *world_plotter(World *world);

/* Show the figure that waits.  plot, title and xlabel in one input make one picture, not three. */
void world_settle(World *world);

/* After the window was resized. */
void world_measure(World *world);
/* How the language shows things on this screen. */
void world_show(const World *world, Interp *in);

/* A seed nobody has chosen. */
uint64_t world_chance(void);

#endif
