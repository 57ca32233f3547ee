/* utf8.h -- code points and the columns they fill.  */

#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_BAD = 0xFFFD };

/* The code point at S (LEN bytes are there, LEN > 0); *USED is how many bytes it took.  An invalid
   or cut sequence is one byte long and reads as UTF8_BAD. */
uint32_t utf8_decode(const char *s, size_t len, size_t *used);

/* Writes at most 4 bytes to OUT, no NUL; the number of bytes written.  What is no code point (a
   surrogate, a number too large) is written as UTF8_BAD. */
size_t utf8_encode(uint32_t point, char *out);

/* Columns of one code point on a terminal: 0 for combining marks and zero-width signs, 2 for wide
   East Asian characters and emoji, -1 for control characters, else 1.  Own tables, so that the
   answer does not depend on the locale. */
int utf8_width(uint32_t point);

/* Columns of LEN bytes; control characters count as 1.  Escape sequences (CSI ... letter, OSC ...
   terminator) that this program wrote for colour or links count as nothing. */
size_t utf8_columns(const char *s, size_t len);
size_t utf8_columns_string(const char *s);

/* True for control characters (but not \n and \t), bidirectional overrides and invisible format
   characters: what untrusted text must not send to a terminal. */
bool utf8_unsafe(uint32_t point);

#endif
