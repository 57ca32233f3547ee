/* functions.c -- what a name that is not a variable stands for.  */

#include "config.h"
#include "lang/functions.h"

#include <stdlib.h>
#include <string.h>

size_t functions_slot(FunctionTable *t, const char *name) {
  size_t len = strlen(name), before = t->names.count;
  size_t i = dict_intern(&t->names, name, len);
  if (t->names.count > before) {
    size_t count = before;
    MEM_GROW(t->slots, count, t->cap);
    t->slots[i] = (FunctionSlot){ .name = t->names.keys[i],
                                  .builtin = registry_find(t->registry, name, len) };
  }
  return i;
}

void functions_define(FunctionTable *t, Code *code) {
  size_t i = functions_slot(t, code->name); /* may move the slots */
  FunctionSlot *slot = &t->slots[i];
  Program *old = slot->code ? slot->code->program : NULL;
  slot->code = code;
  t->generation++;
  program_retain(code->program);
  program_release(old);
}

void functions_free(FunctionTable *t) {
  for (size_t i = 0; i < t->names.count; i++)
    if (t->slots[i].code) program_release(t->slots[i].code->program);
  free(t->slots);
  dict_free(&t->names);
}
