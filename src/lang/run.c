/* run.c -- the machine: a register file, one instruction after the other.

   Scalars are handled in place; everything else leaves the fast path for a function of slow.c.  A
   failure jumps to one place, which finds the handler in this frame or unwinds it.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/index.h"
#include "lang/run.h"
#include "lang/slow.h"

#include <math.h>

static inline bool is_number(Value v) {
  return v.kind == VALUE_SCALAR;
}

#define SCALARS(x, y) ((x).kind == VALUE_SCALAR && (y).kind == VALUE_SCALAR)

/* R[a] = a scalar; the old value of a fast register is a scalar nearly always. */
#define PUT_SCALAR(x)                                                                              \
  do {                                                                                             \
    double put_x = (x);                                                                            \
    Value *put_to = &R[i->a];                                                                      \
    if (put_to->kind >= VALUE_ARRAY) value_destroy(*put_to);                                       \
    put_to->kind = VALUE_SCALAR;                                                                   \
    put_to->scalar = put_x;                                                                        \
  } while (0)

#define PUT_LOGICAL(x)                                                                             \
  do {                                                                                             \
    double put_x = (x);                                                                            \
    Value *put_to = &R[i->a];                                                                      \
    if (put_to->kind >= VALUE_ARRAY) value_destroy(*put_to);                                       \
    put_to->kind = VALUE_LOGICAL;                                                                  \
    put_to->scalar = put_x;                                                                        \
  } while (0)

#define ARITHMETIC(expression)                                                                     \
  {                                                                                                \
    const Value *x = &R[i->b], *y = &R[i->c];                                                      \
    if (SCALARS(*x, *y)) {                                                                         \
      PUT_SCALAR(expression);                                                                      \
      NEXT;                                                                                        \
    }                                                                                              \
    if (!slow_binary(in, code, R, *i, NODE)) goto failed;                                          \
    NEXT;                                                                                          \
  }

#define COMPARISON(sign)                                                                           \
  {                                                                                                \
    const Value *x = &R[i->b], *y = &R[i->c];                                                      \
    if (SCALARS(*x, *y)) {                                                                         \
      PUT_LOGICAL(x->scalar sign y->scalar);                                                       \
      NEXT;                                                                                        \
    }                                                                                              \
    if (!slow_binary(in, code, R, *i, NODE)) goto failed;                                          \
    NEXT;                                                                                          \
  }

#define NODE (code->nodes[(pc - code->instructions) - 1])
#define NEXT                                                                                       \
  do {                                                                                             \
    i = pc++;                                                                                      \
    goto *labels[i->op];                                                                           \
  } while (0)
#define TRY(condition)                                                                             \
  do {                                                                                             \
    if (!(condition)) goto failed;                                                                 \
    NEXT;                                                                                          \
  } while (0)

static inline bool plain_reals(Value v) {
  return v.kind == VALUE_ARRAY && !v.array->complex && v.array->element == ELEMENT_REAL;
}

/* Where the entry with number X of COUNT lies; signed, because that converts in one instruction. */
static inline bool place(double x, size_t count, size_t *at) {
  if (!(x >= 1 && x <= (double)(int64_t)count)) return false;
  int64_t k = (int64_t)x;
  *at = (size_t)k - 1;
  return (double)k == x;
}

static inline double power_of(double x, double y) {
  return y == 2 ? x * x : pow(x, y);
}

/* gcc would merge the jumps at the ends of the instructions into one, which is predicted badly. */
#if defined __GNUC__ && !defined __clang__
__attribute__((optimize("no-crossjumping", "no-gcse", "no-tree-slp-vectorize")))
#endif
bool run_machine(Activation *act) {
  static const void *const labels[] = {
    [OP_MOVE] = &&do_move,
    [OP_TAKE] = &&do_take,
    [OP_LOAD] = &&do_load,
    [OP_CLEAR] = &&do_clear,
    [OP_ADD] = &&do_add,
    [OP_SUBTRACT] = &&do_subtract,
    [OP_MULTIPLY] = &&do_multiply,
    [OP_DIVIDE] = &&do_divide,
    [OP_POWER] = &&do_power,
    [OP_LESS] = &&do_less,
    [OP_LESS_EQUAL] = &&do_less_equal,
    [OP_EQUAL] = &&do_equal,
    [OP_NOT_EQUAL] = &&do_not_equal,
    [OP_GREATER_EQUAL] = &&do_greater_equal,
    [OP_GREATER] = &&do_greater,
    [OP_BINARY] = &&do_binary,
    [OP_NEGATE] = &&do_negate,
    [OP_NOT] = &&do_not,
    [OP_UNARY] = &&do_unary,
    [OP_TRUTH] = &&do_truth,
    [OP_RANGE] = &&do_range,
    [OP_JUMP] = &&do_jump,
    [OP_JUMP_BACK] = &&do_jump_back,
    [OP_JUMP_FALSE] = &&do_jump_false,
    [OP_JUMP_TRUE] = &&do_jump_true,
    [OP_FOR_RANGE] = &&do_for_range,
    [OP_FOR_ARRAY] = &&do_for_array,
    [OP_FOR_NEXT] = &&do_for_next,
    [OP_FOR_COLUMN] = &&do_for_column,
    [OP_TARGET] = &&do_target,
    [OP_MAP] = &&do_map,
    [OP_CALL] = &&do_call,
    [OP_INDEX] = &&do_index,
    [OP_INDEX_ONE] = &&do_index_one,
    [OP_INDEX_TWO] = &&do_index_two,
    [OP_BRACE] = &&do_brace,
    [OP_FIELD] = &&do_field,
    [OP_END] = &&do_end,
    [OP_SET_ONE] = &&do_set_one,
    [OP_SET] = &&do_set,
    [OP_SET_BRACE] = &&do_set,
    [OP_SET_FIELD] = &&do_set_field,
    [OP_DELETE] = &&do_set,
    [OP_MATRIX] = &&do_matrix,
    [OP_CELL] = &&do_cell,
    [OP_HANDLE] = &&do_handle,
    [OP_CLOSURE] = &&do_closure,
    [OP_SHOW] = &&do_show,
    [OP_ANSWER] = &&do_answer,
    [OP_DEFINE] = &&do_define,
    [OP_COMMAND] = &&do_command,
    [OP_TRY] = &&do_try,
    [OP_TRY_END] = &&do_try_end,
    [OP_CAUGHT] = &&do_caught,
    [OP_RETHROW] = &&do_rethrow,
    [OP_CASE] = &&do_case,
    [OP_RETURN] = &&do_return,
  };
  Interp *const in = act->in;
  const Code *const code = act->code;
  Value *const R = act->base;
  const Instruction *pc = code->instructions;
  const Instruction *i;
  NEXT;

do_move:
  put(&R[i->a], value_retain(R[i->b]));
  NEXT;
do_take : {
  Value v = R[i->b];
  if (i->a != i->b) {
    R[i->b] = VALUE_NOTHING;
    put(&R[i->a], v);
  }
  NEXT;
}
do_load:
  if (R[i->b].kind != VALUE_NONE) {
    put(&R[i->a], value_retain(R[i->b]));
    NEXT;
  } else {
    Value spare = VALUE_NOTHING;
    if (!slow_resolve(in, code, R, &R[i->b], NODE, &spare)) goto failed;
    put(&R[i->a], spare);
    NEXT;
  }
do_clear:
  put(&R[i->a], VALUE_NOTHING);
  NEXT;
do_add:
  ARITHMETIC(x->scalar + y->scalar)
do_subtract:
  ARITHMETIC(x->scalar - y->scalar)
do_multiply:
  ARITHMETIC(x->scalar * y->scalar)
do_divide:
  ARITHMETIC(x->scalar / y->scalar)
do_power : {
  const Value *x = &R[i->b], *y = &R[i->c];
  if (SCALARS(*x, *y) && (x->scalar >= 0 || y->scalar == floor(y->scalar))) {
    PUT_SCALAR(power_of(x->scalar, y->scalar));
    NEXT;
  }
  TRY(slow_binary(in, code, R, *i, NODE));
}
do_less:
  COMPARISON(<)
do_less_equal:
  COMPARISON(<=)
do_equal:
  COMPARISON(==)
do_not_equal:
  COMPARISON(!=)
do_greater_equal:
  COMPARISON(>=)
do_greater:
  COMPARISON(>)
do_binary:
  TRY(slow_binary(in, code, R, *i, NODE));
do_negate:
  if (is_number(R[i->b])) {
    PUT_SCALAR(-R[i->b].scalar);
    NEXT;
  }
  TRY(slow_unary(in, code, R, *i, NODE));
do_not:
  if (R[i->b].kind == VALUE_SCALAR || R[i->b].kind == VALUE_LOGICAL) {
    PUT_LOGICAL(R[i->b].scalar == 0);
    NEXT;
  }
  TRY(slow_unary(in, code, R, *i, NODE));
do_unary:
  TRY(slow_unary(in, code, R, *i, NODE));
do_truth : {
  bool truth;
  Value spare = VALUE_NOTHING;
  const Value *v = slow_resolve(in, code, R, &R[i->b], NODE, &spare);
  if (!v) goto failed;
  bool good = slow_truth(in, *v, NODE, &truth);
  value_release(spare);
  if (!good) goto failed;
  put(&R[i->a], value_logical(truth));
  NEXT;
}
do_range:
  TRY(slow_range(in, R, *i));
do_jump_back:
  if (--in->fuel < 0 || interrupt_pending()) {
    if (!interp_poll(in, 0)) goto failed;
  }
do_jump:
  pc = code->instructions + jump_target(*i);
  NEXT;
do_jump_false:
do_jump_true : {
  bool truth;
  if (R[i->a].kind == VALUE_LOGICAL || R[i->a].kind == VALUE_SCALAR) {
    truth = R[i->a].scalar != 0;
  } else {
    Value spare = VALUE_NOTHING;
    const Value *v = slow_resolve(in, code, R, &R[i->a], NODE, &spare);
    if (!v) goto failed;
    bool good = slow_truth(in, *v, NODE, &truth);
    value_release(spare);
    if (!good) goto failed;
  }
  if (truth == (i->op == OP_JUMP_TRUE)) pc = code->instructions + jump_target(*i);
  NEXT;
}
do_for_range:
  TRY(slow_begin_range(in, &R[i->a], i->d, NODE));
do_for_array:
  put(&R[i->a + 1], value_scalar(0));
  NEXT;
do_for_next : {
  Value *state = &R[i->a];
  double at = state[3].scalar;
  if (!(at < state[2].scalar)) {
    pc = code->instructions + jump_target(*i);
    NEXT;
  }
  state[3].scalar = at + 1;
  i = pc++; /* the target */
  PUT_SCALAR(state[0].scalar + at * state[1].scalar);
  NEXT;
}
do_for_column:
  if (slow_next_column(in, &R[i->a], &R[pc->a]))
    pc++;
  else if (in->error->kind != ERROR_NONE)
    goto failed;
  else
    pc = code->instructions + jump_target(*i);
  NEXT;
do_target:
  NEXT;
do_map : {
  const FunctionSlot *f = &in->functions.slots[i->c];
  const Builtin *b = f->builtin->builtin;
  if (!f->code && R[i->b].kind == VALUE_SCALAR &&
      ((b->low == 0 && b->high == 0) || !(R[i->b].scalar < b->low || R[i->b].scalar > b->high))) {
    PUT_SCALAR(b->map(R[i->b].scalar));
    NEXT;
  }
  if (!f->code && slow_is_spare(code, *i, i->b) && call_map_reuse(b, R[i->b])) {
    take(&R[i->a], &R[i->b]);
    NEXT;
  }
  Value spare = VALUE_NOTHING, result = VALUE_FAILED;
  const Value *v = slow_resolve(in, code, R, &R[i->b], NODE->kids[1], &spare);
  if (!v) goto failed;
  if (f->code) {
    Value *base = in->top;
    base[0] = value_retain(*v);
    if (run_slot(in, i->c, base, 1, 1, NODE)) result = base[0];
    base[0] = VALUE_NOTHING;
    if (result.kind == VALUE_NONE) {
      complain_no_value(in, NODE);
      result = VALUE_FAILED;
    }
  } else
    result = call_map(in, b, *v, NODE);
  value_release(spare);
  if (result.kind == VALUE_ERROR) goto failed;
  put(&R[i->a], result);
  NEXT;
}
do_call : {
  size_t wanted = pc->a == WANTED_AS_CALLER ? act->wanted : pc->a;
  const FunctionSlot *f = &in->functions.slots[i->c];
  if (!f->code && !f->builtin) {
    const Node *n = NODE->kind == NODE_CALL ? NODE->kids[0] : NODE;
    complain_undefined(in, f->name, n->span, code, R);
    goto failed;
  }
  if (!run_slot(in, i->c, &R[i->a], i->d, wanted, NODE)) goto failed;
  if (wanted > 0 && R[i->a].kind == VALUE_NONE) {
    complain_no_value(in, NODE);
    goto failed;
  }
  pc++;
  NEXT;
}
do_index : {
  size_t wanted = pc->a == WANTED_AS_CALLER ? act->wanted : pc->a;
  Value v = R[i->b];
  if (v.kind == VALUE_FUNCTION) {
    if (!run_value(in, v, &R[i->a], i->d, wanted, NODE)) goto failed;
    if (wanted > 0 && R[i->a].kind == VALUE_NONE) {
      complain_no_value(in, NODE);
      goto failed;
    }
  } else if (v.kind == VALUE_NONE && slow_name(NODE)) {
    size_t slot = functions_slot(&in->functions, slow_name(NODE));
    if (!in->functions.slots[slot].code && !in->functions.slots[slot].builtin) {
      complain_undefined(in, slow_name(NODE), NODE->kids[0]->span, code, R);
      goto failed;
    }
    if (!run_slot(in, slot, &R[i->a], i->d, wanted, NODE)) goto failed;
  } else {
    Value r = index_get(v, &R[i->a], i->d, slow_name(NODE), in->error);
    if (r.kind == VALUE_ERROR) goto failed;
    for (size_t k = 0; k < i->d; k++) put(&R[i->a + k], VALUE_NOTHING);
    put(&R[i->a], r);
    if (wanted > 1) {
      error_set(in->error, ERROR_TYPE, NODE->span,
                "this gives one value, but several are to be assigned");
      goto failed;
    }
  }
  pc++;
  NEXT;
}
do_index_one : {
  Value v = R[i->b], index = R[i->c];
  size_t at;
  if (index.kind == VALUE_SCALAR && plain_reals(v) && place(index.scalar, v.array->count, &at)) {
    PUT_SCALAR(v.array->data[at]);
    NEXT;
  }
  Value r;
  if (v.kind == VALUE_FUNCTION && index.kind == VALUE_SCALAR) { /* f(x) */
    Value *base = in->top;
    base[0] = index;
    if (!run_value(in, v, base, 1, 1, NODE)) goto failed;
    r = base[0];
    base[0] = VALUE_NOTHING;
    if (r.kind == VALUE_NONE) {
      complain_no_value(in, NODE);
      goto failed;
    }
  } else if (!slow_index(in, code, R, i->b, &R[i->c], 1, NODE, &r))
    goto failed;
  put(&R[i->a], r);
  NEXT;
}
do_index_two : {
  Value v = R[i->b], row = R[i->c], column = R[i->c + 1];
  size_t r_at, c_at;
  if (SCALARS(row, column) && plain_reals(v) && v.array->rank == 2 &&
      place(row.scalar, v.array->dims[0], &r_at) && place(column.scalar, v.array->dims[1], &c_at)) {
    PUT_SCALAR(v.array->data[r_at + c_at * v.array->dims[0]]);
    NEXT;
  }
  Value r;
  if (!slow_index(in, code, R, i->b, &R[i->c], 2, NODE, &r)) goto failed;
  put(&R[i->c], VALUE_NOTHING);
  put(&R[i->c + 1], VALUE_NOTHING);
  put(&R[i->a], r);
  NEXT;
}
do_brace:
  TRY(slow_get_item(in, R, *i, NODE));
do_field:
  TRY(slow_get_field(in, R, *i, NODE));
do_end:
  if (R[i->b].kind == VALUE_FUNCTION) {
    error_set(in->error, ERROR_TYPE, NODE->span,
              "`end` has a meaning only inside the index of a variable");
    goto failed;
  }
  PUT_SCALAR(index_end(R[i->b], i->c, i->d));
  NEXT;
do_set_one : {
  Value *v = &R[i->a];
  Value index = R[i->b], right = R[i->c];
  size_t at;
  if (SCALARS(index, right) && plain_reals(*v) && v->array->refs == 1 &&
      place(index.scalar, v->array->count, &at)) {
    v->array->data[at] = right.scalar;
    v->array->range = v->array->diagonal = false;
    NEXT;
  }
  TRY(slow_set_part(in, R, *i, NODE));
}
do_set:
  TRY(slow_set_part(in, R, *i, NODE));
do_set_field:
  TRY(slow_set_field(in, R, *i, NODE));
do_matrix:
  TRY(slow_join(in, R, *i));
do_cell:
  TRY(slow_cell(in, R, *i));
do_handle:
  if (!in->functions.slots[i->c].code && !in->functions.slots[i->c].builtin) {
    complain_undefined(in, in->functions.slots[i->c].name, NODE->span, code, R);
    goto failed;
  }
  put(&R[i->a], named_function_new(&in->functions, i->c));
  NEXT;
do_closure:
  put(&R[i->a], closure_new(code->inner[i->c], R));
  NEXT;
do_show:
  if (R[i->a].kind == VALUE_NONE) {
    complain_undefined(in, NODE->text, NODE->span, code, R);
    goto failed;
  }
  slow_keep_last(in, R[i->a]);
  if (!i->d && !in->quiet) slow_show(in, NODE->text, R[i->a]);
  NEXT;
do_answer:
  slow_answer(in, R, *i);
  NEXT;
do_define:
  functions_define(&in->functions, code->inner[i->c]);
  NEXT;
do_command:
  TRY(command_run(in, NODE, code, R));
do_try:
  if (act->try_count == MAX_TRIES) {
    error_set(in->error, ERROR_LIMIT, NODE->span, "more than %d `try` blocks inside each other",
              MAX_TRIES);
    goto failed;
  }
  act->tries[act->try_count++] = (Attempt){ jump_target(*i), i->d };
  NEXT;
do_try_end:
  if (act->try_count > 0) act->try_count--;
  NEXT;
do_caught:
  run_take_error(act, *i, R);
  NEXT;
do_rethrow:
  if (act->kept) *in->error = *act->kept;
  goto failed;
do_case:
  PUT_LOGICAL(slow_matches(R[i->b], R[i->c]));
  NEXT;
do_return : {
  size_t room = act->wanted > 1 ? act->wanted : 1;
  if (code->single && room == 1) { /* moved out: the frame ends here */
    Value *output = &R[code->outputs[0]];
    copy(&act->results[0], output);
    if (output->kind == VALUE_NONE && act->wanted > 0)
      return run_collect(in, code, R, act->results, act->wanted);
    *output = VALUE_NOTHING;
    return true;
  }
  if (i->a == NO_REGISTER && code->output_count > 0)
    return run_collect(in, code, R, act->results, act->wanted);
  for (size_t k = 0; k < room && k < MAX_RESULTS; k++) act->results[k] = VALUE_NOTHING;
  if (i->a == NO_REGISTER) return true;
  size_t many = i->d == WANTED_AS_CALLER ? room : i->d;
  for (size_t k = 0; k < many && k < room && k < MAX_RESULTS; k++) {
    act->results[k] = R[i->a + k];
    R[i->a + k] = i->a + k >= code->variable_count ? VALUE_NOTHING : value_retain(R[i->a + k]);
  }
  return true;
}

failed:
  run_failed_at(in, code, NODE);
  {
    uint32_t handler;
    if (!run_find_handler(act, &handler)) return false;
    pc = code->instructions + handler;
    NEXT;
  }
}
