/* python_operators.c -- operators as Python with NumPy writes them.

   What is one sign here may be several functions there: * is *, @ or np.outer depending on the
   shapes, \ is solve or lstsq.  Where NumPy would silently do something else (whole numbers that
   run over, negative powers of whole numbers, sums of logicals), the text says what is meant.  */

#include "config.h"
#include "board/python.h"

#include <math.h>
#include <string.h>

static Value evaluate(Numpy *np, const Node *n, Operator op, Piece a, Piece b) {
  if (!piece_known(a) || !piece_known(b)) return VALUE_NOTHING;
  Error error = { 0 };
  Value v = operate_binary(&(Operation){ .error = &error }, op, a.value, b.value);
  if (v.kind != VALUE_ERROR) return python_keep(np, v);
  python_not_computed(np, n, &error);
  return VALUE_NOTHING;
}

static bool all_whole(Value v) {
  View x;
  if (!value_view(&v, &x) || x.complex) return false;
  for (size_t i = 0; i < x.count; i++)
    if (x.data[i] != floor(x.data[i])) return false;
  return true;
}

static bool any_negative(Value v) {
  View x;
  if (!value_view(&v, &x) || x.complex) return false;
  for (size_t i = 0; i < x.count; i++)
    if (x.data[i] < 0) return true;
  return false;
}

/* Whole numbers of this size do not fit into NumPy's. */
static bool too_large(Value v) {
  View x;
  if (!value_view(&v, &x)) return false;
  for (size_t i = 0; i < x.count * (x.complex ? 2 : 1); i++)
    if (fabs(x.data[i]) > 9e15) return true;
  return false;
}

static bool is_integer_literal(const char *s) {
  if (*s == '-') s++;
  return *s && strspn(s, "0123456789") == strlen(s);
}

/* The same numbers, as floating-point ones. */
static Piece as_float(Numpy *np, Piece p) {
  if (is_integer_literal(p.text))
    p.text = arena_printf(&np->arena, "%s.0", p.text);
  else if (p.rank == 0 && strspn(p.text, "0123456789.e+-") == strlen(p.text))
    return p;
  else if (p.rank == 0) {
    p.text = arena_printf(&np->arena, "float(%s)", p.text);
    p.binds = BIND_ATOM;
  } else {
    p.text = arena_printf(&np->arena, "%s.astype(float)", piece_in(np, p, BIND_ATOM));
    p.binds = BIND_ATOM;
  }
  return p;
}

static Piece as_integer(Numpy *np, Piece p) {
  if (!piece_is_logical(p)) return p;
  if (p.rank < 1) { /* True + True is 2 in Python and True in NumPy */
    p.text = arena_printf(&np->arena, "int(%s)", p.text);
    p.binds = BIND_ATOM;
    return p;
  }
  p.text = arena_printf(&np->arena, "%s.astype(int)", piece_in(np, p, BIND_ATOM));
  p.binds = BIND_ATOM;
  return p;
}

static Piece infix(Numpy *np, Binds binds, Value v, Piece a, const char *sign, Piece b) {
  bool chain = binds == BIND_COMPARE;
  const char *left = piece_in(np, a, chain ? binds + 1 : binds);
  return piece_new(np, binds, value_retain(v), "%s %s %s", left, sign, piece_in(np, b, binds + 1));
}

static Piece entrywise(Numpy *np, Binds binds, Value v, Piece a, const char *sign, Piece b) {
  Piece parts[2] = { a, b };
  pieces_align(np, parts, 2);
  Piece p = infix(np, binds, v, parts[0], sign, parts[1]);
  if (!piece_known(p)) {
    int rank = a.rank > b.rank ? a.rank : b.rank;
    p.rank = a.rank == RANK_UNKNOWN || b.rank == RANK_UNKNOWN ? RANK_UNKNOWN : rank;
  }
  return p;
}

static Piece sum(Numpy *np, Value v, Piece a, const char *sign, Piece b) {
  if (piece_is_logical(a) && piece_is_logical(b)) a = as_integer(np, a), b = as_integer(np, b);
  return entrywise(np, BIND_SUM, v, a, sign, b);
}

static Piece product(Numpy *np, Value v, Piece a, Piece b) {
  if (piece_is_logical(a) && piece_is_logical(b)) a = as_integer(np, a);
  if (piece_known(a) && piece_known(b) && too_large(v) && all_whole(a.value) && all_whole(b.value))
    a = as_float(np, a);
  return entrywise(np, BIND_PRODUCT, v, a, "*", b);
}

static Piece matrix_product(Numpy *np, Value v, Piece a, Piece b) {
  if (piece_is_scalar(a) || piece_is_scalar(b)) return product(np, v, a, b);
  if (!piece_known(a) && !piece_known(b)) return product(np, v, a, b);
  if (piece_is_column(a) && piece_is_row(b))
    return piece_new(np, BIND_ATOM, value_retain(v), "np.outer(%s, %s)", a.text, b.text);
  if (!piece_known(a) && b.rank < 1) return product(np, v, a, b);
  if (!piece_known(b) && a.rank < 1) return product(np, v, a, b);
  return infix(np, BIND_PRODUCT, v, as_integer(np, a), "@", b);
}

static bool is_square(Piece p) {
  return value_size(p.value, 0) == value_size(p.value, 1);
}

static bool is_singular(Numpy *np, const Node *n, Piece a) {
  Value r = python_evaluate(np, n, "rank", &a, 1);
  return r.kind == VALUE_SCALAR && r.scalar < (double)value_size(a.value, 0);
}

static Piece solved(Numpy *np, const Node *n, Value v, Piece a, Piece b) {
  if (piece_is_scalar(a)) return entrywise(np, BIND_PRODUCT, v, b, "/", a);
  bool square = piece_known(a) ? is_square(a) && a.rank == 2 && !is_singular(np, n, a) : true;
  a = piece_with_axes(np, a);
  if (piece_is_row(b)) b = piece_with_axes(np, b);
  if (square)
    return piece_new(np, BIND_ATOM, value_retain(v), "np.linalg.solve(%s, %s)", a.text, b.text);
  return piece_new(np, BIND_ATOM, value_retain(v), "np.linalg.lstsq(%s, %s, rcond=None)[0]", a.text,
                   b.text);
}

static Piece divided(Numpy *np, const Node *n, Value v, Piece b, Piece a) {
  if (piece_is_scalar(a) || !piece_known(a)) {
    bool zero = a.value.kind == VALUE_SCALAR && a.value.scalar == 0;
    if (zero && b.rank == 0)
      return piece_new(np, BIND_ATOM, value_retain(v), "np.divide(%s, %s)", b.text, a.text);
    return entrywise(np, BIND_PRODUCT, v, b, "/", a);
  }
  const char *left = piece_in(np, piece_with_axes(np, a), BIND_ATOM);
  const char *right = piece_in(np, piece_is_column(b) ? piece_with_axes(np, b) : b, BIND_ATOM);
  bool square = is_square(a) && a.rank == 2 && !is_singular(np, n, a);
  const char *turned = b.rank == 1 && !piece_is_column(b) ? "" : ".T";
  if (square)
    return piece_new(np, BIND_ATOM, value_retain(v), "np.linalg.solve(%s.T, %s%s)%s", left, right,
                     turned, axes_of(v) == 2 ? ".T" : "");
  return piece_new(np, BIND_ATOM, value_retain(v), "np.linalg.lstsq(%s.T, %s%s, rcond=None)[0]%s",
                   left, right, turned, axes_of(v) == 2 ? ".T" : "");
}

static Piece power(Numpy *np, Value v, Piece a, Piece b) {
  bool whole = piece_known(a) && piece_known(b) && all_whole(a.value) && all_whole(b.value);
  bool arrays = a.rank != 0 || b.rank != 0;
  if (whole && arrays && any_negative(b.value)) {
    if (a.rank == 0)
      a = as_float(np, a);
    else if (is_integer_literal(b.text))
      b = as_float(np, b);
    else
      a = as_float(np, a);
  } else if (whole && arrays && too_large(v))
    a = as_float(np, a);
  if (value_is_complex(v) && !value_is_complex(a.value) && arrays) {
    a.text = arena_printf(&np->arena, "(%s + 0j)", piece_in(np, a, BIND_SUM));
    a.binds = BIND_ATOM;
  }
  Piece parts[2] = { a, b };
  pieces_align(np, parts, 2);
  return piece_new(np, BIND_POWER, value_retain(v), "%s ** %s", piece_in(np, parts[0], BIND_ATOM),
                   piece_in(np, parts[1], BIND_SIGN));
}

static Piece matrix_power(Numpy *np, Value v, Piece a, Piece b) {
  if (piece_is_scalar(a) && piece_is_scalar(b)) return power(np, v, a, b);
  if (!piece_known(a) || !piece_known(b)) return power(np, v, a, b);
  if (piece_is_scalar(b)) {
    if (all_whole(b.value))
      return piece_new(np, BIND_ATOM, value_retain(v), "np.linalg.matrix_power(%s, %s)", a.text,
                       b.text);
    return piece_new(np, BIND_ATOM, value_retain(v), "scipy.linalg.fractional_matrix_power(%s, %s)",
                     a.text, b.text);
  }
  return piece_new(np, BIND_ATOM, value_retain(v), "scipy.linalg.expm(np.log(%s) * %s)", a.text,
                   piece_in(np, b, BIND_SIGN));
}

static Piece both(Numpy *np, Value v, Piece a, Piece b, bool and) {
  bool scalars = a.rank == 0 && b.rank == 0;
  if (scalars) return infix(np, and? BIND_AND : BIND_OR, v, a, and? "and" : "or", b);
  bool logical =
      (piece_is_logical(a) || !piece_known(a)) && (piece_is_logical(b) || !piece_known(b));
  if (logical) {
    a.binds = a.binds == BIND_COMPARE ? BIND_LAMBDA : a.binds; /* & binds more tightly */
    b.binds = b.binds == BIND_COMPARE ? BIND_LAMBDA : b.binds;
    return entrywise(np, and? BIND_BIT_AND : BIND_BIT_OR, v, a, and? "&" : "|", b);
  }
  Piece parts[2] = { a, b };
  pieces_align(np, parts, 2);
  return piece_new(np, BIND_ATOM, value_retain(v), "np.logical_%s(%s, %s)", and? "and" : "or",
                   parts[0].text, parts[1].text);
}

static bool is_text(Piece p) {
  return piece_known(p) && value_is_text(p.value);
}

static Piece compared(Numpy *np, const Node *n, Value v, Piece a, const char *sign, Piece b) {
  if ((is_text(a) && value_count(a.value) != 1) || (is_text(b) && value_count(b.value) != 1))
    return piece_fail(np, n,
                      "texts are compared letter by letter here; in Python a == b compares them "
                      "whole, as strcmp(a, b) does");
  return entrywise(np, BIND_COMPARE, v, a, sign, b);
}

static bool is_sum_of_texts(Piece a, Piece b) {
  return is_text(a) || is_text(b);
}

Piece python_binary(Numpy *np, const Node *n, Operator op, Piece a, Piece b) {
  if (piece_failed(a) || piece_failed(b)) return (Piece){ .value = VALUE_NOTHING };
  if (op <= OPERATE_MATRIX_POWER && is_sum_of_texts(a, b))
    return piece_fail(np, n,
                      "arithmetic with letters has no short form in Python; ord('a') gives "
                      "a letter's number");
  Value v = evaluate(np, n, op, a, b);
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  switch (op) {
  case OPERATE_ADD: return sum(np, v, a, "+", b);
  case OPERATE_SUBTRACT: return sum(np, v, a, "-", b);
  case OPERATE_TIMES: return product(np, v, a, b);
  case OPERATE_MATRIX_TIMES: return matrix_product(np, v, a, b);
  case OPERATE_RIGHT_DIVIDE:
    if (a.rank == 0 && b.rank == 0) return divided(np, n, v, a, b);
    return entrywise(np, BIND_PRODUCT, v, a, "/", b);
  case OPERATE_LEFT_DIVIDE: return entrywise(np, BIND_PRODUCT, v, b, "/", a);
  case OPERATE_MATRIX_RIGHT_DIVIDE: return divided(np, n, v, a, b);
  case OPERATE_MATRIX_LEFT_DIVIDE: return solved(np, n, v, a, b);
  case OPERATE_POWER: return power(np, v, a, b);
  case OPERATE_MATRIX_POWER: return matrix_power(np, v, a, b);
  case OPERATE_LESS: return compared(np, n, v, a, "<", b);
  case OPERATE_LESS_EQUAL: return compared(np, n, v, a, "<=", b);
  case OPERATE_EQUAL: return compared(np, n, v, a, "==", b);
  case OPERATE_NOT_EQUAL: return compared(np, n, v, a, "!=", b);
  case OPERATE_GREATER_EQUAL: return compared(np, n, v, a, ">=", b);
  case OPERATE_GREATER: return compared(np, n, v, a, ">", b);
  case OPERATE_AND: return both(np, v, a, b, true);
  case OPERATE_OR: return both(np, v, a, b, false);
  default: return piece_fail(np, n, "this operator has no NumPy form yet");
  }
}

Piece python_unary(Numpy *np, const Node *n, Operator op, Piece a) {
  if (piece_failed(a)) return a;
  Value v = VALUE_NOTHING;
  if (piece_known(a)) {
    Error error = { 0 };
    v = operate_unary(&(Operation){ .error = &error }, op, a.value);
    if (v.kind == VALUE_ERROR) {
      python_not_computed(np, n, &error);
      v = VALUE_NOTHING;
    }
    python_keep(np, v);
  }
  if (is_text(a)) return piece_fail(np, n, "texts are not numbers in Python; ord('a') gives one");
  int rank = a.rank;
  Piece p;
  switch (op) {
  case OPERATE_NEGATE:
    p = piece_new(np, BIND_SIGN, value_retain(v), "-%s",
                  piece_in(np, as_integer(np, a), BIND_SIGN));
    break;
  case OPERATE_PLUS: return a;
  case OPERATE_NOT:
    if (rank == 0)
      p = piece_new(np, BIND_NOT, value_retain(v), "not %s", piece_in(np, a, BIND_NOT));
    else if (piece_is_logical(a) || !piece_known(a))
      p = piece_new(np, BIND_SIGN, value_retain(v), "~%s", piece_in(np, a, BIND_SIGN));
    else
      p = piece_new(np, BIND_COMPARE, value_retain(v), "%s == 0",
                    piece_in(np, a, BIND_COMPARE + 1));
    break;
  default: { /* the transposes; an array of one axis stays as it is */
    bool conjugate = op == OPERATE_CONJUGATE_TRANSPOSE && value_is_complex(a.value);
    const char *atom = piece_in(np, a, BIND_ATOM);
    if (rank == 0 && !conjugate) {
      if (piece_known(a)) a.value = v;
      return a;
    }
    if (rank == 1 && !conjugate) {
      a.value = v;
      return a;
    }
    p = piece_new(np, BIND_ATOM, value_retain(v), "%s%s%s", atom, conjugate ? ".conj()" : "",
                  rank == 0 || rank == 1 ? "" : ".T");
    if (conjugate && rank == 0) p.text = arena_printf(&np->arena, "np.conj(%s)", a.text);
    if (!piece_known(p)) p.rank = rank;
  }
  }
  if (piece_known(p) && op < OPERATE_TRANSPOSE) p.rank = rank;
  return p;
}
