/* texts.c -- joining, splitting, searching and comparing texts.  */

#include "config.h"
#include "base/memory.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/rows.h"
#include "value/cell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static Value text_value(Text *t) {
  Value v = value_string_bytes(text_string(t), t->len);
  text_free(t);
  return v;
}

/* ------------------------------------------------------------------ every text of a value */

/* F of a text, or of every text in a cell; anything else is returned as it is. */
static Value each_text(Call *call, Value v, Value (*f)(Call *call, Value text)) {
  if (v.kind != VALUE_CELL) return f(call, v);
  Cell *c = cell_new(v.cell->rank, v.cell->dims);
  for (size_t k = 0; c && k < c->count; k++) {
    Value item = v.cell->items[k].kind == VALUE_CELL ? VALUE_FAILED : f(call, v.cell->items[k]);
    if (item.kind == VALUE_ERROR) {
      cell_release(c);
      return call_fail_at(call, 0, ERROR_TYPE, "every item of the cell must be a text");
    }
    cell_set(c, k, item);
  }
  return value_cell(c);
}

static Value change_case(Value v, int (*change)(int)) {
  if (!value_is_text(v)) return value_retain(v);
  Array *a = array_copy(v.array);
  for (size_t k = 0; a && k < a->count; k++)
    if (a->data[k] >= 0 && a->data[k] < 128) a->data[k] = change((int)a->data[k]);
  return value_array(a);
}

static Value to_upper(Call *call, Value v) {
  if (!value_is_text(v) && !value_is_numeric(v))
    return call_fail_at(call, 0, ERROR_TYPE, "this must be a text");
  return change_case(v, toupper);
}
static Value to_lower(Call *call, Value v) {
  if (!value_is_text(v) && !value_is_numeric(v))
    return call_fail_at(call, 0, ERROR_TYPE, "this must be a text");
  return change_case(v, tolower);
}
static Value call_upper(Call *call) {
  return each_text(call, call->args[0], to_upper);
}
static Value call_lower(Call *call) {
  return each_text(call, call->args[0], to_lower);
}

static bool is_blank(char c) {
  return c == '\0' || isspace((unsigned char)c);
}

/* The columns of several rows that are blank at both ends go. */
static Value trim_rows(const Array *a) {
  size_t rows = a->dims[0], first = a->count, last = 0;
  for (size_t k = 0; k < a->count; k++)
    if (!is_blank((char)a->data[k])) {
      if (k / rows < first) first = k / rows;
      last = k / rows + 1;
    }
  if (last == 0) first = 0;
  Array *r = array_new(2, (size_t[]){ rows, last - first }, ELEMENT_CHAR, false);
  if (r && r->count > 0) memcpy(r->data, a->data + first * rows, r->count * sizeof *r->data);
  return value_array(r);
}

static Value trim(Call *call, Value v) {
  if (!value_is_text(v)) return call_fail_at(call, 0, ERROR_TYPE, "strtrim needs a text");
  if (value_size(v, 0) > 1 && value_rank(v) == 2) return trim_rows(v.array);
  Text t = TEXT_EMPTY;
  value_append_text(v, &t);
  size_t start = 0, end = t.len;
  while (start < end && is_blank(t.data[start])) start++;
  while (end > start && is_blank(t.data[end - 1])) end--;
  Value r = value_string_bytes(text_string(&t) + start, end - start);
  text_free(&t);
  return r;
}

static Value call_strtrim(Call *call) {
  return each_text(call, call->args[0], trim);
}

/* ------------------------------------------------------------------ comparing */

typedef struct Comparison {
  bool ignore_case;
  long first; /* how many characters count; -1 for all */
} Comparison;

static bool same_text(Value a, Value b, const Comparison *how) {
  if (!value_is_text(a) || !value_is_text(b)) return false;
  Text s = TEXT_EMPTY, t = TEXT_EMPTY;
  value_append_text(a, &s);
  value_append_text(b, &t);
  const char *x = text_string(&s), *y = text_string(&t);
  bool same;
  if (how->first >= 0) {
    size_t n = (size_t)how->first;
    same = s.len >= n && t.len >= n &&
           (how->ignore_case ? strncasecmp(x, y, n) == 0 : memcmp(x, y, n) == 0);
  } else {
    bool shape = value_size(a, 0) == value_size(b, 0) || (s.len == 0 && t.len == 0);
    same = shape && s.len == t.len &&
           (how->ignore_case ? strncasecmp(x, y, s.len) == 0 : memcmp(x, y, s.len) == 0);
  }
  text_free(&s);
  text_free(&t);
  return same;
}

static Value call_compare(Call *call) {
  const char *name = call->builtin->name;
  long n = -1;
  if (strncmp(name, "strn", 4) == 0 && !call_integer(call, 2, 1, 1e9, &n)) return VALUE_FAILED;
  Comparison how = { name[strlen(name) - 1] == 'i', n };
  Value a = call->args[0], b = call->args[1];
  if (a.kind != VALUE_CELL && b.kind != VALUE_CELL) return value_logical(same_text(a, b, &how));
  bool both = a.kind == VALUE_CELL && b.kind == VALUE_CELL;
  const Cell *shape = a.kind == VALUE_CELL ? a.cell : b.cell;
  if (both && a.cell->count != b.cell->count)
    return call_fail(call, ERROR_SHAPE, "the cells have %zu and %zu items", a.cell->count,
                     b.cell->count);
  Array *r = array_new(shape->rank, shape->dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; r && k < r->count; k++)
    r->data[k] = same_text(a.kind == VALUE_CELL ? a.cell->items[k] : a,
                           b.kind == VALUE_CELL ? b.cell->items[k] : b, &how);
  return value_array(r);
}

/* ------------------------------------------------------------------ joining */

/* The common shape of strcat's cells, or NULL; false when two differ. */
static bool cell_shape(Call *call, const Cell **shape) {
  *shape = NULL;
  for (size_t i = 0; i < call->count; i++) {
    if (call->args[i].kind != VALUE_CELL || call->args[i].cell->count == 1) continue;
    if (*shape && (*shape)->count != call->args[i].cell->count) {
      call_fail_at(call, i, ERROR_SHAPE, "the cells have %zu and %zu items", (*shape)->count,
                   call->args[i].cell->count);
      return false;
    }
    *shape = call->args[i].cell;
  }
  return true;
}

static void append_item(Value v, size_t k, Text *out) {
  if (v.kind == VALUE_CELL)
    value_append_text(v.cell->items[v.cell->count == 1 ? 0 : k], out);
  else
    value_append_text(v, out);
}

static size_t text_rows(const Call *call) {
  size_t rows = 0;
  for (size_t i = 0; i < call->count; i++)
    if (value_size(call->args[i], 0) > rows) rows = value_size(call->args[i], 0);
  return rows;
}

/* strcat of texts with several rows: side by side; a single row stands beside each of them. */
static Value join_rows(Call *call, size_t rows) {
  size_t columns = 0, at = 0;
  for (size_t i = 0; i < call->count; i++) {
    size_t own = value_size(call->args[i], 0);
    if (value_count(call->args[i]) > 0 && own != rows && own != 1)
      return call_fail_at(call, i, ERROR_SHAPE, "this text has %zu rows and another %zu", own,
                          rows);
    columns += value_size(call->args[i], 1);
  }
  Array *r = array_new(2, (size_t[]){ rows, columns }, ELEMENT_CHAR, false);
  for (size_t i = 0; r && i < call->count; i++) {
    View v = call_view(call, i);
    for (size_t j = 0; v.count > 0 && j < v.count / v.dims[0]; j++, at++)
      for (size_t k = 0; k < rows; k++)
        r->data[k + at * rows] = v.data[j * v.dims[0] + (v.dims[0] > 1 ? k : 0)];
  }
  return value_array(r);
}

static Value call_strcat(Call *call) {
  const Cell *shape;
  bool cells = false;
  for (size_t i = 0; i < call->count; i++) {
    cells |= call->args[i].kind == VALUE_CELL;
    if (!value_is_text(call->args[i]) && !cell_is_texts(call->args[i]))
      return call_fail_at(call, i, ERROR_TYPE, "strcat joins texts");
  }
  if (!cell_shape(call, &shape)) return VALUE_FAILED;
  if (!cells && text_rows(call) > 1) return join_rows(call, text_rows(call));
  if (!cells) {
    Text out = TEXT_EMPTY;
    for (size_t i = 0; i < call->count; i++) { /* blanks at the end of each text are lost */
      value_append_text(call->args[i], &out);
      while (out.len > 0 && is_blank(out.data[out.len - 1])) text_truncate(&out, out.len - 1);
    }
    return text_value(&out);
  }
  Cell *c = shape ? cell_new(shape->rank, shape->dims) : cell_new_matrix(1, 1);
  for (size_t k = 0; c && k < c->count; k++) {
    Text out = TEXT_EMPTY;
    for (size_t i = 0; i < call->count; i++) append_item(call->args[i], k, &out);
    cell_set(c, k, text_value(&out));
  }
  return value_cell(c);
}

static Value call_cstrcat(Call *call) {
  Text out = TEXT_EMPTY;
  for (size_t i = 0; i < call->count; i++) value_append_text(call->args[i], &out);
  return text_value(&out);
}

static Value call_strjoin(Call *call) {
  if (!cell_is_texts(call->args[0]))
    return call_fail_at(call, 0, ERROR_TYPE, "strjoin needs a cell of texts");
  const char *between = call_given(call, 1) ? call_string(call, 1) : " ";
  Text out = TEXT_EMPTY;
  for (size_t k = 0; k < call->args[0].cell->count; k++) {
    if (k > 0) text_puts(&out, between);
    value_append_text(call->args[0].cell->items[k], &out);
  }
  return text_value(&out);
}

/* ------------------------------------------------------------------ texts below each other */

static Value call_char(Call *call) {
  Rows rows = { 0 };
  for (size_t i = 0; i < call->count; i++) {
    Value v = call->args[i];
    if (v.kind == VALUE_CELL) {
      for (size_t k = 0; k < v.cell->count; k++) rows_add_value(&rows, v.cell->items[k]);
    } else if (value_is_text(v) || call->count > 1) {
      rows_add_value(&rows, v);
    } else {
      Array *a = value_to_array(v);
      rows_free(&rows);
      if (!a || a->complex) {
        array_release(a);
        return call_fail_at(call, i, ERROR_TYPE, "this cannot become a text");
      }
      if (a->refs > 1) {
        Array *copy = array_copy(a);
        array_release(a);
        a = copy;
      }
      if (a) a->element = ELEMENT_CHAR;
      return value_array(a);
    }
  }
  return rows_value(&rows);
}

static Value call_blanks(Call *call) {
  long n;
  if (!call_integer(call, 0, 0, 1e6, &n)) return VALUE_FAILED;
  Array *a = array_new(2, (size_t[]){ 1, (size_t)n }, ELEMENT_CHAR, false);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = ' ';
  return value_array(a);
}

static Value call_cellstr(Call *call) {
  Value v = call->args[0];
  if (cell_is_texts(v)) return value_retain(v);
  if (!value_is_text(v)) return call_fail_at(call, 0, ERROR_TYPE, "this is not a text");
  size_t rows = value_size(v, 0) ? value_size(v, 0) : 1, columns = value_size(v, 1);
  Cell *c = cell_new_matrix(rows, 1);
  for (size_t i = 0; c && i < rows; i++) {
    Text t = TEXT_EMPTY;
    for (size_t j = 0; j < columns; j++)
      text_putc(&t, (char)(unsigned char)v.array->data[i + j * rows]);
    while (t.len > 0 && t.data[t.len - 1] == ' ') text_truncate(&t, t.len - 1);
    cell_set(c, i, text_value(&t));
  }
  return value_cell(c);
}

const Builtin texts_family[] = {
  { .name = "char",
    .signature = "x: any, more?: any... -> string",
    .call = call_char,
    .summary = "Numbers as characters; several texts become rows of one array, filled with blanks.",
    .numpy = "chr(x)  # of one number",
    .see = "double cellstr",
    .examples = { { "char([72 105])", "'Hi'" }, { "char('a', 'bcd')", "['a  '; 'bcd']" } } },
  { .name = "cellstr",
    .signature = "s: any -> cell",
    .call = call_cellstr,
    .summary = "The rows of a character array as a cell of texts.",
    .numpy = "list(s)",
    .see = "char strsplit",
    .examples = { { "cellstr(['ab '; 'cde'])", "{'ab'; 'cde'}" } } },
  { .name = "cstrcat",
    .signature = "texts: string... -> string",
    .call = call_cstrcat,
    .summary = "Texts joined as they are, with all their blanks; the same as [a b].",
    .numpy = "a + b",
    .see = "strcat",
    .examples = { { "cstrcat('a ', 'b')", "'a b'" } } },
  { .name = "strvcat",
    .signature = "texts: any... -> string",
    .call = call_char,
    .summary = "Texts below each other, filled with blanks.",
    .numpy = "list(texts)",
    .see = "char",
    .examples = { { "strvcat('a', 'bcd')", "['a  '; 'bcd']" } } },
  { .name = "blanks",
    .signature = "n: integer -> string",
    .call = call_blanks,
    .summary = "A text of n blanks.",
    .numpy = "' ' * n",
    .see = "repmat",
    .examples = { { "[blanks(3) 'x']", "'   x'" } } },
  { .name = "upper",
    .signature = "s: any -> any",
    .call = call_upper,
    .summary = "The text in capital letters.",
    .numpy = "s.upper()",
    .see = "lower",
    .examples = { { "upper('Bayes')", "'BAYES'" } } },
  { .name = "toupper",
    .signature = "s: any -> any",
    .call = call_upper,
    .summary = "The text in capital letters.",
    .numpy = "s.upper()",
    .see = "upper tolower",
    .examples = { { "toupper('a1')", "'A1'" } } },
  { .name = "lower",
    .signature = "s: any -> any",
    .call = call_lower,
    .summary = "The text in small letters.",
    .numpy = "s.lower()",
    .see = "upper",
    .examples = { { "lower('Bayes')", "'bayes'" } } },
  { .name = "tolower",
    .signature = "s: any -> any",
    .call = call_lower,
    .summary = "The text in small letters.",
    .numpy = "s.lower()",
    .see = "lower toupper",
    .examples = { { "tolower('A1')", "'a1'" } } },
  { .name = "strtrim",
    .signature = "s: any -> any",
    .call = call_strtrim,
    .summary = "The text without blanks at its ends.",
    .numpy = "s.strip()",
    .see = "strsplit",
    .examples = { { "strtrim('  a b ')", "'a b'" } } },
  { .name = "strcmp",
    .signature = "a: any, b: any -> logical",
    .call = call_compare,
    .summary = "Whether two texts are the same; for cells, item by item.",
    .numpy = "a == b",
    .see = "strcmpi strncmp isequal",
    .warning = "a == b compares letter by letter and needs equal lengths",
    .examples = { { "strcmp('abc', 'abc')", "true" },
                  { "strcmp('a', {'a', 'b'})", "[true false]" } } },
  { .name = "strcmpi",
    .signature = "a: any, b: any -> logical",
    .call = call_compare,
    .summary = "Whether two texts are the same when capital letters count as small ones.",
    .numpy = "a.lower() == b.lower()",
    .see = "strcmp",
    .examples = { { "strcmpi('ABC', 'abc')", "true" } } },
  { .name = "strncmp",
    .signature = "a: any, b: any, n: integer -> logical",
    .call = call_compare,
    .summary = "Whether the first n characters are the same.",
    .numpy = "a[:n] == b[:n]",
    .see = "strcmp",
    .examples = { { "strncmp('abcd', 'abxx', 2)", "true" } } },
  { .name = "strncmpi",
    .signature = "a: any, b: any, n: integer -> logical",
    .call = call_compare,
    .summary = "Whether the first n characters are the same, capital or small.",
    .numpy = "a[:n].lower() == b[:n].lower()",
    .see = "strncmp",
    .examples = { { "strncmpi('ABcd', 'abxx', 2)", "true" } } },
  { .name = "strcat",
    .signature = "parts: any... -> any",
    .call = call_strcat,
    .summary = "Texts put one behind the other; with cells, item by item.",
    .numpy = "a + b",
    .see = "strjoin horzcat",
    .examples = { { "strcat('ab', 'cd')", "'abcd'" },
                  { "strcat({'a', 'b'}, 'x')", "{'ax', 'bx'}" } } },
  { .name = "strjoin",
    .signature = "parts: cell, between?: string -> string",
    .call = call_strjoin,
    .summary = "The texts of a cell in one, with a blank or another text between them.",
    .numpy = "between.join(parts)",
    .see = "strsplit strcat",
    .examples = { { "strjoin({'a', 'b'}, ', ')", "'a, b'" } } },
  { 0 }
};
