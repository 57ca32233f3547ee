/* closeness.c -- when two numbers count as equal.  */

#include "config.h"
#include "learn/closeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double number(const char **s) {
  char *end;
  double x = strtod(*s, &end);
  *s = end;
  while (**s == ' ') ++*s;
  return x;
}

static bool read_tolerance(const char *s, Closeness *out) {
  if (strcmp(s, "exact") == 0) {
    *out = (Closeness){ .rule = CLOSE_RELATIVE, .amount = 1e-12 };
    return true;
  }
  bool absolute = strncmp(s, "+-", 2) == 0 || strncmp(s, "\xC2\xB1", 2) == 0;
  if (absolute) s += 2;
  const char *start = s;
  double x = number(&s);
  if (s == start || !(x >= 0)) return false;
  if (*s == '%' && !absolute) {
    *out = (Closeness){ .rule = CLOSE_RELATIVE, .amount = x / 100 };
    return s[1] == '\0';
  }
  *out = (Closeness){ .rule = absolute ? CLOSE_ABSOLUTE : CLOSE_RELATIVE, .amount = x };
  return *s == '\0';
}

static bool read_digits(const char *s, Closeness *out) {
  const char *start = s;
  double n = number(&s);
  if (s == start || n < 0 || n > 15 || n != floor(n)) return false;
  bool figures = strncmp(s, "sig", 3) == 0;
  if (!figures && strncmp(s, "dec", 3) != 0) return false;
  *out = (Closeness){ .rule = figures ? CLOSE_FIGURES : CLOSE_DECIMALS, .amount = n };
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
    text_printf(why, "digits: %s is not understood; write 3 significant or 2 decimals",
                p->digits.text);
    return false;
  }
  if (p->between.text) {
    const char *s = p->between.text;
    out->rule = CLOSE_BETWEEN;
    out->low = number(&s);
    bool dots = strncmp(s, "..", 2) == 0;
    if (dots) s += 2;
    out->high = number(&s);
    if (!dots || *s || !(out->low <= out->high)) {
      text_printf(why, "between: %s is not understood; write 2.1 .. 2.2", p->between.text);
      return false;
    }
  }
  return true;
}

static bool is_whole(double x) {
  double near = round(x);
  return fabs(x - near) <= 1e-12 * fmax(1, fabs(x));
}

static double round_figures(double x, double figures) {
  if (x == 0 || !isfinite(x)) return x;
  double unit = pow(10, floor(log10(fabs(x))) + 1 - figures);
  return round(x / unit) * unit;
}

double closeness_tolerance(const Closeness *c, double model) {
  double noise = 1e-9 * fmax(fabs(model), 1e-3);
  switch (c->rule) {
  case CLOSE_RELATIVE: return fmax(c->amount * fabs(model), model == 0 ? 1e-9 : 0);
  case CLOSE_ABSOLUTE: return c->amount * (1 + 1e-9) + noise;
  case CLOSE_DECIMALS: return 0.5 * pow(10, -c->amount) * (1 + 1e-6) + noise;
  case CLOSE_FIGURES: {
    if (model == 0) return 1e-9;
    double unit = pow(10, floor(log10(fabs(model))) + 1 - c->amount);
    return unit * (1 + 1e-6); /* half a unit for rounding the model, half for the learner's */
  }
  default:
    if (model == 0) return 1e-9;
    return is_whole(model) ? 1e-9 * fmax(1, fabs(model)) : 1e-3 * fabs(model);
  }
}

bool closeness_equal(const Closeness *c, double model, double given) {
  if (isnan(model) || isnan(given)) return isnan(model) && isnan(given);
  if (isinf(model) || isinf(given)) return model == given;
  if (c->rule == CLOSE_BETWEEN) return given >= c->low && given <= c->high;
  if (c->rule == CLOSE_FIGURES && model != 0) {
    double unit = pow(10, floor(log10(fabs(model))) + 1 - c->amount);
    return fabs(given - round_figures(model, c->amount)) <= unit / 2 * (1 + 1e-6) ||
           fabs(given - model) <= unit / 2 * (1 + 1e-6);
  }
  return fabs(given - model) <= closeness_tolerance(c, model);
}

bool closeness_near(const Closeness *c, double model, double given) {
  if (!isfinite(model) || !isfinite(given) || closeness_equal(c, model, given)) return false;
  if (fabs(given - model) <= 10 * closeness_tolerance(c, model)) return true;
  if (c->rule == CLOSE_STANDARD && is_whole(model)) return false;
  return model != 0 && round_figures(model, 2) == round_figures(given, 2);
}
