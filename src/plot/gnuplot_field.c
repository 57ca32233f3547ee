/* gnuplot_field.c -- grids for gnuplot: images and surfaces.  */

#include "config.h"
#include "plot/gnuplot_layer.h"

#include <math.h>

enum { MOST_TEXT_CELLS = 1000, MOST_SIDE = 1000, MOST_SURFACE_SIDE = 121 };

static void put_palette(Script *s, const Layer *l) {
  uint32_t stops[PALETTE_MOST_STOPS];
  unsigned count = palette_stops(l->palette, s->theme, stops);
  text_puts(s->out, "set palette defined (");
  for (unsigned i = 0; i < count; i++)
    text_printf(s->out, "%s%u \"#%06X\"", i > 0 ? ", " : "", i, stops[i]);
  bool classes = l->palette == PALETTE_CLASSES;
  text_printf(s->out, ") maxcolors %u\n", classes ? count : 0);
  double low, high;
  layer_palette_range(l, &low, &high);
  if (classes) {
    low = 0;
    high = count - 1;
  }
  text_puts(s->out, "set cbrange [");
  number_put(s->out, low);
  text_puts(s->out, ":");
  number_put(s->out, high);
  text_puts(s->out, "]\n");
  if (!l->colorbar) {
    text_puts(s->out, "unset colorbox\n");
    return;
  }
  text_puts(s->out, "set colorbox noborder\nset cblabel ");
  script_quote(s, s->out, l->colorbar_label != NULL ? l->colorbar_label : "");
  text_printf(s->out, " textcolor rgb 0x%06X\nset cbtics scale 0 textcolor rgb 0x%06X\n",
              role_colour(ROLE_INK, s->theme), role_colour(ROLE_MUTED, s->theme));
}

/* A smaller grid for display: every STRIDE-th value, the first and (nearly) the last included. */
typedef struct View {
  const Grid *grid;
  size_t stride_x, stride_y, nx, ny;
  double dx, dy;
} View;

static View view_grid(const Grid *g, size_t most) {
  View v = { .grid = g };
  v.stride_x = (g->nx + most - 1) / most;
  v.stride_y = (g->ny + most - 1) / most;
  v.nx = (g->nx + v.stride_x - 1) / v.stride_x;
  v.ny = (g->ny + v.stride_y - 1) / v.stride_y;
  v.dx = g->nx > 1 ? (g->x1 - g->x0) / (double)(g->nx - 1) * (double)v.stride_x : 1;
  v.dy = g->ny > 1 ? (g->y1 - g->y0) / (double)(g->ny - 1) * (double)v.stride_y : 1;
  return v;
}

static double view_value(const View *v, size_t i, size_t j) {
  return v->grid->z[j * v->stride_y * v->grid->nx + i * v->stride_x];
}

static void put_geometry(Script *s, const View *v) {
  text_puts(&s->plot, " using (");
  number_put(&s->plot, v->grid->x0);
  text_puts(&s->plot, "+");
  number_put(&s->plot, v->dx);
  text_puts(&s->plot, "*$1):(");
  number_put(&s->plot, v->grid->y0);
  text_puts(&s->plot, "+");
  number_put(&s->plot, v->dy);
  text_puts(&s->plot, "*$2):3");
}

static void put_block(Script *s, const View *v) {
  text_printf(s->out, "$d%u << EOD\n", ++s->blocks);
  for (size_t j = 0; j < v->ny; j++) {
    for (size_t i = 0; i < v->nx; i++) {
      if (i > 0) text_putc(s->out, ' ');
      number_put(s->out, view_value(v, i, j));
    }
    text_putc(s->out, '\n');
  }
  text_puts(s->out, "EOD\n");
  if (s->plot.len > 0) text_puts(&s->plot, ", ");
  text_printf(&s->plot, "$d%u matrix", s->blocks);
  put_geometry(s, v);
}

static void put_bytes(Script *s, const View *v) {
  if (s->plot.len > 0) text_puts(&s->plot, ", ");
  text_printf(&s->plot, "'-' binary array=(%zu,%zu) format='%%double' dx=", v->nx, v->ny);
  number_put(&s->plot, v->dx);
  text_puts(&s->plot, " dy=");
  number_put(&s->plot, v->dy);
  text_puts(&s->plot, " origin=(");
  number_put(&s->plot, v->grid->x0);
  text_puts(&s->plot, ",");
  number_put(&s->plot, v->grid->y0);
  text_puts(&s->plot, s->in_space ? ",0)" : ")");
  text_puts(&s->plot, s->in_space ? " using 1" : "");
  for (size_t j = 0; j < v->ny; j++)
    for (size_t i = 0; i < v->nx; i++) {
      double value = view_value(v, i, j);
      if (!isfinite(value)) value = NAN;
      text_append(&s->bytes, (const char *)&value, sizeof value);
    }
}

static void put_grid(Script *s, const View *v) {
  if (v->nx * v->ny > MOST_TEXT_CELLS && !s->target->text_only)
    put_bytes(s, v);
  else
    put_block(s, v);
}

static void put_cell_numbers(Script *s, const Layer *l, const View *v) {
  double low, high;
  layer_palette_range(l, &low, &high);
  for (size_t j = 0; j < v->ny; j++)
    for (size_t i = 0; i < v->nx; i++) {
      double value = view_value(v, i, j);
      if (!isfinite(value)) continue;
      uint32_t under = palette_colour(l->palette, s->theme, value, low, high);
      Text number = TEXT_EMPTY;
      number_round(&number, value, l->decimals);
      text_printf(s->out, "set label %u ", ++s->labels);
      script_quote(s, s->out, text_string(&number));
      text_puts(s->out, " at ");
      number_put(s->out, v->grid->x0 + v->dx * (double)i);
      text_puts(s->out, ",");
      number_put(s->out, v->grid->y0 + v->dy * (double)j);
      text_printf(s->out, " center front textcolor rgb 0x%06X\n",
                  colour_is_light(under) ? 0x222222 : 0xFFFFFF);
      text_free(&number);
    }
}

/* White lines between the cells of a small matrix. */
static void put_cell_lines(Script *s, const View *v) {
  for (size_t i = 1; i < v->nx + v->ny - 1; i++) {
    bool upright = i < v->nx;
    double at = upright ? v->grid->x0 + v->dx * ((double)i - 0.5)
                        : v->grid->y0 + v->dy * ((double)(i - v->nx) + 0.5);
    text_printf(s->out, "set arrow %u from ", ++s->arrows);
    for (int end = 0; end < 2; end++) {
      if (end == 1) text_puts(s->out, " to ");
      if (!upright) text_printf(s->out, "graph %d, first ", end);
      number_put(s->out, at);
      if (upright) text_printf(s->out, ", graph %d", end);
    }
    text_printf(s->out, " nohead front lw 2 lc rgb 0x%06X\n", role_colour(ROLE_PAPER, s->theme));
  }
}

void script_field(Script *s, const Layer *l) {
  if (l->grid.nx == 0 || l->grid.ny == 0) return;
  View v = view_grid(&l->grid, MOST_SIDE);
  put_palette(s, l);
  put_grid(s, &v);
  bool small = v.nx <= 32 && v.ny <= 32;
  text_puts(&s->plot, small ? " with image pixels" : " with image");
  if (l->decimals < 0 || !small) return;
  put_cell_lines(s, &v);
  put_cell_numbers(s, l, &v);
}

void script_surface(Script *s, const Layer *l) {
  if (l->grid.nx < 2 || l->grid.ny < 2) return;
  View v = view_grid(&l->grid, MOST_SURFACE_SIDE);
  put_palette(s, l);
  text_printf(s->out, "set pm3d scansautomatic border lc rgb 0x%sFFFFFF lw 0.3\n",
              v.nx * v.ny > 5000 ? "BB" : "66");
  put_grid(s, &v);
  text_puts(&s->plot, " with pm3d");
}
