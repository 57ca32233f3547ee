/* python_program.c -- statements and blocks.

   Each statement is written with the values that the variables have when it is reached, and is then
   run.  Inside a block they are those of its first turn; a branch is written as if it were taken.
 */

#include "config.h"
#include "board/python.h"
#include "board/python_facts.h"
#include "lang/body.h"
#include "lang/index.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ running */

/* After N was written: do what it does.  What fails in a sample only leaves its names unknown. */
static void advance(Numpy *np, const Node *n) {
  Place *place = np->place;
  if (n->kind == NODE_BREAK || n->kind == NODE_CONTINUE || n->kind == NODE_RETURN ||
      n->kind == NODE_COMMAND || np->error.kind != ERROR_NONE)
    return;
  const char *text =
      arena_copy(&np->arena, place->source + n->span.start, n->span.end - n->span.start);
  const char *lead = "";
  if (place->loops > 0) { /* so that break has a loop */
    lead = "for once_ = 1\n";
    text = arena_printf(&np->arena, "%s%s\nend", lead, text);
  }
  Error error = { 0 };
  if (apart_run(np->apart, place->scope, text, NULL, &error)) return;
  bool slow = error.kind == ERROR_LIMIT;
  if (slow || place->lenient > 0) return;
  np->error = error;
  np->error.located = false;
  uint32_t skip = (uint32_t)strlen(lead);
  bool own = error.span.start >= skip && error.origin[0] == '\0' && place->loops == 0;
  np->error.span =
      own ? (Span){ error.span.start + n->span.start, error.span.end + n->span.start } : n->span;
}

static Scope *step_into(Numpy *np) {
  Scope *outer = np->place->scope;
  np->place->scope = scope_copy(outer);
  np->place->blocks++;
  np->place->lenient++;
  return outer;
}

static void step_out(Numpy *np, Scope *outer) {
  scope_free(np->place->scope);
  np->place->scope = outer;
  np->place->blocks--;
  np->place->lenient--;
}

/* ------------------------------------------------------------------ blocks */

static void put_indented(Text *out, const char *lines) {
  for (const char *s = lines; *s;) {
    size_t len = strcspn(s, "\n");
    text_printf(out, "%s%.*s\n", len ? "    " : "", (int)len, s);
    s += len + (s[len] == '\n');
  }
}

bool python_block(Numpy *np, const Node *block, Text *out) {
  Text lines = TEXT_EMPTY;
  bool good = python_statements(np, block->kids, block->count, false, &lines, NULL);
  if (good) put_indented(out, lines.len ? text_string(&lines) : "pass\n");
  text_free(&lines);
  return good;
}

/* A branch as if it were taken; what it computes is forgotten. */
static bool branch(Numpy *np, const Node *block, Text *out) {
  Scope *outer = step_into(np);
  bool good = python_block(np, block, out);
  step_out(np, outer);
  return good;
}

const char *python_condition(Numpy *np, const Node *n) {
  if (n->kind == NODE_NUMBER && !n->flag) return n->number != 0 ? "True" : "False";
  Piece p = python_expression(np, n);
  if (piece_failed(p)) return NULL;
  return p.rank > 0 ? arena_printf(&np->arena, "np.all(%s)", p.text) : p.text;
}

static bool write_if(Numpy *np, const Node *n, Text *out) {
  for (size_t i = 0; i + 1 < n->count; i += 2) {
    const char *test = python_condition(np, n->kids[i]);
    if (!test) return false;
    text_printf(out, "%s %s:\n", i ? "elif" : "if", test);
    if (!branch(np, n->kids[i + 1], out)) return false;
  }
  if (n->count % 2 == 0) return true;
  text_puts(out, "else:\n");
  return branch(np, n->kids[n->count - 1], out);
}

static const char *case_test(Numpy *np, const char *subject, const Node *n) {
  bool several = n->kind == NODE_CELL && n->count == 1 && n->kids[0]->count != 1;
  if (n->kind == NODE_CELL && n->count == 1 && n->kids[0]->count == 1) n = n->kids[0]->kids[0];
  if (!several) {
    Piece p = python_expression(np, n);
    return piece_failed(p)
               ? NULL
               : arena_printf(&np->arena, "%s == %s", subject, piece_in(np, p, BIND_COMPARE + 1));
  }
  Text t = TEXT_EMPTY;
  bool good = true;
  for (size_t i = 0; good && i < n->kids[0]->count; i++) {
    Piece p = python_expression(np, n->kids[0]->kids[i]);
    good = !piece_failed(p);
    if (good) text_printf(&t, "%s%s", i ? ", " : "", p.text);
  }
  const char *s = good ? arena_printf(&np->arena, "%s in (%s)", subject, text_string(&t)) : NULL;
  text_free(&t);
  return s;
}

static bool write_switch(Numpy *np, const Node *n, Text *out) {
  Piece p = python_expression(np, n->kids[0]);
  if (piece_failed(p)) return false;
  const char *subject = p.text;
  if (n->kids[0]->kind != NODE_NAME) {
    text_printf(out, "choice = %s\n", p.text);
    subject = "choice";
  }
  size_t cases = 0;
  for (size_t i = 1; i + 1 < n->count; i += 2, cases++) {
    const char *test = case_test(np, subject, n->kids[i]);
    if (!test) return false;
    text_printf(out, "%s %s:\n", cases ? "elif" : "if", test);
    if (!branch(np, n->kids[i + 1], out)) return false;
  }
  if (n->count % 2 == 1) return true;
  if (cases > 0) text_puts(out, "else:\n");
  return cases > 0 ? branch(np, n->kids[n->count - 1], out)
                   : python_statements(np, n->kids[n->count - 1]->kids,
                                       n->kids[n->count - 1]->count, false, out, NULL);
}

/* ------------------------------------------------------------------ loops */

static bool is_whole_number(const Node *n, double *out) {
  bool negative = n->kind == NODE_UNARY && n->op == OPERATE_NEGATE;
  const Node *k = negative ? n->kids[0] : n;
  if (k->kind != NODE_NUMBER || k->flag || k->number != (double)(long)k->number) return false;
  *out = negative ? -k->number : k->number;
  return true;
}

static Piece whole(Numpy *np, const Node *n) {
  Piece p = python_expression(np, n);
  if (!piece_failed(p) && !python_is_integer(np, p.text)) {
    p.text = arena_printf(&np->arena, "int(%s)", p.text);
    p.binds = BIND_ATOM;
  }
  return p;
}

/* for i in range(...); FROM 1 when the loop counts as here, 0 when it counts places. */
static const char *counted(Numpy *np, const Node *range, int from) {
  double step = 1, base;
  if (range->count == 3 && (!is_whole_number(range->kids[1], &step) || step == 0)) return NULL;
  Piece first = python_expression(np, range->kids[0]);
  if (piece_failed(first) || !python_is_integer(np, first.text)) return NULL;
  if (is_whole_number(range->kids[0], &base)) {
    first.text = python_number(np, base);
    first.binds = base < 0 ? BIND_SIGN : BIND_ATOM;
  } else if (first.value.kind == VALUE_SCALAR &&
             first.value.scalar != (double)(long)first.value.scalar)
    return NULL;
  Piece last = whole(np, range->kids[range->count - 1]);
  if (piece_failed(last)) return NULL;
  const char *start = from ? first.text : python_stepped(np, first, -1);
  Piece shifted = last;
  if (!from) {
    shifted.text = python_stepped(np, last, -1);
    shifted.binds = BIND_SUM;
  }
  const char *stop =
      step > 0 ? (from ? python_stepped(np, last, 1) : last.text) : python_stepped(np, shifted, -1);
  if (step == 1)
    return strcmp(start, "0") == 0 ? arena_printf(&np->arena, "range(%s)", stop)
                                   : arena_printf(&np->arena, "range(%s, %s)", start, stop);
  return arena_printf(&np->arena, "range(%s, %s, %.0f)", start, stop, step);
}

static const char *elements(Numpy *np, const Node *n, Piece p) {
  if (piece_failed(p)) return NULL;
  if (python_is_grid(p.value)) {
    piece_fail(np, n, "a loop over a cell of several rows has no short NumPy form");
    return NULL;
  }
  if (p.value.kind == VALUE_CELL)
    return arena_printf(&np->arena, "[[item] for item in %s]", p.text);
  if (p.value.kind == VALUE_RECORD) {
    piece_fail(np, n, "a loop over a record has no NumPy form");
    return NULL;
  }
  if (piece_known(p) && value_is_text(p.value)) return p.text;
  if (p.rank == 2) return arena_printf(&np->arena, "%s.T", piece_in(np, p, BIND_ATOM));
  if (p.rank == 0 || piece_is_column(p)) return arena_printf(&np->arena, "[%s]", p.text);
  return p.text;
}

static bool is_variable(void *self, const char *name) {
  Numpy *np = self;
  Value v = python_variable(np, name);
  return v.kind != VALUE_FUNCTION && (v.kind != VALUE_NONE || python_is_assigned(np, name));
}

static bool counts_places(Numpy *np, const Node *n) {
  const char *name = n->kids[0]->text;
  double step = 1;
  const Node *range = n->kids[1];
  bool steps = range->kind == NODE_RANGE &&
               (range->count == 2 || (is_whole_number(range->kids[1], &step) && step != 0));
  return steps && facts_assignments(n->kids[2], name) == 0 && facts_uses(n->kids[2], name) > 0 &&
         facts_only_counts(n->kids[2], name, is_variable, np) && np->place->body &&
         facts_uses_outside_loops(np->place->body, name) == 0;
}

/* A loop that has no turn as things stand is written for its first number. */
static void start_somewhere(Numpy *np, const char *name, const Node *range) {
  if (python_variable(np, name).kind == VALUE_SCALAR) return;
  unsigned guesses = np->guesses++;
  Piece p = python_expression(np, range->kids[0]);
  np->guesses = guesses;
  scope_set(np->place->scope, name, p.value.kind == VALUE_SCALAR ? p.value : value_scalar(1));
}

static bool write_for(Numpy *np, const Node *n, Text *out) {
  const Node *target = n->kids[0], *range = n->kids[1];
  if (target->kind != NODE_NAME) {
    piece_fail(np, target, "a loop in Python counts with a plain name");
    error_hint(&np->error, "for k = ..., then x(2) = k inside");
    return false;
  }
  Place *place = np->place;
  bool shift = counts_places(np, n), floats = false;
  const char *over = range->kind == NODE_RANGE ? counted(np, range, !shift) : NULL;
  if (np->error.kind != ERROR_NONE) return false;
  if (!over) {
    shift = false;
    floats = true;
    over = elements(np, range, python_expression(np, range));
    if (!over) return false;
    if (python_is_integer(np, over)) floats = false;
  }
  python_assigned(np, target->text);
  if (floats) dict_intern_string(&place->floats, target->text);
  if (shift) dict_intern_string(&place->shifted, target->text);
  text_printf(out, "for %s in %s:\n", python_name(np, target->text), over);
  Scope *outer = step_into(np);
  place->loops++;
  const char *until = place->until;
  place->until = NULL;
  const char *first =
      arena_printf(&np->arena, "for %s = %.*s, break; end", target->text,
                   (int)(range->span.end - range->span.start), place->source + range->span.start);
  Error error = { 0 };
  apart_run(np->apart, place->scope, first, NULL, &error);
  if (over && range->kind == NODE_RANGE) start_somewhere(np, target->text, range);
  bool good = python_block(np, n->kids[2], out);
  place->until = until;
  place->loops--;
  step_out(np, outer);
  if (shift) {
    dict_free(&place->shifted);
    place->shifted = (Dict){ 0 };
  }
  return good;
}

static bool write_while(Numpy *np, const Node *n, Text *out) {
  const char *test = python_condition(np, n->kids[0]);
  if (!test) return false;
  text_printf(out, "while %s:\n", test);
  const char *until = np->place->until;
  np->place->until = NULL;
  np->place->loops++;
  bool good = branch(np, n->kids[1], out);
  np->place->loops--;
  np->place->until = until;
  return good;
}

/* do ... until: the condition is looked at behind the block, and by continue. */
static bool write_until(Numpy *np, const Node *n, Text *out) {
  text_puts(out, "while True:\n");
  Scope *outer = step_into(np);
  const char *before = np->place->until;
  Text lines = TEXT_EMPTY;
  np->place->until = "\002"; /* not known before the block is run */
  np->place->loops++;
  bool good = python_statements(np, n->kids[0]->kids, n->kids[0]->count, false, &lines, NULL);
  const char *test = good ? python_condition(np, n->kids[1]) : NULL;
  np->place->loops--;
  np->place->until = before;
  step_out(np, outer);
  if (test) {
    text_printf(&lines, "if %s:\n    break\n", test);
    Text filled = TEXT_EMPTY;
    for (const char *s = text_string(&lines); *s; s++)
      if (*s == '\002')
        text_puts(&filled, test);
      else
        text_putc(&filled, *s);
    put_indented(out, text_string(&filled));
    text_free(&filled);
  }
  text_free(&lines);
  return test != NULL;
}

static bool write_continue(Numpy *np, Text *out) {
  if (np->place->until) text_printf(out, "if %s:\n    break\n", np->place->until);
  text_puts(out, "continue\n");
  return true;
}

/* ------------------------------------------------------------------ the rest */

static bool write_try(Numpy *np, const Node *n, Text *out) {
  text_puts(out, "try:\n");
  if (!branch(np, n->kids[0], out)) return false;
  if (!n->text)
    text_puts(out, "except Exception:\n");
  else
    text_printf(out, "except Exception as %s:\n", python_name(np, n->text));
  Scope *outer = step_into(np);
  if (n->text) {
    char *text = arena_printf(&np->arena, "try, error('x'); catch %s, end", n->text);
    Error error = { 0 };
    apart_run(np->apart, np->place->scope, text, NULL, &error);
    python_assigned(np, n->text);
    dict_intern_string(&np->place->caught, n->text);
  }
  bool good = python_block(np, n->kids[1], out);
  step_out(np, outer);
  return good;
}

static bool write_unwind(Numpy *np, const Node *n, Text *out) {
  text_puts(out, "try:\n");
  if (!branch(np, n->kids[0], out)) return false;
  text_puts(out, "finally:\n");
  return branch(np, n->kids[1], out);
}

static bool write_return(Numpy *np, Text *out) {
  const Node *f = np->place->function;
  if (!f) {
    text_puts(out, "raise SystemExit\n");
    return true;
  }
  python_put_return(np, f, out);
  return true;
}

/* A persistent variable lives beside the function, as None until it gets a value. */
static bool write_persistent(Numpy *np, const Node *n, Text *out) {
  for (size_t i = 0; i < n->name_count; i++) {
    const char *name = python_name(np, n->names[i]);
    if (dict_find_string(&np->defined, n->names[i]) != DICT_NONE) {
      piece_fail(np, n, "%s is the name of something else, too", n->names[i]);
      error_hint(&np->error, "give the persistent variable a name of its own");
      return false;
    }
    const char *first = "None";
    if (n->kids[i]) {
      Piece p = python_expression(np, n->kids[i]);
      if (piece_failed(p)) return false;
      first = p.text;
    } else
      dict_intern_string(&np->place->persistent, n->names[i]);
    python_assigned(np, n->names[i]);
    dict_intern_string(&np->place->floats, n->names[i]);
    dict_intern_string(&np->defined, n->names[i]);
    text_printf(&np->prelude, "%s = %s\n", name, first);
    text_printf(out, "global %s\n", name);
  }
  return true;
}

static bool write_shared(Numpy *np, const Node *n, Text *out) {
  if (n->op == 1) return write_persistent(np, n, out);
  for (size_t i = 0; i < n->name_count; i++) {
    python_assigned(np, n->names[i]);
    if (np->place->function) text_printf(out, "global %s\n", python_name(np, n->names[i]));
    if (!n->kids[i]) continue;
    Piece p = python_expression(np, n->kids[i]);
    if (piece_failed(p)) return false;
    text_printf(out, "%s = %s\n", python_name(np, n->names[i]), p.text);
  }
  return true;
}

static bool write_expression(Numpy *np, const Node *n, Text *out, Value *result) {
  if (python_plot(np, n->kids[0], out)) return true;
  if (np->error.kind != ERROR_NONE) return false;
  const Node *kid = n->kids[0];
  if (kid->kind == NODE_ASSIGN) return python_assignment(np, kid, out, result);
  Piece p = python_expression(np, kid);
  if (piece_failed(p)) return false;
  if (result) *result = p.value;
  text_printf(out, "%s\n", p.text);
  return true;
}

/* hold on, format long, clc: nothing to say in Python. */
static bool write_command(const Node *n, Text *out) {
  static const struct {
    const char *name, *word, *text; /* WORD NULL: none or any */
  } twins[] = {
    { "grid", "on", "plt.grid(True)" },       { "axis", "equal", "plt.axis(\"equal\")" },
    { "axis", "off", "plt.axis(\"off\")" },   { "axis", "tight", "plt.axis(\"tight\")" },
    { "close", "all", "plt.close(\"all\")" }, { "close", NULL, "plt.close()" },
    { "figure", NULL, "plt.figure()" },       { "legend", NULL, "plt.legend()" }
  };
  const char *word = n->count > 0 ? n->kids[0]->text : NULL;
  for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
    if (strcmp(n->text, twins[i].name) == 0 &&
        (!twins[i].word || (word && strcmp(word, twins[i].word) == 0))) {
      text_printf(out, "%s\n", twins[i].text);
      break;
    }
  return true;
}

bool python_statement(Numpy *np, const Node *n, Text *out, Value *result) {
  Value ignored;
  if (!result) result = &ignored;
  *result = VALUE_NOTHING;
  switch (n->kind) {
  case NODE_EXPRESSION: return write_expression(np, n, out, result);
  case NODE_ASSIGN:
  case NODE_UPDATE: return python_assignment(np, n, out, result);
  case NODE_MULTIPLE: return python_several(np, n, out);
  case NODE_IF: return write_if(np, n, out);
  case NODE_FOR: return write_for(np, n, out);
  case NODE_WHILE: return write_while(np, n, out);
  case NODE_UNTIL: return write_until(np, n, out);
  case NODE_SWITCH: return write_switch(np, n, out);
  case NODE_BREAK: text_puts(out, "break\n"); return true;
  case NODE_CONTINUE: return write_continue(np, out);
  case NODE_RETURN: return write_return(np, out);
  case NODE_TRY: return write_try(np, n, out);
  case NODE_UNWIND: return write_unwind(np, n, out);
  case NODE_SHARED: return write_shared(np, n, out);
  case NODE_COMMAND: return write_command(n, out);
  case NODE_FUNCTION: return true; /* it is written where it is called */
  case NODE_BLOCK: return python_statements(np, n->kids, n->count, false, out, result);
  default: piece_fail(np, n, "this statement has no NumPy form"); return false;
  }
}

static bool is_compound(const Node *n) {
  return n->kind == NODE_IF || n->kind == NODE_FOR || n->kind == NODE_WHILE ||
         n->kind == NODE_UNTIL || n->kind == NODE_SWITCH || n->kind == NODE_TRY ||
         n->kind == NODE_UNWIND;
}

static uint32_t line_start(const char *s, uint32_t at) {
  while (at > 0 && s[at - 1] != '\n') at--;
  return at;
}

/* The words of a comment that starts at S, without its signs and the blanks round it. */
static const char *comment_words(Numpy *np, const char *s) {
  s += strspn(s, "%#");
  s += strspn(s, " \t");
  size_t count = strcspn(s, "\r\n");
  while (count > 0 && strchr(" \t", s[count - 1])) count--;
  return arena_copy(&np->arena, s, count);
}

/* The lines of nothing but comments above a statement that begins its line. */
static void put_comments(Numpy *np, uint32_t at, Text *out) {
  const char *s = np->place->source;
  uint32_t start = line_start(s, at), first = start;
  if (start + strspn(s + start, " \t") != at) return;
  while (first > 0) {
    uint32_t above = line_start(s, first - 1);
    const char *line = s + above + strspn(s + above, " \t\r");
    if (!*line || !strchr("%#\n", *line)) break;
    first = above;
  }
  for (uint32_t k = first; k < start; k += (uint32_t)strcspn(s + k, "\n") + 1) {
    const char *words = s + k + strspn(s + k, " \t\r");
    words = comment_words(np, words);
    if (*words) text_printf(out, "# %s\n", words);
  }
}

/* The comment that ends the line behind AT; NULL when other things stand there. */
static const char *comment_behind(Numpy *np, uint32_t at) {
  const char *s = np->place->source + at;
  s += strspn(s, " \t;,)");
  if ((*s != '%' && *s != '#') || s[1] == '{') return NULL;
  const char *words = comment_words(np, s);
  return *words ? words : NULL;
}

/* LINES with the comment behind the first one, or above if there is no room. */
static void put_with_comment(Numpy *np, const Node *n, const char *lines, Text *out) {
  uint32_t at = n->span.end;
  bool block = n->kind == NODE_IF || n->kind == NODE_WHILE || n->kind == NODE_SWITCH;
  if (block) at = n->kids[0]->span.end;
  if (n->kind == NODE_FOR) at = n->kids[1]->span.end;
  const char *words = *lines ? comment_behind(np, at) : NULL;
  size_t first = strcspn(lines, "\n");
  bool one = block || n->kind == NODE_FOR || !lines[first] || !lines[first + 1];
  if (!words) {
    text_puts(out, lines);
  } else if (one && *lines != '\001' && first + strlen(words) < 70)
    text_printf(out, "%.*s  # %s%s", (int)first, lines, words, lines + first);
  else
    text_printf(out, "# %s\n%s", words, lines);
}

/* A value shown on the way: print(x), unless the line prints already. */
static bool is_shown(const Node *n, const char *line) {
  return n->kind == NODE_EXPRESSION && !n->flag && strncmp(line, "print(", 6) != 0 &&
         strncmp(line, "plt.", 4) != 0 && strncmp(line, "raise ", 6) != 0 &&
         n->kids[0]->kind != NODE_ASSIGN && strchr(line, '\n') == strrchr(line, '\n');
}

bool python_statements(Numpy *np, Node *const *list, size_t count, bool plain, Text *out,
                       Value *result) {
  for (size_t i = 0; i < count; i++) {
    const Node *n = list[i];
    bool last = plain && i + 1 == count;
    put_comments(np, n->span.start, out);
    Text line = TEXT_EMPTY, shown = TEXT_EMPTY;
    if (is_compound(n) && np->place->blocks == 0) python_create_stored(np, n, &line);
    bool good = python_statement(np, n, &line, result);
    if (good && !last && is_shown(n, text_string(&line)))
      text_printf(&shown, "print(%.*s)\n", (int)(line.len - 1), text_string(&line));
    else if (good)
      text_append(&shown, text_string(&line), line.len);
    if (good) put_with_comment(np, n, text_string(&shown), out);
    text_free(&shown);
    bool draws = n->kind == NODE_EXPRESSION && strstr(text_string(&line), "plt.");
    text_free(&line);
    if (!good) return false;
    if ((!last || n->kind != NODE_EXPRESSION) && !draws) advance(np, n);
    if (np->error.kind != ERROR_NONE) return false;
  }
  return true;
}
