/* advise.c -- what to type instead, where an operation or a call failed while running.  */

#include "config.h"
#include "lang/advise.h"
#include "lang/repair.h"
#include "lang/unparse.h"
#include "value/cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an error says about an array: which index, and the sizes. */
typedef struct Sizes {
  size_t dims[8], rank;
} Sizes;

static bool read_sizes(const char *s, Sizes *z) {
  z->rank = 0;
  for (;;) {
    char *end;
    z->dims[z->rank++] = strtoul(s, &end, 10);
    if (end == s) return false;
    if (*end != 'x' || z->rank == 8) return z->rank > 1;
    s = end + 1;
  }
}

static bool is_indexing(const Node *n) {
  return (n->kind == NODE_CALL || n->kind == NODE_BRACE) && n->count > 1;
}

/* ------------------------------------------------------------------ indices */

/* (a + b)(c): somebody meant a product. */
static void advise_product(Error *e, const char *source, const Node *n) {
  char left[48], right[48];
  const char *x = advise_spell(source, n->kids[0]->span, NULL, left, sizeof left);
  const char *y = advise_spell(source, n->kids[1]->span, NULL, right, sizeof right);
  char c = y ? *y : '\0';
  bool plain = y && c != '\'' && c != '"' && !strstr(y, "end");
  if (x && plain && n->kids[0]->kind == NODE_NAME)
    error_hint(e, "%s is a single number: only %s(1) exists; to multiply, write %s*(%s)", x, x, x,
               y);
  if (x && plain) error_hint(e, "to multiply, write %s*(%s)", x, y);
}

static void advise_outside(const Interp *in, Error *e, const char *source, const Node *n) {
  const char *which = strstr(e->message, ", which is ");
  const char *name = n->kids[0]->kind == NODE_NAME ? n->kids[0]->text : NULL;
  Sizes z;
  if (!which || !read_sizes(which + 11, &z)) return;
  if (n->count == 2 && n->kids[1]->kind == NODE_STRING) { /* 'a' was taken as 97 */
    char text[48], size[40];
    snprintf(size, sizeof size, "%s", which + 11);
    const char *s = advise_spell(source, n->kids[1]->span, "this text", text, sizeof text);
    snprintf(e->message, sizeof e->message, "the text %s is no index into %s, which is %s", s,
             name ? name : "the array", size);
    Value v = name ? advise_variable(in, in->top_code, n->kids[0]) : VALUE_NOTHING;
    if (v.kind == VALUE_RECORD && strlen(s) > 2) {
      char field[100];
      snprintf(field, sizeof field, "a field is written %.30s.%.*s", name, (int)strlen(s) - 2,
               s + 1);
      advise_set(e, field);
    } else
      advise_set(e, "an index is a number from 1; named fields belong to records: r.name");
    return;
  }
  if (name && registry_find(in->functions.registry, name, strlen(name))) {
    char hint[160];
    snprintf(hint, sizeof hint, "%s is a variable here and hides the function: clear %s", name,
             name);
    advise_set(e, hint);
    return;
  }
  size_t total = 1;
  for (size_t i = 0; i < z.rank; i++) total *= z.dims[i];
  if (n->count == 2 && total == 1 && n->kind == NODE_CALL) {
    Value v = advise_variable(in, in->top_code, n->kids[0]);
    if (v.kind == VALUE_RECORD)
      error_hint(e, "it is a single record");
    else
      advise_product(e, source, n);
    error_hint(e, "it is a single number: only the index 1 exists");
    return;
  }
  if (total == 0) {
    error_hint(e, "it is empty: there is nothing to take");
    return;
  }
  const char *place = strchr(e->message, '(');
  if (!place || place > which || strncmp(e->message, "index (", 7) != 0) {
    if (name)
      error_hint(e, "its indices go from 1 to %zu; the last is %s%s", total, name,
                 n->kind == NODE_BRACE ? "{end}" : "(end)");
    else
      error_hint(e, "its indices go from 1 to %zu", total);
    return;
  }
  size_t at = 0;
  for (const char *s = place + 1; *s == '_' || *s == ','; s++) at += *s == ',';
  size_t extent = at < z.rank ? z.dims[at] : 1;
  if (at < 2)
    error_hint(e, "it has %zu %s%s", extent, at ? "column" : "row", extent == 1 ? "" : "s");
  else
    error_hint(e, "dimension %zu goes from 1 to %zu", at + 1, extent);
}

/* A(0, 1): the same with the first row. */
static void advise_zero(Error *e, const char *source, const Node *n) {
  size_t at = 0;
  for (const char *s = e->message + 7; *s == '_' || *s == ','; s++) at += *s == ',';
  if (strncmp(e->message, "index (", 7) != 0 || at + 1 >= n->count) return;
  Span whole = n->span, zero = n->kids[at + 1]->span;
  char text[64], hint[96];
  const char *s = advise_spell(source, whole, NULL, text, sizeof text);
  if (!s || n->kids[at + 1]->kind != NODE_NUMBER) return;
  snprintf(hint, sizeof hint, "the first %s is %.*s1%s", at ? "column" : "row",
           (int)(zero.start - whole.start), s, s + (zero.end - whole.start));
  advise_set(e, hint);
}

static void advise_index(const Interp *in, Error *e, const char *source, const Node *n) {
  if (n->kind == NODE_ASSIGN) n = n->kids[0];
  if (!is_indexing(n)) return;
  if (strstr(e->message, "far too large") || strstr(e->message, "a number from 1"))
    error_hint(e, "an index counts places: 1, 2, 3 ... end");
  if (strstr(e->message, "is outside"))
    advise_outside(in, e, source, n);
  else if (n->kind == NODE_BRACE && n->kids[0]->kind == NODE_NAME && n->count == 2 &&
           strncmp(e->hint, "the first element is", 20) == 0)
    snprintf(e->hint, sizeof e->hint, "the first element is %.60s{1}", n->kids[0]->text);
  else if (strstr(e->message, "0") && strstr(e->message, "indices start at 1"))
    advise_zero(e, source, n);
  else if (strstr(e->message, "whole number"))
    error_hint(e, "round, floor and ceil make whole numbers");
}

/* ------------------------------------------------------------------ brackets that join */

static void advise_join(Error *e, const char *source, const Node *n) {
  bool vertical = strncmp(e->message, "vertical join: ", 15) == 0;
  const char *first = e->message + (vertical ? 15 : 17), *second = strstr(first, " and ");
  Sizes a, b;
  if (!second || !read_sizes(first, &a) || !read_sizes(second + 5, &b)) return;
  const Node *x = NULL, *y = NULL; /* the two, where there are only two */
  if (n->kind == NODE_MATRIX && n->count == 2 && n->kids[0]->count == 1 && n->kids[1]->count == 1)
    x = n->kids[0]->kids[0], y = n->kids[1]->kids[0];
  const Node *row = n->kind == NODE_MATRIX && n->count == 1 ? n->kids[0] : n;
  if (row->kind == NODE_ROW && row->count == 2) x = row->kids[0], y = row->kids[1];
  char left[48], right[48];
  const char *p = x ? advise_spell(source, x->span, "a", left, sizeof left) : "a";
  const char *q = y ? advise_spell(source, y->span, "b", right, sizeof right) : "b";
  if (vertical && a.dims[0] == b.dims[0] && a.dims[0] > 1)
    error_hint(e, "side by side they fit: [%s, %s]", p, q);
  else if (!vertical && a.dims[1] == b.dims[1] && a.dims[1] > 1)
    error_hint(e, "below each other they fit: [%s; %s]", p, q);
  else if (x && a.rank == 2 && b.rank == 2 &&
           (vertical ? a.dims[1] == b.dims[0] : a.dims[0] == b.dims[1]))
    error_hint(e, vertical ? "transposed it fits: [%s; (%s)']" : "transposed it fits: [%s, (%s)']",
               p, q);
  else
    error_hint(e, vertical ? "every row needs the same number of columns"
                           : "what stands side by side needs the same number of rows");
}

/* ------------------------------------------------------------------ assigning */

static void advise_places(Error *e, const char *source, const Node *n) {
  const char *has = strstr(e->message, " has "), *right = strstr(e->message, "the right side is ");
  Sizes places, given;
  char target[48];
  size_t count = 1, have = 1;
  if (!has || !right || !read_sizes(right + 18, &given)) return;
  if (!read_sizes(has + 5, &places)) {
    places.rank = 1;
    places.dims[0] = strtoul(has + 5, NULL, 10);
  }
  for (size_t i = 0; i < places.rank; i++) count *= places.dims[i];
  for (size_t i = 0; i < given.rank; i++) have *= given.dims[i];
  const Node *object = n->kind == NODE_ASSIGN ? n->kids[0] : n;
  const char *t = advise_spell(source, object->span, "x(...)", target, sizeof target);
  bool lying = places.rank == 2 && given.rank == 2 && places.dims[0] == given.dims[1];
  if (count == 0)
    error_hint(e, "the index on the left selects nothing");
  else if (count == have && (lying || places.rank == 1))
    error_hint(e, "the same numbers, but lying: transpose the right side with '");
  else if (count == have)
    error_hint(e,
               "the same numbers in another shape: reshape gives the right side the other sizes");
  else
    error_hint(e, "give %zu number%s, or one for all: %s = 0", count, count == 1 ? "" : "s", t);
}

/* ------------------------------------------------------------------ matrices */

/* What an algorithm needs of its matrix. */
static void advise_matrix(Error *e) {
  const char *m = e->message;
  if (strstr(m, "a square matrix")) {
    if (strncmp(m, "inv", 3) == 0) error_hint(e, "pinv(A) is the inverse that every matrix has");
    if (strncmp(m, "det", 3) == 0) error_hint(e, "only a square matrix has a determinant");
    if (strncmp(m, "eig", 3) == 0) error_hint(e, "svd(A) gives the singular values of any matrix");
    if (strncmp(m, "chol", 4) == 0) error_hint(e, "A' * A is square and symmetric");
    if (strncmp(m, "trace", 5) == 0)
      error_hint(e, "sum(diag(A)) adds up the diagonal of any matrix");
  }
  if (strstr(m, "must be positive definite"))
    error_hint(e, "all its eigenvalues must be positive: look at eig(A)");
}

/* ------------------------------------------------------------------ values of other kinds */

static void advise_field(const Interp *in, Error *e, const Code *code, const Node *n) {
  Value v = n->kind == NODE_FIELD ? advise_variable(in, code, n->kids[0]) : VALUE_NOTHING;
  if (v.kind != VALUE_RECORD || v.record->count == 0) return;
  Text names = TEXT_EMPTY;
  for (size_t i = 0; i < v.record->count && i < 6; i++)
    text_printf(&names, "%s%s.%s", i ? ", " : "", n->kids[0]->text, v.record->names[i]);
  error_hint(e, "there is %s", text_string(&names));
  text_free(&names);
}

/* u{1} */
static void advise_braces(Error *e, const char *source, const Node *n) {
  char text[48], hint[80];
  if (n->kind != NODE_BRACE || n->count != 2) return;
  const char *x = advise_spell(source, n->kids[0]->span, "x", text, sizeof text);
  char inside[48];
  const char *i = advise_spell(source, n->kids[1]->span, "1", inside, sizeof inside);
  bool record = strstr(e->message, "but a record") != NULL;
  bool item = n->kids[0]->kind == NODE_BRACE && strncmp(e->message, "this is not", 11) == 0;
  if (item) { /* c{1}{2} */
    char rest[sizeof e->message];
    snprintf(rest, sizeof rest, "%s%s", x, e->message + 4);
    memcpy(e->message, rest, sizeof rest);
  }
  if (item && strstr(e->message, "the number"))
    snprintf(hint, sizeof hint, "%s is the number itself: there are no items in it", x);
  else if (item && strstr(e->message, "the text"))
    snprintf(hint, sizeof hint, "%s is the text itself; its characters are %s(%s)", x, x, i);
  else if (record)
    snprintf(hint, sizeof hint, "a record's values have names: %s.name", x);
  else
    snprintf(hint, sizeof hint, "write %s(%s): curly brackets are for cells", x, i);
  advise_set(e, hint);
}

static void advise_condition(Error *e, const char *source, const Node *n) {
  char text[48];
  const char *x = advise_spell(source, n->span, "x", text, sizeof text);
  if (strstr(e->message, "cell"))
    error_hint(e, "whether it holds anything tells !isempty(%s)", x);
  else if (strstr(e->message, "function"))
    error_hint(e, "call it: %s(1) > 0", x);
  else if (strstr(e->message, "record"))
    error_hint(e, "compare one of its fields, as in %s.name == 1", x);
}

/* zeros(1e6) is a square. */
static void advise_memory(Error *e, const char *source, const Node *n) {
  char text[48];
  if (n->kind == NODE_RANGE) error_hint(e, "linspace(a, b, n) gives just n numbers");
  if (n->kind != NODE_CALL || n->count != 2 || n->kids[0]->kind != NODE_NAME) return;
  const char *x = advise_spell(source, n->kids[1]->span, NULL, text, sizeof text);
  const char *f = n->kids[0]->text;
  bool square = strcmp(f, "zeros") == 0 || strcmp(f, "ones") == 0 || strncmp(f, "rand", 4) == 0;
  if (x && square) error_hint(e, "a row of that length is %s(1, %s)", n->kids[0]->text, x);
}

/* How a builtin is called, from its own record. */
static void advise_example(const Interp *in, Error *e, const Node *n) {
  const Node *name = n->kind == NODE_CALL ? n->kids[0] : n;
  bool usage = strncmp(e->hint, "usage: ", 7) == 0;
  if (name->kind != NODE_NAME || (e->hint[0] && !usage)) return;
  const Entry *entry = registry_find(in->functions.registry, name->text, strlen(name->text));
  bool own = entry && strncmp(e->message, name->text, strlen(name->text)) == 0;
  if (!own || strchr(" :", e->message[strlen(name->text)]) == NULL) return;
  size_t count = sizeof entry->builtin->examples / sizeof *entry->builtin->examples;
  for (size_t i = 0; i < count && entry->builtin->examples[i].input; i++) {
    const char *input = entry->builtin->examples[i].input;
    if (strlen(input) > 48 || strncmp(entry->builtin->examples[i].output, "error", 5) == 0)
      continue;
    if (strstr(input, "; 1") || (strchr(input, ';') && strchr(input, '='))) continue;
    char hint[sizeof e->hint];
    snprintf(hint, sizeof hint, usage ? "%.120s, for example %s" : "%sfor example %s", e->hint,
             input);
    advise_set(e, hint);
    return;
  }
}

/* A function called without an argument it needs: the place is the call. */
bool advise_at_caller(Interp *in, const Code *code) {
  Error *e = in->error;
  if (e->located || !strstr(e->message, " called without its argument ")) return false;
  if (code == in->top_code || e->span.end == 0) return false;
  e->span = (Span){ 0, 0 };
  Text definition = TEXT_EMPTY;
  if (code->node && code->node->kind == NODE_LAMBDA)
    unparse(code->node, &definition);
  else {
    text_printf(&definition, "%s(", code->name);
    for (size_t i = 0; i < code->parameter_count; i++)
      text_printf(&definition, "%s%s", i ? ", " : "", code->names[i]);
    text_putc(&definition, ')');
  }
  error_hint(e, "it was defined as %s", text_string(&definition));
  text_free(&definition);
  return true;
}

/* c(1).a = 2 where c is a cell. */
static bool item_of_cell(const Interp *in, const Code *code, const Node *n) {
  if (n->kind == NODE_ASSIGN) n = n->kids[0];
  if (n->kind == NODE_FIELD) n = n->kids[0];
  return n->kind == NODE_CALL && advise_variable(in, code, n->kids[0]).kind == VALUE_CELL;
}

void advise(Interp *in, const Code *code, const Node *n) {
  Error *e = in->error;
  const char *source = code->program->source->text, *m = e->message;
  if (e->kind == ERROR_INDEX)
    advise_index(in, e, source, n);
  else if (e->kind == ERROR_SHAPE && strstr(m, " join: ") && strstr(m, "join") < m + 12)
    advise_join(e, source, n);
  else if (e->kind == ERROR_SHAPE && strstr(m, "but the right side is"))
    advise_places(e, source, n);
  else if (advise_call(in, code, e, source, n))
    ;
  else if (strstr(m, "its values cannot be assigned"))
    error_hint(e, "to define a function, write for example f = @(x) x.^2");
  else if (strncmp(m, "this function was called", 24) == 0 && n->kind == NODE_CALL &&
           n->kids[0]->kind == NODE_NAME) {
    char rest[sizeof e->message];
    snprintf(rest, sizeof rest, "%.60s%s", n->kids[0]->text, m + 13);
    memcpy(e->message, rest, sizeof rest);
  } else if (strstr(m, "there is no field"))
    advise_field(in, e, code, n);
  else if (strstr(m, "is not a cell but"))
    advise_braces(e, source, n);
  else if (strncmp(m, "a condition must be", 19) == 0)
    advise_condition(e, source, n);
  else if (strstr(m, "only a record has fields like") && strstr(m, "a function"))
    error_hint(e, "call the function: f(1)");
  else if (strstr(m, "only a record has fields like") && item_of_cell(in, code, n))
    error_hint(e, "the items of a cell are c{1}; a list of records begins as r(1).name = 3");
  else if (strstr(m, "the name of a field must be"))
    error_hint(e, "a function is applied as f(x); a field with a name to be computed is r.(word)");
  else if (strstr(m, "only a record has fields like"))
    error_hint(e, "a record is made by assigning to a new name: r.name = 3");
  else if (strncmp(m, "' does not work on a function", 29) == 0 && n->kind == NODE_UNARY)
    error_hint(e, "the slope of a function is diff(f), and deriv(f, x) its slope at x");
  else if (strstr(m, "was never assigned"))
    error_hint(e, "the function's body must set its result, whatever happens");
  else if (strstr(m, ", but ") && strstr(m, " are wanted"))
    error_hint(e, "only some functions give several results, as in [m, i] = max(x)");
  else if (e->kind == ERROR_SHAPE && strstr(m, "has 3 dimensions"))
    error_hint(e, "take a slice of it, as in T(:, :, 1)");
  else if (strstr(m, "but got 0") && source[n->span.end] == '{')
    advise_set(e, "arguments stand in round brackets: f(x)");
  else if (e->kind == ERROR_LIMIT && strstr(m, "memory"))
    advise_memory(e, source, n);
  else if (strncmp(m, "an index must be whole numbers or", 33) == 0)
    error_hint(e, "an index is a whole number, a range such as 1:2, or a condition such as x > 0");
  else if (n->kind == NODE_UNARY && strstr(m, "does not work on a"))
    error_hint(e,
               strstr(m, "cell")     ? "take an element out of the cell first, as in %cc{1}"
               : strstr(m, "record") ? "take one of its fields first, as in %cr.name"
                                     : "call the function first, as in %cf(1)",
               *m == '!' ? '!' : '-');
  if (e->kind == ERROR_LIMIT && strstr(m, "memory"))
    error_hint(e, "try it with a smaller size first");
  advise_matrix(e);
  if (e->kind != ERROR_USER && e->kind != ERROR_LIMIT) advise_example(in, e, n);
}
