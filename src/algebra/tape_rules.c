/* tape_rules.c -- how adjoints pass through the operators.  */

#include "config.h"
#include "algebra/tape_parts.h"

#include <math.h>

/* ------------------------------------------------------------------ moving entries about */

void rule_pick(Tape *t, Note *n, Operand g) {
  give_dropped(t, n, 0, g, n->operands[1].v);
}
void rule_drop(Tape *t, Note *n, Operand g) {
  give(t, n, 0, op_pick(t, g, n->operands[1].v, n->shapes[0]));
}
void rule_spread(Tape *t, Note *n, Operand g) {
  give(t, n, 0, op_gather(t, g, n->shapes[0]));
}
void rule_gather(Tape *t, Note *n, Operand g) {
  give(t, n, 0, op_spread(t, g, n->shapes[0]));
}
void rule_reshape(Tape *t, Note *n, Operand g) {
  give(t, n, 0, op_reshape(t, g, n->shapes[0]));
}

/* ------------------------------------------------------------------ entry by entry */

/* G, summed over what was stretched, to operand I. */
static void give_summed(Tape *t, Note *n, size_t i, Operand g) {
  if (n->shape != 0 && value_is_scalar(g.v) && tape_is_plain(t)) { /* even: see TAKES_EVEN */
    double many = (double)tape_shape(t, n->shape)->count;
    double few = (double)tape_shape(t, n->shapes[i])->count;
    if (many > 0 && few > 0) give(t, n, i, op_number(g.v.scalar * (many / few)));
    return;
  }
  give(t, n, i, op_gather(t, g, n->shapes[i]));
}

static void rule_add(Tape *t, Note *n, Operand g) {
  for (size_t i = 0; i < 2; i++)
    if (wanted(n, i)) give_summed(t, n, i, g);
}

static void rule_subtract(Tape *t, Note *n, Operand g) {
  if (wanted(n, 0)) give_summed(t, n, 0, g);
  if (wanted(n, 1)) give_summed(t, n, 1, op_negate(t, g));
}

/* The sum of G .* W, with the other sign where that is said, to operand I, a number. */
static void give_inner(Tape *t, Note *n, size_t i, Operand g, Operand w, bool less) {
  double sum;
  if (!t->remembering && n->shape != 0 && n->shapes[i] == 0 && plain_inner(g.v, w.v, &sum)) {
    give(t, n, i, op_number(less ? -sum : sum));
    return;
  }
  Operand part = op_weigh(t, g, w);
  give_summed(t, n, i, less ? op_negate(t, part) : part);
}

static void rule_times(Tape *t, Note *n, Operand g) {
  for (size_t i = 0; i < 2; i++)
    if (wanted(n, i)) give_inner(t, n, i, g, n->operands[1 - i], false);
}

static void divide(Tape *t, Note *n, Operand g, size_t top, size_t bottom) {
  Operand b = n->operands[bottom];
  Operand by_top = op_weigh(t, g, op_divide(t, op_number(1), b));
  if (wanted(n, top)) give_summed(t, n, top, by_top);
  if (wanted(n, bottom)) give_inner(t, n, bottom, by_top, n->result, true);
}

static void rule_right_divide(Tape *t, Note *n, Operand g) {
  divide(t, n, g, 0, 1);
}
static void rule_left_divide(Tape *t, Note *n, Operand g) {
  divide(t, n, g, 1, 0);
}

static void rule_power(Tape *t, Note *n, Operand g) {
  Operand a = n->operands[0], b = n->operands[1];
  if (wanted(n, 0)) {
    bool square = b.v.kind == VALUE_SCALAR && b.v.scalar == 2;
    Operand rest = square ? a : op_binary(t, OPERATE_POWER, a, op_subtract(t, b, op_number(1)));
    Operand share = op_weigh(t, g, b);
    bool done = !square && tape_is_plain(t) && n->shape == n->shapes[0] &&
                rest.v.kind == VALUE_ARRAY && rest.v.array->refs == 1 &&
                plain_weigh_into(rest.v.array, share.v);
    give_summed(t, n, 0, done ? rest : op_weigh(t, share, rest));
  }
  if (wanted(n, 1))
    give_summed(t, n, 1, op_weigh(t, g, op_weigh(t, n->result, op_call1(t, "log", a))));
}

static void rule_negate(Tape *t, Note *n, Operand g) {
  give(t, n, 0, op_negate(t, g));
}
static void rule_same(Tape *t, Note *n, Operand g) {
  give(t, n, 0, g);
}
static void rule_transpose(Tape *t, Note *n, Operand g) {
  give(t, n, 0, op_turn(t, g));
}

/* ------------------------------------------------------------------ matrices */

/* A matrix times a column, a row times a matrix: X*Y' of two vectors is added where it belongs. */
static bool give_outer(Tape *t, Note *n, size_t i, Value x, Value y) {
  View vx, vy;
  const FollowedShape *s = tape_shape(t, n->shapes[i]);
  if (t->remembering || n->shapes[i] == 0 || !value_view(&x, &vx) || !value_view(&y, &vy))
    return false;
  if (vx.count != s->dims[0] || vy.count != s->dims[1] || s->count < vx.count + vy.count)
    return false;
  Array *to = tape_own_adjoint(t, n->operands[i].m);
  if (to) plain_add_outer(to, &vx, &vy);
  return true;
}

static void rule_product(Tape *t, Note *n, Operand g) {
  if (wanted(n, 0) && !give_outer(t, n, 0, g.v, n->operands[1].v))
    give(t, n, 0, op_turned_product(t, g, false, n->operands[1], true));
  if (wanted(n, 1) && !give_outer(t, n, 1, n->operands[0].v, g.v))
    give(t, n, 1, op_turned_product(t, n->operands[0], true, g, false));
}

/* Y = A \ B with G, the adjoint of Y: adjoints of A and of B. */
static void solve(Tape *t, Operand a, Operand b, Operand y, Operand g, Operand *of_a,
                  Operand *of_b) {
  size_t rows = value_size(a.v, 0), columns = value_size(a.v, 1);
  Operand at = op_turn(t, a);
  if (rows == columns) {
    *of_b = op_binary(t, OPERATE_MATRIX_LEFT_DIVIDE, at, g);
    *of_a = op_negate(t, op_product(t, *of_b, op_turn(t, y)));
  } else if (rows > columns) { /* least squares: y = (A'A) \ A'b */
    Operand w = op_binary(t, OPERATE_MATRIX_LEFT_DIVIDE, op_product(t, at, a), g);
    Operand rest = op_subtract(t, b, op_product(t, a, y));
    *of_b = op_product(t, a, w);
    *of_a = op_subtract(t, op_product(t, rest, op_turn(t, w)), op_product(t, *of_b, op_turn(t, y)));
  } else { /* the shortest solution: y = A'((A A') \ b) */
    Operand aat = op_product(t, a, at);
    Operand u = op_binary(t, OPERATE_MATRIX_LEFT_DIVIDE, aat, b);
    Operand v = op_binary(t, OPERATE_MATRIX_LEFT_DIVIDE, aat, op_product(t, a, g));
    Operand rest = op_subtract(t, g, op_product(t, at, v));
    *of_b = v;
    *of_a = op_subtract(t, op_product(t, u, op_turn(t, rest)), op_product(t, v, op_turn(t, y)));
  }
}

static void rule_solve(Tape *t, Note *n, Operand g) {
  Operand of_a, of_b;
  solve(t, n->operands[0], n->operands[1], n->result, g, &of_a, &of_b);
  if (wanted(n, 0)) give(t, n, 0, of_a);
  if (wanted(n, 1)) give(t, n, 1, of_b);
}

/* B / A is (A' \ B')'. */
static void rule_right_solve(Tape *t, Note *n, Operand g) {
  Operand of_a, of_b;
  solve(t, op_turn(t, n->operands[1]), op_turn(t, n->operands[0]), op_turn(t, n->result),
        op_turn(t, g), &of_a, &of_b);
  if (wanted(n, 1)) give(t, n, 1, op_turn(t, of_a));
  if (wanted(n, 0)) give(t, n, 0, op_turn(t, of_b));
}

/* The adjoint of A from G, that of A^3: A'A'G + A'GA' + GA'A' in four products. */
static Operand cube_back(Tape *t, Operand a, Operand g) {
  Operand at = op_turn(t, a), behind = op_product(t, g, at);
  Operand sum = op_add(t, op_product(t, at, g), behind);
  return op_add(t, op_product(t, at, sum), op_product(t, behind, at));
}

/* The same from that of A^k: by squares, as the power is found. */
static Operand power_back(Tape *t, Operand a, size_t k, Operand g) {
  Operand bits[32], parts[32], given = g; /* A^1, A^2, A^4 ..., and products of some of them */
  size_t count = 0;
  if (k == 3) return cube_back(t, a, g);
  for (bits[0] = a; (k >> count) > 1; count++) {
    bool last = k == (size_t)2 << count; /* A^k itself is not needed */
    bits[count + 1] = last ? a : op_product(t, bits[count], bits[count]);
  }
  /* A^k is the product of some of them, taken from the largest down */
  size_t used = 0, places[32];
  for (size_t i = count + 1; i-- > 0;)
    if (k >> i & 1) {
      bool last = (k & (((size_t)1 << i) - 1)) == 0;
      parts[used] = used == 0 || last ? bits[i] : op_product(t, parts[used - 1], bits[i]);
      places[used++] = i;
    }
  Operand of_bits[32];
  for (size_t i = 0; i <= count; i++) of_bits[i] = op_number(0);
  for (size_t u = used; u-- > 0;) {
    size_t i = places[u];
    of_bits[i] = u == 0 ? given : op_turned_product(t, parts[u - 1], true, given, false);
    if (u > 0) given = op_turned_product(t, given, false, bits[i], true);
  }
  for (size_t i = count; i-- > 0;) {
    Operand above = of_bits[i + 1];
    Operand both = op_add(t, op_turned_product(t, bits[i], true, above, false),
                          op_turned_product(t, above, false, bits[i], true));
    of_bits[i] = op_add(t, of_bits[i], both);
  }
  return of_bits[0];
}

static void rule_matrix_power(Tape *t, Note *n, Operand g) {
  double k = n->operands[1].v.kind == VALUE_SCALAR ? n->operands[1].v.scalar : NAN;
  if (wanted(n, 1) || k != floor(k) || fabs(k) > 1000) {
    tape_fail(t, n->site, ERROR_TYPE,
              "a matrix power has a derivative here only for a whole exponent that is fixed");
    return;
  }
  Operand a = n->operands[0];
  if (k < 0) a = op_call1(t, "inv", a);
  Operand sum = k == 0 ? op_times(t, g, op_number(0)) : power_back(t, a, (size_t)fabs(k), g);
  if (k < 0)
    sum = op_negate(
        t, op_turned_product(t, a, true, op_turned_product(t, sum, false, a, true), false));
  give(t, n, 0, sum);
}

/* ------------------------------------------------------------------ which rule */

static bool is_number(Operand x) {
  return value_is_scalar(x.v);
}

Mark tape_note_binary(Tape *t, Operator op, const Operand *operands, Value result,
                      const Node *site) {
  Rule *rule = NULL;
  unsigned keeps = KEEP_NOTHING;
  bool numbers = is_number(operands[0]) || is_number(operands[1]);
  if (op == OPERATE_MATRIX_TIMES && numbers) op = OPERATE_TIMES;
  if (op == OPERATE_MATRIX_RIGHT_DIVIDE && is_number(operands[1])) op = OPERATE_RIGHT_DIVIDE;
  if (op == OPERATE_MATRIX_LEFT_DIVIDE && is_number(operands[0])) op = OPERATE_LEFT_DIVIDE;
  if (op == OPERATE_MATRIX_POWER && is_number(operands[0]) && is_number(operands[1]))
    op = OPERATE_POWER;
  switch (op) {
  case OPERATE_ADD: rule = rule_add; break;
  case OPERATE_SUBTRACT: rule = rule_subtract; break;
  case OPERATE_TIMES:
    rule = rule_times;
    keeps = KEEP_OTHERS;
    break;
  case OPERATE_RIGHT_DIVIDE:
  case OPERATE_LEFT_DIVIDE: {
    size_t bottom = op == OPERATE_RIGHT_DIVIDE;
    rule = bottom ? rule_right_divide : rule_left_divide;
    keeps = KEEP_OPERANDS | (operands[bottom].m ? KEEP_RESULT : 0);
    break;
  }
  case OPERATE_POWER:
    rule = rule_power;
    keeps = KEEP_OPERANDS | (operands[1].m ? KEEP_RESULT : 0);
    break;
  case OPERATE_MATRIX_TIMES:
    rule = rule_product;
    keeps = KEEP_OTHERS;
    break;
  case OPERATE_MATRIX_LEFT_DIVIDE:
    rule = rule_solve;
    keeps = KEEP_OPERANDS | KEEP_RESULT;
    break;
  case OPERATE_MATRIX_RIGHT_DIVIDE:
    rule = rule_right_solve;
    keeps = KEEP_OPERANDS | KEEP_RESULT;
    break;
  case OPERATE_MATRIX_POWER:
    rule = rule_matrix_power;
    keeps = KEEP_OPERANDS;
    break;
  default: return MARK_NONE; /* comparisons */
  }
  Mark m = tape_note(t, rule, operator_text(op), keeps, operands, 2, result, site);
  if (m == MARK_FAILED || op > OPERATE_POWER) return m;
  Note *n = t->notes[t->note_count];
  bool stretched = n->shapes[0] != n->shapes[1] && n->shapes[0] != 0 && n->shapes[1] != 0;
  if (!stretched) n->keeps |= TAKES_EVEN;
  return m;
}

Mark tape_note_unary(Tape *t, Operator op, Operand operand, Value result, const Node *site) {
  Rule *rule = op == OPERATE_NEGATE ? rule_negate
               : op == OPERATE_PLUS ? rule_same
               : op == OPERATE_NOT  ? NULL
                                    : rule_transpose;
  if (!rule) return MARK_NONE;
  return tape_note(t, rule, operator_text(op), TAKES_EVEN, &operand, 1, result, site);
}
