/* plan.h -- what is to be reviewed when.

   The learner's schedule (weights and the wanted retention) is kept with the settings; the states
   of all skills follow from the review log.  */

#ifndef LEARN_PLAN_H
#define LEARN_PLAN_H

#include "learn/catalogue.h"
#include "learn/schedule.h"
#include "learn/schedule_fit.h"
#include "store/skills.h"

enum { PLAN_FORECAST = 30, PLAN_LIMIT = 20 }; /* days; reviews a day, usually */

bool plan_load(Store *store, Schedule *out, Error *error);

/* A review of this grade at TIME: state, due date and counts.  KNOWN: there was one before. */
void plan_advance(const Schedule *s, StoredSkill *skill, bool known, int64_t time, Grade grade);

/* The wanted chance to recall, 0.7 to 0.97; due dates move with it.  *CHANGED tells whether it was
   another one. */
bool plan_set_retention(Store *store, double retention, bool *changed, Error *error);
/* The weights that an optimiser printed (see schedule_read_weights), or "usual". */
bool plan_set_weights(Store *store, const char *text, Error *error);
/* How many reviews a day (1 to 500). */
bool plan_set_limit(Store *store, unsigned limit, Error *error);
bool plan_limit(Store *store, unsigned *limit, Error *error);

/* The states of all skills anew from the log: after a merge, and with other weights. */
bool plan_replay(Store *store, Error *error);

/* Fits the first weights when there are enough new reviews.  *FITTED tells whether they changed;
   REPORT is filled in then. */
bool plan_fit(Store *store, bool *fitted, FitReport *report, Error *error);

/* The lesson of a skill, or NULL when it is not in the catalogue: then it cannot be reviewed. */
const CatalogueLesson *plan_lesson(const Catalogue *catalogue, const char *skill);
/* Skills due at NOW, the most overdue first.  OUT is to be freed even after false. */
bool plan_due(const Catalogue *catalogue, Store *store, int64_t now, StoredSkills *out,
              Error *error);
/* How many reviews were done on the day of NOW, for the daily limit. */
bool plan_done_today(Store *store, int64_t now, unsigned *count, Error *error);

/* Reviews that fall due today (with all that is overdue) and on each of the days after. */
bool plan_forecast(const Catalogue *catalogue, Store *store, int64_t now,
                   size_t counts[PLAN_FORECAST], Error *error);

/* The log as FSRS optimisers read it: CSV with the columns card_id, review_time (milliseconds since
   1970), review_rating (1 to 4), review_state (0 the first time, then 2) and review_duration
   (milliseconds); card numbers are those of CARDS, one "number,skill" a line. */
bool plan_log(Store *store, Text *out, Text *cards, Error *error);

#endif
