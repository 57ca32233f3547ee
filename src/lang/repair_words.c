/* repair_words.c -- what is said or written at the blackboard, as it is typed here.  */

#include "config.h"
#include "base/dict.h"
#include "lang/lex.h"
#include "lang/repair.h"
#include "value/array.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool is_variable(const Draft *d, size_t from, size_t to) {
  return to > from && draft_knows_variable(d, d->s + from, to - from);
}

/* The operands on both sides of what stands at AT .. AT+LEN-1; false where one is missing. */
static bool between(const Draft *d, size_t at, size_t len, size_t *start, size_t *end, char a[60],
                    char b[60]) {
  size_t right = draft_blanks(d, at + len);
  *start = draft_operand(d, at);
  *end = draft_operand_end(d, right);
  return *start<at && * end> right && draft_copy(d, *start, at, a, 60) &&
         draft_copy(d, right, *end, b, 60);
}

static bool is_list_variable(const Draft *d, const char *name) {
  Value v = draft_variable(d, name, strlen(name));
  return v.kind == VALUE_ARRAY && value_count(v) > 1 &&
         (value_size(v, 0) == 1 || value_size(v, 1) == 1);
}

/* mod(a, b) for what stands from START to END; "x mod 2 = 0" compares. */
static void call_between(Draft *d, size_t start, size_t end, const char *function, const char *a,
                         const char *b) {
  size_t sign = draft_blanks(d, end);
  if (d->s[sign] == '=' && d->s[sign + 1] != '=') draft_put(d, sign, sign + 1, "==");
  draft_printf(d, start, end, *function == 'f' ? "%s%s / %s)" : "%s%s, %s)", function, a, b);
}

/* u cross v, 5 choose 2: a word between two operands. */
static void infix_words(Draft *d) {
  static const char *const words[][2] = {
    { "cross", "cross(" },     { "dot", "dot(" }, { "choose", "nchoosek(" }, { "mod", "mod(" },
    { "rem", "rem(" },         { "xor", "xor(" }, { "div", "floor(" },       { "times", "*" },
    { "plus", "+" },           { "minus", "-" },  { "divided by", "/" },     { "over", "/" },
    { "to the power of", "^" }
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    const char *ours = words[i][1];
    size_t at = draft_find(d, 0, words[i][0]), len = strlen(words[i][0]), start, end;
    char a[60], b[60];
    if (at == 0 || at == d->len || d->s[at + len] != ' ') continue;
    if (!between(d, at, len, &start, &end, a, b)) continue;
    if (isalpha((unsigned char)*ours))
      call_between(d, start, end, ours, a, b);
    else
      draft_printf(d, start, end,
                   *ours == '*' && is_list_variable(d, a) && is_list_variable(d, b) ? "%s .%s %s"
                                                                                    : "%s %s %s",
                   a, ours, b);
  }
}

/* B inverse, A transpose, transpose of A, inverse of B */
static void postfix_words(Draft *d) {
  static const char *const words[][2] = { { "inverse", "inv" },
                                          { "transpose", "transpose" },
                                          { "transposed", "transpose" },
                                          { "inv", "inv" },
                                          { "det", "det" },
                                          { "determinant", "det" },
                                          { "squared", "^2" },
                                          { "cubed", "^3" } };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t at = draft_find(d, 0, words[i][0]), len = strlen(words[i][0]);
    if (at == d->len) continue;
    const char *ours = words[i][1];
    size_t of = draft_blanks(d, at + len), from, to;
    char operand[60];
    if (at > 0 && (from = draft_operand(d, at)) == 0 && of == d->len && d->s[at - 1] == ' ') {
      if (!draft_copy(d, from, at, operand, sizeof operand)) continue;
      if (*ours == '^')
        draft_printf(d, from, d->len, "%s%s", operand, ours);
      else
        draft_printf(d, from, d->len, "%s(%s)", ours, operand);
    } else if (draft_word_at(d, of, "of") && *ours != '^') {
      from = draft_blanks(d, of + 2);
      to = draft_operand_end(d, from);
      if (to > from && draft_copy(d, from, to, operand, sizeof operand))
        draft_printf(d, at, to, "%s(%s)", ours, operand);
    }
  }
}

/* square root of 16, dot product of u and v */
static void phrases(Draft *d) {
  static const char *const words[][2] = { { "square root of ", "sqrt" },
                                          { "the square root of ", "sqrt" },
                                          { "average of ", "mean" },
                                          { "product of ", "prod" },
                                          { "standard deviation of ", "std" },
                                          { "variance of ", "var" },
                                          { "absolute value of ", "abs" },
                                          { "dot product of ", "dot" },
                                          { "maximum of ", "max" },
                                          { "cross product of ", "cross" },
                                          { "minimum of ", "min" },
                                          { "largest of ", "max" },
                                          { "smallest of ", "min" },
                                          { "logarithm of ", "log" } };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!draft_starts(d, 0, words[i][0])) continue;
    size_t and = draft_find(d, 0, " and ");
    char name[12];
    snprintf(name, sizeof name, "%s(", words[i][1]);
    if (and < d->len) draft_put(d, and, and+5, ", ");
    if (draft_put(d, d->len, d->len, ")")) draft_put(d, 0, strlen(words[i][0]), name);
    return;
  }
}

/* A^T */
static void power_transpose(Draft *d) {
  for (size_t at = 1; (at = draft_find(d, at, "^")) < d->len; at++) {
    bool t = d->s[at + 1] == 'T' || d->s[at + 1] == 't';
    if (t && !draft_is_word(d->s[at + 2]) && !is_variable(d, at + 1, at + 2))
      draft_put(d, at, at + 2, "'");
  }
}

static size_t entries(const Draft *d, const char *name) {
  Value v = draft_variable(d, name, strlen(name));
  return v.kind == VALUE_NONE ? 0 : value_count(v);
}

static bool is_value(const Draft *d, const char *operand) {
  return isdigit((unsigned char)*operand) || strchr("([", *operand) || entries(d, operand) > 0;
}

/* 3 x 4, u x v, u . v */
static void signs(Draft *d) {
  int depth = 0;
  for (size_t at = 1; at + 1 < d->len; at++) {
    char c = d->s[at];
    if (!d->quoted[at]) depth += strchr("[{", c) ? 1 : strchr("]}", c) ? -1 : 0;
    if (d->quoted[at] || depth > 0 || !strchr("xX.", c) || d->s[at - 1] != ' ' ||
        d->s[at + 1] != ' ')
      continue;
    size_t start, end;
    char a[60], b[60];
    if (!between(d, at, 1, &start, &end, a, b)) continue;
    if (!is_value(d, a) || !is_value(d, b)) continue;
    bool lists = entries(d, a) == 3 && entries(d, b) == 3;
    if (c == '.')
      draft_printf(d, start, end, entries(d, a) > 1 ? "dot(%s, %s)" : "%s * %s", a, b);
    else if (lists)
      draft_printf(d, start, end, "cross(%s, %s)", a, b);
    else
      draft_put(d, at, at + 1, "*");
  }
}

/* cos^2 x, cos^2(x) */
static void powers_of_functions(Draft *d) {
  for (size_t at = 1; (at = draft_find(d, at, "^")) < d->len; at++) {
    size_t name = draft_word_start(d, at), digits = at + 1;
    while (isdigit((unsigned char)d->s[digits])) digits++;
    size_t from = draft_blanks(d, digits), to = draft_operand_end(d, from);
    if (at - name < 2 || draft_word_at(d, name, "pi") || digits == at + 1 || to == from ||
        is_variable(d, name, at))
      continue;
    if (!draft_knows_function(d, d->s + name, at - name)) continue;
    char power[16], operand[60];
    if (!draft_copy(d, at, digits, power, sizeof power) ||
        !draft_copy(d, from, to, operand, sizeof operand))
      continue;
    draft_printf(d, at, to, *operand == '(' ? "%s%s" : "(%s)%s", operand, power);
  }
}

/* sin 30 deg, sin(90 degrees) */
static void degrees(Draft *d) {
  static const char *const words[] = { "degrees", "degree", "deg" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t at = draft_find(d, 0, words[i]), start = draft_operand(d, at);
    if (at == d->len || at == 0 || start == at || !isdigit((unsigned char)d->s[start])) continue;
    bool inside = start > 0 && d->s[start - 1] == '(';
    draft_put(d, draft_trim_left(d, at), at + strlen(words[i]), inside ? "*pi/180" : "*pi/180)");
    size_t before = draft_trim_left(d, start);
    if (!inside) draft_put(d, before, start, "(");
  }
}

/* 1/2 + 1/3 = and 1 + 1 = ? */
static void questions(Draft *d) {
  size_t end = d->len;
  while (end > 0 && strchr(" ?=", d->s[end - 1])) end--;
  const char *sign = memchr(d->s + end, '=', d->len - end);
  bool name = draft_word_end(d, 0) == end && !isdigit((unsigned char)d->s[0]);
  if (sign && end > 0 && !name && draft_find(d, 0, "=") >= end && d->s[end - 1] != ')')
    draft_put(d, end, d->len, "");
}

/* sum from 1 to 10 */
static void sum_between(Draft *d) {
  char a[20], b[20];
  if (sscanf(d->s, "sum from %19[0-9a-z] to %19[0-9a-z]", a, b) == 2)
    draft_printf(d, 0, d->len, "sum(%s:%s)", a, b);
}

/* Whether FROM .. TO-1 is a list of numbers with blanks, such as 1 2 3. */
static bool is_list(const Draft *d, size_t from, size_t to) {
  size_t count = 0;
  for (size_t i = from; i < to; count++) {
    i = draft_blanks(d, i);
    if (d->s[i] == '-') i++;
    if (!isdigit((unsigned char)d->s[i])) return false;
    while (i < to && (isdigit((unsigned char)d->s[i]) || d->s[i] == '.')) i++;
    if (i < to && d->s[i] == ',')
      i++;
    else if (i < to && d->s[i] != ' ')
      return false;
  }
  return count > 1;
}

/* u = 1 2 3, u = (1 2 3), u = <1, 2, 3> */
static void lists(Draft *d) {
  size_t equals = draft_find(d, 0, "="), name = draft_trim_left(d, equals);
  bool assigns = equals < d->len && draft_word_end(d, 0) == name && name > 0;
  size_t from = assigns ? draft_blanks(d, equals + 1) : 0, to = draft_trim_left(d, d->len);
  if (to > from && d->s[to - 1] == ';') to--;
  if (to < from + 3) return;
  bool pointed = d->s[from] == '<' && d->s[to - 1] == '>';
  bool round = d->s[from] == '(' && d->s[to - 1] == ')';
  if (pointed || round) {
    if (!is_list(d, from + 1, to - 1)) return;
    d->s[from] = '[';
    d->s[to - 1] = ']';
  } else if (assigns && !memchr(d->s + from, ',', to - from) && is_list(d, from, to) &&
             draft_put(d, to, to, "]"))
    draft_put(d, from, from, "[");
}

/* A = [1 2][3 4]: rows one after the other */
static void rows(Draft *d) {
  size_t at = draft_find(d, 0, "][");
  if (at == d->len || at == 0) return;
  size_t open = at;
  while (open > 0 && d->s[open] != '[') open--;
  if (is_list(d, open + 1, at) && is_list(d, at + 2, draft_partner(d, at + 1)))
    draft_put(d, at, at + 2, "; ");
}

/* my var = 3, my-var = 3, x.1 = 2 */
static void split_names(Draft *d) {
  size_t first = draft_word_end(d, 0), sign = draft_blanks(d, first);
  if (first == 0 || isdigit((unsigned char)d->s[0])) return;
  Keyword closes;
  if (lexer_keyword(d->s, first, &closes) != KEYWORD_NONE) return;
  bool minus = d->s[first] == '-', point = d->s[first] == '.';
  size_t second = minus || point ? first + 1 : sign, end = draft_word_end(d, second);
  size_t equals = draft_blanks(d, end);
  if (end == second || d->s[equals] != '=' || d->s[equals + 1] == '=') return;
  char word[20];
  bool near = draft_copy(d, 0, first, word, sizeof word) && edit_distance(word, "function", 2) < 3;
  bool unknown = !near && !is_variable(d, 0, first) && !draft_knows_function(d, d->s, first);
  if (point && isdigit((unsigned char)d->s[second])) {
    if (draft_put(d, end, end, ")")) draft_put(d, first, second, "(");
  } else if (!point && unknown && isalpha((unsigned char)d->s[second]) && sign != end) {
    static const char *const types[] = { "let",   "var",  "const", "int",    "double",
                                         "float", "auto", "local", "global", "long",
                                         "bool",  "val",  "set" };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
      if (draft_word_at(d, 0, types[i])) return;
    draft_put(d, first, second, "_");
  }
}

/* x = plus or minus 2 */
static void both_signs(Draft *d) {
  static const char sign[] = "\302\261";
  size_t at = draft_find(d, 0, sign), from = draft_blanks(d, at + 2);
  size_t to = draft_operand_end(d, from);
  char operand[40];
  if (at == d->len || to == from || !draft_copy(d, from, to, operand, sizeof operand)) return;
  size_t start = draft_operand(d, at);
  char left[40];
  if (start < at && draft_copy(d, start, at, left, sizeof left))
    draft_printf(d, start, to, "[%s - %s, %s + %s]", left, operand, left, operand);
  else
    draft_printf(d, at, to, "[-%s, %s]", operand, operand);
}

/* a nearly equal to b */
static void nearly(Draft *d) {
  static const char sign[] = "\342\211\210";
  size_t at = draft_find(d, 0, sign), start, end;
  char a[60], b[60];
  if (at < d->len && between(d, at, 3, &start, &end, a, b))
    draft_printf(d, start, end, "abs(%s - %s) < 1e-6", a, b);
}

/* dot u v, A(1; 2), abs -3 */
static void arguments(Draft *d) {
  size_t name = draft_word_end(d, 0), from = draft_blanks(d, name);
  bool function =
      name > 1 && from > name && draft_knows_function(d, d->s, name) && !is_variable(d, 0, name);
  size_t one = draft_operand_end(d, from), two = draft_blanks(d, one);
  if (function && is_variable(d, from, one) && two > one && is_variable(d, two, d->len)) {
    draft_put(d, d->len, d->len, ")");
    draft_put(d, one, two, ", ");
    draft_put(d, name, from, "(");
  } else if (function && d->s[from] == '-' && isdigit((unsigned char)d->s[from + 1]) &&
             is_list(d, from, d->len) == false && draft_operand_end(d, from + 1) == d->len &&
             draft_put(d, d->len, d->len, ")"))
    draft_put(d, name, from, "(");
  for (size_t at = 1; at < d->len; at++) { /* A(1; 2) */
    if (d->s[at] != '(' || d->quoted[at] || !draft_is_word(d->s[at - 1])) continue;
    size_t close = draft_partner(d, at);
    int depth = 0;
    for (size_t i = at + 1; i < close && close < d->len; i++) {
      if (d->quoted[i]) continue;
      if (strchr("([{", d->s[i])) depth++;
      if (strchr(")]}", d->s[i])) depth--;
      if (d->s[i] == ';' && depth == 0) d->s[i] = ',';
    }
  }
}

void repair_words(Draft *d) {
  questions(d);
  both_signs(d);
  nearly(d);
  split_names(d);
  degrees(d);
  powers_of_functions(d);
  power_transpose(d);
  phrases(d);
  infix_words(d);
  postfix_words(d);
  signs(d);
  sum_between(d);
  lists(d);
  rows(d);
  arguments(d);
}
