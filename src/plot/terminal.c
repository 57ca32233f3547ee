/* terminal.c -- modes by name, their order, and PNG bytes in escape sequences.  */

#include "config.h"
#include "plot/terminal.h"

#include <string.h>

static const char *const NAMES[] = { "auto", "kitty", "sixel", "iterm", "qt",  "wxt",
                                     "x11",  "text",  "dumb",  "png",   "svg", "none" };

const char *plot_mode_name(PlotMode mode) {
  return mode <= PLOT_NONE ? NAMES[mode] : "?";
}

bool plot_mode_parse(const char *text, PlotMode *mode, const char **folder, Error *error) {
  *folder = NULL;
  for (PlotMode m = PLOT_AUTO; m <= PLOT_NONE; m++) {
    bool files = m == PLOT_PNG || m == PLOT_SVG;
    size_t len = strlen(NAMES[m]);
    if (strncmp(text, NAMES[m], len) != 0) continue;
    if (files ? text[len] != ':' || text[len + 1] == '\0' : text[len] != '\0') continue;
    *mode = m;
    if (files) *folder = text + len + 1;
    return true;
  }
  error_set(error, ERROR_TYPE, (Span){ 0 }, "no plot mode is called \"%.40s\"", text);
  error_hint(error,
             "one of auto kitty sixel iterm qt wxt x11 text dumb png:FOLDER svg:FOLDER none");
  return false;
}

PlotMode terminal_preference(const TerminalAbilities *a, unsigned i) {
  PlotMode order[8];
  unsigned count = 0;
  if (a->tty && a->kitty) order[count++] = PLOT_KITTY;
  if (a->tty && a->sixel) order[count++] = PLOT_SIXEL;
  if (a->tty && a->iterm) order[count++] = PLOT_ITERM;
  if (a->tty && a->windows && !a->ssh) {
    order[count++] = PLOT_QT;
    order[count++] = PLOT_WXT;
    if (a->x11) order[count++] = PLOT_X11;
  }
  if (a->tty) order[count++] = a->utf8 ? PLOT_TEXT : PLOT_DUMB;
  return i < count ? order[i] : PLOT_NONE;
}

static void base64(const char *bytes, size_t len, Text *out) {
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const unsigned char *b = (const unsigned char *)bytes;
  for (size_t i = 0; i < len; i += 3) {
    unsigned long three = (unsigned long)b[i] << 16;
    if (i + 1 < len) three |= (unsigned long)b[i + 1] << 8;
    if (i + 2 < len) three |= b[i + 2];
    char four[4] = { DIGITS[three >> 18], DIGITS[three >> 12 & 63],
                     i + 1 < len ? DIGITS[three >> 6 & 63] : '=',
                     i + 2 < len ? DIGITS[three & 63] : '=' };
    text_append(out, four, 4);
  }
}

void terminal_wrap_kitty(const char *png, size_t len, Text *out) {
  enum { CHUNK = 3072 }; /* 4096 digits */
  for (size_t i = 0; i < len; i += CHUNK) {
    size_t part = len - i < CHUNK ? len - i : CHUNK;
    int more = i + part < len;
    text_printf(out, i == 0 ? "\033_Ga=T,f=100,q=2,m=%d;" : "\033_Gm=%d;", more);
    base64(png + i, part, out);
    text_puts(out, "\033\\");
  }
  text_putc(out, '\n');
}

void terminal_wrap_iterm(const char *png, size_t len, Text *out) {
  text_printf(out, "\033]1337;File=inline=1;size=%zu:", len);
  base64(png, len, out);
  text_puts(out, "\a\n");
}
