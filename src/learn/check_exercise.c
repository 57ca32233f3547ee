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
                 FINDING_ERROR, "[tolerance] %s", text_string(&why));
  text_free(&why);
  if (!judge_knows(p->kind)) {
    findings_add(c->findings, p->answer.text ? p->answer.place : p->place, FINDING_ERROR,
                 "[kind] answers of kind %s cannot be judged yet; ask for something else",
                 answer_kind_name(p->kind));
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

/* The steps in the solutions, with the numbers of one variant. */
static bool check_steps(Checking *c, const Exercise *x, Scope *scope) {
  bool good = true;
  for (size_t i = 0; i < x->part_count; i++)
    good &= check_explained(c, scope, &x->parts[i].solution);
  return good;
}

/* Few draws are enough to see that hardly any is accepted. */
static bool is_hopeless(unsigned long draws, unsigned variants) {
  return draws > 4000 && variants * 100ul < draws * LOWEST_ACCEPTANCE;
}

static void report_acceptance(Checking *c, const Exercise *x, unsigned long draws,
                              unsigned variants) {
  double percent = draws > 0 ? 100.0 * variants / (double)draws : 100;
  if (percent / 100 < c->summary->acceptance) {
    c->summary->acceptance = percent / 100;
    c->summary->acceptance_place = x->where.place;
  }
  if (percent < LOWEST_ACCEPTANCE)
    findings_add(c->findings, x->where.place, FINDING_ERROR,
                 "[acceptance] where: accepts only %.2g %% of the draws (%u of %lu), and 1 %% is "
                 "the least; draw "
                 "more cleverly in vars:",
                 percent, variants, draws);
  else if (percent < LOW_ACCEPTANCE)
    findings_add(
        c->findings, x->where.place, FINDING_WARNING,
        "[acceptance] where: accepts only %.2g %% of the draws; draw more cleverly in vars:",
        percent);
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

static unsigned run_variants(Checking *c, const Exercise *x, PartCheck *parts, bool *varied) {
  unsigned wanted = c->options->variants ? c->options->variants : 50, done = 0;
  unsigned long draws = 0;
  bool in_time = true, explained = true; /* one finding about steps is enough */
  Text first = TEXT_EMPTY;
  Variant v;
  while (done < wanted && draw(c, x, done, &v)) {
    draws += v.draws;
    for (size_t i = 0; i < x->part_count; i++) {
      if (done == 0) {
        parts[i].broken |= !check_names(c, x, &x->parts[i], v.scope);
        parts[i].broken |= !check_condition(c, &x->parts[i], v.scope);
        if (!parts[i].broken) check_definition(c, &x->parts[i], v.scope);
      }
      check_part(c, &parts[i], &v, i);
      if (i + 1 < x->part_count) variant_give_model(&v, c->in, i); /* for the parts behind it */
    }
    if (done == 0) check_texts_once(c, x, v.scope);
    explained = explained && check_steps(c, x, v.scope);
    note_variety(c, x, &v, &first, varied);
    variant_free(&v);
    done++;
    in_time = check_in_time(c);
    if (is_hopeless(draws, done) || !in_time) break;
    if (!x->vars.text && x->parts[0].choice_count == 0) break; /* they are all alike */
  }
  if (!in_time)
    findings_add(c->findings, x->place, FINDING_ERROR,
                 "[time] checking took too long here and the other variants were left out; make "
                 "vars: and answer: faster");
  if (x->where.text && done > 0) report_acceptance(c, x, draws, done);
  text_free(&first);
  return done;
}

/* ------------------------------------------------------------------ what is said */

/* What a report says besides the numbers. */
typedef struct Saying {
  const char *code, *what, *remedy;
} Saying;

static void report(Checking *c, Place place, Severity severity, const Tally *t, unsigned variants,
                   Saying say) {
  if (t->count > 0)
    findings_add(c->findings, place, severity,
                 "[%s] %s for %u of %u variants (first: %s; seed %llu%s%s); %s", say.code, say.what,
                 t->count, variants, t->detail, (unsigned long long)t->seed,
                 *t->example ? ", " : "", t->example, say.remedy);
}

static void report_slips(Checking *c, const PartCheck *pc, unsigned variants) {
  for (size_t i = 0; i < pc->part->slip_count; i++) {
    char what[60];
    snprintf(what, sizeof what, "slip %zu equals the right answer", i + 1);
    Place place = pc->part->slips[i].value.place;
    report(c, place, FINDING_ERROR, &pc->equal[i], variants,
           (Saying){ "slip-right", what,
                     pc->equal[i].count == variants ? "take it away or ask for more precision"
                                                    : "keep such draws away with where:" });
    if (pc->named[i] == 0 && pc->unnamed[i].count > 0 && pc->equal[i].count == 0)
      findings_add(c->findings, place, FINDING_WARNING,
                   "[slip-never] slip %zu is never recognised (%s); change it, move it up or take "
                   "it away",
                   i + 1, pc->unnamed[i].detail);
  }
}

static void report_constant(Checking *c, const Exercise *x, const PartCheck *pc,
                            unsigned variants) {
  const Part *p = pc->part;
  bool chosen = p->kind == ANSWER_CHOICE && !p->fixed_order; /* shuffled: the letter is another */
  if (x->vars.text && pc->constant && pc->answer && variants >= 30 && !chosen &&
      check_depends(x, p->answer.text) && p->kind != ANSWER_TEXT && p->kind != ANSWER_EXAMPLE)
    findings_add(
        c->findings, p->answer.place, FINDING_WARNING,
        "[constant] the answer is %.40s in all %u variants; let it depend on what is drawn",
        pc->answer, variants);
}

static void report_part(Checking *c, const Exercise *x, const PartCheck *pc, unsigned variants,
                        bool varied) {
  const Part *p = pc->part;
  Place answer = p->answer.text        ? p->answer.place
                 : p->choice_count > 0 ? p->choices[0].text.place
                                       : x->place;
  Place options = p->choice_count > 0 ? p->choices[0].text.place : answer;
  report(c, answer, FINDING_ERROR, &pc->points, variants,
         (Saying){ "points", "the formula has a value at too few points to be compared",
                   "say with domain: where it has one, such as domain: x > 0" });
  report(c, answer, FINDING_ERROR, &pc->model, variants,
         (Saying){ "model", "the model answer is not right by its own rule",
                   "mend the answer or the rule" });
  report(c, p->form.place, FINDING_ERROR, &pc->form, variants,
         (Saying){ "form", "the answer is not written in this form itself",
                   pc->form.count == variants ? "write the answer so"
                                              : "keep such draws away with where:" });
  report(c, p->of.place, FINDING_ERROR, &pc->derivative, variants,
         (Saying){ "of", "the answer is not the derivative of this", "mend one of them" });
  if (pc->model.count == 0)
    report(c, answer, FINDING_ERROR, &pc->shown, variants,
           (Saying){ "shown", "the answer typed as it is shown is not right",
                     "allow a tolerance: or draw rounder numbers" });
  report(c, answer, FINDING_ERROR, &pc->neat, variants,
         (Saying){ "neat", "neat: is not kept", "draw other numbers or promise less" });
  report(c,
         p->between.text     ? p->between.place
         : p->tolerance.text ? p->tolerance.place
         : p->digits.text    ? p->digits.place
                             : answer,
         FINDING_WARNING, &pc->loose, variants,
         (Saying){ "tolerance", "an answer that is far off passes", "ask for more precision" });
  report(c, options, FINDING_ERROR, &pc->twins, variants,
         (Saying){ "twins", "two options read the same",
                   pc->twins.count == variants ? "change one of them"
                                               : "keep such draws away with where:" });
  report_slips(c, pc, variants);
  for (size_t i = 0; i < p->test_count; i++)
    report(c, p->tests[i].place, FINDING_ERROR, &pc->tests[i], variants,
           (Saying){ "test", "this test fails", "mend the test or the answer" });
  for (size_t i = 0; i + 1 < p->hint_count; i++)
    if (pc->told[i] > 0 && pc->told[i] * 10 >= variants * 8)
      findings_add(c->findings, p->hints[i].place, FINDING_WARNING,
                   "[hint-leak] hint %zu contains the answer, and only the last may; say less or "
                   "move it to the end",
                   i + 1);
  if (varied) report_constant(c, x, pc, variants);
}

void check_exercise(Checking *c, const Exercise *x) {
  PartCheck *parts = mem_new(x->part_count * sizeof *parts);
  for (size_t i = 0; i < x->part_count; i++) {
    const Part *p = &x->parts[i];
    parts[i] = (PartCheck){ .part = p,
                            .broken = !is_whole(c, p),
                            .constant = true,
                            .equal = mem_new((p->slip_count + 1) * sizeof *parts->equal),
                            .named = mem_new((p->slip_count + 1) * sizeof *parts->named),
                            .unnamed = mem_new((p->slip_count + 1) * sizeof *parts->unnamed),
                            .tests = mem_new((p->test_count + 1) * sizeof *parts->tests),
                            .told = mem_new((p->hint_count + 1) * sizeof *parts->told) };
  }
  for (size_t i = 0; i < x->part_count; i++) {
    check_keys(c, x, &x->parts[i]);
    parts[i].broken |= !check_forms(c, &x->parts[i]);
  }
  bool unused = check_unused(c, x), varied = false;
  unsigned variants = run_variants(c, x, parts, &varied);
  if (x->vars.text && !varied && !unused && variants >= 10)
    findings_add(c->findings, x->vars.place, FINDING_WARNING,
                 "[constant] the question is the same in all %u variants; show what was drawn, or "
                 "take vars: away",
                 variants);
  c->summary->exercises++;
  c->summary->variants += variants;
  for (size_t i = 0; i < x->part_count; i++) {
    if (variants > 0) report_part(c, x, &parts[i], variants, varied);
    free(parts[i].answer);
    free(parts[i].equal);
    free(parts[i].named);
    free(parts[i].unnamed);
    free(parts[i].tests);
    free(parts[i].told);
  }
  free(parts);
}
