/* program.c -- formulas that are too long to be written down, as functions of many steps.

   Each part that is used more than once, or grows long, is computed once and has a name.  */

#include "config.h"
#include "algebra/print.h"
#include "algebra/read_parts.h"
#include "lang/interp.h"

#include <stdio.h>
#include <stdlib.h>

enum { LONG_STEP = 60, SHORT_PART = 8, LONG_DEPTH = 40, MAX_STEPS = 4000 };

/* How often each part is used, and how many terms there are when all is written out. */
static uint32_t *count_uses(const Algebra *a, Id e, double *terms) {
  uint32_t *uses = mem_new((e + 1) * sizeof *uses);
  double *sizes = mem_new((e + 1) * sizeof *sizes);
  uses[e] = 1;
  for (Id i = e; i > 0; i--)
    for (size_t k = 0; uses[i] && k < expr_at(a, i)->count; k++) uses[expr_at(a, i)->args[k]]++;
  for (Id i = 1; i <= e; i++) {
    if (!uses[i]) continue;
    sizes[i] = 1;
    for (size_t k = 0; k < expr_at(a, i)->count; k++) sizes[i] += sizes[expr_at(a, i)->args[k]];
  }
  *terms = sizes[e];
  free(sizes);
  return uses;
}

static void print_step(Formula *f, const char *name, Id e, Text *out) {
  PrintStyle style = { .dotted = f->dotted };
  text_printf(out, "%s = ", name);
  expression_print(f->a, e, &style, out);
  text_puts(out, ";\n");
}

/* "x, y, X": parameters and what is taken along. */
static void print_names(const Formula *f, bool captured, Text *out) {
  for (size_t i = 0; i < f->count; i++) text_printf(out, "%s%s", i > 0 ? ", " : "", f->names[i]);
  for (size_t i = 0; captured && i < f->captured_count; i++)
    text_printf(out, ", %s", f->captured[i].name);
}

static bool is_taken(const Algebra *a, const char *name) {
  FunctionBody body;
  const Builtin *builtin;
  return function_body_named(a->interp, name, &body, &builtin) || builtin;
}

/* The parts in the order of their age, each with its parts replaced by names. */
static bool print_steps(Formula *f, Id e, const uint32_t *uses, Text *out) {
  Algebra *a = f->a;
  Id *named = mem_new((e + 1) * sizeof *named);
  char name[40];
  size_t steps = 0;
  bool good = true;
  for (Id i = 1; i <= e && good; i++) {
    if (!uses[i]) continue;
    const Expr *x = expr_at(a, i);
    Id *args = arena_new(&a->arena, (x->count + 1) * sizeof *args);
    for (size_t k = 0; k < x->count; k++) args[k] = named[x->args[k]];
    named[i] = x->count ? expr_rebuild(a, i, args) : i;
    good = named[i] != EXPR_NONE;
    if (!good || x->count == 0 || i == e) continue;
    const Expr *now = expr_at(a, named[i]);
    size_t most = uses[i] < 2 ? LONG_STEP : SHORT_PART;
    if (expr_size(a, named[i], most) <= most && now->depth < LONG_DEPTH) continue;
    if (++steps > MAX_STEPS) {
      algebra_fail(a, ERROR_NUMERIC, (Span){ 0, 0 },
                   "the formula needs more than %d steps, too many to be worth it", MAX_STEPS);
      error_hint(&a->error, "grad(f, x0) gives the numbers at a point without a formula");
      good = false;
      break;
    }
    snprintf(name, sizeof name, "part_%u", (unsigned)i);
    print_step(f, name, named[i], out);
    named[i] = expr_symbol(a, name, x->rows, x->columns, x->varies);
  }
  if (good) print_step(f, "value", named[e], out);
  free(named);
  return good;
}

bool formula_program(Formula *f, Id e, Text *text, Text *shown) {
  Algebra *a = f->a;
  double terms;
  uint32_t *uses = count_uses(a, e, &terms);
  char name[40];
  int k = 1;
  do snprintf(name, sizeof name, "formula_%d", k++);
  while (is_taken(a, name));
  Text program = TEXT_EMPTY;
  text_printf(&program, "function value = %s(", name);
  print_names(f, true, &program);
  text_puts(&program, ")\n");
  bool good = print_steps(f, e, uses, &program);
  text_puts(&program, "end\n");
  free(uses);
  Scope *scope = scope_new();
  Error error = { 0 };
  if (good && !interp_run(a->interp, scope, text_string(&program), RUN_QUIET, NULL, &error)) {
    algebra_fail(a, error.kind, (Span){ 0, 0 }, "%s", error.message);
    good = false;
  }
  scope_free(scope);
  text_free(&program);
  text_puts(text, "@(");
  print_names(f, false, text);
  text_printf(text, ") %s(", name);
  print_names(f, true, text);
  text_putc(text, ')');
  text_puts(shown, "@(");
  print_names(f, false, shown);
  text_printf(shown, ") ... (%.*g terms; use it, plot it, or grad(f, x0))", terms < 1e6 ? 6 : 3,
              terms);
  return good;
}
