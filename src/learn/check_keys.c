/* check_keys.c -- keys of an exercise that have no effect, and how near an answer must come.  */

#include "config.h"
#include "base/dict.h"
#include "learn/check_parts.h"
#include "learn/closeness.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_numeric(AnswerKind kind) {
  switch (kind) {
  case ANSWER_CHOICE:
  case ANSWER_CHOICES:
  case ANSWER_TEXT:
  case ANSWER_EXAMPLE:
  case ANSWER_SESSION:
  case ANSWER_SELF:
  case ANSWER_ORDER: return false;
  default: return true;
  }
}

static void useless(Checking *c, const Part *p, const Phrase *phrase, const char *key) {
  if (phrase->text)
    findings_add(c->findings, phrase->place, FINDING_WARNING,
                 "[no-effect] %s: has no effect on an answer of the kind %s; take it away", key,
                 answer_kind_name(p->kind));
}

/* A limit that everything passes, or nothing. */
static void check_amount(Checking *c, const Part *p) {
  Closeness k;
  Text why = TEXT_EMPTY;
  if (p->tolerance.text && closeness_read(p, &k, &why)) {
    if (k.rule == CLOSE_RELATIVE && k.amount >= 0.25)
      findings_add(c->findings, p->tolerance.place, FINDING_WARNING,
                   "[tolerance] tolerance: %s lets nearly everything pass; 1%% is generous",
                   p->tolerance.text);
    if (k.amount == 0 || (k.rule == CLOSE_RELATIVE && k.amount < 1e-12))
      findings_add(c->findings, p->tolerance.place, FINDING_WARNING,
                   "[tolerance] tolerance: %s is finer than numbers are; write exact",
                   p->tolerance.text);
  }
  text_free(&why);
}

/* Two hints that read the same, a slip that is there twice. */
static void check_repetition(Checking *c, const Part *p) {
  for (size_t i = 0; i < p->hint_count; i++)
    for (size_t k = 0; k < i; k++)
      if (strcmp(p->hints[i].text, p->hints[k].text) == 0)
        findings_add(c->findings, p->hints[i].place, FINDING_WARNING,
                     "[twice] this is hint %zu once more; take it away", k + 1);
}

/* Those of an answer's suffixes, too. */
static const char *const forms[] = {
  "decimal", "integer", "fraction", "lowest",         "expanded",       "factored",
  "same",    "unit",    "span",     "same direction", "row equivalent", "orthonormal"
};

static bool check_form(Checking *c, const Phrase *form, size_t at, const char *word) {
  const char *near = NULL;
  bool beside = false; /* a known one stands in front of more */
  if (strncmp(word, "no ", 3) == 0 || strncmp(word, "only ", 5) == 0) return true;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (strcmp(forms[i], word) == 0) return true;
    if (edit_distance(forms[i], word, 2) <= 2) near = forms[i];
    size_t len = strlen(forms[i]);
    beside |= strncmp(forms[i], word, len) == 0 && word[len] == ' ';
  }
  findings_add(c->findings, place_after(form->place, form->text, at), FINDING_ERROR,
               "[form] the form `%s` is not known; %s%s%s", word,
               near     ? "did you mean `"
               : beside ? "a comma stands between two forms"
                        : "the writer's guide lists them all",
               near ? near : "", near ? "`?" : "");
  return false;
}

bool check_forms(Checking *c, const Part *p) {
  bool good = true;
  const char *text = p->form.text;
  for (const char *s = text; s && *s;) {
    s += strspn(s, " ,\t\n");
    size_t len = strcspn(s, ","), own = len;
    while (own > 0 && isspace((unsigned char)s[own - 1])) own--;
    char *word = mem_copy_bytes(s, own);
    if (own > 0) good &= check_form(c, &p->form, (size_t)(s - text), word);
    free(word);
    s += len;
  }
  return good;
}

void check_keys(Checking *c, const Exercise *x, const Part *p) {
  (void)x;
  if (!is_numeric(p->kind)) {
    useless(c, p, &p->tolerance, "tolerance");
    useless(c, p, &p->digits, p->digits_key ? p->digits_key : "digits");
    useless(c, p, &p->between, "between");
    useless(c, p, &p->domain, "domain");
  }
  if (p->kind == ANSWER_CHOICE || p->kind == ANSWER_CHOICES) {
    useless(c, p, &p->form, "form");
    useless(c, p, &p->forbid, "forbid");
    useless(c, p, &p->check, "check");
  }
  if (p->kind != ANSWER_FORMULA && (p->kind != ANSWER_NUMBER || p->kind_given))
    useless(c, p, &p->of, "of");
  check_amount(c, p);
  check_repetition(c, p);
}

/* ------------------------------------------------------------------ with the variant's answer */

static const char *what_passes(const Closeness *k, double model, bool whole, char shown[40]) {
  const double others[] = { 0, 2 * model, -model, whole ? model + 1 : NAN };
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (closeness_equal(k, model, others[i])) {
      snprintf(shown, 40, "%.6g", others[i]);
      return shown;
    }
  return NULL;
}

void check_tolerance(Checking *c, PartCheck *pc, const Variant *v, Value model) {
  const Part *p = pc->part;
  Closeness k;
  View view;
  char shown[40];
  Text why = TEXT_EMPTY;
  bool given = p->tolerance.text || p->digits.text || p->between.text;
  if (given && is_numeric(p->kind) && closeness_read(p, &k, &why) && value_view(&model, &view) &&
      !view.complex)
    for (size_t i = 0; i < view.count; i++) {
      double x = view.data[i];
      if (fabs(x) < 1e-9 || !isfinite(x)) continue;
      if (what_passes(&k, x, p->neat == NEAT_INT, shown)) {
        check_tally(c, &pc->loose, v, "%s passes for %.6g", shown, x);
        break;
      }
    }
  text_free(&why);
}
