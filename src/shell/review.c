/* review.c -- what is due, what comes in the next days, and the review itself.  */

#include "config.h"
#include "shell/review.h"
#include "base/utf8.h"
#include "learn/mastery.h"
#include "learn/plan.h"
#include "learn/progress.h"
#include "screen/wrap.h"
#include "shell/lists.h"
#include "shell/output.h"
#include "shell/progress_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const Span nowhere;

static void fail(Shell *s, const Error *error) {
  s->status = EXIT_FAILURE;
  shell_complain(s, error);
}

static bool has_store(Shell *s) {
  Error error = { 0 };
  if (s->store) return true;
  error_set(&error, ERROR_FILE, nowhere, "there are no reviews without a record (--no-progress)");
  fail(s, &error);
  return false;
}

static void say_settings(Shell *s) {
  const Options *o = s->options;
  if (o->retention > 0)
    present_note(&s->presenter,
                 "From now on a review waits until the chance that you know it is %.4g %%.",
                 100 * o->retention);
  if (o->limit > 0)
    present_note(&s->presenter, "From now on there are %u reviews a day at most.", o->limit);
  if (o->weights) present_note(&s->presenter, "From now on these weights are used.");
}

bool review_settings(Shell *s) {
  const Options *o = s->options;
  Error error = { 0 };
  bool changed, good = true;
  if (!has_store(s)) return false;
  good = mastery_settle(s->store, &error);
  if (good && o->retention > 0) good = plan_set_retention(s->store, o->retention, &changed, &error);
  if (good && o->limit > 0) good = plan_set_limit(s->store, o->limit, &error);
  if (good && o->weights) good = plan_set_weights(s->store, o->weights, &error);
  if (!good)
    fail(s, &error);
  else if (o->format == FORMAT_TEXT && !o->quiet)
    say_settings(s);
  return good;
}

/* ------------------------------------------------------------------ the review */

bool review_open(Shell *s, unsigned most) {
  Error error = { 0 };
  if (!has_store(s)) return false;
  ReviewOptions options = { .store = s->store,
                            .seed = s->options->seeded ? s->options->seed : world_chance(),
                            .quiet = s->options->quiet,
                            .most = most };
  s->review = review_new(&s->catalogue, s->interp, presenter_sink(&s->presenter), &options, &error);
  world_settle(&s->world);
  if (error.kind == ERROR_NONE) return true;
  fail(s, &error);
  return false;
}

void review_finish(Shell *s) {
  review_free(s->review);
  s->review = NULL;
  if (s->options->mode == MODE_REVIEW)
    s->leaving = true;
  else if (s->session)
    present_note(&s->presenter, "Back in `%s`; `repeat` shows the step.", s->lesson.slug);
}

void review_leave(Shell *s) {
  if (!s->review) return;
  size_t right, asked = review_asked(s->review, &right);
  if (asked > 0)
    present_note(&s->presenter, "%zu of %zu right at once; the others stay due.", right, asked);
  review_free(s->review);
  s->review = NULL;
}

void review_command(Shell *s, const char *rest) {
  char *end;
  unsigned long most = strtoul(rest, &end, 10);
  if (*rest && (*end || most < 1 || most > 500 || *rest == '-')) {
    present_note(&s->presenter, "`review` asks what is due, `review 5` five exercises of it.");
    return;
  }
  if (s->session && session_playing(s->session)) session_feed(s->session, ":resume");
  review_open(s, (unsigned)most);
}

/* ------------------------------------------------------------------ what is due */

static void put_head(const Shell *s, Text *out, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void put_head(const Shell *s, Text *out, const char *format, ...) {
  Text line = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&line, format, args);
  va_end(args);
  wrap_text(text_string(&line), s->world.style.width, "", "", out);
  text_free(&line);
}

/* "3 days late"; "today". */
static void put_lateness(int64_t due, int64_t now, Text *out) {
  long long late = (long long)((now - due) / SCHEDULE_DAY);
  if (late < 1)
    text_puts(out, "today");
  else
    text_printf(out, "%lld day%s late", late, late == 1 ? "" : "s");
}

static void put_due_row(Shell *s, const StoredSkill *k, double recall, int64_t now, bool first,
                        Text *out) {
  Text day = TEXT_EMPTY;
  lists_day(k->due, &day);
  switch (s->options->format) {
  case FORMAT_JSON:
    text_puts(out, first ? "  { " : ",\n  { ");
    lists_json("skill", k->skill, out);
    lists_json("due", text_string(&day), out);
    text_printf(out, "\"recall\": %.4f, \"stability\": %.2f }", recall, k->stability);
    break;
  case FORMAT_CSV:
    lists_csv(k->skill, out);
    text_printf(out, "%s,%.4f,%.2f\n", text_string(&day), recall, k->stability);
    break;
  default: {
    size_t used = utf8_columns_string(k->skill);
    size_t width = s->world.style.width < 60 ? 18 : 34;
    text_puts(out, "  ");
    style_put(&s->world.style, TONE_CODE, k->skill, out);
    if (used >= width) text_puts(out, "\n  ");
    text_repeat(out, " ", used < width ? width - used : width);
    text_printf(out, "%3.0f %%  ", 100 * recall);
    put_lateness(k->due, now, out);
    text_putc(out, '\n');
  }
  }
  text_free(&day);
}

static double recall_of(const Schedule *schedule, const StoredSkill *k, int64_t now) {
  double days = now > k->last ? (double)(now - k->last) / (double)SCHEDULE_DAY : 0;
  return schedule_recall(schedule, days, k->stability);
}

static void put_due(Shell *s, Text *out) {
  Error error = { 0 };
  StoredSkills due = { 0 };
  Schedule schedule;
  int64_t now = progress_now();
  ListFormat format = s->options->format;
  bool good = mastery_settle(s->store, &error) && plan_load(s->store, &schedule, &error) &&
              plan_due(&s->catalogue, s->store, now, &due, &error);
  if (!good)
    fail(s, &error);
  else if (format == FORMAT_JSON)
    text_puts(out, "[\n");
  else if (format == FORMAT_CSV)
    text_puts(out, "skill,due,recall,stability\n");
  else if (due.count == 0)
    text_puts(out, "Nothing is due.\n");
  else
    put_head(s, out, "%zu exercise%s due; the chance that you still know it:", due.count,
             due.count == 1 ? " is" : "s are");
  for (size_t i = 0; good && i < due.count; i++)
    put_due_row(s, &due.items[i], recall_of(&schedule, &due.items[i], now), now, i == 0, out);
  if (good && format == FORMAT_JSON) text_puts(out, due.count > 0 ? "\n]\n" : "]\n");
  stored_skills_free(&due);
}

/* ------------------------------------------------------------------ what comes */

static void put_day(int64_t time, bool named, Text *out) {
  char text[40] = "";
  time_t seconds = (time_t)(time / 1000);
  struct tm day;
  if (localtime_r(&seconds, &day))
    strftime(text, sizeof text, named ? "%a %Y-%m-%d  " : "%Y-%m-%d", &day);
  text_puts(out, text);
}

/* Noon of the day I days after NOW: no clock change in spring makes it another day. */
static int64_t noon_after(int64_t now, int i) {
  time_t seconds = (time_t)(now / 1000);
  struct tm day;
  if (!localtime_r(&seconds, &day)) return now + i * SCHEDULE_DAY;
  day.tm_mday += i;
  day.tm_hour = 12;
  day.tm_isdst = -1;
  return (int64_t)mktime(&day) * 1000;
}

static void put_forecast_row(Shell *s, int64_t day, size_t count, size_t most, Text *out) {
  const ScreenStyle *style = &s->world.style;
  size_t width = style->width < 60 ? 16 : 40;
  text_puts(out, "  ");
  put_day(day, true, out);
  if (!style->plain && count > 0) {
    size_t len = (count * width + most - 1) / most;
    text_repeat(out, style_sign(style, "█", "#"), len);
    text_putc(out, ' ');
  }
  text_printf(out, "%zu\n", count);
}

static void put_forecast(Shell *s, Text *out) {
  Error error = { 0 };
  size_t counts[PLAN_FORECAST], most = 1, total = 0;
  int64_t now = progress_now();
  ListFormat format = s->options->format;
  if (!mastery_settle(s->store, &error) ||
      !plan_forecast(&s->catalogue, s->store, now, counts, &error)) {
    fail(s, &error);
    return;
  }
  for (int i = 0; i < PLAN_FORECAST; i++) {
    if (counts[i] > most) most = counts[i];
    total += counts[i];
  }
  if (format == FORMAT_TEXT)
    put_head(s, out, "%zu review%s in the next %d days, today with all that is late:", total,
             total == 1 ? "" : "s", PLAN_FORECAST);
  text_puts(out, format == FORMAT_JSON ? "[\n" : format == FORMAT_CSV ? "day,reviews\n" : "");
  for (int i = 0; i < PLAN_FORECAST; i++) {
    int64_t day = noon_after(now, i);
    if (format == FORMAT_TEXT) {
      put_forecast_row(s, day, counts[i], most, out);
      continue;
    }
    text_puts(out, format == FORMAT_JSON ? "  { \"day\": \"" : "");
    put_day(day, false, out);
    if (format == FORMAT_JSON)
      text_printf(out, "\", \"reviews\": %zu }%s\n", counts[i], i + 1 < PLAN_FORECAST ? "," : "");
    else
      text_printf(out, ",%zu\n", counts[i]);
  }
  text_puts(out, format == FORMAT_JSON ? "]\n" : "");
}

/* ------------------------------------------------------------------ commands */

static void show(Shell *s, void (*put)(Shell *, Text *)) {
  Text out = TEXT_EMPTY;
  if (has_store(s)) put(s, &out);
  pager_text(&s->pager, text_string(&out));
  text_free(&out);
}

void due_command(Shell *s, const char *rest) {
  (void)rest;
  show(s, put_due);
}

void forecast_command(Shell *s, const char *rest) {
  (void)rest;
  show(s, put_forecast);
}

int review_main(const Options *options) {
  Shell s;
  if (!shell_open(&s, options)) return EXIT_FAILURE;
  if (review_settings(&s)) show(&s, options->mode == MODE_DUE ? put_due : put_forecast);
  int status = s.status;
  shell_close(&s);
  return output_finish(status);
}
