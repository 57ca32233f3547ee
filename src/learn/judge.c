/* judge.c -- reading an answer and choosing the rule for its kind.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "lang/parse.h"
#include "lang/unparse.h"
#include "learn/template.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What one answer may cost. */
static const Limits answer_limits = {
  .steps = 2000000, .bytes = (size_t)64 << 20, .depth = 100, .milliseconds = 2000
};

const char *verdict_name(Verdict v) {
  static const char *const names[] = { "right", "form", "close", "slip", "wrong", "ungradable" };
  return names[v];
}

void judgement_free(Judgement *j) {
  text_free(&j->reading);
  text_free(&j->message);
  text_free(&j->why);
}

void judge_ungradable(Judging *j, const char *format, ...) {
  va_list args;
  va_start(args, format);
  j->out->verdict = VERDICT_UNGRADABLE;
  text_clear(&j->out->message);
  text_vprintf(&j->out->message, format, args);
  va_end(args);
}

/* Markdown that shows TEXT as it is. */
static void put_escaped(const char *s, Text *out) {
  for (; *s; s++) {
    if (ispunct((unsigned char)*s)) text_putc(out, '\\');
    text_putc(out, *s == '\n' ? ' ' : *s);
  }
}

void judge_failed(Judging *j, const Error *error) {
  Text *m = &j->out->message;
  j->out->verdict = VERDICT_UNGRADABLE;
  text_clear(m);
  put_escaped(error->message, m);
  if (error->hint[0]) {
    text_puts(m, ": ");
    put_escaped(error->hint, m);
  }
  text_puts(m, ".");
}

bool judge_author_value(Judging *j, const char *expression, Value *out) {
  Error error;
  if (interp_evaluate(j->in, j->question->scope, expression, out, &error)) return true;
  judge_ungradable(j, "This exercise has a fault (`%s`: %s). It costs you nothing; `skip` goes on.",
                   expression, error.message);
  return false;
}

void judge_feedback(Judging *j, const Phrase *feedback) {
  Error error = { 0 };
  if (!feedback->text) return;
  if (!template_expand(j->in, j->question->scope, feedback->text, &j->out->message, NULL, &error))
    text_puts(&j->out->message, feedback->text);
}

/* ------------------------------------------------------------------ the learner's expression */

static const Node *find_name(const Node *n, const char *name, size_t len) {
  if (n->kind == NODE_NAME && strlen(n->text) == len && memcmp(n->text, name, len) == 0) return n;
  for (size_t i = 0; i < n->count; i++) {
    const Node *found = n->kids[i] ? find_name(n->kids[i], name, len) : NULL;
    if (found) return found;
  }
  return NULL;
}

/* True when the answer uses a function that forbid: excludes. */
static bool forbidden(Judging *j, const Node *n) {
  const char *s = j->part->forbid.text;
  while (s && *s) {
    s += strspn(s, " ,\t\n");
    size_t len = strcspn(s, " ,\t\n");
    if (len > 0 && find_name(n, s, len)) {
      judge_ungradable(j, "`%.*s` is not allowed here: this one is to be worked out by hand.",
                       (int)len, s);
      return true;
    }
    s += len;
  }
  return false;
}

static bool is_literal(const Node *n) {
  if (n->kind == NODE_NUMBER || n->kind == NODE_STRING) return true;
  if (n->kind == NODE_UNARY && n->op == OPERATE_NEGATE) return is_literal(n->kids[0]);
  if (n->kind != NODE_MATRIX && n->kind != NODE_ROW) return false;
  for (size_t i = 0; i < n->count; i++)
    if (!is_literal(n->kids[i])) return false;
  return true;
}

/* 45% is 0.45. */
static void read_percent(const char *typed, Text *out) {
  size_t len = strlen(typed);
  while (len > 0 && isspace((unsigned char)typed[len - 1])) len--;
  if (len > 1 && typed[len - 1] == '%')
    text_printf(out, "(%.*s)/100", (int)(len - 1), typed);
  else
    text_append(out, typed, len);
}

bool judge_learner_value(Judging *j, Value *out) {
  Arena arena = { 0 };
  Error error = { 0 };
  Text source = TEXT_EMPTY;
  read_percent(j->typed, &source);
  const Node *n = parse_expression_text(text_string(&source), &arena, &error);
  bool good = n && !forbidden(j, n);
  if (good) {
    Scope *nothing = j->question->learner ? NULL : scope_new();
    good = interp_evaluate(j->in, nothing ? nothing : j->question->learner, text_string(&source),
                           out, &error);
    scope_free(nothing);
  }
  if (good) {
    text_clear(&j->out->reading);
    unparse(n, &j->out->reading);
    if (!is_literal(n) || n->kind == NODE_STRING) {
      text_puts(&j->out->reading, " = ");
      show_inline(*out, 6, &j->out->reading);
    }
  } else if (error.kind != ERROR_NONE)
    judge_failed(j, &error);
  arena_free(&arena);
  text_free(&source);
  return good;
}

/* ------------------------------------------------------------------ examples */

void judge_example(Judging *j) {
  Value given, verdict;
  Error error;
  bool known;
  if (!judge_learner_value(j, &given)) return;
  Scope *scope = scope_copy(j->question->scope);
  scope_set(scope, "ans", value_retain(given));
  if (!interp_evaluate(j->in, scope, j->part->check.text, &verdict, &error)) {
    Text got = TEXT_EMPTY;
    value_describe(given, &got);
    judge_ungradable(j, "This cannot be checked with %s.", text_string(&got));
    text_free(&got);
  } else {
    bool holds = value_truth(verdict, &known) && known;
    j->out->verdict = holds ? VERDICT_RIGHT : VERDICT_WRONG;
    text_printf(&j->out->why, "condition: %s\nit is %s for your answer\n", j->part->check.text,
                holds ? "true" : "false");
    value_release(verdict);
  }
  scope_free(scope);
  value_release(given);
}

/* ------------------------------------------------------------------ all kinds */

static void judge_by_kind(Judging *j) {
  const Part *p = j->part;
  if (p->kind == ANSWER_CHOICE || p->kind == ANSWER_CHOICES) {
    judge_choice(j);
    return;
  }
  if (p->kind == ANSWER_EXAMPLE || p->kind == ANSWER_SESSION) {
    judge_example(j);
    return;
  }
  Arena arena = { 0 };
  const char **names = NULL;
  bool formula = p->kind == ANSWER_FORMULA ||
                 (!p->kind_given &&
                  judge_free_names(j->in, j->question->scope, p->answer.text, &arena, &names));
  arena_free(&arena);
  if (formula) {
    judge_formula(j);
    return;
  }
  Value model;
  if (!judge_author_value(j, p->answer.text, &model)) return;
  judge_number_like(j, model);
  value_release(model);
}

void judge_answer(Interp *in, const Question *question, const char *typed, Judgement *out) {
  *out = (Judgement){ .verdict = VERDICT_WRONG, .slip = -1 };
  Judging j = {
    .in = in, .question = question, .part = question->part, .typed = typed, .out = out
  };
  Limits before = interp_limits(in);
  Text why = TEXT_EMPTY;
  interp_set_limits(in, answer_limits);
  while (isspace((unsigned char)*j.typed)) j.typed++;
  if (!*j.typed)
    judge_ungradable(&j, "There is nothing to judge yet.");
  else if (!closeness_read(j.part, &j.closeness, &why))
    judge_ungradable(&j, "This exercise has a fault: %s.", text_string(&why));
  else
    judge_by_kind(&j);
  interp_set_limits(in, before);
  text_free(&why);
  out->credit = out->verdict == VERDICT_RIGHT ? 1 : 0;
}

bool judge_model(Interp *in, const Question *question, Text *out, Error *error) {
  const Part *p = question->part;
  *error = (Error){ 0 };
  if (p->kind == ANSWER_CHOICE || p->kind == ANSWER_CHOICES) {
    size_t right = 0;
    if (p->computed_choices) {
      Value v;
      if (!interp_evaluate(in, question->scope, p->answer.text, &v, error)) return false;
      double n = v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ? v.scalar : 0;
      value_release(v);
      if (!(n >= 1 && n <= (double)p->choice_count))
        return error_set(error, ERROR_DOMAIN, (Span){ 0, 0 },
                         "the answer is %g, but there are %zu options", n, p->choice_count);
      right = (size_t)n - 1;
    }
    for (size_t i = 0; i < p->choice_count; i++) {
      size_t k = question->order ? question->order[i] : i;
      if (p->computed_choices ? k == right : p->choices[k].right) text_putc(out, (char)('a' + i));
    }
    return true;
  }
  Arena arena = { 0 };
  const char **names = NULL;
  bool formula =
      p->kind == ANSWER_FORMULA ||
      (!p->kind_given && judge_free_names(in, question->scope, p->answer.text, &arena, &names));
  arena_free(&arena);
  if (formula) {
    text_puts(out, p->answer.text);
    return true;
  }
  Value v;
  if (!interp_evaluate(in, question->scope, p->answer.text, &v, error)) return false;
  show_inline(v, 15, out);
  value_release(v);
  return true;
}

void judge_precision(const Part *p, Text *out) {
  Closeness c;
  Text ignored = TEXT_EMPTY;
  bool asks_number =
      p->kind == ANSWER_NUMBER || p->kind == ANSWER_VECTOR || p->kind == ANSWER_MATRIX;
  if (asks_number && closeness_read(p, &c, &ignored)) {
    if (c.rule == CLOSE_DECIMALS)
      text_printf(out, "%g decimals are enough", c.amount);
    else if (c.rule == CLOSE_FIGURES)
      text_printf(out, "%g significant figures are enough", c.amount);
    else if (c.rule == CLOSE_ABSOLUTE && c.amount > 0 && c.amount < 1)
      text_printf(out, "%d decimals are enough", (int)ceil(-log10(2 * c.amount) - 1e-9));
    else if (c.rule == CLOSE_STANDARD && p->neat == NEAT_NONE)
      text_puts(out, "three significant figures are enough if it is not a whole number");
  }
  text_free(&ignored);
}
