/* commands.c -- what can be typed besides mathematics.  */

#include "config.h"
#include "shell/commands.h"
#include "base/dict.h"
#include "base/files.h"
#include "shell/help.h"
#include "shell/lists.h"
#include "shell/menu.h"
#include "shell/output.h"
#include "shell/progress.h"
#include "shell/quizzes.h"
#include "shell/review.h"
#include "shell/written.h"
#include "shell/plot_command.h"
#include "store/positions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void run_help(Shell *s, const char *rest) {
  if (*rest)
    help_name(s, rest);
  else
    help_overview(s);
}

static void run_apropos(Shell *s, const char *rest) {
  help_apropos(s, rest);
}

static void run_list(Shell *s, const char *rest) {
  menu_list(s, rest);
}

static void run_menu(Shell *s, const char *rest) {
  (void)rest;
  shell_leave_lesson(s);
  menu_show(s);
}

static void run_next(Shell *s, const char *rest) {
  (void)rest;
  menu_next(s);
}

static void run_goto(Shell *s, const char *rest) {
  if (s->session && isdigit((unsigned char)*rest)) {
    Text line = TEXT_EMPTY;
    text_printf(&line, ":goto %s", rest);
    session_feed(s->session, text_string(&line));
    text_free(&line);
  } else if (!*rest)
    present_note(&s->presenter, s->session ? "`goto 3` goes to step 3, `goto la-dot` to a lesson."
                                           : "`goto la-dot` opens a lesson; `list` shows them.");
  else
    menu_open(s, rest);
}

static void run_reset(Shell *s, const char *rest) {
  Error error = { 0 };
  (void)rest;
  char *path = mem_copy_string(s->lesson.path), *slug = mem_copy_string(s->lesson.slug);
  shell_leave_lesson(s);
  if (s->store && !store_position_forget(s->store, slug, &error))
    present_error(&s->presenter, &error);
  shell_open_lesson(s, path);
  free(path);
  free(slug);
}

static double seconds_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void run_time(Shell *s, const char *rest) {
  if (!*rest) {
    present_note(&s->presenter, "`time EXPR` says how long an evaluation takes.");
    return;
  }
  double start = seconds_now();
  shell_calculate(s, rest);
  double taken = seconds_now() - start;
  if (taken < 1e-3)
    present_note(&s->presenter, "%.0f microseconds", taken * 1e6);
  else if (taken < 1)
    present_note(&s->presenter, "%.1f milliseconds", taken * 1e3);
  else
    present_note(&s->presenter, "%.2f seconds", taken);
}

static void run_language(Shell *s, const char *name, const char *rest) {
  Text line = TEXT_EMPTY;
  text_printf(&line, "%s %s", name, rest);
  shell_calculate(s, text_string(&line));
  text_free(&line);
}

static void run_who(Shell *s, const char *rest) {
  run_language(s, "who", rest);
}

static void run_clear(Shell *s, const char *rest) {
  run_language(s, "clear", rest);
}

static void run_explain(Shell *s, const char *rest) {
  run_language(s, "explain", rest);
}

static void run_numpy(Shell *s, const char *rest) {
  run_language(s, "numpy", rest);
}

static void run_why(Shell *s, const char *rest) {
  if (!session_opens(rest)) {
    present_note(&s->presenter, "`why 2` opens step 2 of the last explanation, `why 1.2` a part of "
                                "it, `why z` the node z of the last graph.");
    return;
  }
  Text line = TEXT_EMPTY;
  text_printf(&line, "why('%s')", rest);
  shell_calculate(s, text_string(&line));
  text_free(&line);
}

static void run_quit(Shell *s, const char *rest) {
  (void)rest;
  s->leaving = true;
}

static void run_outside(Shell *s, const char *rest) {
  (void)rest;
  present_note(&s->presenter, "No lesson is open: `next` begins one, `list` shows them all.");
}

const Command commands[] = {
  { "help", "[NAME]", "this list, or what NAME does", EVERYWHERE, run_help },
  { "apropos", "WORD", "functions that have to do with WORD", EVERYWHERE, run_apropos },
  { "next", "", "go on; Enter alone does the same where nothing is asked", AT_LESSON | AT_REVIEW,
    NULL },
  { "back", "", "one step back", AT_LESSON | AT_QUIZ, NULL },
  { "repeat", "", "this step once more", AT_LESSON | AT_REVIEW, NULL },
  { "goto", "N | LESSON", "to step N, or to another lesson", AT_LESSON | AT_MENU, run_goto },
  { "hint", "", "a hint; there may be several", AT_LESSON | AT_REVIEW, NULL },
  { "skip", "", "go on without an answer", AT_LESSON | AT_QUIZ | AT_REVIEW, NULL },
  { "solution", "", "the worked solution with these numbers", AT_LESSON | AT_REVIEW, NULL },
  { "again", "", "the same question with other numbers", AT_LESSON | AT_REVIEW, NULL },
  { "why", "[STEP]", "how the last answer was judged; `why 2`: a step, `why z`: a node",
    AT_LESSON | AT_REVIEW, NULL },
  { "why", "STEP", "one step of the last explanation, or one node of the last graph",
    AT_MENU | AT_QUIZ, run_why },
  { "try", "EXPR", "calculate without answering", AT_LESSON | AT_QUIZ | AT_REVIEW, NULL },
  { "play", "", "step out of the lesson to try things", AT_LESSON | AT_REVIEW, NULL },
  { "resume", "", "back into the lesson, with its own values", AT_LESSON | AT_REVIEW, NULL },
  { "status", "", "where you are", AT_LESSON | AT_QUIZ | AT_REVIEW, NULL },
  { "finish", "", "end the quiz, or the review, and see the result", AT_QUIZ | AT_REVIEW, NULL },
  { "reset", "", "begin this lesson from its start", AT_LESSON, run_reset },
  { "next", "", "the lesson that comes next", AT_MENU, run_next },
  { "list", "[TRACK]", "tracks and lessons", EVERYWHERE, run_list },
  { "progress", "[--export FOLDER | --import FOLDER]", "what is solid and what fades", EVERYWHERE,
    progress_command },
  { "due", "", "what is due for review", EVERYWHERE, due_command },
  { "forecast", "", "reviews in the next 30 days", EVERYWHERE, forecast_command },
  { "review", "[N]", "what is due, with other numbers", AT_MENU | AT_LESSON, review_command },
  { "quiz", "[TOPIC]...", "test yourself on tracks or lessons; week:1 to final",
    AT_MENU | AT_LESSON, quizzes_command },
  { "testout", "[LESSON]", "show that you can leave a lesson out", AT_MENU | AT_LESSON,
    quizzes_testout },
  { "placement", "[full]", "find out where to start", AT_MENU | AT_LESSON, quizzes_placement },
  { "transcript", "FILE.md", "write down this lesson as it went", AT_MENU | AT_LESSON,
    written_command },
  { "menu", "", "leave the lesson, or the quiz", EVERYWHERE, run_menu },
  { "plot", "again | save FILE | script FILE", "the last plot once more, or into a file",
    EVERYWHERE, plot_command },
  { "explain", "[full | terse] EXPR", "the work behind a value, step by step", EVERYWHERE,
    run_explain },
  { "numpy", "EXPR", "the same computation in Python with NumPy", EVERYWHERE, run_numpy },
  { "time", "EXPR", "how long an evaluation takes", EVERYWHERE, run_time },
  { "who", "", "the variables", EVERYWHERE, run_who },
  { "clear", "[NAME]...", "forget variables", EVERYWHERE, run_clear },
  { "quit", "", "leave; everything is saved (Ctrl-D)", EVERYWHERE, run_quit },
  { NULL, NULL, NULL, 0, NULL },
};

/* Understood, but not in the lists. */
static const Command leave = { "exit", "", "", EVERYWHERE, run_quit };
/* What belongs to a lesson when none is open. */
static const Command outside = { "", "", "", AT_MENU, run_outside };

static const Command *find_here(Level level, const char *word, size_t len) {
  for (const Command *c = commands; c->name; c++)
    if ((c->where & level) && strlen(c->name) == len && strncmp(c->name, word, len) == 0) return c;
  return NULL;
}

const Command *command_find(const char *name, size_t len) {
  return find_here(EVERYWHERE, name, len);
}

static const Command *find_exact(Level level, const char *word, size_t len) {
  const Command *c = find_here(level, word, len);
  if (c) return c;
  if (len == strlen(leave.name) && strncmp(word, leave.name, len) == 0) return &leave;
  c = level == AT_MENU ? find_here(AT_LESSON, word, len) : NULL;
  return c && !c->arguments[0] ? &outside : NULL;
}

/* After a colon the beginning of a name will do, when only one begins so. */
static const Command *find_prefix(Level level, const char *word, size_t len, Text *complaint) {
  const Command *exact = find_exact(level, word, len), *found = NULL;
  if (exact) return exact;
  Text names = TEXT_EMPTY;
  size_t count = 0;
  for (const Command *c = commands; c->name; c++)
    if (len > 0 && (c->where & level) && strncmp(c->name, word, len) == 0) {
      text_printf(&names, "%s`:%s`", count > 0 ? ", " : "", c->name);
      found = c;
      count++;
    }
  if (count > 1)
    text_printf(complaint, "`:%.*s` could be %s.", (int)len, word, text_string(&names));
  text_free(&names);
  return count == 1 ? found : NULL;
}

const char *command_nearest(const Shell *s, const char *word) {
  Level level = shell_level(s);
  const char *best = NULL;
  int least = strlen(word) < 4 ? 2 : 3;
  for (const Command *c = commands; c->name; c++) {
    int distance = c->where & level ? edit_distance(word, c->name, 2) : 3;
    if (distance < least) {
      least = distance;
      best = c->name;
    }
  }
  return best;
}

/* A bare word is a command only where it cannot be mathematics. */
static bool means_command(Shell *s, const Command *c, const char *word, size_t len,
                          const char *rest) {
  char *name = mem_copy_bytes(word, len);
  bool variable = shell_has_variable(s, name);
  free(name);
  if (variable) return false;
  if (strcmp(c->name, "plot") == 0) return plot_command_is(rest);
  if (!*rest) return true;
  bool apart = isspace((unsigned char)word[len]);
  if (!apart) return false;
  if (rest[0] == '=' && rest[1] != '=') return false;
  static const char *const of_expressions[] = { "time", "help", "explain", "numpy" };
  for (size_t i = 0; i < sizeof of_expressions / sizeof *of_expressions; i++)
    if (strcmp(c->name, of_expressions[i]) == 0) return true;
  return c->arguments[0] && !strchr("=+*/^.,;<>~!&|'", rest[0]);
}

const Command *command_of(Shell *s, const char *line, const char **rest, Text *complaint) {
  Level level = shell_level(s);
  bool colon = *line == ':';
  const char *word = line + colon;
  size_t len = 0;
  if (*line == '?') { /* ?dot is help dot */
    *rest = line + 1 + strspn(line + 1, " \t?");
    return command_find("help", 4);
  }
  while (isalpha((unsigned char)word[len])) len++;
  *rest = word + len + strspn(word + len, " \t");
  const Command *c =
      colon ? find_prefix(level, word, len, complaint) : find_exact(level, word, len);
  if (!colon) return c && c->run && means_command(s, c, word, len, *rest) ? c : NULL;
  if (c || complaint->len > 0) return c;
  char *copy = mem_copy_bytes(word, len);
  const char *near = command_nearest(s, copy);
  text_printf(complaint, "There is no command `:%s` here; ", copy);
  if (near)
    text_printf(complaint, "did you mean `:%s`?", near);
  else
    text_puts(complaint, "`help` lists them.");
  free(copy);
  return NULL;
}
