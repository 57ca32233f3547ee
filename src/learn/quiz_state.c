/* quiz_state.c -- a quiz written down, and taken up again where it was interrupted.

   The paper and every answer are events of the store.  What changes with every line (the time that
   was used, the question on the table) and how verdicts are given stand in a setting, so that a
   quiz goes on as it began whatever the command line says now.  */

#include "config.h"
#include "learn/quiz_parts.h"
#include "store/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void quiz_write_down(Quiz *q) {
  Error error = { 0 };
  StoredItem *items = mem_new(q->count * sizeof *items);
  for (size_t i = 0; i < q->count; i++)
    items[i] = (StoredItem){ .lesson = q->items[i].lesson,
                             .exercise = q->items[i].exercise,
                             .part = q->items[i].part,
                             .skill = q->items[i].skill,
                             .variant_seed = q->items[i].seed };
  StoredQuiz quiz = { .kind = quiz_kind(q),
                      .topics = q->topics,
                      .seed = q->seed,
                      .seconds_allowed = q->allowed / 1000,
                      .items = items,
                      .count = q->count };
  if (!store_quiz_begin(q->options.store, &quiz, &q->id, &error)) quiz_store_failed(q, &error);
  free(items);
}

/* ------------------------------------------------------------------ time and place */

static void put_key(const Quiz *q, Text *out) {
  text_printf(out, "under-way:%s", quiz_kind(q));
}

void quiz_remember(Quiz *q) {
  Text key = TEXT_EMPTY, value = TEXT_EMPTY;
  Error error = { 0 };
  if (q->done || !q->id) return;
  quiz_spend(q);
  put_key(q, &key);
  text_printf(&value, "%lld %d %lld %zu", (long long)q->id, q->options.feedback_now,
              (long long)q->used, q->at);
  if (!store_setting_set(q->options.store, text_string(&key), text_string(&value), &error))
    quiz_store_failed(q, &error);
  text_free(&key);
  text_free(&value);
}

/* The place, or SIZE_MAX when nothing is known of it. */
static size_t recall(Quiz *q) {
  Text key = TEXT_EMPTY, value = TEXT_EMPTY;
  Error ignored = { 0 };
  bool found = false;
  long long id = 0, used = 0;
  int now = 0;
  size_t at = SIZE_MAX;
  put_key(q, &key);
  if (store_setting_get(q->options.store, text_string(&key), &value, &found, &ignored) && found &&
      sscanf(text_string(&value), "%lld %d %lld %zu", &id, &now, &used, &at) == 4 && id == q->id) {
    q->options.feedback_now = now != 0;
    if (used > q->used) q->used = used;
  } else
    at = SIZE_MAX;
  text_free(&key);
  text_free(&value);
  return at < q->count && q->items[at].room && !q->items[at].answered ? at : SIZE_MAX;
}

/* ------------------------------------------------------------------ taken up again */

static void copy_item(Quiz *q, const StoredItem *from) {
  MEM_GROW(q->items, q->count, q->cap);
  QuizItem *item = &q->items[q->count++];
  *item = (QuizItem){ .lesson = arena_copy_string(&q->arena, from->lesson),
                      .exercise = arena_copy_string(&q->arena, from->exercise),
                      .part = arena_copy_string(&q->arena, from->part),
                      .skill = arena_copy_string(&q->arena, from->skill),
                      .seed = from->variant_seed,
                      .answered = from->answered != 0,
                      .typed = arena_copy_string(&q->arena, from->typed),
                      .verdict = arena_copy_string(&q->arena, from->verdict),
                      .credit = from->credit,
                      .milliseconds = from->milliseconds };
  item->times = item->answered;
  quiz_place(q, item);
}

/* The topics as they were written down; one that is gone since does not matter. */
static void read_topics(Quiz *q, const char *stored) {
  const char *topics[64];
  size_t count = 0;
  Error ignored = { 0 };
  char *words = mem_copy_string(stored);
  for (char *word = words; word && *word && count < 64;) {
    char *end = strstr(word, ", ");
    if (end) *end = '\0';
    topics[count++] = word;
    word = end ? end + 2 : NULL;
  }
  quiz_find_topics(q, topics, count, &ignored);
  q->topics = arena_copy_string(&q->arena, stored);
  if (!*q->title) q->title = q->topics;
  free(words);
}

/* Whether OLD is what OPTIONS ask for. */
static bool is_wanted(const Catalogue *catalogue, const QuizOptions *options,
                      const StoredQuiz *old) {
  Error ignored = { 0 };
  Quiz wanted = { .catalogue = catalogue };
  bool same = true;
  if (options->seed != 0 && options->seed != old->seed) return false;
  if (options->topic_count > 0)
    same = quiz_find_topics(&wanted, options->topics, options->topic_count, &ignored) &&
           strcmp(wanted.topics, old->topics) == 0;
  arena_free(&wanted.arena);
  return same;
}

/* The answers so far, told once more. */
static void tell_again(Quiz *q) {
  q->placement = placement_new(q->catalogue, q->seed);
  for (size_t i = 0; i < q->count; i++)
    if (q->items[i].room && q->items[i].answered) quiz_adapt_took(q, &q->items[i]);
}

static Quiz *take_up(const Catalogue *catalogue, Interp *in, Sink sink, const QuizOptions *options,
                     const StoredQuiz *old, Error *error) {
  size_t there = 0;
  Quiz *q = quiz_make(catalogue, in, sink, options);
  q->id = old->id;
  q->seed = old->seed;
  q->allowed = old->seconds_allowed * 1000;
  q->used = old->seconds_used * 1000;
  q->started = old->started;
  read_topics(q, old->topics);
  for (size_t i = 0; i < old->count; i++) copy_item(q, &old->items[i]);
  for (size_t i = 0; i < q->count; i++) there += q->items[i].room != NULL;
  if (there > 0) return q;
  /* Its lessons are gone. */
  store_quiz_drop(options->store, old->id, error);
  q->id = 0;
  quiz_free(q);
  return NULL;
}

Quiz *quiz_resume(const Catalogue *catalogue, Interp *in, Sink sink, const QuizOptions *options,
                  Error *error) {
  const char *kind = options->kind ? options->kind : "quiz";
  StoredQuizzes found = { 0 };
  Quiz *q = NULL;
  if (options->store && store_quiz_unfinished(options->store, kind, &found, error) &&
      found.count == 1 && is_wanted(catalogue, options, &found.items[0]))
    q = take_up(catalogue, in, sink, options, &found.items[0], error);
  stored_quizzes_free(&found);
  if (!q) return NULL;
  size_t at = recall(q);
  q->marked = quiz_now(q);
  if (strcmp(kind, "placement") == 0) tell_again(q);
  quiz_announce(
      q, 0, q->placement ? "The placement that was interrupted" : "The quiz that was interrupted");
  if (at == SIZE_MAX)
    quiz_go_on(q, 0);
  else
    quiz_ask(q, at);
  return q;
}
