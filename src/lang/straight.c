/* straight.c -- handles like @(x) sin(x)^2 + exp(-x)*x, run on bare doubles.  */

#include "config.h"
#include "lang/straight.h"

#include <math.h>

enum { MOST_REGISTERS = 32 };

static bool is_plain(const Code *code, Instruction i) {
  switch (i.op) {
  case OP_MOVE:
  case OP_TAKE:
  case OP_LOAD:
  case OP_ADD:
  case OP_SUBTRACT:
  case OP_MULTIPLY:
  case OP_DIVIDE:
  case OP_POWER:
  case OP_NEGATE:
  case OP_MAP: return true;
  case OP_RETURN: return i.a < code->register_count;
  default: return false;
  }
}

bool straight_suits(const Code *code) {
  if (code->register_count > MOST_REGISTERS || code->takes_rest || code->count == 0) return false;
  for (size_t k = 0; k < code->constant_count; k++)
    if (code->constants[k].kind != VALUE_SCALAR) return false;
  for (size_t k = 0; k < code->count; k++)
    if (!is_plain(code, code->instructions[k])) return false;
  return code->instructions[code->count - 1].op == OP_RETURN;
}

/* Scalars from FROM to TO; false when one is something else. */
static inline bool take(const Value *from, size_t count, double *to) {
  for (size_t k = 0; k < count; k++) {
    if (from[k].kind != VALUE_SCALAR) return false;
    to[k] = from[k].scalar;
  }
  return true;
}

static inline bool map(const Interp *in, size_t slot, double x, double *y) {
  const FunctionSlot *f = &in->functions.slots[slot];
  const Builtin *b = f->builtin->builtin;
  if (f->code || (!(b->low == 0 && b->high == 0) && (x < b->low || x > b->high))) return false;
  *y = b->map(x);
  return true;
}

bool straight_run(const Interp *in, const Code *code, const Value *captures, const Value *args,
                  double *result) {
  double r[MOST_REGISTERS];
  if (!take(args, code->parameter_count, r) ||
      !take(captures, code->capture_count, r + code->parameter_count) ||
      !take(code->constants, code->constant_count, r + code->variable_count))
    return false;
  for (const Instruction *i = code->instructions;; i++) {
    switch (i->op) {
    case OP_MOVE:
    case OP_TAKE:
    case OP_LOAD: r[i->a] = r[i->b]; break;
    case OP_ADD: r[i->a] = r[i->b] + r[i->c]; break;
    case OP_SUBTRACT: r[i->a] = r[i->b] - r[i->c]; break;
    case OP_MULTIPLY: r[i->a] = r[i->b] * r[i->c]; break;
    case OP_DIVIDE: r[i->a] = r[i->b] / r[i->c]; break;
    case OP_POWER: {
      double x = r[i->b], y = r[i->c];
      if (!(x >= 0 || y == floor(y))) return false;
      r[i->a] = y == 2 ? x * x : pow(x, y);
      break;
    }
    case OP_NEGATE: r[i->a] = -r[i->b]; break;
    case OP_MAP:
      if (!map(in, i->c, r[i->b], &r[i->a])) return false;
      break;
    default: *result = r[i->a]; return true;
    }
  }
}
