# One static library for each floor of the house.  A test links only the floors it stands on, so a
# call upwards is an error of the linker; tests/layers.test looks at the includes.

include %D%/base/local.mk
include %D%/value/local.mk
include %D%/lang/local.mk
include %D%/algebra/local.mk
include %D%/board/local.mk
include %D%/plot/local.mk
include %D%/lib/local.mk
include %D%/store/local.mk
include %D%/learn/local.mk
include %D%/screen/local.mk
include %D%/exchange/local.mk
include %D%/shell/local.mk

# What a program links to stand on a floor: the floor's library and all it needs below.
base_libs = %D%/base/libbase.a $(MATH_LIBS)
value_libs = %D%/value/libvalue.a $(base_libs)
lang_libs = %D%/lang/liblang.a %D%/value/libvalue.a %D%/base/libbase.a $(GSL_LIBS) $(MATH_LIBS)
algebra_libs = %D%/algebra/libalgebra.a $(lang_libs)
board_libs = %D%/board/libboard.a $(algebra_libs)
plot_libs = %D%/plot/libplot.a $(base_libs)
lib_libs = %D%/lib/liblib.a %D%/plot/libplot.a $(board_libs)
store_libs = %D%/store/libstore.a %D%/base/libbase.a $(SQLITE_LIBS) $(MATH_LIBS)
learn_libs = %D%/learn/liblearn.a %D%/store/libstore.a %D%/algebra/libalgebra.a %D%/lang/liblang.a %D%/value/libvalue.a \
  %D%/base/libbase.a $(MD4C_LIBS) $(SQLITE_LIBS) $(GSL_LIBS) $(MATH_LIBS)
# Learning with the whole library of functions at hand, as the program has it.
teach_libs = %D%/learn/liblearn.a %D%/store/libstore.a $(MD4C_LIBS) $(SQLITE_LIBS) $(lib_libs)
screen_libs = %D%/screen/libscreen.a %D%/base/libbase.a $(MD4C_LIBS) $(MATH_LIBS)
exchange_libs = %D%/exchange/libexchange.a %D%/learn/liblearn.a %D%/store/libstore.a \
  %D%/screen/libscreen.a $(MD4C_LIBS) $(SQLITE_LIBS) $(EXPAT_LIBS) $(lib_libs)
shell_libs = %D%/shell/libshell.a %D%/exchange/libexchange.a %D%/learn/liblearn.a %D%/store/libstore.a %D%/lib/liblib.a \
  %D%/plot/libplot.a %D%/screen/libscreen.a %D%/board/libboard.a %D%/algebra/libalgebra.a %D%/lang/liblang.a %D%/value/libvalue.a \
  %D%/base/libbase.a $(READLINE_LIBS) $(MD4C_LIBS) $(SQLITE_LIBS) $(EXPAT_LIBS) $(GSL_LIBS) \
  $(MATH_LIBS)

bin_PROGRAMS += mathtutor
mathtutor_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
mathtutor_SOURCES = %D%/main.c
mathtutor_LDADD = $(shell_libs)
