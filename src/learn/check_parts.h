/* check_parts.h -- shared by the files that check; nobody else includes it.  */

#ifndef LEARN_CHECK_PARTS_H
#define LEARN_CHECK_PARTS_H

#include "learn/check.h"
#include "learn/judge.h"
#include "learn/variant.h"

typedef struct Checking {
  Interp *in;
  const Lesson *lesson;
  const char *path;
  const CheckOptions *options;
  Findings *findings;
  CheckSummary *summary;
  Scope *given;    /* the lesson's variables so far */
  Limits limits;   /* of one run */
  double deadline; /* of everything, see check_now */
  size_t figures;  /* shown so far */
  const Host *outer;
  struct Figure *figure; /* the last one */
} Checking;

bool check_in_time(const Checking *c);

/* Report ERROR, which happened in TEXT that begins at START, at its exact place. */
void check_failed(Checking *c, Place start, const char *text, const Error *error);

/* ------------------------------------------------------------------ texts (check_text.c) */

/* A text with its values; what fails is reported.  OUT may be NULL. */
bool check_template(Checking *c, Scope *scope, const Phrase *text, Text *out);
/* Its explain fences run and have steps. */
bool check_explained(Checking *c, Scope *scope, const Phrase *markdown);
/* Its formulas, links and dollar signs. */
void check_markdown(Checking *c, Scope *scope, const Phrase *text);
/* Whether TEXT has WORD as a word of its own, not counting what stands in @{...}. */
bool check_mentions(const char *text, const char *word);
/* Whether TEXT shows the numbers of V one after the other. */
bool check_shows(const char *text, Value v);

/* ------------------------------------------------------------------ exercises */

void check_exercise(Checking *c, const Exercise *x); /* check_exercise.c */
/* False when there is an unknown one. (check_names.c) */
bool check_names(Checking *c, const Exercise *x, const Part *p, Scope *scope);
/* EXPRESSION with the variables of SCOPE written out: 2*a*x with a = 3 is 2*(3)*x. */
void check_spell(Scope *scope, const char *expression, Text *out);
/* Whether the answer of P is a formula here. */
bool check_is_formula(Checking *c, const Part *p, Scope *scope);

/* What went wrong in some variants, to be reported once. */
typedef struct Tally {
  unsigned count;
  uint64_t seed;     /* of the first */
  char example[160]; /* what was drawn there: "x = [2 2]" */
  char detail[160];
} Tally;

/* One part in all variants. */
typedef struct PartCheck {
  const Part *part;
  bool broken; /* a fault was reported that makes judging it pointless */
  Tally model, shown, neat, twins, points, loose, form, derivative;
  char *answer;    /* of the first variant, as one would type it */
  bool constant;   /* so far all variants have this answer */
  Tally *equal;    /* per slip: it is right */
  unsigned *named; /* per slip: it was recognised */
  Tally *unnamed;
  Tally *tests;
  unsigned *told; /* per hint: it has the answer */
} PartCheck;

void check_part(Checking *c, PartCheck *pc, const Variant *v, size_t index); /* check_part.c */
void check_tally(Checking *c, Tally *t, const Variant *v, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What can be said before anything is drawn: keys without an effect, precision that cannot be met.
   (check_keys.c) */
void check_keys(Checking *c, const Exercise *x, const Part *p);
/* False when form: has a word that is not known. */
bool check_forms(Checking *c, const Part *p);
/* Whether answers that are far from MODEL pass as equal. */
void check_tolerance(Checking *c, PartCheck *pc, const Variant *v, Value model);
/* Whether a formula lacks a value where its unknowns may go. (check_domain.c) */
void check_definition(Checking *c, const Part *p, Scope *scope);
/* Whether the answer is the derivative of what of: names. (check_derivative.c) */
void check_derivative(Checking *c, PartCheck *pc, const Variant *v, const Question *q);
/* Variables that vars: draws and nobody reads; true when there are any. (check_vars.c) */
bool check_unused(Checking *c, const Exercise *x);

/* Whether TEXT names a variable that vars: draws. */
bool check_depends(const Exercise *x, const char *text);

/* ------------------------------------------------------------------ the whole (check_reading.c) */

/* How long one reads before there is something to do, and what the lesson should have. */
void check_reading(Checking *c);
/* Colours in a plot block that cannot be told from the paper. */
void check_colours(Checking *c, const Item *item);

/* ------------------------------------------------------------------ the file among others */

void check_place_in_catalogue(Checking *c); /* check_catalogue.c */
void check_link(Checking *c, Place place, const char *href);

#endif
