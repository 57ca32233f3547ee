/* whole_numbers.c -- remainders, divisors, primes, counting.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/gather.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LARGEST_EXACT = 0x1p53;

/* ------------------------------------------------------------------ remainders */

/* x - y*n, where n is the quotient rounded by ROUNDING; 0 when x is a multiple of a fraction y up
   to rounding errors, so that mod(0.3, 0.1) is 0. */
static double remainder_by(double x, double y, double (*rounding)(double)) {
  double q = x / y, nearest = round(q);
  if (round(y) != y && fabs((q - nearest) / nearest) < 2.220446049250313e-16) return 0;
  return x - y * rounding(q);
}

static double modulo(double x, double y) {
  if (y == 0) return x;
  double r = remainder_by(x, y, floor);
  return x != y ? copysign(r, y) : r;
}

static double remainder_of(double x, double y) {
  if (y == 0) return NAN;
  double r = remainder_by(x, y, trunc);
  return x != y ? copysign(r, x) : r;
}

/* -0 is shown as 0 but divides differently: give the plain zero. */
static double plain(double x) {
  return x == 0 ? 0 : x;
}
static double plain_modulo(double x, double y) {
  return plain(modulo(x, y));
}
static double plain_remainder(double x, double y) {
  return plain(remainder_of(x, y));
}

/* ------------------------------------------------------------------ divisors */

static bool all_whole(Call *call, size_t i, double low) {
  View v = call_view(call, i);
  if (!arguments_real(call, i)) return false;
  for (size_t k = 0; k < v.count; k++)
    if (!(v.data[k] == floor(v.data[k]) && v.data[k] >= low && isfinite(v.data[k]))) {
      call_fail_at(call, i, ERROR_DOMAIN,
                   low < 0 ? "all numbers must be whole, but one is %g"
                           : "all numbers must be whole and not negative, but one is %g",
                   v.data[k]);
      return false;
    }
  return true;
}

static double common_divisor(const double *x, const void *context) {
  (void)context;
  double a = fabs(x[0]), b = fabs(x[1]);
  while (b != 0) {
    double r = fmod(a, b);
    a = b;
    b = r;
  }
  return a;
}

static double common_multiple(const double *x, const void *context) {
  double divisor = common_divisor(x, context);
  return divisor == 0 ? 0 : fabs(x[0] / divisor * x[1]);
}

/* f(f(a, b), c) ... */
static Value fold(Call *call, Entrywise *f) {
  for (size_t i = 0; i < call->count; i++)
    if (!all_whole(call, i, -INFINITY)) return VALUE_FAILED;
  const Value *given = call->args;
  Value so_far = value_retain(given[0]);
  for (size_t i = 1; i < call->count && so_far.kind != VALUE_ERROR; i++) {
    Value pair[2] = { so_far, given[i] };
    call->args = pair;
    Value next = arguments_map(call, 2, f, NULL);
    call->args = given;
    value_release(so_far);
    so_far = next;
  }
  return so_far;
}

/* [g, x, y] of two numbers: g = a*x + b*y. */
static Value with_factors(Call *call) {
  return formula(call, "a b", "g x y",
                 "[a, b] = deal(a + 0*b, b + 0*a); g = zeros(size(a)); x = g; y = g;\n"
                 "for k = 1:numel(a)\n"
                 "  r = abs(a(k)); s = abs(b(k)); p = [1 0]; q = [0 1];\n"
                 "  while s ~= 0\n"
                 "    f = floor(r / s); [r, s] = deal(s, r - f*s); [p, q] = deal(q, p - f*q);\n"
                 "  end\n"
                 "  g(k) = r; x(k) = p(1) * (1 - 2*(a(k) < 0)); y(k) = p(2) * (1 - 2*(b(k) < 0));\n"
                 "end");
}

static Value call_gcd(Call *call) {
  if (call->wanted > 1 && call->count == 2) {
    if (!all_whole(call, 0, -INFINITY) || !all_whole(call, 1, -INFINITY)) return VALUE_FAILED;
    return with_factors(call);
  }
  return fold(call, common_divisor);
}
static Value call_lcm(Call *call) {
  return fold(call, common_multiple);
}

/* ------------------------------------------------------------------ primes */

static uint64_t power_modulo(uint64_t base, uint64_t exponent, uint64_t n) {
  unsigned __int128 result = 1, b = base % n;
  for (; exponent > 0; exponent >>= 1, b = b * b % n)
    if (exponent & 1) result = result * b % n;
  return (uint64_t)result;
}

/* Miller and Rabin's test; these witnesses leave no doubt below 3.3e24. */
static bool is_prime(uint64_t n) {
  static const uint64_t witnesses[] = { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37 };
  size_t count = sizeof witnesses / sizeof *witnesses;
  if (n < 2) return false;
  for (size_t i = 0; i < count; i++)
    if (n % witnesses[i] == 0) return n == witnesses[i];
  uint64_t odd = n - 1;
  int twos = 0;
  for (; odd % 2 == 0; odd /= 2) twos++;
  for (size_t i = 0; i < count; i++) {
    uint64_t x = power_modulo(witnesses[i], odd, n);
    bool passes = x == 1 || x == n - 1;
    for (int k = 1; k < twos && !passes; k++) {
      x = (uint64_t)((unsigned __int128)x * x % n);
      passes = x == n - 1;
    }
    if (!passes) return false;
  }
  return true;
}

static Value call_isprime(Call *call) {
  View v = call_view(call, 0);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  Array *a = array_new(v.rank, v.dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < v.count; k++) {
    a->data[k] = 0;
    if (!(v.data[k] >= 2) || v.data[k] != floor(v.data[k]) || isinf(v.data[k])) continue;
    if (v.data[k] > LARGEST_EXACT || !call_step(call, 1)) {
      array_release(a);
      return call_fail_at(call, 0, ERROR_LIMIT, "numbers above 2^53 are not exact");
    }
    a->data[k] = is_prime((uint64_t)v.data[k]);
  }
  return value_array(a);
}

static Value call_primes(Call *call) {
  double top = floor(call_scalar(call, 0));
  if (isnan(top)) return call_fail_at(call, 0, ERROR_DOMAIN, "n must not be NaN");
  if (top > 1e9 || !array_fits((size_t)fmax(top, 0) / 8))
    return call_fail_at(call, 0, ERROR_LIMIT, "so many primes need more memory than is allowed");
  if (top < 2) return value_array(array_new_matrix(1, 0));
  size_t n = (size_t)top, count = 0;
  bool *composite = mem_new(n + 1);
  for (size_t p = 2; p * p <= n; p++) {
    if (composite[p]) continue;
    if (!call_step(call, n / p + 1)) {
      free(composite);
      return VALUE_FAILED;
    }
    for (size_t k = p * p; k <= n; k += p) composite[k] = true;
  }
  for (size_t p = 2; p <= n; p++) count += !composite[p];
  Array *a = array_new_matrix(1, count);
  for (size_t p = 2, k = 0; a && p <= n; p++)
    if (!composite[p]) a->data[k++] = (double)p;
  free(composite);
  return value_array(a);
}

static Value call_factor(Call *call) {
  double q = call_scalar(call, 0);
  if (!(q >= 1 && q == floor(q) && q <= LARGEST_EXACT))
    return call_fail_at(call, 0, ERROR_DOMAIN, "q must be a whole number from 1 to 2^53");
  double found[64], powers[64];
  size_t count = 0, distinct = 0;
  uint64_t n = (uint64_t)q;
  for (uint64_t p = 2; p * p <= n && !is_prime(n); p += p == 2 ? 1 : 2) {
    if (p % 4096 == 1 && !call_step(call, 2048)) return VALUE_FAILED;
    for (; n % p == 0; n /= p) found[count++] = (double)p;
  }
  if (n > 1 || count == 0) found[count++] = (double)n;
  if (call->wanted < 2) return arguments_vector(found, count, true);
  for (size_t k = 0; k < count; k++) {
    if (distinct > 0 && found[distinct - 1] == found[k])
      powers[distinct - 1]++;
    else {
      found[distinct] = found[k];
      powers[distinct++] = 1;
    }
  }
  call_result(call, 1, arguments_vector(powers, distinct, true));
  return arguments_vector(found, distinct, true);
}

/* ------------------------------------------------------------------ counting */

static Value call_factorial(Call *call) {
  View v = call_view(call, 0);
  if (!all_whole(call, 0, 0)) return VALUE_FAILED;
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < v.count; k++)
    a->data[k] = v.data[k] > 170 ? INFINITY : round(tgamma(v.data[k] + 1));
  return value_array(a);
}

static double combinations(double n, double k) {
  if (k > n - k) k = n - k;
  double c = 1;
  for (double i = 1; i <= k && isfinite(c); i++) c = round(c * ((n - k + i) / i));
  return c;
}

/* Exact as long as the numbers are: the product is divided before it grows. */
static double exact_combinations(double n, double k) {
  if (k > n - k) k = n - k;
  unsigned __int128 c = 1;
  for (double i = 1; i <= k; i++) {
    c = c * (unsigned __int128)(n - k + i) / (unsigned __int128)i;
    if (c > (unsigned __int128)1 << 100) return combinations(n, k);
  }
  return (double)c;
}

static Value choose_rows(Call *call, const View *set, size_t k) {
  size_t n = set->count;
  if (k > n) return value_array(array_new_matrix(0, k));
  double rows = exact_combinations((double)n, (double)k);
  if (rows > 1e9 || !array_fits((size_t)rows * (k ? k : 1)))
    return call_fail(call, ERROR_LIMIT, "there are %g combinations: more than memory allows", rows);
  size_t m = (size_t)rows;
  Array *a = array_new(2, (size_t[]){ m, k }, (ElementKind)set->element, false);
  if (!a || !call_step(call, m * (k + 1))) {
    array_release(a);
    return VALUE_FAILED;
  }
  size_t *at = mem_new((k + 1) * sizeof *at);
  for (size_t j = 0; j < k; j++) at[j] = j;
  for (size_t r = 0; r < m; r++) {
    for (size_t j = 0; j < k; j++) a->data[r + j * m] = set->data[at[j]];
    size_t j = k;
    while (j > 0 && at[j - 1] == n - k + j - 1) j--;
    if (j == 0) break;
    at[j - 1]++;
    for (; j < k; j++) at[j] = at[j - 1] + 1;
  }
  free(at);
  return value_array(a);
}

static Value call_nchoosek(Call *call) {
  View n = call_view(call, 0);
  double k = call_scalar(call, 1);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  if (!(k >= 0 && k == floor(k) && k < 1e9))
    return call_fail_at(call, 1, ERROR_DOMAIN, "k must be a whole number from 0");
  if (n.count != 1) return choose_rows(call, &n, (size_t)k);
  double top = n.data[0];
  if (!(top >= k && top == floor(top)))
    return call_fail_at(call, 0, ERROR_DOMAIN, "n must be a whole number from k");
  if (!call_step(call, (size_t)fmin(k, top - k))) return VALUE_FAILED;
  return value_scalar(exact_combinations(top, k));
}

/* Every order of the entries, the last positions first. */
static Value call_perms(Call *call) {
  size_t n = value_count(call->args[0]), rows = 1;
  if (n > 10)
    return call_fail_at(call, 0, ERROR_LIMIT, "%zu things have too many orders: 10 at most", n);
  for (size_t k = 2; k <= n; k++) rows *= k;
  Gather g;
  if (!gather_begin(&g, call, 2, (size_t[]){ rows, n })) return VALUE_FAILED;
  size_t order[10];
  for (size_t k = 0; k < n; k++) order[k] = n - 1 - k;
  for (size_t row = 0; row < rows; row++) {
    for (size_t k = 0; k < n; k++) g.from[row + k * rows] = order[k];
    size_t i = n > 0 ? n - 1 : 0, j = n > 0 ? n - 1 : 0;
    while (i > 0 && order[i - 1] < order[i]) i--;
    if (i == 0) break;
    while (order[j] > order[i - 1]) j--;
    size_t swap = order[i - 1];
    order[i - 1] = order[j];
    order[j] = swap;
    for (size_t a = i, b = n - 1; a < b; a++, b--) {
      swap = order[a];
      order[a] = order[b];
      order[b] = swap;
    }
  }
  return gather_finish(&g, call->args[0]);
}

const Builtin whole_numbers_family[] = {
  { .name = "perms",
    .signature = "v: any -> array",
    .call = call_perms,
    .summary = "All orders of the entries of a vector, one row each.",
    .formula = "n!",
    .numpy = "np.array(list(itertools.permutations(v)))  # in another order",
    .see = "factorial nchoosek randperm",
    .examples = { { "perms([1 2 3])", "[3 2 1; 3 1 2; 2 3 1; 2 1 3; 1 3 2; 1 2 3]" },
                  { "rows(perms(1:5))", "120" } } },
  { .name = "mod",
    .signature = "x: real, y: real -> array",
    .call = arguments_pairs,
    .pair = plain_modulo,
    .derivative = "1; -floor(x ./ y)",
    .summary = "What is left of x after taking away y as often as it goes; the sign is that of y.",
    .formula = "x - y\\lfloor x/y \\rfloor",
    .numpy = "np.mod(x, y)",
    .see = "rem floor gcd",
    .warning = "mod(x, 0) is x",
    .examples = { { "mod([7 -1 5], [3 3 -3])", "[1 2 -1]" }, { "mod(0.3, 0.1)", "0" } } },
  { .name = "rem",
    .signature = "x: real, y: real -> array",
    .call = arguments_pairs,
    .pair = plain_remainder,
    .derivative = "1; -fix(x ./ y)",
    .summary = "The remainder of a division that rounds towards zero; the sign is that of x.",
    .formula = "x - y\\operatorname{fix}(x/y)",
    .numpy = "np.fmod(x, y)",
    .see = "mod fix",
    .examples = { { "rem([7 -1], 3)", "[1 -1]" } } },
  { .name = "gcd",
    .signature = "a: real, b: real... -> g: array, x: array, y: array",
    .call = call_gcd,
    .summary = "The greatest common divisor, entry by entry; [g, x, y] gives g = a*x + b*y, too.",
    .numpy = "np.gcd(a, b)",
    .see = "lcm factor",
    .examples = { { "gcd([12 35], 42)", "[6 7]" } } },
  { .name = "lcm",
    .signature = "a: real, b: real... -> array",
    .call = call_lcm,
    .summary = "The least common multiple, entry by entry.",
    .numpy = "np.lcm(a, b)",
    .see = "gcd",
    .examples = { { "lcm(4, 6)", "12" }, { "lcm(2, 3, 4)", "12" } } },
  { .name = "isprime",
    .signature = "x: real -> logical",
    .call = call_isprime,
    .summary = "True for each number that has no divisor but 1 and itself.",
    .numpy = "np.vectorize(sympy.isprime)(x)",
    .see = "primes factor",
    .examples = { { "isprime([1 2 9 97])", "logical([0 1 0 1])" } } },
  { .name = "primes",
    .signature = "n: scalar -> vector",
    .call = call_primes,
    .summary = "All primes up to n, in order.",
    .numpy = "np.array(list(sympy.primerange(n + 1)))",
    .see = "isprime factor",
    .examples = { { "primes(20)", "[2 3 5 7 11 13 17 19]" } } },
  { .name = "factor",
    .signature = "q: scalar -> p: vector, n: vector",
    .call = call_factor,
    .summary = "The prime factors of q in order; [p, n] = factor(q) gives each prime once and how "
               "often it occurs.",
    .numpy = "sympy.factorint(q)  # a dict of primes and powers",
    .see = "primes gcd",
    .examples = { { "factor(60)", "[2 2 3 5]" },
                  { "[p, n] = factor(60); [p; n]", "[2 3 5; 2 1 1]" } } },
  { .name = "factorial",
    .signature = "n: real -> array",
    .call = call_factorial,
    .summary = "The number of ways to arrange n things in a row; exact up to factorial(22).",
    .formula = "n! = 1 \\cdot 2 \\cdots n",
    .numpy = "scipy.special.factorial(n)",
    .see = "nchoosek gamma lgamma",
    .examples = { { "factorial([0 1 5])", "[1 1 120]" },
                  { "factorial(-1)", "error: factorial: all numbers must be whole" } } },
  { .name = "nchoosek",
    .signature = "n: array, k: integer -> array",
    .call = call_nchoosek,
    .summary = "In how many ways k things can be chosen out of n; for a vector n all choices, one "
               "in each row.",
    .formula = "\\binom{n}{k} = \\frac{n!}{k!\\,(n-k)!}",
    .numpy = "scipy.special.comb(n, k)",
    .see = "factorial binopdf",
    .examples = { { "nchoosek(5, 2)", "10" }, { "nchoosek([1 2 3], 2)", "[1 2; 1 3; 2 3]" } } },
  { 0 }
};
