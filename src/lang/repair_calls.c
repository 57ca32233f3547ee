/* repair_calls.c -- calls, brackets and indices as other languages write them.  */

#include "config.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ modules */

static bool is_matrix(const Draft *d, const char *name) {
  Value v = draft_variable(d, name, strlen(name));
  return v.kind == VALUE_ARRAY && value_size(v, 0) > 1 && value_size(v, 1) > 1;
}

/* What NumPy counts in another way: the size of a list, n for the variance, the end of randint. */
static void numpy_habits(Draft *d) {
  static const char *const lists[] = { "np.zeros(",        "np.ones(",          "np.empty(",
                                       "numpy.zeros(",     "numpy.ones(",       "np.random.rand(",
                                       "np.random.randn(", "np.random.random(", "torch.zeros(",
                                       "torch.ones(",      "torch.randn(",      "torch.rand(" };
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    size_t at = draft_find(d, 0, lists[i]), open = at + strlen(lists[i]) - 1;
    size_t close = at < d->len ? draft_partner(d, open) : d->len;
    bool one = close < d->len && draft_word_end(d, open + 1) == close && close > open + 1;
    if (one) draft_put(d, open + 1, open + 1, "1, ");
  }
  static const char *const extremes[] = { "Math.max(", "Math.min(" };
  for (size_t i = 0; i < 2; i++) { /* of several numbers */
    size_t at = draft_find(d, 0, extremes[i]), open = at + 8;
    size_t close = at < d->len ? draft_partner(d, open) : d->len;
    if (close < d->len && draft_put(d, close, close, "]")) draft_put(d, open + 1, open + 1, "[");
  }
  static const char *const spreads[] = { "np.std(", "np.var(", "numpy.std(", "numpy.var(" };
  for (size_t i = 0; i < sizeof spreads / sizeof *spreads; i++) {
    size_t at = draft_find(d, 0, spreads[i]), open = at + strlen(spreads[i]) - 1;
    size_t close = at < d->len ? draft_partner(d, open) : d->len;
    if (close == d->len || draft_find(d, open, "ddof") < close) continue;
    size_t axis = draft_find(d, open, ", axis");
    draft_put(d, axis < close ? axis : close, axis < close ? axis : close, ", 1");
  }
  static const char *const numbers[][2] = { { "float('inf')", "Inf" },
                                            { "float(\"inf\")", "Inf" },
                                            { "float('-inf')", "-Inf" },
                                            { "float('nan')", "NaN" } };
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    size_t at = draft_find(d, 0, numbers[i][0]);
    if (at < d->len) draft_put(d, at, at + strlen(numbers[i][0]), numbers[i][1]);
  }
  size_t product = draft_find(d, 0, "np.dot("), split = draft_find(d, product, ",");
  char left[60];
  if (split < d->len && draft_copy(d, product + 7, split, left, sizeof left) &&
      is_matrix(d, left)) /* of lists it is dot, of a matrix the product */
    draft_printf(d, product, draft_blanks(d, split + 1), "%s.dot(", left);
  size_t at = draft_find(d, 0, "np.random.randint("), open = at + 17, first = open + 1;
  size_t close = at < d->len ? draft_partner(d, open) : d->len, comma = draft_find(d, open, ",");
  char low[30] = "0", high[30];
  if (close == d->len || draft_find(d, comma + 1, ",") < close ||
      (comma < close && !draft_copy(d, first, comma, low, sizeof low)) ||
      !draft_copy(d, comma < close ? comma + 1 : first, close, high, sizeof high - 3))
    return;
  char *end;
  long n = strtol(high, &end, 10);
  if (*end)
    strcat(high, "-1");
  else
    snprintf(high, sizeof high, "%ld", n - 1);
  draft_printf(d, at, close + 1, "randi([%s %s])", low, high);
}

static void modules(Draft *d) {
  static const char *const names[] = { "np.linalg.",
                                       "np.random.",
                                       "numpy.",
                                       "np.",
                                       "math.",
                                       "Math.",
                                       "torch.",
                                       "plt.",
                                       "random.",
                                       "scipy.stats.",
                                       "stats.",
                                       "statistics.",
                                       "scipy.optimize.",
                                       "scipy.integrate.",
                                       "scipy.linalg.",
                                       "scipy.special.",
                                       "scipy.",
                                       "cmath.",
                                       "linalg.",
                                       "optimize.",
                                       "integrate.",
                                       "sympy.",
                                       "sp." };
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
    bool index = at > 0 && (draft_is_word(d->s[at - 1]) || strchr(")]", d->s[at - 1]));
    if (d->s[inner] != '[' || close == d->len || index) continue;
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
    if (at == d->len || d->s[open] != '(' || draft_word_start(d, open) != at) continue;
    if (!strchr("[(", d->s[draft_blanks(d, open + 1)])) continue;
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
    if (start && c == '[') continue; /* u[[0, 2]] */
    if (start && (c == '-' || (c == '0' && !draft_is_word(next)))) return true;
    if (c == ':' && (start || next == ',' || i + 1 == to || next == '-' || next == ':') &&
        !(start && (next == ',' || i + 1 == to)))
      return true;
    start = c == ',' || c == ':';
  }
  return false;
}

/* u[[0, 2]] and u[:, None] */
static bool special_index(Draft *d, size_t at, size_t close, bool zero) {
  size_t inner = draft_blanks(d, at + 1);
  if (draft_starts(d, at, "[:, None]") || draft_starts(d, at, "[:, newaxis]"))
    return draft_put(d, at, close + 1, "(:)");
  if (draft_starts(d, at, "[None, :]") || draft_starts(d, at, "[newaxis, :]"))
    return draft_put(d, at, close + 1, "(:)'");
  if (d->s[inner] != '[' || draft_partner(d, inner) + 1 != close) return false;
  char out[100] = "([", one[40], text[30];
  size_t from = inner + 1;
  for (size_t i = from; i < close; i++) {
    if (d->s[i] != ',' && i + 1 != close) continue;
    if (!draft_copy(d, from, i, text, sizeof text)) return false;
    if (zero)
      one_based(text, one, sizeof one);
    else
      snprintf(one, sizeof one, "%s", text);
    if (strlen(out) + strlen(one) + 4 > sizeof out) return false;
    if (from > inner + 1) strcat(out, " ");
    strcat(out, one);
    from = i + 1;
  }
  strcat(out, "])");
  return draft_put(d, at, close + 1, out);
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
    if (special_index(d, at, close, zero)) continue;
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
    char name[40]; /* A[0] is the first row */
    bool row = zero && !strchr(out, ',') && !strchr(out, ':') &&
               draft_copy(d, draft_word_start(d, at), at, name, sizeof name) && is_matrix(d, name);
    draft_printf(d, at, close + 1, row ? "(%s, :)" : "(%s)", out);
  }
}

/* ------------------------------------------------------------------ options */

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
    size_t before = draft_trim_left(d, at);
    bool second = extreme && d->s[before - 1] == ',' && d->s[before - 2] != ']';
    draft_printf(d, at, end, "%s%ld", second ? "[], " : "", axis < 0 ? 2 : axis + 1);
  }
}

/* Other arguments with a name: some are ours in another form, of the rest the values stay. */
static void named_arguments(Draft *d) {
  static const char *const ours[][2] = { { "ddof=1", "" },
                                         { "ddof=0", ", 1" },
                                         { "reverse=True", ", 'descend'" },
                                         { "keepdims=True", "" },
                                         { "decreasing = TRUE", ", 'descend'" },
                                         { "decreasing=TRUE", ", 'descend'" },
                                         { "na.rm = TRUE", "" },
                                         { "na.rm=TRUE", "" },
                                         { "sep=''", "" },
                                         { "sep=\"\"", "" },
                                         { "end=''", "" },
                                         { "end=\"\"", "" },
                                         { "dtype=float", "" },
                                         { "dtype=int", "" } };
  for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
    size_t at = 0, len = strlen(ours[i][0]);
    while (at < d->len && !draft_starts(d, at, ours[i][0])) at++;
    size_t comma = draft_trim_left(d, at);
    if (at < d->len && comma > 0 && d->s[comma - 1] == ',')
      draft_put(d, comma - 1, at + len, ours[i][1]);
  }
  int depth = 0;
  for (size_t at = 0; at < d->len; at++) {
    if (d->quoted[at]) continue;
    depth += d->s[at] == '(' ? 1 : d->s[at] == ')' ? -1 : 0;
    bool sign =
        d->s[at] == '=' && d->s[at + 1] != '=' && at > 0 && !strchr("=<>!~+-*/:.", d->s[at - 1]);
    size_t end = draft_trim_left(d, at), name = draft_word_start(d, end);
    size_t before = draft_trim_left(d, name);
    if (depth == 0 || !sign || name == end || before == 0 || !strchr("(,", d->s[before - 1]))
      continue;
    if (draft_word_at(d, 0, "if") || draft_word_at(d, 0, "while") || draft_word_at(d, 0, "for"))
      continue;
    if (draft_word_at(d, name, "key") || draft_word_at(d, name, "axis")) continue;
    if (draft_word_at(d, name, "ncol")) {
      draft_put(d, name, draft_blanks(d, at + 1), "[], ");
    } else if (draft_word_at(d, name, "nrow")) {
      size_t value = draft_operand_end(d, draft_blanks(d, at + 1));
      draft_put(d, value, value, ", []");
      draft_put(d, name, draft_blanks(d, at + 1), "");
    } else
      draft_put(d, name, draft_blanks(d, at + 1), "");
    at = name;
  }
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
  numpy_habits(d);
  modules(d);
  lists_of_rows(d);
  wrappers(d);
  dictionaries(d);
  tuples(d);
  repair_methods(d);
  options(d);
  named_arguments(d);
  indices(d);
}
