/* repair.h -- from a line that went wrong to the line that was probably meant.

   A repair is only ever proposed, never run, and only when it parses: so the rules may guess. */

#ifndef LANG_REPAIR_H
#define LANG_REPAIR_H

#include "lang/state.h"

/* A line under repair. */
typedef struct Draft {
  char s[240];
  bool quoted[240]; /* the byte lies inside a text, quotes included */
  size_t len;
  const Interp *in; /* whose names are known */
  const char *misspelt; /* the name that went wrong, where it is one; not terminated */
  size_t misspelt_len;
} Draft;

/* Replace the bytes FROM .. TO-1; false, with nothing changed, when the line gets too long. */
bool draft_put(Draft *d, size_t from, size_t to, const char *by);
bool draft_printf(Draft *d, size_t from, size_t to, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Looking at the line. */
bool draft_is_word(char c); /* may stand in a name */
size_t draft_word_end(const Draft *d, size_t at);
size_t draft_word_start(const Draft *d, size_t end);
size_t draft_blanks(const Draft *d, size_t at);     /* the first that is none, from AT */
size_t draft_trim_left(const Draft *d, size_t end); /* END without the blanks before it */
/* The part from FROM to TO without the blanks round it; false when it does not fit into SIZE. */
bool draft_copy(const Draft *d, size_t from, size_t to, char *out, size_t size);
size_t draft_partner(const Draft *d, size_t open); /* of a bracket; len when there is none */
/* Where the operand that ends before END begins: a name, number, call or bracket; END for none. */
size_t draft_operand(const Draft *d, size_t end);
/* Where the operand that begins at AT ends; AT for none. */
size_t draft_operand_end(const Draft *d, size_t at);
bool draft_starts(const Draft *d, size_t at, const char *with);
bool draft_word_at(const Draft *d, size_t at, const char *word); /* as a whole word */
/* The next WORD or other text outside of quotes, from AT; len when there is none. */
size_t draft_find(const Draft *d, size_t at, const char *what);
bool draft_knows_function(const Draft *d, const char *name, size_t len);
Value draft_variable(const Draft *d, const char *name, size_t len); /* borrowed; or nothing */
bool draft_knows_variable(const Draft *d, const char *name, size_t len);

/* What other keyboards, formulas and habits put into a line (repair_text.c). */
void repair_characters(Draft *d);
void repair_formula(Draft *d);
void repair_numbers(Draft *d);

/* What is said at the blackboard: "inverse of A", "5 choose 2" (repair_words.c). */
void repair_words(Draft *d);

/* Python, R, Julia, JavaScript and C (repair_foreign.c, repair_texts.c, repair_calls.c,
   repair_names.c). */
void repair_statement(Draft *d);
void repair_texts(Draft *d);
void repair_operators(Draft *d);
void repair_calls(Draft *d);
void repair_dotted(Draft *d); /* R's is.na and its like */
void repair_names(Draft *d);

/* Give E, an error in SOURCE, the repaired line as its hint, if one is found. */
void repair_propose(const Interp *in, Error *e, const char *source);

#endif
