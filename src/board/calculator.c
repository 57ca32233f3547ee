/* calculator.c -- the value of arithmetic as it is printed on the board.  */

#include "config.h"
#include "board/calculator.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BRACKETS = 50 };

typedef struct Reader {
  const char *at, *end;
  bool good;
  int depth;
} Reader;

static bool take(Reader *r, const char *sign) {
  while (r->at < r->end && *r->at == ' ') r->at++;
  size_t len = strlen(sign);
  if ((size_t)(r->end - r->at) < len || memcmp(r->at, sign, len) != 0) return false;
  r->at += len;
  return true;
}

static Number fail(Reader *r) {
  r->good = false;
  return number_whole(0);
}

static Number sum(Reader *r);

/* The bytes of the sign between an e and a digit, typed or true minus; 0 for no power of ten. */
static size_t exponent_sign(const Reader *r) {
  size_t left = (size_t)(r->end - r->at), size = 0;
  if (left > 2 && (r->at[1] == '+' || r->at[1] == '-'))
    size = 1;
  else if (left > 4 && memcmp(r->at + 1, "−", 3) == 0)
    size = 3;
  return size > 0 && r->at[1 + size] >= '0' && r->at[1 + size] <= '9' ? size : 0;
}

static Number literal(Reader *r) {
  while (r->at < r->end && *r->at == ' ') r->at++;
  char digits[64];
  size_t len = 0;
  bool point = false, any = false;
  while (r->at < r->end && len < sizeof digits - 8) {
    char c = *r->at;
    bool digit = c >= '0' && c <= '9';
    size_t sign = c == 'e' && any ? exponent_sign(r) : 0;
    if (sign > 0) {
      digits[len++] = 'e';
      digits[len++] = r->at[1] == '+' ? '+' : '-';
      r->at += 1 + sign;
      continue;
    }
    if (!digit && (c != '.' || point)) break;
    point |= c == '.';
    any |= digit;
    digits[len++] = c;
    r->at++;
  }
  digits[len] = '\0';
  if (!any) return fail(r);
  return number_typed(strtod(digits, NULL));
}

static Number root_of(Number n) {
  Number out;
  if (number_power(n, number_fraction(1, 2), &out)) return out;
  return number_double(sqrt(number_value(n)));
}

/* The small raised digits that follow, as a number; -1 when there are none. */
static int raised(Reader *r) {
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  int n = -1;
  for (bool more = true; more && n < 1000;) {
    more = false;
    for (int d = 0; d < 10 && !more; d++) {
      size_t len = strlen(digits[d]);
      if ((size_t)(r->end - r->at) < len || memcmp(r->at, digits[d], len) != 0) continue;
      n = (n < 0 ? 0 : n) * 10 + d;
      r->at += len;
      more = true;
    }
  }
  return n;
}

static Number atom(Reader *r) {
  if (++r->depth > MAX_BRACKETS) return fail(r);
  Number n;
  if (take(r, "√"))
    n = root_of(atom(r));
  else if (take(r, "(")) {
    n = sum(r);
    if (!take(r, ")")) n = fail(r);
  } else
    n = literal(r);
  int power = raised(r);
  if (power >= 0) {
    Number base = n, out;
    n = number_power(base, number_whole(power), &out)
            ? out
            : number_double(pow(number_value(base), power));
  }
  r->depth--;
  return n;
}

static Number quotient(Reader *r, Number a, Number b) {
  return number_value(b) == 0 ? fail(r) : number_divide(a, b);
}

static Number fraction(Reader *r) {
  Number n = atom(r);
  while (r->good && take(r, "/")) n = quotient(r, n, atom(r));
  return n;
}

static Number product(Reader *r) {
  Number n = fraction(r);
  while (r->good) {
    if (take(r, "·") || take(r, "×"))
      n = number_multiply(n, fraction(r));
    else if (take(r, "÷"))
      n = quotient(r, n, fraction(r));
    else
      break;
  }
  return n;
}

static Number sum(Reader *r) {
  bool minus = take(r, "−");
  Number n = product(r);
  if (minus) n = number_negate(n);
  while (r->good) {
    if (take(r, "+"))
      n = number_add(n, product(r));
    else if (take(r, "−"))
      n = number_add(n, number_negate(product(r)));
    else
      break;
  }
  return n;
}

bool calculator_value(const char *text, size_t len, Number *out) {
  Reader r = { .at = text, .end = text + len, .good = true };
  *out = sum(&r);
  while (r.at < r.end && *r.at == ' ') r.at++;
  return r.good && r.at == r.end;
}
