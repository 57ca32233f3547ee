/* stats_neighbours.c -- nearest neighbours, and the rounds of k-means.  */

#include "config.h"
#include "board/linear.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { MOST_POINTS = 12, MOST_COORDINATES = 4, MOST_CENTRES = 4, MOST_ASKED = 3, MOST_ROUNDS = 6 };

enum { DISTANCES, NEAREST, VOTE, ITS_LABEL, ASSIGN, MOVE, STILL, FINAL, SETTLED };
static const Move moves[] = {
  [DISTANCES] = { "knn.distances", "How far is {point} from each known point? Squares are enough.",
                  "(x1 − p1)² + …", NULL, RELATION_EQUAL },
  [NEAREST] = { "knn.nearest", "Take the {k} nearest.", NULL, NULL, RELATION_EQUAL },
  [VOTE] = { "knn.vote", "The most frequent label among them wins.", NULL, NULL, RELATION_DEFINED },
  [ITS_LABEL] = { "knn.label", "The label of the nearest one counts.", NULL, NULL,
                  RELATION_DEFINED },
  [ASSIGN] = { "kmeans.assign",
               "Round {round}: each point goes to the nearest centre (squared distances).", NULL,
               NULL, RELATION_EQUAL },
  [MOVE] = { "kmeans.move", "Round {round}: each centre moves to the mean of its points.", NULL,
             NULL, RELATION_SOLVES },
  [STILL] = { "kmeans.still", "Round {round}: no point changes its centre. Done.", NULL, NULL,
              RELATION_EQUAL },
  [FINAL] = { "kmeans.final", "The start is drawn at random; here is where it ended: the means.",
              NULL, NULL, RELATION_SOLVES },
  [SETTLED] = { "kmeans.settled", "Check: every point is nearest to its own centre.", NULL, NULL,
                RELATION_EQUAL },
};

static const Exact *row_of(Steps *s, const Exact *x, size_t i) {
  return exact_part(&s->arena, exact_transpose(&s->arena, x), i, i + 1);
}

static Number square_distance(Steps *s, const Exact *p, const Exact *q) {
  Exact *d = exact_copy(&s->arena, p);
  for (size_t k = 0; k < p->rows; k++) d->at[k] = exact_subtract(p->at[k], q->at[k]);
  return exact_inner(d, d);
}

/* "(1 − 8)² + (1 − 8)² = 98" */
static const char *distance_text(Steps *s, const Exact *p, const Exact *q) {
  Number numbers[2 * MOST_COORDINATES];
  Text pattern = TEXT_EMPTY;
  for (size_t k = 0; k < p->rows; k++) {
    numbers[2 * k] = p->at[k];
    numbers[2 * k + 1] = q->at[k];
    text_printf(&pattern, "%s({%zu} − {%zu!})²", k ? " + " : "", 2 * k, 2 * k + 1);
  }
  const char *line =
      equation_text(s, steps_equation(s, text_string(&pattern), numbers, square_distance(s, p, q)));
  text_free(&pattern);
  return line;
}

/* "[8, 8]", "5" */
static const char *point_text(Steps *s, const Exact *p) {
  return p->rows == 1 ? steps_number(s, p->at[0]) : steps_vector(s, exact_transpose(&s->arena, p));
}

static const Exact *points(Steps *s, const Subject *subject, size_t i, size_t most) {
  const Exact *x = subject_matrix(s, subject, i);
  if (!x) return NULL;
  if (x->rows > most || x->columns > MOST_COORDINATES) {
    steps_refuse(s,
                 steps_printf(s, "the board has room for %zu points with four coordinates", most));
    return NULL;
  }
  for (size_t k = 0; k < x->rows * x->columns; k++) stats_prefer_decimals(s, x->at[k]);
  return x;
}

/* ------------------------------------------------------------------ nearest neighbours */

/* The K nearest of the DISTANCES, the nearest first; of equal ones the first. */
static void nearest(const Number *distances, size_t count, size_t k, size_t *order) {
  bool taken[MOST_POINTS] = { false };
  for (size_t i = 0; i < k; i++) {
    size_t best = count;
    for (size_t j = 0; j < count; j++)
      if (!taken[j] &&
          (best == count || number_value(distances[j]) < number_value(distances[best])))
        best = j;
    taken[best] = true;
    order[i] = best;
  }
}

/* The most frequent label; of several the one whose first bearer is nearest. */
static Number winner(const Exact *labels, const size_t *order, size_t k, size_t *votes) {
  Number best = labels->at[order[0]];
  *votes = 0;
  for (size_t i = 0; i < k; i++) {
    size_t count = 0;
    for (size_t j = 0; j < k; j++)
      count += number_equal(labels->at[order[j]], labels->at[order[i]]);
    if (count > *votes) *votes = count, best = labels->at[order[i]];
  }
  return best;
}

static Number ask(Steps *s, const Exact *x, const Exact *labels, const Exact *asked, size_t row,
                  size_t k) {
  const Exact *p = row_of(s, asked, row);
  size_t n = x->rows, order[MOST_POINTS] = { 0 }, votes;
  Number distances[MOST_POINTS];
  BoardStep *step = steps_add(s, s->root, &moves[DISTANCES], 1);
  steps_bind(s, step, "point", point_text(s, p));
  Exact *squares = exact_new(&s->arena, n, 1), *expanded = exact_new(&s->arena, n, 1);
  for (size_t i = 0; i < n; i++) {
    const Exact *q = row_of(s, x, i);
    squares->at[i] = distances[i] = square_distance(s, q, p);
    /* ‖q‖² − 2 q·p + ‖p‖² */
    expanded->at[i] = number_add(number_add(exact_inner(q, q), exact_inner(p, p)),
                                 number_multiply(number_whole(-2), exact_inner(q, p)));
    steps_row(s, step, "%zu:\t%s\tlabel %s", i + 1, distance_text(s, q, p),
              steps_number(s, labels->at[i]));
  }
  steps_claim_beside(s, step, side_of(squares), side_of(expanded),
                     side_number(s, number_add(exact_inner(x, x), exact_inner(p, p))));
  nearest(distances, n, k, order);
  if (k > 1) {
    step = steps_add(s, s->root, &moves[NEAREST], 1);
    steps_bind(s, step, "k", count_word(s, k));
  }
  for (size_t i = 0; k > 1 && i < k; i++)
    steps_row(s, step, "number %zu\tdistance² %s\tlabel %s", order[i] + 1,
              steps_number(s, distances[order[i]]), steps_number(s, labels->at[order[i]]));
  Number label = winner(labels, order, k, &votes);
  step = steps_add(s, s->root, &moves[k > 1 ? VOTE : ITS_LABEL], 0);
  step->brief = steps_printf(s, "%s: label %s", point_text(s, p), steps_number(s, label));
  if (k > 1) step->brief = steps_printf(s, "%s, %zu of %zu", step->brief, votes, k);
  steps_row(s, step, "%s", step->brief);
  if (2 * votes <= k && k > 1)
    steps_prose(s, step,
                "That is no majority: of labels with equally many votes the nearest "
                "one's counts.");
  return label;
}

static bool explain_knn(Steps *s, const Subject *subject) {
  const Exact *x = points(s, subject, 0, MOST_POINTS);
  const Exact *labels = x ? stats_sample(s, subject, 1) : NULL;
  const Exact *asked = labels ? points(s, subject, 2, MOST_ASKED) : NULL;
  Number k = number_whole(1);
  if (!asked || (subject->count > 3 && !stats_single(s, subject, 3, &k))) return false;
  if (labels->rows != x->rows || asked->columns != x->columns || !number_is_whole(k) || k.top < 1 ||
      (size_t)k.top > x->rows)
    return steps_refuse(s, "the sizes do not fit");
  s->title = steps_printf(
      s, "%s nearest neighbour%s\t%s known, %s asked about",
      k.top == 1 ? "The" : steps_printf(s, "The %s", count_word(s, (size_t)k.top)),
      k.top == 1 ? "" : "s", plural(s, x->rows, "point"), plural(s, asked->rows, "point"));
  Exact *found = exact_new(&s->arena, asked->rows, 1);
  for (size_t i = 0; i < asked->rows; i++)
    found->at[i] = ask(s, x, labels, asked, i, (size_t)k.top);
  s->result = asked->rows == 1 ? steps_printf(s, "label %s", steps_number(s, found->at[0]))
                               : steps_printf(s, "labels %s", steps_vector(s, found));
  s->note = "A coordinate with large numbers decides alone: zscore the columns first.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, s->root, RELATION_EQUAL, side_of(found), side_of(plain));
  return true;
}

/* ------------------------------------------------------------------ k-means */

typedef struct Groups {
  Steps *s;
  const Exact *x;
  Exact *centres;
  size_t of[MOST_POINTS]; /* the centre of each point, from 0 */
} Groups;

/* The table of distances; answers whether a point changed its centre. */
static bool assign_step(Groups *g, size_t round) {
  Steps *s = g->s;
  size_t n = g->x->rows, k = g->centres->rows, now[MOST_POINTS];
  Number table[MOST_POINTS][MOST_CENTRES];
  bool changed = round == 1;
  for (size_t i = 0; i < n; i++) {
    now[i] = 0;
    for (size_t j = 0; j < k; j++) {
      table[i][j] = square_distance(s, row_of(s, g->x, i), row_of(s, g->centres, j));
      if (number_value(table[i][j]) < number_value(table[i][now[i]])) now[i] = j;
    }
    changed |= now[i] != g->of[i];
  }
  BoardStep *step = steps_add(s, s->root,
                              &moves[round == 0 ? SETTLED
                                     : changed  ? ASSIGN
                                                : STILL],
                              1);
  steps_bind(s, step, "round", steps_printf(s, "%zu", round));
  Text line = TEXT_EMPTY;
  text_puts(&line, "point");
  for (size_t j = 0; j < k; j++)
    text_printf(&line, "\v to %s", point_text(s, row_of(s, g->centres, j)));
  steps_row(s, step, "%s\t centre", text_string(&line));
  Number total = number_whole(0);
  for (size_t i = 0; i < n; i++) {
    text_clear(&line);
    text_puts(&line, point_text(s, row_of(s, g->x, i)));
    for (size_t j = 0; j < k; j++) text_printf(&line, "\v%s", steps_number(s, table[i][j]));
    steps_row(s, step, "%s\t %zu", text_string(&line), now[i] + 1);
    total = number_add(total, table[i][now[i]]);
    g->of[i] = now[i];
  }
  text_free(&line);
  steps_row(s, step, "sum of the squared distances %s", steps_number(s, total));
  step->brief = steps_printf(s, "round %zu: sum of squares %s", round, steps_number(s, total));
  Exact *own = exact_copy(&s->arena, g->x);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < own->columns; j++)
      *exact_at(own, i, j) = exact_subtract(*exact_at(own, i, j), *exact_at(g->centres, now[i], j));
  steps_claim(s, step, RELATION_EQUAL, side_number(s, total),
              side_number(s, exact_inner(own, own)));
  return changed;
}

/* Centres at the means; a centre without points stays. */
static void move_step(Groups *g, int move, size_t round) {
  Steps *s = g->s;
  BoardStep *step = steps_add(s, s->root, &moves[move], 0);
  steps_bind(s, step, "round", steps_printf(s, "%zu", round));
  for (size_t c = 0; c < g->centres->rows; c++) {
    int64_t size = 0;
    Exact *sum = exact_new(&s->arena, 1, g->x->columns), *mean = exact_copy(&s->arena, sum);
    Text members = TEXT_EMPTY;
    for (size_t i = 0; i < g->x->rows; i++) {
      if (g->of[i] != c) continue;
      text_printf(&members, "%s%zu", size++ ? ", " : "", i + 1);
      for (size_t j = 0; j < sum->columns; j++)
        sum->at[j] = number_add(sum->at[j], *exact_at(g->x, i, j));
    }
    if (size == 0)
      steps_row(s, step, "centre %zu:\tit has no points and stays", c + 1);
    else {
      for (size_t j = 0; j < sum->columns; j++) {
        mean->at[j] = number_divide(sum->at[j], number_whole(size));
        *exact_at(g->centres, c, j) = mean->at[j];
      }
      steps_row(s, step, "centre %zu:\tpoint%s %s\t%s ÷ %lld %s %s", c + 1, size == 1 ? "" : "s",
                text_string(&members), point_text(s, exact_transpose(&s->arena, sum)),
                (long long)size, s->decimals ? "≈" : "=",
                point_text(s, exact_transpose(&s->arena, mean)));
      steps_claim_solves(s, step, side_number(s, number_whole(size)), side_of(mean), side_of(sum));
    }
    text_free(&members);
  }
  step->brief = steps_printf(s, "centres %s", steps_vector(s, g->centres));
}

static void claim_groups(const Groups *g, const Subject *subject) {
  Steps *s = g->s;
  Exact *own = exact_new(&s->arena, g->x->rows, 1);
  for (size_t i = 0; i < own->rows; i++) own->at[i] = number_whole((int64_t)g->of[i] + 1);
  const Exact *plain = exact_computed(&s->arena, subject->value);
  s->result = steps_printf(s, "clusters %s", steps_vector(s, exact_transpose(&s->arena, own)));
  if (plain) steps_claim(s, s->root, RELATION_EQUAL, side_of(own), side_of(plain));
}

/* Where the machine drew the start: the groups it found and their means. */
static bool final_groups(Groups *g, const Subject *subject) {
  const Exact *plain = exact_computed(&g->s->arena, subject->value);
  if (!plain || plain->rows != g->x->rows || plain->columns != 1)
    return steps_refuse(g->s, "give the start as third argument, one row for each centre");
  for (size_t i = 0; i < g->x->rows; i++) g->of[i] = (size_t)number_value(plain->at[i]) - 1;
  move_step(g, FINAL, 0);
  assign_step(g, 0);
  claim_groups(g, subject);
  return true;
}

static bool explain_kmeans(Steps *s, const Subject *subject) {
  const Exact *x = points(s, subject, 0, MOST_POINTS);
  Number k;
  if (!x || !stats_single(s, subject, 1, &k)) return false;
  if (!number_is_whole(k) || k.top < 1 || k.top > MOST_CENTRES)
    return steps_refuse(s, "the board has room for four centres");
  Groups g = { .s = s, .x = x, .centres = exact_new(&s->arena, (size_t)k.top, x->columns) };
  s->title = steps_printf(s, "k-means: %s around %s", plural(s, x->rows, "point"),
                          plural(s, (size_t)k.top, "centre"));
  size_t start = stats_is_word(subject, 2, "start") ? 3 : 2;
  if (subject->count <= start) return final_groups(&g, subject);
  const Exact *centres = subject_matrix(s, subject, start);
  if (!centres) return false;
  if (centres->rows != g.centres->rows || centres->columns != x->columns)
    return steps_refuse(s, "the start needs one row for each centre");
  g.centres = exact_copy(&s->arena, centres);
  size_t round = 1;
  while (assign_step(&g, round)) {
    if (round == MOST_ROUNDS) return steps_refuse(s, "there would be more than six rounds");
    move_step(&g, MOVE, round++);
  }
  claim_groups(&g, subject);
  s->note = "The sum of squared distances falls in every round. Another start may end elsewhere.";
  return true;
}

const Explainer stats_neighbours_explainers[] = {
  { "knn", 3, 4, explain_knn },
  { "kmeans", 2, 4, explain_kmeans },
  { 0 },
};
