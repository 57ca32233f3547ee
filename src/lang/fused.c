/* fused.c -- whole formulas over arrays, block by block.  */

#include "config.h"
#include "lang/fused.h"
#include "lang/elementwise.h"
#include "lang/map_kernels.h"
#include "lang/reductions.h"

#include <math.h>
#include <string.h>

enum { MOST_REGISTERS = 24, BLOCK = 512, FEWEST = 1024 };

/* ------------------------------------------------------------------ what the compiler asks */

static const Builtin *map_of(const FunctionTable *functions, size_t slot) {
  const FunctionSlot *f = &functions->slots[slot];
  bool plain = !f->code && f->builtin && f->builtin->builtin->map;
  return plain ? f->builtin->builtin : NULL;
}

typedef struct Survey {
  size_t operations;
  bool dotted;
} Survey;

static bool survey(Compiler *c, const Node *n, Survey *s) {
  switch (n->kind) {
  case NODE_NUMBER: return !n->flag;
  case NODE_NAME: return compile_variable(c, n->text) != NOT_A_VARIABLE;
  case NODE_UNARY:
    s->operations++;
    return (n->op == OPERATE_NEGATE || n->op == OPERATE_NOT) && survey(c, n->kids[0], s);
  case NODE_BINARY:
    s->operations++;
    switch (n->op) {
    case OPERATE_TIMES:
    case OPERATE_RIGHT_DIVIDE:
    case OPERATE_POWER:
    case OPERATE_AND:
    case OPERATE_OR: s->dotted = true; break;
    case OPERATE_LEFT_DIVIDE:
    case OPERATE_MATRIX_LEFT_DIVIDE:
    case OPERATE_MATRIX_POWER: return false;
    default: break;
    }
    return survey(c, n->kids[0], s) && survey(c, n->kids[1], s);
  case NODE_CALL: {
    const Node *f = n->kids[0];
    if (n->count != 2 || f->kind != NODE_NAME || n->kids[1]->kind == NODE_COLON) return false;
    if (compile_variable(c, f->text) != NOT_A_VARIABLE) return false;
    s->operations++;
    size_t slot = functions_slot(c->around->functions, f->text);
    return map_of(c->around->functions, slot) && survey(c, n->kids[1], s);
  }
  default: return false;
  }
}

bool fused_suits(Compiler *c, const Node *n) {
  Survey s = { 0 };
  return survey(c, n, &s) && s.dotted && s.operations >= 2 && s.operations < MOST_REGISTERS;
}

/* ------------------------------------------------------------------ running */

typedef struct Operand {
  const double *data;
  bool many;    /* one number for each entry, not one for all */
  bool logical; /* true and false */
} Operand;

typedef struct Formula {
  const Interp *in;
  const Code *code;
  Operand r[MOST_REGISTERS];
  double one[MOST_REGISTERS];
  double blocks[MOST_REGISTERS][BLOCK];
} Formula;

/* What the registers hold at first; the shape all arrays share, or NULL. */
static const Array *load(Formula *f, const Value *registers) {
  const Array *shape = NULL;
  for (size_t k = 0; k < f->code->capture_count; k++) {
    const Value *v = &registers[f->code->captures[k]];
    if (v->kind == VALUE_ARRAY) {
      const Array *a = v->array;
      if (a->complex || a->diagonal || a->element == ELEMENT_CHAR) return NULL;
      if (shape && !array_same_shape(a, shape)) return NULL;
      shape = a;
      f->r[k] = (Operand){ a->data, true, a->element == ELEMENT_LOGICAL };
    } else if (v->kind == VALUE_SCALAR || v->kind == VALUE_LOGICAL)
      f->r[k] = (Operand){ &v->scalar, false, v->kind == VALUE_LOGICAL };
    else
      return NULL;
  }
  for (size_t k = 0; k < f->code->constant_count; k++)
    f->r[f->code->variable_count + k] = (Operand){ &f->code->constants[k].scalar, false, false };
  return shape && shape->count >= FEWEST ? shape : NULL;
}

static Operator entrywise(Operator op) {
  return op == OPERATE_MATRIX_TIMES          ? OPERATE_TIMES
         : op == OPERATE_MATRIX_RIGHT_DIVIDE ? OPERATE_RIGHT_DIVIDE
                                             : op;
}

/* Real powers of real numbers only. */
static bool stays_real(const double *x, size_t count, Operand exponent) {
  bool whole = !exponent.many && *exponent.data == floor(*exponent.data);
  return whole || reductions_inside(x, count, 0, INFINITY);
}

static bool binary(Operator op, Operand x, Operand y, size_t n, double *to) {
  bool matrix = (op == OPERATE_MATRIX_TIMES && x.many && y.many) ||
                (op == OPERATE_MATRIX_RIGHT_DIVIDE && y.many);
  if (matrix) return false;
  op = entrywise(op);
  size_t nx = x.many ? n : 1, ny = y.many ? n : 1;
  if (op == OPERATE_POWER && !stays_real(x.data, nx, y)) return false;
  bool judges = op == OPERATE_AND || op == OPERATE_OR;
  if (judges && !x.logical && reductions_has_nan(x.data, nx)) return false;
  if (judges && !y.logical && reductions_has_nan(y.data, ny)) return false;
  elementwise_kernel(op)(x.data, x.many, y.data, y.many, to, n);
  return true;
}

static bool map(const Builtin *b, Operand x, size_t n, size_t total, double *to) {
  bool all = b->low == 0 && b->high == 0;
  if (!all && !reductions_inside(x.data, n, b->low, b->high)) return false;
  MapKernel *kernel = x.many ? map_kernel(b->map, total) : NULL;
  if (kernel)
    kernel(x.data, to, n);
  else
    for (size_t k = 0; k < n; k++) to[k] = b->map(x.data[k]);
  return true;
}

/* One operation on a block of N of the TOTAL entries, into TO. */
static bool step(Formula *f, Instruction i, size_t n, size_t total, double *to) {
  Operand x = f->r[i.b];
  switch (i.op) {
  case OP_MAP: {
    const Builtin *b = map_of(&f->in->functions, i.c);
    return b && map(b, x, n, total, to);
  }
  case OP_NEGATE: elementwise_negate(x.data, to, n); return true;
  case OP_NOT:
    if (!x.logical && reductions_has_nan(x.data, n)) return false;
    for (size_t k = 0; k < n; k++) to[k] = x.data[k] == 0;
    return true;
  default: return binary(i.d, x, f->r[i.c], n, to);
  }
}

static bool gives_logical(Instruction i) {
  return i.op == OP_NOT || (i.op >= OP_LESS && i.op <= OP_GREATER) ||
         (i.op == OP_BINARY && (i.d == OPERATE_AND || i.d == OPERATE_OR));
}

/* Entries START .. START + N - 1 of the result. */
static bool run_block(Formula *f, size_t start, size_t n, Array *result) {
  size_t last = f->code->count - 2; /* before OP_RETURN */
  for (size_t k = 0; k <= last; k++) {
    Instruction i = f->code->instructions[k];
    bool two = i.op != OP_MAP && i.op != OP_NEGATE && i.op != OP_NOT;
    bool many = f->r[i.b].many || (two && f->r[i.c].many);
    if (k == last && !many) return false; /* x .* 0 is no number, but 2 .* 3 is */
    double *to = k == last ? result->data + start : many ? f->blocks[i.a] : &f->one[i.a];
    if (!step(f, i, many ? n : 1, result->count, to)) return false;
    f->r[i.a] = (Operand){ to, many, gives_logical(i) };
  }
  return true;
}

Value fused_run(const Interp *in, const Code *code, const Value *registers) {
  if (code->register_count > MOST_REGISTERS) return VALUE_NOTHING;
  Formula f;
  f.in = in;
  f.code = code;
  const Array *shape = load(&f, registers);
  if (!shape) return VALUE_NOTHING;
  bool logical = gives_logical(code->instructions[code->count - 2]);
  Array *r = array_like(shape, logical ? ELEMENT_LOGICAL : ELEMENT_REAL, false);
  bool good = r != NULL;
  for (size_t start = 0; good && start < r->count; start += BLOCK) {
    size_t n = r->count - start < BLOCK ? r->count - start : BLOCK;
    good = run_block(&f, start, n, r);
    for (size_t k = 0; k < code->capture_count; k++)
      if (f.r[k].many) f.r[k].data += n;
  }
  if (good) return value_array(r);
  array_release(r);
  return VALUE_NOTHING;
}
