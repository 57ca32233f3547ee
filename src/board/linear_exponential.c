/* linear_exponential.c -- e to a matrix, where its series ends or the matrix is diagonal.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <math.h>

enum { LARGEST = 6 };

enum { ENTRIES, POWERS, SERIES };
static const Move moves[] = {
  [ENTRIES] = { "expm.diagonal",
                "The powers of a diagonal matrix are those of its entries, so "
                "is the sum of the series.",
                NULL, NULL, RELATION_EQUAL },
  [POWERS] = { "expm.powers", "The powers, until one is 0.", NULL, NULL, RELATION_SOLVES },
  [SERIES] = { "expm.series", "Add the series; it ends there.", "I + A + A²/2! + A³/3! + …", NULL,
               RELATION_EQUAL },
};

static bool is_diagonal(const Exact *a) {
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < a->columns; j++)
      if (i != j && !exact_is_zero(*exact_at(a, i, j))) return false;
  return true;
}

static void claim_value(Steps *s, const Subject *subject, const Exact *e) {
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, s->root, RELATION_EQUAL, side_of(e), side_of(plain));
}

static void diagonal(Steps *s, const Subject *subject, const Exact *a) {
  size_t n = a->rows;
  Exact *e = exact_new(&s->arena, n, n), *logs = exact_new(&s->arena, n, n);
  BoardStep *step = steps_add(s, s->root, &moves[ENTRIES], 0);
  for (size_t i = 0; i < n; i++) {
    Number x = *exact_at(a, i, i);
    double power = exp(number_value(x));
    bool one = exact_is_zero(x);
    *exact_at(e, i, i) = one ? number_whole(1) : number_double(power);
    *exact_at(logs, i, i) = number_double(log(power));
    steps_row(s, step, number_sign(x) < 0 || !number_is_whole(x) ? "e^(%s)\t%s %s" : "e^%s\t%s %s",
              steps_number(s, x), one ? "=" : "≈", steps_decimal(s, power));
  }
  Grid *grid = grid_new(s, n, n, FENCE_BRACKETS);
  for (size_t k = 0; k < n * n; k++) grid->cells[k] = steps_decimal(s, number_value(e->at[k]));
  steps_gap(s, step);
  line_grid(s, steps_row(s, step, "expm(%s) ≈ \1", linear_title(subject)), grid);
  step->brief = "e to each entry of the diagonal, 0 elsewhere";
  steps_claim_beside(s, step, side_of(logs), side_of(a), side_number(s, number_whole(1)));
  s->note = "exp(A) is another thing: it works on every entry, and e⁰ is 1.";
  claim_value(s, subject, e);
}

/* A whose power number COUNT is 0. */
static void ending(Steps *s, const Subject *subject, const Exact *a, size_t count) {
  size_t n = a->rows;
  const char *name = linear_title(subject);
  BoardStep *step = steps_add(s, s->root, &moves[POWERS], 0);
  const Exact *power = a;
  Exact *sum = exact_identity(&s->arena, n);
  Number factorial = number_whole(1);
  for (size_t k = 0; k < n * n; k++) sum->at[k] = number_add(sum->at[k], a->at[k]);
  Text terms = TEXT_EMPTY;
  text_printf(&terms, "I + %s", name);
  for (size_t k = 2; k <= count; k++) {
    const Exact *next = exact_product(&s->arena, a, power);
    steps_gap(s, step);
    Line *line = steps_row(s, step, "%s%s = \1", name, steps_raised(s, (int64_t)k));
    line_grid(s, line, grid_of(s, next));
    steps_claim_solves(s, step, side_of(a), side_of(power), side_of(next));
    power = next;
    factorial = number_multiply(factorial, number_whole((int64_t)k));
    if (k == count) break;
    text_printf(&terms, " + %s%s/%s", name, steps_raised(s, (int64_t)k),
                steps_number(s, factorial));
    Number share = number_divide(number_whole(1), factorial);
    for (size_t i = 0; i < n * n; i++)
      sum->at[i] = number_add(sum->at[i], number_multiply(share, power->at[i]));
  }
  step->brief = steps_printf(s, "%s%s = 0", name, steps_raised(s, (int64_t)count));
  step = steps_add(s, s->root, &moves[SERIES], 0);
  steps_gap(s, step);
  Line *line = steps_row(s, step, "%s %s \1", text_string(&terms), s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, sum));
  text_free(&terms);
  step->brief = steps_vector(s, sum);
  claim_value(s, subject, sum);
}

static bool explain_expm(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, true, LARGEST)) return false;
  if (exact_largest(a) > 200) return steps_refuse(s, "the powers become too large for a board");
  s->title = steps_printf(s, "e to the matrix %s", linear_title(subject));
  if (is_diagonal(a)) {
    diagonal(s, subject, a);
    return true;
  }
  const Exact *power = a;
  for (size_t k = 2; k <= a->rows; k++) {
    power = exact_product(&s->arena, a, power);
    if (exact_largest(power) > 0) continue;
    ending(s, subject, a, k);
    return true;
  }
  return steps_refuse(s, "there are steps for diagonal matrices and for those with a power that is "
                         "0; expm adds the series");
}

const Explainer linear_exponential_explainers[] = {
  { "expm", 1, 1, explain_expm },
  { 0 },
};
