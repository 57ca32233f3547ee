/* plot_sketch.c -- pictures whose numbers are worked out in the language and drawn here.  */

#include "config.h"
#include "lib/plot_sketch.h"
#include "lib/formula.h"
#include "lang/interp.h"
#include "lib/arguments.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMES = 4 };

/* ------------------------------------------------------------------ computing */

Sketch sketch_begin(Call *call) {
  return (Sketch){ .call = call, .work = work_begin(call), .scope = scope_new() };
}

bool sketch_seed(Sketch *s, size_t i) {
  enum { MOST_SEED = 10000 }; /* short enough to be typed again */
  Random *r = call_random(s->call);
  long given = 0;
  bool own = call_given(s->call, i) && !value_is_empty(s->call->args[i]);
  if (own && !call_integer(s->call, i, 0, 1e9, &given)) return false;
  s->seed = own ? (unsigned long)given : (unsigned long)random_below(r, MOST_SEED);
  s->before = *r;
  s->seeded = true;
  random_seed(r, s->seed);
  return true;
}

bool sketch_run(Sketch *s, const char *inputs, const char *text) {
  char name[FORMULA_NAME];
  Error error = { 0 };
  for (size_t i = 0; formula_next_name(&inputs, name); i++) {
    if (call_given(s->call, i) && value_is_numeric(s->call->args[i]) &&
        !numeric_is_real(s->call, i))
      return false;
    scope_set(s->scope, name,
              call_given(s->call, i) ? value_retain(s->call->args[i])
                                     : value_array(array_new_matrix(0, 0)));
  }
  if (interp_run(s->call->interp, s->scope, text, RUN_QUIET, NULL, &error)) return true;
  if (error.kind == ERROR_USER) error.kind = ERROR_DOMAIN; /* said about this call's arguments */
  arguments_failure(s->call, &error);
  return false;
}

Value sketch_fail(Sketch *s) {
  if (s->seeded) *call_random(s->call) = s->before;
  scope_free(s->scope);
  return work_done(&s->work, VALUE_FAILED);
}

Value sketch_show(Sketch *s, Figure *f) {
  Value shown = plotting_show(s->call, f);
  sketch_fail(s);
  return shown;
}

/* ------------------------------------------------------------------ variables */

/* The scope goes on holding what the value borrows. */
static Value *variable(Sketch *s, const char *name) {
  Value *v = arena_new(&s->work.arena, sizeof *v);
  *v = scope_get(s->scope, name);
  value_release(*v);
  return v;
}

/* What is not made of real numbers is empty, and may still be read at its first places. */
View sketch_view(Sketch *s, const char *name) {
  static double nothing[16];
  static const size_t none[2] = { 0, 0 };
  View view;
  if (value_view(variable(s, name), &view) && !view.complex && view.count > 0) return view;
  for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) nothing[i] = NAN;
  return (View){ .rank = 2, .dims = none, .element = ELEMENT_REAL, .data = nothing };
}

size_t sketch_count(Sketch *s, const char *name) {
  return sketch_view(s, name).count;
}

double sketch_number(Sketch *s, const char *name) {
  View v = sketch_view(s, name);
  return v.count > 0 ? v.data[0] : NAN;
}

Number sketch_plain(Sketch *s, const char *name) {
  return number_plain(sketch_number(s, name));
}

Number sketch_pretty(Sketch *s, const char *name) {
  return number_pretty(sketch_number(s, name));
}

static const char *string_of(Sketch *s, Value v) {
  Text t = TEXT_EMPTY;
  if (value_is_string(v)) value_append_text(v, &t);
  const char *kept = arena_copy_string(&s->work.arena, text_string(&t));
  text_free(&t);
  return kept;
}

const char *sketch_string(Sketch *s, const char *name) {
  return string_of(s, *variable(s, name));
}

const char *const *sketch_strings(Sketch *s, const char *name, size_t *count) {
  Value v = *variable(s, name);
  *count = v.kind == VALUE_CELL ? value_count(v) : 0;
  if (*count == 0) return NULL;
  const char **all = arena_new(&s->work.arena, *count * sizeof *all);
  for (size_t i = 0; i < *count; i++) all[i] = string_of(s, v.cell->items[i]);
  return all;
}

/* ------------------------------------------------------------------ layers */

/* The numbers behind the names, as far as the shortest of them goes. */
static size_t columns_of(Sketch *s, const char *names, const double *columns[MOST_NAMES]) {
  char name[FORMULA_NAME];
  size_t n = 0, count = SIZE_MAX;
  for (; n < MOST_NAMES && formula_next_name(&names, name); n++) {
    View v = sketch_view(s, name);
    columns[n] = v.data;
    if (v.count < count) count = v.count;
  }
  return n > 0 ? count : 0;
}

Layer *sketch_line(Sketch *s, Panel *p, const char *xy, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xy, c);
  return panel_line(p, c[0], c[1], n, style);
}

Layer *sketch_points(Sketch *s, Panel *p, const char *xy, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xy, c);
  return panel_points(p, c[0], c[1], n, style);
}

Layer *sketch_line_points(Sketch *s, Panel *p, const char *xy, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xy, c);
  return panel_line_points(p, c[0], c[1], n, style);
}

Layer *sketch_steps(Sketch *s, Panel *p, const char *xy, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xy, c);
  return panel_steps(p, c[0], c[1], n, style);
}

Layer *sketch_impulses(Sketch *s, Panel *p, const char *xy, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xy, c);
  return panel_impulses(p, c[0], c[1], n, style);
}

Layer *sketch_area(Sketch *s, Panel *p, const char *xy, double base, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xy, c);
  return panel_area(p, c[0], c[1], n, base, style);
}

Layer *sketch_between(Sketch *s, Panel *p, const char *xyy, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xyy, c);
  return panel_between(p, c[0], c[1], c[2], n, style);
}

Layer *sketch_bars(Sketch *s, Panel *p, const char *xy, double width, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xy, c);
  return panel_bars(p, c[0], c[1], n, width, style);
}

Layer *sketch_boxes(Sketch *s, Panel *p, const char *x0_x1_y0_y1, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, x0_x1_y0_y1, c);
  return panel_boxes(p, c[0], c[1], c[2], c[3], n, style);
}

Layer *sketch_segments(Sketch *s, Panel *p, const char *x0_y0_x1_y1, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, x0_y0_x1_y1, c);
  return panel_segments(p, c[0], c[1], c[2], c[3], n, style);
}

Layer *sketch_arrows(Sketch *s, Panel *p, const char *x_y_dx_dy, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, x_y_dx_dy, c);
  return panel_arrows(p, c[0], c[1], c[2], c[3], n, style);
}

Layer *sketch_path(Sketch *s, Panel *p, const char *xyz, Style style) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, xyz, c);
  return panel_path(p, c[0], c[1], c[2], n, style);
}

void sketch_classes(Sketch *s, Panel *p, const char *x_y_class, const char *const *names) {
  const double *c[MOST_NAMES];
  size_t n = columns_of(s, x_y_class, c), classes = 0;
  double *from_zero = arena_new(&s->work.arena, (n + 1) * sizeof *from_zero);
  for (size_t i = 0; i < n; i++) {
    from_zero[i] = c[2][i] - 1;
    if (c[2][i] > (double)classes) classes = (size_t)c[2][i];
  }
  panel_classes(p, c[0], c[1], from_zero, n, classes, names);
}

Grid sketch_grid(Sketch *s, const char *x_y_z) {
  char name[FORMULA_NAME];
  double ends[4] = { 0, 1, 0, 1 };
  for (size_t k = 0; k < 2 && formula_next_name(&x_y_z, name); k++) {
    View v = sketch_view(s, name);
    if (v.count == 0) continue;
    ends[2 * k] = v.data[0];
    ends[2 * k + 1] = v.data[v.count - 1];
  }
  View z = formula_next_name(&x_y_z, name) ? sketch_view(s, name) : (View){ 0 };
  size_t rows = z.count > 0 ? view_rows(&z) : 0, columns = z.count > 0 ? view_columns(&z) : 0;
  double *by_rows = arena_new(&s->work.arena, (rows * columns + 1) * sizeof *by_rows);
  for (size_t j = 0; j < rows; j++)
    for (size_t i = 0; i < columns; i++) by_rows[j * columns + i] = z.data[i * rows + j];
  return (Grid){ columns, rows, ends[0], ends[1], ends[2], ends[3], by_rows };
}
