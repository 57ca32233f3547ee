/* stats.h -- what the explanations of statistics share.  */

#ifndef BOARD_STATS_H
#define BOARD_STATS_H

#include "board/explainers.h"
#include "board/numerals.h"
#include "board/roots.h"

enum { MAX_SAMPLE = 20 };

/* Argument I as a list of at most MAX_SAMPLE numbers, a column; NULL with a refusal. */
const Exact *stats_sample(Steps *s, const Subject *subject, size_t i);

/* Argument I as one number; false with a refusal. */
bool stats_single(Steps *s, const Subject *subject, size_t i, Number *out);
/* Whether argument I is the text WORD. */
bool stats_is_word(const Subject *subject, size_t i, const char *word);

/* Data with decimals are shown with decimals: 5.1 and not 51/10. */
void stats_prefer_decimals(Steps *s, Number n);
/* "= 4", "≈ 0.1652" with so many digits. */
const char *stats_about(Steps *s, double x, int digits);

Number stats_sum(const Exact *x);
Number stats_mean(const Exact *x);
Exact *stats_deviations(Steps *s, const Exact *x, Number mean);
/* "2 + 4 + 9 = 15" */
const char *stats_sum_text(Steps *s, const Exact *x, Number sum);
/* The step that adds and divides; answers the mean.  NAME is "x". */
Number stats_mean_step(Steps *s, BoardStep *parent, const char *name, const Exact *x);
/* PATTERN of steps_equation with so many NUMBERS, and what it comes to: "8 ÷ √4 = 4". */
const char *stats_line(Steps *s, const char *pattern, const double *numbers, size_t count,
                       double result);
/* The square root of N as a line: "√(7/3) ≈ 1.5275". */
const char *stats_root_text(Steps *s, Number n);
/* The line at the end, "NAME = 7/3  ≈ 2.3333"; the root claims that the plain value is N. */
void stats_result(Steps *s, const Subject *subject, const char *name, Number n);
/* The step claims that the two are equal. */
void stats_claim_equal(Steps *s, BoardStep *step, Number a, Number b);
/* ... that the sum of the products of WEIGHTS and X is SUM; without weights, the sum of X. */
void stats_claim_sum(Steps *s, BoardStep *step, const Exact *weights, const Exact *x, Number sum);
/* "1/2·1 + 1/4·2 = 1"; what has weight 0 is left out */
const char *stats_products_text(Steps *s, const Exact *weights, const Exact *x, Number sum);
/* The root claims that RESULT is what the plain evaluation gave. */
void stats_claim(Steps *s, const Subject *subject, Number result);
void stats_claim_double(Steps *s, const Subject *subject, double result);
/* TEXT evaluated as one real number; NaN when it has none. */
double stats_value(const Subject *subject, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* K is a whole number from 0 to MOST; false with a refusal. */
bool stats_count_within(Steps *s, Number k, int64_t most);
Number stats_choose(int64_t n, int64_t k); /* how many ways there are to choose k of n */
Number stats_power(Number p, int64_t k);
Number stats_binomial(int64_t n, int64_t k, Number p);
double stats_poisson(double mean, int64_t k);
const char *stats_ways_text(Steps *s, int64_t n, int64_t k); /* "10·9·8 ÷ (3·2·1) = 120" */
/* The steps that add up TERMS, the probabilities of FROM, FROM + 1 ... by RULE, and take the rest
   where the last argument is 'upper'; the result is the plain value.  Answers the step that lists
   them. */
BoardStep *stats_add_up(Steps *s, const Subject *subject, const char *rule, const Exact *terms,
                        size_t from);
/* A probability in words: "about 1 in 20" */
const char *stats_chance(Steps *s, double p);
/* The step that names the CLAIM of a test. */
BoardStep *stats_claim_step(Steps *s, const char *claim);
/* The step that puts a p-value in words and compares it with ALPHA. */
void stats_verdict(Steps *s, double p, double alpha, const char *claim);

#endif
