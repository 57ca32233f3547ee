/* quiz_report.c -- the result of a quiz as a file: Markdown, JSON, CSV.  */

#include "config.h"
#include "base/json.h"
#include "base/utf8.h"
#include "learn/gradebook.h"
#include "learn/quiz_parts.h"
#include "learn/template.h"
#include "learn/xapi.h"

#include <string.h>

static const char *or_empty(const char *text) {
  return text ? text : "";
}

/* ------------------------------------------------------------------ Markdown */

static void put_miss(const Quiz *q, size_t at, Text *out) {
  const QuizItem *item = &q->items[at];
  text_printf(out, "### Question %zu: %s (%s)\n\n", at + 1, item->room->entry->title, item->skill);
  text_printf(out, "%s\n\n", or_empty(item->text));
  for (size_t i = 0; i < item->option_count; i++) {
    text_puts(out, "- ");
    quiz_put_label(item, i, out);
    text_printf(out, ": %s\n", item->options[i]);
  }
  if (item->option_count > 0) text_putc(out, '\n');
  if (item->answered) {
    text_puts(out, "Your answer: ");
    quiz_put_code(item->typed, out);
    if (item->reading && *item->reading && strcmp(item->reading, item->typed) != 0) {
      text_puts(out, ", read as ");
      quiz_put_code(item->reading, out);
    }
    text_printf(out, ": %s.", item->verdict);
    if (item->message && *item->message) text_printf(out, " %s", item->message);
    text_puts(out, "\n\n");
  } else
    text_puts(out, "No answer.\n\n");
  if (item->solution && *item->solution) text_printf(out, "Solution: %s\n\n", item->solution);
}

static void put_markdown(const Quiz *q, Text *out) {
  bool any = false;
  quiz_put_summary(q, out);
  text_puts(out, "\nBegun ");
  quiz_put_time(q->started, out);
  if (q->finished) {
    text_puts(out, ", ended ");
    quiz_put_time(q->finished, out);
  }
  text_puts(out, ".\n");
  for (size_t i = 0; i < q->count; i++) {
    if (!quiz_is_miss(&q->items[i])) continue;
    text_puts(out, any ? "" : "\n## What was missed\n\n");
    any = true;
    put_miss(q, i, out);
  }
  while (out->len > 1 && out->data[out->len - 1] == '\n' && out->data[out->len - 2] == '\n')
    text_truncate(out, out->len - 1);
}

/* ------------------------------------------------------------------ JSON */

static void put_member(const char *name, const char *value, Text *out) {
  text_printf(out, "\"%s\": ", name);
  json_put_string(value, strlen(value), out);
  text_puts(out, ", ");
}

static void put_moment(const char *name, int64_t milliseconds, Text *out) {
  text_printf(out, "  \"%s\": ", name);
  if (milliseconds == 0)
    text_puts(out, "null");
  else {
    text_putc(out, '"');
    quiz_put_time(milliseconds, out);
    text_putc(out, '"');
  }
  text_puts(out, ",\n");
}

static void put_rows(const Quiz *q, Text *out) {
  text_puts(out, "  \"lessons\": [");
  for (size_t i = 0; i < q->row_count; i++) {
    const QuizRow *row = &q->rows[i];
    text_puts(out, i > 0 ? ",\n    { " : "\n    { ");
    put_member("lesson", row->lesson->slug, out);
    put_member("title", row->lesson->title, out);
    text_puts(out, "\"skills\": [");
    for (size_t k = 0; k < row->lesson->skill_count; k++) {
      text_puts(out, k > 0 ? ", " : "");
      json_put_string(row->lesson->skills[k], strlen(row->lesson->skills[k]), out);
    }
    text_puts(out, "], \"tested\": [");
    for (size_t k = 0; k < row->skill_count; k++) {
      const QuizSkill *skill = &row->skills[k];
      text_puts(out, k > 0 ? ", { " : "{ ");
      put_member("skill", skill->key, out);
      put_member("level", mastery_name(skill->level), out);
      text_printf(out, "\"credit\": %.6g, \"questions\": %zu }", skill->credit, skill->count);
    }
    text_printf(out, "],\n      \"credit\": %.6g, \"questions\": %zu, ", row->credit, row->count);
    text_printf(out, "\"last_credit\": %.6g, \"last_questions\": %zu }", row->last_credit,
                row->last_count);
  }
  text_puts(out, q->row_count > 0 ? "\n  ],\n" : "],\n");
}

static void put_next(const Quiz *q, Text *out) {
  text_puts(out, "  \"next\": [");
  for (size_t i = 0; i < q->advice_count; i++) {
    const QuizAdvice *a = &q->advice[i];
    text_puts(out, i > 0 ? ",\n    { " : "\n    { ");
    put_member("lesson", a->lesson->slug, out);
    put_member("title", a->lesson->title, out);
    put_member("why", a->why, out);
    if (a->step > 0)
      text_printf(out, "\"step\": %zu, ", a->step);
    else
      text_puts(out, "\"step\": null, ");
    text_printf(out, "\"minutes\": %d }", a->lesson->minutes);
  }
  text_puts(out, q->advice_count > 0 ? "\n  ],\n" : "],\n");
}

static void put_plain_member(const char *name, const char *markdown, Text *out) {
  Text plain = TEXT_EMPTY;
  template_plain(or_empty(markdown), &plain);
  put_member(name, text_string(&plain), out);
  text_free(&plain);
}

static void put_question(const QuizItem *item, size_t number, Text *out) {
  text_printf(out, "\n    { \"number\": %zu, ", number);
  put_member("lesson", item->lesson, out);
  put_member("exercise", item->exercise, out);
  put_member("part", item->part, out);
  put_member("skill", item->skill, out);
  text_printf(out, "\"variant_seed\": %llu,\n      ", (unsigned long long)item->seed);
  put_plain_member("question", item->text, out);
  text_puts(out, "\"options\": [");
  for (size_t i = 0; i < item->option_count; i++) {
    text_puts(out, i > 0 ? ", " : "");
    Text plain = TEXT_EMPTY;
    template_plain(item->options[i], &plain);
    json_put_string(text_string(&plain), plain.len, out);
    text_free(&plain);
  }
  text_printf(out, "],\n      \"answered\": %s, ", item->answered ? "true" : "false");
  put_member("typed", item->typed, out);
  put_member("read_as", or_empty(item->reading), out);
  put_member("verdict", item->verdict, out);
  put_plain_member("message", item->message, out);
  text_puts(out, "\n      ");
  put_member("expected", or_empty(item->model), out);
  put_plain_member("solution", item->solution, out);
  text_printf(out, "\"credit\": %.6g, \"milliseconds\": %lld }", item->credit,
              (long long)item->milliseconds);
}

static void put_json(const Quiz *q, Text *out) {
  bool any = false;
  text_puts(out, "{\n  \"format\": \"mathtutor report 1\",\n  ");
  put_member("learner", or_empty(q->options.learner), out);
  put_member("kind", quiz_kind(q), out);
  text_puts(out, "\n  ");
  put_member("quiz", q->title, out);
  put_member("topics", q->topics, out);
  text_printf(out, "\"seed\": %llu,\n", (unsigned long long)q->seed);
  put_moment("started", q->started, out);
  put_moment("finished", q->finished, out);
  text_printf(out, "  \"seconds\": %lld, \"seconds_allowed\": %lld,\n", (long long)(q->used / 1000),
              (long long)(q->allowed / 1000));
  text_printf(out, "  \"credit\": %.6g, \"questions\": %zu, \"percent\": %.6g, \"passed\": %s,\n",
              q->credit, q->asked, quiz_percent(q),
              !quiz_is_judged(q) ? "null"
              : quiz_passed(q)   ? "true"
                                 : "false");
  text_puts(out, "  \"earlier_percents\": [");
  for (size_t i = 0; i < q->earlier_count; i++)
    text_printf(out, "%s%.6g", i > 0 ? ", " : "", q->earlier[i]);
  text_puts(out, "],\n  \"last\": ");
  if (q->last_asked > 0) {
    text_puts(out, "{ \"finished\": \"");
    quiz_put_time(q->last_finished, out);
    text_printf(out, "\", \"credit\": %.6g, \"questions\": %zu },\n", q->last_credit,
                q->last_asked);
  } else
    text_puts(out, "null,\n");
  put_rows(q, out);
  put_next(q, out);
  text_puts(out, "  \"answers\": [");
  for (size_t i = 0; i < q->count; i++) {
    if (!q->items[i].room) continue;
    text_puts(out, any ? "," : "");
    put_question(&q->items[i], i + 1, out);
    any = true;
  }
  text_puts(out, any ? "\n  ]" : "]");
  gradebook_seal(q->options.key, out);
}

/* ------------------------------------------------------------------ CSV */

static void put_field(const char *text, Text *out) {
  bool quote = strpbrk(text, ",\"\r\n") != NULL;
  text_puts(out, quote ? "\"" : "");
  for (const char *p = text; *p; p++) {
    if (*p == '"') text_putc(out, '"');
    text_putc(out, *p);
  }
  text_puts(out, quote ? "\"," : ",");
}

static void put_plain_field(const char *markdown, Text *out) {
  Text plain = TEXT_EMPTY;
  template_plain(or_empty(markdown), &plain);
  put_field(text_string(&plain), out);
  text_free(&plain);
}

static void put_csv(const Quiz *q, Text *out) {
  text_puts(out, "number,lesson,exercise,part,variant_seed,question,answered,typed,read_as,verdict,"
                 "message,expected,credit,milliseconds\n");
  for (size_t i = 0; i < q->count; i++) {
    const QuizItem *item = &q->items[i];
    if (!item->room) continue;
    text_printf(out, "%zu,", i + 1);
    put_field(item->lesson, out);
    put_field(item->exercise, out);
    put_field(item->part, out);
    text_printf(out, "%llu,", (unsigned long long)item->seed);
    put_plain_field(item->text, out);
    text_puts(out, item->answered ? "yes," : "no,");
    put_field(item->typed, out);
    put_field(or_empty(item->reading), out);
    put_field(item->verdict, out);
    put_plain_field(item->message, out);
    put_field(or_empty(item->model), out);
    text_printf(out, "%.6g,%lld\n", item->credit, (long long)item->milliseconds);
  }
}

/* Answers and lessons may hold anything; a report is text that can be shown. */
static void put_clean(const Text *text, Text *out) {
  size_t used;
  for (size_t i = 0; i < text->len; i += used) {
    uint32_t point = utf8_decode(text->data + i, text->len - i, &used);
    if (point == UTF8_BAD || utf8_unsafe(point))
      text_puts(out, "\xEF\xBF\xBD");
    else
      text_append(out, text->data + i, used);
  }
}

void quiz_report(const Quiz *q, QuizReport form, Text *out) {
  Text raw = TEXT_EMPTY;
  if (form == REPORT_JSON)
    put_json(q, out);
  else if (form == REPORT_XAPI)
    xapi_put(q, out);
  else if (form == REPORT_CSV)
    put_csv(q, &raw);
  else
    put_markdown(q, &raw);
  put_clean(&raw, out);
  text_free(&raw);
}
