/* lapack.c -- the optimised BLAS and LAPACK, loaded on first need.  */

#include "config.h"
#include "lang/lapack.h"

#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_THREADS = 8 };

Lapack lapack;

static struct {
  bool tried, good, fast;
  int threads, running; /* how many may be used; how many are set */
  void (*set_threads)(int);
} library;

/* Multiplications a second by one thread: of a product whose matrices stay in the cache. */
static double measure(void) {
  enum { SIDE = 192, NUMBERS = SIDE * SIDE };
  static const double one = 1, zero = 0;
  const int side = SIDE;
  double *a = calloc(2 * NUMBERS, sizeof *a), *r = a ? a + NUMBERS : NULL, least = INFINITY;
  for (int turn = 0; a && turn < 3; turn++) {
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    lapack.real.gemm("N", "N", &side, &side, &side, &one, a, &side, a, &side, &zero, r, &side, 1,
                     1);
    clock_gettime(CLOCK_MONOTONIC, &after);
    double took =
        (double)(after.tv_sec - before.tv_sec) + 1e-9 * (double)(after.tv_nsec - before.tv_nsec);
    if (took < least) least = took;
  }
  free(a);
  return least > 0 && isfinite(least) ? (double)NUMBERS * SIDE / least : 0;
}

double lapack_seconds(double operations) {
  static double speed;
  double guess = operations / (library.fast ? 2e10 : 2e9); /* OpenBLAS, the plain one of netlib */
  if (guess < 0.02 || !library.good) return guess;
  bool many = library.running > 1;
  if (speed == 0) {
    lapack_ready(false);
    speed = measure();
    lapack_ready(many);
  }
  /* Further threads save a decomposition about a quarter of the time. */
  return speed > 0 ? operations * (many ? 0.75 : 1) / speed : guess;
}

#ifdef OPTIMISED_BLAS

/* POSIX promises that a function's address survives in a void pointer. */
static bool find(void *from, const char *name, void *function, size_t size) {
  void *address = from ? dlsym(from, name) : NULL;
  if (address) memcpy(function, &address, size);
  return address != NULL;
}

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
  library.fast = find(handle, "openblas_get_num_procs", &processors, sizeof processors);
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

#define BOTH(from, name)                                                                           \
  (find(from, "d" #name "_", &lapack.real.name, sizeof lapack.real.name) &&                        \
   find(from, "z" #name "_", &lapack.complex.name, sizeof lapack.complex.name))
/* Orthogonal for real matrices, unitary for complex ones. */
#define TURNS(from, name)                                                                          \
  (find(from, "dor" #name "_", &lapack.real.or ##name, sizeof lapack.real.or ##name) &&            \
   find(from, "zun" #name "_", &lapack.complex.or ##name, sizeof lapack.complex.or ##name))
#define ONE(from, name) find(from, #name "_", &lapack.name, sizeof lapack.name)

static bool find_all(void *blas, void *from) {
  return BOTH(blas, gemm) && BOTH(blas, trsm) && BOTH(from, getrf) && BOTH(from, getrs) &&
         BOTH(from, getri) && BOTH(from, potrf) && BOTH(from, geqrf) && BOTH(from, gehrd) &&
         BOTH(from, gecon) && BOTH(from, trcon) && TURNS(from, gqr) && TURNS(from, mqr) &&
         TURNS(from, ghr) && ONE(from, dgesdd) && ONE(from, zgesdd) && ONE(from, dsyevd) &&
         ONE(from, zheevd) && ONE(from, dgeev) && ONE(from, zgeev) && ONE(from, dgees) &&
         ONE(from, zgees) && ONE(from, dgelsd) && ONE(from, zgelsd) && ONE(from, dgeqp3) &&
         ONE(from, zgeqp3);
}

static void load(void) {
  const char *wish = getenv("MATHTUTOR_BLAS");
  library.tried = true;
  if (wish && strcmp(wish, "none") == 0) return;
  void *blas = open_quietly(OPTIMISED_BLAS), *from = blas;
  if (blas && strcmp(OPTIMISED_BLAS, OPTIMISED_LAPACK) != 0)
    from = dlopen(OPTIMISED_LAPACK, RTLD_NOW | RTLD_LOCAL);
  library.good = blas && from && !has_long_sizes(blas) && find_all(blas, from);
}

bool lapack_ready(bool many) {
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

bool lapack_ready(bool many) {
  (void)many;
  return false;
}

#endif
