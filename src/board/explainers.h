/* explainers.h -- every table of explainers; a further one is declared here and listed in
   explain.c.  */

#ifndef BOARD_EXPLAINERS_H
#define BOARD_EXPLAINERS_H

#include "board/explain.h"

extern const Explainer calculus_area_explainers[];
extern const Explainer calculus_diff_explainers[];
extern const Explainer calculus_field_explainers[];
extern const Explainer calculus_forms_explainers[];
extern const Explainer calculus_least_explainers[];
extern const Explainer calculus_limit_explainers[];
extern const Explainer calculus_lowest_explainers[];
extern const Explainer calculus_numbers_explainers[];
extern const Explainer calculus_scores_explainers[];
extern const Explainer calculus_several_explainers[];
extern const Explainer calculus_vector_explainers[];
extern const Explainer calculus_walk_explainers[];
extern const Explainer calculus_zeros_explainers[];
extern const Explainer eigen_explainers[];
extern const Explainer eigen_power_explainers[];
extern const Explainer linear_components_explainers[];
extern const Explainer linear_determinant_explainers[];
extern const Explainer linear_elementwise_explainers[];
extern const Explainer linear_exponential_explainers[];
extern const Explainer linear_factors_explainers[];
extern const Explainer linear_norm_explainers[];
extern const Explainer linear_orthogonal_explainers[];
extern const Explainer linear_pinv_explainers[];
extern const Explainer linear_product_explainers[];
extern const Explainer linear_reduce_explainers[];
extern const Explainer linear_singular_explainers[];
extern const Explainer linear_solve_explainers[];
extern const Explainer linear_subspace_explainers[];
extern const Explainer linear_vector_explainers[];
extern const Explainer stats_bayes_explainers[];
extern const Explainer stats_chances_explainers[];
extern const Explainer stats_curves_explainers[];
extern const Explainer stats_describe_explainers[];
extern const Explainer stats_draws_explainers[];
extern const Explainer stats_fit_explainers[];
extern const Explainer stats_information_explainers[];
extern const Explainer stats_judge_explainers[];
extern const Explainer stats_neighbours_explainers[];
extern const Explainer stats_normal_explainers[];
extern const Explainer stats_order_explainers[];
extern const Explainer stats_proportion_explainers[];
extern const Explainer stats_relate_explainers[];
extern const Explainer stats_resample_explainers[];
extern const Explainer stats_tables_explainers[];
extern const Explainer stats_tests_explainers[];

#endif
