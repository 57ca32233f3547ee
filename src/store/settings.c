/* settings.c -- texts under names.  */

#include "config.h"
#include "store/settings.h"
#include "store/database.h"

bool store_setting_get(Store *store, const char *key, Text *out, bool *found, Error *error) {
  Query q = query_begin(store, "SELECT value FROM settings WHERE key = ?");
  query_bind_text(&q, key);
  *found = query_row(&q) && query_append(&q, 0, out);
  return query_end(&q, error);
}

bool store_setting_set(Store *store, const char *key, const char *value, Error *error) {
  Query q = query_begin(store, value ? "INSERT INTO settings (key, value) VALUES (?, ?)"
                                       " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                                     : "DELETE FROM settings WHERE key = ?");
  query_bind_text(&q, key);
  if (value) query_bind_text(&q, value);
  return query_run(&q, error);
}
