/* calculus_lowest.c -- lowest places without slopes: golden sections, a simplex that turns over. */

#include "config.h"
#include "board/calculus.h"

#include <math.h>
#include <string.h>

enum { SECTION, FIRST, TURN, BESIDE, SIMPLEX };
enum { NORMAL_ROWS = 6, FULL_ROWS = 14 };
static const Move moves[] = {
  [SECTION] = { "lowest.section", "Keep the part around the lower of two places", NULL, NULL,
                RELATION_EQUAL },
  [FIRST] = { "lowest.first", "{heading}", "{formula}", NULL, RELATION_EQUAL },
  [TURN] = { "lowest.turns", "Turn by turn", NULL, NULL, RELATION_EQUAL },
  [BESIDE] = { "lowest.beside", "Check: a little to the left and to the right", NULL, NULL,
               RELATION_EQUAL },
  [SIMPLEX] = { "lowest.simplex", "Begin with the start and a place beside it for each variable",
                NULL, NULL, RELATION_DEFINED },
};

/* PATTERN with NUMBERS, in decimals. */
static const char *arithmetic(Steps *s, const char *pattern, const double *numbers, size_t count,
                              double result) {
  Number n[4];
  for (size_t i = 0; i < count && i < 4; i++) n[i] = number_double(numbers[i]);
  bool before = s->decimals;
  s->decimals = true;
  Equation e = steps_equation(s, pattern, n, number_double(result));
  s->decimals = before;
  return equation_text(s, e);
}

/* ------------------------------------------------------------------ golden sections */

/* Both sides of X, as far as they belong to the interval from A to B. */
static void beside_step(Steps *s, const Subject *subject, double x, double a, double b) {
  double h = 0.01 * (b - a), at[] = { x - h, x, x + h }, y[3];
  BoardStep *step = steps_add(s, s->root, &moves[BESIDE], 1);
  for (size_t k = 0; k < 3; k++) {
    bool inside = at[k] >= a && at[k] <= b;
    y[k] = inside ? curve_at(subject, subject->args[0], at[k]) : INFINITY;
    if (inside) steps_row(s, step, "f(%s)\t≈ %s", say_number(s, at[k]), say_close(s, y[k]));
  }
  if (isinf(y[0]) || isinf(y[2]))
    steps_prose(s, step, "It is an end of the interval: f goes on falling beyond it.");
  claim_true(s, step, !(y[1] > fmin(y[0], y[2]) + 1e-9 * fmax(1, fabs(y[1]))));
}

static bool explain_fminbnd(Steps *s, const Subject *subject) {
  double a, b;
  Value f = subject->args[0];
  if (f.kind != VALUE_FUNCTION || !subject_number(s, subject, 1, &a) ||
      !subject_number(s, subject, 2, &b))
    return false;
  const double share = (3 - sqrt(5)) / 2; /* the same after each turn: one value is kept */
  double width = b - a, x = a + share * width, y = b - share * width;
  s->title = steps_printf(s, "The lowest place of   %s\t    between %s and %s",
                          subject_function(s, subject), say_number(s, a), say_number(s, b));
  s->goal = "fminbnd also lays parabolas through its points; golden sections show the idea.";
  BoardStep *step = steps_add(s, s->root, &moves[FIRST], 1);
  steps_bind(s, step, "heading", "Two places inside, each 38.2 % from an end");
  steps_bind(s, step, "formula", "a + 0.382·(b − a)");
  steps_row(s, step, "left:\t%s",
            arithmetic(s, "{0} + {1}·{2}", (double[]){ a, share, width }, 3, x));
  steps_row(s, step, "right:\t%s",
            arithmetic(s, "{0} − {1}·{2}", (double[]){ b, share, width }, 3, y));
  steps_prose(s, step, "With this share one of the two serves again in the next turn.");
  step = steps_add(s, s->root, &moves[SECTION], 0);
  steps_row(s, step, "from\tto\tleft\tright\tf(left)\tf(right)\tkeep");
  double fx = curve_at(subject, f, x), fy = curve_at(subject, f, y), low = a, high = b;
  for (int k = 0; k < 80 && isfinite(fx) && isfinite(fy); k++) {
    bool left = fx <= fy;
    if (k < FULL_ROWS)
      steps_row(s, step, "%s\t%s\t%s\t%s\t%s\t%s\t%s", steps_digits(s, low, 5),
                steps_digits(s, high, 5), steps_digits(s, x, 5), steps_digits(s, y, 5),
                steps_digits(s, fx, 5), steps_digits(s, fy, 5), left ? "left" : "right")
          ->depth = k < NORMAL_ROWS ? 1 : 2;
    if (left) {
      high = y, y = x, fy = fx;
      x = low + share * (high - low);
      fx = curve_at(subject, f, x);
    } else {
      low = x, x = y, fx = fy;
      y = high - share * (high - low);
      fy = curve_at(subject, f, y);
    }
  }
  if (!isfinite(fx) || !isfinite(fy)) return steps_refuse(s, "f has no value at some place there");
  steps_prose(s, step, "… and so on: five turns make what is left eleven times shorter.");
  double lowest = (low + high) / 2;
  step->brief = steps_printf(s, "x ≈ %s", steps_digits(s, lowest, 6));
  beside_step(s, subject, lowest, a, b);
  s->result = steps_printf(s, "x ≈ %s,  f ≈ %s", steps_digits(s, lowest, 6),
                           say_number(s, curve_at(subject, f, lowest)));
  Value plain = subject->value;
  if (plain.kind == VALUE_SCALAR && fabs(plain.scalar - lowest) > 1e-4 * width)
    s->note = "fminbnd itself came to another low place: there are several.";
  return true;
}

/* ------------------------------------------------------------------ a simplex */

enum { MOST_CORNERS = MAX_BOARD_VARIABLES + 1 };

typedef struct Corner {
  double x[MAX_BOARD_VARIABLES], y;
} Corner;

/* Source: Nelder, Mead: A simplex method for function minimization, Computer Journal 7 (1965). */
typedef struct Simplex {
  Board b;
  size_t n;
  Corner at[MOST_CORNERS]; /* the lowest first */
} Simplex;

static void measure(Simplex *q, Corner *c) {
  c->y = board_number_at(&q->b, q->b.f.body, c->x);
  if (isnan(c->y)) c->y = INFINITY;
}

static void sort(Simplex *q) {
  for (size_t i = 1; i <= q->n; i++)
    for (size_t k = i; k > 0 && q->at[k].y < q->at[k - 1].y; k--) {
      Corner kept = q->at[k];
      q->at[k] = q->at[k - 1];
      q->at[k - 1] = kept;
    }
}

static Corner middle_of(const Simplex *q) {
  Corner m = { .y = 0 };
  for (size_t k = 0; k < q->n; k++)
    for (size_t i = 0; i < q->n; i++) m.x[i] += q->at[k].x[i] / (double)q->n;
  return m;
}

/* From the middle, SHARE times as far as the highest corner on its other side. */
static Corner beyond(Simplex *q, const Corner *middle, double share) {
  Corner c;
  for (size_t i = 0; i < q->n; i++)
    c.x[i] = middle->x[i] + share * (middle->x[i] - q->at[q->n].x[i]);
  measure(q, &c);
  return c;
}

/* One turn; answers what was done. */
static const char *turn(Simplex *q) {
  Corner m = middle_of(q), *worst = &q->at[q->n], c = beyond(q, &m, 1);
  const char *done = "turned over";
  if (c.y < q->at[0].y) {
    Corner further = beyond(q, &m, 2);
    if (further.y < c.y) {
      c = further;
      done = "turned over, twice as far";
    }
  } else if (c.y >= q->at[q->n - 1].y) {
    Corner near = beyond(q, &m, c.y < worst->y ? 0.5 : -0.5);
    if (near.y < fmin(c.y, worst->y)) {
      c = near;
      done = "drawn in";
    } else {
      for (size_t k = 1; k <= q->n; k++) {
        for (size_t i = 0; i < q->n; i++) q->at[k].x[i] = (q->at[k].x[i] + q->at[0].x[i]) / 2;
        measure(q, &q->at[k]);
      }
      sort(q);
      return "all halfway to the lowest";
    }
  }
  *worst = c;
  sort(q);
  return done;
}

static void first_turn(Simplex *q) {
  Steps *s = q->b.s;
  BoardStep *step = steps_add(s, s->root, &moves[FIRST], 1);
  Corner m = middle_of(q), worst = q->at[q->n], c = beyond(q, &m, 1);
  steps_bind(s, step, "heading", "The first turn: the highest corner goes to the other side");
  steps_bind(s, step, "formula", "r = m + (m − highest)");
  steps_row(s, step, "highest:\t%s,  f ≈ %s", say_point(s, worst.x, q->n), say_number(s, worst.y));
  steps_row(s, step, "m, the middle of the others:\t%s", say_point(s, m.x, q->n));
  for (size_t i = 0; i < q->n; i++)
    steps_row(s, step, "r, number %zu:\t%s", i + 1,
              arithmetic(s, "{0} + ({0} − {1!})", (double[]){ m.x[i], worst.x[i] }, 2, c.x[i]));
  const char *verdict = c.y < q->at[0].y          ? "the lowest of all: try twice as far"
                        : c.y < q->at[q->n - 1].y ? "it takes the place of the highest"
                                                  : "no gain: nearer to the middle instead";
  steps_row(s, step, "f(r) ≈ %s\t%s", say_number(s, c.y), verdict);
}

static void begin_corners(Simplex *q, const double *start) {
  Steps *s = q->b.s;
  BoardStep *step = steps_add(s, s->root, &moves[SIMPLEX], 1);
  for (size_t k = 0; k <= q->n; k++) {
    memcpy(q->at[k].x, start, sizeof q->at[k].x);
    if (k > 0) q->at[k].x[k - 1] += start[k - 1] != 0 ? 0.1 * fabs(start[k - 1]) : 0.1;
    measure(q, &q->at[k]);
    steps_row(s, step, "%s\tf ≈ %s", say_point(s, q->at[k].x, q->n), say_number(s, q->at[k].y));
  }
  sort(q);
}

static void turns_step(Simplex *q) {
  enum { MOST = 600 };
  Steps *s = q->b.s;
  BoardStep *step = steps_add(s, s->root, &moves[TURN], 0);
  steps_row(s, step, "turn\thighest corner\tlowest corner\tf there");
  bool falls = true;
  for (size_t k = 1; k <= MOST; k++) {
    double before = q->at[0].y;
    const char *done = turn(q);
    falls &= q->at[0].y <= before;
    if (k <= FULL_ROWS)
      steps_row(s, step, "%zu\t%s\t%s\t%s", k, done, say_point(s, q->at[0].x, q->n),
                say_number(s, q->at[0].y))
          ->depth = k <= NORMAL_ROWS ? 1 : 2;
  }
  claim_true(s, step, falls);
  steps_prose(s, step, "… until all corners are as good as one.");
  step->brief = steps_printf(s, "lowest corner at last: %s", say_point(s, q->at[0].x, q->n));
}

static bool explain_fminsearch(Steps *s, const Subject *subject) {
  Simplex q = { .n = 0 };
  double start[MAX_BOARD_VARIABLES] = { 0 };
  Board *b = &q.b;
  if (!subject_point(s, subject, 1, start, &q.n) || !board_begin(b, s, subject)) return false;
  bool fits = b->all.array || b->all.count == q.n;
  if (b->all.array) b->entries = q.n;
  if (!fits)
    steps_refuse(s, "the start has to have one number for each variable");
  else {
    s->title = steps_printf(s, "Downhill without slopes on   %s\t    from %s", board_typed(b),
                            say_point(s, start, q.n));
    s->goal = "As many corners as variables and one more: the highest is always the one that moves "
              "(Nelder and Mead). fminsearch works so, with a few rules more.";
    begin_corners(&q, start);
    first_turn(&q);
    turns_step(&q);
    double spread = fabs(q.at[q.n].y - q.at[0].y);
    s->result = steps_printf(s, "lowest near %s,  f ≈ %s", say_point(s, q.at[0].x, q.n),
                             say_number(s, fabs(q.at[0].y) < 1e-14 ? 0 : q.at[0].y));
    View v;
    Value plain = subject->value;
    bool same = value_is_numeric(plain) && value_view(&plain, &v) && v.count == q.n;
    for (size_t i = 0; same && i < q.n; i++)
      same = fabs(v.data[i] - q.at[0].x[i]) <= 1e-3 * fmax(1, fabs(q.at[0].x[i]));
    if (!(spread < 1e-6))
      s->note = "It has not come to rest: f may fall for ever from here.";
    else if (!same)
      s->note = "fminsearch itself came to another low place.";
  }
  board_end(b);
  return fits;
}

const Explainer calculus_lowest_explainers[] = {
  { "fminbnd", 3, 4, explain_fminbnd },
  { "fminsearch", 2, 3, explain_fminsearch },
  { 0 },
};
