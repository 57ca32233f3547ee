/* python.c -- pieces of Python and their shapes.  */

#include "config.h"
#include "board/python.h"
#include "value/cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void python_begin(Numpy *np, Call *call, const char *source) {
  *np = (Numpy){ .call = call, .source = source };
}

void python_not_computed(Numpy *np, const Node *n, const Error *error) {
  if (np->guesses > 0 || np->error.kind != ERROR_NONE) return;
  np->error = *error;
  if (np->error.kind == ERROR_INDEX) np->error.kind = ERROR_DOMAIN; /* its place is not a call */
  np->error.span = n->span;
}

void python_end(Numpy *np) {
  for (size_t i = 0; i < np->kept_count; i++) value_release(np->kept[i]);
  free(np->kept);
  dict_free(&np->defined);
  text_free(&np->prelude);
  text_free(&np->comments);
  arena_free(&np->arena);
}

Value python_keep(Numpy *np, Value v) {
  if (v.kind < VALUE_ARRAY) return v;
  MEM_GROW(np->kept, np->kept_count, np->kept_cap);
  np->kept[np->kept_count++] = v;
  return v;
}

Piece piece_fail(Numpy *np, const Node *where, const char *format, ...) {
  if (np->error.kind == ERROR_NONE) {
    Text t = TEXT_EMPTY;
    va_list args;
    va_start(args, format);
    text_vprintf(&t, format, args);
    va_end(args);
    error_set(&np->error, ERROR_TYPE, where ? where->span : (Span){ 0, 0 }, "%s", text_string(&t));
    text_free(&t);
  }
  return (Piece){ .value = VALUE_NOTHING };
}

int axes_of(Value v) {
  if (v.kind == VALUE_NONE) return RANK_UNKNOWN;
  if (v.kind != VALUE_ARRAY) return 0;
  if (value_is_text(v) || v.array->count == 1) return 0;
  if (v.array->rank > 2) return (int)v.array->rank;
  bool vector = v.array->dims[0] == 1 || v.array->dims[1] == 1;
  return vector || v.array->count == 0 ? 1 : 2;
}

Piece piece_new(Numpy *np, Binds binds, Value value, const char *format, ...) {
  Text t = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&t, format, args);
  va_end(args);
  Piece p = { arena_copy(&np->arena, text_string(&t), t.len), binds, axes_of(value),
              python_keep(np, value) };
  text_free(&t);
  return p;
}

const char *piece_in(Numpy *np, Piece p, Binds needed) {
  if (piece_failed(p)) return "";
  return p.binds < needed ? arena_printf(&np->arena, "(%s)", p.text) : p.text;
}

bool piece_is_scalar(Piece p) {
  return piece_known(p) ? value_is_scalar(p.value) : p.rank == 0;
}

static bool is_vector(Piece p, size_t along) {
  return p.value.kind == VALUE_ARRAY && p.value.array->rank == 2 && p.value.array->count > 1 &&
         p.value.array->dims[1 - along] == 1;
}

bool piece_is_row(Piece p) {
  return is_vector(p, 1);
}

bool piece_is_column(Piece p) {
  return is_vector(p, 0);
}

bool piece_is_logical(Piece p) {
  return p.value.kind == VALUE_LOGICAL ||
         (p.value.kind == VALUE_ARRAY && value_is_logical(p.value));
}

static Piece turned(Numpy *np, Piece p, const char *axes, int rank) {
  p.text = arena_printf(&np->arena, "%s[%s]", piece_in(np, p, BIND_ATOM), axes);
  p.binds = BIND_ATOM;
  p.rank = rank;
  return p;
}

Piece piece_with_axes(Numpy *np, Piece p) {
  if (p.rank != 1 || !piece_known(p)) return p;
  return turned(np, p, piece_is_column(p) ? ":, None" : "None, :", 2);
}

void pieces_align(Numpy *np, Piece *parts, size_t count) {
  int rank = 0;
  bool columns = false;
  for (size_t i = 0; i < count; i++) {
    if (!piece_known(parts[i])) continue;
    if (value_is_scalar(parts[i].value) || value_is_text(parts[i].value)) continue;
    int own = (int)value_rank(parts[i].value);
    if (own > rank) rank = own;
    columns |= value_size(parts[i].value, 1) > 1;
  }
  for (size_t i = 0; i < count; i++) {
    Piece p = parts[i];
    if (!piece_known(p) || p.rank < 1) continue;
    bool column = piece_is_column(p);
    if (rank == 2 && column && columns && p.rank == 1) parts[i] = turned(np, p, ":, None", 2);
    if (rank <= 2 || p.rank >= rank) continue;
    Text axes = TEXT_EMPTY;
    if (p.rank == 1) text_puts(&axes, column ? ":, None" : "None, :");
    for (int k = 2; k < rank; k++) text_puts(&axes, axes.len ? ", None" : "..., None");
    parts[i] = turned(np, p, text_string(&axes), rank);
    text_free(&axes);
  }
}

static const char *const reserved[] = {
  "False",  "None",       "True",     "and",       "as",     "assert",   "async",   "await",
  "break",  "class",      "def",      "del",       "elif",   "except",   "finally", "from",
  "global", "import",     "in",       "is",        "lambda", "nonlocal", "not",     "or",
  "pass",   "raise",      "return",   "try",       "with",   "yield",    "np",      "special",
  "stats",  "linalg",     "optimize", "integrate", "signal", "len",      "max",     "min",
  "sum",    "abs",        "int",      "float",     "str",    "list",     "print",   "range",
  "math",   "interpolate"
};

const char *python_name(Numpy *np, const char *name) {
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
    if (strcmp(name, reserved[i]) == 0) return arena_printf(&np->arena, "%s_", name);
  return arena_copy_string(&np->arena, name);
}

void python_comment(Numpy *np, const char *text) {
  if (strstr(text_string(&np->comments), text)) return;
  text_printf(&np->comments, "# %s\n", text);
}
