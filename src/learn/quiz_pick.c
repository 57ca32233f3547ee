/* quiz_pick.c -- which questions a quiz asks.

   The seed alone decides, so that it gives the same paper again: the order of the lessons, the
   order of the exercises within each, and the numbers of every variant.  The lesson that has given
   the fewest questions so far gives the next exercise.  When all have been asked once, those that
   draw their numbers come again with others.  */

#include "config.h"
#include "base/dict.h"
#include "base/random.h"
#include "learn/quiz_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Variants of a quiz are not those of a lesson with the same seed; and so many laps are enough. */
enum { QUIZ_ATTEMPTS = 1 << 20, MOST_LAPS = 50 };

static const Span nowhere;

/* ------------------------------------------------------------------ topics */

static bool starts(const char *text, const char *word) {
  for (; *word; text++, word++)
    if (tolower((unsigned char)*text) != tolower((unsigned char)*word)) return false;
  return true;
}

/* Whether a word of TEXT begins with WORD. */
static bool has_word(const char *text, const char *word) {
  for (const char *c = text; *c; c++)
    if ((c == text || !isalnum((unsigned char)c[-1])) && starts(c, word)) return true;
  return false;
}

static bool has_skill(const CatalogueLesson *l, const char *word) {
  if (has_word(l->title, word)) return true;
  for (size_t i = 0; i < l->skill_count; i++)
    if (has_word(l->skills[i], word)) return true;
  return false;
}

/* "la" for la-dot, la-matmul ... */
static bool is_family(const char *slug, const char *topic) {
  size_t len = strlen(topic);
  return strncmp(slug, topic, len) == 0 && slug[len] == '-';
}

static bool any_in_family(const Catalogue *c, const char *topic) {
  for (size_t k = 0; k < c->lesson_count; k++)
    if (is_family(c->lessons[k].slug, topic)) return true;
  return false;
}

/* The only track whose name begins like this; NULL for none or several. */
static const char *track_beginning(const Catalogue *c, const char *topic) {
  const char *found = NULL;
  if (strlen(topic) < 3) return NULL;
  for (size_t k = 0; k < c->lesson_count; k++) {
    const char *track = c->lessons[k].track;
    if (!track || !starts(track, topic) || (found && strcmp(found, track) == 0)) continue;
    if (found) return NULL;
    found = track;
  }
  return found;
}

static bool matches(const Catalogue *c, const CatalogueLesson *l, const char *topic) {
  if (catalogue_find(c, topic)) return strcmp(l->slug, topic) == 0;
  if (catalogue_track(c, topic)) return strcmp(l->track, topic) == 0;
  if (any_in_family(c, topic)) return is_family(l->slug, topic);
  const char *track = track_beginning(c, topic);
  return track ? l->track && strcmp(l->track, track) == 0 : has_skill(l, topic);
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted and without repetition. */
static const char *canonical(Quiz *q, const char *const *topics, size_t count) {
  Text out = TEXT_EMPTY;
  const char **sorted = mem_new((count + 1) * sizeof *sorted);
  for (size_t i = 0; i < count; i++) sorted[i] = topics[i];
  if (count > 1) qsort(sorted, count, sizeof *sorted, by_text);
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && strcmp(sorted[i], sorted[i - 1]) == 0) continue;
    text_printf(&out, "%s%s", out.len > 0 ? ", " : "", sorted[i]);
  }
  const char *text = arena_copy_string(&q->arena, text_string(&out));
  free(sorted);
  text_free(&out);
  return text;
}

static void put_title(const Catalogue *c, const char *topic, Text *out) {
  const CatalogueLesson *l = catalogue_find(c, topic);
  const CatalogueTrack *t = catalogue_track(c, topic);
  if (l || t)
    text_puts(out, l ? l->title : t->title);
  else
    text_printf(out, "\"%s\"", topic);
}

/* A quiz of quizzes.md; the name of a lesson or track is nearer. */
static bool find_fixed(Quiz *q, const char *name, Text *known, Error *error) {
  if (catalogue_find(q->catalogue, name) || catalogue_track(q->catalogue, name)) return false;
  q->fixed = fixed_quiz_find(q->catalogue, name, &q->arena, known, error);
  if (!q->fixed) return false;
  q->topics = arena_copy_string(&q->arena, name);
  q->title = q->fixed->title;
  if (q->options.pass_percent <= 0) {
    q->options.pass_percent = q->fixed->pass;
    q->pass_of_track = q->fixed->pass_of_track;
  }
  return true;
}

bool quiz_find_topics(Quiz *q, const char *const *topics, size_t count, Error *error) {
  const Catalogue *c = q->catalogue;
  Text fixed = TEXT_EMPTY;
  if (count == 1 && find_fixed(q, topics[0], &fixed, error)) {
    text_free(&fixed);
    return true;
  }
  if (error->kind != ERROR_NONE) {
    text_free(&fixed);
    return false;
  }
  Text title = TEXT_EMPTY;
  bool *wanted = mem_new((c->lesson_count + 1) * sizeof *wanted);
  bool good = c->lesson_count > 0 ||
              error_set(error, ERROR_FILE, nowhere, "there are no lessons to take questions from");
  for (size_t i = 0; good && i < count; i++) {
    bool any = false;
    for (size_t k = 0; k < c->lesson_count; k++)
      if (matches(c, &c->lessons[k], topics[i])) any = wanted[k] = true;
    if (!any || !*topics[i]) {
      const char *near = catalogue_nearest(c, topics[i]);
      good =
          error_set(error, ERROR_NAME, nowhere,
                    "no track or lesson is called '%.80s', and no skill has that word", topics[i]);
      if (fixed.len > 0 && strchr(topics[i], ':'))
        error_hint(error, "the quizzes that are set: %.180s", text_string(&fixed));
      else if (near)
        error_hint(error, "did you mean %s?", near);
      break;
    }
    if (i > 0) text_puts(&title, i + 1 < count ? ", " : " and ");
    put_title(c, topics[i], &title);
  }
  if (count == 0) text_puts(&title, "everything");
  q->lessons = arena_new(&q->arena, (c->lesson_count + 1) * sizeof(CatalogueLesson *));
  for (size_t k = 0; k < c->lesson_count; k++)
    if (count == 0 || wanted[k]) q->lessons[q->lesson_count++] = &c->lessons[k];
  q->topics = canonical(q, topics, count);
  q->title = arena_copy_string(&q->arena, text_string(&title));
  text_free(&title);
  text_free(&fixed);
  free(wanted);
  return good;
}

/* ------------------------------------------------------------------ sources */

/* A lesson that still has something to give. */
typedef struct Source {
  const CatalogueLesson *entry;
  Room *room;
  size_t *order; /* of its exercises: those that draw numbers come first */
  size_t count, next;
  size_t questions; /* taken so far */
  bool opened, dry;
} Source;

static void shuffle(size_t *list, size_t count, Random *random) {
  for (size_t k = count; k > 1; k--) {
    size_t other = random_below(random, k), swap = list[k - 1];
    list[k - 1] = list[other];
    list[other] = swap;
  }
}

bool quiz_draws(const Exercise *x) {
  return x->vars.text != NULL;
}

static void open_source(Quiz *q, Source *s) {
  Random random;
  s->opened = true;
  s->room = quiz_room(q, s->entry->slug);
  if (!s->room) {
    s->dry = true;
    return;
  }
  const Lesson *l = &s->room->lesson;
  s->order = mem_new((l->exercise_count + 1) * sizeof *s->order);
  random_seed(&random, hash_bytes(s->entry->slug, strlen(s->entry->slug), q->seed));
  for (int fixed = 0; fixed < 2; fixed++) {
    size_t before = s->count;
    for (size_t i = 0; i < l->exercise_count; i++)
      if (quiz_can_ask(l->exercises[i]) && quiz_draws(l->exercises[i]) == !fixed)
        s->order[s->count++] = i;
    shuffle(s->order + before, s->count - before, &random);
  }
}

static void add_item(Quiz *q, QuizItem item) {
  const Exercise *x = quiz_exercise(&item);
  for (size_t i = 0; i < x->part_count; i++) {
    item.part = arena_copy_string(&q->arena, x->parts[i].name);
    item.part_index = i;
    item.first = i == 0;
    item.last = i + 1 == x->part_count;
    MEM_GROW(q->items, q->count, q->cap);
    q->items[q->count++] = item;
  }
}

bool quiz_take(Quiz *q, Room *room, size_t exercise, unsigned lap, Dict *seen) {
  const Exercise *x = room->lesson.exercises[exercise];
  const char *slug = room->entry->slug;
  Text whole = TEXT_EMPTY;
  QuizItem item = { .lesson = slug,
                    .exercise = arena_copy_string(&q->arena, x->name),
                    .skill = arena_printf(&q->arena, "%s/%s", slug, x->name),
                    .seed = variant_seed(slug, x->name, q->seed, QUIZ_ATTEMPTS + lap),
                    .room = room,
                    .exercise_index = exercise,
                    .fixed = !quiz_draws(x),
                    .typed = "",
                    .verdict = "" };
  bool good = quiz_draw(q, &item);
  text_printf(&whole, "%s\n", item.skill);
  for (; good && item.part_index < x->part_count; item.part_index++) {
    quiz_listen(q, &item);
    text_printf(&whole, "%s\n", item.text);
  }
  item.text = NULL;
  item.options = NULL;
  item.option_count = 0;
  good = good && dict_find(seen, text_string(&whole), whole.len) == DICT_NONE;
  if (good) {
    dict_intern(seen, text_string(&whole), whole.len);
    add_item(q, item);
  }
  text_free(&whole);
  return good;
}

/* The next exercise of this source that fits into ROOM questions; false: none is left. */
static bool give(Quiz *q, Source *s, size_t room, unsigned lap, Dict *seen) {
  if (!s->opened) open_source(q, s);
  while (!s->dry && s->next < s->count) {
    size_t exercise = s->order[s->next++];
    const Exercise *x = s->room->lesson.exercises[exercise];
    if (x->part_count > room || (lap > 0 && !quiz_draws(x))) continue;
    if (!quiz_take(q, s->room, exercise, lap, seen)) continue;
    s->questions += x->part_count;
    return true;
  }
  return false;
}

/* The source that has given least, the first of them. */
static Source *poorest(Source *sources, const size_t *order, size_t count) {
  Source *best = NULL;
  for (size_t i = 0; i < count; i++) {
    Source *s = &sources[order[i]];
    if (!s->dry && (!best || s->questions < best->questions)) best = s;
  }
  return best;
}

static void fill(Quiz *q, Source *sources, const size_t *order, size_t count, Dict *seen) {
  for (unsigned lap = 0; lap < MOST_LAPS && q->count < count; lap++) {
    size_t before = q->count;
    Source *s;
    while (q->count < count && (s = poorest(sources, order, q->lesson_count)))
      if (!give(q, s, count - q->count, lap, seen)) s->dry = true;
    if (q->count == before && lap > 0) break;
    for (size_t i = 0; i < q->lesson_count; i++) {
      sources[i].dry = sources[i].opened && !sources[i].room;
      sources[i].next = 0;
    }
  }
}

/* Only exercises with more parts than questions were wanted: one of them all the same. */
static void take_any(Quiz *q, Source *sources, const size_t *order, Dict *seen) {
  for (size_t i = 0; i < q->lesson_count && q->count == 0; i++) {
    sources[order[i]].next = 0;
    give(q, &sources[order[i]], SIZE_MAX, 0, seen);
  }
}

bool quiz_pick(Quiz *q, unsigned count, Error *error) {
  Random random;
  Dict seen = { 0 };
  Source *sources = mem_new((q->lesson_count + 1) * sizeof *sources);
  size_t *order = mem_new((q->lesson_count + 1) * sizeof *order);
  for (size_t i = 0; i < q->lesson_count; i++) {
    sources[i].entry = q->lessons[i];
    order[i] = i;
  }
  random_seed(&random, q->seed);
  shuffle(order, q->lesson_count, &random);
  fill(q, sources, order, count, &seen);
  if (q->count == 0) take_any(q, sources, order, &seen);
  for (size_t i = 0; i < q->lesson_count; i++) free(sources[i].order);
  free(sources);
  free(order);
  dict_free(&seen);
  return q->count > 0 ||
         error_set(error, ERROR_FILE, nowhere, "there is nothing to ask about %.150s", q->title);
}

/* ------------------------------------------------------------------ taken up again */

bool quiz_place(Quiz *q, QuizItem *item) {
  item->room = quiz_room(q, item->lesson);
  if (!item->room) return false;
  const Lesson *l = &item->room->lesson;
  for (size_t i = 0; i < l->exercise_count; i++) {
    const Exercise *x = l->exercises[i];
    if (strcmp(x->name, item->exercise) != 0 || !quiz_can_ask(x)) continue;
    for (size_t k = 0; k < x->part_count; k++) {
      if (strcmp(x->parts[k].name, item->part) != 0) continue;
      item->exercise_index = i;
      item->part_index = k;
      item->first = k == 0;
      item->last = k + 1 == x->part_count;
      item->fixed = !quiz_draws(x);
      return true;
    }
  }
  item->room = NULL;
  return false;
}
