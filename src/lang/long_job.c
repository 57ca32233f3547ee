/* long_job.c -- long computations inside a library that knows no interrupts.  */

#include "config.h"
#include "lang/long_job.h"
#include "base/interrupt.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* A child pays from here on; it is less than what a learner notices. */
#define LONG 0.1

enum {
  PATIENCE = 20, /* milliseconds between two looks at the flag and the clock */
  LARGE = 1 << 20
};

static JobEnd worst;
static double deadline;

JobEnd long_job_take(void) {
  JobEnd end = worst;
  worst = JOB_GOOD;
  return end;
}

bool long_job_failed(void) {
  return worst != JOB_GOOD;
}

void long_job_set_deadline(double when) {
  deadline = when;
}

static double monotonic(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool must_stop(void) {
  return interrupt_pending() || (deadline > 0 && monotonic() > deadline);
}

bool long_job_must_stop(void) {
  if (worst == JOB_GOOD && must_stop()) worst = JOB_STOPPED;
  return worst != JOB_GOOD;
}

/* The pages both processes see: one byte that says "done", then the regions one after the other. */
enum { HEAD = 64 };

static size_t shared_size(const Region *results, size_t count) {
  size_t sum = HEAD;
  for (size_t i = 0; i < count; i++)
    if (__builtin_add_overflow(sum, results[i].bytes, &sum)) return 0;
  return sum;
}

static void transfer(char *shared, const Region *results, size_t count, bool out) {
  char *at = shared + HEAD;
  for (size_t i = 0; i < count; at += results[i].bytes, i++) {
    if (results[i].bytes == 0) continue;
    if (out)
      memcpy(at, results[i].start, results[i].bytes);
    else
      memcpy(results[i].start, at, results[i].bytes);
  }
}

/* Never returns.  Nothing of the parent's is flushed or closed: _exit. */
static void be_the_child(pid_t parent, void (*work)(void *context), void *context, char *shared,
                         const Region *results, size_t count) {
  signal(SIGINT, SIG_IGN); /* the parent decides */
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
#else
  (void)parent;
#endif
  work(context);
  transfer(shared, results, count, true);
  shared[0] = 1;
  _exit(0);
}

/* Until the child closed its end of the pipe, which it does by ending. */
static bool wait_for(int fd) {
  struct pollfd p = { .fd = fd, .events = POLLIN };
  while (!must_stop()) {
    int ready = poll(&p, 1, PATIENCE);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
  }
  return false;
}

static JobEnd in_a_child(void (*work)(void *context), void *context, char *shared,
                         const Region *results, size_t count, bool *forked) {
  int ends[2];
  *forked = false;
  if (pipe(ends) != 0) return JOB_DIED;
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    close(ends[0]);
    be_the_child(parent, work, context, shared, results, count);
  }
  close(ends[1]);
  *forked = child > 0;
  bool ended = child > 0 && wait_for(ends[0]);
  close(ends[0]);
  if (child < 0) return JOB_DIED;
  if (!ended) kill(child, SIGKILL);
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
  return !ended ? JOB_STOPPED : shared[0] ? JOB_GOOD : JOB_DIED;
}

bool long_job(double seconds, void (*work)(void *context), void *context, const Region *results,
              size_t count) {
  JobEnd end = JOB_GOOD;
  bool forked = true;
  size_t size = seconds >= LONG ? shared_size(results, count) : 0;
  void *shared = MAP_FAILED;
  if (must_stop())
    end = JOB_STOPPED;
  else if (size > 0)
    shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared != MAP_FAILED) {
    end = in_a_child(work, context, shared, results, count, &forked);
    if (forked && end == JOB_GOOD) transfer(shared, results, count, false);
    munmap(shared, size);
  } else
    forked = false;
  if (!forked && end != JOB_STOPPED) {
    work(context);
    end = JOB_GOOD;
  }
  if (end > worst) worst = end;
  /* Nobody waits for zeros in large ones, whose numbers can do no harm. */
  for (size_t i = 0; end != JOB_GOOD && i < count; i++)
    if (results[i].bytes > 0 && results[i].bytes < LARGE)
      memset(results[i].start, 0, results[i].bytes);
  return end == JOB_GOOD;
}
