/* relate.c -- how columns of data move together, and areas under sampled curves.  */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/hypothesis.h"
#include "lib/numeric.h"

#include <math.h>

static void centre(const double *from, size_t n, double *to) {
  double mean = 0;
  for (size_t i = 0; i < n; i++) mean += from[i];
  mean /= (double)n;
  for (size_t i = 0; i < n; i++) to[i] = from[i] - mean;
}

/* Columns of data as the rows of a matrix, each with its mean taken off. */
static gsl_matrix *centred(Work *w, const View *v) {
  bool vector = view_is_vector(v);
  size_t n = vector ? v->count : view_rows(v), columns = vector ? 1 : view_columns(v);
  gsl_matrix *m = work_matrix(w, columns, n);
  for (size_t j = 0; m && j < columns; j++) centre(v->data + j * n, n, m->data + j * n);
  return m;
}

static double product(const gsl_matrix *a, size_t i, const gsl_matrix *b, size_t j) {
  double sum = 0;
  const double *x = a->data + i * a->tda, *y = b->data + j * b->tda;
  for (size_t k = 0; k < a->size2; k++) sum += x[k] * y[k];
  return sum;
}

/* x and y below each other: the two rows of a 2xn matrix, each with its mean taken off. */
static gsl_matrix *stacked(Work *w, const View *x, const View *y) {
  gsl_matrix *m = work_matrix(w, 2, x->count);
  if (!m) return NULL;
  centre(x->data, x->count, m->data);
  centre(y->data, y->count, m->data + x->count);
  return m;
}

static Value products(const gsl_matrix *a, const gsl_matrix *b, double divisor, bool correlate) {
  Array *r = array_new_matrix(a->size1, b->size1);
  for (size_t j = 0; r && j < b->size1; j++)
    for (size_t i = 0; i < a->size1; i++) {
      double p = product(a, i, b, j);
      if (correlate) {
        double q = sqrt(product(a, i, a, i)) * sqrt(product(b, j, b, j));
        p = q == 0 ? NAN : a == b && i == j ? (isnan(p) ? p : 1) : p / q;
        if (p > 1) p = 1;
        if (p < -1) p = -1;
      } else {
        p /= divisor;
      }
      r->data[j * a->size1 + i] = p;
    }
  return value_array(r);
}

static bool data_arguments(Call *call, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!numeric_is_not_text(call, i) || !numeric_is_real(call, i) || !numeric_is_matrix(call, i))
      return false;
  return call_step(call, value_count(call->args[0]));
}

/* Of complex data: products of the first with the conjugate of the second. */
static Value complex_cov(Call *call, size_t data) {
  if (data == 2)
    return formula(call, "x y by_n", "C",
                   "if numel(x) ~= numel(y)\n"
                   "  error('%d numbers x but %d numbers y', numel(x), numel(y)); end\n"
                   "if isempty(by_n), by_n = 0; end\n"
                   "C = cov([x(:), y(:)], by_n);");
  return formula(call, "x by_n", "C",
                 "if isempty(by_n), by_n = 0; end\n"
                 "if isrow(x), x = x(:); end\n"
                 "n = rows(x); x = x - mean(x, 1); C = x' * x / max(n - 1 + by_n, 1);");
}

static Value call_cov(Call *call) {
  size_t data = 1;
  long by_n = 0;
  if (call->count == 2 && value_count(call->args[1]) == 1 && value_count(call->args[0]) != 1) {
    if (!call_integer(call, 1, 0, 1, &by_n)) return VALUE_FAILED;
  } else if (call->count >= 2) {
    data = 2;
    if (call->count == 3 && !call_integer(call, 2, 0, 1, &by_n)) return VALUE_FAILED;
  }
  bool complex = value_is_complex(call->args[0]);
  if (complex || (data == 2 && value_is_complex(call->args[1]))) return complex_cov(call, data);
  if (!data_arguments(call, data)) return VALUE_FAILED;
  View x = call_view(call, 0);
  if (x.count == 0) return value_array(array_new_matrix(0, 0));
  Work w = work_begin(call);
  gsl_matrix *m;
  if (data == 2) {
    View y = call_view(call, 1);
    if (!numeric_same_count(call, 0, 1)) return work_done(&w, VALUE_FAILED);
    m = stacked(&w, &x, &y);
  } else {
    m = centred(&w, &x);
  }
  if (!m) return work_done(&w, VALUE_FAILED);
  double n = (double)m->size2;
  return work_done(&w, products(m, m, n == 1 ? 1 : n - 1 + (double)by_n, false));
}

/* The p-value of each correlation, with so many degrees of freedom. */
static Value chances(const View *r, double df) {
  Array *p = array_new(r->rank, r->dims, ELEMENT_REAL, false);
  for (size_t k = 0; p && k < r->count; k++) {
    double size = fabs(r->data[k]), t = size * sqrt(df / ((1 - size) * (1 + size)));
    p->data[k] = size >= 1 ? 0 : 2 * test_above("t", t, df, 0);
  }
  return value_array(p);
}

static Value call_corr(Call *call) {
  bool two = call_given(call, 1);
  if (!data_arguments(call, two ? 2 : 1)) return VALUE_FAILED;
  View x = call_view(call, 0), y = two ? call_view(call, 1) : x;
  Work w = work_begin(call);
  gsl_matrix *a = centred(&w, &x), *b = two ? centred(&w, &y) : a;
  if (!a || !b) return work_done(&w, VALUE_FAILED);
  if (a->size2 != b->size2)
    return work_done(&w, call_fail(call, ERROR_SHAPE, "corr: x has %zu observations and y has %zu",
                                   a->size2, b->size2));
  Value r = products(a, b, 1, true);
  View v;
  if (call->wanted > 1 && value_view(&r, &v))
    call_result(call, 1, chances(&v, (double)a->size2 - 2));
  return work_done(&w, r);
}

static Value call_corrcoef(Call *call) {
  bool two = call_given(call, 1);
  if (!data_arguments(call, two ? 2 : 1)) return VALUE_FAILED;
  View x = call_view(call, 0);
  Work w = work_begin(call);
  gsl_matrix *m;
  if (two) {
    View y = call_view(call, 1);
    if (!numeric_same_count(call, 0, 1)) return work_done(&w, VALUE_FAILED);
    m = stacked(&w, &x, &y);
  } else {
    m = centred(&w, &x);
  }
  return work_done(&w, m ? products(m, m, 1, true) : VALUE_FAILED);
}

static Value call_spearman(Call *call) {
  if (!data_arguments(call, 2) || !numeric_same_count(call, 0, 1)) return VALUE_FAILED;
  View x = call_view(call, 0), y = call_view(call, 1);
  Work w = work_begin(call);
  double *a = work_numbers(&w, x.count), *b = work_numbers(&w, x.count);
  if (!a || !b) return work_done(&w, VALUE_FAILED);
  gsl_permutation *order = work_permutation(&w, x.count);
  rank_numbers(x.data, x.count, order->data, a);
  rank_numbers(y.data, y.count, order->data, b);
  x.data = a;
  y.data = b;
  gsl_matrix *p = centred(&w, &x), *q = centred(&w, &y);
  if (!p || !q) return work_done(&w, VALUE_FAILED);
  double pq = product(p, 0, q, 0), scale = sqrt(product(p, 0, p, 0) * product(q, 0, q, 0));
  return work_done(&w, value_scalar(scale == 0 ? NAN : pq / scale));
}

/* The running trapezoid sums of each slice; only the last of them when TOTAL.  Written (y), (y,
   dim), (x, y) or (x or [], y, dim). */
static Value trapezoids(Call *call, bool total) {
  bool three = call_given(call, 2);
  bool directed =
      call->count == 2 && value_is_scalar(call->args[1]) && !value_is_scalar(call->args[0]);
  bool spaced = three ? !value_is_empty(call->args[0]) : call->count == 2 && !directed;
  size_t at = spaced || three ? 1 : 0;
  View y = call_view(call, at), x = call_view(call, 0);
  Slices s;
  if ((spaced && !numeric_is_real(call, 0)) || !slices_of(call, &y, directed ? 1 : 2, &s) ||
      !call_step(call, y.count))
    return VALUE_FAILED;
  bool shared = x.count == s.length && view_is_vector(&x);
  if (spaced && !shared && x.count != y.count)
    return call_fail_at(call, 0, ERROR_SHAPE, "%s: x needs %zu numbers, one for each value of y",
                        call->builtin->name, s.length);
  if (y.count == 0 && total && y.rank == 2 && y.dims[0] == 0 && y.dims[1] == 0)
    return value_scalar(0);
  size_t dims[MAX_RANK + 1], rank = y.rank, unit = y.complex ? 2 : 1;
  for (size_t d = 0; d < rank; d++) dims[d] = y.dims[d];
  while (rank <= s.dimension && rank < MAX_RANK) dims[rank++] = 1;
  if (total) dims[s.dimension] = 1;
  Array *r = array_new(rank, dims, ELEMENT_REAL, y.complex);
  for (size_t n = 0; r && n < unit * s.count; n++) {
    size_t k = n / unit, part = n % unit, start = slices_offset(&s, k);
    double sum = 0;
    for (size_t i = 0; i < s.length; i++) {
      size_t here = start + i * s.stride, before = here - s.stride;
      if (i > 0) {
        double width = !spaced  ? 1
                       : shared ? x.data[i] - x.data[i - 1]
                                : x.data[here] - x.data[before];
        sum += width * (y.data[unit * here + part] + y.data[unit * before + part]) / 2;
      }
      if (!total) r->data[unit * here + part] = sum;
    }
    if (total) r->data[n] = sum;
  }
  return value_array(array_narrow(r));
}

static Value call_trapz(Call *call) {
  return trapezoids(call, true);
}

static Value call_cumtrapz(Call *call) {
  return trapezoids(call, false);
}

const Builtin relate_family[] = {
  { .name = "cov",
    .signature = "x: array, y?: array, option?: array -> matrix",
    .call = call_cov,
    .summary =
        "The covariance matrix of the columns of x, divided by n-1; cov(x, y) of two vectors is "
        "2x2. A last argument 1 divides by n.",
    .formula = "\\frac{1}{n-1} \\sum_i (x_i - \\bar x)(y_i - \\bar y)",
    .numpy = "np.cov(X, rowvar=False)",
    .see = "corr corrcoef var",
    .warning = "np.cov takes variables in rows unless rowvar=False",
    .examples = { { "cov([1 2 3], [1 2 4])", "[1 1.5; 1.5 7/3]" },
                  { "cov([1 2; 3 4; 5 9])", "[4 7; 7 13]" },
                  { "cov([1 2 3])", "1" } } },
  { .name = "corr",
    .signature = "x: array, y?: array -> r: array, p: array",
    .call = call_corr,
    .summary =
        "The correlation of two vectors, or of every column of x with every column of y: from "
        "-1 to 1, how nearly the points lie on a line. The second result is the p-value of no "
        "correlation.",
    .formula = "r = \\frac{\\mathrm{cov}(x, y)}{s_x s_y}",
    .numpy = "np.corrcoef(x, y)[0, 1]",
    .see = "corrcoef corrtest cov spearman kendall",
    .examples = { { "corr([1 2 3], [2 4 6])", "1" }, { "corr([1 2 3], [3 1 2])", "-0.5" } } },
  { .name = "corrcoef",
    .signature = "x: array, y?: array -> matrix",
    .call = call_corrcoef,
    .summary = "The matrix of all correlations between columns; 2x2 for two vectors.",
    .numpy = "np.corrcoef(x, y)",
    .see = "corr cov",
    .examples = { { "corrcoef([1 2 3], [3 1 2])", "[1 -0.5; -0.5 1]" } } },
  { .name = "spearman",
    .signature = "x: vector, y: vector -> scalar",
    .call = call_spearman,
    .summary =
        "The correlation of the ranks: 1 when y always rises with x, however bent the curve.",
    .numpy = "scipy.stats.spearmanr(x, y)[0]",
    .see = "corr ranks",
    .examples = { { "spearman([1 2 3], [1 8 27])", "1" },
                  { "spearman([1 2 3], [1 3 2])", "0.5" } } },
  { .name = "trapz",
    .signature = "x: array, y?: array, dim?: array -> array",
    .call = call_trapz,
    .summary = "The area under points joined by straight lines; trapz(y) has them one apart.",
    .formula = "\\sum_i (x_{i+1} - x_i) \\frac{y_i + y_{i+1}}{2}",
    .numpy = "scipy.integrate.trapezoid(y, x)",
    .see = "cumtrapz integral",
    .warning = "x comes first, in NumPy it comes second",
    .examples = { { "trapz([1 2 3])", "4" }, { "trapz([0 2 3], [1 2 3])", "5.5" } } },
  { .name = "cumtrapz",
    .signature = "x: array, y?: array, dim?: array -> array",
    .call = call_cumtrapz,
    .summary = "The running area under points joined by straight lines, starting with 0.",
    .numpy = "scipy.integrate.cumulative_trapezoid(y, x, initial=0)",
    .see = "trapz cumsum",
    .examples = { { "cumtrapz([0 2 3], [1 2 3])", "[0 3 5.5]" } } },
  { 0 }
};
