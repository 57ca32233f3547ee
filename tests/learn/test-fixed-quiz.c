/* test-fixed-quiz.c -- quizzes that are set for everybody: which questions, how long, passed or
 * not.
 */

#include "config.h"
#include "learn/check.h"
#include "learn/fixed_quiz.h"
#include "learn/quiz.h"
#include "lib/library.h"
#include "store/quizzes.h"
#include "store/skills.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Learner {
  Catalogue catalogue;
  Interp *in;
  Store *store;
  Text said, asked;
} Learner;

static void say(void *self, const Saying *x) {
  Learner *l = self;
  if (x->kind == SAY_TITLE) text_clear(&l->asked);
  if (x->kind == SAY_ASK || x->kind == SAY_OPTION) text_printf(&l->asked, "%s\n", x->text);
  text_printf(&l->said, "%s\n", x->text);
}

static bool heard(const Learner *l, const char *expected) {
  bool found = strstr(text_string(&l->said), expected) != NULL;
  if (!found) tap_note("not in: %s", text_string(&l->said));
  return found;
}

static QuizOptions asks(const Learner *l, const char *const *name, uint64_t seed) {
  return (QuizOptions){ .topics = name, .topic_count = 1, .seed = seed, .store = l->store };
}

static Quiz *begin(Learner *l, const QuizOptions *options) {
  Error error = { 0 };
  text_clear(&l->said);
  Quiz *q = quiz_new(&l->catalogue, l->in, (Sink){ l, say }, options, &error);
  if (!q) text_printf(&l->said, "%s; %s", error.message, error.hint);
  return q;
}

/* The squares of the course; OTHERWISE to all else. */
static void answer_squares(Learner *l, Quiz *q, const char *otherwise) {
  int a;
  for (int i = 0; i < 50 && !quiz_done(q); i++) {
    char answer[20];
    snprintf(answer, sizeof answer, "%s", otherwise);
    const char *at = strstr(text_string(&l->asked), "square of ");
    if (at && sscanf(at, "square of %d", &a) == 1) snprintf(answer, sizeof answer, "%d", a * a);
    quiz_feed(q, answer);
  }
}

/* "lesson/exercise" of every question of the quiz under way; owned. */
static char *skills(Learner *l, const char *kind) {
  StoredQuizzes list;
  Error error = { 0 };
  Text out = TEXT_EMPTY;
  if (store_quiz_unfinished(l->store, kind, &list, &error) && list.count == 1)
    for (size_t i = 0; i < list.items[0].count; i++)
      text_printf(&out, "%s ", list.items[0].items[i].skill);
  stored_quizzes_free(&list);
  return text_take(&out);
}

/* ------------------------------------------------------------------ the file */

static void test_reading(void) {
  static const char text[] = "# Ours\n\nprose\n\n## a:1  First one \n- minutes: 30\n"
                             "- 2 of `x`, y/z\n### part\n* 9 of u\n- 1 choice of y\n"
                             "## b\n- 3 from before\n- pass: 60\n- each track: 50\n"
                             "- 0 of x\n- pass: 101\n- 1 out of x\n- what: 3\n- 1 of x y\n";
  static const uint32_t faulty[] = { 15, 16, 17, 18, 19 };
  Arena arena = { 0 };
  FixedQuizzes all;
  Findings findings = { 0 };
  fixed_quizzes_read(text, &arena, &all, &findings);
  tap_ok(all.count == 2, "a quiz a heading");
  const FixedQuiz *a = &all.items[0], *b = &all.items[1];
  tap_ok(strcmp(a->name, "a:1") == 0 && strcmp(a->title, "First one") == 0 && a->minutes == 30,
         "with its name, title and time");
  tap_ok(a->pick_count == 2 && a->picks[0].count == 2 && a->picks[0].source_count == 2 &&
             strcmp(a->picks[0].sources[0].lesson, "x") == 0 && !a->picks[0].sources[0].exercise &&
             strcmp(a->picks[0].sources[1].exercise, "z") == 0 &&
             a->picks[1].kind == FIXED_CHOICE && fixed_quiz_count(a) == 3,
         "what it asks for");
  tap_ok(b->picks[0].kind == FIXED_BEFORE && b->picks[0].source_count == 2 && b->pass == 60 &&
             b->pass_of_track == 50,
         "what came before, every lesson once");
  bool same = findings.count == 5;
  for (size_t i = 0; same && i < 5; i++) same = findings.items[i].place.line == faulty[i];
  tap_ok(same, "every faulty line is named");
  findings_free(&findings);
  arena_free(&arena);
}

static void test_checking(Learner *l) {
  static const char text[] = "## a\n- 1 of qz-sums/add, qz-sums/ad, qz-missing/x\n## a\n";
  CheckOptions options = { .catalogue = &l->catalogue };
  Findings findings = { 0 };
  tap_ok(!check_quizzes_file(text, &options, &findings) && findings.errors == 3 &&
             findings.items[0].place.line == 2 && strstr(findings.items[0].message, "`ad`") &&
             findings.items[1].place.line == 3 && findings.items[2].place.line == 3,
         "an exercise that is not there, a name taken twice, a quiz that asks nothing");
  findings_free(&findings);
}

/* ------------------------------------------------------------------ the questions */

static void test_week(Learner *l) {
  static const char *const week[] = { "week:1" }, *const second[] = { "week:2" },
                           *const third[] = { "week:3" }, *const none[] = { "week:4" };
  QuizOptions options = asks(l, week, 7);
  Quiz *q = begin(l, &options);
  tap_ok(q && heard(l, "Week 1: sums, 4 questions, 15 minutes, seed 7.") &&
             heard(l, "1 of 4 exercises are left out: their lessons are not here yet."),
         "a lesson that is missing takes its question and its time with it");
  char *first = skills(l, "quiz"), *again;
  tap_ok(strstr(first, "qz-sums/") && strstr(first, "qz-areas/") && strstr(first, "qz-names/sign"),
         "a question from each lesson, and one with options: %s", first);
  quiz_free(q);
  q = begin(l, &options);
  again = skills(l, "quiz");
  tap_text(again, first, "a seed gives the same paper");
  while (!quiz_done(q)) quiz_feed(q, "finish");
  tap_ok(!quiz_passed(q) && heard(l, "**Not passed.** It takes 50 %."), "nothing right");
  tap_ok(heard(l, "To practise: `rectangle` in `qz-areas` step 1, `lean` in `qz-sums` step 2, "
                  "`sign` in `qz-names` step 1."),
         "what was missed has its place");
  quiz_free(q);
  free(first);
  free(again);
  options = asks(l, second, 7);
  q = begin(l, &options);
  first = skills(l, "quiz");
  tap_ok(q && strncmp(first, "qz-powers/square ", 17) == 0 && !strstr(first + 17, "powers") &&
             strstr(first + 17, "qz-"),
         "the next one asks about what came before: %s", first);
  quiz_free(q);
  free(first);
  options = asks(l, third, 7);
  tap_ok(!begin(l, &options) && heard(l, "none of the lessons of week:3 is here yet"),
         "no lesson, no quiz");
  options = asks(l, none, 7);
  tap_ok(!begin(l, &options) && heard(l, "week:1 week:2 week:3 final"), "those there are");
  options = asks(l, week, 7);
  options.count = 3;
  tap_ok(!begin(l, &options) && heard(l, "leave --count away"), "its length is set");
}

static void record(Learner *l, const char *skill, int64_t due) {
  Error error = { 0 };
  StoredSkill state = { .skill = skill, .due = due, .stability = 3, .difficulty = 5, .last = 1 };
  if (!store_review_record(l->store, &(StoredReview){ .time = 1, .grade = 3 }, &state, &error))
    tap_note("%s", error.message);
}

static void test_record(Learner *l) {
  static const char *const second[] = { "week:2" };
  record(l, "qz-names/name", 1000);
  record(l, "qz-sums/lean", 2000);
  for (uint64_t i = 0; i < 5; i++) {
    QuizOptions options = asks(l, second, 0);
    Quiz *q = begin(l, &options);
    char *own = skills(l, "quiz");
    tap_text(own, "qz-powers/square qz-names/name qz-sums/lean ",
             "without a seed: what is due, the most overdue first");
    quiz_free(q);
    free(own);
  }
}

/* ------------------------------------------------------------------ the end */

static void test_final(Learner *l) {
  static const char *const name[] = { "final" };
  QuizOptions options = asks(l, name, 3);
  options.learner = "Ada";
  Quiz *q = begin(l, &options);
  tap_ok(q && heard(l, "The end, 4 questions, 10 minutes"), "a final");
  answer_squares(l, q, "-1");
  tap_ok(quiz_percent(q) == 75 && !quiz_passed(q) &&
             heard(l, "**Not passed.** It takes 50 %, and 60 % in each track; yours: ") &&
             heard(l, "Numbers 100 %") && heard(l, "Words 0 %"),
         "three of four are not enough when a track is below its share");
  quiz_free(q);
  options.pass_percent = 75;
  q = begin(l, &options);
  answer_squares(l, q, "-1");
  tap_ok(quiz_passed(q), "--pass says otherwise");
  quiz_free(q);
  q = begin(l, &(QuizOptions){ .topics = name, .topic_count = 1, .seed = 3, .learner = "Ada" });
  answer_squares(l, q, "pipe");
  /* Wilson's interval of 4 of 4, as R gives it: prop.test(4, 4, correct = FALSE). */
  tap_ok(quiz_passed(q) && heard(l, "**Passed.**") &&
             heard(l, "**Certificate.** The end, Ada, 20") &&
             heard(l, "4 of 4, 100 % (95 % interval 51 to 100 %); ") && heard(l, "; seed 3."),
         "a certificate");
  quiz_free(q);
}

static void test_ladders(Learner *l) {
  static const char *const name[] = { "placement" };
  QuizOptions options = asks(l, name, 3);
  options.kind = "placement";
  Error error = { 0 };
  Quiz *q = begin(l, &options);
  tap_ok(q && heard(l, "3 questions and a second chance after each miss"), "a full placement");
  quiz_feed(q, "-1");
  quiz_free(q);
  options = asks(l, name, 0);
  options.kind = "placement";
  q = quiz_resume(&l->catalogue, l->in, (Sink){ l, say }, &options, &error);
  tap_ok(q && heard(l, "was interrupted"), "is taken up again");
  quiz_feed(q, "-1");
  char *asked = skills(l, "placement");
  tap_text(asked, "qz-sums/add qz-sums/add qz-areas/rectangle ",
           "the rung again with other numbers, then the next one");
  free(asked);
  answer_squares(l, q, "-1");
  StoredQuizzes list;
  tap_ok(quiz_done(q) && store_quiz_history(l->store, "placement", NULL, 1, &list, &error) &&
             list.count == 1 && list.items[0].count == 5 &&
             strcmp(list.items[0].items[4].skill, "qz-powers/square") == 0,
         "to the top");
  stored_quizzes_free(&list);
  quiz_free(q);
}

int main(void) {
  Learner l = { 0 };
  const char *source = getenv("srcdir");
  Text path = TEXT_EMPTY;
  Error error = { 0 };
  Registry *registry = library_new();
  text_printf(&path, "%s/tests/lessons/quiz", source ? source : ".");
  catalogue_open(&l.catalogue, text_string(&path));
  l.in = interp_new(registry, (Host){ 0 });
  l.store = store_open(":memory:", (StoreClock){ 0 }, &error);
  test_reading();
  test_checking(&l);
  test_week(&l);
  test_record(&l);
  test_final(&l);
  test_ladders(&l);
  interp_free(l.in);
  registry_free(registry);
  store_close(l.store);
  catalogue_close(&l.catalogue);
  text_free(&path);
  text_free(&l.said);
  text_free(&l.asked);
  return tap_done();
}
