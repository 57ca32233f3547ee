/* graph_formula.c -- what a node of a graph says: its formula, its slopes, its value in short.  */

#include "config.h"
#include "board/graph_text.h"
#include "board/numerals.h"
#include "lang/unparse.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ values */

size_t graph_columns(const char *text) {
  size_t n = 0;
  for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
  return n;
}

const char *graph_digits(Graph *g, double x, int digits) {
  if (isfinite(x)) return steps_digits(g->words, x, digits);
  return isnan(x) ? "NaN" : x > 0 ? "Inf" : "−Inf";
}

const char *graph_decimal(Graph *g, double x) {
  return isfinite(x) ? steps_decimal(g->words, x) : graph_digits(g, x, 4);
}

const char *graph_value(Graph *g, Value v) {
  View view;
  if (v.kind == VALUE_NONE) return "0";
  if (!value_view(&v, &view)) return value_class(v);
  if (view.count == 1) return graph_decimal(g, view.data[0]);
  Text t = TEXT_EMPTY;
  if (view.rank == 2 && view.count <= 3 && view.count > 0) {
    text_putc(&t, '[');
    for (size_t k = 0; k < view.count; k++)
      text_printf(&t, "%s%s",
                  k == 0              ? ""
                  : view.dims[0] == 1 ? ", "
                                      : "; ",
                  graph_digits(g, view.data[k], 4));
    text_putc(&t, ']');
    return steps_keep(g->words, &t);
  }
  double low = INFINITY, high = -INFINITY;
  size_t odd = 0;
  for (size_t k = 0; k < view.count; k++) {
    odd += !isfinite(view.data[k]);
    low = fmin(low, view.data[k]);
    high = fmax(high, view.data[k]);
  }
  for (size_t d = 0; d < view.rank; d++) text_printf(&t, "%s%zu", d ? "×" : "", view.dims[d]);
  if (view.count > 0 && low <= high)
    text_printf(&t, ", %s … %s", graph_digits(g, low, 3), graph_digits(g, high, 3));
  if (odd > 0) text_printf(&t, ", %zu not finite", odd);
  return steps_keep(g->words, &t);
}

/* ------------------------------------------------------------------ formulas */

const char *graph_constant(Graph *g, const TapeOperation *o, size_t i) {
  const Node *site = o->site, *kid = NULL;
  if (site && (site->kind == NODE_BINARY || site->kind == NODE_UNARY || site->kind == NODE_ROW))
    kid = i < site->count ? site->kids[i] : NULL;
  if (site && site->kind == NODE_CALL && site->count > i + 1) kid = site->kids[i + 1];
  if (o->operands[i].kind == VALUE_SCALAR) return graph_digits(g, o->operands[i].scalar, 5);
  if (kid) {
    Text t = TEXT_EMPTY;
    unparse(kid, &t);
    if (t.len <= 16) return steps_keep(g->words, &t);
    text_free(&t);
  }
  if (value_is_string(o->operands[i])) {
    Text t = TEXT_EMPTY;
    show_inline(o->operands[i], 0, &t);
    return steps_keep(g->words, &t);
  }
  return graph_value(g, o->operands[i]);
}

/* Put operand I of N into the formula. */
static void put_use(GraphNode *n, size_t i, Text *formula) {
  text_puts(formula, "");
  n->uses[i].at = graph_columns(text_string(formula));
  text_puts(formula, n->uses[i].text);
}

static bool is_operator(const char *name, const char *plain, const char *dotted) {
  return strcmp(name, plain) == 0 || strcmp(name, dotted) == 0;
}

/* Slopes of the operations of one number that everybody knows, in the operand X and the result Y.
 */
static const char *known_slope(Graph *g, const char *f, const char *x, const char *y) {
  static const struct {
    const char *name, *pattern; /* % is y, # is x */
  } slopes[] = { { "exp", "%" },           { "log", "1/#" },
                 { "sqrt", "1/(2·%)" },    { "sin", "cos(#)" },
                 { "cos", "−sin(#)" },     { "tanh", "1 − %²" },
                 { "tan", "1 + %²" },      { "sigmoid", "%·(1 − %)" },
                 { "log1p", "1/(1 + #)" }, { "softplus", "sigmoid(#)" },
                 { "atan", "1/(1 + #²)" } };
  for (size_t i = 0; i < sizeof slopes / sizeof *slopes; i++) {
    if (strcmp(slopes[i].name, f) != 0) continue;
    Text t = TEXT_EMPTY;
    for (const char *p = slopes[i].pattern; *p; p++)
      if (*p == '%' || *p == '#')
        text_puts(&t, *p == '%' ? y : x);
      else
        text_putc(&t, *p);
    return steps_keep(g->words, &t);
  }
  return "";
}

void graph_formula(Graph *g, GraphNode *n, const TapeOperation *o) {
  Text t = TEXT_EMPTY;
  GraphUse *u = n->uses;
  const char *name = o->name;
  bool both = n->count == 2;
  if (both && is_operator(name, "*", ".*")) {
    put_use(n, 0, &t);
    text_puts(&t, "·");
    put_use(n, 1, &t);
    n->matrices = strcmp(name, "*") == 0;
    u[0].slope = n->matrices ? "" : u[1].text;
    u[1].slope = n->matrices ? "" : u[0].text;
  } else if (both && is_operator(name, "/", "./")) {
    put_use(n, 0, &t);
    text_puts(&t, "/");
    put_use(n, 1, &t);
    u[0].slope = steps_printf(g->words, "1/%s", u[1].text);
    u[1].slope = steps_printf(g->words, "−%s/%s", n->name, u[1].text);
  } else if (both && is_operator(name, "^", ".^")) {
    put_use(n, 0, &t);
    bool square = strcmp(u[1].text, "2") == 0, cube = strcmp(u[1].text, "3") == 0;
    if (square || cube)
      text_puts(&t, square ? "²" : "³");
    else {
      text_puts(&t, "^");
      put_use(n, 1, &t);
    }
    if (square)
      u[0].slope = steps_printf(g->words, "2·%s", u[0].text);
    else if (cube)
      u[0].slope = steps_printf(g->words, "3·%s²", u[0].text);
    else if (u[1].node == 0)
      u[0].slope = steps_printf(g->words, "%s·%s^(%s − 1)", u[1].text, u[0].text, u[1].text);
  } else if (both && (strcmp(name, "+") == 0 || strcmp(name, "-") == 0)) {
    put_use(n, 0, &t);
    text_puts(&t, *name == '+' ? " + " : " − ");
    put_use(n, 1, &t);
    u[0].slope = "1";
    u[1].slope = *name == '+' ? "1" : "−1";
  } else if (n->count == 1 && strcmp(name, "-") == 0) {
    text_puts(&t, "−");
    put_use(n, 0, &t);
    u[0].slope = "−1";
  } else if (*name == '\'' || strcmp(name, ".'") == 0) {
    put_use(n, 0, &t);
    text_puts(&t, "'");
    u[0].slope = "transposed";
  } else if (strcmp(name, "index") == 0 && o->site && o->site->kind == NODE_CALL) {
    put_use(n, 0, &t);
    text_putc(&t, '(');
    for (size_t i = 1; i < o->site->count; i++) {
      if (i > 1) text_puts(&t, ", ");
      unparse(o->site->kids[i], &t);
    }
    text_putc(&t, ')');
    n->count = 1;
    u[0].slope = "1, the others 0";
  } else if (strcmp(name, "join") == 0) {
    bool across = o->operands[o->count - 1].scalar == 1;
    n->count = o->count - 1 < MAX_GRAPH_OPERANDS ? o->count - 1 : MAX_GRAPH_OPERANDS;
    text_putc(&t, '[');
    for (size_t i = 0; i < n->count; i++) {
      if (i > 0) text_puts(&t, across ? ", " : "; ");
      put_use(n, i, &t);
    }
    text_puts(&t, n->count < o->count - 1 ? " …]" : "]");
  } else if (strcmp(name, "set") == 0) {
    n->count = 2;
    put_use(n, 0, &t);
    text_puts(&t, " with ");
    put_use(n, 1, &t);
    text_puts(&t, " put in");
  } else {
    text_puts(&t, name);
    text_putc(&t, '(');
    for (size_t i = 0; i < n->count; i++) {
      if (i > 0) text_puts(&t, ", ");
      put_use(n, i, &t);
    }
    text_putc(&t, ')');
    if (n->count == 1) u[0].slope = known_slope(g, name, u[0].text, n->name);
  }
  n->formula = arena_copy_string(&g->arena, text_string(&t));
  text_free(&t);
}
