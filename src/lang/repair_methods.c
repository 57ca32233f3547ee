/* repair_methods.c -- x.sum(), A.T and A.shape as the functions they are here.  */

#include "config.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A record has fields of its own. */
static bool is_record(const Draft *d, size_t from, size_t to) {
  return draft_variable(d, d->s + from, to - from).kind == VALUE_RECORD;
}

/* OBJECT.CALLED(ARGUMENTS) in the draft, from START to STOP; the name begins behind DOT. */
typedef struct Method {
  size_t start, dot, stop;
  char object[100], called[40], arguments[100];
} Method;

static bool is_called(const Method *m, const char *name) {
  return strcmp(m->called, name) == 0;
}

static bool read_method(Draft *d, size_t dot, Method *m) {
  size_t start = draft_operand(d, dot), name = dot + 1, end = draft_word_end(d, name);
  if (start == dot || end == name || !isalpha((unsigned char)d->s[name])) return false;
  if (isdigit((unsigned char)d->s[start]) && draft_word_end(d, start) == dot) return false;
  if (draft_word_end(d, start) == dot && is_record(d, start, dot)) return false;
  *m = (Method){ .start = start, .dot = dot, .stop = end };
  if (!draft_copy(d, start, dot, m->object, sizeof m->object) ||
      !draft_copy(d, name, end, m->called, sizeof m->called))
    return false;
  if (d->s[end] != '(') return true;
  size_t close = draft_partner(d, end);
  m->stop = close + 1;
  return close < d->len && draft_copy(d, end + 1, close, m->arguments, sizeof m->arguments);
}

/* A.shape[0], A.shape(1) */
static bool shape_method(Draft *d, const Method *m) {
  if (d->s[m->stop] != '[')
    return draft_printf(d, m->start, m->stop, "size(%s, %s)", m->object, m->arguments);
  size_t close = draft_partner(d, m->stop);
  long axis = strtol(d->s + m->stop + 1, NULL, 10);
  return close < d->len &&
         draft_printf(d, m->start, close + 1, "size(%s, %ld)", m->object, axis < 0 ? 2 : axis + 1);
}

/* What is no function here but a form of its own. */
static bool form_method(Draft *d, const Method *m) {
  size_t start = m->start, stop = m->stop;
  if (is_called(m, "T")) return draft_printf(d, start, stop, "%s'", m->object);
  if (is_called(m, "map"))
    return draft_printf(d, start, stop, "arrayfun(%s, %s)", m->arguments, m->object);
  if (is_called(m, "pop") && start == 0)
    return draft_printf(d, start, stop, "%s(end) = []", m->object);
  if (is_called(m, "append") || is_called(m, "push"))
    return draft_printf(d, start, stop, start == 0 ? "%s = [%s, %s]" : "%.0s[%s, %s]", m->object,
                        m->object, m->arguments);
  if (is_called(m, "copy") || is_called(m, "tolist")) return draft_put(d, m->dot, stop, "");
  if (is_called(m, "flatten") || is_called(m, "ravel"))
    return draft_printf(d, start, stop, "%s(:)", m->object);
  if (is_called(m, "astype"))
    return draft_printf(d, start, stop, strcmp(m->arguments, "int") == 0 ? "fix(%s)" : "double(%s)",
                        m->object);
  return false;
}

/* x.sum(0), x.std(axis): axes are counted from 1.  A list has one axis only; its argument goes. */
static bool axis_method(Draft *d, Method *m) {
  static const char *const along[] = {
    "sum", "mean",   "prod",   "any",  "all",    "std", "var",
    "max", "median", "cumsum", "sort", "argmax", "min", "cumprod"
  };
  bool digit = isdigit((unsigned char)m->arguments[0]) && m->arguments[1] == '\0';
  bool last = strcmp(m->arguments, "-1") == 0, known = false;
  for (size_t i = 0; i < sizeof along / sizeof *along; i++) known |= is_called(m, along[i]);
  if (!known || !(digit || last)) return false;
  Value v = draft_variable(d, m->object, strlen(m->object));
  if (v.kind != VALUE_NONE && value_size(v, 0) == 1) {
    m->arguments[0] = '\0';
    return false;
  }
  bool spread = is_called(m, "std") || is_called(m, "var");
  bool pair = is_called(m, "max") || is_called(m, "min");
  return draft_printf(d, m->start, m->stop, "%s(%s, %s%d)", m->called, m->object,
                      spread ? "1, "
                      : pair ? "[], "
                             : "",
                      last ? 2 : m->arguments[0] - '0' + 1);
}

/* a.dot(b) of matrices is their product. */
static bool product_method(Draft *d, const Method *m) {
  size_t length = strlen(m->arguments);
  if (!is_called(m, "dot") || length == 0) return false;
  Value a = draft_variable(d, m->object, strlen(m->object));
  Value b = draft_variable(d, m->arguments, length);
  bool matrix = a.kind == VALUE_ARRAY && value_size(a, 0) > 1 && b.kind == VALUE_ARRAY;
  bool turned = m->object[strlen(m->object) - 1] == '\'' || m->arguments[length - 1] == '\'';
  if (!matrix && !turned) return false;
  bool turn = matrix && value_size(a, 1) != value_size(b, 0) && value_size(b, 0) == 1;
  return draft_printf(d, m->start, m->stop, "%s * %s%s", m->object, m->arguments, turn ? "'" : "");
}

/* A function of this or of another name, the object its first argument. */
static bool function_method(Draft *d, Method *m) {
  static const char *const others[][2] = {
    { "shape", "size" },         { "size", "numel" },       { "length", "numel" },
    { "ndim", "ndims" },         { "cols", "columns" },     { "inverse", "inv" },
    { "determinant", "det" },    { "toString", "num2str" }, { "to_string", "num2str" },
    { "transpose", "transpose" }
  };
  if (is_called(m, "reshape"))
    for (char *minus; (minus = strstr(m->arguments, "-1"));) memcpy(minus, "[]", 2);
  if ((is_called(m, "std") || is_called(m, "var")) && !m->arguments[0])
    return draft_printf(d, m->start, m->stop, "%s(%s, 1)", m->called, m->object);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (is_called(m, others[i][0])) {
      snprintf(m->called, sizeof m->called, "%s", others[i][1]);
      break;
    }
  if (!draft_knows_function(d, m->called, strlen(m->called))) return false;
  bool bracketed = m->object[0] == '(' && m->object[strlen(m->object) - 1] == ')';
  return draft_printf(d, m->start, m->stop,
                      bracketed && !m->arguments[0] ? "%s%s%s%s" : "%s(%s%s%s)", m->called,
                      m->object, m->arguments[0] ? ", " : "", m->arguments);
}

/* x.sum(), A.T, A.shape */
static bool method(Draft *d, size_t dot) {
  Method m;
  if (!read_method(d, dot, &m)) return false;
  if (is_called(&m, "filter")) return false; /* ours is something else */
  if (is_called(&m, "shape") && (d->s[m.stop] == '[' || m.arguments[0])) return shape_method(d, &m);
  return form_method(d, &m) || axis_method(d, &m) || product_method(d, &m) ||
         function_method(d, &m);
}

void repair_methods(Draft *d) {
  for (size_t i = 1, rounds = 0; i < d->len && rounds < 12; i++)
    if (d->s[i] == '.' && !d->quoted[i] && method(d, i)) i = 0, rounds++;
}
