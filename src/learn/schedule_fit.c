/* schedule_fit.c -- the first four weights, from what the learner really remembered.

   The second review of a card says how long the first impression lasted.  For each first grade the
   stability is sought that makes those outcomes most likely, held near the usual one as long as
   little is known, and a better grade never lasts shorter.  */

#include "config.h"
#include "learn/schedule_fit.h"

#include <math.h>
#include <string.h>

enum { LEAST_TRAINED = 60, LEAST_HELD_OUT = 20, LEAST_OF_A_GRADE = 8 };

static bool is_held_out(const FitReview *r) {
  return r->card % 3 == 2;
}

static double surprise(double chance, bool recalled) {
  double p = recalled ? chance : 1 - chance;
  return -log(p > 1e-9 ? p : 1e-9);
}

static double schedule_loss(const Schedule *s, const FitReview *reviews, size_t count,
                            bool held_out, size_t *spoken) {
  double sum = 0;
  MemoryState m = { 0 };
  *spoken = 0;
  for (size_t i = 0; i < count; i++) {
    const FitReview *r = &reviews[i];
    if (i == 0 || reviews[i - 1].card != r->card) {
      m = schedule_first(s, r->grade);
      continue;
    }
    if (r->elapsed < 1) continue;
    if (is_held_out(r) == held_out) {
      sum += surprise(schedule_recall(s, r->elapsed, m.stability), r->grade > GRADE_AGAIN);
      ++*spoken;
    }
    m = schedule_next(s, m, r->elapsed, r->grade);
  }
  return *spoken > 0 ? sum / (double)*spoken : 0;
}

/* What a first stability costs; the distance from the usual one weighs as much as one review that
   went quite differently than foreseen. */
static double cost(const Schedule *s, const FitReview *reviews, size_t count, Grade first,
                   double logarithm, size_t *pairs) {
  double stability = exp(logarithm), sum = 0;
  *pairs = 0;
  for (size_t i = 1; i < count; i++) {
    bool second = reviews[i].card == reviews[i - 1].card &&
                  (i == 1 || reviews[i - 2].card != reviews[i].card);
    if (!second || reviews[i - 1].grade != first || reviews[i].elapsed < 1 ||
        is_held_out(&reviews[i]))
      continue;
    sum +=
        surprise(schedule_recall(s, reviews[i].elapsed, stability), reviews[i].grade > GRADE_AGAIN);
    ++*pairs;
  }
  double distance = logarithm - log(schedule_weights[first - 1]);
  return sum + distance * distance;
}

/* The bottom of a valley, by golden section. */
static double fit_one(const Schedule *s, const FitReview *reviews, size_t count, Grade first) {
  static const double golden = 0.6180339887498949;
  double low = -4.6, high = 4.6; /* 0.01 to 100 days */
  size_t ignored;
  for (int i = 0; i < 60; i++) {
    double a = high - golden * (high - low), b = low + golden * (high - low);
    if (cost(s, reviews, count, first, a, &ignored) < cost(s, reviews, count, first, b, &ignored))
      high = b;
    else
      low = a;
  }
  return (low + high) / 2;
}

/* A better grade lasts at least as long: neighbours out of order share their mean. */
static void put_in_order(double value[4], const double weight[4]) {
  double mean[4], sum[4];
  int size[4], blocks = 0;
  for (int i = 0; i < 4; i++) {
    mean[blocks] = value[i];
    sum[blocks] = weight[i];
    size[blocks++] = 1;
    while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
      double total = sum[blocks - 2] + sum[blocks - 1];
      mean[blocks - 2] =
          (mean[blocks - 2] * sum[blocks - 2] + mean[blocks - 1] * sum[blocks - 1]) / total;
      sum[blocks - 2] = total;
      size[blocks - 2] += size[blocks - 1];
      blocks--;
    }
  }
  for (int b = 0, i = 0; b < blocks; b++)
    for (int k = 0; k < size[b]; k++) value[i++] = mean[b];
}

bool schedule_fit(Schedule *s, const FitReview *reviews, size_t count, FitReport *report) {
  Schedule fitted = *s;
  double value[4], weight[4];
  *report = (FitReport){ 0 };
  for (int i = 0; i < 4; i++) {
    size_t pairs;
    cost(s, reviews, count, (Grade)(i + 1), 0, &pairs);
    report->trained += pairs;
    weight[i] = 1 + (double)pairs;
    value[i] =
        pairs >= LEAST_OF_A_GRADE ? fit_one(s, reviews, count, (Grade)(i + 1)) : log(s->weights[i]);
  }
  put_in_order(value, weight);
  for (int i = 0; i < 4; i++) fitted.weights[i] = exp(value[i]);
  report->before = schedule_loss(s, reviews, count, true, &report->held_out);
  report->after = schedule_loss(&fitted, reviews, count, true, &report->held_out);
  if (report->trained < LEAST_TRAINED || report->held_out < LEAST_HELD_OUT) return false;
  if (!(report->after < report->before)) return false;
  *s = fitted;
  return true;
}
