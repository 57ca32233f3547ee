/* tape_texts.c -- texts made of numbers that are followed.

   Such a text has a mark, as have texts made of it, so that a number read from it is refused
   instead of counting as fixed.  What is asked about a text (is it empty?) is fixed.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "value/cell.h"

#include <stdlib.h>

static void rule_text(Tape *t, Note *n, Operand g) {
  (void)g;
  tape_fail(t, n->site, ERROR_TYPE,
            "a derivative cannot be followed through the text that %s makes here", n->name);
  tape_advise(t, "use the number itself in place of its text");
}

/* Whether all of V that is followed are texts. */
static bool only_texts(const Tape *t, Value v, Mark m) {
  if (m == MARK_NONE || value_is_text(v)) return true;
  if (v.kind != VALUE_CELL) return false;
  for (size_t k = 0; k < v.cell->count; k++)
    if (!only_texts(t, v.cell->items[k], follow_part(&t->follower, m, k))) return false;
  return true;
}

bool tape_only_texts(const Tape *t, const Value *args, const Mark *marks, size_t count) {
  bool any = false;
  for (size_t i = 0; i < count; i++) {
    if (!only_texts(t, args[i], marks[i])) return false;
    any |= marks[i] != MARK_NONE;
  }
  return any;
}

Mark tape_mark_text(Tape *t, const Builtin *b, Value v, const Node *site) {
  if (v.kind == VALUE_NONE || value_is_logical(v)) return MARK_NONE;
  if (value_is_text(v)) return tape_note(t, rule_text, b->name, KEEP_NOTHING, NULL, 0, v, site);
  if (v.kind == VALUE_CELL) {
    Mark *marks = mem_new((v.cell->count + 1) * sizeof *marks), m = MARK_NONE;
    for (size_t k = 0; m != MARK_FAILED && k < v.cell->count; k++)
      marks[k] = m = tape_mark_text(t, b, v.cell->items[k], site);
    if (m != MARK_FAILED) m = follow_parts(&t->follower, marks, v.cell->count);
    free(marks);
    return m;
  }
  tape_fail(t, site, ERROR_TYPE,
            "a derivative cannot be followed through what %s reads from a text", b->name);
  tape_advise(t, "use the number itself in place of its text");
  return MARK_FAILED;
}

bool tape_call_with_texts(Tape *t, const Builtin *b, size_t slot, Value *base, Mark *marks,
                          size_t given, size_t wanted_results, const Node *site) {
  size_t room = wanted_results > given ? wanted_results : given;
  for (size_t i = 0; i < room; i++) marks[i] = MARK_NONE;
  marks[0] = MARK_NONE;
  if (!follow_plainly(&t->follower, slot, base, given, wanted_results, site)) return false;
  for (size_t i = 0; i < wanted_results || i < 1; i++) {
    Mark m = tape_mark_text(t, b, base[i], site);
    if (m == MARK_FAILED) return false;
    marks[i] = m;
  }
  return true;
}
