/* graph.h -- the computation graph of a function at numbers: values forwards, gradients backwards.
 */

#ifndef BOARD_GRAPH_H
#define BOARD_GRAPH_H

#include "base/memory.h"
#include "lang/builtin.h"

enum { MAX_GRAPH_SHOWN = 40, MAX_GRAPH_OPERANDS = 8 };

/* An operand of a node where it stands in the formula. */
typedef struct GraphUse {
  size_t node;       /* 0: depends on no argument */
  size_t at;         /* the first column in the formula where it stands; in UTF-8 signs */
  const char *text;  /* "w", or the constant as text */
  const char *slope; /* how much the node changes with it: "x", "p·(1 − p)"; "" where not said */
  double number;     /* the same as a number; NaN where there is none */
} GraphUse;

typedef struct GraphNode {
  const char *name;      /* "w", "m" */
  const char *formula;   /* "w·x"; NULL for a leaf */
  const char *operation; /* ".*", "exp" */
  size_t count;
  GraphUse uses[MAX_GRAPH_OPERANDS];
  Value value, gradient; /* VALUE_NONE where nothing comes back */
  size_t users;          /* how often it is used */
  bool matrices;         /* a product of matrices, not entry by entry */
  bool hidden;           /* leads nowhere, or became a part of another node */
  bool unvalued, unfelt; /* while it is walked through: not calculated yet */
} GraphNode;

/* Nodes from 1 on: leaves first, then operations in the order in which they were done; equal
   expressions are one node.  It holds nothing of the call that it was made in. */
typedef struct Graph {
  Arena arena;
  struct Steps *words; /* for numbers as texts */
  GraphNode *nodes;
  size_t count, leaves;
  size_t result;        /* the node of the value; 0: it depends on nothing */
  size_t numbered[128]; /* the last number given to names by their first letter */
} Graph;

/* The graph of FUNCTION at COUNT arguments; NAME is what its value is called ("L").  False with the
   call failed. */
bool graph_begin(Graph *g, Call *call, Value function, const Value *args, size_t count,
                 const char *name);
void graph_end(Graph *g);

#endif
