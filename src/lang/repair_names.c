/* repair_names.c -- names of other languages, and names that are misspelt.  */

#include "config.h"
#include "lang/lex.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct Rename {
  const char *foreign, *ours; /* %1 %2 %3 %* stand for arguments and all of them */
} Rename;

static const Rename renames[] = {
  { "inf", "Inf" },
  { "Infinity", "Inf" },
  { "nan", "NaN" },
  { "where", "merge(%1, %2, %3)" },
  { "where", "find(%1)" },
  { "column_stack", "[%1(:), %2(:), %3(:)]" },
  { "column_stack", "[%1(:), %2(:)]" },
  { "allclose", "all(abs(%1 - %2) < 1e-8)" },
  { "isclose", "abs(%1 - %2) < 1e-8" },
  { "argsort", "nthargout(2, @sort, %1)" },
  { "order", "nthargout(2, @sort, %1)" },
  { "minimize", "fminsearch(%1, %2)" },
  { "brentq", "fzero(%1, [%2 %3])" },
  { "string", "num2str(%1)" },
  { "table", "[%1(:), %2(:)]" },
  { "t", "%1'" },
  { "dim", "size(%1)" },
  { "rbind", "[%1; %2]" },
  { "cbind", "[%1(:), %2(:)]" },
  { "seq_along", "1:numel(%1)" },
  { "sapply", "arrayfun(%2, %1)" },
  { "nchar", "numel(%1)" },
  { "rev", "flip(%1)" },
  { "rowSums", "sum(%1, 2)" },
  { "colSums", "sum(%1, 1)" },
  { "rowMeans", "mean(%1, 2)" },
  { "colMeans", "mean(%1, 1)" },
  { "paste0", "[%1, num2str(%2)]" },
  { "rnorm", "normrnd(%2, %3, 1, %1)" },
  { "rnorm", "randn(1, %1)" },
  { "runif", "rand(1, %1)" },
  { "normal", "normrnd(%1, %2, 1, %3)" },
  { "uniform", "unifrnd(%1, %2, 1, %3)" },
  { "matrix", "reshape(%*)" },
  { "C", "nchoosek(%1, %2)" },
  { "nCr", "nchoosek(%1, %2)" },
  { "choose", "nchoosek(%1, %2)" },
  { "binomial", "nchoosek(%1, %2)" },
  { "comb", "nchoosek(%1, %2)" },
  { "nPr", "nchoosek(%1, %2) * factorial(%2)" },
  { "E", "mean(%1)" },
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
  { "sorted", "sort(%*)" },
  { "dict", "struct(%*)" },
  { "paste", "strcat(%*)" },
  { "list", "num2cell(%1)" },
  { "isinstance", "isnumeric(%1)" },
  { "lstsq", "%1 \\ %2" },
  { "randint", "randi([%1 %2])" },
  { "hstack", "horzcat(%b)" },
  { "hstack", "horzcat(%*)" },
  { "vstack", "vertcat(%b)" },
  { "vstack", "vertcat(%*)" },
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
    } else if (*s == '%' && s[1] == 'b')
      return false;
    else if (*s == '%' && s[1] == '*') {
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
    if (range && python && n == 3) { /* the end is not reached there */
      char *tail_end, *tail_step;
      double last = strtod(p[1], &tail_end), by = strtod(p[2], &tail_step);
      if (*tail_end == '\0' && *tail_step == '\0') snprintf(p[1], sizeof p[1], "%g", last - by);
    }
    if (strcmp(r->foreign, "solve") == 0 && strstr(p[0], "==")) { /* an equation */
      char *equals = strstr(p[0], "==");
      while (equals > p[0] && equals[-1] == ' ') equals--;
      char *value = strstr(equals, "==") + 2;
      *equals = '\0';
      snprintf(out, sizeof out, "fzero(@(%s) %s - (%s), 1)", n > 1 ? p[1] : "x", p[0],
               value + strspn(value, " "));
      return draft_put(d, at, stop, out);
    }
    bool labelled = n == 2 && strcmp(ours, "disp(%1)") == 0 && strchr("'\"", *p[0]);
    if (n > 1 && !labelled && strcmp(ours, "disp(%1)") == 0) ours = "disp([%*])";
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

void repair_dotted(Draft *d) {
  static const char *const names[][2] = {
    { "is.na(", "isnan(" },          { "is.nan(", "isnan(" },          { "is.null(", "isempty(" },
    { "is.numeric(", "isnumeric(" }, { "as.numeric(", "str2double(" }, { "as.integer(", "fix(" },
    { "as.character(", "num2str(" }, { "t.test(", "ttest2(" },         { "data.frame(", "struct(" },
    { "is.character(", "ischar(" }
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t at = draft_find(d, 0, names[i][0]);
    if (at < d->len && (at == 0 || !draft_is_word(d->s[at - 1])))
      draft_put(d, at, at + strlen(names[i][0]), names[i][1]);
  }
}

/* The single letters without a value from FROM to TO, as parameters: "x, y". */
static size_t unknown_letters(const Draft *d, size_t from, size_t to, char *out, size_t size) {
  size_t count = 0, used = 0;
  for (size_t at = from; at<to; at = draft_word_end(d, at)> at ? draft_word_end(d, at) : at + 1) {
    if (!isalpha((unsigned char)d->s[at]) || draft_word_end(d, at) != at + 1) continue;
    if (d->quoted[at] || draft_knows_variable(d, d->s + at, 1) ||
        draft_knows_function(d, d->s + at, 1) || memchr(out, d->s[at], used))
      continue;
    if (used + 4 > size) break;
    used += (size_t)snprintf(out + used, size - used, "%s%c", count ? ", " : "", d->s[at]);
    count++;
  }
  return count;
}

/* Functions that take a function: what they are called here, and what further arguments they
   cannot do without. */
static const struct {
  const char *name, *here, *rest;
} takers[] = {
  { "diff", NULL, "" },
  { "gradient", NULL, "" },
  { "jacobian", NULL, "" },
  { "hessian", NULL, "" },
  { "taylor", NULL, "" },
  { "grad", NULL, "" },
  { "deriv", NULL, "" },
  { "simplify", NULL, "" },
  { "expand", NULL, "" },
  { "limit", NULL, "" },
  { "derivative", "diff", "" },
  { "differentiate", "diff", "" },
  { "D", "diff", "" },
  { "integral", NULL, ", 0, 1" },
  { "integrate", "integral", ", 0, 1" },
  { "int", "integral", ", 0, 1" },
  { "solve", "fzero", ", 1" },
  { "fzero", NULL, ", 1" },
  { "fsolve", NULL, ", 1" },
  { "newton", NULL, ", 1" },
  { "fminunc", NULL, ", 1" },
  { "fminsearch", NULL, ", 1" },
  { "graph", NULL, ", 1" },
};

/* diff(x^2) and diff(x^2, x) are meant as diff(@(x) x^2) where x has no value. */
static void make_handles(Draft *d) {
  if (d->misspelt_len != 1) return;
  for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
    size_t at = draft_find(d, 0, takers[i].name), open = at + strlen(takers[i].name);
    if (at == d->len || d->s[open] != '(' || d->s[draft_blanks(d, open + 1)] == '@') continue;
    size_t close = draft_partner(d, open);
    char parts[3][40] = { "" }, letters[24] = "", by[8] = "";
    size_t count = close < d->len ? draft_split(d, open + 1, close, parts, 3) : 0;
    if (count == 0 || strlen(parts[0]) < 2) continue;
    size_t end = draft_blanks(d, open + 1) + strlen(parts[0]);
    size_t variables = unknown_letters(d, open + 1, end, letters, sizeof letters);
    if (variables == 0 || !memchr(letters, *d->misspelt, strlen(letters))) continue;
    if (variables > 1 && *takers[i].rest) continue;
    bool named = count > 1 && strlen(parts[1]) == 1 && strchr(letters, *parts[1]);
    if (named && variables > 1) snprintf(by, sizeof by, ", '%c'", *parts[1]);
    if (named) draft_put(d, end, count > 2 ? draft_find(d, end + 1, ",") : close, by);
    if (count == 1 || (named && count == 2)) draft_put(d, end, end, takers[i].rest);
    draft_printf(d, open + 1, open + 1, "@(%s) ", letters);
    if (takers[i].here) draft_put(d, at, open, takers[i].here);
    return;
  }
}

/* xy in @(x, y) 4*xy is x*y. */
static bool is_product(const Draft *d, size_t at, size_t end) {
  if (end - at < 2 || end - at > 4) return false;
  for (size_t i = at; i < end; i++)
    if (!is_bound(d, i, i + 1)) return false;
  return true;
}

static size_t multiply(Draft *d, size_t at, size_t end) {
  for (size_t i = end - 1; i > at; i--)
    if (draft_put(d, i, i, "*")) end++;
  return end;
}

void repair_names(Draft *d) {
  make_handles(d);
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
    if (!known && is_product(d, at, end)) {
      end = multiply(d, at, end);
      known = true;
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
      bool culprit = d->misspelt && d->misspelt_len == strlen(copied) &&
                     strncmp(d->misspelt, copied, d->misspelt_len) == 0;
      Value v = near ? draft_variable(d, near, strlen(near)) : VALUE_NOTHING;
      bool variable = v.kind != VALUE_NONE;
      bool likely = called ? strlen(copied) > 1 || (variable && value_count(v) > 2)
                           : near && culprit && (variable || strcasecmp(near, copied) == 0);
      if (!likely) near = NULL;
      if (near && draft_put(d, at, end, near)) end = at + strlen(near);
    }
    if (end > at) at = end - 1;
  }
}
