/* policy.h -- what the author of a track forbids: the key `policy:` of its track.md.  */

#ifndef LEARN_POLICY_H
#define LEARN_POLICY_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Policy {
  bool no_skip, no_solution;
  unsigned attempts; /* gradable answers to a question; 0: as many as one likes */
} Policy;

/* One rule: "no skip", "no solution", "attempts 3".  False: there is no such rule. */
bool policy_rule(Policy *p, const char *text, size_t len);

/* That of the track.md beside a lesson file; without one everything is allowed. */
void policy_load(const char *lesson_path, Policy *out);

#endif
