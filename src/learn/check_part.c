/* check_part.c -- one part of an exercise in one variant: model answer, slips, tests, hints.  */

#include "config.h"
#include "learn/check_parts.h"
#include "learn/template.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What this variant drew, in few words: "x = [2 2], k = 3". */
static void describe(Checking *c, const Variant *v, char *out, size_t size) {
  const char *name;
  Value value;
  Text all = TEXT_EMPTY;
  for (size_t i = 0; scope_at(v->scope, i, &name, &value) && all.len + 1 < size; i++) {
    Value before = scope_get(c->given, name);
    View view;
    if (value_view(&value, &view) && !value_equal(before, value)) {
      text_printf(&all, "%s%s = ", all.len > 0 ? ", " : "", name);
      template_value(value, "", &all);
    }
    value_release(before);
  }
  snprintf(out, size, "%s", text_string(&all));
  text_free(&all);
}

void check_tally(Checking *c, Tally *t, const Variant *v, const char *format, ...) {
  if (t->count++ > 0) return;
  t->seed = v->seed;
  describe(c, v, t->example, sizeof t->example);
  va_list args;
  va_start(args, format);
  vsnprintf(t->detail, sizeof t->detail, format, args);
  va_end(args);
}

typedef struct Trial {
  Checking *c;
  PartCheck *pc;
  const Variant *v;
  Question question;
  bool formula;
} Trial;

static Verdict judge(Trial *t, const char *typed, Judgement *j) {
  judge_answer(t->c->in, &t->question, typed, j);
  return j->verdict;
}

/* Why, without what is said to learners about faults of the author. */
static const char *reason(Judgement *j) {
  static const char before[] = "This exercise has a fault (", after[] = "). It costs you nothing";
  const char *message = text_string(&j->message), *end = strstr(message, after);
  if (j->message.len == 0) return "no reason given";
  if (strncmp(message, before, strlen(before)) != 0 || !end) return message;
  text_truncate(&j->message, (size_t)(end - message));
  return text_string(&j->message) + strlen(before);
}

/* ------------------------------------------------------------------ the model answer */

static bool is_neat(double x, Neat neat, int decimals) {
  double scale = neat == NEAT_HALF       ? 2
                 : neat == NEAT_QUARTER  ? 4
                 : neat == NEAT_TENTH    ? 10
                 : neat == NEAT_DECIMALS ? pow(10, decimals)
                                         : 1;
  if (neat == NEAT_RAT) {
    for (int q = 1; q <= 1000; q++)
      if (fabs(x * q - round(x * q)) <= 1e-9 * fmax(1, fabs(x * q))) return true;
    return false;
  }
  return isfinite(x) && fabs(x * scale - round(x * scale)) <= 1e-9 * fmax(1, fabs(x * scale));
}

static void check_neat(Trial *t, Value model) {
  const Part *p = t->question.part;
  View view;
  if (p->neat == NEAT_NONE || !value_view(&model, &view) || view.complex) return;
  for (size_t i = 0; i < view.count; i++)
    if (!is_neat(view.data[i], p->neat, p->neat_decimals)) {
      check_tally(t->c, &t->pc->neat, t->v, "%.6g", view.data[i]);
      return;
    }
}

/* A letter as the learner sees the option named. */
static void name_option(const Part *p, Text *typed) {
  if (!variant_numbers_options(p) || typed->data[0] < 'a') return;
  size_t place = (size_t)(typed->data[0] - 'a');
  text_clear(typed);
  text_printf(typed, "%zu", place + 1);
}

static bool is_expression(const Trial *t) {
  switch (t->question.part->kind) {
  case ANSWER_NUMBER:
  case ANSWER_VECTOR:
  case ANSWER_MATRIX:
  case ANSWER_SET:
  case ANSWER_SCALED:
  case ANSWER_BASIS:
  case ANSWER_PROBABILITY:
  case ANSWER_EXAMPLE: return t->question.part->answer.text && !t->formula;
  default: return false;
  }
}

/* As texts show it, with four or five figures. */
static void check_shown(Trial *t, Value model) {
  View view;
  Text shown = TEXT_EMPTY;
  Judgement j;
  if (!value_view(&model, &view) || value_is_text(model) || view.complex || view.count == 0 ||
      view.count >= 100)
    return;
  template_value(model, "", &shown);
  Verdict verdict = judge(t, text_string(&shown), &j);
  bool figures =
      verdict == VERDICT_FORM && t->question.part->digits.text; /* 8.3, but 8.30 is asked */
  if (verdict != VERDICT_RIGHT && !figures)
    check_tally(t->c, &t->pc->shown, t->v, "`%.40s` is %s", text_string(&shown),
                verdict_name(j.verdict));
  judgement_free(&j);
  text_free(&shown);
}

/* What the tutor shows as its reading must be readable again. */
static void check_echo(Trial *t, const Judgement *judged) {
  Judgement j;
  if (!t->formula || judged->reading.len == 0) return;
  const char *echo = text_string(&judged->reading);
  if (judge(t, echo, &j) != VERDICT_RIGHT)
    check_tally(t->c, &t->pc->shown, t->v, "`%.40s` is %s", echo, verdict_name(j.verdict));
  judgement_free(&j);
}

static void note_answer(Trial *t, const char *typed) {
  PartCheck *pc = t->pc;
  if (!pc->answer)
    pc->answer = mem_copy_string(typed);
  else
    pc->constant &= strcmp(pc->answer, typed) == 0;
}

/* Where the author gives a derivative, only he knows an answer: a test: line must have it. */
static bool is_proved_otherwise(Trial *t) {
  const Part *p = t->question.part;
  bool proved = false;
  for (size_t i = 0; i < p->test_count; i++) {
    size_t len = strlen(p->tests[i].text);
    proved |= len > 5 && strcmp(p->tests[i].text + len - 5, "right") == 0;
  }
  if (!proved)
    findings_add(t->c->findings, p->answer.place, FINDING_WARNING,
                 "[no-proof] nothing proves that this can be answered; add test: with an "
                 "antiderivative and `right`");
  return true;
}

/* Typed in full, and typed as texts show it. */
static bool check_model(Trial *t) {
  Judgement j;
  Error error = { 0 };
  Text typed = TEXT_EMPTY;
  const Part *p = t->question.part;
  if (!judge_model(t->c->in, &t->question, &typed, &error)) {
    text_free(&typed);
    if (p->kind == ANSWER_ANTIDERIVATIVE) return is_proved_otherwise(t);
    check_failed(t->c, p->answer.place, p->answer.text ? p->answer.text : "", &error);
    t->pc->broken = true;
    return false;
  }
  note_answer(t, text_string(&typed));
  Verdict verdict = judge(t, text_string(&typed), &j);
  if (verdict == VERDICT_FORM && p->form.text)
    check_tally(t->c, &t->pc->form, t->v, "`%.40s`: %s", text_string(&typed), reason(&j));
  else if (verdict != VERDICT_RIGHT)
    check_tally(t->c, t->formula && verdict == VERDICT_UNGRADABLE ? &t->pc->points : &t->pc->model,
                t->v, "`%.40s` is %s: %s", text_string(&typed), verdict_name(verdict), reason(&j));
  else
    check_echo(t, &j);
  judgement_free(&j);
  Value model;
  if (is_expression(t) &&
      interp_evaluate(t->c->in, t->question.scope, p->answer.text, &model, &error)) {
    check_neat(t, model);
    check_tolerance(t->c, t->pc, t->v, model);
    check_shown(t, model);
    value_release(model);
  }
  text_free(&typed);
  return true;
}

/* ------------------------------------------------------------------ slips */

/* The slip, which is the number of an option, as the letter of its place. */
static bool spell_option(Trial *t, const Slip *slip, Text *typed) {
  const Part *p = t->question.part;
  Value v;
  Error error = { 0 };
  if (!interp_evaluate(t->c->in, t->question.scope, slip->value.text, &v, &error)) {
    check_failed(t->c, slip->value.place, slip->value.text, &error);
    return false;
  }
  double n = v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ? v.scalar : 0;
  value_release(v);
  if (!(n >= 1 && n <= (double)p->choice_count && n == floor(n))) {
    findings_add(t->c->findings, slip->value.place, FINDING_ERROR,
                 "[slip] this slip is option %g, but there are %zu options; count them from 1", n,
                 p->choice_count);
    return false;
  }
  size_t place = 0;
  while (t->question.order && t->question.order[place] != (size_t)n - 1) place++;
  text_putc(typed, (char)('a' + (t->question.order ? place : (size_t)n - 1)));
  name_option(p, typed);
  return true;
}

/* The slip as a learner would type it: as the model answer of a part that has it for its answer. */
static bool spell_slip(Trial *t, const Slip *slip, Text *typed) {
  if (t->question.part->kind == ANSWER_CHOICE) return spell_option(t, slip, typed);
  Part twin = *t->question.part;
  Question question = t->question;
  Error error = { 0 };
  twin.answer = slip->value;
  twin.digits = (Phrase){ 0 };
  question.part = &twin;
  if (t->formula ||
      twin.kind == ANSWER_ANTIDERIVATIVE) { /* a slip need not have the model's unknowns */
    check_spell(question.scope, slip->value.text, typed);
    return typed->len > 0;
  }
  Value v = { 0 };
  bool good = !is_expression(t) ||
              interp_evaluate(t->c->in, t->question.scope, slip->value.text, &v, &error);
  value_release(v);
  if (good && judge_model(t->c->in, &question, typed, &error)) return typed->len > 0;
  check_failed(t->c, slip->value.place, slip->value.text, &error);
  return false;
}

static void check_slips(Trial *t) {
  const Part *p = t->question.part;
  for (size_t i = 0; i < p->slip_count; i++) {
    Text typed = TEXT_EMPTY;
    Judgement j;
    if (spell_slip(t, &p->slips[i], &typed)) {
      Verdict verdict = judge(t, text_string(&typed), &j);
      if (verdict == VERDICT_RIGHT)
        check_tally(t->c, &t->pc->equal[i], t->v, "%.60s", text_string(&typed));
      else if (verdict == VERDICT_SLIP && j.slip >= 0 && (size_t)j.slip == i)
        t->pc->named[i]++;
      else if (verdict == VERDICT_SLIP && j.slip >= 0)
        check_tally(t->c, &t->pc->unnamed[i], t->v, "slip %d says it first", j.slip + 1);
      else
        check_tally(t->c, &t->pc->unnamed[i], t->v, "`%.40s` is %s: %s", text_string(&typed),
                    verdict_name(verdict), reason(&j));
      judgement_free(&j);
    }
    text_free(&typed);
  }
}

/* ------------------------------------------------------------------ options */

static void check_twins(Trial *t) {
  const Part *p = t->question.part;
  Text *texts = mem_new((p->choice_count + 1) * sizeof *texts);
  for (size_t i = 0; i < p->choice_count; i++) {
    check_template(t->c, t->question.scope, &p->choices[i].text, &texts[i]);
    for (size_t k = 0; k < i; k++)
      if (strcmp(text_string(&texts[i]), text_string(&texts[k])) == 0)
        check_tally(t->c, &t->pc->twins, t->v, "options %zu and %zu", k + 1, i + 1);
  }
  for (size_t i = 0; i < p->choice_count; i++) text_free(&texts[i]);
  free(texts);
}

/* ------------------------------------------------------------------ test lines */

/* "TYPED right", "TYPED slip 2": the length of what is typed; what is expected goes to WORD and
   WHICH.  0 when it is not understood. */
static size_t split_test(const char *test, char word[16], char which[24]) {
  size_t len = strlen(test), end = len;
  which[0] = word[0] = '\0';
  for (int i = 0; i < 2; i++) {
    size_t start = end;
    while (start > 0 && !isspace((unsigned char)test[start - 1])) start--;
    static const char *const words[] = { "right", "wrong", "close", "form", "ungradable", "slip" };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
      bool last = strcmp(words[k], "slip") == 0 || i == 0;
      if (strlen(words[k]) != end - start || memcmp(test + start, words[k], end - start) != 0 ||
          !last)
        continue;
      snprintf(word, 16, "%s", words[k]);
      while (start > 0 && isspace((unsigned char)test[start - 1])) start--;
      return start;
    }
    snprintf(which, 24, "%.*s", (int)(end - start), test + start);
    while (start > 0 && isspace((unsigned char)test[start - 1])) start--;
    end = start;
  }
  return 0;
}

static bool as_expected(const Judgement *j, const char *word, const char *which) {
  Verdict v = j->verdict;
  if (strcmp(word, "wrong") == 0)
    return v == VERDICT_WRONG || v == VERDICT_SLIP || v == VERDICT_CLOSE || v == VERDICT_FORM;
  if (strcmp(word, verdict_name(v)) != 0) return false;
  if (v != VERDICT_SLIP || !*which) return true;
  return isdigit((unsigned char)*which) ? j->slip + 1 == atoi(which)
                                        : j->name && strcmp(j->name, which) == 0;
}

/* The typed part with its values, as in `code`. */
static bool expand_typed(Trial *t, const Phrase *test, size_t len, Text *out) {
  char *source = mem_copy_bytes(test->text, len);
  Text ticked = TEXT_EMPTY, expanded = TEXT_EMPTY;
  text_printf(&ticked, "`%s`", source);
  Phrase phrase = { text_string(&ticked),
                    { test->place.line, test->place.column > 1 ? test->place.column - 1 : 1 } };
  bool good = check_template(t->c, t->question.scope, &phrase, &expanded);
  if (good && expanded.len >= 2) text_append(out, expanded.data + 1, expanded.len - 2);
  text_free(&ticked);
  text_free(&expanded);
  free(source);
  return good;
}

static void check_tests(Trial *t) {
  const Part *p = t->question.part;
  for (size_t i = 0; i < p->test_count; i++) {
    char word[16], which[24];
    size_t len = split_test(p->tests[i].text, word, which);
    Text typed = TEXT_EMPTY;
    Judgement j;
    if (len == 0)
      findings_add(
          t->c->findings, p->tests[i].place, FINDING_ERROR,
          "[test] a test is an answer and its verdict; write right, wrong, close, form, slip 1 or "
          "ungradable");
    else if (expand_typed(t, &p->tests[i], len, &typed)) {
      judge(t, text_string(&typed), &j);
      if (!as_expected(&j, word, which))
        check_tally(
            t->c, &t->pc->tests[i], t->v, "`%.30s` is judged %s%s%s, but %s%s%s is expected%s%s",
            text_string(&typed), verdict_name(j.verdict), j.name ? " " : "", j.name ? j.name : "",
            word, *which ? " " : "", which, j.message.len > 0 ? ": " : "", text_string(&j.message));
      judgement_free(&j);
    }
    text_free(&typed);
  }
}

/* ------------------------------------------------------------------ hints */

static void squeeze(const char *s, Text *out) {
  for (; *s; s++)
    if (!isspace((unsigned char)*s) && *s != '\\' && *s != '`' && *s != '$')
      text_putc(out, (char)tolower((unsigned char)*s));
}

static bool has_text(const char *text, const char *part) {
  Text a = TEXT_EMPTY, b = TEXT_EMPTY;
  squeeze(text, &a);
  squeeze(part, &b);
  bool found = b.len > 2 && strstr(text_string(&a), text_string(&b));
  text_free(&a);
  text_free(&b);
  return found;
}

static bool tells(Trial *t, const char *hint) {
  const Part *p = t->question.part;
  Value v;
  Error error = { 0 };
  if (!p->answer.text || p->kind == ANSWER_CHOICE || p->kind == ANSWER_CHOICES ||
      p->kind == ANSWER_EXAMPLE || p->kind == ANSWER_SELF || p->kind == ANSWER_ORDER)
    return false;
  if (!is_expression(t)) {
    Text model = TEXT_EMPTY;
    bool told = (t->formula && has_text(hint, p->answer.text)) ||
                (judge_model(t->c->in, &t->question, &model, &error) &&
                 has_text(hint, text_string(&model)));
    text_free(&model);
    return told;
  }
  if (!interp_evaluate(t->c->in, t->question.scope, p->answer.text, &v, &error)) return false;
  bool told = check_shows(hint, v);
  value_release(v);
  return told;
}

static void check_hints(Trial *t) {
  const Part *p = t->question.part;
  for (size_t i = 0; i < p->hint_count; i++) {
    Text text = TEXT_EMPTY;
    if (check_template(t->c, t->question.scope, &p->hints[i], &text) && i + 1 < p->hint_count)
      t->pc->told[i] += tells(t, text_string(&text));
    text_free(&text);
  }
}

void check_part(Checking *c, PartCheck *pc, const Variant *v, size_t index) {
  const Part *p = pc->part;
  Trial t = { .c = c, .pc = pc, .v = v };
  t.question = (Question){ .part = p,
                           .scope = v->scope,
                           .learner = v->scope,
                           .lesson = c->given,
                           .order = v->orders[index],
                           .exercise = v->exercise };
  check_template(c, v->scope, &p->ask, NULL);
  check_template(c, v->scope, &p->solution, NULL);
  for (size_t i = 0; i < p->slip_count; i++)
    check_template(c, v->scope, &p->slips[i].feedback, NULL);
  for (size_t i = 0; i < p->choice_count; i++)
    check_template(c, v->scope, &p->choices[i].feedback, NULL);
  check_twins(&t);
  if (!pc->broken && p->kind != ANSWER_SELF && p->kind != ANSWER_SESSION) {
    t.formula = check_is_formula(c, p, v->scope);
    if (check_model(&t)) {
      check_derivative(c, pc, v, &t.question);
      check_slips(&t);
      check_tests(&t);
    }
  }
  check_hints(&t);
}
