# The checks that are this program's own.

# MATHTUTOR_NEED(VARIABLE, MODULE, WHAT, DEBIAN, FEDORA, ARCH, HOMEBREW)
# A library found through pkg-config, or the name of the package that brings it.
AC_DEFUN([MATHTUTOR_NEED],
[PKG_CHECK_MODULES([$1], [$2], [],
  [AC_MSG_ERROR([$3 ($2) was not found.
  Install $4 (Debian, Ubuntu), $5 (Fedora), $6 (Arch) or $7 (Homebrew),
  or let `./bootstrap packages' install all that is missing.  If it is installed in an
  unusual place, name the folder of its .pc file in PKG_CONFIG_PATH.])])])

# MATHTUTOR_MAY_USE(VARIABLE, OPTION, MODULE, WHAT FOR, DEBIAN, FEDORA, ARCH, HOMEBREW)
# A library that one can do without: --with-OPTION is auto, yes or no.  Defines HAVE_VARIABLE, as a
# conditional too, and OPTION_summary for the end.
AC_DEFUN([MATHTUTOR_MAY_USE],
[AC_ARG_WITH([$2],
  [AS_HELP_STRING([--with-$2=WHETHER], [$4: auto, yes or no @<:@auto@:>@])],
  [], [with_$2=auto])
AS_CASE([$with_$2], [auto|yes|no], [],
  [AC_MSG_ERROR([--with-$2=$with_$2: say auto, yes or no])])
have_$2=no
AS_IF([test "x$with_$2" != xno],
  [PKG_CHECK_MODULES([$1], [$3], [have_$2=yes], [:])])
AS_IF([test "x$have_$2" = xyes],
  [AC_DEFINE([HAVE_$1], [1], [Define to 1 if $3 is used.])
   $2_summary=`$PKG_CONFIG --modversion $3`],
  [test "x$with_$2" != xyes],
  [$2_summary="no ($5 on Debian)"],
  [AC_MSG_ERROR([--with-$2=yes: $3 was not found.
  Install $5 (Debian, Ubuntu), $6 (Fedora), $7 (Arch) or $8 (Homebrew),
  or say --with-$2=auto to do without.])])
AM_CONDITIONAL([HAVE_$1], [test "x$have_$2" = xyes])
])

# MATHTUTOR_ARCHIVE
# libarchive brings ten libraries with it, which would double the time the program takes to start:
# it is loaded when a course is unpacked.  What is settled here is its name, ARCHIVE_LIBRARY.
AC_DEFUN([MATHTUTOR_ARCHIVE],
[MATHTUTOR_MAY_USE([LIBARCHIVE], [archive], [libarchive], [unpack courses for --install],
  [libarchive-dev], [libarchive-devel], [libarchive], [libarchive])
AC_CHECK_TOOLS([OBJDUMP], [objdump llvm-objdump], [:])
AS_IF([test "x$have_archive" = xyes],
  [mathtutor_saved_LIBS=$LIBS
   LIBS="$LIBARCHIVE_LIBS $LIBS"
   archive_library=
   AC_MSG_CHECKING([for the run-time name of libarchive])
   AC_LINK_IFELSE(
     [AC_LANG_PROGRAM([[char archive_read_new (void);]], [[return archive_read_new ();]])],
     [AS_CASE([`uname -s`],
        [Darwin], [mathtutor_names=`otool -L conftest$ac_exeext | $SED -n 's/^@<:@@<:@:space:@:>@@:>@*\(@<:@^ @:>@*\) (.*/\1/p'`],
        [mathtutor_names=`$OBJDUMP -p conftest$ac_exeext | $SED -n 's/^ *NEEDED *//p'`])
      archive_library=`AS_ECHO(["$mathtutor_names"]) | grep -i archive | $SED 1q`])
   LIBS=$mathtutor_saved_LIBS
   test -n "$archive_library" || archive_library=libarchive.so
   AC_MSG_RESULT([$archive_library])
   AC_DEFINE_UNQUOTED([ARCHIVE_LIBRARY], ["$archive_library"],
     [Shared library that reads archives, to be loaded on first need.])
   archive_summary="$archive_summary, $archive_library when a course is installed"])
])

# MATHTUTOR_BLAS
# GSL is linked with its own CBLAS, which starts at once.  An optimised BLAS with LAPACK is not
# linked: the program loads it when a large matrix first needs it.  What is settled here is its
# name.  The result is blas_summary and, in config.h, OPTIMISED_BLAS and OPTIMISED_LAPACK.
AC_DEFUN([MATHTUTOR_BLAS],
[AC_ARG_WITH([blas],
  [AS_HELP_STRING([--with-blas=WHICH],
     [optimised BLAS and LAPACK to load at run time: auto, openblas, blas, gslcblas or none @<:@auto@:>@])],
  [], [with_blas=auto])
AS_CASE([$with_blas],
  [auto|openblas|blas], [],
  [yes], [with_blas=auto],
  [gslcblas|none|no], [with_blas=none],
  [AC_MSG_ERROR([--with-blas=$with_blas: say auto, openblas, blas, gslcblas or none])])
AC_CHECK_TOOLS([OBJDUMP], [objdump llvm-objdump], [:])
optimised_blas=
AS_CASE([$with_blas], [auto|openblas],
  [PKG_CHECK_MODULES([OPENBLAS], [openblas],
     [MATHTUTOR_SHARED_NAMES([$OPENBLAS_LIBS])], [:])])
AS_IF([test -z "$optimised_blas"],
  [AS_CASE([$with_blas], [auto|blas],
     [PKG_CHECK_MODULES([PLAIN_BLAS], [blas lapack],
        [MATHTUTOR_SHARED_NAMES([$PLAIN_BLAS_LIBS])], [:])])])
AS_IF([test -n "$optimised_blas"],
  [AC_DEFINE_UNQUOTED([OPTIMISED_BLAS], ["$optimised_blas"],
     [Shared library with an optimised CBLAS, to be loaded on first need.])
   AC_DEFINE_UNQUOTED([OPTIMISED_LAPACK], ["$optimised_lapack"],
     [Shared library with the LAPACK that belongs to OPTIMISED_BLAS.])
   blas_summary="gslcblas; $optimised_blas when a matrix is large"],
  [AS_CASE([$with_blas],
     [auto], [blas_summary="gslcblas (no optimised one found; libopenblas-dev on Debian)"],
     [none], [blas_summary="gslcblas"],
     [AC_MSG_ERROR([--with-blas=$with_blas: not found.
  Install libopenblas-dev (Debian, Ubuntu), openblas-devel (Fedora), openblas (Arch, Homebrew),
  or say --with-blas=auto to do without.])])])
])

# MATHTUTOR_SHARED_NAMES(LIBS)
# Sets optimised_blas and optimised_lapack to the names under which the run-time linker knows the
# libraries, read from a program linked with LIBS; leaves them alone when that does not link.
AC_DEFUN([MATHTUTOR_SHARED_NAMES],
[mathtutor_saved_LIBS=$LIBS
LIBS="$1 -lm $LIBS"
AC_MSG_CHECKING([for the run-time name of $1])
AC_LINK_IFELSE(
  [AC_LANG_PROGRAM([[char cblas_dgemm (void); char dgesdd_ (void);]],
     [[return cblas_dgemm () + dgesdd_ ();]])],
  [AS_CASE([`uname -s`],
     [Darwin], [mathtutor_names=`otool -L conftest$ac_exeext | $SED -n 's/^@<:@@<:@:space:@:>@@:>@*\(@<:@^ @:>@*\) (.*/\1/p'`],
     [mathtutor_names=`$OBJDUMP -p conftest$ac_exeext | $SED -n 's/^ *NEEDED *//p'`])
   optimised_blas=`AS_ECHO(["$mathtutor_names"]) | grep -i blas | $SED 1q`
   optimised_lapack=`AS_ECHO(["$mathtutor_names"]) | grep -i lapack | $SED 1q`
   test -n "$optimised_lapack" || optimised_lapack=$optimised_blas])
AC_MSG_RESULT([${optimised_blas:-none}])
LIBS=$mathtutor_saved_LIBS
])

# MATHTUTOR_GNUPLOT
# gnuplot is needed to run, not to build; the result is only told, in gnuplot_summary.
AC_DEFUN([MATHTUTOR_GNUPLOT],
[AC_PATH_PROG([GNUPLOT], [gnuplot])
AS_IF([test -n "$GNUPLOT"],
  [gnuplot_terminals=
   AC_MSG_CHECKING([for gnuplot's terminals])
   mathtutor_known=`$GNUPLOT -e 'set print "-"; print GPVAL_TERMINALS' </dev/null 2>/dev/null`
   for mathtutor_terminal in kittycairo kittygd sixelgd qt wxt x11 aqua pngcairo svg dumb; do
     AS_CASE([" $mathtutor_known "], [*" $mathtutor_terminal "*],
       [gnuplot_terminals="$gnuplot_terminals $mathtutor_terminal"])
   done
   AC_MSG_RESULT([${gnuplot_terminals:-unknown}])
   gnuplot_summary="$GNUPLOT (`$GNUPLOT --version`):${gnuplot_terminals}"],
  [gnuplot_summary="not found: plots will be missing until gnuplot is installed"])
])

# MATHTUTOR_TEST_LOCALE
# The tests run in a UTF-8 locale that speaks no particular language.
AC_DEFUN([MATHTUTOR_TEST_LOCALE],
[AC_MSG_CHECKING([for a UTF-8 locale for the tests])
TEST_LOCALE=C.UTF-8
for mathtutor_locale in C.UTF-8 C.utf8 en_US.UTF-8; do
  AS_IF([test "x`LC_ALL=$mathtutor_locale locale charmap 2>/dev/null`" = xUTF-8],
    [TEST_LOCALE=$mathtutor_locale; break])
done
AC_MSG_RESULT([$TEST_LOCALE])
AC_SUBST([TEST_LOCALE])
])
