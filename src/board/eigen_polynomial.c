/* eigen_polynomial.c -- the characteristic polynomial and its roots.  */

#include "config.h"
#include "board/eigen.h"

#include <math.h>
#include <stdlib.h>

enum { DETERMINANT, SOLVE, SOLVE_CUBIC };
static const Move moves[] = {
  [DETERMINANT] = { "eig.determinant", "The determinant", NULL, NULL, RELATION_EQUAL },
  [SOLVE] = { "eig.quadratic", "Solve\xc2\xa0 {polynomial} = 0", "λ = {formula}", NULL,
              RELATION_EQUAL },
  [SOLVE_CUBIC] = { "eig.cubic", "Solve\xc2\xa0 {polynomial} = 0", NULL, NULL, RELATION_EQUAL },
};

static void eigen_add(Eigen *e, Lambda lambda) {
  size_t at = e->count;
  while (at > 0 && e->lambda[at - 1].value < lambda.value) {
    e->lambda[at] = e->lambda[at - 1];
    at--;
  }
  e->lambda[at] = lambda;
  e->count++;
  for (size_t k = 0; k < e->count; k++)
    e->lambda[k].name = e->count == 1 ? "λ" : steps_printf(e->s, "λ%zu", k + 1);
}

static Lambda eigen_known(Root r, size_t times) {
  return (Lambda){ .exact = r, .known = true, .value = root_value(r), .times = times };
}

/* "(5 + √5)/2 ≈ 3.6180", "4", "3.618" */
static const char *eigen_text(const Eigen *e, const Lambda *lambda) {
  if (lambda->known) return root_text_both(e->s, lambda->exact);
  return steps_decimal(e->s, lambda->value);
}

const char *eigen_short(const Eigen *e, const Lambda *lambda) {
  if (lambda->known && root_is_fraction(lambda->exact)) return steps_number(e->s, lambda->exact.p);
  return steps_decimal(e->s, lambda->value);
}

/* A − λ I with λ as it is written: "2 − λ". */
static const char *eigen_entry(const Eigen *e, size_t i, size_t j) {
  const char *number = steps_number(e->s, *exact_at(e->a, i, j));
  if (i != j) return number;
  return exact_is_zero(*exact_at(e->a, i, j)) ? "−λ" : steps_printf(e->s, "%s − λ", number);
}

static Grid *eigen_grid(const Eigen *e, Fence fence) {
  size_t n = e->a->rows;
  Grid *grid = grid_new(e->s, n, n, fence);
  grid->centred = true;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) grid->cells[i * n + j] = eigen_entry(e, i, j);
  return grid;
}

/* "λ² − 5λ + 5": the coefficients from the highest power down. */
static const char *polynomial(Steps *s, const Number *c, size_t degree) {
  static const char *const powers[] = { "", "λ", "λ²", "λ³" };
  Text out = TEXT_EMPTY;
  for (size_t k = 0; k <= degree; k++) {
    if (exact_is_zero(c[k])) continue;
    bool minus = number_sign(c[k]) < 0;
    Number size = minus ? number_negate(c[k]) : c[k];
    text_puts(&out, out.len == 0 ? (minus ? "−" : "") : minus ? " − " : " + ");
    if (k == degree || !number_is(size, 1)) {
      text_puts(&out, steps_number(s, size));
      if (k < degree && !number_is_whole(size)) text_puts(&out, "·");
    }
    text_puts(&out, powers[degree - k]);
  }
  return steps_keep(s, &out);
}

/* ------------------------------------------------------------------ degree 2 */

static void complex_pair(Eigen *e, BoardStep *step, Number p, Number discriminant) {
  Steps *s = e->s;
  Number half = number_divide(p, number_whole(2));
  Number square = number_divide(number_negate(discriminant), number_whole(4));
  Lambda pair = { .value = number_value(half), .turning = sqrt(number_value(square)), .times = 2 };
  pair.exact = root_number(half);
  Root root;
  const char *size = !s->decimals && root_square(square, &root) ? root_text(s, root)
                                                                : steps_decimal(s, pair.turning);
  steps_row(s, step, "Below the root stands %s, less than 0: the roots are complex.",
            steps_number(s, discriminant));
  const char *times = number_is(square, 1) ? "i" : steps_printf(s, "%s·i", size);
  const char *before = exact_is_zero(half) ? "" : steps_printf(s, "%s ", steps_number(s, half));
  pair.turning_text = steps_printf(s, *before ? "%s± %s" : "%s±%s", before, times);
  steps_row(s, step, "λ %s %s", s->decimals ? "≈" : "=", pair.turning_text);
  eigen_add(e, pair);
}

static void check_roots(Eigen *e, BoardStep *step, Number p, Number q, const Lambda *one,
                        const Lambda *two) {
  Steps *s = e->s;
  bool square = e->a->rows == 2;
  Number *m = e->a->at, sums[] = { m[0], m[3] }, products[] = { m[0], m[3], m[1], m[2] };
  if (s->decimals) {
    if (!square) return;
    steps_row(s, step, "check:\tthe trace %s is λ1 + λ2 ✓",
              equation_text(s, steps_equation(s, "{0}{1+}", sums, p)));
    steps_row(s, step, "\tthe determinant %s is λ1·λ2 ✓",
              equation_text(s, steps_equation(s, "{0}·{1*} − {2!}·{3*}", products, q)));
    return;
  }
  const char *trace =
      square ? steps_printf(s, " = %s, the trace", steps_format(s, "{0}{1+}", sums)) : "";
  const char *det = square ? steps_printf(s, " = %s, the determinant",
                                          steps_format(s, "{0}·{1*} − {2!}·{3*}",
                                                       (Number[]){ m[0], m[3], m[1], m[2] }))
                           : "";
  steps_row(s, step, "check:\tλ1 + λ2 = %s%s ✓", steps_number(s, p), trace);
  const char *middle = "";
  if (one->known && !root_is_fraction(one->exact)) {
    /* (P + Q√d)/m times (P − Q√d)/m */
    Number four[] = { number_multiply(p, p),
                      exact_subtract(number_multiply(p, p), number_multiply(number_whole(4), q)) };
    middle = steps_printf(s, "(%s)/4 = ", steps_format(s, "{0}{1-}", four));
  } else if (one->known)
    middle = steps_printf(
        s, "%s = ", steps_format(s, "{0}·{1*}", (Number[]){ one->exact.p, two->exact.p }));
  steps_row(s, step, "\tλ1·λ2 = %s%s%s ✓", middle, steps_number(s, q), det);
}

/* λ² − pλ + q = 0 solved in STEP: one eigenvalue twice, two, or a pair. */
static void eigen_quadratic(Eigen *e, BoardStep *step, Number p, Number q) {
  Steps *s = e->s;
  Number discriminant = exact_subtract(number_multiply(p, p), number_multiply(number_whole(4), q));
  double size = fabs(number_value(discriminant)), noise = s->decimals ? 1e-13 : 0;
  if (size <= noise * pow(number_value(p), 2)) {
    Lambda twice = eigen_known(root_number(number_divide(p, number_whole(2))), 2);
    twice.known = !s->decimals;
    eigen_add(e, twice);
    steps_row(s, step, "Below the root stands 0: one root, twice.");
    steps_row(s, step, "λ %s %s", s->decimals ? "≈" : "=", steps_number(s, twice.exact.p));
    return;
  }
  if (number_sign(discriminant) < 0) {
    complex_pair(e, step, p, discriminant);
    return;
  }
  Root root;
  Lambda one, two;
  Number half = number_fraction(1, 2);
  if (!s->decimals && root_square(discriminant, &root)) {
    Root sum, difference, divide = root_number(half);
    root_add(root_number(p), root, &sum);
    root_add(root_number(p), root_negate(root), &difference);
    root_multiply(sum, divide, &sum);
    root_multiply(difference, divide, &difference);
    one = eigen_known(sum, 1);
    two = eigen_known(difference, 1);
    bool whole = root_is_fraction(root);
    Number n[] = { p, whole ? root.p : number_whole(0) };
    steps_row(s, step, "λ1 = %s%s",
              whole ? steps_printf(s, "(%s)/2 = ", steps_format(s, "{0}{1+}", n)) : "",
              eigen_text(e, &one));
    steps_row(s, step, "λ2 = %s%s",
              whole ? steps_printf(s, "(%s)/2 = ", steps_format(s, "{0}{1-}", n)) : "",
              eigen_text(e, &two));
  } else {
    s->swollen = true;
    /* the one of larger size first: it has no cancellation, and their product is q */
    double sum = number_value(p), wide = sqrt(number_value(discriminant));
    double far = (sum + (sum < 0 ? -wide : wide)) / 2, near = number_value(q) / far;
    one = (Lambda){ .value = fmax(far, near), .times = 1 };
    two = (Lambda){ .value = fmin(far, near), .times = 1 };
    steps_row(s, step, "λ1 ≈ %s", eigen_text(e, &one));
    steps_row(s, step, "λ2 ≈ %s", eigen_text(e, &two));
  }
  check_roots(e, step, p, q, &one, &two);
  eigen_add(e, one);
  eigen_add(e, two);
  step->brief = steps_printf(s, "λ1 = %s,  λ2 = %s", eigen_text(e, &one), eigen_text(e, &two));
}

static const char *quadratic_formula(Steps *s, Number p, Number q) {
  Number n[] = { p, number_multiply(p, p), number_multiply(number_whole(4), q) };
  return steps_printf(s, "(%s ± √(%s))/2", steps_number(s, p), steps_format(s, "{1}{2-}", n));
}

void eigen_polynomial_2(Eigen *e) {
  Steps *s = e->s;
  Number *m = e->a->at, p = number_add(m[0], m[3]);
  Number q = exact_subtract(number_multiply(m[0], m[3]), number_multiply(m[1], m[2]));
  Number c[] = { number_whole(1), number_negate(p), q };
  const char *text = polynomial(s, c, 2);
  BoardStep *step = steps_add(s, s->root, &moves[DETERMINANT], 0);
  const char *first = eigen_entry(e, 0, 0), *last = eigen_entry(e, 1, 1);
  Line *line = steps_row(s, step, "\1  =  (%s)(%s) − %s  =  %s", first, last,
                         steps_format(s, "{0!}·{1*}", (Number[]){ m[1], m[2] }), text);
  line_grid(s, line, eigen_grid(e, FENCE_BARS));
  step->brief = steps_printf(s, "det(A − λ I) = %s", text);
  linear_claim_determinant(s, step, q, e->a);
  step = steps_add(s, s->root, &moves[SOLVE], 0);
  steps_bind(s, step, "polynomial", text);
  steps_bind(s, step, "formula", quadratic_formula(s, p, q));
  eigen_quadratic(e, step, p, q);
}

/* ------------------------------------------------------------------ degree 3 */

static size_t emptiest_row(const Exact *a) {
  size_t best = 0, most = 0;
  for (size_t i = 0; i < 3; i++) {
    size_t zeros = 0;
    for (size_t j = 0; j < 3; j++) zeros += i != j && exact_is_zero(*exact_at(a, i, j));
    if (zeros > most) {
      most = zeros;
      best = i;
    }
  }
  return best;
}

static const char *bracketed(Steps *s, const char *entry, bool diagonal) {
  bool minus = *entry == "−"[0];
  return diagonal || minus ? steps_printf(s, "(%s)", entry) : entry;
}

/* "(2 − λ)·((3 − λ)(1 − λ) − 0·1)" for each column of the row, where the entry is not 0. */
static const char *cofactors(const Eigen *e, size_t i) {
  Steps *s = e->s;
  Text out = TEXT_EMPTY;
  size_t up = i == 0, down = i == 2 ? 1 : 2;
  for (size_t j = 0; j < 3; j++) {
    if (i != j && exact_is_zero(*exact_at(e->a, i, j))) continue;
    size_t left = j == 0, right = j == 2 ? 1 : 2;
    const char *sign = (i + j) % 2 == 1 ? (out.len ? " − " : "−") : out.len ? " + " : "";
    text_printf(&out, "%s%s·(%s·%s − %s·%s)", sign, bracketed(s, eigen_entry(e, i, j), i == j),
                bracketed(s, eigen_entry(e, up, left), up == left),
                bracketed(s, eigen_entry(e, down, right), down == right),
                bracketed(s, eigen_entry(e, up, right), up == right),
                bracketed(s, eigen_entry(e, down, left), down == left));
  }
  return steps_keep(s, &out);
}

static Number value_of(const Number *c, Number x) {
  Number sum = number_whole(0);
  for (size_t k = 0; k < 4; k++) sum = number_add(number_multiply(sum, x), c[k]);
  return sum;
}

/* The real roots of a monic cubic, by bisection between its turning points. */
static size_t cubic_roots(const double c[4], double *roots) {
  double bound = 1 + fmax(fabs(c[1]), fmax(fabs(c[2]), fabs(c[3])));
  double wide = c[1] * c[1] - 3 * c[2], turn = sqrt(fmax(wide, 0));
  double ends[] = { -bound, (-c[1] - turn) / 3, (-c[1] + turn) / 3, bound };
  size_t count = 0;
  for (size_t k = 0; k < 3; k++) {
    double low = ends[k], high = ends[k + 1];
    double at_low = ((low + c[1]) * low + c[2]) * low + c[3];
    double at_high = ((high + c[1]) * high + c[2]) * high + c[3];
    if (at_low * at_high > 0) continue;
    for (int turns = 0; turns < 200 && high > low; turns++) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) break;
      double here = ((middle + c[1]) * middle + c[2]) * middle + c[3];
      if ((here > 0) == (at_high > 0))
        high = middle;
      else
        low = middle;
    }
    roots[count++] = low + (high - low) / 2;
  }
  return count;
}

/* A root k/D, where D makes all entries of the matrix whole. */
static bool rational_root(const Exact *a, const Number *c, Number *root) {
  int64_t common = 1;
  for (size_t k = 0; k < 9; k++) {
    if (!number_exact(a->at[k])) return false;
    common = common / number_content(number_whole(common), number_whole(a->at[k].bottom)).top *
             a->at[k].bottom;
    if (common > 10000) return false;
  }
  double real[4], found[3];
  for (size_t k = 0; k < 4; k++) real[k] = number_value(c[k]);
  size_t count = cubic_roots(real, found);
  double best = HUGE_VAL;
  for (size_t k = 0; k < count; k++)
    for (int shift = -1; shift <= 1; shift++) {
      double top = round(found[k] * (double)common) + shift;
      if (fabs(top) > 1e12 || fabs(top) >= best) continue;
      Number x = number_fraction((int64_t)top, common);
      if (!exact_is_zero(value_of(c, x))) continue;
      *root = x;
      best = fabs(top);
    }
  return best < HUGE_VAL;
}

/* λ³ + c1λ² + c2λ + c3 = (λ − x)(λ² − pλ + q) */
static void split_off(Eigen *e, BoardStep *step, const Number *c, Number x) {
  Steps *s = e->s;
  Number p = number_negate(number_add(c[1], x));
  Number q = number_add(c[2], number_multiply(x, exact_subtract(number_whole(0), p)));
  Number rest[] = { number_whole(1), number_negate(p), q };
  const char *factor =
      exact_is_zero(x) ? "λ" : steps_printf(s, "(λ%s)", steps_format(s, "{0-}", &x));
  steps_row(s, step, "Try the divisors of the constant: λ = %s is a root, so", steps_number(s, x));
  steps_row(s, step, "%s = %s·(%s)", polynomial(s, c, 3), factor, polynomial(s, rest, 2));
  steps_row(s, step, "and the bracket is 0 at λ = %s.", quadratic_formula(s, p, q));
  Eigen other = { .s = s, .a = e->a };
  eigen_quadratic(&other, step, p, q);
  size_t times = 1;
  for (size_t k = 0; k < other.count; k++) {
    Lambda *l = &other.lambda[k];
    bool same = l->known && root_is_fraction(l->exact) && number_equal(l->exact.p, x);
    if (same)
      times += l->times;
    else
      eigen_add(e, *l);
  }
  eigen_add(e, eigen_known(root_number(x), times));
}

/* Of a diagonal matrix the roots stand on the diagonal. */
static bool from_diagonal(Eigen *e, BoardStep *step) {
  for (size_t i = 0; i < 3; i++)
    for (size_t j = 0; j < 3; j++)
      if (i != j && !exact_is_zero(*exact_at(e->a, i, j))) return false;
  steps_row(e->s, step, "The matrix is diagonal: the roots stand on the diagonal.");
  for (size_t i = 0; i < 3; i++) {
    double value = number_value(*exact_at(e->a, i, i));
    size_t k = 0;
    while (k < e->count && e->lambda[k].value != value) k++;
    if (k < e->count)
      e->lambda[k].times++;
    else
      eigen_add(e, (Lambda){ .value = value, .times = 1 });
  }
  return true;
}

static void by_numbers(Eigen *e, BoardStep *step, const Number *c) {
  Steps *s = e->s;
  if (from_diagonal(e, step)) return;
  double real[4], found[3];
  for (size_t k = 0; k < 4; k++) real[k] = number_value(c[k]);
  size_t count = cubic_roots(real, found);
  steps_row(s, step, "No fraction solves it; found with roots():");
  for (size_t k = count; k-- > 0;) {
    eigen_add(e, (Lambda){ .value = found[k], .times = 1 });
    steps_row(s, step, "λ ≈ %s", steps_decimal(s, found[k]));
  }
  if (count != 1) return;
  /* the other two: their sum and product are known */
  double sum = -real[1] - found[0], product = real[2] - found[0] * sum;
  double rest = product - sum * sum / 4;
  if (rest <= 0) return;
  Lambda pair = { .value = sum / 2, .turning = sqrt(rest), .times = 2 };
  pair.turning_text =
      steps_printf(s, "%s ± %s·i", steps_decimal(s, pair.value), steps_decimal(s, pair.turning));
  steps_row(s, step, "λ ≈ %s", pair.turning_text);
  eigen_add(e, pair);
}

void eigen_polynomial_3(Eigen *e) {
  Steps *s = e->s;
  const Exact *a = e->a;
  Number trace = number_whole(0), minors = number_whole(0), det = exact_determinant(a);
  for (size_t i = 0; i < 3; i++) {
    trace = number_add(trace, *exact_at(a, i, i));
    size_t j = (i + 1) % 3;
    minors =
        number_add(minors, exact_subtract(number_multiply(*exact_at(a, i, i), *exact_at(a, j, j)),
                                          number_multiply(*exact_at(a, i, j), *exact_at(a, j, i))));
  }
  Number down[] = { number_whole(-1), trace, number_negate(minors), det };
  Number c[] = { number_whole(1), number_negate(trace), minors, number_negate(det) };
  size_t row = emptiest_row(a);
  BoardStep *step = steps_add(s, s->root, &moves[DETERMINANT], 0);
  steps_gap(s, step);
  line_grid(s, steps_row(s, step, "\1"), eigen_grid(e, FENCE_BARS));
  steps_gap(s, step);
  steps_row(s, step, "along row %zu:", row + 1);
  steps_row(s, step, "%s", cofactors(e, row));
  steps_row(s, step, "= %s", polynomial(s, down, 3));
  step->brief = steps_printf(s, "det(A − λ I) = %s", polynomial(s, down, 3));
  /* at λ = 1 the polynomial is det(A − I) */
  Exact *shifted = exact_copy(&s->arena, a);
  for (size_t i = 0; i < 3; i++)
    *exact_at(shifted, i, i) = exact_subtract(*exact_at(a, i, i), number_whole(1));
  if (!s->decimals)
    steps_claim(s, step, RELATION_EQUAL, side_number(s, exact_determinant(shifted)),
                side_number(s, number_negate(value_of(c, number_whole(1)))));
  step = steps_add(s, s->root, &moves[SOLVE_CUBIC], 0);
  steps_bind(s, step, "polynomial", polynomial(s, c, 3));
  Number root;
  if (!s->decimals && rational_root(a, c, &root))
    split_off(e, step, c, root);
  else
    by_numbers(e, step, c);
  Text brief = TEXT_EMPTY;
  for (size_t k = 0; k < e->count; k++)
    text_printf(&brief, "%s%s = %s", k > 0 ? ",  " : "", e->lambda[k].name,
                eigen_short(e, &e->lambda[k]));
  step->brief = steps_keep(s, &brief);
}
