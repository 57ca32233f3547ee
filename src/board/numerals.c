/* numerals.c -- numbers as they are written on the board.  */

#include "config.h"
#include "board/numerals.h"
#include "board/calculator.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_PART = 999999, FEW_DIGITS = 4, MOST_DIGITS = 15 };

#define MINUS "\xe2\x88\x92"

/* Powers of ten that printf wrote as e-09 become e−9. */
static void put_scientific(const char *text, Text *out) {
  const char *e = strchr(text, 'e');
  text_append(out, text, (size_t)(e - text) + 1);
  text_puts(out, e[1] == '-' ? MINUS : "+");
  e += 2;
  text_puts(out, *e == '0' ? e + 1 : e);
}

/* X with DIGITS significant ones, as printf has it; the minus becomes a true one. */
static void put_digits(double x, int digits, Text *out) {
  char text[64];
  if (!isfinite(x)) {
    text_puts(out, isnan(x) ? "NaN" : x > 0 ? "Inf" : MINUS "Inf");
    return;
  }
  if (x != 0 && (fabs(x) < 1e-4 || fabs(x) >= 1e10)) {
    snprintf(text, sizeof text, "%.*e", digits - 1, fabs(x));
    char *e = strchr(text, 'e'), *last = e;
    while (memchr(text, '.', (size_t)(e - text)) && last[-1] == '0') last--;
    if (last[-1] == '.') last--;
    memmove(last, e, strlen(e) + 1);
  } else {
    int before = x == 0 ? 1 : (int)floor(log10(fabs(x))) + 1;
    int decimals = digits > before ? digits - before : 0;
    snprintf(text, sizeof text, "%.*f", decimals, fabs(x));
    char *end = text + strlen(text);
    while (strchr(text, '.') && (end[-1] == '0' || end[-1] == '.')) {
      bool point = end[-1] == '.';
      *--end = '\0';
      if (point) break;
    }
  }
  if (x < 0 && strtod(text, NULL) != 0) text_puts(out, MINUS);
  if (strchr(text, 'e'))
    put_scientific(text, out);
  else
    text_puts(out, text);
}

static void put_number(Steps *s, Number n, int digits, Text *out) {
  if (s->decimals && !number_is_whole(n)) {
    put_digits(number_value(n), digits, out);
    return;
  }
  if (!number_exact(n) || llabs(n.top) > (number_is_whole(n) ? 1000000000000 : LONGEST_PART) ||
      n.bottom > LONGEST_PART) {
    s->swollen = true;
    put_digits(number_value(n), digits, out);
    return;
  }
  if (n.top < 0) text_puts(out, MINUS);
  text_printf(out, "%lld", llabs(n.top));
  if (n.bottom != 1) text_printf(out, "/%lld", (long long)n.bottom);
}

const char *steps_number(Steps *s, Number n) {
  Text out = TEXT_EMPTY;
  put_number(s, n, FEW_DIGITS, &out);
  return steps_keep(s, &out);
}

static bool has_bar(const Steps *s, Number n) {
  return !s->decimals && number_exact(n) && !number_is_whole(n);
}

static void put_bracketed(Steps *s, Number n, int digits, bool brackets, Text *out) {
  if (brackets) text_putc(out, '(');
  put_number(s, n, digits, out);
  if (brackets) text_putc(out, ')');
}

const char *steps_raised(Steps *s, int64_t n) {
  static const char *const small[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  Text out = TEXT_EMPTY;
  for (const char *digit = steps_printf(s, "%lld", (long long)n); *digit; digit++)
    text_puts(&out, *digit == '-' ? "⁻" : small[*digit - '0']);
  return steps_keep(s, &out);
}

const char *steps_factor(Steps *s, Number n) {
  Text out = TEXT_EMPTY;
  put_bracketed(s, n, FEW_DIGITS, number_sign(n) < 0 || has_bar(s, n), &out);
  return steps_keep(s, &out);
}

const char *steps_digits(Steps *s, double x, int digits) {
  Text out = TEXT_EMPTY;
  put_digits(x, digits, &out);
  return steps_keep(s, &out);
}

/* Four places behind the point, fewer where the number has none, more digits where it is small. */
const char *steps_decimal(Steps *s, double x) {
  double size = fabs(x);
  if (!isfinite(x)) return steps_digits(s, x, 4);
  if (size >= 1e5 || (x != 0 && size < 0.1)) return steps_digits(s, x, x != 0 && size < 1 ? 4 : 6);
  char text[64];
  int places = size < 10 ? 4 : 4 - (int)floor(log10(size));
  snprintf(text, sizeof text, "%.*f", places, size);
  if (strtod(text, NULL) == size) return steps_digits(s, x, 12);
  return steps_printf(s, "%s%s", x < 0 ? MINUS : "", text);
}

static const char *list(Steps *s, const Exact *a, const char *(*put)(Steps *, Number)) {
  Text out = TEXT_EMPTY;
  text_putc(&out, '[');
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < a->columns; j++) {
      if (i + j > 0) text_puts(&out, j == 0 ? "; " : ", ");
      text_puts(&out, put(s, *exact_at(a, i, j)));
    }
  text_putc(&out, ']');
  return steps_keep(s, &out);
}

static const char *decimal_of(Steps *s, Number n) {
  return steps_decimal(s, number_value(n));
}

const char *steps_vector(Steps *s, const Exact *a) {
  return list(s, a, steps_number);
}

const char *steps_vector_decimal(Steps *s, const Exact *a) {
  return list(s, a, decimal_of);
}

const char *steps_vector_both(Steps *s, const Exact *a) {
  bool fractions = false;
  for (size_t k = 0; k < a->rows * a->columns; k++) fractions |= has_bar(s, a->at[k]);
  const char *exact = steps_vector(s, a), *decimal = steps_vector_decimal(s, a);
  bool rounded = false;
  for (size_t k = 0; k < a->rows * a->columns; k++) {
    Number shown;
    const char *text = decimal_of(s, a->at[k]);
    rounded |= !calculator_value(text, strlen(text), &shown) || !number_equal(shown, a->at[k]);
  }
  return fractions ? steps_printf(s, "%s  %s %s", exact, rounded ? "≈" : "=", decimal) : exact;
}

Grid *grid_of(Steps *s, const Exact *a) {
  Grid *grid = grid_new(s, a->rows, a->columns, FENCE_BRACKETS);
  for (size_t k = 0; k < a->rows * a->columns; k++) grid->cells[k] = steps_number(s, a->at[k]);
  return grid;
}

/* ------------------------------------------------------------------ lines of arithmetic */

static void put_term(Steps *s, Number n, int digits, char how, Text *out) {
  if (how == '-') n = number_negate(n);
  if (how == '+' || how == '-') {
    text_puts(out, number_sign(n) < 0 ? " " MINUS " " : " + ");
    put_number(s, number_sign(n) < 0 ? number_negate(n) : n, digits, out);
  } else
    put_bracketed(s, n, digits, how && (number_sign(n) < 0 || (how == '*' && has_bar(s, n))), out);
}

static void fill(Steps *s, const char *pattern, const Number *numbers, int digits, Text *out) {
  while (*pattern) {
    size_t len = strcspn(pattern, "{");
    text_append(out, pattern, len);
    pattern += len;
    if (!*pattern) break;
    char *end;
    long k = strtol(pattern + 1, &end, 10);
    char how = *end == '}' ? '\0' : *end++;
    put_term(s, numbers[k], digits, how, out);
    pattern = end + 1;
  }
}

const char *steps_format(Steps *s, const char *pattern, const Number *numbers) {
  Text out = TEXT_EMPTY;
  fill(s, pattern, numbers, FEW_DIGITS, &out);
  return steps_keep(s, &out);
}

const char *steps_equals(const Steps *s, Number n) {
  if (!s->decimals || number_is_whole(n)) return "=";
  Text out = TEXT_EMPTY;
  put_digits(fabs(number_value(n)), FEW_DIGITS, &out);
  Number shown;
  bool same = calculator_value(text_string(&out), out.len, &shown) &&
              number_value(shown) == fabs(number_value(n));
  text_free(&out);
  return same ? "=" : "≈";
}

static const char *digits_of(Steps *s, Number n, int digits) {
  Text out = TEXT_EMPTY;
  put_number(s, n, digits, &out);
  return steps_keep(s, &out);
}

/* Whether a calculator that is given LEFT shows RIGHT, the RESULT with DIGITS. */
static bool agrees(Steps *s, const Text *left, const char *right, Number result, int digits,
                   const char **sign) {
  Number value, shown;
  if (!calculator_value(text_string(left), left->len, &value)) return true;
  /* where everything cancels no digits are left to agree in */
  bool nothing = exact_is_zero(result) && fabs(number_value(value)) < 5e-5;
  if (!nothing && strcmp(digits_of(s, value, digits), right) != 0) return false;
  bool exact =
      calculator_value(right, strlen(right), &shown) && number_value(shown) == number_value(value);
  *sign = exact ? "=" : "≈";
  return true;
}

Equation steps_equation(Steps *s, const char *pattern, const Number *numbers, Number result) {
  Equation e = { .sign = "=", .right = steps_number(s, result) };
  Text left = TEXT_EMPTY;
  fill(s, pattern, numbers, FEW_DIGITS, &left);
  bool good = !s->decimals || agrees(s, &left, e.right, result, FEW_DIGITS, &e.sign);
  /* More digits on the left, and where the result lies between two roundings on the right. */
  for (int behind = FEW_DIGITS; !good && behind <= MOST_DIGITS / 2; behind++) {
    e.right = digits_of(s, result, behind);
    for (int digits = FEW_DIGITS; !good && digits <= MOST_DIGITS; digits++) {
      text_clear(&left);
      fill(s, pattern, numbers, digits, &left);
      good = agrees(s, &left, e.right, result, behind, &e.sign);
    }
  }
  if (!good) e.sign = "≈";
  e.left = steps_keep(s, &left);
  return e;
}

const char *steps_unbroken(Steps *s, const char *text) {
  Text out = TEXT_EMPTY;
  for (; *text; text++)
    if (*text == ' ')
      text_puts(&out, "\xc2\xa0");
    else
      text_putc(&out, *text);
  return steps_keep(s, &out);
}

const char *equation_text(Steps *s, Equation e) {
  return steps_printf(s, "%s %s %s", e.left, e.sign, e.right);
}
