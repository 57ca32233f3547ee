/* complete.c -- what the word before the cursor could become.  */

#include "config.h"
#include "shell/complete.h"
#include "shell/commands.h"

#include <ctype.h>
#include <string.h>

/* What may be completed at a place. */
typedef enum Kind { KIND_MATHEMATICS, KIND_LESSONS, KIND_TRACKS, KIND_HELP, KIND_FILE } Kind;

static bool is_word(const char *line, size_t len, const char *word) {
  return len == strlen(word) && strncmp(line, word, len) == 0;
}

/* The kind of the word that begins at START. */
static Kind kind_at(const char *line, size_t start) {
  size_t from = strspn(line, " \t:"), len = 0;
  while (isalpha((unsigned char)line[from + len])) len++;
  const char *first = line + from;
  if (from + len >= start) return KIND_MATHEMATICS;
  if (is_word(first, len, "goto") || is_word(first, len, "quiz") || is_word(first, len, "testout"))
    return KIND_LESSONS;
  if (is_word(first, len, "list")) return KIND_TRACKS;
  if (is_word(first, len, "help")) return KIND_HELP;
  if (is_word(first, len, "plot") &&
      (strncmp(first + len, " save ", 6) == 0 || strncmp(first + len, " script ", 8) == 0))
    return KIND_FILE;
  for (size_t i = start; i-- > 0 && line[i] != ';';) /* inside a text: a file's name */
    if (line[i] == '"' || line[i] == '\'') return KIND_FILE;
  return KIND_MATHEMATICS;
}

/* Names with a hyphen (lessons) are words where they may stand, differences elsewhere. */
size_t complete_start(void *self, const char *line, size_t len) {
  (void)self;
  size_t from = len;
  while (from > 0 &&
         (isalnum((unsigned char)line[from - 1]) || line[from - 1] == '-' || line[from - 1] == '_'))
    from--;
  size_t first = strspn(line, " \t");
  Kind kind = kind_at(line, from);
  if (kind == KIND_FILE) {
    while (from > 0 && !strchr(" \t\"'", line[from - 1])) from--;
    return from;
  }
  if (from == first || kind == KIND_LESSONS || kind == KIND_TRACKS || kind == KIND_HELP)
    return from;
  from = len;
  while (from > 0 && (isalnum((unsigned char)line[from - 1]) || line[from - 1] == '_')) from--;
  return from;
}

static void offer(LineCandidates *out, const char *name, const char *word) {
  if (strncmp(name, word, strlen(word)) != 0) return;
  for (size_t i = 0; i < out->count; i++)
    if (strcmp(out->words[i], name) == 0) return;
  line_candidate(out, name);
}

static void offer_lessons(Shell *s, const char *word, LineCandidates *out) {
  for (size_t i = 0; i < s->catalogue.lesson_count; i++)
    offer(out, s->catalogue.lessons[i].slug, word);
}

static void offer_tracks(Shell *s, const char *word, LineCandidates *out) {
  for (size_t i = 0; i < s->catalogue.track_count; i++)
    offer(out, s->catalogue.tracks[i].slug, word);
}

static void offer_commands(Shell *s, const char *word, LineCandidates *out) {
  for (const Command *c = commands; c->name; c++)
    if (c->where & shell_level(s)) offer(out, c->name, word);
}

static void offer_builtins(Shell *s, const char *word, LineCandidates *out) {
  for (size_t i = 0; i < registry_count(s->registry); i++)
    offer(out, registry_at(s->registry, i)->builtin->name, word);
}

static void offer_names(Shell *s, const char *word, LineCandidates *out) {
  static const char *const words[] = { "function", "endfunction", "while", "for",      "if",
                                       "else",     "elseif",      "end",   "break",    "continue",
                                       "return",   "switch",      "case",  "otherwise" };
  const char *name;
  Value value;
  Scope *scope = shell_scope(s);
  for (size_t i = 0; scope_at(scope, i, &name, &value); i++) offer(out, name, word);
  for (size_t i = 0; (name = interp_function_name(s->interp, i)); i++) offer(out, name, word);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) offer(out, words[i], word);
}

/* A function gets its bracket, so that its arguments can follow at once. */
static char closing(Shell *s, const char *line, size_t start, const LineCandidates *out) {
  if (out->count != 1 || kind_at(line, start) != KIND_MATHEMATICS) return ' ';
  const char *name = out->words[0];
  if (start == strspn(line, " \t:") && command_find(name, strlen(name))) return ' ';
  if (registry_find(s->registry, name, strlen(name)) && !shell_has_variable(s, name)) return '(';
  return '\0';
}

void complete_word(void *self, const char *line, size_t start, const char *word,
                   LineCandidates *out) {
  Shell *s = self;
  size_t first = strspn(line, " \t");
  bool colon = line[first] == ':';
  switch (kind_at(line, start)) {
  case KIND_FILE: out->files = true; return;
  case KIND_LESSONS:
    offer_lessons(s, word, out);
    offer_tracks(s, word, out);
    break;
  case KIND_TRACKS: offer_tracks(s, word, out); break;
  case KIND_HELP:
    offer_commands(s, word, out);
    offer_builtins(s, word, out);
    offer_lessons(s, word, out);
    break;
  case KIND_MATHEMATICS:
    if (start == first + colon) offer_commands(s, word, out);
    if (colon) break;
    offer_names(s, word, out);
    offer_builtins(s, word, out);
    if (start == first && !s->session) {
      offer_lessons(s, word, out);
      offer_tracks(s, word, out);
    }
  }
  out->close = closing(s, line, start, out);
}
