/* check_exercise.c -- one exercise in many variants, and what is said about it in the end.  */

#include "config.h"
#include "learn/check_parts.h"
#include "learn/closeness.h"
#include "learn/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOWEST_ACCEPTANCE = 1, LOW_ACCEPTANCE = 3 }; /* percent */

/* ------------------------------------------------------------------ before any drawing */

static Place key_place(const Exercise *x, const Phrase *p) {
  return p->text ? p->place : x->place;
}

/* Whether the answer can be judged at all. */
static bool is_whole(Checking *c, const Part *p) {
  Closeness closeness;
  Text why = TEXT_EMPTY;
  bool good = closeness_read(p, &closeness, &why);
  if (!good)
    findings_add(c->findings,
                 p->between.text  ? p->between.place
                 : p->digits.text ? p->digits.place
                                  : p->tolerance.place,
                 FINDING_ERROR, "%s", text_string(&why));
  text_free(&why);
  if (!judge_knows(p->kind)) {
    findings_add(c->findings, p->answer.text ? p->answer.place : p->place, FINDING_ERROR,
                 "answers of kind %s cannot be judged yet", answer_kind_name(p->kind));
    return false;
  }
  if (p->kind == ANSWER_CHOICE && !p->computed_choices) {
    size_t right = 0;
    for (size_t i = 0; i < p->choice_count; i++) right += p->choices[i].right;
    return good && right == 1;
  }
  if (p->kind == ANSWER_CHOICES) return good && p->choice_count > 0;
  if ((p->kind == ANSWER_EXAMPLE || p->kind == ANSWER_SESSION) && !p->check.text) return false;
  return good && p->answer.text;
}

/* The condition itself, on the answer it must hold for. */
static bool check_condition(Checking *c, const Part *p, Scope *drawn) {
  Error error = { 0 };
  Value model, holds;
  if (p->kind != ANSWER_EXAMPLE || !p->check.text || !p->answer.text) return true;
  if (!interp_evaluate(c->in, drawn, p->answer.text, &model, &error)) return true; /* said later */
  Scope *scope = scope_copy(drawn);
  scope_set(scope, "ans", model);
  bool good = interp_evaluate(c->in, scope, p->check.text, &holds, &error);
  if (good)
    value_release(holds);
  else
    check_failed(c, p->check.place, p->check.text, &error);
  scope_free(scope);
  return good;
}

static void check_texts_once(Checking *c, const Exercise *x, Scope *scope) {
  check_markdown(c, scope, &x->ask);
  for (size_t i = 0; i < x->part_count; i++) {
    const Part *p = &x->parts[i];
    check_markdown(c, scope, &p->ask);
    check_markdown(c, scope, &p->solution);
    for (size_t k = 0; k < p->hint_count; k++) check_markdown(c, scope, &p->hints[k]);
    for (size_t k = 0; k < p->slip_count; k++) check_markdown(c, scope, &p->slips[k].feedback);
    for (size_t k = 0; k < p->choice_count; k++) {
      check_markdown(c, scope, &p->choices[k].text);
      check_markdown(c, scope, &p->choices[k].feedback);
    }
  }
}

/* ------------------------------------------------------------------ all variants */

static bool draw(Checking *c, const Exercise *x, unsigned i, Variant *v) {
  Error error = { 0 };
  uint64_t seed = variant_seed(c->lesson->slug, x->name, c->options->seed, i);
  if (variant_draw(v, c->in, x, c->given, seed, &error)) return true;
  const Phrase *culprit = v->culprit && v->culprit->text ? v->culprit : &x->vars;
  check_failed(c, key_place(x, culprit), culprit->text ? culprit->text : "", &error);
  variant_free(v);
  return false;
}

/* Few draws are enough to see that hardly any is accepted. */
static bool is_hopeless(unsigned long draws, unsigned variants) {
  return draws > 4000 && variants * 100ul < draws * LOWEST_ACCEPTANCE;
}

static void report_acceptance(Checking *c, const Exercise *x, unsigned long draws,
                              unsigned variants) {
  double percent = draws > 0 ? 100.0 * variants / (double)draws : 100;
  if (percent < LOWEST_ACCEPTANCE)
    findings_add(
        c->findings, x->where.place, FINDING_ERROR,
        "where: accepts only %.2g %% of the draws (%u of %lu), and 1 %% is the least; draw "
        "more cleverly in vars:",
        percent, variants, draws);
  else if (percent < LOW_ACCEPTANCE)
    findings_add(c->findings, x->where.place, FINDING_WARNING,
                 "where: accepts only %.2g %% of the draws", percent);
}

static void note_variety(Checking *c, const Exercise *x, const Variant *v, Text *first,
                         bool *varied) {
  Text now = TEXT_EMPTY;
  for (size_t i = 0; i <= x->part_count; i++) {
    const Phrase *ask = i == 0 ? &x->ask : &x->parts[i - 1].ask;
    *varied |= !check_template(c, v->scope, ask, &now); /* not known, then */
  }
  if (first->len == 0)
    text_puts(first, text_string(&now));
  else
    *varied |= strcmp(text_string(first), text_string(&now)) != 0;
  text_free(&now);
}

static unsigned run_variants(Checking *c, const Exercise *x, PartCheck *parts) {
  unsigned wanted = c->options->variants ? c->options->variants : 50, done = 0;
  unsigned long draws = 0;
  bool varied = false, in_time = true;
  Text first = TEXT_EMPTY;
  Variant v;
  while (done < wanted && draw(c, x, done, &v)) {
    draws += v.draws;
    if (done == 0) {
      for (size_t i = 0; i < x->part_count; i++) {
        check_names(c, x, &x->parts[i], v.scope);
        parts[i].broken |= !check_condition(c, &x->parts[i], v.scope);
      }
      check_texts_once(c, x, v.scope);
    }
    note_variety(c, x, &v, &first, &varied);
    for (size_t i = 0; i < x->part_count; i++) check_part(c, &parts[i], &v, i);
    variant_free(&v);
    done++;
    in_time = check_in_time(c);
    if (is_hopeless(draws, done) || !in_time) break;
    if (!x->vars.text && x->parts[0].choice_count == 0) break; /* they are all alike */
  }
  if (!in_time)
    findings_add(c->findings, x->place, FINDING_ERROR,
                 "checking took too long here; the other variants were left out");
  if (x->where.text && done > 0) report_acceptance(c, x, draws, done);
  if (x->vars.text && !varied && done >= 10)
    findings_add(c->findings, x->vars.place, FINDING_WARNING,
                 "the question is the same in all %u variants", done);
  text_free(&first);
  return done;
}

/* ------------------------------------------------------------------ what is said */

static void report(Checking *c, Place place, const Tally *t, unsigned variants, const char *what) {
  if (t->count == 0) return;
  findings_add(c->findings, place, FINDING_ERROR,
               "%s for %u of %u variants (first: %s; seed %llu%s%s)", what, t->count, variants,
               t->detail, (unsigned long long)t->seed, *t->example ? ", " : "", t->example);
}

static void report_slips(Checking *c, const PartCheck *pc, unsigned variants) {
  for (size_t i = 0; i < pc->part->slip_count; i++) {
    char what[60];
    snprintf(what, sizeof what, "slip %zu equals the right answer", i + 1);
    report(c, pc->part->slips[i].value.place, &pc->equal[i], variants, what);
    if (pc->named[i] == 0 && pc->unnamed[i].count > 0)
      findings_add(c->findings, pc->part->slips[i].value.place, FINDING_WARNING,
                   "slip %zu is never recognised (%s)", i + 1, pc->unnamed[i].detail);
  }
}

static void report_part(Checking *c, const Exercise *x, const PartCheck *pc, unsigned variants) {
  const Part *p = pc->part;
  Place answer = p->answer.text        ? p->answer.place
                 : p->choice_count > 0 ? p->choices[0].text.place
                                       : x->place;
  report(c, answer, &pc->model, variants, "the model answer is not right by its own rule");
  if (pc->model.count == 0)
    report(c, answer, &pc->shown, variants, "the answer typed as it is shown is not right");
  report(c, answer, &pc->neat, variants, "neat: is not kept");
  if (p->choice_count > 0)
    report(c, p->choices[0].text.place, &pc->twins, variants, "two options read the same");
  report_slips(c, pc, variants);
  for (size_t i = 0; i < p->test_count; i++)
    report(c, p->tests[i].place, &pc->tests[i], variants, "this test fails");
  for (size_t i = 0; i + 1 < p->hint_count; i++)
    if (pc->told[i] > 0 && pc->told[i] * 10 >= variants * 8)
      findings_add(c->findings, p->hints[i].place, FINDING_WARNING,
                   "hint %zu contains the answer, and only the last may", i + 1);
}

void check_exercise(Checking *c, const Exercise *x) {
  PartCheck *parts = mem_new(x->part_count * sizeof *parts);
  for (size_t i = 0; i < x->part_count; i++) {
    const Part *p = &x->parts[i];
    parts[i] = (PartCheck){ .part = p,
                            .broken = !is_whole(c, p),
                            .equal = mem_new((p->slip_count + 1) * sizeof *parts->equal),
                            .named = mem_new((p->slip_count + 1) * sizeof *parts->named),
                            .unnamed = mem_new((p->slip_count + 1) * sizeof *parts->unnamed),
                            .tests = mem_new((p->test_count + 1) * sizeof *parts->tests),
                            .told = mem_new((p->hint_count + 1) * sizeof *parts->told) };
  }
  unsigned variants = run_variants(c, x, parts);
  c->summary->exercises++;
  c->summary->variants += variants;
  for (size_t i = 0; i < x->part_count; i++) {
    if (variants > 0) report_part(c, x, &parts[i], variants);
    free(parts[i].equal);
    free(parts[i].named);
    free(parts[i].unnamed);
    free(parts[i].tests);
    free(parts[i].told);
  }
  free(parts);
}
