# The board: a computation shown step by step, or in another language.
noinst_LIBRARIES += %D%/libboard.a
%C%_libboard_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_libboard_a_SOURCES = \
  %D%/arithmetic.c %D%/arithmetic.h \
  %D%/calculator.c %D%/calculator.h \
  %D%/calculus.h \
  %D%/calculus_area.c \
  %D%/calculus_back.c \
  %D%/calculus_book.c \
  %D%/calculus_chain.c \
  %D%/calculus_diff.c \
  %D%/calculus_field.c \
  %D%/calculus_forms.c \
  %D%/calculus_least.c \
  %D%/calculus_limit.c \
  %D%/calculus_lowest.c \
  %D%/calculus_matrix.c \
  %D%/calculus_numbers.c \
  %D%/calculus_rules.c \
  %D%/calculus_scores.c \
  %D%/calculus_several.c \
  %D%/calculus_shared.c \
  %D%/calculus_vector.c \
  %D%/calculus_walk.c \
  %D%/calculus_zeros.c \
  %D%/check.c %D%/check.h \
  %D%/eigen.c %D%/eigen.h \
  %D%/eigen_direction.c \
  %D%/eigen_polynomial.c \
  %D%/eigen_power.c \
  %D%/exact.c %D%/exact.h \
  %D%/explain.c %D%/explain.h \
  %D%/explainers.h \
  %D%/flow.c %D%/flow.h \
  %D%/graph.c %D%/graph.h \
  %D%/graph_chain.c \
  %D%/graph_fold.c \
  %D%/graph_formula.c \
  %D%/graph_list.c \
  %D%/graph_text.c %D%/graph_text.h \
  %D%/graph_walk.c %D%/graph_walk.h \
  %D%/kept.c %D%/kept.h \
  %D%/linear.h \
  %D%/linear_components.c \
  %D%/linear_determinant.c \
  %D%/linear_elementwise.c \
  %D%/linear_eliminate.c \
  %D%/linear_exponential.c \
  %D%/linear_factors.c \
  %D%/linear_least.c \
  %D%/linear_norm.c \
  %D%/linear_orthogonal.c \
  %D%/linear_pinv.c \
  %D%/linear_product.c \
  %D%/linear_reduce.c \
  %D%/linear_singular.c \
  %D%/linear_solve.c \
  %D%/linear_subspace.c \
  %D%/linear_vector.c \
  %D%/numerals.c %D%/numerals.h \
  %D%/numpy.c %D%/numpy.h \
  %D%/outline.c %D%/outline.h \
  %D%/python.c %D%/python.h \
  %D%/python_brackets.c \
  %D%/python_call.c \
  %D%/python_expression.c \
  %D%/python_facts.c %D%/python_facts.h \
  %D%/python_forms.c \
  %D%/python_function.c \
  %D%/python_index.c \
  %D%/python_infer.c \
  %D%/python_layout.c \
  %D%/python_literal.c \
  %D%/python_numerics.c \
  %D%/python_operators.c \
  %D%/python_plots.c \
  %D%/python_program.c \
  %D%/python_results.c \
  %D%/python_samples.c \
  %D%/python_shapes.c \
  %D%/python_special.c %D%/python_special.h \
  %D%/python_store.c \
  %D%/python_template.c \
  %D%/python_texts.c \
  %D%/render.c %D%/render.h \
  %D%/render_grid.c \
  %D%/render_rows.c \
  %D%/render_signs.c \
  %D%/roots.c %D%/roots.h \
  %D%/singular.h \
  %D%/stats.c %D%/stats.h \
  %D%/stats_bayes.c \
  %D%/stats_chances.c \
  %D%/stats_curves.c \
  %D%/stats_describe.c \
  %D%/stats_draws.c \
  %D%/stats_fit.c \
  %D%/stats_information.c \
  %D%/stats_judge.c \
  %D%/stats_neighbours.c \
  %D%/stats_normal.c \
  %D%/stats_order.c \
  %D%/stats_proportion.c \
  %D%/stats_relate.c \
  %D%/stats_resample.c \
  %D%/stats_tables.c \
  %D%/stats_tests.c \
  %D%/steps.c %D%/steps.h
