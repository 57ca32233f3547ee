/* linear_factors.c -- LU with the machine's choice of pivots, and Cholesky.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <math.h>

enum { LARGEST = 6 };

enum { COLLECT, FACTORS_CHECK, ENTRY, NOT_POSITIVE, SQUARE_CHECK };
static const Move moves[] = {
  [COLLECT] = { "lu.collect", "Collect the multipliers: they are L, and the staircase is U.", NULL,
                NULL, RELATION_EQUAL },
  [FACTORS_CHECK] = { "lu.check", "Check: L·U is {product}.", NULL, NULL, RELATION_SOLVES },
  [ENTRY] = { "chol.column", "Row {row} of R.", NULL, NULL, RELATION_EQUAL },
  [NOT_POSITIVE] = { "chol.none", "No root of {rest}: the matrix is not positive definite.", NULL,
                     NULL, RELATION_EQUAL },
  [SQUARE_CHECK] = { "chol.check", "Check: R'·R = A.", NULL, NULL, RELATION_SOLVES },
};

static bool explain_lu(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, true, LARGEST)) return false;
  size_t n = a->rows;
  const char *name = linear_title(subject);
  Elimination e;
  eliminate_begin(&e, s, s->root, exact_copy(&s->arena, a), n, 0);
  e.largest = true;
  s->title = steps_printf(s, "Factor %s into a lower and an upper triangle", name);
  s->goal = "Eliminate downwards as for a system, with the largest number of each column as its "
            "pivot, as the machine does.";
  steps_matrix(s, s->root, eliminate_grid(&e, true));
  eliminate_down(&e);
  Exact *permuted = exact_new(&s->arena, n, n);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) *exact_at(permuted, i, j) = *exact_at(a, e.order[i], j);
  /* Row by row: L U = P A fixes the multipliers where U has a pivot. */
  Exact *lower = exact_identity(&s->arena, n);
  for (size_t i = 0; i < n; i++)
    for (size_t row = 0; row < i && row < e.rank; row++) {
      size_t column = e.pivots[row];
      Number rest = *exact_at(permuted, i, column);
      for (size_t k = 0; k < row; k++)
        rest = exact_subtract(
            rest, number_multiply(*exact_at(lower, i, k), *exact_at(e.work, k, column)));
      *exact_at(lower, i, row) = number_divide(rest, *exact_at(e.work, row, column));
    }
  BoardStep *step = steps_add(s, s->root, &moves[COLLECT], 0);
  steps_gap(s, step);
  Line *line = steps_row(s, step, "L = \1   U = \1");
  line_grid(s, line, grid_of(s, lower));
  line_grid(s, line, grid_of(s, e.work));
  step->brief = steps_printf(s, "L = %s, U = %s", steps_vector(s, lower), steps_vector(s, e.work));
  steps_claim_solves(s, step, side_of(lower), side_of(exact_copy(&s->arena, e.work)),
                     side_of(permuted));
  step = steps_add(s, s->root, &moves[FACTORS_CHECK], 1);
  steps_bind(s, step, "product",
             e.swaps == 0 ? name : steps_printf(s, "%s with its rows swapped, P·%s", name, name));
  steps_gap(s, step);
  line = steps_row(s, step, "\1 · \1 %s \1 ✓", s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, lower));
  line_grid(s, line, grid_of(s, e.work));
  line_grid(s, line, grid_of(s, permuted));
  steps_claim_solves(s, step, side_of(lower), side_of(exact_copy(&s->arena, e.work)),
                     side_of(permuted));
  s->note = "[L, U, P] = lu(A) gives the three; lu with one result packs L and U into one matrix.";
  return true;
}

/* √(4 − 1·1 − ...) or (2 − 1·1)/r, as a pattern over numbers */
static Number cholesky_rest(Text *pattern, Number *numbers, size_t *count, const Exact *a,
                            const Exact *r, size_t i, size_t j) {
  Number rest = *exact_at(a, i, j);
  numbers[0] = rest;
  *count = 1;
  text_puts(pattern, "{0}");
  for (size_t k = 0; k < i; k++) {
    Number x = *exact_at(r, k, i), y = *exact_at(r, k, j);
    if (exact_is_zero(x) || exact_is_zero(y)) continue;
    text_printf(pattern, "{%zu-}·{%zu*}", *count, *count + 1);
    numbers[(*count)++] = x;
    numbers[(*count)++] = y;
    rest = exact_subtract(rest, number_multiply(x, y));
  }
  return rest;
}

static bool cholesky_row(Steps *s, const Exact *a, Exact *r, size_t i) {
  size_t n = a->rows, count;
  BoardStep *step = steps_add(s, s->root, &moves[ENTRY], 0);
  steps_bind(s, step, "row", steps_printf(s, "%zu", i + 1));
  for (size_t j = i; j < n; j++) {
    Text pattern = TEXT_EMPTY, whole = TEXT_EMPTY;
    Number numbers[2 * LARGEST + 2], rest = cholesky_rest(&pattern, numbers, &count, a, r, i, j);
    if (j == i && number_value(rest) <= 0) {
      steps_row(s, step, "below the root: %s",
                equation_text(s, steps_equation(s, text_string(&pattern), numbers, rest)));
      text_free(&pattern);
      step = steps_add(s, s->root, &moves[NOT_POSITIVE], 0);
      steps_bind(s, step, "rest", steps_number(s, rest));
      return false;
    }
    Number root;
    if (j == i) {
      if (!number_power(rest, number_fraction(1, 2), &root))
        root = number_double(sqrt(number_value(rest)));
      *exact_at(r, i, i) = root;
      text_printf(&whole,
                  count > 1                              ? "√(%s)"
                  : number_is_whole(rest) || s->decimals ? "√%s"
                                                         : "√(%s)",
                  text_string(&pattern));
    } else {
      root = number_divide(rest, *exact_at(r, i, i));
      text_printf(&whole, count > 1 ? "(%s) ÷ {%zu}" : "%s ÷ {%zu}", text_string(&pattern), count);
      numbers[count++] = *exact_at(r, i, i);
      *exact_at(r, i, j) = root;
    }
    steps_row(s, step, "r%zu%zu =\v%s", i + 1, j + 1,
              equation_text(s, steps_equation(s, text_string(&whole), numbers, root)));
    text_free(&pattern);
    text_free(&whole);
  }
  step->brief =
      steps_printf(s, "row %zu of R: %s", i + 1,
                   steps_vector(s, exact_part(&s->arena, exact_transpose(&s->arena, r), i, i + 1)));
  return true;
}

static bool explain_cholesky(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, true, LARGEST)) return false;
  if (!exact_equal(a, exact_transpose(&s->arena, a)))
    return steps_refuse(s, "Cholesky is for symmetric matrices");
  size_t n = a->rows;
  s->title = steps_printf(s, "%s = R'·R with an upper triangle R", linear_title(subject));
  s->goal = "Row by row: on the diagonal the root of what is left, beside it what is left divided "
            "by that root.";
  steps_matrix(s, s->root, grid_of(s, a));
  Exact *r = exact_new(&s->arena, n, n);
  for (size_t i = 0; i < n; i++)
    if (!cholesky_row(s, a, r, i)) return true;
  BoardStep *step = steps_add(s, s->root, &moves[SQUARE_CHECK], 1);
  steps_gap(s, step);
  const Exact *turned = exact_transpose(&s->arena, r);
  Line *line = steps_row(s, step, "\1 · \1 %s \1 ✓", s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, turned));
  line_grid(s, line, grid_of(s, r));
  line_grid(s, line, grid_of(s, a));
  steps_claim_solves(s, step, side_of(turned), side_of(r), side_of(a));
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, s->root, RELATION_EQUAL, side_of(r), side_of(plain));
  return true;
}

const Explainer linear_factors_explainers[] = {
  { "lu", 1, 1, explain_lu },
  { "chol", 1, 1, explain_cholesky },
  { 0 },
};
