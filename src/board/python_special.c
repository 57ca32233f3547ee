/* python_special.c -- which builtins need more than the twin in their record.  */

#include "config.h"
#include "board/python_special.h"

#include <math.h>
#include <string.h>

/* The twin in the record would not do for these arguments. */
Piece special_refuse(const Request *r) {
  return piece_fail(r->np, r->node, "%s, called like this, has no single NumPy form", r->name);
}

const char *special_atom(const Request *r, size_t i) {
  return piece_in(r->np, r->args[i], BIND_ATOM);
}

double special_number(const Request *r, size_t i) {
  Value v = r->args[i].value;
  return v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ? v.scalar : NAN;
}

bool special_is_word(const Request *r, size_t i, const char *word) {
  if (i >= r->count || !piece_known(r->args[i]) || !value_is_text(r->args[i].value)) return false;
  Text t = TEXT_EMPTY;
  value_append_text(r->args[i].value, &t);
  bool same = strcmp(text_string(&t), word) == 0;
  text_free(&t);
  return same;
}

bool special_is_empty(const Piece *p) {
  return p->value.kind == VALUE_ARRAY && p->value.array->count == 0;
}

typedef struct Special {
  const char *name;
  Piece (*make)(const Request *r);
  const char *form;
} Special;

static const Special specials[] = {
  { "zeros", special_filled, "0|np.zeros(%s)" },
  { "ones", special_filled, "1|np.ones(%s)" },
  { "true", special_filled, "True|np.ones(%s, dtype=bool)" },
  { "false", special_filled, "False|np.zeros(%s, dtype=bool)" },
  { "NaN", special_filled, "np.nan|np.full(%s, np.nan)" },
  { "nan", special_filled, "np.nan|np.full(%s, np.nan)" },
  { "NA", special_filled, "np.nan|np.full(%s, np.nan)" },
  { "Inf", special_filled, "np.inf|np.full(%s, np.inf)" },
  { "inf", special_filled, "np.inf|np.full(%s, np.inf)" },
  { "pi", special_filled, "np.pi|np.full(%s, np.pi)" },
  { "e", special_filled, "np.e|np.full(%s, np.e)" },
  { "eye", special_eye, NULL },
  { "linspace", special_linspace, NULL },
  { "logspace", special_linspace, NULL },
  { "size", special_size, NULL },
  { "rows", special_rows, NULL },
  { "columns", special_rows, NULL },
  { "numel", special_numel, NULL },
  { "length", special_numel, NULL },
  { "ndims", special_ndims, NULL },
  { "max", special_extreme, NULL },
  { "min", special_extreme, NULL },
  { "norm", special_norm, NULL },
  { "sort", special_sorted, NULL },
  { "reshape", special_reshape, NULL },
  { "vec", special_vec, NULL },
  { "repmat", special_repmat, NULL },
  { "dot", special_dot, NULL },
  { "kron", special_kron, NULL },
  { "find", special_find, NULL },
  { "unique", special_unique, NULL },
  { "var", special_spread, NULL },
  { "std", special_spread, NULL },
  { "cov", special_covariance, NULL },
  { "corr", special_covariance, NULL },
  { "corrcoef", special_covariance, NULL },
  { "eig", special_eig, NULL },
  { "svd", special_svd, NULL },
  { "qr", special_qr, NULL },
  { "chol", special_chol, NULL },
  { "fzero", special_fzero, NULL },
  { "cellfun", special_mapped, NULL },
  { "arrayfun", special_mapped, NULL },
  { "sprintf", special_sprintf, NULL },
  { "printf", special_printf, NULL },
  { "fprintf", special_printf, NULL },
  { "disp", special_shown, NULL },
  { "display", special_shown, NULL },
  { "interp1", special_interp1, NULL },
  { "nchoosek", special_nchoosek, NULL },
  { "cat", special_concatenated, NULL },
  { "horzcat", special_concatenated, NULL },
  { "vertcat", special_concatenated, NULL },
  { "colon", special_colon, NULL },
  { "permute", special_permuted, NULL },
  { "isrow", special_oriented, NULL },
  { "iscolumn", special_oriented, NULL },
  { "flip", special_flipped, NULL },
  { "fliplr", special_flipped, NULL },
  { "flipud", special_flipped, NULL },
  { "trapz", special_cumulative_trapezoid, NULL },
  { "cumtrapz", special_cumulative_trapezoid, NULL },
  { "strcat", special_strcat, NULL },
  { "error", special_error, NULL },
  { "struct", special_struct, NULL },
  { "isequal", special_equal, NULL },
  { "mod", special_remainder, NULL },
  { "rem", special_remainder, NULL },
  { "round", special_round, NULL },
  { "floor", special_rounded, NULL },
  { "ceil", special_rounded, NULL },
  { "fix", special_rounded, NULL },
  { "pow2", special_pow2, NULL },
  { "project", special_projected, NULL },
  { "grad", special_grad, NULL },
  { "polyder", special_polyder, NULL },
  { "lsqcurvefit", special_refuse, NULL },
  { "nlinfit", special_refuse, NULL },
  { "mvnpdf", special_density_of_several, NULL },
  { "softmax", special_softmax, NULL },
  { "spline", special_curve, NULL },
  { "pchip", special_curve, NULL },
  { "num2str", special_num2str, NULL },
  { "regexprep", special_regexprep, NULL },
  { "integral2", special_integral_of_two, NULL },
  { "dblquad", special_integral_of_two, NULL },
  { "quad2d", special_integral_of_two, NULL },
  { "integral3", special_integral_of_three, NULL },
  { "triplequad", special_integral_of_three, NULL },
  { "feval", special_feval, NULL },
};

Piece python_special(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count,
                     Value value) {
  for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
    if (strcmp(specials[i].name, name) == 0) {
      Request r = { np, n, name, args, count, value, specials[i].form };
      bool wants = strcmp(name, "eye") == 0 || specials[i].form;
      Piece p = count > 0 || wants ? specials[i].make(&r) : NO_PIECE;
      return piece_failed(p) && np->error.kind == ERROR_NONE ? special_by_form(&r) : p;
    }
  return special_by_form(&(Request){ np, n, name, args, count, value, NULL });
}
