/* errors.c -- error, warning, assert: a program that complains.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/template.h"
#include "value/cell.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* "name:more" without blanks is an identifier when a template follows it. */
static bool is_identifier(Call *call, size_t i) {
  if (i + 1 >= call->count || !value_is_string(call->args[i]) || !value_is_text(call->args[i + 1]))
    return false;
  const char *s = call_string(call, i);
  if (!strchr(s, ':') || s[strlen(s) - 1] == ':') return false;
  for (; *s; s++)
    if (isspace((unsigned char)*s) || *s == '%') return false;
  return true;
}

/* The filled template that begins at argument FIRST; a lone text that is no template is taken as it
   is. */
static bool message_of(Call *call, size_t first, Text *out) {
  bool lone = first + 1 == call->count && value_is_text(call->args[first]);
  Text raw = TEXT_EMPTY;
  if (lone) value_append_text(call->args[first], &raw);
  const char *percent = lone ? strchr(text_string(&raw), '%') : NULL;
  bool plain = percent && percent[1] != '%' && !isalpha((unsigned char)percent[1]);
  if (plain) text_puts(out, text_string(&raw));
  text_free(&raw);
  if (!plain && !template_fill(call, first, out)) return false;
  while (out->len > 0 && out->data[out->len - 1] == '\n') text_truncate(out, out->len - 1);
  return true;
}

static Value fail_with_record(Call *call, const Record *r) {
  Value message = record_get(r, "message");
  Text said = TEXT_EMPTY;
  value_append_text(message, &said);
  value_release(message);
  if (said.len > 0) {
    call_fail(call, ERROR_USER, "%s", text_string(&said));
    Value identifier = record_get(r, "identifier");
    Text id = TEXT_EMPTY;
    if (value_is_string(identifier)) value_append_text(identifier, &id);
    value_release(identifier);
    call_identify(call, text_string(&id));
    text_free(&id);
  }
  bool silent = said.len == 0;
  text_free(&said);
  return silent ? VALUE_NOTHING : VALUE_FAILED;
}

static Value call_error(Call *call) {
  if (call->args[0].kind == VALUE_RECORD) return fail_with_record(call, call->args[0].record);
  Text said = TEXT_EMPTY;
  bool identified = is_identifier(call, 0);
  if (!message_of(call, identified, &said)) {
    text_free(&said);
    return VALUE_FAILED;
  }
  bool silent = said.len == 0;
  if (!silent) call_fail(call, ERROR_USER, "%s", text_string(&said));
  if (!silent && identified) call_identify(call, call_string(call, 0));
  text_free(&said);
  return silent ? VALUE_NOTHING : VALUE_FAILED;
}

static Value call_warning(Call *call) {
  static const char *const states[] = { "on", "off", "error", "query" };
  for (size_t i = 0; i < sizeof states / sizeof *states; i++)
    if (call_string_is(call, 0, states[i])) return VALUE_NOTHING;
  Text said = TEXT_EMPTY;
  bool good = message_of(call, is_identifier(call, 0), &said);
  if (good && said.len > 0) call_warn(call, "%s", text_string(&said));
  text_free(&said);
  return good ? VALUE_NOTHING : VALUE_FAILED;
}

static Value call_print_usage(Call *call) {
  const char *name = call_caller(call);
  call_fail(call, ERROR_USER, *name ? "Invalid call to %s" : "Invalid call%s", name);
  call_identify(call, "Octave:invalid-fun-call");
  return VALUE_FAILED;
}

/* ------------------------------------------------------------------ assert */

enum { DEEPEST = 200 };

static bool refuse(Call *call, const char *what) {
  call_fail(call, ERROR_USER, "assert: %s", what);
  return false;
}

static bool same_sizes(Call *call, Value a, Value b) {
  bool same = value_rank(a) == value_rank(b);
  for (size_t d = 0; same && d < value_rank(a); d++) same = value_size(a, d) == value_size(b, d);
  if (same) return true;
  Text x = TEXT_EMPTY, y = TEXT_EMPTY;
  value_shape(a, &x);
  value_shape(b, &y);
  call_fail(call, ERROR_USER, "assert: the sizes are %s, but %s was expected", text_string(&x),
            text_string(&y));
  text_free(&x);
  text_free(&y);
  return false;
}

/* Positive tolerances are absolute, negative ones relative to the expected number. */
static bool close_enough(double a, double b, double distance, double tolerance) {
  if (isnan(a) || isnan(b)) return isnan(a) && isnan(b);
  if (isinf(a) || isinf(b)) return a == b;
  if (tolerance >= 0) return distance <= tolerance;
  double size = fabs(b);
  return (size == 0 ? distance : distance / size) <= -tolerance;
}

static bool compare_numbers(Call *call, const View *a, const View *b, const View *tolerance) {
  for (size_t k = 0; k < a->count; k++) {
    double t = tolerance->data[tolerance->count == a->count ? k : 0];
    double x = a->complex ? a->data[2 * k] : a->data[k], xi = a->complex ? a->data[2 * k + 1] : 0;
    double y = b->complex ? b->data[2 * k] : b->data[k], yi = b->complex ? b->data[2 * k + 1] : 0;
    bool good = a->complex || b->complex
                    ? close_enough(hypot(x, xi), hypot(y, yi), hypot(x - y, xi - yi), t)
                    : close_enough(x, y, fabs(x - y), t);
    if (good) continue;
    call_fail(call, ERROR_USER, "assert: entry %zu is %.10g, but %.10g was expected", k + 1, x, y);
    return false;
  }
  return true;
}

static bool compare(Call *call, Value a, Value b, const View *tolerance, unsigned depth) {
  View x, y;
  if (depth > DEEPEST) return refuse(call, "the values are nested too deeply");
  if (b.kind == VALUE_CELL) {
    if (a.kind != VALUE_CELL) return refuse(call, "a cell was expected");
    if (!same_sizes(call, a, b)) return false;
    for (size_t k = 0; k < a.cell->count; k++) {
      Value p = cell_get(a.cell, k), q = cell_get(b.cell, k);
      bool good = compare(call, p, q, tolerance, depth + 1);
      value_release(p);
      value_release(q);
      if (!good) return false;
    }
    return true;
  }
  if (!value_view(&a, &x) || !value_view(&b, &y))
    return value_equal(a, b) || refuse(call, "the values differ");
  bool exact = tolerance->count == 1 && tolerance->data[0] == 0;
  if (value_is_text(a) != value_is_text(b) && (value_is_text(b) || exact))
    return refuse(call, value_is_text(b) ? "a text was expected" : "numbers were expected");
  if (!same_sizes(call, a, b)) return false;
  if (exact && x.element != y.element) {
    call_fail(call, ERROR_USER, "assert: the class is %s, but %s was expected", value_class(a),
              value_class(b));
    return false;
  }
  return compare_numbers(call, &x, &y, tolerance);
}

static Value call_assert(Call *call) {
  bool known;
  Value condition = call->args[0];
  bool message = call->count > 1 && value_is_text(call->args[1]) && !value_is_text(condition);
  if (call->count == 1 || message) {
    if (value_truth(condition, &known) && known) return VALUE_NOTHING;
    Text said = TEXT_EMPTY;
    if (!message)
      refuse(call, value_is_empty(condition) ? "the condition is empty" : "the condition is false");
    else if (message_of(call, is_identifier(call, 1) ? 2 : 1, &said))
      call_fail(call, ERROR_USER, "%s", text_string(&said));
    text_free(&said);
    return VALUE_FAILED;
  }
  Value none = value_scalar(0);
  View tolerance;
  if (!value_view(call->count > 2 ? &call->args[2] : &none, &tolerance) || tolerance.complex)
    return call_fail_at(call, 2, ERROR_TYPE, "the tolerance must be a number");
  if (tolerance.count == 0) value_view(&none, &tolerance);
  return compare(call, condition, call->args[1], &tolerance, 0) ? VALUE_NOTHING : VALUE_FAILED;
}

/* fail(code, pattern): that it goes wrong is what is wanted. */
static Value call_fail_wanted(Call *call) {
  Error error = { 0 };
  if (call_evaluate(call, call_string(call, 0), false, NULL, NULL, &error)) {
    call_fail_at(call, 0, ERROR_USER, "fail: an error was expected, but `%.60s` runs",
                 call_string(call, 0));
    call_hint(call, "what must be true is tested by assert(x == 3)");
    return VALUE_FAILED;
  }
  if (error.kind == ERROR_LIMIT || error.kind == ERROR_INTERRUPT) return call_fail_as(call, &error);
  if (call_given(call, 1) && !strstr(error.message, call_string(call, 1)))
    return call_fail(call, ERROR_USER, "fail: the error says `%.60s`, without `%.40s`",
                     error.message, call_string(call, 1));
  call_result(call, 1, value_string(error.message));
  return value_logical(true);
}

const Builtin errors_family[] = {
  { .name = "error",
    .signature = "template: any, values?: any... -> any",
    .call = call_error,
    .summary = "Stops with a message, filled like a printf template; an identifier such as "
               "'my:id' may come first.",
    .numpy = "raise ValueError(message)",
    .see = "warning assert rethrow",
    .examples = { { "error('bad value %d', 3)", "error: bad value 3" },
                  { "error('my:id', 'no %s', 'luck')", "error: no luck" },
                  { "try, error('oops'), catch err, err.message, end", "'oops'" } } },
  { .name = "rethrow",
    .signature = "err: record -> any",
    .call = call_error,
    .summary = "Stops with the error that was caught.",
    .numpy = "raise",
    .see = "error",
    .examples = { { "try, error('oops'), catch err, rethrow(err), end", "error: oops" } } },
  { .name = "print_usage",
    .signature = "-> any",
    .call = call_print_usage,
    .summary = "Stops the function it stands in: it was called in the wrong way.",
    .numpy = "raise TypeError('invalid call')",
    .see = "error nargin narginchk",
    .examples = { { "function g(x), print_usage(), end, g(1)", "error: Invalid call to g" } } },
  { .name = "warning",
    .signature = "template: string, values?: any... -> any",
    .call = call_warning,
    .summary = "Prints a warning and goes on; warning('off', id) is accepted and does nothing.",
    .numpy = "warnings.warn(message)",
    .see = "error",
    .examples = { { "warning('off', 'all'); 1", "1" } } },
  { .name = "assert",
    .signature = "condition: any, expected?: any, more?: any... -> any",
    .call = call_assert,
    .summary = "Stops unless the condition is true, or unless the observed value equals the "
               "expected one; a third argument is the tolerance, relative when negative.",
    .numpy = "np.testing.assert_allclose(observed, expected)",
    .see = "error isequal",
    .examples = { { "assert(1 + 1 == 2); 1", "1" },
                  { "assert([1 2], [1 2.1], 0.2); 1", "1" },
                  { "assert(3, 4)", "error: assert: entry 1 is 3" } } },
  { .name = "fail",
    .signature = "code: string, message?: string -> failed: logical, message: string",
    .call = call_fail_wanted,
    .summary = "Runs a text that must go wrong, with a message that holds the second text; an "
               "error when it does not.",
    .numpy = "pytest.raises(ValueError, match=message)",
    .see = "assert try error",
    .examples = { { "fail('[1 2] + [1 2 3]')", "true" },
                  { "fail('1 + 1')", "error: fail: an error was expected" } } },
  { 0 }
};
