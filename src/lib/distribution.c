/* distribution.c -- densities, cumulative probabilities and quantiles, one driver for all.  */

#include "config.h"
#include "lib/distribution.h"
#include "lang/trap.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>
#include <strings.h>

static const Distribution *find(const Distribution *table, const char *name, size_t len) {
  for (; table->name; table++)
    if (strlen(table->name) == len && memcmp(table->name, name, len) == 0) return table;
  return NULL;
}

const Distribution *distribution_of(const Builtin *builtin) {
  const char *name = builtin->name;
  size_t len = strlen(name);
  len -= len > 4 && strcmp(name + len - 4, "stat") == 0 ? 4 : 3;
  if (len > 0 && name[len - 1] == '_') len--; /* cauchy_pdf */
  if (len == 8 && memcmp(name, "logistic", 8) == 0) len = 4;
  if (len == 4 && memcmp(name, "pois", 4) == 0) len = 5; /* poisstat shares the s */
  const Distribution *d = find(continuous_distributions, name, len);
  if (!d) d = find(further_distributions, name, len);
  return d ? d : find(discrete_distributions, name, len);
}

const Distribution *distribution_named(const char *name) {
  static const char *const full[][2] = {
    { "normal", "norm" },
    { "gaussian", "norm" },
    { "tdist", "t" },
    { "student", "t" },
    { "gamma", "gam" },
    { "exponential", "exp" },
    { "uniform", "unif" },
    { "lognormal", "logn" },
    { "weibull", "wbl" },
    { "logistic", "logi" },
    { "rayleigh", "rayl" },
    { "extreme value", "ev" },
    { "binomial", "bino" },
    { "poisson", "poiss" },
    { "geometric", "geo" },
    { "negative binomial", "nbin" },
    { "hypergeometric", "hyge" },
    { "discrete uniform", "unid" },
    { "chisquare", "chi2" },
    { "triangular", "tri" },
    { "generalized extreme value", "gev" },
    { "generalized pareto", "gp" },
  };
  for (size_t i = 0; i < sizeof full / sizeof *full; i++)
    if (strcasecmp(full[i][0], name) == 0) name = full[i][1];
  size_t len = strlen(name);
  const Distribution *d = find(continuous_distributions, name, len);
  if (!d) d = find(further_distributions, name, len);
  return d ? d : find(discrete_distributions, name, len);
}

/* Halving the interval until it is one double wide; F rises from below Q to above it. */
static double bisect(const Distribution *d, double q, const double *p, double low, double high) {
  bool upper = q > 0.5;
  for (int i = 0; i < 2000; i++) {
    double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    bool left = upper ? d->above(middle, p) > 1 - q : d->below(middle, p) < q;
    if (left)
      low = middle;
    else
      high = middle;
  }
  return high;
}

static double search(const Distribution *d, double q, const double *p) {
  double low = -1, high = 1;
  while (d->below(low, p) > q && low > -1e300) high = low, low *= 4;
  while (d->below(high, p) < q && high < 1e300) low = high, high *= 4;
  if (low == -1 && d->below(0, p) < q) low = 0;
  /* Near zero the doubles are dense: close in by factors first. */
  if (low <= 0 && d->below(0, p) <= q && high > 0)
    while (high > 1e-300 && d->below(high / 4, p) >= q) high /= 4, low = 0;
  return bisect(d, q, p, low, high);
}

/* GSL's inverses are good guesses; two Newton steps make them as exact as the probabilities. */
static double polish(const Distribution *d, double x, double q, const double *p) {
  for (int i = 0; i < 3 && isfinite(x); i++) {
    double slope = d->density(x, p);
    double miss = q <= 0.5 ? d->below(x, p) - q : (1 - q) - d->above(x, p);
    double step = miss / slope;
    if (!isfinite(step) || fabs(step) > 1e-3 * fabs(x)) break;
    x -= step;
  }
  return x;
}

static double discrete_quantile(const Distribution *d, double q, const double *p) {
  double low = d->low, width = 1, high = d->high ? d->high(p) : INFINITY;
  double goal = q * (1 - 1e-14); /* the sum of probabilities may have lost a bit */
  if (d->below(low, p) >= goal) return low;
  while (low + width < high && d->below(low + width, p) < goal && width < 1e15) width *= 2;
  double top = fmin(low + width, high), bottom = low + floor(width / 2);
  if (bottom >= top) bottom = low;
  while (top - bottom > 1) {
    double middle = floor(bottom + (top - bottom) / 2);
    if (d->below(middle, p) >= goal)
      top = middle;
    else
      bottom = middle;
  }
  return top;
}

double distribution_quantile(const Distribution *d, double q, const double *p) {
  if (!(q >= 0 && q <= 1)) return NAN;
  if (d->discrete) {
    if (q == 1) return d->high ? d->high(p) : INFINITY;
    return discrete_quantile(d, q, p);
  }
  if (q == 0 || q == 1) return d->inverse(q, p);
  TrapState before = trap_take();
  double x = d->inverse(q, p);
  if (trap_take().number != 0) x = NAN;
  if (isfinite(x)) x = polish(d, x, q, p);
  double reached = isfinite(x) ? d->below(x, p) : NAN;
  if (!(fabs(reached - q) <= 1e-6 * fmin(q, 1 - q) + 1e-300)) {
    double slow = search(d, q, p);
    if (!isfinite(x) || fabs(d->below(slow, p) - q) < fabs(reached - q)) x = slow;
  }
  trap_take();
  trap_restore(before);
  return x;
}

/* The parameters of element K, the absent ones by default. */
static void parameters_at(const Distribution *d, const View *views, size_t given, size_t k,
                          double *p) {
  for (size_t i = 0; i < d->parameters; i++)
    p[i] = i + 1 >= given ? d->standard[i] : views[i + 1].data[views[i + 1].count == 1 ? 0 : k];
}

typedef double (*Evaluate)(const Distribution *d, double x, const double *p);

static double evaluate_density(const Distribution *d, double x, const double *p) {
  if (d->discrete && (x < d->low || x != floor(x) || isinf(x))) return 0;
  if (d->discrete && d->high && x > d->high(p)) return 0;
  return isinf(x) ? 0 : d->density(x, p);
}

static double evaluate_below(const Distribution *d, double x, const double *p) {
  if (isinf(x)) return x > 0;
  if (!d->discrete) return d->below(x, p);
  x = floor(x);
  if (x < d->low) return 0;
  return d->high && x >= d->high(p) ? 1 : d->below(x, p);
}

static double evaluate_above(const Distribution *d, double x, const double *p) {
  if (isinf(x)) return x < 0;
  if (!d->discrete) return d->above(x, p);
  x = floor(x);
  if (x < d->low) return 1;
  return d->high && x >= d->high(p) ? 0 : d->above(x, p);
}

static bool same_sizes(const View *a, const View *b) {
  return a->rank == b->rank && memcmp(a->dims, b->dims, a->rank * sizeof *a->dims) == 0;
}

static Value over_arguments(Call *call, Evaluate evaluate, size_t given) {
  const Distribution *d = distribution_of(call->builtin);
  View views[1 + MOST_PARAMETERS] = { { 0 } };
  size_t shape = 0;
  if (given > 1 + d->parameters) given = 1 + d->parameters;
  for (size_t i = 0; i < given; i++) {
    if (!numeric_is_not_text(call, i) || !numeric_is_real(call, i)) return VALUE_FAILED;
    views[i] = call_view(call, i);
    if (views[shape].count == 1 && views[i].count != 1) shape = i;
  }
  for (size_t i = 0; i < given; i++)
    if (views[i].count != 1 && !same_sizes(&views[i], &views[shape])) {
      char mine[64], others[64];
      return call_fail_at(call, i, ERROR_SHAPE,
                          "%s: this is %s, but another argument is %s; use single numbers or equal "
                          "sizes",
                          call->builtin->name, numeric_shape(call, i, mine, sizeof mine),
                          numeric_shape(call, shape, others, sizeof others));
    }
  Array *r = array_new(views[shape].rank, views[shape].dims, ELEMENT_REAL, false);
  TrapState before = trap_take();
  for (size_t k = 0; r && k < r->count; k++) {
    double p[MOST_PARAMETERS] = { 0 }, x = views[0].data[views[0].count == 1 ? 0 : k];
    if (k % 256 == 0 && !call_step(call, 256)) break;
    parameters_at(d, views, given, k, p);
    bool known = !isnan(x);
    for (size_t i = 0; i < d->parameters; i++) known = known && !isnan(p[i]);
    r->data[k] = known && d->valid(p) ? evaluate(d, x, p) : NAN;
  }
  trap_take(); /* a lost tail is answered by 0 or 1, not by an error */
  trap_restore(before);
  if (!call_alive(call)) {
    array_release(r);
    return VALUE_FAILED;
  }
  return value_array(r);
}

Value call_density(Call *call) {
  return over_arguments(call, evaluate_density, call->count);
}

Value call_cumulative(Call *call) {
  size_t last = call->count - 1;
  if (last > 0 && value_is_text(call->args[last])) {
    if (!call_string_is(call, last, "upper"))
      return call_fail_at(call, last, ERROR_TYPE,
                          "%s: the only option is 'upper', for the "
                          "probability above x",
                          call->builtin->name);
    return over_arguments(call, evaluate_above, last);
  }
  return over_arguments(call, evaluate_below, call->count);
}

Value call_quantile_function(Call *call) {
  return over_arguments(call, distribution_quantile, call->count);
}

double distribution_below(const Distribution *d, double x, const double *p) {
  return isnan(x) ? NAN : evaluate_below(d, x, p);
}

double distribution_density(const Distribution *d, double x, const double *p) {
  return isnan(x) ? NAN : evaluate_density(d, x, p);
}

Value call_moments(Call *call) {
  const Distribution *d = distribution_of(call->builtin);
  static const size_t single[2] = { 1, 1 };
  View views[MOST_PARAMETERS] = { { .rank = 2, .count = 1, .dims = single } };
  size_t shape = 0;
  for (size_t i = 0; i < call->count; i++) {
    if (!numeric_is_not_text(call, i) || !numeric_is_real(call, i)) return VALUE_FAILED;
    views[i] = call_view(call, i);
    if (views[i].count != 1 && views[shape].count == 1) shape = i;
  }
  for (size_t i = 0; i < call->count; i++)
    if (views[i].count != 1 && !same_sizes(&views[i], &views[shape]))
      return call_fail_at(call, i, ERROR_SHAPE,
                          "%s: the parameters must be single numbers or have equal sizes",
                          call->builtin->name);
  Array *means = array_new(views[shape].rank, views[shape].dims, ELEMENT_REAL, false);
  Array *spreads = means ? array_like(means, ELEMENT_REAL, false) : NULL;
  if (!spreads || !call_step(call, means->count)) {
    array_release(means);
    array_release(spreads);
    return VALUE_FAILED;
  }
  TrapState before = trap_take();
  for (size_t k = 0; k < means->count; k++) {
    double p[MOST_PARAMETERS];
    bool known = true;
    for (size_t i = 0; i < d->parameters; i++) {
      p[i] = i < call->count ? views[i].data[views[i].count == 1 ? 0 : k] : d->standard[i];
      known = known && !isnan(p[i]);
    }
    means->data[k] = spreads->data[k] = NAN;
    if (known && d->valid(p)) d->moments(p, &means->data[k], &spreads->data[k]);
  }
  trap_take();
  trap_restore(before);
  call_result(call, 1, value_array(spreads));
  return value_array(means);
}
