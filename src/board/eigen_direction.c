/* eigen_direction.c -- a direction for each eigenvalue.  */

#include "config.h"
#include "board/eigen.h"

#include <math.h>

enum { DIRECTION, EVERY, AXIS, NULL_SPACE, BY_CROSS, TURNS };
static const Move moves[] = {
  [DIRECTION] = { "eig.direction", "A direction for {lambda}", "{equation}", NULL, RELATION_EQUAL },
  [EVERY] = { "eig.every", "Every direction belongs to {lambda}", "A − {lambda}·I = 0", NULL,
              RELATION_EQUAL },
  [AXIS] = { "eig.axis", "The matrix is diagonal: {lambda} belongs to an axis", NULL, NULL,
             RELATION_EQUAL },
  [NULL_SPACE] = { "eig.null", "The directions for {lambda} = {value}", "(A − {lambda}·I) v = 0",
                   NULL, RELATION_SOLVES },
  [BY_CROSS] = { "eig.numeric", "A direction for {lambda} ≈ {value}", "(A − {lambda}·I) v = 0",
                 NULL, RELATION_EQUAL },
  [TURNS] = { "eig.turns", "The complex pair has no real direction", NULL,
              "There the matrix turns, it does not only stretch.", RELATION_DEFINED },
};

static const Exact *unit(Steps *s, const Exact *v) {
  Exact *u = exact_copy(&s->arena, v);
  double length = sqrt(number_value(exact_inner(v, v)));
  for (size_t k = 0; k < v->rows; k++) u->at[k] = number_double(number_value(v->at[k]) / length);
  return u;
}

static BoardStep *begin(Eigen *e, int move, const Lambda *lambda) {
  BoardStep *step = steps_add(e->s, e->s->root, &moves[move], 0);
  steps_bind(e->s, step, "lambda", lambda->name);
  steps_bind(e->s, step, "value", eigen_short(e, lambda));
  return step;
}

/* A v = λ v in doubles. */
static void claim_direction(Eigen *e, BoardStep *step, const Lambda *lambda) {
  Steps *s = e->s;
  const Exact *v = lambda->vectors;
  Number value = lambda->known && root_is_fraction(lambda->exact) ? lambda->exact.p
                                                                  : number_double(lambda->value);
  steps_claim_beside(s, step, side_of(exact_product(&s->arena, e->a, v)),
                     side_of(exact_scaled(&s->arena, value, v)), side_of(e->a));
}

static void show_unit(Eigen *e, BoardStep *step, const Exact *v) {
  Steps *s = e->s;
  bool exact = exact_is_exact(v);
  steps_row(s, step, "v %s %s,  of length 1:  %s", exact || !s->decimals ? "=" : "≈",
            exact ? steps_vector(s, v) : steps_vector_decimal(s, v),
            steps_vector_decimal(s, unit(s, v)));
}

/* ------------------------------------------------------------------ 2x2 */

/* (x − y)/z for an eigenvalue x: exactly, or as a double. */
static bool quotient(const Eigen *e, const Lambda *lambda, Number y, Number z, Root *out) {
  (void)e;
  Root difference;
  return lambda->known && root_add(lambda->exact, root_number(number_negate(y)), &difference) &&
         root_divide(difference, root_number(z), out);
}

/* "λ1 − 2" or "(λ1 − 2)/3" */
static const char *spelled(Eigen *e, const Lambda *lambda, Number y, Number z) {
  Steps *s = e->s;
  const char *top = exact_is_zero(y)
                        ? lambda->name
                        : steps_printf(s, "%s%s", lambda->name, steps_format(s, "{0-}", &y));
  if (number_is(z, 1)) return top;
  const char *bottom = steps_factor(s, z);
  return exact_is_zero(y) ? steps_printf(s, "%s/%s", top, bottom)
                          : steps_printf(s, "(%s)/%s", top, bottom);
}

/* "(2 − λ1)·v1 + 1·v2 = 0": row I of A − λ I. */
static const char *row_text(Eigen *e, const Lambda *lambda, size_t i) {
  Steps *s = e->s;
  Number own = *exact_at(e->a, i, i), other = *exact_at(e->a, i, 1 - i);
  const char *diagonal = exact_is_zero(own)
                             ? steps_printf(s, "(−%s)", lambda->name)
                             : steps_printf(s, "(%s − %s)", steps_number(s, own), lambda->name);
  if (i == 0) return steps_printf(s, "%s·v1%s·v2 = 0", diagonal, steps_format(s, "{0+}", &other));
  return steps_printf(s, "%s·v1 + %s·v2 = 0", steps_number(s, other), diagonal);
}

/* λ − a_ii has lost most of its digits. */
static bool cancels(const Eigen *e, const Lambda *lambda, size_t i) {
  double own = number_value(*exact_at(e->a, i, i));
  return fabs(lambda->value - own) < 1e-6 * fabs(own);
}

/* The row to read the direction from: the first, unless it says nothing or little. */
static size_t telling_row(const Eigen *e, const Lambda *lambda) {
  if (exact_is_zero(*exact_at(e->a, 0, 1))) return 1;
  return !exact_is_zero(*exact_at(e->a, 1, 0)) && cancels(e, lambda, 0) && !cancels(e, lambda, 1);
}

/* Row I gives the other coordinate when v_i = 1 is taken. */
static void direction_2(Eigen *e, Lambda *lambda, bool first) {
  Steps *s = e->s;
  size_t i = telling_row(e, lambda), j = 1 - i;
  Number own = *exact_at(e->a, i, i), other = *exact_at(e->a, i, j);
  Root root;
  bool known = quotient(e, lambda, own, other, &root);
  double value =
      known ? root_value(root) : (lambda->value - number_value(own)) / number_value(other);
  const char *text = known ? root_text_both(s, root) : steps_decimal(s, value);
  const char *then = steps_printf(s, "v%zu = %s %s %s", j + 1, spelled(e, lambda, own, other),
                                  known ? "=" : "≈", text);
  Exact *v = exact_new(&s->arena, 2, 1);
  v->at[i] = number_whole(1);
  v->at[j] = known && root_is_fraction(root) ? root.p : number_double(value);
  lambda->vectors = v;
  BoardStep *step = begin(e, DIRECTION, lambda);
  steps_bind(s, step, "equation", first ? row_text(e, lambda, i) : then);
  if (first) {
    steps_row(s, step, "take v%zu = 1, then %s", i + 1, then);
    Number c = *exact_at(e->a, 1, 0), d = *exact_at(e->a, 1, 1);
    if (i == 0)
      steps_row(s, step, "(the second row says the same: %s + (%s)·v2 = 0 ✓)", steps_number(s, c),
                exact_is_zero(d) ? steps_printf(s, "−%s", lambda->name)
                                 : steps_printf(s, "%s − %s", steps_number(s, d), lambda->name));
  }
  show_unit(e, step, v);
  step->brief = steps_printf(s, "%s: v = %s", lambda->name,
                             exact_is_exact(v) ? steps_vector(s, v) : steps_vector_decimal(s, v));
  claim_direction(e, step, lambda);
}

static bool is_diagonal(const Exact *a) {
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < a->columns; j++)
      if (i != j && !exact_is_zero(*exact_at(a, i, j))) return false;
  return true;
}

/* ------------------------------------------------------------------ null spaces */

static const Exact *shifted(const Eigen *e, Number value) {
  Exact *m = exact_copy(&e->s->arena, e->a);
  for (size_t i = 0; i < m->rows; i++)
    *exact_at(m, i, i) = exact_subtract(*exact_at(m, i, i), value);
  return m;
}

static const Exact *null_basis(Steps *s, const Exact *reduced, size_t rank, const size_t *pivots) {
  size_t n = reduced->columns;
  Exact *basis = exact_new(&s->arena, n, n - rank);
  for (size_t j = 0, i = 0, k = 0; j < n; j++) {
    if (i < rank && pivots[i] == j) {
      i++;
      continue;
    }
    *exact_at(basis, j, k) = number_whole(1);
    for (size_t r = 0; r < rank; r++)
      *exact_at(basis, pivots[r], k) = number_negate(*exact_at(reduced, r, j));
    k++;
  }
  return basis;
}

static void null_direction(Eigen *e, Lambda *lambda) {
  Steps *s = e->s;
  const Exact *m = shifted(e, lambda->exact.p);
  size_t rank, pivots[3];
  const Exact *reduced = exact_reduced(&s->arena, m, &rank, pivots);
  if (rank == 0) {
    lambda->vectors = exact_identity(&s->arena, e->a->rows);
    BoardStep *every = begin(e, EVERY, lambda);
    every->brief = steps_printf(s, "%s: every direction", lambda->name);
    claim_direction(e, every, lambda);
    return;
  }
  lambda->vectors = null_basis(s, reduced, rank, pivots);
  BoardStep *step = begin(e, NULL_SPACE, lambda);
  steps_gap(s, step);
  Line *line = steps_row(s, step, "A − %s·I = \1  reduced:  \1", lambda->name);
  line_grid(s, line, grid_of(s, m));
  line_grid(s, line, grid_of(s, reduced));
  steps_gap(s, step);
  Text brief = TEXT_EMPTY;
  text_printf(&brief, "%s: v = ", lambda->name);
  for (size_t k = 0; k < lambda->vectors->columns; k++) {
    const Exact *v = exact_part(&s->arena, lambda->vectors, k, k + 1);
    show_unit(e, step, v);
    text_printf(&brief, "%s%s", k > 0 ? ", " : "", steps_vector(s, v));
  }
  step->brief = steps_keep(s, &brief);
  if (lambda->vectors->columns < lambda->times)
    steps_prose(s, step,
                "%s is a root %s, but has only %s direction%s: the matrix has no basis of such "
                "vectors.",
                lambda->name, lambda->times == 2 ? "twice" : "three times",
                count_word(s, lambda->vectors->columns), lambda->vectors->columns == 1 ? "" : "s");
  else if (lambda->times > 1)
    steps_row(s, step, "%s is a root %s and has %s: every mixture of them is one, too.",
              lambda->name, lambda->times == 2 ? "twice" : "three times",
              plural(s, lambda->vectors->columns, "direction"));
  steps_claim_solves(s, step, side_of(m), side_of(lambda->vectors),
                     side_of(exact_new(&s->arena, m->rows, lambda->vectors->columns)));
}

/* Perpendicular to two rows of A − λ I, the pair whose cross product is longest. */
static void cross_direction(Eigen *e, Lambda *lambda) {
  Steps *s = e->s;
  const Exact *m = shifted(e, number_double(lambda->value));
  Exact *best = exact_new(&s->arena, 3, 1);
  double longest = 0;
  for (size_t r = 0; r < 3; r++) {
    const Number *u = exact_at(m, r, 0), *v = exact_at(m, (r + 1) % 3, 0);
    double cross[3], size = 0;
    for (size_t k = 0; k < 3; k++) {
      size_t i = (k + 1) % 3, j = (k + 2) % 3;
      cross[k] = number_value(u[i]) * number_value(v[j]) - number_value(u[j]) * number_value(v[i]);
      size += cross[k] * cross[k];
    }
    if (size <= longest) continue;
    longest = size;
    for (size_t k = 0; k < 3; k++) best->at[k] = number_double(cross[k] / sqrt(size));
  }
  if (longest == 0) return;
  lambda->vectors = best;
  BoardStep *step = begin(e, BY_CROSS, lambda);
  steps_row(s, step, "perpendicular to the rows of A − %s·I:", lambda->name);
  steps_row(s, step, "v ≈ %s,  of length 1", steps_vector_decimal(s, best));
  step->brief = steps_printf(s, "%s: v ≈ %s", lambda->name, steps_vector_decimal(s, best));
  claim_direction(e, step, lambda);
}

static void turning(Eigen *e, const Lambda *lambda) {
  BoardStep *step = begin(e, TURNS, lambda);
  step->brief = "a complex pair: the matrix turns there";
}

static bool stands_on(const Eigen *e, size_t i, const Lambda *lambda) {
  double off = fabs(number_value(*exact_at(e->a, i, i)) - lambda->value);
  return off <= 1e-12 * fabs(lambda->value);
}

/* Of a diagonal matrix: the axes on which the eigenvalue stands. */
static void axis_direction(Eigen *e, Lambda *lambda) {
  Steps *s = e->s;
  size_t n = e->a->rows, count = 0;
  for (size_t i = 0; i < n; i++) count += stands_on(e, i, lambda);
  if (count == 0) return;
  Exact *v = exact_new(&s->arena, n, count);
  for (size_t i = 0, k = 0; i < n; i++)
    if (stands_on(e, i, lambda)) *exact_at(v, i, k++) = number_whole(1);
  lambda->vectors = v;
  BoardStep *step = begin(e, AXIS, lambda);
  for (size_t k = 0; k < count; k++)
    steps_row(s, step, "v = %s", steps_vector(s, exact_part(&s->arena, v, k, k + 1)));
  step->brief = steps_printf(s, "%s: %s", lambda->name, count == 1 ? "one axis" : "several axes");
  claim_direction(e, step, lambda);
}

void eigen_directions_2(Eigen *e) {
  bool diagonal = is_diagonal(e->a), first = true;
  for (size_t k = 0; k < e->count; k++) {
    Lambda *l = &e->lambda[k];
    if (l->turning != 0) {
      turning(e, l);
    } else if (l->known && root_is_fraction(l->exact) && (diagonal || l->times > 1))
      null_direction(e, l);
    else if (diagonal)
      axis_direction(e, l);
    else {
      direction_2(e, l, first);
      first = false;
    }
  }
}

void eigen_directions_3(Eigen *e) {
  for (size_t k = 0; k < e->count; k++) {
    Lambda *l = &e->lambda[k];
    if (l->turning != 0)
      turning(e, l);
    else if (l->known && root_is_fraction(l->exact))
      null_direction(e, l);
    else if (is_diagonal(e->a))
      axis_direction(e, l);
    else
      cross_direction(e, l);
  }
}
