/* judge_space.c -- matrices that stand for a space: bases, spans, rows up to elimination.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/judge_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The rank of the matrix that EXPRESSION in S and T makes, by its singular values; -1: failed. */
static int rank_of(Judging *j, Scope *scope, const char *expression) {
  Text text = TEXT_EMPTY;
  Value v;
  View view;
  Error error = { 0 };
  text_printf(&text, "svd(%s)", expression);
  bool good = interp_evaluate(j->in, scope, text_string(&text), &v, &error);
  text_free(&text);
  if (!good) return -1;
  int rank = 0;
  double largest = 0;
  bool views = value_view(&v, &view);
  for (size_t i = 0; views && i < view.count; i++) largest = fmax(largest, view.data[i]);
  for (size_t i = 0; views && i < view.count; i++) rank += view.data[i] > 1e-8 * largest;
  value_release(v);
  return views ? rank : -1;
}

/* How far the columns are from being orthonormal. */
static double off_orthonormal(const View *g) {
  size_t rows = view_rows(g), columns = view_columns(g);
  double most = 0;
  for (size_t a = 0; a < columns; a++) {
    double sum = 0;
    for (size_t b = 0; b < columns; b++) {
      double _Complex product = 0;
      for (size_t i = 0; i < rows; i++)
        product += conj(judge_entry(g, a * rows + i)) * judge_entry(g, b * rows + i);
      sum += cabs(product - (a == b));
    }
    most = fmax(most, sum);
  }
  return most;
}

/* {[1; 2], [3; 4]}, and vectors side by side, as columns of one matrix; a list of vectors in
   brackets of their own is taken for columns whatever way they lie. */
static bool as_columns(Judging *j, Value v, size_t rows, Value *out) {
  View view;
  if (v.kind != VALUE_CELL) {
    bool row = value_view(&v, &view) && view_rows(&view) == 1 && view.count == rows && rows > 1;
    if (!value_view(&v, &view) || value_is_text(v)) return false;
    if (!row) {
      *out = value_retain(v);
      return true;
    }
  }
  Scope *scope = scope_new();
  Error error = { 0 };
  scope_set(scope, "S", value_retain(v));
  bool good = interp_evaluate(
      j->in, scope,
      v.kind == VALUE_CELL
          ? "cell2mat(reshape(cellfun(@(v) v(:), S, 'UniformOutput', false), 1, numel(S)))"
          : "S(:)",
      out, &error);
  scope_free(scope);
  return good;
}

static void judge_columns(Judging *j, Value model, Value given) {
  View m, g;
  Scope *scope = scope_new();
  const char *form = j->part->form.text;
  scope_set(scope, "S", value_retain(model));
  scope_set(scope, "T", value_retain(given));
  value_view(&model, &m);
  value_view(&given, &g);
  int expected = rank_of(j, scope, "S"), own = rank_of(j, scope, "T");
  int both = view_rows(&m) == view_rows(&g) ? rank_of(j, scope, "[S T]") : -1;
  scope_free(scope);
  text_puts(&j->out->why,
            "rule:     the same space: ranks by singular values, to 1e-8\nyours:    ");
  show_inline(given, 10, &j->out->why);
  text_puts(&j->out->why, "\nexpected: ");
  show_inline(model, 10, &j->out->why);
  text_putc(&j->out->why, '\n');
  bool independent = (size_t)own == view_columns(&g);
  if (expected < 0)
    judge_fault(j, "its answer is no matrix");
  else if (view_rows(&m) != view_rows(&g))
    judge_ungradable(j,
                     "The vectors here have %zu entries, yours have %zu; they are columns, as in "
                     "`[1 0; 0 1]`.",
                     view_rows(&m), view_rows(&g));
  else if (own < 0 || both < 0)
    judge_ungradable(j, "This is no matrix of numbers.");
  else if (own == expected && both == expected) {
    j->out->verdict = VERDICT_RIGHT;
    if (!independent && !(form && strstr(form, "span"))) {
      j->out->verdict = VERDICT_WRONG;
      text_puts(&j->out->message,
                "They span the right space, but they are not independent: a basis has no vector "
                "too many.");
    } else if (form && strstr(form, "orthonormal") && off_orthonormal(&g) > 1e-6) {
      j->out->verdict = VERDICT_FORM;
      text_puts(&j->out->message,
                "The space is right; now make the vectors orthogonal and of length 1.");
    }
  } else if (both == own && own > expected)
    text_printf(&j->out->message, "The space is in it, but yours has %d dimensions too many.",
                own - expected);
  else if (both == expected)
    text_printf(&j->out->message, "These lie in the space, but span only %d of its %d dimensions.",
                own, expected);
  else
    text_puts(&j->out->message, "Not all of these lie in the space.");
}

void judge_basis(Judging *j) {
  Value model, given, m, g;
  View view;
  if (!judge_author_value(j, j->part->answer.text, &model)) return;
  if (!as_columns(j, model, 0, &m) || !value_view(&m, &view)) {
    judge_fault(j, "its answer is %s", value_class(model));
    value_release(model);
    return;
  }
  char *source = judge_vector_source(j->typed);
  if (judge_learner_value(j, source, &given)) {
    if (as_columns(j, given, view_rows(&view), &g)) {
      judge_columns(j, m, g);
      value_release(g);
    } else
      judge_ungradable(j, "Vectors are asked, as the columns of a matrix: `[1 0; 0 1]`.");
    value_release(given);
  }
  free(source);
  value_release(m);
  value_release(model);
}

/* ------------------------------------------------------------------ row equivalent */

bool judge_is_row_equivalent(const Judging *j) {
  return j->part->form.text && strstr(j->part->form.text, "row equivalent");
}

/* The reduced row echelon form, in place. */
static void reduce(double *a, size_t rows, size_t columns) {
  size_t lead = 0;
  double size = 0;
  for (size_t i = 0; i < rows * columns; i++) size = fmax(size, fabs(a[i]));
#define AT(i, k) a[(i) + (k)*rows]
  for (size_t k = 0; k < columns && lead < rows; k++) {
    size_t pivot = lead;
    for (size_t i = lead; i < rows; i++)
      if (fabs(AT(i, k)) > fabs(AT(pivot, k))) pivot = i;
    double p = AT(pivot, k);
    if (fabs(p) <= 1e-9 * size) {
      for (size_t i = lead; i < rows; i++) AT(i, k) = 0;
      continue;
    }
    for (size_t c = 0; c < columns; c++) {
      double swap = AT(pivot, c);
      AT(pivot, c) = AT(lead, c);
      AT(lead, c) = swap / p;
    }
    for (size_t i = 0; i < rows; i++) {
      double factor = i == lead ? 0 : AT(i, k);
      for (size_t c = 0; factor != 0 && c < columns; c++) AT(i, c) -= factor * AT(lead, c);
    }
    lead++;
  }
#undef AT
}

void judge_row_equivalent(Judging *j, Value model, Value given) {
  View m, g;
  j->out->verdict = VERDICT_WRONG;
  if (!value_view(&model, &m) || !value_view(&given, &g) || m.complex || g.complex ||
      m.count != g.count) {
    judge_ungradable(j, "A matrix of real numbers is asked.");
    return;
  }
  double *a = mem_new(m.count * sizeof *a), *b = mem_new(g.count * sizeof *b), most = 0, off = 0;
  memcpy(a, m.data, m.count * sizeof *a);
  memcpy(b, g.data, g.count * sizeof *b);
  reduce(a, view_rows(&m), view_columns(&m));
  reduce(b, view_rows(&g), view_columns(&g));
  for (size_t i = 0; i < m.count; i++) {
    most = fmax(most, fabs(a[i]));
    off = fmax(off, fabs(a[i] - b[i]));
  }
  if (off <= 1e-6 * fmax(most, 1))
    j->out->verdict = VERDICT_RIGHT;
  else
    text_puts(&j->out->message, "Row operations do not lead from one to the other.");
  free(a);
  free(b);
}
