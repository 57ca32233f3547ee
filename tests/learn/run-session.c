/* run-session.c -- replays a recorded session.

   A .session file begins with lines "@lesson FILE", "@seed N", "@step N" (from 1).  Then lines
   behind
   "> " are typed, \n in them being a new line; "@prompt" shows the prompt and the keys, "@restart"
   ends the program and starts it again where the learner stopped.  All other lines must be said,
   byte for byte; "..." stands for any number of lines, and " ..." at the end of a
   line for the rest of it.  With -p the session is printed as it is
   now, for writing a new one.  */

#include "config.h"
#include "base/files.h"
#include "learn/session.h"
#include "lib/library.h"
#include "plot/figure.h"
#include "store/attempts.h"
#include "store/positions.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Replay {
  Lesson lesson;
  Interp *in;
  Session *session;
  Store *store;
  Text said;
  uint64_t seed;
  size_t step;
  int64_t clock;
  Figure *figure;
} Replay;

static int64_t tick(void *self) {
  return ((Replay *)self)->clock += 1000;
}

/* Each line of TEXT behind PREFIX. */
static void put_lines(Text *out, const char *prefix, const char *text) {
  while (*text == '\n') text++;
  size_t end = strlen(text);
  while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == ' ')) end--;
  for (size_t i = 0; i < end;) {
    size_t len = strcspn(text + i, "\n");
    if (i + len > end) len = end - i;
    text_printf(out, "%s%.*s\n", len > 0 ? prefix : "", (int)len, text + i);
    i += len + 1;
  }
}

static void say(void *self, const Saying *x) {
  Text *out = &((Replay *)self)->said;
  char prefix[80];
  switch (x->kind) {
  case SAY_TITLE: text_printf(out, "= %s (%zu/%zu)\n", x->text, x->number, x->total); return;
  case SAY_PROSE: put_lines(out, "", x->text); return;
  case SAY_INPUT: put_lines(out, ">> ", x->text); return;
  case SAY_OUTPUT: put_lines(out, "", x->text); return;
  case SAY_CAPTION: snprintf(prefix, sizeof prefix, "caption: "); break;
  case SAY_ASK:
    snprintf(prefix, sizeof prefix, x->total > 1 ? "ask %zu/%zu: " : "ask: ", x->number, x->total);
    break;
  case SAY_OPTION:
    snprintf(prefix, sizeof prefix, "  %c) ", (char)((x->total ? 'a' : '1') + x->number));
    break;
  case SAY_READING: snprintf(prefix, sizeof prefix, "read as "); break;
  case SAY_VERDICT:
    snprintf(prefix, sizeof prefix, "%s: ", verdict_name(x->verdict));
    if (!*x->text) text_printf(out, "%s\n", verdict_name(x->verdict));
    break;
  case SAY_HINT: snprintf(prefix, sizeof prefix, "hint %zu/%zu: ", x->number, x->total); break;
  case SAY_SOLUTION: snprintf(prefix, sizeof prefix, "solution: "); break;
  case SAY_NOTE: snprintf(prefix, sizeof prefix, "- "); break;
  case SAY_ERROR: snprintf(prefix, sizeof prefix, "! "); break;
  case SAY_WHY: snprintf(prefix, sizeof prefix, "why: "); break;
  default: snprintf(prefix, sizeof prefix, "end: "); break;
  }
  put_lines(out, prefix, x->text);
}

static bool show_figure(void *self, const Figure *figure, Error *error) {
  Replay *r = self;
  Figure *copy = figure_copy(figure);
  (void)error;
  figure_free(r->figure);
  r->figure = copy;
  text_puts(&r->said, "(a picture)\n");
  return true;
}

static const Figure *last_figure(void *self) {
  return ((Replay *)self)->figure;
}

static void start(Replay *r) {
  SessionOptions options = {
    .seed = r->seed, .store = r->store, .mode = "lesson", .now = tick, .now_self = r
  };
  r->session = session_new(&r->lesson, r->in, (Sink){ r, say }, &options, r->step);
}

static void restart(Replay *r) {
  Arena arena = { 0 };
  StoredPosition p;
  bool found;
  Error error = { 0 };
  session_free(r->session);
  if (!store_position_load(r->store, r->lesson.slug, &arena, &p, &found, &error) || !found)
    tap_ok(false, "the position is remembered");
  else {
    r->seed = p.seed;
    r->step = (size_t)p.step;
  }
  arena_free(&arena);
  start(r);
}

static void prompt(Replay *r) {
  session_prompt(r->session, &r->said);
  text_putc(&r->said, '[');
  session_keys(r->session, &r->said);
  text_puts(&r->said, "]\n");
}

static void type(Replay *r, const char *line) {
  Text text = TEXT_EMPTY;
  for (; *line; line++)
    if (line[0] == '\\' && line[1] == 'n') {
      text_putc(&text, '\n');
      line++;
    } else
      text_putc(&text, *line);
  session_feed(r->session, text_string(&text));
  text_free(&text);
}

static void act(Replay *r, const char *line) {
  if (strncmp(line, "> ", 2) == 0 || strcmp(line, ">") == 0)
    type(r, line + strnlen(line, 2));
  else if (strcmp(line, "@prompt") == 0)
    prompt(r);
  else if (strcmp(line, "@restart") == 0)
    restart(r);
  else
    start(r);
}

/* Whether LINES match, where a line "..." matches any number of lines. */
static bool matches(const char *expected, const char *said) {
  while (*expected) {
    size_t len = strcspn(expected, "\n") + 1;
    if (strncmp(expected, "...\n", 4) == 0) {
      for (;;) {
        if (matches(expected + 4, said)) return true;
        if (!*said) return false;
        said += strcspn(said, "\n");
        said += *said == '\n';
      }
    }
    if (len > 5 && strncmp(expected + len - 5, " ...\n", 5) == 0) {
      if (strncmp(expected, said, len - 4) != 0) return false;
      said += strcspn(said, "\n") + 1;
    } else {
      if (strncmp(expected, said, len) != 0) return false;
      said += len;
    }
    expected += len;
  }
  return !*said;
}

static bool is_action(const char *line) {
  return strncmp(line, "> ", 2) == 0 || strcmp(line, ">") == 0 || line[0] == '@';
}

static void header(Replay *r, const char *line) {
  Findings findings = { 0 };
  if (strncmp(line, "@seed ", 6) == 0)
    r->seed = strtoull(line + 6, NULL, 10);
  else if (strncmp(line, "@step ", 6) == 0)
    r->step = strtoull(line + 6, NULL, 10) - 1;
  else if (strncmp(line, "@lesson ", 8) == 0) {
    char *text = tap_file(line + 8);
    tap_ok(lesson_parse(&r->lesson, line + 8, text, &findings), "%s is a lesson", line + 8);
    free(text);
  }
  findings_free(&findings);
}

static void replay(Replay *r, char *text, bool print) {
  Text expected = TEXT_EMPTY;
  const char *action = "the beginning";
  bool head = true;
  unsigned number = 0;
  for (char *line = text; line;) {
    char *next = strchr(line, '\n');
    if (next) *next++ = '\0';
    number++;
    bool more = next && *next;
    if (head && line[0] == '@') {
      header(r, line);
      if (print) puts(line);
      if (more) {
        line = next;
        continue;
      }
    }
    if (head) {
      if (!r->lesson.step_count) break;
      act(r, "start");
      head = false;
    }
    bool acts = is_action(line);
    if (!acts && line[0] != '@') text_printf(&expected, "%s\n", line);
    if (acts || !more) {
      if (print)
        printf("%s", text_string(&r->said));
      else if (matches(text_string(&expected), text_string(&r->said)))
        tap_ok(true, "%s", action);
      else
        tap_text(text_string(&r->said), text_string(&expected), "before line %u: %s", number,
                 action);
      text_clear(&expected);
      text_clear(&r->said);
    }
    if (acts) {
      action = line;
      if (print) puts(line);
      act(r, line);
      if (!more) {
        if (print)
          printf("%s", text_string(&r->said));
        else
          tap_text(text_string(&r->said), "", "the end: %s", line);
      }
    }
    line = more ? next : NULL;
  }
  text_free(&expected);
}

int main(int argc, char **argv) {
  bool print = argc > 2 && strcmp(argv[1], "-p") == 0;
  Replay r = { .seed = 1, .clock = 1700000000000 };
  Text text = TEXT_EMPTY;
  Error error = { 0 };
  if (argc < 2 || !file_read(argv[argc - 1], 1 << 20, &text, &error)) {
    printf("Bail out! %s\n", argc < 2 ? "which session?" : error.message);
    return EXIT_FAILURE;
  }
  Registry *registry = library_new();
  r.in = interp_new(registry, (Host){ .self = &r,
                                      .show_figure = show_figure,
                                      .last_figure = last_figure,
                                      .copy_figure = figure_copy,
                                      .free_figure = figure_free });
  r.store = store_open(":memory:", (StoreClock){ &r, tick }, &error);
  char *lines = text_take(&text);
  replay(&r, lines, print);
  session_free(r.session);
  lesson_free(&r.lesson);
  text_free(&r.said);
  figure_free(r.figure);
  free(lines);
  store_close(r.store);
  interp_free(r.in);
  registry_free(registry);
  return print ? EXIT_SUCCESS : tap_done();
}
