/* progress.c -- facts about what was worked on.  */

#include "config.h"
#include "learn/progress.h"
#include "learn/lesson.h"
#include "learn/plan.h"
#include "store/quizzes.h"

#include <math.h>
#include <string.h>

static const double lasting = 21; /* days */

const char *standing_name(Standing standing) {
  static const char *const names[] = { "", "growing", "solid", "fading" };
  return names[standing];
}

/* ------------------------------------------------------------------ skills */

/* A day is whole: what is due this evening fades this morning. */
static Standing standing_of(const Schedule *s, const StoredSkill *state, int64_t now,
                            double recall) {
  if (schedule_is_due(state->due, state->last, now) || recall < s->retention - 0.02)
    return STANDING_FADING;
  return state->stability >= lasting ? STANDING_SOLID : STANDING_GROWING;
}

static void add_state(ProgressSkill *k, const Schedule *s, const StoredSkill *state, int64_t now) {
  int64_t passed = now > state->last ? now - state->last : 0;
  k->recall = schedule_recall(s, (double)passed / (double)SCHEDULE_DAY, state->stability);
  k->stability = state->stability;
  k->due = state->due;
  k->standing = standing_of(s, state, now, k->recall);
  if (k->standing == STANDING_GROWING && k->level < MASTERY_FAMILIAR)
    k->standing = STANDING_NONE; /* it was only seen */
}

static const StoredSkill *state_of(const StoredSkills *states, const char *skill) {
  for (size_t i = 0; i < states->count; i++)
    if (strcmp(states->items[i].skill, skill) == 0) return &states->items[i];
  return NULL;
}

static bool load_skills(Progress *p, const Catalogue *c, Store *store, int64_t now, Error *error) {
  StoredMasteries levels = { 0 };
  StoredSkills states = { 0 };
  Schedule s;
  bool good = plan_load(store, &s, error) && store_masteries(store, &levels, error) &&
              store_skills_due(store, INT64_MAX, &states, error);
  p->skills = arena_new(&p->arena, (levels.count + 1) * sizeof *p->skills);
  for (size_t i = 0; good && i < levels.count; i++) {
    const StoredMastery *m = &levels.items[i];
    ProgressSkill *k = &p->skills[p->skill_count++];
    const StoredSkill *state = state_of(&states, m->skill);
    *k = (ProgressSkill){ .skill = arena_copy_string(&p->arena, m->skill),
                          .level = (MasteryLevel)m->level,
                          .recall = NAN,
                          .stability = NAN,
                          .visits = m->visits,
                          .rights = m->rights,
                          .milliseconds = m->milliseconds };
    const char *slash = strchr(k->skill, '/');
    k->exercise = slash ? slash + 1 : k->skill;
    if (state) add_state(k, &s, state, now);
    p->levels[k->level]++;
    p->standings[k->standing]++;
    p->due += state && schedule_is_due(state->due, state->last, now) && plan_lesson(c, k->skill);
  }
  stored_masteries_free(&levels);
  stored_skills_free(&states);
  return good;
}

/* ------------------------------------------------------------------ lessons */

static size_t count_exercises(const char *path) {
  Lesson lesson = { 0 };
  Findings findings = { 0 };
  Error ignored = { 0 };
  size_t count = lesson_load(&lesson, path, &findings, &ignored) ? lesson.exercise_count : 0;
  lesson_free(&lesson);
  findings_free(&findings);
  return count;
}

static bool is_of(const ProgressSkill *k, const char *lesson) {
  size_t len = strlen(lesson);
  return strncmp(k->skill, lesson, len) == 0 && k->skill[len] == '/';
}

/* Skills are sorted by name, so those of a lesson stand together. */
static void take_skills(const Progress *p, ProgressLesson *l) {
  size_t points = 0;
  for (size_t i = 0; i < p->skill_count; i++) {
    if (!is_of(&p->skills[i], l->lesson)) continue;
    if (l->skill_count++ == 0) l->skills = &p->skills[i];
    l->levels[p->skills[i].level]++;
    l->standings[p->skills[i].standing]++;
    points += p->skills[i].level;
  }
  if (l->exercises < l->skill_count) l->exercises = l->skill_count;
  if (l->exercises > 0) l->mastered = (double)points / (double)(MASTERY_MASTERED * l->exercises);
}

static void add_lesson(Progress *p, const StoredLesson *known, const CatalogueLesson *entry) {
  ProgressLesson *l = &p->lessons[p->lesson_count++];
  *l = (ProgressLesson){ .lesson = known->lesson,
                         .title = entry ? entry->title : "",
                         .track = entry ? entry->track : "",
                         .known = *known,
                         .exercises = entry ? count_exercises(entry->path) : 0 };
  take_skills(p, l);
  p->attempts += known->attempts;
  p->right += known->right;
  p->seconds += known->seconds;
  p->exercises += l->exercises;
}

bool progress_load(Progress *p, const Catalogue *c, Store *store, int64_t now, Error *error) {
  *p = (Progress){ 0 };
  bool good = mastery_settle(store, error) && load_skills(p, c, store, now, error) &&
              store_quiz_seconds(store, &p->seconds, error) &&
              store_lessons(store, &p->known, error);
  p->lessons = arena_new(&p->arena, (p->known.count + 1) * sizeof *p->lessons);
  for (size_t i = 0; good && i < c->lesson_count; i++)
    for (size_t k = 0; k < p->known.count; k++)
      if (strcmp(p->known.items[k].lesson, c->lessons[i].slug) == 0)
        add_lesson(p, &p->known.items[k], &c->lessons[i]);
  for (size_t k = 0; good && k < p->known.count; k++)
    if (!catalogue_find(c, p->known.items[k].lesson)) add_lesson(p, &p->known.items[k], NULL);
  return good;
}

void progress_free(Progress *p) {
  stored_lessons_free(&p->known);
  arena_free(&p->arena);
  *p = (Progress){ 0 };
}
