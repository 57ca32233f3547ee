/* pattern.h -- regular expressions as Perl, Octave and Python read them.

   A pattern is code for a small machine that tries and turns back.  It counts its steps, so that a
   hostile pattern ends where the budget does.  */

#ifndef LIB_PATTERN_H
#define LIB_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct PatternOptions {
  bool ignore_case, line_anchors, dot_stops_at_newline, free_spacing;
} PatternOptions;

typedef struct Pattern Pattern;

/* NULL with *PROBLEM (a static text) and *WHERE, its place from 0, when TEXT is no pattern. */
Pattern *pattern_new(const char *text, size_t len, PatternOptions options, const char **problem,
                     size_t *where);
void pattern_free(Pattern *p);
size_t pattern_groups(const Pattern *p); /* that capture */
const char *pattern_name(const Pattern *p,
                         size_t i); /* of group I, from 1; NULL when it has none */

/* Whether to go on after so many STEPS. */
typedef bool PatternGoOn(void *context, size_t steps);

/* The first match at or behind FROM.  PLACES holds 2 * (groups + 1) numbers: the begin and end of
   the match and of each group, (size_t)-1 for one that took no part.  False also when GO_ON said
   no. */
bool pattern_find(const Pattern *p, const char *s, size_t len, size_t from, size_t *places,
                  PatternGoOn *go_on, void *context);

#endif
