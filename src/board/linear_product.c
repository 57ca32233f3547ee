/* linear_product.c -- products of matrices: rows times columns.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <string.h>

enum {
  LONGEST_SUM = 12,
  LARGEST = 50,
  ALL_ENTRIES = 3,
  FEW_POWERS = 6,
  MAX_POWER = 64,
  MOST_BLOCKS = 12
};

enum {
  ENTRIES,
  ONE_ENTRY,
  COMBINATION,
  ROWS_AND_COLUMNS,
  EACH_PAIR,
  BLOCKS,
  TOGETHER,
  SCALED,
  MULTIPLY
};
static const Move moves[] = {
  [ENTRIES] = { "product.entries", "Each entry is a row of the left times a column of the right.",
                NULL, NULL, RELATION_EQUAL },
  [ONE_ENTRY] = { "product.entry",
                  "The entry in row {row}, column {column}: row {row} times column {column}.", NULL,
                  "All others in the same way.", RELATION_EQUAL },
  [COMBINATION] = { "product.columns", "The same, seen as a sum of the columns.", NULL, NULL,
                    RELATION_EQUAL },
  [ROWS_AND_COLUMNS] = { "transpose", "Row i becomes column i.", NULL, NULL, RELATION_EQUAL },
  [EACH_PAIR] = { "product.outer", "Each number of the column times each number of the row.", NULL,
                  NULL, RELATION_EQUAL },
  [BLOCKS] = { "kron.blocks", "Multiply.", NULL, NULL, RELATION_EQUAL },
  [TOGETHER] = { "kron.together", "Put the blocks where their numbers stood.", NULL, NULL,
                 RELATION_EQUAL },
  [SCALED] = { "product.scale", "Every entry times {number}.", NULL, NULL, RELATION_EQUAL },
  [MULTIPLY] = { "power.multiply", "{name}{power} = {left} · {right}", NULL, NULL, RELATION_EQUAL },
};

/* "2·1 + 1·3 = 5": row I of A times column J of B. */
static Equation entry(Steps *s, const Exact *a, const Exact *b, size_t i, size_t j) {
  Number numbers[2 * LONGEST_SUM], sum = number_whole(0);
  Text pattern = TEXT_EMPTY;
  size_t count = 0;
  for (size_t k = 0; k < a->columns && k < LONGEST_SUM; k++) {
    text_printf(&pattern, k == 0 ? "{%zu}·{%zu*}" : "{%zu+}·{%zu*}", count, count + 1);
    numbers[count++] = *exact_at(a, i, k);
    numbers[count++] = *exact_at(b, k, j);
    sum = number_add(sum, number_multiply(*exact_at(a, i, k), *exact_at(b, k, j)));
  }
  Equation q = steps_equation(s, text_string(&pattern), numbers, sum);
  text_free(&pattern);
  return q;
}

void linear_product_rows(Steps *s, BoardStep *step, const Exact *a, const Exact *b) {
  if (a->columns > LONGEST_SUM) return;
  bool all = a->rows <= ALL_ENTRIES && b->columns <= ALL_ENTRIES;
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < b->columns; j++) {
      if (!all && i + j > 0) continue;
      Equation q = entry(s, a, b, i, j);
      steps_row(s, step, "(%zu,%zu)\t%s\v%s\v%s", i + 1, j + 1, q.left, q.sign, q.right)->depth = 2;
    }
}

static void three(Steps *s, BoardStep *step, const Exact *a, const Exact *b, const Exact *c) {
  Line *line = steps_row(s, step, "\1 · \1 %s \1", s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, a));
  line_grid(s, line, grid_of(s, b));
  line_grid(s, line, grid_of(s, c));
}

/* A times B is C. */
static void claim_product(Steps *s, BoardStep *step, const Exact *a, const Exact *b,
                          const Exact *c) {
  steps_claim_solves(s, step, side_of(a), side_of(b), side_of(c));
}

static void entries(Steps *s, BoardStep *parent, const Exact *a, const Exact *b, const Exact *c,
                    unsigned depth) {
  bool all = c->rows <= ALL_ENTRIES && c->columns <= ALL_ENTRIES;
  bool outer = a->columns == 1 && a->rows > 1 && b->columns > 1;
  BoardStep *step = steps_add(s, parent,
                              &moves[outer ? EACH_PAIR
                                     : all ? ENTRIES
                                           : ONE_ENTRY],
                              depth);
  steps_bind(s, step, "row", "1");
  steps_bind(s, step, "column", "1");
  for (size_t i = 0; i < (all ? c->rows : 1); i++)
    for (size_t j = 0; j < (all ? c->columns : 1); j++) {
      Equation q = entry(s, a, b, i, j);
      steps_row(s, step, "(%zu,%zu)\t%s\v%s\v%s", i + 1, j + 1, q.left, q.sign, q.right);
    }
  step->brief = steps_printf(s, "%s", steps_vector(s, c));
  claim_product(s, step, a, b, c);
}

/* A x as x1 times the first column and so on. */
static void combination(Steps *s, const Exact *a, const Exact *x, const Exact *c) {
  if (a->columns > 4 || a->rows < 2) return;
  BoardStep *step = steps_add(s, s->root, &moves[COMBINATION], 1);
  Text text = TEXT_EMPTY;
  for (size_t k = 0; k < a->columns; k++) {
    Number n = *exact_at(x, k, 0);
    text_printf(&text, "%s·\1",
                k == 0               ? steps_number(s, n)
                : number_sign(n) < 0 ? steps_printf(s, " − %s", steps_number(s, number_negate(n)))
                                     : steps_printf(s, " + %s", steps_number(s, n)));
  }
  Line *line = steps_row(s, step, "%s %s \1", text_string(&text), s->decimals ? "≈" : "=");
  text_free(&text);
  for (size_t k = 0; k < a->columns; k++)
    line_grid(s, line, grid_of(s, exact_part(&s->arena, a, k, k + 1)));
  line_grid(s, line, grid_of(s, c));
  claim_product(s, step, a, x, c);
}

static bool scale(Steps *s, const Subject *subject, const Exact *a, const Exact *b) {
  bool left = a->rows * a->columns == 1;
  const Exact *matrix = left ? b : a;
  if (matrix->rows * matrix->columns == 1) return false;
  Number n = left ? a->at[0] : b->at[0];
  const Exact *result = exact_scaled(&s->arena, n, matrix);
  s->title = steps_printf(s, "Multiply %s by a number", subject_name(subject, left, "A"));
  BoardStep *step = steps_add(s, s->root, &moves[SCALED], 0);
  steps_bind(s, step, "number", steps_number(s, n));
  Line *line = steps_row(s, step, "%s · \1 %s \1", steps_number(s, n), s->decimals ? "≈" : "=");
  line_grid(s, line, grid_of(s, matrix));
  line_grid(s, line, grid_of(s, result));
  step->brief = steps_vector(s, result);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, step, RELATION_EQUAL, side_of(result), side_of(plain));
  return true;
}

static bool explain_product(Steps *s, const Subject *subject) {
  if (value_is_scalar(subject->args[0]) && value_is_scalar(subject->args[1])) return false;
  const Exact *a = subject_matrix(s, subject, 0), *b = subject_matrix(s, subject, 1);
  if (!a || !b) return false;
  if (a->rows * a->columns == 1 || b->rows * b->columns == 1) return scale(s, subject, a, b);
  if (a->columns != b->rows)
    return steps_refuse(s, "the columns of the left must be as many as the rows of the right");
  if (a->columns > LONGEST_SUM || a->rows > LARGEST || b->columns > LARGEST)
    return steps_refuse(s, "the board has room for rows of twelve numbers");
  const char *left = subject_name(subject, 0, "A"), *right = subject_name(subject, 1, "B");
  s->title = steps_printf(s, "Multiply %s by %s           \t%zu×%zu · %zu×%zu = %zu×%zu", left,
                          right, a->rows, a->columns, b->rows, b->columns, a->rows, b->columns);
  const Exact *c = exact_product(&s->arena, a, b);
  steps_gap(s, s->root);
  three(s, s->root, a, b, c);
  s->root->lines[s->root->line_count - 1].shift = -3;
  entries(s, s->root, a, b, c, 0);
  if (b->columns == 1) combination(s, a, b, c);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) claim_product(s, s->root, a, b, plain);
  return true;
}

/* The step NAME^POWER = LEFT · RIGHT, powers of A by their exponents; answers the product. */
static const Exact *power_step(Steps *s, const char *name, const Exact *a, int a_power,
                               const Exact *b, int b_power) {
  const Exact *c = exact_product(&s->arena, a, b);
  BoardStep *step = steps_add(s, s->root, &moves[MULTIPLY], 0);
  const char *left = steps_printf(s, "%s%s", name, a_power > 1 ? steps_raised(s, a_power) : "");
  const char *right = steps_printf(s, "%s%s", name, b_power > 1 ? steps_raised(s, b_power) : "");
  steps_bind(s, step, "name", name);
  steps_bind(s, step, "power", steps_raised(s, a_power + b_power));
  steps_bind(s, step, "left", left);
  steps_bind(s, step, "right", right);
  steps_gap(s, step);
  three(s, step, a, b, c);
  linear_product_rows(s, step, a, b);
  steps_gap(s, step);
  step->brief =
      steps_printf(s, "%s%s = %s", name, steps_raised(s, a_power + b_power), steps_vector(s, c));
  claim_product(s, step, a, b, c);
  return c;
}

/* By squaring: A¹⁰ = A⁸·A² takes four products. */
static const Exact *by_squaring(Steps *s, const char *name, const Exact *a, int power) {
  const Exact *square = a, *result = NULL;
  int exponent = 1, have = 0;
  for (int left = power; left > 0; left /= 2) {
    if (left % 2 == 1) {
      result = result ? power_step(s, name, square, exponent, result, have) : square;
      have += exponent;
    }
    if (left > 1) square = power_step(s, name, square, exponent, square, exponent);
    exponent *= 2;
  }
  return result;
}

static bool explain_power(Steps *s, const Subject *subject) {
  if (value_is_scalar(subject->args[0])) return false;
  const Exact *a = subject_matrix(s, subject, 0), *n = subject_matrix(s, subject, 1);
  if (!a || !n || a->rows * a->columns == 1) return false;
  if (a->rows != a->columns) return steps_refuse(s, "only a square matrix has powers");
  double power = number_value(n->at[0]);
  const char *name = linear_title(subject);
  if (n->rows * n->columns == 1 && power == -1)
    return steps_refuse(s, steps_printf(s, "the power −1 is the inverse: explain inv(%s)", name));
  if (n->rows * n->columns == 1 && power == 0)
    return steps_refuse(s, "every square matrix to the power 0 is I");
  if (n->rows * n->columns != 1 || power != (int)power || power < 2 || power > MAX_POWER ||
      a->rows > MAX_ELIMINATION)
    return steps_refuse(s, "the board shows whole powers from 2 to 64");
  s->title = steps_printf(s, "%s multiplied with itself", name);
  const Exact *c = a;
  if (power > FEW_POWERS) {
    s->goal = "Squaring again and again takes fewer products than one factor at a time.";
    c = by_squaring(s, name, a, (int)power);
  } else
    for (int k = 2; k <= (int)power; k++) c = power_step(s, name, a, 1, c, k - 1);
  if (a->rows > 1) s->note = "Not every entry by itself: that would be A.^n.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, s->root, RELATION_EQUAL, side_of(c), side_of(plain));
  return true;
}

static bool explain_transpose(Steps *s, const Subject *subject) {
  if (value_is_scalar(subject->args[0])) return false;
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || a->rows * a->columns == 1 || !linear_fits(s, a, false, LARGEST)) return false;
  const Exact *b = exact_transpose(&s->arena, a);
  s->title = steps_printf(s, "The transpose of %s           \t%zu×%zu becomes %zu×%zu",
                          linear_title(subject), a->rows, a->columns, b->rows, b->columns);
  BoardStep *step = steps_add(s, s->root, &moves[ROWS_AND_COLUMNS], 0);
  steps_gap(s, step);
  Line *line = steps_row(s, step, "\1  becomes  \1");
  line_grid(s, line, grid_of(s, a));
  line_grid(s, line, grid_of(s, b));
  step->brief = steps_vector(s, b);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, step, RELATION_EQUAL, side_of(b), side_of(plain));
  return true;
}

static bool explain_outer(Steps *s, const Subject *subject) {
  const Exact *a = subject_vector(s, subject, 0), *b = subject_vector(s, subject, 1);
  if (!a || !b || !linear_fits(s, a, false, LARGEST) || !linear_fits(s, b, false, LARGEST))
    return false;
  if (a->rows == 1) a = exact_transpose(&s->arena, a);
  if (b->columns == 1) b = exact_transpose(&s->arena, b);
  s->title = steps_printf(s, "The outer product of %s and %s           \t%zu×1 · 1×%zu = %zu×%zu",
                          subject_name(subject, 0, "u"), subject_name(subject, 1, "v"), a->rows,
                          b->columns, a->rows, b->columns);
  const Exact *c = exact_product(&s->arena, a, b);
  steps_gap(s, s->root);
  three(s, s->root, a, b, c);
  s->root->lines[s->root->line_count - 1].shift = -3;
  entries(s, s->root, a, b, c, 0);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) claim_product(s, s->root, a, b, plain);
  return true;
}

/* Each entry of A times the whole of B, side by side. */
static bool explain_kronecker(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0), *b = subject_matrix(s, subject, 1);
  if (!a || !b) return false;
  if (a->rows * a->columns > MOST_BLOCKS || a->rows * b->rows > LARGEST ||
      a->columns * b->columns > LARGEST)
    return steps_refuse(s, "the board has room for twelve blocks");
  const char *name = subject_name(subject, 1, "B");
  s->title = steps_printf(s, "Every entry of %s times the whole %s           \t%zu×%zu blocks",
                          subject_name(subject, 0, "A"), name, a->rows, a->columns);
  Grid *plan = grid_new(s, a->rows, a->columns, FENCE_BRACKETS);
  for (size_t k = 0; k < a->rows * a->columns; k++)
    plan->cells[k] = steps_printf(s, "%s·%s", steps_number(s, a->at[k]), name);
  steps_matrix(s, s->root, plan);
  Exact *c = exact_new(&s->arena, a->rows * b->rows, a->columns * b->columns);
  BoardStep *step = steps_add(s, s->root, &moves[BLOCKS], 0);
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < a->columns; j++) {
      const Exact *block = exact_scaled(&s->arena, *exact_at(a, i, j), b);
      for (size_t k = 0; k < b->rows; k++)
        for (size_t l = 0; l < b->columns; l++)
          *exact_at(c, i * b->rows + k, j * b->columns + l) = *exact_at(block, k, l);
      if (j == 0 && i > 0) steps_gap(s, step);
      Line *line = steps_row(s, step, "(%zu,%zu)   %s·\1 %s \1", i + 1, j + 1,
                             steps_number(s, *exact_at(a, i, j)), s->decimals ? "≈" : "=");
      line_grid(s, line, grid_of(s, b));
      line_grid(s, line, grid_of(s, block));
    }
  step->brief = steps_printf(s, "every block is a number times %s", name);
  step = steps_add(s, s->root, &moves[TOGETHER], 0);
  steps_matrix(s, step, grid_of(s, c));
  step->brief = steps_printf(s, "%zu×%zu", c->rows, c->columns);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, step, RELATION_EQUAL, side_of(c), side_of(plain));
  return true;
}

const Explainer linear_product_explainers[] = {
  { "kron", 2, 2, explain_kronecker }, { "*", 2, 2, explain_product },
  { "mtimes", 2, 2, explain_product }, { "^", 2, 2, explain_power },
  { "mpower", 2, 2, explain_power },   { "'", 1, 1, explain_transpose },
  { ".'", 1, 1, explain_transpose },   { "transpose", 1, 1, explain_transpose },
  { "outer", 2, 2, explain_outer },    { 0 },
};
