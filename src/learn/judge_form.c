/* judge_form.c -- the right value, but is it written as asked?  */

#include "config.h"
#include "learn/judge_parts.h"
#include "lang/parse.h"
#include "lang/unparse.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_op(const Node *n, Operator matrix, Operator elementwise) {
  return n->kind == NODE_BINARY && (n->op == matrix || n->op == elementwise);
}
static bool is_product(const Node *n) {
  return is_op(n, OPERATE_MATRIX_TIMES, OPERATE_TIMES);
}
static bool is_quotient(const Node *n) {
  return is_op(n, OPERATE_MATRIX_RIGHT_DIVIDE, OPERATE_RIGHT_DIVIDE);
}
static bool is_power(const Node *n) {
  return is_op(n, OPERATE_MATRIX_POWER, OPERATE_POWER);
}
static bool is_sum(const Node *n) {
  return is_op(n, OPERATE_ADD, OPERATE_SUBTRACT);
}
static bool is_negated(const Node *n) {
  return n->kind == NODE_UNARY && (n->op == OPERATE_NEGATE || n->op == OPERATE_PLUS);
}

static const Node *without_sign(const Node *n) {
  while (is_negated(n)) n = n->kids[0];
  return n;
}

static bool is_integer(const Node *n) {
  n = without_sign(n);
  return n->kind == NODE_NUMBER && !n->flag && n->number == floor(n->number);
}

static bool is_fraction(const Node *n) {
  n = without_sign(n);
  return is_integer(n) || (is_quotient(n) && is_integer(n->kids[0]) && is_integer(n->kids[1]));
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
  if (is_quotient(n) && is_integer(n->kids[0]) && is_integer(n->kids[1])) {
    double p = without_sign(n->kids[0])->number, q = without_sign(n->kids[1])->number;
    if (divisor(p, q) != 1 || q == 1) return false;
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i] && !is_lowest(n->kids[i])) return false;
  return true;
}

static bool is_expanded(const Node *n) {
  if (is_product(n) && (is_sum(without_sign(n->kids[0])) || is_sum(without_sign(n->kids[1]))))
    return false;
  if (is_negated(n) && is_sum(n->kids[0])) return false;
  if (is_power(n) && is_sum(without_sign(n->kids[0])) && is_integer(n->kids[1]) &&
      !is_negated(n->kids[1]))
    return false;
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i] && !is_expanded(n->kids[i])) return false;
  return true;
}

/* ------------------------------------------------------------------ the same up to order */

static void canonical(const Node *n, Text *out);

typedef struct Terms {
  char **texts;
  size_t count, cap;
} Terms;

/* The terms of a sum or the factors of a product, each as its text. */
static void gather(const Node *n, bool sum, bool negative, Terms *t) {
  if (sum && is_negated(n)) {
    gather(n->kids[0], sum, negative != (n->op == OPERATE_NEGATE), t);
  } else if (sum ? is_sum(n) : is_product(n)) {
    gather(n->kids[0], sum, negative, t);
    gather(n->kids[1], sum, negative != (sum && n->op == OPERATE_SUBTRACT), t);
  } else {
    Text text = TEXT_EMPTY;
    if (negative) text_putc(&text, '-');
    canonical(n, &text);
    MEM_GROW(t->texts, t->count, t->cap);
    t->texts[t->count++] = text_take(&text);
  }
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void canonical(const Node *n, Text *out) {
  bool sum = is_sum(n) || is_negated(n);
  if (sum || is_product(n)) {
    Terms t = { 0 };
    gather(n, sum, false, &t);
    qsort(t.texts, t.count, sizeof *t.texts, by_text);
    text_putc(out, sum ? 'S' : 'P');
    text_putc(out, '(');
    for (size_t i = 0; i < t.count; i++) {
      text_printf(out, "%s,", t.texts[i]);
      free(t.texts[i]);
    }
    text_putc(out, ')');
    free(t.texts);
  } else if (n->kind == NODE_BINARY) {
    text_printf(out, "%d(",
                is_power(n)      ? OPERATE_POWER
                : is_quotient(n) ? OPERATE_RIGHT_DIVIDE
                                 : (int)n->op);
    canonical(n->kids[0], out);
    text_putc(out, ',');
    canonical(n->kids[1], out);
    text_putc(out, ')');
  } else if (n->kind == NODE_CALL) {
    for (size_t i = 0; i < n->count; i++) {
      canonical(n->kids[i], out);
      text_putc(out, ';');
    }
  } else {
    Node bare = *n;
    bare.parens = 0;
    unparse(&bare, out);
  }
}

static bool is_same(const Node *n, const Node *model) {
  Text a = TEXT_EMPTY, b = TEXT_EMPTY;
  canonical(n, &a);
  canonical(model, &b);
  bool same = strcmp(text_string(&a), text_string(&b)) == 0;
  text_free(&a);
  text_free(&b);
  return same;
}

/* ------------------------------------------------------------------ only + - * ^ */

static bool uses_only(const Node *n, const char *allowed) {
  if (n->kind == NODE_CALL) return false;
  if (n->kind == NODE_BINARY || is_negated(n)) {
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

static Form check(const Node *n, const Node *model, const char *form, size_t len,
                  const char **want) {
#define IS(word) (len == sizeof word - 1 && memcmp(form, word, len) == 0)
  bool good;
  if (IS("decimal")) {
    *want = "write it as a decimal number";
    good = without_sign(n)->kind == NODE_NUMBER;
  } else if (IS("integer")) {
    *want = "write it as a whole number";
    good = is_integer(n);
  } else if (IS("fraction")) {
    *want = "write it as a fraction, as in `2/3`";
    good = is_fraction(n);
  } else if (IS("lowest")) {
    *want = "reduce the fraction to lowest terms";
    good = is_lowest(n);
  } else if (IS("expanded")) {
    *want = "multiply it out";
    good = is_expanded(n);
  } else if (IS("factored")) {
    *want = "write it as a product";
    good = !is_sum(without_sign(n));
  } else if (IS("same")) {
    *want = "write it in the form that was asked";
    good = !model || is_same(n, model);
  } else if (len > 3 && strncmp(form, "no ", 3) == 0) {
    *want = "it is to be written without a function that it uses";
    good = !judge_uses(n, form + 3, len - 3);
  } else if (len > 5 && strncmp(form, "only ", 5) == 0) {
    char allowed[32];
    size_t count = 0;
    for (size_t i = 5; i < len && count + 1 < sizeof allowed; i++)
      if (ispunct((unsigned char)form[i])) allowed[count++] = form[i];
    allowed[count] = '\0';
    *want = "it is to be written with fewer kinds of operations";
    good = uses_only(n, allowed);
  } else
    return FORM_UNKNOWN;
#undef IS
  return good ? FORM_GOOD : FORM_BAD;
}

bool judge_form(Judging *j, const Node *n, const char *model) {
  Arena arena = { 0 };
  Error error = { 0 };
  const char *s = j->part->form.text;
  bool good = true;
  if (!s || !n) return true;
  const Node *m = model ? parse_expression_text(model, &arena, &error) : NULL;
  while (*s && good) {
    s += strspn(s, " ,\t\n");
    size_t len = strcspn(s, ","), own = len;
    while (own > 0 && isspace((unsigned char)s[own - 1])) own--;
    const char *want = NULL;
    Form form = own > 0 ? check(n, m, s, own, &want) : FORM_GOOD;
    if (form == FORM_UNKNOWN) {
      judge_fault(j, "form: %.*s is not known", (int)own, s);
      good = false;
    } else if (form == FORM_BAD) {
      j->out->verdict = VERDICT_FORM;
      text_printf(&j->out->message, "The value is right; %s.", want);
      good = false;
    }
    s += len;
  }
  arena_free(&arena);
  return good;
}
