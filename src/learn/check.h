/* check.h -- proves a lesson right, for instructors and for the tests.

   Every block runs, every exercise is drawn many times; on every variant the model answer must be
   right by its own rule, no slip may equal it, no early hint may give it away.  */

#ifndef LEARN_CHECK_H
#define LEARN_CHECK_H

#include "lang/interp.h"
#include "learn/catalogue.h"
#include "learn/lesson.h"

typedef struct CheckOptions {
  unsigned variants; /* of each exercise; 0 is 50 */
  uint64_t seed;     /* of the first */
  /* What else exists, for needs: and links; NULL: not looked at. */
  const Catalogue *catalogue;
  /* Faults in mathematics, found by a floor this one does not know: called for every formula with
     its TeX (values filled in); it calls FOUND for each fault with the byte in the TeX.  May be
     NULL. */
  void (*check_tex)(const char *tex, void *self,
                    void (*found)(void *self, size_t offset, const char *message));
} CheckOptions;

typedef struct CheckSummary {
  size_t exercises, variants;
  double seconds;
  double acceptance;      /* the least share of draws that some where: accepts; 1 without any */
  Place acceptance_place; /* of that where: */
} CheckSummary;

/* Check one lesson's text.  IN is used as it is: its limits and host are set and put back. Findings
   are sorted.  False when there is an error among them. */
bool check_lesson(Interp *in, const char *path, const char *text, const CheckOptions *options,
                  Findings *findings, CheckSummary *summary);

/* The text of a track.md: its keys, and the lessons it names against those in its folder. */
bool check_track_file(const char *path, const char *text, const CheckOptions *options,
                      Findings *findings);

/* The text of a quizzes.md: its lines, and the exercises it names. */
bool check_quizzes_file(const char *text, const CheckOptions *options, Findings *findings);

#endif
