/* placement.h -- where to start, found out by few questions.

   What somebody knows is a set of lessons that holds with every lesson all that it needs.  There
   are far too many such sets to count, so a few hundred of them stand for all: drawn before the
   first answer from a prior in which every track has a pace of its own, weighed by each answer and
   moved about so that they stay different.  The next question goes to the lesson whose answer is
   expected to tell most.  A right answer may be luck and a wrong one a slip.

   Knows no question, no clock and no store: those are the quiz's.  */

#ifndef LEARN_PLACEMENT_H
#define LEARN_PLACEMENT_H

#include "learn/catalogue.h"

#include <stdint.h>

enum { PLACEMENT_MOST = 25 }; /* questions */

typedef struct Placement Placement;

/* Borrows the catalogue. */
Placement *placement_new(const Catalogue *catalogue, uint64_t seed);
void placement_free(Placement *p);

/* Nothing can be asked about this lesson. */
void placement_bar(Placement *p, size_t lesson);

/* The lesson to be asked about now; SIZE_MAX when enough is known. */
size_t placement_next(const Placement *p);

/* GUESS is the chance that somebody who does not know the lesson is right all the same. */
void placement_answer(Placement *p, size_t lesson, bool right, double guess);

/* How sure it is that the learner knows it, 0 to 1. */
double placement_sure(const Placement *p, size_t lesson);
/* More likely than not; with a lesson all that it needs. */
bool placement_knows(const Placement *p, size_t lesson);

/* Of one question about LESSON, in bits. */
double placement_gain(const Placement *p, size_t lesson, double guess);

/* What is left to be learned, so that everything comes behind what it needs.  OUT has room for all
   lessons; their number. */
size_t placement_path(const Placement *p, size_t *out);
/* The first lesson of a track that is not known, or SIZE_MAX. */
size_t placement_start(const Placement *p, const CatalogueTrack *track);

#endif
