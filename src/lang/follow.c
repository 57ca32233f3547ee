/* follow.c -- the machine of run.c for values that are followed; instructions mean the same.

   M are the marks beside the registers R.  Every instruction that writes a register writes its
   mark.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/follow_machine.h"

#include <math.h>

#define HERE (pc - 1)
#define NODE (code->nodes[(pc - code->instructions) - 1])

/* Whether a register is a temporary, which is read once. */
static inline bool is_passing(const Code *code, uint16_t i) {
  return i >= code->variable_count + code->constant_count;
}

/* The number in register I.a, with slopes by the operands B and C. */
__attribute__((always_inline)) static inline bool number_step(Follower *f, const Code *code,
                                                              Mark *M, Instruction i, Mark a,
                                                              double slope_a, Mark b,
                                                              double slope_b) {
  if ((a | b) == MARK_NONE) {
    M[i.a] = MARK_NONE;
    return true;
  }
  if (b != MARK_NONE && is_passing(code, i.c)) follow_fold(f, &b, &slope_b);
  if (a != MARK_NONE && is_passing(code, i.b)) follow_fold(f, &a, &slope_a);
  M[i.a] = follow_number(f, is_passing(code, i.a), a, slope_a, b, slope_b);
  return M[i.a] != MARK_FAILED;
}

/* A mark is held in two places, or in a variable: its step stays. */
static inline void settle(Follower *f, Mark m) {
  if (m != MARK_NONE && f->steps[m].kind == STEP_PASSING) f->steps[m].kind = STEP_SCALAR;
}

/* Slopes of x^y; false where the result is real but leaves the reals nearby. */
static bool power_slopes(double x, double y, double z, bool by_exponent, double *by_x,
                         double *by_y) {
  *by_x = y == 0 ? 0 : y == 2 ? 2 * x : y * pow(x, y - 1);
  *by_y = !by_exponent || z == 0 ? 0 : z * log(x);
  return !by_exponent || x > 0 || (x == 0 && y > 0);
}

static bool refuse_power(Interp *in, const Node *n) {
  error_set(in->error, ERROR_DOMAIN, n->at,
            "this power of a number that is not positive has no derivative by its exponent");
  return false;
}

/* x^y of two numbers; false, with nothing done, when that is another case. */
static bool power(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, const Node *n,
                  bool *good) {
  double u = R[i.b].scalar, v = R[i.c].scalar, by_u = 0, by_v = 0;
  Mark a = M[i.b], b = M[i.c];
  if (!(u >= 0 || v == 2 || v == floor(v))) return false;
  double z = power_of(u, v);
  if ((a | b) && !power_slopes(u, v, z, b != MARK_NONE, &by_u, &by_v)) {
    *good = refuse_power(f->interp, n);
    return true;
  }
  put(&R[i.a], value_scalar(z));
  *good = number_step(f, code, M, i, a, by_u, b, by_v);
  return true;
}

/* + - * / of two numbers, with the slopes by both. */
#define ARITHMETIC_STEP(expression, by_x, by_y)                                                    \
  {                                                                                                \
    const Value *p = &R[i.b], *q = &R[i.c];                                                        \
    Mark a = M[i.b], b = M[i.c];                                                                   \
    if (SCALARS(*p, *q) && !(f->thorough && (a | b))) {                                            \
      double x = p->scalar, y = q->scalar, z = (expression);                                       \
      (void)z;                                                                                     \
      put(&R[i.a], value_scalar(z));                                                               \
      good = number_step(f, code, M, i, a, (by_x), b, (by_y));                                     \
    } else                                                                                         \
      good = follow_binary(f, code, R, M, i, NODE);                                                \
    break;                                                                                         \
  }

static bool compare(Opcode op, double x, double y) {
  switch (op) {
  case OP_LESS:
  case OP_TEST_LESS: return x < y;
  case OP_LESS_EQUAL:
  case OP_TEST_LESS_EQUAL: return x <= y;
  case OP_EQUAL:
  case OP_TEST_EQUAL: return x == y;
  case OP_NOT_EQUAL:
  case OP_TEST_NOT_EQUAL: return x != y;
  case OP_GREATER_EQUAL:
  case OP_TEST_GREATER_EQUAL: return x >= y;
  default: return x > y;
  }
}

/* The truth of register A, as a branch sees it. */
static bool branch_truth(Follower *f, const Code *code, Value *R, uint16_t a, const Node *n,
                         bool *truth) {
  if (R[a].kind == VALUE_LOGICAL || (is_number(R[a]) && R[a].scalar == R[a].scalar)) {
    *truth = R[a].scalar != 0;
    return true;
  }
  Value spare = VALUE_NOTHING;
  const Value *v = follow_resolve(f, code, R, &R[a], n, &spare);
  bool good = v && slow_truth(f->interp, *v, n, truth);
  value_release(spare);
  return good;
}

static bool next_number(Follower *f, Value *R, Mark *M, uint16_t at, uint16_t to, bool *more) {
  Value *state = &R[at];
  double k = state[3].scalar;
  *more = k < state[2].scalar;
  if (!*more) {
    if (k == 0) put(&R[to], value_array(array_new_matrix(1, 0)));
    M[to] = MARK_NONE;
    return true;
  }
  state[3].scalar = k + 1;
  put(&R[to], value_scalar(state[0].scalar + k * state[1].scalar));
  Mark base = M[at], step = M[at + 1];
  if (!f->thorough && (base | step) != MARK_NONE) {
    settle(f, base);
    settle(f, step);
    M[to] = follow_number(f, false, base, 1, step, k);
    return M[to] != MARK_FAILED;
  }
  return follow_affine(f, state, base, step, k, &M[to]);
}

/* What other functions may read and change is not followed. */
static bool refuse_shared(Interp *in, const Node *n) {
  const char *name = n->names[0];
  bool global = strcmp(n->text, name) == 0;
  error_set(in->error, ERROR_TYPE, n->span,
            "a derivative cannot be followed through the %s variable %s",
            global ? "global" : "persistent", name);
  error_hint(in->error, "hand %s on as an argument or a result, or use another variable here",
             name);
  return false;
}

/* What came out of a frame, its marks beside it. */
static bool finish(Activation *act, Follower *f, Mark *M, Instruction i) {
  const Code *code = act->code;
  Value *R = act->base;
  size_t room = act->wanted > 1 ? act->wanted : 1;
  if (room > MAX_RESULTS) room = MAX_RESULTS;
  Mark marks[MAX_RESULTS] = { MARK_NONE };
  bool good = true;
  if (i.a == NO_REGISTER) {
    for (size_t k = 0; k < room; k++) act->results[k] = VALUE_NOTHING;
    size_t plain = code->output_count - (code->gives_rest ? 1 : 0);
    for (size_t k = 0; k < room; k++)
      marks[k] = k < plain          ? M[code->outputs[k]]
                 : code->gives_rest ? follow_part(f, M[code->outputs[plain]], k - plain)
                                    : MARK_NONE;
    if (code->output_count > 0) good = run_collect(act->in, code, R, act->results, act->wanted);
  } else {
    size_t many = i.d == WANTED_AS_CALLER ? room : i.d;
    for (size_t k = 0; k < room; k++) {
      act->results[k] = k < many ? value_retain(R[i.a + k]) : VALUE_NOTHING;
      if (k < many) marks[k] = M[i.a + k];
    }
  }
  for (size_t k = 0; k < code->register_count; k++) M[k] = MARK_NONE;
  for (size_t k = 0; good && k < room; k++) M[k] = marks[k];
  return good;
}

bool follow_machine(Activation *act) {
  Interp *const in = act->in;
  Follower *const f = in->follower;
  const Code *const code = act->code;
  Value *const R = act->base;
  Mark *const M = f->marks + (R - in->stack);
  const Instruction *pc = code->instructions;
  follow_enter(f, code, R, M);
  for (;;) {
    pc++;
    const Instruction i = *HERE;
    bool good = true, truth;
    switch ((Opcode)i.op) {
    case OP_MOVE:
      put(&R[i.a], value_retain(R[i.b]));
      settle(f, M[i.a] = M[i.b]);
      break;
    case OP_TAKE:
      take(&R[i.a], &R[i.b]);
      settle(f, M[i.a] = M[i.b]);
      break;
    case OP_LOAD:
      settle(f, M[i.a] = M[i.b]);
      if (R[i.b].kind != VALUE_NONE)
        put(&R[i.a], value_retain(R[i.b]));
      else {
        Value spare = VALUE_NOTHING;
        good = follow_resolve(f, code, R, &R[i.b], NODE, &spare);
        if (good) put(&R[i.a], spare);
        M[i.a] = MARK_NONE;
      }
      break;
    case OP_CLEAR:
      put(&R[i.a], VALUE_NOTHING);
      M[i.a] = MARK_NONE;
      break;
    case OP_ADD: ARITHMETIC_STEP(x + y, 1, 1)
    case OP_SUBTRACT: ARITHMETIC_STEP(x - y, 1, -1)
    case OP_MULTIPLY: ARITHMETIC_STEP(x * y, y, x)
    case OP_DIVIDE: ARITHMETIC_STEP(x / y, a ? 1 / y : 0, b ? -z / y : 0)
    case OP_POWER:
      if (SCALARS(R[i.b], R[i.c]) && !(f->thorough && (M[i.b] | M[i.c])) &&
          power(f, code, R, M, i, NODE, &good))
        break;
      good = follow_binary(f, code, R, M, i, NODE);
      break;
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT_EQUAL:
    case OP_GREATER_EQUAL:
    case OP_GREATER:
      if (SCALARS(R[i.b], R[i.c])) {
        bool holds = compare(i.op, R[i.b].scalar, R[i.c].scalar);
        put(&R[i.a], value_logical(holds));
        M[i.a] = MARK_NONE;
      } else
        good = follow_binary(f, code, R, M, i, NODE);
      break;
    case OP_TEST_LESS:
    case OP_TEST_LESS_EQUAL:
    case OP_TEST_EQUAL:
    case OP_TEST_NOT_EQUAL:
    case OP_TEST_GREATER_EQUAL:
    case OP_TEST_GREATER:
      if (SCALARS(R[i.b], R[i.c])) {
        truth = compare(i.op, R[i.b].scalar, R[i.c].scalar);
        pc = truth ? pc + 1 : code->instructions + jump_target(*pc);
      } else
        good = follow_binary(f, code, R, M, i, NODE);
      break;
    case OP_BINARY: good = follow_binary(f, code, R, M, i, NODE); break;
    case OP_NEGATE:
      if (is_number(R[i.b]) && !(f->thorough && M[i.b])) {
        put(&R[i.a], value_scalar(-R[i.b].scalar));
        good = number_step(f, code, M, i, M[i.b], -1, MARK_NONE, 0);
        break;
      }
      good = follow_unary(f, code, R, M, i, NODE);
      break;
    case OP_NOT:
    case OP_UNARY: good = follow_unary(f, code, R, M, i, NODE); break;
    case OP_TRUTH:
      good = branch_truth(f, code, R, i.b, NODE, &truth);
      if (good) put(&R[i.a], value_logical(truth));
      M[i.a] = MARK_NONE;
      break;
    case OP_RANGE: good = follow_range(f, R, M, i, NODE); break;
    case OP_JUMP_BACK:
      if (!LIKELY(--in->fuel >= 0 && !interrupt_pending())) good = interp_poll(in, 0);
      if (good) pc = code->instructions + jump_target(i);
      break;
    case OP_JUMP: pc = code->instructions + jump_target(i); break;
    case OP_JUMP_FALSE:
    case OP_JUMP_TRUE:
      good = branch_truth(f, code, R, i.a, NODE, &truth);
      if (good && truth == (i.op == OP_JUMP_TRUE)) pc = code->instructions + jump_target(i);
      break;
    case OP_FOR_RANGE:
      good = slow_begin_range(in, &R[i.a], i.d, NODE);
      if (i.d != 3) M[i.a + 1] = MARK_NONE;
      break;
    case OP_FOR_ARRAY: put(&R[i.a + 1], value_scalar(0)); break;
    case OP_JUMP_NEXT:
      if (!LIKELY(--in->fuel >= 0 && !interrupt_pending()) && !interp_poll(in, 0)) {
        good = false;
        break;
      }
      pc = code->instructions + jump_target(i) + 1;
      /* fallthrough */
    case OP_FOR_NEXT:
      good = next_number(f, R, M, HERE->a, pc->a, &truth);
      pc = truth ? pc + 1 : code->instructions + jump_target(*HERE);
      break;
    case OP_FOR_COLUMN:
      good = follow_column(f, R, M, i, pc->a, NODE, &truth);
      if (good) pc = truth ? pc + 1 : code->instructions + jump_target(i);
      break;
    case OP_TARGET: break;
    case OP_FUSED: pc++; break;
    case OP_MAP: good = follow_map(f, code, R, M, i, NODE); break;
    case OP_CALL:
    case OP_CALL_LIST:
    case OP_INDEX:
    case OP_INDEX_LIST:
      good = follow_call(f, code, R, M, i, pc->a == WANTED_AS_CALLER ? act->wanted : pc->a, NODE);
      if (good) pc++;
      break;
    case OP_INDEX_ONE: good = follow_index(f, code, R, M, i, &R[i.c], 1, i.a, NODE); break;
    case OP_INDEX_NEAR:
    case OP_BRACE_NEAR:
    case OP_SET_BRACE_NEAR: break;
    case OP_INDEX_RUN:
      good = follow_index_run(f, code, R, M, i, pc->a, NODE);
      if (good) pc++;
      break;
    case OP_PAIR:
      good = follow_pair(f, code, R, M, i, pc->a, NODE);
      if (good) pc++;
      break;
    case OP_INDEX_TWO:
      good = follow_index_two(f, code, R, M, i, pc->a, NODE);
      if (good) pc++;
      break;
    case OP_BRACE:
    case OP_ITEMS:
    case OP_PART:
    case OP_ITEM_PART: good = follow_item(f, R, M, i, NODE); break;
    case OP_LIST: good = follow_list(f, R, M, i); break;
    case OP_UNLIST: good = follow_unlist(f, R, M, i, NODE); break;
    case OP_SHARED:
      good = i.d == 1 && M[i.a] ? refuse_shared(in, NODE) : slow_shared(in, R, i, NODE);
      if (i.d != 1) M[i.a] = MARK_NONE;
      break;
    case OP_FIELD: good = follow_field(f, R, M, i, NODE); break;
    case OP_END:
      if (R[i.b].kind == VALUE_FUNCTION)
        good = error_set(in->error, ERROR_TYPE, NODE->span,
                         "`end` has a meaning only inside the index of a variable");
      else {
        bool whole = R[i.b].kind == VALUE_ARRAY && i.d == 1;
        put(&R[i.a],
            value_scalar(whole ? (double)R[i.b].array->count : index_end(R[i.b], i.c, i.d)));
      }
      M[i.a] = MARK_NONE;
      break;
    case OP_SET_ONE:
    case OP_SET:
    case OP_SET_BRACE:
    case OP_DELETE: good = follow_set(f, R, M, i, NODE); break;
    case OP_SET_TWO:
      good = follow_set_two(f, code, R, M, i, pc->a, NODE);
      if (good) pc++;
      break;
    case OP_SET_FIELD: good = follow_set_field(f, R, M, i, NODE); break;
    case OP_MATRIX: good = follow_matrix(f, R, M, i, NODE); break;
    case OP_CELL: good = follow_cell(f, R, M, i, NODE); break;
    case OP_HANDLE:
      if (!in->functions.slots[i.c].code && !in->functions.slots[i.c].builtin)
        good = complain_undefined(in, in->functions.slots[i.c].name, NODE->span, code, R);
      else
        put(&R[i.a], named_function_new(&in->functions, i.c));
      M[i.a] = MARK_NONE;
      break;
    case OP_CLOSURE: good = follow_closure(f, code->inner[i.c], R, M, i.a); break;
    case OP_SHOW:
      if (R[i.a].kind == VALUE_NONE) {
        good = complain_undefined(in, NODE->text, NODE->span, code, R);
        break;
      }
      slow_keep_last(in, R[i.a]);
      if (!i.d && !in->quiet) slow_show(in, NODE->text, R[i.a]);
      break;
    case OP_ANSWER:
      slow_answer(in, R, i);
      if (i.c != NO_REGISTER && i.c < code->register_count) M[i.c] = M[i.a];
      break;
    case OP_DEFINE: functions_define(&in->functions, code->inner[i.c]); break;
    case OP_COMMAND: good = command_run(in, NODE, code, R); break;
    case OP_TRY:
      if (act->try_count == MAX_TRIES)
        good = error_set(in->error, ERROR_LIMIT, NODE->span,
                         "more than %d `try` blocks inside each other", MAX_TRIES);
      else
        act->tries[act->try_count++] = (Attempt){ jump_target(i), i.d };
      break;
    case OP_TRY_END:
      if (act->try_count > 0) act->try_count--;
      break;
    case OP_CAUGHT:
      run_take_error(act, i, R);
      if (i.a != NO_REGISTER) M[i.a] = MARK_NONE;
      break;
    case OP_RETHROW:
      if (act->kept) *in->error = *act->kept;
      good = false;
      break;
    case OP_CASE: {
      bool matches = slow_matches(R[i.b], R[i.c]);
      put(&R[i.a], value_logical(matches));
      M[i.a] = MARK_NONE;
      break;
    }
    case OP_RETURN:
      if (finish(act, f, M, i)) return true;
      for (size_t k = 0; k < code->register_count; k++) M[k] = MARK_NONE;
      return false;
    }
    if (LIKELY(good)) continue;
    in->follower = f;
    run_failed_at(in, code, NODE);
    uint32_t handler;
    if (!run_find_handler(act, &handler)) {
      for (size_t k = 0; k < code->register_count; k++) M[k] = MARK_NONE;
      return false;
    }
    pc = code->instructions + handler;
  }
}
