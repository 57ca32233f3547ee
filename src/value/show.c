/* show.c -- values as Octave prints them: names, blocks, columns, nesting.  */

#include "config.h"
#include "value/show.h"
#include "base/memory.h"
#include "value/callable.h"
#include "value/cell.h"
#include "value/layout.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 60, GAP = 2, STANDARD_WIDTH = 80 };

typedef struct Printer {
  const ShowOptions *options;
  Text *out;
  unsigned depth;
} Printer;

static void indent(const Printer *p, size_t by) {
  text_repeat(p->out, " ", by);
}

static void put_dims(size_t rank, const size_t *dims, Text *out) {
  for (size_t i = 0; i < rank; i++) text_printf(out, i ? "x%zu" : "%zu", dims[i]);
}

/* ------------------------------------------------------------------ matrices */

/* One page of numbers: ROWS x COLUMNS from DATA. */
typedef struct Page {
  const double *data;
  size_t rows, columns;
  bool complex, logical, range, diagonal;
} Page;

static void put_entry(const Printer *p, const Page *page, const Layout *l, int width, size_t i) {
  bool beside = page->diagonal && i % page->rows != i / page->rows;
  if (page->complex && beside) {
    indent(p, GAP + (size_t)layout_complex_width(l) - 1);
    text_putc(p->out, '0');
  } else if (page->complex) {
    indent(p, GAP);
    layout_put_complex(l, page->data[2 * i], page->data[2 * i + 1], p->out);
  } else
    layout_put(l, page->data[i], width, p->out);
}

static void put_heading(const Printer *p, size_t first, size_t last, size_t by) {
  indent(p, by);
  if (first + 1 == last)
    text_printf(p->out, " Column %zu:\n\n", last);
  else if (first + 2 == last)
    text_printf(p->out, " Columns %zu and %zu:\n\n", first + 1, last);
  else
    text_printf(p->out, " Columns %zu through %zu:\n\n", first + 1, last);
}

/* The rows, split into groups of columns that fit the width; each group ends with an empty line
   when there is more than one. */
static void put_page(const Printer *p, const Page *page, size_t by) {
  size_t count = page->rows * page->columns;
  Layout l = layout_choose(page->data, count, page->complex, false, p->options);
  int width = page->logical ? 1 : l.width + (page->range && !l.whole && !l.rational ? 1 : 0);
  if (page->logical) l = (Layout){ .whole = true, .width = 1 };
  width += GAP;
  size_t total = p->options->width ? p->options->width : STANDARD_WIDTH;
  if (!page->range && total > by) total -= by; /* as Octave does */
  /* Octave counts one column more for complex numbers than it prints. */
  size_t each = page->complex ? (size_t)layout_complex_width(&l) + GAP + 1 : (size_t)width;
  size_t fit = total / each > 0 ? total / each : 1;
  bool split = page->columns > fit;
  if (page->diagonal) text_puts(p->out, "Diagonal Matrix\n\n");
  for (size_t first = 0; first < page->columns; first += fit) {
    size_t last = first + fit < page->columns ? first + fit : page->columns;
    if (split) put_heading(p, first, last, by);
    for (size_t r = 0; r < page->rows; r++) {
      indent(p, by);
      for (size_t c = first; c < last; c++) put_entry(p, page, &l, width, r + c * page->rows);
      text_putc(p->out, '\n');
    }
    if (split && last < page->columns) text_putc(p->out, '\n');
  }
}

/* What is printed ends at a NUL, so that is shown as a blank. */
static void put_character(double code, Text *out) {
  char c = (char)(unsigned char)code;
  text_putc(out, c ? c : ' ');
}

/* As in Octave, rows of characters are not indented inside of cells and records. */
static void put_text_rows(const Printer *p, const Array *a, const double *data) {
  size_t rows = a->dims[0], columns = a->dims[1];
  for (size_t r = 0; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) put_character(data[r + c * rows], p->out);
    text_putc(p->out, '\n');
  }
}

static Page page_of(const Array *a, const double *data) {
  return (Page){ .data = data,
                 .rows = a->dims[0],
                 .columns = a->dims[1],
                 .complex = a->complex,
                 .logical = a->element == ELEMENT_LOGICAL,
                 .range = a->range,
                 .diagonal = a->diagonal };
}

static void put_rows(const Printer *p, const Array *a, const double *data, size_t by) {
  Page page = page_of(a, data);
  if (a->element == ELEMENT_CHAR)
    put_text_rows(p, a, data);
  else
    put_page(p, &page, by);
}

/* A scalar, complex number, text or empty value behind its name, without a newline. */
static bool put_on_line(const Printer *p, Value v) {
  if (v.kind == VALUE_LOGICAL)
    text_puts(p->out, v.scalar != 0 ? "1" : "0");
  else if (v.kind == VALUE_SCALAR) {
    Layout l = layout_choose(&v.scalar, 1, false, true, p->options);
    layout_put(&l, v.scalar, 0, p->out);
  } else if (v.kind == VALUE_ARRAY) {
    const Array *a = v.array;
    bool text = a->element == ELEMENT_CHAR;
    if (text && a->rank == 2 && (a->dims[0] == 1 || (a->dims[0] == 0 && a->dims[1] == 0)))
      for (size_t k = 0; k < a->count; k++) put_character(a->data[k], p->out);
    else if (a->count == 0) {
      text_puts(p->out, "[](");
      put_dims(a->rank, a->dims, p->out);
      text_putc(p->out, ')');
    } else if (a->count == 1 && a->rank == 2) {
      Layout l = layout_choose(a->data, 1, a->complex, true, p->options);
      if (a->complex)
        layout_put_complex(&l, a->data[0], a->data[1], p->out);
      else
        layout_put(&l, a->data[0], 0, p->out);
    } else
      return false;
  } else if (value_is_cell(v) && v.cell->count == 0) {
    text_puts(p->out, "{}(");
    put_dims(v.cell->rank, v.cell->dims, p->out);
    text_putc(p->out, ')');
  } else
    return false;
  return true;
}

static void put_named(Printer *p, const char *name, Value v, size_t by);

/* COUNT complex numbers without their imaginary parts, when these are all zero; else NULL. */
static double *real_parts(const double *pairs, size_t count) {
  for (size_t k = 0; k < count; k++)
    if (pairs[2 * k + 1] != 0) return NULL;
  double *parts = mem_new((count + 1) * sizeof *parts);
  for (size_t k = 0; k < count; k++) parts[k] = pairs[2 * k];
  return parts;
}

/* ans(:,:,k) = ... for every page of an array of rank 3 or more. */
static void put_pages(Printer *p, const Array *a, size_t by) {
  size_t step = a->dims[0] * a->dims[1], at[MAX_RANK] = { 0 };
  for (size_t offset = 0; offset < a->count; offset += step) {
    Text label = TEXT_EMPTY;
    text_puts(&label, "ans(:,:");
    for (size_t d = 2; d < a->rank; d++) text_printf(&label, ",%zu", at[d] + 1);
    text_putc(&label, ')');
    const double *data = a->data + offset * (a->complex ? 2 : 1);
    double *parts = a->complex ? real_parts(data, step) : NULL;
    bool complex = a->complex && !parts;
    if (parts) data = parts;
    if (step == 1) {
      Layout l = layout_choose(data, 1, complex, true, p->options);
      indent(p, by);
      text_printf(p->out, "%s = ", text_string(&label));
      if (complex)
        layout_put_complex(&l, data[0], data[1], p->out);
      else
        layout_put(&l, data[0], 0, p->out);
      text_putc(p->out, '\n');
    } else {
      indent(p, by);
      text_printf(p->out, "%s =\n\n", text_string(&label));
      Page page = page_of(a, data);
      page.complex = complex;
      if (a->element == ELEMENT_CHAR)
        put_text_rows(p, a, data);
      else
        put_page(p, &page, by);
      text_putc(p->out, '\n');
    }
    text_free(&label);
    free(parts);
    for (size_t d = 2; d < a->rank && ++at[d] == a->dims[d]; d++) at[d] = 0;
  }
  if (step == 1) text_putc(p->out, '\n');
}

/* ------------------------------------------------------------------ cells and records */

static void put_items(Printer *p, const Cell *c, size_t by) {
  indent(p, by);
  text_puts(p->out, "{\n");
  if (p->depth >= DEEPEST) {
    indent(p, by + 2);
    text_puts(p->out, "...\n");
  } else {
    p->depth++;
    size_t rows = c->dims[0], columns = rows ? c->count / rows : 0;
    for (size_t j = 0; j < columns; j++)
      for (size_t i = 0; i < rows; i++) {
        char name[64];
        Text label = TEXT_EMPTY;
        text_printf(&label, "[%zu,%zu]", i + 1, j + 1);
        strncpy(name, text_string(&label), sizeof name - 1);
        name[sizeof name - 1] = '\0';
        text_free(&label);
        Value item = cell_get(c, i + j * rows);
        put_named(p, name, item, by + 2);
        value_release(item);
      }
    p->depth--;
  }
  indent(p, by);
  text_puts(p->out, "}\n");
}

/* Of an array of records only the names are shown. */
static void put_names(Printer *p, const Cell *c, size_t by) {
  indent(p, by);
  put_dims(c->rank, c->dims, p->out);
  text_puts(p->out, " struct array ");
  text_puts(p->out, "containing the fields:\n\n");
  for (size_t i = 0; i < c->fields->count; i++) {
    indent(p, by + 2);
    text_printf(p->out, "%s\n", c->fields->names[i]);
  }
}

static void put_fields(Printer *p, const Record *r, size_t by) {
  if (p->depth >= DEEPEST) {
    indent(p, by);
    text_puts(p->out, "...\n");
    return;
  }
  p->depth++;
  for (size_t i = 0; i < r->count; i++) put_named(p, r->names[i], r->values[i], by);
  p->depth--;
}

static void put_function(Value v, Text *out) {
  v.function->class->show(v.function, out);
}

static bool is_anonymous(Value v) {
  Text text = TEXT_EMPTY;
  put_function(v, &text);
  bool anonymous = strncmp(text_string(&text), "@(", 2) == 0;
  text_free(&text);
  return anonymous;
}

/* ------------------------------------------------------------------ all together */

static void put_named(Printer *p, const char *name, Value v, size_t by) {
  size_t before = p->out->len;
  indent(p, by);
  text_printf(p->out, "%s = ", name);
  if (put_on_line(p, v)) {
    text_putc(p->out, '\n');
    return;
  }
  if (v.kind == VALUE_FUNCTION && !is_anonymous(v)) {
    put_function(v, p->out);
    text_putc(p->out, '\n');
    return;
  }
  text_truncate(p->out, before);
  indent(p, by);
  text_printf(p->out, "%s =\n", name);
  switch (v.kind) {
  case VALUE_ARRAY:
    text_putc(p->out, '\n');
    if (v.array->rank > 2)
      put_pages(p, v.array, by);
    else {
      put_rows(p, v.array, v.array->data, by);
      text_putc(p->out, '\n');
    }
    break;
  case VALUE_CELL:
    if (v.cell->fields) {
      text_putc(p->out, '\n');
      put_names(p, v.cell, by + 2);
    } else
      put_items(p, v.cell, by);
    text_putc(p->out, '\n');
    break;
  case VALUE_RECORD:
    text_putc(p->out, '\n');
    indent(p, by + 2);
    text_puts(p->out, "scalar structure containing the fields:\n\n");
    put_fields(p, v.record, by + 4);
    text_putc(p->out, '\n');
    break;
  case VALUE_FUNCTION:
    text_putc(p->out, '\n');
    put_function(v, p->out);
    text_puts(p->out, "\n\n");
    break;
  default: text_puts(p->out, "nothing\n"); break;
  }
}

void show_variable(const char *name, Value v, const ShowOptions *options, Text *out) {
  Printer p = { options, out, 0 };
  put_named(&p, name, v, 0);
}

void show_value(Value v, const ShowOptions *options, Text *out) {
  Printer p = { options, out, 0 };
  if (put_on_line(&p, v)) {
    text_putc(out, '\n');
    return;
  }
  switch (v.kind) {
  case VALUE_ARRAY:
    if (v.array->rank > 2) {
      put_pages(&p, v.array, 0);
      text_truncate(out, out->len - 1);
    } else
      put_rows(&p, v.array, v.array->data, 0);
    break;
  case VALUE_CELL:
    if (v.cell->fields)
      put_names(&p, v.cell, 2);
    else
      put_items(&p, v.cell, 0);
    break;
  case VALUE_RECORD: put_fields(&p, v.record, 4); break;
  case VALUE_FUNCTION:
    put_function(v, out);
    text_putc(out, '\n');
    break;
  default: text_putc(out, '\n'); break;
  }
}
