/* test-tape.c -- reverse mode: every rule against differences on random shapes, functions with
   loops and parts, conventions at kinks, and functions that mean no good.  */

#include "config.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <ctype.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Interp *interp;
static unsigned draws = 12345;

static unsigned draw(unsigned limit) {
  draws = draws * 1103515245u + 12345u;
  return (draws >> 16) % limit;
}

static bool run_as(const char *text, RunMode mode, Value *v, Error *error) {
  Scope *scope = scope_new();
  *error = (Error){ .kind = ERROR_NONE };
  *v = VALUE_NOTHING;
  bool good = interp_run(interp, scope, text, mode, v, error);
  scope_free(scope);
  return good;
}

static bool run(const char *text, Value *v, Error *error) {
  return run_as(text, RUN_QUIET, v, error);
}

/* ------------------------------------------------------------------ the table of rules */

/* "a:mxn b:1xn" as assignments of random arrays; the sizes of letters are drawn once a row. */
static void arguments(const char *shapes, double low, double high, Text *out, Text *names) {
  int sizes[26];
  static const int some[] = { 1, 1, 2, 3, 4, 5, 0 };
  for (int k = 0; k < 26; k++) sizes[k] = some[draw(7)];
  for (const char *p = shapes; *p; p++) {
    if (p[0] == ' ' || p[1] != ':') continue;
    char name = p[0];
    int size[2];
    p += 2;
    for (int k = 0; k < 2; k++, p += k < 2)
      if (isdigit((unsigned char)*p))
        size[k] = *p++ - '0';
      else
        size[k] = sizes[*p++ - 'a'];
    text_printf(out, "%c = %g + %g*rand(%d, %d); d%c = randn(%d, %d);", name, low, high - low,
                size[0], size[1], name, size[0], size[1]);
    text_printf(names, "%s%c", names->len ? ", " : "", name);
    p--;
  }
}

/* One direction by differences of fourth order, and by the gradient; and the same once more for
   the gradient itself. */
static void check_rule(const char *body, const char *shapes, double low, double high, bool twice,
                       size_t line) {
  Text t = TEXT_EMPTY, names = TEXT_EMPTY;
  arguments(shapes, low, high, &t, &names);
  bool two = strchr(text_string(&names), 'b') != NULL;
  const char *list = text_string(&names);
  text_printf(&t, "f = @(%s) %s; y = f(%s); G = randn(size(y));", list, body, list);
  text_printf(&t, "s = @(%s) sum(sum(f(%s).*G)(:)); h = 1e-3;", list, list);
  text_printf(&t, "at = @(h) %s;", two ? "s(a + h*da, b + h*db)" : "s(a + h*da)");
  text_puts(&t, "d = (8*(at(h) - at(-h)) - (at(2*h) - at(-2*h)))/(12*h);");
  if (two)
    text_puts(&t, "[ga, gb] = grad(s, a, b); e = sum((ga.*da)(:)) + sum((gb.*db)(:));"
                  "shapes = isequal(size(ga), size(a)) && isequal(size(gb), size(b));");
  else
    text_puts(&t, "ga = grad(s, a); e = sum((ga.*da)(:)); shapes = isequal(size(ga), size(a));");
  text_puts(&t, "r1 = abs(d - e)/max([1 abs(d)]);");
  if (twice && two)
    text_puts(&t,
              "z = @(p) s(p{1}, p{2}); q = hvp(z, {a, b}, {da, db});"
              "u = randn(size(a)); w = randn(size(b)); r2 = sum((q{1}.*u)(:)) + sum((q{2}.*w)(:));"
              "k = @(h) grad(z, {a + h*da, b + h*db});"
              "c = @(h) sum((k(h){1}.*u)(:)) + sum((k(h){2}.*w)(:));"
              "c2 = (8*(c(h) - c(-h)) - (c(2*h) - c(-2*h)))/(12*h);"
              "r2 = abs(c2 - r2)/max([1 abs(c2)]);");
  else if (twice)
    text_puts(&t, "q = hvp(s, a, da); u = randn(size(a)); r2 = sum((q.*u)(:));"
                  "c = @(h) sum((grad(s, a + h*da).*u)(:));"
                  "c2 = (8*(c(h) - c(-h)) - (c(2*h) - c(-2*h)))/(12*h);"
                  "r2 = abs(c2 - r2)/max([1 abs(c2)]);");
  else
    text_puts(&t, "r2 = 0;");
  text_puts(&t, "[r1 r2 shapes]");
  Value v;
  Error error;
  View got;
  bool good = run(text_string(&t), &v, &error) && value_view(&v, &got) && got.count == 3 &&
              got.data[0] < 1e-7 && got.data[1] < 1e-6 && got.data[2] == 1;
  tap_ok(good, "tape.tsv:%zu: %s, %s", line, body, shapes);
  if (!good) {
    if (error.kind != ERROR_NONE)
      tap_note("%s", error.message);
    else if (value_view(&v, &got) && got.count == 3)
      tap_note("errors %g and %g, shapes %g", got.data[0], got.data[1], got.data[2]);
    tap_note("%s", text_string(&t));
  }
  value_release(v);
  text_free(&t);
  text_free(&names);
}

static void check_table(void) {
  char *text = tap_file("tests/algebra/tape.tsv");
  size_t line = 0;
  for (char *row = text, *next; row && *row; row = next) {
    next = strchr(row, '\n');
    if (next) *next++ = '\0';
    line++;
    if (*row == '#' || *row == '\0') continue;
    char *fields[4] = { row, (char *)"", (char *)"", (char *)"" };
    for (int k = 1; k < 4; k++) {
      char *tab = strchr(fields[k - 1], '\t');
      if (!tab) break;
      *tab = '\0';
      fields[k] = tab + 1;
    }
    double low = -2, high = 2;
    if (*fields[2]) sscanf(fields[2], "%lf %lf", &low, &high);
    bool letters = false;
    for (const char *p = fields[1]; *p; p++) letters |= p[1] && p[0] == 'm';
    for (int round = 0; round < (letters ? 3 : 1); round++)
      check_rule(fields[0], fields[1], low, high, *fields[3] == '\0', line);
  }
  free(text);
}

/* ------------------------------------------------------------------ whole functions */

typedef struct Case {
  const char *text, *expected; /* equal within 1e-9 */
} Case;

static void check_case(const Case *c) {
  Text t = TEXT_EMPTY;
  text_printf(&t, "%s", c->text);
  Value got, wanted;
  Error error;
  bool good = run(text_string(&t), &got, &error);
  if (!good) tap_note("%s", error.message);
  Error second;
  good = run(c->expected, &wanted, &second) && good;
  View a, b;
  good = good && value_view(&got, &a) && value_view(&wanted, &b) && a.count == b.count &&
         view_rows(&a) == view_rows(&b);
  for (size_t k = 0; good && k < a.count; k++)
    good = fabs(a.data[k] - b.data[k]) <= 1e-9 * fmax(1, fabs(b.data[k])) ||
           (isnan(a.data[k]) && isnan(b.data[k])) || a.data[k] == b.data[k];
  tap_ok(good, "%s", c->text);
  for (size_t k = 0; !good && error.kind == ERROR_NONE && value_view(&got, &a) && k < a.count; k++)
    tap_note("%.15g", a.data[k]);
  value_release(got);
  value_release(wanted);
  text_free(&t);
}

/* Values worked out by hand. */
static const Case cases[] = {
  { "grad(@(x) x^2*sin(3*x + 1), 1)", "2*sin(4) + 3*cos(4)" },
  { "X = [1 1; 1 2; 1 4]; y = [2; 3; 7]; grad(@(w) mean((X*w - y).^2), [1; 1])", "[-4/3; -16/3]" },
  { "grad(@(w, x, b) -log(sigmoid(w*x + b)), [0.5 2 -0.4])",
    "p = 1/(1 + exp(-0.6)); (p - 1)*[2 0.5 1]" },
  { "[v, g] = grad(@(x) sum(x.^3), [1 2]); [v g]", "[9 3 12]" },
  { "[gx, gy] = grad(@(x, y) x'*y, [1; 2], [3; 4]); [gx gy]", "[3 1; 4 2]" },
  { "[v, gx, gy] = grad(@(x, y) x*y, 3, 4); [v gx gy]", "[12 4 3]" },
  { "grad(@(x, y) x*y, 3, 4)", "[4 3]" },
  { "g = grad(@(p) sum(p{1}*p{2}), {[1 2; 3 4], [5; 6]}); [g{1}; g{2}']", "[5 6; 5 6; 4 6]" },
  { "s.w = [1; 2]; s.b = 3; g = grad(@(s) sum(s.w.^2)*s.b, s); [g.w; g.b]", "[6; 12; 5]" },
  { "grad(@(x) 7, [1 2 3])", "[0 0 0]" },
  { "grad(@(x) x, 5)", "1" },
  { "function s = p(x), s = 0; for k = 1:4, s = s + x^k; end, end\ngrad(@p, 2)",
    "1 + 4 + 12 + 32" },
  { "function s = p(x), s = x; while s < 100, s = s*x; end, end\ngrad(@p, 3)", "5*81" },
  { "function s = p(x), s = 1; k = 0; do, s *= x; k++; until k == 3\nend\ngrad(@p, 2)", "12" },
  { "function s = p(x), if x > 1, s = x^2; else s = -x; end, end\n[grad(@p, 2) grad(@p, 0.5)]",
    "[4 -1]" },
  { "function s = p(x), switch round(x), case 2, s = 5*x; otherwise, s = x; end, end\ngrad(@p, 2)",
    "5" },
  { "function y = p(x), y = []; for k = 1:3, y(end + 1) = x^k; end, y = sum(y.*[1 10 100]); end\n"
    "grad(@p, 2)",
    "1 + 40 + 1200" },
  { "function s = p(x), A = zeros(2); A(1, 2) = x(1); A(2, 1) = x(2); A(1, 1) = x(1)*x(2);"
    "s = sum(sum(A*A)); end\ngrad(@p, [2 3])",
    /* A = [ab a; b 0]: a^2b^2 + ab + a^2b + ab^2 + ab */
    "[2*2*9 + 2*3 + 2*2*3 + 9, 2*4*3 + 2*2 + 4 + 2*2*3]" },
  { "function s = p(x), x(2) = []; s = sum(x.^2); end\ngrad(@p, [1 2 3])", "[2 0 6]" },
  { "function s = p(x), x(2) = 5; s = sum(x.^2); end\ngrad(@p, [1 2 3])", "[2 0 6]" },
  { "function s = p(x), x([1 1]) = [x(2) x(3)]; s = x*[1; 10; 100]; end\ngrad(@p, [1 2 3])",
    "[0 10 101]" },
  { "function s = p(x), c = {x, 2*x}; c{3} = c{1}*c{2}; s = c{3} + c{2}; end\ngrad(@p, 3)", "14" },
  { "function s = p(x), r.a = x; r.b = r.a^2; r.a = r.b*x; s = r.a + r.b; end\ngrad(@p, 2)", "16" },
  { "function varargout = p(varargin), varargout{1} = varargin{1}*varargin{2}; end\n"
    "grad(@(x) p(x, x), 3)",
    "6" },
  { "function [a, b] = p(x), a = x^2; b = x^3; end\n"
    "function s = q(x), [a, b] = p(x); s = a*b; end\ngrad(@q, 2)",
    "5*16" },
  { "function s = p(n, x), if n == 0, s = 1; else s = x*p(n - 1, x); end, end\n"
    "grad(@(x) p(5, x), 2)",
    "80" },
  { "a = 3; g = @(t) a*t; f = @(x) g(x)*g(2*x); grad(f, 2)", "72" },
  { "f = @(x) (@(t) t*x)(x + 1); grad(f, 2)", "5" },
  { "grad(@(x) sum(cellfun(@(h) h(x), {@sin, @(t) t^2})), 1)", "cos(1) + 2" },
  { "function s = p(x), s = 0; for c = [x, 2*x], s = s + c'*c; end, end\ngrad(@p, [1; 2])",
    "[10; 20]" },
  { "function s = p(x), s = 0; for t = 0:x:3*x, s = s + t^2; end, end\ngrad(@p, 2)", "2*2*14" },
  { "function s = p(x), try, error('no'); catch, s = x^2; end, end\ngrad(@p, 3)", "6" },
  { "function s = p(x), c = num2cell([1 2]); s = x*plus(c{:}); end\ngrad(@p, 3)", "3" },
  { "function s = p(x), c = {x, x^2}; s = plus(c{:}); end\ngrad(@p, 3)", "7" },
  { "grad(@(x) x(2)*x(2), [1 5])", "[0 10]" },
  { "grad(@(x) grad(@(t) t^3*2, 1) * x, 2)", "6" },
  /* kinks: decision 7 */
  { "[grad(@abs, 0) grad(@relu, 0) grad(@(x) max(x, 0), 0) grad(@(x) max(0, x), 0)]", "[0 0 0 0]" },
  { "grad(@(x, y) max(x, y), [2 2])", "[0.5 0.5]" },
  { "grad(@(v) max(v), [1 3 3 2])", "[0 0.5 0.5 0]" },
  { "grad(@(v) norm(v), [0 0])", "[0 0]" },
  { "grad(@(v) norm(v)^2, [0 0])", "[0 0]" },
  { "grad(@(v) norm(v - [1 2])^2, [1 2])", "[0 0]" },
  { "grad(@(x) x^0, 0)", "0" },
  { "grad(@(x) x^2, 0)", "0" },
  { "grad(@(x) x^1, 0)", "1" },
  { "grad(@(v) sum(v.^0), [0 1])", "[0 0]" },
  { "grad(@(x) ((x > 0)*1)*x + log(1 + abs(x))*0, 2)", "1" },
  { "grad(@(v) min(v), [2 1 1])", "[0 0.5 0.5]" },
  { "grad(@(v) median(v), [1 1 3])", "[0.5 0.5 0]" },
  { "grad(@(A) norm(A), eye(2))", "[0.5 0; 0 0.5]" },
  { "grad(@(A) norm(A), zeros(2))", "zeros(2)" },
  { "grad(@(v) norm(v, Inf), [1 1])", "[0.5 0.5]" },
  { "grad(@(A) max(eig(A)), eye(2))", "[0.5 0; 0 0.5]" },
  { "grad(@(A) sum(eig(A).^2), eye(2))", "2*eye(2)" },
  { "grad(@(A) svd(A)(1), [1 2; 2 4])", "[1 2; 2 4]/5" },
  { "grad(@(x) floor(x)*x, 3)", "3" },
  { "v = [10 20 30]; grad(@(k) v(round(k))*k, 2.2)", "20" },
  /* what passes through, and what is done beside */
  { "s.a = 3; s.name = 'bob'; g = grad(@(s) s.a^2, s); g.a", "6" },
  { "g = grad(@(c) c{1}*sum(c{2}), {2, [1 2 3], 'text'}); [g{1} g{2}]", "[6 2 2 2]" },
  { "numel(grad(@(x) sum(x), []))", "0" },
  { "size(grad(@(x) sum(x(:)) + 1, zeros(0, 3)))", "[0 3]" },
  { "grad(@(x) sum(x.^2), [NaN 2])", "[NaN 4]" },
  { "function s = p(x), printf('%g', x); s = x^2; end\ngrad(@p, 3)", "6" },
  { "function s = p(x), t = ['x = ' num2str(x)]; u = upper(t); c = strsplit(t, ' ');\n"
    "if strcmp(u, t) || isempty(c{3}), s = 0; else, s = x^numel(c); end, end\ngrad(@p, 3)",
    "27" },
  { "function s = p(x), s.(sprintf('w%d', x)) = x^2; s = s.w3; end\ngrad(@p, 3)", "6" },
  { "function s = p(x), plot([1 2], [x 1]); s = x^2; end\ngrad(@p, 3)", "6" },
  { "function s = p(x), persistent n; if isempty(n), n = 0; end, n = n + 1; s = x*n; end\n"
    "[grad(@p, 2) grad(@p, 2)]",
    "[1 2]" },
  { "rand('seed', 1); g = grad(@(x) x*rand(), 3); g > 0 && g < 1", "true" },
  { "grad(@(x) eval('3')*x, 2)", "3" },
  { "function s = p(x), s = 0; for k = 1:100000, s = s + x*k; end, end\ngrad(@p, 1)",
    "100000*100001/2" },
  { "function s = p(x), y = []; for k = 1:200, y = [y x*k]; end, s = y*(1:200)'; end\n"
    "grad(@p, 3)",
    "sum((1:200).^2)" },
  { "function s = p(x), y = x; for k = 1:3, y = [y; sin(k*x)]; end, s = sum(y); end\n"
    "grad(@p, 0)",
    "7" },
  { "function s = p(A), B = zeros(2); for i = 1:2, B(i, :) = A(i, :)/sum(A(i, :)); end,"
    "s = B(1, 1)*B(2, 2); end\ngrad(@p, [1 1; 1 3])",
    "[3/16 -3/16; -3/32 1/32]" },
  /* 0*Inf is never formed */
  { "grad(@(x) relu(x)*sqrt(x), 0)", "0" },
  { "grad(@(v) sum(sqrt(v).*[0 1]), [0 4])", "[0 0.25]" },
  { "function s = p(x), if x > 0, s = log(x); else s = 2*x; end, end\ngrad(@p, 0)", "2" },
  { "grad(@(v) prod(v), [0 2 3])", "[6 0 0]" },
  { "grad(@(v) prod(v), [0 0 3])", "[0 0 0]" },
  { "grad(@(A) det(A), [1 2; 2 4])", "[4 -2; -2 1]" },
  { "grad(@(A) log(det(A)), [2 1; 1 3])", "inv([2 1; 1 3])'" },
  { "grad(@(z) logsumexp(z), [1000; 0])", "[1; 0]" },
  { "grad(@(v) std(v), [2 2 2])", "[0 0 0]" },
  /* second derivatives */
  { "hvp(@(x) x(1)^2*x(2), [1; 3], [1; 0])", "[6; 2]" },
  { "hvp(@(x) x^4, 2, 3)", "144" },
  { "hvp(@(x) 3*x(1), [1; 3], [1; 0])", "[0; 0]" },
  { "function s = p(x), s = 1; for k = 1:3, s = s*x(k); end, end\nhvp(@p, [1 2 3], [1 0 0])",
    "[0 3 2]" },
  { "A = [2 1; 1 3]; hvp(@(x) x'*A*x/2, [1; 1], [1; 2])", "[4; 7]" },
  { "hvp(@(x) sum(exp(x)), [0 1], [1 1])", "[1 exp(1)]" },
  { "function s = p(x), s = 1; for k = 1:3, s = s*x(k)^k; end, end\nhessian(@p, [1 2 3])",
    "[0 108 108; 108 54 108; 108 108 72]" },
  { "function y = p(x), y = [0; x(2)^3]; for k = 1:2, y(1) += x(k)^2; end, end\n"
    "jacobian(@p, [3 2])",
    "[6 4; 0 12]" },
  { "hvp(@(x) prod(x), [1 2 3], [1 0 0])", "[0 3 2]" },
  { "hessian(@(x) prod(x), [0 0 3 5])", "[0 15 0 0; 15 0 0 0; 0 0 0 0; 0 0 0 0]" },
  { "hessian(@(A) det(A), [1 2; 2 4])", "[0 0 0 1; 0 0 -1 0; 0 -1 0 0; 1 0 0 0]" },
  /* of rank 2, but for rounding */
  { "hessian(@(w) det(w + w'), [1.04; -0.04; 1.05])", "zeros(3)" },
  { "hessian(@(A) sum(eig(A).^2), [2 1; 1 3])", "[2 0 0 0; 0 0 2 0; 0 2 0 0; 0 0 0 2]" },
  { "hessian(@(A) sum(svd(A).^2), [2 1; 0 3])", "2*eye(4)" },
  { "hessian(@(A) trace(A^3), [1 0; 0 2])", "[6 0 0 0; 0 0 9 0; 0 9 0 0; 0 0 0 12]" },
  { "grad(@gamma, -0.5)", "-2*sqrt(pi)*0.03648997397857652056" },
  { "hvp(@(x) gamma(x), 1, 1)", "0.57721566490153286^2 + pi^2/6" },
  /* by differences of the values in NumPy and SciPy */
  { "A = [1 2 0; 0.5 3 1; 2 1 -1; 0.3 0.2 1]; D = [1 0 1; 0 2 0; 0 0 1; 1 1 0];"
    "r = [sum(sum(hvp(@(A) svd(A)'*[1; 2; 3], A, D).*D)) sum(sum(hvp(@(A) norm(A), A, D).*D))];"
    "round(1e6*r)/1e6",
    "[4.148886 1.090017]" },
  { "S = [2 1 0.5; 1 3 -1; 0.5 -1 5]; T = [1 2 0; 2 0 1; 0 1 3];"
    "r = [sum(sum(hvp(@(A) eig(A)'*[1; 2; 4], S, T).*T))"
    "     sum(sum(hvp(@(A) sum(chol(A)*[1; 2; 3]), S, T).*T))]; round(1e6*r)/1e6",
    "[6.158262 -4.368669]" },
  { "N = [1 2; 0.5 4]; M = [1 0; 1 2];"
    "round(1e6*sum(sum(hvp(@(A) eig(A)'*[1; 3], N, M).*M)))/1e6",
    "-0.768046" },
  { "x = [1 0 2 -1]; d = [1 2 0 1]; sum(hvp(@(x) cumprod(x)*[1; 2; 3; 4], x, d).*d)", "32" },
  { "I = [1 2 3; 0 1 -1; 2 1 0]; K = [1 -1; 2 0.5];"
    "P = [1 0 1; 0 1 0; 1 0 2]; Q = [1 1; 0 2];"
    "q = hvp(@(c) sum(sum(conv2(c{1}, c{2}).^2)), {I, K}, {P, Q});"
    "sum(sum(q{1}.*P)) + sum(sum(q{2}.*Q))",
    "618" },
  { "hvp(@(A) max(eig(A)), [2 1; 1 3], [1 0; 0 0])(1, 1)", "2/5^1.5" },
  /* solvers: differences would lose these digits */
  { "gd(@(x) 1e10 + x^2, 1e-3, 0.25, 1)", "[1e-3; 5e-4]" },
  { "momentum(@(x) 1e10 + x^2, 1e-3, 0.25, 0.5, 1)", "[1e-3; 5e-4]" },
  { "newton(@(v) 1e10 + v(1)^2 + 3*v(2)^2, [1e-3 1e-3], 1, 'min')(2, :)", "[0 0]" },
  { "adam(@(x) 1e10 + x^2, 1e-3, 0.1, 1)", "[1e-3; 1e-3 - 0.1/(1 + 1e-8/2e-3)]" },
  { "newton(@(x) 1e8*(x - 1), 3, 1)", "[3; 1]" },
  { "round(1e7*fminunc(@(v) 100*(v(2) - v(1)^2)^2 + (1 - v(1))^2, [-1.2; 1]))/1e7", "[1; 1]" },
  { "fsolve(@(v) [v(1)^2 - 4; v(2)*v(1) - 6], [1; 1])", "[2; 3]" },
  /* ... and take differences where there is nothing else */
  { "gd(@(x) quantile([x 5 9], 0), 1, 0.1, 1)", "[1; 0.9]" },
  { "fsolve(@(x) integral(@(t) t.*x, 0, 1) - 2, 1)", "4" },
};

/* ------------------------------------------------------------------ what goes wrong */

static const struct {
  const char *text, *message;
} failures[] = {
  { "grad(@(x) [x x], 1)", "grad: a gradient needs a function that gives one real number" },
  { "grad(@(x) quantile([x 5 9], 0), 1)", "no derivative of quantile is known here" },
  { "grad(@(n) besselj(n, 2), 1)", "no derivative of besselj by argument 1 is known here" },
  { "grad(@(x) sqrt(x), -1)", "this becomes complex here" },
  { "grad(@(x) integral(@(t) t*x, 0, 1), 1)", "a derivative cannot be followed through integral" },
  { "grad(@(x) x + undefined_thing, 1)", "" },
  { "grad(@(x) x*ones(2, 3)*ones(2, 2), 1)", "" },
  { "grad(@(x) eig(x), [1 2; 3 4])", "" },
  { "grad(@(x) sum(abs(eig(x))), [1 2; -3 4])", "this becomes complex here" },
  { "grad(@(x) eig(x)(1), eye(2))", "two eigenvalues are equal here (1 and 1, a gap of 0)" },
  { "grad(@(x) x(5), [1 2 3])", "" },
  { "grad(3, 1)", "" },
  { "grad(@(x) x, 1i)", "grad: derivatives are taken at real numbers" },
  { "grad(@(x, y) x*y, 1)", "grad: the function takes 2 arguments" },
  { "function s = p(x), s = p(x + 1); end\ngrad(@p, 1)", "functions call each other more than" },
  { "grad(@(x) sum(svd(x)), [1 2; 2 4])", "a singular value is 0 here" },
  { "hvp(@(x) sum(eig(x).^2), eye(2), eye(2))", "two eigenvalues are equal here" },
  { "hessian(@(x) sum(eig(x).^2), eye(2))", "two eigenvalues are equal here" },
  { "hvp(@(x) norm(x), eye(2), eye(2))", "the largest singular values are equal" },
  { "grad(@(x) eval('x^2'), 3)", "a derivative cannot be followed through a text" },
  { "function s = p(x), eval('s = x^2;'); end\ngrad(@p, 3)",
    "a derivative cannot be followed through a text" },
  { "grad(@(x) str2double(num2str(x)), 2)",
    "a derivative cannot be followed through what str2double reads from a text" },
  { "grad(@(x) x + str2num(['[' sprintf('%g', x) ' 1]'])(1), 2)",
    "a derivative cannot be followed through what str2num reads from a text" },
  { "grad(@(x) x*(num2str(x) - '0'), 2)",
    "a derivative cannot be followed through the text that num2str makes here" },
  { "grad(@(x) x*double(strrep(num2str(x), '2', '3')), 2)",
    "a derivative cannot be followed through the text that strrep makes here" },
  { "grad(@(x) str2double(strsplit(num2str(x), '.'){1}), 2.5)",
    "a derivative cannot be followed through what str2double reads from a text" },
  { "grad(@(x) str2func(['@(t) t*' num2str(x)])(x), 2)",
    "a derivative cannot be followed through what str2func reads from a text" },
  { "function s = p(x), eval(['s = ' num2str(x) ';']); end\ngrad(@p, 3)",
    "a derivative cannot be followed through a text that is run" },
  { "jacobian(@(x) quantile([x 5 9], 0), 1)", "no derivative of quantile is known here" },
  { "jacobian(@(x) 'abc', 1)", "jacobian: a Jacobian needs a function that gives real numbers" },
  { "grad(@(x) 'abc', 1)", "grad: a gradient needs a function that gives one real number" },
  { "grad(@(x) x, 'abc')", "grad: derivatives are taken at real numbers" },
  { "grad(@(x) fzero(@(t) t^2 - x, 1), 2)", "a derivative cannot be followed through fzero" },
  { "grad(@(x) var(x, [1 2 1]), [1 2 4])", "var with weights has no derivative" },
  { "grad(@(x) sum(median(x)), [1 2; 3 4])", "median has a derivative here only for a vector" },
  { "grad(@(x) x(1.5), [1 2])", "index 1.5: an index must be a whole number" },
  { "function s = p(x), expm([x 1; 0 1]); s = x; end\ngrad(@p, 3)", "no derivative of expm" },
  { "grad(@(s) sum([s.w]), struct('w', {1, 2}))",
    "a derivative cannot be followed through an array" },
  { "grad(@(x) sum(sum(pinv(x))), [1 2; 2 4; 3 6])",
    "pinv jumps at this matrix, whose columns depend" },
  { "hvp(@(x) sum(x), [1 2 3], [1 0])", "hvp: the direction must have the shape" },
  { "function s = p(x), global G; G = x; s = G; end\ngrad(@p, 1)",
    "a derivative cannot be followed through the global variable G" },
  { "function s = p(x), persistent n = 0; n = n + x; s = n; end\ngrad(@p, 1)",
    "a derivative cannot be followed through the persistent variable n" },
};

static void check_failure(const char *text, const char *message) {
  Value v;
  Error error;
  bool good = !run(text, &v, &error) && strncmp(error.message, message, strlen(message)) == 0 &&
              error.message[0] != '\0' && error.located && error.line > 0;
  tap_ok(good, "refused: %s", text);
  if (!good) tap_note("said: %s (located %d)", error.message, error.located);
  value_release(v);
}

/* ------------------------------------------------------------------ what is said beside */

static Text said;

static void hear(void *self, const char *text) {
  (void)self;
  text_puts(&said, text);
}

static const struct {
  const char *text, *note; /* NULL: none */
} notes[] = {
  { "grad(@abs, 0);", "note: abs has a kink exactly here" },
  { "grad(@abs, 1);", NULL },
  { "grad(@(x) sum(relu(x)), [1 0]);", "note: relu has a kink exactly here" },
  { "grad(@(x) sum(relu(x)), [1 2]);", NULL },
  { "grad(@(x) max(x, 0), 0);", "note: max has a kink exactly here" },
  { "grad(@(x) max(x, 0), 1);", NULL },
  { "grad(@(v) max(v), [3 3]);", "note: max has a kink exactly here" },
  { "grad(@(v) norm(v), [0 0]);", "note: norm has a kink exactly here" },
  { "grad(@(v) norm(v, 1), [0 2]);", "note: norm has a kink exactly here" },
  { "grad(@(v) norm(v, Inf), [2 -2]);", "note: norm has a kink exactly here" },
  { "grad(@(v) norm(v)^2, [1 0]);", NULL },
  { "grad(@(v) std(v), [2 2]);", "note: std has a kink exactly here" },
  { "grad(@(v) median(v), [1 1 2]);", "note: median has a kink exactly here" },
  { "grad(@(v) sum(sort(v).*[1 2]), [1 1]);", "note: sort has a kink exactly here" },
  { "grad(@(v) sum(sort(v).*[1 2]), [2 1]);", NULL },
  { "grad(@(x) floor(x)*x, 3);", "note: floor jumps exactly here" },
  { "grad(@(x) floor(x)*x, 3.5);", NULL },
  { "grad(@(x) sum(sign(x).*x), [0 1]);", "note: sign jumps exactly here" },
  { "v = [1 5]; grad(@(k) v(k), 2);", "note: a place as in x(k) moves in whole steps" },
};

static void check_notes(void) {
  Registry *registry = registry_new(library_families);
  Interp *quiet = interp;
  interp = interp_new(registry, (Host){ .print = hear });
  for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
    Value v;
    Error error;
    text_clear(&said);
    bool good = run_as(notes[i].text, RUN_ECHO, &v, &error);
    const char *heard = strstr(text_string(&said), "note: ");
    good = good &&
           (notes[i].note ? heard && strncmp(heard, notes[i].note, strlen(notes[i].note)) == 0 &&
                                !strstr(heard + 1, "note: ")
                          : !heard);
    tap_ok(good, "%s: %s", notes[i].text, notes[i].note ? notes[i].note : "no note");
    if (!good) tap_note("%s", text_string(&said));
    value_release(v);
  }
  text_free(&said);
  interp_free(interp);
  registry_free(registry);
  interp = quiet;
}

static void press(int signal) {
  (void)signal;
  interrupt_raise();
}

/* An endless loop ends with Ctrl-C, one under a budget of steps by itself, one that remembers too
   much by its memory. */
static void check_endless(void) {
  static const char endless[] =
      "function s = p(x), s = x; while true, s = s*1; end, end\ngrad(@p, 1)";
  Value v;
  Error error;
  signal(SIGALRM, press);
  alarm(1);
  bool stopped =
      !run(endless, &v, &error) && (error.kind == ERROR_INTERRUPT || error.kind == ERROR_LIMIT);
  tap_ok(stopped, "an endless loop can be interrupted");
  alarm(0);
  interrupt_clear();
  interp_set_limits(interp, (Limits){ .steps = 100000 });
  tap_ok(!run(endless, &v, &error) && error.kind == ERROR_LIMIT, "and ends with the steps");
  interp_set_limits(interp, (Limits){ .bytes = 20 << 20 });
  tap_ok(!run(endless, &v, &error) && error.kind == ERROR_LIMIT, "or with the memory");
  interp_set_limits(interp, (Limits){ 0 });
}

int main(void) {
  Registry *registry = registry_new(library_families);
  interp = interp_new(registry, (Host){ 0 });
  interp_seed(interp, 2026);
  check_table();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_case(&cases[i]);
  for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
    check_failure(failures[i].text, failures[i].message);
  check_notes();
  check_endless();
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
