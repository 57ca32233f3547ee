/* functional.c -- functions as values: called, applied to every item, turned into texts.  */

#include "config.h"
#include "base/memory.h"
#include "lang/interp.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "value/callable.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

/* The function that TEXT names or writes out: sin, @sin, @(x) x.^2.  Owned; VALUE_ERROR with the
   call failed. */
static Value function_of_text(Call *call, const char *text) {
  Text source = TEXT_EMPTY;
  Error error = { 0 };
  Value f = VALUE_NOTHING;
  text_printf(&source, *text == '@' ? "%s" : "@%s", text);
  Scope *nothing = scope_new();
  bool good = interp_evaluate(call->interp, nothing, text_string(&source), &f, &error);
  scope_free(nothing);
  text_free(&source);
  if (!good) return arguments_failure(call, &error);
  if (f.kind == VALUE_FUNCTION) return f;
  value_release(f);
  return call_fail(call, ERROR_TYPE, "'%.60s' is not a function", text);
}

static bool is_known(Call *call, size_t at, const char *name) {
  if (name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")])
    return true; /* no plain name: reading it tells */
  if (registry_find(interp_registry(call->interp), name, strlen(name))) return true;
  for (size_t i = 0; interp_function_name(call->interp, i); i++)
    if (strcmp(interp_function_name(call->interp, i), name) == 0) return true;
  const char *near = registry_nearest(interp_registry(call->interp), name);
  call_fail_at(call, at, ERROR_TYPE, "there is no function '%.60s'", name);
  if (near)
    call_hint(call, "did you mean '%s'?", near);
  else
    call_hint(call, "`apropos %.40s` searches the functions", name);
  call_identify(call, "Octave:undefined-function");
  return false;
}

/* Argument I, a function or the name of one; owned. */
static Value function_argument(Call *call, size_t i) {
  if (call->args[i].kind == VALUE_FUNCTION) return value_retain(call->args[i]);
  if (value_is_string(call->args[i]))
    return is_known(call, i, call_string(call, i)) ? function_of_text(call, call_string(call, i))
                                                   : VALUE_FAILED;
  return call_fail_at(call, i, ERROR_TYPE, "a function is expected here, such as @sin");
}

static Value call_feval(Call *call) {
  Value f = function_argument(call, 0), results[MAX_RESULTS];
  if (f.kind == VALUE_ERROR) return f;
  size_t wanted = call->wanted < MAX_RESULTS ? call->wanted : MAX_RESULTS;
  bool good = call_function(call, f, call->args + 1, call->count - 1, results, wanted);
  value_release(f);
  if (!good) return VALUE_FAILED;
  for (size_t k = 1; k < wanted; k++) call_result(call, k, results[k]);
  return results[0];
}

static Value call_func2str(Call *call) {
  Text out = TEXT_EMPTY;
  Callable *f = call->args[0].function;
  f->class->show(f, &out);
  bool named = strncmp(text_string(&out), "@(", 2) != 0;
  Value r = value_string(text_string(&out) + named);
  text_free(&out);
  return r;
}

static Value call_str2func(Call *call) {
  return function_of_text(call, call_string(call, 0));
}

static Value call_deal(Call *call) {
  size_t wanted = call->wanted ? call->wanted : 1;
  if (call->count != 1 && call->count != wanted)
    return call_fail(call, ERROR_TYPE, "deal got %zu values for %zu names", call->count, wanted);
  for (size_t k = 1; k < wanted; k++)
    call_result(call, k, value_retain(call->args[call->count == 1 ? 0 : k]));
  return value_retain(call->args[0]);
}

/* ------------------------------------------------------------------ every item */

/* Options at the end of the arguments: 'UniformOutput', false; 'ErrorHandler', @f, whose place
   comes in *HANDLER. */
static bool read_options(Call *call, size_t *count, bool *uniform, size_t *handler) {
  *uniform = true;
  *handler = 0;
  *count = call->count;
  while (*count >= 4 && value_is_string(call->args[*count - 2])) {
    size_t i = *count - 2;
    if (call_string_is(call, i, "ErrorHandler") && call->args[i + 1].kind == VALUE_FUNCTION) {
      *handler = i + 1;
      *count = i;
      continue;
    }
    if (!call_string_is(call, i, "UniformOutput")) {
      if (call->args[1].kind != VALUE_CELL) return true; /* texts to be walked through */
      call_fail_at(call, i, ERROR_TYPE, "there is no option '%.40s'", call_string(call, i));
      return false;
    }
    bool known;
    *uniform = value_truth(call->args[i + 1], &known);
    *count = i;
  }
  return true;
}

/* Item number K; of a cell, arrayfun hands on a cell of one item. */
static Value item_of(Value v, size_t k, bool boxed) {
  if (boxed && value_is_cell(v)) {
    Cell *c = cell_new_matrix(1, 1);
    if (c) c->items[0] = cell_get(v.cell, k);
    return value_cell(c);
  }
  if (v.kind == VALUE_CELL) return cell_get(v.cell, k);
  if (v.kind == VALUE_RECORD) return value_retain(v);
  View view;
  value_view(&v, &view);
  if (view.complex) return value_complex(view.data[2 * k], view.data[2 * k + 1]);
  if (view.element == ELEMENT_LOGICAL) return value_logical(view.data[k] != 0);
  if (view.element == ELEMENT_CHAR) return value_string_bytes(&(char){ (char)view.data[k] }, 1);
  return value_scalar(view.data[k]);
}

/* What one result of all calls is gathered in. */
typedef struct Gathered {
  Cell *cell;
  Array *array;
} Gathered;

static bool gather(Call *call, Gathered *g, size_t k, Value v) {
  if (g->cell) {
    cell_set(g->cell, k, v);
    return true;
  }
  View view;
  if (!value_view(&v, &view) || view.count != 1) {
    Text got = TEXT_EMPTY;
    value_describe(v, &got);
    call_fail(call, ERROR_SHAPE, "the function must give one number each time, but it gave %s",
              text_string(&got));
    call_hint(call, "with 'UniformOutput', false the results come in a cell");
    text_free(&got);
    value_release(v);
    return false;
  }
  Array *a = g->array;
  if (k == 0) a->element = view.element;
  if (view.complex && !a->complex) {
    g->array = array_to_complex(a);
    array_release(a);
    a = g->array;
  }
  if (a && a->complex) {
    a->data[2 * k] = view.data[0];
    a->data[2 * k + 1] = view.complex ? view.data[1] : 0;
  } else if (a)
    a->data[k] = view.data[0];
  if (a && a->element != view.element) a->element = ELEMENT_REAL;
  value_release(v);
  return a != NULL;
}

/* The function has failed for item number K: the handler is asked, with the failure and the same
   arguments. */
static bool handle(Call *call, size_t handler, size_t k, const Value *items, size_t inputs,
                   Value *results, size_t wanted) {
  Error error;
  if (handler == 0 || !call_take_failure(call, &error)) return false;
  Record *r = record_new();
  record_set(r, "message", value_string(error.message));
  record_set(r, "identifier", value_string(error.identifier));
  record_set(r, "index", value_scalar((double)(k + 1)));
  Value *all = mem_new((inputs + 1) * sizeof *all);
  all[0] = value_record(r);
  memcpy(all + 1, items, inputs * sizeof *all);
  bool good = call_function(call, call->args[handler], all, inputs + 1, results, wanted);
  value_release(all[0]);
  free(all);
  return good;
}

static Value apply(Call *call, Value f, size_t inputs, bool uniform, size_t handler) {
  size_t wanted = call->wanted < MAX_RESULTS ? call->wanted : MAX_RESULTS;
  size_t outputs = wanted ? wanted : 1, rank;
  const size_t *dims;
  value_dims(&call->args[1], &rank, &dims);
  size_t count = value_count(call->args[1]);
  for (size_t i = 2; i <= inputs; i++)
    if (value_count(call->args[i]) != count)
      return call_fail_at(call, i, ERROR_SHAPE,
                          "all arguments must have as many items: %zu, not %zu", count,
                          value_count(call->args[i]));
  Gathered all[MAX_RESULTS] = { 0 };
  bool good = true, silent = false;
  for (size_t o = 0; o < outputs; o++) {
    if (uniform)
      good &= (all[o].array = array_zeros(rank, dims, ELEMENT_REAL, false)) != NULL;
    else
      good &= (all[o].cell = cell_new(rank, dims)) != NULL;
  }
  Value *items = mem_new(inputs * sizeof *items), results[MAX_RESULTS];
  for (size_t k = 0; good && k < count; k++) {
    for (size_t i = 0; i < inputs; i++)
      items[i] = item_of(call->args[i + 1], k, call->builtin->name[0] == 'a');
    good = call_step(call, 1) && (call_function(call, f, items, inputs, results, wanted) ||
                                  handle(call, handler, k, items, inputs, results, wanted));
    for (size_t i = 0; i < inputs; i++) value_release(items[i]);
    for (size_t o = 0; good && o < outputs; o++) {
      if (results[o].kind == VALUE_NONE && wanted == 0)
        silent = true;
      else if (!gather(call, &all[o], k, results[o])) {
        for (size_t rest = o + 1; rest < outputs; rest++) value_release(results[rest]);
        good = false;
      }
    }
  }
  free(items);
  Value answers[MAX_RESULTS];
  for (size_t o = 0; o < outputs; o++) {
    answers[o] = all[o].cell ? value_cell(all[o].cell) : value_array(all[o].array);
    if (!good || silent) {
      value_release(answers[o]);
      answers[o] = silent && good ? VALUE_NOTHING : VALUE_FAILED;
    } else if (o > 0)
      call_result(call, o, answers[o]);
  }
  return answers[0];
}

static Value call_apply(Call *call) {
  size_t count;
  size_t handler;
  bool uniform, cells = call->builtin->name[0] == 'c';
  if (!read_options(call, &count, &uniform, &handler)) return VALUE_FAILED;
  for (size_t i = 1; i < count; i++) {
    View v;
    if (cells ? !value_is_cell(call->args[i])
              : call->args[i].kind < VALUE_CELL && !value_view(&call->args[i], &v))
      return call_fail_at(call, i, ERROR_TYPE,
                          cells ? "this must be a cell; arrayfun walks through arrays"
                                : "this must be an array");
  }
  Value f = function_argument(call, 0);
  if (f.kind == VALUE_ERROR) return f;
  Value r = apply(call, f, count - 1, uniform, handler);
  value_release(f);
  return r;
}

/* The values of the fields one by one; the results in a column, or in a record again. */
static Value call_structfun(Call *call) {
  size_t count, handler;
  bool uniform;
  if (call->args[1].kind != VALUE_RECORD)
    return call_fail_at(call, 1, ERROR_TYPE, "a single record is expected");
  if (!read_options(call, &count, &uniform, &handler)) return VALUE_FAILED;
  Value f = function_argument(call, 0);
  if (f.kind == VALUE_ERROR) return f;
  const Record *r = call->args[1].record;
  Cell *values = cell_new_matrix(r->count, 1);
  for (size_t k = 0; values && k < r->count; k++) values->items[k] = value_retain(r->values[k]);
  Call inner = *call;
  Value arguments[2] = { f, { .kind = VALUE_CELL, .cell = values } };
  inner.args = arguments;
  Value result = values ? apply(&inner, f, 1, uniform, 0) : VALUE_FAILED;
  if (result.kind == VALUE_CELL && !uniform) {
    Record *named = record_new();
    for (size_t k = 0; k < r->count; k++) record_set(named, r->names[k], cell_get(result.cell, k));
    value_release(result);
    result = value_record(named);
  }
  cell_release(values);
  value_release(f);
  return result;
}

/* Both sides exist already: nothing is spared, only chosen. */
static Value call_merge(Call *call) {
  View mask = call_view(call, 0);
  if (mask.element != ELEMENT_LOGICAL)
    return call_fail_at(call, 0, ERROR_TYPE, "the mask must be true or false");
  if (mask.count == 1) return value_retain(call->args[mask.data[0] != 0 ? 1 : 2]);
  View yes, no;
  if (!value_view(&call->args[1], &yes) || !value_view(&call->args[2], &no))
    return call_fail(call, ERROR_TYPE, "the values must be numbers");
  if ((yes.count != 1 && yes.count != mask.count) || (no.count != 1 && no.count != mask.count))
    return call_fail(call, ERROR_SHAPE, "the values must be as many as the mask, %zu, or single",
                     mask.count);
  bool complex = yes.complex || no.complex;
  Array *r = array_new(mask.rank, mask.dims, ELEMENT_REAL, complex);
  for (size_t k = 0; r && k < r->count; k++) {
    const View *from = mask.data[k] != 0 ? &yes : &no;
    size_t at = from->count == 1 ? 0 : k;
    r->data[complex ? 2 * k : k] = from->data[from->complex ? 2 * at : at];
    if (complex) r->data[2 * k + 1] = from->complex ? from->data[2 * at + 1] : 0;
  }
  return value_array(r);
}

#define MERGE(its_name, other)                                                                     \
  {                                                                                                \
    .name = its_name, .signature = "mask: array, yes: any, no: any -> any", .call = call_merge,    \
    .summary = "The entries of yes where the mask is true, those of no elsewhere.",                \
    .numpy = "np.where(mask, yes, no)", .see = other, .examples = {                                \
      { its_name "([true false], [1 2], [3 4])", "[1 4]" }                                         \
    }                                                                                              \
  }

const Builtin functional_family[] = {
  MERGE("merge", "ifelse"),
  MERGE("ifelse", "merge"),
  { .name = "structfun",
    .signature = "f: any, s: any, more?: any... -> any",
    .call = call_structfun,
    .summary = "The function of every field of a record, in a column; with 'UniformOutput', "
               "false in a record with the same fields.",
    .numpy = "{k: f(v) for k, v in s.items()}",
    .see = "cellfun arrayfun",
    .examples = { { "structfun(@(x) 2 * x, struct('a', 1, 'b', 2))", "[2; 4]" } } },
  { .name = "feval",
    .signature = "f: any, arguments?: any... -> any",
    .call = call_feval,
    .summary = "Calls a function, given by handle or by name.",
    .numpy = "f(x)",
    .see = "cellfun str2func",
    .examples = { { "feval(@plus, 1, 2)", "3" }, { "feval('sqrt', 9)", "3" } } },
  { .name = "func2str",
    .signature = "f: function -> string",
    .call = call_func2str,
    .summary = "A function as a text.",
    .numpy = "inspect.getsource(f)",
    .see = "str2func",
    .examples = { { "func2str(@(x) x + 1)", "'@(x) x + 1'" }, { "func2str(@sin)", "'sin'" } } },
  { .name = "str2func",
    .signature = "s: string -> function",
    .call = call_str2func,
    .summary = "The function that a text names or writes out.",
    .numpy = "eval('lambda x: ' + s)",
    .see = "func2str feval",
    .examples = { { "f = str2func('@(x) x + 1'); f(2)", "3" } } },
  { .name = "deal",
    .signature = "values: any... -> any",
    .call = call_deal,
    .summary = "Hands its arguments to the names on the left; one argument goes to all of them.",
    .numpy = "a, b = 1, 2",
    .see = "feval",
    .examples = { { "[a, b] = deal(1, 2); [a b]", "[1 2]" }, { "[a, b] = deal(7); b", "7" } } },
  { .name = "cellfun",
    .signature = "f: any, c: any, more?: any... -> any",
    .call = call_apply,
    .summary = "The function of every item of a cell; with 'UniformOutput', false the results "
               "come in a cell.",
    .numpy = "[f(x) for x in c]",
    .see = "arrayfun",
    .examples = { { "cellfun(@numel, {'ab', 'cde'})", "[2 3]" },
                  { "cellfun(@(x) [x x], {1, 2}, 'UniformOutput', false)", "{[1 1], [2 2]}" } } },
  { .name = "arrayfun",
    .signature = "f: any, A: any, more?: any... -> any",
    .call = call_apply,
    .summary = "The function of every entry of an array.",
    .numpy = "np.vectorize(f)(A)",
    .see = "cellfun",
    .examples = { { "arrayfun(@(k) sum(1:k), 1:4)", "[1 3 6 10]" } } },
  { 0 }
};
