/* linear_singular.c -- singular values of matrices with at most three columns or rows, and the
   directions of those with two.  */

#include "config.h"
#include "board/eigen.h"
#include "board/explainers.h"
#include "board/singular.h"

#include <math.h>

enum { MOST_SIDE = 10, MOST_SQUARES = 9 };

enum { MULTIPLY, ROOTS, CHECK, LENGTH, UNITS, IMAGES, TOGETHER };
static const Move moves[] = {
  [MULTIPLY] = { "svd.multiply", "Multiply {name} by its transpose.", "{product}", NULL,
                 RELATION_SOLVES },
  [ROOTS] = { "svd.roots", "The singular values are the roots of the eigenvalues.", "σ = √λ", NULL,
              RELATION_EQUAL },
  [CHECK] = { "svd.check", "Check: their squares add up to the squares of all entries.", NULL, NULL,
              RELATION_EQUAL },
  [LENGTH] = { "svd.length", "A single {line} has one singular value, its length.", NULL, NULL,
               RELATION_EQUAL },
  [UNITS] = { "svd.units", "Directions of length 1: the columns of {side}.", NULL, NULL,
              RELATION_PERPENDICULAR },
  [IMAGES] = { "svd.images", "Where they go gives the columns of {side}.", "{formula}", NULL,
               RELATION_EQUAL },
  [TOGETHER] = { "svd.together", "Check: U·S·V' is {name} again.", NULL, NULL, RELATION_EQUAL },
};

/* √λ: exactly where it can be written, then as a decimal. */
static const char *root_line(Steps *s, const Lambda *l) {
  double value = sqrt(fmax(l->value, 0));
  Root root;
  if (l->known && root_is_fraction(l->exact) && root_square(l->exact.p, &root))
    return root_line_text(s, l->exact.p);
  if (l->known)
    return steps_printf(s, "√(%s) ≈ %s", root_text(s, l->exact), steps_decimal(s, value));
  Number square = number_double(l->value);
  return equation_text(s, steps_equation(s, "√{0*}", &square, number_double(value)));
}

/* The singular values, the largest first. */
static Exact *show_roots(Eigen *e) {
  Steps *s = e->s;
  BoardStep *step = steps_add(s, s->root, &moves[ROOTS], 0);
  size_t count = e->a->rows;
  Exact *values = exact_new(&s->arena, count, 1), *squares = exact_new(&s->arena, count, 1);
  Text all = TEXT_EMPTY;
  for (size_t k = 0, i = 0; k < e->count; k++)
    for (size_t j = 0; j < e->lambda[k].times && i < count; j++, i++) {
      double value = sqrt(fmax(e->lambda[k].value, 0));
      values->at[i] = number_double(value);
      squares->at[i] = number_double(fmax(e->lambda[k].value, 0));
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
  Exact *back = exact_copy(&s->arena, values);
  for (size_t i = 0; i < count; i++) back->at[i] = number_multiply(values->at[i], values->at[i]);
  steps_claim(s, step, RELATION_EQUAL, side_of(squares), side_of(back));
  return values;
}

/* "1² + 2² + 3² + 4² = 30 is λ1 + λ2" */
static void check_sum(Eigen *e, const Exact *a, const Exact *values) {
  Steps *s = e->s;
  Number squares = number_whole(0);
  for (size_t i = 0; i < e->a->rows; i++) squares = number_add(squares, *exact_at(e->a, i, i));
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
  steps_row(s, step, "%s is %s ✓", shown, e->a->rows == 3 ? "λ1 + λ2 + λ3" : "λ1 + λ2");
  steps_claim_beside(s, step, side_number(s, sum), side_number(s, squares), side_of(e->a));
}

/* ------------------------------------------------------------------ one row or column */

static Exact *single_line(Steps *s, const Subject *subject, const Exact *a) {
  Number sum = exact_inner(a, a);
  s->title = steps_printf(s, "The singular values of %s", linear_title(subject));
  BoardStep *step = steps_add(s, s->root, &moves[LENGTH], 0);
  steps_bind(s, step, "line", a->columns == 1 ? "column" : "row");
  Text pattern = TEXT_EMPTY;
  size_t count = a->rows * a->columns;
  for (size_t k = 0; k < count; k++) text_printf(&pattern, k ? " + {%zu*}²" : "{%zu*}²", k);
  steps_row(s, step, "%s", equation_text(s, steps_equation(s, text_string(&pattern), a->at, sum)));
  text_free(&pattern);
  double length = sqrt(number_value(sum));
  const char *line = root_line_text(s, sum);
  steps_row(s, step, "σ1 = %s", line);
  step->brief = s->result = steps_printf(s, "σ1 = %s", line);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, sum),
              side_number(s, number_double(length * length)));
  Exact *values = exact_new(&s->arena, 2, 1);
  values->at[0] = number_double(length);
  return values;
}

/* ------------------------------------------------------------------ two of them */

/* The products, the eigenvalues and their roots; E is filled. */
static Exact *values_of(Steps *s, const Subject *subject, const Exact *a, Eigen *e) {
  bool wide = a->columns > a->rows;
  const Exact *turned = exact_transpose(&s->arena, a);
  const Exact *left = wide ? a : turned, *right = wide ? turned : a;
  const char *name = linear_title(subject);
  const char *product = steps_printf(s, wide ? "%s·%s'" : "%s'·%s", name, name);
  *e = (Eigen){
    .s = s, .a = exact_product(&s->arena, left, right), .name = product, .symmetric = true
  };
  s->title = steps_printf(s, "The singular values of %s", name);
  if (!s->goal)
    s->goal = "They are the half axes of the ellipse that a circle becomes: how much the matrix "
              "stretches most, and least.";
  BoardStep *step = steps_add(s, s->root, &moves[MULTIPLY], 0);
  steps_bind(s, step, "name", name);
  steps_bind(s, step, "product", product);
  Line *line = steps_row(s, step, "\1 · \1 %s \1", s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, left));
  line_grid(s, line, grid_of(s, right));
  line_grid(s, line, grid_of(s, e->a));
  linear_product_rows(s, step, left, right);
  steps_row(s, step, "Its eigenvalues λ are where det(%s − λ I) = 0:", product);
  step->brief = product;
  steps_claim_solves(s, step, side_of(left), side_of(right), side_of(e->a));
  if (e->a->rows == 3)
    eigen_polynomial_3(e);
  else
    eigen_polynomial_2(e);
  return show_roots(e);
}

static bool has_room(Steps *s, const Exact *a) {
  if (!linear_fits(s, a, false, MOST_SIDE)) return false;
  return a->columns <= 3 || a->rows <= 3 ||
         steps_refuse(s, "there are steps for matrices with at most three columns or three rows");
}

static bool is_tiny(const Exact *values) {
  return number_value(values->at[values->rows - 1]) < 1e-3 * number_value(values->at[0]);
}

static Exact *all_values(Steps *s, const Subject *subject, const Exact *a, Eigen *e) {
  *e = (Eigen){ 0 };
  if (!has_room(s, a)) return NULL;
  if (a->rows == 1 || a->columns == 1) return single_line(s, subject, a);
  Exact *values = values_of(s, subject, a, e);
  check_sum(e, a, values);
  if (is_tiny(values) && !exact_is_zero(values->at[values->rows - 1]))
    s->note = "Squaring costs digits where one value is tiny beside the other: svd() works on the "
              "matrix itself.";
  return values;
}

bool singular_steps(Steps *s, const Subject *subject, const Exact *a, double values[2]) {
  Eigen e;
  const Exact *found = all_values(s, subject, a, &e);
  if (!found) return false;
  values[0] = number_value(found->at[0]);
  values[1] = number_value(found->at[found->rows - 1]);
  return true;
}

/* ------------------------------------------------------------------ directions */

/* The directions of the eigenvalues, of length 1, in columns. */
static Exact *unit_directions(Eigen *e) {
  Steps *s = e->s;
  Exact *out = exact_new(&s->arena, 2, 2);
  for (size_t k = 0, i = 0; k < e->count; k++)
    for (size_t j = 0; e->lambda[k].vectors && j < e->lambda[k].vectors->columns && i < 2;
         j++, i++) {
      const Exact *v = exact_part(&s->arena, e->lambda[k].vectors, j, j + 1);
      double x = number_value(v->at[0]), y = number_value(v->at[1]), length = hypot(x, y);
      *exact_at(out, 0, i) = number_double(x / length);
      *exact_at(out, 1, i) = number_double(y / length);
    }
  return out;
}

static Grid *decimals_of(Steps *s, const Exact *a) {
  Grid *grid = grid_new(s, a->rows, a->columns, FENCE_BRACKETS);
  for (size_t k = 0; k < a->rows * a->columns; k++)
    grid->cells[k] =
        steps_decimal(s, fabs(number_value(a->at[k])) < 1e-14 ? 0 : number_value(a->at[k]));
  return grid;
}

/* u = A·v/σ for each σ that is not 0; the columns. */
static Exact *images(Steps *s, const Exact *map, const Exact *units, const Exact *values,
                     const char *formula, const char *side, const char *from, const char *to) {
  size_t count = exact_is_zero(values->at[1]) ? 1 : 2;
  Exact *out = exact_new(&s->arena, map->rows, count), *back = exact_copy(&s->arena, out);
  BoardStep *step = steps_add(s, s->root, &moves[IMAGES], 0);
  steps_bind(s, step, "side", side);
  steps_bind(s, step, "formula", formula);
  for (size_t k = 0; k < count; k++) {
    const Exact *image = exact_product(&s->arena, map, exact_part(&s->arena, units, k, k + 1));
    Exact *u = exact_copy(&s->arena, image);
    double value = number_value(values->at[k]);
    for (size_t i = 0; i < u->rows; i++) {
      u->at[i] = number_double(number_value(image->at[i]) / value);
      *exact_at(out, i, k) = u->at[i];
      *exact_at(back, i, k) = number_double(number_value(u->at[i]) * value);
    }
    steps_row(s, step, "A%s·%s%zu ≈ %s,\tby σ%zu ≈ %s:\t%s%zu ≈ %s", *from == 'u' ? "'" : "", from,
              k + 1, steps_vector_decimal(s, image), k + 1, steps_decimal(s, value), to, k + 1,
              steps_vector_decimal(s, u));
  }
  if (count == 1)
    steps_prose(s, step, "σ2 is 0: its direction on this side is any that is perpendicular.");
  step->brief = steps_printf(s, "%s by σ", formula);
  const Exact *used = exact_part(&s->arena, units, 0, count);
  steps_claim_beside(s, step, side_of(exact_product(&s->arena, map, used)), side_of(back),
                     side_of(map));
  if (count == 2)
    steps_claim(s, step, RELATION_PERPENDICULAR, side_of(exact_part(&s->arena, out, 0, 1)),
                side_of(exact_part(&s->arena, out, 1, 2)));
  return out;
}

static bool explain_directions(Steps *s, const Subject *subject, const Exact *a) {
  if (a->rows == 1 || a->columns == 1)
    return steps_refuse(s, "a single row or column has steps for its value alone, svd(A)");
  if (a->rows > 2 && a->columns > 2)
    return steps_refuse(s, "the directions have steps for two columns or two rows; svd(A) alone "
                           "for three");
  Eigen e;
  s->goal = "V holds the directions that stay perpendicular, S how much each is stretched, U "
            "where they go.";
  const Exact *values = all_values(s, subject, a, &e);
  if (!values) return false;
  if (exact_is_zero(values->at[0])) return steps_refuse(s, "everything becomes 0");
  if (is_tiny(values) && (s->decimals || !exact_is_zero(values->at[1])))
    return steps_refuse(s,
                        "one value is tiny beside the other, and squaring would cost its digits");
  const char *name = linear_title(subject);
  s->title = steps_printf(s, "%s = U·S·V'\tsingular values and directions", name);
  s->note = NULL;
  eigen_directions_2(&e);
  bool wide = a->columns > a->rows;
  const Exact *units = unit_directions(&e);
  BoardStep *step = steps_add(s, s->root, &moves[UNITS], 0);
  steps_bind(s, step, "side", wide ? "U" : "V");
  Line *line = steps_row(s, step, "%s ≈ \1", wide ? "U" : "V");
  line_grid(s, line, decimals_of(s, units));
  step->brief = steps_printf(s, "%s ≈ %s", wide ? "U" : "V", steps_vector_decimal(s, units));
  const Exact *first = exact_part(&s->arena, units, 0, 1),
              *second = exact_part(&s->arena, units, 1, 2);
  steps_claim(s, step, RELATION_PERPENDICULAR, side_of(first), side_of(second));
  const Exact *map = wide ? exact_transpose(&s->arena, a) : a;
  const Exact *found = wide ? images(s, map, units, values, "v = A'·u/σ", "V", "u", "v")
                            : images(s, map, units, values, "u = A·v/σ", "U", "v", "u");
  const Exact *u = wide ? exact_part(&s->arena, units, 0, found->columns) : found;
  const Exact *v = wide ? found : exact_part(&s->arena, units, 0, found->columns);
  Exact *middle = exact_new(&s->arena, found->columns, found->columns);
  for (size_t k = 0; k < found->columns; k++) *exact_at(middle, k, k) = values->at[k];
  const Exact *turned = exact_transpose(&s->arena, v);
  step = steps_add(s, s->root, &moves[TOGETHER], 1);
  steps_bind(s, step, "name", name);
  line = steps_row(s, step, "\1 · \1 · \1 ≈ \1 ✓");
  line_grid(s, line, decimals_of(s, u));
  line_grid(s, line, decimals_of(s, middle));
  line_grid(s, line, decimals_of(s, turned));
  line_grid(s, line, grid_of(s, a));
  steps_claim_beside(s, step,
                     side_of(exact_product(&s->arena, exact_product(&s->arena, u, middle), turned)),
                     side_of(a), side_of(a));
  s->note = "A pair u, v may have both signs changed: svd() may show the others.";
  return true;
}

static bool explain_singular(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a) return false;
  if (subject->wanted > 1) return explain_directions(s, subject, a);
  Eigen e;
  const Exact *values = all_values(s, subject, a, &e),
              *plain = exact_computed(&s->arena, subject->value);
  if (!values) return false;
  /* half of the digits are left of a value that is small beside the other */
  if (plain && plain->rows <= 3 && plain->columns == 1 && !(plain->rows > 1 && is_tiny(values))) {
    Exact *all = exact_copy(&s->arena, values);
    all->rows = plain->rows;
    steps_claim_beside(s, s->root, side_of(all), side_of(plain), side_of(a));
  }
  return true;
}

const Explainer linear_singular_explainers[] = {
  { "svd", 1, 2, explain_singular },
  { 0 },
};
