/* tape_calls.c -- builtins on the tape: which rule, and functions of one number.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/map_kernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ functions of one number */

/* Slopes by x and y = f(x) of the most frequent; the others follow from their declarations. */
static double slope_exp(double x, double y) {
  (void)x;
  return y;
}
static double slope_log(double x, double y) {
  (void)y;
  return 1 / x;
}
static double slope_sqrt(double x, double y) {
  (void)x;
  return 0.5 / y;
}
static double slope_sin(double x, double y) {
  (void)y;
  return cos(x);
}
static double slope_cos(double x, double y) {
  (void)y;
  return -sin(x);
}
static double slope_tanh(double x, double y) {
  (void)x;
  return 1 - y * y;
}
static double slope_sigmoid(double x, double y) {
  (void)x;
  return y * (1 - y);
}
static double slope_relu(double x, double y) {
  (void)y;
  return x > 0;
}
static double slope_abs(double x, double y) {
  (void)y;
  return (x > 0) - (x < 0);
}
static double slope_log1p(double x, double y) {
  (void)y;
  return 1 / (1 + x);
}
static double slope_softplus(double x, double y) {
  (void)y;
  return 1 / (1 + exp(-x));
}

typedef struct Slope {
  const char *name;
  double (*at)(double x, double y);
} Slope;

static const Slope slopes[] = {
  { "exp", slope_exp },         { "log", slope_log },           { "sqrt", slope_sqrt },
  { "sin", slope_sin },         { "cos", slope_cos },           { "tanh", slope_tanh },
  { "sigmoid", slope_sigmoid }, { "relu", slope_relu },         { "abs", slope_abs },
  { "log1p", slope_log1p },     { "softplus", slope_softplus },
};

static const Slope *known_slope(const Builtin *b) {
  for (size_t i = 0; i < sizeof slopes / sizeof *slopes; i++)
    if (strcmp(slopes[i].name, b->name) == 0) return &slopes[i];
  return NULL;
}

/* "@(x) cos(x)", the declared derivative as a handle; in OUT. */
static void derivative_text(const Builtin *b, char *out, size_t size) {
  snprintf(out, size, "@(x) %s", b->derivative);
}

/* abs and relu have a corner at 0. */
static bool has_corner(const Builtin *b) {
  return strcmp(b->name, "abs") == 0 || strcmp(b->name, "relu") == 0;
}

bool tape_known_slope(void *self, const Builtin *b, double x, double y, double *slope) {
  if (x == 0 && has_corner(b)) *(const char **)self = b->name;
  static const Builtin *last; /* the same function again and again, in loops */
  static double (*last_slope)(double x, double y);
  if (b != last) {
    const Slope *known = known_slope(b);
    last = b;
    last_slope = known ? known->at : NULL;
  }
  if (!last_slope) return false;
  *slope = last_slope(x, y);
  return true;
}

bool tape_slope(Follower *f, const Builtin *b, double x, double y, double *slope,
                const Node *site) {
  Tape *t = tape_of(f);
  if (tape_known_slope(&t->kink, b, x, y, slope)) return true;
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
  const Slope *known = t->remembering ? NULL : known_slope(b);
  Operand x = n->operands[0];
  if (!known) {
    char text[200];
    derivative_text(b, text, sizeof text);
    Operand slope = op_formula(t, text, &x, 1);
    give(t, n, 0, op_gather(t, op_weigh(t, g, slope), n->shapes[0]));
    return;
  }
  View vx, vy, vg;
  if (!value_view(&x.v, &vx) || !value_view(&n->result.v, &vy) || !value_view(&g.v, &vg)) return;
  if (has_corner(b))
    for (size_t k = 0; k < vx.count; k++)
      if (vx.data[k] == 0 && vg.data[k] != 0) t->kink = b->name;
  if (vx.count == 1) {
    double w = known->at(vx.data[0], vy.data[0]);
    give(t, n, 0, op_number(vg.data[0] == 0 || w == 0 ? 0 : vg.data[0] * w));
    return;
  }
  Value r = tape_zeros(t, n->shape);
  if (r.kind == VALUE_ARRAY) {
    double *to = r.array->data;
    for (size_t k = 0; k < vx.count; k++) to[k] = known->at(vx.data[k], vy.data[k]);
    for (size_t k = 0; k < vx.count; k++)
      to[k] = to[k] == 0 || vg.data[k] == 0 ? 0 : to[k] * vg.data[k];
  }
  give(t, n, 0, op_constant(t, r));
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

static const BuiltinRule map_rule = { "", KEEP_OPERANDS | KEEP_RESULT, rule_map, NULL, 1 };

const BuiltinRule *tape_rule(const Builtin *b, size_t count, bool *constant) {
  *constant = is_constant(b->name) || (b->map && b->derivative && strcmp(b->derivative, "0") == 0);
  if (*constant) return NULL;
  const BuiltinRule *r = find(shape_rules, b->name, count);
  if (!r) r = find(matrix_rules, b->name, count);
  if (!r) r = find(formula_rules, b->name, count);
  if (!r && b->map && b->derivative && count == 1) r = &map_rule;
  return r;
}

/* ------------------------------------------------------------------ calls */

/* plus(a, b) and its kin that have slopes. */
static bool smooth_operator(const char *name, Operator *op) {
  return operator_named(name, op) &&
         (*op <= OPERATE_MATRIX_POWER || (operator_is_unary(*op) && *op != OPERATE_NOT));
}

/* Follow the formula that a call stands for; *MARK is that of its value. */
static bool follow_formula(Tape *t, const char *text, const Value *args, const Mark *marks,
                           size_t count, const Node *site, Mark *mark) {
  Value f = function_standing(t->call->interp, text), result = VALUE_NOTHING;
  bool good = f.kind == VALUE_FUNCTION && follow_function(t->call, &t->follower, f, MARK_NONE, args,
                                                          marks, count, &result, mark, site);
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

static bool any_function(const Value *args, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (args[i].kind == VALUE_FUNCTION) return true;
  return false;
}

bool tape_call_builtin(Follower *f, const Builtin *b, size_t slot, Value *base, Mark *marks,
                       size_t given, size_t wanted_results, const Node *site) {
  Tape *t = tape_of(f);
  bool constant;
  Operator op = OPERATE_PLUS;
  const BuiltinRule *rule = tape_rule(b, given, &constant);
  size_t room = wanted_results > given ? wanted_results : given;
  if (strcmp(b->name, "feval") == 0 && given > 0 && base[0].kind == VALUE_FUNCTION)
    return tape_feval(t, base, marks, given, wanted_results, site);
  if ((strcmp(b->name, "arrayfun") == 0 || strcmp(b->name, "cellfun") == 0) && given > 1)
    return tape_map_function(t, b, base, marks, given, wanted_results, site);
  bool by_operator = smooth_operator(b->name, &op);
  if (!constant && !rule && !by_operator) {
    bool takes = any_function(base, given);
    tape_fail(t, site, ERROR_TYPE,
              takes ? "a derivative cannot be followed through %s, which calls functions itself"
                    : "no derivative of %s is known here",
              b->name);
    error_hint(tape_error(t),
               takes ? "write it as a loop" : "grad(f, x0, 'numeric') takes differences instead");
    return false;
  }
  Value *args = mem_new((given + 1) * sizeof *args);
  Operand *operands = mem_new((given + 1) * sizeof *operands);
  Mark *old = mem_new((given + 1) * sizeof *old);
  for (size_t i = 0; i < given; i++) {
    args[i] = value_retain(base[i]);
    old[i] = marks[i];
    operands[i] = (Operand){ args[i], marks[i] };
  }
  for (size_t i = 0; i < room; i++) marks[i] = MARK_NONE;
  marks[0] = MARK_NONE;
  bool good = follow_plainly(f, slot, base, given, wanted_results, site);
  if (good && !constant) {
    Mark m = MARK_NONE;
    if (by_operator)
      m = given == 1   ? tape_note_unary(t, op, operands[0], base[0], site)
          : given == 2 ? tape_note_binary(t, op, operands, base[0], site)
                       : tape_fail(t, site, ERROR_TYPE,
                                   "%s of more than two has no derivative here", b->name);
    else if (rule->formula)
      good = follow_formula(t, rule->formula, args, old, given, site, &m);
    else
      m = note_call(t, b, rule, operands, given, base, wanted_results, site);
    good = good && m != MARK_FAILED;
    if (good) marks[0] = m;
  }
  for (size_t i = 0; i < given; i++) value_release(args[i]);
  free(args);
  free(operands);
  free(old);
  return good;
}
