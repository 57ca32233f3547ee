/* utf8.c -- code points and the columns they fill.  */

#include "config.h"
#include "base/utf8.h"

#include <string.h>

uint32_t utf8_decode(const char *s, size_t len, size_t *used) {
  const unsigned char *u = (const unsigned char *)s;
  *used = 1;
  if (u[0] < 0x80) return u[0];
  size_t need = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
  if (u[0] < 0xC2 || u[0] > 0xF4 || need > len) return UTF8_BAD;
  uint32_t point = u[0] & (0x7Fu >> need);
  for (size_t i = 1; i < need; i++) {
    if ((u[i] & 0xC0) != 0x80) return UTF8_BAD;
    point = point << 6 | (u[i] & 0x3Fu);
  }
  static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  if (point < least[need] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
    return UTF8_BAD;
  *used = need;
  return point;
}

size_t utf8_encode(uint32_t p, char *out) {
  if (p < 0x80) {
    out[0] = (char)p;
    return 1;
  }
  size_t n = p < 0x800 ? 2 : p < 0x10000 ? 3 : 4;
  static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
  for (size_t i = n; i-- > 1; p >>= 6) out[i] = (char)(0x80 | (p & 0x3F));
  out[0] = (char)(lead[n] | p);
  return n;
}

typedef struct Range {
  uint32_t first, last;
} Range;

static bool in_ranges(uint32_t p, const Range *ranges, size_t count) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t mid = (low + high) / 2;
    if (p > ranges[mid].last)
      low = mid + 1;
    else if (p < ranges[mid].first)
      high = mid;
    else
      return true;
  }
  return false;
}

#define IN(p, table) in_ranges((p), (table), sizeof(table) / sizeof *(table))

static const Range zero_width[] = {
  { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD },   { 0x0610, 0x061A },
  { 0x064B, 0x065F }, { 0x06D6, 0x06DC }, { 0x0900, 0x0902 },   { 0x093C, 0x093C },
  { 0x0941, 0x0948 }, { 0x0E31, 0x0E31 }, { 0x0E34, 0x0E3A },   { 0x0E47, 0x0E4E },
  { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF }, { 0x200B, 0x200F },   { 0x202A, 0x202E },
  { 0x2060, 0x2064 }, { 0x2066, 0x206F }, { 0x20D0, 0x20F0 },   { 0xFE00, 0xFE0F },
  { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF }, { 0xE0100, 0xE01EF },
};

static const Range wide[] = {
  { 0x1100, 0x115F },   { 0x231A, 0x231B },   { 0x23E9, 0x23EC },   { 0x2614, 0x2615 },
  { 0x2648, 0x2653 },   { 0x26A1, 0x26A1 },   { 0x26D4, 0x26D4 },   { 0x2705, 0x2705 },
  { 0x2728, 0x2728 },   { 0x274C, 0x274C },   { 0x2753, 0x2755 },   { 0x2795, 0x2797 },
  { 0x2E80, 0x303E },   { 0x3041, 0x33FF },   { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },
  { 0xA000, 0xA4CF },   { 0xA960, 0xA97F },   { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },
  { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 },   { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F },
  { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
};

static const Range unsafe[] = {
  { 0x0000, 0x0008 }, { 0x000B, 0x001F }, { 0x007F, 0x009F }, { 0x00AD, 0x00AD },
  { 0x061C, 0x061C }, { 0x180E, 0x180E }, { 0x200B, 0x200F }, { 0x2028, 0x202E },
  { 0x2060, 0x206F }, { 0xFEFF, 0xFEFF }, { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F },
};

int utf8_width(uint32_t p) {
  if (p < 0x20 || (p >= 0x7F && p < 0xA0)) return -1;
  if (p < 0x300) return 1;
  if (IN(p, zero_width)) return 0;
  return IN(p, wide) ? 2 : 1;
}

bool utf8_unsafe(uint32_t p) {
  return IN(p, unsafe);
}

/* The length of an escape sequence of this program's own at S, or 0. */
static size_t escape_length(const char *s, size_t len) {
  if (len < 2 || s[0] != '\033') return 0;
  if (s[1] == '[') {
    for (size_t i = 2; i < len; i++)
      if (s[i] >= '@' && s[i] <= '~') return i + 1;
  } else if (s[1] == ']') {
    for (size_t i = 2; i < len; i++) {
      if (s[i] == '\a') return i + 1;
      if (s[i] == '\033' && i + 1 < len && s[i + 1] == '\\') return i + 2;
    }
  }
  return 0;
}

size_t utf8_columns(const char *s, size_t len) {
  size_t columns = 0;
  for (size_t i = 0; i < len;) {
    size_t used = escape_length(s + i, len - i);
    if (used == 0) {
      int width = utf8_width(utf8_decode(s + i, len - i, &used));
      columns += width < 0 ? 1 : (size_t)width;
    }
    i += used;
  }
  return columns;
}

size_t utf8_columns_string(const char *s) {
  return utf8_columns(s, strlen(s));
}
