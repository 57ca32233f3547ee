/* linear_subspace.c -- the shadow of a vector on the columns of a matrix.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <math.h>

enum { MOST_ROWS = 8, MOST_COLUMNS = 4 };

enum { INDEPENDENT, NORMAL, SOLVE, COMBINE, REST };
static const Move moves[] = {
  [INDEPENDENT] = { "subspace.columns", "Some columns are made of the others: leave them out.",
                    NULL, NULL, RELATION_EQUAL },
  [NORMAL] = { "subspace.normal", "What is left over must be perpendicular to every column.",
               "B'·B c = B'·a", NULL, RELATION_SOLVES },
  [SOLVE] = { "subspace.solve", "Solve these equations.", NULL, NULL, RELATION_SOLVES },
  [COMBINE] = { "subspace.combine", "Put the columns together with these shares.", "p = B c", NULL,
                RELATION_SOLVES },
  [REST] = { "subspace.rest", "Check: what is left of {a} is perpendicular to every column.", NULL,
             NULL, RELATION_PERPENDICULAR },
};

static const char *sign_of(const Steps *s) {
  return s->decimals ? "≈" : "=";
}

/* The columns of B with a pivot. */
static const Exact *independent(Steps *s, const Exact *b) {
  size_t rank, pivots[MOST_COLUMNS];
  exact_reduced(&s->arena, b, &rank, pivots);
  if (rank == b->columns || rank == 0) return b;
  Exact *kept = exact_new(&s->arena, b->rows, rank);
  for (size_t j = 0; j < rank; j++)
    for (size_t i = 0; i < b->rows; i++) *exact_at(kept, i, j) = *exact_at(b, i, pivots[j]);
  BoardStep *step = steps_add(s, s->root, &moves[INDEPENDENT], 0);
  steps_gap(s, step);
  line_grid(s, steps_row(s, step, "B = \1"), grid_of(s, kept));
  step->brief = plural(s, rank, "column");
  size_t again;
  exact_reduced(&s->arena, kept, &again, NULL);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_whole((int64_t)rank)),
              side_number(s, number_whole((int64_t)again)));
  return kept;
}

/* NORMAL holds the squared lengths of the columns on its diagonal. */
static bool has_tiny_column(const Exact *normal) {
  double least = INFINITY, most = 0;
  for (size_t i = 0; i < normal->rows; i++) {
    least = fmin(least, number_value(*exact_at(normal, i, i)));
    most = fmax(most, number_value(*exact_at(normal, i, i)));
  }
  return least < 1e-14 * most;
}

static const Exact *solve_step(Steps *s, const Exact *normal, const Exact *right) {
  size_t n = normal->columns;
  const Exact *c = exact_solved(&s->arena, normal, right);
  if (!c) {
    steps_refuse(s, "the columns nearly depend on each other: too many digits would be lost on "
                    "paper");
    return NULL;
  }
  BoardStep *step = steps_add(s, s->root, &moves[SOLVE], 0);
  steps_claim_solves(s, step, side_of(normal), side_of(c), side_of(right));
  Elimination e;
  eliminate_begin(&e, s, step, exact_beside(&s->arena, normal, right), n, n);
  eliminate_down(&e);
  for (size_t k = 0; k < step->child_count; k++) step->children[k]->depth = 2;
  if (n > 1) steps_matrix(s, step, eliminate_grid(&e, false));
  step->brief = steps_printf(s, "c %s %s", sign_of(s), steps_vector(s, c));
  steps_row(s, step, "%s", step->brief);
  return c;
}

static bool explain_subspace(Steps *s, const Subject *subject) {
  if (value_size(subject->args[1], 0) == 1 || value_size(subject->args[1], 1) == 1) return false;
  const Exact *a = subject_vector(s, subject, 0), *b = a ? subject_matrix(s, subject, 1) : NULL;
  if (!b) return false;
  if (b->rows > MOST_ROWS || b->columns > MOST_COLUMNS)
    return steps_refuse(s, "the board has room for four columns of eight numbers");
  if (a->rows == 1) a = exact_transpose(&s->arena, a);
  if (a->rows != b->rows) return steps_refuse(s, "the sizes do not fit");
  if (exact_largest(b) == 0) return steps_refuse(s, "there is no direction in 0");
  const char *name = subject_name(subject, 0, "a");
  s->title =
      steps_printf(s, "The shadow of %s on the columns of %s", name, subject_name(subject, 1, "B"));
  s->goal = "Of all combinations of the columns the one that lies nearest.";
  steps_gap(s, s->root);
  Line *line = steps_row(s, s->root, "a = \1   B = \1");
  line->shift = -3;
  line_grid(s, line, grid_of(s, a));
  line_grid(s, line, grid_of(s, b));
  b = independent(s, b);
  const Exact *turned = exact_transpose(&s->arena, b);
  const Exact *normal = exact_product(&s->arena, turned, b);
  const Exact *right = exact_product(&s->arena, turned, a);
  BoardStep *step = steps_add(s, s->root, &moves[NORMAL], 0);
  steps_gap(s, step);
  line = steps_row(s, step, "B'·B %s \1   B'·a %s \1", sign_of(s), sign_of(s));
  line_grid(s, line, grid_of(s, normal));
  line_grid(s, line, grid_of(s, right));
  step->brief =
      steps_printf(s, "B'·B = %s,  B'·a = %s", steps_vector(s, normal), steps_vector(s, right));
  linear_product_rows(s, step, turned, b);
  linear_product_rows(s, step, turned, a);
  steps_claim_solves(s, step, side_of(turned), side_of(b), side_of(normal));
  steps_claim_solves(s, step, side_of(turned), side_of(a), side_of(right));
  const Exact *c = solve_step(s, normal, right), *p = c ? exact_product(&s->arena, b, c) : NULL;
  if (!p) return false;
  step = steps_add(s, s->root, &moves[COMBINE], 0);
  steps_gap(s, step);
  line = steps_row(s, step, "\1 · \1 %s \1", sign_of(s));
  line_grid(s, line, grid_of(s, b));
  line_grid(s, line, grid_of(s, c));
  line_grid(s, line, grid_of(s, p));
  step->brief = steps_printf(s, "p %s %s", sign_of(s), steps_vector(s, p));
  steps_claim_solves(s, step, side_of(b), side_of(c), side_of(p));
  Exact *rest = exact_copy(&s->arena, a);
  for (size_t k = 0; k < a->rows; k++) rest->at[k] = exact_subtract(a->at[k], p->at[k]);
  step = steps_add(s, s->root, &moves[REST], 1);
  steps_bind(s, step, "a", name);
  bool nothing = number_value(exact_inner(rest, rest)) <= 1e-20 * number_value(exact_inner(a, a));
  steps_row(s, step, "%s − p %s %s", name, sign_of(s), steps_vector(s, rest));
  if (!s->decimals)
    steps_row(s, step, "B'·(%s − p) = %s ✓", name,
              steps_vector(s, exact_product(&s->arena, turned, rest)));
  double size = 1e-4 * exact_largest(b) * exact_largest(a);
  steps_claim_beside(s, step, side_of(exact_product(&s->arena, turned, rest)),
                     side_of(exact_new(&s->arena, b->columns, 1)),
                     side_number(s, number_double(size)));
  if (nothing) s->note = "Nothing is left: it lies in the subspace already.";
  s->result = steps_printf(s, "shadow %s %s", sign_of(s), steps_vector_both(s, p));
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (has_tiny_column(normal))
    s->note = "A column is tiny beside another: the machine may take it for rounding and leave it "
              "out.";
  else if (plain)
    steps_claim_beside(s, s->root, side_of(p),
                       side_of(plain->columns == 1 ? plain : exact_transpose(&s->arena, plain)),
                       side_of(a));
  return true;
}

const Explainer linear_subspace_explainers[] = {
  { "project", 2, 2, explain_subspace },
  { 0 },
};
