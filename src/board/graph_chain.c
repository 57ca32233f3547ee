/* graph_chain.c -- the gradients of a graph worked out one by one, as with a pocket calculator.  */

#include "config.h"
#include "board/calculator.h"
#include "board/graph_text.h"
#include "board/numerals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Lines {
  Graph *graph;
  Chain *chain;
  bool said; /* what a larger input does */
} Lines;

static bool number_of(Value v, double *x) {
  bool real = v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL;
  *x = v.kind == VALUE_NONE ? 0 : real ? v.scalar : NAN;
  return isfinite(*x);
}

static double read_back(const char *text) {
  Number n;
  return calculator_value(text, strlen(text), &n) ? number_value(n) : NAN;
}

static bool is_rounded(double x, const char *text) {
  return read_back(text) != x;
}

bool graph_is_rounded(Graph *g, double x) {
  return is_rounded(x, graph_decimal(g, x));
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

static ChainStep *add_line(Lines *l, const char *left, const char *right, const char *remark) {
  Chain *c = l->chain;
  ChainStep *step = &c->steps[c->count < MAX_CHAIN_STEPS ? c->count++ : MAX_CHAIN_STEPS - 1];
  *step = (ChainStep){ .left = left, .right = right, .remark = remark };
  return step;
}

static void line_tells(ChainStep *step, size_t node) {
  if (step->count < MAX_GRAPH_OPERANDS) step->nodes[step->count++] = node;
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

/* "−1.5488 · 0.22878", with digits D for the gradient of node J; the sign before it to *SIGN. */
static const char *product_of(Graph *g, size_t j, const GraphUse *u, int d, const char **sign) {
  double outer = 0;
  int e;
  number_of(g->nodes[j].gradient, &outer);
  digits_for(g, outer, u->number, d, &e);
  const char *a = with_digits(g, outer, d), *b = with_digits(g, u->number, e);
  *sign = is_rounded(outer, a) || is_rounded(u->number, b) ? "≈" : "=";
  return steps_printf(g->words, "%s · %s", a, strncmp(b, "−", strlen("−")) == 0 ? factor(g, b) : b);
}

/* The gradient of operand U of node J. */
static void line_of_one(Lines *l, size_t j, const GraphUse *u, int d) {
  Graph *g = l->graph;
  const char *loss = g->nodes[g->result].name, *left, *sign;
  double outer = 0;
  number_of(g->nodes[j].gradient, &outer);
  if (j == g->result) {
    const char *slope = *u->slope ? u->slope : graph_decimal(g, u->number);
    left = strcmp(slope, "1") == 0
               ? steps_printf(g->words, "d%s/d%s", loss, u->text)
               : steps_printf(g->words, "d%s/d%s = 1 · %s", loss, u->text, factor(g, slope));
  } else {
    const char *product = product_of(g, j, u, d, &sign);
    left = steps_printf(g->words, "d%s/d%s %s %s", loss, u->text, sign, product);
  }
  double gradient = outer * u->number;
  line_tells(add_line(l, left, result_text(g, gradient), remark_on(l, u->node, gradient)), u->node);
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
  ChainStep *step = add_line(l, steps_keep(g->words, &t), result_text(g, gradient), NULL);
  for (size_t i = 0; i < n->count; i++)
    if (ready[i] && n->uses[i].number == 1) line_tells(step, n->uses[i].node);
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

/* "dL/dx = 3 + (−4)" to *TERMS; the sum in words is answered.  NULL where there are too many. */
static const char *sum_of(Graph *g, size_t k, const char **terms, size_t *count) {
  enum { MOST_PARTS = 6 };
  double parts[MOST_PARTS + 1], total = 0;
  *count = contributions(g, k, parts, MOST_PARTS + 1);
  number_of(g->nodes[k].gradient, &total);
  if (*count > MOST_PARTS || *count < 2) return NULL;
  double wanted = read_back(graph_decimal(g, total));
  for (int extra = 0;; extra++) {
    Text t = TEXT_EMPTY;
    double sum = 0;
    bool rounded = false;
    for (size_t i = 0; i < *count; i++) {
      const char *text = with_digits(g, parts[i], extra);
      text_printf(&t, "%s%s", i ? " + " : "", i ? factor(g, text) : text);
      sum += read_back(text);
      rounded |= is_rounded(parts[i], text);
    }
    const char *added = steps_keep(g->words, &t);
    if (read_back(graph_decimal(g, sum)) != wanted && extra < 10) continue;
    *terms = steps_printf(g->words, "d%s/d%s %s %s", g->nodes[g->result].name, g->nodes[k].name,
                          rounded ? "≈" : "=", added);
    return result_text(g, total);
  }
}

/* A value used several times. */
static void line_of_sum(Lines *l, size_t k) {
  static const char *const words[] = { "two", "three", "four", "five", "six" };
  size_t count;
  const char *terms = NULL, *sum = sum_of(l->graph, k, &terms, &count);
  const char *remark = sum ? steps_printf(l->graph->words, "(%s uses)", words[count - 2]) : NULL;
  line_tells(add_line(l, terms, sum, remark), k);
}

static const char *rule_of(Graph *g, const GraphNode *n, size_t i);

const char *graph_contribution(Graph *g, size_t j, size_t i) {
  const GraphNode *n = &g->nodes[j];
  const GraphUse *u = &n->uses[i];
  double outer;
  int e;
  const char *sign;
  if (!isfinite(u->number) || !number_of(n->gradient, &outer)) {
    const char *rule = rule_of(g, n, i);
    return rule ? rule : steps_printf(g->words, "by the slope of %s", n->operation);
  }
  const char *product = product_of(g, j, u, digits_for(g, outer, u->number, 0, &e), &sign);
  return steps_printf(g->words, "d%s/d%s · slope: %s %s", g->nodes[g->result].name, n->name,
                      product, result_text(g, outer * u->number));
}

const char *graph_sum(Graph *g, size_t k) {
  size_t count;
  const char *terms, *sum = sum_of(g, k, &terms, &count);
  return sum ? steps_printf(g->words, "%s %s", terms, sum) : NULL;
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
      if (k && last && left[k] == 0 && uses[k] > 1) line_of_sum(l, k);
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
  size_t *left = mem_new((g->count + 1) * sizeof *left);
  memcpy(left, uses, (g->count + 1) * sizeof *left);
  for (size_t j = g->count; j > g->leaves; j--) {
    const GraphNode *n = &g->nodes[j];
    for (size_t i = 0; !n->hidden && i < n->count; i++) {
      size_t k = n->uses[i].node;
      if (!k || --left[k] > 0) continue;
      const char *rule = uses[k] == 1 ? rule_of(g, n, i) : NULL, *text = NULL, *value = NULL;
      if (rule) {
        Value v = g->nodes[k].gradient;
        text =
            steps_printf(g->words, "d%s/d%s = %s", g->nodes[g->result].name, n->uses[i].text, rule);
        value =
            steps_printf(g->words, "%s%s", v.kind == VALUE_ARRAY && value_count(v) > 3 ? "" : "≈ ",
                         graph_value(g, v));
      }
      line_tells(add_line(l, text, value, NULL), k);
    }
  }
  free(left);
  free(uses);
}

void graph_chain(Graph *g, Chain *chain) {
  size_t *uses = mem_new((g->count + 1) * sizeof *uses);
  Lines l = { .graph = g, .chain = chain };
  chain->count = 0;
  if (count_uses(g, uses))
    collect(&l, uses);
  else
    collect_arrays(&l);
  free(uses);
}

void graph_chain_line(const BoardStyle *style, const ChainStep *step, size_t width, size_t right,
                      Text *out) {
  size_t room = style->width > 0 ? style->width : 80, indent = style->plain ? 0 : 3;
  Text t = TEXT_EMPTY;
  if (style->plain) {
    text_printf(&t, "%s %s%s%s", step->left, step->right, step->remark ? " " : "",
                step->remark ? step->remark : "");
  } else {
    size_t here = graph_columns(step->left), gap = room < 60 ? 2 : 5;
    size_t place = width + gap;
    text_printf(&t, "   %s", step->left);
    if (indent + place + graph_columns(step->right) <= room)
      text_repeat(&t, " ", place - here);
    else if (indent + here + 2 + graph_columns(step->right) <= room)
      text_puts(&t, "  ");
    else
      text_puts(&t, "\n      ");
    text_puts(&t, step->right);
    size_t beside = indent + place + right + 3;
    if (step->remark && beside + graph_columns(step->remark) <= room) {
      text_repeat(&t, " ", right + 3 - graph_columns(step->right));
      text_puts(&t, step->remark);
    } else if (step->remark)
      text_printf(&t, "\n      %s", step->remark);
  }
  text_putc(&t, '\n');
  render_signs(style, text_string(&t), t.len, out);
  text_free(&t);
}

void graph_explain(Graph *g, const BoardStyle *style, Text *out) {
  static const char rule[] =
      "Values run down, gradients run up: the gradient of a node is the gradient of\n"
      "the node below it times the slope on the way.";
  unsigned room = style->width > 0 ? style->width : 80;
  text_putc(out, '\n');
  if (room < 78 && !style->plain) {
    char *running = mem_copy_string(rule);
    *strchr(running, '\n') = ' ';
    render_prose(style, running, out);
    free(running);
  } else
    text_printf(out, "%s\n", rule);
  if (g->count - g->leaves > 2 * MAX_GRAPH_SHOWN || graph_shown(g) > MAX_GRAPH_SHOWN) return;
  Chain chain;
  graph_chain(g, &chain);
  size_t width = 0, right = 0;
  for (size_t i = 0; i < chain.count; i++) {
    const ChainStep *step = &chain.steps[i];
    if (!step->left) continue;
    if (graph_columns(step->left) > width) width = graph_columns(step->left);
    if (step->remark && graph_columns(step->right) > right) right = graph_columns(step->right);
  }
  for (size_t i = 0; i < chain.count; i++)
    if (chain.steps[i].left) graph_chain_line(style, &chain.steps[i], width, right, out);
}

/* ------------------------------------------------------------------ forwards */

/* The numbers of operands with EXTRA digits are precise enough for the result as it is printed. */
static bool is_precise(Graph *g, const GraphNode *n, double result, int extra) {
  double shift = 0, shown = read_back(graph_decimal(g, result));
  for (size_t i = 0; i < n->count; i++) {
    double x;
    if (!n->uses[i].node) continue;
    if (!number_of(g->nodes[n->uses[i].node].value, &x)) return true;
    shift += n->uses[i].number * (read_back(with_digits(g, x, extra)) - x);
  }
  return !isfinite(shift) || read_back(graph_decimal(g, result + shift)) == shown;
}

/* The formula with the values of its operands put in. */
static const char *put_numbers(Graph *g, const GraphNode *n, int extra, bool *rounded) {
  Text t = TEXT_EMPTY;
  const char *from = n->formula;
  size_t column = 0;
  for (size_t i = 0; i < n->count; i++) {
    const GraphUse *u = &n->uses[i];
    double x;
    if (!u->node || u->at < column || !number_of(g->nodes[u->node].value, &x)) continue;
    for (; *from && column < u->at; column++) {
      size_t len = 1;
      while (((unsigned char)from[len] & 0xC0) == 0x80) len++;
      text_append(&t, from, len);
      from += len;
    }
    const char *number = with_digits(g, x, extra);
    *rounded |= is_rounded(x, number);
    const char *next = from + strlen(u->text);
    bool raised = *next == '^' || strncmp(next, "²", 2) == 0 || strncmp(next, "³", 2) == 0;
    bool first = i == 0 || (t.len > 0 && strchr("(,", t.data[t.len - 1]));
    text_puts(&t, first && !raised ? number : factor(g, number));
    from += strlen(u->text);
    column += graph_columns(u->text);
  }
  text_puts(&t, from);
  return steps_keep(g->words, &t);
}

const char *graph_with_numbers(Graph *g, const GraphNode *n) {
  bool rounded = false;
  return put_numbers(g, n, 0, &rounded);
}

const char *graph_worked(Graph *g, size_t k) {
  const GraphNode *n = &g->nodes[k];
  double result = 0, x;
  bool numbers = number_of(n->value, &result) && strcmp(n->operation, "index") != 0;
  for (size_t i = 0; i < n->count; i++)
    numbers &= !n->uses[i].node || number_of(g->nodes[n->uses[i].node].value, &x);
  if (!numbers)
    return steps_printf(g->words, "%s = %s = %s", n->name, n->formula, graph_value(g, n->value));
  int extra = 0;
  while (extra < 10 && !is_precise(g, n, result, extra)) extra++;
  bool rounded = false;
  const char *with = put_numbers(g, n, extra, &rounded);
  return steps_printf(g->words, "%s = %s %s %s %s", n->name, n->formula, rounded ? "≈" : "=", with,
                      result_text(g, result));
}
