/* plate.c -- from data coordinates to dots and cells.  */

#include "config.h"
#include "plot/plate.h"
#include "base/memory.h"
#include "plot/thin.h"

#include <math.h>
#include <stdlib.h>

Pen plate_pen(const Plate *p, const Layer *l) {
  static const char SIGNS[] = "*+ox#%=&";
  Pen pen = { l->style.role, l->style.tint, 0 };
  unsigned curves = 0;
  for (const Layer *k = p->panel->layers; k != NULL; k = k->next)
    curves += k->kind <= LAYER_STEPS && k->kind != LAYER_POINTS;
  if (curves > 1 && l->kind <= LAYER_STEPS) pen.sign = SIGNS[p->curves % 8];
  if (l->style.dash == DASH_DOT || l->style.dash == DASH_LONG) pen.sign = '.';
  return pen;
}

static bool is_curve(const Layer *l) {
  return l->kind == LAYER_LINE || l->kind == LAYER_LINE_POINTS || l->kind == LAYER_STEPS;
}

/* Given dashes are kept, but of two named curves with the same ones the second gets others; the
   solid ones take what is left, in this order. */
Dash plate_dash(const Plate *p, const Layer *l) {
  static const int ORDER[] = {
    DASH_SOLID, DASH_LONG, DASH_DOT, DASH_MIXED, DASH_SPARSE, DASH_WIDE
  };
  enum { MANY = 6 };
  bool given[DASH_KINDS] = { false }, named[DASH_KINDS] = { false };
  unsigned solid = 0, next = 0, count = 0;
  Dash left[DASH_KINDS];
  if (p->canvas->colours != TEXT_COLOURLESS || p->canvas->ascii || !is_curve(l))
    return l->style.dash;
  for (const Layer *k = p->panel->layers; k != NULL; k = k->next) {
    if (is_curve(k)) given[k->style.dash] = true;
    solid += is_curve(k) && k->style.dash == DASH_SOLID;
  }
  if (l->name == NULL && (solid > MANY || p->panel->axes == AXES_NONE)) return l->style.dash;
  for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
    if (ORDER[i] == DASH_SOLID || !given[ORDER[i]]) left[count++] = (Dash)ORDER[i];
  for (const Layer *k = p->panel->layers; k != NULL; k = k->next) {
    if (!is_curve(k)) continue;
    bool own = k->style.dash != DASH_SOLID && !(k->name != NULL && named[k->style.dash]);
    named[k->style.dash] |= k->name != NULL;
    Dash dash = own ? k->style.dash : left[next++ % count];
    if (k == l) return dash;
  }
  return l->style.dash;
}

bool plate_dot(const Plate *p, double x, double y, double *dot_x, double *dot_y) {
  double fx = axis_part(&p->panel->x, p->e.x0, p->e.x1, x);
  double fy = axis_part(&p->panel->y, p->e.y0, p->e.y1, y);
  if (p->panel->x.reversed) fx = 1 - fx;
  if (!p->panel->y.reversed) fy = 1 - fy;
  *dot_x = fx * (2.0 * p->width - 1);
  *dot_y = fy * (4.0 * p->height - 1);
  return isfinite(*dot_x) && isfinite(*dot_y);
}

/* Cut the stretch a .. b to 0 .. most in one coordinate; false when nothing is left. */
static bool cut(double from, double to, double most, double *begin, double *end) {
  double change = to - from;
  if (change == 0) return from >= 0 && from <= most;
  double t0 = (0 - from) / change, t1 = (most - from) / change;
  *begin = fmax(*begin, fmin(t0, t1));
  *end = fmin(*end, fmax(t0, t1));
  return *begin <= *end;
}

/* Bit k of ON: the dot k of each PERIOD is drawn. */
static const struct {
  unsigned period, on;
} DASHES[DASH_KINDS] = {
  [DASH_LONG] = { 6, 0x07 },   [DASH_DOT] = { 3, 0x01 },   [DASH_MIXED] = { 10, 0x9F },
  [DASH_SPARSE] = { 6, 0x01 }, [DASH_WIDE] = { 12, 0xFF },
};

void plate_stroke(const Plate *p, double ax, double ay, double bx, double by, Pen pen, Dash dash) {
  double begin = 0, end = 1;
  if (!cut(ax, bx, 2.0 * p->width - 0.51, &begin, &end)) return;
  if (!cut(ay, by, 4.0 * p->height - 0.51, &begin, &end)) return;
  double dx = bx - ax, dy = by - ay;
  bx = ax + dx * end;
  by = ay + dy * end;
  ax += dx * begin;
  ay += dy * begin;
  int steps = (int)ceil(fmax(fabs(bx - ax), fabs(by - ay)));
  bool flat = fabs(bx - ax) >= fabs(by - ay);
  for (int i = 0; i <= steps; i++) {
    double t = steps > 0 ? (double)i / steps : 0;
    long x = lround(ax + (bx - ax) * t), y = lround(ay + (by - ay) * t);
    long phase = flat ? x : y;
    if (DASHES[dash].period > 0 && !(DASHES[dash].on >> phase % DASHES[dash].period & 1)) continue;
    canvas_dot(p->canvas, 2 * p->column + x, 4 * p->line + y, pen);
  }
}

void plate_line(const Plate *p, double x0, double y0, double x1, double y1, Pen pen, Dash dash) {
  double ax, ay, bx, by;
  if (plate_dot(p, x0, y0, &ax, &ay) && plate_dot(p, x1, y1, &bx, &by))
    plate_stroke(p, ax, ay, bx, by, pen, dash);
}

const char *marker_sign(Marker marker, bool ascii) {
  static const char *const SIGNS[MARKER_COUNT] = { "●", "▲", "■", "◆", "×", "+", "○" };
  static const char *const ASCII[MARKER_COUNT] = { "o", "A", "#", "%", "x", "+", "O" };
  return ascii ? ASCII[marker] : SIGNS[marker];
}

bool plate_crowded(const Plate *p, const Layer *l) {
  enum { MOST_SIGNS = 150, FEW = 60 };
  if (l->count > MOST_SIGNS) return true;
  if (l->style.size > 0 && l->style.size < SMALL_MARK && l->count > p->height) return true;
  bool plain = l->style.marker == MARKER_DISC && l->kind == LAYER_POINTS;
  return plain && l->count > FEW && l->count * 5 > (size_t)p->width * p->height;
}

static const char *speck(const Plate *p) {
  return p->canvas->ascii ? "." : "·";
}

const char *plate_sign(const Plate *p, const Layer *l) {
  if (p->panel->axes == AXES_NONE && l->kind == LAYER_POINTS && plate_crowded(p, l))
    return speck(p);
  return marker_sign(l->style.marker, p->canvas->ascii);
}

static bool cell_of(const Plate *p, double x, double y, long *column, long *line) {
  double dot_x, dot_y;
  if (!plate_dot(p, x, y, &dot_x, &dot_y)) return false;
  if (dot_x < -0.5 || dot_y < -0.5 || dot_x > 2.0 * p->width || dot_y > 4.0 * p->height)
    return false;
  *column = p->column + (long)fmin(fmax(floor(dot_x / 2), 0), p->width - 1.0);
  *line = p->line + (long)fmin(fmax(floor(dot_y / 4), 0), p->height - 1.0);
  return true;
}

void plate_mark(const Plate *p, double x, double y, Marker marker, Pen pen) {
  long column, line;
  if (!cell_of(p, x, y, &column, &line)) return;
  canvas_clear(p->canvas, column, line, 1);
  canvas_text(p->canvas, column, line, marker_sign(marker, p->canvas->ascii), pen);
}

void plate_speck(const Plate *p, double x, double y, Pen pen) {
  long column, line;
  if (cell_of(p, x, y, &column, &line) && !canvas_has_text(p->canvas, column, line, 1))
    canvas_text(p->canvas, column, line, speck(p), pen);
}

/* One line of text at this line or near it, where there is room; a blank between it and other text
   is worth a small move. */
static void put_free(const Plate *p, long column, long line, const char *text, Pen pen) {
  static const int MOVES[] = { 0, -1, 1, 0, -1, 1, -2, 2, -3, 3 };
  enum { APART = 3 }; /* so many tries */
  unsigned width = canvas_width(p->canvas, text);
  for (unsigned i = 0; i < sizeof MOVES / sizeof *MOVES; i++) {
    long at = line + MOVES[i], room = i < APART ? 1 : 0;
    if (at < p->line || at >= p->line + (long)p->height) continue;
    if (canvas_has_text(p->canvas, column - room, at, width + 2 * (unsigned)room)) continue;
    canvas_clear(p->canvas, column, at, width);
    canvas_unshade(p->canvas, column - 1, at, width + 2);
    canvas_text(p->canvas, column, at, text, pen);
    return;
  }
}

void plate_text(const Plate *p, double x, double y, const char *text, Anchor anchor, Pen pen) {
  enum { LEAST_LINE = 20, INDENT = 2 };
  long column, line, screen = (long)p->canvas->columns;
  if (!cell_of(p, x, y, &column, &line)) return;
  long width = canvas_width(p->canvas, text);
  if (anchor == ANCHOR_LEFT) column += 2;
  if (anchor == ANCHOR_CENTER) column -= width / 2, line--;
  if (anchor == ANCHOR_RIGHT) column -= width + 1;
  bool long_text = width > screen - p->column && column + LEAST_LINE <= screen && column >= 0;
  size_t split = long_text ? canvas_break(p->canvas, text, (unsigned)(screen - column)) : 0;
  if (long_text && text[split] != '\0') {
    char *first = mem_copy_bytes(text, split);
    put_free(p, column, line, first, pen);
    put_free(p, column + INDENT, line + 1, text + split + 1, pen);
    free(first);
    return;
  }
  if (column > screen - width) column = screen - width;
  if (column < p->column) column = screen - width < p->column ? screen - width : p->column;
  put_free(p, column > 0 ? column : 0, line, text, pen);
}
