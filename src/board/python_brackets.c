/* python_brackets.c -- [1 2; 3 4], [x; y], [A b]: array, stack, concatenate.  */

#include "config.h"
#include "board/python.h"
#include "lang/index.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_PARTS = 400 };

typedef struct Parts {
  Piece items[MAX_PARTS];
  size_t starts[MAX_PARTS + 1]; /* of the rows */
  size_t count, rows;
} Parts;

static bool read_parts(Numpy *np, const Node *n, Parts *p) {
  for (size_t r = 0; r < n->count; r++) {
    p->starts[p->rows++] = p->count;
    for (size_t k = 0; k < n->kids[r]->count; k++) {
      if (p->count == MAX_PARTS) {
        piece_fail(np, n, "this matrix is too long to be written out; give it a name first");
        return false;
      }
      Piece item = python_expression(np, n->kids[r]->kids[k]);
      if (piece_failed(item)) return false;
      if (item.value.kind == VALUE_ARRAY && item.value.array->count == 0 &&
          !value_is_text(item.value) &&
          (!python_is_general(np) || n->kids[r]->kids[k]->kind == NODE_MATRIX))
        continue; /* [x []] is x; in a loop only [] itself is sure to be empty */
      p->items[p->count++] = item;
    }
    if (p->starts[p->rows - 1] == p->count) p->rows--;
  }
  p->starts[p->rows] = p->count;
  return true;
}

static Value evaluate(Numpy *np, const Node *n, const Parts *p) {
  Value *rows = mem_new((p->rows + 1) * sizeof *rows), items[MAX_PARTS], v = VALUE_NOTHING;
  Error error = { 0 };
  bool known = true;
  size_t made = 0;
  for (size_t i = 0; i < p->count; i++) {
    items[i] = p->items[i].value;
    known &= piece_known(p->items[i]);
  }
  for (size_t r = 0; known && r < p->rows; r++, made++) {
    rows[r] = concatenate(items + p->starts[r], p->starts[r + 1] - p->starts[r], 1, &error);
    if (rows[r].kind == VALUE_ERROR) known = false;
  }
  if (known) v = concatenate(rows, p->rows, 0, &error);
  for (size_t r = 0; r < made; r++)
    if (rows[r].kind != VALUE_ERROR) value_release(rows[r]);
  free(rows);
  if (v.kind != VALUE_ERROR && error.kind == ERROR_NONE) return python_keep(np, v);
  python_not_computed(np, n, &error);
  return VALUE_NOTHING;
}

static const char *list(Numpy *np, const Piece *items, size_t count, const char *open,
                        const char *close) {
  Text t = TEXT_EMPTY;
  text_puts(&t, open);
  for (size_t i = 0; i < count; i++) text_printf(&t, "%s%s", i ? ", " : "", items[i].text);
  text_puts(&t, close);
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

static Piece numbers(Numpy *np, Value v, const Parts *p) {
  bool one_axis = p->rows == 1 || p->count == p->rows;
  if (one_axis) {
    const char *all = list(np, p->items, p->count, "[", "]");
    if (p->count == 1) return p->items[0];
    Piece q = piece_new(np, BIND_ATOM, value_retain(v), "np.array(%s)", all);
    q.rank = 1;
    return q;
  }
  Text t = TEXT_EMPTY;
  for (size_t r = 0; r < p->rows; r++)
    text_printf(&t, "%s%s", r ? ", " : "",
                list(np, p->items + p->starts[r], p->starts[r + 1] - p->starts[r], "[", "]"));
  Piece q = piece_new(np, BIND_ATOM, value_retain(v), "np.array([%s])", text_string(&t));
  q.rank = 2;
  text_free(&t);
  return q;
}

static Piece texts(Numpy *np, Value v, const Parts *p) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < p->count; i++)
    text_printf(&t, "%s%s", i ? " + " : "", piece_in(np, p->items[i], BIND_SUM));
  Piece q =
      piece_new(np, p->count > 1 ? BIND_SUM : BIND_ATOM, value_retain(v), "%s", text_string(&t));
  text_free(&t);
  return q;
}

/* All parts side by side (or above each other) in one axis. */
static Piece strung(Numpy *np, Value v, const Parts *p) {
  bool scalar = false;
  for (size_t i = 0; i < p->count; i++) scalar |= p->items[i].rank == 0;
  Piece q = piece_new(np, BIND_ATOM, value_retain(v), "%s",
                      scalar ? list(np, p->items, p->count, "np.r_[", "]")
                             : list(np, p->items, p->count, "np.concatenate([", "])"));
  q.rank = 1;
  return q;
}

static bool all_rank(const Parts *p, int rank) {
  for (size_t i = 0; i < p->count; i++)
    if (p->items[i].rank != rank) return false;
  return true;
}

static bool each(const Parts *p, bool (*is)(Piece)) {
  for (size_t i = 0; i < p->count; i++)
    if (!is(p->items[i])) return false;
  return true;
}

static bool is_row_or_matrix(Piece p) {
  return piece_is_row(p) || p.rank == 2;
}

static bool is_column_or_matrix(Piece p) {
  return piece_is_column(p) || p.rank == 2;
}

static Piece blocks(Numpy *np, Value v, Parts *p) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < p->count; i++)
    if (piece_is_column(p->items[i])) p->items[i] = piece_with_axes(np, p->items[i]);
  for (size_t r = 0; r < p->rows; r++)
    text_printf(&t, "%s%s", r ? ", " : "",
                list(np, p->items + p->starts[r], p->starts[r + 1] - p->starts[r], "[", "]"));
  Piece q = piece_new(np, BIND_ATOM, value_retain(v), "np.block([%s])", text_string(&t));
  text_free(&t);
  return q;
}

static Piece brackets(Numpy *np, const Node *n, Parts *p) {
  if (p->count == 0)
    return piece_new(np, BIND_ATOM, value_array(array_new_matrix(0, 0)), "np.array([])");
  bool text = false;
  for (size_t i = 0; i < p->count; i++)
    text |= piece_known(p->items[i]) && value_is_text(p->items[i].value);
  if (text && p->rows > 1) return piece_fail(np, n, "texts above each other are a list in Python");
  Value v = evaluate(np, n, p);
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  if (text) return texts(np, v, p);
  if (p->count == 1) return p->items[0];
  bool unknown = v.kind == VALUE_NONE;
  if (all_rank(p, 0) || unknown) return numbers(np, v, p);
  if (value_rank(v) > 2) {
    if (p->rows == 1)
      return piece_new(np, BIND_ATOM, value_retain(v), "%s, axis=1)",
                       list(np, p->items, p->count, "np.concatenate([", "]"));
    return piece_new(np, BIND_ATOM, value_retain(v), "%s, axis=0)",
                     list(np, p->items, p->count, "np.concatenate([", "]"));
  }
  if (axes_of(v) <= 1 && (p->rows == 1 || p->count == p->rows)) return strung(np, v, p);
  if (p->count == p->rows && each(p, is_row_or_matrix))
    return piece_new(np, BIND_ATOM, value_retain(v), "%s",
                     list(np, p->items, p->count, "np.vstack([", "])"));
  if (p->rows == 1 && each(p, is_column_or_matrix))
    return piece_new(np, BIND_ATOM, value_retain(v), "%s",
                     list(np, p->items, p->count, "np.column_stack([", "])"));
  return blocks(np, v, p);
}

Piece python_brackets(Numpy *np, const Node *n) {
  Parts *p = mem_new(sizeof *p);
  Piece q = read_parts(np, n, p) ? brackets(np, n, p) : (Piece){ .value = VALUE_NOTHING };
  free(p);
  return q;
}
