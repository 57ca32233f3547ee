/* advise_calls.c -- what to type instead, where a function got something else than it takes.  */

#include "config.h"
#include "lang/advise.h"
#include "lang/repair.h"
#include "value/cell.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The source text of a span, or OTHERWISE when it is long. */
const char *advise_spell(const char *source, Span s, const char *otherwise, char *buffer,
                         size_t size) {
  size_t len = s.end - s.start;
  if (s.end <= s.start || len >= size || len > 40 || memchr(source + s.start, '\n', len))
    return otherwise;
  memcpy(buffer, source + s.start, len);
  buffer[len] = '\0';
  return buffer;
}

void advise_set(Error *e, const char *hint) {
  e->hint[0] = '\0';
  error_hint(e, "%s", hint);
}

/* The value of a top-level variable named by N, or nothing; borrowed. */
Value advise_variable(const Interp *in, const Code *code, const Node *n) {
  for (size_t i = 0;
       n->kind == NODE_NAME && code && code == in->top_code && i < code->variable_count; i++)
    if (strcmp(code->names[i], n->text) == 0) return in->top_registers[i];
  return VALUE_NOTHING;
}

static void advise_first_field(const Interp *in, const Code *code, Error *e, const char *f,
                               const Node *n) {
  Value v = advise_variable(in, code, n);
  if (v.kind == VALUE_RECORD && v.record->count > 0)
    error_hint(e, "take a field: %s(%s.%s)", f, n->text, v.record->names[0]);
  else
    error_hint(e, "take one of its fields, as in r.name");
}

/* sin(c): the caret belongs under c. */
static void advise_argument(const Interp *in, const Code *code, Error *e, const char *source,
                            const Node *n) {
  if (n->kind != NODE_CALL || n->count != 2) return;
  char text[48], called[48];
  const char *x = advise_spell(source, n->kids[1]->span, "x", text, sizeof text);
  const char *f = advise_spell(source, n->kids[0]->span, "f", called, sizeof called);
  e->span = n->kids[1]->span;
  if (strstr(e->message, "cell"))
    error_hint(e, "take one element: %s(%s{1}), or all: cellfun(@%s, %s)", f, x, f, x);
  else if (strstr(e->message, "function"))
    error_hint(e, "call it first: %s(%s(1))", f, x);
  else if (strstr(e->message, "record"))
    advise_first_field(in, code, e, f, n->kids[1]);
}

/* sum(1, 2, 3): the numbers of a list, given one by one. */
static bool advise_list(const Interp *in, Error *e, const char *source, const Node *n) {
  if (n->kind != NODE_CALL || n->count < 4 || n->kids[0]->kind != NODE_NAME) return false;
  const char *f = n->kids[0]->text;
  const Entry *entry = registry_find(in->functions.registry, f, strlen(f));
  if (!entry || (!strstr(entry->builtin->signature, ": array") &&
                 !strstr(entry->builtin->signature, ": vector")))
    return false;
  for (size_t i = 1; i < n->count; i++)
    if (n->kids[i]->kind != NODE_NUMBER) return false;
  Span list = { n->kids[1]->span.start, n->kids[n->count - 1]->span.end };
  char text[48], hint[120];
  const char *numbers = advise_spell(source, list, NULL, text, sizeof text);
  if (!numbers) return false;
  snprintf(hint, sizeof hint, "one list of numbers stands in brackets: %s([%s])", f, numbers);
  advise_set(e, hint);
  return true;
}

static void advise_count(Error *e, const char *source, const Node *n) {
  if (n->kind != NODE_CALL || n->count != 3) return;
  char first[48], second[48];
  const char *x = advise_spell(source, n->kids[1]->span, NULL, first, sizeof first);
  const char *y = advise_spell(source, n->kids[2]->span, NULL, second, sizeof second);
  if (!x || !y || n->kids[0]->kind != NODE_NAME) return;
  char hint[200] = "";
  if (strcmp(n->kids[0]->text, "log") == 0)
    snprintf(hint, sizeof hint, "the logarithm of %s to base %s is log(%s) / log(%s)", x, y, x, y);
  if (strcmp(n->kids[0]->text, "round") == 0)
    snprintf(hint, sizeof hint, "to round to %s digits: round(%s * 10^%s) / 10^%s", y, x, y, y);
  if (strcmp(n->kids[0]->text, "sqrt") == 0 && *x != '-')
    snprintf(hint, sizeof hint, "the root of order %s is nthroot(%s, %s)", y, x, y);
  if (hint[0]) advise_set(e, hint);
}

/* integral('f', 0, 1) */
static void advise_handle(const Interp *in, const Code *code, Error *e, const char *source,
                          const Node *n) {
  char text[48], hint[120];
  for (size_t i = 1; i < n->count && n->kind == NODE_CALL; i++)
    if (n->kids[i]->kind == NODE_STRING && n->kids[i]->span.start == e->span.start) {
      const char *s = advise_spell(source, n->kids[i]->span, NULL, text, sizeof text);
      if (!s || strlen(s) < 3) return;
      bool name = draft_is_word(s[1]) &&
                  strspn(s + 1, "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == strlen(s) - 2;
      int len = (int)strlen(s) - 2;
      Node variable = { .kind = NODE_NAME };
      char called[42];
      snprintf(called, sizeof called, "%.*s", len < 40 ? len : 40, s + 1);
      variable.text = called;
      if (name && advise_variable(in, code, &variable).kind == VALUE_FUNCTION)
        snprintf(hint, sizeof hint, "write %s, without quotes", called);
      else if (name && registry_find(in->functions.registry, called, (size_t)len))
        snprintf(hint, sizeof hint, "write @%s", called);
      else if (name)
        snprintf(hint, sizeof hint, "write @(%s) %s", called, called);
      else
        snprintf(hint, sizeof hint, "write @(x) %s", called);
      advise_set(e, hint);
      return;
    }
}

/* ------------------------------------------------------------------ functions as values */

/* The only variable that N reads, or NULL where there are none or several. */
static const char *only_variable(const Interp *in, const Node *n, const char *so_far) {
  if (!n || n->kind == NODE_LAMBDA) return so_far;
  if (n->kind == NODE_NAME) {
    if (registry_find(in->functions.registry, n->text, strlen(n->text)) && strlen(n->text) > 1)
      return so_far;
    return so_far && strcmp(so_far, n->text) != 0 ? "" : n->text;
  }
  for (size_t i = 0; i < n->count; i++) so_far = only_variable(in, n->kids[i], so_far);
  return so_far;
}

/* fminsearch(x^2, 1): a formula in the place of a function. */
static void advise_formula(const Interp *in, Error *e, const char *source, const Node *n) {
  char text[48], hint[120];
  for (size_t i = 1; i < n->count && n->kind == NODE_CALL; i++) {
    const Node *formula = n->kids[i];
    if (formula->span.start != e->span.start || formula->kind == NODE_STRING) continue;
    const char *s = advise_spell(source, formula->span, NULL, text, sizeof text);
    const char *name = only_variable(in, formula, NULL);
    if (!s || !name || !*name || formula->kind == NODE_NAME) return;
    snprintf(hint, sizeof hint, "write @(%.20s) %s", name, s);
    advise_set(e, hint);
    return;
  }
}

/* cellfun(numel, c), exp^2, abs -3, sin.(u): a name that was called with nothing. */
static bool advise_bare_name(Error *e, const char *source, const Node *n) {
  if (n->kind != NODE_NAME || !strstr(e->message, "but got 0")) return false;
  const char *after = source + n->span.end, *before = source + n->span.start;
  while (before > source && before[-1] == ' ') before--;
  char last = before > source ? before[-1] : '\0', hint[120] = "";
  const char *next = after + strspn(after, " ");
  size_t digits = *next ? strspn(next + 1, "0123456789.") : 0;
  if ((last == '(' || last == ',') && (*next == ',' || *next == ')')) {
    const char *open = before - 1;
    for (int depth = 0; open > source && (depth > 0 || *open != '('); open--)
      depth += *open == ')' ? 1 : *open == '(' ? -1 : 0;
    size_t len = 0;
    while (open - len > source && draft_is_word(open[-1 - (long)len])) len++;
    static const char *const takers[] = { "cellfun",    "arrayfun",  "integral", "fzero", "quad",
                                          "fminsearch", "fminunc",   "feval",    "ode45", "ode23",
                                          "apply",      "structfun", "bsxfun",   "deriv", "trapz" };
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++)
      if (strlen(takers[i]) == len && strncmp(open - len, takers[i], len) == 0)
        snprintf(hint, sizeof hint, "the function itself is written @%.40s", n->text);
  } else if (strncmp(next, ".(", 2) == 0)
    snprintf(hint, sizeof hint, "functions work on whole lists: write %.40s%.*s", n->text,
             (int)strcspn(next + 1, ")") + 1, next + 1);
  else if (*next == '^' && strcmp(n->text, "exp") == 0)
    snprintf(hint, sizeof hint, "write exp(%.*s), or e^%.*s", (int)digits, next + 1, (int)digits,
             next + 1);
  else if (*next == '^')
    snprintf(hint, sizeof hint, "a power of a function is written %.40s(x)^2", n->text);
  else if (*next == '-' && digits > 0 && next > after)
    snprintf(hint, sizeof hint, "write %.40s(%.*s)", n->text, (int)digits + 1, next);
  if (!hint[0]) return false;
  advise_set(e, hint);
  return true;
}

/* sum(A, 'all'), disp('x =', x), norm(u, v), exist(x) */
static bool advise_habit(const Interp *in, const Code *code, Error *e, const char *source,
                         const Node *n) {
  if (n->kind != NODE_CALL || n->count < 2 || n->kids[0]->kind != NODE_NAME) return false;
  const char *f = n->kids[0]->text, *m = e->message;
  char first[48], second[48], hint[130] = "";
  const char *x = advise_spell(source, n->kids[1]->span, "x", first, sizeof first);
  const Node *other = n->kids[n->count - 1];
  const char *y = advise_spell(source, other->span, "y", second, sizeof second);
  if (strstr(m, "it is the text 'all'"))
    snprintf(hint, sizeof hint, "of all entries: %s(%s(:))", f, x);
  else if (strcmp(f, "disp") == 0 && n->count == 3 && strstr(m, "but got 2"))
    snprintf(hint, sizeof hint,
             other->kind == NODE_STRING ? "to join them, write disp([%s, %s])"
                                        : "to join them, write disp([%s, num2str(%s)])",
             x, y);
  else if (strncmp(m, "norm: the kind of norm", 22) == 0 &&
           value_is_numeric(advise_variable(in, code, other)))
    snprintf(hint, sizeof hint, "the distance of two points is norm(%s - %s)", x, y);
  else if (n->count == 2 && n->kids[1]->kind == NODE_NAME &&
           strstr(m, "must be a text in quotes, but it is"))
    snprintf(hint, sizeof hint, "write %s('%s')", f, x);
  if (!hint[0]) return false;
  advise_set(e, hint);
  return true;
}

bool advise_call(const Interp *in, const Code *code, Error *e, const char *source, const Node *n) {
  const char *m = e->message;
  if (advise_bare_name(e, source, n) || advise_habit(in, code, e, source, n)) return true;
  if (strstr(m, " takes numbers, but got "))
    advise_argument(in, code, e, source, n);
  else if (strstr(m, ", but got ") && strstr(m, " argument") && advise_list(in, e, source, n))
    return true;
  else if (strstr(m, ", but got 2"))
    advise_count(e, source, n);
  else if (strstr(m, "must be a function such as") && strstr(m, "it is the text"))
    advise_handle(in, code, e, source, n);
  else if (strstr(m, "must be a function such as"))
    advise_formula(in, e, source, n);
  else
    return false;
  return true;
}
