/* digest.c -- SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104).  */

#include "config.h"
#include "base/digest.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 };

static const uint32_t constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static uint32_t turn(uint32_t x, int by) {
  return x >> by | x << (32 - by);
}

static void take_block(uint32_t state[8], const uint8_t *block) {
  uint32_t w[64], v[8];
  for (int i = 0; i < 16; i++)
    w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
           (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
  for (int i = 16; i < 64; i++)
    w[i] = w[i - 16] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 7] +
           (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
  memcpy(v, state, sizeof v);
  for (int i = 0; i < 64; i++) {
    uint32_t e = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
    uint32_t a = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
    uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
    uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    uint32_t first = v[7] + e + choice + constants[i] + w[i];
    memmove(v + 1, v, 7 * sizeof *v);
    v[4] += first;
    v[0] = first + a + majority;
  }
  for (int i = 0; i < 8; i++) state[i] += v[i];
}

Digest digest_sha256(const void *bytes, size_t len) {
  static const uint32_t start[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
  const uint8_t *s = bytes;
  uint8_t last[2 * BLOCK] = { 0 };
  uint32_t state[8];
  size_t rest = len % BLOCK, tail = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  uint64_t bits = (uint64_t)len * 8;
  Digest d;
  memcpy(state, start, sizeof state);
  for (size_t i = 0; i + BLOCK <= len; i += BLOCK) take_block(state, s + i);
  if (rest > 0) memcpy(last, s + len - rest, rest);
  last[rest] = 0x80;
  for (int i = 0; i < 8; i++) last[tail - 1 - (size_t)i] = (uint8_t)(bits >> (8 * i));
  for (size_t i = 0; i < tail; i += BLOCK) take_block(state, last + i);
  for (int i = 0; i < DIGEST_BYTES; i++) d.bytes[i] = (uint8_t)(state[i / 4] >> (24 - i % 4 * 8));
  return d;
}

/* The digest of a padded key and what follows it. */
static Digest behind_key(const uint8_t key[BLOCK], uint8_t pad, const void *bytes, size_t len) {
  uint8_t *whole = mem_new(BLOCK + len);
  for (int i = 0; i < BLOCK; i++) whole[i] = key[i] ^ pad;
  if (len > 0) memcpy(whole + BLOCK, bytes, len);
  Digest d = digest_sha256(whole, BLOCK + len);
  free(whole);
  return d;
}

Digest digest_hmac(const void *key, size_t key_len, const void *bytes, size_t len) {
  uint8_t block[BLOCK] = { 0 };
  if (key_len > BLOCK) {
    Digest d = digest_sha256(key, key_len);
    memcpy(block, d.bytes, sizeof d.bytes);
  } else if (key_len > 0)
    memcpy(block, key, key_len);
  Digest inner = behind_key(block, 0x36, bytes, len);
  return behind_key(block, 0x5c, inner.bytes, sizeof inner.bytes);
}

void digest_hex(const Digest *d, char out[DIGEST_HEX]) {
  for (int i = 0; i < DIGEST_BYTES; i++) snprintf(out + 2 * i, 3, "%02x", d->bytes[i]);
}

bool digest_is(const Digest *d, const char *hex) {
  char own[DIGEST_HEX];
  unsigned different = 0;
  digest_hex(d, own);
  if (strlen(hex) != DIGEST_HEX - 1) return false;
  for (int i = 0; i < DIGEST_HEX - 1; i++) different |= (unsigned)(own[i] ^ hex[i]);
  return different == 0;
}
