/* run-octave.c -- holds the language to what GNU Octave answers: tests/octave/NAME.tsv.

   A row is three fields with tabs between them; blank lines and lines that begin with # say
   nothing:

     expression   statements, of which the last is an expression: "x = 1:3; x(5) = 1; x"
     tolerance    empty: numbers agree to 1e-12 of each, and all-whole results exactly;
                  1e-9: to 1e-9 of each number;  abs 1e-9: to within 1e-9
     expected     a literal, or `error`; written by regenerate.m, never by hand and never by us

   Sizes and classes (real, complex, logical, characters, cells, records) agree exactly, always.

     run-octave FILE.tsv [TEXT]   one test for each row, or for each that contains TEXT  */

#include "config.h"
#include "base/files.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"
#include "value/cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1 << 26 };

static const double USUAL = 1e-12;

typedef struct Tolerance {
  double relative, absolute;
  bool usual; /* nothing was said */
} Tolerance;

typedef struct Number {
  double re, im;
} Number;

static Number number_at(const View *v, size_t k) {
  return v->complex ? (Number){ v->data[2 * k], v->data[2 * k + 1] } : (Number){ v->data[k], 0 };
}

static bool is_whole(const View *v) {
  for (size_t k = 0; k < (v->complex ? 2 * v->count : v->count); k++)
    if (isfinite(v->data[k]) && v->data[k] != floor(v->data[k])) return false;
  return true;
}

/* Parts that are not finite are the same; the distance is measured across the others. */
static bool part_is_special(double a, double b, bool *same) {
  if (isfinite(a) && isfinite(b)) return false;
  if (!(a == b || (isnan(a) && isnan(b)))) *same = false;
  return true;
}

static bool number_close(Number got, Number wanted, Tolerance t) {
  bool same = true;
  double re = part_is_special(got.re, wanted.re, &same) ? 0 : got.re - wanted.re;
  double im = part_is_special(got.im, wanted.im, &same) ? 0 : got.im - wanted.im;
  double size = hypot(isfinite(wanted.re) ? wanted.re : 0, isfinite(wanted.im) ? wanted.im : 0);
  return same && hypot(re, im) <= fmax(t.absolute, t.relative * size);
}

static bool same_sizes(Value a, Value b) {
  if (value_rank(a) != value_rank(b)) return false;
  for (size_t d = 0; d < value_rank(a); d++)
    if (value_size(a, d) != value_size(b, d)) return false;
  return true;
}

static bool arrays_alike(Value got, Value wanted, Tolerance t) {
  View g, w;
  if (!value_view(&got, &g) || !value_view(&wanted, &w) || !same_sizes(got, wanted) ||
      g.element != w.element || g.complex != w.complex)
    return false;
  if (t.usual) t.relative = is_whole(&w) ? 0 : USUAL;
  for (size_t k = 0; k < w.count; k++)
    if (!number_close(number_at(&g, k), number_at(&w, k), t)) return false;
  return true;
}

static bool alike(Value got, Value wanted, Tolerance t);

static bool cells_alike(Value got, Value wanted, Tolerance t) {
  bool same = got.kind == VALUE_CELL && same_sizes(got, wanted);
  for (size_t k = 0; same && k < wanted.cell->count; k++) {
    Value g = cell_get(got.cell, k), w = cell_get(wanted.cell, k);
    same = alike(g, w, t);
    value_release(g);
    value_release(w);
  }
  return same;
}

static bool texts_alike(Value got, Value wanted) {
  Text g = TEXT_EMPTY, w = TEXT_EMPTY;
  show_value(got, &(ShowOptions){ 0 }, &g);
  show_value(wanted, &(ShowOptions){ 0 }, &w);
  bool same = got.kind == wanted.kind && strcmp(text_string(&g), text_string(&w)) == 0;
  text_free(&g);
  text_free(&w);
  return same;
}

static bool records_alike(Value got, Value wanted, Tolerance t) {
  bool same = got.kind == VALUE_RECORD && got.record->count == wanted.record->count;
  for (size_t k = 0; same && k < wanted.record->count; k++)
    same = strcmp(got.record->names[k], wanted.record->names[k]) == 0 &&
           alike(got.record->values[k], wanted.record->values[k], t);
  return same;
}

static bool alike(Value got, Value wanted, Tolerance t) {
  switch (wanted.kind) {
  case VALUE_CELL: return cells_alike(got, wanted, t);
  case VALUE_RECORD: return records_alike(got, wanted, t);
  case VALUE_FUNCTION: return texts_alike(got, wanted);
  default: return arrays_alike(got, wanted, t);
  }
}

static void note_value(const char *label, Value v) {
  Text t = TEXT_EMPTY, shape = TEXT_EMPTY;
  show_inline(v, 17, &t);
  value_shape(v, &shape);
  tap_note("%s %.300s  (%s %s%s)", label, text_string(&t), text_string(&shape),
           value_is_complex(v) ? "complex " : "", value_class(v));
  text_free(&t);
  text_free(&shape);
}

static bool read_tolerance(const char *text, Tolerance *t) {
  bool absolute = strncmp(text, "abs ", 4) == 0;
  char *end;
  *t = (Tolerance){ .usual = *text == '\0' };
  if (t->usual) return true;
  double x = strtod(absolute ? text + 4 : text, &end);
  *(absolute ? &t->absolute : &t->relative) = x;
  return *end == '\0' && x >= 0;
}

static void hear_nothing(void *self, const char *text) {
  (void)self;
  (void)text;
}

static void try_row(const Registry *registry, const char *input, const char *tolerance,
                    const char *expected) {
  Interp *in = interp_new(registry, (Host){ .print = hear_nothing });
  Scope *scope = scope_new();
  Value got = VALUE_NOTHING, wanted = VALUE_NOTHING;
  Error error = { 0 }, misread = { 0 };
  Tolerance t;
  bool ran = interp_run(in, scope, input, RUN_QUIET, &got, &error);
  if (!read_tolerance(tolerance, &t))
    tap_ok(false, "%s: the tolerance \"%s\" is none", input, tolerance);
  else if (strcmp(expected, "error") == 0) {
    if (!tap_ok(!ran, "%s fails", input)) note_value("got", got);
  } else if (!interp_evaluate(in, scope, expected, &wanted, &misread)) {
    tap_ok(false, "%s: nothing sensible is expected", input);
    tap_note("%s: %s", expected, misread.message);
  } else if (!tap_ok(ran && alike(got, wanted, t), "%s", input)) {
    if (ran)
      note_value("got   ", got);
    else
      tap_note("got    %s", error.message);
    note_value("wanted", wanted);
  }
  value_release(got);
  value_release(wanted);
  scope_free(scope);
  interp_free(in);
}

static char *next_field(char **rest, char separator) {
  char *field = *rest, *stop = strchr(field, separator);
  if (stop) *stop = '\0';
  *rest = stop ? stop + 1 : field + strlen(field);
  return field;
}

int main(int argc, char **argv) {
  Text content = TEXT_EMPTY;
  Error error = { 0 };
  if (argc < 2 || !file_read(argv[1], LARGEST, &content, &error)) {
    printf("Bail out! %s\n", argc < 2 ? "which table?" : error.message);
    return EXIT_FAILURE;
  }
  Registry *registry = library_new();
  char *rest = content.data ? content.data : (char[]){ "" };
  while (*rest) {
    char *line = next_field(&rest, '\n');
    if (*line == '\0' || *line == '#' || (argc > 2 && !strstr(line, argv[2]))) continue;
    char *input = next_field(&line, '\t'), *tolerance = next_field(&line, '\t');
    try_row(registry, input, tolerance, line);
  }
  registry_free(registry);
  tap_ok(array_bytes_in_use() == 0, "every array was given back");
  text_free(&content);
  return tap_done();
}
