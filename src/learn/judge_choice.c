/* judge_choice.c -- one option out of several, by letter or by its text.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "learn/template.h"
#include "learn/variant.h"

#include <ctype.h>
#include <stdlib.h>
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

/* The option at PLACE as it is shown; options may be shuffled. */
static size_t judge_choice_at(const Judging *j, size_t place) {
  return j->question->order ? j->question->order[place] : place;
}

/* "b", or "2: its text" where options are numbered because they are letters themselves. */
static void put_option(Judging *j, size_t place, Text *out) {
  if (!variant_numbers_options(j->part)) {
    text_putc(out, (char)('a' + place));
    return;
  }
  Error error = { 0 };
  const char *text = j->part->choices[judge_choice_at(j, place)].text.text;
  text_printf(out, "%zu: ", place + 1);
  size_t start = out->len;
  template_expand(j->in, j->question->scope, text, out, NULL, &error);
  for (size_t i = start; i < out->len; i++)
    if (out->data[i] == '\n') out->data[i] = ' ';
}

/* The place of one typed option: "b", "b)", "(b)", "2", or the option's own text; -1 when none. */
static int judge_read_place(Judging *j, const char *typed) {
  size_t count = j->part->choice_count;
  for (size_t i = 0; i < count; i++)
    if (option_is(j, &j->part->choices[judge_choice_at(j, i)], typed)) return (int)i;
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
    judge_name_slip(j, i);
    return;
  }
  judge_feedback(j, &j->part->choices[chosen].feedback);
}

static void judge_one(Judging *j) {
  int place = judge_read_place(j, j->typed);
  if (place < 0 && variant_numbers_options(j->part)) {
    judge_ungradable(j, "Type one of the numbers 1 to %zu.", j->part->choice_count);
    return;
  }
  if (place < 0) {
    judge_ungradable(j, "Type one of the letters a to %c.",
                     (char)('a' + (int)j->part->choice_count - 1));
    return;
  }
  size_t chosen = judge_choice_at(j, (size_t)place), right = 0;
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

/* One word of an answer that names several: "ac", "13", "b)", or the option's own words. */
static bool read_run(Judging *j, const char *word, size_t *places, size_t most, size_t *count) {
  bool letters = !variant_numbers_options(j->part);
  int place = judge_read_place(j, word);
  if (place >= 0) {
    if (*count < most) places[(*count)++] = (size_t)place;
    return true;
  }
  for (const char *s = word; *s; s++) {
    if (strchr("().", *s)) continue;
    place = letters && isalpha((unsigned char)*s)    ? tolower((unsigned char)*s) - 'a'
            : !letters && isdigit((unsigned char)*s) ? *s - '1'
                                                     : -1;
    if (place < 0 || (size_t)place >= j->part->choice_count) return false;
    if (*count < most) places[(*count)++] = (size_t)place;
  }
  return true;
}

/* The places of all options named by "acd", "a, c d", "1 3": words between commas and semicolons
   where there are any, else between blanks.  They are appended to PLACES (room for MOST) and
   counted; false: something is none. */
static bool judge_read_places(Judging *j, size_t *places, size_t most, size_t *count) {
  const char *s = j->typed, *stops = strpbrk(s, ",;") ? ",;" : " \t,;";
  bool good = true;
  *count = 0;
  while (good && *s) {
    s += strspn(s, stops);
    while (isspace((unsigned char)*s)) s++;
    size_t len = strcspn(s, stops), own = len;
    while (own > 0 && isspace((unsigned char)s[own - 1])) own--;
    char *word = mem_copy_bytes(s, own);
    good = own == 0 || read_run(j, word, places, most, count);
    if (!good && strpbrk(word, " \t")) { /* a c, d */
      good = true;
      for (const char *at = word; good && *at;) {
        at += strspn(at, " \t");
        size_t n = strcspn(at, " \t");
        char *one = mem_copy_bytes(at, n);
        good = n == 0 || read_run(j, one, places, most, count);
        free(one);
        at += n;
      }
    }
    free(word);
    s += len;
  }
  return good;
}

static void put_label(Judging *j, size_t place, bool first, Text *out) {
  if (variant_numbers_options(j->part))
    text_printf(out, "%s%zu", first ? "" : " ", place + 1);
  else
    text_putc(out, (char)('a' + place));
}

static bool says_none(const char *typed) {
  return strcmp(typed, "none") == 0 || strcmp(typed, "-") == 0 || strcmp(typed, "0") == 0;
}

/* All that apply: all or nothing, or with partial: net what is right without what is wrong. */
static void judge_several(Judging *j) {
  enum { MOST_TICKS = 100 };
  const Part *p = j->part;
  size_t places[MOST_TICKS], count = 0, wrong = 0, right = 0, all = 0;
  bool ticked[MOST_TICKS] = { 0 }, first = true, none = says_none(j->typed);
  if (!none && !judge_read_places(j, places, MOST_TICKS, &count)) {
    judge_ungradable(j, variant_numbers_options(p)
                            ? "Type the numbers of all that apply, as in `1 3`."
                            : "Type the letters of all that apply, as in `ac`.");
    return;
  }
  for (size_t i = 0; i < count; i++)
    if (places[i] < MOST_TICKS) ticked[places[i]] = true;
  for (size_t i = 0; i < p->choice_count && i < MOST_TICKS; i++) {
    bool is_right = p->choices[judge_choice_at(j, i)].right;
    all += is_right;
    right += ticked[i] && is_right;
    wrong += ticked[i] && !is_right;
    if (!ticked[i]) continue;
    put_label(j, i, first, &j->out->reading);
    first = false;
  }
  if (none) text_puts(&j->out->reading, "none");
  bool net = p->partial.text && strcmp(p->partial.text, "net") == 0;
  text_printf(&j->out->why, "rule:     %s\nyours:    %s\n",
              net ? "what is right less what is wrong, of all that are right"
                  : "all that apply and no other",
              text_string(&j->out->reading));
  j->out->verdict = wrong == 0 && right == all ? VERDICT_RIGHT : VERDICT_WRONG;
  if (j->out->verdict == VERDICT_RIGHT) return;
  if (net && all > 0 && right > wrong) j->out->credit = (double)(right - wrong) / (double)all;
  text_printf(&j->out->message, "%zu right, %zu too many, %zu missing.", right, wrong, all - right);
}

void judge_choice(Judging *j) {
  if (j->part->choice_count == 0)
    judge_fault(j, "it has no options");
  else if (j->part->kind == ANSWER_CHOICES)
    judge_several(j);
  else
    judge_one(j);
}

/* ------------------------------------------------------------------ lines in their order */

enum { MOST_LINES = 26 };

/* How long the longest subsequence of A is that goes up: what may stay where it is. */
static size_t longest_rising(const size_t *a, size_t count) {
  size_t lengths[MOST_LINES], best = 0;
  for (size_t i = 0; i < count; i++) {
    lengths[i] = 1;
    for (size_t k = 0; k < i; k++)
      if (a[k] < a[i] && lengths[k] >= lengths[i]) lengths[i] = lengths[k] + 1;
    if (lengths[i] > best) best = lengths[i];
  }
  return best;
}

/* The lines are written in their right order; lines with the same words may change places. */
static void ranks_of(Judging *j, const size_t *places, size_t count, size_t *ranks) {
  const Choice *lines = j->part->choices;
  bool used[MOST_LINES] = { 0 };
  for (size_t i = 0; i < count; i++) {
    size_t own = judge_choice_at(j, places[i]);
    ranks[i] = own;
    for (size_t k = 0; k < count; k++)
      if (!used[k] && strcmp(lines[k].text.text, lines[own].text.text) == 0) {
        ranks[i] = k;
        break;
      }
    used[ranks[i]] = true;
  }
}

void judge_order(Judging *j) {
  const Part *p = j->part;
  size_t places[MOST_LINES + 1], ranks[MOST_LINES], count, n = p->choice_count;
  bool seen[MOST_LINES] = { 0 }, each = true, falling = true;
  bool numbers = variant_numbers_options(p);
  if (n < 2 || n > MOST_LINES) {
    judge_fault(j, "it has %zu lines to put in order", n);
    return;
  }
  bool good = judge_read_places(j, places, MOST_LINES + 1, &count);
  for (size_t i = 0; good && i < count && i < MOST_LINES; i++) {
    each &= !seen[places[i]];
    seen[places[i]] = true;
  }
  if (!good || !each || count != n) {
    judge_ungradable(j, "Type the %s of all %zu lines in their order, each once.",
                     numbers ? "numbers" : "letters", n);
    return;
  }
  ranks_of(j, places, n, ranks);
  for (size_t i = 0; i < n; i++) {
    put_label(j, places[i], i == 0, &j->out->reading);
    falling &= ranks[i] == n - 1 - i;
  }
  size_t right = longest_rising(ranks, n);
  text_printf(&j->out->why, "rule:     every line in its place\nyours:    %s\n",
              text_string(&j->out->reading));
  j->out->verdict = right == n ? VERDICT_RIGHT : VERDICT_WRONG;
  if (right == n) return;
  j->out->credit = (double)right / (double)n;
  if (falling && n > 2) {
    judge_slip(j, "reversed", "The order is right, but it runs backwards.");
    j->out->credit = 0;
  } else
    text_printf(&j->out->message, "%zu of %zu lines stand in the right order to one another.",
                right, n);
}
