/* graph_text.h -- a computation graph as text.  */

#ifndef BOARD_GRAPH_TEXT_H
#define BOARD_GRAPH_TEXT_H

#include "algebra/tape.h"
#include "board/graph.h"
#include "board/render.h"

void graph_render(Graph *g, const BoardStyle *style, Text *out);
/* The table alone. */
void graph_table(Graph *g, const BoardStyle *style, Text *out);
/* The same as a list: for narrow screens, and one line a node for readers of screens. */
void graph_list(Graph *g, const BoardStyle *style, Text *out);

/* How the gradients come about, one after the other from the result upwards. */
typedef struct ChainStep {
  const char *left, *right; /* "dL/dz ≈ −1.5488 · 0.22878", "≈ −0.3543"; NULL: not said */
  const char *remark;       /* or NULL */
  size_t nodes[MAX_GRAPH_OPERANDS], count; /* whose gradients are known then */
} ChainStep;
enum { MAX_CHAIN_STEPS = 100 };
typedef struct Chain {
  ChainStep steps[MAX_CHAIN_STEPS];
  size_t count;
} Chain;
void graph_chain(Graph *g, Chain *chain);
size_t graph_shown(const Graph *g); /* operations that are not hidden */
/* One of them; columns of WIDTH and RIGHT are filled. */
void graph_chain_line(const BoardStyle *style, const ChainStep *step, size_t width, size_t right,
                      Text *out);
/* The part below the table. */
void graph_explain(Graph *g, const BoardStyle *style, Text *out);
/* The node NAME: formula, value, slopes, and what its gradient is the sum of.  False when there is
   none of that name. */
bool graph_why(Graph *g, const char *name, const ShowOptions *show, const BoardStyle *style,
               Text *out);

/* What comes back to operand I of node J, "−1.5488 · 0.22878 ≈ −0.3543"; the parts of the gradient
   of node K added, or NULL where they are no numbers. */
const char *graph_contribution(Graph *g, size_t j, size_t i);
const char *graph_sum(Graph *g, size_t k);
bool graph_is_rounded(Graph *g, double x); /* when it is printed */
/* The names of the first nodes, with blanks between. */
void graph_names(const Graph *g, Text *out);

/* The formula with the values of its operands put in, where they are numbers: "0.5·2". */
const char *graph_with_numbers(Graph *g, const GraphNode *n);
/* "m = w·x = 0.5·2 = 1", where all are numbers; else "m = w·x". */
const char *graph_worked(Graph *g, size_t k);

/* Operations that are left out of a long graph: those from node FIRST to LAST. */
typedef struct GraphFold {
  size_t first, last, operations;
  size_t length;        /* of the layer they repeat; 0: they repeat nothing */
  size_t shallow, deep; /* then: the longest ways from an argument to them */
} GraphFold;
enum { MAX_GRAPH_FOLDS = 12 };
/* So many that MAX_GRAPH_SHOWN remain; FOLDS has room for MAX_GRAPH_FOLDS. */
size_t graph_folds(const Graph *g, GraphFold *folds);
const char *graph_fold_text(Graph *g, const GraphFold *f);

/* "by w: x = 2", "by x: w = 0.5"; the number of texts, at most MAX_GRAPH_OPERANDS + 1. */
size_t graph_slopes(Graph *g, const GraphNode *n, const char **texts);

/* What stands for operand I, which depends on no argument. */
const char *graph_constant(Graph *g, const TapeOperation *o, size_t i);
/* The formula of an operation and what it says of its slopes. */
void graph_formula(Graph *g, GraphNode *n, const TapeOperation *o);
size_t graph_columns(const char *text);
/* As steps_decimal and steps_digits, for Inf and NaN as well. */
const char *graph_decimal(Graph *g, double x);
const char *graph_digits(Graph *g, double x, int digits);
/* "3×2, −1.2 … 0.8", "[1; 2]", "0.5" */
const char *graph_value(Graph *g, Value v);

#endif
