/* explain.c -- from an expression to its explanation.  */

#include "config.h"
#include "board/explain.h"
#include "board/arithmetic.h"
#include "board/check.h"
#include "board/explainers.h"
#include "board/graph_text.h"
#include "board/kept.h"
#include "lang/interp.h"
#include "lang/parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"
enum { LONGEST_NAME = 14, LONGEST_FORMULA = 50 };

static const Explainer *const tables[] = {
  calculus_area_explainers,      calculus_bend_explainers,      calculus_diff_explainers,
  calculus_field_explainers,     calculus_forms_explainers,     calculus_least_explainers,
  calculus_limit_explainers,     calculus_lowest_explainers,    calculus_numbers_explainers,
  calculus_scores_explainers,    calculus_several_explainers,   calculus_vector_explainers,
  calculus_walk_explainers,      calculus_zeros_explainers,     eigen_explainers,
  eigen_power_explainers,        linear_components_explainers,  linear_determinant_explainers,
  linear_elementwise_explainers, linear_exponential_explainers, linear_factors_explainers,
  linear_norm_explainers,        linear_orthogonal_explainers,  linear_pinv_explainers,
  linear_product_explainers,     linear_reduce_explainers,      linear_singular_explainers,
  linear_solve_explainers,       linear_subspace_explainers,    linear_vector_explainers,
  stats_bayes_explainers,        stats_chances_explainers,      stats_curves_explainers,
  stats_describe_explainers,     stats_draws_explainers,        stats_fit_explainers,
  stats_information_explainers,  stats_judge_explainers,        stats_neighbours_explainers,
  stats_normal_explainers,       stats_order_explainers,        stats_proportion_explainers,
  stats_relate_explainers,       stats_resample_explainers,     stats_tables_explainers,
  stats_tests_explainers,
};

bool steps_refuse(Steps *s, const char *reason) {
  if (!s->refusal) s->refusal = reason;
  return false;
}

/* ------------------------------------------------------------------ arguments */

static bool is_finite(Value v) {
  View view;
  if (!value_view(&v, &view)) return true;
  for (size_t k = 0; k < view.count * (view.complex ? 2 : 1); k++)
    if (view.data[k] - view.data[k] != 0) return false;
  return true;
}

/* Squares and products of what is not 0 must not overflow or vanish. */
static bool is_moderate(Value v) {
  View view;
  if (!value_view(&v, &view)) return true;
  for (size_t k = 0; k < view.count * (view.complex ? 2 : 1); k++) {
    double size = view.data[k] < 0 ? -view.data[k] : view.data[k];
    if (size > 1e50 || (size > 0 && size < 1e-50)) return false;
  }
  return true;
}

const Exact *subject_matrix(Steps *s, const Subject *subject, size_t i) {
  Value v = subject->args[i];
  const char *reason = NULL;
  if (!value_is_numeric(v))
    reason = "they are for numbers and matrices";
  else if (value_is_complex(v))
    reason = "they are for real numbers, and some of these are complex";
  else if (!is_finite(v))
    reason = "there is a NaN or an Inf among the numbers";
  else if (!is_moderate(v))
    reason = "some of the numbers are too large or too small for a board";
  else if (value_rank(v) != 2)
    reason = "they are for matrices, not for arrays of more dimensions";
  else if (value_count(v) == 0)
    reason = "there is nothing in an empty matrix";
  if (reason) {
    steps_refuse(s, reason);
    return NULL;
  }
  return exact_of(&s->arena, v);
}

const Exact *subject_vector(Steps *s, const Subject *subject, size_t i) {
  const Exact *a = subject_matrix(s, subject, i);
  if (a && a->rows != 1 && a->columns != 1) {
    steps_refuse(s, "they are for vectors");
    return NULL;
  }
  return a;
}

/* Words and brackets only: x, A1, inv(A) */
static bool reads_as_name(const char *text) {
  if (!isalpha((unsigned char)*text)) return false;
  text += strspn(text, LETTERS);
  return !*text || (*text == '(' && strcspn(text, ")") + 1 == strlen(text));
}

/* Whether a variable of that one letter occurs in TEXT. */
static bool mentions(const char *text, const char *letter) {
  for (const char *at = strstr(text, letter); at; at = strstr(at + 1, letter)) {
    bool inside = (at > text && (isalnum((unsigned char)at[-1]) || at[-1] == '_')) ||
                  isalnum((unsigned char)at[strlen(letter)]) || at[strlen(letter)] == '_';
    if (!inside) return true;
  }
  return false;
}

/* A letter for the value of a formula, said once below the title. */
static const char *introduce(const Subject *subject, const char *text, const char *letter) {
  Steps *s = subject->steps;
  if (mentions(subject->text, letter)) letter = *letter >= 'a' ? "z" : "M";
  const char *line = steps_printf(s, "with %s = %s", letter, text);
  if (!s->given)
    s->given = line;
  else if (!strstr(s->given, line + strlen("with ")))
    s->given = steps_printf(s, "%s, %s", s->given, line + strlen("with "));
  return letter;
}

const char *subject_name(const Subject *subject, size_t i, const char *standard) {
  const char *text = subject->texts[i];
  if (strchr("[0123456789-+", *text) && !strpbrk(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return standard;
  bool brief = strlen(text) <= LONGEST_NAME && !strchr(text, '[');
  if (brief && reads_as_name(text)) return text;
  return strlen(text) > LONGEST_FORMULA ? standard : introduce(subject, text, standard);
}

Value subject_evaluate(const Subject *subject, const char *text) {
  Value v = VALUE_NOTHING;
  Text said = TEXT_EMPTY;
  Error error = { 0 };
  if (!call_evaluate(subject->call, text, true, &v, &said, &error)) v = VALUE_NOTHING;
  text_free(&said);
  return v;
}

/* ------------------------------------------------------------------ the outermost operation */

static const char *part(Arena *arena, const char *text, Span span) {
  return arena_copy(arena, text + span.start, span.end - span.start);
}

/* With the round brackets written about it. */
static const char *operation_of(const Node *n) {
  switch (n->kind) {
  case NODE_UNARY:
  case NODE_BINARY: return operator_text((Operator)n->op);
  case NODE_CALL: return n->kids[0]->kind == NODE_NAME ? n->kids[0]->text : "";
  default: return "";
  }
}

static bool is_variable(Call *call, const char *name) {
  Value v = call_variable(call, name);
  value_release(v);
  return v.kind != VALUE_NONE;
}

static bool has_explainer(const char *name, size_t count) {
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (const Explainer *e = tables[t]; e->name; e++)
      if (strcmp(e->name, name) == 0 && count >= e->least && count <= e->most) return true;
  return false;
}

static bool run_explainers(Steps *s, const Subject *subject) {
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (const Explainer *e = tables[t]; e->name; e++) {
      if (strcmp(e->name, subject->name) != 0) continue;
      if (subject->count < e->least || subject->count > e->most) continue;
      if (e->explain(s, subject)) return true;
    }
  return false;
}

/* The arguments' values; false when one cannot be had. */
static bool evaluate_arguments(Subject *subject, Arena *arena) {
  const Node *n = subject->node;
  size_t first = n->kind == NODE_CALL;
  if (n->count - first > MAX_SUBJECT_ARGUMENTS) return false;
  if (first && is_variable(subject->call, subject->name)) return false;
  if (!has_explainer(subject->name, n->count - first)) return false;
  for (size_t i = first; i < n->count; i++) {
    const char *text = part(arena, subject->text, n->kids[i]->span);
    if (n->kids[i]->kind == NODE_COLON) return false;
    Value v = subject_evaluate(subject, text);
    if (v.kind == VALUE_NONE) return false;
    subject->texts[subject->count] = text;
    subject->args[subject->count++] = v;
  }
  return true;
}

static void subject_end(Subject *subject) {
  for (size_t i = 0; i < subject->count; i++) value_release(subject->args[i]);
  value_release(subject->value);
}

/* As a whole, else operation by operation. */
static bool explain_either(Steps *s, const Subject *subject, bool whole) {
  if (whole && run_explainers(s, subject)) return true;
  if (s->refusal) return false;
  bool decimals = s->decimals;
  steps_end(s);
  steps_begin(s, decimals);
  return explain_arithmetic(s, subject);
}

/* Fractions first; decimals when they become too long. */
static bool explain_subject(Steps *s, Subject *subject, bool whole) {
  subject->steps = s;
  steps_begin(s, false);
  bool good = explain_either(s, subject, whole);
  if (good && s->swollen) {
    steps_end(s);
    steps_begin(s, true);
    good = explain_either(s, subject, whole);
  }
  if (good && s->count > MAX_BOARD_STEPS) good = steps_refuse(s, "there would be too many of them");
  if (good) steps_check(s, subject->call);
  return good;
}

/* ------------------------------------------------------------------ a statement */

typedef struct Statement {
  const Node *expression; /* what is explained */
  bool assigns;
  size_t wanted;
} Statement;

static bool read_statement(const char *text, Arena *arena, Statement *out, Error *error) {
  Parser parser;
  parser_begin(&parser, text, arena, error);
  const Node *n = parse_statement(&parser);
  if (!n) return false;
  *out = (Statement){ .wanted = 1 };
  if (n->kind == NODE_EXPRESSION)
    out->expression = n->kids[0];
  else if (n->kind == NODE_ASSIGN || n->kind == NODE_MULTIPLE) {
    out->expression = n->kids[n->count - 1];
    out->assigns = true;
    out->wanted = n->count - 1;
  } else
    return error_set(error, ERROR_SYNTAX, n->span, "explain shows how an expression is calculated");
  return true;
}

/* The parts are evaluated without a second drawing of what is drawn. */
static Host without_figures(Interp *in) {
  Host host = interp_host(in), blind = host;
  blind.show_figure = NULL;
  blind.last_figure = NULL;
  blind.end_figure = NULL;
  interp_set_host(in, blind);
  return host;
}

bool explain_text(Call *call, const char *text, Steps *s) {
  Host host = without_figures(call->interp);
  Arena arena = { 0 };
  Error error = { 0 };
  Statement statement;
  Subject subject = { .call = call, .text = text, .value = VALUE_NOTHING };
  bool good = read_statement(text, &arena, &statement, &error);
  if (good) {
    Random chance = *call_random(call);
    subject.node = statement.expression;
    subject.name = operation_of(subject.node);
    subject.wanted = statement.wanted;
    bool whole = evaluate_arguments(&subject, &arena);
    *call_random(call) = chance;
    subject.value = subject_evaluate(&subject, part(&arena, text, subject.node->span));
    *call_random(call) = chance;
    good = explain_subject(s, &subject, whole);
  } else
    steps_begin(s, false);
  subject_end(&subject);
  arena_free(&arena);
  interp_set_host(call->interp, host);
  return good;
}

/* ------------------------------------------------------------------ the builtin */

static BoardStyle style_of(const Call *call, BoardLevel level) {
  const ShowOptions *show = call_show(call);
  return (BoardStyle){
    .utf8 = show->utf8 && !show->plain, .plain = show->plain, .width = show->width, .level = level
  };
}

static void print(Call *call, Text *out) {
  call_print(call, text_string(out));
  text_free(out);
}

/* What the plain evaluation comes to; a definition is a function as it was written. */
typedef enum Outcome {
  OUTCOME_VALUE,
  OUTCOME_DEFINITION,
  OUTCOME_NOTHING,
  OUTCOME_FAILURE
} Outcome;

static void say_nothing(const Steps *s, const BoardStyle *style, Outcome outcome, Text *out) {
  Text line = TEXT_EMPTY;
  if (s->refusal)
    text_printf(&line, "No steps for this: %s.", s->refusal);
  else if (outcome == OUTCOME_DEFINITION)
    text_puts(&line, "There are no steps for this: it is a definition. explain f(3) puts a number "
                     "into f, explain diff(f) differentiates it.");
  else
    text_printf(&line, "There are no steps for this%s.",
                outcome == OUTCOME_VALUE ? " yet; here is the value" : "");
  render_prose(style, text_string(&line), out);
  text_free(&line);
}

/* After a failure only an explanation is worth printing. */
static void print_steps(Call *call, const char *text, BoardLevel level, Outcome outcome) {
  Steps *s = mem_new(sizeof *s);
  BoardStyle style = style_of(call, level);
  Text out = TEXT_EMPTY;
  bool explained = explain_text(call, text, s);
  if (explained && !s->broken) {
    steps_render(s, &style, &out);
    if (s->failures > 0)
      text_printf(&out, "(some steps are left out: %s did not pass its own check)\n", s->failure);
  } else if (explained)
    text_printf(&out, "No steps are shown: %s did not pass its own check.\n", s->failure);
  else if (outcome != OUTCOME_FAILURE)
    say_nothing(s, &style, outcome, &out);
  if (!style.plain && out.len > 0) text_putc(&out, '\n');
  print(call, &out);
  if (explained && !s->broken && s->picture && call_host(call)->show_figure) {
    Error error = { 0 }; /* a picture is an extra: without it the explanation still stands */
    call_evaluate(call, s->picture, false, NULL, NULL, &error);
  }
  if (explained) {
    kept_steps(call, s);
    return;
  }
  steps_end(s);
  free(s);
}

/* A failure within TEXT, which stands in the last argument, is shown where that was typed. */
static Value fail_within(Call *call, const char *text, Error *error) {
  size_t last = call->count - 1;
  const char *whole = call_string(call, last);
  Span where = call->spans[last];
  size_t length = strlen(whole), from = where.start + (size_t)(text - whole);
  if (where.end - where.start == length + 2) from++; /* a quote */
  bool typed = where.end - where.start >= length && !error->origin[0];
  if (typed && error->span.end > 0) {
    error->span.start += (uint32_t)from;
    error->span.end += (uint32_t)from;
    call_locate(call, error);
  }
  return call_fail_as(call, error);
}

/* What assigns is run as if it had been typed alone, behind its explanation. */
static Value explain_assignment(Call *call, const char *text, BoardLevel level) {
  Error error = { 0 };
  print_steps(call, text, level, OUTCOME_VALUE);
  bool good = call_evaluate(call, text, false, NULL, NULL, &error);
  return good ? VALUE_NOTHING : fail_within(call, text, &error);
}

/* The value first: what cannot be calculated needs no steps, unless they show why. */
static Value explain_value(Call *call, const char *text, BoardLevel level) {
  Error error = { 0 };
  Text said = TEXT_EMPTY;
  Value value = VALUE_NOTHING;
  Random before = *call_random(call);
  bool good = call_evaluate(call, text, true, &value, &said, &error);
  Random after = *call_random(call);
  text_free(&said);
  if (good || error.kind == ERROR_DOMAIN || error.kind == ERROR_NUMERIC) {
    *call_random(call) = before;
    print_steps(call, text, level,
                !good                      ? OUTCOME_FAILURE
                : value.kind == VALUE_NONE ? OUTCOME_NOTHING
                : value.kind == VALUE_FUNCTION && (*text == '@' || reads_as_name(text))
                    ? OUTCOME_DEFINITION
                    : OUTCOME_VALUE);
    *call_random(call) = after;
  }
  return good ? value : fail_within(call, text, &error);
}

/* What is practised in a lesson that is under way is shown with all its arithmetic. */
static const char *drilled_in(Call *call, const char *text) {
  const Host *host = call_host(call);
  if (!host->drilled_in) return NULL;
  Arena arena = { 0 };
  Error error = { 0 };
  Statement statement;
  const char *lesson = NULL;
  if (read_statement(text, &arena, &statement, &error)) {
    const char *name = operation_of(statement.expression);
    if (*name) lesson = host->drilled_in(host->self, name);
  }
  arena_free(&arena);
  return lesson;
}

Value explain_call(Call *call) {
  static const char usage[] =
      "explain EXPR shows how EXPR is calculated, explain full EXPR with all arithmetic, explain "
      "terse EXPR one line a step";
  if (call->count == 0) return call_fail(call, ERROR_TYPE, "%s", usage);
  BoardLevel level = BOARD_NORMAL;
  if (call->count == 2) {
    bool full = call_string_is(call, 0, "full");
    if (!full && !call_string_is(call, 0, "terse"))
      return call_fail_at(call, 0, ERROR_DOMAIN, "there is 'full' and 'terse', not '%.20s'",
                          call_string(call, 0));
    level = full ? BOARD_FULL : BOARD_TERSE;
  }
  const char *text = call_string(call, call->count - 1);
  static const char word[] = "explain ";
  while (strncmp(text, word, sizeof word - 1) == 0) {
    text += sizeof word - 1;
    bool terse = strncmp(text, "terse ", 6) == 0, full = strncmp(text, "full ", 5) == 0;
    if (terse || full) level = terse ? BOARD_TERSE : BOARD_FULL;
    text += terse ? 6 : full ? 5 : 0;
  }
  Arena arena = { 0 };
  Error error = { 0 };
  Statement statement;
  bool read = read_statement(text, &arena, &statement, &error), assigns = read && statement.assigns;
  arena_free(&arena);
  bool amount_only = call->count == 1 &&
                     (strcmp(text, "full") == 0 || strcmp(text, "terse") == 0) &&
                     !is_variable(call, text);
  if ((!read && error.kind == ERROR_NONE) || amount_only)
    return call_fail(call, ERROR_TYPE, "%s", usage);
  if (!read) return fail_within(call, text, &error);
  const char *lesson = call->count == 1 ? drilled_in(call, text) : NULL;
  if (lesson) {
    level = BOARD_FULL;
    Text note = TEXT_EMPTY;
    text_printf(&note, "(With all arithmetic, as %s is under way; explain terse is short.)\n",
                lesson);
    print(call, &note);
  }
  return (assigns ? explain_assignment : explain_value)(call, text, level);
}

static const char *plural_steps(Steps *s) {
  size_t n = s->root->child_count;
  return steps_printf(s, "%zu step%s", n, n == 1 ? "" : "s");
}

static Value no_such_step(Call *call, const Kept *kept, const char *which) {
  Text names = TEXT_EMPTY;
  if (!kept->steps && !kept->graph)
    call_fail(call, ERROR_DOMAIN, "nothing was explained yet: explain EXPR comes first");
  else if (kept->graph && (!kept->steps || !isdigit((unsigned char)*which))) {
    graph_names(kept->graph, &names);
    call_fail_at(call, 0, ERROR_DOMAIN, "there is no node %.20s: the last graph has %.120s", which,
                 text_string(&names));
  } else
    call_fail_at(call, 0, ERROR_DOMAIN, "there is no step %.20s: the last explanation has %s",
                 which, plural_steps(kept->steps));
  text_free(&names);
  return VALUE_FAILED;
}

Value explain_step_call(Call *call) {
  Kept *kept = kept_of(call);
  BoardStyle style = style_of(call, BOARD_FULL);
  Text out = TEXT_EMPTY;
  const char *which = call_string(call, 0);
  bool shown = (kept->steps && steps_render_step(kept->steps, which, &style, &out)) ||
               (kept->graph && graph_why(kept->graph, which, call_show(call), &style, &out));
  if (!shown) {
    text_free(&out);
    return no_such_step(call, kept, which);
  }
  print(call, &out);
  return VALUE_NOTHING;
}
