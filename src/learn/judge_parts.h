/* judge_parts.h -- shared by the files that judge; nobody else includes it.  */

#ifndef LEARN_JUDGE_PARTS_H
#define LEARN_JUDGE_PARTS_H

#include "base/complex_number.h"
#include "lang/ast.h"
#include "learn/closeness.h"
#include "learn/judge.h"

enum { MOST_NAMES = 8, LONGEST_ANSWER = 4000, MOST_POINTS = 100 };

typedef struct Judging {
  Interp *in;
  const Question *question;
  const Part *part;
  const char *typed;
  Closeness closeness;
  Judgement *out;
} Judging;

typedef struct Difference {
  double at[MOST_NAMES], model, given;
  size_t entry;   /* of a vector or matrix */
  bool undefined; /* the given formula has no real value there */
  bool complex;   /* ... but a complex one */
} Difference;

void judge_ungradable(Judging *j, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* From an error of the language. */
void judge_failed(Judging *j, const Error *error);
/* The author's mistake, not the learner's. */
void judge_fault(Judging *j, const char *format, ...) __attribute__((format(printf, 2, 3)));
void judge_slip(Judging *j, const char *name, const char *message);

/* Evaluate one of the author's expressions; false (and not gradable, naming the fault) on failure.
 */
bool judge_author_value(Judging *j, const char *expression, Value *out);

void judge_number_like(Judging *j, Value model);
char *judge_vector_source(const char *typed);

/* One for each kind, or for several that have one rule. */
void judge_formula(Judging *j);
void judge_members(Judging *j); /* a set of formulas */
void judge_choice(Judging *j);
void judge_order(Judging *j);
void judge_text(Judging *j);
void judge_self(Judging *j);
void judge_interval(Judging *j);
void judge_equation(Judging *j);
void judge_antiderivative(Judging *j);
void judge_basis(Judging *j);
bool judge_is_row_equivalent(const Judging *j);
void judge_row_equivalent(Judging *j, Value model, Value given);
void judge_probability(Judging *j);
void judge_pmf(Judging *j);
void judge_function(Judging *j);

/* check: in SCOPE; SUBJECT is what it is about. */
void judge_condition(Judging *j, Scope *scope, const char *subject);

/* The learner's expression: parsed, checked against forbid:, evaluated.  READING is set.  SOURCE
   (may be NULL) is what to read instead of what was typed. */
bool judge_learner_value(Judging *j, const char *source, Value *out);
/* False (and not gradable) when N uses what forbid: excludes, or what differs from call to call. */
bool judge_allowed(Judging *j, const Node *n);
/* True (and not gradable) for y = 2*x: only the right side is an answer. */
bool judge_is_assignment(Judging *j);
/* Whether NAME occurs in N, as a variable, a function or @function. */
bool judge_uses(const Node *n, const char *name, size_t len);

/* The names a formula answer is about: those in the author's answer that are neither variables nor
   functions, and those of domain:.  In ARENA, NULL at the end. */
const char **judge_free_names(Interp *in, const Question *question, Arena *arena);
/* The learner's formula in NAMES (others count as unknown) as the language reads it, in ARENA;
   NULL (not gradable) when it cannot be read.  Sets the reading.  VECTOR: 1, 2 is a list. */
const Node *judge_read_formula(Judging *j, const char *typed, const char *const *names, bool vector,
                               Arena *arena);
/* What the learner's formula may calculate with; to be freed. */
Scope *judge_usable(Judging *j);
/* The names of N that are neither in SCOPE nor functions, nor in NAMES yet; *COUNT grows to
   MOST_NAMES. */
void judge_collect(Interp *in, const Scope *scope, const Node *n, Arena *arena, const char **names,
                   size_t *count);
void judge_counterexample(Judging *j, const char *const *names, const Difference *d,
                          size_t entries);
/* Whether the question is answered by a formula. */
bool judge_is_formula(Interp *in, const Question *question);

/* The author's feedback text with this variant's values. */
void judge_feedback(Judging *j, const Phrase *feedback);
/* The verdict is the author's slip I, with its feedback. */
void judge_name_slip(Judging *j, size_t i);

/* form:, for the learner's expression N against the author's MODEL; true when there is nothing to
   say against it.  Else the verdict is FORM (or a fault).  */
bool judge_form(Judging *j, const Node *n, const char *model);

/* ------------------------------------------------------------------ equal values (judge_equal.c)
 */

/* By the rule of the part's kind: entry by entry, as sets, as directions. */
bool judge_equal(const Judging *j, Value model, Value given);
double _Complex judge_entry(const View *v, size_t i);
bool judge_entry_equal(const Closeness *c, const View *model, const View *given, size_t i);
bool judge_is_vector(const View *v);
bool judge_is_strict(const Judging *j); /* a row is no column */
bool judge_shapes_fit(const Judging *j, const View *model, const View *given);
/* How many members of two sets can be paired one to one, and how many each has (duplicates
 * removed). */
size_t judge_paired(const Judging *j, Value model, Value given, size_t *expected, size_t *got);
/* How far MODEL is from the line of GIVEN, relative to its length; model = FACTOR * given. */
double judge_off_line(const View *model, const View *given, double _Complex *factor);
double judge_length(const View *v);

/* ------------------------------------------------------------------ sampling (judge_sampling.c) */

typedef struct Sampler Sampler;

/* What is compared instead of the two formulas themselves, to find a slip. */
typedef enum Twist {
  TWIST_NONE,
  TWIST_NEGATE,     /* given is minus the model */
  TWIST_RECIPROCAL, /* given is one divided by the model */
  TWIST_DERIVATIVE, /* given is the model's derivative */
  TWIST_INTEGRAL,   /* given's derivative is the model */
  TWIST_TRANSPOSE
} Twist;

typedef enum Agreement {
  AGREE,
  DIFFER,
  SHAPES_DIFFER,
  GIVEN_UNDEFINED, /* the given formula has hardly any value; the error says why if there is one */
  MODEL_UNDEFINED, /* the author's has not: nothing can be decided */
  TOO_LONG
} Agreement;

/* Another way to have the learner's value at the I-th point; NaN where there is none. */
typedef struct Given {
  Value function;
  void (*at)(void *self, const double *x, size_t i, double *y, double *doubt);
  void *self;
} Given;

/* The author's formula MODEL at all points; NULL with an error when it is none. */
Sampler *sampler_new(Judging *j, const char *model, const char *const *names, Error *error);
/* The same for a function, which is taken over; TEXT is how it was written. */
Sampler *sampler_of(Judging *j, Value f, const char *text, const char *const *names);
void sampler_free(Sampler *s);
/* Compare the learner's GIVEN (a function of the names).  AT (may be NULL: the first difference is
   enough) receives the simplest point of difference. */
Agreement sampler_compare(Sampler *s, Value given, Twist twist, double relative, Difference *at,
                          Error *error);
Agreement sampler_compare_with(Sampler *s, const Given *given, Twist twist, double relative,
                               Difference *at, Error *error);
/* A number's worth of F at X; false where it has no value that can be trusted. */
bool sampler_value(Sampler *s, Value f, const double *x, double *y, double *doubt);
bool sampler_late(const Sampler *s); /* the time for one answer is over */
/* All points, usable or not, and the model's (first) value at those that are. */
size_t sampler_count(const Sampler *s);
const double *sampler_point(const Sampler *s, size_t i);
bool sampler_usable(const Sampler *s, size_t i);
double sampler_model(const Sampler *s, size_t i);
/* How many points were looked at by the last comparison. */
size_t sampler_points(const Sampler *s);
size_t sampler_entries(const Sampler *s); /* 1 unless the formula is a vector or matrix */
void sampler_shape(const Sampler *s, size_t *rows, size_t *columns);
/* A few points with both values, a line each. */
void sampler_show(Sampler *s, Value given, const char *const *names, Text *out);

/* How many entries of a vector or matrix agree everywhere. */
size_t sampler_right_entries(Sampler *s, Value given, double relative);
/* Statements that draw the learner's and the author's function of one variable, for `why`. */
void sampler_plot(Sampler *s, const char *const *names, const char *yours, const char *expected,
                  Text *out);

/* ------------------------------------------------------------------ derivatives
   (judge_derivative.c) */

/* N with f(x), where the scope has an f = @(x) ..., as the body of f with its numbers; in ARENA. */
const Node *judge_inlined(const Scope *scope, const Node *n, Arena *arena);
/* The formula in of:, and the variable behind its `wrt` (NULL: none). */
const char *judge_of_function(const Part *p, Arena *arena, const char **variable);
/* The function whose derivative is asked, with this variant's numbers, and by what; in ARENA.  NULL
   when none is known; an ERROR only where of: is at fault. */
const Node *judge_source(Interp *in, const Question *q, Arena *arena, const char **variable,
                         Error *error);
/* Name the rule that was misused, if GIVEN comes out when it is. */
bool judge_derivative_slip(Judging *j, Value given, const char *const *names, double relative);

/* ------------------------------------------------------------------ slips of formulas
   (judge_formula_slips.c) */

bool judge_formula_author_slip(Judging *j, Value given, const char *const *names);
/* TEXT is the learner's formula. */
bool judge_formula_slip(Judging *j, Sampler *s, Value given, const char *text,
                        const char *const *names, double relative);
/* The value of the answer to another part of the exercise that EQUAL accepts, as a slip. */
bool judge_other_part(Judging *j, bool equal(Judging *j, const char *answer, void *self),
                      void *self);

/* EXPRESSION in NAMES as a function value. */
bool judge_make_function(Interp *in, Scope *scope, const char *expression, const char *const *names,
                         Value *out, Error *error);

#endif
