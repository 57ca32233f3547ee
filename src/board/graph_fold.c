/* graph_fold.c -- which operations of a long graph are left out: layers that repeat.  */

#include "config.h"
#include "board/graph_text.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_LAYER = 60, KEPT_BEFORE = 2, KEPT_BEHIND = 1 };

/* The operations that are shown at most, in their order. */
typedef struct Sequence {
  const Graph *graph;
  size_t *nodes, count;
  size_t *places; /* of a node in NODES */
  bool *folded;
  size_t shown;
} Sequence;

static bool is_operand_alike(const Sequence *s, size_t i, size_t a, size_t j, size_t b) {
  const Graph *g = s->graph;
  if (a == 0 || b == 0) return a == b;
  bool leaf = a <= g->leaves, other = b <= g->leaves;
  if (leaf && !other) return s->places[b] >= i; /* the first layer takes an argument */
  if (leaf != other) return false;
  if (leaf) return a == b || value_count(g->nodes[a].value) == value_count(g->nodes[b].value);
  return i - s->places[a] == j - s->places[b];
}

/* Whether the operation at I is done again at J, with operands that stand alike. */
static bool is_alike(const Sequence *s, size_t i, size_t j) {
  const GraphNode *a = &s->graph->nodes[s->nodes[i]], *b = &s->graph->nodes[s->nodes[j]];
  if (s->folded[i] || s->folded[j] || a->count != b->count) return false;
  if (strcmp(a->operation, b->operation) != 0) return false;
  for (size_t k = 0; k < a->count; k++)
    if (!is_operand_alike(s, i, a->uses[k].node, j, b->uses[k].node)) return false;
  return true;
}

/* The layer that repeats where most can be folded. */
static bool find_layers(const Sequence *s, size_t *first, size_t *length, size_t *times) {
  size_t best = 0;
  for (size_t p = 1; p <= LONGEST_LAYER && p * 4 <= s->count; p++)
    for (size_t i = 0; i + p < s->count;) {
      size_t end = i;
      while (end + p < s->count && is_alike(s, end, end + p)) end++;
      size_t again = (end - i + p) / p;
      size_t gain = again > KEPT_BEFORE + KEPT_BEHIND ? (again - KEPT_BEFORE - KEPT_BEHIND) * p : 0;
      if (gain > best) {
        best = gain;
        *first = i;
        *length = p;
        *times = again;
      }
      i = end + 1;
    }
  return best > 1;
}

static void fold(Sequence *s, size_t from, size_t to, GraphFold *f) {
  for (size_t i = from; i < to; i++) s->folded[i] = true;
  s->shown -= to - from;
  f->first = s->nodes[from];
  f->last = s->nodes[to - 1];
  f->operations = to - from;
}

static void fold_layers(Sequence *s, size_t first, size_t length, size_t times, GraphFold *f) {
  size_t from = first + KEPT_BEFORE * length, to = first + (times - KEPT_BEHIND) * length;
  f->length = length;
  fold(s, from, to, f);
}

/* The longest stretch in which nothing repeats, but for its ends. */
static bool fold_stretch(Sequence *s, const size_t *depths, GraphFold *f) {
  size_t best = 0, from = 0;
  for (size_t i = 0; i < s->count; i++) {
    size_t end = i;
    while (end < s->count && !s->folded[end]) end++;
    if (end - i > best) {
      best = end - i;
      from = i;
    }
    if (end > i) i = end;
  }
  size_t surplus = s->shown - MAX_GRAPH_SHOWN + 2;
  if (best < 6) return false;
  size_t count = surplus < best - 4 ? surplus : best - 4, start = from + (best - count) / 2;
  fold(s, start, start + count, f);
  f->shallow = f->deep = depths[s->nodes[start]];
  for (size_t i = start; i < start + count; i++) {
    size_t depth = depths[s->nodes[i]];
    if (depth < f->shallow) f->shallow = depth;
    if (depth > f->deep) f->deep = depth;
  }
  return true;
}

static int by_place(const void *a, const void *b) {
  const GraphFold *x = a, *y = b;
  return (x->first > y->first) - (x->first < y->first);
}

size_t graph_folds(const Graph *g, GraphFold *folds) {
  Sequence s = { .graph = g };
  size_t count = 0;
  s.nodes = mem_new((g->count + 1) * sizeof *s.nodes);
  s.places = mem_new((g->count + 1) * sizeof *s.places);
  s.folded = mem_new((g->count + 1) * sizeof *s.folded);
  size_t *depths = mem_new((g->count + 1) * sizeof *depths);
  for (size_t k = g->leaves + 1; k <= g->count; k++) {
    const GraphNode *n = &g->nodes[k];
    for (size_t i = 0; i < n->count; i++)
      if (depths[n->uses[i].node] > depths[k]) depths[k] = depths[n->uses[i].node];
    depths[k]++;
    if (n->hidden) continue;
    s.places[k] = s.count;
    s.nodes[s.count++] = k;
  }
  s.shown = s.count;
  while (s.shown > MAX_GRAPH_SHOWN && count < MAX_GRAPH_FOLDS) {
    GraphFold *f = &folds[count];
    size_t first, length, times;
    *f = (GraphFold){ .length = 0 };
    if (find_layers(&s, &first, &length, &times))
      fold_layers(&s, first, length, times, f);
    else if (!fold_stretch(&s, depths, f))
      break;
    count++;
  }
  qsort(folds, count, sizeof *folds, by_place);
  free(s.nodes);
  free(s.places);
  free(s.folded);
  free(depths);
  return count;
}

const char *graph_fold_text(Graph *g, const GraphFold *f) {
  if (f->length > 0)
    return steps_printf(g->words, "[... the same %zu operation%s, %zu more times]", f->length,
                        f->length == 1 ? "" : "s", f->operations / f->length);
  return steps_printf(g->words, "[... %zu more operations, at depths %zu to %zu]", f->operations,
                      f->shallow, f->deep);
}
