/* placement.c -- where to start, found out by few questions.

   A Bayes network over the lessons: one whose needs are all known is itself known with the pace of
   its track, every other is unknown.  The sets are particles: weighed, drawn again in proportion,
   and moved by Metropolis steps that add or take one lesson at the border of what is known.  */

#include "config.h"
#include "learn/placement.h"
#include "base/random.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTICLES = 400, SWEEPS = 3, PACES = 7 };

static const double paces[PACES] = { 0.03, 0.2, 0.5, 0.75, 0.9, 0.97, 0.995 };
static const double slip = 0.1, usual_guess = 0.05;
/* Bits below which a question is not worth asking: about 95 % sure either way. */
static const double least_gain = 0.12;

typedef struct List {
  size_t *items;
  size_t count, cap;
} List;

typedef struct Particle {
  bool *known;
  unsigned char *missing, *above; /* how many needs are unknown, how many children known */
  unsigned char *pace;            /* of each track */
} Particle;

struct Placement {
  const Catalogue *catalogue;
  size_t count, tracks; /* lessons; tracks */
  size_t *order;        /* every lesson behind its needs */
  size_t *layer;        /* 1 above the deepest need */
  size_t *track;        /* of each lesson */
  List *needs, *children;
  bool *barred;
  double *evidence; /* log odds that the answers give each lesson */
  double *sure;
  double yes[PACES], no[PACES]; /* logarithms of the paces, and of what is left to 1 */
  double *counts;               /* of a particle, per track: known; open */
  Particle *particles, *spare;
  Random random;
};

/* ------------------------------------------------------------------ the graph */

static bool list_has(const List *l, size_t item) {
  for (size_t i = 0; i < l->count; i++)
    if (l->items[i] == item) return true;
  return false;
}

static void list_add(List *l, size_t item) {
  MEM_GROW(l->items, l->count, l->cap);
  l->items[l->count++] = item;
}

static size_t index_of(const Catalogue *c, const char *slug) {
  for (size_t i = 0; i < c->lesson_count; i++)
    if (strcmp(c->lessons[i].slug, slug) == 0) return i;
  return SIZE_MAX;
}

/* Depth first; a need that leads back in a circle is not counted. */
static void visit(Placement *p, size_t lesson, unsigned char *state, size_t *ordered) {
  const CatalogueLesson *l = &p->catalogue->lessons[lesson];
  state[lesson] = 1;
  for (size_t i = 0; i < l->need_count; i++) {
    size_t need = index_of(p->catalogue, l->needs[i]);
    if (need == SIZE_MAX || state[need] == 1) continue;
    if (state[need] == 0) visit(p, need, state, ordered);
    if (list_has(&p->needs[lesson], need)) continue;
    /* So few that they can be counted in a byte. */
    if (p->needs[lesson].count == UCHAR_MAX || p->children[need].count == UCHAR_MAX) continue;
    list_add(&p->needs[lesson], need);
    list_add(&p->children[need], lesson);
    if (p->layer[need] > p->layer[lesson]) p->layer[lesson] = p->layer[need];
  }
  p->layer[lesson]++;
  state[lesson] = 2;
  p->order[(*ordered)++] = lesson;
}

static void read_graph(Placement *p) {
  const Catalogue *c = p->catalogue;
  unsigned char *state = mem_new(p->count + 1);
  size_t ordered = 0;
  for (size_t i = 0; i < p->count; i++)
    if (state[i] == 0) visit(p, i, state, &ordered);
  for (size_t t = 0; t < c->track_count; t++)
    for (size_t i = 0; i < c->tracks[t].count; i++) p->track[c->tracks[t].first + i] = t;
  free(state);
}

/* ------------------------------------------------------------------ particles */

static bool enabled(const Particle *x, size_t lesson) {
  return x->missing[lesson] == 0;
}

static void set(const Placement *p, Particle *x, size_t lesson, bool known) {
  const List *children = &p->children[lesson], *needs = &p->needs[lesson];
  unsigned char by = known ? 1 : (unsigned char)-1;
  x->known[lesson] = known;
  for (size_t i = 0; i < children->count; i++) x->missing[children->items[i]] -= by;
  for (size_t i = 0; i < needs->count; i++) x->above[needs->items[i]] += by;
}

static void draw(Placement *p, Particle *x) {
  for (size_t t = 0; t < p->tracks; t++)
    x->pace[t] = (unsigned char)random_below(&p->random, PACES);
  for (size_t i = 0; i < p->count; i++) x->missing[i] = (unsigned char)p->needs[i].count;
  for (size_t i = 0; i < p->count; i++) {
    size_t l = p->order[i];
    if (enabled(x, l) && random_uniform(&p->random) < paces[x->pace[p->track[l]]])
      set(p, x, l, true);
  }
}

/* Add or take LESSON where the set stays whole. */
static void step(Placement *p, Particle *x, size_t lesson) {
  if (!enabled(x, lesson) || x->above[lesson] > 0) return;
  const List *children = &p->children[lesson];
  unsigned char pace = x->pace[p->track[lesson]];
  double odds = p->yes[pace] - p->no[pace] + p->evidence[lesson];
  bool was = x->known[lesson];
  /* A child whose last missing need this is would become open, and stay unknown. */
  for (size_t i = 0; i < children->count; i++)
    if (x->missing[children->items[i]] == !was)
      odds += p->no[x->pace[p->track[children->items[i]]]];
  double ratio = was ? -odds : odds;
  if (ratio >= 0 || random_uniform(&p->random) < exp(ratio)) set(p, x, lesson, !was);
}

static void choose_paces(Placement *p, Particle *x) {
  for (size_t t = 0; t < p->tracks; t++) p->counts[2 * t] = p->counts[2 * t + 1] = 0;
  for (size_t i = 0; i < p->count; i++)
    if (x->known[i])
      p->counts[2 * p->track[i]]++;
    else if (enabled(x, i))
      p->counts[2 * p->track[i] + 1]++;
  for (size_t t = 0; t < p->tracks; t++) {
    double weights[PACES], all = 0;
    for (int k = 0; k < PACES; k++)
      all += weights[k] = exp(p->counts[2 * t] * p->yes[k] + p->counts[2 * t + 1] * p->no[k]);
    double at = random_uniform(&p->random) * all;
    int k = 0;
    while (k + 1 < PACES && (at -= weights[k]) > 0) k++;
    x->pace[t] = (unsigned char)k;
  }
}

static void move(Placement *p, int sweeps) {
  for (size_t i = 0; i < PARTICLES; i++)
    for (int s = 0; s < sweeps; s++) {
      for (size_t k = 0; k < p->count; k++)
        step(p, &p->particles[i], p->order[s % 2 ? k : p->count - 1 - k]);
      choose_paces(p, &p->particles[i]);
    }
}

static void count_sure(Placement *p) {
  for (size_t l = 0; l < p->count; l++) {
    size_t known = 0;
    for (size_t i = 0; i < PARTICLES; i++) known += p->particles[i].known[l];
    p->sure[l] = (double)known / PARTICLES;
  }
}

static void copy(const Placement *p, Particle *to, const Particle *from) {
  memcpy(to->known, from->known, p->count * sizeof(bool));
  memcpy(to->missing, from->missing, p->count);
  memcpy(to->above, from->above, p->count);
  memcpy(to->pace, from->pace, p->tracks);
}

/* Each stays as often as its weight says, the sum of weights being TOTAL. */
static void select_particles(Placement *p, const double *weights, double total) {
  double at = random_uniform(&p->random) * total / PARTICLES, sum = 0;
  size_t from = 0;
  for (size_t i = 0; i < PARTICLES; i++, at += total / PARTICLES) {
    while (from + 1 < PARTICLES && sum + weights[from] < at) sum += weights[from++];
    copy(p, &p->spare[i], &p->particles[from]);
  }
  Particle *swap = p->particles;
  p->particles = p->spare;
  p->spare = swap;
}

/* ------------------------------------------------------------------ the whole */

static Particle *new_particles(const Placement *p) {
  Particle *list = mem_new(PARTICLES * sizeof *list);
  for (size_t i = 0; i < PARTICLES; i++)
    list[i] = (Particle){ mem_new((p->count + 1) * sizeof(bool)), mem_new(p->count + 1),
                          mem_new(p->count + 1), mem_new(p->tracks + 1) };
  return list;
}

static void free_particles(Particle *list) {
  for (size_t i = 0; i < PARTICLES; i++) {
    free(list[i].known);
    free(list[i].missing);
    free(list[i].above);
    free(list[i].pace);
  }
  free(list);
}

Placement *placement_new(const Catalogue *c, uint64_t seed) {
  Placement *p = mem_new(sizeof *p);
  size_t n = c->lesson_count + 1;
  p->catalogue = c;
  p->count = c->lesson_count;
  p->tracks = c->track_count > 0 ? c->track_count : 1;
  p->order = mem_new(n * sizeof *p->order);
  p->layer = mem_new(n * sizeof *p->layer);
  p->track = mem_new(n * sizeof *p->track);
  p->needs = mem_new(n * sizeof *p->needs);
  p->children = mem_new(n * sizeof *p->children);
  p->barred = mem_new(n * sizeof *p->barred);
  p->evidence = mem_new(n * sizeof *p->evidence);
  p->sure = mem_new(n * sizeof *p->sure);
  p->counts = mem_new(2 * p->tracks * sizeof *p->counts);
  for (int k = 0; k < PACES; k++) {
    p->yes[k] = log(paces[k]);
    p->no[k] = log(1 - paces[k]);
  }
  random_seed(&p->random, seed);
  read_graph(p);
  p->particles = new_particles(p);
  p->spare = new_particles(p);
  for (size_t i = 0; i < PARTICLES; i++) draw(p, &p->particles[i]);
  count_sure(p);
  return p;
}

void placement_free(Placement *p) {
  if (!p) return;
  free_particles(p->particles);
  free_particles(p->spare);
  for (size_t i = 0; i < p->count; i++) {
    free(p->needs[i].items);
    free(p->children[i].items);
  }
  free(p->order);
  free(p->layer);
  free(p->track);
  free(p->needs);
  free(p->children);
  free(p->barred);
  free(p->evidence);
  free(p->sure);
  free(p->counts);
  free(p);
}

void placement_bar(Placement *p, size_t lesson) {
  p->barred[lesson] = true;
}

void placement_answer(Placement *p, size_t lesson, bool right, double guess) {
  double if_known = right ? 1 - slip : slip, if_not = right ? guess : 1 - guess, total = 0;
  double *weights = mem_new(PARTICLES * sizeof *weights);
  for (size_t i = 0; i < PARTICLES; i++)
    total += weights[i] = p->particles[i].known[lesson] ? if_known : if_not;
  p->evidence[lesson] += log(if_known / if_not);
  select_particles(p, weights, total);
  move(p, SWEEPS);
  count_sure(p);
  free(weights);
}

/* ------------------------------------------------------------------ what to ask */

static double entropy(double x) {
  return x <= 0 || x >= 1 ? 0 : -x * log2(x) - (1 - x) * log2(1 - x);
}

double placement_gain(const Placement *p, size_t lesson, double guess) {
  double known = p->sure[lesson], right = known * (1 - slip) + (1 - known) * guess;
  return entropy(right) - known * entropy(slip) - (1 - known) * entropy(guess);
}

size_t placement_next(const Placement *p) {
  size_t best = SIZE_MAX;
  double most = least_gain;
  for (size_t i = 0; i < p->count; i++) {
    double gain = p->barred[i] ? 0 : placement_gain(p, i, usual_guess);
    if (gain <= most) continue;
    most = gain;
    best = i;
  }
  return best;
}

/* ------------------------------------------------------------------ what came out */

double placement_sure(const Placement *p, size_t lesson) {
  return p->sure[lesson];
}

bool placement_knows(const Placement *p, size_t lesson) {
  return p->sure[lesson] > 0.5;
}

size_t placement_path(const Placement *p, size_t *out) {
  size_t count = 0, deepest = 0;
  for (size_t i = 0; i < p->count; i++)
    if (p->layer[i] > deepest) deepest = p->layer[i];
  for (size_t layer = 1; layer <= deepest; layer++)
    for (size_t i = 0; i < p->count; i++)
      if (p->layer[i] == layer && !placement_knows(p, i)) out[count++] = i;
  return count;
}

size_t placement_start(const Placement *p, const CatalogueTrack *track) {
  for (size_t i = track->first; i < track->first + track->count; i++)
    if (!placement_knows(p, i)) return i;
  return SIZE_MAX;
}
