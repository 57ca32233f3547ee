/* style.h -- how things look on this terminal: colours by role, never by name.

   Every role also reads without colour.  */

#ifndef SCREEN_STYLE_H
#define SCREEN_STYLE_H

#include "base/text.h"
#include <stdbool.h>

typedef enum Tone {
  TONE_PLAIN,
  TONE_HEADING,
  TONE_STRONG,
  TONE_EMPHASIS,
  TONE_CODE, /* what could be typed */
  TONE_PROMPT,
  TONE_RIGHT,
  TONE_CLOSE,
  TONE_WRONG,
  TONE_ERROR,
  TONE_MUTED, /* key help, rules, captions */
  TONE_LINK,
  TONE_COUNT
} Tone;

typedef struct ScreenStyle {
  bool color;      /* send colours and attributes */
  bool utf8;       /* beyond ASCII */
  bool plain;      /* no box drawing, no redrawing, for screen readers and logs */
  bool links;      /* OSC 8 hyperlinks */
  unsigned width;  /* columns, at least 20 */
  unsigned height; /* rows; 0 when output is not a terminal */
} ScreenStyle;

typedef enum ColorWhen { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } ColorWhen;

/* What standard output and the environment allow: NO_COLOR, TERM=dumb, the locale's charset (the
   caller has called setlocale), the window size.  WIDTH 0 asks the terminal. */
ScreenStyle style_detect(ColorWhen when, bool plain, unsigned width);

/* The escape sequences that begin and end a role; "" without colour. */
const char *style_begin(const ScreenStyle *s, Tone role);
const char *style_end(const ScreenStyle *s, Tone role);

/* TEXT in a role. */
void style_put(const ScreenStyle *s, Tone role, const char *text, Text *out);

/* Make TEXT safe to print: control characters, bidirectional overrides and invisible characters
   become a visible replacement; beyond-ASCII becomes '?' where the terminal has none.  Newlines and
   tabs stay. */
void style_safe(const ScreenStyle *s, const char *text, size_t len, Text *out);

/* A sign in UTF-8 or its ASCII stand-in. */
const char *style_sign(const ScreenStyle *s, const char *utf8, const char *ascii);

/* A horizontal rule over the width. */
void style_rule(const ScreenStyle *s, unsigned width, Text *out);

#endif
