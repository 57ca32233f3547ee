/* unparse.c -- trees back to text.  */

#include "config.h"
#include "lang/unparse.h"
#include "value/show.h"

#include <string.h>

static void list(Node *const *kids, size_t count, Text *out) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) text_puts(out, ", ");
    unparse(kids[i], out);
  }
}

static void string(const Node *n, Text *out) {
  char quote = n->flag ? '"' : '\'';
  text_putc(out, quote);
  for (size_t i = 0; i < n->length; i++) {
    char c = n->text[i];
    if (n->flag && c == '\n')
      text_puts(out, "\\n");
    else if (n->flag && c == '\t')
      text_puts(out, "\\t");
    else if (n->flag && (c == '\\' || c == '"'))
      text_printf(out, "\\%c", c);
    else if (c == quote)
      text_printf(out, "%c%c", c, c);
    else
      text_putc(out, c);
  }
  text_putc(out, quote);
}

static void rows(const Node *n, char open, char close, Text *out) {
  text_putc(out, open);
  for (size_t i = 0; i < n->count; i++) {
    if (i > 0) text_puts(out, "; ");
    list(n->kids[i]->kids, n->kids[i]->count, out);
  }
  text_putc(out, close);
}

static void infix(const Node *n, const char *sign, Text *out) {
  unparse(n->kids[0], out);
  text_printf(out, " %s ", sign);
  unparse(n->kids[1], out);
}

static void bare(const Node *n, Text *out) {
  switch (n->kind) {
  case NODE_NUMBER: {
    if (n->text) { /* 1e-3 stays 1e-3 */
      text_puts(out, n->text);
      break;
    }
    show_number(n->number, 15, out);
    if (n->flag) text_putc(out, 'i');
    break;
  }
  case NODE_STRING: string(n, out); break;
  case NODE_NAME: text_puts(out, n->text); break;
  case NODE_COLON: text_putc(out, ':'); break;
  case NODE_END: text_puts(out, "end"); break;
  case NODE_UNARY:
    if (n->op == OPERATE_TRANSPOSE || n->op == OPERATE_CONJUGATE_TRANSPOSE) {
      unparse(n->kids[0], out);
      text_puts(out, operator_text(n->op));
    } else {
      text_puts(out, operator_text(n->op));
      unparse(n->kids[0], out);
    }
    break;
  case NODE_BINARY: infix(n, operator_text(n->op), out); break;
  case NODE_BOTH: infix(n, "&&", out); break;
  case NODE_EITHER: infix(n, "||", out); break;
  case NODE_RANGE:
    for (size_t i = 0; i < n->count; i++) {
      if (i > 0) text_putc(out, ':');
      unparse(n->kids[i], out);
    }
    break;
  case NODE_CALL:
    unparse(n->kids[0], out);
    text_puts(out, " (");
    list(n->kids + 1, n->count - 1, out);
    text_putc(out, ')');
    break;
  case NODE_BRACE:
    unparse(n->kids[0], out);
    text_puts(out, " {");
    list(n->kids + 1, n->count - 1, out);
    text_putc(out, '}');
    break;
  case NODE_FIELD:
    unparse(n->kids[0], out);
    if (n->text) {
      text_printf(out, ".%s", n->text);
    } else {
      text_puts(out, ".(");
      unparse(n->kids[1], out);
      text_putc(out, ')');
    }
    break;
  case NODE_MATRIX: rows(n, '[', ']', out); break;
  case NODE_CELL: rows(n, '{', '}', out); break;
  case NODE_HANDLE: text_printf(out, "@%s", n->text); break;
  case NODE_LAMBDA:
    if (n->text) { /* worked out by the program, which knows how a person would write it */
      text_puts(out, n->text);
      break;
    }
    text_puts(out, "@(");
    for (size_t i = 0; i < n->name_count; i++)
      text_printf(out, "%s%s", i > 0 ? ", " : "", n->names[i]);
    text_puts(out, ") ");
    unparse(n->kids[0], out);
    break;
  default: text_puts(out, "..."); break;
  }
}

void unparse(const Node *n, Text *out) {
  text_repeat(out, "(", n->parens);
  bare(n, out);
  text_repeat(out, ")", n->parens);
}
