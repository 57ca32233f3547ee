/* test-expressions.c -- exact numbers, expressions in standard form, and formulas that mean no
 * good.
 */

#include "config.h"
#include "algebra/calculus.h"
#include "algebra/derive.h"
#include "algebra/polynomial.h"
#include "algebra/print.h"
#include "algebra/rational.h"
#include "algebra/tidy.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static Interp *in;
static Algebra a;
static Id x, y;

/* ------------------------------------------------------------------ numbers */

static void number_is_text(Number n, const char *expected, const char *what) {
  Text t = TEXT_EMPTY;
  number_print(n, &t);
  tap_text(text_string(&t), expected, "%s", what);
  text_free(&t);
}

static void try_numbers(void) {
  number_is_text(number_typed(0.05), "1/20", "0.05 is a twentieth");
  number_is_text(number_typed(0.333), "333/1000", "0.333 is what was typed");
  number_is_text(number_typed(-2.5), "-5/2", "-2.5 is minus five halves");
  number_is_text(number_typed(1e-300), "1e-300", "what is too small stays a double");
  number_is_text(number_typed(NAN), "NaN", "NaN stays NaN");
  number_is_text(number_typed(INFINITY), "Inf", "Inf stays Inf");
  number_is_text(number_computed(1.0 / 3), "1/3", "a computed third is a third");
  number_is_text(number_computed(22.0 / 7), "22/7", "a computed 22/7");
  number_is_text(number_computed(0.1 + 0.2), "0.30000000000000004", "0.1 + 0.2 is not 3/10");
  number_is_text(number_computed(M_PI), "3.141592653589793", "pi is no fraction");
  number_is_text(number_fraction(6, -4), "-3/2", "lowest terms, the sign above");
  number_is_text(number_add(number_fraction(1, 3), number_fraction(1, 6)), "1/2", "1/3 + 1/6");
  number_is_text(number_multiply(number_fraction(2, 3), number_fraction(9, 4)), "3/2", "2/3 * 9/4");
  number_is_text(number_divide(number_whole(1), number_fraction(-2, 3)), "-3/2", "1 / (-2/3)");
  Number big = number_multiply(number_whole(INT64_MAX), number_whole(3));
  tap_ok(!number_exact(big) && fabs(number_value(big) / (3 * 0x1p63) - 1) < 1e-15,
         "beyond 64 bits it is a double");
  number_is_text(number_content(number_fraction(2, 3), number_whole(4)), "2/3",
                 "2/3 divides 2/3 and 4");
  Number r;
  tap_ok(number_power(number_fraction(4, 9), number_fraction(3, 2), &r) &&
             number_equal(r, number_fraction(8, 27)),
         "(4/9)^(3/2) is 8/27");
  tap_ok(!number_power(number_whole(2), number_fraction(1, 2), &r), "sqrt(2) is no fraction");
  tap_ok(!number_power(number_whole(0), number_whole(-1), &r), "1/0 is none, either");
  tap_ok(!number_power(number_whole(-8), number_fraction(1, 3), &r),
         "the cube root of -8 is complex first");
  tap_ok(!number_power(number_whole(7), number_whole(100), &r), "7^100 is too large");
}

/* ------------------------------------------------------------------ expressions */

static void is_text(Id e, const char *expected, const char *what) {
  Text t = TEXT_EMPTY;
  expression_print(&a, e, NULL, &t);
  tap_text(text_string(&t), expected, "%s", what);
  text_free(&t);
}

static Id power(Id base, int64_t top, int64_t bottom) {
  return expr_power(&a, base, expr_fraction(&a, top, bottom));
}

static void try_expressions(void) {
  Id two = expr_whole(&a, 2), three = expr_whole(&a, 3);
  tap_ok(expr_add(&a, x, y) == expr_add(&a, y, x), "x + y is y + x");
  tap_ok(expr_times(&a, expr_add(&a, x, two), y) == expr_times(&a, y, expr_add(&a, two, x)),
         "(x + 2)*y is y*(2 + x)");
  tap_ok(expr_number(&a, number_double(-0.0)) != expr_whole(&a, 0), "-0 is not 0");
  is_text(expr_add(&a, x, x), "2*x", "x + x");
  is_text(expr_subtract(&a, x, x), "0", "x - x");
  is_text(expr_times(&a, x, expr_times(&a, x, x)), "x^3", "x*x*x");
  is_text(expr_scale(&a, number_fraction(2, 3), x), "2*x/3", "two thirds of x");
  is_text(expr_power(&a, expr_add(&a, x, y), two), "(x + y)^2", "a power of a sum");
  is_text(expr_negate(&a, expr_raise(&a, x, 2)), "-x^2", "minus a square");
  is_text(expr_raise(&a, expr_negate(&a, x), 2), "x^2", "the square of minus x");
  is_text(power(expr_raise(&a, x, 2), 1, 2), "abs(x)", "sqrt(x^2) is abs(x)");
  is_text(expr_raise(&a, power(x, 1, 2), 2), "x", "sqrt(x)^2 is x");
  is_text(power(expr_whole(&a, 12), 1, 2), "2*sqrt(3)", "squares come out of a root");
  is_text(power(expr_times(&a, two, x), 1, 2), "sqrt(2*x)", "2 stays in the root");
  is_text(power(expr_times(&a, expr_whole(&a, 9), x), 1, 2), "3*sqrt(x)", "9 comes out");
  is_text(expr_call1(&a, "exp", expr_call1(&a, "log", x)), "exp(log(x))",
          "exp(log(x)) is x for positive x only");
  is_text(expr_call1(&a, "log", expr_call1(&a, "exp", x)), "x", "log(exp(x)) is x");
  is_text(expr_call1(&a, "sin", expr_negate(&a, x)), "-sin(x)", "sin is odd");
  is_text(expr_call1(&a, "cos", expr_negate(&a, x)), "cos(x)", "cos is even");
  is_text(expr_times(&a, expr_call1(&a, "exp", x), expr_call1(&a, "exp", y)), "exp(x + y)",
          "exponentials join");
  is_text(expr_divide(&a, x, expr_call1(&a, "abs", x)), "sign(x)", "x/abs(x)");
  is_text(expr_times(&a, expr_call1(&a, "sign", x), x), "abs(x)", "sign(x)*x");
  is_text(expr_divide(&a, expr_whole(&a, 1), expr_whole(&a, 0)), "Inf", "1/0");
  is_text(expr_power(&a, expr_power(&a, two, three), expr_whole(&a, -1)), "1/8", "2^3^(-1)");
  Id e = expr_divide(&a, expr_add(&a, x, y), expr_times(&a, two, expr_subtract(&a, x, y)));
  is_text(e, "(x + y)/(2*(x - y))", "brackets round a divisor");
  is_text(expr_power(&a, x, expr_power(&a, x, y)), "x^(x^y)", "brackets in an exponent");
  is_text(expr_power(&a, expr_power(&a, x, y), expr_whole(&a, 1)), "x^y", "a power of 1");
  size_t before = a.nonzero_count;
  tap_ok(expr_divide(&a, y, y) == expr_whole(&a, 1) && a.nonzero_count == before + 1,
         "y/y is 1, with a condition");
  tap_ok(expr_size(&a, e, 100) > 3 && expr_size(&a, e, 2) > 2, "sizes are counted to a limit");
  is_text(expr_substitute(&a, expr_raise(&a, x, 2), x, y), "y^2", "x replaced by y");
  tap_ok(expr_add(&a, EXPR_NONE, x) == EXPR_NONE, "nothing in, nothing out");
}

/* ------------------------------------------------------------------ polynomials, tidying */

static void try_polynomials(void) {
  Arena arena = { 0 };
  Ring r = { .arena = &arena, .unknowns = 2 };
  Poly p = poly_unknown(&r, 0), q = poly_unknown(&r, 1), one = poly_number(&r, number_whole(1));
  Poly sum = poly_add(&r, p, q), difference = poly_add(&r, p, poly_scale(&r, q, number_whole(-1)));
  Poly product = poly_multiply(&r, sum, difference), quotient;
  tap_ok(product.count == 2, "(p + q)*(p - q) has two terms");
  tap_ok(poly_divide(&r, product, sum, &quotient) && poly_equal(quotient, difference),
         "and divided by p + q gives p - q");
  tap_ok(!poly_divide(&r, poly_add(&r, product, one), sum, &quotient), "with 1 more it does not");
  Poly six = poly_scale(&r, sum, number_fraction(-6, 5));
  tap_ok(number_equal(poly_primitive(&r, &six), number_fraction(-6, 5)) && poly_equal(six, sum),
         "a number comes out");
  r.degree[1] = 2; /* q^2 = p + 1 */
  r.value[1] = poly_add(&r, p, one);
  tap_ok(poly_equal(poly_power(&r, q, 4), poly_power(&r, poly_add(&r, p, one), 2)),
         "relations are applied");
  Poly big = poly_add(&r, poly_power(&r, sum, 3), one);
  poly_power(&r, big, 59);
  tap_ok(r.failed, "what grows too large is given up");
  arena_free(&arena);
}

static void try_tidy(void) {
  Id one = expr_whole(&a, 1), s = expr_call1(&a, "sin", x), c = expr_call1(&a, "cos", x);
  Id squares = expr_add(&a, expr_raise(&a, s, 2), expr_raise(&a, c, 2));
  is_text(tidy(&a, squares), "1", "sin^2 + cos^2");
  Id above = expr_add(&a, x, one), below = expr_subtract(&a, x, one); /* made in this order */
  Id second = expr_divide(&a, one, above), first = expr_divide(&a, one, below);
  Id e = expr_subtract(&a, first, second);
  is_text(tidy(&a, e), "2/((x - 1)*(x + 1))", "one denominator");
  e = expr_divide(&a, expr_subtract(&a, expr_raise(&a, x, 3), one), expr_subtract(&a, x, one));
  is_text(tidy(&a, e), "x^2 + x + 1", "a quotient without remainder");
  is_text(expand(&a, expr_raise(&a, expr_add(&a, x, y), 3)), "x^3 + 3*x^2*y + 3*x*y^2 + y^3",
          "a cube multiplied out");
  is_text(rational(&a, expr_divide(&a, s, expr_times(&a, s, x)), WAVES_FREE), "1/x",
          "a function cancelled");
}

/* ------------------------------------------------------------------ deep and large */

static void try_depth(void) {
  Id e = expr_fraction(&a, 1, 10);
  for (int k = 0; k < 400; k++) e = expr_add(&a, expr_times(&a, e, expr_call1(&a, "sin", e)), x);
  size_t before = a.count;
  Id d = derive(&a, e, x);
  tap_ok(d != EXPR_NONE && a.count - before < 20000,
         "400 levels that each use the last twice: %zu parts for the derivative", a.count - before);
  tap_ok(expr_size(&a, e, 5000) > 5000, "written out they are more than anybody could read");
  Algebra deep;
  algebra_begin(&deep, in);
  Id z = expr_symbol(&deep, "z", 1, 1, true), f = z;
  for (int k = 0; k < 20000; k++) f = expr_call1(&deep, "sin", f);
  tap_ok(f == EXPR_NONE && algebra_failed(&deep), "20,000 levels are refused: %s",
         deep.error.message);
  algebra_end(&deep);
  algebra_begin(&deep, in);
  f = z = expr_symbol(&deep, "z", 1, 1, true);
  for (int k = 0; k < 1000 && f; k++)
    f = expr_add(&deep, expr_times(&deep, f, expr_call1(&deep, "sin", f)),
                 expr_fraction(&deep, 1, 10));
  before = deep.count;
  d = tidy(&deep, derive(&deep, f, z));
  tap_ok(d != EXPR_NONE && before < 4000 && deep.count - before < 60000,
         "n <- n*sin(n) + 0.1, 1,000 times: %zu parts, %zu more for the derivative", before,
         deep.count - before);
  algebra_end(&deep);
}

/* Calls that must end soon, with an answer or a message. */
static void try_hostile(void) {
  static const char *const calls[] = {
    "diff(@(x) x^1000000)",
    "diff(@(x) 10^(10^(10^x)))",
    "expand(@(x) (x + 1)^1000)",
    "expand(@(x, y) (x + y + 1)^40)",
    "diff(@(x) 1e300*x^2*1e300)",
    "diff(@(x) x^2.5e-13)",
    "diff(@(x) 0/0*x)",
    "diff(@(x) 9007199254740993*x^9223372036854775807)",
    "diff(@(x) exp(exp(exp(exp(exp(exp(x)))))), 6)",
    "diff(@(x) tan(x), 20)",
    "diff(@(x) 1/(1 + x + x^2 + x^3)^3, 8)",
    "taylor(@(x) exp(sin(tan(x))), 0, 8)",
    "taylor(@(x) exp(x), 1, 60)",
    "hessian(@(v) prod([v(1) v(2) v(3) v(4) v(5)])^3)",
    "diff(@() 3)",
    "diff(@(varargin) 3)",
    "diff(@(x) x(1, 2, 3))",
    "diff(@(x) x{1})",
    "diff(@(x) @(y) x)",
    "diff(@(x) 'text')",
    "diff(@(x) [])",
    "diff(@(x) 3i*x)",
    "diff(@rand)",
    "diff(@(x) rand*x)",
    "diff(@(x) x++x)",
    "gradient(@(x) x, {})",
    "jacobian(@(x, y) [x; y], [1 2 3])",
    "hessian(@(x) [x; x])",
    "taylor(@(x) 1/x)",
    "taylor(@(x) x, 0, 1e9)",
    "directional(@(x, y) x, [1 2 3])",
    "f = @(x) x; for k = 1:100, f = @(x) f(x)*sin(f(x)); end, diff(f)",
    "f = @(x) x; for k = 1:60, f = @(x) f(f(x)) + x; end, diff(f)",
    "function r = g(x), r = g(x - 1)*x; end, diff(@g)",
    "function r = h(x), while x > 0, x = x - 1; end, r = x; end, diff(@h)",
  };
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    Scope *scope = scope_new();
    Value v = VALUE_NOTHING;
    Error error = { 0 };
    bool good = interp_run(in, scope, calls[i], RUN_QUIET, &v, &error);
    tap_ok(good || (error.message[0] && error.kind != ERROR_NONE), "%s ends", calls[i]);
    tap_note("%s", good ? "with a function" : error.message);
    value_release(v);
    scope_free(scope);
  }
}

/* The same formulas, their parts made forwards and backwards. */
static void print_sums(bool backwards, Text *out) {
  static const char *const waves[] = { "sin", "cos", "exp", "atan", "tanh" };
  Algebra b;
  enum { WAVES = 5 };
  Id terms[4 * WAVES], symbols[2], factors[WAVES];
  algebra_begin(&b, in);
  for (int k = 0; k < 2; k++) {
    int i = backwards ? 1 - k : k;
    symbols[i] = expr_symbol(&b, i ? "y" : "x", 1, 1, true);
  }
  for (int k = 0; k < WAVES; k++) {
    int i = backwards ? WAVES - 1 - k : k;
    Id inside = expr_add(&b, symbols[i % 2], expr_whole(&b, i)),
       w = expr_call1(&b, waves[i], inside);
    Id other = expr_call1(&b, "sin", expr_times(&b, symbols[0], symbols[1]));
    factors[i] = w;
    terms[4 * i] = expr_times(&b, w, symbols[1]);
    terms[4 * i + 1] = expr_times(&b, expr_raise(&b, symbols[0], i + 1), symbols[1]);
    terms[4 * i + 2] = expr_times(&b, w, expr_raise(&b, expr_add(&b, other, symbols[0]), -2));
    terms[4 * i + 3] = expr_raise(&b, symbols[1], i + 2);
  }
  expression_print(&b, expr_sum(&b, terms, 4 * WAVES), NULL, out);
  text_putc(out, '\n');
  expression_print(&b, expr_product(&b, factors, WAVES), NULL, out);
  algebra_end(&b);
}

static void try_orders(void) {
  Text one = TEXT_EMPTY, other = TEXT_EMPTY;
  print_sums(false, &one);
  print_sums(true, &other);
  tap_text(text_string(&other), text_string(&one),
           "what is printed does not depend on what was first");
  tap_ok(strstr(text_string(&one), "sin(x)*") != NULL, "and there is something to be seen");
  text_free(&one);
  text_free(&other);
}

int main(void) {
  Registry *registry = library_new();
  in = interp_new(registry, (Host){ 0 });
  try_numbers();
  algebra_begin(&a, in);
  x = expr_symbol(&a, "x", 1, 1, true);
  y = expr_symbol(&a, "y", 1, 1, true);
  try_expressions();
  try_polynomials();
  try_tidy();
  try_depth();
  algebra_end(&a);
  try_hostile();
  try_orders();
  interp_free(in);
  registry_free(registry);
  return tap_done();
}
