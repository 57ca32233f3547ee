/* graph_chain.c -- the gradients of a graph worked out one by one, as with a pocket calculator.  */

#include "config.h"
#include "board/calculator.h"
#include "board/graph_text.h"
#include "board/numerals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LINES = 24 };

typedef struct Lines {
  Graph *graph;
  const char *left[MAX_LINES], *right[MAX_LINES], *remark[MAX_LINES];
  size_t count;
  bool said; /* what a larger input does */
} Lines;

static bool number_of(Value v, double *x) {
  if (v.kind == VALUE_NONE)
    *x = 0;
  else if (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL)
    *x = v.scalar;
  else
    return false;
  return isfinite(*x);
}

static double read_back(const char *text) {
  Number n;
  return calculator_value(text, strlen(text), &n) ? number_value(n) : NAN;
}

static bool is_rounded(double x, const char *text) {
  return read_back(text) != x;
}

/* X with EXTRA digits more than usual. */
static const char *with_digits(Graph *g, double x, int extra) {
  return extra == 0 ? graph_decimal(g, x) : graph_digits(g, x, 4 + extra);
}

/* Digits for A so that A times B, as printed, gives the product as printed; those for B to *MORE.
 */
static int digits_for(Graph *g, double a, double b, int least, int *more) {
  double wanted = read_back(graph_decimal(g, a * b));
  for (int d = least; d <= 10; d++)
    for (int e = 0; e <= d + (d == least ? 1 : 0); e++) {
      double product = read_back(with_digits(g, a, d)) * read_back(with_digits(g, b, e));
      if (read_back(graph_decimal(g, product)) != wanted) continue;
      *more = e;
      return d;
    }
  *more = 10;
  return 10;
}

static const char *factor(Graph *g, const char *text) {
  bool bare = strpbrk(text, "+-/ ") == NULL && !strstr(text, "−") && !strstr(text, "·");
  return bare ? text : steps_printf(g->words, "(%s)", text);
}

static void add_line(Lines *l, const char *left, const char *right, const char *remark) {
  if (l->count == MAX_LINES) return;
  l->left[l->count] = left;
  l->right[l->count] = right;
  l->remark[l->count++] = remark;
}

static const char *result_text(Graph *g, double x) {
  const char *text = graph_decimal(g, x);
  return steps_printf(g->words, "%s %s", is_rounded(x, text) ? "≈" : "=", text);
}

/* What is known of a gradient by name: p − 1 in front of a sigmoid. */
static const char *remark_on(Lines *l, size_t k, double gradient) {
  Graph *g = l->graph;
  const char *loss = g->nodes[g->result].name;
  for (size_t j = g->leaves + 1; j <= g->count; j++) {
    const GraphNode *n = &g->nodes[j];
    double p;
    if (n->hidden || n->count != 1 || n->uses[0].node != k || !number_of(n->value, &p)) continue;
    if (strncmp(n->formula, "sigmoid(", 8) != 0) continue;
    const char *y = fabs(gradient - (p - 1)) < 1e-12 ? "1"
                    : fabs(gradient - p) < 1e-12     ? "0"
                                                     : NULL;
    if (!y) continue;
    return steps_printf(g->words, "(it is %s%s: log-loss of a %s)", n->name,
                        *y == '1' ? " − 1" : "", y);
  }
  if (k > g->leaves || l->said || gradient == 0) return NULL;
  l->said = true;
  bool is_loss = strcmp(loss, "L") == 0 || strcmp(loss, "loss") == 0;
  return steps_printf(g->words, "a larger %s makes %s %s", g->nodes[k].name,
                      is_loss ? "the loss" : loss, gradient < 0 ? "smaller" : "larger");
}

/* The gradient of operand U of node J, digits D for that of J. */
static void line_of_one(Lines *l, size_t j, const GraphUse *u, int d) {
  Graph *g = l->graph;
  const char *loss = g->nodes[g->result].name;
  const GraphNode *n = &g->nodes[j];
  double outer = 0, gradient;
  number_of(n->gradient, &outer);
  gradient = outer * u->number;
  const char *left;
  if (j == g->result) {
    const char *slope = *u->slope ? u->slope : graph_decimal(g, u->number);
    left = strcmp(slope, "1") == 0
               ? steps_printf(g->words, "d%s/d%s", loss, u->text)
               : steps_printf(g->words, "d%s/d%s = 1 · %s", loss, u->text, factor(g, slope));
  } else {
    int e;
    digits_for(g, outer, u->number, d, &e);
    const char *a = with_digits(g, outer, d), *b = with_digits(g, u->number, e);
    bool rounded = is_rounded(outer, a) || is_rounded(u->number, b);
    left = steps_printf(g->words, "d%s/d%s %s %s · %s", loss, u->text, rounded ? "≈" : "=", a,
                        strncmp(b, "−", strlen("−")) == 0 ? factor(g, b) : b);
  }
  add_line(l, left, result_text(g, gradient), remark_on(l, u->node, gradient));
}

/* Operands whose slope is 1 have the gradient of the node itself. */
static void line_of_same(Lines *l, size_t j, const bool *ready) {
  Graph *g = l->graph;
  const GraphNode *n = &g->nodes[j];
  const char *loss = g->nodes[g->result].name;
  Text t = TEXT_EMPTY;
  double gradient = 0;
  number_of(n->gradient, &gradient);
  for (size_t i = 0; i < n->count; i++) {
    if (!ready[i] || n->uses[i].number != 1) continue;
    text_printf(&t, "%sd%s/d%s", t.len ? " = " : "", loss, n->uses[i].text);
  }
  if (t.len == 0) return;
  if (j != g->result) text_printf(&t, " = d%s/d%s · 1", loss, n->name);
  add_line(l, steps_keep(g->words, &t), result_text(g, gradient), NULL);
}

/* The contributions to the gradient of node K, from the result upwards; their number. */
static size_t contributions(const Graph *g, size_t k, double *parts, size_t most) {
  size_t count = 0;
  for (size_t j = g->count; j > g->leaves; j--) {
    const GraphNode *n = &g->nodes[j];
    double outer;
    if (n->hidden || !number_of(n->gradient, &outer)) continue;
    for (size_t i = 0; i < n->count; i++)
      if (n->uses[i].node == k && count < most) parts[count++] = outer * n->uses[i].number;
  }
  return count;
}

/* "dL/dx = 3 + (−4)": a value used several times. */
static void line_of_sum(Lines *l, size_t k, size_t uses) {
  static const char *const words[] = { "two", "three", "four", "five", "six" };
  enum { MOST_PARTS = 6 };
  Graph *g = l->graph;
  double parts[MOST_PARTS], total = 0;
  size_t count = contributions(g, k, parts, MOST_PARTS);
  number_of(g->nodes[k].gradient, &total);
  if (uses > count) return;
  double wanted = read_back(graph_decimal(g, total));
  for (int extra = 0; extra <= 10; extra++) {
    Text t = TEXT_EMPTY;
    double sum = 0;
    bool rounded = false;
    for (size_t i = 0; i < count; i++) {
      const char *text = with_digits(g, parts[i], extra);
      text_printf(&t, "%s%s", i ? " + " : "", i ? factor(g, text) : text);
      sum += read_back(text);
      rounded |= is_rounded(parts[i], text);
    }
    const char *terms = steps_keep(g->words, &t);
    if (read_back(graph_decimal(g, sum)) != wanted && extra < 10) continue;
    add_line(l,
             steps_printf(g->words, "d%s/d%s %s %s", g->nodes[g->result].name, g->nodes[k].name,
                          rounded ? "≈" : "=", terms),
             result_text(g, total), steps_printf(g->words, "(%s uses)", words[count - 2]));
    return;
  }
}

/* How often each node is used where it is shown; false when some slope is no number. */
static bool count_uses(const Graph *g, size_t *uses) {
  for (size_t j = g->leaves + 1; j <= g->count; j++) {
    const GraphNode *n = &g->nodes[j];
    double x;
    if (n->hidden) continue;
    if (!number_of(n->gradient, &x)) return false;
    for (size_t i = 0; i < n->count; i++) {
      if (!n->uses[i].node) continue;
      if (!isfinite(n->uses[i].number)) return false;
      uses[n->uses[i].node]++;
    }
  }
  return true;
}

static void collect(Lines *l, const size_t *uses) {
  Graph *g = l->graph;
  size_t *left = mem_new((g->count + 1) * sizeof *left);
  memcpy(left, uses, (g->count + 1) * sizeof *left);
  for (size_t j = g->count; j > g->leaves; j--) {
    const GraphNode *n = &g->nodes[j];
    bool ready[MAX_GRAPH_OPERANDS] = { false };
    int d = 0;
    double outer = 0;
    if (n->hidden) continue;
    number_of(n->gradient, &outer);
    for (size_t i = 0; i < n->count; i++) {
      const GraphUse *u = &n->uses[i];
      if (!u->node) continue;
      ready[i] = --left[u->node] == 0 && uses[u->node] == 1;
      int e, need = ready[i] && u->number != 1 ? digits_for(g, outer, u->number, 0, &e) : 0;
      if (need > d) d = need;
    }
    line_of_same(l, j, ready);
    for (size_t i = 0; i < n->count; i++)
      if (ready[i] && n->uses[i].number != 1) line_of_one(l, j, &n->uses[i], d);
    for (size_t i = 0; i < n->count; i++) {
      size_t k = n->uses[i].node;
      bool last = true;
      for (size_t h = i + 1; h < n->count; h++) last &= n->uses[h].node != k;
      if (k && last && left[k] == 0 && uses[k] > 1) line_of_sum(l, k, uses[k]);
    }
  }
  free(left);
}

/* ------------------------------------------------------------------ arrays */

static bool is_number(const Graph *g, size_t node, Value operand) {
  return value_is_scalar(node ? g->nodes[node].value : operand);
}

/* How the gradient of operand I comes from that of the node, "X'·dL/dm"; NULL: not said. */
static const char *rule_of(Graph *g, const GraphNode *n, size_t i) {
  const char *loss = g->nodes[g->result].name, *f = n->formula, *other = n->uses[1 - i % 2].text;
  const char *outer =
      n == &g->nodes[g->result] ? "1" : steps_printf(g->words, "d%s/d%s", loss, n->name);
  const GraphUse *u = &n->uses[i];
  bool product = n->count == 2 && strstr(f, "·") && !strchr(f, '(');
  bool matrices = product && n->matrices;
  if (matrices && i == 0) return steps_printf(g->words, "%s·%s'", outer, other);
  if (matrices) return steps_printf(g->words, "%s'·%s", other, outer);
  if (strcmp(u->slope, "1") == 0) return outer;
  if (strcmp(u->slope, "−1") == 0) return steps_printf(g->words, "−%s", outer);
  if (strcmp(u->slope, "transposed") == 0) return steps_printf(g->words, "%s, transposed", outer);
  if (strncmp(f, "sum(", 4) == 0) return steps_printf(g->words, "%s for every entry", outer);
  if (strncmp(f, "mean(", 5) == 0 && is_number(g, (size_t)(n - g->nodes), n->value))
    return steps_printf(g->words, "%s/%zu for every entry", outer,
                        value_count(g->nodes[u->node].value));
  if (*u->slope && !strchr(u->slope, ','))
    return steps_printf(g->words, "%s %s %s", outer,
                        is_number(g, u->node, VALUE_NOTHING) ? "·" : ".*", factor(g, u->slope));
  return NULL;
}

/* What is said where some of the nodes are arrays: the rules, and the gradients beside them. */
static void collect_arrays(Lines *l) {
  Graph *g = l->graph;
  size_t *uses = mem_new((g->count + 1) * sizeof *uses);
  for (size_t j = g->leaves + 1; j <= g->count; j++)
    for (size_t i = 0; !g->nodes[j].hidden && i < g->nodes[j].count; i++)
      uses[g->nodes[j].uses[i].node]++;
  for (size_t j = g->count; j > g->leaves; j--) {
    const GraphNode *n = &g->nodes[j];
    for (size_t i = 0; !n->hidden && i < n->count; i++) {
      size_t k = n->uses[i].node;
      const char *rule = k && uses[k] == 1 ? rule_of(g, n, i) : NULL;
      if (!rule) continue;
      Value v = g->nodes[k].gradient;
      const char *value = graph_value(g, v);
      add_line(
          l,
          steps_printf(g->words, "d%s/d%s = %s", g->nodes[g->result].name, n->uses[i].text, rule),
          steps_printf(g->words, "%s%s", v.kind == VALUE_ARRAY && value_count(v) > 3 ? "" : "≈ ",
                       value),
          NULL);
    }
  }
  free(uses);
}

static size_t columns(const char *text) {
  size_t n = 0;
  for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
  return n;
}

void graph_explain(Graph *g, const BoardStyle *style, Text *out) {
  static const char rule[] =
      "Values run down, gradients run up: the gradient of a node is the gradient of\n"
      "the node below it times the slope on the way.";
  unsigned room = style->width > 0 ? style->width : 80;
  size_t *uses = mem_new((g->count + 1) * sizeof *uses);
  Lines l = { .graph = g };
  text_putc(out, '\n');
  if (room < 78 && !style->plain) {
    char *running = mem_copy_string(rule);
    *strchr(running, '\n') = ' ';
    render_prose(style, running, out);
    free(running);
  } else
    text_printf(out, "%s\n", rule);
  if (g->count - g->leaves <= MAX_GRAPH_SHOWN) {
    if (count_uses(g, uses))
      collect(&l, uses);
    else
      collect_arrays(&l);
  }
  free(uses);
  size_t width = 0, right = 0;
  for (size_t i = 0; i < l.count; i++) {
    if (columns(l.left[i]) > width) width = columns(l.left[i]);
    if (l.remark[i] && columns(l.right[i]) > right) right = columns(l.right[i]);
  }
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < l.count; i++) {
    text_printf(&t, "%s%s", style->plain ? "" : "   ", l.left[i]);
    text_repeat(&t, " ", style->plain ? 1 : width + (room < 60 ? 2 : 5) - columns(l.left[i]));
    text_puts(&t, l.right[i]);
    bool beside = l.remark[i] && width + 8 + right + 3 + columns(l.remark[i]) <= room;
    if (l.remark[i] && !beside && !style->plain)
      text_printf(&t, "\n      %s", l.remark[i]);
    else if (l.remark[i]) {
      text_repeat(&t, " ", style->plain ? 1 : right + 3 - columns(l.right[i]));
      text_puts(&t, l.remark[i]);
    }
    text_putc(&t, '\n');
  }
  render_signs(style, text_string(&t), t.len, out);
  text_free(&t);
}
