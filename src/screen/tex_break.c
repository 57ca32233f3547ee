/* tex_break.c -- a formula wider than the terminal becomes several lines.

   Breaks come between quads, then before relations, then before signs outside all brackets, then
   inside the outermost bracket; a wide matrix becomes blocks of columns.  Never in a box.  What is
   still too wide is printed on one row and wrapped like text.  */

#include "config.h"
#include "screen/tex_box.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 200, LEFT_SIDE = 24, INDENT = 4, HANG = 2, NARROW = 40, NARROWEST = 20 };

/* The pieces, top to bottom, each with its indentation. */
typedef struct Piece {
  Box *box;
  size_t indent;
} Piece;

typedef struct Breaker {
  Typesetter *t;
  size_t width;
  Piece *pieces;
  size_t count, cap;
  bool signs;  /* broken at plus and minus */
  bool failed; /* a piece is too wide whatever is done */
} Breaker;

static void add_piece(Breaker *b, Box *box, size_t indent) {
  MEM_GROW(b->pieces, b->count, b->cap);
  b->pieces[b->count++] = (Piece){ box, indent };
  if (box->w + indent > b->width || b->t->full) b->failed = true;
}

static Box *between(Breaker *b, Node *first, const Node *stop) {
  while (first && first != stop && first->type == NODE_SPACE) first = first->next;
  return tex_layout_items(b->t, first, stop, STYLE_DISPLAY, 0, (Edge){ .class = CLASS_OPEN });
}

/* A piece that no sign outside its brackets parts: inside the outermost one, aligned one past it.
 */
static void add_parted(Breaker *b, Box *box, size_t indent) {
  size_t start = 0, past = 0;
  while (box->w - start + indent > b->width) {
    size_t opened = 0, room = b->width > indent ? b->width - indent : 0;
    size_t cut = tex_cut_in_bracket(b->t, box, start, room, &opened);
    if (cut <= start) break;
    Box *line = tex_columns(b->t, box, start, cut);
    line->tall = false; /* the lines belong together */
    add_piece(b, line, indent);
    if (start == 0 || opened != past) indent = indent + opened - start;
    past = opened;
    start = cut;
    b->signs = true;
  }
  add_piece(b, start == 0 ? box : tex_columns(b->t, box, start, box->w), indent);
}

/* A list that ends with a matrix too wide for the line: what stands before it, then its columns in
   blocks.  False when it is something else. */
static bool break_matrix(Breaker *b, Node *first, const Node *stop, size_t indent) {
  Node *last = first;
  while (last && last->next && last->next != stop) last = last->next;
  const TexTable *table = last && last != stop ? tex_matrix_in(last) : NULL;
  if (!table || table->columns < 2) return false;
  Box *before = between(b, first, last);
  if (before->w + indent > b->width || b->width < indent + HANG) return false;
  if (last != first) {
    add_piece(b, before, indent);
    indent += HANG;
  }
  for (size_t from = 0, to = 0; from < table->columns; from = to) {
    Box *block = tex_matrix_block(b->t, last, from, b->width - indent, &to);
    if (!block) {
      b->failed = true;
      return true;
    }
    add_piece(b, block, indent);
  }
  return true;
}

/* As much of the list as fits on each line, broken before plus and minus. */
static void break_at_signs(Breaker *b, Node *first, const Node *stop, size_t indent, size_t hang) {
  Node *start = first, *last = NULL;
  if (break_matrix(b, first, stop, indent)) return;
  b->signs = true;
  for (Node *n = first ? first->next : NULL;; n = n->next) {
    bool end = !n || n == stop;
    if (!end && !(n->class == CLASS_BIN && n->type == NODE_ATOM)) continue;
    if (!end && strcmp(n->utf8, "+") != 0 && strcmp(n->utf8, "−") != 0 &&
        strcmp(n->utf8, "±") != 0 && strcmp(n->utf8, "∓") != 0)
      continue;
    Box *box = between(b, start, end ? stop : n);
    if (last && box->w + indent > b->width) {
      add_parted(b, between(b, start, last), indent);
      indent = hang;
      start = last;
    }
    if (end) {
      add_parted(b, between(b, start, stop), indent);
      return;
    }
    last = n;
  }
}

static bool is_relation(const Node *n) {
  const Node *core = n;
  while (core->type == NODE_SCRIPT) core = core->a;
  return n->class == CLASS_REL &&
         (core->type == NODE_ATOM || core->type == NODE_ARROW || core->type == NODE_STACK) &&
         !(core->type == NODE_ATOM &&
           (strcmp(core->utf8, "|") == 0 || strcmp(core->utf8, ":") == 0));
}

static void break_at_relations(Breaker *b, Node *first, const Node *stop) {
  Box *whole = between(b, first, stop);
  if (whole->w <= b->width) {
    add_piece(b, whole, 0);
    return;
  }
  Node *relation = first;
  while (relation && relation != stop && !is_relation(relation)) relation = relation->next;
  if (!relation || relation == stop) {
    break_at_signs(b, first, stop, 0, HANG);
    return;
  }
  size_t left = relation == first ? 0 : between(b, first, relation)->w + 1;
  size_t align = left <= LEFT_SIDE ? left : INDENT;
  Node *start = first;
  for (Node *n = relation->next;; n = n->next) {
    bool end = !n || n == stop;
    if (!end && !is_relation(n)) continue;
    size_t indent = start == first ? 0 : align;
    Box *box = between(b, start, end ? stop : n);
    if (box->w + indent <= b->width)
      add_piece(b, box, indent);
    else
      break_at_signs(b, start, end ? stop : n, indent, align + HANG);
    if (end) return;
    start = n;
  }
}

static bool is_quad(const Node *n) {
  return n->type == NODE_SPACE && n->arg > 1;
}

static void break_at_quads(Breaker *b, Node *first) {
  Node *start = first;
  for (Node *n = first;; n = n->next) {
    if (n && !is_quad(n)) continue;
    if (start != n) break_at_relations(b, start, n);
    if (!n) return;
    start = n->next;
    while (start && start->type == NODE_SPACE) start = start->next;
    if (!start) return;
    n = start;
    if (is_quad(n)) return;
  }
}

/* The row of an alignment as one list, so that it breaks like any other formula. */
static Node *joined_row(Breaker *b, const TexTable *table, size_t row) {
  Node *group = arena_new(b->t->arena, sizeof *group), **end = &group->a;
  group->type = NODE_GROUP;
  for (size_t c = 0; c < table->columns && table->row[row]; c++) {
    Node *cell = table->row[row][c];
    if (!cell) continue;
    if (c > 0 && c % 2 == 0) {
      Node *quad = arena_new(b->t->arena, sizeof *quad);
      quad->type = NODE_SPACE;
      quad->arg = 4;
      *end = quad;
      end = &quad->next;
    }
    *end = cell->a;
    while (*end) end = &(*end)->next;
  }
  return group;
}

static Node *only_table(const Node *formula) {
  Node *n = formula->a;
  return n && !n->next && n->type == NODE_TABLE && n->table->look >= TABLE_ALIGNED ? n : NULL;
}

static void print_pieces(const Breaker *b, Text *out) {
  bool tall = false;
  for (size_t i = 0; i < b->count; i++) tall |= b->pieces[i].box->tall;
  for (size_t i = 0; i < b->count; i++) {
    if (i > 0 && tall) text_putc(out, '\n');
    const Box *box = b->pieces[i].box;
    for (size_t y = 0; y < box->h; y++) {
      Text line = TEXT_EMPTY;
      box_print_row(b->t, box, y, &line);
      if (line.len > 0) text_repeat(out, " ", b->pieces[i].indent);
      text_append(out, text_string(&line), line.len);
      text_putc(out, '\n');
      text_free(&line);
    }
  }
}

/* The one-row form, broken at blanks, with a hanging indentation. */
static void print_wrapped(Typesetter *t, const Box *row, size_t width, Text *out) {
  size_t start = 0;
  for (bool first = true; start < row->w; first = false) {
    size_t room = width - (first ? 0 : INDENT), take = row->w - start;
    if (take > room) {
      take = room;
      while (take > 1 && row->cells[start + take].point != ' ') take--;
      if (take <= 1) take = room;
      if (row->cells[start + take].point == 0) take--; /* not through a wide character */
    }
    Box *part = box_new(t, take, 1, 0);
    if (t->full) return;
    memcpy(part->cells, row->cells + start, take * sizeof *part->cells);
    if (!first) text_repeat(out, " ", INDENT);
    box_print_row(t, part, 0, out);
    text_putc(out, '\n');
    start += take;
    while (start < row->w && row->cells[start].point == ' ') start++;
  }
}

static size_t rows_of(const Breaker *b) {
  size_t rows = 0;
  for (size_t i = 0; i < b->count; i++) rows += b->pieces[i].box->h + 1;
  return rows;
}

void tex_break(Typesetter *t, Node *formula, size_t width, Text *out) {
  Breaker b = { .t = t, .width = width };
  Box *whole = tex_layout_group(t, formula, STYLE_DISPLAY, 0);
  Node *table = only_table(formula);
  if (whole->w <= width && !t->full)
    add_piece(&b, whole, 0);
  else if (t->full)
    b.failed = true;
  else if (table)
    for (size_t r = 0; r < table->table->rows; r++)
      break_at_relations(&b, joined_row(&b, table->table, r)->a, NULL);
  else
    break_at_quads(&b, formula->a);
  if (width < NARROWEST || (width < NARROW && b.signs)) b.failed = true;
  if (b.failed || rows_of(&b) > ROWS) {
    t->full = false;
    t->cells = 0;
    print_wrapped(t, tex_layout_group(t, formula, STYLE_LINE, 0), width, out);
  } else
    print_pieces(&b, out);
  free(b.pieces);
}
