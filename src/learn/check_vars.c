/* check_vars.c -- variables that an exercise draws and nobody reads.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/check_parts.h"

#include <ctype.h>
#include <string.h>

static bool is_word(char ch) {
  return isalnum((unsigned char)ch) || ch == '_';
}

/* How often WORD stands in TEXT, whether in prose or in an expression. */
static size_t count_word(const char *text, const char *word) {
  size_t len = strlen(word), count = 0;
  for (const char *s = text; s && (s = strstr(s, word)); s += len)
    count += (s == text || !is_word(s[-1])) && !is_word(s[len]);
  return count;
}

static size_t count_in_part(const Part *p, const char *word) {
  const Phrase *const texts[] = { &p->ask,     &p->answer,   &p->between,  &p->form,
                                  &p->domain,  &p->uses,     &p->of,       &p->check,
                                  &p->subject, &p->solution, &p->tolerance };
  size_t count = 0;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    count += count_word(texts[i]->text, word);
  for (size_t i = 0; i < p->slip_count; i++)
    count += count_word(p->slips[i].value.text, word) + count_word(p->slips[i].feedback.text, word);
  for (size_t i = 0; i < p->hint_count; i++) count += count_word(p->hints[i].text, word);
  for (size_t i = 0; i < p->choice_count; i++)
    count +=
        count_word(p->choices[i].text.text, word) + count_word(p->choices[i].feedback.text, word);
  for (size_t i = 0; i < p->test_count; i++) count += count_word(p->tests[i].text, word);
  return count;
}

static bool look_at(Checking *c, const Exercise *x, const Node *target) {
  if (!target || target->kind != NODE_NAME) return false;
  size_t count = count_word(x->vars.text, target->text) + count_word(x->where.text, target->text) +
                 count_word(x->ask.text, target->text);
  for (size_t i = 0; i < x->part_count; i++) count += count_in_part(&x->parts[i], target->text);
  if (count > 1) return false; /* once is where it gets its value */
  findings_add(c->findings, place_after(x->vars.place, x->vars.text, target->span.start),
               FINDING_WARNING, "[unused] `%s` is drawn, but nothing uses it; take it away",
               target->text);
  return true;
}

bool check_unused(Checking *c, const Exercise *x) {
  Arena arena = { 0 };
  Error error = { 0 };
  Parser p;
  bool found = false;
  if (!x->vars.text) return false;
  parser_begin(&p, x->vars.text, &arena, &error);
  for (const Node *n; (n = parse_statement(&p));) {
    if (n->kind == NODE_ASSIGN) found |= look_at(c, x, n->kids[0]);
    /* [q, r] = ...: what is not wanted may stand there for its place. */
  }
  arena_free(&arena);
  return found;
}

bool check_depends(const Exercise *x, const char *text) {
  Arena arena = { 0 };
  Error error = { 0 };
  Parser p;
  bool found = false;
  if (!x->vars.text || !text) return false;
  parser_begin(&p, x->vars.text, &arena, &error);
  for (const Node *n; (n = parse_statement(&p));)
    for (size_t i = 0; i < n->count; i++) { /* the last is the value, which names nothing */
      const Node *target = n->kids[i];
      bool named = target && target->kind == NODE_NAME && i + 1 < n->count;
      found |= named && count_word(text, target->text) > 0;
    }
  arena_free(&arena);
  return found;
}
