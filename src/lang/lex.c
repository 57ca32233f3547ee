/* lex.c -- from text to tokens, one at a time.  */

#include "config.h"
#include "lang/lex.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

void lexer_begin(Lexer *lx, const char *text, uint32_t at, Arena *arena, Error *error) {
  lx->text = text;
  lx->at = at;
  lx->arena = arena;
  lx->error = error;
  lx->after_value = false;
  lx->depth = 0;
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Inside [ ] or { } blanks and line ends separate. */
static bool in_matrix(const Lexer *lx) {
  return lx->depth > 0 && lx->brackets[lx->depth - 1] != '(';
}

typedef struct KeywordName {
  const char *name;
  Keyword word, closes;
} KeywordName;

static const KeywordName keywords[] = {
  { "if", KEYWORD_IF, 0 },
  { "elseif", KEYWORD_ELSEIF, 0 },
  { "else", KEYWORD_ELSE, 0 },
  { "for", KEYWORD_FOR, 0 },
  { "while", KEYWORD_WHILE, 0 },
  { "do", KEYWORD_DO, 0 },
  { "until", KEYWORD_UNTIL, 0 },
  { "switch", KEYWORD_SWITCH, 0 },
  { "case", KEYWORD_CASE, 0 },
  { "otherwise", KEYWORD_OTHERWISE, 0 },
  { "break", KEYWORD_BREAK, 0 },
  { "continue", KEYWORD_CONTINUE, 0 },
  { "return", KEYWORD_RETURN, 0 },
  { "try", KEYWORD_TRY, 0 },
  { "catch", KEYWORD_CATCH, 0 },
  { "unwind_protect", KEYWORD_UNWIND, 0 },
  { "unwind_protect_cleanup", KEYWORD_CLEANUP, 0 },
  { "function", KEYWORD_FUNCTION, 0 },
  { "end", KEYWORD_END, KEYWORD_NONE },
  { "endif", KEYWORD_END, KEYWORD_IF },
  { "endfor", KEYWORD_END, KEYWORD_FOR },
  { "endwhile", KEYWORD_END, KEYWORD_WHILE },
  { "endswitch", KEYWORD_END, KEYWORD_SWITCH },
  { "endfunction", KEYWORD_END, KEYWORD_FUNCTION },
  { "end_try_catch", KEYWORD_END, KEYWORD_TRY },
  { "end_unwind_protect", KEYWORD_END, KEYWORD_UNWIND },
};

Keyword lexer_keyword(const char *s, size_t len, Keyword *closes) {
  if (len < 2 || !strchr("iefwduscobrt", s[0])) return KEYWORD_NONE;
  for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
    if (strncmp(keywords[i].name, s, len) == 0 && keywords[i].name[len] == '\0') {
      *closes = keywords[i].closes;
      return keywords[i].word;
    }
  return KEYWORD_NONE;
}

static Token bad(Lexer *lx, uint32_t start, const char *message) {
  error_set(lx->error, ERROR_SYNTAX, (Span){ start, lx->at }, "%s", message);
  return (Token){ .kind = TOKEN_BAD, .span = { start, lx->at } };
}

/* Comments, blanks and continued lines; answers whether anything was skipped. */
static bool skip_blanks(Lexer *lx) {
  const char *s = lx->text;
  uint32_t start = lx->at;
  for (;;) {
    char c = s[lx->at];
    if (c == ' ' || c == '\t' || c == '\r')
      lx->at++;
    else if (c == '\n' && lx->depth > 0 && !in_matrix(lx))
      lx->at++;
    else if (strncmp(s + lx->at, "...", 3) == 0) { /* what follows on the line is a comment */
      uint32_t after = lx->at + 3;
      while (s[after] && s[after] != '\n') after++;
      lx->at = after + (s[after] == '\n');
    } else if (c == '%' || c == '#') {
      if ((s[lx->at + 1] == '{') &&
          strspn(s + lx->at + 2, " \t\r") == strcspn(s + lx->at + 2, "\n")) {
        /* A block comment: alone on its line, up to its partner, possibly nested. */
        int depth = 0;
        do {
          const char *line = s + lx->at + strspn(s + lx->at, " \t");
          if ((*line == '%' || *line == '#') && line[1] == '{') depth++;
          if ((*line == '%' || *line == '#') && line[1] == '}') depth--;
          lx->at += (uint32_t)strcspn(s + lx->at, "\n");
          if (s[lx->at] == '\n' && depth > 0) lx->at++;
        } while (depth > 0 && s[lx->at]);
      } else {
        while (s[lx->at] && s[lx->at] != '\n') lx->at++;
      }
    } else
      break;
  }
  return lx->at > start;
}

static Token number(Lexer *lx) {
  const char *s = lx->text + lx->at;
  uint32_t start = lx->at;
  Token t = { .kind = TOKEN_NUMBER };
  char *end;
  if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
    t.number = (double)strtoull(s + 2, &end, 16);
    if (end == s + 2) end = (char *)s + 1;
  } else if (s[0] == '0' && (s[1] == 'b' || s[1] == 'B') && (s[2] == '0' || s[2] == '1')) {
    t.number = (double)strtoull(s + 2, &end, 2);
  } else {
    /* By hand up to 15 digits: exact, and several times faster than strtod. */
    uint64_t whole = 0;
    size_t digits = 0, i = 0;
    while (is_digit(s[i]) && digits < 16) whole = whole * 10 + (uint64_t)(s[i++] - '0'), digits++;
    bool simple =
        digits < 16 && s[i] != '.' && s[i] != 'e' && s[i] != 'E' && s[i] != 'd' && s[i] != 'D';
    if (simple) {
      t.number = (double)whole;
      end = (char *)s + i;
    } else {
      /* Length of the literal; "1./x" and "1.*x" are a number and an operator. */
      while (is_digit(s[i])) i++;
      if (s[i] == '.' && !strchr("*/\\^'", s[i + 1] ? s[i + 1] : ' ')) {
        i++;
        while (is_digit(s[i])) i++;
      } else if (s[i] == '.' && strncmp(s + i, "...", 3) != 0 && s[i + 1] == '\0')
        i++;
      size_t e = i;
      if (strchr("eEdD", s[e] ? s[e] : ' ')) {
        e++;
        if (s[e] == '+' || s[e] == '-') e++;
        if (is_digit(s[e])) {
          while (is_digit(s[e])) e++;
          i = e;
        }
      }
      char copy[64];
      if (i < sizeof copy) {
        memcpy(copy, s, i);
        copy[i] = '\0';
        for (char *p = copy; *p; p++)
          if (*p == 'd' || *p == 'D') *p = 'e';
        t.number = strtod(copy, NULL);
      } else
        t.number = strtod(s, NULL);
      end = (char *)s + i;
    }
  }
  lx->at += (uint32_t)(end - s);
  char c = lx->text[lx->at];
  if ((c == 'i' || c == 'j' || c == 'I' || c == 'J') && !is_letter(lx->text[lx->at + 1]) &&
      !is_digit(lx->text[lx->at + 1])) {
    lx->at++;
    t.kind = TOKEN_IMAGINARY;
  }
  t.span = (Span){ start, lx->at };
  lx->after_value = true;
  return t;
}

/* The character an escape in "..." stands for; *S is behind the backslash and moves on. */
static char escape(const char **s) {
  char c = *(*s)++;
  switch (c) {
  case 'n': return '\n';
  case 't': return '\t';
  case 'r': return '\r';
  case 'a': return '\a';
  case 'b': return '\b';
  case 'f': return '\f';
  case 'v': return '\v';
  case '0':
  case '1':
  case '2':
  case '3':
  case '4':
  case '5':
  case '6':
  case '7': {
    int code = c - '0';
    for (int i = 1; i < 3 && **s >= '0' && **s <= '7'; i++) code = code * 8 + (*(*s)++ - '0');
    return (char)code;
  }
  case 'x': {
    char *end;
    char digits[3] = { (*s)[0], (*s)[0] ? (*s)[1] : '\0', '\0' };
    long code = strtol(digits, &end, 16);
    *s += end - digits;
    return (char)code;
  }
  default: return c;
  }
}

static Token string(Lexer *lx, char quote) {
  uint32_t start = lx->at++;
  const char *s = lx->text + lx->at, *end = s;
  while (*end && *end != '\n') {
    if (*end == quote) {
      if (end[1] != quote) break;
      end++;
    } else if (quote == '"' && *end == '\\' && end[1] && end[1] != '\n')
      end++;
    end++;
  }
  if (*end != quote) {
    lx->at = start + 1;
    error_set(lx->error, ERROR_SYNTAX, (Span){ start, lx->at },
              "this %c opens a text that is not closed", quote);
    error_hint(lx->error, "close the text with another %c before the line ends", quote);
    return (Token){ .kind = TOKEN_BAD, .span = { start, lx->at } };
  }
  char *copy = arena_new(lx->arena, (size_t)(end - s) + 1);
  size_t n = 0;
  while (s < end) {
    char c = *s++;
    if (c == quote)
      s++;
    else if (c == '\\' && quote == '"')
      c = escape(&s);
    copy[n++] = c;
  }
  lx->at = (uint32_t)(end + 1 - lx->text);
  lx->after_value = true;
  return (Token){ .kind = quote == '"' ? TOKEN_QUOTED : TOKEN_STRING,
                  .span = { start, lx->at },
                  .text = copy,
                  .length = n };
}

static Token name(Lexer *lx) {
  const char *s = lx->text;
  uint32_t start = lx->at;
  while (is_letter(s[lx->at]) || is_digit(s[lx->at])) lx->at++;
  Token t = { .kind = TOKEN_NAME, .span = { start, lx->at } };
  bool field = start > 0 && s[start - 1] == '.';
  if (!field) t.word = lexer_keyword(s + start, lx->at - start, &t.closes);
  if (t.word == KEYWORD_END && t.closes == KEYWORD_NONE && lx->depth > 0) t.word = KEYWORD_NONE;
  if (t.word != KEYWORD_NONE) t.kind = TOKEN_KEYWORD;
  lx->after_value = t.kind == TOKEN_NAME;
  return t;
}

typedef struct Symbol {
  char text[4];
  int kind;
} Symbol;

/* Longest first. */
static const Symbol symbols[] = {
  { ".**", TOKEN_POWER },        { ".^'", 0 },
  { "==", TOKEN_EQUAL },         { "~=", TOKEN_NOT_EQUAL },
  { "!=", TOKEN_NOT_EQUAL },     { "<=", TOKEN_LESS_EQUAL },
  { ">=", TOKEN_GREATER_EQUAL }, { "&&", TOKEN_BOTH },
  { "||", TOKEN_EITHER },        { ".*", TOKEN_TIMES },
  { "./", TOKEN_RIGHT_DIVIDE },  { ".\\", TOKEN_LEFT_DIVIDE },
  { ".^", TOKEN_POWER },         { ".'", TOKEN_TRANSPOSE },
  { "**", TOKEN_MATRIX_POWER },  { "^", TOKEN_MATRIX_POWER },
};

static Token bracket(Lexer *lx, char c) {
  Token t = { .kind = c, .span = { lx->at, lx->at + 1 } };
  if (strchr("([{", c)) {
    if (lx->depth >= sizeof lx->brackets)
      return bad(lx, lx->at++, "brackets are nested too deeply");
    lx->brackets[lx->depth] = c;
    lx->opened[lx->depth++] = lx->at;
    lx->after_value = false;
  } else {
    char open = lx->depth > 0 ? lx->brackets[lx->depth - 1] : '\0';
    char want = open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : '\0';
    if (c != want) {
      uint32_t at = lx->at++;
      error_set(lx->error, ERROR_SYNTAX, (Span){ at, at + 1 },
                want ? "this %c closes nothing: the open bracket is a %c"
                     : "this %c closes a bracket that was never opened",
                c, open);
      if (want) error_hint(lx->error, "close it with %c first", want);
      return (Token){ .kind = TOKEN_BAD, .span = { at, at + 1 } };
    }
    lx->depth--;
    lx->after_value = true;
  }
  lx->at++;
  return t;
}

static Token symbol(Lexer *lx) {
  const char *s = lx->text + lx->at;
  uint32_t start = lx->at;
  if (strchr("()[]{}", *s)) return bracket(lx, *s);
  /* += and its like, but not inside a matrix, where "[a -=" makes no sense anyway. */
  if (strchr("+-*/^|&", *s) && s[1] == '=' && s[2] != '=') {
    lx->at += 2;
    lx->after_value = false;
    return (Token){ .kind = TOKEN_UPDATE, .span = { start, lx->at }, .update = *s };
  }
  if (*s == '.' && s[1] && strchr("*/^", s[1]) && s[2] == '=' && s[3] != '=') {
    lx->at += 3;
    lx->after_value = false;
    char elementwise = s[1] == '*' ? 't' : s[1] == '/' ? 'd' : 'p';
    return (Token){ .kind = TOKEN_UPDATE, .span = { start, lx->at }, .update = elementwise };
  }
  for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
    size_t len = strlen(symbols[i].text);
    if (symbols[i].kind && strncmp(s, symbols[i].text, len) == 0) {
      lx->at += (uint32_t)len;
      lx->after_value = symbols[i].kind == TOKEN_TRANSPOSE;
      return (Token){ .kind = symbols[i].kind, .span = { start, lx->at } };
    }
  }
  if (strchr("+-*/\\<>=&|~!:,;@.?$", *s)) {
    lx->at++;
    lx->after_value = false;
    return (Token){ .kind = *s, .span = { start, lx->at } };
  }
  size_t used;
  uint32_t point = utf8_decode(s, strlen(s), &used);
  lx->at += (uint32_t)used;
  Token t = { .kind = TOKEN_BAD, .span = { start, lx->at } };
  error_set(lx->error, ERROR_SYNTAX, t.span,
            utf8_unsafe(point) || point == UTF8_BAD
                ? "this character cannot be part of an expression"
                : "'%.*s' cannot be part of an expression",
            (int)used, s);
  if (point == 0x2212 || point == 0x2013)
    error_hint(lx->error, "write a plain minus sign: -");
  else if (point == 0xD7 || point == 0xB7)
    error_hint(lx->error, "write * for the product");
  else if (point == 0x2018 || point == 0x2019 || point == 0x201C || point == 0x201D)
    error_hint(lx->error, "write plain quotes: 'text'");
  else if (point == 0xB2)
    error_hint(lx->error, "write ^2 for the square");
  else if (point == 0x3C0)
    error_hint(lx->error, "write pi");
  else if (point == 0x221A)
    error_hint(lx->error, "write sqrt(...)");
  else if (point == 0x222B)
    error_hint(lx->error, "an integral is written integral(@(x) x.^2, 0, 1)");
  else if (!utf8_unsafe(point) && point != UTF8_BAD)
    error_hint(lx->error, "formulas use plain letters, digits and signs");
  return t;
}

Token lexer_next(Lexer *lx) {
  bool spaced = skip_blanks(lx);
  char c = lx->text[lx->at];
  Token t;
  if (c == '\0') {
    t = (Token){ .kind = TOKEN_FINISH, .span = { lx->at, lx->at } };
  } else if (c == '\n') {
    t = (Token){ .kind = TOKEN_NEWLINE, .span = { lx->at, lx->at + 1 } };
    lx->at++;
    lx->after_value = false;
  } else if (is_digit(c) || (c == '.' && is_digit(lx->text[lx->at + 1]))) {
    t = number(lx);
  } else if (is_letter(c)) {
    t = name(lx);
  } else if (c == '"') {
    t = string(lx, '"');
  } else if (c == '\'') {
    if (lx->after_value && !(spaced && in_matrix(lx))) {
      t = (Token){ .kind = TOKEN_APOSTROPHE, .span = { lx->at, lx->at + 1 } };
      lx->at++;
    } else
      t = string(lx, '\'');
  } else {
    t = symbol(lx);
  }
  t.spaced = spaced;
  return t;
}
