/* wrong_answers.c -- what learners answer wrong, and the slip: lines that would catch it.

   A recorded answer comes with the seed of its variant, so the variant can be drawn again and the
   answer compared with what a likely mistake would give there.  */

#include "config.h"
#include "learn/wrong_answers.h"
#include "learn/closeness.h"
#include "learn/judge.h"
#include "learn/lesson.h"
#include "learn/near_answers.h"
#include "learn/variant.h"
#include "store/attempts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ATTEMPTS = 5000, MOST_REDRAWN = 40, MOST_SHOWN = 5 };

typedef struct Wrong {
  const StoredAttempt *attempt;
  size_t count; /* of the same typed text in the same variant */
  bool explained;
  Variant variant;
  Value value; /* of what was typed; VALUE_NONE when it is none */
} Wrong;

typedef struct Reporter {
  Interp *in;
  Store *store;
  const Lesson *lesson;
  Scope *given;
  Text *out;
  size_t reported;
} Reporter;

typedef struct PartReport {
  Reporter *r;
  const Exercise *exercise;
  const Part *part;
  Wrong *wrong;
  size_t count, cap;
} PartReport;

/* ------------------------------------------------------------------ gathering */

static bool is_miss(const char *verdict) {
  return strcmp(verdict, "wrong") == 0 || strcmp(verdict, "close") == 0;
}

static void add(PartReport *z, const StoredAttempt *a) {
  for (size_t i = 0; i < z->count; i++)
    if (z->wrong[i].attempt->variant_seed == a->variant_seed &&
        strcmp(z->wrong[i].attempt->typed, a->typed) == 0) {
      z->wrong[i].count++;
      return;
    }
  MEM_GROW(z->wrong, z->count, z->cap);
  z->wrong[z->count++] = (Wrong){ .attempt = a, .count = 1 };
}

static int by_count(const void *a, const void *b) {
  const Wrong *x = a, *y = b;
  if (x->count != y->count) return x->count > y->count ? -1 : 1;
  return x->attempt->id < y->attempt->id ? -1 : 1;
}

/* Draw the variants again in which the answers were given. */
static void redraw(PartReport *z) {
  for (size_t i = 0; i < z->count && i < MOST_REDRAWN; i++) {
    Wrong *w = &z->wrong[i];
    Error error = { 0 };
    if (!variant_draw(&w->variant, z->r->in, z->exercise, z->r->given, w->attempt->variant_seed,
                      &error)) {
      variant_free(&w->variant);
      continue;
    }
    for (const Part *p = z->exercise->parts; p < z->part; p++)
      variant_give_model(&w->variant, z->r->in, (size_t)(p - z->exercise->parts));
    Value v;
    error = (Error){ 0 };
    if (interp_evaluate(z->r->in, w->variant.scope, w->attempt->typed, &v, &error)) w->value = v;
  }
}

/* ------------------------------------------------------------------ explaining */

static bool same_value(const Part *p, Value a, Value b) {
  Closeness c;
  View x, y;
  Text ignored = TEXT_EMPTY;
  bool good = closeness_read(p, &c, &ignored) && value_view(&a, &x) && value_view(&b, &y) &&
              x.count == y.count && x.count > 0 && !x.complex && !y.complex;
  if (c.rule == CLOSE_BETWEEN) c.rule = CLOSE_STANDARD;
  for (size_t i = 0; good && i < x.count; i++) good = closeness_equal(&c, x.data[i], y.data[i]);
  text_free(&ignored);
  return good;
}

/* Whether EXPRESSION gives in this variant what was typed there. */
static bool explains(const PartReport *z, const Wrong *w, const char *expression) {
  Value v;
  Error error = { 0 };
  if (!w->variant.scope || w->value.kind == VALUE_NONE) return false;
  if (!interp_evaluate(z->r->in, w->variant.scope, expression, &v, &error)) return false;
  bool same = same_value(z->part, v, w->value);
  value_release(v);
  return same;
}

/* How many unexplained answers an expression explains, and in how many variants. */
static size_t weigh(const PartReport *z, const char *expression, size_t *variants) {
  size_t count = 0;
  *variants = 0;
  for (size_t i = 0; i < z->count && i < MOST_REDRAWN; i++) {
    const Wrong *w = &z->wrong[i];
    if (w->explained || !explains(z, w, expression)) continue;
    count += w->count;
    ++*variants;
  }
  return count;
}

static void put_typed(const char *typed, Text *out) {
  size_t len = strlen(typed);
  text_putc(out, '`');
  for (size_t i = 0; i < len && i < 40; i++)
    text_putc(out, (unsigned char)typed[i] < 0x20 || typed[i] == 0x7F ? ' ' : typed[i]);
  text_puts(out, len > 40 ? "...`" : "`");
}

static void put_slip(PartReport *z, const char *expression, size_t count) {
  Text *out = z->r->out;
  size_t shown = 0;
  text_printf(out, "# %zu time%s:", count, count == 1 ? "" : "s");
  for (size_t i = 0; i < z->count && i < MOST_REDRAWN; i++) {
    Wrong *w = &z->wrong[i];
    if (w->explained || !explains(z, w, expression)) continue;
    w->explained = true;
    if (shown++ >= 3) continue;
    text_putc(out, ' ');
    put_typed(w->attempt->typed, out);
  }
  text_printf(out, "%s\nslip:     %s -> Say what to think of.\n", shown > 3 ? " ..." : "",
              expression);
}

/* The expression that explains most of what is unexplained; several variants count more than one
   that may be chance. */
static bool explain_next(PartReport *z, const char *const *candidates, size_t count) {
  size_t best = 0, best_count = 0, best_variants = 0;
  for (size_t i = 0; i < count; i++) {
    size_t variants, n = weigh(z, candidates[i], &variants);
    bool better = variants > best_variants || (variants == best_variants && n > best_count);
    if (n == 0 || !better) continue;
    best = i;
    best_count = n;
    best_variants = variants;
  }
  if (best_count == 0) return false;
  put_slip(z, candidates[best], best_count);
  return true;
}

static bool has_letter(const char *s) {
  while (*s && !isalpha((unsigned char)*s)) s++;
  return *s != '\0';
}

/* What an expression says that was typed with the variables of the question holds in all variants.
 */
static size_t add_typed(const PartReport *z, const char **candidates, size_t count) {
  for (size_t i = 0; i < z->count && i < MOST_REDRAWN && count < MOST_NEAR + MOST_REDRAWN; i++) {
    const char *typed = z->wrong[i].attempt->typed;
    bool varies = z->exercise->vars.text && !has_letter(typed);
    if (z->wrong[i].value.kind == VALUE_NONE || varies || strstr(typed, "->") ||
        strchr(typed, '\n'))
      continue;
    candidates[count++] = typed;
  }
  return count;
}

static void put_unexplained(PartReport *z) {
  for (size_t i = 0, shown = 0; i < z->count && shown < MOST_SHOWN; i++) {
    const Wrong *w = &z->wrong[i];
    if (w->explained) continue;
    text_printf(z->r->out, "# %zu time%s: ", w->count, w->count == 1 ? "" : "s");
    put_typed(w->attempt->typed, z->r->out);
    text_printf(z->r->out, " (%s, --seed %llu)\n", w->attempt->verdict,
                (unsigned long long)w->attempt->variant_seed);
    shown++;
  }
}

static void explain(PartReport *z) {
  const char *candidates[MOST_NEAR + MOST_REDRAWN];
  Arena arena = { 0 };
  size_t count = z->part->answer.text ? near_answers(z->part->answer.text, &arena, candidates) : 0;
  count = add_typed(z, candidates, count);
  for (size_t i = 0; i < MOST_SHOWN && explain_next(z, candidates, count); i++) continue;
  put_unexplained(z);
  arena_free(&arena);
}

/* ------------------------------------------------------------------ one part, one lesson */

static void report_part(Reporter *r, const Exercise *x, const Part *p) {
  PartReport z = { .r = r, .exercise = x, .part = p };
  AttemptFilter filter = {
    .lesson = r->lesson->slug, .exercise = x->name, .part = p->name, .limit = MOST_ATTEMPTS
  };
  StoredAttempts attempts;
  Error error = { 0 };
  size_t right = 0, graded = 0, slips = 0, ungradable = 0;
  if (!store_attempts(r->store, &filter, &attempts, &error)) attempts.count = 0;
  for (size_t i = 0; i < attempts.count; i++) {
    const StoredAttempt *a = &attempts.items[i];
    right += strcmp(a->verdict, "right") == 0;
    slips += strcmp(a->verdict, "slip") == 0;
    ungradable += strcmp(a->verdict, "ungradable") == 0;
    graded += strcmp(a->verdict, "ungradable") != 0 && *a->typed;
    if (is_miss(a->verdict)) add(&z, a);
  }
  if (graded + ungradable > 0) {
    r->reported++;
    text_printf(
        r->out, "%s:%u: %s%s%s: %zu answer%s, %zu right, %zu known slips, %zu not gradable\n",
        r->lesson->path, p->answer.text ? p->answer.place.line : x->place.line, x->name,
        *p->name ? " " : "", p->name, graded, graded == 1 ? "" : "s", right, slips, ungradable);
    if (z.count > 1) qsort(z.wrong, z.count, sizeof *z.wrong, by_count);
    redraw(&z);
    explain(&z);
  }
  for (size_t i = 0; i < z.count; i++) {
    value_release(z.wrong[i].value);
    variant_free(&z.wrong[i].variant);
  }
  free(z.wrong);
  stored_attempts_free(&attempts);
}

size_t wrong_answers_report(Interp *in, Store *store, const char *path, const char *text,
                            Text *out) {
  Findings ignored = { 0 };
  Lesson lesson;
  Reporter r = { .in = in, .store = store, .lesson = &lesson, .given = scope_new(), .out = out };
  lesson_parse(&lesson, path, text, &ignored);
  for (size_t i = 0; i < lesson.step_count; i++)
    for (size_t k = 0; k < lesson.steps[i].item_count; k++) {
      const Item *item = &lesson.steps[i].items[k];
      Error error = { 0 };
      if (item->kind == ITEM_EXERCISE)
        for (size_t n = 0; n < item->exercise->part_count; n++)
          report_part(&r, item->exercise, &item->exercise->parts[n]);
      else if (item->kind != ITEM_PROSE) {
        interp_seed(in, variant_block_seed(lesson.slug, i, k));
        interp_run(in, r.given, item->text, RUN_QUIET, NULL, &error);
      }
    }
  scope_free(r.given);
  findings_free(&ignored);
  lesson_free(&lesson);
  return r.reported;
}
