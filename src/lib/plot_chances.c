/* plot_chances.c -- distributions: density and cumulative probability, and areas under tails.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/trap.h"
#include "lib/arguments.h"
#include "lib/distribution.h"
#include "lib/families.h"
#include "lib/plotting.h"
#include "plot/sample.h"
#include "plot/scale.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CURVES = 6, MOST_STICKS = 400, MOST_BARS = 60 };

/* How a distribution is called in books. */
typedef struct Naming {
  const char *name, *other; /* also accepted */
  const char *title;
  const char *symbols[MOST_PARAMETERS];
} Naming;

static const Naming namings[] = {
  { "norm", "normal", "Normal", { "μ", "σ" } },
  { "t", "student", "Student t", { "ν" } },
  { "chi2", "chisquare", "χ²", { "k" } },
  { "f", "fisher", "F", { "d₁", "d₂" } },
  { "gam", "gamma", "Gamma", { "k", "θ" } },
  { "beta", "beta", "Beta", { "a", "b" } },
  { "exp", "exponential", "Exponential", { "mean" } },
  { "unif", "uniform", "Uniform", { "a", "b" } },
  { "logn", "lognormal", "Lognormal", { "μ", "σ" } },
  { "wbl", "weibull", "Weibull", { "λ", "k" } },
  { "laplace", "laplace", "Laplace", { "μ", "b" } },
  { "bino", "binomial", "Binomial", { "n", "p" } },
  { "poiss", "poisson", "Poisson", { "λ" } },
  { "geo", "geometric", "Geometric", { "p" } },
  { "nbin", "negativebinomial", "Negative binomial", { "r", "p" } },
  { "hyge", "hypergeometric", "Hypergeometric", { "N", "K", "n" } },
};

/* One distribution with its parameters. */
typedef struct Chance {
  const Distribution *d;
  const Naming *naming;
  double p[MOST_PARAMETERS];
  double low, high; /* what a picture should show */
} Chance;

static bool same_word(const char *a, const char *b) {
  for (; *a && *b; a++, b++)
    if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) return false;
  return *a == *b;
}

/* The distribution named by argument 0; false with the call failed. */
static bool find_distribution(Call *call, Chance *c) {
  const char *word = call_string(call, 0);
  *c = (Chance){ .d = NULL };
  for (size_t i = 0; i < sizeof namings / sizeof *namings; i++)
    if (same_word(word, namings[i].name) || same_word(word, namings[i].other))
      c->naming = &namings[i];
  const Distribution *tables[] = { continuous_distributions, discrete_distributions };
  for (int k = 0; c->naming && k < 2; k++)
    for (const Distribution *d = tables[k]; d->name; d++)
      if (strcmp(d->name, c->naming->name) == 0) c->d = d;
  if (c->d) return true;
  call_fail_at(call, 0, ERROR_NAME, "there is no distribution '%s' here", word);
  call_hint(call, "try 'norm', 't', 'chi2', 'f', 'exp', 'unif', 'beta', 'gam', 'bino', 'poiss' or "
                  "'geo'");
  return false;
}

static double density(const Chance *c, double x) {
  if (c->d->discrete && (x < c->d->low || x != floor(x))) return 0;
  if (c->d->discrete && c->d->high && x > c->d->high(c->p)) return 0;
  return c->d->density(x, c->p);
}

static double below(const Chance *c, double x) {
  if (!c->d->discrete) return c->d->below(x, c->p);
  x = floor(x);
  if (x < c->d->low) return 0;
  return c->d->high && x >= c->d->high(c->p) ? 1 : c->d->below(x, c->p);
}

static double above(const Chance *c, double x) {
  if (!c->d->discrete) return c->d->above(x, c->p);
  x = floor(x);
  if (x < c->d->low) return 1;
  return c->d->high && x >= c->d->high(c->p) ? 0 : c->d->above(x, c->p);
}

/* From where almost nothing lies below to where almost nothing lies above; heavy tails are cut. */
static void find_range(Chance *c) {
  double q1 = distribution_quantile(c->d, 0.25, c->p), q3 = distribution_quantile(c->d, 0.75, c->p);
  double middle = distribution_quantile(c->d, 0.5, c->p), room = 4.5 * fmax(q3 - q1, 1e-300);
  c->low = fmax(distribution_quantile(c->d, 0.0005, c->p), middle - room);
  c->high = fmin(distribution_quantile(c->d, 0.9995, c->p), middle + room);
  if (c->d->discrete) {
    c->low = floor(c->low);
    c->high = ceil(fmax(c->high, c->low + 1));
  }
}

/* Parameters from argument FIRST on, number K of each; false with the call failed. */
static bool read_parameters(Call *call, size_t first, size_t last, size_t k, Chance *c) {
  size_t given = last - first;
  bool standard = given == 0 && (c->d->standard[0] != 0 || c->d->standard[1] != 0);
  if (given > c->d->parameters || (given < c->d->parameters && !standard)) {
    Text names = TEXT_EMPTY;
    for (size_t i = 0; i < c->d->parameters; i++)
      text_printf(&names, i > 0 ? ", %s" : "%s", c->naming->symbols[i]);
    call_fail(call, ERROR_TYPE, "the %s distribution has %zu parameter%s (%s), but got %zu",
              c->naming->title, c->d->parameters, c->d->parameters == 1 ? "" : "s",
              text_string(&names), given);
    text_free(&names);
    return false;
  }
  for (size_t i = 0; i < c->d->parameters; i++) {
    c->p[i] = c->d->standard[i];
    if (i >= given) continue;
    View v = call_view(call, first + i);
    c->p[i] = v.count > 0 ? v.data[v.count == 1 ? 0 : k] : NAN;
  }
  bool finite = true;
  for (size_t i = 0; i < c->d->parameters; i++) finite = finite && isfinite(c->p[i]);
  if (finite && c->d->valid(c->p)) {
    find_range(c);
    if (isfinite(c->low) && isfinite(c->high) && c->low < c->high) return true;
  }
  Text shown = TEXT_EMPTY;
  for (size_t i = 0; i < c->d->parameters; i++)
    text_printf(&shown, "%s%s = %s", i > 0 ? ", " : "", c->naming->symbols[i],
                number_plain(c->p[i]).text);
  call_fail(call, ERROR_DOMAIN, "there is no %s distribution with %s", c->naming->title,
            text_string(&shown));
  text_free(&shown);
  return false;
}

/* "Normal(μ = 0, σ = 1)" */
static void put_name(const Chance *c, bool pretty, Text *out) {
  text_printf(out, "%s(", c->naming->title);
  for (size_t i = 0; i < c->d->parameters; i++) {
    Number n = pretty ? number_pretty(c->p[i]) : number_plain(c->p[i]);
    text_printf(out, "%s%s = %s", i > 0 ? ", " : "", c->naming->symbols[i], n.text);
  }
  text_putc(out, ')');
}

/* ------------------------------------------------------------------ drawing */

static double ask_density(void *self, double x) {
  return density(self, x);
}
static double ask_below(void *self, double x) {
  return below(self, x);
}

static void limit_height(Panel *p, const Samples *s) {
  double high = isnan(p->y.high) ? 0 : p->y.high;
  panel_yrange(p, 0, fmax(high, s->high * 1.08));
}

static size_t sticks(const Chance *c, double *x, double *y) {
  size_t n = 0;
  double stride = ceil((c->high - c->low + 1) / MOST_STICKS);
  for (double k = c->low; k <= c->high && n < MOST_STICKS; k += stride) {
    x[n] = k;
    y[n++] = density(c, k);
  }
  return n;
}

static void draw_density(Panel *p, Chance *c, size_t i, size_t count, double low, double high) {
  Style s = { .role = role_cycle(i) };
  Layer *l;
  if (c->d->discrete) {
    double *x = mem_new(2 * MOST_STICKS * sizeof *x), *y = x + MOST_STICKS;
    size_t n = sticks(c, x, y);
    if (count == 1 && n <= MOST_BARS) {
      l = panel_bars(p, x, y, n, 0.8, s);
    } else {
      for (size_t k = 0; k < n; k++) x[k] += 0.18 * ((double)i - (double)(count - 1) / 2);
      s.size = 0.7;
      l = panel_impulses(p, x, y, n, s);
    }
    free(x);
  } else {
    Samples samples;
    sample_function(ask_density, c, low, high, 0, interrupt_pending, &samples);
    if (count == 1)
      panel_area(p, samples.x, samples.y, samples.count, 0,
                 (Style){ .role = ROLE_MODEL, .tint = 0.87 });
    l = panel_line(p, samples.x, samples.y, samples.count, s);
    limit_height(p, &samples);
    samples_free(&samples);
  }
  if (count == 1) return;
  size_t varied = 0;
  Text name = TEXT_EMPTY;
  for (size_t k = 0; k < c->d->parameters; k++)
    text_printf(&name, "%s%s = %s", varied++ > 0 ? ", " : "", c->naming->symbols[k],
                number_pretty(c->p[k]).text);
  layer_name(l, "%s", text_string(&name));
  text_free(&name);
}

static void draw_below(Panel *p, Chance *c, size_t i, double low, double high) {
  Style s = { .role = role_cycle(i) };
  if (c->d->discrete) {
    double *x = mem_new(2 * (MOST_STICKS + 2) * sizeof *x), *y = x + MOST_STICKS + 2;
    size_t n = 0;
    double stride = ceil((c->high - c->low + 1) / MOST_STICKS);
    x[n] = low;
    y[n++] = below(c, low);
    for (double k = c->low; k <= c->high && n <= MOST_STICKS; k += stride) {
      x[n] = k;
      y[n++] = below(c, k);
    }
    x[n] = high;
    y[n++] = below(c, high);
    panel_steps(p, x, y, n, s);
    free(x);
    return;
  }
  Samples samples;
  sample_function(ask_below, c, low, high, 0, interrupt_pending, &samples);
  panel_line(p, samples.x, samples.y, samples.count, s);
  samples_free(&samples);
}

static void dist_words(const Chance *chances, size_t count, Figure *f) {
  Text words = TEXT_EMPTY;
  for (size_t i = 0; i < count; i++) {
    const Chance *c = &chances[i];
    if (i > 0) text_putc(&words, ' ');
    put_name(c, false, &words);
    text_printf(&words, ": median %s, the middle 95 %% from %s to %s.",
                number_plain(distribution_quantile(c->d, 0.5, c->p)).text,
                number_plain(distribution_quantile(c->d, 0.025, c->p)).text,
                number_plain(distribution_quantile(c->d, 0.975, c->p)).text);
  }
  figure_words(f, "%s", text_string(&words));
  text_free(&words);
}

static bool read_chances(Call *call, Chance *chances, size_t *count) {
  *count = 1;
  if (!find_distribution(call, &chances[0])) return false;
  for (size_t i = 1; i < call->count; i++) {
    size_t n = value_count(call->args[i]);
    if (!numeric_is_real(call, i) || !numeric_is_not_text(call, i)) return false;
    if (n == 1 || n == *count) continue;
    if (*count > 1 || n == 0 || n > MOST_CURVES) {
      call_fail_at(call, i, ERROR_SHAPE,
                   "a parameter is one number, or up to %d of them for as many curves",
                   MOST_CURVES);
      return false;
    }
    *count = n;
  }
  for (size_t k = 0; k < *count; k++) {
    chances[k] = chances[0];
    if (!read_parameters(call, 1, call->count, k, &chances[k])) return false;
  }
  return true;
}

static Figure *draw_dist(Chance *chances, size_t count) {
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < count; i++) {
    low = fmin(low, chances[i].low);
    high = fmax(high, chances[i].high);
  }
  bool discrete = chances[0].d->discrete;
  double room = discrete ? 1 : (high - low) * 0.06;
  low -= room;
  high += room;
  Figure *f = figure_new(2, 1);
  Panel *upper = figure_panel(f, 0, 0), *lower = figure_panel(f, 1, 0);
  for (size_t i = 0; i < count; i++) {
    draw_density(upper, &chances[i], i, count, low, high);
    draw_below(lower, &chances[i], i, low, high);
  }
  Text title = TEXT_EMPTY;
  if (count == 1)
    put_name(&chances[0], true, &title);
  else
    text_puts(&title, chances[0].naming->title);
  panel_title(upper, "%s", text_string(&title));
  text_free(&title);
  panel_labels(upper, NULL, discrete ? "P(X = k)" : "density");
  panel_labels(lower, discrete ? "k" : "x", discrete ? "P(X ≤ k)" : "P(X ≤ x)");
  panel_xrange(upper, low, high);
  panel_xrange(lower, low, high);
  panel_yrange(lower, 0, 1.04);
  panel_legend(lower, LEGEND_NONE);
  if (count > 1) panel_legend(upper, LEGEND_CORNER);
  dist_words(chances, count, f);
  return f;
}

static Value call_dist(Call *call) {
  Chance chances[MOST_CURVES];
  size_t count;
  TrapState before = trap_take();
  Figure *f = read_chances(call, chances, &count) ? draw_dist(chances, count) : NULL;
  trap_take(); /* a lost tail is drawn as 0 */
  trap_restore(before);
  return f ? plotting_show(call, f) : VALUE_FAILED;
}

/* ------------------------------------------------------------------ tail */

typedef enum Side { SIDE_UPPER, SIDE_LOWER, SIDE_BETWEEN, SIDE_OUTSIDE } Side;

typedef struct Area {
  Side side;
  double a, b; /* a alone for one tail */
  double probability;
} Area;

static void measure(const Chance *c, Area *area) {
  double less = c->d->discrete ? 1 : 0; /* P(X >= k) = P(X > k - 1) */
  double up = above(c, (area->side == SIDE_UPPER ? area->a : area->b) - less);
  switch (area->side) {
  case SIDE_UPPER: area->probability = up; break;
  case SIDE_LOWER: area->probability = below(c, area->a); break;
  case SIDE_OUTSIDE: area->probability = below(c, area->a) + up; break;
  case SIDE_BETWEEN: {
    double left = below(c, area->a - less), right = above(c, area->b);
    area->probability = left < 0.5 ? 1 - left - right : above(c, area->a - less) - right;
    break;
  }
  }
}

static void put_event(const Chance *c, const Area *area, bool pretty, Text *out) {
  Number a = pretty ? number_pretty(area->a) : number_plain(area->a);
  Number b = pretty ? number_pretty(area->b) : number_plain(area->b);
  const char *least = pretty ? "≥" : ">=", *most = pretty ? "≤" : "<=";
  if (!c->d->discrete) least = ">", most = "<";
  switch (area->side) {
  case SIDE_UPPER: text_printf(out, "P(X %s %s)", least, a.text); break;
  case SIDE_LOWER: text_printf(out, "P(X %s %s)", most, a.text); break;
  case SIDE_BETWEEN: text_printf(out, "P(%s %s X %s %s)", a.text, most, most, b.text); break;
  case SIDE_OUTSIDE: text_printf(out, "P(X %s %s or X %s %s)", most, a.text, least, b.text); break;
  }
}

/* "-2 and 2 are the 0.03669 and 0.9633 quantiles" */
static void put_quantiles(const Chance *c, const Area *area, Text *out) {
  Number below_a = number_plain(below(c, area->a));
  if (area->side < SIDE_BETWEEN || area->a == area->b)
    text_printf(out, "%s is the %s quantile", number_plain(area->a).text, below_a.text);
  else
    text_printf(out, "%s and %s are the %s and %s quantiles", number_plain(area->a).text,
                number_plain(area->b).text, below_a.text, number_plain(below(c, area->b)).text);
}

/* Is X in the area? */
static bool covers(const Area *area, double x) {
  switch (area->side) {
  case SIDE_UPPER: return x >= area->a;
  case SIDE_LOWER: return x <= area->a;
  case SIDE_BETWEEN: return x >= area->a && x <= area->b;
  default: return x <= area->a || x >= area->b;
  }
}

static void shade(Panel *p, Chance *c, double from, double to) {
  Samples s;
  if (!(from < to)) return;
  sample_function(ask_density, c, from, to, 0, interrupt_pending, &s);
  panel_area(p, s.x, s.y, s.count, 0, (Style){ .role = ROLE_ACCENT, .tint = 0.15 });
  samples_free(&s);
}

/* Marks an end of the area: a stroke from the axis to above the curve, and beside it, where the
   curve falls away, the quantile with the share that lies below. */
static void edge(Panel *p, Chance *c, double x) {
  double zero = 0, at = density(c, x), step = c->d->discrete ? 1 : (c->high - c->low) / 50;
  double highest = panel_extent(p).y1, top = fmin(at, highest) + highest * 0.06;
  bool falls_left = density(c, x - step) < density(c, x + step);
  double share = 100 * below(c, x), unit = share > 0 ? pow(10, floor(log10(share)) - 2) : 1;
  if (!c->d->discrete)
    panel_segments(p, &x, &zero, &x, &top, 1, (Style){ .role = ROLE_ACCENT, .width = 1.2 });
  panel_text(p, x, top,
             (Style){ .role = ROLE_ACCENT, .anchor = falls_left ? ANCHOR_RIGHT : ANCHOR_LEFT },
             "%s (%s %%)", number_pretty(x).text, number_pretty(round(share / unit) * unit).text);
}

/* The ends of the area that can be seen. */
static void mark_edges(Panel *p, Chance *c, const Area *area, double low, double high) {
  if (area->a >= low && area->a <= high) edge(p, c, area->a);
  if (area->side >= SIDE_BETWEEN && area->b >= low && area->b <= high) edge(p, c, area->b);
}

static void shade_continuous(Panel *p, Chance *c, const Area *area, double low, double high) {
  draw_density(p, c, 0, 1, low, high);
  if (area->side == SIDE_UPPER) shade(p, c, fmax(area->a, low), high);
  if (area->side == SIDE_LOWER) shade(p, c, low, fmin(area->a, high));
  if (area->side == SIDE_BETWEEN) shade(p, c, fmax(area->a, low), fmin(area->b, high));
  if (area->side == SIDE_OUTSIDE) {
    shade(p, c, low, fmin(area->a, high));
    shade(p, c, fmax(area->b, low), high);
  }
}

static void shade_discrete(Panel *p, Chance *c, const Area *area) {
  double *x = mem_new(4 * MOST_STICKS * sizeof *x), *y = x + MOST_STICKS;
  double *chosen_x = y + MOST_STICKS, *chosen_y = chosen_x + MOST_STICKS;
  size_t n = sticks(c, x, y);
  for (int inside = 0; inside < 2; inside++) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
      if (covers(area, x[i]) == (inside == 1)) {
        chosen_x[count] = x[i];
        chosen_y[count++] = y[i];
      }
    if (count > 0)
      panel_bars(p, chosen_x, chosen_y, count, 0.8,
                 (Style){ .role = inside ? ROLE_ACCENT : ROLE_MODEL, .tint = inside ? 0 : 0.45 });
  }
  free(x);
}

static bool read_area(Call *call, size_t last, const Chance *c, Area *area) {
  View z = call_view(call, 1);
  if ((z.count != 1 && z.count != 2) || z.complex || z.element == ELEMENT_CHAR ||
      !isfinite(z.data[0]) || !isfinite(z.data[z.count - 1])) {
    call_fail_at(call, 1, ERROR_SHAPE, "z is one number, or two for an interval, such as [-1 1]");
    return false;
  }
  area->a = fmin(z.data[0], z.data[z.count - 1]);
  area->b = fmax(z.data[0], z.data[z.count - 1]);
  double middle = distribution_quantile(c->d, 0.5, c->p);
  area->side = z.count == 2 ? SIDE_BETWEEN : area->a < middle ? SIDE_LOWER : SIDE_UPPER;
  if (last == call->count) return true;
  bool known = true;
  if (call_string_is(call, last, "upper") && z.count == 1)
    area->side = SIDE_UPPER;
  else if (call_string_is(call, last, "lower") && z.count == 1)
    area->side = SIDE_LOWER;
  else if (call_string_is(call, last, "outside") && z.count == 2)
    area->side = SIDE_OUTSIDE;
  else
    known = call_string_is(call, last, "between") && z.count == 2;
  if (!known)
    call_fail_at(call, last, ERROR_TYPE,
                 z.count == 1 ? "the choices for one number are 'upper' and 'lower'"
                              : "the choices for two numbers are 'between' and "
                                "'outside'");
  return known;
}

static Figure *draw_tail(Chance *c, Area *area) {
  bool discrete = c->d->discrete;
  double low = fmin(c->low, area->a), high = fmax(c->high, area->b);
  double room = discrete ? 1 : (high - low) * 0.06;
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Text event = TEXT_EMPTY, plain = TEXT_EMPTY, name = TEXT_EMPTY, quantiles = TEXT_EMPTY;
  measure(c, area);
  if (discrete)
    shade_discrete(p, c, area);
  else
    shade_continuous(p, c, area, low - room, high + room);
  panel_xrange(p, low - room, high + room);
  mark_edges(p, c, area, low, high);
  Extent e = panel_extent(p);
  panel_yrange(p, 0, e.y1 * 1.15); /* the label stands above the curve */
  put_event(c, area, true, &event);
  put_event(c, area, false, &plain);
  put_name(c, true, &name);
  panel_title(p, "X ~ %s", text_string(&name));
  panel_labels(
      p, discrete ? "k (marked: quantile, share up to it)" : "x (marked: quantile, share below)",
      discrete ? "P(X = k)" : "density");
  bool left = area->side == SIDE_LOWER;
  panel_note(
      p, left ? 0.03 : 0.98, 0.93,
      (Style){ .role = ROLE_ACCENT, .size = 1.15, .anchor = left ? ANCHOR_LEFT : ANCHOR_RIGHT },
      "%s = %s", text_string(&event), number_pretty(area->probability).text);
  text_clear(&name);
  put_name(c, false, &name);
  put_quantiles(c, area, &quantiles);
  figure_words(f, "%s with an area shaded: %s = %s; %s.", text_string(&name), text_string(&plain),
               number_plain(area->probability).text, text_string(&quantiles));
  text_free(&quantiles);
  text_free(&event);
  text_free(&plain);
  text_free(&name);
  return f;
}

static Value call_tail(Call *call) {
  Chance c;
  Area area;
  size_t last = call->count;
  if (last > 2 && value_is_string(call->args[last - 1])) last--;
  TrapState before = trap_take();
  bool good = find_distribution(call, &c);
  for (size_t i = 2; good && i < last; i++) {
    good = numeric_is_real(call, i) && numeric_is_not_text(call, i);
    if (good && value_count(call->args[i]) != 1) {
      call_fail_at(call, i, ERROR_SHAPE, "a parameter is one number here");
      good = false;
    }
  }
  good = good && read_parameters(call, 2, last, 0, &c) && read_area(call, last, &c, &area);
  Figure *f = good ? draw_tail(&c, &area) : NULL;
  trap_take();
  trap_restore(before);
  return f ? plotting_show(call, f) : VALUE_FAILED;
}

const Builtin plot_chances_family[] = {
  { .name = "dist",
    .signature = "name: string, parameters?: any... -> any",
    .call = call_dist,
    .summary =
        "Draws a distribution: its density above (for counts, the probability of each), below it "
        "the probability up to x. dist('norm'), dist('norm', 5, 2), dist('bino', 20, 0.3); "
        "several numbers for a parameter draw several curves: dist('t', [1 4 30]).",
    .numpy = "scipy.stats.norm(mean, sd).pdf(x)",
    .see = "tail normpdf normcdf binopdf hist",
    .warning = "the second parameter of the normal distribution is the standard deviation",
    .examples = { { "dist('norm'); 1", "1" },
                  { "dist('bino', 20, 0.3); 1", "1" },
                  { "dist('bino', 20, 3)", "error: dist: there is no Binomial" } } },
  { .name = "tail",
    .signature = "name: string, z: real, parameters?: any... -> any",
    .call = call_tail,
    .summary =
        "Draws a distribution with an area shaded and its probability, and marks the quantiles "
        "where it ends, with the share below: the tail beyond z, away from the middle; 'upper' or "
        "'lower' chooses the side. Two numbers shade what lies between "
        "them, or 'outside'. The parameters follow z, as in normcdf.",
    .numpy = "scipy.stats.norm.sf(z)",
    .see = "dist normcdf tcdf",
    .examples = { { "tail('norm', 1.645); 1", "1" },
                  { "tail('t', [-2 2], 10, 'outside'); 1", "1" },
                  { "tail('norm', 'a')", "error: tail: " } } },
  { 0 }
};
