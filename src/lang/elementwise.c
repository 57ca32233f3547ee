/* elementwise.c -- one number at a time, with broadcasting over any rank.  */

#include "config.h"
#include "base/complex_number.h"
#include "lang/elementwise.h"
#include "lang/reductions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

static void put_dims(const View *v, Text *out) {
  for (size_t i = 0; i < v->rank; i++) text_printf(out, i ? "x%zu" : "%zu", v->dims[i]);
}

static Value complain_sizes(const Operation *how, Operator op, const View *a, const View *b) {
  Text said = TEXT_EMPTY;
  put_dims(a, &said);
  text_printf(&said, " %s ", operator_text(op));
  put_dims(b, &said);
  error_set(how->error, ERROR_SHAPE, nowhere, "%s: the sizes differ", text_string(&said));
  text_free(&said);
  bool flipped =
      a->rank == 2 && b->rank == 2 && a->dims[0] == b->dims[1] && a->dims[1] == b->dims[0];
  if (op == OPERATE_EQUAL && a->element == ELEMENT_CHAR && b->element == ELEMENT_CHAR)
    error_hint(how->error, "strcmp(a, b) compares texts of any length");
  else if (flipped)
    error_hint(how->error, "one of them may need a transpose: A'");
  else
    error_hint(how->error, "sizes must be equal, or 1 where they differ");
  return VALUE_FAILED;
}

static size_t dim_of(const View *v, size_t i) {
  return i < v->rank ? v->dims[i] : 1;
}

/* How the two operands are walked to fill the result. */
typedef struct Plan {
  size_t rank, dims[MAX_RANK];
  size_t a_step[MAX_RANK], b_step[MAX_RANK]; /* 0 where an operand is stretched */
} Plan;

static bool make_plan(const View *a, const View *b, Plan *plan) {
  size_t a_size = 1, b_size = 1;
  plan->rank = a->rank > b->rank ? a->rank : b->rank;
  for (size_t i = 0; i < plan->rank; i++) {
    size_t m = dim_of(a, i), n = dim_of(b, i);
    if (m != n && m != 1 && n != 1) return false;
    plan->dims[i] = m == 1 ? n : m;
    plan->a_step[i] = m == 1 ? 0 : a_size;
    plan->b_step[i] = n == 1 ? 0 : b_size;
    a_size *= m;
    b_size *= n;
  }
  return true;
}

/* Leading dimensions that both operands (or one alone) run through without a gap become one. */
static size_t run_length(const Plan *plan, size_t *first_outer) {
  size_t length = plan->dims[0], i = 1;
  bool a_runs = plan->a_step[0] != 0, b_runs = plan->b_step[0] != 0;
  if (plan->dims[0] == 1) { /* a row: take the next dimension's steps */
    *first_outer = 1;
    return 1;
  }
  for (; i < plan->rank; i++) {
    bool a_goes = a_runs ? plan->a_step[i] == length || plan->dims[i] == 1 : plan->a_step[i] == 0;
    bool b_goes = b_runs ? plan->b_step[i] == length || plan->dims[i] == 1 : plan->b_step[i] == 0;
    if (!a_goes || !b_goes) break;
    length *= plan->dims[i];
  }
  *first_outer = i;
  return length;
}

typedef struct Cursor {
  size_t index[MAX_RANK], a, b;
} Cursor;

/* The next position in the outer dimensions. */
static void cursor_next(Cursor *c, const Plan *plan, size_t first) {
  for (size_t i = first; i < plan->rank; i++) {
    c->a += plan->a_step[i];
    c->b += plan->b_step[i];
    if (++c->index[i] < plan->dims[i]) return;
    c->a -= plan->a_step[i] * plan->dims[i];
    c->b -= plan->b_step[i] * plan->dims[i];
    c->index[i] = 0;
  }
}

static void run_real(Operator op, const View *a, const View *b, const Plan *plan, Array *r) {
  Kernel *kernel = elementwise_kernel(op);
  if (a->count == r->count && b->count == r->count) {
    kernel(a->data, 1, b->data, 1, r->data, r->count);
    return;
  }
  if (a->count == 1 || b->count == 1) {
    kernel(a->data, a->count > 1, b->data, b->count > 1, r->data, r->count);
    return;
  }
  size_t first, length = run_length(plan, &first);
  Cursor at;
  memset(&at, 0, sizeof at);
  for (size_t done = 0; done < r->count; done += length) {
    kernel(a->data + at.a, plan->a_step[0] != 0, b->data + at.b, plan->b_step[0] != 0,
           r->data + done, length);
    cursor_next(&at, plan, first);
  }
}

static double _Complex entry(const View *v, size_t i) {
  return v->complex ? CMPLX(v->data[2 * i], v->data[2 * i + 1]) : CMPLX(v->data[i], 0);
}

static double _Complex complex_power(double _Complex x, double _Complex y) {
  if (cimag(y) == 0) {
    double n = creal(y);
    if (n == 2) return x * x;
    if (n == 0) return 1;
    if (n == 0.5) return csqrt(x);
    if (n == floor(n) && fabs(n) <= 64) { /* exact for small whole exponents */
      double _Complex result = 1, base = n < 0 ? 1 / x : x;
      for (long k = labs((long)n); k > 0; k >>= 1, base *= base)
        if (k & 1) result *= base;
      return result;
    }
  }
  return x == 0 ? 0 : cpow(x, y);
}

enum { UNORDERED = 2 };

/* Octave orders complex numbers by size, then by angle; NaN has no place among them. */
static int compare(double _Complex x, double _Complex y) {
  double p = cabs(x), q = cabs(y);
  if (isnan(p) || isnan(q)) return UNORDERED;
  if (p != q) return p < q ? -1 : 1;
  p = carg(x);
  q = carg(y);
  return p < q ? -1 : p > q;
}

static double _Complex apply(Operator op, double _Complex x, double _Complex y) {
  switch (op) {
  case OPERATE_ADD: return x + y;
  case OPERATE_SUBTRACT: return x - y;
  case OPERATE_TIMES: /* a real factor scales both parts: Inf + 1i doubled is Inf + 2i */
    if (cimag(y) == 0) return CMPLX(creal(x) * creal(y), cimag(x) * creal(y));
    return cimag(x) == 0 ? CMPLX(creal(x) * creal(y), creal(x) * cimag(y)) : x * y;
  case OPERATE_RIGHT_DIVIDE:
    return cimag(y) == 0 ? CMPLX(creal(x) / creal(y), cimag(x) / creal(y)) : x / y;
  case OPERATE_LEFT_DIVIDE:
    return cimag(x) == 0 ? CMPLX(creal(y) / creal(x), cimag(y) / creal(x)) : y / x;
  case OPERATE_POWER: return complex_power(x, y);
  case OPERATE_EQUAL: return x == y;
  case OPERATE_NOT_EQUAL: return x != y;
  case OPERATE_LESS: return compare(x, y) == -1;
  case OPERATE_LESS_EQUAL: return compare(x, y) <= 0;
  case OPERATE_GREATER: return compare(x, y) == 1;
  case OPERATE_GREATER_EQUAL: return compare(x, y) == 0 || compare(x, y) == 1;
  case OPERATE_AND: return x != 0 && y != 0;
  default: return x != 0 || y != 0;
  }
}

static void run_complex(Operator op, const View *a, const View *b, const Plan *plan, Array *r) {
  Cursor at;
  memset(&at, 0, sizeof at);
  for (size_t i = 0; i < r->count; i++) {
    double _Complex z = apply(op, entry(a, at.a), entry(b, at.b));
    if (r->complex) {
      r->data[2 * i] = creal(z);
      r->data[2 * i + 1] = cimag(z);
    } else
      r->data[i] = creal(z);
    cursor_next(&at, plan, 0);
  }
}

static bool compares(Operator op) {
  return op == OPERATE_AND || op == OPERATE_OR || (op >= OPERATE_LESS && op <= OPERATE_GREATER);
}

/* A negative base with a broken exponent leaves the real line. */
static bool power_leaves_reals(const View *a, const View *b) {
  bool broken = false;
  for (size_t i = 0; !broken && i < b->count; i++)
    broken = b->data[i] != floor(b->data[i]) && !isinf(b->data[i]);
  return broken && !reductions_inside(a->data, a->count, 0, INFINITY);
}

static bool has_nan(const View *v) {
  return v->element != ELEMENT_LOGICAL && reductions_has_nan(v->data, v->count);
}

Value elementwise_binary(const Operation *how, Operator op, const View *a, const View *b) {
  Plan plan;
  if (!make_plan(a, b, &plan)) return complain_sizes(how, op, a, b);
  bool complex = a->complex || b->complex;
  if (!complex && op == OPERATE_POWER) complex = power_leaves_reals(a, b);
  if ((op == OPERATE_AND || op == OPERATE_OR) && !complex && (has_nan(a) || has_nan(b))) {
    error_set(how->error, ERROR_DOMAIN, nowhere, "NaN is neither true nor false");
    return VALUE_FAILED;
  }
  ElementKind element = compares(op) ? ELEMENT_LOGICAL : ELEMENT_REAL;
  Array *r = array_new(plan.rank, plan.dims, element, complex && element == ELEMENT_REAL);
  if (!r) return VALUE_FAILED;
  if (complex)
    run_complex(op, a, b, &plan, r);
  else if (r->count > 0)
    run_real(op, a, b, &plan, r);
  return value_array(array_narrow(r));
}

/* A real operand that runs along with COUNT numbers of the shape of SHAPE, or stays. */
static bool walks(const Value *v, const Array *shape, const double **data, size_t *step) {
  if (v->kind == VALUE_SCALAR) {
    *data = &v->scalar;
    *step = 0;
    return true;
  }
  if (v->kind != VALUE_ARRAY || v->array->complex || v->array->element != ELEMENT_REAL ||
      v->array->diagonal || !array_same_shape(v->array, shape))
    return false;
  *data = v->array->data;
  *step = 1;
  return true;
}

Value *elementwise_reuse(Operator op, Value *a, Value *b, Value x, Value y) {
  bool scalar = x.kind == VALUE_SCALAR || y.kind == VALUE_SCALAR;
  switch (op) {
  case OPERATE_ADD:
  case OPERATE_SUBTRACT:
  case OPERATE_TIMES:
  case OPERATE_RIGHT_DIVIDE:
  case OPERATE_LEFT_DIVIDE: break;
  case OPERATE_MATRIX_TIMES:
    if (!scalar) return NULL;
    op = OPERATE_TIMES;
    break;
  case OPERATE_MATRIX_RIGHT_DIVIDE:
    if (y.kind != VALUE_SCALAR) return NULL;
    op = OPERATE_RIGHT_DIVIDE;
    break;
  case OPERATE_POWER: /* a whole power stays real */
    if (y.kind != VALUE_SCALAR || y.scalar != floor(y.scalar)) return NULL;
    break;
  default: return NULL;
  }
  Value *target = a && elementwise_own(x) ? a : b && elementwise_own(y) ? b : NULL;
  if (!target) return NULL;
  Array *r = target == a ? x.array : y.array;
  const double *p, *q;
  size_t p_step, q_step;
  if (!walks(&x, r, &p, &p_step) || !walks(&y, r, &q, &q_step)) return NULL;
  if (r->count > 0) elementwise_kernel(op)(p, p_step, q, q_step, r->data, r->count);
  r->range = false;
  return target;
}
