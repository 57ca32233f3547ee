/* slips.c -- how right numbers usually go wrong.  */

#include "config.h"
#include "learn/slips.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { MOST_TENS = 15, MOST_SHUFFLED = 100 };

const SlipFound slip_sign = { "sign", "The size is right, the sign is not." };
const SlipFound slip_reciprocal = {
  "reciprocal", "That is one divided by the answer: which way round is the quotient?"
};
const SlipFound slip_derivative = { "derivative",
                                    "That is the derivative of the answer: go the other way." };
const SlipFound slip_integral = {
  "integral", "The derivative of this would be the answer: one step is missing."
};
const SlipFound slip_transposed = {
  "transposed", "That is the transpose: rows and columns have changed places."
};
const SlipFound slip_log_base = {
  "log-base", "Right with a logarithm to another base: `log` is the natural one here."
};
const SlipFound slip_degrees = { "degrees",
                                 "Right with angles in degrees: `sin` and its kin take radians." };

const SlipFound slip_percent = { "percent",
                                 "A factor of a hundred is wrong: percent or fraction?" };
const SlipFound slip_square = { "square", "That is the square of the answer: a root is missing." };
const SlipFound slip_root = { "root", "That is the square root of the answer." };
const SlipFound slip_reversed = { "reversed", "The entries are right, but in reversed order." };
const SlipFound slip_exponent = { "exponent-sign",
                                  "Right but for the sign of an exponent: look at it again." };
const SlipFound slip_degrees_of_freedom = {
  "n-1", "A factor of n over n - 1 is wrong: which one is asked?"
};
const SlipFound slip_off_by_one = { "off-by-one",
                                    "Just one off: were both ends counted, or neither?" };
const SlipFound slip_norm = { "norm",
                              "That is the length of the vector; the vector itself is asked." };
const SlipFound slip_other_part = { "other-part", "That answers another part of this exercise." };
const SlipFound slip_constant = { "constant", "Right but for the constant: add `+ C`." };
const SlipFound slip_function = { "function", "That is the function itself: integrate it." };

typedef struct Habit {
  const char *name, *message;
  double (*wrong)(double right, double how);
  double how;
} Habit;

static double times(double t, double factor) {
  return t * factor;
}
static double reciprocal(double t, double unused) {
  (void)unused;
  return 1 / t;
}
static double power(double t, double exponent) {
  return exponent < 1 && t < 0 ? NAN : pow(t, exponent);
}
static double rounded(double t, double unused) {
  (void)unused;
  return round(t) == 0 ? NAN : round(t); /* rounding to nothing is no habit */
}
static double shifted(double t, double step) {
  return t == round(t) ? t + step : NAN;
}

static const char ten_large[] =
    "The figures are right, the power of ten is not: the value is too large.";
static const char ten_small[] =
    "The figures are right, the power of ten is not: the value is too small.";
static const char base_message[] = "Right with a logarithm to another base: `log` is the natural "
                                   "one, `log10` and `log2` say theirs.";
static const char one_off[] = "Just one off: were both ends counted, or neither?";

static const Habit habits[] = {
  { "sign", "The size is right, the sign is not.", times, -1 },
  { "reciprocal", "That is one divided by the answer: which way round is the quotient?", reciprocal,
    0 },
  { "percent", "That is a hundred times too large: percent or fraction?", times, 100 },
  { "percent", "That is a hundred times too small: percent or fraction?", times, 0.01 },
  { "square", "That is the square of the answer: a root is missing.", power, 2 },
  { "root", "That is the square root of the answer.", power, 0.5 },
  { "degrees", "That is in degrees, but radians are asked.", times, 180 / M_PI },
  { "radians", "That is in radians, but degrees are asked.", times, M_PI / 180 },
  { "log-base", base_message, times, M_LN10 },
  { "log-base", base_message, times, 1 / M_LN10 },
  { "log-base", base_message, times, M_LN2 },
  { "log-base", base_message, times, 1 / M_LN2 },
  { "log-base", base_message, times, M_LN10 / M_LN2 },
  { "log-base", base_message, times, M_LN2 / M_LN10 },
  { "rounded", "Rounded to a whole number: more digits are asked.", rounded, 0 },
};

/* Every entry wrong in the same known way. */
static bool holds(const Closeness *c, const View *m, const View *g, const Habit *h) {
  bool distinct = false;
  for (size_t i = 0; i < m->count; i++) {
    double wrong = h->wrong(m->data[i], h->how);
    if (!isfinite(wrong) || (wrong != 0) != (g->data[i] != 0) ||
        !closeness_equal(c, wrong, g->data[i]))
      return false;
    distinct |= fabs(wrong - m->data[i]) > 10 * closeness_tolerance(c, m->data[i]);
  }
  return distinct;
}

static bool is_vector(const View *v) {
  return v->rank == 2 && (v->dims[0] == 1 || v->dims[1] == 1) && v->count > 1;
}

static bool same(const Closeness *c, const View *m, const View *g) {
  for (size_t i = 0; i < m->count; i++)
    if (!closeness_equal(c, m->data[i], g->data[i])) return false;
  return true;
}

static bool transposed(const Closeness *c, const View *m, const View *g) {
  if (m->rank != 2 || g->rank != 2 || is_vector(m) || m->count < 2 || m->dims[0] != g->dims[1] ||
      m->dims[1] != g->dims[0])
    return false;
  for (size_t row = 0; row < m->dims[0]; row++)
    for (size_t column = 0; column < m->dims[1]; column++)
      if (!closeness_equal(c, m->data[row + column * m->dims[0]],
                           g->data[column + row * m->dims[1]]))
        return false;
  return true;
}

static bool reversed(const Closeness *c, const View *m, const View *g) {
  if (!is_vector(m) || !is_vector(g) || m->count != g->count) return false;
  for (size_t i = 0; i < m->count; i++)
    if (!closeness_equal(c, m->data[i], g->data[m->count - 1 - i])) return false;
  return true;
}

/* A quarter turn of a vector in the plane. */
static bool perpendicular(const Closeness *c, const View *m, const View *g) {
  if (!is_vector(m) || !is_vector(g) || m->count != 2 || g->count != 2) return false;
  double x = m->data[0], y = m->data[1];
  return (closeness_equal(c, -y, g->data[0]) && closeness_equal(c, x, g->data[1])) ||
         (closeness_equal(c, y, g->data[0]) && closeness_equal(c, -x, g->data[1]));
}

static bool is_norm(const Closeness *c, const View *m, const View *g) {
  if (!is_vector(m) || g->count != 1) return false;
  double sum = 0;
  for (size_t i = 0; i < m->count; i++) sum += m->data[i] * m->data[i];
  return closeness_equal(c, sqrt(sum), g->data[0]);
}

static SlipFound power_of_ten(const Closeness *c, const View *m, const View *g) {
  for (int n = 1; n <= MOST_TENS; n++) {
    const Habit tens[] = { { "power-of-ten", ten_large, times, pow(10, n) },
                           { "power-of-ten", ten_small, times, pow(10, -n) } };
    for (size_t k = 0; k < 2; k++)
      if (holds(c, m, g, &tens[k])) return (SlipFound){ tens[k].name, tens[k].message };
  }
  return (SlipFound){ 0 };
}

/* The same numbers in another order. */
static bool shuffled(const Closeness *c, const View *m, const View *g) {
  bool taken[MOST_SHUFFLED] = { 0 };
  if (!is_vector(m) || !is_vector(g) || m->count != g->count || m->count > MOST_SHUFFLED)
    return false;
  for (size_t i = 0; i < m->count; i++) {
    size_t k = 0;
    while (k < m->count && (taken[k] || !closeness_equal(c, m->data[i], g->data[k]))) k++;
    if (k == m->count) return false;
    taken[k] = true;
  }
  return true;
}

static SlipFound of_sizes(const Closeness *c, const View *m, const View *g, const size_t *sizes,
                          size_t size_count) {
  for (size_t i = 0; i < size_count; i++) {
    double n = (double)sizes[i], ratio = (n - 1) / n;
    const Habit swapped[] = {
      { "n-1", "That divides by n where n - 1 is asked.", times, ratio },
      { "n-1", "That divides by n - 1 where n is asked.", times, 1 / ratio },
      { "n-1", "Inside the root that divides by n where n - 1 is asked.", times, sqrt(ratio) },
      { "n-1", "Inside the root that divides by n - 1 where n is asked.", times, 1 / sqrt(ratio) },
    };
    for (size_t k = 0; n > 1 && k < sizeof swapped / sizeof *swapped; k++)
      if (holds(c, m, g, &swapped[k])) return (SlipFound){ swapped[k].name, swapped[k].message };
  }
  return (SlipFound){ 0 };
}

SlipFound slips_find(const Closeness *c, const View *m, const View *g, const size_t *sizes,
                     size_t size_count) {
  if (m->complex || g->complex || m->count == 0) return (SlipFound){ 0 };
  if (transposed(c, m, g)) return slip_transposed;
  if (is_norm(c, m, g)) return slip_norm;
  if (m->count != g->count || same(c, m, g)) return (SlipFound){ 0 };
  for (size_t h = 0; h < sizeof habits / sizeof *habits; h++)
    if (holds(c, m, g, &habits[h])) return (SlipFound){ habits[h].name, habits[h].message };
  SlipFound tens = power_of_ten(c, m, g);
  if (tens.name) return tens;
  if (reversed(c, m, g)) return slip_reversed;
  if (shuffled(c, m, g))
    return (SlipFound){ "order", "The numbers are right, but here their order counts." };
  if (perpendicular(c, m, g))
    return (SlipFound){ "perpendicular",
                        "That is at right angles to the answer: a quarter turn too many." };
  SlipFound found = of_sizes(c, m, g, sizes, size_count);
  if (found.name) return found;
  const Habit steps[] = { { "off-by-one", one_off, shifted, 1 },
                          { "off-by-one", one_off, shifted, -1 } };
  for (size_t h = 0; h < 2; h++)
    if (holds(c, m, g, &steps[h])) return (SlipFound){ steps[h].name, steps[h].message };
  return (SlipFound){ 0 };
}
