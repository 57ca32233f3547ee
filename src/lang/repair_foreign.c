/* repair_foreign.c -- statements of Python, R, JavaScript and C.  */

#include "config.h"
#include "base/dict.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ functions */

/* Take "= 2" out of "x, y=2", and types out of "x: int".  The number of the first parameter that
   had a value, which goes into FIRST as "y = 2"; 0 for none. */
static int without_defaults(char *names, char first[40]) {
  int number = 1, found = 0;
  char *to = names, *start = names;
  for (const char *from = names; *from;) {
    if (*from == ':') {
      from += strcspn(from, ",=");
    } else if (*from == '=') {
      const char *value = from + 1 + strspn(from + 1, " ");
      from += strcspn(from, ",");
      while (to > names && to[-1] == ' ') to--;
      if (!found)
        snprintf(first, 40, "%.*s = %.*s", (int)(to - start), start, (int)(from - value), value);
      if (!found) found = number;
    } else {
      *to = *from++;
      if (*to++ == ',') {
        number++;
        start = to + strspn(from, " ");
      }
    }
  }
  *to = '\0';
  return found;
}

/* Whether NAME is one of the names in a list "x, y". */
static bool has_name(const char *names, const char *name) {
  size_t length = strlen(name);
  for (const char *s = names; *s; s += strcspn(s, ", "), s += strspn(s, ", "))
    if (strcspn(s, ", ") == length && strncmp(s, name, length) == 0) return true;
  return false;
}

/* lambda t: E, function(t) E, t => E, def g(t): return E */
static void functions(Draft *d) {
  size_t at = draft_find(d, 0, "lambda");
  if (at < d->len) {
    size_t colon = draft_find(d, at, ":");
    char names[60];
    if (colon < d->len && draft_copy(d, at + 6, colon, names, sizeof names))
      draft_printf(d, at, draft_blanks(d, colon + 1), "@(%s) ", names);
  }
  at = draft_find(d, 0, "@"); /* @x x^2 */
  size_t parameter = draft_word_end(d, at + 1), body_at = draft_blanks(d, parameter);
  if (at < d->len && parameter > at + 1 && body_at > parameter && body_at < d->len &&
      (draft_is_word(d->s[body_at]) || d->s[body_at] == '(') &&
      (at == 0 || strchr(" =(,", d->s[at - 1]))) {
    draft_put(d, parameter, parameter, ")");
    draft_put(d, at + 1, at + 1, "(");
  }
  at = draft_find(d, 0, "function");
  if (at < d->len && d->s[draft_blanks(d, at + 8)] == '(')
    draft_put(d, at, draft_blanks(d, at + 8), "@");
  at = draft_find(d, 0, "=>");
  if (at == d->len) at = draft_find(d, 0, "->");
  if (at < d->len && at > 0 && !draft_starts(d, at, "->>")) {
    size_t end = draft_trim_left(d, at), start = draft_operand(d, end);
    char names[60];
    bool bracket = d->s[start] == '(';
    bool name = isalpha((unsigned char)d->s[start]) && draft_word_end(d, start) == end;
    size_t before = draft_trim_left(d, start);
    char parameter_name[40] = "";
    bool reads = draft_copy(d, start, end, parameter_name, sizeof parameter_name) &&
                 draft_find(d, at, parameter_name) < d->len; /* x -> x^2 */
    bool opens = before == 0 ? reads || !draft_knows_variable(d, d->s + start, end - start)
                             : strchr("=(,", d->s[before - 1]) != NULL;
    if ((bracket || name) && start < end && opens && draft_copy(d, start, end, names, sizeof names))
      draft_printf(d, start, draft_blanks(d, at + 2), bracket ? "@%s " : "@(%s) ", names);
  }
  if (!draft_word_at(d, 0, "def") && !draft_word_at(d, 0, "func")) return;
  size_t name = draft_blanks(d, draft_word_end(d, 0)), open = draft_word_end(d, name);
  size_t close = d->s[open] == '(' ? draft_partner(d, open) : d->len;
  if (close == d->len) return;
  size_t body = draft_find(d, close, "return");
  char called[40], names[60], value[120];
  if (!draft_copy(d, name, open, called, sizeof called) ||
      !draft_copy(d, open + 1, close, names, sizeof names))
    return;
  char first[40] = "";
  int filled = without_defaults(names, first);
  if (filled) {
    d->said = "parameters have no default values here";
    d->culprit = "=";
    if (body < d->len)
      snprintf(d->reason, sizeof d->reason, "all arguments are always given");
    else
      snprintf(d->reason, sizeof d->reason, "and inside: if nargin < %d, %s; end", filled, first);
  }
  size_t colon = draft_blanks(d, close + 1); /* def f(x): x^2 */
  bool plain = d->s[colon] == ':' && draft_blanks(d, colon + 1) < d->len;
  if (body < d->len ? draft_copy(d, body + 6, d->len, value, sizeof value)
                    : plain && draft_copy(d, colon + 1, d->len, value, sizeof value))
    draft_printf(d, 0, d->len, "%s = @(%s) %s", called, names, value);
  else
    draft_printf(d, 0, d->len, "function %s = %s(%s)", has_name(names, "y") ? "result" : "y",
                 called, names);
}

/* function y = f(x) return x^2 */
static void returned(Draft *d) {
  size_t word = draft_find(d, 0, "return"), sign = draft_find(d, 0, "=");
  char head[80], value[80];
  if (!draft_word_at(d, 0, "function") || word == d->len || sign > word ||
      !draft_copy(d, sign + 1, word, head, sizeof head) ||
      !draft_copy(d, word + 6, d->len, value, sizeof value) || !*value)
    return;
  size_t open = strcspn(head, "(");
  if (head[open] == '(')
    draft_printf(d, 0, d->len, "%.*s = @%s %s", (int)open, head, head + open, value);
}

/* f(x) = x^2, the way it stands in a book: X is no variable. */
static void book_function(Draft *d) {
  size_t sign = draft_find(d, 0, ") ="); /* function area(r) = pi*r^2 */
  bool function = draft_starts(d, 0, "function ") && sign < d->len;
  function = function && draft_find(d, 0, "=") == sign + 2;
  if (function) draft_cut(d, 0, 9);
  size_t name = draft_word_end(d, 0), close = d->s[name] == '(' ? draft_partner(d, name) : d->len;
  if (name == 0 || close == d->len || !isalpha((unsigned char)d->s[0])) return;
  size_t equals = draft_blanks(d, close + 1);
  bool assigns = d->s[equals] == '=' && d->s[equals + 1] != '=';
  if (!assigns || !isalpha((unsigned char)d->s[name + 1])) return;
  for (size_t i = name + 1; i < close; i = draft_blanks(d, i)) {
    size_t end = draft_word_end(d, i);
    if (end == i || (!function && draft_knows_variable(d, d->s + i, end - i))) return;
    i = d->s[end] == ',' ? end + 1 : end;
  }
  char called[40], names[60], value[140];
  if (draft_copy(d, 0, name, called, sizeof called) &&
      draft_copy(d, name + 1, close, names, sizeof names) &&
      draft_copy(d, equals + 1, d->len, value, sizeof value))
    draft_printf(d, 0, d->len, "%s = @(%s) %s", called, names, value);
}

/* a % b among what Python writes */
static void remainders(Draft *d) {
  for (size_t at = 1; (at = draft_find(d, at, " % ")) < d->len; at++) {
    size_t start = draft_operand(d, at), right = draft_blanks(d, at + 2);
    size_t end = draft_operand_end(d, right);
    char a[60], b[60];
    if (start < at && end > right && draft_copy(d, start, at, a, sizeof a) &&
        draft_copy(d, right, end, b, sizeof b))
      draft_printf(d, start, end, "mod(%s, %s)", a, b);
  }
}

/* try: x = 1 except: x = 2 */
static void attempt(Draft *d) {
  size_t except = draft_find(d, 0, "except"), colon = draft_find(d, except, ":");
  char first[80], second[80];
  size_t from = draft_find(d, 0, ":");
  if (!draft_word_at(d, 0, "try") || colon == d->len || from > except ||
      !draft_copy(d, from + 1, except, first, sizeof first) ||
      !draft_copy(d, colon + 1, d->len, second, sizeof second))
    return;
  draft_printf(d, 0, d->len, "try, %s, catch, %s, end", first, second);
}

/* f.(u), u .+ 1, u .= 0, push!(u, 4) */
static void julia(Draft *d) {
  size_t at;
  while ((at = draft_find(d, 0, ".(")) < d->len && at > 0 && draft_is_word(d->s[at - 1]) &&
         !isdigit((unsigned char)d->s[at - 1]))
    if (!draft_put(d, at, at + 1, "")) return;
  static const char *const signs[] = { ".+", ".-", ".==", ".<", ".>" };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if ((at = draft_find(d, 0, signs[i])) < d->len && at > 0 && d->s[at - 1] == ' ')
      draft_put(d, at, at + 1, "");
  at = draft_find(d, 0, ".=");
  if (at < d->len && at > 0 && draft_word_end(d, 0) == draft_trim_left(d, at))
    draft_put(d, draft_trim_left(d, at), at + 2, "(:) =");
  static const char *const changes[][2] = { { "push!(", "%s = [%s, %s]" },
                                            { "append!(", "%s = [%s, %s]" },
                                            { "sort!(", "%s = sort(%s)" },
                                            { "reverse!(", "%s = flip(%s)" } };
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    size_t open = strlen(changes[i][0]) - 1, close;
    char p[3][40] = { "", "", "" };
    if (!draft_starts(d, 0, changes[i][0]) || (close = draft_partner(d, open)) == d->len) continue;
    if (draft_split(d, open + 1, close, p, 3) == 0) return;
    if (i < 2)
      draft_printf(d, 0, close + 1, "%s = [%s, %s]", p[0], p[0], p[1]);
    else
      draft_printf(d, 0, close + 1, i == 2 ? "%s = sort(%s)" : "%s = flip(%s)", p[0], p[0]);
    return;
  }
}

/* lm(y ~ x), length(u) -> n, function(x) { x^2 } */
static void r_statement(Draft *d) {
  char y[40], x[40];
  size_t tilde = draft_find(d, 0, "~"), close = d->s[2] == '(' ? draft_partner(d, 2) : d->len;
  if (draft_starts(d, 0, "lm(") && tilde < close && close < d->len &&
      draft_copy(d, 3, tilde, y, sizeof y) && draft_copy(d, tilde + 1, close, x, sizeof x))
    draft_printf(d, 0, close + 1, "polyfit(%s, %s, 1)", x, y);
  size_t brace = draft_find(d, 0, "{"), end = draft_trim_left(d, d->len);
  size_t word = draft_find(d, 0, "function");
  if (word < d->len && d->s[draft_blanks(d, word + 8)] == '(' && brace < d->len && brace > word) {
    size_t shut = draft_partner(d, brace);
    if (shut < d->len && draft_put(d, draft_trim_left(d, shut), shut + 1, ""))
      draft_put(d, brace, draft_blanks(d, brace + 1), "");
    return;
  }
  size_t arrow = draft_find(d, 0, "->"), name = draft_blanks(d, arrow + 2);
  size_t before = draft_trim_left(d, arrow);
  bool number = arrow < d->len && draft_word_end(d, 0) == before && isdigit((unsigned char)d->s[0]);
  bool call = number || (arrow < d->len && arrow > 1 && d->s[before - 1] == ')');
  char target[40], value[120];
  if (call && d->s[0] != '(' && isalpha((unsigned char)d->s[name]) &&
      draft_word_end(d, name) == end && draft_copy(d, name, end, target, sizeof target) &&
      draft_copy(d, 0, arrow, value, sizeof value))
    draft_printf(d, 0, d->len, "%s = %s", target, value);
}

/* ------------------------------------------------------------------ choices in one line */

static void choices(Draft *d) {
  char target[60] = "", condition[80], yes[60], no[60];
  if (draft_find(d, 0, ";") + 1 < d->len) return; /* several statements */
  size_t equals = draft_find(d, 0, "=");
  bool assigns = equals < d->len && d->s[equals + 1] != '=' && equals > 0 &&
                 !strchr("<>!~=", d->s[equals - 1]);
  size_t from = assigns ? draft_blanks(d, equals + 1) : 0;
  if (assigns && !draft_copy(d, 0, from, target, sizeof target - 1)) return;
  if (assigns) strcat(target, " ");
  size_t question = draft_find(d, from, "?"), colon = draft_find(d, question, ":");
  size_t word = draft_find(d, from, "if"), other = draft_find(d, word, "else");
  if (question < d->len && colon < d->len) {
    if (!draft_copy(d, from, question, condition, sizeof condition) ||
        !draft_copy(d, question + 1, colon, yes, sizeof yes) ||
        !draft_copy(d, colon + 1, d->len, no, sizeof no))
      return;
  } else if (word > from && word < d->len && other < d->len) {
    if (!draft_copy(d, from, word, yes, sizeof yes) ||
        !draft_copy(d, word + 2, other, condition, sizeof condition) ||
        !draft_copy(d, other + 4, d->len, no, sizeof no))
      return;
  } else if (word > from && word < d->len) {
    if (draft_copy(d, 0, word, yes, sizeof yes) &&
        draft_copy(d, word + 2, d->len, condition, sizeof condition))
      draft_printf(d, 0, d->len, "if %s, %s, end", condition, yes);
    return;
  } else
    return;
  draft_printf(d, 0, d->len, "if %s, %s%s, else, %s%s, end", condition, target, yes, target, no);
}

/* ------------------------------------------------------------------ the first word */

/* if x > 2, print x, end */
static void prints_behind(Draft *d) {
  int depth = 0;
  for (size_t i = 0; i < d->len; i++) {
    if (d->quoted[i]) continue;
    depth += strchr("([{", d->s[i]) ? 1 : strchr(")]}", d->s[i]) ? -1 : 0;
    bool then = draft_word_at(d, i, "then") || draft_word_at(d, i, "do");
    if (depth != 0 || !(then || strchr(",;:", d->s[i]))) continue;
    size_t word = draft_blanks(d, then ? draft_word_end(d, i) : i + 1);
    if (!draft_word_at(d, word, "print") || d->s[word + 5] != ' ') continue;
    size_t from = draft_blanks(d, word + 5), to = from;
    if (strchr("=(", d->s[from])) continue;
    while (to < d->len && (d->quoted[to] || !strchr(",;", d->s[to])) &&
           !draft_word_at(d, to, "end") && !draft_word_at(d, to, "else"))
      to++;
    to = draft_trim_left(d, to);
    if (to > from && draft_put(d, to, to, ")")) draft_put(d, word, from, "disp(");
  }
}

static void first_word(Draft *d) {
  static const char *const keywords[] = { "function", "while", "elseif", "switch", "otherwise",
                                          "until",    "end",   "else",   "return" };
  size_t word = draft_word_end(d, 0);
  char first[24];
  bool named = word > 2 && word < sizeof first && !draft_knows_function(d, d->s, word) &&
               !draft_knows_variable(d, d->s, word);
  snprintf(first, sizeof first, "%.*s", (int)word, d->s);
  for (size_t i = 0; named && i < sizeof keywords / sizeof *keywords; i++)
    if (edit_distance(first, keywords[i], 1) == 1 && draft_put(d, 0, word, keywords[i])) break;
  static const char *const declarations[] = { "let",   "var",  "const", "int",   "double",
                                              "float", "auto", "local", "global" };
  for (size_t i = 0; i < sizeof declarations / sizeof *declarations; i++)
    if (draft_word_at(d, 0, declarations[i]) && d->s[strlen(declarations[i])] == ' ')
      draft_cut(d, 0, draft_blanks(d, strlen(declarations[i])));
  prints_behind(d);
  static const char *const prints[] = { "print", "echo", "puts", "printf" };
  for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
    size_t len = strlen(prints[i]);
    if (!draft_word_at(d, 0, prints[i]) || d->s[len] != ' ' || strchr("=(", d->s[len + 1]))
      continue;
    char parts[3][40];
    size_t count = draft_split(d, draft_blanks(d, len), d->len, parts, 3);
    if (count == 2) /* print 'a', x */
      draft_printf(d, 0, d->len, "disp(%s), disp(%s)", parts[0], parts[1]);
    else if (draft_put(d, d->len, d->len, ")"))
      draft_put(d, 0, draft_blanks(d, len), "disp(");
    return;
  }
  if (draft_word_at(d, 0, "elif")) draft_put(d, 0, 4, "elseif");
  if (draft_starts(d, 0, "else if ")) draft_put(d, 0, 7, "elseif");
  if (draft_starts(d, 0, "del ")) draft_put(d, 0, 3, "clear");
  if (draft_starts(d, 0, "assert ") && d->s[7] != '=' && draft_put(d, d->len, d->len, ")"))
    draft_put(d, 6, 7, "(");
  if (draft_starts(d, 0, "raise ") || draft_starts(d, 0, "throw ")) {
    size_t open = draft_find(d, 0, "(");
    if (open < d->len) draft_put(d, 0, open, "error");
  }
}

/* x //= 2 and x **= 2 */
static void updates(Draft *d) {
  size_t at = draft_find(d, 0, "**=");
  if (at < d->len) draft_put(d, at, at + 3, "^=");
  at = draft_find(d, 0, "//=");
  char name[40], rest[80];
  if (at < d->len && draft_copy(d, 0, at, name, sizeof name) &&
      draft_copy(d, at + 3, d->len, rest, sizeof rest))
    draft_printf(d, 0, d->len, "%s = floor(%s / %s)", name, name, rest);
}

static void comments(Draft *d) {
  size_t at = draft_find(d, 0, "/*"), end = draft_find(d, at, "*/");
  if (at < d->len) draft_cut(d, at, end < d->len ? draft_blanks(d, end + 2) : d->len);
  at = draft_find(d, 0, "//");
  if (at == d->len) return;
  size_t right = draft_blanks(d, at + 2), stop = draft_word_end(d, right);
  size_t left = draft_operand(d, at);
  bool operand =
      isdigit((unsigned char)d->s[right]) || draft_knows_variable(d, d->s + right, stop - right);
  if (right < d->len && stop == d->len && left < at && operand) {
    char a[40], b[40];
    if (draft_copy(d, left, at, a, sizeof a) && draft_copy(d, right, stop, b, sizeof b))
      draft_printf(d, left, d->len, "floor(%s / %s)", a, b);
  } else
    draft_put(d, at, at + 2, "%");
}

/* a, b = 1, 2 */
static void several(Draft *d) {
  size_t equals = draft_find(d, 0, "=");
  char names[3][40], values[3][40];
  if (equals == d->len || d->s[equals + 1] == '=') return;
  size_t n = draft_split(d, 0, equals, names, 3), from = equals + 1, to = d->len;
  size_t open = draft_blanks(d, from);
  if (strchr("([", d->s[open]) && draft_partner(d, open) + 1 == d->len) from = open + 1, to--;
  if (n < 2 || draft_split(d, from, to, values, 3) != n) return;
  bool swap = false; /* a value reads what is assigned before it */
  for (size_t i = 0; i < n; i++)
    for (size_t k = i + 1; k < n; k++) swap |= strcmp(names[i], values[k]) == 0;
  if (swap && n == 2) {
    draft_printf(d, 0, d->len, "[%s, %s] = deal(%s, %s)", names[0], names[1], values[0], values[1]);
    return;
  }
  for (size_t i = 0; i < n; i++)
    for (const char *s = names[i]; *s; s++)
      if (!draft_is_word(*s)) return;
  char out[300] = "";
  for (size_t i = 0; i < n; i++) {
    size_t used = strlen(out);
    snprintf(out + used, sizeof out - used, "%s%.39s = %.39s", i ? ", " : "", names[i], values[i]);
  }
  draft_put(d, 0, d->len, out);
}

void repair_statement(Draft *d) {
  several(d);
  updates(d);
  repair_texts(d);
  julia(d);
  r_statement(d);
  attempt(d);
  remainders(d);
  comments(d);
  first_word(d);
  functions(d);
  returned(d);
  book_function(d);
  repair_blocks(d);
  if (!draft_word_at(d, 0, "if") && !draft_word_at(d, 0, "elseif")) choices(d);
}
