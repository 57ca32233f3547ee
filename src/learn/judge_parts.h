/* judge_parts.h -- shared by the files that judge; nobody else includes it.  */

#ifndef LEARN_JUDGE_PARTS_H
#define LEARN_JUDGE_PARTS_H

#include "lang/ast.h"
#include "learn/closeness.h"
#include "learn/judge.h"

typedef struct Judging {
  Interp *in;
  const Question *question;
  const Part *part;
  const char *typed;
  Closeness closeness;
  Judgement *out;
} Judging;

void judge_ungradable(Judging *j, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* From an error of the language, with its caret. */
void judge_failed(Judging *j, const Error *error);

/* Evaluate one of the author's expressions; false (and not gradable, naming the fault) on failure.
 */
bool judge_author_value(Judging *j, const char *expression, Value *out);

void judge_number_like(Judging *j, Value model);
void judge_formula(Judging *j);
void judge_choice(Judging *j);
void judge_example(Judging *j);

/* The learner's expression: parsed, checked against forbid:, evaluated.  READING is set. */
bool judge_learner_value(Judging *j, Value *out);

/* Whether the author's answer has names that are neither variables nor functions: then it is a
   formula, and NAMES receives them (in ARENA, NULL at the end). */
bool judge_free_names(Interp *in, Scope *scope, const char *expression, Arena *arena,
                      const char ***names);

/* The author's feedback text with this variant's values. */
void judge_feedback(Judging *j, const Phrase *feedback);

/* Values equal by the rules for numbers, vectors (orientation does not matter unless STRICT) and
   matrices. */
bool judge_same(const Closeness *c, Value model, Value given, bool strict);

/* Whether two formulas in NAMES agree: 1 yes, 0 no, -1 cannot be decided.  AT receives the simplest
   point of difference. */
typedef struct Difference {
  double at[8], model, given;
  bool undefined; /* the given formula has no value there */
} Difference;
int judge_formulas_agree(Judging *j, const char *model, const char *given, const char *const *names,
                         double relative, Difference *at, size_t *points);

#endif
