/* linear_elementwise.c -- sums, differences and products entry by entry.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <math.h>
#include <string.h>

enum { SHOWN = 12, LARGEST = 50 };

static const Move each_entry = { "entries", "Each entry on its own.", NULL, NULL, RELATION_EQUAL };
static const Move stretched = { "entries.stretch", "The number meets every entry.", NULL, NULL,
                                RELATION_EQUAL };
static const Move repeated = { "entries.repeat",
                               "The row or column is repeated until both have {shape}.", NULL, NULL,
                               RELATION_EQUAL };

typedef struct EntryRule {
  const char *name, *pattern, *title;
} EntryRule;

static const EntryRule operations[] = {
  { "+", "{0}{1+}", "Add %s and %s" },
  { "-", "{0} − {1!}", "Take %s from %s" },
  { ".*", "{0}·{1*}", "Multiply %s and %s entry by entry" },
  { "./", "{0} ÷ {1!}", "Divide %s by %s entry by entry" },
  { ".^", "{0*}", "%s to the power %s, entry by entry" },
};

static Number power_of(Number x, Number y) {
  Number out;
  return number_power(x, y, &out) ? out : number_double(pow(number_value(x), number_value(y)));
}

static Number apply(const EntryRule *op, Number x, Number y) {
  switch (op->name[strlen(op->name) - 1]) {
  case '+': return number_add(x, y);
  case '-': return exact_subtract(x, y);
  case '*': return number_multiply(x, y);
  case '^': return power_of(x, y);
  default: return number_divide(x, y);
  }
}

static Number entry_of(const Exact *a, size_t i, size_t j) {
  return *exact_at(a, a->rows == 1 ? 0 : i, a->columns == 1 ? 0 : j);
}

static bool fits(size_t a, size_t b) {
  return a == b || a == 1 || b == 1;
}

static void show_entries(Steps *s, BoardStep *step, const EntryRule *op, const Exact *a,
                         const Exact *b, const Exact *c) {
  size_t shown = 0;
  for (size_t i = 0; i < c->rows; i++)
    for (size_t j = 0; j < c->columns && shown < SHOWN; j++, shown++) {
      Number n[] = { entry_of(a, i, j), entry_of(b, i, j) };
      const char *pattern =
          op->name[1] == '^' ? steps_printf(s, "{0*}%s", steps_raised(s, n[1].top)) : op->pattern;
      Equation q = steps_equation(s, pattern, n, *exact_at(c, i, j));
      steps_row(s, step, "(%zu,%zu)\t%s\v%s\v%s", i + 1, j + 1, q.left, q.sign, q.right);
    }
  if (shown < c->rows * c->columns) steps_row(s, step, "and so on");
}

/* A number that was typed is its own name. */
static const char *name_of(const Subject *subject, size_t i, const char *standard) {
  bool typed = value_is_scalar(subject->args[i]) && strchr("0123456789.", *subject->texts[i]);
  return typed ? subject->texts[i] : subject_name(subject, i, standard);
}

static bool explain_entries(Steps *s, const Subject *subject) {
  if (value_is_scalar(subject->args[0]) && value_is_scalar(subject->args[1])) return false;
  const Exact *a = subject_matrix(s, subject, 0), *b = subject_matrix(s, subject, 1);
  if (!a || !b || !linear_fits(s, a, false, LARGEST) || !linear_fits(s, b, false, LARGEST))
    return false;
  if (!fits(a->rows, b->rows) || !fits(a->columns, b->columns))
    return steps_refuse(s, "the sizes do not fit");
  const EntryRule *op = operations;
  while (strcmp(op->name, subject->name) != 0) op++;
  size_t rows = a->rows > b->rows ? a->rows : b->rows;
  size_t columns = a->columns > b->columns ? a->columns : b->columns;
  Exact *c = exact_new(&s->arena, rows, columns);
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) {
      if (op->name[1] == '/' && exact_is_zero(entry_of(b, i, j)))
        return steps_refuse(s, "there is a division by 0");
      Number y = entry_of(b, i, j);
      if (op->name[1] == '^' && !(number_is_whole(y) && y.top >= 0 && y.top <= 20))
        return steps_refuse(s, "there are steps for whole powers from 0 to 20");
      *exact_at(c, i, j) = apply(op, entry_of(a, i, j), entry_of(b, i, j));
    }
  const char *left = name_of(subject, 0, "A"), *right = name_of(subject, 1, "B");
  bool from = op->name[0] == '-';
  Text title = TEXT_EMPTY;
  for (const char *t = op->title; *t; t++)
    if (*t == '%' && t[1] == 's') {
      bool second = strchr(op->title, '%') != t;
      text_puts(&title, second != from ? right : left);
      t++;
    } else
      text_putc(&title, *t);
  s->title = steps_keep(s, &title);
  bool same = a->rows == b->rows && a->columns == b->columns;
  bool number = a->rows * a->columns == 1 || b->rows * b->columns == 1;
  BoardStep *step = steps_add(s, s->root, same ? &each_entry : number ? &stretched : &repeated, 0);
  steps_bind(s, step, "shape", steps_printf(s, "%zu×%zu", rows, columns));
  show_entries(s, step, op, a, b, c);
  step->brief = steps_vector(s, c);
  const char *sign = strcmp(op->name, "+") == 0 ? "+" : from ? "−" : subject->name;
  steps_gap(s, step);
  bool first = a->rows * a->columns > 1, second = b->rows * b->columns > 1;
  Line *line = steps_row(s, step, "%s %s %s %s \1", first ? "\1" : steps_number(s, a->at[0]), sign,
                         second ? "\1" : steps_factor(s, b->at[0]), s->decimals ? "≈" : "=");
  if (first) line_grid(s, line, grid_of(s, a));
  if (second) line_grid(s, line, grid_of(s, b));
  line_grid(s, line, grid_of(s, c));
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, step, RELATION_EQUAL, side_of(c), side_of(plain));
  return true;
}

const Explainer linear_elementwise_explainers[] = {
  { "+", 2, 2, explain_entries },  { "-", 2, 2, explain_entries },  { ".*", 2, 2, explain_entries },
  { "./", 2, 2, explain_entries }, { ".^", 2, 2, explain_entries }, { 0 },
};
