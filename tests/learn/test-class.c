/* test-class.c -- what a class hands in: reports, seals, xAPI statements; and a track's rules.

   Statements are compared with the structure that the xAPI specification 1.0.3 (part two, sections
   2.2 to 2.4 and 4) requires: which properties there may be, which must, and their formats.  */

#include "config.h"
#include "base/files.h"
#include "base/json.h"
#include "learn/gradebook.h"
#include "learn/placed.h"
#include "learn/quiz.h"
#include "learn/transcript.h"
#include "lib/library.h"
#include "store/attempts.h"
#include "store/lessons.h"
#include "store/quizzes.h"
#include "tests/tap.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Class {
  Catalogue catalogue;
  Interp *in;
  Store *store;
  int64_t clock;
  Text said, asked;
  size_t questions, solutions;
} Class;

static void say(void *self, const Saying *x) {
  Class *c = self;
  if (x->kind == SAY_TITLE) text_clear(&c->asked);
  if (x->kind == SAY_ASK) {
    text_printf(&c->asked, "%s\n", x->text);
    c->questions++;
  }
  c->solutions += x->kind == SAY_SOLUTION;
  text_printf(&c->said, "%s\n", x->text);
}

static int64_t look(void *self) {
  return ((Class *)self)->clock;
}

static bool heard(const Class *c, const char *expected) {
  bool found = strstr(text_string(&c->said), expected) != NULL;
  if (!found) tap_note("not in: %s", text_string(&c->said));
  return found;
}

static QuizOptions options_of(Class *c, const char *kind, const char *const *topics, size_t count) {
  return (QuizOptions){ .kind = kind,
                        .topics = topics,
                        .topic_count = count,
                        .seed = 9,
                        .learner = "Ann \"the first\"",
                        .pass_percent = 50,
                        .store = c->store,
                        .now = look,
                        .now_self = c };
}

/* ------------------------------------------------------------------ reports and seals */

static void take_report(Class *c, const char *learner, const char *key, QuizReport form,
                        Text *out) {
  static const char *const topics[] = { "numbers" };
  QuizOptions options = options_of(c, NULL, topics, 1);
  Error error = { 0 };
  options.count = 5;
  options.learner = learner;
  options.key = key;
  options.store = NULL;
  Quiz *q = quiz_new(&c->catalogue, c->in, (Sink){ c, say }, &options, &error);
  for (int i = 0; q && i < 20 && !quiz_done(q); i++) {
    c->clock += 1500;
    quiz_feed(q, i == 1 ? "a=\"<b>\", c" : "-7");
    if (i == 1) quiz_feed(q, "-8");
  }
  quiz_report(q, form, out);
  quiz_free(q);
}

static void test_seals(Class *c) {
  Text open = TEXT_EMPTY, keyed = TEXT_EMPTY, other = TEXT_EMPTY;
  take_report(c, "Ann", NULL, REPORT_JSON, &open);
  take_report(c, "Ann", "secret", REPORT_JSON, &keyed);
  tap_ok(gradebook_look(text_string(&open), open.len, NULL) == SEAL_OPEN, "an open digest fits");
  tap_ok(gradebook_look(text_string(&keyed), keyed.len, "secret") == SEAL_KEYED, "a seal fits");
  tap_ok(gradebook_look(text_string(&keyed), keyed.len, NULL) == SEAL_UNKNOWN,
         "without the key nothing can be said");
  tap_ok(gradebook_look(text_string(&keyed), keyed.len, "Secret") == SEAL_BROKEN,
         "another key does not fit");
  size_t wrong = 0;
  for (size_t i = 0; i < keyed.len; i++) {
    text_clear(&other);
    text_append(&other, keyed.data, keyed.len);
    other.data[i] = (char)(other.data[i] ^ 1);
    Seal seal = gradebook_look(text_string(&other), other.len, "secret");
    wrong += seal == SEAL_KEYED || seal == SEAL_OPEN;
  }
  tap_ok(wrong == 0, "no byte can be changed unnoticed (%zu of %zu)", wrong, keyed.len);
  text_clear(&other);
  text_append(&other, keyed.data, keyed.len);
  text_puts(&other, " ");
  tap_ok(gradebook_look(text_string(&other), other.len, "secret") == SEAL_BROKEN,
         "nor one be added");
  tap_ok(gradebook_look("{\"a\": 1}", 8, NULL) == SEAL_NONE, "no digest is no seal");
  text_free(&open);
  text_free(&keyed);
  text_free(&other);
}

/* A learner who knows how edits NAME and computes the open digest anew. */
static void edit(const Text *report, const char *from, const char *to, Text *out) {
  const char *at = strstr(text_string(report), from);
  const char *seal = strstr(text_string(report), ",\n  \"digest\": ");
  text_append(out, report->data, (size_t)(at - report->data));
  text_puts(out, to);
  text_append(out, at + strlen(from), (size_t)(seal - at - (long)strlen(from)));
  gradebook_seal(NULL, out);
}

static void test_gradebook(Class *c) {
  Text ann = TEXT_EMPTY, bob = TEXT_EMPTY, evil = TEXT_EMPTY, forged = TEXT_EMPTY, csv = TEXT_EMPTY;
  Error error = { 0 };
  Gradebook *g = gradebook_new("key");
  take_report(c, "Bob", "key", REPORT_JSON, &bob);
  take_report(c, "Ann", "key", REPORT_JSON, &ann);
  take_report(c, "=1+cmd|x, \"y\"", NULL, REPORT_JSON, &evil);
  edit(&bob, "\"percent\": 0", "\"percent\": 100", &forged);
  tap_ok(gradebook_add(g, "bob.json", text_string(&bob), bob.len, &error), "a report is taken");
  tap_ok(gradebook_add(g, "ann.json", text_string(&ann), ann.len, &error), "another");
  tap_ok(gradebook_suspects(g) == 0, "both are as they were");
  tap_ok(gradebook_add(g, "evil.json", text_string(&evil), evil.len, &error), "one without a key");
  tap_ok(gradebook_add(g, "forged.json", text_string(&forged), forged.len, &error), "a forged one");
  tap_ok(gradebook_suspects(g) == 2 && strstr(gradebook_remark(g, 2), "without the key") &&
             strstr(gradebook_remark(g, 3), "sums"),
         "both are noticed");
  tap_ok(!gradebook_add(g, "x", "[1]", 3, &error) && gradebook_count(g) == 4,
         "a list is no report");
  gradebook_csv(g, &csv);
  const char *text = text_string(&csv);
  tap_ok(strncmp(text,
                 "learner,kind,quiz,topics,seed,started,finished,seconds,questions,credit,"
                 "percent,qz-areas,qz-powers,qz-sums,state,remark,file\n",
                 124) == 0,
         "the columns");
  tap_ok(strstr(text, "\n\"'=1+cmd|x, \"\"y\"\"\",quiz,"),
         "no spreadsheet takes a name for a formula");
  const char *first = strstr(text, "\nAnn,"), *second = strstr(text, "\nBob,");
  tap_ok(first && second && first < second, "rows by learner");
  tap_ok(strstr(first, ",sealed,,ann.json\n") != NULL, "a sealed one says so");
  tap_ok(strstr(text, ",EDITED,its sums are not those of its answers,forged.json\n") != NULL,
         "an edited one, too");
  gradebook_free(g);
  text_free(&ann);
  text_free(&bob);
  text_free(&evil);
  text_free(&forged);
  text_free(&csv);
}

/* ------------------------------------------------------------------ xAPI */

static bool only(const Json *object, const char *allowed) {
  for (const Json *m = object->first; m; m = m->next) {
    char word[80];
    snprintf(word, sizeof word, " %s ", m->name);
    if (!strstr(allowed, word)) {
      tap_note("%s may not stand there", m->name);
      return false;
    }
  }
  return true;
}

static bool matches(const char *text, const char *pattern) {
  for (; *pattern; pattern++, text++) {
    bool good = *pattern == 'x' ? (isdigit((unsigned char)*text) || (*text >= 'a' && *text <= 'f'))
                : *pattern == '9' ? isdigit((unsigned char)*text) != 0
                : *pattern == 'y' ? *text && strchr("89ab", *text) != NULL
                                  : *text == *pattern;
    if (!good) return false;
  }
  return *text == '\0';
}

static bool is_iri(const char *text) {
  const char *colon = strchr(text, ':');
  return colon && colon > text && !strpbrk(text, " \"<>\\^`{|}") && colon[1];
}

static bool is_language_map(const Json *map) {
  return map && map->kind == JSON_OBJECT && map->first && strcmp(map->first->name, "en-US") == 0 &&
         map->first->kind == JSON_STRING;
}

static bool is_actor(const Json *a) {
  const Json *account = json_member(a, "account");
  bool mailbox = strncmp(json_text(a, "mbox"), "mailto:", 7) == 0;
  if (!a || !only(a, " objectType name mbox account ") || mailbox == (account != NULL))
    return false;
  return mailbox || (only(account, " homePage name ") && is_iri(json_text(account, "homePage")) &&
                     *json_text(account, "name"));
}

static bool is_activity(const Json *o) {
  const Json *d = json_member(o, "definition");
  if (!o || !only(o, " objectType id definition ") || !is_iri(json_text(o, "id")) ||
      strcmp(json_text(o, "objectType"), "Activity") != 0)
    return false;
  if (!d) return true;
  const char *type = json_text(d, "interactionType");
  const Json *choices = json_member(d, "choices");
  if (!only(d, " name description type interactionType choices correctResponsesPattern ") ||
      !is_iri(json_text(d, "type")) || !is_language_map(json_member(d, "name")))
    return false;
  if (*type && !strstr(" choice sequencing fill-in ", type)) return false;
  if (choices && !*type) return false;
  for (const Json *i = choices ? choices->first : NULL; i; i = i->next)
    if (!only(i, " id description ") || !*json_text(i, "id") || strchr(json_text(i, "id"), ' ') ||
        !is_language_map(json_member(i, "description")))
      return false;
  return true;
}

static bool is_result(const Json *r) {
  const Json *score = json_member(r, "score"), *success = json_member(r, "success");
  double scaled = json_number(score, "scaled"), raw = json_number(score, "raw");
  const char *duration = json_text(r, "duration");
  char tail;
  double seconds;
  if (!r || !only(r, " score success completion response duration extensions ")) return false;
  if (!only(score, " scaled raw min max ") || scaled < -1 || scaled > 1 ||
      raw < json_number(score, "min") || raw > json_number(score, "max"))
    return false;
  if (success && success->kind != JSON_TRUE && success->kind != JSON_FALSE) return false;
  const Json *more = json_member(r, "extensions");
  for (const Json *m = more ? more->first : NULL; m; m = m->next)
    if (!is_iri(m->name)) return false;
  return sscanf(duration, "PT%lf%c", &seconds, &tail) == 2 && tail == 'S' && seconds >= 0;
}

static bool is_context(const Json *c) {
  const Json *activities = json_member(c, "contextActivities");
  if (!c || !only(c, " contextActivities platform language ")) return false;
  for (const Json *m = activities ? activities->first : NULL; m; m = m->next) {
    if (!strstr(" parent grouping category other ", m->name) || m->kind != JSON_ARRAY) return false;
    for (const Json *a = m->first; a; a = a->next)
      if (!is_activity(a)) return false;
  }
  return true;
}

static bool is_statement(const Json *s) {
  const Json *verb = json_member(s, "verb");
  const char *time = json_text(s, "timestamp");
  return s && s->kind == JSON_OBJECT &&
         only(s, " id actor verb object result context timestamp version ") &&
         matches(json_text(s, "id"), "xxxxxxxx-xxxx-5xxx-yxxx-xxxxxxxxxxxx") &&
         is_actor(json_member(s, "actor")) && verb && only(verb, " id display ") &&
         is_iri(json_text(verb, "id")) && is_language_map(json_member(verb, "display")) &&
         is_activity(json_member(s, "object")) && is_result(json_member(s, "result")) &&
         is_context(json_member(s, "context")) && matches(time, "9999-99-99T99:99:99Z") &&
         strncmp(json_text(s, "version"), "1.0.", 4) == 0;
}

static void test_xapi(Class *c, const char *learner) {
  Text out = TEXT_EMPTY;
  Arena arena = { 0 };
  size_t count = 0, good = 0, answered = 0;
  char last[64] = "", ids[10][40];
  take_report(c, learner, NULL, REPORT_XAPI, &out);
  for (const char *line = text_string(&out); *line; line += strcspn(line, "\n") + 1) {
    Error error = { 0 };
    const Json *s = json_read(line, strcspn(line, "\n"), &arena, &error);
    if (s && count < 10) snprintf(ids[count], sizeof ids[0], "%s", json_text(s, "id"));
    count++;
    good += is_statement(s);
    snprintf(last, sizeof last, "%s", json_text(json_member(s, "verb"), "id"));
    answered += strstr(last, "/answered") != NULL;
  }
  tap_ok(count == 6 && good == count, "%zu statements, each as the specification has it", count);
  tap_ok(answered == 5 && strcmp(last, "http://adlnet.gov/expapi/verbs/failed") == 0,
         "every answer, and the whole");
  for (size_t i = 0; i + 1 < count && i < 9; i++) good -= strcmp(ids[i], ids[i + 1]) == 0;
  tap_ok(good == count, "with ids of their own");
  arena_free(&arena);
  text_free(&out);
}

/* ------------------------------------------------------------------ paper */

static void test_paper(Class *c) {
  static const char *const topics[] = { "numbers" };
  QuizOptions options = options_of(c, NULL, topics, 1);
  Text paper = TEXT_EMPTY, again = TEXT_EMPTY;
  Error error = { 0 };
  StoredQuizzes none;
  options.count = 5;
  tap_ok(quiz_paper(&c->catalogue, c->in, &options, &paper, &error) &&
             quiz_paper(&c->catalogue, c->in, &options, &again, &error),
         "a paper is made");
  tap_text(text_string(&again), text_string(&paper), "the same for the same seed");
  const char *key = strstr(text_string(&paper), "# Key (seed 9)");
  tap_ok(key && strstr(key, "Answer: `"), "its key stands behind it");
  text_clear(&c->said);
  text_clear(&c->asked);
  Quiz *q = quiz_new(&c->catalogue, c->in, (Sink){ c, say }, &options, &error);
  bool same = true;
  for (int i = 0; i < 20 && !quiz_done(q); i++) {
    char *line = mem_copy_bytes(text_string(&c->asked), strcspn(text_string(&c->asked), "\n"));
    const char *at = strstr(text_string(&paper), line);
    same = same && at && at < key;
    free(line);
    quiz_feed(q, "-7");
  }
  tap_ok(same, "it asks what the quiz of that seed asks");
  quiz_free(q);
  error = (Error){ 0 };
  tap_ok(store_quiz_history(c->store, "quiz", "numbers", 0, &none, &error) && none.count == 1,
         "and leaves no trace of its own");
  stored_quizzes_free(&none);
  text_free(&paper);
  text_free(&again);
}

/* ------------------------------------------------------------------ placement, test out */

static void test_placement(Class *c) {
  QuizOptions options = options_of(c, "placement", NULL, 0);
  Error error = { 0 };
  Placed placed;
  text_clear(&c->said);
  Quiz *q = quiz_new(&c->catalogue, c->in, (Sink){ c, say }, &options, &error);
  tap_ok(q != NULL, "a placement begins");
  quiz_feed(q, "skip");
  quiz_feed(q, "skip");
  char *asked = mem_copy_string(text_string(&c->asked));
  quiz_free(q);
  options.seed = 0;
  q = quiz_resume(&c->catalogue, c->in, (Sink){ c, say }, &options, &error);
  tap_ok(q != NULL, "it can be taken up again");
  tap_text(text_string(&c->asked), asked, "at its question");
  size_t total;
  tap_ok(quiz_answered(q, &total) == 2 && total == 3, "with the answers so far");
  for (int i = 0; i < 30 && !quiz_done(q); i++) quiz_feed(q, "skip");
  tap_ok(quiz_done(q) && heard(c, "Where to start") && heard(c, "**Your path**: 4 lessons"),
         "who knows nothing begins at the beginning");
  tap_ok(quiz_answered(q, &total) <= 25 && c->solutions == 0, "without showing solutions");
  quiz_free(q);
  placed_load(c->store, &placed);
  tap_ok(placed.there && strncmp(text_string(&placed.path), "qz-", 3) == 0 && placed.known.len == 0,
         "the path is remembered");
  placed_free(&placed);
  free(asked);
}

/* "What is the square of 12?" */
static const char *square(const Class *c) {
  static char answer[32];
  const char *at = strstr(text_string(&c->asked), "square of ");
  int n = 0;
  if (at) sscanf(at, "square of %d", &n);
  snprintf(answer, sizeof answer, "%d", n * n);
  return answer;
}

static bool is_finished(Class *c, const char *slug) {
  StoredLessons list;
  Error error = { 0 };
  bool finished = false;
  store_lessons(c->store, &list, &error);
  for (size_t i = 0; i < list.count; i++)
    finished |= strcmp(list.items[i].lesson, slug) == 0 && list.items[i].finished > 0;
  stored_lessons_free(&list);
  return finished;
}

static void test_testout(Class *c) {
  static const char *const topics[] = { "qz-powers" };
  QuizOptions options = options_of(c, "test-out", topics, 1);
  Error error = { 0 };
  StoredAttempts attempts;
  options.count = 4;
  for (int pass = 0; pass < 2; pass++) {
    text_clear(&c->said);
    Quiz *q = quiz_new(&c->catalogue, c->in, (Sink){ c, say }, &options, &error);
    for (int i = 0; i < 20 && !quiz_done(q); i++) quiz_feed(q, pass ? square(c) : "-1");
    tap_ok(heard(c, pass ? "You can leave `qz-powers` out" : "80 % and more"), "%s",
           pass ? "passed" : "not passed");
    tap_ok(is_finished(c, "qz-powers") == (pass == 1), "the lesson is finished, or not");
    quiz_free(q);
  }
  tap_ok(store_attempts(c->store, &(AttemptFilter){ .mode = "test-out" }, &attempts, &error) &&
             attempts.count == 8,
         "its answers are attempts");
  stored_attempts_free(&attempts);
}

/* ------------------------------------------------------------------ the original quiz's ways */

static void test_resume(Class *c) {
  static const char *const topics[] = { "numbers" };
  QuizOptions options = options_of(c, NULL, topics, 1);
  Error error = { 0 };
  Text prompt = TEXT_EMPTY;
  options.minutes = 10;
  options.feedback_now = true;
  Quiz *q = quiz_new(&c->catalogue, c->in, (Sink){ c, say }, &options, &error);
  quiz_prompt(q, &prompt);
  tap_text(text_string(&prompt), "quiz 1/10 10 min answer> ", "the prompt shows the time left");
  quiz_feed(q, "-1");
  c->clock += 150000;
  quiz_feed(q, "skip");
  c->clock += 30000;
  quiz_free(q);
  options.feedback_now = false;
  options.minutes = 0;
  options.seed = 0;
  text_clear(&c->said);
  q = quiz_resume(&c->catalogue, c->in, (Sink){ c, say }, &options, &error);
  tap_ok(q && heard(c, "Verdicts come at once"), "verdicts come as in the old quiz");
  text_clear(&prompt);
  quiz_prompt(q, &prompt);
  tap_ok(strstr(text_string(&prompt), " 7 min answer> ") != NULL, "the time goes on: %s",
         text_string(&prompt));
  static const char *const others[] = { "words" };
  QuizOptions other = options_of(c, NULL, others, 1);
  other.seed = 0;
  tap_ok(!quiz_resume(&c->catalogue, c->in, (Sink){ c, say }, &other, &error),
         "other topics are another quiz");
  quiz_feed(q, "finish");
  quiz_feed(q, "finish");
  quiz_free(q);
  text_free(&prompt);
}

/* ------------------------------------------------------------------ rules of a track */

static void test_rules(void) {
  static const struct {
    const char *text;
    bool good;
  } rows[] = { { "no skip", true },     { " no solution ", true },
               { "attempts 3", true },  { "attempts 0", false },
               { "attempts", false },   { "no skipping", false },
               { "attempts x", false }, { "", false } };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Policy p = { 0 };
    tap_ok(policy_rule(&p, rows[i].text, strlen(rows[i].text)) == rows[i].good, "rule '%s'",
           rows[i].text);
  }
}

static void test_policy(Class *c, const char *folder) {
  Text path = TEXT_EMPTY, track = TEXT_EMPTY;
  Error error = { 0 };
  Lesson lesson;
  Findings findings = { 0 };
  static const char text[] = "---\ntitle: Strict\nslug: strict\ntrack: strict\nminutes: 1\n---\n\n"
                             "## One\n\n```exercise one\nask: What is 1 + 1?\nanswer: 2\n"
                             "solution: It is two.\n```\n\n## Two\n\nThe end.\n";
  static const char rules[] =
      "---\ntitle: Strict\npolicy:\n  - no skip\n  - no solution, attempts 2\n"
      "lessons:\n  - strict\n---\n";
  text_printf(&path, "%s/strict.md", folder);
  text_printf(&track, "%s/track.md", folder);
  bool good = file_make_folder(folder, &error) &&
              file_write(text_string(&path), text, strlen(text), &error) &&
              file_write(text_string(&track), rules, strlen(rules), &error) &&
              lesson_load(&lesson, text_string(&path), &findings, &error);
  tap_ok(good, "a strict track");
  SessionOptions options = { .seed = 1, .now = look, .now_self = c };
  policy_load(text_string(&path), &options.policy);
  tap_ok(options.policy.no_skip && options.policy.no_solution && options.policy.attempts == 2,
         "its rules are read");
  text_clear(&c->said);
  c->solutions = 0;
  Session *s = session_new(&lesson, c->in, (Sink){ c, say }, &options, 0);
  session_feed(s, "skip");
  session_feed(s, "next");
  session_feed(s, "goto 2");
  session_feed(s, "solution");
  tap_ok(session_asks(s) && session_step(s) == 0 && c->solutions == 0, "nothing leads past it");
  session_feed(s, "3");
  tap_ok(session_asks(s), "one attempt is left");
  session_feed(s, "4");
  tap_ok(!session_asks(s) && heard(c, "the last of 2 attempts") && c->solutions == 0,
         "then it is closed, and keeps its solution");
  session_feed(s, "next");
  tap_ok(session_step(s) == 1 || session_done(s), "and the lesson goes on");
  session_free(s);
  lesson_free(&lesson);
  findings_free(&findings);
  text_free(&path);
  text_free(&track);
}

/* ------------------------------------------------------------------ transcript */

static void test_transcript(Class *c) {
  Transcript *t = transcript_new("Title");
  Sink sink = transcript_sink(t, (Sink){ c, say });
  Text out = TEXT_EMPTY;
  static const char *const files[] = { "my file-1.svg", NULL };
  sink.say(sink.self, &(Saying){ .kind = SAY_INPUT, .text = "x = 3" });
  sink.say(sink.self, &(Saying){ .kind = SAY_OUTPUT, .text = "x = 3\n" });
  transcript_picture(t, "A [line] that\nrises.");
  transcript_picture(t, "Another.");
  sink.say(sink.self, &(Saying){ .kind = SAY_CAPTION, .text = "A line." });
  sink.say(sink.self, &(Saying){ .kind = SAY_OPTION, .text = "one", .total = 2 });
  transcript_typed(t, "la-dot 1/2 answer> ", "a`b");
  sink.say(sink.self, &(Saying){ .kind = SAY_READING, .text = "3" });
  sink.say(sink.self, &(Saying){ .kind = SAY_VERDICT, .verdict = VERDICT_RIGHT, .text = "" });
  sink.say(sink.self, &(Saying){ .kind = SAY_OUTPUT, .text = "```\n\033[31m\001" });
  transcript_put(t, files, &out);
  tap_text(text_string(&out),
           "# Title\n\n```octave\nx = 3\n```\n\n```text\nx = 3\n```\n\n"
           "![A \\[line\\] that rises.](my%20file-1.svg)\n\nA \\[line\\] that rises.\n\n"
           "Picture: Another.\n\n*A line.*\n\n- a) one\n\n**la-dot 1/2 answer>** `` a`b ``\n\n"
           "→ **right**, read as `3`\n\n````text\n```\n\xEF\xBF\xBD[31m\xEF\xBF\xBD\n````\n\n",
           "inputs, outputs, pictures with words, and nothing that steers a terminal");
  text_free(&out);
  transcript_free(t);
}

int main(void) {
  const char *srcdir = getenv("srcdir"), *home = getenv("MATHTUTOR_HOME");
  Class c = { .clock = 1800000000000 };
  Text root = TEXT_EMPTY, folder = TEXT_EMPTY;
  Error error = { 0 };
  text_printf(&root, "%s/tests/lessons/quiz", srcdir ? srcdir : ".");
  text_printf(&folder, "%s/strict", home ? home : ".");
  catalogue_open(&c.catalogue, text_string(&root));
  Registry *registry = library_new();
  c.in = interp_new(registry, (Host){ 0 });
  c.store = store_open(":memory:", (StoreClock){ &c, look }, &error);
  test_seals(&c);
  test_gradebook(&c);
  test_xapi(&c, "Ann \"the first\"");
  test_xapi(&c, "ann@example.org");
  test_paper(&c);
  c.solutions = 0;
  test_placement(&c);
  test_testout(&c);
  test_resume(&c);
  test_rules();
  test_policy(&c, text_string(&folder));
  test_transcript(&c);
  store_close(c.store);
  interp_free(c.in);
  registry_free(registry);
  catalogue_close(&c.catalogue);
  text_free(&c.said);
  text_free(&c.asked);
  text_free(&root);
  text_free(&folder);
  return tap_done();
}
