/* outline.c -- the headings of an explanation, without what comes out.  */

#include "config.h"
#include "board/outline.h"
#include "board/explain.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

/* A calculation that is only taken apart has no headings worth reading. */
static bool is_plain(const BoardStep *step) {
  return strncmp(step->move->id, "arithmetic", strlen("arithmetic")) == 0;
}

/* The steps that explain shows with their numbers, parts behind what they are parts of. */
static size_t collect(const BoardStep *step, const BoardStep **list, size_t count) {
  for (size_t k = 0; k < step->child_count; k++) {
    if (step->children[k]->depth > BOARD_NORMAL) continue;
    list[count++] = step->children[k];
    count = collect(step->children[k], list, count);
  }
  return count;
}

static Value heading_of(Steps *s, const BoardStep *step, bool utf8) {
  BoardStyle style = { .utf8 = utf8 };
  Text line = TEXT_EMPTY, shown = TEXT_EMPTY;
  text_puts(&line, steps_fill(s, step, step->move->heading));
  if (step->move->formula) text_printf(&line, "  %s", steps_fill(s, step, step->move->formula));
  render_signs(&style, text_string(&line), line.len, &shown);
  Value heading = value_string(text_string(&shown));
  text_free(&line);
  text_free(&shown);
  return heading;
}

static Value reached_by(const BoardStep *step) {
  if (step->claim_count == 0) return VALUE_NOTHING;
  const Side *after = &step->claims[step->claim_count - 1].after;
  return after->matrix ? exact_value(after->matrix) : value_retain(after->value);
}

Value outline_call(Call *call) {
  Steps *s = mem_new(sizeof *s);
  bool explained = explain_text(call, call_string(call, 0), s) && s->failures == 0;
  const BoardStep **list = arena_new(&s->arena, (s->count + 1) * sizeof *list);
  size_t count = explained ? collect(s->root, list, 0) : 0;
  if (count > 0 && is_plain(list[0])) count = 0;
  Cell *cell = cell_new_matrix(count, 2);
  for (size_t k = 0; cell && k < count; k++) {
    cell_set(cell, k, heading_of(s, list[k], call_show(call)->utf8));
    cell_set(cell, count + k, reached_by(list[k]));
  }
  steps_end(s);
  free(s);
  return cell ? value_cell(cell) : call_fail(call, ERROR_LIMIT, "there is no room for this");
}
