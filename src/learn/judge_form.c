/* judge_form.c -- the right value, but is it written as asked?  */

#include "config.h"
#include "lang/parse.h"
#include "learn/algebraic.h"
#include "learn/judge_parts.h"
#include "learn/reading.h"
#include "learn/written_form.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static bool is_integer(const Node *n) {
  n = node_without_sign(n);
  return n->kind == NODE_NUMBER && !n->flag && n->number == floor(n->number);
}

static bool is_fraction(const Node *n) {
  n = node_without_sign(n);
  return is_integer(n) || (node_is_quotient(n) && is_integer(n->kids[0]) && is_integer(n->kids[1]));
}

static double divisor(double a, double b) {
  while (b >= 1) {
    double rest = fmod(a, b);
    a = b;
    b = rest;
  }
  return a;
}

/* Every quotient of whole numbers in lowest terms. */
static bool is_lowest(const Node *n) {
  if (node_is_quotient(n) && is_integer(n->kids[0]) && is_integer(n->kids[1])) {
    double p = node_without_sign(n->kids[0])->number, q = node_without_sign(n->kids[1])->number;
    if (divisor(p, q) != 1 || q == 1) return false;
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i] && !is_lowest(n->kids[i])) return false;
  return true;
}

/* ------------------------------------------------------------------ only + - * ^ */

static bool uses_only(const Node *n, const char *allowed) {
  if (n->kind == NODE_CALL) return false;
  if (n->kind == NODE_BINARY || node_is_signed(n)) {
    const char *sign = operator_text(n->op);
    if (*sign == '.') sign++;
    if (!strchr(allowed, *sign)) return false;
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i] && !uses_only(n->kids[i], allowed)) return false;
  return true;
}

/* ------------------------------------------------------------------ all forms */

typedef enum Form { FORM_GOOD, FORM_BAD, FORM_UNKNOWN } Form;

static bool is_list(const Node *n) {
  return n->kind == NODE_MATRIX || n->kind == NODE_ROW;
}

/* The forms of formulas, entry by entry. */
static bool is_written(Interp *in, const Node *n, const Node *model, char form, Text *why) {
  bool good = true;
  if (is_list(n)) {
    bool alike = model && model->kind == n->kind && model->count == n->count;
    for (size_t i = 0; i < n->count && good; i++)
      good = is_written(in, n->kids[i], alike ? model->kids[i] : NULL, form, why);
    return good;
  }
  if (form == 'e') return written_expanded(in, n, why);
  if (form == 'f') return written_factored(in, n, model, why);
  return !model || written_same(n, model, why);
}

static Form check(Judging *j, const Node *n, const Node *model, const char *form, size_t len,
                  Text *want) {
#define IS(word) (len == sizeof word - 1 && memcmp(form, word, len) == 0)
  bool good;
  if (IS("expanded") || IS("factored") || IS("same"))
    return is_written(j->in, n, model, *form, want) ? FORM_GOOD : FORM_BAD;
  if (IS("decimal")) {
    text_puts(want, "write it as a decimal number");
    good = node_without_sign(n)->kind == NODE_NUMBER;
  } else if (IS("integer")) {
    text_puts(want, "write it as a whole number");
    good = is_integer(n);
  } else if (IS("fraction")) {
    text_puts(want, "write it as a fraction, as in `2/3`");
    good = is_fraction(n);
  } else if (IS("lowest")) {
    text_puts(want, "reduce the fraction to lowest terms");
    good = is_lowest(n);
  } else if (len > 3 && strncmp(form, "no ", 3) == 0) {
    text_puts(want, "it is to be written without a function that it uses");
    good = !judge_uses(n, form + 3, len - 3);
  } else if (len > 5 && strncmp(form, "only ", 5) == 0) {
    char allowed[32];
    size_t count = 0;
    for (size_t i = 5; i < len && count + 1 < sizeof allowed; i++)
      if (ispunct((unsigned char)form[i])) allowed[count++] = form[i];
    allowed[count] = '\0';
    text_puts(want, "it is to be written with fewer kinds of operations");
    good = uses_only(n, allowed);
  } else
    return FORM_UNKNOWN;
#undef IS
  return good ? FORM_GOOD : FORM_BAD;
}

/* The author's answer with this variant's numbers. */
static const Node *model_tree(Judging *j, const char *model, Arena *arena) {
  Error error = { 0 };
  Text text = TEXT_EMPTY;
  const Node *n = parse_expression_text(model, arena, &error);
  if (n) reading_put(judge_inlined(j->question->scope, n, arena), j->question->scope, &text);
  n = n ? parse_expression_text(text_string(&text), arena, &error) : NULL;
  text_free(&text);
  return n ? node_fold(n, arena) : NULL;
}

bool judge_form(Judging *j, const Node *n, const char *model) {
  Arena arena = { 0 };
  Text want = TEXT_EMPTY;
  const char *s = j->part->form.text;
  bool good = true;
  if (!s || !n) return true;
  const Node *m = model ? model_tree(j, model, &arena) : NULL;
  while (*s && good) {
    s += strspn(s, " ,\t\n");
    size_t len = strcspn(s, ","), own = len;
    while (own > 0 && isspace((unsigned char)s[own - 1])) own--;
    text_clear(&want);
    Form form = own > 0 ? check(j, n, m, s, own, &want) : FORM_GOOD;
    if (form == FORM_UNKNOWN) {
      judge_fault(j, "form: %.*s is not known", (int)own, s);
      good = false;
    } else if (form == FORM_BAD) {
      j->out->verdict = VERDICT_FORM;
      text_printf(&j->out->message, "The value is right; %s.", text_string(&want));
      good = false;
    }
    s += len;
  }
  text_free(&want);
  arena_free(&arena);
  return good;
}
