/* plot_graph.c -- an expression as a computation graph: values forward, gradients backward.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"
#include "value/callable.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 40, MOST_INPUTS = 8, LONGEST = 16 };

/* An input, a number, or an operation on the nodes A and perhaps B (-1: none). */
typedef struct Node {
  char sign[LONGEST];
  int a, b;
  char kind; /* 'x' input, 'n' number, 'f' function, '~' minus, '+' '-' '*' '/' '^' */
  double value, gradient;
  double x, y;
} Node;

typedef struct Graph {
  Call *call;
  const char *at; /* what is still to be read */
  Node nodes[MOST_NODES];
  int count;
  int inputs; /* the first nodes */
  bool good;
} Graph;

static int complain(Graph *g, const char *what) {
  if (g->good) {
    call_fail_at(g->call, 0, ERROR_TYPE, "%s", what);
    call_hint(g->call, "write the formula out, as in @(x, w, b) tanh(w * x + b)");
  }
  g->good = false;
  return 0;
}

static int add(Graph *g, char kind, const char *sign, int a, int b) {
  if (g->count == MOST_NODES) return complain(g, "this formula is too long for one picture");
  Node *n = &g->nodes[g->count];
  *n = (Node){ .kind = kind, .a = a, .b = b };
  snprintf(n->sign, sizeof n->sign, "%s", sign);
  return g->count++;
}

/* ------------------------------------------------------------------ reading */

static void blanks(Graph *g) {
  while (*g->at == ' ') g->at++;
}

static bool take(Graph *g, const char *sign) {
  blanks(g);
  size_t len = strlen(sign);
  if (strncmp(g->at, sign, len) != 0) return false;
  g->at += len;
  return true;
}

static int read_sum(Graph *g);

static bool known_function(const char *name) {
  static const char *const names[] = { "exp",  "log",     "sin",  "cos", "tanh",
                                       "sqrt", "sigmoid", "relu", "abs", "square" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0) return true;
  return false;
}

static int read_word(Graph *g) {
  char word[LONGEST] = "";
  size_t len = 0;
  for (; isalnum((unsigned char)*g->at) || *g->at == '_'; g->at++)
    if (len + 1 < sizeof word) word[len++] = *g->at;
  word[len] = '\0';
  if (take(g, "(")) {
    if (!known_function(word))
      return complain(g,
                      "a graph knows exp, log, sin, cos, tanh, sqrt, sigmoid, relu, abs, square");
    int a = read_sum(g);
    if (!take(g, ")")) return complain(g, "a function of the graph takes one argument");
    return add(g, 'f', word, a, -1);
  }
  for (int i = 0; i < g->inputs; i++)
    if (strcmp(g->nodes[i].sign, word) == 0) return i;
  return complain(g, "every name in the formula must be a parameter of the function");
}

static int read_primary(Graph *g) {
  blanks(g);
  if (!g->good) return 0;
  if (take(g, "(")) {
    int a = read_sum(g);
    return take(g, ")") ? a : complain(g, "this formula is no expression of +, -, *, / and ^");
  }
  if (isalpha((unsigned char)*g->at)) return read_word(g);
  char *end;
  double x = strtod(g->at, &end);
  if (end == g->at) return complain(g, "this formula is no expression of +, -, *, / and ^");
  g->at = end;
  int n = add(g, 'n', number_plain(x).text, -1, -1);
  g->nodes[n].value = x;
  return n;
}

static int read_signed(Graph *g) {
  if (take(g, "-")) return add(g, '~', "−", read_signed(g), -1);
  int a = read_primary(g);
  if (take(g, ".^") || take(g, "^")) return add(g, '^', "^", a, read_signed(g));
  return a;
}

static int read_product(Graph *g) {
  int a = read_signed(g);
  while (g->good) {
    if (take(g, ".*") || take(g, "*"))
      a = add(g, '*', "×", a, read_signed(g));
    else if (take(g, "./") || take(g, "/"))
      a = add(g, '/', "/", a, read_signed(g));
    else
      break;
  }
  return a;
}

static int read_sum(Graph *g) {
  int a = read_product(g);
  while (g->good) {
    if (take(g, "+"))
      a = add(g, '+', "+", a, read_product(g));
    else if (take(g, "-"))
      a = add(g, '-', "−", a, read_product(g));
    else
      break;
  }
  return a;
}

/* "@(x, w) x * w": the parameters become the inputs.  False with the call failed. */
static bool read_function(Graph *g, const char *text) {
  if (strncmp(text, "@(", 2) != 0) {
    complain(g, "a function such as @(x, w) (w * x - 1)^2 belongs here");
    return false;
  }
  g->at = text + 2;
  while (g->good && !take(g, ")")) {
    char name[LONGEST] = "";
    size_t len = 0;
    blanks(g);
    for (; isalnum((unsigned char)*g->at) || *g->at == '_'; g->at++)
      if (len + 1 < sizeof name) name[len++] = *g->at;
    name[len] = '\0';
    if (len == 0 || g->inputs == MOST_INPUTS) complain(g, "a graph has one to eight named inputs");
    add(g, 'x', name, -1, -1);
    g->inputs++;
    take(g, ",");
  }
  if (g->good && g->inputs == 0) complain(g, "a graph has one to eight named inputs");
  if (g->good) read_sum(g);
  blanks(g);
  if (g->good && *g->at) complain(g, "this formula is no expression of +, -, *, / and ^");
  return g->good;
}

/* ------------------------------------------------------------------ computing */

static double function_at(const char *name, double x, double *slope) {
  double y = x;
  *slope = 1;
  switch (name[0] + name[1]) {
  case 'e' + 'x': y = exp(x), *slope = y; break;
  case 'l' + 'o': y = log(x), *slope = 1 / x; break;
  case 'c' + 'o': y = cos(x), *slope = -sin(x); break;
  case 't' + 'a': y = tanh(x), *slope = 1 - y * y; break;
  case 'r' + 'e': y = x > 0 ? x : 0, *slope = x > 0; break;
  case 'a' + 'b': y = fabs(x), *slope = x > 0 ? 1 : x < 0 ? -1 : 0; break;
  default:
    if (strcmp(name, "sin") == 0) y = sin(x), *slope = cos(x);
    if (strcmp(name, "sqrt") == 0) y = sqrt(x), *slope = 0.5 / y;
    if (strcmp(name, "square") == 0) y = x * x, *slope = 2 * x;
    if (strcmp(name, "sigmoid") == 0) y = 1 / (1 + exp(-x)), *slope = y * (1 - y);
  }
  return y;
}

static void forward(Graph *g) {
  for (int i = g->inputs; i < g->count; i++) {
    Node *n = &g->nodes[i];
    double a = n->a >= 0 ? g->nodes[n->a].value : 0, b = n->b >= 0 ? g->nodes[n->b].value : 0;
    double slope;
    switch (n->kind) {
    case '+': n->value = a + b; break;
    case '-': n->value = a - b; break;
    case '*': n->value = a * b; break;
    case '/': n->value = a / b; break;
    case '^': n->value = pow(a, b); break;
    case '~': n->value = -a; break;
    case 'f': n->value = function_at(n->sign, a, &slope); break;
    default: break;
    }
  }
}

static void backward(Graph *g) {
  g->nodes[g->count - 1].gradient = 1;
  for (int i = g->count - 1; i >= 0; i--) {
    const Node *n = &g->nodes[i];
    if (n->a < 0) continue;
    double a = g->nodes[n->a].value, b = n->b >= 0 ? g->nodes[n->b].value : 0, da = 1, db = 1;
    switch (n->kind) {
    case '-': db = -1; break;
    case '*': da = b, db = a; break;
    case '/': da = 1 / b, db = -a / (b * b); break;
    case '^':
      da = b * pow(a, b - 1);
      db = a > 0 ? n->value * log(a) : 0;
      break;
    case '~': da = -1; break;
    case 'f': function_at(n->sign, a, &da); break;
    default: break;
    }
    g->nodes[n->a].gradient += n->gradient * da;
    if (n->b >= 0) g->nodes[n->b].gradient += n->gradient * db;
  }
}

/* ------------------------------------------------------------------ drawing */

/* Inputs and numbers at the left, each operation one column behind what it needs. */
static int place(Graph *g) {
  int last = 0;
  double row = 0;
  for (int i = 0; i < g->count; i++) {
    Node *n = &g->nodes[i];
    if (n->a < 0 && n->kind == 'x') n->y = -row++;
  }
  for (int i = 0; i < g->count; i++) {
    Node *n = &g->nodes[i];
    if (n->kind == 'n') n->y = -row++;
    if (n->a < 0) continue;
    const Node *a = &g->nodes[n->a], *b = n->b >= 0 ? &g->nodes[n->b] : a;
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

static void draw_node(const Graph *g, Panel *p, int i, long step, double lift) {
  const Node *n = &g->nodes[i];
  bool valued = step > i, felt = step > g->count + (g->count - 1 - i);
  double half = 0.2, x0 = n->x - half, x1 = n->x + half, y0 = n->y - lift / 2, y1 = n->y + lift / 2;
  const int from[2] = { n->a, n->b };
  for (int k = 0; k < 2; k++)
    if (from[k] >= 0 && (k == 0 || n->a != n->b))
      panel_arrow(p, g->nodes[from[k]].x + half, g->nodes[from[k]].y, x0, n->y,
                  (Style){ .role = ROLE_MUTED, .width = 0.9 });
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

static Value draw_graph(Graph *g, const char *formula, long step) {
  int last = place(g);
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
  return plotting_show(g->call, f);
}

static Value call_graph(Call *call) {
  Graph g = { .call = call, .good = true };
  Text text = TEXT_EMPTY, formula = TEXT_EMPTY;
  call->args[0].function->class->show(call->args[0].function, &text);
  bool good = read_function(&g, text_string(&text));
  text_free(&text);
  if (!good || !numeric_is_real(call, 1)) return VALUE_FAILED;
  View v = call_view(call, 1);
  if (v.count != (size_t)g.inputs)
    return call_fail_at(call, 1, ERROR_SHAPE,
                        "the function has %d inputs, but there are %zu values", g.inputs, v.count);
  for (int i = 0; i < g.inputs; i++) g.nodes[i].value = v.data[i];
  long step = 2L * g.count;
  if (call_given(call, 2) && !call_integer(call, 2, 0, 2.0 * g.count, &step)) return VALUE_FAILED;
  forward(&g);
  backward(&g);
  if (!isfinite(g.nodes[g.count - 1].value))
    return call_fail_at(call, 1, ERROR_DOMAIN, "the formula has no finite value there");
  plotting_formula(call->args[0], "f", &formula);
  Value shown = draw_graph(&g, text_string(&formula), step);
  text_free(&formula);
  return shown;
}

const Builtin plot_graph_family[] = {
  { .name = "graphplot",
    .signature = "f: function, x: real, step?: array -> any",
    .call = call_graph,
    .summary = "Draws a formula as a computation graph: the value of each node above it and the "
               "derivative of the result by it below. A step stops after so many values, and then "
               "gradients from the end.",
    .formula = "\\frac{\\partial L}{\\partial a} = \\sum \\frac{\\partial L}{\\partial c} "
               "\\frac{\\partial c}{\\partial a}",
    .numpy = "loss.backward()",
    .see = "graph grad stackplot",
    .examples = { { "graphplot(@(x, w, b, y) (w * x + b - y)^2, [2 -3 10 5]); 1", "1" },
                  { "graphplot(@(x, w) tanh(w * x) + x, [1 0.5], 5); 1", "1" },
                  { "graphplot(@(x) x + z, 1)", "error: graphplot: every name in the formula" } } },
  { 0 }
};
