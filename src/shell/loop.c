/* loop.c -- prompt, line, answer, until the learner leaves.  */

#include "config.h"
#include "base/paths.h"
#include "screen/wrap.h"
#include "shell/commands.h"
#include "shell/complete.h"
#include "shell/help.h"
#include "shell/line.h"
#include "shell/menu.h"
#include "shell/output.h"
#include "shell/quizzes.h"
#include "shell/review.h"
#include "store/lessons.h"
#include "store/positions.h"
#include "store/settings.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the prompt */

static void put_prompt(Shell *s, Text *out) {
  Text raw = TEXT_EMPTY;
  if (s->review)
    review_prompt(s->review, &raw);
  else if (s->quiz)
    quiz_prompt(s->quiz, &raw);
  else if (s->session)
    session_prompt(s->session, &raw);
  else
    text_puts(&raw, "> ");
  style_safe(&s->world.style, text_string(&raw), raw.len, out); /* a lesson chose its slug */
  text_free(&raw);
}

/* The keys stay whole: lines break between them. */
static void put_keys(const ScreenStyle *style, const char *keys, Text *out) {
  static const char fixed[] = "\u00a0", dot[] = "·";
  Text line = TEXT_EMPTY;
  for (const char *p = keys; *p; p++)
    if (strncmp(p, dot, strlen(dot)) == 0) {
      text_puts(&line, style_sign(style, dot, "|"));
      p += strlen(dot) - 1;
    } else if (*p == ' ' && strncmp(p - (p > keys ? strlen(dot) : 0), dot, strlen(dot)) != 0)
      text_puts(&line, fixed);
    else
      text_putc(&line, *p);
  wrap_text(text_string(&line), style->width, "", "", out);
  text_free(&line);
}

/* One line of what can be typed, when it is not what was said the last time. */
static void show_keys(Shell *s, const char *prompt) {
  Text keys = TEXT_EMPTY, shown = TEXT_EMPTY;
  if (s->review)
    review_keys(s->review, &keys);
  else if (s->quiz)
    quiz_keys(s->quiz, &keys);
  else if (s->session)
    session_keys(s->session, &keys);
  text_printf(&shown, "%s%s", prompt, text_string(&keys));
  bool news = strcmp(text_string(&shown), text_string(&s->keys)) != 0;
  text_clear(&s->keys);
  text_puts(&s->keys, text_string(&shown));
  if (news && keys.len > 0 && s->world.interactive && !s->options->quiet) {
    text_clear(&shown);
    text_puts(&shown, style_begin(&s->world.style, TONE_MUTED));
    put_keys(&s->world.style, text_string(&keys), &shown);
    text_puts(&shown, style_end(&s->world.style, TONE_MUTED));
    pager_gap(&s->pager);
    pager_put(&s->pager, text_string(&shown));
  }
  text_free(&keys);
  text_free(&shown);
}

/* ------------------------------------------------------------------ reading */

static bool has_words(const Exercise *x) {
  for (size_t k = 0; k < x->part_count; k++) {
    AnswerKind kind = x->parts[k].kind;
    if (kind == ANSWER_TEXT || kind == ANSWER_CHOICE || kind == ANSWER_CHOICES ||
        kind == ANSWER_SELF || kind == ANSWER_ORDER || kind == ANSWER_INTERVAL)
      return true;
  }
  return false;
}

/* Whether the answer asked for may be words: then `for` and `if` begin no block. */
static bool asks_words(const Shell *s) {
  if (s->review) {
    const Exercise *x = review_exercise(s->review);
    return x && has_words(x);
  }
  if (s->quiz) return true;
  if (!s->session || !session_asks(s->session)) return false;
  const Step *step = &s->lesson.steps[session_step(s->session)];
  for (size_t i = 0; i < step->item_count; i++) {
    const Exercise *x = step->items[i].exercise;
    if (x && has_words(x)) return true;
  }
  return false;
}

/* Commands are whole lines, whatever brackets stand in them. */
static bool incomplete(void *self, const char *text, const char **open) {
  Shell *s = self;
  const char *rest;
  Text ignored = TEXT_EMPTY;
  const char *line = text + strspn(text, " \t\n");
  bool command = command_of(s, line, &rest, &ignored) != NULL || *line == ':';
  text_free(&ignored);
  if (command || (s->session && strncmp(line, "try ", 4) == 0)) return false;
  return interp_incomplete(text, open) && !(isalpha((unsigned char)**open) && asks_words(s));
}

static void explain(void *self, const char *word, Text *out) {
  Shell *s = self;
  const Entry *e = registry_find(s->registry, word, strlen(word));
  if (e)
    help_builtin(s->registry, e, &s->world.style, out);
  else if (*word)
    text_printf(out, "%s is no function of this language\n", word);
}

static void open_line(Shell *s, Text *folder) {
  const char *term = getenv("TERM");
  const ScreenStyle *style = &s->world.style;
  path_own(PATH_STATE, NULL, folder);
  LineSetup setup = {
    .self = s,
    .terminal = s->world.interactive,
    .edit = s->world.interactive && term && *term && strcmp(term, "dumb") != 0,
    .begin = style_begin(style, TONE_PROMPT),
    .end = style_end(style, TONE_PROMPT),
    .folder = s->options->no_progress ? NULL : text_string(folder),
    .incomplete = incomplete,
    .complete = complete_word,
    .word_start = complete_start,
    .explain = explain,
  };
  line_open(&setup);
}

static void measure(Shell *s) {
  world_measure(&s->world);
  world_show(&s->world, s->interp);
}

static void loop(Shell *s) {
  Text folder = TEXT_EMPTY, prompt = TEXT_EMPTY;
  bool fed = false;
  open_line(s, &folder);
  s->running = true;
  while (!s->leaving && !output_lost() && !line_hangup()) {
    text_clear(&prompt);
    put_prompt(s, &prompt);
    show_keys(s, text_string(&prompt));
    output_flush();
    char *line;
    bool answers =
        s->review ? review_asks(s->review) : s->quiz || (s->session && session_asks(s->session));
    LineResult result =
        line_read(text_string(&prompt), answers ? LINE_ANSWER : LINE_CALCULATION, &line);
    pager_begin(&s->pager);
    if (line_resized()) measure(s);
    if (result == LINE_TEXT) shell_feed(s, line);
    fed |= result == LINE_TEXT;
    if (result == LINE_END && s->world.interactive) output_text("\n");
    if (result == LINE_END || result == LINE_HANGUP) s->leaving = true;
    free(line);
  }
  const Options *o = s->options;
  if (!fed && !s->world.interactive && o->mode == MODE_LEARN && o->argument_count == 0 && !o->quiet)
    menu_show(s); /* nothing was piped in */
  line_close();
  text_free(&folder);
  text_free(&prompt);
}

/* ------------------------------------------------------------------ beginning */

/* Nothing was ever done here. */
static bool is_first_start(Shell *s) {
  Error ignored = { 0 };
  Text value = TEXT_EMPTY;
  bool welcomed = false;
  if (!s->store) return false;
  store_setting_get(s->store, "welcomed", &value, &welcomed, &ignored);
  text_free(&value);
  if (!welcomed) store_setting_set(s->store, "welcomed", "1", &ignored);
  return !welcomed;
}

/* The lesson that was left in the middle. */
static bool take_up(Shell *s) {
  Arena arena = { 0 };
  Error ignored = { 0 };
  StoredPosition last;
  bool found = false, good = false;
  if (s->store && store_position_last(s->store, &arena, &last, &found, &ignored) && found &&
      catalogue_find(&s->catalogue, last.lesson)) {
    if (!s->options->quiet)
      present_note(&s->presenter, "You were here the last time; `menu` shows the other lessons.");
    good = shell_open_lesson(s, last.lesson);
  }
  arena_free(&arena);
  return good;
}

static bool begin(Shell *s) {
  const Options *o = s->options;
  switch (o->mode) {
  case MODE_QUIZ:
  case MODE_TESTOUT:
  case MODE_PLACEMENT: return quizzes_begin(s);
  case MODE_REVIEW:
    if (!review_settings(s) || !review_open(s, o->count)) return true;
    if (!s->review) s->leaving = true;
    return true;
  case MODE_TRY: return shell_open_exercise(s, o->arguments[0]);
  default: break;
  }
  if (o->argument_count > 0) return shell_open_lesson(s, o->arguments[0]);
  /* A program that pipes something in wants to calculate; `next` takes the lesson up. */
  if (!s->world.interactive || take_up(s)) return true;
  if (is_first_start(s) && !o->quiet)
    menu_welcome(s);
  else
    menu_show(s);
  return true;
}

int shell_main(const Options *options) {
  Shell s;
  if (!shell_open(&s, options)) return 2;
  if (begin(&s)) {
    loop(&s);
    shell_leave_lesson(&s);
  } else
    s.status = 2; /* the command line names something that is not there */
  int status = s.status;
  shell_close(&s);
  return output_finish(status);
}
