# The memory of the learner: SQLite and the ground floor.
noinst_LIBRARIES += %D%/libstore.a
%C%_libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_libstore_a_SOURCES = \
  %D%/attempts.c %D%/attempts.h \
  %D%/database.c %D%/database.h \
  %D%/events.h \
  %D%/forget.c %D%/forget.h \
  %D%/lessons.c %D%/lessons.h \
  %D%/mastery.c %D%/mastery.h \
  %D%/migrate.c %D%/migrate.h \
  %D%/positions.c %D%/positions.h \
  %D%/quizzes.c %D%/quizzes.h \
  %D%/rescue.c %D%/rescue.h \
  %D%/settings.c %D%/settings.h \
  %D%/skills.c %D%/skills.h \
  %D%/store.c %D%/store.h \
  %D%/transfer.c %D%/transfer.h
