/* stats_fit.c -- polynomials: their values, curves through points; ridge regression.  */

#include "config.h"
#include "board/linear.h"
#include "board/stats.h"

#include <math.h>

enum { MOST_COEFFICIENTS = 10, MOST_DEGREE = 3, MOST_WEIGHTS = 4, MOST_ROWS = 12 };

enum {
  HORNER,
  POWERS,
  PRODUCTS,
  PENALTY,
  SOLVE,
  CHECK,
  LINEAR_ROOT,
  NORMED,
  QUADRATIC,
  ROOT_CHECK
};
static const Move moves[] = {
  [HORNER] = { "polyval.horner", "From the left: times x, plus the next coefficient.",
               "(…(p1·x + p2)·x + …)", NULL, RELATION_EQUAL },
  [POWERS] = { "polyval.powers", "Check with the powers.", NULL, NULL, RELATION_EQUAL },
  [PRODUCTS] = { "ridge.products", "Multiply, as for least squares.", "X'·X and X'·y", NULL,
                 RELATION_SOLVES },
  [PENALTY] = { "ridge.penalty", "The penalty {lambda}·‖w‖² adds {lambda} on the diagonal.",
                "(X'·X + λ I) w = X'·y", NULL, RELATION_EQUAL },
  [SOLVE] = { "ridge.solve", "Solve these equations.", NULL, NULL, RELATION_SOLVES },
  [LINEAR_ROOT] = { "roots.linear", "Bring the constant to the other side and divide.", NULL, NULL,
                    RELATION_SOLVES },
  [NORMED] = { "roots.normed", "Divide by the first coefficient.", NULL, NULL, RELATION_PARALLEL },
  [QUADRATIC] = { "roots.quadratic", "The formula for x² + p·x + q = 0.",
                  "x = −p/2 ± √((p/2)² − q)", NULL, RELATION_EQUAL },
  [ROOT_CHECK] = { "roots.check", "Check: the roots add up to −p and multiply to q.", NULL, NULL,
                   RELATION_EQUAL },
  [CHECK] = { "ridge.compare", "Compare with no penalty.", NULL, NULL, RELATION_SOLVES },
};

/* "2x² − 3/2·x + 1" */
static const char *polynomial_text(Steps *s, const Exact *p) {
  Text out = TEXT_EMPTY;
  for (size_t k = 0; k < p->rows; k++) {
    size_t power = p->rows - 1 - k;
    Number c = p->at[k];
    if (exact_is_zero(c)) continue;
    const char *x = power == 0   ? ""
                    : power == 1 ? "x"
                                 : steps_printf(s, "x%s", steps_raised(s, (int64_t)power));
    Number size = number_sign(c) < 0 ? number_negate(c) : c;
    if (out.len > 0)
      text_puts(&out, number_sign(c) < 0 ? " − " : " + ");
    else if (number_sign(c) < 0)
      text_puts(&out, "−");
    bool bare = power > 0 && number_is(size, 1);
    const char *times = power > 0 && !bare && !number_is_whole(size) ? "·" : "";
    text_printf(&out, "%s%s%s", bare ? "" : steps_number(s, size), times, x);
  }
  if (out.len == 0) text_puts(&out, "0");
  return steps_keep(s, &out);
}

static const Exact *coefficients(Steps *s, const Subject *subject) {
  const Exact *p = subject_vector(s, subject, 0);
  if (!p) return NULL;
  if (p->rows * p->columns > MOST_COEFFICIENTS) {
    steps_refuse(s, "the board has room for ten coefficients");
    return NULL;
  }
  for (size_t k = 0; k < p->rows * p->columns; k++) stats_prefer_decimals(s, p->at[k]);
  return p->columns == 1 ? p : exact_transpose(&s->arena, p);
}

static Number horner(const Exact *p, Number x) {
  Number value = p->at[0];
  for (size_t k = 1; k < p->rows; k++) value = number_add(number_multiply(value, x), p->at[k]);
  return value;
}

static void powers_step(Steps *s, const Exact *p, Number x, Number value) {
  Number numbers[2 * MOST_COEFFICIENTS];
  Text pattern = TEXT_EMPTY;
  double sum = 0;
  size_t count = 0;
  for (size_t k = 0; k < p->rows; k++) {
    size_t power = p->rows - 1 - k;
    sum += number_value(p->at[k]) * pow(number_value(x), (double)power);
    if (exact_is_zero(p->at[k])) continue;
    text_printf(&pattern, count ? "{%zu+}" : "{%zu}", count);
    numbers[count++] = p->at[k];
    if (power == 0) continue;
    text_printf(&pattern, "·{%zu*}%s", count, power > 1 ? steps_raised(s, (int64_t)power) : "");
    numbers[count++] = x;
  }
  BoardStep *step = steps_add(s, s->root, &moves[POWERS], 1);
  if (count > 0)
    steps_row(s, step, "%s ✓",
              equation_text(s, steps_equation(s, text_string(&pattern), numbers, value)));
  text_free(&pattern);
  double size = 0;
  for (size_t k = 0; k < p->rows; k++)
    size =
        fmax(size, fabs(number_value(p->at[k]) * pow(number_value(x), (double)(p->rows - 1 - k))));
  steps_claim_beside(s, step, side_number(s, value), side_number(s, number_double(sum)),
                     side_number(s, number_double(size)));
}

/* polyval(p, x) for one x */
static bool explain_polyval(Steps *s, const Subject *subject) {
  const Exact *p = coefficients(s, subject);
  Number x;
  if (!p || !stats_single(s, subject, 1, &x)) return false;
  stats_prefer_decimals(s, x);
  s->title = steps_printf(s, "%s\tat x = %s", polynomial_text(s, p), steps_number(s, x));
  Number value = horner(p, x);
  if (p->rows == 1) {
    stats_result(s, subject, "value", value);
    s->note = "A single coefficient is a constant: x does not matter.";
    return true;
  }
  BoardStep *step = steps_add(s, s->root, &moves[HORNER], 0);
  steps_row(s, step, "begin with\v%s", steps_number(s, p->at[0]));
  Number running = p->at[0];
  for (size_t k = 1; k < p->rows; k++) {
    Number n[] = { running, x, p->at[k] };
    running = number_add(number_multiply(running, x), p->at[k]);
    Equation q = steps_equation(s, "{0}·{1*}{2+}", n, running);
    steps_row(s, step, "\v%s\t%s\v%s", q.left, q.sign, q.right);
  }
  step->brief = steps_printf(s, "Horner's scheme: %s", steps_number(s, value));
  stats_claim_equal(s, step, running, value);
  bool constant = true;
  for (size_t k = 0; k + 1 < p->rows; k++) constant &= exact_is_zero(p->at[k]);
  if (!constant) powers_step(s, p, x, value);
  stats_result(s, subject, "value", value);
  return true;
}

/* ------------------------------------------------------------------ roots */

/* The two roots of x² + p x + q, or the pair, as lines; answers whether they are real. */
static bool quadratic_lines(Steps *s, BoardStep *step, Number p, Number q, double values[2]) {
  Number half = number_divide(p, number_whole(-2));
  Number below = exact_subtract(number_multiply(half, half), q);
  double size = sqrt(fabs(number_value(below))), middle = number_value(half);
  Root root, first, second;
  bool real = number_sign(below) >= 0;
  bool known = !s->decimals && root_square(real ? below : number_negate(below), &root);
  if (!real) {
    const char *turn = known ? root_text(s, root) : steps_decimal(s, size);
    steps_row(s, step, "the root of a negative number: x = %s ± %s·i", steps_number(s, half),
              known && root_is_fraction(root) ? turn
              : known                         ? steps_printf(s, "%s", turn)
                                              : turn);
    return false;
  }
  values[0] = middle + size;
  values[1] = middle - size;
  /* of the two the one that cancels comes from the product of both */
  if (middle > 0 && values[0] != 0) values[1] = number_value(q) / values[0];
  if (middle < 0 && values[1] != 0) values[0] = number_value(q) / values[1];
  known = known && root_add(root_number(half), root, &first) &&
          root_add(root_number(half), root_negate(root), &second);
  if (size == 0) {
    steps_row(s, step, "below the root stands 0: x = %s, twice", steps_number(s, half));
    return true;
  }
  steps_row(s, step, "x1 %s %s", known ? "=" : "≈",
            known ? root_text_both(s, first) : steps_decimal(s, values[0]));
  steps_row(s, step, "x2 %s %s", known ? "=" : "≈",
            known ? root_text_both(s, second) : steps_decimal(s, values[1]));
  return true;
}

static bool explain_roots(Steps *s, const Subject *subject) {
  const Exact *p = coefficients(s, subject);
  if (!p) return false;
  if (p->rows != 3 && p->rows != 2)
    return steps_refuse(s, "there are steps for the degrees 1 and 2; roots() finds the others as "
                           "eigenvalues");
  if (exact_is_zero(p->at[0])) return steps_refuse(s, "the highest coefficient is 0");
  s->title = steps_printf(s, "Where is %s zero?", polynomial_text(s, p));
  if (p->rows == 2) {
    Number x = number_divide(number_negate(p->at[1]), p->at[0]);
    BoardStep *step = steps_add(s, s->root, &moves[LINEAR_ROOT], 0);
    Number n[] = { number_negate(p->at[1]), p->at[0] };
    step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1*}", n, x));
    steps_row(s, step, "x = %s", step->brief);
    steps_claim_solves(s, step, side_number(s, p->at[0]), side_number(s, x), side_number(s, n[0]));
    stats_result(s, subject, "x", x);
    return true;
  }
  Number b = number_divide(p->at[1], p->at[0]), c = number_divide(p->at[2], p->at[0]);
  if (!number_is(p->at[0], 1)) {
    BoardStep *step = steps_add(s, s->root, &moves[NORMED], 1);
    Exact *normed = exact_copy(&s->arena, p);
    for (size_t k = 0; k < 3; k++) normed->at[k] = number_divide(p->at[k], p->at[0]);
    step->brief = steps_printf(s, "%s = 0", polynomial_text(s, normed));
    steps_row(s, step, "%s", step->brief);
    steps_claim(s, step, RELATION_PARALLEL, side_of(p), side_of(normed));
  }
  BoardStep *step = steps_add(s, s->root, &moves[QUADRATIC], 0);
  Number n[] = { number_divide(b, number_whole(-2)), c };
  steps_row(s, step, "x = %s", steps_format(s, "{0} ± √({0*}²{1-})", n));
  Number below = exact_subtract(number_multiply(n[0], n[0]), c), inside[] = { n[0], below };
  steps_row(s, step, "x = %s", steps_format(s, "{0} ± √({1})", inside));
  double values[2];
  bool real = quadratic_lines(s, step, b, c, values);
  step->brief = step->lines[step->line_count - 1].text;
  if (!real) { /* both have the size √q, and together twice the middle */
    stats_claim_equal(s, step, number_add(n[0], n[0]), number_negate(b));
    stats_claim_equal(s, step, exact_subtract(number_multiply(n[0], n[0]), below), c);
    s->note = "The curve does not meet the axis: the roots are complex, each other's mirror image.";
    return true;
  }
  step = steps_add(s, s->root, &moves[ROOT_CHECK], 1);
  steps_row(s, step, "their sum is %s, their product %s ✓", steps_number(s, number_negate(b)),
            steps_number(s, c));
  double scale = fmax(fabs(values[0]), fabs(values[1]));
  steps_claim_beside(s, step, side_number(s, number_double(values[0] + values[1])),
                     side_number(s, number_negate(b)), side_number(s, number_double(scale)));
  steps_claim_beside(s, step, side_number(s, number_double(values[0] * values[1])),
                     side_number(s, c), side_number(s, number_double(scale * scale)));
  return true;
}

/* ------------------------------------------------------------------ curves through points */

static bool explain_polyfit(Steps *s, const Subject *subject) {
  Value degree = subject->args[2];
  if (degree.kind != VALUE_SCALAR || degree.scalar == 1) return false; /* lines have own steps */
  if (!(degree.scalar >= 0 && degree.scalar <= MOST_DEGREE &&
        degree.scalar == floor(degree.scalar)))
    return steps_refuse(s, "there are steps for the degrees 0 to 3");
  const Exact *x = stats_sample(s, subject, 0), *y = x ? stats_sample(s, subject, 1) : NULL;
  if (!y) return false;
  if (x->rows != y->rows) return steps_refuse(s, "both lists must be equally long");
  size_t columns = (size_t)degree.scalar + 1;
  if (x->rows < columns) return steps_refuse(s, "there are fewer points than coefficients");
  Exact *powers = exact_new(&s->arena, x->rows, columns);
  for (size_t i = 0; i < x->rows; i++) {
    Number power = number_whole(1);
    for (size_t j = columns; j-- > 0; power = number_multiply(power, x->at[i]))
      *exact_at(powers, i, j) = power;
  }
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain && plain->rows == 1) plain = exact_transpose(&s->arena, plain);
  if (plain && plain->rows != columns) plain = NULL;
  if (!explain_least_squares(s, plain, powers, y)) return false;
  s->title = steps_printf(s, "The polynomial of degree %zu through %s\tleast squares", columns - 1,
                          plural(s, x->rows, "point"));
  s->goal = "The columns of A are the powers of x, the highest first, and b is y: the unknowns are "
            "the coefficients.";
  s->note = x->rows == columns ? "As many coefficients as points: the curve meets every one."
                               : "A higher degree lies nearer to these points, but not always to "
                                 "the next ones.";
  return true;
}

/* ------------------------------------------------------------------ ridge */

static bool explain_ridge(Steps *s, const Subject *subject) {
  const Exact *y = stats_sample(s, subject, 0), *x = y ? subject_matrix(s, subject, 1) : NULL;
  Number lambda;
  if (!x || !stats_single(s, subject, 2, &lambda)) return false;
  if (x->columns > MOST_WEIGHTS || x->rows > MOST_ROWS)
    return steps_refuse(s, "the board has room for twelve rows with four weights");
  if (x->rows != y->rows) return steps_refuse(s, "the sizes do not fit");
  if (number_sign(lambda) < 0) return steps_refuse(s, "a penalty is not negative");
  s->title = steps_printf(s, "Ridge regression\t%s, λ = %s", plural(s, x->columns, "weight"),
                          steps_number(s, lambda));
  s->goal = "Least squares, but large weights cost too.";
  const Exact *turned = exact_transpose(&s->arena, x);
  const Exact *products = exact_product(&s->arena, turned, x);
  const Exact *right = exact_product(&s->arena, turned, y);
  const char *sign = s->decimals ? "≈" : "=";
  BoardStep *step = steps_add(s, s->root, &moves[PRODUCTS], 0);
  steps_gap(s, step);
  Line *line = steps_row(s, step, "X'·X %s \1   X'·y %s \1", sign, sign);
  line_grid(s, line, grid_of(s, products));
  line_grid(s, line, grid_of(s, right));
  step->brief =
      steps_printf(s, "X'·X = %s,  X'·y = %s", steps_vector(s, products), steps_vector(s, right));
  linear_product_rows(s, step, turned, x);
  linear_product_rows(s, step, turned, y);
  steps_claim_solves(s, step, side_of(turned), side_of(x), side_of(products));
  steps_claim_solves(s, step, side_of(turned), side_of(y), side_of(right));
  Exact *normal = exact_copy(&s->arena, products);
  for (size_t i = 0; i < x->columns; i++)
    *exact_at(normal, i, i) = number_add(*exact_at(normal, i, i), lambda);
  const Exact *w = exact_solved(&s->arena, normal, right);
  if (!w) return steps_refuse(s, "the columns depend on each other and there is no penalty");
  step = steps_add(s, s->root, &moves[PENALTY], 0);
  steps_bind(s, step, "lambda", steps_number(s, lambda));
  steps_gap(s, step);
  line_grid(s, steps_row(s, step, "X'·X + %s·I %s \1", steps_factor(s, lambda), sign),
            grid_of(s, normal));
  step->brief = steps_printf(s, "X'·X + λ I = %s", steps_vector(s, normal));
  const Exact *identity = exact_identity(&s->arena, x->columns);
  Exact *sum = exact_scaled(&s->arena, lambda, identity);
  for (size_t k = 0; k < x->columns * x->columns; k++)
    sum->at[k] = number_add(sum->at[k], products->at[k]);
  steps_claim(s, step, RELATION_EQUAL, side_of(normal), side_of(sum));
  step = steps_add(s, s->root, &moves[SOLVE], 0);
  Elimination e;
  eliminate_begin(&e, s, step, exact_beside(&s->arena, normal, right), x->columns, x->columns);
  eliminate_down(&e);
  for (size_t k = 0; k < step->child_count; k++) step->children[k]->depth = 2;
  if (x->columns > 1) steps_matrix(s, step, eliminate_grid(&e, false));
  step->brief = steps_printf(s, "w %s %s", sign, steps_vector(s, w));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_of(normal), side_of(w), side_of(right));
  const Exact *plainly = exact_is_zero(lambda) ? NULL : exact_solved(&s->arena, products, right);
  if (plainly) {
    step = steps_add(s, s->root, &moves[CHECK], 1);
    steps_row(s, step, "λ = 0 would give %s", steps_vector(s, plainly));
    steps_row(s, step, "‖w‖² shrinks from %s to %s", steps_number(s, exact_inner(plainly, plainly)),
              steps_number(s, exact_inner(w, w)));
    steps_claim_solves(s, step, side_of(products), side_of(plainly), side_of(right));
  }
  s->result = steps_printf(s, "w %s %s", sign, steps_vector_both(s, w));
  s->note = "Scale the columns alike before: the penalty treats all weights the same.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain && plain->rows == w->rows)
    steps_claim_solves(s, s->root, side_of(normal), side_of(plain), side_of(right));
  return true;
}

const Explainer stats_fit_explainers[] = {
  { "polyval", 2, 2, explain_polyval },
  { "polyfit", 3, 3, explain_polyfit },
  { "ridge", 3, 3, explain_ridge },
  { "roots", 1, 1, explain_roots },
  { 0 },
};
