/* signs.c -- the signs and words of mathematics that the language spells otherwise.  */

#include "config.h"
#include "learn/signs.h"

#include <string.h>

bool signs_superscript(uint32_t point, char *digit) {
  switch (point) {
  case 0xB9: *digit = '1'; return true;
  case 0xB2: *digit = '2'; return true;
  case 0xB3: *digit = '3'; return true;
  case 0x207B: *digit = '-'; return true;
  case 0x207F: *digit = 'n'; return true;
  case 0x02E3: *digit = 'x'; return true;
  default:
    if (point != 0x2070 && (point < 0x2074 || point > 0x2079)) return false;
    *digit = (char)('0' + (point - 0x2070));
    return true;
  }
}

const char *signs_letter(uint32_t point) {
  static const char *const greek[] = { "alpha",   "beta", "gamma", "delta", "epsilon",
                                       "zeta",    "eta",  "theta", "iota",  "kappa",
                                       "lambda",  "mu",   "nu",    "xi",    "omicron",
                                       "pi",      "rho",  NULL,    "sigma", "tau",
                                       "upsilon", "phi",  "chi",   "psi",   "omega" };
  if (point >= 0x3B1 && point <= 0x3C9) return greek[point - 0x3B1];
  if (point == 0x221E) return "Inf";
  return NULL;
}

/* What a sign outside ASCII is called in the language. */
const char *signs_operator(uint32_t point) {
  switch (point) {
  case 0x2212:
  case 0x2013: return "-";
  case 0xB7:
  case 0xD7:
  case 0x22C5:
  case 0x2219: return "*";
  case 0xF7: return "/";
  case 0x2264: return "<=";
  case 0x2265: return ">=";
  case 0x2260: return "~=";
  case 0xA0: return " ";
  default: return NULL;
  }
}

const char *signs_fraction(uint32_t point) {
  switch (point) {
  case 0xBC: return "(1/4)";
  case 0xBD: return "(1/2)";
  case 0xBE: return "(3/4)";
  case 0x2153: return "(1/3)";
  case 0x2154: return "(2/3)";
  default: return NULL;
  }
}

/* The language's name of a function that mathematics calls otherwise. */
const char *signs_function(const char *s, size_t len) {
  static const char *const aliases[][2] = {
    { "ln", "log" }, { "arcsin", "asin" }, { "arccos", "acos" }, { "arctan", "atan" }
  };
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (strlen(aliases[i][0]) == len && memcmp(aliases[i][0], s, len) == 0) return aliases[i][1];
  return NULL;
}

/* Functions that people run into their argument: sinx, ln2x. */
size_t signs_elementary(const char *s, size_t len) {
  static const char *const functions[] = { "arcsin", "arccos", "arctan", "sinh", "cosh",
                                           "tanh",   "sqrt",   "log",    "exp",  "sin",
                                           "cos",    "tan",    "ln",     NULL };
  for (const char *const *f = functions; *f; f++) {
    size_t n = strlen(*f);
    if (n <= len && memcmp(*f, s, n) == 0) return n;
  }
  return 0;
}
