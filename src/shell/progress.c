/* progress.c -- what was worked on, what is solid and what fades, as text.  */

#include "config.h"
#include "shell/progress.h"
#include "base/utf8.h"
#include "screen/markdown.h"
#include "screen/wrap.h"
#include "shell/keeping.h"
#include "shell/output.h"
#include "shell/progress_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NARROW = 60, BAR = 10, NAMED = 6, PAGE = 100 };

int64_t progress_now(void) {
  struct timespec t = { 0 };
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* SHARE (0 to 1) of WIDTH columns and a blank; nothing in plain style, where the number says it. */
static void progress_bar(const ScreenStyle *style, double share, size_t width, Text *out) {
  size_t full = (size_t)lround(share * (double)width);
  if (style->plain) return; /* the number says it */
  if (full == 0 && share > 0) full = 1;
  if (full > width) full = width;
  text_repeat(out, style_sign(style, "█", "#"), full);
  text_repeat(out, style_sign(style, "░", "."), width - full);
  text_putc(out, ' ');
}

static void pad(Text *line, size_t from, size_t width) {
  size_t used = utf8_columns(text_string(line) + from, line->len - from);
  text_repeat(line, " ", used < width ? width - used : 1);
}

/* "3 h 20 min" */
static void put_time(int64_t seconds, Text *out) {
  long long minutes = (long long)(seconds + 30) / 60;
  if (minutes >= 60) text_printf(out, "%lld h ", minutes / 60);
  if (minutes < 60 || minutes % 60 > 0) text_printf(out, "%lld min", minutes % 60);
  while (out->len > 0 && out->data[out->len - 1] == ' ') text_truncate(out, out->len - 1);
}

/* ------------------------------------------------------------------ lessons */

static const char *state_of(const StoredLesson *l) {
  return l->finished && !(l->walking && l->placed) ? "done" : "open";
}

static void put_lesson(const Shell *s, const ProgressLesson *l, Text *out) {
  const ScreenStyle *style = &s->world.style;
  Text line = TEXT_EMPTY;
  text_puts(&line, "  ");
  size_t start = line.len;
  style_put(style, TONE_CODE, l->lesson, &line);
  pad(&line, start, style->width < NARROW ? 14 : 17);
  progress_bar(style, l->mastered, BAR, &line);
  text_printf(&line, "%3.0f %%  ", 100 * l->mastered);
  if (strcmp(state_of(&l->known), "done") == 0)
    style_put(style, TONE_RIGHT, style_sign(style, "✓ done", "done"), &line);
  else
    text_printf(&line, "step %lld", (long long)l->known.step + 1);
  if (style->width >= NARROW) {
    text_printf(&line, "  %lld right of %lld  ", (long long)l->known.right,
                (long long)l->known.attempts);
    put_time(l->known.seconds, &line);
  }
  text_printf(out, "%s\n", text_string(&line));
  text_free(&line);
}

/* "Linear algebra: 2 of 4 lessons done" and those that were worked on. */
static void put_track(const Shell *s, const Progress *p, const char *track, const char *title,
                      size_t lessons, Text *out) {
  Text rows = TEXT_EMPTY, head = TEXT_EMPTY;
  size_t done = 0;
  for (size_t i = 0; i < p->lesson_count; i++) {
    if (strcmp(p->lessons[i].track, track) != 0) continue;
    put_lesson(s, &p->lessons[i], &rows);
    done += p->lessons[i].known.finished != 0;
  }
  if (rows.len > 0) {
    markdown_inline(title, &s->world.style, &head);
    style_put(&s->world.style, TONE_HEADING, text_string(&head), out);
    if (lessons > 0)
      text_printf(out, ": %zu of %zu lesson%s done", done, lessons, lessons == 1 ? "" : "s");
    text_printf(out, "\n%s", text_string(&rows));
  }
  text_free(&rows);
  text_free(&head);
}

/* ------------------------------------------------------------------ skills and facts */

static void put_paragraph(const Shell *s, const Text *text, Text *out) {
  unsigned width = s->world.style.width < PAGE ? s->world.style.width : PAGE;
  wrap_text(text_string(text), s->world.interactive || s->options->width > 0 ? width : 100000, "",
            "  ", out);
}

static void put_levels(const Shell *s, const Progress *p, Text *out) {
  Text line = TEXT_EMPTY;
  bool any = false;
  text_printf(&line, "Skills (%zu of %zu seen): ", p->skill_count, p->exercises);
  for (int level = MASTERY_MASTERED; level > MASTERY_NONE; level--) {
    if (p->levels[level] == 0) continue;
    text_printf(&line, "%s%zu %s", any ? ", " : "", p->levels[level],
                mastery_name((MasteryLevel)level));
    any = true;
  }
  text_putc(&line, '.');
  if (any) put_paragraph(s, &line, out);
  text_free(&line);
}

static int by_recall(const void *a, const void *b) {
  double x = (*(const ProgressSkill *const *)a)->recall,
         y = (*(const ProgressSkill *const *)b)->recall;
  return x < y ? -1 : x > y;
}

static void put_standing(const Shell *s, const Progress *p, Standing standing, const char *name,
                         Text *out) {
  size_t count = 0;
  const ProgressSkill **list = mem_new((p->skill_count + 1) * sizeof *list);
  Text line = TEXT_EMPTY;
  for (size_t i = 0; i < p->skill_count; i++)
    if (p->skills[i].standing == standing) list[count++] = &p->skills[i];
  if (count > 1) qsort(list, count, sizeof *list, by_recall);
  text_printf(&line, "%s (%zu): ", name, count);
  for (size_t i = 0; i < count && i < NAMED; i++)
    text_printf(&line, "%s%s %.0f\u00a0%%", i > 0 ? ", " : "", list[i]->skill,
                100 * list[i]->recall);
  if (count > NAMED) text_puts(&line, " ...");
  if (count > 0) put_paragraph(s, &line, out);
  text_free(&line);
  free(list);
}

static void put_facts(const Shell *s, const Progress *p, Text *out) {
  Text line = TEXT_EMPTY;
  text_printf(&line, "Answers: %lld, right %lld. Time spent: ", (long long)p->attempts,
              (long long)p->right);
  put_time(p->seconds, &line);
  if (p->due > 0)
    text_printf(&line, ". Due for review: %zu.", p->due);
  else
    text_puts(&line, ". Nothing is due for review.");
  put_paragraph(s, &line, out);
  text_free(&line);
}

static void put_all(const Shell *s, const Progress *p, Text *out) {
  for (size_t i = 0; i < s->catalogue.track_count; i++) {
    const CatalogueTrack *t = &s->catalogue.tracks[i];
    put_track(s, p, t->slug, t->title, t->count, out);
  }
  put_track(s, p, "", "Other lessons", 0, out);
  put_levels(s, p, out);
  put_standing(s, p, STANDING_SOLID, "Solid", out);
  put_standing(s, p, STANDING_GROWING, "Growing", out);
  put_standing(s, p, STANDING_FADING, "Fading", out);
  put_facts(s, p, out);
}

/* ------------------------------------------------------------------ the command */

/* False after a message. */
static bool load(Shell *s, Progress *p) {
  Error error = { 0 };
  *p = (Progress){ 0 };
  if (!s->store) {
    present_note(&s->presenter, "Nothing is recorded in this session (`--no-progress`).");
    return false;
  }
  if (progress_load(p, &s->catalogue, s->store, progress_now(), &error)) return true;
  present_error(&s->presenter, &error);
  s->status = EXIT_FAILURE;
  return false;
}

static void show(Shell *s) {
  Progress p;
  Text out = TEXT_EMPTY;
  if (load(s, &p)) {
    if (p.lesson_count == 0)
      present_note(&s->presenter, "Nothing yet: `list` shows the lessons.");
    else
      put_all(s, &p, &out);
    pager_text(&s->pager, text_string(&out));
  }
  text_free(&out);
  progress_free(&p);
}

void progress_plot(Shell *s) {
  Progress p;
  Error error = { 0 };
  Text out = TEXT_EMPTY;
  Figure *f = NULL;
  if (load(s, &p)) f = progress_figure(&p);
  if (f && p.skill_count == 0)
    present_note(&s->presenter, "There is nothing to draw yet: `list` shows the lessons.");
  else if (f) {
    output_flush();
    if (!plotter_show(world_plotter(&s->world), f, &out, &error) && error.kind != ERROR_INTERRUPT) {
      present_error(&s->presenter, &error);
      s->status = EXIT_FAILURE;
    }
    output_text(text_string(&out));
    pager_note(&s->pager, text_string(&out));
  }
  figure_free(f);
  text_free(&out);
  progress_free(&p);
}

/* The folder behind WORD, or NULL when REST does not begin with it. */
static const char *behind(const char *rest, const char *word) {
  size_t len = strlen(word);
  if (strncmp(rest, word, len) != 0 || (rest[len] != ' ' && rest[len] != '=')) return NULL;
  return rest + len + strspn(rest + len, " =");
}

void progress_command(Shell *s, const char *rest) {
  const char *folder;
  if (!*rest)
    show(s);
  else if ((folder = behind(rest, "--export")) || (folder = behind(rest, "export")))
    keeping_export(s, folder);
  else if ((folder = behind(rest, "--import")) || (folder = behind(rest, "import")))
    keeping_import(s, folder);
  else
    present_note(&s->presenter, "`progress` shows it all; `progress --export FOLDER` and `progress "
                                "--import FOLDER` take it to another machine.");
}

int progress_main(const Options *options) {
  Shell s;
  Progress p = { 0 };
  Text out = TEXT_EMPTY;
  if (!shell_open(&s, options)) return EXIT_FAILURE;
  const char *folder = options->argument_count > 0 ? options->arguments[0] : "";
  if (options->transfer == TRANSFER_OUT)
    keeping_export(&s, folder);
  else if (options->transfer == TRANSFER_IN)
    keeping_import(&s, folder);
  else if (options->format == FORMAT_TEXT)
    show(&s);
  else if (!s.store || load(&s, &p)) {
    if (options->format == FORMAT_JSON)
      progress_json(&p, &out);
    else
      progress_csv(&p, &out);
    output_text(text_string(&out));
  }
  if (options->transfer == TRANSFER_NONE && options->plot) progress_plot(&s);
  progress_free(&p);
  text_free(&out);
  int status = s.status;
  shell_close(&s);
  return output_finish(status);
}
