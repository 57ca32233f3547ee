/* parse.h -- from text to trees, a statement at a time.  */

#ifndef LANG_PARSE_H
#define LANG_PARSE_H

#include "lang/ast.h"
#include "lang/lex.h"

typedef struct Parser {
  Lexer lexer;
  Token token; /* the one looked at */
  Token ahead; /* the one behind it, when `peeked` */
  bool peeked;
  Arena *arena;
  Error *error;
  uint32_t last; /* where the last token taken ended */
  unsigned depth;
  unsigned brackets; /* round brackets since the innermost [ or {: blanks separate at 0 */
  bool matrix;       /* inside [ ] or { } */
  unsigned indices;  /* enclosing indices, where `end` has a meaning */
  unsigned loops, functions;
} Parser;

void parser_begin(Parser *p, const char *text, Arena *arena, Error *error);
/* Where the next statement's nodes go; the tokens looked at so far stay valid. */
void parser_set_arena(Parser *p, Arena *arena);

/* The next statement, or NULL at the end of the text and on an error.  ERROR_INCOMPLETE means the
   text ended too early, so that a prompt may ask for another line. */
Node *parse_statement(Parser *p);

/* TEXT as one expression, up to its end; NULL on an error. */
Node *parse_expression_text(const char *text, Arena *arena, Error *error);

/* Used between the parser's own files. */
Node *parse_expression(Parser *p);
Node *parse_block(Parser *p, const char *opener, Span opened);
bool parse_at_step(const Parser *p);    /* at the ++ or -- that ends a statement */
bool parse_at_command(const Parser *p); /* the current name is a command with its words */
Node *parse_command(Parser *p);
bool parse_closes_block(const Parser *p); /* at end, else, case ... */
/* explain EXPR, numpy EXPR and why 1.2 become calls with the text of EXPR, which may be an
   assignment. */
bool parse_at_board(const Parser *p);
Node *parse_board(Parser *p);
Node *parse_statement_plain(Parser *p); /* an expression, an assignment or a command */
Node *parse_node(Parser *p, NodeKind kind, Span span);
void parse_advance(Parser *p);
Token *parse_peek(Parser *p);
bool parse_accept(Parser *p, int kind);
bool parse_failed(const Parser *p);
Node *parse_complain(Parser *p, Span where, const char *message, const char *hint);
Node *parse_unexpected(Parser *p);
char *parse_text(Parser *p, Span span);
Node **parse_list_end(Parser *p, Node *owner, Node **list, size_t count);
bool parse_enter(Parser *p);
void parse_leave(Parser *p);

#endif
