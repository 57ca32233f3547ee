/* lesson_bank.c -- each exercise drawn, its texts filled in, its answers as other systems know
 * them.
 */

#include "config.h"
#include "exchange/lesson_bank.h"
#include "learn/closeness.h"
#include "learn/explained.h"
#include "learn/judge.h"
#include "learn/session.h"
#include "learn/template.h"
#include "learn/variant.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Walk {
  Bank *bank;
  const Lesson *lesson;
  Interp *in;
  Scope *scope; /* the lesson's variables so far */
  uint64_t seed;
  unsigned variants;
  Host outer;
  struct Figure *figure; /* nobody sees it, but a title() wants it */
} Walk;

/* One part of one drawing. */
typedef struct Drawn {
  Walk *w;
  Variant *v;
  const Part *part;
  Question question;
  const char *name;
} Drawn;

static void lose(Drawn *d, const char *why) {
  bank_lose(d->w->bank, d->part->place, d->name, "%s", why);
}

/* ------------------------------------------------------------------ a world without a voice */

static bool keep_figure(void *self, const struct Figure *figure, Error *error) {
  Walk *w = self;
  (void)error;
  if (!w->outer.copy_figure || !w->outer.free_figure) return true;
  struct Figure *copy = w->outer.copy_figure(figure); /* before the old one goes */
  if (w->figure) w->outer.free_figure(w->figure);
  w->figure = copy;
  return true;
}

static const struct Figure *kept_figure(void *self) {
  return ((Walk *)self)->figure;
}

static bool read_data(void *self, const char *name, Text *out, Error *error) {
  const Host *outer = &((Walk *)self)->outer;
  if (outer->read_data) return outer->read_data(outer->self, name, out, error);
  return error_set(error, ERROR_FILE, (Span){ 0, 0 }, "there is no table '%.80s' here", name);
}

/* ------------------------------------------------------------------ texts */

static const char *filled(Drawn *d, const Phrase *phrase) {
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  if (!phrase->text) return NULL;
  if (!template_expand(d->w->in, d->v->scope, phrase->text, &out, NULL, &error)) {
    findings_add(&d->w->bank->lost, phrase->place, FINDING_ERROR, "[value] %s", error.message);
    text_clear(&out);
  }
  const char *kept = arena_copy(&d->w->bank->arena, text_string(&out), out.len);
  text_free(&out);
  return kept;
}

/* With the steps of its explain fences. */
static const char *solution_text(Drawn *d) {
  const char *text = filled(d, &d->part->solution);
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  if (!text) return NULL;
  Scope *own = scope_copy(d->v->scope);
  if (!explained_fences(d->w->in, own, text, &out, &error))
    findings_add(&d->w->bank->lost, d->part->solution.place, FINDING_ERROR, "[explain] %s",
                 error.message);
  scope_free(own);
  const char *kept = arena_copy(&d->w->bank->arena, text_string(&out), out.len);
  text_free(&out);
  return kept;
}

static const char *question_text(Drawn *d) {
  Text out = TEXT_EMPTY, precision = TEXT_EMPTY;
  const char *above = filled(d, &d->v->exercise->ask), *own = filled(d, &d->part->ask);
  if (above) text_printf(&out, "%s\n\n", above);
  if (own) text_puts(&out, own);
  if (judge_is_rounded(d->w->in, d->v->scope, d->part)) judge_precision(d->part, &precision);
  if (precision.len > 0) {
    const char *words = text_string(&precision);
    text_printf(&out, "\n\n%c%s.", toupper((unsigned char)*words), words + 1);
  }
  const char *kept = arena_copy(&d->w->bank->arena, text_string(&out), out.len);
  text_free(&out);
  text_free(&precision);
  return kept;
}

/* An answer or a slip as it would be typed; NULL when that fails. */
static const char *typed(Drawn *d, const Phrase *value) {
  Part part = *d->part;
  Question question = d->question;
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  part.answer = *value;
  question.part = &part;
  const char *kept = judge_model(d->w->in, &question, &out, &error)
                         ? arena_copy(&d->w->bank->arena, text_string(&out), out.len)
                         : NULL;
  text_free(&out);
  return kept;
}

static bool real_number(Drawn *d, const char *text, double *x) {
  Value value = VALUE_NOTHING;
  Error error = { 0 };
  bool good = interp_evaluate(d->w->in, d->v->scope, text, &value, &error) &&
              (value.kind == VALUE_SCALAR || value.kind == VALUE_LOGICAL) && isfinite(value.scalar);
  *x = good ? value.scalar : 0;
  value_release(value);
  return good;
}

static BankQuestion *add(Drawn *d, BankKind kind) {
  BankQuestion *q = bank_add(d->w->bank, kind, d->part->place);
  if (!q) return NULL;
  q->name = d->name;
  q->text = question_text(d);
  q->solution = solution_text(d);
  q->keep_order = d->part->fixed_order;
  q->hints = arena_new(&d->w->bank->arena, (d->part->hint_count + 1) * sizeof *q->hints);
  for (size_t i = 0; i < d->part->hint_count; i++) {
    const char *hint = filled(d, &d->part->hints[i]);
    if (hint) q->hints[q->hint_count++] = hint;
  }
  return q;
}

static BankAnswer *add_answer(Drawn *d, BankQuestion *q, const char *text, bool right,
                              const Phrase *feedback) {
  BankAnswer *a = bank_answer(d->w->bank, q);
  if (!a) return NULL;
  a->text = text;
  a->credit = right;
  a->feedback = feedback ? filled(d, feedback) : NULL;
  return a;
}

/* ------------------------------------------------------------------ kinds */

/* What no other system can compare becomes a choice among the model answer and the slips. */
static void among_slips(Drawn *d) {
  const char *model = typed(d, &d->part->answer);
  const char *wrong[BANK_MOST_ANSWERS];
  const Phrase *feedback[BANK_MOST_ANSWERS];
  size_t count = 0;
  for (size_t i = 0; model && i < d->part->slip_count && count < BANK_MOST_ANSWERS; i++) {
    const char *text = typed(d, &d->part->slips[i].value);
    bool again = !text || strcmp(text, model) == 0;
    for (size_t k = 0; !again && k < count; k++) again = strcmp(wrong[k], text) == 0;
    if (again) continue;
    wrong[count] = text;
    feedback[count++] = &d->part->slips[i].feedback;
  }
  if (count == 0) {
    Text why = TEXT_EMPTY;
    text_printf(&why, "a %s cannot be marked there; give it a slip:, and it becomes a choice",
                answer_kind_name(d->part->kind));
    lose(d, text_string(&why));
    text_free(&why);
    return;
  }
  BankQuestion *q = add(d, BANK_CHOICE);
  if (!q) return;
  lose(d, "it becomes a choice among the model answer and the slips");
  add_answer(d, q, arena_printf(&d->w->bank->arena, "`%s`", model), true, NULL);
  for (size_t i = 0; i < count; i++)
    if (!add_answer(d, q, arena_printf(&d->w->bank->arena, "`%s`", wrong[i]), false, feedback[i]))
      return;
}

static bool has_number(const BankQuestion *q, double x) {
  for (size_t i = 0; i < q->answer_count; i++)
    if (q->answers[i].value == x) return true;
  return false;
}

static void number(Drawn *d) {
  Closeness close;
  Text why = TEXT_EMPTY;
  double x;
  bool good = closeness_read(d->part, &close, &why) && real_number(d, d->part->answer.text, &x);
  text_free(&why);
  if (!good) { /* a vector of probabilities, say */
    among_slips(d);
    return;
  }
  BankQuestion *q = add(d, BANK_NUMBER);
  BankAnswer *a =
      q ? add_answer(d, q, arena_printf(&d->w->bank->arena, "%.12g", x), true, NULL) : NULL;
  if (!a) return;
  double tolerance = closeness_tolerance(&close, x);
  bool between = close.rule == CLOSE_BETWEEN;
  a->low = between ? close.low : x - tolerance;
  a->high = between ? close.high : x + tolerance;
  a->value = between ? (close.low + close.high) / 2 : x;
  if (d->part->form.text || d->part->units.text || d->part->forbid.text)
    lose(d, "form:, units: and forbid: are left out; only the value counts there");
  for (size_t i = 0; i < d->part->slip_count; i++) {
    const Slip *slip = &d->part->slips[i];
    if (!real_number(d, slip->value.text, &x) || closeness_equal(&close, q->answers[0].value, x) ||
        has_number(q, x))
      continue;
    BankAnswer *wrong =
        add_answer(d, q, arena_printf(&d->w->bank->arena, "%.12g", x), false, &slip->feedback);
    if (!wrong) break;
    tolerance = closeness_tolerance(&close, x);
    wrong->value = x;
    wrong->low = x - tolerance;
    wrong->high = x + tolerance;
  }
}

static void options(Drawn *d) {
  const Part *p = d->part;
  double right = 0;
  if (p->computed_choices && !real_number(d, p->answer.text, &right)) {
    lose(d, "the number of the right option could not be computed");
    return;
  }
  BankQuestion *q = add(d, p->kind == ANSWER_CHOICES ? BANK_CHOICES : BANK_CHOICE);
  for (size_t i = 0; q && i < p->choice_count; i++) {
    const Choice *c = &p->choices[i];
    const Phrase *feedback = c->feedback.text ? &c->feedback : NULL;
    bool good = p->computed_choices ? right == (double)(i + 1) : c->right;
    for (size_t k = 0; p->computed_choices && !good && k < p->slip_count; k++) {
      double slip;
      if (real_number(d, p->slips[k].value.text, &slip) && slip == (double)(i + 1))
        feedback = &p->slips[k].feedback;
    }
    if (!add_answer(d, q, filled(d, &c->text), good, good ? NULL : feedback)) return;
  }
}

/* 'a' or "b" or c: each without its quotes. */
static void words(Drawn *d) {
  BankQuestion *q = add(d, BANK_SHORT);
  const char *s = d->part->answer.text;
  while (q && s && *s) {
    while (isspace((unsigned char)*s)) s++;
    const char *start = s, *end;
    if (*s == '/') {
      lose(d, "a pattern is left out; only words can be carried over");
      s = strchr(s + 1, '/');
      s = s ? s + 1 : start + strlen(start);
    } else {
      char quote = *s == '\'' || *s == '"' ? *s : '\0';
      if (quote) {
        start = s + 1;
        end = strchr(start, quote);
        if (!end) end = start + strlen(start);
        s = *end ? end + 1 : end;
      } else {
        const char * or = strstr(s, " or ");
        end = or ? or : s + strlen(s);
        s = end;
      }
      if (!add_answer(d, q, arena_copy(&d->w->bank->arena, start, (size_t)(end - start)), true,
                      NULL))
        return;
    }
    while (isspace((unsigned char)*s)) s++;
    if (strncmp(s, "or ", 3) != 0) break;
    s += 3;
  }
  if (q && q->answer_count == 0) d->w->bank->count--;
}

/* Lines to put in order: each is matched with its place. */
static void order(Drawn *d) {
  BankQuestion *q = add(d, BANK_MATCHING);
  for (size_t i = 0; q && i < d->part->choice_count; i++) {
    BankAnswer *a = add_answer(d, q, filled(d, &d->part->choices[i].text), true, NULL);
    if (!a) return;
    a->partner = arena_printf(&d->w->bank->arena, "%zu", i + 1);
  }
}

static void carry(Drawn *d) {
  switch (d->part->kind) {
  case ANSWER_NUMBER:
  case ANSWER_PROBABILITY: number(d); break;
  case ANSWER_CHOICE:
  case ANSWER_CHOICES: options(d); break;
  case ANSWER_TEXT: words(d); break;
  case ANSWER_ORDER: order(d); break;
  case ANSWER_EXAMPLE:
  case ANSWER_FUNCTION:
    lose(d, "an answer that is tested by a condition cannot be marked there");
    break;
  case ANSWER_SESSION: lose(d, "a condition on variables cannot be marked there"); break;
  case ANSWER_SELF: lose(d, "an answer that the learner marks himself is left out"); break;
  default: among_slips(d);
  }
}

/* ------------------------------------------------------------------ the walk */

static void exercise(Walk *w, const Exercise *x) {
  unsigned variants = x->vars.text ? w->variants : 1; /* without vars: all are the same */
  for (unsigned k = 0; k < variants; k++) {
    Variant v = { 0 };
    Error error = { 0 };
    uint64_t seed = variant_seed(w->lesson->slug, x->name, w->seed, k);
    if (!variant_draw(&v, w->in, x, w->scope, seed, &error)) {
      findings_add(&w->bank->lost, x->place, FINDING_ERROR, "[draw] %s cannot be drawn: %s",
                   x->name, error.message);
      return;
    }
    for (size_t i = 0; i < x->part_count; i++) {
      const Part *p = &x->parts[i];
      Text name = TEXT_EMPTY;
      if (i > 0) variant_give_model(&v, w->in, i - 1); /* a later part may use it */
      text_printf(&name, "%s.%s", w->lesson->slug, x->name);
      if (x->part_count > 1) text_printf(&name, ".%s", p->name);
      if (variants > 1) text_printf(&name, ".%u", k + 1);
      Drawn d = { .w = w, .v = &v, .part = p };
      d.name = arena_copy(&w->bank->arena, text_string(&name), name.len);
      d.question = (Question){ .part = p, .scope = v.scope, .lesson = w->scope, .exercise = x };
      carry(&d);
      text_free(&name);
    }
    variant_free(&v);
  }
}

void bank_from_lesson(Bank *bank, const Lesson *lesson, Interp *in, uint64_t seed,
                      unsigned variants) {
  Walk w = { .bank = bank,
             .lesson = lesson,
             .in = in,
             .scope = scope_new(),
             .seed = seed,
             .variants = variants };
  Limits limits = interp_limits(in);
  w.outer = interp_host(in);
  interp_set_host(in, (Host){ .self = &w,
                              .show_figure = keep_figure,
                              .last_figure = kept_figure,
                              .read_data = read_data,
                              .copy_figure = w.outer.copy_figure,
                              .free_figure = w.outer.free_figure });
  interp_set_limits(in, session_limits);
  if (!bank->title || !*bank->title) bank->title = arena_copy_string(&bank->arena, lesson->title);
  for (size_t i = 0; i < lesson->step_count; i++)
    for (size_t k = 0; k < lesson->steps[i].item_count; k++) {
      const Item *item = &lesson->steps[i].items[k];
      Error error = { 0 };
      if (item->kind == ITEM_EXERCISE)
        exercise(&w, item->exercise);
      else if (item->kind != ITEM_PROSE) {
        interp_seed(in, variant_block_seed(lesson->slug, i, k));
        if (!interp_run(in, w.scope, item->text, RUN_QUIET, NULL, &error))
          findings_add(&bank->lost, item->place, FINDING_ERROR, "[run] %s", error.message);
      }
    }
  interp_set_limits(in, limits);
  interp_set_host(in, w.outer);
  if (w.figure) w.outer.free_figure(w.figure);
  scope_free(w.scope);
}
