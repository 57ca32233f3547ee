/* check_keys.c -- keys of an exercise that have no effect, and how near an answer must come.  */

#include "config.h"
#include "learn/check_parts.h"
#include "learn/closeness.h"

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
