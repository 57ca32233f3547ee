/* check_derivative.c -- whether the answer is the derivative of what of: names.  */

#include "config.h"
#include "learn/algebraic.h"
#include "learn/check_parts.h"
#include "learn/judge_parts.h"
#include "learn/reading.h"
#include "learn/wrong_derivatives.h"

#include <string.h>

/* The derivative by the engine, typed as an answer. */
static void compare(Checking *c, PartCheck *pc, const Variant *v, const Question *q,
                    const Node *source, const char *derivative) {
  Part twin = *q->part;
  Question question = *q;
  Judgement j;
  twin.form = (Phrase){ 0 };
  twin.slip_count = 0;
  question.part = &twin;
  judge_answer(c->in, &question, derivative, &j);
  if (j.verdict != VERDICT_RIGHT) {
    Text function = TEXT_EMPTY;
    reading_put(source, NULL, &function);
    check_tally(c, &pc->derivative, v, "`%.50s` has the derivative `%.50s`", text_string(&function),
                derivative);
    text_free(&function);
  }
  judgement_free(&j);
}

static void differentiate(Checking *c, PartCheck *pc, const Variant *v, const Question *q,
                          const Node *source, const char *variable) {
  Algebra a;
  Text derivative = TEXT_EMPTY;
  algebra_begin(&a, c->in);
  algebraic_print(&a, right_derivative(&a, source, variable), &derivative);
  if (!algebra_failed(&a))
    compare(c, pc, v, q, source, text_string(&derivative));
  else if (pc->derivative.count == 0) {
    findings_add(c->findings, pc->part->of.place, FINDING_ERROR,
                 "[of] no rule differentiates this: %s; take of: away", a.error.message);
    pc->broken = true;
  }
  text_free(&derivative);
  algebra_end(&a);
}

void check_derivative(Checking *c, PartCheck *pc, const Variant *v, const Question *q) {
  Arena arena = { 0 };
  Error error = { 0 };
  const char *variable;
  const Part *p = pc->part;
  bool formula = p->kind == ANSWER_FORMULA || (p->kind == ANSWER_NUMBER && !p->kind_given);
  if (!p->of.text || !formula) return;
  const Node *source = judge_source(c->in, q, &arena, &variable, &error);
  if (!source) {
    const char *function = judge_of_function(p, &arena, &variable);
    check_failed(c, p->of.place, function, &error);
    pc->broken = true;
  } else if (!judge_uses(source, variable, strlen(variable))) {
    findings_add(c->findings, p->of.place, FINDING_ERROR,
                 "[of] there is no `%s` in it to differentiate by; write another name behind wrt",
                 variable);
    pc->broken = true;
  } else
    differentiate(c, pc, v, q, source, variable);
  arena_free(&arena);
}
