/* quiz_paper.c -- the paper of a quiz and its key, to be printed.  */

#include "config.h"
#include "learn/quiz_parts.h"

#include <string.h>

static void ignore(void *self, const Saying *saying) {
  (void)self;
  (void)saying;
}

/* What is printed beside the questions, as a paragraph of the paper. */
static void put_question(const Quiz *q, size_t at, Text *out) {
  const QuizItem *item = &q->items[at];
  text_printf(out, "## Question %zu\n\n%s\n\n", at + 1, item->text);
  for (size_t i = 0; i < item->option_count; i++) {
    text_puts(out, "- ");
    quiz_put_label(item, i, out);
    text_printf(out, ") %s\n", item->options[i]);
  }
  if (item->option_count > 0) text_putc(out, '\n');
  text_puts(out, "Answer: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n\n");
}

static void put_key(const Quiz *q, size_t at, Text *out) {
  const QuizItem *item = &q->items[at];
  text_printf(out, "## %zu. %s (%s)\n\n", at + 1, item->room->entry->title, item->skill);
  if (item->model && *item->model) {
    text_puts(out, "Answer: ");
    quiz_put_code(item->model, out);
    text_puts(out, "\n\n");
  }
  if (item->solution && *item->solution) text_printf(out, "%s\n\n", item->solution);
}

bool quiz_paper(const Catalogue *catalogue, Interp *in, const QuizOptions *options, Text *out,
                Error *error) {
  QuizOptions own = *options;
  own.store = NULL;
  Quiz *q = quiz_new(catalogue, in, (Sink){ NULL, ignore }, &own, error);
  if (!q) return false;
  for (size_t i = 0; i < q->room_count; i++) q->rooms[i]->policy = (Policy){ 0 };
  quiz_look_back(q, NULL);
  text_printf(out, "# Quiz: %s\n\n", q->title);
  quiz_put_count(q->count, "question", out);
  if (q->allowed > 0) {
    text_puts(out, ", ");
    quiz_put_count((size_t)(q->allowed / 60000), "minute", out);
  }
  text_printf(out, ", seed %llu\n\nName: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n\n",
              (unsigned long long)q->seed);
  for (size_t i = 0; i < q->count; i++)
    if (q->items[i].room) put_question(q, i, out);
  text_printf(out, "---\n\n# Key (seed %llu)\n\n", (unsigned long long)q->seed);
  for (size_t i = 0; i < q->count; i++)
    if (q->items[i].room) put_key(q, i, out);
  while (out->len > 1 && out->data[out->len - 1] == '\n' && out->data[out->len - 2] == '\n')
    text_truncate(out, out->len - 1);
  quiz_free(q);
  return true;
}
