/* test-placement.c -- a thousand synthetic learners with slips and lucky guesses are placed.

   Their knowledge comes from two sources that placement.c does not know: how far somebody got on a
   study path, with lessons forgotten since; and a different depth in each track.  Both on the
   lessons that are there and on the map of the whole curriculum.  */

#include "config.h"
#include "base/random.h"
#include "learn/placement.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEARNERS = 500 }; /* of each source on each map */

typedef struct Truth {
  bool known[128];
} Truth;

typedef struct Figures {
  size_t learners, starts, near, exact, questions, longest, lessons, agree;
} Figures;

/* ------------------------------------------------------------------ the map */

static void read_map(Catalogue *c) {
  char *text = tap_file("tests/learn/map.txt");
  *c = (Catalogue){ 0 };
  c->lessons = arena_new(&c->arena, 128 * sizeof *c->lessons);
  c->tracks = arena_new(&c->arena, 8 * sizeof *c->tracks);
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
    char *words[16], *save = line;
    size_t count = 0;
    if (*line == '#') continue;
    while (save && count < 16) {
      char *blank = strchr(save, ' ');
      if (blank) *blank = '\0';
      words[count++] = arena_copy_string(&c->arena, save);
      save = blank ? blank + 1 : NULL;
    }
    const char **needs = arena_new(&c->arena, 16 * sizeof *needs);
    for (size_t i = 3; i < count; i++) needs[i - 3] = words[i];
    if (c->track_count == 0 || strcmp(c->tracks[c->track_count - 1].slug, words[1]) != 0)
      c->tracks[c->track_count++] =
          (CatalogueTrack){ .slug = words[1], .title = words[1], .first = c->lesson_count };
    c->tracks[c->track_count - 1].count++;
    c->lessons[c->lesson_count++] = (CatalogueLesson){ .slug = words[0],
                                                       .title = words[0],
                                                       .track = words[1],
                                                       .minutes = atoi(words[2]),
                                                       .needs = needs,
                                                       .need_count = count - 3 };
  }
  free(text);
}

static size_t find(const Catalogue *c, const char *slug) {
  const CatalogueLesson *l = catalogue_find(c, slug);
  return l ? (size_t)(l - c->lessons) : SIZE_MAX;
}

/* Nobody knows a lesson without what it needs. */
static void close_down(const Catalogue *c, Truth *t) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < c->lesson_count; i++)
      for (size_t k = 0; t->known[i] && k < c->lessons[i].need_count; k++) {
        size_t need = find(c, c->lessons[i].needs[k]);
        if (need == SIZE_MAX || t->known[need]) continue;
        t->known[i] = false;
        changed = true;
      }
  }
}

/* ------------------------------------------------------------------ learners */

/* So far in every track, independently. */
static Truth by_depth(const Catalogue *c, Random *random) {
  Truth t = { 0 };
  for (size_t i = 0; i < c->track_count; i++) {
    size_t depth = random_below(random, c->tracks[i].count + 1);
    for (size_t k = 0; k < depth; k++) t.known[c->tracks[i].first + k] = true;
  }
  close_down(c, &t);
  return t;
}

/* A study path in random order, left somewhere; one lesson in twenty was forgotten. */
static Truth by_path(const Catalogue *c, Random *random) {
  Truth t = { 0 };
  size_t goal = random_below(random, c->lesson_count + 1), known = 0;
  while (known < goal) {
    size_t pick = random_below(random, c->lesson_count);
    bool ready = !t.known[pick];
    for (size_t k = 0; k < c->lessons[pick].need_count; k++) {
      size_t need = find(c, c->lessons[pick].needs[k]);
      ready = ready && (need == SIZE_MAX || t.known[need]);
    }
    known += ready;
    t.known[pick] |= ready;
  }
  for (size_t i = 0; i < c->lesson_count; i++)
    if (random_below(random, 20) == 0) t.known[i] = false;
  close_down(c, &t);
  return t;
}

/* ------------------------------------------------------------------ placing */

static size_t start_of(const CatalogueTrack *t, const Truth *truth) {
  size_t at = 0;
  while (at < t->count && truth->known[t->first + at]) at++;
  return at;
}

/* One in ten slips, one in twenty guesses right. */
static void place(const Catalogue *c, const Truth *truth, Random *random, Figures *f) {
  Placement *p = placement_new(c, random_bits(random));
  size_t asked = 0, at;
  while (asked < PLACEMENT_MOST && (at = placement_next(p)) != SIZE_MAX) {
    bool right = random_uniform(random) < (truth->known[at] ? 0.9 : 0.05);
    placement_answer(p, at, right, 0.05);
    asked++;
  }
  for (size_t i = 0; i < c->track_count; i++) {
    size_t begin = placement_start(p, &c->tracks[i]), is = start_of(&c->tracks[i], truth);
    size_t said = begin == SIZE_MAX ? c->tracks[i].count : begin - c->tracks[i].first;
    f->near += said <= is + 1 && is <= said + 1;
    f->exact += said == is;
    f->starts++;
  }
  for (size_t i = 0; i < c->lesson_count; i++) f->agree += placement_knows(p, i) == truth->known[i];
  f->lessons += c->lesson_count;
  f->learners++;
  f->questions += asked;
  if (asked > f->longest) f->longest = asked;
  placement_free(p);
}

static void simulate(const Catalogue *c, const char *name,
                     Truth (*draw)(const Catalogue *, Random *), double bound, double lessons) {
  Random random;
  Figures f = { 0 };
  random_seed(&random, 20261127);
  for (int i = 0; i < LEARNERS; i++) {
    Truth truth = draw(c, &random);
    place(c, &truth, &random, &f);
  }
  double near = (double)f.near / (double)f.starts, agree = (double)f.agree / (double)f.lessons;
  tap_note("%s, %zu lessons: %zu learners, %.1f questions each (at most %zu): recommended start "
           "within one lesson of the truth for %.1f %% of the tracks, exact for %.1f %%; %.1f %% "
           "of all lessons told rightly",
           name, c->lesson_count, f.learners, (double)f.questions / (double)f.learners, f.longest,
           100 * near, 100 * (double)f.exact / (double)f.starts, 100 * agree);
  tap_ok(near >= bound, "%s: within one lesson for %.0f %% and more", name, 100 * bound);
  tap_ok(agree >= lessons, "%s: %.0f %% of the lessons and more", name, 100 * lessons);
  tap_ok(f.longest <= PLACEMENT_MOST, "%s: never more than %d questions", name, PLACEMENT_MOST);
}

/* ------------------------------------------------------------------ by hand */

/* What Bayes' rule says of one question, worked out by hand: known with 0.5, slip 0.1, guess 0.05:
   right with 0.475; H(0.475) - 0.5 H(0.1) - 0.5 H(0.05) = 0.99820 - 0.23450 - 0.14320 = 0.62050. */
static void test_gain(void) {
  const char *needs[] = { "a" };
  CatalogueLesson lessons[] = { { .slug = "a", .track = "t" },
                                { .slug = "b", .track = "t", .needs = needs, .need_count = 1 } };
  CatalogueTrack track = { .slug = "t", .count = 2 };
  Catalogue c = { .tracks = &track, .track_count = 1, .lessons = lessons, .lesson_count = 2 };
  Placement *p = placement_new(&c, 7);
  double known = placement_sure(p, 0);
  double right = known * 0.9 + (1 - known) * 0.05;
  double expected = -right * log2(right) - (1 - right) * log2(1 - right) - known * 0.4689956 -
                    (1 - known) * 0.2863969;
  tap_ok(fabs(placement_gain(p, 0, 0.05) - expected) < 1e-6, "the gain is the mutual information");
  tap_ok(placement_sure(p, 1) <= placement_sure(p, 0), "a lesson is never surer than its need");
  placement_answer(p, 1, true, 0.05);
  tap_ok(placement_sure(p, 0) > 0.85, "a right answer speaks for what it needs, too");
  for (int i = 0; i < 3; i++) placement_answer(p, 0, false, 0.05);
  tap_ok(placement_sure(p, 1) < 0.1 && !placement_knows(p, 0), "misses outweigh it");
  size_t path[2];
  tap_ok(placement_path(p, path) == 2 && path[0] == 0 && path[1] == 1, "needs first");
  tap_ok(placement_start(p, &track) == 0, "the start is the first");
  placement_free(p);
}

static void test_odd_graphs(void) {
  const char *self[] = { "b", "a", "gone" }, *back[] = { "a" };
  CatalogueLesson lessons[] = { { .slug = "a", .track = "t", .needs = self, .need_count = 3 },
                                { .slug = "b", .track = "t", .needs = back, .need_count = 1 } };
  CatalogueTrack track = { .slug = "t", .count = 2 };
  Catalogue c = { .tracks = &track, .track_count = 1, .lessons = lessons, .lesson_count = 2 };
  Catalogue none = { 0 };
  size_t path[2];
  Placement *p = placement_new(&c, 1);
  tap_ok(placement_next(p) < 2, "a circle of needs does no harm");
  placement_bar(p, 0);
  placement_bar(p, 1);
  tap_ok(placement_next(p) == SIZE_MAX, "what cannot be asked is not asked");
  tap_ok(placement_path(p, path) <= 2, "there is a path all the same");
  placement_free(p);
  p = placement_new(&none, 1);
  tap_ok(placement_next(p) == SIZE_MAX && placement_path(p, path) == 0, "no lessons, no questions");
  placement_free(p);
}

int main(void) {
  const char *srcdir = getenv("srcdir");
  Catalogue map, here;
  Text root = TEXT_EMPTY;
  text_printf(&root, "%s/lessons", srcdir ? srcdir : ".");
  catalogue_open(&here, text_string(&root));
  read_map(&map);
  tap_ok(map.lesson_count == 83 && map.track_count == 4, "the map has 83 lessons in 4 tracks");
  test_gain();
  test_odd_graphs();
  simulate(&here, "lessons that are there, by depth", by_depth, 0.95, 0.95);
  simulate(&here, "lessons that are there, by path", by_path, 0.95, 0.95);
  simulate(&map, "whole curriculum, by depth", by_depth, 0.82, 0.93);
  simulate(&map, "whole curriculum, by path", by_path, 0.82, 0.93);
  catalogue_close(&here);
  arena_free(&map.arena);
  text_free(&root);
  return tap_done();
}
