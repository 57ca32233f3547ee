/* linear_reduce.c -- what elimination tells of one matrix: inv, rref, rank, null.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

enum { MAX_INVERSE = 6 };

enum { RIGHT_HALF, INVERSE_CHECK, NO_INVERSE, COLUMNS, COUNT, BASIS, NULL_CHECK, SCALAR };
static const Move moves[] = {
  [RIGHT_HALF] = { "inv.read", "Left of the line stands I now, so right of it stands the inverse.",
                   NULL, NULL, RELATION_EQUAL },
  [INVERSE_CHECK] = { "inv.check", "Check: {name} times its inverse is I.", NULL, NULL,
                      RELATION_EQUAL },
  [NO_INVERSE] = { "inv.none", "{row} has only zeros left of the line: {name} has no inverse.",
                   NULL, NULL, RELATION_EQUAL },
  [COLUMNS] = { "rref.columns", "Every pivot is 1 and alone in its column.", NULL, NULL,
                RELATION_EQUAL },
  [COUNT] = { "rank.count", "Count the pivots: {count}.", NULL, NULL, RELATION_EQUAL },
  [BASIS] = { "null.basis", "Set one free unknown to 1, the others to 0, and read the rest.", NULL,
              NULL, RELATION_SOLVES },
  [NULL_CHECK] = { "null.check", "Check: {name} takes each of them to 0.", NULL, NULL,
                   RELATION_SOLVES },
  [SCALAR] = { "inv.number", "The inverse of a number is 1 divided by it.", NULL, NULL,
               RELATION_EQUAL },
};

/* "columns 1 and 3" */
static const char *name_columns(Steps *s, const Elimination *e, bool pivots) {
  Text out = TEXT_EMPTY;
  size_t count = pivots ? e->rank : e->sought - e->rank, at = 0;
  text_puts(&out, count == 1 ? "column " : "columns ");
  for (size_t j = 0, i = 0; j < e->sought; j++) {
    bool pivot = i < e->rank && e->pivots[i] == j;
    i += pivot;
    if (pivot != pivots) continue;
    text_printf(&out, "%s%zu", at == 0 ? "" : at + 1 == count ? " and " : ", ", j + 1);
    at++;
  }
  return steps_keep(s, &out);
}

/* ------------------------------------------------------------------ inv */

static void matrix_result(Steps *s, BoardStep *step, const char *before, const Exact *a) {
  steps_gap(s, step);
  Line *line = steps_row(s, step, "%s\1", before);
  line_grid(s, line, grid_of(s, a));
  steps_gap(s, step);
}

static void no_inverse(Steps *s, const Elimination *e, const Exact *a, const char *name) {
  BoardStep *step = steps_add(s, s->root, &moves[NO_INVERSE], 0);
  steps_bind(s, step, "row", steps_printf(s, "R%zu", e->rank + 1));
  steps_bind(s, step, "name", name);
  if (!s->decimals)
    steps_claim(s, step, RELATION_EQUAL, side_number(s, exact_determinant(a)),
                side_number(s, number_whole(0)));
  s->result = "no inverse";
  s->note = "Its columns point into too few directions: some vectors are squashed to 0, and "
            "nothing brings them back.";
}

static const char *inverse_note(Steps *s, const Exact *a) {
  Number n[] = { *exact_at(a, 0, 0), *exact_at(a, 1, 1), *exact_at(a, 0, 1), *exact_at(a, 1, 0) };
  return steps_printf(s,
                      "For 2×2 there is a short way: swap the diagonal, change the sign of the "
                      "other two, divide by the determinant %s.",
                      steps_unbroken(s, equation_text(s, steps_equation(s, "{0}·{1*} − {2!}·{3*}",
                                                                        n, exact_determinant(a)))));
}

static bool explain_inverse(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, true, MAX_INVERSE)) return false;
  size_t n = a->rows;
  if (n == 1) return steps_refuse(s, "the inverse of a number x is 1/x");
  const char *name = linear_title(subject);
  const Exact *identity = exact_identity(&s->arena, n);
  Elimination e;
  eliminate_begin(&e, s, s->root, exact_beside(&s->arena, a, identity), n, n);
  s->title = steps_printf(s, "Invert %s           \tfind X with %s X = I", name, name);
  s->goal = "Write I beside it and do to both what turns the left half into I: down to a "
            "staircase, then up again.";
  steps_matrix(s, s->root, eliminate_grid(&e, true));
  eliminate_down(&e);
  if (e.rank < n) {
    no_inverse(s, &e, a, name);
    return true;
  }
  eliminate_up(&e);
  const Exact *inverse = exact_part(&s->arena, e.work, n, 2 * n);
  BoardStep *step = steps_add(s, s->root, &moves[RIGHT_HALF], 0);
  steps_claim_solves(s, step, side_of(a), side_of(inverse), side_of(identity));
  matrix_result(s, step, steps_printf(s, "inv(%s) = ", name), inverse);
  step->brief = steps_printf(s, "inv(%s) = %s", name, steps_vector(s, inverse));
  step = steps_add(s, s->root, &moves[INVERSE_CHECK], 1);
  steps_bind(s, step, "name", name);
  steps_gap(s, step);
  Line *line = steps_row(s, step, "\1 · \1 %s \1 ✓", s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, a));
  line_grid(s, line, grid_of(s, inverse));
  line_grid(s, line, grid_of(s, identity));
  steps_claim_solves(s, step, side_of(a), side_of(inverse), side_of(identity));
  if (n == 2) s->note = inverse_note(s, a);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim_solves(s, s->root, side_of(a), side_of(plain), side_of(identity));
  return true;
}

/* ------------------------------------------------------------------ rref, rank, null */

static void begin(Steps *s, Elimination *e, const Exact *a) {
  eliminate_begin(e, s, s->root, exact_copy(&s->arena, a), a->columns, 0);
  steps_matrix(s, s->root, eliminate_grid(e, true));
}

static const char *pivot_sentence(Steps *s, const Elimination *e) {
  if (e->rank == 0) return "There is no pivot: the matrix is 0.";
  const char *with = steps_printf(s, "Pivots in %s", name_columns(s, e, true));
  if (e->rank == e->sought) return steps_printf(s, "%s: every column has one.", with);
  return steps_printf(s, "%s; no pivot in %s, so %s unknown%s free.", with,
                      name_columns(s, e, false), e->sought - e->rank == 1 ? "that" : "those",
                      e->sought - e->rank == 1 ? " is" : "s are");
}

static bool explain_rref(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, false, MAX_ELIMINATION)) return false;
  Elimination e;
  s->title = steps_printf(s, "Reduce %s to its row echelon form", linear_title(subject));
  s->goal = "Make a staircase from the top down; then, from the bottom up, make every pivot 1 and "
            "everything above it 0.";
  begin(s, &e, a);
  eliminate_down(&e);
  if (!eliminate_is_sure(&e)) return false;
  eliminate_up(&e);
  BoardStep *step = steps_add(s, s->root, &moves[COLUMNS], 0);
  steps_matrix(s, step, eliminate_grid(&e, false));
  step->brief = steps_printf(s, "rref = %s", steps_vector(s, e.work));
  size_t rank;
  steps_claim(s, step, RELATION_EQUAL, side_of(e.work),
              side_of(exact_reduced(&s->arena, a, &rank, NULL)));
  s->result = steps_printf(s, "rank %zu", e.rank);
  s->note = pivot_sentence(s, &e);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, s->root, RELATION_EQUAL, side_of(e.work), side_of(plain));
  return true;
}

static bool explain_rank(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, false, MAX_ELIMINATION)) return false;
  Elimination e;
  s->title = steps_printf(s, "The rank of %s", linear_title(subject));
  s->goal = "Make a staircase; the rank is the number of its pivots.";
  begin(s, &e, a);
  eliminate_down(&e);
  if (!eliminate_is_sure(&e)) return false;
  BoardStep *step = steps_add(s, s->root, &moves[COUNT], 0);
  steps_bind(s, step, "count", steps_printf(s, "%zu", e.rank));
  size_t rank;
  exact_reduced(&s->arena, a, &rank, NULL);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_whole((int64_t)e.rank)),
              side_number(s, number_whole((int64_t)rank)));
  s->result = steps_printf(s, "rank(%s) = %zu", linear_title(subject), e.rank);
  s->note = pivot_sentence(s, &e);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain)
    steps_claim(s, s->root, RELATION_EQUAL, side_number(s, number_whole((int64_t)e.rank)),
                side_of(plain));
  return true;
}

/* One column for each free unknown. */
static Exact *null_basis(Steps *s, const Elimination *e) {
  Exact *basis = exact_new(&s->arena, e->sought, e->sought - e->rank);
  for (size_t j = 0, i = 0, k = 0; j < e->sought; j++) {
    if (i < e->rank && e->pivots[i] == j) {
      i++;
      continue;
    }
    *exact_at(basis, j, k) = number_whole(1);
    for (size_t r = 0; r < e->rank; r++)
      *exact_at(basis, e->pivots[r], k) = number_negate(*exact_at(e->work, r, j));
    k++;
  }
  return basis;
}

static bool explain_null(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, false, MAX_ELIMINATION)) return false;
  Elimination e;
  const char *name = linear_title(subject);
  s->title = steps_printf(s, "Which x does %s take to 0?           \t%s x = 0", name, name);
  s->goal = "Reduce the matrix; unknowns without a pivot are free.";
  begin(s, &e, a);
  eliminate_down(&e);
  if (!eliminate_is_sure(&e)) return false;
  eliminate_up(&e);
  if (e.rank == e.sought) {
    s->result = "only x = 0";
    s->note = "Every column has a pivot, so no unknown is free.";
    return true;
  }
  const Exact *basis = null_basis(s, &e);
  const Exact *zero = exact_new(&s->arena, a->rows, basis->columns);
  BoardStep *step = steps_add(s, s->root, &moves[BASIS], 0);
  Text all = TEXT_EMPTY;
  for (size_t j = 0, i = 0, k = 0; j < e.sought; j++) {
    if (i < e.rank && e.pivots[i] == j) {
      i++;
      continue;
    }
    const char *vector = steps_vector(s, exact_part(&s->arena, basis, k, k + 1));
    steps_row(s, step, "x%zu = 1 \tx = %s", j + 1, vector);
    text_printf(&all, "%s%s", k > 0 ? "  and  " : "", vector);
    k++;
  }
  steps_claim_solves(s, step, side_of(a), side_of(basis), side_of(zero));
  s->result = steps_printf(s, "all multiples%s of  %s", basis->columns > 1 ? " and sums" : "",
                           text_string(&all));
  step->brief = steps_keep(s, &all);
  step = steps_add(s, s->root, &moves[NULL_CHECK], 1);
  steps_bind(s, step, "name", name);
  steps_claim_solves(s, step, side_of(a), side_of(basis), side_of(zero));
  Line *line = steps_row(s, step, "\1 · \1 = \1 ✓");
  line_grid(s, line, grid_of(s, a));
  line_grid(s, line, grid_of(s, basis));
  line_grid(s, line, grid_of(s, zero));
  s->note = "null() answers with vectors of length 1 that are perpendicular to each other; they "
            "span the same.";
  return true;
}

const Explainer linear_reduce_explainers[] = {
  { "inv", 1, 1, explain_inverse }, { "inverse", 1, 1, explain_inverse },
  { "rref", 1, 1, explain_rref },   { "rank", 1, 1, explain_rank },
  { "null", 1, 1, explain_null },   { 0 },
};
