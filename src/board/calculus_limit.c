/* calculus_limit.c -- limits: ever closer from both sides, and by slopes where both parts of a
   quotient vanish.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { PUT_IN, CLOSER, VERDICT, HOSPITAL };
static const Move moves[] = {
  [PUT_IN] = { "limit.put", "Put {at} in", NULL, NULL, RELATION_DEFINED },
  [CLOSER] = { "limit.table", "Ever closer to {at}", NULL, NULL, RELATION_EQUAL },
  [VERDICT] = { "limit.sides", "What the two sides say", NULL, NULL, RELATION_EQUAL },
  [HOSPITAL] = { "limit.slopes", "{form}: compare how fast both parts go there",
                 "lim u/v = lim u'/v'", NULL, RELATION_DERIVATIVE },
};

typedef struct Limit {
  Steps *s;
  const Subject *subject;
  double at;
  bool left, right;
  bool wild; /* the values go neither to a number nor to infinity */
  const char *place;
} Limit;

static bool read_side(Limit *l) {
  l->left = l->right = true;
  if (l->subject->count < 3 || isinf(l->at)) return true;
  Text word = TEXT_EMPTY;
  value_append_text(l->subject->args[2], &word);
  l->left = strcmp(text_string(&word), "left") == 0;
  l->right = strcmp(text_string(&word), "right") == 0;
  text_free(&word);
  return l->left || l->right;
}

/* Where it goes as far as a table can say: a number, ±Inf, NaN; WILD when it does not settle. */
static double trend(const double *values, size_t count, bool *wild) {
  double last = values[count - 1];
  bool grows = true;
  for (size_t k = 1; k < count; k++) grows &= fabs(values[k]) > 2 * fabs(values[k - 1]);
  if (!isfinite(last)) return isinf(last) ? last : NAN;
  if (grows && fabs(last) > 100) return copysign(INFINITY, last);
  for (size_t k = 2; k < count; k++) {
    double now = fabs(values[k] - values[k - 1]), before = fabs(values[k - 1] - values[k - 2]);
    *wild |= now > before + 1e-6 * fmax(1, fabs(last));
  }
  return last;
}

static double table_step(Limit *l, double *left, double *right) {
  enum { ROWS = 5 };
  Steps *s = l->s;
  Value f = l->subject->args[0];
  bool far = isinf(l->at);
  double lefts[ROWS], rights[ROWS], biggest = 0;
  BoardStep *step = steps_add(s, s->root, &moves[CLOSER], 0);
  steps_bind(s, step, "at", l->place);
  steps_row(s, step, "%s%s%s", far ? "x" : "h",
            far       ? "\vf(x)"
            : l->left ? steps_printf(s, "\vf(%s − h)", l->place)
                      : "",
            far || !l->right ? "" : steps_printf(s, "\vf(%s + h)", l->place));
  for (int k = 0; k < ROWS; k++) {
    double h = pow(10, -k - 1);
    unsigned depth = 1;
    if (far) {
      double x = (l->at > 0 ? 1 : -1) / h;
      rights[k] = lefts[k] = curve_at(l->subject, f, x);
      steps_row(s, step, "%s\v  %s", say_number(s, x), say_close(s, rights[k]))->depth = depth;
      continue;
    }
    lefts[k] = curve_at(l->subject, f, l->at - h);
    rights[k] = curve_at(l->subject, f, l->at + h);
    steps_row(s, step, "%s%s%s", steps_digits(s, h, 1),
              l->left ? steps_printf(s, "\v  %s", say_close(s, lefts[k])) : "",
              l->right ? steps_printf(s, "\v  %s", say_close(s, rights[k])) : "")
        ->depth = depth;
    biggest = fmax(biggest, fabs(rights[k]));
  }
  *left = trend(lefts, ROWS, &l->wild);
  *right = trend(rights, ROWS, &l->wild);
  step->brief =
      steps_printf(s, "close to %s: %s", l->place, say_number(s, l->right ? *right : *left));
  return biggest;
}

static void put_in_step(Limit *l) {
  Steps *s = l->s;
  if (isinf(l->at)) return;
  double there = curve_at(l->subject, l->subject->args[0], l->at);
  BoardStep *step = steps_add(s, s->root, &moves[PUT_IN], 1);
  steps_bind(s, step, "at", l->place);
  if (isnan(there))
    steps_prose(s, step,
                "There is no value (0/0 or the like): the limit asks what happens close by.");
  else if (isinf(there))
    steps_prose(s, step, "Something is divided by 0: look at both sides.");
  else
    steps_row(s, step, "f(%s) %s %s", l->place, sign_for(s, there), say_exact(s, there));
}

static void verdict_step(Limit *l, double left, double right) {
  Steps *s = l->s;
  if (isinf(l->at) || !l->left || !l->right) return;
  BoardStep *step = steps_add(s, s->root, &moves[VERDICT], 1);
  bool none_left = isnan(left), none_right = isnan(right);
  bool finite = isfinite(left) && isfinite(right);
  bool same = left == right || (finite && fabs(left - right) <= 1e-3 * fmax(1, fabs(right)));
  if (l->wild && l->subject->value.kind != VALUE_SCALAR) {
    steps_prose(s, step, "The values jump about and go to no number.");
    s->result = "no limit";
    return;
  }
  if (none_left || none_right) {
    steps_prose(s, step, "The function has no values on the %s: only the other side has a limit.",
                none_left ? "left" : "right");
    double other = none_left ? right : left;
    if (!isnan(other) && fabs(other) < INFINITY && l->subject->value.kind != VALUE_SCALAR)
      s->result = steps_printf(s, "limit(f, a, '%s') takes the side that has values",
                               none_left ? "right" : "left");
  } else if (same) {
    steps_prose(s, step, "Left and right go to the same place.");
    if (isfinite(left)) claim_true(s, step, fabs(left - right) <= 1e-3 * fmax(1, fabs(right)));
  } else {
    steps_row(s, step, "from the left\v  %s", say_number(s, left));
    steps_row(s, step, "from the right\v  %s", say_number(s, right));
    steps_prose(s, step, "They differ: there is no limit, only one from each side.");
    s->result = "no limit";
  }
}

/* The number that VALUE goes to at the limit's place; NaN when that is not read off. */
static double value_near(Limit *l, Board *b, Id e) {
  if (isinf(l->at)) {
    double x = l->at > 0 ? 1e8 : -1e8, y = board_number_at(b, e, &x);
    return fabs(y) > 1e3 ? copysign(INFINITY, y) : fabs(y) < 1e-3 ? 0 : y;
  }
  return board_number_at(b, e, &l->at);
}

static bool split(Board *b, Id e, Id *top, Id *bottom) {
  const Expr *x = expr_at(&b->a, e);
  if (x->kind != EXPR_PRODUCT) return false;
  *top = expr_number(&b->a, x->number);
  *bottom = expr_whole(&b->a, 1);
  for (size_t i = 0; i < x->count; i++) {
    Id base;
    Number n = expr_exponent(&b->a, x->args[i], &base);
    if (number_exact(n) && number_sign(n) < 0)
      *bottom =
          expr_times(&b->a, *bottom, expr_power(&b->a, base, expr_number(&b->a, number_negate(n))));
    else
      *top = expr_times(&b->a, *top, x->args[i]);
  }
  return board_varies(b, *top) && board_varies(b, *bottom);
}

/* 0/0 and ∞/∞ by the rule of l'Hospital, as often as it takes. */
static void by_slopes(Limit *l) {
  Curve c;
  if (!curve_begin(&c, l->s, l->subject)) {
    l->s->refusal = NULL;
    return;
  }
  Board *b = &c.b;
  Steps *s = l->s;
  Id top, bottom;
  bool good = split(b, b->f.body, &top, &bottom);
  for (int turn = 0; good && turn < 4; turn++) {
    double u = value_near(l, b, top), v = value_near(l, b, bottom);
    bool zeros = u == 0 && v == 0, poles = isinf(u) && isinf(v);
    if (!zeros && !poles) break;
    Id du = board_slope(b, top), dv = board_slope(b, bottom), ratio;
    if (!du || !dv || b->a.kinks) break;
    ratio = tidy(&b->a, expr_divide(&b->a, du, dv));
    double there = ratio ? value_near(l, b, ratio) : NAN;
    BoardStep *step = steps_add(s, s->root, &moves[HOSPITAL], 1);
    steps_bind(s, step, "form", zeros ? "0/0" : "∞/∞");
    steps_row(s, step, "u  = %s\t    v  = %s", board_text(b, top), board_text(b, bottom));
    steps_row(s, step, "u' = %s\t    v' = %s", board_text(b, du), board_text(b, dv));
    board_claim(b, step, top, du);
    board_claim(b, step, bottom, dv);
    if (ratio)
      steps_row(s, step, "u'/v' = %s%s", board_text(b, ratio),
                isnan(there) ? "" : steps_printf(s, "   goes to %s", say_exact(s, there)));
    Value plain = l->subject->value;
    if (isfinite(there) && plain.kind == VALUE_SCALAR)
      claim_true(s, step, fabs(there - plain.scalar) <= 1e-6 * fmax(1, fabs(there)));
    if (!isnan(there)) break;
    top = du;
    bottom = dv;
  }
  curve_end(&c);
}

static bool explain_limit(Steps *s, const Subject *subject) {
  Limit l = { .s = s, .subject = subject };
  if (subject->args[0].kind != VALUE_FUNCTION || subject->args[1].kind != VALUE_SCALAR)
    return false;
  l.at = subject->args[1].scalar;
  if (isnan(l.at) || !read_side(&l)) return false;
  l.place = isinf(l.at) ? (l.at > 0 ? "∞" : "−∞") : subject_place(s, subject, 1);
  const char *side = l.left && l.right ? "" : l.left ? ", from the left" : ", from the right";
  s->title = steps_printf(s, "The limit of   %s\t    at %s%s", subject_function(s, subject),
                          l.place, side);
  put_in_step(&l);
  double left, right;
  table_step(&l, &left, &right);
  verdict_step(&l, left, right);
  Value v = subject->value;
  if (v.kind == VALUE_SCALAR) {
    by_slopes(&l);
    double near = l.right ? right : left;
    s->result = steps_printf(s, "limit %s %s", sign_for(s, v.scalar), say_exact(s, v.scalar));
    if (isfinite(v.scalar) && isfinite(near))
      claim_true(s, s->root, fabs(near - v.scalar) <= 1e-2 * fmax(1, fabs(v.scalar)));
  } else if (!s->result) {
    s->result = "no limit is found";
    s->note = "The values do not settle. A plot of the function near that place shows why.";
  }
  return true;
}

const Explainer calculus_limit_explainers[] = {
  { "limit", 2, 3, explain_limit },
  { 0 },
};
