/* text.h -- a growable string buffer.

   A Text owns its bytes and keeps them NUL-terminated.  Everything else in the program that holds
   text borrows it as `const char *`, with a length or a Span where it is a part.  */

#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Text {
  char *data; /* NULL until the first append */
  size_t len; /* bytes in use, without the final NUL */
  size_t cap;
} Text;

#define TEXT_EMPTY ((Text){ NULL, 0, 0 })

void text_append(Text *t, const char *bytes, size_t len);
void text_puts(Text *t, const char *s);
void text_putc(Text *t, char c);
void text_repeat(Text *t, const char *s, size_t times);
void text_printf(Text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(Text *t, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
void text_truncate(Text *t, size_t len); /* keeps the first LEN bytes */
void text_clear(Text *t);                /* empties, keeps the memory */
void text_free(Text *t);

/* The contents as a C string; "" when nothing was ever appended.  Valid until the next change. */
const char *text_string(const Text *t);

/* The contents, now owned by the caller (release with free); the Text is empty afterwards. */
char *text_take(Text *t);

#endif
