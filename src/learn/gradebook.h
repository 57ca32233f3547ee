/* gradebook.h -- reports of a class: sealed, merged, and looked through for changes by hand.

   A report in JSON ends in a digest of all that stands before it.  Without a key anybody can
   compute it anew: it shows an accident or a careless change only.  With a key (HMAC-SHA-256) it
   shows that whoever wrote the report had the key, and that it was not changed since.  */

#ifndef LEARN_GRADEBOOK_H
#define LEARN_GRADEBOOK_H

#include "base/error.h"

/* Appends the digest and closes the object.  KEY may be NULL. */
void gradebook_seal(const char *key, Text *out);

typedef enum Seal {
  SEAL_KEYED,   /* made with this key, unchanged */
  SEAL_OPEN,    /* an open digest, and it fits */
  SEAL_UNKNOWN, /* made with a key, and none was given to compare with */
  SEAL_BROKEN,  /* edited, or another key */
  SEAL_NONE     /* no digest at all */
} Seal;

Seal gradebook_look(const char *text, size_t len, const char *key);

typedef struct Gradebook Gradebook;

Gradebook *gradebook_new(const char *key); /* KEY may be NULL; borrowed */
void gradebook_free(Gradebook *g);
/* Takes the report TEXT of the file NAME.  False with ERROR when it is no report. */
bool gradebook_add(Gradebook *g, const char *name, const char *text, size_t len, Error *error);
/* Reports that are not what they were, or do not add up. */
size_t gradebook_suspects(const Gradebook *g);
/* A sentence about the I-th report when something is wrong with it, or "". */
const char *gradebook_remark(const Gradebook *g, size_t i);
size_t gradebook_count(const Gradebook *g);
/* One row a report, sorted by learner and time; a column for each lesson. */
void gradebook_csv(const Gradebook *g, Text *out);

#endif
