/* lesson.c -- a lesson file, cut into steps.

   Only the lines that matter for the cut are looked at here: fences, ## headings, --- rules.  What
   lies between is Markdown for the page.  */

#include "config.h"
#include "learn/lesson.h"
#include "base/dict.h"
#include "base/files.h"
#include "base/utf8.h"
#include "learn/front_matter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_EXERCISES = 500 };

typedef struct Cutter {
  Lesson *lesson;
  Findings *findings;
  Step *steps;
  size_t step_count, step_cap;
  Item *items; /* of the step in progress */
  size_t item_count, item_cap;
  const char *title;
  Place title_place;
  const char *prose; /* where running prose began, or NULL */
  Place prose_place;
} Cutter;

static bool is_blank(const char *s, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (!isspace((unsigned char)s[i])) return false;
  return true;
}

static void add_item(Cutter *c, Item item) {
  MEM_GROW(c->items, c->item_count, c->item_cap);
  c->items[c->item_count++] = item;
}

static void end_prose(Cutter *c, const char *end) {
  if (!c->prose) return;
  if (!is_blank(c->prose, (size_t)(end - c->prose)))
    add_item(c,
             (Item){ .kind = ITEM_PROSE,
                     .place = c->prose_place,
                     .text = arena_copy(&c->lesson->arena, c->prose, (size_t)(end - c->prose)) });
  c->prose = NULL;
}

static void end_step(Cutter *c, const char *end, Place next) {
  end_prose(c, end);
  if (c->item_count > 0 || *c->title) {
    Item *items = arena_new(&c->lesson->arena, (c->item_count + 1) * sizeof *items);
    if (c->item_count > 0) memcpy(items, c->items, c->item_count * sizeof *items);
    MEM_GROW(c->steps, c->step_count, c->step_cap);
    c->steps[c->step_count++] = (Step){
      .title = c->title, .place = c->title_place, .items = items, .item_count = c->item_count
    };
  }
  c->item_count = 0;
  c->title = "";
  c->title_place = next;
}

/* A fence of ``` or ~~~ at S: its length and sign; 0 when there is none. */
static size_t fence_length(const char *s, size_t len, char *sign, size_t *indent) {
  *indent = strspn(s, " ");
  if (*indent > 3 || *indent >= len) return 0;
  char c = s[*indent];
  if (c != '`' && c != '~') return 0;
  size_t n = 0;
  while (*indent + n < len && s[*indent + n] == c) n++;
  *sign = c;
  /* A line that begins with `code` in many backticks is no fence. */
  if (n >= 3 && c == '`' && memchr(s + *indent + n, '`', len - *indent - n)) return 0;
  return n >= 3 ? n : 0;
}

/* The line that closes the fence; NULL when the file ends first. */
static const char *find_close(const char *s, size_t fence, char sign, uint32_t *line) {
  for (; *s; ++*line) {
    size_t len = strcspn(s, "\n"), indent;
    char c;
    size_t n = fence_length(s, len, &c, &indent);
    if (n >= fence && c == sign && is_blank(s + indent + n, len - indent - n)) return s;
    s += len + (s[len] == '\n');
  }
  return NULL;
}

static bool word_is(const char *s, size_t len, const char *word) {
  return strlen(word) == len && memcmp(s, word, len) == 0;
}

static void check_name(Cutter *c, const Exercise *x) {
  for (size_t i = 0; i < c->lesson->exercise_count; i++)
    if (*x->name && strcmp(c->lesson->exercises[i]->name, x->name) == 0)
      findings_add(
          c->findings, x->place, FINDING_ERROR,
          "[exercise-twice] the exercise `%s` is there twice (first in line %u); names must differ",
          x->name, c->lesson->exercises[i]->place.line);
}

static void keep_exercise(Cutter *c, Exercise *x) {
  Lesson *l = c->lesson;
  check_name(c, x);
  l->exercises = arena_grow(&l->arena, l->exercises, l->exercise_count, sizeof *l->exercises);
  l->exercises[l->exercise_count++] = x;
}

/* A fence whose first word the tutor knows ends the prose before it and becomes an item; false for
 * any other (it is prose). */
static bool take_fence(Cutter *c, const char *fence, const char *info, size_t info_len,
                       const char *body, size_t body_len, uint32_t first_line) {
  while (info_len > 0 && isspace((unsigned char)*info)) info++, info_len--;
  while (info_len > 0 && isspace((unsigned char)info[info_len - 1])) info_len--;
  size_t word = 0;
  while (word < info_len && !isspace((unsigned char)info[word])) word++;
  const char *rest = info + word + (word < info_len ? strspn(info + word, " \t") : 0);
  size_t rest_len = (size_t)(info + info_len - rest);
  Arena *arena = &c->lesson->arena;
  Item item = { .place = { first_line, 1 }, .caption = arena_copy(arena, rest, rest_len) };
  if (word_is(info, word, "exercise")) {
    if (c->lesson->exercise_count == MOST_EXERCISES) {
      findings_add(c->findings, (Place){ first_line - 1, 1 }, FINDING_ERROR,
                   "[too-many] a lesson has at most %d exercises; divide it", MOST_EXERCISES);
      return false;
    }
    Exercise *x = exercise_parse(arena, item.caption, body, body_len, first_line, c->findings);
    keep_exercise(c, x);
    item.kind = ITEM_EXERCISE;
    item.exercise = x;
    end_prose(c, fence);
    add_item(c, item);
    return true;
  }
  if (word_is(info, word, "run")) {
    item.kind = ITEM_RUN;
    item.hidden = word_is(rest, rest_len, "hidden");
    if (rest_len > 0 && !item.hidden)
      findings_add(c->findings, (Place){ first_line - 1, 1 }, FINDING_ERROR,
                   "[fence] behind `run` only `hidden` may stand; take the rest away");
  } else if (word_is(info, word, "plot")) {
    item.kind = ITEM_PLOT;
    if (rest_len == 0)
      findings_add(c->findings, (Place){ first_line - 1, 1 }, FINDING_ERROR,
                   "[caption] a plot needs a caption for those who cannot see it; write ```plot "
                   "What is to be seen.");
  } else if (word_is(info, word, "explain")) {
    item.kind = ITEM_EXPLAIN;
    if (rest_len > 0)
      findings_add(c->findings, (Place){ first_line - 1, 1 }, FINDING_ERROR,
                   "[fence] behind `explain` nothing may stand; `full` or `terse` stands before an "
                   "expression");
  } else {
    static const char *const known[] = { "exercise", "run", "plot", "explain" };
    char *copy = arena_copy(arena, info, word);
    for (size_t i = 0; i < 4; i++)
      if (word > 2 && edit_distance(copy, known[i], 2) <= (strlen(known[i]) > 4 ? 2 : 1))
        findings_add(c->findings, (Place){ first_line - 1, 1 }, FINDING_WARNING,
                     "[fence] the fence `%s` is shown as it is; did you mean `%s`?", copy,
                     known[i]);
    return false;
  }
  if (is_blank(body, body_len))
    findings_add(c->findings, item.place, FINDING_WARNING,
                 "[empty] this block is empty; fill it or take it away");
  item.text = arena_copy(arena, body, body_len);
  end_prose(c, fence);
  add_item(c, item);
  return true;
}

static size_t heading_level(const char *s, size_t len) {
  size_t n = 0;
  while (n < len && n < 7 && s[n] == '#') n++;
  return n > 0 && n < 7 && (n == len || s[n] == ' ') ? n : 0;
}

static bool is_rule(const char *s, size_t len) {
  while (len > 0 && isspace((unsigned char)s[len - 1])) len--;
  if (len < 3) return false;
  for (size_t i = 0; i < len; i++)
    if (s[i] != '-') return false;
  return true;
}

static void cut(Cutter *c, const char *s, uint32_t line) {
  c->title_place = (Place){ line, 1 };
  bool blank_before = true;
  while (*s) {
    size_t len = strcspn(s, "\n"), indent;
    const char *next = s + len + (s[len] == '\n');
    char sign;
    size_t fence = fence_length(s, len, &sign, &indent);
    if (fence > 0) {
      uint32_t close_line = line + 1;
      const char *close = find_close(next, fence, sign, &close_line);
      if (!close) {
        findings_add(c->findings, (Place){ line, (uint32_t)indent + 1 }, FINDING_ERROR,
                     "[fence] this fence is never closed; end it with a line of its own, ```");
        close = s + strlen(s);
      }
      const char *info = s + indent + fence;
      bool taken =
          take_fence(c, s, info, (size_t)(s + len - info), next, (size_t)(close - next), line + 1);
      if (!taken && !c->prose) { /* any other fence belongs to the prose around it */
        c->prose = s;
        c->prose_place = (Place){ line, 1 };
      }
      size_t close_len = strcspn(close, "\n");
      next = close + close_len + (close[close_len] == '\n');
      line = close_line + 1;
      if (taken && c->items[c->item_count - 1].kind == ITEM_EXERCISE)
        end_step(c, next, (Place){ line, 1 });
      s = next;
      blank_before = true; /* a rule right behind a fence is one */
      continue;
    }
    size_t level = heading_level(s, len);
    if (level == 2 || (level == 1 && c->step_count == 0 && c->item_count == 0 && !c->prose)) {
      end_step(c, s, (Place){ line, 1 });
      const char *title = s + level + strspn(s + level, " ");
      c->title =
          arena_copy(&c->lesson->arena, title, title < s + len ? (size_t)(s + len - title) : 0);
    } else if (is_rule(s, len) && blank_before)
      end_step(c, s, (Place){ line, 1 });
    else if (!c->prose) {
      c->prose = s;
      c->prose_place = (Place){ line, 1 };
    }
    blank_before = is_blank(s, len);
    s = next;
    line++;
  }
  end_step(c, s, (Place){ line, 1 });
}

/* What no lesson may send to a terminal, and what is no text. */
static void check_bytes(const char *text, size_t len, Findings *findings) {
  Place at = { 1, 1 };
  unsigned count = 0;
  for (size_t i = 0, used; i < len && count < 10; i += used) {
    uint32_t point = utf8_decode(text + i, len - i, &used);
    if (point == UTF8_BAD && used == 1) {
      findings_add(findings, at, FINDING_ERROR,
                   "[bytes] this is not UTF-8 text; save the file as UTF-8");
      count++;
    } else if (point == 0xFEFF && i == 0) {
    } else if (utf8_unsafe(point)) {
      findings_add(findings, at, FINDING_ERROR,
                   "[bytes] a control character (U+%04X) may not stand in a lesson; delete it",
                   (unsigned)point);
      count++;
    }
    at = point == '\n' ? (Place){ at.line + 1, 1 } : (Place){ at.line, at.column + 1 };
  }
}

/* With line ends as they are on this side of the world. */
static char *copy_source(Arena *arena, const char *text) {
  char *copy = arena_copy_string(arena, text), *to = copy;
  for (const char *s = copy; *s; s++)
    if (*s != '\r' || s[1] != '\n') *to++ = *s;
  *to = '\0';
  return copy;
}

bool lesson_parse(Lesson *l, const char *path, const char *text, Findings *findings) {
  *l = (Lesson){ 0 };
  l->path = arena_copy_string(&l->arena, path);
  l->source = copy_source(&l->arena, text);
  check_bytes(l->source, strlen(l->source), findings);
  uint32_t lines;
  size_t start = front_matter_read(l, &lines, findings);
  Cutter c = { .lesson = l, .findings = findings, .title = "" };
  cut(&c, l->source + start, lines + 1);
  l->steps = arena_new(&l->arena, (c.step_count + 1) * sizeof *l->steps);
  if (c.step_count > 0) memcpy(l->steps, c.steps, c.step_count * sizeof *l->steps);
  l->step_count = c.step_count;
  free(c.steps);
  free(c.items);
  if (l->step_count == 0)
    findings_add(findings, (Place){ lines + 1, 1 }, FINDING_ERROR,
                 "[empty] the lesson has no steps; begin one with a ## heading");
  if (!l->title) l->title = "Untitled";
  if (!l->slug || !*l->slug) l->slug = "untitled";
  if (!l->track) l->track = "";
  return l->step_count > 0;
}

bool lesson_load(Lesson *l, const char *path, Findings *findings, Error *error) {
  Text text = TEXT_EMPTY;
  *l = (Lesson){ 0 };
  bool good = file_read(path, LESSON_LIMIT, &text, error);
  if (good) good = lesson_parse(l, path, text_string(&text), findings);
  text_free(&text);
  return good;
}

void lesson_free(Lesson *l) {
  arena_free(&l->arena);
  *l = (Lesson){ 0 };
}
