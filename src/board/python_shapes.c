/* python_shapes.c -- making, sizing, arranging arrays.  */

#include "config.h"
#include "board/python_special.h"

#include <string.h>

/* Of size(A) as an argument: "A.shape", or "len(x)" of a row or column; NULL for another text. */
static const char *size_of_another(Numpy *np, const char *s) {
  static const char array[] = "np.array(", shape[] = ".shape)";
  size_t len = strlen(s), head = strlen(array);
  if (strncmp(s, array, head) != 0) return NULL;
  if (len > head + strlen(shape) && strcmp(s + len - strlen(shape), shape) == 0)
    return arena_copy(&np->arena, s + head, len - head - 1);
  if (strncmp(s + head, "[1, len(", 8) == 0 && strcmp(s + len - 3, ")])") == 0)
    return arena_copy(&np->arena, s + head + 4, len - head - 6);
  if (strncmp(s + head, "[len(", 5) == 0 && strcmp(s + len - 6, "), 1])") == 0)
    return arena_copy(&np->arena, s + head + 1, len - head - 6);
  return NULL;
}

/* The sizes asked for by arguments FROM on: "(2, 3)", "3" for a row or column, "" for a number. */
static const char *shape(const Request *r, size_t from) {
  Numpy *np = r->np;
  if (r->count <= from) return "";
  if (r->value.kind != VALUE_NONE && r->count == from + 1 && r->args[from].rank == 1) {
    Text t = TEXT_EMPTY;
    text_putc(&t, '(');
    for (size_t d = 0; d < value_rank(r->value); d++)
      text_printf(&t, "%s%zu", d ? ", " : "", value_size(r->value, d));
    text_putc(&t, ')');
    const char *s = arena_copy(&np->arena, text_string(&t), t.len);
    text_free(&t);
    return s;
  }
  if (r->count == from + 1)
    return arena_printf(&np->arena, "(%s, %s)", r->args[from].text, r->args[from].text);
  if (r->count == from + 2 && special_number(r, from) == 1) return r->args[from + 1].text;
  if (r->count == from + 2 && special_number(r, from + 1) == 1) return r->args[from].text;
  Text t = TEXT_EMPTY;
  for (size_t i = from; i < r->count; i++)
    text_printf(&t, "%s%s", i > from ? ", " : "(", r->args[i].text);
  text_putc(&t, ')');
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

/* zeros, ones, NaN ...: FORM is "number|call with %s". */
Piece special_filled(const Request *r) {
  const char *bar = strchr(r->form, '|');
  if (r->count > 0 && special_is_word(r, r->count - 1, "like")) return NO_PIECE;
  if (r->count == 0 || (r->value.kind == VALUE_SCALAR && r->count == 1))
    return MAKE(r, "%.*s", (int)(bar - r->form), r->form);
  const char *at = strstr(bar, "%s"), *s = shape(r, 0);
  const char *another = r->count == 1 ? size_of_another(r->np, r->args[0].text) : NULL;
  if (another)
    s = another;
  else if (value_rank(r->value) == 2 && axes_of(r->value) == 1 && r->args[0].rank == 1)
    s = arena_printf(&r->np->arena, "%zu", value_count(r->value));
  return MAKE(r, "%.*s%s%s", (int)(at - bar - 1), bar + 1, s, at + 2);
}

Piece special_eye(const Request *r) {
  if (r->count == 0) return MAKE(r, "1");
  if (r->count == 1 && r->args[0].rank == 0) return MAKE(r, "np.eye(%s)", r->args[0].text);
  if (r->count == 2) return MAKE(r, "np.eye(%s, %s)", r->args[0].text, r->args[1].text);
  return NO_PIECE;
}

Piece special_linspace(const Request *r) {
  if (r->count == 2)
    return MAKE(r, "np.%s(%s, %s, %d)", r->name, r->args[0].text, r->args[1].text,
                strcmp(r->name, "logspace") == 0 ? 50 : 100);
  return NO_PIECE;
}

/* size, numel, rows ...: an array of one axis does not know whether it is a row. */
static const char *extent(const Request *r, size_t d) {
  const Piece *x = &r->args[0];
  if (x->rank == 0 && !value_is_text(x->value) && x->value.kind != VALUE_CELL) return "1";
  if (x->rank >= 2) return arena_printf(&r->np->arena, "%s.shape[%zu]", special_atom(r, 0), d);
  size_t own = piece_is_column(*x) ? 0 : 1;
  return d == own ? arena_printf(&r->np->arena, "len(%s)", x->text) : "1";
}

Piece special_size(const Request *r) {
  if (!piece_known(r->args[0])) return NO_PIECE;
  if (r->count == 2 && r->args[1].value.kind == VALUE_SCALAR)
    return MAKE(r, "%s", extent(r, (size_t)special_number(r, 1) - 1));
  if (r->count != 1) return NO_PIECE;
  if (r->args[0].rank >= 2) return MAKE(r, "np.array(%s.shape)", special_atom(r, 0));
  return MAKE(r, "np.array([%s, %s])", extent(r, 0), extent(r, 1));
}

Piece special_rows(const Request *r) {
  return piece_known(r->args[0]) ? MAKE(r, "%s", extent(r, r->name[0] == 'r' ? 0 : 1)) : NO_PIECE;
}

Piece special_numel(const Request *r) {
  if (r->count != 1) return NO_PIECE;
  const Piece *x = &r->args[0];
  bool list = piece_known(*x) && (value_is_text(x->value) || x->value.kind == VALUE_CELL);
  if (x->rank == 1 || list) return MAKE(r, "len(%s)", x->text);
  if (strcmp(r->name, "length") == 0 && x->rank >= 2)
    return MAKE(r, "max(%s.shape)", special_atom(r, 0));
  return MAKE(r, "np.size(%s)", x->text);
}

Piece special_ndims(const Request *r) {
  return MAKE(r, "max(np.ndim(%s), 2)", r->args[0].text);
}

Piece special_sorted(const Request *r) {
  Piece x = r->args[0];
  if (piece_known(x) && value_is_text(x.value))
    return r->count == 1 ? MAKE(r, "\"\".join(sorted(%s))", x.text) : NO_PIECE;
  bool down = r->count > 1 && special_is_word(r, r->count - 1, "descend");
  size_t count = r->count - (r->count > 1 && value_is_text(r->args[r->count - 1].value));
  if (x.value.kind == VALUE_CELL)
    return MAKE(r, "sorted(%s%s)", x.text, down ? ", reverse=True" : "");
  if (x.rank < 2 && count == 1) return MAKE(r, down ? "np.sort(%s)[::-1]" : "np.sort(%s)", x.text);
  size_t d = count > 1 ? (size_t)special_number(r, 1) - 1 : 0;
  if (x.rank < 2) return NO_PIECE;
  return down ? piece_new(r->np, BIND_SIGN, value_retain(r->value), "-np.sort(-%s, axis=%zu)",
                          special_atom(r, 0), d)
              : MAKE(r, "np.sort(%s, axis=%zu)", x.text, d);
}

Piece special_reshape(const Request *r) {
  const Piece *x = &r->args[0];
  if (r->value.kind == VALUE_NONE) return NO_PIECE;
  bool flat = x->rank < 2;
  const char *another = r->count == 2 ? size_of_another(r->np, r->args[1].text) : NULL;
  if (another && strstr(another, ".shape"))
    return MAKE(r, "%s.reshape(%s, order=\"F\")", special_atom(r, 0), another);
  if (axes_of(r->value) == 1)
    return flat ? MAKE(r, "%s", x->text) : MAKE(r, "%s.ravel(order=\"F\")", special_atom(r, 0));
  Text t = TEXT_EMPTY;
  if (r->count == 2)
    for (size_t d = 0; d < value_rank(r->value); d++)
      text_printf(&t, "%s%zu", d ? ", " : "", value_size(r->value, d));
  for (size_t i = 1; i < r->count && r->count > 2; i++)
    text_printf(&t, "%s%s", i > 1 ? ", " : "",
                special_is_empty(&r->args[i]) ? "-1" : r->args[i].text);
  Piece p = MAKE(r, "%s.reshape((%s), order=\"F\")", special_atom(r, 0), text_string(&t));
  text_free(&t);
  return p;
}

Piece special_vec(const Request *r) {
  return r->args[0].rank < 2 ? MAKE(r, "%s", r->args[0].text)
                             : MAKE(r, "%s.ravel(order=\"F\")", special_atom(r, 0));
}

Piece special_repmat(const Request *r) {
  Piece x = r->args[0];
  if (r->count < 2 || r->count > 3 || r->args[1].rank != 0 || !piece_known(x)) return NO_PIECE;
  const char *m = r->args[1].text, *n = r->args[r->count - 1].text;
  if (value_is_text(x.value))
    return special_number(r, 1) == 1 ? MAKE(r, "%s * %s", special_atom(r, 0), n) : NO_PIECE;
  if (axes_of(r->value) == 1 && x.rank <= 1) {
    bool row = value_size(r->value, 0) == 1;
    return x.rank == 0 ? MAKE(r, "np.full(%s, %s)", row ? n : m, x.text)
                       : MAKE(r, "np.tile(%s, %s)", x.text, row ? n : m);
  }
  if (x.rank == 0) return MAKE(r, "np.full((%s, %s), %s)", m, n, x.text);
  if (piece_is_column(x)) x = piece_with_axes(r->np, x);
  return MAKE(r, "np.tile(%s, (%s, %s))", x.text, m, n);
}

Piece special_find(const Request *r) {
  if (r->count > 2) return NO_PIECE;
  const char *x = r->args[0].rank >= 2
                      ? arena_printf(&r->np->arena, "%s.ravel(order=\"F\")", special_atom(r, 0))
                      : r->args[0].text;
  const char *first = r->count == 2 ? arena_printf(&r->np->arena, "[:%s]", r->args[1].text) : "";
  return piece_new(r->np, BIND_SUM, value_retain(r->value), "np.flatnonzero(%s)%s + 1", x, first);
}

Piece special_unique(const Request *r) {
  if (r->args[0].value.kind == VALUE_CELL) return MAKE(r, "sorted(set(%s))", r->args[0].text);
  return r->count == 1 ? MAKE(r, "np.unique(%s)", r->args[0].text) : NO_PIECE;
}

Piece special_concatenated(const Request *r) {
  size_t first = strcmp(r->name, "cat") == 0;
  int axis = first ? (int)special_number(r, 0) - 1 : r->name[0] == 'h';
  if (r->count <= first || axis < 0) return NO_PIECE;
  Text t = TEXT_EMPTY;
  bool flat = axes_of(r->value) == 1;
  for (size_t i = first; i < r->count; i++) {
    Piece p = r->args[i];
    if (!piece_known(p) || p.value.kind != VALUE_ARRAY || value_is_text(p.value)) {
      if (!flat || p.rank != 0 || !value_is_numeric(p.value)) {
        text_free(&t);
        return NO_PIECE;
      }
      text_printf(&t, "%s[%s]", i > first ? ", " : "", p.text);
      continue;
    }
    if (!flat) p = piece_with_axes(r->np, p);
    if (axis == 2 && p.rank == 2)
      p.text = arena_printf(&r->np->arena, "%s[:, :, None]", piece_in(r->np, p, BIND_ATOM));
    text_printf(&t, "%s%s", i > first ? ", " : "", p.text);
  }
  bool rows = axis == 0 && value_rank(r->value) == 2,
       columns = axis == 1 && value_rank(r->value) == 2;
  for (size_t i = first; i < r->count; i++) {
    rows &= piece_is_row(r->args[i]) || r->args[i].rank == 2;
    columns &= piece_is_column(r->args[i]) || r->args[i].rank == 2;
  }
  if (!flat && (rows || columns)) {
    Text plain = TEXT_EMPTY;
    for (size_t i = first; i < r->count; i++)
      text_printf(&plain, "%s%s", i > first ? ", " : "", r->args[i].text);
    Piece stacked = MAKE(r, "np.%s([%s])", rows ? "vstack" : "column_stack", text_string(&plain));
    text_free(&plain);
    text_free(&t);
    return stacked;
  }
  Piece p = flat ? MAKE(r, "np.concatenate([%s])", text_string(&t))
                 : MAKE(r, "np.concatenate([%s], axis=%d)", text_string(&t), axis);
  text_free(&t);
  return p;
}

Piece special_colon(const Request *r) {
  return r->count == 2
             ? MAKE(r, "np.arange(%s, %s)", r->args[0].text, python_stepped(r->np, r->args[1], 1))
             : NO_PIECE;
}

/* The order of the axes, from 0. */
Piece special_permuted(const Request *r) {
  View v;
  if (r->args[0].rank < 2 || !value_view(&r->args[1].value, &v) || python_is_general(r->np))
    return NO_PIECE;
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < v.count; i++) text_printf(&t, "%s%.0f", i ? ", " : "", v.data[i] - 1);
  Piece p = MAKE(r, "np.transpose(%s, (%s))", r->args[0].text, text_string(&t));
  text_free(&t);
  return p;
}

/* isrow, iscolumn: an array of one axis is both. */
Piece special_oriented(const Request *r) {
  if (r->args[0].rank != 1) return NO_PIECE;
  python_comment(r->np, "NumPy's arrays of one axis are rows and columns alike");
  return r->value.kind == VALUE_LOGICAL && r->value.scalar == 0
             ? MAKE(r, "False")
             : piece_new(r->np, BIND_COMPARE, value_retain(r->value), "np.ndim(%s) == 1",
                         r->args[0].text);
}

Piece special_flipped(const Request *r) {
  Piece x = r->args[0];
  if (x.rank == 0) return x;
  if (x.rank != 1) return NO_PIECE;
  bool row = piece_is_row(x);
  bool turns = strcmp(r->name, "fliplr") == 0 ? row : strcmp(r->name, "flipud") == 0 ? !row : true;
  if (r->count > 1) turns = special_number(r, 1) == (row ? 2 : 1);
  return turns ? MAKE(r, "%s[::-1]", special_atom(r, 0)) : x;
}

Piece special_equal(const Request *r) {
  Piece a = r->args[0], b = r->args[1];
  if (r->count != 2 || a.value.kind >= VALUE_FUNCTION || b.value.kind >= VALUE_FUNCTION)
    return NO_PIECE;
  if (piece_known(a) && value_is_text(a.value))
    return piece_new(r->np, BIND_COMPARE, value_retain(r->value), "%s == %s", a.text, b.text);
  if ((piece_is_row(a) && piece_is_column(b)) || (piece_is_column(a) && piece_is_row(b)))
    a = piece_with_axes(r->np, a), b = piece_with_axes(r->np, b);
  return MAKE(r, "np.array_equal(%s, %s)", a.text, b.text);
}
