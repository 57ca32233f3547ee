/* quiz_room.c -- the lessons that a quiz takes its questions from.  */

#include "config.h"
#include "learn/quiz_parts.h"
#include "learn/judge.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ hearing */

/* Options are heard as lines. */
static void put_line(const char *text, Text *out) {
  for (; *text; text++) text_putc(out, *text == '\n' ? ' ' : *text);
  text_putc(out, '\n');
}

static void hear(void *self, const Saying *saying) {
  Quiz *q = self;
  if (q->hearing == HEARING_ALL)
    q->sink.say(q->sink.self, saying);
  else if (q->hearing == HEARING_QUESTION && saying->kind == SAY_ASK) {
    if (q->heard.len > 0) text_puts(&q->heard, "\n\n");
    text_puts(&q->heard, saying->text);
  } else if (q->hearing == HEARING_QUESTION && saying->kind == SAY_OPTION)
    put_line(saying->text, &q->heard_options);
}

void quiz_listen(Quiz *q, QuizItem *item) {
  size_t count = 0;
  q->hearing = HEARING_QUESTION;
  text_clear(&q->heard);
  text_clear(&q->heard_options);
  session_open_part(item->room->session, item->part_index);
  session_ask_part(item->room->session);
  q->hearing = HEARING_ALL;
  item->text = arena_copy_string(&q->arena, text_string(&q->heard));
  const char *line = text_string(&q->heard_options);
  for (const char *p = line; *p; p++) count += *p == '\n';
  item->options = arena_new(&q->arena, (count + 1) * sizeof *item->options);
  item->option_count = count;
  item->numbered = variant_numbers_options(&quiz_exercise(item)->parts[item->part_index]);
  for (size_t i = 0; i < count; i++) {
    size_t len = strcspn(line, "\n");
    item->options[i] = arena_copy(&q->arena, line, len);
    line += len + 1;
  }
}

/* ------------------------------------------------------------------ rooms */

/* A session that is at no step: only what it can run and judge is of use here. */
static Session *open_session(Quiz *q, const Lesson *lesson) {
  Session *s = mem_new(sizeof *s);
  s->lesson = lesson;
  s->in = q->in;
  s->sink = (Sink){ q, hear };
  s->options = (SessionOptions){
    .quiet = true, .mode = "quiz", .now = q->options.now, .now_self = q->options.now_self
  };
  s->given = scope_new();
  s->mine = scope_new();
  s->starts = mem_new((lesson->step_count + 1) * sizeof *s->starts);
  s->outcomes = mem_new((lesson->exercise_count + 1) * sizeof *s->outcomes);
  s->redrawn = mem_new((lesson->exercise_count + 1) * sizeof *s->redrawn);
  return s;
}

Room *quiz_room(Quiz *q, const char *slug) {
  for (size_t i = 0; i < q->room_count; i++)
    if (strcmp(q->rooms[i]->entry->slug, slug) == 0)
      return q->rooms[i]->session ? q->rooms[i] : NULL;
  const CatalogueLesson *entry = catalogue_find(q->catalogue, slug);
  if (!entry) return NULL;
  Room *room = mem_new(sizeof *room);
  Findings findings = { 0 };
  Error error = { 0 };
  room->entry = entry;
  if (lesson_load(&room->lesson, entry->path, &findings, &error))
    room->session = open_session(q, &room->lesson);
  policy_load(entry->path, &room->policy);
  findings_free(&findings);
  MEM_GROW(q->rooms, q->room_count, q->room_cap);
  q->rooms[q->room_count++] = room;
  return room->session ? room : NULL;
}

void quiz_rooms_free(Quiz *q) {
  for (size_t i = 0; i < q->room_count; i++) {
    session_free(q->rooms[i]->session);
    lesson_free(&q->rooms[i]->lesson);
    free(q->rooms[i]);
  }
  free(q->rooms);
  q->rooms = NULL;
  q->room_count = q->room_cap = 0;
}

/* ------------------------------------------------------------------ questions */

const Exercise *quiz_exercise(const QuizItem *item) {
  return item->room->lesson.exercises[item->exercise_index];
}

bool quiz_can_ask(const Exercise *x) {
  for (size_t i = 0; i < x->part_count; i++) {
    AnswerKind kind = x->parts[i].kind;
    if (kind == ANSWER_SELF || kind == ANSWER_SESSION || !judge_knows(kind)) return false;
  }
  return x->part_count > 0;
}

/* The step and the item where the exercise stands. */
static void find_exercise(const Lesson *l, const Exercise *x, size_t *step, size_t *item) {
  for (*step = 0; *step < l->step_count; ++*step)
    for (*item = 0; *item < l->steps[*step].item_count; ++*item)
      if (l->steps[*step].items[*item].exercise == x) return;
}

bool quiz_draw(Quiz *q, const QuizItem *wanted) {
  Session *s = wanted->room->session;
  const Exercise *x = quiz_exercise(wanted);
  Error error = { 0 };
  size_t step, item;
  Hearing before = q->hearing;
  find_exercise(s->lesson, x, &step, &item);
  if (step == s->lesson->step_count) return false;
  q->hearing = HEARING_NOTHING;
  session_leave_exercise(s);
  session_rebuild(s, step);
  for (size_t i = 0; i < item; i++) {
    ItemKind kind = s->lesson->steps[step].items[i].kind;
    if (kind != ITEM_PROSE && kind != ITEM_EXERCISE) session_run_item(s, step, i, true);
  }
  s->step = step;
  s->item = item;
  scope_clear(s->mine, NULL);
  session_share(s);
  bool drawn = session_draw(s, x, wanted->seed, &error);
  q->hearing = before;
  return drawn;
}

bool quiz_lay_out(Quiz *q, const QuizItem *item) {
  const Asking *a = &item->room->session->asking;
  bool there = a->drawn && a->exercise == quiz_exercise(item) && a->variant.seed == item->seed;
  return there || quiz_draw(q, item);
}

size_t quiz_step(const QuizItem *item) {
  size_t step, place;
  find_exercise(&item->room->lesson, quiz_exercise(item), &step, &place);
  return step + 1;
}
