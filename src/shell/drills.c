/* drills.c -- which operations are being practised.  */

#include "config.h"
#include "shell/drills.h"
#include "store/lessons.h"

#include <string.h>

static bool drills(const CatalogueLesson *l, const char *operation) {
  for (size_t i = 0; i < l->drill_count; i++)
    if (strcmp(l->drills[i], operation) == 0) return true;
  return false;
}

static const StoredLesson *known_of(const StoredLessons *all, const char *slug) {
  for (size_t i = 0; i < all->count; i++)
    if (strcmp(all->items[i].lesson, slug) == 0) return &all->items[i];
  return NULL;
}

static const char *drilled_in(void *self, const char *operation) {
  Shell *s = self;
  StoredLessons known = { .count = 0 };
  Error ignored = { 0 };
  const char *here = s->session ? s->lesson.slug : NULL, *found = NULL;
  bool settled = !s->store || !store_lessons(s->store, &known, &ignored);
  for (size_t i = 0; i < s->catalogue.lesson_count && !settled; i++) {
    const CatalogueLesson *l = &s->catalogue.lessons[i];
    if (!drills(l, operation)) continue;
    const StoredLesson *state = known_of(&known, l->slug);
    settled =
        (state && state->finished) || (here && catalogue_rests_on(&s->catalogue, here, l->slug));
    bool under_way = (here && strcmp(l->slug, here) == 0) || (state && state->first_opened);
    if (under_way && !found) found = l->slug;
  }
  stored_lessons_free(&known);
  return settled ? NULL : found;
}

void drills_watch(Shell *s) {
  s->world.drilled_in = drilled_in;
  s->world.drilled_self = s;
}
