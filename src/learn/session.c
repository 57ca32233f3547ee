/* session.c -- a learner in a lesson: the steps, one after the other.  */

#include "config.h"
#include "learn/session_parts.h"
#include "store/attempts.h"
#include "store/lessons.h"
#include "store/positions.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ------------------------------------------------------------------ saying */

void session_say(Session *s, SayKind kind, const char *text) {
  s->sink.say(s->sink.self, &(Saying){ .kind = kind, .text = text });
}

void session_note(Session *s, const char *format, ...) {
  Text out = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&out, format, args);
  va_end(args);
  session_say(s, SAY_NOTE, text_string(&out));
  text_free(&out);
}

void session_error(Session *s, const Error *error) {
  Text out = TEXT_EMPTY;
  error_render(error, &out);
  session_say(s, SAY_ERROR, text_string(&out));
  text_free(&out);
}

int64_t session_now(const Session *s) {
  struct timespec t;
  if (s->options.now) return s->options.now(s->options.now_self);
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ------------------------------------------------------------------ what is remembered */

static bool keeps_positions(const Session *s) {
  return s->options.store && (!s->options.mode || strcmp(s->options.mode, "lesson") == 0);
}

/* Said once: the lesson goes on. */
void session_store_failed(Session *s, const Error *error) {
  if (!s->store_failed) session_note(s, "%s; the lesson goes on.", error->message);
  s->store_failed = true;
}

/* Whoever answered the step's exercise begins at the next one. */
void session_save(Session *s) {
  const Asking *a = &s->asking;
  bool answered = a->drawn && !a->open && s->step + 1 < s->lesson->step_count;
  StoredPosition p = { .lesson = s->lesson->slug,
                       .step = (int64_t)(s->step + answered),
                       .item = a->open ? a->exercise->name : "",
                       .seed = s->options.seed,
                       .finished = s->done };
  Error error = { 0 };
  if (keeps_positions(s) && !store_position_save(s->options.store, &p, &error))
    session_store_failed(s, &error);
}

/* Which exercises were solved before. */
static void recall(Session *s) {
  for (size_t i = 0; i < s->lesson->exercise_count && keeps_positions(s); i++) {
    const Exercise *x = s->lesson->exercises[i];
    bool solved = true;
    for (size_t k = 0; k < x->part_count && solved; k++) {
      StoredCounts counts;
      Error error = { 0 };
      solved = store_attempt_counts(s->options.store, s->lesson->slug, x->name, x->parts[k].name,
                                    &counts, &error) &&
               counts.right > 0;
    }
    if (solved) s->outcomes[i] = OUTCOME_SOLVED;
  }
}

/* ------------------------------------------------------------------ steps */

static void announce(Session *s) {
  s->sink.say(s->sink.self, &(Saying){ .kind = SAY_TITLE,
                                       .text = s->lesson->title,
                                       .number = s->step + 1,
                                       .total = s->lesson->step_count });
}

/* Items are shown until one asks for an answer, or Ctrl-C ends a block: then the prompt comes, and
   the rest waits. */
static void show_items(Session *s) {
  const Step *step = &s->lesson->steps[s->step];
  while (s->item < step->item_count) {
    size_t i = s->item++;
    const Item *item = &step->items[i];
    if (item->kind == ITEM_PROSE) {
      Text out = TEXT_EMPTY;
      session_expand(s, s->given, item->text, &out);
      session_say(s, SAY_PROSE, text_string(&out));
      text_free(&out);
    } else if (item->kind == ITEM_EXERCISE) {
      size_t index = 0;
      while (index + 1 < s->lesson->exercise_count && s->lesson->exercises[index] != item->exercise)
        index++;
      session_ask(s, item->exercise, s->redrawn[index]);
      if (s->asking.open) return;
    } else {
      bool good = session_run_item(s, s->step, i, false);
      session_share(s);
      if (!good) return;
    }
  }
}

void session_go(Session *s, size_t step, bool say_title) {
  const Step *at = &s->lesson->steps[step];
  session_leave_exercise(s);
  session_rebuild(s, step);
  session_share(s);
  s->step = step;
  s->item = 0;
  if (say_title || *at->title) announce(s);
  if (*at->title) {
    Text title = TEXT_EMPTY;
    text_puts(&title, "## ");
    session_expand(s, s->given, at->title, &title);
    session_say(s, SAY_PROSE, text_string(&title));
    text_free(&title);
  }
  session_save(s);
  show_items(s);
}

static void finish(Session *s) {
  Error error = { 0 };
  Text out = TEXT_EMPTY;
  s->done = true;
  session_leave_exercise(s);
  text_printf(&out, "This was *%s*.", s->lesson->title);
  if (s->lesson->exercise_count > 0)
    text_printf(&out, " Exercises solved: %zu of %zu.", session_solved(s),
                s->lesson->exercise_count);
  session_save(s);
  if (keeps_positions(s) && !store_lesson_finished(s->options.store, s->lesson->slug, &error))
    session_store_failed(s, &error);
  session_say(s, SAY_END, text_string(&out));
  text_free(&out);
}

void session_continue(Session *s) {
  if (s->item < s->lesson->steps[s->step].item_count)
    show_items(s);
  else if (s->step + 1 < s->lesson->step_count) {
    /* What this step left behind is what the next begins with. */
    if (!s->starts[s->step + 1]) s->starts[s->step + 1] = scope_copy(s->given);
    session_go(s, s->step + 1, false);
  } else
    finish(s);
}

/* ------------------------------------------------------------------ the whole */

Session *session_new(const Lesson *lesson, Interp *in, Sink sink, const SessionOptions *options,
                     size_t step) {
  Session *s = mem_new(sizeof *s);
  Error error = { 0 };
  s->lesson = lesson;
  s->in = in;
  s->sink = sink;
  s->options = *options;
  s->given = scope_new();
  s->mine = scope_new();
  s->starts = mem_new((lesson->step_count + 1) * sizeof *s->starts);
  s->outcomes = mem_new((lesson->exercise_count + 1) * sizeof *s->outcomes);
  s->redrawn = mem_new((lesson->exercise_count + 1) * sizeof *s->redrawn);
  s->opened = session_now(s);
  if (keeps_positions(s) && !store_lesson_opened(s->options.store, lesson->slug, &error))
    session_store_failed(s, &error);
  recall(s);
  if (lesson->step_count == 0)
    finish(s);
  else
    session_go(s, step < lesson->step_count ? step : lesson->step_count - 1, true);
  return s;
}

void session_free(Session *s) {
  if (!s) return;
  Error ignored = { 0 };
  if (keeps_positions(s))
    store_lesson_spent(s->options.store, s->lesson->slug, (session_now(s) - s->opened) / 1000,
                       &ignored);
  variant_free(&s->asking.variant);
  text_free(&s->asking.tried);
  for (size_t i = 0; i < s->lesson->step_count; i++) scope_free(s->starts[i]);
  scope_free(s->given);
  scope_free(s->mine);
  scope_free(s->before_play);
  free(s->starts);
  free(s->outcomes);
  free(s->redrawn);
  text_free(&s->why);
  text_free(&s->plot);
  value_release(s->asking.answered);
  text_free(&s->lent);
  text_free(&s->output);
  free(s);
}

bool session_done(const Session *s) {
  return s->done;
}
bool session_asks(const Session *s) {
  return s->asking.open && !s->before_play && !s->done;
}
bool session_playing(const Session *s) {
  return s->before_play != NULL;
}
size_t session_step(const Session *s) {
  return s->step;
}
Scope *session_scope(Session *s) {
  return s->mine;
}

void session_prompt(const Session *s, Text *out) {
  text_printf(out, "%s %zu/%zu%s> ", s->lesson->slug, s->step + 1, s->lesson->step_count,
              s->before_play    ? " play"
              : session_asks(s) ? " answer"
                                : "");
}

void session_keys(const Session *s, Text *out) {
  const Asking *a = &s->asking;
  if (s->done) return;
  if (s->before_play)
    text_puts(out, "resume: back to the lesson · help");
  else if (a->open) {
    const Part *p = &a->exercise->parts[a->part];
    if (a->hints < session_hint_count(s)) {
      text_puts(out, "hint (costs ");
      session_put_price(p, a->hints, out);
      text_puts(out, ") · ");
    }
    text_puts(out, "skip · solution · try EXPR · play · help");
  } else if (a->drawn)
    text_puts(out, "Enter: next · again: other numbers · back · play · help");
  else
    text_printf(out, "Enter: next%s · play · help", s->step > 0 ? " · back" : "");
}
