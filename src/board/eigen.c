/* eigen.c -- eigenvalues and eigenvectors, shown.  */

#include "config.h"
#include "board/eigen.h"
#include "board/explainers.h"

#include <math.h>

enum { LARGEST = 10 };

enum { MOVE_OVER, CHECK, METHOD, SUMS };
static const Move moves[] = {
  [MOVE_OVER] = { "eig.zero", "Move everything to one side", "(A − λ I) v = 0", NULL,
                  RELATION_DEFINED },
  [CHECK] = { "eig.check", "Check", NULL, NULL, RELATION_EQUAL },
  [METHOD] = { "eig.method", "Too large for the characteristic polynomial by hand", NULL,
               "The machine turns the matrix step by step into a triangle with the same "
               "eigenvalues (QR iteration) and reads them from its diagonal.",
               RELATION_DEFINED },
  [SUMS] = { "eig.sums", "Check", NULL, NULL, RELATION_EQUAL },
};

/* ------------------------------------------------------------------ the check at the end */

/* One digit more than is shown elsewhere: enough to calculate with. */
static const char *long_decimal(Steps *s, double x) {
  return steps_digits(s, x, fabs(x) < 1 ? 5 : 6);
}

static const char *long_vector(Steps *s, const Exact *v) {
  Text out = TEXT_EMPTY;
  text_putc(&out, '[');
  for (size_t k = 0; k < v->rows; k++)
    text_printf(&out, "%s%s", k > 0 ? "; " : "",
                number_exact(v->at[k]) && !s->decimals ? steps_number(s, v->at[k])
                                                       : long_decimal(s, number_value(v->at[k])));
  text_putc(&out, ']');
  return steps_keep(s, &out);
}

static void check_direction(Eigen *e, BoardStep *step, const Lambda *l, size_t k) {
  Steps *s = e->s;
  const Exact *v = exact_part(&s->arena, l->vectors, k, k + 1);
  const Exact *image = exact_product(&s->arena, e->a, v);
  bool exact = exact_is_exact(image) && exact_is_exact(v) && !s->decimals;
  const char *vector = long_vector(s, v);
  if (exact)
    steps_row(s, step, "A·%s\v= %s\v= %s·%s ✓", vector, steps_vector(s, image),
              steps_number(s, l->exact.p), vector);
  else
    steps_row(s, step, "A·%s\v≈ %s\v≈ %s·%s ✓", vector, steps_vector_decimal(s, image),
              long_decimal(s, l->value), vector);
  Number value = exact ? l->exact.p : number_double(l->value);
  steps_claim_beside(s, step, side_of(image), side_of(exact_scaled(&s->arena, value, v)),
                     side_of(e->a));
}

/* The dot product of two directions of a symmetric 2x2 matrix. */
static void check_angle(Eigen *e, BoardStep *step) {
  Steps *s = e->s;
  const Lambda *one = &e->lambda[0], *two = &e->lambda[1];
  const Exact *u = one->vectors, *v = two->vectors;
  if (!u || !v) return;
  Line *line =
      steps_prose(s, step, "A equals its transpose, so the two directions are perpendicular:");
  line->shift = -4;
  steps_claim(s, step, RELATION_PERPENDICULAR, side_of(u), side_of(v));
  if (exact_is_exact(u) && exact_is_exact(v)) {
    Number n[] = { u->at[0], v->at[0], u->at[1], v->at[1] };
    steps_row(s, step, "%s ✓",
              equation_text(s, steps_equation(s, "{0}·{1*}{2+}·{3*}", n, number_whole(0))));
    return;
  }
  Number own = e->a->at[0], other = e->a->at[1];
  Root x, y;
  if (!one->known || !root_add(one->exact, root_number(number_negate(own)), &x) ||
      !root_divide(x, root_number(other), &x) ||
      !root_add(two->exact, root_number(number_negate(own)), &y) ||
      !root_divide(y, root_number(other), &y)) {
    steps_row(s, step, "their dot product is 0 up to rounding ✓");
    return;
  }
  /* (P + Q√d)/m · (P − Q√d)/m = (P² − Q²d)/m² */
  int64_t m = x.q.bottom > x.p.bottom ? x.q.bottom : x.p.bottom;
  Number p = number_multiply(x.p, number_whole(m)), q = number_multiply(x.q, number_whole(m));
  Number n[] = { number_multiply(p, p), number_multiply(number_multiply(q, q), number_whole(x.d)) };
  const char *difference =
      exact_is_zero(n[0]) ? steps_format(s, "{1}", n) : steps_format(s, "{0}{1-}", n);
  if (exact_is_zero(n[0])) difference = steps_printf(s, "−%s", difference);
  const char *quotient = m == 1 ? steps_printf(s, "(%s)", difference)
                                : steps_printf(s, "(%s)/%lld", difference, (long long)(m * m));
  const char *left = root_text(s, x), *right = root_text(s, y);
  bool bars = m > 1;
  steps_row(s, step, "1·1 + %s%s%s · %s%s%s = 1 + %s = 0 ✓", bars ? "" : "(", left, bars ? "" : ")",
            bars ? "" : "(", right, bars ? "" : ")", quotient);
}

static void check(Eigen *e) {
  bool any = false;
  for (size_t k = 0; k < e->count; k++) any |= e->lambda[k].vectors != NULL;
  if (!any) return;
  BoardStep *step = steps_add(e->s, e->s->root, &moves[CHECK], 1);
  for (size_t k = 0; k < e->count; k++)
    for (size_t j = 0; e->lambda[k].vectors && j < e->lambda[k].vectors->columns; j++)
      check_direction(e, step, &e->lambda[k], j);
  if (e->symmetric && e->a->rows == 2 && e->count == 2) check_angle(e, step);
}

/* ------------------------------------------------------------------ the last line */

static const char *unit_text(Steps *s, const Exact *v) {
  Exact *u = exact_copy(&s->arena, v);
  double length = sqrt(number_value(exact_inner(v, v)));
  for (size_t k = 0; k < v->rows; k++) u->at[k] = number_double(number_value(v->at[k]) / length);
  return steps_vector_decimal(s, u);
}

static void conclude(Eigen *e) {
  Steps *s = e->s;
  Text out = TEXT_EMPTY;
  bool turns = false;
  for (size_t k = e->count; k-- > 0;) {
    const Lambda *l = &e->lambda[k];
    if (out.len > 0) text_puts(&out, e->a->rows == 2 ? ",   " : "\n");
    turns |= l->turning != 0;
    text_printf(&out, "λ = %s", l->turning != 0 ? l->turning_text : eigen_short(e, l));
    if (!l->vectors) continue;
    text_puts(&out, " with ");
    for (size_t j = 0; j < l->vectors->columns; j++)
      text_printf(&out, "%s±%s", j > 0 ? " and " : "",
                  unit_text(s, exact_part(&s->arena, l->vectors, j, j + 1)));
  }
  s->result = steps_keep(s, &out);
  if (turns && e->count == 1) return;
  s->remark = turns || e->count == 1
                  ? "A direction may be multiplied by any number but 0."
                  : "A direction may be multiplied by any number but 0. eig() lists the smaller "
                    "value first and may show the other sign.";
}

/* Eigenvalues that lie close together are computed to fewer digits. */
static void claim_values(Eigen *e, const Subject *subject) {
  const Exact *plain = exact_computed(&e->s->arena, subject->value);
  double scale = 0;
  for (size_t k = 0; k < e->count; k++) {
    if (e->lambda[k].turning != 0 || e->lambda[k].times > 1) return;
    scale = fmax(scale, fabs(e->lambda[k].value));
    if (k > 0 && e->lambda[k - 1].value - e->lambda[k].value < 1e-3 * scale) return;
  }
  if (!plain || plain->columns != 1 || plain->rows != e->count) return;
  Exact *own = exact_new(&e->s->arena, e->count, 1);
  Exact *theirs = exact_new(&e->s->arena, e->count, 1);
  for (size_t k = 0; k < e->count; k++) {
    own->at[k] = number_double(e->lambda[k].value);
    /* sorted: a matrix that is not symmetric has them in any order */
    theirs->at[k] = plain->at[k];
    for (size_t j = k; j > 0 && number_value(theirs->at[j]) > number_value(theirs->at[j - 1]);
         j--) {
      Number n = theirs->at[j];
      theirs->at[j] = theirs->at[j - 1];
      theirs->at[j - 1] = n;
    }
  }
  steps_claim_beside(e->s, e->s->root, side_of(own), side_of(theirs), side_of(e->a));
}

/* ------------------------------------------------------------------ beyond 3x3 */

static bool large(Steps *s, const Subject *subject, const Exact *a) {
  s->title = steps_printf(s, "Which directions does %s only stretch?      \tA v = λ v",
                          linear_title(subject));
  steps_add(s, s->root, &moves[METHOD], 0);
  BoardStep *step = steps_add(s, s->root, &moves[SUMS], 0);
  Value values = subject_evaluate(subject, steps_printf(s, "eig(%s)", subject->texts[0]));
  View view;
  Number trace = number_whole(0);
  for (size_t i = 0; i < a->rows; i++) trace = number_add(trace, *exact_at(a, i, i));
  if (value_view(&values, &view)) {
    double sum = 0;
    Text list = TEXT_EMPTY;
    for (size_t k = 0; k < view.count; k++) {
      sum += view.data[view.complex ? 2 * k : k];
      double x = view.data[k];
      if (fabs(x) < 1e-14 * exact_largest(a)) x = 0; /* rounding alone */
      text_printf(&list, "%s%s", k > 0 ? ", " : "", steps_digits(s, x, 5));
    }
    if (!view.complex) steps_row(s, step, "λ ≈ %s", text_string(&list));
    text_free(&list);
    steps_row(s, step, "the eigenvalues add up to %s, the trace is %s ✓", steps_digits(s, sum, 5),
              steps_number(s, trace));
    steps_claim_beside(s, step, side_number(s, number_double(sum)), side_number(s, trace),
                       side_of(a));
  }
  value_release(values);
  return true;
}

static bool explain_eigen(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, true, LARGEST)) return false;
  if (a->rows == 1) return steps_refuse(s, "a number stretches by itself");
  if (a->rows > 3) return large(s, subject, a);
  Eigen e = { .s = s, .a = a, .name = linear_title(subject) };
  e.symmetric = exact_equal(a, exact_transpose(&s->arena, a));
  s->title =
      steps_printf(s, "Which directions does %s only stretch?      \t%s v = λ v", e.name, e.name);
  BoardStep *step = steps_add(s, s->root, &moves[MOVE_OVER], 1);
  steps_row(s, step, "A v = λ v with v ≠ 0 needs A − λ I to flatten something:");
  steps_row(s, step, "det(A − λ I) = 0");
  if (a->rows == 2) {
    eigen_polynomial_2(&e);
    eigen_directions_2(&e);
  } else {
    eigen_polynomial_3(&e);
    eigen_directions_3(&e);
  }
  check(&e);
  conclude(&e);
  claim_values(&e, subject);
  return true;
}

const Explainer eigen_explainers[] = {
  { "eig", 1, 1, explain_eigen },
  { 0 },
};
