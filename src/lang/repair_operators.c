/* repair_operators.c -- operators and comparisons of Python, R, JavaScript and C.  */

#include "config.h"
#include "lang/repair.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static void swap_all(Draft *d, const char *foreign, const char *ours) {
  for (size_t at = 0; (at = draft_find(d, at, foreign)) < d->len; at += strlen(ours))
    if (!draft_put(d, at, at + strlen(foreign), ours)) return;
}

/* x in u */
static void membership(Draft *d, const char *word, const char *sign) {
  size_t at = draft_find(d, 0, word);
  if (at == d->len || at == 0) return;
  size_t start = draft_operand(d, at), right = draft_blanks(d, at + strlen(word));
  size_t stop = right;
  while (stop < d->len && (draft_is_word(d->s[stop]) || d->s[stop] == '.')) stop++;
  if (stop < d->len && d->s[stop] == '(') stop = draft_partner(d, stop) + 1;
  if (stop == right && strchr("([{", d->s[right]) && right < d->len)
    stop = draft_partner(d, right) + 1;
  char a[60], b[60];
  if (start < at && stop > right && stop <= d->len && draft_copy(d, start, at, a, sizeof a) &&
      draft_copy(d, right, stop, b, sizeof b))
    draft_printf(d, start, stop, "%sismember(%s, %s)", sign, a, b);
}

/* x == 1 || 2: the second number is compared, too. */
static void either(Draft *d) {
  size_t at = draft_find(d, 0, "||"), right = draft_blanks(d, at + 2);
  size_t same = draft_find(d, 0, "=="), start = draft_operand(d, same);
  char name[40];
  bool alone = at < d->len && (isdigit((unsigned char)d->s[right]) || d->quoted[right]);
  if (alone && same < at && start < same && draft_copy(d, start, same, name, sizeof name))
    draft_printf(d, right, right, "%s == ", name);
}

/* x > 1 && < 5: what is compared is named again. */
static void half_comparison(Draft *d) {
  static const char *const joins[] = { "&&", "||", "&", "|" };
  static const char signs[] = "<>=";
  for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
    size_t at = draft_find(d, 0, joins[i]), right = draft_blanks(d, at + strlen(joins[i]));
    if (at >= d->len || right >= d->len) continue;
    bool half = strchr("<>", d->s[right]) || (strchr("=!~", d->s[right]) && d->s[right + 1] == '=');
    if (!half) continue;
    size_t sign = at;
    while (sign > 0 && (d->quoted[sign] || !strchr(signs, d->s[sign]))) sign--;
    while (sign > 0 && strchr("<>=!~", d->s[sign - 1])) sign--;
    size_t start = draft_operand(d, sign);
    char name[40];
    if (start >= sign || !draft_copy(d, start, sign, name, sizeof name)) return;
    if (!draft_printf(d, right, right, "%s ", name)) return;
    d->said = "what is compared must be named again here";
    d->culprit = d->s[right + strlen(name) + 1] == '<'   ? "<"
                 : d->s[right + strlen(name) + 1] == '>' ? ">"
                                                         : NULL;
    return;
  }
}

void repair_operators(Draft *d) {
  static const char *const pairs[][2] = {
    { "===", "==" },    { "!==", "!=" }, { "<>", "!=" }, { "=<", "<=" }, { "> =", ">=" },
    { "< =", "<=" },    { "=>", ">=" },  { ":=", "=" },  { "^^", "^" },  { "and", "&&" },
    { "is not", "!=" }, { "is", "==" },  { "or", "||" }, { "<-", "=" },
  };
  size_t none = draft_find(d, 0, "is not None"), no = 11;
  if (none == d->len) none = draft_find(d, 0, "is None"), no = 7;
  if (none < d->len && none > 0) {
    size_t start = draft_operand(d, none);
    char a[60];
    if (start < none && draft_copy(d, start, none, a, sizeof a))
      draft_printf(d, start, none + no, "%sisempty(%s)", no == 11 ? "!" : "", a);
  }
  size_t apart = draft_find(d, 0, "= ="); /* a comparison, or a slip */
  if (apart < d->len) {
    size_t name = draft_word_end(d, 0);
    bool fresh = draft_trim_left(d, apart) == name && !draft_knows_variable(d, d->s, name);
    draft_put(d, apart, apart + 3, fresh ? "=" : "==");
  }
  membership(d, "not in", "!");
  if (!draft_word_at(d, 0, "for")) membership(d, "in", "");
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) swap_all(d, pairs[i][0], pairs[i][1]);
  size_t dots = draft_find(d, 0, ".."); /* 1..5 */
  bool range =
      dots > 0 && dots < d->len && draft_is_word(d->s[dots - 1]) && draft_is_word(d->s[dots + 2]);
  if (range && draft_put(d, dots, dots + 2, ":")) {
    d->said = "a range is written with a colon";
    d->culprit = "..";
  }
  either(d);
  half_comparison(d);
  size_t at = draft_find(d, 0, "not");
  if (at < d->len && d->s[at + 3] == ' ') draft_put(d, at, draft_blanks(d, at + 3), "!");
  for (at = 0; (at = draft_find(d, at, "@")) < d->len; at++) { /* A @ B */
    size_t before = draft_trim_left(d, at);
    bool value = before > 0 && (draft_is_word(d->s[before - 1]) || strchr(")]'", d->s[before - 1]));
    if (value && d->s[draft_blanks(d, at + 1)] != '(') draft_put(d, at, at + 1, "*");
  }
  at = draft_find(d, 0, "++"); /* y = x++ */
  size_t equals = draft_find(d, 0, "=");
  if (at < d->len && at + 2 == d->len && equals < at) {
    size_t start = draft_operand(d, at);
    char name[40];
    if (start < at && draft_copy(d, start, at, name, sizeof name))
      draft_printf(d, at, d->len, "; %s += 1", name);
  }
  at = draft_find(d, 0, "$"); /* R's field */
  if (at < d->len && at > 0 && draft_is_word(d->s[at - 1]) && isalpha((unsigned char)d->s[at + 1]))
    draft_put(d, at, at + 1, ".");
}
