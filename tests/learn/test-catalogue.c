/* test-catalogue.c -- which lessons there are, in which order.  */

#include "config.h"
#include "learn/catalogue.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <string.h>

static const char *slug_of(const CatalogueLesson *l) {
  return l ? l->slug : "none";
}

static const char *nearest(const Catalogue *c, const char *typed) {
  const char *slug = catalogue_nearest(c, typed);
  return slug ? slug : "none";
}

int main(void) {
  const char *srcdir = getenv("srcdir");
  Text root = TEXT_EMPTY;
  Catalogue c;
  text_printf(&root, "%s/tests/lessons/tree", srcdir && *srcdir ? srcdir : ".");
  catalogue_open(&c, text_string(&root));
  const CatalogueTrack *alpha = catalogue_track(&c, "alpha"), *beta = catalogue_track(&c, "beta");
  tap_ok(alpha && beta && beta == c.tracks && alpha == c.tracks + 1, "tracks come in their order");
  if (!alpha || !beta) return tap_done();
  tap_text(alpha->title, "The first letters", "title of a track");
  tap_text(alpha->summary, "a, b, c", "summary of a track");
  tap_ok(alpha->count == 3 && beta->count == 1, "files that are no lessons are left out");
  tap_text(c.lessons[alpha->first].slug, "al-second", "track.md names the first lesson");
  tap_text(c.lessons[alpha->first + 1].slug, "al-first", "and the second");
  tap_text(c.lessons[alpha->first + 2].slug, "al-circle", "others follow by their file's name");
  const CatalogueLesson *l = catalogue_find(&c, "al-circle");
  tap_ok(l && l->need_count == 2 && strcmp(l->needs[1], "be-third") == 0 && l->minutes == 5 &&
             l->skill_count == 1,
         "needs, minutes and skills are there");
  l = catalogue_find(&c, "al-first");
  tap_ok(l && strstr(l->path, "/alpha/01-first.md"), "the first file that has a slug wins");
  tap_text(slug_of(catalogue_next(&c, "al-second")), "al-first", "the next one");
  tap_text(slug_of(catalogue_next(&c, "al-circle")), "none", "behind the last is nothing");
  tap_text(slug_of(catalogue_next(&c, "be-third")), "none", "not even in another track");
  tap_text(nearest(&c, "al-frist"), "al-first", "near by letters");
  tap_text(nearest(&c, "circle"), "al-circle", "near without the track");
  tap_text(nearest(&c, "alpa"), "alpha", "a track is near, too");
  tap_text(nearest(&c, "quantum"), "none", "what is far is not near");
  catalogue_close(&c);
  catalogue_open(&c, "/nonexistent/folder");
  tap_ok(!catalogue_find(&c, "al-first"), "a folder that is not there is empty");
  catalogue_close(&c);
  text_free(&root);
  return tap_done();
}
