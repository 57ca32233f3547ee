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
extern const Builtin plot_curves_family[];
extern const Builtin plot_bars_family[];
extern const Builtin plot_fields_family[];
extern const Builtin plot_descent_family[];
extern const Builtin plot_chances_family[];
extern const Builtin plot_plane_family[];
extern const Builtin plot_change_family[];
extern const Builtin polynomials_family[];
extern const Builtin interpolate_family[];
extern const Builtin integrate_family[];
extern const Builtin differentiate_family[];
extern const Builtin optimise_family[];
extern const Builtin descend_family[];
extern const Builtin learning_family[];
extern const Builtin metrics_family[];
extern const Builtin clusters_family[];
extern const Builtin cells_family[];
extern const Builtin clock_family[];
extern const Builtin functional_family[];
extern const Builtin tables_family[];
extern const Builtin text_numbers_family[];
extern const Builtin texts_family[];
extern const Builtin construct_family[];
extern const Builtin elementary_family[];
extern const Builtin errors_family[];
extern const Builtin extremes_family[];
extern const Builtin grids_family[];
extern const Builtin kinds_family[];
extern const Builtin operators_family[];
extern const Builtin print_family[];
extern const Builtin rearrange_family[];
extern const Builtin reduce_family[];
extern const Builtin search_family[];
extern const Builtin sets_family[];
extern const Builtin sizes_family[];
extern const Builtin sort_family[];
extern const Builtin special_functions_family[];
extern const Builtin trigonometry_family[];
extern const Builtin whole_numbers_family[];

#endif
