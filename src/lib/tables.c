/* tables.c -- numbers from a file beside the lesson.  */

#include "config.h"
#include "base/memory.h"
#include "lang/interp.h"
#include "lib/families.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The numbers of one line into OUT; 0 when it is empty, a comment or not made of numbers. */
static size_t read_line(const char *line, size_t len, double **out, size_t *cap, size_t count) {
  const char *end = line + len;
  size_t start = count;
  while (line < end && isspace((unsigned char)*line)) line++;
  if (line == end || *line == '#' || *line == '%') return 0;
  while (line < end) {
    char *after;
    double x = strtod(line, &after);
    if (after == line || after > end) return 0;
    MEM_GROW(*out, count, *cap);
    (*out)[count++] = x;
    line = after;
    while (line < end && (isspace((unsigned char)*line) || *line == ',' || *line == ';')) line++;
  }
  return count - start;
}

/* Rows of numbers; a first line of words is a heading. */
static Value table_value(Call *call, const char *name, const char *text) {
  double *numbers = NULL;
  size_t count = 0, cap = 0, columns = 0, rows = 0, line = 0;
  while (*text) {
    size_t len = strcspn(text, "\n"), blank = strspn(text, " \t\r");
    size_t found = read_line(text, len, &numbers, &cap, count);
    line++;
    bool nothing = blank >= len || text[blank] == '#' || text[blank] == '%';
    if (!nothing && ((found == 0 && rows > 0) || (rows > 0 && found != columns))) {
      free(numbers);
      return call_fail(call, ERROR_FILE, "line %zu of %.60s has %zu numbers, not %zu", line, name,
                       found, columns);
    }
    if (found > 0) {
      columns = found;
      count += found;
      rows++;
    }
    text += len + (text[len] == '\n');
  }
  Array *a = array_new_matrix(rows, columns);
  for (size_t i = 0; a && i < rows; i++)
    for (size_t j = 0; j < columns; j++) a->data[i + j * rows] = numbers[i * columns + j];
  free(numbers);
  return value_array(a);
}

static Value call_data(Call *call) {
  const Host *host = call_host(call);
  const char *name = call_string(call, 0);
  Text content = TEXT_EMPTY;
  Error error = { 0 };
  if (!host->read_data) return call_fail(call, ERROR_FILE, "no files can be read here");
  if (!host->read_data(host->self, name, &content, &error)) {
    text_free(&content);
    return call_fail_at(call, 0, ERROR_FILE, "%s",
                        error.kind == ERROR_NONE ? "the file cannot be read" : error.message);
  }
  Value r = table_value(call, name, text_string(&content));
  text_free(&content);
  return r;
}

const Builtin tables_family[] = {
  { .name = "data",
    .signature = "name: string -> matrix",
    .call = call_data,
    .summary = "The table of this name that comes with the lesson, as a matrix.",
    .numpy = "np.loadtxt(name, delimiter=',')",
    .see = "readcsv",
    .examples = { { "data('nowhere')", "error: data: no files can be read here" } } },
  { .name = "readcsv",
    .signature = "name: string -> matrix",
    .call = call_data,
    .summary = "The numbers of a file with commas, as a matrix; a heading is skipped.",
    .numpy = "np.loadtxt(name, delimiter=',')",
    .see = "data",
    .examples = { { "readcsv('nowhere')", "error: readcsv: no files can be read here" } } },
  { 0 }
};
