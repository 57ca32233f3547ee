/* test-rules.c -- the derivatives that the builtins declare, against differences.

   Every function of one number has a rule or says "none".  Each rule is compared with central
   differences of fourth order at points of three intervals; points at which the function is not
   real, or at which two widths disagree (a kink or a jump is near), do not count, but there must be
   three that do.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX_ARGUMENTS = 4, POINTS = 12 };

static Interp *in;

/* Three intervals: left of 0, between 0 and 1, beyond 1. */
static const double points[POINTS] = { -2.3, -1.45, -0.77, -0.31, 0.13, 0.29,
                                       0.58, 0.83,  1.17,  1.61,  2.4,  3.3 };

/* The value of a text in which the names stand for numbers; NAN where that is no real number. */
static double value_of(const char *text, const char (*names)[16], const double *x, size_t count) {
  Scope *scope = scope_new();
  Value v = VALUE_NOTHING;
  Error error = { 0 };
  for (size_t i = 0; i < count; i++) scope_set(scope, names[i], value_scalar(x[i]));
  double y = NAN;
  if (interp_evaluate(in, scope, text, &v, &error) &&
      (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL))
    y = v.scalar;
  value_release(v);
  scope_free(scope);
  return y;
}

typedef struct Slope {
  const char *call;
  const char (*names)[16];
  size_t count;
} Slope;

static double difference(const Slope *s, const double *x, size_t i, double h) {
  static const double at[] = { -2, -1, 1, 2 }, weight[] = { 1, -8, 8, -1 };
  double sum = 0, moved[MAX_ARGUMENTS];
  for (size_t k = 0; k < 4; k++) {
    memcpy(moved, x, s->count * sizeof *moved);
    moved[i] += at[k] * h;
    sum += weight[k] * value_of(s->call, s->names, moved, s->count);
  }
  return sum / (12 * h);
}

/* How many points agree; -1 when one does not. */
static int points_agree(const Slope *s, size_t i, const char *rule) {
  int good = 0;
  for (size_t p = 0; p < POINTS; p++) {
    double x[MAX_ARGUMENTS];
    for (size_t k = 0; k < s->count; k++) x[k] = points[(p + 5 * k) % POINTS];
    for (size_t k = 1; k < s->count && p % 2 == 0; k++) x[k] = fabs(x[k]);
    if (strncmp(s->call, "psi", 3) == 0) x[i] = fabs(x[i]); /* polygamma is known there */
    if (strncmp(s->call, "beta", 4) == 0 && s->count == 3) x[0] = fmod(fabs(x[0]), 1);
    if (s->count > 1 && strncmp(s->call, "bessel", 6) == 0) x[0] = fabs(round(x[0]));
    if (s->count > 1 && strncmp(s->call, "psi", 3) == 0) x[0] = fabs(round(x[0])) + 1;
    if (s->count > 1 && strncmp(s->call, "nthroot", 7) == 0) x[1] = 3;
    double wide = difference(s, x, i, 2e-3), narrow = difference(s, x, i, 1e-3);
    if (!isfinite(wide) || !(fabs(wide - narrow) <= 1e-6 * fmax(1, fabs(narrow)))) continue;
    double declared = value_of(rule, s->names, x, s->count);
    if (!(fabs(declared - narrow) <= 1e-7 * fmax(1, fabs(narrow)))) {
      tap_note("%s by %s at %s = %g: %.12g, not %.12g", s->call, s->names[i], s->names[i], x[i],
               declared, narrow);
      return -1;
    }
    good++;
  }
  return good;
}

static size_t read_names(const Builtin *b, char (*names)[16]) {
  size_t count = 0;
  for (const char *p = b->signature; *p && *p != '-' && count < MAX_ARGUMENTS; count++) {
    size_t len = strcspn(p, ":?,");
    snprintf(names[count], sizeof *names, "%.*s", (int)len, p);
    p += strcspn(p, ",-");
    p += strspn(p, ", ");
  }
  return count;
}

static void try_builtin(const Builtin *b) {
  char names[MAX_ARGUMENTS][16], call[120] = "", rules[400];
  size_t most = read_names(b, names), count = 1;
  if (b->map) snprintf(names[0], sizeof *names, "x");
  for (const char *p = b->derivative; *p; p++) count += *p == ';';
  if (!tap_ok(count <= most, "%s has a rule for each argument", b->name)) return;
  snprintf(rules, sizeof rules, "%s", b->derivative);
  char *rest = rules;
  for (size_t i = 0; i < count; i++) {
    const char *rule = strsep(&rest, ";");
    rule += strspn(rule, " ");
    bool psi = strcmp(b->name, "psi") == 0; /* of one argument or two */
    size_t given = psi && i == 0 ? 1 : count;
    if (strcmp(rule, "none") == 0) continue;
    snprintf(call, sizeof call, "%s(", b->name);
    for (size_t k = 0; k < given; k++)
      snprintf(call + strlen(call), sizeof call - strlen(call), "%s%s", k > 0 ? ", " : "",
               names[k]);
    snprintf(call + strlen(call), sizeof call - strlen(call), ")");
    int good = points_agree(&(Slope){ call, (const char(*)[16])names, given }, i, rule);
    tap_ok(good >= 3, "the derivative of %s by %s is %s", call, names[i], rule);
    if (good >= 0 && good < 3) tap_note("only %d points could be compared", good);
  }
}

int main(void) {
  Registry *r = library_new();
  in = interp_new(r, (Host){ 0 });
  for (size_t i = 0; i < registry_count(r); i++) {
    const Builtin *b = registry_at(r, i)->builtin;
    if (b->map)
      tap_ok(b->derivative != NULL, "%s has a derivative or says that it has none", b->name);
    if (b->derivative) try_builtin(b);
  }
  interp_free(in);
  registry_free(r);
  return tap_done();
}
