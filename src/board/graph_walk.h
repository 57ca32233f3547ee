/* graph_walk.h -- a computation graph in stages: values node by node, then gradients node by node.
 */

#ifndef BOARD_GRAPH_WALK_H
#define BOARD_GRAPH_WALK_H

#include "board/graph_text.h"
#include "lang/interp.h"

typedef struct GraphWalk {
  Graph *graph;
  BoardStyle style;
  Chain chain;
  size_t forward[MAX_GRAPH_SHOWN], forward_count; /* operations in their order */
} GraphWalk;

/* The stages of G; false where it is too long, or has only one. */
bool graph_walk_begin(GraphWalk *w, Graph *g, const BoardStyle *style, Stages *stages);
void graph_walk_end(GraphWalk *w); /* everything is known again */

#endif
