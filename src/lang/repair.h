/* repair.h -- from a line that went wrong to the line that was probably meant.

   A repair is only ever proposed, never run, and only when it parses: so the rules may guess. */

#ifndef LANG_REPAIR_H
#define LANG_REPAIR_H

#include "lang/draft.h"

/* What other keyboards, formulas and habits put into a line (repair_text.c). */
void repair_characters(Draft *d);
void repair_formula(Draft *d);
void repair_numbers(Draft *d);

/* What is said at the blackboard: "inverse of A", "5 choose 2" (repair_words.c). */
void repair_words(Draft *d);

/* What is asked for in words: "derivative of x^2" (repair_sentences.c). */
void repair_sentences(Draft *d);

/* Python, R, Julia, JavaScript and C (repair_foreign.c, repair_blocks.c,
   repair_operators.c, repair_texts.c, repair_calls.c, repair_methods.c, repair_names.c). */
void repair_statement(Draft *d);
void repair_blocks(Draft *d);
void repair_texts(Draft *d);
void repair_operators(Draft *d);
void repair_calls(Draft *d);
void repair_methods(Draft *d);
void repair_dotted(Draft *d); /* R's is.na and its like */
void repair_names(Draft *d);

/* Give E, an error in SOURCE, the repaired line as its hint, if one is found. */
void repair_propose(const Interp *in, Error *e, const char *source);

#endif
