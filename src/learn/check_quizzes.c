/* check_quizzes.c -- quizzes.md: whether it can be read, and names exercises that are there.  */

#include "config.h"
#include "learn/check_parts.h"
#include "learn/exercise.h"
#include "learn/fixed_quiz.h"

#include <string.h>

static bool has_exercise(const Lesson *l, const char *name) {
  for (size_t i = 0; i < l->exercise_count; i++)
    if (strcmp(l->exercises[i]->name, name) == 0) return true;
  return false;
}

/* A lesson that is not here yet may be named. */
static void check_source(const FixedSource *s, const Catalogue *all, Findings *findings) {
  const CatalogueLesson *entry = catalogue_find(all, s->lesson);
  Lesson lesson = { 0 };
  Findings ignored = { 0 };
  Error error = { 0 };
  if (!entry || !s->exercise) return;
  if (lesson_load(&lesson, entry->path, &ignored, &error) && !has_exercise(&lesson, s->exercise))
    findings_add(findings, s->place, FINDING_ERROR,
                 "[quiz] `%s` has no exercise `%s`; name one of its exercises, or the lesson alone",
                 s->lesson, s->exercise);
  lesson_free(&lesson);
  findings_free(&ignored);
}

bool check_quizzes_file(const char *text, const CheckOptions *options, Findings *findings) {
  Arena arena = { 0 };
  FixedQuizzes all = { 0 };
  fixed_quizzes_read(text, &arena, &all, findings);
  if (all.count == 0)
    findings_add(findings, (Place){ 1, 1 }, FINDING_WARNING,
                 "[quiz] there is no quiz in it; begin one with a line `## NAME TITLE`");
  for (size_t i = 0; i < all.count; i++) {
    const FixedQuiz *quiz = &all.items[i];
    for (size_t k = 0; k < i; k++)
      if (strcmp(all.items[k].name, quiz->name) == 0)
        findings_add(findings, quiz->place, FINDING_ERROR,
                     "[quiz] `%s` stands here twice; give one of them another name", quiz->name);
    if (quiz->pick_count == 0)
      findings_add(findings, quiz->place, FINDING_ERROR,
                   "[quiz] `%s` asks nothing; add a line like `- 3 of LESSON`", quiz->name);
    for (size_t k = 0; options->catalogue && k < quiz->pick_count; k++)
      for (size_t n = 0; n < quiz->picks[k].source_count; n++)
        check_source(&quiz->picks[k].sources[n], options->catalogue, findings);
  }
  findings_sort(findings);
  arena_free(&arena);
  return findings->errors == 0;
}
