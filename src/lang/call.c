/* call.c -- the dispatcher: one place where every builtin is checked, called and judged.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/long_job.h"
#include "lang/elementwise.h"
#include "lang/map_kernels.h"
#include "lang/reductions.h"
#include "lang/state.h"
#include "lang/trap.h"
#include "lang/unparse.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

/* What a Call needs and no builtin sees. */
typedef struct CallFrame {
  Call call;
  Interp *in;
  const Node *site;             /* for call_typed */
  Text strings[MAX_PARAMETERS]; /* for call_string; only those begun are set */
  size_t strings_begun;
} CallFrame;

/* ------------------------------------------------------------------ arguments */

double call_scalar(const Call *call, size_t i) {
  const Value *v = &call->args[i];
  if (v->kind == VALUE_SCALAR || v->kind == VALUE_LOGICAL) return v->scalar;
  return v->kind == VALUE_ARRAY && v->array->count > 0 ? v->array->data[0] : NAN;
}

bool call_given(const Call *call, size_t i) {
  return i < call->count && call->args[i].kind != VALUE_NONE;
}

double call_scalar_or(const Call *call, size_t i, double standard) {
  return call_given(call, i) ? call_scalar(call, i) : standard;
}

static const char *parameter_name(const Call *call, size_t i) {
  static const char *const fallback = "argument";
  Interp *in = call->interp;
  const Entry *e =
      registry_find(in->functions.registry, call->builtin->name, strlen(call->builtin->name));
  if (!e || e->signature.count == 0) return fallback;
  if (i >= e->signature.count) i = e->signature.count - 1;
  return e->signature.parameters[i].name;
}

bool call_integer(Call *call, size_t i, double low, double high, long *out) {
  double x = call_scalar(call, i);
  if (x == floor(x) && x >= low && x <= high) {
    *out = (long)x;
    return true;
  }
  Text got = TEXT_EMPTY;
  show_number(x, 5, &got);
  if (high >= 1e15)
    call_fail_at(call, i, ERROR_DOMAIN, "%s must be a whole number of at least %g, but it is %s",
                 parameter_name(call, i), low, text_string(&got));
  else
    call_fail_at(call, i, ERROR_DOMAIN, "%s must be a whole number from %g to %g, but it is %s",
                 parameter_name(call, i), low, high, text_string(&got));
  text_free(&got);
  return false;
}

View call_view(const Call *call, size_t i) {
  View v;
  if (!value_view(&call->args[i], &v)) memset(&v, 0, sizeof v);
  return v;
}

const char *call_string(const Call *call, size_t i) {
  CallFrame *frame = (CallFrame *)call;
  size_t slot = i % MAX_PARAMETERS;
  while (frame->strings_begun <= slot) frame->strings[frame->strings_begun++] = TEXT_EMPTY;
  Text *t = &frame->strings[slot];
  text_clear(t);
  text_puts(t, "");
  value_append_text(call->args[i], t);
  return text_string(t);
}

bool call_string_is(const Call *call, size_t i, const char *word) {
  if (!call_given(call, i) || !value_is_string(call->args[i])) return false;
  const char *s = call_string(call, i);
  for (; *s && *word; s++, word++)
    if (tolower((unsigned char)*s) != tolower((unsigned char)*word)) return false;
  return *s == '\0' && *word == '\0';
}

bool call_typed(const Call *call, size_t i, Text *out) {
  const Node *site = ((const CallFrame *)call)->site;
  if (!site || site->kind != NODE_CALL || site->count != call->count + 1 || i >= call->count)
    return false;
  unparse(site->kids[i + 1], out);
  return true;
}

/* ------------------------------------------------------------------ failing */

__attribute__((format(printf, 4, 0))) static Value fail(Call *call, Span where, ErrorKind kind,
                                                        const char *format, va_list args) {
  Error *e = call->interp->error;
  if (e->kind == ERROR_NONE) {
    char message[sizeof e->message];
    vsnprintf(message, sizeof message, format, args);
    size_t len = strlen(call->builtin->name);
    bool named = kind == ERROR_USER || (strncmp(message, call->builtin->name, len) == 0 &&
                                        !isalnum((unsigned char)message[len]));
    if (named)
      error_set(e, kind, where, "%s", message);
    else
      error_set(e, kind, where, "%s: %s", call->builtin->name, message);
  }
  return VALUE_FAILED;
}

Value call_fail(Call *call, ErrorKind kind, const char *format, ...) {
  va_list args;
  va_start(args, format);
  Value v = fail(call, call->span, kind, format, args);
  va_end(args);
  return v;
}

Value call_fail_at(Call *call, size_t i, ErrorKind kind, const char *format, ...) {
  va_list args;
  va_start(args, format);
  Span where = i < call->count && call->spans[i].end > 0 ? call->spans[i] : call->span;
  Value v = fail(call, where, kind, format, args);
  va_end(args);
  return v;
}

void call_hint(Call *call, const char *format, ...) {
  va_list args;
  char hint[256];
  va_start(args, format);
  vsnprintf(hint, sizeof hint, format, args);
  va_end(args);
  error_hint(call->interp->error, "%s", hint);
}

void call_warn(Call *call, const char *format, ...) {
  va_list args;
  char message[300];
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  interp_warn(call->interp, message);
}

void call_note(Call *call, const char *format, ...) {
  if (call->interp->quiet) return;
  va_list args;
  Text out = TEXT_EMPTY;
  va_start(args, format);
  text_puts(&out, "note: ");
  text_vprintf(&out, format, args);
  text_putc(&out, '\n');
  va_end(args);
  interp_print(call->interp, text_string(&out));
  text_free(&out);
}

void call_result(Call *call, size_t i, Value v) {
  if (i < MAX_RESULTS && i < call->wanted) {
    value_release(call->results[i]);
    call->results[i] = v;
  } else
    value_release(v);
}

bool call_alive(const Call *call) {
  return call->interp->error->kind == ERROR_NONE && !interrupt_pending();
}

bool call_step(Call *call, size_t steps) {
  Interp *in = call->interp;
  in->fuel -= (int64_t)steps;
  if (in->fuel >= 0 && !interrupt_pending()) return in->error->kind == ERROR_NONE;
  return interp_poll(in, 0);
}

Random *call_random(const Call *call) {
  return &call->interp->random;
}
const ShowOptions *call_show(const Call *call) {
  return &call->interp->show;
}
void call_print(const Call *call, const char *text) {
  interp_print(call->interp, text);
}
double *call_stopwatch(const Call *call) {
  return &call->interp->stopwatch;
}
struct Host *call_host(const Call *call) {
  return &call->interp->host;
}

/* ------------------------------------------------------------------ calling back */

bool call_function(Call *call, Value function, const Value *args, size_t count, Value *results,
                   size_t wanted) {
  Interp *in = call->interp;
  Value *base = in->top;
  size_t room = wanted > 0 ? wanted : 1;
  for (size_t i = 0; i < room; i++) results[i] = VALUE_NOTHING;
  if (in->error->kind != ERROR_NONE) return false;
  size_t need = count > room ? count : room;
  if (base + need + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, call->span, "functions call each other too deeply");
  for (size_t i = 0; i < count; i++) base[i] = value_retain(args[i]);
  TrapState trap = trap_take();
  bool good = run_value(in, function, base, count, wanted, NULL);
  trap_restore(trap);
  for (size_t i = 0; i < room; i++) {
    if (good)
      results[i] = base[i];
    else
      value_release(base[i]);
    base[i] = VALUE_NOTHING;
  }
  if (!good && in->error->kind == ERROR_NONE)
    error_set(in->error, ERROR_LIMIT, call->span, "this needs more memory than is allowed");
  return good;
}

double call_real_many(Call *call, Value function, const double *x, size_t count) {
  Interp *in = call->interp;
  Value *base = in->top;
  if (in->error->kind != ERROR_NONE || base + count + 8 > in->stack_end) return NAN;
  TrapState trap = trap_take();
  double quick;
  if (run_numbers(in, function, x, count, &quick)) {
    trap_restore(trap);
    return quick;
  }
  for (size_t i = 0; i < count; i++) base[i] = value_scalar(x[i]);
  bool good = run_value(in, function, base, count, 1, NULL);
  trap_restore(trap);
  Value v = base[0];
  base[0] = VALUE_NOTHING;
  if (good && (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL)) return v.scalar;
  double result = NAN;
  if (good && v.kind == VALUE_ARRAY && v.array->count == 1) {
    result = v.array->complex ? NAN : v.array->data[0]; /* off the real line */
  } else if (good) {
    Text shape = TEXT_EMPTY;
    value_describe(v, &shape);
    error_set(in->error, ERROR_SHAPE, call->span,
              "%s needs a function that gives one number, but it gave %s", call->builtin->name,
              text_string(&shape));
    text_free(&shape);
  }
  value_release(v);
  return result;
}

double call_real(Call *call, Value function, double x) {
  return call_real_many(call, function, &x, 1);
}

/* ------------------------------------------------------------------ functions of one number */

static bool inside(const Builtin *b, double x) {
  return (b->low == 0 && b->high == 0) || !(x < b->low || x > b->high);
}

static bool all_inside(const Builtin *b, const double *x, size_t count) {
  return (b->low == 0 && b->high == 0) || reductions_inside(x, count, b->low, b->high);
}

static void map_all(const Builtin *b, const double *x, double *r, size_t count) {
  MapKernel *kernel = map_kernel(b->map, count);
  if (kernel)
    kernel(x, r, count);
  else
    for (size_t i = 0; i < count; i++) r[i] = b->map(x[i]);
}

static Value map_to_complex(Interp *in, const Builtin *b, const View *v, const Node *site) {
  if (!b->map_complex) {
    error_set(in->error, ERROR_DOMAIN, site ? site->span : (Span){ 0, 0 },
              v->complex ? "%s takes real numbers only" : "%s has no real value here", b->name);
    if (v->complex && site && site->kind == NODE_CALL && site->count == 2) {
      in->error->span = site->kids[1]->span;
      error_hint(in->error, "real(z), imag(z) and abs(z) of a complex number z are real");
    }
    return VALUE_FAILED;
  }
  Array *r = array_new(v->rank, v->dims, ELEMENT_REAL, true);
  if (!r) return VALUE_FAILED;
  for (size_t i = 0; i < v->count; i++) {
    double _Complex z = v->complex ? CMPLX(v->data[2 * i], v->data[2 * i + 1]) : v->data[i];
    z = !v->complex && isnan(v->data[i]) ? z : b->map_complex(z);
    r->data[2 * i] = creal(z);
    r->data[2 * i + 1] = cimag(z);
  }
  return value_array(array_narrow(r));
}

Value call_map(Interp *in, const Builtin *b, Value x, const Node *site) {
  if (x.kind == VALUE_SCALAR || x.kind == VALUE_LOGICAL) {
    if (inside(b, x.scalar)) return value_scalar(b->map(x.scalar));
  }
  View v;
  if (!value_view(&x, &v)) {
    Text got = TEXT_EMPTY;
    value_describe(x, &got);
    error_set(in->error, ERROR_TYPE, site ? site->span : (Span){ 0, 0 },
              "%s takes numbers, but got %s", b->name, text_string(&got));
    text_free(&got);
    return VALUE_FAILED;
  }
  if (v.complex || !all_inside(b, v.data, v.count)) return map_to_complex(in, b, &v, site);
  Array *r = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  if (!r) return VALUE_FAILED;
  map_all(b, v.data, r->data, v.count);
  return value_array(r);
}

bool call_map_reuse(const Builtin *b, Value x) {
  if (!elementwise_own(x) || !all_inside(b, x.array->data, x.array->count)) return false;
  map_all(b, x.array->data, x.array->data, x.array->count);
  return true;
}

/* ------------------------------------------------------------------ the dispatcher */

static void report_trap(Call *call) {
  TrapState trap = trap_take();
  if (trap.number == 0 || call->interp->error->kind != ERROR_NONE) return;
  error_set(call->interp->error, trap_kind(trap.number), call->span, "%s: %s", call->builtin->name,
            trap.reason ? trap.reason : "the computation failed");
}

static Span site_span(const Node *site) {
  return site ? site->span : (Span){ 0, 0 };
}

bool call_builtin(Interp *in, const Entry *entry, Value *base, size_t given, size_t wanted,
                  const Node *site) {
  const Builtin *b = entry->builtin;
  enum { FEW = MAX_PARAMETERS + 2 };
  Value few[FEW], results[MAX_RESULTS];
  Span spans_few[FEW], *spans = given > FEW ? mem_new(given * sizeof *spans) : spans_few;
  bool written = site && (site->kind == NODE_CALL);
  for (size_t i = 0; i < given; i++)
    spans[i] = written && i + 1 < site->count ? site->kids[i + 1]->span : site_span(site);
  CallFrame frame;
  frame.in = in;
  frame.site = site;
  frame.strings_begun = 0;
  for (size_t i = 0; i < MAX_RESULTS; i++) results[i] = VALUE_NOTHING;
  const Value *args = base;
  if (given < FEW) {
    for (size_t i = 0; i < FEW; i++) few[i] = i < given ? base[i] : VALUE_NOTHING;
    args = few;
  }
  frame.call = (Call){ .interp = in,
                       .builtin = b,
                       .args = args,
                       .count = given,
                       .wanted = wanted,
                       .results = results,
                       .spans = spans,
                       .span = site_span(site) };
  Call *call = &frame.call;
  Value *saved_top = in->top;
  /* Callbacks get registers behind our arguments. */
  if (base + given > in->top) in->top = base + given;
  bool good = signature_check(&entry->signature, b->name, b->signature, args, given, spans,
                              call->span, in->error);
  if (good) {
    trap_take(); /* what a function of one number left behind is not this call's affair */
    results[0] = b->map ? call_map(in, b, args[0], site) : b->call(call);
    report_trap(call);
    if (long_job_failed() && in->error->kind == ERROR_NONE) interp_take_stop(in);
    good = in->error->kind == ERROR_NONE && results[0].kind != VALUE_ERROR;
    if (!good && in->error->kind == ERROR_NONE) {
      error_set(in->error, ERROR_LIMIT, call->span,
                "%s: this needs more memory than is allowed (%zu MB)", b->name,
                array_budget() >> 20);
    }
    if (good && wanted > 1 &&
        results[wanted < MAX_RESULTS ? wanted - 1 : MAX_RESULTS - 1].kind == VALUE_NONE) {
      size_t last = wanted < MAX_RESULTS ? wanted - 1 : MAX_RESULTS - 1;
      bool missing = wanted > MAX_RESULTS;
      for (size_t i = 1; i <= last; i++) missing |= results[i].kind == VALUE_NONE;
      if (missing) {
        good = error_set(in->error, ERROR_TYPE, call->span, "%s does not give %zu results", b->name,
                         wanted);
        const char *gives = strstr(b->signature, "-> ");
        bool named = gives && strchr(gives, ':');
        error_hint(in->error, "it gives %s", named ? gives + 3 : "one value");
      }
    }
  }
  in->top = saved_top;
  if (spans != spans_few) free(spans);
  for (size_t i = 0; i < frame.strings_begun; i++) text_free(&frame.strings[i]);
  for (size_t i = 0; i < given; i++) {
    value_release(base[i]);
    base[i] = VALUE_NOTHING;
  }
  size_t room = wanted > 0 ? wanted : 1;
  if (room > MAX_RESULTS) room = MAX_RESULTS;
  for (size_t i = 0; i < MAX_RESULTS; i++) {
    if (good && i < room) {
      value_release(base[i]);
      base[i] = results[i];
    } else
      value_release(results[i]);
  }
  return good;
}
