/* policy.c -- what the author of a track forbids: the key `policy:` of its track.md.

   Rules stand behind the key, separated by commas, or below it as a list.  What is not understood
   forbids nothing; --check says so.  */

#include "config.h"
#include "learn/policy.h"
#include "base/files.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { TRACK_LIMIT = 1 << 20 };

static bool is(const char *text, size_t len, const char *rule) {
  return strlen(rule) == len && strncmp(text, rule, len) == 0;
}

bool policy_rule(Policy *p, const char *text, size_t len) {
  static const char attempts[] = "attempts ";
  size_t n = sizeof attempts - 1;
  while (len > 0 && isspace((unsigned char)*text)) text++, len--;
  while (len > 0 && isspace((unsigned char)text[len - 1])) len--;
  if (is(text, len, "no skip")) return p->no_skip = true;
  if (is(text, len, "no solution")) return p->no_solution = true;
  if (len <= n || len > n + 3 || strncmp(text, attempts, n) != 0) return false;
  unsigned count = 0;
  for (size_t i = n; i < len; i++) {
    if (!isdigit((unsigned char)text[i])) return false;
    count = count * 10 + (unsigned)(text[i] - '0');
  }
  p->attempts = count;
  return count > 0;
}

static void read_rules(const char *text, size_t len, Policy *out) {
  while (len > 0) {
    size_t own = 0;
    while (own < len && text[own] != ',') own++;
    policy_rule(out, text, own);
    text += own;
    len -= own;
    if (len > 0) text++, len--;
  }
}

static void read_track(const char *text, Policy *out) {
  static const char key[] = "policy:";
  bool inside = false, first = true;
  for (const char *line = text; *line; first = false) {
    size_t len = strcspn(line, "\n"), blank = strspn(line, " \t");
    if (first ? strncmp(line, "---", 3) != 0 : strncmp(line, "---", 3) == 0) return;
    if (line[blank] == '-' && inside && !first)
      read_rules(line + blank + 1, len - blank - 1, out);
    else if (line[blank] != '\n') {
      inside = strncmp(line, key, sizeof key - 1) == 0;
      if (inside) read_rules(line + sizeof key - 1, len - (sizeof key - 1), out);
    }
    line += len + (line[len] == '\n');
  }
}

void policy_load(const char *lesson_path, Policy *out) {
  const char *slash = strrchr(lesson_path, '/');
  Text path = TEXT_EMPTY, text = TEXT_EMPTY;
  Error ignored = { 0 };
  *out = (Policy){ 0 };
  text_append(&path, lesson_path, slash ? (size_t)(slash - lesson_path) + 1 : 0);
  text_puts(&path, "track.md");
  if (file_read(text_string(&path), TRACK_LIMIT, &text, &ignored))
    read_track(text_string(&text), out);
  text_free(&path);
  text_free(&text);
}
