/* judge_interval.c -- (2, 5], x < 2 or x >= 5, unions of them.

   Both answers become sorted, disjoint intervals; then each endpoint is compared as a number, and
   whether it belongs to the set.  */

#include "config.h"
#include "base/utf8.h"
#include "lang/parse.h"
#include "learn/intervals.h"
#include "learn/judge_parts.h"
#include "learn/loose.h"
#include "learn/slips.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NAME = 24, DEEPEST = 20 };

typedef struct Reading {
  Judging *j;
  Scope *scope;
  char name[LONGEST_NAME]; /* the variable, once it was seen */
  bool relations;          /* there was an inequality */
  unsigned depth;
  Text why; /* what is wrong with the text */
} Reading;

static bool complain(Reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool complain(Reading *r, const char *format, ...) {
  va_list args;
  if (r->why.len > 0) return false;
  va_start(args, format);
  text_vprintf(&r->why, format, args);
  va_end(args);
  return false;
}

static bool read_set(Reading *r, const char *s, size_t len, Intervals *out);

static void trim(const char **s, size_t *len) {
  while (*len > 0 && isspace((unsigned char)**s)) ++*s, --*len;
  while (*len > 0 && isspace((unsigned char)(*s)[*len - 1])) --*len;
}

static bool is(const char *s, size_t len, const char *word) {
  return strlen(word) == len && memcmp(s, word, len) == 0;
}

/* ------------------------------------------------------------------ endpoints */

static bool endpoint(Reading *r, const char *s, size_t len, double *x) {
  trim(&s, &len);
  if (len == 0) return complain(r, "An endpoint is missing.");
  char *text = mem_copy_bytes(s, len);
  Text plain = TEXT_EMPTY;
  Error error = { 0 };
  Arena arena = { 0 };
  Value v = VALUE_NOTHING;
  loose_rewrite(text[0] == '+' && isalpha((unsigned char)text[1]) ? text + 1 : text, NULL,
                interp_registry(r->j->in), &plain);
  for (char *at = plain.len ? plain.data : NULL; at && (at = strstr(at, "oo")); at += 2)
    if ((at == plain.data || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[2])) {
      Text again = TEXT_EMPTY;
      text_printf(&again, "%.*sInf%s", (int)(at - plain.data), plain.data, at + 2);
      text_free(&plain);
      plain = again;
      break;
    }
  const Node *n = parse_expression_text(text_string(&plain), &arena, &error);
  bool good = n && judge_allowed(r->j, n) &&
              interp_evaluate(r->j->in, r->scope, text_string(&plain), &v, &error);
  if (good && (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL) && !isnan(v.scalar))
    *x = v.scalar;
  else if (r->j->out->verdict == VERDICT_UNGRADABLE && r->j->out->message.len > 0)
    good = complain(r, "%s", text_string(&r->j->out->message));
  else
    good = complain(r, "`%.40s` is no number that an interval could end at.", text);
  value_release(v);
  arena_free(&arena);
  text_free(&plain);
  free(text);
  return good;
}

/* ------------------------------------------------------------------ inequalities */

typedef enum Relation { LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL } Relation;

/* The relation at S, and how many bytes it takes; 0: none. */
static size_t relation_at(const char *s, size_t len, Relation *out) {
  static const struct {
    const char *sign;
    Relation relation;
  } signs[] = { { "<=", LESS_EQUAL },
                { "=<", LESS_EQUAL },
                { "\xE2\x89\xA4", LESS_EQUAL },
                { ">=", GREATER_EQUAL },
                { "=>", GREATER_EQUAL },
                { "\xE2\x89\xA5", GREATER_EQUAL },
                { "~=", NOT_EQUAL },
                { "!=", NOT_EQUAL },
                { "<>", NOT_EQUAL },
                { "\xE2\x89\xA0", NOT_EQUAL },
                { "==", EQUAL },
                { "<", LESS },
                { ">", GREATER },
                { "=", EQUAL } };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    size_t n = strlen(signs[i].sign);
    if (n > len || memcmp(s, signs[i].sign, n) != 0) continue;
    *out = signs[i].relation;
    return n;
  }
  return 0;
}

/* x < c, where c was drawn: what has a value is no unknown. */
static bool has_value(const Reading *r, const char *s, size_t len) {
  char *name = mem_copy_bytes(s, len);
  Value v = r->scope ? scope_get(r->scope, name) : VALUE_NOTHING;
  bool known = v.kind != VALUE_NONE;
  value_release(v);
  free(name);
  return known;
}

static bool is_name(const Reading *r, const char *s, size_t len) {
  if (len == 0 || len >= LONGEST_NAME || !isalpha((unsigned char)*s)) return false;
  for (size_t i = 0; i < len; i++)
    if (!isalnum((unsigned char)s[i]) && s[i] != '_') return false;
  static const char *const constants[] = { "pi", "e", "Inf", "inf", "oo", "NaN" };
  for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
    if (is(s, len, constants[i])) return false;
  return is(s, len, r->name) ||
         (!has_value(r, s, len) && !registry_find(interp_registry(r->j->in), s, len));
}

static bool take_name(Reading *r, const char *s, size_t len) {
  if (!r->name[0]) {
    memcpy(r->name, s, len);
    r->name[len] = '\0';
  }
  return is(s, len, r->name) ||
         complain(r, "The variable here is `%s`, not `%.*s`.", r->name, (int)len, s);
}

static Relation mirrored(Relation x) {
  static const Relation other[] = { GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, EQUAL, NOT_EQUAL };
  return other[x];
}

/* name RELATION x */
static bool half_line(Relation relation, double x, Intervals *out) {
  const Interval less = { .low = -INFINITY, .high = x, .high_open = relation != LESS_EQUAL };
  const Interval more = { .low = x, .high = INFINITY, .low_open = relation != GREATER_EQUAL };
  out->count = 0;
  switch (relation) {
  case LESS:
  case LESS_EQUAL: return intervals_add(out, less);
  case GREATER:
  case GREATER_EQUAL: return intervals_add(out, more);
  case EQUAL: return intervals_add(out, (Interval){ .low = x, .high = x });
  default: return intervals_add(out, less) && intervals_add(out, more);
  }
}

/* |x| < 3 and |x - 1| >= 2: its middle; false when it is none. */
static bool magnitude(Reading *r, const char *s, size_t len, double *middle) {
  if (len < 3 || s[0] != '|' || s[len - 1] != '|') return false;
  s++, len -= 2;
  trim(&s, &len);
  size_t n = 0;
  while (n < len && (isalnum((unsigned char)s[n]) || s[n] == '_')) n++;
  if (!is_name(r, s, n) || !take_name(r, s, n)) return false;
  const char *rest = s + n;
  len -= n;
  trim(&rest, &len);
  *middle = 0;
  if (len == 0) return true;
  if (*rest != '-' && *rest != '+') return false;
  if (!endpoint(r, rest + 1, len - 1, middle)) return false;
  if (*rest == '+') *middle = -*middle;
  return true;
}

/* One comparison of a chain. */
static bool compare(Reading *r, const char *a, size_t la, Relation relation, const char *b,
                    size_t lb, Intervals *out) {
  double x, middle;
  trim(&a, &la);
  trim(&b, &lb);
  if (is_name(r, b, lb) || (lb > 0 && *b == '|')) {
    const char *s = a;
    size_t len = la;
    a = b, la = lb, b = s, lb = len;
    relation = mirrored(relation);
  }
  if (is_name(r, a, la)) {
    if (!take_name(r, a, la) || !endpoint(r, b, lb, &x)) return false;
    return half_line(relation, x, out) || complain(r, "That are too many pieces.");
  }
  if (magnitude(r, a, la, &middle) && endpoint(r, b, lb, &x)) {
    Intervals upper, lower;
    bool inside = relation == LESS || relation == LESS_EQUAL || relation == EQUAL;
    if (relation == EQUAL || relation == NOT_EQUAL)
      return complain(r, "Write out what the bars mean, as in `x < -2 or x > 2`.");
    half_line(relation, middle + x, &upper);
    half_line(mirrored(relation), middle - x, &lower);
    if (inside) return intervals_meet(&upper, &lower, out);
    *out = upper;
    if (x < 0) return intervals_add(out, (Interval){ .low = -INFINITY, .high = INFINITY });
    return intervals_add(out, lower.items[0]);
  }
  return complain(r, "Solve it first: the variable stands alone, as in `x < 2`.");
}

/* a < x <= b */
static bool read_chain(Reading *r, const char *s, size_t len, Intervals *out) {
  size_t starts[4], lengths[4], count = 0, from = 0;
  Relation relations[4], relation;
  for (size_t i = 0; i < len; i++) {
    size_t n = relation_at(s + i, len - i, &relation);
    if (n == 0) continue;
    if (count == 3) return complain(r, "That are too many comparisons in a row.");
    starts[count] = from;
    lengths[count] = i - from;
    relations[count++] = relation;
    from = i + n;
    i += n - 1;
  }
  starts[count] = from;
  lengths[count] = len - from;
  if (count > 2) return complain(r, "That are too many comparisons in a row.");
  r->relations = true;
  *out = (Intervals){ .items = { { -INFINITY, INFINITY, true, true } }, .count = 1 };
  for (size_t i = 0; i < count; i++) {
    Intervals one, both;
    if (!compare(r, s + starts[i], lengths[i], relations[i], s + starts[i + 1], lengths[i + 1],
                 &one))
      return false;
    intervals_reduce(&one);
    if (!intervals_meet(out, &one, &both)) return complain(r, "That are too many pieces.");
    *out = both;
  }
  return true;
}

/* ------------------------------------------------------------------ intervals and unions */

static size_t comma_at(const char *s, size_t len, size_t from) {
  int depth = 0;
  for (size_t i = from; i < len; i++) {
    if (strchr("([{", s[i])) depth++;
    if (strchr(")]}", s[i])) depth--;
    if (depth <= 0 && (s[i] == ',' || s[i] == ';')) return i;
  }
  return len;
}

/* (a, b], ]a, b[ and {a, b, c} */
static bool read_piece(Reading *r, const char *s, size_t len, Intervals *out) {
  char open = s[0], close = s[len - 1];
  out->count = 0;
  if (open == '{' && close == '}') {
    for (size_t at = 1; at < len - 1;) {
      size_t comma = comma_at(s, len - 1, at);
      const char *item = s + at;
      size_t own = comma - at;
      double x;
      trim(&item, &own);
      if (own == 0 && comma == len - 1 && out->count == 0) return true; /* {} */
      if (!endpoint(r, item, own, &x)) return false;
      if (!intervals_add(out, (Interval){ .low = x, .high = x }))
        return complain(r, "That are too many pieces.");
      at = comma + 1;
    }
    return true;
  }
  if (!strchr("([]", open) || !strchr(")][", close))
    return complain(r, "Write an interval, as in `(2, 5]`, or an inequality, as in `x < 2`.");
  size_t comma = comma_at(s, len - 1, 1);
  Interval x = { .low_open = open != '[', .high_open = close != ']' };
  if (comma == len - 1)
    return complain(r, "An interval has two ends, as in `(2, 5]`; a single number is `{2}`.");
  if (comma_at(s, len - 1, comma + 1) != len - 1)
    return complain(r, "An interval has two ends, as in `(2, 5]`.");
  if (!endpoint(r, s + 1, comma - 1, &x.low) ||
      !endpoint(r, s + comma + 1, len - 2 - comma, &x.high))
    return false;
  if (x.low > x.high)
    return complain(r, "The smaller end comes first: `%c%.*s, ...`.", open,
                    (int)(len - 2 - comma > 40 ? 40 : len - 2 - comma), s + comma + 1);
  return intervals_add(out, x);
}

/* Whether the sign at I stands between two brackets, as in (1, 2) U (3, 4). */
static bool is_union(const char *s, size_t len, size_t i) {
  size_t n = s[i] == 'U' ? 1 : i + 3 <= len && memcmp(s + i, "\xE2\x88\xAA", 3) == 0 ? 3 : 0;
  size_t before = i, after = i + n;
  while (before > 0 && s[before - 1] == ' ') before--;
  while (after < len && s[after] == ' ') after++;
  return n > 0 && before > 0 && after < len && strchr(")]}[", s[before - 1]) &&
         strchr("([{]", s[after]);
}

/* The next word or sign that joins at depth 0, from AT; its length, 0 at the end. */
static size_t joint(const char *s, size_t len, size_t *at, const char *const *words) {
  int depth = 0;
  bool bars = false;
  for (size_t i = *at; i < len; i++) {
    if (strchr("([{", s[i])) depth++;
    if (strchr(")]}", s[i])) depth--;
    if (s[i] == '|' && s[i + 1] != '|' && (i == 0 || s[i - 1] != '|')) bars = !bars;
    bool united = is_union(s, len, i); /* ]1, 2[ counts the other way round */
    if (bars || (depth > 0 && !united) || (s[i] == 'U' && !united)) continue;
    for (const char *const *w = words; *w; w++) {
      size_t n = strlen(*w);
      if (n > len - i || memcmp(s + i, *w, n) != 0) continue;
      bool word = isalpha((unsigned char)**w);
      if (word && ((i > 0 && (isalnum((unsigned char)s[i - 1]) || s[i - 1] == '_')) ||
                   (i + n < len && (isalnum((unsigned char)s[i + n]) || s[i + n] == '_'))))
        continue;
      *at = i;
      return n;
    }
  }
  return 0;
}

static bool has_relation(const char *s, size_t len) {
  Relation ignored;
  for (size_t i = 0; i < len; i++)
    if (relation_at(s + i, len - i, &ignored) > 0) return true;
  return false;
}

static bool read_simple(Reading *r, const char *s, size_t len, Intervals *out) {
  static const char *const everything[] = { "all",   "R",         "\xE2\x84\x9D",
                                            "reals", "all reals", "all real numbers",
                                            NULL };
  static const char *const nothing[] = { "{}",        "\xE2\x88\x85", "empty", "none",
                                         "empty set", "no solution",  NULL };
  trim(&s, &len);
  out->count = 0;
  if (len == 0) return complain(r, "A part of this is missing.");
  for (const char *const *w = everything; *w; w++)
    if (is(s, len, *w)) return intervals_add(out, (Interval){ .low = -INFINITY, .high = INFINITY });
  for (const char *const *w = nothing; *w; w++)
    if (is(s, len, *w)) return true;
  if (has_relation(s, len) && *s != '{') {
    bool wrapped = *s == '(' && s[len - 1] == ')' && comma_at(s, len - 1, 1) == len - 1;
    return wrapped ? read_set(r, s + 1, len - 2, out) : read_chain(r, s, len, out);
  }
  /* x in (2, 5] */
  size_t name = 0;
  while (name < len && (isalnum((unsigned char)s[name]) || s[name] == '_')) name++;
  if (name > 0 && is_name(r, s, name)) {
    const char *rest = s + name;
    size_t left = len - name;
    trim(&rest, &left);
    size_t skip = left > 3 && memcmp(rest, "in ", 3) == 0            ? 3
                  : left > 3 && memcmp(rest, "\xE2\x88\x88", 3) == 0 ? 3
                                                                     : 0;
    if (skip > 0) return take_name(r, s, name) && read_simple(r, rest + skip, left - skip, out);
  }
  bool wrapped = *s == '(' && s[len - 1] == ')' && comma_at(s, len - 1, 1) == len - 1 && len > 2;
  if (wrapped) return read_set(r, s + 1, len - 2, out);
  return read_piece(r, s, len, out);
}

/* Pieces joined by `and`. */
static bool read_both(Reading *r, const char *s, size_t len, Intervals *out) {
  static const char *const words[] = { "and", "&&", "&", "\xE2\x88\xA7", "\xE2\x88\xA9", NULL };
  bool first = true;
  for (size_t from = 0;;) {
    size_t at = from, n = joint(s, len, &at, words);
    Intervals one = { .count = 0 }, both;
    if (!read_simple(r, s + from, (n ? at : len) - from, &one)) return false;
    intervals_reduce(&one);
    if (first)
      *out = one;
    else {
      intervals_reduce(out);
      if (!intervals_meet(out, &one, &both)) return complain(r, "That are too many pieces.");
      *out = both;
    }
    first = false;
    if (n == 0) return true;
    from = at + n;
  }
}

/* Pieces joined by `or`, U and their kin. */
static bool read_set(Reading *r, const char *s, size_t len, Intervals *out) {
  static const char *const words[] = { "or", "||", "U", "\xE2\x88\xAA", "\xE2\x88\xA8", NULL };
  if (++r->depth > DEEPEST) return complain(r, "That are too many brackets.");
  out->count = 0;
  for (size_t from = 0;;) {
    size_t at = from, n = joint(s, len, &at, words);
    Intervals one = { .count = 0 };
    if (!read_both(r, s + from, (n ? at : len) - from, &one)) return false;
    for (size_t i = 0; i < one.count; i++)
      if (!intervals_add(out, one.items[i])) return complain(r, "That are too many pieces.");
    if (n == 0) break;
    from = at + n;
  }
  intervals_reduce(out);
  r->depth--;
  return true;
}

/* ------------------------------------------------------------------ the verdict */

static bool same_ends(const Judging *j, const Intervals *m, const Intervals *g) {
  if (m->count != g->count) return false;
  for (size_t i = 0; i < m->count; i++)
    if (!closeness_equal(&j->closeness, m->items[i].low, g->items[i].low) ||
        !closeness_equal(&j->closeness, m->items[i].high, g->items[i].high))
      return false;
  return true;
}

static bool near_ends(const Judging *j, const Intervals *m, const Intervals *g) {
  const Closeness *c = &j->closeness;
  if (m->count != g->count) return false;
  for (size_t i = 0; i < m->count; i++) {
    const Interval *x = &m->items[i], *y = &g->items[i];
    if (!closeness_equal(c, x->low, y->low) && !closeness_near(c, x->low, y->low)) return false;
    if (!closeness_equal(c, x->high, y->high) && !closeness_near(c, x->high, y->high)) return false;
  }
  return true;
}

static bool same_brackets(const Intervals *m, const Intervals *g) {
  for (size_t i = 0; i < m->count; i++)
    if (m->items[i].low_open != g->items[i].low_open ||
        m->items[i].high_open != g->items[i].high_open)
      return false;
  return true;
}

/* What lies outside. */
static Intervals complement(const Intervals *s) {
  Intervals out = { .count = 0 };
  double low = -INFINITY;
  bool open = true;
  for (size_t i = 0; i < s->count; i++) {
    intervals_add(&out, (Interval){ low, s->items[i].low, open, !s->items[i].low_open });
    low = s->items[i].high;
    open = !s->items[i].high_open;
  }
  intervals_add(&out, (Interval){ low, INFINITY, open, true });
  return out;
}

static Intervals mirror(const Intervals *s) {
  Intervals out = { .count = 0 };
  for (size_t i = s->count; i > 0; i--) {
    const Interval *x = &s->items[i - 1];
    intervals_add(&out, (Interval){ -x->high, -x->low, x->high_open, x->low_open });
  }
  return out;
}

static void name_end(Judging *j, const Intervals *m, const Intervals *g) {
  Text *out = &j->out->message;
  for (size_t i = 0; i < m->count; i++) {
    bool low = !closeness_equal(&j->closeness, m->items[i].low, g->items[i].low);
    bool high = !closeness_equal(&j->closeness, m->items[i].high, g->items[i].high);
    if (!low && !high) continue;
    text_printf(out, "The %s end%s",
                low && high ? "two"
                : low       ? "left"
                            : "right",
                low && high ? "s" : "");
    if (m->count > 1) text_printf(out, " of piece %zu", i + 1);
    text_puts(out, low && high ? " are not right." : " is not right.");
    return;
  }
}

static void compare_sets(Judging *j, const Intervals *m, const Intervals *g) {
  j->out->verdict = VERDICT_WRONG;
  if (same_ends(j, m, g)) {
    if (same_brackets(m, g))
      j->out->verdict = VERDICT_RIGHT;
    else
      judge_slip(j, "bracket",
                 "The endpoints are right; look again at which of them belong to the set.");
    return;
  }
  if (near_ends(j, m, g) && same_brackets(m, g)) {
    j->out->verdict = VERDICT_CLOSE;
    text_puts(&j->out->message, "Close: an endpoint looks rounded.");
    return;
  }
  Intervals outside = complement(m), negative = mirror(m);
  if (m->count > 0 && g->count > 0 && same_ends(j, &outside, g))
    judge_slip(j, "complement", "That is just what does not belong to it: turn the signs round.");
  else if (same_ends(j, &negative, g))
    judge_slip(j, slip_sign.name, "Mirrored at zero: the size is right, the sign is not.");
  else if (m->count == g->count) {
    if (!j->question->quiz) name_end(j, m, g);
  } else if (m->count == 0)
    text_puts(&j->out->message, "There are fewer numbers in it than that.");
  else if (g->count == 0)
    text_puts(&j->out->message, "It is not empty.");
  else
    text_printf(&j->out->message, "Yours has %zu piece%s, but the answer has %zu.", g->count,
                g->count == 1 ? "" : "s", m->count);
}

static bool author_slip(Judging *j, Reading *r, const Intervals *m, const Intervals *g) {
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Intervals wrong;
    const char *text = j->part->slips[i].value.text;
    Reading own = { .j = j, .scope = r->scope };
    bool good = read_set(&own, text, strlen(text), &wrong);
    text_free(&own.why);
    if (!good || !same_ends(j, &wrong, g) || !same_brackets(&wrong, g)) continue;
    if (same_ends(j, m, &wrong) && same_brackets(m, &wrong)) continue;
    j->out->verdict = VERDICT_SLIP;
    j->out->slip = (int)i;
    text_clear(&j->out->message);
    judge_feedback(j, &j->part->slips[i].feedback);
    return true;
  }
  return false;
}

/* The author wrote a comparison of two known numbers: its truth is asked. */
static bool is_truth(Judging *j) {
  Value v;
  Error error;
  if (j->part->kind_given) return false;
  if (!interp_evaluate(j->in, j->question->scope, j->part->answer.text, &v, &error)) return false;
  bool truth = v.kind == VALUE_LOGICAL || value_is_logical(v);
  if (truth) judge_number_like(j, v);
  value_release(v);
  return truth;
}

void judge_interval(Judging *j) {
  if (is_truth(j)) return;
  Intervals model, given;
  const char *answer = j->part->answer.text;
  Scope *mine = j->question->learner ? scope_copy(j->question->learner) : scope_new();
  Reading author = { .j = j, .scope = j->question->scope };
  Reading learner = { .j = j, .scope = mine };
  if (!read_set(&author, answer, strlen(answer), &model))
    judge_fault(j, "`%s`: %s", answer, text_string(&author.why));
  else {
    memcpy(learner.name, author.name, sizeof learner.name);
    if (!read_set(&learner, j->typed, strlen(j->typed), &given))
      judge_ungradable(j, "%s", text_string(&learner.why));
    else {
      intervals_put(&given, &j->out->reading);
      text_puts(&j->out->why,
                "rule:     the same intervals: endpoints as numbers, brackets alike\n");
      text_printf(&j->out->why, "yours:    %s\nexpected: ", text_string(&j->out->reading));
      intervals_put(&model, &j->out->why);
      text_putc(&j->out->why, '\n');
      compare_sets(j, &model, &given);
      if (j->out->verdict != VERDICT_RIGHT) author_slip(j, &author, &model, &given);
    }
  }
  text_free(&author.why);
  text_free(&learner.why);
  scope_free(mine);
}
