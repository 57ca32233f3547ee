# Questions and lessons of other systems, in and out.
noinst_LIBRARIES += %D%/libexchange.a
%C%_libexchange_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS) $(MD4C_CFLAGS) $(SQLITE_CFLAGS) $(EXPAT_CFLAGS)
%C%_libexchange_a_SOURCES = \
  %D%/anki_write.c \
  %D%/bank.c \
  %D%/bank.h \
  %D%/foreign.c \
  %D%/foreign.h \
  %D%/gift_read.c \
  %D%/gift_write.c \
  %D%/html.c \
  %D%/html.h \
  %D%/lesson_bank.c \
  %D%/lesson_bank.h \
  %D%/lesson_write.c \
  %D%/moodle_read.c \
  %D%/moodle_write.c \
  %D%/page.c \
  %D%/page.h
