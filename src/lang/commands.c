/* commands.c -- words with bare arguments that concern the language itself: format, clear, who.  */

#include "config.h"
#include "lang/state.h"

#include <string.h>

static bool run_format(Interp *in, const Node *n) {
  const char *word = n->count > 0 ? n->kids[0]->text : "short";
  if (strcmp(word, "short") == 0)
    in->show.format = SHOW_SHORT;
  else if (strcmp(word, "long") == 0)
    in->show.format = SHOW_LONG;
  else if (strcmp(word, "rat") == 0)
    in->show.format = SHOW_RAT;
  else {
    error_set(in->error, ERROR_TYPE, n->kids[0]->span, "there is no format '%.40s'", word);
    error_hint(in->error, "format short, format long or format rat");
    return false;
  }
  return true;
}

static void clear_one(Interp *in, const char *name, const Code *code, Value *registers) {
  for (size_t i = 0; i < code->variable_count; i++)
    if (!name || strcmp(code->names[i], name) == 0) {
      value_release(registers[i]);
      registers[i] = VALUE_NOTHING;
    }
  if (code == in->top_code && in->scope) scope_clear(in->scope, name);
}

static bool run_clear(Interp *in, const Node *n, const Code *code, Value *registers) {
  bool everything = n->count == 0;
  for (size_t i = 0; i < n->count; i++) {
    const char *word = n->kids[i]->text;
    if (strcmp(word, "all") == 0 || strcmp(word, "-all") == 0 || strcmp(word, "-a") == 0)
      everything = true;
    else
      clear_one(in, word, code, registers);
  }
  if (everything) clear_one(in, NULL, code, registers);
  return true;
}

static void who_line(const char *name, Value v, Text *out) {
  text_printf(out, "  %-12s ", name);
  Text shape = TEXT_EMPTY;
  value_shape(v, &shape);
  text_printf(out, "%-9s %s\n", text_string(&shape), value_class(v));
  text_free(&shape);
}

static bool run_who(Interp *in, const Code *code, const Value *registers) {
  Text out = TEXT_EMPTY;
  const char *name;
  Value v;
  for (size_t i = 0; i < code->variable_count; i++)
    if (registers[i].kind != VALUE_NONE) who_line(code->names[i], registers[i], &out);
  if (code == in->top_code && in->scope)
    for (size_t i = 0; scope_at(in->scope, i, &name, &v); i++) who_line(name, v, &out);
  if (out.len == 0) text_puts(&out, "  no variables yet\n");
  interp_print(in, text_string(&out));
  text_free(&out);
  return true;
}

/* hold on, axis equal, close all: a builtin with its words as texts. */
static bool run_builtin(Interp *in, const Node *n) {
  size_t slot = functions_slot(&in->functions, n->text);
  FunctionSlot *f = &in->functions.slots[slot];
  if (!f->code && !f->builtin) return complain_undefined(in, n->text, n->at, NULL, NULL);
  Value *base = in->top;
  for (size_t i = 0; i < n->count; i++)
    base[i] = value_string_bytes(n->kids[i]->text, n->kids[i]->length);
  bool good = run_slot(in, slot, base, n->count, 0, n);
  if (good) {
    value_release(base[0]);
    base[0] = VALUE_NOTHING;
  }
  return good;
}

bool command_run(Interp *in, const Node *n, const Code *code, Value *registers) {
  const char *name = n->text;
  if (strcmp(name, "format") == 0) return run_format(in, n);
  if (strcmp(name, "clear") == 0) return run_clear(in, n, code, registers);
  if (strcmp(name, "who") == 0 || strcmp(name, "whos") == 0) return run_who(in, code, registers);
  if (strcmp(name, "clc") == 0 || strcmp(name, "more") == 0 || strcmp(name, "pkg") == 0)
    return true;
  return run_builtin(in, n);
}
