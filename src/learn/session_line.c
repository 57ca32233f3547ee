/* session_line.c -- what a typed line is: a command, an answer, or scratch work.  */

#include "config.h"
#include "base/dict.h"
#include "lang/parse.h"
#include "learn/session_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const commands[] = { "next", "back",     "repeat", "goto", "hint",
                                        "skip", "solution", "again",  "play", "resume",
                                        "why",  "status",   "try" };

/* Of the program around a lesson; those that something follows first. */
static const char *const around[] = { "explain", "numpy", "time", "help",     "apropos",
                                      "list",    "menu",  "quit", "progress", "review" };

enum {
  COMMAND_COUNT = sizeof commands / sizeof *commands,
  AROUND_COUNT = sizeof around / sizeof *around,
  BEFORE_EXPRESSIONS = 4
};

/* The command that WORD of LEN bytes stands for, or NULL; with PREFIX unique beginnings count. */
static const char *session_find_command(const char *word, size_t len, bool prefix) {
  const char *found = NULL;
  for (size_t i = 0; i < COMMAND_COUNT; i++) {
    if (strncmp(commands[i], word, len) != 0) continue;
    if (commands[i][len] == '\0') return commands[i];
    if (!prefix) continue;
    if (found) return NULL;
    found = commands[i];
  }
  return found;
}

bool session_knows_command(const char *word) {
  return session_find_command(word, strlen(word), false) != NULL;
}

static const char *nearer(const char *word, const char *name, int *least, const char *best) {
  int d = edit_distance(word, name, 2);
  if (d >= *least) return best;
  *least = d;
  return name;
}

/* The command that a single misspelt word may have meant. */
const char *session_nearest_command(const char *word) {
  size_t len = strlen(word);
  const char *best = NULL;
  int least = len < 3 ? 0 : len < 5 ? 2 : 3;
  for (size_t i = 0; i < len; i++)
    if (!isalpha((unsigned char)word[i])) return NULL;
  for (size_t i = 0; i < COMMAND_COUNT; i++) best = nearer(word, commands[i], &least, best);
  for (size_t i = 0; i < AROUND_COUNT; i++) best = nearer(word, around[i], &least, best);
  return best;
}

/* ------------------------------------------------------------------ commands */

static void go_to(Session *s, const char *where) {
  char *end;
  long n = strtol(where, &end, 10);
  if (end == where || *end)
    session_note(s, "`goto N` goes to a step of this lesson: 1 to %zu.", s->lesson->step_count);
  else if (n < 1 || (size_t)n > s->lesson->step_count)
    session_note(s, "This lesson has the steps 1 to %zu.", s->lesson->step_count);
  else if (s->asking.open && s->options.policy.no_skip && (size_t)n - 1 > s->step)
    session_note(s, "This track wants an answer here before it goes on; `hint` may help.");
  else
    session_go(s, (size_t)n - 1, true);
}

static void go_back(Session *s) {
  if (s->step == 0)
    session_note(s, "This is the first step.");
  else
    session_go(s, s->step - 1, true);
}

static void play(Session *s) {
  if (s->before_play) {
    session_note(s, "You are playing already; `resume` returns to the lesson.");
    return;
  }
  s->before_play = scope_copy(s->mine);
  session_note(s, "Try what you like; `resume` returns to the lesson and restores its values.");
}

static void restore(Session *s) {
  const char *name;
  Value value;
  for (size_t i = 0; scope_at(s->before_play, i, &name, &value); i++)
    scope_set(s->mine, name, value_retain(value));
  scope_free(s->before_play);
  s->before_play = NULL;
}

static void resume(Session *s) {
  if (!s->before_play) {
    session_note(s, "You are in the lesson; `play` steps out of it.");
    return;
  }
  restore(s);
  session_note(s, "The lesson's values are restored.");
  if (s->asking.open) session_ask_part(s);
}

static void status(Session *s) {
  const Lesson *l = s->lesson;
  session_note(s, "%s: step %zu of %zu, %zu of %zu exercises solved.", l->title, s->step + 1,
               l->step_count, session_solved(s), l->exercise_count);
  if (!s->asking.open) return;
  const Asking *a = &s->asking;
  session_note(s, "Exercise `%s`: %u missed, %zu of %zu hints taken, seed %llu.", a->exercise->name,
               a->misses, a->hints, session_hint_count(s), (unsigned long long)a->variant.seed);
}

static void again(Session *s) {
  Asking *a = &s->asking;
  if (a->open)
    session_note(s, "This one first: answer it, or `solution` shows how it is done.");
  else if (!a->exercise || !a->drawn)
    session_note(s, "There is no exercise in this step.");
  else
    session_ask(s, a->exercise, ++s->redrawn[a->index]);
}

static void next(Session *s) {
  if (s->asking.open && s->options.policy.no_skip) {
    session_note(s, "This track wants an answer here before it goes on; `hint` may help.");
    return;
  }
  if (s->asking.open) {
    session_note(s, "The question stays open; `back` returns to it.");
    s->asking.open = false;
  }
  session_continue(s);
}

static void about_question(Session *s, const char *command) {
  bool skip = strcmp(command, "skip") == 0;
  if (!s->asking.open && skip)
    session_continue(s);
  else if (!s->asking.open)
    session_note(s, "No question waits here.");
  else if (strcmp(command, "hint") == 0)
    session_hint(s);
  else if (skip && s->options.policy.no_skip)
    session_note(s, "This track does not let you skip a question; `hint` may help.");
  else if (!skip && s->options.policy.no_solution)
    session_note(s, "This track keeps its solutions to itself; `hint` may help.");
  else
    session_solution(s, command, skip);
}

bool session_opens(const char *rest) {
  if (!*rest) return false;
  if (!rest[strspn(rest, "0123456789.")]) return true;
  if (!isalpha((unsigned char)*rest)) return false;
  while (isalnum((unsigned char)*rest) || *rest == '_') rest++;
  return *rest == '\0';
}

/* Of the last explanation, or a node of the last graph. */
static void open_step(Session *s, const char *number) {
  Text line = TEXT_EMPTY;
  text_printf(&line, "why('%s')", number);
  session_calculate(s, text_string(&line));
  text_free(&line);
}

static void run_command(Session *s, const char *c, const char *rest) {
  bool moves = strchr("nbrgsa", *c) && strcmp(c, "resume") != 0 && strcmp(c, "status") != 0;
  if (moves && s->before_play) restore(s);
  if (strcmp(c, "try") == 0) {
    if (*rest)
      session_calculate(s, rest);
    else
      session_note(s, "`try EXPR` calculates without answering.");
  } else if (strcmp(c, "goto") == 0)
    go_to(s, rest);
  else if (strcmp(c, "why") == 0 && session_opens(rest))
    open_step(s, rest);
  else if (*rest)
    session_note(s, "`%s` stands alone; `try EXPR` calculates.", c);
  else if (strcmp(c, "next") == 0)
    next(s);
  else if (strcmp(c, "back") == 0)
    go_back(s);
  else if (strcmp(c, "repeat") == 0)
    session_go(s, s->step, true);
  else if (strcmp(c, "again") == 0)
    again(s);
  else if (strcmp(c, "play") == 0)
    play(s);
  else if (strcmp(c, "resume") == 0)
    resume(s);
  else if (strcmp(c, "status") == 0)
    status(s);
  else if (strcmp(c, "why") == 0)
    session_why(s);
  else
    about_question(s, c);
}

static bool is_variable(const Session *s, const char *name) {
  Value v = scope_get(s->mine, name);
  value_release(v);
  return v.kind != VALUE_NONE;
}

/* `try` also opens a block of the language, which has an end. */
static bool is_block(const char *line) {
  Arena arena = { 0 };
  Error error = { 0 };
  Parser parser;
  parser_begin(&parser, line, &arena, &error);
  const Node *n = parse_statement(&parser);
  bool block = n && n->kind == NODE_TRY;
  arena_free(&arena);
  return block;
}

/* Kinds that are answered with words or letters, which may look like commands with something
   behind. */
static bool is_wordy(AnswerKind kind) {
  return kind == ANSWER_TEXT || kind == ANSWER_CHOICE || kind == ANSWER_CHOICES ||
         kind == ANSWER_ORDER || kind == ANSWER_SELF || kind == ANSWER_INTERVAL;
}

/* A bare word with nothing behind it, or with what the command takes. */
static bool means_command(const Session *s, const char *command, const char *line,
                          const char *rest) {
  if (is_variable(s, command)) return false;
  if (!*rest) return true;
  if (strchr("=+-*/^.,;:<>~!&|'", *rest) && strcmp(command, "try") != 0) return false;
  if (strcmp(command, "try") == 0) return !is_block(line);
  if (strcmp(command, "goto") == 0) return true;
  AnswerKind kind = s->asking.open ? s->asking.exercise->parts[s->asking.part].kind : ANSWER_NUMBER;
  bool words = kind == ANSWER_TEXT || kind == ANSWER_SELF;
  if (strcmp(command, "why") == 0 && session_opens(rest) &&
      !(words && isalpha((unsigned char)*rest)))
    return true;
  return !is_wordy(kind);
}

static bool try_command(Session *s, const char *line) {
  bool colon = *line == ':';
  const char *word = line + colon;
  size_t len = 0;
  while (isalpha((unsigned char)word[len])) len++;
  const char *rest = word + len + strspn(word + len, " \t");
  if (len == 0 || (word[len] && rest == word + len)) return false;
  const char *command = session_find_command(word, len, colon);
  if (command && (colon || means_command(s, command, line, rest))) {
    run_command(s, command, rest);
    return true;
  }
  if (!colon) return false;
  char *copy = mem_copy_bytes(word, len);
  const char *near = session_nearest_command(copy);
  if (near)
    session_note(s, "`:%s` is no command; did you mean `:%s`?", copy, near);
  else
    session_note(s, "`:%s` is no command, or the beginning of several.", copy);
  free(copy);
  return true;
}

/* ------------------------------------------------------------------ answer or scratch work */

/* "name = ..." that does not parse is still no answer. */
static bool looks_assigned(const char *line) {
  size_t n = 0;
  while (isalnum((unsigned char)line[n]) || line[n] == '_') n++;
  if (n == 0 || isdigit((unsigned char)*line)) return false;
  n += strspn(line + n, " \t");
  return line[n] == '=' && line[n + 1] != '=';
}

bool session_is_scratch(const Session *s, const char *line) {
  AnswerKind kind = s->asking.exercise->parts[s->asking.part].kind;
  if (kind == ANSWER_EQUATION || kind == ANSWER_PMF || kind == ANSWER_SELF) return false;
  Arena arena = { 0 };
  Error error = { 0 };
  Parser parser;
  bool statements = false, any = false;
  const Node *n;
  parser_begin(&parser, line, &arena, &error);
  while ((n = parse_statement(&parser))) {
    any = true;
    statements |= n->kind != NODE_EXPRESSION && !(n->kind == NODE_COMMAND && is_wordy(kind));
  }
  arena_free(&arena);
  if (error.kind != ERROR_NONE) return kind != ANSWER_TEXT && looks_assigned(line);
  return statements || !any; /* a comment alone is no answer, either */
}

static void take_answer(Session *s, const char *line) {
  size_t len = strlen(line);
  while (len > 0 && (isspace((unsigned char)line[len - 1]) || line[len - 1] == ';')) len--;
  char *typed = mem_copy_bytes(line, len);
  session_answer(s, typed);
  free(typed);
}

static bool is_known(const Session *s, const char *name) {
  return is_variable(s, name) || registry_find(interp_registry(s->in), name, strlen(name)) != NULL;
}

bool session_misspelt(const Session *s, const char *line, Text *advice) {
  size_t len = 0, least = 3;
  while (isalpha((unsigned char)line[len])) len++;
  const char *rest = line + len + strspn(line + len, " \t"), *best = NULL;
  if (len < least || rest == line + len || !*rest) return false;
  if (strchr("=+-*/^.,;:<>~!&|'", *rest)) return false;
  AnswerKind kind = s->asking.open ? s->asking.exercise->parts[s->asking.part].kind : ANSWER_NUMBER;
  if (kind == ANSWER_SELF || (kind == ANSWER_TEXT && !strchr(rest, '('))) return false;
  char *word = mem_copy_bytes(line, len);
  int near = len < 5 ? 2 : 3;
  if (!is_known(s, word) && !session_find_command(word, len, false)) {
    best = nearer(word, "try", &near, best);
    for (size_t i = 0; i < BEFORE_EXPRESSIONS; i++) best = nearer(word, around[i], &near, best);
  }
  if (near == 0) best = NULL; /* it is the command itself */
  if (best)
    text_printf(advice, "Nothing here is called %s; did you mean `%s %s`?", word, best, rest);
  free(word);
  return best != NULL;
}

static bool misspells_command(Session *s, const char *line) {
  Text advice = TEXT_EMPTY;
  bool misspelt = session_misspelt(s, line, &advice);
  if (misspelt) session_note(s, "%s", text_string(&advice));
  text_free(&advice);
  return misspelt;
}

static void take_line(Session *s, const char *line) {
  bool asked = s->asking.open && !s->before_play;
  if (!*line) {
    if (asked)
      session_note(s, "Type your answer; `hint`, `skip` and `solution` are there, too.");
    else if (!s->before_play)
      session_continue(s);
  } else if (try_command(s, line) || misspells_command(s, line)) {
  } else if (asked && !session_is_scratch(s, line))
    take_answer(s, line);
  else {
    session_calculate(s, line);
    if (asked) session_look(s, line);
  }
}

void session_feed(Session *s, const char *line) {
  while (isspace((unsigned char)*line)) line++;
  size_t len = strlen(line);
  while (len > 0 && isspace((unsigned char)line[len - 1])) len--;
  char *own = mem_copy_bytes(line, len);
  if (!s->done) take_line(s, own);
  free(own);
}
