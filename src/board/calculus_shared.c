/* calculus_shared.c -- points, numbers and functions, as the explanations of calculus need them. */

#include "config.h"
#include "board/calculator.h"
#include "board/calculus.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ arguments */

bool subject_number(Steps *s, const Subject *subject, size_t i, double *out) {
  Value v = subject->args[i];
  if (v.kind != VALUE_SCALAR) return steps_refuse(s, "the steps are for one number");
  *out = v.scalar;
  return true;
}

bool subject_point(Steps *s, const Subject *subject, size_t i, double *out, size_t *count) {
  View v;
  Value x = subject->args[i];
  bool fine = value_is_numeric(x) && value_view(&x, &v) && !v.complex && v.count > 0;
  if (!fine) return steps_refuse(s, "the place is to be a list of real numbers");
  if (v.count > MAX_BOARD_VARIABLES)
    return steps_refuse(s, "there are steps for up to six variables");
  for (size_t k = 0; k < v.count; k++) {
    if (!isfinite(v.data[k])) return steps_refuse(s, "there is a NaN or an Inf in the place");
    out[k] = v.data[k];
  }
  *count = v.count;
  return true;
}

/* ------------------------------------------------------------------ numbers as text */

const char *say_number(Steps *s, double x) {
  return isfinite(x) ? steps_digits(s, x, 6) : x > 0 ? "∞" : x < 0 ? "−∞" : "no number";
}

static bool is_short(Number n) {
  return number_exact(n) && n.bottom <= 1000 && (n.top < 100000 && n.top > -100000);
}

const char *say_exact(Steps *s, double x) {
  Number n = exact_number(x);
  return isfinite(x) && is_short(n) ? steps_number(s, n) : say_number(s, x);
}

const char *sign_for(Steps *s, double x) {
  Number shown;
  const char *text = say_exact(s, x);
  if (!isfinite(x)) return "=";
  bool read = calculator_value(text, strlen(text), &shown);
  return read && fabs(number_value(shown) - x) <= 4e-16 * fabs(x) ? "=" : "≈";
}

static bool shows(const char *text, double x) {
  Number shown;
  return calculator_value(text, strlen(text), &shown) &&
         fabs(number_value(shown) - x) <= 4e-16 * fabs(x);
}

const char *say_close(Steps *s, double x) {
  enum { ROUND = 3, SOME = 6, MOST = 10 };
  if (!isfinite(x)) return say_number(s, x);
  const char *round = steps_digits(s, x, ROUND);
  for (int digits = SOME; digits <= MOST; digits++) {
    const char *text = steps_digits(s, x, digits);
    if (strcmp(text, round) != 0 || shows(text, x)) return text;
  }
  return steps_printf(s, "≈ %s", round);
}

const char *say_miss(Steps *s, const char *place, double function, double polynomial) {
  enum { SOME = 6, MOST = 12 };
  if (fabs(polynomial - function) <= 1e-12 * fmax(1, fabs(function)))
    return steps_printf(s, "At %s both are %s: it is the function itself, or as good as that.",
                        place, say_number(s, function));
  const char *f = "", *p = "", *miss = steps_digits(s, fabs(polynomial - function), 2);
  for (int digits = SOME; digits <= MOST; digits++) {
    Number a, b;
    f = steps_digits(s, function, digits);
    p = steps_digits(s, polynomial, digits);
    if (calculator_value(f, strlen(f), &a) && calculator_value(p, strlen(p), &b) &&
        strcmp(steps_digits(s, fabs(number_value(b) - number_value(a)), 2), miss) == 0)
      break;
  }
  return steps_printf(s, "At %s the function is %s and the polynomial %s: %s too %s.", place, f, p,
                      miss, polynomial > function ? "much" : "little");
}

bool is_visible_miss(double function, double polynomial) {
  return fabs(polynomial - function) >= 1e-5 * fmax(fabs(function), 1e-3);
}

const char *subject_place(Steps *s, const Subject *subject, size_t i) {
  double x = subject->args[i].scalar;
  const char *typed = subject->texts[i];
  bool word = strpbrk(typed, "abcdefghijklmnopqrstuvwxyz") && strlen(typed) < 12;
  if (!isfinite(x)) return x > 0 ? "∞" : "−∞";
  if (!word || number_exact(exact_number(x))) return say_exact(s, x);
  return book_text(s, typed);
}

const char *subject_function(Steps *s, const Subject *subject) {
  Board b;
  const char *kept = s->refusal;
  if (!board_begin(&b, s, subject)) {
    s->refusal = kept;
    return subject->texts[0];
  }
  const char *text = board_typed(&b);
  board_end(&b);
  return text;
}

const char *say_point(Steps *s, const double *x, size_t count) {
  Text t = TEXT_EMPTY;
  for (size_t k = 0; k < count; k++) text_printf(&t, "%s%s", k ? ", " : "", say_number(s, x[k]));
  const char *list = steps_keep(s, &t);
  return count == 1 ? list : steps_printf(s, "(%s)", list);
}

/* ------------------------------------------------------------------ claims */

void claim_true(Steps *s, BoardStep *step, bool holds) {
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_whole(1)),
              side_number(s, number_whole(holds)));
}

void claim_result(Steps *s, const Subject *subject, double result, double tolerance) {
  Value v = subject->value;
  double plain = v.kind == VALUE_SCALAR ? v.scalar : NAN;
  if (isfinite(plain))
    claim_true(s, s->root, fabs(plain - result) <= tolerance * fmax(1, fabs(result)));
}

/* ------------------------------------------------------------------ functions at points */

Value board_call(Board *b, Value f, const double *point) {
  Value args[MAX_BOARD_VARIABLES] = { VALUE_NOTHING }, result[1];
  size_t n = b->all.count, count = b->f.count > 1 ? n : 1;
  Arena arena = { 0 };
  if (b->f.count > 1 || b->all.single)
    for (size_t i = 0; i < count; i++) args[i] = value_scalar(point[i]);
  else {
    n = b->all.array ? b->entries : n;
    Exact *x = exact_new(&arena, n, 1);
    for (size_t i = 0; i < n; i++) x->at[i] = number_double(point[i]);
    args[0] = exact_value(x);
  }
  bool good = call_function(b->subject->call, f, args, count, result, 1);
  if (!good) {
    Error error;
    call_take_failure(b->subject->call, &error);
  }
  for (size_t i = 0; i < count; i++) value_release(args[i]);
  arena_free(&arena);
  return good ? result[0] : VALUE_NOTHING;
}

const Exact *board_at(Board *b, Id e, const double *point) {
  Value f;
  if (!e || !formula_handle(&b->f, e, false, &f)) return NULL;
  Value result = board_call(b, f, point);
  const Exact *x = value_is_numeric(result) ? exact_of(&b->s->arena, result) : NULL;
  value_release(result);
  value_release(f);
  return x;
}

double board_number_at(Board *b, Id e, const double *point) {
  const Exact *x = board_at(b, e, point);
  return x && x->rows * x->columns == 1 ? number_value(x->at[0]) : NAN;
}

const char *board_variable(Board *b, size_t i) {
  Id item = b->all.items[i];
  return item ? board_text(b, item) : steps_printf(b->s, "%s(%zu)", b->f.names[0], i + 1);
}

Id *board_partials(Board *b, Id e) {
  size_t n = b->all.count;
  if (n == 0 || n > MAX_BOARD_VARIABLES) {
    steps_refuse(b->s, n == 0 ? "the steps are for variables that are numbers"
                              : "there are steps for up to six variables");
    return NULL;
  }
  Id *parts = arena_new(&b->a.arena, n * sizeof *parts);
  for (size_t i = 0; i < n; i++) {
    b->symbol = b->all.items[i];
    parts[i] = b->symbol ? board_slope(b, e) : expr_whole(&b->a, 0);
    if (!parts[i]) {
      board_refuse(b, "the rules do not reach this");
      return NULL;
    }
  }
  return parts;
}

/* ------------------------------------------------------------------ one variable */

double curve_at(const Subject *subject, Value f, double x) {
  Value at = value_scalar(x), result[1];
  if (!call_function(subject->call, f, &at, 1, result, 1)) {
    Error error;
    call_take_failure(subject->call, &error);
    return NAN;
  }
  double y =
      result[0].kind == VALUE_SCALAR || result[0].kind == VALUE_LOGICAL ? result[0].scalar : NAN;
  value_release(result[0]);
  return y;
}

bool curve_begin(Curve *c, Steps *s, const Subject *subject) {
  if (!board_begin(&c->b, s, subject)) return false;
  c->f = c->df = VALUE_NOTHING;
  Board *b = &c->b;
  bool good = b->f.count == 1 && b->all.single && b->all.items[0];
  if (good) {
    b->symbol = b->all.items[0];
    b->name = board_text(b, b->symbol);
    c->slope = board_slope(b, b->f.body);
    good = c->slope && formula_handle(&b->f, b->f.body, false, &c->f) &&
           formula_handle(&b->f, c->slope, false, &c->df);
  }
  if (good) return true;
  board_refuse(b, "the steps are for functions of one number");
  value_release(c->f);
  board_end(b);
  return false;
}

void curve_end(Curve *c) {
  value_release(c->f);
  value_release(c->df);
  board_end(&c->b);
}
