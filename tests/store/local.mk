store_folder = %D%/folder.c %D%/folder.h
store_test_libs = tests/libtap.a $(store_libs)

check_PROGRAMS += \
  %D%/test-store-faults \
  %D%/test-store-kill \
  %D%/test-store-migrations \
  %D%/test-store-records \
  %D%/test-store-sessions \
  %D%/test-store-speed
TESTS += \
  %D%/test-store-faults \
  %D%/test-store-kill \
  %D%/test-store-migrations \
  %D%/test-store-records \
  %D%/test-store-sessions \
  %D%/test-store-speed
EXTRA_DIST += \
  %D%/progress-1.sql \
  %D%/progress-2.sql \
  %D%/progress-3.sql

%C%_test_store_faults_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_test_store_faults_SOURCES = %D%/test-store-faults.c $(store_folder)
%C%_test_store_faults_LDADD = $(store_test_libs)
%C%_test_store_kill_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_test_store_kill_SOURCES = %D%/test-store-kill.c $(store_folder)
%C%_test_store_kill_LDADD = $(store_test_libs)
%C%_test_store_migrations_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_test_store_migrations_SOURCES = %D%/test-store-migrations.c $(store_folder)
%C%_test_store_migrations_LDADD = $(store_test_libs)
%C%_test_store_records_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_test_store_records_SOURCES = %D%/test-store-records.c $(store_folder)
%C%_test_store_records_LDADD = $(store_test_libs)
%C%_test_store_sessions_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_test_store_sessions_SOURCES = %D%/test-store-sessions.c $(store_folder)
%C%_test_store_sessions_LDADD = $(store_test_libs)
%C%_test_store_speed_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_test_store_speed_SOURCES = %D%/test-store-speed.c $(store_folder)
%C%_test_store_speed_LDADD = $(store_test_libs)
