/* gnuplot_data.c -- strings and numbers on their way to gnuplot.  */

#include "config.h"
#include "plot/gnuplot_layer.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { LONGEST_STRING = 200, MOST_TEXT_ROWS = 1000 };

static void quote_byte(Text *out, unsigned char c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' ')
    text_putc(out, (char)c);
  else
    text_printf(out, "\\%03o", c);
}

/* For people: only what could end the string or begin a command is written in octal, and a digit
   behind that, which gnuplot would read as part of the number. */
static void quote_plainly(Text *out, unsigned char c) {
  size_t len = out->len;
  bool digit = c >= '0' && c <= '9';
  bool behind = digit && len >= 4 && out->data[len - 4] == '\\';
  if (behind || strchr("\"\\`'@$", c) != NULL)
    text_printf(out, "\\%03o", c);
  else
    text_putc(out, (char)c);
}

static void quote(Text *out, const char *s, void (*put)(Text *out, unsigned char c)) {
  size_t len = strlen(s), room = LONGEST_STRING;
  text_putc(out, '"');
  while (len > 0) {
    size_t used;
    uint32_t point = utf8_decode(s, len, &used);
    char bytes[4];
    if (point < 0x20 || (point >= 0x7F && point < 0xA0)) point = ' ';
    size_t size = utf8_encode(point, bytes);
    if (size > room) break;
    for (size_t i = 0; i < size; i++) put(out, (unsigned char)bytes[i]);
    room -= size;
    s += used;
    len -= used;
  }
  text_putc(out, '"');
}

void gnuplot_quote(Text *out, const char *s) {
  quote(out, s, quote_byte);
}

void script_quote(const Script *s, Text *out, const char *string) {
  quote(out, string, s->target->text_only ? quote_plainly : quote_byte);
}

void script_colour(Script *s, uint32_t colour) {
  text_printf(&s->plot, " lc rgb 0x%06X", colour);
}

static bool row_is_whole(unsigned columns, const double *const column[], size_t row) {
  for (unsigned c = 0; c < columns; c++)
    if (!isfinite(column[c][row])) return false;
  return true;
}

static bool any_whole(const size_t *kept, size_t rows, unsigned columns,
                      const double *const column[]) {
  for (size_t i = 0; i < rows; i++)
    if (row_is_whole(columns, column, kept != NULL ? kept[i] : i)) return true;
  return false;
}

static void write_rows(Script *s, Source *source, const size_t *kept,
                       const double *const column[]) {
  source->block = ++s->blocks;
  text_printf(s->out, "$d%u << EOD\n", source->block);
  for (size_t i = 0; i < source->rows; i++) {
    size_t row = kept != NULL ? kept[i] : i;
    bool whole = row_is_whole(source->columns, column, row);
    for (unsigned c = 0; whole && c < source->columns; c++) {
      if (c > 0) text_putc(s->out, ' ');
      number_put(s->out, column[c][row]);
    }
    text_putc(s->out, '\n');
  }
  text_puts(s->out, "EOD\n");
}

static void pack_rows(Source *source, const size_t *kept, const double *const column[]) {
  for (size_t i = 0; i < source->rows; i++) {
    size_t row = kept != NULL ? kept[i] : i;
    bool whole = row_is_whole(source->columns, column, row);
    for (unsigned c = 0; c < source->columns; c++) {
      double value = whole ? column[c][row] : NAN;
      text_append(&source->bytes, (const char *)&value, sizeof value);
    }
  }
}

Source source_columns(Script *s, const size_t *kept, size_t rows, unsigned columns,
                      const double *const column[]) {
  Source source = { .rows = rows, .columns = columns };
  if (!any_whole(kept, rows, columns, column)) source.rows = 0;
  if (source.rows == 0) return source;
  source.binary = rows > MOST_TEXT_ROWS && !s->target->text_only;
  if (source.binary)
    pack_rows(&source, kept, column);
  else
    write_rows(s, &source, kept, column);
  return source;
}

void source_free(Source *source) {
  text_free(&source->bytes);
}

void script_element(Script *s, const Source *source) {
  if (s->plot.len > 0) text_puts(&s->plot, ", ");
  if (!source->binary) {
    text_printf(&s->plot, "$d%u", source->block);
    return;
  }
  text_printf(&s->plot, "'-' binary record=%zu format='", source->rows);
  text_repeat(&s->plot, "%double", source->columns);
  text_puts(&s->plot, "'");
  text_append(&s->bytes, source->bytes.data, source->bytes.len);
}
