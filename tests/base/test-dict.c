/* test-dict.c -- the map from strings to indices, and the distance between words.  */

#include "config.h"
#include "base/dict.h"
#include "tests/tap.h"

#include <stdio.h>
#include <string.h>

static void check_map(void) {
  Dict d = { 0 };
  tap_ok(dict_find_string(&d, "x") == DICT_NONE, "an empty dict knows nothing");
  tap_ok(dict_intern_string(&d, "alpha") == 0 && dict_intern_string(&d, "beta") == 1,
         "indices count up");
  tap_ok(dict_intern_string(&d, "alpha") == 0 && d.count == 2, "a known key keeps its index");
  tap_ok(dict_find_string(&d, "beta") == 1, "and is found");
  tap_ok(dict_find_string(&d, "bet") == DICT_NONE && dict_find_string(&d, "beta2") == DICT_NONE,
         "a beginning or a longer word is another key");
  tap_ok(dict_find(&d, "beta2", 4) == 1, "a key may be part of a text");
  tap_ok(dict_intern_string(&d, "") == 2 && dict_find_string(&d, "") == 2, "even the empty key");
  tap_ok(dict_find(&d, "beta\0x", 6) == 1, "a key ends at a zero byte");
  tap_ok(dict_intern(&d, "a\0bcdefgh", 9) == dict_intern(&d, "a", 1), "also when it is new");
  dict_free(&d);
  tap_ok(d.count == 0 && dict_find_string(&d, "beta") == DICT_NONE, "freed, it is empty again");
}

static void check_many(void) {
  enum { COUNT = 20000 };
  Dict d = { 0 };
  char key[32];
  size_t wrong = 0;
  for (size_t i = 0; i < COUNT; i++) {
    snprintf(key, sizeof key, "name%zu", i * 7919);
    wrong += dict_intern_string(&d, key) != i;
  }
  tap_ok(wrong == 0, "twenty thousand keys get their indices");
  for (size_t i = 0; i < COUNT; i++) {
    snprintf(key, sizeof key, "name%zu", i * 7919);
    wrong += dict_find_string(&d, key) != i || strcmp(d.keys[i], key) != 0;
    snprintf(key, sizeof key, "none%zu", i);
    wrong += dict_find_string(&d, key) != DICT_NONE;
  }
  tap_ok(wrong == 0, "and are found, in order, and no others");
  dict_free(&d);
}

/* Distances worked out by hand: insert, delete, change, swap of neighbours cost one each. */
static void check_distance(void) {
  static const struct {
    const char *a, *b;
    int distance;
  } cases[] = {
    { "", "", 0 },
    { "", "abc", 3 },
    { "norm", "norm", 0 },
    { "nrom", "norm", 1 },
    { "nrm", "norm", 1 },
    { "normm", "norm", 1 },
    { "morm", "norm", 1 },
    { "kitten", "sitting", 3 },
    { "sunday", "saturday", 3 },
    { "eigenvalue", "eigenvaleu", 1 },
    { "abcd", "badc", 2 },
    { "transpose", "transopse", 1 },
    { "ca", "abc", 3 }, /* no piece is edited twice */
    { "abc", "xyz", 3 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int there = edit_distance(cases[i].a, cases[i].b, 9);
    int back = edit_distance(cases[i].b, cases[i].a, 9);
    tap_ok(there == cases[i].distance && back == there, "from '%s' to '%s': %d", cases[i].a,
           cases[i].b, cases[i].distance);
  }
  tap_ok(edit_distance("kitten", "sitting", 2) == 3, "beyond the limit is limit + 1");
  tap_ok(edit_distance("a", "abcdefgh", 2) == 3, "also seen from the lengths alone");
  char longest[101];
  memset(longest, 'a', 100);
  longest[100] = '\0';
  tap_ok(edit_distance(longest, longest, 2) == 3, "very long words are not compared");
  longest[40] = '\0';
  tap_ok(edit_distance(longest, longest, 2) == 0, "forty letters are");
}

int main(void) {
  check_map();
  check_many();
  check_distance();
  return tap_done();
}
