/* lists.c -- tracks and lessons as tables.  */

#include "config.h"
#include "shell/lists.h"
#include "base/json.h"
#include "base/utf8.h"
#include "screen/markdown.h"
#include "shell/output.h"
#include "store/lessons.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ------------------------------------------------------------------ what is known */

static void load(const Shell *s, StoredLessons *known) {
  Error ignored = { 0 };
  *known = (StoredLessons){ 0 };
  if (s->store) store_lessons(s->store, known, &ignored);
}

static const StoredLesson *known_of(const StoredLessons *known, const char *slug) {
  for (size_t i = 0; i < known->count; i++)
    if (strcmp(known->items[i].lesson, slug) == 0) return &known->items[i];
  return NULL;
}

/* new, open (under way) or done */
const char *lists_state(const StoredLesson *l) {
  if (!l) return "new";
  if (l->walking && l->placed) return "open";
  return l->finished ? "done" : "open";
}

static size_t count_done(const Shell *s, const CatalogueTrack *t, const StoredLessons *known) {
  size_t done = 0;
  for (size_t i = t->first; i < t->first + t->count; i++) {
    const StoredLesson *l = known_of(known, s->catalogue.lessons[i].slug);
    done += l && l->finished;
  }
  return done;
}

/* ------------------------------------------------------------------ columns */

static void pad(Text *line, size_t from, size_t width) {
  size_t used = utf8_columns(text_string(line) + from, line->len - from);
  text_repeat(line, " ", used < width ? width - used : 1);
}

/* Cut to the screen, so that every line stays one. */
static void finish_line(const Shell *s, Text *line, Text *out) {
  const ScreenStyle *style = &s->world.style;
  const char *text = text_string(line), *dots = style_sign(style, "…", "...");
  size_t width = style->width, at = 0, columns = 0, word = 0;
  bool cut = s->world.interactive && utf8_columns(text, line->len) > width;
  if (cut) width -= utf8_columns_string(dots);
  while (at < line->len) {
    size_t used;
    if (text[at] == '\033') { /* a colour takes no room */
      at += strcspn(text + at, "m") + 1;
      continue;
    }
    int own = utf8_width(utf8_decode(text + at, line->len - at, &used));
    columns += own > 0 ? (size_t)own : 0;
    if (cut && columns > width) break;
    if (text[at] == ' ') word = at;
    at += used;
  }
  if (at > line->len) at = line->len;
  if (cut && word > at / 2) at = word; /* not in the middle of a word */
  text_append(out, text, at);
  while (out->len > 0 && strchr(" ,;", out->data[out->len - 1])) text_truncate(out, out->len - 1);
  if (cut) text_puts(out, dots);
  if (cut && style->color) text_puts(out, "\033[0m");
  text_putc(out, '\n');
  text_clear(line);
}

static void put_title(const Shell *s, const char *title, Text *line) {
  markdown_inline(title, &s->world.style, line);
}

static void put_counts(const CatalogueTrack *t, size_t done, Text *out) {
  text_printf(out, "%zu lesson%s", t->count, t->count == 1 ? "" : "s");
  if (done > 0) text_printf(out, ", %zu done", done);
}

void lists_tracks(Shell *s) {
  const ScreenStyle *style = &s->world.style;
  Text out = TEXT_EMPTY, line = TEXT_EMPTY;
  StoredLessons known;
  size_t names = 0, counts = 0;
  load(s, &known);
  for (size_t i = 0; i < s->catalogue.track_count; i++) {
    const CatalogueTrack *t = &s->catalogue.tracks[i];
    text_clear(&line);
    put_counts(t, count_done(s, t, &known), &line);
    if (line.len > counts) counts = line.len;
    if (strlen(t->slug) > names) names = strlen(t->slug);
  }
  text_clear(&line);
  for (size_t i = 0; i < s->catalogue.track_count; i++) {
    const CatalogueTrack *t = &s->catalogue.tracks[i];
    text_printf(&line, "  %2zu  ", i + 1);
    size_t start = line.len;
    style_put(style, TONE_CODE, t->slug, &line);
    pad(&line, start, names + 3);
    start = line.len;
    put_counts(t, count_done(s, t, &known), &line);
    pad(&line, start, counts + 3);
    put_title(s, t->summary && *t->summary ? t->summary : t->title, &line);
    finish_line(s, &line, &out);
  }
  pager_text(&s->pager, text_string(&out));
  stored_lessons_free(&known);
  text_free(&line);
  text_free(&out);
}

static void put_state(const Shell *s, const StoredLesson *l, Text *line) {
  const ScreenStyle *style = &s->world.style;
  const char *state = lists_state(l);
  if (strcmp(state, "done") == 0)
    style_put(style, TONE_RIGHT, style_sign(style, "✓ done", "done"), line);
  else if (strcmp(state, "open") == 0)
    text_printf(line, "step %lld", (long long)l->step + 1);
}

/* Numbered from 1 when NUMBERED. */
static void put_lessons(Shell *s, const CatalogueTrack *t, const StoredLessons *known,
                        bool numbered, Text *out) {
  Text line = TEXT_EMPTY;
  for (size_t i = 0; i < t->count; i++) {
    const CatalogueLesson *l = &s->catalogue.lessons[t->first + i];
    if (numbered)
      text_printf(&line, "  %2zu  ", i + 1);
    else
      text_puts(&line, "  ");
    size_t start = line.len;
    style_put(&s->world.style, TONE_CODE, l->slug, &line);
    pad(&line, start, 17);
    start = line.len;
    if (l->minutes > 0) text_printf(&line, "%3d min", l->minutes);
    pad(&line, start, 9);
    start = line.len;
    put_state(s, known_of(known, l->slug), &line);
    pad(&line, start, 9);
    put_title(s, l->title, &line);
    finish_line(s, &line, out);
  }
  text_free(&line);
}

void lists_lessons(Shell *s, const CatalogueTrack *t) {
  Text out = TEXT_EMPTY;
  StoredLessons known;
  load(s, &known);
  style_put(&s->world.style, TONE_HEADING, t->title, &out);
  text_putc(&out, '\n');
  put_lessons(s, t, &known, true, &out);
  pager_text(&s->pager, text_string(&out));
  stored_lessons_free(&known);
  text_free(&out);
}

void lists_day(int64_t milliseconds, Text *out) {
  time_t seconds = (time_t)(milliseconds / 1000);
  struct tm day;
  char text[32] = "";
  if (milliseconds > 0 && localtime_r(&seconds, &day))
    strftime(text, sizeof text, "%Y-%m-%d", &day);
  text_puts(out, text);
}

/* ------------------------------------------------------------------ for other programs */

void lists_json(const char *key, const char *text, Text *out) {
  text_printf(out, "\"%s\": ", key);
  json_put_string(text, strlen(text), out);
  text_puts(out, ", ");
}

void lists_csv(const char *text, Text *out) {
  bool quote = strpbrk(text, ",\"\r\n") != NULL;
  if (quote) text_putc(out, '"');
  for (const char *p = text; *p; p++) {
    if (*p == '"') text_putc(out, '"');
    text_putc(out, *p);
  }
  text_puts(out, quote ? "\"," : ",");
}

static void put_row(ListFormat format, const char *track, const char *slug, const char *title,
                    const StoredLesson *l, bool first, Text *out) {
  static const StoredLesson nothing;
  Text day = TEXT_EMPTY;
  const char *state = lists_state(l);
  if (!l) l = &nothing;
  lists_day(l->last_opened, &day);
  if (format == FORMAT_JSON) {
    text_puts(out, first ? "  { " : ",\n  { ");
    lists_json("track", track, out);
    lists_json("lesson", slug, out);
    lists_json("title", title, out);
    lists_json("state", state, out);
    lists_json("opened", text_string(&day), out);
    text_printf(out,
                "\"step\": %lld, \"attempts\": %lld, \"right\": %lld, \"solved\": %lld, "
                "\"seconds\": %lld }",
                l->placed ? (long long)l->step + 1 : 0, (long long)l->attempts, (long long)l->right,
                (long long)l->solved, (long long)l->seconds);
  } else {
    lists_csv(track, out);
    lists_csv(slug, out);
    lists_csv(title, out);
    text_printf(out, "%s,%s,%lld,%lld,%lld,%lld,%lld\n", state, text_string(&day),
                l->placed ? (long long)l->step + 1 : 0, (long long)l->attempts, (long long)l->right,
                (long long)l->solved, (long long)l->seconds);
  }
  text_free(&day);
}

/* Every lesson of the catalogue, or of one track. */
static void put_rows(Shell *s, const CatalogueTrack *only) {
  Text out = TEXT_EMPTY;
  StoredLessons known;
  ListFormat format = s->options->format;
  bool first = true;
  load(s, &known);
  text_puts(&out, format == FORMAT_JSON
                      ? "[\n"
                      : "track,lesson,title,state,opened,step,attempts,right,solved,seconds\n");
  for (size_t i = 0; i < s->catalogue.lesson_count; i++) {
    const CatalogueLesson *l = &s->catalogue.lessons[i];
    if (only && (i < only->first || i >= only->first + only->count)) continue;
    put_row(format, l->track, l->slug, l->title, known_of(&known, l->slug), first, &out);
    first = false;
  }
  if (format == FORMAT_JSON) text_puts(&out, first ? "]\n" : "\n]\n");
  output_text(text_string(&out));
  stored_lessons_free(&known);
  text_free(&out);
}

static void list_all(Shell *s, const CatalogueTrack *only) {
  StoredLessons known;
  load(s, &known);
  for (size_t i = 0; i < s->catalogue.track_count; i++) {
    const CatalogueTrack *t = &s->catalogue.tracks[i];
    if (only && t != only) continue;
    Text out = TEXT_EMPTY;
    if (i > 0 && !only) text_putc(&out, '\n');
    style_put(&s->world.style, TONE_HEADING, t->title, &out);
    text_printf(&out, " (%s)\n", t->slug);
    put_lessons(s, t, &known, false, &out);
    output_text(text_string(&out));
    text_free(&out);
  }
  if (s->catalogue.track_count == 0) output_text("No lessons were found; see --lessons.\n");
  stored_lessons_free(&known);
}

int lists_main(const Options *options) {
  Shell s;
  int status = EXIT_SUCCESS;
  if (!shell_open(&s, options)) return EXIT_FAILURE;
  const char *name = options->argument_count > 0 ? options->arguments[0] : NULL;
  const CatalogueTrack *track = name ? catalogue_track(&s.catalogue, name) : NULL;
  if (name && !track) {
    const char *near = catalogue_nearest(&s.catalogue, name);
    fprintf(stderr, "mathtutor: there is no track %s%s%s%s\n", name, near ? "; did you mean " : "",
            near ? near : "", near ? "?" : "");
    status = 2;
  } else if (options->format != FORMAT_TEXT)
    put_rows(&s, track);
  else
    list_all(&s, track);
  shell_close(&s);
  return output_finish(status);
}
