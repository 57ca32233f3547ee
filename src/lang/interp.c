/* interp.c -- the language as the rest of the program sees it.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/long_job.h"
#include "lang/compile.h"
#include "lang/parse.h"
#include "lang/scope.h"
#include "lang/repair.h"
#include "lang/trap.h"

#include <stdlib.h>
#include <string.h>

/* Registers of all frames together; pages that are never touched cost nothing. */
enum { STACK_SIZE = 1 << 18, FUEL_STEP = 1 << 14, STANDARD_DEPTH = 256 };

Interp *interp_new(const Registry *registry, Host host) {
  Interp *in = mem_new(sizeof *in);
  in->functions.registry = registry;
  in->host = host;
  in->stack = mem_new(STACK_SIZE * sizeof *in->stack);
  in->stack_end = in->stack + STACK_SIZE;
  in->top = in->stack;
  in->depth_limit = STANDARD_DEPTH;
  random_seed(&in->random, 42);
  in->stopwatch = -1;
  trap_install();
  return in;
}

void interp_free(Interp *in) {
  if (!in) return;
  functions_free(&in->functions);
  program_release(in->spare);
  if (in->kept) in->forget(in->kept);
  value_release(in->last);
  scope_free(in->shared);
  free(in->stack);
  free(in->marks);
  for (size_t i = 0; i < sizeof in->rooms / sizeof *in->rooms; i++) free(in->rooms[i].room);
  arena_free(&in->notes);
  scope_free(in->standing);
  free(in);
}

const Registry *interp_registry(const Interp *in) {
  return in->functions.registry;
}
Host interp_host(const Interp *in) {
  return in->host;
}
void interp_set_host(Interp *in, Host host) {
  in->host = host;
}
void interp_set_limits(Interp *in, Limits limits) {
  in->limits = limits;
}
Limits interp_limits(const Interp *in) {
  return in->limits;
}
void interp_seed(Interp *in, uint64_t seed) {
  random_seed(&in->random, seed);
}
ShowOptions *interp_show_options(Interp *in) {
  return &in->show;
}

const char *interp_function_name(const Interp *in, size_t i) {
  for (size_t k = 0; k < in->functions.names.count; k++)
    if (in->functions.slots[k].code && i-- == 0) return in->functions.slots[k].name;
  return NULL;
}

void interp_print(Interp *in, const char *text) {
  if (in->heard)
    text_puts(in->heard, text);
  else if (in->host.print)
    in->host.print(in->host.self, text);
}

void interp_warn(void *interp, const char *message) {
  Text out = TEXT_EMPTY;
  text_printf(&out, "warning: %s\n", message);
  interp_print(interp, text_string(&out));
  text_free(&out);
}

/* ------------------------------------------------------------------ budgets */

static bool out_of_steps(Interp *in) {
  error_set(in->error, ERROR_LIMIT, (Span){ 0, 0 },
            "this takes more steps than are allowed here (%llu)",
            (unsigned long long)in->limits.steps);
  error_hint(in->error, "does the loop ever end?");
  return false;
}

bool interp_poll(Interp *in, size_t steps) {
  if (interrupt_pending())
    return error_set(in->error, ERROR_INTERRUPT, (Span){ 0, 0 }, "interrupted");
  in->fuel -= (int64_t)steps;
  if (in->fuel >= 0) return true;
  if (in->limits.steps > 0) {
    uint64_t used = (uint64_t)-in->fuel;
    if (used > in->steps_left) return out_of_steps(in);
    in->steps_left -= used;
    uint64_t refill = in->steps_left < FUEL_STEP ? in->steps_left : FUEL_STEP;
    in->steps_left -= refill;
    in->fuel = (int64_t)refill;
    if (refill == 0) return out_of_steps(in);
  } else
    in->fuel = FUEL_STEP;
  if (allowance_used(&in->allowance)) {
    error_set(in->error, ERROR_LIMIT, (Span){ 0, 0 },
              "this takes longer than is allowed here (%g s)", in->limits.milliseconds / 1000.0);
    error_hint(in->error, "does the loop ever end?");
    return false;
  }
  return true;
}

bool interp_take_stop(Interp *in) {
  JobEnd end = long_job_take();
  if (end == JOB_GOOD) return true;
  if (end == JOB_STOPPED && interrupt_pending())
    return error_set(in->error, ERROR_INTERRUPT, (Span){ 0, 0 }, "interrupted");
  if (end == JOB_STOPPED)
    return error_set(in->error, ERROR_LIMIT, (Span){ 0, 0 },
                     "this takes longer than is allowed here (%g s)",
                     in->limits.milliseconds / 1000.0);
  error_set(in->error, ERROR_LIMIT, (Span){ 0, 0 }, "this computation ended before it was done");
  error_hint(in->error, "the machine may be short of memory; try smaller matrices");
  return false;
}

/* What a run inside a run (a host that evaluates while evaluating) must put back. */
typedef struct Outer {
  Error *error;
  Scope *scope;
  const Code *top_code;
  Value *top_registers;
  bool quiet, want_last;
  size_t budget;
  int64_t fuel;
  uint64_t steps_left;
  Allowance allowance;
  bool nested;
} Outer;

static void watch_long_jobs(const Allowance *a) {
  long_job_set_deadline(a->seconds > 0 ? a->wall + a->seconds : 0);
}

static Outer begin_run(Interp *in, Scope *scope, Error *error, RunMode mode) {
  Outer outer = { in->error,      in->scope,     in->top_code,   in->top_registers,
                  in->quiet,      in->want_last, array_budget(), in->fuel,
                  in->steps_left, in->allowance, in->nested };
  in->nested = false;
  *error = (Error){ 0 };
  in->error = error;
  in->scope = scope;
  in->quiet = mode == RUN_QUIET;
  in->want_last = false;
  if (outer.nested) return outer;
  in->depth_limit = in->limits.depth ? in->limits.depth : STANDARD_DEPTH;
  in->fuel = 0;
  in->steps_left = in->limits.steps;
  in->allowance = allowance_begin(in->limits.milliseconds / 1000.0);
  watch_long_jobs(&in->allowance);
  if (in->limits.bytes) array_set_budget(array_bytes_in_use() + in->limits.bytes);
  if (in->limits.steps == 0)
    in->fuel = FUEL_STEP;
  else {
    in->fuel = 0;
    in->steps_left = in->limits.steps;
  }
  return outer;
}

static void end_run(Interp *in, const Outer *outer) {
  in->error = outer->error;
  in->scope = outer->scope;
  in->top_code = outer->top_code;
  in->top_registers = outer->top_registers;
  in->quiet = outer->quiet;
  in->want_last = outer->want_last;
  if (outer->nested) return;
  in->fuel = outer->fuel;
  in->steps_left = outer->steps_left;
  in->allowance = outer->allowance;
  watch_long_jobs(&outer->allowance);
  array_set_budget(outer->budget);
}

/* ------------------------------------------------------------------ top-level code */

static bool in_scope(void *scope, const char *name) {
  const Scope *s = scope;
  size_t i = dict_find_string(&s->names, name);
  return i != DICT_NONE && s->values[i].kind != VALUE_NONE;
}

static bool is_shared(void *scope, const char *name) {
  return dict_find_string(&((const Scope *)scope)->shared, name) != DICT_NONE;
}

/* Move the scope's variables into the frame, run, move them back: while the code runs it is their
   only owner, so that x(i) = v changes x in place. */
static bool run_on_scope(Interp *in, const Code *code, Scope *scope, bool write_back,
                         Value *result) {
  Value *base = in->top;
  *result = VALUE_NOTHING;
  if (base + code->register_count + MAX_RESULTS + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, (Span){ 0, 0 }, "evaluations are nested too deeply");
  for (size_t i = 0; i < code->variable_count; i++) {
    Value *slot = scope_slot(scope, code->names[i]);
    base[i] = write_back ? *slot : value_retain(*slot);
    if (write_back) *slot = VALUE_NOTHING;
  }
  for (size_t i = 0; i < code->constant_count; i++)
    base[code->variable_count + i] = value_retain(code->constants[i]);
  in->top_code = code;
  in->top_registers = base;
  bool good = run_top(in, code, base, result);
  in->top_code = NULL;
  for (size_t i = 0; i < code->register_count; i++) {
    if (i < code->variable_count && write_back)
      scope_set(scope, code->names[i], base[i]);
    else
      value_release(base[i]);
    base[i] = VALUE_NOTHING;
  }
  return good;
}

static Program *take_program(Interp *in, Source *source) {
  Program *p = in->spare;
  if (!p) return program_new(source);
  in->spare = NULL;
  p->source = source_retain(source);
  return p;
}

/* A program nothing else holds gives its memory to the next line. */
static void give_back(Interp *in, Program *p) {
  if (p->refs > 1 || in->spare) {
    program_release(p);
    return;
  }
  program_clear(p);
  arena_reset(&p->arena);
  source_release(p->source);
  p->source = NULL;
  in->spare = p;
}

static void locate(const Interp *in, Error *error, const Source *source) {
  if (error->kind == ERROR_NONE || error->located) return;
  repair_propose(in, error, source->text);
  error_locate(error, source->text, NULL);
}

bool interp_run(Interp *in, Scope *scope, const char *text, RunMode mode, Value *last,
                Error *error) {
  Outer outer = begin_run(in, scope, error, mode);
  Source *source = source_new(text, strlen(text));
  Surroundings around = { &in->functions, in_scope, is_shared, scope };
  in->want_last = last != NULL;
  Value outer_last = in->last;
  in->last = VALUE_NOTHING;
  Program *program = take_program(in, source);
  Parser parser;
  parser_begin(&parser, source->text, &program->arena, error);
  Node *n;
  while ((n = parse_statement(&parser))) {
    if (mode != RUN_QUIET) note_habits(in, n, source->text);
    if (mode == RUN_TYPED) note_nan_begin(in, n, scope);
    Code *code = compile_statement(program, n, &around, error);
    Value ignored = VALUE_NOTHING;
    bool good = code && run_on_scope(in, code, scope, true, &ignored);
    if (mode == RUN_TYPED) note_nan_end(in, n);
    if (!good) break;
    value_release(ignored);
    if (n->kind == NODE_RETURN) break;
    if (parser.token.kind == TOKEN_FINISH && !parser.peeked) break;
    /* The tokens looked at hold no nodes; what they hold of the arena is copied. */
    Program *next = program->refs > 1 ? program_new(source) : program;
    if (next == program) {
      Token t = parser.token;
      bool text_token = t.kind == TOKEN_STRING || t.kind == TOKEN_QUOTED;
      char *kept = text_token ? mem_copy_bytes(t.text, t.length) : NULL;
      program_clear(program);
      arena_reset(&program->arena);
      if (kept) parser.token.text = arena_copy(&program->arena, kept, t.length);
      free(kept);
    } else {
      parser_set_arena(&parser, &next->arena);
      program_release(program);
      program = next;
    }
  }
  locate(in, error, source);
  give_back(in, program);
  source_release(source);
  if (last)
    *last = in->last;
  else
    value_release(in->last);
  in->last = outer_last;
  end_run(in, &outer);
  return error->kind == ERROR_NONE;
}

bool interp_evaluate(Interp *in, Scope *scope, const char *text, Value *out, Error *error) {
  Outer outer = begin_run(in, scope, error, RUN_QUIET);
  Source *source = source_new(text, strlen(text));
  Surroundings around = { &in->functions, in_scope, is_shared, scope };
  Program *program = take_program(in, source);
  Node *n = parse_expression_text(source->text, &program->arena, error);
  Code *code = n ? compile_expression(program, n, &around, error) : NULL;
  *out = VALUE_NOTHING;
  if (code && run_on_scope(in, code, scope, false, out) && out->kind == VALUE_NONE)
    error_set(error, ERROR_TYPE, n->span, "this gives no value");
  locate(in, error, source);
  give_back(in, program);
  source_release(source);
  end_run(in, &outer);
  if (error->kind == ERROR_NONE) return true;
  value_release(*out);
  *out = VALUE_NOTHING;
  return false;
}

bool interp_call(Interp *in, Value function, const Value *args, size_t count, Value *result,
                 Error *error) {
  Outer outer = begin_run(in, in->scope, error, RUN_QUIET);
  Value *base = in->top;
  for (size_t i = 0; i < count; i++) base[i] = value_retain(args[i]);
  bool good = run_value(in, function, base, count, 1, NULL);
  *result = good ? base[0] : VALUE_NOTHING;
  base[0] = VALUE_NOTHING;
  if (!good && error->kind == ERROR_NONE)
    error_set(error, ERROR_LIMIT, (Span){ 0, 0 }, "this needs more memory than is allowed");
  end_run(in, &outer);
  return good;
}

bool interp_incomplete(const char *text, const char **open) {
  Arena arena = { 0 };
  Error error = { 0 };
  Parser parser;
  parser_begin(&parser, text, &arena, &error);
  while (parse_statement(&parser)) {
  }
  bool incomplete = error.kind == ERROR_INCOMPLETE && error.message[0];
  if (incomplete && open) {
    static const char *const words[] = {
      "function", "unwind_protect", "switch", "while", "for", "if", "else", "try", "do", "[", "(",
      "{"
    };
    *open = "";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
      size_t len = strlen(words[i]);
      if (strncmp(text + error.span.start, words[i], len) == 0) {
        *open = words[i];
        break;
      }
    }
  }
  /* A line that ends in ... goes on, too. */
  size_t len = strlen(text);
  while (len > 0 && strchr(" \t\n", text[len - 1])) len--;
  if (!incomplete && len >= 3 && strncmp(text + len - 3, "...", 3) == 0) {
    incomplete = true;
    if (open) *open = "...";
  }
  arena_free(&arena);
  return incomplete;
}
