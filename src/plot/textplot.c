/* textplot.c -- a figure drawn with characters: panels, axes, names.  */

#include "config.h"
#include "plot/textplot.h"
#include "base/utf8.h"
#include "plot/plate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLORBAR_COLUMNS = 11, LONGEST_END_NAME = 18, LEAST_PANEL = 5 };

typedef struct Box {
  unsigned column, line, width, height;
} Box;

typedef struct AxisTics {
  unsigned count;
  double at[SCALE_MOST_TICS];
  const char *label[SCALE_MOST_TICS];
  Tics own;
} AxisTics;

static const Pen MUTED = { .role = ROLE_MUTED };
static const Pen INK = { .role = ROLE_INK };

static void choose_tics(const Panel *p, char letter, double low, double high, unsigned count,
                        AxisTics *tics) {
  const Axis *axis = letter == 'x' ? &p->x : &p->y;
  count = scale_whole(p, letter, low, high, count);
  tics->count = 0;
  if (axis->no_tics) return;
  scale_tics(low, high, axis->logarithmic, count, &tics->own);
  bool given = axis->tics > 0;
  size_t n = given ? axis->tics : tics->own.count;
  for (size_t i = 0; i < n && tics->count < SCALE_MOST_TICS; i++) {
    double at = given ? axis->at[i] : tics->own.at[i];
    if (!(at >= low - (high - low) * 1e-9 && at <= high + (high - low) * 1e-9)) continue;
    unsigned k = tics->count++;
    tics->at[k] = at;
    if (given && axis->tic_labels == NULL) scale_number(at, at, tics->own.label[k]);
    const char *label = given && axis->tic_labels != NULL ? axis->tic_labels[i]
                        : given                           ? tics->own.label[k]
                                                          : tics->own.label[i];
    tics->label[k] = label != NULL ? label : "";
  }
}

static unsigned widest(const Canvas *c, const AxisTics *tics) {
  unsigned most = 0;
  for (unsigned i = 0; i < tics->count; i++) {
    unsigned width = canvas_width(c, tics->label[i]);
    if (width > most) most = width;
  }
  return most < 14 ? most : 14;
}

static const Layer *find_colorbar(const Panel *p) {
  for (const Layer *l = p->layers; l != NULL; l = l->next)
    if (l->kind == LAYER_FIELD && l->colorbar) return l;
  return NULL;
}

static void draw_colorbar(const Plate *p, const Layer *l) {
  double low, high;
  layer_palette_range(l, &low, &high);
  long column = p->column + (long)p->width + 1;
  for (unsigned y = 0; y < 2 * p->height; y++)
    for (int x = 0; x < 2; x++)
      canvas_half(p->canvas, column + x, 2 * p->line + y,
                  palette_colour(l->palette, THEME_LIGHT,
                                 high - (high - low) * (y + 0.5) / (2.0 * p->height), low, high));
  Tics tics;
  scale_tics(low, high, false, p->height / 4 + 1, &tics);
  for (unsigned i = 0; i < tics.count; i++) {
    double down = (high - tics.at[i]) / (high - low) * (p->height - 1.0);
    canvas_text(p->canvas, column + 3, p->line + lround(down), tics.label[i], MUTED);
  }
}

/* Left, bottom, and their tics; where a mark meets the axis, the axis stays. */
static void draw_axes(const Plate *p, const AxisTics *x, const AxisTics *y, bool numbers_below) {
  Canvas *c = p->canvas;
  long bottom = p->line + (long)p->height, left = p->column - 1;
  for (unsigned i = 0; i < p->height; i++)
    canvas_text(c, left, p->line + i, c->ascii ? "|" : "│", MUTED);
  for (unsigned i = 0; i < p->width; i++)
    canvas_text(c, p->column + i, bottom, c->ascii ? "-" : "─", MUTED);
  canvas_text(c, left, bottom, c->ascii ? "+" : "└", MUTED);
  double dot_x, dot_y;
  for (unsigned i = 0; i < y->count; i++) {
    if (!plate_dot(p, p->panel->x.logarithmic ? p->e.x1 : p->e.x0, y->at[i], &dot_x, &dot_y))
      continue;
    long line = p->line + (long)fmin(floor(dot_y / 4 + 0.125), p->height - 1.0);
    long width = canvas_width(c, y->label[i]);
    canvas_text(c, left, line, c->ascii ? "+" : "┤", MUTED);
    canvas_text(c, left - 1 - width, line, y->label[i], MUTED);
  }
  long taken = left - 2;
  for (unsigned i = 0; i < x->count; i++) {
    unsigned k = p->panel->x.reversed ? x->count - 1 - i : i;
    if (!plate_dot(p, x->at[k], p->panel->y.logarithmic ? p->e.y1 : p->e.y0, &dot_x, &dot_y))
      continue;
    long column = p->column + (long)fmin(floor(dot_x / 2), p->width - 1.0);
    long width = canvas_width(c, x->label[k]), from = column - width / 2;
    if (from + width > (long)c->columns) from = (long)c->columns - width;
    canvas_text(c, column, bottom, c->ascii ? "+" : "┴", MUTED);
    if (from <= taken || !numbers_below) continue;
    canvas_text(c, from, bottom + 1, x->label[k], MUTED);
    taken = from + width;
  }
}

/* The lines x = 0 and y = 0 of a panel of vectors. */
static void draw_origin(const Plate *p) {
  Pen pen = { .role = ROLE_MUTED, .sign = '.' };
  if (p->panel->axes != AXES_ORIGIN) return;
  plate_line(p, p->e.x0, 0, p->e.x1, 0, pen, DASH_SOLID);
  plate_line(p, 0, p->e.y0, 0, p->e.y1, pen, DASH_SOLID);
}

static bool named(const Layer *l) {
  return l->name != NULL && l->name[0] != '\0' && l->kind != LAYER_TEXT;
}

static const char *sample_sign(const Plate *p, const Layer *l, char ascii[4]) {
  bool plain = p->canvas->ascii;
  if (l->kind == LAYER_POINTS || l->kind == LAYER_IMPULSES) return plate_sign(p, l);
  if (l->kind == LAYER_BOXES) return plain ? "#" : "█";
  if (l->kind == LAYER_FILL || l->kind == LAYER_POLYGON)
    return plain ? (l->style.tint > 0.3 ? ":" : "#") : "█";
  if (l->kind == LAYER_ARROWS) return plain ? ">" : "→";
  char sign = plate_pen(p, l).sign;
  snprintf(ascii, 4, "%c%c", sign ? sign : '-', sign ? sign : '-');
  if (plain) return ascii;
  if (p->canvas->colours != TEXT_COLOURLESS) return "──";
  static const char *const LINES[DASH_KINDS] = { "──", "╌╌", "··", "─·", " ·", "─ " };
  return LINES[plate_dash(p, l)];
}

/* The plate counts curves again here, so that samples look like what they name. */
static void draw_legend(Plate *p) {
  if (p->legend.place <= PLACE_ENDS) return;
  bool left = p->legend.place == PLACE_TOP_LEFT || p->legend.place == PLACE_BOTTOM_LEFT;
  bool bottom = p->legend.place == PLACE_BOTTOM_RIGHT || p->legend.place == PLACE_BOTTOM_LEFT;
  unsigned columns = 0;
  for (const Layer *l = p->panel->layers; l != NULL; l = l->next)
    if (named(l) && canvas_width(p->canvas, l->name) > columns)
      columns = canvas_width(p->canvas, l->name);
  long width = (long)columns + 4, line = p->line;
  if (width > (long)p->width) width = (long)p->width;
  if (bottom) line += (long)p->height - (long)p->legend.names;
  if (line < p->line) line = p->line;
  long column = left ? p->column + 1 : p->column + (long)p->width - width - 1;
  p->curves = 0;
  for (const Layer *l = p->panel->layers; l != NULL; l = l->next) {
    char ascii[4];
    if (named(l) && line < p->line + (long)p->height) {
      canvas_blank(p->canvas, column, line, (unsigned)width);
      canvas_text(p->canvas, column, line, sample_sign(p, l, ascii),
                  (Pen){ .role = l->style.role, .tint = l->style.tint * 0.5 });
      canvas_text(p->canvas, column + 3, line++, l->name, INK);
    }
    p->curves += l->kind == LAYER_LINE || l->kind == LAYER_LINE_POINTS || l->kind == LAYER_STEPS;
  }
}

static void draw_end_names(Plate *p) {
  if (p->legend.place != PLACE_ENDS) return;
  for (const Layer *l = p->panel->layers; l != NULL; l = l->next) {
    double x, y, dot_x, dot_y;
    if (!named(l) || !legend_end(p->panel, &p->e, l, &x, &y) || !plate_dot(p, x, y, &dot_x, &dot_y))
      continue;
    long line = p->line + (long)fmin(fmax(floor(dot_y / 4), 0), p->height - 1.0);
    canvas_text(p->canvas, p->column + (long)p->width + 1, line, l->name,
                (Pen){ .role = l->style.role });
  }
}

/* One unit as long in both directions: dots are about as high as wide. */
static void make_equal(Plate *p) {
  double wide = p->e.x1 - p->e.x0, high = p->e.y1 - p->e.y0;
  double unit = fmin(2.0 * p->width / wide, 4.0 * p->height / high);
  unsigned width = (unsigned)fmax(lround(unit * wide / 2), 4);
  unsigned height = (unsigned)fmax(lround(unit * high / 4), 2);
  if (width < p->width) {
    p->column += (p->width - width) / 2;
    p->width = width;
  }
  if (height < p->height) {
    p->line += (p->height - height) / 2;
    p->height = height;
  }
}

static void draw_layers(Plate *p) {
  for (int pass = 0; pass < 3; pass++)
    for (const Layer *l = p->panel->layers; l != NULL; l = l->next) {
      int turn = l->kind == LAYER_FIELD ? 0 : l->kind == LAYER_TEXT ? 2 : 1;
      if (turn == pass) plate_layer(p, l);
    }
}

/* A title takes a second line where it is too wide for one. */
static unsigned title_lines(const Canvas *c, const char *title, unsigned width) {
  return title[0] == '\0' ? 0 : title[canvas_break(c, title, width)] == '\0' ? 1 : 2;
}

/* TEXT, cut with dots behind it where it is too wide even so. */
static char *shortened(const Canvas *c, const char *text, unsigned width) {
  static const char DOTS[] = "…";
  char *cut = mem_copy_string(text);
  size_t len = strlen(cut);
  while (canvas_width(c, cut) > width && len > 0) {
    do len--;
    while (len > 0 && (text[len] & 0xC0) == 0x80);
    free(cut);
    Text shorter = TEXT_EMPTY;
    text_append(&shorter, text, len);
    text_puts(&shorter, DOTS);
    cut = mem_copy_string(text_string(&shorter));
    text_free(&shorter);
  }
  return cut;
}

static void draw_title(Canvas *c, const char *title, long column, long line, unsigned width) {
  size_t split = canvas_break(c, title, width);
  char *parts[] = { mem_copy_bytes(title, split), mem_copy_string(title + split) };
  for (int i = 0; i < 2; i++) {
    char *part = shortened(c, parts[i] + (parts[i][0] == ' '), width);
    unsigned own = canvas_width(c, part);
    canvas_text(c, column + (width > own ? (width - own) / 2 : 0), line + i, part, INK);
    free(part);
    free(parts[i]);
  }
}

/* Does the name of the y axis fit beside the title? */
static bool fits_beside(const Canvas *c, const Panel *p, unsigned width) {
  if (title_lines(c, p->title, width) > 1) return false;
  unsigned title = canvas_width(c, p->title), label = canvas_width(c, p->y.label);
  return label == 0 || (width > title && label + 2 <= (width - title) / 2);
}

/* The lines above the panels of a row: all begin at the same height. */
static unsigned heading_lines(const Canvas *c, const Panel *of, unsigned width) {
  const Figure *f = of->figure;
  unsigned lines = 0, first = (unsigned)(of - f->panels) / f->columns * f->columns;
  for (unsigned i = first; i < first + f->columns; i++) {
    const Panel *p = &f->panels[i];
    unsigned own = title_lines(c, p->title, width) + (p->y.label[0] != '\0');
    if (own == 2 && p->title[0] != '\0' && fits_beside(c, p, width)) own = 1;
    if (own > lines) lines = own;
  }
  return lines;
}

/* The title in the middle of the first line; the name of the y axis at its left, or below. */
static unsigned draw_heading(Canvas *c, const Panel *p, Box box) {
  unsigned room = box.width - (p->figure->columns > 1); /* titles side by side keep apart */
  unsigned lines = heading_lines(c, p, room);
  draw_title(c, p->title, box.column, box.line, room);
  if (p->y.label[0] != '\0') canvas_text(c, box.column, box.line + lines - 1, p->y.label, MUTED);
  return lines;
}

static bool in_space(const Panel *p) {
  for (const Layer *l = p->layers; l != NULL; l = l->next)
    if (l->kind == LAYER_SURFACE || l->kind == LAYER_PATH) return true;
  return false;
}

static void draw_space(Canvas *c, const Panel *p, Box box) {
  unsigned room = box.width - (p->figure->columns > 1);
  unsigned top = title_lines(c, p->title, room);
  draw_title(c, p->title, box.column, box.line, room);
  Plate plate = { .canvas = c, .panel = p, .e = panel_extent(p), .column = box.column };
  plate.line = box.line + top;
  plate.width = box.width;
  plate.height = box.height > top + 3 ? box.height - top - 2 : 2;
  plate_space(&plate);
}

/* Where lines are few, panels with the same x axis share the numbers of the lowest. */
static bool shares_axis(const Panel *p, const Extent *e, unsigned height) {
  enum { FEW = 7 };
  const Figure *f = p->figure;
  unsigned next = (unsigned)(p - f->panels) + f->columns;
  if (height >= FEW || next >= f->rows * f->columns || f->panels[next].layers == NULL) return false;
  Extent under = panel_extent(&f->panels[next]);
  return under.x0 == e->x0 && under.x1 == e->x1 && f->panels[next].axes == p->axes;
}

static void draw_panel(Canvas *c, const Panel *p, Box box) {
  if (in_space(p)) {
    draw_space(c, p, box);
    return;
  }
  Plate plate = { .canvas = c, .panel = p, .e = panel_extent(p) };
  bool bare = p->axes == AXES_NONE;
  unsigned top = draw_heading(c, p, box);
  unsigned below = bare ? 0
                   : shares_axis(p, &plate.e, box.height)
                       ? 1
                       : 2 + (p->x.label[0] != '\0' && box.height >= 9);
  plate.height = box.height > top + below + 2 ? box.height - top - below : 2;
  AxisTics x, y;
  choose_tics(p, 'y', plate.e.y0, plate.e.y1, plate.height / 4 + 1, &y);
  unsigned left = bare ? 1 : widest(c, &y) + 2, right = 1;
  const Layer *bar = c->colours != TEXT_COLOURLESS ? find_colorbar(p) : NULL;
  plate.width = box.width > left + 12 ? box.width - left : 12;
  plate.legend = legend_layout(p, &plate.e, 1.2 / plate.height, 1.0 / plate.width,
                               p->figure->columns == 1 ? LONGEST_END_NAME : 0);
  if (plate.legend.place == PLACE_ENDS)
    for (const Layer *l = p->layers; l != NULL; l = l->next)
      if (named(l) && canvas_width(c, l->name) + 2 > right) right = canvas_width(c, l->name) + 2;
  if (bar != NULL) right = COLORBAR_COLUMNS;
  plate.width = box.width > left + right + 10 ? box.width - left - right : 10;
  plate.column = box.column + left;
  plate.line = box.line + top;
  if (p->equal) make_equal(&plate);
  choose_tics(p, 'x', plate.e.x0, plate.e.x1, plate.width / 10 + 1, &x);
  draw_origin(&plate);
  draw_layers(&plate);
  if (!bare) draw_axes(&plate, &x, &y, below > 1);
  draw_legend(&plate);
  draw_end_names(&plate);
  if (bar != NULL) draw_colorbar(&plate, bar);
  if (below == 3) {
    unsigned label = canvas_width(c, p->x.label);
    long at = plate.column + ((long)plate.width - (long)label) / 2;
    canvas_text(c, at > 0 ? at : 0, plate.line + (long)plate.height + 2, p->x.label, MUTED);
  }
}

static unsigned within(unsigned n, unsigned low, unsigned high) {
  return n < low ? low : n > high ? high : n;
}

void textplot_render(const Figure *f, const TextTarget *target, Text *out) {
  unsigned columns = within(target->columns, TEXTPLOT_LEAST_COLUMNS, TEXTPLOT_MOST);
  unsigned lines = within(target->lines, TEXTPLOT_LEAST_LINES, TEXTPLOT_MOST);
  Canvas measure = { .ascii = target->ascii };
  unsigned top = title_lines(&measure, f->title, columns);
  /* Every row of panels needs a few lines, even when the picture gets longer for it. */
  if ((lines - top) / f->rows < LEAST_PANEL) lines = top + LEAST_PANEL * f->rows;
  Canvas c = canvas_new(columns, lines, target->ascii, target->colours);
  draw_title(&c, f->title, 0, 0, columns);
  for (unsigned i = 0; i < f->rows * f->columns; i++) {
    if (!figure_has_panel(f, i)) continue;
    const Panel *p = &f->panels[i];
    unsigned width = columns / f->columns, height = (lines - top) / f->rows;
    Box box = { .width = p->wide * width, .height = p->high * height };
    box.column = i % f->columns * width;
    box.line = top + i / f->columns * height;
    draw_panel(&c, p, box);
  }
  canvas_write(&c, out);
  canvas_free(&c);
}
