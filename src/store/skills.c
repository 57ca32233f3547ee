/* skills.c -- the review scheduler's memory.  */

#include "config.h"
#include "store/skills.h"
#include "store/database.h"
#include "store/events.h"

#include <stdlib.h>

bool skill_save(Store *store, const StoredSkill *s, Error *error) {
  Query q = query_begin(store,
                        "INSERT INTO skills (skill, due, stability, difficulty, last, reps, lapses)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (skill) DO UPDATE SET"
                        " due = excluded.due, stability = excluded.stability,"
                        " difficulty = excluded.difficulty, last = excluded.last,"
                        " reps = excluded.reps, lapses = excluded.lapses");
  query_bind_text(&q, s->skill);
  query_bind_integer(&q, s->due);
  query_bind_real(&q, s->stability);
  query_bind_real(&q, s->difficulty);
  query_bind_integer(&q, s->last);
  query_bind_integer(&q, s->reps);
  query_bind_integer(&q, s->lapses);
  return query_run(&q, error);
}

static bool append_log(Store *store, const char *skill, const StoredReview *r, Error *error) {
  Query q = query_begin(store, "INSERT INTO reviews"
                               " (time, skill, variant_seed, grade, hints, milliseconds)"
                               " VALUES (?, ?, ?, ?, ?, ?)");
  query_bind_integer(&q, r->time ? r->time : store_now(store));
  query_bind_text(&q, skill);
  query_bind_seed(&q, r->variant_seed);
  query_bind_integer(&q, r->grade);
  query_bind_integer(&q, r->hints);
  query_bind_integer(&q, r->milliseconds);
  return query_run(&q, error);
}

bool review_insert(Store *store, const StoredReview *review, const StoredSkill *state,
                   Error *error) {
  return skill_save(store, state, error) && append_log(store, state->skill, review, error);
}

bool store_review_record(Store *store, const StoredReview *review, const StoredSkill *state,
                         Error *error) {
  if (!store_begin(store, "this review", error)) return false;
  return store_commit(store, review_insert(store, review, state, error), error);
}

static StoredSkill read_skill(const Query *q, Arena *arena) {
  return (StoredSkill){ .skill = query_text(q, 0, arena),
                        .due = query_integer(q, 1),
                        .stability = query_real(q, 2),
                        .difficulty = query_real(q, 3),
                        .last = query_integer(q, 4),
                        .reps = query_integer(q, 5),
                        .lapses = query_integer(q, 6) };
}

#define SKILL "SELECT skill, due, stability, difficulty, last, reps, lapses FROM skills "

bool store_skill_load(Store *store, const char *skill, Arena *arena, StoredSkill *out, bool *found,
                      Error *error) {
  Query q = query_begin(store, SKILL "WHERE skill = ?");
  query_bind_text(&q, skill);
  *found = query_row(&q);
  *out = *found ? read_skill(&q, arena) : (StoredSkill){ .skill = "" };
  return query_end(&q, error);
}

bool store_skills_due(Store *store, int64_t until, StoredSkills *out, Error *error) {
  StoredSkill *items = NULL;
  size_t count = 0, cap = 0;
  *out = (StoredSkills){ 0 };
  Query q = query_begin(store, SKILL "WHERE due <= ? ORDER BY due, skill");
  query_bind_integer(&q, until);
  while (query_row(&q)) {
    MEM_GROW(items, count, cap);
    items[count++] = read_skill(&q, &out->arena);
  }
  bool good = query_end(&q, error);
  out->items = items;
  out->count = good ? count : 0;
  return good;
}

void stored_skills_free(StoredSkills *list) {
  free(list->items);
  arena_free(&list->arena);
  *list = (StoredSkills){ 0 };
}

bool store_reviews(Store *store, const char *skill, StoredReviews *out, Error *error) {
  StoredReview *items = NULL;
  size_t count = 0, cap = 0;
  *out = (StoredReviews){ 0 };
  Query q = query_begin(store, "SELECT id, time, skill, variant_seed, grade, hints, milliseconds"
                               " FROM reviews WHERE (?1 IS NULL OR skill = ?1) ORDER BY id");
  query_bind_text(&q, skill);
  while (query_row(&q)) {
    MEM_GROW(items, count, cap);
    items[count++] = (StoredReview){ .id = query_integer(&q, 0),
                                     .time = query_integer(&q, 1),
                                     .skill = query_text(&q, 2, &out->arena),
                                     .variant_seed = query_seed(&q, 3),
                                     .grade = (int)query_integer(&q, 4),
                                     .hints = query_integer(&q, 5),
                                     .milliseconds = query_integer(&q, 6) };
  }
  bool good = query_end(&q, error);
  out->items = items;
  out->count = good ? count : 0;
  return good;
}

void stored_reviews_free(StoredReviews *list) {
  free(list->items);
  arena_free(&list->arena);
  *list = (StoredReviews){ 0 };
}
