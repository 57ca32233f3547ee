/* test-review.c -- mastery, the plan of reviews and reviews themselves, by a clock that is set
   forward for months.  */

#include "config.h"
#include "base/files.h"
#include "learn/mastery.h"
#include "learn/plan.h"
#include "learn/progress.h"
#include "learn/review.h"
#include "lib/library.h"
#include "store/attempts.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#define SANITIZED __has_feature(address_sanitizer)
#else
#define SANITIZED 0
#endif

static int64_t noon = 1700000000000;

typedef struct Learner {
  Catalogue catalogue;
  Interp *in;
  Store *store;
  int64_t clock;
  Text said, asked;
  char options[8][80];
  size_t option_count;
} Learner;

static int64_t look(void *self) {
  return ((Learner *)self)->clock;
}

static void say(void *self, const Saying *x) {
  Learner *l = self;
  if (x->kind == SAY_TITLE) {
    text_clear(&l->asked);
    l->option_count = 0;
  }
  if (x->kind == SAY_ASK) {
    text_clear(&l->asked);
    text_puts(&l->asked, x->text);
  }
  if (x->kind == SAY_OPTION && l->option_count < 8)
    snprintf(l->options[l->option_count++], sizeof l->options[0], "%s", x->text);
  text_printf(&l->said, "%s\n", x->text);
}

static bool heard(Learner *l, const char *words) {
  bool found = strstr(text_string(&l->said), words) != NULL;
  if (!found) tap_note("not in: %s", text_string(&l->said));
  return found;
}

static void pass_days(Learner *l, double days) {
  l->clock += (int64_t)(days * (double)SCHEDULE_DAY);
}

static void open_store(Learner *l, const char *path) {
  Error error = { 0 };
  l->store = store_open(path, (StoreClock){ l, look }, &error);
}

/* ------------------------------------------------------------------ attempts by hand */

static uint64_t next_seed = 1;

/* One answer to a new variant. */
static void attempt(Learner *l, const char *mode, const char *exercise, const char *verdict,
                    int64_t hints, int64_t milliseconds) {
  Error error = { 0 };
  Text skill = TEXT_EMPTY;
  text_printf(&skill, "qz-sums/%s", exercise);
  StoredAttempt a = { .mode = mode,
                      .lesson = "qz-sums",
                      .exercise = exercise,
                      .skill = text_string(&skill),
                      .variant_seed = next_seed,
                      .typed = "1",
                      .verdict = verdict,
                      .credit = 1,
                      .hints = hints,
                      .milliseconds = milliseconds };
  if (!store_attempt_record(l->store, &a, &error)) tap_note("%s", error.message);
  text_free(&skill);
}

static void visit(Learner *l, const char *mode, const char *verdict, int64_t hints, int64_t ms) {
  next_seed++;
  attempt(l, mode, "add", verdict, hints, ms);
}

static MasteryLevel level_now(Learner *l) {
  Error error = { 0 };
  MasteryLevel level = MASTERY_NONE;
  if (!mastery_settle(l->store, &error) || !mastery_level(l->store, "qz-sums/add", &level, &error))
    tap_note("%s", error.message);
  return level;
}

/* The grades of the log, as digits. */
static const char *grades(Learner *l) {
  static char text[64];
  Error error = { 0 };
  StoredReviews list;
  size_t n = 0;
  mastery_settle(l->store, &error);
  store_reviews(l->store, NULL, &list, &error);
  for (; n < list.count && n < 60; n++) text[n] = (char)('0' + list.items[n].grade);
  text[n] = '\0';
  stored_reviews_free(&list);
  return text;
}

static void begin(Learner *l) {
  l->clock = noon;
  text_clear(&l->said);
  open_store(l, ":memory:");
}

static void end(Learner *l) {
  store_close(l->store);
  l->store = NULL;
}

/* ------------------------------------------------------------------ mastery */

static void test_promotion(Learner *l) {
  begin(l);
  tap_ok(level_now(l) == MASTERY_NONE, "nothing was done yet");
  visit(l, "lesson", "ungradable", 0, 1000);
  tap_ok(level_now(l) == MASTERY_NONE, "what cannot be graded is no evidence");
  visit(l, "lesson", "wrong", 0, 1000);
  tap_ok(level_now(l) == MASTERY_ATTEMPTED, "a wrong answer: attempted");
  visit(l, "lesson", "right", 0, 1000);
  tap_ok(level_now(l) == MASTERY_ATTEMPTED, "right on the day of a miss: not yet");
  pass_days(l, 1);
  visit(l, "lesson", "right", 1, 1000);
  tap_ok(level_now(l) == MASTERY_ATTEMPTED, "after a hint: no promotion");
  visit(l, "lesson", "right", 0, 1000);
  tap_ok(level_now(l) == MASTERY_FAMILIAR, "right at once: familiar");
  for (int i = 0; i < 3; i++) {
    pass_days(l, 1);
    visit(l, "lesson", "right", 0, 1000);
  }
  tap_ok(level_now(l) == MASTERY_FAMILIAR, "lessons alone lead no further");
  visit(l, "placement", "right", 0, 1000);
  tap_ok(level_now(l) == MASTERY_FAMILIAR, "nor does a placement");
  visit(l, "quiz", "right", 0, 1000);
  tap_ok(level_now(l) == MASTERY_PROFICIENT, "a quiz does");
  visit(l, "review", "right", 0, 1000);
  tap_ok(level_now(l) == MASTERY_PROFICIENT, "one level a day");
  pass_days(l, 1);
  visit(l, "review", "right", 0, 1000);
  tap_ok(level_now(l) == MASTERY_MASTERED, "a review, too");
  visit(l, "quiz", "close", 0, 1000);
  tap_ok(level_now(l) == MASTERY_MASTERED, "close is no miss");
  visit(l, "try", "wrong", 0, 1000);
  tap_ok(level_now(l) == MASTERY_MASTERED, "an author's try says nothing");
  visit(l, "quiz", "wrong", 0, 1000);
  tap_ok(level_now(l) == MASTERY_PROFICIENT, "a miss drops");
  visit(l, "review", "solution", 0, 1000);
  visit(l, "review", "skip", 0, 1000);
  visit(l, "review", "wrong", 0, 1000);
  tap_ok(level_now(l) == MASTERY_ATTEMPTED, "misses drop to attempted, and no further");
  end(l);
}

/* The first answer counts in lessons, the last in quizzes. */
static void test_which_answer(Learner *l) {
  begin(l);
  next_seed++;
  attempt(l, "lesson", "add", "wrong", 0, 1000);
  attempt(l, "lesson", "add", "right", 0, 1000);
  tap_text(grades(l), "1", "in a lesson the first answer");
  pass_days(l, 2);
  next_seed++;
  attempt(l, "quiz", "add", "wrong", 0, 1000);
  attempt(l, "quiz", "add", "right", 0, 1000);
  tap_text(grades(l), "13", "in a quiz the last");
  pass_days(l, 2);
  next_seed++;
  attempt(l, "review", "add", "form", 0, 1000);
  attempt(l, "review", "add", "solution", 0, 1000);
  tap_text(grades(l), "131", "not in that form, and then the solution: a miss");
  pass_days(l, 2);
  visit(l, "review", "form", 0, 1000);
  tap_text(grades(l), "1312", "not in that form: hard");
  end(l);
}

static void test_grades(Learner *l) {
  begin(l);
  visit(l, "lesson", "right", 0, 10000);
  tap_text(grades(l), "3", "right at once: good, never easy at first sight");
  visit(l, "lesson", "wrong", 0, 10000);
  tap_text(grades(l), "3", "the same day again changes nothing");
  pass_days(l, 3);
  visit(l, "review", "right", 0, 1000);
  tap_text(grades(l), "33", "nor easy at the second: one time is no habit");
  pass_days(l, 14);
  visit(l, "review", "right", 0, 2000);
  tap_text(grades(l), "334", "much faster than usual: easy");
  pass_days(l, 60);
  visit(l, "review", "right", 0, 7000);
  tap_text(grades(l), "3342", "much slower: hard");
  pass_days(l, 60);
  visit(l, "review", "right", 2, 4000);
  tap_text(grades(l), "33422", "after hints: hard");
  pass_days(l, 60);
  visit(l, "review", "right", 0, 40LL * 60 * 1000);
  tap_text(grades(l), "334223", "who went away for a while was not slow");
  pass_days(l, 60);
  visit(l, "review", "slip", 0, 4000);
  tap_text(grades(l), "3342231", "wrong, and it is known how: again");
  end(l);
}

/* Long-term mode with the usual weights, as computed with py-fsrs' formulas: reviews on the due
   day, GGGGGGAAGGGGG. */
static void test_months(Learner *l) {
  static const int days[] = { 3, 14, 57, 196, 586, 1559, 10, 1, 3, 5, 9, 15, 25 };
  Error error = { 0 };
  bool good = true;
  begin(l);
  for (int i = 0; i < 13; i++) {
    Arena arena = { 0 };
    StoredSkill s;
    bool found;
    StoredSkills due;
    visit(l, "review", i == 6 || i == 7 ? "wrong" : "right", 0, 4000);
    mastery_settle(l->store, &error);
    store_skill_load(l->store, "qz-sums/add", &arena, &s, &found, &error);
    good = good && found && s.due - s.last == days[i] * SCHEDULE_DAY;
    good = good && plan_due(&l->catalogue, l->store, s.due - SCHEDULE_DAY / 2, &due, &error) &&
           due.count == 0;
    stored_skills_free(&due);
    good = good && plan_due(&l->catalogue, l->store, s.due - SCHEDULE_DAY / 4, &due, &error) &&
           due.count == 1;
    stored_skills_free(&due);
    arena_free(&arena);
    pass_days(l, days[i]);
  }
  tap_ok(good, "thirteen reviews over seven years fall due on the published days");
  end(l);
}

static void test_clocks(Learner *l) {
  Error error = { 0 };
  StoredSkills due;
  begin(l);
  visit(l, "lesson", "right", 0, 4000);
  tap_text(grades(l), "3", "a first review");
  pass_days(l, -0.5);
  visit(l, "lesson", "wrong", 0, 4000);
  tap_text(grades(l), "3", "a clock set back is the same day");
  pass_days(l, 0.5 + 15.0 / 24);
  visit(l, "review", "right", 0, 4000);
  tap_text(grades(l), "3", "fifteen hours later as well");
  pass_days(l, 2.0 / 24);
  visit(l, "review", "right", 0, 4000);
  tap_text(grades(l), "33", "seventeen are the next day, wherever one travelled");
  l->clock = noon + 3650 * SCHEDULE_DAY;
  visit(l, "review", "right", 0, 4000);
  grades(l);
  l->clock = noon + 3 * SCHEDULE_DAY;
  tap_ok(plan_due(&l->catalogue, l->store, l->clock, &due, &error) && due.count == 1,
         "a review from a wrong future does not hide a skill for years");
  stored_skills_free(&due);
  visit(l, "review", "right", 0, 4000);
  tap_ok(strlen(grades(l)) == 4, "and it can be reviewed");
  setenv("TZ", "Pacific/Auckland", 1);
  tzset();
  tap_ok(plan_due(&l->catalogue, l->store, l->clock, &due, &error) && due.count == 0,
         "nothing falls due by a change of the time zone");
  stored_skills_free(&due);
  unsetenv("TZ");
  tzset();
  end(l);
}

static void test_settle(Learner *l) {
  Error error = { 0 };
  StoredReviews before, after;
  begin(l);
  for (int i = 0; i < 20; i++) {
    next_seed++;
    attempt(l, i % 3 ? "quiz" : "lesson", i % 2 ? "add" : "lean", i % 5 ? "right" : "wrong", 0,
            3000);
    pass_days(l, 2);
    if (i % 4 == 0) mastery_settle(l->store, &error);
  }
  MasteryLevel told = level_now(l), again;
  store_reviews(l->store, NULL, &before, &error);
  for (int i = 0; i < 3; i++) mastery_settle(l->store, &error);
  store_reviews(l->store, NULL, &after, &error);
  tap_ok(before.count == 20 && after.count == 20, "settling twice counts nothing twice");
  mastery_retell(l->store, &error);
  again = level_now(l);
  tap_ok(told == again, "told again from the start, the levels are the same");
  stored_reviews_free(&before);
  stored_reviews_free(&after);
  Arena arena = { 0 };
  StoredSkill one, two;
  bool found;
  store_skill_load(l->store, "qz-sums/add", &arena, &one, &found, &error);
  plan_replay(l->store, &error);
  store_skill_load(l->store, "qz-sums/add", &arena, &two, &found, &error);
  tap_ok(one.due == two.due && one.stability == two.stability && one.reps == two.reps &&
             one.lapses == two.lapses,
         "states replayed from the log are the same");
  bool changed;
  tap_ok(plan_set_retention(l->store, 0.8, &changed, &error) && changed, "another retention");
  store_skill_load(l->store, "qz-sums/add", &arena, &two, &found, &error);
  tap_ok(two.due > one.due && two.stability == one.stability, "moves what is due");
  arena_free(&arena);
  Text log = TEXT_EMPTY, cards = TEXT_EMPTY;
  tap_ok(plan_log(l->store, &log, &cards, &error) &&
             strncmp(text_string(&log),
                     "card_id,review_time,review_rating,review_state,review_duration\n"
                     "1,170",
                     68) == 0 &&
             strstr(text_string(&cards), "2,qz-sums/lean\n"),
         "the log for optimisers");
  text_free(&log);
  text_free(&cards);
  tap_ok(!plan_set_weights(l->store, "1 2 3", &error), "weights that are none");
  error = (Error){ 0 };
  tap_ok(plan_set_weights(l->store, "usual", &error), "the usual weights");
  end(l);
}

static void test_progress(Learner *l) {
  Progress p;
  Error error = { 0 };
  begin(l);
  for (int i = 0; i < 5; i++) {
    visit(l, "quiz", "right", 0, 4000);
    mastery_settle(l->store, &error);
    pass_days(l, i == 0 ? 3 : i == 1 ? 14 : i == 2 ? 57 : 1);
  }
  next_seed++;
  attempt(l, "lesson", "lean", "wrong", 0, 2000);
  tap_ok(progress_load(&p, &l->catalogue, l->store, l->clock, &error) && p.lesson_count == 1 &&
             p.skill_count == 2 && p.attempts == 6 && p.right == 5,
         "what was worked on");
  tap_ok(p.levels[MASTERY_MASTERED] == 1 && p.levels[MASTERY_ATTEMPTED] == 1 &&
             p.standings[STANDING_SOLID] == 1 && p.standings[STANDING_FADING] == 0,
         "one skill is mastered and solid");
  tap_ok(p.lessons[0].exercises == 3 && fabs(p.lessons[0].mastered - 5.0 / 12) < 1e-12,
         "the lesson has three exercises");
  progress_free(&p);
  tap_ok(progress_load(&p, &l->catalogue, l->store, l->clock + 3000 * SCHEDULE_DAY, &error) &&
             p.standings[STANDING_FADING] == 2 && p.due == 2 && p.skills[0].recall < 0.9,
         "years later all fades");
  progress_free(&p);
  end(l);
}

/* ------------------------------------------------------------------ a review */

static const char *solve(const Learner *l) {
  static char answer[80];
  const char *asked = text_string(&l->asked);
  int a, b;
  snprintf(answer, sizeof answer, "0");
  if (sscanf(asked, "What is %d plus %d", &a, &b) == 2)
    snprintf(answer, sizeof answer, "%d", a + b);
  else if (strstr(asked, "in one word"))
    snprintf(answer, sizeof answer, "pipe");
  for (size_t i = 0; i < l->option_count; i++)
    if (strcmp(l->options[i], "the comma") == 0)
      snprintf(answer, sizeof answer, "%c", (char)('a' + i));
  return answer;
}

static Review *open_review(Learner *l, unsigned most, uint64_t seed) {
  Error error = { 0 };
  ReviewOptions options = {
    .store = l->store, .seed = seed, .most = most, .now = look, .now_self = l
  };
  text_clear(&l->said);
  Review *r = review_new(&l->catalogue, l->in, (Sink){ l, say }, &options, &error);
  if (error.kind != ERROR_NONE) tap_note("%s", error.message);
  return r;
}

static void learn_three(Learner *l) {
  static const char *const skills[][2] = {
    { "qz-sums", "add" }, { "qz-sums", "lean" }, { "qz-names", "sign" }, { "elsewhere", "lost" }
  };
  Error error = { 0 };
  for (size_t i = 0; i < 4; i++) {
    char skill[60];
    snprintf(skill, sizeof skill, "%s/%s", skills[i][0], skills[i][1]);
    StoredAttempt a = { .mode = "lesson",
                        .lesson = skills[i][0],
                        .exercise = skills[i][1],
                        .skill = skill,
                        .variant_seed = ++next_seed,
                        .verdict = "right" };
    store_attempt_record(l->store, &a, &error);
  }
}

static void test_review(Learner *l) {
  size_t right;
  begin(l);
  tap_ok(!open_review(l, 0, 1) && heard(l, "Nothing is due."), "nothing is due at first");
  learn_three(l);
  tap_ok(!open_review(l, 0, 1) && heard(l, "Next: 3 in 3 days."), "nor right after a lesson");
  pass_days(l, 3);
  Review *r = open_review(l, 0, 1);
  tap_ok(r && heard(l, "Review: 3 exercises are due."), "three days later it is");
  Text prompt = TEXT_EMPTY;
  review_prompt(r, &prompt);
  tap_text(text_string(&prompt), "review 1/3 answer> ", "the prompt");
  char *first = mem_copy_string(text_string(&l->asked));
  review_feed(r, "next");
  tap_ok(heard(l, "Answer it, or `skip`"), "`next` does not pass a question by");
  review_feed(r, ":back");
  tap_ok(heard(l, "no way back"), "there is no way back");
  review_feed(r, l->option_count > 0 ? (*solve(l) == 'a' ? "b" : "a") : "-1");
  review_feed(r, ":solution");
  review_feed(r, "");
  for (int i = 0; i < 2; i++) {
    review_feed(r, solve(l));
    tap_ok(!review_done(r) && !review_asks(r), "right: Enter goes on");
    review_feed(r, "");
  }
  tap_ok(heard(l, "Now once more what was missed") && !review_done(r),
         "what was missed comes back");
  tap_ok(l->option_count > 0 || strcmp(first, text_string(&l->asked)) != 0,
         "with other numbers: %s", text_string(&l->asked));
  review_feed(r, solve(l));
  review_feed(r, "");
  tap_ok(review_done(r) && review_asked(r, &right) == 3 && right == 2 &&
             heard(l, "Review: 2 of 3 right at once. Next: 1 tomorrow."),
         "the end");
  review_free(r);
  size_t again = 0;
  for (const char *g = grades(l); *g; g++) again += *g == '1';
  tap_ok(strlen(grades(l)) == 7 && again == 1, "asking once more did not change the miss: %s",
         grades(l));
  tap_ok(!open_review(l, 0, 2), "nothing more is due today");
  free(first);
  text_free(&prompt);
  end(l);
}

static void test_limit(Learner *l) {
  Error error = { 0 };
  begin(l);
  learn_three(l);
  pass_days(l, 4);
  tap_ok(plan_set_limit(l->store, 2, &error), "a limit of two a day");
  Review *r = open_review(l, 0, 3);
  tap_ok(r && heard(l, "2 exercises are due; 1 more wait"), "two are asked");
  for (int i = 0; i < 20 && !review_done(r); i++) review_feed(r, review_asks(r) ? solve(l) : "");
  review_free(r);
  tap_ok(!open_review(l, 0, 4) && heard(l, "which is the limit; 1 more wait"),
         "the limit is for the day");
  r = open_review(l, 5, 4);
  tap_ok(r != NULL, "who asks for more gets more");
  review_feed(r, "skip");
  for (int i = 0; i < 20 && !review_done(r); i++) review_feed(r, review_asks(r) ? solve(l) : "");
  tap_ok(review_done(r) && heard(l, "0 of 1 right at once"), "`skip` shows the solution");
  review_free(r);
  pass_days(l, 1);
  r = open_review(l, 0, 5);
  tap_ok(r != NULL, "the day after");
  review_feed(r, ":finish");
  tap_ok(review_done(r) && heard(l, "0 of 0 right at once. Still due: 1 today."),
         "`finish` ends it");
  review_free(r);
  end(l);
}

/* ------------------------------------------------------------------ ten thousand exercises */

static long peak_kilobytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void test_soak(Learner *l) {
  enum { EXERCISES = 10000, WARM = 2000 };
  char folder[] = "/tmp/mathtutor-soak-XXXXXX", path[64];
  Findings findings = { 0 };
  Error error = { 0 };
  Lesson lesson = { 0 };
  struct stat file = { 0 };
  long before = 0;
  const char *lesson_path = catalogue_find(&l->catalogue, "qz-sums")->path;
  if (!mkdtemp(folder) || !lesson_load(&lesson, lesson_path, &findings, &error)) {
    tap_ok(false, "the soak can begin");
    return;
  }
  snprintf(path, sizeof path, "%s/progress.db", folder);
  l->clock = noon;
  open_store(l, path);
  SessionOptions options = {
    .seed = 9, .quiet = true, .store = l->store, .now = look, .now_self = l
  };
  Session *s = session_new(&lesson, l->in, (Sink){ l, say }, &options, 0);
  for (int i = 0; i < EXERCISES; i++) {
    if (i == WARM) before = peak_kilobytes();
    text_clear(&l->said);
    session_feed(s, i % 7 == 0 ? "-1" : solve(l));
    if (i % 7 == 0) session_feed(s, ":solution");
    l->clock += 60000;
    if (i % 50 == 0) mastery_settle(l->store, &error);
    session_feed(s, ":again");
  }
  long grown = peak_kilobytes() - before;
  session_free(s);
  StoredCounts counts = { 0 };
  store_attempt_counts(l->store, "qz-sums", "add", NULL, &counts, &error);
  tap_ok(counts.attempts >= EXERCISES && counts.variants > EXERCISES * 9 / 10,
         "%d exercises were answered: %lld answers", EXERCISES, (long long)counts.attempts);
#if SANITIZED
  (void)grown;
  tap_skip("memory stays flat", "the sanitizer keeps what was freed");
#else
  /* SQLite keeps up to 2 MB of pages at hand. */
  tap_ok(grown < 4096, "memory stays flat: %ld KB more after the first %d", grown, WARM);
#endif
  store_close(l->store);
  l->store = NULL;
  bool there = stat(path, &file) == 0;
  tap_ok(there && file.st_size > 100000 && file.st_size < 5 << 20, "the file is small: %ld KB",
         (long)file.st_size / 1024);
  unlink(path);
  rmdir(folder);
  lesson_free(&lesson);
  findings_free(&findings);
}

static void print_nothing(void *self, const char *text) {
  (void)self;
  (void)text;
}

static bool show_nothing(void *self, const struct Figure *figure, Error *error) {
  (void)self;
  (void)figure;
  (void)error;
  return true;
}

int main(void) {
  Learner l = { 0 };
  Registry *registry = library_new();
  const char *srcdir = getenv("srcdir");
  Text folder = TEXT_EMPTY;
  text_printf(&folder, "%s/tests/lessons/quiz", srcdir && *srcdir ? srcdir : ".");
  unsetenv("TZ");
  setenv("MATHTUTOR_PATH", "/nowhere", 1);
  catalogue_open(&l.catalogue, text_string(&folder));
  l.in = interp_new(registry, (Host){ .print = print_nothing, .show_figure = show_nothing });
  test_promotion(&l);
  test_which_answer(&l);
  test_grades(&l);
  test_months(&l);
  test_clocks(&l);
  test_settle(&l);
  test_progress(&l);
  test_review(&l);
  test_limit(&l);
  test_soak(&l);
  interp_free(l.in);
  registry_free(registry);
  catalogue_close(&l.catalogue);
  text_free(&l.said);
  text_free(&l.asked);
  text_free(&folder);
  return tap_done();
}
