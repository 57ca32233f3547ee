/* plan.c -- what is to be reviewed when.  */

#include "config.h"
#include "learn/plan.h"
#include "base/dict.h"
#include "store/mastery.h"
#include "store/settings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char key_weights[] = "review-weights", key_retention[] = "review-retention",
                  key_limit[] = "review-limit", key_fitted[] = "review-fitted";

/* The fit is tried again after so many more reviews. */
enum { FIT_EVERY = 50 };

/* ------------------------------------------------------------------ settings */

/* 0 when there is none. */
static bool load_number(Store *store, const char *key, double *out, Error *error) {
  Text value = TEXT_EMPTY;
  bool found;
  bool good = store_setting_get(store, key, &value, &found, error);
  *out = good && found ? strtod(text_string(&value), NULL) : 0;
  text_free(&value);
  return good;
}

static bool save_number(Store *store, const char *key, double number, Error *error) {
  char text[40];
  snprintf(text, sizeof text, "%.10g", number);
  return store_setting_set(store, key, text, error);
}

bool plan_load(Store *store, Schedule *out, Error *error) {
  Text value = TEXT_EMPTY;
  bool found;
  double retention = 0;
  *out = schedule_usual();
  bool good = store_setting_get(store, key_weights, &value, &found, error) &&
              load_number(store, key_retention, &retention, error);
  if (good && found) schedule_read_weights(text_string(&value), out->weights);
  if (retention >= 0.7 && retention <= 0.97) out->retention = retention;
  text_free(&value);
  return good;
}

static bool save_weights(Store *store, const Schedule *s, Error *error) {
  Text text = TEXT_EMPTY;
  for (int i = 0; i < SCHEDULE_WEIGHTS; i++)
    text_printf(&text, "%s%.10g", i > 0 ? ", " : "", s->weights[i]);
  bool good = store_setting_set(store, key_weights, text_string(&text), error);
  text_free(&text);
  return good;
}

static bool replay_with(Store *store, const Schedule *s, Error *error);

bool plan_set_retention(Store *store, double retention, bool *changed, Error *error) {
  Schedule s;
  *changed = false;
  if (!plan_load(store, &s, error)) return false;
  *changed = fabs(s.retention - retention) > 1e-9;
  return !*changed ||
         (save_number(store, key_retention, retention, error) && plan_replay(store, error));
}

bool plan_set_weights(Store *store, const char *text, Error *error) {
  Schedule s;
  if (!plan_load(store, &s, error)) return false;
  if (strcmp(text, "usual") == 0)
    s = schedule_usual();
  else if (!schedule_read_weights(text, s.weights))
    return error_set(error, ERROR_DOMAIN, (Span){ 0, 0 },
                     "the weights of reviews are 21 numbers (or 19, or 17), each in its range");
  return save_weights(store, &s, error) && replay_with(store, &s, error);
}

bool plan_set_limit(Store *store, unsigned limit, Error *error) {
  return save_number(store, key_limit, limit, error);
}

bool plan_limit(Store *store, unsigned *limit, Error *error) {
  double kept = 0;
  bool good = load_number(store, key_limit, &kept, error);
  *limit = kept >= 1 && kept <= 500 ? (unsigned)kept : PLAN_LIMIT;
  return good;
}

/* ------------------------------------------------------------------ one review */

void plan_advance(const Schedule *s, StoredSkill *skill, bool known, int64_t time, Grade grade) {
  MemoryState before = { skill->stability, skill->difficulty };
  double elapsed = known ? schedule_elapsed(skill->last, time) : 0;
  int days = schedule_due_in(s, known ? &before : NULL, elapsed, grade);
  MemoryState after = known ? schedule_next(s, before, elapsed, grade) : schedule_first(s, grade);
  if (known && grade == GRADE_AGAIN) skill->lapses++;
  skill->stability = after.stability;
  skill->difficulty = after.difficulty;
  skill->last = time;
  skill->due = time + days * SCHEDULE_DAY;
  skill->reps++;
}

/* ------------------------------------------------------------------ the log */

static int by_skill_and_time(const void *a, const void *b) {
  const StoredReview *x = a, *y = b;
  int order = strcmp(x->skill, y->skill);
  if (order != 0) return order;
  if (x->time != y->time) return x->time < y->time ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

static bool load_log(Store *store, StoredReviews *out, Error *error) {
  bool good = store_reviews(store, NULL, out, error);
  if (out->count > 1) qsort(out->items, out->count, sizeof *out->items, by_skill_and_time);
  return good;
}

static bool same_skill(const StoredReviews *log, size_t i) {
  return i > 0 && strcmp(log->items[i - 1].skill, log->items[i].skill) == 0;
}

static bool replay_with(Store *store, const Schedule *s, Error *error) {
  StoredReviews reviews = { 0 };
  StoredSkill *states = NULL;
  size_t count = 0, cap = 0;
  bool good = load_log(store, &reviews, error);
  for (size_t i = 0; i < reviews.count; i++) {
    const StoredReview *r = &reviews.items[i];
    bool known = same_skill(&reviews, i);
    if (!known) {
      MEM_GROW(states, count, cap);
      states[count++] = (StoredSkill){ .skill = r->skill };
    }
    /* Two machines may have reviewed the same skill on one day. */
    if (known && schedule_elapsed(states[count - 1].last, r->time) < 1) continue;
    plan_advance(s, &states[count - 1], known, r->time, (Grade)r->grade);
  }
  good = good && store_skills_save(store, states, count, error);
  free(states);
  stored_reviews_free(&reviews);
  return good;
}

bool plan_replay(Store *store, Error *error) {
  Schedule s;
  return plan_load(store, &s, error) && replay_with(store, &s, error);
}

static bool fit_log(const StoredReviews *log, Schedule *s, FitReport *report) {
  FitReview *reviews = mem_new((log->count + 1) * sizeof *reviews);
  size_t count = 0;
  int64_t last = 0;
  for (size_t i = 0; i < log->count; i++) {
    const StoredReview *r = &log->items[i];
    bool known = same_skill(log, i);
    int elapsed = known ? schedule_elapsed(last, r->time) : 0;
    if (known && elapsed < 1) continue;
    /* By its name, so that a card stays on its side when others come. */
    unsigned card = (unsigned)(hash_bytes(r->skill, strlen(r->skill), 0) >> 33);
    reviews[count++] = (FitReview){ card, elapsed, (Grade)r->grade };
    last = r->time;
  }
  bool fitted = schedule_fit(s, reviews, count, report);
  free(reviews);
  return fitted;
}

bool plan_fit(Store *store, bool *fitted, FitReport *report, Error *error) {
  Schedule s;
  StoredReviews reviews = { 0 };
  double before = 0;
  *fitted = false;
  bool good = plan_load(store, &s, error) && load_number(store, key_fitted, &before, error) &&
              load_log(store, &reviews, error);
  if (good && (double)reviews.count >= before + FIT_EVERY) {
    *fitted = fit_log(&reviews, &s, report);
    good = (!*fitted || (save_weights(store, &s, error) && replay_with(store, &s, error))) &&
           save_number(store, key_fitted, (double)reviews.count, error);
  }
  stored_reviews_free(&reviews);
  return good;
}

/* ------------------------------------------------------------------ what is due */

const CatalogueLesson *plan_lesson(const Catalogue *c, const char *skill) {
  const char *slash = strchr(skill, '/');
  char *slug = slash ? mem_copy_bytes(skill, (size_t)(slash - skill)) : NULL;
  const CatalogueLesson *entry = slug ? catalogue_find(c, slug) : NULL;
  free(slug);
  return entry;
}

bool plan_due(const Catalogue *c, Store *store, int64_t now, StoredSkills *out, Error *error) {
  size_t kept = 0;
  bool good = store_skills_due(store, INT64_MAX, out, error);
  for (size_t i = 0; i < out->count; i++)
    if (schedule_is_due(out->items[i].due, out->items[i].last, now) &&
        plan_lesson(c, out->items[i].skill))
      out->items[kept++] = out->items[i];
  out->count = kept;
  return good;
}

/* Days of the learner's calendar, whatever the time zone. */
static int64_t calendar_day(int64_t milliseconds) {
  time_t seconds = (time_t)(milliseconds / 1000);
  struct tm tm;
  if (!localtime_r(&seconds, &tm)) return milliseconds / SCHEDULE_DAY;
  int64_t y = tm.tm_year + 1900, m = tm.tm_mon + 1;
  if (m <= 2) {
    y--;
    m += 12;
  }
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + tm.tm_mday;
}

bool plan_done_today(Store *store, int64_t now, unsigned *count, Error *error) {
  StoredSkills all;
  *count = 0;
  bool good = store_skills_due(store, INT64_MAX, &all, error);
  for (size_t i = 0; i < all.count; i++)
    *count += all.items[i].reps > 1 && calendar_day(all.items[i].last) == calendar_day(now);
  stored_skills_free(&all);
  return good;
}

bool plan_forecast(const Catalogue *c, Store *store, int64_t now, size_t counts[PLAN_FORECAST],
                   Error *error) {
  StoredSkills all;
  memset(counts, 0, PLAN_FORECAST * sizeof *counts);
  bool good = store_skills_due(store, INT64_MAX, &all, error);
  for (size_t i = 0; i < all.count; i++) {
    const StoredSkill *s = &all.items[i];
    if (!plan_lesson(c, s->skill)) continue;
    int64_t day = calendar_day(s->due) - calendar_day(now);
    if (day < 0 || schedule_is_due(s->due, s->last, now)) day = 0;
    if (day < PLAN_FORECAST) counts[day]++;
  }
  stored_skills_free(&all);
  return good;
}

/* ------------------------------------------------------------------ for optimisers */

bool plan_log(Store *store, Text *out, Text *cards, Error *error) {
  StoredReviews reviews;
  size_t card = 0;
  bool good = load_log(store, &reviews, error);
  text_puts(out, "card_id,review_time,review_rating,review_state,review_duration\n");
  text_puts(cards, "card_id,skill\n");
  for (size_t i = 0; i < reviews.count; i++) {
    const StoredReview *r = &reviews.items[i];
    bool known = same_skill(&reviews, i);
    if (!known) text_printf(cards, "%zu,%s\n", ++card, r->skill);
    text_printf(out, "%zu,%lld,%d,%d,%lld\n", card, (long long)r->time, r->grade, known ? 2 : 0,
                (long long)r->milliseconds);
  }
  stored_reviews_free(&reviews);
  return good;
}
