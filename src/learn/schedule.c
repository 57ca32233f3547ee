/* schedule.c -- FSRS-6: how long a memory lasts, and when to ask again.  */

#include "config.h"
#include "learn/schedule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double least_stability = 0.001;

const double schedule_weights[SCHEDULE_WEIGHTS] = { 0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334,
                                                    3.0194, 0.001,  1.8722, 0.1666, 0.796,  1.4835,
                                                    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425,
                                                    0.0912, 0.0658, 0.1542 };

/* What each weight may be. */
static const double bounds[SCHEDULE_WEIGHTS][2] = {
  { 0.001, 100 },  { 0.001, 100 },  { 0.001, 100 }, { 0.001, 100 }, { 1, 10 },      { 0.001, 4 },
  { 0.001, 4 },    { 0.001, 0.75 }, { 0, 4.5 },     { 0, 0.8 },     { 0.001, 3.5 }, { 0.001, 5 },
  { 0.001, 0.25 }, { 0.001, 0.9 },  { 0, 4 },       { 0, 1 },       { 1, 6 },       { 0, 2 },
  { 0, 2 },        { 0, 0.8 },      { 0.1, 0.8 }
};

static double clamp(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

Schedule schedule_usual(void) {
  Schedule s = { .retention = 0.9 };
  memcpy(s.weights, schedule_weights, sizeof s.weights);
  return s;
}

/* ------------------------------------------------------------------ weights */

static void from_version_5(double *w) {
  w[19] = 0;
  w[20] = 0.5;
}

static void from_version_4(double *w) {
  w[4] += 2 * w[5];
  w[5] = log(3 * w[5] + 1) / 3;
  w[6] += 0.5;
  w[17] = w[18] = 0;
  from_version_5(w);
}

bool schedule_read_weights(const char *text, double weights[SCHEDULE_WEIGHTS]) {
  double w[SCHEDULE_WEIGHTS];
  size_t count = 0;
  for (const char *p = text + strspn(text, " ,\t\n"); *p; p += strspn(p, " ,\t\n")) {
    char *end;
    double x = strtod(p, &end);
    if (end == p || count == SCHEDULE_WEIGHTS) return false;
    w[count++] = x;
    p = end;
  }
  if (count == 17)
    from_version_4(w);
  else if (count == 19)
    from_version_5(w);
  else if (count != SCHEDULE_WEIGHTS)
    return false;
  for (size_t i = 0; i < SCHEDULE_WEIGHTS; i++)
    if (!(w[i] >= bounds[i][0] && w[i] <= bounds[i][1])) return false;
  memcpy(weights, w, sizeof w);
  return true;
}

/* ------------------------------------------------------------------ the curve of forgetting */

static double decay(const Schedule *s) {
  return -s->weights[20];
}

static double factor(const Schedule *s) {
  return pow(0.9, 1 / decay(s)) - 1;
}

double schedule_recall(const Schedule *s, double days, double stability) {
  return pow(1 + factor(s) * days / stability, decay(s));
}

double schedule_interval(const Schedule *s, double stability) {
  return stability / factor(s) * (pow(s->retention, 1 / decay(s)) - 1);
}

static int whole_days(const Schedule *s, double stability) {
  return (int)clamp(round(schedule_interval(s, stability)), 1, SCHEDULE_FARTHEST);
}

/* ------------------------------------------------------------------ what an answer changes */

static double first_difficulty(const Schedule *s, Grade grade) {
  return s->weights[4] - exp(s->weights[5] * ((double)grade - 1)) + 1;
}

MemoryState schedule_first(const Schedule *s, Grade grade) {
  return (MemoryState){ clamp(s->weights[grade - 1], least_stability, 100),
                        clamp(first_difficulty(s, grade), 1, 10) };
}

double schedule_difficulty(const Schedule *s, double difficulty, Grade grade) {
  const double *w = s->weights;
  double change = -w[6] * ((double)grade - 3);
  double moved = difficulty + change * (10 - difficulty) / 9;
  return clamp(w[7] * first_difficulty(s, GRADE_EASY) + (1 - w[7]) * moved, 1, 10);
}

double schedule_success(const Schedule *s, MemoryState m, double recall, Grade grade) {
  const double *w = s->weights;
  double growth =
      exp(w[8]) * (11 - m.difficulty) * pow(m.stability, -w[9]) * (exp(w[10] * (1 - recall)) - 1);
  if (grade == GRADE_HARD) growth *= w[15];
  if (grade == GRADE_EASY) growth *= w[16];
  return clamp(m.stability * (1 + growth), least_stability, SCHEDULE_FARTHEST);
}

/* Forgetting never makes a memory last longer. */
double schedule_failure(const Schedule *s, MemoryState m, double recall) {
  const double *w = s->weights;
  double after = w[11] * pow(m.difficulty, -w[12]) * (pow(m.stability + 1, w[13]) - 1) *
                 exp(w[14] * (1 - recall));
  double most = s->same_day ? m.stability / exp(w[17] * w[18]) : m.stability;
  return clamp(after < most ? after : most, least_stability, SCHEDULE_FARTHEST);
}

double schedule_again_today(const Schedule *s, double stability, Grade grade) {
  const double *w = s->weights;
  double k = exp(w[17] * ((double)grade - 3 + w[18])) * pow(stability, -w[19]);
  if (grade >= GRADE_HARD && k < 1) k = 1;
  return clamp(stability * k, least_stability, SCHEDULE_FARTHEST);
}

MemoryState schedule_next(const Schedule *s, MemoryState before, double elapsed, Grade grade) {
  if (elapsed < 1 && !s->same_day) return before;
  MemoryState after = { .difficulty = schedule_difficulty(s, before.difficulty, grade) };
  double recall = schedule_recall(s, elapsed > 0 ? elapsed : 0, before.stability);
  if (elapsed < 1)
    after.stability = schedule_again_today(s, before.stability, grade);
  else if (grade == GRADE_AGAIN)
    after.stability = schedule_failure(s, before, recall);
  else
    after.stability = schedule_success(s, before, recall, grade);
  return after;
}

/* ------------------------------------------------------------------ when to ask again */

/* At least a day after DAYS[-1], but within a hundred years. */
static int later(const int *days) {
  int least = days[-1] + 1 < SCHEDULE_FARTHEST ? days[-1] + 1 : SCHEDULE_FARTHEST;
  return *days > least ? *days : least;
}

static void schedule_days(const Schedule *s, const MemoryState after[4], int days[4]) {
  for (int i = 0; i < 4; i++) days[i] = whole_days(s, after[i].stability);
  if (days[1] < days[0]) days[0] = days[1];
  for (int i = 1; i < 4; i++) days[i] = later(&days[i]);
}

int schedule_due_in(const Schedule *s, const MemoryState *before, double elapsed, Grade grade) {
  MemoryState after[4];
  int days[4];
  for (int i = 0; i < 4; i++)
    after[i] = before ? schedule_next(s, *before, elapsed, (Grade)(i + 1))
                      : schedule_first(s, (Grade)(i + 1));
  schedule_days(s, after, days);
  return days[grade - 1];
}

/* ------------------------------------------------------------------ days */

static const int64_t early = SCHEDULE_DAY / 3; /* so much before a whole day will do */

int schedule_elapsed(int64_t before, int64_t now) {
  if (before > now + SCHEDULE_DAY) return 1; /* the clock was wrong then, or is now */
  if (now < before) return 0;
  int64_t days = (now - before + early) / SCHEDULE_DAY;
  return days < SCHEDULE_FARTHEST ? (int)days : SCHEDULE_FARTHEST;
}

bool schedule_is_due(int64_t due, int64_t last, int64_t now) {
  return last > now + SCHEDULE_DAY || due - early <= now;
}
