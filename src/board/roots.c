/* roots.c -- square roots that can be written.  */

#include "config.h"
#include "board/roots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_RADICAND = 1000000000 };

Root root_number(Number n) {
  return (Root){ n, number_whole(0), 1 };
}

bool root_square(Number n, Root *out) {
  if (!number_exact(n) || n.top < 0 || n.top > LARGEST_RADICAND || n.bottom > 30000 ||
      n.top * n.bottom > LARGEST_RADICAND)
    return false;
  /* √(a/b) = √(ab)/b */
  int64_t rest = n.top * n.bottom, outside = 1;
  for (int64_t k = 2; k * k <= rest; k++)
    while (rest % (k * k) == 0) {
      rest /= k * k;
      outside *= k;
    }
  if (rest <= 1)
    *out = root_number(number_fraction(rest * outside, n.bottom));
  else
    *out = (Root){ number_whole(0), number_fraction(outside, n.bottom), rest };
  return true;
}

double root_value(Root r) {
  double one = number_value(r.p), other = number_value(r.q) * sqrt((double)r.d);
  if ((one < 0) == (other < 0) || one == 0 || other == 0) return one + other;
  /* (p² − q²d)/(p − q√d): nothing cancels that is not exact */
  Number difference = exact_subtract(number_multiply(r.p, r.p),
                                     number_multiply(number_multiply(r.q, r.q), number_whole(r.d)));
  return number_value(difference) / (one - other);
}

bool root_is_fraction(Root r) {
  return exact_is_zero(r.q);
}

static bool one_radicand(Root a, Root b, int64_t *d) {
  *d = root_is_fraction(a) ? b.d : a.d;
  return root_is_fraction(a) || root_is_fraction(b) || a.d == b.d;
}

/* With no root left, d is 1 again. */
static Root settled(Root r) {
  if (root_is_fraction(r)) r.d = 1;
  return r;
}

bool root_add(Root a, Root b, Root *out) {
  int64_t d;
  if (!one_radicand(a, b, &d)) return false;
  *out = settled((Root){ number_add(a.p, b.p), number_add(a.q, b.q), d });
  return true;
}

bool root_multiply(Root a, Root b, Root *out) {
  int64_t d;
  if (!one_radicand(a, b, &d)) return false;
  Number both = number_multiply(number_multiply(a.q, b.q), number_whole(d));
  *out = settled((Root){ number_add(number_multiply(a.p, b.p), both),
                         number_add(number_multiply(a.p, b.q), number_multiply(a.q, b.p)), d });
  return true;
}

Root root_negate(Root a) {
  return (Root){ number_negate(a.p), number_negate(a.q), a.d };
}

/* 1/(p + q√d) = (p − q√d)/(p² − q²d) */
bool root_divide(Root a, Root b, Root *out) {
  Number norm = exact_subtract(number_multiply(b.p, b.p),
                               number_multiply(number_multiply(b.q, b.q), number_whole(b.d)));
  if (exact_is_zero(norm)) return false;
  Root inverse = { number_divide(b.p, norm), number_negate(number_divide(b.q, norm)), b.d };
  return root_multiply(a, inverse, out);
}

const char *root_text(Steps *s, Root r) {
  if (root_is_fraction(r)) return steps_number(s, r.p);
  if (!number_exact(r.p) || !number_exact(r.q) || llabs(r.p.top) > 999999 ||
      llabs(r.q.top) > 999999 || r.p.bottom > 9999 || r.q.bottom > 9999) {
    s->swollen = true;
    return steps_decimal(s, root_value(r));
  }
  /* over one fraction bar */
  Number content = number_fraction(1, r.p.bottom);
  int64_t bottom = r.q.bottom /
                   (int64_t)number_content(number_whole(r.q.bottom), number_whole(r.p.bottom)).top *
                   content.bottom;
  int64_t p = r.p.top * (bottom / r.p.bottom), q = r.q.top * (bottom / r.q.bottom);
  const char *size = llabs(q) == 1 ? "" : steps_printf(s, "%lld", llabs(q));
  const char *root = steps_printf(s, "%s√%lld", size, (long long)r.d);
  if (p == 0 && bottom == 1) return steps_printf(s, "%s%s", q < 0 ? "−" : "", root);
  if (p == 0) return steps_printf(s, "%s%s/%lld", q < 0 ? "−" : "", root, (long long)bottom);
  const char *sum =
      steps_printf(s, "%s %s %s", steps_number(s, number_whole(p)), q < 0 ? "−" : "+", root);
  return bottom == 1 ? sum : steps_printf(s, "(%s)/%lld", sum, (long long)bottom);
}

const char *root_text_both(Steps *s, Root r) {
  const char *text = root_text(s, r);
  return root_is_fraction(r) ? text
                             : steps_printf(s, "%s ≈ %s", text, steps_decimal(s, root_value(r)));
}

const char *root_line_text(Steps *s, Number n) {
  Root root;
  double value = sqrt(fmax(0, number_value(n)));
  const char *plain = steps_printf(s, number_is_whole(n) ? "√%s" : "√(%s)", steps_number(s, n));
  if (s->decimals || !root_square(n, &root))
    return equation_text(
        s, steps_equation(s, number_is_whole(n) ? "√{0}" : "√({0})", &n, number_double(value)));
  const char *text = root_text_both(s, root);
  size_t len = strlen(plain);
  bool same = strncmp(plain, text, len) == 0 && text[len] == ' ';
  return same ? text : steps_printf(s, "%s = %s", plain, text);
}
