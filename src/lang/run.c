/* run.c -- the machine: a register file, one instruction after the other.

   Scalars are handled in place; everything else leaves the fast path for a function.  A failure
   jumps to one place, which finds the handler in this frame or unwinds it.  Frames overlap: a
   callee's registers begin at its arguments, so passing them costs nothing.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/index.h"
#include "lang/state.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ slow paths */

static const Span nowhere = { 0, 0 };

static Operation operation(Interp *in) {
  return (Operation){ .error = in->error, .warn = interp_warn, .self = in };
}

static void put(Value *target, Value v) {
  Value old = *target;
  *target = v;
  value_release(old);
}

/* An operand that is unset: call the function of its name, into SPARE; NULL on failure. */
static const Value *resolve(Interp *in, const Code *code, Value *registers, const Value *v,
                            const Node *n, Value *spare) {
  if (v->kind != VALUE_NONE) return v;
  if (!n || n->kind != NODE_NAME) {
    error_set(in->error, ERROR_TYPE, n ? n->span : nowhere, "there is no value here");
    return NULL;
  }
  size_t slot = functions_slot(&in->functions, n->text);
  FunctionSlot *f = &in->functions.slots[slot];
  if (!f->code && !f->builtin) {
    complain_undefined(in, n->text, n->span, code, registers);
    return NULL;
  }
  Value *base = in->top;
  if (!run_slot(in, slot, base, 0, 1, n)) return NULL;
  *spare = base[0];
  base[0] = VALUE_NOTHING;
  return spare;
}

static bool binary_slow(Interp *in, const Code *code, Value *registers, Instruction i,
                        const Node *n) {
  Value left = VALUE_NOTHING, right = VALUE_NOTHING;
  const Value *a = resolve(in, code, registers, &registers[i.b], n->kids[0], &left);
  const Value *b = a ? resolve(in, code, registers, &registers[i.c], n->kids[1], &right) : NULL;
  Value result = VALUE_FAILED;
  if (b) {
    Operation how = operation(in);
    result = operate_binary(&how, i.d, *a, *b);
    if (result.kind == VALUE_ERROR && in->error->kind != ERROR_NONE)
      complain_operands(in, n, *a, *b);
  }
  value_release(left);
  value_release(right);
  if (result.kind == VALUE_ERROR) return false;
  put(&registers[i.a], result);
  return true;
}

static bool unary_slow(Interp *in, const Code *code, Value *registers, Instruction i,
                       const Node *n) {
  Value spare = VALUE_NOTHING, result = VALUE_FAILED;
  const Value *a = resolve(in, code, registers, &registers[i.b], n->kids[0], &spare);
  Operation how = operation(in);
  if (a) result = operate_unary(&how, i.d, *a);
  value_release(spare);
  if (result.kind == VALUE_ERROR) return false;
  put(&registers[i.a], result);
  return true;
}

static bool truth_of(Interp *in, Value v, const Node *n, bool *truth) {
  bool known;
  *truth = value_truth(v, &known);
  if (known) return true;
  Text got = TEXT_EMPTY;
  value_describe(v, &got);
  error_set(in->error, ERROR_TYPE, n->span, "a condition must be true or false, but this is %s",
            v.kind == VALUE_NONE ? "nothing" : text_string(&got));
  text_free(&got);
  return false;
}

static const char *name_of(const Node *n) {
  return n && n->count > 0 && n->kids[0] && n->kids[0]->kind == NODE_NAME ? n->kids[0]->text : NULL;
}

/* b(c) and b(c, c+1), when the quick way did not apply: an index, or a call of a function value. */
static bool index_slow(Interp *in, const Code *code, Value *registers, uint16_t object,
                       Value *indices, size_t count, const Node *n, Value *out) {
  Value v = registers[object], spare = VALUE_NOTHING;
  if (v.kind == VALUE_FUNCTION || v.kind == VALUE_NONE) {
    Value *base = in->top;
    if (base + count + MAX_RESULTS + 8 > in->stack_end)
      return error_set(in->error, ERROR_LIMIT, n->span, "functions call each other too deeply");
    for (size_t i = 0; i < count; i++) {
      base[i] = value_retain(indices[i]);
    }
    bool good;
    if (v.kind == VALUE_FUNCTION)
      good = run_value(in, v, base, count, 1, n);
    else {
      const char *name = name_of(n);
      size_t slot = name ? functions_slot(&in->functions, name) : 0;
      FunctionSlot *f = name ? &in->functions.slots[slot] : NULL;
      good = f && (f->code || f->builtin) ? run_slot(in, slot, base, count, 1, n)
             : name ? complain_undefined(in, name, n->kids[0]->span, code, registers)
                    : error_set(in->error, ERROR_TYPE, n->span, "there is no value here");
    }
    if (good) *out = base[0];
    for (size_t i = good ? 1 : 0; i < count; i++) value_release(base[i]);
    for (size_t i = 0; i < count || i < 1; i++) base[i] = VALUE_NOTHING;
    if (good && out->kind == VALUE_NONE) return complain_no_value(in, n);
    return good;
  }
  /* The one index may be an unset variable that names a function: x(end_of_list). */
  const Value *one = count == 1 && n->count == 2 && n->kids[1]->kind == NODE_NAME
                         ? resolve(in, code, registers, indices, n->kids[1], &spare)
                         : indices;
  if (!one) return false;
  *out = index_get(v, one, count, name_of(n), in->error);
  value_release(spare);
  return out->kind != VALUE_ERROR;
}

static bool range_value(Interp *in, Value *registers, Instruction i) {
  Value *first = &registers[i.b];
  Operation how = operation(in);
  Value r = operate_range(&how, first[0], i.d == 3 ? first[1] : value_scalar(1), first[i.d - 1]);
  for (int k = 0; k < i.d; k++) put(&first[k], VALUE_NOTHING);
  if (r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

static bool plain_number(Value v, double *x) {
  if (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL)
    *x = v.scalar;
  else if (v.kind == VALUE_ARRAY && v.array->count == 1 && !v.array->complex)
    *x = v.array->data[0];
  else
    return false;
  return true;
}

static bool begin_range(Interp *in, Value *state, int given, const Node *n) {
  double base, step = 1, limit;
  bool good = plain_number(state[0], &base) && plain_number(state[given == 3 ? 2 : 2], &limit) &&
              (given != 3 || plain_number(state[1], &step));
  if (!good)
    return error_set(in->error, ERROR_TYPE, n->span,
                     "the ends of a range must be single real numbers");
  double count = range_count(base, step, limit);
  for (int k = 0; k < 4; k++) put(&state[k], VALUE_NOTHING);
  state[0] = value_scalar(base);
  state[1] = value_scalar(step);
  state[2] = value_scalar(count);
  state[3] = value_scalar(0);
  return true;
}

static size_t walk_columns(Value v) {
  if (value_count(v) == 0) return 0;
  size_t columns = 1;
  for (size_t k = 1; k < value_rank(v); k++) columns *= value_size(v, k);
  return columns;
}

/* The next column of what a for loop walks through; false at the end or on failure. */
static bool next_column(Interp *in, Value *state, Value *item) {
  double at = state[1].scalar;
  if (at >= (double)walk_columns(state[0])) return false;
  state[1].scalar = at + 1;
  Value v = state[0];
  if (v.kind == VALUE_ARRAY && !v.array->complex && array_rows(v.array) == 1 &&
      v.array->element == ELEMENT_REAL) {
    put(item, value_scalar(v.array->data[(size_t)at]));
    return true;
  }
  if (v.kind < VALUE_ARRAY || v.kind == VALUE_FUNCTION || v.kind == VALUE_RECORD) {
    put(item, value_retain(v));
    return true;
  }
  Value index[2] = { VALUE_NOTHING, value_scalar(at + 1) };
  Value column = index_get(v, index, 2, NULL, in->error);
  if (column.kind == VALUE_ERROR) return false;
  put(item, column);
  return true;
}

static bool join(Interp *in, Value *registers, Instruction i) {
  Value *items = &registers[i.b];
  Value r;
  if (i.c == 1 && items[0].kind != VALUE_NONE) {
    r = value_retain(items[0]);
    if (r.kind == VALUE_ARRAY && r.array->range) { /* [1:3] is a matrix */
      r = value_array(array_copy(items[0].array));
      if (r.kind == VALUE_ARRAY) r.array->range = false;
    }
  } else
    r = concatenate(items, i.c, i.d == 1 ? 1 : 0, in->error);
  for (size_t k = 0; k < i.c; k++) put(&items[k], VALUE_NOTHING);
  if (r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

static bool make_cell(Interp *in, Value *registers, Instruction i) {
  Value *items = &registers[i.b];
  if (i.d == 0) {
    if (i.c > 0) return join(in, registers, i);
    put(&registers[i.a], value_cell(cell_new_matrix(0, 0)));
    return registers[i.a].kind != VALUE_ERROR;
  }
  Cell *cell = cell_new_matrix(1, i.c);
  if (!cell) return false;
  for (size_t k = 0; k < i.c; k++) {
    cell_set(cell, k, items[k]);
    items[k] = VALUE_NOTHING;
  }
  put(&registers[i.a], value_cell(cell));
  return true;
}

static bool get_field(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value v = registers[i.b], r = VALUE_NOTHING;
  if (v.kind == VALUE_RECORD)
    r = record_get(v.record, n->text);
  else if (!(i.d && v.kind == VALUE_NONE)) {
    Text got = TEXT_EMPTY;
    value_describe(v, &got);
    error_set(in->error, ERROR_TYPE, n->span, "only a record has fields like .%s; this is %s",
              n->text, v.kind == VALUE_NONE ? "nothing" : text_string(&got));
    text_free(&got);
    return false;
  }
  if (r.kind == VALUE_NONE && !i.d)
    return error_set(in->error, ERROR_NAME, n->at, "there is no field '%s' in this record",
                     n->text);
  put(&registers[i.a], r);
  return true;
}

static bool set_field(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value *v = &registers[i.a];
  if (v->kind == VALUE_NONE || value_is_empty(*v)) put(v, value_record(record_new()));
  if (v->kind != VALUE_RECORD)
    return error_set(in->error, ERROR_TYPE, n->span, "only a record has fields like .%s", n->text);
  if (v->record->refs > 1) put(v, value_record(record_copy(v->record)));
  record_set(v->record, n->text, value_retain(registers[i.c]));
  return true;
}

static bool get_item(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value *indices = &registers[i.c];
  Value r = index_item(registers[i.b], indices, i.d, name_of(n), in->error);
  for (size_t k = 0; k < i.d; k++) put(&indices[k], VALUE_NOTHING);
  if (r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

static bool set_part(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value *object = &registers[i.a], *indices = &registers[i.b];
  size_t count = i.op == OP_SET_ONE ? 1 : i.d;
  bool good;
  if (object->kind == VALUE_FUNCTION)
    good =
        error_set(in->error, ERROR_TYPE, n->span, "%s is a function: its values cannot be assigned",
                  name_of(n) ? name_of(n) : "this");
  else if (i.op == OP_DELETE)
    good = index_delete(object, indices, count, name_of(n), in->error);
  else if (registers[i.c].kind == VALUE_NONE)
    good = error_set(in->error, ERROR_TYPE, n->span, "there is no value to assign");
  else if (i.op == OP_SET_BRACE)
    good = index_set_item(object, indices, count, registers[i.c], name_of(n), in->error);
  else
    good = index_set(object, indices, count, registers[i.c], name_of(n), in->error);
  if (i.op != OP_SET_ONE)
    for (size_t k = 0; k < count; k++) put(&indices[k], VALUE_NOTHING);
  return good;
}

static bool case_matches(Value subject, Value label) {
  if (label.kind == VALUE_CELL) {
    for (size_t k = 0; k < label.cell->count; k++)
      if (case_matches(subject, label.cell->items[k])) return true;
    return false;
  }
  if (value_is_text(subject) != value_is_text(label)) return false;
  if (value_is_empty(subject) && value_is_empty(label)) return true;
  return value_equal(subject, label);
}

static void show_variable_now(Interp *in, const char *name, Value v) {
  Text out = TEXT_EMPTY;
  show_variable(name, v, &in->show, &out);
  interp_print(in, text_string(&out));
  text_free(&out);
}

static void keep_last(Interp *in, Value v) {
  if (!in->want_last) return;
  value_release(in->last);
  in->last = value_retain(v);
}

static void answer(Interp *in, Value *registers, Instruction i) {
  Value v = registers[i.a];
  if (v.kind == VALUE_NONE) return;
  put(&registers[i.c], value_retain(v));
  keep_last(in, v);
  if (!i.d && !in->quiet) show_variable_now(in, "ans", v);
  put(&registers[i.a], VALUE_NOTHING);
}

static Value caught(const Error *e) {
  Record *r = record_new();
  record_set(r, "message", value_string(e->message));
  record_set(r, "identifier", value_string(""));
  record_set(r, "stack", value_record(record_new()));
  return value_record(r);
}

/* ------------------------------------------------------------------ calls */

static bool enter_call(Interp *in, const Node *site) {
  if (in->depth >= in->depth_limit) {
    error_set(in->error, ERROR_LIMIT, site ? site->span : nowhere,
              "functions call each other more than %u deep", in->depth_limit);
    error_hint(in->error, "does the recursion have an end?");
    return false;
  }
  if (--in->fuel < 0 || interrupt_pending()) return interp_poll(in, 0);
  return true;
}

bool run_value(Interp *in, Value function, Value *base, size_t given, size_t wanted,
               const Node *site) {
  const Closure *f = closure_of(function);
  if (f) {
    /* Running code may overwrite the variable that holds it. */
    Callable *keep = function.function;
    keep->refs++;
    bool good = run_code(in, f->code, f->captures, base, given, wanted, site);
    value_release((Value){ .kind = VALUE_FUNCTION, .function = keep });
    return good;
  }
  const NamedFunction *named = named_function_of(function);
  if (named) return run_slot(in, named->slot, base, given, wanted, site);
  Text got = TEXT_EMPTY;
  value_describe(function, &got);
  error_set(in->error, ERROR_TYPE, site ? site->span : nowhere, "this is not a function but %s",
            text_string(&got));
  text_free(&got);
  return false;
}

bool run_slot(Interp *in, size_t slot, Value *base, size_t given, size_t wanted, const Node *site) {
  const FunctionSlot *f = &in->functions.slots[slot];
  if (f->code) {
    Program *program = program_retain(f->code->program);
    bool good = run_code(in, f->code, NULL, base, given, wanted, site);
    program_release(program);
    return good;
  }
  if (f->builtin) {
    if (!enter_call(in, site)) return false;
    in->depth++;
    bool good = call_builtin(in, f->builtin, base, given, wanted, site);
    in->depth--;
    return good;
  }
  return complain_undefined(in, f->name, site ? site->span : nowhere, NULL, NULL);
}

/* Surplus arguments become varargin. */
static bool pack_rest(Value *base, size_t given, size_t first) {
  Cell *rest =
      cell_new_matrix(given > first || given == 0 ? 1 : 0, given > first ? given - first : 0);
  if (!rest) return false;
  for (size_t i = first; i < given; i++) {
    cell_set(rest, i - first, base[i]);
    base[i] = VALUE_NOTHING;
  }
  put(&base[first], value_cell(rest));
  return true;
}

/* Clear variables and copy captures and constants in; the arguments are at their place already. */
static bool begin_frame(Interp *in, const Code *code, const Value *captures, Value *base,
                        size_t given, size_t wanted, const Node *site) {
  size_t parameters = code->parameter_count;
  if (base + code->register_count + MAX_RESULTS + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, site ? site->span : nowhere,
                     "functions call each other too deeply");
  if (code->takes_rest) {
    if (!pack_rest(base, given, parameters - 1)) return false;
  } else if (given > parameters)
    return complain_count(in, code, given, site);
  for (size_t i = given < parameters ? given : parameters; i < code->variable_count; i++)
    if (!(code->takes_rest && i == parameters - 1)) put(&base[i], VALUE_NOTHING);
  for (size_t i = 0; i < code->capture_count; i++) base[parameters + i] = value_retain(captures[i]);
  for (size_t i = 0; i < code->constant_count; i++)
    put(&base[code->variable_count + i], value_retain(code->constants[i]));
  if (code->nargin != NO_REGISTER) {
    base[code->nargin] = value_scalar((double)given);
    base[code->nargout] = value_scalar((double)wanted);
  }
  return true;
}

static void end_frame(const Code *code, Value *base) {
  for (size_t i = 0; i < code->register_count; i++) {
    value_release(base[i]);
    base[i] = VALUE_NOTHING;
  }
}

/* The outputs of a function body into RESULTS. */
static bool collect_outputs(Interp *in, const Code *code, Value *base, Value *results,
                            size_t wanted) {
  size_t room = wanted > 0 ? wanted : 1;
  size_t plain = code->output_count - (code->gives_rest ? 1 : 0);
  for (size_t i = 0; i < room && i < MAX_RESULTS; i++) {
    results[i] = VALUE_NOTHING;
    if (i < plain)
      results[i] = value_retain(base[code->outputs[i]]);
    else if (code->gives_rest) {
      Value rest = base[code->outputs[plain]];
      if (rest.kind == VALUE_CELL && i - plain < rest.cell->count)
        results[i] = cell_get(rest.cell, i - plain);
    }
    if (results[i].kind == VALUE_NONE && i < wanted) {
      const char *name = i < plain ? code->names[code->outputs[i]] : "a further result";
      error_set(in->error, ERROR_NAME, code->node->at,
                i < plain ? "%s: the result '%s' was never assigned" : "%s does not give %s",
                code->name, name);
      for (size_t k = 0; k < i; k++) value_release(results[k]);
      return false;
    }
  }
  return true;
}

/* ------------------------------------------------------------------ the machine */

typedef struct Attempt {
  uint32_t handler;
  bool unwinding;
} Attempt;

enum { MAX_TRIES = 16 };

typedef struct Activation {
  Interp *in;
  const Code *code;
  Value *base;
  size_t wanted;
  Value results[MAX_RESULTS];
  Attempt tries[MAX_TRIES];
  size_t try_count;
  Error *kept; /* what an unwind_protect is carrying */
} Activation;

static bool machine(Activation *act);

bool run_code(Interp *in, const Code *code, const Value *captures, Value *base, size_t given,
              size_t wanted, const Node *site) {
  Value *saved_top = in->top;
  bool good = enter_call(in, site);
  if (!good || !begin_frame(in, code, captures, base, given, wanted, site)) {
    for (size_t i = 0; i < given; i++) put(&base[i], VALUE_NOTHING);
    return false;
  }
  if (base + code->register_count > in->top) in->top = base + code->register_count;
  in->depth++;
  Activation act;
  act.in = in;
  act.code = code;
  act.base = base;
  act.wanted = wanted;
  act.try_count = 0;
  act.kept = NULL;
  good = machine(&act);
  free(act.kept);
  end_frame(code, base);
  if (good) {
    size_t room = wanted > 0 ? wanted : 1;
    for (size_t i = 0; i < room && i < MAX_RESULTS; i++) put(&base[i], act.results[i]);
  }
  in->depth--;
  in->top = saved_top;
  return good;
}

bool run_top(Interp *in, const Code *code, Value *base, Value *result) {
  in->top = base + code->register_count;
  Activation act = { .in = in, .code = code, .base = base, .wanted = 1 };
  in->depth++;
  bool good = machine(&act);
  in->depth--;
  in->top = base;
  free(act.kept);
  if (good) {
    *result = act.results[0];
  }
  return good;
}

static bool failed_at(Interp *in, const Code *code, const Node *n) {
  Error *e = in->error;
  if (e->kind == ERROR_NONE) {
    error_set(e, ERROR_LIMIT, n->span, "this needs more memory than is allowed (%zu MB)",
              array_budget() >> 20);
  }
  if (!e->located) {
    if (e->span.start == 0 && e->span.end == 0) e->span = n->span;
    error_locate(e, code->program->source->text, code->name[0] ? code->name : NULL);
  }
  return false;
}

/* Where the failure goes on, or false when the frame has no handler for it. */
static bool find_handler(Activation *act, uint32_t *handler) {
  ErrorKind kind = act->in->error->kind;
  while (act->try_count > 0) {
    Attempt attempt = act->tries[--act->try_count];
    if (attempt.unwinding || (kind != ERROR_INTERRUPT && kind != ERROR_LIMIT)) {
      *handler = attempt.handler;
      return true;
    }
  }
  return false;
}

static bool take_error(Activation *act, Instruction i, Value *R) {
  Error *e = act->in->error;
  if (i.d) {
    if (!act->kept) act->kept = mem_new(sizeof *act->kept);
    *act->kept = *e;
    put(&R[i.a], VALUE_NOTHING);
  } else if (i.a != NO_REGISTER)
    put(&R[i.a], caught(e));
  e->kind = ERROR_NONE;
  e->located = false;
  e->hint[0] = '\0';
  return true;
}

static inline bool is_number(Value v) {
  return v.kind == VALUE_SCALAR;
}

#define SCALARS(x, y) ((x).kind == VALUE_SCALAR && (y).kind == VALUE_SCALAR)

/* R[a] = a scalar; the old value of a fast register is a scalar nearly always. */
#define PUT_SCALAR(x)                                                                              \
  do {                                                                                             \
    double put_x = (x);                                                                            \
    Value *put_to = &R[i.a];                                                                       \
    if (put_to->kind >= VALUE_ARRAY) value_destroy(*put_to);                                       \
    put_to->kind = VALUE_SCALAR;                                                                   \
    put_to->scalar = put_x;                                                                        \
  } while (0)

#define PUT_LOGICAL(x)                                                                             \
  do {                                                                                             \
    double put_x = (x);                                                                            \
    Value *put_to = &R[i.a];                                                                       \
    if (put_to->kind >= VALUE_ARRAY) value_destroy(*put_to);                                       \
    put_to->kind = VALUE_LOGICAL;                                                                  \
    put_to->scalar = put_x;                                                                        \
  } while (0)

#define ARITHMETIC(expression)                                                                     \
  {                                                                                                \
    const Value *x = &R[i.b], *y = &R[i.c];                                                        \
    if (SCALARS(*x, *y)) {                                                                         \
      PUT_SCALAR(expression);                                                                      \
      NEXT;                                                                                        \
    }                                                                                              \
    if (!binary_slow(in, code, R, i, NODE)) goto failed;                                           \
    NEXT;                                                                                          \
  }

#define COMPARISON(sign)                                                                           \
  {                                                                                                \
    const Value *x = &R[i.b], *y = &R[i.c];                                                        \
    if (SCALARS(*x, *y)) {                                                                         \
      PUT_LOGICAL(x->scalar sign y->scalar);                                                       \
      NEXT;                                                                                        \
    }                                                                                              \
    if (!binary_slow(in, code, R, i, NODE)) goto failed;                                           \
    NEXT;                                                                                          \
  }

#define NODE (code->nodes[(pc - code->instructions) - 1])
#define NEXT                                                                                       \
  do {                                                                                             \
    i = *pc++;                                                                                     \
    goto *labels[i.op];                                                                            \
  } while (0)
#define TRY(condition)                                                                             \
  do {                                                                                             \
    if (!(condition)) goto failed;                                                                 \
    NEXT;                                                                                          \
  } while (0)

static inline double power_of(double x, double y) {
  return y == 2 ? x * x : pow(x, y);
}

static bool machine(Activation *act) {
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
  Instruction i;
  NEXT;

do_move:
  put(&R[i.a], value_retain(R[i.b]));
  NEXT;
do_take : {
  Value v = R[i.b];
  if (i.a != i.b) {
    R[i.b] = VALUE_NOTHING;
    put(&R[i.a], v);
  }
  NEXT;
}
do_load:
  if (R[i.b].kind != VALUE_NONE) {
    put(&R[i.a], value_retain(R[i.b]));
    NEXT;
  } else {
    Value spare = VALUE_NOTHING;
    if (!resolve(in, code, R, &R[i.b], NODE, &spare)) goto failed;
    put(&R[i.a], spare);
    NEXT;
  }
do_clear:
  put(&R[i.a], VALUE_NOTHING);
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
  const Value *x = &R[i.b], *y = &R[i.c];
  if (SCALARS(*x, *y) && (x->scalar >= 0 || y->scalar == floor(y->scalar))) {
    PUT_SCALAR(power_of(x->scalar, y->scalar));
    NEXT;
  }
  TRY(binary_slow(in, code, R, i, NODE));
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
  TRY(binary_slow(in, code, R, i, NODE));
do_negate:
  if (is_number(R[i.b])) {
    PUT_SCALAR(-R[i.b].scalar);
    NEXT;
  }
  TRY(unary_slow(in, code, R, i, NODE));
do_not:
  if (R[i.b].kind == VALUE_SCALAR || R[i.b].kind == VALUE_LOGICAL) {
    PUT_LOGICAL(R[i.b].scalar == 0);
    NEXT;
  }
  TRY(unary_slow(in, code, R, i, NODE));
do_unary:
  TRY(unary_slow(in, code, R, i, NODE));
do_truth : {
  bool truth;
  Value spare = VALUE_NOTHING;
  const Value *v = resolve(in, code, R, &R[i.b], NODE, &spare);
  if (!v) goto failed;
  bool good = truth_of(in, *v, NODE, &truth);
  value_release(spare);
  if (!good) goto failed;
  put(&R[i.a], value_logical(truth));
  NEXT;
}
do_range:
  TRY(range_value(in, R, i));
do_jump_back:
  if (--in->fuel < 0 || interrupt_pending()) {
    if (!interp_poll(in, 0)) goto failed;
  }
do_jump:
  pc = code->instructions + jump_target(i);
  NEXT;
do_jump_false:
do_jump_true : {
  bool truth;
  if (R[i.a].kind == VALUE_LOGICAL || R[i.a].kind == VALUE_SCALAR) {
    truth = R[i.a].scalar != 0;
  } else {
    Value spare = VALUE_NOTHING;
    const Value *v = resolve(in, code, R, &R[i.a], NODE, &spare);
    if (!v) goto failed;
    bool good = truth_of(in, *v, NODE, &truth);
    value_release(spare);
    if (!good) goto failed;
  }
  if (truth == (i.op == OP_JUMP_TRUE)) pc = code->instructions + jump_target(i);
  NEXT;
}
do_for_range:
  TRY(begin_range(in, &R[i.a], i.d, NODE));
do_for_array:
  put(&R[i.a + 1], value_scalar(0));
  NEXT;
do_for_next : {
  Value *state = &R[i.a];
  double at = state[3].scalar;
  if (!(at < state[2].scalar)) {
    pc = code->instructions + jump_target(i);
    NEXT;
  }
  state[3].scalar = at + 1;
  i = *pc++; /* the target */
  PUT_SCALAR(state[0].scalar + at * state[1].scalar);
  NEXT;
}
do_for_column:
  if (next_column(in, &R[i.a], &R[pc->a]))
    pc++;
  else if (in->error->kind != ERROR_NONE)
    goto failed;
  else
    pc = code->instructions + jump_target(i);
  NEXT;
do_target:
  NEXT;
do_map : {
  const FunctionSlot *f = &in->functions.slots[i.c];
  const Builtin *b = f->builtin->builtin;
  if (!f->code && R[i.b].kind == VALUE_SCALAR &&
      ((b->low == 0 && b->high == 0) || !(R[i.b].scalar < b->low || R[i.b].scalar > b->high))) {
    PUT_SCALAR(b->map(R[i.b].scalar));
    NEXT;
  }
  Value spare = VALUE_NOTHING, result = VALUE_FAILED;
  const Value *v = resolve(in, code, R, &R[i.b], NODE->kids[1], &spare);
  if (!v) goto failed;
  if (f->code) {
    Value *base = in->top;
    base[0] = value_retain(*v);
    if (run_slot(in, i.c, base, 1, 1, NODE)) result = base[0];
    base[0] = VALUE_NOTHING;
    if (result.kind == VALUE_NONE) {
      complain_no_value(in, NODE);
      result = VALUE_FAILED;
    }
  } else
    result = call_map(in, b, *v, NODE);
  value_release(spare);
  if (result.kind == VALUE_ERROR) goto failed;
  put(&R[i.a], result);
  NEXT;
}
do_call : {
  size_t wanted = pc->a == WANTED_AS_CALLER ? act->wanted : pc->a;
  const FunctionSlot *f = &in->functions.slots[i.c];
  if (!f->code && !f->builtin) {
    const Node *n = NODE->kind == NODE_CALL ? NODE->kids[0] : NODE;
    complain_undefined(in, f->name, n->span, code, R);
    goto failed;
  }
  if (!run_slot(in, i.c, &R[i.a], i.d, wanted, NODE)) goto failed;
  if (wanted > 0 && R[i.a].kind == VALUE_NONE) {
    complain_no_value(in, NODE);
    goto failed;
  }
  pc++;
  NEXT;
}
do_index : {
  size_t wanted = pc->a == WANTED_AS_CALLER ? act->wanted : pc->a;
  Value v = R[i.b];
  if (v.kind == VALUE_FUNCTION) {
    if (!run_value(in, v, &R[i.a], i.d, wanted, NODE)) goto failed;
    if (wanted > 0 && R[i.a].kind == VALUE_NONE) {
      complain_no_value(in, NODE);
      goto failed;
    }
  } else if (v.kind == VALUE_NONE && name_of(NODE)) {
    size_t slot = functions_slot(&in->functions, name_of(NODE));
    if (!in->functions.slots[slot].code && !in->functions.slots[slot].builtin) {
      complain_undefined(in, name_of(NODE), NODE->kids[0]->span, code, R);
      goto failed;
    }
    if (!run_slot(in, slot, &R[i.a], i.d, wanted, NODE)) goto failed;
  } else {
    Value r = index_get(v, &R[i.a], i.d, name_of(NODE), in->error);
    if (r.kind == VALUE_ERROR) goto failed;
    for (size_t k = 0; k < i.d; k++) put(&R[i.a + k], VALUE_NOTHING);
    put(&R[i.a], r);
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
  Value v = R[i.b], index = R[i.c];
  if (v.kind == VALUE_ARRAY && index.kind == VALUE_SCALAR && !v.array->complex &&
      v.array->element == ELEMENT_REAL && index.scalar >= 1 &&
      index.scalar <= (double)v.array->count && index.scalar == (double)(size_t)index.scalar) {
    PUT_SCALAR(v.array->data[(size_t)index.scalar - 1]);
    NEXT;
  }
  Value r;
  if (!index_slow(in, code, R, i.b, &R[i.c], 1, NODE, &r)) goto failed;
  put(&R[i.a], r);
  NEXT;
}
do_index_two : {
  Value v = R[i.b], row = R[i.c], column = R[i.c + 1];
  if (v.kind == VALUE_ARRAY && SCALARS(row, column) && !v.array->complex &&
      v.array->element == ELEMENT_REAL && v.array->rank == 2 && row.scalar >= 1 &&
      column.scalar >= 1 && row.scalar <= (double)v.array->dims[0] &&
      column.scalar <= (double)v.array->dims[1] && row.scalar == (double)(size_t)row.scalar &&
      column.scalar == (double)(size_t)column.scalar) {
    PUT_SCALAR(
        v.array->data[(size_t)row.scalar - 1 + ((size_t)column.scalar - 1) * v.array->dims[0]]);
    NEXT;
  }
  Value r;
  if (!index_slow(in, code, R, i.b, &R[i.c], 2, NODE, &r)) goto failed;
  put(&R[i.c], VALUE_NOTHING);
  put(&R[i.c + 1], VALUE_NOTHING);
  put(&R[i.a], r);
  NEXT;
}
do_brace:
  TRY(get_item(in, R, i, NODE));
do_field:
  TRY(get_field(in, R, i, NODE));
do_end:
  if (R[i.b].kind == VALUE_FUNCTION) {
    error_set(in->error, ERROR_TYPE, NODE->span,
              "`end` has a meaning only inside the index of a variable");
    goto failed;
  }
  PUT_SCALAR(index_end(R[i.b], i.c, i.d));
  NEXT;
do_set_one : {
  Value *v = &R[i.a];
  Value index = R[i.b], right = R[i.c];
  if (v->kind == VALUE_ARRAY && SCALARS(index, right) && v->array->refs == 1 &&
      !v->array->complex && v->array->element == ELEMENT_REAL && index.scalar >= 1 &&
      index.scalar <= (double)v->array->count && index.scalar == (double)(size_t)index.scalar) {
    v->array->data[(size_t)index.scalar - 1] = right.scalar;
    v->array->range = false;
    NEXT;
  }
  TRY(set_part(in, R, i, NODE));
}
do_set:
  TRY(set_part(in, R, i, NODE));
do_set_field:
  TRY(set_field(in, R, i, NODE));
do_matrix:
  TRY(join(in, R, i));
do_cell:
  TRY(make_cell(in, R, i));
do_handle:
  if (!in->functions.slots[i.c].code && !in->functions.slots[i.c].builtin) {
    complain_undefined(in, in->functions.slots[i.c].name, NODE->span, code, R);
    goto failed;
  }
  put(&R[i.a], named_function_new(&in->functions, i.c));
  NEXT;
do_closure:
  put(&R[i.a], closure_new(code->inner[i.c], R));
  NEXT;
do_show:
  if (R[i.a].kind == VALUE_NONE) {
    complain_undefined(in, NODE->text, NODE->span, code, R);
    goto failed;
  }
  keep_last(in, R[i.a]);
  if (!i.d && !in->quiet) show_variable_now(in, NODE->text, R[i.a]);
  NEXT;
do_answer:
  answer(in, R, i);
  NEXT;
do_define:
  functions_define(&in->functions, code->inner[i.c]);
  NEXT;
do_command:
  TRY(command_run(in, NODE, code, R));
do_try:
  if (act->try_count == MAX_TRIES) {
    error_set(in->error, ERROR_LIMIT, NODE->span, "more than %d `try` blocks inside each other",
              MAX_TRIES);
    goto failed;
  }
  act->tries[act->try_count++] = (Attempt){ jump_target(i), i.d };
  NEXT;
do_try_end:
  if (act->try_count > 0) act->try_count--;
  NEXT;
do_caught:
  take_error(act, i, R);
  NEXT;
do_rethrow:
  if (act->kept) *in->error = *act->kept;
  goto failed;
do_case:
  PUT_LOGICAL(case_matches(R[i.b], R[i.c]));
  NEXT;
do_return:
  if (i.a == NO_REGISTER) {
    if (code->output_count > 0) return collect_outputs(in, code, R, act->results, act->wanted);
    for (size_t k = 0; k < MAX_RESULTS; k++) act->results[k] = VALUE_NOTHING;
    return true;
  }
  for (size_t k = 0; k < MAX_RESULTS; k++) act->results[k] = VALUE_NOTHING;
  {
    size_t many = i.d == WANTED_AS_CALLER ? (act->wanted > 1 ? act->wanted : 1) : i.d;
    for (size_t k = 0; k < many && k < MAX_RESULTS; k++) {
      act->results[k] = R[i.a + k];
      R[i.a + k] = i.a + k >= code->variable_count ? VALUE_NOTHING : value_retain(R[i.a + k]);
    }
  }
  return true;

failed:
  failed_at(in, code, NODE);
  {
    uint32_t handler;
    if (!find_handler(act, &handler)) return false;
    pc = code->instructions + handler;
    NEXT;
  }
}
