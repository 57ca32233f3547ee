/* read_node.c -- trees to expressions: operators, matrices, numbers.  */

#include "config.h"
#include "algebra/read_parts.h"

#include <stdlib.h>

Id read_refuse(Reader *r, const Node *n, const char *what, const char *hint) {
  algebra_fail(r->a, ERROR_TYPE, n->span, "%s", what);
  if (hint) error_hint(&r->a->error, "%s", hint);
  return EXPR_NONE;
}

/* ------------------------------------------------------------------ operators */

static const char *comparison(uint8_t op) {
  switch (op) {
  case OPERATE_LESS: return "<";
  case OPERATE_LESS_EQUAL: return "<=";
  case OPERATE_EQUAL: return "==";
  case OPERATE_NOT_EQUAL: return "!=";
  case OPERATE_GREATER_EQUAL: return ">=";
  case OPERATE_GREATER: return ">";
  case OPERATE_AND: return "&";
  case OPERATE_OR: return "|";
  default: return NULL;
  }
}

static Id matrix_power(Reader *r, const Node *n, Id x, Id y) {
  Algebra *a = r->a;
  if (expr_is_scalar(a, x)) return expr_power(a, x, y);
  const Expr *e = expr_at(a, y);
  Shape s = shape_of(a, x);
  if (s.rows != s.columns) {
    algebra_fail(a, ERROR_SHAPE, n->span, "only a square matrix can be multiplied by itself");
    error_hint(&a->error, "entry by entry it is .^");
    return EXPR_NONE;
  }
  if (e->kind != EXPR_NUMBER || !number_is_whole(e->number) || e->number.top > 10 ||
      e->number.top < -10)
    return read_refuse(r, n, "a matrix to this power has no derivative rule", NULL);
  Id base = e->number.top < 0 ? expr_call1(a, "inv", x) : x, result = expr_eye(a, s.rows, x);
  for (int64_t k = 0; k < llabs(e->number.top); k++) result = expr_dot(a, result, base);
  return result;
}

static Id read_binary(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  Id x = read_node(r, n->kids[0], env), y = x ? read_node(r, n->kids[1], env) : EXPR_NONE;
  if (!y) return EXPR_NONE;
  if (r->f && n->op >= OPERATE_TIMES && n->op <= OPERATE_POWER) r->f->dotted = true;
  switch (n->op) {
  case OPERATE_ADD: return expr_add(a, x, y);
  case OPERATE_SUBTRACT: return expr_subtract(a, x, y);
  case OPERATE_TIMES: return expr_times(a, x, y);
  case OPERATE_RIGHT_DIVIDE: return expr_divide(a, x, y);
  case OPERATE_LEFT_DIVIDE: return expr_divide(a, y, x);
  case OPERATE_POWER: return expr_power(a, x, y);
  case OPERATE_MATRIX_TIMES: return expr_dot(a, x, y);
  case OPERATE_MATRIX_RIGHT_DIVIDE:
    if (expr_is_scalar(a, y)) return expr_divide(a, x, y);
    return expr_dot(a, x, expr_call1(a, "inv", y));
  case OPERATE_MATRIX_LEFT_DIVIDE: {
    if (expr_is_scalar(a, x)) return expr_divide(a, y, x);
    Shape s = shape_of(a, x);
    return s.rows == s.columns ? expr_dot(a, expr_call1(a, "inv", x), y)
                               : expr_call2(a, "\\", x, y);
  }
  case OPERATE_MATRIX_POWER: return matrix_power(r, n, x, y);
  default:
    return comparison(n->op) ? expr_call2(a, comparison(n->op), x, y)
                             : read_refuse(r, n, "this operator has no derivative rule", NULL);
  }
}

static Id read_matrix(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  if (n->count == 0) return read_refuse(r, n, "an empty matrix has no derivative", NULL);
  Id *rows = arena_new(&a->arena, n->count * sizeof *rows);
  for (size_t i = 0; i < n->count; i++) {
    const Node *row = n->kids[i];
    Id *items = arena_new(&a->arena, (row->count + 1) * sizeof *items);
    for (size_t k = 0; k < row->count; k++)
      if (!(items[k] = read_node(r, row->kids[k], env))) return EXPR_NONE;
    rows[i] = row->count == 1 ? items[0] : expr_call(a, "hcat", items, row->count);
    if (!rows[i]) return EXPR_NONE;
  }
  return n->count == 1 ? rows[0] : expr_call(a, "vcat", rows, n->count);
}

static Id read_plain(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  switch (n->kind) {
  case NODE_NUMBER:
    if (n->flag) return read_refuse(r, n, "complex numbers cannot be differentiated here", NULL);
    return expr_number(a, number_typed(n->number));
  case NODE_NAME: return read_name(r, n, env);
  case NODE_UNARY: {
    Id x = read_node(r, n->kids[0], env);
    switch (n->op) {
    case OPERATE_NEGATE: return expr_negate(a, x);
    case OPERATE_PLUS: return x;
    case OPERATE_NOT: return expr_call1(a, "!", x);
    default: return expr_transpose(a, x);
    }
  }
  case NODE_BINARY: return read_binary(r, n, env);
  case NODE_BOTH:
  case NODE_EITHER: {
    Id x = read_node(r, n->kids[0], env), y = read_node(r, n->kids[1], env);
    return expr_call2(a, n->kind == NODE_BOTH ? "&" : "|", x, y);
  }
  case NODE_CALL: return read_call(r, n, env);
  case NODE_MATRIX: return read_matrix(r, n, env);
  case NODE_RANGE: return read_range(r, n, env);
  default: return read_refuse(r, n, "this is no formula that can be differentiated", read_use_grad);
  }
}

/* The innermost place where reading failed is what the learner is shown. */
Id read_node(Reader *r, const Node *n, const Binding *env) {
  Id e = read_plain(r, n, env);
  Error *error = &r->a->error;
  if (e == EXPR_NONE && r->source && !error->located && algebra_failed(r->a)) {
    if (error->span.end == 0) error->span = n->span;
    if (error->span.end > 0) error_locate(error, r->source, r->origin);
  }
  return e;
}
