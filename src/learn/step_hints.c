/* step_hints.c -- hints that no author wrote: the headings of the steps to the answer.  */

#include "config.h"
#include "learn/step_hints.h"
#include "learn/explained.h"
#include "learn/template.h"
#include "value/cell.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_RULE = 40 };

/* ------------------------------------------------------------------ what leads to the answer */

/* TEXT as a string of the language. */
static void put_quoted(const char *text, size_t len, Text *out) {
  text_putc(out, '\'');
  for (size_t i = 0; i < len; i++) {
    if (text[i] == '\'') text_putc(out, '\'');
    text_putc(out, text[i] == '\n' ? ' ' : text[i]);
  }
  text_putc(out, '\'');
}

/* The first statement whose steps an explain fence in the solution shows. */
static bool from_solution(Interp *in, Scope *scope, const Part *p, Text *out) {
  static const char fence[] = "~~~explain", word[] = "explain ";
  Error error = { 0 };
  Text expanded = TEXT_EMPTY, shown = TEXT_EMPTY;
  const char *at = p->solution.text ? strstr(p->solution.text, fence) : NULL;
  if (at && template_expand(in, scope, at, &expanded, NULL, &error)) {
    char *block = mem_copy_string(text_string(&expanded) + strlen(fence));
    char *end = strstr(block, "~~~");
    if (end) *end = '\0';
    explained_block(block, &shown);
    char *plain = explained_plainly(text_string(&shown));
    for (const char *line = plain; *line && out->len == 0; line += strspn(line, "\n")) {
      const char *text = line + strspn(line, " ");
      size_t len = strcspn(text, "\n");
      line = text + len;
      while (len > 0 && strchr("; \r", text[len - 1])) len--;
      if (len < sizeof word || strncmp(text, word, sizeof word - 1) != 0) continue;
      text += sizeof word - 1;
      len -= sizeof word - 1;
      for (; *text == ' '; text++) len--;
      text_append(out, text, len);
    }
    free(plain);
    free(block);
  }
  text_free(&expanded);
  text_free(&shown);
  return out->len > 0;
}

/* `of: x^2*y wrt y`: its derivative; by x where nothing is said. */
static bool from_function(const Part *p, Text *out) {
  const char *of = p->of.text, *wrt = of ? strstr(of, " wrt ") : NULL, *variable = "x";
  if (!of) return false;
  if (wrt) variable = wrt + strlen(" wrt ") + strspn(wrt + strlen(" wrt "), " ");
  text_printf(out, "diff(@(%.*s) %.*s)", (int)strcspn(variable, " \n"), variable,
              (int)(wrt ? (size_t)(wrt - of) : strlen(of)), of);
  return true;
}

static bool has_steps(const Part *p) {
  switch (p->kind) {
  case ANSWER_NUMBER:
  case ANSWER_VECTOR:
  case ANSWER_MATRIX:
  case ANSWER_FORMULA:
  case ANSWER_SET:
  case ANSWER_SCALED:
  case ANSWER_GRADIENT:
  case ANSWER_PROBABILITY: return true;
  default: return false;
  }
}

/* ------------------------------------------------------------------ what may be said */

static bool next_number(const char **s, double *x) {
  for (; **s; (*s)++) {
    if (!isdigit((unsigned char)**s)) continue;
    char *end;
    *x = strtod(*s, &end);
    *s = end;
    return true;
  }
  return false;
}

/* Rounding and signs apart, the numbers of V one after the other. */
static bool shows_value(const char *text, Value v) {
  View view;
  if (value_is_cell(v)) {
    for (size_t i = 0; i < v.cell->count; i++)
      if (shows_value(text, v.cell->items[i])) return true;
    return false;
  }
  if (!value_view(&v, &view) || view.complex || view.count == 0) return false;
  size_t run = 0;
  double x;
  while (next_number(&text, &x)) {
    run = fabs(x - fabs(view.data[run])) <= 1e-3 * fabs(x) ? run + 1 : 0;
    if (run == view.count) return true;
  }
  return false;
}

static bool shows_text(const char *text, const char *answer) {
  Text plain = TEXT_EMPTY, wanted = TEXT_EMPTY;
  for (; *text; text++)
    if (!isspace((unsigned char)*text)) text_putc(&plain, *text);
  for (; *answer; answer++)
    if (!isspace((unsigned char)*answer)) text_putc(&wanted, *answer);
  bool found = wanted.len > 2 && strstr(text_string(&plain), text_string(&wanted));
  text_free(&plain);
  text_free(&wanted);
  return found;
}

static bool is_check(const char *heading) {
  return strncmp(heading, "Check", strlen("Check")) == 0;
}

/* A rule, which stands behind two blanks, is not broken at the end of a line. */
static char *as_markdown(const char *text) {
  const char *rule = strstr(text, "  ");
  bool whole = rule && strlen(rule) < LONGEST_RULE;
  Text out = TEXT_EMPTY;
  for (; *text; text++) {
    if (whole && *text == ' ' && text > rule + 1) {
      text_puts(&out, "\xC2\xA0");
      continue;
    }
    if (strchr("\\*_|`$<>[]#~", *text)) text_putc(&out, '\\');
    text_putc(&out, *text);
  }
  return text_take(&out);
}

static void take(StepHints *h, const Cell *steps, const Part *p, Value answer) {
  size_t rows = steps->count / 2;
  for (size_t k = 0; k < rows && h->count < MOST_STEP_HINTS; k++) {
    Text heading = TEXT_EMPTY;
    value_append_text(steps->items[k], &heading);
    const char *text = text_string(&heading);
    bool tells = shows_value(text, answer) || (p->answer.text && shows_text(text, p->answer.text));
    if (tells || is_check(text)) k = rows;
    if (k < rows) {
      h->reached[h->count] = cell_get(steps, rows + k);
      h->texts[h->count++] = as_markdown(text);
    }
    text_free(&heading);
  }
}

/* Hints from the steps to WAY, of which nothing may show ANSWER. */
static void find_on(StepHints *h, Interp *in, Scope *scope, const Part *part, Value answer,
                    const Text *way) {
  Text line = TEXT_EMPTY;
  Value steps = VALUE_NOTHING;
  Error error = { 0 };
  text_puts(&line, "outline(");
  put_quoted(text_string(way), way->len, &line);
  text_putc(&line, ')');
  if (interp_evaluate(in, scope, text_string(&line), &steps, &error)) {
    if (value_is_cell(steps)) take(h, steps.cell, part, answer);
    value_release(steps);
  }
  text_free(&line);
}

void step_hints_find(StepHints *h, Interp *in, Scope *scope, const Part *part) {
  Text way = TEXT_EMPTY;
  Value answer = VALUE_NOTHING;
  Error error = { 0 };
  *h = (StepHints){ .count = 0 };
  if (!has_steps(part) || part->hint_count > 0 || !part->answer.text) return;
  if (!interp_evaluate(in, scope, part->answer.text, &answer, &error)) answer = VALUE_NOTHING;
  if (from_solution(in, scope, part, &way)) find_on(h, in, scope, part, answer, &way);
  text_clear(&way);
  if (h->count == 0 && from_function(part, &way)) find_on(h, in, scope, part, answer, &way);
  text_clear(&way);
  text_puts(&way, part->answer.text);
  if (h->count == 0) find_on(h, in, scope, part, answer, &way);
  value_release(answer);
  text_free(&way);
}

void step_hints_free(StepHints *h) {
  for (size_t i = 0; i < h->count; i++) {
    free(h->texts[i]);
    value_release(h->reached[i]);
  }
  h->count = 0;
}

static bool is_same(Value a, Value b) {
  View x, y;
  if (!value_view(&a, &x) || !value_view(&b, &y) || x.count != y.count || x.count == 0)
    return false;
  if (x.complex || y.complex) return false;
  for (size_t k = 0; k < x.count; k++)
    if (!(fabs(x.data[k] - y.data[k]) <= 1e-6 * fmax(fabs(x.data[k]), 1e-300))) return false;
  return true;
}

void step_hints_reach(StepHints *h, size_t from, Value value) {
  size_t done = from;
  for (size_t i = from; i < h->count; i++)
    if (is_same(h->reached[i], value)) done = i + 1;
  if (done == from) return;
  for (size_t i = from; i < done; i++) {
    free(h->texts[i]);
    value_release(h->reached[i]);
  }
  for (size_t i = done; i < h->count; i++) {
    h->texts[from + i - done] = h->texts[i];
    h->reached[from + i - done] = h->reached[i];
  }
  h->count -= done - from;
}
