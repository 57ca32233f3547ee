/* judge_function.c -- a function that the learner defines: at sample points, and what must hold for
   it.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/judge_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The names of the author's arguments; x where the handle does not tell. */
static const char **arguments_of(const char *text, Arena *arena) {
  Error error = { 0 };
  const Node *n = parse_expression_text(text, arena, &error);
  size_t count = n && n->kind == NODE_LAMBDA ? n->name_count : 1;
  if (count > MOST_NAMES) count = MOST_NAMES;
  const char **names = arena_new(arena, (MOST_NAMES + 1) * sizeof *names);
  for (size_t i = 0; i < count; i++) names[i] = n && n->kind == NODE_LAMBDA ? n->names[i] : "x";
  return names;
}

/* The name that is typed, or defined by what is typed: `f`, `f = @(x) ...`; NULL: neither. */
static char *named(const char *typed, const char **rest) {
  size_t len = 0;
  while (isalnum((unsigned char)typed[len]) || typed[len] == '_') len++;
  const char *behind = typed + len + strspn(typed + len, " \t");
  *rest = *behind == '=' && behind[1] != '=' ? behind + 1 : NULL;
  if (len == 0 || isdigit((unsigned char)*typed) || (*behind && !*rest)) return NULL;
  return mem_copy_bytes(typed, len);
}

/* `function y = f(x) ... end`, run in SCOPE; the handle to what it defines. */
static bool define(Judging *j, Scope *scope, Value *out, Error *error) {
  Arena arena = { 0 };
  Parser parser;
  Text handle = TEXT_EMPTY;
  parser_begin(&parser, j->typed, &arena, error);
  const Node *n = parse_statement(&parser);
  bool good = n && n->kind == NODE_FUNCTION;
  if (good) {
    text_printf(&handle, "@%s", n->text);
    good = judge_allowed(j, n) && interp_run(j->in, scope, j->typed, RUN_QUIET, NULL, error) &&
           interp_evaluate(j->in, scope, text_string(&handle), out, error);
  }
  text_free(&handle);
  arena_free(&arena);
  return good;
}

/* The learner's function; false and not gradable when there is none. */
static bool read_function(Judging *j, Scope *scope, Value *out) {
  Error error = { 0 };
  Arena arena = { 0 };
  const char *rest, *typed = j->typed;
  *out = VALUE_NOTHING;
  bool good = false;
  char *name = named(typed, &rest);
  if (strncmp(typed, "function", 8) == 0 && isspace((unsigned char)typed[8]))
    good = define(j, scope, out, &error);
  else {
    const char *source = rest ? rest + strspn(rest, " \t") : typed;
    Text handle = TEXT_EMPTY;
    Value variable = name && !rest ? scope_get(scope, name) : VALUE_NOTHING;
    if (name && !rest && variable.kind == VALUE_NONE) {
      text_printf(&handle, "@%s", name);
      source = text_string(&handle);
    }
    value_release(variable);
    const Node *n = parse_expression_text(source, &arena, &error);
    good = n && judge_allowed(j, n) && interp_evaluate(j->in, scope, source, out, &error);
    text_free(&handle);
  }
  if (j->out->message.len > 0) {
  } else if (!good)
    judge_failed(j, &error);
  else if (out->kind != VALUE_FUNCTION) {
    judge_ungradable(j, "A function is asked, as in `f = @(x) x^2`.");
    good = false;
  }
  if (good) show_inline(*out, 15, &j->out->reading);
  if (!good) {
    value_release(*out);
    *out = VALUE_NOTHING;
  }
  free(name);
  arena_free(&arena);
  return good;
}

/* The author's handle, at sample points of its arguments. */
static void compare(Judging *j, Value given) {
  Arena arena = { 0 };
  Error error = { 0 };
  Value model;
  Difference at = { 0 };
  const char *answer = j->part->answer.text, **names = arguments_of(answer, &arena);
  if (!judge_author_value(j, answer, &model)) {
  } else if (model.kind != VALUE_FUNCTION) {
    judge_fault(j, "its answer is no function");
    value_release(model);
  } else {
    Sampler *s = sampler_of(j, model, answer, names);
    bool relative = j->closeness.rule == CLOSE_RELATIVE;
    double allowed = relative && j->closeness.amount > 1e-12 ? j->closeness.amount : 1e-6;
    Agreement agreement = sampler_compare(s, given, TWIST_NONE, allowed, &at, &error);
    text_printf(&j->out->why, "rule:     the same value at %zu points, to a relative %g\n",
                sampler_points(s), allowed);
    text_printf(&j->out->why, "yours:    %s\nexpected: %s\n", text_string(&j->out->reading),
                answer);
    switch (agreement) {
    case AGREE: j->out->verdict = VERDICT_RIGHT; break;
    case DIFFER:
      judge_counterexample(j, names, &at, sampler_entries(s));
      if (sampler_compare(s, given, TWIST_NEGATE, allowed, NULL, &error) == AGREE) {
        j->out->verdict = VERDICT_SLIP;
        j->out->name = "sign";
      }
      break;
    case SHAPES_DIFFER: text_puts(&j->out->message, "Its result has another shape."); break;
    case MODEL_UNDEFINED: judge_fault(j, "its answer has a value at too few points"); break;
    case TOO_LONG: judge_ungradable(j, "This takes too long to compute."); break;
    default:
      if (error.kind != ERROR_NONE)
        judge_failed(j, &error);
      else
        judge_ungradable(j, "This has no real value where the answer has one.");
    }
    sampler_show(s, given, names, &j->out->why);
    sampler_free(s);
  }
  arena_free(&arena);
}

void judge_function(Judging *j) {
  Value given;
  if (!j->part->answer.text && !j->part->check.text) {
    judge_fault(j, "it has neither answer: nor check:");
    return;
  }
  Scope *mine = j->question->learner ? scope_copy(j->question->learner) : scope_new();
  if (read_function(j, mine, &given)) {
    j->out->verdict = j->part->answer.text ? VERDICT_WRONG : VERDICT_RIGHT;
    if (j->part->answer.text) compare(j, given);
    if (j->out->verdict == VERDICT_RIGHT && j->part->check.text) {
      Scope *scope = scope_copy(j->question->scope);
      scope_set(scope, "f", value_retain(given));
      scope_set(scope, "ans", value_retain(given));
      judge_condition(j, scope, "this function");
      scope_free(scope);
    }
    value_release(j->out->value);
    j->out->value = given;
  }
  scope_free(mine);
}
