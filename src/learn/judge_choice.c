/* judge_choice.c -- one option out of several, by letter or by its text.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "learn/template.h"
#include "learn/variant.h"

#include <ctype.h>
#include <string.h>

/* Letters, digits and signs only, in lower case: how options are compared with what was typed. */
static void fold(const char *s, Text *out) {
  for (; *s; s++)
    if (!isspace((unsigned char)*s) && !strchr("\\$*_`.", *s))
      text_putc(out, (char)tolower((unsigned char)*s));
}

static bool option_is(Judging *j, const Choice *c, const char *typed) {
  Text expanded = TEXT_EMPTY, option = TEXT_EMPTY, given = TEXT_EMPTY;
  Error error = { 0 };
  template_expand(j->in, j->question->scope, c->text.text, &expanded, NULL, &error);
  fold(text_string(&expanded), &option);
  fold(typed, &given);
  bool same = option.len > 0 && strcmp(text_string(&option), text_string(&given)) == 0;
  text_free(&expanded);
  text_free(&option);
  text_free(&given);
  return same;
}

static size_t choice_at(const Judging *j, size_t place) {
  return j->question->order ? j->question->order[place] : place;
}

/* "b", or "2: its text" where options are numbered because they are letters themselves. */
static void put_option(Judging *j, size_t place, Text *out) {
  if (!variant_numbers_options(j->part)) {
    text_putc(out, (char)('a' + place));
    return;
  }
  Error error = { 0 };
  const char *text = j->part->choices[choice_at(j, place)].text.text;
  text_printf(out, "%zu: ", place + 1);
  size_t start = out->len;
  template_expand(j->in, j->question->scope, text, out, NULL, &error);
  for (size_t i = start; i < out->len; i++)
    if (out->data[i] == '\n') out->data[i] = ' ';
}

/* The place of one typed option: "b", "b)", "(b)", "2", or the option's own text; -1 when none. */
static int read_place(Judging *j, const char *typed) {
  size_t count = j->part->choice_count;
  for (size_t i = 0; i < count; i++)
    if (option_is(j, &j->part->choices[choice_at(j, i)], typed)) return (int)i;
  const char *s = typed + strspn(typed, " (");
  char rest = s[0] ? s[1] : '\0';
  bool single = rest == '\0' || ((rest == ')' || rest == '.' || rest == ' ') &&
                                 strspn(s + 1, " ).") == strlen(s + 1));
  if (!single) return -1;
  bool letters = !variant_numbers_options(j->part);
  int place = isalpha((unsigned char)*s)   ? letters ? tolower((unsigned char)*s) - 'a' : -1
              : isdigit((unsigned char)*s) ? *s - '1'
                                           : -1;
  return place >= 0 && (size_t)place < count ? place : -1;
}

static bool model_index(Judging *j, size_t *index) {
  Value v;
  if (!judge_author_value(j, j->part->answer.text, &v)) return false;
  double n = v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ? v.scalar : 0;
  value_release(v);
  if (n >= 1 && n <= (double)j->part->choice_count && n == (double)(size_t)n) {
    *index = (size_t)n - 1;
    return true;
  }
  judge_fault(j, "its answer is option %g of %zu", n, j->part->choice_count);
  return false;
}

static void wrong_choice(Judging *j, size_t chosen) {
  j->out->verdict = VERDICT_WRONG;
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Value v;
    Error error;
    if (!interp_evaluate(j->in, j->question->scope, j->part->slips[i].value.text, &v, &error))
      continue;
    bool hit =
        (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL) && v.scalar == (double)chosen + 1;
    value_release(v);
    if (!hit) continue;
    j->out->verdict = VERDICT_SLIP;
    j->out->slip = (int)i;
    judge_feedback(j, &j->part->slips[i].feedback);
    return;
  }
  judge_feedback(j, &j->part->choices[chosen].feedback);
}

static void judge_one(Judging *j) {
  int place = read_place(j, j->typed);
  if (place < 0 && variant_numbers_options(j->part)) {
    judge_ungradable(j, "Type one of the numbers 1 to %zu.", j->part->choice_count);
    return;
  }
  if (place < 0) {
    judge_ungradable(j, "Type one of the letters a to %c.",
                     (char)('a' + (int)j->part->choice_count - 1));
    return;
  }
  size_t chosen = choice_at(j, (size_t)place), right = 0;
  put_option(j, (size_t)place, &j->out->reading);
  if (j->part->computed_choices && !model_index(j, &right)) return;
  bool good = j->part->computed_choices ? chosen == right : j->part->choices[chosen].right;
  text_printf(&j->out->why, "rule:     one option is right\nyours:    %s\n",
              text_string(&j->out->reading));
  if (good)
    j->out->verdict = VERDICT_RIGHT;
  else
    wrong_choice(j, chosen);
}

/* Several letters: all or nothing. */
static void judge_several(Judging *j) {
  bool ticked[26] = { 0 };
  size_t wrong = 0, missing = 0;
  for (const char *s = j->typed; *s; s++) {
    if (strchr(" ,;().\t", *s)) continue;
    int place = tolower((unsigned char)*s) - 'a';
    if (place < 0 || (size_t)place >= j->part->choice_count) {
      judge_ungradable(j, "Type the letters of all that apply, as in `ac`.");
      return;
    }
    if (place < 26) ticked[place] = true;
  }
  for (size_t i = 0; i < j->part->choice_count && i < 26; i++) {
    bool right = j->part->choices[choice_at(j, i)].right;
    wrong += ticked[i] && !right;
    missing += !ticked[i] && right;
    if (ticked[i]) text_putc(&j->out->reading, (char)('a' + i));
  }
  j->out->verdict = wrong + missing == 0 ? VERDICT_RIGHT : VERDICT_WRONG;
  if (wrong + missing > 0)
    text_printf(&j->out->message, "%zu too many, %zu missing.", wrong, missing);
}

void judge_choice(Judging *j) {
  if (j->part->choice_count == 0)
    judge_fault(j, "it has no options");
  else if (j->part->kind == ANSWER_CHOICES)
    judge_several(j);
  else
    judge_one(j);
}
