/* python_index.c -- indices from 0, slices with the end left out, negative ones from the back.  */

#include "config.h"
#include "board/python.h"
#include "lang/index.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_INDICES = 8 };

typedef enum Kind { INDEX_ALL, INDEX_NUMBER, INDEX_SLICE, INDEX_LIST, INDEX_MASK } Kind;

typedef struct Index {
  Kind kind;
  const char *text;
  Value value; /* VALUE_NONE also for the colon: see `known` */
  bool known;
} Index;

static bool is_literal(const char *s) {
  if (*s == '-') s++;
  return *s && strspn(s, "0123456789") == strlen(s);
}

const char *python_stepped(Numpy *np, Piece p, int by) {
  if (is_literal(p.text)) return python_number(np, strtod(p.text, NULL) + by);
  const char *sum = piece_in(np, p, BIND_SUM);
  size_t len = strlen(sum);
  const char *opposite = by > 0 ? " - 1" : " + 1";
  if (p.binds <= BIND_SUM && len > 4 && strcmp(sum + len - 4, opposite) == 0)
    return arena_copy(&np->arena, sum, len - 4);
  return arena_printf(&np->arena, "%s %c 1", sum, by > 0 ? '+' : '-');
}

/* N is `end`, or `end - k` with a plain whole number: *BACK is k. */
static bool from_the_back(const Node *n, long *back) {
  *back = 0;
  if (n->kind == NODE_END) return true;
  if (n->kind != NODE_BINARY || n->op != OPERATE_SUBTRACT || n->kids[0]->kind != NODE_END)
    return false;
  const Node *k = n->kids[1];
  *back = k->kind == NODE_NUMBER ? (long)k->number : 0;
  return k->kind == NODE_NUMBER && !k->flag && (double)*back == k->number;
}

static bool is_whole_literal(const Node *n, long *out) {
  bool negative = n->kind == NODE_UNARY && n->op == OPERATE_NEGATE;
  const Node *k = negative ? n->kids[0] : n;
  if (k->kind != NODE_NUMBER || k->flag) return false;
  *out = (long)k->number * (negative ? -1 : 1);
  return (double)labs(*out) == k->number;
}

static const char *position_text(Numpy *np, const Node *n, Piece p) {
  long back;
  if (from_the_back(n, &back)) return python_number(np, -1.0 - (double)back);
  if (!python_is_integer(np, p.text)) {
    p.text = arena_printf(&np->arena, "int(%s)", p.text);
    p.binds = BIND_ATOM;
  }
  return python_stepped(np, p, -1);
}

/* a:b and a:s:b as start:stop:step; false where a list of positions is needed. */
static bool slice(Numpy *np, const Node *n, const char **out) {
  long step = 1, literal, back;
  if (n->count == 3 && (!is_whole_literal(n->kids[1], &step) || step == 0)) return false;
  const Node *first = n->kids[0], *last = n->kids[n->count - 1];
  const char *start = "", *stop = "";
  if (!is_whole_literal(first, &literal) || literal != 1 || step < 0) {
    if (!(step < 0 && first->kind == NODE_END)) {
      Piece p = python_expression(np, first);
      if (piece_failed(p)) return false;
      start = position_text(np, first, p);
    }
  }
  if (step < 0) {
    if (!is_whole_literal(last, &literal) || literal < 1) return false;
    if (literal > 1) stop = python_number(np, (double)literal - 2);
  } else if (from_the_back(last, &back)) {
    if (back > 0) stop = python_number(np, -(double)back);
  } else {
    Piece p = python_expression(np, last);
    if (piece_failed(p)) return false;
    stop = python_is_integer(np, p.text) ? p.text : arena_printf(&np->arena, "int(%s)", p.text);
    if (is_literal(stop) && *stop == '-') return false;
  }
  *out = step == 1 ? arena_printf(&np->arena, "%s:%s", start, stop)
                   : arena_printf(&np->arena, "%s:%s:%ld", start, stop, step);
  return true;
}

/* [1 3 4]: nothing in it can change. */
static bool is_written_out(const Node *n) {
  for (size_t r = 0; r < n->count; r++)
    for (size_t k = 0; k < n->kids[r]->count; k++)
      if (n->kids[r]->kids[k]->kind != NODE_NUMBER) return false;
  return true;
}

static Index list(Numpy *np, const Node *n, Piece p) {
  Index x = { INDEX_LIST, NULL, p.value, true };
  View v;
  if (piece_is_logical(p)) {
    x.kind = INDEX_MASK;
    x.text = p.text;
  } else if (n->kind == NODE_MATRIX && (!python_is_general(np) || is_written_out(n)) &&
             value_view(&p.value, &v) && v.count <= 60) {
    Text t = TEXT_EMPTY;
    text_putc(&t, '[');
    for (size_t i = 0; i < v.count; i++) text_printf(&t, "%s%.0f", i ? ", " : "", v.data[i] - 1);
    text_putc(&t, ']');
    x.text = arena_copy(&np->arena, text_string(&t), t.len);
    text_free(&t);
  } else {
    size_t len = strlen(p.text);
    bool whole = python_is_integer(np, p.text) || n->kind == NODE_RANGE ||
                 (len > 4 && strcmp(p.text + len - 4, " + 1") == 0);
    if (!whole) {
      p.text = arena_printf(&np->arena, "%s.astype(int)", piece_in(np, p, BIND_ATOM));
      p.binds = BIND_ATOM;
    }
    x.text = python_stepped(np, p, -1);
  }
  return x;
}

static Index read_index(Numpy *np, const Node *n, const Local *end) {
  if (n->kind == NODE_COLON) return (Index){ INDEX_ALL, ":", VALUE_NOTHING, true };
  const Local *outer = np->locals;
  np->locals = end;
  Piece p = python_expression(np, n);
  Index x = { INDEX_NUMBER, NULL, p.value, piece_known(p) };
  if (!piece_failed(p)) {
    const char *text = NULL;
    bool alone = p.rank < 1 && (!piece_known(p) || value_is_scalar(p.value));
    if (n->kind == NODE_RANGE && slice(np, n, &text))
      x = (Index){ INDEX_SLICE, text, p.value, piece_known(p) };
    else if (alone && !piece_is_logical(p))
      x.text = position_text(np, n, p);
    else
      x = list(np, n, p);
    x.known = piece_known(p);
  }
  np->locals = outer;
  return x;
}

static Value picked(Numpy *np, const Node *n, Piece object, const Index *indices, size_t count) {
  Value values[MAX_INDICES];
  bool known = piece_known(object);
  for (size_t i = 0; i < count; i++) {
    values[i] = indices[i].value;
    known &= indices[i].known;
  }
  if (!known) return VALUE_NOTHING;
  Error error = { 0 };
  Value v = n->kind == NODE_BRACE ? index_item(object.value, values, count, NULL, &error)
                                  : index_get(object.value, values, count, NULL, &error);
  if (v.kind != VALUE_ERROR) return python_keep(np, v);
  python_not_computed(np, n, &error);
  return VALUE_NOTHING;
}

static bool read_all(Numpy *np, const Node *n, Piece object, Index *out) {
  size_t count = n->count - 1;
  if (count > MAX_INDICES) {
    piece_fail(np, n, "numpy writes at most %d indices", MAX_INDICES);
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    const char *atom = piece_in(np, object, BIND_ATOM);
    Local end = { np->locals, "end", VALUE_NOTHING, false, NULL };
    if (piece_known(object)) end.value = value_scalar(index_end(object.value, i, count));
    end.text = count > 1 && object.rank != 1 ? arena_printf(&np->arena, "%s.shape[%zu]", atom, i)
               : object.rank > 1             ? arena_printf(&np->arena, "%s.size", atom)
                                             : arena_printf(&np->arena, "len(%s)", atom);
    if (python_is_grid(object.value))
      end.text = arena_printf(&np->arena, i == 0 ? "len(%s)" : "len(%s[0])", atom);
    out[i] = read_index(np, n->kids[i + 1], &end);
    if (!out[i].text) return false;
  }
  return true;
}

/* Which of two indices of a row or column matters; the other one must be 1 or a colon. */
static bool single_axis(const Index *x, size_t count, Piece object, size_t *which) {
  if (count != 2 || object.rank != 1 || !piece_known(object)) return false;
  *which = piece_is_column(object) ? 0 : 1;
  const Index *other = &x[1 - *which];
  return other->kind == INDEX_ALL || (other->kind == INDEX_NUMBER && strcmp(other->text, "0") == 0);
}

static const char *joined(Numpy *np, Index *x, size_t count, Value v, int *rank) {
  size_t lists = 0, last = 0;
  bool deep = v.kind == VALUE_ARRAY && v.array->rank > 2;
  for (size_t i = 0; i < count; i++) {
    lists += x[i].kind == INDEX_LIST || x[i].kind == INDEX_MASK;
    if (x[i].kind != INDEX_NUMBER) last = i;
  }
  *rank = 0;
  Text t = TEXT_EMPTY;
  if (lists > 1) text_puts(&t, "np.ix_(");
  for (size_t i = 0; i < count; i++) {
    const char *text = x[i].text;
    bool number = x[i].kind == INDEX_NUMBER;
    if (number && deep && i < last) { /* an axis of length 1 stays in the middle */
      text = is_literal(text) && *text != '-'
                 ? arena_printf(&np->arena, "%s:%.0f", text, strtod(text, NULL) + 1)
                 : arena_printf(&np->arena, "[%s]", text);
      number = false;
    }
    *rank += !number;
    text_printf(&t, "%s%s", i ? ", " : "", text);
  }
  if (lists > 1) text_putc(&t, ')');
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

/* c{2, 1} of rows and columns: "1][0", for the brackets round it. */
static const char *grid_subscripts(Numpy *np, const Node *n, Piece grid, const Index *x) {
  bool numbers = n->kind == NODE_BRACE && n->count == 3 && x[0].kind == INDEX_NUMBER &&
                 x[1].kind == INDEX_NUMBER;
  for (size_t i = 0; numbers && i < 2; i++)
    if (x[i].value.kind == VALUE_SCALAR && x[i].value.scalar > (double)value_size(grid.value, i)) {
      piece_fail(np, n, "a list of rows cannot grow like this");
      error_hint(&np->error, "make it large enough before: c = cell(m, n)");
      return NULL;
    }
  if (numbers) return arena_printf(&np->arena, "%s][%s", x[0].text, x[1].text);
  piece_fail(np, n, "of a cell of several rows and columns numpy writes single items only");
  error_hint(&np->error, "write c{i, j}");
  return NULL;
}

const char *python_subscripts(Numpy *np, const Node *n, Piece object, int *rank) {
  Index x[MAX_INDICES];
  size_t count = n->count - 1, which;
  if (!read_all(np, n, object, x)) return NULL;
  if (python_is_grid(object.value)) {
    *rank = 0;
    return grid_subscripts(np, n, object, x);
  }
  if (single_axis(x, count, object, &which)) {
    *rank = x[which].kind != INDEX_NUMBER;
    return x[which].text;
  }
  return joined(np, x, count, VALUE_NOTHING, rank);
}

static Piece fitted(Numpy *np, Value v, int rank, const char *text) {
  Piece p = piece_new(np, BIND_ATOM, value_retain(v), "%s", text);
  if (!piece_known(p)) {
    p.rank = rank == 0 ? RANK_UNKNOWN : rank;
    return p;
  }
  int usual = axes_of(v);
  if (rank > usual && python_is_general(np)) {
    p.rank = rank;
    return p;
  }
  if (rank <= usual || value_is_text(v) || v.kind == VALUE_CELL) return p;
  p.text = arena_printf(&np->arena, "%s%s", text, usual == 0 ? ".item()" : ".ravel()");
  return p;
}

Piece python_index(Numpy *np, const Node *n, Piece object) {
  Index x[MAX_INDICES];
  size_t count = n->count - 1, which = 0;
  if (count == 0) return object;
  if (!read_all(np, n, object, x)) return (Piece){ .value = VALUE_NOTHING };
  Value v = picked(np, n, object, x, count);
  if (python_is_grid(object.value)) {
    const char *inside = grid_subscripts(np, n, object, x);
    if (!inside) return (Piece){ .value = VALUE_NOTHING };
    return piece_new(np, BIND_ATOM, value_retain(v), "%s[%s]", piece_in(np, object, BIND_ATOM),
                     inside);
  }
  const char *atom = piece_in(np, object, BIND_ATOM);
  bool text_value = piece_known(object) && value_is_text(object.value);
  if (count == 1 && x[0].kind == INDEX_ALL) {
    if (object.rank == 1 || object.rank == 0) {
      if (piece_known(object)) object.value = v;
      return object;
    }
    return piece_new(np, BIND_ATOM, value_retain(v), "%s.ravel(order=\"F\")", atom);
  }
  bool list = object.value.kind == VALUE_RECORD && n->kids[0]->kind == NODE_NAME &&
              dict_find_string(&np->place->lists, n->kids[0]->text) != DICT_NONE;
  if (object.rank == 0 && !text_value && !list && object.value.kind != VALUE_CELL &&
      v.kind != VALUE_NONE) {
    object.value = v;
    return object;
  }
  if (count == 1 && object.rank >= 2) {
    bool same = x[0].kind == INDEX_MASK && axes_of(x[0].value) == object.rank;
    if (same && object.rank == 2)
      return piece_new(np, BIND_ATOM, value_retain(v), "%s.T[%s]", atom,
                       piece_in(np,
                                python_unary(np, n, OPERATE_TRANSPOSE,
                                             (Piece){ x[0].text, BIND_LAMBDA, 2, x[0].value }),
                                BIND_LAMBDA));
    return fitted(np, v, x[0].kind != INDEX_NUMBER,
                  arena_printf(&np->arena, "%s.ravel(order=\"F\")[%s]", atom, x[0].text));
  }
  if (single_axis(x, count, object, &which))
    return fitted(np, v, x[which].kind != INDEX_NUMBER,
                  arena_printf(&np->arena, "%s[%s]", atom, x[which].text));
  if (count == 2 && object.rank == 1) {
    object = piece_with_axes(np, object);
    atom = object.text;
  }
  int rank;
  const char *inside = joined(np, x, count, v, &rank);
  return fitted(np, v, rank, arena_printf(&np->arena, "%s[%s]", atom, inside));
}
