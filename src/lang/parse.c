/* parse.c -- what all parts of the parser share: tokens, nodes, complaints.  */

#include "config.h"
#include "lang/parse.h"

#include <stdio.h>
#include <string.h>

void parser_begin(Parser *p, const char *text, Arena *arena, Error *error) {
  memset(p, 0, offsetof(Parser, lexer));
  lexer_begin(&p->lexer, text, 0, arena, error);
  p->arena = arena;
  p->error = error;
  p->peeked = false;
  p->depth = p->brackets = p->indices = p->loops = p->functions = 0;
  p->matrix = false;
  p->last = 0;
  p->token = lexer_next(&p->lexer);
}

void parser_set_arena(Parser *p, Arena *arena) {
  p->arena = p->lexer.arena = arena;
  /* A text already read lives in the old arena, which may be about to be reset. */
  if (p->token.kind == TOKEN_STRING || p->token.kind == TOKEN_QUOTED)
    p->token.text = arena_copy(arena, p->token.text, p->token.length);
}

bool parse_failed(const Parser *p) {
  return p->error->kind != ERROR_NONE;
}

void parse_advance(Parser *p) {
  p->last = p->token.span.end;
  if (p->peeked) {
    p->token = p->ahead;
    p->peeked = false;
  } else if (!parse_failed(p))
    p->token = lexer_next(&p->lexer);
  if (p->token.kind == TOKEN_BAD) p->token.kind = TOKEN_FINISH;
}

Token *parse_peek(Parser *p) {
  if (!p->peeked) {
    p->ahead = lexer_next(&p->lexer);
    p->peeked = true;
  }
  return &p->ahead;
}

bool parse_accept(Parser *p, int kind) {
  if (p->token.kind != kind) return false;
  parse_advance(p);
  return true;
}

Node *parse_node(Parser *p, NodeKind kind, Span span) {
  Node *n = arena_new(p->arena, sizeof *n);
  n->kind = (uint8_t)kind;
  n->span = n->at = span;
  return n;
}

char *parse_text(Parser *p, Span span) {
  return arena_copy(p->arena, p->lexer.text + span.start, span.end - span.start);
}

Node *parse_complain(Parser *p, Span where, const char *message, const char *hint) {
  if (!parse_failed(p)) {
    error_set(p->error, ERROR_SYNTAX, where, "%s", message);
    if (hint) error_hint(p->error, "%s", hint);
  }
  return NULL;
}

static const char *token_text(const Parser *p, char *buffer, size_t size) {
  Span s = p->token.span;
  snprintf(buffer, size, "%.*s", (int)(s.end - s.start), p->lexer.text + s.start);
  return buffer;
}

static bool is_word(const Parser *p, const char *word) {
  size_t len = p->token.span.end - p->token.span.start;
  return len == strlen(word) && memcmp(p->lexer.text + p->token.span.start, word, len) == 0;
}

/* Habits from other languages, where the token after the expression gives them away. */
static const char *habit(const Parser *p) {
  const char *s = p->lexer.text + p->token.span.start;
  const char *before = p->last > 0 ? p->lexer.text + p->last - 1 : "";
  bool after_digit = *before >= '0' && *before <= '9';
  switch (p->token.kind) {
  case '@': return "* is the matrix product, as in A * B; .* works entry by entry";
  case '[': return "round brackets hold an index, and x(1) is the first element";
  case '=': return "to compare, write ==; to assign, put a name on the left: x = 3";
  case '?': return "type `help NAME` for help on a name";
  case TOKEN_NAME:
    if (is_word(p, "and")) return "write && for `and`: x > 0 && x < 3";
    if (is_word(p, "or")) return "write || for `or`: x < 0 || x > 3";
    /* fallthrough */
  case '(':
    if (after_digit && !p->token.spaced &&
        (strchr("eE", *s) || (strchr("xX", *s) && *before == '0')))
      return *s == 'x' || *s == 'X' ? "a hexadecimal number needs digits, as in 0x1F"
                                    : "an exponent needs digits, as in 1e3";
    if (after_digit && !p->token.spaced)
      return p->token.kind == '(' ? "a product needs its sign, as in 2*(x + 1)"
                                  : "a product needs its sign, as in 2*x";
    return p->token.kind == TOKEN_NAME ? "an operator or a comma is missing before this" : NULL;
  case TOKEN_NUMBER: return "an operator or a comma is missing before this";
  case '/':
    return strncmp(s, "/", 1) == 0 && *before == '/' ? "whole-number division is floor(a / b)"
                                                     : NULL;
  case TOKEN_KEYWORD:
    if (p->token.word == KEYWORD_IF) return "write it as: if condition, x = 1; else, x = 2; end";
    if (p->token.word == KEYWORD_FOR)
      return "write it as: for i = 1:n ... end, or use x.^2 on the whole x";
    return NULL;
  default: return NULL;
  }
}

/* "a value is missing after '*'", when an operator was read last. */
static bool missing(const Parser *p, char *text, size_t size) {
  const char *s = p->lexer.text;
  size_t end = p->last, start = end;
  while (start > 0 && end - start < 3 && strchr("+-*/\\^<>=!~&|.:", s[start - 1])) start--;
  while (start > 0 && start < end && (s[start] == '-' || s[start] == '+') && start + 1 < end)
    start++;
  if (start == end) return false;
  snprintf(text, size, "a value is missing after %.*s", (int)(end - start), s + start);
  return true;
}

Node *parse_unexpected(Parser *p) {
  if (parse_failed(p)) return NULL;
  char text[60];
  Lexer *lx = &p->lexer;
  if (p->token.kind == TOKEN_FINISH && lx->depth > 0) {
    uint32_t at = lx->opened[lx->depth - 1];
    error_set(p->error, ERROR_INCOMPLETE, (Span){ at, at + 1 }, "this %c is never closed",
              lx->brackets[lx->depth - 1]);
    return NULL;
  }
  if (p->token.kind == TOKEN_FINISH) {
    Span end = { p->last, p->last + 1 };
    error_set(p->error, p->last > 0 ? ERROR_SYNTAX : ERROR_INCOMPLETE, end, "%s",
              p->last > 0 && missing(p, text, sizeof text) ? text
                                                           : "something is missing at the end");
    return NULL;
  }
  if (p->token.kind == TOKEN_NEWLINE)
    return parse_complain(
        p, (Span){ p->last, p->last + 1 },
        missing(p, text, sizeof text) ? text : "something is missing at the end of the line", NULL);
  error_set(p->error, ERROR_SYNTAX, p->token.span, "'%s' is not expected here",
            token_text(p, text, sizeof text));
  const char *hint = habit(p);
  bool closes = p->token.kind < 128 && strchr(";,)]}*/\\", p->token.kind);
  if (!hint && closes && missing(p, text, sizeof text)) hint = text;
  bool infix = p->token.kind == '*' || p->token.kind == '/' || p->token.kind == '\\' ||
               p->token.kind == TOKEN_MATRIX_POWER || p->token.kind == TOKEN_TIMES;
  if (!hint && infix) hint = "a value is missing before it";
  if (hint) error_hint(p->error, "%s", hint);
  return NULL;
}

Node **parse_list_end(Parser *p, Node *owner, Node **list, size_t count) {
  owner->kids = arena_new(p->arena, (count ? count : 1) * sizeof *list);
  if (count > 0) memcpy(owner->kids, list, count * sizeof *list);
  owner->count = count;
  return owner->kids;
}

bool parse_enter(Parser *p) {
  if (++p->depth <= MAX_NESTING) return true;
  if (!parse_failed(p))
    error_set(p->error, ERROR_LIMIT, p->token.span,
              "this is nested too deeply (more than %d levels)", MAX_NESTING);
  return false;
}

void parse_leave(Parser *p) {
  p->depth--;
}
