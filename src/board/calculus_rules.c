/* calculus_rules.c -- the rules of differentiation for sums, products and quotients.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <string.h>

enum { CONSTANT, ITSELF, LINE_RULE, POWER, MULTIPLE, SUM, PRODUCT, QUOTIENT, TOGETHER, ENGINE };
static const Move moves[] = {
  [CONSTANT] = { "diff.constant", "{label}{what}", "c' = 0", NULL, RELATION_DERIVATIVE },
  [ITSELF] = { "diff.itself", "{label}{what}", "{x}' = 1", NULL, RELATION_DERIVATIVE },
  [LINE_RULE] = { "diff.line", "{label}{what}", "(m·{x} + {c})' = m", NULL, RELATION_DERIVATIVE },
  [POWER] = { "diff.power", "{label}{what}", "({x}ⁿ)' = n·{x}ⁿ⁻¹  with n = {n}", NULL,
              RELATION_DERIVATIVE },
  [MULTIPLE] = { "diff.multiple", "{label}{what}", "(c·{u})' = c·{u}'", NULL, RELATION_DERIVATIVE },
  [SUM] = { "diff.sum", "{label}{what}", "(u + v)' = u' + v'", NULL, RELATION_DERIVATIVE },
  [PRODUCT] = { "diff.product", "{label}{what}", "{rule}", NULL, RELATION_DERIVATIVE },
  [QUOTIENT] = { "diff.quotient", "{label}{what}", "({u}/{v})' = ({u}'·{v} − {u}·{v}')/{v}²", NULL,
                 RELATION_DERIVATIVE },
  [TOGETHER] = { "diff.together", "Together: {text}", NULL, NULL, RELATION_DERIVATIVE },
  [ENGINE] = { "diff.engine", "{label}{what}", NULL, NULL, RELATION_DERIVATIVE },
};

/* ------------------------------------------------------------------ steps of rules */

/* The heading begins with a capital letter where no label stands before it. */
BoardStep *rule_begin(Board *b, BoardStep *parent, const Move *move, const char *label,
                      const char *heading) {
  BoardStep *step =
      steps_add(b->s, parent, move, (label || parent != b->s->root ? 1 : 0) + b->deeper);
  char first = heading[0];
  bool capital = !label && first >= 'a' && first <= 'z' && strstr(heading, " of something") == NULL;
  if (capital || (!label && strncmp(heading, "a ", 2) == 0)) first = (char)(first - 'a' + 'A');
  steps_bind(b->s, step, "label", label ? steps_printf(b->s, "%s — ", label) : "");
  steps_bind(b->s, step, "x", b->name);
  steps_bind(b->s, step, "what", steps_printf(b->s, "%c%s", first, heading + 1));
  return step;
}

const char *rule_close(Board *b, BoardStep *step, const char *label, const char *raw, Id e) {
  board_claim(b, step, e, board_slope(b, e));
  if (!label) { /* at the top the pieces are put together outside */
    step->brief = steps_printf(b->s, "%s%s%s", b->rule ? b->rule : "", b->rule ? ": " : "", raw);
    return raw;
  }
  const char *line = steps_printf(b->s, "%s = %s", label, raw);
  const Line *last = step->line_count > 0 ? &step->lines[step->line_count - 1] : NULL;
  bool said = last && last->depth == 1 && strstr(last->text, raw) &&
              strncmp(last->text, label, strlen(label)) == 0;
  if (step->child_count == 0 && !said)
    steps_row(b->s, step, "%s", line);
  else if (step->child_count > 0) {
    BoardStep *together = steps_add(b->s, step, &moves[TOGETHER], 1 + b->deeper);
    steps_bind(b->s, together, "text", line);
    board_claim(b, together, e, board_slope(b, e));
  }
  step->brief = line;
  if (b->seen_count < MAX_SEEN)
    b->seen[b->seen_count++] = (Seen){ .part = e, .symbol = b->symbol, .step = step, .slope = raw };
  return raw;
}

const char *rule_part(Board *b, BoardStep *step, const char *name, Id e) {
  const char *label = steps_printf(b->s, "%s'", name);
  if (board_is_linear(b, e)) {
    const char *slope = board_slope_text(b, e);
    steps_row(b->s, step, "%s = %s", label, slope);
    return slope;
  }
  if (board_is_table(b, e)) {
    const char *slope = board_slope_text(b, e);
    steps_row(b->s, step, "%s = %s     from the table", label, slope);
    return slope;
  }
  for (size_t k = 0; k < b->seen_count; k++) {
    const Seen *seen = &b->seen[k];
    const char *number =
        seen->part == e && seen->symbol == b->symbol ? steps_number_of(b->s, seen->step) : NULL;
    if (!number) continue;
    steps_row(b->s, step, "%s = %s     as in %s", label, seen->slope, number);
    return seen->slope;
  }
  return board_derive(b, step, label, e);
}

/* ------------------------------------------------------------------ what is read off */

bool board_varies(Board *b, Id e) {
  return expr_depends(&b->a, e, b->symbol);
}

bool board_is_linear(Board *b, Id e) {
  if (!board_varies(b, e) || e == b->symbol) return true;
  const Expr *x = expr_at(&b->a, e);
  if (x->kind != EXPR_SUM && x->kind != EXPR_PRODUCT) return false;
  Id slope = board_slope(b, e);
  return slope && !board_varies(b, slope);
}

static bool is_power_of_symbol(Board *b, Id e) {
  Id base;
  expr_exponent(&b->a, e, &base);
  return base == b->symbol;
}

/* The factor that is a power of the variable, when nothing else varies; else EXPR_NONE. */
static Id power_inside(Board *b, Id e) {
  const Expr *x = expr_at(&b->a, e);
  if (x->kind != EXPR_PRODUCT) return is_power_of_symbol(b, e) ? e : EXPR_NONE;
  Id power = EXPR_NONE;
  for (size_t i = 0; i < x->count; i++) {
    if (!board_varies(b, x->args[i])) continue;
    if (power || !is_power_of_symbol(b, x->args[i])) return EXPR_NONE;
    power = x->args[i];
  }
  return power;
}

bool board_is_simple(Board *b, Id e) {
  return board_is_linear(b, e) || power_inside(b, e);
}

bool board_is_table(Board *b, Id e) {
  const Expr *x = expr_at(&b->a, e);
  return x->kind == EXPR_CALL && x->count == 1 && x->args[0] == b->symbol &&
         strcmp(x->name, "abs") != 0 && strcmp(x->name, "relu") != 0;
}

const char *board_slope_text(Board *b, Id e) {
  return board_text(b, board_slope(b, e));
}

/* x⁻², x^(1/2) */
static const char *with_exponent(Board *b, Number n) {
  return number_is_whole(n) ? steps_printf(b->s, "%s%s", b->name, steps_raised(b->s, n.top))
                            : steps_printf(b->s, "%s^(%s)", b->name, steps_number(b->s, n));
}

/* How the number in front and the exponent become the new ones; true when that says all. */
static bool say_power(Board *b, BoardStep *step, const char *of, Id e, unsigned depth) {
  Id power = power_inside(b, e), rest, base;
  Number c = expr_coefficient(&b->a, e, &rest);
  if (!power || rest != power) return false;
  Number n = expr_exponent(&b->a, power, &base), less = number_add(n, number_whole(-1));
  if (!number_exact(n) || number_is(n, 1)) return false;
  bool plain = number_is_whole(n) && number_sign(n) > 0;
  if (!plain)
    steps_row(b->s, step, "%s is %s", board_text(b, power), with_exponent(b, n))->depth = 1;
  const char *front =
      number_is(c, 1) ? steps_factor(b->s, n)
                      : steps_printf(b->s, "%s·%s", steps_number(b->s, c), steps_factor(b->s, n));
  const char *left = number_is(less, 1) ? b->name : with_exponent(b, less);
  steps_row(b->s, step, "%s = %s·%s = %s", of, front, left, board_slope_text(b, e))->depth =
      plain ? depth : 1;
  return !plain;
}

static const char *of_known(Board *b, BoardStep *parent, const char *label, Id e) {
  const char *raw = board_slope_text(b, e);
  Id power = power_inside(b, e);
  Number n = power ? expr_exponent(&b->a, power, &power) : number_whole(1);
  int move = !board_varies(b, e)         ? CONSTANT
             : e == b->symbol            ? ITSELF
             : power && !number_is(n, 1) ? POWER
                                         : LINE_RULE;
  static const char *const headings[] = {
    [CONSTANT] = "a constant does not change",
    [ITSELF] = "the variable itself",
    [LINE_RULE] = "a straight line has the same slope everywhere",
    [POWER] = "power rule",
  };
  BoardStep *step = rule_begin(b, parent, &moves[move], label, headings[move]);
  steps_bind(b->s, step, "n", steps_number(b->s, n));
  steps_bind(b->s, step, "c", strcmp(b->name, "c") == 0 ? "k" : "c");
  const char *of = label ? label : steps_printf(b->s, "(%s)'", board_text(b, e));
  bool said = move == POWER && say_power(b, step, of, e, 2);
  if (!label && !said) steps_row(b->s, step, "%s = %s", of, raw);
  return rule_close(b, step, label, raw, e);
}

/* ------------------------------------------------------------------ sums */

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

static void put_term(Board *b, Text *sum, const char *text) {
  bool minus = strncmp(text, "−", strlen("−")) == 0;
  if (sum->len == 0)
    text_puts(sum, text);
  else if (minus && !strstr(text, " + ") && !strstr(text, " − "))
    text_printf(sum, " − %s", text + strlen("−"));
  else
    text_printf(sum, " + %s", minus ? board_enclose(b, text, true) : text);
}

/* What does not vary, as one number or formula; NULL when there is nothing. */
static const char *constant_of(Board *b, Id e) {
  const Expr *x = expr_at(&b->a, e);
  Id total = expr_number(&b->a, x->number);
  for (size_t i = 0; i < x->count; i++)
    if (!board_varies(b, x->args[i])) total = expr_add(&b->a, total, x->args[i]);
  return expr_is_number(&b->a, total, 0) ? NULL : board_text(b, total);
}

static const char *of_sum(Board *b, BoardStep *parent, const char *label, Id e) {
  size_t count = expr_at(&b->a, e)->count;
  const Id *terms = terms_in_order(b, e);
  BoardStep *step = rule_begin(b, parent, &moves[SUM], label, "a sum: term by term");
  const char *constant = constant_of(b, e);
  Text raw = TEXT_EMPTY, form = TEXT_EMPTY;
  for (size_t i = 0; i < count; i++) {
    Id term = terms[i];
    if (!board_varies(b, term)) continue;
    if (board_is_simple(b, term) || board_is_table(b, term)) {
      const char *text = board_slope_text(b, term);
      steps_row(b->s, step, "(%s)'\t= %s", board_text(b, term), text);
      put_term(b, &raw, text);
      put_term(b, &form, text);
      continue;
    }
    const char *name = board_letter(b, false);
    steps_row(b->s, step, "%s\t= %s", name, board_text(b, term));
    put_term(b, &raw, rule_part(b, step, name, term));
    put_term(b, &form, steps_printf(b->s, "%s'", name));
  }
  if (constant) steps_row(b->s, step, "(%s)'\t= 0     it does not change", constant);
  const char *line = raw.len ? steps_keep(b->s, &raw) : "0", *pieces = steps_keep(b->s, &form);
  if (!label) {
    b->rule = "sum rule";
    b->pieces = pieces;
  }
  return rule_close(b, step, label, line, e);
}

/* ------------------------------------------------------------------ products */

/* NUMBER times the factors that vary (or not). */
static Id collect(Board *b, const Expr *x, bool varying, Number number) {
  Id *f = arena_new(&b->a.arena, (x->count + 1) * sizeof *f);
  size_t n = 0;
  for (size_t i = 0; i < x->count; i++)
    if (board_varies(b, x->args[i]) == varying) f[n++] = x->args[i];
  return expr_scale(&b->a, number, expr_product(&b->a, f, n));
}

static const char *of_multiple(Board *b, BoardStep *parent, const char *label, Id e, Id constant,
                               Id rest) {
  BoardStep *step =
      rule_begin(b, parent, &moves[MULTIPLE], label, "what does not vary stays in front");
  const char *name = board_letter(b, false);
  bool turned = expr_is_number(&b->a, constant, -1);
  steps_bind(b->s, step, "u", name);
  steps_row(b->s, step, "c = %s\t    %s = %s", board_text(b, constant), name, board_text(b, rest));
  const char *slope = rule_part(b, step, name, rest);
  const char *raw = turned ? steps_printf(b->s, "−%s", board_enclose(b, slope, true))
                           : steps_printf(b->s, "%s·%s", board_factor(b, constant),
                                          board_enclose(b, slope, false));
  if (!label) {
    b->rule = "factor rule";
    b->pieces = steps_printf(b->s, "c·%s'", name);
  }
  return rule_close(b, step, label, raw, e);
}

/* The numerator and the denominator of a product with negative powers. */
static bool split_quotient(Board *b, Id e, Id *top, Id *bottom) {
  const Expr *x = expr_at(&b->a, e);
  Id *above = arena_new(&b->a.arena, (x->count + 1) * sizeof *above);
  Id *below = arena_new(&b->a.arena, (x->count + 1) * sizeof *below);
  size_t n = 0, m = 0;
  for (size_t i = 0; i < x->count; i++) {
    Id base;
    Number power = expr_exponent(&b->a, x->args[i], &base);
    if (number_exact(power) && number_sign(power) < 0)
      below[m++] = expr_power(&b->a, base, expr_number(&b->a, number_negate(power)));
    else
      above[n++] = x->args[i];
  }
  if (m == 0) return false;
  *top = expr_scale(&b->a, x->number, n ? expr_product(&b->a, above, n) : expr_whole(&b->a, 1));
  *bottom = expr_product(&b->a, below, m);
  return board_varies(b, *bottom) && board_varies(b, *top);
}

static const char *of_quotient(Board *b, BoardStep *parent, const char *label, Id e, Id top,
                               Id bottom) {
  BoardStep *step = rule_begin(b, parent, &moves[QUOTIENT], label,
                               "the last operation is a division: quotient rule");
  const char *u = board_letter(b, false), *v = board_letter(b, false);
  steps_bind(b->s, step, "u", u);
  steps_bind(b->s, step, "v", v);
  steps_row(b->s, step, "%s = %s\t    %s = %s", u, board_text(b, top), v, board_text(b, bottom));
  const char *du = rule_part(b, step, u, top), *dv = rule_part(b, step, v, bottom);
  bool lone = bottom == b->symbol;
  const char *below = steps_printf(b->s, lone ? "%s²" : "(%s)²", board_text(b, bottom));
  const char *raw =
      steps_printf(b->s, "(%s·%s − %s·%s)/%s", board_enclose(b, du, true), board_factor(b, bottom),
                   board_factor(b, top), board_enclose(b, dv, false), below);
  if (!label) {
    b->rule = "quotient rule";
    b->pieces = steps_printf(b->s, "(%s'·%s − %s·%s')/%s²", u, v, u, v, v);
  }
  return rule_close(b, step, label, raw, e);
}

enum { MOST_FACTORS = 4 };

/* The factors that vary, the last ones together where there are many; how many. */
static size_t factors_of(Board *b, const Expr *x, Id *parts) {
  size_t n = 0;
  for (size_t i = 0; i < x->count; i++) {
    if (!board_varies(b, x->args[i])) continue;
    if (n < MOST_FACTORS)
      parts[n++] = x->args[i];
    else
      parts[MOST_FACTORS - 1] = expr_times(&b->a, parts[MOST_FACTORS - 1], x->args[i]);
  }
  return n;
}

static const char *of_product(Board *b, BoardStep *parent, const char *label, Id e) {
  const Expr *x = expr_at(&b->a, e);
  Id parts[MOST_FACTORS], constant = collect(b, x, false, x->number), top, bottom;
  size_t n = factors_of(b, x, parts);
  if (split_quotient(b, e, &top, &bottom)) return of_quotient(b, parent, label, e, top, bottom);
  if (n == 1) return of_multiple(b, parent, label, e, constant, parts[0]);
  if (!expr_is_number(&b->a, constant, 1)) parts[0] = expr_times(&b->a, constant, parts[0]);
  BoardStep *step = rule_begin(b, parent, &moves[PRODUCT], label,
                               "the last operation is a product: product rule");
  const char *names[MOST_FACTORS], *slopes[MOST_FACTORS];
  Text row = TEXT_EMPTY, rule = TEXT_EMPTY, form = TEXT_EMPTY, raw = TEXT_EMPTY;
  for (size_t i = 0; i < n; i++) {
    names[i] = board_letter(b, false);
    text_printf(&row, "%s%s = %s", i ? "\t    " : "", names[i], board_text(b, parts[i]));
  }
  steps_row(b->s, step, "%s", text_string(&row));
  for (size_t i = 0; i < n; i++) slopes[i] = rule_part(b, step, names[i], parts[i]);
  text_putc(&rule, '(');
  for (size_t i = 0; i < n; i++) text_printf(&rule, "%s%s", i ? "·" : "", names[i]);
  for (size_t i = 0; i < n; i++) {
    text_puts(&form, i ? " + " : "");
    text_puts(&raw, i ? " + " : "");
    for (size_t k = 0; k < n; k++) {
      const char *dot = k ? "·" : "";
      text_printf(&form, "%s%s%s", dot, names[k], k == i ? "'" : "");
      text_printf(&raw, "%s%s", dot,
                  k == i ? board_enclose(b, slopes[k], k == 0)
                         : board_enclose(b, board_text(b, parts[k]), k == 0));
    }
  }
  text_printf(&rule, ")' = %s", text_string(&form));
  steps_bind(b->s, step, "rule", steps_keep(b->s, &rule));
  text_free(&row);
  const char *line = steps_keep(b->s, &raw), *pieces = steps_keep(b->s, &form);
  if (!label) {
    b->rule = "product rule";
    b->pieces = pieces;
  }
  return rule_close(b, step, label, line, e);
}

/* ------------------------------------------------------------------ from the outside in */

/* r'·r with a column r of expressions in one number. */
static const char *of_squares(Board *b, BoardStep *parent, const char *label, Id e) {
  Steps *s = b->s;
  Id r = expr_at(&b->a, e)->args[1];
  BoardStep *step = rule_begin(b, parent, &moves[ENGINE], label, "a sum of squares");
  const char *raw = board_slope_text(b, e), *name = board_letter(b, false);
  steps_row(s, step, "%s = %s\t    its entries change with %s by the slopes %s", name,
            board_text(b, r), b->name, board_slope_text(b, r));
  steps_prose(s, step, "Each square changes by twice its entry of %s times that slope:", name);
  steps_row(s, step, "the sum of all these is\t%s", raw);
  steps_prose(s, step, "(here ' turns a column into a row: a row times a column is a sum)");
  return rule_close(b, step, label, raw, e);
}

static const char *of_anything(Board *b, BoardStep *parent, const char *label, Id e) {
  const Expr *x = expr_at(&b->a, e);
  if (x->kind == EXPR_DOT && x->count == 2 && expr_at(&b->a, x->args[1])->columns == 1 &&
      expr_transpose(&b->a, x->args[1]) == x->args[0])
    return of_squares(b, parent, label, e);
  BoardStep *step = rule_begin(b, parent, &moves[ENGINE], label, "by the rules for matrices");
  const char *raw = board_slope_text(b, e);
  if (!label) steps_row(b->s, step, "(%s)' = %s", board_text(b, e), raw);
  return rule_close(b, step, label, raw, e);
}

const char *board_derive(Board *b, BoardStep *parent, const char *label, Id e) {
  if (!label) b->rule = b->pieces = NULL;
  if (algebra_failed(&b->a) || b->s->count > MAX_BOARD_STEPS / 2) return board_slope_text(b, e);
  if (board_is_simple(b, e)) return of_known(b, parent, label, e);
  switch (expr_at(&b->a, e)->kind) {
  case EXPR_SUM: return of_sum(b, parent, label, e);
  case EXPR_PRODUCT: return of_product(b, parent, label, e);
  case EXPR_POWER: return rule_power(b, parent, label, e);
  case EXPR_CALL: return rule_call(b, parent, label, e);
  default: return of_anything(b, parent, label, e);
  }
}
