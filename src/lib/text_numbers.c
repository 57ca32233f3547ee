/* text_numbers.c -- numbers as texts and back.  */

#include "config.h"
#include "base/memory.h"
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
    text_printf(out, "%*.*g", s->width, s->digits, x);
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

/* The template once for every entry of a row, row by row. */
static Value by_template(Call *call, const View *v) {
  Text given = TEXT_EMPTY, line = TEXT_EMPTY, out = TEXT_EMPTY;
  size_t rows = v->dims[0], columns = view_columns(v);
  value_append_text(call->args[1], &given);
  for (size_t j = 0; j < columns && line.len < 100000; j++) text_puts(&line, text_string(&given));
  while (line.len > 0 && line.data[line.len - 1] == ' ') text_truncate(&line, line.len - 1);
  if (rows > 1) text_puts(&line, call->args[1].array->quoted ? "\n" : "\\n");
  Array *a = array_new(2, (size_t[]){ columns, rows }, ELEMENT_REAL, v->complex);
  size_t width = v->complex ? 2 : 1;
  for (size_t i = 0; a && i < rows; i++)
    for (size_t j = 0; j < columns; j++)
      memcpy(a->data + (j + i * columns) * width, v->data + (i + j * rows) * width,
             width * sizeof *a->data);
  Value swapped[2] = { value_string_bytes(text_string(&line), line.len), value_array(a) };
  if (swapped[0].kind == VALUE_ARRAY) swapped[0].array->quoted = call->args[1].array->quoted;
  Call turned = *call;
  turned.args = swapped;
  turned.count = 2;
  bool good = a && template_fill(&turned, 0, &out);
  value_release(swapped[0]);
  value_release(swapped[1]);
  text_free(&given);
  text_free(&line);
  if (!good) {
    text_free(&out);
    return VALUE_FAILED;
  }
  size_t lines = 0;
  for (size_t k = 0; k < out.len; k++) lines += out.data[k] == '\n';
  if (lines > 1) return trimmed(&out, lines);
  size_t blanks = strspn(text_string(&out), " ");
  Value r = value_string_bytes(text_string(&out) + blanks, out.len - blanks);
  text_free(&out);
  return r;
}

static Value call_num2str(Call *call) {
  Value x = call->args[0];
  if (value_is_text(x)) return value_retain(x);
  View v;
  if (!value_view(&x, &v)) return call_fail_at(call, 0, ERROR_TYPE, "num2str needs numbers");
  if (call_given(call, 1) && value_is_text(call->args[1])) return by_template(call, &v);
  long digits = -1;
  if (call_given(call, 1) && !call_integer(call, 1, 0, 50, &digits)) return VALUE_FAILED;
  if (v.count == 0) return value_string("");
  Style s = choose_style(&v, digits);
  if (value_is_logical(x)) s = (Style){ digits >= 0 ? (int)digits : 3, 16 };
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

/* One real number at *S, which moves behind it; a comma groups digits. */
static bool read_real(const char **s, double *x) {
  char plain[64];
  size_t n = 0;
  const char *p = *s;
  if (*p == '+' || *p == '-') plain[n++] = *p++;
  const char *start = p;
  if (strncasecmp(p, "inf", 3) == 0) {
    *x = n && plain[0] == '-' ? -INFINITY : INFINITY;
    *s = p + (strncasecmp(p, "infinity", 8) == 0 ? 8 : 3);
    return true;
  }
  if (strncmp(p, "NaN", 3) == 0 || strncmp(p, "NA", 2) == 0) {
    *x = NAN;
    *s = p + (p[2] == 'N' ? 3 : 2);
    return true;
  }
  while (n + 2 < sizeof plain && (isdigit((unsigned char)*p) || *p == '.' || *p == ',')) {
    if (*p != ',') plain[n++] = *p;
    p++;
  }
  if (p == start || (p == start + 1 && *start == '.')) return false;
  if ((*p == 'e' || *p == 'E') &&
      isdigit((unsigned char)(p[1] == '+' || p[1] == '-' ? p[2] : p[1]))) {
    plain[n++] = 'e';
    p++;
    while (n + 1 < sizeof plain &&
           (isdigit((unsigned char)*p) || ((*p == '+' || *p == '-') && plain[n - 1] == 'e')))
      plain[n++] = *p++;
  }
  plain[n] = '\0';
  char *end;
  *x = strtod(plain, &end);
  *s = p;
  return *end == '\0';
}

static const char *skip_blanks(const char *s) {
  while (isspace((unsigned char)*s)) s++;
  return s;
}

static bool is_unit(char c) {
  return c == 'i' || c == 'j';
}

/* A number, perhaps complex: 3, 3+4i, i, 2i. */
static Value read_number(const char *s) {
  double re = 0, im = 0;
  bool have_re = false, have_im = false;
  for (s = skip_blanks(s); *s; s = skip_blanks(s)) {
    double x = 1;
    const char *digits = *s == '+' || *s == '-' ? skip_blanks(s + 1) : s;
    if ((have_re || have_im) && digits == s) return value_scalar(NAN);
    if (is_unit(*digits) && tolower((unsigned char)digits[1]) != 'n') {
      if (*s == '-') x = -1;
      s = digits;
    } else {
      Text part = TEXT_EMPTY;
      if (*s == '-') text_putc(&part, '-');
      text_puts(&part, digits);
      const char *p = text_string(&part);
      bool good = read_real(&p, &x);
      s = digits + (p - text_string(&part)) - (*s == '-');
      text_free(&part);
      if (!good) return value_scalar(NAN);
      if (*s == '*' && is_unit(s[1])) s++;
    }
    bool imaginary = is_unit(*s);
    if (imaginary ? have_im : have_re) return value_scalar(NAN);
    if (imaginary) {
      im = x;
      have_im = true;
      s++;
    } else {
      re = x;
      have_re = true;
    }
  }
  if (!have_re && !have_im) return value_scalar(NAN);
  return have_im ? value_complex(re, im) : value_scalar(re);
}

static Value number_of(Value v) {
  if (!value_is_string(v) || value_is_empty(v)) return value_scalar(NAN);
  Text t = TEXT_EMPTY;
  value_append_text(v, &t);
  Value x = read_number(text_string(&t));
  text_free(&t);
  return x;
}

static Value numbers_of(size_t rank, const size_t *dims, const Value *texts) {
  Array *a = array_new(rank, dims, ELEMENT_REAL, true);
  for (size_t k = 0; a && k < a->count; k++) {
    Value x = number_of(texts[k]);
    View v;
    value_view(&x, &v);
    a->data[2 * k] = v.data[0];
    a->data[2 * k + 1] = v.complex ? v.data[1] : 0;
    value_release(x);
  }
  return value_array(array_narrow(a));
}

static Value call_str2double(Call *call) {
  Value v = call->args[0];
  if (value_is_cell(v)) return numbers_of(v.cell->rank, v.cell->dims, v.cell->items);
  if (!value_is_text(v) || value_is_string(v) || v.array->rank > 2) return number_of(v);
  size_t rows = v.array->dims[0], columns = v.array->dims[1];
  Value *texts = mem_new((rows + 1) * sizeof *texts);
  for (size_t i = 0; i < rows; i++) {
    Text t = TEXT_EMPTY;
    for (size_t j = 0; j < columns; j++) text_putc(&t, (char)v.array->data[i + j * rows]);
    texts[i] = value_string_bytes(text_string(&t), t.len);
    text_free(&t);
  }
  Value r = numbers_of(2, (size_t[]){ rows, 1 }, texts);
  for (size_t i = 0; i < rows; i++) value_release(texts[i]);
  free(texts);
  return r;
}

static Value call_str2num(Call *call) {
  Text code = TEXT_EMPTY;
  Error error = { 0 };
  Value r = VALUE_NOTHING;
  text_printf(&code, "[%s]", call_string(call, 0));
  bool good = call_evaluate(call, text_string(&code), true, &r, NULL, &error);
  text_free(&code);
  if (!good && (error.kind == ERROR_LIMIT || error.kind == ERROR_INTERRUPT))
    return call_fail_as(call, &error);
  call_result(call, 1, value_logical(good));
  return good && r.kind != VALUE_NONE ? r : value_array(array_new_matrix(0, 0));
}

static size_t put_binary(double x, size_t width, char *end) {
  size_t used = 0;
  uint64_t n = (uint64_t)x;
  do end[-(ptrdiff_t)++used] = (char)('0' + (n & 1));
  while ((n >>= 1) || used < width);
  return used;
}

static Value call_dec2bin(Call *call) {
  View v = call_view(call, 0);
  long width = 0;
  char digits[65], *end = digits + sizeof digits;
  if (call_given(call, 1) && !call_integer(call, 1, 0, 64, &width)) return VALUE_FAILED;
  for (size_t k = 0; k < v.count; k++) {
    double x = v.complex ? NAN : v.data[k];
    if (!(x >= 0 && x <= 9007199254740992.0 && x == floor(x)))
      return call_fail_at(call, 0, ERROR_DOMAIN,
                          "dec2bin needs whole numbers that are not negative");
    size_t used = put_binary(x, (size_t)width, end);
    if ((long)used > width) width = (long)used;
  }
  Rows rows = { 0 };
  for (size_t k = 0; k < v.count; k++) {
    size_t used = put_binary(v.data[k], (size_t)width, end);
    rows_add(&rows, end - used, used);
  }
  return rows_value(&rows);
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
    .numpy = "repr(A)  # in the notation of Python",
    .see = "num2str disp",
    .examples = { { "mat2str([1 2; 3 4.5])", "'[1 2;3 4.5]'" },
                  { "mat2str(pi, 4)", "'3.142'" },
                  { "mat2str([true false])", "'[true false]'" } } },
  { .name = "str2double",
    .signature = "s: any -> array",
    .call = call_str2double,
    .summary = "The number a text says; NaN when it says none.",
    .numpy = "float(s)  # ValueError where it is no number",
    .see = "num2str",
    .examples = { { "str2double('1e3')", "1000" }, { "str2double('x')", "NaN" } } },
  { .name = "str2num",
    .signature = "s: string -> any",
    .call = call_str2num,
    .summary = "The value of a text that is an expression, such as '[1 2 3]'; [] when it is none.",
    .numpy = "ast.literal_eval(s)",
    .see = "str2double eval",
    .examples = { { "str2num('[1 2 3]')", "[1 2 3]" } } },
  { .name = "dec2bin",
    .signature = "x: array, width?: integer -> string",
    .call = call_dec2bin,
    .summary = "Whole numbers in binary digits, one in a row.",
    .numpy = "bin(x)[2:]",
    .see = "bin2dec",
    .examples = { { "dec2bin(10)", "'1010'" }, { "dec2bin(2, 4)", "'0010'" } } },
  { 0 }
};
