/* template.c -- the printf family's templates.  */

#include "config.h"
#include "lib/template.h"
#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { WIDEST = 4096 };

/* ------------------------------------------------------------------ escapes */

static size_t unescape_code(const char *s, size_t len, Text *out) {
  size_t used = 0;
  unsigned code = 0;
  if (s[0] == 'x' && len > 1 && isxdigit((unsigned char)s[1])) {
    for (used = 1; used < 3 && used < len && isxdigit((unsigned char)s[used]); used++) {
      int c = tolower((unsigned char)s[used]);
      code = code * 16 + (unsigned)(isdigit(c) ? c - '0' : c - 'a' + 10);
    }
  } else
    for (; used < 3 && used < len && s[used] >= '0' && s[used] <= '7'; used++)
      code = code * 8 + (unsigned)(s[used] - '0');
  text_putc(out, (char)(unsigned char)code);
  return used;
}

void template_unescape(const char *s, size_t len, Text *out) {
  static const char from[] = "abfnrtv\\'\"", to[] = "\a\b\f\n\r\t\v\\'\"";
  for (size_t i = 0; i < len; i++) {
    if (s[i] != '\\' || i + 1 == len) {
      text_putc(out, s[i]);
      continue;
    }
    char c = s[++i];
    const char *known = c ? strchr(from, c) : NULL;
    if (known)
      text_putc(out, to[known - from]);
    else if (c == 'x' || (c >= '0' && c <= '7')) {
      size_t used = unescape_code(s + i, len - i, out);
      i += used > 0 ? used - 1 : 0;
    } else {
      text_putc(out, '\\');
      text_putc(out, c);
    }
  }
}

/* ------------------------------------------------------------------ the arguments as one list */

typedef struct Feed {
  Call *call;
  size_t i, k; /* the next element: K of argument I */
  bool used;   /* something was taken */
} Feed;

/* To the next element; an empty argument is one element that prints as nothing. */
static void move_on(Feed *f) {
  while (f->i < f->call->count) {
    size_t count = value_count(f->call->args[f->i]);
    if (f->k < (count > 0 ? count : 1)) return;
    f->i++;
    f->k = 0;
  }
}

static bool has_more(const Feed *f) {
  Feed look = *f;
  move_on(&look);
  return look.i < look.call->count;
}

/* Take an empty argument, if one is next. */
static bool take_empty(Feed *f) {
  move_on(f);
  if (f->i >= f->call->count || value_count(f->call->args[f->i]) > 0) return false;
  f->k = 1;
  f->used = true;
  return true;
}

static double next_number(Feed *f) {
  move_on(f);
  View v = call_view(f->call, f->i);
  f->used = true;
  return v.data[v.complex ? 2 * f->k++ : f->k++];
}

static void put_code(double code, Text *out) {
  char bytes[4];
  if (code >= 256)
    text_append(out, bytes, utf8_encode(code < 0x110000 ? (uint32_t)code : UTF8_BAD, bytes));
  else
    text_putc(out, (char)(unsigned char)code);
}

static bool is_code(double x, double limit) {
  return x == floor(x) && x >= 0 && x < limit;
}

/* The next text for %s: the rest of a text, or whole numbers in a row that are character codes.
   False when a number is next that is none. */
static bool next_text(Feed *f, Text *out) {
  move_on(f);
  View v = call_view(f->call, f->i);
  bool text = v.element == ELEMENT_CHAR;
  size_t start = f->k;
  if (v.complex) return false;
  for (; f->k < v.count && (text || is_code(v.data[f->k], 256)); f->k++)
    put_code(v.data[f->k], out);
  f->used = true;
  return f->k > start;
}

/* ------------------------------------------------------------------ one conversion */

typedef struct Conversion {
  bool left, plus, blank, zero, alternate;
  int width, precision; /* precision -1: not given */
  bool star_width, star_precision;
  char type;
} Conversion;

/* S is behind the %.  The end of the conversion, or NULL when it is none. */
static const char *parse_conversion(const char *s, Conversion *c) {
  *c = (Conversion){ .precision = -1 };
  for (;; s++) {
    if (*s == '-')
      c->left = true;
    else if (*s == '+')
      c->plus = true;
    else if (*s == ' ')
      c->blank = true;
    else if (*s == '0')
      c->zero = true;
    else if (*s == '#')
      c->alternate = true;
    else
      break;
  }
  if (*s == '*') {
    c->star_width = true;
    s++;
  } else
    for (; isdigit((unsigned char)*s); s++)
      c->width = c->width > WIDEST ? c->width : c->width * 10 + (*s - '0');
  if (*s == '.') {
    s++;
    c->precision = 0;
    if (*s == '*') {
      c->star_precision = true;
      s++;
    } else
      for (; isdigit((unsigned char)*s); s++)
        c->precision = c->precision > WIDEST ? c->precision : c->precision * 10 + (*s - '0');
  }
  while (*s == 'l' || *s == 'h' || *s == 'L') s++;
  c->type = *s;
  return *s && strchr("diufFeEgGxXoscp%", *s) && *s != 'p' ? s + 1 : NULL;
}

/* What was written from START on, SIGN of it the sign, is brought to the width. */
static void pad(const Conversion *c, size_t start, size_t sign, bool zeros, Text *out) {
  size_t len = out->len - start, width = (size_t)(c->width > 0 ? c->width : 0);
  if (len >= width) return;
  size_t gap = width - len, at = start + (zeros ? sign : 0);
  text_repeat(out, " ", gap);
  if (c->left) return;
  memmove(out->data + at + gap, out->data + at, start + len - at);
  memset(out->data + at, zeros ? '0' : ' ', gap);
}

static void put_real(char type, int precision, bool alternate, double x, Text *out) {
  if (precision < 0) precision = 6;
  switch (type) {
  case 'e': text_printf(out, "%.*e", precision, x); break;
  case 'E': text_printf(out, "%.*E", precision, x); break;
  case 'g':
    if (alternate)
      text_printf(out, "%#.*g", precision, x);
    else
      text_printf(out, "%.*g", precision, x);
    break;
  case 'G': text_printf(out, "%.*G", precision, x); break;
  default: text_printf(out, "%.*f", precision, x); break;
  }
}

static void put_digits(unsigned long long n, Text *out) {
  char digits[20], *first = digits + sizeof digits; /* 2^64 has so many */
  do *--first = (char)('0' + n % 10);
  while (n /= 10);
  text_append(out, first, (size_t)(digits + sizeof digits - first));
}

static void put_integer(const Conversion *c, double size, Text *out) {
  unsigned long long n = size >= 0x1p64 ? ~0ULL : (unsigned long long)size;
  int digits = c->precision >= 0 ? c->precision : 1;
  bool is_signed = c->type == 'd' || c->type == 'i';
  if (is_signed && n > 0x7fffffffffffffffULL && size < 0x1p63 + 1)
    n = size == 0x1p63 ? 0x7fffffffffffffffULL : n;
  switch (c->type) {
  case 'x': text_printf(out, c->alternate && n ? "0x%.*llx" : "%.*llx", digits, n); break;
  case 'X': text_printf(out, c->alternate && n ? "0X%.*llX" : "%.*llX", digits, n); break;
  case 'o': text_printf(out, c->alternate && n ? "0%.*llo" : "%.*llo", digits, n); break;
  default:
    if (digits == 1)
      put_digits(n, out);
    else
      text_printf(out, "%.*llu", digits, n);
  }
}

static void put_number(const Conversion *c, double x, Text *out) {
  size_t start = out->len;
  const char *plus = c->plus ? "+" : c->blank ? " " : "";
  const char *sign = signbit(x) && !isnan(x) ? "-" : plus;
  bool is_signed = c->type == 'd' || c->type == 'i', whole = strchr("diuxXo", c->type) != NULL;
  bool fits = x == floor(x) && (is_signed ? fabs(x) <= 0x1p63 : x >= 0 && x <= 0x1p64);
  bool zeros = c->zero && !c->left && isfinite(x);
  if (!isfinite(x) && *sign != '-') sign = c->plus && !isnan(x) ? "+" : "";
  if (whole && x == 0 && *sign == '-') sign = c->plus ? "+" : "";
  text_puts(out, sign);
  if (!isfinite(x))
    text_puts(out, isnan(x) ? "NaN" : "Inf");
  else if (whole && fits && is_signed && x == -0x1p63)
    text_puts(out, "9223372036854775808");
  else if (whole && fits)
    put_integer(c, fabs(x), out);
  else
    put_real(whole ? 'g' : c->type, c->precision, c->alternate, fabs(x), out);
  pad(c, start, strlen(sign), zeros && !(whole && fits && c->precision >= 0), out);
}

static void put_text(const Conversion *c, Feed *f, Text *out) {
  size_t start = out->len;
  if (next_text(f, out)) {
    if (c->precision >= 0) text_truncate(out, start + (size_t)c->precision);
    pad(c, start, 0, false, out);
  } else {
    double x = next_number(f);
    Conversion number = *c;
    number.type = x == floor(x) && fabs(x) < 1e15 ? 'd' : 'g';
    if (number.type == 'd') number.precision = -1;
    put_number(&number, x, out);
  }
}

static void put_character(const Conversion *c, Feed *f, Text *out) {
  double x = next_number(f);
  if (is_code(x, 0x110000)) {
    size_t gap = c->width > 1 ? (size_t)c->width - 1 : 0; /* whatever bytes it has */
    if (!c->left) text_repeat(out, " ", gap);
    put_code(x, out);
    if (c->left) text_repeat(out, " ", gap);
  } else {
    Conversion number = *c;
    number.type = 'g';
    put_number(&number, x, out);
  }
}

/* A * takes its number from the arguments. */
static bool take_star(Feed *f, int *size, bool *left) {
  if (!has_more(f)) return false;
  double x = take_empty(f) ? 0 : next_number(f);
  if (left && x < 0) {
    *left = true;
    x = -x;
  }
  *size = x > WIDEST ? WIDEST + 1 : x >= 0 ? (int)x : -1;
  return true;
}

typedef enum Outcome { GO_ON, RAN_DRY, REFUSED } Outcome;

static Outcome convert(Feed *f, Conversion c, bool no_data, Text *out) {
  if (c.star_width && !no_data && !take_star(f, &c.width, &c.left)) return RAN_DRY;
  if (c.star_precision && !no_data && !take_star(f, &c.precision, NULL)) return RAN_DRY;
  if (c.width > WIDEST || c.precision > WIDEST) {
    call_fail(f->call, ERROR_LIMIT, "a width or precision may be at most %d", WIDEST);
    return REFUSED;
  }
  if (no_data) {
    pad(&c, out->len, 0, false, out);
    return GO_ON;
  }
  if (!has_more(f)) return RAN_DRY;
  if (take_empty(f)) {
    if (c.type == 's') pad(&c, out->len, 0, false, out);
    return GO_ON;
  }
  if (c.type == 's')
    put_text(&c, f, out);
  else if (c.type == 'c')
    put_character(&c, f, out);
  else
    put_number(&c, next_number(f), out);
  if (!call_step(f->call, 1)) return REFUSED;
  if (!array_fits(out->len / 4)) {
    call_fail(f->call, ERROR_LIMIT, "the text would need more memory than is allowed");
    return REFUSED;
  }
  return GO_ON;
}

/* Once through the template. */
static Outcome pass(Feed *f, const char *s, size_t len, bool no_data, size_t *conversions,
                    Text *out) {
  const char *end = s + len;
  while (s < end) {
    const char *percent = memchr(s, '%', (size_t)(end - s));
    text_append(out, s, (size_t)((percent ? percent : end) - s));
    if (!percent) break;
    s = percent;
    Conversion c;
    const char *next = parse_conversion(s + 1, &c);
    if (!next) {
      call_fail(f->call, ERROR_TYPE, "'%.*s' in the template is no conversion",
                (int)(end - s < 12 ? end - s : 12), s);
      call_hint(f->call, "%%d whole number, %%f decimals, %%g shortest, %%s text, %%%% a percent");
      return REFUSED;
    }
    s = next;
    if (c.type == '%') {
      text_putc(out, '%');
      continue;
    }
    ++*conversions;
    Outcome o = convert(f, c, no_data, out);
    if (o != GO_ON) return o;
  }
  return GO_ON;
}

bool template_fill(Call *call, size_t first, Text *out) {
  Value template = call->args[first];
  if (!value_is_text(template)) {
    call_fail_at(call, first, ERROR_TYPE, "the template must be a text in quotes");
    return false;
  }
  for (size_t i = first + 1; i < call->count; i++) {
    View v;
    if (value_view(&call->args[i], &v)) continue;
    call_fail_at(call, i, ERROR_TYPE, "only numbers and texts can be printed this way");
    call_hint(call, "disp shows any value; c{:} takes the items of a cell");
    return false;
  }
  Text plain = TEXT_EMPTY;
  value_append_text(template, &plain);
  if (!template.array->quoted && memchr(text_string(&plain), '\\', plain.len)) {
    Text raw = plain;
    plain = TEXT_EMPTY;
    template_unescape(text_string(&raw), raw.len, &plain);
    text_free(&raw);
  }
  Feed f = { .call = call, .i = first + 1 };
  bool no_data = !has_more(&f);
  Outcome outcome;
  do {
    size_t conversions = 0;
    outcome = pass(&f, text_string(&plain), plain.len, no_data, &conversions, out);
    if (conversions == 0) break;
  } while (outcome == GO_ON && has_more(&f));
  text_free(&plain);
  return outcome != REFUSED && call_alive(call);
}
