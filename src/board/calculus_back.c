/* calculus_back.c -- a gradient as it is calculated: values forwards, gradients backwards.  */

#include "config.h"
#include "board/calculus.h"
#include "board/graph.h"

#include <math.h>

enum { FORWARDS, BACKWARDS };
enum { MOST_NODES = 24 };
static const Move moves[] = {
  [FORWARDS] = { "back.forwards", "Forwards: the values, one operation at a time", NULL, NULL,
                 RELATION_DEFINED },
  [BACKWARDS] = { "back.backwards", "Backwards: how much f changes with each of them", NULL,
                  "The gradient of what is used below, times the slope on the way there; who is "
                  "used twice adds both.",
                  RELATION_EQUAL },
};

/* 3, [1; 2], or its size where it is long. */
static const char *value_text(Steps *s, Value v) {
  View view;
  if (!value_is_numeric(v) || !value_view(&v, &view) || view.complex) return "…";
  if (value_is_scalar(v)) return say_number(s, view.data[0]);
  if (view.rank != 2 || view.count > 6) {
    Text t = TEXT_EMPTY;
    value_describe(v, &t);
    return steps_keep(s, &t);
  }
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < view.dims[0]; i++)
    for (size_t j = 0; j < view.dims[1]; j++)
      text_printf(&t, "%s%s",
                  i + j == 0 ? ""
                  : j == 0   ? "; "
                             : ", ",
                  steps_digits(s, view.data[j * view.dims[0] + i], 5));
  const char *list = steps_keep(s, &t);
  return steps_printf(s, "[%s]", list);
}

/* Which nodes use node I: "through m, z". */
static const char *users_of(Steps *s, const Graph *g, size_t i) {
  Text t = TEXT_EMPTY;
  for (size_t k = g->leaves + 1; k <= g->count; k++) {
    if (g->nodes[k].hidden) continue;
    for (size_t u = 0; u < g->nodes[k].count; u++) {
      const GraphUse *use = &g->nodes[k].uses[u];
      if (use->node != i) continue;
      text_printf(&t, "%s%s", t.len ? ", and " : "through ", g->nodes[k].name);
      if (use->slope && *use->slope && isfinite(use->number))
        text_printf(&t, ": slope %s %s %s", use->slope, sign_for(s, use->number),
                    say_number(s, use->number));
    }
  }
  return steps_keep(s, &t);
}

static void tell(Steps *s, const Graph *g) {
  BoardStep *forwards = steps_add(s, s->root, &moves[FORWARDS], 1);
  BoardStep *backwards = steps_add(s, s->root, &moves[BACKWARDS], 0);
  for (size_t k = 1; k <= g->count; k++) {
    const GraphNode *n = &g->nodes[k];
    if (n->hidden) continue;
    const char *value = value_text(s, n->value);
    if (n->formula)
      steps_row(s, forwards, "%s\t= %s\t= %s", n->name, n->formula, value);
    else
      steps_row(s, forwards, "%s\t= %s", n->name, value);
  }
  for (size_t k = g->count; k > 0; k--) {
    const GraphNode *n = &g->nodes[k];
    if (n->hidden || n->gradient.kind == VALUE_NONE) continue;
    if (k == g->result)
      steps_row(s, backwards, "d%s/d%s\t= 1", n->name, n->name);
    else
      steps_row(s, backwards, "d%s/d%s\t= %s\t%s", g->nodes[g->result].name, n->name,
                value_text(s, n->gradient), users_of(s, g, k));
  }
}

bool explain_backwards(Steps *s, const Subject *subject) {
  Graph g;
  if (subject->args[0].kind != VALUE_FUNCTION) return false;
  const char *kept = s->refusal;
  size_t given = subject->count - 1;
  if (!graph_begin(&g, subject->call, subject->args[0], subject->args + 1, given, "f")) {
    Error error;
    call_take_failure(subject->call, &error);
    return false;
  }
  size_t shown = 0;
  for (size_t k = 1; k <= g.count; k++) shown += !g.nodes[k].hidden;
  bool good = shown <= MOST_NODES && g.result > 0;
  if (good) {
    s->refusal = NULL;
    s->title = steps_printf(s, "The gradient of   %s", subject_function(s, subject));
    s->goal = "The function runs once forwards; then each operation passes on how much the result "
              "changes with what went into it.";
    tell(s, &g);
    const GraphNode *leaf = &g.nodes[1];
    if (given == 1 && subject->wanted == 1 && leaf->gradient.kind != VALUE_NONE) {
      View own, plain;
      Value v = subject->value;
      bool same = value_view(&leaf->gradient, &own) && value_is_numeric(v) &&
                  value_view(&v, &plain) && own.count == plain.count;
      for (size_t i = 0; same && i < own.count; i++)
        same = fabs(own.data[i] - plain.data[i]) <= 1e-9 * fmax(1, fabs(plain.data[i]));
      claim_true(s, s->root, same);
      s->result = steps_printf(s, "gradient %s", value_text(s, leaf->gradient));
    }
    s->note = "graph(f, x) draws this.";
  } else
    s->refusal = kept ? kept : "there are too many operations; graph(f, x) shows a part of them";
  graph_end(&g);
  return good;
}
