/* digest.h -- SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104).

   For seals under reports: speed does not matter, and nothing here guards a secret in memory.  */

#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_BYTES = 32, DIGEST_HEX = 65 };

typedef struct Digest {
  uint8_t bytes[DIGEST_BYTES];
} Digest;

Digest digest_sha256(const void *bytes, size_t len);
Digest digest_hmac(const void *key, size_t key_len, const void *bytes, size_t len);
void digest_hex(const Digest *d, char out[DIGEST_HEX]); /* lower case, with the final NUL */
/* Whether HEX says the same, in a time that does not tell where it differs. */
bool digest_is(const Digest *d, const char *hex);

#endif
