/* test-matrix.c -- derivatives by vectors and matrices against differences, on random shapes.

   Each row of matrix.tsv: kind; sizes of the parameter and of what the function captures, in the
   letters m, n, k or numbers ("X:mn+" with positive entries, or positive definite if square;
   "i=[1,2]" is set as it stands); function; printed form where it is settled (for m = 3, n = 2,
   k = 4), else "-"; conditions on the sizes.

   The derivative G, called as the function it is, must satisfy <G, D> = slope along D for random
   D, the slope by central differences of fourth order; 1.001*G must not.  With an argument the
   printed forms are listed.  */

#include "config.h"
#include "algebra/matrix_derive.h"
#include "algebra/read.h"
#include "algebra/tidy.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"
#include "value/array.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COLUMNS = 5, DRAWS = 7, LEAST_ROWS = 150 };

typedef struct Row {
  const char *kind, *sizes, *function, *printed, *conditions;
} Row;

typedef struct Sizes {
  size_t m, n, k;
} Sizes;

typedef struct Matrix {
  size_t rows, columns;
  double *data;
} Matrix;

static Interp *in;
static bool listing;

/* ------------------------------------------------------------------ numbers */

static uint64_t state = 20;

static double uniform(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) * 0x1p-53;
}

static Matrix matrix_new(size_t rows, size_t columns) {
  return (Matrix){ rows, columns, mem_new((rows * columns + 1) * sizeof(double)) };
}

static Matrix matrix_random(size_t rows, size_t columns, bool positive) {
  Matrix x = matrix_new(rows, columns);
  for (size_t i = 0; i < rows * columns; i++)
    x.data[i] = (0.25 + uniform()) * (positive || uniform() < 0.5 ? 1 : -1); /* 0 may be a kink */
  if (!positive || rows != columns) return x;
  Matrix p = matrix_new(rows, rows); /* X'*X + I/2 */
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < rows; j++) {
      double sum = i == j ? 0.5 : 0;
      for (size_t k = 0; k < rows; k++) sum += x.data[k + i * rows] * x.data[k + j * rows];
      p.data[i + j * rows] = sum;
    }
  free(x.data);
  return p;
}

static double size_of(const Matrix *x) {
  double sum = 0;
  for (size_t i = 0; i < x->rows * x->columns; i++) sum += x->data[i] * x->data[i];
  return sqrt(sum);
}

static Value value_of(const Matrix *x) {
  if (x->rows == 1 && x->columns == 1) return value_scalar(x->data[0]);
  Array *a = array_new_matrix(x->rows, x->columns);
  memcpy(a->data, x->data, x->rows * x->columns * sizeof(double));
  return value_array(a);
}

static bool call(Value f, const Matrix *x, Matrix *out) {
  Value arg = value_of(x), r = VALUE_NOTHING;
  Error error = { 0 };
  View v;
  bool good = interp_call(in, f, &arg, 1, &r, &error) && value_view(&r, &v) && !v.complex;
  if (good) {
    *out = matrix_new(view_rows(&v), view_columns(&v));
    memcpy(out->data, v.data, v.count * sizeof(double));
  } else
    tap_note("%s", error.message);
  value_release(arg);
  value_release(r);
  return good;
}

/* The slope of F at X along D, by central differences of fourth order. */
static bool slope(Value f, const Matrix *x, const Matrix *d, double h, Matrix *out) {
  static const double steps[] = { 1, -1, 2, -2 }, weights[] = { 8, -8, -1, 1 };
  Matrix moved = matrix_new(x->rows, x->columns), y;
  *out = (Matrix){ 0 };
  bool good = true;
  for (int s = 0; s < 4 && good; s++) {
    for (size_t i = 0; i < x->rows * x->columns; i++)
      moved.data[i] = x->data[i] + steps[s] * h * d->data[i];
    if (!(good = call(f, &moved, &y))) break;
    if (s == 0) *out = matrix_new(y.rows, y.columns);
    for (size_t i = 0; i < y.rows * y.columns; i++)
      out->data[i] += weights[s] * y.data[i] / (12 * h);
    free(y.data);
  }
  free(moved.data);
  return good;
}

/* The same, in a direction (to *D) along which it does not depend on the step: no kink between. */
static bool smooth_slope(Value f, const Matrix *x, Matrix *d, Matrix *out) {
  for (int attempt = 0; attempt < 20; attempt++) {
    Matrix half = { 0 };
    *d = matrix_random(x->rows, x->columns, false);
    bool good = slope(f, x, d, 1e-3, out) && slope(f, x, d, 4e-4, &half), same = good;
    for (size_t i = 0; same && i < out->rows * out->columns; i++)
      same = fabs(out->data[i] - half.data[i]) <= 1e-8 * (1 + size_of(out));
    free(half.data);
    if (same || !good) return good;
    free(out->data);
    free(d->data);
    *out = *d = (Matrix){ 0 };
  }
  tap_note("no smooth direction");
  return false;
}

/* How far FACTOR times the derivative G is from the slope S along D, against the sizes of both. */
static double distance(const Matrix *g, const Matrix *s, const Matrix *d, bool gradient,
                       double factor) {
  size_t n = d->rows * d->columns, m = s->rows * s->columns;
  double sum = 0;
  for (size_t i = 0; i < m; i++) {
    double product = 0;
    for (size_t k = 0; k < n; k++) product += g->data[gradient ? k : i + k * m] * d->data[k];
    double off = factor * product - s->data[i];
    sum += off * off;
  }
  return sqrt(sum) / (size_of(g) * size_of(d) + 1e-3 * size_of(s) + 1e-4);
}

/* ------------------------------------------------------------------ one draw */

typedef struct Draw {
  Scope *scope;
  Matrix x; /* the point */
  size_t rows, columns;
} Draw;

static size_t size_named(char c, Sizes s) {
  return c == 'm' ? s.m : c == 'n' ? s.n : c == 'k' ? s.k : (size_t)(c - '0');
}

static bool conditions_hold(const char *p, Sizes s) {
  for (; p && *p; p += strspn(p, " ")) {
    if (!(size_named(p[0], s) > size_named(p[2], s))) return false;
    p += 3;
  }
  return true;
}

static void draw_values(const Row *row, Sizes s, Draw *d) {
  d->scope = scope_new();
  d->x.data = NULL;
  char *text = mem_new(strlen(row->sizes) + 1);
  strcpy(text, row->sizes);
  for (char *p = strtok(text, " "); p; p = strtok(NULL, " ")) {
    char *colon = strchr(p, ':');
    if (!colon) {
      Error error = { 0 };
      if (!interp_run(in, d->scope, p, RUN_QUIET, NULL, &error)) tap_note("%s", error.message);
      continue;
    }
    *colon = '\0';
    Matrix x = matrix_random(size_named(colon[1], s), size_named(colon[2], s), colon[3] == '+');
    if (d->x.data) {
      scope_set(d->scope, p, value_of(&x));
      free(x.data);
    } else
      d->x = x;
  }
  free(text);
}

typedef Id Derivative(Algebra *a, Id e, Id symbol);

/* The derivative of F by its parameter as a function; its text to *TEXT. */
static bool differentiate(Value f, const Draw *d, bool declare, Derivative *by, Value *out,
                          Text *text) {
  Algebra a;
  Formula formula;
  algebra_begin(&a, in);
  bool good = formula_read(&a, f, declare ? 0 : SIZE_MAX, (uint32_t)d->x.rows,
                           (uint32_t)d->x.columns, &formula) &&
              formula.parameters[0];
  if (!declare) { /* where the shape is not clear from the function it is declared */
    const Expr *x = good ? expr_at(&a, formula.parameters[0]) : NULL;
    if (!x || (x->rows != d->x.rows && x->rows < SIZE_OPEN) ||
        (x->columns != d->x.columns && x->columns < SIZE_OPEN)) {
      formula_end(&formula);
      algebra_end(&a);
      return differentiate(f, d, true, by, out, text);
    }
  }
  if (good) {
    Id g = by ? by(&a, formula.body, formula.parameters[0]) : formula.body;
    if (!g && !declare) { /* the guess was a column, or a number */
      formula_end(&formula);
      algebra_end(&a);
      return differentiate(f, d, true, by, out, text);
    }
    g = tidy(&a, g);
    good = g && formula_handle(&formula, g, false, out);
    if (good && text) formula_print(&formula, g, false, text);
  }
  if (!good) tap_note("%s", a.error.message);
  formula_end(&formula);
  algebra_end(&a);
  return good;
}

/* Does G fit the slopes of F?  *REFUSED: 1.001 times G does not. */
static bool fits(Value f, Value g, const Draw *d, bool gradient, bool *refused) {
  Matrix value = { 0 }, s = { 0 }, direction = { 0 };
  bool good = call(g, &d->x, &value) && smooth_slope(f, &d->x, &direction, &s);
  *refused = false;
  if (good) {
    size_t inputs = d->x.rows * d->x.columns, outputs = s.rows * s.columns;
    bool shape = gradient ? value.rows == d->x.rows && value.columns == d->x.columns
                          : value.rows == outputs && value.columns == inputs;
    if (!shape) {
      tap_note("it is %zux%zu", value.rows, value.columns);
      good = false;
    } else {
      double off = distance(&value, &s, &direction, gradient, 1);
      good = off < 1e-7;
      if (!good) tap_note("off by %g at %zux%zu", off, d->x.rows, d->x.columns);
      *refused = !(distance(&value, &s, &direction, gradient, 1.001) < 1e-7);
    }
  }
  free(value.data);
  free(s.data);
  free(direction.data);
  return good;
}

static bool check_draw(const Row *row, Sizes s, bool canonical, bool *refused) {
  Draw d;
  draw_values(row, s, &d);
  Value f = VALUE_NOTHING, g = VALUE_NOTHING, h = VALUE_NOTHING, again = VALUE_NOTHING;
  Error error = { 0 };
  Text text = TEXT_EMPTY;
  *refused = false;
  bool good = interp_evaluate(in, d.scope, row->function, &f, &error);
  if (!good) tap_note("%s", error.message);
  bool hessian = strcmp(row->kind, "hessian") == 0, jacobian = strcmp(row->kind, "jacobian") == 0;
  Derivative *by = hessian ? matrix_hessian : jacobian ? matrix_jacobian : matrix_gradient;
  good = good && differentiate(f, &d, !canonical, by, &g, &text);
  if (good && hessian) {
    bool ignored;
    good = differentiate(f, &d, true, matrix_gradient, &h, NULL) &&
           fits(f, h, &d, true, &ignored) && fits(h, g, &d, false, refused);
  } else if (good)
    good = fits(f, g, &d, !jacobian, refused);
  if (good && canonical) {
    if (listing) printf("# %s  %s\n#     %s\n", row->kind, row->function, text_string(&text));
    if (*row->printed && strcmp(row->printed, "-") != 0)
      good = tap_text(text_string(&text), row->printed, "%s of %s", row->kind, row->function);
    Matrix one = { 0 }, two = { 0 }; /* what is printed can be read again */
    bool same = differentiate(g, &d, true, NULL, &again, NULL) && call(g, &d.x, &one) &&
                call(again, &d.x, &two) && one.rows == two.rows && one.columns == two.columns;
    for (size_t i = 0; same && i < one.rows * one.columns; i++)
      same = fabs(one.data[i] - two.data[i]) <= 1e-9 * (1 + size_of(&one));
    if (!same) tap_note("read again it differs: %s", text_string(&text));
    good &= same;
    free(one.data);
    free(two.data);
  }
  if (!good) tap_note("%s: %s", row->function, text_string(&text));
  value_release(f);
  value_release(g);
  value_release(h);
  value_release(again);
  scope_free(d.scope);
  free(d.x.data);
  text_free(&text);
  return good;
}

static size_t random_size(void) {
  return 1 + (size_t)(uniform() * 5);
}

/* 3x2 first, then random sizes, ones among them. */
static bool check_row(const Row *row, bool *refused) {
  bool good = true, ignored;
  *refused = false;
  state = 20; /* the rows do not depend on each other */
  for (const char *p = row->function; *p; p++) state = state * 31 + (unsigned char)*p;
  for (int draw = 0; draw < DRAWS; draw++) {
    Sizes s = { 3, 2, 4 };
    if (draw > 0) s = (Sizes){ random_size(), random_size(), random_size() };
    if (draw == 4) s.m = 1;
    if (draw == 5) s.n = 1;
    if (draw == 6) s = (Sizes){ 1, 1, 1 };
    if (!conditions_hold(row->conditions, s)) continue;
    good &= check_draw(row, s, draw == 0, draw == 0 ? refused : &ignored);
  }
  return good;
}

static void check_table(void) {
  char *text = tap_file("tests/algebra/matrix.tsv");
  size_t rows = 0, refusals = 0;
  char *rest = text;
  for (char *line; (line = strsep(&rest, "\n"));) {
    if (*line == '\0' || *line == '#') continue;
    char *cells[COLUMNS] = { 0 }, *p = line;
    for (int i = 0; i < COLUMNS && p; i++) cells[i] = strsep(&p, "\t");
    Row row = { cells[0], cells[1], cells[2], cells[3] ? cells[3] : "-", cells[4] };
    bool refused;
    tap_ok(check_row(&row, &refused), "%s of %s", row.kind, row.function);
    if (!refused) tap_note("1.001 times the %s of %s passes", row.kind, row.function);
    rows++;
    refusals += refused;
  }
  tap_ok(rows >= LEAST_ROWS, "%zu identities, at least %d", rows, LEAST_ROWS);
  tap_ok(refusals == rows, "derivatives 0.1 percent too large are all refused: %zu of %zu",
         refusals, rows);
  free(text);
}

/* ------------------------------------------------------------------ what is refused */

/* The failure of the derivative of FUNCTION by its first parameter, or "" where there is none. */
static void failure_of(const char *setup, const char *function, Derivative *by, Text *out) {
  Scope *scope = scope_new();
  Error error = { 0 };
  Value f = VALUE_NOTHING;
  if (!interp_run(in, scope, setup, RUN_QUIET, NULL, &error) ||
      !interp_evaluate(in, scope, function, &f, &error))
    text_printf(out, "%s", error.message);
  else {
    Algebra a;
    Formula formula;
    algebra_begin(&a, in);
    if (formula_read(&a, f, SIZE_MAX, 0, 0, &formula))
      tidy(&a, by(&a, formula.body, formula.parameters[0]));
    text_printf(out, "%s", a.error.message);
    formula_end(&formula);
    algebra_end(&a);
  }
  value_release(f);
  scope_free(scope);
}

static void check_refusals(void) {
  static const char matrix[] = "A = [1, 2; 3, 4]; b = [1; 2]; c = [1; 2; 3]; C = [1, 2i; 3, 4];";
  static const struct {
    const char *function;
    Derivative *by;
    const char *says;
  } rows[] = {
    { "@(w) norm(A*w - c)^2", matrix_gradient, "2x1 and 3x1 in a sum or difference" },
    { "@(w) A*w*c", matrix_gradient, "a gradient is of one number" },
    { "@(w) c'*A*w", matrix_gradient, "1x3 times 2x2" },
    { "@(w) norm(C*w)^2", matrix_gradient, "complex" },
    { "@(w) norm(2i*w)^2", matrix_gradient, "complex" },
    { "@(w) A*w", matrix_gradient, "a gradient is of one number, but this function gives 2x1" },
    { "@(w) trace(b*c')*norm(w)", matrix_gradient, "square" },
    { "@(w) det([A, b])*norm(w)", matrix_gradient, "square" },
    { "@(w) norm(A*w*b')", matrix_gradient, "largest singular value" },
    { "@(w) sum(eig(A + w*w'))", matrix_gradient, "eig" },
    { "@(w) sum(sort(A*w))", matrix_gradient, "sort" },
    { "@(w) median(A*w)", matrix_gradient, "median" },
    { "@(w) b'*expm(A)*w", matrix_gradient, "expm" },
    { "@(w) sum(svd(A*w))", matrix_gradient, "svd" },
    { "@(w) sum(diag(A*w, 1)(:))", matrix_gradient, "no derivative rule" },
    { "@(w) sum(softmax(A*w, 1))", matrix_gradient, "no derivative rule" },
    { "@(w) sum(sum(A*w, 3))", matrix_gradient, "no derivative rule" },
    { "@(w) b'*(A*w)(3)", matrix_gradient, "the index 3 is outside 1 to 2" },
    { "@(w) sum((A*w)(0:1))", matrix_gradient, "the index 0 is outside 1 to 2" },
    { "@(w) reshape(A*w, 3, 1)'*c", matrix_gradient, "2x1 cannot be reshaped to 3x1" },
    { "@(w) norm(w(w))", matrix_gradient, "an index that depends on the variable" },
    { "@(w) w(end)*norm(w)", matrix_gradient, "size that is not known" },
    { "@(w) norm([w; 1]) + norm(w')*w(1)", matrix_gradient, "sizes are known" },
    { "@(w) w*A*w'", matrix_hessian, "" },
    { "@(W) trace(W'*A*W)", matrix_hessian, "second derivatives by a matrix" },
    { "@(W) A*W*[1, 1; 2, 2]*b", matrix_jacobian, "slopes by a matrix, here 2x2" },
    { "@(w) A*w*w'", matrix_jacobian, "the slopes of a matrix, here 2x2" },
    { "@(w) (A*diag(A*w))(:)", matrix_jacobian, "no form as a product of matrices" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Text got = TEXT_EMPTY;
    failure_of(matrix, rows[i].function, rows[i].by, &got);
    bool good = *rows[i].says ? strstr(text_string(&got), rows[i].says) != NULL
                              : strcmp(text_string(&got), "") == 0;
    if (!tap_ok(good, "%s: %s", rows[i].function, *rows[i].says ? rows[i].says : "goes"))
      tap_note("%s", text_string(&got));
    text_free(&got);
  }
}

/* ------------------------------------------------------------------ large and deep */

/* The derivative's text after SETUP, and how many milliseconds it took. */
static double timed(const char *setup, const char *function, Derivative *by, Text *out,
                    size_t *parts) {
  Scope *scope = scope_new();
  Error error = { 0 };
  Value f = VALUE_NOTHING;
  if (!interp_run(in, scope, setup, RUN_QUIET, NULL, &error) ||
      !interp_evaluate(in, scope, function, &f, &error))
    tap_note("%s", error.message);
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  Algebra a;
  Formula formula;
  algebra_begin(&a, in);
  if (formula_read(&a, f, SIZE_MAX, 0, 0, &formula)) {
    Id g = tidy(&a, by(&a, formula.body, formula.parameters[0]));
    if (g && expr_size(&a, g, 2000) <= 2000)
      formula_print(&formula, g, false, out);
    else
      text_puts(out, g ? "long" : "refused");
  }
  *parts = a.count;
  formula_end(&formula);
  algebra_end(&a);
  clock_gettime(CLOCK_MONOTONIC, &end);
  value_release(f);
  scope_free(scope);
  return (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) * 1e-6;
}

static void check_large(void) {
  static const char deep[] = "A = [1, 2; 3, 4]; f = @(x) A*x; for k = 1:30, "
                             "f = @(x) f(x).*sin(f(x)) + A*f(x); end";
  static const struct {
    const char *setup, *function;
    Derivative *by;
    const char *text;
    double milliseconds; /* with room for a slow or watched machine */
  } rows[] = {
    { "X = rand(1000, 1000); y = rand(1000, 1);", "@(w) norm(X*w - y)^2 + w'*X'*X*w + y'*X*w",
      matrix_gradient, NULL, 200 },
    { "X = rand(1000, 3); y = rand(1000, 1);", "@(w) norm(X*w - y)^2", matrix_gradient,
      "@(w) 2*X'*(X*w - y)", 200 },
    { deep, "@(x) norm(f(x))^2", matrix_gradient, "long", 5000 },
    { deep, "@(x) f(x)", matrix_jacobian, NULL, 20000 },
    { deep, "@(x) sum(f(x))", matrix_hessian, NULL, 20000 },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Text text = TEXT_EMPTY;
    size_t parts = 0;
    double ms = timed(rows[i].setup, rows[i].function, rows[i].by, &text, &parts);
    tap_note("%.3f ms, %zu parts: %.70s", ms, parts, text_string(&text));
    tap_ok(ms < rows[i].milliseconds && parts <= MAX_EXPRESSIONS, "%s in time", rows[i].function);
    if (rows[i].text) tap_text(text_string(&text), rows[i].text, "%s", rows[i].function);
    text_free(&text);
  }
}

int main(int argc, char **argv) {
  (void)argv;
  listing = argc > 1;
  Registry *registry = library_new();
  in = interp_new(registry, (Host){ 0 });
  check_table();
  check_refusals();
  check_large();
  interp_free(in);
  registry_free(registry);
  return tap_done();
}
