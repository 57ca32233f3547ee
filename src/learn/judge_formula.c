/* judge_formula.c -- two formulas are equal when they agree at many points.

   Points are stratified (small, large, positive, whole numbers) and always the same, so that a
   verdict never depends on a seed.  A point at which either side loses its digits, overflows, or
   where the model has no value is no evidence.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "lang/parse.h"
#include "lang/unparse.h"
#include "learn/loose.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 24, TOO_FEW = 6, MOST_NAMES = 8, PER_STRATUM = 9 };

/* ------------------------------------------------------------------ names */

static void collect(Interp *in, const Scope *scope, const Node *n, Arena *arena, const char **names,
                    size_t *count) {
  if (n->kind == NODE_NAME) {
    Value v = scope_get(scope, n->text);
    bool variable = v.kind != VALUE_NONE;
    value_release(v);
    if (variable || registry_find(interp_registry(in), n->text, strlen(n->text))) return;
    for (size_t i = 0; i < *count; i++)
      if (strcmp(names[i], n->text) == 0) return;
    if (*count < MOST_NAMES) names[(*count)++] = arena_copy_string(arena, n->text);
    return;
  }
  if (n->kind == NODE_LAMBDA) return;
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) collect(in, scope, n->kids[i], arena, names, count);
}

bool judge_free_names(Interp *in, Scope *scope, const char *expression, Arena *arena,
                      const char ***names) {
  Error error = { 0 };
  size_t count = 0;
  *names = arena_new(arena, (MOST_NAMES + 1) * sizeof **names);
  const Node *n = parse_expression_text(expression, arena, &error);
  if (n) collect(in, scope, n, arena, *names, &count);
  return count > 0;
}

/* ------------------------------------------------------------------ points */

typedef struct Stratum {
  double low, high;
  bool whole;
} Stratum;

static const Stratum strata[] = {
  { 1, 6, true },    { -3, 3, true },  { -1, 1, false },   { -3, 3, false },
  { 0.2, 3, false }, { 1, 10, false }, { -10, 10, false }, { 3, 6, false },
};
static const Stratum wide[] = { { -100, 100, false }, { 10, 100, false }, { 100, 1000, false } };

/* Where one variable may lie, from domain:. */
typedef struct Range {
  double low, high;
  bool low_open, high_open, whole, given;
} Range;

/* "x > 0, n integer, y in 1..50, z ~= 0" */
static void read_domain(const char *s, const char *const *names, Range *ranges) {
  for (size_t i = 0; names[i]; i++) ranges[i] = (Range){ -INFINITY, INFINITY, 0 };
  while (s && *s) {
    s += strspn(s, " ,;\n");
    size_t len = strcspn(s, ",;"), name = 0;
    while (isalnum((unsigned char)s[name]) || s[name] == '_') name++;
    for (size_t i = 0; names[i]; i++) {
      if (strlen(names[i]) != name || memcmp(names[i], s, name) != 0) continue;
      const char *rest = s + name + strspn(s + name, " ");
      Range *r = &ranges[i];
      r->given = true;
      char *end;
      if (strncmp(rest, "integer", 7) == 0)
        r->whole = true;
      else if (strncmp(rest, "in", 2) == 0) {
        r->low = strtod(rest + 2, &end);
        if (strncmp(end, "..", 2) == 0) end += 2;
        r->high = strtod(end, NULL);
      } else if (*rest == '>') {
        r->low = strtod(rest + 1 + (rest[1] == '='), NULL);
        r->low_open = rest[1] != '=';
      } else if (*rest == '<') {
        r->high = strtod(rest + 1 + (rest[1] == '='), NULL);
        r->high_open = rest[1] != '=';
      }
    }
    s += len;
  }
}

/* A number of a fixed, evenly spread sequence in (0, 1); each variable has its own. */
static double spread(size_t i, size_t variable) {
  static const double steps[MOST_NAMES] = { 0.6180339887498949, 0.7548776662466927,
                                            0.8191725133961645, 0.5698402909980532,
                                            0.8566748838545029, 0.4142135623730951,
                                            0.7320508075688772, 0.2360679774997898 };
  double x = 0.37 + 0.113 * (double)variable + steps[variable] * (double)(i + 1);
  return x - floor(x);
}

static double place(const Stratum *s, const Range *r, double u) {
  double low = s->low, high = s->high;
  if (r->given && (r->low > low || r->high < high)) {
    low = isfinite(r->low) ? r->low : fmin(low, r->high - 1);
    high = isfinite(r->high) ? r->high : fmax(low + (s->high - s->low), low + 1);
    if (isfinite(r->low) && isfinite(r->high)) high = r->high;
  }
  if (s->whole || r->whole) {
    double first = ceil(low), last = floor(high);
    if (r->low_open && first == r->low) first++;
    if (r->high_open && last == r->high) last--;
    if (last >= first) return first + floor(u * (last - first + 1));
  }
  return low + (high - low) * u;
}

/* ------------------------------------------------------------------ evaluation */

static bool make_function(Judging *j, Scope *scope, const char *expression,
                          const char *const *names, Value *out, Error *error) {
  Text text = TEXT_EMPTY;
  text_puts(&text, "@(");
  for (size_t i = 0; names[i]; i++) text_printf(&text, "%s%s", i ? ", " : "", names[i]);
  text_printf(&text, ") (%s)", expression);
  bool good = interp_evaluate(j->in, scope, text_string(&text), out, error);
  text_free(&text);
  return good;
}

/* The real value at a point; NaN where there is none. */
static double at_point(Interp *in, Value f, const double *x, size_t count) {
  Value args[MOST_NAMES], result;
  Error error;
  for (size_t i = 0; i < count; i++) args[i] = value_scalar(x[i]);
  if (!interp_call(in, f, args, count, &result, &error)) return NAN;
  double y = result.kind == VALUE_SCALAR || result.kind == VALUE_LOGICAL ? result.scalar : NAN;
  value_release(result);
  return y;
}

/* The value, and how far rounding of the inputs moves it: what digits it can be trusted to. */
static double measured(Interp *in, Value f, const double *x, size_t count, double *doubt) {
  double y = at_point(in, f, x, count), moved[MOST_NAMES];
  *doubt = 0;
  for (size_t i = 0; i < count && isfinite(y); i++) {
    memcpy(moved, x, count * sizeof *x);
    moved[i] *= 1 + 0x1p-46;
    double other = at_point(in, f, moved, count);
    if (isfinite(other)) *doubt += fabs(other - y);
  }
  *doubt += 0x1p-50 * fabs(y);
  return y;
}

static bool simpler(const double *a, const double *b, size_t count) {
  double x = 0, y = 0;
  for (size_t i = 0; i < count; i++) {
    x += fabs(a[i]) + (a[i] == floor(a[i]) ? 0 : 1000);
    y += fabs(b[i]) + (b[i] == floor(b[i]) ? 0 : 1000);
  }
  return x < y;
}

typedef struct Tally {
  size_t agree, differ;
} Tally;

static void compare_at(Judging *j, Value model, Value given, const double *x, size_t count,
                       double relative, bool whole, Tally *tally, Difference *at) {
  double model_doubt, given_doubt;
  double t = measured(j->in, model, x, count, &model_doubt);
  if (!isfinite(t) || fabs(t) > 1e15 || (t != 0 && model_doubt > 1e-4 * fabs(t))) return;
  double s = measured(j->in, given, x, count, &given_doubt);
  bool undefined = isnan(s);
  if (undefined && whole) return; /* a removable hole */
  if (!undefined) {
    if (isinf(s) || (s != 0 && given_doubt > 1e-4 * fabs(s) && given_doubt > 1e-9)) return;
    double allowed = relative * fmax(fabs(s), fabs(t)) + 1e-12 + 8 * (model_doubt + given_doubt);
    if (fabs(s - t) <= allowed) {
      tally->agree++;
      return;
    }
  }
  if (tally->differ++ == 0 || simpler(x, at->at, count)) {
    memcpy(at->at, x, count * sizeof *x);
    at->model = t;
    at->given = s;
    at->undefined = undefined;
  }
}

int judge_formulas_agree(Judging *j, const char *model_text, const char *given_text,
                         const char *const *names, double relative, Difference *at,
                         size_t *points) {
  Value model, given;
  Error error;
  Range ranges[MOST_NAMES + 1];
  Tally tally = { 0 };
  Scope *nothing = scope_new();
  if (!make_function(j, j->question->scope, model_text, names, &model, &error)) {
    scope_free(nothing);
    return -1;
  }
  bool good = make_function(j, j->question->scope, given_text, names, &given, &error);
  scope_free(nothing);
  if (!good) {
    value_release(model);
    return -1;
  }
  size_t count = 0;
  while (names[count]) count++;
  read_domain(j->part->domain.text, names, ranges);
  enum { NARROW = sizeof strata / sizeof *strata, WIDE = sizeof wide / sizeof *wide };
  for (size_t i = 0; i < NARROW + WIDE; i++) {
    if (i >= NARROW && tally.agree + tally.differ >= TOO_FEW) break;
    const Stratum *s = i < NARROW ? &strata[i] : &wide[i - NARROW];
    for (size_t k = 0; k < PER_STRATUM; k++) {
      double x[MOST_NAMES];
      for (size_t v = 0; v < count; v++)
        x[v] = place(s, &ranges[v], spread(i * PER_STRATUM + k, v));
      compare_at(j, model, given, x, count, relative, s->whole, &tally, at);
    }
  }
  value_release(model);
  value_release(given);
  *points = tally.agree + tally.differ;
  if (*points < TOO_FEW) return -1;
  return tally.differ == 0;
}

/* ------------------------------------------------------------------ the verdict */

/* The learner's formula as the language reads it; false (not gradable) when it cannot be read. */
static bool read_formula(Judging *j, const char *const *names, Text *out) {
  Arena arena = { 0 };
  Error error = { 0 };
  loose_rewrite(j->typed, names, interp_registry(j->in), out);
  const Node *n = parse_expression_text(text_string(out), &arena, &error);
  bool good = n != NULL;
  if (good) {
    unparse(n, &j->out->reading);
    const char **unknown = arena_new(&arena, (MOST_NAMES + 1) * sizeof *unknown);
    size_t count = 0;
    Scope *known = scope_new();
    for (size_t i = 0; names[i]; i++) scope_set(known, names[i], value_scalar(1));
    collect(j->in, known, n, &arena, unknown, &count);
    scope_free(known);
    if (count > 0) {
      judge_ungradable(j, "`%s` is not one of the names here; they are", unknown[0]);
      for (size_t i = 0; names[i]; i++)
        text_printf(&j->out->message, "%s `%s`", i ? "," : "", names[i]);
      text_puts(&j->out->message, ".");
      good = false;
    }
  } else
    judge_failed(j, &error);
  arena_free(&arena);
  return good;
}

static void put_point(Judging *j, const char *const *names, const Difference *d, Text *out) {
  text_puts(out, "At ");
  for (size_t i = 0; names[i]; i++)
    text_printf(out, "%s%s = %.4g", i ? ", " : "", names[i], d->at[i]);
  (void)j;
}

static void counterexample(Judging *j, const char *const *names, const Difference *d) {
  Text *m = &j->out->message;
  put_point(j, names, d, m);
  if (d->undefined)
    text_puts(m, " yours has no real value.");
  else
    text_printf(m, " yours is %.4g, expected %.4g.", d->given, d->model);
}

static bool formula_slip(Judging *j, const char *given, const char *const *names) {
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Difference ignored;
    size_t points;
    if (judge_formulas_agree(j, j->part->slips[i].value.text, given, names, 1e-6, &ignored,
                             &points) != 1)
      continue;
    j->out->verdict = VERDICT_SLIP;
    j->out->slip = (int)i;
    judge_feedback(j, &j->part->slips[i].feedback);
    return true;
  }
  return false;
}

void judge_formula(Judging *j) {
  Arena arena = { 0 };
  const char **names = NULL;
  Text given = TEXT_EMPTY;
  Difference at = { 0 };
  size_t points = 0;
  judge_free_names(j->in, j->question->scope, j->part->answer.text, &arena, &names);
  if (read_formula(j, names, &given)) {
    double relative = j->closeness.rule == CLOSE_RELATIVE ? fmax(j->closeness.amount, 1e-12) : 1e-6;
    const char *model = j->part->answer.text;
    int equal = judge_formulas_agree(j, model, text_string(&given), names, relative, &at, &points);
    if (equal < 0)
      judge_ungradable(
          j, "This cannot be decided: the formulas share too few points. `skip` goes on.");
    else if (equal == 1)
      j->out->verdict = VERDICT_RIGHT;
    else if (formula_slip(j, text_string(&given), names)) {
      if (j->out->message.len > 0) text_putc(&j->out->message, ' ');
      counterexample(j, names, &at);
    } else {
      Difference ignored;
      size_t more;
      Text negated = TEXT_EMPTY;
      text_printf(&negated, "-(%s)", text_string(&given));
      j->out->verdict = VERDICT_WRONG;
      if (judge_formulas_agree(j, model, text_string(&given), names, 1e-2, &ignored, &more) == 1) {
        j->out->verdict = VERDICT_CLOSE;
        text_puts(&j->out->message, "Close: a coefficient looks rounded. ");
      } else if (judge_formulas_agree(j, model, text_string(&negated), names, 1e-6, &ignored,
                                      &more) == 1) {
        j->out->verdict = VERDICT_SLIP;
        j->out->name = "sign";
        text_puts(&j->out->message, "The size is right, the sign is not. ");
      }
      counterexample(j, names, &at);
      text_free(&negated);
    }
    text_printf(&j->out->why, "rule: both formulas are compared at %zu points, to a relative %g\n",
                points, relative);
    if (equal == 0) {
      put_point(j, names, &at, &j->out->why);
      text_printf(&j->out->why, ": yours %.10g, expected %.10g\n", at.given, at.model);
    }
  }
  text_free(&given);
  arena_free(&arena);
}
