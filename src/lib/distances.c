/* distances.c -- distances between rows, and the tree of clusters built on them.  */

#include "config.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum Metric {
  EUCLIDEAN,
  SQUARED,
  CITYBLOCK,
  CHEBYCHEV,
  MINKOWSKI,
  COSINE,
  CORRELATION,
  HAMMING,
  JACCARD,
  STANDARDISED,
  MAHALANOBIS,
  METRICS
} Metric;

static const char *const metric_names[METRICS] = { "euclidean",   "squaredeuclidean", "cityblock",
                                                   "chebychev",   "minkowski",        "cosine",
                                                   "correlation", "hamming",          "jaccard",
                                                   "seuclidean",  "mahalanobis" };

typedef struct Measure {
  Metric metric;
  double power;
  const double *scale;      /* of the columns */
  const gsl_matrix *factor; /* Cholesky factor of the covariance */
} Measure;

static double cosine_of(const double *x, const double *y, size_t n, double mx, double my) {
  double xy = 0, xx = 0, yy = 0;
  for (size_t k = 0; k < n; k++) {
    xy += (x[k] - mx) * (y[k] - my);
    xx += (x[k] - mx) * (x[k] - mx);
    yy += (y[k] - my) * (y[k] - my);
  }
  return 1 - xy / (sqrt(xx) * sqrt(yy));
}

/* |L^-1 (x - y)|, row by row. */
static double through_factor(const gsl_matrix *l, const double *x, const double *y, size_t n) {
  double sum = 0, *z = mem_new(n * sizeof *z);
  for (size_t j = 0; j < n; j++) {
    z[j] = x[j] - y[j];
    for (size_t k = 0; k < j; k++) z[j] -= gsl_matrix_get(l, j, k) * z[k];
    z[j] /= gsl_matrix_get(l, j, j);
    sum += z[j] * z[j];
  }
  free(z);
  return sqrt(sum);
}

static double distance(const Measure *m, const double *x, const double *y, size_t n) {
  double sum = 0, other = 0, mx = 0, my = 0;
  for (size_t k = 0; k < n; k++) {
    double d = fabs(x[k] - y[k]);
    switch (m->metric) {
    case EUCLIDEAN:
    case SQUARED: sum += d * d; break;
    case CITYBLOCK: sum += d; break;
    case CHEBYCHEV: sum = fmax(sum, d); break;
    case MINKOWSKI: sum += pow(d, m->power); break;
    case HAMMING: sum += d != 0; break;
    case JACCARD: other += x[k] != 0 || y[k] != 0, sum += d != 0 && (x[k] != 0 || y[k] != 0); break;
    case STANDARDISED: sum += d * d / (m->scale[k] * m->scale[k]); break;
    default: mx += x[k] / (double)n, my += y[k] / (double)n; break;
    }
  }
  switch (m->metric) {
  case EUCLIDEAN:
  case STANDARDISED: return sqrt(sum);
  case MINKOWSKI: return pow(sum, 1 / m->power);
  case HAMMING: return sum / (double)n;
  case JACCARD: return sum / other;
  case COSINE: return cosine_of(x, y, n, 0, 0);
  case CORRELATION: return cosine_of(x, y, n, mx, my);
  case MAHALANOBIS: return through_factor(m->factor, x, y, n);
  default: return sum;
  }
}

static void column_spreads(const gsl_matrix *x, double *scale) {
  for (size_t j = 0; j < x->size2; j++) {
    double mean = 0, square = 0, n = (double)x->size1;
    for (size_t i = 0; i < x->size1; i++) mean += gsl_matrix_get(x, i, j) / n;
    for (size_t i = 0; i < x->size1; i++) {
      double d = gsl_matrix_get(x, i, j) - mean;
      square += d * d;
    }
    scale[j] = sqrt(square / (n - 1));
  }
}

/* The lower Cholesky factor of the covariance of the rows; NULL with the call failed. */
static gsl_matrix *covariance_factor(Work *w, const gsl_matrix *x) {
  size_t n = x->size1, p = x->size2;
  gsl_matrix *c = work_matrix(w, p, p);
  double *mean = work_numbers(w, p);
  if (!c || !mean) return NULL;
  for (size_t j = 0; j < p; j++)
    for (size_t i = 0; i < n; i++) mean[j] += gsl_matrix_get(x, i, j) / (double)n;
  for (size_t j = 0; j < p; j++)
    for (size_t k = 0; k < p; k++) {
      double sum = 0;
      for (size_t i = 0; i < n; i++)
        sum += (gsl_matrix_get(x, i, j) - mean[j]) * (gsl_matrix_get(x, i, k) - mean[k]);
      gsl_matrix_set(c, j, k, sum / ((double)n - 1));
    }
  for (size_t j = 0; j < p; j++) {
    for (size_t k = 0; k < j; k++)
      for (size_t r = j; r < p; r++)
        *gsl_matrix_ptr(c, r, j) -= gsl_matrix_get(c, r, k) * gsl_matrix_get(c, j, k);
    double pivot = gsl_matrix_get(c, j, j);
    if (!(pivot > 0)) {
      call_fail(w->call, ERROR_NUMERIC,
                "%s: the columns depend on each other, so that the Mahalanobis distance does not "
                "exist",
                w->call->builtin->name);
      return NULL;
    }
    for (size_t r = j; r < p; r++) gsl_matrix_set(c, r, j, gsl_matrix_get(c, r, j) / sqrt(pivot));
  }
  return c;
}

static bool measure_argument(Work *w, size_t i, const gsl_matrix *x, Measure *m) {
  Call *call = w->call;
  *m = (Measure){ .metric = EUCLIDEAN, .power = call_scalar_or(call, i + 1, 2) };
  if (call_given(call, i)) {
    size_t k = 0;
    while (k < METRICS && !call_string_is(call, i, metric_names[k])) k++;
    if (k == METRICS) {
      call_fail_at(call, i, ERROR_TYPE,
                   "%s: the distances are euclidean, squaredeuclidean, cityblock, chebychev, "
                   "minkowski, cosine, correlation, hamming, jaccard, seuclidean and mahalanobis",
                   call->builtin->name);
      return false;
    }
    m->metric = (Metric)k;
  }
  if (m->metric == STANDARDISED) {
    double *scale = work_numbers(w, x->size2);
    if (!scale) return false;
    column_spreads(x, scale);
    m->scale = scale;
  }
  if (m->metric == MAHALANOBIS && !(m->factor = covariance_factor(w, x))) return false;
  return true;
}

static Value call_pdist(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *x = work_argument(&w, 0);
  Measure m;
  if (!x || !measure_argument(&w, 1, x, &m)) return work_done(&w, VALUE_FAILED);
  size_t n = x->size1, at = 0;
  if (n > 100000 || !call_step(call, n * n / 2 * (x->size2 + 1))) {
    if (call_alive(call)) call_fail(call, ERROR_LIMIT, "pdist: there are too many rows");
    return work_done(&w, VALUE_FAILED);
  }
  Array *d = array_new_matrix(1, n * (n - (n > 0)) / 2);
  for (size_t i = 0; d && i < n; i++)
    for (size_t j = i + 1; j < n; j++)
      d->data[at++] = distance(&m, x->data + i * x->tda, x->data + j * x->tda, x->size2);
  return work_done(&w, value_array(d));
}

static Value call_pdist2(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *x = work_argument(&w, 0), *y = x ? work_argument(&w, 1) : NULL;
  Measure m;
  if (!y) return work_done(&w, VALUE_FAILED);
  if (x->size2 != y->size2)
    return work_done(&w, call_fail_at(call, 1, ERROR_SHAPE,
                                      "pdist2: the points have %zu and %zu columns", x->size2,
                                      y->size2));
  if (!measure_argument(&w, 2, x, &m) || !call_step(call, x->size1 * y->size1))
    return work_done(&w, VALUE_FAILED);
  Array *d = array_new_matrix(x->size1, y->size1);
  for (size_t j = 0; d && j < y->size1; j++)
    for (size_t i = 0; i < x->size1; i++)
      d->data[j * x->size1 + i] =
          distance(&m, x->data + i * x->tda, y->data + j * y->tda, x->size2);
  return work_done(&w, value_array(d));
}

/* The number of points behind a vector of all their distances; 0 when it is none. */
static size_t points_behind(size_t count) {
  size_t n = (size_t)((1 + sqrt(1 + 8 * (double)count)) / 2 + 0.5);
  return n * (n - 1) / 2 == count ? n : 0;
}

static Value call_squareform(Call *call) {
  View v = call_view(call, 0);
  if (!numeric_is_real(call, 0) || !numeric_is_matrix(call, 0)) return VALUE_FAILED;
  if ((!view_is_vector(&v) && v.count > 0) || (v.count == 1 && v.data[0] == 0)) {
    size_t rows = view_rows(&v), place = 0;
    if (!numeric_is_square(call, 0)) return VALUE_FAILED;
    Array *d = array_new_matrix(1, rows * (rows - 1) / 2);
    for (size_t j = 0; d && j < rows; j++)
      for (size_t i = j + 1; i < rows; i++) d->data[place++] = v.data[j * rows + i];
    return value_array(d);
  }
  size_t n = points_behind(v.count), at = 0;
  if (n == 0)
    return call_fail_at(call, 0, ERROR_SHAPE,
                        "squareform: %zu numbers are not all distances of some points (1, 3, 6, 10 "
                        "...)",
                        v.count);
  Array *m = array_zeros(2, (size_t[]){ n, n }, ELEMENT_REAL, false);
  for (size_t j = 0; m && j < n; j++)
    for (size_t i = j + 1; i < n; i++) m->data[j * n + i] = m->data[i * n + j] = v.data[at++];
  return value_array(m);
}

static Value call_mahal(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *y = work_argument(&w, 0), *x = y ? work_finite_argument(&w, 1) : NULL;
  if (!x) return work_done(&w, VALUE_FAILED);
  if (x->size2 != y->size2)
    return work_done(&w, call_fail_at(call, 1, ERROR_SHAPE,
                                      "mahal: the points have %zu and %zu columns", y->size2,
                                      x->size2));
  Measure m = { .metric = MAHALANOBIS, .factor = covariance_factor(&w, x) };
  double *mean = work_numbers(&w, x->size2), *d = work_numbers(&w, y->size1);
  if (!m.factor || !mean || !d) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < x->size1; i++)
    for (size_t j = 0; j < x->size2; j++) mean[j] += gsl_matrix_get(x, i, j) / (double)x->size1;
  for (size_t i = 0; i < y->size1; i++) {
    double away = distance(&m, y->data + i * y->tda, mean, x->size2);
    d[i] = away * away;
  }
  return work_done(&w, numeric_column(d, y->size1));
}

/* ------------------------------------------------------------------ trees */

/* Lance and Williams: the distance from the union of clusters of sizes a and b to one of size c. */
static double joined(char method, double da, double db, double ab, double a, double b, double c) {
  switch (method) {
  case 's': return fmin(da, db);
  case 'c': return fmax(da, db);
  case 'a': return (a * da + b * db) / (a + b);
  case 'w': /* weighted */ return (da + db) / 2;
  default: /* Ward */
    return sqrt(fmax(0, ((a + c) * da * da + (b + c) * db * db - c * ab * ab) / (a + b + c)));
  }
}

static Value call_linkage(Call *call) {
  Work w = work_begin(call);
  View v = call_view(call, 0);
  static const char *const names[] = { "single", "complete", "average", "weighted", "ward" };
  size_t k = 0, n = 0;
  while (call_given(call, 1) && k < 5 && !call_string_is(call, 1, names[k])) k++;
  if (k == 5)
    return work_done(
        &w, call_fail_at(call, 1, ERROR_TYPE,
                         "linkage: the methods are single, complete, average, weighted and ward"));
  char method = "scawW"[k];
  bool points = !(v.rank == 2 && v.dims[0] == 1 && (n = points_behind(v.count)) > 0);
  gsl_matrix *x = points ? work_argument(&w, 0) : NULL;
  Measure m;
  if (points && (!x || !measure_argument(&w, 2, x, &m))) return work_done(&w, VALUE_FAILED);
  if (points) n = x->size1;
  if (n < 2 || n > 5000 || !call_step(call, n * n * n / 4 + n * n))
    return work_done(&w, call_alive(call)
                             ? call_fail_at(call, 0, ERROR_LIMIT, "linkage: give 2 to 5000 points")
                             : VALUE_FAILED);
  gsl_matrix *d = work_matrix(&w, n, n), *tree = work_matrix(&w, n - 1, 3);
  double *size = work_numbers(&w, n), *name = work_numbers(&w, n);
  if (!d || !tree || !size || !name) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0, at = 0; i < n; i++) {
    size[i] = 1;
    name[i] = (double)i + 1;
    for (size_t j = i + 1; j < n; j++) {
      double away = points ? distance(&m, x->data + i * x->tda, x->data + j * x->tda, x->size2)
                           : v.data[at++];
      gsl_matrix_set(d, i, j, away);
      gsl_matrix_set(d, j, i, away);
    }
  }
  for (size_t step = 0; step + 1 < n; step++) {
    size_t a = 0, b = 0;
    double nearest = INFINITY;
    for (size_t i = 0; i < n; i++)
      for (size_t j = i + 1; size[i] > 0 && j < n; j++)
        if (size[j] > 0 && (gsl_matrix_get(d, i, j) < nearest || (a == b)))
          nearest = gsl_matrix_get(d, i, j), a = i, b = j;
    gsl_matrix_set(tree, step, 0, fmin(name[a], name[b]));
    gsl_matrix_set(tree, step, 1, fmax(name[a], name[b]));
    gsl_matrix_set(tree, step, 2, nearest);
    for (size_t j = 0; j < n; j++) {
      if (size[j] == 0 || j == a || j == b) continue;
      double away = joined(method, gsl_matrix_get(d, a, j), gsl_matrix_get(d, b, j), nearest,
                           size[a], size[b], size[j]);
      gsl_matrix_set(d, a, j, away);
      gsl_matrix_set(d, j, a, away);
    }
    size[a] += size[b];
    size[b] = 0;
    name[a] = (double)(n + step) + 1;
  }
  return work_done(&w, numeric_value(tree));
}

/* cluster(tree, 'MaxClust', k) or cluster(tree, 'Cutoff', c, 'Criterion', 'distance'). */
static Value call_cluster(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *tree = work_argument(&w, 0);
  double most = NAN, cut = NAN;
  if (!tree) return work_done(&w, VALUE_FAILED);
  for (size_t i = 1; i + 1 < call->count; i += 2) {
    if (call_string_is(call, i, "maxclust"))
      most = call_scalar(call, i + 1);
    else if (call_string_is(call, i, "cutoff"))
      cut = call_scalar(call, i + 1);
    else if (!call_string_is(call, i, "criterion"))
      most = cut = NAN, i = call->count;
  }
  if ((isnan(most) && isnan(cut)) || tree->size2 < 3)
    return work_done(&w, call_fail(call, ERROR_TYPE,
                                   "cluster: write cluster(tree, 'MaxClust', 3), or cluster(tree, "
                                   "'Cutoff', height, 'Criterion', 'distance')"));
  size_t n = tree->size1 + 1, merges = tree->size1, next = 0;
  if (!isnan(most)) merges = most >= (double)n ? 0 : most < 1 ? n - 1 : n - (size_t)most;
  double *group = work_numbers(&w, n), *label = work_numbers(&w, 2 * n),
         *parent = work_numbers(&w, 2 * n);
  if (!group || !label || !parent) return work_done(&w, VALUE_FAILED);
  for (size_t k = 0; k < merges; k++) {
    if (!isnan(cut) && gsl_matrix_get(tree, k, 2) > cut) break;
    for (size_t j = 0; j < 2; j++) {
      double child = gsl_matrix_get(tree, k, j);
      if (!(child >= 1 && child <= (double)(n + k)))
        return work_done(
            &w, call_fail_at(call, 0, ERROR_DOMAIN, "cluster: this is no tree of linkage"));
      parent[(size_t)child] = (double)(n + k + 1);
    }
  }
  for (size_t i = 0; i < n; i++) {
    size_t at = i + 1;
    while (parent[at] > 0) at = (size_t)parent[at];
    if (label[at] == 0) label[at] = (double)++next;
    group[i] = label[at];
  }
  return work_done(&w, numeric_column(group, n));
}

const Builtin distances_family[] = {
  { .name = "pdist",
    .signature = "X: matrix, metric?: string, power?: scalar -> array",
    .call = call_pdist,
    .summary =
        "The distances between all pairs of rows: (1,2), (1,3) ... (2,3) ... 'euclidean', "
        "'cityblock', 'chebychev', 'cosine', 'correlation', 'hamming', 'mahalanobis' and more.",
    .numpy = "scipy.spatial.distance.pdist(X)",
    .see = "squareform pdist2 linkage norm",
    .examples = { { "pdist([0 0; 3 4; 0 1])", "[5 1 sqrt(18)]" },
                  { "pdist([0 0; 3 4], 'cityblock')", "7" } } },
  { .name = "pdist2",
    .signature = "X: matrix, Y: matrix, metric?: string, power?: scalar -> matrix",
    .call = call_pdist2,
    .summary = "The distances from every row of X to every row of Y.",
    .numpy = "scipy.spatial.distance.cdist(X, Y)",
    .see = "pdist knn",
    .examples = { { "pdist2([0 0], [3 4; 0 2])", "[5 2]" } } },
  { .name = "squareform",
    .signature = "d: array -> array",
    .call = call_squareform,
    .summary = "The distances of pdist as a square symmetric matrix, and back.",
    .numpy = "scipy.spatial.distance.squareform(d)",
    .see = "pdist",
    .examples = { { "squareform([1 2 3])", "[0 1 2; 1 0 3; 2 3 0]" },
                  { "squareform([0 1 2; 1 0 3; 2 3 0])", "[1 2 3]" } } },
  { .name = "mahal",
    .signature = "Y: matrix, X: matrix -> array",
    .call = call_mahal,
    .summary = "The squared Mahalanobis distance of each row of Y from the rows of X: how many "
               "standard deviations off, correlations taken into account.",
    .formula = "(y - \\bar x)^T S^{-1} (y - \\bar x)",
    .numpy = "scipy.spatial.distance.mahalanobis(y, x.mean(0), inv(cov))**2",
    .see = "pdist zscore cov",
    .examples = { { "mahal([2 0], [1 0; -1 0; 0 1; 0 -1])", "6" } } },
  { .name = "linkage",
    .signature = "d: array, method?: string, metric?: string, power?: scalar -> matrix",
    .call = call_linkage,
    .summary =
        "Hierarchical clustering: the two nearest clusters are joined again and again. Each "
        "row names the two and their distance; row k makes cluster n + k. 'single' (nearest "
        "members), 'complete', 'average', 'weighted' or 'ward'; of the distances of pdist or "
        "the rows of a matrix.",
    .numpy = "scipy.cluster.hierarchy.linkage(X, method)",
    .see = "cluster pdist kmeans",
    .examples = { { "linkage([0; 1; 5])", "[1 2 1; 3 4 4]" } } },
  { .name = "cluster",
    .signature = "tree: matrix, options: any... -> array",
    .call = call_cluster,
    .summary = "The tree of linkage cut into clusters: cluster(tree, 'MaxClust', k).",
    .numpy = "scipy.cluster.hierarchy.fcluster(tree, k, 'maxclust')",
    .see = "linkage kmeans",
    .examples = { { "cluster(linkage([0; 1; 5; 6]), 'MaxClust', 2)", "[1; 1; 2; 2]" } } },
  { 0 }
};
