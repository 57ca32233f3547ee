/* palette.c -- Okabe and Ito's colours by role, and the palettes of fields.  */

#include "config.h"
#include "plot/palette.h"

#include <math.h>
#include <string.h>

static const uint32_t LIGHT[ROLE_COUNT] = { 0x0072B2, 0x0072B2, 0xD55E00, 0x009E73,
                                            0xCC79A7, 0xE69F00, 0x56B4E9, 0x222222,
                                            0x666666, 0xD9D9D9, 0xFFFFFF };
static const uint32_t DARK[ROLE_COUNT] = { 0x56B4E9, 0x56B4E9, 0xFF8C42, 0x2BC49A,
                                           0xE6A8CB, 0xF5C04A, 0x9AD4F5, 0xE8E8E8,
                                           0xA8A8A8, 0x404040, 0x1E1E1E };
/* Readable on black and on white: middle lightness, no ink and no paper. */
static const uint32_t TERMINAL[ROLE_COUNT] = { 0x2F93D6, 0x2F93D6, 0xF0762A, 0x16AF83,
                                               0xCC79A7, 0xD9980F, 0x56B4E9, 0x888888,
                                               0x888888, 0x707070, 0xF7F7F7 };

uint32_t role_colour(Role role, Theme theme) {
  if (role < 0 || role >= ROLE_COUNT) role = ROLE_MODEL;
  return theme == THEME_LIGHT ? LIGHT[role] : theme == THEME_DARK ? DARK[role] : TERMINAL[role];
}

uint32_t colour_mix(uint32_t a, uint32_t b, double part_of_b) {
  double t = isfinite(part_of_b) ? fmin(fmax(part_of_b, 0), 1) : 0;
  uint32_t mixed = 0;
  for (int shift = 0; shift <= 16; shift += 8) {
    double from = a >> shift & 255, to = b >> shift & 255;
    mixed |= (uint32_t)lround(from + t * (to - from)) << shift;
  }
  return mixed;
}

uint32_t style_colour(const Style *s, Theme theme) {
  uint32_t full = role_colour(s->role, theme);
  if (!(s->tint > 0)) return full;
  uint32_t paper = theme == THEME_LIGHT ? 0xFFFFFF : theme == THEME_DARK ? 0x1E1E1E : 0x808080;
  return colour_mix(full, paper, theme == THEME_TERMINAL ? s->tint * 0.6 : s->tint);
}

unsigned palette_stops(Palette palette, Theme theme, uint32_t stops[PALETTE_MOST_STOPS]) {
  static const uint32_t HEAT[] = { 0xF7FBFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6,
                                   0x4292C6, 0x2171B5, 0x08519C, 0x08306B };
  static const uint32_t DEPTH[] = { 0x1F4E7A, 0x3F76A8, 0x6A9CC6, 0x98BFDD,
                                    0xC0D9EC, 0xDDE9F4, 0xF0F5FA };
  static const uint32_t DEPTH_DARK[] = { 0x0E2233, 0x16324A, 0x1F4663, 0x2A5B7E,
                                         0x376F97, 0x4581AB, 0x5592BC };
  static const uint32_t DIVERGING[] = { 0x0072B2, 0x7FB8D8, 0xF7F7F7, 0xEAAE7F, 0xD55E00 };
  static const uint32_t GREY[] = { 0xFFFFFF, 0x222222 };
  static const uint32_t VIRIDIS[] = { 0x440154, 0x472C7A, 0x3B518B, 0x2C718E, 0x21908D,
                                      0x27AD81, 0x5CC863, 0xAADC32, 0xFDE725 };
#define TAKE(table)                                                                                \
  (memcpy(stops, (table), sizeof(table)), (unsigned)(sizeof(table) / sizeof *(table)))
  switch (palette) {
  case PALETTE_HEAT: return TAKE(HEAT);
  case PALETTE_DEPTH: return theme == THEME_DARK ? TAKE(DEPTH_DARK) : TAKE(DEPTH);
  case PALETTE_DIVERGING: return TAKE(DIVERGING);
  case PALETTE_GREY: return TAKE(GREY);
  case PALETTE_VIRIDIS: return TAKE(VIRIDIS);
  case PALETTE_CLASSES: break;
  }
#undef TAKE
  uint32_t paper = theme == THEME_DARK ? 0x1E1E1E : 0xFFFFFF;
  for (unsigned i = 0; i < 6; i++)
    stops[i] = colour_mix(role_colour(role_cycle(i), THEME_LIGHT), paper, 0.72);
  return 6;
}

uint32_t palette_colour(Palette palette, Theme theme, double value, double low, double high) {
  uint32_t stops[PALETTE_MOST_STOPS];
  unsigned count = palette_stops(palette, theme, stops);
  if (!isfinite(value)) value = value > 0 ? high : low;
  if (palette == PALETTE_CLASSES) return stops[(unsigned)fmin(fmax(round(value), 0), 1e6) % count];
  double t = high > low ? (value - low) / (high - low) : 0.5;
  t = fmin(fmax(t, 0), 1) * (count - 1);
  unsigned i = (unsigned)t;
  if (i + 1 >= count) return stops[count - 1];
  return colour_mix(stops[i], stops[i + 1], t - i);
}

bool colour_is_light(uint32_t colour) {
  return 299 * (colour >> 16 & 255) + 587 * (colour >> 8 & 255) + 114 * (colour & 255) > 140000;
}
