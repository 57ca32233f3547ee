/* scope.c -- named variables that outlive the programs run on them.  */

#include "config.h"
#include "lang/scope.h"
#include "lang/state.h"

#include <stdlib.h>
#include <string.h>

Scope *scope_new(void) {
  return mem_new(sizeof(Scope));
}

Value *scope_slot(Scope *s, const char *name) {
  size_t before = s->names.count, i = dict_intern_string(&s->names, name);
  if (s->names.count > before) {
    size_t count = before;
    MEM_GROW(s->values, count, s->cap);
    s->values[i] = VALUE_NOTHING;
  }
  return &s->values[i];
}

Scope *scope_copy(const Scope *s) {
  Scope *copy = scope_new();
  for (size_t i = 0; i < s->names.count; i++)
    if (s->values[i].kind != VALUE_NONE)
      *scope_slot(copy, s->names.keys[i]) = value_retain(s->values[i]);
  for (size_t i = 0; i < s->shared.count; i++) dict_intern_string(&copy->shared, s->shared.keys[i]);
  return copy;
}

void scope_free(Scope *s) {
  if (!s) return;
  for (size_t i = 0; i < s->names.count; i++) value_release(s->values[i]);
  free(s->values);
  dict_free(&s->names);
  dict_free(&s->shared);
  free(s);
}

Value scope_get(const Scope *s, const char *name) {
  size_t i = dict_find_string(&s->names, name);
  return i == DICT_NONE ? VALUE_NOTHING : value_retain(s->values[i]);
}

void scope_set(Scope *s, const char *name, Value value) {
  Value *slot = scope_slot(s, name);
  value_release(*slot);
  *slot = value;
}

void scope_clear(Scope *s, const char *name) {
  for (size_t i = 0; i < s->names.count; i++)
    if (!name || strcmp(s->names.keys[i], name) == 0) {
      value_release(s->values[i]);
      s->values[i] = VALUE_NOTHING;
    }
}

bool scope_at(const Scope *s, size_t i, const char **name, Value *value) {
  for (size_t k = 0; k < s->names.count; k++)
    if (s->values[k].kind != VALUE_NONE && i-- == 0) {
      *name = s->names.keys[k];
      *value = s->values[k];
      return true;
    }
  return false;
}
