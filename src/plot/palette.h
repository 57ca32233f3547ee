/* palette.h -- roles and palettes as colours.  A colour is 0xRRGGBB.  */

#ifndef PLOT_PALETTE_H
#define PLOT_PALETTE_H

#include "plot/figure.h"

#include <stdint.h>

typedef enum Theme {
  THEME_LIGHT,   /* ink on white: pictures */
  THEME_DARK,    /* light ink on #1e1e1e: pictures on a dark desktop */
  THEME_TERMINAL /* for text on a terminal of either kind: nothing near black or white */
} Theme;

uint32_t role_colour(Role role, Theme theme);
uint32_t style_colour(const Style *s, Theme theme); /* with the tint */
uint32_t colour_mix(uint32_t a, uint32_t b, double part_of_b);

/* The stops of a palette, evenly spaced from 0 to 1; the number of them. */
enum { PALETTE_MOST_STOPS = 9 };
unsigned palette_stops(Palette palette, Theme theme, uint32_t stops[PALETTE_MOST_STOPS]);

/* The colour of a value between LOW and HIGH; classes take the value itself. */
uint32_t palette_colour(Palette palette, Theme theme, double value, double low, double high);

/* Is black text on it easier to read than white text? */
bool colour_is_light(uint32_t colour);

#endif
