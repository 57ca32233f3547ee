/* json.c -- JSON (RFC 8259), read whole.  */

#include "config.h"
#include "base/json.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

typedef struct Reader {
  const char *at, *begin, *end;
  Arena *arena;
  Error *error;
  unsigned depth;
} Reader;

static bool fail(Reader *r, const char *what) {
  uint32_t line, column;
  error_position(r->begin, (uint32_t)(r->at - r->begin), &line, &column);
  return error_set(r->error, ERROR_SYNTAX, (Span){ 0, 0 }, "this is no JSON: line %u: %s", line,
                   what);
}

static void skip_blanks(Reader *r) {
  while (r->at < r->end && strchr(" \t\r\n", *r->at) && *r->at) r->at++;
}

static bool take(Reader *r, char c) {
  skip_blanks(r);
  if (r->at == r->end || *r->at != c) return false;
  r->at++;
  return true;
}

static bool take_word(Reader *r, const char *word) {
  size_t len = strlen(word);
  if ((size_t)(r->end - r->at) < len || strncmp(r->at, word, len) != 0) return false;
  r->at += len;
  return true;
}

/* ------------------------------------------------------------------ strings */

static bool read_hex(Reader *r, uint32_t *out) {
  *out = 0;
  for (int i = 0; i < 4; i++, r->at++) {
    if (r->at == r->end || !isxdigit((unsigned char)*r->at))
      return fail(r, "\\u needs four hexadecimal digits");
    int c = tolower((unsigned char)*r->at);
    *out = *out * 16 + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return true;
}

static bool read_point(Reader *r, Text *out) {
  uint32_t point, low;
  char bytes[4];
  if (!read_hex(r, &point)) return false;
  if (point >= 0xD800 && point < 0xDC00 && take_word(r, "\\u")) {
    if (!read_hex(r, &low)) return false;
    point = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00)
                                          : UTF8_BAD;
  }
  text_append(out, bytes, utf8_encode(point ? point : UTF8_BAD, bytes));
  return true;
}

static bool read_escape(Reader *r, Text *out) {
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  char c = r->at < r->end ? *r->at++ : '\0';
  const char *letter = c ? strchr(letters, c) : NULL;
  if (c == 'u') return read_point(r, out);
  if (!letter) return fail(r, "there is no such escape");
  text_putc(out, meanings[letter - letters]);
  return true;
}

/* Behind the opening quote. */
static bool read_string(Reader *r, const char **out) {
  Text text = TEXT_EMPTY;
  bool good = true;
  while (good && r->at < r->end && *r->at != '"') {
    char c = *r->at++;
    if (c == '\\')
      good = read_escape(r, &text);
    else if ((unsigned char)c < 0x20)
      good = fail(r, "a string is not closed");
    else
      text_putc(&text, c);
  }
  if (good && r->at == r->end) good = fail(r, "a string is not closed");
  if (good) r->at++;
  *out = arena_copy_string(r->arena, text_string(&text));
  text_free(&text);
  return good;
}

/* ------------------------------------------------------------------ values */

static bool read_value(Reader *r, Json *out);

static size_t digits(const char *s, const char *end) {
  size_t n = 0;
  while (s + n < end && isdigit((unsigned char)s[n])) n++;
  return n;
}

static bool read_number(Reader *r, Json *out) {
  const char *s = r->at, *begin = s;
  if (s < r->end && *s == '-') s++;
  size_t whole = digits(s, r->end), more;
  bool good = whole > 0 && (*s != '0' || whole == 1);
  s += whole;
  if (good && s < r->end && *s == '.') {
    more = digits(++s, r->end);
    good = more > 0;
    s += more;
  }
  if (good && s < r->end && (*s == 'e' || *s == 'E')) {
    s++;
    if (s < r->end && (*s == '+' || *s == '-')) s++;
    more = digits(s, r->end);
    good = more > 0;
    s += more;
  }
  if (!good) return fail(r, "a value is missing here");
  out->kind = JSON_NUMBER;
  out->text = arena_copy(r->arena, begin, (size_t)(s - begin));
  out->number = strtod(out->text, NULL);
  r->at = s;
  return true;
}

static bool read_list(Reader *r, Json *out, char close) {
  const Json **tail = &out->first;
  if (take(r, close)) return true;
  do {
    Json *item = arena_new(r->arena, sizeof *item);
    const char *name = NULL;
    if (close == '}' && (!take(r, '"') || !read_string(r, &name) || !take(r, ':')))
      return fail(r, "a member needs a \"name\": and a value");
    if (!read_value(r, item)) return false;
    item->name = name;
    *tail = item;
    tail = &item->next;
  } while (take(r, ','));
  return take(r, close) || fail(r, close == '}' ? "a , or } is missing" : "a , or ] is missing");
}

static bool read_value(Reader *r, Json *out) {
  if (++r->depth > DEEPEST) return fail(r, "it is nested too deep");
  bool good = true;
  skip_blanks(r);
  if (take(r, '"')) {
    out->kind = JSON_STRING;
    good = read_string(r, &out->text);
  } else if (take(r, '[')) {
    out->kind = JSON_ARRAY;
    good = read_list(r, out, ']');
  } else if (take(r, '{')) {
    out->kind = JSON_OBJECT;
    good = read_list(r, out, '}');
  } else if (take_word(r, "null"))
    out->kind = JSON_NULL;
  else if (take_word(r, "true"))
    out->kind = JSON_TRUE;
  else if (take_word(r, "false"))
    out->kind = JSON_FALSE;
  else
    good = read_number(r, out);
  r->depth--;
  return good;
}

const Json *json_read(const char *text, size_t len, Arena *arena, Error *error) {
  Json *whole = arena_new(arena, sizeof *whole);
  Reader r = { text, text, text + len, arena, error, 0 };
  if (!read_value(&r, whole)) return NULL;
  skip_blanks(&r);
  if (r.at < r.end) {
    fail(&r, "something follows the end");
    return NULL;
  }
  return whole;
}

/* ------------------------------------------------------------------ looking */

const Json *json_member(const Json *object, const char *name) {
  if (!object || object->kind != JSON_OBJECT) return NULL;
  for (const Json *m = object->first; m; m = m->next)
    if (strcmp(m->name, name) == 0) return m;
  return NULL;
}

const char *json_text(const Json *object, const char *name) {
  const Json *m = json_member(object, name);
  return m && m->kind == JSON_STRING ? m->text : "";
}

double json_number(const Json *object, const char *name) {
  const Json *m = json_member(object, name);
  return m && m->kind == JSON_NUMBER ? m->number : 0;
}

size_t json_count(const Json *list) {
  size_t count = 0;
  for (const Json *i = list ? list->first : NULL; i; i = i->next) count++;
  return count;
}

/* ------------------------------------------------------------------ writing */

void json_put_string(const char *text, size_t len, Text *out) {
  size_t used;
  text_putc(out, '"');
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(text + i, len - i, &used);
    if (point == '"' || point == '\\')
      text_printf(out, "\\%c", (char)point);
    else if (point == '\n')
      text_puts(out, "\\n");
    else if (point < 0x20 || (point < 0x10000 && utf8_unsafe(point)))
      text_printf(out, "\\u%04x", (unsigned)point);
    else if (point == UTF8_BAD)
      text_puts(out, "\\ufffd");
    else
      text_append(out, text + i, used);
  }
  text_putc(out, '"');
}
