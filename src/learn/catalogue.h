/* catalogue.h -- which lessons there are, in which tracks and in which order.

   A folder of lessons holds one folder for each track, with track.md and NN-slug.md in it.  Several
   folders are looked through (see base/paths.h); the first that has a slug wins.  Only front matter
   is read here, so that starting stays fast.  */

#ifndef LEARN_CATALOGUE_H
#define LEARN_CATALOGUE_H

#include "base/error.h"
#include "base/memory.h"
#include "learn/findings.h"

typedef struct CatalogueLesson {
  const char *slug, *title, *track, *path;
  const char *const *needs; /* slugs */
  size_t need_count;
  const char *const *skills;
  size_t skill_count;
  const char *const *drills; /* operations whose arithmetic it practises: "dot", "*" */
  size_t drill_count;
  int minutes;
} CatalogueLesson;

typedef struct CatalogueTrack {
  const char *slug;    /* the folder's name: "linear-algebra" */
  const char *title;   /* "Linear algebra" */
  const char *summary; /* one line */
  size_t first, count; /* its lessons are lessons[first .. first + count - 1], in order */
} CatalogueTrack;

typedef struct Catalogue {
  Arena arena;
  CatalogueTrack *tracks;
  size_t track_count;
  CatalogueLesson *lessons;
  size_t lesson_count;
  const char **roots; /* the folders that were looked through, in order; see fixed_quiz.h */
  size_t root_count;
} Catalogue;

/* OVERRIDE is --lessons DIR or NULL.  Files that cannot be read as lessons are left out (--check
   says why).  Never fails: an empty catalogue has no tracks. */
void catalogue_open(Catalogue *c, const char *override);
/* The same with FOLDERS, each a track of its own, before all others: a course that is being written
   need not be installed. */
void catalogue_open_beside(Catalogue *c, const char *override, const char *const *folders,
                           size_t count);
void catalogue_close(Catalogue *c);

/* The lesson or the track of this very slug; borrowed, NULL when there is none. */
const CatalogueLesson *catalogue_find(const Catalogue *c, const char *slug);
const CatalogueTrack *catalogue_track(const Catalogue *c, const char *slug);
/* The slug nearest to what was typed (lessons and tracks), or NULL. */
const char *catalogue_nearest(const Catalogue *c, const char *slug);
/* Whether the lesson SLUG rests on NEED, through any number of lessons. */
bool catalogue_rests_on(const Catalogue *c, const char *slug, const char *need);
/* The lesson behind this one in its track, or NULL. */
const CatalogueLesson *catalogue_next(const Catalogue *c, const char *slug);

#endif
