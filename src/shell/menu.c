/* menu.c -- which lesson now.  */

#include "config.h"
#include "shell/menu.h"
#include "base/files.h"
#include "learn/placed.h"
#include "shell/lists.h"
#include "shell/quizzes.h"
#include "store/lessons.h"
#include "store/positions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void menu_show(Shell *s) {
  s->track = NULL;
  if (s->catalogue.track_count == 0) {
    present_note(&s->presenter, "No lessons were found. `mathtutor --lessons DIR` says where they "
                                "are; you can calculate here at any time.");
    return;
  }
  pager_gap(&s->pager);
  lists_tracks(s);
  pager_gap(&s->pager);
  const char *slug = menu_suggestion(s);
  if (slug)
    present_note(&s->presenter,
                 "A number opens a track, a name like `%s` a lesson; Enter opens `%s`.", slug,
                 slug);
  else
    present_note(&s->presenter, "A number opens a track, a name a lesson.");
  present_note(&s->presenter, "You can calculate here at any time; `help` lists the rest.");
}

void menu_welcome(Shell *s) {
  present_markdown(
      &s->presenter,
      "**mathtutor " VERSION "**: the mathematics of machine learning, one small step at a time\n\n"
      "Each lesson asks before it explains. At its questions you type a number, a "
      "vector or a formula; a wrong answer costs nothing but another thought, and "
      "`hint`, `solution` and `why` are always there. Between the questions, and in "
      "the middle of them, you can calculate whatever you like: `[1 2; 3 4] * [5; 6]`, "
      "or `help dot`.");
  menu_show(s);
}

/* A word that is a track's name or number, or the beginning of one name. */
static const CatalogueTrack *find_track(const Shell *s, const char *name) {
  char *end;
  unsigned long n = strtoul(name, &end, 10);
  if (end != name && *end == '\0')
    return n >= 1 && n <= s->catalogue.track_count ? &s->catalogue.tracks[n - 1] : NULL;
  return catalogue_track(&s->catalogue, name);
}

static void show_track(Shell *s, const CatalogueTrack *track) {
  s->track = track;
  pager_gap(&s->pager);
  lists_lessons(s, track);
  if (!s->session)
    present_note(&s->presenter, "A number opens a lesson; `list` goes back to the tracks.");
}

void menu_list(Shell *s, const char *name) {
  if (!*name) {
    s->track = NULL;
    if (s->session) {
      lists_tracks(s);
      present_note(&s->presenter, "`list linear-algebra` shows a track, `goto la-dot` opens a "
                                  "lesson, `menu` leaves this one.");
    } else
      menu_show(s);
    return;
  }
  const CatalogueTrack *track = find_track(s, name);
  const char *near = track ? NULL : catalogue_nearest(&s->catalogue, name);
  if (track)
    show_track(s, track);
  else if (near)
    present_note(&s->presenter, "There is no track %s; did you mean `%s`?", name, near);
  else
    present_note(&s->presenter, "There is no track %s; `list` shows them.", name);
}

void menu_open(Shell *s, const char *name) {
  const CatalogueTrack *track = catalogue_track(&s->catalogue, name);
  if (track && !catalogue_find(&s->catalogue, name))
    show_track(s, track);
  else {
    quizzes_warn(s, name);
    shell_open_lesson(s, name);
  }
}

/* LINE as a whole number, 0 when it is none. */
static size_t as_number(const char *line) {
  size_t n = 0, i = 0;
  while (isdigit((unsigned char)line[i]) && i < 4) n = n * 10 + (size_t)(line[i++] - '0');
  return line[i] == '\0' ? n : 0;
}

static bool is_name(const char *line) {
  for (const char *p = line; *p; p++)
    if (!isalnum((unsigned char)*p) && *p != '-' && *p != '_') return false;
  return isalpha((unsigned char)*line);
}

bool menu_takes(Shell *s, const char *line) {
  size_t n = as_number(line);
  if (n > 0) {
    size_t count = s->track ? s->track->count : s->catalogue.track_count;
    if (n > count) return false;
    if (s->track)
      menu_open(s, s->catalogue.lessons[s->track->first + n - 1].slug);
    else
      show_track(s, &s->catalogue.tracks[n - 1]);
    return true;
  }
  if (!is_name(line)) return false;
  size_t len = strcspn(line, "-");
  char *first = mem_copy_bytes(line, len);
  bool variable = shell_has_variable(s, first);
  free(first);
  if (variable) return false;
  if (!catalogue_find(&s->catalogue, line) && !catalogue_track(&s->catalogue, line)) return false;
  menu_open(s, line);
  return true;
}

/* ------------------------------------------------------------------ what comes next */

static bool is_finished(const StoredLessons *known, const char *slug) {
  for (size_t i = 0; i < known->count; i++)
    if (strcmp(known->items[i].lesson, slug) == 0) return known->items[i].finished > 0;
  return false;
}

/* The first lesson of the path that a placement found. */
static const char *placed_next(Shell *s, const StoredLessons *known) {
  const char *slug = NULL;
  Placed placed;
  placed_load(s->store, &placed);
  for (const char *at = text_string(&placed.path); *at && !slug;) {
    size_t len = strcspn(at, "\n");
    char *name = mem_copy_bytes(at, len);
    const CatalogueLesson *l = catalogue_find(&s->catalogue, name);
    if (l && !is_finished(known, name)) slug = l->slug;
    free(name);
    at += len + (at[len] == '\n');
  }
  placed_free(&placed);
  return slug;
}

const char *menu_suggestion(Shell *s) {
  Error ignored = { 0 };
  Arena arena = { 0 };
  StoredPosition last;
  StoredLessons known = { 0 };
  bool found = false;
  const char *slug = s->after ? s->after->slug : NULL;
  if (s->store && !slug && store_position_last(s->store, &arena, &last, &found, &ignored) &&
      found) {
    const CatalogueLesson *l = catalogue_find(&s->catalogue, last.lesson);
    if (l) slug = l->slug;
  }
  if (s->store && !slug) store_lessons(s->store, &known, &ignored);
  if (!slug) slug = placed_next(s, &known);
  for (size_t i = 0; i < s->catalogue.lesson_count && !slug; i++)
    if (!is_finished(&known, s->catalogue.lessons[i].slug)) slug = s->catalogue.lessons[i].slug;
  stored_lessons_free(&known);
  arena_free(&arena);
  return slug;
}

void menu_next(Shell *s) {
  const char *slug = menu_suggestion(s);
  if (slug)
    shell_open_lesson(s, slug);
  else
    present_note(&s->presenter, "Every lesson is finished. `quiz` keeps it fresh.");
}
