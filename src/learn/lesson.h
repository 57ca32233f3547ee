/* lesson.h -- a lesson file, read: front matter, steps and what is in them.

   The file is Markdown.  It is cut into steps at every ## heading, at --- lines of its own, and
   after each exercise.  Texts keep their @{...}: learn/template.h fills them in.  */

#ifndef LEARN_LESSON_H
#define LEARN_LESSON_H

#include "base/error.h"
#include "learn/exercise.h"

typedef enum ItemKind {
  ITEM_PROSE,   /* Markdown */
  ITEM_RUN,     /* statements shown and run; silently when hidden */
  ITEM_PLOT,    /* a run whose picture has a caption */
  ITEM_EXPLAIN, /* an expression whose steps are shown */
  ITEM_EXERCISE
} ItemKind;

typedef struct Item {
  ItemKind kind;
  Place place;      /* of the text's first character */
  const char *text; /* Markdown or statements */
  const char *caption;
  bool hidden;
  Exercise *exercise;
} Item;

typedef struct Step {
  const char *title; /* "" when it has none of its own */
  Place place;
  Item *items;
  size_t item_count;
} Step;

typedef struct Lesson {
  Arena arena;
  const char *path;
  const char *source; /* the whole file */
  const char *title, *slug, *track;
  Place slug_place, track_place, minutes_place; /* of their values */
  const char **drills; /* operations whose arithmetic is practised here: "dot", "*" */
  size_t drill_count;
  Place drills_place;
  const char **needs; /* slugs */
  Place *need_places;
  size_t need_count;
  const char **skills;
  size_t skill_count;
  int minutes;
  Step *steps;
  size_t step_count;
  Exercise **exercises; /* all of them, in order */
  size_t exercise_count;
} Lesson;

/* Read TEXT (of the file at PATH).  Faults are added to FINDINGS; the lesson is usable when it
   returns true, even if there are findings.  Release with lesson_free in both cases. */
bool lesson_parse(Lesson *lesson, const char *path, const char *text, Findings *findings);
bool lesson_load(Lesson *lesson, const char *path, Findings *findings, Error *error);
void lesson_free(Lesson *lesson);

/* The largest lesson file that is read. */
enum { LESSON_LIMIT = 4 << 20 };

#endif
