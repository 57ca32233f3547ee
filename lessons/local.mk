# Installed under $(pkgdatadir)/lessons with their folders.  `make list-lessons' writes this list
# anew; tests/manifest.test fails when a file is missing from it.
nobase_dist_pkgdata_DATA += \
  %D%/calculus/02-ca-derivative.md \
  %D%/calculus/04-ca-chain.md \
  %D%/calculus/08-ca-gradient.md \
  %D%/calculus/11-ca-descent.md \
  %D%/calculus/track.md \
  %D%/linear-algebra/01-la-vectors.md \
  %D%/linear-algebra/02-la-dot.md \
  %D%/linear-algebra/06-la-matmul.md \
  %D%/linear-algebra/13-la-eigen.md \
  %D%/linear-algebra/track.md \
  %D%/quizzes.md \
  %D%/statistics/01-st-describe.md \
  %D%/statistics/07-st-bayes.md \
  %D%/statistics/09-st-continuous.md \
  %D%/statistics/14-st-confidence.md \
  %D%/statistics/track.md
