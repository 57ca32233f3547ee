/* graph.c -- from a tape to a graph with names and formulas.  */

#include "config.h"
#include "board/graph_text.h"
#include "algebra/tape.h"
#include "lang/body.h"
#include "lang/operate.h"
#include "value/cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ names */

enum { MANY_NODES = 200, MOST_SLOPES = 2000, MOST_NODES = 5000 };

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

/* ------------------------------------------------------------------ the graph */

static const char *leaf_name(Graph *g, const FunctionBody *body, size_t i, size_t arguments) {
  if (i < body->parameters && arguments <= body->parameters)
    return arena_copy_string(&g->arena, body->names[i]);
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
  n->operation = arena_printf(&g->arena, "−%s", m->operation);
}

/* What building needs beside the graph. */
typedef struct Building {
  Graph *graph;
  Tape *tape;
  const Node *tree; /* the learner's function; NULL for a builtin */
  const char *result_name;
  size_t *real;               /* of each node the one that stands for it: itself, or an equal one */
  size_t *alike, *alike_next; /* operations by their first operand, as lists */
} Building;

static size_t operation_number(const Building *b, size_t k) {
  return k - b->graph->leaves - 1;
}

/* The earlier node that does the same with the same, or 0: equal expressions are one node. */
static size_t twin_of(const Building *b, size_t k) {
  TapeOperation o, other;
  size_t sources[MAX_GRAPH_OPERANDS];
  Value operands[MAX_GRAPH_OPERANDS];
  tape_operation(b->tape, operation_number(b, k), &o);
  if (o.count > MAX_GRAPH_OPERANDS || o.count == 0) return 0;
  for (size_t i = 0; i < o.count; i++) {
    sources[i] = b->real[o.sources[i]];
    operands[i] = o.operands[i];
  }
  const char *name = o.name;
  size_t count = o.count;
  for (size_t j = b->alike[sources[0]]; j; j = b->alike_next[j]) {
    tape_operation(b->tape, operation_number(b, j), &other);
    bool same = other.count == count && strcmp(other.name, name) == 0;
    for (size_t i = 0; same && i < count; i++)
      same = b->real[other.sources[i]] == sources[i] &&
             (sources[i] != 0 || value_equal(other.operands[i], operands[i]));
    if (same) return j;
  }
  return 0;
}

/* What comes back to node K comes back to its equal J. */
static void add_gradient(Graph *g, size_t j, Value more) {
  GraphNode *n = &g->nodes[j];
  Error error = { .kind = ERROR_NONE };
  Operation how = { .error = &error };
  if (more.kind == VALUE_NONE) return;
  Value sum = n->gradient.kind == VALUE_NONE ? value_retain(more)
                                             : operate_binary(&how, OPERATE_ADD, n->gradient, more);
  if (sum.kind == VALUE_ERROR) return;
  value_release(n->gradient);
  n->gradient = sum;
}

static void fill_node(Building *b, size_t k) {
  Graph *g = b->graph;
  TapeOperation o;
  GraphNode *n = &g->nodes[k];
  size_t twin = twin_of(b, k);
  tape_operation(b->tape, operation_number(b, k), &o);
  b->real[k] = twin ? twin : k;
  if (twin) {
    n->hidden = true;
    n->name = "";
    add_gradient(g, twin, o.adjoint);
    if (k == g->result) g->result = twin;
    return;
  }
  size_t first = o.count > 0 ? b->real[o.sources[0]] : 0;
  b->alike_next[k] = b->alike[first];
  b->alike[first] = k;
  n->count = o.count < MAX_GRAPH_OPERANDS ? o.count : MAX_GRAPH_OPERANDS;
  n->value = value_retain(o.value);
  n->gradient = value_retain(o.adjoint);
  for (size_t i = 0; i < n->count; i++) {
    GraphUse *u = &n->uses[i];
    u->node = b->real[o.sources[i]];
    u->slope = "";
    u->number = NAN;
    u->text = u->node ? g->nodes[u->node].name : graph_constant(g, &o, i);
  }
  const char *assigned = assigned_name(b->tree, o.site, 0);
  const char *name = k == g->result ? b->result_name : assigned ? assigned : usual_name(o.name);
  n->name = arena_copy_string(&g->arena, fresh(g, name));
  n->operation = arena_copy_string(&g->arena, o.name);
  graph_formula(g, n, &o);
}

/* The slope of an operation of two numbers that are one node: x*x. */
static double slope_of_one(const TapeOperation *o, size_t i) {
  if (o->count != 2 || !value_is_scalar(o->operands[0]) || !value_is_scalar(o->operands[1]))
    return NAN;
  double x = o->operands[0].scalar, y = o->operands[1].scalar;
  switch (o->name[o->name[0] == '.']) {
  case '+': return 1;
  case '-': return i == 0 ? 1 : -1;
  case '*': return i == 0 ? y : x;
  case '/': return i == 0 ? 1 / y : -x / (y * y);
  case '^': return i == 0 ? y * pow(x, y - 1) : pow(x, y) * log(x);
  default: return NAN;
  }
}

static void fill_slopes(Building *b, size_t k) {
  GraphNode *n = &b->graph->nodes[k];
  TapeOperation o;
  for (size_t i = 0; !n->hidden && i < n->count; i++) {
    double slope;
    if (!n->uses[i].node) continue;
    if (tape_local_slope(b->tape, operation_number(b, k), i, &slope)) {
      n->uses[i].number = slope;
      continue;
    }
    tape_operation(b->tape, operation_number(b, k), &o);
    n->uses[i].number = slope_of_one(&o, i);
  }
}

/* The parts of a cell are leaves of their own. */
static void fill_leaves(Building *b, const Value *args, size_t count) {
  Graph *g = b->graph;
  for (size_t i = 0, k = 0; i < count; i++) {
    Value gradient = tape_adjoint(b->tape, i);
    bool cell = args[i].kind == VALUE_CELL && gradient.kind == VALUE_CELL;
    if (cell && args[i].cell->count == g->leaves - (count - 1)) {
      for (size_t j = 0; j < args[i].cell->count; j++) {
        g->nodes[++k].value = value_retain(args[i].cell->items[j]);
        g->nodes[k].gradient = value_retain(gradient.cell->items[j]);
      }
    } else if (args[i].kind != VALUE_CELL && args[i].kind != VALUE_RECORD) {
      g->nodes[++k].value = value_retain(args[i]);
      g->nodes[k].gradient = value_retain(gradient);
    }
    value_release(gradient);
  }
}

static void fill_nodes(Building *b) {
  Graph *g = b->graph;
  size_t last = g->result;
  b->real = mem_new((g->count + 1) * sizeof *b->real);
  b->alike = mem_new((g->count + 1) * sizeof *b->alike);
  b->alike_next = mem_new((g->count + 1) * sizeof *b->alike_next);
  for (size_t k = 1; k <= g->leaves; k++) b->real[k] = k;
  for (size_t k = g->leaves + 1; k <= g->count; k++) fill_node(b, k);
  for (size_t k = g->leaves + 1; k <= g->count; k++) {
    GraphNode *n = &g->nodes[k];
    n->hidden |= n->gradient.kind == VALUE_NONE && k != g->result; /* leads nowhere */
    for (size_t i = 0; !n->hidden && i < n->count; i++) g->nodes[n->uses[i].node].users++;
  }
  if (g->count <= MOST_SLOPES)
    for (size_t k = g->leaves + 1; k <= g->count; k++) fill_slopes(b, k);
  for (size_t k = g->leaves + 1; k <= g->count; k++) {
    TapeOperation o;
    tape_operation(b->tape, operation_number(b, k), &o);
    merge_minus(g, &o, &g->nodes[k], k);
  }
  if (last != g->result) g->nodes[g->result].name = arena_copy_string(&g->arena, b->result_name);
  free(b->real);
  free(b->alike);
  free(b->alike_next);
}

static bool build(Building *b, Call *call, Value function, const Value *args, size_t count) {
  Graph *g = b->graph;
  if (tape_value(b->tape).kind != VALUE_SCALAR)
    return call_fail_at(call, 0, ERROR_SHAPE,
                        "a graph needs a function that gives one real number"),
           false;
  if (!tape_backward(b->tape, value_scalar(1))) return false;
  size_t operations = tape_operation_count(b->tape);
  g->leaves = tape_leaf_count(b->tape);
  if (g->leaves + operations > MOST_NODES) {
    call_fail_at(call, 0, ERROR_LIMIT, "a graph of more than %d nodes is not drawn", MOST_NODES);
    return call_hint(call, "grad(f, x0) gives the slopes alone"), false;
  }
  g->count = g->leaves + operations;
  g->result = tape_value_place(b->tape);
  g->nodes = arena_new(&g->arena, (g->count + 2) * sizeof *g->nodes);
  FunctionBody body = { 0 };
  const Builtin *builtin;
  function_body(function, &body, &builtin);
  b->tree = body.node;
  name_leaves(g, &body, args, count);
  fill_leaves(b, args, count);
  fill_nodes(b);
  return call_alive(call);
}

bool graph_begin(Graph *g, Call *call, Value function, const Value *args, size_t count,
                 const char *name) {
  memset(g, 0, sizeof *g);
  g->words = mem_new(sizeof *g->words);
  steps_begin(g->words, true);
  Building b = { .graph = g, .result_name = name };
  b.tape = tape_record_shown(call, function, args, count);
  bool good = b.tape && build(&b, call, function, args, count);
  tape_free(b.tape);
  return good;
}

void graph_end(Graph *g) {
  for (size_t k = 1; k <= g->count && g->nodes; k++) {
    value_release(g->nodes[k].value);
    value_release(g->nodes[k].gradient);
  }
  steps_end(g->words);
  free(g->words);
  arena_free(&g->arena);
}
