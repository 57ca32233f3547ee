/* arithmetic.c -- what nobody explains as a whole: from the inside out, operation by operation.  */

#include "config.h"
#include "board/arithmetic.h"
#include "board/numerals.h"

#include <string.h>

enum { MOST_OPERATIONS = 40 };

static const Move from_inside = { "arithmetic", "Work from the inside out.", NULL, NULL,
                                  RELATION_EQUAL };

typedef struct Work {
  Steps *s;
  const Subject *subject;
  BoardStep *step;
  size_t operations, arithmetic;
  bool good;
} Work;

static const char *source(const Work *w, const Node *n) {
  return arena_copy(&w->s->arena, w->subject->text + n->span.start, n->span.end - n->span.start);
}

static bool is_real_scalar(Value v, Number *out) {
  View view;
  if (!value_is_numeric(v) || !value_is_scalar(v) || value_is_complex(v)) return false;
  value_view(&v, &view);
  *out = exact_number(view.data[0]);
  return view.data[0] - view.data[0] == 0;
}

/* How it looks in the line of the operation around it. */
static const char *operand(Work *w, const Node *n, Value v) {
  Number number;
  return is_real_scalar(v, &number) ? steps_number(w->s, number) : source(w, n);
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
  if (is_real_scalar(v, &number)) {
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
  bool scalars = is_real_scalar(kids[0], &numbers[0]) && is_real_scalar(kids[1], &numbers[1]);
  if (scalars && pattern && is_real_scalar(value, &result)) {
    w->arithmetic++;
    steps_row(w->s, w->step, "%s",
              equation_text(w->s, steps_equation(w->s, pattern, numbers, result)));
    return;
  }
  bool power = n->op == OPERATE_POWER || n->op == OPERATE_MATRIX_POWER;
  w->arithmetic += scalars && power;
  const char *left = operand(w, n->kids[0], kids[0]);
  if (power && scalars && (number_sign(numbers[0]) < 0 || !number_is_whole(numbers[0])))
    left = steps_printf(w->s, "(%s)", left);
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
    else if (n->kind == NODE_CALL)
      show_call(w, n, kids, value);
    else
      put_value(w, source(w, n), value);
  }
  for (size_t i = 0; i < MAX_SUBJECT_ARGUMENTS + 1; i++) value_release(kids[i]);
  return value;
}

bool explain_arithmetic(Steps *s, const Subject *subject) {
  Work w = { .s = s, .subject = subject, .good = true };
  s->title = steps_printf(s, "Calculate %s", source(&w, subject->node));
  w.step = steps_add(s, s->root, &from_inside, 0);
  Value value = walk(&w, subject->node);
  Number own, plain;
  if (is_real_scalar(value, &own) && is_real_scalar(subject->value, &plain)) {
    steps_claim(s, w.step, RELATION_EQUAL, side_number(s, own), side_number(s, plain));
    w.step->brief =
        steps_printf(s, "%s %s %s", source(&w, subject->node), number_exact(own) ? "=" : "≈",
                     steps_decimal(s, number_value(own)));
  }
  value_release(value);
  return w.good && w.operations <= MOST_OPERATIONS && (w.arithmetic > 0 || w.operations > 1);
}
