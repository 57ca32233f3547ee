/* judge_table.h -- many answers judged at once, for tests and for comparing with other systems.

   A row is `kind TAB model answer TAB options TAB what was typed`; options are key=value pairs
   between semicolons: tolerance sigfigs decimals digits between form domain uses forbid check
   partial constant wrt units choices slip part vars mine.  `vars` is a list of names ("x, y") or
   assignments ("a = 3, u = [1 2]") of the exercise, `mine` are assignments that the learner made;
   `part` is the answer to another part.  The kind "auto" (or an empty one) is inferred from the
   answer, as in a lesson.  */

#ifndef LEARN_JUDGE_TABLE_H
#define LEARN_JUDGE_TABLE_H

#include "lang/interp.h"

/* Judge one row (without its newline) and append one line: "right", "form", "close", "slip NAME"
   (the number of an author's slip), "wrong", or "ungradable REASON".  MESSAGE (may be NULL)
   receives what the learner would read.  A row that is none is "ungradable row: ..." and false. */
bool judge_table_row(Interp *in, const char *row, size_t len, Text *out, Text *message);

/* All rows of TEXT (of the file NAME), a line of OUT for each; blank lines and lines that start
   with # are left out.  What could not be understood is said in COMPLAINTS, as file:line:column,
   and counted. */
size_t judge_table(Interp *in, const char *name, const char *text, size_t len, Text *out,
                   Text *complaints);

#endif
