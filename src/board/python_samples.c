/* python_samples.c -- what a function is likely to be called with, found by trying; handles that
   wait until that is known.  */

#include "config.h"
#include "board/python.h"
#include "board/python_facts.h"
#include "lang/body.h"

#include "value/cell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TRIES = 120, MAX_SAMPLED = 6 };

/* ------------------------------------------------------------------ likely arguments */

typedef enum Kind {
  KIND_NUMBER,
  KIND_COUNT,
  KIND_INFERRED,  /* what fits the body */
  KIND_UNCAPITAL, /* the same without a look at capitals */
  KIND_COLUMN,
  KIND_SHORT,
  KIND_MATRIX,
  KIND_SQUARE,
  KIND_TEXT,
  KIND_FUNCTION,
  KIND_LIST,
  KINDS
} Kind;

static Value sample(Numpy *np, Kind kind, Value inferred, Value uncapital) {
  switch (kind) {
  case KIND_INFERRED: return value_retain(inferred);
  case KIND_UNCAPITAL: return value_retain(uncapital);
  case KIND_NUMBER: return value_scalar(0.7);
  case KIND_COUNT: return value_scalar(3);
  case KIND_COLUMN: return python_sample_array(3, 1);
  case KIND_SHORT: return python_sample_array(2, 1); /* fits the matrix */
  case KIND_MATRIX: return python_sample_array(3, 2);
  case KIND_SQUARE: return python_sample_array(3, 3);
  case KIND_TEXT: return value_string("abc");
  case KIND_FUNCTION: return value_retain(function_standing(np->call->interp, "@(x) x.^2 - 1"));
  default: {
    Cell *c = cell_new_matrix(1, 2);
    cell_set(c, 0, value_string("ab"));
    cell_set(c, 1, value_string("c"));
    return value_cell(c);
  }
  }
}

static bool among(const char *name, const char *const *list) {
  for (size_t i = 0; list[i]; i++)
    if (strcmp(list[i], name) == 0) return true;
  return false;
}

/* How the body treats the parameter. */
typedef struct Use {
  const char *name;
  bool indexed, listed, measured, multiplied, applied;
} Use;

static void look(const Node *n, Use *u) {
  static const char *const measures[] = { "numel", "length", "size", "sum",     "mean",
                                          "max",   "min",    "sort", "norm",    "cumsum",
                                          "prod",  "var",    "std",  "diff",    "median",
                                          "any",   "all",    "dot",  "isempty", NULL };
  if (!n) return;
  bool call = n->kind == NODE_CALL && n->count > 0 && n->kids[0]->kind == NODE_NAME;
  if (call && strcmp(n->kids[0]->text, u->name) == 0) u->indexed = true;
  if (n->kind == NODE_BRACE && n->kids[0]->kind == NODE_NAME &&
      strcmp(n->kids[0]->text, u->name) == 0)
    u->listed = true;
  if (call && among(n->kids[0]->text, measures))
    for (size_t i = 1; i < n->count; i++)
      if (n->kids[i]->kind == NODE_NAME && strcmp(n->kids[i]->text, u->name) == 0)
        u->measured = true;
  if (n->kind == NODE_UNARY && n->op >= OPERATE_TRANSPOSE && n->kids[0]->kind == NODE_NAME &&
      strcmp(n->kids[0]->text, u->name) == 0)
    u->multiplied = true;
  bool product = n->kind == NODE_BINARY && n->op == OPERATE_MATRIX_TIMES;
  if (product && n->kids[1]->kind == NODE_NAME && strcmp(n->kids[1]->text, u->name) == 0 &&
      n->kids[0]->kind == NODE_NAME && isupper((unsigned char)*n->kids[0]->text))
    u->applied = true;
  for (size_t i = 0; i < n->count; i++) look(n->kids[i], u);
}

/* The kinds in the order in which they are likely. */
static void rank_kinds(const Node *body, const char *name, Value inferred, Kind *out) {
  static const char *const counts[] = { "n",     "k",     "m",     "i",   "j", "N", "K", "M",
                                        "steps", "iters", "count", "num", "p", "d", NULL };
  static const char *const functions[] = { "f",  "g",    "h",    "fun",    "func", "fn",
                                           "df", "grad", "loss", "fprime", "F",    NULL };
  static const char *const texts[] = { "s",   "str", "text",    "word", "name",
                                       "msg", "txt", "letters", NULL };
  Use u = { .name = name };
  look(body, &u);
  size_t used = 0;
  bool taken[KINDS] = { false };
#define LIKELY(kind)                                                                               \
  do {                                                                                             \
    if (!taken[kind]) out[used++] = kind;                                                          \
    taken[kind] = true;                                                                            \
  } while (0)
  if (u.listed) LIKELY(KIND_LIST);
  if (u.indexed && among(name, functions)) LIKELY(KIND_FUNCTION);
  if (!u.indexed && !u.measured && !u.multiplied && axes_of(inferred) < 1 && among(name, counts))
    LIKELY(KIND_COUNT);
  if (!u.measured && among(name, texts)) LIKELY(KIND_TEXT);
  LIKELY(KIND_INFERRED);
  LIKELY(KIND_UNCAPITAL);
  if (isupper((unsigned char)*name) && name[1] == '\0') {
    LIKELY(KIND_MATRIX);
    LIKELY(KIND_SQUARE);
  }
  if (u.applied) LIKELY(KIND_SHORT);
  if (u.indexed || u.measured || u.multiplied || u.applied) LIKELY(KIND_COLUMN);
  LIKELY(KIND_NUMBER);
  LIKELY(KIND_COLUMN);
  LIKELY(KIND_SHORT);
  LIKELY(KIND_COUNT);
  LIKELY(KIND_MATRIX);
  LIKELY(KIND_SQUARE);
  LIKELY(KIND_FUNCTION);
  LIKELY(KIND_TEXT);
  LIKELY(KIND_LIST);
#undef LIKELY
}

/* Choices whose ranks add up to TOTAL, one after the other. */
static bool next_choice(size_t *choice, size_t count, size_t total) {
  for (;;) {
    size_t i = 0;
    while (i < count && choice[i] == KINDS - 1) choice[i++] = 0;
    if (i == count) return false;
    choice[i]++;
    size_t sum = 0;
    for (size_t k = 0; k < count; k++) sum += choice[k];
    if (sum == total) return true;
  }
}

bool python_samples(Numpy *np, Value f, Value *out, bool *sure, size_t count) {
  FunctionBody body;
  const Builtin *builtin;
  if (!function_body(f, &body, &builtin) || count == 0 || count > MAX_SAMPLED) return false;
  Value inferred[MAX_SAMPLED], uncapital[MAX_SAMPLED];
  bool settled[MAX_SAMPLED], ignored[MAX_SAMPLED];
  if (body.parameters != count) return false;
  python_infer(np, &body, true, inferred, settled);
  python_infer(np, &body, false, uncapital, ignored);
  const Node *n = body.node;
  Kind likely[MAX_SAMPLED][KINDS];
  for (size_t i = 0; i < count; i++) {
    if (strcmp(body.names[i], "varargin") == 0) return false;
    rank_kinds(n->kids[0], body.names[i], inferred[i], likely[i]);
  }
  size_t tries = 0;
  for (size_t total = 0; total < 3 * count + 3; total++) {
    size_t choice[MAX_SAMPLED] = { 0 };
    bool more = total == 0 || next_choice(choice, count, total);
    for (; more && tries<MAX_TRIES; more = total> 0 && next_choice(choice, count, total)) {
      tries++;
      for (size_t i = 0; i < count; i++) {
        Kind kind = likely[i][choice[i]];
        out[i] = python_keep(np, sample(np, kind, inferred[i], uncapital[i]));
        if (sure) sure[i] = kind == KIND_INFERRED && settled[i];
      }
      Value result = VALUE_NOTHING;
      Error error = { 0 };
      bool good = apart_call(np->apart, f, out, count, &result, &error);
      value_release(result);
      if (good) return true;
    }
  }
  return false;
}

/* ------------------------------------------------------------------ handles that wait */

const char *python_postpone(Numpy *np, const char *name, Value f) {
  MEM_GROW(np->pending, np->pending_count, np->pending_cap);
  np->pending[np->pending_count] =
      (Pending){ np->place, arena_copy_string(&np->arena, name), f, NULL };
  return arena_printf(&np->arena, "\001%zu", np->pending_count++);
}

static bool settle(Numpy *np, const Node *n, size_t i, const Value *args, size_t count) {
  Pending p = np->pending[i];
  if (p.text) return true;
  np->pending[i].text = ""; /* while it is written; a handle may call itself by name */
  const char *text = python_definition(np, n, p.name, p.value, args, count);
  if (text) np->pending[i].text = text;
  return text != NULL;
}

bool python_settle(Numpy *np, const Node *n, const char *name, const Value *args, size_t count) {
  for (size_t i = np->pending_count; i-- > 0;)
    if (np->pending[i].place == np->place && strcmp(np->pending[i].name, name) == 0)
      return settle(np, n, i, args, count);
  return false;
}

void python_settle_all(Numpy *np, const Node *n) {
  for (size_t i = 0; i < np->pending_count; i++)
    if (np->pending[i].place == np->place) {
      settle(np, n, i, NULL, 0);
      np->pending[i].place = NULL;
    }
}

void python_fill_marks(Numpy *np, const char *text, Text *out) {
  for (const char *s = text; *s;) {
    size_t len = strcspn(s, "\n"), blanks = strspn(s, " ");
    if (s[blanks] == '\001') {
      size_t i = (size_t)strtoul(s + blanks + 1, NULL, 10);
      Text lines = TEXT_EMPTY;
      for (const char *c = np->pending[i].text ? np->pending[i].text : ""; *c;) {
        size_t own = strcspn(c, "\n");
        text_printf(&lines, "%.*s%.*s\n", own ? (int)blanks : 0, s, (int)own, c);
        c += own + (c[own] == '\n');
      }
      python_fill_marks(np, text_string(&lines), out);
      text_free(&lines);
    } else
      text_printf(out, "%.*s\n", (int)len, s);
    s += len + (s[len] == '\n');
  }
}
