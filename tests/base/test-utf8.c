/* test-utf8.c -- code points, widths, and what must not reach a terminal.  */

#include "config.h"
#include "base/utf8.h"
#include "tests/tap.h"

#include <string.h>

static void check_round_trip(void) {
  char bytes[4];
  size_t used;
  uint32_t wrong = 0, lengths = 0;
  for (uint32_t p = 1; p <= 0x10FFFF; p++) {
    if (p >= 0xD800 && p <= 0xDFFF) continue;
    size_t n = utf8_encode(p, bytes);
    if (utf8_decode(bytes, n, &used) != p || used != n) wrong++;
    if (n != (p < 0x80 ? 1u : p < 0x800 ? 2u : p < 0x10000 ? 3u : 4u)) lengths++;
    /* One byte less is a cut sequence. */
    if (n > 1 && (utf8_decode(bytes, n - 1, &used) != UTF8_BAD || used != 1)) wrong++;
  }
  tap_ok(wrong == 0, "every code point survives the way there and back");
  tap_ok(lengths == 0, "in as many bytes as the standard says");
  tap_ok(utf8_encode(0x2207, bytes) == 3 && memcmp(bytes, "\xE2\x88\x87", 3) == 0,
         "nabla is E2 88 87");
  tap_ok(utf8_encode(0xD800, bytes) == 3 && memcmp(bytes, "\xEF\xBF\xBD", 3) == 0,
         "a surrogate is written as the replacement character");
  tap_ok(utf8_encode(0x110000, bytes) == 3 && utf8_encode(0xFFFFFFFF, bytes) == 3,
         "and so is a number too large");
}

/* Ill-formed sequences of the Unicode standard, table 3-7 and its remarks. */
static void check_invalid(void) {
  static const struct {
    const char *bytes, *what;
  } bad[] = {
    { "\x80", "a lone continuation byte" },
    { "\xBF\x80", "two of them" },
    { "\xC0\xAF", "an overlong slash" },
    { "\xC1\xBF", "an overlong letter" },
    { "\xE0\x80\xAF", "a longer overlong slash" },
    { "\xE0\x9F\xBF", "the largest overlong of three" },
    { "\xF0\x80\x80\xAF", "the longest overlong slash" },
    { "\xF0\x8F\xBF\xBF", "the largest overlong of four" },
    { "\xED\xA0\x80", "the first surrogate" },
    { "\xED\xBF\xBF", "the last surrogate" },
    { "\xF4\x90\x80\x80", "a point above 10FFFF" },
    { "\xF5\x80\x80\x80", "a lead byte F5" },
    { "\xFE", "a byte FE" },
    { "\xFF\xFF\xFF\xFF", "bytes FF" },
    { "\xC3(", "a lead byte before a parenthesis" },
    { "\xE2\x28\xA1", "a second byte out of range" },
    { "\xE2\x82(", "a third byte out of range" },
    { "\xF0\x9F\x98(", "a fourth byte out of range" },
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    size_t used = 99;
    uint32_t point = utf8_decode(bad[i].bytes, strlen(bad[i].bytes), &used);
    tap_ok(point == UTF8_BAD && used == 1, "%s is one bad byte", bad[i].what);
  }
  size_t used;
  tap_ok(utf8_decode("\xEF\xBF\xBD", 3, &used) == UTF8_BAD && used == 3,
         "a replacement character that stands there is three bytes long");
}

/* Widths from the files of the Unicode Character Database: EastAsianWidth.txt and the general
   categories. */
static void check_widths(void) {
  static const struct {
    uint32_t point;
    int width;
    const char *what;
  } cases[] = {
    { 'x', 1, "a letter" },
    { ' ', 1, "a space" },
    { '\n', -1, "a line feed" },
    { 0x1B, -1, "escape" },
    { 0x7F, -1, "delete" },
    { 0x9B, -1, "the one-byte CSI" },
    { 0xA0, 1, "a no-break space" },
    { 0x3B1, 1, "alpha" },
    { 0x2211, 1, "a sum sign" },
    { 0x221A, 1, "a root sign" },
    { 0x2500, 1, "a box line" },
    { 0x2588, 1, "a block" },
    { 0x28FF, 1, "a Braille cell" },
    { 0x1D400, 1, "a bold mathematical A" },
    { 0x302, 0, "a combining hat" },
    { 0x304, 0, "a combining bar" },
    { 0x20D7, 0, "a combining arrow" },
    { 0x200B, 0, "a zero-width space" },
    { 0x200D, 0, "a zero-width joiner" },
    { 0xFE0F, 0, "a variation selector" },
    { 0x5BF, 0, "a Hebrew point" },
    { 0x94D, 0, "a Devanagari virama" },
    { 0x11A8, 0, "a trailing Hangul jamo" },
    { 0xE0100, 0, "a supplementary variation selector" },
    { 0x1100, 2, "a leading Hangul jamo" },
    { 0x3042, 2, "a Hiragana letter" },
    { 0x4E2D, 2, "a Han character" },
    { 0xAC00, 2, "a Hangul syllable" },
    { 0xFF21, 2, "a fullwidth A" },
    { 0xFF71, 1, "a halfwidth Katakana letter" },
    { 0x1F600, 2, "a grinning face" },
    { 0x1F321, 1, "a thermometer, whose default is text" },
    { 0x2B50, 2, "a star" },
    { 0x2605, 1, "a black star" },
    { 0x2705, 2, "a check mark button" },
    { 0x2713, 1, "a check mark" },
    { 0x303F, 1, "a half fill space" },
    { 0x20000, 2, "a Han character of plane 2" },
    { 0xE9, 1, "e with acute" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    tap_ok(utf8_width(cases[i].point) == cases[i].width, "%s fills %d", cases[i].what,
           cases[i].width);
}

static void check_columns(void) {
  static const struct {
    const char *text;
    size_t columns;
    const char *what;
  } cases[] = {
    { "", 0, "nothing" },
    { "gradient", 8, "ASCII" },
    { "∇f(x)", 5, "a nabla" },
    { "x\xCC\x82", 1, "x with a hat" },
    { "中文", 4, "two Han characters" },
    { "a\tb", 3, "a tab counts as one" },
    { "\033[1;31mred\033[0m", 3, "colours count as nothing" },
    { "\033]8;;https://example.org\033\\link\033]8;;\033\\", 4, "links count as nothing" },
    { "\033]0;title\atext", 4, "an OSC ended by a bell" },
    { "\033[12", 4, "an unfinished escape counts as its bytes" },
    { "\033", 1, "escape alone" },
    { "\xFF\xFE", 2, "bad bytes count as one each" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    tap_ok(utf8_columns_string(cases[i].text) == cases[i].columns, "columns: %s", cases[i].what);
  tap_ok(utf8_columns("abcdef", 2) == 2, "only the bytes asked for");
}

static void check_unsafe(void) {
  static const uint32_t unsafe[] = { 0,      7,      8,      0x0D,   0x1B,   0x7F,   0x85,
                                     0x9B,   0x200B, 0x200E, 0x202A, 0x202E, 0x2028, 0x2029,
                                     0x2066, 0x2069, 0xFEFF, 0x61C,  0xE0041 };
  static const uint32_t safe[] = { '\n', '\t', ' ', '~', 0xE9, 0x2211, 0x302, 0x4E2D, 0x1F600 };
  for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
    tap_ok(utf8_unsafe(unsafe[i]), "U+%04X is kept from terminals", unsafe[i]);
  for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
    tap_ok(!utf8_unsafe(safe[i]), "U+%04X is not", safe[i]);
}

int main(void) {
  check_round_trip();
  check_invalid();
  check_widths();
  check_columns();
  check_unsafe();
  return tap_done();
}
