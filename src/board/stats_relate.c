/* stats_relate.c -- two lists of numbers: covariance, correlation, the least-squares line.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { MEANS, PRODUCTS, SHARE, SCALE, SLOPE, INTERCEPT, RESIDUALS, RANKS };
static const Move moves[] = {
  [MEANS] = { "relate.means", "The two means.", NULL, NULL, RELATION_EQUAL },
  [PRODUCTS] = { "relate.products", "Deviations from the means, their products and squares.", NULL,
                 NULL, RELATION_EQUAL },
  [SHARE] = { "cov.divide", "Divide the sum of products by {by}.", NULL, NULL, RELATION_EQUAL },
  [SCALE] = { "corr.scale", "Divide by both spreads, so that the units go away.",
              "r = Sxy/√(Sxx·Syy)", NULL, RELATION_EQUAL },
  [SLOPE] = { "line.slope", "The slope: products by squares of x.", "slope = Sxy/Sxx", NULL,
              RELATION_EQUAL },
  [INTERCEPT] = { "line.intercept", "The line goes through the point of the means.", NULL, NULL,
                  RELATION_EQUAL },
  [RESIDUALS] = { "line.residuals", "Check: what is left over adds up to 0.", NULL, NULL,
                  RELATION_PERPENDICULAR },
  [RANKS] = { "spearman.ranks", "The smallest gets rank 1, the next 2; equal ones share.", NULL,
              NULL, RELATION_EQUAL },
};

typedef struct Pair {
  const Exact *x, *y;
  const char *x_name, *y_name;
  Number x_mean, y_mean, sxx, syy, sxy;
} Pair;

static bool read_pair(Steps *s, const Subject *subject, size_t first, Pair *p) {
  p->x = stats_sample(s, subject, first);
  p->y = p->x ? stats_sample(s, subject, first == 0) : NULL;
  if (!p->y) return false;
  p->x_name = subject_name(subject, first, "x");
  p->y_name = subject_name(subject, first == 0, "y");
  if (p->x->rows != p->y->rows) return steps_refuse(s, "both lists must be equally long");
  return p->x->rows > 1 || steps_refuse(s, "it takes at least two points");
}

static void means_step(Steps *s, Pair *p) {
  BoardStep *step = steps_add(s, s->root, &moves[MEANS], 1);
  int64_t count = (int64_t)p->x->rows;
  p->x_mean = stats_mean(p->x);
  p->y_mean = stats_mean(p->y);
  Number x[] = { stats_sum(p->x), number_whole(count) }, y[] = { stats_sum(p->y), x[1] };
  steps_row(s, step, "%s:\t%s", p->x_name,
            equation_text(s, steps_equation(s, "{0} ÷ {1}", x, p->x_mean)));
  steps_row(s, step, "%s:\t%s", p->y_name,
            equation_text(s, steps_equation(s, "{0} ÷ {1}", y, p->y_mean)));
  step->brief =
      steps_printf(s, "means %s and %s", steps_number(s, p->x_mean), steps_number(s, p->y_mean));
  steps_claim_solves(s, step, side_number(s, x[1]), side_number(s, p->x_mean),
                     side_number(s, x[0]));
  steps_claim_solves(s, step, side_number(s, y[1]), side_number(s, p->y_mean),
                     side_number(s, y[0]));
}

/* SQUARES: which columns of squares the table has: 1 of x, 2 of y too. */
static void products_step(Steps *s, Pair *p, int squares) {
  const Exact *dx = stats_deviations(s, p->x, p->x_mean),
              *dy = stats_deviations(s, p->y, p->y_mean);
  p->sxx = exact_inner(dx, dx);
  p->syy = exact_inner(dy, dy);
  p->sxy = exact_inner(dx, dy);
  BoardStep *step = steps_add(s, s->root, &moves[PRODUCTS], 0);
  const char *x = p->x_name, *y = p->y_name;
  Text line = TEXT_EMPTY;
  text_printf(&line, "\v%s\v %s\v dx\v dy\v dx·dy", x, y);
  if (squares > 0) text_puts(&line, "\v dx²");
  if (squares > 1) text_puts(&line, "\v dy²");
  steps_row(s, step, "%s", text_string(&line));
  for (size_t k = 0; k < dx->rows; k++) {
    text_clear(&line);
    const Number a = dx->at[k], b = dy->at[k];
    text_printf(&line, "\v%s\v%s\v%s\v%s\v%s", steps_number(s, p->x->at[k]),
                steps_number(s, p->y->at[k]), steps_number(s, a), steps_number(s, b),
                steps_number(s, number_multiply(a, b)));
    if (squares > 0) text_printf(&line, "\v%s", steps_number(s, number_multiply(a, a)));
    if (squares > 1) text_printf(&line, "\v%s", steps_number(s, number_multiply(b, b)));
    steps_row(s, step, "%s", text_string(&line));
  }
  text_clear(&line);
  text_printf(&line, "\v\vsum\v%s\v%s\v%s", s->decimals ? "0" : steps_number(s, stats_sum(dx)),
              s->decimals ? "0" : steps_number(s, stats_sum(dy)), steps_number(s, p->sxy));
  if (squares > 0) text_printf(&line, "\v%s", steps_number(s, p->sxx));
  if (squares > 1) text_printf(&line, "\v%s", steps_number(s, p->syy));
  steps_row(s, step, "%s", text_string(&line));
  text_free(&line);
  steps_prose(s, step, "dx and dy are the deviations; each adds up to 0 ✓");
  step->brief = steps_printf(s, "sum of products %s", steps_number(s, p->sxy));
  steps_claim_solves(s, step, side_of(exact_transpose(&s->arena, dx)), side_of(dy),
                     side_number(s, p->sxy));
}

/* 1, or more where deviations that are small beside the numbers have few digits left. */
static double lost_digits(const Pair *p) {
  double x = exact_largest(p->x) / sqrt(number_value(p->sxx));
  double y = exact_largest(p->y) / sqrt(number_value(p->syy));
  double most = 1e-5 * fmax(x, y);
  return most > 1 && isfinite(most) ? most : 1;
}

static bool explain_cov(Steps *s, const Subject *subject) {
  Pair p;
  if (!read_pair(s, subject, 0, &p)) return false;
  s->title =
      steps_printf(s, "The covariance of %s and %s\t%zu points", p.x_name, p.y_name, p.x->rows);
  means_step(s, &p);
  products_step(s, &p, 0);
  Number parts[] = { p.sxy, number_whole((int64_t)p.x->rows - 1) };
  Number cov = number_divide(parts[0], parts[1]);
  BoardStep *step = steps_add(s, s->root, &moves[SHARE], 0);
  steps_bind(s, step, "by", "n − 1");
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1}", parts, cov));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, parts[1]), side_number(s, cov), side_number(s, p.sxy));
  s->result = steps_printf(s, "covariance = %s", steps_number(s, cov));
  s->note = number_sign(cov) > 0   ? "It is positive: the two tend to grow together."
            : number_sign(cov) < 0 ? "It is negative: where one grows, the other tends to fall."
                                   : "It is 0: no line through the points would lean either way.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain && plain->rows == 2 && plain->columns == 2) /* it stands beside the variances */
    plain = exact_part(&s->arena, plain, 1, 2);
  double size = sqrt(number_value(p.sxx)) * sqrt(number_value(p.syy)) * lost_digits(&p);
  if (plain)
    steps_claim_beside(s, s->root, side_number(s, cov), side_number(s, plain->at[0]),
                       side_number(s, number_double(size)));
  return true;
}

/* The steps to the correlation of the two. */
static bool correlate(Steps *s, const Subject *subject, Pair *pair) {
  Pair p = *pair;
  means_step(s, &p);
  products_step(s, &p, 2);
  if (exact_is_zero(p.sxx) || exact_is_zero(p.syy))
    return steps_refuse(s, "a list of equal numbers has no correlation with anything");
  double r = number_value(p.sxy) / sqrt(number_value(p.sxx) * number_value(p.syy));
  Number parts[] = { p.sxy, p.sxx, p.syy };
  BoardStep *step = steps_add(s, s->root, &moves[SCALE], 0);
  const char *pattern = "{0*} ÷ √({1*}·{2*})";
  Root root;
  bool written = !s->decimals && root_square(number_multiply(p.sxx, p.syy), &root) &&
                 root_divide(root_number(p.sxy), root, &root);
  step->brief =
      written ? steps_printf(s, "%s = %s", steps_format(s, pattern, parts), root_text_both(s, root))
              : equation_text(s, steps_equation(s, pattern, parts, number_double(r)));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(r * r)),
              side_number(s, number_double(number_value(p.sxy) * number_value(p.sxy) /
                                           (number_value(p.sxx) * number_value(p.syy)))));
  s->result = steps_printf(s, "r %s", stats_about(s, r, 4));
  s->note = steps_printf(
      s, "r lies between −1 and 1; r² ≈ %s of the variance of one goes with the other.",
      steps_decimal(s, r * r));
  const Exact *plain = exact_computed(&s->arena, subject->value);
  size_t place = plain && plain->rows == 2 ? 1 : 0; /* corrcoef answers with a matrix */
  if (plain)
    steps_claim_beside(s, s->root, side_number(s, number_double(r)),
                       side_number(s, plain->at[place]),
                       side_number(s, number_double(lost_digits(&p))));
  return true;
}

static bool explain_corr(Steps *s, const Subject *subject) {
  Pair p;
  if (!read_pair(s, subject, 0, &p)) return false;
  s->title =
      steps_printf(s, "The correlation of %s and %s\t%zu points", p.x_name, p.y_name, p.x->rows);
  return correlate(s, subject, &p);
}

/* The rank of each number of X; equal ones share the mean of their places. */
static const Exact *ranks_of(Steps *s, const Exact *x) {
  Exact *ranks = exact_copy(&s->arena, x);
  for (size_t i = 0; i < x->rows; i++) {
    int64_t below = 0, equal = 0;
    for (size_t k = 0; k < x->rows; k++) {
      double gap = number_value(x->at[i]) - number_value(x->at[k]);
      below += gap > 0;
      equal += gap == 0;
    }
    ranks->at[i] = number_fraction(2 * below + equal + 1, 2);
  }
  return ranks;
}

/* spearman(x, y): the correlation of the ranks */
static bool explain_spearman(Steps *s, const Subject *subject) {
  Pair p;
  if (!read_pair(s, subject, 0, &p)) return false;
  s->title = steps_printf(s, "The rank correlation of %s and %s\t%zu points", p.x_name, p.y_name,
                          p.x->rows);
  BoardStep *step = steps_add(s, s->root, &moves[RANKS], 0);
  const Exact *x = ranks_of(s, p.x), *y = ranks_of(s, p.y);
  steps_row(s, step, "%s:\t%s\tranks %s", p.x_name,
            steps_vector(s, exact_transpose(&s->arena, p.x)),
            steps_vector(s, exact_transpose(&s->arena, x)));
  steps_row(s, step, "%s:\t%s\tranks %s", p.y_name,
            steps_vector(s, exact_transpose(&s->arena, p.y)),
            steps_vector(s, exact_transpose(&s->arena, y)));
  step->brief = "ranks instead of numbers";
  int64_t n = (int64_t)x->rows;
  stats_claim_equal(s, step, stats_sum(x), number_fraction(n * (n + 1), 2));
  stats_claim_equal(s, step, stats_sum(y), number_fraction(n * (n + 1), 2));
  p = (Pair){ .x = x, .y = y, .x_name = "rx", .y_name = "ry" };
  return correlate(s, subject, &p);
}

static const char *line_text(Steps *s, const char *x, Number slope, Number intercept) {
  Number n[] = { slope, intercept };
  return exact_is_zero(intercept)
             ? steps_printf(s, "%s·%s", steps_factor(s, slope), x)
             : steps_printf(s, "%s·%s%s", steps_factor(s, slope), x, steps_format(s, "{1+}", n));
}

static void residuals_step(Steps *s, const Pair *p, Number slope, Number intercept) {
  Exact *rest = exact_copy(&s->arena, p->y);
  Exact *sides = exact_new(&s->arena, p->x->rows, 2);
  for (size_t k = 0; k < p->x->rows; k++) {
    Number on_line = number_add(number_multiply(slope, p->x->at[k]), intercept);
    rest->at[k] = exact_subtract(p->y->at[k], on_line);
    *exact_at(sides, k, 0) = number_whole(1);
    *exact_at(sides, k, 1) = p->x->at[k];
  }
  BoardStep *step = steps_add(s, s->root, &moves[RESIDUALS], 1);
  steps_row(s, step, "residuals  %s",
            s->decimals ? steps_vector_decimal(s, exact_transpose(&s->arena, rest))
                        : steps_vector(s, exact_transpose(&s->arena, rest)));
  if (!s->decimals) steps_row(s, step, "%s ✓", stats_sum_text(s, rest, stats_sum(rest)));
  double size = fmax(1, exact_largest(p->x)) *
                fmax(exact_largest(p->y), fabs(number_value(slope)) * exact_largest(p->x));
  const Exact *zero = exact_product(&s->arena, exact_transpose(&s->arena, sides), rest);
  steps_claim_beside(s, step, side_of(zero), side_of(exact_new(&s->arena, 2, 1)),
                     side_number(s, number_double(1e-4 * size)));
}

/* polyfit(x, y, 1): the slope first, as polyfit has it. */
static bool explain_line(Steps *s, const Subject *subject) {
  Value degree = subject->args[2];
  if (degree.kind != VALUE_SCALAR || degree.scalar != 1) return false; /* see stats_fit.c */
  Pair p;
  if (!read_pair(s, subject, 0, &p)) return false;
  s->title = steps_printf(s, "The line through %zu points\tleast squares", p.x->rows);
  s->goal = "Of all lines the one with the smallest sum of squared vertical distances.";
  means_step(s, &p);
  products_step(s, &p, 1);
  if (exact_is_zero(p.sxx)) return steps_refuse(s, "all x are equal: the line would be vertical");
  Number slope = number_divide(p.sxy, p.sxx), parts[] = { p.sxy, p.sxx };
  BoardStep *step = steps_add(s, s->root, &moves[SLOPE], 0);
  step->brief = steps_printf(s, "slope = %s",
                             equation_text(s, steps_equation(s, "{0*} ÷ {1*}", parts, slope)));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, p.sxx), side_number(s, slope), side_number(s, p.sxy));
  Number intercept = exact_subtract(p.y_mean, number_multiply(slope, p.x_mean));
  Number through[] = { p.y_mean, slope, p.x_mean };
  step = steps_add(s, s->root, &moves[INTERCEPT], 0);
  step->brief =
      steps_printf(s, "intercept = %s",
                   equation_text(s, steps_equation(s, "{0} − {1*}·{2*}", through, intercept)));
  steps_row(s, step, "%s", step->brief);
  Number shift = number_multiply(slope, p.x_mean);
  steps_claim_beside(s, step, side_number(s, p.y_mean),
                     side_number(s, number_add(shift, intercept)), side_number(s, shift));
  residuals_step(s, &p, slope, intercept);
  s->result =
      steps_printf(s, "y %s %s", s->decimals ? "≈" : "=", line_text(s, "x", slope, intercept));
  s->note = "polyfit lists the slope before the intercept.";
  s->picture = steps_printf(s, "fitplot(%s, %s)", subject->texts[0], subject->texts[1]);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain && plain->rows * plain->columns == 2) {
    double steep = sqrt(number_value(p.syy) / number_value(p.sxx)) * lost_digits(&p);
    steps_claim_beside(s, s->root, side_number(s, slope), side_number(s, plain->at[0]),
                       side_number(s, number_double(steep)));
    double size = fabs(number_value(p.y_mean)) + fabs(number_value(intercept)) +
                  steep * fabs(number_value(p.x_mean));
    steps_claim_beside(s, s->root, side_number(s, intercept), side_number(s, plain->at[1]),
                       side_number(s, number_double(size)));
  }
  return true;
}

const Explainer stats_relate_explainers[] = {
  { "cov", 2, 2, explain_cov },       { "corr", 2, 2, explain_corr },
  { "corrcoef", 2, 2, explain_corr }, { "spearman", 2, 2, explain_spearman },
  { "polyfit", 3, 3, explain_line },  { 0 },
};
