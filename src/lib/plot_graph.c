/* plot_graph.c -- a computation graph as a picture: values forward, gradients backward.  */

#include "config.h"
#include "board/graph.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 40, MOST_INPUTS = 8, LONGEST = 16 };

/* An input, a number, or an operation on the nodes A and perhaps B (-1: none). */
typedef struct Dot {
  char sign[LONGEST];
  int a, b;
  char kind; /* 'x' input, 'n' number, 'f' operation */
  double value, gradient;
  double x, y;
} Dot;

typedef struct Net {
  Dot nodes[MOST_NODES];
  int count;
  int inputs; /* the first nodes */
} Net;

static bool too_long(Call *call) {
  call_fail_at(call, 0, ERROR_LIMIT, "this is too much for one picture: at most %d nodes",
               MOST_NODES);
  call_hint(call, "graph(f, x) shows more, as text");
  return false;
}

static Dot *add(Net *g, char kind, const char *sign, Value value, Value gradient) {
  Dot *n = &g->nodes[g->count++];
  *n = (Dot){ .kind = kind, .a = -1, .b = -1, .value = value.scalar };
  n->gradient = gradient.kind == VALUE_SCALAR ? gradient.scalar : 0;
  snprintf(n->sign, sizeof n->sign, "%s", sign);
  return n;
}

/* "×" for ".*", the names of functions as they are. */
static const char *sign_of(const char *operation) {
  static const char *const signs[][2] = {
    { ".*", "×" }, { "*", "×" }, { "-", "−" },  { "./", "/" },
    { "/", "/" },  { "^", "^" }, { ".^", "^" }, { "+", "+" }
  };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strcmp(signs[i][0], operation) == 0) return signs[i][1];
  return operation;
}

/* "−log" for a minus sign that became a part of a logarithm. */
static const char *sign_text(Graph *graph, const char *operation) {
  size_t minus = strlen("−");
  if (strncmp(operation, "−", minus) != 0) return sign_of(operation);
  return arena_printf(&graph->arena, "−%s", sign_of(operation + minus));
}

/* The nodes of a graph, numbers among them on their own, as dots.  False with the call failed. */
static bool take_nodes(Call *call, Graph *graph, Net *g) {
  int place[MOST_NODES + 1];
  for (size_t k = 1; k <= graph->count; k++) {
    const GraphNode *n = &graph->nodes[k];
    if (n->hidden) continue;
    if (n->value.kind != VALUE_SCALAR && n->value.kind != VALUE_LOGICAL) {
      call_fail_at(call, 0, ERROR_SHAPE, "the picture is for numbers, and %s is an array", n->name);
      call_hint(call, "graph(f, x) shows arrays, as text");
      return false;
    }
    int from[2] = { -1, -1 };
    for (size_t i = 0; i < n->count && i < 2; i++) {
      if (n->uses[i].node) {
        from[i] = place[n->uses[i].node];
        continue;
      }
      if (g->count == MOST_NODES) return too_long(call);
      from[i] = g->count;
      add(g, 'n', n->uses[i].text, value_scalar(0), VALUE_NOTHING);
    }
    if (g->count == MOST_NODES || k > MOST_NODES) return too_long(call);
    place[k] = g->count;
    Dot *dot =
        add(g, k <= graph->leaves ? 'x' : 'f',
            k <= graph->leaves ? n->name : sign_text(graph, n->operation), n->value, n->gradient);
    dot->a = from[0];
    dot->b = from[1];
    g->inputs += k <= graph->leaves;
  }
  return true;
}

/* ------------------------------------------------------------------ drawing */

/* Inputs and numbers at the left, each operation one column behind what it needs. */
static int place(Net *g) {
  int last = 0;
  double row = 0;
  for (int i = 0; i < g->count; i++) {
    Dot *n = &g->nodes[i];
    if (n->a < 0 && n->kind == 'x') n->y = -row++;
  }
  for (int i = 0; i < g->count; i++) {
    Dot *n = &g->nodes[i];
    if (n->kind == 'n') n->y = -row++;
    if (n->a < 0) continue;
    const Dot *a = &g->nodes[n->a], *b = n->b >= 0 ? &g->nodes[n->b] : a;
    n->x = fmax(a->x, b->x) + 1;
    n->y = (a->y + b->y) / 2;
    for (int tries = 0, j = 0; tries < MOST_NODES && j < i; j++)
      if (g->nodes[j].x == n->x && fabs(g->nodes[j].y - n->y) < 0.9) {
        n->y = g->nodes[j].y - 1;
        tries++;
        j = -1;
      }
    last = (int)fmax(last, n->x);
  }
  return last;
}

/* Long names need wide boxes. */
static double half_of(const Dot *n) {
  return fmax(0.2, 0.034 * (double)strlen(n->sign));
}

static void draw_node(const Net *g, Panel *p, int i, long step, double lift) {
  const Dot *n = &g->nodes[i];
  bool valued = step > i, felt = step > g->count + (g->count - 1 - i);
  double half = half_of(n), x0 = n->x - half, x1 = n->x + half, y0 = n->y - lift / 2,
         y1 = n->y + lift / 2;
  const int from[2] = { n->a, n->b };
  for (int k = 0; k < 2; k++)
    if (from[k] >= 0 && (k == 0 || n->a != n->b))
      panel_arrow(p, g->nodes[from[k]].x + half_of(&g->nodes[from[k]]), g->nodes[from[k]].y, x0,
                  n->y, (Style){ .role = ROLE_MUTED, .width = 0.9 });
  panel_boxes(p, &x0, &x1, &y0, &y1, 1,
              (Style){ .role = n->a < 0 ? ROLE_GOOD : ROLE_LIGHT, .tint = 0.75 });
  panel_text(p, n->x, n->y - 0.11,
             (Style){ .role = ROLE_INK, .anchor = ANCHOR_CENTER, .size = 1.15 }, "%s", n->sign);
  if (valued && n->kind != 'n')
    panel_text(p, n->x, y1 + 0.02, (Style){ .role = ROLE_MODEL, .anchor = ANCHOR_CENTER }, "%s",
               number_pretty(n->value).text);
  if (felt && n->kind != 'n')
    panel_text(p, n->x, y0 - 0.34, (Style){ .role = ROLE_ACCENT, .anchor = ANCHOR_CENTER }, "%s",
               number_pretty(n->gradient).text);
}

/* The picture after STEP values and then gradients. */
static Figure *figure_at(const Net *g, int last, const char *formula, long step) {
  double low = 0, high = 0;
  for (int i = 0; i < g->count; i++) {
    low = fmin(low, g->nodes[i].y);
    high = fmax(high, g->nodes[i].y);
  }
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  for (int i = 0; i < g->count; i++) draw_node(g, p, i, step, 0.3);
  panel_axes(p, AXES_NONE);
  panel_no_tics(p);
  panel_grid(p, false);
  panel_xrange(p, -0.5, (double)last + 0.5);
  panel_yrange(p, low - 0.75, high + 0.6);
  panel_title(p, "%s: values above, gradients below", formula);
  Text words = TEXT_EMPTY;
  text_printf(&words, "The graph of %s with %d nodes: the value is %s", formula, g->count,
              number_plain(g->nodes[g->count - 1].value).text);
  text_puts(&words, "; its derivatives are");
  for (int i = 0; i < g->inputs; i++)
    text_printf(&words, "%s %s by %s", i ? "," : "", number_plain(g->nodes[i].gradient).text,
                g->nodes[i].sign);
  if (step < 2 * g->count) text_printf(&words, "; shown as far as step %ld", step);
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return f;
}

/* All steps one after the other, a key each where somebody sits there. */
static Figure *figure_of_steps(const Net *g, int last, const char *formula) {
  Figure *f = figure_at(g, last, formula, 2L * g->count);
  for (long step = 0; step <= 2L * g->count; step++) {
    Figure *frame = figure_at(g, last, formula, step);
    figure_add_frame(f, frame);
    figure_free(frame);
  }
  figure_align(f);
  return f;
}

static bool read_graph(Call *call, Net *g) {
  View v = call_view(call, 1);
  Value args[MOST_INPUTS];
  int arity = function_arity(call->args[0]);
  if (!numeric_is_real(call, 1)) return false;
  if (v.count > MOST_INPUTS || (arity >= 0 && v.count != (size_t)arity)) {
    call_fail_at(call, 1, ERROR_SHAPE, "the function has %d inputs, but there are %zu values",
                 arity, v.count);
    return false;
  }
  for (size_t i = 0; i < v.count; i++) args[i] = value_scalar(v.data[i]);
  Graph graph;
  bool good = graph_begin(&graph, call, call->args[0], args, v.count, "f");
  if (good && graph.result <= graph.leaves) {
    call_fail_at(call, 0, ERROR_DOMAIN, "nothing is computed here");
    good = false;
  }
  good = good && take_nodes(call, &graph, g);
  graph_end(&graph);
  if (good && !isfinite(g->nodes[g->count - 1].value)) {
    call_fail_at(call, 1, ERROR_DOMAIN, "the formula has no finite value there");
    good = false;
  }
  return good;
}

static Value call_graphplot(Call *call) {
  Net g = { .count = 0 };
  Text formula = TEXT_EMPTY;
  if (!read_graph(call, &g)) return VALUE_FAILED;
  bool steps = call_string_is(call, 2, "steps");
  long step = 2L * g.count;
  if (call_given(call, 2) && !steps &&
      (value_is_text(call->args[2]) || value_count(call->args[2]) != 1))
    return call_fail_at(call, 2, ERROR_TYPE, "the number of a step belongs here, or 'steps'");
  if (call_given(call, 2) && !steps && !call_integer(call, 2, 0, 2.0 * g.count, &step))
    return VALUE_FAILED;
  plotting_formula(call->args[0], "f", &formula);
  int last = place(&g);
  Figure *f = steps ? figure_of_steps(&g, last, text_string(&formula))
                    : figure_at(&g, last, text_string(&formula), step);
  text_free(&formula);
  return plotting_show(call, f);
}

const Builtin plot_graph_family[] = {
  { .name = "graphplot",
    .signature = "f: function, x: real, step?: any -> any",
    .call = call_graphplot,
    .summary = "Draws a formula as a computation graph: the value of each node above it and the "
               "derivative of the result by it below. A step stops after so many values, and then "
               "gradients from the end; 'steps' shows all of them, one after the other.",
    .formula = "\\frac{\\partial L}{\\partial a} = \\sum \\frac{\\partial L}{\\partial c} "
               "\\frac{\\partial c}{\\partial a}",
    .numpy = "loss.backward()",
    .see = "graph grad stackplot",
    .examples = { { "graphplot(@(x, w, b, y) (w * x + b - y)^2, [2 -3 10 5]); 1", "1" },
                  { "graphplot(@(x, w) tanh(w * x) + x, [1 0.5], 5); 1", "1" },
                  { "graphplot(@(v) sum(v.*[1 2]), 1)",
                    "error: graphplot: the picture is for numbers" } } },
  { 0 }
};
