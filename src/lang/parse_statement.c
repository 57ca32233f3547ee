/* parse_statement.c -- statements: assignments, blocks, functions, commands.  */

#include "config.h"
#include "lang/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool parse_closes_block(const Parser *p) {
  if (p->token.kind != TOKEN_KEYWORD) return false;
  switch (p->token.word) {
  case KEYWORD_END:
  case KEYWORD_ELSE:
  case KEYWORD_ELSEIF:
  case KEYWORD_CASE:
  case KEYWORD_OTHERWISE:
  case KEYWORD_UNTIL:
  case KEYWORD_CATCH:
  case KEYWORD_CLEANUP: return true;
  default: return false;
  }
}

/* The semicolon, comma or line end behind a statement. */
static Node *finish(Parser *p, Node *n) {
  if (!n || parse_failed(p)) return NULL;
  if (p->token.kind == ';') {
    n->flag = true;
    parse_advance(p);
  } else if (p->token.kind == ',' || p->token.kind == TOKEN_NEWLINE) {
    parse_advance(p);
  } else if (p->token.kind != TOKEN_FINISH && !parse_closes_block(p)) {
    return parse_unexpected(p);
  }
  return n;
}

static bool assignable(const Node *n) {
  while (n->kind == NODE_CALL || n->kind == NODE_BRACE || n->kind == NODE_FIELD) n = n->kids[0];
  return n->kind == NODE_NAME && n->parens == 0;
}

static Node *complain_target(Parser *p, const Node *n) {
  return parse_complain(p, n->span, "only a variable or a part of one can be assigned to",
                        "for example x = 3, or x(2) = 5; to compare, write ==");
}

static Node *assignment(Parser *p, NodeKind kind, Node *target, Node *value, Operator op) {
  Node *n = parse_node(p, kind, (Span){ target->span.start, value->span.end });
  n->op = (uint8_t)op;
  n->at = target->span;
  parse_list_end(p, n, (Node *[]){ target, value }, 2);
  return n;
}

/* Whether the bracket at the current token opens the left side of [a, b] = ...; looks at the text
   only, because the two readings lex differently. */
static bool opens_targets(const Parser *p) {
  const char *s = p->lexer.text + p->token.span.start;
  int depth = 0;
  for (; *s && *s != '\n'; s++) {
    if (strchr("([{", *s))
      depth++;
    else if (strchr(")]}", *s) && --depth == 0)
      break;
    else if (*s == '\'' || *s == '"' || *s == ';')
      return false;
  }
  if (*s != ']') return false;
  s++;
  s += strspn(s, " \t");
  return *s == '=' && s[1] != '=';
}

/* [a, ~, c(2)] = expression */
static Node *parse_multiple(Parser *p) {
  Span start = p->token.span;
  Node *kids[33];
  size_t count = 0;
  p->matrix = true;
  parse_advance(p);
  while (p->token.kind != ']' && !parse_failed(p)) {
    if (count == 32) {
      parse_complain(p, p->token.span, "at most 32 results can be assigned at once", NULL);
      break;
    }
    if (p->token.kind == '~' || p->token.kind == '!') {
      kids[count++] = NULL;
      parse_advance(p);
    } else {
      Node *target = parse_expression(p);
      if (!target) break;
      if (!assignable(target)) {
        complain_target(p, target);
        break;
      }
      kids[count++] = target;
    }
    parse_accept(p, ',');
  }
  p->matrix = false;
  if (parse_failed(p)) return NULL;
  parse_advance(p); /* ] */
  if (count == 0) return parse_complain(p, start, "there is nothing to assign to", NULL);
  if (!parse_accept(p, '=')) return parse_unexpected(p);
  kids[count] = parse_expression(p);
  if (!kids[count]) return NULL;
  Node *n = parse_node(p, NODE_MULTIPLE, (Span){ start.start, kids[count]->span.end });
  parse_list_end(p, n, kids, count + 1);
  return n;
}

/* ++ and -- behind a variable; the two signs must touch. */
bool parse_at_step(const Parser *p) {
  int kind = p->token.kind;
  if (kind != '+' && kind != '-') return false;
  const char *s = p->lexer.text + p->token.span.start;
  if (s[1] != kind) return false;
  s += 2;
  s += strspn(s, " \t");
  return *s == '\0' || *s == '\n' || *s == ';' || *s == ',' || *s == '%' || *s == '#';
}

static Node *parse_step(Parser *p, Node *target) {
  Operator op = p->token.kind == '+' ? OPERATE_ADD : OPERATE_SUBTRACT;
  parse_advance(p);
  Node *one = parse_node(p, NODE_NUMBER, p->token.span);
  one->number = 1;
  parse_advance(p);
  return assignment(p, NODE_UPDATE, target, one, op);
}

static Operator update_operator(char c) {
  switch (c) {
  case '+': return OPERATE_ADD;
  case '-': return OPERATE_SUBTRACT;
  case '*': return OPERATE_MATRIX_TIMES;
  case '/': return OPERATE_MATRIX_RIGHT_DIVIDE;
  case '^': return OPERATE_MATRIX_POWER;
  case '|': return OPERATE_OR;
  case 't': return OPERATE_TIMES;
  case 'd': return OPERATE_RIGHT_DIVIDE;
  case 'p': return OPERATE_POWER;
  default: return OPERATE_AND;
  }
}

/* Habits from Python and C that start a statement. */
static const char *foreign_statement(const char *s) {
  static const struct {
    const char *start, *hint;
  } habits[] = {
    { "def ", "a function is written: function y = f(x) ... end, or f = @(x) x.^2" },
    { "import ", "nothing needs to be imported: all functions are here" },
    { "from ", "nothing needs to be imported: all functions are here" },
    { "print ", "write disp(x), or simply x" },
    { "elif ", "write elseif" },
    { "let ", "write x = 3" },
    { "var ", "write x = 3" },
    { "const ", "write x = 3" },
  };
  for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
    size_t len = strlen(habits[i].start);
    if (strncmp(s, habits[i].start, len) == 0 &&
        ((s[len] >= 'a' && s[len] <= 'z') || (s[len] >= 'A' && s[len] <= 'Z')))
      return habits[i].hint;
  }
  return NULL;
}

/* The right side of =, which may assign again: a = b = 3. */
static Node *parse_assigned(Parser *p) {
  Node *right = parse_expression(p);
  if (!right || p->token.kind != '=') return right;
  if (!assignable(right)) return complain_target(p, right);
  if (!parse_enter(p)) return NULL;
  parse_advance(p);
  Node *value = parse_assigned(p);
  parse_leave(p);
  return value ? assignment(p, NODE_ASSIGN, right, value, OPERATE_PLUS) : NULL;
}

/* global a b = 3, and persistent; each name may have a first value. */
static Node *parse_shared(Parser *p) {
  Node *n = parse_node(p, NODE_SHARED, p->token.span);
  n->op = p->lexer.text[p->token.span.start] == 'p';
  const char *names[32];
  Node *values[32];
  parse_advance(p);
  while (p->token.kind == TOKEN_NAME) {
    if (n->name_count == sizeof names / sizeof *names)
      return parse_complain(p, p->token.span, "at most 32 names can be declared at once", NULL);
    size_t k = n->name_count++;
    names[k] = parse_text(p, p->token.span);
    values[k] = NULL;
    n->span.end = p->token.span.end;
    parse_advance(p);
    if (parse_accept(p, '=') && !(values[k] = parse_expression(p))) return NULL;
  }
  n->names = arena_new(p->arena, n->name_count * sizeof *n->names);
  memcpy(n->names, names, n->name_count * sizeof *names);
  parse_list_end(p, n, values, n->name_count);
  return n;
}

static bool at_shared(Parser *p) {
  const char *s = p->lexer.text + p->token.span.start;
  size_t len = p->token.span.end - p->token.span.start;
  return ((len == 6 && memcmp(s, "global", 6) == 0) ||
          (len == 10 && memcmp(s, "persistent", 10) == 0)) &&
         parse_peek(p)->kind == TOKEN_NAME;
}

Node *parse_statement_plain(Parser *p) {
  if (p->token.kind == '[' && opens_targets(p)) return parse_multiple(p);
  if (p->token.kind == TOKEN_NAME) {
    if (at_shared(p)) return parse_shared(p);
    if (parse_at_command(p)) return parse_command(p);
    if (parse_at_board(p)) return parse_board(p);
    const char *hint = foreign_statement(p->lexer.text + p->token.span.start);
    if (hint) return parse_complain(p, p->token.span, "this is not written like that here", hint);
  }
  Node *left = parse_expression(p);
  if (!left) return NULL;
  if (p->token.kind == '=' || p->token.kind == TOKEN_UPDATE) {
    if (!assignable(left)) return complain_target(p, left);
    bool plain = p->token.kind == '=';
    Operator op = plain ? OPERATE_PLUS : update_operator(p->token.update);
    parse_advance(p);
    Node *right = plain ? parse_assigned(p) : parse_expression(p);
    if (!right) return NULL;
    return assignment(p, plain ? NODE_ASSIGN : NODE_UPDATE, left, right, op);
  }
  if (parse_at_step(p) && assignable(left)) return parse_step(p, left);
  Node *n = parse_node(p, NODE_EXPRESSION, left->span);
  parse_list_end(p, n, &left, 1);
  return n;
}

/* A binary + may have swallowed the step's first sign, so x++ is looked for before. */
static Node *parse_step_statement(Parser *p) {
  const char *s = p->lexer.text + p->token.span.end;
  s += strspn(s, " \t");
  if (!((s[0] == '+' && s[1] == '+') || (s[0] == '-' && s[1] == '-'))) return NULL;
  const char *rest = s + 2 + strspn(s + 2, " \t");
  if (*rest != '\0' && *rest != '\n' && *rest != ';' && *rest != ',' && *rest != '%' &&
      *rest != '#')
    return NULL;
  Node *target = parse_node(p, NODE_NAME, p->token.span);
  target->text = parse_text(p, p->token.span);
  parse_advance(p);
  return parse_at_step(p) ? finish(p, parse_step(p, target)) : parse_unexpected(p);
}

/* ++x and --x as statements. */
static Node *parse_step_before(Parser *p) {
  const char *s = p->lexer.text + p->token.span.start;
  if (s[0] != s[1]) return NULL;
  size_t length = 2;
  while ((s[length] >= 'a' && s[length] <= 'z') || (s[length] >= 'A' && s[length] <= 'Z') ||
         (s[length] >= '0' && s[length] <= '9') || s[length] == '_')
    length++;
  const char *rest = s + length + strspn(s + length, " \t");
  bool name = length > 2 && !(s[2] >= '0' && s[2] <= '9');
  if (!name || (*rest && !strchr("\n;,%#", *rest))) return NULL;
  Operator op = *s == '+' ? OPERATE_ADD : OPERATE_SUBTRACT;
  parse_advance(p);
  Node *one = parse_node(p, NODE_NUMBER, p->token.span);
  one->number = 1;
  parse_advance(p);
  if (p->token.kind != TOKEN_NAME) return parse_unexpected(p);
  Node *target = parse_node(p, NODE_NAME, p->token.span);
  target->text = parse_text(p, p->token.span);
  parse_advance(p);
  return finish(p, assignment(p, NODE_UPDATE, target, one, op));
}

static bool at_keyword(const Parser *p, Keyword word) {
  return p->token.kind == TOKEN_KEYWORD && p->token.word == word;
}

Node *parse_block(Parser *p, const char *opener, Span opened) {
  Node *block = parse_node(p, NODE_BLOCK, p->token.span);
  Node **list = NULL;
  size_t count = 0, cap = 0;
  for (;;) {
    while (p->token.kind == TOKEN_NEWLINE || p->token.kind == ';' || p->token.kind == ',')
      parse_advance(p);
    if (parse_closes_block(p) || parse_failed(p)) break;
    if (p->token.kind == TOKEN_FINISH) {
      if (!parse_failed(p))
        error_set(p->error, ERROR_INCOMPLETE, opened, "this `%s` has no `end`", opener);
      break;
    }
    Node *n = parse_statement(p);
    if (!n) break;
    MEM_GROW(list, count, cap);
    list[count++] = n;
  }
  parse_list_end(p, block, list, count);
  free(list);
  block->span.end = p->last;
  return parse_failed(p) ? NULL : block;
}

static bool expect_end(Parser *p, Keyword block, const char *opener, Span opened) {
  if (parse_failed(p)) return false;
  if (!at_keyword(p, KEYWORD_END) ||
      (p->token.closes != KEYWORD_NONE && p->token.closes != block)) {
    char message[80];
    if (p->token.kind == TOKEN_FINISH)
      return error_set(p->error, ERROR_INCOMPLETE, opened, "this `%s` has no `end`", opener);
    snprintf(message, sizeof message, "`%s` is not closed before this", opener);
    parse_complain(p, p->token.span, message, NULL);
    return false;
  }
  parse_advance(p);
  return true;
}

typedef struct Parts {
  Node *items[512];
  size_t count;
} Parts;

static bool part_add(Parser *p, Parts *parts, Node *n) {
  if (!n) return false;
  if (parts->count == sizeof parts->items / sizeof *parts->items)
    return parse_complain(p, p->token.span, "too many branches", NULL) != NULL;
  parts->items[parts->count++] = n;
  return true;
}

static Node *close_statement(Parser *p, Node *n, const Parts *parts, Span start, Keyword block,
                             const char *opener) {
  if (!expect_end(p, block, opener, start)) return NULL;
  parse_list_end(p, n, (Node **)parts->items, parts->count);
  n->span.end = p->last;
  return finish(p, n);
}

static Node *parse_condition(Parser *p) {
  Node *n = parse_expression(p);
  if (n && p->token.kind == '=')
    return parse_complain(p, p->token.span, "= assigns; a condition compares",
                          "write == to compare");
  if (n && p->token.kind == ':')
    return parse_complain(p, p->token.span, "a condition ends with the line or a comma here",
                          "for example if x > 0, y = 1; end");
  return n;
}

static Node *parse_if(Parser *p, Span start) {
  Node *n = parse_node(p, NODE_IF, start);
  Parts parts;
  parts.count = 0;
  do {
    parse_advance(p);
    if (!part_add(p, &parts, parse_condition(p)) ||
        !part_add(p, &parts, parse_block(p, "if", start)))
      return NULL;
  } while (at_keyword(p, KEYWORD_ELSEIF));
  if (at_keyword(p, KEYWORD_ELSE)) {
    parse_advance(p);
    if (!part_add(p, &parts, parse_block(p, "else", start))) return NULL;
  }
  return close_statement(p, n, &parts, start, KEYWORD_IF, "if");
}

static Node *parse_for(Parser *p, Span start) {
  Node *n = parse_node(p, NODE_FOR, start);
  Parts parts;
  parts.count = 0;
  parse_advance(p);
  bool bracket = p->token.kind == '(';
  if (bracket) parse_advance(p);
  Node *target = parse_expression(p);
  if (!target) return NULL;
  if (!assignable(target)) return complain_target(p, target);
  if (p->token.kind == TOKEN_NAME)
    return parse_complain(p, p->token.span, "a loop is written with = here",
                          "for i = 1:10 ... end");
  if (!parse_accept(p, '=')) return parse_unexpected(p);
  Node *range = parse_expression(p);
  if (!range) return NULL;
  if (bracket && !parse_accept(p, ')')) return parse_unexpected(p);
  part_add(p, &parts, target);
  part_add(p, &parts, range);
  p->loops++;
  bool good = part_add(p, &parts, parse_block(p, "for", start));
  p->loops--;
  return good ? close_statement(p, n, &parts, start, KEYWORD_FOR, "for") : NULL;
}

static Node *parse_while(Parser *p, Span start) {
  Node *n = parse_node(p, NODE_WHILE, start);
  Parts parts;
  parts.count = 0;
  parse_advance(p);
  if (!part_add(p, &parts, parse_condition(p))) return NULL;
  p->loops++;
  bool good = part_add(p, &parts, parse_block(p, "while", start));
  p->loops--;
  return good ? close_statement(p, n, &parts, start, KEYWORD_WHILE, "while") : NULL;
}

static Node *parse_until(Parser *p, Span start) {
  Node *n = parse_node(p, NODE_UNTIL, start);
  parse_advance(p);
  p->loops++;
  Node *body = parse_block(p, "do", start);
  p->loops--;
  if (!body) return NULL;
  if (!at_keyword(p, KEYWORD_UNTIL)) return parse_unexpected(p);
  parse_advance(p);
  Node *condition = parse_condition(p);
  if (!condition) return NULL;
  parse_list_end(p, n, (Node *[]){ body, condition }, 2);
  n->span.end = p->last;
  return finish(p, n);
}

static Node *parse_switch(Parser *p, Span start) {
  Node *n = parse_node(p, NODE_SWITCH, start);
  Parts parts;
  parts.count = 0;
  parse_advance(p);
  if (!part_add(p, &parts, parse_expression(p))) return NULL;
  while (p->token.kind == TOKEN_NEWLINE || p->token.kind == ';' || p->token.kind == ',')
    parse_advance(p);
  while (at_keyword(p, KEYWORD_CASE)) {
    parse_advance(p);
    if (!part_add(p, &parts, parse_expression(p)) ||
        !part_add(p, &parts, parse_block(p, "switch", start)))
      return NULL;
  }
  if (at_keyword(p, KEYWORD_OTHERWISE)) {
    parse_advance(p);
    if (!part_add(p, &parts, parse_block(p, "otherwise", start))) return NULL;
  }
  if (p->token.kind == TOKEN_FINISH && !parse_failed(p)) {
    error_set(p->error, ERROR_INCOMPLETE, start, "this `switch` has no `end`");
    return NULL;
  }
  return close_statement(p, n, &parts, start, KEYWORD_SWITCH, "switch");
}

static Node *parse_try(Parser *p, Span start) {
  Node *n = parse_node(p, NODE_TRY, start);
  Parts parts;
  parts.count = 0;
  parse_advance(p);
  if (p->token.kind == ',') parse_advance(p);
  if (!part_add(p, &parts, parse_block(p, "try", start))) return NULL;
  if (at_keyword(p, KEYWORD_CATCH)) {
    uint32_t end = p->token.span.end;
    parse_advance(p);
    bool same_line = !memchr(p->lexer.text + end, '\n', p->token.span.start - end);
    int after = p->token.kind == TOKEN_NAME && same_line ? parse_peek(p)->kind : 0;
    if (after == TOKEN_NEWLINE || after == ';' || after == ',' || after == TOKEN_FINISH) {
      n->text = parse_text(p, p->token.span);
      parse_advance(p);
    }
    if (!part_add(p, &parts, parse_block(p, "catch", start))) return NULL;
  } else
    part_add(p, &parts, parse_node(p, NODE_BLOCK, p->token.span));
  return close_statement(p, n, &parts, start, KEYWORD_TRY, "try");
}

static Node *parse_unwind(Parser *p, Span start) {
  Node *n = parse_node(p, NODE_UNWIND, start);
  Parts parts;
  parts.count = 0;
  parse_advance(p);
  if (!part_add(p, &parts, parse_block(p, "unwind_protect", start))) return NULL;
  if (!at_keyword(p, KEYWORD_CLEANUP)) return parse_unexpected(p);
  parse_advance(p);
  if (!part_add(p, &parts, parse_block(p, "unwind_protect_cleanup", start))) return NULL;
  return close_statement(p, n, &parts, start, KEYWORD_UNWIND, "unwind_protect");
}

static bool add_name(Parser *p, const char **names, size_t *count) {
  if (p->token.kind != TOKEN_NAME && p->token.kind != '~') {
    parse_unexpected(p);
    return false;
  }
  if (*count == 64) {
    parse_complain(p, p->token.span, "too many parameters", NULL);
    return false;
  }
  names[(*count)++] = p->token.kind == '~' ? "~" : parse_text(p, p->token.span);
  parse_advance(p);
  return true;
}

/* function [r, s] = name(a, b) ... end */
static Node *parse_function(Parser *p, Span start) {
  Node *n = parse_node(p, NODE_FUNCTION, start);
  const char *names[65];
  size_t count = 0;
  parse_advance(p);
  bool list = p->token.kind == '[';
  if (list) {
    parse_advance(p);
    while (p->token.kind != ']' && !parse_failed(p)) {
      if (!add_name(p, names, &count)) return NULL;
      parse_accept(p, ',');
    }
    parse_accept(p, ']');
    if (!parse_accept(p, '=')) return parse_unexpected(p);
  } else if (p->token.kind == TOKEN_NAME && parse_peek(p)->kind == '=') {
    add_name(p, names, &count);
    parse_advance(p);
  }
  n->outputs = count;
  if (p->token.kind != TOKEN_NAME) return parse_unexpected(p);
  n->at = p->token.span;
  n->text = parse_text(p, p->token.span);
  parse_advance(p);
  if (parse_accept(p, '(')) {
    while (p->token.kind != ')' && !parse_failed(p)) {
      if (!add_name(p, names, &count)) return NULL;
      if (p->token.kind == '=')
        return parse_complain(p, p->token.span, "parameters have no default values here",
                              "test nargin: if nargin < 2, b = 1; end");
      if (p->token.kind != ')' && !parse_accept(p, ',')) return parse_unexpected(p);
    }
    parse_accept(p, ')');
  }
  if (parse_failed(p)) return NULL;
  n->names = arena_new(p->arena, (count + 1) * sizeof *n->names);
  memcpy(n->names, names, count * sizeof *names);
  n->name_count = count;
  unsigned loops = p->loops;
  p->loops = 0;
  p->functions++;
  Node *body = parse_block(p, "function", start);
  p->functions--;
  p->loops = loops;
  if (!body || !expect_end(p, KEYWORD_FUNCTION, "function", start)) return NULL;
  parse_list_end(p, n, &body, 1);
  n->span.end = p->last;
  return finish(p, n);
}

static Node *parse_jump(Parser *p, NodeKind kind, bool allowed, const char *message) {
  Span span = p->token.span;
  if (!allowed)
    return parse_complain(p, span, message, "it belongs inside a loop: for k = 1:9 ... end");
  parse_advance(p);
  return finish(p, parse_node(p, kind, span));
}

static Node *parse_keyword(Parser *p) {
  Span start = p->token.span;
  switch (p->token.word) {
  case KEYWORD_IF: return parse_if(p, start);
  case KEYWORD_FOR: return parse_for(p, start);
  case KEYWORD_WHILE: return parse_while(p, start);
  case KEYWORD_DO: return parse_until(p, start);
  case KEYWORD_SWITCH: return parse_switch(p, start);
  case KEYWORD_TRY: return parse_try(p, start);
  case KEYWORD_UNWIND: return parse_unwind(p, start);
  case KEYWORD_FUNCTION: return parse_function(p, start);
  case KEYWORD_BREAK:
    return parse_jump(p, NODE_BREAK, p->loops > 0, "`break` leaves a loop, but there is none here");
  case KEYWORD_CONTINUE:
    return parse_jump(p, NODE_CONTINUE, p->loops > 0,
                      "`continue` goes on with a loop, but there is none here");
  case KEYWORD_RETURN: return parse_jump(p, NODE_RETURN, true, "");
  default:
    return parse_complain(
        p, start, "this closes or continues a block, but none is open",
        "blocks open with if, for, while, function ...; x(end) is the last element");
  }
}

Node *parse_statement(Parser *p) {
  while (p->token.kind == TOKEN_NEWLINE || p->token.kind == ';' || p->token.kind == ',')
    parse_advance(p);
  if (p->token.kind == TOKEN_FINISH || parse_failed(p)) return NULL;
  if (!parse_enter(p)) return NULL;
  Node *n = NULL;
  if (p->token.kind == TOKEN_KEYWORD)
    n = parse_keyword(p);
  else {
    if (p->token.kind == TOKEN_NAME) n = parse_step_statement(p);
    if (p->token.kind == '+' || p->token.kind == '-') n = parse_step_before(p);
    if (!n && !parse_failed(p)) n = finish(p, parse_statement_plain(p));
  }
  parse_leave(p);
  return parse_failed(p) ? NULL : n;
}
