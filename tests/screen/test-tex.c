/* test-tex.c -- single constructs of TeX, its faults, and what holds for every input.  */

#include "config.h"
#include "base/utf8.h"
#include "screen/tex.h"
#include "tests/tap.h"

#include <string.h>
#include <time.h>

static void inline_form(const char *tex, bool ascii, Text *out) {
  TexOptions options = { .ascii = ascii, .width = 80 };
  tex_inline(tex, strlen(tex), &options, out);
}

static void display_form(const char *tex, bool ascii, unsigned width, Text *out) {
  TexOptions options = { .ascii = ascii, .width = width };
  tex_display(tex, strlen(tex), &options, out);
}

/* ------------------------------------------------------------------ constructs */

static const struct {
  const char *tex, *utf8, *ascii;
} rows[] = {
  /* scripts: whole or not at all */
  { "x_{i}^2", "xᵢ²", "x_i^2" },
  { "a^{b+c}", "aᵇ⁺ᶜ", "a^(b+c)" },
  { "a^{1/2}", "a^(1/2)", "a^(1/2)" },
  { "2^{10}", "2¹⁰", "2^10" },
  { "e^{x^2}", "e^(x²)", "e^(x^2)" },
  { "2^{2n}", "2²ⁿ", "2^(2n)" },
  { "x_{Q}", "x_Q", "x_Q" },
  { "W_f h + W_i x", "W_f h + W_i x", "W_f h + W_i x" },
  { "f''(x)", "f″(x)", "f''(x)" },
  { "w^{*}", "w*", "w^*" },
  { "90^\\circ", "90°", "90^o" },
  /* signs and their blanks */
  { "a+b=c", "a + b = c", "a + b = c" },
  { "-a", "−a", "-a" },
  { "a=-b", "a = −b", "a = -b" },
  { "a\\cdot(-b)", "a · (−b)", "a * (-b)" },
  { "f(\\cdot)", "f(·)", "f(*)" },
  { "1,2", "1, 2", "1, 2" },
  { "\\log x", "log x", "log x" },
  { "\\log(x)", "log(x)", "log(x)" },
  { "\\max(0,x)", "max(0, x)", "max(0, x)" },
  { "|x|+|y|", "|x| + |y|", "|x| + |y|" },
  { "P(A|B)", "P(A|B)", "P(A|B)" },
  { "P(A\\mid B)", "P(A | B)", "P(A | B)" },
  /* fractions on one row never change their reading */
  { "\\frac{a}{bc}", "a/(bc)", "a/(bc)" },
  { "\\frac{a+b}{c}", "(a+b)/c", "(a+b)/c" },
  { "2\\frac13", "2(1/3)", "2(1/3)" },
  { "\\frac{\\frac ab}{c}", "(a/b)/c", "(a/b)/c" },
  { "\\frac{\\sin x}{x}", "(sin x)/x", "(sin x)/x" },
  { "\\frac12 x", "(1/2)x", "(1/2) x" },
  /* roots */
  { "\\sqrt2", "√2", "sqrt(2)" },
  { "\\sqrt{a+b}", "√(a + b)", "sqrt(a + b)" },
  { "\\sqrt[3]{x}", "∛x", "nthroot(x, 3)" },
  { "\\sqrt[n]{x}", "ⁿ√x", "nthroot(x, n)" },
  { "\\sqrt{x}^2", "(√x)²", "(sqrt(x))^2" },
  /* accents */
  { "\\bar x", "x̄", "x_bar" },
  { "\\hat{y}_i", "ŷᵢ", "y_hat_i" },
  { "\\hat{y_i}", "ŷᵢ", "y_hat_i" },
  { "\\overline{AB}", "bar(AB)", "bar(AB)" },
  /* alphabets */
  { "\\mathbb{R}^n", "ℝⁿ", "R^n" },
  { "\\mathcal{L}", "ℒ", "L" },
  { "\\mathrm{KL}", "KL", "KL" },
  { "\\text{a  b}", "a b", "a b" },
  { "\\operatorname{softmax}(z)", "softmax(z)", "softmax(z)" },
  /* tables */
  { "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "(1 2; 3 4)", "(1 2; 3 4)" },
  { "\\begin{matrix}1&2\\end{matrix}", "[1 2]", "[1 2]" },
  { "\\binom nk", "C(n,k)", "C(n,k)" },
  /* the second tier */
  { "\\boxed{x}", "[x]", "[x]" },
  { "a\\pmod n", "a (mod n)", "a (mod n)" },
  { "\\bigl(x\\bigr)", "(x)", "(x)" },
  { "a\\ll b", "a ≪ b", "a << b" },
  { "A\\otimes B", "A ⊗ B", "A (x) B" },
  { "\\displaystyle x", "x", "x" },
  { "\\color{red}{x}", "x", "x" },
  { "\\textbf{no}", "no", "no" },
  { "\\sum\\nolimits_i x", "∑ᵢ x", "sum_i x" },
  { "\\lfloor x\\rfloor", "⌊x⌋", "floor(x)" },
  /* typed directly */
  { "x²+α≤√2", "x² + α ≤ √2", "x^2 + alpha <= sqrt(2)" },
  { "βᵢ₊₁", "βᵢ₊₁", "beta_(i+1)" },
  /* faults are shown, not hidden */
  { "\\foo{a}", "\\foo a", "\\foo a" },
  { "{a", "a", "a" },
  { "a}", "a}", "a}" },
  { "\\frac{a}", "a/□", "a/[]" },
  { "\\left(a", "(a", "(a" },
  { "a_b_c & }", "`a_b_c & }`", "`a_b_c & }`" },
  { "", "", "" },
};

static void check_rows(void) {
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Text out = TEXT_EMPTY;
    inline_form(rows[i].tex, false, &out);
    tap_text(text_string(&out), rows[i].utf8, "%s", rows[i].tex);
    text_clear(&out);
    inline_form(rows[i].tex, true, &out);
    tap_text(text_string(&out), rows[i].ascii, "%s in ASCII", rows[i].tex);
    text_free(&out);
  }
}

static const struct {
  const char *tex, *utf8;
  unsigned width;
} displays[] = {
  { "\\left\\lfloor\\frac n2\\right\\rfloor", "⎢  n  ⎥\n⎢ ─── ⎥\n⎣  2  ⎦\n", 80 },
  { "\\left.\\frac ab\\right|_{x=0}", " a  │\n─── │\n b  │ₓ₌₀\n", 80 },
  { "\\boxed{x}", "┌───┐\n│ x │\n└───┘\n", 80 },
  { "\\overbrace{abc}^{n}", " n\n┌┴┐\nabc\n", 80 },
  { "\\begin{vmatrix}a\\\\b\\end{vmatrix}", "│ a │\n│ b │\n", 80 },
  { "\\begin{array}{c|c}A&B\\\\\\hline C&D\\end{array}", "A │ B\n──┼──\nC │ D\n", 80 },
  { "\\vec{v}", "→\nv\n", 80 },
  { "\\begin{cases}1&a\\\\2&b\\\\3&c\\end{cases}", "⎧ 1   a\n⎨ 2   b\n⎩ 3   c\n", 80 },
  /* too wide: at the quad, at relations, at signs */
  { "a+b+c=d, \\quad e+f+g=h", "a + b + c = d,\ne + f + g = h\n", 20 },
  { "a=bbbbbbbb+c=dddddd+e", "a = bbbbbbbb + c\n  = dddddd + e\n", 20 },
  { "f=aaaaaaaaaaaaaaaaaaaa+bbbbbbbbbbbbbbbb-cccccccccc",
    "f = aaaaaaaaaaaaaaaaaaaa\n    + bbbbbbbbbbbbbbbb − cccccccccc\n", 40 },
  /* then inside the outermost bracket, aligned one past it: at signs and after commas */
  { "y=f(aaaaaaaaaa+bbbbbbbbbb-cccccccccc+dddddddddd)",
    "y = f(aaaaaaaaaa + bbbbbbbbbb\n      − cccccccccc + dddddddddd)\n", 40 },
  { "g(aaaaaaaaaa,bbbbbbbbbb,h(c,d),dddddddddd)^2",
    "g(aaaaaaaaaa, bbbbbbbbbb, h(c, d),\n  dddddddddd)²\n", 40 },
  /* never inside a tall one: one row, wrapped */
  { "y=\\left(\\frac{aaaaaaaa}{b}+\\frac{cccccccc}{d}+\\frac{eeeeeeee}{f}\\right)",
    "y = (aaaaaaaa/b + cccccccc/d +\n    eeeeeeee/f)\n", 40 },
  /* a wide matrix in blocks of columns */
  { "A=\\begin{bmatrix}1111111111&2222222222&3333333333&4444444444\\\\5&6&7&8\\end{bmatrix}",
    "A =\n\n  columns 1 to 3\n  ⎡1111111111  2222222222  3333333333⎤\n"
    "  ⎣         5           6           7⎦\n\n  column 4\n  ⎡4444444444⎤\n  ⎣         8⎦\n",
    40 },
  /* narrower than forty columns not at signs: one row, wrapped */
  { "f=aaaaaaaa+bbbbbbb-cccccc", "f = aaaaaaaa +\n    bbbbbbb − cccccc\n", 20 },
};

static void check_displays(void) {
  for (size_t i = 0; i < sizeof displays / sizeof *displays; i++) {
    Text out = TEXT_EMPTY;
    display_form(displays[i].tex, false, displays[i].width, &out);
    tap_text(text_string(&out), displays[i].utf8, "%s at %u", displays[i].tex, displays[i].width);
    text_free(&out);
  }
}

static void check_attributes(void) {
  TexOptions options = { .attributes = true, .width = 80 };
  Text out = TEXT_EMPTY;
  tex_inline("\\mathbf{w}+1", 12, &options, &out);
  tap_text(text_string(&out), "\033[1mw\033[22m + 1", "bold is an attribute");
  text_clear(&out);
  tex_inline("x", 1, &options, &out);
  tap_text(text_string(&out), "\033[3mx\033[23m", "a variable is italic");
  text_clear(&out);
  tex_inline("\\foo", 4, &options, &out);
  tap_text(text_string(&out), "\033[31m\\foo\033[39m",
           "an unknown command has the colour of an error");
  text_free(&out);
}

/* ------------------------------------------------------------------ findings */

typedef struct Seen {
  size_t count, offset;
  char message[120];
} Seen;

static void note(void *self, size_t offset, const char *message) {
  Seen *seen = self;
  if (seen->count++ > 0) return;
  seen->offset = offset;
  strncat(seen->message, message, sizeof seen->message - 1);
}

static void check_findings(void) {
  static const struct {
    const char *tex;
    size_t count, offset;
    const char *part; /* of the first message */
  } cases[] = {
    { "x^2 + \\frac{1}{2}", 0, 0, "" },
    { "\\begin{cases}1&a\\\\2&b\\end{cases}", 0, 0, "" },
    { "a + \\fracc12", 1, 4, "did you mean \\frac?" },
    { "\\zzzzzz", 1, 0, "unknown TeX command \\zzzzzz" },
    { "ab{c", 1, 2, "{" },
    { "ab}c", 1, 2, "}" },
    { "a_b_c", 1, 3, "two subscripts" },
    { "\\frac{a}", 1, 8, "missing" },
    { "x\\left(y", 1, 1, "\\left without" },
    { "x\\right)", 1, 1, "\\right without" },
    { "a & b", 1, 2, "columns" },
    { "\\begin{foo}a\\end{foo}", 1, 0, "unknown environment" },
    { "\\begin{matrix}a", 1, 0, "\\begin without" },
    { "x\\input{y}", 1, 1, "not supported" },
    { "x\\tag{1}", 1, 1, "\\tag" },
    { "a\x1b[31m", 1, 1, "terminal" },
    { "\\text{a\xE2\x80\xAEz}", 1, 7, "terminal" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Seen seen = { 0 };
    tex_check(cases[i].tex, strlen(cases[i].tex), &seen, note);
    bool good = seen.count == cases[i].count && seen.offset == cases[i].offset &&
                strstr(seen.message, cases[i].part);
    if (!tap_ok(good, "findings of %s", cases[i].tex))
      tap_note("%zu, the first at %zu: %s", seen.count, seen.offset, seen.message);
  }
}

/* ------------------------------------------------------------------ what always holds */

/* Lines no wider than WIDTH, no blanks at their ends, nothing a terminal would obey. */
static bool is_sound(const Text *out, bool ascii, size_t width) {
  size_t column = 0, used;
  for (size_t i = 0; i < out->len; i += used) {
    uint32_t point = utf8_decode(out->data + i, out->len - i, &used);
    if (utf8_unsafe(point) || point == '\t' || (ascii && point >= 0x80)) return false;
    if (point == '\n' && i > 0 && out->data[i - 1] == ' ') return false;
    column = point == '\n' ? 0 : column + (size_t)utf8_width(point);
    if (column > width) return false;
  }
  return true;
}

/* Letters that no name of a sign has; each must come out again. */
static const char marks[] = "QYJKZ7946";

static bool nothing_lost(const char *tex, const Text *out) {
  for (const char *m = marks; *m; m++)
    if (strchr(tex, *m) && !strchr(text_string(out), *m)) return false;
  return true;
}

static uint64_t state = 20240229;

static unsigned draw(unsigned below) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(state >> 33) % below;
}

static const char *const tokens[] = {
  "Q",
  "Y",
  "J",
  "K",
  "Z",
  "7",
  "94",
  "6",
  "+",
  "-",
  "=",
  "(",
  ")",
  "[",
  "]",
  "|",
  ",",
  "{",
  "}",
  "^",
  "_",
  "'",
  "\\frac",
  "\\sqrt",
  "\\sum",
  "\\int",
  "\\max",
  "\\alpha",
  "\\cdot",
  "\\left(",
  "\\right)",
  "\\hat",
  "\\overline",
  "\\underbrace",
  "\\begin{bmatrix}",
  "&",
  "\\\\",
  "\\end{bmatrix}",
  "\\begin{cases}",
  "\\end{cases}",
  "\\begin{aligned}",
  "\\end{aligned}",
  "\\text{",
  "\\quad",
  "\\binom",
  "\\boxed",
  "\\xrightarrow",
  "\\mathbf",
  "\\log",
  "\\stackrel",
  "\\middle|",
  "\\limits",
  "\\substack",
  " ",
  "~",
  "\\,",
};

static void check_random(void) {
  unsigned unsound = 0, lost = 0, clean = 0;
  for (unsigned round = 0; round < 4000; round++) {
    Text tex = TEXT_EMPTY, out = TEXT_EMPTY;
    for (unsigned n = 1 + draw(30); n > 0; n--)
      text_puts(&tex, tokens[draw(sizeof tokens / sizeof *tokens)]);
    Seen seen = { 0 };
    tex_check(text_string(&tex), tex.len, &seen, note);
    for (int ascii = 0; ascii < 2; ascii++) {
      unsigned width = 20 + draw(80);
      display_form(text_string(&tex), ascii, width, &out);
      if (!is_sound(&out, ascii, width)) {
        unsound++;
        tap_note("at %u: %s", width, text_string(&tex));
      }
      if (ascii && !seen.count && !nothing_lost(text_string(&tex), &out)) {
        lost++;
        tap_note("lost: %s", text_string(&tex));
      }
      text_clear(&out);
      inline_form(text_string(&tex), ascii, &out);
      if (!is_sound(&out, ascii, SIZE_MAX) || strchr(text_string(&out), '\n')) unsound++;
      if (ascii && !seen.count) {
        clean++;
        lost += !nothing_lost(text_string(&tex), &out);
      }
      text_clear(&out);
    }
    text_free(&tex);
    text_free(&out);
  }
  tap_ok(unsound == 0,
         "4000 random formulas: no line too wide, no control character, ASCII is ASCII");
  tap_ok(lost == 0, "no letter or digit is lost from a formula without findings");
  tap_ok(clean > 100, "and there were formulas without findings");
}

/* The limits keep time in bounds.  A quarter of a second is far more than is needed, so that slow
   machines and sanitizers pass; what is exponential or quadratic does not. */
static void check_hostile(void) {
  static const struct {
    const char *before, *piece, *after;
    unsigned times;
  } cases[] = {
    { "", "a^{", "", 5000 },
    { "", "{", "", 16000 },
    { "", "\\sqrt{", "", 2500 },
    { "", "\\left(", "", 2700 },
    { "", "\\frac{", "", 2700 },
    { "", "(", "", 16000 },
    { "", "|", "", 16000 },
    { "x", "'", "", 16000 },
    { "x", "+x", "", 8000 },
    { "x", "_1", "", 8000 },
    { "", "\\hat", "x", 4000 },
    { "", "\\sqrt", "2", 3000 },
    { "", "a_", "b", 8000 },
    { "", "\\frac12", "", 2300 },
    { "", "\\begin{matrix}", "", 1100 },
    { "\\begin{matrix}", "&", "", 16000 },
    { "\\begin{matrix}", "\\\\", "", 8000 },
    { "\\begin{matrix}", "a&", "\\end{matrix}", 8000 },
    { "", "\\text{$", "", 2300 },
    { "\\text{", "$a$", "}", 5000 },
    { "", "\\underbrace{", "", 1300 },
    { "", "\\binom{", "", 2300 },
    { "", "\\foo", "", 4000 },
    { "", "\xE2\x88\x9A", "", 5000 },
    { "", "(a)^{(", "", 2600 },
    { "", "\\boxed{", "", 2300 },
    { "", "|a", "", 8000 },
    { "", "\\overline{\\hat{", "", 1000 },
    { "", "x_{y_", "", 3000 },
    { "\\left(", "\\frac{a}{b}\\middle|", "\\right)", 700 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Text tex = TEXT_EMPTY, out = TEXT_EMPTY;
    text_puts(&tex, cases[i].before);
    text_repeat(&tex, cases[i].piece, cases[i].times);
    text_puts(&tex, cases[i].after);
    clock_t start = clock();
    display_form(text_string(&tex), false, 80, &out);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    bool good = is_sound(&out, false, 80) && out.len > 0 && seconds < 0.25;
    if (!tap_ok(good, "%u times %s", cases[i].times, cases[i].piece)) tap_note("%.3f s", seconds);
    text_free(&tex);
    text_free(&out);
  }
}

static void check_limits(void) {
  Text tex = TEXT_EMPTY, out = TEXT_EMPTY;
  text_repeat(&tex, "x", 16385);
  inline_form(text_string(&tex), false, &out);
  tap_ok(out.len < 300 && out.data[0] == '`', "beyond 16 KiB the beginning of the source is shown");
  Seen seen = { 0 };
  tex_check(text_string(&tex), tex.len, &seen, note);
  tap_ok(seen.count == 1, "and reported");
  text_clear(&tex);
  text_clear(&out);
  inline_form("\x1b]0;t\a \xE2\x80\xAE z \xFF", true, &out);
  tap_ok(is_sound(&out, true, 100) && strchr(text_string(&out), 'z'),
         "control characters are replaced");
  text_free(&tex);
  text_free(&out);
}

int main(void) {
  check_rows();
  check_displays();
  check_attributes();
  check_findings();
  check_random();
  check_hostile();
  check_limits();
  return tap_done();
}
