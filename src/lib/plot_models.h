/* plot_models.h -- what pictures of models share.  */

#ifndef LIB_PLOT_MODELS_H
#define LIB_PLOT_MODELS_H

#include "lang/builtin.h"

/* boundary('knn', X, y, ...): the regions of a model that is named. */
Value plot_model_boundary(Call *call);

/* Statements that grow a classification tree: from X, classes t in 1 .. k, `depth` and the most
   splits `most` come the nodes feature (0: a leaf), cut, left, right, deep and gain, and for each
   row of X its leaf_of. */
extern const char plot_tree_numbers[];

#endif
