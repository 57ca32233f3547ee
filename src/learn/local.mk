# Lessons: read, drawn, judged, walked through.
noinst_LIBRARIES += %D%/liblearn.a
%C%_liblearn_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS) $(MD4C_CFLAGS) $(SQLITE_CFLAGS)
%C%_liblearn_a_SOURCES = \
  %D%/catalogue.c \
  %D%/catalogue.h \
  %D%/check.c \
  %D%/check.h \
  %D%/check_catalogue.c \
  %D%/check_exercise.c \
  %D%/check_names.c \
  %D%/check_part.c \
  %D%/check_parts.h \
  %D%/check_text.c \
  %D%/closeness.c \
  %D%/closeness.h \
  %D%/exercise.c \
  %D%/exercise.h \
  %D%/findings.c \
  %D%/findings.h \
  %D%/front_matter.c \
  %D%/front_matter.h \
  %D%/judge.c \
  %D%/judge.h \
  %D%/judge_choice.c \
  %D%/judge_equal.c \
  %D%/judge_form.c \
  %D%/judge_formula.c \
  %D%/judge_number.c \
  %D%/judge_parts.h \
  %D%/judge_sampling.c \
  %D%/judge_table.c \
  %D%/judge_table.h \
  %D%/judge_text.c \
  %D%/lesson.c \
  %D%/lesson.h \
  %D%/loose.c \
  %D%/loose.h \
  %D%/session.c \
  %D%/reading.c \
  %D%/reading.h \
  %D%/session.h \
  %D%/session_exercise.c \
  %D%/session_line.c \
  %D%/session_parts.h \
  %D%/session_run.c \
  %D%/signs.c \
  %D%/signs.h \
  %D%/slips.c \
  %D%/slips.h \
  %D%/template.c \
  %D%/template.h \
  %D%/variant.c \
  %D%/variant.h
