/* wrong_derivatives.c -- what comes out when a formula is differentiated with one rule misused.

   The tree is differentiated as it is written, by the rules that are taught.  Each rule asks at
   each place whether it is to be misused there; so one walk counts the places, and one walk for
   each of them makes the wrong derivative.  */

#include "config.h"
#include "learn/wrong_derivatives.h"
#include "algebra/derive.h"
#include "algebra/print.h"
#include "algebra/tidy.h"
#include "learn/algebraic.h"
#include "learn/reading.h"

#include <string.h>

typedef enum Misuse {
  MISUSE_NOT_INNER,
  MISUSE_INSIDE,
  MISUSE_PRODUCT,
  MISUSE_ONE_FACTOR,
  MISUSE_PRODUCT_SIGN,
  MISUSE_QUOTIENT,
  MISUSE_QUOTIENT_ORDER,
  MISUSE_QUOTIENT_SIGN,
  MISUSE_QUOTIENT_SQUARE,
  MISUSE_POWER_FACTOR,
  MISUSE_POWER_KEPT,
  MISUSE_POWER_RAISED,
  MISUSE_EXPONENTIAL,
  MISUSE_LOG_FACTOR,
  MISUSE_CONSTANT,
  MISUSE_FACTOR_LOST,
  MISUSE_TRIG_SIGN,
  MISUSES
} Misuse;

static const char *const names[] = {
  [MISUSE_NOT_INNER] = "inner-derivative",
  [MISUSE_INSIDE] = "inside-replaced",
  [MISUSE_PRODUCT] = "product-rule",
  [MISUSE_ONE_FACTOR] = "product-half",
  [MISUSE_PRODUCT_SIGN] = "product-sign",
  [MISUSE_QUOTIENT] = "quotient-rule",
  [MISUSE_QUOTIENT_ORDER] = "quotient-order",
  [MISUSE_QUOTIENT_SIGN] = "quotient-sign",
  [MISUSE_QUOTIENT_SQUARE] = "quotient-square",
  [MISUSE_POWER_FACTOR] = "power-factor",
  [MISUSE_POWER_KEPT] = "power-exponent",
  [MISUSE_POWER_RAISED] = "power-exponent",
  [MISUSE_EXPONENTIAL] = "power-rule",
  [MISUSE_LOG_FACTOR] = "log-factor",
  [MISUSE_CONSTANT] = "constant-kept",
  [MISUSE_FACTOR_LOST] = "factor-lost",
  [MISUSE_TRIG_SIGN] = "trig-sign",
};

typedef struct Walk {
  Algebra *a;
  const char *variable;
  Id symbol;
  size_t counts[MISUSES];
  Misuse misuse; /* MISUSES: none */
  size_t place;  /* which of its places; SIZE_MAX: all */
  const Node *at;
  Id shown; /* what is missing there, or comes out; EXPR_NONE: nothing */
} Walk;

static bool varies(const Walk *w, const Node *n) {
  if (n->kind == NODE_NAME) return strcmp(n->text, w->variable) == 0;
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i] && varies(w, n->kids[i])) return true;
  return false;
}

/* Whether the rule is to be misused at N, which is the next of its places. */
static bool misused(Walk *w, Misuse misuse, const Node *n, Id shown) {
  size_t place = w->counts[misuse]++;
  if (w->misuse != misuse || (w->place != SIZE_MAX && w->place != place)) return false;
  w->at = n;
  w->shown = shown;
  return true;
}

static Id value(Walk *w, const Node *n) {
  return algebraic(w->a, n, w->variable);
}

static Id slope(Walk *w, const Node *n);

/* The factors of the chain rule: OUTER is the slope of N at the inside, whose slope is INNER; and
   ELSEWHERE, where the learner took it at INNER instead (EXPR_NONE: nobody does). */
static Id chain(Walk *w, const Node *n, Id outer, Id inner, Id elsewhere) {
  Algebra *a = w->a;
  if (expr_is_number(a, inner, 1)) return outer;
  if (misused(w, MISUSE_NOT_INNER, n, inner)) return outer;
  if (elsewhere) {
    if (misused(w, MISUSE_INSIDE, n, outer)) return elsewhere;
    if (misused(w, MISUSE_INSIDE, n, outer)) return expr_times(a, elsewhere, inner);
  }
  return expr_times(a, outer, inner);
}

/* ------------------------------------------------------------------ rules */

static Id sum(Walk *w, const Node *n) {
  Id parts[2];
  for (size_t i = 0; i < 2; i++) {
    const Node *kid = n->kids[i];
    parts[i] = slope(w, kid);
    if (varies(w, kid) || node_is_sum(kid)) continue;
    Id kept = value(w, kid);
    if (misused(w, MISUSE_CONSTANT, kid, kept)) parts[i] = kept;
  }
  return n->op == OPERATE_ADD ? expr_add(w->a, parts[0], parts[1])
                              : expr_subtract(w->a, parts[0], parts[1]);
}

/* c*v and v/c. */
static Id scaled(Walk *w, const Node *n, const Node *constant, const Node *factor) {
  Id c = value(w, constant), dv = slope(w, factor);
  bool one = expr_is_number(w->a, c, 1) || expr_is_number(w->a, c, -1);
  if (!one && misused(w, MISUSE_FACTOR_LOST, n, c)) return dv;
  return node_is_quotient(n) ? expr_divide(w->a, dv, c) : expr_times(w->a, c, dv);
}

static Id product(Walk *w, const Node *n) {
  Algebra *a = w->a;
  const Node *left = n->kids[0], *right = n->kids[1];
  if (!varies(w, left)) return scaled(w, n, left, right);
  if (!varies(w, right)) return scaled(w, n, right, left);
  Id u = value(w, left), v = value(w, right), du = slope(w, left), dv = slope(w, right);
  Id first = expr_times(a, du, v), second = expr_times(a, u, dv);
  if (misused(w, MISUSE_PRODUCT, n, expr_add(a, first, second))) return expr_times(a, du, dv);
  if (misused(w, MISUSE_ONE_FACTOR, n, second)) return first;
  if (misused(w, MISUSE_ONE_FACTOR, n, first)) return second;
  if (misused(w, MISUSE_PRODUCT_SIGN, n, EXPR_NONE)) return expr_subtract(a, first, second);
  if (misused(w, MISUSE_PRODUCT_SIGN, n, EXPR_NONE)) return expr_subtract(a, second, first);
  return expr_add(a, first, second);
}

static Id quotient(Walk *w, const Node *n) {
  Algebra *a = w->a;
  const Node *top = n->kids[0], *bottom = n->kids[1];
  if (!varies(w, bottom)) return scaled(w, n, bottom, top);
  bool constant = !varies(w, top);
  Id u = value(w, top), v = value(w, bottom), du = slope(w, top), dv = slope(w, bottom);
  Id first = expr_times(a, du, v), second = expr_times(a, u, dv), square = expr_raise(a, v, 2);
  Id above = expr_subtract(a, first, second);
  if (misused(w, MISUSE_QUOTIENT, n, EXPR_NONE)) return expr_divide(a, constant ? u : du, dv);
  if (misused(w, MISUSE_QUOTIENT_SQUARE, n, square)) return expr_divide(a, above, v);
  if (misused(w, MISUSE_QUOTIENT_SQUARE, n, square)) return above;
  if (!constant) {
    if (misused(w, MISUSE_QUOTIENT_ORDER, n, above))
      return expr_divide(a, expr_negate(a, above), square);
    if (misused(w, MISUSE_QUOTIENT_SIGN, n, above))
      return expr_divide(a, expr_add(a, first, second), square);
  } else {
    if (misused(w, MISUSE_QUOTIENT_SIGN, n, above)) return expr_divide(a, second, square);
    if (!expr_is_number(a, dv, 1) && misused(w, MISUSE_NOT_INNER, n, dv))
      return expr_negate(a, expr_divide(a, u, square));
  }
  return expr_divide(a, above, square);
}

/* u^n with a constant n. */
static Id power(Walk *w, const Node *n) {
  Algebra *a = w->a;
  Id u = value(w, n->kids[0]), p = value(w, n->kids[1]), du = slope(w, n->kids[0]);
  Id one = expr_whole(a, 1), less = expr_subtract(a, p, one);
  Id outer = expr_times(a, p, expr_power(a, u, less));
  Id elsewhere = node_is_power(n) && n->kids[0]->kind != NODE_NAME
                     ? expr_times(a, p, expr_power(a, du, less))
                     : EXPR_NONE;
  if (misused(w, MISUSE_POWER_FACTOR, n, p)) outer = expr_power(a, u, less);
  if (misused(w, MISUSE_POWER_KEPT, n, less)) outer = expr_times(a, p, expr_power(a, u, p));
  if (misused(w, MISUSE_POWER_RAISED, n, less))
    outer = expr_times(a, p, expr_power(a, u, expr_add(a, p, one)));
  return chain(w, n, outer, du, elsewhere);
}

/* a^u with a constant a; e^u and exp(u) too. */
static Id exponential(Walk *w, const Node *n, Id base, const Node *exponent) {
  Algebra *a = w->a;
  Id u = value(w, exponent), du = slope(w, exponent), own = value(w, n);
  Id lowered = expr_power(a, base, expr_subtract(a, u, expr_whole(a, 1)));
  Id outer = expr_times(a, own, expr_call1(a, "log", base));
  if (misused(w, MISUSE_EXPONENTIAL, n, outer)) return expr_times(a, u, lowered);
  if (misused(w, MISUSE_EXPONENTIAL, n, outer)) return expr_times(a, expr_times(a, u, lowered), du);
  if (!expr_is_call(a, base, "e") && misused(w, MISUSE_LOG_FACTOR, n, expr_call1(a, "log", base)))
    outer = own;
  return chain(w, n, outer, du, expr_times(a, expr_power(a, base, du), expr_call1(a, "log", base)));
}

/* Both base and exponent vary, or a call of several arguments: no rule of those taught. */
static Id by_algebra(Walk *w, const Node *n) {
  Id e = value(w, n);
  return e ? derive(w->a, e, w->symbol) : EXPR_NONE;
}

static bool swaps_sign(const char *name) {
  static const char *const swapping[] = { "sin", "cos", "sinh", "cosh", "cot", "acos" };
  for (size_t i = 0; i < sizeof swapping / sizeof *swapping; i++)
    if (strcmp(name, swapping[i]) == 0) return true;
  return false;
}

static Id e_itself(Algebra *a) {
  return expr_intern(
      a, (Expr){ .kind = EXPR_CALL, .name = algebra_name(a, "e"), .rows = 1, .columns = 1 });
}

static Id call(Walk *w, const Node *n) {
  Algebra *a = w->a;
  if (n->count != 2) return by_algebra(w, n);
  const char *name = n->kids[0]->text;
  if (strcmp(name, "exp") == 0) return exponential(w, n, e_itself(a), n->kids[1]);
  /* The outer function by a symbol of its own, so that its slope can be taken anywhere. */
  Id stand_in = expr_symbol(a, "the inside", 1, 1, true), e = expr_call1(a, name, stand_in);
  Id rule = e ? derive(a, e, stand_in) : EXPR_NONE;
  if (!value(w, n) || !rule) return EXPR_NONE;
  Id u = value(w, n->kids[1]), du = slope(w, n->kids[1]);
  Id outer = expr_substitute(a, rule, stand_in, u), elsewhere = EXPR_NONE;
  if (n->kids[1]->kind != NODE_NAME) elsewhere = expr_substitute(a, rule, stand_in, du);
  if (swaps_sign(name) && misused(w, MISUSE_TRIG_SIGN, n, outer)) outer = expr_negate(a, outer);
  return chain(w, n, outer, du, elsewhere);
}

static Id slope(Walk *w, const Node *n) {
  Algebra *a = w->a;
  if (!varies(w, n)) return value(w, n) ? expr_whole(a, 0) : EXPR_NONE;
  if (n->kind == NODE_NAME) return expr_whole(a, 1);
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME) return call(w, n);
  if (node_is_signed(n)) {
    Id x = slope(w, n->kids[0]);
    return n->op == OPERATE_NEGATE ? expr_negate(a, x) : x;
  }
  if (node_is_sum(n)) return sum(w, n);
  if (node_is_product(n)) return product(w, n);
  if (node_is_quotient(n)) return quotient(w, n);
  if (node_is_power(n) && !varies(w, n->kids[1])) return power(w, n);
  if (node_is_power(n) && !varies(w, n->kids[0]))
    return exponential(w, n, value(w, n->kids[0]), n->kids[1]);
  return by_algebra(w, n);
}

/* ------------------------------------------------------------------ what is said */

static const char *say(Walk *w) {
  Algebra *a = w->a;
  Text at = TEXT_EMPTY, shown = TEXT_EMPTY;
  reading_put(w->at, NULL, &at);
  algebraic_print(a, w->shown, &shown);
  const char *n = text_string(&at), *it = text_string(&shown);
  char *m = NULL;
  Arena *r = &a->arena;
  switch (w->misuse) {
  case MISUSE_NOT_INNER:
    m = arena_printf(r, "The inner derivative of `%s` is missing: multiply by `%s`.", n, it);
    break;
  case MISUSE_INSIDE:
    m = arena_printf(r, "The inside of `%s` stays as it is: the outer derivative there is `%s`.", n,
                     it);
    break;
  case MISUSE_PRODUCT:
    m = arena_printf(r,
                     "The derivative of the product `%s` is not the product of the derivatives: "
                     "each factor is differentiated once, and both are added.",
                     n);
    break;
  case MISUSE_ONE_FACTOR:
    m = arena_printf(r, "One half of the product rule for `%s` is missing: add `%s`.", n, it);
    break;
  case MISUSE_PRODUCT_SIGN:
    m = arena_printf(r, "In the product rule for `%s` the two halves are added.", n);
    break;
  case MISUSE_QUOTIENT:
    m = arena_printf(
        r, "The derivative of the quotient `%s` is not the quotient of the derivatives.", n);
    break;
  case MISUSE_QUOTIENT_ORDER:
    m = arena_printf(r, "In the quotient rule for `%s` the order counts: above stands `%s`.", n,
                     it);
    break;
  case MISUSE_QUOTIENT_SIGN:
    m = arena_printf(r, "The quotient rule for `%s` has a minus: above stands `%s`.", n, it);
    break;
  case MISUSE_QUOTIENT_SQUARE:
    m = arena_printf(r, "In the quotient rule for `%s` the square `%s` stands below.", n, it);
    break;
  case MISUSE_POWER_FACTOR:
    m = arena_printf(r, "The exponent of `%s` comes down as a factor: multiply by `%s`.", n, it);
    break;
  case MISUSE_POWER_KEPT:
  case MISUSE_POWER_RAISED:
    m = arena_printf(r, "The exponent of `%s` goes down by one: to `%s`.", n, it);
    break;
  case MISUSE_EXPONENTIAL:
    m = arena_printf(r,
                     "In `%s` the variable is in the exponent: that is no case for the power "
                     "rule.",
                     n);
    break;
  case MISUSE_LOG_FACTOR:
    m = arena_printf(r, "The derivative of `%s` has the factor `%s`.", n, it);
    break;
  case MISUSE_CONSTANT:
    m = arena_printf(r, "The constant `%s` does not change: its derivative is 0.", n);
    break;
  case MISUSE_FACTOR_LOST:
    m = arena_printf(r, "The constant factor in `%s` stays: do not lose it.", n);
    break;
  case MISUSE_TRIG_SIGN:
    m = arena_printf(r, "Look at the sign: the outer derivative of `%s` is `%s`.", n, it);
    break;
  case MISUSES: break;
  }
  text_free(&at);
  text_free(&shown);
  return w->place == SIZE_MAX ? arena_printf(r, "%s It is so in other places, too.", m) : m;
}

/* ------------------------------------------------------------------ all of them */

static Id walk(Walk *w, const Node *n, Misuse misuse, size_t place) {
  memset(w->counts, 0, sizeof w->counts);
  w->misuse = misuse;
  w->place = place;
  w->at = NULL;
  return slope(w, n);
}

static void begin(Walk *w, Algebra *a, const char *variable) {
  *w = (Walk){ .a = a, .variable = variable };
  w->symbol = expr_symbol(a, variable, 1, 1, true);
}

Id right_derivative(Algebra *a, const Node *n, const char *variable) {
  Walk w;
  begin(&w, a, variable);
  Id e = walk(&w, n, MISUSES, SIZE_MAX);
  return e ? tidy(a, e) : EXPR_NONE;
}

static bool add(Walk *w, Id e, Id right, WrongDerivative *out, size_t count) {
  if (!e || e == right || !w->at) return false;
  Text text = TEXT_EMPTY;
  expression_print(w->a, e, &(PrintStyle){ 0 }, &text);
  out[count] = (WrongDerivative){ names[w->misuse], say(w),
                                  arena_copy_string(&w->a->arena, text_string(&text)) };
  text_free(&text);
  return !algebra_failed(w->a);
}

size_t wrong_derivatives(Algebra *a, const Node *n, const char *variable, WrongDerivative *out) {
  Walk w;
  size_t places[MISUSES], count = 0;
  begin(&w, a, variable);
  Id right = walk(&w, n, MISUSES, SIZE_MAX);
  memcpy(places, w.counts, sizeof places);
  for (Misuse m = 0; right && m < MISUSES; m++)
    for (size_t i = 0; i < places[m] + (places[m] > 1) && count < MOST_WRONG_DERIVATIVES; i++) {
      Id e = walk(&w, n, m, i < places[m] ? i : SIZE_MAX);
      count += add(&w, e, right, out, count);
    }
  return algebra_failed(a) ? 0 : count;
}
