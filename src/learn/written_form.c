/* written_form.c -- multiplied out, factored, the same up to order.

   What is written is a tree, in which brackets and repeated factors are still there; whether two
   terms are alike or a sum has a common factor is a question for the algebra.  */

#include "config.h"
#include "learn/written_form.h"
#include "algebra/tidy.h"
#include "lang/unparse.h"
#include "learn/algebraic.h"
#include "learn/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 40, MOST_POWERS = 12, LARGEST_END = 10000 };

static void put_ticked(const Node *n, Text *out) {
  text_putc(out, '`');
  reading_put(n, NULL, out);
  text_putc(out, '`');
}

static void put_ticked_id(Algebra *a, Id e, Text *out) {
  text_putc(out, '`');
  algebraic_print(a, e, out);
  text_putc(out, '`');
}

static bool is_whole_number(const Node *n) {
  return n->kind == NODE_NUMBER && !n->flag && n->number == floor(n->number);
}

/* A term of a sum or a factor of a product. */
typedef struct Piece {
  const Node *node;
  bool turned; /* subtracted, or below the line */
} Piece;

typedef struct Pieces {
  Piece items[MOST_PARTS];
  size_t count;
} Pieces;

static void add_piece(Pieces *p, const Node *n, bool turned) {
  if (p->count < MOST_PARTS) p->items[p->count++] = (Piece){ n, turned };
}

static void terms_of(const Node *n, bool turned, Pieces *p) {
  if (node_is_signed(n))
    terms_of(n->kids[0], turned != (n->op == OPERATE_NEGATE), p);
  else if (node_is_sum(n)) {
    terms_of(n->kids[0], turned, p);
    terms_of(n->kids[1], turned != (n->op == OPERATE_SUBTRACT), p);
  } else
    add_piece(p, n, turned);
}

/* Without their signs; true when these make a minus. */
static bool factors_of(const Node *n, bool turned, Pieces *p) {
  bool minus = false;
  for (; node_is_signed(n); n = n->kids[0]) minus ^= n->op == OPERATE_NEGATE;
  if (node_is_product(n) || node_is_quotient(n)) {
    minus ^= factors_of(n->kids[0], turned, p);
    minus ^= factors_of(n->kids[1], turned != node_is_quotient(n), p);
  } else
    add_piece(p, n, turned);
  return minus;
}

/* ------------------------------------------------------------------ expanded */

static bool is_bracket(const Node *n) {
  return node_is_sum(node_without_sign(n));
}

/* The first part of N that can be multiplied out. */
static const Node *find_bracket(const Node *n) {
  if (node_is_product(n) && (is_bracket(n->kids[0]) || is_bracket(n->kids[1]))) return n;
  if (node_is_quotient(n) && is_bracket(n->kids[0]) && !is_bracket(n->kids[1])) return n;
  if (node_is_signed(n) && node_is_sum(n->kids[0])) return n;
  if (node_is_power(n) && is_whole_number(n->kids[1])) {
    const Node *base = node_without_sign(n->kids[0]);
    if (node_is_sum(base) || node_is_product(base)) return n;
  }
  for (size_t i = 0; i < n->count; i++) {
    const Node *found = n->kids[i] ? find_bracket(n->kids[i]) : NULL;
    if (found) return found;
  }
  return NULL;
}

/* Two numbers, or a base twice, on one side of the line. */
static bool term_is_short(Algebra *a, const Node *term, Text *why) {
  Pieces p = { 0 };
  Id bases[MOST_PARTS];
  factors_of(term, false, &p);
  for (size_t i = 0; i < p.count; i++) {
    const Node *n = p.items[i].node;
    bool number = n->kind == NODE_NUMBER;
    bases[i] = algebraic(a, node_is_power(n) ? n->kids[0] : n, NULL);
    for (size_t k = 0; k < i; k++) {
      bool both_numbers = number && p.items[k].node->kind == NODE_NUMBER;
      bool alike = !number && bases[i] && bases[i] == bases[k];
      if (p.items[k].turned != p.items[i].turned || !(both_numbers || alike)) continue;
      text_puts(why, "there are factors left to put together: ");
      put_ticked(term, why);
      return false;
    }
  }
  return true;
}

/* Terms that differ only by a number. */
static bool terms_are_collected(Algebra *a, const Pieces *p, Text *why) {
  Id rests[MOST_PARTS];
  for (size_t i = 0; i < p->count; i++) {
    Id e = algebraic(a, p->items[i].node, NULL);
    if (!e) return true; /* nothing that is known speaks against it */
    expr_coefficient(a, e, &rests[i]);
    if (expr_at(a, e)->kind == EXPR_NUMBER) rests[i] = expr_whole(a, 1);
    for (size_t k = 0; k < i; k++)
      if (rests[k] == rests[i]) {
        text_puts(why, "there are like terms left to put together: ");
        put_ticked(p->items[k].node, why);
        text_puts(why, " and ");
        put_ticked(p->items[i].node, why);
        return false;
      }
  }
  return true;
}

bool written_expanded(Interp *in, const Node *n, Text *why) {
  const Node *bracket = find_bracket(n);
  if (bracket) {
    text_puts(why, "there is a bracket left to multiply out: ");
    put_ticked(bracket, why);
    return false;
  }
  Algebra a;
  Pieces terms = { 0 };
  algebra_begin(&a, in);
  terms_of(n, false, &terms);
  bool good = true;
  for (size_t i = 0; i < terms.count && good; i++)
    good = term_is_short(&a, terms.items[i].node, why);
  good = good && terms_are_collected(&a, &terms, why);
  algebra_end(&a);
  return good;
}

/* ------------------------------------------------------------------ factored */

/* The coefficients of SUM as a polynomial of one symbol; false when it is none with whole ones. */
static bool coefficients(Algebra *a, Id sum, double *c, size_t *degree) {
  Id symbol = EXPR_NONE, wide = expand(a, sum);
  *degree = 0;
  memset(c, 0, (MOST_POWERS + 1) * sizeof *c);
  if (!wide || expr_at(a, wide)->kind != EXPR_SUM) return false;
  const Expr *s = expr_at(a, wide);
  if (!number_is_whole(s->number)) return false;
  c[0] = number_value(s->number);
  for (size_t i = 0; i < s->count; i++) {
    Id rest, base;
    Number k = expr_coefficient(a, s->args[i], &rest), p = expr_exponent(a, rest, &base);
    if (!number_is_whole(k) || !number_is_whole(p) || p.top < 1 || p.top > MOST_POWERS)
      return false;
    if (expr_at(a, base)->kind != EXPR_SYMBOL || (symbol && base != symbol)) return false;
    symbol = base;
    c[p.top] = number_value(k);
    if ((size_t)p.top > *degree) *degree = (size_t)p.top;
  }
  return symbol != EXPR_NONE;
}

/* A root p/q of what has degree 2 or more is a factor q*x - p. */
static bool has_rational_root(const double *c, size_t degree) {
  double first = fabs(c[0]), last = fabs(c[degree]);
  if (degree < 2 || first == 0 || first > LARGEST_END || last > LARGEST_END) return false;
  for (double q = 1; q <= last; q++) {
    if (fmod(last, q) != 0) continue;
    for (double p = 1; p <= first; p++) {
      if (fmod(first, p) != 0) continue;
      for (int sign = -1; sign <= 1; sign += 2) {
        long double y = 0, size = 0, x = (long double)(sign * p) / q, power = 1;
        for (size_t i = 0; i <= degree; i++, power *= x) {
          y += (long double)c[i] * power;
          size += fabsl((long double)c[i] * power);
        }
        if (fabsl(y) <= 1e-15L * size) return true;
      }
    }
  }
  return false;
}

/* What can be put in front of the sum N; EXPR_NONE: nothing. */
static Id common_factor(Algebra *a, Id sum) {
  Id pulled = tidy_pull_out(a, sum, false);
  const Expr *p = pulled ? expr_at(a, pulled) : NULL;
  if (!p || p->kind != EXPR_PRODUCT) return EXPR_NONE;
  Id outside = expr_whole(a, 1);
  for (size_t i = 0; i < p->count; i++)
    if (expr_at(a, p->args[i])->kind != EXPR_SUM) outside = expr_times(a, outside, p->args[i]);
  if (number_is_whole(p->number) && p->number.top > 1) outside = expr_scale(a, p->number, outside);
  return expr_is_number(a, outside, 1) ? EXPR_NONE : outside;
}

/* The first sum among the factors that has rational roots; NULL: there is none. */
static const Node *reducible(Algebra *a, const Pieces *p) {
  for (size_t i = 0; i < p->count; i++) {
    double c[MOST_POWERS + 1];
    size_t degree;
    const Node *n = p->items[i].node;
    if (node_is_power(n)) n = node_without_sign(n->kids[0]);
    if (!node_is_sum(n)) continue;
    Id e = algebraic(a, n, NULL);
    if (e && coefficients(a, e, c, &degree) && has_rational_root(c, degree)) return n;
  }
  return NULL;
}

static bool has_no_common_factor(Algebra *a, const Pieces *p, Text *why) {
  for (size_t i = 0; i < p->count; i++) {
    const Node *n = p->items[i].node;
    if (node_is_power(n)) n = node_without_sign(n->kids[0]);
    Id e = node_is_sum(n) ? algebraic(a, n, NULL) : EXPR_NONE;
    if (!e) continue;
    bool sum = expr_at(a, e)->kind == EXPR_SUM;
    Id factor = sum ? common_factor(a, e) : EXPR_NONE;
    if (sum && !factor) continue;
    put_ticked(n, why);
    if (factor) {
      text_puts(why, " still has the common factor ");
      put_ticked_id(a, factor, why);
    } else {
      text_puts(why, " can be put together: ");
      put_ticked_id(a, e, why);
    }
    return false;
  }
  return true;
}

bool written_factored(Interp *in, const Node *n, const Node *model, Text *why) {
  const Node *bare = node_without_sign(n);
  Algebra a;
  Pieces mine = { 0 }, theirs = { 0 };
  bool model_is_sum = model && node_is_sum(node_without_sign(model));
  algebra_begin(&a, in);
  factors_of(n, false, &mine);
  if (model) factors_of(model, false, &theirs);
  const Node *further = reducible(&a, &mine);
  bool good = has_no_common_factor(&a, &mine, why);
  if (good && node_is_sum(bare) && (further || !model_is_sum)) {
    text_puts(why, "it is still a sum: ");
    put_ticked(n, why);
    good = false;
  } else if (good && further && (model_is_sum || !reducible(&a, &theirs))) {
    put_ticked(further, why);
    text_puts(why, " can be factored further");
    good = false;
  }
  algebra_end(&a);
  return good;
}

/* ------------------------------------------------------------------ the same up to order */

static bool canonical(const Node *n, Text *out);

static int by_text(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* MARK before what is turned: '-' in a sum, where the sign of a term is a part of that, or '/'. */
static bool put_sorted(const Pieces *p, char kind, char mark, Text *out) {
  char *texts[MOST_PARTS];
  bool minus = false;
  for (size_t i = 0; i < p->count; i++) {
    Text text = TEXT_EMPTY, whole = TEXT_EMPTY;
    bool turned = p->items[i].turned, own = canonical(p->items[i].node, &text);
    if (kind == 'S')
      turned ^= own;
    else
      minus ^= own;
    if (turned) text_putc(&whole, mark);
    text_append(&whole, text.data, text.len);
    text_free(&text);
    texts[i] = text_take(&whole);
  }
  qsort(texts, p->count, sizeof *texts, by_text);
  text_printf(out, "%c(", kind);
  for (size_t i = 0; i < p->count; i++) {
    text_printf(out, "%s,", texts[i]);
    free(texts[i]);
  }
  text_putc(out, ')');
  return minus;
}

static void put_whole(const Node *n, Text *out) {
  Text text = TEXT_EMPTY;
  text_puts(out, canonical(n, &text) ? "-" : "+");
  text_append(out, text.data, text.len);
  text_free(&text);
}

/* N but for its sign; true for a minus, which is said to whom N is a part of. */
static bool canonical(const Node *n, Text *out) {
  bool minus = false;
  for (; node_is_signed(n); n = n->kids[0]) minus ^= n->op == OPERATE_NEGATE;
  Pieces p = { 0 }, kept = { 0 };
  if (node_is_sum(n)) {
    terms_of(n, false, &p);
    put_sorted(&p, 'S', '-', out);
  } else if (node_is_product(n) || node_is_quotient(n)) {
    minus ^= factors_of(n, false, &p);
    for (size_t i = 0; i < p.count; i++) { /* 1/2*x is x/2 */
      const Node *f = p.items[i].node;
      if (f->kind != NODE_NUMBER || f->number != 1 || f->flag)
        add_piece(&kept, f, p.items[i].turned);
    }
    minus ^= put_sorted(&kept, 'P', '/', out);
  } else if (node_is_power(n)) {
    text_puts(out, "^(");
    put_whole(n->kids[0], out);
    text_putc(out, ',');
    put_whole(n->kids[1], out);
    text_putc(out, ')');
  } else if (n->kind == NODE_CALL) {
    for (size_t i = 0; i < n->count; i++) {
      put_whole(n->kids[i], out);
      text_putc(out, ';');
    }
  } else {
    Node bare = *n;
    bare.parens = 0;
    unparse(&bare, out);
  }
  return minus;
}

bool written_same(const Node *n, const Node *model, Text *why) {
  Text a = TEXT_EMPTY, b = TEXT_EMPTY;
  put_whole(n, &a);
  put_whole(model, &b);
  bool same = strcmp(text_string(&a), text_string(&b)) == 0;
  text_free(&a);
  text_free(&b);
  if (!same)
    text_puts(why, "write it as the expression that was asked, not as another one equal to it");
  return same;
}
