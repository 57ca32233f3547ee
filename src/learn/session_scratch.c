/* session_scratch.c -- what is typed at a question but cannot be its answer: a calculation.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/parse.h"
#include "learn/session_parts.h"

#include <string.h>

/* A call of something that exists, or arithmetic: no word of an option. */
static bool calls_something(const Session *s, const Node *n, size_t depth) {
  if (!n || depth > MAX_NESTING) return false;
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME) {
    const char *name = n->kids[0]->text;
    Value v = scope_get(s->mine, name);
    bool known = v.kind != VALUE_NONE || registry_find(interp_registry(s->in), name, strlen(name));
    value_release(v);
    if (known) return true;
  }
  for (size_t i = 0; i < n->count; i++)
    if (calls_something(s, n->kids[i], depth + 1)) return true;
  return false;
}

static bool reads_as_call(const Session *s, const char *typed) {
  Arena arena = { 0 };
  Error error = { 0 };
  Parser parser;
  parser_begin(&parser, typed, &arena, &error);
  bool call = calls_something(s, parse_statement(&parser), 0);
  arena_free(&arena);
  return call;
}

/* A call that prints or draws and gives nothing, such as graph(f, 1). */
static bool gives_nothing(Session *s, const char *typed) {
  Scope *scope = scope_copy(s->mine);
  Value last = VALUE_NOTHING;
  Error error = { 0 };
  session_enter(s, true, session_limits);
  bool good = interp_run(s->in, scope, typed, RUN_QUIET, &last, &error);
  session_leave(s);
  bool nothing = good && last.kind == VALUE_NONE;
  if (good) value_release(last);
  if (error.kind == ERROR_INTERRUPT) interrupt_clear();
  scope_free(scope);
  return nothing;
}

/* What cannot be an answer but can be calculated, or was meant to be, is scratch work. */
bool session_is_sum(Session *s, const Judgement *j, const char *typed) {
  Value v;
  Error error;
  const Part *p = &s->asking.exercise->parts[s->asking.part];
  bool choice = p->kind == ANSWER_ORDER || p->kind == ANSWER_CHOICE || p->kind == ANSWER_CHOICES;
  if (p->kind == ANSWER_TEXT) {
    bool words = p->answer.text && !strpbrk(p->answer.text, "(0123456789");
    const char *number = strpbrk(typed, "0123456789"); /* alone it is an answer, if a wrong one */
    bool sum = number && strpbrk(number, "+-*/^") && !typed[strspn(typed, "0123456789.+-*/^() ")];
    return j->verdict != VERDICT_RIGHT && words && (sum || reads_as_call(s, typed));
  }
  if (j->verdict != VERDICT_UNGRADABLE) return false;
  bool call = reads_as_call(s, typed);
  if (!choice) return call && gives_nothing(s, typed);
  if (call) return true;
  session_enter(s, true, session_limits);
  bool good = interp_evaluate(s->in, s->mine, typed, &v, &error);
  session_leave(s);
  if (good) value_release(v);
  return good;
}
