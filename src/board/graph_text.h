/* graph_text.h -- a computation graph as text.  */

#ifndef BOARD_GRAPH_TEXT_H
#define BOARD_GRAPH_TEXT_H

#include "algebra/tape.h"
#include "board/graph.h"
#include "board/render.h"

void graph_render(Graph *g, const BoardStyle *style, Text *out);
/* The part below the table. */
void graph_explain(Graph *g, const BoardStyle *style, Text *out);
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
