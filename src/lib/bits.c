/* bits.c -- the binary digits of whole numbers, and numbers written in other bases.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/rows.h"
#include "value/cell.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static const double LARGEST = 9007199254740992; /* whole numbers are exact up to here */

/* Whether all of argument I are whole numbers from LOW to HIGH; the call has failed if not. */
static bool all_whole(Call *call, size_t i, double low, double high) {
  View v = call_view(call, i);
  if (!arguments_real(call, i)) return false;
  for (size_t k = 0; k < v.count; k++)
    if (!(v.data[k] >= low && v.data[k] <= high) || v.data[k] != floor(v.data[k])) {
      call_fail_at(call, i, ERROR_DOMAIN,
                   "the numbers must be whole and from %g to %.16g, but one is %g", low, high,
                   v.data[k]);
      return false;
    }
  return true;
}

static double bits_and(const double *x, const void *context) {
  (void)context;
  return (double)((uint64_t)x[0] & (uint64_t)x[1]);
}
static double bits_or(const double *x, const void *context) {
  (void)context;
  return (double)((uint64_t)x[0] | (uint64_t)x[1]);
}
static double bits_xor(const double *x, const void *context) {
  (void)context;
  return (double)((uint64_t)x[0] ^ (uint64_t)x[1]);
}
static double bits_shift(const double *x, const void *context) {
  (void)context;
  uint64_t mask = ((uint64_t)1 << 53) - 1, a = (uint64_t)x[0];
  if (fabs(x[1]) >= 64) return 0;
  return (double)((x[1] >= 0 ? a << (unsigned)x[1] : a >> (unsigned)-x[1]) & mask);
}
static double bits_get(const double *x, const void *context) {
  (void)context;
  return (double)((uint64_t)x[0] >> (unsigned)(x[1] - 1) & 1);
}
static double bits_set(const double *x, const void *context) {
  (void)context;
  uint64_t bit = (uint64_t)1 << (unsigned)(x[1] - 1);
  return (double)(x[2] != 0 ? (uint64_t)x[0] | bit : (uint64_t)x[0] & ~bit);
}

/* f of two arguments as true and false. */
static Value truths(Call *call, Entrywise *f) {
  Value v = arguments_map(call, 2, f, NULL);
  if (v.kind == VALUE_ERROR) return v;
  Value truth = arguments_binary(call, OPERATE_NOT_EQUAL, v, value_scalar(0));
  value_release(v);
  return truth;
}

static Value combine(Call *call, Entrywise *f) {
  for (size_t i = 0; i < 2; i++)
    if (!all_whole(call, i, 0, LARGEST - 1)) return VALUE_FAILED;
  if (value_is_logical(call->args[0]) && value_is_logical(call->args[1])) return truths(call, f);
  return arguments_map(call, 2, f, NULL);
}

static Value call_bitand(Call *call) {
  return combine(call, bits_and);
}
static Value call_bitor(Call *call) {
  return combine(call, bits_or);
}
static Value call_bitxor(Call *call) {
  return combine(call, bits_xor);
}
static Value call_bitshift(Call *call) {
  if (!all_whole(call, 0, 0, LARGEST - 1) || !all_whole(call, 1, -1000, 1000)) return VALUE_FAILED;
  return arguments_map(call, 2, bits_shift, NULL);
}
static Value call_bitget(Call *call) {
  if (!all_whole(call, 0, 0, LARGEST - 1) || !all_whole(call, 1, 1, 53)) return VALUE_FAILED;
  return truths(call, bits_get);
}
static Value call_bitset(Call *call) {
  if (!all_whole(call, 0, 0, LARGEST - 1) || !all_whole(call, 1, 1, 53)) return VALUE_FAILED;
  Value three[3] = { call->args[0], call->args[1],
                     call_given(call, 2) ? call->args[2] : value_scalar(1) };
  const Value *given = call->args;
  call->args = three;
  Value result = arguments_map(call, 3, bits_set, NULL);
  call->args = given;
  return result;
}
static double bits_flip(const double *x, const void *context) {
  (void)context;
  return LARGEST - 1 - x[0];
}
static Value call_bitcmp(Call *call) {
  return all_whole(call, 0, 0, LARGEST - 1) ? arguments_map(call, 1, bits_flip, NULL)
                                            : VALUE_FAILED;
}

/* ------------------------------------------------------------------ other bases */

static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* Every number of argument 0 in BASE with these digits, one row each, filled with zeros on the
   left to LEAST places. */
static Value write_numbers(Call *call, unsigned base, const char *digits, size_t least) {
  View v = call_view(call, 0);
  size_t width = least;
  if (!all_whole(call, 0, 0, LARGEST)) return VALUE_FAILED;
  for (size_t k = 0; k < v.count; k++) {
    size_t places = 1;
    for (uint64_t x = (uint64_t)v.data[k]; x >= base; x /= base) places++;
    if (places > width) width = places;
  }
  if (v.count == 0) return value_array(array_zeros(2, (size_t[]){ 0, 0 }, ELEMENT_CHAR, false));
  Array *a = array_new(2, (size_t[]){ v.count, width }, ELEMENT_CHAR, false);
  for (size_t k = 0; a && k < v.count; k++) {
    uint64_t x = (uint64_t)v.data[k];
    for (size_t place = width; place-- > 0; x /= base)
      a->data[k + place * v.count] = (unsigned char)digits[x % base];
  }
  return value_array(a);
}

static bool read_width(Call *call, size_t i, size_t *least) {
  long width = 0;
  if (call_given(call, i) && !call_integer(call, i, 0, 1000, &width)) return false;
  *least = (size_t)width;
  return true;
}

static Value call_dec2base(Call *call) {
  size_t least;
  long base = 0;
  const char *digits = DIGITS;
  if (!read_width(call, 2, &least)) return VALUE_FAILED;
  if (value_is_text(call->args[1])) {
    digits = call_string(call, 1);
    base = (long)strlen(digits);
    if (base < 2) return call_fail_at(call, 1, ERROR_DOMAIN, "at least two digits are needed");
  } else if (!call_integer(call, 1, 2, 36, &base))
    return VALUE_FAILED;
  return write_numbers(call, (unsigned)base, digits, least);
}
static Value call_dec2hex(Call *call) {
  size_t least;
  return read_width(call, 1, &least) ? write_numbers(call, 16, DIGITS, least) : VALUE_FAILED;
}

/* The number a text stands for; NaN when it is none. */
static double read_number(const char *s, size_t len, unsigned base, const char *digits) {
  double x = 0;
  bool any = false;
  for (size_t i = 0; i < len; i++) {
    if (s[i] == ' ') continue;
    int c = digits == DIGITS ? toupper((unsigned char)s[i]) : (unsigned char)s[i];
    const char *at = c ? memchr(digits, c, base) : NULL;
    if (!at) return NAN;
    x = x * base + (double)(at - digits);
    any = true;
  }
  return any ? x : NAN;
}

static Value read_numbers(Call *call, unsigned base, const char *digits) {
  Value s = call->args[0];
  bool cells = s.kind == VALUE_CELL;
  if (cells ? !cell_is_texts(s) : !value_is_text(s))
    return call_fail_at(call, 0, ERROR_TYPE, "the numbers must be written as texts");
  size_t count = cells ? value_count(s) : value_size(s, 0);
  Array *a = array_new_matrix(count, 1);
  for (size_t k = 0; a && k < count; k++) {
    Text line = TEXT_EMPTY;
    if (cells) {
      Value item = cell_get(s.cell, k);
      value_append_text(item, &line);
      value_release(item);
    } else
      for (size_t j = 0; j < value_size(s, 1); j++)
        text_putc(&line, (char)s.array->data[k + j * count]);
    a->data[k] = read_number(text_string(&line), line.len, base, digits);
    text_free(&line);
  }
  return value_array(a);
}

static Value call_base2dec(Call *call) {
  long base;
  if (value_is_text(call->args[1])) {
    const char *digits = call_string(call, 1);
    return read_numbers(call, (unsigned)strlen(digits), digits);
  }
  if (!call_integer(call, 1, 2, 36, &base)) return VALUE_FAILED;
  return read_numbers(call, (unsigned)base, DIGITS);
}
static Value call_hex2dec(Call *call) {
  return read_numbers(call, 16, DIGITS);
}
static Value call_bin2dec(Call *call) {
  return read_numbers(call, 2, DIGITS);
}

const Builtin bits_family[] = {
  { .name = "bitand",
    .signature = "a: real, b: real -> array",
    .call = call_bitand,
    .summary = "The binary digits that both numbers have.",
    .numpy = "np.bitwise_and(a, b)",
    .see = "bitor bitxor bitshift dec2bin",
    .examples = { { "bitand(12, [10 6])", "[8 4]" },
                  { "bitand(1.5, 1)", "error: bitand: the numbers must be whole" } } },
  { .name = "bitor",
    .signature = "a: real, b: real -> array",
    .call = call_bitor,
    .summary = "The binary digits that at least one of the numbers has.",
    .numpy = "np.bitwise_or(a, b)",
    .see = "bitand bitxor",
    .examples = { { "bitor(12, 10)", "14" } } },
  { .name = "bitxor",
    .signature = "a: real, b: real -> array",
    .call = call_bitxor,
    .summary = "The binary digits that exactly one of the numbers has.",
    .numpy = "np.bitwise_xor(a, b)",
    .see = "bitand bitor xor",
    .examples = { { "bitxor(12, 10)", "6" } } },
  { .name = "bitshift",
    .signature = "a: real, n: real -> array",
    .call = call_bitshift,
    .summary = "The binary digits moved n places to the left, or to the right when n is negative.",
    .numpy = "np.floor(a * 2.0**n)",
    .see = "bitand pow2",
    .examples = { { "bitshift(10, [-2 -1 0 1 2])", "[2 5 10 20 40]" } } },
  { .name = "bitget",
    .signature = "a: real, n: real -> logical",
    .call = call_bitget,
    .summary = "The n-th binary digit of a, counted from 1 at the right.",
    .numpy = "(a >> (n - 1)) & 1",
    .see = "bitset bitand",
    .examples = { { "bitget(5, 3:-1:1)", "[true false true]" } } },
  { .name = "bitset",
    .signature = "a: real, n: real, value?: real -> array",
    .call = call_bitset,
    .summary = "a with its n-th binary digit set to 1, or to the value given.",
    .numpy = "a |= 1 << (n - 1)",
    .see = "bitget",
    .examples = { { "bitset(10, 1)", "11" }, { "bitset(11, 1, 0)", "10" } } },
  { .name = "bitcmp",
    .signature = "a: real -> array",
    .call = call_bitcmp,
    .summary = "All 53 binary digits of a turned round.",
    .see = "bitxor",
    .examples = { { "bitcmp(bitcmp(5))", "5" } } },
  { .name = "dec2base",
    .signature = "x: real, base: array, width?: scalar -> array",
    .call = call_dec2base,
    .summary = "Whole numbers written in another base from 2 to 36, one row of text each, with at "
               "least as many places as the width says.",
    .numpy = "np.base_repr(x, base)",
    .see = "base2dec dec2bin dec2hex",
    .examples = { { "dec2base(123, 3)", "'11120'" }, { "dec2base(5, 2, 6)", "'000101'" } } },
  { .name = "base2dec",
    .signature = "s: any, base: array -> array",
    .call = call_base2dec,
    .summary = "The number that a text stands for in a base from 2 to 36; NaN when it is none.",
    .numpy = "int(s, base)  # ValueError where it is no number",
    .see = "dec2base bin2dec",
    .examples = { { "base2dec('11120', 3)", "123" }, { "base2dec('2', 2)", "NaN" } } },
  { .name = "bin2dec",
    .signature = "s: any -> array",
    .call = call_bin2dec,
    .summary = "The number that binary digits say; NaN for other texts.",
    .numpy = "int(s, 2)",
    .see = "dec2bin base2dec",
    .examples = { { "bin2dec('1010')", "10" }, { "bin2dec({'11'; '100'})", "[3; 4]" } } },
  { .name = "dec2hex",
    .signature = "x: real, width?: scalar -> array",
    .call = call_dec2hex,
    .summary = "Whole numbers written in base 16.",
    .numpy = "format(x, 'X')",
    .see = "hex2dec dec2base",
    .examples = { { "dec2hex(255)", "'FF'" } } },
  { .name = "hex2dec",
    .signature = "s: any -> array",
    .call = call_hex2dec,
    .summary = "The number that a text stands for in base 16.",
    .numpy = "int(s, 16)",
    .see = "dec2hex base2dec",
    .examples = { { "hex2dec({'FF'; '10'})", "[255; 16]" } } },
  { 0 }
};
