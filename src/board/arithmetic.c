/* arithmetic.c -- what nobody explains as a whole: from the inside out, operation by operation.  */

#include "config.h"
#include "board/arithmetic.h"
#include "board/calculus.h"
#include "lang/parse.h"
#include "value/callable.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPERATIONS = 40, MOST_CALLS = 4, MOST_PARAMETERS = 6 };

static const Move from_inside = { "arithmetic", "Work from the inside out.", NULL, NULL,
                                  RELATION_EQUAL };
static const Move put_in = { "arithmetic.call", "Put {values}", "{function}", NULL,
                             RELATION_EQUAL };

typedef struct Work {
  Steps *s;
  const Subject *subject;
  BoardStep *step;
  size_t operations, arithmetic;
  size_t calls; /* functions of the learner's that are open */
  bool good;
  struct {
    double value;
    Number number;
  } exact[MOST_OPERATIONS]; /* what rounding has hidden: 1/3 + 1/4 is 7/12 */
  size_t exact_count;
} Work;

static const char *source(const Work *w, const Node *n) {
  return arena_copy(&w->s->arena, w->subject->text + n->span.start, n->span.end - n->span.start);
}

static bool is_real_scalar(const Work *w, Value v, Number *out) {
  View view;
  if (!value_is_numeric(v) || !value_is_scalar(v) || value_is_complex(v)) return false;
  value_view(&v, &view);
  double x = view.data[0];
  *out = exact_number(x);
  for (size_t i = 0; i < w->exact_count && !number_exact(*out); i++)
    if (w->exact[i].value == x) *out = w->exact[i].number;
  return x - x == 0;
}

/* The result of an operation on exact numbers, where VALUE lost it by rounding alone. */
static void keep_exact(Work *w, int op, const Number *n, Number *value) {
  if (number_exact(*value) || !number_exact(n[0]) || !number_exact(n[1])) return;
  if (w->exact_count == MOST_OPERATIONS) return;
  Number exact = op == OPERATE_ADD        ? number_add(n[0], n[1])
                 : op == OPERATE_SUBTRACT ? number_add(n[0], number_negate(n[1]))
                 : op == OPERATE_TIMES || op == OPERATE_MATRIX_TIMES ? number_multiply(n[0], n[1])
                 : number_sign(n[1]) != 0                            ? number_divide(n[0], n[1])
                                                                     : *value;
  double x = number_value(*value), apart = fabs(number_value(exact) - x);
  if (!number_exact(exact) || apart > 1e-14 * fabs(x)) return;
  w->exact[w->exact_count].value = x;
  w->exact[w->exact_count++].number = exact;
  *value = exact;
}

/* How it looks in the line of the operation around it. */
static const char *operand(Work *w, const Node *n, Value v) {
  Number number;
  return is_real_scalar(w, v, &number) ? steps_number(w->s, number) : source(w, n);
}

static const char *pattern_of(int op) {
  switch (op) {
  case OPERATE_ADD: return "{0}{1+}";
  case OPERATE_SUBTRACT: return "{0} − {1!}";
  case OPERATE_TIMES:
  case OPERATE_MATRIX_TIMES: return "{0}·{1*}";
  case OPERATE_RIGHT_DIVIDE:
  case OPERATE_MATRIX_RIGHT_DIVIDE: return "{0} ÷ {1!}";
  default: return NULL;
  }
}

static void put_value(Work *w, const char *left, Value v) {
  Number number;
  if (is_real_scalar(w, v, &number)) {
    const char *sign = number_exact(number) ? "=" : "≈";
    const char *right = number_exact(number) ? steps_number(w->s, number)
                                             : steps_decimal(w->s, number_value(number));
    steps_row(w->s, w->step, "%s %s %s", left, sign, right);
    return;
  }
  const Exact *a = value_is_numeric(v) && !value_is_complex(v) ? exact_of(&w->s->arena, v) : NULL;
  if (a && a->rows * a->columns > 0) {
    Line *line = steps_row(w->s, w->step, "%s = \1", left);
    line_grid(w->s, line, grid_of(w->s, a));
    return;
  }
  Text text = TEXT_EMPTY;
  bool complex = value_is_complex(v) && value_is_scalar(v);
  if (complex)
    show_inline(v, 5, &text);
  else
    value_describe(v, &text);
  steps_row(w->s, w->step, complex ? "%s = %s" : "%s is %s", left, text_string(&text));
  text_free(&text);
}

static void show_binary(Work *w, const Node *n, const Value *kids, Value value) {
  Number numbers[2], result;
  const char *pattern = pattern_of(n->op);
  bool scalars = is_real_scalar(w, kids[0], &numbers[0]) && is_real_scalar(w, kids[1], &numbers[1]);
  if (scalars && pattern && is_real_scalar(w, value, &result)) {
    w->arithmetic++;
    keep_exact(w, n->op, numbers, &result);
    steps_row(w->s, w->step, "%s",
              equation_text(w->s, steps_equation(w->s, pattern, numbers, result)));
    return;
  }
  bool power = n->op == OPERATE_POWER || n->op == OPERATE_MATRIX_POWER;
  w->arithmetic += scalars && power;
  const char *left = operand(w, n->kids[0], kids[0]);
  if (power && scalars && (number_sign(numbers[0]) < 0 || !number_is_whole(numbers[0])))
    left = steps_printf(w->s, "(%s)", left);
  int64_t exponent = power && scalars && number_is_whole(numbers[1]) ? numbers[1].top : -1;
  if (exponent >= 0 && exponent < 100) {
    put_value(w, steps_printf(w->s, "%s%s", left, steps_raised(w->s, exponent)), value);
    return;
  }
  put_value(w,
            steps_printf(w->s, power ? "%s%s%s" : "%s %s %s", left, operator_text((Operator)n->op),
                         operand(w, n->kids[1], kids[1])),
            value);
}

static void show_call(Work *w, const Node *n, const Value *kids, Value value) {
  Text left = TEXT_EMPTY;
  text_printf(&left, "%s(", source(w, n->kids[0]));
  for (size_t i = 1; i < n->count; i++)
    text_printf(&left, "%s%s", i > 1 ? ", " : "", operand(w, n->kids[i], kids[i]));
  text_putc(&left, ')');
  put_value(w, text_string(&left), value);
  text_free(&left);
}

/* ------------------------------------------------------------------ the learner's functions */

static Value walk(Work *w, const Node *n);

/* @(x, y) body, taken apart; false for functions that are not written so. */
typedef struct Handle {
  const char *names[MOST_PARAMETERS];
  size_t count;
  const char *body;
} Handle;

static bool read_handle(Work *w, Value f, Handle *out) {
  *out = (Handle){ .count = 0 };
  if (f.kind != VALUE_FUNCTION) return false;
  Text shown = TEXT_EMPTY;
  f.function->class->show(f.function, &shown);
  const char *text = steps_keep(w->s, &shown), *end = strchr(text, ')');
  if (strncmp(text, "@(", 2) != 0 || !end) return false;
  for (const char *at = text + 2; at < end;) {
    at += strspn(at, ", ");
    size_t len = strcspn(at, ",)");
    if (len == 0 || out->count == MOST_PARAMETERS || *at == '~') return false;
    out->names[out->count++] = arena_copy(&w->s->arena, at, len);
    at += len;
  }
  out->body = end + 1 + strspn(end + 1, " ");
  return out->count > 0;
}

/* The entry of a list that AT picks: "(2)"; the bytes that were read, 0 when it is not so. */
static size_t put_entry(const Value *list, const char *at, Text *out) {
  View v;
  char *end;
  const char *start = at + strspn(at, " ");
  if (!value_is_numeric(*list) || value_is_scalar(*list) || *start != '(') return 0;
  if (!value_view(list, &v) || v.complex) return 0;
  unsigned long k = strtoul(start + 1, &end, 10);
  if (end == start + 1 || *end != ')' || k == 0 || k > v.count) return 0;
  text_printf(out, v.data[k - 1] < 0 ? "(%.15g)" : "%.15g", v.data[k - 1]);
  return (size_t)(end + 1 - at);
}

/* The body with what was given in place of the parameters. */
static const char *put_arguments(Work *w, const Handle *h, const char *const *given,
                                 const Value *values) {
  Text out = TEXT_EMPTY;
  for (const char *at = h->body; *at;) {
    size_t len = 0;
    if (isalpha((unsigned char)*at) || *at == '_')
      while (isalnum((unsigned char)at[len]) || at[len] == '_') len++;
    size_t i = 0;
    while (len > 0 && i < h->count &&
           (strlen(h->names[i]) != len || memcmp(h->names[i], at, len) != 0))
      i++;
    bool field = at > h->body && at[-1] == '.';
    size_t taken = 0;
    if (len > 0 && i < h->count && !field && (taken = put_entry(&values[i], at + len, &out)) > 0)
      len += taken;
    else if (len > 0 && i < h->count && !field)
      text_puts(&out, given[i]);
    else
      text_append(&out, at, len > 0 ? len : 1);
    at += len > 0 ? len : 1;
  }
  return steps_keep(w->s, &out);
}

/* As it can be typed, in brackets where it has to be. */
static const char *given_text(Work *w, const Node *n, Value v) {
  Number number;
  const char *typed = source(w, n);
  bool plain = *typed == '[' || typed[strspn(typed, "abcdefghijklmnopqrstuvwxyz"
                                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")] == 0;
  if (!is_real_scalar(w, v, &number)) return steps_printf(w->s, plain ? "%s" : "(%s)", typed);
  double x = number_value(number);
  char brief[40];
  snprintf(brief, sizeof brief, "%.15g", x);
  bool same = strtod(brief, NULL) == x;
  return steps_printf(w->s, x < 0 ? "(%.*g)" : "%.*g", same ? 15 : 17, x);
}

static bool same_value(const Work *w, Value a, Value b) {
  Number x, y;
  if (is_real_scalar(w, a, &x) && is_real_scalar(w, b, &y)) return exact_close(x, y);
  return a.kind != VALUE_NONE && value_equal(a, b);
}

/* f(3): what f is, 3 put in for x, and the arithmetic of that.  False where this is no function of
   the learner's, or where the text means something else here than inside of it. */
static bool show_function(Work *w, const Node *n, const Value *kids, Value value) {
  Handle h;
  const char *name = source(w, n->kids[0]), *given[MOST_PARAMETERS];
  Value f = call_variable(w->subject->call, name);
  bool good = w->calls < MOST_CALLS && read_handle(w, f, &h) && h.count == n->count - 1;
  value_release(f);
  if (!good) return false;
  Text values = TEXT_EMPTY, names = TEXT_EMPTY;
  for (size_t i = 0; i < h.count; i++) {
    given[i] = given_text(w, n->kids[i + 1], kids[i + 1]);
    text_printf(&names, "%s%s", i ? ", " : "", h.names[i]);
    text_printf(&values, "%s%s in for %s", i ? ", " : "", operand(w, n->kids[i + 1], kids[i + 1]),
                h.names[i]);
  }
  const char *text = put_arguments(w, &h, given, kids + 1), *in_words = steps_keep(w->s, &values);
  const char *formula =
      steps_printf(w->s, "%s(%s) = %s", name, text_string(&names), book_tight(w->s, h.body));
  text_free(&names);
  Subject inner = *w->subject;
  inner.text = text;
  Error error = { 0 };
  Parser parser;
  parser_begin(&parser, text, &w->s->arena, &error);
  const Node *tree = parse_statement(&parser);
  if (!tree || tree->kind != NODE_EXPRESSION) return false;
  Value plain = subject_evaluate(&inner, text);
  good = same_value(w, plain, value);
  value_release(plain);
  if (!good) return false;
  inner.node = tree->kids[0];
  bool whole = n == w->subject->node && !w->step;
  if (whole) {
    BoardStep *step = steps_add(w->s, w->s->root, &put_in, 0);
    steps_bind(w->s, step, "values", in_words);
    steps_bind(w->s, step, "function", formula);
    step->brief = steps_printf(w->s, "%s with %s", formula, in_words);
    steps_row(w->s, step, "%s = %s", book_tight(w->s, source(w, n)), book_tight(w->s, text));
    w->step = steps_add(w->s, w->s->root, &from_inside, 0);
  } else
    steps_row(w->s, w->step, "%s = %s     %s, %s", book_tight(w->s, source(w, n)),
              book_tight(w->s, text), formula, in_words);
  const Subject *outer = w->subject;
  w->subject = &inner;
  w->calls++;
  value_release(walk(w, inner.node));
  w->calls--;
  w->subject = outer;
  w->arithmetic++;
  if (!whole) put_value(w, book_tight(w->s, source(w, n)), value);
  return true;
}

static bool is_operation(const Node *n) {
  return n->kind == NODE_BINARY || n->kind == NODE_UNARY ||
         (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME);
}

/* -3 is a number, not an operation. */
static bool is_sign(const Node *n) {
  return n->kind == NODE_UNARY && n->kids[0]->kind == NODE_NUMBER;
}

static Value walk(Work *w, const Node *n) {
  Value value = VALUE_NOTHING, kids[MAX_SUBJECT_ARGUMENTS + 1];
  if (!w->good) return value;
  bool operation = is_operation(n) && !is_sign(n) && n->count <= MAX_SUBJECT_ARGUMENTS;
  size_t first = n->kind == NODE_CALL;
  for (size_t i = 0; i < MAX_SUBJECT_ARGUMENTS + 1; i++) kids[i] = VALUE_NOTHING;
  for (size_t i = first; operation && i < n->count; i++) kids[i] = walk(w, n->kids[i]);
  if (w->good) value = subject_evaluate(w->subject, source(w, n));
  w->good &= value.kind != VALUE_NONE;
  if (w->good && operation && ++w->operations <= MOST_OPERATIONS) {
    if (n->kind == NODE_BINARY)
      show_binary(w, n, kids, value);
    else if (n->kind == NODE_CALL && !show_function(w, n, kids, value))
      show_call(w, n, kids, value);
    else if (n->kind != NODE_CALL)
      put_value(w, source(w, n), value);
  }
  for (size_t i = 0; i < MAX_SUBJECT_ARGUMENTS + 1; i++) value_release(kids[i]);
  return value;
}

/* The step for the arithmetic is made where it is needed: behind what a function says. */
static Value walk_all(Work *w) {
  const Node *n = w->subject->node;
  Value f = VALUE_NOTHING;
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME)
    f = call_variable(w->subject->call, n->kids[0]->text);
  Handle h;
  bool function = read_handle(w, f, &h) && h.count == n->count - 1;
  value_release(f);
  for (size_t i = 1; function && i < n->count; i++)
    function = !is_operation(n->kids[i]) || is_sign(n->kids[i]);
  if (!function) w->step = steps_add(w->s, w->s->root, &from_inside, 0);
  Value value = walk(w, n);
  if (!w->step) w->step = steps_add(w->s, w->s->root, &from_inside, 0);
  return value;
}

bool explain_arithmetic(Steps *s, const Subject *subject) {
  Work w = { .s = s, .subject = subject, .good = true };
  s->title = steps_printf(s, "Calculate %s", source(&w, subject->node));
  Value value = walk_all(&w);
  Number own, plain;
  if (is_real_scalar(&w, value, &own) && is_real_scalar(&w, subject->value, &plain)) {
    steps_claim(s, w.step, RELATION_EQUAL, side_number(s, own), side_number(s, plain));
    w.step->brief =
        steps_printf(s, "%s %s %s", source(&w, subject->node), number_exact(own) ? "=" : "≈",
                     steps_decimal(s, number_value(own)));
  }
  value_release(value);
  return w.good && w.operations <= MOST_OPERATIONS && (w.arithmetic > 0 || w.operations > 1);
}
