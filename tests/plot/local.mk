# Tests of figures and of everything that shows them.
plot_tests = \
  %D%/test-figure \
  %D%/test-gnuplot-pipe \
  %D%/test-gnuplot-script \
  %D%/test-playing \
  %D%/test-plotter \
  %D%/test-sample \
  %D%/test-terminal \
  %D%/test-textplot
check_PROGRAMS += $(plot_tests)
TESTS += $(plot_tests)
noinst_LIBRARIES += %D%/libfigures.a
%C%_libfigures_a_SOURCES = %D%/figures.c %D%/figures.h %D%/scratch.c %D%/scratch.h
plot_test_libs = %D%/libfigures.a tests/libtap.a $(plot_libs)
%C%_test_figure_SOURCES = %D%/test-figure.c
%C%_test_figure_LDADD = $(plot_test_libs)
%C%_test_gnuplot_pipe_SOURCES = %D%/test-gnuplot-pipe.c
%C%_test_gnuplot_pipe_LDADD = $(plot_test_libs)
%C%_test_gnuplot_script_SOURCES = %D%/test-gnuplot-script.c
%C%_test_gnuplot_script_LDADD = $(plot_test_libs)
%C%_test_playing_SOURCES = %D%/test-playing.c tests/shell/pty.c tests/shell/pty.h
%C%_test_playing_LDADD = $(plot_test_libs)
%C%_test_plotter_SOURCES = %D%/test-plotter.c
%C%_test_plotter_LDADD = $(plot_test_libs)
%C%_test_sample_SOURCES = %D%/test-sample.c
%C%_test_sample_LDADD = $(plot_test_libs)
%C%_test_terminal_SOURCES = %D%/test-terminal.c
%C%_test_terminal_LDADD = $(plot_test_libs)
%C%_test_textplot_SOURCES = %D%/test-textplot.c
%C%_test_textplot_LDADD = $(plot_test_libs)
EXTRA_DIST += %D%/script.txt
TESTS += %D%/plots.test %D%/windows.test
EXTRA_DIST += %D%/plots.test %D%/windows.test
