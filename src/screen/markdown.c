/* markdown.c -- CommonMark with tables and $mathematics$ as a page for the terminal.

   md4c calls back for every block and span; running text is collected into `line` with its colours
   in it and wrapped when its block ends.  */

#include "config.h"
#include "screen/markdown.h"
#include "screen/table.h"
#include "screen/tex.h"
#include "screen/wrap.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <md4c.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 32, WIDEST = 100 };

typedef struct Level {
  bool quote, ordered;
  unsigned number;
  bool fresh; /* the next block carries the marker */
} Level;

typedef struct Page {
  const ScreenStyle *style;
  Text *out;
  Text line; /* running text of the block in progress */
  Text math; /* source of the formula in progress */
  bool in_math, display, in_code;
  bool separate; /* an empty line is due before the next block */
  bool tight;
  bool inline_only;
  Level levels[MAX_DEPTH];
  size_t depth;
  unsigned heading;
  Table *table;
  Text code;
  char *link; /* target of the link in progress */
} Page;

static unsigned page_width(const Page *p) {
  return p->style->width < WIDEST ? p->style->width : WIDEST;
}

/* ------------------------------------------------------------------ prefixes */

/* What stands left of a block's first and further lines. */
static void prefixes(Page *p, Text *first, Text *rest) {
  for (size_t i = 0; i < p->depth; i++) {
    Level *l = &p->levels[i];
    if (l->quote) {
      const char *bar = style_sign(p->style, "│ ", "> ");
      text_puts(first, bar);
      text_puts(rest, bar);
    } else {
      char marker[16];
      if (l->ordered) {
        Text t = TEXT_EMPTY;
        text_printf(&t, "%2u. ", l->number);
        strncpy(marker, text_string(&t), sizeof marker - 1);
        marker[sizeof marker - 1] = '\0';
        text_free(&t);
      } else
        strcpy(marker, style_sign(p->style, "  • ", "  - "));
      size_t columns = utf8_columns_string(marker);
      if (l->fresh)
        text_puts(first, marker);
      else
        text_repeat(first, " ", columns);
      text_repeat(rest, " ", columns);
      l->fresh = false;
    }
  }
}

static void begin_block(Page *p) {
  if (p->separate && !p->inline_only) {
    Text bar = TEXT_EMPTY;
    for (size_t i = 0; i < p->depth && p->levels[i].quote; i++)
      text_puts(&bar, style_sign(p->style, "│", ">"));
    text_puts(p->out, text_string(&bar));
    text_putc(p->out, '\n');
    text_free(&bar);
  }
  p->separate = false;
}

/* The text collected so far becomes lines. */
static void flush_text(Page *p) {
  if (p->inline_only || p->line.len == 0) return;
  Text first = TEXT_EMPTY, rest = TEXT_EMPTY;
  begin_block(p);
  prefixes(p, &first, &rest);
  wrap_text(text_string(&p->line), page_width(p), text_string(&first), text_string(&rest), p->out);
  text_clear(&p->line);
  text_free(&first);
  text_free(&rest);
  p->separate = !p->tight;
}

/* Lines that are ready, each with the prefix before it. */
static void put_lines(Page *p, const char *text, unsigned indent) {
  Text first = TEXT_EMPTY, rest = TEXT_EMPTY;
  begin_block(p);
  prefixes(p, &first, &rest);
  const char *prefix = text_string(&first);
  while (*text) {
    size_t len = strcspn(text, "\n");
    if (len > 0 || p->levels[0].quote) text_puts(p->out, prefix);
    if (len > 0) text_repeat(p->out, " ", indent);
    text_append(p->out, text, len);
    text_putc(p->out, '\n');
    text += len + (text[len] == '\n');
    prefix = text_string(&rest);
  }
  text_free(&first);
  text_free(&rest);
  p->separate = true;
}

/* ------------------------------------------------------------------ mathematics */

static TexOptions tex_options(const Page *p, unsigned indent) {
  unsigned width = page_width(p);
  return (TexOptions){ .ascii = !p->style->utf8,
                       .attributes = p->style->color,
                       .width = width > indent + 20 ? width - indent : 20 };
}

/* Blanks inside a formula in running text do not break the line. */
static void put_formula(Page *p, const char *s) {
  for (; *s; s++) {
    if (*s == ' ')
      text_puts(&p->line, "\xC2\xA0");
    else
      text_putc(&p->line, *s);
  }
}

static void end_math(Page *p) {
  Text formula = TEXT_EMPTY;
  p->in_math = false;
  unsigned indent = 2 + 4 * (unsigned)p->depth;
  TexOptions options = tex_options(p, indent);
  if (p->display && !p->inline_only && !p->table) {
    while (p->line.len > 0 && strchr(" \n", p->line.data[p->line.len - 1]))
      text_truncate(&p->line, p->line.len - 1);
    bool tight = p->tight;
    p->tight = false;
    flush_text(p);
    tex_display(text_string(&p->math), p->math.len, &options, &formula, NULL);
    put_lines(p, text_string(&formula), 2);
    p->tight = tight;
  } else {
    tex_inline(text_string(&p->math), p->math.len, &options, &formula, NULL);
    put_formula(p, text_string(&formula));
  }
  text_clear(&p->math);
  text_free(&formula);
}

/* ------------------------------------------------------------------ blocks */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *self) {
  Page *p = self;
  switch (type) {
  case MD_BLOCK_QUOTE:
    flush_text(p);
    if (p->depth < MAX_DEPTH) p->levels[p->depth] = (Level){ .quote = true };
    p->depth += p->depth < MAX_DEPTH;
    break;
  case MD_BLOCK_UL:
  case MD_BLOCK_OL: {
    flush_text(p);
    bool tight = type == MD_BLOCK_UL ? ((MD_BLOCK_UL_DETAIL *)detail)->is_tight
                                     : ((MD_BLOCK_OL_DETAIL *)detail)->is_tight;
    unsigned start = type == MD_BLOCK_OL ? ((MD_BLOCK_OL_DETAIL *)detail)->start : 1;
    begin_block(p);
    p->tight = tight;
    if (p->depth < MAX_DEPTH)
      p->levels[p->depth] = (Level){ .ordered = type == MD_BLOCK_OL, .number = start - 1 };
    p->depth += p->depth < MAX_DEPTH;
    break;
  }
  case MD_BLOCK_LI:
    flush_text(p);
    if (p->depth > 0) {
      p->levels[p->depth - 1].number++;
      p->levels[p->depth - 1].fresh = true;
    }
    break;
  case MD_BLOCK_H: p->heading = ((MD_BLOCK_H_DETAIL *)detail)->level; break;
  case MD_BLOCK_CODE:
    text_clear(&p->code);
    p->in_code = true;
    break;
  case MD_BLOCK_TABLE: p->table = table_new(((MD_BLOCK_TABLE_DETAIL *)detail)->col_count); break;
  case MD_BLOCK_TR: table_row(p->table); break;
  case MD_BLOCK_TH:
  case MD_BLOCK_TD: text_clear(&p->line); break;
  default: break;
  }
  return 0;
}

static void end_heading(Page *p) {
  if (p->inline_only) return;
  Text styled = TEXT_EMPTY;
  text_puts(&styled, style_begin(p->style, TONE_HEADING));
  text_append(&styled, text_string(&p->line), p->line.len);
  text_puts(&styled, style_end(p->style, TONE_HEADING));
  size_t columns = utf8_columns(text_string(&p->line), p->line.len);
  text_clear(&p->line);
  text_append(&p->line, text_string(&styled), styled.len);
  text_free(&styled);
  flush_text(p);
  if (p->heading == 1 && !p->style->plain)
    style_rule(p->style, columns < page_width(p) ? (unsigned)columns : page_width(p), p->out);
  p->separate = true;
}

static void end_code(Page *p) {
  Text lines = TEXT_EMPTY;
  const char *s = text_string(&p->code);
  while (*s) {
    size_t len = strcspn(s, "\n");
    text_puts(&lines, style_begin(p->style, TONE_CODE));
    style_safe(p->style, s, len, &lines);
    text_puts(&lines, style_end(p->style, TONE_CODE));
    text_putc(&lines, '\n');
    s += len + (s[len] == '\n');
  }
  put_lines(p, text_string(&lines), 4);
  text_free(&lines);
  p->in_code = false;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *self) {
  Page *p = self;
  switch (type) {
  case MD_BLOCK_QUOTE:
  case MD_BLOCK_UL:
  case MD_BLOCK_OL:
    flush_text(p);
    if (p->depth > 0) p->depth--;
    if (p->depth == 0) p->tight = false;
    p->separate = true;
    break;
  case MD_BLOCK_LI: flush_text(p); break;
  case MD_BLOCK_H: end_heading(p); break;
  case MD_BLOCK_P:
    flush_text(p);
    if (!p->tight) p->separate = true;
    break;
  case MD_BLOCK_CODE: end_code(p); break;
  case MD_BLOCK_HR:
    begin_block(p);
    style_rule(p->style, page_width(p), p->out);
    p->separate = true;
    break;
  case MD_BLOCK_TH:
  case MD_BLOCK_TD:
    table_cell(p->table, text_string(&p->line), ((MD_BLOCK_TD_DETAIL *)detail)->align,
               type == MD_BLOCK_TH);
    text_clear(&p->line);
    break;
  case MD_BLOCK_TABLE: {
    Text lines = TEXT_EMPTY;
    table_render(p->table, p->style, page_width(p), &lines);
    table_free(p->table);
    p->table = NULL;
    put_lines(p, text_string(&lines), 0);
    text_free(&lines);
    break;
  }
  default: break;
  }
  return 0;
}

/* ------------------------------------------------------------------ spans */

static Tone span_role(MD_SPANTYPE type) {
  switch (type) {
  case MD_SPAN_EM: return TONE_EMPHASIS;
  case MD_SPAN_STRONG: return TONE_STRONG;
  case MD_SPAN_CODE: return TONE_CODE;
  case MD_SPAN_A: return TONE_LINK;
  default: return TONE_PLAIN;
  }
}

/* A target that may stand inside an escape sequence: printable ASCII only. */
static char *safe_target(const char *s, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (s[i] <= ' ' || s[i] > '~') return NULL;
  return mem_copy_bytes(s, len);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *self) {
  Page *p = self;
  switch (type) {
  case MD_SPAN_LATEXMATH:
  case MD_SPAN_LATEXMATH_DISPLAY:
    p->in_math = true;
    p->display = type == MD_SPAN_LATEXMATH_DISPLAY;
    text_clear(&p->math);
    return 0;
  case MD_SPAN_A: {
    const MD_ATTRIBUTE *target = &((MD_SPAN_A_DETAIL *)detail)->href;
    free(p->link);
    p->link = safe_target(target->text, target->size);
    if (p->link && p->style->links) text_printf(&p->line, "\033]8;;%s\033\\", p->link);
    break;
  }
  case MD_SPAN_CODE:
    if (!p->style->color) text_putc(&p->line, '`');
    break;
  case MD_SPAN_EM:
  case MD_SPAN_STRONG:
    if (!p->style->color) text_puts(&p->line, type == MD_SPAN_EM ? "*" : "**");
    break;
  default: break;
  }
  text_puts(&p->line, style_begin(p->style, span_role(type)));
  return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *self) {
  Page *p = self;
  (void)detail;
  if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY) {
    end_math(p);
    return 0;
  }
  text_puts(&p->line, style_end(p->style, span_role(type)));
  if (p->heading > 0 && type == MD_SPAN_STRONG)
    text_puts(&p->line, style_begin(p->style, TONE_HEADING));
  if (!p->style->color) {
    if (type == MD_SPAN_CODE) text_putc(&p->line, '`');
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG)
      text_puts(&p->line, type == MD_SPAN_EM ? "*" : "**");
  }
  if (type == MD_SPAN_A) {
    if (p->link && p->style->links)
      text_puts(&p->line, "\033]8;;\033\\");
    else if (p->link && strstr(p->link, "://"))
      text_printf(&p->line, " (%s)", p->link);
    free(p->link);
    p->link = NULL;
  }
  return 0;
}

/* &amp; and its like: the few that occur in prose. */
static const char *entity(const char *s, size_t len) {
  static const struct {
    const char *name, *text;
  } known[] = { { "&amp;", "&" },   { "&lt;", "<" },          { "&gt;", ">" },
                { "&quot;", "\"" }, { "&nbsp;", "\xC2\xA0" }, { "&mdash;", "-" },
                { "&ndash;", "-" }, { "&hellip;", "..." } };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strlen(known[i].name) == len && memcmp(known[i].name, s, len) == 0) return known[i].text;
  return NULL;
}

static int put_text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE len, void *self) {
  Page *p = self;
  if (p->in_math) {
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR)
      text_putc(&p->math, ' ');
    else
      text_append(&p->math, s, len);
    return 0;
  }
  if (p->in_code) {
    text_append(&p->code, s, len);
    return 0;
  }
  switch (type) {
  case MD_TEXT_NULLCHAR: text_putc(&p->line, '?'); break;
  case MD_TEXT_BR: text_puts(&p->line, p->inline_only ? " " : "\n"); break;
  case MD_TEXT_SOFTBR: text_putc(&p->line, ' '); break;
  case MD_TEXT_ENTITY: {
    const char *text = entity(s, len);
    if (text)
      text_puts(&p->line, text);
    else
      text_append(&p->line, s, len);
    break;
  }
  case MD_TEXT_CODE: {
    /* Code in running text stays on one line where it can. */
    Text safe = TEXT_EMPTY;
    style_safe(p->style, s, len, &safe);
    put_formula(p, text_string(&safe));
    text_free(&safe);
    break;
  }
  default: style_safe(p->style, s, len, &p->line); break;
  }
  return 0;
}

static void render(Page *p, const char *text) {
  MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_LATEXMATHSPANS | MD_FLAG_NOHTML,
                       .enter_block = enter_block,
                       .leave_block = leave_block,
                       .enter_span = enter_span,
                       .leave_span = leave_span,
                       .text = put_text };
  md_parse(text, (MD_SIZE)strlen(text), &parser, p);
  flush_text(p);
  if (p->table) table_free(p->table);
  text_free(&p->math);
  text_free(&p->code);
  free(p->link);
}

void markdown_render(const char *text, const ScreenStyle *style, Text *out) {
  Page p = { .style = style, .out = out };
  render(&p, text);
  text_free(&p.line);
}

void markdown_inline(const char *text, const ScreenStyle *style, Text *out) {
  Page p = { .style = style, .out = out, .inline_only = true };
  render(&p, text);
  const char *s = text_string(&p.line);
  for (; *s; s++) {
    if (strncmp(s, "\xC2\xA0", 2) == 0) {
      text_putc(out, ' ');
      s++;
    } else
      text_putc(out, *s == '\n' ? ' ' : *s);
  }
  text_free(&p.line);
}
