/* check_catalogue.c -- a lesson among the others: needs, slugs, links.  */

#include "config.h"
#include "base/dict.h"
#include "base/files.h"
#include "learn/check_parts.h"

#include <stdlib.h>
#include <string.h>

/* Up to the last slash, UP times; "." when there is none. */
static char *folder_of(const char *path, int up) {
  char *real = realpath(path, NULL), *copy = mem_copy_string(real ? real : path);
  free(real);
  for (; up > 0; up--) {
    char *slash = strrchr(copy, '/');
    if (slash)
      *slash = '\0';
    else
      strcpy(copy, *copy ? "." : "");
  }
  return copy;
}

static bool same_file(const char *a, const char *b) {
  char *x = folder_of(a, 0), *y = folder_of(b, 0);
  bool same = strcmp(x, y) == 0;
  free(x);
  free(y);
  return same;
}

/* An installed copy of the same lessons is no rival: only the own collection counts. */
static bool same_collection(const char *a, const char *b) {
  char *x = folder_of(a, 2), *y = folder_of(b, 2);
  bool same = strcmp(x, y) == 0;
  free(x);
  free(y);
  return same;
}

/* Follow needs from SLUG; true when they lead to TARGET, with the way in ROUTE. */
static bool leads_to(const Catalogue *all, const char *slug, const char *target, Dict *seen,
                     Text *route) {
  size_t before = route->len, known = seen->count;
  text_printf(route, " -> %s", slug);
  if (strcmp(slug, target) == 0) return true;
  const CatalogueLesson *l = catalogue_find(all, slug);
  dict_intern_string(seen, slug);
  for (size_t i = 0; l && seen->count > known && i < l->need_count; i++)
    if (leads_to(all, l->needs[i], target, seen, route)) return true;
  text_truncate(route, before);
  return false;
}

static void check_need(Checking *c, size_t i) {
  const Lesson *l = c->lesson;
  const Catalogue *all = c->options->catalogue;
  const char *need = l->needs[i];
  Place place = l->need_places[i];
  if (!catalogue_find(all, need)) {
    const char *near = catalogue_nearest(all, need);
    if (near)
      findings_add(c->findings, place, FINDING_ERROR,
                   "[needs] there is no lesson `%s`; did you mean `%s`?", need, near);
    else
      findings_add(c->findings, place, FINDING_WARNING,
                   "[needs] there is no lesson `%s` yet; write it or take it out of needs:", need);
    return;
  }
  Dict seen = { 0 };
  Text route = TEXT_EMPTY;
  text_puts(&route, l->slug);
  const CatalogueLesson *own = catalogue_find(all, l->slug), *first = catalogue_find(all, need);
  if (leads_to(all, need, l->slug, &seen, &route))
    findings_add(c->findings, place, FINDING_ERROR,
                 "[circle] needs: goes in a circle: %s; take one of them away",
                 text_string(&route));
  else if (own && strcmp(own->track, first->track) == 0 && first > own)
    findings_add(c->findings, place, FINDING_WARNING,
                 "[order] `%s` comes later in the track; move it before this lesson in track.md",
                 need);
  dict_free(&seen);
  text_free(&route);
}

/* What is drilled are functions and operators. */
static void check_drills(Checking *c) {
  const Lesson *l = c->lesson;
  for (size_t i = 0; i < l->drill_count; i++) {
    const char *name = l->drills[i];
    bool known = strpbrk(name, "*+-/\\^'") ||
                 registry_find(interp_registry(c->in), name, strlen(name)) != NULL;
    if (!known)
      findings_add(c->findings, l->drills_place, FINDING_WARNING,
                   "[drills] there is no function or operator `%s`; take it out of drills:", name);
  }
}

static void check_track(Checking *c) {
  const Lesson *l = c->lesson;
  const Catalogue *all = c->options->catalogue;
  if (!*l->track) return;
  char *folder = folder_of(c->path, 1);
  const char *slash = strrchr(folder, '/'), *name = slash ? slash + 1 : folder;
  if (catalogue_track(all, name) && strcmp(name, l->track) != 0)
    findings_add(
        c->findings, l->track_place, FINDING_ERROR,
        "[track] the file lies in the folder `%s`, but track: says `%s`; make them the same", name,
        l->track);
  else if (all->track_count > 0 && !catalogue_track(all, l->track) && strcmp(name, l->track) != 0)
    findings_add(c->findings, l->track_place, FINDING_WARNING,
                 "[track] there is no track `%s`; name the folder that holds the lesson", l->track);
  free(folder);
}

void check_place_in_catalogue(Checking *c) {
  const Catalogue *all = c->options->catalogue;
  const Lesson *l = c->lesson;
  for (size_t i = 0; i < l->need_count; i++)
    if (strcmp(l->needs[i], l->slug) == 0)
      findings_add(c->findings, l->need_places[i], FINDING_ERROR,
                   "[circle] a lesson cannot need itself; name what comes before it");
    else if (all)
      check_need(c, i);
  check_drills(c);
  if (!all) return;
  const CatalogueLesson *own = catalogue_find(all, c->lesson->slug);
  if (own && !same_file(own->path, c->path) && same_collection(own->path, c->path))
    findings_add(c->findings, c->lesson->slug_place, FINDING_ERROR,
                 "[slug] the slug `%s` is taken by %s; choose another", c->lesson->slug, own->path);
  check_track(c);
}

/* Links to the world outside are not followed; a relative one leads to a file or a lesson. */
void check_link(Checking *c, Place place, const char *href) {
  size_t len = strcspn(href, "#?");
  size_t scheme = strspn(href, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+.-");
  if (len == 0 || href[scheme] == ':' || strncmp(href, "//", 2) == 0) return;
  if (href[0] == '/') {
    findings_add(
        c->findings, place, FINDING_ERROR,
        "[dead-link] the link `%s` leads out of the lessons; write it relative to this file", href);
    return;
  }
  char *target = mem_copy_bytes(href, len), *folder = mem_copy_string(c->path);
  char *slash = strrchr(folder, '/');
  Text path = TEXT_EMPTY;
  if (slash) *slash = '\0';
  text_printf(&path, "%s%s%s", slash ? folder : "", slash ? "/" : "", target);
  bool lesson = c->options->catalogue && catalogue_find(c->options->catalogue, target);
  if (!lesson && !file_exists(text_string(&path)) && !file_is_folder(text_string(&path)))
    findings_add(c->findings, place, FINDING_ERROR,
                 "[dead-link] the link `%s` leads nowhere; name a lesson or a file beside this one",
                 target);
  text_free(&path);
  free(target);
  free(folder);
}
