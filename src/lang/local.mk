# The language: text in, values or errors out.
noinst_LIBRARIES += %D%/liblang.a
%C%_liblang_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
# Square roots that need not set errno can be done several at a time.
%C%_liblang_a_CFLAGS = $(AM_CFLAGS) -fno-math-errno
%C%_liblang_a_SOURCES = \
  %D%/advise.c %D%/advise.h \
  %D%/advise_calls.c \
  %D%/apart.c %D%/apart.h \
  %D%/ast.h \
  %D%/body.c %D%/body.h \
  %D%/builtin.h \
  %D%/call.c \
  %D%/closure.c \
  %D%/code.h \
  %D%/commands.c \
  %D%/compile.c %D%/compile.h \
  %D%/compile_control.c \
  %D%/compile_expression.c \
  %D%/compile_statement.c \
  %D%/complain.c \
  %D%/complex_matrix.c %D%/complex_matrix.h \
  %D%/concatenate.c \
  %D%/draft.c %D%/draft.h \
  %D%/elementwise.c %D%/elementwise.h \
  %D%/evaluate.c \
  %D%/factors.c %D%/factors.h \
  %D%/follow.c %D%/follow.h \
  %D%/follow_calls.c \
  %D%/follow_machine.h \
  %D%/follow_values.c \
  %D%/formula_parts.h \
  %D%/frames.c \
  %D%/fused.c %D%/fused.h \
  %D%/functions.c %D%/functions.h \
  %D%/index.c %D%/index.h \
  %D%/index_delete.c \
  %D%/index_set.c \
  %D%/interp.c %D%/interp.h \
  %D%/kernels.c \
  %D%/lapack.c %D%/lapack.h \
  %D%/lex.c %D%/lex.h \
  %D%/light.h \
  %D%/least_squares.c %D%/least_squares.h \
  %D%/linear.c %D%/linear.h \
  %D%/long_job.c %D%/long_job.h \
  %D%/lists.c \
  %D%/machine.h \
  %D%/map_kernels.c %D%/map_kernels.h \
  %D%/matrix_function.c %D%/matrix_function.h \
  %D%/notes.c \
  %D%/operate.c %D%/operate.h \
  %D%/optimised.c %D%/optimised.h \
  %D%/optimised_spectral.c \
  %D%/optimised_task.c %D%/optimised_task.h \
  %D%/parse.c %D%/parse.h \
  %D%/parse_command.c \
  %D%/parse_expression.c \
  %D%/parse_statement.c \
  %D%/power_kernel.c %D%/power_kernel.h \
  %D%/program.c %D%/program.h \
  %D%/reductions.c %D%/reductions.h \
  %D%/registry.c %D%/registry.h \
  %D%/repair.c %D%/repair.h \
  %D%/repair_blocks.c \
  %D%/repair_calls.c \
  %D%/repair_foreign.c \
  %D%/repair_methods.c \
  %D%/repair_names.c \
  %D%/repair_operators.c \
  %D%/repair_sentences.c \
  %D%/repair_text.c \
  %D%/repair_texts.c \
  %D%/repair_words.c \
  %D%/run.c %D%/run.h \
  %D%/scope.c %D%/scope.h \
  %D%/selection.c %D%/selection.h \
  %D%/signature.c %D%/signature.h \
  %D%/slow.c %D%/slow.h \
  %D%/state.h \
  %D%/straight.c %D%/straight.h \
  %D%/subscript.c %D%/subscript.h \
  %D%/systems.c %D%/systems.h \
  %D%/trap.c %D%/trap.h \
  %D%/unparse.c %D%/unparse.h \
  %D%/vectorise.h
