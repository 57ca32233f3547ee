/* linear_least.c -- least squares by the normal equations.  */

#include "config.h"
#include "board/linear.h"

#include <math.h>

enum { MOST_ROWS = 12, MOST_UNKNOWNS = 4 };

enum { NORMAL, SOLVE, RESIDUAL, DEPENDENT };
static const Move moves[] = {
  [NORMAL] = { "least.normal", "The residual must be perpendicular to every column.",
               "A'·A x = A'·b", NULL, RELATION_EQUAL },
  [SOLVE] = { "least.solve", "Solve these equations.", NULL, NULL, RELATION_SOLVES },
  [RESIDUAL] = { "least.residual", "Check the residual r = b − A x.", NULL, NULL,
                 RELATION_PERPENDICULAR },
  [DEPENDENT] = { "least.dependent", "The columns depend on each other: many x are equally good.",
                  NULL, NULL, RELATION_EQUAL },
};

static void show_solving(Steps *s, const Exact *normal, const Exact *right, const Exact *x) {
  BoardStep *step = steps_add(s, s->root, &moves[SOLVE], 0);
  steps_claim_solves(s, step, side_of(normal), side_of(x), side_of(right));
  Elimination e;
  size_t n = normal->columns;
  eliminate_begin(&e, s, step, exact_beside(&s->arena, normal, right), n, n);
  eliminate_down(&e);
  for (size_t k = 0; k < step->child_count; k++) step->children[k]->depth = 2;
  steps_matrix(s, step, eliminate_grid(&e, false));
  Text brief = TEXT_EMPTY;
  for (size_t i = 0; i < n; i++)
    text_printf(&brief, "%sx%zu %s %s", i > 0 ? ",  " : "", i + 1, steps_equals(s, x->at[i]),
                steps_number(s, x->at[i]));
  step->brief = steps_keep(s, &brief);
  steps_row(s, step, "%s", step->brief);
}

static void show_residual(Steps *s, const Exact *a, const Exact *b, const Exact *x) {
  BoardStep *step = steps_add(s, s->root, &moves[RESIDUAL], 0);
  const Exact *fitted = exact_product(&s->arena, a, x);
  Exact *r = exact_copy(&s->arena, b);
  for (size_t i = 0; i < b->rows; i++) r->at[i] = exact_subtract(b->at[i], fitted->at[i]);
  const char *sign = s->decimals ? "≈" : "=";
  Number square = exact_inner(r, r);
  steps_row(s, step, "A x\t%s %s", sign, steps_vector(s, fitted));
  steps_row(s, step, "r\t%s %s", sign, steps_vector(s, r));
  const Exact *zero = exact_product(&s->arena, exact_transpose(&s->arena, a), r);
  if (!s->decimals) steps_row(s, step, "A'·r\t= %s ✓", steps_vector(s, zero));
  steps_row(s, step, "its squares add up to %s", steps_number(s, square));
  step->brief = steps_printf(s, "sum of squared residuals %s %s", sign, steps_number(s, square));
  double size = exact_largest(a) * fmax(exact_largest(b), exact_largest(fitted));
  steps_claim_beside(s, step, side_of(zero), side_of(exact_new(&s->arena, a->columns, 1)),
                     side_number(s, number_double(1e-4 * size)));
}

static bool dependent(Steps *s, const Exact *a, size_t rank) {
  BoardStep *step = steps_add(s, s->root, &moves[DEPENDENT], 0);
  steps_row(s, step, "the rank is %zu, the columns are %zu", rank, a->columns);
  s->note = "A\\b answers with the shortest of them.";
  return true;
}

bool explain_least_squares(Steps *s, const Exact *plain, const Exact *a, const Exact *b) {
  if (a->rows > MOST_ROWS || a->columns > MOST_UNKNOWNS || b->columns > 1)
    return steps_refuse(s, "the board has room for twelve equations with four unknowns");
  s->title = steps_printf(s, "Solve A x = b as well as can be           \t%s, %s",
                          plural(s, a->rows, "equation"), plural(s, a->columns, "unknown"));
  s->goal = "More equations than unknowns: all cannot hold in general. Least squares makes the "
            "sum of the squared errors as small as possible.";
  steps_gap(s, s->root);
  Line *line = steps_row(s, s->root, "A = \1   b = \1");
  line->shift = -3;
  line_grid(s, line, grid_of(s, a));
  line_grid(s, line, grid_of(s, b));
  const Exact *turned = exact_transpose(&s->arena, a);
  const Exact *normal = exact_product(&s->arena, turned, a);
  const Exact *right = exact_product(&s->arena, turned, b);
  BoardStep *step = steps_add(s, s->root, &moves[NORMAL], 0);
  steps_gap(s, step);
  line = steps_row(s, step, "A'·A %s \1   A'·b %s \1", s->decimals ? "≈" : "=",
                   s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, normal));
  line_grid(s, line, grid_of(s, right));
  step->brief =
      steps_printf(s, "A'·A = %s,  A'·b = %s", steps_vector(s, normal), steps_vector(s, right));
  linear_product_rows(s, step, turned, a);
  linear_product_rows(s, step, turned, b);
  steps_claim_solves(s, step, side_of(turned), side_of(a), side_of(normal));
  steps_claim_solves(s, step, side_of(turned), side_of(b), side_of(right));
  size_t rank;
  exact_reduced(&s->arena, a, &rank, NULL);
  if (rank < a->columns) return dependent(s, a, rank);
  const Exact *x = exact_solved(&s->arena, normal, right);
  if (!x)
    return steps_refuse(s, "the columns nearly depend on each other: too many digits would "
                           "be lost on paper");
  show_solving(s, normal, right, x);
  show_residual(s, a, b, x);
  s->result = steps_printf(s, "x %s %s", s->decimals ? "≈" : "=", steps_vector_both(s, x));
  if (plain) steps_claim_solves(s, s->root, side_of(normal), side_of(plain), side_of(right));
  return true;
}
