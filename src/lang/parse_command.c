/* parse_command.c -- words with bare arguments: format long, hold on, explain A\b.  */

#include "config.h"
#include "lang/parse.h"

#include <string.h>

/* Words that take bare arguments: format long, hold on. */
bool parse_at_command(const Parser *p) {
  static const char *const commands[] = { "format", "clear",  "hold", "grid",    "axis",
                                          "close",  "figure", "who",  "whos",    "clc",
                                          "legend", "more",   "pkg",  "warning", "disp" };
  const char *s = p->lexer.text + p->token.span.start;
  size_t len = p->token.span.end - p->token.span.start;
  bool known = false;
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    known |= strlen(commands[i]) == len && memcmp(commands[i], s, len) == 0;
  if (!known) return false;
  s += len;
  if (*s == '\0' || *s == '\n' || *s == ';' || *s == ',') return true;
  if (*s != ' ' && *s != '\t') return false;
  s += strspn(s, " \t");
  bool word = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == '-' || *s == '*';
  if (!word) return *s == '\0' || *s == '\n' || *s == ';' || *s == '%' || *s == '#';
  s += strcspn(s, " \t\n;,");
  s += strspn(s, " \t");
  return *s != '=' || s[1] == '=';
}

Node *parse_command(Parser *p) {
  Node *n = parse_node(p, NODE_COMMAND, p->token.span);
  n->text = parse_text(p, p->token.span);
  Node *words[16];
  size_t count = 0;
  Lexer *lx = &p->lexer;
  uint32_t at = p->token.span.end;
  for (;;) {
    at += (uint32_t)strspn(lx->text + at, " \t\r");
    uint32_t len = (uint32_t)strcspn(lx->text + at, " \t\r\n;,%#");
    if (len == 0) break;
    if (count == 16)
      return parse_complain(p, (Span){ at, at + len }, "too many words after a command", NULL);
    Node *word = words[count++] = parse_node(p, NODE_STRING, (Span){ at, at + len });
    const char *s = lx->text + at;
    bool quoted = len >= 2 && (*s == '\'' || *s == '"') && s[len - 1] == *s;
    word->length = quoted ? len - 2 : len;
    word->text = arena_copy(p->arena, s + quoted, word->length);
    at += len;
  }
  parse_list_end(p, n, words, count);
  n->span.end = at;
  lexer_begin(lx, lx->text, at, p->arena, p->error);
  p->peeked = false;
  p->token = lexer_next(lx);
  return n;
}

static size_t blanks_after(const char *s) {
  return strspn(s, " \t");
}

bool parse_at_board(const Parser *p) {
  static const char *const boards[] = { "explain", "numpy", "why" };
  const char *s = p->lexer.text + p->token.span.start;
  size_t len = p->token.span.end - p->token.span.start;
  bool known = false;
  for (size_t i = 0; i < sizeof boards / sizeof *boards; i++)
    known |= strlen(boards[i]) == len && memcmp(boards[i], s, len) == 0;
  if (!known) return false;
  s += len;
  if (*s != ' ' && *s != '\t' && *s != '(') return false;
  bool step = len == 3; /* why 2 */
  if (step && *s == '(') return false;
  s += blanks_after(s);
  if (step) return *s >= '0' && *s <= '9';
  return *s && !strchr("\r\n;,%#", *s) && (*s != '=' || s[1] == '=');
}

/* explain full A\b: a first word that says how, if something to explain stands behind it. */
static size_t manner(const char *s) {
  static const char *const manners[] = { "full", "terse" };
  for (size_t i = 0; i < sizeof manners / sizeof *manners; i++) {
    size_t len = strlen(manners[i]), blank;
    if (strncmp(s, manners[i], len) != 0 || (blank = blanks_after(s + len)) == 0) continue;
    const char *next = s + len + blank;
    /* a sign with blanks on both sides is an operator: full + 1 */
    bool operator= * next && strchr("+-*/\\^.<>=~!&|'", *next) && blanks_after(next + 1) > 0;
    return *next && !strchr("\r\n;,%#=)", *next) && !operator? len : 0;
  }
  return 0;
}

static Node *quoted(Parser *p, uint32_t start, uint32_t end) {
  Node *n = parse_node(p, NODE_STRING, (Span){ start, end });
  n->text = arena_copy(p->arena, p->lexer.text + start, end - start);
  n->length = end - start;
  return n;
}

/* The rest of the line, with blocks that reach beyond it: where it ends; 0 after an error. */
static uint32_t line_end(Parser *p, uint32_t at) {
  Parser line;
  const char *text = p->lexer.text;
  parser_begin(&line, text, p->arena, p->error);
  line.loops = p->loops;
  line.depth = p->depth;
  lexer_begin(&line.lexer, text, at, p->arena, p->error);
  line.token = lexer_next(&line.lexer);
  uint32_t end = at;
  for (;;) {
    Node *n = parse_statement(&line);
    if (!n) return parse_failed(&line) ? 0 : end;
    end = n->span.end;
    const char *next = text + end + strspn(text + end, "; \t,\r");
    if (!*next || strchr("\n%#", *next) || parse_closes_block(&line)) return end;
  }
}

Node *parse_board(Parser *p) {
  Lexer *lx = &p->lexer;
  Node *kids[3];
  size_t count = 0;
  uint32_t begin = p->token.span.start, at = p->token.span.end;
  Node *name = kids[count++] = parse_node(p, NODE_NAME, p->token.span);
  name->text = parse_text(p, p->token.span);
  at += (uint32_t)blanks_after(lx->text + at);
  size_t word = manner(lx->text + at);
  if (word > 0) {
    kids[count++] = quoted(p, at, at + (uint32_t)word);
    at += (uint32_t)(word + blanks_after(lx->text + at + word));
  }
  lexer_begin(lx, lx->text, at, p->arena, p->error);
  p->peeked = false;
  p->token = lexer_next(lx);
  if (!parse_enter(p)) return NULL;
  bool all = strcmp(name->text, "numpy") == 0;
  if (all) {
    uint32_t end = line_end(p, at);
    if (end > 0) {
      lexer_begin(lx, lx->text, end, p->arena, p->error);
      p->token = lexer_next(lx);
      p->last = end;
    }
  } else
    parse_statement_plain(p);
  parse_leave(p);
  if (parse_failed(p)) return NULL;
  kids[count++] = quoted(p, at, p->last);
  Node *call = parse_node(p, NODE_CALL, (Span){ begin, p->last });
  call->at = name->span;
  parse_list_end(p, call, kids, count);
  Node *n = parse_node(p, NODE_EXPRESSION, call->span);
  parse_list_end(p, n, &call, 1);
  return n;
}
