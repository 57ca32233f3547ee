/* straight.c -- handles like @(x) sin(x)^2 + exp(-x)*x, run on bare doubles.  */

#include "config.h"
#include "lang/straight.h"

#include <math.h>

enum { MOST_REGISTERS = 32, MOST_ENTRIES = 250 };

typedef enum StepKind {
  STEP_COPY,
  STEP_ADD,
  STEP_SUBTRACT,
  STEP_MULTIPLY,
  STEP_DIVIDE,
  STEP_SQUARE,
  STEP_POWER,
  STEP_NEGATE,
  STEP_MAP,
  STEP_PAIR,
  STEP_ENTRY, /* a = entry c of the vector that is the only argument */
  STEP_RETURN
} StepKind;

typedef struct Step {
  uint8_t kind, a, b, c; /* a = b op c, registers */
  uint16_t slot;         /* of the function that is called */
  double low, high;      /* where it stays real */
  union {
    double (*map)(double x);
    double (*pair)(double x, double y);
  };
} Step;

/* The registers keep the constants from run to run: nothing here calls back. */
struct Straight {
  unsigned generation; /* of the functions when the steps were found good */
  size_t entries;      /* 0: the arguments are numbers; else one vector of at least so many */
  double registers[MOST_REGISTERS];
  Step steps[];
};

/* ------------------------------------------------------------------ preparing */

static const Builtin *builtin_in(const FunctionTable *functions, size_t slot) {
  const FunctionSlot *f = &functions->slots[slot];
  return f->code || !f->builtin ? NULL : f->builtin->builtin;
}

static bool prepare_call(const FunctionTable *functions, Instruction i, Step *s) {
  const Builtin *b = builtin_in(functions, i.c);
  if (!b) return false;
  s->slot = i.c;
  if (i.op == OP_MAP) {
    bool all = b->low == 0 && b->high == 0;
    s->kind = STEP_MAP;
    s->low = all ? -INFINITY : b->low;
    s->high = all ? INFINITY : b->high;
    s->map = b->map;
    return b->map;
  }
  if (i.op == OP_CALL) { /* its arguments lie where its result will */
    s->b = s->a;
    s->c = (uint8_t)(s->a + 1);
  }
  s->kind = STEP_PAIR;
  s->pair = b->pair;
  return (i.op == OP_PAIR || i.d == 2) && b->pair;
}

static bool is_two(const Code *code, size_t r) {
  size_t k = r - code->variable_count;
  return r >= code->variable_count && k < code->constant_count && code->constants[k].scalar == 2;
}

/* v(2), where v is the only parameter.  *ENTRIES is the largest such number. */
static bool prepare_entry(const Code *code, Instruction i, Step *s, size_t *entries) {
  size_t k = (size_t)i.c - code->variable_count;
  if (i.b != 0 || code->parameter_count != 1 || i.c < code->variable_count ||
      k >= code->constant_count)
    return false;
  double number = code->constants[k].scalar;
  if (!(number >= 1 && number <= MOST_ENTRIES) || number != floor(number)) return false;
  s->kind = STEP_ENTRY;
  s->c = (uint8_t)(number - 1);
  if (number > *entries) *entries = (size_t)number;
  return true;
}

/* Whether a step uses the first register, which the vector would have to lie in. */
static bool uses_vector(const Step *s) {
  switch (s->kind) {
  case STEP_ENTRY: return false;
  case STEP_RETURN: return s->a == 0;
  case STEP_COPY:
  case STEP_NEGATE:
  case STEP_MAP: return s->b == 0;
  default: return s->b == 0 || s->c == 0;
  }
}

/* The step for the instruction at *AT, which moves on behind it. */
static bool prepare_step(const Code *code, const FunctionTable *functions, size_t *at, Step *s,
                         size_t *entries) {
  Instruction i = code->instructions[(*at)++];
  if (i.op == OP_FUSED) i = code->instructions[++*at]; /* the usual way follows the jump */
  if (i.op == OP_FUSED || *at > code->count) return false;
  *s = (Step){ .a = (uint8_t)i.a, .b = (uint8_t)i.b, .c = (uint8_t)i.c };
  switch (i.op) {
  case OP_MOVE:
  case OP_TAKE:
  case OP_LOAD: s->kind = STEP_COPY; return true;
  case OP_ADD: s->kind = STEP_ADD; return true;
  case OP_SUBTRACT: s->kind = STEP_SUBTRACT; return true;
  case OP_MULTIPLY: s->kind = STEP_MULTIPLY; return true;
  case OP_DIVIDE: s->kind = STEP_DIVIDE; return true;
  case OP_POWER: s->kind = is_two(code, i.c) ? STEP_SQUARE : STEP_POWER; return true;
  case OP_NEGATE: s->kind = STEP_NEGATE; return true;
  case OP_MAP: return prepare_call(functions, i, s);
  case OP_INDEX_ONE: return prepare_entry(code, i, s, entries);
  case OP_PAIR: s->c = (uint8_t)code->instructions[(*at)++].a; return prepare_call(functions, i, s);
  case OP_CALL: ++*at; return prepare_call(functions, i, s); /* its target */
  case OP_RETURN: s->kind = STEP_RETURN; return i.a < code->register_count;
  default: return false;
  }
}

struct Straight *straight_prepare(const Code *code, const FunctionTable *functions) {
  if (code->register_count > MOST_REGISTERS || code->takes_rest || code->count == 0) return NULL;
  struct Straight *s = arena_new(&code->program->arena, sizeof *s + code->count * sizeof *s->steps);
  s->generation = functions->generation;
  s->entries = 0;
  for (size_t k = 0; k < code->constant_count; k++) {
    if (code->constants[k].kind != VALUE_SCALAR) return NULL;
    s->registers[code->variable_count + k] = code->constants[k].scalar;
  }
  size_t count = 0;
  for (size_t at = 0; at < code->count; count++)
    if (!prepare_step(code, functions, &at, &s->steps[count], &s->entries)) return NULL;
  for (size_t k = 0; s->entries > 0 && k < count; k++)
    if (uses_vector(&s->steps[k])) return NULL;
  return count > 0 && s->steps[count - 1].kind == STEP_RETURN ? s : NULL;
}

/* ------------------------------------------------------------------ running */

/* Functions were defined since: whether none of them is called here. */
static bool still_good(struct Straight *s, const FunctionTable *functions) {
  for (const Step *p = s->steps; p->kind != STEP_RETURN; p++)
    if ((p->kind == STEP_MAP || p->kind == STEP_PAIR) && functions->slots[p->slot].code)
      return false;
  s->generation = functions->generation;
  return true;
}

/* gcc would merge the jumps at the ends of the steps into one, which is predicted badly. */
#if defined __GNUC__ && !defined __clang__
__attribute__((optimize("no-crossjumping", "no-gcse")))
#endif
bool straight_run(const Interp *in, const Code *code, const Value *captures, const double *args,
                  size_t entries, double *result) {
  static const void *const labels[] = {
    [STEP_COPY] = &&do_copy,         [STEP_ADD] = &&do_add,       [STEP_SUBTRACT] = &&do_subtract,
    [STEP_MULTIPLY] = &&do_multiply, [STEP_DIVIDE] = &&do_divide, [STEP_SQUARE] = &&do_square,
    [STEP_POWER] = &&do_power,       [STEP_NEGATE] = &&do_negate, [STEP_MAP] = &&do_map,
    [STEP_PAIR] = &&do_pair,         [STEP_ENTRY] = &&do_entry,   [STEP_RETURN] = &&do_return,
  };
  struct Straight *straight = code->straight;
  double *const r = straight->registers;
  if (straight->generation != in->functions.generation && !still_good(straight, &in->functions))
    return false;
  if ((entries == 0) != (straight->entries == 0) || entries < straight->entries) return false;
  size_t next = 0;
  for (; next < code->parameter_count; next++) r[next] = args[next];
  for (size_t k = 0; k < code->capture_count; k++) {
    if (captures[k].kind != VALUE_SCALAR) return false;
    r[next++] = captures[k].scalar;
  }
  const Step *s = straight->steps;
  goto *labels[s->kind];
#define GIVE(expression)                                                                           \
  {                                                                                                \
    r[s->a] = (expression);                                                                        \
    s++;                                                                                           \
    goto *labels[s->kind];                                                                         \
  }
do_copy:
  GIVE(r[s->b])
do_add:
  GIVE(r[s->b] + r[s->c])
do_subtract:
  GIVE(r[s->b] - r[s->c])
do_multiply:
  GIVE(r[s->b] * r[s->c])
do_divide:
  GIVE(r[s->b] / r[s->c])
do_square:
  GIVE(r[s->b] * r[s->b])
do_power : {
  double x = r[s->b], y = r[s->c];
  if (!(x >= 0 || y == floor(y))) return false;
  GIVE(y == 2 ? x * x : pow(x, y))
}
do_negate:
  GIVE(-r[s->b])
do_map : {
  double x = r[s->b];
  if (x < s->low || x > s->high) return false;
  GIVE(s->map(x))
}
do_pair:
  GIVE(s->pair(r[s->b], r[s->c]))
do_entry:
  GIVE(args[s->c])
do_return:
  *result = r[s->a];
  return true;
#undef GIVE
}

/* ------------------------------------------------------------------ slopes */

enum { MOST_STEPS_BACK = 64 };

/* A step as it was taken: what it gave, and its slopes by both operands. */
typedef struct Taken {
  uint8_t a, b, c;
  bool two, entry; /* B and C are operands; C is the number of an entry */
  double by_b, by_c;
} Taken;

/* Take a step; ARGS, SLOPE and SELF as in straight_gradient.  DEPENDS has a bit for each register
   that depends on an argument. */
static bool take_step(const Interp *in, const Step *s, const double *args, double *r,
                      uint32_t *depends, Taken *t, StraightSlope *slope, void *self) {
  /* c of the others is no register */
  bool two = s->kind == STEP_ADD || s->kind == STEP_SUBTRACT || s->kind == STEP_MULTIPLY ||
             s->kind == STEP_DIVIDE || s->kind == STEP_POWER;
  double x = r[s->b], y = two ? r[s->c] : 0, z = 0;
  *t = (Taken){ s->a, s->b, s->c, two, s->kind == STEP_ENTRY, 1, 1 };
  switch ((StepKind)s->kind) {
  case STEP_ADD: z = x + y; break;
  case STEP_SUBTRACT: z = x - y, t->by_c = -1; break;
  case STEP_MULTIPLY: z = x * y, t->by_b = y, t->by_c = x; break;
  case STEP_DIVIDE: z = x / y, t->by_b = 1 / y, t->by_c = -z / y; break;
  case STEP_COPY: z = x; break;
  case STEP_ENTRY: z = args[s->c]; break;
  case STEP_NEGATE: z = -x, t->by_b = -1; break;
  case STEP_SQUARE: z = x * x, t->by_b = 2 * x; break;
  case STEP_POWER:
    t->two = (*depends >> s->c & 1) != 0;
    if (!(x >= 0 || y == floor(y)) || (t->two && !(x > 0 || (x == 0 && y > 0)))) return false;
    z = y == 2 ? x * x : pow(x, y);
    t->by_b = y == 0 ? 0 : y * pow(x, y - 1);
    t->by_c = z == 0 ? 0 : z * log(x);
    break;
  case STEP_MAP:
    if (x < s->low || x > s->high) return false;
    z = s->map(x);
    if (!slope(self, in->functions.slots[s->slot].builtin->builtin, x, z, &t->by_b)) return false;
    break;
  default: return false;
  }
  bool marked = t->entry || (*depends >> s->b & 1) || (t->two && (*depends >> s->c & 1));
  *depends = (*depends & ~((uint32_t)1 << s->a)) | (uint32_t)marked << s->a;
  r[s->a] = z;
  return true;
}

bool straight_gradient(const Interp *in, const Code *code, const Value *captures,
                       const double *args, size_t entries, StraightSlope *slope, void *self,
                       double *value, double *gradient) {
  struct Straight *straight = code->straight;
  Taken taken[MOST_STEPS_BACK];
  double *const r = straight->registers, adjoint[MOST_REGISTERS] = { 0 };
  if (straight->generation != in->functions.generation && !still_good(straight, &in->functions))
    return false;
  if ((entries == 0) != (straight->entries == 0) || entries < straight->entries) return false;
  size_t next = 0, count = 0;
  for (; next < code->parameter_count; next++) r[next] = args[next];
  uint32_t depends = entries ? 0 : (uint32_t)(((uint64_t)1 << next) - 1);
  for (size_t k = 0; k < code->capture_count; k++) {
    if (captures[k].kind != VALUE_SCALAR) return false;
    r[next++] = captures[k].scalar;
  }
  const Step *s = straight->steps;
  for (; s->kind != STEP_RETURN; s++)
    if (count == MOST_STEPS_BACK ||
        !take_step(in, s, args, r, &depends, &taken[count++], slope, self))
      return false;
  *value = r[s->a];
  for (size_t k = 0; k < entries; k++) gradient[k] = 0;
  adjoint[s->a] = 1;
  while (count-- > 0) {
    const Taken *t = &taken[count];
    double g = adjoint[t->a];
    adjoint[t->a] = 0;
    if (g == 0) continue;
    if (t->entry) {
      gradient[t->c] += g;
      continue;
    }
    if (t->by_b != 0) adjoint[t->b] += g * t->by_b;
    if (t->two && t->by_c != 0) adjoint[t->c] += g * t->by_c;
  }
  for (size_t k = 0; entries == 0 && k < code->parameter_count; k++) gradient[k] = adjoint[k];
  return true;
}
