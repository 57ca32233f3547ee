/* json.c -- texts as JSON writes them.  */

#include "config.h"
#include "base/json.h"
#include "base/utf8.h"

void json_put_string(const char *text, size_t len, Text *out) {
  size_t used;
  text_putc(out, '"');
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(text + i, len - i, &used);
    if (point == '"' || point == '\\')
      text_printf(out, "\\%c", (char)point);
    else if (point == '\n')
      text_puts(out, "\\n");
    else if (point < 0x20 || (point < 0x10000 && utf8_unsafe(point)))
      text_printf(out, "\\u%04x", (unsigned)point);
    else if (point == UTF8_BAD)
      text_puts(out, "\\ufffd");
    else
      text_append(out, text + i, used);
  }
  text_putc(out, '"');
}
