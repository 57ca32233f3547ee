/* linear_components.c -- principal components of points with two coordinates.  */

#include "config.h"
#include "board/eigen.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <math.h>

enum { MOST_POINTS = 12 };

enum { CENTRE, COVARIANCE, SHARES, UNITS, SCORES };
static const Move moves[] = {
  [CENTRE] = { "pca.centre", "Take the mean of each column away.", NULL, NULL,
               RELATION_PERPENDICULAR },
  [COVARIANCE] = { "pca.covariance", "How do the columns vary, and together?", "C = Z'·Z/(n − 1)",
                   "Its eigenvectors are the directions of most and of least variance.",
                   RELATION_SOLVES },
  [SHARES] = { "pca.shares", "The eigenvalues are the variances along these directions.", NULL,
               NULL, RELATION_EQUAL },
  [UNITS] = { "pca.units", "The directions of length 1.", NULL, NULL, RELATION_PERPENDICULAR },
  [SCORES] = { "pca.scores", "The coordinates of the points along them.", "Z·V", NULL,
               RELATION_EQUAL },
};

static const char *sign_of(const Steps *s) {
  return s->decimals ? "≈" : "=";
}

/* The centred data. */
static Exact *centre_step(Steps *s, const Exact *x) {
  size_t n = x->rows;
  Number count = number_whole((int64_t)n);
  Exact *z = exact_copy(&s->arena, x), *means = exact_new(&s->arena, 1, 2);
  BoardStep *step = steps_add(s, s->root, &moves[CENTRE], 0);
  for (size_t j = 0; j < 2; j++) {
    Number sum = number_whole(0);
    for (size_t i = 0; i < n; i++) sum = number_add(sum, *exact_at(x, i, j));
    means->at[j] = number_divide(sum, count);
    steps_row(
        s, step, "column %zu:\t%s", j + 1,
        equation_text(s, steps_equation(s, "{0} ÷ {1}", (Number[]){ sum, count }, means->at[j])));
    for (size_t i = 0; i < n; i++)
      *exact_at(z, i, j) = exact_subtract(*exact_at(x, i, j), means->at[j]);
  }
  steps_gap(s, step);
  Line *line = steps_row(s, step, "Z %s \1", sign_of(s));
  line_grid(s, line, grid_of(s, z));
  step->brief = steps_printf(s, "means %s", steps_vector(s, means));
  Exact *ones = exact_new(&s->arena, n, 1);
  for (size_t i = 0; i < n; i++) ones->at[i] = number_whole(1);
  if (exact_largest(z) > 1e-12 * exact_largest(x))
    steps_claim(s, step, RELATION_PERPENDICULAR, side_of(z), side_of(ones));
  return z;
}

static const Exact *covariance_step(Steps *s, const Exact *z) {
  const Exact *turned = exact_transpose(&s->arena, z);
  const Exact *products = exact_product(&s->arena, turned, z);
  Number by = number_whole((int64_t)z->rows - 1);
  const Exact *c = exact_scaled(&s->arena, number_divide(number_whole(1), by), products);
  BoardStep *step = steps_add(s, s->root, &moves[COVARIANCE], 0);
  steps_gap(s, step);
  Line *line = steps_row(s, step, "Z'·Z %s \1   by %s:  C %s \1", sign_of(s), steps_number(s, by),
                         sign_of(s));
  line_grid(s, line, grid_of(s, products));
  line_grid(s, line, grid_of(s, c));
  linear_product_rows(s, step, turned, z);
  step->brief = steps_printf(s, "C = %s", steps_vector(s, c));
  steps_claim_solves(s, step, side_of(turned), side_of(z), side_of(products));
  steps_claim(s, step, RELATION_EQUAL, side_of(exact_scaled(&s->arena, by, c)), side_of(products));
  return c;
}

static void shares_step(Eigen *e, double first, double second) {
  Steps *s = e->s;
  BoardStep *step = steps_add(s, s->root, &moves[SHARES], 0);
  double all = first + second;
  steps_row(s, step, "variances %s and %s, together %s", steps_digits(s, first, 5),
            steps_digits(s, second, 5), steps_digits(s, all, 5));
  step->brief = steps_printf(s, "the first direction holds %s %% of the variance",
                             steps_digits(s, 100 * first / all, 3));
  steps_row(s, step, "%s", step->brief);
  steps_claim_beside(s, step, side_number(s, number_double(all)),
                     side_number(s, number_add(e->a->at[0], e->a->at[3])), side_of(e->a));
}

/* Directions of length 1 whose largest entry is positive, as pca() turns them. */
static Exact *units_step(Eigen *e) {
  Steps *s = e->s;
  Exact *v = exact_new(&s->arena, 2, 2);
  for (size_t k = 0, i = 0; k < e->count; k++)
    for (size_t j = 0; e->lambda[k].vectors && j < e->lambda[k].vectors->columns && i < 2;
         j++, i++) {
      double x = number_value(*exact_at(e->lambda[k].vectors, 0, j));
      double y = number_value(*exact_at(e->lambda[k].vectors, 1, j)), length = hypot(x, y);
      double turn = fabs(y) > fabs(x) * (1 + 1e-12) ? y : x;
      if (turn < 0) length = -length;
      *exact_at(v, 0, i) = number_double(x / length);
      *exact_at(v, 1, i) = number_double(y / length);
    }
  BoardStep *step = steps_add(s, s->root, &moves[UNITS], 0);
  const Exact *one = exact_part(&s->arena, v, 0, 1), *two = exact_part(&s->arena, v, 1, 2);
  steps_row(s, step, "v1 ≈ %s\tv2 ≈ %s", steps_vector_decimal(s, one),
            steps_vector_decimal(s, two));
  step->brief = steps_printf(s, "v1 ≈ %s, v2 ≈ %s", steps_vector_decimal(s, one),
                             steps_vector_decimal(s, two));
  steps_claim(s, step, RELATION_PERPENDICULAR, side_of(one), side_of(two));
  return v;
}

static void scores_step(Steps *s, const Exact *z, const Exact *v) {
  const Exact *scores = exact_product(&s->arena, z, v);
  BoardStep *step = steps_add(s, s->root, &moves[SCORES], 1);
  steps_row(s, step, "point\v along v1\v along v2");
  for (size_t i = 0; i < z->rows; i++) {
    const char *cells[2];
    for (size_t j = 0; j < 2; j++) {
      double x = number_value(*exact_at(scores, i, j));
      cells[j] = steps_decimal(s, fabs(x) < 1e-13 * exact_largest(z) ? 0 : x);
    }
    steps_row(s, step, "%zu\v%s\v%s", i + 1, cells[0], cells[1]);
  }
  step->brief = "scores = Z·V";
  const Exact *back = exact_product(&s->arena, scores, exact_transpose(&s->arena, v));
  steps_claim_beside(s, step, side_of(back), side_of(z), side_of(z));
}

static bool explain_pca(Steps *s, const Subject *subject) {
  const Exact *x = subject_matrix(s, subject, 0);
  if (!x) return false;
  if (x->columns != 2 || x->rows < 2 || x->rows > MOST_POINTS)
    return steps_refuse(s, "there are steps for two to twelve points with two coordinates");
  const char *name = subject_name(subject, 0, "X");
  s->title = steps_printf(s, "The principal components of %s\t%zu points in two dimensions", name,
                          x->rows);
  s->goal = "In which direction do the points spread most?";
  const Exact *z = centre_step(s, x), *c = covariance_step(s, z);
  if (exact_largest(c) == 0) return steps_refuse(s, "all points are equal");
  Eigen e = { .s = s, .a = c, .name = "C", .symmetric = true };
  eigen_polynomial_2(&e);
  eigen_directions_2(&e);
  double first = e.lambda[0].value;
  double second = e.count > 1 ? fmax(0, e.lambda[1].value) : first;
  shares_step(&e, first, second);
  if (e.count == 1) {
    s->note = "Both variances are equal: every direction is as good as any other.";
    return true;
  }
  Exact *v = units_step(&e);
  scores_step(s, z, v);
  s->result = steps_printf(s, "v1 ≈ %s,  variance ≈ %s",
                           steps_vector_decimal(s, exact_part(&s->arena, v, 0, 1)),
                           steps_digits(s, first, 5));
  s->picture = NULL;
  const Exact *plain = exact_computed(&s->arena, subject->value);
  bool apart = first - second > 1e-6 * first;
  /* directions that lie close to the diagonal may be turned either way */
  double x1 = fabs(number_value(v->at[0])), y1 = fabs(number_value(v->at[2]));
  if (plain && plain->rows == 2 && plain->columns == 2 && apart && fabs(x1 - y1) > 1e-9)
    steps_claim_beside(s, s->root, side_of(v), side_of(plain), side_number(s, number_whole(1)));
  return true;
}

const Explainer linear_components_explainers[] = {
  { "pca", 1, 1, explain_pca },
  { 0 },
};
