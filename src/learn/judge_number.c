/* judge_number.c -- numbers, vectors, matrices, sets and directions.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "base/complex_number.h"
#include "lang/parse.h"
#include "learn/slips.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SIZES = 16 };

/* ------------------------------------------------------------------ near misses */

static bool all_near(const Closeness *c, const View *m, const View *g,
                     bool near(const Closeness *c, double model, double given)) {
  bool any = false;
  if (m->complex || g->complex || m->count != g->count) return false;
  for (size_t i = 0; i < m->count; i++) {
    bool equal = closeness_equal(c, m->data[i], g->data[i]);
    if (!equal && !near(c, m->data[i], g->data[i])) return false;
    any |= !equal;
  }
  return any;
}

static void say_close(Judging *j, const View *m, const View *g) {
  double most = 0, size = 0;
  for (size_t i = 0; i < m->count; i++) {
    double off = fabs(g->data[i] - m->data[i]);
    if (off <= most) continue;
    most = off;
    size = fabs(m->data[i]);
  }
  j->out->verdict = VERDICT_CLOSE;
  if (size > 0)
    text_printf(&j->out->message, "Close, %.2g %% off: did you round early?", 100 * most / size);
  else
    text_printf(&j->out->message, "Close, off by %.2g: did you round early?", most);
}

/* ------------------------------------------------------------------ slips */

static bool author_slip(Judging *j, Value model, Value given) {
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Value wrong;
    Error error;
    if (!interp_evaluate(j->in, j->question->scope, j->part->slips[i].value.text, &wrong, &error))
      continue;
    bool hit = judge_equal(j, wrong, given) && !judge_equal(j, model, wrong);
    value_release(wrong);
    if (!hit) continue;
    judge_name_slip(j, i);
    return true;
  }
  return false;
}

static void add_size(size_t *sizes, size_t *count, size_t n) {
  for (size_t i = 0; i < *count; i++)
    if (sizes[i] == n) return;
  /* Of two, one is half: that has too many other reasons. */
  if (n > 2 && n < 1000000 && *count < MOST_SIZES) sizes[(*count)++] = n;
}

/* Of the lists that functions are called with. */
static void literal_sizes(const Node *n, bool argument, size_t *sizes, size_t *count) {
  if (argument && n->kind == NODE_MATRIX) {
    add_size(sizes, count, n->count);
    if (n->count == 1) add_size(sizes, count, n->kids[0]->count);
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) literal_sizes(n->kids[i], argument || n->kind == NODE_CALL, sizes, count);
}

/* Whether an average may be part of the answer. */
static bool may_average(const Node *n) {
  static const char *const averages[] = { "mean", "var", "std", "cov", "corr", "center", "zscore" };
  for (size_t i = 0; i < sizeof averages / sizeof *averages; i++)
    if (judge_uses(n, averages[i], strlen(averages[i]))) return true;
  bool any = n->kind == NODE_BINARY &&
             (n->op == OPERATE_MATRIX_RIGHT_DIVIDE || n->op == OPERATE_RIGHT_DIVIDE);
  for (size_t i = 0; i < n->count && !any; i++) any = n->kids[i] && may_average(n->kids[i]);
  return any;
}

/* Sample sizes: of the arrays in the answer and among the variables that it names, and n itself. */
static size_t sample_sizes(Judging *j, size_t *sizes) {
  Arena arena = { 0 };
  Error error = { 0 };
  size_t count = 0;
  const char *name;
  Value v;
  const Node *n = parse_expression_text(j->part->answer.text, &arena, &error);
  if (n && !may_average(n)) n = NULL;
  if (n) literal_sizes(n, false, sizes, &count);
  for (size_t i = 0; scope_at(j->question->scope, i, &name, &v); i++) {
    View view;
    if (!n || !judge_uses(n, name, strlen(name)) || !value_view(&v, &view)) continue;
    if (view.count > 1) {
      add_size(sizes, &count, view.dims[0] == 1 ? view.count : view.dims[0]);
      add_size(sizes, &count, view.count);
    } else if (strcmp(name, "n") == 0 && v.kind == VALUE_SCALAR && v.scalar > 1 && v.scalar < 1e6 &&
               v.scalar == floor(v.scalar))
      add_size(sizes, &count, (size_t)v.scalar);
  }
  arena_free(&arena);
  return count;
}

static bool is_other_value(Judging *j, const char *answer, void *self) {
  const Value *both = self; /* the model and what was given */
  Value other;
  Error error;
  if (!interp_evaluate(j->in, j->question->scope, answer, &other, &error)) return false;
  View m, g;
  bool fits = value_view(&other, &m) && value_view(&both[1], &g) && judge_shapes_fit(j, &m, &g);
  bool hit = fits && judge_equal(j, other, both[1]) && !judge_equal(j, both[0], other);
  if (hit && m.count == 1 && value_view(&both[0], &g) && g.count == 1 && !m.complex && !g.complex)
    hit = !closeness_near(&j->closeness, g.data[0], m.data[0]);
  value_release(other);
  return hit;
}

/* A slip that needs no author; for directions only the quarter turn is left to see. */
static bool automatic_slip(Judging *j, Value model, Value given, const View *m, const View *g) {
  size_t sizes[MOST_SIZES];
  Value values[] = { model, given };
  if (j->part->kind == ANSWER_SET) return false;
  if (j->part->kind == ANSWER_SCALED) {
    double mg = 0;
    if (m->complex || g->complex || m->count != 2 || g->count != 2) return false;
    for (size_t i = 0; i < 2; i++) mg += m->data[i] * g->data[i];
    double both = judge_length(m) * judge_length(g);
    if (!(both > 0) || fabs(mg) > 1e-6 * both) return false;
    judge_slip(j, "perpendicular",
               "That is at right angles to the answer: a quarter turn too many.");
    return true;
  }
  SlipFound found = slips_find(&j->closeness, m, g, sizes, sample_sizes(j, sizes));
  if (found.name) judge_slip(j, found.name, found.message);
  return found.name || judge_other_part(j, is_other_value, values);
}

/* ------------------------------------------------------------------ the verdict */

/* Whether the shapes can be compared at all; else not gradable, and why. */
static bool comparable(Judging *j, Value model, Value given) {
  View m, g;
  if (j->part->kind == ANSWER_SET) {
    bool good = given.kind == VALUE_CELL || (value_view(&given, &g) && !value_is_text(given));
    if (!good) judge_ungradable(j, "A set is asked, as in `{1, 2}`.");
    return good;
  }
  if (!value_view(&model, &m)) {
    judge_fault(j, "its answer is %s", value_class(model));
    return false;
  }
  Text want = TEXT_EMPTY, got = TEXT_EMPTY;
  const char *asked = m.count == 1          ? "One number is asked"
                      : judge_is_vector(&m) ? NULL
                                            : "A matrix is asked";
  bool good = value_view(&given, &g);
  value_describe(given, &got);
  if (!good)
    judge_ungradable(j, "%s, but this is %s.", asked ? asked : "A vector is asked",
                     text_string(&got));
  else if (value_is_text(given) != value_is_text(model)) {
    judge_ungradable(j, value_is_text(model) ? "A text in quotes is asked."
                                             : "A number is asked, not a text.");
    good = false;
  } else if (!value_is_text(model) && !judge_shapes_fit(j, &m, &g)) {
    good = false;
    value_shape(model, &want);
    text_clear(&got);
    value_shape(given, &got);
    if (m.count == 1)
      judge_ungradable(j, "One number is asked, but this is %s.", text_string(&got));
    else if (judge_is_vector(&m) && !judge_is_strict(j))
      judge_ungradable(j, "%zu numbers are asked, as in `[1 2]`, but this is %s.", m.count,
                       g.count == 1 ? "one number" : text_string(&got));
    else if (strncmp(j->typed, "[[", 2) == 0 && g.rank == 2 && view_rows(&g) == 1)
      judge_ungradable(j,
                       "Yours is %s, but a %s matrix is asked: its rows end with semicolons, as "
                       "in `[1 2; 3 4]`.",
                       text_string(&got), text_string(&want));
    else
      judge_ungradable(j, "Yours is %s, but a %s matrix is asked.", text_string(&got),
                       text_string(&want));
  }
  text_free(&want);
  text_free(&got);
  return good;
}

static void explain_rule(Judging *j, Value model, Value given) {
  Text *w = &j->out->why;
  View m;
  text_puts(w, "rule:     ");
  if (j->part->kind == ANSWER_SET)
    text_puts(w, "the same members, in any order");
  else if (j->part->kind == ANSWER_SCALED)
    text_puts(w, "any multiple but zero, to a millionth");
  else if (value_view(&model, &m) && !m.complex && m.count > 0) {
    bool alike = true;
    Text first = TEXT_EMPTY, other = TEXT_EMPTY;
    closeness_describe(&j->closeness, m.data[0], &first);
    for (size_t i = 1; i < m.count && alike; i++) {
      text_clear(&other);
      closeness_describe(&j->closeness, m.data[i], &other);
      alike = strcmp(text_string(&first), text_string(&other)) == 0;
    }
    if (m.count > 1) text_puts(w, "every entry ");
    text_puts(w, alike ? text_string(&first) : "within 0.1 %, whole numbers exactly");
    text_free(&first);
    text_free(&other);
  } else
    text_puts(w, "every entry by itself");
  text_puts(w, "\nyours:    ");
  show_inline(given, 10, w);
  text_puts(w, "\nexpected: ");
  show_inline(model, 10, w);
  text_putc(w, '\n');
}

/* Which entry is wrong first; with partial: entries how many are right. */
static void name_entry(Judging *j, const View *m, const View *g) {
  size_t right = 0;
  if (m->count < 2 || (j->question->quiz && !j->part->partial.text)) return;
  for (size_t i = 0; i < m->count; i++) right += judge_entry_equal(&j->closeness, m, g, i);
  if (j->part->partial.text) {
    text_printf(&j->out->message, "%s%zu of %zu entries are right.", j->out->message.len ? " " : "",
                right, m->count);
    j->out->credit = (double)right / (double)m->count;
    return;
  }
  for (size_t i = 0; i < m->count; i++)
    if (!judge_entry_equal(&j->closeness, m, g, i)) {
      if (judge_is_vector(m))
        text_printf(&j->out->message, "Entry %zu is not right.", i + 1);
      else
        text_printf(&j->out->message, "Entry (%zu, %zu) is not right.", i % m->dims[0] + 1,
                    i / m->dims[0] + 1);
      return;
    }
}

static void wrong_set(Judging *j, Value model, Value given) {
  size_t expected, got, right = judge_paired(j, model, given, &expected, &got);
  j->out->credit = (double)right / (double)(expected > got ? expected : got);
  text_printf(&j->out->message, "%zu right, %zu missing, %zu too many.", right, expected - right,
              got - right);
}

static void wrong_direction(Judging *j, const View *m, const View *g) {
  double _Complex factor;
  if (judge_length(g) == 0)
    text_puts(&j->out->message, "The zero vector has no direction.");
  else if (judge_off_line(m, g, &factor) <= 1e-2) {
    j->out->verdict = VERDICT_CLOSE;
    text_puts(&j->out->message,
              "Close: the entries look rounded. Fractions and roots are welcome.");
  }
}

/* The right direction, but form: asks for more. */
static void judge_direction(Judging *j, Value model, Value given) {
  View m, g;
  double _Complex factor = 1;
  const char *form = j->part->form.text;
  j->out->verdict = VERDICT_RIGHT;
  if (!form || !value_view(&model, &m) || !value_view(&given, &g)) return;
  judge_off_line(&m, &g, &factor);
  if (strstr(form, "same direction") && creal(factor) < 0)
    judge_slip(j, "sign", "The line is right, but this points the other way.");
  else if (strstr(form, "unit") && fabs(judge_length(&g) - 1) > 1e-6) {
    j->out->verdict = VERDICT_FORM;
    text_puts(&j->out->message, "The direction is right; now give it length 1.");
  }
}

/* The value is right: how was it written? */
static void judge_written(Judging *j, Value model, const Node *n) {
  int least, most, asked = (int)j->closeness.amount;
  View m;
  j->out->verdict = VERDICT_RIGHT;
  if (!judge_form(j, n, j->part->answer.text)) return;
  bool counts = j->closeness.rule == CLOSE_FIGURES && value_view(&model, &m) && m.count == 1;
  if (!counts) return;
  bool plain = closeness_figures(j->typed, &least, &most);
  bool good =
      plain ? most >= asked && (!j->closeness.strict || least <= asked) : !j->closeness.strict;
  if (good) return;
  j->out->verdict = VERDICT_FORM;
  text_printf(&j->out->message, "The value is right; write it with %s%d significant figures.",
              j->closeness.strict ? "exactly " : "", asked);
}

static void judge_value(Judging *j, Value model, Value given, const Node *n) {
  View m, g;
  bool views = value_view(&model, &m) && value_view(&given, &g) && !value_is_text(given);
  bool slips = views && j->part->kind != ANSWER_SET && !judge_shapes_fit(j, &m, &g);
  if (slips && automatic_slip(j, model, given, &m, &g)) return;
  if (!comparable(j, model, given)) return;
  explain_rule(j, model, given);
  if (judge_is_row_equivalent(j)) {
    judge_row_equivalent(j, model, given);
    return;
  }
  if (judge_equal(j, model, given)) {
    if (j->part->kind == ANSWER_SCALED)
      judge_direction(j, model, given);
    else
      judge_written(j, model, n);
    return;
  }
  j->out->verdict = VERDICT_WRONG;
  if (author_slip(j, model, given)) return;
  bool plain = views && j->part->kind != ANSWER_SET && j->part->kind != ANSWER_SCALED;
  if (plain && all_near(&j->closeness, &m, &g, closeness_near))
    say_close(j, &m, &g);
  else if (views && automatic_slip(j, model, given, &m, &g)) {
  } else if (plain && all_near(&j->closeness, &m, &g, closeness_rounds_alike))
    say_close(j, &m, &g);
  else if (j->part->kind == ANSWER_SET)
    wrong_set(j, model, given);
  else if (j->part->kind == ANSWER_SCALED && views)
    wrong_direction(j, &m, &g);
  else if (views) {
    if (!j->part->partial.text) name_entry(j, &m, &g);
    if (g.complex && !m.complex)
      text_puts(&j->out->message, strchr(j->typed, '^')
                                      ? "Yours is complex. The real root of a negative number is "
                                        "`cbrt(-8)` or `nthroot(-8, 3)`."
                                      : "Yours is complex, but a real number is asked.");
  }
  if (plain && j->part->partial.text) name_entry(j, &m, &g);
}

static bool undefined(Value v) {
  View view;
  if (!value_view(&v, &view)) return false;
  for (size_t i = 0; i < view.count; i++)
    if (isnan(creal(judge_entry(&view, i))) || isnan(cimag(judge_entry(&view, i)))) return true;
  return false;
}

static bool infinite(Value v) {
  View view;
  if (!value_view(&v, &view)) return false;
  for (size_t i = 0; i < view.count; i++)
    if (isinf(creal(judge_entry(&view, i))) || isinf(cimag(judge_entry(&view, i)))) return true;
  return false;
}

/* The bytes of " and " or " or " at S; 0: it is neither. */
static size_t joining(const char *s) {
  return strncmp(s, " and ", 5) == 0 ? 5 : strncmp(s, " or ", 4) == 0 ? 4 : 0;
}

/* 2, 3 and {2, 3} and [2 3] are all sets, and so are 2 or 3 and x = 2, x = 3. */
static char *set_source(const char *typed) {
  Text t = TEXT_EMPTY;
  bool quoted = strpbrk(typed, "'\"") != NULL, list = false;
  for (const char *s = typed; *s && !quoted;) {
    size_t name = 0, join = joining(s);
    while (isalpha((unsigned char)s[name])) name++;
    size_t sign = name + strspn(s + name, " ");
    bool starts = s == typed || (t.len > 0 && strchr(", ", t.data[t.len - 1]));
    if (join > 0) {
      text_puts(&t, ", ");
      s += join;
    } else if (name > 0 && starts && s[sign] == '=' && s[sign + 1] != '=')
      s += sign + 1; /* x = */
    else {
      text_append(&t, s, name ? name : 1);
      s += name ? name : 1;
    }
    list |= join > 0;
  }
  if (quoted) text_puts(&t, typed);
  const char *s = text_string(&t);
  bool open = *typed == '{' || *typed == '[' || !(list || strchr(s, ','));
  Text out = TEXT_EMPTY;
  text_printf(&out, open ? "%s" : "{%s}", s);
  text_free(&t);
  return text_take(&out);
}

/* The tuple (1, 2) of books, and 1, 2 and 1 2, are [1, 2]; NULL for what the language can read. */
char *judge_vector_source(const char *typed) {
  Arena arena = { 0 };
  Error error = { 0 };
  Text t = TEXT_EMPTY;
  const char *s = typed;
  size_t len = strlen(s);
  bool good = !parse_expression_text(s, &arena, &error) && !strpbrk(s, "[]{};");
  if (good && len > 1 && s[0] == '(' && s[len - 1] == ')') {
    int depth = 0, least = 1;
    for (size_t i = 0; i + 1 < len; i++) {
      depth += (s[i] == '(') - (s[i] == ')');
      if (depth < least) least = depth;
    }
    if (least == 1) s++, len -= 2; /* the two belong together */
  }
  text_printf(&t, "[%.*s]", (int)len, s);
  arena_free(&arena);
  if (good) return text_take(&t);
  text_free(&t);
  return NULL;
}

static bool same_unit(const char *a, size_t len, const char *b) {
  size_t i = 0;
  for (;; i++, b++) {
    while (i < len && a[i] == ' ') i++;
    while (*b == ' ') b++;
    if (i == len || !*b) return i == len && !*b;
    if (a[i] != *b) return false;
  }
}

/* What was typed without its unit; NULL (not gradable) when that is another one. */
static char *without_unit(Judging *j) {
  const char *s = j->typed, *unit = j->part->units.text;
  size_t len = strlen(s);
  for (size_t at = 1; at < len; at++)
    if (strchr("0123456789.) %]", s[at - 1]) && s[at] != ' ' && same_unit(s + at, len - at, unit)) {
      while (at > 0 && s[at - 1] == ' ') at--;
      return mem_copy_bytes(s, at);
    }
  char *end;
  strtod(s, &end);
  end += strspn(end, " ");
  if (end > s && isalpha((unsigned char)*end) && strspn(end, "0123456789") == 0 &&
      !strpbrk(end, "()")) {
    judge_ungradable(j, "The unit here is `%s`.", unit);
    return NULL;
  }
  return mem_copy_bytes(s, len);
}

void judge_number_like(Judging *j, Value model) {
  Value given;
  Arena arena = { 0 };
  Error error = { 0 };
  View m;
  bool vector = value_view(&model, &m) && m.count > 1 && judge_is_vector(&m) && !judge_is_strict(j);
  char *source = j->part->kind == ANSWER_SET ? set_source(j->typed)
                 : vector                    ? judge_vector_source(j->typed)
                                             : NULL;
  if (!source && j->part->units.text && !(source = without_unit(j))) return;
  if (judge_learner_value(j, source, &given)) {
    const Node *n = parse_expression_text(source ? source : j->typed, &arena, &error);
    bool says_inf = n && (judge_uses(n, "Inf", 3) || judge_uses(n, "inf", 3));
    if (undefined(given) && !undefined(model))
      judge_ungradable(j, "This has no value (NaN): somewhere it divides 0 by 0 or the like.");
    else if (infinite(given) && !infinite(model) && !says_inf)
      judge_ungradable(j,
                       "This has no finite value: somewhere it divides by 0 or grows too large.");
    else
      judge_value(j, model, given, n);
    value_release(given);
  }
  arena_free(&arena);
  free(source);
}
