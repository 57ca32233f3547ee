/* blackboard.c -- an interpreter whose explanations are caught as text.  */

#include "config.h"
#include "tests/board/blackboard.h"
#include "base/memory.h"
#include "lib/library.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void hear(void *self, const char *text) {
  text_puts(self, text);
}

void blackboard_open(Blackboard *b, bool utf8, bool plain, unsigned width) {
  *b = (Blackboard){ .registry = library_new(), .scope = scope_new() };
  b->in = interp_new(b->registry, (Host){ .self = &b->said, .print = hear });
  interp_show_options(b->in)->utf8 = utf8;
  interp_show_options(b->in)->plain = plain;
  interp_show_options(b->in)->width = width;
}

void blackboard_close(Blackboard *b) {
  interp_free(b->in);
  scope_free(b->scope);
  registry_free(b->registry);
  text_free(&b->said);
}

const char *blackboard_run(Blackboard *b, const char *text) {
  text_clear(&b->said);
  b->error = (Error){ 0 };
  interp_host(b->in);
  interp_set_host(b->in, (Host){ .self = &b->said, .print = hear });
  interp_run(b->in, b->scope, text, RUN_ECHO, NULL, &b->error);
  return text_string(&b->said);
}

Value blackboard_value(Blackboard *b, const char *text) {
  Value v = VALUE_NOTHING;
  Error error = { 0 };
  if (!interp_evaluate(b->in, b->scope, text, &v, &error)) return VALUE_NOTHING;
  return v;
}

/* ------------------------------------------------------------------ lines calculated again */

static const struct {
  const char *sign, *typed;
} signs[] = { { "−", "-" }, { "·", "*" }, { "÷", "/" }, { "²", "^2" }, { "√", "sqrt" } };

/* The bytes of one sign of arithmetic at S; 0 for anything else. */
static size_t arithmetic_sign(const char *s) {
  if (isdigit((unsigned char)*s) || (*s && strchr(" .+/()", *s))) return 1;
  for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
    if (strncmp(s, signs[k].sign, strlen(signs[k].sign)) == 0) return strlen(signs[k].sign);
  return 0;
}

/* As it would be typed; a fraction gets brackets, as its bar binds closer than anything. */
static void translate(const char *s, size_t len, Text *out) {
  const char *end = s + len;
  while (s < end) {
    if (isdigit((unsigned char)*s)) {
      const char *start = s;
      bool fraction = false;
      while (s < end && (isdigit((unsigned char)*s) || strchr(".e", *s) ||
                         (*s == '/' && isdigit((unsigned char)s[1])))) {
        fraction |= *s == '/';
        if (*s == 'e' && s + 1 < end && strchr("+-", s[1])) s++;
        if (*s == 'e' && s + 3 < end && memcmp(s + 1, "−", 3) == 0) {
          text_printf(out, "%.*s-", (int)(s + 1 - start), start);
          s += 4;
          start = s;
          continue;
        }
        s++;
      }
      text_printf(out, fraction ? "(%.*s)" : "%.*s", (int)(s - start), start);
      continue;
    }
    bool found = false;
    for (size_t k = 0; k < sizeof signs / sizeof *signs && !found; k++)
      if (strncmp(s, signs[k].sign, strlen(signs[k].sign)) == 0) {
        s += strlen(signs[k].sign);
        text_puts(out, signs[k].typed);
        found = true;
        if (strcmp(signs[k].typed, "sqrt") == 0 && isdigit((unsigned char)*s)) {
          size_t digits = strspn(s, "0123456789.");
          text_printf(out, "(%.*s)", (int)digits, s);
          s += digits;
        }
      }
    if (!found) text_putc(out, *s++);
  }
}

static bool calculate(Blackboard *b, const char *s, size_t len, double *out) {
  Text typed = TEXT_EMPTY;
  translate(s, len, &typed);
  Value v = typed.len > 0 ? blackboard_value(b, text_string(&typed)) : VALUE_NOTHING;
  text_free(&typed);
  bool good = v.kind == VALUE_SCALAR;
  if (good) *out = v.scalar;
  value_release(v);
  return good;
}

/* Half a unit of the last digit shown. */
static double half_unit(const char *s, size_t len) {
  Text typed = TEXT_EMPTY;
  translate(s, len, &typed);
  const char *point = strchr(text_string(&typed), '.');
  const char *e = strchr(text_string(&typed), 'e');
  double unit = 0.5;
  for (size_t k = 1; point && isdigit((unsigned char)point[k]); k++) unit /= 10;
  if (e) unit *= pow(10, atof(e + 1));
  text_free(&typed);
  return unit;
}

/* Whether arithmetic may begin at S: at the start, after a gap, a colon or a word, but not in the
   middle of a formula with letters. */
static bool may_begin(const char *start, const char *s) {
  if (s == start) return true;
  if (s[-1] != ' ') return false;
  const char *t = s - 1;
  if (t == start || t[-1] == ' ' || strchr(":,", t[-1])) return true;
  size_t letters = 0;
  while (t > start && isalpha((unsigned char)t[-1])) {
    t--;
    letters++;
  }
  return letters >= 3 && (t == start || t[-1] == ' ');
}

/* The arithmetic that ends at END and begins after START; END when there is none. */
static const char *arithmetic_before(const char *start, const char *end) {
  for (const char *s = start; s < end; s++) {
    if (!may_begin(start, s)) continue;
    const char *t = s;
    while (t < end) {
      size_t len = arithmetic_sign(t);
      if (len == 0 || (t[0] == ' ' && t + 1 < end && t[1] == ' ')) break;
      t += len;
    }
    if (t == end) return s;
  }
  return end;
}

static const char *arithmetic_after(const char *s) {
  const char *end = s;
  while (*end) {
    size_t len = arithmetic_sign(end);
    if (len == 0 || (end[0] == ' ' && end[1] == ' ' && end > s)) break;
    end += len;
  }
  /* what goes on with a letter or an equation is no number */
  if (*end && *end != '\n' && !strchr(" ,;", *end) && end > s && end[-1] != ' ') return s;
  while (end > s && end[-1] == ' ') end--;
  return end;
}

size_t blackboard_recompute(Blackboard *b, const char *printed, Text *wrong) {
  size_t count = 0;
  text_clear(wrong);
  const char *line = printed;
  for (const char *s = printed; *s; s++) {
    if (*s == '\n') line = s + 1;
    bool about = strncmp(s, "≈ ", strlen("≈ ")) == 0;
    if (!about && strncmp(s, "= ", 2) != 0) continue;
    const char *left_end = s;
    while (left_end > line && left_end[-1] == ' ') left_end--;
    const char *from = left_end;
    while (from > line && from[-1] != '=' && strncmp(from - 1, "≈", 3) != 0 &&
           !(from[-1] == (char)0x88 && from > line + 1 && strncmp(from - 2, "≈", 3) == 0))
      from--;
    while (*from == ' ' || (*from & 0xc0) == 0x80) from++;
    const char *left = arithmetic_before(from, left_end);
    const char *right = s + strcspn(s, " ");
    right += strspn(right, " ");
    const char *right_end = arithmetic_after(right);
    double x, y;
    if (left >= left_end || right_end <= right) continue;
    if (!calculate(b, left, (size_t)(left_end - left), &x) ||
        !calculate(b, right, (size_t)(right_end - right), &y))
      continue;
    count++;
    const char *denied = strstr(s, "cannot hold");
    if (denied && denied < s + strcspn(s, "\n")) continue;
    double scale = fmax(fabs(x), fabs(y));
    double allowed = about ? half_unit(right, (size_t)(right_end - right)) * 1.0001 : 1e-12 * scale;
    if (fabs(x - y) > allowed + 1e-10 && wrong->len == 0)
      text_append(wrong, line, strcspn(line, "\n"));
  }
  return count;
}
