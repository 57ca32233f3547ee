# The numeric families.
numeric_sources = \
  %D%/clusters.c \
  %D%/decompose.c %D%/decompose.h \
  %D%/descend.c \
  %D%/describe.c \
  %D%/differentiate.c \
  %D%/distribution.c %D%/distribution.h \
  %D%/distributions.c \
  %D%/distributions_continuous.c \
  %D%/distributions_discrete.c \
  %D%/eigen.c \
  %D%/generators.c \
  %D%/integrate.c \
  %D%/interpolate.c \
  %D%/learning.c \
  %D%/linear_algebra.c \
  %D%/metrics.c \
  %D%/multivariate.c \
  %D%/numeric.c %D%/numeric.h \
  %D%/objective.c %D%/objective.h \
  %D%/optimise.c \
  %D%/polynomials.c \
  %D%/quantiles.c \
  %D%/random_numbers.c %D%/random_numbers.h \
  %D%/relate.c \
  %D%/solve.c \
  %D%/symmetric.c %D%/symmetric.h
