/* python_special.h -- builtins whose twin depends on the shapes or kinds of their arguments.

   Each maker answers a piece without text and without failure when the twin of the record will
   do.  */

#ifndef BOARD_PYTHON_SPECIAL_H
#define BOARD_PYTHON_SPECIAL_H

#include "board/python.h"

typedef struct Request {
  Numpy *np;
  const Node *node;
  const char *name;
  const Piece *args;
  size_t count;
  Value value;      /* borrowed */
  const char *form; /* of the row in the table */
} Request;

#define NO_PIECE ((Piece){ .value = { .kind = VALUE_NONE } })
#define MAKE(r, ...) piece_new((r)->np, BIND_ATOM, value_retain((r)->value), __VA_ARGS__)

Piece special_refuse(const Request *r); /* the twin in the record would not do either */
const char *special_atom(const Request *r, size_t i); /* argument I, bound tightly */
double special_number(const Request *r, size_t i);    /* its value; NaN when it is no number */
bool special_is_word(const Request *r, size_t i, const char *word); /* a text, and this one */
bool special_is_empty(const Piece *p);

/* python_forms.c */
Piece special_by_form(const Request *r);

/* python_shapes.c */
Piece special_filled(const Request *r);
Piece special_eye(const Request *r);
Piece special_linspace(const Request *r);
Piece special_size(const Request *r);
Piece special_rows(const Request *r);
Piece special_numel(const Request *r);
Piece special_ndims(const Request *r);
Piece special_sorted(const Request *r);
Piece special_reshape(const Request *r);
Piece special_vec(const Request *r);
Piece special_repmat(const Request *r);
Piece special_find(const Request *r);
Piece special_unique(const Request *r);
Piece special_concatenated(const Request *r);
Piece special_colon(const Request *r);
Piece special_permuted(const Request *r);
Piece special_oriented(const Request *r);
Piece special_flipped(const Request *r);
Piece special_equal(const Request *r);

/* python_numerics.c */
Piece special_extreme(const Request *r);
Piece special_norm(const Request *r);
Piece special_dot(const Request *r);
Piece special_kron(const Request *r);
Piece special_spread(const Request *r);
Piece special_covariance(const Request *r);
Piece special_eig(const Request *r);
Piece special_svd(const Request *r);
Piece special_qr(const Request *r);
Piece special_chol(const Request *r);
Piece special_fzero(const Request *r);
Piece special_interp1(const Request *r);
Piece special_nchoosek(const Request *r);
Piece special_cumulative_trapezoid(const Request *r);
Piece special_remainder(const Request *r);
Piece special_round(const Request *r);
Piece special_rounded(const Request *r);
Piece special_pow2(const Request *r);
Piece special_projected(const Request *r);
Piece special_polyder(const Request *r);
Piece special_density_of_several(const Request *r);
Piece special_softmax(const Request *r);
Piece special_curve(const Request *r);
Piece special_integral_of_two(const Request *r);
Piece special_integral_of_three(const Request *r);
Piece special_grad(const Request *r);

/* python_texts.c */
Piece special_mapped(const Request *r);
Piece special_sprintf(const Request *r);
Piece special_printf(const Request *r);
Piece special_shown(const Request *r);
Piece special_error(const Request *r);
Piece special_struct(const Request *r);
Piece special_strcat(const Request *r);
Piece special_num2str(const Request *r);
Piece special_regexprep(const Request *r);
Piece special_feval(const Request *r);

#endif
