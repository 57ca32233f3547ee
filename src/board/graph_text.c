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

/* ------------------------------------------------------------------ the table */

/* Where things stand: columns from 0. */
typedef struct Layout {
  const Graph *graph;
  const BoardStyle *style;
  size_t formula, leaf, value, gradient, slope;
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
  put_number(l, start, l->value, graph_value(g, n->value));
  put_number(l, start, l->gradient, graph_value(g, n->gradient));
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

/* "by w: x = 2,  by x: w = 0.5" */
static const char *slopes_text(Graph *g, const GraphNode *n) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < n->count; i++) {
    const GraphUse *u = &n->uses[i];
    if (!u->node || (!*u->slope && isnan(u->number))) continue;
    bool again = false;
    for (size_t j = 0; j < i; j++) again |= n->uses[j].node == u->node && isnan(u->number);
    if (again) continue;
    const char *number = isnan(u->number) ? "" : graph_decimal(g, u->number);
    bool says_all = strcmp(number, u->slope) == 0;
    text_printf(&t, "%sby %s: %s%s%s", t.len ? ",  " : "", u->text, says_all ? "" : u->slope,
                *u->slope && *number && !says_all ? " = " : "", number);
  }
  if (goes_wrong(g, n)) text_printf(&t, "%s← not finite from here on", t.len ? "   " : "");
  return steps_keep(g->words, &t);
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

static void draw_node(Layout *l, size_t k) {
  Graph *g = (Graph *)l->graph;
  const GraphNode *n = &g->nodes[k];
  size_t start = l->out->len;
  put_at(l, start, 0, n->name);
  put_at(l, start, l->formula - 3, "=");
  put_at(l, start, l->formula, n->formula);
  put_values(l, start, n);
  const char *slopes = slopes_text(g, n);
  size_t width = l->style->width ? l->style->width : 80;
  if (*slopes && l->slope + width_of(slopes) > width + 6) {
    text_putc(l->out, '\n');
    start = l->out->len;
    put_at(l, start, l->formula + 4, slopes);
  } else if (*slopes)
    put_at(l, start, l->slope, slopes);
  text_putc(l->out, '\n');
}

/* "[... 962 more operations: 481 times ·, 481 times +]" */
static void draw_fold(Layout *l, size_t count) {
  text_repeat(l->out, " ", l->formula);
  render_signs(l->style, "│", strlen("│"), l->out);
  text_putc(l->out, '\n');
  text_printf(l->out, "%*s[... %zu more operations]\n", (int)l->formula, "", count);
}

static Layout layout_of(Graph *g, const BoardStyle *style, Text *out) {
  Layout l = { .graph = g, .style = style, .formula = 5, .out = out };
  size_t name = 0, last = 0, formula = 0, leaf = 0, value = 5, gradient = 10;
  for (size_t k = 1; k <= g->count; k++) {
    const GraphNode *n = &g->nodes[k];
    size_t len = width_of(n->name);
    value =
        len > 0 ? (size_t)fmax((double)value, (double)width_of(graph_value(g, n->value))) : value;
    gradient = (size_t)fmax((double)gradient, (double)width_of(graph_value(g, n->gradient)));
    if (k <= g->leaves) {
      leaf = len > leaf ? len : leaf;
      continue;
    }
    if (!is_shown(g, k)) continue;
    name = len > name ? len : name;
    formula = width_of(n->formula) > formula ? width_of(n->formula) : formula;
    for (size_t i = 0; i < n->count; i++)
      if (n->uses[i].node && n->uses[i].at > last && n->count > 1) last = n->uses[i].at;
  }
  if (last > 40) last = 40;
  l.formula = name + 4;
  l.leaf = l.formula + last + 3;
  size_t text = l.formula + (formula < 40 ? formula : 40) + 2, entry = l.leaf + leaf + 2;
  l.value = text > entry ? text : entry;
  if (l.value < l.formula + 19) l.value = l.formula + 19;
  l.gradient = l.value + value + 3;
  if (l.gradient < l.value + 10) l.gradient = l.value + 10;
  l.slope = l.gradient + gradient + 3;
  l.entered = arena_new(&g->arena, (g->count + 1) * sizeof *l.entered);
  return l;
}

static void draw_table(Graph *g, const BoardStyle *style, Text *out) {
  Layout l = layout_of(g, style, out);
  Text title = TEXT_EMPTY;
  text_printf(&title, "d%s/d(node)", g->nodes[g->result].name);
  size_t start = out->len;
  put_at(&l, start, l.value, "value");
  put_at(&l, start, l.gradient, text_string(&title));
  put_at(&l, start, l.slope, "slope of the node");
  text_putc(out, '\n');
  text_free(&title);
  size_t shown = 0, total = 0, before = 0;
  for (size_t k = g->leaves + 1; k <= g->count; k++) total += is_shown(g, k);
  size_t head = total > MAX_GRAPH_SHOWN ? MAX_GRAPH_SHOWN / 2 - 1 : total, tail = total - head;
  for (size_t k = g->leaves + 1; k <= g->count; k++) {
    if (!is_shown(g, k)) continue;
    shown++;
    if (total > MAX_GRAPH_SHOWN && shown > head && shown <= tail) {
      if (shown == tail) draw_fold(&l, tail - head);
      before = k;
      continue;
    }
    draw_entries(&l, k, before);
    draw_node(&l, k);
    before = k;
  }
}

/* ------------------------------------------------------------------ for screen readers */

static void say_node(Graph *g, const BoardStyle *style, const GraphNode *n, Text *out) {
  Text t = TEXT_EMPTY;
  text_puts(&t, n->name);
  if (n->formula) text_printf(&t, " = %s", n->formula);
  bool any = false;
  for (size_t i = 0; i < n->count; i++)
    if (n->uses[i].node) {
      text_printf(&t, "%s%s", any ? ", " : ", from ", n->uses[i].text);
      any = true;
    }
  text_printf(&t, ": value %s, gradient %s", graph_value(g, n->value), graph_value(g, n->gradient));
  const char *slopes = n->formula ? slopes_text(g, n) : "";
  if (*slopes) text_printf(&t, ", slope %s", slopes);
  text_putc(&t, '\n');
  render_signs(style, text_string(&t), t.len, out);
  text_free(&t);
}

static void say_table(Graph *g, const BoardStyle *style, Text *out) {
  size_t shown = 0;
  for (size_t k = 1; k <= g->count; k++) {
    if (g->nodes[k].hidden) continue;
    if (++shown > MAX_GRAPH_SHOWN && k < g->count) continue;
    say_node(g, style, &g->nodes[k], out);
  }
  if (shown > MAX_GRAPH_SHOWN + 1)
    text_printf(out, "and %zu more operations\n", shown - MAX_GRAPH_SHOWN - 1);
}

void graph_render(Graph *g, const BoardStyle *style, Text *out) {
  if (g->result <= g->leaves) {
    text_puts(out, "There is no operation: the result is the argument or a constant.\n");
    return;
  }
  if (style->plain)
    say_table(g, style, out);
  else
    draw_table(g, style, out);
  graph_explain(g, style, out);
}
