/* test-quiz.c -- quizzes walked through by a learner who solves the questions from their text.  */

#include "config.h"
#include "base/files.h"
#include "learn/quiz.h"
#include "lib/library.h"
#include "store/quizzes.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Learner {
  Catalogue catalogue;
  Interp *in;
  Store *store;
  int64_t clock;
  Text said;           /* everything since the last hush */
  Text asked;          /* the question on the table */
  char options[8][80]; /* its choices */
  size_t option_count;
  size_t verdicts, solutions; /* since the last hush */
  Verdict verdict;
  size_t printed, shown; /* by lessons */
} Learner;

static const char *const numbers[] = { "numbers" };

/* ------------------------------------------------------------------ ears */

static void say(void *self, const Saying *x) {
  Learner *l = self;
  if (x->kind == SAY_TITLE) {
    text_clear(&l->asked);
    l->option_count = 0;
  }
  if (x->kind == SAY_ASK) text_printf(&l->asked, "%s\n", x->text);
  if (x->kind == SAY_OPTION && l->option_count < 8)
    snprintf(l->options[l->option_count++], sizeof l->options[0], "%s", x->text);
  if (x->kind == SAY_VERDICT) l->verdict = x->verdict;
  l->verdicts += x->kind == SAY_VERDICT;
  l->solutions += x->kind == SAY_SOLUTION;
  text_printf(&l->said, "%s\n", x->text);
}

static void hush(Learner *l) {
  text_clear(&l->said);
  l->verdicts = l->solutions = 0;
}

static bool heard(const Learner *l, const char *expected) {
  bool found = strstr(text_string(&l->said), expected) != NULL;
  if (!found) tap_note("not in: %s", text_string(&l->said));
  return found;
}

static int64_t look(void *self) {
  return ((Learner *)self)->clock;
}

static void count_print(void *self, const char *text) {
  ((Learner *)self)->printed += strlen(text) > 0;
}

static bool count_figure(void *self, const struct Figure *figure, Error *error) {
  (void)figure;
  (void)error;
  ((Learner *)self)->shown++;
  return true;
}

/* ------------------------------------------------------------------ hands */

static Quiz *begin(Learner *l, const char *const *topics, size_t topic_count, unsigned count,
                   uint64_t seed) {
  QuizOptions options = { .topics = topics,
                          .topic_count = topic_count,
                          .count = count,
                          .seed = seed,
                          .store = l->store,
                          .now = look,
                          .now_self = l };
  Error error = { 0 };
  hush(l);
  Quiz *q = quiz_new(&l->catalogue, l->in, (Sink){ l, say }, &options, &error);
  if (!q) tap_note("%s", error.message);
  return q;
}

/* What a learner who can calculate answers to the question on the table. */
static const char *solve(const Learner *l) {
  static char answer[80];
  const char *asked = text_string(&l->asked), *at;
  int a, b;
  snprintf(answer, sizeof answer, "0");
  if ((at = strstr(asked, "What is ")) && sscanf(at, "What is %d plus %d", &a, &b) == 2)
    snprintf(answer, sizeof answer, "%d", a + b);
  else if ((at = strstr(asked, "square of ")) && sscanf(at, "square of %d", &a) == 1)
    snprintf(answer, sizeof answer, "%d", a * a);
  else if ((at = strstr(asked, "Its area is ")) && sscanf(at, "Its area is %d", &a) == 1)
    snprintf(answer, sizeof answer, "%.1f", a / 2.0);
  else if ((at = strstr(asked, "A rectangle")) &&
           sscanf(at, "A rectangle is %d long and %d wide", &a, &b) == 2)
    snprintf(answer, sizeof answer, "%d", a * b);
  else if (strstr(asked, "in one word"))
    snprintf(answer, sizeof answer, "pipe");
  for (size_t i = 0; i < l->option_count; i++)
    if (strcmp(l->options[i], "the comma") == 0)
      snprintf(answer, sizeof answer, "%c", (char)('a' + i));
  return answer;
}

static void answer_all(Learner *l, Quiz *q, bool right) {
  for (int i = 0; i < 100 && !quiz_done(q); i++)
    quiz_feed(q, right ? solve(l) : l->option_count > 0 ? (*solve(l) == 'a' ? "b" : "a") : "-1");
}

/* The questions in their order, answered wrongly. */
static char *paper(Learner *l, uint64_t seed, unsigned count) {
  Text out = TEXT_EMPTY;
  Store *kept = l->store;
  l->store = NULL;
  Quiz *q = begin(l, numbers, 1, count, seed);
  for (int i = 0; q && i < 100 && !quiz_done(q); i++) {
    text_puts(&out, text_string(&l->asked));
    quiz_feed(q, "-1");
  }
  quiz_free(q);
  l->store = kept;
  return text_take(&out);
}

/* ------------------------------------------------------------------ the paper */

static void test_paper(Learner *l) {
  char *first = paper(l, 11, 7), *again = paper(l, 11, 7), *other = paper(l, 12, 7);
  tap_text(again, first, "a seed gives the same paper");
  tap_ok(strcmp(first, other) != 0, "another seed another one");
  tap_ok(!strstr(first, "Explain what a sum"), "what the learner marks himself is not asked");
  tap_ok(!strstr(first, "never asked"), "nor what cannot be drawn");
  free(first);
  free(again);
  free(other);
}

static void test_spread(Learner *l) {
  size_t counts[3] = { 0 };
  static const char *const lessons[] = { "qz-sums", "qz-areas", "qz-powers" };
  StoredQuizzes list;
  Error error = { 0 };
  bool parts = false;
  Quiz *q = begin(l, numbers, 1, 6, 3);
  tap_ok(q != NULL, "a quiz of one track");
  tap_ok(l->printed == 0 && l->shown == 0, "the lessons' own blocks are not heard or seen");
  tap_ok(store_quiz_unfinished(l->store, "quiz", &list, &error) && list.count == 1 &&
             list.items[0].count == 6 && list.items[0].seed == 3,
         "it is written down when it begins");
  for (size_t i = 0; list.count == 1 && i < list.items[0].count; i++) {
    const StoredItem *item = &list.items[0].items[i], *before = i > 0 ? item - 1 : NULL;
    for (size_t k = 0; k < 3; k++) counts[k] += strcmp(item->lesson, lessons[k]) == 0;
    if (strcmp(item->part, "half") == 0)
      parts =
          before && strcmp(before->part, "area") == 0 && before->variant_seed == item->variant_seed;
  }
  tap_ok(counts[0] == 2 && counts[1] == 2 && counts[2] == 2, "every lesson gives as much");
  tap_ok(parts, "the parts of an exercise are questions with the same numbers");
  stored_quizzes_free(&list);
  answer_all(l, q, true);
  tap_ok(quiz_done(q) && quiz_percent(q) == 100, "all answers are right");
  tap_ok(heard(l, "**6 of 6** (100 %)"), "and the score says so");
  tap_ok(l->solutions == 0, "nothing is to be reviewed");
  quiz_free(q);
}

static void test_repeats(Learner *l) {
  static const char *const powers[] = { "qz-powers" };
  char asked[5][80];
  size_t count = 0, alike = 0;
  Quiz *q = begin(l, powers, 1, 5, 9);
  for (; q && count < 5 && !quiz_done(q); count++) {
    snprintf(asked[count], sizeof asked[0], "%s", text_string(&l->asked));
    for (size_t i = 0; i < count; i++) alike += strcmp(asked[i], asked[count]) == 0;
    quiz_feed(q, solve(l));
  }
  tap_ok(count == 5 && quiz_done(q) && quiz_percent(q) == 100 && alike == 0,
         "one exercise comes five times with other numbers");
  tap_ok(!strstr(text_string(&l->said), "comes next"),
         "behind the last lesson of a track nothing comes next");
  quiz_free(q);
  static const char *const names[] = { "qz-names" };
  q = begin(l, names, 1, 5, 9);
  tap_ok(heard(l, "2 questions") && heard(l, "There are no more"),
         "what draws nothing is asked once");
  answer_all(l, q, true);
  tap_ok(quiz_percent(q) == 100, "a choice and a word are judged");
  tap_ok(heard(l, "signs of the *keyboard*"), "with the page that such a question leans on");
  quiz_free(q);
}

static void test_topics(Learner *l) {
  static const char *const word[] = { "BackSlash" };
  static const char *const wrong[] = { "numbres" };
  QuizOptions options = { .topics = wrong, .topic_count = 1, .now = look, .now_self = l };
  Error error = { 0 };
  Quiz *q = begin(l, word, 1, 1, 1);
  tap_ok(q && heard(l, "Names"), "a word of a skill finds its lesson");
  quiz_free(q);
  static const char *const inside[] = { "ackslash" }; /* no word begins like that */
  options.topics = inside;
  q = quiz_new(&l->catalogue, l->in, (Sink){ l, say }, &options, &error);
  tap_ok(!q && strstr(error.message, "ackslash"), "a topic is not looked for inside words");
  quiz_free(q);
  error = (Error){ 0 };
  options.topics = wrong;
  q = quiz_new(&l->catalogue, l->in, (Sink){ l, say }, &options, &error);
  tap_ok(!q && strstr(error.message, "numbres") && strstr(error.hint, "numbers"),
         "an unknown topic is named, with the nearest");
  quiz_free(q);
}

/* ------------------------------------------------------------------ no leaks */

static void test_secrecy(Learner *l) {
  static const char *const areas[] = { "qz-areas" };
  Quiz *q = begin(l, areas, 1, 4, 5);
  char right[80];
  snprintf(right, sizeof right, "%s", solve(l));
  hush(l);
  quiz_feed(q, "area");
  tap_ok(l->verdict == VERDICT_UNGRADABLE && quiz_percent(q) == 0,
         "what a later part shows is not at hand before");
  quiz_feed(q, "2*");
  tap_ok(l->verdict == VERDICT_UNGRADABLE && quiz_percent(q) == 0,
         "what cannot be read costs nothing");
  hush(l);
  quiz_feed(q, "-3");
  tap_ok(l->verdicts == 0 && l->solutions == 0, "a wrong answer gets no verdict");
  tap_ok(strstr(text_string(&l->asked), "half of it") && strstr(text_string(&l->asked), right),
         "the next part is asked, and it tells");
  hush(l);
  quiz_feed(q, "back");
  tap_ok(heard(l, "nothing before this"), "so there is no way back");
  quiz_feed(q, "hint");
  quiz_feed(q, "solution");
  tap_ok(l->solutions == 0 && heard(l, "no `hint`"), "no hint, no solution");
  answer_all(l, q, false);
  tap_ok(quiz_done(q) && l->solutions == 4, "at the end every miss is solved");
  char solution[100];
  snprintf(solution, sizeof solution, "The area is %s.", right);
  tap_ok(heard(l, solution), "with its numbers");
  tap_ok(heard(l, "Your answer: `-3`"), "and the learner's own answer");
  quiz_free(q);
}

static void test_feedback(Learner *l) {
  QuizOptions options = { .topics = numbers,
                          .topic_count = 1,
                          .count = 3,
                          .seed = 4,
                          .feedback_now = true,
                          .now = look,
                          .now_self = l };
  Error error = { 0 };
  hush(l);
  Quiz *q = quiz_new(&l->catalogue, l->in, (Sink){ l, say }, &options, &error);
  quiz_feed(q, solve(l));
  tap_ok(l->verdicts == 1 && l->verdict == VERDICT_RIGHT, "verdicts at once when wanted: right");
  quiz_feed(q, "-1");
  tap_ok(l->verdicts == 2 && l->verdict > VERDICT_RIGHT && l->verdict < VERDICT_UNGRADABLE,
         "and wrong");
  hush(l);
  quiz_feed(q, "back");
  tap_ok(heard(l, "nothing before this"), "what was judged cannot be answered again");
  quiz_free(q);
}

/* A counterexample shows where, not what is expected. */
static void test_secret(Learner *l) {
  const char *srcdir = getenv("srcdir");
  Text root = TEXT_EMPTY;
  Catalogue curves;
  Error error = { 0 };
  text_printf(&root, "%s/tests/lessons/quiz-secret", srcdir && *srcdir ? srcdir : ".");
  catalogue_open(&curves, text_string(&root));
  QuizOptions options = { .count = 1, .seed = 3, .feedback_now = true, .now = look, .now_self = l };
  Quiz *q = quiz_new(&curves, l->in, (Sink){ l, say }, &options, &error);
  hush(l);
  quiz_feed(q, "7 + x");
  const char *said = text_string(&l->said), *end = strstr(said, "and that is not it");
  tap_ok(l->verdicts > 0 && heard(l, "At x = 1 yours is 8"), "a quiz says where a formula fails");
  tap_ok(end && !strstr(said, "expected"), "but not what is expected there");
  quiz_free(q);
  catalogue_close(&curves);
  text_free(&root);
}

/* ------------------------------------------------------------------ moving about */

static void test_moves(Learner *l) {
  static const char *const powers[] = { "qz-powers" };
  char first[80];
  Text prompt = TEXT_EMPTY;
  Quiz *q = begin(l, powers, 1, 3, 2);
  snprintf(first, sizeof first, "%s", text_string(&l->asked));
  quiz_prompt(q, &prompt);
  tap_text(text_string(&prompt), "quiz 1/3 answer> ", "the prompt");
  quiz_feed(q, "skip");
  tap_ok(strcmp(first, text_string(&l->asked)) != 0, "skip goes on");
  quiz_feed(q, "back");
  tap_text(text_string(&l->asked), first, "back goes back");
  quiz_feed(q, "skip");
  quiz_feed(q, "-1");
  quiz_feed(q, solve(l));
  tap_ok(!quiz_done(q) && strcmp(first, text_string(&l->asked)) == 0,
         "what was skipped comes at the end");
  hush(l);
  quiz_feed(q, "skip");
  tap_ok(heard(l, "Nothing else is open"), "the last open question cannot be skipped");
  quiz_feed(q, "try 6*7");
  tap_ok(heard(l, "42") && !quiz_done(q), "scratch work is no answer");
  quiz_feed(q, "m = 8");
  quiz_feed(q, "try m + 91");
  tap_ok(heard(l, "99"), "nor are assignments");
  hush(l);
  quiz_feed(q, "finish");
  tap_ok(!quiz_done(q) && heard(l, "1 question"), "finish asks when questions are open");
  quiz_feed(q, "status");
  quiz_feed(q, "finish");
  tap_ok(!quiz_done(q), "each time anew");
  quiz_feed(q, "finish");
  tap_ok(quiz_done(q) && quiz_percent(q) > 33.3 && quiz_percent(q) < 33.4,
         "and twice it ends the quiz: one of three");
  tap_ok(heard(l, "You gave no answer.") && heard(l, "1 not answered"), "what is missing is said");
  quiz_feed(q, "1");
  quiz_free(q);
  q = begin(l, powers, 1, 2, 6);
  quiz_feed(q, "-1");
  quiz_feed(q, "back");
  hush(l);
  quiz_feed(q, "");
  tap_ok(heard(l, "keeps your answer"), "an answer that was given is kept");
  quiz_feed(q, solve(l));
  quiz_feed(q, solve(l));
  tap_ok(quiz_done(q) && quiz_percent(q) == 100, "or replaced");
  quiz_free(q);
  text_free(&prompt);
}

static void test_time(Learner *l) {
  QuizOptions options = { .topics = numbers,
                          .topic_count = 1,
                          .count = 3,
                          .minutes = 2,
                          .seed = 4,
                          .now = look,
                          .now_self = l };
  Error error = { 0 };
  Text keys = TEXT_EMPTY;
  hush(l);
  Quiz *q = quiz_new(&l->catalogue, l->in, (Sink){ l, say }, &options, &error);
  l->clock += 119000;
  quiz_feed(q, solve(l));
  quiz_keys(q, &keys);
  tap_ok(strncmp(text_string(&keys), "1 second left", 13) == 0, "the time left is shown");
  tap_ok(!quiz_done(q), "within the time an answer counts");
  l->clock += 2000;
  quiz_feed(q, solve(l));
  tap_ok(quiz_done(q) && heard(l, "Time is up") && heard(l, "**1 of 3**"), "after it none does");
  text_free(&keys);
  quiz_free(q);
}

/* ------------------------------------------------------------------ taken up again */

static void test_resume(Learner *l, const char *path) {
  QuizOptions options = { .topics = numbers,
                          .topic_count = 1,
                          .count = 6,
                          .minutes = 10,
                          .seed = 21,
                          .now = look,
                          .now_self = l };
  QuizOptions plain = { .now = look, .now_self = l };
  Error error = { 0 };
  Text left = TEXT_EMPTY;
  StoredAttempts attempts;
  options.store = store_open(path, (StoreClock){ l, look }, &error);
  Quiz *q = quiz_new(&l->catalogue, l->in, (Sink){ l, say }, &options, &error);
  l->clock += 60000;
  quiz_feed(q, "-8");
  l->clock += 60000;
  quiz_feed(q, solve(l));
  char *asked = mem_copy_string(text_string(&l->asked));
  l->clock += 30000; /* is lost with the kill */
  quiz_free(q);
  store_close(options.store);

  l->clock += 86400000;
  plain.store = store_open(path, (StoreClock){ l, look }, &error);
  plain.seed = 22;
  tap_ok(!quiz_resume(&l->catalogue, l->in, (Sink){ l, say }, &plain, &error),
         "who asks for another seed does not want that quiz");
  plain.seed = 0;
  hush(l);
  q = quiz_resume(&l->catalogue, l->in, (Sink){ l, say }, &plain, &error);
  tap_ok(q != NULL, "an interrupted quiz is taken up");
  tap_text(text_string(&l->asked), asked, "at the question where it was left");
  quiz_keys(q, &left);
  tap_ok(strncmp(text_string(&left), "8 minutes left", 14) == 0, "with the time that was left");
  answer_all(l, q, true);
  tap_ok(quiz_done(q) && heard(l, "**5 of 6**"), "the answers from before count");
  tap_ok(heard(l, "Your answer: `-8`") && l->solutions == 1, "and are reviewed");
  tap_ok(store_attempts(plain.store, &(AttemptFilter){ .mode = "quiz" }, &attempts, &error) &&
             attempts.count == 6 && attempts.items[5].milliseconds == 60000 &&
             strcmp(attempts.items[5].typed, "-8") == 0,
         "every answer is an attempt");
  stored_attempts_free(&attempts);
  quiz_free(q);
  error = (Error){ 0 };
  tap_ok(!quiz_resume(&l->catalogue, l->in, (Sink){ l, say }, &plain, &error) &&
             error.kind == ERROR_NONE,
         "what is finished is not taken up");
  store_close(plain.store);
  text_free(&left);
  free(asked);
}

/* ------------------------------------------------------------------ the end */

static void test_advice(Learner *l, const char *path) {
  static const char *const two[] = { "qz-areas", "qz-powers" };
  static const char *const turned[] = { "qz-powers", "qz-areas" };
  Error error = { 0 };
  Store *kept = l->store;
  l->store = store_open(path, (StoreClock){ l, look }, &error);
  Quiz *q = begin(l, two, 2, 4, 8);
  answer_all(l, q, false);
  const char *said = text_string(&l->said), *first = strstr(said, "1. `qz-areas`"),
             *second = strstr(said, "2. `qz-powers`");
  tap_ok(first && second && first < second, "what others need is studied first");
  tap_ok(first && strstr(first, "0 of 2 right; it builds on `qz-sums`"), "and it is said why");
  tap_ok(!strstr(said, "Last time"), "there was no quiz like this before");
  quiz_free(q);
  q = begin(l, turned, 2, 4, 77);
  answer_all(l, q, true);
  tap_ok(heard(l, "**4 of 4** (100 %). Last time: 0 of 4 (0 %)."),
         "the same topics in another order are compared");
  quiz_free(q);
  q = begin(l, two, 1, 2, 8);
  answer_all(l, q, true);
  tap_ok(!strstr(text_string(&l->said), "Last time"), "other topics are not");
  tap_ok(heard(l, "1. `qz-powers`") && heard(l, "comes next"), "all right: the next lesson");
  quiz_free(q);
  q = begin(l, numbers, 1, 8, 1);
  for (bool missed = false; !quiz_done(q);) {
    bool now = !missed && strstr(text_string(&l->asked), " plus ");
    quiz_feed(q, now ? "-1" : solve(l));
    missed |= now;
  }
  tap_ok(heard(l, "1. `qz-sums` step "), "where most was right a step is enough");
  quiz_free(q);
  store_close(l->store);
  l->store = kept;
}

/* Whether a Python program that reads the file agrees. */
static bool python_agrees(const char *path, const char *program) {
  Text command = TEXT_EMPTY;
  text_printf(&command, "python3 -c '%s' '%s'", program, path);
  int status = system(text_string(&command));
  text_free(&command);
  return status == 0;
}

static void test_reports(Learner *l, const char *folder) {
  static const char *const names[] = { "words" };
  Quiz *q = begin(l, names, 1, 2, 3);
  Text report = TEXT_EMPTY, path = TEXT_EMPTY;
  Error error = { 0 };
  while (!quiz_done(q))
    quiz_feed(q, l->option_count == 0 ? "com\\ma, \"q\" `x|y`" : *solve(l) == 'a' ? "b" : "a");
  quiz_report(q, REPORT_MARKDOWN, &report);
  tap_ok(strstr(text_string(&report), "## Quiz: Words") &&
             strstr(text_string(&report), "| Names, \"quoted\" | ---------- | 0 of 2 |") &&
             strstr(text_string(&report), "It is a *bar*."),
         "the Markdown report");
  tap_ok(strstr(text_string(&report), "Your answer: `` com\\ma, \"q\" `x|y` ``"),
         "an answer with a backquote is still code");
  bool python = system("python3 -c '' 2>/dev/null") == 0;
  text_printf(&path, "%s/quiz.json", folder);
  text_clear(&report);
  quiz_report(q, REPORT_JSON, &report);
  bool written = file_write(text_string(&path), text_string(&report), report.len, &error);
  if (!python)
    tap_skip("the JSON report", "no python3");
  else
    tap_ok(written && python_agrees(text_string(&path),
                                    "import json, sys\n"
                                    "d = json.load(open(sys.argv[1], encoding=\"utf-8\"))\n"
                                    "a = {x[\"exercise\"]: x for x in d[\"answers\"]}\n"
                                    "assert d[\"questions\"] == 2 and d[\"percent\"] == 0\n"
                                    "assert d[\"seed\"] == 3 and len(a) == 2\n"
                                    "assert len(a[\"sign\"][\"options\"]) == 3\n"
                                    "t = a[\"name\"][\"typed\"]\n"
                                    "assert t == \"com\\\\ma, \\\"q\\\" `x|y`\", t\n"
                                    "assert d[\"lessons\"][0][\"skills\"][0].count(chr(92)) == 1\n"
                                    "assert d[\"next\"][0][\"lesson\"] == \"qz-names\"\n"),
           "the JSON report");
  text_clear(&path);
  text_printf(&path, "%s/quiz.csv", folder);
  text_clear(&report);
  quiz_report(q, REPORT_CSV, &report);
  written = file_write(text_string(&path), text_string(&report), report.len, &error);
  if (!python)
    tap_skip("the CSV report", "no python3");
  else
    tap_ok(written && python_agrees(text_string(&path),
                                    "import csv, sys\n"
                                    "f = open(sys.argv[1], encoding=\"utf-8\", newline=\"\")\n"
                                    "r = list(csv.DictReader(f))\n"
                                    "assert len(r) == 2 and None not in r[0] and None not in r[1]\n"
                                    "a = {x[\"exercise\"]: x for x in r}\n"
                                    "t = a[\"name\"][\"typed\"]\n"
                                    "assert t == \"com\\\\ma, \\\"q\\\" `x|y`\", t\n"
                                    "assert a[\"sign\"][\"verdict\"] != \"right\"\n"
                                    "assert a[\"name\"][\"expected\"] == \"bar\"\n"
                                    "assert \"CSV file?\" in a[\"sign\"][\"question\"]\n"),
           "the CSV report");
  text_free(&report);
  text_free(&path);
  quiz_free(q);
}

int main(void) {
  const char *srcdir = getenv("srcdir"), *home = getenv("MATHTUTOR_HOME");
  Learner l = { .clock = 1800000000000 };
  Text root = TEXT_EMPTY, first = TEXT_EMPTY, second = TEXT_EMPTY;
  Error error = { 0 };
  Registry *registry = library_new();
  if (!home) home = ".";
  text_printf(&root, "%s/tests/lessons/quiz", srcdir && *srcdir ? srcdir : ".");
  text_printf(&first, "%s/first.db", home);
  text_printf(&second, "%s/second.db", home);
  catalogue_open(&l.catalogue, text_string(&root));
  l.in =
      interp_new(registry, (Host){ .self = &l, .print = count_print, .show_figure = count_figure });
  l.store = store_open(":memory:", (StoreClock){ &l, look }, &error);
  test_paper(&l);
  test_spread(&l);
  test_repeats(&l);
  test_topics(&l);
  test_secrecy(&l);
  test_feedback(&l);
  test_secret(&l);
  test_moves(&l);
  test_time(&l);
  test_resume(&l, text_string(&first));
  test_advice(&l, text_string(&second));
  test_reports(&l, home);
  tap_ok(quiz_knows_command("finish") && !quiz_knows_command("hint"), "the commands are known");
  catalogue_close(&l.catalogue);
  store_close(l.store);
  interp_free(l.in);
  registry_free(registry);
  text_free(&l.said);
  text_free(&l.asked);
  text_free(&root);
  text_free(&first);
  text_free(&second);
  return tap_done();
}
