/* test-schedule.c -- FSRS-6 against the vectors that its authors published (py-fsrs 6.3.1,
   ts-fsrs 5.4.1, fsrs-rs 6.6.1), and the fit of the first weights.  */

#include "config.h"
#include "base/random.h"
#include "learn/schedule.h"
#include "learn/schedule_fit.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool near(double got, double expected, double relative) {
  bool good = fabs(got - expected) <= relative * fmax(fabs(expected), 1e-12);
  if (!good) tap_note("got %.10g, expected %.10g", got, expected);
  return good;
}

static bool within(double got, double expected, double absolute) {
  bool good = fabs(got - expected) <= absolute;
  if (!good) tap_note("got %.10g, expected %.10g", got, expected);
  return good;
}

static Grade grade_of(char letter) {
  return (Grade)(strchr("AHGE", letter) - "AHGE" + 1);
}

/* ------------------------------------------------------------------ the stepped mode of others

   Learning steps of 1 and 10 minutes, a relearning step of 10 minutes: how py-fsrs and Anki use the
   same formulas.  Days between reviews, each on its due time.  */

typedef struct Stepped {
  MemoryState m;
  int step; /* -1: in review */
  bool relearning;
  double elapsed; /* since the last review */
} Stepped;

static double step_minutes(const Stepped *c) {
  return c->relearning ? 10 : c->step == 0 ? 1 : 10;
}

/* Days until the card is due again. */
static double answer_stepped(const Schedule *s, Stepped *c, Grade grade, bool first) {
  c->m = first ? schedule_first(s, grade) : schedule_next(s, c->m, c->elapsed, grade);
  double days = fmax(1, round(schedule_interval(s, c->m.stability)));
  int last = c->relearning ? 0 : 1;
  if (c->step < 0) {
    if (grade != GRADE_AGAIN) return days;
    c->relearning = true;
    c->step = 0;
    return 10.0 / 1440;
  }
  if (grade == GRADE_AGAIN) c->step = 0;
  if (grade == GRADE_HARD)
    return (c->step == 0 ? c->relearning ? 15 : 5.5 : step_minutes(c)) / 1440;
  if (grade == GRADE_GOOD) c->step++;
  if (grade == GRADE_EASY || c->step > last) {
    c->step = -1;
    c->relearning = false;
    return days;
  }
  return step_minutes(c) / 1440;
}

static void test_stepped(void) {
  static const int days[] = { 0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21 };
  static const double stability[] = { 2.3065,         2.3065,         10.9710482631, 46.3168584401,
                                      162.9998157747, 497.8765551246, 6.8904125076,  2.1545983743,
                                      2.1545983743,   3.9831233795,   7.2362544769,  12.4830435787,
                                      20.7703572850 };
  Schedule s = schedule_usual();
  s.same_day = true;
  Stepped card = { 0 };
  for (int i = 0; i < 13; i++) {
    double due = answer_stepped(&s, &card, grade_of("GGGGGGAAGGGGG"[i]), i == 0);
    tap_ok((int)due == days[i] && near(card.m.stability, stability[i], 1e-10),
           "vector 1, review %d: due in %d days", i + 1, days[i]);
    card.elapsed = floor(due);
  }
  static const struct {
    Grade grade;
    double minutes;
  } steps[] = { { GRADE_GOOD, 10 }, { GRADE_AGAIN, 1 }, { GRADE_HARD, 5.5 } };
  for (int i = 0; i < 3; i++) {
    card = (Stepped){ 0 };
    tap_ok(near(answer_stepped(&s, &card, steps[i].grade, true) * 1440, steps[i].minutes, 1e-12),
           "vector 14: a new card, grade %d, %.1f minutes", steps[i].grade, steps[i].minutes);
  }
  card = (Stepped){ 0 };
  tap_ok(answer_stepped(&s, &card, GRADE_EASY, true) >= 1, "vector 14: easy graduates");
}

/* ------------------------------------------------------------------ memory states */

static MemoryState state_after(const Schedule *s, const char *grades, const double *gaps) {
  MemoryState m = schedule_first(s, grade_of(grades[0]));
  for (int i = 1; grades[i]; i++) m = schedule_next(s, m, gaps[i], grade_of(grades[i]));
  return m;
}

static void test_states(void) {
  static const double gaps[] = { 0, 0, 1, 3, 8, 21 };
  Schedule s = schedule_usual();
  s.same_day = true;
  MemoryState m = state_after(&s, "AGGGGG", gaps);
  tap_ok(within(m.stability, 53.62691, 1e-4) && within(m.difficulty, 6.3574867, 1e-4), "vector 2");
  s.weights[17] = s.weights[18] = s.weights[19] = 0;
  m = state_after(&s, "AGGGGG", gaps);
  tap_ok(within(m.stability, 53.335106, 1e-4) && within(m.difficulty, 6.3574867, 1e-4), "vector 3");
}

static void test_curve(void) {
  static const double t[] = { 0, 1, 2, 3, 4, 5 }, stability[] = { 1, 2, 3, 4, 4, 2 },
                      r[] = { 1, 0.9403443, 0.9253786, 0.9185229, 0.9, 0.8261359 },
                      of_one[] = { 1, 0.9, 0.84588465, 0.8093881 };
  Schedule s = schedule_usual();
  for (int i = 0; i < 6; i++)
    tap_ok(near(schedule_recall(&s, t[i], stability[i]), r[i], 1e-6), "vector 4, t = %g, S = %g",
           t[i], stability[i]);
  for (int i = 0; i < 4; i++)
    tap_ok(near(schedule_recall(&s, i, 1), of_one[i], 1e-7), "vector 4, S = 1, t = %d", i);
}

static void test_first(void) {
  static const double stability[] = { 0.212, 1.2931, 2.3065, 8.2956 },
                      difficulty[] = { 6.4133, 5.11217071, 2.11810397, 1 };
  Schedule s = schedule_usual();
  for (int i = 0; i < 4; i++) {
    MemoryState m = schedule_first(&s, (Grade)(i + 1));
    tap_ok(near(m.stability, stability[i], 1e-12) && near(m.difficulty, difficulty[i], 1e-8),
           "vector 5, grade %d", i + 1);
  }
  tap_ok(round(schedule_interval(&s, 8.2956)) == 8, "vector 5: easy comes back after 8 days");
  /* The raw D0(4) = -4.7716307 shows where D is drawn to: with w7 = 1 nothing else is left. */
  s.weights[7] = 1;
  tap_ok(schedule_difficulty(&s, 5, GRADE_GOOD) == 1, "vector 5: D0(4) is below 1");
  s.weights[7] = 0.5;
  tap_ok(near(schedule_difficulty(&s, 9, GRADE_GOOD), 0.5 * -4.7716307 + 4.5, 1e-7),
         "vector 5: and taken as it is");
}

static void test_difficulty(void) {
  static const double next[] = { 8.34176237, 6.66599536, 4.99022837, 3.31446137 },
                      before[] = { 8.354889, 6.6774445, 5.0, 3.3225555 };
  Schedule s = schedule_usual();
  for (int i = 0; i < 4; i++) {
    s.weights[7] = schedule_weights[7];
    tap_ok(near(schedule_difficulty(&s, 5, (Grade)(i + 1)), next[i], 1e-8), "vector 6, grade %d",
           i + 1);
    s.weights[7] = 0;
    tap_ok(near(schedule_difficulty(&s, 5, (Grade)(i + 1)), before[i], 1e-7),
           "vector 6, grade %d, before the reversion", i + 1);
  }
}

static void test_stability(void) {
  static const double recall[] = { 25.60252118, 28.22657096, 58.65599107, 127.2266925 },
                      forget[] = { 1.05253961, 1.18943295, 1.36808387, 1.58498896 },
                      today[] = { 1.596818, 5, 5, 8.12960956 };
  Schedule s = schedule_usual();
  for (int i = 0; i < 4; i++) {
    MemoryState m = { 5, 1 + i };
    double r = 0.9 - 0.1 * i;
    tap_ok(near(schedule_success(&s, m, r, (Grade)(i + 1)), recall[i], 1e-8), "vector 7, D = %d",
           i + 1);
    tap_ok(near(schedule_failure(&s, m, r), forget[i], 1e-8), "vector 8, D = %d", i + 1);
    tap_ok(near(schedule_again_today(&s, 5, (Grade)(i + 1)), today[i], 1e-7), "vector 9, grade %d",
           i + 1);
  }
}

static void test_interval(void) {
  static const double days[] = { 3116769, 34793, 2508, 387, 90, 27, 9, 3, 1, 1 };
  static const double sweep[][2] = { { 0.7, 92.879 }, { 0.8, 33.160 },  { 0.85, 19.064 },
                                     { 0.9, 10 },     { 0.95, 4.0256 }, { 0.97, 2.2277 } };
  Schedule s = schedule_usual();
  for (int i = 0; i < 10; i++) {
    s.retention = 0.1 * (i + 1);
    tap_ok(fmax(1, round(schedule_interval(&s, 1))) == days[i], "vector 10, r = %.1f", s.retention);
  }
  for (int i = 0; i < 6; i++) {
    s.retention = sweep[i][0];
    tap_ok(near(schedule_interval(&s, 10), sweep[i][1], 2e-5), "S = 10, r = %g", s.retention);
  }
}

/* SM-2 cards taken over: the published state makes the interval and the ease that they had. */
static void test_sm2(void) {
  static const double cards[][5] = { { 2.5, 10, 0.9, 10.0, 6.9140563 },
                                     { 2.5, 10, 0.8, 3.01572, 9.393428 },
                                     { 2.5, 10, 0.95, 24.841097, 1.2974405 } };
  Schedule s = schedule_usual();
  for (int i = 0; i < 3; i++) {
    const double *c = cards[i];
    MemoryState m = { c[3], c[4] };
    s.retention = c[2];
    double grown = schedule_success(&s, m, c[2], GRADE_GOOD);
    tap_ok(near(schedule_interval(&s, c[3]), c[1], 1e-5) && near(grown / c[3], c[0], 1e-5),
           "vector 11: ease %g, interval %g, retention %g", c[0], c[1], c[2]);
  }
  s.retention = 0.9;
  double grown = schedule_success(&s, (MemoryState){ 20, 10 }, 0.9, GRADE_GOOD);
  tap_ok(near(schedule_interval(&s, 20), 20, 1e-12) && grown / 20 > 1.3,
         "vector 11: ease 1.3 is below what difficulty 10 allows");
}

/* ------------------------------------------------------------------ other weights */

static void test_next_states(void) {
  static const char weights[] =
      "0.6845422 1.6790825 4.7349424 10.042885 7.4410233 0.64219797 1.071918 0.0025195254 1.432437 "
      "0.1544 0.8692766 2.0696752 0.0953 0.2975 2.4691248 0.19542035 3.201072 0.18046261 "
      "0.121442534";
  static const double expected[][2] = { { 2.9691455, 8.000659 },
                                        { 17.091452, 7.6913934 },
                                        { 31.722992, 7.382128 },
                                        { 71.7502, 7.0728626 } };
  static const double gaps[] = { 0, 1, 3, 8 };
  static const char *const history[] = { "A", "G", "G", "G" };
  Schedule s = schedule_usual();
  tap_ok(schedule_read_weights(weights, s.weights), "nineteen weights are read");
  s.same_day = true;
  MemoryState m = schedule_first(&s, grade_of(*history[0]));
  /* 1@0 3@1 3@3 3@8: days since the review before */
  for (int i = 1; i < 4; i++) m = schedule_next(&s, m, gaps[i], grade_of(*history[i]));
  for (int i = 0; i < 4; i++) {
    MemoryState after = schedule_next(&s, m, 21, (Grade)(i + 1));
    tap_ok(near(after.stability, expected[i][0], 1e-6) &&
               near(after.difficulty, expected[i][1], 1e-6),
           "vector 12, grade %d", i + 1);
  }
}

/* Reviews on their due day in long-term mode. */
static MemoryState walk_long(const Schedule *s, const char *grades, int *days) {
  MemoryState m = { 0 };
  for (int i = 0; grades[i]; i++) {
    double elapsed = i > 0 ? days[i - 1] : 0;
    Grade grade = grade_of(grades[i]);
    days[i] = schedule_due_in(s, i > 0 ? &m : NULL, elapsed, grade);
    m = i > 0 ? schedule_next(s, m, elapsed, grade) : schedule_first(s, grade);
  }
  return m;
}

typedef struct LongWalk {
  const char *grades;
  int days[13];
  double stability, difficulty; /* at the end; 0: not published */
} LongWalk;

static void expect_walks(const Schedule *s, const LongWalk *walks, size_t count, const char *name) {
  for (size_t k = 0; k < count; k++) {
    int days[16];
    MemoryState m = walk_long(s, walks[k].grades, days);
    bool same = true;
    for (size_t i = 0; walks[k].grades[i]; i++) same = same && days[i] == walks[k].days[i];
    tap_ok(same, "%s, %s: intervals", name, walks[k].grades);
    if (walks[k].stability > 0)
      tap_ok(near(m.stability, walks[k].stability, 1e-7) &&
                 near(m.difficulty, walks[k].difficulty, 1e-7),
             "%s, %s: the memory at the end", name, walks[k].grades);
  }
}

static void test_long_term(void) {
  static const char weights[] = "0.4197, 1.1869, 3.0412, 15.2441, 7.1434, 0.6477, 1.0007, 0.0674, "
                                "1.6597, 0.1712, 1.1178, 2.0225, 0.0904, 0.3025, 2.1214, 0.2498, "
                                "2.9466, 0.4891, 0.6468";
  static const LongWalk published[] = {
    { "GGGGGGAAGGGGG",
      { 3, 13, 48, 155, 445, 1158, 17, 3, 11, 37, 112, 307, 773 },
      772.94026648,
      4.26464541 },
    { "AHGEAHGE", { 1, 2, 6, 41, 4, 7, 21, 133 }, 132.81849454, 5.36588547 },
    { "HGEAHGEA", { 2, 7, 54, 5, 8, 26, 171, 8 }, 8.11072373, 5.71619151 },
    { "GEAHGEAH", { 3, 33, 4, 7, 26, 193, 9, 14 }, 14.31323867, 5.34697075 },
    { "EAHGEAHG", { 15, 3, 6, 27, 240, 10, 17, 60 }, 59.59547542, 4.24020203 },
  };
  static const LongWalk usual[] = {
    { "GGGGGGAAGGGGG", { 3, 14, 57, 196, 586, 1559, 10, 1, 3, 5, 9, 15, 25 }, 0, 0 },
    { "AHGEAHGE", { 1, 2, 4, 15, 2, 3, 5, 12 }, 0, 0 },
  };
  Schedule s = schedule_usual();
  expect_walks(&s, usual, 2, "long term, usual weights");
  tap_ok(schedule_read_weights(weights, s.weights), "nineteen weights with commas are read");
  expect_walks(&s, published, 5, "vector 13");
}

static void test_ends(void) {
  Schedule s = schedule_usual();
  s.same_day = true;
  MemoryState m = schedule_first(&s, GRADE_AGAIN);
  for (int i = 0; i < 1000; i++) m = schedule_next(&s, m, i % 2, GRADE_AGAIN);
  tap_ok(m.stability >= 0.001 && m.stability < 1, "vector 14: a thousand misses");
  m = schedule_first(&s, GRADE_EASY);
  for (int i = 0; i < 10; i++) m = schedule_next(&s, m, 0, GRADE_EASY);
  tap_ok(m.difficulty == 1, "vector 14: ten times easy");
  static const char seventeen[] = "0.4 0.6 2.4 5.8 4.93 0.94 0.86 0.01 1.49 0.14 0.94 2.18 0.05 "
                                  "0.34 1.26 0.29 2.61";
  double w[SCHEDULE_WEIGHTS];
  tap_ok(schedule_read_weights(seventeen, w) && near(w[4], 6.81, 1e-12) &&
             near(w[5], 0.44675013, 1e-7) && near(w[6], 1.36, 1e-12) && w[19] == 0 && w[20] == 0.5,
         "vector 14: seventeen weights");
  Schedule long_term = schedule_usual();
  m = schedule_next(&long_term, (MemoryState){ 4, 5 }, 0.5, GRADE_AGAIN);
  tap_ok(m.stability == 4 && m.difficulty == 5, "in long-term mode the same day changes nothing");
  m = (MemoryState){ 30000, 1 };
  tap_ok(schedule_due_in(&long_term, &m, 30000, GRADE_GOOD) == SCHEDULE_FARTHEST,
         "no interval is longer than a hundred years");
}

static void test_reading(void) {
  static const char *const faulty[] = {
    "",
    "1 2 3",
    "x",
    "0.4, 0.6, banana",
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    "nan 1 2 8 6 .8 3 .001 1 .1 .7 1 .06 .2 1 .6 1 .5 .09 .06 .1"
  };
  double w[SCHEDULE_WEIGHTS] = { 42 };
  for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++)
    tap_ok(!schedule_read_weights(faulty[i], w) && w[0] == 42, "no weights: \"%s\"", faulty[i]);
}

/* ------------------------------------------------------------------ the fit */

/* A learner who keeps first impressions TIMES as long as the usual one. */
static size_t simulate(FitReview *reviews, unsigned cards, double times, uint64_t seed) {
  Random random;
  Schedule truth = schedule_usual();
  size_t count = 0;
  random_seed(&random, seed);
  for (int i = 0; i < 4; i++) truth.weights[i] *= times;
  for (unsigned c = 0; c < cards; c++) {
    Grade grade = (Grade)(1 + random_below(&random, 4));
    MemoryState m = schedule_first(&truth, grade);
    Schedule plan = schedule_usual();
    double gap = 0;
    for (int k = 0; k < 4; k++) {
      reviews[count++] = (FitReview){ c, gap, grade };
      if (k > 0) m = schedule_next(&truth, m, gap, grade);
      gap = fmax(1, round(schedule_interval(&plan, k > 0 ? m.stability : plan.weights[grade - 1])));
      double p = (double)random_below(&random, 1000000) / 1e6;
      grade = p < schedule_recall(&truth, gap, m.stability) ? GRADE_GOOD : GRADE_AGAIN;
    }
  }
  return count;
}

static void test_fit(void) {
  enum { CARDS = 600 };
  FitReview *reviews = calloc(CARDS * 4, sizeof *reviews);
  static const double times[] = { 0.2, 5 };
  for (int i = 0; i < 2; i++) {
    size_t count = simulate(reviews, CARDS, times[i], 7);
    Schedule s = schedule_usual();
    FitReport report;
    bool taken = schedule_fit(&s, reviews, count, &report);
    tap_ok(taken && report.after < report.before, "a learner %g times as good: %.4f -> %.4f",
           times[i], report.before, report.after);
    double ratio = s.weights[2] / schedule_weights[2];
    tap_ok(times[i] < 1 ? ratio < 0.6 : ratio > 1.7, "the weights move: %.3f %.3f %.3f %.3f",
           s.weights[0], s.weights[1], s.weights[2], s.weights[3]);
    tap_ok(s.weights[0] <= s.weights[1] && s.weights[1] <= s.weights[2] &&
               s.weights[2] <= s.weights[3],
           "and stay in order");
    tap_ok(memcmp(s.weights + 4, schedule_weights + 4, 17 * sizeof(double)) == 0,
           "the others are as they were");
  }
  Schedule s = schedule_usual(), usual = s;
  FitReport report;
  size_t count = simulate(reviews, 20, 0.2, 7);
  tap_ok(!schedule_fit(&s, reviews, count, &report) && memcmp(&s, &usual, sizeof s) == 0,
         "twenty cards are too few");
  /* What helps on the cards it learned from and harms on the others is left. */
  count = 0;
  for (unsigned c = 0; c < 300; c++) {
    reviews[count++] = (FitReview){ c, 0, GRADE_GOOD };
    reviews[count++] = (FitReview){ c, 2, c % 3 == 2 ? GRADE_GOOD : GRADE_AGAIN };
  }
  tap_ok(!schedule_fit(&s, reviews, count, &report) && report.after > report.before &&
             memcmp(&s, &usual, sizeof s) == 0,
         "what predicts the held-out cards worse is not taken");
  tap_ok(!schedule_fit(&s, NULL, 0, &report), "an empty log");
  free(reviews);
}

int main(void) {
  test_stepped();
  test_states();
  test_curve();
  test_first();
  test_difficulty();
  test_stability();
  test_interval();
  test_sm2();
  test_next_states();
  test_long_term();
  test_ends();
  test_reading();
  test_fit();
  return tap_done();
}
