/* read.c -- from a learner's function to an expression.  */

#include "config.h"
#include "algebra/read.h"
#include "algebra/infer.h"
#include "algebra/print.h"
#include "lang/interp.h"
#include "lang/parse.h"
#include "lang/unparse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_INLINED = 40, MAX_PRINTED = 2000, MAX_ELEMENTS = 200 };

typedef struct Reader {
  Algebra *a;
  Formula *f; /* NULL while a rule is read */
  unsigned depth;
} Reader;

static Id read(Reader *r, const Node *n, const Binding *env);

static Id refuse(Reader *r, const Node *n, const char *what, const char *hint) {
  algebra_fail(r->a, ERROR_TYPE, n->span, "%s", what);
  if (hint) error_hint(&r->a->error, "%s", hint);
  return EXPR_NONE;
}

static const char use_grad[] = "grad(f, x0) gives the slopes at a point through loops, conditions "
                               "and indices";

/* ------------------------------------------------------------------ names */

static Id captured_symbol(Reader *r, const Node *n, const Binding *b) {
  Value v = b->value;
  if (!value_is_numeric(v) || value_rank(v) > 2)
    return refuse(r, n, "only numbers, vectors and matrices can stand in a formula", NULL);
  if (value_is_complex(v))
    return refuse(r, n, "formulas with complex numbers cannot be differentiated here", NULL);
  if (!r->f) return EXPR_NONE;
  /* Another function's variable of the same name, with another value, is renamed. */
  Text name = TEXT_EMPTY;
  text_puts(&name, b->name);
  for (int k = 2;; k++) {
    bool taken = false, found = false;
    for (size_t i = 0; i < r->f->count; i++)
      taken |= strcmp(r->f->names[i], text_string(&name)) == 0;
    for (size_t i = 0; i < r->f->captured_count; i++)
      if (strcmp(r->f->captured[i].name, text_string(&name)) == 0)
        *(value_equal(r->f->captured[i].value, v) ? &found : &taken) = true;
    if (!taken) {
      Id id = expr_symbol(r->a, text_string(&name), (uint32_t)value_size(v, 0),
                          (uint32_t)value_size(v, 1), false);
      if (!found) {
        MEM_GROW(r->f->captured, r->f->captured_count, r->f->captured_cap);
        r->f->captured[r->f->captured_count++] =
            (Captured){ algebra_name(r->a, text_string(&name)), v };
      }
      text_free(&name);
      return id;
    }
    text_clear(&name);
    text_printf(&name, "%s_%d", b->name, k);
  }
}

static Id read_name(Reader *r, const Node *n, const Binding *env) {
  const Binding *b = binding_find(env, n->text);
  if (b && b->id) return b->id;
  if (b && b->parts)
    return refuse(r, n, "a vector whose entries are used one by one cannot be used whole",
                  use_grad);
  if (b) return captured_symbol(r, n, b);
  if (strcmp(n->text, "pi") == 0 || strcmp(n->text, "e") == 0)
    return expr_intern(
        r->a,
        (Expr){ .kind = EXPR_CALL, .name = algebra_name(r->a, n->text), .rows = 1, .columns = 1 });
  if (strcmp(n->text, "Inf") == 0 || strcmp(n->text, "inf") == 0)
    return expr_number(r->a, number_double(INFINITY));
  if (strcmp(n->text, "true") == 0 || strcmp(n->text, "false") == 0)
    return expr_whole(r->a, *n->text == 't');
  if (strcmp(n->text, "eps") == 0) return expr_number(r->a, number_double(0x1p-52));
  FunctionBody f;
  const Builtin *builtin;
  if (function_body_named(r->a->interp, n->text, &f, &builtin) || builtin) {
    algebra_fail(r->a, ERROR_TYPE, n->span, "%s is a function and needs arguments here", n->text);
    return EXPR_NONE;
  }
  return algebra_fail(r->a, ERROR_NAME, n->span, "%s is not known where the function was made",
                      n->text);
}

/* ------------------------------------------------------------------ calls */

static Id element(Reader *r, const Node *n, const Binding *b) {
  const Node *at = n->count == 2 ? n->kids[1] : NULL;
  if (!at || at->kind != NODE_NUMBER || !(at->number >= 1 && at->number <= MAX_ELEMENTS))
    return EXPR_NONE;
  char name[100];
  snprintf(name, sizeof name, "%s(%d)", b->name, (int)at->number);
  return expr_symbol(r->a, name, 1, 1, true);
}

static Id inlined(Reader *r, const FunctionBody *f, const Node *n, const Binding *env) {
  if (r->depth >= MAX_INLINED)
    return refuse(r, n, "this function calls itself, so there is no formula for it", use_grad);
  if (f->rest || n->count - 1 != f->parameters) {
    algebra_fail(r->a, ERROR_TYPE, n->span, "this function takes %zu values, but is given %zu",
                 f->parameters, n->count - 1);
    return EXPR_NONE;
  }
  const Binding *inner = NULL;
  for (size_t i = 0; i < f->parameters + f->captures; i++) {
    Binding *b = arena_new(&r->a->arena, sizeof *b);
    *b = (Binding){ .next = inner, .name = f->names[i] };
    if (i >= f->parameters)
      b->value = f->values[i - f->parameters];
    else {
      const Binding *whole =
          n->kids[i + 1]->kind == NODE_NAME ? binding_find(env, n->kids[i + 1]->text) : NULL;
      if (whole && !whole->id && whole->value.kind == VALUE_FUNCTION)
        b->value = whole->value;
      else if (!(b->id = read(r, n->kids[i + 1], env)))
        return EXPR_NONE;
    }
    inner = b;
  }
  r->depth++;
  Id result = EXPR_NONE;
  const Node *body = f->node->kids[0];
  if (f->node->kind == NODE_LAMBDA)
    result = read(r, body, inner);
  else if (f->node->outputs != 1)
    refuse(r, n, "only a function with one result can stand in a formula", use_grad);
  else {
    /* x = ...; y = ...: one after the other */
    for (size_t i = 0; i < body->count && !algebra_failed(r->a); i++) {
      const Node *s = body->kids[i];
      if (s->kind != NODE_ASSIGN || s->kids[0]->kind != NODE_NAME) {
        algebra_fail(
            r->a, ERROR_TYPE, n->span,
            "the function %s has loops, conditions or other statements that are no formula",
            f->node->text ? f->node->text : "");
        error_hint(&r->a->error, "%s", use_grad);
        break;
      }
      Binding *b = arena_new(&r->a->arena, sizeof *b);
      *b = (Binding){ .next = inner, .name = s->kids[0]->text, .id = read(r, s->kids[1], inner) };
      inner = b;
    }
    const Binding *out = binding_find(inner, f->node->names[0]);
    if (!algebra_failed(r->a) && out) result = out->id;
  }
  r->depth--;
  return result;
}

static bool string_is(const Node *n, const char *text) {
  return n->kind == NODE_STRING && strlen(text) == n->length &&
         memcmp(n->text, text, n->length) == 0;
}

static bool is_vector(Reader *r, Id e) {
  return shape_is_vector(shape_of(r->a, e));
}

static Id total(Reader *r, Id e) {
  return expr_call1(r->a, is_vector(r, e) ? "sum" : "total", e);
}

static Id read_norm(Reader *r, const Node *n, Id x) {
  Algebra *a = r->a;
  bool vector = is_vector(r, x);
  const Node *kind = n->count > 2 ? n->kids[2] : NULL;
  if (kind &&
      (string_is(kind, "fro") || (vector && kind->kind == NODE_NUMBER && kind->number == 2)))
    kind = NULL;
  else if (!vector && (!kind || kind->kind == NODE_NUMBER || kind->kind == NODE_NAME))
    return refuse(r, n, "norm of a matrix is its largest singular value, which has no formula",
                  "norm(A, 'fro') has one");
  if (!kind)
    return vector ? expr_call1(a, "norm", x)
                  : expr_power(a, total(r, expr_raise(a, x, 2)), expr_fraction(a, 1, 2));
  Id size = expr_call1(a, "abs", x);
  if (kind->kind == NODE_NUMBER && kind->number == 1) return expr_call1(a, "sum", size);
  if (kind->kind == NODE_NUMBER)
    return expr_power(a, total(r, expr_power(a, size, expr_number(a, number_typed(kind->number)))),
                      expr_number(a, number_divide(number_whole(1), number_typed(kind->number))));
  return refuse(r, n, "this norm has no derivative rule", use_grad);
}

static Id count_of(Reader *r, Id e) {
  return expr_call1(r->a, "numel", e);
}

static Id mean_of(Reader *r, Id x) {
  if (!is_vector(r, x)) {
    Shape s = shape_of(r->a, x);
    if (s.rows >= SIZE_OPEN) return EXPR_NONE;
    return expr_scale(r->a, number_fraction(1, s.rows),
                      expr_call2(r->a, "sum", x, expr_whole(r->a, 1)));
  }
  return expr_divide(r->a, expr_call1(r->a, "sum", x), count_of(r, x));
}

static Id variance(Reader *r, Id x) {
  Algebra *a = r->a;
  Id off = expr_subtract(a, x, mean_of(r, x));
  return expr_divide(a, expr_call1(a, "sum", expr_raise(a, off, 2)),
                     expr_subtract(a, count_of(r, x), expr_whole(a, 1)));
}

/* Functions with a form of their own. *DONE says whether NAME is one. */
static Id special(Reader *r, const char *name, const Node *n, const Id *x, size_t count,
                  bool *done) {
  Algebra *a = r->a;
  *done = true;
  if (count == 1) {
    if (strcmp(name, "sqrt") == 0) return expr_power(a, x[0], expr_fraction(a, 1, 2));
    if (strcmp(name, "square") == 0) return expr_raise(a, x[0], 2);
    if (strcmp(name, "sumsq") == 0) return expr_call1(a, "sum", expr_raise(a, x[0], 2));
    if (strcmp(name, "transpose") == 0) return expr_transpose(a, x[0]);
    if (strcmp(name, "mean") == 0) return mean_of(r, x[0]);
    if (strcmp(name, "var") == 0) return variance(r, x[0]);
    if (strcmp(name, "std") == 0) return expr_power(a, variance(r, x[0]), expr_fraction(a, 1, 2));
    if (strcmp(name, "norm") == 0) return read_norm(r, n, x[0]);
    if (strcmp(name, "length") == 0) return count_of(r, x[0]);
    if (strcmp(name, "sum") == 0 && !is_vector(r, x[0]))
      return expr_call2(a, "sum", x[0], expr_whole(a, 1));
    if (strcmp(name, "vec") == 0) return expr_call1(a, "vec", x[0]);
    if (strcmp(name, "log") == 0 && expr_is_call(a, x[0], "det"))
      return expr_call1(a, "logdet", expr_at(a, x[0])->args[0]);
    if ((strcmp(name, "rows") == 0 || strcmp(name, "columns") == 0)) {
      uint32_t k = *name == 'r' ? expr_at(a, x[0])->rows : expr_at(a, x[0])->columns;
      if (k < SIZE_OPEN) return expr_whole(a, k);
    }
  }
  if (count == 2) {
    if (strcmp(name, "dot") == 0 && is_vector(r, x[0])) {
      Id p = expr_at(a, x[0])->rows == 1 ? x[0] : expr_transpose(a, x[0]);
      Id q = expr_at(a, x[1])->rows == 1 ? expr_transpose(a, x[1]) : x[1];
      return expr_dot(a, p, q);
    }
    if (strcmp(name, "norm") == 0) return read_norm(r, n, x[0]);
    if (strcmp(name, "power") == 0) return expr_power(a, x[0], x[1]);
    if (strcmp(name, "mean") == 0) {
      Shape s = shape_of(a, x[0]);
      uint32_t size = expr_is_number(a, x[1], 1) ? s.rows : s.columns;
      if (size < SIZE_OPEN)
        return expr_scale(a, number_fraction(1, size), expr_call2(a, "sum", x[0], x[1]));
    }
  }
  if (strcmp(name, "merge") == 0 || strcmp(name, "ifelse") == 0)
    return expr_call(a, "merge", x, count);
  *done = false;
  return EXPR_NONE;
}

static Id read_call(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  if (n->kids[0]->kind != NODE_NAME)
    return refuse(r, n, "only named functions can be called in a formula", use_grad);
  const char *name = n->kids[0]->text;
  const Binding *b = binding_find(env, name);
  FunctionBody f;
  const Builtin *builtin;
  if (b && b->value.kind == VALUE_FUNCTION) {
    if (function_body(b->value, &f, &builtin)) return inlined(r, &f, n, env);
    name = builtin ? builtin->name : name;
  } else if (b) {
    if (b->parts) {
      Id e = element(r, n, b);
      return e || algebra_failed(a) ? e
                                    : refuse(r, n, "this index is not a plain number", use_grad);
    }
    Id x = read(r, n->kids[0], env);
    if (x && n->count == 2 && n->kids[1]->kind == NODE_COLON) return expr_call1(a, "vec", x);
    if (!x || n->count > 3) return EXPR_NONE;
    Id args[3] = { x };
    for (size_t i = 1; i < n->count; i++) {
      if (n->kids[i]->kind != NODE_NUMBER)
        return refuse(r, n->kids[i], "only plain numbers can be indices in a formula", use_grad);
      args[i] = read(r, n->kids[i], env);
    }
    return expr_call(a, "index", args, n->count);
  } else if (function_body_named(a->interp, name, &f, &builtin))
    return inlined(r, &f, n, env);
  if (!builtin) {
    algebra_fail(a, ERROR_NAME, n->kids[0]->span, "there is no function %s", name);
    return EXPR_NONE;
  }
  if (n->count - 1 > 8) return refuse(r, n, "too many arguments for a formula", NULL);
  Id args[8];
  size_t count = 0;
  for (size_t i = 1; i < n->count; i++) {
    if (n->kids[i]->kind == NODE_STRING) continue;
    if (strcmp(name, "norm") == 0 && i == 2) continue;
    if (!(args[count++] = read(r, n->kids[i], env))) return EXPR_NONE;
  }
  if (strcmp(name, "ones") == 0 || strcmp(name, "zeros") == 0 || strcmp(name, "eye") == 0) {
    uint32_t size[2] = { 1, 1 };
    for (size_t i = 0; i < count && i < 2; i++) {
      const Expr *x = expr_at(a, args[i]);
      if (x->kind != EXPR_NUMBER || !number_is_whole(x->number) || x->number.top < 1)
        return refuse(r, n, "the size must be plain numbers in a formula", NULL);
      size[i] = (uint32_t)x->number.top;
      if (count == 1) size[1] = size[0];
    }
    return *name == 'e' ? expr_eye(a, size[0], EXPR_NONE)
                        : expr_filled(a, number_whole(*name == 'o'), size[0], size[1]);
  }
  bool done;
  Id e = special(r, name, n, args, count, &done);
  if (done || algebra_failed(a)) return e;
  return expr_call(a, name, args, count);
}

/* ------------------------------------------------------------------ operators */

static const char *comparison(uint8_t op) {
  switch (op) {
  case OPERATE_LESS: return "<";
  case OPERATE_LESS_EQUAL: return "<=";
  case OPERATE_EQUAL: return "==";
  case OPERATE_NOT_EQUAL: return "!=";
  case OPERATE_GREATER_EQUAL: return ">=";
  case OPERATE_GREATER: return ">";
  case OPERATE_AND: return "&";
  case OPERATE_OR: return "|";
  default: return NULL;
  }
}

static Id matrix_power(Reader *r, const Node *n, Id x, Id y) {
  Algebra *a = r->a;
  if (expr_is_scalar(a, x)) return expr_power(a, x, y);
  const Expr *e = expr_at(a, y);
  Shape s = shape_of(a, x);
  if (s.rows != s.columns) {
    algebra_fail(a, ERROR_SHAPE, n->span, "only a square matrix can be multiplied by itself");
    error_hint(&a->error, "entry by entry it is .^");
    return EXPR_NONE;
  }
  if (e->kind != EXPR_NUMBER || !number_is_whole(e->number) || e->number.top > 10 ||
      e->number.top < -10)
    return refuse(r, n, "a matrix to this power has no derivative rule", NULL);
  Id base = e->number.top < 0 ? expr_call1(a, "inv", x) : x, result = expr_eye(a, s.rows, x);
  for (int64_t k = 0; k < llabs(e->number.top); k++) result = expr_dot(a, result, base);
  return result;
}

static Id read_binary(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  Id x = read(r, n->kids[0], env), y = x ? read(r, n->kids[1], env) : EXPR_NONE;
  if (!y) return EXPR_NONE;
  if (r->f && n->op >= OPERATE_TIMES && n->op <= OPERATE_POWER) r->f->dotted = true;
  switch (n->op) {
  case OPERATE_ADD: return expr_add(a, x, y);
  case OPERATE_SUBTRACT: return expr_subtract(a, x, y);
  case OPERATE_TIMES: return expr_times(a, x, y);
  case OPERATE_RIGHT_DIVIDE: return expr_divide(a, x, y);
  case OPERATE_LEFT_DIVIDE: return expr_divide(a, y, x);
  case OPERATE_POWER: return expr_power(a, x, y);
  case OPERATE_MATRIX_TIMES: return expr_dot(a, x, y);
  case OPERATE_MATRIX_RIGHT_DIVIDE:
    if (expr_is_scalar(a, y)) return expr_divide(a, x, y);
    return expr_dot(a, x, expr_call1(a, "inv", y));
  case OPERATE_MATRIX_LEFT_DIVIDE: {
    if (expr_is_scalar(a, x)) return expr_divide(a, y, x);
    Shape s = shape_of(a, x);
    return s.rows == s.columns ? expr_dot(a, expr_call1(a, "inv", x), y)
                               : expr_call2(a, "\\", x, y);
  }
  case OPERATE_MATRIX_POWER: return matrix_power(r, n, x, y);
  default:
    return comparison(n->op) ? expr_call2(a, comparison(n->op), x, y)
                             : refuse(r, n, "this operator has no derivative rule", NULL);
  }
}

static Id read_matrix(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  if (n->count == 0) return refuse(r, n, "an empty matrix has no derivative", NULL);
  Id *rows = arena_new(&a->arena, n->count * sizeof *rows);
  for (size_t i = 0; i < n->count; i++) {
    const Node *row = n->kids[i];
    Id *items = arena_new(&a->arena, (row->count + 1) * sizeof *items);
    for (size_t k = 0; k < row->count; k++)
      if (!(items[k] = read(r, row->kids[k], env))) return EXPR_NONE;
    rows[i] = row->count == 1 ? items[0] : expr_call(a, "hcat", items, row->count);
    if (!rows[i]) return EXPR_NONE;
  }
  return n->count == 1 ? rows[0] : expr_call(a, "vcat", rows, n->count);
}

static Id read_plain(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  switch (n->kind) {
  case NODE_NUMBER:
    if (n->flag) return refuse(r, n, "complex numbers cannot be differentiated here", NULL);
    return expr_number(a, number_typed(n->number));
  case NODE_NAME: return read_name(r, n, env);
  case NODE_UNARY: {
    Id x = read(r, n->kids[0], env);
    switch (n->op) {
    case OPERATE_NEGATE: return expr_negate(a, x);
    case OPERATE_PLUS: return x;
    case OPERATE_NOT: return expr_call1(a, "!", x);
    default: return expr_transpose(a, x);
    }
  }
  case NODE_BINARY: return read_binary(r, n, env);
  case NODE_BOTH:
  case NODE_EITHER: {
    Id x = read(r, n->kids[0], env), y = read(r, n->kids[1], env);
    return expr_call2(a, n->kind == NODE_BOTH ? "&" : "|", x, y);
  }
  case NODE_CALL: return read_call(r, n, env);
  case NODE_MATRIX: return read_matrix(r, n, env);
  default: return refuse(r, n, "this is no formula that can be differentiated", use_grad);
  }
}

static Id read(Reader *r, const Node *n, const Binding *env) {
  Id e = read_plain(r, n, env);
  if (e == EXPR_NONE && algebra_failed(r->a) && r->a->error.span.end == 0 && r->depth == 0)
    r->a->error.span = n->span;
  return e;
}

/* ------------------------------------------------------------------ whole functions */

/* Is the name used in no other way than name(3)?  *MOST becomes the largest index. */
static bool only_parts(const Node *n, const char *name, size_t *most) {
  if (!n) return true;
  if (n->kind == NODE_NAME) return strcmp(n->text, name) != 0;
  if (n->kind == NODE_LAMBDA) return false;
  size_t first = 0;
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME &&
      strcmp(n->kids[0]->text, name) == 0) {
    if (n->count != 2 || n->kids[1]->kind != NODE_NUMBER) return false;
    double at = n->kids[1]->number;
    if (!(at >= 1 && at <= MAX_ELEMENTS) || at != floor(at)) return false;
    if (at > (double)*most) *most = (size_t)at;
    first = 1;
  }
  for (size_t i = first; i < n->count; i++)
    if (!only_parts(n->kids[i], name, most)) return false;
  return true;
}

bool formula_read(Algebra *a, Value function, size_t declared, uint32_t rows, uint32_t columns,
                  Formula *f) {
  *f = (Formula){ .a = a };
  FunctionBody body;
  const Builtin *builtin;
  Arena arena = { 0 };
  Node *made = NULL;
  static const char *const x_name[] = { "x" };
  if (!function_body(function, &body, &builtin)) {
    if (!builtin) {
      algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 }, "this function is not known");
      return false;
    }
    char text[100];
    snprintf(text, sizeof text, "%s(x)", builtin->name);
    made = parse_expression_text(text, &a->arena, &a->error);
    if (!made) return false;
    Node *lambda = arena_new(&a->arena, sizeof *lambda);
    *lambda = (Node){ .kind = NODE_LAMBDA, .kids = arena_new(&a->arena, sizeof made) };
    lambda->kids[0] = made;
    body = (FunctionBody){ .node = lambda, .names = x_name, .parameters = 1 };
  }
  if (body.rest || body.parameters == 0 || body.parameters > MAX_FORMULA_PARAMETERS) {
    algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 },
                 body.parameters == 0 ? "this function has no variable to differentiate by"
                                      : "a function of any number of values has no formula");
    return false;
  }
  Reader r = { .a = a, .f = f };
  f->count = body.parameters;
  const Node *lambda = body.node;
  Infer infer;
  infer_begin(&infer, a);
  const Binding *env = NULL;
  Binding *params[MAX_FORMULA_PARAMETERS] = { 0 };
  for (size_t i = 0; i < body.parameters + body.captures; i++) {
    Binding *b = arena_new(&a->arena, sizeof *b);
    *b = (Binding){ .next = env, .name = algebra_name(a, body.names[i]) };
    if (i < body.parameters) {
      f->names[i] = b->name;
      size_t most = 0;
      b->parts = lambda->kind == NODE_LAMBDA && only_parts(lambda->kids[0], b->name, &most) && most;
      if (b->parts && i == declared && (size_t)rows * columns > most) most = (size_t)rows * columns;
      f->element_counts[i] = b->parts ? most : 0;
      b->rows = infer_known(&infer, i == declared ? rows : 0);
      b->columns = infer_known(&infer, i == declared ? columns : 0);
      params[i] = b;
    } else {
      b->value = body.values[i - body.parameters];
      if (value_is_numeric(b->value)) {
        b->rows = infer_known(&infer, (uint32_t)value_size(b->value, 0));
        b->columns = infer_known(&infer, (uint32_t)value_size(b->value, 1));
      } else {
        b->rows = infer_unknown(&infer);
        b->columns = infer_unknown(&infer);
      }
    }
    env = b;
  }
  for (int pass = 0; lambda->kind == NODE_LAMBDA && pass < 4; pass++)
    infer_walk(&infer, lambda->kids[0], env);
  for (size_t i = 0; i < body.parameters; i++) {
    if (params[i]->parts) {
      f->elements[i] = arena_new(&a->arena, f->element_counts[i] * sizeof *f->elements[i]);
      for (size_t k = 0; k < f->element_counts[i]; k++) {
        char name[100];
        snprintf(name, sizeof name, "%s(%zu)", f->names[i], k + 1);
        f->elements[i][k] = expr_symbol(a, name, 1, 1, true);
      }
      continue;
    }
    uint32_t m = infer_size(&infer, params[i]->rows), n = infer_size(&infer, params[i]->columns);
    if (m >= SIZE_OPEN || n >= SIZE_OPEN) f->guessed = true;
    f->parameters[i] = params[i]->id = expr_symbol(a, f->names[i], m, n, true);
  }
  infer_end(&infer);
  if (lambda->kind == NODE_LAMBDA)
    f->body = read(&r, lambda->kids[0], env);
  else {
    Node call = { .kind = NODE_CALL, .count = body.parameters + 1, .span = lambda->at };
    call.kids = arena_new(&a->arena, call.count * sizeof *call.kids);
    for (size_t i = 0; i < body.parameters; i++) {
      Node *name = arena_new(&a->arena, sizeof *name);
      *name = (Node){ .kind = NODE_NAME, .text = f->names[i] };
      call.kids[i + 1] = name;
    }
    f->body = inlined(&r, &body, &call, env);
  }
  arena_free(&arena);
  return !algebra_failed(a) && f->body != EXPR_NONE;
}

void formula_end(Formula *f) {
  free(f->captured);
  f->captured = NULL;
}

void formula_print(Formula *f, Id e, bool ascending, Text *out) {
  Id like[MAX_FORMULA_PARAMETERS];
  PrintStyle style = { .dotted = f->dotted, .ascending = ascending, .like = like };
  text_puts(out, "@(");
  for (size_t i = 0; i < f->count; i++) {
    text_printf(out, "%s%s", i > 0 ? ", " : "", f->names[i]);
    if (f->parameters[i]) like[style.like_count++] = f->parameters[i];
  }
  text_puts(out, ") ");
  expression_print(f->a, e, &style, out);
}

bool formula_handle(Formula *f, Id e, bool ascending, Value *out) {
  *out = VALUE_FAILED;
  if (algebra_failed(f->a) || e == EXPR_NONE) return false;
  size_t size = expr_size(f->a, e, MAX_PRINTED);
  if (size > MAX_PRINTED) {
    algebra_fail(f->a, ERROR_LIMIT, (Span){ 0, 0 },
                 "the derivative has more than %d terms, too many to write down", MAX_PRINTED);
    error_hint(&f->a->error, "grad(f, x0) gives the numbers at a point without a formula");
    return false;
  }
  Text text = TEXT_EMPTY;
  formula_print(f, e, ascending, &text);
  Scope *scope = scope_new();
  for (size_t i = 0; i < f->captured_count; i++)
    scope_set(scope, f->captured[i].name, value_retain(f->captured[i].value));
  Error error = { 0 };
  bool good = interp_evaluate(f->a->interp, scope, text_string(&text), out, &error);
  scope_free(scope);
  if (good)
    function_set_text(*out, text_string(&text));
  else
    algebra_fail(f->a, error.kind, (Span){ 0, 0 }, "%s", error.message);
  text_free(&text);
  return good;
}

/* ------------------------------------------------------------------ declared derivatives */

Id builtin_derivative(Algebra *a, const Builtin *b, size_t i, const Id *u, size_t count) {
  if (!b->derivative || *b->derivative == '\0') return EXPR_NONE;
  /* One rule for each argument, in its name; of one argument it is x. */
  const char *rule = b->derivative;
  for (size_t k = 0; k < i; k++) {
    rule = strchr(rule, ';');
    if (!rule) return EXPR_NONE;
    rule++;
  }
  char *text = arena_copy(&a->arena, rule, strcspn(rule, ";"));
  const Node *n = parse_expression_text(text, &a->arena, &a->error);
  if (!n) return EXPR_NONE;
  const Binding *env = NULL;
  const char *p = b->signature;
  for (size_t k = 0; k < count; k++) {
    Binding *one = arena_new(&a->arena, sizeof *one);
    size_t len = strcspn(p, ":?,");
    *one =
        (Binding){ .next = env, .name = b->map ? "x" : arena_copy(&a->arena, p, len), .id = u[k] };
    env = one;
    p = strchr(p, ',');
    if (!p) break;
    p += strspn(p, ", ");
  }
  Reader r = { .a = a };
  return read(&r, n, env);
}
