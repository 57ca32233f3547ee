/* catalogue.c -- which lessons there are, in which tracks and in which order.  */

#include "config.h"
#include "base/dict.h"
#include "base/files.h"
#include "base/paths.h"
#include "learn/catalogue.h"
#include "learn/front_matter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 16384, LAST = 1000 };

/* A lesson on its way to its place. */
typedef struct Found {
  CatalogueLesson lesson;
  size_t track;
  size_t rank;  /* in the order of track.md; LAST when it is not named there */
  size_t order; /* of being found */
} Found;

typedef struct FoundTrack {
  CatalogueTrack track;
  const char **order; /* slugs */
  size_t order_count;
  long rank;
} FoundTrack;

typedef struct Gatherer {
  Arena arena;
  FoundTrack *tracks;
  size_t track_count, track_cap;
  Found *lessons;
  size_t lesson_count, lesson_cap;
  Dict slugs, names;
} Gatherer;

/* ------------------------------------------------------------------ reading heads */

/* The beginning of a plain file; false when there is none. */
static bool read_head(const char *path, char head[HEAD + 1]) {
  struct stat info;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  size_t len = 0;
  ssize_t n = 0;
  bool plain = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  while (plain && len < HEAD && (n = read(fd, head + len, HEAD - len)) > 0) len += (size_t)n;
  close(fd);
  head[len] = '\0';
  char *to = head;
  for (const char *s = head; *s; s++)
    if (*s != '\r') *to++ = *s;
  *to = '\0';
  return plain && n >= 0;
}

static void set_track(Gatherer *g, FoundTrack *t, const char *key, const char *value) {
  if (strcmp(key, "title") == 0)
    t->track.title = arena_copy_string(&g->arena, value);
  else if (strcmp(key, "summary") == 0)
    t->track.summary = arena_copy_string(&g->arena, value);
  else if (strcmp(key, "order") == 0)
    t->rank = strtol(value, NULL, 10);
  else if (strcmp(key, "lessons") == 0 && *value) {
    t->order = arena_grow(&g->arena, t->order, t->order_count, sizeof *t->order);
    t->order[t->order_count++] = arena_copy_string(&g->arena, value);
  }
}

/* `key: value` and `- item` lines of track.md. */
static void read_track(Gatherer *g, FoundTrack *t, char *head) {
  char key[16] = "";
  if (strncmp(head, "---\n", 4) != 0) return;
  for (char *line = head + 4, *next; line && strncmp(line, "---", 3) != 0; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = '\0';
    size_t len = strlen(line);
    while (len > 0 && isspace((unsigned char)line[len - 1])) line[--len] = '\0';
    const char *item = line + strspn(line, " \t");
    if (item[0] == '-' && item[1] == ' ') {
      set_track(g, t, key, item + 1 + strspn(item + 1, " \t"));
      continue;
    }
    size_t n = strcspn(line, ":");
    if (n == 0 || n >= sizeof key || line[n] != ':') continue;
    memcpy(key, line, n);
    key[n] = '\0';
    set_track(g, t, key, line + n + 1 + strspn(line + n + 1, " \t"));
  }
}

static void read_lesson(Gatherer *g, size_t track, const char *path) {
  char head[HEAD + 1];
  uint32_t lines;
  Findings ignored = { 0 };
  if (!read_head(path, head)) return;
  Lesson l = { .arena = g->arena, .source = head }; /* its texts stay in our arena */
  front_matter_read(&l, &lines, &ignored);
  findings_free(&ignored);
  g->arena = l.arena;
  if (lines == 0 || !l.title || !l.slug || !*l.slug) return;
  if (dict_find_string(&g->slugs, l.slug) != DICT_NONE) return;
  dict_intern_string(&g->slugs, l.slug);
  FoundTrack *t = &g->tracks[track];
  size_t rank = 0;
  while (rank < t->order_count && strcmp(t->order[rank], l.slug) != 0) rank++;
  MEM_GROW(g->lessons, g->lesson_count, g->lesson_cap);
  g->lessons[g->lesson_count] = (Found){ .lesson = { .slug = l.slug,
                                                     .title = l.title,
                                                     .track = t->track.slug,
                                                     .path = arena_copy_string(&g->arena, path),
                                                     .needs = l.needs,
                                                     .need_count = l.need_count,
                                                     .skills = l.skills,
                                                     .skill_count = l.skill_count,
                                                     .drills = l.drills,
                                                     .drill_count = l.drill_count,
                                                     .minutes = l.minutes },
                                         .track = track,
                                         .rank = rank < t->order_count ? rank : LAST,
                                         .order = g->lesson_count };
  g->lesson_count++;
}

/* ------------------------------------------------------------------ folders */

/* The track of this name; a track that several folders have is described by the first. */
static size_t track_of(Gatherer *g, const char *name, const char *folder) {
  size_t i = dict_find_string(&g->names, name);
  if (i != DICT_NONE) return i;
  i = dict_intern_string(&g->names, name);
  MEM_GROW(g->tracks, g->track_count, g->track_cap);
  FoundTrack *t = &g->tracks[g->track_count++];
  char *slug = arena_copy_string(&g->arena, name), head[HEAD + 1];
  *t = (FoundTrack){ .track = { .slug = slug, .title = slug, .summary = "" }, .rank = LAST };
  Text path = TEXT_EMPTY;
  text_printf(&path, "%s/track.md", folder);
  if (read_head(text_string(&path), head)) read_track(g, t, head);
  text_free(&path);
  return i;
}

static bool is_lesson_name(const char *name) {
  size_t len = strlen(name);
  return name[0] != '.' && len > 3 && strcmp(name + len - 3, ".md") == 0 &&
         strcmp(name, "track.md") != 0;
}

static void read_folder(Gatherer *g, const char *folder, const char *name) {
  char **files = NULL;
  int count = file_list(folder, &files);
  for (int i = 0; i < count; i++) {
    if (is_lesson_name(files[i])) {
      Text path = TEXT_EMPTY;
      text_printf(&path, "%s/%s", folder, files[i]);
      read_lesson(g, track_of(g, name, folder), text_string(&path));
      text_free(&path);
    }
    free(files[i]);
  }
  if (count >= 0) free(files);
}

static void read_root(Gatherer *g, const char *root) {
  char **names = NULL;
  int count = file_list(root, &names);
  for (int i = 0; i < count; i++) {
    Text folder = TEXT_EMPTY;
    text_printf(&folder, "%s/%s", root, names[i]);
    if (names[i][0] != '.' && file_is_folder(text_string(&folder)))
      read_folder(g, text_string(&folder), names[i]);
    text_free(&folder);
    free(names[i]);
  }
  if (count >= 0) free(names);
}

/* ------------------------------------------------------------------ the order */

static int by_rank(const void *a, const void *b) {
  const FoundTrack *const *x = a, *const *y = b;
  if ((*x)->rank != (*y)->rank) return (*x)->rank < (*y)->rank ? -1 : 1;
  return strcmp((*x)->track.slug, (*y)->track.slug);
}

static int by_order(const void *a, const void *b) {
  const Found *x = a, *y = b;
  if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

static void arrange(Gatherer *g, Catalogue *c) {
  FoundTrack **tracks = mem_new((g->track_count + 1) * sizeof *tracks);
  for (size_t i = 0; i < g->track_count; i++) tracks[i] = &g->tracks[i];
  qsort(tracks, g->track_count, sizeof *tracks, by_rank);
  if (g->lesson_count > 1) qsort(g->lessons, g->lesson_count, sizeof *g->lessons, by_order);
  c->tracks = arena_new(&g->arena, (g->track_count + 1) * sizeof *c->tracks);
  c->lessons = arena_new(&g->arena, (g->lesson_count + 1) * sizeof *c->lessons);
  for (size_t i = 0; i < g->track_count; i++) {
    CatalogueTrack t = tracks[i]->track;
    t.first = c->lesson_count;
    for (size_t k = 0; k < g->lesson_count; k++)
      if (&g->tracks[g->lessons[k].track] == tracks[i])
        c->lessons[c->lesson_count++] = g->lessons[k].lesson;
    t.count = c->lesson_count - t.first;
    if (t.count > 0) c->tracks[c->track_count++] = t;
  }
  free(tracks);
}

void catalogue_open(Catalogue *c, const char *override) {
  catalogue_open_beside(c, override, NULL, 0);
}

/* A folder's own name, whatever way leads to it: "." has one, too. */
static void read_track_folder(Gatherer *g, const char *folder) {
  char *real = realpath(folder, NULL);
  const char *slash = real ? strrchr(real, '/') : NULL;
  read_folder(g, folder, slash && slash[1] ? slash + 1 : folder);
  free(real);
}

void catalogue_open_beside(Catalogue *c, const char *override, const char *const *folders,
                           size_t count) {
  Gatherer g = { 0 };
  Text root = TEXT_EMPTY;
  *c = (Catalogue){ 0 };
  for (size_t i = 0; i < count; i++) read_track_folder(&g, folders[i]);
  for (unsigned i = 0; path_lessons(override, i, &root); i++) {
    read_root(&g, text_string(&root));
    c->roots = arena_grow(&g.arena, c->roots, c->root_count, sizeof *c->roots);
    c->roots[c->root_count++] = arena_copy_string(&g.arena, text_string(&root));
    text_clear(&root);
  }
  arrange(&g, c);
  c->arena = g.arena;
  text_free(&root);
  free(g.tracks);
  free(g.lessons);
  dict_free(&g.slugs);
  dict_free(&g.names);
}

void catalogue_close(Catalogue *c) {
  arena_free(&c->arena);
  *c = (Catalogue){ 0 };
}

/* ------------------------------------------------------------------ questions */

const CatalogueLesson *catalogue_find(const Catalogue *c, const char *slug) {
  for (size_t i = 0; i < c->lesson_count; i++)
    if (strcmp(c->lessons[i].slug, slug) == 0) return &c->lessons[i];
  return NULL;
}

const CatalogueTrack *catalogue_track(const Catalogue *c, const char *slug) {
  for (size_t i = 0; i < c->track_count; i++)
    if (strcmp(c->tracks[i].slug, slug) == 0) return &c->tracks[i];
  return NULL;
}

static void consider(const char *typed, const char *slug, int *least, const char **best) {
  const char *dash = strchr(slug, '-');
  int d = dash && strcmp(dash + 1, typed) == 0 ? 0 : edit_distance(typed, slug, 2);
  if (d < *least) {
    *least = d;
    *best = slug;
  }
}

/* `dot` is near `la-dot`, too. */
const char *catalogue_nearest(const Catalogue *c, const char *slug) {
  const char *best = NULL;
  int least = strlen(slug) < 4 ? 2 : 3;
  for (size_t i = 0; i < c->lesson_count; i++) consider(slug, c->lessons[i].slug, &least, &best);
  for (size_t i = 0; i < c->track_count; i++) consider(slug, c->tracks[i].slug, &least, &best);
  return best;
}

const CatalogueLesson *catalogue_next(const Catalogue *c, const char *slug) {
  const CatalogueLesson *l = catalogue_find(c, slug);
  const CatalogueTrack *t = l ? catalogue_track(c, l->track) : NULL;
  return t && (size_t)(l - c->lessons) + 1 < t->first + t->count ? l + 1 : NULL;
}

static bool rests_on(const Catalogue *c, const char *slug, const char *need, bool *seen) {
  const CatalogueLesson *l = catalogue_find(c, slug);
  if (!l || seen[l - c->lessons]) return false;
  seen[l - c->lessons] = true;
  for (size_t i = 0; i < l->need_count; i++)
    if (strcmp(l->needs[i], need) == 0 || rests_on(c, l->needs[i], need, seen)) return true;
  return false;
}

bool catalogue_rests_on(const Catalogue *c, const char *slug, const char *need) {
  bool *seen = mem_new((c->lesson_count + 1) * sizeof *seen);
  bool found = rests_on(c, slug, need, seen);
  free(seen);
  return found;
}
