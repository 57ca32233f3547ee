/* words.c -- a figure in one line of words, when its maker gave none.  */

#include "config.h"
#include "plot/scale.h"

#include <math.h>

static const char *kind_words(LayerKind kind) {
  switch (kind) {
  case LAYER_LINE: return "a curve";
  case LAYER_POINTS: return "points";
  case LAYER_LINE_POINTS: return "points joined by lines";
  case LAYER_STEPS: return "steps";
  case LAYER_IMPULSES: return "sticks";
  case LAYER_BOXES: return "bars";
  case LAYER_FILL: return "a shaded area";
  case LAYER_POLYGON: return "a shaded shape";
  case LAYER_ARROWS: return "arrows";
  case LAYER_SEGMENTS: return "line segments";
  case LAYER_FIELD: return "a coloured field";
  case LAYER_CONTOURS: return "level curves";
  case LAYER_SURFACE: return "a surface";
  case LAYER_PATH: return "a path in space";
  case LAYER_TEXT:
  case LAYER_ACROSS:
  case LAYER_UPRIGHT: break;
  }
  return NULL;
}

/* "rises from 1 at 0 to 9 at 2", "lowest -1 at 4.71, highest 1 at 1.57". */
static void describe_course(const Layer *l, Text *out) {
  const Axis *y_axis = &l->panel->y;
  size_t first = l->count, last = 0, low = 0, high = 0, n = 0;
  bool up = true, down = true, beyond = false;
  for (size_t i = 0; i < l->count; i++) {
    if (!isfinite(l->x[i]) || !isfinite(l->y[i])) continue;
    if (l->y[i] < y_axis->low || l->y[i] > y_axis->high) { /* beyond the picture */
      beyond = true;
      continue;
    }
    if (n++ == 0) {
      first = last = low = high = i;
      continue;
    }
    up &= l->y[i] >= l->y[last];
    down &= l->y[i] <= l->y[last];
    if (l->y[i] < l->y[low]) low = i;
    if (l->y[i] > l->y[high]) high = i;
    last = i;
  }
  if (n == 0) {
    text_puts(out, " without a number to show");
    return;
  }
  if (l->y[low] == l->y[high]) {
    text_printf(out, " at the height %.4g", l->y[low]);
  } else if (up || down) {
    text_printf(out, " %s from %.4g at %.4g to %.4g at %.4g", up ? "rising" : "falling",
                l->y[first], l->x[first], l->y[last], l->x[last]);
  } else {
    text_printf(out, ", lowest %.4g at %.4g, highest %.4g at %.4g", l->y[low], l->x[low],
                l->y[high], l->x[high]);
  }
  if (beyond) text_puts(out, ", and beyond the picture");
}

static bool has_course(LayerKind kind) {
  return kind == LAYER_LINE || kind == LAYER_LINE_POINTS || kind == LAYER_STEPS ||
         kind == LAYER_IMPULSES;
}

/* Layers in words: curves each, unnamed ones of another kind once. */
static void describe_layers(const Panel *p, Text *out) {
  unsigned said = 0, seen = 0;
  for (const Layer *l = p->layers; l != NULL; l = l->next) {
    const char *kind = kind_words(l->kind);
    bool course = has_course(l->kind) && l->count > 1;
    if (kind == NULL || (l->name == NULL && !course && (seen & 1u << l->kind) != 0)) continue;
    if (said++ == 8) {
      text_puts(out, " and more");
      return;
    }
    text_puts(out, said == 1 ? "" : "; ");
    if (l->kind == LAYER_POINTS) text_printf(out, "%zu ", l->count);
    text_puts(out, l->kind == LAYER_POINTS && l->count == 1 ? "point" : kind);
    if (l->name != NULL && l->name[0] != '\0') text_printf(out, " \"%s\"", l->name);
    if (course) describe_course(l, out);
    if (l->name == NULL && !course) seen |= 1u << l->kind;
  }
  if (said == 0) text_puts(out, "nothing");
}

static void describe_axis(const Axis *axis, const char *letter, double low, double high,
                          Text *out) {
  text_printf(out, "; %s from %.4g to %.4g%s", axis->label[0] != '\0' ? axis->label : letter, low,
              high, axis->logarithmic ? " (log scale)" : "");
}

static void describe_panel(const Panel *p, Text *out) {
  if (p->words[0] != '\0') {
    text_puts(out, p->words);
    return;
  }
  if (p->title[0] != '\0') text_printf(out, "%s: ", p->title);
  describe_layers(p, out);
  if (p->axes == AXES_NONE) return;
  Extent e = panel_reach(p);
  describe_axis(&p->x, "x", e.x0, e.x1, out);
  describe_axis(&p->y, "y", e.y0, e.y1, out);
}

static void one_line(Text *t, size_t from) {
  for (size_t i = from; i < t->len; i++)
    if ((unsigned char)t->data[i] < 0x20 || t->data[i] == 0x7f) t->data[i] = ' ';
}

void figure_describe(const Figure *f, Text *out) {
  size_t from = out->len;
  if (f->words[0] != '\0') {
    text_puts(out, f->words);
    one_line(out, from);
    return;
  }
  if (f->title[0] != '\0') text_printf(out, "%s. ", f->title);
  unsigned said = 0;
  for (unsigned i = 0; i < f->rows * f->columns; i++) {
    const Panel *p = &f->panels[i];
    if (p->layers == NULL && f->rows * f->columns > 1) continue;
    if (said++ > 0) text_puts(out, " | ");
    describe_panel(p, out);
  }
  one_line(out, from);
}
