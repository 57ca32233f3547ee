/* closeness.c -- when two numbers count as equal.  */

#include "config.h"
#include "learn/closeness.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Below this a model answer that ought to be zero is only noise of rounding, as in sin(pi); numbers
   that are smaller still (a likelihood of 1e-22) are meant. */
static const double noise_low = 1e-17, noise_high = 1e-14;

static bool number(const char **s, double *x) {
  char *end;
  *s += strspn(*s, " ");
  *x = strtod(*s, &end);
  bool good = end > *s && isfinite(*x);
  if (good && *end == '.' && end[-1] == '.') end--; /* 2..3 */
  *s = end + strspn(end, " ");
  return good;
}

static bool read_tolerance(const char *s, Closeness *out) {
  if (strcmp(s, "exact") == 0) {
    *out = (Closeness){ .rule = CLOSE_RELATIVE, .amount = 1e-12 };
    return true;
  }
  bool absolute = strncmp(s, "+-", 2) == 0 || strncmp(s, "\xC2\xB1", 2) == 0;
  if (absolute) s += 2;
  double x;
  if (!number(&s, &x) || !(x >= 0)) return false;
  if (*s == '%') {
    *out = (Closeness){ .rule = CLOSE_RELATIVE, .amount = x / 100 };
    return s[1] == '\0';
  }
  *out = (Closeness){ .rule = CLOSE_ABSOLUTE, .amount = x };
  return absolute && *s == '\0'; /* a bare 0.01 could mean either */
}

/* "3 significant", "3 strict significant", "2 decimals" */
static bool read_digits(const char *s, Closeness *out) {
  double n;
  if (!number(&s, &n) || n < 0 || n > 15 || n != floor(n)) return false;
  bool strict = strncmp(s, "strict", 6) == 0;
  if (strict) s += 6 + strspn(s + 6, " ");
  bool figures = strncmp(s, "sig", 3) == 0;
  if (figures ? n < 1 : strict || strncmp(s, "dec", 3) != 0) return false;
  if (figures && strstr(s, " strict")) strict = true;
  *out = (Closeness){ .rule = figures ? CLOSE_FIGURES : CLOSE_DECIMALS,
                      .amount = n,
                      .strict = strict };
  return true;
}

bool closeness_read(const Part *p, Closeness *out, Text *why) {
  *out = (Closeness){ .rule = CLOSE_STANDARD };
  if (p->tolerance.text && !read_tolerance(p->tolerance.text, out)) {
    text_printf(why, "tolerance: %s is not understood; write 0.5%%, +-0.01 or exact",
                p->tolerance.text);
    return false;
  }
  if (p->digits.text && !read_digits(p->digits.text, out)) {
    if (p->digits_key && strcmp(p->digits_key, "digits") != 0)
      text_printf(why, "%s: must be a whole number, at most 15; write, for instance, 2",
                  p->digits_key);
    else
      text_printf(why, "digits: %s is not understood; write 3 significant or 2 decimals",
                  p->digits.text);
    return false;
  }
  if (p->between.text) {
    const char *s = p->between.text;
    bool good = number(&s, &out->low) && strncmp(s, "..", 2) == 0;
    if (good) s += 2;
    good = good && number(&s, &out->high) && !*s && out->low <= out->high;
    out->rule = CLOSE_BETWEEN;
    if (!good) {
      text_printf(why, "between: %s is not understood; write 2.1 .. 2.2", p->between.text);
      return false;
    }
  }
  return true;
}

static bool is_whole(double x) {
  return fabs(x - round(x)) <= 1e-12 * fabs(x);
}

/* The place of the last figure that counts, as a power of ten. */
static double unit_of(const Closeness *c, double x) {
  if (c->rule == CLOSE_DECIMALS) return pow(10, -c->amount);
  return pow(10, floor(log10(fabs(x)) + 1e-12) + 1 - c->amount);
}

double closeness_tolerance(const Closeness *c, double model) {
  double size = fabs(model);
  switch (c->rule) {
  case CLOSE_RELATIVE: return size == 0 ? 1e-9 : fmax(c->amount, 1e-12) * size;
  case CLOSE_ABSOLUTE: return c->amount * (1 + 1e-9) + 1e-12 * size;
  case CLOSE_DECIMALS: return unit_of(c, model) / 2;
  case CLOSE_FIGURES: return size == 0 ? 1e-9 : unit_of(c, model) / 2;
  case CLOSE_BETWEEN: return (c->high - c->low) / 2;
  default:
    if (size == 0) return 1e-9;
    return is_whole(model) ? 1e-9 * size : 1e-3 * size;
  }
}

/* GIVEN against MODEL rounded to a unit.  A model half-way between two roundings allows both: a
   hand rounds 2.675 up, a machine down. */
static bool rounds_to(double unit, double model, double given) {
  double steps = model / unit, below = floor(steps), half = unit / 2 * (1 - 1e-9);
  if (fabs(given - model) <= 1e-9 * fabs(model)) return true;
  bool tie = fabs(steps - below - 0.5) < 1e-9;
  bool down = fabs(given - below * unit) < half, up = fabs(given - (below + 1) * unit) < half;
  return tie ? down || up : steps - below < 0.5 ? down : up;
}

bool closeness_equal(const Closeness *c, double model, double given) {
  if (isnan(model) || isnan(given)) return isnan(model) && isnan(given);
  if (isinf(model) || isinf(given)) return model == given;
  if (c->rule == CLOSE_BETWEEN) return given >= c->low && given <= c->high;
  if (c->rule == CLOSE_DECIMALS || (c->rule == CLOSE_FIGURES && model != 0))
    return rounds_to(unit_of(c, model), model, given);
  bool noise = fabs(model) >= noise_low && fabs(model) <= noise_high;
  return fabs(given - model) <= closeness_tolerance(c, model) ||
         (noise && fabs(given) <= noise_high && (given == 0 || fabs(given) >= noise_low));
}

bool closeness_near(const Closeness *c, double model, double given) {
  if (!isfinite(model) || !isfinite(given) || closeness_equal(c, model, given)) return false;
  double reach = (c->rule == CLOSE_BETWEEN ? 1 : 10) * closeness_tolerance(c, model);
  if (c->rule == CLOSE_BETWEEN)
    return given >= c->low - reach && given <= c->high + reach && reach > 0;
  return fabs(given - model) <= reach * (1 + 1e-9);
}

bool closeness_rounds_alike(const Closeness *c, double model, double given) {
  if (!isfinite(model) || !isfinite(given) || model == 0 || given == 0) return false;
  if (closeness_equal(c, model, given) || (model < 0) != (given < 0)) return false;
  Closeness two = { .rule = CLOSE_FIGURES, .amount = 2 };
  double unit = unit_of(&two, model);
  return round(model / unit) == round(given / unit);
}

void closeness_describe(const Closeness *c, double model, Text *out) {
  switch (c->rule) {
  case CLOSE_RELATIVE: text_printf(out, "within %.3g %%", 100 * c->amount); break;
  case CLOSE_ABSOLUTE: text_printf(out, "within %.3g", c->amount); break;
  case CLOSE_DECIMALS: text_printf(out, "right to %g decimals", c->amount); break;
  case CLOSE_FIGURES: text_printf(out, "right to %g significant figures", c->amount); break;
  case CLOSE_BETWEEN: text_printf(out, "from %g to %g", c->low, c->high); break;
  default:
    text_puts(out, model == 0 || is_whole(model) ? "a whole number, so exactly" : "within 0.1 %");
  }
}

bool closeness_figures(const char *s, int *least, int *most) {
  s += strspn(s, " +-(");
  int leading = 0, figures = 0, zeros = 0; /* zeros at the end so far */
  bool point = false, digits = false;
  for (; isdigit((unsigned char)*s) || (*s == '.' && !point); s++) {
    if (*s == '.') {
      point = true;
      continue;
    }
    digits = true;
    if (*s == '0' && figures == 0) {
      leading++;
      continue;
    }
    figures++;
    zeros = *s == '0' ? zeros + 1 : 0;
  }
  if (!digits) return false;
  if ((*s == 'e' || *s == 'E') && strspn(s + 1, "+-0123456789") > 0)
    s += 1 + strspn(s + 1, "+-0123456789");
  s += strspn(s, " )%");
  if (*s) return false;
  if (figures == 0) figures = leading > 1 && point ? leading - 1 : 1; /* 0.00 */
  *most = figures;
  *least = point ? figures : figures - zeros;
  if (*least < 1) *least = 1;
  return true;
}
