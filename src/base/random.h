/* random.h -- a seedable generator that gives the same draws on every platform.

   xoshiro256++ by Blackman and Vigna, seeded through splitmix64 as they advise.  */

#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

typedef struct Random {
  uint64_t state[4];
} Random;

void random_seed(Random *r, uint64_t seed);
uint64_t random_bits(Random *r);
double random_uniform(Random *r);                 /* 52 bits, in the open interval (0, 1) */
uint64_t random_below(Random *r, uint64_t count); /* 0 .. count-1, without bias; count > 0 */
uint64_t random_split(Random *r);                 /* a seed for an independent generator */

#endif
