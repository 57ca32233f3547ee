# Measurements beside the peers; not a test: see the head of `run`.
EXTRA_DIST += \
  %D%/run \
  %D%/calls.lua %D%/calls.m \
  %D%/elements.lua %D%/elements.m \
  %D%/fib.lua %D%/fib.m \
  %D%/rosenbrock.lua %D%/rosenbrock.m %D%/rosenbrock.py \
  %D%/scalar.lua %D%/scalar.m \
  %D%/vector.m %D%/vector.py
