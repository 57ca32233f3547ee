/* placed.c -- what the last placement found, remembered as two settings.  */

#include "config.h"
#include "learn/placed.h"
#include "store/settings.h"

#include <stdlib.h>
#include <string.h>

static const char key_known[] = "placement-known", key_path[] = "placement-path";

bool placed_save(Store *store, const Catalogue *c, const Placement *placement, Error *error) {
  Text known = TEXT_EMPTY, path = TEXT_EMPTY;
  size_t *order = mem_new((c->lesson_count + 1) * sizeof *order);
  size_t count = placement_path(placement, order);
  for (size_t i = 0; i < count; i++) text_printf(&path, "%s\n", c->lessons[order[i]].slug);
  for (size_t i = 0; i < c->lesson_count; i++)
    if (placement_knows(placement, i)) text_printf(&known, "%s\n", c->lessons[i].slug);
  bool good = store_setting_set(store, key_known, text_string(&known), error) &&
              store_setting_set(store, key_path, text_string(&path), error);
  free(order);
  text_free(&known);
  text_free(&path);
  return good;
}

void placed_load(Store *store, Placed *out) {
  Error ignored = { 0 };
  bool known = false, path = false;
  *out = (Placed){ 0 };
  if (!store) return;
  store_setting_get(store, key_known, &out->known, &known, &ignored);
  store_setting_get(store, key_path, &out->path, &path, &ignored);
  out->there = known && path;
}

void placed_free(Placed *p) {
  text_free(&p->known);
  text_free(&p->path);
}

bool placed_lists(const Text *slugs, const char *slug) {
  size_t len = strlen(slug);
  for (const char *at = text_string(slugs); *at;
       at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n'))
    if (strncmp(at, slug, len) == 0 && at[len] == '\n') return true;
  return false;
}
