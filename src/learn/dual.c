/* dual.c -- a formula and its derivative in one go, by dual numbers.  */

#include "config.h"
#include "learn/dual.h"

#include <math.h>
#include <string.h>

typedef struct Where {
  const char *const *names;
  const double *x;
  size_t variable;
  const Scope *scope;
} Where;

typedef struct Rule {
  const char *name;
  double (*value)(double u);
  double (*slope)(double u, double value);
} Rule;

static double square_root(double u) {
  return u < 0 ? NAN : sqrt(u);
}
static double logarithm(double u) {
  return u < 0 ? NAN : log(u);
}
static double logarithm10(double u) {
  return u < 0 ? NAN : log10(u);
}
static double logarithm2(double u) {
  return u < 0 ? NAN : log2(u);
}
static double sign(double u) {
  return (u > 0) - (u < 0);
}
static double secant(double u) {
  return 1 / cos(u);
}
static double cosecant(double u) {
  return 1 / sin(u);
}
static double cotangent(double u) {
  return 1 / tan(u);
}
static double sigmoid(double u) {
  return 1 / (1 + exp(-u));
}

static double d_sin(double u, double y) {
  (void)y;
  return cos(u);
}
static double d_cos(double u, double y) {
  (void)y;
  return -sin(u);
}
static double d_tan(double u, double y) {
  (void)u;
  return 1 + y * y;
}
static double d_sec(double u, double y) {
  return y * tan(u);
}
static double d_csc(double u, double y) {
  return -y / tan(u);
}
static double d_cot(double u, double y) {
  (void)u;
  return -1 - y * y;
}
static double d_asin(double u, double y) {
  (void)y;
  return 1 / sqrt(1 - u * u);
}
static double d_acos(double u, double y) {
  (void)y;
  return -1 / sqrt(1 - u * u);
}
static double d_atan(double u, double y) {
  (void)y;
  return 1 / (1 + u * u);
}
static double d_sinh(double u, double y) {
  (void)y;
  return cosh(u);
}
static double d_cosh(double u, double y) {
  (void)y;
  return sinh(u);
}
static double d_tanh(double u, double y) {
  (void)u;
  return 1 - y * y;
}
static double d_asinh(double u, double y) {
  (void)y;
  return 1 / sqrt(u * u + 1);
}
static double d_acosh(double u, double y) {
  (void)y;
  return 1 / sqrt(u * u - 1);
}
static double d_atanh(double u, double y) {
  (void)y;
  return 1 / (1 - u * u);
}
static double d_exp(double u, double y) {
  (void)u;
  return y;
}
static double d_expm1(double u, double y) {
  (void)u;
  return y + 1;
}
static double d_log(double u, double y) {
  (void)y;
  return 1 / u;
}
static double d_log10(double u, double y) {
  (void)y;
  return 1 / (u * M_LN10);
}
static double d_log2(double u, double y) {
  (void)y;
  return 1 / (u * M_LN2);
}
static double d_log1p(double u, double y) {
  (void)y;
  return 1 / (1 + u);
}
static double d_sqrt(double u, double y) {
  (void)u;
  return 0.5 / y;
}
static double d_cbrt(double u, double y) {
  (void)u;
  return 1 / (3 * y * y);
}
static double d_abs(double u, double y) {
  (void)y;
  return sign(u);
}
static double d_flat(double u, double y) {
  (void)u, (void)y;
  return 0;
}
static double d_erf(double u, double y) {
  (void)y;
  return M_2_SQRTPI * exp(-u * u);
}
static double d_erfc(double u, double y) {
  return -d_erf(u, y);
}
static double d_sigmoid(double u, double y) {
  (void)u;
  return y * (1 - y);
}

static const Rule rules[] = {
  { "sin", sin, d_sin },
  { "cos", cos, d_cos },
  { "tan", tan, d_tan },
  { "sec", secant, d_sec },
  { "csc", cosecant, d_csc },
  { "cot", cotangent, d_cot },
  { "asin", asin, d_asin },
  { "acos", acos, d_acos },
  { "atan", atan, d_atan },
  { "sinh", sinh, d_sinh },
  { "cosh", cosh, d_cosh },
  { "tanh", tanh, d_tanh },
  { "asinh", asinh, d_asinh },
  { "acosh", acosh, d_acosh },
  { "atanh", atanh, d_atanh },
  { "exp", exp, d_exp },
  { "expm1", expm1, d_expm1 },
  { "log", logarithm, d_log },
  { "log10", logarithm10, d_log10 },
  { "log2", logarithm2, d_log2 },
  { "log1p", log1p, d_log1p },
  { "sqrt", square_root, d_sqrt },
  { "cbrt", cbrt, d_cbrt },
  { "abs", fabs, d_abs },
  { "sign", sign, d_flat },
  { "floor", floor, d_flat },
  { "ceil", ceil, d_flat },
  { "round", round, d_flat },
  { "erf", erf, d_erf },
  { "erfc", erfc, d_erfc },
  { "sigmoid", sigmoid, d_sigmoid },
};

static bool evaluate(const Node *n, const Where *w, Dual *out);

static bool name(const Node *n, const Where *w, Dual *out) {
  for (size_t i = 0; w->names[i]; i++)
    if (strcmp(w->names[i], n->text) == 0) {
      *out = (Dual){ w->x[i], i == w->variable };
      return true;
    }
  Value v = w->scope ? scope_get(w->scope, n->text) : VALUE_NOTHING;
  bool scalar = v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL;
  if (scalar) *out = (Dual){ v.scalar, 0 };
  bool unset = v.kind == VALUE_NONE;
  value_release(v);
  if (scalar || !unset) return scalar;
  if (strcmp(n->text, "pi") == 0)
    *out = (Dual){ M_PI, 0 };
  else if (strcmp(n->text, "e") == 0)
    *out = (Dual){ M_E, 0 };
  else
    return false;
  return true;
}

static Dual power(Dual a, Dual b) {
  double value = pow(a.value, b.value);
  if (b.slope == 0) {
    double slope = b.value == 0 || a.slope == 0 ? 0 : b.value * pow(a.value, b.value - 1) * a.slope;
    return (Dual){ value, isnan(value) ? NAN : slope };
  }
  /* The exponent varies: only a positive base has a derivative. */
  if (!(a.value > 0)) return (Dual){ a.value == 0 && b.value > 0 ? 0 : NAN, NAN };
  return (Dual){ value, value * (b.slope * log(a.value) + b.value * a.slope / a.value) };
}

static bool binary(const Node *n, const Where *w, Dual *out) {
  Dual a, b;
  if (!evaluate(n->kids[0], w, &a) || !evaluate(n->kids[1], w, &b)) return false;
  switch (n->op) {
  case OPERATE_ADD: *out = (Dual){ a.value + b.value, a.slope + b.slope }; return true;
  case OPERATE_SUBTRACT: *out = (Dual){ a.value - b.value, a.slope - b.slope }; return true;
  case OPERATE_TIMES:
  case OPERATE_MATRIX_TIMES:
    *out = (Dual){ a.value * b.value, a.slope * b.value + a.value * b.slope };
    return true;
  case OPERATE_RIGHT_DIVIDE:
  case OPERATE_MATRIX_RIGHT_DIVIDE:
    *out = (Dual){ a.value / b.value, (a.slope - a.value / b.value * b.slope) / b.value };
    return true;
  case OPERATE_POWER:
  case OPERATE_MATRIX_POWER: *out = power(a, b); return true;
  default: return false;
  }
}

static bool call(const Node *n, const Where *w, Dual *out) {
  Dual u;
  if (n->kids[0]->kind != NODE_NAME || n->count < 2 || !evaluate(n->kids[1], w, &u)) return false;
  const char *f = n->kids[0]->text;
  if (n->count == 3 && (strcmp(f, "nthroot") == 0 || strcmp(f, "power") == 0)) {
    Dual k;
    if (!evaluate(n->kids[2], w, &k)) return false;
    if (*f == 'p') {
      *out = power(u, k);
      return true;
    }
    bool odd = fmod(fabs(k.value), 2) == 1;
    if (k.slope != 0 || (u.value < 0 && !odd)) return false;
    double y = copysign(pow(fabs(u.value), 1 / k.value), u.value);
    *out = (Dual){ y, y / (k.value * u.value) * u.slope };
    return true;
  }
  if (n->count != 2) return false;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (strcmp(rules[i].name, f) == 0) {
      double y = rules[i].value(u.value);
      /* What does not vary stays so, whatever the rule says at a corner. */
      *out = (Dual){ y, isnan(y) ? NAN : u.slope == 0 ? 0 : rules[i].slope(u.value, y) * u.slope };
      return true;
    }
  return false;
}

static bool evaluate(const Node *n, const Where *w, Dual *out) {
  Dual u;
  switch (n->kind) {
  case NODE_NUMBER: *out = (Dual){ n->number, 0 }; return !n->flag;
  case NODE_NAME: return name(n, w, out);
  case NODE_BINARY: return binary(n, w, out);
  case NODE_CALL: return call(n, w, out);
  case NODE_UNARY:
    if (!evaluate(n->kids[0], w, &u)) return false;
    if (n->op == OPERATE_NEGATE)
      *out = (Dual){ -u.value, -u.slope };
    else if (n->op != OPERATE_NOT)
      *out = u;
    else
      return false;
    return true;
  default: return false;
  }
}

bool dual_evaluate(const Node *n, const char *const *names, const double *x, size_t variable,
                   const Scope *scope, Dual *out) {
  const Where w = { names, x, variable, scope };
  return evaluate(n, &w, out);
}
