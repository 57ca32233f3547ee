/* judge_chance.c -- a probability, and the probabilities of all outcomes.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/judge_parts.h"
#include "learn/loose.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void judge_probability(Judging *j) {
  Value model;
  if (!judge_author_value(j, j->part->answer.text, &model)) return;
  bool chance = (model.kind == VALUE_SCALAR || model.kind == VALUE_LOGICAL) &&
                model.scalar >= -1e-12 && model.scalar <= 1 + 1e-12;
  if (!chance)
    judge_fault(j, "its answer is no number from 0 to 1");
  else {
    judge_number_like(j, model);
    Value v = j->out->value;
    bool outside = v.kind == VALUE_SCALAR && !(v.scalar >= 0 && v.scalar <= 1 + 1e-9);
    if (outside && (j->out->verdict == VERDICT_WRONG || j->out->verdict == VERDICT_CLOSE))
      judge_ungradable(j, "A probability lies between 0 and 1, but this is %.6g.", v.scalar);
  }
  value_release(model);
}

/* ------------------------------------------------------------------ all outcomes */

enum { MOST_OUTCOMES = 64 };

typedef struct Outcomes {
  char *labels[MOST_OUTCOMES]; /* owned; "1", "heads" */
  double chances[MOST_OUTCOMES];
  size_t count;
} Outcomes;

static void outcomes_free(Outcomes *o) {
  for (size_t i = 0; i < o->count; i++) free(o->labels[i]);
}

/* Without blanks and quotes, in lower case; numbers by their value. */
static char *fold_label(const char *s, size_t len) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < len; i++)
    if (!isspace((unsigned char)s[i]) && !strchr("'\"", s[i]))
      text_putc(&t, (char)tolower((unsigned char)s[i]));
  char *end;
  double x = t.len > 0 ? strtod(text_string(&t), &end) : NAN;
  if (t.len > 0 && *end == '\0' && isfinite(x)) {
    text_clear(&t);
    text_printf(&t, "%.12g", x);
  }
  return text_take(&t);
}

static size_t piece_length(const char *s) {
  int depth = 0;
  size_t n = 0;
  for (; s[n] && !(depth <= 0 && strchr(",;\n", s[n])); n++) {
    if (strchr("([{", s[n])) depth++;
    if (strchr(")]}", s[n])) depth--;
  }
  return n;
}

/* "1: 1/6, 2: 5/6", with or without {}; "heads = 0.5".  WHY says what is wrong. */
static bool read_outcomes(Judging *j, Scope *scope, const char *text, Outcomes *out, Text *why) {
  size_t len = strlen(text);
  while (len > 0 && isspace((unsigned char)*text)) text++, len--;
  bool braces = len > 1 && text[0] == '{' && text[len - 1] == '}';
  char *own = mem_copy_bytes(text + braces, len - 2 * (size_t)braces);
  bool good = true;
  for (const char *s = own; good && *s;) {
    size_t n = piece_length(s), sign = strcspn(s, ":=");
    if (strspn(s, " \t") < n) {
      if (sign >= n || strspn(s, " \t") == sign) {
        text_puts(why, "Write every outcome with its probability, as in `1: 1/6, 2: 5/6`.");
        good = false;
      } else if (out->count == MOST_OUTCOMES) {
        text_puts(why, "That are too many outcomes.");
        good = false;
      } else {
        char *value = mem_copy_bytes(s + sign + 1, n - sign - 1);
        Text plain = TEXT_EMPTY;
        Arena arena = { 0 };
        Error error = { 0 };
        Value v = VALUE_NOTHING;
        loose_plain(value, &plain);
        const Node *tree = parse_expression_text(text_string(&plain), &arena, &error);
        good = tree && judge_allowed(j, tree) &&
               interp_evaluate(j->in, scope, text_string(&plain), &v, &error) &&
               (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL) && isfinite(v.scalar);
        if (good) {
          out->labels[out->count] = fold_label(s, sign);
          out->chances[out->count++] = v.scalar;
        } else if (why->len == 0)
          text_printf(why, "`%.40s` is no probability.", value);
        value_release(v);
        arena_free(&arena);
        text_free(&plain);
        free(value);
      }
    }
    s += n + (s[n] != '\0');
  }
  free(own);
  for (size_t i = 0; good && i < out->count; i++)
    for (size_t k = 0; good && k < i; k++)
      if (strcmp(out->labels[i], out->labels[k]) == 0) {
        text_printf(why, "`%s` is there twice.", out->labels[i]);
        good = false;
      }
  if (good && out->count == 0) {
    text_puts(why, "Write every outcome with its probability, as in `1: 1/6, 2: 5/6`.");
    good = false;
  }
  return good;
}

static double chance_of(const Outcomes *o, const char *label) {
  for (size_t i = 0; i < o->count; i++)
    if (strcmp(o->labels[i], label) == 0) return o->chances[i];
  return 0; /* what cannot happen need not be listed */
}

static double total(const Outcomes *o) {
  double sum = 0;
  for (size_t i = 0; i < o->count; i++) sum += o->chances[i];
  return sum;
}

static void put_outcomes(const Outcomes *o, Text *out) {
  for (size_t i = 0; i < o->count; i++)
    text_printf(out, "%s%s: %.6g", i ? ", " : "", o->labels[i], o->chances[i]);
}

static void compare_outcomes(Judging *j, const Outcomes *m, const Outcomes *g) {
  const Closeness *c = &j->closeness;
  size_t right = 0, all = 0;
  bool near = true;
  const char *first = NULL;
  double sum = total(g);
  for (size_t i = 0; i < m->count + g->count; i++) {
    const char *label = i < m->count ? m->labels[i] : g->labels[i - m->count];
    double t = chance_of(m, label), s = chance_of(g, label);
    bool listed = false;
    for (size_t k = 0; i >= m->count && k < m->count; k++)
      listed |= strcmp(m->labels[k], label) == 0;
    if (listed || (t == 0 && s == 0)) continue;
    bool equal = closeness_equal(c, t, s);
    all++;
    right += equal;
    near &= equal || closeness_near(c, t, s);
    if (!equal && !first) first = label;
  }
  bool whole = fabs(sum - 1) <= 1e-9;
  text_puts(&j->out->why,
            "rule:     every outcome by itself, in any order; the sum is 1\nyours:    ");
  put_outcomes(g, &j->out->why);
  text_puts(&j->out->why, "\nexpected: ");
  put_outcomes(m, &j->out->why);
  text_putc(&j->out->why, '\n');
  j->out->verdict = VERDICT_WRONG;
  for (size_t i = 0; i < g->count; i++)
    if (g->chances[i] < 0 || g->chances[i] > 1 + 1e-9) {
      judge_ungradable(j, "A probability lies between 0 and 1, but `%s` has %.6g.", g->labels[i],
                       g->chances[i]);
      return;
    }
  if (right == all && whole)
    j->out->verdict = VERDICT_RIGHT;
  else if (right == all || (near && fabs(sum - 1) < 0.02)) {
    j->out->verdict = VERDICT_CLOSE;
    text_printf(&j->out->message, "Close, but they add up to %.6g: fractions stay exact.", sum);
    if (whole) {
      text_clear(&j->out->message);
      text_puts(&j->out->message, "Close: did you round early?");
    }
  } else {
    if (j->part->partial.text && all > 0) j->out->credit = (double)right / (double)all;
    if (!whole)
      text_printf(&j->out->message, "Yours add up to %.6g; all probabilities together make 1.",
                  sum);
    else if (!j->question->quiz)
      text_printf(&j->out->message, "The probability of `%s` is not right.", first);
  }
}

void judge_pmf(Judging *j) {
  Outcomes model = { .count = 0 }, given = { .count = 0 };
  Text why = TEXT_EMPTY;
  const char *answer = j->part->answer.text;
  if (!strpbrk(answer, ":")) { /* without labels it is a vector */
    Value v;
    View view;
    double sum = 0;
    if (!judge_author_value(j, answer, &v)) return;
    bool good = value_view(&v, &view) && !view.complex;
    for (size_t i = 0; good && i < view.count; i++) sum += view.data[i];
    if (!good || fabs(sum - 1) > 1e-9)
      judge_fault(j, "its answer adds up to %.6g, not to 1", sum);
    else
      judge_number_like(j, v);
    value_release(v);
    return;
  }
  Scope *mine = j->question->learner ? scope_copy(j->question->learner) : scope_new();
  if (!read_outcomes(j, j->question->scope, answer, &model, &why))
    judge_fault(j, "`%s`: %s", answer, text_string(&why));
  else if (fabs(total(&model) - 1) > 1e-9)
    judge_fault(j, "its probabilities add up to %.6g, not to 1", total(&model));
  else if (read_outcomes(j, mine, j->typed, &given, &why)) {
    put_outcomes(&given, &j->out->reading);
    compare_outcomes(j, &model, &given);
  } else if (why.len > 0)
    judge_ungradable(j, "%s", text_string(&why));
  outcomes_free(&model);
  outcomes_free(&given);
  text_free(&why);
  scope_free(mine);
}
