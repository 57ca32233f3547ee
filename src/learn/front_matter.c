/* front_matter.c -- the `key: value` lines at the head of a lesson.  */

#include "config.h"
#include "learn/front_matter.h"
#include "base/dict.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const keys[] = {
  "title", "slug", "track", "needs", "minutes", "skills", "drills"
};

static void add_skill(Lesson *l, const char *skill) {
  l->skills = arena_grow(&l->arena, l->skills, l->skill_count, sizeof *l->skills);
  l->skills[l->skill_count++] = skill;
}

static void add_needs(Lesson *l, const char *value, Place place) {
  for (const char *s = value; *s;) {
    s += strspn(s, " ,\t");
    size_t len = strcspn(s, " ,\t");
    if (len == 0) break;
    l->needs = arena_grow(&l->arena, l->needs, l->need_count, sizeof *l->needs);
    l->need_places = arena_grow(&l->arena, l->need_places, l->need_count, sizeof *l->need_places);
    l->needs[l->need_count] = arena_copy(&l->arena, s, len);
    l->need_places[l->need_count++] = place_after(place, value, (size_t)(s - value));
    s += len;
  }
}

static void add_drills(Lesson *l, const char *value, Place place) {
  l->drills_place = place;
  for (const char *s = value + strspn(value, " ,\t"); *s; s += strspn(s, " ,\t")) {
    size_t len = strcspn(s, " ,\t");
    l->drills = arena_grow(&l->arena, l->drills, l->drill_count, sizeof *l->drills);
    l->drills[l->drill_count++] = arena_copy(&l->arena, s, len);
    s += len;
  }
}

/* Keys with a fault that was reported: they are not missing as well. */
typedef struct Faulty {
  bool is[sizeof keys / sizeof *keys];
} Faulty;

static void mark(Faulty *faulty, const char *key) {
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (strcmp(keys[i], key) == 0) faulty->is[i] = true;
}

static bool is_missing(const Faulty *faulty, const char *key) {
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (strcmp(keys[i], key) == 0) return !faulty->is[i];
  return true;
}

static bool is_known(const char *key) {
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (strcmp(keys[i], key) == 0) return true;
  return false;
}

static void unknown(Findings *findings, Place place, const char *key, Faulty *faulty) {
  const char *best = NULL;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (edit_distance(key, keys[i], 2) <= 2) best = keys[i];
  if (best) mark(faulty, best);
  findings_add(
      findings, place, FINDING_ERROR, "[unknown-key] the key `%.40s` is not known; %s%s%s", key,
      best ? "did you mean `" : "there are title, slug, track, needs, minutes, skills and drills",
      best ? best : "", best ? "`?" : "");
}

static void take(Lesson *l, const char *key, const char *value, Place place, Findings *findings,
                 Faulty *faulty) {
  if (strcmp(key, "title") == 0)
    l->title = value;
  else if (strcmp(key, "slug") == 0) {
    l->slug = value;
    l->slug_place = place;
  } else if (strcmp(key, "track") == 0) {
    l->track = value;
    l->track_place = place;
  } else if (strcmp(key, "needs") == 0)
    add_needs(l, value, place);
  else if (strcmp(key, "drills") == 0)
    add_drills(l, value, place);
  else if (strcmp(key, "minutes") == 0) {
    char *end;
    long n = strtol(value, &end, 10);
    if (*end || n < 1 || n > 600) {
      findings_add(findings, place, FINDING_ERROR,
                   "[front-matter] minutes: must be a number from 1 to 600; write, for instance, "
                   "minutes: 30");
      mark(faulty, key);
    } else {
      l->minutes = (int)n;
      l->minutes_place = place;
    }
  } else if (strcmp(key, "skills") == 0) {
    if (*value) add_skill(l, value);
  } else
    unknown(findings, (Place){ place.line, 1 }, key, faulty);
}

static bool is_slug(const char *s) {
  for (; *s; s++)
    if (!islower((unsigned char)*s) && !isdigit((unsigned char)*s) && *s != '-') return false;
  return true;
}

static void complete(Lesson *l, Findings *findings, const Faulty *faulty) {
  Place top = { 1, 1 };
  if (!l->title && is_missing(faulty, "title"))
    findings_add(
        findings, top, FINDING_ERROR,
        "[front-matter] the front matter has no title:; add title: What the lesson is about");
  if (!l->slug) {
    if (is_missing(faulty, "slug"))
      findings_add(
          findings, top, FINDING_ERROR,
          "[front-matter] the front matter has no slug:; add a short name such as slug: la-dot");
  } else if (!is_slug(l->slug) || !*l->slug)
    findings_add(
        findings, l->slug_place, FINDING_ERROR,
        "[slug] slug: may hold small letters, digits and - only; write, for instance, la-dot");
  if (!l->track && is_missing(faulty, "track"))
    findings_add(
        findings, top, FINDING_WARNING,
        "[front-matter] the front matter has no track:; add track: and the name of the folder");
  if (l->minutes == 0 && is_missing(faulty, "minutes"))
    findings_add(
        findings, top, FINDING_WARNING,
        "[front-matter] the front matter has no minutes:; add how long it takes, minutes: 30");
  if (l->skill_count == 0 && is_missing(faulty, "skills"))
    findings_add(findings, top, FINDING_WARNING,
                 "[front-matter] the front matter has no skills:; add skills: and a list of what "
                 "one learns to do");
}

size_t front_matter_read(Lesson *l, uint32_t *lines, Findings *findings) {
  const char *text = l->source, *s = text;
  *lines = 0;
  if (strncmp(s, "\xEF\xBB\xBF", 3) == 0) s += 3; /* a byte order mark from some editors */
  if (strncmp(s, "---\n", 4) != 0) {
    findings_add(findings, (Place){ 1, 1 }, FINDING_ERROR,
                 "[front-matter] a lesson begins with --- and its title:, slug:, track: ... and "
                 "another ---; add them");
    return 0;
  }
  s += 4;
  uint32_t line = 2;
  char key[24] = "";
  Faulty faulty = { 0 };
  for (; *s; line++) {
    size_t len = strcspn(s, "\n");
    const char *next = s + len + (s[len] == '\n');
    while (len > 0 && isspace((unsigned char)s[len - 1])) len--;
    if (len == 3 && memcmp(s, "---", 3) == 0) {
      *lines = line;
      complete(l, findings, &faulty);
      return (size_t)(next - text);
    }
    size_t blank = strspn(s, " \t");
    if (len > 0 && s[0] != '#') {
      if (blank < len && s[blank] == '-' && (blank > 0 || s[1] == ' ')) {
        const char *item = s + blank + 1 + strspn(s + blank + 1, " \t");
        if (item > s + len) item = s + len; /* nothing behind the dash */
        char *copy = arena_copy(&l->arena, item, (size_t)(s + len - item));
        if (!*key || is_known(key))
          take(l, key, copy, place_after((Place){ line, 1 }, s, (size_t)(item - s)), findings,
               &faulty);
      } else {
        size_t n = 0;
        while (n < len && islower((unsigned char)s[n])) n++;
        if (n > 0 && n < sizeof key && n < len && s[n] == ':') {
          memcpy(key, s, n);
          key[n] = '\0';
          const char *value = s + n + 1 + strspn(s + n + 1, " \t");
          size_t own = value < s + len ? (size_t)(s + len - value) : 0;
          Place at = place_after((Place){ line, 1 }, s, (size_t)(value - s));
          take(l, key, arena_copy(&l->arena, value, own), at, findings, &faulty);
        } else
          findings_add(findings, (Place){ line, 1 }, FINDING_ERROR,
                       "[front-matter] front matter lines are `key: value` or `- item`; mend this "
                       "one or begin it with #");
      }
    }
    s = next;
  }
  findings_add(findings, (Place){ 1, 1 }, FINDING_ERROR,
               "[front-matter] the front matter is not closed by a line ---; add it");
  *lines = 0;
  return 0;
}
