/* rational_roots.c -- roots and absolute values as factors of a quotient.

   Square roots of equal polynomials are one unknown, however their radicands were written:
   sqrt(1 - 1/x^2) is sqrt(x^2 - 1)/abs(x).  Nothing is taken out of a root that would change where
   it is real.  */

#include "config.h"
#include "algebra/rational_parts.h"

#include <stdlib.h>
#include <string.h>

void form_multiply(Rational *q, Form *f, const Form *g, int n) {
  Number c;
  if (!number_power(g->c, number_whole(n), &c) || !number_exact(f->c)) {
    q->failed = true;
    return;
  }
  f->c = number_multiply(f->c, c);
  for (size_t k = 0; k < q->pool_count; k++) f->e[k] = (int16_t)(f->e[k] + n * g->e[k]);
}

static Form root_power(Rational *q, Id base, Number exponent);

/* The power of a number: a number, or a root of it. */
static Form power_of_number(Rational *q, Number n, Number exponent) {
  Number value;
  if (number_power(n, exponent, &value)) return form_number(q, value);
  Form f = { .c = number_whole(1) };
  int64_t parts[] = { n.top, n.bottom };
  for (int i = 0; i < 2; i++) {
    if (parts[i] == 1) continue;
    Form g = root_power(q, expr_whole(q->a, parts[i]), i == 0 ? exponent : number_negate(exponent));
    form_multiply(q, &f, &g, 1);
  }
  return f;
}

Form rational_root(Rational *q, Id base, Number exponent) {
  const Expr *x = expr_at(q->a, base);
  if (x->kind == EXPR_NUMBER)
    return number_exact(x->number) && number_sign(x->number) > 0
               ? power_of_number(q, x->number, exponent)
               : root_power(q, base, exponent);
  Id rest;
  Number content = rational_radicand(q->a, base, &rest);
  Form f = root_power(q, rest, exponent);
  if (number_is(content, 1)) return f;
  Form g = power_of_number(q, content, exponent);
  form_multiply(q, &f, &g, 1);
  return f;
}

/* ------------------------------------------------------------------ absolute values */

static Id expression_at(Rational *q, size_t place) {
  size_t i = q->pool_unknown[place];
  return i != MAX_UNKNOWNS ? q->unknown[i] : rational_of_poly(q, q->pool[place]);
}

/* The unknown that is the square root of this polynomial; MAX_UNKNOWNS if there is none. */
static size_t root_of(const Rational *q, Poly p) {
  for (size_t i = 0; i < q->ring.unknowns; i++)
    if (q->base[i] && q->ring.degree[i] == 2 && !q->absolute[i] && poly_equal(q->ring.value[i], p))
      return i;
  return MAX_UNKNOWNS;
}

/* abs of a polynomial of the pool. */
static Form absolute(Rational *q, size_t place) {
  Id e = expression_at(q, place);
  if (e == EXPR_NONE) return form_give_up(q);
  if (expr_nonnegative(q->a, e)) return form_pool(place, 1);
  if (root_of(q, q->pool[place]) != MAX_UNKNOWNS) {
    q->real = true;
    return form_pool(place, 1);
  }
  Id call = expr_call1(q->a, "abs", e);
  if (call == EXPR_NONE) return form_give_up(q);
  size_t mine = rational_unknown(q, call, EXPR_NONE, number_whole(1)), i = q->pool_unknown[mine];
  if (rational_failed(q)) return form_give_up(q);
  if (q->ring.degree[i] == 0) {
    q->ring.value[i] = poly_power(&q->ring, q->pool[place], 2);
    q->ring.degree[i] = 2;
    q->absolute[i] = place + 1;
  }
  return form_pool(mine, 1);
}

bool rational_absolute(Rational *q, const Expr *x, Form *out) {
  bool sign = strcmp(x->name, "sign") == 0;
  if (x->count != 1 || (!sign && strcmp(x->name, "abs") != 0)) return false;
  Form f = rational_form(q, x->args[0]);
  if (rational_failed(q) || number_sign(f.c) == 0) return false;
  for (size_t k = 0; sign && k < q->pool_count; k++)
    if (f.e[k] != 0 && !q->excluded[k]) return false;
  *out = (Form){ .c = number_whole(number_sign(f.c)) };
  if (!sign) out->c = number_sign(f.c) < 0 ? number_negate(f.c) : f.c;
  for (size_t k = 0, count = q->pool_count; k < count && !rational_failed(q); k++) {
    if (f.e[k] == 0) continue;
    Form one = absolute(q, k), self = form_pool(k, 1);
    form_multiply(q, out, &one, sign ? -f.e[k] : f.e[k]);
    if (sign) form_multiply(q, out, &self, f.e[k]);
  }
  return true;
}

/* ------------------------------------------------------------------ square roots */

/* All factors are squares, or known to be nonnegative because their roots are there, too. */
static bool all_split(const Rational *q, const Form *f) {
  size_t factors = 0;
  for (size_t k = 0; k < q->pool_count; k++) {
    if (f->e[k] == 0) continue;
    factors++;
    if (f->e[k] % 2 != 0 && root_of(q, q->pool[k]) == MAX_UNKNOWNS) return false;
  }
  return number_sign(f->c) > 0 && factors > 0;
}

static Form each_root(Rational *q, const Form *f) {
  Form out = power_of_number(q, f->c, number_fraction(1, 2));
  size_t factors = 0;
  for (size_t k = 0, count = q->pool_count; k < count && !rational_failed(q); k++) {
    if (f->e[k] == 0) continue;
    factors += f->e[k] % 2 != 0;
    Form one = f->e[k] % 2 != 0
                   ? form_pool(rational_place(q, poly_unknown(&q->ring, root_of(q, q->pool[k]))), 1)
                   : absolute(q, k);
    form_multiply(q, &out, &one, f->e[k] % 2 != 0 ? f->e[k] : f->e[k] / 2);
  }
  q->real |= factors > 1;
  return out;
}

/* The square root of a polynomial without squares below it, as an unknown. */
static size_t square_root(Rational *q, Poly p) {
  size_t i = root_of(q, p);
  if (i != MAX_UNKNOWNS) return i;
  Algebra *a = q->a;
  Id radicand = rational_of_poly(q, p), root = expr_power(a, radicand, expr_fraction(a, 1, 2));
  if (root == EXPR_NONE || expr_at(a, root)->kind != EXPR_POWER) {
    q->failed = true;
    return 0;
  }
  i = q->pool_unknown[rational_unknown(q, root, radicand, number_fraction(1, 2))];
  if (rational_failed(q)) return 0;
  q->related[i] = true;
  q->ring.value[i] = p;
  q->ring.degree[i] = 2;
  q->root[i] = form_pool(rational_place(q, poly_unknown(&q->ring, i)), 1);
  return i;
}

/* The square root of F. */
static Form root_of_form(Rational *q, Form f) {
  if (all_split(q, &f)) return each_root(q, &f);
  Form outside = { .c = number_whole(1) };
  size_t count = q->pool_count;
  for (size_t k = 0; k < count && !rational_failed(q); k++) {
    if (f.e[k] >= 0) continue;
    int half = (f.e[k] - 1) / 2; /* rounded down */
    if (f.e[k] % 2 == 0) half = f.e[k] / 2;
    Form one = absolute(q, k);
    form_multiply(q, &outside, &one, half);
    q->excluded[k] = true;
    f.e[k] = (int16_t)(f.e[k] - 2 * half);
  }
  Poly p = form_multiplied_out(q, &f), square;
  if (rational_failed(q) || poly_is_number(&q->ring, p)) return form_give_up(q);
  Number content = poly_primitive(&q->ring, &p);
  if (number_sign(content) < 0) {
    p = poly_scale(&q->ring, p, number_whole(-1));
    content = number_negate(content);
  }
  Form c = power_of_number(q, content, number_fraction(1, 2));
  form_multiply(q, &outside, &c, 1);
  if (number_sign(p.terms[0].c) > 0 && poly_root(&q->ring, p, 2, &square)) {
    Form inner = form_poly(q, square, (Form){ .c = number_whole(1) });
    for (size_t k = 0, all = q->pool_count; k < all && !rational_failed(q); k++) {
      Form one = inner.e[k] ? absolute(q, k) : (Form){ .c = number_whole(1) };
      form_multiply(q, &outside, &one, inner.e[k]);
    }
    return outside;
  }
  size_t i = square_root(q, p);
  if (rational_failed(q)) return form_give_up(q);
  Form root = form_pool(rational_place(q, poly_unknown(&q->ring, i)), 1);
  form_multiply(q, &outside, &root, 1);
  return outside;
}

static void relate_root(Rational *q, size_t i) {
  if (q->related[i] || rational_failed(q)) return;
  q->related[i] = true;
  q->root[i] = form_pool(rational_place(q, poly_unknown(&q->ring, i)), 1);
  Form f = rational_form(q, q->base[i]);
  if (rational_failed(q) || q->ring.degree[i]) return;
  bool whole = true, factors = false;
  for (size_t k = 0; k < q->pool_count; k++) {
    whole &= f.e[k] >= 0;
    factors |= f.e[k] != 0;
  }
  if (q->unit[i].bottom == 2 && factors) {
    if (whole) { /* it is its own unknown, if there is none that is equal */
      Poly p = form_multiplied_out(q, &f), primitive = p;
      if (rational_failed(q)) return;
      Number content = poly_primitive(&q->ring, &primitive);
      if ((number_is(content, 1) || number_is(content, -1)) && !all_split(q, &f) &&
          root_of(q, p) == MAX_UNKNOWNS && !poly_root(&q->ring, p, 2, &primitive)) {
        q->ring.value[i] = p;
        q->ring.degree[i] = 2;
        return;
      }
    }
    q->root[i] = root_of_form(q, f);
    return;
  }
  if (!whole) return;
  Poly value = form_multiplied_out(q, &f);
  if (rational_failed(q)) return;
  q->ring.value[i] = value;
  q->ring.degree[i] = (int)q->unit[i].bottom;
}

/* The shorter radicands first: sqrt(x - 1) makes sqrt(x^2 - 1) a product. */
void rational_relate_roots(Rational *q) {
  size_t order[MAX_UNKNOWNS], sizes[MAX_UNKNOWNS], n = 0;
  for (size_t i = 0; i < q->ring.unknowns; i++) {
    if (!q->base[i] || expr_is_call(q->a, q->unknown[i], "exp")) continue;
    size_t size = expr_size(q->a, q->base[i], MAX_PARTS), k = n++;
    for (; k > 0 && sizes[k - 1] > size; k--) {
      sizes[k] = sizes[k - 1];
      order[k] = order[k - 1];
    }
    sizes[k] = size;
    order[k] = i;
  }
  for (size_t k = 0; k < n; k++) relate_root(q, order[k]);
}

/* How many units of an unknown with this base an exponent is; the unknown is made when new. */
static Form root_power(Rational *q, Id base, Number exponent) {
  Algebra *a = q->a;
  Form out = { .c = number_whole(1) };
  for (size_t i = 0; i < q->ring.unknowns; i++) {
    if (q->base[i] != base || expr_is_call(a, q->unknown[i], "exp")) continue;
    Number n = number_divide(exponent, q->unit[i]);
    if (!number_is_whole(n) || llabs(n.top) > MAX_POWER * 4) continue;
    relate_root(q, i);
    form_multiply(q, &out, &q->root[i], (int)n.top);
    return out;
  }
  if (exponent.bottom > 12 || llabs(exponent.top) > MAX_POWER * 4) return form_give_up(q);
  Number unit = number_fraction(1, exponent.bottom);
  size_t place = rational_unknown(q, expr_power(a, base, expr_number(a, unit)), base, unit);
  if (rational_failed(q)) return form_give_up(q);
  size_t i = q->pool_unknown[place];
  relate_root(q, i);
  form_multiply(q, &out, &q->root[i], (int)exponent.top);
  return out;
}

/* ------------------------------------------------------------------ cancelling */

/* A root above and its radicand below; abs(u) and u^2. */
Form rational_cancel_roots(Rational *q, Form f) {
  for (size_t i = 0; i < q->pool_count && !rational_failed(q); i++) {
    size_t u = q->pool_unknown[i];
    if (u == MAX_UNKNOWNS || q->ring.degree[u] == 0 || f.e[i] == 0) continue;
    if (q->absolute[u]) {
      size_t k = q->absolute[u] - 1;
      int sign = f.e[i] > 0 ? 1 : -1;
      int pairs = abs(f.e[i]) / 2; /* abs(u)^2 = u^2 */
      if (f.e[i] % 2 != 0 && f.e[k] * sign <= -2) pairs++;
      f.e[i] = (int16_t)(f.e[i] - 2 * sign * pairs);
      f.e[k] = (int16_t)(f.e[k] + 2 * sign * pairs);
      continue;
    }
    Poly value = q->ring.value[u];
    Number content = poly_primitive(&q->ring, &value), scale;
    for (size_t k = 0; k < q->pool_count; k++)
      while (k != i && poly_equal(q->pool[k], value) && f.e[k] * f.e[i] < 0 &&
             abs(f.e[i]) >= q->ring.degree[u]) {
        int step = f.e[i] > 0 ? 1 : -1;
        f.e[i] = (int16_t)(f.e[i] - step * q->ring.degree[u]);
        f.e[k] = (int16_t)(f.e[k] + step);
        if (!number_power(content, number_whole(step), &scale)) return form_give_up(q);
        f.c = number_multiply(f.c, scale);
      }
  }
  return f;
}
