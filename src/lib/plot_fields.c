/* plot_fields.c -- functions of two variables: level curves, surfaces, matrices in colour.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/plotting.h"

#include <math.h>
#include <string.h>

enum { CONTOUR_SIDE = 101, SURFACE_SIDE = 41, MOST_LEVELS = 40, MOST_NUMBERED = 12 };

/* What contour and surf are given, as a grid. */
typedef struct Terrain {
  Grid grid;
  Text x, y, formula; /* names */
  size_t used;        /* arguments read */
} Terrain;

static void terrain_free(Terrain *t) {
  text_free(&t->x);
  text_free(&t->y);
  text_free(&t->formula);
}

static bool terrain_of_function(Work *w, size_t side, Terrain *t) {
  Call *call = w->call;
  double x0 = -3, x1 = 3, y0 = -3, y1 = 3;
  Value f = call->args[0];
  int arity = function_arity(f);
  t->used = 1;
  if (arity > 2 || arity == 0) {
    call_fail_at(call, 0, ERROR_TYPE,
                 "the function must take two numbers or one vector of two, but it takes %d", arity);
    return false;
  }
  if (call_given(call, 1) && !value_is_string(call->args[1]) && value_count(call->args[1]) != 1) {
    if (!plotting_range(call, 1, &x0, &x1)) return false;
    y0 = x0, y1 = x1;
    t->used = 2;
    if (call_given(call, 2) && !value_is_string(call->args[2]) && value_count(call->args[2]) != 1) {
      if (!plotting_range(call, 2, &y0, &y1)) return false;
      t->used = 3;
    }
  }
  double room[2];
  Objective o = plotting_plane(call, f, room);
  double *z = plotting_grid(w, &o, side, x0, x1, y0, y1);
  if (!z) return false;
  t->grid = (Grid){ side, side, x0, x1, y0, y1, z };
  plotting_parameter(f, 0, "x", &t->x);
  if (o.separate)
    plotting_parameter(f, 1, "y", &t->y);
  else
    text_printf(&t->y, "%s(2)", text_string(&t->x)), text_puts(&t->x, "(1)");
  plotting_formula(f, "f", &t->formula);
  return true;
}

/* The places of columns or rows, from a vector or a meshgrid; they must be even. */
static bool places(Call *call, size_t i, bool rows, const View *z, double *first, double *last) {
  View v = call_view(call, i);
  size_t n = rows ? view_rows(z) : view_columns(z), stride = 1;
  if (v.count == z->count && z->count != n) stride = rows ? 1 : view_rows(z);
  if (v.complex || (v.count != n && v.count != z->count)) {
    call_fail_at(call, i, ERROR_SHAPE, "Z has %zu %s, but there are %zu places for them", n,
                 rows ? "rows" : "columns", v.count);
    call_hint(call, "make the places with [X, Y] = meshgrid(x, y)");
    return false;
  }
  *first = v.data[0];
  *last = v.data[(n - 1) * stride];
  for (size_t k = 0; k < n; k++) {
    double even = *first + (*last - *first) * (double)k / (double)(n - 1);
    if (fabs(v.data[k * stride] - even) <= 1e-6 * fabs(*last - *first) && *first != *last) continue;
    call_fail_at(call, i, ERROR_DOMAIN, "the places must be evenly spaced");
    call_hint(call, "linspace(a, b, n) makes such numbers");
    return false;
  }
  return true;
}

static bool terrain_of_numbers(Work *w, Terrain *t) {
  Call *call = w->call;
  bool placed = call->count >= 3 && value_is_numeric(call->args[1]) &&
                value_is_numeric(call->args[2]) && value_count(call->args[1]) > 1;
  size_t at = placed ? 2 : 0;
  View z = call_view(call, at);
  size_t rows = z.rank == 2 ? view_rows(&z) : 0, columns = z.rank == 2 ? view_columns(&z) : 0;
  if (rows < 2 || columns < 2 || z.complex || z.element == ELEMENT_CHAR) {
    call_fail_at(
        call, at, ERROR_SHAPE,
        "a function or a matrix of heights with at least 2 rows and 2 columns belongs here");
    return false;
  }
  double x0 = 1, x1 = (double)columns, y0 = 1, y1 = (double)rows;
  if (placed && !places(call, 0, false, &z, &x0, &x1)) return false;
  if (placed && !places(call, 1, true, &z, &y0, &y1)) return false;
  double *copy = work_numbers(w, z.count);
  if (!copy) return false;
  for (size_t j = 0; j < rows; j++)
    for (size_t i = 0; i < columns; i++) {
      double height = z.data[i * rows + j];
      copy[j * columns + i] = isfinite(height) ? height : NAN;
    }
  t->grid = (Grid){ columns, rows, x0, x1, y0, y1, copy };
  t->used = at + 1;
  text_puts(&t->x, "x");
  text_puts(&t->y, "y");
  return true;
}

static bool terrain_read(Work *w, size_t side, Terrain *t) {
  *t = (Terrain){ .used = 0 };
  bool read = w->call->args[0].kind == VALUE_FUNCTION ? terrain_of_function(w, side, t)
                                                      : terrain_of_numbers(w, t);
  double low, high;
  if (read && !plotting_reach(t->grid.z, t->grid.nx * t->grid.ny, &low, &high)) {
    call_fail_at(w->call, 0, ERROR_DOMAIN, "there is no real value anywhere in this range");
    read = false;
  }
  if (!read) terrain_free(t);
  return read;
}

static void terrain_place(const Grid *g, size_t k, double *x, double *y) {
  *x = g->x0 + (g->x1 - g->x0) * (double)(k % g->nx) / (double)(g->nx - 1);
  *y = g->y0 + (g->y1 - g->y0) * (double)(k / g->nx) / (double)(g->ny - 1);
}

static void terrain_words(Figure *f, const Terrain *t, const char *what) {
  const Grid *g = &t->grid;
  size_t low = 0, high = 0, n = g->nx * g->ny;
  double lx, ly, hx, hy;
  for (size_t k = 1; k < n; k++) {
    if (!(g->z[k] >= g->z[low])) low = k;
    if (!(g->z[k] <= g->z[high])) high = k;
  }
  for (size_t k = 0; k < n; k++) { /* the first may have been NaN */
    if (g->z[k] < g->z[low] || isnan(g->z[low])) low = k;
    if (g->z[k] > g->z[high] || isnan(g->z[high])) high = k;
  }
  terrain_place(g, low, &lx, &ly);
  terrain_place(g, high, &hx, &hy);
  figure_words(f,
               "%s over %s from %s to %s and %s from %s to %s: lowest %s near (%s, %s), highest %s "
               "near (%s, %s).",
               what, text_string(&t->x), number_plain(g->x0).text, number_plain(g->x1).text,
               text_string(&t->y), number_plain(g->y0).text, number_plain(g->y1).text,
               number_plain(g->z[low]).text, number_plain(lx).text, number_plain(ly).text,
               number_plain(g->z[high]).text, number_plain(hx).text, number_plain(hy).text);
}

static Figure *terrain_figure(const Terrain *t, Panel **panel) {
  Figure *f = figure_new(1, 1);
  *panel = figure_panel(f, 0, 0);
  panel_labels(*panel, text_string(&t->x), text_string(&t->y));
  if (t->formula.len > 0) panel_title(*panel, "%s", text_string(&t->formula));
  return f;
}

/* Heights between those of a small matrix, so that it looks like a land and not like tiles.  The
   given ones stay where they are. */
static bool terrain_refine(Work *w, Terrain *t) {
  const Grid g = t->grid;
  size_t most = g.nx > g.ny ? g.nx : g.ny, times = CONTOUR_SIDE / most;
  if (times < 2) return true;
  size_t nx = (g.nx - 1) * times + 1, ny = (g.ny - 1) * times + 1;
  double *z = work_numbers(w, nx * ny);
  if (!z) return false;
  for (size_t j = 0; j < ny; j++)
    for (size_t i = 0; i < nx; i++) {
      size_t column = i / times, row = j / times;
      double right = (double)(i % times) / (double)times, up = (double)(j % times) / (double)times;
      const double *corner = &g.z[row * g.nx + column];
      double low = corner[0], high = up > 0 ? corner[g.nx] : low;
      if (right > 0) {
        low += right * (corner[1] - low);
        high = up > 0 ? high + right * (corner[g.nx + 1] - high) : low;
      }
      z[j * nx + i] = low + up * (high - low);
    }
  t->grid = (Grid){ nx, ny, g.x0, g.x1, g.y0, g.y1, z };
  return true;
}

static Value call_contour(Call *call) {
  Work w = work_begin(call);
  Terrain t;
  double levels[MOST_LEVELS + 2], low, high;
  size_t count;
  if (!terrain_read(&w, CONTOUR_SIDE, &t)) return work_done(&w, VALUE_FAILED);
  if (!terrain_refine(&w, &t)) goto failed;
  const Grid *g = &t.grid;
  plotting_reach(g->z, g->nx * g->ny, &low, &high);
  count = plotting_levels(low, high, 10, levels);
  Value given = call_given(call, t.used) ? call->args[t.used] : VALUE_NOTHING;
  if (value_is_numeric(given) && value_count(given) == 1) {
    long wanted;
    if (!call_integer(call, t.used, 1, MOST_LEVELS, &wanted)) goto failed;
    count = (size_t)wanted;
    for (size_t i = 0; i < count; i++)
      levels[i] = low + (high - low) * ((double)i + 1) / (double)(count + 1);
  } else if (value_is_numeric(given)) {
    View v = call_view(call, t.used);
    count = v.count < MOST_LEVELS ? v.count : MOST_LEVELS;
    memcpy(levels, v.data, count * sizeof *levels);
  }
  Panel *p;
  Figure *f = terrain_figure(&t, &p);
  layer_colorbar(panel_field(p, *g, PALETTE_DEPTH), NULL);
  panel_contours(p, *g, levels, count, (Style){ .role = ROLE_PAPER, .width = 1.2 });
  double wide = g->x1 - g->x0, tall = g->y1 - g->y0;
  if (wide <= 3 * tall && tall <= 3 * wide) panel_equal(p);
  panel_xrange(p, g->x0, g->x1);
  panel_yrange(p, g->y0, g->y1);
  Text what = TEXT_EMPTY;
  text_printf(&what, "%zu level curves", count);
  terrain_words(f, &t, text_string(&what));
  text_free(&what);
  terrain_free(&t);
  return work_done(&w, plotting_show(call, f));
failed:
  terrain_free(&t);
  return work_done(&w, VALUE_FAILED);
}

static Value call_surf(Call *call) {
  Work w = work_begin(call);
  Terrain t;
  if (!terrain_read(&w, SURFACE_SIDE, &t)) return work_done(&w, VALUE_FAILED);
  Panel *p;
  Figure *f = terrain_figure(&t, &p);
  panel_surface(p, t.grid, PALETTE_VIRIDIS);
  terrain_words(f, &t, "A surface");
  terrain_free(&t);
  return work_done(&w, plotting_show(call, f));
}

/* ------------------------------------------------------------------ matrices in colour */

static int decimals_for(const double *z, size_t n) {
  for (int decimals = 0; decimals < 2; decimals++) {
    bool enough = true;
    for (size_t i = 0; enough && i < n; i++) {
      double scaled = z[i] * pow(10, decimals);
      enough = !isfinite(z[i]) || fabs(scaled - round(scaled)) < 1e-9 * fmax(1, fabs(scaled));
    }
    if (enough) return decimals;
  }
  return 2;
}

static Value call_imagesc(Call *call) {
  if (!numeric_is_real(call, 0) || !numeric_is_matrix(call, 0)) return VALUE_FAILED;
  Work w = work_begin(call);
  View v = call_view(call, 0);
  size_t rows = view_rows(&v), columns = view_columns(&v);
  double *z = work_numbers(&w, v.count + 1), low, high;
  if (!z) return work_done(&w, VALUE_FAILED);
  if (!plotting_reach(v.data, v.count, &low, &high)) {
    call_fail_at(call, 0, ERROR_SHAPE, "there are no numbers to show");
    return work_done(&w, VALUE_FAILED);
  }
  for (size_t j = 0; j < rows; j++)
    for (size_t i = 0; i < columns; i++) z[j * columns + i] = v.data[i * rows + j];
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Grid g = { columns, rows, 1, (double)columns, 1, (double)rows, z };
  Layer *l = panel_field(p, g, low < 0 && high > 0 ? PALETTE_DIVERGING : PALETTE_HEAT);
  bool numbered = rows <= MOST_NUMBERED && columns <= MOST_NUMBERED;
  if (numbered)
    layer_numbers(l, decimals_for(v.data, v.count));
  else
    layer_colorbar(l, NULL);
  double at[MOST_NUMBERED];
  for (size_t i = 0; i < MOST_NUMBERED; i++) at[i] = (double)(i + 1);
  if (numbered) {
    panel_xtics(p, at, NULL, columns);
    panel_ytics(p, at, NULL, rows);
  }
  panel_down(p);
  panel_labels(p, "column", "row");
  panel_title(p, "%zu × %zu matrix", rows, columns);
  if (rows <= 3 * columns && columns <= 3 * rows) panel_equal(p);
  size_t a = 0, b = 0;
  for (size_t k = 0; k < v.count; k++) {
    if (v.data[k] < v.data[a] || isnan(v.data[a])) a = k;
    if (v.data[k] > v.data[b] || isnan(v.data[b])) b = k;
  }
  figure_words(f,
               "A %zux%zu matrix in colour: smallest %s in row %zu, column %zu; largest %s in row "
               "%zu, column %zu.",
               rows, columns, number_plain(v.data[a]).text, a % rows + 1, a / rows + 1,
               number_plain(v.data[b]).text, b % rows + 1, b / rows + 1);
  return work_done(&w, plotting_show(call, f));
}

const Builtin plot_fields_family[] = {
  { .name = "contour",
    .signature = "f: any, more?: any... -> any",
    .call = call_contour,
    .summary =
        "Draws curves of equal height on a coloured map, valleys dark: contour(f, [x0 x1], [y0 "
        "y1]) for a function of two numbers or of one vector; contour(Z) or contour(X, Y, Z) for "
        "a matrix of heights. Last may come the number of levels, or the levels.",
    .numpy = "matplotlib.pyplot.contourf(X, Y, Z)",
    .see = "surf gdpath meshgrid grad",
    .examples = { { "contour(@(x, y) x^2 + y^2, [-1 1], [-1 1]); 1", "1" },
                  { "contour([1 2 3; 2 3 4; 3 4 5]); 1", "1" },
                  { "contour(@(x) x, [1 1])", "error: contour: a range is two" } } },
  { .name = "contourf",
    .signature = "f: any, more?: any... -> any",
    .call = call_contour,
    .summary = "Draws a coloured map with level curves: another name of contour.",
    .numpy = "matplotlib.pyplot.contourf(X, Y, Z)",
    .see = "contour",
    .examples = { { "contourf([1 2; 2 3]); 1", "1" } } },
  { .name = "surf",
    .signature = "f: any, more?: any... -> any",
    .call = call_surf,
    .summary = "Draws a surface in perspective: surf(f, [x0 x1], [y0 y1]) for a function of two "
               "numbers or of one vector; surf(Z) or surf(X, Y, Z) for a matrix of heights.",
    .numpy = "ax.plot_surface(X, Y, Z)",
    .see = "contour meshgrid",
    .examples = { { "surf(@(x, y) x^2 - y^2, [-1 1]); 1", "1" } } },
  { .name = "mesh",
    .signature = "f: any, more?: any... -> any",
    .call = call_surf,
    .summary = "Draws a surface in perspective: another name of surf.",
    .numpy = "ax.plot_wireframe(X, Y, Z)",
    .see = "surf",
    .examples = { { "mesh([1 2; 2 3]); 1", "1" } } },
  { .name = "imagesc",
    .signature = "A: array -> any",
    .call = call_imagesc,
    .summary = "Draws a matrix as coloured cells, with the numbers in them up to 12 rows and "
               "columns. With numbers of both signs, blue is negative and red positive.",
    .numpy = "matplotlib.pyplot.imshow(A)",
    .see = "contour corr",
    .examples = { { "imagesc([1 2; 3 4]); 1", "1" } } },
  { 0 }
};
