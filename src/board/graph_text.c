/* graph_text.c -- a computation graph as a table with a spine, and how its gradients came about. */

#include "config.h"
#include "base/utf8.h"
#include "board/graph_text.h"
#include "board/numerals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t width_of(const char *text) {
  size_t n = 0, used;
  for (size_t len = strlen(text); len > 0; len -= used, text += used) {
    uint32_t point = utf8_decode(text, len, &used);
    n += (size_t)utf8_width(point);
  }
  return n;
}

static bool is_shown(const Graph *g, size_t k) {
  return k > g->leaves && !g->nodes[k].hidden;
}

size_t graph_shown(const Graph *g) {
  size_t count = 0;
  for (size_t k = g->leaves + 1; k <= g->count; k++) count += is_shown(g, k);
  return count;
}

/* ------------------------------------------------------------------ the table */

/* Where things stand: columns from 0. */
typedef struct Layout {
  const Graph *graph;
  const BoardStyle *style;
  size_t formula, leaf, value, gradient, slope, room;
  GraphFold folds[MAX_GRAPH_FOLDS];
  size_t fold_count;
  bool *entered; /* leaves that were shown already */
  Text *out;
} Layout;

/* A line under construction: signs at columns. */
typedef struct Canvas {
  const char *at[200];
  size_t width;
} Canvas;

static void canvas_put(Canvas *c, size_t column, const char *sign) {
  if (column >= sizeof c->at / sizeof *c->at) return;
  c->at[column] = sign;
  if (column + 1 > c->width) c->width = column + 1;
}

static void canvas_print(const Canvas *c, const BoardStyle *style, Text *out) {
  for (size_t i = 0; i < c->width; i++) {
    const char *sign = c->at[i] ? c->at[i] : " ";
    render_signs(style, sign, strlen(sign), out);
  }
}

/* OUT, whose line began at START, with TEXT at COLUMN; negative numbers begin one earlier. */
static void put_at(const Layout *l, size_t start, size_t column, const char *text) {
  Text shown = TEXT_EMPTY;
  render_signs(l->style, text, strlen(text), &shown);
  size_t here = width_of(text_string(l->out) + start);
  text_repeat(l->out, " ", column > here ? column - here : here > 0 ? 1 : 0);
  text_append(l->out, text_string(&shown), shown.len);
  text_free(&shown);
}

static bool begins_with_minus(const char *text) {
  return strncmp(text, "−", strlen("−")) == 0;
}

static void put_number(const Layout *l, size_t start, size_t column, const char *text) {
  put_at(l, start, begins_with_minus(text) ? column : column + 1, text);
}

static void put_values(Layout *l, size_t start, const GraphNode *n) {
  Graph *g = (Graph *)l->graph;
  if (!n->unvalued) put_number(l, start, l->value, graph_value(g, n->value));
  if (!n->unfelt) put_number(l, start, l->gradient, graph_value(g, n->gradient));
}

/* Not finite, although what it was made of is. */
static bool goes_wrong(const Graph *g, const GraphNode *n) {
  View v, w;
  if (!value_view(&n->value, &v)) return false;
  bool odd = false;
  for (size_t k = 0; k < v.count; k++) odd |= !isfinite(v.data[k]);
  for (size_t i = 0; odd && i < n->count; i++)
    if (n->uses[i].node && value_view(&g->nodes[n->uses[i].node].value, &w))
      for (size_t k = 0; k < w.count; k++) odd &= isfinite(w.data[k]) != 0;
  return odd;
}

/* "log(0) is −Inf"; of an array how many of its entries. */
static const char *reason_of(Graph *g, const GraphNode *n) {
  View v;
  size_t odd = 0;
  value_view(&n->value, &v);
  for (size_t k = 0; k < v.count; k++) odd += !isfinite(v.data[k]);
  if (v.count != 1) return steps_printf(g->words, "%zu of %zu entries", odd, v.count);
  return steps_printf(g->words, "%s is %s", graph_with_numbers(g, n), graph_decimal(g, v.data[0]));
}

size_t graph_slopes(Graph *g, const GraphNode *n, const char **texts) {
  size_t count = 0;
  for (size_t i = 0; i < n->count; i++) {
    const GraphUse *u = &n->uses[i];
    if (!u->node || (!*u->slope && isnan(u->number))) continue;
    bool again = false;
    for (size_t j = 0; j < i; j++)
      again |= n->uses[j].node == u->node && (isnan(u->number) || u->number == n->uses[j].number);
    if (again) continue;
    const char *number = isnan(u->number) ? "" : graph_decimal(g, u->number);
    bool says_all = strcmp(number, u->slope) == 0;
    texts[count++] = steps_printf(g->words, "by %s: %s%s%s", u->text, says_all ? "" : u->slope,
                                  *u->slope && *number && !says_all ? " = " : "", number);
  }
  if (goes_wrong(g, n))
    texts[count++] = steps_printf(g->words, "← %s: not finite from here on", reason_of(g, n));
  return count;
}

/* The lines above node K: what enters from the right, and the arrows.  BEFORE is the node shown
   just above, at the spine; 0: none. */
static void draw_entries(Layout *l, size_t k, size_t before) {
  const Graph *g = l->graph;
  const GraphNode *n = &g->nodes[k];
  size_t places[MAX_GRAPH_OPERANDS], nodes[MAX_GRAPH_OPERANDS], count = 0, spine = SIZE_MAX;
  for (size_t i = 0; i < n->count; i++) {
    size_t node = n->uses[i].node;
    bool twice = false;
    for (size_t j = 0; j < count; j++) twice |= nodes[j] == node;
    if (!node || twice) continue;
    if (node == before && spine == SIZE_MAX) {
      spine = n->count == 1 ? l->formula : l->formula + n->uses[i].at;
      continue;
    }
    nodes[count] = node;
    places[count++] = l->formula + n->uses[i].at;
  }
  if (spine != SIZE_MAX && spine != l->formula) { /* the spine turns to its operand */
    Canvas c = { .width = 0 };
    canvas_put(&c, l->formula, "└");
    for (size_t x = l->formula + 1; x < spine; x++) canvas_put(&c, x, "─");
    canvas_put(&c, spine, "┐");
    canvas_print(&c, l->style, l->out);
    text_putc(l->out, '\n');
  }
  for (size_t e = 0; e < count; e++) {
    Canvas c = { .width = 0 };
    size_t start = l->out->len;
    if (spine != SIZE_MAX) canvas_put(&c, spine, "│");
    for (size_t j = 0; j < e; j++) canvas_put(&c, places[j], "│");
    canvas_put(&c, places[e], "┌");
    for (size_t x = places[e] + 1; x + 1 < l->leaf; x++)
      canvas_put(&c, x, x < c.width && c.at[x] ? "┼" : "─");
    canvas_print(&c, l->style, l->out);
    const GraphNode *leaf = &g->nodes[nodes[e]];
    put_at(l, start, l->leaf, leaf->name);
    if (nodes[e] <= g->leaves && !l->entered[nodes[e]]) {
      l->entered[nodes[e]] = true;
      put_values(l, start, leaf);
    } else
      put_at(l, start, l->value + 1, nodes[e] <= g->leaves ? "again" : "from above");
    text_putc(l->out, '\n');
  }
  if (spine == SIZE_MAX && count == 0) return;
  Canvas c = { .width = 0 };
  if (spine != SIZE_MAX) canvas_put(&c, spine, "▼");
  for (size_t e = 0; e < count; e++) canvas_put(&c, places[e], "▼");
  canvas_print(&c, l->style, l->out);
  text_putc(l->out, '\n');
}

/* Beside the numbers where there is room, else below the formula. */
static void put_slopes(Layout *l, size_t start, const GraphNode *n) {
  Graph *g = (Graph *)l->graph;
  const char *texts[MAX_GRAPH_OPERANDS + 1];
  size_t count = n->unvalued ? 0 : graph_slopes(g, n, texts), width = 0;
  for (size_t i = 0; i < count; i++) width += width_of(texts[i]) + 3;
  if (count > 0 && l->slope + width <= l->room + 3) {
    Text t = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++) text_printf(&t, "%s%s", i ? ",  " : "", texts[i]);
    put_at(l, start, l->slope, text_string(&t));
    text_free(&t);
    count = 0;
  }
  size_t column = l->formula + 4, here = l->room;
  for (size_t i = 0; i < count; i++) {
    here += 3 + width_of(texts[i]);
    if (here > l->room) {
      text_putc(l->out, '\n');
      start = l->out->len;
      put_at(l, start, column, texts[i]);
      here = column + width_of(texts[i]);
    } else {
      text_puts(l->out, ",  ");
      render_signs(l->style, texts[i], strlen(texts[i]), l->out);
    }
  }
  text_putc(l->out, '\n');
}

static void draw_node(Layout *l, size_t k) {
  Graph *g = (Graph *)l->graph;
  const GraphNode *n = &g->nodes[k];
  size_t start = l->out->len;
  put_at(l, start, 0, n->name);
  put_at(l, start, l->formula - 3, "=");
  put_at(l, start, l->formula, n->formula);
  put_values(l, start, n);
  put_slopes(l, start, n);
}

static void draw_fold(Layout *l, const GraphFold *f) {
  const char *text = graph_fold_text((Graph *)l->graph, f);
  text_repeat(l->out, " ", l->formula);
  render_signs(l->style, "│", strlen("│"), l->out);
  text_putc(l->out, '\n');
  size_t wide = l->formula + strlen(text);
  text_printf(l->out, "%*s%s\n", wide > l->room ? 0 : (int)l->formula, "", text);
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

static void widen(Graph *g, const GraphNode *n, size_t *value, size_t *gradient) {
  *value = larger(*value, width_of(graph_value(g, n->value)));
  *gradient = larger(*gradient, width_of(graph_value(g, n->gradient)));
}

static bool is_folded(const Layout *l, size_t k) {
  for (size_t i = 0; i < l->fold_count; i++)
    if (k >= l->folds[i].first && k <= l->folds[i].last) return true;
  return false;
}

/* TIGHT: for a narrow screen.  False where even that does not fit. */
static bool lay_out(Layout *l, Graph *g, bool tight) {
  size_t name = 0, last = 0, formula = 0, leaf = 0, value = 5, gradient = 9;
  for (size_t k = 1; k <= g->count; k++) {
    const GraphNode *n = &g->nodes[k];
    size_t len = width_of(n->name);
    if (k <= g->leaves) leaf = larger(leaf, len);
    if (k > g->leaves && (!is_shown(g, k) || is_folded(l, k))) continue;
    widen(g, n, &value, &gradient);
    if (k <= g->leaves) continue;
    name = larger(name, len);
    formula = larger(formula, width_of(n->formula));
    for (size_t i = 0; i < n->count; i++)
      if (n->uses[i].node && n->count > 1) last = larger(last, n->uses[i].at);
  }
  if (last > 40) last = 40;
  if (formula > 40) formula = 40;
  l->formula = name + 4;
  l->leaf = l->formula + last + 3;
  l->value = larger(l->formula + formula + (tight ? 1 : 2), l->leaf + leaf + (tight ? 1 : 2));
  if (!tight) l->value = larger(l->value, l->formula + 19);
  l->gradient = l->value + value + (tight ? 2 : 3);
  if (!tight) l->gradient = larger(l->gradient, l->value + 10);
  l->slope = l->gradient + gradient + (tight ? 2 : 4);
  return l->gradient + 1 + gradient <= l->room;
}

void graph_table(Graph *g, const BoardStyle *style, Text *out) {
  Layout l = { .graph = g, .style = style, .out = out };
  l.room = style->width ? style->width : 80;
  l.fold_count = graph_folds(g, l.folds);
  if (style->plain || (!lay_out(&l, g, false) && !lay_out(&l, g, true))) {
    graph_list(g, style, out);
    return;
  }
  l.entered = arena_new(&g->arena, (g->count + 1) * sizeof *l.entered);
  const char *title = steps_printf(g->words, "d%s/d(node)", g->nodes[g->result].name);
  size_t start = out->len, before = 0, f = 0;
  put_at(&l, start, l.value, "value");
  put_at(&l, start, l.gradient, title);
  if (l.slope + 16 <= l.room) put_at(&l, start, l.slope, "slope of the node");
  text_putc(out, '\n');
  for (size_t k = g->leaves + 1; k <= g->count; k++) {
    if (!is_shown(g, k)) continue;
    if (f < l.fold_count && k == l.folds[f].last) draw_fold(&l, &l.folds[f++]);
    if (!is_folded(&l, k)) {
      draw_entries(&l, k, before);
      draw_node(&l, k);
    }
    before = k;
  }
}

void graph_render(Graph *g, const BoardStyle *style, Text *out) {
  if (g->result <= g->leaves) {
    text_puts(out, "There is no operation: the result is the argument or a constant.\n");
    return;
  }
  graph_table(g, style, out);
  graph_explain(g, style, out);
}
