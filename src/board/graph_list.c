/* graph_list.c -- a computation graph without a drawing: node by node, for narrow screens and for
   readers of screens; and one node alone.  */

#include "config.h"
#include "board/graph_text.h"
#include "board/numerals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* TEXT, broken to the width, INDENT columns from the left. */
static void put_indented(const BoardStyle *style, size_t indent, const char *text, Text *out) {
  Text broken = TEXT_EMPTY;
  BoardStyle narrow = *style;
  unsigned room = style->width ? style->width : 80;
  narrow.width = room > indent + 10 ? room - (unsigned)indent : room;
  render_prose(&narrow, text, &broken);
  for (const char *s = text_string(&broken); *s;) {
    size_t len = strcspn(s, "\n");
    text_printf(out, "%*s%.*s\n", (int)indent, "", (int)len, s);
    s += len + (s[len] == '\n');
  }
  text_free(&broken);
}

static void put_slopes(Graph *g, const BoardStyle *style, const GraphNode *n, Text *out) {
  const char *texts[MAX_GRAPH_OPERANDS + 1];
  size_t count = n->formula && !n->unvalued ? graph_slopes(g, n, texts) : 0;
  for (size_t i = 0; i < count; i++) put_indented(style, 3, texts[i], out);
}

static void put_node(Graph *g, const BoardStyle *style, const GraphNode *n, Text *out) {
  const char *value = graph_value(g, n->value), *gradient = graph_value(g, n->gradient);
  size_t room = style->width ? style->width : 80;
  put_indented(style, 0,
               n->formula ? steps_printf(g->words, "%s = %s", n->name, n->formula) : n->name, out);
  bool beside = graph_columns(value) + graph_columns(gradient) + 20 <= room;
  const char *felt = steps_printf(g->words, "gradient %s", gradient);
  if (n->unvalued) return;
  if (beside && !n->unfelt)
    put_indented(style, 3, steps_printf(g->words, "value %s, %s", value, felt), out);
  else
    put_indented(style, 3, steps_printf(g->words, "value %s", value), out);
  if (!beside && !n->unfelt) put_indented(style, 3, felt, out);
  put_slopes(g, style, n, out);
}

/* "z = m + b, from m, b: value 0.6, gradient -0.3543, slope by m: 1,  by b: 1" */
static void say_node(Graph *g, const BoardStyle *style, const GraphNode *n, Text *out) {
  Text t = TEXT_EMPTY;
  text_puts(&t, n->name);
  if (n->formula) text_printf(&t, " = %s", n->formula);
  bool any = false;
  for (size_t i = 0; i < n->count; i++) {
    bool again = false;
    for (size_t j = 0; j < i; j++) again |= n->uses[j].node == n->uses[i].node;
    if (!n->uses[i].node || again) continue;
    text_printf(&t, "%s%s", any ? ", " : ", from ", n->uses[i].text);
    any = true;
  }
  text_printf(&t, ": value %s, gradient %s", graph_value(g, n->value), graph_value(g, n->gradient));
  const char *texts[MAX_GRAPH_OPERANDS + 1];
  size_t count = n->formula ? graph_slopes(g, n, texts) : 0;
  for (size_t i = 0; i < count; i++) text_printf(&t, "%s%s", i ? ",  " : ", slope ", texts[i]);
  text_putc(&t, '\n');
  render_signs(style, text_string(&t), t.len, out);
  text_free(&t);
}

void graph_list(Graph *g, const BoardStyle *style, Text *out) {
  GraphFold folds[MAX_GRAPH_FOLDS];
  size_t count = graph_folds(g, folds), f = 0;
  for (size_t k = 1; k <= g->count; k++) {
    const GraphNode *n = &g->nodes[k];
    if (n->hidden) continue;
    if (f < count && k >= folds[f].first) {
      if (k == folds[f].last) put_indented(style, 0, graph_fold_text(g, &folds[f++]), out);
      continue;
    }
    (style->plain ? say_node : put_node)(g, style, n, out);
  }
}

/* ------------------------------------------------------------------ one node alone */

static size_t find_node(const Graph *g, const char *name) {
  for (size_t k = g->count; k > 0; k--)
    if (!g->nodes[k].hidden && strcmp(g->nodes[k].name, name) == 0) return k;
  return 0;
}

/* An array as the language shows it; a number as it is. */
static void put_whole(Graph *g, const BoardStyle *style, const ShowOptions *show, const char *what,
                      Value v, Text *out) {
  if (v.kind != VALUE_ARRAY) {
    put_indented(style, 3, steps_printf(g->words, "%s %s", what, graph_value(g, v)), out);
    return;
  }
  size_t len = strlen(what); /* "value", "dL/dw =" */
  if (len > 2 && strcmp(what + len - 2, " =") == 0) len -= 2;
  put_indented(style, 3, steps_printf(g->words, "%.*s:", (int)len, what), out);
  show_value(v, show, out);
}

/* Where the gradient of node K comes from: a line for each use below it.  True when the gradient
   was said, as a sum. */
static bool put_sources(Graph *g, const BoardStyle *style, size_t k, Text *out) {
  size_t uses = 0;
  for (size_t j = k + 1; j <= g->count; j++)
    for (size_t i = 0; !g->nodes[j].hidden && i < g->nodes[j].count; i++)
      uses += g->nodes[j].uses[i].node == k;
  if (uses == 0) return false;
  const char *loss = g->nodes[g->result].name, *name = g->nodes[k].name;
  put_indented(style, 3,
               uses == 1
                   ? steps_printf(g->words, "d%s/d%s comes back from one place:", loss, name)
                   : steps_printf(g->words,
                                  "d%s/d%s is the sum of what comes back from %zu places:", loss,
                                  name, uses),
               out);
  for (size_t j = k + 1; j <= g->count; j++) {
    const GraphNode *n = &g->nodes[j];
    for (size_t i = 0; !n->hidden && i < n->count; i++) {
      if (n->uses[i].node != k) continue;
      put_indented(style, 6, steps_printf(g->words, "%s = %s:", n->name, n->formula), out);
      put_indented(style, 9, graph_contribution(g, j, i), out);
    }
  }
  const char *sum = uses > 1 ? graph_sum(g, k) : NULL;
  if (sum) put_indented(style, 3, sum, out);
  return sum != NULL;
}

bool graph_why(Graph *g, const char *name, const ShowOptions *show, const BoardStyle *style,
               Text *out) {
  size_t k = find_node(g, name);
  if (k == 0) return false;
  const GraphNode *n = &g->nodes[k];
  const char *loss = g->nodes[g->result].name;
  put_indented(style, 0,
               n->formula ? graph_worked(g, k) : steps_printf(g->words, "%s, an argument", name),
               out);
  put_whole(g, style, show, "value", n->value, out);
  const char *texts[MAX_GRAPH_OPERANDS + 1];
  size_t count = n->formula ? graph_slopes(g, n, texts) : 0;
  if (count > 0) put_indented(style, 3, "how much it changes", out);
  for (size_t i = 0; i < count; i++) put_indented(style, 6, texts[i], out);
  bool said = put_sources(g, style, k, out);
  double x = n->gradient.kind == VALUE_SCALAR ? n->gradient.scalar : 0;
  const char *what =
      steps_printf(g->words, "d%s/d%s %s", loss, name, graph_is_rounded(g, x) ? "≈" : "=");
  if (k == g->result)
    put_indented(style, 3, steps_printf(g->words, "%s 1: it is the result itself", what), out);
  else if (!said)
    put_whole(g, style, show, what, n->gradient, out);
  return true;
}

void graph_names(const Graph *g, Text *out) {
  size_t count = 0;
  for (size_t k = 1; k <= g->count && count < 12; k++)
    if (!g->nodes[k].hidden) text_printf(out, "%s%s", count++ ? " " : "", g->nodes[k].name);
}
