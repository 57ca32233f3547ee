/* linear_orthogonal.c -- Gram-Schmidt, and QR from it.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"
#include "board/roots.h"

#include <math.h>

enum { MOST_COLUMNS = 4, MOST_ROWS = 6 };

enum { FIRST, SUBTRACT, NOTHING_LEFT, NORMALISE, COEFFICIENTS };
static const Move moves[] = {
  [FIRST] = { "gram.first", "Keep the first column as it is.", "u1 = a1", NULL, RELATION_DEFINED },
  [SUBTRACT] = { "gram.subtract", "Take from a{k} its shadow on {earlier}.", NULL, NULL,
                 RELATION_PERPENDICULAR },
  [NOTHING_LEFT] = { "gram.nothing", "Nothing is left of a{k}: it is made of the columns before.",
                     NULL, NULL, RELATION_EQUAL },
  [NORMALISE] = { "gram.normalise", "Divide each by its length.", "q = u/‖u‖",
                  "Done last, so that the fractions live longer.", RELATION_PARALLEL },
  [COEFFICIENTS] = { "qr.r", "R says how the columns are made of the q: R = Q'·A.", NULL, NULL,
                     RELATION_SOLVES },
};

typedef struct Gram {
  Steps *s;
  const Exact *a;
  Exact *u[MOST_COLUMNS];
  size_t column[MOST_COLUMNS]; /* of a, that u[k] came from */
  size_t count;
  Root lengths[MOST_COLUMNS];
} Gram;

static const char *dots(Steps *s, const Exact *u, const Exact *v) {
  Number numbers[2 * MOST_ROWS];
  Text pattern = TEXT_EMPTY;
  for (size_t k = 0; k < u->rows; k++) {
    text_printf(&pattern, k == 0 ? "{0}·{1*}" : "{%zu+}·{%zu*}", 2 * k, 2 * k + 1);
    numbers[2 * k] = u->at[k];
    numbers[2 * k + 1] = v->at[k];
  }
  Equation q = steps_equation(s, text_string(&pattern), numbers, exact_inner(u, v));
  text_free(&pattern);
  return equation_text(s, q);
}

/* a_k without its shadows on the u before. */
static void orthogonalise(Gram *g, size_t j) {
  Steps *s = g->s;
  const Exact *a = exact_part(&s->arena, g->a, j, j + 1);
  Exact *u = exact_copy(&s->arena, a);
  Number shares[MOST_COLUMNS];
  for (size_t i = 0; i < g->count; i++) {
    shares[i] =
        number_divide(exact_inner(s->decimals ? u : a, g->u[i]), exact_inner(g->u[i], g->u[i]));
    for (size_t k = 0; k < u->rows; k++)
      u->at[k] = exact_subtract(u->at[k], number_multiply(shares[i], g->u[i]->at[k]));
  }
  /* once more, for what rounding has left of the shadows */
  for (size_t i = 0; s->decimals && i < g->count; i++) {
    Number more = number_divide(exact_inner(u, g->u[i]), exact_inner(g->u[i], g->u[i]));
    shares[i] = number_add(shares[i], more);
    for (size_t k = 0; k < u->rows; k++)
      u->at[k] = exact_subtract(u->at[k], number_multiply(more, g->u[i]->at[k]));
  }
  double left = number_value(exact_inner(u, u)), all = number_value(exact_inner(a, a));
  bool nothing = left <= 1e-20 * all;
  int move = nothing ? NOTHING_LEFT : j == 0 ? FIRST : SUBTRACT;
  BoardStep *step = steps_add(s, s->root, &moves[move], 0);
  steps_bind(s, step, "k", steps_printf(s, "%zu", j + 1));
  steps_bind(s, step, "earlier", g->count == 1 ? "the direction before" : "each direction before");
  if (nothing) u = exact_new(&s->arena, u->rows, 1);
  Text line = TEXT_EMPTY;
  text_printf(&line, "u%zu = a%zu", g->count + 1, j + 1);
  for (size_t i = 0; i < g->count; i++) {
    Number n[] = { exact_inner(a, g->u[i]), exact_inner(g->u[i], g->u[i]) };
    steps_row(s, step, "a%zu·u%zu =\v%s", j + 1, i + 1, dots(s, a, g->u[i]));
    steps_row(s, step, "u%zu·u%zu =\v%s\tshare %s", i + 1, i + 1, dots(s, g->u[i], g->u[i]),
              equation_text(s, steps_equation(s, "{0} ÷ {1}", n, shares[i])));
    text_puts(&line,
              linear_term(s, number_negate(shares[i]), steps_printf(s, "u%zu", i + 1), false));
  }
  steps_row(s, step, "%s %s %s", text_string(&line), s->decimals && g->count > 0 ? "≈" : "=",
            steps_vector(s, u));
  step->brief = steps_printf(s, "%s = %s", text_string(&line), steps_vector(s, u));
  text_free(&line);
  if (nothing) return;
  for (size_t i = 0; i < g->count; i++) {
    if (!s->decimals)
      steps_row(s, step, "u%zu·u%zu =\v%s ✓", i + 1, g->count + 1, dots(s, g->u[i], u));
    steps_claim(s, step, RELATION_PERPENDICULAR, side_of(g->u[i]), side_of(u));
  }
  g->column[g->count] = j;
  g->u[g->count++] = u;
}

static const Exact *normalise(Gram *g) {
  Steps *s = g->s;
  BoardStep *step = steps_add(s, s->root, &moves[NORMALISE], 0);
  Exact *q = exact_new(&s->arena, g->a->rows, g->count);
  for (size_t k = 0; k < g->count; k++) {
    Number square = exact_inner(g->u[k], g->u[k]);
    double length = sqrt(number_value(square));
    Exact *column = exact_copy(&s->arena, g->u[k]);
    Root root;
    bool exact = !s->decimals && root_square(square, &root);
    for (size_t i = 0; i < q->rows; i++) {
      column->at[i] = exact && root_is_fraction(root)
                          ? number_divide(g->u[k]->at[i], root.p)
                          : number_double(number_value(g->u[k]->at[i]) / length);
      *exact_at(q, i, k) = column->at[i];
    }
    bool whole = exact && root_is_fraction(root);
    const char *size =
        s->decimals ? equation_text(s, steps_equation(s, "√{0}", &square, number_double(length)))
                    : steps_printf(s, "√%s %s %s", steps_factor(s, square), whole ? "=" : "≈",
                                   whole ? steps_number(s, root.p) : steps_decimal(s, length));
    steps_row(s, step, "‖u%zu‖ = %s\tq%zu %s %s", k + 1, size, k + 1, whole ? "=" : "≈",
              whole ? steps_vector(s, column) : steps_vector_decimal(s, column));
    steps_claim(s, step, RELATION_PARALLEL, side_of(g->u[k]), side_of(column));
  }
  step->brief = "q = u/‖u‖";
  return q;
}

static Grid *decimal_grid(Steps *s, const Exact *a) {
  if (exact_is_exact(a)) return grid_of(s, a);
  Grid *grid = grid_new(s, a->rows, a->columns, FENCE_BRACKETS);
  for (size_t k = 0; k < a->rows * a->columns; k++)
    grid->cells[k] =
        steps_decimal(s, fabs(number_value(a->at[k])) < 1e-14 ? 0 : number_value(a->at[k]));
  return grid;
}

static bool gram(Steps *s, const Subject *subject, Gram *g) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a) return false;
  if (a->rows > MOST_ROWS || a->columns > MOST_COLUMNS)
    return steps_refuse(s, "the board has room for four columns of six numbers");
  *g = (Gram){ .s = s, .a = a };
  steps_gap(s, s->root);
  Line *line = steps_row(s, s->root, "%s = \1", linear_title(subject));
  line->shift = -3;
  line_grid(s, line, grid_of(s, a));
  for (size_t j = 0; j < a->columns; j++) orthogonalise(g, j);
  return g->count > 0 || steps_refuse(s, "there is no direction in 0");
}

static const char *title_goal = "Take from each column what already lies along the earlier ones "
                                "(its shadow); the rest is perpendicular to them.";

static bool explain_qr(Steps *s, const Subject *subject) {
  Gram g;
  const char *name = linear_title(subject);
  s->title = steps_printf(s, "%s = Q·R by Gram–Schmidt", name);
  s->goal = title_goal;
  if (!gram(s, subject, &g)) return false;
  const Exact *q = normalise(&g);
  Exact *r = exact_product(&s->arena, exact_transpose(&s->arena, q), g.a);
  for (size_t i = 0; i < r->rows; i++)
    for (size_t j = 0; j < g.column[i]; j++) *exact_at(r, i, j) = number_whole(0);
  BoardStep *step = steps_add(s, s->root, &moves[COEFFICIENTS], 0);
  Line *line = steps_row(s, step, "Q = \1   R = \1");
  line_grid(s, line, decimal_grid(s, q));
  line_grid(s, line, decimal_grid(s, r));
  step->brief = "R = Q'·A";
  steps_claim_solves(s, step, side_of(q), side_of(r), side_of(g.a));
  s->note = "qr() works with reflections: it may show other signs, and more columns of Q when the "
            "matrix is taller than wide.";
  return true;
}

static bool explain_orth(Steps *s, const Subject *subject) {
  Gram g;
  s->title = steps_printf(s, "Perpendicular directions of length 1 for the columns of %s",
                          linear_title(subject));
  s->goal = title_goal;
  if (!gram(s, subject, &g)) return false;
  normalise(&g);
  s->result = plural(s, g.count, "direction");
  s->note = "orth() finds other directions (by singular values) that span the same.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain)
    steps_claim(s, s->root, RELATION_EQUAL, side_number(s, number_whole((int64_t)g.count)),
                side_number(s, number_whole((int64_t)plain->columns)));
  return true;
}

/* gs(A): the directions of length 1 in the order of the columns */
static bool explain_gram_schmidt(Steps *s, const Subject *subject) {
  Gram g;
  s->title = steps_printf(s, "Gram–Schmidt for the columns of %s", linear_title(subject));
  s->goal = title_goal;
  if (!gram(s, subject, &g)) return false;
  const Exact *q = normalise(&g), *plain = exact_computed(&s->arena, subject->value);
  Line *line = steps_row(s, s->root->children[s->root->child_count - 1], "Q = \1");
  line_grid(s, line, decimal_grid(s, q));
  s->result = plural(s, g.count, "direction");
  if (plain && plain->rows == q->rows && plain->columns == q->columns)
    steps_claim_beside(s, s->root, side_of(q), side_of(plain), side_number(s, number_whole(1)));
  return true;
}

const Explainer linear_orthogonal_explainers[] = {
  { "gs", 1, 1, explain_gram_schmidt },
  { "qr", 1, 2, explain_qr },
  { "orth", 1, 2, explain_orth },
  { 0 },
};
