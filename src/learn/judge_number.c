/* judge_number.c -- numbers, vectors, matrices, sets and directions; and how they usually go wrong.
 */

#include "config.h"
#include "learn/judge_parts.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool entry_equal(const Closeness *c, const View *m, const View *g, size_t i, size_t k) {
  double mr = m->complex ? m->data[2 * i] : m->data[i], mi = m->complex ? m->data[2 * i + 1] : 0;
  double gr = g->complex ? g->data[2 * k] : g->data[k], gi = g->complex ? g->data[2 * k + 1] : 0;
  return closeness_equal(c, mr, gr) && closeness_equal(c, mi, gi);
}

static bool is_vector(const View *v) {
  return v->rank == 2 && (v->dims[0] == 1 || v->dims[1] == 1);
}

static bool same_shape(const View *a, const View *b) {
  return a->rank == b->rank && memcmp(a->dims, b->dims, a->rank * sizeof *a->dims) == 0;
}

bool judge_same(const Closeness *c, Value model, Value given, bool strict) {
  View m, g;
  if (value_is_text(model) != value_is_text(given)) return false;
  if (!value_view(&model, &m) || !value_view(&given, &g)) return value_equal(model, given);
  bool shapes =
      same_shape(&m, &g) || (!strict && is_vector(&m) && is_vector(&g) && m.count == g.count);
  if (!shapes) return false;
  for (size_t i = 0; i < m.count; i++)
    if (!entry_equal(c, &m, &g, i, i)) return false;
  return true;
}

static bool near(const Closeness *c, Value model, Value given) {
  View m, g;
  if (!value_view(&model, &m) || !value_view(&given, &g) || m.count != g.count || m.complex ||
      g.complex)
    return false;
  bool any = false;
  for (size_t i = 0; i < m.count; i++) {
    bool equal = closeness_equal(c, m.data[i], g.data[i]);
    if (!equal && !closeness_near(c, m.data[i], g.data[i])) return false;
    any |= !equal;
  }
  return any;
}

/* ------------------------------------------------------------------ sets and directions */

/* One-to-one matching of entries, by augmenting paths (tolerances may overlap). */
static bool match(const Closeness *c, const View *m, const View *g, size_t i, size_t *taken,
                  bool *seen) {
  for (size_t k = 0; k < g->count; k++) {
    if (seen[k] || !entry_equal(c, m, g, i, k)) continue;
    seen[k] = true;
    if (taken[k] == SIZE_MAX || match(c, m, g, taken[k], taken, seen)) {
      taken[k] = i;
      return true;
    }
  }
  return false;
}

static bool same_set(const Closeness *c, const View *m, const View *g) {
  if (m->count != g->count || m->count > 200) return false;
  size_t *taken = mem_new((g->count + 1) * sizeof *taken);
  bool *seen = mem_new(g->count + 1), good = true;
  for (size_t k = 0; k < g->count; k++) taken[k] = SIZE_MAX;
  for (size_t i = 0; good && i < m->count; i++) {
    memset(seen, 0, g->count);
    good = match(c, m, g, i, taken, seen);
  }
  free(taken);
  free(seen);
  return good;
}

static bool parallel(const View *m, const View *g) {
  if (m->count != g->count || m->complex || g->complex) return false;
  double mg = 0, mm = 0, gg = 0, rest = 0;
  for (size_t i = 0; i < m->count; i++) {
    mg += m->data[i] * g->data[i];
    mm += m->data[i] * m->data[i];
    gg += g->data[i] * g->data[i];
  }
  if (gg == 0 || mm == 0) return gg == mm;
  for (size_t i = 0; i < m->count; i++) {
    double d = m->data[i] - g->data[i] * mg / gg;
    rest += d * d;
  }
  return sqrt(rest) <= 1e-6 * sqrt(mm);
}

/* {a, b} of numbers as one view; items must be scalars. */
static Array *cell_numbers(Value v) {
  if (v.kind != VALUE_CELL) return value_to_array(v);
  Array *a = array_new_matrix(1, v.cell ? value_count(v) : 0);
  for (size_t i = 0; a && i < a->count; i++) {
    Value item = cell_get(v.cell, i);
    a->data[i] = item.kind == VALUE_SCALAR || item.kind == VALUE_LOGICAL ? item.scalar : NAN;
    value_release(item);
  }
  return a;
}

static bool equal_by_kind(Judging *j, Value model, Value given) {
  if (j->part->kind != ANSWER_SET && j->part->kind != ANSWER_SCALED)
    return judge_same(&j->closeness, model, given, false);
  Array *a = cell_numbers(model), *b = cell_numbers(given);
  bool good = false;
  if (a && b) {
    Value va = { .kind = VALUE_ARRAY, .array = a }, vb = { .kind = VALUE_ARRAY, .array = b };
    View m, g;
    good = value_view(&va, &m) && value_view(&vb, &g) &&
           (j->part->kind == ANSWER_SET ? same_set(&j->closeness, &m, &g) : parallel(&m, &g));
  }
  array_release(a);
  array_release(b);
  return good;
}

/* ------------------------------------------------------------------ slips */

static bool author_slip(Judging *j, Value model, Value given) {
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Value wrong;
    Error error;
    if (!interp_evaluate(j->in, j->question->scope, j->part->slips[i].value.text, &wrong, &error))
      continue;
    bool hit = equal_by_kind(j, wrong, given) && !equal_by_kind(j, model, wrong);
    value_release(wrong);
    if (!hit) continue;
    j->out->verdict = VERDICT_SLIP;
    j->out->slip = (int)i;
    judge_feedback(j, &j->part->slips[i].feedback);
    return true;
  }
  return false;
}

typedef struct Habit {
  const char *name;
  double (*wrong)(double right);
  const char *message;
} Habit;

static double opposite(double t) {
  return -t;
}
static double reciprocal(double t) {
  return 1 / t;
}
static double hundredfold(double t) {
  return 100 * t;
}
static double hundredth(double t) {
  return t / 100;
}
static double squared(double t) {
  return t * t;
}
static double root(double t) {
  return sqrt(t);
}
static double to_degrees(double t) {
  return t * 180 / M_PI;
}
static double to_radians(double t) {
  return t * M_PI / 180;
}
static double doubled(double t) {
  return 2 * t;
}
static double halved(double t) {
  return t / 2;
}
static double tenfold(double t) {
  return 10 * t;
}
static double tenth(double t) {
  return t / 10;
}

static const Habit habits[] = {
  { "sign", opposite, "The size is right, the sign is not." },
  { "reciprocal", reciprocal,
    "That is one divided by the answer: which way round is the quotient?" },
  { "percent", hundredfold, "That is a hundred times too large: percent or fraction?" },
  { "percent", hundredth, "That is a hundred times too small: percent or fraction?" },
  { "power-of-ten", tenfold, "That is ten times too large: check the decimal point." },
  { "power-of-ten", tenth, "That is ten times too small: check the decimal point." },
  { "degrees", to_degrees, "That looks like degrees where radians are asked." },
  { "radians", to_radians, "That looks like radians where degrees are asked." },
  { "square", squared, "That is the square of the answer: a root is missing." },
  { "root", root, "That is the square root of the answer." },
  { "factor-2", doubled, "That is twice the answer." },
  { "factor-2", halved, "That is half the answer." },
};

/* Every entry wrong in the same known way. */
static bool habitual(Judging *j, const View *m, const View *g) {
  if (m->complex || g->complex || m->count != g->count || m->count == 0) return false;
  for (size_t h = 0; h < sizeof habits / sizeof *habits; h++) {
    bool all = true, distinct = false;
    for (size_t i = 0; all && i < m->count; i++) {
      double wrong = habits[h].wrong(m->data[i]);
      all = isfinite(wrong) && closeness_equal(&j->closeness, wrong, g->data[i]);
      distinct |= fabs(wrong - m->data[i]) > 10 * closeness_tolerance(&j->closeness, m->data[i]);
    }
    if (!all || !distinct) continue;
    j->out->verdict = VERDICT_SLIP;
    j->out->name = habits[h].name;
    text_puts(&j->out->message, habits[h].message);
    return true;
  }
  return false;
}

static bool reordered(Judging *j, const View *m, const View *g) {
  if (m->count != g->count || m->count < 2) return false;
  bool transposed = m->rank == 2 && g->rank == 2 && m->dims[0] == g->dims[1] &&
                    m->dims[1] == g->dims[0] && !is_vector(m);
  for (size_t r = 0; transposed && r < m->dims[0]; r++)
    for (size_t c = 0; transposed && c < m->dims[1]; c++)
      transposed = entry_equal(&j->closeness, m, g, r + c * m->dims[0], c + r * m->dims[1]);
  if (transposed) {
    j->out->verdict = VERDICT_SLIP;
    j->out->name = "transposed";
    text_puts(&j->out->message, "That is the transpose: rows and columns have changed places.");
    return true;
  }
  if (is_vector(m) && is_vector(g) && same_set(&j->closeness, m, g)) {
    j->out->verdict = VERDICT_SLIP;
    j->out->name = "order";
    text_puts(&j->out->message, "The entries are right, but in another order.");
    return true;
  }
  return false;
}

/* ------------------------------------------------------------------ the verdict */

static bool shapes_comparable(Judging *j, Value model, Value given) {
  View m, g;
  if (!value_view(&model, &m)) return true;
  Text want = TEXT_EMPTY, got = TEXT_EMPTY;
  bool good = true;
  value_describe(given, &got);
  if (!value_view(&given, &g)) {
    good = given.kind == VALUE_CELL && j->part->kind == ANSWER_SET;
    if (!good) judge_ungradable(j, "A number is asked, but this is %s.", text_string(&got));
  } else if (value_is_text(given) != value_is_text(model)) {
    judge_ungradable(j, value_is_text(model) ? "A text in quotes is asked."
                                             : "A number is asked, not a text.");
    good = false;
  } else if (j->part->kind != ANSWER_SET && m.count != g.count) {
    good = false;
    if (m.count == 1)
      judge_ungradable(j, "One number is asked, but this is %s.", text_string(&got));
    else if (is_vector(&m))
      judge_ungradable(j, "%zu numbers are asked, as in `[1 2]`, but this is %s.", m.count,
                       text_string(&got));
    else {
      value_shape(model, &want);
      judge_ungradable(j, "A %s matrix is asked, but this is %s.", text_string(&want),
                       text_string(&got));
    }
  }
  text_free(&want);
  text_free(&got);
  return good;
}

static void explain_rule(Judging *j, Value model, Value given) {
  Text *w = &j->out->why;
  text_puts(w, "your answer:    ");
  show_inline(given, 10, w);
  text_puts(w, "\n");
  View m;
  if (value_view(&model, &m) && m.count == 1 && !m.complex && j->part->kind != ANSWER_SCALED)
    text_printf(w, "may be off by:  %.3g\n", closeness_tolerance(&j->closeness, m.data[0]));
  else if (j->part->kind == ANSWER_SET)
    text_puts(w, "rule:           the same numbers, in any order\n");
  else if (j->part->kind == ANSWER_SCALED)
    text_puts(w, "rule:           any multiple but zero\n");
  else
    text_puts(w, "rule:           every entry by itself\n");
}

static void name_entry(Judging *j, const View *m, const View *g) {
  if (m->count < 2 || m->count != g->count || j->part->kind == ANSWER_SET ||
      j->part->kind == ANSWER_SCALED)
    return;
  for (size_t i = 0; i < m->count; i++)
    if (!entry_equal(&j->closeness, m, g, i, i)) {
      if (is_vector(m))
        text_printf(&j->out->message, "Entry %zu is not right.", i + 1);
      else
        text_printf(&j->out->message, "Entry (%zu, %zu) is not right.", i % m->dims[0] + 1,
                    i / m->dims[0] + 1);
      return;
    }
}

void judge_number_like(Judging *j, Value model) {
  Value given;
  View m, g;
  if (!judge_learner_value(j, &given)) return;
  if (shapes_comparable(j, model, given)) {
    explain_rule(j, model, given);
    bool views = value_view(&model, &m) && value_view(&given, &g);
    if (equal_by_kind(j, model, given))
      j->out->verdict = VERDICT_RIGHT;
    else if (author_slip(j, model, given)) {
    } else if (near(&j->closeness, model, given) && j->part->kind != ANSWER_SCALED) {
      j->out->verdict = VERDICT_CLOSE;
      text_puts(&j->out->message, "Close: did you round early?");
    } else if (views && (habitual(j, &m, &g) || reordered(j, &m, &g))) {
    } else {
      j->out->verdict = VERDICT_WRONG;
      if (views) name_entry(j, &m, &g);
    }
  }
  value_release(given);
}
