/* linear_solve.c -- A\b: elimination, then the unknowns from the bottom up.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <string.h>

enum { READ_UP, CHECK, IMPOSSIBLE, FREE };
static const Move moves[] = {
  [READ_UP] = { "solve.back", "Read from the bottom up.", NULL, NULL, RELATION_SOLVES },
  [CHECK] = { "solve.check", "Check in the equations you started with.", NULL, NULL,
              RELATION_SOLVES },
  [IMPOSSIBLE] = { "solve.impossible", "{row} says  0 = {right}, which cannot hold: no solution.",
                   NULL, NULL, RELATION_DEFINED },
  [FREE] = { "solve.free", "{unknowns} without a pivot may be any number: {names}.", NULL, NULL,
             RELATION_SOLVES },
};

typedef struct System {
  Steps *s;
  const Exact *a, *b;
  Elimination e;
  size_t n;        /* unknowns */
  Exact *solution; /* one column for each of b, free unknowns 0 */
  Exact *null;     /* one column for each free unknown */
  size_t free_columns[MAX_ELIMINATION + 1], free_count;
} System;

static const char *unknown(Steps *s, size_t j) {
  return steps_printf(s, "x%zu", j + 1);
}

/* ------------------------------------------------------------------ one solution */

/* "5/2·x2 − 1/2·(1/3)": row I with the unknowns right of the pivot known. */
static const char *left_side(System *y, size_t i, size_t column) {
  Text out = TEXT_EMPTY;
  size_t pivot = y->e.pivots[i];
  text_puts(&out, linear_term(y->s, *exact_at(y->e.work, i, pivot), unknown(y->s, pivot), true));
  for (size_t j = pivot + 1; j < y->n; j++) {
    Number numbers[] = { *exact_at(y->e.work, i, j), *exact_at(y->solution, j, column) };
    if (!exact_is_zero(numbers[0])) text_puts(&out, steps_format(y->s, "{0+}·{1*}", numbers));
  }
  return steps_keep(y->s, &out);
}

static void read_row(System *y, BoardStep *step, size_t i, size_t column) {
  Steps *s = y->s;
  size_t pivot = y->e.pivots[i];
  Number right = *exact_at(y->e.work, i, y->n + column), rest = right;
  Number numbers[2 * MAX_ELIMINATION + 1] = { right };
  size_t count = 1;
  Text pattern = TEXT_EMPTY;
  text_puts(&pattern, "{0}");
  for (size_t j = pivot + 1; j < y->n; j++) {
    Number c = *exact_at(y->e.work, i, j), x = *exact_at(y->solution, j, column);
    if (exact_is_zero(c)) continue;
    text_printf(&pattern, "{%zu-}·{%zu*}", count, count + 1);
    numbers[count++] = c;
    numbers[count++] = x;
    rest = exact_subtract(rest, number_multiply(c, x));
  }
  Number quotient[] = { rest, *exact_at(y->e.work, i, pivot) };
  Number x = number_divide(quotient[0], quotient[1]);
  *exact_at(y->solution, pivot, column) = x;
  const char *left = left_side(y, i, column), *shown = steps_number(s, right);
  if (number_is(quotient[1], 1))
    steps_row(s, step, "R%zu: \t%s = %s\t        x%zu =\v%s", i + 1, left, shown, pivot + 1,
              steps_number(s, x));
  else {
    Equation q = steps_equation(s, "{0} ÷ {1!}", quotient, x);
    steps_row(s, step, "R%zu: \t%s = %s\t        x%zu =\v%s\v%s\v%s", i + 1, left, shown, pivot + 1,
              q.left, q.sign, q.right);
  }
  if (count > 1)
    steps_row(s, step, "\t%s",
              equation_text(s, steps_equation(s, text_string(&pattern), numbers, rest)))
        ->depth = 2;
  text_free(&pattern);
}

static void read_up(System *y) {
  Steps *s = y->s;
  BoardStep *step = steps_add(s, s->root, &moves[READ_UP], 0);
  y->solution = exact_new(&s->arena, y->n, y->b->columns);
  Text brief = TEXT_EMPTY;
  for (size_t column = 0; column < y->b->columns; column++) {
    if (y->b->columns > 1) steps_prose(s, step, "Column %zu of the right side:", column + 1);
    for (size_t i = y->e.rank; i-- > 0;) read_row(y, step, i, column);
    for (size_t j = 0; j < y->n; j++)
      text_printf(&brief, "%sx%zu = %s", j + column > 0 ? ",  " : "", j + 1,
                  steps_number(s, *exact_at(y->solution, j, column)));
  }
  step->brief = steps_keep(s, &brief);
  steps_claim_solves(s, step, side_of(exact_part(&s->arena, y->e.work, 0, y->n)),
                     side_of(y->solution),
                     side_of(exact_part(&s->arena, y->e.work, y->n, y->e.work->columns)));
}

static void check(System *y) {
  Steps *s = y->s;
  BoardStep *step = steps_add(s, s->root, &moves[CHECK], 1);
  for (size_t column = 0; column < y->b->columns; column++)
    for (size_t i = 0; i < y->a->rows; i++) {
      Text pattern = TEXT_EMPTY;
      Number numbers[2 * MAX_ELIMINATION + 2];
      size_t count = 0;
      for (size_t j = 0; j < y->n; j++) {
        if (exact_is_zero(*exact_at(y->a, i, j))) continue;
        text_printf(&pattern, count == 0 ? "{%zu}·{%zu*}" : "{%zu+}·{%zu*}", count, count + 1);
        numbers[count++] = *exact_at(y->a, i, j);
        numbers[count++] = *exact_at(y->solution, j, column);
      }
      Equation q = steps_equation(s, text_string(&pattern), numbers, *exact_at(y->b, i, column));
      steps_row(s, step, "%s ✓", equation_text(s, q));
      text_free(&pattern);
    }
  steps_claim_solves(s, step, side_of(y->a), side_of(y->solution), side_of(y->b));
}

static const char *only_solution(System *y, const char *name) {
  Steps *s = y->s;
  if (y->n == 1) return "The pivot is not zero, so this is the only solution.";
  const char *all = y->n == 2 ? "Both" : steps_printf(s, "All %s", count_word(s, y->n));
  Number product;
  const char *line = eliminate_pivot_product(&y->e, &product);
  const char *start = steps_printf(s, "%s pivots are nonzero, so this is the only solution; ", all);
  if (y->e.swaps == 0) return steps_printf(s, "%stheir product %s is det(%s).", start, line, name);
  bool odd = y->e.swaps % 2 == 1;
  return steps_printf(s, "%stheir product is %s, and with %s of rows det(%s) is %s.", start, line,
                      y->e.swaps == 1 ? "one swap" : steps_printf(s, "%zu swaps", y->e.swaps), name,
                      steps_number(s, odd ? number_negate(product) : product));
}

/* ------------------------------------------------------------------ none, or many */

static bool impossible(System *y) {
  Steps *s = y->s;
  for (size_t i = y->e.rank; i < y->a->rows; i++)
    for (size_t k = 0; k < y->b->columns; k++) {
      Number right = *exact_at(y->e.work, i, y->n + k);
      if (exact_is_zero(right)) continue;
      BoardStep *step = steps_add(s, s->root, &moves[IMPOSSIBLE], 0);
      steps_bind(s, step, "row", steps_printf(s, "R%zu", i + 1));
      steps_bind(s, step, "right", steps_number(s, right));
      s->result = "no solution";
      return true;
    }
  return false;
}

static const char *parameter(System *y, size_t k) {
  return y->free_count == 1 ? "t" : steps_printf(y->s, "t%zu", k + 1);
}

/* The solution with the free unknowns 0, and what each of them adds. */
static bool solve_freely(System *y) {
  Steps *s = y->s;
  size_t rank = y->e.rank;
  Exact *pivots = exact_new(&s->arena, rank, rank);
  Exact *right = exact_new(&s->arena, rank, 1 + y->free_count);
  for (size_t i = 0; i < rank; i++) {
    for (size_t k = 0; k < rank; k++)
      *exact_at(pivots, i, k) = *exact_at(y->e.work, i, y->e.pivots[k]);
    *exact_at(right, i, 0) = *exact_at(y->e.work, i, y->n);
    for (size_t k = 0; k < y->free_count; k++)
      *exact_at(right, i, k + 1) = number_negate(*exact_at(y->e.work, i, y->free_columns[k]));
  }
  const Exact *x = exact_solved(&s->arena, pivots, right);
  if (!x)
    return steps_refuse(s, "the equations nearly depend on each other: too many digits would be "
                           "lost on paper");
  y->solution = exact_new(&s->arena, y->n, 1);
  y->null = exact_new(&s->arena, y->n, y->free_count);
  for (size_t i = 0; i < rank; i++) {
    *exact_at(y->solution, y->e.pivots[i], 0) = *exact_at(x, i, 0);
    for (size_t k = 0; k < y->free_count; k++)
      *exact_at(y->null, y->e.pivots[i], k) = *exact_at(x, i, k + 1);
  }
  for (size_t k = 0; k < y->free_count; k++)
    *exact_at(y->null, y->free_columns[k], k) = number_whole(1);
  return true;
}

/* "3 − 2·t" */
static const char *affine(System *y, size_t j) {
  Text out = TEXT_EMPTY;
  Number constant = *exact_at(y->solution, j, 0);
  if (!exact_is_zero(constant)) text_puts(&out, steps_number(y->s, constant));
  for (size_t k = 0; k < y->free_count; k++) {
    Number n = *exact_at(y->null, j, k);
    if (!exact_is_zero(n)) text_puts(&out, linear_term(y->s, n, parameter(y, k), out.len == 0));
  }
  if (out.len == 0) text_puts(&out, "0");
  return steps_keep(y->s, &out);
}

static bool many_solutions(System *y) {
  Steps *s = y->s;
  for (size_t j = 0, i = 0; j < y->n; j++)
    if (i < y->e.rank && y->e.pivots[i] == j)
      i++;
    else
      y->free_columns[y->free_count++] = j;
  if (!solve_freely(y)) return false;
  BoardStep *step = steps_add(s, s->root, &moves[FREE], 0);
  Text names = TEXT_EMPTY;
  for (size_t k = 0; k < y->free_count; k++)
    text_printf(&names, "%s%s = %s", k > 0 ? ", " : "", unknown(s, y->free_columns[k]),
                parameter(y, k));
  steps_bind(s, step, "unknowns", y->free_count == 1 ? "The unknown" : "The unknowns");
  steps_bind(s, step, "names", steps_keep(s, &names));
  for (size_t i = y->e.rank; i-- > 0;) {
    Text left = TEXT_EMPTY;
    for (size_t j = y->e.pivots[i]; j < y->n; j++) {
      Number c = *exact_at(y->e.work, i, j);
      if (!exact_is_zero(c)) text_puts(&left, linear_term(s, c, unknown(s, j), left.len == 0));
    }
    steps_row(s, step, "R%zu: \t%s = %s\t        x%zu =\v%s", i + 1, text_string(&left),
              steps_number(s, *exact_at(y->e.work, i, y->n)), y->e.pivots[i] + 1,
              affine(y, y->e.pivots[i]));
    text_free(&left);
  }
  steps_claim_solves(s, step, side_of(y->a), side_of(y->solution), side_of(y->b));
  steps_claim_solves(s, step, side_of(y->a), side_of(y->null),
                     side_of(exact_new(&s->arena, y->a->rows, y->free_count)));
  Text result = TEXT_EMPTY;
  text_printf(&result, "x = %s", steps_vector(s, y->solution));
  for (size_t k = 0; k < y->free_count; k++)
    text_printf(&result, " + %s·%s", parameter(y, k),
                steps_vector(s, exact_part(&s->arena, y->null, k, k + 1)));
  s->result = steps_keep(s, &result);
  s->note = "Infinitely many solutions, one for each choice. A\\b picks the shortest of them.";
  return true;
}

/* ------------------------------------------------------------------ the explanation */

static bool explain_solve(Steps *s, const Subject *subject) {
  if (value_is_scalar(subject->args[0])) return false;
  const Exact *a = subject_matrix(s, subject, 0), *b = subject_matrix(s, subject, 1);
  if (!a || !b) return false;
  if (a->rows != b->rows) return steps_refuse(s, "both sides need the same number of rows");
  if (a->rows > a->columns)
    return explain_least_squares(s, exact_computed(&s->arena, subject->value), a, b);
  if (a->columns > MAX_ELIMINATION || b->columns > 3)
    return steps_refuse(s, "the board has room for ten unknowns and three right sides");
  System y = { .s = s, .a = a, .b = b, .n = a->columns };
  eliminate_begin(&y.e, s, s->root, exact_beside(&s->arena, a, b), y.n, y.n);
  const char *name = subject_name(subject, 0, "A");
  s->title =
      steps_printf(s, "Solve %s x = %s           \t%s, %s", name, subject_name(subject, 1, "b"),
                   plural(s, a->rows, "equation"), plural(s, y.n, "unknown"));
  s->goal = "Subtract multiples of one row from the rows below it until a staircase is left; then "
            "read the unknowns from the bottom up.";
  steps_matrix(s, s->root, eliminate_grid(&y.e, true));
  eliminate_down(&y.e);
  if (impossible(&y)) {
    s->note = "A\\b answers with the x that comes nearest to it (least squares).";
    return true;
  }
  if (y.e.rank < y.n) {
    if (b->columns > 1) return steps_refuse(s, "there are many solutions for several right sides");
    return many_solutions(&y);
  }
  read_up(&y);
  check(&y);
  s->result = steps_printf(s, "x = %s", steps_vector_both(s, y.solution));
  s->note = only_solution(&y, name);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim_solves(s, s->root, side_of(a), side_of(plain), side_of(b));
  return true;
}

/* x A = b by elimination of A' x' = b'. */
static bool explain_right_division(Steps *s, const Subject *subject) {
  if (value_is_scalar(subject->args[1])) return false;
  const Exact *b = subject_matrix(s, subject, 0), *a = subject_matrix(s, subject, 1);
  if (!a || !b) return false;
  if (a->rows != a->columns || a->rows > MAX_ELIMINATION)
    return steps_refuse(s, "b/A has steps for a square A of at most ten rows");
  if (b->columns != a->rows) return steps_refuse(s, "both sides need the same number of columns");
  if (b->rows > 3) return steps_refuse(s, "the board has room for three left sides");
  const char *name = subject_name(subject, 1, "A"), *left = subject_name(subject, 0, "b");
  a = exact_transpose(&s->arena, a);
  b = exact_transpose(&s->arena, b);
  System y = { .s = s, .a = a, .b = b, .n = a->columns };
  eliminate_begin(&y.e, s, s->root, exact_beside(&s->arena, a, b), y.n, y.n);
  s->title = steps_printf(s, "Solve x %s = %s           \t%s, %s", name, left,
                          plural(s, a->rows, "equation"), plural(s, y.n, "unknown"));
  s->goal = steps_printf(s,
                         "Turned over this is %s' x' = %s', a system as usual: make a staircase, "
                         "then read the unknowns from the bottom up.",
                         name, left);
  steps_matrix(s, s->root, eliminate_grid(&y.e, true));
  eliminate_down(&y.e);
  if (y.e.rank < y.n) return steps_refuse(s, "the matrix has no inverse");
  read_up(&y);
  check(&y);
  s->result = steps_printf(s, "x' = %s", steps_vector_both(s, y.solution));
  s->remark = b->columns == 1 ? "x itself is that column as a row."
                              : "x itself has these columns as its rows.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain)
    steps_claim_solves(s, s->root, side_of(a), side_of(exact_transpose(&s->arena, plain)),
                       side_of(b));
  return true;
}

const Explainer linear_solve_explainers[] = {
  { "/", 2, 2, explain_right_division }, { "mrdivide", 2, 2, explain_right_division },
  { "\\", 2, 2, explain_solve },         { "mldivide", 2, 2, explain_solve },
  { "linsolve", 2, 2, explain_solve },   { 0 },
};
