/* judge_formula_slips.c -- how right formulas usually go wrong.

   Each slip says what the learner's formula would have to become; it is named only when that agrees
   with the author's by the same rule.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/judge_parts.h"
#include "learn/reading.h"
#include "learn/slips.h"

#include <string.h>

bool judge_formula_author_slip(Judging *j, Value given, const char *const *names) {
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Error error = { 0 };
    Sampler *s = sampler_new(j, j->part->slips[i].value.text, names, &error);
    bool hit = s && sampler_compare(s, given, TWIST_NONE, 1e-6, NULL, &error) == AGREE;
    sampler_free(s);
    if (!hit) continue;
    judge_name_slip(j, i);
    return true;
  }
  return false;
}

static void rename_calls(Node *n, const char *from, const char *to, bool *any) {
  if (n->kind == NODE_NAME && strcmp(n->text, from) == 0) {
    n->text = to;
    *any = true;
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) rename_calls(n->kids[i], from, to, any);
}

/* Whether the learner's formula would be right as TEXT says. */
static bool right_as(Judging *j, Sampler *s, const char *text, const char *const *names,
                     double relative) {
  Error error = { 0 };
  Value other;
  Scope *scope = judge_usable(j);
  bool good = judge_make_function(j->in, scope, text, names, &other, &error);
  if (good) {
    good = sampler_compare(s, other, TWIST_NONE, relative, NULL, &error) == AGREE;
    value_release(other);
  }
  scope_free(scope);
  return good;
}

/* ... with other functions: log10 for log, sind for sin. */
static bool right_with(Judging *j, Sampler *s, const char *given, const char *const (*swaps)[2],
                       size_t swap_count, const char *const *names, double relative) {
  Arena arena = { 0 };
  Text text = TEXT_EMPTY;
  Error error = { 0 };
  bool any = false;
  Node *n = parse_expression_text(given, &arena, &error);
  for (size_t i = 0; n && i < swap_count; i++) rename_calls(n, swaps[i][0], swaps[i][1], &any);
  if (any) reading_put(n, NULL, &text);
  bool good = any && right_as(j, s, text_string(&text), names, relative);
  text_free(&text);
  arena_free(&arena);
  return good;
}

static Node *negated(Arena *arena, Node *n) {
  Node *minus = arena_new(arena, sizeof *minus);
  *minus = (Node){ .kind = NODE_UNARY, .op = OPERATE_NEGATE, .count = 1 };
  minus->kids = arena_new(arena, sizeof *minus->kids);
  minus->kids[0] = n;
  return minus;
}

/* Every exponent with the other sign: e^x for e^(-x), x^2 for 1/x^2. */
static void flip_exponents(Arena *arena, Node *n, bool *any) {
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) flip_exponents(arena, n->kids[i], any);
  bool power = n->kind == NODE_BINARY && (n->op == OPERATE_POWER || n->op == OPERATE_MATRIX_POWER);
  bool call = n->kind == NODE_CALL && n->count == 2 && n->kids[0]->kind == NODE_NAME &&
              strcmp(n->kids[0]->text, "exp") == 0;
  if (!power && !call) return;
  n->kids[1] = negated(arena, n->kids[1]);
  *any = true;
}

static bool right_with_exponents(Judging *j, Sampler *s, const char *given,
                                 const char *const *names, double relative) {
  Arena arena = { 0 };
  Text text = TEXT_EMPTY;
  Error error = { 0 };
  bool any = false;
  Node *n = parse_expression_text(given, &arena, &error);
  if (n) flip_exponents(&arena, n, &any);
  if (any) reading_put(n, NULL, &text);
  bool good = any && right_as(j, s, text_string(&text), names, relative);
  text_free(&text);
  arena_free(&arena);
  return good;
}

/* What the learner's formula R has to become to be right.  N stands for a whole number in it. */
typedef struct Pattern {
  const char *before, *behind; /* round R */
  const SlipFound *slip;
} Pattern;

static const Pattern patterns[] = {
  { "100*(", ")", &slip_percent },    { "(", ")/100", &slip_percent },
  { "sqrt(", ")", &slip_square },     { "-sqrt(", ")", &slip_square },
  { "(", ").^2", &slip_root },        { "fliplr(", ")", &slip_reversed },
  { "flipud(", ")", &slip_reversed },
};

static bool whole_names(Judging *j, const char *name) {
  const char *domain = j->part->domain.text, *at = domain ? strstr(domain, name) : NULL;
  return strcmp(name, "n") == 0 || (at && strncmp(at + strlen(name), " integer", 8) == 0);
}

/* n - 1 for n as a factor, and sums that count one too many. */
static bool count_slip(Judging *j, Sampler *s, const char *given, const char *const *names,
                       double relative) {
  static const struct {
    const char *format;
    const SlipFound *slip;
  } counts[] = { { "(%s)*(%s - 1)/%s", &slip_degrees_of_freedom },
                 { "(%s)*%s/(%s - 1)", &slip_degrees_of_freedom },
                 { "(%s) + 0*%s*%s + 1", &slip_off_by_one },
                 { "(%s) + 0*%s*%s - 1", &slip_off_by_one } };
  for (size_t i = 0; names[i]; i++) {
    if (!whole_names(j, names[i])) continue;
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
      Text text = TEXT_EMPTY;
      const char *f = counts[k].format;
      for (int hole = 0; *f; f++)
        if (f[0] == '%' && f[1] == 's') {
          text_puts(&text, hole++ == 0 ? given : names[i]);
          f++;
        } else
          text_putc(&text, *f);
      bool good = right_as(j, s, text_string(&text), names, relative);
      text_free(&text);
      if (!good) continue;
      judge_slip(j, counts[k].slip->name, counts[k].slip->message);
      return true;
    }
  }
  return false;
}

static bool pattern_slip(Judging *j, Sampler *s, const char *given, const char *const *names,
                         double relative) {
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    Text text = TEXT_EMPTY;
    if (patterns[i].slip == &slip_reversed && sampler_entries(s) < 2) continue;
    text_printf(&text, "%s%s%s", patterns[i].before, given, patterns[i].behind);
    bool good = right_as(j, s, text_string(&text), names, relative);
    text_free(&text);
    if (!good) continue;
    judge_slip(j, patterns[i].slip->name, patterns[i].slip->message);
    return true;
  }
  return false;
}

bool judge_other_part(Judging *j, bool equal(Judging *j, const char *answer, void *self),
                      void *self) {
  const Exercise *x = j->question->exercise;
  for (size_t i = 0; x && i < x->part_count; i++) {
    const Part *p = &x->parts[i];
    if (p == j->part || !p->answer.text || !equal(j, p->answer.text, self)) continue;
    judge_slip(j, slip_other_part.name, "");
    text_printf(&j->out->message, "That answers another part of this exercise: %s.",
                *p->name ? p->name : "the first");
    return true;
  }
  return false;
}

typedef struct Other {
  Value given;
  const char *const *names;
  double relative;
} Other;

static bool is_other_formula(Judging *j, const char *answer, void *self) {
  const Other *o = self;
  Error error = { 0 };
  Sampler *s = sampler_new(j, answer, o->names, &error);
  bool hit = s && sampler_compare(s, o->given, TWIST_NONE, o->relative, NULL, &error) == AGREE;
  sampler_free(s);
  return hit;
}

bool judge_formula_slip(Judging *j, Sampler *s, Value given, const char *text,
                        const char *const *names, double relative) {
  static const struct {
    Twist twist;
    const SlipFound *slip;
  } twists[] = { { TWIST_NEGATE, &slip_sign },
                 { TWIST_TRANSPOSE, &slip_transposed },
                 { TWIST_RECIPROCAL, &slip_reciprocal },
                 { TWIST_DERIVATIVE, &slip_derivative },
                 { TWIST_INTEGRAL, &slip_integral } };
  static const char *const bases[][2] = {
    { "log", "log10" }, { "log", "log2" }, { "log10", "log" }, { "log2", "log" }
  };
  static const char *const degrees[][2] = { { "sin", "sind" },
                                            { "cos", "cosd" },
                                            { "tan", "tand" } };
  static const char *const radians[][2] = { { "sind", "sin" },
                                            { "cosd", "cos" },
                                            { "tand", "tan" } };
  Error error;
  for (size_t i = 0; i < sizeof twists / sizeof *twists; i++)
    if (sampler_compare(s, given, twists[i].twist, relative, NULL, &error) == AGREE) {
      judge_slip(j, twists[i].slip->name, twists[i].slip->message);
      return true;
    }
  for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
    if (right_with(j, s, text, &bases[i], 1, names, relative)) {
      judge_slip(j, slip_log_base.name, slip_log_base.message);
      return true;
    }
  if (right_with(j, s, text, degrees, 3, names, relative) ||
      right_with(j, s, text, radians, 3, names, relative)) {
    judge_slip(j, slip_degrees.name, slip_degrees.message);
    return true;
  }
  if (right_with_exponents(j, s, text, names, relative)) {
    judge_slip(j, slip_exponent.name, slip_exponent.message);
    return true;
  }
  Other other = { given, names, relative };
  return judge_other_part(j, is_other_formula, &other) ||
         pattern_slip(j, s, text, names, relative) || count_slip(j, s, text, names, relative);
}
