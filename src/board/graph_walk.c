/* graph_walk.c -- a computation graph in stages.  */

#include "config.h"
#include "board/graph_walk.h"
#include "board/numerals.h"

#include <string.h>

/* Stage 0 shows the arguments; then a value each, the gradient of the result, and a step of the
   chain each. */
static void set_known(GraphWalk *w, size_t stage) {
  Graph *g = w->graph;
  for (size_t k = 1; k <= g->count; k++) g->nodes[k].unvalued = k > g->leaves;
  for (size_t k = 1; k <= g->count; k++) g->nodes[k].unfelt = true;
  for (size_t i = 0; i < w->forward_count && i < stage; i++)
    g->nodes[w->forward[i]].unvalued = false;
  if (stage <= w->forward_count) return;
  g->nodes[g->result].unfelt = false;
  for (size_t i = 0; i < w->chain.count && w->forward_count + 2 + i <= stage; i++)
    for (size_t j = 0; j < w->chain.steps[i].count; j++)
      g->nodes[w->chain.steps[i].nodes[j]].unfelt = false;
}

/* The node that stage STAGE is about. */
static size_t node_at(const GraphWalk *w, size_t stage) {
  if (stage == 0) return w->forward[0];
  if (stage <= w->forward_count) return w->forward[stage - 1];
  if (stage == w->forward_count + 1) return w->graph->result;
  const ChainStep *step = &w->chain.steps[stage - w->forward_count - 2];
  return step->count > 0 ? step->nodes[0] : w->graph->result;
}

static void put(const GraphWalk *w, const char *text, Text *out) {
  render_prose(&w->style, text, out);
}

static void put_message(GraphWalk *w, size_t stage, Text *out) {
  Graph *g = w->graph;
  const char *loss = g->nodes[g->result].name;
  if (stage == 0)
    put(w, "Forwards: each key calculates one node from those above it.", out);
  else if (stage <= w->forward_count)
    put(w, graph_worked(g, w->forward[stage - 1]), out);
  else if (stage == w->forward_count + 1)
    put(w,
        steps_printf(g->words, "Backwards: d%s/d%s = 1. Each key takes it one node further up.",
                     loss, loss),
        out);
  else {
    const ChainStep *step = &w->chain.steps[stage - w->forward_count - 2];
    if (step->left)
      graph_chain_line(&w->style, step, graph_columns(step->left), graph_columns(step->right), out);
    else
      put(w,
          steps_printf(g->words, "d%s/d%s: what comes back to it from all its uses, added.", loss,
                       g->nodes[node_at(w, stage)].name),
          out);
  }
}

/* The line of TABLE that shows NODE: its name begins it, or, for an argument, stands where it
 * enters.
 */
static size_t line_of(const GraphWalk *w, size_t node, const char *table) {
  const GraphNode *n = &w->graph->nodes[node];
  size_t line = 0, len = strlen(n->name);
  for (const char *s = table; *s; line++) {
    size_t width = strcspn(s, "\n");
    const char *at = s;
    if (n->formula && strncmp(s, n->name, len) == 0 && s[len] == ' ') return line;
    while (!n->formula && (at = strstr(at, n->name)) && at < s + width) {
      if (at > s && at[-1] == ' ' && at[len] == ' ' && at[len + 1] == ' ') return line;
      at += len;
    }
    s += width + (s[width] == '\n');
  }
  return 0;
}

static void show_stage(void *self, size_t stage, unsigned width, StageText *out) {
  GraphWalk *w = self;
  w->style.width = width;
  set_known(w, stage);
  graph_table(w->graph, &w->style, &out->body);
  out->focus = line_of(w, node_at(w, stage), text_string(&out->body));
  put_message(w, stage, &out->message);
  bool back = stage > w->forward_count;
  text_printf(&out->name, "%s %zu of %zu", back ? "backwards" : "forwards",
              back ? stage - w->forward_count : stage,
              back ? w->chain.count + 1 : w->forward_count);
}

bool graph_walk_begin(GraphWalk *w, Graph *g, const BoardStyle *style, Stages *stages) {
  *w = (GraphWalk){ .graph = g, .style = *style };
  if (g->result <= g->leaves || graph_shown(g) > MAX_GRAPH_SHOWN) return false;
  graph_chain(g, &w->chain);
  for (size_t k = g->leaves + 1; k <= g->count; k++)
    if (!g->nodes[k].hidden) w->forward[w->forward_count++] = k;
  *stages =
      (Stages){ .self = w, .count = 1 + w->forward_count + 1 + w->chain.count, .show = show_stage };
  return true;
}

void graph_walk_end(GraphWalk *w) {
  for (size_t k = 1; k <= w->graph->count; k++)
    w->graph->nodes[k].unvalued = w->graph->nodes[k].unfelt = false;
}
