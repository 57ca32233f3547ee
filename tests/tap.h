/* tap.h -- Test Anything Protocol, the whole of it.  */

#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <stdbool.h>

bool tap_ok(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Compare texts; on a difference both are shown. */
bool tap_text(const char *got, const char *expected, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void tap_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tap_skip(const char *name, const char *why);             /* one test */
void tap_skip_all(const char *why) __attribute__((noreturn)); /* the whole program */

/* Print the plan; the value for main to return. */
int tap_done(void);

/* A file below $srcdir (or "." when it is unset), as a string owned by the caller; bails out when
   it cannot be read. */
char *tap_file(const char *name);

#endif
