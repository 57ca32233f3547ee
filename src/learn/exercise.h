/* exercise.h -- an exercise as written: keys and texts, not yet drawn or judged.  */

#ifndef LEARN_EXERCISE_H
#define LEARN_EXERCISE_H

#include "learn/findings.h"

/* A piece of the lesson file with its place, for messages. */
typedef struct Phrase {
  const char *text; /* NULL when the key is absent */
  Place place;      /* of its first character */
} Phrase;

typedef struct Slip {
  Phrase value;    /* the wrong answer, an expression like the answer itself */
  Phrase feedback; /* Markdown with @{...} */
} Slip;

typedef struct Choice {
  Phrase text;     /* Markdown with @{...} */
  Phrase feedback; /* behind " -- ", or NULL */
  bool right;
} Choice;

typedef enum AnswerKind {
  ANSWER_NUMBER,
  ANSWER_VECTOR, /* orientation does not matter */
  ANSWER_MATRIX,
  ANSWER_FORMULA,
  ANSWER_SET,    /* answer: {a, b} */
  ANSWER_SCALED, /* answer: v up to scale */
  ANSWER_INTERVAL,
  ANSWER_EQUATION,
  ANSWER_CHOICE,
  ANSWER_CHOICES,
  ANSWER_TEXT,
  ANSWER_EXAMPLE, /* anything for which check: holds */
  ANSWER_SESSION,
  ANSWER_SELF,  /* the learner marks his own work by a rubric */
  ANSWER_BASIS, /* basis of or span of the columns of a matrix */
  ANSWER_ANTIDERIVATIVE,
  ANSWER_GRADIENT,
  ANSWER_JACOBIAN,
  ANSWER_PROBABILITY,
  ANSWER_PMF,
  ANSWER_ORDER,    /* choices: in their right order */
  ANSWER_FUNCTION, /* answer: @(x) ..., check: conditions on f */
  ANSWER_KINDS
} AnswerKind;

typedef enum Neat {
  NEAT_NONE,
  NEAT_INT,
  NEAT_HALF,
  NEAT_TENTH,
  NEAT_QUARTER,
  NEAT_DECIMALS,
  NEAT_RAT
} Neat;

typedef struct Part {
  const char *name; /* "" for the only one */
  Place place;
  Phrase ask;
  Phrase answer; /* without "up to scale", "basis of" and the like */
  AnswerKind kind;
  bool kind_given;        /* written with kind:, not inferred */
  Phrase tolerance;       /* "0.5%", "+-0.01", "exact" */
  Phrase digits;          /* "3 significant", "2 decimals": sigfigs: and decimals: too */
  const char *digits_key; /* which of the three it was */
  Phrase between;
  Phrase form, domain, check;
  Phrase subject;  /* what stands behind `wrt`: the variable of an antiderivative */
  Phrase uses;     /* more names that a formula answer may use */
  Phrase of;       /* the function whose derivative is asked: "x^2*y wrt y" */
  Phrase units;    /* "m/s": may stand behind the number */
  Phrase partial;  /* "entries" or "net": credit for a part of the answer */
  Phrase constant; /* "required": an antiderivative needs its + C */
  Phrase forbid;   /* names that the answer may not use, separated by blanks or commas */
  Neat neat;
  int neat_decimals; /* for NEAT_DECIMALS */
  Slip *slips;
  size_t slip_count;
  Phrase *hints;
  size_t hint_count;
  Phrase solution;
  Choice *choices;
  size_t choice_count;
  bool computed_choices; /* from choices: A | B | C; the answer is the number of the right one */
  bool fixed_order;      /* order: fixed */
  Phrase *tests;         /* "@{var(x)} right", "banana ungradable" */
  size_t test_count;
  int points; /* 0: not written, counts as 1 */
  int price;  /* of a hint, in percent of this part; -1: not written */
} Part;

typedef struct Exercise {
  const char *name; /* unique in the lesson */
  Place place;
  Phrase vars, where; /* statements; a condition */
  Phrase ask;         /* what stands before the first part; NULL when there is only one part */
  Part *parts;
  size_t part_count;
  int points;
} Exercise;

/* Read the lines between the fences.  TEXT begins at line FIRST_LINE of the file.  Everything lives
   in ARENA.  NULL only when nothing usable was found; faults are added to FINDINGS. */
Exercise *exercise_parse(Arena *arena, const char *name, const char *text, size_t len,
                         uint32_t first_line, Findings *findings);

/* LIST of COUNT elements of SIZE bytes with room for one more: it moves when COUNT is a power of
   two, so that long lists cost no more than twice their size. */
void *arena_grow(Arena *arena, void *list, size_t count, size_t size);

/* Kinds (answer_kind.c). */
const char *answer_kind_name(AnswerKind kind);     /* "number" */
bool answer_kind_set(Part *p, const char *name);   /* false: there is no such kind */
const char *answer_kind_nearest(const char *name); /* NULL: nothing is near */
/* Take "up to scale", "basis of" and their kin out of the answer, and infer the kind unless it was
   given.  VARS (may be NULL) is the text that draws the variables. */
void answer_kind_infer(Arena *arena, Part *p, const char *vars);

#endif
