/* figures.h -- one figure of every kind, for the tests of the renderers.  */

#ifndef TESTS_PLOT_FIGURES_H
#define TESTS_PLOT_FIGURES_H

#include "plot/figure.h"

typedef struct FigureKind {
  const char *name;
  Figure *(*make)(void);
} FigureKind;

extern const FigureKind FIGURE_KINDS[];
extern const size_t FIGURE_KINDS_COUNT;

#endif
