# Tests of src/learn.

# Recorded sessions, and the program that replays them.
check_PROGRAMS += %D%/run-session
%C%_run_session_SOURCES = %D%/run-session.c
%C%_run_session_LDADD = tests/libtap.a $(teach_libs)
EXTRA_DIST += tests/lessons/walk.md

# Lessons read, checked and walked through.
check_PROGRAMS += %D%/test-check %D%/test-lessons
%C%_test_check_SOURCES = %D%/test-check.c
%C%_test_check_LDADD = tests/libtap.a $(teach_libs)
%C%_test_lessons_SOURCES = %D%/test-lessons.c
%C%_test_lessons_LDADD = tests/libtap.a $(teach_libs)
TESTS += %D%/test-check %D%/test-lessons
EXTRA_DIST += tests/lessons/faulty.md tests/lessons/faulty.txt tests/lessons/faulty-place.md \
  tests/lessons/faulty-place.txt tests/lessons/tree

# Answers judged by the table and by hand.
check_PROGRAMS += %D%/test-judge
%C%_test_judge_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_judge_SOURCES = %D%/test-judge.c
%C%_test_judge_LDADD = tests/libtap.a $(teach_libs)
TESTS += %D%/test-judge
check_PROGRAMS += %D%/test-credit
%C%_test_credit_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_credit_SOURCES = %D%/test-credit.c
%C%_test_credit_LDADD = tests/libtap.a $(teach_libs)
TESTS += %D%/test-credit
EXTRA_DIST += %D%/judge.tsv

# The catalogue, the reader of lessons, what a session leaves behind, and recorded sessions.
check_PROGRAMS += %D%/test-catalogue %D%/test-lesson %D%/test-session
%C%_test_catalogue_SOURCES = %D%/test-catalogue.c
%C%_test_catalogue_LDADD = tests/libtap.a $(teach_libs)
%C%_test_lesson_SOURCES = %D%/test-lesson.c
%C%_test_lesson_LDADD = tests/libtap.a $(teach_libs)
%C%_test_session_SOURCES = %D%/test-session.c
%C%_test_session_LDADD = tests/libtap.a $(teach_libs)
TESTS += %D%/test-catalogue %D%/test-lesson %D%/test-session
learn_sessions = \
  tests/sessions/board.session \
  tests/sessions/hostile.session \
  tests/sessions/kinds.session \
  tests/sessions/steps.session \
  tests/sessions/play.session \
  tests/sessions/restart.session \
  tests/sessions/walk.session
TESTS += $(learn_sessions)
EXTRA_DIST += $(learn_sessions) tests/lessons/board.md tests/lessons/hostile.md tests/lessons/kinds.md tests/lessons/steps.md

# Quizzes.
check_PROGRAMS += %D%/test-fixed-quiz %D%/test-quiz
%C%_test_fixed_quiz_SOURCES = %D%/test-fixed-quiz.c
%C%_test_fixed_quiz_LDADD = tests/libtap.a $(teach_libs)
%C%_test_quiz_SOURCES = %D%/test-quiz.c
%C%_test_quiz_LDADD = tests/libtap.a $(teach_libs)
TESTS += %D%/test-fixed-quiz %D%/test-quiz
EXTRA_DIST += tests/lessons/quiz tests/lessons/quiz-secret

# Where to start, found by simulated learners; and what a class hands in.
check_PROGRAMS += %D%/test-placement %D%/test-class
%C%_test_placement_SOURCES = %D%/test-placement.c
%C%_test_placement_LDADD = tests/libtap.a $(teach_libs)
%C%_test_class_SOURCES = %D%/test-class.c
%C%_test_class_LDADD = tests/libtap.a $(teach_libs)
TESTS += %D%/test-placement %D%/test-class
EXTRA_DIST += %D%/map.txt

# What authors' tools are made of.
check_PROGRAMS += %D%/test-workshop
%C%_test_workshop_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_workshop_SOURCES = %D%/test-workshop.c
%C%_test_workshop_LDADD = tests/libtap.a $(teach_libs)
TESTS += %D%/test-workshop

# When to ask again, and what is mastered.
check_PROGRAMS += %D%/test-review %D%/test-schedule
%C%_test_review_SOURCES = %D%/test-review.c
%C%_test_review_LDADD = tests/libtap.a $(teach_libs)
%C%_test_schedule_SOURCES = %D%/test-schedule.c
%C%_test_schedule_LDADD = tests/libtap.a $(teach_libs)
TESTS += %D%/test-review %D%/test-schedule
