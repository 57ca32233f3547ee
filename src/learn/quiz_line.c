/* quiz_line.c -- what a line typed in a quiz is: a command, an answer, or scratch work.  */

#include "config.h"
#include "base/interrupt.h"
#include "learn/quiz_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const commands[] = { "skip", "back", "try", "status", "finish" };
/* Words of the lesson that somebody may type here. */
static const char *const absent[] = {
  "hint", "solution", "why", "next", "again", "goto", "repeat"
};

/* ------------------------------------------------------------------ answers */

static void calculate(Quiz *q, const char *text) {
  Session *s = q->items[q->at].room->session;
  Error error = { 0 };
  session_enter(s, false, interp_limits(q->in));
  bool good = interp_run(q->in, s->mine, text, RUN_TYPED, NULL, &error);
  session_leave(s);
  if (!good) session_error(s, &error);
  if (error.kind == ERROR_INTERRUPT) interrupt_clear();
}

static StoredAttempt attempt_of(const char *mode, const QuizItem *item, const char *typed,
                                const Judgement *j, int64_t milliseconds) {
  return (StoredAttempt){ .mode = mode,
                          .lesson = item->lesson,
                          .exercise = item->exercise,
                          .part = item->part,
                          .skill = item->skill,
                          .variant_seed = item->seed,
                          .typed = typed,
                          .verdict = verdict_name(j->verdict),
                          .credit = j->credit,
                          .milliseconds = milliseconds };
}

/* Not graded: the question stays as it was. */
static void not_counted(Quiz *q, const char *typed, const Judgement *j) {
  StoredAttempt a = attempt_of(quiz_kind(q), &q->items[q->at], typed, j, quiz_since(q, q->since));
  Error error = { 0 };
  if (j->reading.len > 0) quiz_say(q, SAY_READING, text_string(&j->reading));
  q->sink.say(q->sink.self, &(Saying){ .kind = SAY_VERDICT,
                                       .verdict = VERDICT_UNGRADABLE,
                                       .text = text_string(&j->message) });
  if (q->id && !store_attempt_record(q->options.store, &a, &error)) quiz_store_failed(q, &error);
}

static void take(Quiz *q, const char *typed, const Judgement *j) {
  QuizItem *item = &q->items[q->at];
  Error error = { 0 };
  item->milliseconds += quiz_since(q, q->since);
  StoredAttempt a = attempt_of(quiz_kind(q), item, typed, j, item->milliseconds);
  quiz_spend(q);
  item->answered = true;
  item->times++;
  item->typed = arena_copy_string(&q->arena, typed);
  item->verdict = verdict_name(j->verdict);
  item->credit = j->credit;
  item->reading = arena_copy_string(&q->arena, text_string(&j->reading));
  item->message = arena_copy_string(&q->arena, text_string(&j->message));
  item->slip = j->name ? arena_copy_string(&q->arena, j->name) : NULL;
  if (q->id && !store_quiz_answer(q->options.store, q->id, q->at, &a, q->used / 1000, &error))
    quiz_store_failed(q, &error);
  if (q->placement) quiz_adapt_took(q, item);
  if (q->options.feedback_now) {
    if (*item->reading) quiz_say(q, SAY_READING, item->reading);
    q->sink.say(q->sink.self,
                &(Saying){ .kind = SAY_VERDICT, .verdict = j->verdict, .text = item->message });
    return;
  }
  Text noted = TEXT_EMPTY;
  quiz_put_code(*item->reading ? item->reading : typed, &noted);
  quiz_note(q, "Noted: %s", text_string(&noted));
  text_free(&noted);
}

static void answer(Quiz *q, const char *typed) {
  Session *s = q->items[q->at].room->session;
  Judgement j;
  Text advice = TEXT_EMPTY;
  if (session_misspelt(s, typed, &advice)) {
    quiz_note(q, "%s", text_string(&advice));
    text_free(&advice);
    return;
  }
  session_judge(s, typed, &j);
  if (session_is_sum(s, &j, typed)) {
    calculate(q, typed);
    quiz_note(q, "That was scratch work; the question still waits.");
  } else if (j.verdict == VERDICT_UNGRADABLE)
    not_counted(q, typed, &j);
  else {
    take(q, typed, &j);
    quiz_go_on(q, q->at + 1);
  }
  judgement_free(&j);
}

/* ------------------------------------------------------------------ commands */

static bool same_exercise(const QuizItem *a, const QuizItem *b) {
  return a->room == b->room && a->exercise_index == b->exercise_index && a->seed == b->seed;
}

static bool can_return(const Quiz *q, size_t i) {
  const QuizItem *item = &q->items[i];
  if (!item->room) return false;
  unsigned most = item->room->policy.attempts;
  if (q->placement) return false;
  if (item->answered)
    return item->last && !q->options.feedback_now && (most == 0 || item->times < most);
  return item->first || i == 0 || q->items[i - 1].answered;
}

/* In a placement: the learner does not know. */
static void pass(Quiz *q) {
  QuizItem *item = &q->items[q->at];
  Error error = { 0 };
  item->milliseconds += quiz_since(q, q->since);
  StoredAttempt a = { .mode = quiz_kind(q), .verdict = "skip", .milliseconds = item->milliseconds };
  quiz_spend(q);
  item->answered = true;
  item->verdict = "skip";
  if (q->id && !store_quiz_answer(q->options.store, q->id, q->at, &a, q->used / 1000, &error))
    quiz_store_failed(q, &error);
  quiz_adapt_took(q, item);
  quiz_go_on(q, q->at + 1);
}

static void skip(Quiz *q) {
  QuizItem *item = &q->items[q->at];
  if (q->placement) {
    pass(q);
    return;
  }
  if (item->room->policy.no_skip && !item->answered) {
    quiz_note(q, "This track wants an answer before the next question; any answer will do.");
    return;
  }
  size_t behind = item->answered ? q->at + 1 : quiz_behind_exercise(q, q->at);
  size_t next = quiz_next_open(q, behind % q->count);
  if (!item->answered) item->milliseconds += quiz_since(q, q->since);
  if (next == q->at || (!item->answered && same_exercise(&q->items[next], item))) {
    q->since = quiz_now(q);
    quiz_note(q, "Nothing else is open; `finish` ends the quiz without an answer here.");
    return;
  }
  if (!item->answered) quiz_note(q, "It comes back at the end.");
  quiz_go_on(q, behind);
}

static void back(Quiz *q) {
  for (size_t i = q->at; i-- > 0;)
    if (can_return(q, i)) {
      quiz_ask(q, i);
      return;
    }
  quiz_note(q, "There is nothing before this that could still be answered.");
}

static void status(Quiz *q) {
  Text out = TEXT_EMPTY;
  if (q->placement)
    text_printf(&out, "Question %zu of %d at most", q->at + 1, PLACEMENT_MOST);
  else {
    text_printf(&out, "Question %zu of %zu; ", q->at + 1, q->count);
    quiz_put_count(quiz_open_count(q), "open question", &out);
  }
  if (q->allowed > 0) {
    text_puts(&out, "; ");
    quiz_put_left(q, &out);
    text_puts(&out, " left");
  }
  text_printf(&out, ". Seed %llu.", (unsigned long long)q->seed);
  quiz_say(q, SAY_NOTE, text_string(&out));
  text_free(&out);
}

static void confirm(Quiz *q) {
  Text open = TEXT_EMPTY;
  quiz_put_count(quiz_open_count(q), "question", &open);
  quiz_note(q, "There is no answer yet to %s; `finish` once more ends the quiz all the same.",
            text_string(&open));
  q->confirming = true;
  text_free(&open);
}

static const char *find(const char *const *words, size_t count, const char *word, size_t len) {
  for (size_t i = 0; i < count; i++)
    if (strlen(words[i]) == len && strncmp(words[i], word, len) == 0) return words[i];
  return NULL;
}

static const char *command_named(const char *word, size_t len) {
  return find(commands, sizeof commands / sizeof *commands, word, len);
}

bool quiz_knows_command(const char *word) {
  return command_named(word, strlen(word)) != NULL;
}

static bool is_variable(const Quiz *q, const char *name) {
  Value v = scope_get(q->items[q->at].room->session->mine, name);
  value_release(v);
  return v.kind != VALUE_NONE;
}

static bool run_command(Quiz *q, const char *line) {
  bool colon = *line == ':';
  const char *word = line + colon;
  size_t len = 0;
  while (isalpha((unsigned char)word[len])) len++;
  const char *rest = word + len + strspn(word + len, " \t");
  const char *command = command_named(word, len);
  AnswerKind kind = quiz_exercise(&q->items[q->at])->parts[q->items[q->at].part_index].kind;
  if (len == 0 || (word[len] && rest == word + len)) return false;
  if (!command) {
    bool other = !*rest && find(absent, sizeof absent / sizeof *absent, word, len) != NULL;
    if (!colon && (!other || kind == ANSWER_TEXT || is_variable(q, word))) return false;
    quiz_note(q, "A quiz has no `%.*s`; `skip` leaves the question for later.", (int)len, word);
    return true;
  }
  bool takes = strcmp(command, "try") == 0;
  if (!colon && is_variable(q, command) && !(takes && *rest)) return false;
  if (!takes && *rest) return false;
  if (takes && (*rest == '=' || !*rest))
    quiz_note(q, "`try EXPR` calculates without answering.");
  else if (takes)
    calculate(q, rest);
  else if (*command == 'f' && (q->confirming || quiz_open_count(q) == 0))
    quiz_finish(q);
  else if (*command == 'f') {
    confirm(q);
    return true;
  } else if (strcmp(command, "skip") == 0)
    skip(q);
  else if (strcmp(command, "back") == 0)
    back(q);
  else
    status(q);
  q->confirming = false;
  return true;
}

/* The line that showed it came too late. */
static bool time_is_up(Quiz *q) {
  if (q->allowed == 0 || quiz_left(q) > 0) return false;
  q->used = q->allowed;
  q->marked = quiz_now(q);
  quiz_note(q, "Time is up. What was typed after it is not counted.");
  return true;
}

static void take_line(Quiz *q, const char *line) {
  if (time_is_up(q)) {
    quiz_finish(q);
    return;
  }
  if (run_command(q, line)) return;
  q->confirming = false;
  if (!*line)
    quiz_note(q, q->items[q->at].answered ? "`skip` keeps your answer."
                                          : "Type your answer; `skip` leaves it for later.");
  else if (session_is_scratch(q->items[q->at].room->session, line))
    calculate(q, line);
  else
    answer(q, line);
}

void quiz_feed(Quiz *q, const char *line) {
  while (isspace((unsigned char)*line)) line++;
  size_t len = strlen(line);
  while (len > 0 && (isspace((unsigned char)line[len - 1]))) len--;
  char *own = mem_copy_bytes(line, len);
  if (!q->done) take_line(q, own);
  quiz_remember(q);
  free(own);
}
