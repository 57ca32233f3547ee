/* pattern.c -- regular expressions: read into code, and the machine that runs it.  */

#include "config.h"
#include "lib/pattern.h"
#include "base/memory.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef enum Operation {
  MATCH_CHARACTER,
  MATCH_ANY,
  MATCH_SET,
  MATCH_SAME, /* what a group has matched */
  SPLIT,      /* go on behind this; on failure at TARGET */
  SPLIT_LAZY, /* the other way round */
  JUMP,
  SAVE,     /* the place in slot INDEX */
  MARK,     /* where a turn of a loop began */
  ADVANCED, /* fails when the turn took nothing */
  AT_START,
  AT_END,
  AT_WORD_EDGE,
  NOT_AT_WORD_EDGE,
  AHEAD, /* the code up to TARGET matches here; its own MATCHED ends it */
  NOT_AHEAD,
  BEHIND,
  NOT_BEHIND,
  MATCHED
} Operation;

/* Targets are relative, so that code can be moved and copied. */
typedef struct Step {
  Operation operation;
  int target;
  size_t index; /* of a set, slot, group; a character */
} Step;

typedef struct Set {
  uint8_t bits[32];
} Set;

enum {
  MOST_STEPS = 20000,
  DEEPEST = 100,
  MOST_GROUPS = 200,
  MOST_ALTERNATIVES = 2000,
  LONGEST_NAME = 32
};

struct Pattern {
  Step *code;
  size_t count, cap;
  Set *sets;
  size_t set_count, set_cap;
  size_t groups, marks;
  char names[MOST_GROUPS + 1][LONGEST_NAME];
  PatternOptions options;
};

/* ------------------------------------------------------------------ reading */

typedef struct Reader {
  Pattern *p;
  const char *text;
  size_t len, at;
  int depth, alternatives;
  const char *problem;
} Reader;

static bool refuse(Reader *r, const char *problem) {
  if (!r->problem) r->problem = problem;
  return false;
}

static void emit(Reader *r, Operation operation, int target, size_t index) {
  Pattern *p = r->p;
  if (p->count >= MOST_STEPS) {
    refuse(r, "the pattern is too large");
    return;
  }
  MEM_GROW(p->code, p->count, p->cap);
  p->code[p->count++] = (Step){ operation, target, index };
}

/* Room for one more step at PLACE. */
static void insert(Reader *r, size_t place, Operation operation, int target, size_t index) {
  Pattern *p = r->p;
  emit(r, operation, target, index);
  if (r->problem) return;
  memmove(p->code + place + 1, p->code + place, (p->count - 1 - place) * sizeof *p->code);
  p->code[place] = (Step){ operation, target, index };
}

static void set_add(Set *s, unsigned char c) {
  s->bits[c / 8] |= (uint8_t)(1 << c % 8);
}
static bool set_has(const Set *s, unsigned char c) {
  return s->bits[c / 8] >> c % 8 & 1;
}

static int is_word(int c) {
  return isalnum(c) || c == '_';
}

typedef struct Class {
  const char *name;
  int (*test)(int c);
} Class;

static void set_add_class(Set *s, int (*test)(int), bool negated) {
  for (int c = 0; c < 256; c++)
    if ((c < 128 && test(c) != 0) != negated) set_add(s, (unsigned char)c);
}

/* \d and its like; false for other letters. */
static bool class_of(char letter, Set *s) {
  static const Class classes[] = { { "d", isdigit }, { "w", is_word }, { "s", isspace } };
  for (size_t i = 0; i < 3; i++)
    if (tolower((unsigned char)letter) == classes[i].name[0]) {
      set_add_class(s, classes[i].test, isupper((unsigned char)letter) != 0);
      return true;
    }
  return false;
}

static void emit_set(Reader *r, Set s, bool negated) {
  Pattern *p = r->p;
  if (p->options.ignore_case)
    for (int c = 'a'; c <= 'z'; c++)
      if (set_has(&s, (unsigned char)c) || set_has(&s, (unsigned char)toupper(c)))
        set_add(&s, (unsigned char)c), set_add(&s, (unsigned char)toupper(c));
  if (negated)
    for (size_t i = 0; i < sizeof s.bits; i++) s.bits[i] = (uint8_t)~s.bits[i];
  MEM_GROW(p->sets, p->set_count, p->set_cap);
  p->sets[p->set_count++] = s;
  emit(r, MATCH_SET, 0, p->set_count - 1);
}

static void emit_character(Reader *r, char c) {
  if (r->p->options.ignore_case && isalpha((unsigned char)c)) {
    Set s = { { 0 } };
    set_add(&s, (unsigned char)c);
    emit_set(r, s, false);
  } else
    emit(r, MATCH_CHARACTER, 0, (unsigned char)c);
}

/* The character that a backslash and LETTER stand for. */
static char escaped(char letter) {
  static const char letters[] = "ntrfve0a", codes[] = "\n\t\r\f\v\033\0\a";
  const char *found = letter ? strchr(letters, letter) : NULL;
  return found ? codes[found - letters] : letter;
}

/* [:alpha:] inside a set. */
static bool named_class(Reader *r, Set *s) {
  static const Class classes[] = { { "alpha", isalpha }, { "digit", isdigit },
                                   { "alnum", isalnum }, { "space", isspace },
                                   { "upper", isupper }, { "lower", islower },
                                   { "punct", ispunct }, { "xdigit", isxdigit } };
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    size_t n = strlen(classes[i].name);
    const char *at = r->text + r->at + 2;
    if (r->at + n + 4 > r->len || strncmp(at, classes[i].name, n) != 0 || at[n] != ':') continue;
    if (at[n + 1] != ']') continue;
    set_add_class(s, classes[i].test, false);
    r->at += n + 4;
    return true;
  }
  return false;
}

static bool read_set(Reader *r) {
  Set s = { { 0 } };
  bool negated = r->at < r->len && r->text[r->at] == '^', first = true;
  r->at += negated;
  for (;; first = false) {
    if (r->at >= r->len) return refuse(r, "this [ is never closed");
    char c = r->text[r->at];
    if (c == ']' && !first) break;
    if (c == '[' && r->at + 1 < r->len && r->text[r->at + 1] == ':' && named_class(r, &s)) continue;
    r->at++;
    if (c == '\\' && r->at < r->len) {
      c = r->text[r->at++];
      if (class_of(c, &s)) continue;
      c = c == 'b' ? '\b' : escaped(c);
    }
    char last = c;
    if (r->at + 1 < r->len && r->text[r->at] == '-' && r->text[r->at + 1] != ']') {
      last = r->text[r->at + 1];
      r->at += 2;
      if (last == '\\' && r->at < r->len) last = escaped(r->text[r->at++]);
      if ((unsigned char)last < (unsigned char)c) return refuse(r, "this range runs backwards");
    }
    for (int k = (unsigned char)c; k <= (unsigned char)last; k++) set_add(&s, (unsigned char)k);
  }
  r->at++;
  emit_set(r, s, negated);
  return !r->problem;
}

static bool read_choice(Reader *r);

/* Behind (?: what kind of group it is. */
static bool read_special_group(Reader *r, Operation *around, bool *captures, const char **name,
                               size_t *name_length) {
  static const struct {
    const char *sign;
    Operation operation;
  } looks[] = { { "=", AHEAD }, { "!", NOT_AHEAD }, { "<=", BEHIND }, { "<!", NOT_BEHIND } };
  *captures = false;
  const char *s = r->text + r->at;
  size_t left = r->len - r->at;
  if (left > 0 && *s == ':') {
    r->at++;
    return true;
  }
  for (size_t i = 0; i < 4; i++) {
    size_t n = strlen(looks[i].sign);
    if (left < n || strncmp(s, looks[i].sign, n) != 0) continue;
    *around = looks[i].operation;
    r->at += n;
    return true;
  }
  if (left > 0 && *s == 'P') s++, r->at++, left--; /* Python's way */
  if (left < 2 || *s != '<') return refuse(r, "this kind of group is not known");
  *captures = true;
  *name = s + 1;
  *name_length = 0;
  while (*name_length + 1 < left && is_word((unsigned char)s[1 + *name_length])) ++*name_length;
  if (*name_length == 0 || *name_length >= LONGEST_NAME || s[1 + *name_length] != '>')
    return refuse(r, "the name of a group stands between < and >");
  r->at += *name_length + 2;
  return true;
}

static bool read_group(Reader *r) {
  Operation around = MATCHED; /* none */
  bool captures = true;
  const char *name = NULL;
  size_t name_length = 0, number = 0, begin = r->p->count;
  if (++r->depth > DEEPEST) return refuse(r, "the groups are nested too deeply");
  if (r->at < r->len && r->text[r->at] == '?') {
    r->at++;
    if (!read_special_group(r, &around, &captures, &name, &name_length)) return false;
  }
  if (captures) {
    if (r->p->groups == MOST_GROUPS) return refuse(r, "there are too many groups");
    number = ++r->p->groups;
    if (name) memcpy(r->p->names[number], name, name_length);
    emit(r, SAVE, 0, 2 * number);
  }
  if (around != MATCHED) emit(r, around, 0, 0);
  if (!read_choice(r)) return false;
  if (r->at >= r->len) return refuse(r, "this ( is never closed");
  r->at++;
  r->depth--;
  if (captures) emit(r, SAVE, 0, 2 * number + 1);
  if (around != MATCHED) {
    emit(r, MATCHED, 0, 0);
    if (!r->problem) r->p->code[begin].target = (int)(r->p->count - begin);
  }
  return !r->problem;
}

static bool read_escape(Reader *r) {
  if (r->at >= r->len) return refuse(r, "a backslash stands at the end");
  char c = r->text[r->at++];
  Set s = { { 0 } };
  if (class_of(c, &s))
    emit_set(r, s, false);
  else if (c == 'b' || c == 'B')
    emit(r, c == 'b' ? AT_WORD_EDGE : NOT_AT_WORD_EDGE, 0, 0);
  else if (c == '<' || c == '>')
    emit(r, AT_WORD_EDGE, 0, 0);
  else if (c >= '1' && c <= '9') {
    if ((size_t)(c - '0') > r->p->groups) return refuse(r, "there is no such group before this");
    emit(r, MATCH_SAME, 0, (size_t)(c - '0'));
  } else
    emit_character(r, escaped(c));
  return !r->problem;
}

static bool read_atom(Reader *r) {
  char c = r->text[r->at++];
  switch (c) {
  case '(': return read_group(r);
  case '[': return read_set(r);
  case '\\': return read_escape(r);
  case '.': emit(r, MATCH_ANY, 0, 0); break;
  case '^': emit(r, AT_START, 0, 0); break;
  case '$': emit(r, AT_END, 0, 0); break;
  case '*':
  case '+':
  case '?': return refuse(r, "there is nothing that could be repeated");
  default: emit_character(r, c);
  }
  return !r->problem;
}

/* {2}, {2,}, {2,5}; false, with nothing read, where the bracket is a character. */
static bool read_counts(Reader *r, long *least, long *most) {
  char *end;
  const char *s = r->text + r->at + 1;
  if (!isdigit((unsigned char)*s)) return false;
  *least = *most = strtol(s, &end, 10);
  if (*end == ',') {
    s = end + 1;
    *most = isdigit((unsigned char)*s) ? strtol(s, &end, 10) : -1;
    if (*most < 0) end = (char *)(uintptr_t)s;
  }
  if (*end != '}') return false;
  r->at = (size_t)(end - r->text) + 1;
  return true;
}

/* The code from BEGIN on once more at the end. */
static void repeat(Reader *r, size_t begin, size_t length) {
  for (size_t i = 0; i < length && !r->problem; i++) {
    Step s = r->p->code[begin + i];
    emit(r, s.operation, s.target, s.index);
  }
}

/* The LENGTH steps from BEGIN as often as one likes. */
static void make_loop(Reader *r, size_t begin, bool lazy) {
  size_t mark = r->p->marks++;
  insert(r, begin, MARK, 0, mark);
  emit(r, ADVANCED, 0, mark);
  size_t length = r->p->count - begin;
  insert(r, begin, lazy ? SPLIT_LAZY : SPLIT, (int)length + 2, 0);
  emit(r, JUMP, -(int)length - 1, 0);
}

static bool read_repeated(Reader *r) {
  size_t begin = r->p->count;
  if (!read_atom(r)) return false;
  while (r->at < r->len && strchr("*+?{", r->text[r->at]) && r->text[r->at]) {
    long least = 0, most = -1;
    char c = r->text[r->at];
    if (c == '{') {
      if (!read_counts(r, &least, &most)) return true;
      if (most >= 0 && most < least) return refuse(r, "this range runs backwards");
      if (least > 1000 || most > 1000) return refuse(r, "the pattern is too large");
    } else {
      r->at++;
      least = c == '+';
      most = c == '?' ? 1 : -1;
    }
    bool lazy = r->at < r->len && r->text[r->at] == '?';
    r->at += lazy;
    size_t length = r->p->count - begin;
    /* The atom itself is the last part, the copies for `least` come before it. */
    if (most == 0) {
      r->p->count = begin;
      continue;
    }
    for (long k = 1; k < least; k++) repeat(r, begin, length);
    if (most < 0 && least == 0)
      make_loop(r, begin, lazy);
    else if (most < 0) {
      size_t last = r->p->count;
      repeat(r, begin, length);
      if (!r->problem) make_loop(r, last, lazy);
    } else {
      for (long k = least; k < most && !r->problem; k++) {
        size_t place = r->p->count;
        if (k == 0)
          place = begin;
        else
          repeat(r, least == 0 ? begin + 1 : begin, length); /* behind the first SPLIT */
        insert(r, place, lazy ? SPLIT_LAZY : SPLIT, (int)length + 1, 0);
      }
    }
    if (r->problem) return false;
  }
  return true;
}

static bool read_sequence(Reader *r) {
  while (r->at < r->len && r->text[r->at] != '|' && r->text[r->at] != ')') {
    char c = r->text[r->at];
    if (r->p->options.free_spacing && (isspace((unsigned char)c) || c == '#')) {
      do r->at++;
      while (c == '#' && r->at < r->len && r->text[r->at - 1] != '\n');
      continue;
    }
    if (!read_repeated(r)) return false;
  }
  return true;
}

static bool read_choice(Reader *r) {
  size_t begin = r->p->count;
  if (!read_sequence(r)) return false;
  if (r->at >= r->len || r->text[r->at] != '|') return true;
  r->at++;
  insert(r, begin, SPLIT, (int)(r->p->count - begin) + 2, 0);
  size_t jump = r->p->count;
  emit(r, JUMP, 0, 0);
  if (++r->alternatives > MOST_ALTERNATIVES) return refuse(r, "there are too many alternatives");
  if (r->problem || !read_choice(r)) return false;
  r->p->code[jump].target = (int)(r->p->count - jump);
  return true;
}

Pattern *pattern_new(const char *text, size_t len, PatternOptions options, const char **problem,
                     size_t *where) {
  Pattern *p = mem_new(sizeof *p);
  p->options = options;
  Reader r = { .p = p, .text = text, .len = len };
  bool good = read_choice(&r);
  if (good && r.at < len) good = refuse(&r, "this ) was never opened");
  emit(&r, MATCHED, 0, 0);
  if (good && !r.problem) return p;
  *problem = r.problem;
  *where = r.at;
  pattern_free(p);
  return NULL;
}

void pattern_free(Pattern *p) {
  if (!p) return;
  free(p->code);
  free(p->sets);
  free(p);
}

size_t pattern_groups(const Pattern *p) {
  return p->groups;
}

const char *pattern_name(const Pattern *p, size_t i) {
  return p->names[i][0] ? p->names[i] : NULL;
}

/* ------------------------------------------------------------------ running */

static const size_t nowhere = (size_t)-1;

/* Where to turn back to: either another way at PC and AT, or (PC nowhere) a slot to put back. */
typedef struct Choice {
  size_t pc, at, slot;
} Choice;

typedef struct Machine {
  const Pattern *p;
  const char *s;
  size_t len;
  size_t *slots; /* places, then marks */
  PatternGoOn *go_on;
  void *context;
  size_t steps;
  bool stopped;
} Machine;

enum { MOST_CHOICES = 1000000, STEPS_AT_ONCE = 4096 };

static bool at_word_edge(const Machine *m, size_t at) {
  bool before = at > 0 && is_word((unsigned char)m->s[at - 1]);
  bool behind = at < m->len && is_word((unsigned char)m->s[at]);
  return before != behind;
}

static bool try_at(Machine *m, size_t pc, size_t at, size_t must_end);

static bool looks(Machine *m, const Step *step, size_t pc, size_t at) {
  switch (step->operation) {
  case AHEAD: return try_at(m, pc + 1, at, nowhere);
  case NOT_AHEAD: return !try_at(m, pc + 1, at, nowhere);
  default:
    for (size_t from = at + 1; from-- > 0 && !m->stopped;)
      if (try_at(m, pc + 1, from, at)) return step->operation == BEHIND;
    return step->operation == NOT_BEHIND;
  }
}

/* A step that takes characters or looks at its place: false when it fails. */
static bool simple(Machine *m, const Step *step, size_t *at) {
  const PatternOptions *o = &m->p->options;
  const char *s = m->s;
  size_t len = m->len;
  bool inside = *at < len;
  switch (step->operation) {
  case MATCH_CHARACTER: return inside && (unsigned char)s[*at] == step->index && ++*at;
  case MATCH_ANY: return inside && !(o->dot_stops_at_newline && s[*at] == '\n') && ++*at;
  case MATCH_SET:
    return inside && set_has(&m->p->sets[step->index], (unsigned char)s[*at]) && ++*at;
  case AT_START: return *at == 0 || (o->line_anchors && s[*at - 1] == '\n');
  case AT_END:
    return *at == len || (*at + 1 == len && s[*at] == '\n') || (o->line_anchors && s[*at] == '\n');
  case AT_WORD_EDGE: return at_word_edge(m, *at);
  case NOT_AT_WORD_EDGE: return !at_word_edge(m, *at);
  default: { /* MATCH_SAME */
    size_t from = m->slots[2 * step->index], to = m->slots[2 * step->index + 1];
    if (from == nowhere || to == nowhere || to - from > len - *at) return false;
    if (memcmp(s + from, s + *at, to - from) != 0) return false;
    *at += to - from;
    return true;
  }
  }
}

static void push(Choice **choices, size_t *count, size_t *cap, Choice c) {
  MEM_GROW(*choices, *count, *cap);
  (*choices)[(*count)++] = c;
}

/* Whether the code at PC matches from AT on, up to its MATCHED; and ends at MUST_END, if anywhere.
 */
static bool try_at(Machine *m, size_t pc, size_t at, size_t must_end) {
  Choice *choices = NULL;
  size_t count = 0, cap = 0, marks = 2 * (m->p->groups + 1);
  bool found = false, good = true;
  for (;;) {
    const Step *step = &m->p->code[pc];
    if (++m->steps % STEPS_AT_ONCE == 0 && !m->go_on(m->context, STEPS_AT_ONCE)) m->stopped = true;
    if (count > MOST_CHOICES) m->stopped = true;
    if (m->stopped) break;
    size_t slot = step->operation == SAVE ? step->index : marks + step->index;
    switch (step->operation) {
    case SPLIT:
      push(&choices, &count, &cap, (Choice){ pc + (size_t)step->target, at, 0 });
      pc++;
      break;
    case SPLIT_LAZY:
      push(&choices, &count, &cap, (Choice){ pc + 1, at, 0 });
      pc += (size_t)step->target;
      break;
    case JUMP: pc += (size_t)(ptrdiff_t)step->target; break;
    case SAVE:
    case MARK:
      push(&choices, &count, &cap, (Choice){ nowhere, m->slots[slot], slot });
      m->slots[slot] = at;
      pc++;
      break;
    case ADVANCED:
      good = m->slots[slot] != at;
      pc++;
      break;
    case AHEAD:
    case NOT_AHEAD:
    case BEHIND:
    case NOT_BEHIND:
      good = looks(m, step, pc, at);
      pc += (size_t)step->target;
      break;
    case MATCHED:
      found = must_end == nowhere || at == must_end;
      good = false;
      if (found) m->slots[1] = at;
      break;
    default: good = simple(m, step, &at); pc++;
    }
    if (found) break;
    while (!good && count > 0) {
      Choice c = choices[--count];
      if (c.pc == nowhere)
        m->slots[c.slot] = c.at;
      else
        pc = c.pc, at = c.at, good = true;
    }
    if (!good) break;
  }
  free(choices);
  return found;
}

bool pattern_find(const Pattern *p, const char *s, size_t len, size_t from, size_t *places,
                  PatternGoOn *go_on, void *context) {
  size_t count = 2 * (p->groups + 1);
  size_t *slots = mem_new((count + p->marks) * sizeof *slots);
  Machine m = { .p = p, .s = s, .len = len, .slots = slots, .go_on = go_on, .context = context };
  bool found = false;
  for (size_t at = from; at <= len && !found && !m.stopped; at++) {
    for (size_t i = 0; i < count + p->marks; i++) slots[i] = nowhere;
    found = try_at(&m, 0, at, nowhere);
    if (found) slots[0] = at;
  }
  memcpy(places, slots, count * sizeof *places);
  free(slots);
  return found && !m.stopped;
}
