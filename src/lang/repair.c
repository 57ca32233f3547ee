/* repair.c -- from a line that went wrong to the line that was probably meant.  */

#include "config.h"
#include "lang/repair.h"
#include "lang/parse.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { MOST_STEPS = 12, LONGEST_PROPOSAL = 72 };

/* ------------------------------------------------------------------ where it fails, a step */

static bool known_at(const Draft *d, size_t from, size_t to) {
  return to > from && draft_knows_function(d, d->s + from, to - from) &&
         !draft_knows_variable(d, d->s + from, to - from);
}

/* sin x, mean of u, sin^2(x): what stands at AT is the argument of the function before it. */
static bool apply_function(Draft *d, size_t at) {
  size_t end = draft_trim_left(d, at), start = draft_word_start(d, end);
  size_t from = at;
  if (draft_word_at(d, at, "of")) from = draft_blanks(d, at + 2);
  if (draft_word_at(d, from, "the")) from = draft_blanks(d, from + 3);
  if (known_at(d, start, end)) {
    size_t to = from;
    if (known_at(d, from, draft_word_end(d, from))) to = d->len;
    while (to < d->len && (draft_is_word(d->s[to]) || d->s[to] == '.' || d->quoted[to])) to++;
    if (to < d->len && d->s[to] == '(') to = draft_partner(d, to) + 1;
    if (to == from || to > d->len) return false;
    return draft_put(d, to, to, ")") && draft_put(d, end, from, "(");
  }
  size_t power = start > 0 ? start - 1 : 0; /* sin^2(x) */
  if (d->s[at] != '(' || start == 0 || d->s[power] != '^') return false;
  size_t name = draft_word_start(d, power), close = draft_partner(d, at);
  if (!known_at(d, name, power) || close == d->len) return false;
  char exponent[16];
  snprintf(exponent, sizeof exponent, "%.*s", (int)(end - power), d->s + power);
  return draft_put(d, close + 1, close + 1, exponent) && draft_put(d, power, end, "");
}

/* max(1 2 3): functions of a list get one. */
static bool make_list(Draft *d, size_t at) {
  static const char *const names[] = {
    "max",  "min",  "mean", "median", "sum",    "prod",  "std",
    "var",  "mode", "sort", "numel",  "length", "norm",  "range",
    "diff", "any",  "all",  "cumsum", "unique", "roots", "size"
  };
  size_t open = at;
  while (open > 0 && d->s[open] != '(') open--;
  size_t name = draft_word_start(d, open), close = draft_partner(d, open);
  if (close == d->len || memchr(d->s + open, ',', close - open)) return false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (draft_word_at(d, name, names[i]) && strlen(names[i]) == open - name)
      return draft_put(d, close, close, "]") && draft_put(d, open + 1, open + 1, "[");
  return false;
}

/* Two values side by side. */
static bool join_values(Draft *d, size_t at) {
  size_t end = draft_trim_left(d, at), start = draft_word_start(d, end);
  bool touching = end == at, number = isdigit((unsigned char)d->s[start]) && end > start;
  if (end == 0) return false;
  if (apply_function(d, at)) return true;
  bool next_number = isdigit((unsigned char)d->s[at]);
  bool zero = number && end == start + 1 && d->s[start] == '0';
  if (number && touching && (strchr("eE_", d->s[at]) || (zero && strchr("xX", d->s[at]))))
    return false;
  bool next_function = known_at(d, at, draft_word_end(d, at));
  bool next_name = draft_knows_variable(d, d->s + at, draft_word_end(d, at) - at);
  if (number && !next_number && (touching || next_function || next_name))
    return draft_put(d, end, at, "*");
  bool quote = end > 1 && d->s[end - 1] == '\'' && !d->quoted[end - 1];
  bool transposed = quote && (draft_is_word(d->s[end - 2]) || strchr(")]}", d->s[end - 2])) &&
                    !strpbrk(d->s + at, "'\"");
  bool closed = d->s[end - 1] == ')' || transposed; /* A'A */
  if (closed && touching && (isalpha((unsigned char)d->s[at]) || d->s[at] == '('))
    return draft_put(d, at, at, "*");
  int depth = 0; /* A(1 2) */
  for (size_t i = 0; i < at; i++)
    if (!d->quoted[i]) depth += d->s[i] == '(' ? 1 : d->s[i] == ')' ? -1 : 0;
  if (depth > 0 && number && next_number && make_list(d, at)) return true;
  if (depth > 0 && ((number && next_number) || d->quoted[end - 1]))
    return draft_put(d, end, at, ", ");
  return false;
}

/* Brackets and quotes that do not close. */
static bool close_open(Draft *d, const Error *e) {
  size_t at = e->span.start;
  if (at >= d->len) return false;
  char c = d->s[at];
  if (strstr(e->message, "never closed")) {
    size_t end = draft_trim_left(d, d->len);
    while (end > 0 && (d->s[end - 1] == ';' || d->s[end - 1] == ',')) end--;
    return draft_put(d, end, end, c == '(' ? ")" : c == '[' ? "]" : "}");
  }
  if (strstr(e->message, "never opened") && strchr(")]}", c) && at > 0)
    return draft_put(d, at, at + 1, "");
  if (strstr(e->message, "closes nothing")) {
    char want = e->message[strlen(e->message) - 1];
    return draft_put(d, at, at + 1, want == '(' ? ")" : want == '[' ? "]" : "}");
  }
  if (strstr(e->message, "not closed") && (c == '\'' || c == '"')) {
    char quote[2] = { c, '\0' };
    size_t end = draft_trim_left(d, d->len);
    if (end > 0 && d->s[end - 1] == ';') end--;
    int depth = 0;
    for (size_t i = 0; i < at; i++) depth += d->s[i] == '(' ? 1 : d->s[i] == ')' ? -1 : 0;
    for (; end > at + 1 && depth > 0 && d->s[end - 1] == ')'; depth--) end--;
    return draft_put(d, end, end, quote);
  }
  return false;
}

static bool in_condition(const Draft *d) {
  return draft_word_at(d, 0, "if") || draft_word_at(d, 0, "while") ||
         draft_word_at(d, 0, "elseif") || draft_word_at(d, 0, "until");
}

/* 5 = x and x + 1 = 4 */
static bool turn_round(Draft *d) {
  size_t at = draft_find(d, 0, "="), left = draft_trim_left(d, at), right = draft_blanks(d, at + 1);
  char a[60], b[60];
  if (d->s[0] == '[' || at == d->len || left >= sizeof a || d->len - right >= sizeof b ||
      right == d->len)
    return false;
  snprintf(a, sizeof a, "%.*s", (int)left, d->s);
  snprintf(b, sizeof b, "%s", d->s + right);
  bool name = isalpha((unsigned char)*b) && draft_word_end(d, right) == d->len;
  if (name && isdigit((unsigned char)*a)) return draft_printf(d, 0, d->len, "%s = %s", b, a);
  return draft_put(d, at, at + 1, "==");
}

static bool step(Draft *d, const Error *e) {
  size_t at = e->span.start;
  if (strstr(e->message, "can be assigned to")) return turn_round(d);
  if (close_open(d, e)) return true;
  if (at >= d->len || d->quoted[at]) return false;
  char c = d->s[at];
  if (c == '=' && in_condition(d)) return draft_put(d, at, at + 1, "==");
  if (c == '[' && at > 1 && d->s[at - 1] == ' ' && d->s[draft_trim_left(d, at) - 1] == ']')
    return draft_put(d, at - 1, at, " * "); /* [1 2; 3 4] [5; 6] */
  if (c == '[' && at > 0 && e->span.end == at + 1) return false;
  if (c == ',' && at > 0 && d->s[draft_trim_left(d, at) - 1] == ',')
    return draft_put(d, at, at + 1, "");
  if (draft_is_word(c) || c == '(') return join_values(d, at);
  return false;
}

static bool parses(const char *text, Error *error) {
  Arena arena = { 0 };
  Parser parser;
  *error = (Error){ 0 };
  parser_begin(&parser, text, &arena, error);
  while (parse_statement(&parser)) {
  }
  arena_free(&arena);
  /* An open block may go on in the next line. */
  return error->kind == ERROR_NONE ||
         (error->kind == ERROR_INCOMPLETE && strstr(error->message, "has no `end`"));
}

static bool is_complete(const Draft *d) {
  Error error;
  return parses(d->s, &error) && error.kind == ERROR_NONE;
}

/* Blocks in one line: else if, and a missing end. */
static bool repair_block(Draft *d) {
  Error error;
  if (parses(d->s, &error) && error.kind == ERROR_NONE) return false;
  size_t two = draft_find(d, 0, "else if");
  if (two < d->len && draft_put(d, two, two + 7, "elseif") && parses(d->s, &error) &&
      error.kind == ERROR_NONE)
    return true;
  size_t end = draft_trim_left(d, d->len);
  if (!strpbrk(d->s, ",;")) return false; /* it has no body yet */
  bool separated = end > 0 && strchr(";,", d->s[end - 1]);
  return draft_put(d, end, end, separated ? " end" : ", end") && parses(d->s, &error) &&
         error.kind == ERROR_NONE;
}

static bool repair(Draft *d) {
  Error error;
  repair_characters(d);
  repair_sentences(d);
  repair_formula(d);
  repair_numbers(d);
  repair_words(d);
  repair_dotted(d);
  repair_statement(d);
  repair_operators(d);
  repair_calls(d);
  for (int i = 0; i < MOST_STEPS; i++) {
    if (parses(d->s, &error)) {
      repair_names(d);
      return parses(d->s, &error);
    }
    if (!step(d, &error)) return false;
  }
  return false;
}

/* ------------------------------------------------------------------ proposing */

/* The line round e->span, without the blanks at its ends. */
static bool take_line(Draft *d, const Error *e, const char *source) {
  size_t length = strlen(source), from = e->span.start, to = from;
  if (from > length) return false;
  while (from > 0 && source[from - 1] != '\n') from--;
  while (source[to] && source[to] != '\n') to++;
  while (from < to && isspace((unsigned char)source[from])) from++;
  while (to > from && isspace((unsigned char)source[to - 1])) to--;
  if (to - from + 1 >= sizeof d->s) return false;
  d->len = 0;
  d->s[0] = '\0';
  char line[sizeof d->s];
  memcpy(line, source + from, to - from);
  line[to - from] = '\0';
  return draft_put(d, 0, 0, line);
}

/* Of "x = 3; if x is 3 ..." only the last statement before the failure. */
static bool repair_last(Draft *d, const Error *e, const char *source) {
  size_t line = e->span.start, cut = 0;
  while (line > 0 && source[line - 1] != '\n') line--;
  while (isspace((unsigned char)source[line])) line++;
  int depth = 0;
  for (size_t i = 0; i < d->len && line + i < e->span.start; i++) {
    if (d->quoted[i]) continue;
    depth += strchr("([{", d->s[i]) ? 1 : strchr(")]}", d->s[i]) ? -1 : 0;
    if (d->s[i] == ';' && depth == 0) cut = draft_blanks(d, i + 1);
  }
  char before[sizeof d->s];
  Error error;
  if (cut == 0 || cut >= d->len) return false;
  snprintf(before, sizeof before, "%.*s", (int)cut, d->s);
  return draft_put(d, 0, cut, "") && repair(d) && draft_put(d, 0, 0, before) &&
         parses(d->s, &error);
}

/* A hint that explains stays, behind the proposal; one that showed an example goes. */
static const char *reason_of(const Error *e, const Draft *d, const char *before) {
  size_t bracket = strcspn(before, "[");
  bool index = strchr(d->s, '(') && strncmp(before, d->s, bracket) == 0 && d->s[bracket] == '(';
  if (strncmp(e->hint, "round brackets", 14) == 0 && !index) return "";
  if (strncmp(e->hint, "a product needs", 15) == 0 && !strchr(d->s, '*')) return "";
  static const char *const reasons[] = { "* is the", "round brackets", "a product needs" };
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (strncmp(e->hint, reasons[i], strlen(reasons[i])) == 0) return e->hint;
  return "";
}

/* Three words without any sign of a formula. */
static bool is_sentence(const char *line) {
  size_t words = 0, letters = 0;
  Keyword closes;
  if (lexer_keyword(line, strcspn(line, " "), &closes) != KEYWORD_NONE) return false;
  for (const char *s = line; *s; s++) {
    if (!isalnum((unsigned char)*s) && !strchr(" ',.?!", *s)) return false;
    letters += isalpha((unsigned char)*s) != 0;
    words += *s == ' ' && isalnum((unsigned char)s[1]);
  }
  return words >= 2 && letters > 6;
}

#define SLOPE "with f = @(x) x^2, the slope is diff(f), a function again"
#define GRADIENT                                                                                   \
  "with f = @(x, y) x^2 + y, the gradient is gradient(f), and gradient(f, [1 2]) there"

/* Lines that have no counterpart. */
static const char *advice_for(const char *line, bool *always) {
  *always = true;
  if (strcmp(line, "hello") == 0 || strcmp(line, "hi") == 0) return "hello! Try 1 + 1, or `help`";
  static const char *const starts[][2] = {
    { "return ", "a function gives what its output is set to: function y = f(x), y = x^2; end" },
    { "class ", "there are no classes; a record holds named values: r.name = 3" },
    { "with ", "nothing has to be opened or closed here" },
    { "help ", "`help NAME` is a command of the prompt, alone on its line" },
    { "man ", "`help NAME` explains a function: help sin" },
    { "doc ", "`help NAME` explains a function: help sin" },
    { "load ", "a table is read by readcsv('table.csv')" },
    { "save ", "variables live as long as the session does" },
    { "cd ", "that is a word of the shell; here you compute: try 1 + 1" },
    { "ls ", "that is a word of the shell; `who` lists your variables" },
    { "sudo ", "that is a word of the shell; here you compute: try 1 + 1" },
    { "git ", "that is a word of the shell; here you compute: try 1 + 1" },
    { "pip ", "nothing needs to be installed: all functions are here" },
    { "using ", "nothing needs to be loaded: all functions are here" },
    { "require(", "nothing needs to be loaded: all functions are here" },
    { "clear()", "`clear` alone on its line forgets all variables" },
    { "library(", "nothing needs to be loaded: all functions are here" },
    { "dy/dx", SLOPE },
    { "df/dx", SLOPE },
    { "\342\210\202", "with f = @(x, y) x^2*y, the slope by x is diff(f, 'x')" },
    { "\342\210\207", GRADIENT },
    { "\\nabla", GRADIENT },
    { "$\\nabla", GRADIENT },
    { "syms ", "no symbols are declared: with f = @(x) x.^2, f(3) is a value, diff(f) the slope" },
    { "for = ", "for is a word of the language; take another name, such as k = 3" },
    { "end = ", "end is a word of the language; take another name, such as last = 3" },
    { "if = ", "if is a word of the language; take another name, such as y = 3" },
    { "while = ", "while is a word of the language; take another name, such as w = 3" },
    { "function = ", "function is a word of the language; take another name, such as f = 3" },
    { "#include", "nothing needs to be included: all functions are here" },
  };
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (strncmp(line, starts[i][0], strlen(starts[i][0])) == 0) return starts[i][1];
  size_t ends = strspn(line, "0123456789"),
         name = strspn(line + ends, "abcdefghijklmnopqrstuvwxyz_");
  if (ends > 0 && name > 0 && strncmp(line + ends + name, " = ", 3) == 0)
    return "a name begins with a letter: x2 = 3";
  *always = false;
  return is_sentence(line)
             ? "this reads formulas, such as mean([1 2 3]); `apropos WORD` finds functions"
             : NULL;
}

/* A function's name alone, which would not run. */
static bool is_lone_function(const Draft *d) {
  static const char *const values[] = { "pi", "Inf", "NaN", "true", "false",
                                        "e",  "eps", "i",   "inf",  "nan" };
  if (draft_word_end(d, 0) != d->len || draft_knows_variable(d, d->s, d->len)) return false;
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    if (strcmp(d->s, values[i]) == 0) return false;
  return draft_knows_function(d, d->s, d->len);
}

/* What can be said when nothing is known of what was meant. */
static void last_resort(Error *e, const char *line) {
  char longer[300];
  Error ignored;
  snprintf(longer, sizeof longer, "%.240s 2", line);
  if (strncmp(e->message, "a value is missing after", 24) == 0 && strlen(line) < 40 &&
      parses(longer, &ignored) && ignored.kind == ERROR_NONE)
    error_hint(e, "for example %s", longer);
  else if (strstr(e->message, "never opened"))
    error_hint(e, "take it away, or open it before");
  else if (strncmp(e->message, "'='", 3) == 0 && strcspn(line, "(") < strcspn(line, "={"))
    snprintf(e->hint, sizeof e->hint,
             "arguments have no names here: their order says what they mean");
  else
    error_hint(e, "a formula looks like 2*(x + 1)");
}

/* Whether BEFORE calls NAME itself, not as a part of a module or an object. */
static bool calls(const char *before, const char *name, size_t len) {
  for (const char *s = before; (s = strstr(s, name)); s++)
    if (s[len] == '(' && (s == before || (s[-1] != '.' && !draft_is_word(s[-1])))) return true;
  return false;
}

/* A function that nobody knows, where a module's name or an object has been taken away. */
static bool calls_unknown(const Draft *d, const char *before) {
  for (size_t at = 0; at < d->len; at++) {
    size_t end = draft_word_end(d, at);
    bool starts = at == 0 || !(draft_is_word(d->s[at - 1]) || d->s[at - 1] == '.');
    if (end == at || d->quoted[at] || isdigit((unsigned char)d->s[at]) || !starts) continue;
    Keyword closes;
    char name[60];
    if (d->s[end] == '(' && !draft_knows_function(d, d->s + at, end - at) &&
        !draft_knows_variable(d, d->s + at, end - at) &&
        lexer_keyword(d->s + at, end - at, &closes) == KEYWORD_NONE &&
        draft_copy(d, at, end, name, sizeof name) && !calls(before, name, strlen(name)))
      return true;
    at = end - 1;
  }
  return false;
}

/* Whether the colon at the end is all that is wrong. */
static bool only_colon(const char *line) {
  char rest[240];
  Error ignored;
  snprintf(rest, sizeof rest, "%.*s", (int)strlen(line) - 1, line);
  return parses(rest, &ignored);
}

/* The message that a rule knows better, and its place in the line. */
static void say(Error *e, const Draft *d, const char *source) {
  snprintf(e->message, sizeof e->message, "%s", d->said);
  size_t start = e->span.start;
  while (start > 0 && source[start - 1] != '\n') start--;
  const char *end = source + start + strcspn(source + start, "\n"), *at = source + start;
  if (!d->culprit) return;
  for (size_t left = d->skip;; left--, at++) {
    at = strstr(at, d->culprit);
    if (!at || at >= end) return;
    if (left == 0) break;
  }
  e->span.start = (size_t)(at - source);
  e->span.end = e->span.start + strlen(d->culprit);
}

void repair_propose(const Interp *in, Error *e, const char *source) {
  bool may = e->kind == ERROR_SYNTAX || e->kind == ERROR_INCOMPLETE || e->kind == ERROR_NAME ||
             (e->kind == ERROR_TYPE && strstr(e->message, "has fields like")) ||
             (e->kind == ERROR_TYPE && strncmp(e->message, "statistics takes", 16) == 0 &&
              strstr(source, "statistics."));
  if (!may || e->located) return;
  Draft d = { .in = in };
  if (e->kind == ERROR_NAME && e->span.end <= strlen(source)) {
    d.misspelt = source + e->span.start;
    d.misspelt_len = e->span.end - e->span.start;
  }
  if (!take_line(&d, e, source) || strstr(e->hint, ", or the function ")) return;
  char before[sizeof d.s];
  memcpy(before, d.s, d.len + 1);
  bool always = false;
  const char *advice = e->kind == ERROR_TYPE ? NULL : advice_for(before, &always);
  bool undefined = strstr(e->message, "is not a variable or a function") != NULL;
  bool foreign = strncmp(e->hint, "did you", 7) != 0 && strncmp(e->hint, "assign", 6) != 0 &&
                 strncmp(e->hint, "`apropos", 8) != 0;
  if (undefined && foreign) return; /* the hint says it all */
  if (advice && always) {
    snprintf(e->hint, sizeof e->hint, "%s", advice);
    return;
  }
  size_t behind = e->span.start; /* the failing line is the last one */
  behind += strcspn(source + behind, "\n");
  bool last = source[behind + strspn(source + behind, " \t\n")] == '\0';
  bool block = e->kind == ERROR_INCOMPLETE && strstr(e->message, "has no `end`") && last;
  Draft whole = d;
  bool repaired = repair(&d), good = repaired && (!block || is_complete(&d));
  Draft head = d;
  if (!good && block) {
    d = whole;
    good = repair_block(&d);
  }
  if (!good && repair_last(&whole, e, source)) {
    d = whole;
    good = !block || is_complete(&d);
  }
  size_t first = draft_word_end(&d, 0);
  Keyword closes;
  bool module = strstr(e->message, "without a module") != NULL;
  if (good && undefined && calls_unknown(&d, "")) good = false;
  if (good && (module || draft_find(&whole, 0, ".") < whole.len) && calls_unknown(&d, before))
    good = false;
  if (good && first > 0 && !isdigit((unsigned char)d.s[0]) && is_sentence(before) &&
      !draft_knows_variable(&d, d.s, first) && !draft_knows_function(&d, d.s, first) &&
      lexer_keyword(d.s, first, &closes) == KEYWORD_NONE)
    good = false; /* a guess at prose */
  if (!good || strcmp(before, d.s) == 0 || d.len > LONGEST_PROPOSAL || d.len == 0 ||
      is_lone_function(&d)) {
    if (strncmp(before, "/*", 2) == 0 && e->kind == ERROR_SYNTAX)
      snprintf(e->hint, sizeof e->hint, "a comment begins with %% or #");
    bool vague = !e->hint[0] || strncmp(e->hint, "an operator or", 14) == 0;
    if (advice && vague) snprintf(e->hint, sizeof e->hint, "%s", advice);
    if (e->kind == ERROR_SYNTAX) last_resort(e, before);
    bool open = strstr(e->message, "has no `end`") != NULL;
    if (block && repaired && strcmp(before, head.s) != 0) {
      if (head.said) say(e, &head, source);
      snprintf(e->hint, sizeof e->hint, "write %.80s, ..., end", head.s);
    } else if (open && !block && !e->hint[0])
      snprintf(e->hint, sizeof e->hint, "a block is closed by the word end, on a line of its own");
    else if (block && !e->hint[0])
      snprintf(e->hint, sizeof e->hint, "a block is closed by the word end: %.80s ..., end",
               before);
    return;
  }
  if (before[strlen(before) - 1] == ':' && d.s[d.len - 1] != ':' && only_colon(before))
    snprintf(e->message, sizeof e->message,
             "no colon is needed: the end of the line does its work");
  if (d.said) say(e, &d, source);
  const char *reason = *d.reason ? d.reason : reason_of(e, &d, before);
  bool question = strncmp(e->hint, "did you", 7) == 0;
  char hint[sizeof e->hint];
  if (question)
    snprintf(hint, sizeof hint, "did you mean %s?", d.s);
  else if (*reason && d.len + strlen(reason) < 110)
    snprintf(hint, sizeof hint, "write %.80s -- %.110s", d.s, reason);
  else
    snprintf(hint, sizeof hint, "write %s", d.s);
  memcpy(e->hint, hint, sizeof hint);
}
