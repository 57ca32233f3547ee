/* exact_derivatives.c -- derivatives of functions as functions.  */

#include "config.h"
#include "lib/exact_derivatives.h"
#include "algebra/calculus.h"
#include "algebra/shape.h"
#include "algebra/tidy.h"
#include "lang/body.h"
#include "lib/exact_notes.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/gradients.h"
#include "value/show.h"

#include <math.h>
#include <string.h>

/* One call: the function read as a formula, until task_end. */
typedef struct Task {
  Call *call;
  Algebra a;
  Formula f;
  size_t conditions; /* that were there when the formula was read */
} Task;

/* With START, an array, as the place of a function of one variable. */
static bool task_begin(Task *t, Call *call, const View *start) {
  *t = (Task){ .call = call };
  algebra_begin(&t->a, call->interp);
  bool one = start && function_arity(call->args[0]) == 1 && start->rank == 2;
  bool good =
      formula_read(&t->a, call->args[0], one ? 0 : SIZE_MAX, one ? (uint32_t)start->dims[0] : 0,
                   one ? (uint32_t)start->dims[1] : 0, &t->f);
  t->conditions = t->a.nonzero_count;
  return good;
}

static Value task_close(Task *t, Value v) {
  formula_end(&t->f);
  algebra_end(&t->a);
  return v;
}

/* The failure of the formula becomes that of the call, unless that has failed already; where the
   formula knows no place it is argument I. */
static Value task_fail_at(Task *t, size_t i) {
  const Error *e = &t->a.error;
  if (e->located)
    call_fail_as(t->call, e);
  else {
    call_fail_at(t->call, i, e->kind ? e->kind : ERROR_TYPE, "%s",
                 e->kind ? e->message : "there is no formula for this derivative");
    if (e->hint[0]) call_hint(t->call, "%s", e->hint);
  }
  return task_close(t, VALUE_FAILED);
}

static Value task_fail(Task *t) {
  return task_fail_at(t, 0);
}

/* The expression as a function. */
static Value task_function(Task *t, Id e, bool ascending) {
  Value f;
  return e && formula_handle(&t->f, e, ascending, &f) ? f : VALUE_FAILED;
}

/* The same at the end, with what must be known about it. */
static Value task_end(Task *t, Id e, bool ascending) {
  Value f = task_function(t, e, ascending);
  if (f.kind == VALUE_ERROR) return task_fail(t);
  exact_notes(t->call, &t->f, e, t->conditions);
  return task_close(t, f);
}

/* ------------------------------------------------------------------ arguments */

/* A number of the learner's: 0.1 is a tenth, 1/3 a third, pi stays pi. */
static Id exact_number(Algebra *a, double x) {
  for (int64_t bottom = 1; bottom <= 12 && x != 0; bottom++) {
    double top = round(x / M_PI * (double)bottom);
    if (top != 0 && fabs(top) <= 100 && top * M_PI / (double)bottom == x)
      return expr_scale(a, number_fraction((int64_t)top, bottom), expr_call(a, "pi", NULL, 0));
  }
  return expr_number(a, number_computed(x));
}

static bool exact_numbers(Task *t, size_t i, const Variables *by, Id *out) {
  View v = call_view(t->call, i);
  if (v.complex || v.count != by->count) {
    call_fail_at(t->call, i, ERROR_SHAPE, "%s needs %zu real number%s here, but got %zu",
                 t->call->builtin->name, by->count, by->count == 1 ? "" : "s", v.count);
    call_hint(t->call, "one number for each variable of the function");
    return false;
  }
  for (size_t k = 0; k < v.count; k++) out[k] = exact_number(&t->a, v.data[k]);
  return true;
}

/* A function or its value at the place given as argument I: one vector, or a number for each
   parameter. */
static Value value_at(Call *call, Value f, size_t i) {
  if (f.kind == VALUE_ERROR) return f;
  Value result = VALUE_NOTHING, args[MAX_FORMULA_PARAMETERS];
  View v = call_view(call, i);
  int arity = function_arity(f);
  bool good = false;
  if (arity == 1)
    good = call_function(call, f, &call->args[i], 1, &result, 1);
  else if ((size_t)arity != v.count || v.complex) {
    call_fail_at(call, i, ERROR_SHAPE, "the function takes %d numbers, but the place has %zu",
                 arity, v.count);
    call_hint(call, "one number for each variable, as in [1 2]");
  } else {
    for (int k = 0; k < arity; k++) args[k] = value_scalar(v.data[k]);
    good = call_function(call, f, args, (size_t)arity, &result, 1);
  }
  value_release(f);
  return good ? result : VALUE_FAILED;
}

static bool is_number_like(Call *call, size_t i) {
  View v;
  return call_given(call, i) && !value_is_text(call->args[i]) && value_view(&call->args[i], &v);
}

/* ------------------------------------------------------------------ diff */

Value exact_diff(Call *call) {
  Task t;
  if (!task_begin(&t, call, NULL)) return task_fail(&t);
  Id e = t.f.body;
  size_t i = 1;
  do {
    Variables by;
    const char *name = NULL;
    long order = 1;
    if (call_given(call, i) && value_is_string(call->args[i])) name = call_string(call, i++);
    if (!variables_of(&t.f, name, true, &by)) return task_fail_at(&t, name ? i - 1 : 0);
    if (is_number_like(call, i)) {
      double times = call_scalar(call, i++);
      if (!(times == floor(times) && times >= 0 && times <= MAX_DERIVATIVE_ORDER)) {
        Text number = TEXT_EMPTY;
        show_number(times, 6, &number);
        call_fail_at(call, i - 1, ERROR_DOMAIN,
                     "a function is differentiated 0 to %d times, but this is %s",
                     MAX_DERIVATIVE_ORDER, text_string(&number));
        text_free(&number);
        call_hint(call, "diff(f, 2) is the second derivative");
        return task_fail(&t);
      }
      order = (long)times;
    } else if (call_given(call, i) && !value_is_string(call->args[i])) {
      call_fail_at(call, i, ERROR_TYPE, "here stands the name of a variable or how many times");
      call_hint(call, "diff(f, 'x', 2) is the second derivative by x");
      return task_fail(&t);
    }
    e = calculus_derivative(&t.f, e, &by, (size_t)order);
  } while (e && i < call->count);
  return task_end(&t, e, false);
}

/* ------------------------------------------------------------------ gradient, jacobian, hessian */

typedef Id Derivative(Formula *f, Id e, const Variables *by);

/* At numbers a kink matters only where it is hit. */
static void note_if_hit(Task *t) {
  Id inside = exact_kink(&t->f);
  if (!inside) return;
  Value f = task_function(t, inside, false);
  if (f.kind == VALUE_ERROR) return;
  Value v = value_at(t->call, f, 1);
  if ((v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL) && v.scalar == 0)
    exact_note_kink(t->call, &t->f);
  value_release(v);
}

static bool all_finite(Value v) {
  View w;
  if (!value_view(&v, &w)) return true;
  for (size_t k = 0; k < w.count; k++)
    if (!isfinite(w.data[k])) return false;
  return true;
}

/* The derivative as a function, or its value at the place in argument 1; VALUE_NOTHING when that is
   given and there is no formula. */
static Value derived(Call *call, Derivative *derive_by) {
  Task t;
  View start;
  bool at = is_number_like(call, 1);
  if (at) start = call_view(call, 1);
  const char *name = call_given(call, 1) && !at ? call_string(call, 1) : NULL;
  Variables by;
  Id e = EXPR_NONE;
  bool read = task_begin(&t, call, at ? &start : NULL);
  if (read && !variables_of(&t.f, name, false, &by) && name) return task_fail_at(&t, 1);
  if (read && !algebra_failed(&t.a)) {
    by.lying = at && start.rank == 2 && start.dims[0] == 1 && t.f.count == 1;
    e = derive_by(&t.f, t.f.body, &by);
  }
  if (!at) return task_end(&t, e, false);
  Value f = e ? task_function(&t, e, false) : VALUE_FAILED;
  if (f.kind == VALUE_ERROR) return task_close(&t, VALUE_NOTHING);
  Value result = value_at(call, f, 1);
  if (result.kind != VALUE_ERROR) note_if_hit(&t);
  return task_close(&t, result);
}

/* A function of one number, at each of several places. */
static Value gradient_at_places(Call *call) {
  View v = call_view(call, 1);
  Task t;
  Variables by;
  Value f = VALUE_FAILED;
  if (task_begin(&t, call, NULL) && variables_of(&t.f, NULL, true, &by))
    f = task_function(&t, calculus_gradient(&t.f, t.f.body, &by), false);
  if (f.kind == VALUE_ERROR) return task_fail(&t);
  Array *g = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  for (size_t k = 0; g && k < v.count; k++) g->data[k] = call_real(call, f, v.data[k]);
  value_release(f);
  if (v.count == 1 && call_alive(call)) note_if_hit(&t);
  task_close(&t, VALUE_NOTHING);
  if (call_alive(call)) return value_array(g);
  array_release(g);
  return VALUE_FAILED;
}

/* Is the function in argument 0 one of a single number, whatever the place given? */
static bool takes_one_number(Call *call) {
  Task t;
  bool one = false;
  if (task_begin(&t, call, NULL) && t.f.count == 1)
    one = t.f.parameters[0] && expr_is_scalar(&t.a, t.f.parameters[0]) &&
          expr_is_scalar(&t.a, t.f.body);
  task_close(&t, VALUE_NOTHING);
  return one;
}

static bool place_is_fine(Call *call) {
  if (!call_given(call, 1) || value_is_string(call->args[1])) return true;
  View v = call_view(call, 1);
  if (is_number_like(call, 1) && !v.complex && v.count > 0) return true;
  call_fail_at(call, 1, ERROR_TYPE,
               "the place is a list of real numbers, or the name of a variable");
  return false;
}

Value exact_gradient(Call *call) {
  if (!place_is_fine(call)) return VALUE_FAILED;
  if (is_number_like(call, 1) && takes_one_number(call)) return gradient_at_places(call);
  Value g = derived(call, calculus_gradient);
  bool finite = g.kind == VALUE_FUNCTION || g.kind == VALUE_ERROR || all_finite(g);
  if (g.kind != VALUE_NONE && finite) {
    if (!is_number_like(call, 1) || function_arity(call->args[0]) < 2 || g.kind != VALUE_ARRAY)
      return g;
    /* of several variables, in the shape of the place */
    View v = call_view(call, 1), w;
    if (!value_view(&g, &w) || w.count != v.count) return g;
    Array *shaped = array_new(v.rank, v.dims, ELEMENT_REAL, false);
    if (shaped) memcpy(shaped->data, w.data, w.count * sizeof *w.data);
    value_release(g);
    return value_array(shaped);
  }
  value_release(g); /* no formula, or none at this place: norm(x) at 0 */
  Value result;
  return function_apply(call, "grad", NULL, call->args, 2, &result, 1) ? result : VALUE_FAILED;
}

/* What a formula gives, unless it means nothing at this place: prod(x) divided by an x that is 0.
 */
static Value from_formula(Call *call, Derivative *derive_by) {
  Value v = derived(call, derive_by);
  if (v.kind == VALUE_NONE || v.kind == VALUE_FUNCTION || v.kind == VALUE_ERROR || all_finite(v))
    return v;
  value_release(v);
  return VALUE_NOTHING;
}

static Value call_jacobian(Call *call) {
  if (!place_is_fine(call)) return VALUE_FAILED;
  Value j = from_formula(call, calculus_jacobian);
  return j.kind != VALUE_NONE ? j : gradients_jacobian(call);
}

static Value call_hessian(Call *call) {
  if (!place_is_fine(call)) return VALUE_FAILED;
  Value h = from_formula(call, calculus_hessian);
  if (h.kind != VALUE_NONE) return h;
  if ((h = gradients_hessian(call)).kind != VALUE_NONE) return h;
  return formula(call, "f x", "H",
                 "if nargin(f) > 1, g = @(v) f(num2cell(v){:}); else, g = f; end\n"
                 "n = numel(x); H = zeros(n);\n"
                 "for k = 1:n, e = zeros(size(x)); e(k) = 1;\n"
                 "  for i = 1:n, H(i, k) = deriv(@(t) grad(g, x + t*e)(i), 0); end\n"
                 "end\n"
                 "H = (H + H') / 2;");
}

/* ------------------------------------------------------------------ along a direction, series */

static Value call_directional(Call *call) {
  Task t;
  Variables by;
  View v = call_view(call, 1);
  Id e = EXPR_NONE;
  bool at = call_given(call, 2);
  if (task_begin(&t, call, &v) && variables_of(&t.f, NULL, false, &by)) {
    Variables all = { .count = by.array ? v.count : by.count };
    Id *direction = arena_new(&t.a.arena, (all.count + 1) * sizeof *direction);
    if (exact_numbers(&t, 1, &all, direction)) e = calculus_along(&t.f, t.f.body, &by, direction);
  }
  double length = 0;
  for (size_t k = 0; k < v.count; k++) length = hypot(length, v.data[k]);
  Value f = task_end(&t, e, false);
  if (f.kind != VALUE_ERROR && fabs(length - 1) > 1e-12)
    call_note(call, "the direction has length %.5g: this is the slope for one step of that length",
              length);
  return at ? value_at(call, f, 2) : f;
}

/* Where a function has a corner no polynomial comes near to it. */
static bool at_kink(Task *t, const Variables *by, const Id *at) {
  Algebra *a = &t->a;
  Id inside = exact_kink(&t->f);
  for (size_t k = 0; inside && k < by->count; k++)
    inside = expr_substitute(a, inside, by->items[k], at[k]);
  if (!inside || !expr_is_number(a, tidy(a, inside), 0)) return false;
  algebra_fail(a, ERROR_DOMAIN, (Span){ 0, 0 }, "%s has a kink there, which no polynomial follows",
               expr_at(a, a->kink)->name);
  error_hint(&a->error, "take another place: taylor(f, 1)");
  return true;
}

static Value call_taylor(Call *call) {
  Task t;
  Variables by;
  long degree = 5;
  Id e = EXPR_NONE;
  if (call_given(call, 2) && !call_integer(call, 2, 0, MAX_TAYLOR_DEGREE, &degree)) {
    call_hint(call, "taylor(f, 0, 3) goes up to x^3");
    return VALUE_FAILED;
  }
  if (task_begin(&t, call, NULL) && variables_of(&t.f, NULL, false, &by)) {
    Id *at = arena_new(&t.a.arena, (by.count + 1) * sizeof *at);
    for (size_t k = 0; k < by.count; k++) at[k] = expr_whole(&t.a, 0);
    if (by.array || !call_given(call, 1) || exact_numbers(&t, 1, &by, at))
      e = calculus_taylor(&t.f, t.f.body, &by, at, (size_t)degree);
    if (e && at_kink(&t, &by, at)) e = EXPR_NONE;
  }
  return task_end(&t, e, true);
}

/* ------------------------------------------------------------------ other forms */

static Value call_simplify(Call *call) {
  Task t;
  if (!task_begin(&t, call, NULL)) return task_fail(&t);
  t.a.source = 0;
  return task_end(&t, tidy(&t.a, t.f.body), false);
}

static Value call_expand(Call *call) {
  Task t;
  if (!task_begin(&t, call, NULL)) return task_fail(&t);
  return task_end(&t, expand(&t.a, t.f.body), false);
}

const Builtin exact_derivatives_family[] = {
  { .name = "jacobian",
    .signature = "f: function, x?: any -> any",
    .call = call_jacobian,
    .summary = "All slopes of a function with several results, exactly: one row for each result, "
               "one column for each variable. With x the numbers there, without it a function.",
    .formula = "J_{ij} = \\partial f_i / \\partial x_j",
    .numpy = "scipy.differentiate.jacobian(f, x).df",
    .see = "gradient hessian diff grad",
    .examples = { { "jacobian(@(v) [v(1)*v(2); v(1)^2], [3; 2])", "[2 3; 6 0]" },
                  { "J = jacobian(@(x, y) [x*y; x + y]); J(2, 5)", "[5 2; 1 1]" } } },
  { .name = "hessian",
    .signature = "f: function, x?: any -> any",
    .call = call_hessian,
    .summary = "The matrix of second derivatives, exactly: how the gradient changes. With x the "
               "numbers there, without it a function.",
    .formula = "H_{ij} = \\frac{\\partial^2 f}{\\partial x_i \\, \\partial x_j}",
    .numpy = "scipy.differentiate.hessian(f, x).ddf",
    .see = "gradient jacobian eig newton",
    .examples = { { "hessian(@(v) v(1)^2*v(2) + v(2)^2, [1 2])", "[4 2; 2 2]" },
                  { "H = hessian(@(x, y) x^2*y); func2str(H)", "'@(x, y) [2*y, 2*x; 2*x, 0]'" } } },
  { .name = "directional",
    .signature = "f: function, v: vector, x?: any -> any",
    .call = call_directional,
    .summary = "The slope of f in the direction v, exactly: the gradient times v. Take a v of "
               "length 1 for the slope for each unit of way. With x the number there.",
    .formula = "D_v f = \\nabla f \\cdot v",
    .see = "gradient diff",
    .examples = { { "directional(@(x, y) x^2 + 3*y, [0.6 0.8], [1 2])", "3.6" },
                  { "func2str(directional(@(x, y) x*y, [0 1]))", "'@(x, y) x'" } } },
  { .name = "taylor",
    .signature = "f: function, a?: array, n?: integer -> function",
    .call = call_taylor,
    .summary = "The polynomial of degree n (5 unless given) that agrees with f at a (0 unless "
               "given) in value and in the first n derivatives.",
    .formula = "\\sum_{k=0}^{n} \\frac{f^{(k)}(a)}{k!} (x - a)^k",
    .see = "diff polyfit",
    .examples = { { "func2str(taylor(@(x) exp(x), 0, 3))", "'@(x) 1 + x + x^2/2 + x^3/6'" },
                  { "func2str(taylor(@(x) log(x), 1, 2))", "'@(x) (x - 1) - (x - 1)^2/2'" } } },
  { .name = "simplify",
    .signature = "f: function -> function",
    .call = call_simplify,
    .summary = "The same function in the shortest form that is found; its value changes nowhere.",
    .see = "expand diff",
    .examples = { { "func2str(simplify(@(x) sin(x)^2 + cos(x)^2 + 2*x + 3*x))",
                    "'@(x) 5*x + 1'" } } },
  { .name = "expand",
    .signature = "f: function -> function",
    .call = call_expand,
    .summary = "The same function with its brackets multiplied out.",
    .see = "simplify diff conv",
    .examples = { { "func2str(expand(@(x) (x + 1)*(x - 2)))", "'@(x) x^2 - x - 2'" } } },
  { 0 }
};
