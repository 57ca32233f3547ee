/* test-board.c -- explanations as they are shown: the standard, levels, widths, bad input.  */

#include "config.h"
#include "base/utf8.h"
#include "tests/board/blackboard.h"
#include "tests/tap.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char system_typed[] = "A = [2 1 1; 3 4 1; 1 2 5]; b = [4; 5; 3]; explain A \\ b";

/* What stands before the plain value. */
static void test_standard(void) {
  static const struct {
    const char *typed, *file;
  } rows[] = { { system_typed, "tests/board/system.txt" },
               { "explain eig([2 1; 1 3])", "tests/board/eigenvalues.txt" } };
  Blackboard b;
  blackboard_open(&b, true, false, 80);
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    const char *printed = blackboard_run(&b, rows[k].typed);
    const char *end = strstr(printed, "\nans =");
    char *wanted = tap_file(rows[k].file);
    Text got = TEXT_EMPTY;
    text_append(&got, printed, end ? (size_t)(end - printed) : strlen(printed));
    tap_text(text_string(&got), wanted, "%s looks as it should", rows[k].file);
    text_free(&got);
    free(wanted);
  }
  blackboard_close(&b);
}

static size_t lines_of(const char *s) {
  size_t n = 0;
  for (; *s; s++) n += *s == '\n';
  return n;
}

static void test_levels(void) {
  Blackboard b;
  blackboard_open(&b, true, false, 80);
  const char *printed = blackboard_run(&b, system_typed);
  size_t normal = lines_of(printed);
  tap_ok(strstr(printed, "4 − 1·(−1/3)") == NULL, "explain leaves simple arithmetic out");
  printed = blackboard_run(&b, "explain full A \\ b");
  tap_ok(lines_of(printed) > normal && strstr(printed, "−1 + 1/2·(1/3) = −5/6"),
         "explain full has the arithmetic");
  printed = blackboard_run(&b, "explain terse A \\ b");
  const char *end = strstr(printed, "\nans =");
  Text got = TEXT_EMPTY;
  text_append(&got, printed, end ? (size_t)(end - printed) : 0);
  tap_text(text_string(&got),
           "Solve A x = b             3 equations, 3 unknowns\n"
           "1  R2 ← R2 − 3/2·R1, R3 ← R3 − 1/2·R1\n"
           "2  R3 ← R3 − 3/5·R2\n"
           "3  x1 = 2, x2 = −1/3, x3 = 1/3\n"
           "x = [2; −1/3; 1/3]  ≈ [2; −0.3333; 0.3333]\n",
           "explain terse has a line a step");
  text_free(&got);
  printed = blackboard_run(&b, "why('3')");
  tap_ok(strncmp(printed, "3  Read from the bottom up.", 20) == 0 && strstr(printed, "= −5/6"),
         "why opens a step");
  blackboard_run(&b, "why('17')");
  tap_ok(strstr(b.error.message, "no step 17") != NULL, "why says how many steps there are");
  printed = blackboard_run(&b, "explain (A \\ b);");
  tap_ok(strstr(printed, "Solve A x = b") && !strstr(printed, "ans ="),
         "a semicolon keeps the value");
  printed = blackboard_run(&b, "explain y = A \\ b");
  tap_ok(strstr(printed, "Solve A x = b") && strstr(printed, "y =\n"),
         "an assignment is explained");
  Value y = blackboard_value(&b, "norm(y - A\\b)");
  tap_ok(y.kind == VALUE_SCALAR && y.scalar == 0, "... and done");
  blackboard_run(&b, "explain");
  tap_ok(strstr(b.error.message, "explain EXPR shows") != NULL,
         "explain alone says how it is used");
  blackboard_close(&b);
}

/* Expressions for which lines are measured. */
static const char *const shown[] = {
  "inv([2 1 1; 3 4 1; 1 2 5])",
  "det([2 1 1; 3 4 1; 1 2 5])",
  "eig([2 0 1; 0 2 0; 1 0 2])",
  "qr([1 1; 1 0; 0 1])",
  "[1 1; 1 2; 1 4] \\ [2; 3; 7]",
  "null([1 2 3; 2 4 6])",
  "chol([4 2; 2 5])",
  "[1 2; 3 4]*[5; 6]",
  "project([1 2], [3 4])",
  "cross([1 2 3], [4 5 6])",
  "lu([1 2; 3 4])",
  "norm([2 4])",
  "svd([1 2; 3 4])",
  "svd([1 2 2; 2 1 -2])",
  "kron([1 2], [3; 4])",
  "[U, S, V] = svd([3 0; 4 5])",
  "pinv([1 2; 2 4])",
  "pca([1 2; 2 3; 3 5])",
  "cond([1 2; 3 4], 1)",
  "project([1; 2; 4], [1 0; 1 1; 1 2])",
  "entropy([0.3 0.7])",
  "kldiv([0.5 0.5], [0.9 0.1])",
  "quantile([1 3 4 8 9], [0.25 0.75])",
  "confusionmat([1 0 1 1 0 2], [1 1 1 0 0 2])",
  "kmeans([0; 1; 9; 10], 2, [0; 1])",
  "hygepdf(1, 10, 4, 2)",
  "tinv(0.975, 10)",
  "binofit(3, 12)",
  "ttest2([1 2 3], [4 5 9], 'vartype', 'unequal')",
  "bootstrap([1 5 7], @mean, 50)",
  "[1 2; 3 4] / [2 1; 1 3]",
};

static void test_width(unsigned width) {
  Blackboard b;
  blackboard_open(&b, true, false, width);
  for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
    Text typed = TEXT_EMPTY;
    text_printf(&typed, "explain %s", shown[k]);
    const char *line = blackboard_run(&b, text_string(&typed));
    const char *wide = NULL;
    for (; *line; line += strcspn(line, "\n") + 1) {
      size_t len = strcspn(line, "\n");
      bool matrix = strstr(line, "⎡") && strstr(line, "⎡") < line + len;
      matrix |= strstr(line, "⎢") && strstr(line, "⎢") < line + len;
      matrix |= strstr(line, "⎣") && strstr(line, "⎣") < line + len;
      if (utf8_columns(line, len) > width && !(matrix && width < 80)) wide = line;
    }
    if (!tap_ok(!wide, "%s fits %u columns", shown[k], width)) tap_note("%.200s", wide);
    text_free(&typed);
  }
  blackboard_close(&b);
}

static void test_ascii(bool plain) {
  Blackboard b;
  blackboard_open(&b, false, plain, 80);
  for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
    Text typed = TEXT_EMPTY;
    text_printf(&typed, "explain full %s", shown[k]);
    const char *printed = blackboard_run(&b, text_string(&typed));
    bool ascii = true;
    for (const char *s = printed; *s; s++)
      ascii &= (unsigned char)*s < 0x80 && (*s != '?' || isalnum((unsigned char)s[-1]));
    tap_ok(ascii, "%s in ASCII%s", shown[k], plain ? ", plain" : "");
    const char *end =
        strstr(printed, shown[k][0] == '[' && strchr(shown[k], '=') ? "U =" : "ans =");
    const char *gap = strstr(printed, "\n\n");
    if (plain) tap_ok(!gap || (end && gap > end - 2), "%s has no empty line", shown[k]);
    text_free(&typed);
  }
  blackboard_close(&b);
}

/* What a line of signs becomes where only ASCII can be shown. */
static void test_ascii_signs(void) {
  static const struct {
    const char *typed, *said;
  } rows[] = {
    { "explain diff(@(x) x^12)", "Differentiate   x^12      by x" },
    { "explain diff(@(x) x^12)", "(x^n)' = n*x^(n-1)" },
    { "explain diff(@(x) x^(-5))", "-5/x^6" },
    { "explain taylor(@(x) exp(x), 0, 8)", "f^(8)(x)" },
    { "explain taylor(@(x) exp(x), 0, 8)", "f^(k)(a)/k!" },
    { "explain -4.4e-16 + 1e-20", "-4.4e-16 + 1e-20 ~= -4.4e-16" },
    { "explain subspace([0; 0], [1; 2])", "no angle" },
  };
  Blackboard b;
  blackboard_open(&b, false, false, 80);
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    const char *printed = blackboard_run(&b, rows[k].typed);
    bool said = strstr(printed, rows[k].said) || strstr(b.error.message, rows[k].said);
    if (!tap_ok(said, "%s in ASCII: '%s'", rows[k].typed, rows[k].said))
      tap_note("%.400s", printed);
  }
  blackboard_close(&b);
}

/* The book's minus stands in powers of ten, too; small numbers are raised. */
static void test_book_signs(void) {
  static const struct {
    const char *typed, *said;
  } rows[] = {
    { "explain -4.4e-16 + 1e-20", "−4.4e−16 + 1e−20 ≈ −4.4e−16" },
    { "explain 3e-9 + 4e15 + 0.5", "3e−9" },
    { "explain taylor(@(x) exp(x), 0, 8)", "f⁽⁸⁾(x)" },
    { "explain eig([1e10 1; 1 1])", "take v2 = 1, then v1 = λ1 − 1" },
  };
  Blackboard b;
  blackboard_open(&b, true, false, 80);
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    const char *printed = blackboard_run(&b, rows[k].typed);
    if (!tap_ok(strstr(printed, rows[k].said), "%s: '%s'", rows[k].typed, rows[k].said))
      tap_note("%.600s", printed);
  }
  blackboard_close(&b);
}

static bool count_figure(void *self, const struct Figure *figure, Error *error) {
  (void)figure;
  (void)error;
  ++*(size_t *)self;
  return true;
}

static void say_nothing(void *self, const char *text) {
  (void)self;
  (void)text;
}

/* An explanation calls functions back and then draws, which asks for the variables again. */
static void test_pictures(void) {
  Blackboard b;
  blackboard_open(&b, true, false, 80);
  size_t figures = 0;
  Error error = { 0 };
  interp_set_host(b.in,
                  (Host){ .self = &figures, .print = say_nothing, .show_figure = count_figure });
  bool good =
      interp_run(b.in, b.scope,
                 "k = 7; f = @(t) sum(cellfun(@(c) c*t, {1, 2})); explain integral(f, 0, 1); "
                 "explain integral(@(x) x^2, 0, 1)",
                 RUN_ECHO, NULL, &error);
  tap_ok(good && figures > 0, "explanations of areas are drawn");
  Value v = blackboard_value(&b, "k");
  tap_ok(v.kind == VALUE_SCALAR && v.scalar == 7, "and the variables survive it");
  value_release(v);
  blackboard_close(&b);
}

static void test_bad_input(void) {
  static const struct {
    const char *typed, *said; /* part of what is printed or of the error */
  } rows[] = {
    { "explain inv([1 NaN; 2 3])", "a NaN or an Inf" },
    { "explain det([1 Inf; 2 3])", "a NaN or an Inf" },
    { "explain inv([1 2i; 3 4])", "complex" },
    { "explain rank([])", "empty" },
    { "explain inv([1 2 3; 4 5 6])", "square" },
    { "explain det(rand(50))", "room for 10" },
    { "explain eig(rand(60))", "room for 10" },
    { "explain rand(200)\\rand(200, 1)", "room for ten unknowns" },
    { "explain rand(100)*rand(100)", "room for rows of twelve" },
    { "explain [1 2; 3 4]*[1 2 3]", "2x2 times 1x3" },
    { "explain rref(ones(2, 2, 2))", "matrix" },
    { "explain 'text'", "no steps" },
    { "explain {1, 2}", "no steps" },
    { "explain @(x) x.^2", "no steps" },
    { "explain sin(1)", "no steps" },
    { "explain 7", "no steps" },
    { "explain unknown_name + 1", "unknown_name" },
    { "explain inv(", "never closed" },
    { "explain zeros(3)\\ones(3, 1)", "no solution" },
    { "explain inv(zeros(2))", "no inverse" },
    { "explain null(eye(2))", "only x = 0" },
    { "explain chol([1 2; 2 1])", "not positive definite" },
    { "explain project([1 2], [0 0])", "0" },
    { "explain norm([0 0])", "√0 = 0" },
    { "explain qr(zeros(2))", "no direction" },
    { "explain [1e300 1; 1 1e300]\\[1; 1]", "too large or too small" },
    { "explain [1e-300 1; 1 1e-300]\\[1; 1]", "too large or too small" },
    { "explain hilb(8)\\ones(8, 1)", "x = " },
    { "explain det(hilb(6))", "det(hilb(6))" },
    { "explain eig([0 1; -1 0])", "±i" },
    { "explain eig([1 1; 0 1])", "only one direction" },
    { "explain eig(zeros(3))", "Every direction" },
    { "explain explain det([2 1; 1 3])", "areas by 5" },
    { "f = @(x) sin(x); for k = 1:14, f = @(x) f(x)*f(x + 1); end; graph(f, 1)", "5000 nodes" },
    { "graph(@(x) x^2, 'a')", "but this is a text" },
    { "explain [1 2]/[1 2; 2 4]", "has no inverse" },
    { "explain svd(eye(4))", "at most three columns" },
    { "bayes(0.1, 0.9)", "third number is missing" },
    { "explain bayes(0.1, 0.9)", "the third, P, how often it is positive without it" },
    { "explain pinv([0 0])", "0 in every entry" },
    { "explain [1 2; 3 4]^-1", "explain inv(A)" },
    { "explain [1 2; 3 4]^0", "to the power 0 is I" },
    { "explain knn([1; 2], [1; 2], [1; 2; 3; 4])", "room for 3 points" },
    { "explain quantile([1 2], 2)", "between 0 and 1" },
    { "explain kldiv([0.5 0.5], [1 0])", "infinitely much" },
    { "explain cond([1 2; 2 4])", "cond(A) = Inf" },
    { "explain ridge([1; 2], [1 1; 1 1], 0)", "depend on each other" },
    { "explain zscore([2 2])", "answers with zeros" },
    { "explain permtest(1:9, 1:9)", "more splits than a board" },
    { "explain kron(ones(9), 2)", "twelve blocks" },
    { "explain mean([1 2; 3 4])", "one list of numbers" },
    { "explain for k = 1:3, k, end", "" },
    { "explain(1, 2)", "" },
    { "why('')", "no step" },
    { "why('0')", "no step" },
    { "why('1..2')", "no step" },
    { "why('99999999999999999999')", "no step" },
  };
  Blackboard b;
  blackboard_open(&b, true, false, 80);
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    const char *printed = blackboard_run(&b, rows[k].typed);
    bool said = strstr(printed, rows[k].said) || strstr(b.error.message, rows[k].said) ||
                strstr(b.error.hint, rows[k].said);
    bool held = !strstr(printed, "own check");
    if (!tap_ok(said && held, "%s: '%s'", rows[k].typed, rows[k].said))
      tap_note("%.400s | %s", printed, b.error.message);
  }
  blackboard_close(&b);
}

/* Random draws are those of the plain evaluation. */
static void test_draws(void) {
  Blackboard b;
  blackboard_open(&b, true, false, 80);
  interp_seed(b.in, 5);
  blackboard_run(&b, "x = explain(1);");
  interp_seed(b.in, 5);
  blackboard_run(&b, "p = det(rand(2)); q = rand();");
  interp_seed(b.in, 5);
  blackboard_run(&b, "explain r = det(rand(2)); s = rand();");
  Value same = blackboard_value(&b, "isequal(p, r) && isequal(q, s)");
  tap_ok(value_is_logical(same) && same.scalar == 1, "explaining draws no further random numbers");
  value_release(same);
  blackboard_close(&b);
}

int main(void) {
  test_standard();
  test_levels();
  test_width(80);
  test_width(40);
  test_ascii(false);
  test_ascii(true);
  test_ascii_signs();
  test_book_signs();
  test_pictures();
  test_bad_input();
  test_draws();
  return tap_done();
}
