/* quiz_result.c -- how a quiz went: every miss once more, the score, what to study next.  */

#include "config.h"
#include "learn/quiz_parts.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ADVICE = 5, BAR = 10 };

/* ------------------------------------------------------------------ small things */

bool quiz_is_miss(const QuizItem *item) {
  return item->room && item->credit < 1;
}

/* Of one that was answered. */
static Verdict quiz_verdict(const QuizItem *item) {
  for (Verdict v = VERDICT_RIGHT; v < VERDICT_UNGRADABLE; v++)
    if (strcmp(verdict_name(v), item->verdict) == 0) return v;
  return VERDICT_UNGRADABLE;
}

void quiz_put_code(const char *text, Text *out) {
  size_t longest = 0, run = 0;
  for (const char *p = text; *p; p++) {
    run = *p == '`' ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  bool pad = *text == '`' || (*text && text[strlen(text) - 1] == '`');
  text_repeat(out, "`", longest + 1);
  text_puts(out, pad || !*text ? " " : "");
  for (const char *p = text; *p; p++) text_putc(out, (unsigned char)*p < ' ' ? ' ' : *p);
  text_puts(out, pad ? " " : "");
  text_repeat(out, "`", longest + 1);
}

/* A title in the cell of a table. */
static void put_cell(const char *text, Text *out) {
  for (; *text; text++) {
    if (*text == '|') text_putc(out, '\\');
    text_putc(out, *text);
  }
}

void quiz_put_score(double credit, size_t count, Text *out) {
  text_printf(out, "%.*f of %zu", credit == (double)(size_t)credit ? 0 : 1, credit, count);
}

void quiz_put_label(const QuizItem *item, size_t i, Text *out) {
  if (item->numbered || i >= 26)
    text_printf(out, "%zu", i + 1);
  else
    text_putc(out, (char)('a' + i));
}

/* ------------------------------------------------------------------ looking back */

static const char *keep(Quiz *q, Text *text) {
  const char *copy = arena_copy_string(&q->arena, text_string(text));
  text_free(text);
  return copy;
}

static const char *model_of(Quiz *q, const QuizItem *item) {
  Session *s = item->room->session;
  Question question = { .part = &quiz_exercise(item)->parts[item->part_index],
                        .scope = s->asking.variant.scope,
                        .learner = s->mine,
                        .order = s->asking.variant.orders[item->part_index] };
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  session_enter(s, true, session_limits);
  if (!judge_model(q->in, &question, &out, &error)) text_clear(&out);
  session_leave(s);
  return keep(q, &out);
}

/* An answer of an earlier sitting is judged once more, for the words; the verdict was given. */
static void judge_again(Quiz *q, QuizItem *item) {
  Judgement j;
  session_judge(item->room->session, item->typed, &j);
  if (strcmp(verdict_name(j.verdict), item->verdict) == 0) {
    item->slip = j.name ? arena_copy_string(&q->arena, j.name) : NULL;
    item->reading = arena_copy_string(&q->arena, text_string(&j.reading));
    item->message = arena_copy_string(&q->arena, text_string(&j.message));
  }
  judgement_free(&j);
}

static void look_at(Quiz *q, QuizItem *item) {
  Text solution = TEXT_EMPTY;
  if (!quiz_lay_out(q, item)) return;
  quiz_listen(q, item);
  q->hearing = HEARING_NOTHING;
  if (!item->room->policy.no_solution) {
    session_put_solution(item->room->session, &solution);
    item->solution = keep(q, &solution);
    item->model = model_of(q, item);
  }
  if (item->answered && !item->reading) judge_again(q, item);
  q->hearing = HEARING_ALL;
}

/* ------------------------------------------------------------------ shares */

/* The mistake that was made most often in this row. */
static void find_slip(const Quiz *q, QuizRow *row) {
  for (size_t i = 0; i < q->count; i++) {
    const char *slip = q->items[i].slip;
    size_t count = 0;
    if (!slip || strcmp(q->items[i].lesson, row->lesson->slug) != 0) continue;
    for (size_t k = 0; k < q->count; k++)
      count += q->items[k].slip && strcmp(q->items[k].slip, slip) == 0 &&
               strcmp(q->items[k].lesson, row->lesson->slug) == 0;
    if (count <= row->slips) continue;
    row->slip = slip;
    row->slips = count;
  }
}

static QuizSkill *skill_of(QuizRow *row, const char *key) {
  for (size_t i = 0; i < row->skill_count; i++)
    if (strcmp(row->skills[i].key, key) == 0) return &row->skills[i];
  return NULL;
}

static void make_skills(Quiz *q, QuizRow *row, const StoredQuiz *last) {
  row->skills = arena_new(&q->arena, (row->count + 1) * sizeof *row->skills);
  for (size_t i = 0; i < q->count; i++) {
    const QuizItem *item = &q->items[i];
    if (!item->room || item->room->entry != row->lesson) continue;
    QuizSkill *s = skill_of(row, item->skill);
    if (!s) {
      s = &row->skills[row->skill_count++];
      *s = (QuizSkill){ .key = item->skill, .name = item->exercise };
    }
    s->credit += item->credit;
    s->count++;
  }
  for (size_t i = 0; last && i < last->count; i++) {
    QuizSkill *s = skill_of(row, last->items[i].skill);
    if (!s) continue;
    s->last_credit += last->items[i].credit;
    s->last_count++;
  }
}

void quiz_find_levels(Quiz *q) {
  for (size_t i = 0; q->id && i < q->row_count; i++)
    for (size_t k = 0; k < q->rows[i].skill_count; k++) {
      Error error = { 0 };
      QuizSkill *s = &q->rows[i].skills[k];
      if (!mastery_level(q->options.store, s->key, &s->level, &error)) quiz_store_failed(q, &error);
    }
}

static void make_rows(Quiz *q, const StoredQuiz *last) {
  q->rows = arena_new(&q->arena, (q->count + 1) * sizeof *q->rows);
  for (size_t l = 0; l < q->catalogue->lesson_count; l++) {
    QuizRow row = { .lesson = &q->catalogue->lessons[l] };
    for (size_t i = 0; i < q->count; i++)
      if (q->items[i].room && q->items[i].room->entry == row.lesson) {
        row.credit += q->items[i].credit;
        row.count++;
      }
    if (row.count == 0) continue;
    for (size_t i = 0; last && i < last->count; i++)
      if (strcmp(last->items[i].lesson, row.lesson->slug) == 0) {
        row.last_credit += last->items[i].credit;
        row.last_count++;
      }
    find_slip(q, &row);
    make_skills(q, &row, last);
    q->rows[q->row_count++] = row;
    q->credit += row.credit;
    q->asked += row.count;
  }
}

/* ------------------------------------------------------------------ advice */

/* Whether LESSON needs OTHER, itself or through others. */
static bool needs(const Catalogue *c, const CatalogueLesson *lesson, const char *other,
                  unsigned depth) {
  for (size_t i = 0; i < lesson->need_count; i++) {
    if (strcmp(lesson->needs[i], other) == 0) return true;
    const CatalogueLesson *next = catalogue_find(c, lesson->needs[i]);
    if (next && depth > 0 && needs(c, next, other, depth - 1)) return true;
  }
  return false;
}

static double share(const QuizRow *r) {
  return r->credit / (double)r->count;
}

/* Whether A is to be studied before B: what others need comes first, then what went worst. */
static bool goes_before(const Quiz *q, const QuizRow *a, const QuizRow *b) {
  enum { DEEP = 4 };
  if (needs(q->catalogue, b->lesson, a->lesson->slug, DEEP)) return true;
  if (needs(q->catalogue, a->lesson, b->lesson->slug, DEEP)) return false;
  return share(a) < share(b);
}

/* A lesson that this one builds on, unless the quiz showed that it is known. */
static const char *foundation(const Quiz *q, const CatalogueLesson *l) {
  for (size_t i = 0; i < l->need_count; i++) {
    bool known = false;
    for (size_t k = 0; k < q->row_count; k++)
      known |= strcmp(q->rows[k].lesson->slug, l->needs[i]) == 0 &&
               q->rows[k].credit >= (double)q->rows[k].count;
    if (!known && catalogue_find(q->catalogue, l->needs[i])) return l->needs[i];
  }
  return NULL;
}

/* More than half was right: the step with the first miss is enough. */
static size_t weak_step(const Quiz *q, const QuizRow *row) {
  if (share(row) <= 0.5) return 0;
  for (size_t i = 0; i < q->count; i++)
    if (quiz_is_miss(&q->items[i]) && q->items[i].room->entry == row->lesson)
      return quiz_step(&q->items[i]);
  return 0;
}

static void advise(Quiz *q, const QuizRow *row) {
  Text why = TEXT_EMPTY;
  size_t step = weak_step(q, row), missing = 0;
  for (size_t i = 0; i < q->count; i++)
    missing += quiz_is_miss(&q->items[i]) && !q->items[i].answered &&
               q->items[i].room->entry == row->lesson;
  quiz_put_score(row->credit, row->count, &why);
  text_puts(&why, " right");
  if (missing > 0) text_printf(&why, ", %zu not answered", missing);
  const char *below = step == 0 ? foundation(q, row->lesson) : NULL;
  if (below) text_printf(&why, "; it builds on `%s`", below);
  q->advice[q->advice_count++] =
      (QuizAdvice){ .lesson = row->lesson, .step = step, .why = keep(q, &why) };
}

static void make_advice(Quiz *q) {
  QuizRow **weak = mem_new((q->row_count + 1) * sizeof *weak);
  size_t count = 0;
  q->advice = arena_new(&q->arena, (q->row_count + 1) * sizeof *q->advice);
  for (size_t i = 0; i < q->row_count; i++)
    if (q->rows[i].credit < (double)q->rows[i].count) weak[count++] = &q->rows[i];
  while (count > 0 && q->advice_count < MOST_ADVICE) {
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
      if (goes_before(q, weak[i], weak[best])) best = i;
    advise(q, weak[best]);
    weak[best] = weak[--count];
  }
  free(weak);
  if (q->advice_count > 0 || q->row_count == 0) return;
  const CatalogueLesson *next =
      catalogue_next(q->catalogue, q->rows[q->row_count - 1].lesson->slug);
  if (next)
    q->advice[q->advice_count++] =
        (QuizAdvice){ .lesson = next, .why = "everything here was right; this comes next" };
}

void quiz_look_back(Quiz *q, const StoredQuiz *last) {
  for (size_t i = 0; i < q->count; i++)
    if (q->items[i].room) look_at(q, &q->items[i]);
  for (size_t i = 0; last && i < last->count; i++) q->last_credit += last->items[i].credit;
  q->last_asked = last ? last->count : 0;
  q->last_finished = last ? last->finished : 0;
  make_rows(q, last);
  make_advice(q);
}

/* ------------------------------------------------------------------ saying it */

static void say_miss(Quiz *q, size_t at) {
  const QuizItem *item = &q->items[at];
  Text out = TEXT_EMPTY;
  text_printf(&out, "### Question %zu: %s", at + 1, item->room->entry->title);
  quiz_say(q, SAY_PROSE, text_string(&out));
  text_free(&out);
  if (item->text) quiz_say(q, SAY_ASK, item->text);
  for (size_t i = 0; i < item->option_count; i++)
    q->sink.say(q->sink.self, &(Saying){ .kind = SAY_OPTION,
                                         .text = item->options[i],
                                         .number = i,
                                         .total = item->numbered ? 0 : item->option_count });
  if (item->answered) {
    quiz_put_code(item->typed, &out);
    quiz_note(q, "Your answer: %s", text_string(&out));
    if (item->reading && *item->reading) quiz_say(q, SAY_READING, item->reading);
    q->sink.say(q->sink.self, &(Saying){ .kind = SAY_VERDICT,
                                         .verdict = quiz_verdict(item),
                                         .text = item->message ? item->message : "" });
  } else
    quiz_note(q, "You gave no answer.");
  if (item->solution && *item->solution) quiz_say(q, SAY_SOLUTION, item->solution);
  text_free(&out);
}

void quiz_say_misses(Quiz *q) {
  for (size_t i = 0; i < q->count; i++)
    if (quiz_is_miss(&q->items[i])) say_miss(q, i);
}

/* ------------------------------------------------------------------ the summary */

static void put_bar(double part, Text *out) {
  size_t full = (size_t)(part * BAR + 0.5);
  text_repeat(out, "#", full);
  text_repeat(out, "-", BAR - full);
}

static void put_row(const Quiz *q, double credit, size_t count, double last_credit,
                    size_t last_count, Text *out) {
  text_puts(out, " | ");
  put_bar(credit / (double)count, out);
  text_puts(out, " | ");
  quiz_put_score(credit, count, out);
  text_puts(out, " |");
  if (q->last_asked == 0) return;
  text_putc(out, ' ');
  if (last_count > 0) quiz_put_score(last_credit, last_count, out);
  text_puts(out, " |");
}

/* Lessons, and below each its skills when several were asked for. */
static void put_table(const Quiz *q, Text *out) {
  bool compare = q->last_asked > 0, slips = false;
  for (size_t i = 0; i < q->row_count; i++) slips |= q->rows[i].slip != NULL;
  text_printf(out, "| Lesson | | Right |%s%s\n|---|---|---|%s%s\n", compare ? " Last time |" : "",
              slips ? " Slip |" : "", compare ? "---|" : "", slips ? "---|" : "");
  for (size_t i = 0; i < q->row_count; i++) {
    const QuizRow *row = &q->rows[i];
    text_puts(out, "| ");
    put_cell(row->lesson->title, out);
    put_row(q, row->credit, row->count, row->last_credit, row->last_count, out);
    if (slips && row->slip && row->slips > 1)
      text_printf(out, " %s, %zu times", row->slip, row->slips);
    else if (slips && row->slip)
      text_printf(out, " %s", row->slip);
    text_puts(out, slips ? " |\n" : "\n");
    for (size_t k = 0; row->skill_count > 1 && k < row->skill_count; k++) {
      const QuizSkill *skill = &row->skills[k];
      text_puts(out, "| - `");
      put_cell(skill->name, out);
      text_putc(out, '`');
      put_row(q, skill->credit, skill->count, skill->last_credit, skill->last_count, out);
      text_puts(out, slips ? " |\n" : "\n");
    }
  }
}

/* "Of 5 skills 1 is proficient, 4 are familiar." */
static void put_levels(const Quiz *q, Text *out) {
  size_t counts[MASTERY_LEVELS] = { 0 }, all = 0;
  const char *comma = "";
  for (size_t i = 0; i < q->row_count; i++)
    for (size_t k = 0; k < q->rows[i].skill_count; k++) {
      counts[q->rows[i].skills[k].level]++;
      all += q->rows[i].skills[k].level != MASTERY_NONE;
    }
  if (all == 0) return;
  text_puts(out, "Of ");
  quiz_put_count(all, "skill", out);
  for (int level = MASTERY_LEVELS - 1; level > MASTERY_NONE; level--) {
    if (counts[level] == 0) continue;
    text_printf(out, "%s %zu %s %s", comma, counts[level], counts[level] == 1 ? "is" : "are",
                mastery_name((MasteryLevel)level));
    comma = ",";
  }
  text_puts(out, " now.\n");
}

static void put_earlier(const Quiz *q, Text *out) {
  if (q->earlier_count < 2) return;
  text_puts(out, " Before that:");
  for (size_t i = 1; i < q->earlier_count; i++)
    text_printf(out, "%s %.0f %%", i > 1 ? "," : "", q->earlier[i]);
  text_putc(out, '.');
}

/* The advice as a list. */
static void quiz_put_advice(const Quiz *q, Text *out) {
  if (q->advice_count == 0) return;
  text_puts(out, "\nNext:\n\n");
  for (size_t i = 0; i < q->advice_count; i++) {
    const QuizAdvice *a = &q->advice[i];
    text_printf(out, "%zu. `%s`", i + 1, a->lesson->slug);
    if (a->step > 0) text_printf(out, " step %zu", a->step);
    text_printf(out, ", %s", a->lesson->title);
    if (a->step == 0 && a->lesson->minutes > 0) text_printf(out, " (%d min)", a->lesson->minutes);
    text_printf(out, ": %s.\n", a->why);
  }
}

void quiz_put_summary(const Quiz *q, Text *out) {
  if (q->placement) {
    quiz_put_path(q, out);
    return;
  }
  text_printf(out, "## %s: %s\n\n", strcmp(quiz_kind(q), "quiz") == 0 ? "Quiz" : "Test", q->title);
  quiz_put_count(q->asked, "question", out);
  text_puts(out, ", ");
  if (q->used < 60000)
    quiz_put_count((size_t)(q->used / 1000), "second", out);
  else
    quiz_put_count((size_t)((q->used + 30000) / 60000), "minute", out);
  text_printf(out, ", seed %llu\n\n", (unsigned long long)q->seed);
  put_table(q, out);
  text_puts(out, "\n**");
  quiz_put_score(q->credit, q->asked, out);
  text_printf(out, "** (%.0f %%).", quiz_percent(q));
  if (q->last_asked > 0) {
    text_puts(out, " Last time: ");
    quiz_put_score(q->last_credit, q->last_asked, out);
    text_printf(out, " (%.0f %%).", 100 * q->last_credit / (double)q->last_asked);
    put_earlier(q, out);
  }
  text_puts(out, "\n");
  quiz_put_passed(q, out);
  put_levels(q, out);
  quiz_put_advice(q, out);
}
