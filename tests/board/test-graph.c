/* test-graph.c -- computation graphs and flows as text: the look of the worked example, other
   forms, and that what is printed can be recalculated.  */

#include "config.h"
#include "base/memory.h"
#include "board/calculator.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Text printed;

static void hear(void *self, const char *text) {
  (void)self;
  text_puts(&printed, text);
}

static Interp *interp;

/* What TEXT prints; the error's message when it fails. */
static const char *output(const char *text, bool utf8, bool plain) {
  ShowOptions *show = interp_show_options(interp);
  show->utf8 = utf8;
  show->plain = plain;
  Scope *scope = scope_new();
  Error error = { .kind = ERROR_NONE };
  text_clear(&printed);
  if (!interp_run(interp, scope, text, RUN_QUIET, NULL, &error)) text_puts(&printed, error.message);
  scope_free(scope);
  return text_string(&printed);
}

static const char neuron[] = "L = @(w, x, b) -log(sigmoid(w*x + b)); graph(L, 0.5, 2, -0.4)";

static const char drawn[] =
    "                        value     dL/d(node)   slope of the node\n"
    "     ┌───── w            0.5      −0.7087\n"
    "     │ ┌─── x            2        −0.1772\n"
    "     ▼ ▼\n"
    "m =  w·x                 1        −0.3543      by w: x = 2,  by x: w = 0.5\n"
    "     │   ┌─ b           −0.4      −0.3543\n"
    "     ▼   ▼\n"
    "z =  m + b               0.6      −0.3543      by m: 1,  by b: 1\n"
    "     ▼\n"
    "p =  sigmoid(z)          0.6457   −1.5488      by z: p·(1 − p) = 0.2288\n"
    "     ▼\n"
    "L =  −log(p)             0.4375    1           by p: −1/p = −1.5488\n"
    "\n"
    "Values run down, gradients run up: the gradient of a node is the gradient of\n"
    "the node below it times the slope on the way.\n"
    "   dL/dp = 1 · (−1/p)            ≈ −1.5488\n"
    "   dL/dz ≈ −1.5488 · 0.22878     ≈ −0.3543   (it is p − 1: log-loss of a 1)\n"
    "   dL/dm = dL/db = dL/dz · 1     ≈ −0.3543\n"
    "   dL/dw ≈ −0.35434 · 2          ≈ −0.7087   a larger w makes the loss smaller\n"
    "   dL/dx ≈ −0.35434 · 0.5        ≈ −0.1772\n";

static const char in_ascii[] =
    "                        value     dL/d(node)   slope of the node\n"
    "     +----- w            0.5      -0.7087\n"
    "     | +--- x            2        -0.1772\n"
    "     v v\n"
    "m =  w*x                 1        -0.3543      by w: x = 2,  by x: w = 0.5\n"
    "     |   +- b           -0.4      -0.3543\n"
    "     v   v\n"
    "z =  m + b               0.6      -0.3543      by m: 1,  by b: 1\n"
    "     v\n"
    "p =  sigmoid(z)          0.6457   -1.5488      by z: p*(1 - p) = 0.2288\n"
    "     v\n"
    "L =  -log(p)             0.4375    1           by p: -1/p = -1.5488\n";

static const char spoken[] =
    "w: value 0.5, gradient -0.7087\n"
    "x: value 2, gradient -0.1772\n"
    "b: value -0.4, gradient -0.3543\n"
    "m = w*x, from w, x: value 1, gradient -0.3543, slope by w: x = 2,  by x: w = 0.5\n"
    "z = m + b, from m, b: value 0.6, gradient -0.3543, slope by m: 1,  by b: 1\n"
    "p = sigmoid(z), from z: value 0.6457, gradient -1.5488, slope by z: p*(1 - p) = 0.2288\n"
    "L = -log(p), from p: value 0.4375, gradient 1, slope by p: -1/p = -1.5488\n";

/* The first LEN bytes of what TEXT prints. */
static void check_beginning(const char *text, bool utf8, bool plain, const char *expected,
                            const char *what) {
  const char *got = output(text, utf8, plain);
  size_t len = strlen(expected);
  char *beginning = mem_copy_bytes(got, strlen(got) < len ? strlen(got) : len);
  tap_text(beginning, expected, "%s", what);
  free(beginning);
}

/* Every "a · b ≈ c" and "a + (b) = c" below a table gives what it says on a pocket calculator. */
static void check_lines(const char *text) {
  const char *all = output(text, true, false);
  const char *p = strstr(all, "on the way.\n");
  size_t checked = 0, wrong = 0;
  for (p = p ? p + strlen("on the way.\n") : ""; *p;) {
    size_t len = strcspn(p, "\n");
    char *line = mem_copy_bytes(p, len);
    p += len + (p[len] == '\n');
    /* the last sign of equality stands before the result, the one before it before the terms */
    char *parts[8];
    size_t count = 0;
    for (char *s = line; count < 8;) {
      char *equal = strstr(s, "= "), *about = strstr(s, "≈ ");
      char *sign = !equal ? about : !about ? equal : equal < about ? equal : about;
      parts[count++] = s;
      if (!sign) break;
      s = sign + (sign == equal ? strlen("= ") : strlen("≈ "));
      *sign = '\0';
    }
    Number terms, result;
    size_t terms_len = 0, result_len = 0;
    if (count >= 3) {
      terms_len = strlen(parts[count - 2]);
      while (terms_len > 0 && parts[count - 2][terms_len - 1] == ' ') terms_len--;
      result_len = strcspn(parts[count - 1], " ");
    }
    if (count >= 3 && calculator_value(parts[count - 2], terms_len, &terms) &&
        calculator_value(parts[count - 1], result_len, &result)) {
      const char *point = memchr(parts[count - 1], '.', result_len);
      size_t places = point ? result_len - 1 - (size_t)(point - parts[count - 1]) : 0;
      checked++;
      double off = fabs(number_value(terms) - number_value(result));
      if (off > 0.5 * pow(10, -(double)places) * (1 + 1e-9)) {
        wrong++;
        tap_note("%.*s gives %g, not %.*s", (int)terms_len, parts[count - 2], number_value(terms),
                 (int)result_len, parts[count - 1]);
      }
    }
    free(line);
  }
  tap_ok(checked > 0 && wrong == 0, "the %zu lines below %s can be recalculated", checked, text);
}

static void check_contains(const char *text, const char *part) {
  const char *got = output(text, true, false);
  bool good = strstr(got, part) != NULL;
  tap_ok(good, "%s shows %s", text, part);
  if (!good) tap_note("%s", got);
}

static size_t count_of(const char *text, const char *part) {
  size_t count = 0;
  for (const char *p = text; (p = strstr(p, part)); p++) count++;
  return count;
}

/* Central differences say what a gradient must be. */
static void check_gradient(const char *function, double x) {
  char text[400];
  snprintf(text, sizeof text, "f = %s; printf('%%.17g', (f(%.17g) - f(%.17g))/2e-5)", function,
           x + 1e-5, x - 1e-5);
  double slope = strtod(output(text, true, false), NULL);
  snprintf(text, sizeof text, "graph(%s, %.17g); why('x')", function, x);
  const char *all = output(text, true, false), *at = NULL;
  for (const char *p = strstr(all, "on the way.\n"); p && (p = strstr(p, "df/dx")); p++) {
    const char *end = p + strcspn(p, "\n"), *sign = p; /* the last number of the line */
    while ((sign = strchr(sign, ' ')) && sign < end) at = ++sign;
  }
  bool minus = at && strncmp(at, "−", strlen("−")) == 0;
  double found = at ? strtod(at + (minus ? strlen("−") : 0), NULL) * (minus ? -1 : 1) : NAN;
  tap_ok(fabs(found - slope) < 1e-3 * fabs(slope), "%s: %g, the difference quotient %g", text,
         found, slope);
}

static void test_equal_parts(void) {
  static const char thrice[] = "graph(@(x) (x + 1)*(x + 1)*sin(x + 1), 2)";
  const char *got = output(thrice, true, false);
  tap_ok(count_of(got, "x + 1") == 1, "equal parts are one node");
  tap_ok(strstr(got, "(three uses)") != NULL, "whose gradient is a sum of three");
  check_lines(thrice);
  check_gradient("@(x) (x + 1)*(x + 1)*sin(x + 1)", 2);
  check_gradient("@(x) exp(x^2)/x^2 + exp(x^2)", 1.3);
  got = output("graph(@(x) x(1)*x(2) + x(1), [3 4])", true, false);
  tap_ok(count_of(got, "x(1)") == 1 && count_of(got, "x(2)") == 1,
         "one entry used twice is one node, another entry another");
  got = output("function s = p(x), s = 0; for k = 1:2, s = s + x(k)*x(k); end, end\n"
               "graph(@p, [3 3])",
               true, false);
  tap_ok(count_of(got, "=  x(k)") == 2, "equal values of different entries stay apart");
  got = output("function L = two(x), a = x + 1; L = x + 1; end\ngraph(@two, 1)", true, false);
  tap_ok(strstr(got, "L =  x + 1") || strstr(got, "f =  x + 1") || strstr(got, "two =  x + 1"),
         "the result keeps its name");
}

static void check_why(const char *graph, const char *name, const char *part) {
  char text[400];
  snprintf(text, sizeof text, "%s; why('%s')", graph, name);
  const char *all = output(text, true, false), *from = strstr(all, "on the way.\n");
  bool good = from && strstr(from, part);
  tap_ok(good, "why %s says %s", name, part);
  if (!good) tap_note("%s", all);
}

static void test_nodes(void) {
  static const char sum[] = "graph(@(x, y) x*y - 4*x, 1, 3)";
  check_why(neuron, "z", "z = m + b = 1 + (−0.4) = 0.6");
  check_why(neuron, "z", "−1.5488 · 0.22878 ≈ −0.3543");
  check_why(neuron, "p", "by z: p·(1 − p) = 0.2288");
  check_why(neuron, "L", "it is the result itself");
  check_why(neuron, "w", "w, an argument");
  check_why(neuron, "q", "there is no node q: the last graph has w x b m z p L");
  check_why(sum, "x", "df/dx is the sum of what comes back from 2 places:");
  check_why(sum, "x", "df/dx = −4 + 3 = −1");
  check_why("X = [1 1; 1 2]; graph(@(w) sum((X*w).^2), [1; 3])", "w", "X'·df/dm");
  check_why("graph(@(x) (x - 3)^2, 1)", "f", "f = d² = (−2)² = 4");
}

/* Nothing is wider than a narrow screen. */
static void check_narrow(const char *text, unsigned width) {
  ShowOptions *show = interp_show_options(interp);
  show->width = width;
  const char *all = output(text, true, false);
  size_t widest = 0, columns = 0;
  for (const char *c = all; *c; c++) {
    columns = *c == '\n' ? 0 : columns + (((unsigned char)*c & 0xC0) != 0x80);
    if (columns > widest) widest = columns;
  }
  show->width = 0;
  tap_ok(widest <= width && widest > width / 3, "%s on %u columns is %zu wide", text, width,
         widest);
  if (widest > width) tap_note("%s", all);
}

static void test_narrow(void) {
  static const char *const texts[] = {
    neuron,
    "graph(@(x) (x + 1)*(x + 1)*sin(x + 1), 2)",
    "graph(@(x, y) atan2(y, x)*hypot(x, y), 1, 3)",
    "X = [1 1; 1 2; 1 4]; y = [2; 3; 7]; graph(@(w) mean((X*w - y).^2), [1; 1])",
    "X = randn(20, 4); graph(@(w) sum(log1p(exp(-(X*w)))), ones(4, 1))",
    "flow({[1 -1 2; 0 1 1], [0.125; -0.333], @(z) max(z, 0.1*z), [1 -1], @tanh}, [1; 2; -1]);",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    check_narrow(texts[i], 40);
    check_narrow(texts[i], 80);
  }
}

static void test_folds(void) {
  const char *got =
      output("function s = net(x), s = x; for k = 1:40, z = 0.9*s + 0.1; s = tanh(z); "
             "end, end\ngraph(@net, 0.5)",
             true, false);
  tap_ok(strstr(got, "[... the same 3 operations, 37 more times]") != NULL,
         "of 40 equal layers three are shown");
  tap_ok(count_of(got, "tanh(") == 3, "whole ones");
  got = output("function s = mixed(x), s = x; "
               "for k = 1:60, if isprime(k), s = sin(s); elseif mod(k, 4) == 0, s = s*x; "
               "elseif mod(k, 6) == 3, s = exp(-s); else, s = s + 1/k; end, end, end\n"
               "graph(@mixed, 0.5)",
               true, false);
  tap_ok(strstr(got, "more operations, at depths ") != NULL, "what repeats nothing folds by depth");
  size_t lines = count_of(got, " =  ");
  tap_ok(lines <= 40 && lines >= 30, "to the 40 operations that are shown at most");
  tap_note("%zu operations are shown", lines);
}

static void test_flow_errors(void) {
  check_contains("flow({[1 2; 3 4], [1; 2; 3]}, [1; 2])",
                 "layer 2 would add 3 numbers, but 2 arrive");
  check_contains("flow({[1 2; 3 4], @(z) z*z}, [1; 2])", "layer 2, @(z) z * z: ");
  check_contains("flow({[1 2; 3 4], 'text'}, [1; 2])",
                 "layer 2 is neither a matrix nor a function");
  check_contains("flow({}, [1; 2])", "this model has no layers");
  check_contains("flow({[2 1]}, [3; 4]);", "▼ matrix 1×2   1×1     10");
}

int main(void) {
  Registry *registry = registry_new(library_families);
  interp = interp_new(registry, (Host){ .print = hear });
  tap_text(output(neuron, true, false), drawn, "the neuron of the worked example");
  check_beginning(neuron, false, false, in_ascii, "the same in ASCII");
  check_beginning(neuron, false, true, spoken, "the same for a screen reader");
  check_lines(neuron);
  check_lines("graph(@(x) x^2*sin(3*x + 1), 1)");
  check_lines("graph(@(x, y) x*y - 4*x, 1, 3)");
  check_lines("graph(@(a, b) tanh(a*b)/(1 + exp(-a))^3 - a*b, 0.3, -1.7)");
  check_lines("graph(@(x) x*x*x + x, 1.234)");
  check_contains("graph(@(x, y) x*y - 4*x, 1, 3)", "df/dx = −4 + 3        = −1   (two uses)");
  check_contains("function s = net(w), hidden = tanh(w); s = hidden^2; end\ngraph(@net, 0.5)",
                 "hidden =  tanh(w)");
  check_contains(
      "X = [1 1; 1 2; 1 4]; y = [2; 3; 7]; L = @(w) mean((X*w - y).^2); graph(L, [1; 1])",
      "dL/dw = X'·dL/dm");
  check_contains("graph(@(A) sum(sum(A.^2)), [1 -2 3; 4 5 6])", "2×3, −2 … 6");
  check_contains("graph(@(x) x + 0*log(x), 0)", "← log(0) is −Inf: not finite from here on");
  check_contains("graph(@(x) sum(1./x), [0 2 0])", "← 2 of 3 entries: not finite from here on");
  check_contains("graph(@(x) exp(x), 1000)", "← exp(1000) is Inf: not finite from here on");
  check_contains("function s = p(x), s = x; for k = 1:300, s = s*0.5 + x; end, end\ngraph(@p, 1)",
                 "[... the same 2 operations, 297 more times]");
  check_contains("graph(@(x) x, 3)", "There is no operation");
  check_contains("graph(@(x) [x x], 3)", "a graph needs a function that gives one real number");
  tap_text(output("flow({[1 2; 3 4], [1; 1], @relu}, [1; -1]);", true, false),
           "  layer        shape   range    output\n"
           "  x            2×1     −1 … 1   █▁\n"
           "▼ matrix 2×2   2×1     −1       ▅▅\n"
           "▼ + b          2×1     0        ▅▅\n"
           "▼ relu         2×1     0        ▅▅       100 % are 0\n",
           "what flows through a net");
  check_contains("flow({[1 2 3]}, [1; 1])", "flow: layer 1 is 1x3 and takes 3 numbers, but 2");
  test_equal_parts();
  test_nodes();
  test_narrow();
  test_folds();
  test_flow_errors();
  text_free(&printed);
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
