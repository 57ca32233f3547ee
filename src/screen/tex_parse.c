/* tex_parse.c -- TeX mathematics into a tree: lists, scripts, arguments.

   Nothing is refused: what is missing is supplied, what is stray is shown, and each such repair is
   counted and reported.  */

#include "config.h"
#include "screen/tex_tree.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

void tex_report(TexParser *p, size_t offset, const char *format, ...) {
  if (!p->found) return;
  Text message = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&message, format, args);
  va_end(args);
  p->found(p->self, offset, text_string(&message));
  text_free(&message);
}

void tex_repair(TexParser *p, size_t offset, const char *message) {
  p->repairs++;
  tex_report(p, offset, "%s", message);
}

Node *tex_node(TexParser *p, NodeType type) {
  Node *n = arena_new(p->arena, sizeof *n);
  n->type = (uint8_t)type;
  return n;
}

Node *tex_atom(TexParser *p, const char *utf8, const char *ascii, TexClass class) {
  Node *n = tex_node(p, NODE_ATOM);
  n->utf8 = utf8;
  n->ascii = ascii;
  n->class = (uint8_t) class;
  p->atoms++;
  return n;
}

Node *tex_group_of(TexParser *p, Node *items) {
  Node *n = tex_node(p, NODE_GROUP);
  n->a = items;
  return n;
}

void tex_skip_blanks(TexParser *p) {
  while (p->at < p->len && strchr(" \t\r\n", p->s[p->at]) && p->s[p->at]) p->at++;
}

/* The length of the command at byte AT, without its backslash. */
static size_t command_length(const TexParser *p, size_t at) {
  size_t end = at + 1, used = 0;
  while (end < p->len && isalpha((unsigned char)p->s[end])) end++;
  if (end == at + 1 && end < p->len) {
    utf8_decode(p->s + end, p->len - end, &used);
    return used;
  }
  return end - at - 1;
}

bool tex_at_command(const TexParser *p, const char *name) {
  size_t len = strlen(name);
  return p->at < p->len && p->s[p->at] == '\\' && command_length(p, p->at) == len &&
         memcmp(p->s + p->at + 1, name, len) == 0;
}

/* Beyond the deepest level everything up to the end of the list is left out. */
static Node *skip_list(TexParser *p, TexStop stop) {
  size_t start = p->at, nest = 0;
  while (p->at < p->len) {
    char c = p->s[p->at];
    bool opens = c == '{' || tex_at_command(p, "left") || tex_at_command(p, "begin");
    bool closes = c == '}' || tex_at_command(p, "right") || tex_at_command(p, "end");
    if (nest == 0 && (closes || (stop == STOP_BRACKET && c == ']') ||
                      (stop == STOP_CELL && (c == '&' || tex_at_command(p, "\\")))))
      break;
    nest = opens ? nest + 1 : closes ? nest - 1 : nest;
    p->at += c == '\\' ? command_length(p, p->at) + 1 : 1;
  }
  if (p->at < p->len && ((stop == STOP_BRACE && p->s[p->at] == '}') || stop == STOP_BRACKET))
    p->at++;
  tex_report(p, start, "nested too deeply; this part is left out");
  return tex_group_of(p, tex_atom(p, "…", "...", CLASS_ORD));
}

/* ------------------------------------------------------------------ single characters */

static const char *kept(TexParser *p, const char *s, size_t len) {
  return arena_copy(p->arena, s, len);
}

static Node *letter(TexParser *p, const char *s, size_t len) {
  Node *n = tex_atom(p, kept(p, s, len), NULL, CLASS_ORD);
  n->ascii = (unsigned char)*s < 0x80 ? n->utf8 : "?";
  n->attributes = p->attributes | (p->font == FONT_BOLD ? ATTR_BOLD : 0) |
                  (p->font == FONT_PLAIN && isalpha((unsigned char)*s) ? ATTR_ITALIC : 0);
  if (len > 1) return n;
  static const struct {
    char letter;
    const char *board, *script;
  } alphabets[] = { { 'R', "ℝ", "ℛ" },  { 'N', "ℕ", NULL }, { 'Z', "ℤ", NULL }, { 'Q', "ℚ", NULL },
                    { 'C', "ℂ", NULL }, { 'P', "ℙ", NULL }, { 'H', "ℍ", "ℋ" },  { 'B', NULL, "ℬ" },
                    { 'E', NULL, "ℰ" }, { 'F', NULL, "ℱ" }, { 'I', NULL, "ℐ" }, { 'L', NULL, "ℒ" },
                    { 'M', NULL, "ℳ" } };
  if (p->font == FONT_BLACKBOARD || p->font == FONT_SCRIPT) {
    const char *sign = NULL;
    for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++)
      if (alphabets[i].letter == *s)
        sign = p->font == FONT_SCRIPT ? alphabets[i].script : alphabets[i].board;
    if (sign)
      n->utf8 = sign;
    else if (p->font == FONT_BLACKBOARD)
      n->attributes |= ATTR_BOLD;
  }
  return n;
}

/* Digits with a decimal point; ONE: a single digit, as TeX takes for an argument. */
static Node *number(TexParser *p, bool one) {
  size_t start = p->at++;
  while (!one && p->at < p->len &&
         (isdigit((unsigned char)p->s[p->at]) ||
          (p->s[p->at] == '.' && p->at + 1 < p->len && isdigit((unsigned char)p->s[p->at + 1]))))
    p->at++;
  Node *n = tex_atom(p, kept(p, p->s + start, p->at - start), NULL, CLASS_ORD);
  n->ascii = n->utf8;
  n->number = true;
  n->attributes = p->font == FONT_BOLD ? ATTR_BOLD : 0;
  return n;
}

static Node *from_symbol(TexParser *p, const TexSymbol *s) {
  Node *n = tex_atom(p, s->utf8, s->ascii, (TexClass)(s->kind == KIND_ATOM ? s->arg : CLASS_BIGOP));
  n->integral = s->kind == KIND_INT;
  return n;
}

static Node *character(TexParser *p, bool one) {
  char c = p->s[p->at];
  if (isdigit((unsigned char)c)) return number(p, one);
  static const struct {
    char sign;
    const char *utf8;
    uint8_t class;
  } signs[] = { { '+', "+", CLASS_BIN },   { '-', "−", CLASS_BIN },   { '*', "*", CLASS_BIN },
                { '=', "=", CLASS_REL },   { '<', "<", CLASS_REL },   { '>', ">", CLASS_REL },
                { ':', ":", CLASS_REL },   { ',', ",", CLASS_PUNCT }, { ';', ";", CLASS_PUNCT },
                { '(', "(", CLASS_OPEN },  { '[', "[", CLASS_OPEN },  { ')', ")", CLASS_CLOSE },
                { ']', "]", CLASS_CLOSE }, { '|', "|", CLASS_BAR } };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (signs[i].sign == c) {
      bool assign = c == ':' && p->at + 1 < p->len && p->s[p->at + 1] == '=';
      p->at += assign ? 2 : 1;
      const char *ascii = assign ? ":=" : kept(p, &c, 1);
      return tex_atom(p, assign ? "≔" : signs[i].utf8, ascii, (TexClass)signs[i].class);
    }
  size_t used, start = p->at;
  uint32_t point = utf8_decode(p->s + start, p->len - start, &used);
  p->at += used;
  if (utf8_unsafe(point) || (point == UTF8_BAD && used == 1)) {
    tex_report(p, start, "a character that must not reach a terminal");
    return tex_atom(p, "\xEF\xBF\xBD", "?", CLASS_ORD);
  }
  if (point == 0x221A) {
    Node *root = tex_node(p, NODE_ROOT);
    root->a = tex_parse_argument(p);
    return root;
  }
  const TexSymbol *s = point >= 0x80 ? tex_symbol_sign(p->s + start, used) : NULL;
  if (s) return from_symbol(p, s);
  if (utf8_width(point) == 0) return tex_atom(p, "\xEF\xBF\xBD", "?", CLASS_ORD);
  return letter(p, p->s + start, used);
}

/* ------------------------------------------------------------------ arguments */

bool tex_raw_argument(TexParser *p, const char **start, size_t *len) {
  tex_skip_blanks(p);
  if (p->at >= p->len || p->s[p->at] != '{') return false;
  size_t from = ++p->at, nest = 1;
  for (; p->at < p->len; p->at++) {
    char c = p->s[p->at];
    if (c == '\\' && p->at + 1 < p->len)
      p->at++;
    else if (c == '{')
      nest++;
    else if (c == '}' && --nest == 0)
      break;
  }
  *start = p->s + from;
  *len = (p->at < p->len ? p->at : p->len) - from;
  if (p->at < p->len)
    p->at++;
  else
    tex_repair(p, from - 1, "a { without its }");
  return true;
}

Node *tex_parse_argument(TexParser *p) {
  tex_skip_blanks(p);
  size_t start = p->at;
  char c = p->at < p->len ? p->s[p->at] : '}';
  if (c == '}' || c == '&' || tex_at_command(p, "\\") || tex_at_command(p, "right") ||
      tex_at_command(p, "end")) {
    tex_repair(p, start, "an argument is missing here");
    return tex_group_of(p, tex_atom(p, "□", "[]", CLASS_ORD));
  }
  if (p->depth >= TEX_DEEPEST) {
    if (c != '\\' && c != '{') return tex_group_of(p, character(p, true));
    if (c == '{') p->at++;
    if (c == '{') return skip_list(p, STOP_BRACE);
    p->at += command_length(p, p->at) + 1;
    tex_report(p, start, "nested too deeply; this part is left out");
    return tex_group_of(p, tex_atom(p, "…", "...", CLASS_ORD));
  }
  p->depth++;
  Node *n;
  if (c == '{') {
    p->at++;
    n = tex_parse_list(p, STOP_BRACE);
  } else {
    Node *item = c == '\\' ? tex_parse_command(p) : character(p, true);
    n = tex_group_of(p, item);
    tex_finish_list(p, n);
  }
  p->depth--;
  return n;
}

/* ------------------------------------------------------------------ scripts */

static void append_to(Node *group, Node *more) {
  Node **end = &group->a;
  while (*end) end = &(*end)->next;
  *end = more;
}

/* The item as the nucleus of a script, which takes its place in the list. */
static Node *scripted(TexParser *p, Node *item) {
  if (item->type == NODE_SCRIPT) return item;
  Node *nucleus = tex_node(p, NODE_ATOM);
  *nucleus = *item;
  nucleus->next = NULL;
  Node *next = item->next;
  *item = (Node){ .type = NODE_SCRIPT, .class = nucleus->class, .a = nucleus, .next = next };
  return item;
}

static void add_script(TexParser *p, Node *item, bool above) {
  size_t offset = p->at++;
  Node *s = scripted(p, item);
  bool raised = p->raised;
  p->raised = above;
  Node *script = tex_parse_argument(p);
  p->raised = raised;
  if (script->a && !script->a->next && script->a->type == NODE_ATOM && above &&
      strcmp(script->a->utf8, "′") == 0) {
    s->arg++;
    return;
  }
  Node **slot = above ? &s->c : &s->b;
  if (*slot) {
    tex_repair(p, offset, above ? "two superscripts on one thing" : "two subscripts on one thing");
    append_to(*slot, script->a);
  } else
    *slot = script;
}

/* Script characters typed as they are: x². */
static bool typed_script(TexParser *p, Node *item) {
  size_t used, start = p->at;
  bool above = false, wanted = false;
  Node *group = NULL;
  while (p->at < p->len) {
    uint32_t point = utf8_decode(p->s + p->at, p->len - p->at, &used);
    uint32_t plain = tex_unscript(point, &above);
    if (!plain || (group && above != wanted)) break;
    char bytes[4];
    size_t len = utf8_encode(plain, bytes);
    Node *n = letter(p, bytes, len);
    if (plain == 0x2212) n->ascii = "-";
    n->number = plain >= '0' && plain <= '9';
    if (!group) group = tex_group_of(p, NULL);
    append_to(group, n);
    wanted = above;
    p->at += used;
  }
  if (!group) return false;
  Node *s = scripted(p, item);
  Node **slot = wanted ? &s->c : &s->b;
  if (*slot) {
    tex_repair(p, start, "two scripts on one thing");
    append_to(*slot, group->a);
  } else
    *slot = group;
  return true;
}

/* ------------------------------------------------------------------ lists */

/* Whether the list ends before the byte at hand, because of its own STOP or an outer one. */
static bool at_end(TexParser *p, TexStop stop) {
  char c = p->s[p->at];
  if (c == '}') return stop == STOP_BRACE || p->braces > 0;
  if (c == ']') return stop == STOP_BRACKET;
  if (c == '&' || tex_at_command(p, "\\")) return stop == STOP_CELL || p->tables > 0;
  if (tex_at_command(p, "end")) return p->tables > 0;
  if (tex_at_command(p, "right")) return p->lefts > 0;
  return false;
}

static void close_list(TexParser *p, TexStop stop, size_t start) {
  char c = p->at < p->len ? p->s[p->at] : '\0';
  if (stop == STOP_BRACE || stop == STOP_BRACKET) {
    if (c == (stop == STOP_BRACE ? '}' : ']'))
      p->at++;
    else
      tex_repair(p, start > 0 ? start - 1 : 0,
                 stop == STOP_BRACE ? "a { without its }" : "a [ without its ]");
  }
}

static Node *stray(TexParser *p) {
  size_t start = p->at;
  if (p->s[start] == '}') {
    p->at++;
    tex_repair(p, start, "a } without its {");
    return tex_atom(p, "}", "}", CLASS_ORD);
  }
  if (p->s[start] == '&' || tex_at_command(p, "\\")) {
    p->at += p->s[start] == '&' ? 1 : 2;
    tex_repair(p, start, "only a matrix or an alignment has columns and rows");
    Node *n = tex_node(p, NODE_SPACE);
    n->arg = 1;
    return n;
  }
  return NULL;
}

static Node *next_item(TexParser *p, Node *last) {
  char c = p->s[p->at];
  if (c == '^' || c == '_' || c == '\'') {
    Node *item = last ? last : tex_group_of(p, NULL);
    if (c == '\'') {
      p->at++;
      Node *s = scripted(p, item);
      if (s->arg < 20) s->arg++;
    } else
      add_script(p, item, c == '^');
    return last ? NULL : item;
  }
  if ((unsigned char)c >= 0x80) {
    Node *item = last ? last : tex_group_of(p, NULL);
    if (typed_script(p, item)) return last ? NULL : item;
  }
  if (last && (tex_at_command(p, "limits") || tex_at_command(p, "nolimits"))) {
    bool on = tex_at_command(p, "limits");
    p->at += on ? 7 : 9;
    last->class = on ? CLASS_LIMOP : CLASS_OP;
    last->integral = false;
    return NULL;
  }
  if (c == '~') {
    p->at++;
    Node *n = tex_node(p, NODE_SPACE);
    n->arg = 1;
    return n;
  }
  if (c == '{') return tex_parse_argument(p);
  Node *odd = stray(p);
  if (odd) return odd;
  return c == '\\' ? tex_parse_command(p) : character(p, false);
}

Node *tex_parse_list(TexParser *p, TexStop stop) {
  if (p->depth >= TEX_DEEPEST) return skip_list(p, stop);
  size_t start = p->at;
  Node *group = tex_group_of(p, NULL), **end = &group->a, *last = NULL;
  p->depth++;
  p->braces += stop == STOP_BRACE;
  TexFont font = p->font;
  for (tex_skip_blanks(p); p->at < p->len && !at_end(p, stop); tex_skip_blanks(p)) {
    if (p->atoms >= TEX_ATOMS) {
      tex_report(p, p->at, "too long; the rest is left out");
      *end = tex_atom(p, "…", "...", CLASS_ORD);
      p->at = p->len;
      break;
    }
    Node *item = next_item(p, last);
    if (!item) continue;
    p->atoms++;
    *end = item;
    while (*end) {
      last = *end;
      end = &last->next;
    }
    if (stop == STOP_END && p->at >= p->len) break;
  }
  p->font = font;
  p->braces -= stop == STOP_BRACE;
  p->depth--;
  close_list(p, stop, start);
  tex_finish_list(p, group);
  return group;
}

Node *tex_parse(TexParser *p) {
  return tex_parse_list(p, STOP_END);
}
