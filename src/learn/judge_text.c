/* judge_text.c -- words as an answer: 'convex' or 'strictly convex', /gr[ae]y/.  */

#include "config.h"
#include "learn/judge_parts.h"
#include "base/dict.h"
#include "learn/template.h"

#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_TEXT = 200 };

/* Trimmed, in lower case, with single blanks, without the quotes round it. */
static void fold(const char *s, size_t len, Text *out) {
  while (len > 0 && isspace((unsigned char)*s)) s++, len--;
  while (len > 0 && isspace((unsigned char)s[len - 1])) len--;
  if (len > 1 && (*s == '"' || *s == '\'') && s[len - 1] == *s) s++, len -= 2;
  for (size_t i = 0; i < len; i++) {
    bool blank = isspace((unsigned char)s[i]);
    if (blank && (out->len == 0 || out->data[out->len - 1] == ' ')) continue;
    text_putc(out, blank ? ' ' : (char)tolower((unsigned char)s[i]));
  }
  if (out->len > 0 && out->data[out->len - 1] == ' ') text_truncate(out, out->len - 1);
}

/* The alternative at S: its length, and where the next begins. */
static size_t alternative(const char *s, const char **next) {
  char quote = *s == '"' || *s == '\'' || *s == '/' ? *s : '\0';
  size_t len = 0;
  if (quote) {
    len = 1;
    while (s[len] && s[len] != quote) len += s[len] == '\\' && s[len + 1] ? 2 : 1;
    len += s[len] == quote;
  }
  const char *rest = strstr(s + len, " or ");
  len = rest ? (size_t)(rest - s) : strlen(s);
  *next = rest ? rest + 4 + strspn(rest + 4, " ") : s + len;
  return len;
}

/* Back references and counted repeats can take for ever, so they are no part of a pattern. */
static bool matches(Judging *j, const char *pattern, size_t len, const char *given) {
  Text whole = TEXT_EMPTY;
  regex_t regex;
  bool good = false;
  text_printf(&whole, "^(%.*s)$", (int)len, pattern);
  bool tame = len <= LONGEST_TEXT && !strchr(text_string(&whole), '{');
  for (const char *s = text_string(&whole); *s; s++)
    if (*s == '\\' && isdigit((unsigned char)s[1])) tame = false;
  if (!tame || regcomp(&regex, text_string(&whole), REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0)
    judge_fault(j, "the pattern /%.*s/ cannot be used", (int)len, pattern);
  else {
    good = regexec(&regex, given, 0, NULL, 0) == 0;
    regfree(&regex);
  }
  text_free(&whole);
  return good;
}

static bool slip(Judging *j, const Text *given) {
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Text wrong = TEXT_EMPTY;
    const char *text = j->part->slips[i].value.text;
    fold(text, strlen(text), &wrong);
    bool hit = strcmp(text_string(&wrong), text_string(given)) == 0;
    text_free(&wrong);
    if (!hit) continue;
    judge_name_slip(j, i);
    return true;
  }
  return false;
}

void judge_text(Judging *j) {
  Text given = TEXT_EMPTY, option = TEXT_EMPTY;
  bool spelling = false;
  const char *next;
  fold(j->typed, strlen(j->typed), &given);
  text_puts(&j->out->reading, text_string(&given));
  j->out->verdict = VERDICT_WRONG;
  if (given.len > LONGEST_TEXT) {
    judge_ungradable(j, "A few words are enough.");
    text_free(&given);
    return;
  }
  for (const char *s = j->part->answer.text; *s; s = next) {
    size_t len = alternative(s, &next);
    bool regex = len > 2 && s[0] == '/' && s[len - 1] == '/', good;
    text_clear(&option);
    if (regex)
      good = matches(j, s + 1, len - 2, text_string(&given));
    else {
      fold(s, len, &option);
      good = strcmp(text_string(&option), text_string(&given)) == 0;
      spelling |=
          option.len >= 4 && edit_distance(text_string(&option), text_string(&given), 1) == 1;
    }
    if (good) j->out->verdict = VERDICT_RIGHT;
    if (good || j->out->verdict == VERDICT_UNGRADABLE) break;
  }
  if (j->out->verdict == VERDICT_WRONG && !slip(j, &given) && spelling)
    judge_ungradable(j, "Nearly: is the spelling right?");
  text_printf(&j->out->why, "rule:     the words, whatever their case\nexpected: %s\n",
              j->part->answer.text);
  text_free(&given);
  text_free(&option);
}

/* ------------------------------------------------------------------ one's own mark */

/* What was typed first is the learner's own work: it is shown the rubric.  Then comes the mark. */
void judge_self(Judging *j) {
  static const struct {
    const char *word;
    double credit;
  } marks[] = { { "right", 1 },  { "yes", 1 },   { "partly", 0.5 },
                { "half", 0.5 }, { "wrong", 0 }, { "no", 0 } };
  Text given = TEXT_EMPTY, rubric = TEXT_EMPTY;
  Error error = { 0 };
  fold(j->typed, strlen(j->typed), &given);
  text_puts(&j->out->why, "rule:     your own mark, by the rubric\n");
  bool marked = false;
  for (size_t i = 0; i < sizeof marks / sizeof *marks && !marked; i++) {
    if (strcmp(text_string(&given), marks[i].word) != 0) continue;
    marked = true;
    j->out->verdict = marks[i].credit == 1 ? VERDICT_RIGHT : VERDICT_WRONG;
    j->out->credit = marks[i].credit;
    text_puts(&j->out->reading, text_string(&given));
  }
  if (!marked) {
    const char *source = j->part->answer.text ? j->part->answer.text : j->part->solution.text;
    if (source) {
      if (!template_expand(j->in, j->question->scope, source, &rubric, NULL, &error))
        text_puts(&rubric, source);
      text_puts(&rubric, "\n\n");
    }
    judge_ungradable(j, "%sCompare, then mark yourself: `right`, `partly` or `wrong`.",
                     text_string(&rubric));
  }
  text_free(&given);
  text_free(&rubric);
}
