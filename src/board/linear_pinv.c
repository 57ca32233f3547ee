/* linear_pinv.c -- the pseudoinverse, from independent columns or rows.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

enum { LARGEST = 6 };

enum { FACTORS, PRODUCT, INVERTED, TIMES, JOIN, FOUR };
static const Move moves[] = {
  [FACTORS] = { "pinv.factors",
                "Rows and columns depend on each other: split A into independent ones.", "A = C·R",
                "C holds the columns of A with a pivot, R the rows of rref(A) that are not 0.",
                RELATION_SOLVES },
  [PRODUCT] = { "pinv.product", "Multiply {name} with its transpose.", NULL, NULL,
                RELATION_SOLVES },
  [INVERTED] = { "pinv.inverse", "Invert it.", NULL, NULL, RELATION_SOLVES },
  [TIMES] = { "pinv.times", "Multiply that with the transpose.", NULL, NULL, RELATION_SOLVES },
  [JOIN] = { "pinv.join", "Put them together in the other order.", "pinv(A) = pinv(R)·pinv(C)",
             NULL, RELATION_SOLVES },
  [FOUR] = { "pinv.check", "Check: A·pinv(A)·A is A again.", NULL, NULL, RELATION_SOLVES },
};

static void equation_of(Steps *s, BoardStep *step, const char *left, const Exact *a) {
  steps_gap(s, step);
  Line *line = steps_row(s, step, "%s %s \1", left, s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, a));
  step->brief = steps_printf(s, "%s = %s", left, steps_vector(s, a));
}

/* The steps from A, whose columns (TALL) or rows are independent, to its pseudoinverse. */
static const Exact *independent(Steps *s, BoardStep *parent, const char *name, const Exact *a,
                                bool tall) {
  const Exact *turned = exact_transpose(&s->arena, a);
  const Exact *product =
      tall ? exact_product(&s->arena, turned, a) : exact_product(&s->arena, a, turned);
  const Exact *identity = exact_identity(&s->arena, product->rows);
  const Exact *inverse = exact_solved(&s->arena, product, identity);
  if (!inverse) {
    steps_refuse(s, "rows or columns nearly depend on each other: too many digits would be lost on "
                    "paper");
    return NULL;
  }
  const char *text = steps_printf(s, tall ? "%s'·%s" : "%s·%s'", name, name);
  BoardStep *step = steps_add(s, parent, &moves[PRODUCT], 0);
  steps_bind(s, step, "name", name);
  equation_of(s, step, text, product);
  linear_product_rows(s, step, tall ? turned : a, tall ? a : turned);
  steps_claim_solves(s, step, side_of(tall ? turned : a), side_of(tall ? a : turned),
                     side_of(product));
  step = steps_add(s, parent, &moves[INVERTED], 0);
  equation_of(s, step, steps_printf(s, "(%s)⁻¹", text), inverse);
  linear_inverse_steps(s, step, product);
  steps_claim_solves(s, step, side_of(product), side_of(inverse), side_of(identity));
  const Exact *result =
      tall ? exact_product(&s->arena, inverse, turned) : exact_product(&s->arena, turned, inverse);
  step = steps_add(s, parent, &moves[TIMES], 0);
  equation_of(s, step, steps_printf(s, "pinv(%s)", name), result);
  linear_product_rows(s, step, tall ? inverse : turned, tall ? turned : inverse);
  if (tall)
    steps_claim_solves(s, step, side_of(result), side_of(a), side_of(identity));
  else
    steps_claim_solves(s, step, side_of(a), side_of(result), side_of(identity));
  return result;
}

/* A = C·R with independent columns and rows. */
static const Exact *factored(Steps *s, const Exact *a, const Exact *reduced, size_t rank,
                             const size_t *pivots) {
  Exact *c = exact_new(&s->arena, a->rows, rank), *r = exact_new(&s->arena, rank, a->columns);
  for (size_t k = 0; k < rank; k++) {
    for (size_t i = 0; i < a->rows; i++) *exact_at(c, i, k) = *exact_at(a, i, pivots[k]);
    for (size_t j = 0; j < a->columns; j++) *exact_at(r, k, j) = *exact_at(reduced, k, j);
  }
  BoardStep *step = steps_add(s, s->root, &moves[FACTORS], 0);
  steps_gap(s, step);
  Line *line =
      steps_row(s, step, "C %s \1   R %s \1", s->decimals ? "≈" : "=", s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, c));
  line_grid(s, line, grid_of(s, r));
  step->brief = steps_printf(s, "C = %s, R = %s", steps_vector(s, c), steps_vector(s, r));
  steps_claim_solves(s, step, side_of(c), side_of(r), side_of(a));
  const Exact *left = independent(s, s->root, "C", c, true);
  const Exact *right = left ? independent(s, s->root, "R", r, false) : NULL;
  if (!right) return NULL;
  const Exact *result = exact_product(&s->arena, right, left);
  step = steps_add(s, s->root, &moves[JOIN], 0);
  equation_of(s, step, "pinv(A)", result);
  steps_claim_solves(s, step, side_of(right), side_of(left), side_of(result));
  step = steps_add(s, s->root, &moves[FOUR], 1);
  const Exact *image = exact_product(&s->arena, result, a);
  line = steps_row(s, step, "\1 · \1 %s \1 ✓", s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, a));
  line_grid(s, line, grid_of(s, image));
  line_grid(s, line, grid_of(s, a));
  steps_claim_solves(s, step, side_of(a), side_of(image), side_of(a));
  return result;
}

static bool explain_pinv(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, false, LARGEST)) return false;
  size_t rank, pivots[LARGEST];
  const Exact *reduced = exact_reduced(&s->arena, a, &rank, pivots);
  bool tall = rank == a->columns, wide = rank == a->rows;
  const char *how = tall ? "(A'·A)⁻¹·A'" : wide ? "A'·(A·A')⁻¹" : "rank";
  s->title = steps_printf(s, "The pseudoinverse of %s           \t%s%s", linear_title(subject), how,
                          tall || wide ? "" : steps_printf(s, " %zu", rank));
  if (rank == 0) {
    s->result = "0 in every entry, as many rows as A has columns";
    s->note = "Everything is taken to 0, and nothing can be taken back.";
    return true;
  }
  s->goal = tall   ? "The columns are independent, so A'·A can be inverted."
            : wide ? "The rows are independent, so A·A' can be inverted."
                   : NULL;
  steps_gap(s, s->root);
  Line *line = steps_row(s, s->root, "A = \1");
  line->shift = -3;
  line_grid(s, line, grid_of(s, a));
  const Exact *result =
      tall || wide ? independent(s, s->root, "A", a, tall) : factored(s, a, reduced, rank, pivots);
  if (!result) return false;
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain && plain->rows == result->rows && plain->columns == result->columns) {
    const Exact *own = exact_product(&s->arena, result, a);
    steps_claim_beside(s, s->root, side_of(exact_product(&s->arena, plain, a)), side_of(own),
                       side_number(s, number_double(exact_largest(plain) * exact_largest(a))));
  }
  return true;
}

const Explainer linear_pinv_explainers[] = {
  { "pinv", 1, 1, explain_pinv },
  { 0 },
};
