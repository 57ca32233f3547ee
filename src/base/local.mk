# The ground floor: libc only.
noinst_LIBRARIES += %D%/libbase.a
%C%_libbase_a_SOURCES = \
  %D%/allowance.c %D%/allowance.h \
  %D%/complex_number.h \
  %D%/dict.c %D%/dict.h \
  %D%/digamma.c %D%/digamma.h \
  %D%/digest.c %D%/digest.h \
  %D%/error.c %D%/error.h \
  %D%/files.c %D%/files.h \
  %D%/interrupt.c %D%/interrupt.h \
  %D%/json.c %D%/json.h \
  %D%/memory.c %D%/memory.h \
  %D%/paths.c %D%/paths.h \
  %D%/random.c %D%/random.h \
  %D%/text.c %D%/text.h \
  %D%/utf8.c %D%/utf8.h
