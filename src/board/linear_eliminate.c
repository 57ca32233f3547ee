/* linear_eliminate.c -- Gaussian elimination, shown.  */

#include "config.h"
#include "board/linear.h"

#include <math.h>

enum { ROWS_SPELLED_OUT = 4 };

enum { SWAP, LARGEST, SUBTRACT, CLEAR, NO_PIVOT, DIVIDE, SUBTRACT_ABOVE };
static const Move moves[] = {
  [SWAP] = { "row.swap", "Column {column}: the pivot would be 0: swap {one} and {other}.", NULL,
             NULL, RELATION_SAME_SOLUTIONS },
  [LARGEST] = { "row.swap-largest",
                "Column {column}: {other} has the number furthest from 0: swap {one} and {other}.",
                NULL, "So the multipliers stay at most 1 and rounding errors do not grow.",
                RELATION_SAME_SOLUTIONS },
  [SUBTRACT] = { "row.subtract",
                 "Column {column}: the pivot is {pivot}. Make {targets} below it "
                 "zero.",
                 NULL, NULL, RELATION_SAME_SOLUTIONS },
  [CLEAR] = { "row.clear", "Column {column}: the pivot is {pivot}, and below it are zeros already.",
              NULL, NULL, RELATION_SAME_SOLUTIONS },
  [NO_PIVOT] = { "row.no-pivot", "Column {column}: only zeros are left here, so it has no pivot.",
                 NULL, NULL, RELATION_SAME_SOLUTIONS },
  [DIVIDE] = { "row.divide", "Divide {row} by its pivot {pivot}.", NULL, NULL,
               RELATION_SAME_SOLUTIONS },
  [SUBTRACT_ABOVE] = { "row.subtract-above",
                       "Column {column}: make {targets} above the pivot zero.", NULL, NULL,
                       RELATION_SAME_SOLUTIONS },
};

const char *count_word(Steps *s, size_t n) {
  static const char *const words[] = { "no",    "one",   "two",  "three", "four",   "five",  "six",
                                       "seven", "eight", "nine", "ten",   "eleven", "twelve" };
  return n < sizeof words / sizeof *words ? words[n] : steps_printf(s, "%zu", n);
}

const char *plural(Steps *s, size_t n, const char *noun) {
  return steps_printf(s, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

const char *linear_term(Steps *s, Number n, const char *name, bool first) {
  const char *sign = number_sign(n) < 0 ? (first ? "−" : " − ") : first ? "" : " + ";
  Number size = number_sign(n) < 0 ? number_negate(n) : n;
  if (number_is(size, 1)) return steps_printf(s, "%s%s", sign, name);
  return steps_printf(s, "%s%s·%s", sign, steps_number(s, size), name);
}

void eliminate_begin(Elimination *e, Steps *s, BoardStep *parent, Exact *work, size_t sought,
                     size_t bar) {
  *e = (Elimination){ .s = s, .parent = parent, .work = work, .sought = sought, .bar = bar };
  for (size_t i = 0; i < work->rows && i <= MAX_ELIMINATION; i++) e->order[i] = i;
}

const Grid *eliminate_grid(const Elimination *e, bool labelled) {
  Grid *grid = grid_of(e->s, e->work);
  grid->bar = e->bar;
  if (!labelled) return grid;
  grid->labels = arena_new(&e->s->arena, e->work->rows * sizeof *grid->labels);
  for (size_t i = 0; i < e->work->rows; i++) grid->labels[i] = steps_printf(e->s, "R%zu", i + 1);
  return grid;
}

bool linear_fits(Steps *s, const Exact *a, bool square, size_t most) {
  if (square && a->rows != a->columns)
    return steps_refuse(s, steps_printf(s, "only a square matrix has that, and this one is %zux%zu",
                                        a->rows, a->columns));
  if (a->rows > most || a->columns > most)
    return steps_refuse(s, steps_printf(s, "the board has room for %zu rows and columns", most));
  return true;
}

const char *linear_title(const Subject *subject) {
  return subject_name(subject, 0, "A");
}

const char *linear_rounding_note(Steps *s, double shown) {
  return steps_printf(s, "The machine rounds on its way and shows %s instead of 0.",
                      steps_digits(s, shown, 3));
}

double linear_determinant_bound(const Exact *a) {
  double product = 1;
  for (size_t i = 0; i < a->rows; i++) {
    double sum = 0;
    for (size_t j = 0; j < a->columns; j++) sum += pow(number_value(*exact_at(a, i, j)), 2);
    product *= sqrt(sum);
  }
  return product;
}

void linear_claim_determinant(Steps *s, BoardStep *step, Number det, const Exact *a) {
  steps_claim_beside(s, step, side_number(s, det), side_number(s, exact_determinant(a)),
                     side_number(s, number_double(linear_determinant_bound(a))));
}

/* ------------------------------------------------------------------ one operation */

static BoardStep *step_of(const Elimination *e, int move, size_t column) {
  if (!e->parent) return NULL;
  BoardStep *step = steps_add(e->s, e->parent, &moves[move], 0);
  steps_bind(e->s, step, "column", steps_printf(e->s, "%zu", column + 1));
  return step;
}

/* What was done to the rows was done by the matrix COMBINATION. */
static void finish(Elimination *e, BoardStep *step, const Exact *before, const Exact *combination) {
  if (!step) return;
  steps_claim(e->s, step, RELATION_SAME_SOLUTIONS, side_of(before),
              side_of(exact_copy(&e->s->arena, e->work)));
  step->claims[step->claim_count - 1].within = side_of(combination);
  steps_matrix(e->s, step, eliminate_grid(e, false));
}

static void swap(Elimination *e, size_t i, size_t k, size_t column) {
  BoardStep *step = step_of(e, e->s->decimals || e->largest ? LARGEST : SWAP, column);
  const Exact *before = exact_copy(&e->s->arena, e->work);
  Exact *combination = exact_identity(&e->s->arena, e->work->rows);
  for (size_t j = 0; j < e->work->columns; j++) {
    Number n = *exact_at(e->work, i, j);
    *exact_at(e->work, i, j) = *exact_at(e->work, k, j);
    *exact_at(e->work, k, j) = n;
  }
  *exact_at(combination, i, i) = *exact_at(combination, k, k) = number_whole(0);
  *exact_at(combination, i, k) = *exact_at(combination, k, i) = number_whole(1);
  size_t row = e->order[i];
  e->order[i] = e->order[k];
  e->order[k] = row;
  e->swaps++;
  if (!step) return;
  steps_bind(e->s, step, "one", steps_printf(e->s, "R%zu", i + 1));
  steps_bind(e->s, step, "other", steps_printf(e->s, "R%zu", k + 1));
  step->brief = steps_printf(e->s, "R%zu ↔ R%zu", i + 1, k + 1);
  finish(e, step, before, combination);
}

/* "R2 ← R2 − 3/2·R1" */
static const char *operation(Steps *s, size_t target, size_t source, Number times) {
  bool one = number_is(times, 1) || number_is(times, -1);
  const char *sign = number_sign(times) < 0 ? "+" : "−";
  Number size = number_sign(times) < 0 ? number_negate(times) : times;
  return one ? steps_printf(s, "R%zu ← R%zu %s R%zu", target, target, sign, source)
             : steps_printf(s, "R%zu ← R%zu %s %s·R%zu", target, target, sign,
                            steps_number(s, size), source);
}

/* ENTRY - TIMES * OTHER as it is calculated. */
static const char *difference(Number times) {
  return number_is(times, 1) ? "{0}{2-}" : number_is(times, -1) ? "{0}{2+}" : "{0}{1-}·{2*}";
}

static const char *because(Steps *s, Number entry, Number times, Number pivot) {
  Number numbers[] = { entry, times, pivot };
  if (!s->decimals && number_is_whole(pivot))
    return equation_text(s, steps_equation(s, difference(times), numbers, number_whole(0)));
  return equation_text(s, steps_equation(s, "{0} ÷ {2!}", numbers, times));
}

/* "new R2:  4 − 3/2·1 = 5/2    1 − ..." */
static const char *new_row(Elimination *e, size_t target, size_t source, size_t column,
                           Number times) {
  Text out = TEXT_EMPTY;
  text_printf(&out, "new R%zu:", target + 1);
  bool any = false;
  for (size_t k = 0; k < e->work->columns; k++) {
    Number numbers[] = { *exact_at(e->work, target, k), times, *exact_at(e->work, source, k) };
    if (k == column || exact_is_zero(numbers[2])) continue;
    Number result = exact_subtract(numbers[0], number_multiply(times, numbers[2]));
    Equation q = steps_equation(e->s, difference(times), numbers, result);
    text_printf(&out, "\t%s%s\v%s\v%s", any ? "  " : "", q.left, q.sign, q.right);
    any = true;
  }
  const char *line = steps_keep(e->s, &out);
  return any ? line : NULL;
}

static bool is_target(const Elimination *e, size_t i, size_t row, size_t column, bool above) {
  return (above ? i < row : i > row) && !exact_is_zero(*exact_at(e->work, i, column));
}

/* "the 3 and the 1", "the 4 numbers" */
static const char *targets(const Elimination *e, size_t row, size_t column, bool above) {
  Text out = TEXT_EMPTY;
  size_t count = 0, at = 0;
  for (size_t i = 0; i < e->work->rows; i++) count += is_target(e, i, row, column, above);
  if (count > ROWS_SPELLED_OUT) return steps_printf(e->s, "the %zu numbers", count);
  for (size_t i = 0; i < e->work->rows; i++) {
    if (!is_target(e, i, row, column, above)) continue;
    text_printf(&out, "%sthe %s",
                at == 0           ? ""
                : at + 1 == count ? " and "
                                  : ", ",
                steps_number(e->s, *exact_at(e->work, i, column)));
    at++;
  }
  return steps_keep(e->s, &out);
}

/* Take multiples of row ROW from those below it (or above it). */
static void subtract(Elimination *e, size_t row, size_t column, bool above) {
  Steps *s = e->s;
  Number pivot = *exact_at(e->work, row, column);
  size_t count = 0;
  for (size_t i = 0; i < e->work->rows; i++) count += is_target(e, i, row, column, above);
  if (count == 0 && above) return;
  BoardStep *step = step_of(e, count == 0 ? CLEAR : above ? SUBTRACT_ABOVE : SUBTRACT, column);
  if (step) steps_bind(s, step, "pivot", steps_number(s, pivot));
  if (count == 0) return;
  if (step) steps_bind(s, step, "targets", targets(e, row, column, above));
  const Exact *before = exact_copy(&s->arena, e->work);
  Exact *combination = exact_identity(&s->arena, e->work->rows);
  const char *spelled[MAX_ELIMINATION + 1];
  size_t lines = 0, shown = 0;
  Text brief = TEXT_EMPTY;
  for (size_t i = 0; i < e->work->rows; i++) {
    if (!is_target(e, i, row, column, above)) continue;
    Number entry = *exact_at(e->work, i, column), times = number_divide(entry, pivot);
    bool hidden = shown >= ROWS_SPELLED_OUT;
    if (step) {
      const char *text = operation(s, i + 1, row + 1, times);
      text_printf(&brief, "%s%s", shown > 0 ? ",  " : "", text);
      Line *line =
          steps_row(s, step, "%s       \tbecause %s", text, because(s, entry, times, pivot));
      const char *spelling = new_row(e, i, row, column, times);
      if (hidden) line->depth = 2;
      if (spelling && !hidden) spelled[lines++] = spelling;
    }
    shown++;
    *exact_at(combination, i, row) = number_negate(times);
    for (size_t k = 0; k < e->work->columns; k++)
      *exact_at(e->work, i, k) = exact_subtract(*exact_at(e->work, i, k),
                                                number_multiply(times, *exact_at(e->work, row, k)));
    *exact_at(e->work, i, column) = number_whole(0);
  }
  if (step) {
    if (shown > ROWS_SPELLED_OUT) steps_row(s, step, "and so on for the other rows");
    steps_gap(s, step);
    for (size_t k = 0; k < lines; k++) steps_row(s, step, "%s", spelled[k]);
    step->brief = steps_keep(s, &brief);
  }
  finish(e, step, before, combination);
}

/* ------------------------------------------------------------------ the whole matrix */

/* What is left of rounding beside the numbers that were in a row, in its first COLUMNS. */
static double noise_of(const Exact *a, size_t row, size_t columns) {
  double largest = 0;
  for (size_t j = 0; j < columns; j++)
    largest = fmax(largest, fabs(number_value(*exact_at(a, row, j))));
  return largest * 1e-14;
}

static size_t choose(Elimination *e, size_t row, size_t column) {
  size_t best = e->work->rows;
  double largest = 0;
  bool real = false;
  for (size_t i = row; i < e->work->rows; i++) {
    double size = fabs(number_value(*exact_at(e->work, i, column)));
    double noise = e->noise[e->order[i]];
    real |= size >= 1e3 * noise && size > 0;
    if (size <= noise || size <= largest) continue;
    largest = size;
    best = i;
    if (!e->s->decimals && !e->largest) break; /* on paper the first that is not 0 will do */
  }
  double most = 0;
  for (size_t i = row; i < e->work->rows; i++)
    most = fmax(most, fabs(number_value(*exact_at(e->work, i, column))));
  e->doubtful |= most > 0 && !real;
  return best;
}

bool eliminate_is_sure(const Elimination *e) {
  return !e->doubtful ||
         steps_refuse(e->s, "rounding hides whether a number is 0 here, and that decides");
}

void eliminate_down(Elimination *e) {
  double all[MAX_ELIMINATION + 1] = { 0 };
  for (size_t i = 0; i < e->work->rows; i++) {
    e->noise[i] = e->s->decimals ? noise_of(e->work, i, e->sought) : 0;
    all[i] = noise_of(e->work, i, e->work->columns);
  }
  for (size_t column = 0; column < e->sought && e->rank < e->work->rows; column++) {
    size_t row = e->rank, best = choose(e, row, column);
    if (best == e->work->rows) {
      for (size_t i = row; i < e->work->rows; i++) *exact_at(e->work, i, column) = number_whole(0);
      step_of(e, NO_PIVOT, column);
      continue;
    }
    if (best != row) swap(e, row, best, column);
    e->pivots[e->rank++] = column;
    if (row + 1 < e->work->rows) subtract(e, row, column, false);
  }
  if (!e->s->decimals) return;
  /* What the last rows hold beyond the staircase may be rounding alone. */
  for (size_t i = e->rank; i < e->work->rows; i++)
    for (size_t k = 0; k < e->work->columns; k++)
      if (fabs(number_value(*exact_at(e->work, i, k))) <= 10 * all[e->order[i]])
        *exact_at(e->work, i, k) = number_whole(0);
}

static void divide(Elimination *e, size_t row) {
  Number pivot = *exact_at(e->work, row, e->pivots[row]);
  if (number_is(pivot, 1)) return;
  BoardStep *step = step_of(e, DIVIDE, e->pivots[row]);
  const Exact *before = exact_copy(&e->s->arena, e->work);
  Exact *combination = exact_identity(&e->s->arena, e->work->rows);
  *exact_at(combination, row, row) = number_divide(number_whole(1), pivot);
  for (size_t k = 0; k < e->work->columns; k++)
    *exact_at(e->work, row, k) = number_divide(*exact_at(e->work, row, k), pivot);
  *exact_at(e->work, row, e->pivots[row]) = number_whole(1);
  if (step) {
    steps_bind(e->s, step, "row", steps_printf(e->s, "R%zu", row + 1));
    steps_bind(e->s, step, "pivot", steps_number(e->s, pivot));
    step->brief = steps_printf(e->s, "R%zu ← R%zu ÷ %s", row + 1, row + 1,
                               number_sign(pivot) < 0 ? steps_factor(e->s, pivot)
                                                      : steps_number(e->s, pivot));
  }
  finish(e, step, before, combination);
}

void eliminate_up(Elimination *e) {
  for (size_t row = e->rank; row-- > 0;) {
    divide(e, row);
    subtract(e, row, e->pivots[row], true);
  }
}

const char *eliminate_pivot_product(const Elimination *e, Number *product) {
  Text pattern = TEXT_EMPTY;
  Number numbers[MAX_ELIMINATION + 1];
  *product = number_whole(1);
  for (size_t i = 0; i < e->sought; i++) {
    numbers[i] = *exact_at(e->work, i, i);
    *product = number_multiply(*product, numbers[i]);
    text_printf(&pattern, i == 0 ? "{%zu}" : " · {%zu!}", i);
  }
  const char *line =
      equation_text(e->s, steps_equation(e->s, text_string(&pattern), numbers, *product));
  text_free(&pattern);
  return steps_unbroken(e->s, line);
}

void linear_inverse_steps(Steps *s, BoardStep *step, const Exact *a) {
  size_t n = a->rows, before = step->child_count;
  if (n < 2 || n > MAX_ELIMINATION) return;
  Elimination e;
  eliminate_begin(&e, s, step, exact_beside(&s->arena, a, exact_identity(&s->arena, n)), n, n);
  eliminate_down(&e);
  if (e.rank == n) eliminate_up(&e);
  for (size_t k = before; k < step->child_count; k++) step->children[k]->depth = 2;
}
