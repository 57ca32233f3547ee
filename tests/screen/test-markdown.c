/* test-markdown.c -- pages: widths, blocks, links, and hostile text.  */

#include "config.h"
#include "base/utf8.h"
#include "screen/markdown.h"
#include "tests/tap.h"

#include <string.h>

static const ScreenStyle unicode = { .utf8 = true, .width = 40 };
static const ScreenStyle ascii = { .width = 40 };
static const ScreenStyle plain = { .plain = true, .width = 40 };
static const ScreenStyle color = { .utf8 = true, .color = true, .width = 40 };
static const ScreenStyle links = { .utf8 = true, .color = true, .links = true, .width = 40 };

static const struct {
  const char *what;
  const ScreenStyle *style;
  const char *text, *page;
} pages[] = {
  { "a paragraph is wrapped", &unicode, "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii",
    "aaaa bbbb cccc dddd eeee ffff gggg hhhh\niiii\n" },
  { "two paragraphs", &unicode, "a\n\nb", "a\n\nb\n" },
  { "a forced break", &unicode, "a\\\nb", "a\nb\n" },
  { "the first heading", &unicode, "# Ab\n\nx", "Ab\n──\n\nx\n" },
  { "another heading", &unicode, "## Ab\n\nx", "## Ab\n\nx\n" },
  { "a heading in colour", &color, "## Ab\n\nx", "\033[1mAb\033[22m\n\nx\n" },
  { "strong text after a heading", &color, "## Ab\n\n**x** y",
    "\033[1mAb\033[22m\n\n\033[1mx\033[22m y\n" },
  { "a plain heading", &plain, "# Ab", "# Ab\n" },
  { "a tight list", &unicode, "- a\n- b\n  - c\n- d", "  • a\n  • b\n      • c\n  • d\n" },
  { "a list in ASCII", &ascii, "- a", "  - a\n" },
  { "a loose list", &unicode, "1. a\n\n2. b", " 1. a\n\n 2. b\n" },
  { "a quote", &unicode, "x\n\n> a\n>\n> b", "x\n\n│ a\n│\n│ b\n" },
  { "a quote in ASCII", &ascii, "> a", "> a\n" },
  { "code", &unicode, "```\na  b\n\n\tc\n```", "    a  b\n\n        c\n" },
  { "code wider than the page", &ascii, "```\naaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd\n```",
    "    aaaaaaaaaa bbbbbbbbbb cccccccccc\n      dddddddddd\n" },
  { "code in running text", &unicode, "a `b c`", "a `b c`\n" },
  { "a table", &unicode, "| a | bb |\n|---|---:|\n| ccc | d |", "a   │ bb\n────┼───\nccc │  d\n" },
  { "a table too narrow for its words", &ascii,
    "| Lesson | | Right | Last time |\n|---|---|---|---|\n| Some long name of it | ########## | 2 "
    "of 2 | "
    "0 of 2 |\n| 3 | abcdefghijklmnopqrst | abcdefghijklm | |",
    "Some long name of it\n  ##########, Right: 2 of 2, Last time:\n  0 of 2\nLesson: 3\n"
    "  abcdefghijklmnopqrst, Right:\n  abcdefghijklm\n" },
  { "a table in ASCII", &ascii, "| a | bb |\n|---|---:|\n| ccc | d |",
    "a   | bb\n----+---\nccc |  d\n" },
  { "mathematics in a table", &unicode, "| a | $x_1$ |\n|---|---|\n| $\\frac ab$ | $$c$$ |",
    "a   │ x₁\n────┼───\na/b │ c\n" },
  { "mathematics in a line", &unicode, "so $x^2 = 4$.", "so x² = 4.\n" },
  { "mathematics in ASCII", &ascii, "so $x^2 = 4$.", "so x^2 = 4.\n" },
  { "a formula stays in one piece", &unicode, "aaaa aaaa aaaa aaaa aaaa aaaa aaaa $b = c$",
    "aaaa aaaa aaaa aaaa aaaa aaaa aaaa b = c\n" },
  { "and moves to the next line as one", &unicode, "aaaa aaaa aaaa aaaa aaaa aaaa aaaaa $b = c$",
    "aaaa aaaa aaaa aaaa aaaa aaaa aaaaa\nb = c\n" },
  { "a display is indented by two", &unicode, "x\n\n$$\\frac12$$\n\ny",
    "x\n\n   1\n  ───\n   2\n\ny\n" },
  { "a display in a paragraph", &unicode, "x $$y$$ z", "x\n\n  y\n\nz\n" },
  { "a display in a quote", &ascii, "> $$\\frac12$$", ">    1\n>   ---\n>    2\n" },
  { "a link", &unicode, "[a](https://e.org)", "a (https://e.org)\n" },
  { "a link to its own name", &unicode, "<https://e.org>", "https://e.org\n" },
  { "a link the terminal knows", &links, "[a](https://e.org)",
    "\033]8;;https://e.org\033\\\033[4ma\033[24m\033]8;;\033\\\n" },
  { "no link to a script", &links, "[a](javascript:1)", "\033[4ma\033[24m\n" },
  { "no link to a file", &links, "[a](file:///etc/passwd)", "\033[4ma\033[24m\n" },
  { "an entity", &unicode, "a &amp; b", "a & b\n" },
  { "a rule in a quote", &ascii, "> ---", "> --------------------------------------\n" },
  { "HTML is text", &unicode, "<b>x</b>", "<b>x</b>\n" },
  { "an escape in text", &unicode, "a\033[31mb", "a\xEF\xBF\xBD[31mb\n" },
  { "an escape in ASCII", &ascii, "a\033[31mb", "a?[31mb\n" },
  { "an escape in code", &ascii, "`a\033b`", "`a?b`\n" },
  { "an escape in a block of code", &ascii, "```\na\033b\n```", "    a?b\n" },
  { "an escape in mathematics", &ascii, "$a\033$", "a?\n" },
  { "an escape in a table", &ascii, "| a\033 |\n|---|\n| b |", "a?\n--\nb\n" },
  { "text from right to left", &unicode,
    "a\xE2\x80\xAE"
    "b",
    "a\xEF\xBF\xBD"
    "b\n" },
  { "nothing", &unicode, "", "" },
};

static void check_pages(void) {
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    Text out = TEXT_EMPTY;
    markdown_render(pages[i].text, pages[i].style, &out);
    tap_text(text_string(&out), pages[i].page, "%s", pages[i].what);
    text_free(&out);
  }
}

static void check_inline(void) {
  static const struct {
    const char *text, *line;
  } lines[] = {
    { "a $x^2 + 1$ b", "a x² + 1 b" }, { "a\nb\n\nc", "a bc" }, { "$$\\frac12$$", "1/2" },
    { "*a* `b c`", "*a* `b c`" },      { "---", "" },
  };
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    Text out = TEXT_EMPTY;
    markdown_inline(lines[i].text, &unicode, &out);
    bool one = !memchr(text_string(&out), '\n', out.len);
    if (i == 1 || i == 4)
      tap_ok(one, "one line of %zu", i);
    else
      tap_text(text_string(&out), lines[i].line, "on one line: %s", lines[i].text);
    text_free(&out);
  }
}

static const char everything[] =
    "# A heading with $x_i$ that is longer than a narrow page is wide\n\nText with **strong "
    "words**, "
    "*others*, `some code`, and a [link](https://example.org/a/long/address/that/goes/on).\n\n"
    "- one $\\sum_{i=1}^n x_i$\n- two\n\n  > quoted in a list $$\\frac{a}{b}$$\n\n"
    "| name | value | a long description |\n|---|--:|:-:|\n| $\\alpha$ | 1 | **many strong words "
    "in a "
    "cell that is too wide** |\n\n```\nx = linspace(0, 1, 100); y = sin(2*pi*x); plot(x, y, "
    "'-o')\n```\n\n"
    "$$P(A \\cup B \\cup C) = P(A) + P(B) + P(C) - P(A \\cap B) - P(A \\cap C) - P(B \\cap C) + "
    "P(A \\cap B \\cap C)$$\n\n> > > > deep\n\n1. a\n   1. b\n      1. c\n         1. d\n";

static size_t widest_line(const char *s) {
  size_t widest = 0;
  for (; *s;) {
    size_t len = strcspn(s, "\n"), columns = utf8_columns(s, len);
    if (columns > widest) widest = columns;
    s += len + (s[len] == '\n');
  }
  return widest;
}

static void check_widths(void) {
  static const unsigned widths[] = { 20, 30, 40, 60, 80, 100, 160 };
  for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
    for (int kind = 0; kind < 4; kind++) {
      ScreenStyle style = { .utf8 = kind != 0 && kind != 3,
                            .color = kind == 2,
                            .links = kind == 2,
                            .plain = kind == 3,
                            .width = widths[i] };
      Text out = TEXT_EMPTY;
      markdown_render(everything, &style, &out);
      size_t limit = widths[i] < 100 ? widths[i] : 100, widest = widest_line(text_string(&out));
      bool good = widest <= limit && widest > limit / 2;
      if (!style.utf8)
        for (size_t k = 0; k < out.len; k++) good &= (unsigned char)out.data[k] < 0x80;
      if (!tap_ok(good, "a page of %u columns, style %d", widths[i], kind))
        tap_note("the widest line has %zu", widest);
      text_free(&out);
    }
  }
}

int main(void) {
  check_pages();
  check_inline();
  check_widths();
  return tap_done();
}
