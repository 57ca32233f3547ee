/* style.c -- how things look on this terminal.  */

#include "config.h"
#include "screen/style.h"
#include "base/utf8.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void window_size(unsigned *width, unsigned *height) {
  struct winsize size;
  *height = 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    *width = size.ws_col;
    *height = size.ws_row;
    return;
  }
  const char *columns = getenv("COLUMNS");
  long n = columns ? strtol(columns, NULL, 10) : 0;
  *width = n > 0 && n < 10000 ? (unsigned)n : 80;
}

ScreenStyle style_detect(ColorWhen when, bool plain, unsigned width) {
  const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");
  bool terminal = isatty(STDOUT_FILENO);
  bool dumb = !term || !*term || strcmp(term, "dumb") == 0;
  ScreenStyle s = { .plain = plain };
  s.color = when == COLOR_ALWAYS ||
            (when == COLOR_AUTO && terminal && !dumb && !(no_color && *no_color) && !plain);
  s.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 && !plain;
  s.links = s.color && terminal && !getenv("TMUX") && strcmp(term ? term : "", "linux") != 0 &&
            (getenv("VTE_VERSION") || getenv("KITTY_WINDOW_ID") || getenv("WEZTERM_PANE"));
  unsigned own;
  window_size(&own, &s.height);
  if (!terminal) s.height = 0;
  s.width = width ? width : own;
  if (s.width < 20) s.width = 20;
  return s;
}

static const char *const codes[TONE_COUNT] = {
  [TONE_PLAIN] = "",           [TONE_HEADING] = "\033[1m",  [TONE_STRONG] = "\033[1m",
  [TONE_EMPHASIS] = "\033[3m", [TONE_CODE] = "\033[36m",    [TONE_PROMPT] = "\033[1;34m",
  [TONE_RIGHT] = "\033[1;32m", [TONE_CLOSE] = "\033[1;33m", [TONE_WRONG] = "\033[1;31m",
  [TONE_ERROR] = "\033[31m",   [TONE_MUTED] = "\033[2m",    [TONE_LINK] = "\033[4m",
};

const char *style_begin(const ScreenStyle *s, Tone role) {
  return s->color ? codes[role] : "";
}

const char *style_end(const ScreenStyle *s, Tone role) {
  if (!s->color) return "";
  switch (role) {
  case TONE_PLAIN: return "";
  case TONE_HEADING:
  case TONE_STRONG:
  case TONE_MUTED: return "\033[22m";
  case TONE_EMPHASIS: return "\033[23m";
  case TONE_LINK: return "\033[24m";
  case TONE_CODE:
  case TONE_ERROR: return "\033[39m";
  default: return "\033[22;39m";
  }
}

void style_put(const ScreenStyle *s, Tone role, const char *text, Text *out) {
  text_puts(out, style_begin(s, role));
  text_puts(out, text);
  text_puts(out, style_end(s, role));
}

void style_safe(const ScreenStyle *s, const char *text, size_t len, Text *out) {
  for (size_t i = 0; i < len;) {
    size_t used;
    uint32_t point = utf8_decode(text + i, len - i, &used);
    if (point == '\r')
      text_puts(out, "");
    else if (utf8_unsafe(point) || (point == UTF8_BAD && used == 1))
      text_puts(out, s->utf8 ? "\xEF\xBF\xBD" : "?");
    else if (point >= 0x80 && !s->utf8)
      text_putc(out, '?');
    else
      text_append(out, text + i, used);
    i += used;
  }
}

const char *style_sign(const ScreenStyle *s, const char *utf8, const char *ascii) {
  return s->utf8 ? utf8 : ascii;
}

void style_rule(const ScreenStyle *s, unsigned width, Text *out) {
  text_puts(out, style_begin(s, TONE_MUTED));
  text_repeat(out, style_sign(s, "─", "-"), width);
  text_puts(out, style_end(s, TONE_MUTED));
  text_putc(out, '\n');
}
