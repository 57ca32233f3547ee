/* loose.c -- mathematics as people write it.

   A descent over the text that copies operators and puts in what is missing.  Only two things have
   structure here: a product without its sign, and a function without its brackets.  */

#include "config.h"
#include "learn/loose.h"
#include "base/utf8.h"
#include "learn/signs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 150, LONGEST_WORD = 40 };

typedef struct Loose {
  const char *s;
  const char *const *names;
  const Registry *registry;
  Text *out;
  unsigned depth;
  bool matrix;   /* the innermost bracket is [ or {: blanks separate, unless commas do */
  bool tight;    /* ... and commas do */
  bool bars;     /* inside |...| */
  bool argument; /* of a function without brackets: it ends before the next function */
} Loose;

static void sequence(Loose *r);
static void product(Loose *r, bool argument);
static void factor(Loose *r);
static void atom(Loose *r);

/* ------------------------------------------------------------------ characters */

static uint32_t peek(const char *s, size_t *used) {
  *used = 0;
  return *s ? utf8_decode(s, strlen(s), used) : 0;
}

static bool is_power(const char *s) {
  size_t used;
  char digit;
  return *s == '^' || (*s == '*' && s[1] == '*') || signs_superscript(peek(s, &used), &digit);
}

static bool is_word(const char *s) {
  size_t used;
  return isalpha((unsigned char)*s) || *s == '_' || signs_letter(peek(s, &used));
}

static bool is_root(const char *s) {
  size_t used;
  uint32_t point = peek(s, &used);
  return point == 0x221A || point == 0x221B;
}

static bool is_number(const char *s) {
  return isdigit((unsigned char)*s) || (*s == '.' && isdigit((unsigned char)s[1]));
}

static size_t blanks(const char *s) {
  return strspn(s, " \t\r\n");
}

static bool is_operand(const Loose *r, const char *s) {
  size_t used;
  return is_number(s) || is_word(s) || is_root(s) || signs_fraction(peek(s, &used)) || *s == '(' ||
         *s == '[' || *s == '{' || (*s == '|' && s[1] != '|' && !r->bars);
}

/* ------------------------------------------------------------------ names */

static bool is_name(const Loose *r, const char *s, size_t len) {
  for (const char *const *n = r->names; n && *n; n++)
    if (strlen(*n) == len && memcmp(*n, s, len) == 0) return true;
  return false;
}

static bool in_list(const char *const *list, const char *s, size_t len) {
  for (; *list; list++)
    if (strlen(*list) == len && memcmp(*list, s, len) == 0) return true;
  return false;
}

static bool is_constant(const char *s, size_t len) {
  static const char *const constants[] = { "pi", "e", "i", "j", "Inf", "inf", "NaN", NULL };
  return in_list(constants, s, len);
}

static bool is_function(const Loose *r, const char *s, size_t len) {
  if (is_name(r, s, len) || is_constant(s, len)) return false;
  const Entry *e = registry_find(r->registry, s, len);
  return (e && e->signature.count > 0) || signs_function(s, len);
}

/* xy with x and y known, sinx, 2pix: cut a word into known names, the longest first.  A function
   ends the cutting: what stands behind it is its argument. */
typedef struct Cut {
  size_t pieces[LONGEST_WORD + 1], count; /* their lengths */
  bool dead[LONGEST_WORD + 1];            /* this many letters from the end cannot be cut */
} Cut;

static bool cut(const Loose *r, const char *s, size_t len, Cut *c) {
  if (len == 0) return true;
  if (c->dead[len]) return false;
  size_t before = c->count;
  for (size_t take = len; take > 0; take--) {
    bool constant = (take == 1 && *s == 'e') || (take == 2 && memcmp(s, "pi", 2) == 0);
    if (!constant && !is_name(r, s, take)) continue;
    c->pieces[c->count++] = take;
    if (cut(r, s + take, len - take, c)) return true;
    c->count = before;
  }
  size_t function = signs_elementary(s, len), digits = 0, rest = len - function;
  while (digits < rest && isdigit((unsigned char)s[function + digits])) digits++;
  c->pieces[c->count++] = function;
  if (function > 0 && cut(r, s + function + digits, rest - digits, c)) {
    c->count = before + 1;
    return true;
  }
  c->count = before;
  c->dead[len] = true;
  return false;
}

/* ------------------------------------------------------------------ pieces */

static void insert(Text *out, size_t at, const char *s) {
  size_t len = strlen(s), behind = out->len - at;
  text_puts(out, s);
  memmove(out->data + at + len, out->data + at, behind);
  memcpy(out->data + at, s, len);
}

static size_t number_length(const char *s) {
  size_t n = strspn(s, "0123456789");
  if (s[n] == '.' && !(s[n + 1] && strchr("*/^\\'", s[n + 1]))) {
    n++;
    n += strspn(s + n, "0123456789");
  }
  if (s[n] == 'e' || s[n] == 'E') {
    size_t e = n + 1 + (s[n + 1] == '-' || s[n + 1] == '+');
    if (isdigit((unsigned char)s[e])) n = e + strspn(s + e, "0123456789");
  }
  return n;
}

/* Whether S is a percent sign behind a number and not the start of a comment. */
static size_t percent(const char *s) {
  size_t n = strspn(s, " ");
  if (s[n] != '%') return 0;
  const char *rest = s + n + 1 + blanks(s + n + 1);
  bool list = n == 0 && isdigit((unsigned char)*rest); /* [10% 20%] */
  return list || *rest == '\0' || strchr("+-*/^,;)]}", *rest) ? n + 1 : 0;
}

static void number(Loose *r) {
  /* A percent sign behind a number begins no comment here. */
  size_t n = number_length(r->s), gap = strspn(r->s + n, " ");
  size_t sign_length = r->s[n + gap] == '%' ? gap + 1 : 0;
  text_printf(r->out, sign_length ? "(%.*s/100)" : "%.*s", (int)n, r->s);
  r->s += n + sign_length;
}

/* Whether commas separate inside the bracket that opens at S: then a blank is only a blank. */
static bool has_commas(const char *s) {
  int depth = 0;
  for (; *s; s++) {
    if (strchr("([{", *s)) depth++;
    if (strchr(")]}", *s) && --depth == 0) return false;
    if (*s == ',' && depth == 1) return true;
  }
  return false;
}

static void bracket(Loose *r, char close) {
  bool matrix = r->matrix, bars = r->bars, tight = r->tight, argument = r->argument;
  r->argument = false;
  r->tight = close != ')' && has_commas(r->s);
  r->matrix = close != ')' && !r->tight;
  r->bars = false;
  text_putc(r->out, *r->s++);
  sequence(r);
  if (*r->s == close) text_putc(r->out, *r->s++);
  r->matrix = matrix;
  r->bars = bars;
  r->tight = tight;
  r->argument = argument;
}

static void magnitude(Loose *r) {
  bool matrix = r->matrix, argument = r->argument;
  r->matrix = false;
  r->argument = false;
  r->bars = true;
  text_puts(r->out, "abs(");
  r->s++;
  sequence(r);
  if (*r->s == '|') r->s++;
  text_putc(r->out, ')');
  r->bars = false;
  r->matrix = matrix;
  r->argument = argument;
}

/* The power at hand, with its ^; a raised number without brackets where it needs none. */
static void power(Loose *r) {
  char digit;
  size_t used;
  if (signs_superscript(peek(r->s, &used), &digit)) {
    Text raised = TEXT_EMPTY;
    while (signs_superscript(peek(r->s, &used), &digit)) {
      text_putc(&raised, digit);
      r->s += used;
    }
    text_printf(r->out, raised.len > 1 && *raised.data == '-' ? "^(%s)" : "^%s",
                text_string(&raised));
    text_free(&raised);
    return;
  }
  r->s += *r->s == '*' ? 2 : 1;
  text_putc(r->out, '^');
  r->s += blanks(r->s);
  for (;;) {
    const char *minus = signs_operator(peek(r->s, &used));
    if (*r->s == '-' || *r->s == '+')
      text_putc(r->out, *r->s++);
    else if (minus && *minus == '-') {
      text_putc(r->out, '-');
      r->s += used;
    } else
      break;
  }
  size_t start = r->out->len;
  if (*r->s == '{') { /* e^{2x}, as TeX has it */
    text_putc(r->out, '(');
    r->s++;
    sequence(r);
    if (*r->s == '}') r->s++;
    text_putc(r->out, ')');
    return;
  }
  if (!is_operand(r, r->s)) return;
  atom(r);
  /* 2^x² is 2^(x^2); the language would group from the left. */
  if (signs_superscript(peek(r->s, &used), &digit)) {
    insert(r->out, start, "(");
    power(r);
    text_putc(r->out, ')');
  }
}

/* sin^-1 x is the arc. */
static bool has_arc(const char *name, size_t len) {
  return len == 3 && (strncmp(name, "sin", 3) == 0 || strncmp(name, "cos", 3) == 0 ||
                      strncmp(name, "tan", 3) == 0);
}

/* What stands behind the name of a function: (x), x, 2x, ^2 x. */
static void apply(Loose *r, const char *name, size_t len) {
  const char *other = signs_function(name, len);
  Text raised = TEXT_EMPTY;
  size_t at = r->out->len, used;
  if (is_power(r->s + blanks(r->s))) {
    Text *out = r->out;
    r->s += blanks(r->s);
    r->out = &raised;
    power(r);
    r->out = out;
  }
  if (other)
    text_puts(r->out, other);
  else
    text_append(r->out, name, len);
  const char *s = r->s + blanks(r->s), *minus = signs_operator(peek(s, &used));
  bool negative = (*s == '-' && raised.len == 0 && !r->matrix) || (minus && *minus == '-');
  const char *behind = s + (*s == '-' ? 1 : used);
  bool argument = true;
  if (*s == '(') {
    r->s = s;
    bracket(r, ')');
  } else if (is_operand(r, s) || (negative && is_operand(r, behind))) {
    r->s = negative ? behind : s;
    text_puts(r->out, negative ? "(-" : "(");
    product(r, true);
    text_putc(r->out, ')');
  } else
    argument = false;
  const char *power_text = text_string(&raised);
  bool inverse = strcmp(power_text, "^(-1)") == 0 || strcmp(power_text, "^-1") == 0;
  if (inverse && argument && has_arc(name, len))
    insert(r->out, at, "a");
  else
    text_puts(r->out, power_text);
  text_free(&raised);
}

static void word(Loose *r) {
  const char *s = r->s;
  size_t used, len = 0;
  Cut pieces = { .count = 0 };
  const char *greek = signs_letter(peek(s, &used));
  char name[LONGEST_WORD + 8];
  if (greek) {
    len = strlen(greek);
    memcpy(name, greek, len);
    r->s += used;
  } else {
    while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
    r->s += len;
    if (len >= LONGEST_WORD) {
      text_append(r->out, s, len);
      return;
    }
    memcpy(name, s, len);
  }
  /* x₁ is x1 or x_1, whichever is known. */
  uint32_t point = peek(r->s, &used);
  if (point >= 0x2080 && point <= 0x2089) {
    size_t bare = len;
    while (point >= 0x2080 && point <= 0x2089 && len < LONGEST_WORD) {
      name[len++] = (char)('0' + (point - 0x2080));
      r->s += used;
      point = peek(r->s, &used);
    }
    if (!is_name(r, name, len)) {
      memmove(name + bare + 1, name + bare, len - bare);
      name[bare] = '_';
      len++;
    }
  }
  if (is_name(r, name, len) || is_constant(name, len))
    text_append(r->out, name, len);
  else if (is_function(r, name, len))
    apply(r, name, len);
  else if (!greek && r->s == s + len && cut(r, name, len, &pieces)) {
    size_t at = 0;
    for (size_t i = 0; i < pieces.count; i++) {
      size_t own = pieces.pieces[i];
      bool value = is_name(r, name + at, own) || is_constant(name + at, own);
      if (!value && i > 0 && r->argument) { /* sinxcosx */
        r->s = s + at;
        return;
      }
      if (i > 0) text_putc(r->out, '*');
      if (value)
        text_append(r->out, name + at, own);
      else {
        r->s = s + at + own;
        apply(r, s + at, own);
        return;
      }
      at += own;
    }
  } else {
    text_append(r->out, name, len);
    if (*r->s == '(') bracket(r, ')'); /* a call of something unknown: the language will say so */
  }
}

static void atom(Loose *r) {
  size_t used;
  if (++r->depth > DEEPEST) { /* the language refuses what is nested so deeply */
    text_puts(r->out, r->s);
    r->s += strlen(r->s);
  } else if (is_number(r->s))
    number(r);
  else if (signs_fraction(peek(r->s, &used))) {
    text_puts(r->out, signs_fraction(peek(r->s, &used)));
    r->s += used;
  } else if (*r->s == '(')
    bracket(r, ')');
  else if (*r->s == '[')
    bracket(r, ']');
  else if (*r->s == '{')
    bracket(r, '}');
  else if (*r->s == '|')
    magnitude(r);
  else if (is_root(r->s)) {
    text_puts(r->out, peek(r->s, &used) == 0x221A ? "sqrt" : "cbrt");
    r->s += used;
    r->s += blanks(r->s);
    if (*r->s == '(')
      bracket(r, ')');
    else if (is_operand(r, r->s)) {
      text_putc(r->out, '(');
      factor(r);
      text_putc(r->out, ')');
    }
  } else
    word(r);
  r->depth--;
}

/* An atom with its powers. */
static void factor(Loose *r) {
  size_t start = r->out->len;
  atom(r);
  for (;;) {
    size_t gap = blanks(r->s);
    if (is_power(r->s + gap)) {
      r->s += gap;
      power(r);
    } else if (*r->s == '\'' || (*r->s == '.' && r->s[1] == '\'')) {
      if (*r->s == '.') text_putc(r->out, *r->s++);
      text_putc(r->out, *r->s++);
    } else if (*r->s == '!' && r->s[1] != '=') {
      insert(r->out, start, "factorial(");
      text_putc(r->out, ')');
      r->s++;
    } else
      return;
  }
}

static bool next_is_function(const Loose *r, const char *s) {
  size_t len = 0;
  while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
  if (len == 1 && *s == 'e' && is_power(s + 1)) return true; /* e^x is one in disguise */
  return len > 0 &&
         (is_function(r, s, len) || (!is_name(r, s, len) && signs_elementary(s, len) > 0));
}

/* Factors side by side.  The ARGUMENT of a function without brackets ends before the next function
   and before a bracket: sin x cos x, sin x (x + 1). */
static void product(Loose *r, bool argument) {
  bool after_number = is_number(r->s), outer = r->argument;
  r->argument = argument;
  factor(r);
  for (;;) {
    size_t gap = blanks(r->s);
    const char *next = r->s + gap;
    if (gap > 0 && r->matrix) break;
    if (is_number(next) || *next == '[' || *next == '{' || !is_operand(r, next)) break;
    if (argument && (next_is_function(r, next) || (*next == '(' && !after_number))) break;
    after_number = false;
    r->s = next;
    text_putc(r->out, '*');
    factor(r);
  }
  r->argument = outer;
}

static void string(Loose *r) {
  char quote = *r->s;
  do text_putc(r->out, *r->s++);
  while (*r->s && *r->s != quote);
  if (*r->s) text_putc(r->out, *r->s++);
}

/* Everything up to a closing bracket or the end. */
static void sequence(Loose *r) {
  while (*r->s && !strchr(")]}", *r->s)) {
    size_t gap = blanks(r->s), used;
    if (gap > 0) {
      r->s += gap;
      if (!r->tight || is_operand(r, r->s)) text_putc(r->out, ' ');
      continue;
    }
    if (*r->s == '|' && r->bars) return;
    if (is_operand(r, r->s)) {
      product(r, false);
      continue;
    }
    if (*r->s == '"' || *r->s == '\'') {
      string(r);
      continue;
    }
    if (*r->s == '@' && r->s[1] == '(') { /* the arguments of a function are no factor */
      size_t len = strcspn(r->s, ")");
      text_append(r->out, r->s, len + (r->s[len] == ')'));
      r->s += len + (r->s[len] == ')');
      text_putc(r->out, ' ');
      continue;
    }
    uint32_t point = peek(r->s, &used);
    const char *plain = signs_operator(point);
    if (plain)
      text_puts(r->out, plain);
    else
      text_append(r->out, r->s, used);
    r->s += used;
    if (!plain && point < 0x80 && strchr("|&", (int)point) && *r->s == (char)point)
      text_putc(r->out, *r->s++);
  }
}

void loose_rewrite(const char *text, const char *const *names, const Registry *registry,
                   Text *out) {
  Loose r = { .s = text + blanks(text), .names = names, .registry = registry, .out = out };
  for (;;) {
    sequence(&r);
    if (!*r.s) break;
    text_putc(out, *r.s++); /* a bracket that closes nothing */
  }
  while (out->len > 0 && out->data[out->len - 1] == ' ') text_truncate(out, out->len - 1);
}

/* A sign of mathematics outside ASCII as the language has it, or the byte itself; how many bytes
   were taken. */
static size_t plain_sign(const char *s, Text *out) {
  size_t used, gap;
  char digit;
  uint32_t point = peek(s, &used);
  const char *sign = signs_operator(point), *fraction = signs_fraction(point);
  if (point < 0x80 || point == UTF8_BAD) {
    text_putc(out, *s);
    return 1;
  }
  if (sign || fraction || point == 0x3C0) {
    text_puts(out, sign ? sign : fraction ? fraction : "pi");
    return used;
  }
  if (signs_superscript(point, &digit) && (isdigit((unsigned char)digit) || digit == '-')) {
    size_t taken = 0;
    text_puts(out, "^(");
    for (; signs_superscript(peek(s + taken, &gap), &digit); taken += gap) text_putc(out, digit);
    text_putc(out, ')');
    return taken;
  }
  if (point == 0x221A && (s[used] == '(' || is_number(s + used))) {
    size_t n = s[used] == '(' ? 0 : number_length(s + used);
    text_printf(out, n > 0 ? "sqrt(%.*s)" : "sqrt%.*s", (int)n, s + used);
    return used + n;
  }
  text_append(out, s, used);
  return used;
}

void loose_plain(const char *s, Text *out) {
  char quote = '\0';
  while (*s) {
    if (quote || *s == '"' || (*s == '\'' && (out->len == 0 || strchr(" ,;([{", s[-1])))) {
      if (quote == *s)
        quote = '\0';
      else if (!quote)
        quote = *s;
      text_putc(out, *s++);
    } else if (is_number(s)) {
      size_t n = number_length(s), sign_length = percent(s + n);
      text_printf(out, sign_length ? "(%.*s/100)" : "%.*s", (int)n, s);
      s += n + sign_length;
    } else if (isalpha((unsigned char)*s) || *s == '_') {
      size_t len = 0;
      while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
      if (len == 2 && memcmp(s, "ln", 2) == 0 && s[2 + blanks(s + 2)] == '(')
        text_puts(out, "log");
      else
        text_append(out, s, len);
      s += len;
    } else
      s += plain_sign(s, out);
  }
}
