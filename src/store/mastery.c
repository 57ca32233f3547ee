/* mastery.c -- how well each skill is mastered, and what a visit to an exercise changes.  */

#include "config.h"
#include "store/mastery.h"
#include "store/database.h"
#include "store/events.h"
#include "store/settings.h"

#include <stdio.h>
#include <stdlib.h>

static const char visited_key[] = "attempts-visited";

/* ------------------------------------------------------------------ levels */

#define MASTERY "SELECT skill, level, changed, visits, rights, milliseconds FROM mastery "

static StoredMastery read_mastery(const Query *q, Arena *arena) {
  return (StoredMastery){ .skill = query_text(q, 0, arena),
                          .level = query_integer(q, 1),
                          .changed = query_integer(q, 2),
                          .visits = query_integer(q, 3),
                          .rights = query_integer(q, 4),
                          .milliseconds = query_integer(q, 5) };
}

bool store_mastery_load(Store *store, const char *skill, Arena *arena, StoredMastery *out,
                        bool *found, Error *error) {
  Query q = query_begin(store, MASTERY "WHERE skill = ?");
  query_bind_text(&q, skill);
  *found = query_row(&q);
  *out = *found ? read_mastery(&q, arena) : (StoredMastery){ .skill = "" };
  return query_end(&q, error);
}

bool store_masteries(Store *store, StoredMasteries *out, Error *error) {
  StoredMastery *items = NULL;
  size_t count = 0, cap = 0;
  *out = (StoredMasteries){ 0 };
  Query q = query_begin(store, MASTERY "ORDER BY skill");
  while (query_row(&q)) {
    MEM_GROW(items, count, cap);
    items[count++] = read_mastery(&q, &out->arena);
  }
  bool good = query_end(&q, error);
  out->items = items;
  out->count = good ? count : 0;
  return good;
}

void stored_masteries_free(StoredMasteries *list) {
  free(list->items);
  arena_free(&list->arena);
  *list = (StoredMasteries){ 0 };
}

static bool save_mastery(Store *store, const StoredMastery *m, Error *error) {
  Query q =
      query_begin(store, "INSERT INTO mastery (skill, level, changed, visits, rights, milliseconds)"
                         " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (skill) DO UPDATE SET"
                         " level = excluded.level, changed = excluded.changed,"
                         " visits = excluded.visits, rights = excluded.rights,"
                         " milliseconds = excluded.milliseconds");
  query_bind_text(&q, m->skill);
  query_bind_integer(&q, m->level);
  query_bind_integer(&q, m->changed);
  query_bind_integer(&q, m->visits);
  query_bind_integer(&q, m->rights);
  query_bind_integer(&q, m->milliseconds);
  return query_run(&q, error);
}

/* ------------------------------------------------------------------ visits */

bool store_visited(Store *store, int64_t *id, Error *error) {
  Text value = TEXT_EMPTY;
  bool found;
  bool good = store_setting_get(store, visited_key, &value, &found, error);
  *id = good && found ? strtoll(text_string(&value), NULL, 10) : 0;
  text_free(&value);
  return good;
}

static bool set_visited(Store *store, int64_t id, Error *error) {
  char text[24];
  snprintf(text, sizeof text, "%lld", (long long)id);
  return store_setting_set(store, visited_key, text, error);
}

static bool save_visit(Store *store, const StoredVisit *v, Error *error) {
  return (!v->mastery.skill || save_mastery(store, &v->mastery, error)) &&
         (!v->reviewed || review_insert(store, &v->review, &v->state, error));
}

bool store_visits_save(Store *store, int64_t from, int64_t upto, const StoredVisit *visits,
                       size_t count, bool *taken, Error *error) {
  int64_t now = 0;
  *taken = false;
  if (!store_begin(store, "what was learned", error)) return false;
  bool good = store_visited(store, &now, error);
  if (good && now == from) {
    for (size_t i = 0; good && i < count; i++) good = save_visit(store, &visits[i], error);
    good = good && set_visited(store, upto, error);
    *taken = good;
  }
  good = store_commit(store, good, error);
  *taken = *taken && good;
  return good;
}

bool store_mastery_replace(Store *store, const StoredVisit *visits, size_t count, int64_t upto,
                           Error *error) {
  if (!store_begin(store, "what was learned", error)) return false;
  Query clear = query_begin(store, "DELETE FROM mastery");
  bool good = query_run(&clear, error);
  for (size_t i = 0; good && i < count; i++)
    good = !visits[i].mastery.skill || save_mastery(store, &visits[i].mastery, error);
  good = good && set_visited(store, upto, error);
  return store_commit(store, good, error);
}

bool store_skills_save(Store *store, const StoredSkill *states, size_t count, Error *error) {
  if (!store_begin(store, "the plan of reviews", error)) return false;
  bool good = true;
  for (size_t i = 0; good && i < count; i++) good = skill_save(store, &states[i], error);
  return store_commit(store, good, error);
}
