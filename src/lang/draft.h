/* draft.h -- a line under repair: what stands where in it, and how it is changed.  */

#ifndef LANG_DRAFT_H
#define LANG_DRAFT_H

#include "lang/state.h"

/* A line under repair. */
typedef struct Draft {
  char s[240];
  bool quoted[240]; /* the byte lies inside a text, quotes included */
  size_t len;
  const Interp *in;     /* whose names are known */
  const char *misspelt; /* the name that went wrong, where it is one; not terminated */
  size_t misspelt_len;
  const char *said;    /* what is wrong, where a rule knows it better than the parser; or NULL */
  const char *culprit; /* the text in the line as it was typed that SAID is about */
  size_t skip;         /* how many such texts stand before it */
  char reason[80];     /* goes behind the proposal, where there is one */
} Draft;

/* Replace the bytes FROM .. TO-1; false, with nothing changed, when the line gets too long. */
bool draft_put(Draft *d, size_t from, size_t to, const char *by);
bool draft_printf(Draft *d, size_t from, size_t to, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void draft_cut(Draft *d, size_t from, size_t to);
/* Up to COUNT parts of the text FROM .. TO-1, separated by commas outside of brackets; how many, 0
   when one is too long. */
size_t draft_split(const Draft *d, size_t from, size_t to, char parts[][40], size_t count);

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

#endif
