/* library.c -- all builtins together, in the order of the manual.  */

#include "config.h"
#include "lib/library.h"
#include "lib/families.h"

const Family library_families[] = {
  { "Arithmetic and rounding", elementary_family },
  { "Operators as functions", operators_family },
  { "Trigonometry", trigonometry_family },
  { "Special functions", special_functions_family },
  { "Whole numbers", whole_numbers_family },
  { "Making arrays", construct_family },
  { "Grids and patterns", grids_family },
  { "Sizes", sizes_family },
  { "Kinds of values", kinds_family },
  { "Rearranging", rearrange_family },
  { "Sums and products", reduce_family },
  { "Largest and smallest", extremes_family },
  { "Sorting", sort_family },
  { "Searching", search_family },
  { "Sets", sets_family },
  { "Linear algebra", linear_algebra_family },
  { "Decompositions", decompose_family },
  { "Eigenvalues", eigen_family },
  { "Linear systems", solve_family },
  { "Describing data", describe_family },
  { "Quantiles", quantiles_family },
  { "How variables relate", relate_family },
  { "Continuous distributions", distributions_family },
  { "Discrete distributions", discrete_family },
  { "Several variables at once", multivariate_family },
  { "Random numbers", random_family },
  { "Drawing exercises", generators_family },
  { "Polynomials", polynomials_family },
  { "Interpolation", interpolate_family },
  { "Integration", integrate_family },
  { "Derivatives", differentiate_family },
  { "Roots and minima", optimise_family },
  { "Descent", descend_family },
  { "Learning from data", learning_family },
  { "Judging a model", metrics_family },
  { "Clusters", clusters_family },
  { "Curves and points", plot_curves_family },
  { "Bars and histograms", plot_bars_family },
  { "Maps and surfaces", plot_fields_family },
  { "Descent in pictures", plot_descent_family },
  { "Distributions in pictures", plot_chances_family },
  { "The plane in pictures", plot_plane_family },
  { "Titles and axes", plot_change_family },
  { "Texts", texts_family },
  { "Numbers as texts", text_numbers_family },
  { "Cells and records", cells_family },
  { "Functions as values", functional_family },
  { "Tables from files", tables_family },
  { "Time", clock_family },
  { "Printing", print_family },
  { "Errors", errors_family },
  { 0 },
};

Registry *library_new(void) {
  return registry_new(library_families);
}
