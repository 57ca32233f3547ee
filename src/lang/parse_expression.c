/* parse_expression.c -- expressions, with Octave's precedence.

   From weakest to strongest: || && | & comparison : + - * / \ (and elementwise) unary + - !
   ^ and transposes.  All group from the left.  */

#include "config.h"
#include "lang/parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* a + b + c + ... makes a tree as deep as the chain is long; later passes walk it recursively. */
enum { LONGEST_CHAIN = 1000 };

static Node *parse_binary(Parser *p, int level);
static Node *parse_unary(Parser *p);

/* A growing list on the heap while its length is unknown, copied to the arena at the end. */
typedef struct List {
  Node **items;
  size_t count, cap;
} List;

static void list_add(List *l, Node *n) {
  MEM_GROW(l->items, l->count, l->cap);
  l->items[l->count++] = n;
}

static Node *list_finish(Parser *p, List *l, Node *owner) {
  parse_list_end(p, owner, l->items, l->count);
  free(l->items);
  return parse_failed(p) ? NULL : owner;
}

/* In [1 -2] and {a 'b'} a blank separates, in [1 - 2] it does not. */
static bool separates(Parser *p) {
  if (!p->matrix || p->brackets > 0 || !p->token.spaced) return false;
  const char *after = p->lexer.text + p->token.span.end;
  switch (p->token.kind) {
  case '+':
  case '-': return *after != ' ' && *after != '\t' && *after != '=' && *after != '\n';
  case '!':
  case '~':
  case '(':
  case '[':
  case '{':
  case '@':
  case TOKEN_NUMBER:
  case TOKEN_IMAGINARY:
  case TOKEN_STRING:
  case TOKEN_QUOTED:
  case TOKEN_NAME: return true;
  default: return false;
  }
}

/* Index or call arguments up to CLOSE; the opening bracket is taken already. */
static Node *parse_arguments(Parser *p, Node *call, int close) {
  List list = { 0 };
  bool outer_matrix = p->matrix;
  unsigned outer_brackets = p->brackets;
  p->matrix = close == '}';
  p->brackets = 1; /* inside x{...} blanks do not separate either */
  p->indices++;
  list_add(&list, call->kids[0]);
  while (p->token.kind != close && !parse_failed(p)) {
    Node *argument;
    Token *next = p->token.kind == ':' ? parse_peek(p) : NULL;
    if (next && (next->kind == close || next->kind == ',')) {
      argument = parse_node(p, NODE_COLON, p->token.span);
      parse_advance(p);
    } else
      argument = parse_expression(p);
    if (!argument) break;
    list_add(&list, argument);
    if (p->token.kind == TOKEN_NEWLINE) {
      parse_advance(p);
      continue;
    }
    if (p->token.kind != close && !parse_accept(p, ',')) {
      parse_unexpected(p);
      break;
    }
  }
  p->indices--;
  p->matrix = outer_matrix;
  p->brackets = outer_brackets;
  call->span.end = p->token.span.end;
  if (!parse_failed(p) && !parse_accept(p, close)) parse_unexpected(p);
  return list_finish(p, &list, call);
}

/* OBJECT with the index or arguments that begin at the current token, ( or {. */
static Node *parse_call(Parser *p, Node *object) {
  bool brace = p->token.kind == '{';
  Node *call = parse_node(p, brace ? NODE_BRACE : NODE_CALL, object->span);
  call->at = object->span;
  call->kids = &object;
  if (!parse_enter(p)) return NULL;
  parse_advance(p);
  Node *n = parse_arguments(p, call, brace ? '}' : ')');
  parse_leave(p);
  return n;
}

/* The inside of [ ] or { }; the bracket is the current token. */
static Node *parse_matrix(Parser *p) {
  bool cell = p->token.kind == '{';
  int close = cell ? '}' : ']';
  Node *matrix = parse_node(p, cell ? NODE_CELL : NODE_MATRIX, p->token.span);
  if (!parse_enter(p)) return NULL;
  bool outer_matrix = p->matrix;
  unsigned outer_brackets = p->brackets;
  p->matrix = true;
  p->brackets = 0;
  parse_advance(p);
  List rows = { 0 };
  while (p->token.kind != close && !parse_failed(p)) {
    if (p->token.kind == ';' || p->token.kind == TOKEN_NEWLINE) {
      parse_advance(p);
      continue;
    }
    Node *row = parse_node(p, NODE_ROW, p->token.span);
    List list = { 0 };
    while (!parse_failed(p)) {
      Node *item = parse_expression(p);
      if (!item) break;
      list_add(&list, item);
      bool comma = parse_accept(p, ',');
      int kind = p->token.kind;
      if (kind == close || kind == ';' || kind == TOKEN_NEWLINE) break;
      if (!comma && !p->token.spaced && kind != '[' && kind != '{' && kind != TOKEN_STRING &&
          kind != TOKEN_QUOTED) {
        parse_unexpected(p);
        break;
      }
      if (kind == TOKEN_FINISH) {
        parse_unexpected(p);
        break;
      }
    }
    row->span.end = p->last;
    list_finish(p, &list, row);
    list_add(&rows, row);
  }
  p->matrix = outer_matrix;
  p->brackets = outer_brackets;
  matrix->span.end = p->token.span.end;
  if (!parse_failed(p)) {
    if (p->token.kind != close)
      parse_unexpected(p);
    else
      parse_advance(p);
  }
  parse_leave(p);
  return list_finish(p, &rows, matrix);
}

/* @name and @(parameters) body */
static Node *parse_handle(Parser *p) {
  Span start = p->token.span;
  parse_advance(p);
  if (p->token.kind == TOKEN_NAME) {
    Node *n = parse_node(p, NODE_HANDLE, (Span){ start.start, p->token.span.end });
    n->text = parse_text(p, p->token.span);
    parse_advance(p);
    return n;
  }
  if (p->token.kind != '(')
    return parse_complain(p, start, "@ makes a function: a name or (parameters) must follow",
                          "for example f = @(x) x.^2, or g = @sin; the matrix product is A * B");
  parse_advance(p);
  Node *n = parse_node(p, NODE_LAMBDA, start);
  const char *names[64];
  while (p->token.kind != ')' && !parse_failed(p)) {
    if (p->token.kind != TOKEN_NAME && p->token.kind != '~' && p->token.kind != '!')
      return parse_complain(p, p->token.span, "a parameter must be a name",
                            "for example f = @(x, y) x + y");
    if (n->name_count == sizeof names / sizeof *names)
      return parse_complain(p, p->token.span, "a function takes at most 64 parameters", NULL);
    names[n->name_count++] = p->token.kind == TOKEN_NAME ? parse_text(p, p->token.span) : "~";
    parse_advance(p);
    if (p->token.kind != ')' && !parse_accept(p, ',')) return parse_unexpected(p);
  }
  p->lexer.after_value = false; /* a quote behind the bracket opens a text */
  parse_accept(p, ')');
  n->names = arena_new(p->arena, (n->name_count + 1) * sizeof *n->names);
  memcpy(n->names, names, n->name_count * sizeof *n->names);
  unsigned outer = p->indices;
  p->indices = 0; /* `end` in the body would mean nothing */
  Node *body = parse_expression(p);
  p->indices = outer;
  if (!body) return NULL;
  parse_list_end(p, n, &body, 1);
  n->span.end = body->span.end;
  return n;
}

/* (2, 3), and zeros((2, 3)), whose brackets open at OPENED; the token is the comma. */
static Node *complain_tuple(Parser *p, Span opened) {
  const char *text = p->lexer.text, *inside = text + opened.end;
  size_t len = strcspn(inside, "()\n"), name = opened.start;
  parse_unexpected(p);
  if (inside[len] != ')' || len > 40) {
    error_hint(p->error, "a list is written with square brackets: [2, 3]");
    return NULL;
  }
  bool argument = name > 0 && text[name - 1] == '(' && inside[len + 1] == ')';
  size_t end = argument ? --name : name;
  while (argument && name > 0 && (isalnum((unsigned char)text[name - 1]) || text[name - 1] == '_'))
    name--;
  if (end > name && end - name < 40)
    error_hint(p->error, "write %.*s(%.*s)", (int)(end - name), text + name, (int)len, inside);
  else
    error_hint(p->error, "a list is written with square brackets: [%.*s]", (int)len, inside);
  return NULL;
}

static Node *parse_primary(Parser *p) {
  Token t = p->token;
  Node *n;
  switch (t.kind) {
  case TOKEN_NUMBER:
  case TOKEN_IMAGINARY:
    n = parse_node(p, NODE_NUMBER, t.span);
    n->number = t.number;
    n->flag = t.kind == TOKEN_IMAGINARY;
    /* Printed back as written where that is not how the number would be shown. */
    for (uint32_t k = t.span.start; k < t.span.end && !n->text; k++)
      if (strchr("eEdDxXbB", p->lexer.text[k])) n->text = parse_text(p, t.span);
    parse_advance(p);
    return n;
  case TOKEN_STRING:
  case TOKEN_QUOTED:
    n = parse_node(p, NODE_STRING, t.span);
    n->text = t.text;
    n->length = t.length;
    n->flag = t.kind == TOKEN_QUOTED;
    parse_advance(p);
    return n;
  case TOKEN_NAME: {
    const char *s = p->lexer.text + t.span.start;
    size_t len = t.span.end - t.span.start;
    if (len == 3 && memcmp(s, "end", 3) == 0) {
      if (p->indices == 0)
        return parse_complain(p, t.span, "`end` has a meaning only inside an index",
                              "for example x(end) is the last element");
      n = parse_node(p, NODE_END, t.span);
    } else {
      n = parse_node(p, NODE_NAME, t.span);
      n->text = parse_text(p, t.span);
    }
    parse_advance(p);
    if (len == 3 && memcmp(s, "not", 3) == 0 && !p->matrix && p->token.kind == TOKEN_NAME)
      return parse_complain(p, t.span, "`not` is written ! here", "for example !true, or !(x > 3)");
    if (len == 6 && memcmp(s, "lambda", 6) == 0 && p->token.kind == TOKEN_NAME)
      return parse_complain(p, t.span, "a function is written @(x) here",
                            "for example f = @(x) x.^2");
    return n;
  }
  case '(': {
    if (!parse_enter(p)) return NULL;
    parse_advance(p);
    p->brackets++;
    n = parse_expression(p);
    p->brackets--;
    if (n && p->token.kind == ',') return complain_tuple(p, t.span);
    if (n && p->token.kind != ')') n = parse_unexpected(p);
    if (n) {
      if (n->parens < 255) n->parens++;
      n->span = (Span){ t.span.start, p->token.span.end };
      parse_advance(p);
    }
    parse_leave(p);
    return n;
  }
  case '[':
  case '{': return parse_matrix(p);
  case '@': return parse_handle(p);
  case ':':
    if (p->indices > 0)
      return parse_complain(p, t.span, "a bare : must stand alone as an index",
                            "for example A(:, 2)");
    return parse_unexpected(p);
  default: return parse_unexpected(p);
  }
}

/* s.(name): the dot is the current token. */
static Node *parse_named_field(Parser *p, Node *object) {
  Node *field = parse_node(p, NODE_FIELD, object->span);
  field->at = p->token.span;
  if (!parse_enter(p)) return NULL;
  parse_advance(p);
  parse_advance(p);
  p->brackets++;
  Node *name = parse_expression(p);
  p->brackets--;
  parse_leave(p);
  if (!name) return NULL;
  if (p->token.kind != ')') return parse_unexpected(p);
  field->span.end = p->token.span.end;
  parse_advance(p);
  parse_list_end(p, field, (Node *[]){ object, name }, 2);
  return field;
}

/* A primary with its indices, calls, fields. */
static Node *parse_postfix(Parser *p) {
  Node *n = parse_primary(p);
  for (unsigned chained = 0; n; chained++) {
    if (chained > MAX_NESTING)
      return parse_complain(p, p->token.span, "too many indices one after the other", NULL);
    if (separates(p)) return n;
    int kind = p->token.kind;
    if (kind == '(' || kind == '{') {
      if (n->kind == NODE_NUMBER && n->parens == 0) return n;
      n = parse_call(p, n);
    } else if (kind == '.' && !p->token.spaced && parse_peek(p)->kind == TOKEN_NAME &&
               !parse_peek(p)->spaced) {
      parse_advance(p);
      Node *field = parse_node(p, NODE_FIELD, (Span){ n->span.start, p->token.span.end });
      field->at = p->token.span;
      field->text = parse_text(p, p->token.span);
      parse_list_end(p, field, &n, 1);
      parse_advance(p);
      n = field;
    } else if (kind == '.' && !p->token.spaced && parse_peek(p)->kind == '(' &&
               !parse_peek(p)->spaced) {
      n = parse_named_field(p, n);
    } else
      return n;
  }
  return NULL;
}

static Node *unary(Parser *p, Operator op, Span at, Node *operand, Span span) {
  Node *n = parse_node(p, NODE_UNARY, span);
  n->op = (uint8_t)op;
  n->at = at;
  parse_list_end(p, n, &operand, 1);
  return n;
}

static Node *binary(Parser *p, Operator op, Span at, Node *left, Node *right) {
  Node *n = parse_node(p, NODE_BINARY, (Span){ left->span.start, right->span.end });
  n->op = (uint8_t)op;
  n->at = at;
  parse_list_end(p, n, (Node *[]){ left, right }, 2);
  return n;
}

static bool is_sign(int kind, Operator *op) {
  *op = kind == '-' ? OPERATE_NEGATE : kind == '+' ? OPERATE_PLUS : OPERATE_NOT;
  return kind == '-' || kind == '+' || kind == '!' || kind == '~';
}

/* What may stand behind ^: a postfix expression with signs, as in 2^-1. */
static Node *parse_exponent(Parser *p) {
  Operator op;
  if (!is_sign(p->token.kind, &op)) return parse_postfix(p);
  Span at = p->token.span;
  if (!parse_enter(p)) return NULL;
  parse_advance(p);
  Node *operand = parse_exponent(p);
  parse_leave(p);
  return operand ? unary(p, op, at, operand, (Span){ at.start, operand->span.end }) : NULL;
}

static Node *parse_power(Parser *p) {
  Node *n = parse_postfix(p);
  for (unsigned chained = 0; n; chained++) {
    Token t = p->token;
    bool quote = t.kind == TOKEN_APOSTROPHE || t.kind == TOKEN_TRANSPOSE;
    bool power = t.kind == TOKEN_POWER || t.kind == TOKEN_MATRIX_POWER;
    if (!quote && !power) return n;
    if (chained > MAX_NESTING)
      return parse_complain(p, t.span, "too many operators one after the other", NULL);
    parse_advance(p);
    if (quote) {
      Operator op = t.kind == TOKEN_APOSTROPHE ? OPERATE_CONJUGATE_TRANSPOSE : OPERATE_TRANSPOSE;
      n = unary(p, op, t.span, n, (Span){ n->span.start, t.span.end });
      if (p->token.kind == '(' && !p->token.spaced) n = parse_call(p, n);
      if (!n) return NULL;
    } else {
      Node *right = parse_exponent(p);
      if (!right) return NULL;
      n = binary(p, t.kind == TOKEN_POWER ? OPERATE_POWER : OPERATE_MATRIX_POWER, t.span, n, right);
    }
  }
  return NULL;
}

static Node *parse_unary(Parser *p) {
  Operator op;
  if (!is_sign(p->token.kind, &op)) return parse_power(p);
  Span at = p->token.span;
  const char *sign = p->lexer.text + at.start;
  if ((*sign == '+' || *sign == '-') && sign[1] == *sign &&
      (isalpha((unsigned char)sign[2]) || sign[2] == '_') && !p->matrix)
    return parse_complain(p, (Span){ at.start, at.start + 2 },
                          "++ and -- stand alone here: they change a variable and have no value",
                          "for example x++; y = x");
  if (!parse_enter(p)) return NULL;
  parse_advance(p);
  Node *operand = parse_unary(p);
  parse_leave(p);
  return operand ? unary(p, op, at, operand, (Span){ at.start, operand->span.end }) : NULL;
}

enum {
  LEVEL_EITHER,
  LEVEL_BOTH,
  LEVEL_OR,
  LEVEL_AND,
  LEVEL_COMPARE,
  LEVEL_RANGE,
  LEVEL_ADD,
  LEVEL_MULTIPLY,
  LEVEL_UNARY
};

typedef struct Infix {
  int kind, level;
  Operator op;
} Infix;

static const Infix *infix_of(int kind) {
  static const Infix table[] = {
    { '+', LEVEL_ADD, OPERATE_ADD },
    { '-', LEVEL_ADD, OPERATE_SUBTRACT },
    { '*', LEVEL_MULTIPLY, OPERATE_MATRIX_TIMES },
    { '/', LEVEL_MULTIPLY, OPERATE_MATRIX_RIGHT_DIVIDE },
    { TOKEN_TIMES, LEVEL_MULTIPLY, OPERATE_TIMES },
    { TOKEN_RIGHT_DIVIDE, LEVEL_MULTIPLY, OPERATE_RIGHT_DIVIDE },
    { '\\', LEVEL_MULTIPLY, OPERATE_MATRIX_LEFT_DIVIDE },
    { TOKEN_LEFT_DIVIDE, LEVEL_MULTIPLY, OPERATE_LEFT_DIVIDE },
    { ':', LEVEL_RANGE, OPERATE_PLUS },
    { '<', LEVEL_COMPARE, OPERATE_LESS },
    { '>', LEVEL_COMPARE, OPERATE_GREATER },
    { TOKEN_LESS_EQUAL, LEVEL_COMPARE, OPERATE_LESS_EQUAL },
    { TOKEN_EQUAL, LEVEL_COMPARE, OPERATE_EQUAL },
    { TOKEN_NOT_EQUAL, LEVEL_COMPARE, OPERATE_NOT_EQUAL },
    { TOKEN_GREATER_EQUAL, LEVEL_COMPARE, OPERATE_GREATER_EQUAL },
    { '&', LEVEL_AND, OPERATE_AND },
    { '|', LEVEL_OR, OPERATE_OR },
    { TOKEN_BOTH, LEVEL_BOTH, OPERATE_AND },
    { TOKEN_EITHER, LEVEL_EITHER, OPERATE_OR },
  };
  if (kind == ')' || kind == ';' || kind == ',' || kind >= TOKEN_FINISH) {
    if (kind < TOKEN_TIMES) return NULL;
  }
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].kind == kind) return &table[i];
  return NULL;
}

/* base:limit or base:step:limit, where FIRST is the base and the token a colon. */
static Node *parse_range(Parser *p, Node *first) {
  Token *next = parse_peek(p);
  /* In A(2,:) after a value the colon would have been taken as an index: here it needs a limit. */
  if (p->indices > 0 && (next->kind == ')' || next->kind == ',')) return parse_unexpected(p);
  Node *parts[3] = { first };
  size_t count = 1;
  Span at = p->token.span;
  while (count < 3 && p->token.kind == ':' && !separates(p)) {
    parse_advance(p);
    parts[count] = parse_binary(p, LEVEL_RANGE + 1);
    if (!parts[count++]) return NULL;
  }
  Node *n = parse_node(p, NODE_RANGE, (Span){ first->span.start, parts[count - 1]->span.end });
  n->at = at;
  parse_list_end(p, n, parts, count);
  return n;
}

/* Precedence climbing: everything at LEVEL and above. */
static Node *parse_binary(Parser *p, int level) {
  Node *left = parse_unary(p);
  for (unsigned chained = 0; left; chained++) {
    int kind = p->token.kind;
    const Infix *infix = infix_of(kind);
    if (!infix || infix->level < level || separates(p)) return left;
    int own = infix->level;
    if (own == LEVEL_ADD && !p->matrix && p->brackets == 0 && parse_at_step(p)) return left;
    if (chained > LONGEST_CHAIN)
      return parse_complain(p, p->token.span, "this expression is too long", NULL);
    if (own == LEVEL_RANGE) {
      left = parse_range(p, left);
      continue;
    }
    Span at = p->token.span;
    if (!parse_enter(p)) return NULL;
    parse_advance(p);
    if (kind == '/' && p->token.kind == '/') return parse_unexpected(p);
    Node *right = parse_binary(p, own + 1);
    parse_leave(p);
    if (!right) return NULL;
    left = binary(p, infix->op, at, left, right);
    if (own == LEVEL_EITHER) left->kind = NODE_EITHER;
    if (own == LEVEL_BOTH) left->kind = NODE_BOTH;
  }
  return NULL;
}

Node *parse_expression(Parser *p) {
  if (!parse_enter(p)) return NULL;
  Node *n = parse_binary(p, LEVEL_EITHER);
  parse_leave(p);
  return n;
}

Node *parse_expression_text(const char *text, Arena *arena, Error *error) {
  Parser p;
  parser_begin(&p, text, arena, error);
  while (!parse_failed(&p) && (p.token.kind == TOKEN_NEWLINE)) parse_advance(&p);
  if (p.token.kind == TOKEN_FINISH)
    return parse_complain(&p, p.token.span, "an expression is missing", NULL);
  Node *n = parse_failed(&p) ? NULL : parse_expression(&p);
  while (n && (p.token.kind == ';' || p.token.kind == TOKEN_NEWLINE)) parse_advance(&p);
  if (n && p.token.kind != TOKEN_FINISH) parse_unexpected(&p);
  return parse_failed(&p) ? NULL : n;
}
