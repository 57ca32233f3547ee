# Lessons: read, drawn, judged, walked through.
noinst_LIBRARIES += %D%/liblearn.a
%C%_liblearn_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS) $(MD4C_CFLAGS) $(SQLITE_CFLAGS)
%C%_liblearn_a_SOURCES = \
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
  %D%/judge_formula.c \
  %D%/judge_number.c \
  %D%/judge_parts.h \
  %D%/lesson.c \
  %D%/lesson.h \
  %D%/loose.c \
  %D%/loose.h \
  %D%/session.h \
  %D%/template.c \
  %D%/template.h \
  %D%/variant.c \
  %D%/variant.h
