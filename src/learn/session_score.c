/* session_score.c -- what an answer is worth, what it leaves to the next part, and why it was
   judged so.  */

#include "config.h"
#include "base/interrupt.h"
#include "learn/session_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_PRICE = 20, DEAREST = 80 };

double session_price(const Part *p, size_t count) {
  double each = p->price >= 0 ? p->price : USUAL_PRICE, most = p->price > DEAREST ? 100 : DEAREST;
  return fmin(each * (double)count, most) / 100;
}

void session_put_price(const Part *p, size_t count, Text *out) {
  double price = session_price(p, count + 1) - session_price(p, count);
  if (price <= 0)
    text_puts(out, "nothing");
  else
    text_printf(out, "%.3g %%", 100 * price);
}

void session_earn(Session *s, double credit) {
  Asking *a = &s->asking;
  double own = credit - session_price(&a->exercise->parts[a->part], a->hints);
  if (own > a->best) a->best = own;
}

static int points_of(const Part *p) {
  return p->points > 0 ? p->points : 1;
}

void session_close_score(Session *s, bool last) {
  Asking *a = &s->asking;
  const Exercise *x = a->exercise;
  int possible = 0, written = x->points > 1;
  a->earned += a->best * points_of(&x->parts[a->part]);
  a->best = 0;
  if (!last) return;
  for (size_t i = 0; i < x->part_count; i++) {
    possible += points_of(&x->parts[i]);
    written += x->parts[i].points > 0;
  }
  double scale = x->points > 1 ? (double)x->points / possible : 1;
  if (written > 0)
    session_note(s, "Points: %.3g of %d.", a->earned * scale, x->points > 1 ? x->points : possible);
  a->earned = 0;
}

void session_give(Session *s, size_t part) {
  Asking *a = &s->asking;
  if (part == 0 || !a->drawn || part > a->exercise->part_count) return;
  session_enter(s, true, session_limits);
  if (a->part + 1 == part && a->answered.kind != VALUE_NONE)
    variant_give(&a->variant, part - 1, value_retain(a->answered));
  else
    for (size_t i = a->part < part ? a->part : 0; i < part; i++)
      variant_give_model(&a->variant, s->in, i);
  session_leave(s);
}

/* In a scope of its own: nothing of it stays. */
static void draw(Session *s) {
  const char *name;
  Value v;
  Error error = { 0 };
  Scope *scope = scope_copy(s->mine);
  for (size_t i = 0; s->asking.drawn && scope_at(s->asking.variant.scope, i, &name, &v); i++)
    scope_set(scope, name, value_retain(v));
  session_enter(s, false, session_limits);
  interp_run(s->in, scope, text_string(&s->plot), RUN_QUIET, NULL, &error);
  session_leave(s);
  if (error.kind == ERROR_INTERRUPT) interrupt_clear();
  scope_free(scope);
}

void session_why(Session *s) {
  if (s->why.len == 0) {
    session_note(s, "Nothing has been judged yet.");
    return;
  }
  session_say(s, SAY_WHY, text_string(&s->why));
  if (s->plot.len > 0) draw(s);
}
