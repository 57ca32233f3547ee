/* test-store-records.c -- everything that can be recorded is read back as it was, in memory and on
   file.  */

#include "config.h"
#include "store/attempts.h"
#include "store/lessons.h"
#include "store/positions.h"
#include "store/quizzes.h"
#include "store/settings.h"
#include "store/skills.h"
#include "tests/store/folder.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t now = 1700000000000;
static Error error;

static void test_settings(Store *s) {
  Text value = TEXT_EMPTY;
  bool found = true;
  tap_ok(store_setting_get(s, "format", &value, &found, &error) && !found, "no setting at first");
  store_setting_set(s, "format", "short", &error);
  tap_ok(store_setting_set(s, "format", "long", &error), "a setting is changed");
  tap_ok(store_setting_get(s, "format", &value, &found, &error) && found, "and found");
  tap_text(text_string(&value), "long", "with its new value");
  store_setting_set(s, "format", NULL, &error);
  tap_ok(store_setting_get(s, "format", &value, &found, &error) && !found, "and forgotten");
  store_setting_set(s, "'; DROP TABLE settings; --", "", &error);
  text_clear(&value);
  tap_ok(store_setting_get(s, "'; DROP TABLE settings; --", &value, &found, &error) && found &&
             value.len == 0,
         "a name that looks like SQL is a name, an empty value is a value");
  text_free(&value);
}

static void test_positions(Store *s) {
  Arena arena = { 0 };
  StoredPosition p;
  bool found = true;
  tap_ok(store_position_last(s, &arena, &p, &found, &error) && !found, "no last lesson at first");
  store_position_save(s, &(StoredPosition){ .lesson = "la-dot", .step = 2, .seed = UINT64_MAX },
                      &error);
  now += 1000;
  store_position_save(s, &(StoredPosition){ .lesson = "st-mean", .step = 5, .item = "mean" },
                      &error);
  now -= 1000000; /* the clock is set back */
  tap_ok(
      store_position_save(
          s,
          &(StoredPosition){ .lesson = "la-dot", .step = 3, .item = "angle", .seed = UINT64_MAX },
          &error),
      "a position is saved");
  tap_ok(store_position_last(s, &arena, &p, &found, &error) && found &&
             strcmp(p.lesson, "la-dot") == 0 && p.step == 3 && strcmp(p.item, "angle") == 0,
         "the last lesson is the one saved last, though the clock went back");
  tap_ok(p.seed == UINT64_MAX && p.updated == now && p.finished == 0, "with seed and time");
  tap_ok(store_position_load(s, "st-mean", &arena, &p, &found, &error) && found && p.step == 5,
         "the other position is kept");
  store_position_save(s, &(StoredPosition){ .lesson = "la-dot", .step = 9, .finished = 1 }, &error);
  tap_ok(store_position_last(s, &arena, &p, &found, &error) && found &&
             strcmp(p.lesson, "st-mean") == 0,
         "a finished lesson is not where the learner stopped");
  tap_ok(store_position_load(s, "la-dot", &arena, &p, &found, &error) && p.finished == now,
         "when it was finished is known");
  store_position_forget(s, "st-mean", &error);
  tap_ok(store_position_load(s, "st-mean", &arena, &p, &found, &error) && !found,
         "a position is forgotten");
  arena_free(&arena);
}

/* Every byte but NUL, in an order that is not valid UTF-8 anywhere. */
static char *every_byte(void) {
  char *text = mem_new(256);
  for (int i = 0; i < 255; i++) text[i] = (char)(255 - i);
  return text;
}

static void test_typed(Store *s) {
  char *bytes = every_byte(), *long_text = mem_new(1000001);
  memset(long_text, '(', 1000000);
  const char *typed[] = {
    "",    "3*x^2 + 1", "'; DROP TABLE attempts; --", "\xE2\x88\x9A 2\n\t\x1b[2J", "%s%n",
    bytes, long_text
  };
  for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
    StoredAttempts list;
    StoredAttempt a = { .lesson = "typed",
                        .exercise = "any",
                        .typed = typed[i],
                        .mode = "try",
                        .verdict = "ungradable" };
    bool good = store_attempt_record(s, &a, &error) &&
                store_attempts(s, &(AttemptFilter){ .lesson = "typed", .limit = 1 }, &list, &error);
    tap_ok(good && list.count == 1 && strcmp(list.items[0].typed, typed[i]) == 0,
           "typed text %zu is kept byte for byte", i);
    stored_attempts_free(&list);
  }
  free(bytes);
  free(long_text);
}

static const StoredAttempt sample[] = {
  { .mode = "lesson",
    .lesson = "la-dot",
    .exercise = "angle",
    .part = "cosine",
    .skill = "angle",
    .variant_seed = 1,
    .typed = "0.5",
    .verdict = "wrong",
    .hints = 0,
    .milliseconds = 9000 },
  { .mode = "lesson",
    .lesson = "la-dot",
    .exercise = "angle",
    .part = "cosine",
    .skill = "angle",
    .variant_seed = 1,
    .typed = "0.6",
    .verdict = "right",
    .credit = 0.75,
    .hints = 1,
    .milliseconds = 4000 },
  { .mode = "lesson",
    .lesson = "la-dot",
    .exercise = "angle",
    .part = "degrees",
    .skill = "angle",
    .variant_seed = 1,
    .typed = "banana",
    .verdict = "ungradable" },
  { .mode = "review",
    .lesson = "la-dot",
    .exercise = "angle",
    .part = "degrees",
    .skill = "angle",
    .variant_seed = UINT64_MAX - 1,
    .typed = "60",
    .verdict = "right",
    .credit = 1 },
  { .mode = "lesson",
    .lesson = "la-dot",
    .exercise = "project",
    .skill = "project",
    .variant_seed = 7,
    .verdict = "skip" },
};

static void test_attempts(Store *s) {
  StoredAttempts list;
  StoredCounts c;
  bool good = true;
  for (size_t i = 0; i < sizeof sample / sizeof *sample; i++, now -= 5000)
    good = store_attempt_record(s, &sample[i], &error) && good;
  tap_ok(good, "five attempts are recorded while the clock runs backwards");
  good = store_attempts(s, &(AttemptFilter){ .lesson = "la-dot" }, &list, &error);
  tap_ok(good && list.count == 5 && strcmp(list.items[0].verdict, "skip") == 0 &&
             strcmp(list.items[4].typed, "0.5") == 0,
         "they come newest first");
  const StoredAttempt *a = &list.items[3], *b = &sample[1];
  tap_ok(strcmp(a->mode, b->mode) == 0 && strcmp(a->exercise, b->exercise) == 0 &&
             strcmp(a->part, b->part) == 0 && strcmp(a->skill, b->skill) == 0 &&
             a->variant_seed == b->variant_seed && a->credit == b->credit && a->hints == b->hints &&
             a->milliseconds == b->milliseconds && a->time == now + 4 * 5000,
         "with everything that belongs to them");
  tap_ok(list.items[1].variant_seed == UINT64_MAX - 1, "large seeds too");
  tap_ok(list.items[0].session == list.items[4].session && list.items[0].session > 0,
         "all in one session");
  int64_t middle = list.items[2].id;
  stored_attempts_free(&list);
  const struct {
    AttemptFilter filter;
    size_t expected;
    const char *name;
  } cases[] = {
    { { .lesson = "la-dot", .exercise = "angle" }, 4, "an exercise" },
    { { .lesson = "la-dot", .exercise = "angle", .part = "cosine" }, 2, "a part" },
    { { .lesson = "la-dot", .part = "" }, 1, "the only part" },
    { { .skill = "angle" }, 4, "a skill" },
    { { .skill = "angle", .mode = "review" }, 1, "a skill in reviews" },
    { { .mode = "review" }, 1, "a mode" },
    { { .lesson = "la-dot", .limit = 2 }, 2, "a limit" },
    { { .lesson = "la-dot", .after = middle }, 2, "those after another" },
    { { .lesson = "la-dot", .since = now + 3 * 5000 }, 3, "a time" },
    { { .lesson = "la" }, 0, "a lesson that is only a prefix" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    good = store_attempts(s, &cases[i].filter, &list, &error);
    tap_ok(good && list.count == cases[i].expected, "restricted to %s", cases[i].name);
    stored_attempts_free(&list);
  }
  tap_ok(store_attempt_counts(s, "la-dot", "angle", NULL, &c, &error) && c.attempts == 3 &&
             c.right == 2 && c.ungradable == 1 && c.variants == 2,
         "counts of an exercise");
  tap_ok(store_attempt_counts(s, "la-dot", "angle", "degrees", &c, &error) && c.attempts == 1 &&
             c.right == 1 && c.ungradable == 1 && c.variants == 2,
         "counts of a part");
  tap_ok(store_skill_counts(s, "project", &c, &error) && c.attempts == 1 && c.right == 0 &&
             c.variants == 1,
         "counts of a skill");
  tap_ok(store_skill_counts(s, "unheard of", &c, &error) && c.attempts == 0 && c.variants == 0,
         "counts of nothing");
  StoredAttempt odd = { .lesson = "odd", .exercise = "nan", .verdict = "wrong", .credit = NAN };
  tap_ok(store_attempt_record(s, &odd, &error), "a credit that is no number counts as none");
}

static const StoredLesson *find(const StoredLessons *list, const char *lesson) {
  for (size_t i = 0; i < list->count; i++)
    if (strcmp(list->items[i].lesson, lesson) == 0) return &list->items[i];
  return NULL;
}

static void test_lessons(Store *s) {
  StoredLessons list;
  int64_t first = now;
  store_lesson_opened(s, "la-dot", &error);
  now += 60000;
  store_lesson_opened(s, "la-dot", &error);
  store_lesson_spent(s, "la-dot", 40, &error);
  store_lesson_spent(s, "la-dot", -5, &error);
  store_lesson_spent(s, "la-dot", 2, &error);
  store_lesson_finished(s, "la-dot", &error);
  now += 60000;
  tap_ok(store_lesson_finished(s, "la-dot", &error), "a lesson is finished twice");
  store_lesson_opened(s, "only-opened", &error);
  tap_ok(store_lessons(s, &list, &error), "lessons are listed");
  const StoredLesson *l = find(&list, "la-dot");
  tap_ok(l && l->first_opened == first && l->last_opened == first + 60000 && l->seconds == 42,
         "opened twice, time added up");
  tap_ok(l && l->finished == first + 60000, "the first time it was finished counts");
  tap_ok(l && l->placed && !l->walking && l->step == 9, "with its position");
  tap_ok(l && l->attempts == 4 && l->right == 2 && l->solved == 2, "with its answers");
  l = find(&list, "only-opened");
  tap_ok(l && !l->placed && l->attempts == 0 && l->finished == 0 && strcmp(l->item, "") == 0,
         "a lesson that was only opened");
  l = find(&list, "typed");
  tap_ok(l && l->first_opened == 0 && l->attempts == 0, "a lesson known by attempts only");
  bool sorted = true;
  for (size_t i = 1; i < list.count; i++)
    sorted = sorted && strcmp(list.items[i - 1].lesson, list.items[i].lesson) < 0;
  tap_ok(sorted && list.count == 4, "every lesson once, by name");
  stored_lessons_free(&list);
}

static void test_quizzes(Store *s) {
  const StoredItem questions[] = {
    { .lesson = "la-dot",
      .exercise = "angle",
      .part = "cosine",
      .skill = "angle",
      .variant_seed = 11 },
    { .lesson = "la-dot",
      .exercise = "angle",
      .part = "degrees",
      .skill = "angle",
      .variant_seed = 11 },
    { .lesson = "st-mean", .exercise = "mean", .skill = "mean", .variant_seed = UINT64_MAX },
  };
  const StoredQuiz plan = { .kind = "quiz",
                            .topics = "la-dot st-mean",
                            .seed = 99,
                            .seconds_allowed = 600,
                            .items = questions,
                            .count = 3 };
  int64_t id, second;
  StoredQuizzes list;
  StoredCounts before, after;
  tap_ok(store_quiz_unfinished(s, "quiz", &list, &error) && list.count == 0, "no quiz at first");
  stored_quizzes_free(&list);
  tap_ok(store_quiz_begin(s, &plan, &id, &error) && id > 0, "a quiz is begun");
  store_skill_counts(s, "angle", &before, &error);
  StoredAttempt answer = { .mode = "quiz",
                           .typed = "0.5",
                           .verdict = "right",
                           .credit = 1,
                           .hints = 0,
                           .milliseconds = 5500 };
  tap_ok(store_quiz_answer(s, id, 1, &answer, 12, &error), "its second question is answered first");
  answer.typed = "0.6";
  answer.verdict = "wrong";
  answer.credit = 0.25;
  tap_ok(store_quiz_answer(s, id, 1, &answer, 20, &error), "and answered again");
  store_skill_counts(s, "angle", &after, &error);
  tap_ok(after.attempts == before.attempts + 2 && after.right == before.right + 1,
         "both answers are attempts of their skill");
  tap_ok(store_quiz_unfinished(s, "quiz", &list, &error) && list.count == 1, "it is unfinished");
  const StoredQuiz *q = list.items;
  tap_ok(list.count == 1 && q->id == id && q->count == 3 && q->seed == 99 &&
             q->seconds_allowed == 600 && q->seconds_used == 20 && q->finished == 0 &&
             strcmp(q->topics, "la-dot st-mean") == 0,
         "with all that is needed to go on");
  tap_ok(q->items[0].answered == 0 && strcmp(q->items[0].verdict, "") == 0 &&
             q->items[2].variant_seed == UINT64_MAX,
         "open questions are open");
  tap_ok(q->items[1].answered == now && strcmp(q->items[1].typed, "0.6") == 0 &&
             strcmp(q->items[1].verdict, "wrong") == 0 && q->items[1].credit == 0.25 &&
             q->items[1].milliseconds == 5500,
         "the later answer stands");
  stored_quizzes_free(&list);
  tap_ok(!store_quiz_answer(s, id, 3, &answer, 30, &error) && error.kind == ERROR_INDEX,
         "there is no fourth question");
  error = (Error){ 0 };
  store_skill_counts(s, "angle", &before, &error);
  tap_ok(before.attempts == after.attempts, "and its answer left no attempt");
  tap_ok(store_quiz_add(s, id, &questions[2], &error) &&
             store_quiz_answer(s, id, 3, &answer, 30, &error),
         "now there is");
  int64_t seconds = 0;
  tap_ok(store_quiz_finish(s, id, 0.5, &error), "the quiz is finished");
  tap_ok(store_quiz_seconds(s, &seconds, &error) && seconds == 30, "its time is known");
  tap_ok(!store_quiz_answer(s, id, 0, &answer, 30, &error), "then it takes no answers");
  error = (Error){ 0 };
  tap_ok(!store_quiz_finish(s, id, 0.9, &error), "and cannot be finished again");
  error = (Error){ 0 };
  store_quiz_begin(
      s, &(StoredQuiz){ .kind = "quiz", .topics = "st-mean", .items = questions + 2, .count = 1 },
      &second, &error);
  tap_ok(store_quiz_unfinished(s, "placement", &list, &error) && list.count == 0,
         "another kind is not mixed up with it");
  stored_quizzes_free(&list);
  store_quiz_drop(s, second, &error);
  tap_ok(store_quiz_unfinished(s, "quiz", &list, &error) && list.count == 0,
         "a dropped quiz is not taken up again");
  stored_quizzes_free(&list);
  store_quiz_begin(
      s,
      &(StoredQuiz){ .kind = "quiz", .topics = "la-dot st-mean", .items = questions, .count = 3 },
      &second, &error);
  store_quiz_finish(s, second, 1, &error);
  tap_ok(store_quiz_history(s, "quiz", NULL, 0, &list, &error) && list.count == 2 &&
             list.items[0].id == second && list.items[1].score == 0.5 && list.items[1].count == 4 &&
             strcmp(list.items[1].items[3].typed, "0.6") == 0,
         "the history has the finished ones, newest first, with items");
  stored_quizzes_free(&list);
  tap_ok(store_quiz_history(s, "quiz", "la-dot st-mean", 1, &list, &error) && list.count == 1 &&
             list.items[0].score == 1,
         "the last one of the same topics");
  stored_quizzes_free(&list);
  tap_ok(store_quiz_begin(s, &(StoredQuiz){ .kind = "placement" }, &id, &error) &&
             store_quiz_unfinished(s, "placement", &list, &error) && list.count == 1 &&
             list.items[0].count == 0,
         "a placement may begin without questions");
  stored_quizzes_free(&list);
}

static void test_skills(Store *s) {
  Arena arena = { 0 };
  StoredSkill skill = { .skill = "angle",
                        .due = 500,
                        .stability = 2.3065,
                        .difficulty = 2.11810397,
                        .last = 400,
                        .reps = 1 },
              got;
  StoredReview review = {
    .variant_seed = UINT64_MAX, .grade = 3, .hints = 1, .milliseconds = 7000
  };
  bool found = true;
  tap_ok(store_skill_load(s, "angle", &arena, &got, &found, &error) && !found, "no skill at first");
  tap_ok(store_review_record(s, &review, &skill, &error), "a review is recorded");
  skill.stability = 10.9710482631;
  skill.due = 900;
  skill.reps = 2;
  review.grade = 1;
  store_review_record(s, &review, &skill, &error);
  tap_ok(store_skill_load(s, "angle", &arena, &got, &found, &error) && found &&
             got.stability == 10.9710482631 && got.difficulty == 2.11810397 && got.due == 900 &&
             got.last == 400 && got.reps == 2 && got.lapses == 0,
         "its state is the latest, to the last bit");
  review.grade = 5;
  skill.reps = 3;
  tap_ok(!store_review_record(s, &review, &skill, &error), "there is no grade 5");
  error = (Error){ 0 };
  store_skill_load(s, "angle", &arena, &got, &found, &error);
  tap_ok(got.reps == 2, "and a refused review changes no state");
  review.grade = 4;
  skill = (StoredSkill){ .skill = "mean", .due = 700, .stability = 1, .difficulty = 5 };
  store_review_record(s, &review, &skill, &error);
  StoredSkills due;
  tap_ok(store_skills_due(s, 899, &due, &error) && due.count == 1 &&
             strcmp(due.items[0].skill, "mean") == 0,
         "what is due");
  stored_skills_free(&due);
  tap_ok(store_skills_due(s, INT64_MAX, &due, &error) && due.count == 2 && due.items[0].due == 700,
         "the most overdue first");
  stored_skills_free(&due);
  StoredReviews log;
  tap_ok(store_reviews(s, "angle", &log, &error) && log.count == 2 && log.items[0].grade == 3 &&
             log.items[1].grade == 1 && log.items[0].hints == 1 &&
             log.items[0].milliseconds == 7000 && log.items[0].variant_seed == UINT64_MAX &&
             log.items[0].time == now,
         "the log has every review in order");
  stored_reviews_free(&log);
  tap_ok(store_reviews(s, NULL, &log, &error) && log.count == 3, "of all skills");
  stored_reviews_free(&log);
  arena_free(&arena);
}

static void test_all(const char *path, const char *where) {
  Store *s = store_open(path, (StoreClock){ &now, folder_clock }, &error);
  tap_ok(s && !store_warning(s) && store_is_kept(s) == (path[0] != ':'), "opened %s", where);
  test_settings(s);
  test_positions(s);
  test_typed(s);
  test_attempts(s);
  test_lessons(s);
  test_quizzes(s);
  test_skills(s);
  tap_ok(error.kind == ERROR_NONE, "no error %s: %s", where, error.message);
  store_close(s);
}

static void test_reopened(const char *path) {
  Store *s = store_open(path, (StoreClock){ 0 }, &error);
  StoredAttempts old, all;
  StoredQuizzes quizzes;
  store_attempts(s, &(AttemptFilter){ .limit = 1 }, &old, &error);
  folder_attempt(s, 1, &error);
  store_attempts(s, &(AttemptFilter){ .limit = 1 }, &all, &error);
  tap_ok(old.count == 1 && all.count == 1 && all.items[0].session > old.items[0].session &&
             all.items[0].session == all.items[0].id,
         "the next sitting is another session");
  tap_ok(all.items[0].time > 1700000000000, "without a clock, the system's is used");
  tap_ok(store_quiz_history(s, "quiz", NULL, 0, &quizzes, &error) && quizzes.count == 2,
         "quizzes are still there after closing");
  stored_quizzes_free(&quizzes);
  stored_attempts_free(&old);
  stored_attempts_free(&all);
  store_close(s);
}

int main(void) {
  char *folder = folder_new(), *path = folder_file(folder, "deep/er/progress.db");
  test_all(":memory:", "in memory");
  test_all(path, "on file, in a folder that was not there");
  test_reopened(path);
  char *integrity = folder_query(path, "PRAGMA integrity_check");
  tap_text(integrity, "ok", "the file is sound");
  tap_ok(folder_number(path, "PRAGMA user_version") > 0, "the file has a version");
  char *journal = folder_query(path, "PRAGMA journal_mode");
  tap_text(journal, "wal", "the journal is write-ahead");
  free(journal);
  free(integrity);
  free(path);
  folder_remove(folder);
  store_close(NULL);
  return tap_done();
}
