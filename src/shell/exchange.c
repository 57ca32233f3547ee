/* exchange.c -- --import and --export: questions and lessons of other systems.  */

#include "config.h"
#include "base/files.h"
#include "base/memory.h"
#include "exchange/lesson_bank.h"
#include "exchange/page.h"
#include "shell/author.h"
#include "shell/output.h"
#include "shell/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static void complain(const Error *error) {
  output_flush();
  fprintf(stderr, "mathtutor: %s\n", error->message);
  if (error->hint[0]) fprintf(stderr, "  %s\n", error->hint);
}

/* What was not carried over, item by item. */
static void report(Bank *bank, const char *path) {
  Text out = TEXT_EMPTY;
  findings_sort(&bank->lost);
  findings_print(&bank->lost, path, &out);
  output_flush();
  fputs(text_string(&out), stderr);
  text_free(&out);
}

/* ------------------------------------------------------------------ in */

static bool has_ending(const char *path, const char *ending) {
  size_t n = strlen(path), m = strlen(ending);
  return n > m && strcasecmp(path + n - m, ending) == 0;
}

/* XML begins with an angle bracket; GIFT seldom does. */
static bool is_xml(const char *path, const Text *text) {
  const char *s = text_string(text);
  if (has_ending(path, ".xml")) return true;
  if (has_ending(path, ".gift") || has_ending(path, ".txt")) return false;
  return strncmp(s + strspn(s, " \t\r\n\xEF\xBB\xBF"), "<?xml", 5) == 0;
}

/* "week-3" of "courses/week-3.gift". */
static void slug_of(const char *path, Text *out) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  text_append(out, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

int exchange_import(const Options *options) {
  const char *path = options->arguments[0];
  Text text = TEXT_EMPTY, out = TEXT_EMPTY, slug = TEXT_EMPTY;
  Error error = { 0 };
  Bank bank = { 0 };
  bool good = file_read(path, BANK_LIMIT, &text, &error);
  if (good) {
    good = is_xml(path, &text) ? moodle_read(text_string(&text), text.len, &bank, &error)
                               : gift_read(text_string(&text), text.len, &bank);
    if (good) {
      slug_of(path, &slug);
      lesson_write(&bank, text_string(&slug), &out);
      output_text(text_string(&out));
    } else if (error.kind == ERROR_NONE && bank.lost.errors == 0) {
      error_set(&error, ERROR_FILE, (Span){ 0, 0 }, "there is no question in %.200s", path);
      error_hint(&error, "a GIFT file (.gift, .txt) or Moodle XML (.xml) is expected");
    }
  }
  report(&bank, path);
  if (error.kind != ERROR_NONE) complain(&error);
  if (good) {
    output_flush();
    fprintf(stderr, "mathtutor: %zu question%s read; prove the lesson with --check\n", bank.count,
            bank.count == 1 ? "" : "s");
  }
  good = good && bank.lost.errors == 0;
  bank_free(&bank);
  text_free(&text);
  text_free(&out);
  text_free(&slug);
  return output_finish(good ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* ------------------------------------------------------------------ pictures */

static void put_base64(const Text *bytes, Text *out) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const unsigned char *s = (const unsigned char *)text_string(bytes);
  for (size_t i = 0; i < bytes->len; i += 3) {
    size_t left = bytes->len - i;
    unsigned long group = (unsigned long)s[i] << 16 |
                          (left > 1 ? (unsigned long)s[i + 1] << 8 : 0) | (left > 2 ? s[i + 2] : 0);
    text_putc(out, digits[group >> 18]);
    text_putc(out, digits[group >> 12 & 63]);
    text_putc(out, left > 1 ? digits[group >> 6 & 63] : '=');
    text_putc(out, left > 2 ? digits[group & 63] : '=');
  }
}

typedef struct Drawer {
  Plotter *plotter;
  Text path; /* of a file of our own */
  bool failed;
} Drawer;

/* As an image with its picture inside, which can neither load nor run anything. */
static bool draw(void *self, const struct Figure *figure, Text *out) {
  Drawer *d = self;
  Text words = TEXT_EMPTY, svg = TEXT_EMPTY;
  Error error = { 0 };
  if (figure->quiet) return false; /* hold on, or a subplot without a curve yet */
  bool good = !d->failed && plotter_show(d->plotter, figure, &words, &error) &&
              plotter_save(d->plotter, text_string(&d->path), &error) &&
              file_read(text_string(&d->path), 8 << 20, &svg, &error);
  if (good) {
    text_puts(out, "<img alt=\"\" src=\"data:image/svg+xml;base64,");
    put_base64(&svg, out);
    text_puts(out, "\"/>\n");
  } else if (!d->failed) {
    d->failed = true; /* once is enough */
    complain(&error);
    fputs("  the captions stand for the pictures\n", stderr);
  }
  text_free(&words);
  text_free(&svg);
  return good;
}

static bool drawer_open(Drawer *d) {
  const char *folder = getenv("TMPDIR");
  Error error = { 0 };
  text_printf(&d->path, "%s/mathtutor-XXXXXX.svg", folder && *folder ? folder : "/tmp");
  int file = mkstemps(d->path.data, 4);
  if (file < 0) return false;
  close(file);
  d->plotter =
      plotter_new(&(PlotterOptions){ .mode = "none", .width = 720, .height = 440 }, &error);
  return d->plotter != NULL;
}

static void drawer_close(Drawer *d) {
  if (d->plotter) plotter_free(d->plotter);
  if (d->path.len > 0) unlink(text_string(&d->path));
  text_free(&d->path);
}

/* ------------------------------------------------------------------ out */

typedef enum Target { TARGET_GIFT, TARGET_MOODLE, TARGET_ANKI, TARGET_HTML, TARGET_COUNT } Target;

static const char *const targets[TARGET_COUNT] = { "gift", "moodle", "anki", "html" };

static const char *lesson_path(const Shell *s, const char *name) {
  if (strchr(name, '/') || has_ending(name, ".md")) return name;
  const CatalogueLesson *l = catalogue_find(&s->catalogue, name);
  return l ? l->path : name;
}

static bool export_lesson(Shell *s, Target target, const char *path, Bank *bank, Text *out) {
  Lesson lesson = { 0 };
  Findings findings = { 0 };
  Error error = { 0 };
  bool good = lesson_load(&lesson, path, &findings, &error);
  uint64_t seed = s->options->seeded ? s->options->seed : 1;
  if (good && target == TARGET_HTML) {
    Drawer d = { 0 };
    PageDrawer drawer = { .self = &d, .draw = draw };
    bool pictures = drawer_open(&d);
    page_write(&lesson, s->interp, seed, pictures ? &drawer : NULL, out);
    drawer_close(&d);
  } else if (good)
    bank_from_lesson(bank, &lesson, s->interp, seed, s->options->count > 0 ? s->options->count : 1);
  Text said = TEXT_EMPTY;
  findings_print(&findings, path, &said);
  if (findings.errors > 0) fputs(text_string(&said), stderr);
  text_free(&said);
  if (error.kind != ERROR_NONE) complain(&error);
  lesson_free(&lesson);
  findings_free(&findings);
  return good;
}

int exchange_export(const Options *options) {
  Shell s;
  Bank bank = { .title = "" };
  Text out = TEXT_EMPTY;
  int target = 0;
  while (target < TARGET_COUNT && strcmp(options->arguments[0], targets[target]) != 0) target++;
  if (target == TARGET_COUNT || (target == TARGET_HTML && options->argument_count > 2)) {
    fprintf(stderr, "mathtutor: %s\n",
            target == TARGET_COUNT ? "--export knows gift, moodle, anki and html"
                                   : "--export html takes one lesson: a page for each");
    return 2;
  }
  if (!shell_open(&s, options)) return 2;
  bool good = true;
  for (size_t i = 1; i < options->argument_count; i++) {
    const char *path = lesson_path(&s, options->arguments[i]);
    good &= export_lesson(&s, (Target)target, path, &bank, &out);
    report(&bank, path);
    good &= bank.lost.errors == 0;
    findings_free(&bank.lost);
    bank.lost = (Findings){ 0 };
  }
  switch ((Target)target) {
  case TARGET_GIFT: gift_write(&bank, &out); break;
  case TARGET_MOODLE: moodle_write(&bank, &out); break;
  case TARGET_ANKI: anki_write(&bank, &out); break;
  case TARGET_HTML:
  case TARGET_COUNT: break;
  }
  output_text(text_string(&out));
  bank_free(&bank);
  text_free(&out);
  shell_close(&s);
  return output_finish(good ? EXIT_SUCCESS : EXIT_FAILURE);
}
