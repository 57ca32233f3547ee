/* registry.h -- every builtin, by name.  */

#ifndef LANG_REGISTRY_H
#define LANG_REGISTRY_H

#include "lang/builtin.h"
#include "lang/signature.h"

/* A family is a table of builtins that belong together in the manual. */
typedef struct Family {
  const char *title;       /* "Linear algebra" */
  const Builtin *builtins; /* ends with a nameless entry */
} Family;

typedef struct Entry {
  const Builtin *builtin;
  const Family *family;
  Signature signature;
} Entry;

typedef struct Registry Registry;

/* FAMILIES ends with a NULL title.  Signatures are parsed when first needed, so that starting costs
   nothing; registry_check parses them all. */
Registry *registry_new(const Family *families);
void registry_free(Registry *r);

/* The builtin spelled by LEN bytes of NAME, its signature parsed; borrowed, NULL when there is
 * none. */
const Entry *registry_find(const Registry *r, const char *name, size_t len);
size_t registry_count(const Registry *r);
const Entry *registry_at(const Registry *r, size_t i); /* in the order of the families */

/* True when every signature parses and no name is taken twice; else what is wrong, in COMPLAINT. */
bool registry_check(const Registry *r, Text *complaint);

/* The builtin whose name is nearest to NAME (edit distance up to 2, or a synonym from other
   languages: ln, arcsin, average, len ...), or NULL. */
const char *registry_nearest(const Registry *r, const char *name);

#endif
