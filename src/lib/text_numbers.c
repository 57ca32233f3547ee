/* text_numbers.c -- numbers as texts and back.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/rows.h"
#include "lib/template.h"
#include "value/cell.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ num2str */

typedef struct Style {
  int width, digits;
} Style;

static void put_number(const Style *s, double x, Text *out) {
  if (isnan(x) || isinf(x))
    text_printf(out, "%*s", s->width, isnan(x) ? "NaN" : x > 0 ? "Inf" : "-Inf");
  else
    text_printf(out, "%*.*g", s->width, s->digits, x == 0 ? 0.0 : x);
}

/* Octave's choice of digits: whole numbers in full, others with four behind the point. */
static Style choose_style(const View *v, long digits) {
  double most = 0;
  bool whole = true, special = false;
  size_t count = v->count * (v->complex ? 2 : 1);
  for (size_t k = 0; k < count; k++) {
    double x = v->data[k];
    whole &= x == floor(x) || !isfinite(x);
    special |= !isfinite(x);
    if (isfinite(x)) most = fmax(most, fabs(x));
  }
  int order = most > 0 ? (int)floor(log10(most)) : 0;
  if (digits >= 0) return (Style){ (int)digits + 7, (int)digits };
  if (whole) return (Style){ (special && order < 2 ? 3 : order + 1) + 2, 16 };
  int places = order + 5 > 5 ? order + 5 : 5;
  if (places > 16) places = 16;
  return (Style){ places + 7, places };
}

static void put_complex(const Style *s, double re, double im, Text *out) {
  Style plain = { 0, s->digits };
  Text part = TEXT_EMPTY;
  put_number(&plain, re, &part);
  if (!signbit(im) || isnan(im)) text_putc(&part, '+');
  put_number(&plain, im, &part);
  text_putc(&part, 'i');
  text_printf(out, "%*s", 2 * s->width, text_string(&part));
  text_free(&part);
}

/* The rows without the blanks that all of them begin with. */
static Value trimmed(Text *lines, size_t rows) {
  size_t least = (size_t)-1;
  const char *s = text_string(lines);
  for (size_t i = 0; i < rows; i++) {
    size_t blanks = strspn(s, " ");
    if (blanks < least) least = blanks;
    s += strcspn(s, "\n") + 1;
  }
  Rows r = { 0 };
  s = text_string(lines);
  for (size_t i = 0; i < rows; i++) {
    size_t len = strcspn(s, "\n");
    rows_add(&r, s + least, len - least);
    s += len + 1;
  }
  text_free(lines);
  return rows_value(&r);
}

static Value call_num2str(Call *call) {
  Value x = call->args[0];
  if (value_is_text(x)) return value_retain(x);
  View v;
  if (!value_view(&x, &v)) return call_fail_at(call, 0, ERROR_TYPE, "num2str needs numbers");
  if (call_given(call, 1) && value_is_text(call->args[1])) {
    Text out = TEXT_EMPTY;
    Call turned = *call;
    Value swapped[2] = { call->args[1], call->args[0] };
    turned.args = swapped;
    turned.count = 2;
    bool good = template_fill(&turned, 0, &out);
    size_t blanks = strspn(text_string(&out), " ");
    Value r =
        good ? value_string_bytes(text_string(&out) + blanks, out.len - blanks) : VALUE_FAILED;
    text_free(&out);
    return r;
  }
  long digits = -1;
  if (call_given(call, 1) && !call_integer(call, 1, 0, 50, &digits)) return VALUE_FAILED;
  if (v.count == 0) return value_string("");
  Style s = choose_style(&v, digits);
  size_t rows = v.dims[0], columns = view_columns(&v);
  Text lines = TEXT_EMPTY;
  for (size_t i = 0; i < rows; i++) {
    for (size_t j = 0; j < columns; j++) {
      size_t k = i + j * rows;
      if (v.complex)
        put_complex(&s, v.data[2 * k], v.data[2 * k + 1], &lines);
      else
        put_number(&s, v.data[k], &lines);
    }
    text_putc(&lines, '\n');
  }
  return trimmed(&lines, rows);
}

static Value call_int2str(Call *call) {
  View v = call_view(call, 0);
  if (v.complex) return call_fail_at(call, 0, ERROR_TYPE, "int2str needs real numbers");
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < v.count; k++) a->data[k] = round(v.data[k]);
  Value rounded = value_array(a);
  if (rounded.kind == VALUE_ERROR) return rounded;
  Call inner = *call;
  inner.args = &rounded;
  inner.count = 1;
  Value r = call_num2str(&inner);
  value_release(rounded);
  return r;
}

static Value call_mat2str(Call *call) {
  Value x = call->args[0];
  View v;
  long digits = 0;
  if (!value_view(&x, &v) || v.rank > 2)
    return call_fail_at(call, 0, ERROR_SHAPE, "mat2str needs a matrix");
  if (call_given(call, 1) && !call_integer(call, 1, 1, 17, &digits)) return VALUE_FAILED;
  Text out = TEXT_EMPTY;
  show_inline(x, (int)digits, &out);
  Value r = value_string_bytes(text_string(&out), out.len);
  text_free(&out);
  return r;
}

/* ------------------------------------------------------------------ and back */

/* A number as Octave's str2double reads it; NaN for anything else. */
static double read_number(const char *s) {
  char *end;
  while (isspace((unsigned char)*s)) s++;
  const char *digits = s + (*s == '-' || *s == '+');
  bool plain =
      isdigit((unsigned char)*digits) || *digits == '.' || strncasecmp(digits, "inf", 3) == 0;
  if (!plain || digits[0] == '\0' || tolower((unsigned char)digits[1]) == 'x') return NAN;
  double x = strtod(s, &end);
  while (isspace((unsigned char)*end)) end++;
  return *end || end == s ? NAN : x;
}

static double number_of(Value v) {
  if (!value_is_string(v)) return NAN;
  Text t = TEXT_EMPTY;
  value_append_text(v, &t);
  double x = t.len ? read_number(text_string(&t)) : NAN;
  text_free(&t);
  return x;
}

static Value call_str2double(Call *call) {
  Value v = call->args[0];
  if (v.kind != VALUE_CELL) return value_scalar(number_of(v));
  Array *a = array_new(v.cell->rank, v.cell->dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = number_of(v.cell->items[k]);
  return value_array(a);
}

static Value call_dec2bin(Call *call) {
  long x, width = 0;
  if (!call_integer(call, 0, 0, 9007199254740992.0, &x)) return VALUE_FAILED;
  if (call_given(call, 1) && !call_integer(call, 1, 0, 64, &width)) return VALUE_FAILED;
  char digits[65];
  long at = 64;
  do digits[--at] = (char)('0' + (x & 1));
  while ((x >>= 1) || 64 - at < width);
  return value_string_bytes(digits + at, (size_t)(64 - at));
}

static Value call_bin2dec(Call *call) {
  double x = 0;
  for (const char *s = call_string(call, 0); *s; s++) {
    if (*s == ' ') continue;
    if (*s != '0' && *s != '1') return value_scalar(NAN);
    x = 2 * x + (*s - '0');
  }
  return value_scalar(x);
}

const Builtin text_numbers_family[] = {
  { .name = "num2str",
    .signature = "x: any, format?: any -> string",
    .call = call_num2str,
    .summary = "Numbers as a text, with four digits behind the point, a number of significant "
               "digits, or a template.",
    .numpy = "str(x)",
    .see = "mat2str sprintf int2str",
    .examples = { { "num2str(pi)", "'3.1416'" },
                  { "num2str([1 -2 30])", "'1  -2  30'" },
                  { "num2str(pi, 8)", "'3.1415927'" } } },
  { .name = "int2str",
    .signature = "x: array -> string",
    .call = call_int2str,
    .summary = "Rounded numbers as a text.",
    .numpy = "str(round(x))",
    .see = "num2str",
    .examples = { { "int2str(2.7)", "'3'" } } },
  { .name = "mat2str",
    .signature = "A: array, digits?: integer -> string",
    .call = call_mat2str,
    .summary = "A matrix as it could be typed again.",
    .numpy = "repr(A)",
    .see = "num2str disp",
    .examples = { { "mat2str([1 2; 3 4.5])", "'[1 2;3 4.5]'" },
                  { "mat2str(pi, 4)", "'3.142'" },
                  { "mat2str([true false])", "'[true false]'" } } },
  { .name = "str2double",
    .signature = "s: any -> array",
    .call = call_str2double,
    .summary = "The number a text says; NaN when it says none.",
    .numpy = "float(s)",
    .see = "num2str",
    .examples = { { "str2double('1e3')", "1000" }, { "str2double('x')", "NaN" } } },
  { .name = "dec2bin",
    .signature = "x: integer, width?: integer -> string",
    .call = call_dec2bin,
    .summary = "A whole number in binary digits.",
    .numpy = "bin(x)[2:]",
    .see = "bin2dec",
    .examples = { { "dec2bin(10)", "'1010'" }, { "dec2bin(2, 4)", "'0010'" } } },
  { .name = "bin2dec",
    .signature = "s: string -> scalar",
    .call = call_bin2dec,
    .summary = "The number that binary digits say.",
    .numpy = "int(s, 2)",
    .see = "dec2bin",
    .examples = { { "bin2dec('1010')", "10" } } },
  { 0 }
};
