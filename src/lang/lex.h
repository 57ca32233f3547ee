/* lex.h -- from text to tokens, one at a time.

   Whether a quote opens a text or transposes, and whether a blank separates two elements, depends
   on what stands before it and on the brackets around; the lexer keeps track of both.  */

#ifndef LANG_LEX_H
#define LANG_LEX_H

#include "base/error.h"
#include "base/memory.h"

/* Single-character tokens are their own character code. */
typedef enum TokenKind {
  TOKEN_FINISH = 256, /* the end of the text */
  TOKEN_NEWLINE,
  TOKEN_NUMBER,
  TOKEN_IMAGINARY,
  TOKEN_STRING, /* 'text' */
  TOKEN_QUOTED, /* "text" */
  TOKEN_NAME,
  TOKEN_KEYWORD,      /* see `word` */
  TOKEN_TIMES,        /* .* */
  TOKEN_RIGHT_DIVIDE, /* ./ */
  TOKEN_LEFT_DIVIDE,  /* .\ */
  TOKEN_POWER,        /* .^ and .** */
  TOKEN_MATRIX_POWER, /* ^ and ** */
  TOKEN_TRANSPOSE,    /* .' */
  TOKEN_APOSTROPHE,   /* ' after a value */
  TOKEN_EQUAL,
  TOKEN_NOT_EQUAL,
  TOKEN_LESS_EQUAL,
  TOKEN_GREATER_EQUAL,
  TOKEN_BOTH,   /* && */
  TOKEN_EITHER, /* || */
  TOKEN_UPDATE, /* += -= *= /= ^= |= &= in `update`; .*= ./= .^= are t, d, p there */
  TOKEN_BAD     /* the lexer's error is set */
} TokenKind;

typedef enum Keyword {
  KEYWORD_NONE,
  KEYWORD_IF,
  KEYWORD_ELSEIF,
  KEYWORD_ELSE,
  KEYWORD_FOR,
  KEYWORD_WHILE,
  KEYWORD_DO,
  KEYWORD_UNTIL,
  KEYWORD_SWITCH,
  KEYWORD_CASE,
  KEYWORD_OTHERWISE,
  KEYWORD_BREAK,
  KEYWORD_CONTINUE,
  KEYWORD_RETURN,
  KEYWORD_TRY,
  KEYWORD_CATCH,
  KEYWORD_UNWIND,
  KEYWORD_CLEANUP,
  KEYWORD_FUNCTION,
  KEYWORD_END /* end, endif, endfor, ...: `closes` says which block, KEYWORD_NONE for any */
} Keyword;

typedef struct Token {
  int kind;
  Span span;
  bool spaced; /* white space before it */
  Keyword word, closes;
  char update;
  double number;
  const char *text; /* of strings: unescaped, in the arena */
  size_t length;
} Token;

typedef struct Lexer {
  const char *text;
  uint32_t at;
  Arena *arena; /* for the contents of strings */
  Error *error;
  bool after_value; /* the last token could end a value */
  uint32_t depth;
  char brackets[256];   /* the open ones */
  uint32_t opened[256]; /* where */
} Lexer;

/* Read TEXT (ends with NUL, borrowed) from byte AT.  Contents of strings go to ARENA, what is wrong
   to ERROR. */
void lexer_begin(Lexer *lx, const char *text, uint32_t at, Arena *arena, Error *error);
/* The next token; TOKEN_FINISH again and again at the end, TOKEN_BAD with the error set. */
Token lexer_next(Lexer *lx);

/* The keyword spelled by the LEN bytes at S, or KEYWORD_NONE. */
Keyword lexer_keyword(const char *s, size_t len, Keyword *closes);

#endif
