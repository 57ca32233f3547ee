/* judge_members.c -- sets: of values, and of formulas, which are paired by sampling.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/judge_parts.h"
#include "learn/reading.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FORMULAS = 12 };

typedef struct Formulas {
  char *texts[MOST_FORMULAS + 1];
  size_t count;
} Formulas;

static void formulas_free(Formulas *f) {
  for (size_t i = 0; i < f->count; i++) free(f->texts[i]);
}

/* The members of {a, b}, [a b] or of a single formula. */
static void take_members(const Node *n, Formulas *out) {
  bool list = n->kind == NODE_CELL || n->kind == NODE_MATRIX;
  for (size_t row = 0; row < (list ? n->count : 1); row++)
    for (size_t i = 0; i < (list ? n->kids[row]->count : 1) && out->count <= MOST_FORMULAS; i++) {
      Text t = TEXT_EMPTY;
      reading_put(list ? n->kids[row]->kids[i] : n, NULL, &t);
      out->texts[out->count++] = text_take(&t);
    }
}

/* Without those that equal an earlier one. */
static void drop_twins(Judging *j, Formulas *f, Scope *scope, const char *const *names) {
  Error error = { 0 };
  for (size_t i = 0; i < f->count; i++) {
    Sampler *s = sampler_new(j, f->texts[i], names, &error);
    for (size_t k = i + 1; s && k < f->count; k++) {
      Value other;
      if (!judge_make_function(j->in, scope, f->texts[k], names, &other, &error)) continue;
      if (sampler_compare(s, other, TWIST_NONE, 1e-6, NULL, &error) == AGREE) {
        free(f->texts[k]);
        f->texts[k--] = f->texts[--f->count];
      }
      value_release(other);
    }
    sampler_free(s);
  }
}

static bool augment(const bool *fits, size_t given, size_t i, size_t *taken, bool *seen) {
  for (size_t k = 0; k < given; k++) {
    if (seen[k] || !fits[i * given + k]) continue;
    seen[k] = true;
    if (taken[k] == SIZE_MAX || augment(fits, given, taken[k], taken, seen)) {
      taken[k] = i;
      return true;
    }
  }
  return false;
}

static size_t pair(Judging *j, const Formulas *model, const Formulas *given, Scope *scope,
                   const char *const *names, bool *fault, bool *nothing) {
  bool fits[(MOST_FORMULAS + 1) * (MOST_FORMULAS + 1)] = { 0 };
  size_t taken[MOST_FORMULAS + 1], count = 0;
  Error error = { 0 };
  for (size_t k = 0; k < given->count; k++) taken[k] = SIZE_MAX;
  for (size_t i = 0; i < model->count; i++) {
    Sampler *s = sampler_new(j, model->texts[i], names, &error);
    *fault |= !s;
    for (size_t k = 0; s && k < given->count; k++) {
      Value f;
      if (!judge_make_function(j->in, scope, given->texts[k], names, &f, &error)) continue;
      Agreement a = sampler_compare(s, f, TWIST_NONE, 1e-6, NULL, &error);
      *fault |= a == MODEL_UNDEFINED;
      *nothing |= a == GIVEN_UNDEFINED;
      fits[i * given->count + k] = a == AGREE;
      value_release(f);
    }
    sampler_free(s);
  }
  for (size_t i = 0; i < model->count; i++) {
    bool seen[MOST_FORMULAS + 1] = { 0 };
    count += augment(fits, given->count, i, taken, seen);
  }
  return count;
}

static void judge_formulas(Judging *j, const char *const *names, Arena *arena) {
  Error error = { 0 };
  Formulas model = { .count = 0 }, given = { .count = 0 };
  Text list = TEXT_EMPTY;
  bool fault = false, nothing = false;
  const Node *m = parse_expression_text(j->part->answer.text, arena, &error);
  text_printf(&list, *j->typed == '{' || *j->typed == '[' || !strchr(j->typed, ',') ? "%s" : "{%s}",
              j->typed);
  const Node *n = judge_read_formula(j, text_string(&list), names, false, arena);
  text_free(&list);
  if (!n || !m) return;
  take_members(m, &model);
  take_members(n, &given);
  if (model.count > MOST_FORMULAS)
    judge_fault(j, "a set of formulas has at most %d members", (int)MOST_FORMULAS);
  else if (given.count > MOST_FORMULAS)
    judge_ungradable(j, "That are too many members for this set.");
  else {
    Scope *scope = judge_usable(j);
    drop_twins(j, &model, j->question->scope, names);
    drop_twins(j, &given, scope, names);
    size_t right = pair(j, &model, &given, scope, names, &fault, &nothing);
    size_t most = model.count > given.count ? model.count : given.count;
    scope_free(scope);
    text_printf(&j->out->why, "rule:     the same formulas, in any order\nexpected: %s\n",
                j->part->answer.text);
    if (fault)
      judge_fault(j, "its answer has a value at too few points");
    else if (nothing)
      judge_ungradable(j, "A member of this has no real value.");
    else if (right == most)
      j->out->verdict = VERDICT_RIGHT;
    else {
      j->out->verdict = VERDICT_WRONG;
      j->out->credit = (double)right / (double)most;
      text_printf(&j->out->message, "%zu right, %zu missing, %zu too many.", right,
                  model.count - right, given.count - right);
    }
  }
  formulas_free(&model);
  formulas_free(&given);
}

void judge_members(Judging *j) {
  Arena arena = { 0 };
  Value model;
  const char **names = judge_free_names(j->in, j->question, &arena);
  if (names[0] && *j->part->answer.text == '{' && !judge_is_assignment(j))
    judge_formulas(j, names, &arena);
  else if (!names[0] && judge_author_value(j, j->part->answer.text, &model)) {
    judge_number_like(j, model);
    value_release(model);
  } else if (names[0] && *j->part->answer.text != '{')
    judge_fault(j, "a set of formulas is written {f, g}");
  arena_free(&arena);
}
