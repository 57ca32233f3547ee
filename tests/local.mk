# Every test speaks TAP.  Three kinds: C programs, shell scripts (.test), and recorded text (.mt,
# .session, .tsv) replayed by a C program.  Two tests must not share a stem: they would share a log.

TAP_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .test .mt .session .tsv
LOG_DRIVER = $(TAP_DRIVER)
TEST_LOG_DRIVER = $(TAP_DRIVER)
MT_LOG_DRIVER = $(TAP_DRIVER)
SESSION_LOG_DRIVER = $(TAP_DRIVER)
TSV_LOG_DRIVER = $(TAP_DRIVER)
TEST_LOG_COMPILER = $(SHELL)
MT_LOG_COMPILER = ./%D%/lang/run-language
SESSION_LOG_COMPILER = ./%D%/learn/run-session
TSV_LOG_COMPILER = ./%D%/octave/run-octave

# Every test has an empty folder of its own in MATHTUTOR_HOME, and knows no terminal, no display
# and nothing of the learner who runs it.
AM_TESTS_ENVIRONMENT = \
  MATHTUTOR='$(abs_top_builddir)/mathtutor$(EXEEXT)'; export MATHTUTOR; \
  srcdir='$(abs_top_srcdir)'; export srcdir; \
  builddir='$(abs_top_builddir)'; export builddir; \
  MATHTUTOR_HOME='$(abs_top_builddir)/%D%/home/$(@F:.log=)'; export MATHTUTOR_HOME; \
  rm -rf "$$MATHTUTOR_HOME"; $(MKDIR_P) "$$MATHTUTOR_HOME"; \
  LC_ALL='$(TEST_LOCALE)'; export LC_ALL; TERM=dumb; export TERM; \
  unset DISPLAY WAYLAND_DISPLAY MATHTUTOR_PATH NO_COLOR COLUMNS LINES; \
  ASAN_OPTIONS="strict_string_checks=1:detect_stack_use_after_return=1:$$ASAN_OPTIONS"; \
  UBSAN_OPTIONS="print_stacktrace=1:$$UBSAN_OPTIONS"; \
  export ASAN_OPTIONS UBSAN_OPTIONS;

noinst_LIBRARIES += %D%/libtap.a
%C%_libtap_a_SOURCES = %D%/tap.c %D%/tap.h

include %D%/base/local.mk
include %D%/bench/local.mk
include %D%/value/local.mk
include %D%/lang/local.mk
include %D%/algebra/local.mk
include %D%/plot/local.mk
include %D%/board/local.mk
include %D%/lib/local.mk
include %D%/octave/local.mk
include %D%/nist/local.mk
include %D%/store/local.mk
include %D%/learn/local.mk
include %D%/screen/local.mk
include %D%/exchange/local.mk
include %D%/shell/local.mk
include %D%/fuzz/local.mk

scripts = %D%/board.test %D%/layers.test %D%/documents.test %D%/guide.test %D%/manifest.test %D%/reference.test
TESTS += $(scripts)
EXTRA_DIST += $(scripts) %D%/under-valgrind
