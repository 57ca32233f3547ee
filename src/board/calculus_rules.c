/* calculus_rules.c -- the rules of differentiation, one after the other, from the outside in.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/read.h"
#include "algebra/shape.h"
#include "algebra/tidy.h"

#include <string.h>

enum {
  CONSTANT,
  ITSELF,
  MULTIPLE,
  SUM,
  PRODUCT,
  QUOTIENT,
  POWER,
  POWER_CHAIN,
  EXPONENTIAL,
  BOTH,
  KNOWN,
  CHAIN,
  TOGETHER
};
static const Move moves[] = {
  [CONSTANT] = { "diff.constant", "{label}{what}", "c' = 0", NULL, RELATION_DERIVATIVE },
  [ITSELF] = { "diff.itself", "{label}{what}", "{x}' = 1", NULL, RELATION_DERIVATIVE },
  [MULTIPLE] = { "diff.multiple", "{label}{what}", "(c·u)' = c·u'", NULL, RELATION_DERIVATIVE },
  [SUM] = { "diff.sum", "{label}{what}", "(u + v)' = u' + v'", NULL, RELATION_DERIVATIVE },
  [PRODUCT] = { "diff.product", "{label}{what}", "{rule}", NULL, RELATION_DERIVATIVE },
  [QUOTIENT] = { "diff.quotient", "{label}{what}", "(u/v)' = (u'·v − u·v')/v²", NULL,
                 RELATION_DERIVATIVE },
  [POWER] = { "diff.power", "{label}{what}", "({x}ⁿ)' = n·{x}ⁿ⁻¹  with n = {n}", NULL,
              RELATION_DERIVATIVE },
  [POWER_CHAIN] = { "diff.power_chain", "{label}{what}", "(sⁿ)' = n·sⁿ⁻¹·s'", NULL,
                    RELATION_DERIVATIVE },
  [EXPONENTIAL] = { "diff.exponential", "{label}{what}", "(aˢ)' = aˢ·log(a)·s'", NULL,
                    RELATION_DERIVATIVE },
  [BOTH] = { "diff.both", "{label}{what}", "uᵛ = e^(v·log(u))  for u > 0", NULL,
             RELATION_DERIVATIVE },
  [KNOWN] = { "diff.known", "{label}{what}", "{rule}", NULL, RELATION_DERIVATIVE },
  [CHAIN] = { "diff.chain", "{label}{what}", "(g(s))' = g'(s)·s'", NULL, RELATION_DERIVATIVE },
  [TOGETHER] = { "diff.together", "Together: {text}", NULL, NULL, RELATION_DERIVATIVE },
};

static const char *const headings[] = {
  [CONSTANT] = "a constant does not change",
  [ITSELF] = "the variable itself",
  [MULTIPLE] = "what does not vary stays in front",
  [SUM] = "a sum: term by term",
  [PRODUCT] = "the last operation is a product: product rule",
  [QUOTIENT] = "the last operation is a division: quotient rule",
  [POWER] = "power rule",
  [POWER_CHAIN] = "a power of something: chain rule",
  [EXPONENTIAL] = "something in the exponent: chain rule",
  [BOTH] = "base and exponent both vary",
  [KNOWN] = "from the table",
  [CHAIN] = "chain rule",
};

/* The heading begins with a capital letter where no label stands before it. */
static void what(Board *b, BoardStep *step, const char *label, const char *heading) {
  char first = heading[0];
  if (!label && first >= 'a' && first <= 'z') first = (char)(first - 'a' + 'A');
  steps_bind(b->s, step, "what", steps_printf(b->s, "%c%s", first, heading + 1));
}

/* How a step of the engine begins: named inside, alone at the top. */
static BoardStep *begin(Board *b, BoardStep *parent, int move, const char *label) {
  BoardStep *step = steps_add(b->s, parent, &moves[move], label ? 1 : 0);
  steps_bind(b->s, step, "label", label ? steps_printf(b->s, "%s — ", label) : "");
  steps_bind(b->s, step, "x", b->name);
  what(b, step, label, headings[move]);
  return step;
}

static bool varies(Board *b, Id e) {
  return expr_depends(&b->a, e, b->symbol);
}

/* c + d·x with numbers or constants: its derivative is read off. */
static bool is_linear(Board *b, Id e) {
  Id slope = board_slope(b, e);
  return slope && !varies(b, slope);
}

static bool is_power_of_symbol(Board *b, Id e) {
  Id base;
  expr_exponent(&b->a, e, &base);
  return base == b->symbol;
}

bool board_is_simple(Board *b, Id e) {
  if (!varies(b, e) || e == b->symbol || is_linear(b, e)) return true;
  const Expr *x = expr_at(&b->a, e);
  if (x->kind != EXPR_PRODUCT) return is_power_of_symbol(b, e);
  size_t varying = 0;
  bool power = false;
  for (size_t i = 0; i < x->count; i++)
    if (varies(b, x->args[i])) {
      varying++;
      power = is_power_of_symbol(b, x->args[i]);
    }
  return varying == 1 && power;
}

/* "u' = 2x", in the step itself or, behind its parts, in a step of its own. */
static void close_step(Board *b, BoardStep *step, const char *label, const char *raw, Id e) {
  if (!label) return; /* at the top the pieces are put together outside */
  const char *line = steps_printf(b->s, "%s = %s", label, raw);
  if (step->child_count == 0)
    steps_row(b->s, step, "%s", line);
  else {
    BoardStep *last = steps_add(b->s, step, &moves[TOGETHER], 1);
    steps_bind(b->s, last, "text", line);
  }
  step->brief = line;
  board_claim(b, step, e, board_slope(b, e));
}

static const char *plain_slope(Board *b, Id e, bool *sum) {
  Id slope = board_slope(b, e);
  *sum = slope && expr_at(&b->a, slope)->kind == EXPR_SUM;
  const char *text = board_text(b, slope);
  *sum |= strncmp(text, "−", strlen("−")) == 0;
  return text;
}

/* A fraction that is not the first factor needs brackets as well. */
static const char *factor(Board *b, const char *text, bool sum) {
  int depth = 0;
  for (const char *c = text; *c && !sum; c++) {
    depth += (*c == '(') - (*c == ')');
    sum = depth == 0 && *c == '/';
  }
  return sum ? steps_printf(b->s, "(%s)", text) : text;
}

/* The derivative of a part, with steps unless it is read off. */
static const char *part(Board *b, BoardStep *step, const char *label, Id e, bool *sum) {
  return board_derive(b, step, label, e, sum);
}

/* The factor that is a power of the variable; EXPR_NONE when there is none. */
static Id power_inside(Board *b, Id e) {
  const Expr *x = expr_at(&b->a, e);
  if (x->kind != EXPR_PRODUCT) return is_power_of_symbol(b, e) ? e : EXPR_NONE;
  for (size_t i = 0; i < x->count; i++)
    if (is_power_of_symbol(b, x->args[i])) return x->args[i];
  return EXPR_NONE;
}

static const char *of_known(Board *b, BoardStep *parent, const char *label, Id e, bool *sum) {
  const char *raw = plain_slope(b, e, sum);
  Id power = power_inside(b, e);
  Number n = power ? expr_exponent(&b->a, power, &power) : number_whole(1);
  int move = !varies(b, e) ? CONSTANT : e == b->symbol ? ITSELF : !number_is(n, 1) ? POWER : SUM;
  BoardStep *step = begin(b, parent, move, label);
  steps_bind(b->s, step, "n", steps_number(b->s, n));
  if (move == SUM) what(b, step, label, "a straight line has the same slope everywhere");
  if (!label) steps_row(b->s, step, "(%s)' = %s", board_text(b, e), raw);
  close_step(b, step, label, raw, e);
  return raw;
}

/* Where the term stands in the printed sum. */
static size_t place_of(Board *b, const char *whole, Id term) {
  const char *text = board_text(b, term);
  if (strncmp(text, "−", strlen("−")) == 0) text += strlen("−");
  const char *at = strstr(whole, text);
  return at ? (size_t)(at - whole) : strlen(whole);
}

/* The terms of E in the order in which they are printed. */
static Id *terms_in_order(Board *b, Id e) {
  const Expr *x = expr_at(&b->a, e);
  Id *terms = arena_new(&b->a.arena, x->count * sizeof *terms);
  const char *whole = board_text(b, e);
  for (size_t i = 0; i < x->count; i++) {
    size_t k = i, place = place_of(b, whole, x->args[i]);
    for (; k > 0 && place_of(b, whole, terms[k - 1]) > place; k--) terms[k] = terms[k - 1];
    terms[k] = x->args[i];
  }
  return terms;
}

static const char *of_sum(Board *b, BoardStep *parent, const char *label, Id e, bool *sum) {
  size_t count = expr_at(&b->a, e)->count;
  const Id *terms = terms_in_order(b, e);
  BoardStep *step = begin(b, parent, SUM, label);
  Text raw = TEXT_EMPTY;
  for (size_t i = 0; i < count; i++) {
    Id term = terms[i];
    if (!varies(b, term)) continue;
    bool inner;
    const char *text;
    if (board_is_simple(b, term)) {
      text = plain_slope(b, term, &inner);
      steps_row(b->s, step, "(%s)'\t= %s", board_text(b, term), text);
    } else {
      const char *name = board_letter(b, false);
      steps_row(b->s, step, "%s = %s", name, board_text(b, term));
      text = part(b, step, steps_printf(b->s, "%s'", name), term, &inner);
    }
    bool minus = strncmp(text, "−", strlen("−")) == 0;
    if (raw.len == 0)
      text_puts(&raw, text);
    else if (minus && !strstr(text, " + ") && !strstr(text, " − "))
      text_printf(&raw, " − %s", text + strlen("−"));
    else
      text_printf(&raw, " + %s", minus ? factor(b, text, true) : text);
  }
  *sum = true;
  const char *line = raw.len ? steps_keep(b->s, &raw) : "0";
  close_step(b, step, label, line, e);
  return line;
}

/* NUMBER times the factors that vary (or not). */
static Id collect(Board *b, const Expr *x, bool varying, Number number) {
  Id *f = arena_new(&b->a.arena, (x->count + 1) * sizeof *f);
  size_t n = 0;
  for (size_t i = 0; i < x->count; i++)
    if (varies(b, x->args[i]) == varying) f[n++] = x->args[i];
  return expr_scale(&b->a, number, expr_product(&b->a, f, n));
}

static const char *of_multiple(Board *b, BoardStep *parent, const char *label, Id e, Id constant,
                               Id rest, bool *sum) {
  BoardStep *step = begin(b, parent, MULTIPLE, label);
  const char *name = board_letter(b, false);
  steps_row(b->s, step, "c = %s\t%s = %s", board_text(b, constant), name, board_text(b, rest));
  bool inner;
  const char *slope = part(b, step, steps_printf(b->s, "%s'", name), rest, &inner);
  bool turned = expr_is_number(&b->a, constant, -1);
  const char *raw =
      turned ? steps_printf(b->s, "−%s", factor(b, slope, inner))
             : steps_printf(b->s, "%s·%s", board_factor(b, constant), factor(b, slope, inner));
  *sum = turned;
  close_step(b, step, label, raw, e);
  return raw;
}

/* The numerator and the denominator of a product with negative powers. */
static bool split_quotient(Board *b, Id e, Id *top, Id *bottom) {
  const Expr *x = expr_at(&b->a, e);
  Id self[1] = { e };
  const Id *args = x->kind == EXPR_PRODUCT ? x->args : self;
  size_t count = x->kind == EXPR_PRODUCT ? x->count : 1;
  Number number = x->kind == EXPR_PRODUCT ? x->number : number_whole(1);
  Id *above = arena_new(&b->a.arena, (count + 1) * sizeof *above);
  Id *below = arena_new(&b->a.arena, (count + 1) * sizeof *below);
  size_t n = 0, m = 0;
  for (size_t i = 0; i < count; i++) {
    Id base;
    Number power = expr_exponent(&b->a, args[i], &base);
    if (number_exact(power) && number_sign(power) < 0)
      below[m++] = expr_power(&b->a, base, expr_number(&b->a, number_negate(power)));
    else
      above[n++] = args[i];
  }
  if (m == 0) return false;
  *top = expr_scale(&b->a, number, n ? expr_product(&b->a, above, n) : expr_whole(&b->a, 1));
  *bottom = expr_product(&b->a, below, m);
  return varies(b, *bottom) && varies(b, *top);
}

static const char *of_quotient(Board *b, BoardStep *parent, const char *label, Id e, Id top,
                               Id bottom, bool *sum) {
  BoardStep *step = begin(b, parent, QUOTIENT, label);
  const char *u = board_letter(b, false), *v = board_letter(b, false);
  steps_row(b->s, step, "%s = %s\t%s = %s", u, board_text(b, top), v, board_text(b, bottom));
  bool su, sv;
  const char *du = part(b, step, steps_printf(b->s, "%s'", u), top, &su);
  const char *dv = part(b, step, steps_printf(b->s, "%s'", v), bottom, &sv);
  const char *raw = steps_printf(b->s, "(%s·%s − %s·%s)/%s²", factor(b, du, su),
                                 board_factor(b, bottom), board_factor(b, top), factor(b, dv, sv),
                                 steps_printf(b->s, "(%s)", board_text(b, bottom)));
  *sum = false;
  close_step(b, step, label, raw, e);
  return raw;
}

static const char *of_product(Board *b, BoardStep *parent, const char *label, Id e, bool *sum) {
  enum { MOST = 4 };
  const Expr *x = expr_at(&b->a, e);
  Id parts[MOST], constant = collect(b, x, false, x->number), top, bottom;
  size_t n = 0;
  for (size_t i = 0; i < x->count; i++)
    if (varies(b, x->args[i])) {
      if (n < MOST) parts[n] = x->args[i];
      n++;
    }
  if (split_quotient(b, e, &top, &bottom))
    return of_quotient(b, parent, label, e, top, bottom, sum);
  if (n == 1) return of_multiple(b, parent, label, e, constant, parts[0], sum);
  if (n > MOST) { /* the last ones together */
    parts[MOST - 1] = expr_whole(&b->a, 1);
    size_t k = 0;
    for (size_t i = 0; i < x->count; i++)
      if (varies(b, x->args[i]) && k++ >= MOST - 1)
        parts[MOST - 1] = expr_times(&b->a, parts[MOST - 1], x->args[i]);
    n = MOST;
  }
  if (!expr_is_number(&b->a, constant, 1)) parts[0] = expr_times(&b->a, constant, parts[0]);
  BoardStep *step = begin(b, parent, PRODUCT, label);
  const char *names[MOST], *slopes[MOST];
  bool sums[MOST];
  Text row = TEXT_EMPTY, rule = TEXT_EMPTY, raw = TEXT_EMPTY;
  for (size_t i = 0; i < n; i++) {
    names[i] = board_letter(b, false);
    text_printf(&row, "%s%s = %s", i ? "\t" : "", names[i], board_text(b, parts[i]));
  }
  steps_row(b->s, step, "%s", text_string(&row));
  for (size_t i = 0; i < n; i++)
    slopes[i] = part(b, step, steps_printf(b->s, "%s'", names[i]), parts[i], &sums[i]);
  text_putc(&rule, '(');
  for (size_t i = 0; i < n; i++) text_printf(&rule, "%s%s", i ? "·" : "", names[i]);
  text_puts(&rule, ")' = ");
  for (size_t i = 0; i < n; i++) {
    text_puts(&rule, i ? " + " : "");
    text_puts(&raw, i ? " + " : "");
    for (size_t k = 0; k < n; k++) {
      text_printf(&rule, "%s%s%s", k ? "·" : "", names[k], k == i ? "'" : "");
      text_printf(&raw, "%s%s", k ? "·" : "",
                  k == i ? factor(b, slopes[k], sums[k]) : board_factor(b, parts[k]));
    }
  }
  steps_bind(b->s, step, "rule", steps_keep(b->s, &rule));
  text_free(&row);
  const char *line = steps_keep(b->s, &raw);
  *sum = true;
  close_step(b, step, label, line, e);
  return line;
}

/* OUTER is the slope of the outside with the inside put in. */
static const char *chain(Board *b, BoardStep *step, const char *label, Id e, Id inside,
                         const char *outside, const char *outer_rule, Id outer, bool *sum) {
  const char *name = board_letter(b, true);
  bool inner, simple = board_is_simple(b, inside);
  if (outside) steps_row(b->s, step, "outside  %s\t%s", outside, outer_rule);
  const char *slope;
  if (simple) {
    slope = plain_slope(b, inside, &inner);
    steps_row(b->s, step, "inside   %s = %s\t%s' = %s", name, board_text(b, inside), name, slope);
  } else {
    steps_row(b->s, step, "inside   %s = %s", name, board_text(b, inside));
    slope = part(b, step, steps_printf(b->s, "%s'", name), inside, &inner);
  }
  const char *raw = steps_printf(b->s, "%s·%s", board_factor(b, outer), factor(b, slope, inner));
  *sum = false;
  close_step(b, step, label, raw, e);
  return raw;
}

static const char *of_power(Board *b, BoardStep *parent, const char *label, Id e, bool *sum) {
  Algebra *a = &b->a;
  const Expr *x = expr_at(a, e);
  Id base = x->args[0], exponent = x->args[1];
  if (!varies(b, exponent)) {
    BoardStep *step = begin(b, parent, POWER_CHAIN, label);
    Id less = expr_power(a, base, expr_subtract(a, exponent, expr_whole(a, 1)));
    return chain(b, step, label, e, base, NULL, NULL, expr_times(a, exponent, less), sum);
  }
  if (!varies(b, base)) {
    BoardStep *step = begin(b, parent, EXPONENTIAL, label);
    return chain(b, step, label, e, exponent, NULL, NULL,
                 expr_times(a, e, expr_call1(a, "log", base)), sum);
  }
  BoardStep *step = begin(b, parent, BOTH, label);
  Id inside = expr_times(a, exponent, expr_call1(a, "log", base));
  return chain(b, step, label, e, inside, NULL, NULL, e, sum);
}

static const char *of_call(Board *b, BoardStep *parent, const char *label, Id e, bool *sum) {
  Algebra *a = &b->a;
  const Expr *x = expr_at(a, e);
  if (x->count != 1) { /* of several arguments: the result of the engine */
    BoardStep *step = begin(b, parent, KNOWN, label);
    const char *raw = plain_slope(b, e, sum);
    steps_bind(b->s, step, "rule", steps_printf(b->s, "(%s)' = %s", board_text(b, e), raw));
    close_step(b, step, label, raw, e);
    return raw;
  }
  Id inside = x->args[0], outer = tidy(a, derive_call(a, e, 0));
  if (!outer) return plain_slope(b, e, sum);
  if (inside == b->symbol) {
    BoardStep *step = begin(b, parent, KNOWN, label);
    const char *raw = plain_slope(b, e, sum);
    steps_bind(b->s, step, "rule", steps_printf(b->s, "(%s)' = %s", board_text(b, e), raw));
    close_step(b, step, label, raw, e);
    return raw;
  }
  BoardStep *step = begin(b, parent, CHAIN, label);
  const char *f = steps_printf(b->s, "%s of something: chain rule", x->name);
  steps_bind(b->s, step, "what", f);
  const char *name = board_letter(b, true);
  board_letter_back(b, name); /* chain takes the same one */
  Id stand_in = expr_symbol(a, name, 1, 1, true);
  Id rule = expr_substitute(a, outer, inside, stand_in);
  return chain(b, step, label, e, inside, steps_printf(b->s, "g = %s", x->name),
               steps_printf(b->s, "g'(%s) = %s", name, board_text(b, rule)), outer, sum);
}

const char *board_derive(Board *b, BoardStep *parent, const char *label, Id e, bool *sum) {
  *sum = false;
  if (algebra_failed(&b->a) || b->s->count > MAX_BOARD_STEPS / 2) return plain_slope(b, e, sum);
  if (board_is_simple(b, e)) return of_known(b, parent, label, e, sum);
  switch (expr_at(&b->a, e)->kind) {
  case EXPR_SUM: return of_sum(b, parent, label, e, sum);
  case EXPR_PRODUCT: return of_product(b, parent, label, e, sum);
  case EXPR_POWER: return of_power(b, parent, label, e, sum);
  case EXPR_CALL: return of_call(b, parent, label, e, sum);
  default: return plain_slope(b, e, sum);
  }
}
