/* lapack.h -- the optimised BLAS and LAPACK, loaded on first need; for optimised*.c alone.

   Loading takes some 3 ms and starting with it would take them always; so it is neither linked nor
   loaded before a matrix is large enough.  Called are the Fortran names, whose arguments are
   addresses; the lengths of texts follow behind, as Fortran compilers pass them.  Complex numbers
   are pairs of doubles.  */

#ifndef LANG_LAPACK_H
#define LANG_LAPACK_H

#include <stdbool.h>
#include <stddef.h>

typedef const char *Letter;
typedef const int *Size;

/* Those whose arguments are the same for real and complex matrices. */
typedef struct Routines {
  void (*gemm)(Letter, Letter, Size m, Size n, Size k, const double *alpha, const double *a,
               Size lda, const double *b, Size ldb, const double *beta, double *c, Size ldc, size_t,
               size_t);
  void (*trsm)(Letter side, Letter triangle, Letter, Letter diagonal, Size m, Size n,
               const double *alpha, const double *a, Size lda, double *b, Size ldb, size_t, size_t,
               size_t, size_t);
  void (*getrf)(Size m, Size n, double *a, Size lda, int *pivots, int *info);
  void (*getrs)(Letter, Size n, Size columns, const double *a, Size lda, const int *pivots,
                double *b, Size ldb, int *info, size_t);
  void (*getri)(Size n, double *a, Size lda, const int *pivots, double *work, Size lwork,
                int *info);
  void (*potrf)(Letter, Size n, double *a, Size lda, int *info, size_t);
  void (*geqrf)(Size m, Size n, double *a, Size lda, double *tau, double *work, Size lwork,
                int *info);
  void (*orgqr)(Size m, Size n, Size k, double *a, Size lda, const double *tau, double *work,
                Size lwork, int *info);
  void (*ormqr)(Letter side, Letter, Size m, Size n, Size k, const double *a, Size lda,
                const double *tau, double *c, Size ldc, double *work, Size lwork, int *info, size_t,
                size_t);
  void (*gehrd)(Size n, Size low, Size high, double *a, Size lda, double *tau, double *work,
                Size lwork, int *info);
  void (*orghr)(Size n, Size low, Size high, double *a, Size lda, const double *tau, double *work,
                Size lwork, int *info);
  /* The last numbers are ints for real matrices, doubles for complex ones. */
  void (*gecon)(Letter, Size n, const double *a, Size lda, const double *norm, double *rcond,
                double *work, void *more, int *info, size_t);
  void (*trcon)(Letter, Letter triangle, Letter diagonal, Size n, const double *a, Size lda,
                double *rcond, double *work, void *more, int *info, size_t, size_t, size_t);
} Routines;

typedef struct Lapack {
  Routines real, complex;
  void (*dgesdd)(Letter, Size m, Size n, double *a, Size lda, double *s, double *u, Size ldu,
                 double *vt, Size ldvt, double *work, Size lwork, int *iwork, int *info, size_t);
  void (*zgesdd)(Letter, Size m, Size n, double *a, Size lda, double *s, double *u, Size ldu,
                 double *vt, Size ldvt, double *work, Size lwork, double *rwork, int *iwork,
                 int *info, size_t);
  void (*dsyevd)(Letter, Letter, Size n, double *a, Size lda, double *w, double *work, Size lwork,
                 int *iwork, Size liwork, int *info, size_t, size_t);
  void (*zheevd)(Letter, Letter, Size n, double *a, Size lda, double *w, double *work, Size lwork,
                 double *rwork, Size lrwork, int *iwork, Size liwork, int *info, size_t, size_t);
  void (*dgeev)(Letter, Letter, Size n, double *a, Size lda, double *re, double *im, double *vl,
                Size ldvl, double *vr, Size ldvr, double *work, Size lwork, int *info, size_t,
                size_t);
  void (*zgeev)(Letter, Letter, Size n, double *a, Size lda, double *w, double *vl, Size ldvl,
                double *vr, Size ldvr, double *work, Size lwork, double *rwork, int *info, size_t,
                size_t);
  void (*dgees)(Letter, Letter, void *select, Size n, double *a, Size lda, int *sdim, double *re,
                double *im, double *vs, Size ldvs, double *work, Size lwork, int *bwork, int *info,
                size_t, size_t);
  void (*zgees)(Letter, Letter, void *select, Size n, double *a, Size lda, int *sdim, double *w,
                double *vs, Size ldvs, double *work, Size lwork, double *rwork, int *bwork,
                int *info, size_t, size_t);
  void (*dgelsd)(Size m, Size n, Size columns, double *a, Size lda, double *b, Size ldb, double *s,
                 const double *rcond, int *rank, double *work, Size lwork, int *iwork, int *info);
  void (*zgelsd)(Size m, Size n, Size columns, double *a, Size lda, double *b, Size ldb, double *s,
                 const double *rcond, int *rank, double *work, Size lwork, double *rwork,
                 int *iwork, int *info);
  void (*dgeqp3)(Size m, Size n, double *a, Size lda, int *order, double *tau, double *work,
                 Size lwork, int *info);
  void (*zgeqp3)(Size m, Size n, double *a, Size lda, int *order, double *tau, double *work,
                 Size lwork, double *rwork, int *info);
} Lapack;

extern Lapack lapack; /* filled once lapack_ready answered true */

/* Whether the library is there; it will use several threads when MANY. */
bool lapack_ready(bool many);
/* How long a job of so many multiplications will take, as far as can be told. */
double lapack_seconds(double operations);

#endif
