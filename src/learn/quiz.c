/* quiz.c -- mixed questions of the chosen topics: asked, answered, taken up again.

   Nothing that is said before the end tells whether an answer is right.  Later parts of an exercise
   may show what earlier ones ask for: so the answer to a part is final once the next one is shown,
   and who skips a part skips the rest of its exercise with it.  */

#include "config.h"
#include "learn/quiz_parts.h"
#include "learn/testout.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { USUAL_COUNT = 10, MOST_QUESTIONS = 500 };

/* ------------------------------------------------------------------ saying */

void quiz_say(Quiz *q, SayKind kind, const char *text) {
  q->sink.say(q->sink.self, &(Saying){ .kind = kind, .text = text });
}

void quiz_note(Quiz *q, const char *format, ...) {
  Text out = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&out, format, args);
  va_end(args);
  quiz_say(q, SAY_NOTE, text_string(&out));
  text_free(&out);
}

void quiz_store_failed(Quiz *q, const Error *error) {
  if (!q->store_failed) quiz_note(q, "%s; the quiz goes on.", error->message);
  q->store_failed = true;
}

/* "1 question", "4 minutes" */
void quiz_put_count(size_t n, const char *what, Text *out) {
  text_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* ------------------------------------------------------------------ time */

int64_t quiz_now(const Quiz *q) {
  struct timespec t;
  if (q->options.now) return q->options.now(q->options.now_self);
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void quiz_put_time(int64_t milliseconds, Text *out) {
  time_t seconds = (time_t)(milliseconds / 1000);
  struct tm t;
  char word[32];
  if (milliseconds != 0 && gmtime_r(&seconds, &t) &&
      strftime(word, sizeof word, "%Y-%m-%dT%H:%M:%SZ", &t) > 0)
    text_puts(out, word);
}

int64_t quiz_since(const Quiz *q, int64_t then) {
  int64_t passed = quiz_now(q) - then;
  return passed > 0 ? passed : 0;
}

void quiz_spend(Quiz *q) {
  q->used += quiz_since(q, q->marked);
  q->marked = quiz_now(q);
}

int64_t quiz_left(const Quiz *q) {
  return q->allowed - q->used - quiz_since(q, q->marked);
}

void quiz_put_left(const Quiz *q, Text *out) {
  int64_t ms = quiz_left(q) > 0 ? quiz_left(q) : 0;
  if (ms > 59000)
    quiz_put_count((size_t)((ms + 30000) / 60000), "minute", out);
  else
    quiz_put_count((size_t)((ms + 999) / 1000), "second", out);
}

/* ------------------------------------------------------------------ which question */

static bool is_open(const QuizItem *i) {
  return i->room && !i->answered;
}

size_t quiz_next_open(const Quiz *q, size_t at) {
  for (size_t k = 0; k < q->count; k++) {
    size_t i = (at + k) % q->count;
    if (is_open(&q->items[i])) return i;
  }
  return SIZE_MAX;
}

size_t quiz_open_count(const Quiz *q) {
  size_t count = 0;
  for (size_t i = 0; i < q->count; i++) count += is_open(&q->items[i]);
  return count;
}

size_t quiz_behind_exercise(const Quiz *q, size_t at) {
  size_t i = at + 1;
  while (i < q->count && !q->items[i].first) i++;
  return i;
}

/* ------------------------------------------------------------------ asking */

/* A question that draws nothing may speak of the page it stands on. */
static void show_page(Quiz *q, const QuizItem *item) {
  Session *s = item->room->session;
  const Step *step = &s->lesson->steps[s->step];
  const char *name;
  Value value;
  Text names = TEXT_EMPTY;
  for (size_t i = 0; i < s->item; i++)
    if (step->items[i].kind == ITEM_PROSE) {
      Text out = TEXT_EMPTY;
      session_expand(s, s->given, step->items[i].text, &out);
      quiz_say(q, SAY_PROSE, text_string(&out));
      text_free(&out);
    }
  for (size_t i = 0; i < 8 && scope_at(s->given, i, &name, &value); i++)
    if (strcmp(name, "ans") != 0) text_printf(&names, "%s`%s`", names.len > 0 ? ", " : "", name);
  if (names.len > 0)
    quiz_note(q, "The lesson's values are at hand: %s; `try` shows one.", text_string(&names));
  text_free(&names);
}

void quiz_ask(Quiz *q, size_t at) {
  while (at != SIZE_MAX && !quiz_lay_out(q, &q->items[at])) {
    for (size_t i = at; i < quiz_behind_exercise(q, at); i++) q->items[i].room = NULL;
    at = quiz_next_open(q, at);
  }
  if (at == SIZE_MAX) {
    quiz_finish(q);
    return;
  }
  QuizItem *item = &q->items[at];
  q->at = at;
  q->sink.say(q->sink.self, &(Saying){ .kind = SAY_TITLE,
                                       .text = item->room->entry->title,
                                       .number = at + 1,
                                       .total = q->placement ? 0 : q->count });
  if (item->fixed && item->first) show_page(q, item);
  session_open_part(item->room->session, item->part_index);
  session_ask_part(item->room->session);
  if (item->answered) {
    Text typed = TEXT_EMPTY;
    quiz_put_code(item->typed, &typed);
    quiz_note(q, "Your answer so far: %s. Another one replaces it; `skip` keeps it.",
              text_string(&typed));
    text_free(&typed);
  }
  q->since = quiz_now(q);
}

void quiz_go_on(Quiz *q, size_t from) {
  if (q->placement && quiz_open_count(q) == 0) quiz_adapt(q);
  size_t next = quiz_next_open(q, from % q->count);
  if (next != SIZE_MAX && next < from && !q->returned) {
    quiz_note(q, "Now the questions that were skipped.");
    q->returned = true;
  }
  quiz_ask(q, next);
}

/* ------------------------------------------------------------------ the end */

void quiz_finish(Quiz *q) {
  StoredQuizzes last = { 0 };
  Error error = { 0 };
  Text summary = TEXT_EMPTY;
  quiz_spend(q);
  q->finished = quiz_now(q);
  q->done = true;
  if (q->options.store &&
      !store_quiz_history(q->options.store, quiz_kind(q), q->topics,
                          sizeof q->earlier / sizeof *q->earlier, &last, &error))
    quiz_store_failed(q, &error);
  error = (Error){ 0 };
  quiz_look_back(q, last.count > 0 ? &last.items[0] : NULL);
  for (; q->earlier_count < last.count; q->earlier_count++)
    q->earlier[q->earlier_count] = 100 * last.items[q->earlier_count].score;
  if (q->id && !store_quiz_finish(q->options.store, q->id, quiz_percent(q) / 100, &error))
    quiz_store_failed(q, &error);
  if (q->id && !mastery_settle(q->options.store, &error)) quiz_store_failed(q, &error);
  quiz_find_levels(q);
  if (q->placement)
    quiz_adapt_finish(q);
  else
    quiz_say_misses(q);
  quiz_put_summary(q, &summary);
  if (strcmp(quiz_kind(q), "test-out") == 0)
    testout_settle(q->id ? q->options.store : NULL, q->topics, quiz_percent(q), &summary);
  quiz_say(q, SAY_END, text_string(&summary));
  text_free(&summary);
  stored_quizzes_free(&last);
}

/* ------------------------------------------------------------------ beginning */

Quiz *quiz_make(const Catalogue *catalogue, Interp *in, Sink sink, const QuizOptions *options) {
  Quiz *q = mem_new(sizeof *q);
  q->catalogue = catalogue;
  q->in = in;
  q->sink = sink;
  q->options = *options;
  q->options.kind = options->kind ? options->kind : "quiz";
  q->options.topics = NULL; /* not needed beyond the beginning, and not ours */
  q->options.topic_count = 0;
  q->nowhere = scope_new();
  q->started = q->marked = quiz_now(q);
  return q;
}

const char *quiz_kind(const Quiz *q) {
  return q->options.kind;
}

void quiz_free(Quiz *q) {
  if (!q) return;
  quiz_remember(q);
  placement_free(q->placement);
  quiz_rooms_free(q);
  scope_free(q->nowhere);
  text_free(&q->heard);
  text_free(&q->heard_options);
  free(q->items);
  arena_free(&q->arena);
  free(q);
}

void quiz_announce(Quiz *q, unsigned wanted, const char *how) {
  Text out = TEXT_EMPTY;
  text_printf(&out, "%s: %s, ", how, q->title);
  if (q->placement && q->fixed) {
    quiz_put_count(quiz_rungs(q), "question", &out);
    text_puts(&out, " and a second chance after each miss");
  } else if (q->placement)
    text_printf(&out, "%d questions at most", PLACEMENT_MOST);
  else
    quiz_put_count(q->count, "question", &out);
  if (q->allowed > 0) {
    text_puts(&out, ", ");
    quiz_put_left(q, &out);
  }
  text_printf(&out, ", seed %llu.", (unsigned long long)q->seed);
  size_t whole = q->fixed && !q->placement ? fixed_quiz_count(q->fixed) : 0;
  if (q->fixed_taken > 0 && q->fixed_taken < whole)
    text_printf(&out, " %zu of %zu exercises are left out: their lessons are not here yet.",
                whole - q->fixed_taken, whole);
  else if (!q->fixed && wanted > q->count)
    text_puts(&out, " There are no more of them.");
  if (q->placement)
    text_puts(&out, " `skip` says that you do not know; nothing is lost by it.");
  else
    text_puts(&out,
              q->options.feedback_now ? " Verdicts come at once." : " Verdicts come at the end.");
  quiz_say(q, SAY_NOTE, text_string(&out));
  text_free(&out);
}

/* Five digits: short enough to be typed again. */
static uint64_t seed_by_clock(int64_t time) {
  uint64_t x = (uint64_t)time;
  return 10000 + (x ^ (x >> 17)) % 90000;
}

static const char *beginning(const Quiz *q) {
  return q->placement ? "Placement" : strcmp(quiz_kind(q), "quiz") == 0 ? "Quiz" : "Test";
}

static bool choose(Quiz *q, unsigned count, Error *error) {
  if (strcmp(quiz_kind(q), "placement") != 0)
    return q->fixed ? quiz_pick_fixed(q, error) : quiz_pick(q, count, error);
  q->placement = placement_new(q->catalogue, q->seed);
  return quiz_adapt(q) || error_set(error, ERROR_FILE, (Span){ 0, 0 }, "there is nothing to ask");
}

static bool has_its_length(const Quiz *q, const QuizOptions *options, Error *error) {
  if (!q->fixed || options->count == 0) return true;
  error_set(error, ERROR_NAME, (Span){ 0, 0 }, "%.80s has a length of its own", q->fixed->name);
  return error_hint(error, "leave --count away"), false;
}

Quiz *quiz_new(const Catalogue *catalogue, Interp *in, Sink sink, const QuizOptions *options,
               Error *error) {
  unsigned count = options->count ? options->count : USUAL_COUNT;
  if (count > MOST_QUESTIONS) count = MOST_QUESTIONS;
  Quiz *q = quiz_make(catalogue, in, sink, options);
  q->seed = options->seed ? options->seed : seed_by_clock(q->started);
  q->allowed = (int64_t)options->minutes * 60000;
  if (!quiz_find_topics(q, options->topics, options->topic_count, error) ||
      !has_its_length(q, options, error) || !choose(q, count, error)) {
    quiz_free(q);
    return NULL;
  }
  if (q->options.store) quiz_write_down(q);
  quiz_announce(q, q->placement ? 0 : count, beginning(q));
  q->marked = quiz_now(q);
  quiz_ask(q, 0);
  quiz_remember(q);
  return q;
}

/* ------------------------------------------------------------------ questions from outside */

bool quiz_done(const Quiz *q) {
  return q->done;
}

static void put_short_left(const Quiz *q, Text *out) {
  int64_t ms = quiz_left(q) > 0 ? quiz_left(q) : 0;
  if (q->allowed == 0) return;
  if (ms > 59000)
    text_printf(out, "%lld min ", (long long)((ms + 30000) / 60000));
  else
    text_printf(out, "%lld s ", (long long)((ms + 999) / 1000));
}

void quiz_prompt(const Quiz *q, Text *out) {
  if (q->done)
    text_puts(out, "quiz> ");
  else if (q->placement)
    text_printf(out, "placement %zu answer> ", q->at + 1);
  else {
    text_printf(out, "%s %zu/%zu ", strcmp(quiz_kind(q), "quiz") == 0 ? "quiz" : "test", q->at + 1,
                q->count);
    put_short_left(q, out);
    text_puts(out, "answer> ");
  }
}

void quiz_keys(const Quiz *q, Text *out) {
  if (q->done) return;
  if (q->allowed > 0) {
    quiz_put_left(q, out);
    text_puts(out, " left · ");
  }
  text_puts(out, q->placement ? "skip: I do not know · try EXPR · status · finish · help"
                              : "skip: later · back · try EXPR · status · finish · help");
}

Scope *quiz_scope(Quiz *q) {
  return q->done ? q->nowhere : q->items[q->at].room->session->mine;
}

size_t quiz_answered(const Quiz *q, size_t *total) {
  size_t answered = 0;
  *total = 0;
  for (size_t i = 0; i < q->count; i++)
    if (q->items[i].room) {
      answered += q->items[i].answered;
      ++*total;
    }
  return answered;
}

void quiz_put_option(const Quiz *q, Text *out) {
  if (strcmp(quiz_kind(q), "test-out") == 0)
    text_printf(out, "--testout %s", q->topics);
  else
    text_printf(out, "--%s", quiz_kind(q));
}

double quiz_percent(const Quiz *q) {
  double credit = 0;
  size_t count = 0;
  for (size_t i = 0; i < q->count; i++)
    if (q->items[i].room) {
      credit += q->items[i].credit;
      count++;
    }
  return count > 0 ? 100 * credit / (double)count : 0;
}
