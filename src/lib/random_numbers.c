/* random_numbers.c -- random numbers: uniform, normal and from every distribution.  */

#include "config.h"
#include "lib/random_numbers.h"
#include "lib/distribution.h"
#include "lib/families.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

static unsigned long adapter_get(void *state) {
  return (unsigned long)(random_bits(*(Random **)state) >> 32);
}

static double adapter_uniform(void *state) {
  return random_uniform(*(Random **)state);
}

static void adapter_set(void *state, unsigned long seed) {
  random_seed(*(Random **)state, seed);
}

static const gsl_rng_type adapter_type = { "interpreter",    0xFFFFFFFFul, 0,
                                           sizeof(Random *), adapter_set,  adapter_get,
                                           adapter_uniform };

gsl_rng random_adapter(const Call *call, Random **state) {
  *state = call_random(call);
  return (gsl_rng){ .type = &adapter_type, .state = state };
}

static bool size_argument(Call *call, size_t i, double x, size_t *size) {
  if (isnan(x) || x > 0x1p52) {
    call_fail_at(call, i, ERROR_DOMAIN, "%s: a size must be a whole number, not %g",
                 call->builtin->name, x);
    return false;
  }
  *size = x < 1 ? 0 : (size_t)x;
  return true;
}

Array *random_sized(Call *call, size_t first) {
  size_t dims[MAX_RANK], rank = 0, last = call->count;
  while (last > first && value_is_text(call->args[last - 1])) last--; /* a class name */
  for (size_t i = first; i < last; i++) {
    View v = call_view(call, i);
    if (!numeric_is_real(call, i)) return NULL;
    if (v.count != 1 && last - first > 1) {
      call_fail_at(call, i, ERROR_TYPE, "%s: write the sizes as m, n or as [m n]",
                   call->builtin->name);
      return NULL;
    }
    for (size_t k = 0; k < v.count && rank < MAX_RANK; k++)
      if (!size_argument(call, i, v.data[k], &dims[rank++])) return NULL;
  }
  if (rank == 0) dims[0] = dims[1] = 1;
  if (rank == 1) dims[1] = dims[0];
  Array *a = array_new(rank < 2 ? 2 : rank, dims, ELEMENT_REAL, false);
  if (!a || !call_step(call, a->count)) {
    array_release(a);
    if (call_alive(call))
      call_fail(call, ERROR_LIMIT, "%s: so many numbers need more memory than is allowed here",
                call->builtin->name);
    return NULL;
  }
  return a;
}

double random_whole(Random *r, double low, double high) {
  return low + (double)random_below(r, (uint64_t)(high - low) + 1);
}

bool random_bounds(Call *call, size_t i, double *low, double *high) {
  *low = call_scalar(call, i);
  *high = call_scalar(call, i + 1);
  if (*low != floor(*low) || *high != floor(*high) || fabs(*low) > 0x1p53 || fabs(*high) > 0x1p53) {
    call_fail_at(call, i, ERROR_DOMAIN, "%s: the bounds must be whole numbers",
                 call->builtin->name);
    return false;
  }
  if (*low > *high) {
    call_fail_at(call, i, ERROR_DOMAIN, "%s: the lower bound %g is above the upper bound %g",
                 call->builtin->name, *low, *high);
    return false;
  }
  return true;
}

/* rand('seed', 42), rand('twister', 42) ...: true when the call was one of these. */
static bool seeding(Call *call, Value *result) {
  if (call->count == 0 || !value_is_text(call->args[0])) return false;
  *result = VALUE_NOTHING;
  if (call_string_is(call, 0, "double") || call_string_is(call, 0, "single")) return false;
  bool known = call_string_is(call, 0, "seed") || call_string_is(call, 0, "state") ||
               call_string_is(call, 0, "twister");
  if (!known || call->count != 2) {
    *result = call_fail_at(call, 0, ERROR_TYPE, "%s: to fix the draws write %s('seed', 42)",
                           call->builtin->name, call->builtin->name);
    return true;
  }
  if (call_string_is(call, 1, "reset")) {
    random_seed(call_random(call), 42);
    return true;
  }
  View v = call_view(call, 1);
  uint64_t seed = 0;
  for (size_t i = 0; i < v.count; i++) {
    double x = v.data[i];
    uint64_t bits;
    if (x >= 0 && x < 0x1p63 && x == floor(x))
      bits = (uint64_t)x;
    else
      memcpy(&bits, &x, sizeof bits);
    seed = seed * 0x9E3779B97F4A7C15u + bits;
  }
  random_seed(call_random(call), seed);
  return true;
}

static Value call_seed(Call *call) {
  double x = call_scalar(call, 0);
  uint64_t seed;
  if (x >= 0 && x < 0x1p63 && x == floor(x))
    seed = (uint64_t)x;
  else
    memcpy(&seed, &x, sizeof seed);
  random_seed(call_random(call), seed);
  return VALUE_NOTHING;
}

typedef double (*Draw)(const gsl_rng *rng);

static double draw_normal(const gsl_rng *rng) {
  return gsl_ran_gaussian_ziggurat(rng, 1);
}

static double draw_exponential(const gsl_rng *rng) {
  return -log(gsl_rng_uniform(rng));
}

static Value fill(Call *call, Draw draw) {
  Value result;
  if (seeding(call, &result)) return result;
  Random *state;
  gsl_rng rng = random_adapter(call, &state);
  Array *a = random_sized(call, 0);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = draw(&rng);
  return a ? value_array(a) : VALUE_FAILED;
}

static Value call_rand(Call *call) {
  return fill(call, gsl_rng_uniform);
}

static Value call_randn(Call *call) {
  return fill(call, draw_normal);
}

static Value call_rande(Call *call) {
  return fill(call, draw_exponential);
}

static Value call_randi(Call *call) {
  View bounds = call_view(call, 0);
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0)) return VALUE_FAILED;
  if (bounds.count != 1 && bounds.count != 2)
    return call_fail_at(call, 0, ERROR_TYPE, "randi: give the highest number, or [lowest highest]");
  double low = bounds.count == 2 ? bounds.data[0] : 1, high = bounds.data[bounds.count - 1];
  if (low != floor(low) || high != floor(high) || fabs(low) > 0x1p53 || fabs(high) > 0x1p53)
    return call_fail_at(call, 0, ERROR_DOMAIN, "randi: the bounds must be whole numbers");
  if (low > high)
    return call_fail_at(call, 0, ERROR_DOMAIN,
                        "randi: the lowest number %g is above the highest %g", low, high);
  Array *a = random_sized(call, 1);
  Random *r = call_random(call);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = random_whole(r, low, high);
  return a ? value_array(a) : VALUE_FAILED;
}

static Value call_randperm(Call *call) {
  long n, m;
  if (!call_integer(call, 0, 0, 0x1p40, &n)) return VALUE_FAILED;
  m = n;
  if (call_given(call, 1) && !call_integer(call, 1, 0, (double)n, &m)) return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = work_numbers(&w, (size_t)n);
  Array *a = x ? array_new_matrix(1, (size_t)m) : NULL;
  if (!a || !call_step(call, (size_t)n)) {
    array_release(a);
    return work_done(&w, VALUE_FAILED);
  }
  Random *r = call_random(call);
  for (long i = 0; i < n; i++) x[i] = (double)i + 1;
  for (long i = 0; i < m; i++) {
    long j = i + (long)random_below(r, (uint64_t)(n - i));
    double chosen = x[j];
    x[j] = x[i];
    a->data[i] = x[i] = chosen;
  }
  return work_done(&w, value_array(a));
}

/* The common sizes of the parameters, when no sizes follow them. */
static Array *parameter_sized(Call *call, const Distribution *d) {
  size_t shape = 0;
  if (call->count > d->parameters) return random_sized(call, d->parameters);
  for (size_t i = 0; i < call->count; i++)
    if (value_count(call->args[i]) != 1) shape = i;
  View v = call_view(call, shape);
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  if (a && !call_step(call, a->count)) {
    array_release(a);
    return NULL;
  }
  return a;
}

static double draw_from(const Distribution *d, const gsl_rng *rng, const double *p) {
  for (size_t i = 0; i < d->parameters; i++)
    if (isnan(p[i])) return NAN;
  if (!d->valid(p)) return NAN;
  return d->draw ? d->draw(rng, p) : distribution_quantile(d, gsl_rng_uniform(rng), p);
}

Value call_draw(Call *call) {
  const Distribution *d = distribution_of(call->builtin);
  View views[MOST_PARAMETERS];
  for (size_t i = 0; i < d->parameters && i < call->count; i++) {
    if (!numeric_is_not_text(call, i) || !numeric_is_real(call, i)) return VALUE_FAILED;
    views[i] = call_view(call, i);
  }
  Array *a = parameter_sized(call, d);
  if (!a) return VALUE_FAILED;
  for (size_t i = 0; i < d->parameters; i++)
    if (views[i].count != 1 && views[i].count != a->count) {
      array_release(a);
      return call_fail_at(call, i, ERROR_SHAPE,
                          "%s: the parameters must be single numbers or have "
                          "the sizes of the result",
                          call->builtin->name);
    }
  Random *state;
  gsl_rng rng = random_adapter(call, &state);
  for (size_t k = 0; k < a->count; k++) {
    double p[MOST_PARAMETERS] = { 0 };
    if (k % 1024 == 0 && !call_step(call, 1)) break;
    for (size_t i = 0; i < d->parameters; i++) p[i] = views[i].data[views[i].count == 1 ? 0 : k];
    a->data[k] = draw_from(d, &rng, p);
  }
  if (call_alive(call)) return value_array(a);
  array_release(a);
  return VALUE_FAILED;
}

static Value call_randp(Call *call) {
  const Distribution *poisson;
  for (poisson = discrete_distributions; strcmp(poisson->name, "poiss") != 0;) poisson++;
  double p[MOST_PARAMETERS] = { call_scalar(call, 0) };
  Random *state;
  gsl_rng rng = random_adapter(call, &state);
  Array *a = random_sized(call, 1);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = draw_from(poisson, &rng, p);
  return a ? value_array(a) : VALUE_FAILED;
}

const Builtin random_family[] = {
  { .name = "rand",
    .signature = "sizes?: array... -> array",
    .call = call_rand,
    .summary =
        "Random numbers between 0 and 1: rand is one, rand(n) an n x n matrix, rand(m, n) an m "
        "x n one. rand('seed', 42) makes the draws repeat.",
    .numpy = "rng.random((m, n))",
    .see = "randn randi randperm seed",
    .warning = "rand(3) is a 3x3 matrix, not three numbers: write rand(1, 3)",
    .examples = { { "x = rand(2, 3); [size(x), all(x(:) > 0 & x(:) < 1)]", "[2 3 1]" },
                  { "seed(1); a = rand; seed(1); a - rand", "0" } } },
  { .name = "randn",
    .signature = "sizes?: array... -> array",
    .call = call_randn,
    .summary = "Random numbers from the standard normal distribution; sizes as for rand.",
    .numpy = "rng.standard_normal((m, n))",
    .see = "rand normrnd normpdf",
    .examples = { { "size(randn(3, 2))", "[3 2]" } } },
  { .name = "rande",
    .signature = "sizes?: array... -> array",
    .call = call_rande,
    .summary = "Random numbers from the exponential distribution with mean 1; sizes as for rand.",
    .numpy = "rng.standard_exponential((m, n))",
    .see = "exprnd rand",
    .examples = { { "x = rande(5, 1); all(x > 0)", "true" } } },
  { .name = "randi",
    .signature = "limits: real, sizes?: array... -> array",
    .call = call_randi,
    .summary =
        "Random whole numbers from 1 to n, or from lo to hi with randi([lo hi], m, n); both ends "
        "can occur.",
    .numpy = "rng.integers(lo, hi + 1, size=(m, n))",
    .see = "rand randperm nonzero",
    .warning = "the upper end is included; NumPy leaves it out",
    .examples = { { "x = randi([5 7], 1, 200); unique(x)", "[5 6 7]" },
                  { "randi([4 4])", "4" },
                  { "randi([5 1])", "error: randi: the lowest number" } } },
  { .name = "randperm",
    .signature = "n: array, m?: array -> array",
    .call = call_randperm,
    .summary = "The numbers 1 to n in random order; with m only the first m of them.",
    .numpy = "rng.permutation(n) + 1",
    .see = "randi pickn",
    .examples = { { "sort(randperm(5))", "1:5" }, { "numel(unique(randperm(9, 4)))", "4" } } },
  { .name = "randp",
    .signature = "mean: scalar, sizes?: array... -> array",
    .call = call_randp,
    .summary = "Random counts from the Poisson distribution; sizes as for rand.",
    .numpy = "rng.poisson(mean, (m, n))",
    .see = "poissrnd rand",
    .examples = { { "x = randp(3, 1, 50); all(x == floor(x) & x >= 0)", "true" } } },
  { .name = "seed",
    .signature = "s: scalar -> any",
    .call = call_seed,
    .summary = "Start the random numbers at a known place, so that the same draws come again.",
    .numpy = "rng = np.random.default_rng(s)",
    .see = "rand randn randi",
    .examples = { { "seed(7); a = randn(1, 3); seed(7); norm(a - randn(1, 3))", "0" } } },
  { .name = "normrnd",
    .signature = "mean: real, sd: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers from a normal distribution.",
    .numpy = "rng.normal(mean, sd, (m, n))",
    .see = "randn normpdf",
    .examples = { { "size(normrnd(5, 2, 3, 4))", "[3 4]" } } },
  { .name = "unifrnd",
    .signature = "low: real, high: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers from anywhere between low and high.",
    .numpy = "rng.uniform(low, high, (m, n))",
    .see = "rand unifpdf",
    .examples = { { "x = unifrnd(3, 5, 1, 20); all(x > 3 & x < 5)", "true" } } },
  { .name = "exprnd",
    .signature = "mean: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random waiting times from an exponential distribution.",
    .numpy = "rng.exponential(mean, (m, n))",
    .see = "exppdf rande",
    .examples = { { "all(exprnd(2, 1, 9) > 0)", "true" } } },
  { .name = "binornd",
    .signature = "n: real, p: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers of successes in n trials.",
    .numpy = "rng.binomial(n, p, (r, c))",
    .see = "binopdf",
    .examples = { { "binornd(5, 1, 1, 3)", "[5 5 5]" } } },
  { .name = "poissrnd",
    .signature = "mean: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random counts from a Poisson distribution.",
    .numpy = "rng.poisson(mean, (m, n))",
    .see = "poisspdf randp",
    .examples = { { "poissrnd(0, 2, 2)", "zeros(2)" } } },
  { .name = "geornd",
    .signature = "p: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers of attempts up to the first success.",
    .numpy = "rng.geometric(p, (m, n))",
    .see = "geopdf",
    .warning = "attempts are counted from 1; Octave counts failures from 0",
    .examples = { { "geornd(1, 1, 3)", "[1 1 1]" } } },
  { .name = "nbinrnd",
    .signature = "n: real, p: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers of failures before the n-th success.",
    .numpy = "rng.negative_binomial(n, p, (r, c))",
    .see = "nbinpdf",
    .examples = { { "nbinrnd(3, 1)", "0" } } },
  { .name = "hygernd",
    .signature = "population: real, marked: real, drawn: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers of marked ones among those drawn without putting back.",
    .numpy = "rng.hypergeometric(marked, population - marked, drawn)",
    .see = "hygepdf",
    .examples = { { "hygernd(10, 10, 4)", "4" } } },
  { .name = "gamrnd",
    .signature = "shape: real, scale: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers from a gamma distribution.",
    .numpy = "rng.gamma(shape, scale, (m, n))",
    .see = "gampdf",
    .examples = { { "all(gamrnd(2, 3, 1, 9) > 0)", "true" } } },
  { .name = "betarnd",
    .signature = "a: real, b: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers between 0 and 1 from a Beta distribution.",
    .numpy = "rng.beta(a, b, (m, n))",
    .see = "betapdf",
    .examples = { { "x = betarnd(2, 3, 1, 9); all(x > 0 & x < 1)", "true" } } },
  { .name = "chi2rnd",
    .signature = "df: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers from a chi-squared distribution.",
    .numpy = "rng.chisquare(df, (m, n))",
    .see = "chi2pdf",
    .examples = { { "all(chi2rnd(3, 1, 9) > 0)", "true" } } },
  { .name = "trnd",
    .signature = "df: real, sizes?: array... -> array",
    .call = call_draw,
    .summary = "Random numbers from Student's t distribution.",
    .numpy = "rng.standard_t(df, (m, n))",
    .see = "tpdf",
    .examples = { { "size(trnd(3, 2, 2))", "[2 2]" } } },
  { 0 }
};
