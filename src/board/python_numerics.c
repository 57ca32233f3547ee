/* python_numerics.c -- norms, spreads, decompositions, integrals.  */

#include "config.h"
#include "board/python_special.h"

#include <math.h>
#include <string.h>

/* max, min: of one array along an axis, or of two entry by entry. */
Piece special_extreme(const Request *r) {
  Numpy *np = r->np;
  bool largest = r->name[1] == 'a';
  if (r->count == 2 || (r->count == 3 && !special_is_empty(&r->args[1]))) {
    Piece both[2] = { r->args[0], r->args[1] };
    pieces_align(np, both, 2);
    return MAKE(r, "np.%s(%s, %s)", largest ? "fmax" : "fmin", both[0].text, both[1].text);
  }
  Piece x = r->args[0];
  View v;
  bool holes = false;
  if (value_view(&x.value, &v))
    for (size_t i = 0; i < v.count; i++) holes |= isnan(v.data[i]);
  const char *f = arena_printf(&np->arena, "np.%s%s", holes ? "nan" : "", r->name);
  if (x.rank < 1) return x.rank == 0 ? x : MAKE(r, "%s(%s)", f, x.text);
  size_t own = piece_is_column(x) ? 0 : 1;
  size_t d = r->count == 3 ? (size_t)special_number(r, 2) - 1
             : x.rank == 1 ? own
                           : value_size(x.value, 0) == 1;
  if (x.rank == 1) return d == own ? MAKE(r, "%s(%s)", f, x.text) : x;
  return MAKE(r, "%s(%s, axis=%zu)", f, x.text, d);
}

Piece special_norm(const Request *r) {
  const char *x = r->args[0].text;
  bool matrix = r->args[0].rank == 2;
  if (r->count == 1)
    return matrix ? MAKE(r, "np.linalg.norm(%s, 2)", x) : MAKE(r, "np.linalg.norm(%s)", x);
  if (r->count != 2) return NO_PIECE;
  if (special_is_word(r, 1, "fro"))
    return matrix ? MAKE(r, "np.linalg.norm(%s, \"fro\")", x) : MAKE(r, "np.linalg.norm(%s)", x);
  if (special_is_word(r, 1, "inf") || special_is_word(r, 1, "Inf"))
    return MAKE(r, "np.linalg.norm(%s, np.inf)", x);
  if (value_is_text(r->args[1].value)) return NO_PIECE;
  return MAKE(r, "np.linalg.norm(%s, %s)", x, r->args[1].text);
}

Piece special_dot(const Request *r) {
  if (r->count != 2) return NO_PIECE;
  bool vectors = r->args[0].rank <= 1 && r->args[1].rank <= 1;
  if (vectors && r->args[0].rank == 1)
    return piece_new(r->np, BIND_PRODUCT, value_retain(r->value), "%s @ %s",
                     piece_in(r->np, r->args[0], BIND_PRODUCT),
                     piece_in(r->np, r->args[1], BIND_SIGN));
  if (vectors) return NO_PIECE;
  return MAKE(r, "np.sum(%s * %s, axis=0)", piece_in(r->np, r->args[0], BIND_PRODUCT),
              piece_in(r->np, r->args[1], BIND_SIGN));
}

Piece special_kron(const Request *r) {
  if (r->count != 2) return NO_PIECE;
  Piece a = r->args[0], b = r->args[1];
  if (axes_of(r->value) > 1) a = piece_with_axes(r->np, a), b = piece_with_axes(r->np, b);
  return MAKE(r, "np.kron(%s, %s)", a.text, b.text);
}

/* var, std: divided by n - 1 here, by n in NumPy. */
Piece special_spread(const Request *r) {
  Piece x = r->args[0];
  if (r->count > 1 && !special_is_empty(&r->args[1]) && r->args[1].rank != 0) return NO_PIECE;
  bool population = r->count > 1 && special_number(r, 1) == 1;
  const char *ddof = population ? "" : ", ddof=1";
  if (x.rank <= 1) {
    if (r->count > 2) return NO_PIECE;
    return MAKE(r, "np.%s(%s%s)", r->name, x.text, ddof);
  }
  size_t d = r->count > 2 ? (size_t)special_number(r, 2) - 1 : 0;
  return MAKE(r, "np.%s(%s, axis=%zu%s)", r->name, x.text, d, ddof);
}

Piece special_covariance(const Request *r) {
  const Piece *x = r->args;
  const char *f = strcmp(r->name, "cov") == 0 ? "cov" : "corrcoef";
  if (r->count == 2 && x[0].rank == 1 && x[1].rank == 1) {
    const char *pick = axes_of(r->value) == 0 ? "[0, 1]" : "";
    return MAKE(r, "np.%s(%s, %s)%s", f, x[0].text, x[1].text, pick);
  }
  if (r->count == 1 && x[0].rank == 2) return MAKE(r, "np.%s(%s, rowvar=False)", f, x[0].text);
  if (r->count == 1 && *f == 'c' && f[2] == 'v' && x[0].rank == 1)
    return MAKE(r, "np.var(%s, ddof=1)", x[0].text);
  return NO_PIECE;
}

static bool is_symmetric(const Request *r) {
  Value v = python_evaluate(r->np, r->node, "issymmetric", r->args, 1);
  return v.kind == VALUE_LOGICAL && v.scalar != 0;
}

Piece special_eig(const Request *r) {
  if (r->count != 1 || r->args[0].rank < 2) return NO_PIECE;
  if (is_symmetric(r)) return MAKE(r, "np.linalg.eigvalsh(%s)", r->args[0].text);
  if (!value_is_complex(r->value)) {
    View v;
    bool rising = value_view(&r->value, &v);
    for (size_t i = 1; rising && i < v.count; i++) rising = v.data[i - 1] <= v.data[i];
    if (rising) return MAKE(r, "np.sort(np.linalg.eigvals(%s))", r->args[0].text);
  }
  python_comment(r->np, "the eigenvalues may come in another order");
  return MAKE(r, "np.linalg.eigvals(%s)", r->args[0].text);
}

Piece special_svd(const Request *r) {
  return r->count == 1 ? MAKE(r, "np.linalg.svd(%s, compute_uv=False)", r->args[0].text) : NO_PIECE;
}

Piece special_qr(const Request *r) {
  if (r->count != 1) return NO_PIECE;
  python_comment(r->np, "rows may have the other sign");
  return MAKE(r, "np.linalg.qr(%s, mode=\"r\")", r->args[0].text);
}

Piece special_chol(const Request *r) {
  return r->count == 1 ? MAKE(r, "np.linalg.cholesky(%s).T", r->args[0].text) : NO_PIECE;
}

Piece special_fzero(const Request *r) {
  if (r->count != 2) return NO_PIECE;
  if (r->args[1].rank == 1)
    return MAKE(r, "scipy.optimize.brentq(%s, *%s)", r->args[0].text, special_atom(r, 1));
  return MAKE(r, "scipy.optimize.fsolve(%s, %s)[0]", r->args[0].text, r->args[1].text);
}

Piece special_interp1(const Request *r) {
  if (r->count == 3 || (r->count == 4 && special_is_word(r, 3, "linear")))
    return MAKE(r, "np.interp(%s, %s, %s, left=np.nan, right=np.nan)", r->args[2].text,
                r->args[0].text, r->args[1].text);
  if (r->count == 4 && special_is_word(r, 3, "spline"))
    return MAKE(r, "scipy.interpolate.CubicSpline(%s, %s)(%s)", r->args[0].text, r->args[1].text,
                r->args[2].text);
  if (r->count == 4 && special_is_word(r, 3, "pchip"))
    return MAKE(r, "scipy.interpolate.PchipInterpolator(%s, %s)(%s)", r->args[0].text,
                r->args[1].text, r->args[2].text);
  return NO_PIECE;
}

Piece special_nchoosek(const Request *r) {
  if (r->args[0].rank == 0)
    return MAKE(r, "scipy.special.comb(%s, %s)", r->args[0].text, r->args[1].text);
  return MAKE(r, "np.array(list(itertools.combinations(%s, %s)))", r->args[0].text,
              r->args[1].text);
}

Piece special_cumulative_trapezoid(const Request *r) {
  if (r->count > 2) return NO_PIECE;
  const char *f = r->name[0] == 'c' ? "cumulative_trapezoid" : "trapezoid";
  const char *more = r->name[0] == 'c' ? ", initial=0" : "";
  if (r->args[r->count - 1].rank > 1) return NO_PIECE;
  return r->count == 1
             ? MAKE(r, "scipy.integrate.%s(%s%s)", f, r->args[0].text, more)
             : MAKE(r, "scipy.integrate.%s(%s, %s%s)", f, r->args[1].text, r->args[0].text, more);
}

/* Here a remainder within rounding of the divisor is 0. */
Piece special_remainder(const Request *r) {
  if (r->count != 2 || python_is_general(r->np)) return NO_PIECE;
  View v;
  for (size_t i = 0; i < 2; i++)
    if (value_view(&r->args[i].value, &v))
      for (size_t k = 0; k < v.count; k++)
        if (v.data[k] != floor(v.data[k])) {
          python_comment(r->np, "rounding may show: np.mod(0.3, 0.1) is 0.1");
          k = v.count - 1;
        }
  return NO_PIECE;
}

/* NumPy rounds halves to the even neighbour. */
Piece special_round(const Request *r) {
  View v;
  if (r->count != 1) return NO_PIECE;
  if (!value_view(&r->args[0].value, &v) || v.complex || python_is_general(r->np)) {
    python_comment(r->np, "np.round takes halves to the even neighbour: np.round(2.5) is 2");
    return MAKE(r, "np.round(%s)", r->args[0].text);
  }
  for (size_t i = 0; i < v.count; i++)
    if (fabs(v.data[i]) - floor(fabs(v.data[i])) == 0.5) return NO_PIECE;
  return MAKE(r, "np.round(%s)", r->args[0].text);
}

/* floor(a / b) of numbers is a // b; of one number it is whole, and an int, in math. */
Piece special_rounded(const Request *r) {
  const Node *n = r->node;
  if (r->args[0].rank != 0 || !isfinite(special_number(r, 0))) return NO_PIECE;
  const Node *x = n->kind == NODE_CALL && n->count == 2 ? n->kids[1] : NULL;
  bool quotient = x && x->kind == NODE_BINARY &&
                  (x->op == OPERATE_RIGHT_DIVIDE || x->op == OPERATE_MATRIX_RIGHT_DIVIDE);
  if (quotient && *r->name == 'f' && r->name[1] == 'l') {
    Piece a = python_expression(r->np, x->kids[0]);
    Piece b = piece_failed(a) ? a : python_expression(r->np, x->kids[1]);
    if (piece_failed(b)) return NO_PIECE;
    return piece_new(r->np, BIND_PRODUCT, value_retain(r->value), "%s // %s",
                     piece_in(r->np, a, BIND_PRODUCT), piece_in(r->np, b, BIND_SIGN));
  }
  if (strcmp(r->name, "fix") == 0) return MAKE(r, "int(%s)", r->args[0].text);
  return MAKE(r, "math.%s(%s)", r->name, r->args[0].text);
}

Piece special_pow2(const Request *r) {
  if (r->count == 1) return MAKE(r, "np.exp2(%s)", r->args[0].text);
  return NO_PIECE;
}

Piece special_projected(const Request *r) {
  if (r->args[0].rank != 1 || r->args[1].rank != 1) return special_refuse(r);
  const char *a = special_atom(r, 0), *b = special_atom(r, 1);
  return piece_new(r->np, BIND_PRODUCT, value_retain(r->value), "(%s @ %s) / (%s @ %s) * %s", a, b,
                   b, b, b);
}

Piece special_polyder(const Request *r) {
  return r->args[0].rank == 0 ? special_refuse(r)
                              : NO_PIECE; /* NumPy wants the coefficients in an array */
}

Piece special_density_of_several(const Request *r) {
  return r->count == 1 ? special_refuse(r)
                       : NO_PIECE; /* its mean and covariance must be written there */
}

Piece special_softmax(const Request *r) {
  if (r->count != 1) return NO_PIECE;
  return r->args[0].rank < 2 ? MAKE(r, "scipy.special.softmax(%s)", r->args[0].text)
                             : MAKE(r, "scipy.special.softmax(%s, axis=1)", r->args[0].text);
}

Piece special_curve(const Request *r) {
  const char *f = strcmp(r->name, "spline") == 0 ? "CubicSpline" : "PchipInterpolator";
  if (r->count == 2)
    return MAKE(r, "scipy.interpolate.%s(%s, %s)", f, r->args[0].text, r->args[1].text);
  return NO_PIECE;
}

/* The parameters of an integrand come in the opposite order. */
Piece special_integral_of_two(const Request *r) {
  const char *f = r->args[0].text, *colon = strchr(f, ':'), *comma = strchr(f, ',');
  if (r->count != 5 || strncmp(f, "lambda ", 7) != 0 || !comma || comma > colon) return NO_PIECE;
  return MAKE(r, "scipy.integrate.dblquad(lambda %.*s, %.*s%s, %s, %s, %s, %s)[0]",
              (int)(colon - comma - 2), comma + 2, (int)(comma - f - 7), f + 7, colon,
              r->args[1].text, r->args[2].text, r->args[3].text, r->args[4].text);
}

/* tplquad calls its function with the innermost variable first: turn the parameters round. */
Piece special_integral_of_three(const Request *r) {
  const char *f = r->args[0].text, *colon = strchr(f, ':');
  if (r->count != 7 || strncmp(f, "lambda ", 7) != 0 || !colon) return NO_PIECE;
  const char *a = f + 7, *b = strstr(a, ", "), *c = b && b < colon ? strstr(b + 2, ", ") : NULL;
  if (!c || c > colon) return NO_PIECE;
  return MAKE(r, "scipy.integrate.tplquad(lambda %.*s, %.*s, %.*s%s, %s, %s, %s, %s, %s, %s)[0]",
              (int)(colon - c - 2), c + 2, (int)(c - b - 2), b + 2, (int)(b - a), a, colon,
              r->args[1].text, r->args[2].text, r->args[3].text, r->args[4].text, r->args[5].text,
              r->args[6].text);
}

/* approx_fprime calls its function with one array. */
Piece special_grad(const Request *r) {
  Value f = r->args[0].value;
  return f.kind == VALUE_FUNCTION && function_arity(f) != 1 ? special_refuse(r) : NO_PIECE;
}
