/* tex_mathml.c -- the tree of a formula as MathML.  */

#include "config.h"
#include "screen/tex_mathml.h"
#include "screen/tex_tree.h"
#include "base/utf8.h"

#include <string.h>

/* XML 1.0 allows neither control characters nor half characters; invisible characters would change
   how a page reads. */
static bool unfit(uint32_t point, size_t used) {
  bool blank = point == '\t' || point == '\n' || point == '\r';
  return (utf8_unsafe(point) && !blank) || (point == UTF8_BAD && used == 1) ||
         (point >= 0xD800 && point <= 0xDFFF) || point == 0xFFFE || point == 0xFFFF;
}

void xml_escape(const char *text, size_t len, Text *out) {
  for (size_t i = 0, used; i < len; i += used) {
    uint32_t point = utf8_decode(text + i, len - i, &used);
    const char *entity = point == '&'    ? "&amp;"
                         : point == '<'  ? "&lt;"
                         : point == '>'  ? "&gt;"
                         : point == '"'  ? "&quot;"
                         : point == '\'' ? "&#39;"
                                         : NULL;
    if (unfit(point, used))
      text_puts(out, "\xEF\xBF\xBD");
    else if (entity)
      text_puts(out, entity);
    else
      text_append(out, text + i, used);
  }
}

static void put(const char *text, Text *out) {
  xml_escape(text, strlen(text), out);
}

static void items(const Node *n, Text *out);

/* Exactly one element, as MathML's fractions and scripts want their children. */
static void one(const Node *n, Text *out) {
  while (n && n->type == NODE_GROUP && n->a && !n->a->next && n->a->type == NODE_GROUP) n = n->a;
  text_puts(out, "<mrow>");
  if (n && n->type == NODE_GROUP)
    items(n->a, out);
  else if (n) {
    Node alone = *n;
    alone.next = NULL;
    items(&alone, out);
  }
  text_puts(out, "</mrow>");
}

/* ------------------------------------------------------------------ atoms */

static bool is_latin_letter(const char *text) {
  return ((text[0] | 32) >= 'a' && (text[0] | 32) <= 'z') && text[1] == '\0';
}

/* A single letter is italic by itself; MathML Core has no other alphabets, so bold is a style. */
static void identifier(const Node *n, Text *out) {
  bool bold = n->attributes & ATTR_BOLD;
  bool upright = bold || (is_latin_letter(n->utf8) && !(n->attributes & ATTR_ITALIC));
  text_printf(out, "<mi%s%s>", upright ? " mathvariant=\"normal\"" : "",
              bold ? " style=\"font-weight:bold\"" : "");
  put(n->utf8, out);
  text_puts(out, "</mi>");
}

static void sign(const Node *n, Text *out) {
  const char *form = n->class == CLASS_UNARY || n->class == CLASS_OPEN ? " form=\"prefix\""
                     : n->class == CLASS_CLOSE                         ? " form=\"postfix\""
                     : n->class == CLASS_BIN || n->class == CLASS_REL  ? " form=\"infix\""
                                                                       : "";
  bool limits = (n->class == CLASS_BIGOP && !n->integral) || n->class == CLASS_LIMOP;
  bool bracket = n->class == CLASS_OPEN || n->class == CLASS_CLOSE || n->class == CLASS_BAR;
  text_printf(out, "<mo%s%s%s>", form, limits ? " movablelimits=\"true\"" : "",
              bracket ? " stretchy=\"false\"" : "");
  put(n->utf8, out);
  text_puts(out, "</mo>");
}

/* Blanks at the ends of an element are dropped by browsers, so they are written as fixed ones. */
static void words(const Node *n, Text *out) {
  text_puts(out, n->attributes & ATTR_ERROR ? "<mtext class=\"unknown\">" : "<mtext>");
  for (const char *s = n->utf8; *s;) {
    size_t len = strcspn(s, " ");
    xml_escape(s, len, out);
    s += len;
    if (*s == ' ') text_puts(out, "&#xA0;"), s++;
  }
  text_puts(out, "</mtext>");
}

static void atom(const Node *n, Text *out) {
  if (n->attributes & ATTR_ERROR || strchr(n->utf8, ' '))
    words(n, out);
  else if (n->number) {
    text_puts(out, n->attributes & ATTR_BOLD ? "<mn style=\"font-weight:bold\">" : "<mn>");
    put(n->utf8, out);
    text_puts(out, "</mn>");
  } else if (n->class == CLASS_ORD || n->class == CLASS_OP) {
    identifier(n, out);
    if (n->class == CLASS_OP) text_puts(out, "<mo>&#x2061;</mo>"); /* applied to what follows */
  } else
    sign(n, out);
}

/* ------------------------------------------------------------------ scripts */

static bool takes_limits(const Node *n) {
  const Node *core = n->a;
  if (core->type == NODE_BRACE) return true;
  return (n->class == CLASS_BIGOP || n->class == CLASS_LIMOP) &&
         !(core->type == NODE_ATOM && core->integral);
}

static void primes(unsigned count, Text *out) {
  text_puts(out, "<mo>");
  for (unsigned i = 0; i < count; i++) text_puts(out, "\xE2\x80\xB2");
  text_puts(out, "</mo>");
}

static void script(const Node *n, Text *out) {
  bool limits = takes_limits(n), above = n->c || n->arg;
  const char *name = limits ? (n->b && above ? "munderover"
                               : n->b        ? "munder"
                                             : "mover")
                            : (n->b && above ? "msubsup"
                               : n->b        ? "msub"
                                             : "msup");
  if (!n->b && !above) {
    one(n->a, out);
    return;
  }
  text_printf(out, "<%s>", name);
  if (n->a->type == NODE_ATOM && n->a->class != CLASS_OP)
    atom(n->a, out); /* no row round it, so that it is still an operator */
  else
    one(n->a, out);
  if (n->b) one(n->b, out);
  if (n->arg) {
    text_puts(out, "<mrow>");
    primes(n->arg, out);
    if (n->c) one(n->c, out);
    text_puts(out, "</mrow>");
  } else if (n->c)
    one(n->c, out);
  text_printf(out, "</%s>", name);
}

/* ------------------------------------------------------------------ what stands above and below */

static void over(const Node *body, const char *mark, Text *out) {
  text_puts(out, "<mover accent=\"true\">");
  one(body, out);
  text_printf(out, "<mo stretchy=\"%s\">%s</mo></mover>",
              body && body->a && body->a->next ? "true" : "false", mark);
}

static void accent(const Node *n, Text *out) {
  static const char *const marks[] = {
    [ACCENT_HAT] = "^",         [ACCENT_BAR] = "&#xAF;",    [ACCENT_TILDE] = "~",
    [ACCENT_DOT] = "&#x2D9;",   [ACCENT_DDOT] = "&#xA8;",   [ACCENT_VEC] = "&#x2192;",
    [ACCENT_CHECK] = "&#x2C7;", [ACCENT_BREVE] = "&#x2D8;", [ACCENT_RING] = "&#x2DA;",
  };
  over(n->a, marks[n->arg], out);
}

/* BODY with SIGN below or above it, and then the label. */
static void brace(const Node *n, Text *out) {
  const char *name = n->arg ? "mover" : "munder";
  if (n->b) text_printf(out, "<%s>", name);
  text_printf(out, "<%s>", name);
  one(n->a, out);
  text_printf(out, "<mo stretchy=\"true\">%s</mo></%s>", n->arg ? "&#x23DE;" : "&#x23DF;", name);
  if (!n->b) return;
  one(n->b, out);
  text_printf(out, "</%s>", name);
}

static void stacked(const Node *n, Text *out) {
  const char *name = n->c ? "mover" : "munder";
  text_printf(out, "<%s>", name);
  one(n->a, out);
  one(n->c ? n->c : n->b, out);
  text_printf(out, "</%s>", name);
}

static void arrow(const Node *n, Text *out) {
  text_printf(out, "<%s><mo stretchy=\"true\">%s</mo>", n->b ? "munderover" : "mover",
              n->arg ? "&#x2190;" : "&#x2192;");
  if (n->b) one(n->b, out);
  one(n->a, out);
  text_printf(out, "</%s>", n->b ? "munderover" : "mover");
}

/* ------------------------------------------------------------------ brackets and tables */

static void bracket(const char *sign_text, bool grows, Text *out) {
  if (!sign_text || !*sign_text) return;
  text_printf(out, "<mo fence=\"true\" stretchy=\"%s\">", grows ? "true" : "false");
  put(sign_text, out);
  text_puts(out, "</mo>");
}

static void fence(const Node *n, Text *out) {
  text_puts(out, "<mrow>");
  bracket(n->left.utf8, true, out);
  one(n->a, out);
  bracket(n->right.utf8, true, out);
  text_puts(out, "</mrow>");
}

static void cells(const TexTable *t, Text *out) {
  for (size_t r = 0; r < t->rows; r++) {
    text_puts(out, "<mtr>");
    for (size_t c = 0; c < t->columns; c++) {
      bool aligned = t->look == TABLE_ALIGNED, cases = t->look == TABLE_CASES;
      char side = aligned ? (c % 2 == 0 ? 'r' : 'l') : cases ? 'l' : t->align[c];
      text_printf(out, "<mtd%s>",
                  side == 'r'   ? " style=\"text-align:right\""
                  : side == 'l' ? " style=\"text-align:left\""
                                : "");
      if (t->row[r] && t->row[r][c]) one(t->row[r][c], out);
      text_puts(out, "</mtd>");
    }
    text_puts(out, "</mtr>");
  }
}

static void table(const TexTable *t, Text *out) {
  bool cases = t->look == TABLE_CASES;
  text_puts(out, "<mrow>");
  bracket(cases && !(t->left.utf8 && t->left.utf8[0]) ? "{" : t->left.utf8, true, out);
  text_puts(out, t->look == TABLE_ALIGNED ? "<mtable displaystyle=\"true\">" : "<mtable>");
  cells(t, out);
  text_puts(out, "</mtable>");
  bracket(t->right.utf8, true, out);
  text_puts(out, "</mrow>");
}

/* ------------------------------------------------------------------ everything */

/* A and B inside of <NAME>. */
static void pair(const char *name, const char *attributes, const Node *a, const Node *b,
                 Text *out) {
  text_printf(out, "<%s%s>", name, attributes);
  one(a, out);
  one(b, out);
  text_printf(out, "</%s>", name);
}

static void wrapped(const char *open, const Node *n, const char *close, Text *out) {
  text_puts(out, open);
  one(n, out);
  text_puts(out, close);
}

static void item(const Node *n, Text *out) {
  switch ((NodeType)n->type) {
  case NODE_ATOM:
  case NODE_MIDDLE: atom(n, out); break;
  case NODE_GROUP: one(n, out); break;
  case NODE_SCRIPT: script(n, out); break;
  case NODE_FRAC: pair("mfrac", "", n->a, n->b, out); break;
  case NODE_BINOM:
    text_puts(out, "<mrow><mo>(</mo>");
    pair("mfrac", " linethickness=\"0\"", n->a, n->b, out);
    text_puts(out, "<mo>)</mo></mrow>");
    break;
  case NODE_ROOT:
    if (n->b)
      pair("mroot", "", n->a, n->b, out);
    else
      wrapped("<msqrt>", n->a, "</msqrt>", out);
    break;
  case NODE_FENCE: fence(n, out); break;
  case NODE_TABLE: table(n->table, out); break;
  case NODE_ACCENT: accent(n, out); break;
  case NODE_BRACE: brace(n, out); break;
  case NODE_STACK: stacked(n, out); break;
  case NODE_ARROW: arrow(n, out); break;
  case NODE_BOXED:
    wrapped("<mrow style=\"border:1px solid;padding:0.2em\">", n->a, "</mrow>", out);
    break;
  case NODE_PHANTOM: wrapped("<mphantom>", n->a, "</mphantom>", out); break;
  case NODE_SPACE: text_printf(out, "<mspace width=\"%.1fem\"/>", n->arg / 2.0); break;
  }
}

static void items(const Node *n, Text *out) {
  for (; n; n = n->next) item(n, out);
}

void tex_mathml(const char *tex, size_t len, bool display, Text *out) {
  Arena arena = { NULL };
  text_printf(out, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"%s\">",
              display ? "block" : "inline");
  if (len <= TEX_LONGEST) {
    TexParser p = { .s = tex, .len = len, .arena = &arena };
    one(tex_parse(&p), out);
  } else {
    text_puts(out, "<mtext>");
    xml_escape(tex, len, out);
    text_puts(out, "</mtext>");
  }
  text_puts(out, "</math>");
  arena_free(&arena);
}
