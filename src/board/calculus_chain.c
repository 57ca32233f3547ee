/* calculus_chain.c -- the chain rule, and functions that are made of pieces.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <string.h>

enum { CHAIN, BOTH, KNOWN, PIECES, LARGER };
static const Move moves[] = {
  [CHAIN] = { "diff.chain", "{label}{what}", "({g}({s}))' = {g}'({s})·{s}'", NULL,
              RELATION_DERIVATIVE },
  [BOTH] = { "diff.both", "{label}{what}", "uᵛ = exp(v·log(u))  for u > 0", NULL,
             RELATION_DERIVATIVE },
  [KNOWN] = { "diff.known", "{label}{what}", "{rule}", NULL, RELATION_DERIVATIVE },
  [PIECES] = { "diff.pieces", "{label}{what}", "{rule}", NULL, RELATION_DERIVATIVE },
  [LARGER] = { "diff.larger", "{label}{what}", "{rule}", NULL, RELATION_DERIVATIVE },
};

/* ------------------------------------------------------------------ pieces */

static bool has_pieces(const Expr *x) {
  return x->count == 1 && (strcmp(x->name, "abs") == 0 || strcmp(x->name, "relu") == 0);
}

/* The halves of abs and relu on both sides of INSIDE = 0. */
static void say_halves(Board *b, BoardStep *step, const char *function, const char *inside) {
  bool relu = strcmp(function, "relu") == 0;
  steps_row(b->s, step, "where %s > 0:\t%s(%s) is %s,\tslope 1", inside, function, inside, inside);
  steps_row(b->s, step, "where %s < 0:\t%s(%s) is %s,\tslope %s", inside, function, inside,
            relu ? "0" : steps_printf(b->s, "−%s", inside), relu ? "0" : "−1");
  steps_row(b->s, step, "where %s = 0:\ta kink,\tthe slope is taken as 0", inside);
}

static const char *of_larger(Board *b, BoardStep *parent, const char *label, Id e) {
  const Expr *x = expr_at(&b->a, e);
  bool least = strcmp(x->name, "min") == 0;
  BoardStep *step =
      rule_begin(b, parent, &moves[LARGER], label, "in pieces: which of the two is it?");
  const char *raw = board_slope_text(b, e), *names[2], *texts[2], *slopes[2];
  for (size_t i = 0; i < 2; i++) {
    names[i] = board_letter(b, false);
    texts[i] = board_text(b, x->args[i]);
  }
  steps_bind(b->s, step, "rule",
             steps_printf(b->s, "%s(%s, %s) is %s or %s", x->name, names[0], names[1], names[0],
                          names[1]));
  steps_row(b->s, step, "%s = %s\t    %s = %s", names[0], texts[0], names[1], texts[1]);
  for (size_t i = 0; i < 2; i++) slopes[i] = rule_part(b, step, names[i], x->args[i]);
  steps_gap(b->s, step);
  for (size_t i = 0; i < 2; i++)
    steps_row(b->s, step, "where %s %s %s:\tit is %s,\tslope %s", texts[i], least ? "<" : ">",
              texts[1 - i], texts[i], slopes[i]);
  bool shared = board_varies(b, x->args[0]) && board_varies(b, x->args[1]);
  steps_row(b->s, step, "where they are equal:\ta kink,\t%s",
            shared ? "both slopes count half" : "the constant counts, slope 0");
  steps_row(b->s, step, "in one line:\t%s", raw);
  return rule_close(b, step, label, raw, e);
}

/* ------------------------------------------------------------------ something inside */

/* Written with what is inside called LETTER. */
typedef struct Outside {
  const char *letter;
  Id form;  /* sin(s) */
  Id slope; /* cos(s) */
} Outside;

/* What is inside E has its place taken by a letter; false when that has no derivative. */
static bool take_outside(Board *b, Id e, size_t place, Outside *out) {
  Algebra *a = &b->a;
  const Expr *x = expr_at(a, e);
  Id args[4];
  if (x->count > 4) return false;
  out->letter = board_letter(b, true);
  Id stand_in = expr_symbol(a, out->letter, 1, 1, true);
  for (size_t i = 0; i < x->count; i++) args[i] = i == place ? stand_in : x->args[i];
  out->form = expr_rebuild(a, e, args);
  out->slope = tidy(a, derive(a, out->form, stand_in));
  return out->slope != EXPR_NONE;
}

/* Where a line of the table comes from. */
static const struct {
  const char *name, *lines[3];
} origins[] = {
  { "sigmoid",
    { "sigmoid(@) = 1/(1 + exp(−@)): one over something, its slope is exp(−@)/(1 + exp(−@))²",
      "that is 1/(1 + exp(−@)) · exp(−@)/(1 + exp(−@)) = sigmoid(@) · (1 − sigmoid(@))" } },
  { "tan", { "tan(@) = sin(@)/cos(@): quotient rule, and sin(@)² + cos(@)² = 1" } },
  { "log10", { "log10(@) = log(@)/log(10), and log(10) is a number" } },
  { "log2", { "log2(@) = log(@)/log(2), and log(2) is a number" } },
  { "log1p", { "log1p(@) = log(1 + @)" } },
  { "expm1", { "expm1(@) = exp(@) − 1" } },
  { "tanh", { "tanh(@) = sinh(@)/cosh(@): quotient rule, and cosh(@)² − sinh(@)² = 1" } },
  { "sinh", { "sinh(@) = (exp(@) − exp(−@))/2" } },
  { "cosh", { "cosh(@) = (exp(@) + exp(−@))/2" } },
  { "softplus", { "softplus(@) = log(1 + exp(@)): chain rule, exp(@)/(1 + exp(@)) = sigmoid(@)" } },
  { "asin", { "sin(asin(@)) = @: both sides differentiated, cos(asin(@)) = √(1 − @²)" } },
  { "acos", { "acos(@) = π/2 − asin(@)" } },
  { "atan", { "tan(atan(@)) = @: both sides differentiated, 1 + tan(atan(@))² = 1 + @²" } },
};

static void say_origin(Board *b, BoardStep *step, const char *function, const char *inside,
                       unsigned depth) {
  for (size_t k = 0; k < sizeof origins / sizeof *origins; k++) {
    if (strcmp(origins[k].name, function) != 0) continue;
    for (size_t i = 0; i < 3 && origins[k].lines[i]; i++) {
      Text line = TEXT_EMPTY;
      for (const char *c = origins[k].lines[i]; *c; c++)
        if (*c == '@')
          text_puts(&line, inside);
        else
          text_putc(&line, *c);
      steps_row(b->s, step, "%s", text_string(&line))->depth = depth;
      text_free(&line);
    }
  }
}

static const char *chain(Board *b, BoardStep *step, const char *label, Id e, Id inside,
                         const Outside *o, const char *name) {
  Steps *s = b->s;
  const char *g = board_function_letter(b), *letter = o->letter;
  Id stand_in = expr_symbol(&b->a, letter, 1, 1, true);
  Id outer = expr_substitute(&b->a, o->slope, stand_in, inside);
  steps_bind(s, step, "g", g);
  steps_bind(s, step, "s", letter);
  steps_row(s, step, "outside  %s%s\t    %s'(%s) = %s", g,
            name ? steps_printf(s, " = %s", name)
                 : steps_printf(s, "(%s) = %s", letter, board_text(b, o->form)),
            g, letter, board_text(b, o->slope));
  const char *slope;
  if (board_is_simple(b, inside) || board_is_table(b, inside)) {
    slope = board_slope_text(b, inside);
    steps_row(s, step, "inside   %s = %s\t    %s' = %s", letter, board_text(b, inside), letter,
              slope);
  } else {
    steps_row(s, step, "inside   %s = %s", letter, board_text(b, inside));
    slope = NULL;
  }
  if (name) say_origin(b, step, name, letter, 2);
  if (name && has_pieces(expr_at(&b->a, e))) say_halves(b, step, name, letter);
  if (!slope) slope = rule_part(b, step, letter, inside);
  const char *raw = steps_printf(s, "%s·%s", board_enclose(b, board_text(b, outer), true),
                                 board_enclose(b, slope, false));
  if (!label) {
    b->rule = "chain rule";
    b->pieces = steps_printf(s, "%s'(%s)·%s'", g, letter, letter);
  }
  return rule_close(b, step, label, raw, e);
}

static const char *of_engine(Board *b, BoardStep *parent, const char *label, Id e) {
  bool pieces = has_pieces(expr_at(&b->a, e));
  BoardStep *step = rule_begin(b, parent, &moves[pieces ? PIECES : KNOWN], label,
                               pieces ? "in pieces, left and right of the kink" : "from the table");
  const char *raw = board_slope_text(b, e);
  steps_bind(b->s, step, "rule", steps_printf(b->s, "(%s)' = %s", board_text(b, e), raw));
  if (pieces) say_halves(b, step, expr_at(&b->a, e)->name, b->name);
  if (expr_at(&b->a, e)->kind == EXPR_CALL)
    say_origin(b, step, expr_at(&b->a, e)->name, b->name, label ? 2 : 1);
  return rule_close(b, step, label, raw, e);
}

/* u^v: both vary. */
static const char *of_both(Board *b, BoardStep *parent, const char *label, Id e) {
  Algebra *a = &b->a;
  const Expr *x = expr_at(a, e);
  Id inside = expr_times(a, x->args[1], expr_call1(a, "log", x->args[0]));
  BoardStep *step = rule_begin(b, parent, &moves[BOTH], label, "base and exponent both vary");
  const char *letter = board_letter(b, true);
  steps_row(b->s, step, "%s = exp(%s)\t    %s = %s", board_text(b, e), letter, letter,
            board_text(b, inside));
  const char *slope = rule_part(b, step, letter, inside);
  const char *raw = steps_printf(b->s, "%s·%s", board_text(b, e), board_enclose(b, slope, false));
  steps_row(b->s, step, "(exp(%s))' = exp(%s)·%s',  and exp(%s) is %s", letter, letter, letter,
            letter, board_text(b, e));
  if (!label) {
    b->rule = "chain rule";
    b->pieces = steps_printf(b->s, "exp(%s)·%s'", letter, letter);
  }
  return rule_close(b, step, label, raw, e);
}

const char *rule_power(Board *b, BoardStep *parent, const char *label, Id e) {
  const Expr *x = expr_at(&b->a, e);
  bool below = board_varies(b, x->args[0]), above = board_varies(b, x->args[1]);
  if (below && above) return of_both(b, parent, label, e);
  Outside o;
  Id inside = x->args[above ? 1 : 0], base;
  if (inside == b->symbol) return of_engine(b, parent, label, e);
  if (!take_outside(b, e, above ? 1 : 0, &o)) return of_engine(b, parent, label, e);
  Number n = expr_exponent(&b->a, e, &base);
  bool root = number_equal(n, number_fraction(1, 2)), one = number_is(n, -1);
  BoardStep *step = rule_begin(b, parent, &moves[CHAIN], label,
                               above  ? "something in the exponent: chain rule"
                               : root ? "a root of something: chain rule"
                               : one  ? "one over something: chain rule"
                                      : "a power of something: chain rule");
  return chain(b, step, label, e, inside, &o, NULL);
}

const char *rule_call(Board *b, BoardStep *parent, const char *label, Id e) {
  const Expr *x = expr_at(&b->a, e);
  bool larger = x->count == 2 && (strcmp(x->name, "max") == 0 || strcmp(x->name, "min") == 0);
  if (larger && expr_is_scalar(&b->a, x->args[0]) && expr_is_scalar(&b->a, x->args[1]))
    return of_larger(b, parent, label, e);
  size_t varying = 0, place = 0;
  for (size_t i = 0; i < x->count; i++)
    if (board_varies(b, x->args[i])) {
      varying++;
      place = i;
    }
  Outside o;
  bool scalar = varying == 1 && expr_is_scalar(&b->a, x->args[place]);
  if (!scalar || x->args[place] == b->symbol || !take_outside(b, e, place, &o))
    return of_engine(b, parent, label, e);
  Id inside = x->args[place];
  BoardStep *step = rule_begin(b, parent, &moves[CHAIN], label,
                               steps_printf(b->s, "%s of something: chain rule", x->name));
  return chain(b, step, label, e, inside, &o, x->count == 1 ? x->name : NULL);
}
