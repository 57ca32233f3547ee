# The language: text in, values or errors out.
noinst_LIBRARIES += %D%/liblang.a
%C%_liblang_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_liblang_a_SOURCES = \
  %D%/ast.h \
  %D%/builtin.h \
  %D%/call.c \
  %D%/closure.c \
  %D%/code.h \
  %D%/commands.c \
  %D%/compile.c %D%/compile.h \
  %D%/compile_expression.c \
  %D%/compile_statement.c \
  %D%/complain.c \
  %D%/concatenate.c \
  %D%/elementwise.c %D%/elementwise.h \
  %D%/frames.c \
  %D%/functions.c %D%/functions.h \
  %D%/index.c %D%/index.h \
  %D%/index_delete.c \
  %D%/index_set.c \
  %D%/interp.c %D%/interp.h \
  %D%/kernels.c \
  %D%/lex.c %D%/lex.h \
  %D%/light.h \
  %D%/linear.c %D%/linear.h \
  %D%/machine.h \
  %D%/map_kernels.c %D%/map_kernels.h \
  %D%/operate.c %D%/operate.h \
  %D%/optimised.c %D%/optimised.h \
  %D%/parse.c %D%/parse.h \
  %D%/parse_command.c \
  %D%/parse_expression.c \
  %D%/parse_statement.c \
  %D%/program.c %D%/program.h \
  %D%/registry.c %D%/registry.h \
  %D%/run.c %D%/run.h \
  %D%/scope.c %D%/scope.h \
  %D%/signature.c %D%/signature.h \
  %D%/slow.c %D%/slow.h \
  %D%/state.h \
  %D%/straight.c %D%/straight.h \
  %D%/subscript.c %D%/subscript.h \
  %D%/trap.c %D%/trap.h \
  %D%/unparse.c %D%/unparse.h \
  %D%/vectorise.h
