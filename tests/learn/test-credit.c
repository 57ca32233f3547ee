/* test-credit.c -- what an answer is worth that is right in part, and what a quiz keeps quiet.  */

#include "config.h"
#include "learn/judge.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <math.h>
#include <string.h>

static Interp *interp;

/* The credit of an answer that is right in part. */
static void check_part_credit(AnswerKind kind, const char *answer, const char *partial,
                              const char *typed, double expected) {
  static const char *const texts[] = { "one", "two", "three", "four" };
  Choice choices[4];
  for (size_t i = 0; i < 4; i++)
    choices[i] = (Choice){ .text.text = texts[i], .right = i % 2 == 0 };
  Part part = { .name = "", .kind = kind, .kind_given = true, .choices = choices };
  part.answer.text = answer;
  part.partial.text = partial;
  part.choice_count = kind == ANSWER_CHOICES || kind == ANSWER_ORDER ? 4 : 0;
  Scope *scope = scope_new();
  Question q = { .part = &part, .scope = scope };
  Judgement j;
  judge_answer(interp, &q, typed, &j);
  tap_ok(fabs(j.credit - expected) < 1e-12, "%s to %s is worth %g (got %g, %s)", typed,
         answer ? answer : "the options", expected, j.credit, verdict_name(j.verdict));
  judgement_free(&j);
  scope_free(scope);
}

static void check_partial(void) {
  check_part_credit(ANSWER_VECTOR, "[1 2 3 4]", "entries", "[1 2 3 9]", 0.75);
  check_part_credit(ANSWER_VECTOR, "[1 2 3 4]", NULL, "[1 2 3 9]", 0);
  check_part_credit(ANSWER_VECTOR, "[x, x^2]", "entries", "[x, x^3]", 0.5);
  check_part_credit(ANSWER_MATRIX, "[1 2; 3 4]", "entries", "[1 9; 9 4]", 0.5);
  check_part_credit(ANSWER_SET, "{x + 1, x - 1, x}", NULL, "{x, x + 1}", 2.0 / 3);
  check_part_credit(ANSWER_CHOICES, NULL, "net", "a", 0.5);
  check_part_credit(ANSWER_CHOICES, NULL, "net", "ac", 1);
  check_part_credit(ANSWER_CHOICES, NULL, "net", "abc", 0.5);
  check_part_credit(ANSWER_CHOICES, NULL, "net", "ab", 0);
  check_part_credit(ANSWER_CHOICES, NULL, NULL, "a", 0);
  check_part_credit(ANSWER_ORDER, NULL, NULL, "abdc", 0.75);
  check_part_credit(ANSWER_ORDER, NULL, NULL, "bcda", 0.75);
  check_part_credit(ANSWER_ORDER, NULL, NULL, "badc", 0.5);
  check_part_credit(ANSWER_ORDER, NULL, NULL, "abcd", 1);
  check_part_credit(ANSWER_PMF, "a: 0.5, b: 0.25, c: 0.25", "entries", "a: 0.5, b: 0.5", 1.0 / 3);
  check_part_credit(ANSWER_SELF, "a rubric", NULL, "partly", 0.5);
  check_part_credit(ANSWER_SELF, "a rubric", NULL, "my own words", 0);
}

/* In a quiz a message says what was given, never what was expected. */
static void check_quiz_words(void) {
  static const struct {
    AnswerKind kind;
    const char *answer, *typed, *secret;
  } rows[] = { { ANSWER_FORMULA, "3*x^2", "x^2 + 4x", "3" },
               { ANSWER_VECTOR, "[1 2 7]", "[1 2 9]", "3" },
               { ANSWER_INTERVAL, "(2, 5]", "(3, 5]", "left" },
               { ANSWER_PMF, "a: 0.25, b: 0.75", "a: 0.4, b: 0.6", "`a`" } };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Part part = { .name = "", .kind = rows[i].kind, .kind_given = true };
    part.answer.text = rows[i].answer;
    Scope *scope = scope_new();
    Question q = { .part = &part, .scope = scope, .quiz = true };
    Judgement j;
    judge_answer(interp, &q, rows[i].typed, &j);
    tap_ok(j.verdict == VERDICT_WRONG && !strstr(text_string(&j.message), rows[i].secret),
           "a quiz does not tell more: %s", text_string(&j.message));
    judgement_free(&j);
    scope_free(scope);
  }
}

int main(void) {
  Registry *registry = library_new();
  interp = interp_new(registry, (Host){ 0 });
  check_partial();
  check_quiz_words();
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
