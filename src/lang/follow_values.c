/* follow_values.c -- operators, ranges and brackets on marked values.  */

#include "config.h"
#include "lang/follow_machine.h"
#include "lang/long_job.h"
#include "value/cell.h"

#include <stdlib.h>

static Operation operation(Interp *in) {
  return (Operation){ .error = in->error, .warn = interp_warn, .self = in };
}

bool follow_binary(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, const Node *n) {
  Interp *in = f->interp;
  Mark marks[2] = { M[i.b], M[i.c] };
  if ((marks[0] | marks[1]) == MARK_NONE) {
    in->follower = NULL;
    bool good = slow_binary(in, code, R, i, n);
    in->follower = f;
    M[i.a] = MARK_NONE;
    return good;
  }
  Value left = VALUE_NOTHING, right = VALUE_NOTHING, result = VALUE_FAILED;
  const Value *a = follow_resolve(f, code, R, &R[i.b], n->kids[0], &left);
  const Value *b = a ? follow_resolve(f, code, R, &R[i.c], n->kids[1], &right) : NULL;
  Mark mark = MARK_FAILED;
  if (b) {
    Operation how = operation(in);
    Value args[2] = { *a, *b };
    result = operate_binary(&how, i.d, *a, *b);
    if (result.kind == VALUE_ERROR && in->error->kind != ERROR_NONE)
      complain_operands(in, n, *a, *b);
    if (long_job_failed() && in->error->kind == ERROR_NONE) interp_take_stop(in);
    if (in->error->kind == ERROR_NONE && result.kind != VALUE_ERROR)
      mark = f->binary(f, i.d, args, marks, result, n);
  }
  value_release(left);
  value_release(right);
  return follow_result(R, M, i.a, result, mark);
}

bool follow_unary(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, const Node *n) {
  Interp *in = f->interp;
  Mark mark = M[i.b];
  if (mark == MARK_NONE || i.d == OPERATE_NOT) {
    in->follower = NULL;
    bool good = slow_unary(in, code, R, i, n);
    in->follower = f;
    M[i.a] = MARK_NONE;
    return good;
  }
  Operation how = operation(in);
  Value result = operate_unary(&how, i.d, R[i.b]);
  if (result.kind == VALUE_ERROR) return false;
  mark = f->unary(f, i.d, R[i.b], mark, result, n);
  return follow_result(R, M, i.a, result, mark);
}

/* *TO is the mark of first + step * k, K a number or a row of them. */
static bool affine(Follower *f, Value first, Value step, Mark first_mark, Mark step_mark, Value k,
                   Mark *to) {
  Operation how = operation(f->interp);
  Value scaled = operate_binary(&how, OPERATE_TIMES, step, k);
  Value result =
      scaled.kind == VALUE_ERROR ? VALUE_FAILED : operate_binary(&how, OPERATE_ADD, first, scaled);
  *to = MARK_FAILED;
  if (result.kind != VALUE_ERROR) {
    Mark marks[2] = { step_mark, MARK_NONE };
    Mark product = step_mark
                       ? f->binary(f, OPERATE_TIMES, (Value[]){ step, k }, marks, scaled, NULL)
                       : MARK_NONE;
    marks[0] = first_mark;
    marks[1] = product;
    if (product != MARK_FAILED)
      *to = f->binary(f, OPERATE_ADD, (Value[]){ first, scaled }, marks, result, NULL);
  }
  value_release(scaled);
  value_release(result);
  return *to != MARK_FAILED;
}

bool follow_affine(Follower *f, const Value *state, Mark base, Mark step, double k, Mark *to) {
  if ((base | step) == MARK_NONE) {
    *to = MARK_NONE;
    return true;
  }
  return affine(f, state[0], state[1], base, step, value_scalar(k), to);
}

bool follow_range(Follower *f, Value *R, Mark *M, Instruction i, const Node *n) {
  (void)n;
  Value first = R[i.b], step = i.d == 3 ? R[i.b + 1] : value_scalar(1);
  Mark first_mark = M[i.b], step_mark = i.d == 3 ? M[i.b + 1] : MARK_NONE;
  M[i.a] = MARK_NONE;
  if ((first_mark | step_mark) == MARK_NONE) return slow_range(f->interp, R, i);
  value_retain(first);
  value_retain(step);
  bool good = slow_range(f->interp, R, i);
  if (good) {
    size_t count = value_count(R[i.a]);
    Array *k = array_new_matrix(1, count);
    for (size_t j = 0; k && j < count; j++) k->data[j] = (double)j;
    Value row = value_array(k);
    good = row.kind != VALUE_ERROR && affine(f, first, step, first_mark, step_mark, row, &M[i.a]);
    value_release(row);
  }
  value_release(first);
  value_release(step);
  return good;
}

/* ------------------------------------------------------------------ round brackets */

/* The places, from 1, that INDICES mean in OBJECT, in the shape of the result. */
static Value places(Follower *f, Value object, const Value *indices, size_t count, const Node *n) {
  size_t rank;
  const size_t *dims;
  if (!value_dims(&object, &rank, &dims)) return VALUE_FAILED;
  return index_places(rank, dims, indices, count, slow_name(n), f->interp->error);
}

/* Of a cell: the parts at those places. */
static bool some_parts(Follower *f, Value object, Mark mark, const Value *indices, size_t count,
                       const Node *n, Mark *to) {
  Value at = places(f, object, indices, count, n);
  View v;
  if (at.kind == VALUE_ERROR || !value_view(&at, &v)) return false;
  Mark *marks = mem_new((v.count + 1) * sizeof *marks);
  for (size_t k = 0; k < v.count; k++) marks[k] = follow_part(f, mark, (size_t)v.data[k] - 1);
  *to = follow_parts(f, marks, v.count);
  free(marks);
  value_release(at);
  return *to != MARK_FAILED;
}

bool follow_get(Follower *f, Value object, Mark mark, const Value *indices, size_t count,
                const Node *n, Value *out, Mark *to) {
  *to = MARK_NONE;
  *out = index_get(object, indices, count, slow_name(n), f->interp->error);
  if (out->kind == VALUE_ERROR) return false;
  if (mark == MARK_NONE) return true;
  bool good = true;
  if (object.kind == VALUE_CELL)
    good = some_parts(f, object, mark, indices, count, n, to);
  else {
    *to = f->index(f, object, mark, indices, count, *out, n);
    good = *to != MARK_FAILED;
  }
  if (!good) {
    value_release(*out);
    *out = VALUE_NOTHING;
  }
  return good;
}

bool follow_column(Follower *f, Value *R, Mark *M, Instruction i, uint16_t to, const Node *n,
                   bool *more) {
  Interp *in = f->interp;
  Value *state = &R[i.a];
  double at = state[1].scalar;
  *more = slow_next_column(in, state, &R[to]);
  M[to] = MARK_NONE;
  if (!*more || M[i.a] == MARK_NONE) return in->error->kind == ERROR_NONE;
  Value v = state[0];
  if (v.kind < VALUE_ARRAY || v.kind == VALUE_FUNCTION || v.kind == VALUE_RECORD) {
    M[to] = M[i.a];
    return true;
  }
  bool row = v.kind == VALUE_ARRAY && value_size(v, 0) == 1;
  Value index[2] = { VALUE_NOTHING, value_scalar(at + 1) }, item;
  if (!follow_get(f, v, M[i.a], row ? index + 1 : index, row ? 1 : 2, n, &item, &M[to]))
    return false;
  value_release(item);
  return true;
}

bool follow_put(Follower *f, Value *array, Mark *mark, size_t at, double x, Mark right) {
  Array *a = array->array;
  a->data[at] = x;
  a->range = a->diagonal = false;
  if ((*mark | right) == MARK_NONE) return true;
  uint32_t shape = *mark ? f->steps[*mark].shape : follow_shape(f, *array);
  *mark = follow_place(f, STEP_PUT, shape, *mark, right, at);
  return *mark != MARK_FAILED;
}

/* VECTOR, of which OBJECT is the mark of all but the last entry and NUMBER that of the last. */
static bool grown(Follower *f, Value vector, Mark *to, Mark object, Mark number) {
  if ((object | number) == MARK_NONE) {
    *to = MARK_NONE;
    return true;
  }
  *to =
      follow_place(f, STEP_GROW, follow_shape(f, vector), object, number, value_count(vector) - 1);
  return *to != MARK_FAILED;
}

/* Of a cell whose part was changed: all old parts at their places, and RIGHT at the new one. */
static bool change_cell(Follower *f, Value after, size_t before_count, Mark *mark,
                        const Value *indices, size_t count, Mark right, const Node *n) {
  size_t total = value_count(after);
  bool kept = value_rank(after) == 2 && (total == before_count || value_size(after, 0) == 1 ||
                                         value_size(after, 1) == 1 || *mark == MARK_NONE);
  Value at = places(f, after, indices, count, n);
  if (at.kind == VALUE_ERROR) return false;
  View v;
  if (!value_view(&at, &v) || v.count != 1 || !kept) {
    value_release(at);
    return error_set(f->interp->error, ERROR_TYPE, n->span,
                     "a derivative can be followed through a cell when its items are set one by "
                     "one, in a row");
  }
  Mark *marks = mem_new((total + 1) * sizeof *marks);
  for (size_t k = 0; k < total; k++) marks[k] = follow_part(f, *mark, k);
  marks[(size_t)v.data[0] - 1] = right;
  *mark = follow_parts(f, marks, total);
  free(marks);
  value_release(at);
  return *mark != MARK_FAILED;
}

static bool change_part(Follower *f, Value *object, const Value *indices, size_t count, Value right,
                        Opcode op, const Node *n) {
  Interp *in = f->interp;
  if (object->kind == VALUE_FUNCTION)
    return error_set(in->error, ERROR_TYPE, n->span,
                     "%s is a function: its values cannot be assigned",
                     slow_name(n) ? slow_name(n) : "this");
  if (op == OP_DELETE) return index_delete(object, indices, count, slow_name(n), in->error);
  if (right.kind == VALUE_NONE)
    return error_set(in->error, ERROR_TYPE, n->span, "there is no value to assign");
  if (op == OP_SET_BRACE) return slow_set_items(in, object, indices, count, right, n);
  return index_set(object, indices, count, right, slow_name(n), in->error);
}

bool follow_change(Follower *f, Value *object, Mark *mark, const Value *indices, size_t count,
                   Value right, Mark right_mark, Opcode op, const Node *n) {
  if ((*mark | right_mark) == MARK_NONE)
    return change_part(f, object, indices, count, right, op, n);
  PartChange change = { .before = *mark,
                        .right_mark = right_mark,
                        .indices = indices,
                        .count = count,
                        .right = right,
                        .deletes = op == OP_DELETE };
  size_t dims[MAX_RANK];
  const size_t *old;
  size_t before_count = value_count(*object);
  if (object->kind != VALUE_NONE && value_dims(object, &change.rank, &old))
    for (size_t k = 0; k < change.rank; k++) dims[k] = old[k];
  change.dims = dims;
  bool grows = !f->thorough && op != OP_DELETE && count == 1 && is_number(right) &&
               is_number(indices[0]) && indices[0].scalar == (double)before_count + 1 &&
               (before_count == 0 || is_number(*object) ||
                (plain_reals(object) && change.rank == 2 && (dims[0] == 1 || dims[1] == 1)));
  if (!change_part(f, object, indices, count, right, op, n)) return false;
  if (grows && object->kind != VALUE_CELL) return grown(f, *object, mark, *mark, right_mark);
  if (object->kind == VALUE_CELL) {
    if (op == OP_DELETE)
      return error_set(f->interp->error, ERROR_TYPE, n->span,
                       "a derivative cannot be followed through a cell that loses items");
    if (op != OP_SET_BRACE && right.kind == VALUE_CELL) right_mark = follow_part(f, right_mark, 0);
    return change_cell(f, *object, before_count, mark, indices, count, right_mark, n);
  }
  change.after = *object;
  *mark = f->change(f, &change, n);
  return *mark != MARK_FAILED;
}

bool follow_set(Follower *f, Value *R, Mark *M, Instruction i, const Node *n) {
  Value *v = &R[i.a];
  const Value *index = &R[i.b], *right = &R[i.c];
  size_t at;
  if (i.op == OP_SET_ONE && SCALARS(*index, *right) && plain_reals(v) && v->array->refs == 1 &&
      place(index->scalar, v->array->count, &at) && !(f->thorough && (M[i.a] | M[i.c])))
    return follow_put(f, v, &M[i.a], at, right->scalar, M[i.c]);
  if (i.op == OP_SET_ONE && SCALARS(*index, *right) && plain_reals(v) && !f->thorough &&
      index->scalar == (double)v->array->count + 1 && array_append(v->array, right->scalar))
    return grown(f, *v, &M[i.a], M[i.a], M[i.c]);
  size_t count = i.op == OP_SET_ONE ? 1 : i.d;
  bool deletes = i.op == OP_DELETE;
  bool good = follow_change(f, v, &M[i.a], index, count, deletes ? VALUE_NOTHING : *right,
                            deletes ? MARK_NONE : M[i.c], i.op, n);
  if (i.op != OP_SET_ONE)
    for (size_t k = 0; k < count; k++) put(&R[i.b + k], VALUE_NOTHING);
  return good;
}

/* ------------------------------------------------------------------ curly brackets and lists */

bool follow_item(Follower *f, Value *R, Mark *M, Instruction i, const Node *n) {
  Interp *in = f->interp;
  Value object = R[i.b];
  Value indices[MAX_RANK];
  size_t count = i.d < MAX_RANK ? i.d : MAX_RANK;
  for (size_t k = 0; k < count; k++) indices[k] = value_retain(R[i.c + k]);
  Mark mark = M[i.b], to = MARK_NONE;
  if (mark != MARK_NONE) value_retain(object); /* the result may replace it */
  bool part = i.op == OP_PART || i.op == OP_ITEM_PART;
  bool good = part ? slow_part(in, R, i, n) : slow_get_item(in, R, i, n);
  if (good && mark != MARK_NONE && R[i.a].kind != VALUE_NONE) {
    if (i.op == OP_PART && object.kind != VALUE_CELL) {
      to = f->index(f, object, mark, indices, count, R[i.a], n);
      good = to != MARK_FAILED;
    } else {
      good = some_parts(f, object, mark, indices, count, n, &to);
      bool one = i.op == OP_BRACE || i.op == OP_ITEM_PART;
      if (good && one) to = follow_part(f, to, 0);
    }
  }
  for (size_t k = 0; k < count; k++) value_release(indices[k]);
  if (mark != MARK_NONE) value_release(object);
  if (good) M[i.a] = to;
  return good;
}

/* The marks of COUNT values with the lists among them taken apart; *TOTAL of them, owned. */
static Mark *spread_marks(const Follower *f, const Value *items, const Mark *marks, size_t count,
                          size_t *total) {
  *total = list_count(items, count);
  Mark *all = mem_new((*total + 1) * sizeof *all);
  size_t at = 0;
  for (size_t k = 0; k < count; k++) {
    bool list = list_any(&items[k], 1);
    size_t many = list ? list_count(&items[k], 1) : 1;
    for (size_t j = 0; j < many; j++) all[at++] = list ? follow_part(f, marks[k], j) : marks[k];
  }
  return all;
}

bool follow_list(Follower *f, Value *R, Mark *M, Instruction i) {
  size_t total;
  Mark *marks = spread_marks(f, &R[i.b], &M[i.b], i.c, &total);
  Mark to = follow_parts(f, marks, total);
  free(marks);
  if (to == MARK_FAILED || !slow_list(R, i)) return false;
  M[i.a] = to;
  return true;
}

bool follow_unlist(Follower *f, Value *R, Mark *M, Instruction i, const Node *n) {
  bool list = list_any(&R[i.b], 1);
  Mark mark = M[i.b];
  if (!slow_unlist(f->interp, R, i, n)) return false;
  for (size_t k = 0; k < i.d; k++) M[i.a + k] = list ? follow_part(f, mark, k) : mark;
  return true;
}

static bool any_marks(const Mark *marks, size_t count) {
  Mark any = MARK_NONE;
  for (size_t k = 0; k < count; k++) any |= marks[k];
  return any != MARK_NONE;
}

/* [x, number] of a row, [x; number] of a column: the vector grows. */
static bool grows(const Follower *f, const Value *items, size_t count, size_t dimension) {
  return !f->thorough && count == 2 && plain_reals(&items[0]) && is_number(items[1]) &&
         items[0].array->rank == 2 && items[0].array->count > 0 &&
         items[0].array->dims[!dimension] == 1;
}

bool follow_matrix(Follower *f, Value *R, Mark *M, Instruction i, const Node *n) {
  Interp *in = f->interp;
  if (grows(f, &R[i.b], i.c, i.d == 1)) {
    Mark object = M[i.b], number = M[i.b + 1];
    return slow_join(in, R, i) && grown(f, R[i.a], &M[i.a], object, number);
  }
  if (!any_marks(&M[i.b], i.c)) {
    M[i.a] = MARK_NONE;
    return slow_join(in, R, i);
  }
  bool lists = list_any(&R[i.b], i.c);
  size_t total = i.c;
  Mark *marks = lists ? spread_marks(f, &R[i.b], &M[i.b], i.c, &total) : &M[i.b];
  Value *items = lists ? mem_new((total + 1) * sizeof *items) : &R[i.b];
  if (lists) list_spread(&R[i.b], i.c, items);
  bool cells = false;
  for (size_t k = 0; k < total; k++) cells |= items[k].kind >= VALUE_FUNCTION;
  size_t dimension = i.d == 1 ? 1 : 0;
  Value r = total == 1 ? value_retain(items[0]) : concatenate(items, total, dimension, in->error);
  Mark to = MARK_FAILED;
  if (r.kind == VALUE_ERROR)
    to = MARK_FAILED;
  else if (total == 1)
    to = marks[0];
  else if (cells)
    error_set(in->error, ERROR_TYPE, n->span,
              "a derivative cannot be followed through cells that are joined");
  else
    to = f->join(f, items, marks, total, dimension, r, n);
  for (size_t k = 0; lists && k < total; k++) value_release(items[k]);
  if (lists) {
    free(items);
    free(marks);
  }
  for (size_t k = 0; k < i.c; k++) put(&R[i.b + k], VALUE_NOTHING);
  return follow_result(R, M, i.a, r, to);
}

bool follow_cell(Follower *f, Value *R, Mark *M, Instruction i, const Node *n) {
  Mark to = MARK_NONE;
  if (any_marks(&M[i.b], i.c) && i.d == 1) {
    size_t total;
    Mark *marks = spread_marks(f, &R[i.b], &M[i.b], i.c, &total);
    to = follow_parts(f, marks, total);
    free(marks);
  } else if (any_marks(&M[i.b], i.c)) { /* rows below each other */
    size_t width = value_size(R[i.b], 1), rows = i.c;
    Mark *marks = mem_new((width * rows + 1) * sizeof *marks);
    for (size_t r = 0; r < rows; r++) {
      if (value_size(R[i.b + r], 1) != width || value_size(R[i.b + r], 0) != 1) {
        free(marks);
        return error_set(f->interp->error, ERROR_TYPE, n->span,
                         "the rows of this cell have different lengths");
      }
      for (size_t c = 0; c < width; c++) marks[r + c * rows] = follow_part(f, M[i.b + r], c);
    }
    to = follow_parts(f, marks, width * rows);
    free(marks);
  }
  if (to == MARK_FAILED || !slow_cell(f->interp, R, i)) return false;
  M[i.a] = to;
  return true;
}

bool follow_closure(Follower *f, const Code *inner, Value *R, Mark *M, uint16_t to) {
  Mark *marks = mem_new((inner->capture_count + 1) * sizeof *marks);
  for (size_t k = 0; k < inner->capture_count; k++) marks[k] = M[inner->captures[k]];
  Mark whole = follow_parts(f, marks, inner->capture_count);
  free(marks);
  if (whole == MARK_FAILED) return false;
  put(&R[to], closure_new((Code *)inner, R));
  M[to] = whole;
  return true;
}

/* ------------------------------------------------------------------ records */

static size_t field_place(const Record *r, const char *name) {
  for (size_t k = 0; k < r->count; k++)
    if (strcmp(r->names[k], name) == 0) return k;
  return SIZE_MAX;
}

/* The name behind the dot, owned; NULL where it is not one. */
static char *field_name(Value computed, const Node *n) {
  if (n->text) return mem_copy_string(n->text);
  if (!value_is_string(computed)) return NULL;
  Text t = TEXT_EMPTY;
  value_append_text(computed, &t);
  char *copy = mem_copy_string(text_string(&t));
  text_free(&t);
  return copy;
}

static bool refuse_records(Follower *f, const Node *n) {
  return error_set(f->interp->error, ERROR_TYPE, n->span,
                   "a derivative cannot be followed through an array of records");
}

bool follow_field(Follower *f, Value *R, Mark *M, Instruction i, const Node *n) {
  Mark mark = M[i.b], to = MARK_NONE;
  if (mark != MARK_NONE && R[i.b].kind != VALUE_RECORD) return refuse_records(f, n);
  if (mark != MARK_NONE) {
    char *name = field_name(R[i.c], n);
    if (name) to = follow_part(f, mark, field_place(R[i.b].record, name));
    free(name);
  }
  if (!slow_get_field(f->interp, R, i, n)) return false;
  M[i.a] = to;
  return true;
}

bool follow_set_field(Follower *f, Value *R, Mark *M, Instruction i, const Node *n) {
  Mark old = M[i.a], right = M[i.c];
  if ((old | right) == MARK_NONE) return slow_set_field(f->interp, R, i, n);
  char *name = field_name(R[i.b], n);
  bool good = slow_set_field(f->interp, R, i, n);
  if (good && R[i.a].kind != VALUE_RECORD) good = refuse_records(f, n);
  if (good && name) {
    const Record *r = R[i.a].record; /* fields are only ever added behind the others */
    Mark *marks = mem_new((r->count + 1) * sizeof *marks);
    for (size_t k = 0; k < r->count; k++) marks[k] = follow_part(f, old, k);
    marks[field_place(r, name)] = right;
    M[i.a] = follow_parts(f, marks, r->count);
    free(marks);
    good = M[i.a] != MARK_FAILED;
  }
  free(name);
  return good;
}
