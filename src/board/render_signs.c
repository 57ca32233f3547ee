/* render_signs.c -- the signs of a book, and what stands for them in ASCII.  */

#include "config.h"
#include "board/render.h"
#include "base/utf8.h"

#include <string.h>

static const struct {
  const char *sign, *ascii;
} signs[] = {
  { "−", "-" },      { "·", "*" },        { "×", "x" },         { "÷", ":" },     { "√", "sqrt" },
  { "²", "^2" },     { "³", "^3" },       { "ⁿ", "^n" },        { "⁻¹", "^-1" },  { "⁻", "^-" },
  { "¹", "1" },      { "⁴", "^4" },       { "≈", "~=" },        { "≠", "/=" },    { "≤", "<=" },
  { "≥", ">=" },     { "±", "+-" },       { "←", "<-" },        { "→", "->" },    { "↔", "<->" },
  { "✓", "(ok)" },   { "│", "|" },        { "λ", "lambda" },    { "μ", "mu" },    { "σ", "sigma" },
  { "Σ", "sum" },    { "∇", "grad " },    { "θ", "theta" },     { "α", "alpha" }, { "χ", "chi" },
  { "∂", "d" },      { "∞", "Inf" },      { "…", "..." },       { "⋮", ":" },     { "—", "--" },
  { "–", "-" },      { "‖", "||" },       { "°", " degrees" },  { "½", "1/2" },   { "∈", "in" },
  { "ᵀ", "'" },      { "₀", "0" },        { "₁", "1" },         { "₂", "2" },     { "₃", "3" },
  { "Δ", "delta " }, { "ε", "eps" },      { "η", "eta" },       { "π", "pi" },    { "ρ", "rho" },
  { "ŷ", "yhat" },   { "x̄", "mean(x)" },  { "∫", "integral " }, { "─", "-" },     { "└", "+" },
  { "┘", "+" },      { "┌", "+" },        { "┐", "+" },         { "┴", "+" },     { "┬", "+" },
  { "├", "+" },      { "┤", "+" },        { "┼", "+" },         { "▼", "v" },     { "⌊", "floor(" },
  { "⌋", ")" },      { "\xc2\xa0", " " }, { "é", "e" },         { "█", "#" },     { "░", "." },
};

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
