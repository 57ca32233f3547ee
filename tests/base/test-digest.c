/* test-digest.c -- SHA-256 and HMAC against the vectors of FIPS 180-4 and RFC 4231.  */

#include "config.h"
#include "base/digest.h"
#include "base/memory.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The examples that NIST publishes for SHA-256. */
static void test_sha256(void) {
  static const struct {
    const char *text, *hex;
  } rows[] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmno"
      "p"
      "qrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
  };
  char hex[DIGEST_HEX];
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Digest d = digest_sha256(rows[i].text, strlen(rows[i].text));
    digest_hex(&d, hex);
    tap_text(hex, rows[i].hex, "SHA-256 of %zu bytes", strlen(rows[i].text));
  }
  char *million = mem_new(1000000);
  memset(million, 'a', 1000000);
  Digest d = digest_sha256(million, 1000000);
  digest_hex(&d, hex);
  tap_text(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
           "SHA-256 of a million times a");
  free(million);
}

static size_t from_hex(const char *hex, unsigned char *out) {
  size_t len = 0;
  for (unsigned byte; sscanf(hex + 2 * len, "%2x", &byte) == 1; len++)
    out[len] = (unsigned char)byte;
  return len;
}

/* RFC 4231, sections 4.2 to 4.8; case 5 compares the first 128 bits. */
static void test_hmac(void) {
  static const char hi[] = "4869205468657265",
                    large[] = "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a6520"
                              "4b6579202d2048617368204b6579204669727374",
                    larger[] =
                        "5468697320697320612074657374207573696e672061206c6172676572207468616e"
                        "20626c6f636b2d73697a65206b657920616e642061206c6172676572207468616e20"
                        "626c6f636b2d73697a6520646174612e20546865206b6579206e6565647320746f20"
                        "626520686173686564206265666f7265206265696e67207573656420627920746865"
                        "20484d414320616c676f726974686d2e";
  static const struct {
    int key_byte;
    size_t key_count;
    const char *key, *data;
    int data_byte;
    size_t data_count;
    const char *mac;
  } rows[] = {
    { 0x0b, 20, NULL, hi, 0, 0,
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
    { 0, 0, "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", 0, 0,
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
    { 0xaa, 20, NULL, NULL, 0xdd, 50,
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
    { 0, 0, "0102030405060708090a0b0c0d0e0f10111213141516171819", NULL, 0xcd, 50,
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
    { 0x0c, 20, NULL, "546573742057697468205472756e636174696f6e", 0, 0,
      "a3b6167473100ee06e0c796c2955552b" },
    { 0xaa, 131, NULL, large, 0, 0,
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
    { 0xaa, 131, NULL, larger, 0, 0,
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    unsigned char key[200], data[300];
    char hex[DIGEST_HEX];
    size_t key_len = rows[i].key_count, data_len = rows[i].data_count;
    memset(key, rows[i].key_byte, sizeof key);
    memset(data, rows[i].data_byte, sizeof data);
    if (rows[i].key) key_len = from_hex(rows[i].key, key);
    if (rows[i].data) data_len = from_hex(rows[i].data, data);
    Digest d = digest_hmac(key, key_len, data, data_len);
    digest_hex(&d, hex);
    hex[strlen(rows[i].mac)] = '\0';
    tap_text(hex, rows[i].mac, "RFC 4231 case %zu", i + 1);
  }
}

static void test_comparison(void) {
  char hex[DIGEST_HEX];
  Digest d = digest_sha256("x", 1);
  digest_hex(&d, hex);
  tap_ok(digest_is(&d, hex), "a digest is its own");
  hex[63] = hex[63] == '0' ? '1' : '0';
  tap_ok(!digest_is(&d, hex), "one bit more is another");
  hex[63] = '\0';
  tap_ok(!digest_is(&d, hex) && !digest_is(&d, ""), "so is a cut one");
}

int main(void) {
  test_sha256();
  test_hmac();
  test_comparison();
  return tap_done();
}
