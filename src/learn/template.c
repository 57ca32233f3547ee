/* template.c -- @{expr} in a lesson's text becomes its value.  */

#include "config.h"
#include "learn/template.h"
#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  MOST_SHOWN = 1000,   /* elements of a value in running text */
  LONGEST_VALUE = 1000 /* bytes of an expression: a text of openings only is looked through fast */
};

typedef enum Surroundings { IN_PROSE, IN_MATH, IN_CODE, IN_FENCE } Surroundings;

/* ------------------------------------------------------------------ finding */

/* The byte behind the } that closes @{ whose contents begin at S, or NULL.  Braces and quotes
   inside the expression are respected. */
static const char *closing(const char *s) {
  const char *limit = s + strnlen(s, LONGEST_VALUE);
  int depth = 1;
  bool value = false; /* a quote after a value transposes */
  for (; s < limit && *s != '\n'; s++) {
    if (s[0] == '@' && s[1] == '{') return NULL; /* the next one: this was never closed */
    if (*s == '{')
      depth++;
    else if (*s == '}') {
      if (--depth == 0) return s + 1;
    } else if (*s == '"' || (*s == '\'' && !value)) {
      const char *end = memchr(s + 1, *s, (size_t)(limit - s - 1));
      if (!end) return NULL;
      s = end;
      value = true;
      continue;
    }
    value = isalnum((unsigned char)*s) || strchr(")]}'_", *s);
  }
  return NULL;
}

size_t template_length(const char *text) {
  const char *stop = text[0] == '@' && text[1] == '{' ? closing(text + 2) : NULL;
  return stop ? (size_t)(stop - text) : 0;
}

bool template_next(const char *text, size_t *at, size_t *start, size_t *end) {
  for (const char *s = text + *at; *s; s++) {
    if (s[0] == '@' && s[1] == '@' && s[2] == '{') {
      s += 2;
      continue;
    }
    if (s[0] != '@' || s[1] != '{') continue;
    const char *stop = closing(s + 2);
    if (!stop) continue;
    *start = (size_t)(s + 2 - text);
    *end = (size_t)(stop - 1 - text);
    *at = (size_t)(stop - text);
    return true;
  }
  return false;
}

/* "x:3s" is x and "3s": a colon with a number and s or d at the very end. */
static size_t split_format(const char *s, size_t len, char format[8]) {
  format[0] = '\0';
  size_t i = len;
  while (i > 0 && isspace((unsigned char)s[i - 1])) i--;
  if (i == 0 || (s[i - 1] != 's' && s[i - 1] != 'd')) return len;
  size_t digits = i - 1, first = digits;
  while (first > 0 && isdigit((unsigned char)s[first - 1])) first--;
  if (first == digits || digits - first > 2 || first == 0 || s[first - 1] != ':') return len;
  memcpy(format, s + first, i - first);
  format[i - first] = '\0';
  return first - 1;
}

/* ------------------------------------------------------------------ values */

static void put_real(double x, const char *format, Text *out) {
  size_t before = out->len;
  if (isnan(x) || isinf(x)) {
    show_number(x, 5, out);
    return;
  }
  size_t n = strlen(format);
  int digits = n > 0 ? atoi(format) : 0;
  if (digits > 15) digits = 15;
  if (n > 0 && format[n - 1] == 'd') {
    text_printf(out, "%.*f", digits, x);
    if (strtod(out->data + before, NULL) == 0 && out->data[before] == '-') { /* no -0.00 */
      text_truncate(out, before);
      text_printf(out, "%.*f", digits, 0.0);
    }
    return;
  }
  if (n > 0) {
    /* Three significant figures of 0.5 are 0.500, of 1234 are 1230: written out when not too long.
     */
    if (x == 0 || (fabs(x) < 1e6 && fabs(x) >= 1e-4)) {
      int before_point = x == 0 ? 1 : (int)floor(log10(fabs(x))) + 1;
      int places = digits - before_point;
      double scale = pow(10, before_point - digits);
      if (places >= 0)
        text_printf(out, "%.*f", places, x);
      else
        text_printf(out, "%.0f", round(x / scale) * scale);
    } else
      text_printf(out, "%.*g", digits, x);
    return;
  }
  if (x == floor(x) && fabs(x) < 1e15)
    text_printf(out, "%.0f", x == 0 ? 0.0 : x);
  else {
    double near = round(x * 1e10) / 1e10; /* 0.1 + 0.2 is 0.3 to a reader */
    if (fabs(x) >= 1e-4 && fabs(near - x) <= 4e-16 * fabs(x) * 4) x = near;
    text_printf(out, "%.*g", fabs(x) >= 1e4 ? 8 : 6, x);
  }
}

static void put_complex(double re, double im, const char *format, Text *out) {
  put_real(re, format, out);
  text_puts(out, im < 0 ? " - " : " + ");
  put_real(fabs(im), format, out);
  text_putc(out, 'i');
}

static void put_one(const View *v, size_t i, const char *format, Text *out) {
  if (v->complex)
    put_complex(v->data[2 * i], v->data[2 * i + 1], format, out);
  else if (v->element == ELEMENT_LOGICAL)
    text_puts(out, v->data[i] != 0 ? "true" : "false");
  else
    put_real(v->data[i], format, out);
}

/* Nothing in a text may steer a terminal. */
static void put_text(Value value, Text *out) {
  Text plain = TEXT_EMPTY;
  value_append_text(value, &plain);
  for (size_t i = 0, used; i < plain.len; i += used) {
    uint32_t point = utf8_decode(plain.data + i, plain.len - i, &used);
    if (utf8_unsafe(point) || (point == UTF8_BAD && used == 1))
      text_putc(out, '?');
    else
      text_append(out, plain.data + i, used);
  }
  text_free(&plain);
}

void template_value(Value value, const char *format, Text *out) {
  View v;
  if (value_is_text(value))
    put_text(value, out);
  else if (!value_view(&value, &v))
    show_inline(value, 6, out);
  else if (v.count == 1)
    put_one(&v, 0, format, out);
  else if (v.count > MOST_SHOWN)
    value_describe(value, out);
  else {
    size_t rows = v.dims[0], columns = view_columns(&v);
    text_putc(out, '[');
    for (size_t r = 0; r < rows; r++)
      for (size_t c = 0; c < columns; c++) {
        if (c > 0)
          text_putc(out, ' ');
        else if (r > 0)
          text_puts(out, "; ");
        put_one(&v, r + c * rows, format, out);
      }
    text_putc(out, ']');
  }
}

/* A number with an exponent as TeX: 1.5e-03 is 1.5 \cdot 10^{-3}. */
static void put_tex_number(const char *s, Text *out) {
  const char *e = strchr(s, 'e');
  if (strcmp(s, "Inf") == 0 || strcmp(s, "-Inf") == 0) {
    text_puts(out, s[0] == '-' ? "-\\infty" : "\\infty");
  } else if (strcmp(s, "NaN") == 0)
    text_puts(out, "\\text{NaN}");
  else if (e) {
    text_append(out, s, (size_t)(e - s));
    text_printf(out, " \\cdot 10^{%ld}", strtol(e + 1, NULL, 10));
  } else
    text_puts(out, s);
}

static void put_tex_one(const View *v, size_t i, const char *format, Text *out) {
  Text plain = TEXT_EMPTY;
  put_one(v, i, format, &plain);
  if (v->complex || v->element == ELEMENT_LOGICAL)
    text_puts(out, text_string(&plain));
  else
    put_tex_number(text_string(&plain), out);
  text_free(&plain);
}

/* A negative value behind an operator gets brackets: 2 + (-3). */
static bool needs_brackets(const Text *out, const View *v) {
  if (v->count != 1 || v->complex || !(v->data[0] < 0)) return false;
  size_t i = out->len;
  while (i > 0 && isspace((unsigned char)out->data[i - 1])) i--;
  if (i == 0) return false;
  char c = out->data[i - 1];
  if (strchr("+-*/", c)) return true;
  static const char *const words[] = { "\\cdot", "\\times", "\\div", "\\pm" };
  for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
    size_t len = strlen(words[k]);
    if (i >= len && memcmp(out->data + i - len, words[k], len) == 0) return true;
  }
  return false;
}

static void put_tex(Value value, const char *format, Text *out) {
  View v;
  if (value_is_text(value)) {
    text_puts(out, "\\text{");
    Text plain = TEXT_EMPTY;
    put_text(value, &plain);
    for (const char *s = text_string(&plain); *s; s++)
      if (!strchr("\\{}$", *s)) text_putc(out, *s);
    text_free(&plain);
    text_putc(out, '}');
    return;
  }
  if (!value_view(&value, &v)) {
    text_puts(out, "\\text{function}");
    return;
  }
  if (v.count > MOST_SHOWN) {
    text_puts(out, "\\text{");
    value_describe(value, out);
    text_putc(out, '}');
    return;
  }
  if (v.count == 1) {
    bool brackets = needs_brackets(out, &v);
    if (brackets) text_putc(out, '(');
    put_tex_one(&v, 0, format, out);
    if (brackets) text_putc(out, ')');
    return;
  }
  size_t rows = v.dims[0], columns = view_columns(&v);
  text_puts(out, "\\begin{bmatrix} ");
  for (size_t r = 0; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) {
      if (c > 0) text_puts(out, " & ");
      put_tex_one(&v, r + c * rows, format, out);
    }
    if (r + 1 < rows) text_puts(out, " \\\\ ");
  }
  text_puts(out, " \\end{bmatrix}");
}

/* Every punctuation character is escaped, so that no value can change the page. */
static void put_prose(Value value, const char *format, Text *out) {
  Text plain = TEXT_EMPTY;
  template_value(value, format, &plain);
  for (const char *s = text_string(&plain); *s; s++) {
    if (*s == '\n') {
      text_putc(out, ' ');
      continue;
    }
    if (ispunct((unsigned char)*s)) text_putc(out, '\\');
    text_putc(out, *s);
  }
  text_free(&plain);
}

static void put_code(Value value, const char *format, Text *out) {
  Text plain = TEXT_EMPTY;
  template_value(value, format, &plain);
  for (const char *s = text_string(&plain); *s; s++)
    if (*s != '`' && *s != '\n') text_putc(out, *s);
  text_free(&plain);
}

/* ------------------------------------------------------------------ the walk */

/* Whether the text ends in a line that is still blank. */
static bool begins_line(const Text *text) {
  size_t i = text->len;
  while (i > 0 && text->data[i - 1] == ' ') i--;
  return i == 0 || text->data[i - 1] == '\n';
}

/* Keeps track of $...$, $$...$$, `...` and fences of ~~~ while the text is copied. */
static void advance(Surroundings *where, size_t *ticks, const char **s, Text *out) {
  const char *p = *s;
  if ((*where == IN_PROSE || *where == IN_FENCE) && strncmp(p, "~~~", 3) == 0 && begins_line(out)) {
    *where = *where == IN_FENCE ? IN_PROSE : IN_FENCE;
    text_puts(out, "~~~");
    *s = p + 3;
    return;
  }
  if (*where == IN_FENCE) {
    text_putc(out, *p);
    *s = p + 1;
    return;
  }
  if (*p == '\\' && p[1] && *where != IN_CODE) {
    text_append(out, p, 2);
    *s = p + 2;
    return;
  }
  if (*p == '`' && *where != IN_MATH) {
    size_t n = strspn(p, "`");
    if (*where == IN_PROSE) {
      *where = IN_CODE;
      *ticks = n;
    } else if (n == *ticks)
      *where = IN_PROSE;
    text_append(out, p, n);
    *s = p + n;
    return;
  }
  if (*p == '$' && *where != IN_CODE) {
    *where = *where == IN_MATH ? IN_PROSE : IN_MATH;
    size_t n = p[1] == '$' ? 2 : 1;
    text_append(out, p, n);
    *s = p + n;
    return;
  }
  if (p[0] == '\n' && p[1] == '\n') *where = IN_PROSE; /* nothing runs over an empty line */
  text_putc(out, *p);
  *s = p + 1;
}

bool template_expand(Interp *in, Scope *scope, const char *text, Text *out, size_t *place_offset,
                     Error *error) {
  Surroundings where = IN_PROSE;
  size_t ticks = 0;
  for (const char *s = text; *s;) {
    if (s[0] == '@' && s[1] == '@' && s[2] == '{') {
      text_puts(out, "@{");
      s += 3;
      continue;
    }
    const char *stop = s[0] == '@' && s[1] == '{' ? closing(s + 2) : NULL;
    if (!stop) {
      advance(&where, &ticks, &s, out);
      continue;
    }
    char format[8];
    size_t len = split_format(s + 2, (size_t)(stop - 1 - (s + 2)), format);
    Text expression = TEXT_EMPTY;
    text_append(&expression, s + 2, len);
    Value v;
    bool good = interp_evaluate(in, scope, text_string(&expression), &v, error);
    text_free(&expression);
    if (!good) {
      if (place_offset) *place_offset = (size_t)(s + 2 - text);
      return false;
    }
    if (where == IN_MATH)
      put_tex(v, format, out);
    else if (where == IN_CODE || where == IN_FENCE)
      put_code(v, format, out);
    else
      put_prose(v, format, out);
    value_release(v);
    s = stop;
  }
  return true;
}

void template_plain(const char *markdown, Text *out) {
  bool code = false, formula = false;
  for (const char *s = markdown; *s; s++) {
    bool guarded = *s == '\\' && ispunct((unsigned char)s[1]);
    if (guarded && !code && !formula)
      s++;
    else if (guarded && formula) {
      text_putc(out, *s++);
    } else if (*s == '`' && !formula)
      code = !code;
    else if (*s == '$' && !code && s[1] != '$')
      formula = !formula;
    text_putc(out, *s);
  }
}
