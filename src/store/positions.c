/* positions.c -- where in a lesson the learner stopped.

   A saved position replaces the row, so it gets a new, larger id: the largest id is the latest
   position, whatever the clock said.  */

#include "config.h"
#include "store/positions.h"
#include "store/database.h"

bool store_position_save(Store *store, const StoredPosition *p, Error *error) {
  int64_t now = store_now(store);
  Query q = query_begin(store, "REPLACE INTO positions"
                               " (lesson, step, item, seed, updated_at, finished_at)"
                               " VALUES (?, ?, ?, ?, ?, nullif(?, 0))");
  query_bind_text(&q, p->lesson ? p->lesson : "");
  query_bind_integer(&q, p->step);
  query_bind_text(&q, p->item ? p->item : "");
  query_bind_seed(&q, p->seed);
  query_bind_integer(&q, now);
  query_bind_integer(&q, p->finished == 0 ? 0 : now != 0 ? now : 1);
  return query_run(&q, error);
}

static bool read_position(Query *q, Arena *arena, StoredPosition *out, bool *found, Error *error) {
  *found = query_row(q);
  *out = (StoredPosition){ .lesson = "", .item = "" };
  if (*found)
    *out = (StoredPosition){ .lesson = query_text(q, 0, arena),
                             .step = query_integer(q, 1),
                             .item = query_text(q, 2, arena),
                             .seed = query_seed(q, 3),
                             .updated = query_integer(q, 4),
                             .finished = query_integer(q, 5) };
  return query_end(q, error);
}

bool store_position_load(Store *store, const char *lesson, Arena *arena, StoredPosition *out,
                         bool *found, Error *error) {
  Query q = query_begin(store, "SELECT lesson, step, item, seed, updated_at, finished_at"
                               " FROM positions WHERE lesson = ?");
  query_bind_text(&q, lesson);
  return read_position(&q, arena, out, found, error);
}

bool store_position_last(Store *store, Arena *arena, StoredPosition *out, bool *found,
                         Error *error) {
  Query q = query_begin(store, "SELECT lesson, step, item, seed, updated_at, finished_at"
                               " FROM positions WHERE finished_at IS NULL"
                               " ORDER BY id DESC LIMIT 1");
  return read_position(&q, arena, out, found, error);
}

bool store_position_forget(Store *store, const char *lesson, Error *error) {
  Query q = query_begin(store, "DELETE FROM positions WHERE lesson = ?");
  query_bind_text(&q, lesson);
  return query_run(&q, error);
}
