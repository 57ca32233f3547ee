/* families.h -- every family of builtins, one table a file.  */

#ifndef LIB_FAMILIES_H
#define LIB_FAMILIES_H

#include "lang/builtin.h"

extern const Builtin linear_algebra_family[];
extern const Builtin decompose_family[];
extern const Builtin eigen_family[];
extern const Builtin solve_family[];
extern const Builtin describe_family[];
extern const Builtin quantiles_family[];
extern const Builtin relate_family[];
extern const Builtin distributions_family[];
extern const Builtin discrete_family[];
extern const Builtin multivariate_family[];
extern const Builtin random_family[];
extern const Builtin generators_family[];
extern const Builtin polynomials_family[];
extern const Builtin interpolate_family[];
extern const Builtin integrate_family[];
extern const Builtin differentiate_family[];
extern const Builtin optimise_family[];
extern const Builtin descend_family[];
extern const Builtin learning_family[];
extern const Builtin metrics_family[];
extern const Builtin clusters_family[];

#endif
