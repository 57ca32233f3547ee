/* signs.h -- the signs and words of mathematics that the language spells otherwise.  */

#ifndef LEARN_SIGNS_H
#define LEARN_SIGNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool signs_superscript(uint32_t point, char *digit); /* raised digits, minus, n and x */
const char *signs_letter(uint32_t point);            /* "pi", "alpha"; NULL for others */
const char *signs_operator(uint32_t point);          /* "-" for a Unicode minus */
const char *signs_fraction(uint32_t point);          /* "(1/2)" */

/* The language's name of a function that mathematics calls otherwise: log for ln; or NULL. */
const char *signs_function(const char *s, size_t len);
/* The length of an elementary function's name at the start of the word S; 0 when there is none. */
size_t signs_elementary(const char *s, size_t len);

#endif
