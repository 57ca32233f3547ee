/* parse_command.c -- words with bare arguments: format long, hold on.  */

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
