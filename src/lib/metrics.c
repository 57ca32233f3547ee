/* metrics.c -- how good predictions are.  */

#include "config.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

/* Both arguments, with as many numbers in each and at least one. */
static bool pairs(Call *call, View *y, View *p) {
  if (!numeric_is_real(call, 0) || !numeric_is_real(call, 1) || !numeric_same_count(call, 0, 1))
    return false;
  *y = call_view(call, 0);
  *p = call_view(call, 1);
  if (y->count > 0) return call_step(call, y->count);
  call_fail_at(call, 0, ERROR_DOMAIN, "%s: there are no numbers", call->builtin->name);
  return false;
}

static Value call_mae(Call *call) {
  View y, p;
  double sum = 0;
  if (!pairs(call, &y, &p)) return VALUE_FAILED;
  for (size_t k = 0; k < y.count; k++) sum += fabs(y.data[k] - p.data[k]);
  return value_scalar(sum / (double)y.count);
}

static double mean_squared(const View *y, const View *p) {
  double sum = 0;
  for (size_t k = 0; k < y->count; k++)
    sum += (y->data[k] - p->data[k]) * (y->data[k] - p->data[k]);
  return sum / (double)y->count;
}

static Value call_mse(Call *call) {
  View y, p;
  return pairs(call, &y, &p) ? value_scalar(mean_squared(&y, &p)) : VALUE_FAILED;
}

static Value call_rmse(Call *call) {
  View y, p;
  return pairs(call, &y, &p) ? value_scalar(sqrt(mean_squared(&y, &p))) : VALUE_FAILED;
}

static Value call_accuracy(Call *call) {
  View y, p;
  size_t right = 0;
  if (!pairs(call, &y, &p)) return VALUE_FAILED;
  for (size_t k = 0; k < y.count; k++) right += y.data[k] == p.data[k];
  return value_scalar((double)right / (double)y.count);
}

static size_t place_of(const double *classes, size_t count, double x) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (classes[middle] < x)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static Value call_confusionmat(Call *call) {
  View y, p;
  if (!pairs(call, &y, &p)) return VALUE_FAILED;
  Work w = work_begin(call);
  size_t n = y.count, classes = 0;
  double *all = work_numbers(&w, 2 * n);
  if (!all) return work_done(&w, VALUE_FAILED);
  memcpy(all, y.data, n * sizeof *all);
  memcpy(all + n, p.data, n * sizeof *all);
  for (size_t k = 0; k < 2 * n; k++)
    if (isnan(all[k]))
      return work_done(&w, call_fail(call, ERROR_DOMAIN, "confusionmat: a label cannot be NaN"));
  gsl_sort(all, 1, 2 * n);
  for (size_t k = 0; k < 2 * n; k++)
    if (classes == 0 || all[k] != all[classes - 1]) all[classes++] = all[k];
  gsl_matrix *c = work_matrix(&w, classes, classes);
  if (!c) return work_done(&w, VALUE_FAILED);
  for (size_t k = 0; k < n; k++)
    ++*gsl_matrix_ptr(c, place_of(all, classes, y.data[k]), place_of(all, classes, p.data[k]));
  call_result(call, 1, numeric_column(all, classes));
  return work_done(&w, numeric_value(c));
}

typedef struct Hits {
  double hits, false_alarms, misses;
} Hits;

static bool count_hits(Call *call, Hits *h) {
  View y, p;
  double positive = call_scalar_or(call, 2, 1);
  if (!pairs(call, &y, &p)) return false;
  *h = (Hits){ 0, 0, 0 };
  for (size_t k = 0; k < y.count; k++) {
    bool truth = y.data[k] == positive, said = p.data[k] == positive;
    h->hits += truth && said;
    h->false_alarms += !truth && said;
    h->misses += truth && !said;
  }
  return true;
}

static Value call_precision(Call *call) {
  Hits h;
  return count_hits(call, &h) ? value_scalar(h.hits / (h.hits + h.false_alarms)) : VALUE_FAILED;
}

static Value call_recall(Call *call) {
  Hits h;
  return count_hits(call, &h) ? value_scalar(h.hits / (h.hits + h.misses)) : VALUE_FAILED;
}

static Value call_f1(Call *call) {
  Hits h;
  return count_hits(call, &h) ? value_scalar(2 * h.hits / (2 * h.hits + h.false_alarms + h.misses))
                              : VALUE_FAILED;
}

/* Both classes must be there: labels above 0 are positive. */
static bool two_classes(Call *call, const View *y, const View *score, double *positives) {
  *positives = 0;
  for (size_t k = 0; k < y->count; k++) {
    *positives += y->data[k] > 0;
    if (isnan(score->data[k]) || isnan(y->data[k])) {
      call_fail(call, ERROR_DOMAIN, "%s: labels and scores cannot be NaN", call->builtin->name);
      return false;
    }
  }
  if (*positives > 0 && *positives < (double)y->count) return true;
  call_fail_at(call, 0, ERROR_DOMAIN, "%s: both classes, 0 and 1, must occur among the labels",
               call->builtin->name);
  return false;
}

static Value call_auc(Call *call) {
  View y, score;
  double positives, sum = 0;
  if (!pairs(call, &y, &score) || !two_classes(call, &y, &score, &positives)) return VALUE_FAILED;
  Work w = work_begin(call);
  double *ranks = work_numbers(&w, y.count);
  gsl_permutation *order = work_permutation(&w, y.count);
  if (!ranks) return work_done(&w, VALUE_FAILED);
  rank_numbers(score.data, y.count, order->data, ranks);
  for (size_t k = 0; k < y.count; k++) sum += y.data[k] > 0 ? ranks[k] : 0;
  double negatives = (double)y.count - positives;
  return work_done(&w,
                   value_scalar((sum - positives * (positives + 1) / 2) / (positives * negatives)));
}

static Value call_roc(Call *call) {
  View y, score;
  double positives;
  if (!pairs(call, &y, &score) || !two_classes(call, &y, &score, &positives)) return VALUE_FAILED;
  Work w = work_begin(call);
  size_t n = y.count, points = 1;
  gsl_permutation *order = work_permutation(&w, n);
  double *false_rate = work_numbers(&w, n + 1), *true_rate = work_numbers(&w, n + 1);
  double *threshold = work_numbers(&w, n + 1), negatives = (double)n - positives;
  if (!false_rate || !true_rate || !threshold) return work_done(&w, VALUE_FAILED);
  gsl_sort_index(order->data, score.data, 1, n);
  threshold[0] = INFINITY;
  double hits = 0, alarms = 0;
  for (size_t i = n; i-- > 0;) {
    size_t k = order->data[i];
    if (y.data[k] > 0)
      hits++;
    else
      alarms++;
    if (i > 0 && score.data[order->data[i - 1]] == score.data[k]) continue;
    false_rate[points] = alarms / negatives;
    true_rate[points] = hits / positives;
    threshold[points++] = score.data[k];
  }
  call_result(call, 1, numeric_column(true_rate, points));
  call_result(call, 2, numeric_column(threshold, points));
  return work_done(&w, numeric_column(false_rate, points));
}

const Builtin metrics_family[] = {
  { .name = "mae",
    .signature = "y: real, predicted: real -> scalar",
    .call = call_mae,
    .summary = "Mean absolute error.",
    .formula = "\\frac{1}{n} \\sum_i |y_i - \\hat y_i|",
    .numpy = "np.mean(np.abs(y - predicted))",
    .see = "mse rmse mad",
    .examples = { { "mae([1 2 3], [2 2 5])", "1" } } },
  { .name = "mse",
    .signature = "y: real, predicted: real -> scalar",
    .call = call_mse,
    .summary = "Mean squared error.",
    .formula = "\\frac{1}{n} \\sum_i (y_i - \\hat y_i)^2",
    .numpy = "np.mean((y - predicted)**2)",
    .see = "rmse mae",
    .examples = { { "mse([1 2 3], [2 2 5])", "5/3" } } },
  { .name = "rmse",
    .signature = "y: real, predicted: real -> scalar",
    .call = call_rmse,
    .summary = "Root mean squared error, in the units of y.",
    .numpy = "np.sqrt(np.mean((y - predicted)**2))",
    .see = "mse mae",
    .examples = { { "rmse([1 2 3], [2 2 5])", "sqrt(5/3)" } } },
  { .name = "accuracy",
    .signature = "y: real, predicted: real -> scalar",
    .call = call_accuracy,
    .summary = "The share of labels predicted right. Misleading when one class is rare.",
    .numpy = "np.mean(y == predicted)",
    .see = "confusionmat precision recall f1",
    .examples = { { "accuracy([1 0 1 1], [1 0 0 1])", "0.75" },
                  { "accuracy([1 0], [1 0 1])", "error: accuracy needs as many numbers" } } },
  { .name = "confusionmat",
    .signature = "y: real, predicted: real -> C: matrix, classes: array",
    .call = call_confusionmat,
    .summary =
        "How often each class (row) was predicted as each (column); the second result lists the "
        "classes in order.",
    .numpy = "sklearn.metrics.confusion_matrix(y, predicted)",
    .see = "accuracy precision recall",
    .examples = { { "confusionmat([1 1 0 0], [1 0 0 0])", "[2 0; 1 1]" } } },
  { .name = "precision",
    .signature = "y: real, predicted: real, positive?: scalar -> scalar",
    .call = call_precision,
    .summary = "Of those called positive (1), the share that is.",
    .formula = "\\frac{TP}{TP + FP}",
    .numpy = "sklearn.metrics.precision_score(y, predicted)",
    .see = "recall f1 confusionmat",
    .examples = { { "precision([1 0 1 1], [1 1 0 1])", "2/3" } } },
  { .name = "recall",
    .signature = "y: real, predicted: real, positive?: scalar -> scalar",
    .call = call_recall,
    .summary = "Of those that are positive (1), the share that was found.",
    .formula = "\\frac{TP}{TP + FN}",
    .numpy = "sklearn.metrics.recall_score(y, predicted)",
    .see = "precision f1 confusionmat",
    .examples = { { "recall([1 0 1 1 1], [1 1 0 1 0])", "0.5" } } },
  { .name = "f1",
    .signature = "y: real, predicted: real, positive?: scalar -> scalar",
    .call = call_f1,
    .summary = "The harmonic mean of precision and recall: high only when both are.",
    .formula = "\\frac{2 \\, TP}{2 \\, TP + FP + FN}",
    .numpy = "sklearn.metrics.f1_score(y, predicted)",
    .see = "precision recall",
    .examples = { { "f1([1 0 1 1 1], [1 1 0 1 0])", "4/7" } } },
  { .name = "roc",
    .signature = "y: real, score: real -> fpr: array, tpr: array, threshold: array",
    .call = call_roc,
    .summary =
        "The points of the ROC curve: false positive rate, true positive rate and the threshold "
        "of each.",
    .numpy = "sklearn.metrics.roc_curve(y, score, drop_intermediate=False)",
    .see = "auc precision recall",
    .examples = { { "[f, t] = roc([0 1 0 1], [0.1 0.4 0.35 0.8]); [f t]",
                    "[0 0; 0 0.5; 0 1; 0.5 1; 1 1]" } } },
  { .name = "auc",
    .signature = "y: real, score: real -> scalar",
    .call = call_auc,
    .summary = "The area under the ROC curve: the chance that a positive example scores above a "
               "negative one.",
    .numpy = "sklearn.metrics.roc_auc_score(y, score)",
    .see = "roc",
    .examples = { { "auc([0 0 1 1], [0.1 0.4 0.35 0.8])", "0.75" },
                  { "auc([1 1], [0.2 0.3])", "error: auc: both classes" } } },
  { 0 }
};
