/* mastery.c -- what the learner can do, told from the answers.

   A review's grade is never asked for: again is a first answer that was wrong, or a solution that
   was shown; hard is right after a hint, after an answer that was close, or in more than three
   times the usual time; easy is right in less than half of it, from the third review on; all else
   that is right is good.  Only the first visit of a day counts.  */

#include "config.h"
#include "learn/mastery.h"
#include "base/dict.h"
#include "learn/plan.h"
#include "learn/schedule.h"
#include "store/attempts.h"

#include <stdlib.h>
#include <string.h>

/* Whoever took longer was not at the screen. */
enum { LONGEST = 30 * 60 * 1000 };

const char *mastery_name(MasteryLevel level) {
  static const char *const names[] = { "not yet", "attempted", "familiar", "proficient",
                                       "mastered" };
  return names[level];
}

/* ------------------------------------------------------------------ visits */

typedef enum Outcome { OUTCOME_OPEN, OUTCOME_MISSED, OUTCOME_NEARLY, OUTCOME_RIGHT } Outcome;

typedef struct PartOutcome {
  const char *part;
  Outcome outcome;
  bool helped; /* by hints */
} PartOutcome;

typedef struct Visit {
  const char *mode, *skill;
  uint64_t seed;
  int64_t time; /* of its last answer */
  int64_t milliseconds, hints;
  PartOutcome *parts;
  size_t count, cap;
} Visit;

typedef struct Visits {
  Dict keys;
  Visit *items;
  size_t count, cap;
} Visits;

static void visits_free(Visits *v) {
  for (size_t i = 0; i < v->count; i++) free(v->items[i].parts);
  free(v->items);
  dict_free(&v->keys);
}

static bool is_mode(const char *mode, const char *a, const char *b) {
  return strcmp(mode, a) == 0 || strcmp(mode, b) == 0;
}

static bool last_answer_counts(const char *mode) {
  return is_mode(mode, "quiz", "test-out") || strcmp(mode, "placement") == 0;
}

static Visit *visit_of(Visits *v, const StoredAttempt *a) {
  Text key = TEXT_EMPTY;
  text_printf(&key, "%lld %llu %s", (long long)a->session, (unsigned long long)a->variant_seed,
              a->skill);
  size_t index = dict_intern(&v->keys, text_string(&key), key.len);
  text_free(&key);
  if (index == v->count) {
    MEM_GROW(v->items, v->count, v->cap);
    v->items[v->count++] = (Visit){ .mode = a->mode, .skill = a->skill, .seed = a->variant_seed };
  }
  return &v->items[index];
}

static PartOutcome *part_of(Visit *v, const char *part) {
  for (size_t i = 0; i < v->count; i++)
    if (strcmp(v->parts[i].part, part) == 0) return &v->parts[i];
  MEM_GROW(v->parts, v->count, v->cap);
  v->parts[v->count] = (PartOutcome){ .part = part };
  return &v->parts[v->count++];
}

static Outcome outcome_of(const char *verdict) {
  if (strcmp(verdict, "right") == 0) return OUTCOME_RIGHT;
  if (is_mode(verdict, "form", "close")) return OUTCOME_NEARLY;
  return OUTCOME_MISSED;
}

static void add_attempt(Visits *visits, const StoredAttempt *a) {
  if (strcmp(a->mode, "try") == 0 || !*a->skill) return;
  Visit *v = visit_of(visits, a);
  v->time = a->time;
  v->milliseconds += a->milliseconds > 0 && a->milliseconds < LONGEST ? a->milliseconds : 0;
  if (strcmp(a->verdict, "ungradable") == 0) return;
  PartOutcome *p = part_of(v, a->part);
  Outcome outcome = outcome_of(a->verdict);
  if (a->hints > v->hints) v->hints = a->hints;
  /* Close at first and never right is a miss: the solution was shown. */
  if (p->outcome == OUTCOME_OPEN || last_answer_counts(a->mode)) {
    p->outcome = outcome;
    p->helped = a->hints > 0;
  } else if (p->outcome == OUTCOME_NEARLY && is_mode(a->verdict, "solution", "skip"))
    p->outcome = OUTCOME_MISSED;
}

static Outcome visit_outcome(const Visit *v) {
  Outcome worst = v->count > 0 ? OUTCOME_RIGHT : OUTCOME_OPEN;
  for (size_t i = 0; i < v->count; i++) {
    Outcome own = v->parts[i].outcome;
    if (own == OUTCOME_RIGHT && v->parts[i].helped) own = OUTCOME_NEARLY;
    if (own < worst) worst = own;
  }
  return worst;
}

static int by_time(const void *a, const void *b) {
  const StoredAttempt *x = a, *y = b;
  if (x->time != y->time) return x->time < y->time ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* The attempts behind FROM, oldest first; *UPTO is the last of them. */
static bool read_visits(Store *store, int64_t from, StoredAttempts *attempts, Visits *visits,
                        int64_t *upto, Error *error) {
  bool good = store_attempts(store, &(AttemptFilter){ .after = from }, attempts, error);
  *upto = good && attempts->count > 0 ? attempts->items[0].id : from;
  if (attempts->count > 1)
    qsort(attempts->items, attempts->count, sizeof *attempts->items, by_time);
  for (size_t i = 0; i < attempts->count; i++) add_attempt(visits, &attempts->items[i]);
  return good;
}

/* ------------------------------------------------------------------ levels */

static void raise_level(StoredMastery *m, const Visit *v) {
  bool mixed = strcmp(v->mode, "review") == 0 || is_mode(v->mode, "quiz", "test-out");
  MasteryLevel most = mixed ? MASTERY_MASTERED : MASTERY_FAMILIAR;
  bool today = m->changed > 0 && schedule_elapsed(m->changed, v->time) == 0;
  if (m->level >= (int64_t)most || today) return;
  m->level++;
  m->changed = v->time;
}

static void judge_visit(StoredMastery *m, const Visit *v, Outcome outcome) {
  m->visits++;
  m->milliseconds += v->milliseconds;
  if (m->level == MASTERY_NONE) m->level = MASTERY_ATTEMPTED;
  if (outcome == OUTCOME_RIGHT) {
    m->rights++;
    raise_level(m, v);
  } else if (outcome == OUTCOME_MISSED) {
    if (m->level > MASTERY_ATTEMPTED) m->level--;
    m->changed = v->time; /* what is right later that day was only just seen */
  }
}

/* ------------------------------------------------------------------ reviews */

static int by_number(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

/* The median time of the reviews that went well; 0: there are not two. */
static int64_t usual_time(const int64_t *times, size_t count) {
  if (count < 2) return 0;
  int64_t *sorted = mem_new(count * sizeof *sorted);
  memcpy(sorted, times, count * sizeof *sorted);
  qsort(sorted, count, sizeof *sorted, by_number);
  int64_t median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  free(sorted);
  return median;
}

/* What is known of a skill while visits are told. */
typedef struct Known {
  StoredMastery mastery;
  StoredSkill state;
  bool has_state;
  int64_t *times;
  size_t count, cap;
} Known;

static Grade grade_of(const Known *k, const Visit *v, Outcome outcome) {
  int64_t usual = usual_time(k->times, k->count);
  bool timed = usual > 0 && v->milliseconds > 0;
  if (outcome == OUTCOME_MISSED) return GRADE_AGAIN;
  if (outcome == OUTCOME_NEARLY || (timed && v->milliseconds > 3 * usual)) return GRADE_HARD;
  if (timed && k->state.reps >= 2 && 2 * v->milliseconds < usual) return GRADE_EASY;
  return GRADE_GOOD;
}

/* False when the visit changes nothing: it is not the first of its day. */
static bool review_visit(Known *k, const Schedule *schedule, const Visit *v, Outcome outcome,
                         StoredReview *review) {
  if (strcmp(v->mode, "placement") == 0 && !k->has_state) return false;
  if (k->has_state && schedule_elapsed(k->state.last, v->time) < 1) return false;
  Grade grade = grade_of(k, v, outcome);
  plan_advance(schedule, &k->state, k->has_state, v->time, grade);
  k->has_state = true;
  *review = (StoredReview){ .time = v->time,
                            .skill = k->state.skill,
                            .variant_seed = v->seed,
                            .grade = (int)grade,
                            .hints = v->hints,
                            .milliseconds = v->milliseconds };
  if (grade > GRADE_AGAIN && v->milliseconds > 0) {
    MEM_GROW(k->times, k->count, k->cap);
    k->times[k->count++] = v->milliseconds;
  }
  return true;
}

/* ------------------------------------------------------------------ telling */

typedef struct Telling {
  Store *store;
  Schedule schedule;
  bool fresh; /* levels begin at nothing, and no reviews are made */
  Arena arena;
  Dict names;
  Known *known;
  size_t count, cap;
  StoredVisit *out;
  size_t out_count, out_cap;
} Telling;

static bool load_known(Telling *t, Known *k, const char *skill, Error *error) {
  bool found = false;
  StoredReviews reviews = { 0 };
  k->mastery.skill = k->state.skill = skill;
  if (t->fresh) return true;
  bool good = store_mastery_load(t->store, skill, &t->arena, &k->mastery, &found, error) &&
              store_skill_load(t->store, skill, &t->arena, &k->state, &k->has_state, error) &&
              (!k->has_state || store_reviews(t->store, skill, &reviews, error));
  for (size_t i = 0; good && i < reviews.count; i++)
    if (reviews.items[i].grade > GRADE_AGAIN && reviews.items[i].milliseconds > 0) {
      MEM_GROW(k->times, k->count, k->cap);
      k->times[k->count++] = reviews.items[i].milliseconds;
    }
  stored_reviews_free(&reviews);
  k->mastery.skill = k->state.skill = skill;
  return good;
}

static Known *known_of(Telling *t, const char *skill, Error *error) {
  size_t index = dict_intern_string(&t->names, skill);
  if (index < t->count) return &t->known[index];
  MEM_GROW(t->known, t->count, t->cap);
  Known *k = &t->known[t->count++];
  *k = (Known){ 0 };
  return load_known(t, k, skill, error) ? k : NULL;
}

static bool tell_visit(Telling *t, const Visit *v, Error *error) {
  Outcome outcome = visit_outcome(v);
  if (outcome == OUTCOME_OPEN) return true;
  Known *k = known_of(t, v->skill, error);
  if (!k) return false;
  judge_visit(&k->mastery, v, outcome);
  StoredVisit told = { .mastery = k->mastery };
  told.reviewed = !t->fresh && review_visit(k, &t->schedule, v, outcome, &told.review);
  if (told.reviewed) told.state = k->state;
  MEM_GROW(t->out, t->out_count, t->out_cap);
  t->out[t->out_count++] = told;
  return true;
}

static void telling_free(Telling *t) {
  for (size_t i = 0; i < t->count; i++) free(t->known[i].times);
  free(t->known);
  free(t->out);
  dict_free(&t->names);
  arena_free(&t->arena);
}

static bool tell(Store *store, bool fresh, int64_t from, bool *taken, Error *error) {
  Telling t = { .store = store, .fresh = fresh };
  StoredAttempts attempts = { 0 };
  Visits visits = { 0 };
  int64_t upto = from;
  bool good = plan_load(store, &t.schedule, error) &&
              read_visits(store, from, &attempts, &visits, &upto, error);
  for (size_t i = 0; good && i < visits.count; i++) good = tell_visit(&t, &visits.items[i], error);
  *taken = true;
  if (good && fresh)
    good = store_mastery_replace(store, t.out, t.out_count, upto, error);
  else if (good && upto > from)
    good = store_visits_save(store, from, upto, t.out, t.out_count, taken, error);
  visits_free(&visits);
  stored_attempts_free(&attempts);
  telling_free(&t);
  return good;
}

bool mastery_settle(Store *store, Error *error) {
  bool taken = false, good = true;
  while (good && !taken) { /* another session may have gone on meanwhile */
    int64_t from;
    good = store_visited(store, &from, error) && tell(store, false, from, &taken, error);
  }
  return good;
}

bool mastery_retell(Store *store, Error *error) {
  bool taken;
  return tell(store, true, 0, &taken, error);
}

bool mastery_level(Store *store, const char *skill, MasteryLevel *out, Error *error) {
  Arena arena = { 0 };
  StoredMastery m;
  bool found;
  bool good = store_mastery_load(store, skill, &arena, &m, &found, error);
  *out = good && found ? (MasteryLevel)m.level : MASTERY_NONE;
  arena_free(&arena);
  return good;
}
