/* check.c -- proves a lesson right.  */

#include "config.h"
#include "base/interrupt.h"
#include "learn/check_parts.h"
#include "learn/explained.h"
#include "learn/session.h"
#include "learn/template.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LONGEST = 4 }; /* a whole check, as a multiple of one run */

/* Seconds. */
static double check_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

bool check_in_time(const Checking *c) {
  return check_now() < c->deadline && !interrupt_pending();
}

/* For errors that bring no hint of their own. */
static const char *remedy_for(ErrorKind kind) {
  switch (kind) {
  case ERROR_SYNTAX:
  case ERROR_INCOMPLETE: return "mend what is written here";
  case ERROR_LIMIT: return "make it smaller or faster";
  case ERROR_USER: return "take the cause away";
  case ERROR_FILE: return "put the file beside the lesson";
  default: return "change it so that it can be computed";
  }
}

void check_failed(Checking *c, Place start, const char *text, const Error *error) {
  /* Inside a function that was defined elsewhere the span is not of this text. */
  size_t offset = error->origin[0] ? 0 : error->span.start;
  Place place = place_after(start, text, offset);
  for (size_t i = 0; i < c->findings->count; i++) { /* other variants fail with other numbers */
    Place known = c->findings->items[i].place;
    if (known.line == place.line && known.column == place.column) return;
  }
  findings_add(c->findings, place, FINDING_ERROR, "[fails] %s%s%s%s; %s", error->message,
               error->origin[0] ? " (in " : "", error->origin, error->origin[0] ? ")" : "",
               error->hint[0] ? error->hint : remedy_for(error->kind));
}

/* ------------------------------------------------------------------ the world of a lesson */

static void drop_figure(Checking *c) {
  if (c->figure) c->outer->free_figure(c->figure);
  c->figure = NULL;
}

/* Not shown, but kept for the title() behind it. */
static bool count_figure(void *self, const struct Figure *figure, Error *error) {
  Checking *c = self;
  (void)error;
  c->figures++;
  if (!c->outer->copy_figure || !c->outer->free_figure) return true;
  struct Figure *copy = c->outer->copy_figure(figure);
  drop_figure(c);
  c->figure = copy;
  return true;
}

static const struct Figure *last_figure(void *self) {
  return ((Checking *)self)->figure;
}

static bool read_data(void *self, const char *name, Text *out, Error *error) {
  const Host *outer = ((Checking *)self)->outer;
  if (outer->read_data) return outer->read_data(outer->self, name, out, error);
  return error_set(error, ERROR_FILE, (Span){ 0, 0 }, "there is no table '%.80s' here", name);
}

/* The smaller of two limits, where 0 is none. */
static uint64_t lower(uint64_t a, uint64_t b) {
  return a == 0 ? b : b == 0 ? a : a < b ? a : b;
}

static Limits tighter(Limits a, Limits b) {
  return (Limits){ .steps = lower(a.steps, b.steps),
                   .bytes = (size_t)lower(a.bytes, b.bytes),
                   .depth = (unsigned)lower(a.depth, b.depth),
                   .milliseconds = (unsigned)lower(a.milliseconds, b.milliseconds) };
}

/* ------------------------------------------------------------------ blocks and prose */

bool check_explained(Checking *c, Scope *scope, const Phrase *markdown) {
  if (!markdown->text || !strstr(markdown->text, "explain")) return true;
  Text filled = TEXT_EMPTY, said = TEXT_EMPTY;
  Error error = { 0 };
  Scope *own = scope_copy(scope);
  bool good = template_expand(c->in, own, markdown->text, &filled, NULL, &error) &&
              explained_fences(c->in, own, text_string(&filled), &said, &error);
  if (!good)
    findings_add(c->findings, markdown->place, FINDING_ERROR, "[explain] %s; correct the block",
                 error.message);
  else if (explained_nothing(text_string(&said))) {
    good = false;
    findings_add(c->findings, markdown->place, FINDING_WARNING,
                 "[explain] there are no steps for an expression of this block; make it a run "
                 "block, or explain its parts");
  } else if (explained_silent(text_string(&said))) {
    good = false;
    findings_add(c->findings, markdown->place, FINDING_WARNING,
                 "[explain] this block shows no steps; end a statement without a semicolon");
  }
  scope_free(own);
  text_free(&filled);
  text_free(&said);
  return good;
}

/* The block has run without its steps: now with them. */
static void check_explain_block(Checking *c, const Item *item) {
  Text fence = TEXT_EMPTY;
  text_printf(&fence, "```explain\n%s\n```\n", item->text);
  check_explained(c, c->given, &(Phrase){ text_string(&fence), item->place });
  text_free(&fence);
}

static void check_block(Checking *c, size_t step, size_t index) {
  const Item *item = &c->lesson->steps[step].items[index];
  Error error = { 0 };
  size_t before = c->figures;
  drop_figure(c); /* every block begins a picture of its own */
  interp_seed(c->in, variant_block_seed(c->lesson->slug, step, index));
  char *plain = item->kind == ITEM_EXPLAIN ? explained_plainly(item->text) : NULL;
  bool good = interp_run(c->in, c->given, plain ? plain : item->text, RUN_ECHO, NULL, &error);
  free(plain);
  if (!good)
    check_failed(c, item->place, item->text, &error);
  else if (item->kind == ITEM_PLOT && c->figures == before)
    findings_add(c->findings, item->place, FINDING_WARNING,
                 "[plot] this plot block shows no picture; call plot or another function that "
                 "draws, or make it a run block");
  else if (item->kind == ITEM_EXPLAIN)
    check_explain_block(c, item);
  if (item->kind != ITEM_PLOT) return;
  check_colours(c, item);
  Phrase caption = { item->caption, { item->place.line - 1, (uint32_t)sizeof "```plot " } };
  check_template(c, c->given, &caption, NULL);
}

static void check_prose(Checking *c, const Phrase *text) {
  check_template(c, c->given, text, NULL);
  check_markdown(c, c->given, text);
}

static void check_item(Checking *c, size_t step, size_t index) {
  const Item *item = &c->lesson->steps[step].items[index];
  if (item->kind == ITEM_PROSE)
    check_prose(c, &(Phrase){ item->text, item->place });
  else if (item->kind == ITEM_EXERCISE)
    check_exercise(c, item->exercise);
  else
    check_block(c, step, index);
}

static void check_steps(Checking *c) {
  for (size_t i = 0; i < c->lesson->step_count; i++) {
    const Step *step = &c->lesson->steps[i];
    if (*step->title) {
      Place place = { step->place.line, step->place.column + 3 }; /* behind "## " */
      check_prose(c, &(Phrase){ step->title, place });
    }
    for (size_t k = 0; k < step->item_count; k++) {
      if (!check_in_time(c)) {
        findings_add(c->findings, step->items[k].place, FINDING_ERROR,
                     "[time] checking took too long and the rest of the lesson was left out; make "
                     "the blocks before this one faster");
        return;
      }
      check_item(c, i, k);
    }
  }
}

bool check_lesson(Interp *in, const char *path, const char *text, const CheckOptions *options,
                  Findings *findings, CheckSummary *summary) {
  static const CheckOptions standard;
  CheckSummary own;
  Lesson lesson;
  Host host = interp_host(in);
  Limits limits = interp_limits(in);
  double start = check_now();
  Checking c = { .in = in,
                 .lesson = &lesson,
                 .path = path,
                 .options = options ? options : &standard,
                 .findings = findings,
                 .summary = summary ? summary : &own,
                 .given = scope_new(),
                 .outer = &host,
                 .limits = tighter(session_limits, limits) };
  *c.summary = (CheckSummary){ .acceptance = 1 };
  c.deadline = start + LONGEST * c.limits.milliseconds / 1000.0;
  interp_set_host(in, (Host){ .self = &c,
                              .show_figure = count_figure,
                              .read_data = read_data,
                              .last_figure = last_figure });
  interp_set_limits(in, c.limits);
  if (lesson_parse(&lesson, path, text, findings)) {
    check_place_in_catalogue(&c);
    check_reading(&c);
    check_steps(&c);
  }
  drop_figure(&c);
  interp_set_limits(in, limits);
  interp_set_host(in, host);
  findings_sort(findings);
  scope_free(c.given);
  lesson_free(&lesson);
  c.summary->seconds = check_now() - start;
  return findings->errors == 0;
}
