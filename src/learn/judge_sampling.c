/* judge_sampling.c -- two formulas at many points.

   Points are stratified (small, large, positive, whole numbers) and always the same, so that a
   verdict never depends on a seed.  A point at which either side loses its digits or overflows, or
   where the model has no value, is no evidence.  */

#include "config.h"
#include "base/allowance.h"
#include "learn/judge_parts.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOO_FEW = 6, PER_STRATUM = 9, MOST_ENTRIES = 64 };

/* All points of one judgement together; one point has its own limits. */
static const double most_seconds = 2;

typedef struct Stratum {
  double low, high;
  bool whole;
} Stratum;

static const Stratum strata[] = {
  { 1, 6, true },    { -3, 3, true },  { -1, 1, false },   { -3, 3, false },
  { 0.2, 3, false }, { 1, 10, false }, { -10, 10, false }, { 3, 6, false },
};
static const Stratum wide[] = { { -100, 100, false }, { 10, 100, false }, { 100, 1000, false } };
enum { NARROW = sizeof strata / sizeof *strata, WIDE = sizeof wide / sizeof *wide };

/* Where one variable may lie, from domain:. */
typedef struct Range {
  double low, high, hole;
  bool low_open, high_open, whole;
  size_t entries; /* "v vector 3": a row of so many numbers; 0: a number */
} Range;

typedef struct Point {
  double x[MOST_NAMES];
  bool whole, usable; /* usable: the model has a value here */
  bool undefined;     /* the model surely has none */
  double *t, *doubt;  /* of each entry */
} Point;

struct Sampler {
  Interp *in;
  Arena arena;
  Value model;
  size_t names, entries, rows, columns;
  bool strict_orientation, strict_domain;
  Range ranges[MOST_NAMES + 1];
  Point points[(NARROW + WIDE) * PER_STRATUM];
  size_t count, usable, looked_at;
  Allowance allowance;
};

/* ------------------------------------------------------------------ points */

static bool bound(const char **s, double *x) {
  char *end;
  *s += strspn(*s, " =");
  *x = strtod(*s, &end);
  if (end == *s) return false;
  if (*end == '.' && end[-1] == '.') end--; /* 1..50 */
  *s = end;
  return true;
}

/* "x > 0, n integer, y in 1..50, z ~= 0, 0 < p < 1" */
static void read_domain(const char *s, const char *const *names, Range *ranges) {
  for (size_t i = 0; names[i]; i++)
    ranges[i] = (Range){ .low = -INFINITY, .high = INFINITY, .hole = NAN };
  while (s && *s) {
    s += strspn(s, " ,;\n\t");
    size_t len = strcspn(s, ",;"), name = 0;
    double x, below = NAN;
    bool below_open = false;
    const char *rest = s;
    if (bound(&rest, &x)) { /* 0 < p */
      rest += strspn(rest, " ");
      if (*rest == '<') {
        below = x;
        below_open = rest[1] != '=';
        rest += 1 + (rest[1] == '=');
      }
    }
    rest += strspn(rest, " ");
    const char *word = rest;
    while (isalnum((unsigned char)word[name]) || word[name] == '_') name++;
    for (size_t i = 0; names[i]; i++) {
      if (strlen(names[i]) != name || memcmp(names[i], word, name) != 0) continue;
      Range *r = &ranges[i];
      rest = word + name + strspn(word + name, " ");
      if (!isnan(below)) {
        r->low = below;
        r->low_open = below_open;
      }
      if (strncmp(rest, "integer", 7) == 0)
        r->whole = true;
      else if (strncmp(rest, "vector", 6) == 0) {
        rest += 6;
        r->entries = bound(&rest, &x) && x >= 1 && x <= MOST_ENTRIES ? (size_t)x : 3;
      } else if (strncmp(rest, "in", 2) == 0) {
        rest += 2;
        if (bound(&rest, &x)) r->low = x;
        rest += strspn(rest, " ");
        if (strncmp(rest, "..", 2) == 0) rest += 2;
        if (bound(&rest, &x)) r->high = x;
      } else if (*rest == '>' || *rest == '<') {
        bool less = *rest == '<', open = rest[1] != '=';
        rest++;
        if (!bound(&rest, &x)) break;
        *(less ? &r->high : &r->low) = x;
        *(less ? &r->high_open : &r->low_open) = open;
      } else if ((*rest == '~' || *rest == '!') && rest[1] == '=') {
        rest += 2;
        if (bound(&rest, &x)) r->hole = x;
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

/* The stratum moved and cut so that it lies in the range. */
static double place(const Stratum *s, const Range *r, double u) {
  double low = fmax(s->low, r->low), high = fmin(s->high, r->high), width = s->high - s->low;
  if (low >= high) { /* apart, or touching */
    low = isfinite(r->low) ? r->low : r->high - width;
    high = isfinite(r->high) ? r->high : low + width;
  }
  if (s->whole || r->whole) {
    double first = ceil(low), last = floor(high);
    if (r->low_open && first == r->low) first++;
    if (r->high_open && last == r->high) last--;
    if (last >= first) return first + floor(u * (last - first + 1));
  }
  double x = low + (high - low) * u;
  if (x == r->hole) x += (high - low) * 1e-3;
  return x;
}

/* ------------------------------------------------------------------ evaluation */

bool judge_make_function(Interp *in, Scope *scope, const char *expression, const char *const *names,
                         Value *out, Error *error) {
  Text text = TEXT_EMPTY;
  text_puts(&text, "@(");
  for (size_t i = 0; names[i]; i++) text_printf(&text, "%s%s", i ? ", " : "", names[i]);
  text_printf(&text, ") (%s)", expression);
  bool good = interp_evaluate(in, scope, text_string(&text), out, error);
  text_free(&text);
  return good;
}

typedef struct Evaluation {
  size_t entries, rows, columns;
  double y[MOST_ENTRIES]; /* NaN where there is no real value */
  bool complex;
  Error error; /* ERROR_NONE unless the call failed */
} Evaluation;

/* A row of numbers that are as different as X and its neighbours in the sequence. */
static Value row_of(double x, size_t count) {
  Array *a = array_new_matrix(1, count);
  for (size_t k = 0; a && k < count; k++) {
    double u = 0.6180339887498949 * (double)k + 0.3 * fabs(x);
    a->data[k] = x + (k > 0) * 4 * (u - floor(u) - 0.5);
  }
  return value_array(a);
}

static void evaluate(Sampler *s, Value f, const double *x, Evaluation *e) {
  Value args[MOST_NAMES], result;
  View v;
  bool good;
  e->entries = e->rows = e->columns = 1;
  e->complex = false;
  e->y[0] = NAN;
  e->error.kind = ERROR_NONE;
  for (size_t i = 0; i < s->names; i++) {
    size_t entries = s->ranges[i].entries;
    args[i] = entries ? row_of(x[i], entries) : value_scalar(x[i]);
  }
  good = interp_call(s->in, f, args, s->names, &result, &e->error);
  for (size_t i = 0; i < s->names; i++) value_release(args[i]);
  if (!good) return;
  if (result.kind == VALUE_SCALAR || result.kind == VALUE_LOGICAL)
    e->y[0] = result.scalar;
  else if (value_view(&result, &v) && !value_is_text(result) && v.count <= MOST_ENTRIES) {
    e->entries = v.count;
    e->rows = view_rows(&v);
    e->columns = view_columns(&v);
    e->complex = v.complex;
    for (size_t i = 0; i < v.count; i++) e->y[i] = v.complex ? NAN : v.data[i];
  }
  value_release(result);
}

static bool out_of_time(const Sampler *s, const Evaluation *e) {
  return e->error.kind == ERROR_LIMIT || e->error.kind == ERROR_INTERRUPT ||
         allowance_used(&s->allowance);
}

/* The value, and for each entry how far rounding of the inputs moves it: what digits it can be
   trusted to. */
static void measure(Sampler *s, Value f, const double *x, Evaluation *e, double *doubt) {
  double moved[MOST_NAMES];
  evaluate(s, f, x, e);
  for (size_t k = 0; k < e->entries; k++) doubt[k] = 0x1p-50 * fabs(e->y[k]);
  if (e->error.kind != ERROR_NONE || (e->entries == 1 && !isfinite(e->y[0]))) return;
  for (size_t i = 0; i < s->names; i++) {
    Evaluation other;
    memcpy(moved, x, s->names * sizeof *x);
    moved[i] *= 1 + 0x1p-46;
    if (moved[i] == x[i]) continue;
    evaluate(s, f, moved, &other);
    for (size_t k = 0; other.entries == e->entries && k < e->entries; k++)
      if (isfinite(other.y[k])) doubt[k] += fabs(other.y[k] - e->y[k]);
  }
}

/* The derivative in the only variable, by central differences of two widths; NaN where the values
   round X differ in their number. */
static void differentiate(Sampler *s, Value f, double x, Evaluation *e, double *doubt) {
  double h = 1e-3 * fmax(1, fabs(x)) / 2, at[4] = { x - 2 * h, x - h, x + h, x + 2 * h };
  Evaluation near[4];
  bool alike = true;
  for (size_t i = 0; i < 4; i++) {
    evaluate(s, f, &at[i], &near[i]);
    alike &= near[i].entries == near[0].entries;
  }
  *e = near[1];
  for (size_t k = 0; k < e->entries; k++) {
    double inner = alike ? (near[2].y[k] - near[1].y[k]) / (2 * h) : NAN;
    double outer = alike ? (near[3].y[k] - near[0].y[k]) / (4 * h) : NAN;
    e->y[k] = (4 * inner - outer) / 3;
    doubt[k] = fabs(inner - outer) * 1e-2 + 1e-9 * fabs(e->y[k]);
  }
}

static bool unreliable(double y, double doubt) {
  return isinf(y) || fabs(y) > 1e300 || (y != 0 && fabs(y) < 1e-300) ||
         (y != 0 && doubt > 1e-4 * fabs(y) && doubt > 1e-9);
}

static void add_point(Sampler *s, const Stratum *stratum, size_t index) {
  Point *p = &s->points[s->count++];
  Evaluation e;
  double doubt[MOST_ENTRIES];
  for (size_t v = 0; v < s->names; v++) p->x[v] = place(stratum, &s->ranges[v], spread(index, v));
  p->whole = true;
  for (size_t v = 0; v < s->names; v++) p->whole &= p->x[v] == floor(p->x[v]);
  if (s->names == 0) p->whole = false;
  measure(s, s->model, p->x, &e, doubt);
  if (e.error.kind != ERROR_NONE && e.error.kind != ERROR_DOMAIN && e.error.kind != ERROR_NUMERIC)
    return;
  if (s->entries == 0) {
    s->entries = e.entries;
    s->rows = e.rows;
    s->columns = e.columns;
  }
  if (e.entries != s->entries) return;
  for (size_t k = 0; k < e.entries; k++) {
    p->undefined |= isnan(e.y[k]);
    if (isnan(e.y[k]) || unreliable(e.y[k], doubt[k])) return;
  }
  p->usable = true;
  s->usable++;
  p->t = arena_new(&s->arena, e.entries * sizeof *p->t);
  p->doubt = arena_new(&s->arena, e.entries * sizeof *p->doubt);
  memcpy(p->t, e.y, e.entries * sizeof *p->t);
  memcpy(p->doubt, doubt, e.entries * sizeof *p->doubt);
}

Sampler *sampler_new(Judging *j, const char *model, const char *const *names, Error *error) {
  Value f;
  if (!judge_make_function(j->in, j->question->scope, model, names, &f, error)) return NULL;
  return sampler_of(j, f, model, names);
}

Sampler *sampler_of(Judging *j, Value f, const char *text, const char *const *names) {
  Sampler *s = mem_new(sizeof *s);
  s->in = j->in;
  s->strict_orientation = j->part->kind_given && j->part->kind == ANSWER_MATRIX;
  s->strict_domain = j->part->domain.text && strstr(j->part->domain.text, "strict");
  s->allowance = allowance_begin(most_seconds);
  while (names[s->names]) s->names++;
  s->model = f;
  read_domain(j->part->domain.text, names, s->ranges);
  if (!j->part->domain.text && (strstr(text, "factorial") || strstr(text, "nchoosek")))
    for (size_t i = 0; i < s->names; i++)
      s->ranges[i] = (Range){ .low = 1, .high = 9, .hole = NAN, .whole = true };
  for (size_t k = 0; k < PER_STRATUM; k++)
    for (size_t i = 0; i < NARROW; i++) add_point(s, &strata[i], i * PER_STRATUM + k);
  if (s->usable < TOO_FEW)
    for (size_t i = 0; i < WIDE; i++)
      for (size_t k = 0; k < PER_STRATUM; k++)
        add_point(s, &wide[i], (NARROW + i) * PER_STRATUM + k);
  return s;
}

void sampler_free(Sampler *s) {
  if (!s) return;
  value_release(s->model);
  arena_free(&s->arena);
  free(s);
}

bool sampler_value(Sampler *s, Value f, const double *x, double *y, double *doubt) {
  Evaluation e;
  double doubts[MOST_ENTRIES];
  measure(s, f, x, &e, doubts);
  *y = e.y[0];
  *doubt = doubts[0];
  return e.error.kind == ERROR_NONE && e.entries == 1 && !unreliable(*y, *doubt) && !isnan(*y);
}

bool sampler_late(const Sampler *s) {
  return allowance_used(&s->allowance);
}

size_t sampler_count(const Sampler *s) {
  return s->count;
}
const double *sampler_point(const Sampler *s, size_t i) {
  return s->points[i].x;
}
bool sampler_usable(const Sampler *s, size_t i) {
  return s->points[i].usable;
}
double sampler_model(const Sampler *s, size_t i) {
  return s->points[i].t[0];
}

size_t sampler_points(const Sampler *s) {
  return s->looked_at;
}
size_t sampler_entries(const Sampler *s) {
  return s->entries;
}
void sampler_shape(const Sampler *s, size_t *rows, size_t *columns) {
  *rows = s->rows;
  *columns = s->columns;
}

/* ------------------------------------------------------------------ comparison */

/* Small whole numbers are easy to check by hand; 0 and 1 hide much and come after the others. */
static double effort(const double *x, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += x[i] != floor(x[i]) ? 1000 + fabs(x[i])
           : fabs(x[i]) < 0.5  ? 2.5
                               : fabs(x[i]) + (x[i] < 0);
  return sum;
}

/* Where entry K of the model is to be found in what was given. */
static size_t partner(const Sampler *s, Twist twist, size_t k) {
  if (twist != TWIST_TRANSPOSE) return k;
  return k / s->rows + k % s->rows * s->columns;
}

static bool shapes_fit(const Sampler *s, const Evaluation *e, Twist twist) {
  if (twist == TWIST_TRANSPOSE) return e->rows == s->columns && e->columns == s->rows;
  if (e->rows == s->rows && e->columns == s->columns) return true;
  return !s->strict_orientation && e->entries == s->entries && (s->rows == 1 || s->columns == 1) &&
         (e->rows == 1 || e->columns == 1);
}

typedef enum Evidence { EVIDENCE_NONE, EVIDENCE_EQUAL, EVIDENCE_DIFFERENT } Evidence;

static Evidence entry_evidence(double t, double model_doubt, double y, double given_doubt,
                               double relative) {
  if (unreliable(y, given_doubt)) return EVIDENCE_NONE;
  double allowed = relative * fmax(fabs(y), fabs(t)) + 1e-12 + 8 * (model_doubt + given_doubt);
  return fabs(y - t) <= allowed ? EVIDENCE_EQUAL : EVIDENCE_DIFFERENT;
}

static double twisted(Twist twist, double t) {
  return twist == TWIST_NEGATE ? -t : twist == TWIST_RECIPROCAL ? 1 / t : t;
}

/* What point P says; AT is filled in for a difference. */
static Evidence look(Sampler *s, const Point *p, const Given *g, Twist twist, double relative,
                     Evaluation *e, Difference *at) {
  double doubt[MOST_ENTRIES], model_doubt[MOST_ENTRIES];
  Value given = g->function;
  Evaluation model;
  if (g->at) {
    e->entries = e->rows = e->columns = 1;
    e->error = (Error){ 0 };
    e->complex = false;
    g->at(g->self, p->x, (size_t)(p - s->points), &e->y[0], &doubt[0]);
  } else if (twist == TWIST_INTEGRAL)
    differentiate(s, given, p->x[0], e, doubt);
  else
    measure(s, given, p->x, e, doubt);
  if (!p->usable) { /* domain: strict, and the model is undefined here */
    at->given = e->y[0];
    at->model = NAN;
    return e->error.kind == ERROR_NONE && isfinite(e->y[0]) ? EVIDENCE_DIFFERENT : EVIDENCE_NONE;
  }
  if (twist == TWIST_DERIVATIVE) differentiate(s, s->model, p->x[0], &model, model_doubt);
  bool fits = e->error.kind == ERROR_NONE && shapes_fit(s, e, twist);
  Evidence all = EVIDENCE_EQUAL;
  for (size_t k = 0; k < s->entries; k++) {
    size_t i = fits ? partner(s, twist, k) : 0;
    double t = twist == TWIST_DERIVATIVE ? model.y[k] : twisted(twist, p->t[k]);
    double y = fits ? e->y[i] : NAN;
    double own = twist == TWIST_DERIVATIVE ? model_doubt[k] : p->doubt[k];
    if (isnan(y)) {
      if (p->whole) return EVIDENCE_NONE; /* a removable hole */
      at->undefined = true;
      at->complex = e->complex;
    } else {
      Evidence one = entry_evidence(t, own, y, doubt[i], relative);
      if (one == EVIDENCE_NONE) return EVIDENCE_NONE;
      if (one == EVIDENCE_EQUAL) continue;
    }
    at->entry = k;
    at->model = t;
    at->given = y;
    return EVIDENCE_DIFFERENT;
  }
  return all;
}

Agreement sampler_compare(Sampler *s, Value given, Twist twist, double relative, Difference *at,
                          Error *error) {
  return sampler_compare_with(s, &(Given){ .function = given }, twist, relative, at, error);
}

Agreement sampler_compare_with(Sampler *s, const Given *given, Twist twist, double relative,
                               Difference *at, Error *error) {
  size_t differ = 0, values = 0;
  double least = INFINITY;
  bool shapes = false;
  *error = (Error){ 0 };
  s->looked_at = 0;
  if (s->usable < TOO_FEW) return MODEL_UNDEFINED;
  if ((twist == TWIST_DERIVATIVE || twist == TWIST_INTEGRAL) && s->names != 1) return DIFFER;
  for (size_t i = 0; i < s->count; i++) {
    const Point *p = &s->points[i];
    if (!p->usable && !(s->strict_domain && p->undefined)) continue;
    Evaluation e;
    Difference here = { 0 };
    Evidence evidence = look(s, p, given, twist, relative, &e, &here);
    if (e.error.kind != ERROR_NONE && error->kind == ERROR_NONE) *error = e.error;
    if (out_of_time(s, &e)) return TOO_LONG;
    if (e.error.kind == ERROR_NONE && p->usable) {
      if (!shapes_fit(s, &e, twist) && !isnan(e.y[0])) shapes = true;
      values += isfinite(e.y[0]);
    }
    if (evidence == EVIDENCE_NONE) continue;
    s->looked_at++;
    if (evidence == EVIDENCE_EQUAL) continue;
    differ++;
    if (!at) return DIFFER;
    double cost = effort(p->x, s->names) + (here.undefined ? 1e4 : 0);
    if (cost >= least) continue;
    least = cost;
    memcpy(here.at, p->x, sizeof here.at);
    *at = here;
  }
  if (shapes) return SHAPES_DIFFER;
  if (values == 0) return GIVEN_UNDEFINED;
  if (differ > 0) return DIFFER;
  return s->looked_at < TOO_FEW ? GIVEN_UNDEFINED : AGREE;
}

void sampler_show(Sampler *s, Value given, const char *const *names, Text *out) {
  size_t shown = 0;
  for (size_t i = 0; i < s->count && shown < 4; i += 3) {
    const Point *p = &s->points[i];
    Evaluation e;
    if (!p->usable) continue;
    evaluate(s, given, p->x, &e);
    text_puts(out, "  at ");
    for (size_t v = 0; names[v]; v++)
      text_printf(out, "%s%s = %.4g", v ? ", " : "", names[v], p->x[v]);
    if (isnan(e.y[0]))
      text_printf(out, ": yours has no real value, expected %.6g\n", p->t[0]);
    else
      text_printf(out, ": yours %.6g, expected %.6g\n", e.y[0], p->t[0]);
    shown++;
  }
}

size_t sampler_right_entries(Sampler *s, Value given, double relative) {
  bool wrong[MOST_ENTRIES] = { 0 };
  size_t right = 0;
  for (size_t i = 0; i < s->count; i++) {
    const Point *p = &s->points[i];
    Evaluation e;
    double doubt[MOST_ENTRIES];
    if (!p->usable) continue;
    measure(s, given, p->x, &e, doubt);
    if (e.error.kind != ERROR_NONE || !shapes_fit(s, &e, TWIST_NONE)) return 0;
    for (size_t k = 0; k < s->entries; k++)
      wrong[k] |= isnan(e.y[k]) || entry_evidence(p->t[k], p->doubt[k], e.y[k], doubt[k],
                                                  relative) == EVIDENCE_DIFFERENT;
  }
  for (size_t k = 0; k < s->entries; k++) right += !wrong[k];
  return right;
}

void sampler_plot(Sampler *s, const char *const *names, const char *yours, const char *expected,
                  Text *out) {
  double low = INFINITY, high = -INFINITY;
  if (s->names != 1 || s->entries != 1 || s->ranges[0].entries > 0) return;
  for (int all = 0; all < 2 && !(low < high); all++)
    for (size_t i = 0; i < s->count; i++) {
      double x = s->points[i].x[0];
      if (!s->points[i].usable || (!all && fabs(x) > 3.2)) continue;
      low = fmin(low, x);
      high = fmax(high, x);
    }
  if (!(low < high)) return;
  text_printf(out, "%s = linspace(%.4g, %.4g, 161);\n", names[0], low, high);
  text_printf(out, "yours_ = arrayfun(@(%s) (%s), %s);\n", names[0], yours, names[0]);
  text_printf(out, "expected_ = arrayfun(@(%s) (%s), %s);\n", names[0], expected, names[0]);
  text_puts(out, "yours_(imag(yours_) ~= 0) = NaN; expected_(imag(expected_) ~= 0) = NaN;\n");
  text_printf(out, "plot(%s, real(yours_), '-;yours;', %s, real(expected_), '--;expected;');\n",
              names[0], names[0]);
}
