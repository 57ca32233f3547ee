/* optimised.c -- large matrices through an optimised BLAS and LAPACK, which is loaded on first
   need.

   Loading takes some 3 ms and starting with it would take them always; so it is neither linked nor
   loaded before a matrix is large enough.  Called are the Fortran names, whose arguments are
   addresses; the lengths of texts follow behind, as Fortran compilers pass them.  */

#include "config.h"
#include "lang/optimised.h"

#include <dlfcn.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* From these sizes on the library wins, measured against this program's product and GSL; from the
   later two on a second thread helps. */
enum {
  LEAST_PRODUCT = 64 * 64 * 64, /* multiplications */
  LEAST_SIDE = 8,               /* of a factor: a matrix times a vector waits for memory only */
  LEAST_COMPLEX = OPTIMISED_LEAST * OPTIMISED_LEAST * OPTIMISED_LEAST,
  LEAST_SVD = OPTIMISED_LEAST,
  LEAST_EIGEN = 50,
  LEAST_FACTORS = 50, /* LU, QR, Cholesky */
  THREADS_PRODUCT = 256 * 256 * 256,
  THREADS_FACTORS = 800, /* less gain, and much loss when the other processors are busy */
  MOST_THREADS = 8
};

typedef const char *Letter;
typedef const int *Size;

typedef void Gemm(Letter, Letter, Size m, Size n, Size k, const double *alpha, const double *a,
                  Size lda, const double *b, Size ldb, const double *beta, double *c, Size ldc,
                  size_t, size_t);
typedef void Getrf(Size m, Size n, double *a, Size lda, int *pivots, int *info);
typedef void Getrs(Letter, Size n, Size columns, const double *a, Size lda, const int *pivots,
                   double *b, Size ldb, int *info, size_t);
typedef void Getri(Size n, double *a, Size lda, const int *pivots, double *work, Size lwork,
                   int *info);
typedef void Gecon(Letter, Size n, const double *a, Size lda, const double *norm, double *rcond,
                   double *work, int *iwork, int *info, size_t);
typedef void Gesdd(Letter, Size m, Size n, double *a, Size lda, double *s, double *u, Size ldu,
                   double *vt, Size ldvt, double *work, Size lwork, int *iwork, int *info, size_t);
typedef void Syevd(Letter, Letter, Size n, double *a, Size lda, double *w, double *work, Size lwork,
                   int *iwork, Size liwork, int *info, size_t, size_t);
typedef void Potrf(Letter, Size n, double *a, Size lda, int *info, size_t);
typedef void Geqrf(Size m, Size n, double *a, Size lda, double *tau, double *work, Size lwork,
                   int *info);
typedef void Orgqr(Size m, Size n, Size k, double *a, Size lda, const double *tau, double *work,
                   Size lwork, int *info);

static struct {
  bool tried, good;
  int threads, running; /* how many may be used; how many are set */
  void (*set_threads)(int);
  Gemm *dgemm, *zgemm;
  Getrf *dgetrf;
  Getrs *dgetrs;
  Getri *dgetri;
  Gecon *dgecon;
  Gesdd *dgesdd;
  Syevd *dsyevd;
  Potrf *dpotrf;
  Geqrf *dgeqrf;
  Orgqr *dorgqr;
} library;

/* ------------------------------------------------------------------ loading */

#ifdef OPTIMISED_BLAS

/* POSIX promises that a function's address survives in a void pointer. */
static bool find(void *from, const char *name, void *function, size_t size) {
  void *address = from ? dlsym(from, name) : NULL;
  if (address) memcpy(function, &address, size);
  return address != NULL;
}

#define FIND(from, name) find(from, #name "_", &library.name, sizeof library.name)

/* Threads that start here leave every signal to the thread that waits for the keyboard. */
static void block_signals(sigset_t *before) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, before);
}

static void *open_quietly(const char *name) {
  /* Otherwise OpenBLAS starts a thread for every processor at once.  Programs started from here
     shall not inherit it. */
  bool ours = !getenv("OPENBLAS_NUM_THREADS") && !getenv("OMP_NUM_THREADS");
  sigset_t before;
  if (ours) setenv("OPENBLAS_NUM_THREADS", "1", 1);
  block_signals(&before);
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (ours) unsetenv("OPENBLAS_NUM_THREADS");
  int (*processors)(void);
  if (ours && find(handle, "openblas_get_num_procs", &processors, sizeof processors) &&
      find(handle, "openblas_set_num_threads", &library.set_threads, sizeof library.set_threads)) {
    library.threads = processors() < MOST_THREADS ? processors() : MOST_THREADS;
    library.running = 1;
  }
  return handle;
}

/* Sizes are ints here; a library built for longer ones would read past them. */
static bool has_long_sizes(void *blas) {
  char *(*config)(void);
  return find(blas, "openblas_get_config", &config, sizeof config) &&
         strstr(config(), "USE64BITINT");
}

static void load(void) {
  const char *wish = getenv("MATHTUTOR_BLAS");
  library.tried = true;
  if (wish && strcmp(wish, "none") == 0) return;
  void *blas = open_quietly(OPTIMISED_BLAS), *lapack = blas;
  if (blas && strcmp(OPTIMISED_BLAS, OPTIMISED_LAPACK) != 0)
    lapack = dlopen(OPTIMISED_LAPACK, RTLD_NOW | RTLD_LOCAL);
  library.good = blas && lapack && !has_long_sizes(blas) && FIND(blas, dgemm) &&
                 FIND(blas, zgemm) && FIND(lapack, dgetrf) && FIND(lapack, dgetrs) &&
                 FIND(lapack, dgetri) && FIND(lapack, dgecon) && FIND(lapack, dgesdd) &&
                 FIND(lapack, dsyevd) && FIND(lapack, dpotrf) && FIND(lapack, dgeqrf) &&
                 FIND(lapack, dorgqr);
}

/* Whether the library is there; it will use several threads when MANY. */
static bool ready(bool many) {
  if (!library.tried) load();
  int wanted = many ? library.threads : 1;
  if (library.good && library.set_threads && wanted != library.running) {
    sigset_t before;
    block_signals(&before);
    library.set_threads(wanted);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    library.running = wanted;
  }
  return library.good;
}

#else

static bool ready(bool many) {
  (void)many;
  return false;
}

#endif

/* ------------------------------------------------------------------ products */

static bool worth_multiplying(size_t m, size_t k, size_t n, size_t least) {
  size_t all;
  if (m < LEAST_SIDE || k < LEAST_SIDE || n < LEAST_SIDE) return false;
  if (m > INT_MAX || k > INT_MAX || n > INT_MAX) return false;
  bool huge = __builtin_mul_overflow(m, k, &all) || __builtin_mul_overflow(all, n, &all);
  return (huge || all >= least) && ready(huge || all >= THREADS_PRODUCT);
}

static void multiply(Gemm *gemm, const double *a, const double *b, double *r, int m, int k, int n) {
  static const double one[2] = { 1, 0 }, zero[2] = { 0, 0 };
  gemm("N", "N", &m, &n, &k, one, a, &m, b, &k, zero, r, &m, 1, 1);
}

/* A A' must come out symmetric to the last bit, or it would no longer count as symmetric; the
   library does not promise that.  PARTS: 1 for real numbers, 2 for pairs, where A' is conjugate. */
static bool is_own_transpose(const double *a, const double *b, size_t m, size_t k, size_t parts) {
  for (size_t p = 0; p < k; p++)
    for (size_t i = 0; i < m; i++) {
      const double *x = a + parts * (i + p * m), *y = b + parts * (p + i * k);
      if (x[0] != y[0] || (parts == 2 && x[1] != -y[1])) return false;
    }
  return true;
}

static void mirror(double *r, size_t n, size_t parts) {
  for (size_t j = 0; j < n; j++) {
    for (size_t i = 0; i < j; i++) {
      const double *from = r + parts * (j + i * n);
      double *to = r + parts * (i + j * n);
      to[0] = from[0];
      if (parts == 2) to[1] = -from[1];
    }
    if (parts == 2) r[2 * (j + j * n) + 1] = 0;
  }
}

bool optimised_multiply(const double *a, const double *b, double *r, size_t m, size_t k, size_t n) {
  if (!worth_multiplying(m, k, n, LEAST_PRODUCT)) return false;
  multiply(library.dgemm, a, b, r, (int)m, (int)k, (int)n);
  if (m == n && is_own_transpose(a, b, m, k, 1)) mirror(r, n, 1);
  return true;
}

static bool all_finite(const double *x, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!isfinite(x[i])) return false;
  return true;
}

bool optimised_multiply_complex(const double *a, const double *b, double *r, size_t m, size_t k,
                                size_t n) {
  /* An infinite factor makes NaN out of numbers that C multiplies with more care. */
  if (!worth_multiplying(m, k, n, LEAST_COMPLEX) || !all_finite(a, 2 * m * k) ||
      !all_finite(b, 2 * k * n))
    return false;
  multiply(library.zgemm, a, b, r, (int)m, (int)k, (int)n);
  if (m == n && is_own_transpose(a, b, m, k, 2)) mirror(r, n, 2);
  return true;
}

/* ------------------------------------------------------------------ factors */

/* A copy of A for LAPACK to work on, with SPARE numbers and COUNT ints behind it; NULL when A is
   not finite or memory is short. */
typedef struct Desk {
  double *a, *spare;
  int *ints;
} Desk;

static bool desk_set(Desk *d, const double *a, size_t size, size_t spare, size_t count) {
  *d = (Desk){ .a = NULL };
  if (!all_finite(a, size)) return false;
  d->a = malloc((size + spare + 1) * sizeof *d->a + count * sizeof *d->ints);
  if (!d->a) return false;
  memcpy(d->a, a, size * sizeof *a);
  d->spare = d->a + size;
  d->ints = (int *)(void *)(d->spare + spare + 1);
  return true;
}

static bool worth_factoring(size_t m, size_t n, size_t least) {
  size_t small = m < n ? m : n, large = m < n ? n : m, work;
  /* LAPACK counts its working space, some times the matrix, in ints. */
  if (small < least || __builtin_mul_overflow(large, 8 * small + 100, &work) || work > INT_MAX)
    return false;
  return ready(small >= THREADS_FACTORS);
}

/* How much space a routine asks for when it is called with -1. */
static size_t asked(double answer) {
  return answer >= 1 && answer < INT_MAX ? (size_t)answer : 1;
}

static double norm_one(const double *a, size_t n) {
  double most = 0;
  for (size_t j = 0; j < n; j++) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += fabs(a[i + j * n]);
    most = fmax(most, sum);
  }
  return most;
}

bool optimised_solve(const double *a, double *x, size_t n, size_t columns, double *rcond) {
  Desk d;
  if (columns > INT_MAX || !worth_factoring(n, n, LEAST_FACTORS)) return false;
  if (!all_finite(x, n * columns)) return false;
  if (!desk_set(&d, a, n * n, 4 * n, 2 * n)) return false;
  int size = (int)n, right = (int)columns, info = 0;
  double norm = norm_one(a, n);
  library.dgetrf(&size, &size, d.a, &size, d.ints, &info);
  if (info == 0)
    library.dgecon("1", &size, d.a, &size, &norm, rcond, d.spare, d.ints + n, &info, 1);
  if (info == 0) library.dgetrs("N", &size, &right, d.a, &size, d.ints, x, &size, &info, 1);
  free(d.a);
  return info == 0;
}

bool optimised_inverse(const double *a, double *x, size_t n) {
  Desk d;
  if (!worth_factoring(n, n, LEAST_FACTORS)) return false;
  size_t space = 64 * n;
  if (!desk_set(&d, a, n * n, space, n)) return false;
  int size = (int)n, length = (int)space, info = 0;
  library.dgetrf(&size, &size, d.a, &size, d.ints, &info);
  if (info == 0) library.dgetri(&size, d.a, &size, d.ints, d.spare, &length, &info);
  if (info == 0) memcpy(x, d.a, n * n * sizeof *x);
  free(d.a);
  return info == 0;
}

bool optimised_svd(const double *a, size_t m, size_t n, double *u, double *s, double *vt) {
  Desk d;
  if (!worth_factoring(m, n, LEAST_SVD)) return false;
  size_t k = m < n ? m : n;
  int rows = (int)m, columns = (int)n, few = (int)k, query = -1, info = 0, none;
  const char *job = u && vt ? "S" : "N";
  double answer = 0, unused[1];
  library.dgesdd(job, &rows, &columns, unused, &rows, unused, unused, &rows, unused, &few, &answer,
                 &query, &none, &info, 1);
  size_t space = asked(answer);
  if (info != 0 || !desk_set(&d, a, m * n, space, 8 * k)) return false;
  int length = (int)space;
  library.dgesdd(job, &rows, &columns, d.a, &rows, s, u ? u : unused, &rows, vt ? vt : unused, &few,
                 d.spare, &length, d.ints, &info, 1);
  free(d.a);
  return info == 0 && all_finite(s, k);
}

bool optimised_symmetric_eigen(const double *a, size_t n, double *values, double *vectors) {
  Desk d;
  if (!worth_factoring(n, n, LEAST_EIGEN)) return false;
  int size = (int)n, query = -1, info = 0, ints = 0;
  const char *job = vectors ? "V" : "N";
  double answer = 0, unused[1];
  library.dsyevd(job, "L", &size, unused, &size, unused, &answer, &query, &ints, &query, &info, 1,
                 1);
  size_t space = asked(answer);
  if (info != 0 || ints < 1 || !desk_set(&d, a, n * n, space, (size_t)ints)) return false;
  int length = (int)space;
  library.dsyevd(job, "L", &size, d.a, &size, values, d.spare, &length, d.ints, &ints, &info, 1, 1);
  bool good = info == 0 && all_finite(values, n);
  if (good && vectors) memcpy(vectors, d.a, n * n * sizeof *vectors);
  free(d.a);
  return good;
}

bool optimised_cholesky(const double *a, double *l, size_t n) {
  if (!worth_factoring(n, n, LEAST_FACTORS) || !all_finite(a, n * n)) return false;
  int size = (int)n, info = 0;
  memcpy(l, a, n * n * sizeof *l);
  library.dpotrf("L", &size, l, &size, &info, 1);
  for (size_t i = 0; info == 0 && i < n; i++)
    if (!(l[i + i * n] > 0) || isinf(l[i + i * n])) return false;
  return info == 0;
}

bool optimised_qr(const double *a, size_t m, size_t n, size_t inner, double *q, double *r) {
  Desk d;
  if (!worth_factoring(m, n, LEAST_FACTORS) || !worth_factoring(m, inner, LEAST_FACTORS))
    return false;
  size_t k = m < n ? m : n, space = 64 * (n > inner ? n : inner);
  if (!desk_set(&d, a, m * n, space + k, 0)) return false;
  double *tau = d.spare + space;
  int rows = (int)m, columns = (int)n, few = (int)k, wanted = (int)inner, length = (int)space;
  int info = 0;
  library.dgeqrf(&rows, &columns, d.a, &rows, tau, d.spare, &length, &info);
  for (size_t j = 0; info == 0 && j < n; j++)
    for (size_t i = 0; i < inner; i++) r[i + j * inner] = i <= j ? d.a[i + j * m] : 0;
  if (info == 0 && q) {
    memset(q, 0, m * inner * sizeof *q);
    memcpy(q, d.a, m * k * sizeof *q);
    library.dorgqr(&rows, &wanted, &few, q, &rows, tau, d.spare, &length, &info);
  }
  free(d.a);
  return info == 0;
}
