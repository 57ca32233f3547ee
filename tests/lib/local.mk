# The numeric builtins.
check_PROGRAMS += %D%/test-numeric
%C%_test_numeric_SOURCES = %D%/test-numeric.c
%C%_test_numeric_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-numeric
EXTRA_DIST += %D%/numeric.txt

# What the records of the builtins promise.
check_PROGRAMS += %D%/test-builtins
%C%_test_builtins_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_builtins_SOURCES = %D%/test-builtins.c
%C%_test_builtins_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-builtins

# The plot builtins.
check_PROGRAMS += %D%/test-plots
%C%_test_plots_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_plots_SOURCES = %D%/test-plots.c
%C%_test_plots_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-plots

# The teaching kinds of pictures as data.
check_PROGRAMS += %D%/test-plot-kinds
%C%_test_plot_kinds_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_plot_kinds_SOURCES = %D%/test-plot-kinds.c %D%/watcher.c %D%/watcher.h
%C%_test_plot_kinds_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-plot-kinds

# Every kind of picture, and the gallery made of them.
check_PROGRAMS += %D%/test-gallery
%C%_test_gallery_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_gallery_SOURCES = %D%/test-gallery.c
%C%_test_gallery_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-gallery

.PHONY: gallery
gallery: %D%/test-gallery$(EXEEXT)
	%D%/test-gallery$(EXEEXT) --print >doc-gallery.new
	mv doc-gallery.new $(srcdir)/doc/gallery.md
