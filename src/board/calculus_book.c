/* calculus_book.c -- formulas as a book writes them, and letters for their parts.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/print.h"
#include "algebra/tidy.h"
#include "value/callable.h"

#include <ctype.h>
#include <string.h>

static const char *const small_digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

static bool is_word(char c) {
  return isalnum((unsigned char)c) || c == '_' || c == '.';
}

/* A single letter, no function: what a number may stand before without a dot. */
static bool is_lone_letter(const char *s) {
  return isalpha((unsigned char)s[0]) && !is_word(s[1]) && s[1] != '(';
}

/* The number that ends just before S stands alone, not inside a name. */
static bool ends_number(const char *start, const char *s) {
  if (s == start || !isdigit((unsigned char)s[-1])) return false;
  while (s > start && (isdigit((unsigned char)s[-1]) || s[-1] == '.')) s--;
  return s == start || (!is_word(s[-1]) && s[-1] != '^' && s[-1] != '/');
}

const char *book_text(Steps *s, const char *typed) {
  Text t = TEXT_EMPTY;
  for (const char *c = typed; *c; c++) {
    if (c[0] == '.' && c[1] && strchr("*/^", c[1]) &&
        (c == typed || !isdigit((unsigned char)c[-1]) || c[1] != '*'))
      continue;
    if (*c == '*') {
      if (!(ends_number(typed, c) && is_lone_letter(c + 1))) text_puts(&t, "·");
    } else if (*c == '^' && isdigit((unsigned char)c[1])) {
      const char *end = c + 1 + strspn(c + 1, "0123456789");
      if (is_word(*end)) {
        text_putc(&t, *c);
        continue;
      }
      for (c++; c < end; c++) text_puts(&t, small_digits[*c - '0']);
      c--;
    } else if (*c == '-')
      text_puts(&t, "−");
    else if (strncmp(c, "pi", 2) == 0 && !is_word(c[2]) && c[2] != '(' &&
             (c == typed || !is_word(c[-1]))) {
      text_puts(&t, "π");
      c++;
    } else if (strncmp(c, "sqrt(", 5) == 0 && (c == typed || !is_word(c[-1]))) {
      text_puts(&t, "√");
      bool lone = is_lone_letter(c + 5) && c[6] == ')', pi = strncmp(c + 5, "pi)", 3) == 0;
      if (pi) {
        text_puts(&t, "π");
        c += 7;
        continue;
      }
      if (lone) text_putc(&t, c[5]);
      c += lone ? 6 : 3;
    } else
      text_putc(&t, *c);
  }
  return steps_keep(s, &t);
}

const char *board_text(Board *b, Id e) {
  if (!e) return "?";
  Text t = TEXT_EMPTY;
  PrintStyle style = { 0 };
  expression_print(&b->a, e, &style, &t);
  const char *typed = steps_printf(b->s, "%s", text_string(&t));
  text_free(&t);
  return book_text(b->s, typed);
}

const char *board_factor(Board *b, Id e) {
  const char *text = board_text(b, e);
  bool sum = e && expr_at(&b->a, e)->kind == EXPR_SUM;
  bool minus = strncmp(text, "−", strlen("−")) == 0;
  return sum || minus ? steps_printf(b->s, "(%s)", text) : text;
}

const char *board_enclose(Board *b, const char *text, bool first) {
  static const char *const looser[] = { " + ", " − ", " > ", " < ", " >= ", " <= ", " & ", " | " };
  int depth = 0;
  bool needed = strncmp(text, "−", strlen("−")) == 0;
  for (const char *c = text; *c && !needed; c++) {
    depth += (*c == '(' || *c == '[') - (*c == ')' || *c == ']');
    if (depth > 0) continue;
    needed = !first && *c == '/';
    for (size_t k = 0; k < sizeof looser / sizeof *looser; k++)
      needed |= strncmp(c, looser[k], strlen(looser[k])) == 0;
  }
  return needed ? steps_printf(b->s, "(%s)", text) : text;
}

/* "x .^ 2 * y" becomes "x.^2*y". */
static void tighten(const char *typed, Text *out) {
  for (const char *c = typed; *c; c++) {
    if (*c == '.' && c > typed && c[-1] == ' ' && strchr("*/^", c[1])) continue;
    if (*c == ' ') {
      const char *next = c + strspn(c, " "), *sign = next + (*next == '.');
      bool behind = out->len > 0 && strchr("*/^\\", out->data[out->len - 1]);
      if (*next == '(' && out->len > 0 &&
          (is_word(out->data[out->len - 1]) || out->data[out->len - 1] == ']'))
        continue;
      if (behind || (*sign && strchr("*/^\\", *sign))) continue;
    }
    text_putc(out, *c);
  }
}

const char *book_tight(Steps *s, const char *typed) {
  Text tight = TEXT_EMPTY;
  tighten(typed, &tight);
  const char *text = book_text(s, text_string(&tight));
  text_free(&tight);
  return text;
}

const char *board_typed(Board *b) {
  Text shown = TEXT_EMPTY;
  Callable *f = b->subject->args[0].function;
  f->class->show(f, &shown);
  const char *body =
      strncmp(text_string(&shown), "@(", 2) == 0 ? strchr(text_string(&shown), ')') : NULL;
  bool brief = body && strlen(body) < 70;
  const char *text = brief ? book_tight(b->s, body + 1 + strspn(body + 1, " ")) : NULL;
  text_free(&shown);
  return text && *text ? text : board_text(b, b->f.body);
}

/* ------------------------------------------------------------------ letters */

static const char letters[] = "uvwstpqrzyabcdxijlo";
static const char functions[] = "ghkmnFGHK";
enum { FIRST_INSIDE = 3 };

static bool is_taken(const Board *b, char letter) {
  char name[2] = { letter, '\0' };
  for (size_t i = 0; i < b->f.count; i++)
    if (strcmp(b->f.names[i], name) == 0) return true;
  for (size_t i = 0; i < b->f.captured_count; i++)
    if (strcmp(b->f.captured[i].name, name) == 0) return true;
  return false;
}

const char *board_letter(Board *b, bool inside) {
  size_t count = strlen(letters);
  for (size_t k = 0; k < count; k++) {
    size_t i = (k + (inside ? FIRST_INSIDE : 0)) % count;
    if (b->letters & (1u << i) || is_taken(b, letters[i])) continue;
    b->letters |= 1u << i;
    return steps_printf(b->s, "%c", letters[i]);
  }
  return "part";
}

const char *board_function_letter(Board *b) {
  while (functions[b->functions] && is_taken(b, functions[b->functions])) b->functions++;
  return functions[b->functions] ? steps_printf(b->s, "%c", functions[b->functions++]) : "f";
}

/* ------------------------------------------------------------------ beginning and end */

/* All variables, where that can be said without a failure. */
static void find_all(Board *b) {
  bool numbers = true;
  for (size_t i = 0; i < b->f.count; i++)
    numbers &= b->f.parameters[i] && expr_is_scalar(&b->a, b->f.parameters[i]);
  if ((b->f.count == 1 || numbers) && b->f.count > 0) variables_of(&b->f, NULL, false, &b->all);
  if (b->all.array) b->entries = expr_at(&b->a, b->all.array)->rows;
}

bool board_refuse(Board *b, const char *reason) {
  const char *why = b->a.error.message[0] ? b->a.error.message : reason;
  return steps_refuse(b->s, steps_printf(b->s, "%s", why));
}

bool board_begin(Board *b, Steps *s, const Subject *subject) {
  *b = (Board){ .s = s, .subject = subject };
  if (subject->args[0].kind != VALUE_FUNCTION) return false;
  algebra_begin(&b->a, subject->call->interp);
  if (formula_read(&b->a, subject->args[0], SIZE_MAX, 0, 0, &b->f)) {
    b->conditions = b->a.nonzero_count;
    find_all(b);
    return true;
  }
  board_refuse(b, "this function has no formula");
  board_end(b);
  return false;
}

void board_end(Board *b) {
  formula_end(&b->f);
  algebra_end(&b->a);
}

Id board_slope(Board *b, Id e) {
  return tidy(&b->a, derive(&b->a, e, b->symbol));
}

/* ------------------------------------------------------------------ what is claimed */

/* Which of all variables the symbol is, from 1; 0 when it is none of them. */
static size_t place_of_symbol(const Board *b) {
  for (size_t i = 0; i < b->all.count; i++)
    if (b->all.items[i] == b->symbol) return i + 1;
  return 0;
}

static void claim(Board *b, BoardStep *step, Relation relation, Id before, Id after) {
  static const double places[] = { 0.7, 1.3, -0.6, 0.35, 4.2 };
  enum { PLACES = sizeof places / sizeof *places };
  Value f, g;
  size_t n = b->all.count, place = place_of_symbol(b);
  if (n == 0 || place == 0 || !formula_handle(&b->f, before, false, &f)) return;
  if (formula_handle(&b->f, after, false, &g)) {
    Exact *points = exact_new(&b->s->arena, n, PLACES);
    for (size_t i = 0; i < n; i++)
      for (size_t k = 0; k < PLACES; k++)
        *exact_at(points, i, k) = number_double(places[k] * (i % 2 ? 0.9 : 1) + 0.25 * (double)i);
    steps_claim(b->s, step, relation, side_value(b->s, f), side_value(b->s, g));
    Claim *made = &step->claims[step->claim_count - 1];
    made->within = side_of(points);
    made->variable = relation == RELATION_DERIVATIVE ? place : 0;
    made->apart = b->f.count > 1;
    made->lying = b->all.lying;
    value_release(g);
  }
  value_release(f);
}

void board_claim(Board *b, BoardStep *step, Id before, Id after) {
  claim(b, step, RELATION_DERIVATIVE, before, after);
}

void board_claim_same(Board *b, BoardStep *step, Id before, Id after) {
  claim(b, step, RELATION_SAME_FUNCTION, before, after);
}

void board_claim_vector(Board *b, BoardStep *step, Id before, Id after) {
  Value f, g;
  uint32_t rows = expr_at(&b->a, b->symbol)->rows;
  size_t n = rows >= SIZE_OPEN ? 3 : rows;
  if (!formula_handle(&b->f, before, false, &f)) return;
  if (formula_handle(&b->f, after, false, &g)) {
    Exact *points = exact_new(&b->s->arena, n, 2);
    for (size_t i = 0; i < n; i++) {
      *exact_at(points, i, 0) = number_whole((int64_t)i + 1);
      *exact_at(points, i, 1) = number_fraction((int64_t)(i % 3) - 1, 2);
    }
    steps_claim(b->s, step, RELATION_DERIVATIVE, side_value(b->s, f), side_value(b->s, g));
    step->claims[step->claim_count - 1].within = side_of(points);
    value_release(g);
  }
  value_release(f);
}
