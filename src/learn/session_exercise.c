/* session_exercise.c -- a question on the table: asked, answered, hinted at, solved.  */

#include "config.h"
#include "base/interrupt.h"
#include "learn/session_parts.h"
#include "learn/template.h"
#include "store/attempts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MS = 300 }; /* for the steps to an answer, before it is asked */

static const Part *part_of(const Session *s) {
  return &s->asking.exercise->parts[s->asking.part];
}

static bool is_choice(const Part *p) {
  return p->kind == ANSWER_ORDER || p->kind == ANSWER_CHOICE || p->kind == ANSWER_CHOICES;
}

static Question question_of(Session *s) {
  Asking *a = &s->asking;
  return (Question){ .part = part_of(s),
                     .scope = a->variant.scope,
                     .learner = s->mine,
                     .lesson = s->given,
                     .exercise = a->exercise,
                     .quiz = s->options.mode && strcmp(s->options.mode, "quiz") == 0,
                     .order = a->variant.orders[a->part] };
}

/* ------------------------------------------------------------------ names on loan

   A variable that the question shows by itself, as @{u}, is there for the learner to calculate
   with; what else was drawn is not: it may be the answer.  */

static bool is_lent(const Session *s, const char *name) {
  size_t len = strlen(name);
  for (const char *at = text_string(&s->lent); *at; at += strcspn(at, "\n") + 1)
    if (strncmp(at, name, len) == 0 && at[len] == '\n') return true;
  return false;
}

static void lend(Session *s, const char *text) {
  size_t at = 0, start, end;
  while (text && template_next(text, &at, &start, &end)) {
    size_t len = 0;
    while (start + len < end &&
           (isalnum((unsigned char)text[start + len]) || text[start + len] == '_'))
      len++;
    if (len == 0 || (start + len < end && text[start + len] != ':')) continue;
    char *name = mem_copy_bytes(text + start, len);
    Value v = scope_get(s->asking.variant.scope, name);
    if (v.kind != VALUE_NONE && !is_lent(s, name)) {
      scope_set(s->mine, name, value_retain(v));
      text_printf(&s->lent, "%s\n", name);
    }
    value_release(v);
    free(name);
  }
}

void session_leave_exercise(Session *s) {
  char *names = text_take(&s->lent);
  for (char *name = names; name && *name;) {
    char *end = strchr(name, '\n');
    *end = '\0';
    scope_clear(s->mine, name);
    name = end + 1;
  }
  free(names);
  session_share(s);
  variant_free(&s->asking.variant);
  text_free(&s->asking.tried);
  value_release(s->asking.answered);
  step_hints_free(&s->asking.steps);
  s->asking = (Asking){ 0 };
}

/* ------------------------------------------------------------------ asking */

static void say_template(Session *s, SayKind kind, const char *text, size_t number, size_t total) {
  Text out = TEXT_EMPTY;
  session_expand(s, s->asking.variant.scope, text, &out);
  s->sink.say(
      s->sink.self,
      &(Saying){ .kind = kind, .text = text_string(&out), .number = number, .total = total });
  text_free(&out);
}

static bool is_rounded(Session *s, const Part *p) {
  session_enter(s, true, session_limits);
  bool rounded = judge_is_rounded(s->in, s->asking.variant.scope, p);
  session_leave(s);
  return rounded;
}

static void say_conditions(Session *s, const Part *p) {
  Text precision = TEXT_EMPTY;
  judge_precision(p, &precision);
  if (precision.len > 0 && is_rounded(s, p)) {
    precision.data[0] = (char)toupper((unsigned char)precision.data[0]);
    session_note(s, "%s.", text_string(&precision));
  }
  if (p->forbid.text) session_note(s, "By hand, please: not allowed here: %s.", p->forbid.text);
  text_clear(&precision);
  judge_conditions(p, &precision);
  if (precision.len > 0) session_note(s, "%s", text_string(&precision));
  text_free(&precision);
  bool numbers = variant_numbers_options(p);
  if (p->kind == ANSWER_CHOICES)
    session_note(s, "Several may be right: type their %s.",
                 numbers ? "numbers, as in 1 3" : "letters, as in ac");
  else if (p->kind == ANSWER_ORDER)
    session_note(s, "Type all %zu %s in the right order.", p->choice_count,
                 numbers ? "numbers" : "letters");
  else if (p->kind == ANSWER_SESSION)
    session_note(s, "Work at the prompt: it is looked at after every statement.");
  else if (p->kind == ANSWER_FUNCTION)
    session_note(s, "Define a function, as in f = @(x) 2*x + 1; its name hands it in.");
  else if (p->kind == ANSWER_SELF)
    session_note(s, "Answer in your own words; then a rubric is shown and you mark yourself.");
}

/* What a later part shows is lent only then: it may be what this one asks for. */
static void ask_part(Session *s) {
  const Part *p = part_of(s);
  size_t count = s->asking.exercise->part_count;
  lend(s, p->ask.text);
  for (size_t i = 0; i < p->choice_count; i++) lend(s, p->choices[i].text.text);
  if (p->ask.text)
    say_template(s, SAY_ASK, p->ask.text, count > 1 ? s->asking.part + 1 : 0,
                 count > 1 ? count : 0);
  const size_t *order = s->asking.variant.orders[s->asking.part];
  size_t total = variant_numbers_options(p) ? 0 : p->choice_count;
  for (size_t i = 0; i < p->choice_count; i++)
    say_template(s, SAY_OPTION, p->choices[order ? order[i] : i].text.text, i, total);
  say_conditions(s, p);
  s->asking.since = session_now(s);
}

void session_ask_part(Session *s) {
  const Exercise *x = s->asking.exercise;
  lend(s, x->ask.text);
  if (x->ask.text) say_template(s, SAY_ASK, x->ask.text, 0, 0);
  ask_part(s);
}

/* Nobody asks for hints in a quiz. */
static void find_steps(Session *s) {
  Asking *a = &s->asking;
  step_hints_free(&a->steps);
  if (part_of(s)->hint_count > 0 || question_of(s).quiz || !a->drawn) return;
  Limits limits = session_limits;
  limits.milliseconds = STEPS_MS;
  session_enter(s, true, limits);
  step_hints_find(&a->steps, s->in, a->variant.scope, part_of(s));
  session_leave(s);
}

size_t session_hint_count(const Session *s) {
  const Part *p = part_of(s);
  return p->hint_count > 0 ? p->hint_count : s->asking.steps.count;
}

void session_open_part(Session *s, size_t part) {
  Asking *a = &s->asking;
  session_give(s, part);
  value_release(a->answered);
  a->answered = VALUE_NOTHING;
  a->best = 0;
  if (part == 0) a->earned = 0;
  a->part = part;
  a->hints = 0;
  a->misses = 0;
  a->open = true;
  text_clear(&a->tried);
  find_steps(s);
}

static uint64_t seed_of(const Session *s, const Exercise *x, unsigned attempt) {
  bool given = attempt == 0 && s->options.mode && strcmp(s->options.mode, "try") == 0;
  return given ? s->options.seed : variant_seed(s->lesson->slug, x->name, s->options.seed, attempt);
}

bool session_draw(Session *s, const Exercise *x, uint64_t seed, Error *error) {
  session_leave_exercise(s);
  Asking *a = &s->asking;
  a->exercise = x;
  while (a->index < s->lesson->exercise_count && s->lesson->exercises[a->index] != x) a->index++;
  session_enter(s, true, session_limits);
  a->drawn = variant_draw(&a->variant, s->in, x, s->given, seed, error);
  session_leave(s);
  if (!a->drawn && error->kind == ERROR_INTERRUPT) interrupt_clear();
  return a->drawn;
}

void session_ask(Session *s, const Exercise *x, unsigned attempt) {
  Error error = { 0 };
  if (!session_draw(s, x, seed_of(s, x, attempt), &error)) {
    session_error(s, &error);
    session_note(s, "The exercise `%s` cannot be asked; the lesson goes on without it.", x->name);
    return;
  }
  session_open_part(s, 0);
  session_ask_part(s);
  session_save(s);
}

/* ------------------------------------------------------------------ what is remembered */

static void record(Session *s, const char *typed, const char *verdict, double credit) {
  Asking *a = &s->asking;
  int64_t now = session_now(s);
  Text skill = TEXT_EMPTY;
  text_printf(&skill, "%s/%s", s->lesson->slug, a->exercise->name);
  StoredAttempt attempt = { .mode = s->options.mode ? s->options.mode : "lesson",
                            .lesson = s->lesson->slug,
                            .exercise = a->exercise->name,
                            .part = part_of(s)->name,
                            .skill = text_string(&skill),
                            .variant_seed = a->variant.seed,
                            .typed = typed,
                            .verdict = verdict,
                            .credit = credit,
                            .hints = (int64_t)a->hints,
                            .milliseconds = now - a->since };
  Error error = { 0 };
  if (s->options.store && !store_attempt_record(s->options.store, &attempt, &error))
    session_store_failed(s, &error);
  a->since = now;
  text_free(&skill);
}

size_t session_solved(const Session *s) {
  size_t solved = 0;
  for (size_t i = 0; i < s->lesson->exercise_count; i++) solved += s->outcomes[i] == OUTCOME_SOLVED;
  return solved;
}

/* The part is done with: the next one, or the exercise is closed. */
static void close_part(Session *s) {
  Asking *a = &s->asking;
  bool last = a->part + 1 == a->exercise->part_count;
  session_close_score(s, last);
  if (!last) {
    session_open_part(s, a->part + 1);
    ask_part(s);
    return;
  }
  a->open = false;
  if (s->outcomes[a->index] != OUTCOME_SOLVED)
    s->outcomes[a->index] = a->helped ? OUTCOME_SHOWN : OUTCOME_SOLVED;
  session_save(s);
}

/* ------------------------------------------------------------------ answers */

/* Its value if the reading shows one ("2+1 = 3"), so that 3 after 2+1 is the same answer. */
static const char *gist(const char *reading) {
  const char *value = reading;
  for (const char *at = reading; (at = strstr(at, " = ")); at += 3) value = at + 3;
  return value;
}

static bool was_tried(const Asking *a, const char *answer) {
  size_t len = strlen(answer);
  for (const char *at = text_string(&a->tried); *at; at += strcspn(at, "\n") + 1)
    if (strncmp(at, answer, len) == 0 && at[len] == '\n') return true;
  return false;
}

static void offer_help(Session *s) {
  const Asking *a = &s->asking;
  size_t left = session_hint_count(s) - a->hints;
  Text price = TEXT_EMPTY;
  if (a->misses % 2 != 0 || s->options.quiet) return;
  session_put_price(part_of(s), a->hints, &price);
  if (left > 0)
    session_note(s, "`hint` shows hint %zu of %zu and costs %s.", a->hints + 1,
                 session_hint_count(s), text_string(&price));
  else if (!s->options.policy.no_solution)
    session_note(s, "`solution` shows how it is done.");
  text_free(&price);
}

/* What `why` will say.  While the question is open the right value stays out of it, but for an
   author who tries the exercise. */
static void explain(Session *s, const char *typed, const Judgement *j) {
  bool author = s->options.mode && strcmp(s->options.mode, "try") == 0;
  text_clear(&s->why);
  text_clear(&s->plot);
  text_puts(&s->plot, text_string(&j->plot));
  if (j->reading.len > 0) text_printf(&s->why, "read as:  %s\n", text_string(&j->reading));
  if (j->verdict == VERDICT_UNGRADABLE) {
    text_printf(&s->why, "typed:    %s\nverdict:  not counted\n", typed);
    if (j->message.len > 0) {
      text_puts(&s->why, "reason:   ");
      template_plain(text_string(&j->message), &s->why);
      text_putc(&s->why, '\n');
    }
  } else
    text_printf(&s->why, "verdict:  %s\n", verdict_name(j->verdict));
  if (j->slip >= 0) text_printf(&s->why, "slip:     %d of this exercise\n", j->slip + 1);
  if (j->name) text_printf(&s->why, "slip:     %s\n", j->name);
  for (const char *line = text_string(&j->why); *line;) {
    size_t len = strcspn(line, "\n");
    len += line[len] == '\n';
    if (author || j->verdict == VERDICT_RIGHT || strncmp(line, "expected:", 9) != 0)
      text_append(&s->why, line, len);
    line += len;
  }
  text_printf(&s->why, "seed:     %llu\n", (unsigned long long)s->asking.variant.seed);
}

static void say_verdict(Session *s, const Judgement *j) {
  if (j->reading.len > 0) session_say(s, SAY_READING, text_string(&j->reading));
  s->sink.say(
      s->sink.self,
      &(Saying){ .kind = SAY_VERDICT, .verdict = j->verdict, .text = text_string(&j->message) });
}

static void missed(Session *s, const char *answer) {
  Asking *a = &s->asking;
  a->misses++;
  text_printf(&a->tried, "%s\n", answer);
  session_note(s, "Seed %llu.", (unsigned long long)a->variant.seed);
  if (s->options.policy.attempts == 0 || a->misses < s->options.policy.attempts) {
    offer_help(s);
    return;
  }
  session_note(s, "That was the last of %u attempt%s.", s->options.policy.attempts,
               s->options.policy.attempts == 1 ? "" : "s");
  session_solution(s, "", false);
}

void session_judge(Session *s, const char *typed, Judgement *j) {
  Question q = question_of(s);
  session_enter(s, true, session_limits);
  judge_answer(s->in, &q, typed, j);
  session_leave(s);
  if (j->verdict != VERDICT_UNGRADABLE) {
    value_release(s->asking.answered);
    s->asking.answered = value_retain(j->value);
  }
  if (interrupt_pending()) interrupt_clear();
}

/* The attempt is remembered with what it is worth. */
static void settle(Session *s, const char *typed, const Judgement *j) {
  double own = j->credit - session_price(part_of(s), s->asking.hints);
  record(s, typed, verdict_name(j->verdict), own > 0 ? own : 0);
  if (j->verdict != VERDICT_UNGRADABLE) session_earn(s, j->credit);
}

/* A condition on the variables may be met by any statement; a function waits to be handed in. */
void session_look(Session *s, const char *line) {
  Judgement j;
  const Part *p = part_of(s);
  size_t len = 0;
  while (isalnum((unsigned char)line[len]) || line[len] == '_') len++;
  if (p->kind == ANSWER_FUNCTION) {
    char *name = mem_copy_bytes(line, len);
    Value v = scope_get(s->mine, name);
    if (v.kind == VALUE_FUNCTION) session_note(s, "`%s` hands it in.", name);
    value_release(v);
    free(name);
  }
  if (p->kind != ANSWER_SESSION) return;
  session_judge(s, line, &j);
  if (j.verdict == VERDICT_RIGHT) {
    explain(s, line, &j);
    say_verdict(s, &j);
    settle(s, line, &j);
    close_part(s);
  }
  judgement_free(&j);
}

void session_answer(Session *s, const char *typed) {
  Judgement j;
  session_judge(s, typed, &j);
  if (session_is_sum(s, &j, typed)) {
    judgement_free(&j);
    session_calculate(s, typed);
    const Part *p = part_of(s);
    if (!is_choice(p))
      session_note(s, "That was scratch work; the question still waits.");
    else if (variant_numbers_options(p))
      session_note(s, "That was scratch work; the answer is a number from 1 to %zu.",
                   p->choice_count);
    else
      session_note(s, "That was scratch work; the answer is %s from a to %c.",
                   p->kind == ANSWER_CHOICE ? "a letter" : "letters",
                   (char)('a' + p->choice_count - 1));
    return;
  }
  const char *answer = gist(text_string(&j.reading));
  if (j.verdict > VERDICT_RIGHT && j.verdict < VERDICT_UNGRADABLE &&
      was_tried(&s->asking, answer)) {
    j.verdict = VERDICT_UNGRADABLE;
    text_clear(&j.message);
    text_puts(&j.message, "You gave this answer before.");
  }
  explain(s, typed, &j);
  say_verdict(s, &j);
  settle(s, typed, &j);
  if (j.verdict == VERDICT_RIGHT)
    close_part(s);
  else if (part_of(s)->kind == ANSWER_SELF && j.verdict != VERDICT_UNGRADABLE)
    session_solution(s, "", false); /* one's own mark stands */
  else if (j.verdict == VERDICT_UNGRADABLE) {
    const char *near = session_nearest_command(typed);
    if (near)
      session_note(s, "Did you mean the command `%s`?", near);
    else if (is_choice(part_of(s)) && strpbrk(typed, "([{+*/^=<>"))
      session_note(s, "`try EXPR` calculates without answering; `explain EXPR` shows the steps.");
  } else
    missed(s, answer);
  judgement_free(&j);
}

/* ------------------------------------------------------------------ help */

/* Steps that the last answer, or scratch work, shows to be done need no hint. */
static void pass_reached(Session *s) {
  Asking *a = &s->asking;
  Value ans = scope_get(s->mine, "ans");
  step_hints_reach(&a->steps, a->hints, a->answered);
  step_hints_reach(&a->steps, a->hints, ans);
  value_release(ans);
}

void session_hint(Session *s) {
  Asking *a = &s->asking;
  const Part *p = part_of(s);
  if (session_hint_count(s) == 0) {
    session_note(s, "There is no hint here; `solution` shows how it is done.");
    return;
  }
  pass_reached(s);
  size_t count = session_hint_count(s);
  if (a->hints == count) {
    session_note(s, "There are no more hints; `solution` shows how it is done.");
    return;
  }
  a->hints++;
  if (p->hint_count > 0)
    say_template(s, SAY_HINT, p->hints[a->hints - 1].text, a->hints, count);
  else
    s->sink.say(s->sink.self, &(Saying){ .kind = SAY_HINT,
                                         .text = a->steps.texts[a->hints - 1],
                                         .number = a->hints,
                                         .total = count });
}

/* "The answer is **b**: ..." */
static void put_answer(Session *s, Text *out) {
  const Part *p = part_of(s);
  Question q = question_of(s);
  Text model = TEXT_EMPTY;
  Error error;
  if (!p->answer.text && p->choice_count == 0) return;
  session_enter(s, true, session_limits);
  bool good = judge_model(s->in, &q, &model, &error);
  session_leave(s);
  if (good && p->kind == ANSWER_ORDER) {
    text_printf(out, "The order is `%s`.", text_string(&model));
  } else if (good && is_choice(p)) {
    text_puts(out, "Right is");
    for (const char *letter = text_string(&model); *letter; letter++) {
      size_t place = (size_t)(isdigit((unsigned char)*letter) ? *letter - '1' : *letter - 'a');
      if (place >= p->choice_count) continue;
      if (!variant_numbers_options(p))
        text_printf(out, " **%c**: ", *letter);
      else
        text_printf(out, " **%zu**: ", place + 1);
      session_expand(s, q.scope, p->choices[q.order ? q.order[place] : place].text.text, out);
      text_putc(out, letter[1] ? ';' : '.');
    }
  } else if (good && !p->solution.text)
    text_printf(out, "The answer is `%s`.", text_string(&model));
  text_free(&model);
}

void session_put_solution(Session *s, Text *out) {
  const Part *p = part_of(s);
  size_t before = out->len;
  put_answer(s, out);
  if (!p->solution.text) return;
  if (out->len > before) text_puts(out, "\n\n");
  Text expanded = TEXT_EMPTY;
  session_expand(s, s->asking.variant.scope, p->solution.text, &expanded);
  session_explain(s, s->asking.variant.scope, text_string(&expanded), out);
  text_free(&expanded);
}

void session_solution(Session *s, const char *verdict, bool go_on) {
  Text out = TEXT_EMPTY;
  if (*verdict) record(s, "", verdict, 0);
  value_release(s->asking.answered); /* the part that follows goes on with the right value */
  s->asking.answered = VALUE_NOTHING;
  if (!s->options.policy.no_solution) session_put_solution(s, &out);
  if (out.len > 0) session_say(s, SAY_SOLUTION, text_string(&out));
  text_free(&out);
  s->asking.helped = true;
  close_part(s);
  if (go_on && !s->asking.open) session_continue(s);
}
