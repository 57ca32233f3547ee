/* plot_notation.c -- titles and names as they are typed for Octave: x^2, x_1, \alpha.  */

#include "config.h"
#include "lib/plotting.h"

#include <ctype.h>
#include <string.h>

typedef struct Sign {
  const char *typed, *printed;
} Sign;

static const Sign RAISED[] = {
  { "0", "⁰" }, { "1", "¹" }, { "2", "²" }, { "3", "³" },  { "4", "⁴" }, { "5", "⁵" }, { "6", "⁶" },
  { "7", "⁷" }, { "8", "⁸" }, { "9", "⁹" }, { "+", "⁺" },  { "-", "⁻" }, { "a", "ᵃ" }, { "b", "ᵇ" },
  { "c", "ᶜ" }, { "d", "ᵈ" }, { "e", "ᵉ" }, { "f", "ᶠ" },  { "g", "ᵍ" }, { "h", "ʰ" }, { "i", "ⁱ" },
  { "j", "ʲ" }, { "k", "ᵏ" }, { "l", "ˡ" }, { "m", "ᵐ" },  { "n", "ⁿ" }, { "o", "ᵒ" }, { "p", "ᵖ" },
  { "r", "ʳ" }, { "s", "ˢ" }, { "t", "ᵗ" }, { "u", "ᵘ" },  { "v", "ᵛ" }, { "w", "ʷ" }, { "x", "ˣ" },
  { "y", "ʸ" }, { "z", "ᶻ" }, { "T", "ᵀ" }, { NULL, NULL }
};

static const Sign LOWERED[] = {
  { "0", "₀" }, { "1", "₁" }, { "2", "₂" }, { "3", "₃" }, { "4", "₄" }, { "5", "₅" },
  { "6", "₆" }, { "7", "₇" }, { "8", "₈" }, { "9", "₉" }, { "+", "₊" }, { "-", "₋" },
  { "a", "ₐ" }, { "e", "ₑ" }, { "h", "ₕ" }, { "i", "ᵢ" }, { "j", "ⱼ" }, { "k", "ₖ" },
  { "l", "ₗ" }, { "m", "ₘ" }, { "n", "ₙ" }, { "o", "ₒ" }, { "p", "ₚ" }, { "r", "ᵣ" },
  { "s", "ₛ" }, { "t", "ₜ" }, { "u", "ᵤ" }, { "v", "ᵥ" }, { "x", "ₓ" }, { NULL, NULL }
};

static const Sign WORDS[] = {
  { "alpha", "α" },   { "beta", "β" },       { "gamma", "γ" },   { "delta", "δ" },
  { "epsilon", "ε" }, { "zeta", "ζ" },       { "eta", "η" },     { "theta", "θ" },
  { "kappa", "κ" },   { "lambda", "λ" },     { "mu", "μ" },      { "nu", "ν" },
  { "xi", "ξ" },      { "pi", "π" },         { "rho", "ρ" },     { "sigma", "σ" },
  { "tau", "τ" },     { "phi", "φ" },        { "chi", "χ" },     { "psi", "ψ" },
  { "omega", "ω" },   { "Gamma", "Γ" },      { "Delta", "Δ" },   { "Theta", "Θ" },
  { "Lambda", "Λ" },  { "Sigma", "Σ" },      { "Phi", "Φ" },     { "Psi", "Ψ" },
  { "Omega", "Ω" },   { "nabla", "∇" },      { "partial", "∂" }, { "int", "∫" },
  { "sum", "Σ" },     { "infty", "∞" },      { "leq", "≤" },     { "geq", "≥" },
  { "neq", "≠" },     { "approx", "≈" },     { "pm", "±" },      { "times", "×" },
  { "cdot", "·" },    { "rightarrow", "→" }, { NULL, NULL }
};

static const char *find(const Sign *signs, const char *s, size_t len) {
  for (; signs->typed; signs++)
    if (strlen(signs->typed) == len && strncmp(signs->typed, s, len) == 0) return signs->printed;
  return NULL;
}

/* All of LEN bytes raised or lowered; false, and nothing, when one of them has no such form. */
static bool put_shifted(const Sign *signs, const char *s, size_t len, Text *out) {
  for (size_t i = 0; i < len; i++)
    if (!find(signs, s + i, 1)) return false;
  for (size_t i = 0; i < len; i++) text_puts(out, find(signs, s + i, 1));
  return len > 0;
}

/* The bytes behind ^ or _ that belong to it: {...}, a number, or a letter that stands alone; a name
   such as my_data is left alone. */
static size_t shifted_length(const char *s) {
  size_t len = s[0] == '-' && isdigit((unsigned char)s[1]);
  while (isdigit((unsigned char)s[len])) len++;
  if (len > 0) return len;
  return isalpha((unsigned char)s[0]) && !isalnum((unsigned char)s[1]) && s[1] != '_';
}

/* What stands at S, behind the byte BEFORE, when it is notation; how many bytes of S that takes. */
static size_t put_notation(const char *s, char before, Text *out) {
  if (*s == '\\') {
    size_t len = 0;
    while (isalpha((unsigned char)s[1 + len])) len++;
    const char *printed = find(WORDS, s + 1, len);
    if (printed) text_puts(out, printed);
    return printed ? len + 1 : 0;
  }
  bool shifts = (*s == '^' || *s == '_') && before != '\0' && !isspace((unsigned char)before);
  if (!shifts) return 0;
  const Sign *signs = *s == '^' ? RAISED : LOWERED;
  const char *end = s[1] == '{' ? strchr(s, '}') : NULL;
  if (end) return put_shifted(signs, s + 2, (size_t)(end - s) - 2, out) ? (size_t)(end - s) + 1 : 0;
  size_t len = shifted_length(s + 1);
  return put_shifted(signs, s + 1, len, out) ? len + 1 : 0;
}

void plotting_notation(const char *typed, Text *out) {
  for (const char *s = typed; *s;) {
    size_t used = put_notation(s, s > typed ? s[-1] : '\0', out);
    if (used == 0) text_putc(out, *s);
    s += used > 0 ? used : 1;
  }
}
