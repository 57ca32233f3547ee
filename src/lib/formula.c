/* formula.c -- builtins that are best said in the language itself.  */

#include "config.h"
#include "lib/formula.h"
#include "lib/arguments.h"
#include "lang/interp.h"

#include <stdio.h>
#include <string.h>

bool formula_next_name(const char **list, char name[FORMULA_NAME]) {
  *list += strspn(*list, " ");
  size_t len = strcspn(*list, " ");
  if (len == 0 || len >= FORMULA_NAME) return false;
  memcpy(name, *list, len);
  name[len] = '\0';
  *list += len;
  return true;
}

Value formula(Call *call, const char *inputs, const char *outputs, const char *text) {
  char name[FORMULA_NAME];
  Scope *scope = scope_new();
  Error error = { 0 };
  for (size_t i = 0; formula_next_name(&inputs, name); i++)
    scope_set(scope, name,
              call_given(call, i) ? value_retain(call->args[i])
                                  : value_array(array_new_matrix(0, 0)));
  scope_set(scope, "given", value_scalar((double)call->count));
  scope_set(scope, "wanted", value_scalar((double)call->wanted));
  bool good = interp_run(call->interp, scope, text, RUN_QUIET, NULL, &error);
  Value first = VALUE_NOTHING;
  for (size_t i = 0; good && formula_next_name(&outputs, name); i++) {
    Value v = scope_get(scope, name);
    if (i == 0)
      first = v;
    else if (v.kind != VALUE_NONE)
      call_result(call, i, v);
  }
  scope_free(scope);
  if (error.kind == ERROR_USER) error.kind = ERROR_DOMAIN; /* said about this call's arguments */
  return good ? first : arguments_failure(call, &error);
}
