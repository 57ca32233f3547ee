/* textplot_field.c -- grids as characters: half blocks, shades, numbers and level curves.  */

#include "config.h"
#include "plot/plate.h"

#include <math.h>

static double to_index(double value, double first, double last, size_t n) {
  if (n < 2 || first == last) return fabs(value - first) <= 0.5 ? 0 : -1;
  return round((value - first) / (last - first) * (double)(n - 1));
}

/* The value nearest to a place given in parts of the plate (from the upper left); NaN outside. */
static double value_at(const Plate *p, const Grid *g, double across, double down) {
  if (p->panel->x.reversed) across = 1 - across;
  if (!p->panel->y.reversed) down = 1 - down;
  double i = to_index(p->e.x0 + across * (p->e.x1 - p->e.x0), g->x0, g->x1, g->nx);
  double j = to_index(p->e.y0 + down * (p->e.y1 - p->e.y0), g->y0, g->y1, g->ny);
  if (!(i >= 0 && j >= 0 && i < (double)g->nx && j < (double)g->ny)) return NAN;
  return g->z[(size_t)j * g->nx + (size_t)i];
}

static void draw_halves(Plate *p, const Layer *l, double low, double high) {
  for (unsigned y = 0; y < 2 * p->height; y++)
    for (unsigned x = 0; x < p->width; x++) {
      double value = value_at(p, &l->grid, (x + 0.5) / p->width, (y + 0.5) / (2.0 * p->height));
      if (!isfinite(value)) continue;
      canvas_half(p->canvas, p->column + x, 2 * p->line + y,
                  palette_colour(l->palette, THEME_LIGHT, value, low, high));
    }
}

static void draw_shades(Plate *p, const Layer *l, double low, double high) {
  static const char *const ASCII[] = { " ", ".", ":", "-", "=", "+", "*", "#", "%", "@" };
  static const char *const BLOCKS[] = { " ", "░", "▒", "▓", "█" };
  unsigned shades = p->canvas->ascii ? 10 : 5;
  bool flip = l->palette == PALETTE_DEPTH || l->palette == PALETTE_VIRIDIS;
  for (unsigned y = 0; y < p->height; y++)
    for (unsigned x = 0; x < p->width; x++) {
      double value = value_at(p, &l->grid, (x + 0.5) / p->width, (y + 0.5) / p->height);
      if (!isfinite(value)) continue;
      double part = fmin(fmax((value - low) / (high - low), 0), 1);
      unsigned shade = (unsigned)fmin((flip ? 1 - part : part) * shades, shades - 1.0);
      if (shade > 0)
        canvas_shade(p->canvas, p->column + x, p->line + y,
                     p->canvas->ascii ? ASCII[shade] : BLOCKS[shade], (Pen){ .role = ROLE_INK });
    }
}

/* Level curves instead of colours: the borders of classes, or seven heights. */
static void draw_levels(Plate *p, const Layer *l, double low, double high) {
  for (const Layer *k = p->panel->layers; k != NULL; k = k->next)
    if (k->kind == LAYER_CONTOURS) return;
  double levels[7];
  bool classes = l->palette == PALETTE_CLASSES;
  for (int i = 0; i < 7; i++) levels[i] = classes ? i + 0.5 : low + (high - low) * (i + 0.5) / 7;
  Layer lines = *l;
  lines.x = levels;
  lines.count = 7;
  lines.style = (Style){ .role = ROLE_MUTED, .dash = DASH_DOT };
  plate_contours(p, &lines);
}

static void draw_numbers(Plate *p, const Layer *l) {
  const Grid *g = &l->grid;
  double step_x = g->nx > 1 ? (g->x1 - g->x0) / (double)(g->nx - 1) : 1;
  double step_y = g->ny > 1 ? (g->y1 - g->y0) / (double)(g->ny - 1) : 1;
  for (size_t j = 0; j < g->ny; j++)
    for (size_t i = 0; i < g->nx; i++) {
      double dot_x, dot_y, value = g->z[j * g->nx + i];
      if (!isfinite(value) ||
          !plate_dot(p, g->x0 + step_x * (double)i, g->y0 + step_y * (double)j, &dot_x, &dot_y))
        continue;
      Text number = TEXT_EMPTY;
      number_round(&number, value, l->decimals);
      long width = canvas_width(p->canvas, text_string(&number));
      if (dot_x >= 0 && dot_y >= 0 && (double)width < p->width / (double)g->nx)
        canvas_text(p->canvas, p->column + lround(dot_x / 2 - (double)width / 2),
                    p->line + (long)floor(dot_y / 4 + 0.125), text_string(&number),
                    (Pen){ .role = ROLE_INK });
      text_free(&number);
    }
}

/* Between cells that have no colour, where they are large enough for it. */
static void draw_borders(Plate *p, const Layer *l) {
  const Grid *g = &l->grid;
  if (p->panel->axes == AXES_NONE || p->height < 3 * g->ny || p->width < 7 * g->nx) return;
  Pen pen = { .role = ROLE_FAINT, .sign = '.' };
  for (size_t i = 0; i + 1 < g->nx; i++) {
    double x = g->x0 + (g->x1 - g->x0) * ((double)i + 0.5) / (double)(g->nx - 1);
    plate_line(p, x, p->e.y0, x, p->e.y1, pen, DASH_DOT);
  }
  for (size_t j = 0; j + 1 < g->ny; j++) {
    double y = g->y0 + (g->y1 - g->y0) * ((double)j + 0.5) / (double)(g->ny - 1);
    plate_line(p, p->e.x0, y, p->e.x1, y, pen, DASH_DOT);
  }
}

void plate_field(Plate *p, const Layer *l) {
  if (l->grid.nx == 0 || l->grid.ny == 0) return;
  double low, high;
  layer_palette_range(l, &low, &high);
  bool small = l->grid.nx <= 32 && l->grid.ny <= 32 && l->palette != PALETTE_CLASSES;
  if (p->canvas->colours != TEXT_COLOURLESS)
    draw_halves(p, l, low, high);
  else if (!small)
    draw_levels(p, l, low, high);
  else if (l->decimals < 0)
    draw_shades(p, l, low, high);
  else
    draw_borders(p, l);
  if (l->decimals >= 0) draw_numbers(p, l);
}
