/* python_infer.c -- shapes that the body of a function asks of its parameters.  */

#include "config.h"
#include "algebra/infer.h"
#include "board/python.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* How a parameter is used. */
typedef struct Places {
  const char *name;
  size_t largest; /* k of x(k) */
  bool other;     /* anything but x(1), x(2), ... */
  bool outer;     /* x*y' */
} Places;

static bool is_name(const Node *n, const char *name) {
  return n->kind == NODE_NAME && strcmp(n->text, name) == 0;
}

static void find_places(const Node *n, Places *p) {
  if (!n) return;
  size_t first = 0;
  bool part = n->kind == NODE_CALL && n->count == 2 && is_name(n->kids[0], p->name) &&
              n->kids[1]->kind == NODE_NUMBER;
  if (part) {
    first = 1;
    double k = n->kids[1]->number;
    if (k > (double)p->largest && k <= 20 && k == floor(k)) p->largest = (size_t)k;
  }
  if (is_name(n, p->name)) p->other = true;
  if (n->kind == NODE_BINARY && n->op == OPERATE_MATRIX_TIMES && is_name(n->kids[0], p->name) &&
      n->kids[1]->kind == NODE_UNARY && n->kids[1]->op >= OPERATE_TRANSPOSE &&
      n->kids[1]->kids[0]->kind == NODE_NAME)
    p->outer = true;
  for (size_t i = first; i < n->count; i++) find_places(n->kids[i], p);
}

/* Open sizes differ, so that what does not fit fails when it is tried; matrices are tall. */
static size_t sample_size(uint32_t size) {
  static const size_t sizes[] = { 4, 3, 2, 5, 6, 7 };
  return size < SIZE_OPEN ? size : sizes[(size - SIZE_OPEN) % (sizeof sizes / sizeof *sizes)];
}

/* Between 0 and 1 off the diagonal, and of full rank. */
Value python_sample_array(size_t rows, size_t columns) {
  if (rows == 1 && columns == 1) return value_scalar(0.7);
  Array *a = array_new_matrix(rows, columns);
  for (size_t c = 0; a && c < columns; c++)
    for (size_t r = 0; r < rows; r++)
      a->data[c * rows + r] = (double)(1 + (7 * r + 5 * c + 3) % 9) / 10 +
                              (rows > 1 && columns > 1 && r == c ? 1.5 : 0);
  return value_array(a);
}

static bool looks_like_matrix(const char *name) {
  return isupper((unsigned char)*name) && (name[1] == '\0' || name[2] == '\0');
}

enum { PASSES = 4, MOST = 200 };

void python_infer(Numpy *np, const FunctionBody *body, bool capitals, Value *out, bool *sure) {
  Algebra a;
  Infer in;
  algebra_begin(&a, np->call->interp);
  infer_begin(&in, &a);
  const Binding *env = NULL;
  size_t count = body->parameters;
  const Node *inside = body->node->kids[0];
  Binding *own = arena_new(&a.arena, (count + body->captures + 1) * sizeof *own);
  size_t *parts = arena_new(&a.arena, (count + 1) * sizeof *parts);
  for (size_t i = 0; i < count + body->captures; i++) {
    Value v = i < count ? VALUE_NOTHING : body->values[i - count];
    bool known = value_is_numeric(v) && value_rank(v) == 2;
    own[i] = (Binding){ .next = env, .name = body->names[i], .value = v };
    own[i].rows = infer_known(&in, known ? (uint32_t)value_size(v, 0) : 0);
    own[i].columns = infer_known(&in, known ? (uint32_t)value_size(v, 1) : 0);
    env = &own[i];
    if (i >= count) continue;
    Places places = { .name = body->names[i] };
    find_places(inside, &places);
    parts[i] = places.other ? 0 : places.largest;
    own[i].parts = parts[i] > 0;
    if (capitals && looks_like_matrix(body->names[i])) infer_matrix(&in, &own[i]);
    if (places.outer) infer_column(&in, &own[i]);
  }
  for (int pass = 0; pass < PASSES; pass++) infer_walk(&in, inside, env);
  for (int round = 0; round < 2; round++)
    for (size_t i = 0; i < count; i++) {
      if (looks_like_matrix(body->names[i]) != (round == 0)) continue;
      uint32_t rows = infer_size(&in, own[i].rows), columns = infer_size(&in, own[i].columns);
      sure[i] = rows < SIZE_OPEN && columns < SIZE_OPEN;
      if (parts[i] > 0) {
        rows = parts[i] > 1 ? (uint32_t)parts[i] : 2;
        columns = 1;
        sure[i] = true;
      }
      size_t m = sample_size(rows), n = sample_size(columns);
      out[i] = python_keep(np, m > MOST || n > MOST ? VALUE_NOTHING : python_sample_array(m, n));
    }
  infer_end(&in);
  algebra_end(&a);
}
