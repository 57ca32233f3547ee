/* quizzes.c -- quiz, placement, test out of a lesson: opened, finished, left.  */

#include "config.h"
#include "shell/quizzes.h"
#include "base/files.h"
#include "learn/placed.h"
#include "learn/testout.h"
#include "shell/output.h"
#include "store/lessons.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool quizzes_is_mode(const Options *o) {
  return o->mode == MODE_QUIZ || o->mode == MODE_TESTOUT || o->mode == MODE_PLACEMENT;
}

/* ------------------------------------------------------------------ opening */

/* To be known before the first question, not after the last. */
static bool is_writable(Shell *s, const char *path) {
  bool there = file_exists(path);
  FILE *f = fopen(path, "ab");
  if (!f) {
    present_note(&s->presenter, "The report could not be written to %s: %s.", path,
                 strerror(errno));
    return false;
  }
  fclose(f);
  if (!there) remove(path);
  return true;
}

static const char *learner(const Options *o) {
  static const char *const names[] = { "MATHTUTOR_LEARNER", "LOGNAME", "USER" };
  if (o->learner) return o->learner;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *name = getenv(names[i]);
    if (name && *name) return name;
  }
  return "";
}

static QuizOptions quiz_options(Shell *s, const char *kind, const char *const *topics,
                                size_t count) {
  const Options *o = s->options;
  bool test = strcmp(kind, "test-out") == 0;
  return (QuizOptions){ .kind = kind,
                        .topics = topics,
                        .topic_count = count,
                        .count = o->count ? o->count
                                 : test   ? TESTOUT_COUNT
                                          : 0,
                        .minutes = o->minutes,
                        .seed = o->seed,
                        .feedback_now = o->feedback_now,
                        .learner = learner(o),
                        .key = s->key.len > 0 ? text_string(&s->key) : NULL,
                        .pass_percent = o->pass > 0 ? o->pass
                                        : test      ? TESTOUT_PASS
                                                    : 0,
                        .store = s->store };
}

bool quizzes_open(Shell *s, const char *kind, const char *const *topics, size_t count) {
  const Options *o = s->options;
  bool found;
  if (quizzes_is_mode(o) && o->report && !is_writable(s, o->report)) return false;
  if (s->key.len == 0 && !gradebook_key(o, &s->key, &found)) return false;
  QuizOptions options = quiz_options(s, kind, topics, count);
  Error error = { 0 };
  Sink sink = presenter_sink(&s->presenter);
  Quiz *quiz = quiz_resume(&s->catalogue, s->interp, sink, &options, &error);
  if (!quiz) {
    error = (Error){ 0 };
    quiz = quiz_new(&s->catalogue, s->interp, sink, &options, &error);
  }
  if (!quiz) {
    shell_complain(s, &error);
    return false;
  }
  s->quiz = quiz;
  world_settle(&s->world);
  return true;
}

static bool open_testout(Shell *s, const char *slug) {
  Error error = { 0 };
  const char *near = catalogue_nearest(&s->catalogue, slug);
  if (catalogue_find(&s->catalogue, slug)) return quizzes_open(s, "test-out", &slug, 1);
  error_set(&error, ERROR_FILE, (Span){ 0, 0 }, "there is no lesson %.80s", slug);
  if (near) error_hint(&error, "did you mean %s?", near);
  shell_complain(s, &error);
  return false;
}

static bool write_paper(Shell *s) {
  const Options *o = s->options;
  bool screen = strcmp(o->paper, "-") == 0;
  QuizOptions options = quiz_options(s, "quiz", o->arguments, o->argument_count);
  Error error = { 0 };
  Text paper = TEXT_EMPTY;
  bool good = quiz_paper(&s->catalogue, s->interp, &options, &paper, &error) &&
              (screen || file_write(o->paper, text_string(&paper), paper.len, &error));
  if (!good)
    shell_complain(s, &error);
  else if (screen)
    output_text(text_string(&paper));
  else if (!o->quiet)
    present_note(&s->presenter, "The paper and its key are in %s.", o->paper);
  text_free(&paper);
  s->leaving = true;
  return good;
}

/* Without a word it is adaptive; `full` goes up all ladders of quizzes.md. */
static bool open_placement(Shell *s, const char *word) {
  const char *ladders = "placement";
  Error error = { 0 };
  if (!*word) return quizzes_open(s, "placement", NULL, 0);
  if (strcmp(word, "full") == 0) return quizzes_open(s, "placement", &ladders, 1);
  error_set(&error, ERROR_NAME, (Span){ 0, 0 }, "a placement is short or full, not '%.80s'", word);
  error_hint(&error, "leave the word away for the short one");
  shell_complain(s, &error);
  return false;
}

bool quizzes_begin(Shell *s) {
  const Options *o = s->options;
  if (o->mode == MODE_PLACEMENT)
    return open_placement(s, o->argument_count > 0 ? o->arguments[0] : "");
  if (o->mode == MODE_TESTOUT) return open_testout(s, o->arguments[0]);
  if (o->paper) return write_paper(s);
  return quizzes_open(s, "quiz", o->arguments, o->argument_count);
}

/* ------------------------------------------------------------------ the end */

static QuizReport form_of(const char *path) {
  static const char *const endings[] = { [REPORT_MARKDOWN] = ".md",
                                         [REPORT_JSON] = ".json",
                                         [REPORT_CSV] = ".csv",
                                         [REPORT_XAPI] = ".jsonl" };
  size_t len = strlen(path);
  for (int form = REPORT_MARKDOWN; form <= REPORT_XAPI; form++) {
    size_t own = strlen(endings[form]);
    if (len >= own && strcmp(path + len - own, endings[form]) == 0) return (QuizReport)form;
  }
  return REPORT_JSON;
}

static void write_report(Shell *s) {
  const char *path = s->options->report;
  Text report = TEXT_EMPTY;
  Error error = { 0 };
  quiz_report(s->quiz, form_of(path), &report);
  if (file_write(path, text_string(&report), report.len, &error))
    present_note(&s->presenter, "The report is in %s.", path);
  else {
    present_error(&s->presenter, &error);
    s->status = EXIT_FAILURE;
  }
  text_free(&report);
}

void quizzes_finish(Shell *s) {
  const Options *o = s->options;
  bool asked_for = quizzes_is_mode(o);
  if (asked_for && o->report) write_report(s);
  if (asked_for && !quiz_passed(s->quiz)) s->status = EXIT_FAILURE;
  quiz_free(s->quiz);
  s->quiz = NULL;
  if (asked_for)
    s->leaving = true;
  else if (s->session)
    present_note(&s->presenter, "Back in `%s`; `repeat` shows the step.", s->lesson.slug);
}

/* A program that waits for the result must see that there is none. */
void quizzes_leave(Shell *s) {
  const Options *o = s->options;
  if (!s->quiz) return;
  size_t total, answered = quiz_answered(s->quiz, &total);
  Text again = TEXT_EMPTY;
  if (s->store) quiz_put_option(s->quiz, &again);
  present_note(&s->presenter, "The %s is unfinished (%zu of %zu answered)%s%s%s.",
               o->mode == MODE_PLACEMENT ? "placement" : "quiz", answered, total,
               s->store ? "; `mathtutor " : "", text_string(&again),
               s->store ? "` takes it up again" : "");
  text_free(&again);
  if (quizzes_is_mode(o) && (o->report || o->pass >= 0)) s->status = EXIT_FAILURE;
  quiz_free(s->quiz);
  s->quiz = NULL;
}

/* ------------------------------------------------------------------ commands */

void quizzes_command(Shell *s, const char *rest) {
  char *words = mem_copy_string(rest);
  const char *topics[64];
  size_t count = 0;
  for (char *word = strtok(words, " \t,"); word && count < 64; word = strtok(NULL, " \t,"))
    topics[count++] = word;
  quizzes_open(s, "quiz", topics, count);
  free(words);
}

void quizzes_testout(Shell *s, const char *rest) {
  char *slug = mem_copy_string(*rest ? rest : s->session ? s->lesson.slug : "");
  if (*slug)
    open_testout(s, slug);
  else
    present_note(&s->presenter, "`testout la-dot` asks whether you can leave that lesson out.");
  free(slug);
}

void quizzes_placement(Shell *s, const char *rest) {
  open_placement(s, rest);
}

/* ------------------------------------------------------------------ what comes before */

static bool is_finished(const StoredLessons *known, const char *slug) {
  for (size_t i = 0; i < known->count; i++)
    if (strcmp(known->items[i].lesson, slug) == 0) return known->items[i].finished > 0;
  return false;
}

void quizzes_warn(Shell *s, const char *slug) {
  const CatalogueLesson *l = catalogue_find(&s->catalogue, slug);
  StoredLessons known = { 0 };
  Placed placed;
  Error ignored = { 0 };
  Text missing = TEXT_EMPTY;
  const char *first = NULL;
  if (!l || !s->store || !store_lessons(s->store, &known, &ignored)) {
    stored_lessons_free(&known);
    return;
  }
  placed_load(s->store, &placed);
  for (size_t i = 0; i < l->need_count; i++) {
    const char *need = l->needs[i];
    if (!catalogue_find(&s->catalogue, need) || is_finished(&known, need) ||
        placed_lists(&placed.known, need))
      continue;
    text_printf(&missing, "%s`%s`", first ? ", " : "", need);
    if (!first) first = need;
  }
  if (first)
    present_note(&s->presenter,
                 "`%s` builds on %s, not finished yet. Go on if you know it; `testout %s` shows "
                 "whether you do.",
                 slug, text_string(&missing), first);
  placed_free(&placed);
  stored_lessons_free(&known);
  text_free(&missing);
}
