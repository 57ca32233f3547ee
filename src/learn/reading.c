/* reading.c -- an expression as the tutor says it back.  */

#include "config.h"
#include "learn/reading.h"
#include "lang/unparse.h"

#include <math.h>

enum { SUM = 7, PRODUCT = 8, SIGN = 9, POWER = 10, POSTFIX = 11 };

static void put(const Node *n, const Scope *values, int least, bool lead, Text *out);

static int binary_level(Operator op) {
  switch (op) {
  case OPERATE_OR: return 3;
  case OPERATE_AND: return 4;
  case OPERATE_LESS:
  case OPERATE_LESS_EQUAL:
  case OPERATE_EQUAL:
  case OPERATE_NOT_EQUAL:
  case OPERATE_GREATER_EQUAL:
  case OPERATE_GREATER: return 5;
  case OPERATE_ADD:
  case OPERATE_SUBTRACT: return SUM;
  case OPERATE_POWER:
  case OPERATE_MATRIX_POWER: return POWER;
  default: return PRODUCT;
  }
}

static bool is_transpose(const Node *n) {
  return n->kind == NODE_UNARY &&
         (n->op == OPERATE_TRANSPOSE || n->op == OPERATE_CONJUGATE_TRANSPOSE);
}

static int level(const Node *n) {
  switch (n->kind) {
  case NODE_EITHER: return 1;
  case NODE_BOTH: return 2;
  case NODE_RANGE: return 6;
  case NODE_BINARY: return binary_level(n->op);
  case NODE_UNARY: return is_transpose(n) ? POSTFIX : SIGN;
  case NODE_LAMBDA: return 0;
  default: return POSTFIX + 1;
  }
}

static void list(Node *const *kids, size_t count, const Scope *values, Text *out) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) text_puts(out, ", ");
    put(kids[i], values, 0, true, out);
  }
}

static void rows(const Node *n, const Scope *values, Text *out) {
  text_putc(out, n->kind == NODE_MATRIX ? '[' : '{');
  for (size_t i = 0; i < n->count; i++) {
    if (i > 0) text_puts(out, "; ");
    list(n->kids[i]->kids, n->kids[i]->count, values, out);
  }
  text_putc(out, n->kind == NODE_MATRIX ? ']' : '}');
}

static void binary(const Node *n, const Scope *values, bool lead, Text *out) {
  int own = level(n);
  const char *sign = n->kind == NODE_BOTH     ? "&&"
                     : n->kind == NODE_EITHER ? "||"
                                              : operator_text(n->op);
  bool power = own == POWER;
  put(n->kids[0], values, power ? POSTFIX : own, lead, out);
  text_printf(out, own < PRODUCT ? " %s " : "%s", sign);
  put(n->kids[1], values, power ? POSTFIX : own + 1, false, out);
}

static void name(const Node *n, const Scope *values, int least, bool lead, Text *out) {
  Value v = values ? scope_get(values, n->text) : VALUE_NOTHING;
  if (v.kind == VALUE_NONE)
    text_puts(out, n->text);
  else {
    bool brackets = v.kind == VALUE_SCALAR && v.scalar < 0 && (!lead || least > SIGN);
    if (brackets) text_putc(out, '(');
    show_inline(v, 15, out);
    if (brackets) text_putc(out, ')');
  }
  value_release(v);
}

static bool plain_number(const Node *n, const Scope *values, double *number) {
  if (n->kind == NODE_NUMBER && !n->flag) {
    *number = n->number;
    return true;
  }
  if (n->kind != NODE_NAME) return false;
  Value v = scope_get(values, n->text);
  bool good = v.kind == VALUE_SCALAR;
  if (good) *number = v.scalar;
  value_release(v);
  return good;
}

bool reading_entry(const Node *n, const Scope *values, double *number) {
  double at[2] = { 1, 1 };
  View view;
  if (!values || n->kind != NODE_CALL || n->kids[0]->kind != NODE_NAME || n->count < 2 ||
      n->count > 3)
    return false;
  for (size_t i = 1; i < n->count; i++)
    if (!n->kids[i] || !plain_number(n->kids[i], values, &at[i - 1]) || !(at[i - 1] >= 1) ||
        at[i - 1] != floor(at[i - 1]))
      return false;
  Value v = scope_get(values, n->kids[0]->text);
  bool good = value_view(&v, &view) && !view.complex && at[0] <= (double)view.count;
  if (good && n->count == 3)
    good = at[0] <= (double)view.dims[0] &&
           (at[1] - 1) * (double)view.dims[0] + at[0] <= (double)view.count;
  if (good)
    *number =
        view.data[(size_t)at[0] - 1 + (n->count == 3 ? ((size_t)at[1] - 1) * view.dims[0] : 0)];
  value_release(v);
  return good;
}

static void entry(double number, int least, bool lead, Text *out) {
  bool brackets = number < 0 && (!lead || least > SIGN);
  if (brackets) text_putc(out, '(');
  show_number(number, 15, out);
  if (brackets) text_putc(out, ')');
}

/* LEAD: nothing stands before, so a sign needs no brackets. */
static void put(const Node *n, const Scope *values, int least, bool lead, Text *out) {
  if (n->kind == NODE_NAME) {
    name(n, values, least, lead, out);
    return;
  }
  double number;
  if (reading_entry(n, values, &number)) {
    entry(number, least, lead, out);
    return;
  }
  int own = level(n);
  /* -2*x may stand bare at the start, but it is 3*(-2) and a + (-2)*x behind an operator. */
  bool brackets = own < least || (own == SIGN && !lead);
  if (brackets) text_putc(out, '(');
  lead |= brackets;
  switch (n->kind) {
  case NODE_BINARY:
  case NODE_BOTH:
  case NODE_EITHER: binary(n, values, lead, out); break;
  case NODE_UNARY:
    if (is_transpose(n)) {
      put(n->kids[0], values, POSTFIX, false, out);
      text_puts(out, operator_text(n->op));
    } else {
      text_puts(out, operator_text(n->op));
      put(n->kids[0], values, POWER, false, out);
    }
    break;
  case NODE_RANGE:
    for (size_t i = 0; i < n->count; i++) {
      if (i > 0) text_putc(out, ':');
      put(n->kids[i], values, SUM, i == 0, out);
    }
    break;
  case NODE_CALL:
    put(n->kids[0], values, POSTFIX, true, out);
    text_putc(out, '(');
    list(n->kids + 1, n->count - 1, values, out);
    text_putc(out, ')');
    break;
  case NODE_NUMBER: /* 3e-4 is said as 0.0003 */
    show_number(n->number, 15, out);
    if (n->flag) text_putc(out, 'i');
    break;
  case NODE_MATRIX:
  case NODE_CELL: rows(n, values, out); break;
  default: unparse(n, out); break;
  }
  if (brackets) text_putc(out, ')');
}

void reading_put(const Node *n, const Scope *values, Text *out) {
  put(n, values, 0, true, out);
}
