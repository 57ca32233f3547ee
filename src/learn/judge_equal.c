/* judge_equal.c -- when values are equal: entry by entry, as sets, as directions.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_MEMBERS = 200 };

/* ------------------------------------------------------------------ equal values */

double _Complex judge_entry(const View *v, size_t i) {
  return v->complex ? CMPLX(v->data[2 * i], v->data[2 * i + 1]) : CMPLX(v->data[i], 0);
}

bool judge_entry_equal(const Closeness *c, const View *m, const View *g, size_t i) {
  double _Complex t = judge_entry(m, i), s = judge_entry(g, i);
  if (!m->complex && !g->complex) return closeness_equal(c, creal(t), creal(s));
  /* Each part by itself, but a part that is noise beside the other is zero. */
  double noise = 1e-12 * cabs(t);
  double re = fabs(creal(t)) <= noise ? 0 : creal(t), im = fabs(cimag(t)) <= noise ? 0 : cimag(t);
  double own = 1e-9 * cabs(t);
  bool real = closeness_equal(c, re, creal(s)) || (re == 0 && fabs(creal(s)) <= own);
  bool imaginary = closeness_equal(c, im, cimag(s)) || (im == 0 && fabs(cimag(s)) <= own);
  return real && imaginary;
}

bool judge_is_vector(const View *v) {
  return v->rank == 2 && (v->dims[0] == 1 || v->dims[1] == 1);
}

static bool same_shape(const View *a, const View *b) {
  return a->rank == b->rank && memcmp(a->dims, b->dims, a->rank * sizeof *a->dims) == 0;
}

bool judge_is_strict(const Judging *j) {
  return j->part->kind_given && j->part->kind == ANSWER_MATRIX;
}

bool judge_shapes_fit(const Judging *j, const View *m, const View *g) {
  return same_shape(m, g) ||
         (!judge_is_strict(j) && judge_is_vector(m) && judge_is_vector(g) && m->count == g->count);
}

/* By the rules for numbers, vectors (orientation does not matter unless a matrix is asked) and
   matrices; texts and cells are compared as they are. */
static bool same(const Judging *j, const Closeness *c, Value model, Value given) {
  View m, g;
  if (value_is_text(model) != value_is_text(given)) return false;
  if (!value_view(&model, &m) || !value_view(&given, &g) || value_is_text(model))
    return value_equal(model, given);
  if (!judge_shapes_fit(j, &m, &g)) return false;
  for (size_t i = 0; i < m.count; i++)
    if (!judge_entry_equal(c, &m, &g, i)) return false;
  return true;
}

/* ------------------------------------------------------------------ sets */

typedef struct Members {
  Value *items; /* owned */
  size_t count;
} Members;

/* The members of a cell, or the entries of an array, without those that are there twice. */
static Members members_of(const Judging *j, Value v) {
  View view;
  Members s = { 0 };
  const Closeness alike = { .rule = CLOSE_RELATIVE, .amount = 1e-9 };
  bool cell = v.kind == VALUE_CELL;
  size_t all = cell ? v.cell->count : value_view(&v, &view) ? view.count : 0;
  if (all > MOST_MEMBERS) all = MOST_MEMBERS + 1;
  s.items = mem_new((all + 1) * sizeof *s.items);
  for (size_t i = 0; i < all; i++) {
    Value item = cell ? cell_get(v.cell, i)
                      : value_complex(creal(judge_entry(&view, i)), cimag(judge_entry(&view, i)));
    bool twice = false;
    for (size_t k = 0; k < s.count && !twice; k++) twice = same(j, &alike, s.items[k], item);
    if (twice)
      value_release(item);
    else
      s.items[s.count++] = item;
  }
  return s;
}

static void members_free(Members *s) {
  for (size_t i = 0; i < s->count; i++) value_release(s->items[i]);
  free(s->items);
}

typedef struct Matching {
  const bool *fits; /* fits[i * given + k] */
  size_t given;
  size_t *taken; /* by which member of the model; SIZE_MAX: by none */
  bool *seen;
} Matching;

/* One-to-one, by augmenting paths: tolerances may overlap. */
static bool augment(Matching *x, size_t i) {
  for (size_t k = 0; k < x->given; k++) {
    if (x->seen[k] || !x->fits[i * x->given + k]) continue;
    x->seen[k] = true;
    if (x->taken[k] == SIZE_MAX || augment(x, x->taken[k])) {
      x->taken[k] = i;
      return true;
    }
  }
  return false;
}

/* How many members can be paired. */
static size_t paired(const Judging *j, const Members *m, const Members *g) {
  if (m->count == 0 || g->count == 0) return 0;
  bool *fits = mem_new(m->count * g->count);
  for (size_t i = 0; i < m->count; i++)
    for (size_t k = 0; k < g->count; k++)
      fits[i * g->count + k] = same(j, &j->closeness, m->items[i], g->items[k]);
  Matching x = { fits, g->count, mem_new(g->count * sizeof *x.taken), mem_new(g->count) };
  for (size_t k = 0; k < g->count; k++) x.taken[k] = SIZE_MAX;
  size_t count = 0;
  for (size_t i = 0; i < m->count; i++) {
    memset(x.seen, 0, g->count);
    count += augment(&x, i);
  }
  free(fits);
  free(x.taken);
  free(x.seen);
  return count;
}

size_t judge_paired(const Judging *j, Value model, Value given, size_t *expected, size_t *got) {
  Members m = members_of(j, model), g = members_of(j, given);
  *expected = m.count;
  *got = g.count;
  size_t count = m.count <= MOST_MEMBERS && g.count <= MOST_MEMBERS ? paired(j, &m, &g) : 0;
  members_free(&m);
  members_free(&g);
  return count;
}

/* ------------------------------------------------------------------ directions */

double judge_off_line(const View *m, const View *g, double _Complex *factor) {
  double _Complex product = 0;
  double mm = 0, gg = 0, rest = 0;
  for (size_t i = 0; i < m->count; i++) {
    product += conj(judge_entry(g, i)) * judge_entry(m, i);
    mm += creal(judge_entry(m, i) * conj(judge_entry(m, i)));
    gg += creal(judge_entry(g, i) * conj(judge_entry(g, i)));
  }
  *factor = product / gg;
  for (size_t i = 0; i < m->count; i++) {
    double _Complex d = judge_entry(m, i) - *factor * judge_entry(g, i);
    rest += creal(d * conj(d));
  }
  return sqrt(rest / mm);
}

double judge_length(const View *v) {
  double sum = 0;
  for (size_t i = 0; i < v->count; i++) sum += creal(judge_entry(v, i) * conj(judge_entry(v, i)));
  return sqrt(sum);
}

bool judge_equal(const Judging *j, Value model, Value given) {
  View m, g;
  double _Complex factor;
  if (j->part->kind == ANSWER_SET) {
    size_t expected, got, right = judge_paired(j, model, given, &expected, &got);
    return right == expected && right == got;
  }
  if (j->part->kind != ANSWER_SCALED) return same(j, &j->closeness, model, given);
  return value_view(&model, &m) && value_view(&given, &g) && judge_shapes_fit(j, &m, &g) &&
         judge_length(&m) > 0 && judge_length(&g) > 0 && judge_off_line(&m, &g, &factor) <= 1e-6;
}
