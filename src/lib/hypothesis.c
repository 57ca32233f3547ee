/* hypothesis.c -- options, tails and groups of the tests of hypotheses.  */

#include "config.h"
#include "lib/hypothesis.h"
#include "lib/arguments.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool complain_option(Call *call, size_t i) {
  call_fail_at(call, i, ERROR_TYPE,
               "%s: the options are pairs such as 'alpha', 0.01 or 'tail', 'left'",
               call->builtin->name);
  return false;
}

static bool one_option(Call *call, size_t i, TestOptions *o) {
  if (!value_is_string(call->args[i]) || i + 1 >= call->count) return complain_option(call, i);
  if (call_string_is(call, i, "alpha")) {
    o->alpha = value_is_scalar(call->args[i + 1]) ? call_scalar(call, i + 1) : NAN;
    if (o->alpha > 0 && o->alpha < 1) return true;
    call_fail_at(call, i + 1, ERROR_DOMAIN, "%s: alpha lies between 0 and 1, as 0.05 does",
                 call->builtin->name);
    return false;
  }
  if (call_string_is(call, i, "dim")) return o->dimension = i + 1, true;
  if (!value_is_string(call->args[i + 1])) return complain_option(call, i);
  if (call_string_is(call, i, "tail")) {
    static const char *const words[][3] = { { "left", "both", "right" },
                                            { "smaller", "unequal", "larger" } };
    for (int k = 0; k < 6; k++)
      if (call_string_is(call, i + 1, words[k / 3][k % 3])) return o->tail = k % 3 - 1, true;
    call_fail_at(call, i + 1, ERROR_TYPE, "%s: the tail is 'both', 'left' or 'right'",
                 call->builtin->name);
    return false;
  }
  if (!call_string_is(call, i, "method") && !call_string_is(call, i, "vartype") &&
      !call_string_is(call, i, "type"))
    return complain_option(call, i);
  strncpy(o->method, call_string(call, i + 1), sizeof o->method - 1);
  return true;
}

bool test_options(Call *call, size_t first, TestOptions *o) {
  *o = (TestOptions){ .alpha = 0.05 };
  if (first < call->count && value_is_scalar(call->args[first]) &&
      !value_is_text(call->args[first])) {
    o->alpha = call_scalar(call, first++);
    if (!(o->alpha > 0 && o->alpha < 1)) {
      call_fail_at(call, first - 1, ERROR_DOMAIN, "%s: alpha lies between 0 and 1, as 0.05 does",
                   call->builtin->name);
      return false;
    }
  }
  for (size_t i = first; i < call->count; i += 2)
    if (!one_option(call, i, o)) return false;
  return true;
}

double test_chance(const Distribution *d, const double *p, double x, int tail) {
  if (isnan(x) || !d->valid(p)) return NAN;
  double below = isinf(x) ? x > 0 : d->below(x, p), above = isinf(x) ? x < 0 : d->above(x, p);
  return tail < 0 ? below : tail > 0 ? above : fmin(1, 2 * fmin(below, above));
}

double test_quantile(const char *name, double q, double a, double b) {
  double p[MOST_PARAMETERS] = { a, b };
  const Distribution *d = distribution_named(name);
  return d->valid(p) ? distribution_quantile(d, q, p) : NAN;
}

double test_above(const char *name, double x, double a, double b) {
  double p[MOST_PARAMETERS] = { a, b };
  return test_chance(distribution_named(name), p, x, 1);
}

Value test_decision(double p, double alpha) {
  return value_scalar(isnan(p) ? NAN : p < alpha);
}

double *test_numbers(Work *w, size_t i, size_t *n) {
  View v = call_view(w->call, i);
  *n = 0;
  if (!numeric_is_not_text(w->call, i) || !numeric_is_real(w->call, i)) return NULL;
  double *x = work_numbers(w, v.count);
  for (size_t k = 0; x && k < v.count; k++)
    if (!isnan(v.data[k])) x[(*n)++] = v.data[k];
  if (x && *n == 0) {
    call_fail_at(w->call, i, ERROR_DOMAIN, "%s: there are no numbers", w->call->builtin->name);
    return NULL;
  }
  return x;
}

typedef struct Label {
  double number;
  char *text;
  size_t at;
} Label;

static int compare_labels(const void *p, const void *q) {
  const Label *a = p, *b = q;
  if (a->text && b->text) return strcmp(a->text, b->text);
  if (isnan(a->number) || isnan(b->number)) return isnan(a->number) - isnan(b->number);
  return (a->number > b->number) - (a->number < b->number);
}

/* Texts keep the order in which they first come, as grp2idx has them; numbers are sorted. */
static int compare_places(const void *p, const void *q) {
  const Label *const *a = p, *const *b = q;
  return ((*a)->at > (*b)->at) - ((*a)->at < (*b)->at);
}

size_t *test_labels(Work *w, size_t i, size_t *n, size_t *count, Value *names) {
  Call *call = w->call;
  Value v = call->args[i];
  bool texts = v.kind == VALUE_CELL;
  View view = { 0 };
  if (texts ? !cell_is_texts(v) : !value_view(&v, &view)) {
    call_fail_at(call, i, ERROR_TYPE, "%s: groups are numbers or a cell of texts",
                 call->builtin->name);
    return NULL;
  }
  *n = texts ? v.cell->count : view.count;
  Label *labels = arena_new(&w->arena, (*n + 1) * sizeof *labels);
  Label **firsts = arena_new(&w->arena, (*n + 1) * sizeof *firsts);
  size_t *group = arena_new(&w->arena, (*n + 1) * sizeof *group);
  size_t *rank = arena_new(&w->arena, (*n + 1) * sizeof *rank);
  for (size_t k = 0; k < *n; k++) {
    labels[k] = (Label){ .number = texts ? 0 : view.data[k], .at = k };
    if (!texts) continue;
    Text t = TEXT_EMPTY;
    value_append_text(v.cell->items[k], &t);
    labels[k].text = arena_copy_string(&w->arena, text_string(&t));
    text_free(&t);
  }
  qsort(labels, *n, sizeof *labels, compare_labels);
  *count = 0;
  for (size_t k = 0; k < *n; k++) {
    if (!texts && isnan(labels[k].number)) {
      group[labels[k].at] = SIZE_MAX;
      continue;
    }
    if (k == 0 || compare_labels(&labels[k], &labels[k - 1]) != 0)
      firsts[(*count)++] = &labels[k];
    else if (labels[k].at < firsts[*count - 1]->at)
      firsts[*count - 1]->at = labels[k].at; /* sorting is not stable */
    group[labels[k].at] = *count - 1;
  }
  for (size_t k = 0; k < *count; k++) firsts[k]->number = texts ? (double)k : firsts[k]->number;
  if (texts) qsort(firsts, *count, sizeof *firsts, compare_places);
  for (size_t k = 0; k < *count; k++) rank[texts ? (size_t)firsts[k]->number : k] = k;
  for (size_t k = 0; k < *n; k++)
    if (group[k] != SIZE_MAX) group[k] = rank[group[k]];
  if (names) {
    Cell *c = cell_new_matrix(*count, 1);
    for (size_t k = 0; c && k < *count; k++) {
      char number[32];
      snprintf(number, sizeof number, "%.5g", firsts[k]->number);
      cell_set(c, k, value_string(firsts[k]->text ? firsts[k]->text : number));
    }
    *names = value_cell(c);
  }
  return group;
}

bool test_groups(Work *w, size_t x, size_t g, Groups *groups) {
  Call *call = w->call;
  View v = call_view(call, x);
  bool named = call_given(call, g) && !value_is_empty(call->args[g]);
  size_t columns = view_is_vector(&v) ? 1 : view_columns(&v),
         rows = v.count / (columns ? columns : 1);
  size_t labels_count = 0, *labels = NULL;
  *groups = (Groups){ .x = work_numbers(w, v.count),
                      .group = arena_new(&w->arena, (v.count + 1) * sizeof(size_t)),
                      .names = VALUE_NOTHING };
  if (!groups->x || !numeric_is_real(call, x) || !call_step(call, v.count)) return false;
  if (named) labels = test_labels(w, g, &labels_count, &groups->count, &groups->names);
  if (named && !labels) return false;
  bool by_column = !named || (columns > 1 && labels_count == columns);
  if (!by_column && labels_count != v.count) {
    value_release(groups->names);
    call_fail_at(call, g, ERROR_SHAPE,
                 "%s: give one group for each of the %zu numbers (here are %zu)",
                 call->builtin->name, v.count, labels_count);
    return false;
  }
  if (!named) groups->count = columns;
  for (size_t k = 0; k < v.count; k++) {
    size_t label = by_column ? k / rows : k, group = named ? labels[label] : label;
    if (isnan(v.data[k]) || group == SIZE_MAX) continue;
    groups->x[groups->n] = v.data[k];
    groups->group[groups->n++] = group;
  }
  if (!named) {
    Cell *c = cell_new_matrix(columns, 1);
    for (size_t k = 0; c && k < columns; k++) {
      char number[24];
      snprintf(number, sizeof number, "%zu", k + 1);
      cell_set(c, k, value_string(number));
    }
    groups->names = value_cell(c);
  }
  groups->size = work_numbers(w, groups->count);
  groups->mean = work_numbers(w, groups->count);
  groups->variance = work_numbers(w, groups->count);
  if (!groups->size || !groups->mean || !groups->variance) return false;
  for (size_t k = 0; k < groups->n; k++) groups->size[groups->group[k]]++;
  for (size_t k = 0; k < groups->n; k++)
    groups->mean[groups->group[k]] += groups->x[k] / groups->size[groups->group[k]];
  for (size_t k = 0; k < groups->n; k++) {
    size_t j = groups->group[k];
    double d = groups->x[k] - groups->mean[j];
    groups->variance[j] += groups->size[j] > 1 ? d * d / (groups->size[j] - 1) : 0;
  }
  return true;
}
