/* python.c -- pieces of Python and their shapes.  */

#include "config.h"
#include "board/python.h"
#include "value/cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void place_open(Numpy *np, Place *place, const char *source, Scope *scope) {
  *place = (Place){ .outer = np->place, .source = source, .scope = scope };
  np->place = place;
}

void place_close(Numpy *np, Place *place) {
  np->place = (Place *)place->outer;
  scope_free(place->scope);
  dict_free(&place->assigned);
  dict_free(&place->floats);
  dict_free(&place->shifted);
  dict_free(&place->lists);
  dict_free(&place->caught);
  dict_free(&place->persistent);
}

void python_begin(Numpy *np, Call *call, Place *top, const char *source) {
  *np = (Numpy){ .call = call, .apart = apart_begin(call), .meant = scope_new() };
  place_open(np, top, source, apart_variables(call));
}

Value python_variable(Numpy *np, const char *name) {
  return python_keep(np, scope_get(np->place->scope, name));
}

bool python_is_assigned(const Numpy *np, const char *name) {
  return dict_find_string(&np->place->assigned, name) != DICT_NONE;
}

void python_assigned(Numpy *np, const char *name) {
  dict_intern_string(&np->place->assigned, name);
}

bool python_is_general(const Numpy *np) {
  return np->place->function || np->place->blocks > 0 || np->guesses > 0;
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

/* Calls and attributes that are whole numbers whatever stands inside. */
static const char *skip_whole(const char *s) {
  static const char *const calls[] = {
    "len(",        "int(",       "np.size(",  "np.ndim(",          "np.argmax(",     "np.argmin(",
    "math.floor(", "math.ceil(", "math.gcd(", "np.count_nonzero(", "np.flatnonzero("
  };
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    size_t len = strlen(calls[i]);
    if (strncmp(s, calls[i], len) != 0) continue;
    int depth = 1;
    for (s += len; *s && depth > 0; s++) depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
    return s;
  }
  return NULL;
}

bool python_is_integer(const Numpy *np, const char *s) {
  while (*s) {
    const char *after = skip_whole(s);
    if (after) {
      s = after;
    } else if (strncmp(s, ".shape[", 7) == 0) {
      s += 7;
    } else if (strncmp(s, ".size", 5) == 0 && !is_letter(s[5])) {
      s += 5;
    } else if (strncmp(s, "np.arange(", 10) == 0 || strncmp(s, "np.concatenate(", 15) == 0 ||
               strncmp(s, "np.array(", 9) == 0 || strncmp(s, "np.append(", 10) == 0 ||
               strncmp(s, "np.r_[", 6) == 0) {
      s += strcspn(s, "([") + 1;
    } else if (strncmp(s, ".T", 2) == 0 && !is_letter(s[2])) {
      s += 2;
    } else if (strncmp(s, ".copy()", 7) == 0) {
      s += 7;
    } else if (strncmp(s, "//", 2) == 0) {
      s += 2;
    } else if (*s == '/' || *s == '.' || strncmp(s, "float", 5) == 0) {
      return false;
    } else if (is_letter(*s)) {
      size_t len = 0;
      while (is_letter(s[len])) len++;
      if (*s >= '0' && *s <= '9' && memchr(s, 'e', len)) return false;
      bool sized = strncmp(s + len, ".shape[", 7) == 0 || strncmp(s + len, ".size", 5) == 0;
      if (!sized && dict_find(&np->place->floats, s, len) != DICT_NONE) return false;
      s += len;
    } else
      s++;
  }
  return true;
}

void python_not_computed(Numpy *np, const Node *n, const Error *error) {
  if (np->guesses > 0 || np->place->lenient > 0 || np->error.kind != ERROR_NONE) return;
  np->error = *error;
  if (np->error.kind == ERROR_INDEX) np->error.kind = ERROR_DOMAIN; /* its place is not a call */
  np->error.span = n->span;
}

void python_end(Numpy *np) {
  while (np->place) place_close(np, np->place);
  for (size_t i = 0; i < np->kept_count; i++) value_release(np->kept[i]);
  free(np->kept);
  free(np->pending);
  dict_free(&np->defined);
  dict_free(&np->bound);
  scope_free(np->meant);
  text_free(&np->prelude);
  text_free(&np->comments);
  arena_free(&np->arena);
  apart_end(np->apart);
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
  "False",       "None",   "True",     "and",       "as",     "assert",   "async",   "await",
  "break",       "class",  "def",      "del",       "elif",   "except",   "finally", "from",
  "global",      "import", "in",       "is",        "lambda", "nonlocal", "not",     "or",
  "pass",        "raise",  "return",   "try",       "with",   "yield",    "np",      "special",
  "stats",       "linalg", "optimize", "integrate", "signal", "len",      "max",     "min",
  "sum",         "abs",    "int",      "float",     "str",    "list",     "print",   "math",
  "interpolate", "plt",    "copy",     "re",        "range",  "id",       "type",    "input",
  "map",         "set",    "dict",     "tuple",     "zip"
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

Piece python_named(Numpy *np, Piece p, const char *name) {
  enum { SHORT = 14 };
  const Place *place = np->place;
  bool alone = !place->function && place->body && place->body->count == 1 && place->blocks == 0 &&
               np->guesses == 0 && !np->locals;
  const char *written = python_name(np, name);
  if (!alone || piece_failed(p) || !piece_known(p) || strlen(p.text) <= SHORT ||
      !strchr(p.text, '(') || strcmp(written, name) != 0 ||
      python_variable(np, name).kind != VALUE_NONE || python_is_assigned(np, name) ||
      dict_find_string(&np->defined, name) != DICT_NONE)
    return p;
  dict_intern_string(&np->defined, name);
  scope_set(np->meant, name, value_retain(p.value));
  text_printf(&np->prelude, "%s = %s\n", name, p.text);
  p.text = written;
  p.binds = BIND_ATOM;
  return p;
}
