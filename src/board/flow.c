/* flow.c -- what becomes of an input in a small net, layer by layer.  */

#include "config.h"
#include "board/flow.h"
#include "board/numerals.h"
#include "lang/operate.h"
#include "value/callable.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { THUMBNAIL = 24 };

/* One line of the table: a layer and what it gives. */
typedef struct Layer {
  const char *name, *shape, *range, *thumbnail, *remark;
} Layer;

static const char *shape_text(Steps *s, Value v) {
  Text t = TEXT_EMPTY;
  for (size_t d = 0; d < value_rank(v); d++)
    text_printf(&t, "%s%zu", d ? "×" : "", value_size(v, d));
  return steps_keep(s, &t);
}

static const char *range_text(Steps *s, const View *v) {
  double low = INFINITY, high = -INFINITY;
  for (size_t k = 0; k < v->count; k++) {
    low = fmin(low, v->data[k]);
    high = fmax(high, v->data[k]);
  }
  if (v->complex || !(low <= high)) return "—";
  if (low == high) return steps_digits(s, low, 3);
  return steps_printf(s, "%s … %s", steps_digits(s, low, 3), steps_digits(s, high, 3));
}

/* The entries in reading order, as many as fit, each as high as it is large. */
static const char *thumbnail(Steps *s, const View *v, const BoardStyle *style) {
  static const char *const bars[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
  static const char *const plain[] = { ".", ":", "-", "=", "+", "*", "#", "@" };
  double low = INFINITY, high = -INFINITY;
  size_t rows = v->rank > 0 ? v->dims[0] : 0, count = v->count < rows ? v->count : rows;
  if (rows == 1) count = v->count; /* a row of outputs: all of them */
  for (size_t k = 0; k < count; k++) {
    if (!isfinite(v->data[k])) continue;
    low = fmin(low, v->data[k]);
    high = fmax(high, v->data[k]);
  }
  Text t = TEXT_EMPTY;
  size_t cells = count < THUMBNAIL ? count : THUMBNAIL;
  for (size_t c = 0; c < cells; c++) {
    size_t from = c * count / cells, to = (c + 1) * count / cells;
    double sum = 0;
    for (size_t k = from; k < to; k++) sum += v->data[k];
    double mean = sum / (double)(to - from), share = high > low ? (mean - low) / (high - low) : 0.5;
    if (!isfinite(mean)) {
      text_putc(&t, '!');
      continue;
    }
    int level = (int)fmin(7, fmax(0, floor(share * 8)));
    text_puts(&t, (style->utf8 ? bars : plain)[level]);
  }
  return steps_keep(s, &t);
}

/* What a reader should notice. */
static const char *remark_on(Steps *s, const View *v, bool after_function) {
  size_t zeros = 0, odd = 0;
  for (size_t k = 0; k < v->count; k++) {
    zeros += v->data[k] == 0;
    odd += !isfinite(v->data[k]);
  }
  if (v->complex) return "complex";
  if (odd > 0) return steps_printf(s, "%zu not finite", odd);
  if (after_function && v->count > 0 && zeros * 10 >= v->count)
    return steps_printf(s, "%.0f %% are 0", 100.0 * (double)zeros / (double)v->count);
  return "";
}

static Layer layer_of(Steps *s, const char *name, Value v, const BoardStyle *style, bool function) {
  View view;
  if (!value_view(&v, &view)) view = (View){ .count = 0 };
  return (Layer){ .name = name,
                  .shape = shape_text(s, v),
                  .range = range_text(s, &view),
                  .thumbnail = thumbnail(s, &view, style),
                  .remark = remark_on(s, &view, function) };
}

static const char *function_name(Steps *s, Value f) {
  Text t = TEXT_EMPTY;
  f.function->class->show(f.function, &t);
  const char *text = steps_keep(s, &t);
  return *text == '@' && strchr(text, '(') == NULL ? text + 1 : text;
}

/* The output of layer K for X, owned; its name to *NAME. */
static Value apply_layer(Call *call, Steps *s, Value layer, size_t k, Value x, const char **name,
                         bool *function) {
  Operation how = { .error = NULL };
  Error error = { .kind = ERROR_NONE };
  Value y = VALUE_FAILED;
  how.error = &error;
  *function = layer.kind == VALUE_FUNCTION;
  if (*function) {
    *name = function_name(s, layer);
    Value result;
    if (call_function(call, layer, &x, 1, &result, 1)) return result;
    if (!call_alive(call) && call_take_failure(call, &error))
      call_fail_at(call, 0, error.kind, "layer %zu, %.40s: %.120s", k, *name, error.message);
    return VALUE_FAILED;
  }
  if (!value_is_numeric(layer) || value_rank(layer) != 2) {
    call_fail_at(call, 0, ERROR_TYPE, "layer %zu is neither a matrix nor a function", k);
    return VALUE_FAILED;
  }
  size_t rows = value_size(layer, 0), columns = value_size(layer, 1), arrive = value_size(x, 0);
  bool added = columns == 1 && rows == arrive && !(rows == 1 && k == 1);
  *name = added ? "+ b" : steps_printf(s, "matrix %zu×%zu", rows, columns);
  if (!added && columns == 1 && columns != arrive && rows > 1) {
    call_fail_at(call, 0, ERROR_SHAPE, "layer %zu would add %zu numbers, but %zu arrive", k, rows,
                 arrive);
    return VALUE_FAILED;
  }
  if (!added && columns != arrive) {
    call_fail_at(call, 0, ERROR_SHAPE,
                 "layer %zu is %zux%zu and takes %zu number%s, but %zu arrive%s", k, rows, columns,
                 columns, columns == 1 ? "" : "s", arrive, arrive == 1 ? "s" : "");
    if (rows == arrive) call_hint(call, "did you mean its transpose?");
    return VALUE_FAILED;
  }
  y = operate_binary(&how, added ? OPERATE_ADD : OPERATE_MATRIX_TIMES, added ? x : layer,
                     added ? layer : x);
  if (y.kind == VALUE_ERROR) call_fail_as(call, &error);
  return y;
}

static size_t columns_of(const char *text) {
  size_t n = 0;
  for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
  return n;
}

static void put_padded(Text *t, const char *text, size_t width) {
  text_puts(t, text);
  size_t here = columns_of(text);
  text_repeat(t, " ", width > here ? width - here : 0);
}

enum { COLUMNS = 4, LONGEST_NAME = 40, LONGEST_NARROW = 14 };

/* A long formula is cut. */
static const char *brief(Steps *s, const char *name, const BoardStyle *style) {
  size_t most = style->plain                        ? SIZE_MAX
                : style->width && style->width < 60 ? LONGEST_NARROW
                                                    : LONGEST_NAME;
  if (columns_of(name) <= most) return name;
  return steps_printf(s, "%.*s…", (int)most - 1, name);
}

/* Widths of the columns, GAP apart; the whole width is answered. */
static size_t measure(const Layer *layers, size_t count, size_t gap, size_t widths[COLUMNS]) {
  size_t remark = 0, sum = 2;
  for (size_t i = 0; i < COLUMNS; i++) widths[i] = 0;
  for (size_t k = 0; k < count; k++) {
    const char *texts[COLUMNS] = { layers[k].name, layers[k].shape, layers[k].range,
                                   layers[k].thumbnail };
    for (size_t i = 0; i < COLUMNS; i++)
      if (columns_of(texts[i]) > widths[i]) widths[i] = columns_of(texts[i]);
    if (columns_of(layers[k].remark) > remark) remark = columns_of(layers[k].remark);
  }
  for (size_t i = 0; i < COLUMNS; i++) sum += widths[i] + (i > 0 ? gap : 0);
  return sum + (remark > 0 ? gap + remark : 0);
}

/* A line of the table; where it does not fit, the picture and the remark stand below. */
static void put_layer(const Layer *l, bool first, const size_t widths[COLUMNS], size_t gap,
                      bool broken, Text *t) {
  text_puts(t, first ? "  " : "▼ ");
  put_padded(t, l->name, widths[0] + gap);
  put_padded(t, l->shape, widths[1] + gap);
  if (broken) {
    text_printf(t, "%s\n  ", l->range);
    if (!first) t->len -= 2;
    if (!first) text_puts(t, "│ ");
    text_puts(t, "  ");
    put_padded(t, l->thumbnail, *l->remark ? columns_of(l->thumbnail) + 2 : 0);
  } else {
    put_padded(t, l->range, widths[2] + gap);
    put_padded(t, l->thumbnail, *l->remark ? widths[3] + gap : 0);
  }
  text_printf(t, "%s\n", l->remark);
}

static void put_styled(const Text *t, const BoardStyle *style, Text *out) {
  if (style->utf8)
    text_append(out, text_string(t), t->len);
  else
    render_signs(style, text_string(t), t->len, out);
}

/* BATCH: the input has several columns, and the pictures show the first. */
static void print_table(Layer *layers, size_t count, bool batch, const BoardStyle *style,
                        Text *out) {
  size_t widths[COLUMNS], gap = 3, room = style->width ? style->width : 80;
  Text t = TEXT_EMPTY;
  if (style->plain) {
    for (size_t k = 0; k < count; k++) {
      const Layer *l = &layers[k];
      text_printf(&t, "%s: shape %s, range %s%s%s\n", l->name, l->shape, l->range,
                  *l->remark ? ", " : "", l->remark);
    }
  } else {
    Layer head = { "layer", "shape", "range", batch ? "first column" : "output", "" };
    size_t rows = count + 1;
    Layer *all = mem_new(rows * sizeof *all);
    all[0] = head;
    memcpy(all + 1, layers, count * sizeof *all);
    if (measure(all, rows, gap, widths) > room) gap = 1;
    bool broken = measure(all, rows, gap, widths) > room;
    if (broken) all[0].thumbnail = "";
    for (size_t k = 0; k < rows; k++)
      if (k == 0 && broken) {
        put_padded(&t, "  layer", widths[0] + 2 + gap);
        put_padded(&t, "shape", widths[1] + gap);
        text_puts(&t, "range\n");
      } else
        put_layer(&all[k], k < 2, widths, gap, broken, &t);
    free(all);
  }
  put_styled(&t, style, out);
  text_free(&t);
}

bool flow_render(Call *call, Value model, Value x, const BoardStyle *style, Text *out,
                 Value *result) {
  const Cell *cell = model.cell;
  Steps words;
  steps_begin(&words, true);
  Layer *layers = arena_new(&words.arena, (cell->count + 1) * sizeof *layers);
  Value now = value_retain(x);
  bool good = true, function = false;
  if (cell->count == 0) {
    call_fail_at(call, 0, ERROR_SHAPE, "this model has no layers");
    call_hint(call, "a model is a cell, such as {W1, b1, @relu, W2}");
    good = false;
  }
  layers[0] = layer_of(&words, "x", now, style, false);
  for (size_t k = 0; good && k < cell->count; k++) {
    const char *name = "";
    Value next = apply_layer(call, &words, cell->items[k], k + 1, now, &name, &function);
    value_release(now);
    now = next;
    good = next.kind != VALUE_ERROR && call_alive(call);
    if (good) layers[k + 1] = layer_of(&words, name, now, style, function);
  }
  for (size_t k = 0; good && k <= cell->count; k++)
    layers[k].name = brief(&words, layers[k].name, style);
  if (good)
    print_table(layers, cell->count + 1, value_size(x, 0) > 1 && value_size(x, 1) > 1, style, out);
  if (!good) value_release(now);
  *result = good ? now : VALUE_NOTHING;
  steps_end(&words);
  return good;
}
