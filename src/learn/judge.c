/* judge.c -- reading an answer and choosing the rule for its kind.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "base/utf8.h"
#include "lang/parse.h"
#include "learn/loose.h"
#include "learn/reading.h"
#include "learn/template.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_READING = 300, MOST_SHOWN = 60 };

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
  text_free(&j->plot);
  value_release(j->value);
  j->value = VALUE_NOTHING;
}

void judge_ungradable(Judging *j, const char *format, ...) {
  va_list args;
  va_start(args, format);
  j->out->verdict = VERDICT_UNGRADABLE;
  text_clear(&j->out->message);
  text_vprintf(&j->out->message, format, args);
  va_end(args);
}

void judge_fault(Judging *j, const char *format, ...) {
  Text what = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&what, format, args);
  va_end(args);
  judge_ungradable(j, "This exercise has a fault (%s). It costs you nothing; `skip` goes on.",
                   text_string(&what));
  text_free(&what);
}

void judge_slip(Judging *j, const char *name, const char *message) {
  j->out->verdict = VERDICT_SLIP;
  j->out->name = name;
  text_puts(&j->out->message, message);
}

/* Markdown that shows TEXT as it is. */
static void put_escaped(const char *s, Text *out) {
  for (; *s; s++) {
    if (strchr("\\`*_{}[]<>$#|~&", *s)) text_putc(out, '\\');
    text_putc(out, *s == '\n' ? ' ' : *s);
  }
}

/* "sin takes 1 argument", "x is 1x3": a name stays as it is written. */
static bool begins_with_name(const Judging *j, const char *s) {
  size_t len = 0;
  while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
  if (len == 0 || registry_find(interp_registry(j->in), s, len)) return true;
  for (const char *at = j->typed; *at;) {
    size_t word = 0;
    while (isalnum((unsigned char)at[word]) || at[word] == '_') word++;
    if (word == len && memcmp(at, s, len) == 0) return true;
    at += word > 0 ? word : 1;
  }
  return false;
}

void judge_failed(Judging *j, const Error *error) {
  Text *m = &j->out->message;
  j->out->verdict = VERDICT_UNGRADABLE;
  text_clear(m);
  put_escaped(error->message, m);
  if (m->len > 0 && !begins_with_name(j, error->message))
    m->data[0] = (char)toupper((unsigned char)m->data[0]);
  if (error->hint[0]) {
    text_puts(m, ": ");
    put_escaped(error->hint, m);
  }
  if (m->len > 0 && !strchr(".?!", m->data[m->len - 1])) text_putc(m, '.');
}

bool judge_author_value(Judging *j, const char *expression, Value *out) {
  Error error;
  if (interp_evaluate(j->in, j->question->scope, expression, out, &error)) return true;
  judge_fault(j, "`%s`: %s", expression, error.message);
  return false;
}

void judge_feedback(Judging *j, const Phrase *feedback) {
  Error error = { 0 };
  if (!feedback->text) return;
  if (!template_expand(j->in, j->question->scope, feedback->text, &j->out->message, NULL, &error))
    text_puts(&j->out->message, feedback->text);
}

void judge_name_slip(Judging *j, size_t i) {
  j->out->verdict = VERDICT_SLIP;
  j->out->slip = (int)i;
  judge_feedback(j, &j->part->slips[i].feedback);
}

/* ------------------------------------------------------------------ the learner's expression */

bool judge_uses(const Node *n, const char *name, size_t len) {
  bool named = n->kind == NODE_NAME || n->kind == NODE_HANDLE || n->kind == NODE_STRING;
  if (named && n->text && strlen(n->text) == len && memcmp(n->text, name, len) == 0) return true;
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i] && judge_uses(n->kids[i], name, len)) return true;
  return false;
}

bool judge_allowed(Judging *j, const Node *n) {
  static const char *const fickle[] = { "rand",  "randn", "randi", "randperm", "rande",  "randg",
                                        "randp", "clock", "now",   "toc",      "cputime" };
  for (size_t i = 0; i < sizeof fickle / sizeof *fickle; i++)
    if (judge_uses(n, fickle[i], strlen(fickle[i]))) {
      judge_ungradable(j, "`%s` gives something else each time, so it cannot be an answer.",
                       fickle[i]);
      return false;
    }
  const char *s = j->part->forbid.text;
  while (s && *s) {
    s += strspn(s, " ,\t\n");
    size_t len = strcspn(s, " ,\t\n");
    if (len > 0 && judge_uses(n, s, len)) {
      judge_ungradable(j, "`%.*s` is not allowed here: this one is to be worked out by hand.",
                       (int)len, s);
      return false;
    }
    s += len;
  }
  return true;
}

static bool is_literal(const Node *n) {
  if (n->kind == NODE_NUMBER) return true;
  if (n->kind == NODE_UNARY && n->op == OPERATE_NEGATE) return is_literal(n->kids[0]);
  if (n->kind != NODE_MATRIX && n->kind != NODE_CELL && n->kind != NODE_ROW) return false;
  for (size_t i = 0; i < n->count; i++)
    if (!is_literal(n->kids[i])) return false;
  return true;
}

static void put_reading(const Node *n, Value v, Text *out) {
  reading_put(n, NULL, out);
  if (out->len > LONGEST_READING) {
    text_truncate(out, LONGEST_READING);
    text_puts(out, " ...");
  }
  if (is_literal(n) || n->kind == NODE_STRING) return;
  text_puts(out, " = ");
  if (value_count(v) > MOST_SHOWN || v.kind == VALUE_FUNCTION)
    value_describe(v, out);
  else
    show_inline(v, 6, out);
  for (size_t i = 0; i < out->len; i++)
    if (out->data[i] == '\n') out->data[i] = ' ';
}

/* A name and one equals sign. */
bool judge_is_assignment(Judging *j) {
  const char *s = j->typed, *equals = strchr(s, '=');
  if (!equals || equals == s || equals[1] == '=' || strchr("=<>~!", equals[-1])) return false;
  for (; s < equals; s++)
    if (!isalnum((unsigned char)*s) && !strchr("_ ()'", *s)) return false;
  judge_ungradable(j, "Type only what stands on the right of the equals sign.");
  return true;
}

/* 0,5 and 1.234,5 */
static bool has_decimal_comma(const char *s) {
  s += strspn(s, "+- ");
  size_t digits = strspn(s, "0123456789.");
  return digits > 0 && s[digits] == ',' && s[digits + 1] &&
         strspn(s + digits + 1, "0123456789") == strlen(s + digits + 1);
}

bool judge_learner_value(Judging *j, const char *typed, Value *out) {
  Arena arena = { 0 };
  Error error = { 0 };
  Text source = TEXT_EMPTY;
  /* {x = 2, x = 3} was taken apart before. */
  bool set = typed && j->part->kind == ANSWER_SET;
  if (!set && judge_is_assignment(j)) return false;
  loose_plain(typed ? typed : j->typed, &source);
  const Node *n = parse_expression_text(text_string(&source), &arena, &error);
  bool good = n && judge_allowed(j, n);
  if (good) {
    Scope *scope = j->question->learner ? scope_copy(j->question->learner) : scope_new();
    good = interp_evaluate(j->in, scope, text_string(&source), out, &error);
    scope_free(scope);
  }
  if (good) {
    put_reading(n, *out, &j->out->reading);
    value_release(j->out->value);
    j->out->value = value_retain(*out);
  } else if (has_decimal_comma(j->typed))
    judge_ungradable(j, "Numbers are written with a point, as in 0.5; a comma separates.");
  else if (error.kind != ERROR_NONE)
    judge_failed(j, &error);
  arena_free(&arena);
  text_free(&source);
  return good;
}

/* ------------------------------------------------------------------ conditions */

/* Whether check: holds there; false (and a verdict) when it cannot be found out. */
static bool judge_holds(Judging *j, Scope *scope, const char *subject, bool *holds) {
  Value verdict;
  Error error;
  bool known;
  if (!j->part->check.text) {
    judge_fault(j, "it has no check:");
    return false;
  }
  if (!interp_evaluate(j->in, scope, j->part->check.text, &verdict, &error)) {
    judge_ungradable(j, "This cannot be checked with %s.", subject);
    return false;
  }
  *holds = value_truth(verdict, &known) && known;
  value_release(verdict);
  return true;
}

void judge_condition(Judging *j, Scope *scope, const char *subject) {
  bool holds;
  if (!judge_holds(j, scope, subject, &holds)) return;
  j->out->verdict = holds ? VERDICT_RIGHT : VERDICT_WRONG;
  if (!holds) text_puts(&j->out->message, "Not everything that is asked holds for this.");
  text_printf(&j->out->why, "rule:     %s\nit is %s for your answer\n", j->part->check.text,
              holds ? "true" : "false");
}

static void judge_example(Judging *j) {
  Value given;
  if (!judge_learner_value(j, NULL, &given)) return;
  Scope *scope = scope_copy(j->question->scope);
  scope_set(scope, "ans", value_retain(given));
  Text got = TEXT_EMPTY;
  value_describe(given, &got);
  judge_condition(j, scope, text_string(&got));
  text_free(&got);
  value_release(given);
  scope_free(scope);
}

/* The condition is about the learner's own variables; what was typed only says "look now". */
static void judge_session(Judging *j) {
  const char *name;
  Value v;
  if (!j->question->learner) {
    judge_fault(j, "there are no variables to look at");
    return;
  }
  Scope *scope = scope_copy(j->question->scope);
  for (size_t i = 0; scope_at(j->question->learner, i, &name, &v); i++)
    scope_set(scope, name, value_retain(v));
  judge_condition(j, scope, "the variables that you have now");
  scope_free(scope);
}

/* ------------------------------------------------------------------ all kinds */

/* Numbers, vectors, matrices; formulas where there are names. */
/* Numbers, vectors, matrices; formulas where there are names. */
static void judge_by_value(Judging *j) {
  Value model;
  if (judge_is_formula(j->in, j->question))
    judge_formula(j);
  else if (judge_author_value(j, j->part->answer.text, &model)) {
    judge_number_like(j, model);
    value_release(model);
  }
}

static const struct {
  void (*judge)(Judging *j);
  bool without_answer; /* something else says what is right */
} rules[ANSWER_KINDS] = {
  [ANSWER_NUMBER] = { judge_by_value, false },
  [ANSWER_VECTOR] = { judge_by_value, false },
  [ANSWER_MATRIX] = { judge_by_value, false },
  [ANSWER_FORMULA] = { judge_formula, false },
  [ANSWER_SET] = { judge_members, false },
  [ANSWER_SCALED] = { judge_by_value, false },
  [ANSWER_INTERVAL] = { judge_interval, false },
  [ANSWER_EQUATION] = { judge_equation, false },
  [ANSWER_CHOICE] = { judge_choice, true },
  [ANSWER_CHOICES] = { judge_choice, true },
  [ANSWER_TEXT] = { judge_text, false },
  [ANSWER_EXAMPLE] = { judge_example, true },
  [ANSWER_SESSION] = { judge_session, true },
  [ANSWER_SELF] = { judge_self, true },
  [ANSWER_BASIS] = { judge_basis, false },
  [ANSWER_ANTIDERIVATIVE] = { judge_antiderivative, false },
  [ANSWER_GRADIENT] = { judge_by_value, false },
  [ANSWER_JACOBIAN] = { judge_by_value, false },
  [ANSWER_PROBABILITY] = { judge_probability, false },
  [ANSWER_PMF] = { judge_pmf, false },
  [ANSWER_ORDER] = { judge_order, true },
  [ANSWER_FUNCTION] = { judge_function, true },
};

bool judge_knows(AnswerKind kind) {
  return rules[kind].judge != NULL;
}

static void judge_by_kind(Judging *j) {
  AnswerKind kind = j->part->kind;
  if (j->part->answer.text || rules[kind].without_answer)
    rules[kind].judge(j);
  else
    judge_fault(j, "it has no answer:");
}

/* Bytes that are no UTF-8, control characters, what turns the direction of writing round. */
static bool is_readable(const char *s, size_t len) {
  size_t used;
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(s + i, len - i, &used);
    if (utf8_unsafe(point) || (point == UTF8_BAD && used == 1)) return false;
  }
  return true;
}

void judge_answer(Interp *in, const Question *question, const char *typed, Judgement *out) {
  *out = (Judgement){ .verdict = VERDICT_WRONG, .slip = -1, .value = VALUE_NOTHING };
  Judging j = { .in = in, .question = question, .part = question->part, .out = out };
  Limits before = interp_limits(in);
  Host host = interp_host(in), silent = host;
  Text why = TEXT_EMPTY;
  size_t len = strlen(typed);
  /* An answer says nothing and shows nothing. */
  silent.print = NULL;
  silent.show_figure = NULL;
  interp_set_host(in, silent);
  interp_set_limits(in, answer_limits);
  while (len > 0 && isspace((unsigned char)typed[len - 1])) len--;
  while (len > 0 && isspace((unsigned char)*typed)) typed++, len--;
  char *trimmed = mem_copy_bytes(typed, len);
  j.typed = trimmed;
  if (len == 0)
    judge_ungradable(&j, "There is nothing to judge yet.");
  else if (len > LONGEST_ANSWER)
    judge_ungradable(&j, "This is too long for an answer.");
  else if (!is_readable(typed, len))
    judge_ungradable(&j, "There is a character in this that cannot be read; type it once more.");
  else if (!closeness_read(j.part, &j.closeness, &why))
    judge_fault(&j, "%s", text_string(&why));
  else
    judge_by_kind(&j);
  interp_set_limits(in, before);
  interp_set_host(in, host);
  text_free(&why);
  free(trimmed);
  if (out->verdict == VERDICT_RIGHT)
    out->credit = 1;
  else if (out->verdict == VERDICT_UNGRADABLE)
    out->credit = 0;
}
