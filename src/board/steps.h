/* steps.h -- an explanation as data: what is done, why, and what must hold.

   An explainer fills a Steps with BoardSteps; render.c turns them into text, check.c recomputes
   what they claim.  Texts are UTF-8 with the signs of a book (− · × ÷ √ ² λ ✓ ≈); the renderer
   finds their stand-ins where there is only ASCII.  All memory belongs to the Steps.

   In the text of a line a tab begins a new column, a vertical tab a right-aligned one; the columns
   of neighbouring rows line up.  \1 stands for the line's next grid.  */

#ifndef BOARD_STEPS_H
#define BOARD_STEPS_H

#include "board/exact.h"

/* What must hold between the sides of a claim. */
typedef enum Relation {
  RELATION_DEFINED,        /* a name for something; nothing to check */
  RELATION_EQUAL,          /* before and after have the same value, exactly or to 1e-9 */
  RELATION_SAME_SOLUTIONS, /* two matrices have the same null space: rows were combined */
  RELATION_DERIVATIVE,     /* the function after is the derivative of the function before */
  RELATION_SAME_FUNCTION,  /* two functions of one variable agree wherever before is defined */
  RELATION_PARALLEL,       /* the columns are multiples of each other, neither is 0 */
  RELATION_SOLVES,         /* within * before = after */
  RELATION_PERPENDICULAR   /* before' * after = 0 */
} Relation;

/* A kind of step, declared once.  {name} is put in from what the step binds. */
typedef struct Move {
  const char *id;      /* "row.subtract" */
  const char *heading; /* a sentence */
  const char *formula; /* the rule, beside the heading; may be NULL */
  const char *reason;  /* more, below it; may be NULL */
  Relation relation;   /* what its claims have to fulfil, unless they say otherwise */
} Move;

typedef struct Side {
  const Exact *matrix; /* or */
  Value value;         /* any other value, kept by the Steps */
} Side;

typedef struct Claim {
  Relation relation;
  Side before, after, within;
  size_t variable; /* the slope by this one alone, from 1; 0: by all */
  bool apart;      /* functions get the entries of a point as arguments of their own */
  bool lying;      /* ... as a row */
} Claim;

typedef enum Fence { FENCE_NONE, FENCE_BRACKETS, FENCE_BARS } Fence;

typedef struct Grid {
  size_t rows, columns;
  const char **cells; /* row by row */
  Fence fence;
  size_t bar;          /* a line before this column; 0: none */
  const char **labels; /* behind each row, or NULL */
  bool centred;        /* formulas in the middle instead of numbers at their point */
} Grid;

typedef enum LineKind { LINE_ROW, LINE_PROSE, LINE_GAP } LineKind;

typedef struct Line {
  LineKind kind;
  unsigned depth;                   /* shown from this level on: 1 normal, 2 full */
  int shift;                        /* columns to the right of where the step's lines begin */
  unsigned least_width, most_width; /* of the page, for drawings and what stands in for them */
  const char *text;                 /* NULL for a gap */
  const Grid **grids;
  size_t grid_count;
} Line;

typedef struct BoardStep BoardStep;
struct BoardStep {
  const Move *move;
  unsigned depth;     /* 0 terse, 1 normal, 2 full */
  const char *brief;  /* its result on one line, for the terse form; NULL: the heading */
  const char *aside;  /* far right of the heading: a shape; may be NULL */
  const char **binds; /* name, text, name, text ... */
  size_t bind_count, bind_cap;
  Line *lines;
  size_t line_count, line_cap;
  Claim *claims;
  size_t claim_count, claim_cap;
  BoardStep **children;
  size_t child_count, child_cap;
  bool folded; /* a child failed its check: the children are not shown */
};

enum { MAX_BOARD_STEPS = 400, MAX_GRID_SHOWN = 6 };

typedef struct Steps {
  Arena arena;
  const char *title;   /* what is to be done; a tab before what stands beside it */
  const char *given;   /* with M = A'*A, right below it; may be NULL */
  const char *goal;    /* how, in a sentence or two; may be NULL */
  BoardStep *root;     /* its lines stand before the first step, its children are the steps */
  const char *result;  /* the last lines, "x = [2; −1/3; 1/3]"; may be NULL */
  const char *remark;  /* a sentence right below them; may be NULL */
  const char *note;    /* paragraphs below it, apart by \n; may be NULL */
  const char *picture; /* a statement that draws what was explained; may be NULL */
  bool decimals;       /* four significant digits throughout instead of fractions */
  bool swollen;        /* a fraction became too long: begin again with decimals */
  size_t count;        /* steps made */
  const char *refusal; /* why there are no steps, or NULL */
  size_t failures;     /* checks that failed */
  const char *failure; /* the id of the first move that failed */
  bool broken;         /* ... of a step at the top: nothing but the value may be shown */
  Value *held;         /* released at the end */
  size_t held_count, held_cap;
} Steps;

void steps_begin(Steps *s, bool decimals);
void steps_end(Steps *s);

/* Texts that live as long as the Steps. */
const char *steps_printf(Steps *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *steps_keep(Steps *s, Text *text); /* its contents; frees it */

/* A further step under PARENT (s->root at the top), shown from level DEPTH on. */
BoardStep *steps_add(Steps *s, BoardStep *parent, const Move *move, unsigned depth);
void steps_bind(Steps *s, BoardStep *step, const char *name, const char *text);
/* "1.2"; NULL for what is no step of S.  It stays as long as no step is added before it. */
const char *steps_number_of(Steps *s, const BoardStep *step);
/* Heading, formula or reason with what is bound put in. */
const char *steps_fill(Steps *s, const BoardStep *step, const char *pattern);

/* Lines of a step.  The last one made is answered, for its depth, shift and grids. */
Line *steps_row(Steps *s, BoardStep *step, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
Line *steps_prose(Steps *s, BoardStep *step, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
Line *steps_gap(Steps *s, BoardStep *step);
void line_grid(Steps *s, Line *line, const Grid *grid); /* for its next \1 */
/* A matrix on lines of its own, three columns further left than the others, gaps around it. */
Line *steps_matrix(Steps *s, BoardStep *step, const Grid *grid);

Grid *grid_new(Steps *s, size_t rows, size_t columns, Fence fence); /* cells are NULL */
Grid *grid_of(Steps *s, const Exact *a);                            /* numbers in brackets */

/* What the step claims, to be checked. */
Side side_of(const Exact *a);
Side side_number(Steps *s, Number n);
Side side_value(Steps *s, Value v); /* keeps a reference of its own */
void steps_claim(Steps *s, BoardStep *step, Relation relation, Side before, Side after);
/* Equal up to 1e-9 of the largest number of BESIDE: where much cancels. */
void steps_claim_beside(Steps *s, BoardStep *step, Side before, Side after, Side beside);
void steps_claim_solves(Steps *s, BoardStep *step, Side matrix, Side solution, Side right);

#endif
