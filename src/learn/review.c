/* review.c -- exercises that are due, asked again with other numbers.

   Each is asked by a session of its own over a lesson that ends with the exercise: blocks before it
   run unseen, so that it finds the lesson's values.  */

#include "config.h"
#include "learn/review.h"
#include "base/random.h"
#include "learn/mastery.h"
#include "learn/plan.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TURNS = 3 }; /* so often one exercise is asked in a sitting */

typedef struct ReviewItem {
  const char *skill;
  const CatalogueLesson *entry;
  unsigned turn; /* 0 the first time */
} ReviewItem;

struct Review {
  const Catalogue *catalogue;
  Interp *in;
  Sink sink;
  ReviewOptions options;
  Arena arena;
  ReviewItem *items;
  size_t count, cap, at;
  size_t asked, right, first_count;
  Lesson lesson; /* of the exercise on the table, as read */
  Lesson excerpt;
  Step *steps;
  Item *shown;
  const Exercise *exercise;
  Session *session;
  bool missed, done, store_failed;
};

static int64_t now_of(const ReviewOptions *o) {
  struct timespec t;
  if (o->now) return o->now(o->now_self);
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void say(Review *r, SayKind kind, const char *text) {
  r->sink.say(r->sink.self, &(Saying){ .kind = kind, .text = text });
}

static void note(Review *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void note(Review *r, const char *format, ...) {
  Text out = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&out, format, args);
  va_end(args);
  say(r, SAY_NOTE, text_string(&out));
  text_free(&out);
}

/* ------------------------------------------------------------------ order */

/* Shuffled; and where it can be, no two of one lesson in a row. */
static void mix(ReviewItem *items, size_t count, uint64_t seed) {
  Random random;
  random_seed(&random, seed);
  for (size_t i = count; i > 1; i--) {
    size_t other = random_below(&random, i);
    ReviewItem swap = items[i - 1];
    items[i - 1] = items[other];
    items[other] = swap;
  }
  for (size_t i = 1; i < count; i++) {
    size_t k = i;
    while (k < count && items[k].entry == items[i - 1].entry) k++;
    if (k == count) continue;
    ReviewItem swap = items[i];
    items[i] = items[k];
    items[k] = swap;
  }
}

static void add_item(Review *r, ReviewItem item) {
  MEM_GROW(r->items, r->count, r->cap);
  r->items[r->count++] = item;
}

/* ------------------------------------------------------------------ hearing the session */

static void hear(void *self, const Saying *saying) {
  Review *r = self;
  if (saying->kind == SAY_END) return;
  if (saying->kind == SAY_SOLUTION ||
      (saying->kind == SAY_VERDICT && saying->verdict != VERDICT_RIGHT &&
       saying->verdict != VERDICT_UNGRADABLE))
    r->missed = true;
  if (saying->kind == SAY_TITLE) {
    Saying own = *saying;
    own.number = r->at + 1;
    own.total = r->count;
    r->sink.say(r->sink.self, &own);
    return;
  }
  r->sink.say(r->sink.self, saying);
}

/* ------------------------------------------------------------------ one exercise */

static void leave_exercise(Review *r) {
  session_free(r->session);
  lesson_free(&r->lesson);
  free(r->steps);
  free(r->shown);
  r->session = NULL;
  r->lesson = r->excerpt = (Lesson){ 0 };
  r->steps = NULL;
  r->shown = NULL;
  r->exercise = NULL;
}

/* The lesson up to the exercise at STEP and ITEM.  A question that draws nothing may speak of the
   page it stands on: then that is shown, too. */
static void make_excerpt(Review *r, size_t step, size_t item) {
  const Lesson *l = &r->lesson;
  bool fixed = l->steps[step].items[item].exercise->vars.text == NULL;
  r->steps = mem_new((step + 1) * sizeof *r->steps);
  r->shown = mem_new((item + 1) * sizeof *r->shown);
  memcpy(r->steps, l->steps, (step + 1) * sizeof *r->steps);
  Step *last = &r->steps[step];
  size_t count = 0;
  for (size_t i = 0; i <= item; i++) {
    Item it = l->steps[step].items[i];
    bool kept = fixed || it.kind == ITEM_EXERCISE || it.kind == ITEM_RUN || it.kind == ITEM_PLOT;
    if (it.kind == ITEM_EXERCISE && i < item) kept = false;
    if (!fixed && it.kind != ITEM_EXERCISE) {
      it.kind = ITEM_RUN;
      it.hidden = true;
    }
    if (kept) r->shown[count++] = it;
  }
  last->title = "";
  last->items = r->shown;
  last->item_count = count;
  r->excerpt = *l;
  r->excerpt.steps = r->steps;
  r->excerpt.step_count = step + 1;
}

static bool find_exercise(const Lesson *l, const char *name, size_t *step, size_t *item) {
  for (*step = 0; *step < l->step_count; ++*step)
    for (*item = 0; *item < l->steps[*step].item_count; ++*item) {
      const Exercise *x = l->steps[*step].items[*item].exercise;
      if (x && strcmp(x->name, name) == 0) return true;
    }
  return false;
}

/* False when the lesson has it no more, or it cannot be drawn. */
static bool open_exercise(Review *r) {
  const ReviewItem *it = &r->items[r->at];
  Findings findings = { 0 };
  Error ignored = { 0 };
  size_t step, item;
  bool good = lesson_load(&r->lesson, it->entry->path, &findings, &ignored) &&
              find_exercise(&r->lesson, strchr(it->skill, '/') + 1, &step, &item);
  findings_free(&findings);
  if (!good) return false;
  make_excerpt(r, step, item);
  r->exercise = r->lesson.steps[step].items[item].exercise;
  r->missed = false;
  SessionOptions options = { .seed = r->options.seed + 1000003 * (r->at + 1),
                             .quiet = r->options.quiet,
                             .store = r->options.store,
                             .mode = "review",
                             .now = r->options.now,
                             .now_self = r->options.now_self };
  r->session = session_new(&r->excerpt, r->in, (Sink){ r, hear }, &options, step);
  return session_asks(r->session);
}

/* ------------------------------------------------------------------ the course of it */

static void settle(Review *r) {
  Error error = { 0 };
  if (mastery_settle(r->options.store, &error) || r->store_failed) return;
  note(r, "%s; the review goes on.", error.message);
  r->store_failed = true;
}

static void put_days(size_t days, Text *out) {
  if (days == 0)
    text_puts(out, "today");
  else if (days == 1)
    text_puts(out, "tomorrow");
  else
    text_printf(out, "in %zu days", days);
}

/* "Next: 3 tomorrow." */
static void put_next(Review *r, Text *out) {
  size_t counts[PLAN_FORECAST];
  Error ignored = { 0 };
  if (!plan_forecast(r->catalogue, r->options.store, now_of(&r->options), counts, &ignored)) return;
  for (size_t i = 0; i < PLAN_FORECAST; i++)
    if (counts[i] > 0) {
      text_printf(out, " %s: %zu ", i == 0 ? "Still due" : "Next", counts[i]);
      put_days(i, out);
      text_putc(out, '.');
      return;
    }
}

static void finish(Review *r) {
  Text out = TEXT_EMPTY;
  r->done = true;
  r->asked += r->missed && r->at < r->first_count; /* left after a miss */
  leave_exercise(r);
  settle(r);
  text_printf(&out, "Review: %zu of %zu right at once.", r->right, r->asked);
  put_next(r, &out);
  say(r, SAY_END, text_string(&out));
  text_free(&out);
}

/* From AT on, the first that can be asked. */
static void ask_next(Review *r) {
  leave_exercise(r);
  while (r->at < r->count && !open_exercise(r)) {
    note(r, "`%s` is not in its lesson any more.", r->items[r->at].skill);
    leave_exercise(r);
    r->at++;
  }
  if (r->at == r->count) finish(r);
}

/* The exercise on the table is done with. */
static void close_item(Review *r) {
  ReviewItem item = r->items[r->at];
  bool missed = r->missed;
  if (item.turn == 0) {
    r->asked++;
    r->right += !missed;
  }
  if (missed && item.turn + 1 < TURNS) {
    item.turn++;
    add_item(r, item);
  }
  r->at++;
  settle(r);
  if (r->at == r->first_count && r->at < r->count)
    note(r, "Now once more what was missed, with other numbers.");
  ask_next(r);
}

/* The command alone, or with a colon; `goto` with what it takes. */
static bool is_word(const char *line, const char *word) {
  size_t len = strlen(word);
  bool colon = *line == ':';
  if (colon) line++;
  if (strncmp(line, word, len) != 0) return false;
  const char *rest = line + len + strspn(line + len, " \t\r\n");
  return !*rest || (rest > line + len && (colon || strcmp(word, "goto") == 0));
}

static void status(Review *r) {
  note(r, "Review: exercise %zu of %zu, %zu of %zu right at once so far; `%s`.", r->at + 1,
       r->count, r->right, r->asked, r->items[r->at].skill);
}

void review_feed(Review *r, const char *line) {
  line += strspn(line, " \t\r\n");
  if (r->done) return;
  bool open = session_asks(r->session);
  bool on = !*line || is_word(line, "next");
  if (on && !open && !session_playing(r->session))
    close_item(r);
  else if (on && *line)
    note(r, "Answer it, or `skip` shows how it is done.");
  else if (is_word(line, "finish"))
    finish(r);
  else if (is_word(line, "status"))
    status(r);
  else if (is_word(line, "back") || is_word(line, "goto"))
    note(r, "There is no way back in a review; `again` asks with other numbers.");
  else {
    session_feed(r->session, line);
    if (session_done(r->session)) close_item(r);
  }
}

/* ------------------------------------------------------------------ beginning and end */

/* How many may be asked now, of DUE; says why if it is none. */
static bool may_ask(Review *r, size_t due, size_t *most, Error *error) {
  unsigned limit, done;
  int64_t now = now_of(&r->options);
  *most = r->options.most;
  if (*most > 0) return true;
  if (!plan_limit(r->options.store, &limit, error) ||
      !plan_done_today(r->options.store, now, &done, error))
    return false;
  *most = done < limit ? limit - done : 0;
  if (*most == 0 && due > 0)
    note(r,
         "%u reviews were done today, which is the limit; %zu more wait. `review 5` asks five of "
         "them all the same.",
         done, due);
  return true;
}

static void say_nothing_due(Review *r) {
  Text out = TEXT_EMPTY;
  text_puts(&out, "Nothing is due.");
  put_next(r, &out);
  if (out.len == strlen("Nothing is due."))
    text_puts(&out, " What you solve in lessons comes back here some days later.");
  note(r, "%s", text_string(&out));
  text_free(&out);
}

static void say_fit(Review *r) {
  bool fitted = false;
  FitReport report;
  Error ignored = { 0 };
  if (plan_fit(r->options.store, &fitted, &report, &ignored) && fitted && !r->options.quiet)
    note(r, "The first intervals now follow your own answers (%zu of them).",
         report.trained + report.held_out);
}

Review *review_new(const Catalogue *catalogue, Interp *in, Sink sink, const ReviewOptions *options,
                   Error *error) {
  Review *r = mem_new(sizeof *r);
  StoredSkills due = { 0 };
  size_t most = 0;
  *r = (Review){ .catalogue = catalogue, .in = in, .sink = sink, .options = *options };
  bool good = mastery_settle(options->store, error);
  if (good) say_fit(r);
  good = good && plan_due(catalogue, options->store, now_of(options), &due, error) &&
         may_ask(r, due.count, &most, error);
  if (good && due.count == 0) say_nothing_due(r);
  for (size_t i = 0; good && i < due.count && i < most; i++)
    add_item(r, (ReviewItem){ .skill = arena_copy_string(&r->arena, due.items[i].skill),
                              .entry = plan_lesson(catalogue, due.items[i].skill) });
  size_t waiting = due.count - r->count;
  stored_skills_free(&due);
  if (r->count == 0) {
    review_free(r);
    return NULL;
  }
  mix(r->items, r->count, options->seed);
  r->first_count = r->count;
  Text later = TEXT_EMPTY;
  if (waiting > 0) text_printf(&later, "; %zu more wait for another day", waiting);
  note(r, "Review: %zu exercise%s due%s.", r->count, r->count == 1 ? " is" : "s are",
       text_string(&later));
  text_free(&later);
  ask_next(r);
  return r;
}

void review_free(Review *r) {
  if (!r) return;
  bool open = !r->done && r->count > 0;
  leave_exercise(r);
  if (open) settle(r);
  free(r->items);
  arena_free(&r->arena);
  free(r);
}

/* ------------------------------------------------------------------ questions from outside */

bool review_done(const Review *r) {
  return r->done;
}

bool review_asks(const Review *r) {
  return r->session && session_asks(r->session);
}

const Exercise *review_exercise(const Review *r) {
  return review_asks(r) ? r->exercise : NULL;
}

void review_prompt(const Review *r, Text *out) {
  if (r->done)
    text_puts(out, "review> ");
  else
    text_printf(out, "review %zu/%zu%s> ", r->at + 1, r->count,
                session_playing(r->session) ? " play"
                : review_asks(r)            ? " answer"
                                            : "");
}

void review_keys(const Review *r, Text *out) {
  if (r->done) return;
  if (review_asks(r) || session_playing(r->session))
    session_keys(r->session, out);
  else
    text_puts(out, "Enter: next · again: other numbers · why · finish · help");
}

Scope *review_scope(Review *r) {
  return r->session ? session_scope(r->session) : NULL;
}

size_t review_asked(const Review *r, size_t *right) {
  *right = r->right;
  return r->asked;
}
