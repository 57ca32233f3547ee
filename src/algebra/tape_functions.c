/* tape_functions.c -- builtins that stand for a formula, and those that call functions.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/index.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

/* Followed in their place, on the same arguments; the value shown is the builtin's own. */
#define FORMULA(name, count, text)                                                                 \
  { name, KEEP_NOTHING, NULL, text, count }

const BuiltinRule formula_rules[] = {
  FORMULA("meansq", 1, "@(x) mean(x.^2)"),
  FORMULA("unit", 1, "@(x) x/(norm(x) + (norm(x) == 0))"),
  FORMULA("trace", 1, "@(A) sum(diag(A))"),
  FORMULA("cross", 2,
          "@(a, b) reshape([a(2)*b(3) - a(3)*b(2), a(3)*b(1) - a(1)*b(3), a(1)*b(2) - a(2)*b(1)], "
          "size(a))"),
  FORMULA("outer", 2, "@(a, b) a(:)*b(:).'"),
  FORMULA("center", 1, "@(x) x - mean(x)"),
  FORMULA("center", 2, "@(x, d) x - mean(x, d)"),
  FORMULA("zscore", 1, "@(x) (x - mean(x)) ./ std(x)"),
  FORMULA("range", 1, "@(x) max(x) - min(x)"),
  FORMULA("trapz", 2, "@(x, y) sum((x(2:end) - x(1:end-1))(:) .* (y(1:end-1) + y(2:end))(:))/2"),
  FORMULA("linspace", 3, "@(a, b, n) a + (b - a)*((0:n-1)/(n - 1))"),
  FORMULA("linspace", 2, "@(a, b) a + (b - a)*((0:99)/99)"),
  FORMULA("hypot", 2, "@(x, y) sqrt(x.^2 + y.^2)"),
  FORMULA("mod", 2, "@(x, y) x - y.*floor(x./y)"),
  FORMULA("rem", 2, "@(x, y) x - y.*fix(x./y)"),
  FORMULA("nthroot", 2, "@(x, n) sign(x).*abs(x).^(1./n)"),
  FORMULA("project", 2, "@(a, b) b*(sum(a(:).*b(:))/sum(b(:).^2))"),
  FORMULA("cossim", 2, "@(a, b) sum(a(:).*b(:))/(norm(a(:))*norm(b(:)))"),
  FORMULA("vecnorm", 1, "@(A) sqrt(sum(A.^2))"),
  FORMULA("crossentropy", 2, "@(p, q) -sum(p(p > 0)(:) .* log(q(p > 0))(:))"),
  FORMULA("entropy", 1, "@(p) -sum(p(p > 0) .* log2(p(p > 0)))"),
  FORMULA("kldiv", 2, "@(p, q) sum(p(p > 0)(:) .* log2(p(p > 0)(:) ./ q(p > 0)(:)))"),
  FORMULA("gini", 1, "@(p) 1 - sum(p(:).^2)"),
  FORMULA("logloss", 2, "@(y, p) -mean(y(:).*log(p(:)) + (1 - y(:)).*log(1 - p(:)))"),
  FORMULA("exppdf", 1, "@(x) (x >= 0).*exp(-x)"),
  FORMULA("exppdf", 2, "@(x, m) (x >= 0).*exp(-x./m)./m"),
  FORMULA("gampdf", 2, "@(x, a) abs(x).^(a - 1).*exp(-x)./gamma(a)"),
  FORMULA("gampdf", 3, "@(x, a, s) abs(x./s).^(a - 1).*exp(-x./s)./(s.*gamma(a))"),
  FORMULA("chi2pdf", 2, "@(x, k) abs(x/2).^(k/2 - 1).*exp(-x/2)./(2*gamma(k/2))"),
  FORMULA("betapdf", 3, "@(x, a, b) abs(x).^(a - 1).*abs(1 - x).^(b - 1)./beta(a, b)"),
  FORMULA("binopdf", 3,
          "@(k, n, p) exp(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)).*p.^k.*(1 - p).^(n "
          "- k)"),
  FORMULA("poisspdf", 2, "@(k, m) exp(-m - gammaln(k + 1)).*m.^k"),
  FORMULA("geopdf", 2, "@(k, p) (k >= 1).*p.*(1 - p).^(k - 1)"),
  FORMULA("normpdf", 1, "@(x) exp(-x.^2/2)/sqrt(2*pi)"),
  FORMULA("normpdf", 3, "@(x, m, s) exp(-((x - m)./s).^2/2)./(s*sqrt(2*pi))"),
  FORMULA("normcdf", 1, "@(x) erfc(-x/sqrt(2))/2"),
  FORMULA("normcdf", 3, "@(x, m, s) erfc(-(x - m)./s/sqrt(2))/2"),
  FORMULA("log2", 1, "@(x) log(x)/log(2)"),
  FORMULA("nchoosek", 2, "@(n, k) exp(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))"),
  FORMULA("conv", 2,
          "@(a, b) reshape(conv2(a(:), b(:)), 1 + (size(a) > 1)*(numel(a) + numel(b) - 2))"),
  FORMULA("linsolve", 2, "@(A, b) A \\ b"),
  FORMULA("cond", 1, "@(A) max(svd(A))/min(svd(A))"),
  FORMULA("bsxfun", 3, "@(f, a, b) f(a, b)"),
  { 0 }
};

bool tape_feval(Tape *t, Value *base, Mark *marks, size_t given, size_t wanted_results,
                const Node *site) {
  Value function = base[0], result;
  Mark mark = marks[0], out;
  if (wanted_results > 1) {
    tape_fail(t, site, ERROR_TYPE, "feval has one result here: call the function itself");
    return false;
  }
  Value args[MAX_RANK] = { VALUE_NOTHING };
  Mark old[MAX_RANK] = { MARK_NONE };
  size_t count = given - 1 < MAX_RANK ? given - 1 : MAX_RANK;
  for (size_t i = 0; i < count; i++) {
    args[i] = base[i + 1];
    old[i] = marks[i + 1];
  }
  bool good =
      follow_function(t->call, &t->follower, function, mark, args, old, count, &result, &out, site);
  for (size_t i = 0; i < given; i++) {
    value_release(base[i]);
    base[i] = VALUE_NOTHING;
    marks[i] = MARK_NONE;
  }
  if (!good) return false;
  base[0] = result;
  marks[0] = out;
  return true;
}

/* What a formula of numbers gave for each entry, and its slopes by each list. */
static void rule_slopes(Tape *t, Note *n, Operand g) {
  size_t lists = n->count / 2;
  for (size_t i = 0; i < lists; i++)
    if (wanted(n, i))
      give(t, n, i, op_reshape(t, op_weigh(t, g, n->operands[lists + i]), n->shapes[i]));
}

/* The short way: the function is a formula of numbers, and knows its slopes.  False, with nothing
   done, when it must be followed. */
static bool map_numbers(Tape *t, const Builtin *b, const Value *args, const Mark *marks,
                        size_t lists, size_t count, const Node *site, Value *all, Mark *mark) {
  View views[4];
  Operand operands[8];
  if (t->follower.thorough || marks[0] != MARK_NONE || count < 2) return false;
  for (size_t i = 0; i < lists; i++)
    if (args[i + 1].kind != VALUE_ARRAY || !value_view(&args[i + 1], &views[i]) || views[i].complex)
      return false;
  Array *values = array_new(views[0].rank, views[0].dims, ELEMENT_REAL, false);
  for (size_t i = 0; i < lists; i++) {
    operands[i] = (Operand){ args[i + 1], marks[i + 1] };
    operands[lists + i] =
        (Operand){ value_array(array_new(views[0].rank, views[0].dims, ELEMENT_REAL, false)),
                   MARK_NONE };
  }
  bool good = values && operands[2 * lists - 1].v.kind == VALUE_ARRAY;
  for (size_t k = 0; good && k < count; k++) {
    double x[4], slopes[4];
    for (size_t i = 0; i < lists; i++) x[i] = views[i].data[k];
    good = follow_numbers(t->call->interp, args[0], x, lists, 0, tape_known_slope, &t->noted,
                          &values->data[k], slopes);
    for (size_t i = 0; good && i < lists; i++) operands[lists + i].v.array->data[k] = slopes[i];
  }
  if (good) {
    *all = value_array(values);
    *mark = tape_note(t, rule_slopes, b->name, KEEP_OPERANDS, operands, 2 * lists, *all, site);
  } else
    array_release(values);
  for (size_t i = 0; i < lists; i++) value_release(operands[lists + i].v);
  return good;
}

/* Item K (from 0) of what arrayfun and cellfun walk through, with its mark. */
static bool item_at(Tape *t, Value from, Mark mark, size_t k, const Node *site, Operand *out) {
  if (from.kind == VALUE_CELL) {
    *out = (Operand){ cell_get(from.cell, k), follow_part(&t->follower, mark, k) };
    return true;
  }
  Value at = value_scalar((double)(k + 1));
  out->v = index_get(from, &at, 1, NULL, tape_error(t));
  out->m = MARK_NONE;
  if (out->v.kind == VALUE_ERROR) return false;
  if (mark != MARK_NONE) out->m = t->follower.index(&t->follower, from, mark, &at, 1, out->v, site);
  return out->m != MARK_FAILED;
}

bool tape_map_function(Tape *t, const Builtin *b, Value *base, Mark *marks, size_t given,
                       size_t wanted_results, const Node *site) {
  bool options = false;
  for (size_t i = 1; i < given; i++) options |= value_is_text(base[i]);
  size_t lists = given - 1, count = value_count(base[1]);
  for (size_t i = 2; i < given; i++) options |= value_count(base[i]) != count;
  if (options || wanted_results > 1 || base[0].kind != VALUE_FUNCTION || lists > 4) {
    tape_fail(t, site, ERROR_TYPE,
              "a derivative is followed through %s only where it gives one number for each entry",
              b->name);
    return false;
  }
  Value args[5];
  Mark old[5];
  for (size_t i = 0; i < given; i++) {
    args[i] = base[i];
    old[i] = marks[i];
    base[i] = VALUE_NOTHING;
    marks[i] = MARK_NONE;
  }
  Value all = VALUE_NOTHING;
  Mark mark = MARK_NONE;
  bool good = true;
  if (map_numbers(t, b, args, old, lists, count, site, &all, &mark)) {
    for (size_t i = 0; i < given; i++) value_release(args[i]);
    base[0] = all;
    marks[0] = mark;
    return mark != MARK_FAILED;
  }
  Value *results = mem_new((count + 1) * sizeof *results);
  Mark *result_marks = mem_new((count + 1) * sizeof *result_marks);
  for (size_t k = 0; good && k < count; k++) {
    Operand items[4];
    Value values[4];
    Mark item_marks[4];
    size_t ready = 0;
    for (; good && ready < lists; ready++) {
      good = item_at(t, args[ready + 1], old[ready + 1], k, site, &items[ready]);
      values[ready] = items[ready].v;
      item_marks[ready] = items[ready].m;
    }
    good = good && follow_function(t->call, &t->follower, args[0], old[0], values, item_marks,
                                   lists, &results[k], &result_marks[k], site);
    for (size_t i = 0; i < ready; i++) value_release(values[i]);
    if (good && !value_is_scalar(results[k])) {
      tape_fail(t, site, ERROR_SHAPE, "%s: the function must give one number for each entry",
                b->name);
      good = false;
    }
  }
  if (good) {
    all = concatenate(results, count, 0, tape_error(t));
    good = all.kind != VALUE_ERROR;
    if (good && count > 1)
      mark = t->follower.join(&t->follower, results, result_marks, count, 0, all, site);
    else if (good && count == 1)
      mark = result_marks[0];
    good = good && mark != MARK_FAILED;
  }
  if (good && count > 1) { /* in the shape of the first list */
    size_t rank;
    const size_t *dims;
    value_dims(&args[1], &rank, &dims);
    Value shaped = value_array(array_reshape(array_copy(all.array), rank, dims));
    Operand operand = { all, mark };
    if (mark != MARK_NONE)
      mark = tape_note(t, rule_reshape, "reshape", KEEP_NOTHING, &operand, 1, shaped, site);
    value_release(all);
    all = shaped;
    good = mark != MARK_FAILED;
  }
  for (size_t k = 0; k < count; k++) value_release(results[k]);
  for (size_t i = 0; i < given; i++) value_release(args[i]);
  free(results);
  free(result_marks);
  base[0] = good ? all : VALUE_NOTHING;
  marks[0] = good ? mark : MARK_NONE;
  if (!good) value_release(all);
  return good;
}
