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

/* Layers in words: named ones each, unnamed ones of a kind once. */
static void describe_layers(const Panel *p, Text *out) {
  unsigned said = 0, seen = 0;
  for (const Layer *l = p->layers; l != NULL; l = l->next) {
    const char *kind = kind_words(l->kind);
    if (kind == NULL || (l->name == NULL && (seen & 1u << l->kind) != 0)) continue;
    if (said++ == 8) {
      text_puts(out, " and more");
      return;
    }
    text_puts(out, said == 1 ? "" : ", ");
    text_puts(out, kind);
    if (l->name != NULL && l->name[0] != '\0') text_printf(out, " \"%s\"", l->name);
    if (l->name == NULL) seen |= 1u << l->kind;
  }
  if (said == 0) text_puts(out, "nothing");
}

static void describe_axis(const Axis *axis, const char *letter, double low, double high,
                          Text *out) {
  text_printf(out, "; %s from %.4g to %.4g%s", axis->label[0] != '\0' ? axis->label : letter, low,
              high, axis->logarithmic ? " (log scale)" : "");
}

static void describe_panel(const Panel *p, Text *out) {
  if (p->title[0] != '\0') text_printf(out, "%s: ", p->title);
  describe_layers(p, out);
  if (p->axes == AXES_NONE) return;
  Extent e = panel_extent(p);
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
