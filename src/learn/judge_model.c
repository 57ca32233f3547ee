/* judge_model.c -- the author's answer, as a learner could type it, and what is asked of it.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/algebraic.h"
#include "learn/judge_parts.h"
#include "learn/reading.h"
#include "learn/variant.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool model_choice(Interp *in, const Question *question, Text *out, Error *error) {
  const Part *p = question->part;
  size_t right = 0;
  if (p->computed_choices) {
    Value v;
    if (!interp_evaluate(in, question->scope, p->answer.text, &v, error)) return false;
    double n = v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ? v.scalar : 0;
    value_release(v);
    if (!(n >= 1 && n <= (double)p->choice_count && n == floor(n)))
      return error_set(error, ERROR_DOMAIN, (Span){ 0, 0 },
                       "the answer is %g, but there are %zu options", n, p->choice_count);
    right = (size_t)n - 1;
  }
  for (size_t i = 0; i < p->choice_count; i++) {
    size_t k = question->order ? question->order[i] : i;
    if (p->computed_choices ? k != right : !p->choices[k].right) continue;
    if (variant_numbers_options(p))
      text_printf(out, "%s%zu", out->len ? " " : "", i + 1);
    else
      text_putc(out, (char)('a' + i));
  }
  return true;
}

/* The formula with this variant's numbers in the place of its variables. */
static bool model_formula(Interp *in, const Question *question, Text *out, Error *error) {
  Arena arena = { 0 };
  const char **names = judge_free_names(in, question, &arena);
  Scope *values = scope_copy(question->scope);
  for (size_t i = 0; names[i]; i++) scope_clear(values, names[i]);
  const Node *n = parse_expression_text(question->part->answer.text, &arena, error);
  if (n) reading_put(judge_inlined(values, n, &arena), values, out);
  if (n && question->part->form.text) { /* 3*(2 - 1)*x is no form that anybody asks for */
    const Node *whole = parse_expression_text(text_string(out), &arena, error);
    text_clear(out);
    if (whole) reading_put(node_fold(whole, &arena), NULL, out);
  }
  scope_free(values);
  arena_free(&arena);
  return n != NULL && out->len > 0;
}

/* The lines as they are shown, in their right order. */
static bool model_order(const Question *question, Text *out) {
  const Part *p = question->part;
  bool numbers = variant_numbers_options(p);
  for (size_t right = 0; right < p->choice_count; right++)
    for (size_t place = 0; place < p->choice_count; place++) {
      if ((question->order ? question->order[place] : place) != right) continue;
      if (numbers)
        text_printf(out, "%s%zu", right ? " " : "", place + 1);
      else
        text_putc(out, (char)('a' + place));
    }
  return true;
}

static bool is_word(const char *s) {
  return isalpha((unsigned char)*s) || *s == '_';
}

/* Intervals, equations and tables of chances: the text itself, with this variant's numbers in the
   place of its variables. */
static bool model_pieces(Interp *in, const Question *question, Text *out, Error *error) {
  (void)in;
  (void)error;
  bool label = question->part->kind == ANSWER_PMF; /* what stands before a colon stays */
  for (const char *s = question->part->answer.text; *s;) {
    size_t len = 0;
    while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
    if (len == 0 || !is_word(s)) {
      text_append(out, s, len ? len : 1);
      s += len ? len : 1;
      continue;
    }
    char *name = mem_copy_bytes(s, len);
    const char *behind = s + len + strspn(s + len, " ");
    Value v = label && *behind == ':' ? VALUE_NOTHING : scope_get(question->scope, name);
    View view;
    char *end = NULL; /* of r(2) */
    unsigned long at = *behind == '(' ? strtoul(behind + 1, &end, 10) : 0;
    if (at >= 1 && *end == ')' && value_view(&v, &view) && !view.complex && at <= view.count) {
      text_printf(out, view.data[at - 1] < 0 ? "(%.15g)" : "%.15g", view.data[at - 1]);
      len = (size_t)(end + 1 - s);
    } else if (*behind != '(' && value_view(&v, &view) && view.count == 1) {
      bool brackets = !view.complex && view.data[0] < 0;
      if (brackets) text_putc(out, '(');
      show_inline(v, 15, out);
      if (brackets) text_putc(out, ')');
    } else
      text_puts(out, name);
    value_release(v);
    free(name);
    s += len;
  }
  return true;
}

/* The author gives f, not F: there is no model to type unless the author's solution shows one. */
static bool model_antiderivative(const Question *question, Text *out, Error *error) {
  (void)question;
  (void)out;
  return error_set(error, ERROR_DOMAIN, (Span){ 0, 0 },
                   "the answer: of an antiderivative is its derivative");
}

/* The first of several wordings that is no pattern, without its quotes. */
static void model_text(const char *s, Text *out) {
  while (*s == '/') {
    const char *end = strchr(s + 1, '/'), *next = end ? strstr(end, " or ") : NULL;
    if (!next) break;
    s = next + 4 + strspn(next + 4, " ");
  }
  char quote = *s == '\'' || *s == '"' ? *s : '\0';
  const char *end = quote ? strchr(s + 1, quote) : strstr(s, " or ");
  if (quote) s++;
  text_append(out, s, end ? (size_t)(end - s) : strlen(s));
}

bool judge_model(Interp *in, const Question *question, Text *out, Error *error) {
  const Part *p = question->part;
  Closeness c;
  Text ignored = TEXT_EMPTY;
  *error = (Error){ 0 };
  switch (p->kind) {
  case ANSWER_CHOICE:
  case ANSWER_CHOICES: return model_choice(in, question, out, error);
  case ANSWER_ORDER: return model_order(question, out);
  case ANSWER_SESSION:
  case ANSWER_SELF:
    return error_set(error, ERROR_DOMAIN, (Span){ 0, 0 }, "there is no answer that can be typed");
  default: break;
  }
  if (!p->answer.text)
    return error_set(error, ERROR_DOMAIN, (Span){ 0, 0 }, "there is no answer: to show");
  if (p->kind == ANSWER_TEXT) {
    model_text(p->answer.text, out);
    return (out->len > 0 && *out->data != '/') ||
           error_set(error, ERROR_DOMAIN, (Span){ 0, 0 },
                     "the answer: is a pattern only; add ` or ` and a word that matches");
  }
  if (p->kind == ANSWER_INTERVAL || p->kind == ANSWER_EQUATION || p->kind == ANSWER_PMF)
    return model_pieces(in, question, out, error);
  if (p->kind == ANSWER_ANTIDERIVATIVE) return model_antiderivative(question, out, error);
  if (judge_is_formula(in, question)) return model_formula(in, question, out, error);
  Value v;
  if (p->kind == ANSWER_FUNCTION) {
    text_puts(out, p->answer.text);
    return true;
  }
  if (!interp_evaluate(in, question->scope, p->answer.text, &v, error)) return false;
  bool figures = closeness_read(p, &c, &ignored) && c.rule == CLOSE_FIGURES;
  if (figures && v.kind == VALUE_SCALAR && isfinite(v.scalar)) {
    text_printf(out, "%#.*g", (int)c.amount, v.scalar);
    if (out->len > 0 && out->data[out->len - 1] == '.') text_truncate(out, out->len - 1);
  } else
    show_inline(v, 15, out);
  value_release(v);
  text_free(&ignored);
  return true;
}

bool judge_is_rounded(Interp *in, Scope *scope, const Part *p) {
  Value v;
  View view;
  Error error = { 0 };
  bool given = p->tolerance.text || p->digits.text || p->neat == NEAT_DECIMALS;
  if (p->kind == ANSWER_FORMULA || (p->neat != NEAT_NONE && p->neat != NEAT_DECIMALS)) return false;
  if (!p->answer.text) return given;
  if (!interp_evaluate(in, scope, p->answer.text, &v, &error))
    return given && error.kind != ERROR_NAME;
  bool whole = value_view(&v, &view) && !view.complex;
  for (size_t i = 0; whole && i < view.count; i++) whole = view.data[i] == round(view.data[i]);
  value_release(v);
  return given || !whole;
}

void judge_precision(const Part *p, Text *out) {
  static const char *const words[] = { "no",   "one", "two",   "three", "four",
                                       "five", "six", "seven", "eight" };
  Closeness c;
  Text ignored = TEXT_EMPTY;
  bool asks_number = p->kind == ANSWER_NUMBER || p->kind == ANSWER_VECTOR ||
                     p->kind == ANSWER_MATRIX || p->kind == ANSWER_PROBABILITY ||
                     p->kind == ANSWER_PMF;
  if (asks_number && closeness_read(p, &c, &ignored)) {
    int n = c.rule == CLOSE_ABSOLUTE ? (int)ceil(-log10(2 * c.amount) - 1e-9) : (int)c.amount;
    bool few = n >= 0 && n <= 8;
    if (c.rule == CLOSE_DECIMALS || (c.rule == CLOSE_ABSOLUTE && c.amount > 0 && n > 0 && few)) {
      if (few)
        text_printf(out, "%s decimal%s enough", words[n], n == 1 ? " is" : "s are");
      else
        text_printf(out, "%d decimals are enough", n);
    } else if (c.rule == CLOSE_FIGURES && few)
      text_printf(out, "%s significant figure%s enough", words[n], n == 1 ? " is" : "s are");
    else if (c.rule == CLOSE_FIGURES)
      text_printf(out, "%d significant figures are enough", n);
    else if (c.rule == CLOSE_STANDARD && p->neat == NEAT_NONE && !p->domain.text &&
             (!p->form.text || strcmp(p->form.text, "decimal") == 0))
      text_puts(out, "four significant figures are enough");
  }
  text_free(&ignored);
}

bool judge_model_value(Interp *in, const Question *question, Value *out) {
  Error error = { 0 };
  Arena arena = { 0 };
  bool good = false;
  const Part *p = question->part;
  switch (p->kind) {
  case ANSWER_NUMBER:
  case ANSWER_VECTOR:
  case ANSWER_MATRIX:
  case ANSWER_FORMULA:
  case ANSWER_SET:
  case ANSWER_SCALED:
  case ANSWER_EXAMPLE:
  case ANSWER_BASIS:
  case ANSWER_GRADIENT:
  case ANSWER_JACOBIAN:
  case ANSWER_PROBABILITY:
  case ANSWER_CHOICE:
  case ANSWER_FUNCTION: break;
  default: return false;
  }
  if (!p->answer.text) return false;
  if (judge_is_formula(in, question)) {
    const char **names = judge_free_names(in, question, &arena);
    good = judge_make_function(in, question->scope, p->answer.text, names, out, &error);
  } else
    good = interp_evaluate(in, question->scope, p->answer.text, out, &error);
  arena_free(&arena);
  return good;
}

void judge_conditions(const Part *p, Text *out) {
  if (p->units.text) text_printf(out, "In %s.", p->units.text);
}
