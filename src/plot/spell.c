/* spell.c -- mathematical text for a terminal that knows only ASCII.  */

#include "config.h"
#include "plot/spell.h"
#include "base/utf8.h"

#include <stddef.h>

typedef struct Spelling {
  uint32_t point;
  const char *ascii;
} Spelling;

static const Spelling SPELLINGS[] = {
  { 0x00A0, " " },    { 0x00B0, " deg" }, { 0x00B1, "+-" },   { 0x00B2, "^2" },
  { 0x00B3, "^3" },   { 0x00B7, "*" },    { 0x00B9, "^1" },   { 0x00BD, "1/2" },
  { 0x00D7, "x" },    { 0x00E4, "ae" },   { 0x00E8, "e" },    { 0x00E9, "e" },
  { 0x00F6, "oe" },   { 0x00FC, "ue" },   { 0x0177, "y^" },   { 0x2013, "-" },
  { 0x2014, "-" },    { 0x2018, "'" },    { 0x2019, "'" },    { 0x201C, "\"" },
  { 0x201D, "\"" },   { 0x2026, "..." },  { 0x2032, "'" },    { 0x2033, "''" },
  { 0x207B, "^-" },   { 0x207F, "^n" },   { 0x2190, "<-" },   { 0x2191, "^" },
  { 0x2192, "->" },   { 0x2193, "v" },    { 0x2196, "\\" },   { 0x2197, "/" },
  { 0x2198, "\\" },   { 0x2199, "/" },    { 0x2202, "d" },    { 0x2207, "grad " },
  { 0x2208, " in " }, { 0x2211, "sum " }, { 0x2212, "-" },    { 0x221A, "sqrt " },
  { 0x221E, "inf" },  { 0x2225, "||" },   { 0x222B, "int " }, { 0x2248, "~" },
  { 0x2260, "!=" },   { 0x2264, "<=" },   { 0x2265, ">=" },   { 0x22C5, "*" },
  { 0x2500, "-" },    { 0x2502, "|" },    { 0x2514, "+" },    { 0x251C, "+" },
  { 0x2524, "+" },    { 0x2534, "+" },    { 0x252C, "+" },    { 0x253C, "+" },
  { 0x25A0, "#" },    { 0x25B2, "A" },    { 0x25C6, "%" },    { 0x25CB, "O" },
  { 0x25CF, "o" },    { 0x2588, "#" },    { 0x2591, "." },    { 0x2592, ":" },
  { 0x2593, "#" },
};

/* Raised and lowered letters, which are spelled as the letter itself. */
static const Spelling LETTERS[] = {
  { 0x02B0, "^h" }, { 0x02B2, "^j" }, { 0x02B3, "^r" }, { 0x02B7, "^w" }, { 0x02B8, "^y" },
  { 0x02E1, "^l" }, { 0x02E2, "^s" }, { 0x02E3, "^x" }, { 0x1D40, "^T" }, { 0x1D43, "^a" },
  { 0x1D47, "^b" }, { 0x1D48, "^d" }, { 0x1D49, "^e" }, { 0x1D4D, "^g" }, { 0x1D4F, "^k" },
  { 0x1D50, "^m" }, { 0x1D52, "^o" }, { 0x1D56, "^p" }, { 0x1D57, "^t" }, { 0x1D58, "^u" },
  { 0x1D5B, "^v" }, { 0x1D62, "i" },  { 0x1D63, "r" },  { 0x1D64, "u" },  { 0x1D65, "v" },
  { 0x1D9C, "^c" }, { 0x1DA0, "^f" }, { 0x1DBB, "^z" }, { 0x2071, "^i" }, { 0x207A, "^+" },
  { 0x208A, "+" },  { 0x208B, "-" },  { 0x2090, "a" },  { 0x2091, "e" },  { 0x2092, "o" },
  { 0x2093, "x" },  { 0x2095, "h" },  { 0x2096, "k" },  { 0x2097, "l" },  { 0x2098, "m" },
  { 0x2099, "n" },  { 0x209A, "p" },  { 0x209B, "s" },  { 0x209C, "t" },  { 0x2C7C, "j" },
};

static const char *const GREEK[] = { "alpha",   "beta", "gamma", "delta", "epsilon",
                                     "zeta",    "eta",  "theta", "iota",  "kappa",
                                     "lambda",  "mu",   "nu",    "xi",    "o",
                                     "pi",      "rho",  "s",     "sigma", "tau",
                                     "upsilon", "phi",  "chi",   "psi",   "omega" };
static const char *const CAPITALS[] = { "A",     "B",  "Gamma", "Delta",  "E",     "Z", "H",
                                        "Theta", "I",  "K",     "Lambda", "M",     "N", "Xi",
                                        "O",     "Pi", "P",     "?",      "Sigma", "T", "Y",
                                        "Phi",   "X",  "Psi",   "Omega" };
static const char *const DIGITS[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
static const char *const POWERS[] = { "^0", "?", "?", "?", "^4", "^5", "^6", "^7", "^8", "^9" };

static const char *spell_alone(uint32_t point) {
  if (point >= 0x3B1 && point <= 0x3C9) return GREEK[point - 0x3B1];
  if (point >= 0x391 && point <= 0x3A9) return CAPITALS[point - 0x391];
  if (point >= 0x2080 && point <= 0x2089) return DIGITS[point - 0x2080];
  if (point >= 0x2070 && point <= 0x2079) return POWERS[point - 0x2070];
  for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++)
    if (SPELLINGS[i].point == point) return SPELLINGS[i].ascii;
  for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
    if (LETTERS[i].point == point) return LETTERS[i].ascii;
  return utf8_width(point) == 0 ? "" : "?";
}

const char *spell_point(uint32_t point, bool *raised) {
  const char *ascii = spell_alone(point);
  bool power = ascii[0] == '^' && ascii[1] != '\0';
  if (power && *raised) ascii++;
  *raised = power;
  return ascii;
}
