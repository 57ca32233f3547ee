/* test-session.c -- what a session leaves behind, and what Ctrl-C does to it.  */

#include "config.h"
#include "base/interrupt.h"
#include "learn/session.h"
#include "lib/library.h"
#include "store/attempts.h"
#include "store/lessons.h"
#include "store/positions.h"
#include "tests/tap.h"

#include <math.h>
#include <string.h>

static const char lesson_text[] = "---\n"
                                  "title: Small\n"
                                  "slug: small\n"
                                  "track: t\n"
                                  "---\n"
                                  "## One\n"
                                  "Before.\n"
                                  "```run\n"
                                  "for i = 1:100000, y = i; end\n"
                                  "z = 4;\n"
                                  "```\n"
                                  "After.\n"
                                  "```exercise sum\n"
                                  "vars: a = 2; b = 3\n"
                                  "ask: What is @{a} + @{b}?\n"
                                  "answer: a + b\n"
                                  "hint: More than @{a}.\n"
                                  "solution: It is @{a + b}.\n"
                                  "```\n"
                                  "```exercise pair\n"
                                  "part one\n"
                                  "ask: What is 1 + 1?\n"
                                  "answer: 2\n"
                                  "part two\n"
                                  "ask: What is 2 + 2?\n"
                                  "answer: 4\n"
                                  "```\n";

typedef struct Learner {
  Lesson lesson;
  Interp *in;
  Store *store;
  Text said;
  int64_t clock;
} Learner;

static void say(void *self, const Saying *x) {
  Text *out = &((Learner *)self)->said;
  text_puts(out, x->text);
  text_putc(out, '\n');
}

/* Every look at the clock takes 250 milliseconds. */
static int64_t tick(void *self) {
  return ((Learner *)self)->clock += 250;
}

static Session *sit_down(Learner *l, const char *mode, uint64_t seed) {
  SessionOptions options = {
    .seed = seed, .store = l->store, .mode = mode, .now = tick, .now_self = l
  };
  text_clear(&l->said);
  return session_new(&l->lesson, l->in, (Sink){ l, say }, &options, 0);
}

static bool hears(Learner *l, Session *s, const char *line, const char *expected) {
  text_clear(&l->said);
  session_feed(s, line);
  bool heard = strstr(text_string(&l->said), expected) != NULL;
  if (!heard) tap_note("said: %s", text_string(&l->said));
  return heard;
}

static void test_records(Learner *l) {
  static const struct {
    const char *exercise, *part, *typed, *verdict;
    int hints;
  } expected[] = {
    { "sum", "", "17", "wrong", 0 },      { "sum", "", "2*", "ungradable", 0 },
    { "sum", "", "17", "ungradable", 0 }, { "sum", "", "5", "right", 1 },
    { "pair", "one", "", "solution", 0 }, { "pair", "two", "", "skip", 0 },
  };
  StoredAttempts list;
  Error error = { 0 };
  Session *s = sit_down(l, "lesson", 11);
  static const char *const lines[] = { "17", "2*", "17", "hint", "5", "", "solution", "skip" };
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) session_feed(s, lines[i]);
  tap_ok(session_done(s), "the lesson is over");
  session_free(s);
  tap_ok(store_attempts(l->store, &(AttemptFilter){ .lesson = "small" }, &list, &error) &&
             list.count == 6,
         "six answers are recorded");
  for (size_t i = 0; i < 6 && list.count == 6; i++) {
    const StoredAttempt *a = &list.items[5 - i]; /* the newest comes first */
    tap_ok(strcmp(a->exercise, expected[i].exercise) == 0 &&
               strcmp(a->part, expected[i].part) == 0 && strcmp(a->typed, expected[i].typed) == 0 &&
               strcmp(a->verdict, expected[i].verdict) == 0 && a->hints == expected[i].hints,
           "answer %zu: %s to %s%s is %s", i + 1, a->typed, a->exercise, a->part, a->verdict);
    tap_ok(a->milliseconds == 250, "... after 250 ms");
    double full = strcmp(a->verdict, "right") == 0;
    tap_ok(fabs(a->credit - full * (1 - 0.2 * (double)a->hints)) < 1e-12, "... with its credit");
  }
  tap_ok(list.count == 6 && list.items[5].variant_seed == variant_seed("small", "sum", 11, 0),
         "the seed of the variant is kept");
  stored_attempts_free(&list);
}

static void test_position(Learner *l) {
  Arena arena = { 0 };
  StoredPosition p;
  StoredLessons lessons;
  bool found = false;
  Error error = { 0 };
  tap_ok(store_position_load(l->store, "small", &arena, &p, &found, &error) && found &&
             p.finished != 0 && p.seed == 11,
         "the lesson is finished, and so it is remembered");
  tap_ok(store_lessons(l->store, &lessons, &error) && lessons.count == 1 &&
             lessons.items[0].finished != 0 && lessons.items[0].right == 1,
         "the lesson counts as finished");
  stored_lessons_free(&lessons);
  Session *s = sit_down(l, "try", 5);
  tap_ok(hears(l, s, "7", "Seed 5."), "to try an exercise its very seed is given");
  session_free(s);
  tap_ok(store_position_load(l->store, "small", &arena, &p, &found, &error) && p.finished != 0,
         "and no position is touched");
  s = sit_down(l, "lesson", 12);
  session_feed(s, "5");
  session_free(s);
  tap_ok(store_position_load(l->store, "small", &arena, &p, &found, &error) && found &&
             p.step == 1 && p.finished == 0 && p.seed == 12,
         "whoever answered goes on behind the exercise");
  arena_free(&arena);
}

static void test_interrupt(Learner *l) {
  interrupt_raise();
  Session *s = sit_down(l, "review", 1);
  tap_ok(strstr(text_string(&l->said), "Before.") && strstr(text_string(&l->said), "interrupted"),
         "Ctrl-C ends a block");
  tap_ok(!strstr(text_string(&l->said), "After."), "and the prompt comes at once");
  tap_ok(!interrupt_pending(), "the interrupt is used up");
  tap_ok(hears(l, s, "", "After."), "Enter goes on behind it");
  tap_ok(session_asks(s), "with the question");
  interrupt_raise();
  tap_ok(hears(l, s, "try while true, end", "interrupted"), "Ctrl-C ends scratch work");
  tap_ok(hears(l, s, "5", "5") && !session_asks(s), "and the question still takes its answer");
  session_free(s);
}

static void test_surroundings(Learner *l) {
  Limits limits = { .steps = 777 };
  int self;
  interp_set_limits(l->in, limits);
  interp_set_host(l->in, (Host){ .self = &self });
  Session *s = sit_down(l, "review", 1);
  session_feed(s, "try 1 + 1");
  tap_ok(interp_limits(l->in).steps == 777 && interp_host(l->in).self == &self,
         "limits and host are as before");
  tap_ok(hears(l, s, "try while true, end", "777"), "the learner's own work keeps its limits");
  session_free(s);
  interp_set_limits(l->in, (Limits){ 0 });
  interp_set_host(l->in, (Host){ 0 });
}

int main(void) {
  Learner l = { .clock = 1000000 };
  Findings findings = { 0 };
  Error error = { 0 };
  Registry *registry = library_new();
  l.in = interp_new(registry, (Host){ 0 });
  l.store = store_open(":memory:", (StoreClock){ NULL, NULL }, &error);
  tap_ok(lesson_parse(&l.lesson, "small.md", lesson_text, &findings), "the lesson is read");
  test_records(&l);
  test_position(&l);
  test_interrupt(&l);
  test_surroundings(&l);
  tap_ok(session_knows_command("goto") && session_knows_command("try") &&
             !session_knows_command("got") && !session_knows_command("quit"),
         "the commands of a lesson are known");
  findings_free(&findings);
  lesson_free(&l.lesson);
  text_free(&l.said);
  store_close(l.store);
  interp_free(l.in);
  registry_free(registry);
  return tap_done();
}
