/* render_signs.c -- the signs of a book, and what stands for them in ASCII.  */

#include "config.h"
#include "board/render.h"
#include "base/utf8.h"

#include <string.h>

static const struct {
  const char *sign, *ascii;
} signs[] = {
  { "−", "-" },          { "·", "*" },         { "×", "x" },        { "÷", ":" },
  { "√", "sqrt" },       { "≈", "~=" },        { "≠", "/=" },       { "≤", "<=" },
  { "≥", ">=" },         { "±", "+-" },        { "←", "<-" },       { "→", "->" },
  { "↔", "<->" },        { "✓", "(ok)" },      { "│", "|" },        { "λ", "lambda" },
  { "μ", "mu" },         { "σ", "sigma" },     { "Σ", "sum" },      { "∇", "grad " },
  { "θ", "theta" },      { "α", "alpha" },     { "χ", "chi" },      { "∂", "d" },
  { "∞", "Inf" },        { "…", "..." },       { "⋮", ":" },        { "—", "--" },
  { "–", "-" },          { "‖", "||" },        { "°", " degrees" }, { "½", "1/2" },
  { "∈", "in" },         { "ᵀ", "'" },         { "₀", "0" },        { "₁", "1" },
  { "₂", "2" },          { "₃", "3" },         { "Δ", "delta " },   { "ε", "eps" },
  { "η", "eta" },        { "π", "pi" },        { "ρ", "rho" },      { "ŷ", "yhat" },
  { "x̄", "mean(x)" },    { "∫", "integral " }, { "─", "-" },        { "└", "+" },
  { "┘", "+" },          { "┌", "+" },         { "┐", "+" },        { "┴", "+" },
  { "┬", "+" },          { "├", "+" },         { "┤", "+" },        { "┼", "+" },
  { "▼", "v" },          { "⌊", "floor(" },    { "⌋", ")" },        { "\xc2\xa0", " " },
  { "\xcc\x82", "hat" }, { "é", "e" },         { "█", "#" },        { "░", "." },
};

/* What the raised sign POINT stands for; 0 when it is none. */
static char lowered(uint32_t point) {
  static const struct {
    uint32_t point;
    char sign;
  } raised[] = { { 0xb9, '1' },   { 0xb2, '2' },   { 0xb3, '3' },   { 0x207a, '+' },
                 { 0x207b, '-' }, { 0x207d, '(' }, { 0x207e, ')' }, { 0x207f, 'n' },
                 { 0x1d4f, 'k' }, { 0x2e3, 'x' },  { 0x2e2, 's' } };
  for (size_t k = 0; k < sizeof raised / sizeof *raised; k++)
    if (raised[k].point == point) return raised[k].sign;
  bool digit = point == 0x2070 || (point >= 0x2074 && point <= 0x2079);
  return digit ? (char)('0' + (point - 0x2070)) : '\0';
}

/* The raised signs at TEXT as a power: ^12, ^-1, ^(n-1).  Returns their length in bytes. */
static size_t put_power(const char *text, size_t len, Text *out) {
  char power[32];
  size_t count = 0, length = 0;
  while (length < len && count + 1 < sizeof power) {
    size_t used;
    char sign = lowered(utf8_decode(text + length, len - length, &used));
    if (!sign) break;
    power[count++] = sign;
    length += used;
  }
  power[count] = '\0';
  bool number = strspn(power + (*power == '-'), "0123456789") == count - (*power == '-');
  bool bare = number || count == 1 || *power == '(';
  if (count > 0) text_printf(out, bare ? "^%s" : "^(%s)", power);
  return length;
}

void render_signs(const BoardStyle *style, const char *text, size_t len, Text *out) {
  for (size_t i = 0, used; i < len; i += used) {
    if ((unsigned char)text[i] < 0x80) {
      text_putc(out, text[i]);
      used = 1;
      continue;
    }
    uint32_t point = utf8_decode(text + i, len - i, &used);
    if (style->utf8) {
      if (point == 0xa0)
        text_putc(out, ' ');
      else
        text_append(out, text + i, used);
      continue;
    }
    size_t raised = put_power(text + i, len - i, out);
    if (raised > 0) {
      used = raised;
      continue;
    }
    size_t digits = point == 0x221a ? strspn(text + i + used, "0123456789") : 0;
    if (digits > 0) { /* the digits under a root */
      text_printf(out, "sqrt(%.*s)", (int)digits, text + i + used);
      used += digits;
      continue;
    }
    if (point == 0xf7 && style->plain) {
      text_puts(out, "divided by");
      continue;
    }
    size_t best = 0;
    const char *stand_in = "?";
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
      size_t size = strlen(signs[k].sign);
      if (size > best && size <= len - i && memcmp(text + i, signs[k].sign, size) == 0) {
        best = size;
        stand_in = signs[k].ascii;
      }
    }
    if (best > 0) used = best;
    text_puts(out, stand_in);
  }
}
