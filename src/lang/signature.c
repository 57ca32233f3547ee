/* signature.c -- one line of text that says what a builtin accepts.  */

#include "config.h"
#include "lang/signature.h"
#include "value/cell.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name, *words;
} kinds[] = {
  [PARAMETER_ANY] = { "any", "anything" },
  [PARAMETER_ARRAY] = { "array", "an array of numbers" },
  [PARAMETER_REAL] = { "real", "real numbers" },
  [PARAMETER_VECTOR] = { "vector", "a vector" },
  [PARAMETER_MATRIX] = { "matrix", "a matrix" },
  [PARAMETER_SQUARE] = { "square", "a square matrix" },
  [PARAMETER_SCALAR] = { "scalar", "one real number" },
  [PARAMETER_INTEGER] = { "integer", "a whole number" },
  [PARAMETER_LOGICAL] = { "logical", "true or false" },
  [PARAMETER_STRING] = { "string", "a text in quotes" },
  [PARAMETER_FUNCTION] = { "function", "a function such as @(x) x.^2" },
  [PARAMETER_CELL] = { "cell", "a cell array" },
  [PARAMETER_RECORD] = { "record", "a record" },
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const char *skip(const char *s) {
  return s + strspn(s, " ");
}

/* A size: a letter, or a number (kept negative); 0 on a fault. */
static const char *parse_size(const char *s, short *size) {
  s = skip(s);
  if (isalpha((unsigned char)*s)) {
    *size = (short)*s;
    return skip(s + 1);
  }
  char *end;
  long n = strtol(s, &end, 10);
  *size = n >= 0 && n < 30000 && end > s ? (short)-n : 0;
  return skip(end);
}

static const char *parse_parameter(Parameter *p, const char *s) {
  s = skip(s);
  size_t len = 0;
  while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
  if (len == 0 || len >= sizeof p->name) return NULL;
  memcpy(p->name, s, len);
  s += len;
  if (*s == '?') {
    p->optional = true;
    s++;
  }
  s = skip(s);
  if (*s++ != ':') return NULL;
  s = skip(s);
  len = 0;
  while (isalpha((unsigned char)s[len])) len++;
  int kind = -1;
  for (int i = 0; i < KIND_COUNT; i++)
    if (strlen(kinds[i].name) == len && memcmp(kinds[i].name, s, len) == 0) kind = i;
  if (kind < 0) return NULL;
  p->kind = (ParameterKind)kind;
  s += len;
  if (*s == '[') {
    s = parse_size(s + 1, &p->rows);
    if (p->rows == 0) return NULL;
    if (*s == ',') {
      s = parse_size(s + 1, &p->columns);
      if (p->columns == 0) return NULL;
    } else if (kind == PARAMETER_SQUARE)
      p->columns = p->rows;
    if (*s++ != ']') return NULL;
  }
  return s;
}

bool signature_parse(Signature *sig, const char *text) {
  *sig = (Signature){ 0 };
  const char *s = skip(text), *arrow = strstr(text, "->");
  if (!arrow) return false;
  while (s < arrow) {
    if (sig->count == MAX_PARAMETERS) return false;
    Parameter *p = &sig->parameters[sig->count];
    s = parse_parameter(p, s);
    if (!s) return false;
    sig->count++;
    if (strncmp(s, "...", 3) == 0) {
      sig->variadic = true;
      s += 3;
    }
    if (!p->optional) sig->required = sig->count;
    s = skip(s);
    if (*s == ',')
      s = skip(s + 1);
    else if (s != arrow)
      return false;
    if (sig->variadic && s != arrow) return false;
  }
  return *skip(arrow + 2) != '\0';
}

static bool is_real(Value v) {
  return v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ||
         (v.kind == VALUE_ARRAY && !v.array->complex);
}

static bool fits(ParameterKind kind, Value v) {
  bool number = v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL || v.kind == VALUE_ARRAY;
  switch (kind) {
  case PARAMETER_ANY: return v.kind != VALUE_NONE && v.kind != VALUE_ERROR;
  case PARAMETER_ARRAY: return number;
  case PARAMETER_REAL: return is_real(v);
  case PARAMETER_VECTOR:
    return number && value_rank(v) == 2 &&
           (value_size(v, 0) == 1 || value_size(v, 1) == 1 || value_count(v) == 0);
  case PARAMETER_MATRIX: return number && value_rank(v) == 2;
  case PARAMETER_SQUARE:
    return number && value_rank(v) == 2 && value_size(v, 0) == value_size(v, 1);
  case PARAMETER_SCALAR: return is_real(v) && value_count(v) == 1;
  case PARAMETER_INTEGER:
    if (!is_real(v) || value_count(v) != 1)
      return false;
    else {
      double x = v.kind == VALUE_ARRAY ? v.array->data[0] : v.scalar;
      return isfinite(x) && x == floor(x);
    }
  case PARAMETER_LOGICAL: return is_real(v) && value_count(v) == 1;
  case PARAMETER_STRING: return value_is_string(v);
  case PARAMETER_FUNCTION: return v.kind == VALUE_FUNCTION;
  case PARAMETER_CELL: return value_is_cell(v);
  case PARAMETER_RECORD: return v.kind == VALUE_RECORD;
  }
  return false;
}

static const char *ordinal(size_t i) {
  static const char *const words[] = { "first", "second",  "third",  "fourth", "fifth",
                                       "sixth", "seventh", "eighth", "ninth",  "tenth" };
  return i < 10 ? words[i] : "next";
}

/* Sizes bound so far, by letter. */
typedef struct Binding {
  long size;
  size_t by; /* parameter */
} Binding;

static bool bind(Binding *bindings, short letter, long size, size_t i) {
  if (letter == 0) return true;
  if (letter < 0) return size == -letter;
  Binding *b = &bindings[letter & 127];
  if (b->size < 0) *b = (Binding){ size, i };
  return b->size == size;
}

static bool check_sizes(const Signature *sig, const char *name, const Value *args, size_t i,
                        const Span *spans, Binding *bindings, Error *error) {
  const Parameter *p = &sig->parameters[i];
  Value v = args[i];
  long rows = (long)value_size(v, 0), columns = (long)value_size(v, 1);
  bool vector = p->kind == PARAMETER_VECTOR || (p->rows && !p->columns);
  bool good = vector ? bind(bindings, p->rows, (long)value_count(v), i)
                     : bind(bindings, p->rows, rows, i) && bind(bindings, p->columns, columns, i);
  if (good) return true;
  short letter = p->rows;
  bool about_columns = !vector && bind(bindings, p->rows, rows, i);
  if (about_columns) letter = p->columns;
  long size = vector ? (long)value_count(v) : about_columns ? columns : rows;
  const char *what = vector ? "elements" : about_columns ? "columns" : "rows";
  if (letter < 0)
    return error_set(error, ERROR_SHAPE, spans[i], "%s: %s must have %d %s, but it has %ld", name,
                     p->name, -letter, what, size);
  const Binding *b = &bindings[letter & 127];
  return error_set(error, ERROR_SHAPE, spans[i], "%s: %s has %ld %s, but %c = %ld because of %s",
                   name, p->name, size, what, (char)letter, b->size, sig->parameters[b->by].name);
}

/* "usage: norm(A, [p])" */
static bool hint_usage(const Signature *sig, const char *name, Error *error) {
  Text usage = TEXT_EMPTY;
  for (size_t i = 0; i < sig->count; i++) {
    const Parameter *p = &sig->parameters[i];
    text_printf(&usage, p->optional ? "%s[%s]" : "%s%s", i ? ", " : "", p->name);
  }
  if (sig->variadic) text_puts(&usage, ", ...");
  error_hint(error, "usage: %s(%s)", name, text_string(&usage));
  text_free(&usage);
  return false;
}

static bool wrong_count(const Signature *sig, const char *name, size_t count, Span call,
                        Error *error) {
  char takes[60];
  if (sig->variadic)
    snprintf(takes, sizeof takes, "at least %zu argument%s", sig->required,
             sig->required == 1 ? "" : "s");
  else if (sig->required == sig->count)
    snprintf(takes, sizeof takes, sig->count ? "%zu argument%s" : "no arguments", sig->count,
             sig->count == 1 ? "" : "s");
  else
    snprintf(takes, sizeof takes, "%zu to %zu arguments", sig->required, sig->count);
  error_set(error, ERROR_TYPE, call, "%s takes %s, but got %zu", name, takes, count);
  return hint_usage(sig, name, error);
}

/* What was given instead; a complex number where the kind alone would not explain the refusal. */
static bool wrong_kind(const Signature *sig, const char *name, Value v, size_t i, Span where,
                       Error *error) {
  const Parameter *p = &sig->parameters[i < sig->count ? i : sig->count - 1];
  Text got = TEXT_EMPTY;
  value_describe(v, &got);
  bool imaginary = p->kind == PARAMETER_REAL && value_is_complex(v) && value_count(v) != 1;
  error_set(error, ERROR_TYPE, where, "%s: the %s argument %s must be %s, but it is %s%s", name,
            ordinal(i), p->name, kinds[p->kind].words, text_string(&got),
            imaginary ? " with complex elements" : "");
  text_free(&got);
  return hint_usage(sig, name, error);
}

/* f(x, [], 2): an empty array stands for an optional argument left out. */
static bool left_out(const Parameter *p, Value v) {
  return p->optional && (v.kind == VALUE_NONE || (v.kind == VALUE_ARRAY && v.array->count == 0));
}

bool signature_check(const Signature *sig, const char *name, const char *usage, const Value *args,
                     size_t count, const Span *spans, Span call, Error *error) {
  (void)usage; /* the parsed names say it shorter */
  if (count < sig->required || (count > sig->count && !sig->variadic))
    return wrong_count(sig, name, count, call, error);
  bool sized = false;
  for (size_t i = 0; i < count; i++) {
    const Parameter *p = &sig->parameters[i < sig->count ? i : sig->count - 1];
    sized |= p->rows != 0;
    if (!fits(p->kind, args[i]) && !left_out(p, args[i]))
      return wrong_kind(sig, name, args[i], i, spans[i], error);
  }
  if (!sized) return true;
  Binding bindings[128];
  for (size_t i = 0; i < 128; i++) bindings[i] = (Binding){ -1, 0 };
  for (size_t i = 0; i < count && i < sig->count; i++)
    if (!left_out(&sig->parameters[i], args[i]) &&
        !check_sizes(sig, name, args, i, spans, bindings, error))
      return false;
  return true;
}
