/* pipe.c -- a gnuplot process: three pipes, one poll loop.  */

#include "config.h"
#include "plot/pipe.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "plot/orphan.h"
#include "plot/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  SLICE_MS = 40,      /* how long Ctrl-C may go unnoticed when no handler wakes us */
  GRACE_MS = 300,     /* for gnuplot to stop after SIGINT */
  GOODBYE_MS = 1000,  /* for gnuplot to end after its input closed */
  GREETING_MS = 8000, /* for the first answer, as a rule */
  MOST_MESSAGES = 1 << 16,
  MOST_PICTURE = 1 << 28,
  CPU_SECONDS = 120
};

struct Pipe {
  bool (*interrupted)(void);
  pid_t process; /* 0: none */
  int in, out, err;
  bool windows;
  int patience_ms;        /* for the first answer */
  unsigned long sequence; /* of the last marker asked for */
  int version;
  Text terminals, messages;
  Text said; /* the messages of the last script, without the marker */
};

typedef struct Exchange {
  const char *script;
  size_t len, sent;
  char marker[40];
  Text *picture;
} Exchange;

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

Pipe *pipe_new(bool windows, bool (*interrupted)(void)) {
  Pipe *p = mem_new(sizeof *p);
  p->windows = windows;
  if (windows) orphan_adopt();
  p->interrupted = interrupted != NULL ? interrupted : interrupt_pending;
  p->patience_ms = GREETING_MS;
  p->in = p->out = p->err = -1;
  signal(SIGPIPE, SIG_IGN);
  return p;
}

void pipe_patience(Pipe *p, int timeout_ms) {
  p->patience_ms = timeout_ms;
}

int pipe_version(const Pipe *p) {
  return p->version;
}

const char *pipe_messages(const Pipe *p) {
  return text_string(&p->said);
}

int pipe_process(const Pipe *p) {
  return (int)p->process;
}

/* Starting and ending.  */

static void close_end(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

/* A pipe that is closed on exec and keeps clear of descriptors 0 to 2, which may be free. */
static bool open_pipe(int ends[2]) {
  int made[2];
  ends[0] = ends[1] = -1;
  if (pipe(made) != 0) return false;
  for (int i = 0; i < 2; i++) {
    ends[i] = fcntl(made[i], F_DUPFD_CLOEXEC, 3);
    close(made[i]);
  }
  if (ends[0] >= 0 && ends[1] >= 0) return true;
  close_end(&ends[0]);
  close_end(&ends[1]);
  return false;
}

static void limit(int resource, rlim_t most) {
  struct rlimit r;
  if (getrlimit((__typeof__(RLIMIT_CPU))resource, &r) != 0) return;
  if (r.rlim_max == RLIM_INFINITY || r.rlim_max > most) r.rlim_max = most;
  if (r.rlim_cur == RLIM_INFINITY || r.rlim_cur > r.rlim_max) r.rlim_cur = r.rlim_max;
  setrlimit((__typeof__(RLIMIT_CPU))resource, &r);
}

/* In the child: become gnuplot.  Its environment must not choose a terminal, a start file or a
   decimal comma. */
static void become_gnuplot(const int in[2], const int out[2], const int err[2], int report,
                           bool windows) {
  sigset_t none;
  setpgid(0, 0);
  if (dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0 || dup2(err[1], 2) < 0) _exit(127);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGINT, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setenv("GNUTERM", "unknown", 1);
  unsetenv("GNUPLOT_LIB");
  const char *all = getenv("LC_ALL");
  if (all != NULL && *all != '\0') setenv("LC_CTYPE", all, 1);
  unsetenv("LC_ALL");
  setenv("LC_NUMERIC", "C", 1);
  setenv("LC_MESSAGES", "C", 1);
  limit(RLIMIT_CORE, 0);
  if (!windows) {
    limit(RLIMIT_CPU, CPU_SECONDS);
    limit(RLIMIT_AS, (rlim_t)3 << 30);
    sandbox_enter();
  }
  execlp("gnuplot", "gnuplot", "-d", (char *)NULL);
  int reason = errno;
  ssize_t told = write(report, &reason, sizeof reason);
  _exit(told > 0 ? 127 : 126);
}

static void reap(Pipe *p, double until) {
  while (p->process > 0) {
    pid_t ended = waitpid(p->process, NULL, WNOHANG);
    if (ended == p->process || (ended < 0 && errno != EINTR)) break;
    if (now_ms() >= until) {
      kill(-p->process, SIGKILL);
      kill(p->process, SIGKILL);
      while (waitpid(p->process, NULL, 0) < 0 && errno == EINTR) continue;
      break;
    }
    nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
  }
  p->process = 0;
}

/* Closing its input first lets gnuplot take its window process along; killing it would not. */
static void stop(Pipe *p, int patience_ms) {
  close_end(&p->in);
  close_end(&p->out);
  close_end(&p->err);
  if (p->process > 0) {
    reap(p, now_ms() + patience_ms);
    if (p->windows) orphan_end();
  }
  text_clear(&p->messages);
}

void pipe_free(Pipe *p) {
  if (p == NULL) return;
  stop(p, GOODBYE_MS);
  text_free(&p->terminals);
  text_free(&p->said);
  text_free(&p->messages);
  free(p);
}

static bool cannot_start(int reason, Error *error) {
  if (reason == ENOENT) {
    error_set(error, ERROR_FILE, (Span){ 0 },
              "gnuplot is not installed: no program of this name "
              "was found");
    error_hint(error, "install the package gnuplot to see pictures; everything else works without");
  } else {
    error_set(error, ERROR_FILE, (Span){ 0 }, "gnuplot cannot be started: %s", strerror(reason));
  }
  return false;
}

static bool start(Pipe *p, Error *error) {
  int in[2], out[2] = { -1, -1 }, err[2] = { -1, -1 }, report[2] = { -1, -1 }, reason = 0;
  if (!open_pipe(in) || !open_pipe(out) || !open_pipe(err) || !open_pipe(report)) reason = errno;
  pid_t child = reason == 0 ? fork() : -1;
  if (child == 0) become_gnuplot(in, out, err, report[1], p->windows);
  if (child < 0 && reason == 0) reason = errno;
  close_end(&in[0]);
  close_end(&out[1]);
  close_end(&err[1]);
  close_end(&report[1]);
  p->process = child > 0 ? child : 0;
  p->in = in[1];
  p->out = out[0];
  p->err = err[0];
  if (child > 0) {
    setpgid(child, child);
    int told = 0;
    ssize_t got;
    while ((got = read(report[0], &told, sizeof told)) < 0 && errno == EINTR) continue;
    if (got == (ssize_t)sizeof told) reason = told;
  }
  close_end(&report[0]);
  if (reason != 0) {
    stop(p, 0);
    return cannot_start(reason, error);
  }
  int pipes[] = { p->in, p->out, p->err };
  for (int i = 0; i < 3; i++) fcntl(pipes[i], F_SETFL, fcntl(pipes[i], F_GETFL) | O_NONBLOCK);
  return true;
}

/* Talking.  */

/* Read all there is; false at the end of the stream. */
static bool drain(int fd, Text *into, size_t most) {
  char bytes[65536];
  for (;;) {
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got == 0) return false;
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    if (into != NULL && into->len + (size_t)got <= most) text_append(into, bytes, (size_t)got);
  }
}

static bool send_more(const Pipe *p, Exchange *x) {
  ssize_t sent = write(p->in, x->script + x->sent, x->len - x->sent);
  if (sent > 0) x->sent += (size_t)sent;
  return sent >= 0 || errno == EAGAIN || errno == EINTR;
}

/* The marker in the messages: "@@mark SEQUENCE ERRNO@@"; -1 when it did not come yet. */
static int marker_errno(const Pipe *p, const Exchange *x, const char **at) {
  const char *found = strstr(text_string(&p->messages), x->marker);
  if (found == NULL) return -1;
  const char *code = found + strlen(x->marker);
  size_t digits = strspn(code, "0123456789"); /* none in gnuplot's echo of the question itself */
  if (digits == 0 || strncmp(code + digits, "@@", 2) != 0 || strchr(code, '\n') == NULL) return -1;
  *at = found;
  return atoi(code);
}

/* Send and read until the marker, the deadline, the end or Ctrl-C. */
static PipeResult talk(Pipe *p, Exchange *x, double until, bool heed_interrupt) {
  for (;;) {
    const char *at;
    int code = marker_errno(p, x, &at);
    if (code >= 0) {
      drain(p->out, x->picture, MOST_PICTURE); /* flushed before the marker was printed */
      return code == 0 ? PIPE_OK : PIPE_REFUSED;
    }
    if (heed_interrupt && p->interrupted()) return PIPE_INTERRUPTED;
    double left = until - now_ms();
    if (left <= 0) return PIPE_TIMEOUT;
    struct pollfd fds[] = { { p->out, POLLIN, 0 },
                            { p->err, POLLIN, 0 },
                            { x->sent < x->len ? p->in : -1, POLLOUT, 0 },
                            { heed_interrupt ? interrupt_descriptor() : -1, POLLIN, 0 } };
    if (poll(fds, 4, left < SLICE_MS ? (int)left + 1 : SLICE_MS) < 0 && errno != EINTR)
      return PIPE_DIED;
    bool alive = true;
    if (fds[0].revents != 0) alive &= drain(p->out, x->picture, MOST_PICTURE);
    if (fds[1].revents != 0) alive &= drain(p->err, &p->messages, MOST_MESSAGES);
    if (fds[2].revents != 0) alive &= send_more(p, x);
    if (!alive) {
      drain(p->err, &p->messages, MOST_MESSAGES);
      return marker_errno(p, x, &at) == 0 ? PIPE_OK : PIPE_DIED;
    }
  }
}

/* After a timeout or Ctrl-C: break the running command; a process that got only half of its data or
   does not come back is ended. */
static void recover(Pipe *p, Exchange *x) {
  if (x->sent == x->len && kill(p->process, SIGINT) == 0) {
    x->picture = NULL;
    PipeResult r = talk(p, x, now_ms() + GRACE_MS, false);
    if (r == PIPE_OK || r == PIPE_REFUSED) return;
  }
  stop(p, p->windows ? GRACE_MS : 0);
}

static void explain(const Pipe *p, PipeResult result, const Exchange *x, Error *error) {
  Span nowhere = { 0 };
  if (result == PIPE_TIMEOUT) error_set(error, ERROR_LIMIT, nowhere, "gnuplot does not answer");
  if (result == PIPE_INTERRUPTED) error_set(error, ERROR_INTERRUPT, nowhere, "plot interrupted");
  if (result == PIPE_DIED)
    error_set(error, ERROR_FILE, nowhere, "gnuplot ended in the middle of a plot");
  if (result != PIPE_REFUSED) return;
  const char *at = NULL, *text;
  marker_errno(p, x, &at);
  text = at != NULL ? strstr(at, "@@ ") : NULL;
  size_t len = text != NULL ? strcspn(text + 3, "\n") : 0;
  if (len > 120) len = 120;
  error_set(error, ERROR_FILE, nowhere, "plot failed: gnuplot says %.*s", (int)len,
            text != NULL ? text + 3 : "");
}

static PipeResult run_once(Pipe *p, const char *script, size_t len, int timeout_ms, Text *picture,
                           Error *error) {
  Text whole = TEXT_EMPTY;
  Exchange x = { .picture = picture };
  snprintf(x.marker, sizeof x.marker, "@@mark %lu ", ++p->sequence);
  text_puts(&whole, "reset errors\n");
  text_append(&whole, script, len);
  text_printf(&whole, "\nset output\nprint sprintf(\"%s%%d@@ %%s\", GPVAL_ERRNO, GPVAL_ERRMSG)\n",
              x.marker);
  x.script = text_string(&whole);
  x.len = whole.len;
  text_clear(&p->messages);
  PipeResult result = talk(p, &x, now_ms() + timeout_ms, true);
  if (result != PIPE_OK) explain(p, result, &x, error);
  const char *marker = strstr(text_string(&p->messages), x.marker);
  text_clear(&p->said);
  text_append(&p->said, text_string(&p->messages),
              marker != NULL ? (size_t)(marker - p->messages.data) : p->messages.len);
  if (result == PIPE_TIMEOUT || result == PIPE_INTERRUPTED) recover(p, &x);
  if (result == PIPE_DIED) stop(p, GRACE_MS);
  text_free(&whole);
  return result;
}

/* Ask the new process what it can do. */
static PipeResult greet(Pipe *p, int timeout_ms, Error *error) {
  static const char QUESTION[] = "print sprintf(\"@@is %g %s @@\", GPVAL_VERSION, GPVAL_TERMINALS)";
  Text nothing = TEXT_EMPTY;
  PipeResult result = run_once(p, QUESTION, strlen(QUESTION), timeout_ms, &nothing, error);
  text_free(&nothing);
  const char *answer = strstr(text_string(&p->messages), "@@is ");
  const char *end = answer != NULL ? strstr(answer + 5, "@@") : NULL;
  if (result != PIPE_OK || end == NULL) {
    if (result == PIPE_OK) error_set(error, ERROR_FILE, (Span){ 0 }, "gnuplot does not answer");
    stop(p, 0);
    return result == PIPE_OK ? PIPE_DIED : result;
  }
  int major = 0, minor = 0;
  if (sscanf(answer, "@@is %d.%d", &major, &minor) >= 1) p->version = major * 100 + minor;
  text_clear(&p->terminals);
  text_append(&p->terminals, answer, (size_t)(end - answer));
  return PIPE_OK;
}

static PipeResult make_ready(Pipe *p, int timeout_ms, Error *error) {
  if (p->process > 0) return PIPE_OK;
  if (!start(p, error)) return PIPE_ABSENT;
  return greet(p, timeout_ms < p->patience_ms ? timeout_ms : p->patience_ms, error);
}

PipeResult pipe_run(Pipe *p, const char *script, size_t len, int timeout_ms, Text *picture,
                    Error *error) {
  PipeResult result = make_ready(p, timeout_ms, error);
  if (result != PIPE_OK) return result;
  size_t before = picture->len;
  result = run_once(p, script, len, timeout_ms, picture, error);
  if (result != PIPE_OK) text_truncate(picture, before);
  return result;
}

bool pipe_has_terminal(Pipe *p, const char *terminal, Error *error) {
  if (p->terminals.len == 0 && make_ready(p, p->patience_ms, error) != PIPE_OK) return false;
  char word[32];
  snprintf(word, sizeof word, " %s ", terminal);
  return strstr(text_string(&p->terminals), word) != NULL;
}
