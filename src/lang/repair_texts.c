/* repair_texts.c -- texts in quotes as Python and others fill, join and search them.  */

#include "config.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Whether the operand FROM .. TO-1 is a text. */
static bool is_text(const Draft *d, size_t from, size_t to) {
  static const char *const makers[] = { "num2str", "str", "string", "sprintf", "strcat", "input" };
  if (from < to && d->quoted[from]) return true;
  for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
    if (draft_word_at(d, from, makers[i]) && d->s[from + strlen(makers[i])] == '(') return true;
  return draft_word_end(d, from) == to && value_is_text(draft_variable(d, d->s + from, to - from));
}

/* The conversion for what stands behind the colon of {x:.2f}, of LEN bytes: %.2f; else %g. */
static void conversion(const char *format, size_t len, char out[12]) {
  size_t digits = strspn(format, "0123456789.");
  bool known = len > 0 && len < 8 && digits + 1 == len && strchr("dfeg", format[digits]);
  snprintf(out, 12, known ? "%%%.*s" : "%%g", (int)len, format);
}

/* f"x = {x}" as sprintf("x = %g", x) */
static void filled_text(Draft *d) {
  for (size_t at = 0; at + 1 < d->len; at++) {
    if (d->s[at] != 'f' || (at > 0 && draft_is_word(d->s[at - 1]))) continue;
    char quote = d->s[at + 1];
    if (quote != '"' && quote != '\'') continue;
    size_t end = at + 2, names = 0, used = 0;
    while (end < d->len && d->s[end] != quote) end++;
    if (end == d->len) return;
    char template[120] = "", values[120] = "";
    for (size_t i = at + 2; i < end && used + 12 < sizeof template; i++) {
      size_t close = i;
      while (close < end && d->s[close] != '}') close++;
      if (d->s[i] != '{' || close == end) {
        template[used++] = d->s[i];
        continue;
      }
      char name[40];
      size_t stop = i;
      while (stop < close && d->s[stop] != ':') stop++; /* {x:.2f} */
      if (!draft_copy(d, i + 1, stop, name, sizeof name)) return;
      size_t length = strlen(values);
      snprintf(values + length, sizeof values - length, ", %.38s", name);
      char part[12];
      conversion(stop < close ? d->s + stop + 1 : "", stop < close ? close - stop - 1 : 0, part);
      used += (size_t)snprintf(template + used, sizeof template - used, "%s", part);
      names++;
      i = close;
    }
    template[used] = '\0';
    draft_printf(d, at, end + 1, names ? "sprintf(\"%s\"%s)" : "\"%s\"%s", template, values);
    return;
  }
}

/* 'it's' and "say "hi"" */
static void quotes(Draft *d) {
  char quote = d->s[0];
  size_t count = 0, inner = 0;
  for (size_t i = 1; i + 1 < d->len; i++) /* 'a' 'b' */
    if (d->s[i] == ' ' && !d->quoted[i] && d->quoted[0] && d->quoted[i - 1] && d->quoted[i + 1] &&
        d->quoted[d->len - 1] && draft_put(d, d->len, d->len, "]")) {
      draft_put(d, 0, 0, "[");
      return;
    }
  if ((quote != '\'' && quote != '"') || d->len < 3 || d->s[d->len - 1] != quote) return;
  for (size_t i = 0; i < d->len; i++) count += d->s[i] == quote;
  bool formula = false;
  for (size_t i = 1; i + 1 < d->len; i++) formula |= !d->quoted[i] && strchr("+*%,(.", d->s[i]);
  if (formula) return;
  if (quote == '"' && count >= 4 && !memchr(d->s, '\'', d->len)) {
    d->s[0] = '\'';
    d->s[d->len - 1] = '\'';
    draft_put(d, d->len, d->len, "");
  }
  for (size_t i = 1; i + 1 < d->len; i++)
    if (quote == '\'' && d->s[i] == quote && draft_is_word(d->s[i - 1]) &&
        draft_is_word(d->s[i + 1]))
      inner = i;
  if (inner && count == 3) draft_put(d, inner, inner, "'");
}

/* x = 'don't': a text whose apostrophe ends it. */
static void apostrophe(Draft *d) {
  for (size_t at = 0; at < d->len; at++) {
    bool opens = d->s[at] == '\'' && (at == 0 || strchr(" =(,[{", d->s[at - 1]));
    if (!opens) continue;
    size_t inner = at + 1;
    while (inner < d->len && d->s[inner] != '\'') inner++;
    size_t end = inner + 1;
    while (end < d->len && d->s[end] != '\'') end++;
    if (end >= d->len || memchr(d->s + at, '"', end - at) || memchr(d->s + at, '\\', end - at) ||
        !isalpha((unsigned char)d->s[inner - 1]) || !isalpha((unsigned char)d->s[inner + 1]) ||
        memchr(d->s + end + 1, '\'', d->len - end - 1))
      return;
    d->s[at] = '"';
    draft_put(d, end, end + 1, "\"");
    d->said = "this apostrophe ends the text";
    d->culprit = "'";
    d->skip = 1;
    return;
  }
}

/* 'x is %d' % x and 'x is %d' % (x, y) as sprintf('x is %d', x) */
static void percent_format(Draft *d) {
  for (size_t at = 1; (at = draft_find(d, at, "%")) < d->len; at++) {
    size_t end = draft_trim_left(d, at), from = draft_blanks(d, at + 1);
    size_t to = draft_operand_end(d, from), start = end;
    if (end == 0 || !d->quoted[end - 1] || to == from || d->s[at + 1] == '%') continue;
    while (start > 0 && d->quoted[start - 1]) start--;
    bool several = d->s[from] == '(' && to == draft_partner(d, from) + 1;
    if (!draft_put(d, to, to, several ? "" : ")") ||
        !draft_put(d, end, several ? from + 1 : from, ", ") ||
        !draft_put(d, start, start, "sprintf("))
      return;
  }
}

/* '{} and {:.2f}'.format(x, y) as sprintf('%g and %g', x, y) */
static void format_method(Draft *d) {
  size_t at = draft_find(d, 0, ".format(");
  if (at == d->len || at == 0 || !d->quoted[at - 1]) return;
  size_t start = at, open = at + 7, close = draft_partner(d, open);
  while (start > 0 && d->quoted[start - 1]) start--;
  if (close == d->len) return;
  draft_put(d, at, open + 1, ", ");
  for (size_t i = at; i-- > start;) {
    size_t end = i;
    while (end < at && d->s[end] != '}') end++;
    if (d->s[i] != '{' || end >= at) continue;
    char part[12];
    size_t colon = i;
    while (colon < end && d->s[colon] != ':') colon++;
    conversion(d->s + colon + 1, colon < end ? end - colon - 1 : 0, part);
    size_t before = d->len;
    draft_put(d, i, end + 1, part);
    at += d->len;
    at -= before;
  }
  draft_put(d, start, start, "sprintf(");
}

/* ', '.join(c) as strjoin(c, ', ') */
static void join_method(Draft *d) {
  size_t at = draft_find(d, 0, ".join(");
  if (at == d->len || at == 0 || !d->quoted[at - 1]) return;
  size_t start = at, close = draft_partner(d, at + 5);
  while (start > 0 && d->quoted[start - 1]) start--;
  char between[40], parts[80];
  if (close < d->len && draft_copy(d, start, at, between, sizeof between) &&
      draft_copy(d, at + 6, close, parts, sizeof parts))
    draft_printf(d, start, close + 1, "strjoin(%s, %s)", parts, between);
}

/* s.split(','), s.replace('a', 'b') and others of a text */
static void text_methods(Draft *d) {
  static const char *const names[][2] = {
    { "split", "strsplit" },        { "replace", "strrep" },    { "strip", "strtrim" },
    { "startswith", "startsWith" }, { "endswith", "endsWith" }, { "find", "strfind" },
    { "index", "strfind" },         { "upper", "upper" },       { "lower", "lower" },
    { "toUpperCase", "upper" },     { "toLowerCase", "lower" }
  };
  for (size_t at = 1; (at = draft_find(d, at, ".")) < d->len; at++) {
    size_t start = draft_operand(d, at), end = draft_word_end(d, at + 1);
    if (start == at || d->s[end] != '(' || !is_text(d, start, at)) continue;
    size_t close = draft_partner(d, end);
    char object[60], rest[80];
    if (close == d->len || !draft_copy(d, start, at, object, sizeof object) ||
        !draft_copy(d, end + 1, close, rest, sizeof rest))
      return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
      if (draft_word_at(d, at + 1, names[i][0])) {
        draft_printf(d, start, close + 1, "%s(%s%s%s)", names[i][1], object, *rest ? ", " : "",
                     rest);
        at = start;
        break;
      }
  }
}

/* 'abc' in s as any(strfind(s, 'abc')) */
static void inside(Draft *d) {
  size_t at = draft_find(d, 0, "in"), end = draft_trim_left(d, at), start = end;
  size_t from = draft_blanks(d, at + 2), to = draft_operand_end(d, from);
  if (at == d->len || end == 0 || !d->quoted[end - 1] || to == from || !is_text(d, from, to))
    return;
  while (start > 0 && d->quoted[start - 1]) start--;
  char what[60], where[60];
  if (draft_copy(d, start, end, what, sizeof what) && draft_copy(d, from, to, where, sizeof where))
    draft_printf(d, start, to, "any(strfind(%s, %s))", where, what);
}

/* One part of a joined text: numbers are written out. */
static void text_part(const Draft *d, size_t from, size_t to, char *out, size_t size) {
  char part[80];
  size_t skip = draft_word_at(d, from, "str") ? 3 : draft_word_at(d, from, "string") ? 6 : 0;
  if (!draft_copy(d, from + skip, to, part, sizeof part)) part[0] = '\0';
  snprintf(out, size,
           is_text(d, from, to) && !skip ? "%s"
           : skip                        ? "num2str%s"
                                         : "num2str(%s)",
           part);
}

/* 'x = ' + str(x) as ['x = ', num2str(x)] */
static void joined(Draft *d) {
  for (size_t at = 1; (at = draft_find(d, at, "+")) < d->len; at++) {
    size_t start = draft_operand(d, at), middle = draft_blanks(d, at + 1);
    size_t end = draft_operand_end(d, middle);
    if (start == at || end == middle || d->s[at + 1] == '+' || d->s[at + 1] == '=') continue;
    if (!is_text(d, start, draft_trim_left(d, at)) && !is_text(d, middle, end)) continue;
    char out[200] = "[", part[100];
    text_part(d, start, draft_trim_left(d, at), part, sizeof part);
    strncat(out, part, sizeof out - strlen(out) - 1);
    for (;;) {
      text_part(d, middle, end, part, sizeof part);
      strncat(out, ", ", sizeof out - strlen(out) - 1);
      strncat(out, part, sizeof out - strlen(out) - 1);
      size_t next = draft_blanks(d, end);
      if (d->s[next] != '+') break;
      middle = draft_blanks(d, next + 1);
      size_t stop = draft_operand_end(d, middle);
      if (stop == middle) break;
      end = stop;
    }
    strncat(out, "]", sizeof out - strlen(out) - 1);
    draft_put(d, start, end, out);
    at = start + 1;
  }
}

/* disp('x = ' x) and disp('x =', x) as disp(['x = ', num2str(x)]) */
static void shown_text(Draft *d) {
  if (!draft_starts(d, 0, "disp(") || !d->quoted[5] || draft_partner(d, 4) + 1 != d->len) return;
  size_t end = draft_operand_end(d, 5), from = draft_blanks(d, end);
  if (d->s[from] == ',') from = draft_blanks(d, from + 1);
  size_t to = draft_operand_end(d, from);
  char text[80], value[80];
  if (to > from && to + 1 == d->len && draft_copy(d, 5, end, text, sizeof text) &&
      draft_copy(d, from, to, value, sizeof value))
    draft_printf(d, 0, d->len, d->quoted[from] ? "disp([%s, %s])" : "disp([%s, num2str(%s)])", text,
                 value);
}

/* isfield(r, a), exist(z): a name that is meant as a text */
static void unquoted_names(Draft *d) {
  static const char *const calls[] = { "isfield(", "getfield(", "rmfield(", "exist(",
                                       "isvarname(" };
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    size_t at = draft_find(d, 0, calls[i]), open = at + strlen(calls[i]) - 1;
    size_t comma = draft_find(d, open, ","), close = at < d->len ? draft_partner(d, open) : d->len;
    size_t from = i < 3 ? draft_blanks(d, comma + 1) : open + 1, to = draft_word_end(d, from);
    if (close == d->len || to == from || to != close || !isalpha((unsigned char)d->s[from]) ||
        draft_knows_variable(d, d->s + from, to - from))
      continue;
    if (draft_put(d, to, to, "'")) draft_put(d, from, from, "'");
  }
}

void repair_texts(Draft *d) {
  filled_text(d);
  quotes(d);
  apostrophe(d);
  percent_format(d);
  format_method(d);
  join_method(d);
  text_methods(d);
  inside(d);
  joined(d);
  shown_text(d);
  unquoted_names(d);
}
