/* variant.c -- one drawing of an exercise.  */

#include "config.h"
#include "learn/variant.h"
#include "base/dict.h"
#include "learn/judge.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_DRAWS = 10000, MOST_MILLISECONDS = 2000 };

uint64_t variant_seed(const char *lesson, const char *exercise, uint64_t learner,
                      unsigned attempt) {
  uint64_t h = hash_bytes(lesson, strlen(lesson), learner);
  h = hash_bytes(exercise, strlen(exercise), h);
  return hash_bytes(&attempt, sizeof attempt, h) >> 12; /* short enough to be typed again */
}

uint64_t variant_block_seed(const char *lesson, size_t step, size_t item) {
  uint64_t place[] = { step, item };
  return hash_bytes(place, sizeof place, hash_bytes(lesson, strlen(lesson), 0));
}

/* Shuffle the choices of every part that does not keep their order. */
static void shuffle(Variant *v, Random *random) {
  for (size_t i = 0; i < v->exercise->part_count && i < 16; i++) {
    const Part *p = &v->exercise->parts[i];
    if (p->choice_count == 0) continue;
    size_t *order = mem_new(p->choice_count * sizeof *order);
    for (size_t k = 0; k < p->choice_count; k++) order[k] = k;
    for (size_t k = p->choice_count; k > 1 && !p->fixed_order; k--) {
      size_t other = random_below(random, k), swap = order[k - 1];
      order[k - 1] = order[other];
      order[other] = swap;
    }
    v->orders[i] = order;
  }
}

static bool accepted(Interp *in, Scope *scope, const char *where, bool *yes, Error *error) {
  Value v;
  bool known;
  if (!interp_evaluate(in, scope, where, &v, error)) return false;
  *yes = value_truth(v, &known);
  value_release(v);
  return known || error_set(error, ERROR_TYPE, (Span){ 0, 0 }, "where: is neither true nor false");
}

/* Milliseconds since START. */
static double elapsed(const struct timespec *start) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - start->tv_sec) * 1e3 + (double)(now.tv_nsec - start->tv_nsec) / 1e6;
}

static void too_slow(const Variant *v, double limit, Error *error) {
  *error = (Error){ 0 };
  error_set(error, ERROR_DOMAIN, (Span){ 0, 0 },
            "where: accepted none of the %u draws that could be made in %.2g seconds; the drawing "
            "is slow",
            v->draws, limit / 1000);
  error_hint(error, "draw more cleverly in vars:");
}

bool variant_draw(Variant *v, Interp *in, const Exercise *x, const Scope *outside, uint64_t seed,
                  Error *error) {
  *v = (Variant){ .exercise = x, .seed = seed };
  *error = (Error){ 0 };
  Random random;
  struct timespec start;
  Limits limits = interp_limits(in), each = limits;
  double limit = MOST_MILLISECONDS, spent = 0;
  if (limits.milliseconds > 0 && limits.milliseconds < limit) limit = limits.milliseconds;
  clock_gettime(CLOCK_MONOTONIC, &start);
  random_seed(&random, seed);
  for (;;) {
    v->draws++;
    each.milliseconds = (unsigned)(limit - spent) + 1;
    interp_set_limits(in, each);
    v->scope = scope_copy(outside);
    interp_seed(in, random_split(&random));
    bool yes = true;
    v->culprit = &x->vars;
    if (x->vars.text && !interp_run(in, v->scope, x->vars.text, RUN_QUIET, NULL, error)) break;
    v->culprit = &x->where;
    if (x->where.text && !accepted(in, v->scope, x->where.text, &yes, error)) break;
    if (yes) {
      shuffle(v, &random);
      interp_set_limits(in, limits);
      return true;
    }
    spent = elapsed(&start);
    if (v->draws == MOST_DRAWS) {
      error_set(error, ERROR_DOMAIN, (Span){ 0, 0 }, "where: accepted none of %u draws", v->draws);
      error_hint(error, "loosen it, or draw more cleverly in vars:");
      break;
    }
    if (spent > limit) {
      too_slow(v, limit, error);
      break;
    }
    scope_free(v->scope);
    v->scope = NULL;
  }
  /* The last of many had only what the others left: it is not the culprit. */
  if (error->kind == ERROR_LIMIT && v->draws > 1 && elapsed(&start) > limit) {
    v->culprit = &x->where;
    too_slow(v, limit, error);
  }
  interp_set_limits(in, limits);
  scope_free(v->scope);
  v->scope = NULL;
  return false;
}

/* "given_" and the part's name, what is no letter or digit as _. */
static char *given_name(const Part *p) {
  Text t = TEXT_EMPTY;
  text_printf(&t, "given_%s", p->name);
  for (size_t i = 0; i < t.len; i++)
    if (!isalnum((unsigned char)t.data[i])) t.data[i] = '_';
  return text_take(&t);
}

void variant_give(Variant *v, size_t part, Value value) {
  char *name = given_name(&v->exercise->parts[part]);
  scope_set(v->scope, name, value_retain(value));
  scope_set(v->scope, "given", value);
  free(name);
}

bool variant_give_model(Variant *v, Interp *in, size_t part) {
  Value model;
  Question q = { .part = &v->exercise->parts[part], .scope = v->scope, .exercise = v->exercise };
  if (!judge_model_value(in, &q, &model)) return false;
  variant_give(v, part, model);
  return true;
}

bool variant_numbers_options(const Part *p) {
  for (size_t i = 0; i < p->choice_count; i++) {
    const char *s = p->choices[i].text.text;
    if (isalpha((unsigned char)s[0]) && !s[1]) return true;
  }
  return false;
}

void variant_free(Variant *v) {
  scope_free(v->scope);
  for (size_t i = 0; i < 16; i++) free(v->orders[i]);
  *v = (Variant){ 0 };
}
