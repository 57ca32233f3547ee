/* tex_command.c -- what each command of TeX reads and makes.  */

#include "config.h"
#include "screen/tex_tree.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

static Node *one_argument(TexParser *p, NodeType type) {
  Node *n = tex_node(p, type);
  n->a = tex_parse_argument(p);
  return n;
}

/* [...] after a command, or NULL. */
static Node *optional_argument(TexParser *p) {
  tex_skip_blanks(p);
  if (p->at >= p->len || p->s[p->at] != '[') return NULL;
  p->at++;
  return tex_parse_list(p, STOP_BRACKET);
}

static void drop_argument(TexParser *p) {
  const char *s;
  size_t len;
  tex_raw_argument(p, &s, &len);
}

/* ------------------------------------------------------------------ text */

/* The characters of \text: blanks count, $ and a backslash before a sign vanish. */
static Node *text_node(TexParser *p, const char *s, size_t len, bool is_operator) {
  Text utf8 = TEXT_EMPTY, ascii = TEXT_EMPTY;
  size_t letters = 0;
  for (size_t i = 0; i < len;) {
    size_t used;
    uint32_t point = utf8_decode(s + i, len - i, &used);
    if (point == '\\' && i + 1 < len) {
      size_t end = i + 1;
      while (end < len && isalpha((unsigned char)s[end])) end++;
      const TexSymbol *known = tex_symbol(s + i + 1, end > i + 1 ? end - i - 1 : 1);
      bool space = known && known->kind == KIND_SPACE;
      if (space && known->arg > 0) {
        text_putc(&utf8, ' ');
        text_putc(&ascii, ' ');
      } else if (known && known->kind == KIND_ATOM) {
        text_puts(&utf8, known->utf8);
        text_puts(&ascii, known->ascii);
      } else if (!space) { /* shown as it was typed */
        text_putc(&utf8, '\\');
        text_putc(&ascii, '\\');
        i++;
        continue;
      }
      i = end > i + 1 ? end : i + 2;
      while (end > i && i < len && s[i] == ' ') i++;
      continue;
    }
    i += used;
    bool blank = point == ' ' || point == '\t' || point == '\n' || point == '\r' || point == '~';
    if (is_operator && blank) continue;
    if (blank && utf8.len > 0 && utf8.data[utf8.len - 1] == ' ') continue;
    if (point == '{' || point == '}' || point == '$') continue;
    if (blank)
      point = ' ';
    else if (utf8_unsafe(point) || (point == UTF8_BAD && used == 1)) {
      tex_report(p, (size_t)(s + i - used - p->s), "a character that must not reach a terminal");
      point = UTF8_BAD;
    }
    char bytes[4];
    text_append(&utf8, bytes, utf8_encode(point, bytes));
    text_putc(&ascii, point < 0x80 ? (char)point : '?');
    letters += point >= 0x80 || isalpha((int)point);
  }
  Node *n = tex_atom(p, arena_copy_string(p->arena, text_string(&utf8)),
                     arena_copy_string(p->arena, text_string(&ascii)), CLASS_ORD);
  n->word = letters > 1;
  text_free(&utf8);
  text_free(&ascii);
  return n;
}

/* \text{if $x > 0$} and \text{bias}^2: mathematics inside text is set as such. */
static Node *text_command(TexParser *p, uint8_t attributes) {
  const char *s;
  size_t len;
  if (!tex_raw_argument(p, &s, &len)) {
    Node *n = tex_parse_argument(p);
    return n;
  }
  const char *dollar = memchr(s, '$', len);
  const char *second = dollar ? memchr(dollar + 1, '$', len - (size_t)(dollar - s) - 1) : NULL;
  if (!second || p->depth >= TEX_DEEPEST) {
    Node *n = text_node(p, s, len, false);
    n->attributes = attributes;
    return n;
  }
  Node *group = tex_group_of(p, NULL), **end = &group->a;
  const char *stop = s + len;
  while (s < stop) {
    bool formula = *s == '$' && memchr(s + 1, '$', (size_t)(stop - s) - 1);
    if (formula) {
      const char *close = memchr(s + 1, '$', (size_t)(stop - s) - 1);
      TexParser inner = *p;
      inner.s = p->s;
      inner.at = (size_t)(s + 1 - p->s);
      inner.len = (size_t)(close - p->s);
      inner.braces = inner.lefts = inner.tables = 0;
      *end = tex_parse_list(&inner, STOP_END);
      p->atoms = inner.atoms;
      p->repairs = inner.repairs;
      s = close + 1;
    } else {
      const char *next = memchr(s + (*s == '$'), '$', (size_t)(stop - s) - (*s == '$'));
      size_t piece = next ? (size_t)(next - s) : (size_t)(stop - s);
      *end = text_node(p, s, piece, false);
      (*end)->attributes = attributes;
      s += piece;
    }
    end = &(*end)->next;
  }
  return group;
}

static Node *operator_command(TexParser *p) {
  bool star = p->at < p->len && p->s[p->at] == '*';
  p->at += star;
  const char *s;
  size_t len;
  if (!tex_raw_argument(p, &s, &len)) return tex_parse_argument(p);
  Node *n = text_node(p, s, len, true);
  n->class = star ? CLASS_LIMOP : CLASS_OP;
  return n;
}

/* ------------------------------------------------------------------ fonts */

/* In upright letters a run of them is a word. */
static void join_words(TexParser *p, Node *group) {
  for (Node *n = group->a; n; n = n->next) {
    Text run = TEXT_EMPTY;
    Node *last = n;
    for (Node *m = n; m && m->type == NODE_ATOM && m->class == CLASS_ORD && !m->number &&
                      isalpha((unsigned char)m->utf8[0]) && m->utf8[1] == '\0';
         m = m->next) {
      text_puts(&run, m->utf8);
      last = m;
    }
    if (run.len > 1) {
      n->utf8 = n->ascii = arena_copy_string(p->arena, text_string(&run));
      n->word = true;
      n->next = last->next;
    }
    text_free(&run);
  }
}

static Node *font_command(TexParser *p, TexFont font) {
  TexFont before = p->font;
  p->font = font == FONT_PLAIN ? before : font;
  Node *n = tex_parse_argument(p);
  p->font = before;
  if (font == FONT_UPRIGHT) join_words(p, n);
  if (n->a && !n->a->next) return n->a;
  return n;
}

static void embolden(Node *n) {
  for (; n; n = n->next) {
    if (n->type == NODE_ATOM) n->attributes = (uint8_t)((n->attributes | ATTR_BOLD) & ~ATTR_ITALIC);
  }
}

/* ------------------------------------------------------------------ brackets */

static Delimiter delimiter(TexParser *p) {
  tex_skip_blanks(p);
  size_t start = p->at;
  if (p->at < p->len && p->s[p->at] == '.') {
    p->at++;
    return (Delimiter){ "", "" };
  }
  if (p->at < p->len && p->s[p->at] == '\\') {
    size_t end = p->at + 1;
    while (end < p->len && isalpha((unsigned char)p->s[end])) end++;
    if (end == p->at + 1) end++;
    if (end > p->len) end = p->len;
    const TexSymbol *s = tex_symbol(p->s + p->at + 1, end - p->at - 1);
    if (s && s->kind == KIND_ATOM && s->utf8[0]) {
      p->at = end;
      return (Delimiter){ s->utf8, s->ascii };
    }
  } else if (p->at < p->len && strchr("()[]|/<>", p->s[p->at])) {
    char c = p->s[p->at++];
    if (c == '<') return (Delimiter){ "⟨", "<" };
    if (c == '>') return (Delimiter){ "⟩", ">" };
    const char *s = arena_copy(p->arena, &c, 1);
    return (Delimiter){ s, s };
  }
  tex_repair(p, start, "a bracket is missing here");
  return (Delimiter){ "", "" };
}

static Node *left_command(TexParser *p, size_t start) {
  Node *n = tex_node(p, NODE_FENCE);
  n->class = CLASS_FENCE;
  n->sized = true;
  n->left = delimiter(p);
  p->lefts++;
  n->a = tex_parse_list(p, STOP_RIGHT);
  p->lefts--;
  if (tex_at_command(p, "right")) {
    p->at += 6;
    n->right = delimiter(p);
  } else {
    tex_repair(p, start, "\\left without its \\right");
    n->right = (Delimiter){ "", "" };
  }
  return n;
}

static Node *plain_delimiter(TexParser *p, TexClass class) {
  Delimiter d = delimiter(p);
  return tex_atom(p, d.utf8, d.ascii, class);
}

/* ------------------------------------------------------------------ the rest */

static Node *unknown(TexParser *p, size_t start, const char *s, size_t len, bool never) {
  Text typed = TEXT_EMPTY;
  text_putc(&typed, '\\');
  size_t used = 0;
  uint32_t point = len > 0 ? utf8_decode(s, len, &used) : ' ';
  if (len > 0 && (utf8_unsafe(point) || (point == UTF8_BAD && used == 1)))
    text_puts(&typed, "?");
  else
    text_append(&typed, s, len);
  const char *name = arena_copy_string(p->arena, text_string(&typed));
  Node *n = tex_atom(p, name, (unsigned char)name[1] < 0x80 ? name : "\\?", CLASS_ORD);
  n->word = true;
  n->attributes = ATTR_ERROR;
  const char *near = never || len == 0 || !p->found ? NULL : tex_symbol_nearest(name + 1);
  if (never)
    tex_report(p, start, "the TeX command %s is not supported", name);
  else if (near)
    tex_report(p, start, "unknown TeX command %s; did you mean \\%s?", name, near);
  else
    tex_report(p, start, "unknown TeX command %s", name);
  text_free(&typed);
  return n;
}

static Node *strike(TexParser *p) {
  Node *n = tex_parse_argument(p);
  for (Node *m = n->a; m; m = m->next)
    if (m->type == NODE_ATOM) {
      Text t = TEXT_EMPTY, a = TEXT_EMPTY;
      text_printf(&t, "%s\xCC\xB8", m->utf8);
      text_printf(&a, "not %s", m->ascii);
      m->utf8 = arena_copy_string(p->arena, text_string(&t));
      m->ascii = arena_copy_string(p->arena, text_string(&a));
      m->word = true;
      text_free(&t);
      text_free(&a);
    }
  return n->a && !n->a->next ? n->a : n;
}

static Node *space(TexParser *p, uint8_t cells) {
  Node *n = tex_node(p, NODE_SPACE);
  n->arg = cells;
  return n;
}

static Node *modulo(TexParser *p) {
  Node *n = tex_node(p, NODE_FENCE), *word = tex_atom(p, "mod", "mod", CLASS_OP);
  n->class = CLASS_FENCE;
  n->left = (Delimiter){ "(", "(" };
  n->right = (Delimiter){ ")", ")" };
  word->next = tex_parse_argument(p);
  n->a = tex_group_of(p, word);
  Node *blank = space(p, 1);
  blank->next = n;
  return blank;
}

static Node *stack(TexParser *p, bool above) {
  Node *n = tex_node(p, NODE_STACK), *script = tex_parse_argument(p);
  n->a = tex_parse_argument(p);
  if (above)
    n->c = script;
  else
    n->b = script;
  n->class = n->a->a && !n->a->a->next ? n->a->a->class : CLASS_ORD;
  return n;
}

static Node *built(TexParser *p, const TexSymbol *s, size_t start) {
  Node *n;
  switch (s->kind) {
  case KIND_ATOM:
    n = tex_atom(p, s->utf8, s->ascii, (TexClass)s->arg);
    if (p->raised && strcmp(s->utf8, "⊤") == 0) n->utf8 = "T";
    n->word = isalpha((unsigned char)s->utf8[0]) && strlen(s->utf8) > 1;
    if (p->font == FONT_BOLD) n->attributes = ATTR_BOLD;
    return n;
  case KIND_INT:
    n = tex_atom(p, s->utf8, s->ascii, CLASS_BIGOP);
    n->integral = true;
    return n;
  case KIND_FRAC:
  case KIND_BINOM:
    n = one_argument(p, s->kind == KIND_FRAC ? NODE_FRAC : NODE_BINOM);
    n->b = tex_parse_argument(p);
    n->arg = s->arg;
    return n;
  case KIND_SQRT: {
    Node *index = optional_argument(p);
    n = one_argument(p, NODE_ROOT);
    n->b = index;
    return n;
  }
  case KIND_LEFT: return left_command(p, start);
  case KIND_RIGHT:
    tex_repair(p, start, "\\right without its \\left");
    return plain_delimiter(p, CLASS_CLOSE);
  case KIND_MIDDLE: {
    Delimiter d = delimiter(p);
    n = tex_atom(p, d.utf8, d.ascii, CLASS_REL);
    n->type = NODE_MIDDLE;
    return n;
  }
  case KIND_BEGIN: return tex_parse_table(p, start);
  case KIND_ACCENT:
    n = one_argument(p, NODE_ACCENT);
    n->arg = s->arg;
    return n;
  case KIND_BRACE:
    n = one_argument(p, NODE_BRACE);
    n->arg = s->arg;
    tex_skip_blanks(p);
    if (p->at < p->len && p->s[p->at] == (s->arg ? '^' : '_')) {
      p->at++;
      n->b = tex_parse_argument(p);
    }
    return n;
  case KIND_TEXT: return text_command(p, s->arg);
  case KIND_FONT:
    n = font_command(p, (TexFont)s->arg);
    if (s->arg == FONT_BOLD) embolden(n->type == NODE_GROUP ? n->a : NULL);
    return n;
  case KIND_OPERATOR: return operator_command(p);
  case KIND_CLASS:
    n = tex_parse_argument(p);
    if (n->a && !n->a->next && n->a->type == NODE_ATOM) n = n->a;
    n->class = s->arg;
    return n;
  case KIND_STACK: return stack(p, s->arg);
  case KIND_ARROW: {
    Node *below = optional_argument(p);
    n = one_argument(p, NODE_ARROW);
    n->b = below;
    n->class = CLASS_REL;
    n->arg = s->arg;
    return n;
  }
  case KIND_BOXED: return one_argument(p, NODE_BOXED);
  case KIND_CANCEL:
  case KIND_NOT: return strike(p);
  case KIND_PHANTOM: return one_argument(p, NODE_PHANTOM);
  case KIND_SUBSTACK: return tex_parse_lines(p);
  case KIND_SPACE: return space(p, s->arg);
  case KIND_PMOD: return modulo(p);
  case KIND_SKIP:
    for (unsigned i = 0; i < s->arg; i++) drop_argument(p);
    return NULL;
  case KIND_TAG:
    tex_report(p, start, "\\%s is left out: formulas here have no numbers", s->name);
    drop_argument(p);
    return NULL;
  default: return NULL;
  }
}

Node *tex_parse_command(TexParser *p) {
  size_t start = p->at++, end = p->at;
  while (end < p->len && isalpha((unsigned char)p->s[end])) end++;
  if (end == p->at && end < p->len) {
    size_t used;
    utf8_decode(p->s + end, p->len - end, &used);
    end += used;
  }
  const char *name = p->s + p->at;
  size_t len = end - p->at;
  p->at = end;
  if (len == 1 && strchr("\t\r\n", *name) && *name) name = " ";
  const TexSymbol *s = len > 0 ? tex_symbol(name, len) : NULL;
  if (!s || s->kind == KIND_NEVER) return unknown(p, start, name, len, s != NULL);
  if (s->kind == KIND_BIG || s->kind == KIND_LIMITS) return NULL; /* brackets find their own size */
  if (s->kind == KIND_END) {
    const char *raw;
    size_t raw_len;
    tex_repair(p, start, "\\end without its \\begin");
    tex_raw_argument(p, &raw, &raw_len);
    return NULL;
  }
  if (p->depth >= TEX_DEEPEST && s->kind != KIND_ATOM && s->kind != KIND_SPACE &&
      s->kind != KIND_INT) {
    tex_report(p, start, "nested too deeply; this part is left out");
    return tex_atom(p, "…", "...", CLASS_ORD);
  }
  p->depth++;
  Node *n = built(p, s, start);
  p->depth--;
  return n;
}
