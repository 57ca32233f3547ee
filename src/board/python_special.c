/* python_special.c -- builtins whose twin depends on the shapes or kinds of their arguments.  */

#include "config.h"
#include "board/python.h"
#include "value/cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Request {
  Numpy *np;
  const Node *node;
  const char *name;
  const Piece *args;
  size_t count;
  Value value;      /* borrowed */
  const char *form; /* of the row in the table */
} Request;

static const Piece none = { .value = { .kind = VALUE_NONE } };

#define MAKE(r, ...) piece_new((r)->np, BIND_ATOM, value_retain((r)->value), __VA_ARGS__)

static const char *atom(const Request *r, size_t i) {
  return piece_in(r->np, r->args[i], BIND_ATOM);
}

static double number(const Request *r, size_t i) {
  Value v = r->args[i].value;
  return v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ? v.scalar : NAN;
}

static bool is_word(const Request *r, size_t i, const char *word) {
  if (i >= r->count || !piece_known(r->args[i]) || !value_is_text(r->args[i].value)) return false;
  Text t = TEXT_EMPTY;
  value_append_text(r->args[i].value, &t);
  bool same = strcmp(text_string(&t), word) == 0;
  text_free(&t);
  return same;
}

static bool is_empty(const Piece *p) {
  return p->value.kind == VALUE_ARRAY && p->value.array->count == 0;
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
  if (r->count == from + 2 && number(r, from) == 1) return r->args[from + 1].text;
  if (r->count == from + 2 && number(r, from + 1) == 1) return r->args[from].text;
  Text t = TEXT_EMPTY;
  for (size_t i = from; i < r->count; i++)
    text_printf(&t, "%s%s", i > from ? ", " : "(", r->args[i].text);
  text_putc(&t, ')');
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

/* zeros, ones, NaN ...: FORM is "number|call with %s". */
static Piece filled(const Request *r) {
  const char *bar = strchr(r->form, '|');
  if (r->count > 0 && is_word(r, r->count - 1, "like")) return none;
  if (r->count == 0 || (r->value.kind == VALUE_SCALAR && r->count == 1))
    return MAKE(r, "%.*s", (int)(bar - r->form), r->form);
  const char *at = strstr(bar, "%s"), *s = shape(r, 0);
  if (value_rank(r->value) == 2 && axes_of(r->value) == 1 && r->args[0].rank == 1)
    s = arena_printf(&r->np->arena, "%zu", value_count(r->value));
  return MAKE(r, "%.*s%s%s", (int)(at - bar - 1), bar + 1, s, at + 2);
}

static Piece eye(const Request *r) {
  if (r->count == 0) return MAKE(r, "1");
  if (r->count == 1 && r->args[0].rank == 0) return MAKE(r, "np.eye(%s)", r->args[0].text);
  if (r->count == 2) return MAKE(r, "np.eye(%s, %s)", r->args[0].text, r->args[1].text);
  return none;
}

static Piece linspace(const Request *r) {
  if (r->count == 2)
    return MAKE(r, "np.%s(%s, %s, %d)", r->name, r->args[0].text, r->args[1].text,
                strcmp(r->name, "logspace") == 0 ? 50 : 100);
  return none;
}

/* size, numel, rows ...: an array of one axis does not know whether it is a row. */
static const char *extent(const Request *r, size_t d) {
  const Piece *x = &r->args[0];
  if (x->rank == 0 && !value_is_text(x->value) && x->value.kind != VALUE_CELL) return "1";
  if (x->rank >= 2) return arena_printf(&r->np->arena, "%s.shape[%zu]", atom(r, 0), d);
  size_t own = piece_is_column(*x) ? 0 : 1;
  return d == own ? arena_printf(&r->np->arena, "len(%s)", x->text) : "1";
}

static Piece size(const Request *r) {
  if (!piece_known(r->args[0])) return none;
  if (r->count == 2 && r->args[1].value.kind == VALUE_SCALAR)
    return MAKE(r, "%s", extent(r, (size_t)number(r, 1) - 1));
  if (r->count != 1) return none;
  if (r->args[0].rank >= 2) return MAKE(r, "np.array(%s.shape)", atom(r, 0));
  return MAKE(r, "np.array([%s, %s])", extent(r, 0), extent(r, 1));
}

static Piece rows(const Request *r) {
  return piece_known(r->args[0]) ? MAKE(r, "%s", extent(r, r->name[0] == 'r' ? 0 : 1)) : none;
}

static Piece numel(const Request *r) {
  if (r->count != 1) return none;
  const Piece *x = &r->args[0];
  bool list = piece_known(*x) && (value_is_text(x->value) || x->value.kind == VALUE_CELL);
  if (x->rank == 1 || list) return MAKE(r, "len(%s)", x->text);
  if (strcmp(r->name, "length") == 0 && x->rank >= 2) return MAKE(r, "max(%s.shape)", atom(r, 0));
  return MAKE(r, "np.size(%s)", x->text);
}

static Piece ndims(const Request *r) {
  return MAKE(r, "max(np.ndim(%s), 2)", r->args[0].text);
}

/* max, min: of one array along an axis, or of two entry by entry. */
static Piece extreme(const Request *r) {
  Numpy *np = r->np;
  bool largest = r->name[1] == 'a';
  if (r->count == 2 || (r->count == 3 && !is_empty(&r->args[1]))) {
    Piece both[2] = { r->args[0], r->args[1] };
    pieces_align(np, both, 2);
    return MAKE(r, "np.%s(%s, %s)", largest ? "fmax" : "fmin", both[0].text, both[1].text);
  }
  Piece x = r->args[0];
  View v;
  bool holes = false;
  if (value_view(&x.value, &v))
    for (size_t i = 0; i < v.count; i++) holes |= isnan(v.data[i]);
  const char *f = arena_printf(&np->arena, "np.%s%s", holes ? "nan" : "", r->name);
  if (x.rank < 1) return x.rank == 0 ? x : MAKE(r, "%s(%s)", f, x.text);
  size_t own = piece_is_column(x) ? 0 : 1;
  size_t d = r->count == 3 ? (size_t)number(r, 2) - 1
             : x.rank == 1 ? own
                           : value_size(x.value, 0) == 1;
  if (x.rank == 1) return d == own ? MAKE(r, "%s(%s)", f, x.text) : x;
  return MAKE(r, "%s(%s, axis=%zu)", f, x.text, d);
}

static Piece norm(const Request *r) {
  const char *x = r->args[0].text;
  bool matrix = r->args[0].rank == 2;
  if (r->count == 1)
    return matrix ? MAKE(r, "np.linalg.norm(%s, 2)", x) : MAKE(r, "np.linalg.norm(%s)", x);
  if (r->count != 2) return none;
  if (is_word(r, 1, "fro"))
    return matrix ? MAKE(r, "np.linalg.norm(%s, \"fro\")", x) : MAKE(r, "np.linalg.norm(%s)", x);
  if (is_word(r, 1, "inf") || is_word(r, 1, "Inf")) return MAKE(r, "np.linalg.norm(%s, np.inf)", x);
  if (value_is_text(r->args[1].value)) return none;
  return MAKE(r, "np.linalg.norm(%s, %s)", x, r->args[1].text);
}

static Piece sorted(const Request *r) {
  Piece x = r->args[0];
  bool down = r->count > 1 && is_word(r, r->count - 1, "descend");
  size_t count = r->count - (r->count > 1 && value_is_text(r->args[r->count - 1].value));
  if (x.value.kind == VALUE_CELL)
    return MAKE(r, "sorted(%s%s)", x.text, down ? ", reverse=True" : "");
  if (x.rank < 2 && count == 1) return MAKE(r, down ? "np.sort(%s)[::-1]" : "np.sort(%s)", x.text);
  size_t d = count > 1 ? (size_t)number(r, 1) - 1 : 0;
  if (x.rank < 2) return none;
  return down ? piece_new(r->np, BIND_SIGN, value_retain(r->value), "-np.sort(-%s, axis=%zu)",
                          atom(r, 0), d)
              : MAKE(r, "np.sort(%s, axis=%zu)", x.text, d);
}

static Piece reshape(const Request *r) {
  const Piece *x = &r->args[0];
  if (r->value.kind == VALUE_NONE) return none;
  bool flat = x->rank < 2;
  if (axes_of(r->value) == 1)
    return flat ? MAKE(r, "%s", x->text) : MAKE(r, "%s.ravel(order=\"F\")", atom(r, 0));
  Text t = TEXT_EMPTY;
  if (r->count == 2)
    for (size_t d = 0; d < value_rank(r->value); d++)
      text_printf(&t, "%s%zu", d ? ", " : "", value_size(r->value, d));
  for (size_t i = 1; i < r->count && r->count > 2; i++)
    text_printf(&t, "%s%s", i > 1 ? ", " : "", is_empty(&r->args[i]) ? "-1" : r->args[i].text);
  Piece p = MAKE(r, "%s.reshape((%s), order=\"F\")", atom(r, 0), text_string(&t));
  text_free(&t);
  return p;
}

static Piece vec(const Request *r) {
  return r->args[0].rank < 2 ? MAKE(r, "%s", r->args[0].text)
                             : MAKE(r, "%s.ravel(order=\"F\")", atom(r, 0));
}

static Piece repmat(const Request *r) {
  Piece x = r->args[0];
  if (r->count < 2 || r->count > 3 || r->args[1].rank != 0 || !piece_known(x)) return none;
  const char *m = r->args[1].text, *n = r->args[r->count - 1].text;
  if (value_is_text(x.value)) return number(r, 1) == 1 ? MAKE(r, "%s * %s", atom(r, 0), n) : none;
  if (axes_of(r->value) == 1 && x.rank <= 1) {
    bool row = value_size(r->value, 0) == 1;
    return x.rank == 0 ? MAKE(r, "np.full(%s, %s)", row ? n : m, x.text)
                       : MAKE(r, "np.tile(%s, %s)", x.text, row ? n : m);
  }
  if (x.rank == 0) return MAKE(r, "np.full((%s, %s), %s)", m, n, x.text);
  if (piece_is_column(x)) x = piece_with_axes(r->np, x);
  return MAKE(r, "np.tile(%s, (%s, %s))", x.text, m, n);
}

static Piece dot(const Request *r) {
  if (r->count != 2) return none;
  bool vectors = r->args[0].rank <= 1 && r->args[1].rank <= 1;
  if (vectors && r->args[0].rank == 1)
    return piece_new(r->np, BIND_PRODUCT, value_retain(r->value), "%s @ %s",
                     piece_in(r->np, r->args[0], BIND_PRODUCT),
                     piece_in(r->np, r->args[1], BIND_SIGN));
  if (vectors) return none;
  return MAKE(r, "np.sum(%s * %s, axis=0)", piece_in(r->np, r->args[0], BIND_PRODUCT),
              piece_in(r->np, r->args[1], BIND_SIGN));
}

static Piece kron(const Request *r) {
  if (r->count != 2) return none;
  Piece a = r->args[0], b = r->args[1];
  if (axes_of(r->value) > 1) a = piece_with_axes(r->np, a), b = piece_with_axes(r->np, b);
  return MAKE(r, "np.kron(%s, %s)", a.text, b.text);
}

static Piece find(const Request *r) {
  if (r->count > 2) return none;
  const char *x = r->args[0].rank >= 2
                      ? arena_printf(&r->np->arena, "%s.ravel(order=\"F\")", atom(r, 0))
                      : r->args[0].text;
  const char *first = r->count == 2 ? arena_printf(&r->np->arena, "[:%s]", r->args[1].text) : "";
  return piece_new(r->np, BIND_SUM, value_retain(r->value), "np.flatnonzero(%s)%s + 1", x, first);
}

static Piece unique(const Request *r) {
  if (r->args[0].value.kind == VALUE_CELL) return MAKE(r, "sorted(set(%s))", r->args[0].text);
  return r->count == 1 ? MAKE(r, "np.unique(%s)", r->args[0].text) : none;
}

/* var, std: divided by n - 1 here, by n in NumPy. */
static Piece spread(const Request *r) {
  Piece x = r->args[0];
  if (r->count > 1 && !is_empty(&r->args[1]) && r->args[1].rank != 0) return none;
  bool population = r->count > 1 && number(r, 1) == 1;
  const char *ddof = population ? "" : ", ddof=1";
  if (x.rank <= 1) {
    if (r->count > 2) return none;
    return MAKE(r, "np.%s(%s%s)", r->name, x.text, ddof);
  }
  size_t d = r->count > 2 ? (size_t)number(r, 2) - 1 : 0;
  return MAKE(r, "np.%s(%s, axis=%zu%s)", r->name, x.text, d, ddof);
}

static Piece covariance(const Request *r) {
  const Piece *x = r->args;
  const char *f = strcmp(r->name, "cov") == 0 ? "cov" : "corrcoef";
  if (r->count == 2 && x[0].rank == 1 && x[1].rank == 1) {
    const char *pick = axes_of(r->value) == 0 ? "[0, 1]" : "";
    return MAKE(r, "np.%s(%s, %s)%s", f, x[0].text, x[1].text, pick);
  }
  if (r->count == 1 && x[0].rank == 2) return MAKE(r, "np.%s(%s, rowvar=False)", f, x[0].text);
  if (r->count == 1 && *f == 'c' && f[2] == 'v' && x[0].rank == 1)
    return MAKE(r, "np.var(%s, ddof=1)", x[0].text);
  return none;
}

static bool is_symmetric(const Request *r) {
  Value v = python_evaluate(r->np, r->node, "issymmetric", r->args, 1);
  return v.kind == VALUE_LOGICAL && v.scalar != 0;
}

static Piece eig(const Request *r) {
  if (r->count != 1 || r->args[0].rank < 2) return none;
  if (is_symmetric(r)) return MAKE(r, "np.linalg.eigvalsh(%s)", r->args[0].text);
  if (!value_is_complex(r->value)) {
    View v;
    bool rising = value_view(&r->value, &v);
    for (size_t i = 1; rising && i < v.count; i++) rising = v.data[i - 1] <= v.data[i];
    if (rising) return MAKE(r, "np.sort(np.linalg.eigvals(%s))", r->args[0].text);
  }
  python_comment(r->np, "the eigenvalues may come in another order");
  return MAKE(r, "np.linalg.eigvals(%s)", r->args[0].text);
}

static Piece svd(const Request *r) {
  return r->count == 1 ? MAKE(r, "np.linalg.svd(%s, compute_uv=False)", r->args[0].text) : none;
}

static Piece qr(const Request *r) {
  if (r->count != 1) return none;
  python_comment(r->np, "rows may have the other sign");
  return MAKE(r, "np.linalg.qr(%s, mode=\"r\")", r->args[0].text);
}

static Piece chol(const Request *r) {
  return r->count == 1 ? MAKE(r, "np.linalg.cholesky(%s).T", r->args[0].text) : none;
}

static Piece fzero(const Request *r) {
  if (r->count != 2) return none;
  if (r->args[1].rank == 1)
    return MAKE(r, "scipy.optimize.brentq(%s, *%s)", r->args[0].text, atom(r, 1));
  return MAKE(r, "scipy.optimize.fsolve(%s, %s)[0]", r->args[0].text, r->args[1].text);
}

/* cellfun, arrayfun: a list comprehension. */
static Piece mapped(const Request *r) {
  if (r->count != 2) return none;
  const char *f = piece_in(r->np, r->args[0], BIND_ATOM), *over = atom(r, 1);
  if (piece_known(r->args[0]) && value_is_text(r->args[0].value)) {
    Text t = TEXT_EMPTY;
    value_append_text(r->args[0].value, &t);
    bool plain = strcmp(text_string(&t), "isempty") == 0;
    bool length = strcmp(text_string(&t), "length") == 0 || strcmp(text_string(&t), "numel") == 0;
    text_free(&t);
    if (length) return MAKE(r, "np.array([len(x) for x in %s])", over);
    return plain ? MAKE(r, "np.array([len(x) == 0 for x in %s])", over) : none;
  }
  if (r->args[1].rank > 1) return none;
  return MAKE(r, "np.array([%s(x) for x in %s])", f, over);
}

static bool plain_values(const Request *r, size_t from) {
  for (size_t i = from; i < r->count; i++)
    if (!piece_known(r->args[i]) || r->args[i].rank != 0 || value_is_complex(r->args[i].value))
      return false;
  return true;
}

static const char *template_text(const Request *r) {
  Text t = TEXT_EMPTY;
  value_append_text(r->args[0].value, &t);
  Text out = TEXT_EMPTY;
  text_putc(&out, '"');
  for (size_t i = 0; i < t.len; i++) { /* the escapes of '...' are read by printf */
    if (t.data[i] == '"')
      text_puts(&out, "\\\"");
    else if (t.data[i] == '\n')
      text_puts(&out, "\\n");
    else
      text_putc(&out, t.data[i]);
  }
  text_putc(&out, '"');
  const char *s = arena_copy(&r->np->arena, text_string(&out), out.len);
  text_free(&out);
  text_free(&t);
  return s;
}

static const char *formatted(const Request *r) {
  if (r->count == 0 || !piece_known(r->args[0]) || !value_is_text(r->args[0].value) ||
      !plain_values(r, 1))
    return NULL;
  const char *s = template_text(r);
  size_t marks = 0;
  for (const char *c = s; *c; c++) {
    if (*c != '%') continue;
    if (c[1] == '%')
      c++;
    else
      marks++;
  }
  if (marks != r->count - 1) return NULL;
  if (r->count == 1) {
    return s;
  }
  Text t = TEXT_EMPTY;
  text_printf(&t, "%s %% ", s);
  if (r->count > 2) text_putc(&t, '(');
  for (size_t i = 1; i < r->count; i++)
    text_printf(&t, "%s%s", i > 1 ? ", " : "",
                r->count > 2 ? r->args[i].text : piece_in(r->np, r->args[i], BIND_SIGN));
  if (r->count > 2) text_putc(&t, ')');
  const char *out = arena_copy(&r->np->arena, text_string(&t), t.len);
  text_free(&t);
  return out;
}

static Piece sprintf_(const Request *r) {
  const char *s = formatted(r);
  return s ? piece_new(r->np, BIND_PRODUCT, value_retain(r->value), "%s", s) : none;
}

static Piece printf_(const Request *r) {
  const char *s = formatted(r);
  if (!s) return none;
  size_t len = strlen(s);
  if (r->count == 1 && len > 3 && strcmp(s + len - 3, "\\n\"") == 0)
    return MAKE(r, "print(%.*s\")", (int)(len - 3), s);
  return MAKE(r, "print(%s, end=\"\")", s);
}

static Piece shown(const Request *r) {
  return r->count == 1 ? MAKE(r, "print(%s)", r->args[0].text) : none;
}

static Piece interp1(const Request *r) {
  if (r->count == 3 || (r->count == 4 && is_word(r, 3, "linear")))
    return MAKE(r, "np.interp(%s, %s, %s, left=np.nan, right=np.nan)", r->args[2].text,
                r->args[0].text, r->args[1].text);
  if (r->count == 4 && is_word(r, 3, "spline"))
    return MAKE(r, "scipy.interpolate.CubicSpline(%s, %s)(%s)", r->args[0].text, r->args[1].text,
                r->args[2].text);
  if (r->count == 4 && is_word(r, 3, "pchip"))
    return MAKE(r, "scipy.interpolate.PchipInterpolator(%s, %s)(%s)", r->args[0].text,
                r->args[1].text, r->args[2].text);
  return none;
}

static Piece nchoosek(const Request *r) {
  if (r->args[0].rank == 0)
    return MAKE(r, "scipy.special.comb(%s, %s)", r->args[0].text, r->args[1].text);
  return MAKE(r, "np.array(list(itertools.combinations(%s, %s)))", r->args[0].text,
              r->args[1].text);
}

static Piece concatenated(const Request *r) {
  size_t first = strcmp(r->name, "cat") == 0;
  int axis = first ? (int)number(r, 0) - 1 : r->name[0] == 'h';
  if (r->count <= first || axis < 0) return none;
  Text t = TEXT_EMPTY;
  bool flat = axes_of(r->value) == 1;
  for (size_t i = first; i < r->count; i++) {
    Piece p = r->args[i];
    if (!piece_known(p) || p.value.kind != VALUE_ARRAY || value_is_text(p.value)) {
      if (!flat || p.rank != 0 || !value_is_numeric(p.value)) {
        text_free(&t);
        return none;
      }
      text_printf(&t, "%s[%s]", i > first ? ", " : "", p.text);
      continue;
    }
    if (!flat) p = piece_with_axes(r->np, p);
    if (axis == 2 && p.rank == 2)
      p.text = arena_printf(&r->np->arena, "%s[:, :, None]", piece_in(r->np, p, BIND_ATOM));
    text_printf(&t, "%s%s", i > first ? ", " : "", p.text);
  }
  Piece p = flat ? MAKE(r, "np.concatenate([%s])", text_string(&t))
                 : MAKE(r, "np.concatenate([%s], axis=%d)", text_string(&t), axis);
  text_free(&t);
  return p;
}

static Piece flipped(const Request *r) {
  Piece x = r->args[0];
  if (x.rank == 0) return x;
  if (x.rank != 1) return none;
  bool row = piece_is_row(x);
  bool turns = strcmp(r->name, "fliplr") == 0 ? row : strcmp(r->name, "flipud") == 0 ? !row : true;
  if (r->count > 1) turns = number(r, 1) == (row ? 2 : 1);
  return turns ? MAKE(r, "%s[::-1]", atom(r, 0)) : x;
}

static Piece cumulative_trapezoid(const Request *r) {
  if (r->count > 2) return none;
  const char *f = r->name[0] == 'c' ? "cumulative_trapezoid" : "trapezoid";
  const char *more = r->name[0] == 'c' ? ", initial=0" : "";
  if (r->args[r->count - 1].rank > 1) return none;
  return r->count == 1
             ? MAKE(r, "scipy.integrate.%s(%s%s)", f, r->args[0].text, more)
             : MAKE(r, "scipy.integrate.%s(%s, %s%s)", f, r->args[1].text, r->args[0].text, more);
}

static Piece strcat_(const Request *r) {
  Text t = TEXT_EMPTY;
  bool texts = r->count > 0;
  for (size_t i = 0; i < r->count && texts; i++) {
    texts = piece_known(r->args[i]) && value_is_string(r->args[i].value);
    text_printf(&t, "%s%s", i ? " + " : "", piece_in(r->np, r->args[i], BIND_SUM));
  }
  Piece p =
      texts ? piece_new(r->np, BIND_SUM, value_retain(r->value), "%s", text_string(&t)) : none;
  text_free(&t);
  return p;
}

static Piece feval(const Request *r) {
  if (r->count == 0 || r->args[0].value.kind != VALUE_FUNCTION) return none;
  Text t = TEXT_EMPTY;
  for (size_t i = 1; i < r->count; i++) text_printf(&t, "%s%s", i > 1 ? ", " : "", r->args[i].text);
  Piece p = MAKE(r, "%s(%s)", atom(r, 0), text_string(&t));
  text_free(&t);
  return p;
}

typedef struct Special {
  const char *name;
  Piece (*make)(const Request *r);
  const char *form;
} Special;

static const Special specials[] = {
  { "zeros", filled, "0|np.zeros(%s)" },
  { "ones", filled, "1|np.ones(%s)" },
  { "true", filled, "True|np.ones(%s, dtype=bool)" },
  { "false", filled, "False|np.zeros(%s, dtype=bool)" },
  { "NaN", filled, "np.nan|np.full(%s, np.nan)" },
  { "nan", filled, "np.nan|np.full(%s, np.nan)" },
  { "NA", filled, "np.nan|np.full(%s, np.nan)" },
  { "Inf", filled, "np.inf|np.full(%s, np.inf)" },
  { "inf", filled, "np.inf|np.full(%s, np.inf)" },
  { "pi", filled, "np.pi|np.full(%s, np.pi)" },
  { "e", filled, "np.e|np.full(%s, np.e)" },
  { "eye", eye, NULL },
  { "linspace", linspace, NULL },
  { "logspace", linspace, NULL },
  { "size", size, NULL },
  { "rows", rows, NULL },
  { "columns", rows, NULL },
  { "numel", numel, NULL },
  { "length", numel, NULL },
  { "ndims", ndims, NULL },
  { "max", extreme, NULL },
  { "min", extreme, NULL },
  { "norm", norm, NULL },
  { "sort", sorted, NULL },
  { "reshape", reshape, NULL },
  { "vec", vec, NULL },
  { "repmat", repmat, NULL },
  { "dot", dot, NULL },
  { "kron", kron, NULL },
  { "find", find, NULL },
  { "unique", unique, NULL },
  { "var", spread, NULL },
  { "std", spread, NULL },
  { "cov", covariance, NULL },
  { "corr", covariance, NULL },
  { "corrcoef", covariance, NULL },
  { "eig", eig, NULL },
  { "svd", svd, NULL },
  { "qr", qr, NULL },
  { "chol", chol, NULL },
  { "fzero", fzero, NULL },
  { "cellfun", mapped, NULL },
  { "arrayfun", mapped, NULL },
  { "sprintf", sprintf_, NULL },
  { "printf", printf_, NULL },
  { "fprintf", printf_, NULL },
  { "disp", shown, NULL },
  { "display", shown, NULL },
  { "interp1", interp1, NULL },
  { "nchoosek", nchoosek, NULL },
  { "cat", concatenated, NULL },
  { "horzcat", concatenated, NULL },
  { "vertcat", concatenated, NULL },
  { "flip", flipped, NULL },
  { "fliplr", flipped, NULL },
  { "flipud", flipped, NULL },
  { "trapz", cumulative_trapezoid, NULL },
  { "cumtrapz", cumulative_trapezoid, NULL },
  { "strcat", strcat_, NULL },
  { "feval", feval, NULL },
};

Piece python_special(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count,
                     Value value) {
  for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
    if (strcmp(specials[i].name, name) == 0) {
      Request r = { np, n, name, args, count, value, specials[i].form };
      bool wants = strcmp(name, "eye") == 0 || specials[i].form;
      return count > 0 || wants ? specials[i].make(&r) : none;
    }
  return none;
}
