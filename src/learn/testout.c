/* testout.c -- a lesson left out because a short quiz showed that it is known.  */

#include "config.h"
#include "learn/testout.h"
#include "store/lessons.h"

void testout_settle(Store *store, const char *lesson, double percent, Text *out) {
  Error error = { 0 };
  if (percent < TESTOUT_PASS) {
    text_printf(out,
                "\n%d %% and more would let you leave `%s` out. Nothing is lost: open it, or "
                "try again with other questions.\n",
                TESTOUT_PASS, lesson);
    return;
  }
  if (store && !store_lesson_finished(store, lesson, &error))
    text_printf(out, "\n%s.\n", error.message);
  else
    text_printf(out, "\nYou can leave `%s` out%s.\n", lesson,
                store ? ": it counts as finished" : "");
}
