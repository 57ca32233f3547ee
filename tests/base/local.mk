check_PROGRAMS += \
  %D%/test-allowance \
  %D%/test-dict \
  %D%/test-digest \
  %D%/test-error \
  %D%/test-files \
  %D%/test-interrupt \
  %D%/test-json \
  %D%/test-memory \
  %D%/test-paths \
  %D%/test-random \
  %D%/test-text \
  %D%/test-utf8

%C%_test_allowance_LDADD = tests/libtap.a $(base_libs)
%C%_test_dict_LDADD = tests/libtap.a $(base_libs)
%C%_test_digest_LDADD = tests/libtap.a $(base_libs)
%C%_test_error_LDADD = tests/libtap.a $(base_libs)
%C%_test_files_LDADD = tests/libtap.a $(base_libs)
%C%_test_interrupt_LDADD = tests/libtap.a $(base_libs)
%C%_test_json_LDADD = tests/libtap.a $(base_libs)
%C%_test_memory_LDADD = tests/libtap.a $(base_libs)
%C%_test_paths_LDADD = tests/libtap.a $(base_libs)
%C%_test_random_LDADD = tests/libtap.a $(base_libs)
%C%_test_text_LDADD = tests/libtap.a $(base_libs)
%C%_test_utf8_LDADD = tests/libtap.a $(base_libs)

TESTS += \
  %D%/test-allowance \
  %D%/test-dict \
  %D%/test-digest \
  %D%/test-error \
  %D%/test-files \
  %D%/test-interrupt \
  %D%/test-json \
  %D%/test-memory \
  %D%/test-paths \
  %D%/test-random \
  %D%/test-text \
  %D%/test-utf8
