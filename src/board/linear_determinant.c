/* linear_determinant.c -- det by pivots and by formula, trace.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <math.h>

enum { FORMULA_2, FORMULA_3, PIVOTS, ZERO_PIVOT, SWAPS, DIAGONAL };
static const Move moves[] = {
  [FORMULA_2] = { "det.two", "Down the diagonal, minus up the other one.", "a·d − b·c", NULL,
                  RELATION_EQUAL },
  [FORMULA_3] = { "det.three", "The same by the formula, along the first row.", NULL,
                  "Each number times the 2×2 determinant that is left without its row and column; "
                  "the middle one counts minus.",
                  RELATION_EQUAL },
  [PIVOTS] = { "det.pivots", "Multiply the pivots.", NULL, NULL, RELATION_EQUAL },
  [ZERO_PIVOT] = { "det.zero", "A row of zeros is left, so the determinant is 0.", NULL, NULL,
                   RELATION_EQUAL },
  [SWAPS] = { "det.swaps", "Each swap of rows changes the sign: {swaps}.", NULL, NULL,
              RELATION_EQUAL },
  [DIAGONAL] = { "trace.sum", "Add the numbers on the diagonal.", NULL, NULL, RELATION_EQUAL },
};

static Number minor_of(const Exact *a, size_t column) {
  size_t j = column == 0, k = column == 2 ? 1 : 2;
  return exact_subtract(number_multiply(*exact_at(a, 1, j), *exact_at(a, 2, k)),
                        number_multiply(*exact_at(a, 1, k), *exact_at(a, 2, j)));
}

static void formula_2(Steps *s, const Exact *a, Number det) {
  BoardStep *step = steps_add(s, s->root, &moves[FORMULA_2], 0);
  Number n[] = { *exact_at(a, 0, 0), *exact_at(a, 1, 1), *exact_at(a, 0, 1), *exact_at(a, 1, 0) };
  Equation q = steps_equation(s, "{0}·{1*} − {2!}·{3*}", n, det);
  Grid *grid = grid_of(s, a);
  grid->fence = FENCE_BARS;
  Line *line = steps_row(s, step, "\1 = %s", equation_text(s, q));
  line_grid(s, line, grid);
  step->brief = equation_text(s, q);
  linear_claim_determinant(s, step, det, a);
}

static void formula_3(Steps *s, const Exact *a) {
  BoardStep *step = steps_add(s, s->root, &moves[FORMULA_3], 1);
  Number minors[3], sum = number_whole(0);
  for (size_t j = 0; j < 3; j++) {
    minors[j] = minor_of(a, j);
    size_t left = j == 0, right = j == 2 ? 1 : 2;
    Number n[] = { *exact_at(a, 1, left), *exact_at(a, 2, right), *exact_at(a, 1, right),
                   *exact_at(a, 2, left) };
    Equation q = steps_equation(s, "{0}·{1*} − {2!}·{3*}", n, minors[j]);
    steps_row(s, step, "without column %zu:\t%s\v%s\v%s", j + 1, q.left, q.sign, q.right);
    Number term = number_multiply(*exact_at(a, 0, j), minors[j]);
    sum = number_add(sum, j == 1 ? number_negate(term) : term);
  }
  Number n[] = { *exact_at(a, 0, 0), minors[0],          *exact_at(a, 0, 1),
                 minors[1],          *exact_at(a, 0, 2), minors[2] };
  steps_row(s, step, "%s",
            equation_text(s, steps_equation(s, "{0}·{1*} − {2!}·{3*} + {4!}·{5*}", n, sum)));
  linear_claim_determinant(s, step, sum, a);
}

static Number pivots(Steps *s, const Exact *a) {
  Elimination e;
  eliminate_begin(&e, s, s->root, exact_copy(&s->arena, a), a->columns, 0);
  s->goal = "Make a staircase: subtracting a multiple of a row from another does not change the "
            "determinant, and that of a staircase is the product of its pivots.";
  steps_matrix(s, s->root, eliminate_grid(&e, true));
  eliminate_down(&e);
  if (e.rank < a->rows) {
    BoardStep *step = steps_add(s, s->root, &moves[ZERO_PIVOT], 0);
    linear_claim_determinant(s, step, number_whole(0), a);
    return number_whole(0);
  }
  BoardStep *step = steps_add(s, s->root, &moves[PIVOTS], 0);
  Number product;
  const char *line = eliminate_pivot_product(&e, &product);
  steps_row(s, step, "%s", line);
  step->brief = line;
  if (e.swaps > 0) {
    step = steps_add(s, s->root, &moves[SWAPS], 0);
    steps_bind(s, step, "swaps", plural(s, e.swaps, "swap"));
    if (e.swaps % 2 == 1) product = number_negate(product);
    steps_row(s, step, "det = %s", steps_number(s, product));
    step->brief =
        steps_printf(s, "%s: det = %s", plural(s, e.swaps, "swap"), steps_number(s, product));
  }
  linear_claim_determinant(s, step, product, a);
  return product;
}

static const char *meaning(Steps *s, const Exact *a, Number det) {
  if (exact_is_zero(det)) return "The columns point into too few directions: no inverse.";
  const char *what = a->rows == 2 ? "areas" : a->rows == 3 ? "volumes" : "volumes";
  double size = fabs(number_value(det));
  const char *turn = number_sign(det) < 0 ? ", and the minus says that it turns them over" : "";
  if (size == 1) return steps_printf(s, "As a map it leaves %s as they are%s.", what, turn);
  return steps_printf(s, "As a map it multiplies %s by %s%s.", what,
                      steps_number(s, number_sign(det) < 0 ? number_negate(det) : det), turn);
}

static bool explain_determinant(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, true, MAX_ELIMINATION)) return false;
  if (a->rows == 1) return steps_refuse(s, "the determinant of a number is the number");
  const char *name = linear_title(subject);
  s->title = steps_printf(s, "The determinant of %s", name);
  Number det;
  if (a->rows == 2) {
    Number *p = a->at;
    det = exact_subtract(number_multiply(p[0], p[3]), number_multiply(p[1], p[2]));
    formula_2(s, a, det);
  } else
    det = pivots(s, a);
  if (a->rows == 3) formula_3(s, a);
  s->result = steps_printf(s, "det(%s) %s %s", name, steps_equals(s, det), steps_number(s, det));
  s->note = meaning(s, a, det);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (!plain) return true;
  double shown = number_value(plain->at[0]);
  if (exact_is_zero(det) && shown != 0)
    s->note = steps_printf(s, "%s\n%s", s->note, linear_rounding_note(s, shown));
  steps_claim_beside(s, s->root, side_number(s, det), side_of(plain),
                     side_number(s, number_double(linear_determinant_bound(a))));
  return true;
}

static bool explain_trace(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, true, 2 * MAX_ELIMINATION)) return false;
  if (a->rows == 1) return steps_refuse(s, "the trace of a number is the number");
  Number numbers[2 * MAX_ELIMINATION], sum = number_whole(0);
  Text pattern = TEXT_EMPTY;
  for (size_t i = 0; i < a->rows; i++) {
    numbers[i] = *exact_at(a, i, i);
    sum = number_add(sum, numbers[i]);
    text_printf(&pattern, i == 0 ? "{0}" : "{%zu+}", i);
  }
  s->title = steps_printf(s, "The trace of %s", linear_title(subject));
  steps_matrix(s, s->root, grid_of(s, a));
  BoardStep *step = steps_add(s, s->root, &moves[DIAGONAL], 0);
  const char *line = equation_text(s, steps_equation(s, text_string(&pattern), numbers, sum));
  text_free(&pattern);
  steps_row(s, step, "%s", line);
  step->brief = line;
  s->result = steps_printf(s, "trace(%s) %s %s", linear_title(subject), steps_equals(s, sum),
                           steps_number(s, sum));
  s->note = "It is the sum of the eigenvalues, too.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim_beside(s, step, side_number(s, sum), side_of(plain), side_of(a));
  return true;
}

const Explainer linear_determinant_explainers[] = {
  { "det", 1, 1, explain_determinant },
  { "trace", 1, 1, explain_trace },
  { 0 },
};
