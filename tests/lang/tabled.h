/* tabled.h -- tables of programs and of what they must answer.

   A line of a table is

     program => class sizes: numbers ; warning: text

   with the numbers in the order of memory, or

     program => error: message | hint

   Numbers may differ in the last digits; everything else is compared to the letter.  Lines that
   begin with # and blank lines are skipped.  */

#ifndef TESTS_LANG_TABLED_H
#define TESTS_LANG_TABLED_H

/* One test for every line of the file below $srcdir. */
void tabled_check(const char *file);

#endif
