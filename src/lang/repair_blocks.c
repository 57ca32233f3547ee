/* repair_blocks.c -- loops, conditions and comprehensions of Python, R and C.  */

#include "config.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A number one less or more than the text says: "10" becomes "9", "n" becomes "n-1". */
static void shifted(const char *text, int by, char *out, size_t size) {
  char *end;
  long n = strtol(text, &end, 10);
  if (*text && *end == '\0')
    snprintf(out, size, "%ld", n + by);
  else
    snprintf(out, size, "%s%s%d", text, by < 0 ? "" : "+", by);
}

/* range(a, b, c) as a:c:b-1 */
static void ranges(Draft *d, size_t at) {
  size_t open = at + 5;
  if (d->s[open] != '(') return;
  size_t close = draft_partner(d, open);
  char p[3][40], last[48];
  size_t n = close < d->len ? draft_split(d, open + 1, close, p, 3) : 0;
  if (n == 0) return;
  shifted(p[n > 1 ? 1 : 0], -1, last, sizeof last);
  if (n == 3)
    draft_printf(d, at, close + 1, "%s:%s:%s", p[0], p[2], last);
  else
    draft_printf(d, at, close + 1, "%s:%s", n == 1 ? "0" : p[0], last);
}

/* ------------------------------------------------------------------ loops, conditions */

/* for (i = 0; i < 3; i++) */
static void c_loop(Draft *d) {
  char name[24], from[32], to[32];
  char relation[3] = "";
  int used = 0;
  const char *s = d->s + (draft_starts(d, 0, "for (") ? 5 : 4);
  if (!draft_starts(d, 0, "for (") && !draft_starts(d, 0, "for(")) return;
  if (strncmp(s, "int ", 4) == 0 || strncmp(s, "let ", 4) == 0 || strncmp(s, "var ", 4) == 0)
    s += 4;
  char other[24];
  if (sscanf(s, "%23[A-Za-z_0-9] = %31[^;]; %23[A-Za-z_0-9] %2[<=] %31[^;]; %n", name, from, other,
             relation, to, &used) < 5 &&
      sscanf(s, "%23[A-Za-z_0-9]=%31[^;];%23[A-Za-z_0-9]%2[<=]%31[^;];%n", name, from, other,
             relation, to, &used) < 5)
    return;
  size_t close = draft_partner(d, draft_starts(d, 0, "for (") ? 4 : 3);
  if (close == d->len) return;
  char last[48];
  if (strcmp(relation, "<") == 0)
    shifted(to, -1, last, sizeof last);
  else
    snprintf(last, sizeof last, "%s", to);
  draft_printf(d, 0, close + 1, "for %s = %s:%s", name, from, last);
}

/* The colon or brace behind the head of a block, and what follows it on the same line. */
static void block_head(Draft *d) {
  static const char *const heads[] = { "if",   "while", "for",    "elseif",
                                       "else", "try",   "switch", "function" };
  bool any = false, single = draft_word_at(d, 0, "else") || draft_word_at(d, 0, "try");
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) any |= draft_word_at(d, 0, heads[i]);
  if (!any) return;
  if (draft_word_at(d, 0, "function")) {
    size_t brace = draft_trim_left(d, d->len);
    if (brace > 0 && d->s[brace - 1] == '{') draft_cut(d, draft_trim_left(d, brace - 1), d->len);
    return;
  }
  size_t end = draft_trim_left(d, d->len);
  if (end > 0 && (d->s[end - 1] == ':' || d->s[end - 1] == '{')) {
    draft_cut(d, draft_trim_left(d, end - 1), d->len);
    return;
  }
  size_t brace = draft_find(d, 0, "{"); /* if (x > 2) { y = 1 } */
  bool opens = brace > 0 && brace < d->len && (d->s[brace - 1] == ' ' || d->s[brace - 1] == ')');
  if (opens && draft_partner(d, brace) + 1 == d->len && draft_put(d, d->len - 1, d->len, "")) {
    size_t stop = draft_trim_left(d, d->len);
    if (stop > 0 && d->s[stop - 1] == ';') stop--;
    draft_put(d, stop, d->len, ", end");
    draft_put(d, draft_trim_left(d, brace), draft_blanks(d, brace + 1), ", ");
    return;
  }
  size_t then = draft_find(d, 0, "then");
  if (then == d->len)
    then = draft_word_at(d, 0, "for") || draft_word_at(d, 0, "while") ? draft_find(d, 0, "do")
                                                                      : d->len;
  if (then < d->len) {
    size_t len = draft_word_end(d, then) - then, rest = draft_blanks(d, then + len);
    size_t before = draft_trim_left(d, then);
    if (rest >= d->len)
      draft_cut(d, before, d->len);
    else if (draft_put(d, before, rest, ", ") && draft_find(d, 0, "end") == d->len)
      draft_put(d, d->len, d->len, ", end");
    return;
  }
  int depth = 0;
  for (size_t i = 0; i < d->len && !single; i++) { /* if x > 2: y = 1 */
    if (d->quoted[i]) continue;
    if (strchr("([{", d->s[i])) depth++;
    if (strchr(")]}", d->s[i])) depth--;
    if (d->s[i] != ':' || depth != 0 || d->s[i + 1] != ' ') continue;
    draft_put(d, draft_trim_left(d, i), draft_blanks(d, i + 1), ", ");
    if (draft_find(d, 0, "end") == d->len) draft_put(d, d->len, d->len, ", end");
    return;
  }
}

/* for i, v in enumerate(u) */
static void enumeration(Draft *d) {
  char index[24], value[24], list[60];
  size_t call = draft_find(d, 0, "enumerate("), open = call + 9;
  size_t close = call < d->len ? draft_partner(d, open) : d->len;
  if (close == d->len || !draft_copy(d, open + 1, close, list, sizeof list) ||
      sscanf(d->s, "for %23[A-Za-z_0-9], %23[A-Za-z_0-9] in", index, value) != 2)
    return;
  draft_printf(d, 0, close + 1, "for %s = 1:numel(%s), %s = %s(%s)", index, list, value, list,
               index);
}

static void loop_head(Draft *d) {
  if (!draft_word_at(d, 0, "for")) return;
  enumeration(d);
  c_loop(d);
  size_t in = draft_find(d, 0, "in"), name = draft_blanks(d, 3);
  if (d->s[name] == '(' && in < d->len) { /* R: for (i in 1:3) */
    size_t close = draft_partner(d, name);
    if (close < d->len && in < close) {
      draft_cut(d, close, close + 1);
      draft_cut(d, name, name + 1);
      in--;
    }
  }
  if (in < d->len && draft_put(d, in, in + 2, "=")) {
    size_t list = draft_blanks(d, in + 1), after = draft_word_end(d, list);
    Value over = draft_variable(d, d->s + list, after - list);
    if (over.kind == VALUE_ARRAY && value_size(over, 0) > 1 && value_size(over, 1) > 1 &&
        (after == d->len || d->s[after] == ':' || d->s[after] == ' ') &&
        draft_put(d, after, after, "'"))
      snprintf(d->reason, sizeof d->reason, "for goes through columns, so each row comes as one");
    size_t range = draft_find(d, in, "range");
    if (range < d->len) ranges(d, range);
  }
  size_t dots = draft_find(d, 0, ".."); /* 1..10 */
  if (dots < d->len && d->s[dots + 2] != '.' && draft_put(d, dots, dots + 2, ":")) {
    d->said = "a range is written with a colon";
    d->culprit = "..";
  }
  size_t twice = draft_find(d, 0, "==");
  if (in == d->len && twice < d->len) draft_cut(d, twice, twice + 1);
  size_t to = draft_find(d, 0, "to");
  if (to < d->len) draft_put(d, draft_trim_left(d, to), draft_blanks(d, to + 2), ":");
}

/* ------------------------------------------------------------------ comprehensions */

/* [v for v in S if C], as a whole or behind x =, as t = S; t(C) */
static void chosen(Draft *d, size_t open, size_t word, size_t in, size_t condition, size_t close) {
  char value[60], name[30], range[80], test[100], target[40] = "t";
  size_t equals = draft_find(d, 0, "=");
  bool assigns = equals < open && draft_copy(d, 0, equals, target, sizeof target);
  if (!draft_copy(d, open + 1, word, value, sizeof value) ||
      !draft_copy(d, word + 3, in, name, sizeof name) || strcmp(value, name) != 0 ||
      !draft_copy(d, in + 2, condition, range, sizeof range) ||
      !draft_copy(d, condition + 2, close, test, sizeof test) || (open > 0 && !assigns))
    return;
  size_t used = 0;
  char renamed[200] = "";
  for (const char *s = test; *s && used + 42 < sizeof renamed;) {
    size_t length = strlen(name);
    bool same = strncmp(s, name, length) == 0 && !draft_is_word(s[length]) &&
                (s == test || !draft_is_word(s[-1]));
    used += (size_t)snprintf(renamed + used, sizeof renamed - used, "%.*s", same ? 40 : 1,
                             same ? target : s);
    s += same ? length : 1;
  }
  draft_printf(d, 0, d->len, assigns ? "%s = %s; %s = %s(%s)" : "%s = %s; %.0s%s(%s)", target,
               range, target, target, renamed);
}

/* [E for v in S] */
static void comprehension(Draft *d) {
  size_t word = draft_find(d, 0, "for");
  if (word == 0 || word == d->len) return;
  size_t open = word;
  while (open > 0 && d->s[open] != '[' && d->s[open] != '(') open--;
  bool inside = d->s[open] == '('; /* sum(x for x in u) */
  size_t close = draft_partner(d, open), in = draft_find(d, word, "in");
  char value[80], name[30], range[80];
  if (!strchr("[(", d->s[open]) || close == d->len || in > close) return;
  size_t call = draft_find(d, in, "range");
  if (call < close) {
    ranges(d, call);
    close = draft_partner(d, open);
  }
  size_t condition = draft_find(d, in, "if");
  if (condition < close) {
    chosen(d, open, word, in, condition, close);
    return;
  }
  if (draft_copy(d, open + 1, word, value, sizeof value) &&
      draft_copy(d, word + 3, in, name, sizeof name) &&
      draft_copy(d, in + 2, close, range, sizeof range))
    draft_printf(d, open, close + 1, inside ? "(arrayfun(@(%s) %s, %s))" : "arrayfun(@(%s) %s, %s)",
                 name, value, range);
}

void repair_blocks(Draft *d) {
  comprehension(d);
  loop_head(d);
  block_head(d);
}
