/* repair_text.c -- characters of other keyboards, formulas from papers, numbers with commas.  */

#include "config.h"
#include "base/utf8.h"
#include "lang/repair.h"

#include <ctype.h>
#include <string.h>

typedef struct Sign {
  uint32_t point;
  const char *text;
} Sign;

static const Sign signs[] = {
  { 0xA0, " " },      { 0xAC, "!" },      { 0xB2, "^2" },      { 0xB3, "^3" },
  { 0xB7, "*" },      { 0xB9, "^1" },     { 0xBC, "(1/4)" },   { 0xBD, "(1/2)" },
  { 0xBE, "(3/4)" },  { 0xD7, "*" },      { 0xF7, "/" },       { 0x3B1, "alpha" },
  { 0x3B2, "beta" },  { 0x3B3, "gamma" }, { 0x394, "delta_" }, { 0x3B4, "delta" },
  { 0x3B5, "eps_" },  { 0x3B7, "eta" },   { 0x3B8, "theta" },  { 0x3BB, "lambda" },
  { 0x3BC, "mu" },    { 0xB5, "mu" },     { 0x3C0, "pi" },     { 0x3C1, "rho" },
  { 0x3C3, "sigma" }, { 0x3C4, "tau" },   { 0x3C6, "phi" },    { 0x3C7, "chi" },
  { 0x3C8, "psi" },   { 0x3C9, "omega" }, { 0x3A3, "sum" },    { 0x2009, " " },
  { 0x200B, "" },     { 0x200C, "" },     { 0x200D, "" },      { 0x2010, "-" },
  { 0x2011, "-" },    { 0x2012, "-" },    { 0x2013, "-" },     { 0x2014, "-" },
  { 0x2018, "'" },    { 0x2019, "'" },    { 0x201C, "'" },     { 0x201D, "'" },
  { 0x201E, "'" },    { 0x2022, "*" },    { 0x2026, "..." },   { 0x202F, " " },
  { 0x2032, "'" },    { 0x2044, "/" },    { 0x2070, "^0" },    { 0x2074, "^4" },
  { 0x2075, "^5" },   { 0x2076, "^6" },   { 0x2077, "^7" },    { 0x2078, "^8" },
  { 0x2079, "^9" },   { 0x207F, "^n" },   { 0x2080, "_0" },    { 0x2081, "_1" },
  { 0x2082, "_2" },   { 0x2083, "_3" },   { 0x2084, "_4" },    { 0x2205, "[]" },
  { 0x2211, "sum" },  { 0x220F, "prod" }, { 0x2212, "-" },     { 0x2217, "*" },
  { 0x2219, "*" },    { 0x221A, "sqrt" }, { 0x221B, "cbrt" },  { 0x221E, "Inf" },
  { 0x2227, "&&" },   { 0x2228, "||" },   { 0x2260, "!=" },    { 0x2264, "<=" },
  { 0x2265, ">=" },   { 0x22C5, "*" },    { 0x2A7D, "<=" },    { 0x2A7E, ">=" },
  { 0x3000, " " },    { 0x3001, "," },    { 0xFEFF, "" },      { 0x2261, "==" },
  { 0x22A4, "'" },    { 0x1D40, "'" },    { 0x2190, "=" },     { 0x2208, "in" },
};

/* The plain text for POINT, or NULL; BUFFER holds a single character. */
static const char *plain(uint32_t point, char buffer[2]) {
  if (point >= 0xFF01 && point <= 0xFF5E) { /* full width */
    buffer[0] = (char)(point - 0xFEE0);
    buffer[1] = '\0';
    return buffer;
  }
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (signs[i].point == point) return signs[i].text;
  return NULL;
}

/* sqrt of what follows, and a product sign between a value and a name. */
static void place_word(Draft *d, size_t at, size_t len) {
  size_t after = at + len;
  bool function = draft_knows_function(d, d->s + at, len) && d->s[at] != 'p' && d->s[at] != 'g';
  if (draft_starts(d, at, "prod") || function) {
    size_t from = draft_blanks(d, after), to = from;
    while (to < d->len && (draft_is_word(d->s[to]) || d->s[to] == '.')) to++;
    if (d->s[from] != '(' && to > from) {
      draft_put(d, to, to, ")");
      draft_put(d, after, from, "(");
    }
  } else if (after < d->len && (isalnum((unsigned char)d->s[after]) || d->s[after] == '('))
    draft_put(d, after, after, "*");
  if (at > 0 && (draft_is_word(d->s[at - 1]) || d->s[at - 1] == ')')) draft_put(d, at, at, "*");
}

void repair_characters(Draft *d) {
  for (size_t i = 0; i < d->len;) {
    size_t used;
    uint32_t point = utf8_decode(d->s + i, d->len - i, &used);
    char buffer[2];
    const char *text = used > 1 && !d->quoted[i] ? plain(point, buffer) : NULL;
    if (!text && point == 0xB0) text = "*pi/180";
    if (!text && point == 0x207B) text = "^-"; /* superscript minus: its digit follows */
    if (!text) {
      i += used;
      continue;
    }
    bool more = *text == '^' && i > 0 && (d->s[i - 1] == '-' || (i > 1 && d->s[i - 2] == '^'));
    if (more && isdigit((unsigned char)text[1])) text++; /* a second digit of the exponent */
    bool wide = point >= 0xFF01 && point <= 0xFF5E;
    size_t len = strlen(text);
    if (!draft_put(d, i, i + used, text)) return;
    if (isalpha((unsigned char)*text) && !wide && point != 0x394 && point != 0x2208)
      place_word(d, i, len);
    i += len;
  }
}

/* ------------------------------------------------------------------ TeX */

/* "\name" gives TEXT; a group {...} behind it becomes (...). */
static const struct {
  const char *name, *text;
} commands[] = {
  { "frac", "" },       { "dfrac", "" },        { "tfrac", "" },    { "cdot", "*" },
  { "times", "*" },     { "div", "/" },         { "leq", "<=" },    { "geq", ">=" },
  { "neq", "!=" },      { "le", "<=" },         { "ge", ">=" },     { "ne", "!=" },
  { "left", "" },       { "right", "" },        { "infty", "Inf" }, { "ln", "log" },
  { "sqrt", "sqrt" },   { "pi", "pi" },         { "sin", "sin" },   { "cos", "cos" },
  { "tan", "tan" },     { "exp", "exp" },       { "log", "log" },   { "sum", "sum" },
  { "alpha", "alpha" }, { "beta", "beta" },     { "mu", "mu" },     { "sigma", "sigma" },
  { "theta", "theta" }, { "lambda", "lambda" }, { "det", "det" },   { "max", "max" },
  { "min", "min" },
};

/* {a}{b} behind \frac at AT */
static bool fraction(Draft *d, size_t at) {
  size_t close = d->s[at] == '{' ? draft_partner(d, at) : d->len;
  if (close + 1 >= d->len || d->s[close + 1] != '{') return false;
  size_t end = draft_partner(d, close + 1);
  if (end == d->len) return false;
  bool simple = draft_word_end(d, at + 1) == close && draft_word_end(d, close + 2) == end;
  d->s[at] = d->s[close + 1] = '(';
  d->s[close] = d->s[end] = ')';
  if (!draft_put(d, close + 1, close + 1, "/")) return false;
  if (!simple) return true;
  return draft_put(d, end + 1, end + 2, "") && draft_put(d, close + 2, close + 3, "") &&
         draft_put(d, close, close + 1, "") && draft_put(d, at, at + 1, "");
}

static void tex_command(Draft *d, size_t at) {
  size_t end = at + 1;
  while (isalpha((unsigned char)d->s[end])) end++;
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    const char *name = commands[i].name;
    if (strlen(name) != end - at - 1 || strncmp(d->s + at + 1, name, strlen(name)) != 0) continue;
    if (strstr(name, "frac")) {
      if (draft_put(d, at, end, "")) fraction(d, at);
      return;
    }
    if (!draft_put(d, at, end, commands[i].text)) return;
    size_t after = at + strlen(commands[i].text);
    if (d->s[after] == '{') {
      size_t close = draft_partner(d, after);
      if (close == d->len) return;
      d->s[after] = '(';
      d->s[close] = ')';
    }
    return;
  }
}

/* |x| and ||x|| as the whole of a value */
static void bars(Draft *d) {
  size_t at = draft_find(d, 0, "|");
  if (at == d->len) return;
  size_t before = draft_trim_left(d, at);
  if (before > 0 && !strchr("=+-*/(,", d->s[before - 1])) return;
  bool norm = d->s[at + 1] == '|';
  size_t inside = at + (norm ? 2 : 1);
  size_t close = draft_find(d, inside, norm ? "||" : "|");
  if (close == d->len || close == inside) return;
  if (draft_put(d, close, close + (norm ? 2 : 1), ")"))
    draft_put(d, at, inside, norm ? "norm(" : "abs(");
}

/* n! */
static void factorials(Draft *d) {
  for (size_t i = 1; i < d->len; i++) {
    if (d->s[i] != '!' || d->quoted[i] || d->s[i + 1] == '=') continue;
    char next = d->s[draft_blanks(d, i + 1)];
    if (next && !strchr("+-*/^);,", next)) continue;
    size_t start = draft_operand(d, i);
    if (start == i || d->s[i - 1] == ' ') continue;
    bool wrapped = d->s[start] == '(';
    if (!draft_put(d, i, i + 1, wrapped ? "" : ")")) return;
    draft_put(d, start, start, wrapped ? "factorial" : "factorial(");
  }
}

void repair_formula(Draft *d) {
  if (d->len > 2 && d->s[0] == '$' && d->s[d->len - 1] == '$') {
    draft_put(d, d->len - 1, d->len, "");
    draft_put(d, 0, 1, "");
  }
  for (size_t i = 0; i < d->len; i++)
    if (d->s[i] == '\\' && !d->quoted[i] && isalpha((unsigned char)d->s[i + 1])) tex_command(d, i);
  for (size_t i = 1; i + 2 < d->len; i++) { /* x_{1}, x^{n+1} */
    bool low = d->s[i] == '_', high = d->s[i] == '^';
    if ((!low && !high) || d->s[i + 1] != '{' || d->quoted[i]) continue;
    size_t close = draft_partner(d, i + 1);
    if (close == d->len) continue;
    bool word = draft_word_end(d, i + 2) == close;
    draft_put(d, close, close + 1, word ? "" : ")");
    draft_put(d, i + 1, i + 2, word ? "" : "(");
  }
  bars(d);
  factorials(d);
}

/* ------------------------------------------------------------------ numbers */

static size_t digits(const Draft *d, size_t at) {
  size_t n = 0;
  while (isdigit((unsigned char)d->s[at + n])) n++;
  return n;
}

/* 1_000 and 1.000.000 and 1 000 */
void repair_numbers(Draft *d) {
  bool brackets = draft_find(d, 0, "[") < d->len || draft_find(d, 0, "{") < d->len;
  for (size_t i = 0; i < d->len; i++) {
    if (d->quoted[i] || !isdigit((unsigned char)d->s[i])) continue;
    if (i > 0 && (draft_is_word(d->s[i - 1]) || d->s[i - 1] == '.')) continue;
    size_t end = i + digits(d, i);
    size_t power = end + 1, point = power + digits(d, power);
    if (d->s[end] == 'e' && point > power && d->s[point] == '.' && digits(d, point + 1) > 0) {
      bool one = end == i + 1 && d->s[i] == '1'; /* 1e3.5 */
      draft_put(d, one ? i : end, power, one ? "10^" : "*10^");
      return;
    }
    char between = d->s[end];
    bool groups = end - i <= 3 && digits(d, end + 1) == 3;
    bool twice = groups && d->s[end + 4] == between && digits(d, end + 5) == 3;
    bool joins = between == '_'   ? digits(d, end + 1) > 0
                 : between == '.' ? twice
                                  : between == ' ' && groups && !brackets;
    while (joins && d->s[end] == between && digits(d, end + 1) > 0) {
      draft_put(d, end, end + 1, "");
      end += digits(d, end);
    }
    i = end;
  }
}
