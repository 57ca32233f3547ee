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

/* The end of a slice: a number, a variable, `end`, or a sum or difference of such. */
static bool is_slice_end(Compiler *c, const Node *n) {
  switch (n->kind) {
  case NODE_NUMBER: return !n->flag;
  case NODE_NAME: return compile_variable(c, n->text) != NOT_A_VARIABLE;
  case NODE_END: return true;
  case NODE_BINARY:
    return (n->op == OPERATE_ADD || n->op == OPERATE_SUBTRACT) && is_slice_end(c, n->kids[0]) &&
           is_slice_end(c, n->kids[1]);
  default: return false;
  }
}

/* x(first:last) of a variable, given that x is one. */
static bool is_slice(Compiler *c, const Node *n) {
  const Node *range = n->kids[1];
  return range->kind == NODE_RANGE && range->count == 2 && is_slice_end(c, range->kids[0]) &&
         is_slice_end(c, range->kids[1]);
}

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
    s->operations++;
    if (compile_variable(c, f->text) != NOT_A_VARIABLE) {
      s->dotted = true;
      return is_slice(c, n);
    }
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
  size_t rank, dims[MAX_RANK]; /* the shape of all arrays and slices; rank 0: none was met yet */
  const Array *arrays[MOST_REGISTERS]; /* among the captures, NULL for numbers */
  Operand r[MOST_REGISTERS];
  double one[MOST_REGISTERS];
  double blocks[MOST_REGISTERS][BLOCK];
} Formula;

/* What the registers hold at first; whether that may be worth the trouble. */
static bool load(Formula *f, const Value *registers) {
  bool large = false;
  for (size_t k = 0; k < f->code->capture_count; k++) {
    const Value *v = &registers[f->code->captures[k]];
    f->arrays[k] = NULL;
    if (v->kind == VALUE_ARRAY) {
      const Array *a = v->array;
      if (a->complex || a->diagonal || a->element == ELEMENT_CHAR) return false;
      large |= a->count >= FEWEST;
      f->arrays[k] = a;
      f->r[k] = (Operand){ a->data, true, a->element == ELEMENT_LOGICAL };
    } else if (v->kind == VALUE_SCALAR || v->kind == VALUE_LOGICAL)
      f->r[k] = (Operand){ &v->scalar, false, v->kind == VALUE_LOGICAL };
    else
      return false;
  }
  for (size_t k = 0; k < f->code->constant_count; k++)
    f->r[f->code->variable_count + k] = (Operand){ &f->code->constants[k].scalar, false, false };
  return large;
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

/* Where the slice of I and the end after it begins in its vector, from 0, and how long it is. */
static bool slice_of(const Formula *f, Instruction i, uint16_t end, size_t *start, size_t *count) {
  const Array *a = i.b < f->code->capture_count ? f->arrays[i.b] : NULL;
  if (!a || a->rank != 2 || (a->dims[0] != 1 && a->dims[1] != 1)) return false;
  if (f->r[i.c].many || f->r[end].many) return false;
  double low = *f->r[i.c].data, high = *f->r[end].data;
  bool inside = low >= 1 && low < high && high <= (double)a->count;
  if (!inside || low != floor(low) || high != floor(high)) return false;
  if (f->r[i.c].logical || f->r[end].logical) return false;
  *start = (size_t)low - 1;
  *count = (size_t)(high - low) + 1;
  return true;
}

/* One operation on a block of N of the TOTAL entries, into TO. */
static bool step(Formula *f, Instruction i, size_t n, size_t total, double *to) {
  Operand x = f->r[i.b];
  switch (i.op) {
  case OP_END: /* of a vector, which slice_of demands */
    if (i.b >= f->code->capture_count || !f->arrays[i.b]) return false;
    *to = (double)f->arrays[i.b]->count;
    return true;
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

static bool is_many(const Formula *f, Instruction i) {
  bool one = i.op == OP_MAP || i.op == OP_NEGATE || i.op == OP_NOT;
  return i.op != OP_END && (f->r[i.b].many || (!one && f->r[i.c].many));
}

/* Whether an array of these sizes goes with those before. */
static bool meet(Formula *f, size_t rank, const size_t *dims) {
  if (f->rank == 0) {
    f->rank = rank;
    memcpy(f->dims, dims, rank * sizeof *dims);
  }
  return f->rank == rank && memcmp(f->dims, dims, rank * sizeof *dims) == 0;
}

static bool meet_operand(Formula *f, uint16_t operand) {
  const Array *a = operand < f->code->capture_count ? f->arrays[operand] : NULL;
  return !a || meet(f, a->rank, a->dims);
}

/* The shape of everything, from one walk through the instructions without the arrays. */
static bool measure(Formula *f) {
  size_t last = f->code->count - 2; /* before OP_RETURN */
  for (size_t k = 0; k <= last; k++) {
    Instruction i = f->code->instructions[k];
    if (i.op == OP_INDEX_RUN) {
      size_t start, count;
      if (!slice_of(f, i, f->code->instructions[++k].a, &start, &count)) return false;
      bool row = f->arrays[i.b]->dims[0] == 1;
      if (!meet(f, 2, (size_t[]){ row ? 1 : count, row ? count : 1 })) return false;
      f->r[i.a] = (Operand){ NULL, true, false };
      continue;
    }
    bool many = is_many(f, i);
    if (many && !meet_operand(f, i.b)) return false;
    if (many && i.op != OP_MAP && i.op != OP_NEGATE && i.op != OP_NOT && !meet_operand(f, i.c))
      return false;
    if (!many && !step(f, i, 1, 1, &f->one[i.a])) return false;
    f->r[i.a] = (Operand){ &f->one[i.a], many, gives_logical(i) };
  }
  return f->rank > 0;
}

/* Entries START .. START + N - 1 of the result. */
static bool run_block(Formula *f, size_t start, size_t n, Array *result) {
  size_t last = f->code->count - 2; /* before OP_RETURN */
  for (size_t k = 0; k <= last; k++) {
    Instruction i = f->code->instructions[k];
    if (i.op == OP_INDEX_RUN) { /* read where it lies */
      size_t from, count;
      if (!slice_of(f, i, f->code->instructions[++k].a, &from, &count)) return false;
      const Array *a = f->arrays[i.b];
      f->r[i.a] = (Operand){ a->data + from + start, true, a->element == ELEMENT_LOGICAL };
      continue;
    }
    bool many = is_many(f, i);
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
  f.rank = 0;
  if (!load(&f, registers) || !measure(&f)) return VALUE_NOTHING;
  size_t count = 1;
  for (size_t k = 0; k < f.rank; k++) count *= f.dims[k];
  if (count < FEWEST) return VALUE_NOTHING;
  bool logical = gives_logical(code->instructions[code->count - 2]);
  Array *r = array_new(f.rank, f.dims, logical ? ELEMENT_LOGICAL : ELEMENT_REAL, false);
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
