/* judge_formula.c -- formula answers: how they are read, what is said about them.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "base/dict.h"
#include "lang/parse.h"
#include "learn/loose.h"
#include "learn/reading.h"
#include "learn/slips.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What the value at one point may cost. */
static const Limits point_limits = {
  .steps = 200000, .bytes = (size_t)16 << 20, .depth = 100, .milliseconds = 200
};

/* ------------------------------------------------------------------ names */

static bool listed(const char *const *names, const char *name) {
  for (; *names; names++)
    if (strcmp(*names, name) == 0) return true;
  return false;
}

static void add_name(Arena *arena, const char **names, size_t *count, const char *s, size_t len) {
  const char *copy = arena_copy(arena, s, len);
  if (*count < MOST_NAMES && !listed(names, copy)) names[(*count)++] = copy;
}

/* The names of N that are in neither scope and no function. */
void judge_collect(Interp *in, const Scope *scope, const Node *n, Arena *arena, const char **names,
                   size_t *count) {
  if (n->kind == NODE_NAME) {
    Value v = scope ? scope_get(scope, n->text) : VALUE_NOTHING;
    bool variable = v.kind != VALUE_NONE;
    value_release(v);
    if (variable || registry_find(interp_registry(in), n->text, strlen(n->text))) return;
    add_name(arena, names, count, n->text, strlen(n->text));
    return;
  }
  if (n->kind == NODE_LAMBDA) return;
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) judge_collect(in, scope, n->kids[i], arena, names, count);
}

static void domain_names(const char *s, Arena *arena, const char **names, size_t *count) {
  while (s && *s) {
    size_t skip = strspn(s, " ,;\n\t-+.0123456789<=>"), len = 0;
    const char *word = s + skip;
    while (isalnum((unsigned char)word[len]) || word[len] == '_') len++;
    bool strict = len == 6 && memcmp(word, "strict", 6) == 0;
    if (len > 0 && !strict) add_name(arena, names, count, word, len);
    s = word + strcspn(word, ",;");
  }
}

const char **judge_free_names(Interp *in, const Question *question, Arena *arena) {
  Error error = { 0 };
  size_t count = 0;
  const char **names = arena_new(arena, (MOST_NAMES + 1) * sizeof *names);
  const char *answer = question->part->answer.text;
  domain_names(question->part->domain.text, arena, names, &count);
  domain_names(question->part->uses.text, arena, names, &count);
  const Node *n = answer ? parse_expression_text(answer, arena, &error) : NULL;
  if (n) judge_collect(in, question->scope, n, arena, names, &count);
  const char *variable, *of = judge_of_function(question->part, arena, &variable);
  n = of ? parse_expression_text(of, arena, &error) : NULL;
  if (n) judge_collect(in, question->scope, n, arena, names, &count);
  return names;
}

bool judge_is_formula(Interp *in, const Question *question) {
  AnswerKind kind = question->part->kind;
  if (kind == ANSWER_FORMULA) return true;
  if (kind != ANSWER_NUMBER && kind != ANSWER_VECTOR && kind != ANSWER_MATRIX &&
      kind != ANSWER_GRADIENT && kind != ANSWER_JACOBIAN && kind != ANSWER_SET)
    return false;
  if (question->part->kind_given && kind == ANSWER_NUMBER) return false;
  Arena arena = { 0 };
  bool any = judge_free_names(in, question, &arena)[0] != NULL;
  arena_free(&arena);
  return any;
}

/* ------------------------------------------------------------------ reading */

static void judge_unknown_name(Judging *j, const char *const *names, const char *unknown) {
  Text *m = &j->out->message;
  const char *best = NULL;
  for (const char *const *n = names; *n; n++)
    if (strcasecmp(*n, unknown) == 0 ||
        (!best && strlen(unknown) > 2 && edit_distance(*n, unknown, 1) == 1))
      best = *n;
  if (!best && strlen(unknown) > 2) best = registry_nearest(interp_registry(j->in), unknown);
  judge_ungradable(j, "`%s` is not known in this answer", unknown);
  if (best) text_printf(m, "; did you mean `%s`?", best);
  if (best && strcasecmp(best, unknown) == 0) text_puts(m, " Capitals count.");
  if (!best) {
    text_puts(m, names[0] ? "; it is written in" : ", which needs no names");
    for (size_t i = 0; names[i]; i++)
      text_printf(m, "%s `%s`", i == 0 ? "" : names[i + 1] ? "," : " and", names[i]);
    text_putc(m, '.');
  }
}

/* What the learner may calculate with.  A lesson's own variable that the answer does not use stays
   out: the f of its examples is not the f of this question. */
Scope *judge_usable(Judging *j) {
  Arena arena = { 0 };
  Error error = { 0 };
  const char *name;
  Value v;
  const Question *q = j->question;
  Scope *scope = q->learner ? scope_copy(q->learner) : scope_new();
  const Node *n = parse_expression_text(j->part->answer.text, &arena, &error);
  for (size_t i = 0; q->lesson && scope_at(q->lesson, i, &name, &v); i++) {
    Value own = scope_get(scope, name);
    bool same = own.kind != VALUE_NONE && value_equal(own, v);
    value_release(own);
    if (same && !(n && judge_uses(n, name, strlen(name)))) scope_clear(scope, name);
  }
  arena_free(&arena);
  return scope;
}

const Node *judge_read_formula(Judging *j, const char *typed, const char *const *names, bool vector,
                               Arena *arena) {
  Error error = { 0 };
  Text rewritten = TEXT_EMPTY;
  loose_rewrite(typed, names, interp_registry(j->in), &rewritten);
  const Node *n = parse_expression_text(text_string(&rewritten), arena, &error);
  char *list = !n && vector ? judge_vector_source(typed) : NULL;
  if (list) {
    Error ignored = { 0 };
    text_clear(&rewritten);
    loose_rewrite(list, names, interp_registry(j->in), &rewritten);
    n = parse_expression_text(text_string(&rewritten), arena, &ignored);
  }
  free(list);
  text_free(&rewritten);
  if (!n) {
    judge_failed(j, &error);
    return NULL;
  }
  reading_put(n, NULL, &j->out->reading);
  const char **unknown = arena_new(arena, (MOST_NAMES + 1) * sizeof *unknown);
  size_t count = 0;
  Scope *known = judge_usable(j);
  for (size_t i = 0; names[i]; i++) scope_set(known, names[i], value_scalar(1));
  judge_collect(j->in, known, n, arena, unknown, &count);
  scope_free(known);
  if (count > 0) {
    judge_unknown_name(j, names, unknown[0]);
    return NULL;
  }
  return judge_allowed(j, n) ? n : NULL;
}

/* ------------------------------------------------------------------ saying why not */

static void put_point(const char *const *names, const Difference *d, Text *out) {
  for (size_t i = 0; names[i]; i++)
    text_printf(out, "%s%s = %.4g", i ? ", " : "", names[i], d->at[i]);
}

void judge_counterexample(Judging *j, const char *const *names, const Difference *d,
                          size_t entries) {
  Text *m = &j->out->message;
  if (m->len > 0) text_putc(m, ' ');
  if (d->undefined) {
    text_puts(m, "Your answer has no real value");
    if (names[0]) text_puts(m, " at ");
    put_point(names, d, m);
    text_puts(m, d->complex ? "; for the real root of a negative number write `cbrt(x)` or "
                              "`nthroot(x, 3)`."
                            : ".");
    return;
  }
  if (names[0]) {
    text_puts(m, "At ");
    put_point(names, d, m);
    text_putc(m, ' ');
  }
  if (entries > 1)
    text_printf(m, "entry %zu of yours is", d->entry + 1);
  else
    text_puts(m, names[0] ? "yours is" : "Yours is");
  if (j->question->quiz) {
    text_printf(m, " %.4g, and that is not it.", d->given + 0.0);
    return;
  }
  if (isnan(d->model)) {
    text_printf(m, " %.4g, but no value is expected.", d->given + 0.0);
    return;
  }
  char given[40], model[40];
  for (int digits = 4; digits <= 13; digits += 3) {
    snprintf(given, sizeof given, "%.*g", digits, d->given + 0.0); /* no -0 */
    snprintf(model, sizeof model, "%.*g", digits, d->model + 0.0);
    if (strcmp(given, model) != 0) break;
  }
  text_printf(m, " %s, expected %s.", given, model);
}

/* ------------------------------------------------------------------ the verdict */

/* Whether the length was given where the vector is asked. */
static bool is_norm(Judging *j, Value given, const char *const *names) {
  Text length = TEXT_EMPTY;
  Error error = { 0 };
  text_printf(&length, "norm(%s)", j->part->answer.text);
  Sampler *s = sampler_new(j, text_string(&length), names, &error);
  bool good = s && sampler_compare(s, given, TWIST_NONE, 1e-6, NULL, &error) == AGREE;
  sampler_free(s);
  text_free(&length);
  return good;
}

static void wrong_shape(Judging *j, Sampler *s, Value given, const char *const *names) {
  size_t rows, columns;
  Error error;
  sampler_shape(s, &rows, &columns);
  if (sampler_compare(s, given, TWIST_TRANSPOSE, 1e-6, NULL, &error) == AGREE)
    judge_slip(j, slip_transposed.name, slip_transposed.message);
  else if (is_norm(j, given, names))
    judge_slip(j, slip_norm.name, slip_norm.message);
  else if (rows * columns == 1)
    judge_ungradable(j, "One formula is asked, not a vector or matrix.");
  else if (rows == 1 || columns == 1)
    judge_ungradable(j, "%zu formulas are asked, as in `[x, 2*x]`.", rows * columns);
  else
    judge_ungradable(j, "A %zux%zu matrix is asked; yours has another shape.", rows, columns);
}

/* partial: entries, for vectors and matrices of formulas. */
static void partial_credit(Judging *j, Sampler *s, Value given, double relative) {
  size_t entries = sampler_entries(s);
  if (!j->part->partial.text || entries < 2) return;
  size_t right = sampler_right_entries(s, given, relative);
  j->out->credit = (double)right / (double)entries;
  text_printf(&j->out->message, "%s%zu of %zu entries are right.", j->out->message.len ? " " : "",
              right, entries);
}

static void judge_values(Judging *j, Sampler *s, Value given, const Node *n,
                         const char *const *names) {
  Difference at = { 0 };
  Error error = { 0 };
  bool relative_rule = j->closeness.rule == CLOSE_RELATIVE;
  double relative = relative_rule ? fmax(j->closeness.amount, 1e-12) : 1e-6;
  Agreement agreement = sampler_compare(s, given, TWIST_NONE, relative, &at, &error);
  sampler_plot(s, names, text_string(&j->out->reading), j->part->answer.text, &j->out->plot);
  text_printf(&j->out->why, "rule:     the same value at %zu points, to a relative %g\n",
              sampler_points(s), relative);
  text_printf(&j->out->why, "yours:    %s\nexpected: %s\n", text_string(&j->out->reading),
              j->part->answer.text);
  switch (agreement) {
  case AGREE:
    j->out->verdict = VERDICT_RIGHT;
    judge_form(j, n, j->part->answer.text);
    sampler_show(s, given, names, &j->out->why);
    return;
  case SHAPES_DIFFER: wrong_shape(j, s, given, names); return;
  case GIVEN_UNDEFINED:
    if (error.kind != ERROR_NONE)
      judge_failed(j, &error);
    else
      judge_ungradable(j, "This has no real value where the answer has one.");
    return;
  case MODEL_UNDEFINED: judge_fault(j, "its answer has a value at too few points"); return;
  case TOO_LONG:
    judge_ungradable(j, "This takes too long to compute. Is there a shorter way to write it?");
    return;
  case DIFFER: break;
  }
  j->out->verdict = VERDICT_WRONG;
  double loose = fmax(1e-2, relative_rule && relative > 1e-6 ? 10 * relative : 0);
  if (judge_formula_author_slip(j, given, names)) {
  } else if (sampler_compare(s, given, TWIST_NONE, loose, NULL, &error) == AGREE) {
    j->out->verdict = VERDICT_CLOSE;
    text_puts(&j->out->message, "Close: a coefficient looks rounded.");
  } else if (sampler_entries(s) > 1 ||
             !judge_derivative_slip(j, given, names, fmax(relative, 1e-6)))
    judge_formula_slip(j, s, given, text_string(&j->out->reading), names, fmax(relative, 1e-6));
  partial_credit(j, s, given, relative);
  judge_counterexample(j, names, &at, sampler_entries(s));
  sampler_show(s, given, names, &j->out->why);
}

void judge_formula(Judging *j) {
  Arena arena = { 0 };
  Error error = { 0 };
  Value given;
  const char **names = judge_free_names(j->in, j->question, &arena);
  interp_set_limits(j->in, point_limits);
  Sampler *s = sampler_new(j, j->part->answer.text, names, &error);
  const Node *n = s && !judge_is_assignment(j)
                      ? judge_read_formula(j, j->typed, names, sampler_entries(s) > 1, &arena)
                      : NULL;
  if (!s) judge_fault(j, "`%s`: %s", j->part->answer.text, error.message);
  if (n) {
    Scope *scope = judge_usable(j);
    if (!judge_make_function(j->in, scope, text_string(&j->out->reading), names, &given, &error))
      judge_failed(j, &error);
    else {
      judge_values(j, s, given, n, names);
      value_release(j->out->value);
      j->out->value = given;
    }
    scope_free(scope);
  }
  sampler_free(s);
  arena_free(&arena);
}
