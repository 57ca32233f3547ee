/* quiz_fixed.c -- the questions of a quiz that is set for everybody: week:1, final.

   What its file asks for is taken as far as the lessons are there.  With a seed of its own the
   seed alone decides, so that a class gets one paper.  Without one the learner's record does: of a
   lesson the exercise that is mastered least, of earlier lessons what is due for review.  */

#include "config.h"
#include "base/dict.h"
#include "learn/fixed_quiz.h"
#include "learn/quiz_parts.h"
#include "store/skills.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What makes an exercise the worse choice. */
enum { ASKED = 10000, IN_PARTS = 2000, WITHOUT_NUMBERS = 1000, A_LEVEL = 100, LEAST_BY_SEED = 100 };

typedef struct Picking {
  Quiz *q;
  bool personal; /* the learner's record is looked at */
  Dict seen;
  size_t number; /* of the pick */
} Picking;

/* ------------------------------------------------------------------ one question */

static unsigned by_seed(const Picking *p, const char *text) {
  return (unsigned)(hash_bytes(text, strlen(text), p->q->seed + p->number) % LEAST_BY_SEED);
}

static unsigned asked(const Quiz *q, const char *lesson, const char *exercise) {
  unsigned count = 0;
  for (size_t i = 0; i < q->count; i++)
    count += q->items[i].first && strcmp(q->items[i].lesson, lesson) == 0 &&
             (!exercise || strcmp(q->items[i].exercise, exercise) == 0);
  return count;
}

static unsigned level_of(const Picking *p, const char *lesson, const char *exercise) {
  MasteryLevel level = MASTERY_NONE;
  Text skill = TEXT_EMPTY;
  Error ignored = { 0 };
  text_printf(&skill, "%s/%s", lesson, exercise);
  if (p->personal) mastery_level(p->q->options.store, text_string(&skill), &level, &ignored);
  text_free(&skill);
  return (unsigned)level;
}

static bool has_exercise(const Lesson *l, const char *name) {
  for (size_t i = 0; name && i < l->exercise_count; i++)
    if (strcmp(l->exercises[i]->name, name) == 0) return true;
  return false;
}

static bool is_choice(const Exercise *x) {
  return x->part_count == 1 && x->parts[0].kind == ANSWER_CHOICE;
}

static unsigned price(const Picking *p, const char *lesson, const Exercise *x, FixedKind kind) {
  return ASKED * asked(p->q, lesson, x->name) + (x->part_count > 1 ? IN_PARTS : 0) +
         (kind != FIXED_CHOICE && !quiz_draws(x) ? WITHOUT_NUMBERS : 0) +
         A_LEVEL * level_of(p, lesson, x->name) + by_seed(p, x->name);
}

/* A question of this lesson; EXERCISE is only a wish when the lesson has none of that name. */
static bool take_from(Picking *p, const char *lesson, const char *exercise, FixedKind kind) {
  Room *room = quiz_room(p->q, lesson);
  if (!room) return false;
  const Lesson *l = &room->lesson;
  bool *dry = mem_new((l->exercise_count + 1) * sizeof *dry), taken = false;
  const char *wish = has_exercise(l, exercise) ? exercise : NULL;
  for (size_t best = 0; !taken && best != SIZE_MAX;) {
    unsigned least = 0;
    best = SIZE_MAX;
    for (size_t i = 0; i < l->exercise_count; i++) {
      const Exercise *x = l->exercises[i];
      bool fits = !dry[i] && quiz_can_ask(x) && (!wish || strcmp(x->name, wish) == 0) &&
                  (kind != FIXED_CHOICE || is_choice(x)) &&
                  (quiz_draws(x) || asked(p->q, lesson, x->name) == 0);
      unsigned own = fits ? price(p, lesson, x, kind) : 0;
      if (!fits || (best != SIZE_MAX && own >= least)) continue;
      least = own;
      best = i;
    }
    if (best == SIZE_MAX) break;
    dry[best] = true;
    taken = quiz_take(p->q, room, best, asked(p->q, lesson, l->exercises[best]->name), &p->seen);
  }
  free(dry);
  return taken;
}

/* ------------------------------------------------------------------ one line of the file */

/* Of the sources that are there, the one that was asked least; among equals the seed decides. */
static const FixedSource *next_source(const Picking *p, const FixedPick *pick, const bool *dry) {
  const FixedSource *best = NULL;
  unsigned least = 0;
  for (size_t i = 0; i < pick->source_count; i++) {
    const FixedSource *s = &pick->sources[i];
    if (dry[i] || !catalogue_find(p->q->catalogue, s->lesson)) continue;
    unsigned own = LEAST_BY_SEED * asked(p->q, s->lesson, NULL) + by_seed(p, s->lesson);
    if (best && own >= least) continue;
    best = s;
    least = own;
  }
  return best;
}

/* One question from each lesson: fewer lessons than questions give more only where the file names
   fewer. */
static unsigned wanted(const Quiz *q, const FixedPick *pick) {
  unsigned there = 0;
  for (size_t i = 0; i < pick->source_count; i++)
    there += catalogue_find(q->catalogue, pick->sources[i].lesson) != NULL;
  return pick->count > pick->source_count && there > 0 ? pick->count
         : pick->count < there                         ? pick->count
                                                       : there;
}

static void take_due(Picking *p, const FixedPick *pick, unsigned *left) {
  StoredSkills due = { 0 };
  Error error = { 0 };
  if (!store_skills_due(p->q->options.store, quiz_now(p->q), &due, &error))
    quiz_store_failed(p->q, &error);
  for (size_t i = 0; i<due.count && * left> 0; i++) {
    const char *slash = strchr(due.items[i].skill, '/');
    for (size_t k = 0; slash && k < pick->source_count; k++) {
      const char *lesson = pick->sources[k].lesson;
      if (strlen(lesson) != (size_t)(slash - due.items[i].skill) ||
          strncmp(lesson, due.items[i].skill, strlen(lesson)) != 0)
        continue;
      *left -= take_from(p, lesson, slash + 1, FIXED_BEFORE);
      break;
    }
  }
  stored_skills_free(&due);
}

static void take_pick(Picking *p, const FixedPick *pick) {
  unsigned left = wanted(p->q, pick);
  bool *dry = mem_new((pick->source_count + 1) * sizeof *dry);
  const FixedSource *source;
  p->number++;
  if (pick->kind == FIXED_BEFORE && p->personal) take_due(p, pick, &left);
  while (left > 0 && (source = next_source(p, pick, dry))) {
    bool taken = take_from(p, source->lesson, source->exercise, pick->kind);
    left -= taken;
    if (!taken || (pick->count <= pick->source_count && pick->kind != FIXED_BEFORE))
      dry[source - pick->sources] = true;
  }
  free(dry);
}

/* ------------------------------------------------------------------ the whole */

/* The time of what is left of it, in whole minutes. */
static unsigned minutes_for(const FixedQuiz *f, size_t taken) {
  size_t whole = fixed_quiz_count(f);
  if (whole == 0 || taken >= whole) return f->minutes;
  return (unsigned)((f->minutes * taken + whole - 1) / whole);
}

bool quiz_pick_fixed(Quiz *q, Error *error) {
  const FixedQuiz *f = q->fixed;
  Picking p = { .q = q, .personal = q->options.seed == 0 && q->options.store };
  Error ignored = { 0 };
  if (p.personal) mastery_settle(q->options.store, &ignored);
  for (size_t i = 0; i < f->pick_count; i++) {
    size_t before = q->count;
    unsigned count = 0;
    take_pick(&p, &f->picks[i]);
    for (size_t k = before; k < q->count; k++) count += q->items[k].first;
    q->fixed_taken += count;
  }
  if (q->options.minutes == 0) q->allowed = (int64_t)minutes_for(f, q->fixed_taken) * 60000;
  dict_free(&p.seen);
  return q->count > 0 || error_set(error, ERROR_FILE, (Span){ 0, 0 },
                                   "none of the lessons of %.80s is here yet", f->name);
}

/* ------------------------------------------------------------------ passed */

static void track_share(const Quiz *q, const CatalogueTrack *t, double *credit, size_t *count) {
  *credit = 0;
  *count = 0;
  for (size_t i = 0; i < q->row_count; i++)
    if (strcmp(q->rows[i].lesson->track, t->slug) == 0) {
      *credit += q->rows[i].credit;
      *count += q->rows[i].count;
    }
}

bool quiz_is_judged(const Quiz *q) {
  return !q->placement && q->options.pass_percent > 0;
}

bool quiz_passed(const Quiz *q) {
  bool passed = quiz_percent(q) >= q->options.pass_percent;
  for (size_t i = 0; q->pass_of_track > 0 && i < q->catalogue->track_count; i++) {
    double credit;
    size_t count;
    track_share(q, &q->catalogue->tracks[i], &credit, &count);
    if (count > 0 && 100 * credit < q->pass_of_track * (double)count) passed = false;
  }
  return passed;
}

/* 95 %, after Wilson (1927). */
static void put_interval(double share, double n, Text *out) {
  const double z = 1.959963984540054;
  double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  double half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  text_printf(out, "%.0f to %.0f %%", 100 * fmax(0, middle - half), 100 * fmin(1, middle + half));
}

static void put_tracks(const Quiz *q, Text *out) {
  const char *comma = "";
  for (size_t i = 0; i < q->catalogue->track_count; i++) {
    const CatalogueTrack *t = &q->catalogue->tracks[i];
    double credit;
    size_t count;
    track_share(q, t, &credit, &count);
    if (count == 0) continue;
    text_printf(out, "%s%s %.0f %%", comma, t->title, 100 * credit / (double)count);
    comma = ", ";
  }
}

static bool is_first_miss(const Quiz *q, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (quiz_is_miss(&q->items[i]) && strcmp(q->items[i].skill, q->items[at].skill) == 0)
      return false;
  return quiz_is_miss(&q->items[at]);
}

/* The first exercises that were missed, with their places. */
static void put_practice(const Quiz *q, Text *out) {
  enum { MOST = 3 };
  size_t count = 0;
  for (size_t i = 0; i < q->count && count < MOST; i++) {
    const QuizItem *item = &q->items[i];
    if (!is_first_miss(q, i)) continue;
    text_printf(out, "%s`%s` in `%s` step %zu",
                count > 0 ? ", " : "\nTo practise: ", item->exercise, item->lesson,
                quiz_step(item));
    count++;
  }
  text_puts(out, count > 0 ? ".\n" : "");
}

void quiz_put_passed(const Quiz *q, Text *out) {
  bool passed = quiz_passed(q);
  if (!q->fixed || q->placement) return;
  put_practice(q, out);
  if (quiz_is_judged(q)) {
    text_printf(out, "\n**%s.** It takes %.4g %%", passed ? "Passed" : "Not passed",
                q->options.pass_percent);
    if (q->pass_of_track > 0) {
      text_printf(out, ", and %.4g %% in each track; yours: ", q->pass_of_track);
      put_tracks(q, out);
    }
    text_puts(out, ".\n");
  }
  if (!passed || q->pass_of_track <= 0) return;
  Text day = TEXT_EMPTY;
  quiz_put_time(q->finished, &day);
  text_truncate(&day, strcspn(text_string(&day), "T"));
  text_printf(out, "\n**Certificate.** %s", q->title);
  if (q->options.learner && *q->options.learner) text_printf(out, ", %s", q->options.learner);
  text_printf(out, ", %s: ", text_string(&day));
  quiz_put_score(q->credit, q->asked, out);
  text_printf(out, ", %.0f %% (95 %% interval ", quiz_percent(q));
  put_interval(q->credit / (double)q->asked, (double)q->asked, out);
  text_puts(out, "); ");
  put_tracks(q, out);
  text_printf(out, "; seed %llu.\n", (unsigned long long)q->seed);
  text_free(&day);
}
