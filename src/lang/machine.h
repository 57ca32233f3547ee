/* machine.h -- what the instructions of run.c are made of; run.c and the follow files include this.

   The macros speak of its variables: R, the registers, pc, the next instruction, code, in, and the
   label `failed`.  */

#ifndef LANG_MACHINE_H
#define LANG_MACHINE_H

#include "lang/code.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

static inline bool is_number(Value v) {
  return v.kind == VALUE_SCALAR;
}

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define SCALARS(x, y) (LIKELY((x).kind == VALUE_SCALAR) && LIKELY((y).kind == VALUE_SCALAR))

/* A number where something counted lay. */
__attribute__((noinline, cold, unused)) static void put_over(Value *to, uint64_t kind, double x) {
  Value old = *to;
  to->kind = kind;
  to->scalar = x;
  value_destroy(old);
}

/* R[a] = a number; the old value of a fast register is a number nearly always. */
#define PUT_NUMBER(number_kind, x)                                                                 \
  do {                                                                                             \
    Value *put_to = &R[HERE->a];                                                                   \
    if (LIKELY(put_to->kind < VALUE_ARRAY)) {                                                      \
      put_to->scalar = (x);                                                                        \
      put_to->kind = number_kind;                                                                  \
    } else                                                                                         \
      put_over(put_to, number_kind, (x));                                                          \
  } while (0)
#define PUT_SCALAR(x) PUT_NUMBER(VALUE_SCALAR, x)
#define PUT_LOGICAL(x) PUT_NUMBER(VALUE_LOGICAL, x)

#define ARITHMETIC(expression)                                                                     \
  {                                                                                                \
    const Value *x = &R[HERE->b], *y = &R[HERE->c];                                                \
    if (SCALARS(*x, *y)) {                                                                         \
      PUT_SCALAR(expression);                                                                      \
      NEXT;                                                                                        \
    }                                                                                              \
    if (!slow_binary(in, code, R, *HERE, NODE)) goto failed;                                       \
    NEXT;                                                                                          \
  }

#define COMPARISON(sign)                                                                           \
  {                                                                                                \
    const Value *x = &R[HERE->b], *y = &R[HERE->c];                                                \
    if (SCALARS(*x, *y)) {                                                                         \
      PUT_LOGICAL(x->scalar sign y->scalar);                                                       \
      NEXT;                                                                                        \
    }                                                                                              \
    if (!slow_binary(in, code, R, *HERE, NODE)) goto failed;                                       \
    NEXT;                                                                                          \
  }

/* The condition of a branch: to the jump behind the next instruction, or past it. */
#define TEST(sign)                                                                                 \
  {                                                                                                \
    const Value *x = &R[HERE->b], *y = &R[HERE->c];                                                \
    if (SCALARS(*x, *y)) {                                                                         \
      pc = x->scalar sign y->scalar ? pc + 1 : code->instructions + jump_target(*pc);              \
      NEXT;                                                                                        \
    }                                                                                              \
    if (!slow_binary(in, code, R, *HERE, NODE)) goto failed;                                       \
    NEXT;                                                                                          \
  }

/* The instruction in progress, and where it was written. */
#define HERE (pc - 1)
#define NODE (code->nodes[(pc - code->instructions) - 1])
#define NEXT                                                                                       \
  do {                                                                                             \
    pc++;                                                                                          \
    goto *labels[HERE->op];                                                                        \
  } while (0)
#define TRY(condition)                                                                             \
  do {                                                                                             \
    if (!(condition)) goto failed;                                                                 \
    NEXT;                                                                                          \
  } while (0)

/* The same for an instruction with further operands. */
#define TRY_LONG(condition)                                                                        \
  do {                                                                                             \
    if (!(condition)) goto failed;                                                                 \
    pc++;                                                                                          \
    NEXT;                                                                                          \
  } while (0)

static inline bool plain_reals(const Value *v) {
  return LIKELY(v->kind == VALUE_ARRAY) && LIKELY(!v->array->complex) &&
         LIKELY(v->array->element == ELEMENT_REAL);
}

/* Where the entry with number X of COUNT lies.  Adding 2^52 leaves a whole number in the lowest
   bits; what is negative, too large or NaN looks huge. */
static inline bool place(double x, size_t count, size_t *at) {
  double shifted = x + 0x1p52;
  uint64_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  bits -= 0x4330000000000001;
  *at = (size_t)bits;
  return LIKELY(bits < count) && LIKELY((double)(int64_t)(bits + 1) == x);
}

/* The item of a cell at its only index, a number; NULL when it is not as simple as that. */
static inline Value *one_item(const Value *object, const Value *index) {
  size_t at;
  bool simple = LIKELY(object->kind == VALUE_CELL) && is_number(*index) && !object->cell->fields &&
                place(index->scalar, object->cell->count, &at);
  return simple ? &object->cell->items[at] : NULL;
}

static inline double power_of(double x, double y) {
  return y == 2 ? x * x : pow(x, y);
}

#endif
