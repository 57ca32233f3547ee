/* fuzz-tex.c -- any bytes as a formula: nothing crashes, nothing escapes, nothing is too wide.  */

#include "config.h"
#include "base/utf8.h"
#include "screen/markdown.h"
#include "screen/tex.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool good) {
  if (!good) abort();
}

static void check_output(const Text *out, bool ascii, size_t width) {
  const char *s = text_string(out);
  size_t column = 0, used;
  for (size_t i = 0; i < out->len; i += used) {
    uint32_t point = utf8_decode(s + i, out->len - i, &used);
    demand(!utf8_unsafe(point) && point != '\t' && !(point == UTF8_BAD && used == 1));
    demand(!ascii || point < 0x80);
    column = point == '\n' ? 0 : column + (size_t)utf8_width(point);
    demand(column <= width);
  }
}

static void found(void *self, size_t offset, const char *message) {
  demand(offset <= *(size_t *)self && message[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  /* The first byte chooses, the others are the formula. */
  unsigned choice = size > 0 ? data[0] : 0;
  const char *tex = (const char *)data + (size > 0);
  size_t len = size > 0 ? size - 1 : 0;
  TexOptions options = { .ascii = choice & 1, .width = 20 + (choice >> 1) };
  Text out = TEXT_EMPTY;
  tex_display(tex, len, &options, &out);
  check_output(&out, options.ascii, options.width);
  demand(out.len > 0 && out.data[out.len - 1] == '\n');
  text_clear(&out);
  tex_inline(tex, len, &options, &out);
  check_output(&out, options.ascii, SIZE_MAX);
  demand(!memchr(text_string(&out), '\n', out.len));
  text_clear(&out);
  options.attributes = true;
  tex_display(tex, len, &options, &out);
  text_clear(&out);
  tex_check(tex, len, &len, found);
  char *page = calloc(len + 1, 1);
  demand(page != NULL);
  memcpy(page, tex, len);
  ScreenStyle style = { .utf8 = !(choice & 1), .width = 20 + (choice >> 1), .plain = choice & 2 };
  markdown_render(page, &style, &out);
  for (size_t i = 0, used; i < out.len; i += used) {
    uint32_t point = utf8_decode(out.data + i, out.len - i, &used);
    demand(!utf8_unsafe(point) && !(point == UTF8_BAD && used == 1));
  }
  free(page);
  text_free(&out);
  return 0;
}
