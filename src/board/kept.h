/* kept.h -- what `why` opens: the last explanation and the last graph.  */

#ifndef BOARD_KEPT_H
#define BOARD_KEPT_H

#include "board/graph.h"
#include "board/steps.h"

/* Either may be NULL. */
typedef struct Kept {
  Steps *steps;
  Graph *graph;
} Kept;

Kept *kept_of(Call *call); /* made if there is none */
/* Both take over what was allocated by mem_new. */
void kept_steps(Call *call, Steps *steps);
void kept_graph(Call *call, Graph *graph);

#endif
