/* tests_means.c -- tests of means and variances of normal data.  */

#include "config.h"
#include "lib/families.h"
#include "lib/hypothesis.h"

#include <math.h>
#include <string.h>

/* Count, mean and variance of a slice without NaN. */
typedef struct Sample {
  double n, mean, variance, squares;
} Sample;

static Sample sample_of(const double *x, size_t count) {
  Sample s = { 0 };
  double rest = 0;
  for (size_t i = 0; i < count; i++)
    if (!isnan(x[i])) s.n++, s.mean += x[i];
  s.mean /= s.n;
  for (size_t i = 0; i < count; i++)
    if (!isnan(x[i])) {
      double d = x[i] - s.mean;
      s.squares += d * d;
      rest += d;
    }
  s.squares -= s.n > 0 ? rest * rest / s.n : 0;
  s.mean += s.n > 0 ? rest / s.n : 0;
  s.variance = s.n > 1 ? s.squares / (s.n - 1) : s.n == 1 ? 0 : NAN;
  return s;
}

enum { MOST_STATS = 4 };

/* What one test answers for each slice. */
typedef struct Answers {
  Call *call;
  Slices s, pair; /* pair: two numbers a slice */
  Array *h, *p, *ci, *stats[MOST_STATS];
  const char *const *names;
} Answers;

static bool answers_begin(Answers *a, Call *call, const Slices *s, const char *const *names) {
  *a = (Answers){ .call = call, .s = *s, .pair = *s, .names = names };
  a->s.length = 1;
  a->pair.length = 2;
  a->h = slices_result(s, 1);
  a->p = slices_result(s, 1);
  a->ci = slices_result(s, 2);
  for (size_t k = 0; k < MOST_STATS && names[k]; k++) a->stats[k] = slices_result(s, 1);
  return a->h && a->p && a->ci;
}

static void answers_put(Answers *a, size_t k, double p, double alpha, double low, double high) {
  a->h->data[k] = isnan(p) ? NAN : p < alpha;
  a->p->data[k] = p;
  slices_put(&a->pair, a->ci->data, k, (double[]){ low, high });
}

static Value answers_done(Answers *a) {
  Record *r = record_new();
  for (size_t k = 0; k < MOST_STATS && a->names[k]; k++)
    record_set(r, a->names[k], value_array(a->stats[k]));
  call_result(a->call, 1, value_array(a->p));
  call_result(a->call, 2, value_array(a->ci));
  call_result(a->call, 3, value_record(r));
  return value_array(a->h);
}

/* The slices of argument 0 along 'dim'. */
static bool slices_for(Call *call, const TestOptions *o, Slices *s) {
  View v = call_view(call, 0);
  return numeric_is_not_text(call, 0) && numeric_is_real(call, 0) &&
         slices_of(call, &v, o->dimension ? o->dimension : MAX_RANK, s) && call_step(call, v.count);
}

/* CENTRE with HALF to the sides that the tail leaves open. */
static void interval(int tail, double centre, double half, double *low, double *high) {
  *low = tail < 0 ? -INFINITY : centre - half;
  *high = tail > 0 ? INFINITY : centre + half;
}

static double factor(const char *name, const TestOptions *o, double a, double b) {
  return -test_quantile(name, o->tail == 0 ? o->alpha / 2 : o->alpha, a, b);
}

static Value call_ttest(Call *call) {
  static const char *const names[MOST_STATS] = { "tstat", "df", "sd" };
  TestOptions o;
  Slices s;
  Answers a;
  if (!test_options(call, call->count > 1 && value_is_string(call->args[1]) ? 1 : 2, &o) ||
      !slices_for(call, &o, &s))
    return VALUE_FAILED;
  View x = call_view(call, 0), m = { 0 };
  double mean = 0;
  if (call_given(call, 1) && !value_is_string(call->args[1]) && !value_is_empty(call->args[1])) {
    if (!numeric_is_real(call, 1)) return VALUE_FAILED;
    m = call_view(call, 1);
    if (m.count == 1) mean = m.data[0];
    if (m.count != 1 && m.count != x.count) {
      call_fail_at(call, 1, ERROR_SHAPE,
                   "ttest: a paired test needs as many numbers on both sides, but has %zu and %zu",
                   x.count, m.count);
      call_hint(call, "for two independent samples use ttest2(x, y)");
      return VALUE_FAILED;
    }
  }
  Work w = work_begin(call);
  double *d = work_numbers(&w, s.length), *y = work_numbers(&w, s.length);
  if (!d || !y || !answers_begin(&a, call, &s, names)) return work_done(&w, VALUE_FAILED);
  for (size_t k = 0; k < s.count; k++) {
    slices_get(&s, x.data, k, d);
    if (m.count > 1) slices_get(&s, m.data, k, y);
    for (size_t i = 0; i < s.length; i++) d[i] -= m.count > 1 ? y[i] : mean;
    Sample q = sample_of(d, s.length);
    double error = sqrt(q.variance / q.n), t = q.mean / error, df[1] = { q.n - 1 }, low, high;
    interval(o.tail, q.mean + mean, factor("t", &o, df[0], 0) * error, &low, &high);
    answers_put(&a, k, test_chance(distribution_named("t"), df, t, o.tail), o.alpha, low, high);
    a.stats[0]->data[k] = t;
    a.stats[1]->data[k] = df[0];
    a.stats[2]->data[k] = sqrt(q.variance);
  }
  return work_done(&w, answers_done(&a));
}

/* Both arguments cut into as many slices along the same dimension. */
static bool two_samples(Call *call, const TestOptions *o, Slices *s, Slices *t) {
  View x = call_view(call, 0), y = call_view(call, 1);
  if (!slices_for(call, o, s) || !numeric_is_not_text(call, 1) || !numeric_is_real(call, 1))
    return false;
  if (view_is_vector(&x) && view_is_vector(&y) && !o->dimension)
    return slices_of(call, &y, MAX_RANK, t);
  slices_along(&y, s->dimension, t);
  if (t->count == s->count) return true;
  call_fail(call, ERROR_SHAPE, "%s: x has %zu samples and y has %zu", call->builtin->name, s->count,
            t->count);
  return false;
}

static Value call_ttest2(Call *call) {
  static const char *const names[MOST_STATS] = { "tstat", "df" };
  TestOptions o;
  Slices s, t;
  Answers a;
  if (!test_options(call, 2, &o) || !two_samples(call, &o, &s, &t)) return VALUE_FAILED;
  bool welch = strcmp(o.method, "unequal") == 0;
  if (o.method[0] && !welch && strcmp(o.method, "equal") != 0)
    return call_fail(call, ERROR_TYPE, "ttest2: the 'vartype' is 'equal' or 'unequal'");
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length), *y = work_numbers(&w, t.length);
  if (!x || !y || !answers_begin(&a, call, &s, names)) return work_done(&w, VALUE_FAILED);
  /* As in Octave the spread comes once, or for both samples below each other. */
  Array *sd = slices_result(&s, welch ? 2 : 1);
  View xv = call_view(call, 0), yv = call_view(call, 1);
  for (size_t k = 0; sd && k < s.count; k++) {
    slices_get(&s, xv.data, k, x);
    slices_get(&t, yv.data, k, y);
    Sample p = sample_of(x, s.length), q = sample_of(y, t.length);
    double u = p.variance / p.n, v = q.variance / q.n, error, df[1], low, high;
    double pooled = (p.squares + q.squares) / (p.n + q.n - 2);
    df[0] = welch ? (u + v) * (u + v) / (u * u / (p.n - 1) + v * v / (q.n - 1)) : p.n + q.n - 2;
    error = welch ? sqrt(u + v) : sqrt(pooled * (1 / p.n + 1 / q.n));
    double stat = (p.mean - q.mean) / error;
    interval(o.tail, p.mean - q.mean, factor("t", &o, df[0], 0) * error, &low, &high);
    answers_put(&a, k, test_chance(distribution_named("t"), df, stat, o.tail), o.alpha, low, high);
    a.stats[0]->data[k] = stat;
    a.stats[1]->data[k] = df[0];
    if (welch)
      slices_put(&a.pair, sd->data, k, (double[]){ sqrt(p.variance), sqrt(q.variance) });
    else
      sd->data[k] = sqrt(pooled);
  }
  Record *r = record_new();
  for (size_t k = 0; k < 2; k++) record_set(r, names[k], value_array(a.stats[k]));
  record_set(r, "sd", value_array(sd));
  call_result(call, 1, value_array(a.p));
  call_result(call, 2, value_array(a.ci));
  call_result(call, 3, value_record(r));
  return work_done(&w, value_array(a.h));
}

static Value call_ztest(Call *call) {
  static const char *const names[MOST_STATS] = { "z" };
  TestOptions o;
  Slices s;
  Answers a;
  double mean = call_scalar(call, 1), sigma = call_scalar(call, 2), p[2] = { 0, 1 };
  if (!test_options(call, 3, &o) || !slices_for(call, &o, &s)) return VALUE_FAILED;
  if (!(sigma >= 0))
    return call_fail_at(call, 2, ERROR_DOMAIN, "ztest: the standard deviation cannot be negative");
  View v = call_view(call, 0);
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length);
  if (!x || !answers_begin(&a, call, &s, names)) return work_done(&w, VALUE_FAILED);
  for (size_t k = 0; k < s.count; k++) {
    slices_get(&s, v.data, k, x);
    Sample q = sample_of(x, s.length);
    double error = sigma / sqrt(q.n), z = (q.mean - mean) / error, low, high;
    interval(o.tail, q.mean, factor("norm", &o, 0, 1) * error, &low, &high);
    answers_put(&a, k, test_chance(distribution_named("norm"), p, z, o.tail), o.alpha, low, high);
    a.stats[0]->data[k] = z;
  }
  call_result(call, 1, value_array(a.p));
  call_result(call, 2, value_array(a.ci));
  call_result(call, 3, value_array(a.stats[0]));
  return work_done(&w, value_array(a.h));
}

static Value call_vartest(Call *call) {
  static const char *const names[MOST_STATS] = { "chisqstat", "df" };
  TestOptions o;
  Slices s;
  Answers a;
  double claimed = call_scalar(call, 1);
  if (!test_options(call, 2, &o) || !slices_for(call, &o, &s)) return VALUE_FAILED;
  if (!(claimed >= 0))
    return call_fail_at(call, 1, ERROR_DOMAIN, "vartest: a variance cannot be negative");
  View v = call_view(call, 0);
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length);
  if (!x || !answers_begin(&a, call, &s, names)) return work_done(&w, VALUE_FAILED);
  for (size_t k = 0; k < s.count; k++) {
    slices_get(&s, v.data, k, x);
    Sample q = sample_of(x, s.length);
    double df[1] = { q.n - 1 }, chi = q.squares / claimed;
    double side = o.tail == 0 ? o.alpha / 2 : o.alpha;
    double low = o.tail < 0 ? 0 : q.squares / test_quantile("chi2", 1 - side, df[0], 0);
    double high = o.tail > 0 ? INFINITY : q.squares / test_quantile("chi2", side, df[0], 0);
    answers_put(&a, k, test_chance(distribution_named("chi2"), df, chi, o.tail), o.alpha, low,
                high);
    a.stats[0]->data[k] = chi;
    a.stats[1]->data[k] = df[0];
  }
  return work_done(&w, answers_done(&a));
}

static Value call_vartest2(Call *call) {
  static const char *const names[MOST_STATS] = { "fstat", "df1", "df2" };
  TestOptions o;
  Slices s, t;
  Answers a;
  if (!test_options(call, 2, &o) || !two_samples(call, &o, &s, &t)) return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length), *y = work_numbers(&w, t.length);
  if (!x || !y || !answers_begin(&a, call, &s, names)) return work_done(&w, VALUE_FAILED);
  View xv = call_view(call, 0), yv = call_view(call, 1);
  for (size_t k = 0; k < s.count; k++) {
    slices_get(&s, xv.data, k, x);
    slices_get(&t, yv.data, k, y);
    Sample p = sample_of(x, s.length), q = sample_of(y, t.length);
    double df[2] = { p.n - 1, q.n - 1 }, f = p.variance / q.variance;
    double side = o.tail == 0 ? o.alpha / 2 : o.alpha;
    double low = o.tail < 0 ? 0 : f * test_quantile("f", side, df[1], df[0]);
    double high = o.tail > 0 ? INFINITY : f / test_quantile("f", side, df[0], df[1]);
    answers_put(&a, k, test_chance(distribution_named("f"), df, f, o.tail), o.alpha, low, high);
    a.stats[0]->data[k] = f;
    a.stats[1]->data[k] = df[0];
    a.stats[2]->data[k] = df[1];
  }
  return work_done(&w, answers_done(&a));
}

const Builtin tests_means_family[] = {
  { .name = "ttest",
    .signature =
        "x: array, m?: any, options?: any... -> h: array, p: array, ci: array, stats: record",
    .call = call_ttest,
    .summary = "The t test whether x could come from a normal distribution with mean m (0); with a "
               "second sample as long as x the paired test of their difference. h is 1 when p < "
               "0.05. Options: 'alpha', 'tail' ('both', 'left', 'right'), 'dim'.",
    .formula = "t = \\frac{\\bar x - m}{s / \\sqrt{n}}",
    .numpy = "scipy.stats.ttest_1samp(x, m)  # the statistic and p; of pairs: ttest_rel(x, y)",
    .see = "ttest2 ztest signrank signtest tcdf",
    .examples = { { "[h, p, ci, s] = ttest([1 2 3 4 5], 3); [h p s.tstat s.df]", "[0 1 0 4]" },
                  { "[h, p] = ttest([2 4 7 9], [1 2 3 4]); round(p*1e6)", "46205" } } },
  { .name = "ttest2",
    .signature =
        "x: array, y: array, options?: any... -> h: array, p: array, ci: array, stats: record",
    .call = call_ttest2,
    .summary = "The t test whether two independent samples have the same mean. Their variances are "
               "taken to be equal; Welch's test, 'vartype', 'unequal', does without that. Options: "
               "'alpha', 'tail', 'vartype', 'dim'.",
    .formula = "t = \\frac{\\bar x - \\bar y}{\\sqrt{s_x^2/n_x + s_y^2/n_y}}",
    .numpy = "scipy.stats.ttest_ind(x, y, equal_var=True)  # the statistic and p",
    .see = "ttest ranksum permtest anova1",
    .warning = "R uses Welch's test unless told otherwise; Octave and SciPy pool the variances",
    .examples = { { "[h, p, ci, s] = ttest2([8 9 10], [5 6 7]); [h s.tstat s.df]",
                    "[1 3/sqrt(2/3) 4]" } } },
  { .name = "ztest",
    .signature =
        "x: array, m: scalar, sd: scalar, options?: any... -> h: array, p: array, ci: array, "
        "z: array",
    .call = call_ztest,
    .summary = "The test whether x has mean m when the standard deviation is known.",
    .formula = "z = \\frac{\\bar x - m}{\\sigma / \\sqrt{n}}",
    .numpy = "2*scipy.stats.norm.sf(abs(z))",
    .see = "ttest normcdf",
    .examples = { { "[h, p, ci, z] = ztest([1 2 3 4], 2, 1); [h z]", "[0 1]" } } },
  { .name = "vartest",
    .signature = "x: array, variance: scalar, options?: any... -> h: array, p: array, ci: array, "
                 "stats: record",
    .call = call_vartest,
    .summary = "The chi-squared test whether normal data have the given variance.",
    .formula = "\\chi^2 = \\frac{(n-1) s^2}{\\sigma^2}",
    .see = "vartest2 var chi2cdf",
    .examples = { { "[h, p, ci, s] = vartest([1 2 3 4], 5/3); s.chisqstat", "3" } } },
  { .name = "vartest2",
    .signature =
        "x: array, y: array, options?: any... -> h: array, p: array, ci: array, stats: record",
    .call = call_vartest2,
    .summary = "The F test whether two normal samples have the same variance.",
    .formula = "F = s_x^2 / s_y^2",
    .see = "vartest ttest2 fcdf",
    .examples = { { "[h, p, ci, s] = vartest2([1 2 3], [2 4 6]); s.fstat", "0.25" } } },
  { 0 }
};
