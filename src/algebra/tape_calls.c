/* tape_calls.c -- builtins on the tape: which rule, and functions of one number.  */

#include "config.h"
#include "base/digamma.h"
#include "algebra/tape_parts.h"
#include "lang/map_kernels.h"
#include "lang/vectorise.h"
#include "lang/factors.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ functions of one number */

/* Slopes by x and y = f(x) of the most frequent, of one number and of many; the others follow from
   their declarations. */
#define SLOPE(name, expression)                                                                    \
  static double slope_##name(double x, double y) {                                                 \
    (void)x, (void)y;                                                                              \
    return (expression);                                                                           \
  }                                                                                                \
  VECTORISED static void slopes_##name(const double *from, const double *to, double *w,            \
                                       size_t n) {                                                 \
    VECTOR_LOOP                                                                                    \
    for (size_t k = 0; k < n; k++) {                                                               \
      const double x = from[k], y = to[k];                                                         \
      (void)x, (void)y;                                                                            \
      w[k] = (expression);                                                                         \
    }                                                                                              \
  }

SLOPE(exp, y)
SLOPE(log, 1 / x)
SLOPE(sqrt, 0.5 / y)
SLOPE(sin, cos(x))
SLOPE(cos, -sin(x))
SLOPE(tan, 1 + y * y)
SLOPE(atan, 1 / (1 + x * x))
SLOPE(sinh, cosh(x))
SLOPE(cosh, sinh(x))
SLOPE(tanh, 1 - y * y)
SLOPE(sigmoid, y *(1 - y))
SLOPE(relu, x > 0)
SLOPE(abs, (x > 0) - (x < 0))
SLOPE(log1p, 1 / (1 + x))
SLOPE(log10, M_LOG10E / x)
SLOPE(expm1, y + 1)
SLOPE(asin, 1 / sqrt(1 - x * x))
SLOPE(acos, -1 / sqrt(1 - x * x))
SLOPE(erf, M_2_SQRTPI *exp(-x *x))
SLOPE(erfc, -M_2_SQRTPI *exp(-x *x))
SLOPE(softplus, 1 / (1 + exp(-x)))
SLOPE(gamma, y *digamma(x))
SLOPE(lgamma, digamma(x))
SLOPE(gammaln, digamma(x))
#undef SLOPE

typedef struct Slope {
  const char *name;
  double (*at)(double x, double y);
  void (*all)(const double *x, const double *y, double *w, size_t n);
  double (*same)(double x); /* the slope but for its sign is this function, or NULL */
} Slope;

#define SLOPE(name, same)                                                                          \
  { #name, slope_##name, slopes_##name, same }
static const Slope slopes[] = {
  SLOPE(exp, NULL),      SLOPE(log, NULL),   SLOPE(sqrt, NULL),    SLOPE(sin, cos),
  SLOPE(cos, sin),       SLOPE(tan, NULL),   SLOPE(atan, NULL),    SLOPE(sinh, NULL),
  SLOPE(cosh, NULL),     SLOPE(tanh, NULL),  SLOPE(sigmoid, NULL), SLOPE(relu, NULL),
  SLOPE(abs, NULL),      SLOPE(log1p, NULL), SLOPE(log10, NULL),   SLOPE(expm1, NULL),
  SLOPE(softplus, NULL), SLOPE(asin, NULL),  SLOPE(acos, NULL),    SLOPE(erf, NULL),
  SLOPE(erfc, NULL),     SLOPE(gamma, NULL), SLOPE(lgamma, NULL),  SLOPE(gammaln, NULL),
};
#undef SLOPE

/* All slopes of many numbers; the quick way of sines and cosines serves them too. */
static void all_slopes(const Slope *s, const double *x, const double *y, double *w, size_t n) {
  MapKernel *quick = s->same ? map_kernel(s->same, n) : NULL;
  if (!quick) {
    s->all(x, y, w, n);
    return;
  }
  quick(x, w, n);
  if (s->at == slope_cos)
    for (size_t k = 0; k < n; k++) w[k] = -w[k];
}

/* ------------------------------------------------------------------ which rule */

/* Their results do not change with small changes of the arguments, or are no numbers. */
static const char *const constants[] = {
  "size",      "numel",    "length",     "rows",      "columns",  "ndims",       "isempty",
  "zeros",     "ones",     "eye",        "floor",     "ceil",     "round",       "fix",
  "sign",      "isnan",    "isinf",      "isfinite",  "any",      "all",         "find",
  "nnz",       "class",    "isa",        "isnumeric", "isreal",   "isfloat",     "iscomplex",
  "ischar",    "iscell",   "isstruct",   "isscalar",  "isvector", "isrow",       "iscolumn",
  "ismatrix",  "issquare", "size_equal", "isfield",   "printf",   "fprintf",     "disp",
  "display",   "sprintf",  "num2str",    "mat2str",   "rank",     "isequal",     "eq",
  "ne",        "lt",       "le",         "gt",        "ge",       "not",         "and",
  "or",        "xor",      "rand",       "randn",     "randi",    "randperm",    "error",
  "warning",   "assert",   "islogical",  "logical",   "int2str",  "issorted",    "fieldnames",
  "numfields", "accuracy", "ismember",   "onehot",    "func2str", "issymmetric", "isdefinite",
  "nargin",    "exist",    "sub2ind",    "ind2sub",   "histc",    "puts",
};

static bool is_constant(const char *name) {
  for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
    if (strcmp(constants[i], name) == 0) return true;
  return false;
}

static const BuiltinRule *find(const BuiltinRule *rules, const char *name, size_t count) {
  for (; rules->name; rules++)
    if (strcmp(rules->name, name) == 0 && (rules->count < 0 || (size_t)rules->count == count))
      return rules;
  return NULL;
}

/* plus(a, b) and its kin that have slopes. */
static bool smooth_operator(const char *name, Operator *op) {
  return operator_named(name, op) &&
         (*op <= OPERATE_MATRIX_POWER || (operator_is_unary(*op) && *op != OPERATE_NOT));
}

static Rule rule_declared;
static const BuiltinRule declared_rule = { "", KEEP_OPERANDS, rule_declared, NULL, -1 };
static const BuiltinRule map_rule = { "", KEEP_OPERANDS | KEEP_RESULT | TAKES_EVEN, rule_map, NULL,
                                      1 };

/* Whether the declaration has a derivative by each of COUNT arguments, be it "none". */
static bool declares(const Builtin *b, size_t count) {
  size_t rules = b->derivative ? 1 : 0;
  for (const char *p = b->derivative; p && *p; p++) rules += *p == ';';
  return count > 0 && count <= rules;
}

/* The rule of a call with COUNT arguments, or NULL; *CONSTANT when its result never changes with
   small changes of them. */
static const BuiltinRule *find_rule(const Builtin *b, size_t count, bool *constant) {
  *constant = is_constant(b->name) || (b->map && b->derivative && strcmp(b->derivative, "0") == 0);
  if (*constant) return NULL;
  static const BuiltinRule *const tables[] = { sum_rules,    shape_rules,    running_rules,
                                               matrix_rules, convolve_rules, spectral_rules,
                                               formula_rules };
  const BuiltinRule *r = NULL;
  for (size_t i = 0; !r && i < sizeof tables / sizeof *tables; i++)
    r = find(tables[i], b->name, count);
  if (!r && b->map && b->derivative && count == 1) r = &map_rule;
  if (!r && !b->map && declares(b, count)) r = &declared_rule;
  return r;
}

/* What becomes of calls of a builtin with COUNT arguments. */
typedef struct Way {
  const Builtin *builtin;
  size_t count;
  const BuiltinRule *rule;
  bool constant, by_operator, corner, calls, maps;
  Operator op;
  const Slope *slope; /* of a function of one number, or NULL */
} Way;

static Way find_way(const Builtin *b, size_t count) {
  Way w = { .builtin = b, .count = count };
  w.rule = find_rule(b, count, &w.constant);
  w.by_operator = smooth_operator(b->name, &w.op);
  w.corner = strcmp(b->name, "abs") == 0 || strcmp(b->name, "relu") == 0;
  w.calls = strcmp(b->name, "feval") == 0 && count > 0;
  w.maps = (strcmp(b->name, "arrayfun") == 0 || strcmp(b->name, "cellfun") == 0) && count > 1;
  for (size_t i = 0; i < sizeof slopes / sizeof *slopes; i++)
    if (strcmp(slopes[i].name, b->name) == 0) w.slope = &slopes[i];
  return w;
}

/* Looked up by its name once: the same few functions are called again and again. */
static const Way *way_of(const Builtin *b, size_t count) {
  static Way ways[256];
  Way *w = &ways[((uintptr_t)b / sizeof *b * 5 + count) % 256];
  if (w->builtin != b || w->count != count) *w = find_way(b, count);
  return w;
}

/* "@(x) cos(x)", the declared derivative as a handle; in OUT. */
static void derivative_text(const Builtin *b, char *out, size_t size) {
  snprintf(out, size, "@(x) %s", b->derivative);
}

static bool jumps(const Builtin *b, double x) {
  return b->map(nextafter(x, -INFINITY)) != b->map(nextafter(x, INFINITY));
}

bool tape_known_slope(void *self, const Builtin *b, double x, double y, double *slope) {
  const Way *way = way_of(b, 1);
  TapeNotes *notes = self;
  if (x == 0 && way->corner) notes->kink = b->name;
  if (way->constant && b->map) { /* steps: floor and its kin */
    *slope = 0;
    if (jumps(b, x)) notes->jump = b->name;
    return true;
  }
  if (!way->slope) return false;
  *slope = way->slope->at(x, y);
  return true;
}

bool tape_slope(Follower *f, const Builtin *b, double x, double y, double *slope,
                const Node *site) {
  Tape *t = tape_of(f);
  if (tape_known_slope(&t->noted, b, x, y, slope)) return true;
  if (!b->derivative) {
    tape_fail(t, site, ERROR_TYPE, "%s has no derivative that is known here", b->name);
    return false;
  }
  char text[200];
  derivative_text(b, text, sizeof text);
  *slope = call_real(t->call, function_standing(f->interp, text), x);
  return call_alive(t->call);
}

void rule_map(Tape *t, Note *n, Operand g) {
  const Builtin *b = n->function;
  const Way *way = way_of(b, 1);
  const Slope *known = t->remembering ? NULL : way->slope;
  Operand x = n->operands[0];
  if (!known) {
    char text[200];
    derivative_text(b, text, sizeof text);
    Operand slope = op_formula(t, text, &x, 1);
    give(t, n, 0, op_weigh(t, g, slope));
    return;
  }
  View vx, vy, vg;
  if (!value_view(&x.v, &vx) || !value_view(&n->result.v, &vy) || !value_view(&g.v, &vg)) return;
  if (way->corner)
    for (size_t k = 0; k < vx.count; k++)
      if (vx.data[k] == 0 && vg.data[vg.count == 1 ? 0 : k] != 0) t->noted.kink = b->name;
  if (vx.count == 1) {
    double w = known->at(vx.data[0], vy.data[0]);
    give(t, n, 0, op_number(vg.data[0] == 0 || w == 0 ? 0 : vg.data[0] * w));
    return;
  }
  Value w = tape_zeros(t, n->shape);
  if (w.kind == VALUE_ARRAY) all_slopes(known, vx.data, vy.data, w.array->data, vx.count);
  Operand slope = op_constant(t, w);
  bool done = w.kind == VALUE_ARRAY && plain_weigh_into(w.array, g.v);
  give(t, n, 0, done ? slope : op_weigh(t, g, slope));
}

/* "@(order, x) ...", the declared derivative by argument I of COUNT, as a handle; false where there
   is none. */
static bool declared_text(const Builtin *b, size_t i, size_t count, char *out, size_t size) {
  const char *rule = b->derivative, *name = b->signature;
  for (size_t k = 0; k < i; k++) rule = strchr(rule, ';') + 1;
  rule += strspn(rule, " ");
  int length = (int)strcspn(rule, ";"), used = snprintf(out, size, "@(");
  for (size_t k = 0; k < count && name; k++) {
    used += snprintf(out + used, size - (size_t)used, k > 0 ? ", %.*s" : "%.*s",
                     (int)strcspn(name, ":?,"), name);
    name = strchr(name, ',');
    if (name) name += strspn(name, ", ");
  }
  snprintf(out + used, size - (size_t)used, ") %.*s", length, rule);
  return strncmp(rule, "none", 4) != 0;
}

/* Entry by entry, arguments of size 1 stretched. */
static void rule_declared(Tape *t, Note *n, Operand g) {
  for (size_t i = 0; i < n->count && !tape_failed(t); i++) {
    char text[300];
    if (!wanted(n, i)) continue;
    if (declared_text(n->function, i, n->count, text, sizeof text))
      give(t, n, i,
           op_gather(t, op_weigh(t, g, op_formula(t, text, n->operands, n->count)), n->shapes[i]));
    else
      tape_fail(t, n->site, ERROR_TYPE, "no derivative of %s by argument %zu is known here",
                n->name, i + 1);
  }
}

/* ------------------------------------------------------------------ calls */

/* Follow the formula that a call stands for; *MARK is that of its value, which must look like
   VALUE, what the builtin gave. */
static bool follow_formula(Tape *t, const Builtin *b, const char *text, const Value *args,
                           const Mark *marks, size_t count, Value value, const Node *site,
                           Mark *mark) {
  Value f = function_standing(t->call->interp, text), result = VALUE_NOTHING;
  bool good = f.kind == VALUE_FUNCTION && follow_function(t->call, &t->follower, f, MARK_NONE, args,
                                                          marks, count, &result, mark, site);
  size_t ranks[2];
  const size_t *dims[2];
  if (good && value_dims(&result, &ranks[0], &dims[0]) && value_dims(&value, &ranks[1], &dims[1]) &&
      (ranks[0] != ranks[1] || memcmp(dims[0], dims[1], ranks[0] * sizeof *dims[0]) != 0)) {
    tape_fail(t, site, ERROR_TYPE, "no derivative of %s is known here for arguments of these sizes",
              b->name);
    good = false;
  }
  value_release(result);
  return good;
}

static Mark note_call(Tape *t, const Builtin *b, const BuiltinRule *rule, const Operand *operands,
                      size_t count, const Value *results, size_t wanted_results, const Node *site) {
  if (wanted_results > 1 && !(rule->keeps & SEVERAL_RESULTS))
    return tape_fail(t, site, ERROR_TYPE,
                     "of the %zu results of %s only the first has a derivative that is known here",
                     wanted_results, b->name);
  Mark m = tape_note(t, rule->rule, b->name, rule->keeps, operands, count, results[0], site);
  if (m == MARK_FAILED) return m;
  Note *n = t->notes[t->note_count];
  n->function = b;
  for (size_t i = 0; i < count; i++) /* options: dimensions, texts */
    if (n->operands[i].v.kind == VALUE_NONE && operands[i].m == MARK_NONE)
      n->operands[i].v = value_retain(operands[i].v);
  return m;
}

/* A step function of many numbers, some of which may lie at its jumps. */
static void note_jumps(Tape *t, const Builtin *b, Value x) {
  View v;
  if (!value_view(&x, &v) || v.complex) return;
  for (size_t k = 0; k < v.count; k++)
    if (jumps(b, v.data[k])) t->noted.jump = b->name;
}

static bool any_function(const Value *args, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (args[i].kind == VALUE_FUNCTION) return true;
  return false;
}

bool tape_call_builtin(Follower *f, const Builtin *b, size_t slot, Value *base, Mark *marks,
                       size_t given, size_t wanted_results, const Node *site) {
  Tape *t = tape_of(f);
  const Way *way = way_of(b, given);
  const BuiltinRule *rule = way->rule;
  size_t room = wanted_results > given ? wanted_results : given;
  if (way->calls && base[0].kind == VALUE_FUNCTION)
    return tape_feval(t, base, marks, given, wanted_results, site);
  if (way->maps) return tape_map_function(t, b, base, marks, given, wanted_results, site);
  bool shown = wanted_results == 0 && !way->constant && !rule && !way->by_operator;
  if (shown) { /* plot(...) and the like give nothing that could be followed */
    for (size_t i = 0; i < room; i++) marks[i] = MARK_NONE;
    marks[0] = MARK_NONE;
    if (!follow_plainly(f, slot, base, given, 0, site)) return false;
    if (base[0].kind == VALUE_NONE) return true;
  }
  if (!way->constant && !rule && !way->by_operator) {
    bool takes = any_function(base, given);
    if (tape_only_texts(t, base, marks, given))
      return tape_call_with_texts(t, b, slot, base, marks, given, wanted_results, site);
    tape_fail(t, site, ERROR_TYPE,
              takes ? "a derivative cannot be followed through %s, which calls functions itself"
                    : "no derivative of %s is known here",
              b->name);
    if (takes) tape_advise(t, "write it as a loop, or take differences: grad(f, x0, 'numeric')");
    return false;
  }
  Value few_args[8], *args = few_args;
  Mark few_marks[8], *old = few_marks;
  Operand few_operands[8], *operands = few_operands;
  if (given > 8) {
    args = mem_new(given * sizeof *args);
    old = mem_new(given * sizeof *old);
    operands = mem_new(given * sizeof *operands);
  }
  for (size_t i = 0; i < given; i++) {
    args[i] = value_retain(base[i]);
    old[i] = marks[i];
    operands[i] = (Operand){ args[i], marks[i] };
  }
  if (way->constant && b->map && given == 1) note_jumps(t, b, base[0]);
  for (size_t i = 0; i < room; i++) marks[i] = MARK_NONE;
  marks[0] = MARK_NONE;
  LuFactors factors = { 0 };
  bool factored = rule && (rule->keeps & KEEP_FACTORS);
  if (factored) factors_ask(&factors);
  bool good = follow_plainly(f, slot, base, given, wanted_results, site);
  if (factored) factors_ask(NULL);
  if (good && !way->constant) {
    Mark m = MARK_NONE;
    if (way->by_operator)
      m = given == 1   ? tape_note_unary(t, way->op, operands[0], base[0], site)
          : given == 2 ? tape_note_binary(t, way->op, operands, base[0], site)
                       : tape_fail(t, site, ERROR_TYPE,
                                   "%s of more than two has no derivative here", b->name);
    else if (rule->formula)
      good = follow_formula(t, b, rule->formula, args, old, given, base[0], site, &m);
    else
      m = note_call(t, b, rule, operands, given, base, wanted_results, site);
    good = good && m != MARK_FAILED;
    if (good) marks[0] = m;
  }
  if (good && way->constant && value_is_text(base[0])) {
    Mark m = tape_mark_text(t, b, base[0], site);
    good = m != MARK_FAILED;
    if (good) marks[0] = m;
  }
  if (factors.n > 0 && good && marks[0] != MARK_NONE) {
    Note *n = t->notes[t->note_count];
    n->factors = arena_new(&f->arena, sizeof *n->factors);
    *n->factors = factors;
  } else
    factors_forget(&factors);
  for (size_t i = 0; i < given; i++) value_release(args[i]);
  if (given > 8) {
    free(args);
    free(operands);
    free(old);
  }
  return good;
}
