/* check_names.c -- the names in an exercise: known, mentioned, and not taken by the lesson.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/check_parts.h"
#include "learn/judge_parts.h"
#include "learn/reading.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool has(const Scope *scope, const char *name) {
  Value v = scope_get(scope, name);
  value_release(v);
  return v.kind != VALUE_NONE;
}

static bool is_function(Checking *c, const char *name) {
  const char *own;
  if (registry_find(interp_registry(c->in), name, strlen(name))) return true;
  for (size_t i = 0; (own = interp_function_name(c->in, i)); i++)
    if (strcmp(own, name) == 0) return true;
  return false;
}

bool check_is_formula(Checking *c, const Part *p, Scope *scope) {
  Value v;
  Error error = { 0 };
  switch (p->kind) {
  case ANSWER_FORMULA: return true;
  case ANSWER_NUMBER:
  case ANSWER_VECTOR:
  case ANSWER_MATRIX:
  case ANSWER_SET:
  case ANSWER_GRADIENT:
  case ANSWER_JACOBIAN: break;
  default: return false;
  }
  if (p->domain.text) return true; /* it names unknowns */
  bool layout = p->kind == ANSWER_GRADIENT || p->kind == ANSWER_JACOBIAN;
  if ((p->kind_given && !layout) || !p->answer.text) return false;
  bool good = interp_evaluate(c->in, scope, p->answer.text, &v, &error);
  if (good) value_release(v);
  return !good && error.kind == ERROR_NAME;
}

/* ------------------------------------------------------------------ writing values out */

typedef struct Speller {
  Scope *scope;
  const char *text;
  size_t at; /* what is copied so far */
  Text *out;
} Speller;

static bool is_bound(const char *name, const Node *lambda) {
  for (size_t i = 0; i < lambda->name_count; i++)
    if (strcmp(lambda->names[i], name) == 0) return true;
  return false;
}

static void spell(Speller *s, const Node *n, const Node *lambda) {
  double number;
  if (reading_entry(n, s->scope, &number) && n->span.start >= s->at) {
    text_append(s->out, s->text + s->at, n->span.start - s->at);
    text_printf(s->out, "(%.15g)", number);
    s->at = n->span.end;
    return;
  }
  if (n->kind == NODE_LAMBDA) lambda = n;
  if (n->kind == NODE_NAME) {
    Value v = scope_get(s->scope, n->text);
    View view;
    bool known = v.kind != VALUE_NONE && (value_view(&v, &view) || v.kind == VALUE_CELL);
    if (known && !(lambda && is_bound(n->text, lambda)) && n->span.start >= s->at) {
      text_append(s->out, s->text + s->at, n->span.start - s->at);
      text_putc(s->out, '(');
      show_inline(v, 15, s->out);
      text_putc(s->out, ')');
      s->at = n->span.end;
    }
    value_release(v);
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) spell(s, n->kids[i], lambda);
}

void check_spell(Scope *scope, const char *expression, Text *out) {
  Arena arena = { 0 };
  Error error = { 0 };
  Speller s = { .scope = scope, .text = expression, .out = out };
  const Node *n = parse_expression_text(expression, &arena, &error);
  if (n) spell(&s, n, NULL);
  text_puts(out, expression + s.at);
  arena_free(&arena);
}

/* ------------------------------------------------------------------ unknown names */

typedef struct Namer {
  Checking *c;
  const Exercise *exercise;
  const Part *part;
  const Phrase *phrase;
  Scope *scope;
} Namer;

static bool is_asked(const Namer *z, const char *name) {
  const Exercise *x = z->exercise;
  if (z->part->subject.text && strcmp(z->part->subject.text, name) == 0) return true;
  if (x->ask.text && check_mentions(x->ask.text, name)) return true;
  if (z->part->domain.text && check_mentions(z->part->domain.text, name)) return true;
  return z->part->ask.text && check_mentions(z->part->ask.text, name);
}

static void unknown(const Namer *z, const Node *n, const char *what) {
  const char *near = registry_nearest(interp_registry(z->c->in), n->text);
  findings_add(z->c->findings, place_after(z->phrase->place, z->phrase->text, n->at.start),
               FINDING_ERROR, "[unknown-name] `%s` %s; %s%s%s", n->text, what,
               near ? "did you mean `" : "give it a value in vars: or name it in ask:",
               near ? near : "", near ? "`?" : "");
}

static void visit(const Namer *z, const Node *n, const Node *lambda, bool called) {
  if (n->kind == NODE_LAMBDA) lambda = n;
  if (n->kind == NODE_NAME && !has(z->scope, n->text) && !is_function(z->c, n->text) &&
      !(lambda && is_bound(n->text, lambda))) {
    if (called)
      unknown(z, n, "is not a function");
    else if (!is_asked(z, n->text))
      unknown(z, n, "is neither a variable nor a function, and the question does not name it");
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i]) visit(z, n->kids[i], lambda, n->kind == NODE_CALL && i == 0);
}

static void check_phrase(Checking *c, const Exercise *x, const Part *p, const Phrase *phrase,
                         Scope *scope) {
  Arena arena = { 0 };
  Error error = { 0 };
  if (!phrase->text) return;
  const Node *n = parse_expression_text(phrase->text, &arena, &error);
  if (n) visit(&(Namer){ c, x, p, phrase, scope }, n, NULL, false);
  arena_free(&arena);
}

/* A name of a formula that the lesson's own blocks gave a value is no unknown any more; once said
   is enough. */
static bool check_taken(Checking *c, const Exercise *x, const Part *p, const Node *n) {
  bool asked = (x->ask.text && check_mentions(x->ask.text, n->text ? n->text : "")) ||
               (p->ask.text && check_mentions(p->ask.text, n->text ? n->text : ""));
  if (n->kind == NODE_NAME && asked && has(c->given, n->text) &&
      !(x->vars.text && check_mentions(x->vars.text, n->text))) {
    findings_add(c->findings, place_after(p->answer.place, p->answer.text, n->at.start),
                 FINDING_WARNING,
                 "[taken-name] `%s` has a value from the blocks above, so it is no unknown here; "
                 "give the one in the block another name",
                 n->text);
    return true;
  }
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i] && check_taken(c, x, p, n->kids[i])) return true;
  return false;
}

/* The first word of each piece between SEPARATORS. */
static void check_words(Checking *c, const Phrase *phrase, const char *separators,
                        void (*each)(Checking *, const Phrase *, const char *word, size_t at,
                                     const void *),
                        const void *self) {
  for (const char *s = phrase->text; s && *s;) {
    s += strspn(s, " ,;\t\n");
    size_t len = 0;
    while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
    if (len > 0) {
      char *word = mem_copy_bytes(s, len);
      each(c, phrase, word, (size_t)(s - phrase->text), self);
      free(word);
    }
    s += len;
    s += strcspn(s, separators);
  }
}

static void check_forbidden(Checking *c, const Phrase *phrase, const char *word, size_t at,
                            const void *self) {
  (void)self;
  if (!is_function(c, word) && !isdigit((unsigned char)*word))
    findings_add(c->findings, place_after(phrase->place, phrase->text, at), FINDING_WARNING,
                 "[unknown-name] forbid: there is no function `%s`; mend the name or take it away",
                 word);
}

static void check_domain(Checking *c, const Phrase *phrase, const char *word, size_t at,
                         const void *self) {
  const Part *p = self;
  if (!isdigit((unsigned char)*word) && strcmp(word, "strict") != 0 && p->answer.text &&
      !check_mentions(p->answer.text, word))
    findings_add(c->findings, place_after(phrase->place, phrase->text, at), FINDING_WARNING,
                 "[unknown-name] domain: the answer has no `%s`; name the unknowns of the answer",
                 word);
}

bool check_names(Checking *c, const Exercise *x, const Part *p, Scope *scope) {
  bool expression = p->kind != ANSWER_CHOICES && p->kind != ANSWER_TEXT && p->kind != ANSWER_SELF &&
                    p->kind != ANSWER_SESSION && p->kind != ANSWER_INTERVAL &&
                    p->kind != ANSWER_EQUATION;
  size_t errors = c->findings->errors;
  check_words(c, &p->forbid, " ,\t\n", check_forbidden, NULL);
  check_words(c, &p->domain, ",;", check_domain, p);
  if (!expression || !p->answer.text) return true;
  check_phrase(c, x, p, &p->answer, scope);
  Arena arena = { 0 };
  const char *variable;
  check_phrase(c, x, p, &(Phrase){ judge_of_function(p, &arena, &variable), p->of.place }, scope);
  if (check_is_formula(c, p, scope)) /* the others are evaluated */
    for (size_t i = 0; i < p->slip_count; i++) check_phrase(c, x, p, &p->slips[i].value, scope);
  Error error = { 0 };
  const Node *n = p->kind == ANSWER_CHOICE || p->kind == ANSWER_EXAMPLE || p->domain.text
                      ? NULL
                      : parse_expression_text(p->answer.text, &arena, &error);
  if (n) check_taken(c, x, p, n);
  arena_free(&arena);
  return c->findings->errors == errors;
}
