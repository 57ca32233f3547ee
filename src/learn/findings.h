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
  const char *code;    /* its short name, for machines: "dead-link" */
  const char *message; /* what it is; what to do */
  const char *remedy;  /* the second half of it; "" when it goes without saying */
} Finding;

typedef struct Findings {
  Arena arena;
  Finding *items; /* in the order found: see findings_sort */
  size_t count, cap;
  size_t errors, warnings;
} Findings;

/* FORMAT says "[code] what; do this".  The code is not part of the message; a format without one
   gets "lesson".  What to do stands behind the last semicolon that is not inside quotes or
   brackets. Beyond a thousand findings they are only counted. */
void findings_add(Findings *f, Place place, Severity severity, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void findings_sort(Findings *f); /* by place; equal findings fold into one */
typedef enum FindingsForm {
  FINDINGS_TEXT, /* path:line:column: error: what; do this */
  FINDINGS_GCC,  /* the same with [code] at the end, as compilers do */
  FINDINGS_JSON  /* objects with a comma behind each */
} FindingsForm;

void findings_write(const Findings *f, const char *path, FindingsForm form, Text *out);
/* As text. */
void findings_print(const Findings *f, const char *path, Text *out);
void findings_free(Findings *f);

#endif
