/* follow_calls.c -- calls of functions with marked arguments, and what every follower keeps.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/body.h"
#include "lang/follow_machine.h"
#include "lang/straight.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ steps, shapes, parts */

void follow_begin(Follower *f) {
  Interp *in = f->interp;
  if (!in->marks) in->marks = mem_new((size_t)(in->stack_end - in->stack) * sizeof *in->marks);
  f->marks = in->marks;
  f->arena = in->notes;
  in->notes.blocks = NULL;
  f->count = 1;
  f->cap = 64;
  f->steps = follow_take_room(in, ROOM_STEPS, f->cap * sizeof *f->steps, &f->cap);
  f->cap /= sizeof *f->steps;
}

_Static_assert(ROOM_COUNT == sizeof((Interp *)0)->rooms / sizeof(struct Spare),
               "there is a place for every room");

void *follow_take_room(Interp *in, Room which, size_t size, size_t *got) {
  struct Spare *s = &in->rooms[which];
  void *room = s->room;
  *got = s->size;
  *s = (struct Spare){ NULL, 0 };
  if (*got < size) {
    free(room);
    room = mem_new(size);
    *got = size;
  }
  return room;
}

void follow_give_room(Interp *in, Room which, void *room, size_t size) {
  struct Spare *s = &in->rooms[which];
  if (size > MOST_ROOM || s->room)
    free(room);
  else
    *s = (struct Spare){ room, size };
}

void follow_end(Follower *f) {
  follow_give_room(f->interp, ROOM_STEPS, f->steps, f->cap * sizeof *f->steps);
  free(f->parts);
  arena_reset(&f->arena);
  if (f->interp->notes.blocks)
    arena_free(&f->arena);
  else
    f->interp->notes = f->arena;
}

Error *follow_error(const Follower *f) {
  return f->interp->error;
}

bool follow_more(Follower *f) {
  if (f->count >= MAX_STEPS || !array_fits(f->cap * 8)) {
    error_set(f->interp->error, ERROR_LIMIT, (Span){ 0, 0 },
              "this takes more steps than can be remembered (%zu)", f->count);
    error_hint(f->interp->error,
               "take fewer turns, whole arrays at once, or differences: grad(f, x0, "
               "'numeric')");
    return false;
  }
  f->cap *= 2;
  f->steps = mem_resize(f->steps, f->cap * sizeof *f->steps);
  return true;
}

uint32_t follow_shape(Follower *f, Value v) {
  size_t rank;
  const size_t *dims;
  if (v.kind < VALUE_ARRAY || !value_dims(&v, &rank, &dims)) return 0;
  return follow_shape_of(f, rank, dims);
}

uint32_t follow_shape_of(Follower *f, size_t rank, const size_t *dims) {
  if (rank == 2 && dims[0] == 1 && dims[1] == 1) return 0;
  for (size_t i = f->shape_count, tries = 0; i > 0 && tries < 4; i--, tries++) {
    const FollowedShape *s = &f->shapes[i];
    if (s->rank == rank && s->dims[0] == dims[0] && s->dims[1] == dims[1] &&
        (rank == 2 || memcmp(s->dims, dims, rank * sizeof *dims) == 0))
      return (uint32_t)i;
  }
  if (f->shape_count + 1 >= f->shape_cap) {
    const FollowedShape *old = f->shapes;
    size_t before = f->shape_cap;
    f->shape_cap = before ? 2 * before : 16;
    f->shapes = arena_new(&f->arena, f->shape_cap * sizeof *f->shapes);
    if (before) memcpy(f->shapes, old, before * sizeof *old);
  }
  FollowedShape *s = &f->shapes[++f->shape_count];
  s->rank = rank;
  s->count = 1;
  for (size_t d = 0; d < rank; d++) s->count *= dims[d];
  size_t *sizes = arena_new(&f->arena, rank * sizeof *dims);
  memcpy(sizes, dims, rank * sizeof *dims);
  s->dims = sizes;
  return (uint32_t)f->shape_count;
}

Mark follow_parts(Follower *f, const Mark *marks, size_t count) {
  Mark any = MARK_NONE;
  for (size_t i = 0; i < count; i++) any |= marks[i];
  if (any == MARK_NONE) return MARK_NONE;
  if (f->part_count + count > f->part_cap) {
    f->part_cap = 2 * (f->part_count + count);
    f->parts = mem_resize(f->parts, f->part_cap * sizeof *f->parts);
  }
  memcpy(f->parts + f->part_count, marks, count * sizeof *marks);
  Mark first = (Mark)f->part_count;
  f->part_count += count;
  return follow_step(f, STEP_PARTS, 0, first, (Mark)count);
}

Mark follow_part(const Follower *f, Mark whole, size_t i) {
  if (whole == MARK_NONE || f->steps[whole].kind != STEP_PARTS) return MARK_NONE;
  return i < f->steps[whole].b ? f->parts[f->steps[whole].a + i] : MARK_NONE;
}

/* ------------------------------------------------------------------ frames */

void follow_enter(Follower *f, const Code *code, Value *R, Mark *M) {
  (void)R;
  size_t first = f->given;
  if (code->takes_rest) {
    size_t at = code->parameter_count - 1;
    Mark rest = f->given > at ? follow_parts(f, M + at, f->given - at) : MARK_NONE;
    for (size_t k = at; k < f->given; k++) M[k] = MARK_NONE;
    M[at] = rest;
    first = code->parameter_count;
  }
  for (size_t k = first; k < code->register_count; k++) M[k] = MARK_NONE;
  for (size_t k = 0; k < code->capture_count; k++)
    M[code->parameter_count + k] = follow_part(f, f->function, k);
  f->function = MARK_NONE;
}

static bool any_marks(const Mark *marks, size_t count) {
  Mark any = MARK_NONE;
  for (size_t k = 0; k < count; k++) any |= marks[k];
  return any != MARK_NONE;
}

static void forget(Mark *marks, size_t count) {
  for (size_t k = 0; k < count; k++) marks[k] = MARK_NONE;
}

static bool runs_text(const FunctionSlot *s) {
  return !s->code && s->builtin && strncmp(s->builtin->builtin->name, "eval", 4) == 0;
}

static bool refuse_text(Interp *in, const Node *n) {
  error_set(in->error, ERROR_TYPE, n->span,
            "a derivative cannot be followed through a text that is run");
  error_hint(in->error, "write what it says in its place");
  return false;
}

static bool invoke_slot(Follower *f, size_t slot, Value *base, Mark *M, size_t given, size_t wanted,
                        const Node *n) {
  Interp *in = f->interp;
  const FunctionSlot *s = &in->functions.slots[slot];
  if (s->code || !s->builtin) {
    f->given = given;
    f->function = MARK_NONE;
    return run_slot(in, slot, base, given, wanted, n);
  }
  if (runs_text(s)) return refuse_text(in, n);
  Value *top = in->top, *end = base + (given > wanted ? given : wanted) + 1;
  if (end > top) in->top = end;
  bool good = f->call(f, s->builtin->builtin, slot, base, M, given, wanted, n);
  in->top = top;
  return good;
}

static bool has_word(const char *text, const char *word) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  for (const char *s = text; *s;) {
    size_t length = strspn(s, letters);
    if (length == strlen(word) && strncmp(s, word, length) == 0) return true;
    s += length > 0 ? length : 1;
  }
  return false;
}

/* eval and evalc see the caller's variables: whether their texts name one that is followed. */
static bool reads_followed(const Follower *f, size_t slot, const Value *args, size_t count) {
  if (!runs_text(&f->interp->functions.slots[slot])) return false;
  const Frame *frame = &f->interp->caller;
  bool found = false;
  for (size_t i = 0; frame->code && i < count; i++) {
    const Mark *marks = f->marks + (frame->registers - f->interp->stack);
    Text text = TEXT_EMPTY;
    if (value_is_string(args[i])) value_append_text(args[i], &text);
    for (size_t k = 0; k < frame->code->variable_count; k++)
      found |= marks[k] != MARK_NONE && has_word(text_string(&text), frame->code->names[k]);
    text_free(&text);
  }
  return found;
}

bool follow_invoke(Follower *f, Value function, Mark function_mark, size_t slot, Value *base,
                   Mark *M, size_t given, size_t wanted, const Node *n) {
  Interp *in = f->interp;
  bool good;
  if (function_mark == MARK_NONE && !any_marks(M, given)) {
    if (function.kind != VALUE_FUNCTION && reads_followed(f, slot, base, given))
      return refuse_text(in, n);
    in->follower = NULL;
    good = function.kind == VALUE_FUNCTION ? run_value(in, function, base, given, wanted, n)
                                           : run_slot(in, slot, base, given, wanted, n);
    in->follower = f;
    forget(M, wanted > given ? wanted : given);
    M[0] = MARK_NONE;
    return good;
  }
  const NamedFunction *named = named_function_of(function);
  if (named) slot = named->slot;
  if (named || function.kind != VALUE_FUNCTION)
    good = invoke_slot(f, slot, base, M, given, wanted, n);
  else {
    f->given = given;
    f->function = function_mark;
    good = run_closure(in, function, base, given, wanted, n);
  }
  if (!good) forget(M, given);
  return good;
}

bool follow_plainly(Follower *f, size_t slot, Value *base, size_t given, size_t wanted,
                    const Node *site) {
  Interp *in = f->interp;
  in->follower = NULL;
  bool good = run_slot(in, slot, base, given, wanted, site);
  in->follower = f;
  return good;
}

bool follow_function(Call *call, Follower *f, Value function, Mark function_mark, const Value *args,
                     const Mark *marks, size_t count, Value *result, Mark *mark, const Node *site) {
  Interp *in = call->interp;
  Value *base = in->top;
  *result = VALUE_NOTHING;
  *mark = MARK_NONE;
  if (in->error->kind != ERROR_NONE) return false;
  if (base + count + MAX_RESULTS + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, call->span, "functions call each other too deeply");
  Mark *M = f->marks + (base - in->stack);
  for (size_t k = 0; k < count; k++) {
    base[k] = value_retain(args[k]);
    M[k] = marks[k];
  }
  Follower *before = in->follower;
  in->follower = f;
  bool good = follow_invoke(f, function, function_mark, 0, base, M, count, 1, site);
  in->follower = before;
  if (good && base[0].kind == VALUE_NONE)
    good = error_set(in->error, ERROR_TYPE, call->span, "the function gives no value");
  if (good) {
    *result = base[0];
    *mark = M[0];
    base[0] = VALUE_NOTHING;
  }
  for (size_t k = 0; k < count || k < 1; k++) {
    M[k] = MARK_NONE;
    if (!good) put(&base[k], VALUE_NOTHING);
  }
  return good;
}

bool follow_numbers(Interp *in, Value function, const double *x, size_t count, size_t entries,
                    StraightSlope *slope, void *self, double *value, double *gradient) {
  const Closure *f = closure_of(function);
  if (!f || !f->code->straight || count != f->code->parameter_count) return false;
  if (in->fuel <= 0 || interrupt_pending() || in->error->kind != ERROR_NONE) return false;
  in->fuel--;
  return straight_gradient(in, f->code, f->captures, x, entries, slope, self, value, gradient);
}

/* ------------------------------------------------------------------ instructions */

const Value *follow_resolve(Follower *f, const Code *code, Value *R, const Value *v, const Node *n,
                            Value *spare) {
  if (v->kind != VALUE_NONE) return v;
  f->interp->follower = NULL;
  const Value *r = slow_resolve(f->interp, code, R, v, n, spare);
  f->interp->follower = f;
  return r;
}

/* Lists among the GIVEN arguments at BASE taken apart where they lie. */
static bool spread(Follower *f, Value *base, Mark *M, size_t *given, const Node *n) {
  Interp *in = f->interp;
  if (!list_any(base, *given)) return true;
  size_t total = list_count(base, *given), at = 0;
  if (base + total + MAX_RESULTS + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, n->span, "these are too many arguments");
  Value *values = mem_new((total + 1) * sizeof *values);
  Mark *marks = mem_new((total + 1) * sizeof *marks);
  for (size_t k = 0; k < *given; k++) {
    bool is_list = list_any(&base[k], 1);
    size_t many = is_list ? list_count(&base[k], 1) : 1;
    for (size_t j = 0; j < many; j++) marks[at++] = is_list ? follow_part(f, M[k], j) : M[k];
  }
  list_spread(base, *given, values);
  if (base + total > in->top) in->top = base + total;
  for (size_t k = 0; k < total; k++) {
    put(&base[k], values[k]);
    M[k] = marks[k];
  }
  free(values);
  free(marks);
  *given = total;
  return true;
}

bool follow_call(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, size_t wanted,
                 const Node *n) {
  Interp *in = f->interp;
  Value *base = &R[i.a], function = VALUE_NOTHING, *top = in->top;
  Mark *marks = &M[i.a], function_mark = MARK_NONE;
  size_t given = i.d, slot = i.c;
  bool lists = i.op == OP_CALL_LIST || i.op == OP_INDEX_LIST;
  if (lists && !spread(f, base, marks, &given, n)) return false;
  if (i.op == OP_INDEX || i.op == OP_INDEX_LIST) {
    function = R[i.b];
    function_mark = M[i.b];
    if (function.kind == VALUE_NONE && slow_name(n))
      slot = functions_slot(&in->functions, slow_name(n));
    else if (function.kind != VALUE_FUNCTION) {
      Value r;
      Mark mark;
      if (!follow_get(f, function, function_mark, base, given, n, &r, &mark)) return false;
      for (size_t k = 0; k < given; k++) put(&base[k], VALUE_NOTHING);
      forget(marks, given);
      put(&base[0], r);
      marks[0] = mark;
      in->top = top;
      return wanted <= 1 || error_set(in->error, ERROR_TYPE, n->span,
                                      "this gives one value, but several are to be assigned");
    }
  }
  if (function.kind != VALUE_FUNCTION && !in->functions.slots[slot].code &&
      !in->functions.slots[slot].builtin)
    return complain_undefined(in, in->functions.slots[slot].name,
                              (n->kind == NODE_CALL ? n->kids[0] : n)->span, code, R);
  in->caller = (Frame){ code, R };
  bool good = follow_invoke(f, function, function_mark, slot, base, marks, given, wanted, n);
  in->top = top;
  if (good && wanted > 0 && base[0].kind == VALUE_NONE) return complain_no_value(in, n);
  return good;
}

/* f(x) with the arguments elsewhere than where results go. */
static bool call_aside(Follower *f, Value function, Mark function_mark, size_t slot,
                       const Value *args, const Mark *marks, size_t count, const Node *n,
                       Value *out, Mark *to) {
  Interp *in = f->interp;
  Value *base = in->top;
  if (base + count + MAX_RESULTS + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, n->span, "functions call each other too deeply");
  Mark *M = f->marks + (base - in->stack);
  for (size_t k = 0; k < count; k++) {
    base[k] = value_retain(args[k]);
    M[k] = marks[k];
  }
  bool good = follow_invoke(f, function, function_mark, slot, base, M, count, 1, n);
  if (good) {
    *out = base[0];
    *to = M[0];
    base[0] = VALUE_NOTHING;
  }
  for (size_t k = 0; k < count || k < 1; k++) {
    put(&base[k], VALUE_NOTHING);
    M[k] = MARK_NONE;
  }
  return good && (out->kind != VALUE_NONE || complain_no_value(in, n));
}

bool follow_map(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, const Node *n) {
  Interp *in = f->interp;
  const FunctionSlot *s = &in->functions.slots[i.c];
  const Builtin *b = s->builtin->builtin;
  Mark mark = M[i.b];
  if (!s->code && !(mark && f->thorough) && is_number(R[i.b]) &&
      ((b->low == 0 && b->high == 0) || !(R[i.b].scalar < b->low || R[i.b].scalar > b->high))) {
    double x = R[i.b].scalar, y = b->map(x), slope;
    put(&R[i.a], value_scalar(y));
    M[i.a] = mark;
    if (mark == MARK_NONE) return true;
    in->follower = NULL;
    bool good = f->slope(f, b, x, y, &slope, n);
    in->follower = f;
    if (!good) return false;
    const size_t kept = code->variable_count + code->constant_count;
    if (i.b >= kept) follow_fold(f, &mark, &slope);
    M[i.a] = follow_number(f, i.a >= kept, mark, slope, MARK_NONE, 0);
    return M[i.a] != MARK_FAILED;
  }
  Value spare = VALUE_NOTHING, result = VALUE_NOTHING;
  const Value *v = follow_resolve(f, code, R, &R[i.b], n->kids[1], &spare);
  if (!v) return false;
  Value arg = *v;
  Mark to = MARK_NONE;
  bool good = call_aside(f, VALUE_NOTHING, MARK_NONE, i.c, &arg, &mark, 1, n, &result, &to);
  value_release(spare);
  return follow_result(R, M, i.a, result, good ? to : MARK_FAILED);
}

bool follow_index(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, Value *indices,
                  size_t count, uint16_t to, const Node *n) {
  Interp *in = f->interp;
  const Value *object = &R[i.b];
  size_t at;
  if (count == 1 && LIKELY(is_number(indices[0])) && plain_reals(object) &&
      place(indices[0].scalar, object->array->count, &at) && !(f->thorough && M[i.b])) {
    Mark mark = M[i.b];
    f->indexed |= M[indices - R] != MARK_NONE;
    put(&R[to], value_scalar(object->array->data[at]));
    if (mark != MARK_NONE) mark = follow_place(f, STEP_ELEMENT, 0, mark, MARK_NONE, at);
    M[to] = mark;
    return mark != MARK_FAILED;
  }
  Mark mark = MARK_NONE;
  Value out = VALUE_NOTHING;
  if (object->kind == VALUE_FUNCTION || object->kind == VALUE_NONE) {
    const char *name = slow_name(n);
    if (object->kind == VALUE_NONE && !name)
      return error_set(in->error, ERROR_TYPE, n->span, "there is no value here");
    size_t slot = name ? functions_slot(&in->functions, name) : 0;
    const FunctionSlot *s = &in->functions.slots[slot];
    if (object->kind == VALUE_NONE && !s->code && !s->builtin)
      return complain_undefined(in, name, n->kids[0]->span, code, R);
    Value function = *object;
    if (!call_aside(f, function, M[i.b], slot, indices, &M[indices - R], count, n, &out, &mark))
      return false;
  } else {
    Value spare = VALUE_NOTHING;
    const Value *one = count == 1 && n->count == 2 && n->kids[1]->kind == NODE_NAME
                           ? follow_resolve(f, code, R, indices, n->kids[1], &spare)
                           : indices;
    for (size_t k = 0; k < count; k++) f->indexed |= M[indices - R + (ptrdiff_t)k] != MARK_NONE;
    bool good = one && follow_get(f, *object, M[i.b], one, count, n, &out, &mark);
    value_release(spare);
    if (!good) return false;
  }
  return follow_result(R, M, to, out, mark);
}

/* The values of two nodes, owned, as in slow.c. */
static bool take_pair(Follower *f, const Code *code, Value *R, uint16_t row, uint16_t column,
                      Node *const *nodes, Value *pair) {
  const uint16_t from[2] = { row, column };
  for (size_t k = 0; k < 2; k++) {
    const Node *index = nodes[k];
    pair[k] = value_retain(R[from[k]]);
    if (pair[k].kind != VALUE_NONE || index->kind == NODE_COLON) continue;
    if (!follow_resolve(f, code, R, &R[from[k]], index, &pair[k])) {
      if (k == 1) value_release(pair[0]);
      return false;
    }
  }
  return true;
}

bool follow_index_two(Follower *f, const Code *code, Value *R, Mark *M, Instruction i,
                      uint16_t second, const Node *n) {
  const Value *v = &R[i.b], *row = &R[i.c], *column = &R[second];
  size_t r_at, c_at;
  if (SCALARS(*row, *column) && plain_reals(v) && v->array->rank == 2 &&
      place(row->scalar, v->array->dims[0], &r_at) &&
      place(column->scalar, v->array->dims[1], &c_at) && !(f->thorough && M[i.b])) {
    size_t at = r_at + c_at * v->array->dims[0];
    Mark mark = M[i.b];
    put(&R[i.a], value_scalar(v->array->data[at]));
    if (mark != MARK_NONE) mark = follow_place(f, STEP_ELEMENT, 0, mark, MARK_NONE, at);
    M[i.a] = mark;
    return mark != MARK_FAILED;
  }
  Value pair[2], out = VALUE_NOTHING;
  Mark mark = MARK_NONE;
  if (!take_pair(f, code, R, i.c, second, n->kids + 1, pair)) return false;
  bool good;
  if (v->kind == VALUE_FUNCTION || v->kind == VALUE_NONE) {
    const char *name = slow_name(n);
    size_t slot = name ? functions_slot(&f->interp->functions, name) : 0;
    const FunctionSlot *s = &f->interp->functions.slots[slot];
    Mark marks[2] = { M[i.c], M[second] };
    Value function = *v;
    if (function.kind == VALUE_NONE && !(name && (s->code || s->builtin)))
      good = name ? complain_undefined(f->interp, name, n->kids[0]->span, code, R)
                  : error_set(f->interp->error, ERROR_TYPE, n->span, "there is no value here");
    else
      good = call_aside(f, function, M[i.b], slot, pair, marks, 2, n, &out, &mark);
  } else
    good = follow_get(f, *v, M[i.b], pair, 2, n, &out, &mark);
  value_release(pair[0]);
  value_release(pair[1]);
  return follow_result(R, M, i.a, out, good ? mark : MARK_FAILED);
}

bool follow_index_run(Follower *f, const Code *code, Value *R, Mark *M, Instruction i,
                      uint16_t last, const Node *n) {
  Interp *in = f->interp;
  const Node *range = n->kids[1];
  Value *base = in->top, pair[2];
  Mark *marks = f->marks + (base - in->stack);
  if (base + MAX_RESULTS + 10 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, n->span, "functions call each other too deeply");
  if (!f->thorough && (M[i.c] | M[last]) == MARK_NONE) {
    Value piece = slow_piece(R[i.b], R[i.c], R[last]);
    if (piece.kind == VALUE_ERROR) return false;
    if (piece.kind != VALUE_NONE) {
      Mark mark = M[i.b];
      if (mark != MARK_NONE) mark = f->run(f, R[i.b], mark, R[i.c].scalar, piece, n);
      return follow_result(R, M, i.a, piece, mark);
    }
  }
  if (!take_pair(f, code, R, i.c, last, range->kids, pair)) return false;
  for (size_t k = 0; k < 2; k++) {
    base[k] = pair[k];
    marks[k] = M[k == 0 ? i.c : last];
  }
  in->top = base + 2;
  bool good = follow_range(f, base, marks, (Instruction){ .op = OP_RANGE, .d = 2 }, range);
  if (!good && in->error->kind != ERROR_NONE) in->error->span = range->span;
  good = good && follow_index(f, code, R, M, i, base, 1, i.a, n);
  for (size_t k = 0; k < 2; k++) put(&base[k], VALUE_NOTHING);
  forget(marks, 2);
  in->top = base;
  return good;
}

bool follow_pair(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, uint16_t second,
                 const Node *n) {
  const FunctionSlot *s = &f->interp->functions.slots[i.c];
  Mark marks[2] = { M[i.b], M[second] }, mark = MARK_NONE;
  if (!s->code && (marks[0] | marks[1]) == MARK_NONE && SCALARS(R[i.b], R[second])) {
    put(&R[i.a], value_scalar(s->builtin->builtin->pair(R[i.b].scalar, R[second].scalar)));
    M[i.a] = MARK_NONE;
    return true;
  }
  Value pair[2], out = VALUE_NOTHING;
  if (!take_pair(f, code, R, i.b, second, n->kids + 1, pair)) return false;
  f->interp->caller = (Frame){ code, R };
  bool good = call_aside(f, VALUE_NOTHING, MARK_NONE, i.c, pair, marks, 2, n, &out, &mark);
  value_release(pair[0]);
  value_release(pair[1]);
  return follow_result(R, M, i.a, out, good ? mark : MARK_FAILED);
}

bool follow_set_two(Follower *f, const Code *code, Value *R, Mark *M, Instruction i,
                    uint16_t second, const Node *n) {
  Value *v = &R[i.a];
  const Value *row = &R[i.b], *column = &R[second], *right = &R[i.c];
  size_t r_at, c_at;
  if (SCALARS(*row, *column) && is_number(*right) && plain_reals(v) && v->array->refs == 1 &&
      v->array->rank == 2 && place(row->scalar, v->array->dims[0], &r_at) &&
      place(column->scalar, v->array->dims[1], &c_at) && !(f->thorough && (M[i.a] | M[i.c])))
    return follow_put(f, v, &M[i.a], r_at + c_at * v->array->dims[0], right->scalar, M[i.c]);
  Value pair[2];
  if (!take_pair(f, code, R, i.b, second, n->kids + 1, pair)) return false;
  bool good = follow_change(f, v, &M[i.a], pair, 2, R[i.c], M[i.c], i.op, n);
  value_release(pair[0]);
  value_release(pair[1]);
  return good;
}
