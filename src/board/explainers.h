/* explainers.h -- every table of explainers; a further one is declared here and listed in
   explain.c.  */

#ifndef BOARD_EXPLAINERS_H
#define BOARD_EXPLAINERS_H

#include "board/explain.h"

extern const Explainer linear_solve_explainers[];

#endif
