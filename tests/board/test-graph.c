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
  check_contains("graph(@(x) x + 0*log(x), 0)", "not finite from here on");
  check_contains("function s = p(x), s = x; for k = 1:300, s = s*0.5 + x; end, end\ngraph(@p, 1)",
                 "[... the same 2 operations, 296 more times]");
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
  text_free(&printed);
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
