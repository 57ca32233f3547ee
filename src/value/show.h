/* show.h -- values as Octave prints them.  */

#ifndef VALUE_SHOW_H
#define VALUE_SHOW_H

#include "value/value.h"

typedef enum ShowFormat { SHOW_SHORT, SHOW_LONG, SHOW_RAT } ShowFormat;

typedef struct ShowOptions {
  ShowFormat format;
  unsigned width; /* columns of the terminal, for "Columns 1 through 8:"; 0 is 80 */
  bool utf8;      /* explanations may use signs beyond ASCII */
  bool plain;     /* explanations are for a screen reader: one line an event */
} ShowOptions;

/* What Octave prints for a statement without semicolon: "x = 3\n", or "x =\n\n   1   2\n\n". */
void show_variable(const char *name, Value v, const ShowOptions *options, Text *out);

/* What disp(v) prints, with its final newline. */
void show_value(Value v, const ShowOptions *options, Text *out);

/* On one line, as mat2str writes it: 3, [1 2;3 4], "text", true,
   3 + 4i; numbers with DIGITS significant digits (15 by default when 0). */
void show_inline(Value v, int digits, Text *out);

/* One real number with DIGITS significant figures, in the plainest form: 0.1, 1e-05, -3, Inf. */
void show_number(double x, int digits, Text *out);

#endif
