/* algebraic.h -- a typed formula of numbers as an expression that can be calculated with.  */

#ifndef LEARN_ALGEBRAIC_H
#define LEARN_ALGEBRAIC_H

#include "algebra/expression.h"
#include "lang/ast.h"

/* N with every name that is no call as a number; VARIABLE (may be NULL) is what one differentiates
   by.  EXPR_NONE with the failure and its span in the Algebra where N is no such formula. */
Id algebraic(Algebra *a, const Node *n, const char *variable);
/* An expression as it is typed, tidied: "2*x + 1". */
void algebraic_print(Algebra *a, Id e, Text *out);

/* Shapes of trees. */
bool node_is_sum(const Node *n);
bool node_is_product(const Node *n);
bool node_is_quotient(const Node *n);
bool node_is_power(const Node *n);
bool node_is_signed(const Node *n); /* -u or +u */
const Node *node_without_sign(const Node *n);

/* A copy in ARENA in which what has no names is a number: (4 - 1)*x is 3*x. */
Node *node_fold(const Node *n, Arena *arena);

#endif
