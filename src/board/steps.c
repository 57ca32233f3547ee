/* steps.c -- an explanation as data.  */

#include "config.h"
#include "board/steps.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

void steps_begin(Steps *s, bool decimals) {
  *s = (Steps){ .decimals = decimals };
  s->root = arena_new(&s->arena, sizeof *s->root);
}

static void step_end(BoardStep *step) {
  for (size_t k = 0; k < step->child_count; k++) step_end(step->children[k]);
  for (size_t k = 0; k < step->line_count; k++) free(step->lines[k].grids);
  free(step->binds);
  free(step->lines);
  free(step->claims);
  free(step->children);
}

void steps_end(Steps *s) {
  step_end(s->root);
  for (size_t k = 0; k < s->held_count; k++) value_release(s->held[k]);
  free(s->held);
  arena_free(&s->arena);
}

const char *steps_keep(Steps *s, Text *text) {
  const char *copy = arena_copy_string(&s->arena, text_string(text));
  text_free(text);
  return copy;
}

__attribute__((format(printf, 2, 0))) static const char *format_text(Steps *s, const char *format,
                                                                     va_list args) {
  Text text = TEXT_EMPTY;
  text_vprintf(&text, format, args);
  return steps_keep(s, &text);
}

const char *steps_printf(Steps *s, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const char *text = format_text(s, format, args);
  va_end(args);
  return text;
}

BoardStep *steps_add(Steps *s, BoardStep *parent, const Move *move, unsigned depth) {
  BoardStep *step = arena_new(&s->arena, sizeof *step);
  step->move = move;
  step->depth = depth;
  s->count++;
  MEM_GROW(parent->children, parent->child_count, parent->child_cap);
  parent->children[parent->child_count++] = step;
  return step;
}

void steps_bind(Steps *s, BoardStep *step, const char *name, const char *text) {
  if (step->bind_count + 2 > step->bind_cap)
    step->binds = mem_resize(step->binds, (step->bind_cap += 8) * sizeof *step->binds);
  step->binds[step->bind_count++] = arena_copy_string(&s->arena, name);
  step->binds[step->bind_count++] = arena_copy_string(&s->arena, text);
}

static const char *number_below(Steps *s, const BoardStep *parent, const char *before,
                                const BoardStep *step) {
  for (size_t k = 0; k < parent->child_count; k++) {
    const char *number = steps_printf(s, "%s%zu", before, k + 1);
    if (parent->children[k] == step) return number;
    const char *below = number_below(s, parent->children[k], steps_printf(s, "%s.", number), step);
    if (below) return below;
  }
  return NULL;
}

const char *steps_number_of(Steps *s, const BoardStep *step) {
  return number_below(s, s->root, "", step);
}

const char *steps_fill(Steps *s, const BoardStep *step, const char *pattern) {
  Text out = TEXT_EMPTY;
  while (*pattern) {
    size_t len = strcspn(pattern, "{");
    text_append(&out, pattern, len);
    pattern += len;
    const char *end = *pattern ? strchr(pattern, '}') : NULL;
    if (!end) {
      text_puts(&out, pattern);
      break;
    }
    size_t name = (size_t)(end - pattern - 1);
    const char *bound = NULL;
    for (size_t k = 0; k < step->bind_count; k += 2)
      if (strlen(step->binds[k]) == name && memcmp(step->binds[k], pattern + 1, name) == 0)
        bound = step->binds[k + 1];
    if (bound)
      text_puts(&out, bound);
    else
      text_append(&out, pattern, name + 2);
    pattern = end + 1;
  }
  return steps_keep(s, &out);
}

/* ------------------------------------------------------------------ lines */

static Line *add_line(BoardStep *step, LineKind kind, const char *text) {
  MEM_GROW(step->lines, step->line_count, step->line_cap);
  Line *line = &step->lines[step->line_count++];
  *line = (Line){ .kind = kind, .depth = 1, .most_width = UINT_MAX, .text = text };
  return line;
}

Line *steps_row(Steps *s, BoardStep *step, const char *format, ...) {
  va_list args;
  va_start(args, format);
  Line *line = add_line(step, LINE_ROW, format_text(s, format, args));
  va_end(args);
  return line;
}

Line *steps_prose(Steps *s, BoardStep *step, const char *format, ...) {
  va_list args;
  va_start(args, format);
  Line *line = add_line(step, LINE_PROSE, format_text(s, format, args));
  va_end(args);
  return line;
}

Line *steps_gap(Steps *s, BoardStep *step) {
  (void)s;
  return add_line(step, LINE_GAP, NULL);
}

void line_grid(Steps *s, Line *line, const Grid *grid) {
  (void)s;
  line->grids = mem_resize(line->grids, (line->grid_count + 1) * sizeof *line->grids);
  line->grids[line->grid_count++] = grid;
}

Line *steps_matrix(Steps *s, BoardStep *step, const Grid *grid) {
  steps_gap(s, step);
  Line *line = steps_row(s, step, "\1");
  line->shift = -3;
  line_grid(s, line, grid);
  steps_gap(s, step);
  return &step->lines[step->line_count - 2];
}

Grid *grid_new(Steps *s, size_t rows, size_t columns, Fence fence) {
  Grid *grid = arena_new(&s->arena, sizeof *grid);
  *grid = (Grid){ .rows = rows, .columns = columns, .fence = fence };
  grid->cells = arena_new(&s->arena, (rows * columns + 1) * sizeof *grid->cells);
  return grid;
}

/* ------------------------------------------------------------------ claims */

Side side_of(const Exact *a) {
  return (Side){ .matrix = a, .value = VALUE_NOTHING };
}

Side side_number(Steps *s, Number n) {
  Exact *a = exact_new(&s->arena, 1, 1);
  a->at[0] = n;
  return side_of(a);
}

Side side_value(Steps *s, Value v) {
  MEM_GROW(s->held, s->held_count, s->held_cap);
  s->held[s->held_count++] = value_retain(v);
  return (Side){ .value = v };
}

static void add_claim(BoardStep *step, Claim claim) {
  MEM_GROW(step->claims, step->claim_count, step->claim_cap);
  step->claims[step->claim_count++] = claim;
}

void steps_claim(Steps *s, BoardStep *step, Relation relation, Side before, Side after) {
  (void)s;
  add_claim(step, (Claim){ .relation = relation,
                           .before = before,
                           .after = after,
                           .within = { .value = VALUE_NOTHING } });
}

void steps_claim_beside(Steps *s, BoardStep *step, Side before, Side after, Side beside) {
  steps_claim(s, step, RELATION_EQUAL, before, after);
  step->claims[step->claim_count - 1].within = beside;
}

void steps_claim_solves(Steps *s, BoardStep *step, Side matrix, Side solution, Side right) {
  (void)s;
  add_claim(
      step,
      (Claim){ .relation = RELATION_SOLVES, .before = solution, .after = right, .within = matrix });
}
