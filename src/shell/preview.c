/* preview.c -- a lesson as the learner will see it, again whenever its file is saved.  */

#include "config.h"
#include "base/interrupt.h"
#include "learn/check.h"
#include "screen/tex.h"
#include "shell/author.h"
#include "shell/output.h"
#include "shell/shell.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef HAVE_SYS_INOTIFY_H
#include <sys/inotify.h>
#else
#include <sys/stat.h>
#endif

enum { QUICK_VARIANTS = 6 };

static const char waiting[] = "(waiting for the file to be saved; Ctrl-C ends)\n";

/* Every step from FIRST on (or that one only), with solutions: what a learner would type is typed
   here. */
static void walk(Shell *s, const Lesson *lesson, size_t first, bool only) {
  SessionOptions options = { .seed = s->options->seeded ? s->options->seed : 1, .mode = "try" };
  Session *session = session_new(lesson, s->interp, presenter_sink(&s->presenter), &options, first);
  while (!session_done(session) && !interrupt_pending() && !output_lost()) {
    world_settle(&s->world);
    if (session_asks(session))
      session_feed(session, ":solution");
    else if (only)
      break;
    else
      session_feed(session, ":next");
  }
  world_settle(&s->world);
  session_free(session);
  output_flush();
}

/* The first step that is not the same in both texts. */
static size_t changed_step(const Lesson *lesson, const char *before) {
  uint32_t line = 1;
  size_t step = 0;
  for (const char *a = before, *b = lesson->source; *a && *a == *b; a++, b++)
    if (*a == '\n') line++;
  while (step + 1 < lesson->step_count && lesson->steps[step + 1].place.line <= line) step++;
  return step;
}

static void check_tex(const char *tex, void *self,
                      void (*found)(void *self, size_t offset, const char *message)) {
  tex_check(tex, strlen(tex), self, found);
}

/* What --check says, from few variants so that it is there at once. */
static void show_findings(Shell *s, const char *path, const char *text) {
  CheckOptions options = {
    .variants = QUICK_VARIANTS, .seed = 1, .catalogue = &s->catalogue, .check_tex = check_tex
  };
  Findings findings = { 0 };
  Text out = TEXT_EMPTY;
  interp_set_host(s->interp, world_silent_host(&s->world));
  check_lesson(s->interp, path, text, &options, &findings, NULL);
  interp_set_host(s->interp, world_host(&s->world));
  findings_print(&findings, path, &out);
  if (out.len > 0) text_putc(&out, '\n');
  output_text(text_string(&out));
  text_free(&out);
  findings_free(&findings);
}

/* BEFORE is the text shown the last time, empty at first; it becomes the new one. */
static bool show(Shell *s, const char *path, Text *before) {
  Findings ignored = { 0 };
  Lesson lesson = { 0 };
  Error error = { 0 };
  bool good = lesson_load(&lesson, path, &ignored, &error);
  if (error.kind != ERROR_NONE) {
    output_flush();
    fprintf(stderr, "mathtutor: %s\n", error.message);
  } else if (!lesson.source || before->len == 0 ||
             strcmp(text_string(before), lesson.source) != 0) {
    show_findings(s, path, lesson.source);
    if (good)
      walk(s, &lesson, before->len > 0 ? changed_step(&lesson, text_string(before)) : 0,
           before->len > 0);
    text_clear(before);
    text_puts(before, lesson.source);
  }
  output_flush();
  lesson_free(&lesson);
  findings_free(&ignored);
  return good;
}

#ifdef HAVE_SYS_INOTIFY_H
enum { SETTLE_MS = 50 };

/* Editors write a new file and rename it: the folder is watched, not the file.  False when there is
   nothing more to wait for. */
static bool wait_for_save(int watch, const char *name) {
  char events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
  struct pollfd waits[] = { { .fd = watch, .events = POLLIN },
                            { .fd = interrupt_descriptor(), .events = POLLIN } };
  for (bool ours = false; !ours;) {
    if (poll(waits, 2, -1) < 0 && !interrupt_pending()) continue;
    if (interrupt_pending()) return false;
    ssize_t n = read(watch, events, sizeof events);
    if (n <= 0) return false;
    for (char *at = events; at < events + n;) {
      const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
      ours |= event->len > 0 && strcmp(event->name, name) == 0;
      at += sizeof *event + event->len;
    }
  }
  poll(NULL, 0, SETTLE_MS);
  return true;
}

static void follow(Shell *s, const char *path, Text *before) {
  const char *slash = strrchr(path, '/');
  Text folder = TEXT_EMPTY;
  text_append(&folder, slash ? path : ".", slash && slash > path ? (size_t)(slash - path) : 1);
  int watch = inotify_init1(IN_CLOEXEC);
  if (watch >= 0 &&
      inotify_add_watch(watch, text_string(&folder), IN_CLOSE_WRITE | IN_MOVED_TO) >= 0) {
    fputs(waiting, stderr);
    while (wait_for_save(watch, slash ? slash + 1 : path)) show(s, path, before);
  }
  if (watch >= 0) close(watch);
  text_free(&folder);
}
#else
enum { LOOK_MS = 100 };

/* Without a system that tells, the file is looked at ten times a second.  False when there is
   nothing more to wait for. */
static bool wait_for_save(const char *path, struct stat *known) {
  struct pollfd wait = { .fd = interrupt_descriptor(), .events = POLLIN };
  struct stat now;
  for (;;) {
    poll(&wait, 1, LOOK_MS);
    if (interrupt_pending()) return false;
    if (stat(path, &now) != 0) continue; /* between two names */
    if (now.st_mtime != known->st_mtime || now.st_size != known->st_size ||
        now.st_ino != known->st_ino)
      break;
  }
  *known = now;
  return true;
}

static void follow(Shell *s, const char *path, Text *before) {
  struct stat known = { 0 };
  stat(path, &known);
  fputs(waiting, stderr);
  while (wait_for_save(path, &known)) show(s, path, before);
}
#endif

int author_preview(const Options *options) {
  Shell s;
  Text before = TEXT_EMPTY;
  if (!shell_open(&s, options)) return 2;
  s.pager.active = false; /* nobody reads keys here */
  bool good = show(&s, options->arguments[0], &before);
  if (s.world.interactive) follow(&s, options->arguments[0], &before);
  text_free(&before);
  shell_close(&s);
  return output_finish(good ? EXIT_SUCCESS : EXIT_FAILURE);
}
