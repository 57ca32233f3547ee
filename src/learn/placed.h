/* placed.h -- what the last placement found, remembered.  */

#ifndef LEARN_PLACED_H
#define LEARN_PLACED_H

#include "learn/placement.h"
#include "store/store.h"

/* Remember what PLACEMENT found known and what is left to learn, in place of an earlier one. */
bool placed_save(Store *store, const Catalogue *catalogue, const Placement *placement,
                 Error *error);

typedef struct Placed {
  bool there;
  Text path;  /* slugs in the order in which they are to be learned, a line each */
  Text known; /* slugs taken as known, a line each */
} Placed;

/* Without a placement nothing is there.  Free it in any case. */
void placed_load(Store *store, Placed *out);
void placed_free(Placed *p);
bool placed_lists(const Text *slugs, const char *slug);

#endif
