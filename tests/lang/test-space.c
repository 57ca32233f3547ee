/* test-space.c -- what arrays cost: how much memory there may be at most while something runs.

   Each case runs under a budget that it just fits into; one copy more would not.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <time.h>

enum { MILLION = 8000000, SOME = 20000 }; /* bytes of 1e6 numbers; of headers and small things */

typedef struct Session {
  Interp *in;
  Scope *scope;
} Session;

static bool run(Session *s, const char *text, Error *error) {
  return interp_run(s->in, s->scope, text, RUN_QUIET, NULL, error);
}

/* After PREPARATION, TEXT runs with BYTES more than it finds in use, and not with a tenth less. */
static void fits(Session *s, const char *preparation, const char *text, size_t bytes) {
  Error error = { 0 };
  interp_set_limits(s->in, (Limits){ 0 });
  bool good = run(s, preparation, &error);
  interp_set_limits(s->in, (Limits){ .bytes = bytes + SOME });
  if (good) good = run(s, text, &error);
  if (!tap_ok(good, "%s: %s in %zu bytes", preparation, text, bytes)) tap_note("%s", error.message);
  interp_set_limits(s->in, (Limits){ 0 });
  run(s, "clear", &error);
}

static void fails(Session *s, const char *preparation, const char *text, size_t bytes) {
  Error error = { 0 };
  bool good = run(s, preparation, &error);
  interp_set_limits(s->in, (Limits){ .bytes = bytes });
  good = good && !run(s, text, &error);
  tap_ok(good, "%s: %s needs more than %zu bytes", preparation, text, bytes);
  interp_set_limits(s->in, (Limits){ 0 });
  run(s, "clear", &error);
}

static void holds(Session *s, const char *text, size_t bytes) {
  Error error = { 0 };
  size_t before = array_bytes_in_use();
  bool good = run(s, text, &error);
  size_t taken = array_bytes_in_use() - before;
  if (!tap_ok(good && taken >= bytes && taken <= bytes + 200, "%s holds %zu bytes", text, bytes))
    tap_note("it holds %zu", taken);
  run(s, "clear", &error);
}

/* TEXT is done in much less time than copying at every turn would take. */
static void quick(Session *s, const char *text) {
  Error error = { 0 };
  clock_t begun = clock();
  bool good = run(s, text, &error);
  double took = (double)(clock() - begun) / CLOCKS_PER_SEC;
  if (!tap_ok(good && took < 3, "%s grows without copying at every turn", text))
    tap_note("%g seconds; %s", took, error.message);
  run(s, "clear", &error);
}

static void gives(Session *s, const char *text, double expected) {
  Error error = { 0 };
  Value v = VALUE_NOTHING;
  bool good = interp_run(s->in, s->scope, text, RUN_QUIET, &v, &error);
  if (!tap_ok(good && v.kind == VALUE_SCALAR && v.scalar == expected, "%s is %g", text, expected))
    tap_note("%s", error.message);
  value_release(v);
  run(s, "clear", &error);
}

int main(void) {
  Registry *registry = library_new();
  Session s = { .in = interp_new(registry, (Host){ 0 }), .scope = scope_new() };
  const char *x = "x = ones(1, 1e6); y = x + 1;";

  holds(&s, "x = zeros(1, 1e7);", 80000000);
  holds(&s, "x = ones(3, 2) + 1; y = x; z = y;", 48);

  fits(&s, x, "for k = 1:5, x = x + 1; end", 0);
  fits(&s, x, "for k = 1:5, x = 2*x - 1; end", MILLION);
  fits(&s, x, "for k = 1:5, x(k) = k; end", 0);
  fits(&s, x, "x(3:7) = 1; x([1 9]) = 5; x(x < 0) = 1;", 2 * MILLION);
  fits(&s, "A = ones(1000);", "for k = 1:5, A(k, 2*k) = k; A(:, 1) = k; end", 0);
  fits(&s, x, "z = sin(x).^2 + exp(-x).*y;", MILLION);
  fits(&s, x, "s = sum(x) + max(y) + mean(x);", 0);
  fits(&s, "", "s = 0; for k = 1:1e6, s = s + k; end", 0);
  fits(&s, "function r = fill(n), r = zeros(1, n); for k = 1:9, r(k) = k; end, end",
       "z = fill(1e6);", MILLION);
  fails(&s, x, "z = x;  z(1) = 5;", MILLION / 2); /* shared: here a copy must be */

  quick(&s, "x = []; for k = 1:1e5, x(end+1) = k; end");
  quick(&s, "x = zeros(0, 1); for k = 1:1e5, x(end+1, 1) = k; end");
  quick(&s, "x = []; for k = 1:1e5, x = [x k]; end");
  quick(&s, "s = ''; for k = 1:1e5, s = [s 'ab']; end");
  quick(&s, "A = zeros(3, 0); for k = 1:3e4, A(:, end+1) = [k; 1; 2]; end");
  gives(&s, "x = []; for k = 1:1e4, x(end+1) = k; end, sum(x)", 50005000);
  gives(&s, "A = zeros(2, 0); for k = 1:100, A(:, end+1) = [k; 1]; end, sum(A(:)) + A(2, 100)",
        5151);
  gives(&s, "x = [1 2]; y = x; x(end+1) = 3; numel(y)", 2);
  gives(&s, "x = 1:3; x(end+1) = 9; x(7) = 1; sum(x .* (1:7))", 49 + 8);
  gives(&s, "x = [1 2]; y = x; y(1) = 5; x(1)", 1);
  gives(&s, "x = [1 2]; y = x; x = [x 3]; numel(y) + sum(x)", 8);
  gives(&s, "x = [1 2]; x = [x x]; x = [x x(1) sum(x)]; x = [x zeros(1, 0)]; sum(x)", 13);
  gives(&s, "x = [1 2]; try, x = [x no_such_thing]; catch, end, numel(x)", 2);
  gives(&s, "x = 1:2; f = @() x; x = [x 3]; x(end+1) = 4; numel(f()) + numel(x)", 6);
  gives(&s, "c = {1, 2}; d = c; c{2} = 5; c{1} = d; d{2} + c{2}", 7);
  gives(&s, "c = {[1 2], 2}; c{1} = 3; c{1} = c{1} + c{2}; c{1}", 5);
  gives(&s, "x = [1 2]; c = {x}; x(1) = 5; c{1}(1)", 1);
  gives(&s, "x = [1 2]; f = @() x(1); x(1) = 5; f()", 1);
  gives(&s, "A = eye(2); B = A; B(1, 2) = 5; A(1, 2)", 0);
  gives(&s, "c = {1, 2}; d = c; d{1} = 7; c{1}", 1);

  scope_free(s.scope);
  interp_free(s.in);
  registry_free(registry);
  tap_ok(array_bytes_in_use() == 0, "every array was given back");
  return tap_done();
}
