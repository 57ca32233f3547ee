/* algebraic.c -- a typed formula of numbers as an expression that can be calculated with.  */

#include "config.h"
#include "learn/algebraic.h"
#include "algebra/print.h"
#include "algebra/tidy.h"
#include "lang/interp.h"

#include <math.h>
#include <string.h>

static bool is_op(const Node *n, Operator matrix, Operator elementwise) {
  return n->kind == NODE_BINARY && (n->op == matrix || n->op == elementwise);
}
bool node_is_product(const Node *n) {
  return is_op(n, OPERATE_MATRIX_TIMES, OPERATE_TIMES);
}
bool node_is_quotient(const Node *n) {
  return is_op(n, OPERATE_MATRIX_RIGHT_DIVIDE, OPERATE_RIGHT_DIVIDE);
}
bool node_is_power(const Node *n) {
  return is_op(n, OPERATE_MATRIX_POWER, OPERATE_POWER);
}
bool node_is_sum(const Node *n) {
  return is_op(n, OPERATE_ADD, OPERATE_SUBTRACT);
}
bool node_is_signed(const Node *n) {
  return n->kind == NODE_UNARY && (n->op == OPERATE_NEGATE || n->op == OPERATE_PLUS);
}
const Node *node_without_sign(const Node *n) {
  while (node_is_signed(n)) n = n->kids[0];
  return n;
}

/* ------------------------------------------------------------------ trees to expressions */

static Id refuse(Algebra *a, const Node *n) {
  return algebra_fail(a, ERROR_TYPE, n->span, "this is no formula of numbers");
}

static Id call(Algebra *a, const Node *n, const char *variable) {
  Id args[4];
  if (n->kids[0]->kind != NODE_NAME || n->count < 2 || n->count > 5) return refuse(a, n);
  for (size_t i = 1; i < n->count; i++)
    if (!n->kids[i] || !(args[i - 1] = algebraic(a, n->kids[i], variable))) return EXPR_NONE;
  size_t len = strlen(n->kids[0]->text);
  if (!registry_find(interp_registry(a->interp), n->kids[0]->text, len))
    return algebra_fail(a, ERROR_NAME, n->kids[0]->span, "`%s` is not a function",
                        n->kids[0]->text);
  return expr_call(a, n->kids[0]->text, args, n->count - 1);
}

Id algebraic(Algebra *a, const Node *n, const char *variable) {
  if (n->kind == NODE_NUMBER && !n->flag) return expr_number(a, number_typed(n->number));
  if (n->kind == NODE_CALL) return call(a, n, variable);
  if (n->kind == NODE_NAME) {
    if (strcmp(n->text, "pi") == 0 || strcmp(n->text, "e") == 0)
      return expr_intern(
          a,
          (Expr){ .kind = EXPR_CALL, .name = algebra_name(a, n->text), .rows = 1, .columns = 1 });
    return expr_symbol(a, n->text, 1, 1, variable && strcmp(n->text, variable) == 0);
  }
  if (node_is_signed(n)) {
    Id x = algebraic(a, n->kids[0], variable);
    return n->op == OPERATE_NEGATE ? expr_negate(a, x) : x;
  }
  if (n->kind != NODE_BINARY) return refuse(a, n);
  Id x = algebraic(a, n->kids[0], variable), y = x ? algebraic(a, n->kids[1], variable) : EXPR_NONE;
  if (!y) return EXPR_NONE;
  if (n->op == OPERATE_ADD) return expr_add(a, x, y);
  if (n->op == OPERATE_SUBTRACT) return expr_subtract(a, x, y);
  if (node_is_product(n)) return expr_times(a, x, y);
  if (node_is_quotient(n)) return expr_divide(a, x, y);
  if (node_is_power(n)) return expr_power(a, x, y);
  return refuse(a, n);
}

void algebraic_print(Algebra *a, Id e, Text *out) {
  const PrintStyle style = { 0 };
  Id tidied = e ? tidy(a, e) : EXPR_NONE;
  if (tidied) expression_print(a, tidied, &style, out);
}

/* ------------------------------------------------------------------ numbers calculated */

static Node *number_node(double x, Arena *arena) {
  Node *n = arena_new(arena, sizeof *n);
  *n = (Node){ .kind = NODE_NUMBER, .number = fabs(x) };
  if (!signbit(x)) return n;
  Node *minus = arena_new(arena, sizeof *minus);
  *minus = (Node){ .kind = NODE_UNARY, .op = OPERATE_NEGATE, .count = 1 };
  minus->kids = arena_new(arena, sizeof *minus->kids);
  minus->kids[0] = n;
  return minus;
}

static bool number_in(const Node *n, double *x) {
  double sign = 1;
  for (; node_is_signed(n); n = n->kids[0])
    if (n->op == OPERATE_NEGATE) sign = -sign;
  *x = sign * n->number;
  return n->kind == NODE_NUMBER && !n->flag;
}

Node *node_fold(const Node *n, Arena *arena) {
  Node *copy = arena_new(arena, sizeof *copy);
  double x, y, z;
  *copy = *n;
  if (n->count > 0) copy->kids = arena_new(arena, n->count * sizeof *copy->kids);
  for (size_t i = 0; i < n->count; i++)
    copy->kids[i] = n->kids[i] ? node_fold(n->kids[i], arena) : NULL;
  if (n->kind != NODE_BINARY || !number_in(copy->kids[0], &x) || !number_in(copy->kids[1], &y))
    return copy;
  if (n->op == OPERATE_ADD)
    z = x + y;
  else if (n->op == OPERATE_SUBTRACT)
    z = x - y;
  else if (node_is_product(n))
    z = x * y;
  else if (node_is_quotient(n))
    z = x / y;
  else if (node_is_power(n))
    z = pow(x, y);
  else
    return copy;
  /* 1/3 and 2^0.5 stay as they are. */
  return z == floor(z) && fabs(z) < 1e15 ? number_node(z, arena) : copy;
}
