/* repair_calls.c -- calls, methods, indices and names as other languages write them.  */

#include "config.h"
#include "lang/lex.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ modules */

static void modules(Draft *d) {
  static const char *const names[] = { "np.linalg.", "np.random.",   "numpy.", "np.",
                                       "math.",      "Math.",        "torch.", "plt.",
                                       "random.",    "scipy.stats.", "stats.", "statistics.",
                                       "scipy.",     "cmath.",       "linalg." };
  static const char *const methods[][2] = {
    { "norm.cdf", "normcdf" },    { "norm.pdf", "normpdf" },  { "norm.ppf", "norminv" },
    { "norm.sf", "1 - normcdf" }, { "norm.rvs", "randn" },    { "t.cdf", "tcdf" },
    { "t.ppf", "tinv" },          { "binom.pmf", "binopdf" }, { "poisson.pmf", "poisspdf" },
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (size_t at = 0; (at = draft_find(d, at, names[i])) < d->len; at++) {
      size_t len = strcspn(names[i], ".");
      bool own = draft_knows_variable(d, d->s + at, len);
      if (at > 0 && (draft_is_word(d->s[at - 1]) || d->s[at - 1] == '.')) continue;
      if (!own) draft_put(d, at, at + strlen(names[i]), "");
    }
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    size_t len = strlen(methods[i][0]), at = 0;
    while (at < d->len && !(draft_starts(d, at, methods[i][0]) && !d->quoted[at] &&
                            (at == 0 || !draft_is_word(d->s[at - 1])) && d->s[at + len] == '('))
      at++;
    if (at < d->len) draft_put(d, at, at + len, methods[i][1]);
  }
}

/* ------------------------------------------------------------------ brackets */

/* [[1,2],[3,4]] as [1,2; 3,4] */
static void lists_of_rows(Draft *d) {
  for (size_t at = 0; (at = draft_find(d, at, "[")) < d->len; at++) {
    size_t inner = draft_blanks(d, at + 1), close = draft_partner(d, at);
    if (d->s[inner] != '[' || close == d->len) continue;
    char rows[200];
    size_t used = 0, i = inner;
    while (d->s[i] == '[') {
      size_t end = draft_partner(d, i);
      if (end >= close) return;
      int n = snprintf(rows + used, sizeof rows - used, "%s%.*s", used ? "; " : "",
                       (int)(end - i - 1), d->s + i + 1);
      if (n < 0 || used + (size_t)n >= sizeof rows) return;
      used += (size_t)n;
      i = draft_blanks(d, end + 1);
      if (d->s[i] == ',') i = draft_blanks(d, i + 1);
    }
    if (i == close) draft_printf(d, at, close + 1, "[%s]", rows);
  }
}

/* array([...]) and its like are the brackets alone. */
static void wrappers(Draft *d) {
  static const char *const names[] = { "array", "tensor", "matrix", "Matrix", "asarray" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t at = draft_find(d, 0, names[i]), open = at + strlen(names[i]);
    if (at == d->len || d->s[open] != '(') continue;
    size_t close = draft_partner(d, open), comma = draft_find(d, open, ", dtype");
    if (close == d->len) continue;
    if (comma < close) draft_put(d, comma, close, ""), close = comma;
    draft_put(d, close, close + 1, "");
    draft_put(d, at, open + 1, "");
  }
}

/* zeros((2,3)) and (1, 2) */
static void tuples(Draft *d) {
  for (size_t at = 0; (at = draft_find(d, at, "(")) < d->len; at++) {
    size_t close = draft_partner(d, at);
    bool call = at > 0 && (draft_is_word(d->s[at - 1]) || strchr(")]@", d->s[at - 1]));
    if (close == d->len || call) continue;
    int depth = 0;
    bool comma = false;
    for (size_t i = at + 1; i < close; i++) {
      if (d->quoted[i]) continue;
      if (strchr("([{", d->s[i])) depth++;
      if (strchr(")]}", d->s[i])) depth--;
      comma |= d->s[i] == ',' && depth == 0;
    }
    if (!comma) continue;
    bool argument = at > 1 && d->s[at - 1] == '(' && draft_is_word(d->s[at - 2]);
    if (argument && d->s[close + 1] == ')') {
      draft_put(d, close, close + 1, "");
      draft_put(d, at, at + 1, "");
    } else {
      d->s[at] = '[';
      d->s[close] = ']';
    }
  }
}

/* ------------------------------------------------------------------ indices */

/* One index counted from 0 as one counted from 1. */
static void one_based(const char *text, char *out, size_t size) {
  char *end;
  long n = strtol(text, &end, 10);
  size_t len = strlen(text);
  if (strncmp(text, "len(", 4) == 0 && len > 2 && strcmp(text + len - 2, "-1") == 0)
    snprintf(out, size, "end");
  else if (*text == '\0' || *end)
    snprintf(out, size, isdigit((unsigned char)*text) || !*text ? "%s" : "%s+1", text);
  else if (n >= 0)
    snprintf(out, size, "%ld", n + 1);
  else if (n == -1)
    snprintf(out, size, "end");
  else
    snprintf(out, size, "end%ld", n + 1);
}

/* 1:3, :2, 1:, ::-1, -1, 0, i; in Python's way of counting when ZERO. */
static void index_part(const char *text, bool zero, char *out, size_t size) {
  char parts[3][40] = { "", "", "" };
  size_t n = 0, k = 0;
  for (const char *s = text; *s && n < 3; s++) {
    if (*s == ':') {
      n++;
      k = 0;
    } else if (*s != ' ' && k + 1 < 40)
      parts[n][k++] = *s, parts[n][k] = '\0';
  }
  if (n == 0 || n > 2) {
    if (zero && n == 0)
      one_based(parts[0], out, size);
    else
      snprintf(out, size, "%s", text);
    return;
  }
  if (!parts[0][0] && !parts[1][0] && !parts[2][0]) {
    snprintf(out, size, ":");
    return;
  }
  char from[48], to[48];
  bool back = parts[2][0] == '-';
  if (!parts[0][0])
    snprintf(from, sizeof from, back ? "end" : "1");
  else if (zero)
    one_based(parts[0], from, sizeof from);
  else
    snprintf(from, sizeof from, "%s", parts[0]);
  if (!parts[1][0])
    snprintf(to, sizeof to, back ? "1" : "end");
  else if (parts[1][0] == '-')
    snprintf(to, sizeof to, "end%s", parts[1]);
  else /* the end is not included there, and the count starts at 0: the same number */
    snprintf(to, sizeof to, "%s", parts[1]);
  if (parts[2][0])
    snprintf(out, size, "%s:%s:%s", from, parts[2], to);
  else
    snprintf(out, size, "%s:%s", from, to);
}

/* Whether the indices between FROM and TO give away that they count from 0. */
static bool counts_from_zero(const Draft *d, size_t from, size_t to) {
  bool start = true;
  for (size_t i = from; i < to; i++) {
    char c = d->s[i], next = d->s[i + 1];
    if (c == ' ') continue;
    if (start && (c == '-' || (c == '0' && !draft_is_word(next)))) return true;
    if (c == ':' && (start || next == ',' || i + 1 == to || next == '-' || next == ':') &&
        !(start && (next == ',' || i + 1 == to)))
      return true;
    start = c == ',' || c == ':';
  }
  return false;
}

/* u[0], A[0,1], A[0][1], u[1:3] */
static void indices(Draft *d) {
  bool zero = draft_find(d, 0, "len") < d->len;
  for (size_t at = 1; at < d->len; at++) /* one index gives all others away */
    if (d->s[at] == '[' && !d->quoted[at] && draft_is_word(d->s[at - 1]))
      zero |= counts_from_zero(d, at + 1, draft_partner(d, at));
  for (size_t at = 1; at < d->len; at++) {
    if (d->s[at] != '[' || d->quoted[at]) continue;
    char before = d->s[at - 1];
    if (!draft_is_word(before) && !strchr(")]", before)) continue;
    size_t close = draft_partner(d, at);
    if (close == d->len) return;
    zero |= counts_from_zero(d, at + 1, close);
    size_t last = close;
    while (d->s[last + 1] == '[') { /* A[0][1] */
      size_t more = draft_partner(d, last + 1);
      if (more == d->len) return;
      zero = true;
      d->s[last] = ',';
      draft_put(d, last + 1, last + 2, "");
      last = more - 1;
    }
    close = last;
    char out[160], text[80], one[140];
    size_t used = 0, from = at + 1;
    for (size_t i = from; i <= close; i++) {
      if (i < close && d->s[i] != ',') continue;
      if (!draft_copy(d, from, i, text, sizeof text)) return;
      index_part(text, zero, one, sizeof one);
      int n = snprintf(out + used, sizeof out - used, "%s%s", used ? ", " : "", one);
      if (n < 0 || used + (size_t)n >= sizeof out) return;
      used += (size_t)n;
      from = i + 1;
    }
    draft_printf(d, at, close + 1, "(%s)", out);
  }
}

/* ------------------------------------------------------------------ methods and options */

/* sum(A, axis=0) as sum(A, 1) */
static void options(Draft *d) {
  static const char *const names[] = { "axis", "dim" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t at = draft_find(d, 0, names[i]), equals = draft_blanks(d, at + strlen(names[i]));
    if (at == d->len || at == 0 || d->s[equals] != '=' || d->s[equals + 1] == '=') continue;
    size_t value = draft_blanks(d, equals + 1), end = value;
    while (d->s[end] == '-' || isdigit((unsigned char)d->s[end])) end++;
    if (end == value) continue;
    long axis = strtol(d->s + value, NULL, 10);
    /* The second argument of max and min is another array. */
    size_t open = at;
    while (open > 0 && d->s[open] != '(') open--;
    size_t first = draft_word_start(d, open);
    bool extreme = draft_starts(d, first, "max(") || draft_starts(d, first, "min(");
    bool second = extreme && d->s[draft_trim_left(d, at) - 1] == ',';
    draft_printf(d, at, end, "%s%ld", second ? "[], " : "", axis < 0 ? 2 : axis + 1);
  }
  size_t keep = draft_find(d, 0, ", keepdims=True");
  if (keep < d->len) draft_put(d, keep, keep + 15, "");
}

/* A record has fields of its own. */
static bool is_record(const Draft *d, size_t from, size_t to) {
  const Scope *scope = d->in->scope;
  const Code *running = d->in->top_code;
  for (size_t i = 0; running && i < running->variable_count; i++)
    if (strlen(running->names[i]) == to - from && d->in->top_registers[i].kind == VALUE_RECORD &&
        strncmp(running->names[i], d->s + from, to - from) == 0)
      return true;
  for (size_t i = 0; scope && i < scope->names.count; i++)
    if (strlen(scope->names.keys[i]) == to - from && scope->values[i].kind == VALUE_RECORD &&
        strncmp(scope->names.keys[i], d->s + from, to - from) == 0)
      return true;
  return false;
}

/* x.sum(), A.T, A.shape */
static bool method(Draft *d, size_t dot) {
  size_t start = draft_operand(d, dot), name = dot + 1, end = draft_word_end(d, name);
  if (start == dot || end == name || !isalpha((unsigned char)d->s[name])) return false;
  if (isdigit((unsigned char)d->s[start]) && draft_word_end(d, start) == dot) return false;
  if (draft_word_end(d, start) == dot && is_record(d, start, dot)) return false;
  char object[100], arguments[100] = "", called[40];
  if (!draft_copy(d, start, dot, object, sizeof object) ||
      !draft_copy(d, name, end, called, sizeof called))
    return false;
  size_t stop = end;
  if (d->s[end] == '(') {
    size_t close = draft_partner(d, end);
    if (close == d->len || !draft_copy(d, end + 1, close, arguments, sizeof arguments))
      return false;
    stop = close + 1;
  }
  bool is_shape = strcmp(called, "shape") == 0;
  if (is_shape && d->s[stop] == '[') {
    size_t close = draft_partner(d, stop);
    long axis = strtol(d->s + stop + 1, NULL, 10);
    return close < d->len &&
           draft_printf(d, start, close + 1, "size(%s, %ld)", object, axis < 0 ? 2 : axis + 1);
  }
  if (is_shape && arguments[0])
    return draft_printf(d, start, stop, "size(%s, %s)", object, arguments);
  if (strcmp(called, "T") == 0) return draft_printf(d, start, stop, "%s'", object);
  if (strcmp(called, "append") == 0)
    return draft_printf(d, start, stop, start == 0 ? "%s = [%s, %s]" : "%.0s[%s, %s]", object,
                        object, arguments);
  if (strcmp(called, "copy") == 0 || strcmp(called, "tolist") == 0)
    return draft_put(d, dot, stop, "");
  if (strcmp(called, "flatten") == 0 || strcmp(called, "ravel") == 0)
    return draft_printf(d, start, stop, "%s(:)", object);
  size_t length = strlen(arguments); /* of matrices: a product */
  if (strcmp(called, "dot") == 0 && length > 0 &&
      (object[strlen(object) - 1] == '\'' || arguments[length - 1] == '\''))
    return draft_printf(d, start, stop, "%s * %s", object, arguments);
  bool extreme = strcmp(called, "max") == 0 || strcmp(called, "min") == 0;
  if (extreme && arguments[0]) /* the axis: options() has turned it round */
    return draft_printf(d, start, stop, "%s(%s, [], %s)", called, object, arguments);
  if (strcmp(called, "astype") == 0)
    return draft_printf(d, start, stop, strcmp(arguments, "int") == 0 ? "fix(%s)" : "double(%s)",
                        object);
  static const char *const others[][2] = { { "shape", "size" },
                                           { "size", "numel" },
                                           { "length", "numel" },
                                           { "ndim", "ndims" },
                                           { "transpose", "transpose" } };
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(called, others[i][0]) == 0) {
      snprintf(called, sizeof called, "%s", others[i][1]);
      break;
    }
  if (!draft_knows_function(d, called, strlen(called))) return false;
  bool bracketed = object[0] == '(' && object[strlen(object) - 1] == ')';
  return draft_printf(d, start, stop, bracketed && !arguments[0] ? "%s%s%s%s" : "%s(%s%s%s)",
                      called, object, arguments[0] ? ", " : "", arguments);
}

static void methods(Draft *d) {
  for (size_t i = 1, rounds = 0; i < d->len && rounds < 12; i++)
    if (d->s[i] == '.' && !d->quoted[i] && method(d, i)) i = 0, rounds++;
}

/* {'a': 1, 'b': 2} as struct('a', 1, 'b', 2) */
static void dictionaries(Draft *d) {
  size_t at = draft_find(d, 0, "{"), close = draft_partner(d, at);
  size_t key = draft_blanks(d, at + 1);
  if (at == d->len || close == d->len || !d->quoted[key]) return;
  size_t after = key;
  while (d->quoted[after]) after++;
  if (d->s[draft_blanks(d, after)] != ':') return;
  for (size_t i = key, depth = 0; i < close; i++) {
    if (d->quoted[i]) continue;
    if (strchr("([{", d->s[i])) depth++;
    if (strchr(")]}", d->s[i])) depth--;
    if (d->s[i] != ':' || depth != 0) continue;
    draft_put(d, draft_trim_left(d, i), draft_blanks(d, i + 1), ", ");
    close = draft_partner(d, at);
  }
  draft_put(d, close, close + 1, ")");
  draft_put(d, at, at + 1, "struct(");
}

void repair_calls(Draft *d) {
  modules(d);
  lists_of_rows(d);
  wrappers(d);
  dictionaries(d);
  options(d);
  tuples(d);
  methods(d);
  indices(d);
}

/* ------------------------------------------------------------------ names */

typedef struct Rename {
  const char *foreign, *ours; /* %1 %2 %3 %* stand for arguments and all of them */
} Rename;

static const Rename renames[] = {
  { "True", "true" },
  { "False", "false" },
  { "None", "[]" },
  { "TRUE", "true" },
  { "FALSE", "false" },
  { "NULL", "[]" },
  { "null", "[]" },
  { "nil", "[]" },
  { "undefined", "[]" },
  { "c", "[%*]" },
  { "rep", "repmat(%1, 1, %2)" },
  { "seq", "%1:%3:%2" },
  { "arange", "%1:%3:%2" },
  { "solve", "%1 \\ %2" },
  { "nrow", "size(%1, 1)" },
  { "ncol", "size(%1, 2)" },
  { "reversed", "flip(%1)" },
  { "map", "arrayfun(%1, %2)" },
  { "sorted", "sort(%1)" },
  { "dict", "struct(%*)" },
  { "paste", "strcat(%*)" },
  { "list", "num2cell(%1)" },
  { "isinstance", "isnumeric(%1)" },
  { "lstsq", "%1 \\ %2" },
  { "randint", "randi([%1 %2])" },
  { "hstack", "horzcat(%b)" },
  { "vstack", "vertcat(%b)" },
  { "append", "[%1, %2]" },
  { "concatenate", "%1" },
  { "full", "repmat(%2, %1)" },
  { "outer", "%1(:) * %2(:)'" },
  { "argmax", "find(%1 == max(%1), 1)" },
  { "argmin", "find(%1 == min(%1), 1)" },
  { "print", "disp(%1)" },
  { "cbrt", "nthroot(%1, 3)" },
  { "root", "sqrt(%1)" },
  { "cosec", "1/sin(%1)" },
  { "csc", "1/sin(%1)" },
  { "sec", "1/cos(%1)" },
  { "Matrix", "%1" },
  { "which", "find(%1)" },
  { "percentile", "prctile(%1, %2)" },
  { "square", "%1 .^ 2" },
  { "slice", "%1:%2" },
  { "println", "disp(%1)" },
  { "int8", "round(%1)" },
  { "int16", "round(%1)" },
  { "int32", "round(%1)" },
  { "int64", "round(%1)" },
  { "uint8", "round(%1)" },
  { "uint16", "round(%1)" },
  { "uint32", "round(%1)" },
  { "uint64", "round(%1)" },
  { "single", "%1" },
  { "cast", "%1" },
  { "idivide", "fix(%1 / %2)" },
  { "isna", "isnan(%1)" },
  { "nzmax", "numel(%1)" },
  { "tan2", "atan2(%1, %2)" },
  { "arctan2", "atan2(%1, %2)" },
};

/* ours with its arguments P */
static bool fill(const char *ours, char p[][60], size_t n, char *out, size_t size) {
  size_t used = 0;
  for (const char *s = ours; *s; s++) {
    int length;
    if (*s == '%' && s[1] >= '1' && s[1] <= '3') {
      size_t k = (size_t)(*++s - '1');
      if (k >= n) return false;
      length = snprintf(out + used, size - used, "%s", p[k]);
    } else if (*s == '%' && s[1] == 'b' && n == 1 && strlen(p[0]) > 1 && strchr("[(", *p[0])) {
      s++; /* the list without its brackets */
      length = snprintf(out + used, size - used, "%.*s", (int)strlen(p[0]) - 2, p[0] + 1);
    } else if (*s == '%' && s[1] == '*') {
      s++;
      length = 0;
      for (size_t k = 0; k < n; k++) {
        length = snprintf(out + used, size - used, "%s%s", k ? ", " : "", p[k]);
        if (length < 0 || used + (size_t)length >= size) return false;
        used += (size_t)length;
        length = 0;
      }
    } else
      length = snprintf(out + used, size - used, "%c", *s);
    if (length < 0 || used + (size_t)length >= size) return false;
    used += (size_t)length;
  }
  out[used] = '\0';
  return true;
}

/* The call or name at AT .. END-1 in our words. */
static bool rename_one(Draft *d, size_t at, size_t end, const Rename *r) {
  char p[4][60], out[160];
  size_t n = 0, stop = end;
  const char *ours = r->ours;
  if (d->s[end] == '(') {
    size_t close = draft_partner(d, end), from = end + 1;
    if (close == d->len || !strchr(ours, '%')) return false;
    int depth = 0;
    for (size_t i = from; i <= close && n < 4; i++) {
      if (i < close && !d->quoted[i]) depth += strchr("([{", d->s[i]) ? 1 : 0;
      if (i < close && !d->quoted[i]) depth -= strchr(")]}", d->s[i]) ? 1 : 0;
      if (i < close && (d->s[i] != ',' || depth > 0 || d->quoted[i])) continue;
      if (!draft_copy(d, from, i, p[n], sizeof p[n])) return false;
      if (p[n][0]) n++;
      from = i + 1;
    }
    stop = close + 1;
    bool range = strcmp(ours, "%1:%3:%2") == 0, python = strcmp(r->foreign, "arange") == 0;
    if (range && python && n > 0 && n < 3) { /* without the end */
      char *last = p[n - 1], *tail;
      long value = strtol(last, &tail, 10);
      if (*tail)
        strncat(last, "-1", sizeof p[0] - strlen(last) - 1);
      else
        snprintf(last, sizeof p[0], "%ld", value - 1);
    }
    bool labelled = n == 2 && strcmp(ours, "disp(%1)") == 0 && strchr("'\"", *p[0]);
    if (labelled) ours = "printf(\"%s %g\\n\", %1, %2)";
    if (range && n < 3) ours = n == 1 ? (python ? "0:%1" : "1:%1") : "%1:%2";
  } else if (strchr(ours, '%'))
    return false;
  return fill(ours, p, n, out, sizeof out) && draft_put(d, at, stop, out);
}

/* Parameters and loop variables. */
static bool is_bound(const Draft *d, size_t at, size_t end) {
  for (size_t i = 0; i < at; i++) {
    bool parameters = d->s[i] == '@' && d->s[i + 1] == '(' && !d->quoted[i];
    size_t close = parameters ? draft_partner(d, i + 1) : draft_word_at(d, i, "for") ? i + 4 : 0;
    for (size_t k = parameters ? i + 2 : i + 4; close > 0 && k <= close;) {
      size_t stop = draft_word_end(d, k);
      if (stop - k == end - at && strncmp(d->s + k, d->s + at, end - at) == 0) return true;
      k = stop > k ? stop : k + 1;
    }
  }
  return false;
}

/* print(x) as in Python; print alone or of a file is about figures. */
static bool prints_value(const Draft *d, size_t at) {
  return draft_starts(d, at, "print(") && !draft_starts(d, at, "print('-") &&
         !draft_starts(d, at, "print(\"-") && d->s[at + 6] != ')';
}

void repair_names(Draft *d) {
  if (draft_word_at(d, 0, "function") || draft_starts(d, 0, "clear ")) return;
  for (size_t at = 0; at < d->len; at++) {
    if (d->quoted[at] || !isalpha((unsigned char)d->s[at])) continue;
    size_t end = draft_word_end(d, at);
    const char *name = d->s + at;
    bool starts = at == 0 || !(draft_is_word(d->s[at - 1]) || d->s[at - 1] == '.');
    Keyword closes;
    bool known = !starts || is_bound(d, at, end) || draft_knows_variable(d, name, end - at) ||
                 (draft_knows_function(d, name, end - at) && !prints_value(d, at)) ||
                 lexer_keyword(name, end - at, &closes) != KEYWORD_NONE;
    for (size_t i = 0; !known && i < sizeof renames / sizeof *renames; i++)
      if (draft_word_at(d, at, renames[i].foreign) && rename_one(d, at, end, &renames[i])) {
        known = true;
        end = at;
      }
    size_t digit = end; /* sin2(x) */
    if (!known && end - at > 2 && d->s[end] == '(' && isdigit((unsigned char)d->s[end - 1]) &&
        draft_knows_function(d, name, end - 1 - at)) {
      size_t close = draft_partner(d, end);
      char power[3] = { '^', d->s[--digit], '\0' };
      known = close < d->len && draft_put(d, close + 1, close + 1, power) &&
              draft_put(d, digit, end, "");
      if (known) end = digit;
    }
    char copied[40];
    size_t after = draft_blanks(d, end);
    bool assigned = d->s[after] == '=' && d->s[after + 1] != '=';
    if (!known && !assigned && draft_copy(d, at, end, copied, sizeof copied)) {
      bool called = d->s[end] == '(';
      const char *near = complain_nearest(d->in, copied, called);
      if (called && near && strncmp(near, "print", 5) == 0) /* a figure is rarely meant */
        near = edit_distance(copied, "printf", 2) <= edit_distance(copied, "print", 2) ? "printf"
                                                                                       : "disp";
      bool likely =
          called ||
          (near && d->misspelt &&
           (draft_knows_variable(d, near, strlen(near)) || strcasecmp(near, copied) == 0));
      if (!likely) near = NULL;
      if (near && draft_put(d, at, end, near)) end = at + strlen(near);
    }
    if (end > at) at = end - 1;
  }
}
