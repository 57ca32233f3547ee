/* draft.c -- a line under repair: what stands where in it, and how it is changed.  */

#include "config.h"
#include "lang/draft.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool draft_is_word(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

/* An apostrophe right behind a value transposes, any other opens a text. */
static bool opens_text(const Draft *d, size_t i) {
  if (d->s[i] == '"') return true;
  if (d->s[i] != '\'') return false;
  return i == 0 || !(draft_is_word(d->s[i - 1]) || strchr(")]}'.", d->s[i - 1]));
}

static void mark(Draft *d) {
  memset(d->quoted, 0, sizeof d->quoted);
  for (size_t i = 0; i < d->len; i++) {
    if (!opens_text(d, i)) continue;
    char quote = d->s[i];
    size_t end = i + 1;
    while (end < d->len && d->s[end] != quote) end += d->s[end] == '\\' && quote == '"' ? 2 : 1;
    if (end >= d->len) return; /* never closed: nothing is known */
    for (size_t k = i; k <= end; k++) d->quoted[k] = true;
    i = end;
  }
}

bool draft_put(Draft *d, size_t from, size_t to, const char *by) {
  size_t more = strlen(by);
  if (from > to || to > d->len || d->len - (to - from) + more >= sizeof d->s) return false;
  memmove(d->s + from + more, d->s + to, d->len - to + 1);
  memcpy(d->s + from, by, more);
  d->len += more;
  d->len -= to - from;
  mark(d);
  return true;
}

bool draft_printf(Draft *d, size_t from, size_t to, const char *format, ...) {
  char text[sizeof d->s];
  va_list args;
  va_start(args, format);
  int length = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  return length >= 0 && (size_t)length < sizeof text && draft_put(d, from, to, text);
}

size_t draft_word_end(const Draft *d, size_t at) {
  while (at < d->len && draft_is_word(d->s[at])) at++;
  return at;
}

size_t draft_word_start(const Draft *d, size_t end) {
  while (end > 0 && draft_is_word(d->s[end - 1])) end--;
  return end;
}

size_t draft_blanks(const Draft *d, size_t at) {
  while (at < d->len && (d->s[at] == ' ' || d->s[at] == '\t')) at++;
  return at;
}

size_t draft_trim_left(const Draft *d, size_t end) {
  while (end > 0 && (d->s[end - 1] == ' ' || d->s[end - 1] == '\t')) end--;
  return end;
}

bool draft_copy(const Draft *d, size_t from, size_t to, char *out, size_t size) {
  from = draft_blanks(d, from);
  to = draft_trim_left(d, to);
  if (to < from || to - from >= size) return false;
  memcpy(out, d->s + from, to - from);
  out[to - from] = '\0';
  return true;
}

size_t draft_partner(const Draft *d, size_t open) {
  int depth = 0;
  for (size_t i = open; i < d->len; i++) {
    if (d->quoted[i]) continue;
    if (strchr("([{", d->s[i])) depth++;
    if (strchr(")]}", d->s[i]) && --depth == 0) return i;
  }
  return d->len;
}

size_t draft_operand(const Draft *d, size_t end) {
  size_t at = draft_trim_left(d, end);
  for (size_t before = at;; before = at) {
    if (at > 0 && d->quoted[at - 1]) {
      while (at > 0 && d->quoted[at - 1]) at--;
      return at;
    }
    if (at > 0 && d->s[at - 1] == '\'') {
      at--;
      continue;
    }
    if (at > 0 && strchr(")]}", d->s[at - 1])) {
      int depth = 0;
      do {
        at--;
        if (d->quoted[at]) continue;
        if (strchr(")]}", d->s[at])) depth++;
        if (strchr("([{", d->s[at])) depth--;
      } while (at > 0 && depth > 0);
      if (depth > 0) return end;
      if (at > 0 && d->s[at] != '(') return at; /* a matrix has no name before it */
      if (at > 0 && (draft_is_word(d->s[at - 1]) || strchr(")]}", d->s[at - 1]))) continue;
      return at;
    }
    at = draft_word_start(d, at);
    if (at == before) return before == draft_trim_left(d, end) ? end : before;
    if (at > 1 && d->s[at - 1] == '.' && !strchr("*/\\^", d->s[at])) {
      at--;
      if (at > 0 && (draft_is_word(d->s[at - 1]) || strchr(")]}", d->s[at - 1]))) continue;
    }
    return at;
  }
}

size_t draft_operand_end(const Draft *d, size_t at) {
  size_t end = at;
  if (d->quoted[end]) {
    while (d->quoted[end]) end++;
  } else if (strchr("([{", d->s[end]) && end < d->len)
    end = draft_partner(d, end) + 1;
  else
    while (draft_is_word(d->s[end]) || (d->s[end] == '.' && draft_is_word(d->s[end + 1]))) end++;
  while (end > at && end < d->len && strchr("([", d->s[end])) end = draft_partner(d, end) + 1;
  while (end > at && d->s[end] == '\'') end++;
  return end > d->len ? at : end;
}

bool draft_starts(const Draft *d, size_t at, const char *with) {
  return at <= d->len && strncmp(d->s + at, with, strlen(with)) == 0;
}

bool draft_word_at(const Draft *d, size_t at, const char *word) {
  return draft_starts(d, at, word) && !draft_is_word(d->s[at + strlen(word)]) &&
         (at == 0 || !draft_is_word(d->s[at - 1]));
}

size_t draft_find(const Draft *d, size_t at, const char *what) {
  bool word = isalpha((unsigned char)what[0]) && draft_is_word(what[strlen(what) - 1]);
  for (; at < d->len; at++)
    if (!d->quoted[at] && (word ? draft_word_at(d, at, what) : draft_starts(d, at, what)))
      return at;
  return d->len;
}

bool draft_knows_function(const Draft *d, const char *name, size_t len) {
  const FunctionTable *f = &d->in->functions;
  if (registry_find(f->registry, name, len)) return true;
  for (size_t i = 0; i < f->names.count; i++)
    if (f->slots[i].code && strlen(f->slots[i].name) == len &&
        strncmp(f->slots[i].name, name, len) == 0)
      return true;
  return false;
}

Value draft_variable(const Draft *d, const char *name, size_t len) {
  const Scope *s = d->in->scope;
  const Code *running = d->in->top_code;
  for (size_t i = 0; running && i < running->variable_count; i++)
    if (d->in->top_registers[i].kind != VALUE_NONE && strlen(running->names[i]) == len &&
        strncmp(running->names[i], name, len) == 0)
      return d->in->top_registers[i];
  for (size_t i = 0; s && i < s->names.count; i++)
    if (s->values[i].kind != VALUE_NONE && strlen(s->names.keys[i]) == len &&
        strncmp(s->names.keys[i], name, len) == 0)
      return s->values[i];
  return VALUE_NOTHING;
}

bool draft_knows_variable(const Draft *d, const char *name, size_t len) {
  return draft_variable(d, name, len).kind != VALUE_NONE;
}

void draft_cut(Draft *d, size_t from, size_t to) {
  draft_put(d, from, to, "");
}

size_t draft_split(const Draft *d, size_t from, size_t to, char parts[][40], size_t count) {
  size_t n = 0, start = from;
  int depth = 0;
  for (size_t i = from; i <= to && n < count; i++) {
    bool end = i == to || (d->s[i] == ',' && depth == 0 && !d->quoted[i]);
    if (i < to && !d->quoted[i]) {
      if (strchr("([{", d->s[i])) depth++;
      if (strchr(")]}", d->s[i])) depth--;
    }
    if (!end) continue;
    if (!draft_copy(d, start, i, parts[n], 40)) return 0;
    start = i + 1;
    n++;
  }
  return n;
}
