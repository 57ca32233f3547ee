/* stats.h -- what the explanations of statistics share.  */

#ifndef BOARD_STATS_H
#define BOARD_STATS_H

#include "board/explainers.h"
#include "board/numerals.h"
#include "board/roots.h"

enum { MAX_SAMPLE = 20 };

/* Argument I as a list of at most MAX_SAMPLE numbers, a column; NULL with a refusal. */
const Exact *stats_sample(Steps *s, const Subject *subject, size_t i);

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
/* The root claims that RESULT is what the plain evaluation gave. */
void stats_claim(Steps *s, const Subject *subject, Number result);
void stats_claim_double(Steps *s, const Subject *subject, double result);
/* TEXT evaluated as one real number; NaN when it has none. */
double stats_value(const Subject *subject, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A probability in words: "about 1 in 20" */
const char *stats_chance(Steps *s, double p);
/* The step that puts a p-value in words and compares it with ALPHA. */
void stats_verdict(Steps *s, double p, double alpha, const char *claim);

#endif
