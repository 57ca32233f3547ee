/* test-mathml.c -- formulas as MathML: constructs, and well-formed XML for every input.  */

#include "config.h"
#include "base/memory.h"
#include "screen/tex_mathml.h"
#include "tests/tap.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *tex, *has; /* what must stand in it, blanks between elements left out */
} rows[] = {
  { "x", "<mi>x</mi>" },
  { "\\mathrm{x}", "<mi mathvariant=\"normal\">x</mi>" },
  { "\\mathbf{w}", "font-weight:bold\">w</mi>" },
  { "12.5", "<mn>12.5</mn>" },
  { "a+b", "<mi>a</mi><mo form=\"infix\">+</mo><mi>b</mi>" },
  { "-a", "<mo form=\"prefix\">\xE2\x88\x92</mo><mi>a</mi>" },
  { "a<b", "&lt;" },
  { "x_i^2", "<msubsup><mi>x</mi><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow>" },
  { "f'", "<msup><mi>f</mi><mrow><mo>\xE2\x80\xB2</mo></mrow></msup>" },
  { "\\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" },
  { "\\sqrt{x}", "<msqrt><mrow><mi>x</mi></mrow></msqrt>" },
  { "\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>" },
  { "\\sum_{i=1}^{n} i", "<munderover><mo movablelimits=\"true\">\xE2\x88\x91</mo>" },
  { "\\int_0^1 f", "<msubsup><mo>\xE2\x88\xAB</mo>" },
  { "\\max_w L", "<munder><mo movablelimits=\"true\">max</mo>" },
  { "\\log x", "<mi>log</mi><mo>&#x2061;</mo><mi>x</mi>" },
  { "\\hat y",
    "<mover accent=\"true\"><mrow><mi>y</mi></mrow><mo stretchy=\"false\">^</mo></mover>" },
  { "\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}",
    "<mtr><mtd><mrow><mn>1</mn></mrow></mtd><mtd><mrow><mn>2</mn></mrow></mtd></mtr>" },
  { "\\begin{cases}1&a\\\\2&b\\end{cases}", "<mo fence=\"true\" stretchy=\"true\">{</mo><mtable>" },
  { "\\binom nk", "<mfrac linethickness=\"0\">" },
  { "\\underbrace{a}_{n}", "&#x23DF;" },
  { "\\text{if } x", "<mtext>if&#xA0;</mtext>" },
  { "\\foo", "<mtext class=\"unknown\">\\foo</mtext>" },
  { "\\lVert u \\rVert", "\xE2\x80\x96" },
  { "\\mathbb{R}^n", "\xE2\x84\x9D" },
};

/* Elements closed in their order, attributes quoted, nothing bare: a reader of its own. */
static bool well_formed(const char *xml) {
  char stack[400][24];
  size_t depth = 0;
  while (*xml) {
    if (*xml == '&') {
      const char *end = strchr(xml, ';');
      if (!end || end - xml > 8) return false;
      xml = end + 1;
    } else if (*xml == '<') {
      bool closes = xml[1] == '/';
      const char *name = xml + 1 + closes;
      size_t len = 0;
      while (isalpha((unsigned char)name[len])) len++;
      if (len == 0 || len >= sizeof stack[0]) return false;
      const char *at = name + len;
      while (*at == ' ') {
        at += 1 + strcspn(at + 1, "=");
        if (strncmp(at, "=\"", 2) != 0) return false;
        at += 2 + strcspn(at + 2, "\"<");
        if (*at++ != '"') return false;
      }
      bool empty = *at == '/';
      at += empty;
      if (*at++ != '>') return false;
      if (closes) {
        if (depth == 0 || strlen(stack[depth - 1]) != len || memcmp(stack[--depth], name, len) != 0)
          return false;
      } else if (!empty) {
        if (depth == sizeof stack / sizeof *stack) return false;
        memcpy(stack[depth], name, len);
        stack[depth++][len] = '\0';
      }
      xml = at;
    } else {
      if ((unsigned char)*xml < 0x20 || *xml == '>') return false;
      xml++;
    }
  }
  return depth == 0;
}

static void check_constructs(void) {
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Text out = TEXT_EMPTY;
    tex_mathml(rows[i].tex, strlen(rows[i].tex), false, &out);
    if (!tap_ok(strstr(text_string(&out), rows[i].has) && well_formed(text_string(&out)), "%s",
                rows[i].tex))
      tap_note("%s", text_string(&out));
    text_free(&out);
  }
}

static uint32_t state = 20260704;
static uint32_t draw(uint32_t n) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % n;
}

static void check_every_input(void) {
  static const char *const pieces[] = {
    "x",
    "{",
    "}",
    "^",
    "_",
    "\\frac",
    "\\sqrt",
    "\\left(",
    "\\right]",
    "<",
    ">",
    "&",
    "\"",
    "\\\\",
    "'",
    "\\text",
    "\\hat",
    "\\begin{cases}",
    "\\end{cases}",
    "\\sum",
    "\\int",
    "12",
    "+",
    "-",
    "|",
    "\\|",
    "\\underbrace",
    "\\overset",
    "[",
    "]",
    "\\xrightarrow",
    "\\foo",
    " ",
    "\x01",
    "\xE2\x80\xAE",
    "\xFF",
    "\\middle|",
    "\\begin{bmatrix}",
    "\\end{bmatrix}",
    "\\boxed",
    "\\phantom",
    "\\not",
    "\\,",
    "\\operatorname*{a b}",
    "\\limits",
  };
  size_t bad = 0;
  for (int k = 0; k < 4000; k++) {
    Text tex = TEXT_EMPTY, out = TEXT_EMPTY;
    for (uint32_t n = 1 + draw(24); n > 0; n--)
      text_puts(&tex, pieces[draw(sizeof pieces / sizeof *pieces)]);
    tex_mathml(text_string(&tex), tex.len, true, &out);
    if (!well_formed(text_string(&out)) && bad++ == 0)
      tap_note("%s gives %s", text_string(&tex), text_string(&out));
    text_free(&tex);
    text_free(&out);
  }
  tap_ok(bad == 0, "4000 random formulas are well-formed");
}

static void check_hostile(void) {
  static const char *const nested[] = { "{", "\\frac{", "\\sqrt{", "x^{", "\\left(", "((" };
  for (size_t i = 0; i < sizeof nested / sizeof *nested; i++) {
    Text tex = TEXT_EMPTY, out = TEXT_EMPTY;
    for (int k = 0; k < 3000; k++) text_puts(&tex, nested[i]);
    tex_mathml(text_string(&tex), tex.len, false, &out);
    tap_ok(well_formed(text_string(&out)), "3000 times %s", nested[i]);
    text_free(&tex);
    text_free(&out);
  }
}

static void check_escapes(void) {
  Text out = TEXT_EMPTY;
  xml_escape("a<b & \"c\" 'd'\x01\xFF", 15, &out);
  tap_text(text_string(&out), "a&lt;b &amp; &quot;c&quot; &#39;d&#39;\xEF\xBF\xBD\xEF\xBF\xBD",
           "escapes");
  text_free(&out);
}

int main(void) {
  check_constructs();
  check_every_input();
  check_hostile();
  check_escapes();
  return tap_done();
}
