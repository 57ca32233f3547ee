/* answer_kind.c -- the kinds of answers: their names, and how a kind follows from the answer.  */

#include "config.h"
#include "learn/exercise.h"
#include "base/dict.h"

#include <ctype.h>
#include <string.h>

static const char *const names[] = {
  [ANSWER_NUMBER] = "number",
  [ANSWER_VECTOR] = "vector",
  [ANSWER_MATRIX] = "matrix",
  [ANSWER_FORMULA] = "formula",
  [ANSWER_SET] = "set",
  [ANSWER_SCALED] = "scaled",
  [ANSWER_INTERVAL] = "interval",
  [ANSWER_EQUATION] = "equation",
  [ANSWER_CHOICE] = "choice",
  [ANSWER_CHOICES] = "choices",
  [ANSWER_TEXT] = "text",
  [ANSWER_EXAMPLE] = "example",
  [ANSWER_SESSION] = "session",
  [ANSWER_SELF] = "self",
  [ANSWER_BASIS] = "basis",
  [ANSWER_ANTIDERIVATIVE] = "antiderivative",
  [ANSWER_GRADIENT] = "gradient",
  [ANSWER_JACOBIAN] = "jacobian",
  [ANSWER_PROBABILITY] = "probability",
  [ANSWER_PMF] = "pmf",
  [ANSWER_ORDER] = "order",
  [ANSWER_FUNCTION] = "function",
};

static const struct {
  const char *name;
  AnswerKind kind;
} aliases[] = { { "list", ANSWER_VECTOR },
                { "unordered", ANSWER_SET },
                { "inequality", ANSWER_INTERVAL },
                { "span", ANSWER_BASIS } };

enum { ALIASES = sizeof aliases / sizeof *aliases };

const char *answer_kind_name(AnswerKind kind) {
  return names[kind];
}

bool answer_kind_set(Part *p, const char *name) {
  bool found = false;
  for (int i = 0; i < ANSWER_KINDS && !found; i++) {
    found = strcmp(names[i], name) == 0;
    if (found) p->kind = (AnswerKind)i;
  }
  for (size_t i = 0; i < ALIASES && !found; i++) {
    found = strcmp(aliases[i].name, name) == 0;
    if (found) p->kind = aliases[i].kind;
  }
  if (!found) return false;
  p->kind_given = true;
  /* A span may have vectors too many, a basis may not. */
  if (strcmp(name, "span") == 0 && !p->form.text) p->form = (Phrase){ "span", p->place };
  return true;
}

const char *answer_kind_nearest(const char *name) {
  const char *best = NULL;
  int least = 3;
  for (int i = 0; i < ANSWER_KINDS + ALIASES; i++) {
    const char *known = i < ANSWER_KINDS ? names[i] : aliases[i - ANSWER_KINDS].name;
    int d = edit_distance(known, name, 2);
    if (d >= least) continue;
    least = d;
    best = known;
  }
  return best;
}

/* ------------------------------------------------------------------ words round the answer */

static bool ends_with(const char *s, size_t len, const char *suffix) {
  size_t n = strlen(suffix);
  return len > n && memcmp(s + len - n, suffix, n) == 0 && strchr(" \n\t])},", s[len - n - 1]);
}

static void add_form(Arena *arena, Part *p, const char *word) {
  if (p->form.text && strstr(p->form.text, word)) return;
  Place place = p->form.text ? p->form.place : p->answer.place;
  p->form.text = p->form.text ? arena_printf(arena, "%s, %s", p->form.text, word) : word;
  p->form.place = place;
}

static void give(Part *p, AnswerKind kind) {
  if (!p->kind_given) p->kind = kind;
  p->kind_given = true;
}

/* "[1, 2] up to scale, unit" */
static void take_suffixes(Arena *arena, Part *p) {
  static const struct {
    const char *words, *form;
    AnswerKind kind;
  } suffixes[] = { { "up to scale", NULL, ANSWER_SCALED },
                   { "same direction", "same direction", ANSWER_SCALED },
                   { "unit", "unit", ANSWER_SCALED },
                   { "unordered", NULL, ANSWER_SET },
                   { "row equivalent", "row equivalent", ANSWER_MATRIX },
                   { "orthonormal", "orthonormal", ANSWER_BASIS } };
  const char *s = p->answer.text;
  size_t len = strlen(s);
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
    if (!ends_with(s, len, suffixes[i].words)) continue;
    if (i == 0) p->kind_given = false; /* kind: vector, up to scale */
    give(p, suffixes[i].kind);
    if (suffixes[i].form) add_form(arena, p, suffixes[i].form);
    len -= strlen(suffixes[i].words);
    while (len > 0 && (isspace((unsigned char)s[len - 1]) || s[len - 1] == ',')) len--;
    i = (size_t)-1; /* once more from the first */
  }
  p->answer.text = arena_copy(arena, s, len);
}

static bool take_prefix(Part *p, const char *prefix) {
  const char *s = p->answer.text;
  size_t n = strlen(prefix);
  if (strncmp(s, prefix, n) != 0) return false;
  n += strspn(s + n, " \t\n");
  p->answer.place = place_after(p->answer.place, s, n);
  p->answer.text = s + n;
  return true;
}

/* "antiderivative of x^2 wrt x" */
static void take_subject(Arena *arena, Part *p) {
  const char *s = p->answer.text, *at = strstr(s, " wrt ");
  if (!at) return;
  size_t skip = 5 + strspn(at + 5, " \t\n");
  p->subject = (Phrase){ at + skip, place_after(p->answer.place, s, (size_t)(at - s) + skip) };
  p->answer.text = arena_copy(arena, s, (size_t)(at - s));
}

/* ------------------------------------------------------------------ what it looks like */

static bool is_mixed(const char *s, size_t len) {
  return len > 2 && ((s[0] == '(' && s[len - 1] == ']') || (s[0] == '[' && s[len - 1] == ')'));
}

static bool has_word(const char *text, const char *word, size_t len) {
  for (const char *s = text; s && (s = strchr(s, *word)); s++) {
    bool starts = s == text || (!isalnum((unsigned char)s[-1]) && s[-1] != '_');
    if (starts && strncmp(s, word, len) == 0 && !isalnum((unsigned char)s[len]) && s[len] != '_')
      return true;
  }
  return false;
}

/* x < 2: a name that was not drawn, compared and nothing else. */
static bool is_inequality(const char *s, const char *vars) {
  for (const char *at = s; (at = strpbrk(at, "<>")); at++) {
    const char *left = at, *start;
    while (left > s && isspace((unsigned char)left[-1])) left--;
    start = left;
    while (start > s && (isalnum((unsigned char)start[-1]) || start[-1] == '_')) start--;
    size_t len = (size_t)(left - start);
    bool alone = start == s || start[-1] == ' ' || start[-1] == '=';
    if (len == 0 || !alone || !isalpha((unsigned char)*start)) {
      start = at + 1 + (at[1] == '=');
      start += strspn(start, " ");
      len = 0;
      while (isalnum((unsigned char)start[len]) || start[len] == '_') len++;
      if (len == 0 || !isalpha((unsigned char)*start) || start[len] == '(') continue;
    }
    return !vars || !has_word(vars, start, len);
  }
  return false;
}

static bool is_equation(const char *s) {
  bool found = false;
  for (const char *at = s; (at = strchr(at, '=')); at++) {
    if (at[1] == '=' || at == s || strchr("=<>~!+-*/^", at[-1])) return false;
    found = true;
  }
  return found;
}

void answer_kind_infer(Arena *arena, Part *p, const char *vars) {
  if (!p->kind_given && p->choice_count > 0)
    p->kind = ANSWER_CHOICE;
  else if (!p->kind_given && p->check.text)
    p->kind = ANSWER_EXAMPLE;
  const char *s = p->answer.text;
  if (!s || p->kind == ANSWER_CHOICE || p->kind == ANSWER_CHOICES || p->kind == ANSWER_SELF ||
      p->kind == ANSWER_ORDER || (p->kind_given && p->kind == ANSWER_TEXT))
    return;
  if (*s == '@') {
    if (!p->kind_given) p->kind = ANSWER_FUNCTION;
    return;
  }
  size_t len = strlen(s);
  if (p->kind == ANSWER_EXAMPLE) return;
  if (!p->kind_given && (*s == '\'' || *s == '"' || (*s == '/' && len > 2 && s[len - 1] == '/'))) {
    p->kind = ANSWER_TEXT;
    return;
  }
  if (take_prefix(p, "orthonormal basis of ")) {
    give(p, ANSWER_BASIS);
    add_form(arena, p, "orthonormal");
  } else if (take_prefix(p, "basis of "))
    give(p, ANSWER_BASIS);
  else if (take_prefix(p, "span of ")) {
    give(p, ANSWER_BASIS);
    add_form(arena, p, "span");
  } else if (take_prefix(p, "antiderivative of "))
    give(p, ANSWER_ANTIDERIVATIVE);
  if (p->kind == ANSWER_ANTIDERIVATIVE) take_subject(arena, p);
  take_suffixes(arena, p);
  if (p->kind_given) return;
  s = p->answer.text;
  len = strlen(s);
  if (*s == '{')
    p->kind = ANSWER_SET;
  else if (is_mixed(s, len) || strstr(s, ") U ") || strstr(s, "] U ") ||
           strstr(s, "\xE2\x88\xAA") || is_inequality(s, vars))
    p->kind = ANSWER_INTERVAL;
  else if (is_equation(s))
    p->kind = ANSWER_EQUATION;
  else
    p->kind = ANSWER_NUMBER; /* the value decides between number, vector, matrix and formula */
}
