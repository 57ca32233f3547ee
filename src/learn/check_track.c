/* check_track.c -- track.md: what it is called, and the order of its lessons.  */

#include "config.h"
#include "base/files.h"
#include "learn/check_parts.h"
#include "learn/policy.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct TrackCheck {
  const char *path;
  const Catalogue *all;
  Findings *findings;
  Text folder; /* the track's, links followed */
  Text listed; /* " slug slug " */
  bool title, lessons;
  Place lessons_place;
} TrackCheck;

static void put_real_folder(const char *path, Text *out) {
  char *real = realpath(path, NULL);
  const char *whole = real ? real : path, *slash = strrchr(whole, '/');
  text_append(out, slash ? whole : ".", slash ? (size_t)(slash - whole) : 1);
  free(real);
}

/* Whether the lesson's file lies in the track's folder. */
static bool is_ours(const TrackCheck *t, const CatalogueLesson *l) {
  Text folder = TEXT_EMPTY;
  put_real_folder(l->path, &folder);
  bool same = strcmp(text_string(&folder), text_string(&t->folder)) == 0;
  text_free(&folder);
  return same;
}

static bool is_listed(const TrackCheck *t, const char *slug) {
  Text word = TEXT_EMPTY;
  text_printf(&word, " %s ", slug);
  bool found = t->listed.len > 0 && strstr(text_string(&t->listed), text_string(&word));
  text_free(&word);
  return found;
}

static void check_item(TrackCheck *t, const char *slug, Place place) {
  const CatalogueLesson *l = t->all ? catalogue_find(t->all, slug) : NULL;
  if (is_listed(t, slug))
    findings_add(t->findings, place, FINDING_WARNING,
                 "[track] `%s` is listed twice; keep the first", slug);
  else if (t->all && (!l || !is_ours(t, l))) {
    const char *near = catalogue_nearest(t->all, slug);
    findings_add(t->findings, place, FINDING_ERROR,
                 "[track] there is no lesson `%s` in this folder; %s%s%s", slug,
                 near && !l ? "did you mean `" : "write it or take the line away",
                 near && !l ? near : "", near && !l ? "`?" : "");
  }
  text_printf(&t->listed, "%s%s ", t->listed.len > 0 ? "" : " ", slug);
}

/* "no skip, attempts 3" */
static void check_rules(TrackCheck *t, const char *text, Place place) {
  while (*text) {
    Policy ignored = { 0 };
    size_t len = strcspn(text, ",");
    if (!policy_rule(&ignored, text, len))
      findings_add(t->findings, place, FINDING_ERROR,
                   "[track] the rules of policy: are no skip, no solution and attempts N, not "
                   "'%.*s'; mend it",
                   (int)(len < 40 ? len : 40), text);
    text += len + (text[len] == ',');
  }
}

static void check_key(TrackCheck *t, const char *key, const char *value, Place key_place,
                      Place place) {
  const char *slash = strrchr(text_string(&t->folder), '/');
  if (strcmp(key, "title") == 0)
    t->title = *value != '\0';
  else if (strcmp(key, "lessons") == 0) {
    t->lessons = true;
    t->lessons_place = key_place;
  } else if (strcmp(key, "track") == 0) {
    if (slash && strcmp(slash + 1, value) != 0)
      findings_add(t->findings, place, FINDING_ERROR,
                   "[track] the folder is called `%s`, but track: says `%s`; make them the same",
                   slash + 1, value);
  } else if (strcmp(key, "order") == 0) {
    if (!*value || value[strspn(value, "0123456789")])
      findings_add(t->findings, place, FINDING_ERROR,
                   "[track] order: must be a whole number; it sorts the tracks among each other");
  } else if (strcmp(key, "policy") == 0) {
    if (*value) check_rules(t, value, place);
  } else if (strcmp(key, "summary") != 0)
    findings_add(
        t->findings, key_place, FINDING_WARNING,
        "[unknown-key] the key `%.40s` is not known; there are track, title, summary, order, "
        "policy and lessons",
        key);
}

static void check_line(TrackCheck *t, char *line, uint32_t number, char key[24]) {
  size_t len = strlen(line), blank = strspn(line, " \t");
  while (len > 0 && isspace((unsigned char)line[len - 1])) line[--len] = '\0';
  if (!*line || *line == '#') return;
  if (line[blank] == '-') {
    const char *item = line + blank + 1;
    item += strspn(item, " \t");
    if (strcmp(key, "policy") == 0)
      check_rules(t, item, place_after((Place){ number, 1 }, line, (size_t)(item - line)));
    if (strcmp(key, "lessons") == 0)
      check_item(t, item, place_after((Place){ number, 1 }, line, (size_t)(item - line)));
    return;
  }
  size_t n = strcspn(line, ":");
  if (!line[n] || n == 0 || n >= 24) {
    findings_add(t->findings, (Place){ number, 1 }, FINDING_ERROR,
                 "[front-matter] lines here are `key: value` or `- item`; mend this one");
    return;
  }
  memcpy(key, line, n);
  key[n] = '\0';
  const char *value = line + n + 1 + strspn(line + n + 1, " \t");
  check_key(t, key, value, (Place){ number, 1 },
            place_after((Place){ number, 1 }, line, (size_t)(value - line)));
}

static void check_missing(TrackCheck *t) {
  Place top = { 1, 1 };
  if (!t->title)
    findings_add(t->findings, top, FINDING_WARNING,
                 "[track] the track has no title:; add title: What it is about");
  for (size_t i = 0; t->all && t->lessons && i < t->all->lesson_count; i++) {
    const CatalogueLesson *l = &t->all->lessons[i];
    if (is_ours(t, l) && !is_listed(t, l->slug))
      findings_add(
          t->findings, t->lessons_place, FINDING_WARNING,
          "[track] the lesson `%s` is in this folder, but not in lessons:; add it where it "
          "belongs",
          l->slug);
  }
}

bool check_track_file(const char *path, const char *text, const CheckOptions *options,
                      Findings *findings) {
  TrackCheck t = { .path = path, .all = options->catalogue, .findings = findings };
  char *copy = mem_copy_string(text), key[24] = "", *line = copy, *next;
  bool closed = false;
  put_real_folder(path, &t.folder);
  if (strncmp(copy, "---\n", 4) != 0 && strncmp(copy, "---\r\n", 5) != 0)
    findings_add(findings, (Place){ 1, 1 }, FINDING_ERROR,
                 "[front-matter] track.md begins with --- and its title:, summary:, lessons: and "
                 "another ---; add them");
  else {
    for (uint32_t number = 1; line && !closed; line = next, number++) {
      next = strchr(line, '\n');
      if (next) *next++ = '\0';
      closed = number > 1 && strncmp(line, "---", 3) == 0;
      if (number > 1 && !closed) check_line(&t, line, number, key);
    }
    if (!closed)
      findings_add(findings, (Place){ 1, 1 }, FINDING_ERROR,
                   "[front-matter] the front matter is not closed by a line ---; add it");
    else
      check_missing(&t);
  }
  findings_sort(findings);
  free(copy);
  text_free(&t.folder);
  text_free(&t.listed);
  return findings->errors == 0;
}
