/* check_domain.c -- where a formula has no value, and the domain: line that would say so.

   Positivity is never assumed: the author writes it.  A few points on both sides of zero tell
   whether he forgot.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/check_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_UNKNOWNS = 8, SIDE = 3 };

static const double sizes[SIDE] = { 0.6, 1.3, 2.7 };
static const double elsewhere = 1.7; /* where the other unknowns are meanwhile */

typedef struct Unknowns {
  const char *names[MOST_UNKNOWNS];
  size_t count;
} Unknowns;

static void collect(Checking *c, const Node *n, Scope *scope, Unknowns *u) {
  if (n->kind == NODE_LAMBDA) return;
  if (n->kind == NODE_NAME) {
    Value v = scope_get(scope, n->text);
    bool known = v.kind != VALUE_NONE ||
                 registry_find(interp_registry(c->in), n->text, strlen(n->text)) != NULL;
    value_release(v);
    for (size_t i = 0; i < u->count; i++) known |= strcmp(u->names[i], n->text) == 0;
    if (!known && u->count < MOST_UNKNOWNS) u->names[u->count++] = n->text;
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) collect(c, n->kids[i], scope, u);
}

static bool has_value(Checking *c, Value f, const Unknowns *u, size_t which, double x) {
  Value args[MOST_UNKNOWNS], y;
  Error error = { 0 };
  View view;
  for (size_t i = 0; i < u->count; i++) args[i] = value_scalar(i == which ? x : elsewhere);
  if (!interp_call(c->in, f, args, u->count, &y, &error)) return false;
  bool good = value_view(&y, &view) && !view.complex;
  for (size_t i = 0; good && i < view.count; i++) good = !isnan(view.data[i]);
  value_release(y);
  return good;
}

static void report(Checking *c, const Part *p, const char *name, size_t below, size_t above,
                   double first) {
  const char *answer = p->answer.text;
  if (below == SIDE && above == 0)
    findings_add(c->findings, p->answer.place, FINDING_WARNING,
                 "[domain] `%.60s` has no value for negative %s; write domain: %s > 0", answer,
                 name, name);
  else if (above == SIDE && below == 0)
    findings_add(c->findings, p->answer.place, FINDING_WARNING,
                 "[domain] `%.60s` has no value for positive %s; write domain: %s < 0", answer,
                 name, name);
  else
    findings_add(c->findings, p->answer.place, FINDING_WARNING,
                 "[domain] `%.60s` has no value at %s = %g; say with domain: where it has one",
                 answer, name, first);
}

static void look_along(Checking *c, const Part *p, Value f, const Unknowns *u, size_t which) {
  size_t below = 0, above = 0;
  double first = 0;
  for (size_t i = 0; i < SIDE; i++) {
    if (!has_value(c, f, u, which, sizes[i]) && ++above && first == 0) first = sizes[i];
    if (!has_value(c, f, u, which, -sizes[i]) && ++below && first == 0) first = -sizes[i];
  }
  /* Nowhere at all is another fault, found by judging. */
  if (below + above > 0 && below + above < 2 * (size_t)SIDE)
    report(c, p, u->names[which], below, above, first);
}

void check_definition(Checking *c, const Part *p, Scope *scope) {
  Arena arena = { 0 };
  Error error = { 0 };
  Unknowns u = { .count = 0 };
  Value f;
  if (p->domain.text || !p->answer.text || !check_is_formula(c, p, scope)) return;
  const Node *n = parse_expression_text(p->answer.text, &arena, &error);
  if (n) collect(c, n, scope, &u);
  Text text = TEXT_EMPTY;
  text_puts(&text, "@(");
  for (size_t i = 0; i < u.count; i++) text_printf(&text, "%s%s", i ? ", " : "", u.names[i]);
  text_printf(&text, ") (%s)", p->answer.text);
  if (n && u.count > 0 && interp_evaluate(c->in, scope, text_string(&text), &f, &error)) {
    for (size_t i = 0; i < u.count; i++) look_along(c, p, f, &u, i);
    value_release(f);
  }
  text_free(&text);
  arena_free(&arena);
}
