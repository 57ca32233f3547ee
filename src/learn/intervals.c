/* intervals.c -- sets of real numbers as sorted, disjoint intervals.  */

#include "config.h"
#include "learn/intervals.h"
#include "value/show.h"

#include <math.h>
#include <stdlib.h>

bool intervals_add(Intervals *s, Interval x) {
  if (isinf(x.low)) x.low_open = true;
  if (isinf(x.high)) x.high_open = true;
  if (!(x.low <= x.high) || (x.low == x.high && (x.low_open || x.high_open))) return true;
  if (s->count == MOST_INTERVALS) return false;
  s->items[s->count++] = x;
  return true;
}

static int by_start(const void *a, const void *b) {
  const Interval *x = a, *y = b;
  if (x->low != y->low) return x->low < y->low ? -1 : 1;
  return x->low_open - y->low_open;
}

void intervals_reduce(Intervals *s) {
  size_t kept = 0;
  qsort(s->items, s->count, sizeof *s->items, by_start);
  for (size_t i = 0; i < s->count; i++) {
    Interval x = s->items[i], *last = kept > 0 ? &s->items[kept - 1] : NULL;
    bool joins =
        last && (x.low < last->high || (x.low == last->high && !(x.low_open && last->high_open)));
    if (!joins) {
      s->items[kept++] = x;
    } else if (x.high > last->high || (x.high == last->high && !x.high_open)) {
      last->high = x.high;
      last->high_open = x.high_open;
    }
  }
  s->count = kept;
}

bool intervals_meet(const Intervals *a, const Intervals *b, Intervals *out) {
  out->count = 0;
  for (size_t i = 0; i < a->count; i++)
    for (size_t k = 0; k < b->count; k++) {
      const Interval *x = &a->items[i], *y = &b->items[k];
      bool low_x = x->low > y->low || (x->low == y->low && x->low_open);
      bool high_x = x->high < y->high || (x->high == y->high && x->high_open);
      Interval both = { .low = low_x ? x->low : y->low,
                        .high = high_x ? x->high : y->high,
                        .low_open = low_x ? x->low_open : y->low_open,
                        .high_open = high_x ? x->high_open : y->high_open };
      if (!intervals_add(out, both)) return false;
    }
  intervals_reduce(out);
  return true;
}

void intervals_put(const Intervals *s, Text *out) {
  if (s->count == 0) text_puts(out, "{}");
  for (size_t i = 0; i < s->count; i++) {
    const Interval *x = &s->items[i];
    if (i > 0) text_puts(out, " U ");
    if (x->low == x->high) {
      text_putc(out, '{');
      show_number(x->low, 10, out);
      text_putc(out, '}');
      continue;
    }
    text_putc(out, x->low_open ? '(' : '[');
    show_number(x->low, 10, out);
    text_puts(out, ", ");
    show_number(x->high, 10, out);
    text_putc(out, x->high_open ? ')' : ']');
  }
}
