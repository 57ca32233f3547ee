/* gradients.c -- exact gradients of the learner's functions at numbers, and their check.  */

#include "config.h"
#include "algebra/tape.h"
#include "lib/families.h"
#include "lib/gradients.h"
#include "lib/objective.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

enum { MOST_PARAMETERS = 16 };

/* The arguments of the function: those from the second on; or, where it takes several numbers and
   one array of as many is given, its entries. */
typedef struct Arguments {
  Value values[MOST_PARAMETERS];
  size_t count;
  bool spread; /* from one array, argument 1 */
} Arguments;

static bool take_arguments(Call *call, size_t given, Arguments *a) {
  View v;
  int arity = function_arity(call->args[0]);
  a->count = given - 1;
  a->spread = false;
  if (a->count > MOST_PARAMETERS) {
    call_fail(call, ERROR_TYPE, "more than %d parameters: put them into one vector or cell",
              MOST_PARAMETERS);
    return false;
  }
  for (size_t i = 0; i < a->count; i++) a->values[i] = call->args[i + 1];
  if (a->count != 1 || arity < 2) return true;
  if (!value_view(&call->args[1], &v) || v.complex || v.count != (size_t)arity ||
      arity > MOST_PARAMETERS) {
    call_fail_at(call, 1, ERROR_SHAPE, "the function takes %d arguments, but there %s %zu", arity,
                 value_count(call->args[1]) == 1 ? "is" : "are", value_count(call->args[1]));
    call_hint(call, "one value for each: %s(f, x0, y0)", call->builtin->name);
    return false;
  }
  a->spread = true;
  a->count = v.count;
  for (size_t i = 0; i < a->count; i++) a->values[i] = value_scalar(v.data[i]);
  return true;
}

/* Gradients by numbers, one a parameter, as an array like argument 1. */
static Value joined(Call *call, const Arguments *a, const Value *g) {
  size_t row[2] = { 1, a->count };
  View v = call_view(call, 1);
  Array *r = a->spread ? array_new(v.rank, v.dims, ELEMENT_REAL, false)
                       : array_new(2, row, ELEMENT_REAL, false);
  for (size_t i = 0; r && i < a->count; i++) r->data[i] = g[i].scalar;
  return value_array(r);
}

static bool all_numbers(const Value *g, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (g[i].kind != VALUE_SCALAR) return false;
  return true;
}

static Value as_cell(const Value *g, size_t count) {
  Cell *c = cell_new_matrix(1, count);
  for (size_t i = 0; c && i < count; i++) cell_set(c, i, value_retain(g[i]));
  return value_cell(c);
}

/* Results from the gradients, which are taken over: one, all together; as many as parameters, one
   each; one more, the value VALUE first. */
static Value answer(Call *call, const Arguments *a, Value value, Value *g) {
  size_t parts = a->spread ? 1 : a->count;
  Value together = a->spread || (parts > 1 && all_numbers(g, a->count)) ? joined(call, a, g)
                   : parts > 1                                          ? as_cell(g, parts)
                                                                        : value_retain(g[0]);
  Value first = together;
  if (call->wanted > 1 && parts > 1 && call->wanted != 2) {
    first = call->wanted > parts ? value : value_retain(g[0]);
    size_t shift = call->wanted > parts ? 1 : 0;
    for (size_t i = 1 - shift; i < parts; i++) call_result(call, i + shift, value_retain(g[i]));
    value_release(together);
  } else if (call->wanted == 2 && parts == 2) {
    first = value_retain(g[0]);
    call_result(call, 1, value_retain(g[1]));
    value_release(together);
  } else if (call->wanted == 2) {
    first = value;
    call_result(call, 1, together);
  }
  for (size_t i = 0; i < a->count; i++) value_release(g[i]);
  return first;
}

static Value numeric_gradient(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x;
  if (!objective_begin(&w, 0, 1, &o, &x)) return work_done(&w, VALUE_FAILED);
  double *g = work_numbers(&w, o.n);
  if (!g || !differences_gradient(&w, &o, x, g)) return work_done(&w, VALUE_FAILED);
  if (call->wanted < 2) return work_done(&w, objective_point(&o, g));
  call_result(call, 1, objective_point(&o, g));
  return work_done(&w, value_scalar(objective_value(&o, x)));
}

static Value call_grad(Call *call) {
  size_t given = call->count;
  if (given < 2)
    return call_fail(call, ERROR_TYPE, "grad needs a function and the point: grad(f, x0)");
  if (given == 3 && call_string_is(call, 2, "numeric")) return numeric_gradient(call);
  Arguments a;
  TapeNotes notes;
  Value value = VALUE_NOTHING, g[MOST_PARAMETERS];
  if (!take_arguments(call, given, &a) ||
      !tape_gradient_noted(call, call->args[0], a.values, a.count, &value, g, &notes))
    return VALUE_FAILED;
  if (notes.kink)
    call_note(call,
              "%s has a kink exactly here, where its slope follows a convention: help "
              "conventions",
              notes.kink);
  if (notes.jump)
    call_note(call, "%s jumps exactly here, and its slope counts as 0: help conventions",
              notes.jump);
  if (notes.indexed)
    call_note(call, "a place as in x(k) moves in whole steps: by k its slope counts as 0");
  return answer(call, &a, value, g);
}

static Value call_hvp(Call *call) {
  Value product = VALUE_NOTHING;
  if (!tape_hessian_times(call, call->args[0], &call->args[1], 1, &call->args[2], &product))
    return VALUE_FAILED;
  return product;
}

Value gradients_jacobian(Call *call) {
  Arguments a;
  Value out = VALUE_NOTHING;
  bool good = take_arguments(call, 2, &a) &&
              tape_jacobian(call, call->args[0], a.values, a.count, NULL, &out);
  return good ? out : VALUE_FAILED;
}

/* Where no second derivative is known, which another way may not need, that is forgotten. */
Value gradients_hessian(Call *call) {
  Arguments a;
  Error error;
  Value out = VALUE_NOTHING;
  if (take_arguments(call, 2, &a) &&
      tape_hessian(call, call->args[0], a.values, a.count, NULL, NULL, &out))
    return out;
  if (!call_take_failure(call, &error)) return VALUE_FAILED;
  return error.kind == ERROR_TYPE ? VALUE_NOTHING : call_fail_as(call, &error);
}

/* ------------------------------------------------------------------ the check */

/* The gradient to be checked, as a list of numbers: given, or the exact one. */
static double *gradient_to_check(Work *w, const Objective *o, const double *x, size_t *count) {
  Call *call = w->call;
  Value own = VALUE_NOTHING;
  if (call_given(call, 2) && call->args[2].kind == VALUE_FUNCTION) {
    Objective by_hand = *o;
    by_hand.function = call->args[2];
    by_hand.separate = function_arity(call->args[2]) > 1;
    return objective_values(w, &by_hand, x, count);
  }
  if (call_given(call, 2))
    own = value_retain(call->args[2]);
  else {
    Arguments a;
    Value g[MOST_PARAMETERS];
    if (!take_arguments(call, 2, &a) ||
        !tape_gradient(call, call->args[0], a.values, a.count, NULL, g))
      return NULL;
    own = a.spread ? joined(call, &a, g) : value_retain(g[0]);
    for (size_t i = 0; i < a.count; i++) value_release(g[i]);
  }
  View v;
  double *numbers = NULL;
  if (!value_view(&own, &v) || v.complex)
    call_fail_at(call, 2, ERROR_TYPE, "gradcheck: the gradient is a function or a list of numbers");
  else if ((numbers = work_numbers(w, v.count))) {
    memcpy(numbers, v.data, v.count * sizeof *numbers);
    *count = v.count;
  }
  value_release(own);
  return numbers;
}

static void print_check(Call *call, const Objective *o, const double *own, const double *g,
                        size_t worst, double relative) {
  Text t = TEXT_EMPTY;
  if (o->n == 1)
    text_printf(&t, "the slope\n");
  else
    text_printf(&t, "worst of %zu entries: number %zu\n", o->n, worst + 1);
  text_printf(&t, "  %-16s %.15g\n", call_given(call, 2) ? "yours" : "exact", own[worst]);
  text_printf(&t, "  %-16s %.15g\n", "by differences", g[worst]);
  text_printf(&t, "  %-16s %.2g\n", "relative error", relative);
  text_puts(&t, relative < 1e-6   ? "they agree\n"
                : relative < 1e-3 ? "nearly: is there a kink, or much cancellation?\n"
                                  : "they do not agree\n");
  call_print(call, text_string(&t));
  text_free(&t);
}

/* The relative difference between a gradient and the one by differences. */
static Value call_gradcheck(Call *call) {
  Work w = work_begin(call);
  Objective o;
  double *x, *own, *g;
  size_t count = 0, worst = 0;
  if (!objective_begin(&w, 0, 1, &o, &x) || !(g = work_numbers(&w, o.n)) ||
      !(own = gradient_to_check(&w, &o, x, &count)))
    return work_done(&w, VALUE_FAILED);
  if (count != o.n)
    return work_done(&w, call_fail_at(call, 2, ERROR_SHAPE,
                                      "gradcheck: the gradient has %zu numbers, "
                                      "but there are %zu variables",
                                      count, o.n));
  if (!differences_gradient(&w, &o, x, g)) return work_done(&w, VALUE_FAILED);
  double away = 0, size = 0;
  for (size_t i = 0; i < o.n; i++) {
    away = hypot(away, g[i] - own[i]);
    size = fmax(size, fmax(fabs(g[i]), fabs(own[i])));
    if (!(fabs(g[i] - own[i]) <= fabs(g[worst] - own[worst]))) worst = i;
  }
  double relative = size > 0 ? away / size : away;
  if (call->wanted == 0) {
    print_check(call, &o, own, g, worst, relative);
    return work_done(&w, VALUE_NOTHING);
  }
  call_result(call, 1, objective_point(&o, g));
  return work_done(&w, value_scalar(relative));
}

const Builtin gradients_family[] = {
  { .name = "grad",
    .signature = "f: function, x: any... -> any",
    .call = call_grad,
    .summary =
        "The exact gradient of f at x, in the shape of x: the function runs once, forwards and "
        "then backwards, through loops, conditions, indexing and your own functions. [v, g] = "
        "grad(f, x) gives the value, too. f takes one array (or a cell of arrays), or several "
        "arguments: [gx, gy] = grad(f, x, y), with the value [v, gx, gy]; numbers may be given as "
        "one vector. It takes about four times as long as f, however many numbers x has, and the "
        "time to write them down: more where f reads only a few of them, as sum(A(3, :)) does, or "
        "takes less than a millionth of a second. grad(f, x, 'numeric') takes differences.",
    .formula =
        "\\nabla f = \\left( \\partial f / \\partial x_1, \\dots, \\partial f / \\partial x_n "
        "\\right)",
    .numpy = "jax.grad(f)(x)",
    .see = "gradient deriv hessian hvp gradcheck graph gd",
    .warning = "np.gradient differentiates samples, not functions",
    .examples = { { "grad(@(v) v(1)^2 + 3*v(2), [2 1])", "[4 3]" },
                  { "grad(@(x, y) x*y, [2; 5])", "[5; 2]" },
                  { "[v, g] = grad(@(w) sum(w.^2), [1; 2]); [v; g]", "[5; 2; 4]" } } },
  { .name = "hvp",
    .signature = "f: function, x: any, v: any -> any",
    .call = call_hvp,
    .summary = "The matrix of second derivatives of f at x times the direction v, exactly and "
               "without making the matrix: how the gradient changes that way. In the shape of x.",
    .formula = "H(x) \\, v = \\frac{d}{dt} \\nabla f(x + t v) \\big|_{t=0}",
    .numpy = "jax.jvp(jax.grad(f), (x,), (v,))[1]",
    .see = "hessian grad",
    .examples = { { "hvp(@(x) x(1)^2*x(2), [1; 3], [1; 0])", "[6; 2]" } } },
  { .name = "gradcheck",
    .signature = "f: function, x: array, g?: any -> error: scalar, numeric: array",
    .call = call_gradcheck,
    .summary =
        "Compare the exact gradient, or one worked out by hand (numbers or a function), with the "
        "one by differences: a relative error below 1e-6 is fine, above 1e-3 something is wrong. "
        "As a statement it shows the worst entry.",
    .numpy = "scipy.optimize.check_grad(f, g, x)  # g is a function there",
    .see = "grad deriv",
    .examples = { { "gradcheck(@(v) v(1)^2 + v(2)^2, [1 2], [2 4]) < 1e-8", "true" },
                  { "gradcheck(@(v) v(1)^2 + v(2)^2, [1 2], @(v) v) > 0.1", "true" },
                  { "gradcheck(@(v) sin(v(1))*exp(v(2)), [1 2]) < 1e-8", "true" } } },
  { 0 }
};
