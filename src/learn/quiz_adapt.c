/* quiz_adapt.c -- a placement: a quiz that chooses its next question by the answers so far.  */

#include "config.h"
#include "base/dict.h"
#include "learn/placed.h"
#include "learn/quiz_parts.h"

#include <stdlib.h>
#include <string.h>

/* Variants of a placement are not those of a quiz; the first lines of a long path are enough. */
enum { PLACEMENT_ATTEMPTS = 1 << 21, PATH_LINES = 12 };

static size_t lesson_index(const Quiz *q, const CatalogueLesson *l) {
  return (size_t)(l - q->catalogue->lessons);
}

/* How often this exercise was asked already. */
static unsigned asked(const Quiz *q, const char *lesson, const char *exercise) {
  unsigned count = 0;
  for (size_t i = 0; i < q->count; i++)
    count += strcmp(q->items[i].lesson, lesson) == 0 && strcmp(q->items[i].exercise, exercise) == 0;
  return count;
}

/* The lower, the better a question: not asked yet, with numbers of its own, in one part. */
static unsigned price(const Quiz *q, const Room *room, const Exercise *x) {
  unsigned times = asked(q, room->entry->slug, x->name);
  return 100 * times + (quiz_draws(x) ? 0 : times > 0 ? 10000 : 20) + (x->part_count > 1 ? 10 : 0);
}

static bool has_exercise(const Lesson *l, const char *name) {
  for (size_t i = 0; name && i < l->exercise_count; i++)
    if (strcmp(l->exercises[i]->name, name) == 0) return true;
  return false;
}

/* The one of that name; else the cheapest exercise that can be drawn; among equals the seed
   decides. */
static bool add_question(Quiz *q, Room *room, const char *name) {
  const Lesson *l = &room->lesson;
  bool *dry = mem_new((l->exercise_count + 1) * sizeof *dry), good = false;
  if (!has_exercise(l, name)) name = NULL;
  while (!good) {
    size_t best = SIZE_MAX;
    unsigned least = 10000;
    for (size_t i = 0; i < l->exercise_count; i++) {
      const Exercise *x = l->exercises[i];
      if (dry[i] || !quiz_can_ask(x) || (name && strcmp(x->name, name) != 0)) continue;
      unsigned own =
          price(q, room, x) + (unsigned)(hash_bytes(x->name, strlen(x->name), q->seed) % 8);
      if (own >= least) continue;
      least = own;
      best = i;
    }
    if (best == SIZE_MAX) break;
    const Exercise *x = l->exercises[best];
    QuizItem item = { .lesson = room->entry->slug,
                      .exercise = arena_copy_string(&q->arena, x->name),
                      .part = arena_copy_string(&q->arena, x->parts[0].name),
                      .skill = arena_printf(&q->arena, "%s/%s", room->entry->slug, x->name),
                      .room = room,
                      .exercise_index = best,
                      .first = true,
                      .last = true,
                      .fixed = !quiz_draws(x),
                      .typed = "",
                      .verdict = "" };
    item.seed = variant_seed(item.lesson, x->name, q->seed,
                             PLACEMENT_ATTEMPTS + asked(q, item.lesson, x->name));
    dry[best] = true;
    good = quiz_draw(q, &item);
    if (!good) continue;
    MEM_GROW(q->items, q->count, q->cap);
    q->items[q->count++] = item;
  }
  free(dry);
  return good;
}

static void keep_question(Quiz *q) {
  const QuizItem *item = &q->items[q->count - 1];
  StoredItem stored = { .lesson = item->lesson,
                        .exercise = item->exercise,
                        .part = item->part,
                        .skill = item->skill,
                        .variant_seed = item->seed };
  Error error = { 0 };
  if (q->id && !store_quiz_add(q->options.store, q->id, &stored, &error))
    quiz_store_failed(q, &error);
}

/* ------------------------------------------------------------------ ladders */

/* The first source of a rung whose lesson is here, or NULL. */
static const FixedSource *rung_source(const Quiz *q, const FixedPick *rung) {
  for (size_t i = 0; i < rung->source_count; i++)
    if (catalogue_find(q->catalogue, rung->sources[i].lesson)) return &rung->sources[i];
  return NULL;
}

/* Whether the last question is the first one about its exercise and was missed. */
static bool is_missed_once(const Quiz *q) {
  const QuizItem *last = q->count > 0 ? &q->items[q->count - 1] : NULL;
  return last && last->room && last->credit < 1 && asked(q, last->lesson, last->exercise) == 1;
}

static bool was_asked(const Quiz *q, const FixedSource *s) {
  for (size_t i = 0; i < q->count; i++)
    if (strcmp(q->items[i].lesson, s->lesson) == 0 &&
        (!s->exercise || strcmp(q->items[i].exercise, s->exercise) == 0))
      return true;
  return false;
}

/* Every rung in its order, and once more with other numbers after a miss. */
static bool climb(Quiz *q) {
  const QuizItem *last = q->count > 0 ? &q->items[q->count - 1] : NULL;
  bool good = is_missed_once(q) && add_question(q, last->room, last->exercise);
  for (size_t i = 0; !good && i < q->fixed->pick_count; i++) {
    const FixedSource *source = rung_source(q, &q->fixed->picks[i]);
    Room *room = source && !was_asked(q, source) ? quiz_room(q, source->lesson) : NULL;
    good = room && add_question(q, room, source->exercise);
  }
  if (good) keep_question(q);
  return good;
}

size_t quiz_rungs(const Quiz *q) {
  size_t count = 0;
  for (size_t i = 0; i < q->fixed->pick_count; i++)
    count += rung_source(q, &q->fixed->picks[i]) != NULL;
  return count;
}

/* ------------------------------------------------------------------ the next question */

bool quiz_adapt(Quiz *q) {
  size_t lesson;
  if (q->fixed) return climb(q);
  while (q->count < PLACEMENT_MOST && (lesson = placement_next(q->placement)) != SIZE_MAX) {
    Room *room = quiz_room(q, q->catalogue->lessons[lesson].slug);
    if (room && add_question(q, room, NULL)) {
      keep_question(q);
      return true;
    }
    placement_bar(q->placement, lesson);
  }
  return false;
}

/* A choice can be guessed, a number hardly. */
static double guess(const Part *p) {
  if (p->kind == ANSWER_CHOICE && p->choice_count > 1) return 1 / (double)p->choice_count;
  return p->kind == ANSWER_CHOICES ? 0.1 : 0.05;
}

void quiz_adapt_took(Quiz *q, const QuizItem *item) {
  const Part *p = &quiz_exercise(item)->parts[item->part_index];
  bool gave_up = strcmp(item->verdict, "skip") == 0; /* nobody slips into that */
  placement_answer(q->placement, lesson_index(q, item->room->entry), item->credit >= 1,
                   gave_up ? 0.02 : guess(p));
}

/* ------------------------------------------------------------------ the result */

void quiz_adapt_finish(Quiz *q) {
  const Catalogue *c = q->catalogue;
  size_t *path = mem_new((c->lesson_count + 1) * sizeof *path);
  size_t count = placement_path(q->placement, path);
  Error error = { 0 };
  q->advice = arena_new(&q->arena, (count + 1) * sizeof *q->advice);
  q->advice_count = count;
  for (size_t i = 0; i < count; i++)
    q->advice[i] =
        (QuizAdvice){ .lesson = &c->lessons[path[i]],
                      .why = c->lessons[path[i]].need_count > 0 ? "you have what it builds on"
                                                                : "it builds on nothing else" };
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < i; k++)
      for (size_t n = 0; n < q->advice[i].lesson->need_count; n++)
        if (strcmp(q->advice[i].lesson->needs[n], q->advice[k].lesson->slug) == 0)
          q->advice[i].why = arena_printf(&q->arena, "after `%s`", q->advice[k].lesson->slug);
  if (q->options.store && q->id && !placed_save(q->options.store, c, q->placement, &error))
    quiz_store_failed(q, &error);
  free(path);
}

static void put_track(const Quiz *q, const CatalogueTrack *t, Text *out) {
  size_t known = 0, start = placement_start(q->placement, t);
  for (size_t i = t->first; i < t->first + t->count; i++) known += placement_knows(q->placement, i);
  text_printf(out, "| %s | %zu of %zu | ", t->title, known, t->count);
  if (start == SIZE_MAX)
    text_puts(out, "all of it is known |\n");
  else
    text_printf(out, "`%s` |\n", q->catalogue->lessons[start].slug);
}

static void put_time(size_t minutes, Text *out) {
  if (minutes < 90)
    text_printf(out, "%zu minutes", minutes);
  else
    text_printf(out, "%.0f hours", (double)minutes / 60);
}

void quiz_put_path(const Quiz *q, Text *out) {
  size_t minutes = 0;
  text_printf(out, "## Where to start\n\n");
  quiz_put_count(q->asked, "question", out);
  text_printf(out, ", seed %llu\n\n| Track | Known | Start with |\n|---|---|---|\n",
              (unsigned long long)q->seed);
  for (size_t t = 0; t < q->catalogue->track_count; t++)
    put_track(q, &q->catalogue->tracks[t], out);
  for (size_t i = 0; i < q->advice_count; i++)
    minutes += q->advice[i].lesson->minutes > 0 ? (size_t)q->advice[i].lesson->minutes : 30;
  if (q->advice_count == 0) {
    text_puts(out, "\nYou know all that is taught here. `quiz` keeps it fresh.\n");
    return;
  }
  text_puts(out, "\n**Your path**: ");
  quiz_put_count(q->advice_count, "lesson", out);
  text_puts(out, ", about ");
  put_time(minutes, out);
  text_puts(out, ".\n\n");
  for (size_t i = 0; i < q->advice_count && i < PATH_LINES; i++) {
    const QuizAdvice *a = &q->advice[i];
    text_printf(out, "%zu. `%s`, %s", i + 1, a->lesson->slug, a->lesson->title);
    if (a->lesson->minutes > 0) text_printf(out, " (%d min)", a->lesson->minutes);
    text_printf(out, ": %s.\n", a->why);
  }
  if (q->advice_count > PATH_LINES)
    text_printf(out, "\nand %zu more, each behind what it needs.\n", q->advice_count - PATH_LINES);
  text_printf(out, "\nIt is advice: every lesson stays open. `next` begins with `%s`.\n",
              q->advice[0].lesson->slug);
}
