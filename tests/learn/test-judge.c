/* test-judge.c -- verdicts by the rules, one row at a time; and what stands behind them.  */

#include "config.h"
#include "learn/closeness.h"
#include "learn/judge.h"
#include "learn/judge_table.h"
#include "learn/loose.h"
#include "learn/reading.h"
#include "lang/parse.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static Interp *interp;

/* ------------------------------------------------------------------ the table */

static void check_row(const char *line, size_t len, unsigned number) {
  char expected[80];
  const char *tab = memchr(line, '\t', len);
  Text verdict = TEXT_EMPTY, message = TEXT_EMPTY;
  if (!tab || (size_t)(tab - line) >= sizeof expected) {
    tap_ok(false, "line %u has an expected verdict", number);
    return;
  }
  snprintf(expected, sizeof expected, "%.*s", (int)(tab - line), line);
  judge_table_row(interp, tab + 1, len - (size_t)(tab + 1 - line), &verdict, &message);
  if (verdict.len > 0) text_truncate(&verdict, verdict.len - 1);
  const char *got = text_string(&verdict);
  bool good = strcmp(got, expected) == 0;
  if (strncmp(expected, "ungradable", 10) == 0) {
    const char *word = expected + 10 + (expected[10] == ' ');
    good = strncmp(got, "ungradable", 10) == 0 && strlen(got) > 11 && strstr(got + 10, word);
  }
  tap_ok(good, "line %u: %.*s", number, (int)len, line);
  if (!good) tap_note("got: %s (%s)", got, text_string(&message));
  text_free(&verdict);
  text_free(&message);
}

static void check_table(void) {
  char *table = tap_file("tests/learn/judge.tsv");
  unsigned number = 0;
  for (const char *s = table; *s;) {
    size_t len = strcspn(s, "\n");
    number++;
    if (len > 0 && *s != '#') check_row(s, len, number);
    s += len + (s[len] == '\n');
  }
  free(table);
}

/* ------------------------------------------------------------------ what is said */

typedef struct Asked {
  Part part;
  Scope *scope;
  Judgement judgement;
} Asked;

static void ask(Asked *a, AnswerKind kind, const char *answer, const char *typed) {
  *a = (Asked){ .part = { .name = "", .kind = kind, .kind_given = true, .answer.text = answer },
                .scope = scope_new() };
  Question q = { .part = &a->part, .scope = a->scope };
  judge_answer(interp, &q, typed, &a->judgement);
}

static void asked_free(Asked *a) {
  judgement_free(&a->judgement);
  scope_free(a->scope);
}

static void check_reading(const char *typed, const char *expected) {
  Asked a;
  ask(&a, ANSWER_NUMBER, "1", typed);
  tap_text(text_string(&a.judgement.reading), expected, "%s is read back", typed);
  asked_free(&a);
}

static void check_message(AnswerKind kind, const char *answer, const char *typed,
                          const char *expected) {
  Asked a;
  ask(&a, kind, answer, typed);
  tap_text(text_string(&a.judgement.message), expected, "%s for %s", typed, answer);
  asked_free(&a);
}

static void check_form_message(const char *form, const char *answer, const char *typed,
                               const char *expected) {
  Asked a = { .part = { .name = "", .kind = ANSWER_FORMULA, .answer.text = answer } };
  a.part.form.text = form;
  a.scope = scope_new();
  judge_answer(interp, &(Question){ .part = &a.part, .scope = a.scope }, typed, &a.judgement);
  tap_text(text_string(&a.judgement.message), expected, "%s is not %s", typed, form);
  asked_free(&a);
}

/* The sentence before the counterexample. */
static void check_rule_message(const char *of, const char *answer, const char *typed,
                               const char *expected) {
  Asked a = { .part = { .name = "", .kind = ANSWER_FORMULA, .answer.text = answer } };
  a.part.of.text = of;
  a.scope = scope_new();
  judge_answer(interp, &(Question){ .part = &a.part, .scope = a.scope }, typed, &a.judgement);
  const char *message = text_string(&a.judgement.message);
  char *first = mem_copy_bytes(message, strlen(expected) < strlen(message) ? strlen(expected)
                                                                           : strlen(message));
  tap_text(first, expected, "%s for the derivative of %s", typed, of);
  free(first);
  asked_free(&a);
}

static void check_rules_and_forms(void) {
  check_form_message("expanded", "2*x + 2", "2(x+1)",
                     "The value is right; there is a bracket left to multiply out: `2*(x + 1)`.");
  check_form_message("expanded", "5*x", "2x + 3x",
                     "The value is right; there are like terms left to put together: `2*x` and "
                     "`3*x`.");
  check_form_message("expanded", "x^3", "x*x^2",
                     "The value is right; there are factors left to put together: `x*x^2`.");
  check_form_message("factored", "(x - 1)*(x + 1)", "x^2 - 1",
                     "The value is right; it is still a sum: `x^2 - 1`.");
  check_form_message("factored", "2*(x + 1)^2", "(2x + 2)(x + 1)",
                     "The value is right; `2*x + 2` still has the common factor `2`.");
  check_form_message("factored", "x*(x - 1)*(x + 1)", "x(x^2 - 1)",
                     "The value is right; `x^2 - 1` can be factored further.");
  check_form_message("factored", "3*x*(x + 1)", "(x + 2x)(x + 1)",
                     "The value is right; `x + 2*x` can be put together: `3*x`.");
  check_rule_message("sin(3*x)", "3*cos(3*x)", "cos(3x)",
                     "The inner derivative of `sin(3*x)` is missing: multiply by `3`. At ");
  check_rule_message("x + (3*x^2 + 1)^4", "1 + 24*x*(3*x^2 + 1)^3", "1 + 4(3x^2 + 1)^3",
                     "The inner derivative of `(3*x^2 + 1)^4` is missing: multiply by `6*x`. At ");
  check_rule_message("x^2*sin(x)", "2*x*sin(x) + x^2*cos(x)", "2x sin(x)",
                     "One half of the product rule for `x^2*sin(x)` is missing: add "
                     "`x^2*cos(x)`. At ");
  check_rule_message("x/(x + 1)", "1/(x + 1)^2", "1/(x + 1)",
                     "In the quotient rule for `x/(x + 1)` the square `(x + 1)^2` stands below. ");
  check_rule_message("3 + cos(2*x)", "-2*sin(2*x)", "2 sin(2x)",
                     "Look at the sign: the outer derivative of `cos(2*x)` is `-sin(2*x)`. At ");
  check_rule_message("7*x^5", "35*x^4", "7x^4",
                     "The exponent of `x^5` comes down as a factor: multiply by `5`. At ");
  check_rule_message("x^5 + 8", "5*x^4", "5x^4 + 8",
                     "The constant `8` does not change: its derivative is 0. At ");
}

static void check_credit(const char *answer, const char *typed, double expected) {
  Asked a;
  ask(&a, ANSWER_SET, answer, typed);
  tap_ok(fabs(a.judgement.credit - expected) < 1e-12, "%s for %s gives %g (got %g)", typed, answer,
         expected, a.judgement.credit);
  asked_free(&a);
}

static void check_messages(void) {
  check_reading("3*-2 + -1*5 + 4*1", "3*(-2) + (-1)*5 + 4*1 = -7");
  check_reading("15", "15");
  check_reading("3e-4", "0.0003");
  check_reading("45%", "45/100 = 0.45");
  check_reading("-3^2", "-3^2 = -9");
  check_reading("2^3^2", "(2^3)^2 = 64");
  check_reading("2^(3^2)", "2^(3^2) = 512");
  check_reading("1-(2-3)", "1 - (2 - 3) = 2");
  check_reading("[1,-2;3,4]", "[1, -2; 3, 4]");
  check_message(ANSWER_FORMULA, "3*x^2", "x^2 + 4x", "At x = 1 yours is 5, expected 3.");
  check_message(ANSWER_FORMULA, "6*x", "2x^2", "At x = 1 yours is 2, expected 6.");
  check_message(ANSWER_VECTOR, "[1 2 3]", "[1 5 3]", "Entry 2 is not right.");
  check_message(ANSWER_MATRIX, "[1 2; 3 4]", "[1 2; 9 4]", "Entry (2, 1) is not right.");
  check_message(ANSWER_MATRIX, "ones(3, 2)", "[1 2 3; 4 5 6]",
                "Yours is 2x3, but a 3x2 matrix is asked.");
  check_message(ANSWER_NUMBER, "0.5", "0.501", "Close, 0.2 % off: did you round early?");
  check_message(ANSWER_SET, "{1, 2, 3}", "{1, 2, 5, 6}", "2 right, 1 missing, 2 too many.");
  check_message(ANSWER_FORMULA, "2*x", "2*X",
                "`X` is not known in this answer; did you mean `x`? Capitals count.");
  Asked a;
  ask(&a, ANSWER_NUMBER, "1", "sin(1, 2, 3)");
  tap_ok(strncmp(text_string(&a.judgement.message), "sin takes 1 argument, but got 3", 31) == 0,
         "an error of the language is the message: %s", text_string(&a.judgement.message));
  asked_free(&a);
  check_message(ANSWER_FORMULA, "2*x", "2*x + q",
                "`q` is not known in this answer; it is written in `x`.");
  check_credit("{1, 2, 3}", "{1, 2, 5, 6}", 0.5);
  check_credit("{1, 2}", "{2}", 0.5);
  check_credit("{1, 2}", "{2, 1}", 1);
}

/* Conditions on what the learner made at the prompt. */
/* The f of a lesson's examples is not the f of the question, but a b that was drawn is its b. */
static void check_lesson_names(void) {
  static const struct {
    const char *typed;
    Verdict expected;
  } rows[] = { { "x - eta*(6*x + b)", VERDICT_RIGHT },
               { "x - eta f(x)", VERDICT_UNGRADABLE },
               { "x - eta f'(x)", VERDICT_UNGRADABLE },
               { "x - eta*(6*x + own)", VERDICT_RIGHT } };
  Part part = { .name = "", .kind = ANSWER_FORMULA, .answer.text = "x - eta*(2*a*x + b)" };
  Scope *lesson = scope_new();
  Value f;
  Error error = { 0 };
  tap_ok(interp_evaluate(interp, lesson, "@(v) v(1)^2 + v(2)^2", &f, &error), "a lesson has an f");
  scope_set(lesson, "f", f);
  scope_set(lesson, "b", value_scalar(5));
  Scope *drawn = scope_copy(lesson), *learner = scope_copy(lesson);
  scope_set(drawn, "a", value_scalar(3));
  scope_set(learner, "own", value_scalar(5));
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Judgement j;
    Question q = { .part = &part, .scope = drawn, .learner = learner, .lesson = lesson };
    judge_answer(interp, &q, rows[i].typed, &j);
    if (!tap_ok(j.verdict == rows[i].expected, "%s is %s", rows[i].typed,
                verdict_name(rows[i].expected)))
      tap_note("%s: %s", verdict_name(j.verdict), text_string(&j.message));
    if (i == 1)
      tap_text(text_string(&j.message),
               "`f` is not known in this answer; it is written in `x` and `eta`.",
               "a lesson's function is no part of a formula");
    judgement_free(&j);
  }
  scope_free(lesson);
  scope_free(drawn);
  scope_free(learner);
}

/* Options that are letters have numbers, and the judge speaks of them. */
static void check_numbered_options(void) {
  Choice choices[] = { { .text.text = "c", .right = true }, { .text.text = "b" } };
  size_t order[] = { 1, 0 };
  Part part = { .name = "", .kind = ANSWER_CHOICE, .choices = choices, .choice_count = 2 };
  Scope *scope = scope_new();
  static const struct {
    const char *typed, *reading, *why;
    Verdict expected;
  } rows[] = { { "c", "2: c", "yours:    2: c\n", VERDICT_RIGHT },
               { "1", "1: b", "yours:    1: b\n", VERDICT_WRONG },
               { "a", "", "", VERDICT_UNGRADABLE } };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Judgement j;
    Question q = { .part = &part, .scope = scope, .order = order };
    judge_answer(interp, &q, rows[i].typed, &j);
    tap_ok(j.verdict == rows[i].expected, "option %s is %s", rows[i].typed,
           verdict_name(rows[i].expected));
    tap_text(text_string(&j.reading), rows[i].reading, "... read by its label and text");
    tap_ok(strstr(text_string(&j.why), rows[i].why), "... and so in `why`");
    judgement_free(&j);
  }
  scope_free(scope);
}

static void check_session(void) {
  Part part = { .name = "", .kind = ANSWER_SESSION, .kind_given = true };
  part.check.text = "norm(w) == k";
  Scope *scope = scope_new(), *learner = scope_new();
  scope_set(scope, "k", value_scalar(5));
  Question q = { .part = &part, .scope = scope, .learner = learner };
  static const Verdict expected[] = { VERDICT_UNGRADABLE, VERDICT_WRONG, VERDICT_RIGHT };
  for (int i = 0; i < 3; i++) {
    Judgement j;
    if (i > 0) scope_set(learner, "w", value_scalar(i == 1 ? 4 : -5));
    judge_answer(interp, &q, "done", &j);
    tap_ok(j.verdict == expected[i], "session: %s", verdict_name(expected[i]));
    judgement_free(&j);
  }
  Value k = scope_get(scope, "w");
  tap_ok(k.kind == VALUE_NONE, "the variant's variables stay as they are");
  scope_free(scope);
  scope_free(learner);
}

static void check_why(void) {
  Asked a;
  ask(&a, ANSWER_NUMBER, "pi", "3.2");
  const char *why = text_string(&a.judgement.why);
  tap_ok(strstr(why, "within 0.1 %") && strstr(why, "3.2") && strstr(why, "3.14159"),
         "why names the rule and both values");
  asked_free(&a);
  ask(&a, ANSWER_FORMULA, "x^2", "x^2 + 1");
  why = text_string(&a.judgement.why);
  tap_ok(strstr(why, "points") && strstr(why, "yours") && strstr(why, "at x = "),
         "why names the points and values of formulas");
  asked_free(&a);
}

/* ------------------------------------------------------------------ the author's answer */

static void check_model(AnswerKind kind, const char *answer, const char *digits,
                        const char *expected) {
  Part part = { .name = "", .kind = kind, .kind_given = true };
  Text model = TEXT_EMPTY;
  Error error;
  Judgement j;
  part.answer.text = answer;
  part.digits.text = digits;
  Scope *scope = scope_new();
  scope_set(scope, "a", value_scalar(-3));
  Question q = { .part = &part, .scope = scope };
  judge_model(interp, &q, &model, &error);
  tap_text(text_string(&model), expected, "the model answer of %s", answer);
  judge_answer(interp, &q, text_string(&model), &j);
  tap_ok(j.verdict == VERDICT_RIGHT, "... is right when it is typed (%s)", text_string(&j.message));
  judgement_free(&j);
  text_free(&model);
  scope_free(scope);
}

static void check_models(void) {
  check_model(ANSWER_NUMBER, "1 + 1", NULL, "2");
  check_model(ANSWER_NUMBER, "5/2", "3 significant", "2.50");
  check_model(ANSWER_FORMULA, "a*x^2 + a", NULL, "-3*x^2 + (-3)");
  check_model(ANSWER_SET, "{a, 2}", NULL, "{-3, 2}");
  check_model(ANSWER_TEXT, "'convex' or 'bowl'", NULL, "convex");
  check_model(ANSWER_MATRIX, "[1 2; 3 4]", NULL, "[1 2;3 4]");
}

static void check_precision(void) {
  Part part = { .kind = ANSWER_NUMBER };
  Text t = TEXT_EMPTY;
  part.digits.text = "3 significant";
  judge_precision(&part, &t);
  tap_text(text_string(&t), "three significant figures are enough", "precision in words");
  text_clear(&t);
  part.digits.text = NULL;
  part.tolerance.text = "+-0.005";
  judge_precision(&part, &t);
  tap_text(text_string(&t), "two decimals are enough", "... from a tolerance");
  text_free(&t);
}

/* ------------------------------------------------------------------ loose reading */

static void check_loose(const char *typed, const char *expected) {
  static const char *const names[] = { "x", "y", "ab", "x1", NULL };
  Text out = TEXT_EMPTY;
  loose_rewrite(typed, names, interp_registry(interp), &out);
  tap_text(text_string(&out), expected, "loose: %s", typed);
  text_free(&out);
}

static void check_loose_all(void) {
  check_loose("2x", "2*x");
  check_loose("3 sin x", "3*sin(x)");
  check_loose("2(x+1)(x-1)", "2*(x+1)*(x-1)");
  check_loose("xy", "x*y");
  check_loose("abx", "ab*x");
  check_loose("x1y", "x1*y");
  check_loose("sin 2x + 1", "sin(2*x) + 1");
  check_loose("sin x/2", "sin(x)/2");
  check_loose("sin(x)/2", "sin(x)/2");
  check_loose("sin² x", "sin(x)^2");
  check_loose("sin^-1 x", "asin(x)");
  check_loose("2^x²", "2^(x^2)");
  check_loose("x⁻¹", "x^(-1)");
  check_loose("√2x", "sqrt(2)*x");
  check_loose("|x|y", "abs(x)*y");
  check_loose("sin -x", "sin(-x)");
  check_loose("max(2x, y)", "max(2*x, y)");
  check_loose("[2x -y]", "[2*x -y]");
  check_loose("[2x - y]", "[2*x - y]");
  check_loose("[x y]'", "[x y]'");
  check_loose("x.^2 .* y", "x.^2 .* y");
  check_loose("2.*x", "2.*x");
  check_loose("3e-4x", "3e-4*x");
  check_loose("2e", "2*e");
  check_loose("5!", "factorial(5)");
  check_loose("x != y", "x != y");
  check_loose("f(x)", "f(x)");
  check_loose("lnx", "log(x)");
  check_loose("x ≤ 2y", "x <= 2*y");
  check_loose("", "");
}

/* ------------------------------------------------------------------ closeness */

static void check_figures(const char *typed, int least, int most) {
  int a = 0, b = 0;
  bool good = closeness_figures(typed, &a, &b);
  tap_ok(good && a == least && b == most, "%s carries %d to %d figures (got %d to %d)", typed,
         least, most, a, b);
}

static void check_closeness(void) {
  Closeness standard = { .rule = CLOSE_STANDARD };
  int least, most;
  tap_ok(closeness_equal(&standard, 0.5, 0.50049) && !closeness_equal(&standard, 0.5, 0.5006),
         "a thousandth of what is not whole");
  tap_ok(!closeness_equal(&standard, 5, 5.0001) && closeness_equal(&standard, 5, 5 + 1e-10),
         "whole numbers exactly");
  tap_ok(closeness_equal(&standard, 1e-300, 1e-300) && !closeness_equal(&standard, 1e-300, 0),
         "tiny numbers are no zero");
  tap_ok(closeness_equal(&standard, NAN, NAN) && !closeness_equal(&standard, NAN, 1) &&
             closeness_equal(&standard, INFINITY, INFINITY) &&
             !closeness_equal(&standard, INFINITY, -INFINITY),
         "values that are not finite equal themselves");
  tap_ok(closeness_near(&standard, 0.5, 0.504) && !closeness_near(&standard, 0.5, 0.506) &&
             !closeness_near(&standard, 0.5, 0.5),
         "near is within ten tolerances and not equal");
  check_figures("100", 1, 3);
  check_figures("100.", 3, 3);
  check_figures("0.00120", 3, 3);
  check_figures("-1.230e-5", 4, 4);
  check_figures("7", 1, 1);
  check_figures("0", 1, 1);
  tap_ok(!closeness_figures("1/3", &least, &most) && !closeness_figures("x", &least, &most) &&
             !closeness_figures("", &least, &most),
         "expressions carry no figures");
}

/* ------------------------------------------------------------------ hostile input, limits, speed
 */

static void check_hostile(const char *what, const char *piece, size_t times, const char *tail) {
  static const struct {
    AnswerKind kind;
    const char *answer;
  } rows[] = { { ANSWER_NUMBER, "1" },
               { ANSWER_FORMULA, "2*x" },
               { ANSWER_SET, "{1}" },
               { ANSWER_TEXT, "1" },
               { ANSWER_INTERVAL, "x < 2" },
               { ANSWER_EQUATION, "y = x" },
               { ANSWER_BASIS, "[1; 2]" },
               { ANSWER_ANTIDERIVATIVE, "2*x" },
               { ANSWER_PMF, "a: 0.5, b: 0.5" },
               { ANSWER_FUNCTION, "@(x) x" },
               { ANSWER_PROBABILITY, "0.5" } };
  Text typed = TEXT_EMPTY;
  bool good = true;
  text_repeat(&typed, piece, times);
  text_puts(&typed, tail);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Asked a;
    ask(&a, rows[i].kind, rows[i].answer, text_string(&typed));
    good &= a.judgement.verdict != VERDICT_RIGHT;
    asked_free(&a);
  }
  tap_ok(good, "%s are survived and not right", what);
  text_free(&typed);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t printed;

static void count_print(void *self, const char *text) {
  (void)self;
  printed += strlen(text);
}

static void check_limits(void) {
  Limits limits = { .steps = 12345, .bytes = 1 << 24, .depth = 17, .milliseconds = 999 };
  Host host = { .print = count_print };
  Asked a;
  interp_set_host(interp, host);
  interp_set_limits(interp, limits);
  double start = now();
  ask(&a, ANSWER_FORMULA, "2*x", "sum(sum(ones(1400)*ones(1400)))*x");
  asked_free(&a);
  ask(&a, ANSWER_FORMULA, "2*x", "integral(@(t) integral(@(s) sin(s*t), 0, 1000*x), 0, 1000)");
  asked_free(&a);
  ask(&a, ANSWER_NUMBER, "2", "fzero(@(x) integral(@(t) integral(@(s) s*t, 0, x), 0, x), [0 1e6])");
  asked_free(&a);
  double took = now() - start;
  tap_ok(took < 20, "heavy answers end in time (%.1f s)", took);
  ask(&a, ANSWER_NUMBER, "2", "printf('hello')");
  asked_free(&a);
  ask(&a, ANSWER_NUMBER, "2", "inv([1 1; 1 1])");
  asked_free(&a);
  tap_ok(printed == 0, "an answer prints nothing");
  Limits after = interp_limits(interp);
  tap_ok(memcmp(&limits, &after, sizeof limits) == 0, "the limits are put back");
  tap_ok(interp_host(interp).print == count_print, "the host is put back");
  interp_set_host(interp, (Host){ 0 });
  interp_set_limits(interp, (Limits){ 0 });
}

static void check_seeds(void) {
  static const char *const rows[] = { "formula\tx^2\t\tx^2 + 1",
                                      "formula\tsin(2*x)\t\t2 sin x cos x",
                                      "formula\tx*y\t\tx*y*1.001",
                                      "equation\ty = 2*x\t\ty^2 = 4x^2",
                                      "antiderivative\tcos(2*x)\t\tsin(2x)",
                                      "set\t{x, 2*x}\t\t{x, 3x}",
                                      "gradient\t[2*x, y]\t\t[y, 2x]",
                                      "function\t@(v) v/norm(v)\tdomain=v vector 3\t@(v) v",
                                      "basis\t[1 0; 0 1; 0 0]\t\t[1 2; 2 4; 0 0]",
                                      "interval\tx < 2\t\tx <= 2",
                                      "number\tpi\t\t3.15" };
  bool same = true;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Text first = TEXT_EMPTY;
    for (uint64_t seed = 0; seed < 5; seed++) {
      Text again = TEXT_EMPTY;
      interp_seed(interp, seed);
      judge_table_row(interp, rows[i], strlen(rows[i]), &again, &again);
      if (seed == 0) text_puts(&first, text_string(&again));
      same &= strcmp(text_string(&first), text_string(&again)) == 0;
      text_free(&again);
    }
    text_free(&first);
  }
  tap_ok(same, "the same verdict and message for every seed");
}

static void check_speed(void) {
  static const char *const rows[] = {
    "formula\tx^2*sin(3*x)\t\tx² sin 3x",
    "formula\t2*x*sin(3*x) + 3*x^2*cos(3*x)\t\t2x sin(3x) + x^2 cos(3x)",
    "formula\texp(-x^2/2)/sqrt(2*pi)\t\te^(-x²/2)/√(2π)",
    "formula\tx - eta*(2*a*x + b)\t\tx - eta(2a x + b)"
  };
  double start = now();
  Text out = TEXT_EMPTY;
  for (size_t i = 0; i < 1000; i++) {
    text_clear(&out);
    judge_table_row(interp, rows[i % 4], strlen(rows[i % 4]), &out, NULL);
  }
  double took = now() - start;
  text_free(&out);
  tap_note("1000 formulas in %.2f s", took);
#ifdef __SANITIZE_ADDRESS__
  tap_ok(took < 60, "1000 formulas are judged in time");
#else
  tap_ok(took < 2, "1000 formulas are judged in under two seconds");
#endif
}

/* 10 MB of brackets through the table, and bytes that end texts. */
static void check_huge(void) {
  Text row = TEXT_EMPTY, out = TEXT_EMPTY;
  double start = now();
  text_puts(&row, "formula\t2*x\t\t");
  text_repeat(&row, "(", (size_t)10 << 20);
  judge_table_row(interp, text_string(&row), row.len, &out, NULL);
  tap_text(text_string(&out), "ungradable This is too long for an answer.\n",
           "ten megabytes of brackets are too long");
  tap_ok(now() - start < 2, "... and that is found out at once");
  text_clear(&row);
  text_clear(&out);
  text_append(&row, "number\t7\t\t7\0+1", 14);
  judge_table_row(interp, text_string(&row), row.len, &out, NULL);
  tap_ok(strncmp(text_string(&out), "ungradable", 10) == 0, "a NUL is no end of an answer (%s)",
         text_string(&out));
  text_free(&row);
  text_free(&out);
}

static void check_files(void) {
  static const char table[] = "# a comment\nnumber\t7\t\t7\n\nnumber\t7\tnosuch=1\t7\n"
                              "formula\t2*x\nnumbr\t1\t\t1\nequation\ty = x\t\tx = y\n";
  Text out = TEXT_EMPTY, complaints = TEXT_EMPTY;
  size_t bad = judge_table(interp, "a.tsv", table, sizeof table - 1, &out, &complaints);
  tap_ok(bad == 3, "three of five rows are no rows (%zu)", bad);
  tap_text(text_string(&complaints),
           "a.tsv:4:10: error: the option nosuch is not known\n"
           "a.tsv:5:9: error: four fields with tabs between them are needed, but there are 2\n"
           "a.tsv:6:1: error: the kind numbr is not known; did you mean number\n",
           "... each with its line and column");
  tap_ok(strncmp(text_string(&out), "right\nungradable row: ", 22) == 0 &&
             strcmp(text_string(&out) + out.len - 7, "\nright\n") == 0,
         "... and every row has its line");
  text_free(&out);
  text_free(&complaints);
}

int main(void) {
  Registry *registry = library_new();
  interp = interp_new(registry, (Host){ 0 });
  check_table();
  check_messages();
  check_rules_and_forms();
  check_lesson_names();
  check_numbered_options();
  check_session();
  check_why();
  check_models();
  check_precision();
  check_loose_all();
  check_closeness();
  check_hostile("many brackets", "(", 3000, "");
  check_hostile("many closed brackets", "((((((((((", 190, "1");
  check_hostile("many signs", "-", 3999, "1");
  check_hostile("many powers", "2^", 1500, "2");
  check_hostile("many functions", "sin ", 900, "x");
  check_hostile("many powers of functions", "sin^(", 790, "x");
  check_hostile("many powers in braces", "e^{", 1300, "x");
  check_hostile("many lists", "[x,", 1300, "x");
  check_hostile("many words", "xyxyxyxyxyq ", 330, "");
  check_hostile("many roots", "√", 1300, "x");
  check_hostile("many bars", "|", 3000, "x");
  check_hostile("many names", "xx", 1900, "q");
  check_hostile("a long sum", "1+", 1900, "2");
  check_hostile("many quotes", "'", 3001, "");
  check_hostile("very long answers", "1234567890", 100000, "");
  check_hostile("broken bytes", "\xff\xfe\xc3", 500, "");
  check_hostile("many commas", ",", 3000, "");
  check_hostile("many members", "1.5,", 900, "1");
  check_hostile("many percent signs", "9%", 1500, "");
  check_hostile("many matrices", "[", 1500, "1");
  check_huge();
  check_files();
  check_limits();
  check_seeds();
  check_speed();
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
