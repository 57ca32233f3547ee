/* expression.c -- the graph of expressions: equal parts exist once.  */

#include "config.h"
#include "algebra/expression.h"
#include "base/dict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void algebra_begin(Algebra *a, Interp *interp) {
  *a = (Algebra){ .interp = interp };
  a->names = mem_new(sizeof *a->names);
  a->mask = 1023;
  a->table = mem_new((a->mask + 1) * sizeof *a->table);
  MEM_GROW(a->nodes, a->count, a->cap);
  a->nodes[a->count++] = arena_new(&a->arena, sizeof **a->nodes); /* after a failure: nothing */
}

void algebra_end(Algebra *a) {
  dict_free(a->names);
  free(a->names);
  free(a->table);
  free(a->nodes);
  free(a->nonzero);
  free(a->transposes);
  arena_free(&a->arena);
  *a = (Algebra){ 0 };
}

Id algebra_fail(Algebra *a, ErrorKind kind, Span where, const char *format, ...) {
  char message[sizeof a->error.message];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  error_set(&a->error, kind, where, "%s", message);
  return EXPR_NONE;
}

const char *algebra_name(Algebra *a, const char *name) {
  size_t i = dict_intern_string(a->names, name); /* may move the keys */
  return a->names->keys[i];
}

/* ------------------------------------------------------------------ hash-consing */

static uint64_t mix(uint64_t h, uint64_t x) {
  h ^= x;
  h *= 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}

static uint64_t hash_of(const Expr *e) {
  uint64_t h = mix(e->kind + 17u, (uintptr_t)e->name), bits = 0;
  h = mix(h, (uint64_t)e->number.top);
  h = mix(h, (uint64_t)e->number.bottom);
  memcpy(&bits, &e->number.inexact, sizeof bits);
  h = mix(h, bits);
  h = mix(h, (uint64_t)e->rows << 32 | e->columns);
  for (size_t i = 0; i < e->count; i++) h = mix(h, e->args[i]);
  return mix(h, e->flag);
}

/* Equal for equal structures, in whatever order their parts were made. */
static uint64_t digest_of(const Algebra *a, const Expr *e) {
  uint64_t h = mix(e->kind + 17u, e->flag), bits = 0, together = 0;
  for (const char *c = e->name; c && *c; c++) h = mix(h, (unsigned char)*c);
  h = mix(h, (uint64_t)e->number.top);
  h = mix(h, (uint64_t)e->number.bottom);
  memcpy(&bits, &e->number.inexact, sizeof bits);
  h = mix(h, bits);
  bool unordered = e->kind == EXPR_SUM || e->kind == EXPR_PRODUCT;
  for (size_t i = 0; i < e->count; i++) {
    uint64_t part = a->nodes[e->args[i]]->digest;
    if (unordered)
      together += mix(17, part);
    else
      h = mix(h, part);
  }
  return mix(h, together);
}

static bool same(const Expr *x, const Expr *y) {
  return x->kind == y->kind && x->name == y->name && x->count == y->count && x->flag == y->flag &&
         x->rows == y->rows && x->columns == y->columns && number_equal(x->number, y->number) &&
         (x->count == 0 || memcmp(x->args, y->args, x->count * sizeof *x->args) == 0);
}

static void grow_table(Algebra *a) {
  free(a->table);
  a->mask = a->mask * 2 + 1;
  a->table = mem_new((a->mask + 1) * sizeof *a->table);
  for (uint32_t id = 1; id < a->count; id++) {
    size_t slot = a->nodes[id]->hash & a->mask;
    while (a->table[slot]) slot = (slot + 1) & a->mask;
    a->table[slot] = id;
  }
}

Id expr_intern(Algebra *a, Expr e) {
  if (algebra_failed(a)) return EXPR_NONE;
  for (size_t i = 0; i < e.count; i++)
    if (e.args[i] == EXPR_NONE) return EXPR_NONE;
  e.hash = hash_of(&e);
  size_t slot = e.hash & a->mask;
  for (; a->table[slot]; slot = (slot + 1) & a->mask) {
    const Expr *old = a->nodes[a->table[slot]];
    if (old->hash == e.hash && same(old, &e)) return a->table[slot];
  }
  if (a->count >= MAX_EXPRESSIONS) {
    algebra_fail(a, ERROR_NUMERIC, (Span){ 0, 0 },
                 "the formula grows beyond %d parts while it is worked out", MAX_EXPRESSIONS);
    error_hint(&a->error, "grad(f, x0) gives the numbers at a point without a formula");
    return EXPR_NONE;
  }
  Expr *node = arena_new(&a->arena, sizeof *node + e.count * sizeof *e.args);
  Id *args = (Id *)(node + 1);
  if (e.count) memcpy(args, e.args, e.count * sizeof *args);
  e.varies = e.kind == EXPR_SYMBOL && e.flag;
  for (size_t i = 0; i < e.count; i++) {
    const Expr *part = a->nodes[args[i]];
    if (part->depth >= e.depth) e.depth = part->depth + 1;
    e.varies |= part->varies;
  }
  if (e.depth > MAX_EXPRESSION_DEPTH)
    return algebra_fail(a, ERROR_NUMERIC, (Span){ 0, 0 },
                        "the formula is nested more than %d levels deep", MAX_EXPRESSION_DEPTH);
  e.digest = digest_of(a, &e);
  *node = e;
  node->args = args;
  MEM_GROW(a->nodes, a->count, a->cap);
  Id id = (Id)a->count++;
  a->nodes[id] = node;
  a->table[slot] = id;
  if (a->count * 2 > a->mask) grow_table(a);
  return id;
}

/* ------------------------------------------------------------------ leaves */

Id expr_number(Algebra *a, Number n) {
  return expr_intern(a, (Expr){ .kind = EXPR_NUMBER, .number = n, .rows = 1, .columns = 1 });
}

Id expr_whole(Algebra *a, int64_t n) {
  return expr_number(a, number_whole(n));
}

Id expr_fraction(Algebra *a, int64_t top, int64_t bottom) {
  return expr_number(a, number_fraction(top, bottom));
}

Id expr_symbol(Algebra *a, const char *name, uint32_t rows, uint32_t columns, bool variable) {
  return expr_intern(a, (Expr){ .kind = EXPR_SYMBOL,
                                .flag = variable,
                                .name = algebra_name(a, name),
                                .rows = rows,
                                .columns = columns });
}

/* ------------------------------------------------------------------ questions */

bool expr_is_number(const Algebra *a, Id e, int64_t whole) {
  return e != EXPR_NONE && a->nodes[e]->kind == EXPR_NUMBER &&
         number_is(a->nodes[e]->number, whole);
}

bool expr_is_scalar(const Algebra *a, Id e) {
  return e == EXPR_NONE || (a->nodes[e]->rows == 1 && a->nodes[e]->columns == 1);
}

bool expr_is_call(const Algebra *a, Id e, const char *name) {
  if (e == EXPR_NONE || a->nodes[e]->kind != EXPR_CALL) return false;
  const char *own = a->nodes[e]->name;
  return *own == *name && strcmp(own, name) == 0;
}

bool expr_depends(const Algebra *a, Id e, Id symbol) {
  if (e == EXPR_NONE || !a->nodes[e]->varies) return symbol && e == symbol;
  if (!symbol) return true;
  /* Arguments are older than what they are part of: one walk from the top down by number. */
  if (e < symbol) return false;
  bool *seen = mem_new(e + 1), found = false;
  seen[e] = true;
  for (Id i = e; i > 0 && !found; i--) {
    if (!seen[i]) continue;
    const Expr *x = a->nodes[i];
    found = i == symbol;
    for (size_t k = 0; k < x->count; k++) seen[x->args[k]] = true;
  }
  free(seen);
  return found;
}

static bool even(Number n) {
  return number_is_whole(n) && n.top % 2 == 0;
}

static bool positive_call(const char *name) {
  static const char *const names[] = {
    "exp", "cosh", "gamma_positive", "sigmoid", "softplus", "ones", "pi", "e", "softmax", "sech"
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0) return true;
  return false;
}

static bool all_args(const Algebra *a, const Expr *x, bool (*f)(const Algebra *, Id)) {
  for (size_t i = 0; i < x->count; i++)
    if (!f(a, x->args[i])) return false;
  return true;
}

/* Between -1 and 1 everywhere: sigmoid(u), tanh(u), and their whole powers. */
static bool is_within_one(const Algebra *a, Id e) {
  Id base;
  Number n = expr_exponent(a, e, &base);
  return number_is_whole(n) && n.top > 0 &&
         (expr_is_call(a, base, "sigmoid") || expr_is_call(a, base, "tanh"));
}

/* 1 - sigmoid(u), 1 - tanh(u)^2: the constant outweighs the terms. */
static bool outweighs(const Algebra *a, const Expr *sum) {
  Number left = sum->number;
  for (size_t i = 0; i < sum->count; i++) {
    const Expr *x = a->nodes[sum->args[i]];
    bool scaled = x->kind == EXPR_PRODUCT && x->count == 1;
    if (!is_within_one(a, scaled ? x->args[0] : sum->args[i])) return false;
    Number size = scaled ? x->number : number_whole(1);
    left = number_add(left, number_sign(size) < 0 ? size : number_negate(size));
  }
  return number_exact(left) && number_sign(left) >= 0;
}

bool expr_positive(const Algebra *a, Id e) {
  if (e == EXPR_NONE) return false;
  const Expr *x = a->nodes[e];
  switch (x->kind) {
  case EXPR_NUMBER: return number_sign(x->number) > 0;
  case EXPR_SUM:
    if (number_sign(x->number) > 0) return all_args(a, x, expr_nonnegative) || outweighs(a, x);
    return number_sign(x->number) == 0 && all_args(a, x, expr_positive);
  case EXPR_PRODUCT: return number_sign(x->number) > 0 && all_args(a, x, expr_positive);
  case EXPR_POWER: return expr_positive(a, x->args[0]);
  case EXPR_CALL: return positive_call(x->name);
  default: return false;
  }
}

bool expr_nonnegative(const Algebra *a, Id e) {
  if (e == EXPR_NONE) return false;
  const Expr *x = a->nodes[e];
  switch (x->kind) {
  case EXPR_NUMBER: return number_sign(x->number) >= 0;
  case EXPR_SUM: return number_sign(x->number) >= 0 && all_args(a, x, expr_nonnegative);
  case EXPR_PRODUCT: return number_sign(x->number) >= 0 && all_args(a, x, expr_nonnegative);
  case EXPR_POWER: {
    const Expr *p = a->nodes[x->args[1]];
    return (p->kind == EXPR_NUMBER && even(p->number)) || expr_nonnegative(a, x->args[0]);
  }
  case EXPR_CALL:
    return positive_call(x->name) || strcmp(x->name, "abs") == 0 || strcmp(x->name, "relu") == 0 ||
           strcmp(x->name, "norm") == 0;
  default: return expr_positive(a, e);
  }
}

static size_t size_of(const Algebra *a, Id e, size_t limit);

/* Of a quotient as it is printed: factors above, factors below, the signs between them. */
static size_t size_of_product(const Algebra *a, const Id *args, size_t count, Number n,
                              size_t limit) {
  size_t total = 0, above = 0, parts = 0;
  for (size_t i = 0; i < count && total <= limit; i++) {
    Id base;
    Number p = expr_exponent(a, args[i], &base);
    if (number_sign(p) < 0) {
      total += size_of(a, base, limit) + (number_is(p, -1) ? 0 : 2);
    } else {
      total += size_of(a, args[i], limit);
      above++;
    }
    parts++;
  }
  bool exact = number_exact(n);
  if (!exact || (n.top != 1 && n.top != -1) || above == 0) {
    total++;
    parts++;
  }
  if (exact && n.bottom != 1) {
    total++;
    parts++;
  }
  return total + (parts ? parts - 1 : 0);
}

/* -x - 1 begins with a sign. */
static bool is_negative_sum(const Algebra *a, const Expr *x) {
  if (number_sign(x->number) > 0) return false;
  for (size_t i = 0; i < x->count; i++) {
    const Expr *term = a->nodes[x->args[i]];
    if (term->kind != EXPR_PRODUCT || number_sign(term->number) > 0) return false;
  }
  return true;
}

static size_t size_of(const Algebra *a, Id e, size_t limit) {
  const Expr *x = a->nodes[e];
  size_t total = 1;
  Id base;
  bool scalar = expr_is_scalar(a, e);
  if (x->kind == EXPR_NUMBER) return number_is_whole(x->number) || !x->number.bottom ? 1 : 2;
  if (x->kind == EXPR_PRODUCT && scalar)
    return size_of_product(a, x->args, x->count, x->number, limit);
  if (x->kind == EXPR_POWER && number_sign(expr_exponent(a, e, &base)) < 0)
    return scalar ? size_of_product(a, &e, 1, number_whole(1), limit)
                  : 1 + size_of(a, x->args[0], limit);
  if (x->kind == EXPR_SUM && number_sign(x->number) != 0) total += 1;
  if (x->kind == EXPR_SUM && scalar && is_negative_sum(a, x)) total += 1;
  if (x->kind == EXPR_PRODUCT && !number_is(x->number, 1)) {
    bool below = number_exact(x->number) && x->number.bottom != 1;
    if (!number_is(x->number, -1)) total += 1;
    if (below && x->number.top != 1 && x->number.top != -1) total += 1;
  }
  for (size_t i = 0; i < x->count && total <= limit; i++) total += size_of(a, x->args[i], limit);
  if ((x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT || x->kind == EXPR_DOT) && x->count > 1)
    total += x->count - 2;
  return total;
}

size_t expr_size(const Algebra *a, Id e, size_t limit) {
  return e == EXPR_NONE ? limit + 1 : size_of(a, e, limit);
}

Number expr_coefficient(Algebra *a, Id e, Id *rest) {
  const Expr *x = a->nodes[e];
  if (x->kind == EXPR_NUMBER) {
    *rest = expr_whole(a, 1);
    return x->number;
  }
  if (x->kind != EXPR_PRODUCT || number_is(x->number, 1)) {
    *rest = e;
    return number_whole(1);
  }
  Number n = x->number;
  if (x->count == 1) {
    *rest = x->args[0];
    return n;
  }
  Expr one = *x;
  one.number = number_whole(1);
  *rest = expr_intern(a, one);
  return n;
}

Number expr_exponent(const Algebra *a, Id e, Id *base) {
  const Expr *x = a->nodes[e];
  if (x->kind == EXPR_POWER) {
    const Expr *p = a->nodes[x->args[1]];
    if (p->kind == EXPR_NUMBER && number_exact(p->number)) {
      *base = x->args[0];
      return p->number;
    }
  }
  *base = e;
  return number_whole(1);
}

Id expr_rebuild(Algebra *a, Id e, const Id *args) {
  const Expr *x = expr_at(a, e);
  switch (x->kind) {
  case EXPR_SUM: {
    Id *terms = arena_new(&a->arena, (x->count + 1) * sizeof *terms);
    memcpy(terms, args, x->count * sizeof *terms);
    terms[x->count] = expr_number(a, x->number);
    return expr_sum(a, terms, x->count + 1);
  }
  case EXPR_PRODUCT: return expr_scale(a, x->number, expr_product(a, args, x->count));
  case EXPR_POWER: return expr_power(a, args[0], args[1]);
  case EXPR_DOT: {
    Id r = args[0];
    for (size_t i = 1; i < x->count; i++) r = expr_dot(a, r, args[i]);
    return r;
  }
  case EXPR_TRANSPOSE: return expr_transpose(a, args[0]);
  case EXPR_CALL: return expr_call(a, x->name, args, x->count);
  default: return e;
  }
}

static Id substitute(Algebra *a, Id e, Id from, Id to, Id *memo) {
  if (e == from) return to;
  if (e < from || a->nodes[e]->count == 0) return e;
  if (memo[e]) return memo[e];
  const Expr *x = a->nodes[e];
  Id *args = arena_new(&a->arena, x->count * sizeof *args);
  bool changed = false;
  for (size_t i = 0; i < x->count; i++) {
    args[i] = substitute(a, x->args[i], from, to, memo);
    if (args[i] == EXPR_NONE) return EXPR_NONE;
    changed |= args[i] != x->args[i];
  }
  return memo[e] = changed ? expr_rebuild(a, e, args) : e;
}

Id expr_substitute(Algebra *a, Id e, Id from, Id to) {
  if (e == EXPR_NONE || to == EXPR_NONE) return EXPR_NONE;
  Id *memo = mem_new((e + 1) * sizeof *memo);
  Id r = substitute(a, e, from, to, memo);
  free(memo);
  return r;
}

size_t expr_term_count(const Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  return x->kind == EXPR_SUM ? x->count + (number_sign(x->number) != 0) : 1;
}

Id expr_term(Algebra *a, Id e, size_t i) {
  const Expr *x = expr_at(a, e);
  if (x->kind != EXPR_SUM) return e;
  return i < x->count ? x->args[i] : expr_number(a, x->number);
}
