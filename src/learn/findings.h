/* findings.h -- what is wrong with a lesson file, and where.  */

#ifndef LEARN_FINDINGS_H
#define LEARN_FINDINGS_H

#include "base/memory.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>

/* A place in a lesson file; both count from 1, columns in characters. */
typedef struct Place {
  uint32_t line, column;
} Place;

/* The place of the byte at OFFSET of a text that begins at START. */
Place place_after(Place start, const char *text, size_t offset);

typedef enum Severity { FINDING_ERROR, FINDING_WARNING } Severity;

typedef struct Finding {
  Place place;
  Severity severity;
  const char *message; /* one sentence that says what and what to do; in the list's arena */
} Finding;

typedef struct Findings {
  Arena arena;
  Finding *items; /* in the order found: see findings_sort */
  size_t count, cap;
  size_t errors, warnings;
} Findings;

/* Beyond a thousand findings they are only counted. */
void findings_add(Findings *f, Place place, Severity severity, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void findings_sort(Findings *f); /* by place; equal findings fold into one */
/* "path:line:column: error: message" lines. */
void findings_print(const Findings *f, const char *path, Text *out);
void findings_free(Findings *f);

#endif
