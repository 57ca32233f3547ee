/* near_answers.c -- expressions that are one change away from a model answer.

   A change is made in the text, at the place that the tree names, so that what is not changed stays
   as the author wrote it.  */

#include "config.h"
#include "learn/near_answers.h"
#include "base/text.h"
#include "lang/parse.h"

#include <string.h>

typedef struct Near {
  Arena *arena;
  const char *source;
  const char **out;
  size_t count;
} Near;

static void keep(Near *z, const char *candidate) {
  if (z->count == MOST_NEAR || strcmp(candidate, z->source) == 0) return;
  for (size_t i = 0; i < z->count; i++)
    if (strcmp(z->out[i], candidate) == 0) return;
  z->out[z->count++] = arena_copy_string(z->arena, candidate);
}

static char *part(const Near *z, Span span) {
  return arena_copy(z->arena, z->source + span.start, span.end - span.start);
}

/* Whether the first bracket is closed by the last. */
static bool is_bracketed(const char *s, size_t len) {
  int depth = 0;
  if (len < 3 || *s != '(') return false;
  for (size_t i = 0; i < len; i++) {
    depth += (s[i] == '(') - (s[i] == ')');
    if (depth == 0) return i == len - 1;
  }
  return false;
}

/* The source with what stands at SPAN replaced. */
static void splice(Near *z, Span span, const char *with) {
  Text text = TEXT_EMPTY;
  size_t len = strlen(with);
  bool whole = span.start == 0 && !z->source[span.end];
  text_append(&text, z->source, span.start);
  if (whole && is_bracketed(with, len))
    text_append(&text, with + 1, len - 2); /* nothing to guard */
  else
    text_puts(&text, with);
  text_puts(&text, z->source + span.end);
  keep(z, text_string(&text));
  text_free(&text);
}

static bool is_small(const Node *n) {
  return n->kind == NODE_NAME || n->kind == NODE_NUMBER || n->kind == NODE_CALL ||
         n->kind == NODE_MATRIX || n->parens > 0;
}

static void put_operand(const Near *z, const Node *n, Text *out) {
  bool bare = is_small(n);
  text_printf(out, "%s%s%s", bare ? "" : "(", part(z, n->span), bare ? "" : ")");
}

/* a - b: b - a, a + b, a * b, a / b, a, b */
static void change_operator(Near *z, const Node *n) {
  static const char *const plain[] = { "+", "-", "*", "/" };
  static const char *const entrywise[] = { ".*", "./", ".^" };
  Text text = TEXT_EMPTY;
  char *op = part(z, n->at);
  bool dotted = op[0] == '.';
  text_printf(&text, "(");
  put_operand(z, n->kids[1], &text);
  text_printf(&text, " %s ", op);
  put_operand(z, n->kids[0], &text);
  text_putc(&text, ')');
  splice(z, n->span, text_string(&text));
  for (size_t i = 0; i < (dotted ? 3u : 4u); i++) {
    const char *other = dotted ? entrywise[i] : plain[i];
    text_clear(&text);
    text_putc(&text, '(');
    put_operand(z, n->kids[0], &text);
    text_printf(&text, " %s ", other);
    put_operand(z, n->kids[1], &text);
    text_putc(&text, ')');
    splice(z, n->span, text_string(&text));
  }
  for (size_t i = 0; i < 2; i++) splice(z, n->span, part(z, n->kids[i]->span));
  text_free(&text);
}

static void change_call(Near *z, const Node *n) {
  static const struct {
    const char *name, *other;
  } twins[] = { { "var", "std" },     { "std", "var" },         { "mean", "median" },
                { "median", "mean" }, { "mean", "sum" },        { "sum", "mean" },
                { "sin", "cos" },     { "cos", "sin" },         { "max", "min" },
                { "min", "max" },     { "normpdf", "normcdf" }, { "norm", "sum" },
                { "log", "log10" },   { "log", "log2" },        { "sqrt", "" },
                { "acosd", "acos" },  { "dot", "cross" },       { "rows", "columns" },
                { "trace", "det" },   { "det", "trace" },       { "norm", "sumsq" },
                { "numel", "sum" },   { "binopdf", "binocdf" }, { "binocdf", "binopdf" } };
  static const char *const normalised[] = { "var", "std", "cov" };
  const Node *f = n->kids[0];
  if (f->kind != NODE_NAME || n->count < 2) return;
  Span arguments = { n->kids[1]->span.start, n->kids[n->count - 1]->span.end };
  char *given = part(z, arguments);
  for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
    if (strcmp(f->text, twins[i].name) == 0)
      splice(z, n->span, arena_printf(z->arena, "%s(%s)", twins[i].other, given));
  for (size_t i = 0; i < 3 && n->count == 2; i++)
    if (strcmp(f->text, normalised[i]) == 0)
      splice(z, n->span, arena_printf(z->arena, "%s(%s, 1)", f->text, given));
  if (n->count == 2) splice(z, n->span, given);
  if (n->count == 3)
    splice(z, n->span,
           arena_printf(z->arena, "%s(%s, %s)", f->text, part(z, n->kids[2]->span),
                        part(z, n->kids[1]->span)));
  splice(z, n->span, arena_printf(z->arena, "(1 - %s)", part(z, n->span)));
}

static void change(Near *z, const Node *n) {
  if (n->kind == NODE_BINARY && n->count == 2) change_operator(z, n);
  if (n->kind == NODE_UNARY && n->count == 1) splice(z, n->span, part(z, n->kids[0]->span));
  if (n->kind == NODE_CALL && n->count > 0) change_call(z, n);
  if (n->kind == NODE_NUMBER) {
    splice(z, n->span, arena_printf(z->arena, "%.15g", n->number + 1));
    splice(z, n->span, arena_printf(z->arena, "%.15g", n->number - 1));
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) change(z, n->kids[i]);
}

/* What stands in the expression, alone. */
static void take_parts(Near *z, const Node *n) {
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) {
      const Node *kid = n->kids[i];
      bool name_of_function = n->kind == NODE_CALL && i == 0;
      if (kid->kind != NODE_ROW && !name_of_function) keep(z, part(z, kid->span));
      take_parts(z, kid);
    }
}

/* The whole, changed: sign, reciprocal, percent, square, off by one. */
static void change_whole(Near *z) {
  static const char *const forms[] = { "-(%s)",     "1 / (%s)", "1 - (%s)", "2 * (%s)",
                                       "(%s) / 2",  "(%s) + 1", "(%s) - 1", "100 * (%s)",
                                       "(%s) .^ 2", "sqrt(%s)", "abs(%s)",  "round(%s)",
                                       "(%s).'",    "norm(%s)", "sum(%s)" };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const char *hole = strstr(forms[i], "%s");
    keep(z,
         arena_printf(z->arena, "%.*s%s%s", (int)(hole - forms[i]), forms[i], z->source, hole + 2));
  }
}

size_t near_answers(const char *expression, Arena *arena, const char **out) {
  Near z = { .arena = arena, .source = expression, .out = out };
  Error error = { 0 };
  const Node *n = parse_expression_text(expression, arena, &error);
  if (!n) return 0;
  change(&z, n);
  take_parts(&z, n);
  change_whole(&z);
  return z.count;
}
