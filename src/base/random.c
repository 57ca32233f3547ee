/* random.c -- xoshiro256++.  Source: Blackman, Vigna: Scrambled linear pseudorandom number
   generators, ACM TOMS 47 (2021).  */

#include "config.h"
#include "base/random.h"

static uint64_t splitmix(uint64_t *x) {
  uint64_t z = *x += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

static uint64_t rotate(uint64_t x, int k) {
  return x << k | x >> (64 - k);
}

void random_seed(Random *r, uint64_t seed) {
  for (int i = 0; i < 4; i++) r->state[i] = splitmix(&seed);
}

uint64_t random_bits(Random *r) {
  uint64_t *s = r->state, result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate(s[3], 45);
  return result;
}

double random_uniform(Random *r) {
  return ((double)(random_bits(r) >> 12) + 0.5) *
         0x1p-52; /* with 53 bits the last would round to 1 */
}

uint64_t random_below(Random *r, uint64_t count) {
  uint64_t rest = (UINT64_MAX % count + 1) % count, bits;
  do bits = random_bits(r);
  while (bits > UINT64_MAX - rest);
  return bits % count;
}

uint64_t random_split(Random *r) {
  return random_bits(r);
}
