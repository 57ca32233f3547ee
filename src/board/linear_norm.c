/* linear_norm.c -- norms and condition numbers of matrices.  */

#include "config.h"
#include "board/eigen.h"
#include "board/explainers.h"
#include "board/linear.h"
#include "board/singular.h"

#include <math.h>
#include <string.h>

enum { LARGEST = 8 };

enum { SUMS, MOST, INVERT, PRODUCT, RATIO, SINGULAR, NO_INVERSE };
static const Move moves[] = {
  [SUMS] = { "norm.lines", "Add the sizes of the entries of each {line}{which}.", NULL, NULL,
             RELATION_EQUAL },
  [MOST] = { "norm.most", "Take the largest of these sums{which}.", NULL, NULL, RELATION_DEFINED },
  [INVERT] = { "cond.inverse", "The inverse (explain inv shows how).", NULL, NULL,
               RELATION_SOLVES },
  [PRODUCT] = { "cond.product", "Multiply the two norms.", "‖A‖·‖A⁻¹‖", NULL, RELATION_EQUAL },
  [RATIO] = { "cond.ratio", "The largest singular value by the smallest.", "{formula}", NULL,
              RELATION_EQUAL },
  [NO_INVERSE] = { "cond.singular", "The determinant is 0: there is no inverse.", NULL, NULL,
                   RELATION_EQUAL },
  [SINGULAR] = { "cond.none", "The smallest singular value is 0.", NULL,
                 "Some direction is flattened; nothing can bring it back.", RELATION_DEFINED },
};

typedef enum How { BY_COLUMNS, BY_ROWS, BY_STRETCH, BY_OTHER } How;

/* The norm that argument 1 asks for. */
static How how_of(const Subject *subject) {
  if (subject->count < 2) return BY_STRETCH;
  Value how = subject->args[1];
  if (how.kind == VALUE_SCALAR)
    return how.scalar == 1                       ? BY_COLUMNS
           : how.scalar == 2                     ? BY_STRETCH
           : how.scalar > 0 && isinf(how.scalar) ? BY_ROWS
                                                 : BY_OTHER;
  Text word = TEXT_EMPTY;
  if (value_is_text(how)) value_append_text(how, &word);
  bool rows = strcmp(text_string(&word), "inf") == 0 || strcmp(text_string(&word), "Inf") == 0;
  text_free(&word);
  return rows ? BY_ROWS : BY_OTHER;
}

static Number size_of(Number n) {
  return number_sign(n) < 0 ? number_negate(n) : n;
}

/* The steps to the largest sum of a column, or a row; WHICH is " of A" or nothing. */
static Number largest_sum(Steps *s, const Exact *a, bool rows, const char *which) {
  const Exact *lines = rows ? a : exact_transpose(&s->arena, a);
  const char *line = rows ? "row" : "column";
  BoardStep *step = steps_add(s, s->root, &moves[SUMS], 1);
  steps_bind(s, step, "line", line);
  steps_bind(s, step, "which", which);
  Exact *sizes = exact_copy(&s->arena, lines), *sums = exact_new(&s->arena, lines->rows, 1);
  Exact *ones = exact_new(&s->arena, lines->columns, 1);
  Number most = number_whole(0);
  for (size_t j = 0; j < lines->columns; j++) ones->at[j] = number_whole(1);
  for (size_t i = 0; i < lines->rows; i++) {
    Number numbers[LARGEST];
    Text pattern = TEXT_EMPTY;
    for (size_t j = 0; j < lines->columns; j++) {
      numbers[j] = *exact_at(sizes, i, j) = size_of(*exact_at(lines, i, j));
      sums->at[i] = number_add(sums->at[i], numbers[j]);
      text_printf(&pattern, j == 0 ? "{0}" : "{%zu+}", j);
    }
    if (number_value(sums->at[i]) > number_value(most)) most = sums->at[i];
    steps_row(s, step, "%s %zu:\t%s", line, i + 1,
              equation_text(s, steps_equation(s, text_string(&pattern), numbers, sums->at[i])));
    text_free(&pattern);
  }
  step->brief = steps_vector(s, sums);
  steps_claim_solves(s, step, side_of(sizes), side_of(ones), side_of(sums));
  step = steps_add(s, s->root, &moves[MOST], 0);
  steps_bind(s, step, "which", which);
  step->brief = steps_number(s, most);
  steps_row(s, step, "%s", step->brief);
  return most;
}

static void claim_value(Steps *s, const Subject *subject, double value) {
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain)
    steps_claim_beside(s, s->root, side_number(s, number_double(value)), side_of(plain),
                       side_number(s, number_double(value)));
}

static bool explain_matrix_norm(Steps *s, const Subject *subject) {
  How how = how_of(subject);
  const Exact *a = subject_matrix(s, subject, 0);
  /* vectors and the Frobenius norm have their own steps */
  if (!a || a->rows == 1 || a->columns == 1 || how == BY_OTHER) return false;
  if (!linear_fits(s, a, false, LARGEST)) return false;
  const char *name = linear_title(subject);
  if (how == BY_STRETCH) {
    double values[2];
    s->goal = "It is the largest factor by which a vector becomes longer: the largest singular "
              "value.";
    if (!singular_steps(s, subject, a, values)) return false;
    s->title = steps_printf(s, "The norm of %s\thow much it stretches most", name);
    bool whole = number_is_whole(exact_number(values[0]));
    s->result = steps_printf(s, "‖%s‖ %s %s", name, whole ? "=" : "≈", steps_decimal(s, values[0]));
    claim_value(s, subject, values[0]);
    return true;
  }
  s->title = steps_printf(s, "The norm %s of %s\tthe largest sum of a %s",
                          how == BY_ROWS ? "Inf" : "1", name, how == BY_ROWS ? "row" : "column");
  Number most = largest_sum(s, a, how == BY_ROWS, "");
  s->result = steps_printf(s, "norm = %s", steps_number(s, most));
  claim_value(s, subject, number_value(most));
  return true;
}

/* cond(A) by the singular values */
static bool condition_by_stretch(Steps *s, const Subject *subject, const Exact *a) {
  double values[2];
  s->goal = "How much longer the longest image of a vector of length 1 is than the shortest.";
  if (!singular_steps(s, subject, a, values)) return false;
  const char *name = linear_title(subject);
  s->title = steps_printf(s, "The condition number of %s\thow much it can magnify errors", name);
  s->note = NULL;
  if (values[1] <= 1e-13 * values[0]) {
    steps_add(s, s->root, &moves[SINGULAR], 0);
    s->result = steps_printf(s, "cond(%s) = Inf", name);
    if (subject->value.kind == VALUE_SCALAR && !isinf(subject->value.scalar))
      s->note = "The machine rounds on its way and shows a huge number instead.";
    return true;
  }
  double ratio = values[0] / values[1];
  BoardStep *step = steps_add(s, s->root, &moves[RATIO], 0);
  steps_bind(s, step, "formula", a->rows > 2 && a->columns > 2 ? "σ1/σ3" : "σ1/σ2");
  Number n[] = { exact_number(values[0]), exact_number(values[1]) };
  bool whole = number_exact(n[0]) && number_exact(n[1]);
  bool before = s->decimals;
  s->decimals = !whole; /* two rounded numbers: the line gains digits */
  step->brief =
      equation_text(s, steps_equation(s, "{0*} ÷ {1*}", n,
                                      whole ? number_divide(n[0], n[1]) : number_double(ratio)));
  s->decimals = before;
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(ratio * values[1])),
              side_number(s, number_double(values[0])));
  s->result = steps_printf(s, "cond(%s) %s %s", name, whole ? "=" : "≈", steps_digits(s, ratio, 5));
  s->note = ratio < 1.5 ? "Near 1: a system with it loses no digits."
                        : steps_printf(s, "About %.0f digit%s can be lost in %s\\b.",
                                       ceil(log10(ratio)), ratio <= 10 ? "" : "s", name);
  /* the smaller value comes from a difference that may have cancelled */
  if (ratio < 1e3) claim_value(s, subject, ratio);
  return true;
}

static bool without_inverse(Steps *s, const Exact *a) {
  if (!exact_is_exact(a))
    return steps_refuse(s, "rounding hides whether there is an inverse: the condition number is "
                           "Inf, or very large");
  s->title = steps_printf(s, "The condition number of a singular matrix");
  BoardStep *step = steps_add(s, s->root, &moves[NO_INVERSE], 0);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, exact_determinant(a)),
              side_number(s, number_whole(0)));
  s->result = "cond = Inf";
  s->note = "Some direction is flattened, and nothing can bring it back.";
  return true;
}

static bool explain_condition(Steps *s, const Subject *subject) {
  How how = how_of(subject);
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, false, LARGEST)) return false;
  if (how == BY_STRETCH) return condition_by_stretch(s, subject, a);
  if (how == BY_OTHER) return steps_refuse(s, "there are steps for the norms 1, 2 and Inf");
  if (!linear_fits(s, a, true, 5)) return false;
  size_t n = a->rows;
  const Exact *identity = exact_identity(&s->arena, n);
  const Exact *inverse = exact_solved(&s->arena, a, identity);
  if (!inverse) return without_inverse(s, a);
  const char *name = linear_title(subject);
  s->title = steps_printf(s, "The condition number of %s in the norm %s", name,
                          how == BY_ROWS ? "Inf" : "1");
  Number one = largest_sum(s, a, how == BY_ROWS, steps_printf(s, " of %s", name));
  BoardStep *step = steps_add(s, s->root, &moves[INVERT], 0);
  steps_gap(s, step);
  Line *line = steps_row(s, step, "inv(%s) %s \1", name, s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, inverse));
  linear_inverse_steps(s, step, a);
  step->brief = steps_vector(s, inverse);
  steps_claim_solves(s, step, side_of(a), side_of(inverse), side_of(identity));
  Number two = largest_sum(s, inverse, how == BY_ROWS, " of the inverse");
  Number parts[] = { one, two }, product = number_multiply(one, two);
  step = steps_add(s, s->root, &moves[PRODUCT], 0);
  step->brief = equation_text(s, steps_equation(s, "{0*}·{1*}", parts, product));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, one), side_number(s, two), side_number(s, product));
  s->result = steps_printf(s, "cond = %s", steps_number(s, product));
  claim_value(s, subject, number_value(product));
  return true;
}

const Explainer linear_norm_explainers[] = {
  { "norm", 1, 2, explain_matrix_norm },
  { "cond", 1, 2, explain_condition },
  { 0 },
};
