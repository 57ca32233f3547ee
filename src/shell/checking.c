/* checking.c -- many lessons checked at once, each in a process of its own.

   A process for each lesson keeps them apart: whatever a lesson does to its checker, the others are
   checked as well, and what is found is printed in the order of the paths.  */

#include "config.h"
#include "shell/checking.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "screen/tex.h"
#include "shell/output.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DEEPEST_FOLDER = 8, MOST_WORKERS = 16, MOST_SECONDS = 120 };

/* What stands between the findings and the numbers in what a worker sends; no finding has it. */
static const char trailer_mark = '\004';

typedef struct Job {
  char *path;
  const char *shown; /* in findings */
  pid_t worker;      /* 0: not begun */
  int pipe;
  double begun;
  Text sent;
  bool done;
} Job;

typedef struct Run {
  Shell *shell;
  FindingsForm form;
  Job *jobs;
  size_t count, cap;
  char **folders; /* of tracks that are checked */
  size_t folder_count, folder_cap;
  size_t begun, printed;
  CheckReport *report;
  Text *out;
} Run;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ------------------------------------------------------------------ which files */

static const char *name_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static bool is_track(const char *path) {
  return strcmp(name_of(path), "track.md") == 0;
}

static bool is_quizzes(const char *path) {
  return strcmp(name_of(path), "quizzes.md") == 0;
}

static bool is_lesson_name(const char *name) {
  size_t len = strlen(name);
  return name[0] != '.' && len > 3 && strcmp(name + len - 3, ".md") == 0 &&
         strcmp(name, "README.md") != 0;
}

static void put_folder(const char *path, Text *out) {
  const char *slash = strrchr(path, '/');
  text_append(out, slash ? path : ".", slash ? (size_t)(slash - path) + (slash == path) : 1);
}

/* The folder of a lesson is a track when somebody says so: by track.md, or by checking all of it.
 */
static void add_folder(Run *r, const char *path, bool whole) {
  Text folder = TEXT_EMPTY, track = TEXT_EMPTY;
  put_folder(path, &folder);
  text_printf(&track, "%s/track.md", text_string(&folder));
  bool known = !whole && !file_exists(text_string(&track));
  for (size_t i = 0; i < r->folder_count; i++)
    known |= strcmp(r->folders[i], text_string(&folder)) == 0;
  if (!known) {
    MEM_GROW(r->folders, r->folder_count, r->folder_cap);
    r->folders[r->folder_count++] = text_take(&folder);
  }
  text_free(&folder);
  text_free(&track);
}

static void add_file(Run *r, const char *path, bool whole) {
  MEM_GROW(r->jobs, r->count, r->cap);
  Job *j = &r->jobs[r->count++];
  *j = (Job){ .path = mem_copy_string(path), .pipe = -1 };
  j->shown = strcmp(path, "-") == 0 ? "<stdin>" : j->path;
  if (strcmp(path, "-") != 0 && !is_quizzes(path)) add_folder(r, path, whole);
}

static void add_path(Run *r, const char *path, int depth) {
  char **names = NULL;
  if (strcmp(path, "-") == 0 || !file_is_folder(path)) {
    add_file(r, path, depth > 0);
    return;
  }
  size_t len = strlen(path);
  while (len > 1 && path[len - 1] == '/') len--;
  int count = file_list(path, &names);
  for (int i = 0; i < count; i++) {
    Text inner = TEXT_EMPTY;
    text_printf(&inner, "%.*s/%s", (int)len, path, names[i]);
    bool folder = names[i][0] != '.' && file_is_folder(text_string(&inner));
    if (folder ? depth < DEEPEST_FOLDER : is_lesson_name(names[i]))
      add_path(r, text_string(&inner), depth + 1);
    text_free(&inner);
    free(names[i]);
  }
  free(names);
}

/* ------------------------------------------------------------------ a worker */

static void check_tex(const char *tex, void *self,
                      void (*found)(void *self, size_t offset, const char *message)) {
  tex_check(tex, strlen(tex), self, found);
}

static bool read_input(Text *out) {
  char chunk[1 << 16];
  ssize_t n;
  while (out->len <= LESSON_LIMIT && (n = read(STDIN_FILENO, chunk, sizeof chunk)) != 0)
    if (n > 0)
      text_append(out, chunk, (size_t)n);
    else if (errno != EINTR || interrupt_pending())
      return false;
  return out->len <= LESSON_LIMIT;
}

static bool read_job(const Job *j, Text *text, Findings *findings) {
  Error error = { 0 };
  bool input = strcmp(j->path, "-") == 0;
  if (input ? !read_input(text) : !file_read(j->path, LESSON_LIMIT, text, &error)) {
    findings_add(findings, (Place){ 1, 1 }, FINDING_ERROR,
                 "[unreadable] %s; name a lesson file or a folder",
                 input ? "standard input cannot be read" : error.message);
    return false;
  }
  size_t len = strlen(text_string(text));
  if (len == text->len) return true;
  Place place = place_after((Place){ 1, 1 }, text_string(text), len);
  findings_add(
      findings, place, FINDING_ERROR,
      "[bytes] there is a NUL byte, and what follows cannot be read; save the file as text");
  return false;
}

/* All there is to say about a file, and the numbers behind it. */
static void work(Run *r, const Job *j, Text *out) {
  Shell *s = r->shell;
  Findings findings = { 0 };
  CheckSummary sum = { .acceptance = 1 };
  Text text = TEXT_EMPTY, folder = TEXT_EMPTY;
  put_folder(j->path, &folder);
  s->world.folder = text_string(&folder);
  if (read_job(j, &text, &findings)) {
    CheckOptions options = { .seed = s->options->seeded ? s->options->seed : 1,
                             .catalogue = &s->catalogue,
                             .check_tex = check_tex };
    if (is_track(j->path))
      check_track_file(j->path, text_string(&text), &options, &findings);
    else if (is_quizzes(j->path))
      check_quizzes_file(text_string(&text), &options, &findings);
    else
      check_lesson(s->interp, j->path, text_string(&text), &options, &findings, &sum);
  }
  findings_write(&findings, j->shown, r->form, out);
  text_printf(out, "%c%zu %zu %zu %zu %.17g %u\n", trailer_mark, findings.errors, findings.warnings,
              sum.exercises, sum.variants, sum.acceptance, sum.acceptance_place.line);
  findings_free(&findings);
  s->world.folder = NULL;
  text_free(&text);
  text_free(&folder);
}

static void send(int fd, const char *bytes, size_t len) {
  while (len > 0) {
    ssize_t n = write(fd, bytes, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;
    bytes += n;
    len -= (size_t)n;
  }
}

static void begin(Run *r, Job *j) {
  int ends[2];
  output_flush();
  if (pipe(ends) != 0) ends[0] = ends[1] = -1;
  pid_t child = ends[0] < 0 ? -1 : fork();
  if (child == 0) {
    Text out = TEXT_EMPTY;
    close(ends[0]);
    work(r, j, &out);
    send(ends[1], text_string(&out), out.len);
    _exit(0);
  }
  if (ends[1] >= 0) close(ends[1]);
  if (child < 0) { /* no processes left: one after the other, here */
    if (ends[0] >= 0) close(ends[0]);
    work(r, j, &j->sent);
    j->done = true;
    return;
  }
  j->worker = child;
  j->pipe = ends[0];
  j->begun = now();
}

/* ------------------------------------------------------------------ what comes back */

static void end_early(Run *r, Job *j, const char *format, int number) {
  Findings findings = { 0 };
  char message[160];
  snprintf(message, sizeof message, "%s%d", format, number);
  findings_add(&findings, (Place){ 1, 1 }, FINDING_ERROR,
               "[crash] %s; please report it together with the file", message);
  text_clear(&j->sent);
  findings_write(&findings, j->shown, r->form, &j->sent);
  text_printf(&j->sent, "%c1 0 0 0 1 0\n", trailer_mark);
  findings_free(&findings);
}

static void finish(Run *r, Job *j, bool late) {
  int status = 0;
  close(j->pipe);
  j->pipe = -1;
  if (late) kill(j->worker, SIGKILL);
  while (waitpid(j->worker, &status, 0) < 0 && errno == EINTR) continue;
  if (!memchr(text_string(&j->sent), trailer_mark, j->sent.len)) {
    if (late)
      end_early(r, j, "checking was stopped: seconds it took: ", MOST_SECONDS);
    else if (WIFSIGNALED(status))
      end_early(r, j, "checking this file brought the checker down with signal ", WTERMSIG(status));
    else
      end_early(r, j, "checking this file ended the checker with status ", WEXITSTATUS(status));
  }
  j->done = true;
}

static void receive(Run *r, Job *j, short events) {
  char chunk[1 << 14];
  ssize_t n = events ? read(j->pipe, chunk, sizeof chunk) : -1;
  if (events && n > 0)
    text_append(&j->sent, chunk, (size_t)n);
  else if (events && (n == 0 || errno != EINTR))
    finish(r, j, false);
  else if (now() - j->begun > MOST_SECONDS)
    finish(r, j, true);
}

/* Print what is done, in order. */
static void print_ready(Run *r) {
  CheckReport *p = r->report;
  for (; r->printed < r->begun && r->jobs[r->printed].done; r->printed++) {
    Job *j = &r->jobs[r->printed];
    const char *all = text_string(&j->sent), *mark = memchr(all, trailer_mark, j->sent.len);
    size_t errors = 0, warnings = 0, exercises = 0, variants = 0;
    double acceptance = 1;
    unsigned line = 0;
    sscanf(mark + 1, "%zu %zu %zu %zu %lf %u", &errors, &warnings, &exercises, &variants,
           &acceptance, &line);
    text_truncate(&j->sent, (size_t)(mark - all));
    if (r->out)
      text_puts(r->out, text_string(&j->sent));
    else
      output_text(text_string(&j->sent));
    bool beside = is_track(j->path) || is_quizzes(j->path);
    p->files += !beside;
    p->beside += beside;
    p->errors += errors;
    p->warnings += warnings;
    p->exercises += exercises;
    p->variants += variants;
    if (acceptance < p->acceptance) {
      p->acceptance = acceptance;
      snprintf(p->strictest, sizeof p->strictest, "%s:%u", name_of(j->path), line);
    }
    text_free(&j->sent);
  }
}

static size_t workers(void) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > MOST_WORKERS ? MOST_WORKERS : (size_t)n;
}

static void run_all(Run *r) {
  struct pollfd waits[MOST_WORKERS];
  Job *waiting[MOST_WORKERS];
  size_t most = workers();
  while (r->printed < r->count && !output_lost()) {
    size_t running = 0;
    for (size_t i = r->printed; i < r->begun; i++) running += !r->jobs[i].done;
    while (running < most && r->begun < r->count && !interrupt_pending()) {
      Job *j = &r->jobs[r->begun++];
      begin(r, j);
      running += !j->done;
    }
    size_t n = 0;
    for (size_t i = r->printed; i < r->begun; i++)
      if (!r->jobs[i].done) {
        waiting[n] = &r->jobs[i];
        waits[n++] = (struct pollfd){ .fd = r->jobs[i].pipe, .events = POLLIN };
      }
    if (n == 0 && interrupt_pending()) break;
    int ready = n > 0 ? poll(waits, (nfds_t)n, 1000) : 0;
    for (size_t i = 0; i < n && ready >= 0; i++) receive(r, waiting[i], waits[i].revents);
    print_ready(r);
  }
}

void checking_run(Shell *s, const char *const *paths, size_t count, FindingsForm form,
                  CheckReport *report, Text *out) {
  Run r = { .shell = s, .form = form, .report = report, .out = out };
  double start = now();
  *report = (CheckReport){ .acceptance = 1 };
  interp_set_host(s->interp, world_silent_host(&s->world));
  for (size_t i = 0; i < count; i++) add_path(&r, paths[i], 0);
  catalogue_close(&s->catalogue);
  catalogue_open_beside(&s->catalogue, s->options->lessons, (const char *const *)r.folders,
                        r.folder_count);
  run_all(&r);
  for (size_t i = 0; i < r.count; i++) {
    if (r.jobs[i].pipe >= 0) finish(&r, &r.jobs[i], true);
    text_free(&r.jobs[i].sent);
    free(r.jobs[i].path);
  }
  for (size_t i = 0; i < r.folder_count; i++) free(r.folders[i]);
  free(r.folders);
  free(r.jobs);
  report->seconds = now() - start;
  interp_set_host(s->interp, world_host(&s->world));
}

static void put_count(size_t n, const char *what, const char *behind, Text *out) {
  text_printf(out, "%zu %s%s%s", n, what, n == 1 ? "" : "s", behind);
}

void checking_sum_up(const CheckReport *r, Text *out) {
  put_count(r->errors, "error", ", ", out);
  put_count(r->warnings, "warning", "; ", out);
  put_count(r->files, "lesson", ", ", out);
  put_count(r->exercises, "exercise", ", ", out);
  put_count(r->variants, "variant", ", ", out);
  if (r->acceptance < 1)
    text_printf(out, "where: accepts %.2g %% of the draws or more (%s), ", 100 * r->acceptance,
                r->strictest);
  text_printf(out, "%.2f s\n", r->seconds);
}
