/* print.c -- expressions as a person would write them.  */

#include "config.h"
#include "algebra/order.h"
#include "algebra/print.h"
#include "algebra/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEVEL_OR = 1, LEVEL_COMPARE, LEVEL_SUM, LEVEL_PRODUCT, LEVEL_POWER, LEVEL_ATOM };

typedef struct Printer {
  Algebra *a;
  const PrintStyle *style;
  Text *out;
} Printer;

static void print(Printer *p, Id e, int level);

static bool spread(const Printer *p, Id e) {
  return !expr_is_scalar(p->a, e) || (p->style->dotted && expr_depends(p->a, e, EXPR_NONE));
}

static void open(Printer *p, bool needed) {
  if (needed) text_putc(p->out, '(');
}
static void close(Printer *p, bool needed) {
  if (needed) text_putc(p->out, ')');
}

/* ------------------------------------------------------------------ sizes */

static void print_size(Printer *p, uint32_t n) {
  if (n < SIZE_OPEN) {
    text_printf(p->out, "%u", n);
    return;
  }
  for (size_t i = 0; i < p->style->like_count; i++) {
    const Expr *x = expr_at(p->a, p->style->like[i]);
    if (x->rows == n || x->columns == n) {
      text_printf(p->out, "%s(%s)", x->rows == n ? "rows" : "columns", x->name);
      return;
    }
  }
  text_putc(p->out, 'n');
}

static void print_filled(Printer *p, const Expr *x) {
  if (x->rows >= SIZE_OPEN || x->columns >= SIZE_OPEN)
    for (size_t i = 0; i < p->style->like_count; i++) {
      const Expr *s = expr_at(p->a, p->style->like[i]);
      if (s->rows == x->rows && s->columns == x->columns && strcmp(x->name, "eye") != 0) {
        text_printf(p->out, "%s(size(%s))", x->name, s->name);
        return;
      }
    }
  text_printf(p->out, "%s(", x->name);
  print_size(p, x->rows);
  if (strcmp(x->name, "eye") != 0) {
    text_puts(p->out, ", ");
    print_size(p, x->columns);
  }
  text_putc(p->out, ')');
}

/* ------------------------------------------------------------------ calls */

static void list(Printer *p, const Id *args, size_t count, const char *between) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) text_puts(p->out, between);
    print(p, args[i], 0);
  }
}

static void print_matrix(Printer *p, const Expr *x) {
  text_putc(p->out, '[');
  for (size_t i = 0; i < x->count; i++) {
    if (i > 0) text_puts(p->out, *x->name == 'v' ? "; " : ", ");
    const Expr *row = expr_at(p->a, x->args[i]);
    if (*x->name == 'v' && row->kind == EXPR_CALL && strcmp(row->name, "hcat") == 0)
      list(p, row->args, row->count, ", ");
    else
      print(p, x->args[i], 0);
  }
  text_putc(p->out, ']');
}

/* Calls with names of our own. */
static bool print_matrix_call(Printer *p, const Expr *x) {
  static const char *const names[][3] = { { "logdet", "log(det(", "))" },
                                          { "logabsdet", "log(abs(det(", ")))" },
                                          { "largest", "max(", ")" },
                                          { "smallest", "min(", ")" } };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(x->name, names[i][0]) == 0) {
      text_puts(p->out, names[i][1]);
      list(p, x->args, x->count, ", [], ");
      text_puts(p->out, names[i][2]);
      return true;
    }
  if (strcmp(x->name, "blocks") != 0) return false;
  text_puts(p->out, "reshape(permute(reshape(");
  print(p, x->args[0], 0);
  const Id *n = x->args + 1;
  Id sizes[] = { n[2], n[0], n[3], n[1] };
  text_puts(p->out, ", ");
  list(p, sizes, 4, ", ");
  text_puts(p->out, "), [2, 4, 1, 3]), ");
  print_size(p, x->rows);
  text_puts(p->out, ", ");
  print_size(p, x->columns);
  text_putc(p->out, ')');
  return true;
}

static void print_call(Printer *p, const Expr *x, int level) {
  static const char *const infix[] = { "<", "<=", "==", "!=", ">=", ">", "&", "|" };
  for (size_t i = 0; i < sizeof infix / sizeof *infix; i++)
    if (strcmp(x->name, infix[i]) == 0) {
      int mine = i < 6 ? LEVEL_COMPARE : LEVEL_OR;
      open(p, level >= mine || level > 0);
      print(p, x->args[0], mine + (i >= 6 ? 0 : 1));
      text_printf(p->out, " %s ", x->name);
      print(p, x->args[1], mine + 1);
      close(p, level >= mine || level > 0);
      return;
    }
  if (x->count == 0 && (x->rows > 1 || x->columns > 1))
    print_filled(p, x);
  else if (strcmp(x->name, "hcat") == 0 || strcmp(x->name, "vcat") == 0)
    print_matrix(p, x);
  else if (strcmp(x->name, "!") == 0) {
    text_putc(p->out, '!');
    print(p, x->args[0], LEVEL_ATOM);
  } else if (strcmp(x->name, "\\") == 0) {
    open(p, level > LEVEL_PRODUCT);
    print(p, x->args[0], LEVEL_POWER);
    text_putc(p->out, '\\');
    print(p, x->args[1], LEVEL_POWER);
    close(p, level > LEVEL_PRODUCT);
  } else if (strcmp(x->name, "index") == 0) {
    Id whole = expr_is_call(p->a, x->args[0], "vec") ? expr_at(p->a, x->args[0])->args[0] : 0;
    bool plain = whole && expr_at(p->a, whole)->kind == EXPR_SYMBOL && x->count == 2;
    print(p, plain ? whole : x->args[0], LEVEL_ATOM); /* A(i) for A(:)(i) */
    text_putc(p->out, '(');
    list(p, x->args + 1, x->count - 1, ", ");
    text_putc(p->out, ')');
  } else if (strcmp(x->name, "vec") == 0) {
    const Expr *u = expr_at(p->a, x->args[0]);
    if (u->kind == EXPR_SYMBOL)
      text_printf(p->out, "%s(:)", u->name);
    else {
      text_puts(p->out, "vec(");
      print(p, x->args[0], 0);
      text_putc(p->out, ')');
    }
  } else if (strcmp(x->name, "total") == 0) {
    const Expr *u = expr_at(p->a, x->args[0]);
    text_puts(p->out, u->kind == EXPR_SYMBOL ? "sum(" : "sum(vec(");
    print(p, x->args[0], 0);
    text_puts(p->out, u->kind == EXPR_SYMBOL ? "(:))" : "))");
  } else if (strcmp(x->name, "colon") == 0)
    text_putc(p->out, ':');
  else if (strcmp(x->name, "range") == 0) {
    open(p, level > 0);
    list(p, x->args, x->count, ":");
    close(p, level > 0);
  } else if (print_matrix_call(p, x))
    ;
  else if (x->count == 0)
    text_puts(p->out, x->name);
  else {
    text_printf(p->out, "%s(", x->name);
    list(p, x->args, x->count, ", ");
    text_putc(p->out, ')');
  }
}

/* ------------------------------------------------------------------ powers and products */

static bool negative_power(Algebra *a, Id e, Number *n) {
  Id base;
  *n = expr_exponent(a, e, &base);
  return number_sign(*n) < 0;
}

/* U of sum(vec(U.^2)), whose root is the norm of the matrix U; else EXPR_NONE. */
static Id in_frobenius_norm(Algebra *a, Id e) {
  Id u;
  if (!expr_is_call(a, e, "total")) return EXPR_NONE;
  return number_is(expr_exponent(a, expr_at(a, e)->args[0], &u), 2) ? u : EXPR_NONE;
}

static void print_power(Printer *p, Id base, Id exponent, int level) {
  const Expr *e = expr_at(p->a, exponent);
  if (e->kind == EXPR_NUMBER && number_equal(e->number, number_fraction(1, 2))) {
    Id matrix = in_frobenius_norm(p->a, base);
    if (matrix) {
      text_puts(p->out, "norm(");
      print(p, matrix, 0);
      text_puts(p->out, ", 'fro')");
      return;
    }
    text_puts(p->out, "sqrt(");
    print(p, base, 0);
    text_putc(p->out, ')');
    return;
  }
  open(p, level > LEVEL_POWER);
  print(p, base, LEVEL_ATOM);
  text_puts(p->out, spread(p, base) || spread(p, exponent) ? ".^" : "^");
  print(p, exponent, LEVEL_ATOM);
  close(p, level > LEVEL_POWER);
}

static void print_dot(Printer *p, const Expr *x) {
  size_t first = 0;
  /* inv(A)*b is written A\b */
  while (first + 1 < x->count && expr_is_call(p->a, x->args[first], "inv") &&
         x->args[first + 1] != x->args[first])
    first++;
  for (size_t i = 0; i < first; i++) {
    print(p, expr_at(p->a, x->args[i])->args[0], LEVEL_POWER);
    text_puts(p->out, "\\");
    if (first + 1 < x->count || i + 1 < first) text_putc(p->out, '(');
  }
  for (size_t i = first; i < x->count; i++) {
    size_t run = 1; /* A*A*A is A^3 */
    while (i + run < x->count && x->args[i + run] == x->args[i]) run++;
    if (run > 1) {
      if (i > first) text_putc(p->out, '*');
      print(p, x->args[i], LEVEL_ATOM);
      text_printf(p->out, "^%zu", run);
      i += run - 1;
      continue;
    }
    if (i > first && expr_is_call(p->a, x->args[i], "inv")) {
      text_putc(p->out, '/');
      print(p, expr_at(p->a, x->args[i])->args[0], LEVEL_POWER);
      continue;
    }
    if (i > first) text_putc(p->out, '*');
    print(p, x->args[i], LEVEL_POWER);
  }
  for (size_t i = 0; i < first; i++)
    if (first + 1 < x->count || i + 1 < first) text_putc(p->out, ')');
}

/* The factors joined by * or .*; answers whether what is printed may be an array. */
static bool print_factors(Printer *p, const Id *f, size_t n, bool before, bool array) {
  size_t arrays = 0;
  bool numbers = true;
  for (size_t i = 0; i < n; i++) {
    arrays += spread(p, f[i]);
    numbers &= expr_is_scalar(p->a, f[i]);
  }
  for (size_t i = 0; i < n; i++) {
    bool mine = spread(p, f[i]);
    if (i > 0 || before) text_puts(p->out, mine && array ? ".*" : "*");
    const Expr *x = expr_at(p->a, f[i]);
    if (x->kind == EXPR_DOT &&
        !(arrays == 1 && !array && i + 1 == n && expr_is_scalar(p->a, f[i]) == false)) {
      bool alone = numbers && i == 0 && !before;
      open(p, !alone);
      print_dot(p, x);
      close(p, !alone);
    } else if (x->kind == EXPR_DOT) { /* 2*(A\b): 2*A\b would be (2*A)\b */
      bool solve =
          (i > 0 || before) && expr_is_call(p->a, x->args[0], "inv") && x->args[1] != x->args[0];
      open(p, solve);
      print_dot(p, x);
      close(p, solve);
    } else
      print(p, f[i], x->kind == EXPR_POWER ? LEVEL_POWER : LEVEL_PRODUCT + 1);
    array |= mine;
  }
  return array;
}

/* sum(u)/numel(u) is mean(u). */
static void find_mean(Algebra *a, Id *up, size_t ups, Id *down, size_t *downs, Number *n) {
  for (size_t i = 0; i < ups; i++) {
    const Expr *x = expr_at(a, up[i]);
    if (!expr_is_call(a, up[i], "sum")) continue;
    Shape s = shape_of(a, x->args[0]);
    if (x->count == 2) *(expr_is_number(a, x->args[1], 1) ? &s.columns : &s.rows) = 1;
    int64_t size = s.rows < SIZE_OPEN && s.columns < SIZE_OPEN ? (int64_t)s.rows * s.columns : 0;
    Number times = number_multiply(*n, number_whole(size));
    size_t k = 0;
    while (k < *downs && down[k] != expr_call1(a, "numel", x->args[0])) k++;
    bool known = size > 1 && number_exact(*n) && n->bottom % size == 0;
    if (!known && k == *downs) continue;
    Expr mean = *x;
    mean.name = algebra_name(a, "mean");
    up[i] = expr_intern(a, mean);
    if (known)
      *n = times;
    else
      down[k] = down[--*downs];
    return;
  }
}

/* A sum that is not the learner's own and looks better with its signs turned: -(x - 2) is 2 - x. */
static bool takes_sign(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  Id rest;
  if (x->kind != EXPR_SUM || e < a->source || !expr_is_scalar(a, e)) return false;
  bool minus = number_sign(x->number) < 0;
  for (size_t i = 0; i < x->count; i++)
    minus |= number_sign(expr_coefficient(a, x->args[i], &rest)) < 0;
  return minus;
}

/* -x - y: people take the minus out of such a bracket. */
static bool is_negative(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  Id rest;
  if (x->kind != EXPR_SUM || number_sign(x->number) > 0 || !expr_is_scalar(a, e)) return false;
  for (size_t i = 0; i < x->count; i++)
    if (number_sign(expr_coefficient(a, x->args[i], &rest)) > 0) return false;
  return true;
}

static void take_signs_out(Algebra *a, Id *factors, size_t count, Number *n) {
  for (size_t i = 0; i < count; i++)
    if (is_negative(a, factors[i])) {
      factors[i] = expr_turned(a, factors[i]);
      *n = number_negate(*n);
    }
}

static void print_product(Printer *p, const Expr *x, Number n, int level) {
  Id *up = mem_new((x->count + 1) * sizeof *up), *down = mem_new((x->count + 1) * sizeof *down);
  size_t ups = 0, downs = 0;
  for (size_t i = 0; i < x->count; i++) {
    Number e;
    if (negative_power(p->a, x->args[i], &e)) {
      Id base;
      expr_exponent(p->a, x->args[i], &base);
      down[downs++] = expr_power(p->a, base, expr_number(p->a, number_negate(e)));
    } else
      up[ups++] = x->args[i];
  }
  find_mean(p->a, up, ups, down, &downs, &n);
  order_factors(p->a, up, ups);
  order_factors(p->a, down, downs);
  take_signs_out(p->a, up, ups, &n);
  take_signs_out(p->a, down, downs, &n);
  bool matrix = false, negative = number_sign(n) < 0;
  for (size_t i = 0; negative && i < ups; i++)
    if (takes_sign(p->a, up[i])) {
      up[i] = expr_turned(p->a, up[i]);
      n = number_negate(n);
      negative = false;
    }
  for (size_t i = 0; i < ups; i++) matrix |= !expr_is_scalar(p->a, up[i]);
  if (negative) n = number_negate(n);
  open(p, level > LEVEL_PRODUCT || (negative && level > LEVEL_SUM));
  if (negative) text_putc(p->out, '-');
  Number top = n, bottom = number_whole(1);
  if (number_exact(n) && n.bottom > 1 && !(matrix && downs == 0)) {
    top = number_whole(n.top);
    bottom = number_whole(n.bottom);
  }
  bool written = !number_is(top, 1) || ups == 0, array = false;
  if (written) number_print(top, p->out);
  array = print_factors(p, up, ups, written, array);
  bool divisor = !number_is(bottom, 1);
  if (downs + divisor > 0) {
    bool spreads = false;
    for (size_t i = 0; i < downs; i++) spreads |= spread(p, down[i]);
    text_puts(p->out, spreads ? "./" : "/");
    bool brackets = downs + divisor > 1 || (downs == 1 && expr_at(p->a, down[0])->kind == EXPR_DOT);
    open(p, brackets);
    if (divisor) number_print(bottom, p->out);
    if (brackets && downs == 1 && expr_at(p->a, down[0])->kind == EXPR_DOT && !divisor)
      print_dot(p, expr_at(p->a, down[0]));
    else
      print_factors(p, down, downs, divisor, false);
    close(p, brackets);
  }
  close(p, level > LEVEL_PRODUCT || (negative && level > LEVEL_SUM));
  free(up);
  free(down);
}

/* ------------------------------------------------------------------ sums */

static void print_sum(Printer *p, const Expr *x, int level) {
  size_t n = x->count;
  Id *terms = mem_new((n + 1) * sizeof *terms), rest;
  memcpy(terms, x->args, n * sizeof *terms);
  bool constant = number_sign(x->number) != 0 || !number_exact(x->number);
  bool scalar = x->rows == 1 && x->columns == 1, ascending = p->style->ascending && level == 0;
  if (constant) terms[n++] = expr_number(p->a, x->number);
  if (scalar) order_terms(p->a, terms, n, ascending);
  size_t varying = 0; /* (A + A')*x + b: what varies comes first */
  for (size_t i = 0; !scalar && i < n; i++) {
    if (!expr_depends(p->a, terms[i], EXPR_NONE)) continue;
    Id t = terms[i];
    memmove(terms + varying + 1, terms + varying, (i - varying) * sizeof *terms);
    terms[varying++] = t;
  }
  size_t first = 0;
  while (first < n && number_sign(expr_coefficient(p->a, terms[first], &rest)) < 0) first++;
  if (first < n && first > 0 && !ascending) {
    Id t = terms[first];
    memmove(terms + 1, terms, first * sizeof *terms);
    terms[0] = t;
  }
  open(p, level > LEVEL_SUM);
  for (size_t i = 0; i < n; i++) {
    Number c = expr_coefficient(p->a, terms[i], &rest);
    bool negative = number_sign(c) < 0;
    if (i > 0) text_puts(p->out, negative ? " - " : " + ");
    if (i == 0 || !negative)
      print(p, terms[i], LEVEL_SUM + (i > 0));
    else
      print(p, expr_scale(p->a, number_whole(-1), terms[i]), LEVEL_SUM + 1);
  }
  close(p, level > LEVEL_SUM);
  free(terms);
}

/* Is (1:n)' == i among the terms? */
static bool has_positions(const Algebra *a, const Expr *x) {
  for (size_t i = 0; i < x->count; i++) {
    const Expr *t = expr_at(a, x->args[i]);
    if (expr_is_call(a, x->args[i], "range") || expr_is_call(a, x->args[i], "==")) return true;
    if ((t->kind == EXPR_PRODUCT || t->kind == EXPR_DOT) && has_positions(a, t)) return true;
  }
  return false;
}

static void print(Printer *p, Id e, int level) {
  const Expr *x = expr_at(p->a, e);
  switch (x->kind) {
  case EXPR_NUMBER: {
    bool negative = number_sign(x->number) < 0;
    bool needed = (negative && level > LEVEL_SUM) ||
                  (number_exact(x->number) && x->number.bottom > 1 && level >= LEVEL_POWER);
    open(p, needed);
    number_print(x->number, p->out);
    close(p, needed);
    break;
  }
  case EXPR_SYMBOL: text_puts(p->out, x->name); break;
  case EXPR_SUM: {
    bool keep = (x->rows == 1 && x->columns == 1) || has_positions(p->a, x);
    Id across = keep ? e : expr_transpose(p->a, e);
    if (across != EXPR_NONE && expr_size(p->a, across, 500) < expr_size(p->a, e, 500)) {
      print(p, across, LEVEL_ATOM); /* (X*w - y)' */
      text_putc(p->out, '\'');
    } else
      print_sum(p, x, level);
    break;
  }
  case EXPR_PRODUCT: print_product(p, x, x->number, level); break;
  case EXPR_POWER: {
    Number n;
    if (negative_power(p->a, e, &n)) {
      Expr one = { .args = &e, .count = 1 };
      print_product(p, &one, number_whole(1), level);
    } else
      print_power(p, x->args[0], x->args[1], level);
    break;
  }
  case EXPR_DOT:
    open(p, level >= LEVEL_POWER);
    print_dot(p, x);
    close(p, level >= LEVEL_POWER);
    break;
  case EXPR_TRANSPOSE:
    print(p, x->args[0], LEVEL_ATOM);
    text_putc(p->out, '\'');
    break;
  case EXPR_CALL: print_call(p, x, level); break;
  default: break;
  }
}

void expression_print(Algebra *a, Id e, const PrintStyle *style, Text *out) {
  static const PrintStyle plain = { 0 };
  Printer p = { a, style ? style : &plain, out };
  if (e != EXPR_NONE) print(&p, e, 0);
}
