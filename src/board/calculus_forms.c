/* calculus_forms.c -- the same function in another form: simplify, expand; prime factors.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { READ, PARTS, SHORT, EACH, COLLECT, DIVIDE, CHECK };
static const Move moves[] = {
  [READ] = { "form.collect", "Collect: equal factors as powers, like terms together", NULL, NULL,
             RELATION_SAME_FUNCTION },
  [PARTS] = { "form.part", "{what}", NULL, NULL, RELATION_SAME_FUNCTION },
  [SHORT] = { "form.short", "The shortest form that is found", NULL, NULL, RELATION_SAME_FUNCTION },
  [EACH] = { "form.each", "Each term of one bracket times each of the other", "{rule}", NULL,
             RELATION_SAME_FUNCTION },
  [COLLECT] = { "form.together", "Like terms together", NULL, NULL, RELATION_SAME_FUNCTION },
  [DIVIDE] = { "factor.divide", "Divide by the smallest prime that goes, again and again", NULL,
               NULL, RELATION_EQUAL },
  [CHECK] = { "form.check", "Check with a number", NULL, NULL, RELATION_EQUAL },
};

static void claim_same(Board *b, BoardStep *step, Id before, Id after) {
  if (b->all.count == 0) return;
  b->symbol = b->all.items[0];
  board_claim_same(b, step, before, after);
}

/* Both forms at one place. */
static void check_step(Board *b, Id before, Id after) {
  static const double places[] = { 2, 3, 0.5, 1.5, -1 };
  double at[MAX_BOARD_VARIABLES];
  size_t n = b->all.count;
  for (size_t k = 0; n > 0 && n <= MAX_BOARD_VARIABLES && k < 5; k++) {
    for (size_t i = 0; i < n; i++) at[i] = places[(k + i) % 5];
    double x = board_number_at(b, before, at), y = board_number_at(b, after, at);
    if (!isfinite(x) || !isfinite(y)) continue;
    Steps *s = b->s;
    BoardStep *step = steps_add(s, s->root, &moves[CHECK], 1);
    const char *place = n == 1
                            ? steps_printf(s, "%s = %s", board_variable(b, 0), say_exact(s, at[0]))
                            : say_point(s, at, n);
    steps_row(s, step, "at %s:\tbefore\v  %s", place, say_exact(s, x));
    steps_row(s, step, "\tafter\v  %s ✓", say_exact(s, y));
    claim_true(s, step, fabs(x - y) <= 1e-9 * fmax(1, fabs(x)));
    return;
  }
}

static bool finish(Board *b, Id after, const char *typed) {
  Steps *s = b->s;
  check_step(b, b->f.body, after);
  s->result = steps_printf(s, "%s = %s", typed, board_text(b, after));
  return !algebra_failed(&b->a) || board_refuse(b, "the rules do not reach this");
}

/* ------------------------------------------------------------------ simplify */

/* What became of a part, where one can say why. */
static const char *reason_of(Board *b, Id before, Id after) {
  const char *from = board_text(b, before), *to = board_text(b, after);
  bool sine = strstr(from, "sin(") && strstr(from, "cos(") && !strstr(to, "sin(");
  if (sine) return "sin² + cos² = 1";
  if (strstr(from, "exp(") && strstr(from, "log(")) return "exp and log undo each other";
  if (strchr(from, '/') && strlen(to) < strlen(from)) return "what stands above and below cancels";
  if (expr_at(&b->a, before)->kind == EXPR_SUM && expr_at(&b->a, after)->kind == EXPR_PRODUCT)
    return "what all terms share goes before a bracket";
  return "a shorter form";
}

/* Each term or factor that gets shorter by itself. */
static void part_steps(Board *b, Id e) {
  const Expr *x = expr_at(&b->a, e);
  if (x->kind != EXPR_SUM && x->kind != EXPR_PRODUCT && x->kind != EXPR_CALL) return;
  for (size_t i = 0; i < x->count; i++) {
    Id part = x->args[i], shorter = tidy(&b->a, part);
    if (!shorter || shorter == part) continue;
    BoardStep *step = steps_add(b->s, b->s->root, &moves[PARTS], 1);
    steps_bind(b->s, step, "what", reason_of(b, part, shorter));
    steps_row(b->s, step, "%s = %s", board_text(b, part), board_text(b, shorter));
    claim_same(b, step, part, shorter);
  }
}

static bool explain_simplify(Steps *s, const Subject *subject) {
  Board b;
  if (!board_begin(&b, s, subject)) return false;
  const char *typed = board_typed(&b), *read = board_text(&b, b.f.body);
  b.a.source = 0;
  Id after = tidy(&b.a, b.f.body);
  bool good = after || board_refuse(&b, "the rules do not reach this");
  if (good) {
    const char *result = board_text(&b, after);
    s->title = steps_printf(s, "Simplify   %s", typed);
    if (strcmp(typed, read) != 0) {
      BoardStep *step = steps_add(s, s->root, &moves[READ], 1);
      steps_row(s, step, "%s", read);
      claim_same(&b, step, b.f.body, b.f.body);
    }
    part_steps(&b, b.f.body);
    if (strcmp(read, result) != 0) {
      BoardStep *step = steps_add(s, s->root, &moves[SHORT], 0);
      steps_row(s, step, "%s\t= %s", read, result);
      steps_prose(s, step, "%s", reason_of(&b, b.f.body, after));
      claim_same(&b, step, b.f.body, after);
      step->brief = result;
    }
    good = finish(&b, after, typed);
    s->note = board_condition_note(&b, after);
    if (strcmp(typed, result) == 0) s->note = "It is as short as it gets.";
  }
  board_end(&b);
  return good;
}

/* ------------------------------------------------------------------ expand */

/* "x·x + x·(−2) + 1·x + 1·(−2)", of two sums. */
static const char *all_products(Board *b, Id one, Id two) {
  Text t = TEXT_EMPTY;
  size_t n = expr_term_count(&b->a, one), m = expr_term_count(&b->a, two);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < m; k++)
      text_printf(&t, "%s%s·%s", t.len ? " + " : "", board_factor(b, expr_term(&b->a, one, i)),
                  board_factor(b, expr_term(&b->a, two, k)));
  return steps_keep(b->s, &t);
}

static void brackets_step(Board *b, Id one, Id two) {
  enum { MOST_PRODUCTS = 12 };
  Steps *s = b->s;
  Id product = expr_times(&b->a, one, two), spread = expand(&b->a, product);
  size_t n = expr_term_count(&b->a, one), m = expr_term_count(&b->a, two);
  BoardStep *step = steps_add(s, s->root, &moves[EACH], 1);
  steps_bind(s, step, "rule",
             n > 1 && m > 1 ? "(a + b)·(c + d) = ac + ad + bc + bd" : "a·(c + d) = ac + ad");
  steps_row(s, step, "%s·%s", board_factor(b, one), board_factor(b, two));
  if (n * m <= MOST_PRODUCTS) steps_row(s, step, "= %s", all_products(b, one, two));
  steps_row(s, step, "= %s", board_text(b, spread));
  claim_same(b, step, product, spread);
}

/* The factors of a product, and of a power as often as they count; how many, at most MOST. */
static size_t factors_of(Board *b, Id e, Id *out, size_t most) {
  const Expr *x = expr_at(&b->a, e);
  size_t n = 0;
  if (x->kind == EXPR_PRODUCT) {
    Id number = expr_number(&b->a, x->number);
    if (!expr_is_number(&b->a, number, 1)) out[n++] = number;
    for (size_t i = 0; i < x->count && n < most; i++)
      n += factors_of(b, x->args[i], out + n, most - n);
    return n;
  }
  Id base;
  Number power = expr_exponent(&b->a, e, &base);
  bool times = number_is_whole(power) && power.top > 1 && power.top <= 4 &&
               expr_at(&b->a, base)->kind == EXPR_SUM;
  for (int64_t k = 0; times && k < power.top && n < most; k++) out[n++] = base;
  if (!times) out[n++] = e;
  return n;
}

static void expand_term(Board *b, Id term) {
  enum { MOST_FACTORS = 8 };
  Id factors[MOST_FACTORS + 1];
  size_t n = factors_of(b, term, factors, MOST_FACTORS);
  Id so_far = factors[0];
  for (size_t i = 1; i < n; i++) {
    bool sums =
        expr_at(&b->a, so_far)->kind == EXPR_SUM || expr_at(&b->a, factors[i])->kind == EXPR_SUM;
    if (sums) brackets_step(b, so_far, factors[i]);
    so_far = expand(&b->a, expr_times(&b->a, so_far, factors[i]));
    if (!so_far) return;
  }
}

static bool explain_expand(Steps *s, const Subject *subject) {
  Board b;
  if (!board_begin(&b, s, subject)) return false;
  const char *typed = board_typed(&b);
  s->title = steps_printf(s, "Multiply out   %s", typed);
  Id e = b.f.body, after = expand(&b.a, e);
  bool good = after || board_refuse(&b, "the rules do not reach this");
  if (good) {
    size_t n = expr_term_count(&b.a, e);
    for (size_t i = 0; i < n; i++) expand_term(&b, expr_term(&b.a, e, i));
    if (s->root->child_count != 1 || n > 1) {
      BoardStep *step = steps_add(s, s->root, &moves[COLLECT], 0);
      steps_row(s, step, "%s", board_text(&b, after));
      step->brief = board_text(&b, after);
      claim_same(&b, step, e, after);
    }
    good = finish(&b, after, typed);
    if (after == e) s->note = "There is no bracket to multiply out.";
  }
  board_end(&b);
  return good;
}

/* ------------------------------------------------------------------ factor */

static bool explain_factor(Steps *s, const Subject *subject) {
  Value v = subject->args[0];
  if (v.kind != VALUE_SCALAR || !(v.scalar >= 2 && v.scalar <= 1e9 && v.scalar == floor(v.scalar)))
    return steps_refuse(s, "there are steps for whole numbers from 2 to 1000000000");
  long n = (long)v.scalar, rest = n, product = 1;
  s->title = steps_printf(s, "Prime factors of %ld", n);
  BoardStep *step = steps_add(s, s->root, &moves[DIVIDE], 0);
  Text list = TEXT_EMPTY;
  for (long p = 2; rest > 1; p += p == 2 ? 1 : 2) {
    if (p * p > rest) p = rest;
    while (rest % p == 0) {
      if (rest > p)
        steps_row(s, step, "%ld ÷ %ld = %ld", rest, p, rest / p);
      else
        steps_row(s, step, "%ld is prime%s", rest,
                  rest > 3 ? ": no prime up to its root divides it" : "");
      text_printf(&list, "%s%ld", list.len ? "·" : "", p);
      product *= p;
      rest /= p;
    }
  }
  claim_true(s, step, product == n);
  s->result = steps_printf(s, "%ld = %s", n, text_string(&list));
  step->brief = s->result;
  text_free(&list);
  return true;
}

const Explainer calculus_forms_explainers[] = {
  { "simplify", 1, 1, explain_simplify },
  { "expand", 1, 1, explain_expand },
  { "factor", 1, 1, explain_factor },
  { 0 },
};
