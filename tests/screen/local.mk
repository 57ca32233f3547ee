# Tests of src/screen.
check_PROGRAMS += \
  %D%/test-markdown \
  %D%/test-mathml \
  %D%/test-tex \
  %D%/test-tex-golden
TESTS += \
  %D%/test-markdown \
  %D%/test-mathml \
  %D%/test-tex \
  %D%/test-tex-golden
EXTRA_DIST += \
  %D%/formulas.txt \
  %D%/formulas-differ.txt

%C%_test_markdown_LDADD = tests/libtap.a $(screen_libs)
%C%_test_mathml_LDADD = tests/libtap.a $(screen_libs)
%C%_test_tex_LDADD = tests/libtap.a $(screen_libs)
%C%_test_tex_golden_LDADD = tests/libtap.a $(screen_libs)
