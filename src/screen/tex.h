/* tex.h -- TeX mathematics for the terminal, in two dimensions or on one row.

   Every input gives an output; what is not understood is shown as it was typed.  The source is
   untrusted: control characters never get through, and size and nesting are bounded.  */

#ifndef SCREEN_TEX_H
#define SCREEN_TEX_H

#include "base/text.h"
#include <stdbool.h>

typedef struct TexOptions {
  bool ascii;      /* laid out anew with names for signs, not translated */
  bool attributes; /* bold, italic and colour may be sent */
  unsigned width;  /* columns for a display; long ones are broken */
} TexOptions;

/* Append the formula as lines without trailing blanks, each ended by a newline. */
void tex_display(const char *tex, size_t len, const TexOptions *options, Text *out);

/* Append the formula on one row, no newline. */
void tex_inline(const char *tex, size_t len, const TexOptions *options, Text *out);

/* Call FOUND for every unknown command and everything that had to be repaired, with the byte in
   the source where it is. */
void tex_check(const char *tex, size_t len, void *self,
               void (*found)(void *self, size_t offset, const char *message));

#endif
