/* repair_sentences.c -- what is asked for in words: "integral of x^2 from 0 to 1", "what is 2 + 2".
 */

#include "config.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* "what is 2 + 2", "calculate mean(u)": what is asked for is enough. */
static void request(Draft *d) {
  static const char *const words[] = { "what is ", "what's ",   "how much is ", "calculate ",
                                       "compute ", "evaluate ", "show me ",     "show " };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (draft_starts(d, 0, words[i])) {
      draft_cut(d, 0, draft_blanks(d, strlen(words[i])));
      if (draft_starts(d, 0, "the ")) draft_cut(d, 0, 4);
      size_t end = draft_trim_left(d, d->len);
      if (end > 0 && d->s[end - 1] == '?') draft_cut(d, end - 1, d->len);
      return;
    }
}

/* "set x = 3", "let x be 5" */
static void setting(Draft *d) {
  bool let = draft_starts(d, 0, "let ");
  if (!let && !draft_starts(d, 0, "set ")) return;
  size_t name = draft_blanks(d, 4), end = draft_word_end(d, name), then = draft_blanks(d, end);
  if (end == name || isdigit((unsigned char)d->s[name])) return;
  bool word = draft_word_at(d, then, "be") || draft_word_at(d, then, "to");
  if (word && !draft_put(d, then, then + 2, "=")) return;
  if (word || (d->s[then] == '=' && d->s[then + 1] != '=')) draft_cut(d, 0, name);
}

/* "x equals 3", "x is less than 3" */
static void relations(Draft *d) {
  static const char *const words[][2] = {
    { "is not equal to", "!=" }, { "is equal to", "==" }, { "equals", "==" },
    { "is greater than", ">" },  { "is less than", "<" }, { "greater than", ">" },
    { "less than", "<" },
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t at = draft_find(d, 0, words[i][0]);
    if (at > 0 && at < d->len) draft_put(d, at, at + strlen(words[i][0]), words[i][1]);
  }
}

/* "repeat 3 disp(1)", "loop 5 times" */
static void repetition(Draft *d) {
  bool repeat = draft_starts(d, 0, "repeat ");
  if (!repeat && !draft_starts(d, 0, "loop ")) return;
  size_t from = draft_blanks(d, repeat ? 7 : 5), to = draft_word_end(d, from);
  size_t body = draft_blanks(d, to);
  if (draft_word_at(d, body, "times")) body = draft_blanks(d, body + 5);
  if (body < d->len && strchr(":,", d->s[body])) body = draft_blanks(d, body + 1);
  char count[20], rest[120];
  if (to == from || !draft_copy(d, from, to, count, sizeof count) ||
      !draft_copy(d, body, d->len, rest, sizeof rest))
    return;
  draft_printf(d, 0, d->len, *rest ? "for k = 1:%s, %s, end" : "for k = 1:%s, ..., end", count,
               rest);
}

/* The variable of an expression: its first name that is no function; "x" when there is none. */
static void variable_of(const char *expression, const Draft *d, char out[20]) {
  snprintf(out, 20, "x");
  for (const char *s = expression; *s;) {
    size_t len = 0;
    while (draft_is_word(s[len])) len++;
    if (isalpha((unsigned char)*s) && len < 20 && !draft_knows_function(d, s, len)) {
      snprintf(out, 20, "%.*s", (int)len, s);
      return;
    }
    s += len ? len : 1;
  }
}

static bool is_list(const Draft *d, const char *name) {
  Value v = draft_variable(d, name, strlen(name));
  return v.kind == VALUE_ARRAY && value_count(v) > 1;
}

/* "integral of x^2 from 0 to 1", "derivative of x^2", "plot sin(x) from 0 to 1" */
static void of_function(Draft *d) {
  static const char *const words[] = { "integrate ",    "integral of ",   "derivative of ",
                                       "derivative ",   "differentiate ", "d/dx",
                                       "\\frac{d}{dx}", "plot " };
  if (draft_starts(d, 0, "the ")) draft_cut(d, 0, 4);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!draft_starts(d, 0, words[i])) continue;
    bool plot = words[i][0] == 'p', slope = words[i][0] == 'd' || words[i][0] == '\\';
    size_t from = draft_find(d, 0, "from"), to = draft_find(d, from, "to"), start;
    start = strlen(words[i]);
    char expression[80], low[20] = "0", high[20] = "1", name[20];
    bool ends = to < d->len && draft_copy(d, from + 4, to, low, sizeof low) &&
                draft_copy(d, to + 2, d->len, high, sizeof high);
    size_t end = ends ? from : d->len;
    if (!draft_copy(d, start, end, expression, sizeof expression) || !*expression) return;
    variable_of(expression, d, name);
    bool list = draft_word_end(d, start) == draft_trim_left(d, end); /* plot u */
    if (strchr(expression, ',') || (plot && (list || is_list(d, name))) ||
        (!ends && !slope && !plot))
      return;
    if (plot && !ends) {
      snprintf(low, sizeof low, "-5");
      snprintf(high, sizeof high, "5");
    }
    if (slope)
      draft_printf(d, 0, d->len, "diff(@(%s) %s)", name, expression);
    else if (plot)
      draft_printf(d, 0, d->len, "fplot(@(%s) %s, [%s %s])", name, expression, low, high);
    else
      draft_printf(d, 0, d->len, "integral(@(%s) %s, %s, %s)", name, expression, low, high);
    return;
  }
}

/* "limit of sin(x)/x as x -> 0", "lim x->0 sin(x)/x" */
static void limits(Draft *d) {
  bool lim = draft_starts(d, 0, "lim ");
  size_t start = lim ? 4 : 9;
  if (!lim && !draft_starts(d, 0, "limit of ")) return;
  size_t as = draft_find(d, 0, "as"), arrow = draft_find(d, 0, "->");
  size_t skip = 2;
  if (arrow == d->len) arrow = draft_find(d, as, "to");
  if (arrow == d->len) return;
  size_t place = draft_blanks(d, arrow + skip), name_at = lim ? start : draft_blanks(d, as + 2);
  size_t place_end = place;
  while (place_end < d->len && d->s[place_end] != ' ') place_end++;
  char name[20], target[20], expression[80];
  if ((!lim && as == d->len) || !draft_copy(d, name_at, arrow, name, sizeof name) ||
      !draft_copy(d, place, place_end, target, sizeof target) ||
      !draft_copy(d, lim ? place_end : start, lim ? d->len : as, expression, sizeof expression) ||
      !*expression || !*target)
    return;
  draft_printf(d, 0, d->len, "limit(@(%s) %s, %s)", name, expression, target);
}

/* "solve x^2 = 4 for x", "solve(x + 2 = 5)" */
static void solution(Draft *d) {
  if (!draft_starts(d, 0, "solve ") && !draft_starts(d, 0, "solve(")) return;
  size_t end = d->len, start = 6, target = draft_find(d, 0, "for");
  if (d->s[5] == '(' && draft_partner(d, 5) + 1 == d->len) end--;
  if (target < end) end = target;
  size_t sign = draft_find(d, 0, "=");
  char left[60], right[60], name[20];
  if (sign >= end || memchr(d->s, ',', end) || strchr("=<>!~", d->s[sign - 1]) ||
      d->s[sign + 1] == '=' || !draft_copy(d, start, sign, left, sizeof left) ||
      !draft_copy(d, sign + 1, end, right, sizeof right))
    return;
  variable_of(left, d, name);
  bool zero = strcmp(right, "0") == 0, plain = !strpbrk(right, "+-");
  draft_printf(d, 0, d->len,
               zero    ? "fzero(@(%s) %s, 1)"
               : plain ? "fzero(@(%s) %s - %s, 1)"
                       : "fzero(@(%s) %s - (%s), 1)",
               name, left, right);
}

/* "sum of squares of u" */
static void squares(Draft *d) {
  static const char words[] = "sum of squares of ";
  if (draft_starts(d, 0, words) && draft_put(d, d->len, d->len, ")"))
    draft_put(d, 0, strlen(words), "sumsq(");
}

/* "x is even", "is n prime" */
static void properties(Draft *d) {
  static const char *const words[] = { "even", "odd", "prime", "positive", "negative" };
  bool asks = draft_starts(d, 0, "is ");
  size_t name = asks ? 3 : 0, end = draft_word_end(d, name), is = draft_blanks(d, end);
  size_t word = asks ? is : draft_blanks(d, is + 2);
  if (end == name || (!asks && !draft_word_at(d, is, "is"))) return;
  char operand[40];
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (draft_word_at(d, word, words[i]) && draft_word_end(d, word) == d->len &&
        draft_copy(d, name, end, operand, sizeof operand)) {
      if (i < 2)
        draft_printf(d, 0, d->len, "mod(%s, 2) == %d", operand, (int)i);
      else if (i == 2)
        draft_printf(d, 0, d->len, "isprime(%s)", operand);
      else
        draft_printf(d, 0, d->len, i == 3 ? "%s > 0" : "%s < 0", operand);
      return;
    }
}

/* sin^-1(0.5), 5C2, log base 2 of 8, sum_{i=1}^{10} i^2, x ~ N(0, 1), A x = b */
static void notation(Draft *d) {
  static const char *const inverses[][2] = { { "sin^-1(", "asin(" }, { "cos^-1(", "acos(" },
                                             { "tan^-1(", "atan(" }, { "sin-1(", "asin(" },
                                             { "cos-1(", "acos(" },  { "tan-1(", "atan(" } };
  for (size_t i = 0; i < sizeof inverses / sizeof *inverses; i++) {
    size_t at = draft_find(d, 0, inverses[i][0]);
    if (at < d->len && (at == 0 || !draft_is_word(d->s[at - 1])))
      draft_put(d, at, at + strlen(inverses[i][0]), inverses[i][1]);
  }
  int n, k, used = 0;
  char a[40], b[40], c[40], e[80];
  if (sscanf(d->s, "%3dC%3d%n", &n, &k, &used) == 2 && (size_t)used == d->len)
    draft_printf(d, 0, d->len, "nchoosek(%d, %d)", n, k);
  else if (sscanf(d->s, "%3dP%3d%n", &n, &k, &used) == 2 && (size_t)used == d->len && k <= n)
    draft_printf(d, 0, d->len, "factorial(%d) / factorial(%d)", n, n - k);
  else if (sscanf(d->s, "log base %39[0-9a-z.] of %39[^\n]", a, b) == 2)
    draft_printf(d, 0, d->len, "log(%s) / log(%s)", b, a);
  else if (sscanf(d->s + (d->s[0] == '\\'), "sum_{%19[a-z]=%39[^}]}^{%39[^}]} %79[^\n]", a, b, c,
                  e) == 4)
    draft_printf(d, 0, d->len, "sum(arrayfun(@(%s) %s, %s:%s))", a, e, b, c);
  else if (sscanf(d->s, "%19[A-Za-z0-9_] ~ %6[A-Za-z](%39[^)])%n", a, b, c, &used) == 3 &&
           (strcmp(b, "N") == 0 || strcmp(b, "Normal") == 0))
    draft_printf(d, 0, d->len, "%s = normrnd(%s)", a, c);
  else if (sscanf(d->s + (draft_starts(d, 0, "solve ") ? 6 : 0), "%19[A-Z] %19[a-z] = %39[^\n]", a,
                  b, c) == 3)
    draft_printf(d, 0, d->len, "%s = %s \\ %s", b, a, c);
}

void repair_sentences(Draft *d) {
  notation(d);
  properties(d);
  request(d);
  setting(d);
  relations(d);
  repetition(d);
  of_function(d);
  limits(d);
  solution(d);
  squares(d);
}
