/* session_run.c -- the lesson's blocks and the learner's statements, and what they print.  */

#include "config.h"
#include "base/interrupt.h"
#include "base/utf8.h"
#include "learn/explained.h"
#include "learn/session_parts.h"
#include "learn/template.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const Limits session_limits = {
  .steps = 5000000, .bytes = (size_t)256 << 20, .depth = 200, .milliseconds = 10000
};

enum {
  SAID_AT_ONCE = 4096,   /* bytes that are kept back until a block ends */
  MOST_PRINTED = 1 << 20 /* bytes of one run that are said */
};

/* ------------------------------------------------------------------ the world around */

static void flush(Session *s) {
  if (s->output.len > 0 && !s->silent) session_say(s, SAY_OUTPUT, text_string(&s->output));
  text_clear(&s->output);
}

/* Nothing printed may steer a terminal. */
static void put_safe(const char *text, Text *out) {
  size_t len = strlen(text), used;
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(text + i, len - i, &used);
    if (utf8_unsafe(point) || (point == UTF8_BAD && used == 1))
      text_putc(out, '?');
    else
      text_append(out, text + i, used);
  }
}

static void print(void *self, const char *text) {
  Session *s = self;
  if (s->silent) return;
  size_t before = s->printed;
  s->printed += strlen(text);
  if (s->printed <= MOST_PRINTED)
    put_safe(text, &s->output);
  else if (before <= MOST_PRINTED)
    text_puts(&s->output, "\n... (the rest of this long output is left out)\n");
  if (s->output.len > SAID_AT_ONCE && s->output.data[s->output.len - 1] == '\n') flush(s);
}

static void drop_figure(Session *s) {
  if (s->figure) s->outer_host.free_figure(s->figure);
  s->figure = NULL;
}

/* A figure that is not to be seen is kept for the title() behind it. */
static bool show_figure(void *self, const struct Figure *figure, Error *error) {
  Session *s = self;
  const Host *outer = &s->outer_host;
  if (!s->silent) {
    s->lesson_drew = s->lesson_runs;
    flush(s);
    return !outer->show_figure || outer->show_figure(outer->self, figure, error);
  }
  if (!outer->copy_figure || !outer->free_figure) return true;
  struct Figure *copy =
      outer->copy_figure(figure); /* before the old one goes: it may be the same */
  drop_figure(s);
  s->figure = copy;
  return true;
}

/* What the learner, or another block, laid out or held is no place for the pictures of a block. */
static const struct Figure *last_figure(void *self) {
  Session *s = self;
  const Host *outer = &s->outer_host;
  if (s->silent) return s->figure;
  if (s->lesson_runs && !s->lesson_drew) return NULL;
  return outer->last_figure ? outer->last_figure(outer->self) : NULL;
}

static bool step(void *self, const struct Stages *stages) {
  Session *s = self;
  const Host *outer = &s->outer_host;
  if (s->silent || !outer->step) return false;
  flush(s);
  return outer->step(outer->self, stages);
}

/* Only for what the learner types: a block of a lesson shows what its author chose. */
static const char *drilled_in(void *self, const char *operation) {
  Session *s = self;
  const Host *outer = &s->outer_host;
  if (s->silent || s->lesson_runs || !outer->drilled_in) return NULL;
  return outer->drilled_in(outer->self, operation);
}

static bool read_data(void *self, const char *name, Text *out, Error *error) {
  const Host *outer = &((Session *)self)->outer_host;
  if (outer->read_data) return outer->read_data(outer->self, name, out, error);
  return error_set(error, ERROR_FILE, (Span){ 0, 0 }, "there is no table '%.80s' here", name);
}

static double wall_clock(void *self) {
  const Host *outer = &((Session *)self)->outer_host;
  return outer->now ? outer->now(outer->self) : (double)time(NULL);
}

void session_enter(Session *s, bool silent, Limits limits) {
  s->outer_host = interp_host(s->in);
  s->outer_limits = interp_limits(s->in);
  s->silent = silent;
  s->printed = 0;
  interp_set_host(s->in, (Host){ .self = s,
                                 .print = print,
                                 .show_figure = show_figure,
                                 .read_data = read_data,
                                 .now = wall_clock,
                                 .last_figure = last_figure,
                                 .copy_figure = s->outer_host.copy_figure,
                                 .free_figure = s->outer_host.free_figure,
                                 .step = step,
                                 .drilled_in = drilled_in });
  interp_set_limits(s->in, limits);
}

void session_leave(Session *s) {
  flush(s);
  drop_figure(s);
  interp_set_limits(s->in, s->outer_limits);
  interp_set_host(s->in, s->outer_host);
}

/* ------------------------------------------------------------------ blocks */

static bool is_blank(const char *s, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (!isspace((unsigned char)s[i])) return false;
  return true;
}

static double milliseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* One statement after the other, each shown above what it prints. */
static bool run_chunks(Session *s, const Item *item, const char *text, Error *error) {
  double end = milliseconds() + session_limits.milliseconds;
  while (*text) {
    size_t len = statement_chunk(text), own = len;
    while (own > 0 && isspace((unsigned char)text[own - 1])) own--;
    if (!is_blank(text, len)) {
      char *chunk = mem_copy_bytes(text, own);
      double left = end - milliseconds();
      Limits limits = session_limits;
      limits.milliseconds = left < 1 ? 1 : (unsigned)left;
      interp_set_limits(s->in, limits);
      if (!s->silent && !item->hidden) {
        flush(s);
        session_say(s, SAY_INPUT, chunk);
      }
      bool good =
          interp_run(s->in, s->given, chunk, item->hidden ? RUN_QUIET : RUN_ECHO, NULL, error);
      free(chunk);
      if (!good) return false;
    }
    text += len;
  }
  return true;
}

bool session_run_item(Session *s, size_t step, size_t index, bool silent) {
  const Item *item = &s->lesson->steps[step].items[index];
  Error error = { 0 };
  session_enter(s, silent, session_limits);
  interp_seed(s->in, variant_block_seed(s->lesson->slug, step, index));
  s->lesson_runs = true;
  s->lesson_drew = false;
  Text steps = TEXT_EMPTY;
  if (item->kind == ITEM_EXPLAIN) explained_block(item->text, &steps);
  bool good = run_chunks(s, item, steps.len > 0 ? text_string(&steps) : item->text, &error);
  text_free(&steps);
  /* The learner may name the axes of the lesson's picture; a curve of theirs begins another one. */
  if (s->lesson_drew && s->outer_host.end_figure) s->outer_host.end_figure(s->outer_host.self);
  s->lesson_runs = false;
  session_leave(s);
  if (good && !silent && item->kind == ITEM_PLOT && *item->caption) {
    Text caption = TEXT_EMPTY;
    session_expand(s, s->given, item->caption, &caption);
    session_say(s, SAY_CAPTION, text_string(&caption));
    text_free(&caption);
  }
  if (!good && !silent) session_error(s, &error);
  if (error.kind != ERROR_INTERRUPT) return true;
  interrupt_clear();
  return false;
}

static void remember(Session *s, size_t step) {
  if (!s->starts[step]) s->starts[step] = scope_copy(s->given);
}

void session_rebuild(Session *s, size_t step) {
  size_t from = step;
  while (from > 0 && !s->starts[from]) from--;
  scope_free(s->given);
  s->given = s->starts[from] ? scope_copy(s->starts[from]) : scope_new();
  remember(s, from);
  for (; from < step; from++) {
    const Step *at = &s->lesson->steps[from];
    for (size_t i = 0; i < at->item_count; i++)
      if (at->items[i].kind != ITEM_PROSE && at->items[i].kind != ITEM_EXERCISE)
        session_run_item(s, from, i, true);
    remember(s, from + 1);
  }
}

void session_share(Session *s) {
  const char *name;
  Value value;
  for (size_t i = 0; scope_at(s->given, i, &name, &value); i++)
    scope_set(s->mine, name, value_retain(value));
}

/* ------------------------------------------------------------------ the learner's, and texts */

void session_calculate(Session *s, const char *text) {
  Error error = { 0 };
  session_enter(s, false, interp_limits(s->in));
  bool good = interp_run(s->in, s->mine, text, RUN_TYPED, NULL, &error);
  session_leave(s);
  if (good) return;
  session_error(s, &error);
  if (error.kind == ERROR_INTERRUPT) interrupt_clear();
  if (error.kind != ERROR_NAME) return;
  const char *near = session_nearest_command(text);
  if (near) session_note(s, "Or did you mean the command `%s`?", near);
}

void session_explain(Session *s, Scope *scope, const char *text, Text *out) {
  Error error = { 0 };
  session_enter(s, true, session_limits);
  bool good = explained_fences(s->in, scope, text, out, &error);
  session_leave(s);
  if (good) return;
  session_error(s, &error);
  if (error.kind == ERROR_INTERRUPT) interrupt_clear();
}

void session_expand(Session *s, Scope *scope, const char *text, Text *out) {
  Error error = { 0 };
  size_t before = out->len;
  session_enter(s, true, session_limits);
  bool good = template_expand(s->in, scope, text, out, NULL, &error);
  session_leave(s);
  if (good) return;
  session_error(s, &error);
  if (error.kind == ERROR_INTERRUPT) interrupt_clear();
  text_truncate(out, before);
  text_puts(out, text);
}
