/* text_search.c -- texts found, replaced, split.  */

#include "config.h"
#include "base/memory.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "value/cell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static Value text_value(Text *t) {
  Value v = t->len ? value_string_bytes(text_string(t), t->len)
                   : value_array(array_new(2, (size_t[]){ 1, 0 }, ELEMENT_CHAR, false));
  text_free(t);
  return v;
}

static char *bytes_of(Value v) {
  Text t = TEXT_EMPTY;
  value_append_text(v, &t);
  char *s = mem_copy_bytes(text_string(&t), t.len);
  text_free(&t);
  return s;
}

typedef Value OneText(Call *call, const char *s);

/* The function of a text, or of every text of a cell. */
static Value each(Call *call, OneText *one) {
  Value v = call->args[0];
  if (value_is_text(v)) {
    char *s = bytes_of(v);
    Value r = one(call, s);
    free(s);
    return r;
  }
  if (!value_is_cell(v))
    return call_fail_at(call, 0, ERROR_TYPE, "a text or a cell of texts is expected");
  Cell *c = cell_new(v.cell->rank, v.cell->dims);
  for (size_t k = 0; c && k < c->count; k++) {
    char *s = bytes_of(v.cell->items[k]);
    c->items[k] = one(call, s);
    free(s);
    if (c->items[k].kind == VALUE_ERROR) {
      cell_release(c);
      return VALUE_FAILED;
    }
  }
  return value_cell(c);
}

/* ------------------------------------------------------------------ finding and replacing */

static Value find_one(Call *call, const char *s) {
  const char *what = call_string(call, 1);
  size_t count = 0, cap = 0, len = strlen(what);
  double *found = NULL;
  for (const char *p = s; len > 0 && (p = strstr(p, what)); p++) {
    MEM_GROW(found, count, cap);
    found[count++] = (double)(p - s + 1);
  }
  Value r = count ? arguments_vector(found, count, true) : value_array(array_new_matrix(0, 0));
  free(found);
  return r;
}

static Value call_strfind(Call *call) {
  return each(call, find_one);
}

static Value replace_one(Call *call, const char *s) {
  const char *what = call_string(call, 1), *with = call_string(call, 2);
  Text out = TEXT_EMPTY;
  size_t len = strlen(what);
  while (*s) {
    const char *next = len > 0 ? strstr(s, what) : NULL;
    text_append(&out, s, next ? (size_t)(next - s) : strlen(s));
    if (!next) break;
    text_puts(&out, with);
    s = next + len;
  }
  return text_value(&out);
}

static Value call_strrep(Call *call) {
  return each(call, replace_one);
}

/* index and rindex: the first or last place, 0 when there is none. */
static Value call_index(Call *call) {
  const char *s = call_string(call, 0), *what = call_string(call, 1);
  bool last = call->builtin->name[0] == 'r';
  double at = 0;
  for (const char *p = s; *what && (p = strstr(p, what)); p++) {
    at = (double)(p - s + 1);
    if (!last) break;
  }
  return value_scalar(at);
}

/* startsWith and endsWith, of a text or of every text in a cell, against one or several patterns.
 */
static Value call_begins(Call *call) {
  bool ends = call->builtin->name[0] == 'e';
  Value v = call->args[0], patterns = call->args[1];
  size_t many = value_is_cell(patterns) ? patterns.cell->count : 1;
  const Cell *c = value_is_cell(v) ? v.cell : NULL;
  static const size_t one[2] = { 1, 1 };
  Array *r = array_new(c ? c->rank : 2, c ? c->dims : one, ELEMENT_LOGICAL, false);
  for (size_t k = 0; r && k < r->count; k++) {
    char *s = bytes_of(c ? c->items[k] : v);
    r->data[k] = 0;
    for (size_t i = 0; i < many; i++) {
      char *p = bytes_of(value_is_cell(patterns) ? patterns.cell->items[i] : patterns);
      size_t n = strlen(s), m = strlen(p);
      if (m <= n && memcmp(ends ? s + n - m : s, p, m) == 0) r->data[k] = 1;
      free(p);
    }
    free(s);
  }
  return value_array(r);
}

static Value call_substr(Call *call) {
  long start, len, size = (long)value_count(call->args[0]);
  if (!call_integer(call, 1, 1, (double)size, &start) ||
      !call_integer(call, 2, 0, (double)(size - start + 1), &len))
    return VALUE_FAILED;
  return value_string_bytes(call_string(call, 0) + start - 1, (size_t)len);
}

/* The option that a beginning of it names. */
static Value call_validatestring(Call *call) {
  const char *s = call_string(call, 0);
  const Cell *options = call->args[1].cell;
  size_t found = options->count, matches = 0;
  for (size_t k = 0; k < options->count; k++) {
    char *option = bytes_of(options->items[k]);
    bool begins = strncasecmp(option, s, strlen(s)) == 0, whole = strcasecmp(option, s) == 0;
    free(option);
    if (!begins) continue;
    found = k;
    matches++;
    if (whole) {
      matches = 1;
      break;
    }
  }
  if (matches == 1) return cell_get(options, found);
  call_fail_at(call, 0, ERROR_TYPE,
               matches ? "'%.40s' fits several of the options" : "'%.40s' is none of the options",
               s);
  return VALUE_FAILED;
}

/* ------------------------------------------------------------------ splitting */

/* How many bytes at S split the text; 0 for none.  The longest splitter wins. */
static size_t splitter(Value between, const char *s) {
  size_t longest = 0, many = value_is_cell(between) ? between.cell->count : 1;
  if (between.kind == VALUE_NONE) return *s == ' ';
  for (size_t i = 0; i < many; i++) {
    char *p = bytes_of(value_is_cell(between) ? between.cell->items[i] : between);
    Text plain = TEXT_EMPTY;
    for (const char *c = p; *c; c++) { /* '\n' and '\t' mean the characters */
      bool escaped = *c == '\\' && c[1] && strchr("nt\\", c[1]);
      if (escaped) c++;
      text_putc(&plain, !escaped ? *c : *c == 'n' ? '\n' : *c == 't' ? '\t' : '\\');
    }
    if (plain.len > longest && strncmp(s, text_string(&plain), plain.len) == 0) longest = plain.len;
    text_free(&plain);
    free(p);
  }
  return longest;
}

static Value part(const char *s, size_t len) {
  if (len > 0) return value_string_bytes(s, len);
  return value_array(array_new(2, (size_t[]){ 1, 0 }, ELEMENT_CHAR, false));
}

static Value call_strsplit(Call *call) {
  Value between = VALUE_NOTHING;
  bool collapse = true, known;
  size_t i = 1;
  if (call_given(call, 1) && !call_string_is(call, 1, "CollapseDelimiters"))
    between = call->args[i++];
  if (between.kind != VALUE_NONE && !value_is_text(between) && !value_is_cell(between))
    return call_fail_at(call, 1, ERROR_TYPE, "what splits must be a text or a cell of texts");
  for (; i + 1 < call->count; i += 2) {
    if (!call_string_is(call, i, "CollapseDelimiters"))
      return call_fail_at(call, i, ERROR_TYPE, "the one option is 'CollapseDelimiters'");
    collapse = value_truth(call->args[i + 1], &known);
  }
  char *s = bytes_of(call->args[0]);
  Value *parts = NULL;
  size_t count = 0, cap = 0, start = 0, at = 0;
  for (;;) {
    size_t step = s[at] ? splitter(between, s + at) : 0;
    if (s[at] && step == 0) {
      at++;
      continue;
    }
    MEM_GROW(parts, count, cap);
    parts[count++] = part(s + start, at - start);
    if (!s[at]) break;
    at += step;
    while (collapse && s[at] && (step = splitter(between, s + at)) > 0) at += step;
    start = at;
  }
  free(s);
  Cell *c = cell_new_matrix(1, count);
  for (size_t k = 0; k < count; k++) {
    if (c)
      c->items[k] = parts[k];
    else
      value_release(parts[k]);
  }
  free(parts);
  return value_cell(c);
}

/* Every character of the second text splits; nothing is collapsed. */
static Value call_ostrsplit(Call *call) {
  const char *s = call_string(call, 0), *marks = call_string(call, 1);
  size_t count = 1;
  for (const char *p = s; *p; p++) count += strchr(marks, *p) != NULL;
  Cell *c = cell_new_matrix(1, count);
  for (size_t k = 0; c && k < count; k++) {
    size_t len = strcspn(s, marks);
    c->items[k] = part(s, len);
    s += len + 1;
  }
  return value_cell(c);
}

static Value call_strtok(Call *call) {
  const char *s = call_string(call, 0);
  const char *marks = call_given(call, 1) ? call_string(call, 1) : " \t\n\v\f\r";
  const char *start = s + strspn(s, marks);
  size_t len = strcspn(start, marks);
  call_result(call, 1, part(start + len, strlen(start + len)));
  return part(start, len);
}

const Builtin text_search_family[] = {
  { .name = "strsplit",
    .signature = "s: string, between?: any, more?: any... -> cell",
    .call = call_strsplit,
    .summary = "The parts of a text between separators (a blank when none is named); several "
               "separators in a row count as one unless 'CollapseDelimiters' is false.",
    .numpy = "s.split(',')",
    .see = "strjoin strtok ostrsplit",
    .examples = { { "strsplit('a,b,c', ',')", "{'a', 'b', 'c'}" },
                  { "numel(strsplit('a,,b', ',', 'CollapseDelimiters', false))", "3" } } },
  { .name = "ostrsplit",
    .signature = "s: string, marks: string -> cell",
    .call = call_ostrsplit,
    .summary = "The parts of a text between characters that are any of the marks.",
    .numpy = "re.split('[:;]', s)",
    .see = "strsplit",
    .examples = { { "ostrsplit('a:b;c', ':;')", "{'a', 'b', 'c'}" } } },
  { .name = "strtok",
    .signature = "s: string, marks?: string -> word: string, rest: string",
    .call = call_strtok,
    .summary = "The first word of a text and what follows it.",
    .numpy = "s.split(None, 1)",
    .see = "strsplit",
    .examples = { { "[w, r] = strtok('one two'); {w, r}", "{'one', ' two'}" } } },
  { .name = "strfind",
    .signature = "s: any, what: string -> any",
    .call = call_strfind,
    .summary = "Where a text occurs in another, or in every text of a cell.",
    .numpy = "s.find(what)  # the first place, from 0",
    .see = "strrep index",
    .examples = { { "strfind('banana', 'an')", "[2 4]" } } },
  { .name = "strrep",
    .signature = "s: any, what: string, with: string -> any",
    .call = call_strrep,
    .summary = "A text with every occurrence of another replaced.",
    .numpy = "s.replace(what, with)",
    .see = "strfind",
    .examples = { { "strrep('x + x', 'x', 'y')", "'y + y'" } } },
  { .name = "index",
    .signature = "s: string, what: string -> scalar",
    .call = call_index,
    .summary = "Where a text first occurs in another; 0 when it does not.",
    .numpy = "s.find(what) + 1",
    .see = "rindex strfind",
    .examples = { { "index('hello', 'l')", "3" } } },
  { .name = "rindex",
    .signature = "s: string, what: string -> scalar",
    .call = call_index,
    .summary = "Where a text last occurs in another; 0 when it does not.",
    .numpy = "s.rfind(what) + 1",
    .see = "index strfind",
    .examples = { { "rindex('hello', 'l')", "4" } } },
  { .name = "startsWith",
    .signature = "s: any, pattern: any -> logical",
    .call = call_begins,
    .summary = "Whether a text, or every text of a cell, begins like one of the patterns.",
    .numpy = "s.startswith(pattern)",
    .see = "endsWith strncmp",
    .examples = { { "startsWith({'ab', 'cd'}, 'a')", "[true false]" } } },
  { .name = "endsWith",
    .signature = "s: any, pattern: any -> logical",
    .call = call_begins,
    .summary = "Whether a text, or every text of a cell, ends like one of the patterns.",
    .numpy = "s.endswith(pattern)",
    .see = "startsWith",
    .examples = { { "endsWith('hello', 'lo')", "true" } } },
  { .name = "substr",
    .signature = "s: string, start: integer, len: integer -> string",
    .call = call_substr,
    .summary = "The part of a text that begins at a place and has a length; s(2:4) is shorter.",
    .numpy = "s[start - 1:start - 1 + len]",
    .see = "strtok",
    .examples = { { "substr('hello', 2, 3)", "'ell'" } } },
  { .name = "validatestring",
    .signature = "s: string, options: cell -> string",
    .call = call_validatestring,
    .summary = "The one option that begins like the text, whatever its capitals.",
    .numpy = "next(o for o in options if o.startswith(s))",
    .see = "strcmpi startsWith",
    .examples = { { "validatestring('app', {'apple', 'bar'})", "'apple'" } } },
  { 0 }
};
