/* kept.c -- what `why` opens.  */

#include "config.h"
#include "board/kept.h"

#include <stdlib.h>

static void drop_steps(Kept *k) {
  if (k->steps) steps_end(k->steps);
  free(k->steps);
  k->steps = NULL;
}

static void drop_graph(Kept *k) {
  if (k->graph) graph_end(k->graph);
  free(k->graph);
  k->graph = NULL;
}

static void forget(void *kept) {
  drop_steps(kept);
  drop_graph(kept);
  free(kept);
}

Kept *kept_of(Call *call) {
  Kept *k = call_kept(call);
  if (k) return k;
  k = mem_new(sizeof *k);
  call_keep(call, k, forget);
  return k;
}

void kept_steps(Call *call, Steps *steps) {
  Kept *k = kept_of(call);
  drop_steps(k);
  k->steps = steps;
}

void kept_graph(Call *call, Graph *graph) {
  Kept *k = kept_of(call);
  drop_graph(k);
  k->graph = graph;
}
