/* exercise.c -- an exercise as written.

   Lines are `key: value`; a line that is indented continues the one before; `( )` and `(*)` open a
   choice; `part NAME` opens a part.  Nothing needs escaping, and the kind follows from the answer.
 */

#include "config.h"
#include "learn/exercise.h"
#include "base/dict.h"
#include "learn/template.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct Reader {
  Arena *arena;
  Findings *findings;
  Exercise *exercise;
  Part parts[16];
  size_t part_count;
  bool named; /* a `part` line was seen */
} Reader;

/* A key's text with its continuation lines. */
typedef struct Field {
  char key[24];
  const char *value;
  Place key_place, value_place;
} Field;

void *arena_grow(Arena *arena, void *list, size_t count, size_t size) {
  if ((count & (count - 1)) != 0) return list; /* 0, 1, 2, 4, 8 ... elements fill it */
  void *longer = arena_new(arena, (count ? 2 * count : 1) * size);
  if (count > 0) memcpy(longer, list, count * size);
  return longer;
}

#define ADD(r, list, count, item)                                                                  \
  do {                                                                                             \
    (list) = arena_grow((r)->arena, (list), (count), sizeof *(list));                              \
    (list)[(count)++] = (item);                                                                    \
  } while (0)

static Part *part_of(Reader *r) {
  if (r->part_count == 0) {
    r->parts[0] = (Part){ .name = "", .place = r->exercise->place, .price = -1 };
    r->part_count = 1;
  }
  return &r->parts[r->part_count - 1];
}

static void set(Reader *r, Phrase *phrase, const Field *f) {
  if (phrase->text)
    findings_add(r->findings, f->key_place, FINDING_ERROR,
                 "[key-twice] %s: is there twice; keep one of them", f->key);
  *phrase = (Phrase){ f->value, f->value_place };
}

/* "wrong value -> feedback" */
static void add_slip(Reader *r, const Field *f) {
  Part *p = part_of(r);
  const char *arrow = strstr(f->value, "->");
  if (!arrow) {
    findings_add(r->findings, f->value_place, FINDING_ERROR,
                 "[slip] a slip needs its feedback; write slip: wrong value -> what to think of");
    return;
  }
  size_t len = (size_t)(arrow - f->value);
  while (len > 0 && isspace((unsigned char)f->value[len - 1])) len--;
  const char *feedback = arrow + 2;
  while (isspace((unsigned char)*feedback)) feedback++;
  Place at = place_after(f->value_place, f->value, (size_t)(feedback - f->value));
  if (!*feedback)
    findings_add(r->findings, f->value_place, FINDING_WARNING,
                 "[slip] this slip has no feedback behind ->; say what to think of");
  Slip slip = { { arena_copy(r->arena, f->value, len), f->value_place }, { feedback, at } };
  ADD(r, p->slips, p->slip_count, slip);
}

/* The bytes up to the next | that separates; one inside @{...} or $...$ does not. */
static size_t before_bar(const char *s) {
  bool math = false;
  size_t i = 0;
  while (s[i] && (s[i] != '|' || math)) {
    size_t value = template_length(s + i);
    if (s[i] == '$') math = !math;
    i += value ? value : s[i] == '\\' && s[i + 1] ? 2 : 1;
  }
  return i;
}

/* The next of the texts that | separates, trimmed, with its place; false after the last.  *S and
 *AT move on. */
static bool next_between_bars(Reader *r, const char **s, Place *at, Phrase *out) {
  if (!**s) return false;
  size_t len = before_bar(*s), first = strspn(*s, " \n\t");
  if (first > len) first = len;
  size_t last = len;
  while (last > first && isspace((unsigned char)(*s)[last - 1])) last--;
  out->text = arena_copy(r->arena, *s + first, last - first);
  out->place = place_after(*at, *s, first);
  len += (*s)[len] == '|';
  *at = place_after(*at, *s, len);
  *s += len;
  return true;
}

static void split_choices(Reader *r, const Field *f) {
  Part *p = part_of(r);
  const char *s = f->value;
  Place at = f->value_place;
  Choice c = { 0 };
  p->computed_choices = true;
  while (next_between_bars(r, &s, &at, &c.text)) ADD(r, p->choices, p->choice_count, c);
}

static void set_neat(Reader *r, const Field *f) {
  static const struct {
    const char *name;
    Neat neat;
  } names[] = { { "int", NEAT_INT },         { "half", NEAT_HALF }, { "tenth", NEAT_TENTH },
                { "quarter", NEAT_QUARTER }, { "rat", NEAT_RAT },   { "any", NEAT_NONE } };
  Part *p = part_of(r);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(names[i].name, f->value) == 0) {
      p->neat = names[i].neat;
      return;
    }
  if (strncmp(f->value, "dec", 3) == 0 && f->value[3] >= '1' && f->value[3] <= '9' &&
      !f->value[4]) {
    p->neat = NEAT_DECIMALS;
    p->neat_decimals = f->value[3] - '0';
    return;
  }
  findings_add(
      r->findings, f->value_place, FINDING_ERROR,
      "[neat] neat: %s is not known; write int, half, quarter, tenth, dec2 .. dec6, rat or any",
      f->value);
}

static void set_kind(Reader *r, const Field *f) {
  Part *p = part_of(r);
  if (answer_kind_set(p, f->value)) return;
  const char *best = answer_kind_nearest(f->value);
  findings_add(r->findings, f->value_place, FINDING_ERROR, "[kind] kind: %.40s is not known; %s%s",
               f->value, best ? "did you mean " : "the writer's guide lists them all",
               best ? best : "");
}

static void set_order(Reader *r, const Field *f) {
  if (strcmp(f->value, "fixed") == 0)
    part_of(r)->fixed_order = true;
  else
    findings_add(
        r->findings, f->value_place, FINDING_ERROR,
        "[key] order: must be `fixed` (options are shuffled otherwise); write that or nothing");
}

static void add_tests(Reader *r, const Field *f) {
  Part *p = part_of(r);
  const char *s = f->value;
  Place at = f->value_place;
  Phrase test;
  while (next_between_bars(r, &s, &at, &test))
    if (*test.text) ADD(r, p->tests, p->test_count, test);
}

static void set_points(Reader *r, const Field *f) {
  char *end;
  long n = strtol(f->value, &end, 10);
  if (*end || n < 1 || n > 100)
    findings_add(r->findings, f->value_place, FINDING_ERROR,
                 "[key] points: must be a number from 1 to 100; the usual is 1");
  else if (r->named)
    part_of(r)->points = (int)n;
  else
    r->exercise->points = (int)n;
}

static void set_price(Reader *r, const Field *f) {
  char *end;
  long n = strtol(f->value, &end, 10);
  end += strspn(end, " %");
  if (*end || !isdigit((unsigned char)*f->value) || n > 100)
    findings_add(r->findings, f->key_place, FINDING_ERROR,
                 "[key] price: must be what one hint costs, from 0%% to 100%%; the usual is 20%%");
  else
    part_of(r)->price = (int)n;
}

/* A key that takes only certain words. */
static void set_word(Reader *r, Phrase *phrase, const Field *f, const char *one,
                     const char *other) {
  if (strcmp(f->value, one) == 0 || strcmp(f->value, other) == 0)
    set(r, phrase, f);
  else
    findings_add(r->findings, f->value_place, FINDING_ERROR, "[key] %s: must be `%s`%s%s%s", f->key,
                 one, other != one ? " or `" : "", other != one ? other : "",
                 other != one ? "`" : "");
}

/* Three ways to say one thing. */
static void set_digits(Reader *r, const Field *f) {
  Part *p = part_of(r);
  const char *unit = f->key[0] == 's' ? " significant" : f->key[1] == 'e' ? " decimals" : "";
  if (p->digits.text && strcmp(p->digits_key, f->key) != 0) {
    findings_add(r->findings, f->key_place, FINDING_ERROR,
                 "[key-twice] %s: and %s: exclude each other; keep one of them", p->digits_key,
                 f->key);
    return;
  }
  set(r, &p->digits, f);
  p->digits.text = arena_printf(r->arena, "%s%s", f->value, unit);
  p->digits_key = arena_copy_string(r->arena, f->key);
}

static const char *const keys[] = { "vars",     "where",   "ask",      "answer",  "kind",
                                    "slip",     "hint",    "solution", "neat",    "tolerance",
                                    "digits",   "sigfigs", "decimals", "between", "form",
                                    "forbid",   "domain",  "check",    "choices", "order",
                                    "test",     "points",  "units",    "uses",    "partial",
                                    "constant", "price",   "of" };

static void unknown_key(Reader *r, const Field *f) {
  const char *best = NULL;
  int least = 3;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    int d = edit_distance(f->key, keys[i], 2);
    if (d < least) {
      least = d;
      best = keys[i];
    }
  }
  findings_add(r->findings, f->key_place, FINDING_ERROR,
               "[unknown-key] the key `%s` is not known; %s%s%s", f->key,
               best ? "did you mean `" : "the writer's guide lists them all", best ? best : "",
               best ? "`?" : "");
}

static void take_field(Reader *r, const Field *f) {
  const char *k = f->key;
  Part *p = r->part_count > 0 || r->named ? part_of(r) : NULL;
  if (!*f->value) {
    findings_add(r->findings, f->key_place, FINDING_ERROR,
                 "[key] %s: has no value; write one or take the line away", k);
    return;
  }
  Phrase value = { f->value, f->value_place };
  if (strcmp(k, "vars") == 0)
    set(r, &r->exercise->vars, f);
  else if (strcmp(k, "where") == 0)
    set(r, &r->exercise->where, f);
  else if (strcmp(k, "ask") == 0)
    set(r, p ? &p->ask : &r->exercise->ask, f);
  else if (strcmp(k, "answer") == 0)
    set(r, &part_of(r)->answer, f);
  else if (strcmp(k, "solution") == 0)
    set(r, &part_of(r)->solution, f);
  else if (strcmp(k, "tolerance") == 0)
    set(r, &part_of(r)->tolerance, f);
  else if (strcmp(k, "between") == 0)
    set(r, &part_of(r)->between, f);
  else if (strcmp(k, "form") == 0)
    set(r, &part_of(r)->form, f);
  else if (strcmp(k, "forbid") == 0)
    set(r, &part_of(r)->forbid, f);
  else if (strcmp(k, "domain") == 0)
    set(r, &part_of(r)->domain, f);
  else if (strcmp(k, "check") == 0)
    set(r, &part_of(r)->check, f);
  else if (strcmp(k, "uses") == 0)
    set(r, &part_of(r)->uses, f);
  else if (strcmp(k, "of") == 0)
    set(r, &part_of(r)->of, f);
  else if (strcmp(k, "units") == 0)
    set(r, &part_of(r)->units, f);
  else if (strcmp(k, "partial") == 0)
    set_word(r, &part_of(r)->partial, f, "entries", "net");
  else if (strcmp(k, "constant") == 0)
    set_word(r, &part_of(r)->constant, f, "required", "required");
  else if (strcmp(k, "price") == 0)
    set_price(r, f);
  else if (strcmp(k, "digits") == 0 || strcmp(k, "sigfigs") == 0 || strcmp(k, "decimals") == 0)
    set_digits(r, f);
  else if (strcmp(k, "hint") == 0)
    ADD(r, part_of(r)->hints, part_of(r)->hint_count, value);
  else if (strcmp(k, "slip") == 0)
    add_slip(r, f);
  else if (strcmp(k, "kind") == 0)
    set_kind(r, f);
  else if (strcmp(k, "neat") == 0)
    set_neat(r, f);
  else if (strcmp(k, "choices") == 0)
    split_choices(r, f);
  else if (strcmp(k, "order") == 0)
    set_order(r, f);
  else if (strcmp(k, "test") == 0)
    add_tests(r, f);
  else if (strcmp(k, "points") == 0)
    set_points(r, f);
  else
    unknown_key(r, f);
}

/* "(*) text -- feedback" */
static bool take_choice(Reader *r, const char *line, size_t len, Place place) {
  bool choices = len >= 3 && line[0] == '[' && line[2] == ']' && (line[1] == '*' || line[1] == ' ');
  bool choice = len >= 3 && line[0] == '(' && line[2] == ')' && (line[1] == '*' || line[1] == ' ');
  if (!choices && !choice) return false;
  Part *p = part_of(r);
  const char *s = line + 3, *end = line + len;
  while (s < end && isspace((unsigned char)*s)) s++;
  while (end > s && isspace((unsigned char)end[-1])) end--;
  const char *dashes = NULL;
  for (const char *q = s; q + 4 <= end; q++)
    if (memcmp(q, " -- ", 4) == 0) {
      dashes = q;
      break;
    }
  Place own = place_after(place, line, (size_t)(s - line));
  Choice c = { .right = line[1] == '*' };
  c.text = (Phrase){ arena_copy(r->arena, s, (size_t)((dashes ? dashes : end) - s)), own };
  if (dashes)
    c.feedback = (Phrase){ arena_copy(r->arena, dashes + 4, (size_t)(end - dashes - 4)),
                           place_after(place, line, (size_t)(dashes + 4 - line)) };
  ADD(r, p->choices, p->choice_count, c);
  if (!p->kind_given) p->kind = choices ? ANSWER_CHOICES : ANSWER_CHOICE;
  p->kind_given = true;
  return true;
}

/* ------------------------------------------------------------------ what follows from the answer
 */

/* The kinds that need no answer: because something else says what is right. */
static bool needs_answer(const Part *p) {
  switch (p->kind) {
  case ANSWER_CHOICES:
  case ANSWER_SELF:
  case ANSWER_SESSION: return false;
  case ANSWER_ORDER: return p->choice_count == 0;
  case ANSWER_FUNCTION: return !p->check.text;
  default: return true;
  }
}

static void check_part(Reader *r, Part *p, bool only) {
  const char *label = only ? "this exercise" : "this part";
  if (!p->ask.text && !(only && r->exercise->ask.text))
    findings_add(r->findings, p->place, FINDING_ERROR,
                 "[ask] %s has no ask: line; add the question", label);
  if (p->kind == ANSWER_CHOICE && p->choice_count > 0 && !p->computed_choices) {
    size_t right = 0;
    for (size_t i = 0; i < p->choice_count; i++) right += p->choices[i].right;
    if (right != 1)
      findings_add(r->findings, p->choices[0].text.place, FINDING_ERROR,
                   "[choice] exactly one choice must be marked (*), but %zu are; mark the right "
                   "one, or use [*] for several",
                   right);
    if (p->choice_count < 2)
      findings_add(r->findings, p->choices[0].text.place, FINDING_ERROR,
                   "[choice] a choice needs two options or more; add a ( ) line");
  } else if (needs_answer(p) && !p->answer.text)
    findings_add(r->findings, p->place, FINDING_ERROR,
                 "[answer] %s has no answer: line and no choices; add answer: and an expression",
                 label);
  if (p->computed_choices && !p->answer.text)
    findings_add(r->findings, p->place, FINDING_ERROR,
                 "[answer] choices: needs answer:, the number of the right option; add it");
  if (p->kind == ANSWER_ORDER && p->choice_count < 3)
    findings_add(
        r->findings, p->place, FINDING_ERROR,
        "[choice] %s needs three lines or more in choices:, in their right order; add them", label);
  if ((p->kind == ANSWER_EXAMPLE || p->kind == ANSWER_SESSION) && !p->check.text)
    findings_add(
        r->findings, p->place, FINDING_ERROR,
        "[answer] %s needs check:, a condition on `ans`; add, for instance, check: ans > 0", label);
  if (!p->solution.text && p->kind != ANSWER_SELF && p->kind != ANSWER_CHOICE)
    findings_add(r->findings, p->place, FINDING_WARNING,
                 "[solution] %s has no solution: line; show the way with this variant's numbers",
                 label);
}

/* ------------------------------------------------------------------ lines */

static size_t line_length(const char *s, const char *end) {
  const char *newline = memchr(s, '\n', (size_t)(end - s));
  return newline ? (size_t)(newline - s) : (size_t)(end - s);
}

static void open_part(Reader *r, const char *line, size_t len, Place place) {
  if (r->part_count == sizeof r->parts / sizeof *r->parts) {
    findings_add(r->findings, place, FINDING_ERROR,
                 "[too-many] an exercise has at most 16 parts; divide it");
    return;
  }
  if (!r->named && r->part_count > 0)
    findings_add(r->findings, place, FINDING_ERROR,
                 "[part] lines before the first part may only be vars:, where: and ask:; move the "
                 "others behind it");
  r->named = true;
  while (len > 0 && isspace((unsigned char)line[len - 1])) len--;
  const char *name = line + 5;
  r->parts[r->part_count++] = (Part){ .name = arena_copy(r->arena, name, len > 5 ? len - 5 : 0),
                                      .place = place,
                                      .price = -1 };
}

static bool read_key(const char *line, size_t len, Field *f, size_t *value) {
  size_t n = 0;
  while (n < len && islower((unsigned char)line[n])) n++;
  if (n == 0 || n >= sizeof f->key || n >= len || line[n] != ':') return false;
  memcpy(f->key, line, n);
  f->key[n] = '\0';
  n++;
  while (n < len && (line[n] == ' ' || line[n] == '\t')) n++;
  *value = n;
  return true;
}

Exercise *exercise_parse(Arena *arena, const char *name, const char *text, size_t len,
                         uint32_t first_line, Findings *findings) {
  Reader r = { .arena = arena, .findings = findings };
  Exercise *x = r.exercise = arena_new(arena, sizeof *x);
  *x = (Exercise){ .name = arena_copy_string(arena, name),
                   .place = { first_line - 1, 1 },
                   .points = 1 };
  if (!*name)
    findings_add(findings, x->place, FINDING_ERROR,
                 "[fence] an exercise needs a name; write ```exercise my-name");
  const char *s = text, *end = text + len;
  for (uint32_t line = first_line; s < end; line++) {
    size_t n = line_length(s, end);
    Place place = { line, 1 };
    Field f;
    size_t value;
    if (strspn(s, " \t\r") >= n) {
    } else if (*s == '#') { /* a comment for the author */
    } else if (*s == ' ' || *s == '\t') {
      findings_add(findings, place, FINDING_ERROR,
                   "[line] this line continues nothing; begin it with a key such as ask:");
    } else if (strncmp(s, "part ", 5) == 0 && n > 5)
      open_part(&r, s, n, place);
    else if (take_choice(&r, s, n, place)) {
    } else if (read_key(s, n, &f, &value)) {
      f.key_place = place;
      f.value_place = (Place){ line, (uint32_t)value + 1 };
      /* Continuation lines keep their line ends: places stay right. */
      size_t stop = n;
      while (s + stop + 1 < end && (s[stop + 1] == ' ' || s[stop + 1] == '\t')) {
        size_t more = line_length(s + stop + 1, end);
        if (strspn(s + stop + 1, " \t\r") >= more) break;
        stop += 1 + more;
        line++;
      }
      size_t last = stop;
      while (last > value && isspace((unsigned char)s[last - 1])) last--;
      f.value = arena_copy(arena, s + value, last - value);
      take_field(&r, &f);
      n = stop;
    } else {
      findings_add(findings, place, FINDING_ERROR,
                   "[line] this is not `key: value`; a line that continues must be indented");
    }
    s += n + (s + n < end);
  }
  part_of(&r);
  for (size_t i = 0; i < r.part_count; i++) {
    answer_kind_infer(r.arena, &r.parts[i], x->vars.text);
    /* The lines of an order are written in their right order; no number of one is asked. */
    if (r.parts[i].kind == ANSWER_ORDER) r.parts[i].computed_choices = false;
    check_part(&r, &r.parts[i], r.part_count == 1);
  }
  if (r.part_count == 1 && !r.parts[0].ask.text) {
    r.parts[0].ask = x->ask;
    x->ask.text = NULL;
  }
  x->part_count = r.part_count;
  x->parts = arena_new(arena, r.part_count * sizeof *x->parts);
  memcpy(x->parts, r.parts, r.part_count * sizeof *x->parts);
  return x;
}
