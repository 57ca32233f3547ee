/* polynomials.c -- polynomials as rows of coefficients, highest power first.  */

#include "config.h"
#include "lang/least_squares.h"
#include "lib/decompose.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

static bool coefficients(Call *call, size_t i, View *p) {
  *p = call_view(call, i);
  if (p->count == 0 || view_is_vector(p)) return true;
  call_fail_at(call, i, ERROR_SHAPE, "%s: the coefficients must be a vector", call->builtin->name);
  return false;
}

static double _Complex entry(const View *v, size_t k) {
  return v->complex ? v->data[2 * k] + v->data[2 * k + 1] * _Complex_I : v->data[k];
}

static Value call_polyval(Call *call) {
  View p, x = call_view(call, 1);
  if (!coefficients(call, 0, &p) || !call_step(call, x.count)) return VALUE_FAILED;
  bool pairs = p.complex || x.complex;
  Array *r = array_new(x.rank, x.dims, ELEMENT_REAL, pairs);
  for (size_t k = 0; r && k < x.count; k++) {
    if (!pairs) {
      double y = 0;
      for (size_t i = 0; i < p.count; i++) y = y * x.data[k] + p.data[i];
      r->data[k] = y;
      continue;
    }
    double _Complex z = 0;
    for (size_t i = 0; i < p.count; i++) z = z * entry(&x, k) + entry(&p, i);
    r->data[2 * k] = creal(z);
    r->data[2 * k + 1] = cimag(z);
  }
  return r ? value_array(array_narrow(r)) : VALUE_FAILED;
}

static Value derivative(const View *p) {
  if (p->count <= 1) return value_scalar(0);
  Array *d = array_new_matrix(1, p->count - 1);
  for (size_t i = 0; d && i < d->count; i++) d->data[i] = p->data[i] * (double)(p->count - 1 - i);
  return value_array(d);
}

/* polyder(p), of a product (p, q), or [n, d] of a quotient. */
static Value call_polyder(Call *call) {
  View p;
  if (!coefficients(call, 0, &p) || !numeric_is_real(call, 0)) return VALUE_FAILED;
  if (p.count == 0) return call_fail_at(call, 0, ERROR_SHAPE, "polyder: there are no coefficients");
  if (!call_given(call, 1)) return derivative(&p);
  if (call->wanted < 2) return formula(call, "a b", "d", "d = polyder(conv(a, b));");
  return formula(call, "b a", "n d",
                 "u = conv(polyder(b), a); v = conv(b, polyder(a));\n"
                 "m = max(numel(u), numel(v));\n"
                 "n = polyreduce([zeros(1, m - numel(u)), u] - [zeros(1, m - numel(v)), v]); d = "
                 "polyreduce(conv(a, a));\n"
                 "n = n / d(1); d = d / d(1);");
}

static Value call_polyint(Call *call) {
  View p;
  if (!coefficients(call, 0, &p) || !numeric_is_real(call, 0)) return VALUE_FAILED;
  Array *q = array_new_matrix(1, p.count + 1);
  for (size_t i = 0; q && i < p.count; i++) q->data[i] = p.data[i] / (double)(p.count - i);
  if (q) q->data[p.count] = call_scalar_or(call, 1, 0);
  return value_array(q);
}

static Value product(const View *a, const View *b) {
  size_t n = a->count + b->count - 1;
  bool pairs = a->complex || b->complex;
  Array *r = pairs ? array_new_complex(1, n) : array_new_matrix(1, n);
  if (!r) return VALUE_FAILED;
  memset(r->data, 0, (pairs ? 2 : 1) * n * sizeof(double));
  for (size_t i = 0; i < a->count; i++)
    for (size_t j = 0; j < b->count; j++) {
      if (!pairs) {
        r->data[i + j] += a->data[i] * b->data[j];
        continue;
      }
      double _Complex z = entry(a, i) * entry(b, j);
      r->data[2 * (i + j)] += creal(z);
      r->data[2 * (i + j) + 1] += cimag(z);
    }
  return value_array(array_narrow(r));
}

static Value call_conv(Call *call) {
  View a, b;
  if (!coefficients(call, 0, &a) || !coefficients(call, 1, &b)) return VALUE_FAILED;
  if (a.count == 0 || b.count == 0)
    return call_fail(call, ERROR_SHAPE, "conv: both arguments need at least one number");
  bool same = call_given(call, 2) && call_string_is(call, 2, "same");
  if (call_given(call, 2) && !same && !call_string_is(call, 2, "full"))
    return call_fail_at(call, 2, ERROR_TYPE, "conv: the choices are 'full' and 'same'");
  for (size_t i = 0; i < a.count; i++)
    if (!call_step(call, b.count)) return VALUE_FAILED;
  Value full = product(&a, &b);
  View v;
  if (full.kind == VALUE_ERROR || !value_view(&full, &v)) return VALUE_FAILED;
  size_t start = same ? (size_t)ceil((double)(b.count - 1) / 2) : 0;
  size_t n = same ? a.count : v.count, unit = v.complex ? 2 : 1;
  const View *longer = a.count > b.count || same ? &a : &b;
  bool column = longer->dims[1] == 1 && longer->dims[0] > 1;
  Array *r =
      array_new(2, column ? (size_t[]){ n, 1 } : (size_t[]){ 1, n }, ELEMENT_REAL, v.complex);
  if (r) memcpy(r->data, v.data + unit * start, unit * n * sizeof(double));
  value_release(full);
  return value_array(r);
}

static Value call_deconv(Call *call) {
  View y, a;
  if (!coefficients(call, 0, &y) || !coefficients(call, 1, &a) || !numeric_is_real(call, 0) ||
      !numeric_is_real(call, 1))
    return VALUE_FAILED;
  if (y.count == 0 || a.count == 0 || a.data[0] == 0)
    return call_fail_at(call, 1, ERROR_DOMAIN, "deconv: the divisor must not begin with 0");
  Work w = work_begin(call);
  size_t n = y.count >= a.count ? y.count - a.count + 1 : 1;
  double *q = work_numbers(&w, n), *r = work_numbers(&w, y.count);
  if (!q || !r) return work_done(&w, VALUE_FAILED);
  memcpy(r, y.data, y.count * sizeof *r);
  for (size_t i = 0; y.count >= a.count && i < n; i++) {
    if (!call_step(call, a.count)) return work_done(&w, VALUE_FAILED);
    q[i] = r[i] / a.data[0];
    for (size_t j = 0; j < a.count; j++) r[i + j] = j == 0 ? 0 : r[i + j] - q[i] * a.data[j];
  }
  call_result(call, 1, numeric_vector_like(&y, r, y.count));
  return work_done(&w, numeric_vector_like(&y, q, n));
}

static Value call_roots(Call *call) {
  View p;
  if (!coefficients(call, 0, &p) || !numeric_is_real(call, 0) || !numeric_is_finite(call, 0))
    return VALUE_FAILED;
  size_t first = 0, last = p.count;
  while (first < last && p.data[first] == 0) first++;
  while (last > first && p.data[last - 1] == 0) last--;
  size_t zeros = p.count - last;
  if (first == last) return value_array(array_new_matrix(0, 0));
  size_t n = last - first - 1;
  Work w = work_begin(call);
  gsl_matrix *m = work_matrix(&w, n, n);
  double *pairs = work_numbers(&w, 2 * (n + zeros));
  if (!m || !pairs) return work_done(&w, VALUE_FAILED);
  for (size_t j = 0; j < n; j++) {
    double c = -p.data[first + 1 + j] / p.data[first];
    if (!isfinite(c))
      return work_done(&w, call_fail_at(call, 0, ERROR_NUMERIC,
                                        "roots: the first coefficient is too "
                                        "small against the others"));
    gsl_matrix_set(m, 0, j, c);
    if (j > 0) gsl_matrix_set(m, j, j - 1, 1);
  }
  if (n > 0 && !general_eigenvalues(&w, m, pairs)) return work_done(&w, VALUE_FAILED);
  Array *r = array_new_complex(n + zeros, 1);
  if (r) memcpy(r->data, pairs, 2 * r->count * sizeof *pairs);
  return work_done(&w, r ? value_array(array_narrow(r)) : VALUE_FAILED);
}

/* From roots: multiply out (x - r_i). */
static Value from_roots(const double *pairs, size_t n) {
  Array *p = array_new_complex(1, n + 1);
  if (!p) return VALUE_FAILED;
  memset(p->data, 0, 2 * p->count * sizeof(double));
  p->data[0] = 1;
  for (size_t k = 0; k < n; k++)
    for (size_t i = k + 1; i-- > 0;) {
      double *to = p->data + 2 * (i + 1), *from = p->data + 2 * i;
      double re = pairs[2 * k], im = pairs[2 * k + 1];
      to[0] -= re * from[0] - im * from[1];
      to[1] -= re * from[1] + im * from[0];
    }
  /* Roots that come in conjugate pairs have a real polynomial. */
  double real = 0, imaginary = 0, up = 0, down = 0;
  for (size_t k = 0; k < n; k++) {
    double im = pairs[2 * k + 1];
    if (im > 0) up += im + pairs[2 * k];
    if (im < 0) down += -im + pairs[2 * k];
  }
  for (size_t i = 0; i <= n; i++)
    real = fmax(real, fabs(p->data[2 * i])), imaginary = fmax(imaginary, fabs(p->data[2 * i + 1]));
  if (up == down && imaginary <= 1e-12 * real)
    for (size_t i = 0; i <= n; i++) p->data[2 * i + 1] = 0;
  return value_array(array_narrow(p));
}

/* The characteristic polynomial by Faddeev and Leverrier: exact for small whole matrices. */
static Value characteristic(Work *w, const gsl_matrix *a) {
  size_t n = a->size1;
  double *c = work_numbers(w, n + 1);
  gsl_matrix *m = work_matrix(w, n, n), *next = work_matrix(w, n, n);
  if (!c || !m || !next) return VALUE_FAILED;
  c[0] = 1;
  for (size_t k = 1; k <= n; k++) {
    for (size_t i = 0; i < n; i++) gsl_matrix_set(m, i, i, gsl_matrix_get(m, i, i) + c[k - 1]);
    double trace = 0;
    for (size_t i = 0; i < n; i++)
      for (size_t j = 0; j < n; j++) {
        double sum = 0;
        for (size_t l = 0; l < n; l++) sum += gsl_matrix_get(a, i, l) * gsl_matrix_get(m, l, j);
        gsl_matrix_set(next, i, j, sum);
        if (i == j) trace += sum;
      }
    c[k] = -trace / (double)k + 0.0;
    gsl_matrix *spare = m;
    m = next;
    next = spare;
  }
  return numeric_row(c, n + 1);
}

static Value call_poly(Call *call) {
  View v = call_view(call, 0);
  if (v.count == 0) return value_scalar(1);
  Work w = work_begin(call);
  size_t n = v.count;
  double *pairs = work_numbers(&w, 2 * n);
  if (!pairs) return work_done(&w, VALUE_FAILED);
  if (view_is_vector(&v) && n > 1) {
    for (size_t k = 0; k < n; k++) {
      if (!call_step(call, k)) return work_done(&w, VALUE_FAILED);
      pairs[2 * k] = v.data[v.complex ? 2 * k : k];
      pairs[2 * k + 1] = v.complex ? v.data[2 * k + 1] : 0;
    }
    return work_done(&w, from_roots(pairs, n));
  }
  gsl_matrix *a = numeric_is_square(call, 0) ? work_finite_argument(&w, 0) : NULL;
  if (!a) return work_done(&w, VALUE_FAILED);
  if (a->size1 <= 6) return work_done(&w, characteristic(&w, a));
  if (!general_eigenvalues(&w, a, pairs)) return work_done(&w, VALUE_FAILED);
  return work_done(&w, from_roots(pairs, v.dims[0]));
}

/* Least squares in the powers of x, by QR as long as there are points enough, else the shortest
   solution. */
static bool fit(Work *w, const double *x, const View *y, size_t terms, double *p) {
  size_t n = y->count;
  gsl_matrix *a = work_matrix(w, n, terms);
  if (!a) return false;
  for (size_t i = 0; i < n; i++) {
    double power = 1;
    for (size_t j = terms; j-- > 0; power *= x[i]) gsl_matrix_set(a, i, j, power);
  }
  for (size_t k = 0; k < n * terms; k++)
    if (!isfinite(a->data[k])) {
      call_fail_at(w->call, 0, ERROR_DOMAIN,
                   "polyfit: the powers of x are too large or not finite");
      return false;
    }
  if (!call_step(w->call, n * terms)) return false;
  gsl_matrix *columns = n >= terms ? work_transpose(w, a) : NULL;
  LeastSquares *system = columns ? least_squares_new(columns->data, n, terms) : NULL;
  if (system) {
    least_squares_solve(system, y->data, p, NULL);
    least_squares_free(system);
    return true;
  }
  Svd d;
  if (!svd_thin(w, a, &d)) return false;
  call_warn(w->call, "polyfit: the points do not determine a polynomial of this degree");
  size_t rank = svd_rank(&d, -1);
  memset(p, 0, terms * sizeof *p);
  for (size_t k = 0; k < rank; k++) {
    double c = 0;
    for (size_t i = 0; i < n; i++) c += gsl_matrix_get(d.u, i, k) * y->data[i];
    for (size_t j = 0; j < terms; j++) p[j] += c / d.s->data[k] * gsl_matrix_get(d.v, j, k);
  }
  return true;
}

static Value fit_record(const double *x, const View *y, const double *p, size_t terms) {
  Array *fitted = array_new(y->rank, y->dims, ELEMENT_REAL, false);
  if (!fitted) return VALUE_FAILED;
  double norm = 0;
  for (size_t i = 0; i < y->count; i++) {
    double value = 0;
    for (size_t j = 0; j < terms; j++) value = value * x[i] + p[j];
    fitted->data[i] = value;
    norm = hypot(norm, y->data[i] - value);
  }
  Record *r = record_new();
  record_set(r, "yf", value_array(fitted));
  record_set(r, "df", value_scalar(y->count > terms ? (double)(y->count - terms) : 0));
  record_set(r, "normr", value_scalar(norm));
  return value_record(r);
}

/* What is left of a coefficient far below the last digit of any value is none: the fit of a line
   through the origin ends in 0. */
static void drop_dust(double *p, size_t terms, const double *x, const View *y) {
  double largest = 0;
  for (size_t i = 0; i < y->count; i++) largest = fmax(largest, fabs(x[i]));
  for (size_t k = 0; k < terms; k++)
    if (fabs(p[k]) * pow(largest, (double)(terms - 1 - k)) < 1e-30 * view_max_abs(y)) p[k] = 0;
}

static Value call_polyfit(Call *call) {
  View xv = call_view(call, 0), y = call_view(call, 1);
  long degree;
  if (!numeric_is_real(call, 0) || !numeric_is_real(call, 1) || !numeric_same_count(call, 0, 1) ||
      !call_integer(call, 2, 0, 1000, &degree))
    return VALUE_FAILED;
  if (y.count == 0) return call_fail_at(call, 0, ERROR_DOMAIN, "polyfit: there are no points");
  size_t terms = (size_t)degree + 1;
  Work w = work_begin(call);
  double *x = work_numbers(&w, y.count), *p = work_numbers(&w, terms);
  if (!x || !p) return work_done(&w, VALUE_FAILED);
  memcpy(x, xv.data, y.count * sizeof *x);
  if (call->wanted > 2) {
    double mu[2] = { 0, 0 }, n = (double)y.count;
    for (size_t i = 0; i < y.count; i++) mu[0] += x[i] / n;
    for (size_t i = 0; i < y.count; i++) mu[1] += (x[i] - mu[0]) * (x[i] - mu[0]);
    mu[1] = sqrt(mu[1] / (n > 1 ? n - 1 : 1));
    for (size_t i = 0; i < y.count; i++) x[i] = (x[i] - mu[0]) / mu[1];
    call_result(call, 2, numeric_row(mu, 2));
  }
  if (!fit(&w, x, &y, terms, p)) return work_done(&w, VALUE_FAILED);
  drop_dust(p, terms, x, &y);
  if (call->wanted > 1) call_result(call, 1, fit_record(x, &y, p, terms));
  return work_done(&w, numeric_row(p, terms));
}

const Builtin polynomials_family[] = {
  { .name = "polyfit",
    .signature = "x: real, y: real, degree: array -> p: array, fit: record, mu: array",
    .call = call_polyfit,
    .summary = "The polynomial of a given degree that comes nearest to the points, in the sense of "
               "least squares. The second result holds the fitted values and the norm of the "
               "residual.",
    .formula = "\\min_p \\sum_i (p(x_i) - y_i)^2",
    .numpy = "np.polyfit(x, y, degree)",
    .see = "polyval mldivide",
    .examples = { { "polyfit([0 1 2], [1 3 5], 1)", "[2 1]" },
                  { "polyfit([1 2 3 4], [2 4 6 9], 1)", "[2.3 -0.5]" } } },
  { .name = "polyval",
    .signature = "p: array, x: array -> array",
    .call = call_polyval,
    .summary = "The value of a polynomial at x; coefficients with the highest power first.",
    .formula = "p_1 x^n + p_2 x^{n-1} + \\dots + p_{n+1}",
    .numpy = "np.polyval(p, x)",
    .see = "polyfit roots polyder",
    .warning = "numpy.polynomial.Polynomial lists the lowest power first",
    .examples = { { "polyval([1 0 -2], 3)", "7" },
                  { "polyval([1 2], [1 2; 3 4])", "[3 4; 5 6]" } } },
  { .name = "polyder",
    .signature = "p: array, q?: array -> n: array, d: array",
    .call = call_polyder,
    .summary = "The derivative of a polynomial; of the product with another one, or as [n, d] of "
               "the quotient p/q.",
    .numpy = "np.polyder(p)",
    .see = "polyint polyval deriv",
    .examples = { { "polyder([1 2 3])", "[2 2]" }, { "polyder(5)", "0" } } },
  { .name = "polyint",
    .signature = "p: array, constant?: scalar -> array",
    .call = call_polyint,
    .summary = "An antiderivative of a polynomial; its constant is 0 or the second argument.",
    .numpy = "np.polyint(p)",
    .see = "polyder integral",
    .examples = { { "polyint([3 2 1])", "[1 1 1 0]" }, { "polyint([2 0], 7)", "[1 0 7]" } } },
  { .name = "roots",
    .signature = "p: array -> array",
    .call = call_roots,
    .summary = "All roots of a polynomial, real and complex, as a column.",
    .numpy = "np.roots(p)",
    .see = "poly polyval fzero eig",
    .examples = { { "roots([1 -3 2])", "[2; 1]" },
                  { "roots([1 0 1])", "[1i; -1i]" },
                  { "roots([0 1 -1 0])", "[1; 0]" } } },
  { .name = "poly",
    .signature = "r: array -> array",
    .call = call_poly,
    .summary = "The polynomial with the given roots, or the characteristic polynomial of a square "
               "matrix.",
    .formula = "\\det(\\lambda I - A)",
    .numpy = "np.poly(r)",
    .see = "roots polyval eig",
    .examples = { { "poly([2 3])", "[1 -5 6]" }, { "poly([1 2; 3 4])", "[1 -5 -2]" } } },
  { .name = "conv",
    .signature = "a: array, b: array, shape?: string -> array",
    .call = call_conv,
    .summary =
        "The product of two polynomials, which is the convolution of their coefficients; 'same' "
        "keeps the middle part, as long as a.",
    .formula = "c_k = \\sum_i a_i b_{k-i}",
    .numpy = "np.convolve(a, b)",
    .see = "deconv conv2 polyval",
    .examples = { { "conv([1 2], [1 3])", "[1 5 6]" },
                  { "conv([1 2 3], [1 3], 'same')", "[5 9 9]" } } },
  { .name = "deconv",
    .signature = "y: array, a: array -> q: array, r: array",
    .call = call_deconv,
    .summary = "Polynomial division: y = conv(a, q) + r.",
    .numpy = "np.polydiv(y, a)[0]",
    .see = "conv roots",
    .examples = { { "deconv([1 5 6], [1 2])", "[1 3]" },
                  { "[q, r] = deconv([1 5 6 1], [1 2]); r", "[0 0 0 1]" } } },
  { 0 }
};
