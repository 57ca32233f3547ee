/* python_facts.h -- what a stretch of program does with a name.

   NODE is any part of a tree; the parameters of handles hide names inside them.  */

#ifndef BOARD_PYTHON_FACTS_H
#define BOARD_PYTHON_FACTS_H

#include "lang/ast.h"

/* How often NAME stands in it. */
size_t facts_uses(const Node *node, const char *name);
/* How often it is given a value as a whole; loops count twice, as they do it again and again. */
size_t facts_assignments(const Node *node, const char *name);
/* Whether a part of it is written to: x(2) = 5, s.a = 1; what is deleted does not count. */
bool facts_stored(const Node *node, const char *name);
/* The first assignment to NAME or a part of it, in the order of the text; NULL without one. */
const Node *facts_first_assignment(const Node *node, const char *name);
/* The variable that a target belongs to: x of x(2).a{3}. */
const char *facts_root(const Node *target);
/* Whether every use of NAME in it is a place in x(NAME), x(NAME + 1) or x(NAME - 1), of an x for
   which IS_VARIABLE is true. */
bool facts_only_counts(const Node *node, const char *name,
                       bool (*is_variable)(void *self, const char *name), void *self);
/* Uses outside of loops over NAME. */
size_t facts_uses_outside_loops(const Node *node, const char *name);
/* Visit the names whose parts are written to, the same one perhaps twice. */
void facts_each_stored(const Node *node, void (*visit)(void *self, const char *name), void *self);

#endif
