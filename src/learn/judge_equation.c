/* judge_equation.c -- lines, planes, circles: equations with the same solutions.

   Two equations count as equal when their differences, left side less right side, are proportional
   by one constant; or else when every solution found of one solves the other, both ways.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/judge_parts.h"
#include "learn/slips.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 16, HOLES = 20, MOST_ROOTS = 60, GRID = 80 };

/* "a = b" and "a == b" as "(a) - (b)", owned; NULL when there is not exactly one sign. */
static char *difference(const char *s) {
  const char *sign = NULL;
  size_t width = 0;
  for (const char *at = s; (at = strchr(at, '=')); at += width) {
    width = at[1] == '=' ? 2 : 1;
    if (sign || (at > s && strchr("<>~!", at[-1]))) return NULL;
    sign = at;
  }
  if (!sign) return NULL;
  width = sign[1] == '=' ? 2 : 1;
  size_t left = (size_t)(sign - s);
  const char *right = sign + width;
  if (strspn(s, " \t") >= left || !right[strspn(right, " \t")]) return NULL;
  Text t = TEXT_EMPTY;
  text_printf(&t, "(%.*s) - (%s)", (int)left, s, right);
  return text_take(&t);
}

typedef struct Sides {
  Value f; /* left less right, in the names */
  Sampler *points;
} Sides;

/* ------------------------------------------------------------------ proportional */

typedef enum Ratio { PROPORTIONAL, OTHER, ALWAYS_TRUE, NEVER_TRUE, NO_VALUES } Ratio;

static Ratio compare_ratio(Sides *model, Value given, double *factor) {
  size_t points = 0, zeros = 0, same = 0;
  double first = NAN, ratio = NAN;
  bool proportional = true;
  for (size_t i = 0; i < sampler_count(model->points); i++) {
    double t, s, model_doubt, doubt;
    const double *x = sampler_point(model->points, i);
    if (!sampler_value(model->points, given, x, &s, &doubt)) continue;
    points++;
    zeros += fabs(s) <= 1e-12 + 8 * doubt;
    if (isnan(first)) first = s;
    same += fabs(s - first) <= 1e-9 * fabs(first) + 8 * doubt;
    if (!sampler_value(model->points, model->f, x, &t, &model_doubt)) continue;
    double size = fmax(fabs(t), fabs(s));
    if (fabs(t) <= 1e-9 * fmax(size, 1)) {
      proportional &= fabs(s) <= 1e-9 * fmax(size, 1) + 8 * doubt;
      continue;
    }
    if (isnan(ratio)) ratio = s / t;
    proportional &=
        fabs(s - ratio * t) <= 1e-6 * fabs(s) + 1e-12 + 8 * (doubt + fabs(ratio) * model_doubt);
  }
  *factor = ratio;
  if (points < 6) return NO_VALUES;
  if (zeros == points) return ALWAYS_TRUE;
  if (same == points) return NEVER_TRUE;
  return proportional && points >= ENOUGH && fabs(ratio) > 1e-12 ? PROPORTIONAL : OTHER;
}

/* ------------------------------------------------------------------ zero sets */

typedef struct Line {
  Sampler *points;
  double x[MOST_NAMES];
  size_t variable, names;
} Line;

static bool value_on(Line *line, Value f, double u, double *y) {
  double doubt;
  line->x[line->variable] = u;
  return sampler_value(line->points, f, line->x, y, &doubt);
}

static double bisect(Line *line, Value f, double a, double b, double fa) {
  for (int i = 0; i < 80 && fabs(b - a) > 1e-15 * fmax(fabs(a), fabs(b)); i++) {
    double middle = (a + b) / 2, y;
    if (!value_on(line, f, middle, &y)) break;
    if (y == 0) return middle;
    if ((y < 0) == (fa < 0))
      a = middle;
    else
      b = middle;
  }
  return (a + b) / 2;
}

/* The lowest point of |f| between A and B, by thirds. */
static double lowest(Line *line, Value f, double a, double b) {
  for (int i = 0; i < 100; i++) {
    double u = a + (b - a) / 3, v = b - (b - a) / 3, fu, fv;
    if (!value_on(line, f, u, &fu) || !value_on(line, f, v, &fv)) break;
    if (fabs(fu) < fabs(fv))
      b = v;
    else
      a = u;
  }
  return (a + b) / 2;
}

/* Whether F is zero at U, measured by how it moves nearby. */
static bool vanishes(Line *line, Value f, double u) {
  double y, before, behind, h = 1e-3 * fmax(1, fabs(u)), most = 0;
  if (!value_on(line, f, u, &y)) return false;
  for (size_t k = 0; k < line->names; k++) { /* some coordinate moves it */
    double own = line->x[k];
    size_t variable = line->variable;
    line->variable = k;
    if (value_on(line, f, own - h, &before)) most = fmax(most, fabs(before - y));
    if (value_on(line, f, own + h, &behind)) most = fmax(most, fabs(behind - y));
    line->x[k] = own;
    line->variable = variable;
  }
  return fabs(y) <= 1e-5 * most + 1e-12;
}

/* How hard a point is to check by hand. */
static double effort(const Line *line) {
  double sum = 0;
  for (size_t i = 0; i < line->names; i++) {
    double x = line->x[i];
    sum += fabs(x) + (fabs(x - round(x)) > 1e-9 ? 1000 : 0);
  }
  return sum;
}

/* Zeros of F on lines through the sample points: whether they are zeros of G, too.  *FOUND counts
   them; WITNESS is the simplest that is not.  A single point may be missing: y/(2*x + 1) = 1 has a
   hole. */
static bool solutions_solve(Sampler *points, Value f, Value g, size_t names, size_t *found,
                            double *witness) {
  size_t missing = 0;
  double least = INFINITY;
  for (size_t i = 0; i < sampler_count(points) && *found < MOST_ROOTS; i++) {
    Line line = { .points = points, .names = names };
    memcpy(line.x, sampler_point(points, i), names * sizeof *line.x);
    line.variable = i % names;
    double values[GRID + 1], at[GRID + 1];
    for (size_t k = 0; k <= GRID; k++) {
      at[k] = -10.37 + 20.8 * (double)k / GRID;
      if (!value_on(&line, f, at[k], &values[k])) values[k] = NAN;
    }
    for (size_t k = 1; k <= GRID && *found < MOST_ROOTS; k++) {
      double root;
      if (isnan(values[k]) || isnan(values[k - 1])) continue;
      if ((values[k] < 0) != (values[k - 1] < 0))
        root = bisect(&line, f, at[k - 1], at[k], values[k - 1]);
      else if (k < GRID && fabs(values[k]) < fabs(values[k - 1]) &&
               fabs(values[k]) < fabs(values[k + 1]))
        root = lowest(&line, f, at[k - 1], at[k + 1]); /* it may touch zero */
      else
        continue;
      line.x[line.variable] = root;
      if (!vanishes(&line, f, root)) continue; /* a pole, or a bottom above zero */
      ++*found;
      line.x[line.variable] = root;
      if (vanishes(&line, g, root)) continue;
      missing++;
      line.x[line.variable] = root;
      if (effort(&line) >= least) continue;
      least = effort(&line);
      memcpy(witness, line.x, sizeof line.x);
    }
    if (sampler_late(points)) return false;
  }
  return missing * HOLES <= *found;
}

/* ------------------------------------------------------------------ the verdict */

static bool author_slip(Judging *j, Sides *model, Value given, const char *const *names) {
  for (size_t i = 0; i < j->part->slip_count; i++) {
    char *text = difference(j->part->slips[i].value.text);
    Error error = { 0 };
    double factor;
    Sides wrong = { .points = model->points };
    bool good =
        text && judge_make_function(j->in, j->question->scope, text, names, &wrong.f, &error);
    bool hit = good && compare_ratio(&wrong, given, &factor) == PROPORTIONAL;
    if (good) value_release(wrong.f);
    free(text);
    if (!hit) continue;
    judge_name_slip(j, i);
    return true;
  }
  return false;
}

static void put_point(const char *const *names, const double *x, Text *out) {
  for (size_t i = 0; names[i]; i++) {
    bool whole = fabs(x[i] - round(x[i])) <= 1e-9;
    text_printf(out, "%s%s = %.4g", i ? ", " : "", names[i], whole ? round(x[i]) + 0.0 : x[i]);
  }
}

static void judge_sides(Judging *j, Sides *model, Value given, const char *const *names) {
  size_t count = 0, found = 0, back = 0;
  double factor, missing[MOST_NAMES], extra[MOST_NAMES];
  while (names[count]) count++;
  Ratio own = compare_ratio(model, model->f, &factor);
  if (own == ALWAYS_TRUE || own == NEVER_TRUE) {
    judge_fault(j, "its equation %s holds", own == ALWAYS_TRUE ? "always" : "never");
    return;
  }
  text_printf(&j->out->why,
              "rule:     the same solutions: left less right proportional at %d points,\n"
              "          or the solutions of each solve the other\nyours:    %s\nexpected: %s\n",
              (int)ENOUGH, text_string(&j->out->reading), j->part->answer.text);
  switch (compare_ratio(model, given, &factor)) {
  case PROPORTIONAL: j->out->verdict = VERDICT_RIGHT; return;
  case ALWAYS_TRUE: judge_ungradable(j, "This holds for all values, so it says nothing."); return;
  case NEVER_TRUE:
    judge_ungradable(j, "This never holds: both sides always differ by the same.");
    return;
  case NO_VALUES: judge_ungradable(j, "This has no real value at most points."); return;
  case OTHER: break;
  }
  bool all = solutions_solve(model->points, model->f, given, count, &found, missing);
  if (found == 0) {
    judge_fault(j, "no solutions of its answer were found");
    return;
  }
  bool none_else = solutions_solve(model->points, given, model->f, count, &back, extra);
  j->out->verdict = all && none_else && back > 0 ? VERDICT_RIGHT : VERDICT_WRONG;
  if (j->out->verdict == VERDICT_RIGHT || author_slip(j, model, given, names)) return;
  if (all)
    text_puts(&j->out->message, "Every solution is there, but others are, too");
  else if (none_else && back > 0)
    text_puts(&j->out->message, "What solves yours is right, but solutions are missing");
  else
    text_puts(&j->out->message, "The solutions are others");
  text_puts(&j->out->message, all ? ": " : ", for instance ");
  put_point(names, all ? extra : missing, &j->out->message);
  text_puts(&j->out->message, all ? "." : " does not solve yours.");
}

/* The learner's two sides, each read by itself, so that the echo is an equation again. */
static char *read_sides(Judging *j, const char *const *names, Arena *arena) {
  const char *s = j->typed, *sign = strchr(s, '=');
  char *whole = difference(s), *left;
  if (!whole) {
    judge_ungradable(j, strpbrk(s, "<>") ? "An equation is asked: one equals sign, as in `y = 2*x`."
                        : !sign          ? "An equation is asked: it has an equals sign."
                                         : "An equation has one equals sign and two sides.");
    return NULL;
  }
  free(whole);
  Text out = TEXT_EMPTY, reading = TEXT_EMPTY;
  left = mem_copy_bytes(s, (size_t)(sign - s));
  bool good = judge_read_formula(j, left, names, false, arena) != NULL;
  if (good) {
    text_printf(&out, "(%s) - (", text_string(&j->out->reading));
    text_printf(&reading, "%s = ", text_string(&j->out->reading));
    text_clear(&j->out->reading);
    good = judge_read_formula(j, sign + (sign[1] == '=' ? 2 : 1), names, false, arena) != NULL;
  }
  free(left);
  if (!good) {
    text_free(&out);
    text_free(&reading);
    return NULL;
  }
  text_printf(&out, "%s)", text_string(&j->out->reading));
  text_puts(&reading, text_string(&j->out->reading));
  text_free(&j->out->reading);
  j->out->reading = reading;
  return text_take(&out);
}

/* The names of the author's equation, and those that the lesson lists. */
static const char **names_of(Judging *j, const char *text, Arena *arena) {
  Part part = *j->part;
  Question q = *j->question;
  part.answer.text = text;
  q.part = &part;
  return judge_free_names(j->in, &q, arena);
}

void judge_equation(Judging *j) {
  Arena arena = { 0 };
  Error error = { 0 };
  char *text = difference(j->part->answer.text);
  const char **names = text ? names_of(j, text, &arena) : NULL;
  Sides model = { .f = VALUE_NOTHING };
  if (!text)
    judge_fault(j, "`%s` is no equation", j->part->answer.text);
  else if (!names[0])
    judge_fault(j, "its equation has no unknowns");
  else if (!judge_make_function(j->in, j->question->scope, text, names, &model.f, &error))
    judge_fault(j, "`%s`: %s", j->part->answer.text, error.message);
  else {
    model.points = sampler_of(j, value_retain(model.f), text, names);
    char *typed = read_sides(j, names, &arena);
    Value given;
    Scope *scope = judge_usable(j);
    if (typed && judge_make_function(j->in, scope, typed, names, &given, &error)) {
      judge_sides(j, &model, given, names);
      value_release(given);
    } else if (typed)
      judge_failed(j, &error);
    scope_free(scope);
    free(typed);
    sampler_free(model.points);
  }
  value_release(model.f);
  free(text);
  arena_free(&arena);
}
