/* clusters.c -- neighbours, clusters, principal components and other methods on a data matrix.  */

#include "config.h"
#include "lib/decompose.h"
#include "lib/families.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

/* Data as rows, one observation each; needs at least one row and column. */
static gsl_matrix *data_argument(Work *w, size_t i) {
  gsl_matrix *m = work_finite_argument(w, i);
  if (m && (m->size1 == 0 || m->size2 == 0)) {
    call_fail_at(w->call, i, ERROR_SHAPE, "%s: there are no data", w->call->builtin->name);
    return NULL;
  }
  return m;
}

static double square_distance(const gsl_matrix *a, size_t i, const gsl_matrix *b, size_t j) {
  const double *x = a->data + i * a->tda, *y = b->data + j * b->tda;
  double sum = 0;
  for (size_t k = 0; k < a->size2; k++) sum += (x[k] - y[k]) * (x[k] - y[k]);
  return sum;
}

static Value call_kfold(Call *call) {
  long n, k;
  if (!call_integer(call, 0, 1, 1e9, &n) || !call_integer(call, 1, 1, (double)n, &k))
    return VALUE_FAILED;
  Array *a = array_new_matrix((size_t)n, 1);
  if (!a || !call_step(call, (size_t)n)) {
    array_release(a);
    return VALUE_FAILED;
  }
  Random *r = call_random(call);
  for (long i = 0; i < n; i++) { /* shuffled while it is filled */
    long j = (long)random_below(r, (uint64_t)i + 1);
    a->data[i] = a->data[j];
    a->data[j] = (double)(i % k + 1);
  }
  return value_array(a);
}

/* The most frequent of the first K labels in ORDER; of several the one seen first. */
static double vote(const double *labels, const size_t *order, size_t k) {
  size_t most = 0;
  double winner = NAN;
  for (size_t i = 0; i < k; i++) {
    size_t votes = 0;
    for (size_t j = 0; j < k; j++) votes += labels[order[j]] == labels[order[i]];
    if (votes > most) most = votes, winner = labels[order[i]];
  }
  return winner;
}

/* Of rows equally far the one that comes first stands first. */
static void keep_order(const double *away, size_t *order, size_t k) {
  for (size_t j = 1; j < k; j++)
    for (size_t i = j; i > 0 && away[order[i]] == away[order[i - 1]] && order[i] < order[i - 1];
         i--) {
      size_t first = order[i];
      order[i] = order[i - 1];
      order[i - 1] = first;
    }
}

static Value call_knn(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *x = data_argument(&w, 0), *q = x ? work_finite_argument(&w, 2) : NULL;
  long k = 1;
  if (!q) return work_done(&w, VALUE_FAILED);
  View y = call_view(call, 1);
  if (y.count != x->size1 || !numeric_is_real(call, 1))
    return work_done(&w, call_fail_at(call, 1, ERROR_SHAPE,
                                      "knn: y needs one label for each of the %zu "
                                      "rows of X",
                                      x->size1));
  if (q->size2 != x->size2)
    return work_done(&w, call_fail_at(call, 2, ERROR_SHAPE,
                                      "knn: the new points have %zu columns, the "
                                      "known ones %zu",
                                      q->size2, x->size2));
  if (call_given(call, 3) && !call_integer(call, 3, 1, (double)x->size1, &k))
    return work_done(&w, VALUE_FAILED);
  double *away = work_numbers(&w, x->size1), *answer = work_numbers(&w, q->size1);
  gsl_matrix *neighbours = work_matrix(&w, q->size1, (size_t)k);
  gsl_permutation *order = work_permutation(&w, (size_t)k);
  if (!away || !answer || !neighbours) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < q->size1; i++) {
    if (!call_step(call, x->size1)) return work_done(&w, VALUE_FAILED);
    for (size_t j = 0; j < x->size1; j++) away[j] = square_distance(q, i, x, j);
    gsl_sort_smallest_index(order->data, (size_t)k, away, 1, x->size1);
    keep_order(away, order->data, (size_t)k);
    answer[i] = vote(y.data, order->data, (size_t)k);
    for (size_t j = 0; j < (size_t)k; j++)
      gsl_matrix_set(neighbours, i, j, (double)order->data[j] + 1);
  }
  call_result(call, 1, numeric_value(neighbours));
  return work_done(&w, numeric_column(answer, q->size1));
}

/* k-means++: each further centre is drawn with a chance in proportion to the squared distance from
   the nearest centre so far.  Source: Arthur, Vassilvitskii, SODA 2007. */
static void spread_centres(Call *call, const gsl_matrix *x, gsl_matrix *c, double *away) {
  Random *r = call_random(call);
  size_t n = x->size1, chosen = (size_t)random_below(r, n);
  for (size_t i = 0; i < n; i++) away[i] = INFINITY;
  for (size_t k = 0; k < c->size1; k++) {
    double total = 0;
    memcpy(c->data + k * c->tda, x->data + chosen * x->tda, x->size2 * sizeof(double));
    for (size_t i = 0; i < n; i++) total += away[i] = fmin(away[i], square_distance(x, i, c, k));
    double left = random_uniform(r) * total;
    for (chosen = 0; chosen + 1 < n && (left -= away[chosen]) > 0;) chosen++;
  }
}

/* Each row to its nearest centre; the sum of squared distances. */
static double assign(const gsl_matrix *x, const gsl_matrix *c, double *cluster) {
  double total = 0;
  for (size_t i = 0; i < x->size1; i++) {
    double nearest = INFINITY;
    cluster[i] = 1; /* distances may overflow */
    for (size_t k = 0; k < c->size1; k++) {
      double away = square_distance(x, i, c, k);
      if (away < nearest) nearest = away, cluster[i] = (double)k + 1;
    }
    total += nearest;
  }
  return total;
}

static void move_centres(const gsl_matrix *x, gsl_matrix *c, const double *cluster, double *sizes) {
  memset(sizes, 0, c->size1 * sizeof *sizes);
  for (size_t i = 0; i < x->size1; i++) sizes[(size_t)cluster[i] - 1]++;
  for (size_t k = 0; k < c->size1; k++)
    for (size_t j = 0; sizes[k] > 0 && j < c->size2; j++) gsl_matrix_set(c, k, j, 0);
  for (size_t i = 0; i < x->size1; i++) {
    size_t k = (size_t)cluster[i] - 1;
    for (size_t j = 0; j < c->size2; j++)
      *gsl_matrix_ptr(c, k, j) += gsl_matrix_get(x, i, j) / sizes[k];
  }
}

enum { MOST_ROUNDS = 300 };

static Value call_kmeans(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *x = data_argument(&w, 0), *c = NULL;
  long k;
  if (!x || !call_integer(call, 1, 1, (double)x->size1, &k)) return work_done(&w, VALUE_FAILED);
  double *cluster = work_numbers(&w, x->size1), *away = work_numbers(&w, x->size1);
  double *sizes = work_numbers(&w, (size_t)k), *history = work_numbers(&w, MOST_ROUNDS);
  if (!cluster || !away || !sizes || !history) return work_done(&w, VALUE_FAILED);
  size_t start = call_given(call, 2) && call_string_is(call, 2, "start") ? 3 : 2;
  if (call_given(call, start)) {
    c = work_finite_argument(&w, start);
    if (c && (c->size1 != (size_t)k || c->size2 != x->size2)) {
      call_fail_at(call, start, ERROR_SHAPE,
                   "kmeans: the start needs %ld rows, one for each centre, and "
                   "%zu columns",
                   k, x->size2);
      c = NULL;
    }
  } else if ((c = work_matrix(&w, (size_t)k, x->size2)) != NULL) {
    spread_centres(call, x, c, away);
  }
  if (!c) return work_done(&w, VALUE_FAILED);
  size_t rounds = 0;
  for (; rounds < MOST_ROUNDS; rounds++) {
    if (!call_step(call, x->size1 * (size_t)k)) return work_done(&w, VALUE_FAILED);
    history[rounds] = assign(x, c, cluster);
    if (rounds > 0 && history[rounds] >= history[rounds - 1]) break;
    move_centres(x, c, cluster, sizes);
  }
  if (rounds < MOST_ROUNDS) rounds++;
  memset(sizes, 0, (size_t)k * sizeof *sizes);
  for (size_t i = 0; i < x->size1; i++)
    sizes[(size_t)cluster[i] - 1] += square_distance(x, i, c, (size_t)cluster[i] - 1);
  call_result(call, 1, numeric_value(c));
  call_result(call, 2, numeric_column(sizes, (size_t)k));
  call_result(call, 3, numeric_column(history, rounds));
  return work_done(&w, numeric_column(cluster, x->size1));
}

/* The entry of each direction that is largest in size is made positive. */
static void turn(gsl_matrix *v, gsl_matrix *u) {
  for (size_t j = 0; j < v->size2; j++) {
    double largest = 0;
    for (size_t i = 0; i < v->size1; i++)
      if (fabs(gsl_matrix_get(v, i, j)) > fabs(largest) * (1 + 1e-12))
        largest = gsl_matrix_get(v, i, j);
    if (largest >= 0) continue;
    for (size_t i = 0; i < v->size1; i++) gsl_matrix_set(v, i, j, -gsl_matrix_get(v, i, j));
    for (size_t i = 0; i < u->size1; i++) gsl_matrix_set(u, i, j, -gsl_matrix_get(u, i, j));
  }
}

static Value call_pca(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *x = data_argument(&w, 0);
  Svd d;
  if (!x) return work_done(&w, VALUE_FAILED);
  size_t n = x->size1, columns = x->size2;
  double *means = work_numbers(&w, columns);
  if (!means) return work_done(&w, VALUE_FAILED);
  for (size_t j = 0; j < columns; j++) {
    for (size_t i = 0; i < n; i++) means[j] += gsl_matrix_get(x, i, j);
    means[j] /= (double)n;
    for (size_t i = 0; i < n; i++) *gsl_matrix_ptr(x, i, j) -= means[j];
  }
  if (!svd_thin(&w, x, &d)) return work_done(&w, VALUE_FAILED);
  turn(d.v, d.u);
  size_t k = d.s->size;
  double *variances = work_numbers(&w, k);
  if (!variances) return work_done(&w, VALUE_FAILED);
  for (size_t j = 0; j < k; j++) {
    double s = d.s->data[j];
    variances[j] = n > 1 ? s * s / ((double)n - 1) : 0;
    for (size_t i = 0; i < n; i++) *gsl_matrix_ptr(d.u, i, j) *= s;
  }
  call_result(call, 1, numeric_value(d.u));
  call_result(call, 2, numeric_column(variances, k));
  call_result(call, 3, numeric_row(means, columns));
  return work_done(&w, numeric_value(d.v));
}

/* The weights w that minimise |Xw - y|^2 + lambda |w|^2, through the singular values of X. */
static Value call_ridge(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *x = data_argument(&w, 1);
  double lambda = call_scalar(call, 2);
  if (!x || !numeric_is_real(call, 0)) return work_done(&w, VALUE_FAILED);
  View y = call_view(call, 0);
  if (!(lambda >= 0))
    return work_done(&w, call_fail_at(call, 2, ERROR_DOMAIN, "ridge: lambda cannot be negative"));
  if (x->size1 == 1 && y.count == x->size2) x = work_transpose(&w, x); /* one feature as a row */
  if (x && y.count != x->size1)
    return work_done(&w, call_fail_at(call, 0, ERROR_SHAPE,
                                      "ridge: y has %zu numbers, but X has %zu "
                                      "rows",
                                      y.count, x->size1));
  Svd d;
  if (!x || !svd_thin(&w, x, &d)) return work_done(&w, VALUE_FAILED);
  double *weights = work_numbers(&w, x->size2);
  size_t rank = svd_rank(&d, lambda > 0 ? 0 : -1);
  for (size_t k = 0; weights && k < rank; k++) {
    double c = 0, s = d.s->data[k];
    for (size_t i = 0; i < y.count; i++) c += gsl_matrix_get(d.u, i, k) * y.data[i];
    for (size_t j = 0; j < x->size2; j++)
      weights[j] += c * s / (s * s + lambda) * gsl_matrix_get(d.v, j, k);
  }
  return work_done(&w, weights ? numeric_column(weights, x->size2) : VALUE_FAILED);
}

/* The part of the full convolution from (TOP, LEFT) on; FLIP turns B by half a turn first. */
static void convolve(const View *a, const View *b, bool flip, size_t top, size_t left, Array *r) {
  size_t am = view_rows(a), an = view_columns(a), bm = view_rows(b), bn = view_columns(b);
  size_t rows = array_rows(r), columns = array_columns(r);
  for (size_t j = 0; j < columns; j++)
    for (size_t i = 0; i < rows; i++) {
      size_t m = i + top, n = j + left;
      double sum = 0;
      for (size_t q = n >= an ? n - an + 1 : 0; q <= n && q < bn; q++)
        for (size_t p = m >= am ? m - am + 1 : 0; p <= m && p < bm; p++)
          sum += a->data[(n - q) * am + m - p] *
                 b->data[flip ? b->count - 1 - (q * bm + p) : q * bm + p];
      r->data[j * rows + i] = sum;
    }
}

static Value call_conv2(Call *call) {
  bool same = false, valid = false, flip = false;
  for (size_t i = 2; i < call->count; i++) {
    if (call_string_is(call, i, "same"))
      same = true;
    else if (call_string_is(call, i, "valid"))
      valid = true;
    else if (call_string_is(call, i, "xcorr"))
      flip = true;
    else if (!call_string_is(call, i, "full"))
      return call_fail_at(call, i, ERROR_TYPE,
                          "conv2: the choices are 'full', 'same', 'valid' and "
                          "'xcorr' (do not flip)");
  }
  for (size_t i = 0; i < 2; i++)
    if (!numeric_is_real(call, i) || !numeric_is_matrix(call, i)) return VALUE_FAILED;
  View a = call_view(call, 0), b = call_view(call, 1);
  size_t am = view_rows(&a), an = view_columns(&a), bm = view_rows(&b), bn = view_columns(&b);
  size_t rows = am + bm - 1, columns = an + bn - 1, top = 0, left = 0;
  if (a.count == 0 || b.count == 0) rows = columns = 0;
  if (same) rows = am, columns = an, top = bm / 2, left = bn / 2;
  if (valid) {
    rows = am >= bm && b.count > 0 ? am - bm + 1 : 0;
    columns = an >= bn && b.count > 0 ? an - bn + 1 : 0;
    top = bm > 0 ? bm - 1 : 0;
    left = bn > 0 ? bn - 1 : 0;
  }
  double work = (double)a.count * (double)b.count;
  if (work > 1e11) return call_fail(call, ERROR_LIMIT, "conv2: these matrices are too large");
  Array *r = array_new_matrix(rows, columns);
  if (!r || !call_step(call, (size_t)work)) {
    array_release(r);
    return VALUE_FAILED;
  }
  if (a.count > 0 && b.count > 0)
    convolve(&a, &b, flip, top, left, r);
  else
    memset(r->data, 0, r->count * sizeof(double));
  return value_array(r);
}

const Builtin clusters_family[] = {
  { .name = "kfold",
    .signature = "n: array, k: array -> array",
    .call = call_kfold,
    .summary =
        "Random fold numbers 1 to k for n rows, as even as possible: train on rows where they "
        "differ from i, validate where they equal i.",
    .numpy = "sklearn.model_selection.KFold(k, shuffle=True)",
    .see = "randperm accuracy",
    .examples = { { "f = kfold(6, 3); [sum(f == 1) sum(f == 2) sum(f == 3)]", "[2 2 2]" } } },
  { .name = "knn",
    .signature =
        "X: matrix, y: real, points: matrix, k?: array -> labels: array, neighbours: matrix",
    .call = call_knn,
    .summary =
        "The label most frequent among the k nearest rows of X (1 when left out), for each row of "
        "points. The second result lists the neighbours, nearest first.",
    .numpy = "KNeighborsClassifier(k).fit(X, y).predict(points)",
    .see = "zscore norm kmeans",
    .warning = "columns with large numbers dominate the distance: use zscore first",
    .examples = { { "knn([0 0; 1 1; 9 9], [1; 1; 2], [8 8; 0 1])", "[2; 1]" },
                  { "[c, i] = knn([1; 2; 6], [1 1 2], 5, 3); i", "[3 2 1]" } } },
  { .name = "kmeans",
    .signature =
        "X: matrix, k: array, start?: array, centres?: array -> cluster: array, C: matrix, sums: "
        "array, history: array",
    .call = call_kmeans,
    .summary =
        "Group the rows of X around k centres: assign each row to the nearest centre, move the "
        "centres to the means, repeat. Results: cluster numbers, centres, squared distances "
        "within each cluster, and their total round by round.",
    .numpy = "KMeans(k).fit(X)",
    .see = "knn pca",
    .examples = { { "[c, m] = kmeans([0; 1; 9; 10], 2, [0; 10]); m", "[0.5; 9.5]" },
                  { "kmeans([0; 1; 9; 10], 2, 'start', [0; 10])", "[1; 1; 2; 2]" } } },
  { .name = "pca",
    .signature = "X: matrix -> directions: matrix, scores: matrix, variances: array, mean: array",
    .call = call_pca,
    .summary =
        "Principal components: the directions in which the rows of X vary most, the coordinates "
        "of the rows along them, and the variances.",
    .formula = "X - \\bar x = U \\Sigma V^T",
    .numpy = "sklearn.decomposition.PCA().fit(X)",
    .see = "svd eig cov zscore",
    .examples = { { "pca([1 1; 2 2; 3 3])(:, 1)*sqrt(2)", "[1; 1]" },
                  { "[V, S, v] = pca([1 1; 2 2; 3 3]); v", "[2; 0]" } } },
  { .name = "ridge",
    .signature = "y: real, X: matrix, lambda: scalar -> array",
    .call = call_ridge,
    .summary =
        "Least squares with a penalty on large weights. No intercept is added and nothing is "
        "scaled: put a column of ones into X, or centre the data.",
    .formula = "w = (X^T X + \\lambda I)^{-1} X^T y",
    .numpy = "sklearn.linear_model.Ridge(lam, fit_intercept=False).fit(X, y).coef_",
    .see = "mldivide pinv polyfit",
    .warning = "y comes first, as in Octave; Octave's ridge standardises the columns of X before",
    .examples = { { "ridge([2; 4; 6], [1; 2; 3], 0)", "2" },
                  { "ridge([2; 4; 6], [1; 2; 3], 14)", "1" } } },
  { .name = "conv2",
    .signature = "A: matrix, B: matrix, shape?: string, how?: string -> matrix",
    .call = call_conv2,
    .summary =
        "Slide B, turned by half a turn, over A and add up the products: 'full', 'same' size as "
        "A, or only 'valid' places. 'xcorr' does not turn B, as in neural networks.",
    .formula = "\\sum_{p,q} A_{i-p, j-q} B_{pq}",
    .numpy = "scipy.signal.convolve2d(A, B, mode='full')",
    .see = "conv rot90",
    .warning = "convolutional networks do not flip the kernel: conv2(A, B, 'valid', 'xcorr')",
    .examples = { { "conv2([1 2; 3 4], [1 1])", "[1 3 2; 3 7 4]" },
                  { "conv2([1 2; 3 4], [1 1; 1 1], 'same')", "[10 6; 7 4]" },
                  { "conv2([0 0 1 1; 0 0 1 1], [-1 1], 'valid', 'xcorr')", "[0 1 0; 0 1 0]" } } },
  { 0 }
};
