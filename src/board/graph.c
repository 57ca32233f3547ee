/* graph.c -- from a tape to a graph with names and formulas.  */

#include "config.h"
#include "board/graph_text.h"
#include "algebra/tape.h"
#include "board/numerals.h"
#include "lang/body.h"
#include "lang/unparse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ values */

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

/* ------------------------------------------------------------------ names */

enum { MANY_NODES = 200, MOST_NODES = 5000 };

static bool is_taken(const Graph *g, size_t upto, const char *name) {
  for (size_t k = 1; k <= upto; k++)
    if (g->nodes[k].name && strcmp(g->nodes[k].name, name) == 0) return true;
  return false;
}

/* The name NAME, or with the first number behind it that makes it new. */
static const char *fresh(Graph *g, const char *name) {
  /* in a large graph nobody reads the names: they only have to be found quickly */
  size_t *last = &g->numbered[(unsigned char)*name % 128], first = 2;
  if (g->count > MANY_NODES && *last > first) first = *last;
  for (size_t i = first; is_taken(g, g->count, name) && i < 100000; i++) {
    *last = i;
    char stem[40];
    size_t len = strcspn(name, "0123456789");
    snprintf(stem, sizeof stem, "%.*s", (int)(len < 30 ? len : 30), name);
    name = arena_printf(&g->arena, "%s%zu", stem, i);
  }
  return name;
}

/* The name of the variable to which the learner assigned the expression SITE, or NULL. */
static const char *assigned_name(const Node *tree, const Node *site, size_t depth) {
  if (!tree || !site || depth > MAX_NESTING) return NULL;
  if ((tree->kind == NODE_ASSIGN) && tree->count == 2 && tree->kids[1] == site &&
      tree->kids[0]->kind == NODE_NAME)
    return tree->kids[0]->text;
  for (size_t i = 0; i < tree->count; i++) {
    const char *name = assigned_name(tree->kids[i], site, depth + 1);
    if (name) return name;
  }
  return NULL;
}

static const char *usual_name(const char *operation) {
  static const char *const names[][2] = {
    { ".*", "m" },      { "*", "m" },       { "+", "z" },    { "-", "d" },         { "./", "q" },
    { "/", "q" },       { ".^", "s" },      { "^", "s" },    { "exp", "e1" },      { "log", "l" },
    { "sigmoid", "p" }, { "softmax", "p" }, { "tanh", "h" }, { "relu", "h" },      { "sum", "t" },
    { "mean", "t" },    { "norm", "r" },    { "sqrt", "r" }, { "sin", "s" },       { "cos", "c" },
    { "index", "v" },   { "set", "v" },     { "join", "v" }, { "logsumexp", "l" },
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(names[i][0], operation) == 0) return names[i][1];
  return "u";
}

/* ------------------------------------------------------------------ formulas */

/* What stands for operand I, which depends on no argument. */
static const char *constant_text(Graph *g, const TapeOperation *o, size_t i) {
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

static size_t columns_of(const char *text) {
  size_t n = 0;
  for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
  return n;
}

/* Put operand I of N into the formula. */
static void put_use(GraphNode *n, size_t i, Text *formula) {
  text_puts(formula, "");
  n->uses[i].at = columns_of(text_string(formula));
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

/* The formula of an operation and what it says of its slopes. */
static void write_formula(Graph *g, GraphNode *n, const TapeOperation *o) {
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

/* ------------------------------------------------------------------ the graph */

static const char *leaf_name(Graph *g, const FunctionBody *body, size_t i, size_t arguments) {
  if (i < body->parameters && arguments <= body->parameters) return body->names[i];
  return arena_printf(&g->arena, "x%zu", i + 1);
}

static void name_leaves(Graph *g, const FunctionBody *body, const Value *args, size_t count) {
  size_t k = 0;
  for (size_t i = 0; i < count; i++) {
    const char *name = leaf_name(g, body, i, count);
    if (args[i].kind == VALUE_CELL || args[i].kind == VALUE_RECORD) {
      size_t first = k, parts = g->leaves - (count - 1 - i) - first;
      for (size_t j = 0; j < parts && k < g->leaves; j++)
        g->nodes[++k].name = arena_printf(&g->arena, "%s%zu", name, j + 1);
    } else
      g->nodes[++k].name = name;
  }
}

/* −log(p): a minus sign whose operand nobody else uses is one node with it. */
static void merge_minus(Graph *g, const TapeOperation *o, GraphNode *n, size_t k) {
  size_t inner = n->uses[0].node;
  if (n->hidden || strcmp(o->name, "-") != 0 || o->count != 1 || inner <= g->leaves) return;
  GraphNode *m = &g->nodes[inner];
  bool brackets = strpbrk(m->formula, "+") || strstr(m->formula, "−") || m->formula[0] == '[';
  for (size_t i = 0; i < m->count; i++) brackets |= strstr(m->uses[i].slope, m->name) != NULL;
  if (m->users != 1 || brackets || inner + 1 != k || m->hidden) return;
  m->hidden = true;
  n->count = m->count;
  memcpy(n->uses, m->uses, sizeof m->uses);
  for (size_t i = 0; i < n->count; i++) {
    GraphUse *u = &n->uses[i];
    u->at++;
    u->number = -u->number;
    if (*u->slope)
      u->slope = strncmp(u->slope, "−", strlen("−")) == 0 ? u->slope + strlen("−")
                                                          : steps_printf(g->words, "−%s", u->slope);
  }
  n->formula = arena_printf(&g->arena, "−%s", m->formula);
}

static void fill_node(Graph *g, size_t k, const Node *tree, const char *result_name) {
  TapeOperation o;
  GraphNode *n = &g->nodes[k];
  tape_operation(g->tape, k - g->leaves - 1, &o);
  n->count = o.count < MAX_GRAPH_OPERANDS ? o.count : MAX_GRAPH_OPERANDS;
  n->value = value_retain(o.value);
  n->gradient = value_retain(o.adjoint);
  n->hidden = o.adjoint.kind == VALUE_NONE && k != g->result; /* leads nowhere */
  for (size_t i = 0; i < n->count; i++) {
    GraphUse *u = &n->uses[i];
    u->node = o.sources[i];
    u->slope = "";
    u->number = NAN;
    u->text = u->node ? g->nodes[u->node].name : constant_text(g, &o, i);
    if (u->node && !n->hidden) g->nodes[u->node].users++;
  }
  const char *assigned = assigned_name(tree, o.site, 0);
  n->name = fresh(g, k == g->result ? result_name : assigned ? assigned : usual_name(o.name));
  n->operation = o.name;
  write_formula(g, n, &o);
}

static void fill_slopes(Graph *g, size_t k) {
  GraphNode *n = &g->nodes[k];
  for (size_t i = 0; i < n->count; i++) {
    double slope;
    if (n->uses[i].node && tape_local_slope(g->tape, k - g->leaves - 1, i, &slope))
      n->uses[i].number = slope;
  }
}

bool graph_begin(Graph *g, Call *call, Value function, const Value *args, size_t count,
                 const char *name) {
  memset(g, 0, sizeof *g);
  g->words = mem_new(sizeof *g->words);
  steps_begin(g->words, true);
  g->tape = tape_record_shown(call, function, args, count);
  if (!g->tape) return false;
  if (tape_value(g->tape).kind != VALUE_SCALAR) {
    call_fail_at(call, 0, ERROR_SHAPE, "a graph needs a function that gives one real number");
    return false;
  }
  if (!tape_backward(g->tape, value_scalar(1))) return false;
  g->leaves = tape_leaf_count(g->tape);
  g->count = g->leaves + tape_operation_count(g->tape);
  if (g->count > MOST_NODES) {
    g->count = 0; /* of nodes made */
    call_fail_at(call, 0, ERROR_LIMIT, "a graph of more than %d nodes is not drawn", MOST_NODES);
    call_hint(call, "grad(f, x0) gives the slopes alone");
    return false;
  }
  g->result = tape_value_place(g->tape);
  g->nodes = arena_new(&g->arena, (g->count + 2) * sizeof *g->nodes);
  FunctionBody body = { 0 };
  const Builtin *builtin;
  function_body(function, &body, &builtin);
  name_leaves(g, &body, args, count);
  for (size_t i = 0, k = 0; i < count; i++) { /* values of the leaves */
    Value gradient = tape_adjoint(g->tape, i);
    if (args[i].kind != VALUE_CELL && args[i].kind != VALUE_RECORD) {
      k++;
      g->nodes[k].value = value_retain(args[i]);
      g->nodes[k].gradient = value_retain(gradient);
    }
    value_release(gradient);
  }
  for (size_t k = g->leaves + 1; k <= g->count; k++) fill_node(g, k, body.node, name);
  for (size_t k = g->leaves + 1; k <= g->count && g->count <= 2000; k++) fill_slopes(g, k);
  for (size_t k = g->leaves + 1; k <= g->count; k++) {
    TapeOperation o;
    tape_operation(g->tape, k - g->leaves - 1, &o);
    merge_minus(g, &o, &g->nodes[k], k);
  }
  return call_alive(call);
}

void graph_end(Graph *g) {
  for (size_t k = 1; k <= g->count && g->nodes; k++) {
    value_release(g->nodes[k].value);
    value_release(g->nodes[k].gradient);
  }
  tape_free(g->tape);
  steps_end(g->words);
  free(g->words);
  arena_free(&g->arena);
}
