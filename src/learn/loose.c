/* loose.c -- mathematics as people write it.  */

#include "config.h"
#include "learn/loose.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

typedef struct Rewriter {
  const char *s;
  const char *const *names;
  const Registry *registry;
  Text *out;
  bool after_value;    /* a value stands before: what follows may need a * */
  unsigned open_calls; /* brackets opened for `sin x`, to be closed behind its argument */
} Rewriter;

static bool is_name(const Rewriter *r, const char *s, size_t len) {
  for (const char *const *n = r->names; n && *n; n++)
    if (strlen(*n) == len && memcmp(*n, s, len) == 0) return true;
  return false;
}

static bool is_function(const Rewriter *r, const char *s, size_t len) {
  const Entry *e = registry_find(r->registry, s, len);
  return e && e->signature.count > 0;
}

static bool is_constant(const Rewriter *r, const char *s, size_t len) {
  const Entry *e = registry_find(r->registry, s, len);
  return e && e->signature.required == 0;
}

static void times(Rewriter *r) {
  if (r->after_value) text_putc(r->out, '*');
}

static void put_value(Rewriter *r, const char *s, size_t len) {
  times(r);
  text_append(r->out, s, len);
  r->after_value = true;
}

static void close_calls(Rewriter *r) {
  for (; r->open_calls > 0; r->open_calls--) text_putc(r->out, ')');
}

static bool superscript(uint32_t point, char *digit) {
  switch (point) {
  case 0xB9: *digit = '1'; return true;
  case 0xB2: *digit = '2'; return true;
  case 0xB3: *digit = '3'; return true;
  case 0x207B: *digit = '-'; return true;
  default:
    if (point < 0x2070 || point > 0x2079) return false;
    *digit = (char)('0' + (point - 0x2070));
    return true;
  }
}

static const char *letter(uint32_t point) {
  switch (point) {
  case 0x3C0: return "pi";
  case 0x3B1: return "alpha";
  case 0x3B2: return "beta";
  case 0x3B7: return "eta";
  case 0x3B8: return "theta";
  case 0x3BB: return "lambda";
  case 0x3BC: return "mu";
  case 0x3C3: return "sigma";
  case 0x3C4: return "tau";
  default: return NULL;
  }
}

static void unicode(Rewriter *r) {
  size_t used;
  uint32_t point = utf8_decode(r->s, strlen(r->s), &used);
  char digit;
  if (superscript(point, &digit)) {
    text_puts(r->out, "^(");
    do {
      text_putc(r->out, digit);
      r->s += used;
      if (!*r->s) break;
      point = utf8_decode(r->s, strlen(r->s), &used);
    } while (superscript(point, &digit));
    text_putc(r->out, ')');
    r->after_value = true;
    return;
  }
  r->s += used;
  const char *name = letter(point);
  if (name)
    put_value(r, name, strlen(name));
  else if (point == 0x2212 || point == 0x2013) {
    close_calls(r);
    text_putc(r->out, '-');
    r->after_value = false;
  } else if (point == 0xB7 || point == 0xD7 || point == 0x22C5) {
    text_putc(r->out, '*');
    r->after_value = false;
  } else if (point == 0x221A) {
    times(r);
    text_puts(r->out, "sqrt");
    r->after_value = false;
    if (*r->s != '(') {
      text_putc(r->out, '(');
      r->open_calls++;
    }
  } else
    text_append(r->out, r->s - used, used); /* the language will say what is wrong with it */
}

static size_t number_length(const char *s) {
  size_t n = strspn(s, "0123456789");
  if (s[n] == '.') n += 1 + strspn(s + n + 1, "0123456789");
  if ((s[n] == 'e' || s[n] == 'E')) {
    size_t e = n + 1 + (s[n + 1] == '-' || s[n + 1] == '+');
    if (isdigit((unsigned char)s[e])) n = e + strspn(s + e, "0123456789");
  }
  return n;
}

/* xy with x and y known: letter by letter, the longest known names first. */
static bool split_names(Rewriter *r, const char *s, size_t len) {
  size_t cuts[32], count = 0, at = 0;
  while (at < len && count < 32) {
    size_t take = len - at;
    while (take > 0 && !is_name(r, s + at, take)) take--;
    if (take == 0) return false;
    cuts[count++] = take;
    at += take;
  }
  if (at < len || count < 2) return false;
  at = 0;
  for (size_t i = 0; i < count; i++) {
    put_value(r, s + at, cuts[i]);
    at += cuts[i];
  }
  return true;
}

static void word(Rewriter *r) {
  const char *s = r->s;
  size_t len = 0;
  while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
  r->s += len;
  const char *rest = r->s + strspn(r->s, " ");
  if (is_name(r, s, len)) {
    put_value(r, s, len);
    return;
  }
  bool ln = len == 2 && memcmp(s, "ln", 2) == 0;
  if (ln || is_function(r, s, len)) {
    times(r);
    text_append(r->out, ln ? "log" : s, ln ? 3 : len);
    r->after_value = false;
    bool argument = isalnum((unsigned char)*rest) || (unsigned char)*rest >= 0x80;
    if (*rest != '(' && argument && !is_constant(r, s, len)) {
      text_putc(r->out, '(');
      r->open_calls++;
    } else if (*rest != '(')
      r->after_value = true;
    return;
  }
  if (split_names(r, s, len)) return;
  put_value(r, s, len);
}

void loose_rewrite(const char *text, const char *const *names, const Registry *registry,
                   Text *out) {
  Rewriter r = { .s = text, .names = names, .registry = registry, .out = out };
  while (*r.s) {
    unsigned char c = (unsigned char)*r.s;
    if (c == ' ' || c == '\t') {
      const char *rest = r.s + strspn(r.s, " \t");
      /* sin x cos x: the argument of a bracketless function ends before the next function. */
      if (r.open_calls > 0 && r.after_value && isalpha((unsigned char)*rest)) close_calls(&r);
      r.s = rest;
    } else if (c >= 0x80)
      unicode(&r);
    else if (isdigit(c) || (c == '.' && isdigit((unsigned char)r.s[1]))) {
      size_t n = number_length(r.s);
      put_value(&r, r.s, n);
      r.s += n;
    } else if (isalpha(c) || c == '_')
      word(&r);
    else {
      if (strchr("+-,)=<>", c)) close_calls(&r);
      if (c == '(' && r.after_value) text_putc(out, '*');
      if (c == '*' && r.s[1] == '*') { /* ** is the power of other languages */
        text_putc(out, '^');
        r.s++;
      } else
        text_putc(out, (char)c);
      r.after_value = c == ')' || c == ']' || c == '\'';
      r.s++;
    }
  }
  close_calls(&r);
}
