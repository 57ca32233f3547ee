/* tabled.c -- tables of programs and of what they must answer.  */

#include "config.h"
#include "tests/lang/tabled.h"
#include "lang/index.h"
#include "lang/interp.h"
#include "tests/tap.h"
#include "value/cell.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ a few builtins */

static Value filled(Call *call, double x, ElementKind element) {
  size_t dims[MAX_RANK], rank = 0;
  if (call->count == 0) return element == ELEMENT_LOGICAL ? value_logical(x != 0) : value_scalar(x);
  for (; rank < call->count; rank++) dims[rank] = (size_t)call_scalar(call, rank);
  if (rank == 1) dims[rank++] = dims[0];
  Array *a = array_new(rank, dims, element, false);
  for (size_t i = 0; a && i < a->count; i++) a->data[i] = x;
  return value_array(a);
}

static Value call_zeros(Call *call) {
  return filled(call, 0, ELEMENT_REAL);
}
static Value call_ones(Call *call) {
  return filled(call, 1, ELEMENT_REAL);
}
static Value call_inf(Call *call) {
  return filled(call, INFINITY, ELEMENT_REAL);
}
static Value call_nan(Call *call) {
  return filled(call, NAN, ELEMENT_REAL);
}
static Value call_true(Call *call) {
  return filled(call, 1, ELEMENT_LOGICAL);
}
static Value call_false(Call *call) {
  return filled(call, 0, ELEMENT_LOGICAL);
}

static Value call_cell(Call *call) {
  return value_cell(cell_new_matrix((size_t)call_scalar(call, 0), (size_t)call_scalar(call, 1)));
}

static Value call_reshape(Call *call) {
  size_t dims[MAX_RANK], rank = call->count - 1;
  for (size_t i = 0; i < rank; i++) dims[i] = (size_t)call_scalar(call, i + 1);
  Array *a = value_to_array(call->args[0]);
  return value_array(a ? array_reshape(a, rank, dims) : NULL);
}

static Value call_cat(Call *call) {
  Error error = { 0 };
  Value v = concatenate(call->args + 1, call->count - 1, (size_t)call_scalar(call, 0) - 1, &error);
  if (error.kind != ERROR_NONE) call_fail(call, ERROR_USER, "%s", error.message);
  return v;
}

static const Builtin makers[] = {
  { .name = "zeros", .signature = "n?: integer... -> array", .call = call_zeros, .summary = "." },
  { .name = "ones", .signature = "n?: integer... -> array", .call = call_ones, .summary = "." },
  { .name = "Inf", .signature = "n?: integer... -> array", .call = call_inf, .summary = "." },
  { .name = "NaN", .signature = "n?: integer... -> array", .call = call_nan, .summary = "." },
  { .name = "true", .signature = "n?: integer... -> array", .call = call_true, .summary = "." },
  { .name = "false", .signature = "n?: integer... -> array", .call = call_false, .summary = "." },
  { .name = "cell",
    .signature = "m: integer, n: integer -> cell",
    .call = call_cell,
    .summary = "." },
  { .name = "reshape",
    .signature = "a: array, n: integer... -> array",
    .call = call_reshape,
    .summary = "." },
  { .name = "cat",
    .signature = "dimension: integer, a: any... -> any",
    .call = call_cat,
    .summary = "." },
  { .name = "sin", .signature = "x: array -> array", .map = sin, .summary = "." },
  { 0 },
};

static const Family families[] = { { "Makers", makers }, { 0 } };

/* ------------------------------------------------------------------ values as text */

static void put_number(double x, Text *out) {
  if (isnan(x))
    text_puts(out, "NaN");
  else
    text_printf(out, "%.15g", x);
}

static void put_sizes(const char *kind, Value v, Text *out) {
  text_printf(out, "%s ", kind);
  value_shape(v, out);
  text_putc(out, ':');
}

static void put_value(Value v, Text *out) {
  View view;
  if (v.kind == VALUE_CELL) {
    put_sizes("cell", v, out);
    for (size_t i = 0; i < v.cell->count; i++) {
      Value item = cell_get(v.cell, i);
      text_puts(out, " {");
      put_value(item, out);
      text_putc(out, '}');
      value_release(item);
    }
  } else if (value_view(&v, &view)) {
    put_sizes(value_class(v), v, out);
    for (size_t i = 0; i < view.count; i++) {
      text_putc(out, ' ');
      put_number(view.data[view.complex ? 2 * i : i], out);
      if (!view.complex) continue;
      double imaginary = view.data[2 * i + 1];
      text_putc(out, signbit(imaginary) && !isnan(imaginary) ? '-' : '+');
      put_number(isnan(imaginary) ? imaginary : fabs(imaginary), out);
      text_putc(out, 'i');
    }
  } else
    text_puts(out, v.kind == VALUE_NONE ? "nothing" : value_class(v));
}

/* ------------------------------------------------------------------ one line */

static void remember_warning(void *self, const char *text) {
  if (strncmp(text, "warning:", 8) != 0) return;
  text_puts(self, " ; ");
  text_append(self, text, strcspn(text, "\n"));
}

static void answer(const char *program, Text *out) {
  Text warnings = TEXT_EMPTY;
  Registry *registry = registry_new(families);
  Interp *in = interp_new(registry, (Host){ .self = &warnings, .print = remember_warning });
  Scope *scope = scope_new();
  Error error = { 0 };
  Value last = VALUE_NOTHING;
  if (interp_run(in, scope, program, RUN_QUIET, &last, &error)) {
    put_value(last, out);
    text_puts(out, text_string(&warnings));
  } else {
    text_printf(out, "error: %s", error.message);
    if (error.hint[0]) text_printf(out, " | %s", error.hint);
  }
  value_release(last);
  scope_free(scope);
  interp_free(in);
  registry_free(registry);
  text_free(&warnings);
}

/* Texts are equal but for the last digits of numbers. */
static bool alike(const char *got, const char *expected) {
  while (*got && *expected) {
    bool number = isdigit((unsigned char)*expected) && isdigit((unsigned char)*got);
    if (!number) {
      if (*got++ != *expected++) return false;
      continue;
    }
    char *after, *behind;
    double x = strtod(got, &after), y = strtod(expected, &behind);
    if (!(fabs(x - y) <= 1e-12 * (1 + fabs(y)))) return false;
    got = after;
    expected = behind;
  }
  return *got == *expected;
}

static void check_line(const char *file, unsigned number, char *line) {
  char *arrow = strstr(line, " => ");
  if (!arrow) {
    tap_ok(false, "%s:%u has no arrow", file, number);
    return;
  }
  *arrow = '\0';
  Text got = TEXT_EMPTY;
  answer(line, &got);
  if (alike(text_string(&got), arrow + 4))
    tap_ok(true, "%s", line);
  else
    tap_text(text_string(&got), arrow + 4, "%s (%s:%u)", line, file, number);
  text_free(&got);
}

void tabled_check(const char *file) {
  char *text = tap_file(file);
  unsigned number = 0;
  for (char *line = text; *line;) {
    char *end = line + strcspn(line, "\n"), *next = *end ? end + 1 : end;
    *end = '\0';
    number++;
    if (*line && *line != '#') check_line(file, number, line);
    line = next;
  }
  free(text);
  tap_ok(array_bytes_in_use() == 0, "%s: every array was given back", file);
}
