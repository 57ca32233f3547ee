/* linear_singular.c -- singular values of a matrix with two columns or two rows.  */

#include "config.h"
#include "board/eigen.h"
#include "board/explainers.h"

#include <math.h>

enum { MOST_SIDE = 10, MOST_SQUARES = 9 };

enum { MULTIPLY, ROOTS, CHECK };
static const Move moves[] = {
  [MULTIPLY] = { "svd.multiply", "Multiply {name} by its transpose.", "{product}", NULL,
                 RELATION_SOLVES },
  [ROOTS] = { "svd.roots", "The singular values are the roots of the eigenvalues.", "σ = √λ", NULL,
              RELATION_EQUAL },
  [CHECK] = { "svd.check", "Check: their squares add up to the squares of all entries.", NULL, NULL,
              RELATION_EQUAL },
};

/* √λ: exactly where it can be written, then as a decimal. */
static const char *root_line(Steps *s, const Lambda *l) {
  double value = sqrt(fmax(l->value, 0));
  Root root;
  if (l->known && root_is_fraction(l->exact) && root_square(l->exact.p, &root))
    return steps_printf(s, "√%s = %s", steps_factor(s, l->exact.p), root_text_both(s, root));
  return steps_printf(s, "√(%s) ≈ %s",
                      l->known ? root_text(s, l->exact) : steps_digits(s, l->value, 6),
                      steps_decimal(s, value));
}

/* The singular values, the largest first. */
static Exact *show_roots(Eigen *e) {
  Steps *s = e->s;
  BoardStep *step = steps_add(s, s->root, &moves[ROOTS], 0);
  Exact *values = exact_new(&s->arena, 2, 1);
  Text all = TEXT_EMPTY;
  for (size_t k = 0, i = 0; k < e->count; k++)
    for (size_t j = 0; j < e->lambda[k].times && i < 2; j++, i++) {
      double value = sqrt(fmax(e->lambda[k].value, 0));
      values->at[i] = number_double(value);
      steps_row(s, step, "σ%zu =\v%s", i + 1, root_line(s, &e->lambda[k]));
      const Lambda *l = &e->lambda[k];
      Root root;
      bool exact = l->known && root_is_fraction(l->exact) && root_square(l->exact.p, &root) &&
                   root_is_fraction(root);
      text_printf(&all, "%sσ%zu %s", i ? ",  " : "", i + 1,
                  exact ? steps_printf(s, "= %s", root_text(s, root))
                        : steps_printf(s, "≈ %s", steps_decimal(s, value)));
    }
  step->brief = s->result = steps_keep(s, &all);
  return values;
}

/* "1² + 2² + 3² + 4² = 30 is λ1 + λ2" */
static void check_sum(Eigen *e, const Exact *a, const Exact *values) {
  Steps *s = e->s;
  Number squares = number_add(e->a->at[0], e->a->at[3]);
  Number sum = number_double(number_value(exact_inner(values, values)));
  BoardStep *step = steps_add(s, s->root, &moves[CHECK], 1);
  size_t count = a->rows * a->columns;
  Text pattern = TEXT_EMPTY;
  for (size_t k = 0; k < count && count <= MOST_SQUARES; k++)
    text_printf(&pattern, k > 0 ? " + {%zu*}²" : "{%zu*}²", k);
  const char *shown =
      pattern.len > 0 ? equation_text(s, steps_equation(s, text_string(&pattern), a->at, squares))
                      : steps_number(s, squares);
  text_free(&pattern);
  steps_row(s, step, "%s is λ1 + λ2 ✓", shown);
  steps_claim_beside(s, step, side_number(s, sum), side_number(s, squares), side_of(e->a));
}

static bool explain_singular(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, false, MOST_SIDE)) return false;
  if (subject->wanted > 1) return steps_refuse(s, "there are steps for the singular values alone");
  bool wide = a->columns > a->rows;
  if ((wide ? a->rows : a->columns) != 2)
    return steps_refuse(s, "there are steps for matrices with two columns or two rows");
  const Exact *turned = exact_transpose(&s->arena, a);
  const Exact *left = wide ? a : turned, *right = wide ? turned : a;
  const char *name = linear_title(subject);
  const char *product = steps_printf(s, wide ? "%s·%s'" : "%s'·%s", name, name);
  Eigen e = {
    .s = s, .a = exact_product(&s->arena, left, right), .name = product, .symmetric = true
  };
  s->title = steps_printf(s, "The singular values of %s", name);
  s->goal = "They are the half axes of the ellipse that a circle becomes: how much the matrix "
            "stretches most, and least.";
  BoardStep *step = steps_add(s, s->root, &moves[MULTIPLY], 0);
  steps_bind(s, step, "name", name);
  steps_bind(s, step, "product", product);
  Line *line = steps_row(s, step, "\1 · \1 %s \1", s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, left));
  line_grid(s, line, grid_of(s, right));
  line_grid(s, line, grid_of(s, e.a));
  steps_row(s, step, "Its eigenvalues λ are where det(%s − λ I) = 0:", product);
  step->brief = product;
  steps_claim_solves(s, step, side_of(left), side_of(right), side_of(e.a));
  eigen_polynomial_2(&e);
  const Exact *values = show_roots(&e), *plain = exact_of(&s->arena, subject->value);
  check_sum(&e, a, values);
  bool tiny = number_value(values->at[1]) < 1e-3 * number_value(values->at[0]);
  if (tiny)
    s->note = "Squaring costs digits where one value is tiny beside the other: svd() works on the "
              "matrix itself.";
  /* half of the digits are left of a value that is small beside the other */
  if (plain && plain->rows == 2 && !tiny)
    steps_claim_beside(s, s->root, side_of(values), side_of(plain), side_of(a));
  return true;
}

const Explainer linear_singular_explainers[] = {
  { "svd", 1, 1, explain_singular },
  { 0 },
};
