/* fixed_quiz.c -- quizzes that are set for everybody, read.  */

#include "config.h"
#include "learn/fixed_quiz.h"
#include "base/files.h"
#include "learn/exercise.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 1 << 20, MOST_COUNT = 200 };

typedef struct Reader {
  Arena *arena;
  FixedQuizzes *out;
  Findings *findings;
  uint32_t line;
} Reader;

static FixedQuiz *current(const Reader *r) {
  return r->out->count > 0 ? &r->out->items[r->out->count - 1] : NULL;
}

static void complain(Reader *r, const char *what) {
  findings_add(r->findings, (Place){ r->line, 1 }, FINDING_ERROR, "[quiz] %s", what);
}

static char *trim(char *s) {
  s += strspn(s, " \t");
  size_t len = strlen(s);
  while (len > 0 && isspace((unsigned char)s[len - 1])) s[--len] = '\0';
  return s;
}

/* ------------------------------------------------------------------ picks */

static void add_source(Arena *arena, FixedPick *pick, FixedSource source) {
  pick->sources = arena_grow(arena, pick->sources, pick->source_count, sizeof *pick->sources);
  pick->sources[pick->source_count++] = source;
}

/* "`la-dot/angle`" or "la-dot". */
static void read_source(Reader *r, FixedPick *pick, char *word) {
  char *to = word;
  for (const char *s = word; *s; s++)
    if (*s != '`') *to++ = *s;
  *to = '\0';
  word = trim(word);
  char *slash = strchr(word, '/');
  if (slash) *slash++ = '\0';
  if (!*word || (slash && !*slash) || strpbrk(word, " \t")) {
    complain(r, "a lesson or LESSON/EXERCISE is missing here; name it, with commas between them");
    return;
  }
  add_source(r->arena, pick,
             (FixedSource){ .lesson = arena_copy_string(r->arena, word),
                            .exercise = slash ? arena_copy_string(r->arena, slash) : NULL,
                            .place = { r->line, 1 } });
}

static bool has_lesson(const FixedPick *pick, const char *lesson) {
  for (size_t i = 0; i < pick->source_count; i++)
    if (strcmp(pick->sources[i].lesson, lesson) == 0) return true;
  return false;
}

static void add_earlier(Reader *r, FixedPick *pick) {
  for (size_t i = 0; i + 1 < r->out->count; i++)
    for (size_t k = 0; k < r->out->items[i].pick_count; k++) {
      const FixedPick *other = &r->out->items[i].picks[k];
      for (size_t n = 0; other->kind != FIXED_BEFORE && n < other->source_count; n++)
        if (!has_lesson(pick, other->sources[n].lesson))
          add_source(r->arena, pick,
                     (FixedSource){ .lesson = other->sources[n].lesson, .place = { r->line, 1 } });
    }
}

/* Behind the number: "of a, b", "choice of a, b", "from before". */
static void read_pick(Reader *r, unsigned long count, char *rest) {
  static const char choice[] = "choice of ", any[] = "of ";
  FixedQuiz *quiz = current(r);
  FixedPick pick = { .count = (unsigned)count };
  if (count == 0 || count > MOST_COUNT) {
    complain(r, "a number of questions is from 1 to 200");
    return;
  }
  if (strcmp(rest, "from before") == 0) {
    pick.kind = FIXED_BEFORE;
    add_earlier(r, &pick);
  } else if (strncmp(rest, choice, sizeof choice - 1) == 0 ||
             strncmp(rest, any, sizeof any - 1) == 0) {
    pick.kind = *rest == 'c' ? FIXED_CHOICE : FIXED_ANY;
    for (char *word = strstr(rest, "of ") + 3, *next; word; word = next) {
      next = strchr(word, ',');
      if (next) *next++ = '\0';
      read_source(r, &pick, word);
    }
  } else {
    complain(r, "behind a number of questions stands `of LESSON, LESSON/EXERCISE`, "
                "`choice of ...` or `from before`");
    return;
  }
  quiz->picks = arena_grow(r->arena, quiz->picks, quiz->pick_count, sizeof *quiz->picks);
  quiz->picks[quiz->pick_count++] = pick;
}

/* ------------------------------------------------------------------ lines */

static void read_rule(Reader *r, const char *key, const char *value) {
  FixedQuiz *quiz = current(r);
  char *end;
  double number = strtod(value, &end);
  bool percent = strcmp(key, "minutes") != 0;
  if (end == value || *end || number < 0 || number > (percent ? 100 : 600))
    complain(r, percent ? "a percentage is from 0 to 100" : "minutes are from 0 to 600");
  else if (!percent)
    quiz->minutes = (unsigned)number;
  else if (strcmp(key, "pass") == 0)
    quiz->pass = number;
  else
    quiz->pass_of_track = number;
}

static void read_item(Reader *r, char *item) {
  static const char *const keys[] = { "minutes", "pass", "each track" };
  char *rest, *colon = strchr(item, ':');
  if (!current(r)) return;
  if (isdigit((unsigned char)*item)) {
    unsigned long count = strtoul(item, &rest, 10);
    read_pick(r, count, trim(rest));
    return;
  }
  if (colon) *colon = '\0';
  for (size_t i = 0; colon && i < sizeof keys / sizeof *keys; i++)
    if (strcmp(trim(item), keys[i]) == 0) {
      read_rule(r, keys[i], trim(colon + 1));
      return;
    }
  complain(r, "a line of a quiz is `minutes: N`, `pass: N`, `each track: N`, or begins with a "
              "number of questions");
}

static void begin_quiz(Reader *r, char *heading) {
  size_t len = strcspn(heading, " \t");
  char *title = trim(heading + len);
  heading[len] = '\0';
  r->out->items = arena_grow(r->arena, r->out->items, r->out->count, sizeof *r->out->items);
  r->out->items[r->out->count++] =
      (FixedQuiz){ .name = arena_copy_string(r->arena, heading),
                   .title = arena_copy_string(r->arena, *title ? title : heading),
                   .place = { r->line, 1 } };
}

void fixed_quizzes_read(const char *text, Arena *arena, FixedQuizzes *out, Findings *findings) {
  Reader r = { arena, out, findings, 1 };
  char *copy = mem_copy_string(text);
  *out = (FixedQuizzes){ 0 };
  for (char *line = copy, *next; line; line = next, r.line++) {
    next = strchr(line, '\n');
    if (next) *next++ = '\0';
    line = trim(line);
    if (strncmp(line, "## ", 3) == 0)
      begin_quiz(&r, trim(line + 3));
    else if (strncmp(line, "- ", 2) == 0)
      read_item(&r, trim(line + 2));
  }
  free(copy);
}

size_t fixed_quiz_count(const FixedQuiz *quiz) {
  size_t count = 0;
  for (size_t i = 0; i < quiz->pick_count; i++)
    if (quiz->picks[i].kind != FIXED_BEFORE || quiz->picks[i].source_count > 0)
      count += quiz->picks[i].count;
  return count;
}

/* ------------------------------------------------------------------ found */

const FixedQuiz *fixed_quiz_find(const Catalogue *c, const char *name, Arena *arena, Text *names,
                                 Error *error) {
  const FixedQuiz *found = NULL;
  for (size_t i = 0; i < c->root_count && !found && error->kind == ERROR_NONE; i++) {
    Text path = TEXT_EMPTY, text = TEXT_EMPTY;
    FixedQuizzes all = { 0 };
    Findings findings = { 0 };
    text_printf(&path, "%s/quizzes.md", c->roots[i]);
    if (file_exists(text_string(&path)) &&
        file_read(text_string(&path), FILE_LIMIT, &text, error)) {
      fixed_quizzes_read(text_string(&text), arena, &all, &findings);
      for (size_t k = 0; k < all.count; k++) {
        text_printf(names, "%s%s", names->len > 0 ? " " : "", all.items[k].name);
        if (!found && strcmp(all.items[k].name, name) == 0) found = &all.items[k];
      }
      if (found && findings.errors > 0) {
        error_set(error, ERROR_FILE, (Span){ 0, 0 }, "%.200s, line %u: %s", text_string(&path),
                  findings.items[0].place.line, findings.items[0].message);
        found = NULL;
      }
    }
    findings_free(&findings);
    text_free(&path);
    text_free(&text);
  }
  return found;
}
