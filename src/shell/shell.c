/* shell.c -- the parts the learner sits in front of: opened, closed, and what a line means.  */

#include "config.h"
#include "shell/shell.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "base/paths.h"
#include "lib/library.h"
#include "shell/commands.h"
#include "shell/drills.h"
#include "shell/menu.h"
#include "shell/output.h"
#include "shell/quizzes.h"
#include "shell/review.h"
#include "shell/written.h"
#include "store/positions.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the whole */

static bool records(const Options *o) {
  return !o->no_progress &&
         (o->mode == MODE_LEARN || o->mode == MODE_QUIZ || o->mode == MODE_LIST ||
          o->mode == MODE_PROGRESS || o->mode == MODE_REVIEW || o->mode == MODE_DUE ||
          o->mode == MODE_FORECAST || o->mode == MODE_FORGET || quizzes_is_mode(o));
}

static void open_store(Shell *s) {
  Text path = TEXT_EMPTY;
  Error error = { 0 };
  path_own(PATH_DATA, "progress.db", &path);
  s->store = store_open(text_string(&path), (StoreClock){ 0 }, &error);
  const char *warning = s->store ? store_warning(s->store) : error.message;
  if (warning) {
    output_flush();
    fprintf(stderr, "mathtutor: %s\n", warning);
  }
  text_free(&path);
}

bool shell_open(Shell *s, const Options *options) {
  Error error = { 0 };
  *s = (Shell){ .options = options };
  if (!world_open(&s->world, options, &error)) {
    fprintf(stderr, "mathtutor: %s\n  %s\n", error.message, error.hint);
    return false;
  }
  interrupt_install();
  s->world.guarded = true;
  s->world.pager = &s->pager;
  pager_open(&s->pager, &s->world.style, s->world.interactive, options->plain);
  s->presenter = (Presenter){
    .world = &s->world, .pager = &s->pager, .style = &s->world.style, .brief = !s->world.interactive
  };
  s->registry = library_new();
  s->interp = interp_new(s->registry, world_host(&s->world));
  world_show(&s->world, s->interp);
  interp_seed(s->interp, options->seeded ? options->seed : world_chance());
  s->scope = scope_new();
  catalogue_open(&s->catalogue, options->lessons);
  drills_watch(s);
  if (records(options)) open_store(s);
  return true;
}

void shell_close(Shell *s) {
  shell_leave_lesson(s);
  store_close(s->store);
  catalogue_close(&s->catalogue);
  scope_free(s->scope);
  interp_free(s->interp);
  registry_free(s->registry);
  presenter_free(&s->presenter);
  world_close(&s->world);
  written_end(s);
  text_free(&s->key);
  text_free(&s->folder);
  text_free(&s->keys);
}

Level shell_level(const Shell *s) {
  return s->review ? AT_REVIEW : s->quiz ? AT_QUIZ : s->session ? AT_LESSON : AT_MENU;
}

Scope *shell_scope(Shell *s) {
  if (s->review) return review_scope(s->review);
  return s->quiz ? quiz_scope(s->quiz) : s->session ? session_scope(s->session) : s->scope;
}

bool shell_has_variable(Shell *s, const char *name) {
  Scope *scope = shell_scope(s);
  if (!scope) return false;
  Value v = scope_get(scope, name);
  value_release(v);
  return v.kind != VALUE_NONE;
}

/* ------------------------------------------------------------------ lessons */

void shell_leave_lesson(Shell *s) {
  review_leave(s);
  quizzes_leave(s);
  if (!s->session) return;
  session_free(s->session);
  s->session = NULL;
  lesson_free(&s->lesson);
  s->lesson = (Lesson){ 0 };
  s->world.folder = NULL;
}

static bool is_path(const char *name) {
  size_t len = strlen(name);
  return strchr(name, '/') || (len > 3 && strcmp(name + len - 3, ".md") == 0);
}

void shell_complain(Shell *s, const Error *error) {
  if (s->running)
    present_error(&s->presenter, error);
  else {
    output_flush();
    fprintf(stderr, "mathtutor: %s\n", error->message);
    if (error->hint[0]) fprintf(stderr, "  %s\n", error->hint);
  }
}

/* The file of a slug, or NULL after a message with what is near. */
static const char *find_lesson(Shell *s, const char *name) {
  if (is_path(name)) return name;
  const CatalogueLesson *l = catalogue_find(&s->catalogue, name);
  if (l) return l->path;
  const char *near = catalogue_nearest(&s->catalogue, name);
  Error error = { 0 };
  error_set(&error, ERROR_FILE, (Span){ 0, 0 }, "there is no lesson %.80s", name);
  if (near)
    error_hint(&error, "did you mean %s?", near);
  else
    error_hint(&error, s->running ? "list shows them all" : "mathtutor --list shows them all");
  shell_complain(s, &error);
  return NULL;
}

/* Read it before the old one is left; false after a message. */
static bool load(Shell *s, const char *path) {
  Findings findings = { 0 };
  Error error = { 0 };
  Lesson lesson = { 0 };
  bool good = lesson_load(&lesson, path, &findings, &error);
  if (good && lesson.step_count == 0) {
    good = false;
    error_set(&error, ERROR_FILE, (Span){ 0, 0 }, "there is nothing in %s", path);
  }
  if (good) {
    shell_leave_lesson(s);
    s->lesson = lesson;
    const char *slash = strrchr(path, '/');
    text_clear(&s->folder);
    text_append(&s->folder, slash ? path : ".", slash ? (size_t)(slash - path) : 1);
    s->world.folder = text_string(&s->folder);
  } else {
    lesson_free(&lesson);
    Text out = TEXT_EMPTY;
    if (error.kind != ERROR_NONE)
      shell_complain(s, &error);
    else
      findings_print(&findings, path, &out);
    pager_text(&s->pager, text_string(&out));
    text_free(&out);
  }
  findings_free(&findings);
  return good;
}

static void begin_session(Shell *s, const char *mode, uint64_t seed, size_t step) {
  SessionOptions options = {
    .seed = seed, .quiet = s->options->quiet, .store = s->store, .mode = mode
  };
  s->after = NULL;
  policy_load(s->lesson.path, &options.policy);
  Sink sink = written_begin(s, presenter_sink(&s->presenter));
  s->session = session_new(&s->lesson, s->interp, sink, &options, step);
  world_settle(&s->world);
}

bool shell_open_lesson(Shell *s, const char *name) {
  const char *path = find_lesson(s, name);
  if (!path || !load(s, path)) return false;
  Arena arena = { 0 };
  Error error = { 0 };
  StoredPosition position = { 0 };
  bool found = false;
  uint64_t seed = s->options->seeded ? s->options->seed : world_chance();
  size_t step = 0;
  if (s->store) store_position_load(s->store, s->lesson.slug, &arena, &position, &found, &error);
  if (found && !position.finished && position.step < (int64_t)s->lesson.step_count) {
    step = (size_t)position.step;
    if (!s->options->seeded) seed = position.seed;
  }
  arena_free(&arena);
  begin_session(s, "lesson", seed, step);
  return true;
}

bool shell_open_exercise(Shell *s, const char *name) {
  const char *hash = strrchr(name, '#');
  if (!hash || hash == name || !hash[1]) {
    fprintf(stderr, "mathtutor: --try needs FILE#EXERCISE, not '%s'\n", name);
    return false;
  }
  char *path = mem_copy_bytes(name, (size_t)(hash - name));
  const char *file = find_lesson(s, path);
  bool good = file && load(s, file);
  free(path);
  if (!good) return false;
  for (size_t i = 0; i < s->lesson.step_count; i++)
    for (size_t k = 0; k < s->lesson.steps[i].item_count; k++) {
      const Exercise *x = s->lesson.steps[i].items[k].exercise;
      if (!x || strcmp(x->name, hash + 1) != 0) continue;
      begin_session(s, "try", s->options->seeded ? s->options->seed : world_chance(), i);
      return true;
    }
  fprintf(stderr, "mathtutor: there is no exercise %s in %s; it has:", hash + 1, s->lesson.path);
  for (size_t i = 0; i < s->lesson.exercise_count; i++)
    fprintf(stderr, " %s", s->lesson.exercises[i]->name);
  fputc('\n', stderr);
  lesson_free(&s->lesson);
  s->lesson = (Lesson){ 0 };
  return false;
}

static void finish_lesson(Shell *s) {
  char *slug = mem_copy_string(s->lesson.slug);
  shell_leave_lesson(s);
  s->after = catalogue_next(&s->catalogue, slug);
  free(slug);
  if (s->options->mode != MODE_LEARN) {
    s->leaving = true;
    return;
  }
  if (s->after)
    present_note(&s->presenter, "Next in this track: `%s`, %s. Enter opens it; `list` shows all.",
                 s->after->slug, s->after->title);
  else
    present_note(&s->presenter, "That was the last lesson of this track; `list` shows the others.");
}

/* ------------------------------------------------------------------ lines */

void shell_calculate(Shell *s, const char *text) {
  if (s->review || s->quiz || s->session) {
    Text line = TEXT_EMPTY;
    text_printf(&line, "%stry %s", s->quiz && !s->review ? "" : ":", text);
    if (s->review)
      review_feed(s->review, text_string(&line));
    else if (s->quiz)
      quiz_feed(s->quiz, text_string(&line));
    else
      session_feed(s->session, text_string(&line));
    text_free(&line);
    return;
  }
  Error error = { 0 };
  bool good = interp_run(s->interp, s->scope, text, RUN_TYPED, NULL, &error);
  world_settle(&s->world);
  if (!good) present_error(&s->presenter, &error);
}

static bool is_function(const Shell *s, const char *name) {
  const char *own;
  for (size_t i = 0; (own = interp_function_name(s->interp, i)); i++)
    if (strcmp(own, name) == 0) return true;
  return registry_find(s->registry, name, strlen(name)) != NULL;
}

/* A word alone that means nothing: say what it may have meant instead of an error of the language.
 */
static bool puzzles(Shell *s, const char *line) {
  for (const char *p = line; *p; p++)
    if (!isalpha((unsigned char)*p) && *p != '-') return false;
  bool hyphen = strchr(line, '-') != NULL;
  if (!*line || (!hyphen && (shell_has_variable(s, line) || is_function(s, line)))) return false;
  const char *near = command_nearest(s, line);
  if (!near || hyphen) near = catalogue_nearest(&s->catalogue, line);
  if (!near && !hyphen) near = registry_nearest(s->registry, line);
  if (!near) return false;
  if (hyphen) { /* a difference of things that exist is mathematics */
    char *first = mem_copy_bytes(line, strcspn(line, "-"));
    bool mathematics = shell_has_variable(s, first) || is_function(s, first);
    free(first);
    if (mathematics) return false;
  }
  present_note(&s->presenter, "Nothing here is called %s; did you mean `%s`?", line, near);
  return true;
}

/* "explan var(x)": the same for a command with what it works on. */
static bool misspells(Shell *s, const char *line) {
  static const char *const takers[] = { "explain", "numpy", "time", "help", "apropos" };
  size_t len = 0;
  while (isalpha((unsigned char)line[len])) len++;
  const char *rest = line + len + strspn(line + len, " \t"), *near = NULL;
  if (len < 3 || rest == line + len || !*rest || strchr("=+-*/^.,;:<>~!&|'", *rest)) return false;
  char *word = mem_copy_bytes(line, len);
  const char *best = command_nearest(s, word);
  for (size_t i = 0; best && i < sizeof takers / sizeof *takers; i++)
    if (strcmp(takers[i], best) == 0 && strcmp(best, word) != 0) near = best;
  if (shell_has_variable(s, word) || is_function(s, word)) near = NULL;
  if (near)
    present_note(&s->presenter, "Nothing here is called %s; did you mean `%s %s`?", word, near,
                 rest);
  free(word);
  return near != NULL;
}

static void feed_menu(Shell *s, const char *line) {
  if (!*line)
    menu_next(s);
  else if (!menu_takes(s, line) && !puzzles(s, line) && !misspells(s, line))
    shell_calculate(s, line);
}

/* A line for the lesson or quiz at hand, commands with their full names. */
static void pass_on(Shell *s, const Command *command, const char *line, const char *rest) {
  Text full = TEXT_EMPTY;
  if (command)
    text_printf(&full, "%s%s%s%s", s->quiz && !s->review ? "" : ":", command->name,
                *rest ? " " : "", rest);
  else
    text_puts(&full, line);
  if (s->review)
    review_feed(s->review, text_string(&full));
  else if (s->quiz)
    quiz_feed(s->quiz, text_string(&full));
  else if (s->session)
    session_feed(s->session, text_string(&full));
  else
    feed_menu(s, text_string(&full));
  text_free(&full);
}

void shell_feed(Shell *s, const char *given) {
  size_t start = strspn(given, " \t\r\n"), len = strlen(given + start);
  while (len > 0 && isspace((unsigned char)given[start + len - 1])) len--;
  char *line = mem_copy_bytes(given + start, len);
  const char *rest = "";
  Text complaint = TEXT_EMPTY;
  const Command *command = command_of(s, line, &rest, &complaint);
  if (!command || command->run != written_command) written_line(s, line);
  if (complaint.len > 0)
    present_note(&s->presenter, "%s", text_string(&complaint));
  else if (command && command->run)
    command->run(s, rest);
  else
    pass_on(s, command, line, rest);
  world_settle(&s->world);
  if (s->review && review_done(s->review)) review_finish(s);
  if (s->quiz && quiz_done(s->quiz)) quizzes_finish(s);
  if (!s->quiz && s->session && session_done(s->session)) finish_lesson(s);
  text_free(&complaint);
  free(line);
}
