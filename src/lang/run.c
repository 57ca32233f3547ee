/* run.c -- the machine: a register file, one instruction after the other.

   Scalars are handled in place; everything else leaves the fast path for a function of slow.c.  A
   failure jumps to one place, which finds the handler in this frame or unwinds it.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/fused.h"
#include "lang/index.h"
#include "lang/light.h"
#include "lang/machine.h"
#include "lang/run.h"
#include "lang/slow.h"

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
    [OP_TEST_LESS] = &&do_test_less,
    [OP_TEST_LESS_EQUAL] = &&do_test_less_equal,
    [OP_TEST_EQUAL] = &&do_test_equal,
    [OP_TEST_NOT_EQUAL] = &&do_test_not_equal,
    [OP_TEST_GREATER_EQUAL] = &&do_test_greater_equal,
    [OP_TEST_GREATER] = &&do_test_greater,
    [OP_BINARY] = &&do_binary,
    [OP_NEGATE] = &&do_negate,
    [OP_NOT] = &&do_not,
    [OP_UNARY] = &&do_unary,
    [OP_TRUTH] = &&do_truth,
    [OP_RANGE] = &&do_range,
    [OP_JUMP] = &&do_jump,
    [OP_JUMP_BACK] = &&do_jump_back,
    [OP_JUMP_NEXT] = &&do_jump_next,
    [OP_JUMP_FALSE] = &&do_jump_false,
    [OP_JUMP_TRUE] = &&do_jump_true,
    [OP_FOR_RANGE] = &&do_for_range,
    [OP_FOR_ARRAY] = &&do_for_array,
    [OP_FOR_NEXT] = &&do_for_next,
    [OP_FOR_COLUMN] = &&do_for_column,
    [OP_TARGET] = &&do_target,
    [OP_FUSED] = &&do_fused,
    [OP_MAP] = &&do_map,
    [OP_PAIR] = &&do_pair,
    [OP_CALL] = &&do_call,
    [OP_INDEX] = &&do_index,
    [OP_CALL_LIST] = &&do_call_list,
    [OP_INDEX_LIST] = &&do_call_list,
    [OP_INDEX_ONE] = &&do_index_one,
    [OP_INDEX_NEAR] = &&do_index_near,
    [OP_INDEX_RUN] = &&do_index_run,
    [OP_INDEX_TWO] = &&do_index_two,
    [OP_BRACE_NEAR] = &&do_brace_near,
    [OP_BRACE] = &&do_items,
    [OP_ITEMS] = &&do_items,
    [OP_PART] = &&do_part,
    [OP_ITEM_PART] = &&do_part,
    [OP_LIST] = &&do_list,
    [OP_UNLIST] = &&do_unlist,
    [OP_SHARED] = &&do_shared,
    [OP_FIELD] = &&do_field,
    [OP_END] = &&do_end,
    [OP_SET_ONE] = &&do_set_one,
    [OP_SET_TWO] = &&do_set_two,
    [OP_SET] = &&do_set,
    [OP_SET_BRACE_NEAR] = &&do_set_brace_near,
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
  const Code *code = act->code;
  Value *R = act->base;
  const size_t floor_count = in->resume_count; /* callers beyond are in this machine */
  const Instruction *pc = code->instructions;
  NEXT;

do_move:
  if (LIKELY(is_number(R[HERE->b]))) {
    PUT_SCALAR(R[HERE->b].scalar);
    NEXT;
  }
  put(&R[HERE->a], value_retain(R[HERE->b]));
  NEXT;
do_take : {
  Value v = R[HERE->b];
  if (HERE->a != HERE->b) {
    R[HERE->b] = VALUE_NOTHING;
    put(&R[HERE->a], v);
  }
  NEXT;
}
do_load:
  if (LIKELY(is_number(R[HERE->b]))) {
    PUT_SCALAR(R[HERE->b].scalar);
    NEXT;
  }
  if (R[HERE->b].kind != VALUE_NONE) {
    put(&R[HERE->a], value_retain(R[HERE->b]));
    NEXT;
  } else {
    Value spare = VALUE_NOTHING;
    if (!slow_resolve(in, code, R, &R[HERE->b], NODE, &spare)) goto failed;
    put(&R[HERE->a], spare);
    NEXT;
  }
do_clear:
  put(&R[HERE->a], VALUE_NOTHING);
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
  const Value *x = &R[HERE->b], *y = &R[HERE->c];
  if (SCALARS(*x, *y) && (x->scalar >= 0 || y->scalar == floor(y->scalar))) {
    PUT_SCALAR(power_of(x->scalar, y->scalar));
    NEXT;
  }
  TRY(slow_binary(in, code, R, *HERE, NODE));
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
do_test_less:
  TEST(<)
do_test_less_equal:
  TEST(<=)
do_test_equal:
  TEST(==)
do_test_not_equal:
  TEST(!=)
do_test_greater_equal:
  TEST(>=)
do_test_greater:
  TEST(>)
do_binary:
  TRY(slow_binary(in, code, R, *HERE, NODE));
do_negate:
  if (is_number(R[HERE->b])) {
    PUT_SCALAR(-R[HERE->b].scalar);
    NEXT;
  }
  TRY(slow_unary(in, code, R, *HERE, NODE));
do_not:
  if (R[HERE->b].kind == VALUE_SCALAR || R[HERE->b].kind == VALUE_LOGICAL) {
    PUT_LOGICAL(R[HERE->b].scalar == 0);
    NEXT;
  }
  TRY(slow_unary(in, code, R, *HERE, NODE));
do_unary:
  TRY(slow_unary(in, code, R, *HERE, NODE));
do_truth : {
  bool truth;
  if (LIKELY(R[HERE->b].kind == VALUE_LOGICAL) ||
      (is_number(R[HERE->b]) && R[HERE->b].scalar == R[HERE->b].scalar)) {
    PUT_LOGICAL(R[HERE->b].scalar != 0);
    NEXT;
  }
  if (!slow_condition(in, code, R, &R[HERE->b], NODE, &truth)) goto failed;
  put(&R[HERE->a], value_logical(truth));
  NEXT;
}
do_range:
  TRY(slow_range(in, R, *HERE));
do_jump_back:
  if (!LIKELY(--in->fuel >= 0 && !interrupt_pending()) && !interp_poll(in, 0)) goto failed;
do_jump:
  pc = code->instructions + jump_target(*HERE);
  NEXT;
do_jump_false:
do_jump_true : {
  bool truth;
  if (R[HERE->a].kind == VALUE_LOGICAL ||
      (R[HERE->a].kind == VALUE_SCALAR && R[HERE->a].scalar == R[HERE->a].scalar))
    truth = R[HERE->a].scalar != 0;
  else if (!slow_condition(in, code, R, &R[HERE->a], NODE, &truth))
    goto failed;
  if (truth == (HERE->op == OP_JUMP_TRUE)) pc = code->instructions + jump_target(*HERE);
  NEXT;
}
do_for_range:
  TRY(slow_begin_range(in, &R[HERE->a], HERE->d, NODE));
do_for_array:
  put(&R[HERE->a + 1], value_scalar(0));
  NEXT;
do_jump_next:
  if (!LIKELY(--in->fuel >= 0 && !interrupt_pending()) && !interp_poll(in, 0)) goto failed;
  pc = code->instructions + jump_target(*HERE) + 1;
do_for_next : {
  Value *state = &R[HERE->a];
  double at = state[3].scalar;
  if (!LIKELY(at < state[2].scalar)) {
    if (at == 0) put(&R[pc->a], value_array(array_new_matrix(1, 0)));
    pc = code->instructions + jump_target(*HERE);
    NEXT;
  }
  state[3].scalar = at + 1;
  pc++; /* the target */
  PUT_SCALAR(state[0].scalar + at * state[1].scalar);
  NEXT;
}
do_for_column:
  if (slow_next_column(in, &R[HERE->a], &R[pc->a]))
    pc++;
  else if (in->error->kind != ERROR_NONE)
    goto failed;
  else
    pc = code->instructions + jump_target(*HERE);
  NEXT;
do_target:
  NEXT;
do_fused : {
  Value v = fused_run(in, code->inner[HERE->c], R);
  if (v.kind == VALUE_NONE)
    pc++;
  else
    put(&R[HERE->a], v);
  NEXT;
}
do_map : {
  const FunctionSlot *f = &in->functions.slots[HERE->c];
  const Builtin *b = f->builtin->builtin;
  if (!f->code && R[HERE->b].kind == VALUE_SCALAR &&
      ((b->low == 0 && b->high == 0) ||
       !(R[HERE->b].scalar < b->low || R[HERE->b].scalar > b->high))) {
    PUT_SCALAR(b->map(R[HERE->b].scalar));
    NEXT;
  }
  if (!f->code && slow_is_spare(code, *HERE, HERE->b) && call_map_reuse(b, R[HERE->b])) {
    take(&R[HERE->a], &R[HERE->b]);
    NEXT;
  }
  Value spare = VALUE_NOTHING, result = VALUE_FAILED;
  const Value *v = slow_resolve(in, code, R, &R[HERE->b], NODE->kids[1], &spare);
  if (!v) goto failed;
  if (f->code) {
    Value *base = in->top;
    base[0] = value_retain(*v);
    if (run_slot(in, HERE->c, base, 1, 1, NODE)) result = base[0];
    base[0] = VALUE_NOTHING;
    if (result.kind == VALUE_NONE) {
      complain_no_value(in, NODE);
      result = VALUE_FAILED;
    }
  } else
    result = call_map(in, b, *v, NODE);
  value_release(spare);
  if (result.kind == VALUE_ERROR) goto failed;
  put(&R[HERE->a], result);
  NEXT;
}
do_pair : {
  const FunctionSlot *f = &in->functions.slots[HERE->c];
  const Value *x = &R[HERE->b], *y = &R[pc->a];
  if (!f->code && SCALARS(*x, *y))
    PUT_SCALAR(f->builtin->builtin->pair(x->scalar, y->scalar));
  else if (!slow_pair(in, code, R, *HERE, pc->a, NODE))
    goto failed;
  pc++;
  NEXT;
}
do_call : {
  size_t wanted = pc->a == WANTED_AS_CALLER ? act->wanted : pc->a;
  const FunctionSlot *f = &in->functions.slots[HERE->c];
  Code *callee = f->code;
  if (LIKELY(callee && callee->light == HERE->d + 1u && wanted <= callee->output_count)) {
    Value *base = &R[HERE->a], *top = in->top;
    if (LIKELY(light_enter(in, callee, base))) {
      in->resumes[in->resume_count++] =
          (Resume){ .code = code, .base = R, .top = top, .pc = pc, .many = wanted > 1 };
      code = callee;
      R = base;
      pc = code->instructions;
      NEXT;
    }
  }
  if (!callee && !f->builtin) {
    const Node *n = NODE->kind == NODE_CALL ? NODE->kids[0] : NODE;
    complain_undefined(in, f->name, n->span, code, R);
    goto failed;
  }
  in->caller = (Frame){ code, R };
  if (!run_slot(in, HERE->c, &R[HERE->a], HERE->d, wanted, NODE)) goto failed;
  if (wanted > 0 && R[HERE->a].kind == VALUE_NONE && !complain_no_value(in, NODE)) goto failed;
  pc++;
  NEXT;
}
do_call_list:
  in->caller = (Frame){ code, R };
  TRY_LONG(
      slow_call_list(in, code, R, *HERE, pc->a == WANTED_AS_CALLER ? act->wanted : pc->a, NODE));
do_index : {
  size_t wanted = pc->a == WANTED_AS_CALLER ? act->wanted : pc->a;
  if (R[HERE->b].kind != VALUE_FUNCTION) TRY_LONG(slow_call_list(in, code, R, *HERE, wanted, NODE));
  if (!run_value(in, R[HERE->b], &R[HERE->a], HERE->d, wanted, NODE)) goto failed;
  if (wanted > 0 && R[HERE->a].kind == VALUE_NONE && !complain_no_value(in, NODE)) goto failed;
  pc++;
  NEXT;
}
do_index_one : {
  const Value *object = &R[HERE->b], *index_at = &R[HERE->c];
  size_t at;
  if (LIKELY(index_at->kind == VALUE_SCALAR) && plain_reals(object) &&
      place(index_at->scalar, object->array->count, &at)) {
    PUT_SCALAR(object->array->data[at]);
    NEXT;
  }
  Value r;
  if (object->kind == VALUE_FUNCTION && index_at->kind == VALUE_SCALAR) { /* f(x) */
    Value *base = in->top;
    copy(&base[0], index_at);
    if (!run_value(in, *object, base, 1, 1, NODE)) goto failed;
    if (base->kind == VALUE_SCALAR) {
      PUT_SCALAR(base->scalar);
      NEXT;
    }
    r = base[0];
    base[0] = VALUE_NOTHING;
    if (r.kind == VALUE_NONE) {
      complain_no_value(in, NODE);
      goto failed;
    }
  } else if (!slow_index(in, code, R, HERE->b, &R[HERE->c], 1, NODE, &r))
    goto failed;
  put(&R[HERE->a], r);
  NEXT;
}
do_index_near : {
  const Value *object = &R[HERE->b], *index = &R[HERE->c];
  size_t at;
  if (LIKELY(is_number(*index)) && plain_reals(object) &&
      place(index->scalar + ((int)HERE->d - 128), object->array->count, &at)) {
    PUT_SCALAR(object->array->data[at]);
    pc += 2;
  }
  NEXT;
}
do_index_two : {
  const Value *v = &R[HERE->b], *row = &R[HERE->c], *column = &R[pc->a];
  size_t r_at, c_at;
  if (SCALARS(*row, *column) && plain_reals(v) && v->array->rank == 2 &&
      place(row->scalar, v->array->dims[0], &r_at) &&
      place(column->scalar, v->array->dims[1], &c_at)) {
    PUT_SCALAR(v->array->data[r_at + c_at * v->array->dims[0]]);
    pc++;
    NEXT;
  }
  TRY_LONG(slow_index_two(in, code, R, *HERE, pc->a, NODE));
}
do_index_run:
  TRY_LONG(slow_index_run(in, code, R, *HERE, pc->a, NODE));
do_brace_near : {
  const Value *item = one_item(&R[HERE->b], &R[HERE->c]);
  if (LIKELY(item) && is_number(*item)) {
    double x = item->scalar; /* its cell may go with the old value of a */
    PUT_SCALAR(x);
    pc += HERE->d;
  }
  NEXT;
}
do_items:
  TRY(slow_get_item(in, R, *HERE, NODE));
do_part:
  TRY(slow_part(in, R, *HERE, NODE));
do_list:
  TRY(slow_list(R, *HERE));
do_unlist:
  TRY(slow_unlist(in, R, *HERE, NODE));
do_shared:
  TRY(slow_shared(in, R, *HERE, NODE));
do_field : {
  const Value *v = &R[HERE->b], *field;
  if (LIKELY(v->kind == VALUE_RECORD) && NODE->text &&
      (field = record_find(v->record, NODE->text)) && is_number(*field)) {
    double x = field->scalar; /* its record may go with the old value of a */
    PUT_SCALAR(x);
    NEXT;
  }
  TRY(slow_get_field(in, R, *HERE, NODE));
}
do_end:
  if (R[HERE->b].kind == VALUE_FUNCTION) {
    error_set(in->error, ERROR_TYPE, NODE->span,
              "`end` has a meaning only inside the index of a variable");
    goto failed;
  }
  if (LIKELY(R[HERE->b].kind == VALUE_ARRAY) && HERE->d == 1) {
    PUT_SCALAR((double)R[HERE->b].array->count);
    NEXT;
  }
  PUT_SCALAR(index_end(R[HERE->b], HERE->c, HERE->d));
  NEXT;
do_set_one : {
  Value *v = &R[HERE->a];
  const Value *index = &R[HERE->b], *right = &R[HERE->c];
  size_t at;
  if (SCALARS(*index, *right) && plain_reals(v) && LIKELY(v->array->refs == 1) &&
      place(index->scalar, v->array->count, &at)) {
    v->array->data[at] = right->scalar;
    v->array->range = v->array->diagonal = false;
    NEXT;
  }
  if (SCALARS(*index, *right) && plain_reals(v) && index->scalar == (double)v->array->count + 1 &&
      array_append(v->array, right->scalar))
    NEXT;
  TRY(slow_set_part(in, R, *HERE, NODE));
}
do_set_two : {
  const Value *v = &R[HERE->a], *row = &R[HERE->b], *column = &R[pc->a], *right = &R[HERE->c];
  size_t r_at, c_at;
  if (SCALARS(*row, *column) && is_number(*right) && plain_reals(v) &&
      LIKELY(v->array->refs == 1) && v->array->rank == 2 &&
      place(row->scalar, v->array->dims[0], &r_at) &&
      place(column->scalar, v->array->dims[1], &c_at)) {
    v->array->data[r_at + c_at * v->array->dims[0]] = right->scalar;
    v->array->range = v->array->diagonal = false;
    pc++;
    NEXT;
  }
  TRY_LONG(slow_set_two(in, code, R, *HERE, pc->a, NODE));
}
do_set_brace_near : {
  Value *item = one_item(&R[HERE->a], &R[HERE->b]);
  if (LIKELY(item) && item->kind < VALUE_ARRAY && is_number(R[HERE->c]) &&
      R[HERE->a].cell->refs == 1) {
    *item = value_scalar(R[HERE->c].scalar);
    pc += HERE->d;
  }
  NEXT;
}
do_set:
  TRY(slow_set_part(in, R, *HERE, NODE));
do_set_field : {
  const Value *v = &R[HERE->a];
  Value *field;
  if (LIKELY(v->kind == VALUE_RECORD) && is_number(R[HERE->c]) && v->record->refs == 1 &&
      NODE->text && (field = record_find(v->record, NODE->text)) && field->kind < VALUE_ARRAY) {
    *field = value_scalar(R[HERE->c].scalar);
    NEXT;
  }
  TRY(slow_set_field(in, R, *HERE, NODE));
}
do_matrix:
  TRY(slow_join(in, R, *HERE));
do_cell:
  TRY(slow_cell(in, R, *HERE));
do_handle:
  TRY(slow_handle(in, code, R, *HERE, NODE));
do_closure:
  put(&R[HERE->a], closure_new(code->inner[HERE->c], R));
  NEXT;
do_show:
  TRY(slow_show_variable(in, code, R, *HERE, NODE));
do_answer:
  slow_answer(in, R, *HERE);
  NEXT;
do_define:
  functions_define(&in->functions, code->inner[HERE->c]);
  NEXT;
do_command:
  TRY(command_run(in, NODE, code, R));
do_try:
  TRY(run_begin_try(act, *HERE, NODE));
do_try_end:
  if (act->try_count > 0) act->try_count--;
  NEXT;
do_caught:
  run_take_error(act, *HERE, R);
  NEXT;
do_rethrow:
  if (act->kept) *in->error = *act->kept;
  goto failed;
do_case:
  PUT_LOGICAL(slow_matches(R[HERE->b], R[HERE->c]));
  NEXT;
do_return : {
  if (in->resume_count > floor_count && in->resumes[in->resume_count - 1].many) {
    const Resume *back = &in->resumes[--in->resume_count];
    Value *base = R, results[MAX_RESULTS];
    size_t many = back->pc->a == WANTED_AS_CALLER ? act->wanted : back->pc->a;
    bool good = run_collect(in, code, R, results, many);
    light_leave(in, code, R, back->top);
    code = back->code;
    R = back->base;
    pc = back->pc;
    if (!good) goto failed;
    for (size_t k = 0; k < many; k++) base[k] = results[k];
    pc++;
    NEXT;
  }
  if (in->resume_count > floor_count) {
    Value *output = &R[code->result], *base = R, v;
    copy(&v, output);
    output->kind = VALUE_NONE;
    const Resume *back = &in->resumes[--in->resume_count];
    bool missing = v.kind == VALUE_NONE && (back->pc->a == WANTED_AS_CALLER || back->pc->a > 0);
    if (missing) run_collect(in, code, R, act->results, 1); /* complains */
    light_leave(in, code, R, back->top);
    code = back->code;
    R = back->base;
    pc = back->pc;
    if (missing) goto failed;
    copy(base, &v);
    pc++;
    NEXT;
  }
  size_t room = act->wanted > 1 ? act->wanted : 1;
  if (code->single && room == 1) { /* moved out: the frame ends here */
    Value *output = &R[code->result];
    copy(&act->results[0], output);
    if (output->kind == VALUE_NONE && act->wanted > 0)
      return run_collect(in, code, R, act->results, act->wanted);
    *output = VALUE_NOTHING;
    return true;
  }
  if (HERE->a == NO_REGISTER && code->output_count > 0)
    return run_collect(in, code, R, act->results, act->wanted);
  for (size_t k = 0; k < room && k < MAX_RESULTS; k++) act->results[k] = VALUE_NOTHING;
  if (HERE->a == NO_REGISTER) return true;
  size_t many = HERE->d == WANTED_AS_CALLER ? room : HERE->d;
  for (size_t k = 0; k < many && k < room && k < MAX_RESULTS; k++) {
    act->results[k] = R[HERE->a + k];
    R[HERE->a + k] =
        HERE->a + k >= code->variable_count ? VALUE_NOTHING : value_retain(R[HERE->a + k]);
  }
  return true;
}

failed:
  run_failed_at(in, code, NODE);
  if (in->resume_count > floor_count) {
    const Resume *back = &in->resumes[--in->resume_count];
    light_leave(in, code, R, back->top);
    code = back->code;
    R = back->base;
    pc = back->pc;
    goto failed;
  }
  {
    uint32_t handler;
    if (!run_find_handler(act, &handler)) return false;
    pc = code->instructions + handler;
    NEXT;
  }
}
