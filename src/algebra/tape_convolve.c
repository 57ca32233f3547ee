/* tape_convolve.c -- adjoints of conv2.

   With a number for every entry of A, of the kernel K and of the result Y, the sum of all products
   g(y) a k that belong together is linear in each of the three: its slopes by Y are the
   convolution, those by A and K its adjoints, and the slopes of these are of the same kind.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/reductions.h"
#include "lang/vectorise.h"

#include <string.h>

enum { PART_A, PART_K, PART_Y, PARTS };

/* Rows and columns of the three, and where the result lies in the full one. */
typedef struct Layout {
  size_t rows[PARTS], columns[PARTS], top, left;
} Layout;

VECTORISED static void add_times(double *restrict to, const double *restrict x, double factor,
                                 size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) to[i] += factor * x[i];
}

/* TO, the slopes by part WHICH, from the two others in DATA. */
static void slopes_by(const Layout *l, int which, const double *const *data, double *to) {
  size_t ar = l->rows[PART_A], kr = l->rows[PART_K], yr = l->rows[PART_Y];
  for (size_t c = 0; c < l->columns[PART_Y]; c++)
    for (size_t j = 0; j < l->columns[PART_K]; j++) {
      size_t column = c + l->left - j;
      if (c + l->left < j || column >= l->columns[PART_A]) continue;
      for (size_t i = 0; i < kr; i++) {
        /* rows r of Y meet rows r + top - i of A */
        size_t first = i > l->top ? i - l->top : 0, end = ar + i > l->top ? ar + i - l->top : 0;
        if (end > yr) end = yr;
        if (first >= end) continue;
        size_t a = first + l->top - i + column * ar, k = i + j * kr, y = first + c * yr;
        if (which == PART_A)
          add_times(to + a, data[PART_Y] + y, data[PART_K][k], end - first);
        else if (which == PART_Y)
          add_times(to + y, data[PART_A] + a, data[PART_K][k], end - first);
        else
          to[k] += reductions_product_sum(data[PART_Y] + y, data[PART_A] + a, end - first);
      }
    }
}

static void rule_slopes(Tape *t, Note *n, Operand g);

/* The slopes by part WHICH, of SHAPE, from the others (the one at WHICH is not looked at). */
static Operand op_slopes(Tape *t, int which, const Operand *parts, const Layout *l,
                         uint32_t shape) {
  Value result = tape_zeros(t, shape);
  double *to = result.kind == VALUE_ARRAY    ? result.array->data
               : result.kind == VALUE_SCALAR ? &result.scalar
                                             : NULL;
  const double *data[PARTS] = { NULL };
  View views[PARTS];
  bool good = to != NULL;
  for (int i = 0; good && i < PARTS; i++) {
    good = i == which || value_view(&parts[i].v, &views[i]);
    if (good && i != which) data[i] = views[i].data;
  }
  if (good) slopes_by(l, which, data, to);
  Operand r = op_constant(t, result);
  if (!good || !t->remembering) return r;
  Operand operands[] = { parts[0],
                         parts[1],
                         parts[2],
                         op_number(which),
                         op_number((double)l->top),
                         op_number((double)l->left) };
  operands[which] = (Operand){ result, MARK_NONE }; /* for its shape */
  r.m = tape_note(t, rule_slopes, "conv2", KEEP_OPERANDS, operands, 6, result, NULL);
  return r.m == MARK_FAILED ? op_constant(t, VALUE_FAILED) : r;
}

static void put_sizes(const Tape *t, Layout *l, int part, uint32_t shape) {
  l->rows[part] = tape_shape(t, shape)->dims[0];
  l->columns[part] = tape_shape(t, shape)->dims[1];
}

static void rule_slopes(Tape *t, Note *n, Operand g) {
  int which = (int)n->operands[3].v.scalar;
  Layout l = { .top = (size_t)n->operands[4].v.scalar, .left = (size_t)n->operands[5].v.scalar };
  Operand parts[PARTS];
  for (int i = 0; i < PARTS; i++) {
    put_sizes(t, &l, i, n->shapes[i]);
    parts[i] = i == which ? g : n->operands[i];
  }
  for (int i = 0; i < PARTS; i++)
    if (i != which && wanted(n, (size_t)i))
      give(t, n, (size_t)i, op_slopes(t, i, parts, &l, n->shapes[i]));
}

static void rule_conv2(Tape *t, Note *n, Operand g) {
  Layout l = { .top = 0 };
  for (int i = 0; i < PARTS; i++) put_sizes(t, &l, i, i == PART_Y ? n->shape : n->shapes[i]);
  if (n->count > 2 && value_is_string(n->operands[2].v)) {
    Text word = TEXT_EMPTY;
    value_append_text(n->operands[2].v, &word);
    bool same = strcmp(text_string(&word), "same") == 0;
    bool valid = strcmp(text_string(&word), "valid") == 0;
    size_t kr = l.rows[PART_K], kc = l.columns[PART_K];
    l.top = same ? kr / 2 : valid && kr > 0 ? kr - 1 : 0;
    l.left = same ? kc / 2 : valid && kc > 0 ? kc - 1 : 0;
    text_free(&word);
  }
  Operand parts[PARTS] = { n->operands[0], n->operands[1], g };
  for (int i = 0; i < PART_Y; i++)
    if (wanted(n, (size_t)i)) give(t, n, (size_t)i, op_slopes(t, i, parts, &l, n->shapes[i]));
}

const BuiltinRule convolve_rules[] = {
  { "conv2", KEEP_OPERANDS, rule_conv2, NULL, 2 },
  { "conv2", KEEP_OPERANDS, rule_conv2, NULL, 3 },
  { 0 },
};
