/* test-corpus.c -- the derivatives of some 1,900 functions, against known ones.

   For each row of derivatives.tsv: diff gives a function; its value at the listed points is the
   listed one; its text, typed back, gives the same values; it is not much longer than the known
   derivative.  With an argument the rows that are much longer are listed.  */

#include "config.h"
#include "algebra/read.h"
#include "algebra/tidy.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_NAMES = 16, MAX_ROWS = 4000 };

typedef struct Row {
  char *function, *variable, *derivative, *points;
  const char *names[MAX_NAMES]; /* the variable first */
  size_t count;
} Row;

static Interp *in;
static double ratios[MAX_ROWS];
static size_t ratio_count;
static double seconds;

/* The names in the first point: "x=0.37,a=1.3 -> 2.5" */
static void read_names(Row *row) {
  static char buffer[4000];
  strncpy(buffer, row->points, sizeof buffer - 1);
  row->names[row->count++] = row->variable;
  char *end = strstr(buffer, "->");
  if (end) *end = '\0';
  for (char *p = strtok(buffer, ", "); p && row->count < MAX_NAMES; p = strtok(NULL, ", ")) {
    char *equals = strchr(p, '=');
    if (!equals) continue;
    *equals = '\0';
    if (strcmp(p, row->variable) != 0) row->names[row->count++] = p;
  }
}

static bool handle(const Row *row, const char *body, Value *out) {
  Text t = TEXT_EMPTY;
  text_puts(&t, "@(");
  for (size_t i = 0; i < row->count; i++) text_printf(&t, "%s%s", i > 0 ? ", " : "", row->names[i]);
  text_printf(&t, ") %s", body);
  Scope *scope = scope_new();
  Error error = { 0 };
  bool good = interp_evaluate(in, scope, text_string(&t), out, &error);
  if (!good) tap_note("%s: %s", text_string(&t), error.message);
  scope_free(scope);
  text_free(&t);
  return good;
}

static bool call(const Row *row, Value f, const double *x, double *y) {
  Value args[MAX_NAMES], r = VALUE_NOTHING;
  Error error = { 0 };
  for (size_t i = 0; i < row->count; i++) args[i] = value_scalar(x[i]);
  if (!interp_call(in, f, args, row->count, &r, &error)) {
    tap_note("%s", error.message);
    return false;
  }
  View v;
  *y = NAN; /* complex in between: what is left of it is rounding */
  if (value_view(&r, &v) && v.count == 1 &&
      (!v.complex || fabs(v.data[1]) <= 1e-9 * fmax(1, fabs(v.data[0]))))
    *y = v.data[0];
  value_release(r);
  return true;
}

/* Every listed point; P is used up. */
static bool values_agree(const Row *row, Value f, bool show) {
  bool good = true;
  for (const char *p = row->points; p && *p; p = strchr(p, ';') ? strchr(p, ';') + 1 : NULL) {
    double x[MAX_NAMES] = { 0 }, y;
    const char *arrow = strstr(p, "->");
    if (!arrow) return false;
    for (const char *q = p; q < arrow;) {
      q += strspn(q, " ,");
      size_t len = strcspn(q, "=");
      for (size_t i = 0; i < row->count; i++)
        if (strlen(row->names[i]) == len && strncmp(q, row->names[i], len) == 0)
          x[i] = strtod(q + len + 1, NULL);
      q += strcspn(q, ", ");
      q += strspn(q, ", ");
      if (strncmp(q, "->", 2) == 0) break;
    }
    double wanted = strtod(arrow + 2, NULL);
    if (!call(row, f, x, &y)) return false;
    if (!(fabs(y - wanted) <= 1e-8 * fmax(1, fabs(wanted)))) {
      if (show) tap_note("at %.*s: %.15g, not %.15g", (int)(arrow - p), p, y, wanted);
      good = false;
    }
  }
  return good;
}

static size_t size_of(Value f) {
  Algebra a;
  Formula formula;
  algebra_begin(&a, in);
  size_t n = formula_read(&a, f, SIZE_MAX, 0, 0, &formula) ? expr_size(&a, formula.body, 9999) : 0;
  formula_end(&formula);
  algebra_end(&a);
  return n;
}

static bool diff(const Row *row, Value f, Value *out) {
  Scope *scope = scope_new();
  Error error = { 0 };
  struct timespec begin, end;
  scope_set(scope, "f", value_retain(f));
  clock_gettime(CLOCK_MONOTONIC, &begin);
  char text[80];
  snprintf(text, sizeof text, "diff(f, '%s')", row->variable);
  bool good = interp_evaluate(in, scope, text, out, &error);
  clock_gettime(CLOCK_MONOTONIC, &end);
  seconds += (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) * 1e-9;
  if (!good) tap_note("%s", error.message);
  scope_free(scope);
  return good;
}

static void try_row(Row *row, bool list) {
  Value f, d, again, known;
  Text text = TEXT_EMPTY;
  read_names(row);
  if (!handle(row, row->function, &f)) {
    tap_ok(false, "%s is read", row->function);
    return;
  }
  if (!diff(row, f, &d)) {
    tap_ok(false, "%s is differentiated", row->function);
    value_release(f);
    return;
  }
  show_inline(d, 0, &text);
  bool good = values_agree(row, d, true);
  const char *body = strchr(text_string(&text), ')') + 2;
  bool typed = good && handle(row, body, &again);
  if (typed) {
    good = values_agree(row, again, true);
    value_release(again);
  }
  if (!tap_ok(good && typed, "%s", row->function)) tap_note("diff is %s", text_string(&text));
  if (handle(row, row->derivative, &known)) {
    size_t mine = size_of(d), theirs = size_of(known);
    if (mine && theirs && ratio_count < MAX_ROWS) {
      double r = (double)mine / (double)theirs;
      ratios[ratio_count++] = r;
      if (list && r > 1.2)
        printf("# %.2f %s\n#      %s\n#      %s\n", r, row->function, body, row->derivative);
    }
    value_release(known);
  }
  text_free(&text);
  value_release(d);
  value_release(f);
}

static int by_size(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

int main(int argc, char **argv) {
  (void)argv;
  Registry *registry = library_new();
  in = interp_new(registry, (Host){ 0 });
  char *table = tap_file("tests/algebra/derivatives.tsv"), *rest = table;
  for (char *line; (line = strsep(&rest, "\n"));) {
    if (*line == '#' || *line == '\0') continue;
    Row row = { 0 };
    row.function = strsep(&line, "\t");
    row.variable = strsep(&line, "\t");
    row.derivative = strsep(&line, "\t");
    row.points = line;
    try_row(&row, argc > 1);
  }
  free(table);
  qsort(ratios, ratio_count, sizeof *ratios, by_size);
  double median = ratios[ratio_count / 2], high = ratios[ratio_count * 9 / 10];
  tap_ok(median <= 1.2, "in the median they are no longer than 1.2 times the known ones");
  tap_ok(high <= 2.2, "nine of ten are no longer than 2.2 times the known ones");
  tap_note("parts, divided by those of the known derivative: median %.3f, 90th percentile %.3f; "
           "%zu rows in %.3f s",
           median, high, ratio_count, seconds);
  interp_free(in);
  registry_free(registry);
  return tap_done();
}
