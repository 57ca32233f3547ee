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
static void collect(Interp *in, const Scope *scope, const Node *n, Arena *arena, const char **names,
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
    if (n->kids[i]) collect(in, scope, n->kids[i], arena, names, count);
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
  const Node *n = answer ? parse_expression_text(answer, arena, &error) : NULL;
  if (n) collect(in, question->scope, n, arena, names, &count);
  return names;
}

bool judge_is_formula(Interp *in, const Question *question) {
  AnswerKind kind = question->part->kind;
  if (kind == ANSWER_FORMULA) return true;
  if (kind != ANSWER_NUMBER && kind != ANSWER_VECTOR && kind != ANSWER_MATRIX) return false;
  if (question->part->kind_given && kind == ANSWER_NUMBER) return false;
  Arena arena = { 0 };
  bool any = judge_free_names(in, question, &arena)[0] != NULL;
  arena_free(&arena);
  return any;
}

/* ------------------------------------------------------------------ reading */

static void unknown_name(Judging *j, const char *const *names, const char *unknown) {
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
static Scope *usable(Judging *j) {
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

/* The learner's formula as the language reads it, in ARENA; NULL (not gradable) when it cannot be
   read. */
static const Node *read_formula(Judging *j, const char *const *names, bool vector, Arena *arena) {
  Error error = { 0 };
  Text rewritten = TEXT_EMPTY;
  if (judge_is_assignment(j)) return NULL;
  loose_rewrite(j->typed, names, interp_registry(j->in), &rewritten);
  const Node *n = parse_expression_text(text_string(&rewritten), arena, &error);
  char *list = !n && vector ? judge_vector_source(j->typed) : NULL;
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
  Scope *known = usable(j);
  for (size_t i = 0; names[i]; i++) scope_set(known, names[i], value_scalar(1));
  collect(j->in, known, n, arena, unknown, &count);
  scope_free(known);
  if (count > 0) {
    unknown_name(j, names, unknown[0]);
    return NULL;
  }
  return judge_allowed(j, n) ? n : NULL;
}

/* ------------------------------------------------------------------ saying why not */

static void put_point(const char *const *names, const Difference *d, Text *out) {
  for (size_t i = 0; names[i]; i++)
    text_printf(out, "%s%s = %.4g", i ? ", " : "", names[i], d->at[i]);
}

static void counterexample(Judging *j, const char *const *names, const Difference *d,
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
  if (isnan(d->model)) {
    text_printf(m, " %.4g, but no value is expected.", d->given);
    return;
  }
  char given[40], model[40];
  for (int digits = 4; digits <= 13; digits += 3) {
    snprintf(given, sizeof given, "%.*g", digits, d->given);
    snprintf(model, sizeof model, "%.*g", digits, d->model);
    if (strcmp(given, model) != 0) break;
  }
  text_printf(m, " %s, expected %s.", given, model);
}

/* ------------------------------------------------------------------ slips */

static bool author_slip(Judging *j, Value given, const char *const *names) {
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Error error = { 0 };
    Sampler *s = sampler_new(j, j->part->slips[i].value.text, names, &error);
    bool hit = s && sampler_compare(s, given, TWIST_NONE, 1e-6, NULL, &error) == AGREE;
    sampler_free(s);
    if (!hit) continue;
    j->out->verdict = VERDICT_SLIP;
    j->out->slip = (int)i;
    judge_feedback(j, &j->part->slips[i].feedback);
    return true;
  }
  return false;
}

static void rename_calls(Node *n, const char *from, const char *to, bool *any) {
  if (n->kind == NODE_NAME && strcmp(n->text, from) == 0) {
    n->text = to;
    *any = true;
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) rename_calls(n->kids[i], from, to, any);
}

/* Whether the answer would be right with other functions: log10 for log, sind for sin. */
static bool right_with(Judging *j, Sampler *s, const char *const (*swaps)[2], size_t swap_count,
                       const char *const *names, double relative) {
  Arena arena = { 0 };
  Text text = TEXT_EMPTY;
  Error error = { 0 };
  Value other;
  bool any = false, good = false;
  Node *n = parse_expression_text(text_string(&j->out->reading), &arena, &error);
  for (size_t i = 0; n && i < swap_count; i++) rename_calls(n, swaps[i][0], swaps[i][1], &any);
  if (any) {
    reading_put(n, NULL, &text);
    Scope *scope = usable(j);
    if (judge_make_function(j->in, scope, text_string(&text), names, &other, &error)) {
      good = sampler_compare(s, other, TWIST_NONE, relative, NULL, &error) == AGREE;
      value_release(other);
    }
    scope_free(scope);
  }
  text_free(&text);
  arena_free(&arena);
  return good;
}

static bool automatic_slip(Judging *j, Sampler *s, Value given, const char *const *names,
                           double relative) {
  static const struct {
    Twist twist;
    const SlipFound *slip;
  } twists[] = { { TWIST_NEGATE, &slip_sign },
                 { TWIST_TRANSPOSE, &slip_transposed },
                 { TWIST_RECIPROCAL, &slip_reciprocal },
                 { TWIST_DERIVATIVE, &slip_derivative },
                 { TWIST_INTEGRAL, &slip_integral } };
  static const char *const bases[][2] = {
    { "log", "log10" }, { "log", "log2" }, { "log10", "log" }, { "log2", "log" }
  };
  static const char *const degrees[][2] = { { "sin", "sind" },
                                            { "cos", "cosd" },
                                            { "tan", "tand" } };
  static const char *const radians[][2] = { { "sind", "sin" },
                                            { "cosd", "cos" },
                                            { "tand", "tan" } };
  Error error;
  for (size_t i = 0; i < sizeof twists / sizeof *twists; i++)
    if (sampler_compare(s, given, twists[i].twist, relative, NULL, &error) == AGREE) {
      judge_slip(j, twists[i].slip->name, twists[i].slip->message);
      return true;
    }
  for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
    if (right_with(j, s, &bases[i], 1, names, relative)) {
      judge_slip(j, slip_log_base.name, slip_log_base.message);
      return true;
    }
  if (right_with(j, s, degrees, 3, names, relative) ||
      right_with(j, s, radians, 3, names, relative)) {
    judge_slip(j, slip_degrees.name, slip_degrees.message);
    return true;
  }
  return false;
}

/* ------------------------------------------------------------------ the verdict */

static void wrong_shape(Judging *j, Sampler *s, Value given) {
  size_t rows, columns;
  Error error;
  sampler_shape(s, &rows, &columns);
  if (sampler_compare(s, given, TWIST_TRANSPOSE, 1e-6, NULL, &error) == AGREE)
    judge_slip(j, slip_transposed.name, slip_transposed.message);
  else if (rows * columns == 1)
    judge_ungradable(j, "One formula is asked, not a vector or matrix.");
  else if (rows == 1 || columns == 1)
    judge_ungradable(j, "%zu formulas are asked, as in `[x, 2*x]`.", rows * columns);
  else
    judge_ungradable(j, "A %zux%zu matrix is asked; yours has another shape.", rows, columns);
}

static void judge_values(Judging *j, Sampler *s, Value given, const Node *n,
                         const char *const *names) {
  Difference at = { 0 };
  Error error = { 0 };
  bool relative_rule = j->closeness.rule == CLOSE_RELATIVE;
  double relative = relative_rule ? fmax(j->closeness.amount, 1e-12) : 1e-6;
  Agreement agreement = sampler_compare(s, given, TWIST_NONE, relative, &at, &error);
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
  case SHAPES_DIFFER: wrong_shape(j, s, given); return;
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
  if (author_slip(j, given, names)) {
  } else if (sampler_compare(s, given, TWIST_NONE, loose, NULL, &error) == AGREE) {
    j->out->verdict = VERDICT_CLOSE;
    text_puts(&j->out->message, "Close: a coefficient looks rounded.");
  } else
    automatic_slip(j, s, given, names, fmax(relative, 1e-6));
  counterexample(j, names, &at, sampler_entries(s));
  sampler_show(s, given, names, &j->out->why);
}

void judge_formula(Judging *j) {
  Arena arena = { 0 };
  Error error = { 0 };
  Value given;
  const char **names = judge_free_names(j->in, j->question, &arena);
  interp_set_limits(j->in, point_limits);
  Sampler *s = sampler_new(j, j->part->answer.text, names, &error);
  const Node *n = s ? read_formula(j, names, sampler_entries(s) > 1, &arena) : NULL;
  if (!s) judge_fault(j, "`%s`: %s", j->part->answer.text, error.message);
  if (n) {
    Scope *scope = usable(j);
    if (!judge_make_function(j->in, scope, text_string(&j->out->reading), names, &given, &error))
      judge_failed(j, &error);
    else {
      judge_values(j, s, given, n, names);
      value_release(given);
    }
    scope_free(scope);
  }
  sampler_free(s);
  arena_free(&arena);
}
