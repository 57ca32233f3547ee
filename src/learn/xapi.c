/* xapi.c -- a quiz as statements of the Experience API (xAPI 1.0.3).  */

#include "config.h"
#include "learn/xapi.h"
#include "base/digest.h"
#include "base/json.h"
#include "learn/quiz_parts.h"
#include "learn/template.h"

#include <stdio.h>
#include <string.h>

/* Names of things that are ours: a reserved top level domain that nobody can own. */
#define HOME "https://mathtutor.invalid/"
#define ADL "http://adlnet.gov/expapi/"

/* A UUID made of a digest of what the statement is about (RFC 4122, as version 5 lays it out). */
static void put_id(const Quiz *q, const char *what, Text *out) {
  Text whole = TEXT_EMPTY;
  char hex[DIGEST_HEX];
  text_printf(&whole, "%s\n%s\n%s\n%llu\n%lld\n%s", q->options.learner ? q->options.learner : "",
              quiz_kind(q), q->topics, (unsigned long long)q->seed, (long long)q->started, what);
  Digest d = digest_sha256(text_string(&whole), whole.len);
  d.bytes[6] = (uint8_t)((d.bytes[6] & 0x0f) | 0x50);
  d.bytes[8] = (uint8_t)((d.bytes[8] & 0x3f) | 0x80);
  digest_hex(&d, hex);
  text_printf(out, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
  text_free(&whole);
}

/* An address is a mailbox, any other name an account. */
static void put_actor(const Quiz *q, Text *out) {
  const char *name = q->options.learner && *q->options.learner ? q->options.learner : "learner";
  const char *at = strchr(name, '@');
  text_puts(out, "\"actor\":{\"objectType\":\"Agent\",\"name\":");
  json_put_string(name, strlen(name), out);
  if (at && at > name && strchr(at, '.') && !strpbrk(name, " <>\"")) {
    Text box = TEXT_EMPTY;
    text_printf(&box, "mailto:%s", name);
    text_puts(out, ",\"mbox\":");
    json_put_string(text_string(&box), box.len, out);
    text_free(&box);
  } else {
    text_puts(out, ",\"account\":{\"homePage\":\"" HOME "\",\"name\":");
    json_put_string(name, strlen(name), out);
    text_putc(out, '}');
  }
  text_putc(out, '}');
}

static void put_verb(const char *verb, Text *out) {
  text_printf(out, ",\"verb\":{\"id\":\"" ADL "verbs/%s\",\"display\":{\"en-US\":\"%s\"}}", verb,
              verb);
}

/* What stands in an IRI: letters, digits and - . _ /; other bytes as %41. */
static void put_iri_part(const char *text, Text *out) {
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        strchr("-._/", c))
      text_putc(out, (char)c);
    else
      text_printf(out, "%%%02X", c);
  }
}

static void put_quiz_iri(const Quiz *q, Text *out) {
  text_printf(out, "\"" HOME "%s/", quiz_kind(q));
  put_iri_part(*q->topics ? q->topics : "everything", out);
  text_printf(out, "/seed-%llu\"", (unsigned long long)q->seed);
}

static void put_plain(const char *markdown, Text *out) {
  Text plain = TEXT_EMPTY;
  template_plain(markdown ? markdown : "", &plain);
  json_put_string(text_string(&plain), plain.len, out);
  text_free(&plain);
}

static void put_duration(int64_t milliseconds, Text *out) {
  text_printf(out, ",\"duration\":\"PT%.2fS\"", (double)milliseconds / 1000);
}

static void put_options(const QuizItem *item, Text *out) {
  text_puts(out, ",\"choices\":[");
  for (size_t i = 0; i < item->option_count; i++) {
    text_puts(out, i > 0 ? ",{\"id\":\"" : "{\"id\":\"");
    quiz_put_label(item, i, out);
    text_puts(out, "\",\"description\":{\"en-US\":");
    put_plain(item->options[i], out);
    text_puts(out, "}}");
  }
  text_putc(out, ']');
}

/* ------------------------------------------------------------------ statements */

static void put_question(const Quiz *q, size_t at, Text *out) {
  const QuizItem *item = &q->items[at];
  AnswerKind kind = quiz_exercise(item)->parts[item->part_index].kind;
  const char *type = kind == ANSWER_ORDER     ? "sequencing"
                     : item->option_count > 0 ? "choice"
                                              : "fill-in"; /* a number may be typed as 1/3 */
  text_puts(out, ",\"object\":{\"objectType\":\"Activity\",\"id\":\"" HOME "exercise/");
  put_iri_part(item->skill, out);
  if (*item->part) {
    text_putc(out, '/');
    put_iri_part(item->part, out);
  }
  text_printf(out,
              "\",\"definition\":{\"type\":\"" ADL "activities/cmi.interaction\","
              "\"interactionType\":\"%s\",\"name\":{\"en-US\":",
              type);
  json_put_string(item->skill, strlen(item->skill), out);
  text_puts(out, "},\"description\":{\"en-US\":");
  put_plain(item->text, out);
  text_putc(out, '}');
  if (strcmp(type, "choice") == 0 || strcmp(type, "sequencing") == 0) put_options(item, out);
  text_puts(out, "}}");
}

static void put_answer(const Quiz *q, size_t at, Text *out) {
  const QuizItem *item = &q->items[at];
  char what[32];
  text_puts(out, "{\"id\":\"");
  snprintf(what, sizeof what, "question %zu", at + 1);
  put_id(q, what, out);
  text_puts(out, "\",");
  put_actor(q, out);
  put_verb("answered", out);
  put_question(q, at, out);
  text_printf(out,
              ",\"result\":{\"score\":{\"scaled\":%.6g,\"raw\":%.6g,\"min\":0,\"max\":1},"
              "\"success\":%s,\"completion\":true,\"response\":",
              item->credit, item->credit, item->credit >= 1 ? "true" : "false");
  json_put_string(item->typed, strlen(item->typed), out);
  put_duration(item->milliseconds, out);
  text_puts(out, ",\"extensions\":{\"" HOME "verdict\":");
  json_put_string(item->verdict, strlen(item->verdict), out);
  text_printf(out, ",\"" HOME "variant-seed\":\"%llu\"}}", (unsigned long long)item->seed);
  text_puts(out, ",\"context\":{\"contextActivities\":{\"parent\":[{\"objectType\":\"Activity\","
                 "\"id\":");
  put_quiz_iri(q, out);
  text_puts(out, "}]},\"platform\":\"" PACKAGE " " VERSION "\",\"language\":\"en\"}");
}

static void put_whole(const Quiz *q, Text *out) {
  double share = quiz_percent(q) / 100;
  bool judged = quiz_is_judged(q);
  bool passed = quiz_passed(q);
  text_puts(out, "{\"id\":\"");
  put_id(q, "whole", out);
  text_puts(out, "\",");
  put_actor(q, out);
  put_verb(!judged ? "completed" : passed ? "passed" : "failed", out);
  text_puts(out, ",\"object\":{\"objectType\":\"Activity\",\"id\":");
  put_quiz_iri(q, out);
  text_puts(out, ",\"definition\":{\"type\":\"" ADL "activities/assessment\",\"name\":{\"en-US\":");
  json_put_string(q->title, strlen(q->title), out);
  text_printf(out,
              "}}},\"result\":{\"score\":{\"scaled\":%.6g,\"raw\":%.6g,\"min\":0,"
              "\"max\":%zu},",
              share, q->credit, q->asked);
  if (judged) text_printf(out, "\"success\":%s,", passed ? "true" : "false");
  text_puts(out, "\"completion\":true");
  put_duration(q->used, out);
  text_puts(out, "},\"context\":{\"platform\":\"" PACKAGE " " VERSION "\",\"language\":\"en\"}");
}

static void end(int64_t time, Text *out) {
  text_puts(out, ",\"timestamp\":\"");
  quiz_put_time(time, out);
  text_puts(out, "\",\"version\":\"1.0.3\"}\n");
}

void xapi_put(const Quiz *q, Text *out) {
  int64_t time = q->finished ? q->finished : q->started;
  for (size_t i = 0; i < q->count; i++) {
    if (!q->items[i].room || !q->items[i].answered) continue;
    put_answer(q, i, out);
    end(time, out);
  }
  put_whole(q, out);
  end(time, out);
}
