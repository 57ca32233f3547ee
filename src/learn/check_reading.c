/* check_reading.c -- the lesson as something that is read: its rhythm, its pictures.  */

#include "config.h"
#include "base/utf8.h"
#include "lang/parse.h"
#include "learn/check_parts.h"
#include "learn/template.h"

#include <ctype.h>
#include <string.h>

enum { MOST_WORDS = 120, MOST_MINUTES = 90 };

/* ------------------------------------------------------------------ words */

/* Words of prose; fences of code, formulas and what stands in @{...} are looked at, not read. */
typedef struct Counter {
  const Phrase *text;
  size_t words; /* since the last thing to do */
  Place limit;  /* of the first word that is too many */

} Counter;

static bool is_fence(const char *line) {
  line += strspn(line, " ");
  return strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0;
}

static bool begins_word(const char *s) {
  return isalnum((unsigned char)*s) || (unsigned char)*s >= 0xC3;
}

/* The bytes of a formula or value that begins at S; 0 when none does. */
static size_t length_of_formula(const char *s) {
  size_t value = template_length(s);
  if (value > 0) return value;
  if (*s != '$') return 0;
  const char *mark = s[1] == '$' ? "$$" : "$", *end = strstr(s + strlen(mark), mark);
  return end ? (size_t)(end - s) + strlen(mark) : 0;
}

static void count_words(Counter *k, const char *text, Place start) {
  bool code = false, inside = false, line_start = true;
  for (size_t i = 0; text[i];) {
    if (line_start && is_fence(text + i)) code = !code;
    line_start = text[i] == '\n';
    size_t formula = code ? 0 : length_of_formula(text + i);
    if (formula > 0) {
      i += formula;
      continue;
    }
    if (isspace((unsigned char)text[i])) inside = false;
    if (!inside && !code && begins_word(text + i)) {
      inside = true;
      if (++k->words == MOST_WORDS + 1) k->limit = place_after(start, text, i);
    }
    i++;
  }
}

static void end_stretch(Checking *c, Counter *k) {
  if (k->words > MOST_WORDS)
    findings_add(
        c->findings, k->limit, FINDING_WARNING,
        "[long-read] %zu words with nothing to do, and %d are the most; put a run block, a "
        "plot or an exercise in between",
        k->words, MOST_WORDS);
  k->words = 0;
}

void check_reading(Checking *c) {
  const Lesson *l = c->lesson;
  Counter k = { 0 };
  for (size_t i = 0; i < l->step_count; i++)
    for (size_t n = 0; n < l->steps[i].item_count; n++) {
      const Item *item = &l->steps[i].items[n];
      if (item->kind == ITEM_PROSE)
        count_words(&k, item->text, item->place);
      else if (item->kind != ITEM_RUN || !item->hidden)
        end_stretch(c, &k);
    }
  end_stretch(c, &k);
  if (l->minutes > MOST_MINUTES)
    findings_add(c->findings, l->minutes_place, FINDING_WARNING,
                 "[minutes] %d minutes are too long for one sitting; divide the lesson",
                 l->minutes);
}

/* ------------------------------------------------------------------ colours */

/* The colour of a line specification such as 'y--'; 0 when the text is none. */
static char colour_of_spec(const char *s) {
  char colour = 0;
  if (!*s || strlen(s) > 5) return 0;
  for (; *s; s++) {
    if (strchr("rgbcmykw", *s)) {
      if (colour) return 0;
      colour = *s;
    } else if (!strchr("-:.ox+*sd^v<>ph", *s))
      return 0;
  }
  return colour;
}

static bool is_pale(const char *text, const char *before) {
  static const char *const pale[] = { "y", "w", "yellow", "white" };
  bool named = before && (strcmp(before, "color") == 0 || strcmp(before, "Color") == 0 ||
                          strcmp(before, "facecolor") == 0 || strcmp(before, "edgecolor") == 0);
  for (size_t i = 0; named && i < sizeof pale / sizeof *pale; i++)
    if (strcmp(text, pale[i]) == 0) return true;
  char colour = before ? 0 : colour_of_spec(text);
  return colour == 'y' || colour == 'w';
}

static const char *string_of(const Node *n) {
  return n && n->kind == NODE_STRING ? n->text : NULL;
}

static bool draws_lines(const Node *call) {
  static const char *const names[] = { "plot",   "scatter", "plot3",    "stairs",   "errorbar",
                                       "fplot",  "stem",    "semilogx", "semilogy", "loglog",
                                       "quiver", "bar",     "area",     "scatter3", "line" };
  const Node *f = call->kids[0];
  for (size_t i = 0; f && f->kind == NODE_NAME && i < sizeof names / sizeof *names; i++)
    if (strcmp(f->text, names[i]) == 0) return true;
  return false;
}

static void look_for_colours(Checking *c, const Item *item, const Node *n) {
  if (n->kind == NODE_CALL && n->count > 0 && draws_lines(n))
    for (size_t i = 1; i < n->count; i++) {
      const char *text = string_of(n->kids[i]);
      if (text && is_pale(text, string_of(n->kids[i - 1])))
        findings_add(c->findings, place_after(item->place, item->text, n->kids[i]->span.start),
                     FINDING_WARNING,
                     "[colour] '%s' can hardly be seen on a white page; leave the colour to the "
                     "tutor, or take b, r, g or m",
                     text);
    }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) look_for_colours(c, item, n->kids[i]);
}

void check_colours(Checking *c, const Item *item) {
  Arena arena = { 0 };
  Error error = { 0 };
  Parser p;
  parser_begin(&p, item->text, &arena, &error);
  for (const Node *n; (n = parse_statement(&p));) look_for_colours(c, item, n);
  arena_free(&arena);
}
